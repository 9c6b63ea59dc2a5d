//! The fast exact path: a template that comes back is read by the headers of its stamp.
//!
//! Columns may stand in another order, rows may have been inserted above, sheets renamed: a header
//! says what its column is, wherever it stands. What was changed beyond that is said, cell by cell;
//! where too little is left of the template, the sheet is read like any other.

use std::collections::BTreeMap;

use crate::finding::{CellAddress, Code, Finding, Noted};
use crate::intake::{Sheet, SheetRow};
use crate::text;

use super::super::areas::Areas;
use super::super::field::{Dictionary, Field};
use super::super::letterhead;
use super::super::map::{Column, MappedRow, MappedTable, Role, SheetKind, SheetMap};
use super::super::subject::ListSubject;
use super::Stamp;

/// The header of a template stands within so many rows with content.
const HEADER_WITHIN: usize = 60;
/// Below the closing row, a row with so many cells of the list was typed there by mistake.
const CELLS_OF_A_RECORD: usize = 3;

/// A list that was filled into a template; nothing where the sheet is none. Findings without a map
/// say why a sheet that was one has to be read like any other.
pub(in crate::layout) fn map(
    sheet: &Sheet,
    stamp: &Stamp,
    dictionary: &Dictionary,
) -> Option<Noted<Option<SheetMap>>> {
    let headers: BTreeMap<String, Option<Field>> =
        stamp.columns.iter().map(|(field, header)| (text::key(header), *field)).collect();
    let header = header_row(sheet, &headers)?;
    let mut findings = Vec::new();
    let columns = columns(sheet, header, stamp, dictionary, &mut findings);
    let broken = |mut findings: Vec<Finding>, message: &str| {
        findings.push(Finding::new(Code::TemplateBroken, sheet.place.clone(), message));
        Some(Noted::new(None, findings))
    };
    if !columns.iter().any(|column| column.field == Some(Field::Name)) {
        return broken(findings, "Không còn cột tên của mẫu; trang được đọc như một bảng thường.");
    }
    let end_key = text::key(&stamp.end);
    let closes = |row: &&SheetRow| row.cells.iter().any(|cell| text::key(&cell.value.shown()) == end_key);
    let Some(end) = sheet.rows.iter().filter(|row| header.row < row.row).find(closes) else {
        return broken(
            findings,
            "Dòng kết thúc danh sách của mẫu đã bị xóa; trang được đọc như một bảng thường.",
        );
    };
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let role = if row.row < header.row {
            Role::Title
        } else if row.row == header.row {
            Role::Header
        } else if row.row == end.row {
            Role::Note
        } else {
            let filled = filled(row, &columns);
            let named = filled.iter().any(|field| field.names_somebody());
            if row.row < end.row {
                // A heading or a sum among the rows: its reading needs the words around it.
                if let [only] = filled.as_slice()
                    && only.names_somebody()
                    && 1 < rows.len()
                    && is_alone(row)
                {
                    let words = row.cells.iter().map(|cell| cell.value.shown()).collect::<Vec<_>>().join(" ");
                    if looks_like_heading(&words) {
                        return broken(
                            findings,
                            "Trong danh sách của mẫu có dòng đề mục hoặc dòng cộng tự thêm; trang được đọc như một bảng thường.",
                        );
                    }
                }
                if filled.is_empty() { Role::Blank } else { Role::Data }
            } else if named && CELLS_OF_A_RECORD <= filled.len() {
                Role::Data
            } else {
                Role::Signature
            }
        };
        rows.push(MappedRow {
            row: row.row,
            role,
            confidence: 1.0,
            table_at: 0,
            sections: Vec::new(),
            continues: None,
        });
    }
    let above: Vec<&SheetRow> = sheet.rows.iter().take_while(|row| row.row < header.row).collect();
    let head = letterhead::read(sheet, &Areas::of(sheet), &above);
    let table = MappedTable::under(header.row, header.row, columns);
    let map = SheetMap {
        kind: SheetKind::List,
        rows,
        tables: vec![table],
        sections: Vec::new(),
        letterhead: head.letterhead,
        title: head.title,
        subject: ListSubject::Registration,
        form: Vec::new(),
        form_labels: Vec::new(),
        counts: Vec::new(),
        confidence: 1.0,
        question: None,
    };
    Some(Noted::new(Some(map), findings))
}

/// The row that holds most headers of the template, at least half of them.
fn header_row<'a>(sheet: &'a Sheet, headers: &BTreeMap<String, Option<Field>>) -> Option<&'a SheetRow> {
    let known = |row: &SheetRow| {
        row.cells.iter().filter(|cell| headers.contains_key(&text::key(&cell.value.shown()))).count()
    };
    let best = sheet.rows.iter().take(HEADER_WITHIN).rev().max_by_key(|row| known(row))?;
    (headers.len() <= 2 * known(best)).then_some(best)
}

/// What the columns mean: by their header where it is the template's; where one header was retyped,
/// by the dictionary, else by its place between its neighbours.
fn columns(
    sheet: &Sheet,
    header: &SheetRow,
    stamp: &Stamp,
    dictionary: &Dictionary,
    findings: &mut Vec<Finding>,
) -> Vec<Column> {
    let mut missing: Vec<usize> = (0..stamp.columns.len()).collect();
    let mut columns: Vec<Column> = Vec::new();
    let mut strange: Vec<usize> = Vec::new();
    for cell in &header.cells {
        let written = cell.value.shown().into_owned();
        let key = text::key(&written);
        let known = missing
            .iter()
            .position(|at| stamp.columns.get(*at).is_some_and(|(_, header)| text::key(header) == key));
        let field = match known {
            Some(at) => stamp.columns.get(missing.remove(at)).and_then(|(field, _)| *field),
            None => {
                strange.push(columns.len());
                None
            }
        };
        columns.push(Column { col: cell.col, header: written, field, confidence: 1.0 });
    }
    let in_template = |field: Field| stamp.columns.iter().any(|(own, _)| *own == Some(field));
    for at in strange {
        let Some(column) = columns.get(at) else { continue };
        let place = sheet.place.at_cell(header.row, column.col);
        let meant = dictionary.lookup(&column.header).map(|found| found.field);
        let taken = columns.iter().any(|other| other.field.is_some() && other.field == meant);
        // One header of the template is gone, and this one stands where it stood.
        let at_its_place = missing.iter().copied().find(|gone| stands_at(&columns, at, *gone, stamp));
        let by_word = meant.filter(|field| !taken && (in_template(*field) || at_its_place.is_none()));
        let gone = match by_word {
            Some(field) => missing
                .iter()
                .copied()
                .find(|gone| stamp.columns.get(*gone).is_some_and(|(own, _)| *own == Some(field))),
            None => at_its_place,
        };
        let field = by_word.or_else(|| gone.and_then(|gone| stamp.columns.get(gone)?.0));
        let letters = column.letters();
        let message = match (gone.and_then(|gone| stamp.columns.get(gone)), field) {
            (Some((_, before)), Some(field)) => format!(
                "Tên cột {letters} của mẫu «{before}» đã bị đổi thành «{}»; cột vẫn được hiểu là {}.",
                column.header,
                field.label()
            ),
            (_, Some(field)) => {
                format!(
                    "Cột {letters} «{}» không có trong mẫu; được hiểu là {}.",
                    column.header,
                    field.label()
                )
            }
            (_, None) => format!("Cột {letters} «{}» không có trong mẫu; không được đọc.", column.header),
        };
        findings.push(Finding::new(Code::TemplateChanged, place, message).raw(column.header.clone()));
        missing.retain(|at| Some(*at) != gone);
        if let Some(column) = columns.get_mut(at) {
            column.field = field;
        }
    }
    for gone in missing {
        let Some((Some(field), before)) = stamp.columns.get(gone) else { continue };
        if *field == Field::Ordinal {
            continue;
        }
        let near = header.cells.last().map_or(0, |cell| cell.col);
        let place = sheet.place.at_cell(header.row, near.min(u16::try_from(gone).unwrap_or(near)));
        let message = format!(
            "Cột «{before}» của mẫu đã bị xóa hoặc mất tên (cột {} lúc gửi đi); không đọc được {}.",
            CellAddress::column_letters(u16::try_from(gone).unwrap_or_default()),
            field.label()
        );
        findings.push(Finding::new(Code::TemplateBroken, place, message).raw(before.clone()));
    }
    columns
}

/// Whether a strange column stands between the neighbours of a header that is gone.
fn stands_at(columns: &[Column], at: usize, gone: usize, stamp: &Stamp) -> bool {
    let header =
        |at: Option<usize>| at.and_then(|at| stamp.columns.get(at)).map(|(_, header)| text::key(header));
    let key_at =
        |at: Option<usize>| at.and_then(|at| columns.get(at)).map(|column| text::key(&column.header));
    let left = header(gone.checked_sub(1)) == key_at(at.checked_sub(1));
    let right = header(gone.checked_add(1)) == key_at(at.checked_add(1));
    left && right
}

/// The fields of a row that people fill in, each once.
fn filled(row: &SheetRow, columns: &[Column]) -> Vec<Field> {
    let mut fields: Vec<Field> = columns
        .iter()
        .filter(|column| row.cell(column.col).is_some())
        .filter_map(|column| column.field)
        .filter(|field| *field != Field::Ordinal)
        .collect();
    fields.sort();
    fields.dedup();
    fields
}

fn is_alone(row: &SheetRow) -> bool {
    row.cells.iter().filter(|cell| cell.value.text().is_some()).count() <= 2
}

/// Whether the only words of a row head or sum up others: a numeral, a sum, a kind in the plural.
fn looks_like_heading(said: &str) -> bool {
    let key = text::key(said);
    let first = key.split(' ').next().unwrap_or_default();
    let words = ["tổng", "cộng", "tổng cộng", "tổng số", "tập thể", "cá nhân", "hộ gia đình", "danh sách"];
    let numeral = said.split(['.', ')', ' ']).next().unwrap_or_default();
    let numbered = (1..=4).contains(&numeral.chars().count())
        && numeral.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
        && numeral.len() < said.len();
    numbered || words.contains(&key.as_str()) || first == "tổng" || key.starts_with("cộng")
}
