//! Letters that are struck through. Who is crossed out is asked about, and counts until that is answered; a part of
//! a row that is crossed out is not read, and asked about too.

use crate::intake::{Mark, MarkKind, Sheet, Value};
use crate::layout::{Entry, Field, Record};

/// What is struck through of a record: its name or all of it (`whole`), else some of its cells (`parts`).
#[derive(Debug, Clone, Default)]
pub(super) struct StruckOut {
    /// The cell of the name with its words, where the name or all of the record is crossed out.
    pub(super) whole: Option<((u32, u16), String)>,
    /// Cells that are crossed out in whole or in part, with the words that are.
    pub(super) parts: Vec<StruckPart>,
}

/// A cell of which something is crossed out while its record stays.
#[derive(Debug, Clone)]
pub(super) struct StruckPart {
    pub(super) at: (u32, u16),
    pub(super) words: String,
    /// What is left of the cell.
    kept: String,
}

/// What is struck through of each record of a sheet; nothing where nothing is.
pub(super) fn crossed(sheet: &Sheet, records: &[Record<'_>]) -> Option<Vec<StruckOut>> {
    sheet.aside.of(MarkKind::Struck).next()?;
    Some(records.iter().map(|record| of_record(sheet, record)).collect())
}

fn of_record(sheet: &Sheet, record: &Record<'_>) -> StruckOut {
    let is_of_record = |entry: &&Entry<'_>| record.row <= entry.row || record.is_form();
    let has_words = |entry: &&Entry<'_>| {
        let is_ordinal = entry.column.field == Some(Field::Ordinal);
        !is_ordinal && entry.cell.value.shown().chars().any(char::is_alphanumeric)
    };
    let entries: Vec<&Entry<'_>> = record.entries.iter().filter(is_of_record).filter(has_words).collect();
    let struck: Vec<(&Entry<'_>, &Mark)> =
        entries.iter().filter_map(|entry| Some((*entry, mark(sheet, entry, MarkKind::Struck)?))).collect();
    let is_whole = |(_, mark): &&(&Entry<'_>, &Mark)| mark.text.is_empty();
    let names = |entry: &Entry<'_>| entry.column.field.is_some_and(Field::names_somebody);
    let name = struck.iter().find(|it| is_whole(it) && names(it.0)).map(|(entry, _)| *entry);
    let all = struck.len() == entries.len() && struck.iter().all(|it| is_whole(&it));
    let whole = name.or_else(|| if all { entries.first().copied() } else { None });
    if let Some(entry) = whole {
        let at = (entry.row, entry.column.col);
        return StruckOut { whole: Some((at, entry.cell.value.shown().into_owned())), parts: Vec::new() };
    }
    let part = |(entry, mark): &(&Entry<'_>, &Mark)| {
        let kept = self::mark(sheet, entry, MarkKind::Kept).map(|mark| mark.text.clone());
        let words =
            if mark.text.is_empty() { entry.cell.value.shown().into_owned() } else { mark.text.clone() };
        StruckPart { at: (entry.row, entry.column.col), words, kept: kept.unwrap_or_default() }
    };
    StruckOut { whole: None, parts: struck.iter().map(part).collect() }
}

fn mark<'s>(sheet: &'s Sheet, entry: &Entry<'_>, kind: MarkKind) -> Option<&'s Mark> {
    let wanted = (entry.row, entry.column.col, kind);
    let at = sheet.aside.marks.binary_search_by(|mark| (mark.row, mark.col, mark.kind).cmp(&wanted)).ok()?;
    sheet.aside.marks.get(at)
}

/// The sheet without what is crossed out in records that stay; nothing where that is nothing.
pub(super) fn without(sheet: &Sheet, crossed: &[StruckOut]) -> Option<Sheet> {
    let mut parts = crossed.iter().flat_map(|it| &it.parts).peekable();
    parts.peek()?;
    let mut bare = sheet.clone();
    for StruckPart { at: (row, col), kept, .. } in parts {
        let found =
            bare.rows.binary_search_by_key(row, |it| it.row).ok().and_then(|at| bare.rows.get_mut(at));
        let cell = found.and_then(|row| row.cells.iter_mut().find(|cell| cell.col == *col));
        if let Some(cell) = cell {
            cell.value = Value::Text(crate::intake::Text { shown: kept.as_str().into(), repair: None });
        }
    }
    Some(bare)
}
