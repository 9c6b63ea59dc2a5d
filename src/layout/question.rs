//! Asking an officer which reading of a table is right, and taking the answer.
//!
//! A question is known by what the table shows, not by where it stands: the headers of its columns.
//! The same layout in another file, or next month, is the same question, and its answer holds there.

use crate::finding::{Answer, Decisions, Question, Topic};
use crate::intake::Sheet;
use crate::text;

use super::DOUBTFUL;
use super::field::Field;
use super::map::{Column, MappedTable};

/// The identifier of the question about a table.
fn id(table: &MappedTable) -> String {
    let by_content = table.columns.iter().all(|column| column.header.is_empty());
    let shape = |column: &Column| match (by_content, column.field) {
        // A table without headers is known by what its columns hold.
        (true, Some(field)) => field.id().to_owned(),
        (true, None) => "?".to_owned(),
        (false, _) => text::key(&column.header),
    };
    let parts: Vec<String> = table.columns.iter().map(shape).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Question::identify(Topic::Layout, &parts)
}

/// Whether an answer says which columns are what, in fields that exist, and which of them names somebody.
pub fn is_reading(answer: &Answer) -> bool {
    let Answer::Columns(columns) = answer else { return false };
    let fields: Option<Vec<Field>> = columns.iter().map(|(_, field)| Field::from_id(field)).collect();
    fields.is_some_and(|fields| fields.into_iter().any(Field::names_somebody))
}

/// Reads a table as an officer said it should be, where one did.
pub(super) fn answer(table: &mut MappedTable, decisions: &Decisions) {
    match decisions.answer(&id(table)) {
        Some(Answer::Skip) => table.skipped = true,
        Some(Answer::Columns(answered)) => {
            let meaning = |column: &Column| {
                let letters = column.letters();
                let (_, field) = answered.iter().find(|(answered, _)| **answered == *letters)?;
                Field::from_id(field)
            };
            let fields: Vec<Option<Field>> = table.columns.iter().map(meaning).collect();
            // An answer about columns that this table does not have says nothing about it.
            if !fields.iter().flatten().any(|field| field.names_somebody()) {
                return;
            }
            for (column, field) in table.columns.iter_mut().zip(fields) {
                column.field = field;
                column.confidence = 1.0;
            }
        }
        _ => return,
    }
    table.confidence = 1.0;
    table.doubt.clear();
}

/// What has to be asked about a sheet: its most doubtful table, where one is doubtful.
pub(super) fn ask(sheet: &Sheet, tables: &[MappedTable]) -> Option<Question> {
    let doubtful = tables.iter().filter(|table| {
        (table.names_somebody() || table.other.is_some()) && !table.skipped && table.confidence < DOUBTFUL
    });
    let table = doubtful.min_by(|a, b| a.confidence.total_cmp(&b.confidence))?;
    let fields: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    // What is taken until there is an answer comes first: the columns as read, or nothing where
    // they name nobody.
    let mut choices = Vec::new();
    if table.names_somebody() {
        choices.push((value(table, &fields), words(table, &fields)));
    }
    if let Some(other) = &table.other {
        choices.push((value(table, other), words(table, other)));
    }
    let skip = (Answer::Skip.to_string(), "Không phải danh sách đăng ký: bỏ qua bảng này".to_owned());
    let last = if table.names_somebody() { choices.len() } else { 0 };
    choices.insert(last, skip);
    let (proposal, left) = choices.first().cloned()?;
    let (_, right) = choices.get(1).cloned()?;
    Some(Question {
        id: id(table),
        topic: Topic::Layout,
        left: format!("{}: {left}", sheet.place.sheet_name()),
        right,
        evidence: if table.doubt.is_empty() {
            "Tên cột và nội dung cột không đủ rõ.".to_owned()
        } else {
            table.doubt.clone()
        },
        score: f64::from((table.confidence * 100.0).round()) / 100.0,
        proposal,
        choices,
        kind: None,
    })
}

/// A reading for `decisions.csv`: `A=ordinal;B=name`.
fn value(table: &MappedTable, fields: &[Option<Field>]) -> String {
    let known = table.columns.iter().zip(fields).filter_map(|(column, field)| Some((column, (*field)?)));
    known.map(|(column, field)| format!("{}={}", column.letters(), field.id())).collect::<Vec<_>>().join(";")
}

/// A reading for the officer: "cột A số thứ tự, cột B họ tên".
fn words(table: &MappedTable, fields: &[Option<Field>]) -> String {
    let known = table.columns.iter().zip(fields).filter_map(|(column, field)| Some((column, (*field)?)));
    let words: Vec<String> =
        known.map(|(column, field)| format!("cột {} {}", column.letters(), field.label())).collect();
    words.join(", ")
}
