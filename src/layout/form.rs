//! A sheet that registers one exemplar as label and value, one under the other.

use crate::intake::{Cell, Sheet, SheetRow, Text, Value};

use super::field::{Dictionary, Field};
use super::map::{Column, MappedRow, Role, SheetKind, SheetMap, Table};
use super::{letterhead, phrase};
use crate::text;

/// A form needs at least this many known labels with values.
const MIN_LABELS: usize = 3;

/// Reads a sheet as a form; `None` where it is none.
pub(super) fn read(sheet: &Sheet, dictionary: &Dictionary) -> Option<SheetMap> {
    let mut form: Vec<(Column, Cell)> = Vec::new();
    let mut labelled: Vec<u32> = Vec::new();
    let mut name_row = None;
    for row in &sheet.rows {
        let Some((field, header, cell)) = labelled_value(row, dictionary) else { continue };
        labelled.push(row.row);
        if field.names_somebody() && name_row.is_none() {
            name_row = Some(row.row);
        }
        let column = Column { col: cell.col, header, field: Some(field), confidence: 0.9 };
        form.push((column, cell));
    }
    let name_row = name_row?;
    if form.len() < MIN_LABELS {
        return None;
    }
    let first = *labelled.first()?;
    let above = sheet.rows.iter().position(|row| row.row == first)?;
    let head = letterhead::read(sheet, sheet.rows.get(..above)?);
    let mut signed = false;
    let rows = sheet
        .rows
        .iter()
        .map(|row| {
            signed = signed || (row.row > name_row && begins_signature(row));
            let role = if row.row < first {
                Role::Title
            } else if row.row == name_row {
                Role::Data
            } else if signed {
                Role::Signature
            } else {
                Role::Other
            };
            MappedRow {
                row: row.row,
                role,
                confidence: 0.9,
                table_at: 0,
                sections: Vec::new(),
                continues: (role == Role::Other).then_some(name_row),
            }
        })
        .collect();
    let table = Table {
        first_header_row: first,
        last_header_row: first,
        columns: form.iter().map(|(column, _)| column.clone()).collect(),
        title: String::new(),
    };
    Some(SheetMap {
        kind: SheetKind::Form,
        rows,
        tables: vec![table],
        sections: Vec::new(),
        letterhead: head.letterhead,
        title: head.title,
        form,
        confidence: 0.8,
    })
}

/// The label and the value of a row: in two cells, or in one as "Họ và tên: …".
fn labelled_value(row: &SheetRow, dictionary: &Dictionary) -> Option<(Field, String, Cell)> {
    let mut cells = row.cells.iter();
    let mut first = cells.next()?;
    // "1 | Họ và tên | …": the number of the line stands alone before the label.
    if super::content::is_number(first)
        || first.value.text().is_some_and(|text| phrase::numeral_rank(text).is_some())
    {
        first = cells.next()?;
    }
    let label = first.value.text()?;
    let label = phrase::numeral(label).map_or(label, |(_, rest)| rest);
    if let Some((label, value)) = label.split_once(':')
        && !value.trim().is_empty()
    {
        let found = dictionary.lookup(label).filter(|found| found.confidence > 0.8)?;
        let text = Text { shown: value.trim().into(), repair: None };
        let cell = Cell { col: first.col, value: Value::Text(text) };
        return Some((found.field, label.trim().to_owned(), cell));
    }
    let found = dictionary
        .lookup(label.trim_end_matches(':'))
        .filter(|found| found.confidence == 1.0 && found.field != Field::Ordinal)?;
    let value = cells.next()?;
    // A second label beside the first is a header, not a value.
    let second = value.value.text().and_then(|text| dictionary.lookup(text.trim_end_matches(':')));
    if second.is_some_and(|second| second.confidence == 1.0) {
        return None;
    }
    Some((found.field, label.trim_end_matches(':').trim().to_owned(), value.clone()))
}

fn begins_signature(row: &SheetRow) -> bool {
    row.cells
        .first()
        .and_then(|cell| cell.value.text())
        .is_some_and(|text| phrase::is_signature(text, &text::key(text)))
}
