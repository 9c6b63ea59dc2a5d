//! Registrations written as lines of text under a heading: "1. Tập thể: – Khối 3, phường …", without a table.

use std::ops::Range;

use crate::intake::{Sheet, SheetRow};
use crate::text;

use super::field::Field;
use super::likeness;
use super::map::{Column, MappedTable};
use super::phrase::{self, HeadingRank};
use super::wording::{Wording, wording};

/// The beginning of a line longer than this names nobody.
const MAX_NAME_WORDS: usize = 14;

/// A heading that names a kind, and the lines under it.
pub(super) struct Block {
    /// Position of the heading among the sheet's rows.
    pub(super) heading_at: usize,
    pub(super) rank: HeadingRank,
    pub(super) heading: String,
    /// Positions of its lines.
    pub(super) lines: Range<usize>,
    /// Whether they name somebody; else somebody has to look at them.
    pub(super) is_named: bool,
    /// The columns in which the lines stand.
    pub(super) table: MappedTable,
}

/// The block whose heading is the row at a position; `None` where it is no such heading, or prose stands under
/// it.
pub(super) fn block_at(sheet: &Sheet, at: usize) -> Option<Block> {
    let heading = sheet.rows.get(at)?;
    let (_, words) = line_of(heading)?;
    let (rank, rest) = phrase::numeral(words).unwrap_or((phrase::UNNUMBERED, words));
    let rest = rest.trim().trim_end_matches(':').trim();
    let key = text::key(rest);
    let bare = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if !phrase::is_kind(bare) {
        return None;
    }
    let below = sheet.rows.get(at + 1..)?;
    // Lines may be numbered like their headings: "2. Cá nhân:" over "1. Ông …", "2. Bà …".
    let begins_anew = below
        .first()
        .and_then(line_of)
        .is_some_and(|(_, line)| line.trim_start().starts_with("1.") || line.trim_start().starts_with("1)"));
    let outer = if begins_anew { rank.saturating_sub(1) } else { rank };
    let n = below.iter().take_while(|row| is_line(row, outer)).count();
    let lines = below.get(..n)?;
    let named = lines.iter().filter(|row| line_of(row).is_some_and(|(_, line)| names_somebody(line))).count();
    let is_named = n <= named * 2;
    let is_short = |row: &SheetRow| {
        line_of(row).is_some_and(|(_, line)| line.split_whitespace().count() <= MAX_NAME_WORDS)
    };
    if n == 0 || !(is_named || lines.iter().all(is_short)) {
        return None;
    }
    let mut cols: Vec<(u16, Field)> = Vec::new();
    for row in lines {
        let (col, _) = line_of(row)?;
        for cell in &row.cells {
            let field = if cell.col == col { Field::Line } else { Field::Ordinal };
            if !cols.iter().any(|(known, _)| *known == cell.col) {
                cols.push((cell.col, field));
            }
        }
    }
    cols.sort_unstable_by_key(|(col, _)| *col);
    let column = |(col, field)| Column { col, header: String::new(), field: Some(field), confidence: 0.8 };
    Some(Block {
        heading_at: at,
        rank,
        heading: rest.to_owned(),
        lines: at + 1..at + 1 + n,
        is_named,
        table: MappedTable {
            confidence: 0.8,
            ..MappedTable::under(heading.row, heading.row, cols.into_iter().map(column).collect())
        },
    })
}

/// The column and the text of a row that holds one text, and at most a number before it.
fn line_of(row: &SheetRow) -> Option<(u16, &str)> {
    match row.cells.as_slice() {
        [only] => Some((only.col, only.value.text()?)),
        [number, line] => {
            let numbers = likeness::is_number(number)
                || number.value.text().is_some_and(|text| {
                    phrase::numeral_rank(text).is_some() || matches!(text.trim(), "-" | "–" | "+" | "•")
                });
            numbers.then_some((line.col, line.value.text()?))
        }
        _ => None,
    }
}

/// Whether a row may be a line under a heading of this rank: it begins with a dash, or with a number of its own
/// that is no heading's.
fn is_line(row: &SheetRow, rank: HeadingRank) -> bool {
    let Some((col, line)) = line_of(row) else { return false };
    let key = text::key(line);
    if phrase::is_signature(line, &key) || phrase::is_kind(key.trim_end_matches(|c: char| c.is_ascii_digit()))
    {
        return false;
    }
    let numbered_before = row.cells.len() == 2 && row.cells.first().is_some_and(|cell| cell.col != col);
    let begins = line.trim_start().starts_with(['-', '–', '+', '•', '*']);
    let numbered = phrase::numeral(line).is_some_and(|(own, rest)| {
        let is_heading = phrase::is_kind(&text::key(rest.trim_end_matches(':')));
        !is_heading && (rank < own || rank == phrase::UNNUMBERED)
    });
    (begins || numbered || numbered_before) && !line.trim_end().ends_with(':')
}

/// Whether a line begins with the name of somebody: a person, an office, a place or a part of one.
fn names_somebody(line: &str) -> bool {
    let line = line.trim_start_matches(['-', '–', '+', '•', '*', ' ']);
    let line = phrase::numeral(line).map_or(line, |(_, rest)| rest);
    let name = line.split([',', ':', '(', ';']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default().trim();
    name.split_whitespace().count() <= MAX_NAME_WORDS
        && (matches!(wording(name), Wording::Person | Wording::ShortName | Wording::Office)
            || likeness::of_text(name).is_plain())
}
