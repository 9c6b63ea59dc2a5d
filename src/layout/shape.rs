//! Tables told by their shape alone, without a word of Vietnamese.

use crate::finding::CellAddress;
use crate::intake::{Sheet, SheetRow};

use super::areas::Areas;
use super::content;
use super::field::Dictionary;
use super::header;
use super::likeness;
use super::map::Column;
use super::roles::{Header, rows_of_body};
use super::structure;

/// How far down the first row of a list without a header is looked for.
const REACH: usize = 20;
/// A list has at least this many columns.
const MIN_COLS: usize = 2;

/// A list whose header says no known word, or that has none: its columns are known by what they
/// hold. Always doubtful.
pub(super) fn header(sheet: &Sheet, areas: &Areas, dictionary: &Dictionary) -> Option<Header> {
    let rows = sheet.rows.as_slice();
    let named = structure::header_rows(sheet);
    if let Some(found) = named
        && let Some(own) = rows.get(found.clone())
        && let Some(body) = rows.get(found.end..)
        && let Some(header) = guessed(areas, found.start, own, body, dictionary)
    {
        return Some(header);
    }
    let first = rows.iter().take(REACH).position(|row| row.cells.len() >= MIN_COLS)?;
    guessed(areas, first, &[], rows.get(first..)?, dictionary)
}

fn guessed(
    areas: &Areas,
    at: usize,
    header_rows: &[SheetRow],
    body: &[SheetRow],
    dictionary: &Dictionary,
) -> Option<Header> {
    let mut columns = header::columns(areas, header_rows, dictionary);
    for col in body.iter().take(REACH).flat_map(|row| row.cells.iter().map(|cell| cell.col)) {
        if columns.iter().all(|column| column.col != col) {
            columns.push(Column { col, header: String::new(), field: None, confidence: 0.0 });
        }
    }
    columns.sort_by_key(|column| column.col);
    let cols: Vec<u16> = columns.iter().map(|column| column.col).collect();
    let guessed = content::guess(&cols, &rows_of_body(body, &[]))?;
    for (column, (field, confidence)) in columns.iter_mut().zip(guessed) {
        // What a header says in known words counts for more.
        if column.field.is_none() || field.is_some_and(super::Field::names_somebody) {
            column.field = field;
            column.confidence = confidence;
        }
    }
    let name = columns.iter().find(|column| column.field.is_some_and(super::Field::names_somebody))?;
    // Another row of names is no header.
    let is_body = |row: &SheetRow| {
        row.cell(name.col).and_then(|cell| cell.value.text()).is_some_and(|text| {
            likeness::is_person_name(text) && header_rows.len() == 1 && !contrasts(row, body)
        })
    };
    let n_rows = if header_rows.iter().any(is_body) { 0 } else { header_rows.len() };
    let letters = CellAddress::column_letters(name.col);
    let first = header_rows.first().map_or(0, |row| row.row);
    let last = header_rows.last().map_or(0, |row| row.row);
    if n_rows == 0 {
        for column in &mut columns {
            column.header.clear();
        }
    }
    let (first, last) = if n_rows == 0 {
        let above = body.first().map_or(0, |row| row.row.saturating_sub(1));
        (above, above)
    } else {
        (first, last)
    };
    let mut tables = header::tables(&columns, first, last);
    for table in &mut tables {
        table.confidence = 0.4;
        table.doubt = if n_rows == 0 {
            format!("Trang tính không có dòng tên cột; cột {letters} chứa các tên giống tên người.")
        } else {
            format!("Không nhận ra tên cột nào là họ tên; cột {letters} chứa các tên giống tên người.")
        };
    }
    Some(Header { at, n_rows, tables })
}

/// Whether a row holds texts where the rows below hold numbers or dates.
fn contrasts(row: &SheetRow, body: &[SheetRow]) -> bool {
    row.cells.iter().filter(|cell| cell.value.text().is_some()).any(|cell| {
        body.iter().take(REACH).filter_map(|row| row.cell(cell.col)).any(|below| below.value.text().is_none())
    })
}
