//! One cell beside several people: a piece for each of them, or all of it for all.

use crate::layout::{Entry, Field, Record};

use super::segments::{Joint, segments};

/// The fields of one of the people of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'r, 'a> {
    pub(super) record: &'r Record<'a>,
    /// Which of the people, from 0.
    pub(super) at: usize,
    /// How many they are.
    pub(super) n: usize,
}

impl Fields<'_, '_> {
    /// The text of a field, as far as it is this person's.
    pub(super) fn text(self, field: Field) -> String {
        if 1 < self.n
            && let Some(piece) = self.piece(field)
        {
            return piece;
        }
        self.record.text(field)
    }

    fn piece(self, field: Field) -> Option<String> {
        let mut entries = self.record.of(field);
        let (Some(only), None) = (entries.next(), entries.next()) else { return None };
        let text = only.cell.value.text()?;
        Some((*pieces_beside(self.record, text, self.n, field)?.get(self.at)?).to_owned())
    }
}

/// Whether a cell has a piece for each of `n` people.
pub(super) fn is_paired(record: &Record<'_>, entry: &Entry<'_>, n: usize) -> bool {
    let Some(field) = entry.column.field else { return false };
    1 < n && entry.cell.value.text().is_some_and(|text| pieces_beside(record, text, n, field).is_some())
}

/// The pieces of a cell, known by the cells beside it: two places on two lines are two people's where the births
/// or positions stand on two lines as well.
fn pieces_beside<'t>(record: &Record<'_>, text: &'t str, n: usize, field: Field) -> Option<Vec<&'t str>> {
    let found = pieces(text, n, field);
    if found.is_some() || !matches!(field, Field::Address | Field::Workplace | Field::PositionWorkplace) {
        return found;
    }
    let lines = of_each(text.lines().collect(), n)?;
    let findings =
        [Field::BirthDate, Field::BirthYear, Field::Position, Field::Gender].into_iter().any(|field| {
            let texts = record.of(field).filter_map(|entry| entry.cell.value.text());
            texts.into_iter().any(|text| of_each(text.lines().collect(), n).is_some())
        });
    findings.then_some(lines)
}

/// The pieces of a cell where they are as many as the people.
pub(super) fn pieces(text: &str, n: usize, field: Field) -> Option<Vec<&str>> {
    let is_birth = matches!(
        field,
        Field::BirthDate | Field::BirthYear | Field::BirthMale | Field::BirthFemale | Field::Age
    );
    let is_word = matches!(field, Field::Gender | Field::Honorific | Field::Ethnicity | Field::Kind);
    let of_each = |pieces| of_each(pieces, n);
    let numbered = segments(text);
    if numbered.iter().skip(1).all(|segment| segment.joint == Joint::Number) && numbered.len() == n {
        return Some(numbered.iter().map(|segment| segment.text).collect());
    }
    let split = |marks: &[char]| of_each(text.split(marks).collect());
    let strong = split(&['\n']).or_else(|| split(&[';']));
    // "1) 1959" over "2) 1961": a number that only counts is no part of the year.
    let strong = strong.map(|pieces| if is_birth { uncounted(pieces) } else { pieces });
    if strong.is_some() && !matches!(field, Field::Address | Field::Workplace | Field::PositionWorkplace) {
        return strong;
    }
    // An address over two lines is one address: lines are two places only where they begin alike.
    let alike = |pieces: &Vec<&str>| {
        let first = |piece: &&str| piece.split_whitespace().next().map(str::to_lowercase);
        pieces.iter().all(|piece| first(piece) == pieces.first().and_then(first))
    };
    if let Some(strong) = strong.filter(alike) {
        return Some(strong);
    }
    if is_birth || is_word {
        let weak =
            split(&[',']).or_else(|| of_each(text.split(" và ").collect())).or_else(|| split(&['&', '+']));
        let weak = weak.or_else(|| of_each(text.split(" - ").collect()));
        let years = || {
            let only_years = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '/' | ' '));
            let pieces = split(&['-', '–', '/', ' ']).filter(|_| only_years)?;
            pieces.iter().all(|piece| matches!(piece.len(), 2 | 4)).then_some(pieces)
        };
        return weak.or_else(years);
    }
    None
}

/// Pieces without the numbers 1, 2, 3 … before them, where all have them.
fn uncounted(pieces: Vec<&str>) -> Vec<&str> {
    let bare = (1..).zip(&pieces).map(|(n, piece): (usize, &&str)| {
        let rest = piece.strip_prefix(&n.to_string())?.strip_prefix([')', '.', '/'])?.trim();
        (4 <= rest.len() || rest.len() == 2).then_some(rest)
    });
    bare.collect::<Option<Vec<&str>>>().unwrap_or(pieces)
}

/// Pieces with a letter or digit, where they are `n`.
fn of_each(pieces: Vec<&str>, n: usize) -> Option<Vec<&str>> {
    let full = pieces.into_iter().map(str::trim).filter(|piece| piece.chars().any(char::is_alphanumeric));
    let full: Vec<&str> = full.collect();
    (full.len() == n).then_some(full)
}

/// How many births a record's columns say, at least.
pub(super) fn n_births(record: &Record<'_>) -> usize {
    let fields = [Field::BirthDate, Field::BirthYear, Field::BirthMale, Field::BirthFemale, Field::Age];
    let counts = fields.into_iter().flat_map(|field| record.of(field)).map(|entry| {
        let Some(text) = entry.cell.value.text() else { return 1 };
        let field = entry.column.field.unwrap_or(Field::BirthYear);
        (2..=6).rev().find(|n| pieces(text, *n, field).is_some()).unwrap_or(1)
    });
    counts.max().unwrap_or(0)
}

/// A text with what stands before it, where there is any.
pub(super) fn join(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        (false, false) => format!("{first}, {second}"),
    }
}
