//! The header of a table, found by its shape: no dictionary, no language.
//!
//! A header begins with the first row that has several cells, or one away from the first column;
//! titles stand alone in the first column. It ends where the body begins: at the first row of which
//! at least half the cells beside its label are values, or at a label that stands alone. A value is a
//! number that is no year, a date, or a sign for "nothing"; the same bracketed value in all columns
//! names a unit of measure and belongs to the header.

use std::ops::Range;

use crate::intake::{Cell, Sheet, SheetRow, Value};

/// Longer texts alone over a header are titles.
const MAX_LABEL_CHARS: usize = 60;
/// A header has at most this many rows with content; the search ends there.
const MAX_ROWS: usize = 40;

/// The rows of a sheet's first header, as positions among its rows with content; `None` where
/// nothing looks like a header over a body.
pub fn header_rows(sheet: &Sheet) -> Option<Range<usize>> {
    let rows = sheet.rows.as_slice();
    let first_col =
        rows.iter().take(MAX_ROWS).filter_map(|row| row.cells.first()).map(|cell| cell.col).min()?;
    let is_label = |row: &SheetRow| matches!(row.cells.as_slice(), [cell] if cell.col == first_col);
    let has_label = |row: &SheetRow| row.cell(first_col).is_some();
    let mut start = rows.iter().take(MAX_ROWS).position(|row| !is_label(row))?;
    // "Year" in the first column, right over the row with the other headers.
    if let [.., before] = rows.get(..start)?
        && 1 < start
        && let Some(first) = rows.get(start)
        && !has_label(first)
        && first.row == before.row + 1
        && before.cells.first().is_some_and(|cell| cell.value.shown().chars().count() < MAX_LABEL_CHARS)
    {
        start -= 1;
    }
    let mut labelled = rows.get(start).is_some_and(has_label);
    for (at, row) in rows.iter().enumerate().skip(start + 1).take(MAX_ROWS) {
        if is_body(row) {
            return Some(start..at);
        }
        if is_label(row) {
            let next = rows.get(at + 1);
            // The label of the first column may stand lower than the headers beside it.
            let goes_on =
                next.is_some_and(|next| !has_label(next) && next.cells.iter().all(|cell| !is_value(cell)));
            if !goes_on && (labelled || next.is_none()) {
                return Some(start..at);
            }
        }
        labelled |= has_label(row);
    }
    None
}

/// Whether a row holds values rather than headers.
fn is_body(row: &SheetRow) -> bool {
    let mut values = row.cells.iter().filter(|cell| is_value(cell));
    let Some(first) = values.next() else { return false };
    let rest: Vec<&Cell> = values.collect();
    let is_measure = !rest.is_empty()
        && first.value.text().is_some_and(|text| text.trim_start().starts_with('('))
        && rest.iter().all(|cell| cell.value == first.value);
    row.cells.len() <= (rest.len() + 1) * 2 + 1 && !is_measure
}

/// Whether a cell holds a value: a number but no year, a date, a sign for "nothing".
fn is_value(cell: &Cell) -> bool {
    match &cell.value {
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => true,
        Value::Number(number) => !(number.fract() == 0.0 && (1800.0..=2100.0).contains(number)),
        Value::Text(text) => {
            let text = text.shown.trim();
            let word = text.trim_start_matches('(').trim_end_matches(')');
            let digits: String =
                word.chars().filter(|c| !matches!(c, ',' | '$' | '%' | '<' | '>' | ' ')).collect();
            let number = digits.trim_start_matches(['-', '+']);
            let is_number = !number.is_empty()
                && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && number.bytes().any(|b| b.is_ascii_digit());
            let year = number
                .parse()
                .is_ok_and(|year: f64| year.fract() == 0.0 && (1800.0..=2100.0).contains(&year));
            let date =
                word.matches('/').count() == 2 && word.bytes().all(|b| b.is_ascii_digit() || b == b'/');
            let nothing = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
                || !word.is_empty() && word.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | '…'));
            (is_number && !year) || date || nothing
        }
    }
}
