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
        Some((*pieces(text, self.n, field)?.get(self.at)?).to_owned())
    }
}

/// Whether a cell has a piece for each of `n` people.
pub(super) fn is_paired(entry: &Entry<'_>, n: usize) -> bool {
    let Some(field) = entry.column.field else { return false };
    1 < n && entry.cell.value.text().is_some_and(|text| pieces(text, n, field).is_some())
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
