//! Formulas whose value the file does not hold, as programs write them that do not compute: those that only
//! join and dress texts, refer to cells, add and subtract are computed here, as Excel would on opening.
//!
//! Whatever else a formula does, its cell has no value, and the sheet says so ([`MarkKind::Formula`]).

use std::collections::{BTreeMap, HashMap};

use crate::finding::{Code, Finding};
use crate::package::reference::address;

use super::aside::{Mark, MarkKind};
use super::sheet::{Cell, CellError, Sheet, SheetRow, Text, Value};

/// A formula without a value.
#[derive(Debug, Clone)]
pub(super) struct Uncomputed {
    pub(super) sheet_at: usize,
    pub(super) row: u32,
    pub(super) col: u16,
    /// As the file has it, with or without its `=`.
    pub(super) written: String,
}

/// Formulas longer than this, and texts that they would give, are left alone.
const MAX_LETTERS: usize = 1_000;
/// A formula whose cells are formulas in turn, so many times; and brackets within brackets.
const MAX_DEPTH: usize = 32;
/// What stands in the cell of a formula without a value.
const NO_VALUE: Value = Value::Error(CellError::Broken);

/// Formulas of a column that were computed.
struct Computed {
    row: u32,
    formula: String,
    shown: String,
    n: usize,
}

/// Computes what can be computed, and says of each formula what became of it.
pub(super) fn settle(formulas: Vec<Uncomputed>, sheets: &mut [Sheet], findings: &mut Vec<Finding>) {
    let by_cell: HashMap<Address, &str> =
        formulas.iter().map(|it| ((it.sheet_at, it.row, it.col), it.written.as_str())).collect();
    let mut computing = Computing { sheets, by_cell, known: HashMap::new() };
    let values: Vec<Option<Operand>> =
        formulas.iter().map(|it| computing.cell((it.sheet_at, it.row, it.col), 0)).collect();
    let mut computed: BTreeMap<(usize, u16), Computed> = BTreeMap::new();
    for (Uncomputed { sheet_at, row, col, written }, value) in formulas.into_iter().zip(values) {
        let Some(sheet) = sheets.get_mut(sheet_at) else { continue };
        let value = match value {
            Some(operand) => operand.value(),
            None => {
                sheet.aside.marks.push(Mark { row, col, kind: MarkKind::Formula, text: written.clone() });
                Some(NO_VALUE)
            }
        };
        let Some(value) = value else { continue };
        if value != NO_VALUE {
            let shown = value.shown().into_owned();
            let first = Computed { row, formula: written, shown, n: 0 };
            computed.entry((sheet_at, col)).or_insert(first).n += 1;
        }
        insert(sheet, row, Cell { col, value });
    }
    for ((sheet_at, col), Computed { row, formula, shown, n }) in computed {
        let Some(sheet) = sheets.get(sheet_at) else { continue };
        let others = if 1 < n { format!(" và {} ô nữa của cột", n - 1) } else { String::new() };
        let place = sheet.place.at_cell(row, col);
        let message = format!(
            "Ô {}{others} có công thức chưa được tính; chương trình tính ra «{shown}».",
            place.spot_shown()
        );
        findings.push(Finding::new(Code::FormulaComputed, place, message).raw(formula));
    }
}

/// Puts a cell where there is none; one that has a value stays.
fn insert(sheet: &mut Sheet, row: u32, cell: Cell) {
    let at = match sheet.rows.binary_search_by_key(&row, |it| it.row) {
        Ok(at) => at,
        Err(at) => {
            sheet.rows.insert(at, SheetRow { row, cells: Vec::new() });
            at
        }
    };
    let Some(own_row) = sheet.rows.get_mut(at) else { return };
    if let Err(at) = own_row.cells.binary_search_by_key(&cell.col, |it| it.col) {
        own_row.cells.insert(at, cell);
    }
}

/// Sheet, row and column.
type Address = (usize, u32, u16);

/// What a part of a formula gives.
#[derive(Debug, Clone, PartialEq)]
enum Operand {
    Blank,
    Text(String),
    Number(f64),
}

impl Operand {
    fn text(&self) -> String {
        match self {
            Operand::Blank => String::new(),
            Operand::Text(text) => text.clone(),
            Operand::Number(number) => number.to_string(),
        }
    }

    fn number(&self) -> Option<f64> {
        match self {
            Operand::Blank => Some(0.0),
            Operand::Number(number) => Some(*number),
            Operand::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        }
    }

    /// As the value of a cell; nothing for a text of blanks.
    fn value(self) -> Option<Value> {
        match self {
            // Excel shows a reference to an empty cell as 0; nobody means that in a list of people.
            Operand::Blank => None,
            Operand::Number(number) => Some(Value::Number(number)),
            Operand::Text(text) => {
                let shown = crate::text::clean(&text);
                (!shown.is_empty()).then(|| Value::Text(Text { shown: shown.as_ref().into(), repair: None }))
            }
        }
    }
}

/// Formulas being computed; one that refers to itself has no value.
struct Computing<'s> {
    sheets: &'s [Sheet],
    by_cell: HashMap<Address, &'s str>,
    known: HashMap<Address, Option<Operand>>,
}

impl Computing<'_> {
    fn cell(&mut self, at: Address, depth: usize) -> Option<Operand> {
        let (sheet_at, row, col) = at;
        if let Some(written) = self.by_cell.get(&at).copied() {
            if let Some(known) = self.known.get(&at) {
                return known.clone();
            }
            if MAX_DEPTH <= depth || MAX_LETTERS < written.len() {
                return None;
            }
            self.known.insert(at, None);
            let mut reader = FormulaReader { rest: expression(written), at, depth, computing: self };
            let value = reader.joined().filter(|_| reader.rest.trim().is_empty());
            let value = value.filter(|it| it.text().len() <= MAX_LETTERS);
            self.known.insert(at, value.clone());
            return value;
        }
        let sheet = self.sheets.get(sheet_at)?;
        let sheet_row =
            sheet.rows.binary_search_by_key(&row, |it| it.row).ok().and_then(|at| sheet.rows.get(at));
        match sheet_row.and_then(|sheet_row| sheet_row.cell(col)).map(|cell| &cell.value) {
            None => Some(Operand::Blank),
            Some(Value::Text(text)) => Some(Operand::Text(text.shown.to_string())),
            Some(Value::Number(number)) => Some(Operand::Number(*number)),
            // How a day is shown depends on the cell that shows it.
            Some(Value::Date(_) | Value::Bool(_) | Value::Error(_)) => None,
        }
    }
}

/// The formula without its `=` and the word that says whose it is.
fn expression(written: &str) -> &str {
    let written = written.trim();
    let written =
        ["of:", "oooc:", "msoxl:"].iter().find_map(|word| written.strip_prefix(word)).unwrap_or(written);
    written.strip_prefix('=').unwrap_or(written)
}

/// Reads a formula from left to right.
struct FormulaReader<'r, 's> {
    rest: &'r str,
    at: Address,
    depth: usize,
    computing: &'r mut Computing<'s>,
}

impl FormulaReader<'_, '_> {
    fn takes(&mut self, mark: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(mark);
        rest.map(|rest| self.rest = rest).is_some()
    }

    /// Sums joined by `&`.
    fn joined(&mut self) -> Option<Operand> {
        let mut joined = self.sum()?;
        while self.takes('&') {
            joined = Operand::Text(joined.text() + &self.sum()?.text());
        }
        Some(joined)
    }

    fn sum(&mut self) -> Option<Operand> {
        let mut sum = self.operand()?;
        loop {
            let sign = if self.takes('+') {
                1.0
            } else if self.takes('-') {
                -1.0
            } else {
                return Some(sum);
            };
            sum = Operand::Number(sum.number()? + sign * self.operand()?.number()?);
        }
    }

    fn operand(&mut self) -> Option<Operand> {
        if self.takes('"') {
            return self.quoted();
        }
        if self.takes('(') {
            self.depth += 1;
            let inside = if self.depth < MAX_DEPTH { self.joined() } else { None };
            self.depth -= 1;
            return inside.filter(|_| self.takes(')'));
        }
        self.rest = self.rest.trim_start();
        let is_digit = |letter: char| letter.is_ascii_digit() || letter == '.';
        if self.rest.starts_with(is_digit) {
            let word = self.word(is_digit);
            return word.parse().ok().map(Operand::Number);
        }
        if let Some(reference) = self.rest.strip_prefix('[') {
            let (inside, rest) = reference.split_once(']')?;
            self.rest = rest;
            return self.reference(&inside.replacen('.', "!", 1));
        }
        let is_word = |letter: char| letter.is_alphanumeric() || ['$', '_', '.', '!', '\''].contains(&letter);
        let word = if self.rest.starts_with('\'') {
            let end = self.rest.match_indices("'!").next()?.0 + 2;
            let (name, rest) = self.rest.split_at_checked(end)?;
            self.rest = rest;
            name.to_owned() + &self.word(is_word)
        } else {
            self.word(is_word)
        };
        if self.takes('(') { self.call(&word) } else { self.reference(&word) }
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|letter| !is_part(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        word.to_owned()
    }

    /// A text up to its closing mark; two marks stand for one.
    fn quoted(&mut self) -> Option<Operand> {
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('"')?;
            text.push_str(part);
            self.rest = rest;
            match self.rest.strip_prefix('"') {
                Some(rest) => self.rest = rest,
                None => return Some(Operand::Text(text)),
            }
            text.push('"');
        }
    }

    /// `B7`, `$B$7`, `Sheet1!B7`, `'Danh sách'!B7`.
    fn reference(&mut self, written: &str) -> Option<Operand> {
        let (sheet, cell) = written.rsplit_once('!').unwrap_or(("", written));
        let (row, col) = address(cell)?;
        let name = sheet.trim_start_matches('$').trim_matches('\'');
        let mut sheets = self.computing.sheets.iter();
        let sheet_at = match name {
            "" => self.at.0,
            name => sheets.position(|sheet| sheet.place.sheet_name().eq_ignore_ascii_case(name))?,
        };
        self.computing.cell((sheet_at, row, u16::try_from(col).ok()?), self.depth + 1)
    }

    fn call(&mut self, name: &str) -> Option<Operand> {
        self.depth += 1;
        if MAX_DEPTH <= self.depth {
            return None;
        }
        let mut given = Vec::new();
        if !self.takes(')') {
            loop {
                given.push(self.joined()?);
                if self.takes(')') {
                    break;
                }
                if !self.takes(',') && !self.takes(';') {
                    return None;
                }
            }
        }
        self.depth -= 1;
        let name = name.to_ascii_uppercase();
        let name =
            name.strip_prefix("_XLFN.").or_else(|| name.strip_prefix("COM.MICROSOFT.")).unwrap_or(&name);
        match (name, given.as_slice()) {
            ("CONCATENATE" | "CONCAT", all) => Some(Operand::Text(all.iter().map(Operand::text).collect())),
            ("PROPER", [one]) => Some(Operand::Text(proper(&one.text()))),
            ("UPPER", [one]) => Some(Operand::Text(one.text().to_uppercase())),
            ("LOWER", [one]) => Some(Operand::Text(one.text().to_lowercase())),
            ("TRIM", [one]) => {
                let text = one.text();
                Some(Operand::Text(
                    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
                ))
            }
            ("ROW", []) => Some(Operand::Number(f64::from(self.at.1) + 1.0)),
            _ => None,
        }
    }
}

/// Each letter after what is no letter is a capital, as `PROPER` does.
fn proper(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if before.is_alphabetic() {
            shown.extend(letter.to_lowercase());
        } else {
            shown.extend(letter.to_uppercase());
        }
        before = letter;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    /// A sheet whose first column holds texts and whose second a number, and the value of a formula in C1.
    #[track_caller]
    fn check(formula: &str, expected: Option<&str>) {
        let text = |shown: &str| Value::Text(Text { shown: shown.into(), repair: None });
        let rows = (0..).zip(["lý", "văn  sáng"]).map(|(row, shown)| SheetRow {
            row,
            cells: vec![Cell { col: 0, value: text(shown) }, Cell { col: 1, value: Value::Number(1980.0) }],
        });
        let mut sheets = [Sheet {
            place: Place::sheet("a.xlsx".into(), "Danh sách"),
            visible: true,
            rows: rows.collect(),
            merges: Vec::new(),
            n_rows: 2,
            aside: super::super::Aside::default(),
        }];
        let written = formula.to_owned();
        let formulas = vec![
            Uncomputed { sheet_at: 0, row: 0, col: 2, written },
            Uncomputed { sheet_at: 0, row: 4, col: 3, written: "=D5&\"x\"".to_owned() },
        ];
        settle(formulas, &mut sheets, &mut Vec::new());
        let value = sheets.iter().flat_map(|it| &it.rows).find_map(|row| row.cell(2)).map(|it| &it.value);
        let shown = value.filter(|value| **value != NO_VALUE).map(|value| value.shown().into_owned());
        assert_eq!(shown.as_deref(), expected, "{formula}");
        let left = sheets.iter().flat_map(|it| it.aside.of(MarkKind::Formula)).count();
        assert_eq!(left, if expected.is_some() { 1 } else { 2 }, "the one that refers to itself always is");
    }

    #[test]
    fn what_joins_and_dresses_texts_is_computed() {
        for (formula, expected) in [
            ("=A1&\" \"&A2", Some("lý văn sáng")),
            ("CONCATENATE(A1,\" \",A2)", Some("lý văn sáng")),
            ("_xlfn.CONCAT($A$1, \"-\", B1)", Some("lý-1980")),
            ("=PROPER(A1&\" \"&TRIM(A2))", Some("Lý Văn Sáng")),
            ("=UPPER('Danh sách'!A1)", Some("LÝ")),
            ("of:=PROPER([.A1])&\" \"&[.$B$1]", Some("Lý 1980")),
            ("of:=CONCATENATE([$'Danh sách'.A1];\"a\")", Some("lýa")),
            ("=\"nói \"\"vâng\"\"\"", Some("nói \"vâng\"")),
            ("=B1+1-(2)", Some("1979")),
            ("=ROW()+4", Some("5")),
            ("=A2", Some("văn sáng")),
            ("=VLOOKUP(5,A:B,2,0)", None),
            ("=A1&VLOOKUP(5,A:B,2,0)", None),
            ("=A1+1", None),
            ("=IF(A1=\"\",\"\",A1)", None),
            ("=Khác!A1", None),
            ("=D5", None),
            ("=\"", None),
            ("=((((", None),
            ("", None),
        ] {
            check(formula, expected);
        }
    }
}
