//! A sheet that registers one exemplar as label and value, one under the other.

use crate::intake::{Cell, Sheet, SheetRow, Text, Value};

use super::areas::Areas;
use super::field::{Dictionary, Field};
use super::map::{Column, FormValue, MappedRow, MappedTable, Role, SheetKind, SheetMap};
use super::wording::{Wording, wording};
use super::{letterhead, phrase};
use crate::text;

/// A form needs at least this many known labels with values.
const MIN_LABELS: usize = 3;

/// A label with what stands beside it.
struct Labelled {
    field: Field,
    header: String,
    label_col: u16,
    /// From left to right; none where nothing stands there.
    values: Vec<Cell>,
}

/// Reads a sheet as a form; `None` where it is none.
pub(super) fn read(sheet: &Sheet, areas: &Areas, dictionary: &Dictionary) -> Option<SheetMap> {
    let rows: Vec<(u32, Vec<Labelled>)> =
        sheet.rows.iter().map(|row| (row.row, labelled_values(row, dictionary))).collect();
    let people = people_across(&rows);
    let mut form: Vec<FormValue> = Vec::new();
    let mut form_labels: Vec<(u32, u16)> = Vec::new();
    let mut labelled: Vec<u32> = Vec::new();
    let mut name_row = None;
    for (row, labels) in rows {
        for Labelled { field, header, label_col, values } in labels {
            if values.is_empty() {
                form_labels.push((row, label_col));
                continue;
            }
            labelled.push(row);
            if field.names_somebody() && name_row.is_none() {
                name_row = Some(row);
            }
            let mut answer = |cell: &Cell, person: usize| {
                let column =
                    Column { col: cell.col, header: header.clone(), field: Some(field), confidence: 0.9 };
                form.push(FormValue { row, column, cell: cell.clone(), label_col, person });
            };
            // A value merged over all people is everybody's.
            let is_shared = |cell: &Cell| {
                let last = areas.at(row, cell.col).map_or(cell.col, |merge| merge.last_col);
                people.last().is_some_and(|col| *col <= last)
            };
            match (people.as_slice(), values.as_slice()) {
                ([], values) => values.iter().take(1).for_each(|cell| answer(cell, 0)),
                (people, [only]) if is_shared(only) => {
                    (0..people.len()).for_each(|person| answer(only, person));
                }
                (people, values) => {
                    let person_at = |cell: &Cell| people.iter().position(|col| *col == cell.col);
                    for (cell, person) in values.iter().filter_map(|cell| Some((cell, person_at(cell)?))) {
                        answer(cell, person);
                    }
                }
            }
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
            } else if signed && labelled.binary_search(&row.row).is_err() {
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
    let table = MappedTable { confidence: 0.8, ..MappedTable::under(first, first, Vec::new()) };
    Some(SheetMap {
        kind: SheetKind::Form,
        rows,
        tables: vec![table],
        sections: Vec::new(),
        letterhead: head.letterhead,
        title: head.title,
        subject: super::ListSubject::Registration,
        form,
        form_labels,
        counts: Vec::new(),
        confidence: 0.8,
        question: None,
    })
}

/// Letters of the longest label.
const LONGEST_LABEL: usize = 200;

/// The columns of a form's people, where it is for several: those of the names beside the label of the name,
/// when another label has its values there as well.
fn people_across(rows: &[(u32, Vec<Labelled>)]) -> Vec<u16> {
    let labels = || rows.iter().flat_map(|(_, labels)| labels);
    let is_name = |cell: &Cell| {
        cell.value.text().is_some_and(|text| matches!(wording(text), Wording::Person | Wording::ShortName))
    };
    let names = labels().find(|label| label.field.names_somebody() && !label.values.is_empty());
    let Some(names) = names.filter(|names| 2 <= names.values.len() && names.values.iter().all(is_name))
    else {
        return Vec::new();
    };
    let columns: Vec<u16> = names.values.iter().map(|cell| cell.col).collect();
    let agrees = |label: &&Labelled| {
        let under = label.values.iter().filter(|cell| columns.contains(&cell.col));
        !label.field.names_somebody() && 2 <= under.count()
    };
    if labels().any(|label| agrees(&label)) { columns } else { Vec::new() }
}

/// The labels and values of a row: in cells beside each other, or in one as "Họ và tên: …".
fn labelled_values(row: &SheetRow, dictionary: &Dictionary) -> Vec<Labelled> {
    let mut labels = Vec::new();
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
        if let Some((at, _)) = colon
            && label.get(at + 1..).is_some_and(|value| !value.trim().is_empty())
        {
            for (label, value) in pairs(label, dictionary) {
                let known = dictionary.lookup(label).filter(|found| found.confidence > 0.8);
                let Some(field) = label_of(label, dictionary).or(known.map(|found| found.field)) else {
                    continue;
                };
                let text = Text { shown: value.into(), repair: None };
                let value = Cell { value: Value::Text(text), ..cell.clone() };
                let header = label.to_owned();
                labels.push(Labelled { field, header, label_col: cell.col, values: vec![value] });
            }
            continue;
        }
        let label = label.trim_end_matches(':').trim();
        let Some(field) = label_of(label, dictionary) else { continue };
        // A second label beside the first is a label without a value.
        let is_value = |next: &&Cell| {
            next.value.text().is_none_or(|text| label_of(text.trim_end_matches(':'), dictionary).is_none())
        };
        let mut values = Vec::new();
        while let Some(value) = cells.next_if(is_value) {
            values.push(value.clone());
        }
        labels.push(Labelled { field, header: label.to_owned(), label_col: cell.col, values });
    }
    labels
}

/// "Họ và tên: Âu Thị Điệp  Giới tính: Nữ": labels with their values, where known labels stand before colons.
fn pairs<'t>(text: &'t str, dictionary: &Dictionary) -> Vec<(&'t str, &'t str)> {
    const MAX_LABEL_WORDS: usize = 5;
    let mut starts = vec![0];
    for (colon, _) in text.match_indices(':').skip(1).take(8) {
        let Some(before) = text.get(..colon) else { continue };
        let words = before.match_indices(' ').map(|(at, _)| at + 1);
        let from: Vec<usize> = words.collect();
        let labels = from.iter().rev().take(MAX_LABEL_WORDS);
        let longest = labels
            .rev()
            .find(|at| before.get(**at..).is_some_and(|label| label_of(label.trim(), dictionary).is_some()));
        starts.extend(longest);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to)?.split_once(':'));
    parts.map(|(label, value)| (label.trim(), value.trim())).filter(|(_, value)| !value.is_empty()).collect()
}

fn label_of(text: &str, dictionary: &Dictionary) -> Option<Field> {
    if matches!(
        text::key(text).as_str(),
        "đăng ký" | "đăng ký điển hình" | "đăng ký phong trào" | "nội dung đăng ký"
    ) {
        return Some(Field::Movement);
    }
    let found = dictionary.lookup(text)?;
    (found.confidence == 1.0 && found.field != Field::Ordinal).then_some(found.field)
}

fn begins_signature(row: &SheetRow) -> bool {
    row.cells
        .first()
        .and_then(|cell| cell.value.text())
        .is_some_and(|text| phrase::is_signature(text, &text::key(text)))
}
