//! A sheet that registers one exemplar as label and value, one under the other.

use crate::intake::{Cell, Sheet, SheetRow, Text, Value};

use super::areas::Areas;
use super::field::{Dictionary, Field};
use super::map::{Answer, Column, MappedRow, Role, SheetKind, SheetMap, Table};
use super::{letterhead, phrase};
use crate::text;

/// A form needs at least this many known labels with values.
const MIN_LABELS: usize = 3;

/// Reads a sheet as a form; `None` where it is none.
pub(super) fn read(sheet: &Sheet, areas: &Areas, dictionary: &Dictionary) -> Option<SheetMap> {
    let mut form: Vec<Answer> = Vec::new();
    let mut labelled: Vec<u32> = Vec::new();
    let mut name_row = None;
    for row in &sheet.rows {
        for (field, header, cell) in labelled_values(row, dictionary) {
            labelled.push(row.row);
            if field.names_somebody() && name_row.is_none() {
                name_row = Some(row.row);
            }
            let column = Column { col: cell.col, header, field: Some(field), confidence: 0.9 };
            form.push(Answer { row: row.row, column, cell });
        }
    }
    let name_row = name_row?;
    if form.len() < MIN_LABELS {
        return None;
    }
    let first = *labelled.first()?;
    let above = sheet.rows.iter().position(|row| row.row == first)?;
    let rows: Vec<&SheetRow> = sheet.rows.get(..above)?.iter().collect();
    let head = letterhead::read(sheet, areas, &rows);
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
        columns: Vec::new(),
        title: String::new(),
        beside: 0,
        confidence: 0.8,
        doubt: String::new(),
        other: None,
        skipped: false,
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
        question: None,
    })
}

/// Letters of the longest label.
const LONGEST_LABEL: usize = 200;

/// The labels and values of a row: in two cells, or in one as "Họ và tên: …".
fn labelled_values(row: &SheetRow, dictionary: &Dictionary) -> Vec<(Field, String, Cell)> {
    let mut values = Vec::new();
    let mut cells = row.cells.iter().peekable();
    while let Some(cell) = cells.next() {
        // "1 | Họ và tên | …": the number of the line stands alone before the label.
        let Some(label) = cell.value.text().filter(|text| phrase::numeral_rank(text).is_none()) else {
            continue;
        };
        let label = phrase::numeral(label).map_or(label, |(_, rest)| rest);
        // What is longer than any label is an answer, unless one begins it.
        let mut letters = label.char_indices();
        let colon = letters.by_ref().take(LONGEST_LABEL).find(|(_, letter)| *letter == ':');
        if colon.is_none() && letters.next().is_some() {
            continue;
        }
        if let Some((label, value)) = colon.and_then(|(at, _)| Some((label.get(..at)?, label.get(at + 1..)?)))
            && !value.trim().is_empty()
        {
            if let Some(found) = dictionary.lookup(label).filter(|found| found.confidence > 0.8) {
                let text = Text { shown: value.trim().into(), repair: None };
                let cell = Cell { col: cell.col, value: Value::Text(text) };
                values.push((found.field, label.trim().to_owned(), cell));
            }
            continue;
        }
        let label = label.trim_end_matches(':').trim();
        let Some(field) = label_of(label, dictionary) else { continue };
        // A second label beside the first is a label without a value.
        let is_value = |next: &&Cell| {
            next.value.text().is_none_or(|text| label_of(text.trim_end_matches(':'), dictionary).is_none())
        };
        if let Some(value) = cells.next_if(is_value) {
            values.push((field, label.to_owned(), value.clone()));
        }
    }
    values
}

fn label_of(text: &str, dictionary: &Dictionary) -> Option<Field> {
    let found = dictionary.lookup(text)?;
    (found.confidence == 1.0 && found.field != Field::Ordinal).then_some(found.field)
}

fn begins_signature(row: &SheetRow) -> bool {
    row.cells
        .first()
        .and_then(|cell| cell.value.text())
        .is_some_and(|text| phrase::is_signature(text, &text::key(text)))
}
