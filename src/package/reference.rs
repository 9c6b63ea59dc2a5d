//! Areas of cells (A1) and the references of formulas to them.
//!
//! Knows as much of a formula as is needed to find references of the form `A1`: strings, structured
//! references (`tblDangKy[Đơn vị]`) and references to other workbooks are passed over.

use std::fmt;
use std::ops::Range;

use crate::finding::CellAddress;

/// One past the last row and the last column that a sheet has.
const ROWS: u32 = 1_048_576;
const COLS: u32 = 16_384;
const LAST_COL: u16 = 16_383;

/// A rectangle of cells, zero-based, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellRange {
    pub(crate) first_row: u32,
    pub(crate) first_col: u16,
    pub(crate) last_row: u32,
    pub(crate) last_col: u16,
}

impl CellRange {
    /// Reads `B2:D9` or `B2`, with or without `$`.
    pub(crate) fn parse(text: &str) -> Option<CellRange> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, rest) = Corner::read(first)?;
        let (last, more) = Corner::read(last)?;
        (rest.is_empty() && more.is_empty()).then(|| CellRange::between(&first, &last))
    }

    /// A whole sheet.
    pub(crate) const fn whole_sheet() -> CellRange {
        CellRange { first_row: 0, first_col: 0, last_row: ROWS - 1, last_col: LAST_COL }
    }

    fn between(one: &Corner, other: &Corner) -> CellRange {
        CellRange {
            first_row: one.row.min(other.row),
            first_col: one.col.min(other.col),
            last_row: one.row.max(other.row),
            last_col: one.col.max(other.col),
        }
    }

    /// Whether both have a cell in common.
    pub(crate) fn meets(&self, other: &CellRange) -> bool {
        self.first_row <= other.last_row
            && other.first_row <= self.last_row
            && self.first_col <= other.last_col
            && other.first_col <= self.last_col
    }

    /// Whether it is a single cell.
    pub(crate) fn is_cell(&self) -> bool {
        self.first_row == self.last_row && self.first_col == self.last_col
    }

    /// Whether its columns are all among those of the other.
    pub(crate) fn is_between(&self, columns: &CellRange) -> bool {
        columns.first_col <= self.first_col && self.last_col <= columns.last_col
    }

    /// The same columns, down to another last row.
    pub(crate) fn down_to(&self, last_row: u32) -> CellRange {
        CellRange { last_row, ..*self }
    }
}

impl fmt::Display for CellRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = CellAddress { row: self.first_row, col: self.first_col };
        let last = CellAddress { row: self.last_row, col: self.last_col };
        if first == last { write!(f, "{first}") } else { write!(f, "{first}:{last}") }
    }
}

/// One end of a reference.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corner {
    pub(crate) row: u32,
    col: u16,
    row_fixed: bool,
    col_fixed: bool,
}

impl Corner {
    /// Reads a corner at the beginning of a text, and gives the rest.
    fn read(text: &str) -> Option<(Corner, &str)> {
        let (col_fixed, text) = fixed(text);
        let n_letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, text) = text.split_at_checked(n_letters)?;
        if !(1..=3).contains(&n_letters) {
            return None;
        }
        let (row_fixed, text) = fixed(text);
        let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, text) = text.split_at_checked(n_digits)?;
        let row: u32 = digits.parse().ok().filter(|row| (1..=ROWS).contains(row))?;
        let col = letters
            .bytes()
            .fold(0, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
        let col = u16::try_from(col - 1).ok().filter(|col| u32::from(*col) < COLS)?;
        Some((Corner { row: row - 1, col, row_fixed, col_fixed }, text))
    }

    /// The corner as it reads in a copy that stands so many rows and columns away.
    fn copied(&self, rows: i64, cols: i64) -> Option<String> {
        let row = if self.row_fixed { i64::from(self.row) } else { i64::from(self.row) + rows };
        let col = if self.col_fixed { i64::from(self.col) } else { i64::from(self.col) + cols };
        let row = u32::try_from(row).ok().filter(|row| *row < ROWS)?;
        let col = u16::try_from(col).ok().filter(|col| u32::from(*col) < COLS)?;
        Some(Corner { col, ..*self }.write(row))
    }

    pub(crate) fn write(&self, row: u32) -> String {
        let dollar = |fixed| if fixed { "$" } else { "" };
        let letters = CellAddress::column_letters(self.col);
        format!("{}{letters}{}{}", dollar(self.col_fixed), dollar(self.row_fixed), row + 1)
    }
}

fn fixed(text: &str) -> (bool, &str) {
    text.strip_prefix('$').map_or((false, text), |rest| (true, rest))
}

/// One reference of a formula.
pub(crate) struct Reference {
    /// Where its cells stand in the text, without the sheet's name.
    pub(crate) span: Range<usize>,
    /// The sheet, where it is named.
    pub(crate) sheet: Option<String>,
    pub(crate) first: Corner,
    pub(crate) last: Option<Corner>,
}

impl Reference {
    pub(crate) fn area(&self) -> CellRange {
        CellRange::between(&self.first, &self.last.unwrap_or(self.first))
    }
}

/// The references of a formula, from left to right.
pub(crate) fn references(formula: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut rest = formula;
    let mut sheet: Option<String> = None;
    while let Some(letter) = rest.chars().next() {
        let at = formula.len() - rest.len();
        let named = sheet.take();
        if letter == '"' {
            rest = after_quoted(rest, '"').1;
        } else if letter == '\'' {
            let (name, after) = after_quoted(rest, '\'');
            if let Some(after) = after.strip_prefix('!') {
                sheet = Some(name);
                rest = after;
            } else {
                rest = after;
            }
        } else if letter == '[' {
            rest = after_brackets(rest);
        } else if let Some((reference, after)) = reference(rest, at, named) {
            found.push(reference);
            rest = after;
        } else if is_name(letter) {
            let end = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
            let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if let Some(after) = after.strip_prefix('!') {
                sheet = Some(name.to_owned());
                rest = after;
            } else {
                rest = after;
            }
        } else {
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

/// A reference at the beginning of a text that begins at `at`.
fn reference(text: &str, at: usize, sheet: Option<String>) -> Option<(Reference, &str)> {
    let (first, rest) = Corner::read(text)?;
    let (last, rest) = match rest.strip_prefix(':').and_then(Corner::read) {
        Some((last, rest)) => (Some(last), rest),
        None => (None, rest),
    };
    // "A1" inside a longer name, a function ("LOG10(") or a sheet ("T1!") is none.
    if rest.starts_with(|letter| is_name(letter) || matches!(letter, '(' | '!' | '[')) {
        return None;
    }
    let span = at..at + (text.len() - rest.len());
    Some((Reference { span, sheet, first, last }, rest))
}

pub(crate) fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | '\\' | '$' | '?')
}

/// What stands between quotes at the beginning of a text, and what follows them.
pub(crate) fn after_quoted(text: &str, quote: char) -> (String, &str) {
    let mut inside = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == quote && letters.next_if(|(_, next)| *next == quote).is_none() {
            return (inside, text.get(at + 1..).unwrap_or_default());
        }
        inside.push(letter);
    }
    (inside, "")
}

/// What follows a bracket and all that is nested in it.
pub(crate) fn after_brackets(text: &str) -> &str {
    let mut depth = 0_u32;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\'' => drop(letters.next()), // the next letter stands for itself
            '[' => depth += 1,
            ']' if depth == 1 => {
                let rest = text.get(at + 1..).unwrap_or_default();
                // "[1]Sheet1!A1" is a cell of another workbook.
                let name = rest.find(|letter| !is_name(letter)).unwrap_or(rest.len());
                return match rest.get(name..).and_then(|rest| rest.strip_prefix('!')) {
                    Some(rest) => {
                        let cells = |letter| is_name(letter) || letter == ':';
                        rest.get(rest.find(|letter| !cells(letter)).unwrap_or(rest.len())..)
                            .unwrap_or_default()
                    }
                    None => rest,
                };
            }
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    ""
}

/// Whether two names mean one sheet: Excel tells no cases apart.
pub(crate) fn same_sheet(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A formula as it reads so many rows further down; none where a reference would leave the sheet.
pub(crate) fn copied_down(formula: &str, rows: u32) -> Option<String> {
    copied(formula, i64::from(rows), 0)
}

/// A formula as it reads so many rows and columns away; none where a reference would leave the sheet.
pub(crate) fn copied(formula: &str, rows: i64, cols: i64) -> Option<String> {
    let mut copy = String::new();
    let mut copied = 0;
    for reference in references(formula) {
        copy.push_str(formula.get(copied..reference.span.start)?);
        copy.push_str(&reference.first.copied(rows, cols)?);
        if let Some(last) = &reference.last {
            copy.push(':');
            copy.push_str(&last.copied(rows, cols)?);
        }
        copied = reference.span.end;
    }
    copy.push_str(formula.get(copied..)?);
    Some(copy)
}

/// `B7` or `$B$7`, zero-based. What is beyond the grid of Excel is still a place.
pub(crate) fn address(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'0'..=b'9' => row = row.saturating_mul(10).saturating_add(u32::from(byte - b'0')),
            _ if byte.is_ascii_alphabetic() && row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A');
                col = col.saturating_mul(26).saturating_add(letter + 1);
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_copied_down_moves_what_is_not_fixed() {
        let down = |formula| copied_down(formula, 3);
        assert_eq!(down("A2*$B$1+B$2").as_deref(), Some("A5*$B$1+B$2"));
        assert_eq!(down("[@x]&\"A2\"").as_deref(), Some("[@x]&\"A2\""));
        assert_eq!(down("SUM(A$2:A2)").as_deref(), Some("SUM(A$2:A5)"));
        assert_eq!(down("A1048575"), None);
        assert_eq!(copied("B5+$B5+B$5", -2, 1).as_deref(), Some("C3+$B3+C$5"));
        assert_eq!(copied("A5", 0, -1), None);
    }

    #[test]
    fn addresses_are_counted_from_nought() {
        assert_eq!(address("A1"), Some((0, 0)));
        assert_eq!(address("$xfd$1048576"), Some((1_048_575, 16_383)));
        assert_eq!(address("ZZZZZZZZ1").map(|(row, _)| row), Some(0), "outside, but somewhere");
        for none in ["", "A", "7", "A0", "7A", "A1B", "Á1", "A-1"] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
