//! The account of the letters: what became of each cell of a row that registers somebody.
//!
//! A reader of a cell gives a [`Reading`]: the value, and the rest that it did not understand. The value can
//! only be had by [`Cells::take`], which settles the cell: it is *read* where nothing was left, and *told*
//! where something was, with a finding that has the very words. A cell that nothing took is told whole.

use std::borrow::Cow;

use crate::finding::{Code, Finding, Place};
use crate::intake::{Cell, Value};
use crate::layout::{Outside, Record};

/// What a cell was used for; the later one outweighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellUse {
    /// It numbers, labels or marks.
    Structure,
    /// All of it stands in fields of a registration.
    Read,
    /// It stands in fields of several registrations.
    Split,
    /// A finding names what is left of it.
    Told,
}

impl CellUse {
    /// The word used by `inspect --json` and in the columns of `sources.csv`.
    pub fn id(self) -> &'static str {
        match self {
            CellUse::Structure => "structure",
            CellUse::Read => "read",
            CellUse::Split => "split",
            CellUse::Told => "told",
        }
    }
}

/// What became of one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFate {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub col: u16,
    /// Its use.
    pub used: CellUse,
    /// Where it is told: the words that are left, as written.
    pub words: String,
}

/// What a reader made of the text of a cell.
#[must_use = "what a reader did not understand has to be told"]
#[derive(Debug)]
pub(super) struct Reading<'a, T> {
    value: T,
    rest: Vec<Cow<'a, str>>,
    findings: Vec<Finding>,
}

impl<'a, T> Reading<'a, T> {
    /// A value that says all that the cell says.
    pub(super) fn whole(value: T) -> Reading<'a, T> {
        Reading { value, rest: Vec::new(), findings: Vec::new() }
    }

    /// The same, leaving more.
    pub(super) fn and_left(mut self, more: impl IntoIterator<Item = Cow<'a, str>>) -> Reading<'a, T> {
        self.rest.extend(more.into_iter().filter(|piece| has_words(piece)));
        self
    }

    /// A value that says all but the rest; pieces without a letter or digit are no rest.
    pub(super) fn but(value: T, rest: impl IntoIterator<Item = Cow<'a, str>>) -> Reading<'a, T> {
        let rest = rest.into_iter().filter(|piece| has_words(piece)).collect();
        Reading { value, rest, findings: Vec::new() }
    }

    /// The same with findings.
    pub(super) fn noting(mut self, findings: Vec<Finding>) -> Reading<'a, T> {
        self.findings.extend(findings);
        self
    }

    /// Offers each piece of the rest to another field, which keeps it by saying so.
    pub(super) fn offer(mut self, mut takes: impl FnMut(&str, &mut T) -> bool) -> Reading<'a, T> {
        let value = &mut self.value;
        self.rest.retain(|piece| !takes(piece, value));
        self
    }
}

#[cfg(test)]
impl<'a, T> Reading<'a, T> {
    /// All that was read, for tests of readers.
    pub(super) fn parts(self) -> (T, Vec<Cow<'a, str>>, Vec<Finding>) {
        (self.value, self.rest, self.findings)
    }
}

/// Whether a text has a letter or a digit.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// A cell of the row, and what became of it so far.
#[derive(Debug)]
struct Account<'a> {
    row: u32,
    col: u16,
    cell: &'a Cell,
    /// Whether its text may stand in findings.
    is_secret: bool,
    used: Option<CellUse>,
    words: String,
}

/// The cells of a record, each until it has a use.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    sheet: &'a Place,
    /// Ascending by row and column.
    accounts: Vec<Account<'a>>,
    findings: Vec<Finding>,
}

impl<'a> Cells<'a> {
    /// The cells that stand in the record's own rows; a cell merged down from above is its first row's.
    pub(super) fn of(record: &Record<'a>, sheet: &'a Place) -> Cells<'a> {
        let new = |row, col, cell, used, is_secret| Account {
            row,
            col,
            cell,
            is_secret,
            used,
            words: String::new(),
        };
        let entries = record.entries.iter().filter(|entry| record.row <= entry.row || record.is_form());
        let mut accounts: Vec<Account<'a>> = entries
            .map(|entry| {
                let secret = entry.column.field == Some(crate::layout::Field::IdentityNumber);
                new(entry.row, entry.column.col, entry.cell, None, secret)
            })
            .collect();
        accounts.extend(record.outside.iter().map(|Outside { row, cell, is_label }| {
            let used = (*is_label).then_some(CellUse::Structure);
            new(*row, cell.col, *cell, used, false)
        }));
        accounts.sort_by_key(|it| (it.row, it.col));
        accounts.dedup_by_key(|it| (it.row, it.col));
        Cells { sheet, accounts, findings: Vec::new() }
    }

    /// Settles a cell by what its reader made of it, and gives the value.
    pub(super) fn take<T>(&mut self, at: (u32, u16), reading: Reading<'_, T>) -> T {
        let Reading { value, rest, findings } = reading;
        self.findings.extend(findings);
        self.mark(at, CellUse::Read);
        for words in rest {
            self.left(at, &words);
        }
        value
    }

    /// Gives a cell a use; one that it has already stays where it weighs more.
    pub(super) fn mark(&mut self, at: (u32, u16), used: CellUse) {
        if let Some(account) = self.account(at) {
            account.used = account.used.max(Some(used));
        }
    }

    /// Tells words that nothing holds.
    pub(super) fn left(&mut self, at: (u32, u16), words: &str) {
        self.tell(at, Code::TextLeftOver, words, |words| format!("Không hiểu «{words}» trong ô này."));
    }

    /// Tells words of a cell by a finding.
    pub(super) fn tell(&mut self, at: (u32, u16), code: Code, words: &str, message: impl Fn(&str) -> String) {
        let is_secret = self.account(at).is_some_and(|account| account.is_secret);
        let shown: String =
            words.chars().map(|c| if is_secret && c.is_ascii_digit() { '•' } else { c }).collect();
        let place = self.sheet.at_cell(at.0, at.1);
        self.findings.push(Finding::new(code, place, message(&shown)).raw(shown.clone()));
        self.told(at, &shown);
    }

    /// Notes words of a cell that a finding made elsewhere tells.
    pub(super) fn told(&mut self, at: (u32, u16), words: &str) {
        if let Some(account) = self.account(at) {
            account.used = Some(CellUse::Told);
            if !account.words.is_empty() {
                account.words.push_str("; ");
            }
            account.words.push_str(words);
        }
    }

    /// Says something about the record that tells no words.
    pub(super) fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn account(&mut self, at: (u32, u16)) -> Option<&mut Account<'a>> {
        let found = self.accounts.binary_search_by_key(&at, |it| (it.row, it.col)).ok()?;
        self.accounts.get_mut(found)
    }

    /// Closes the account: what nothing took is told whole, but for marks without a letter.
    pub(super) fn close(mut self, fates: &mut Vec<CellFate>, findings: &mut Vec<Finding>) {
        let unread: Vec<((u32, u16), String)> = self
            .accounts
            .iter()
            .filter(|account| account.used.is_none())
            .map(|account| ((account.row, account.col), account.cell.value.shown().into_owned()))
            .collect();
        for (at, words) in unread {
            match self.account(at).map(|account| &account.cell.value) {
                Some(Value::Error(_)) => self.told(at, &words),
                _ if has_words(&words) => self.left(at, &words),
                _ => self.mark(at, CellUse::Structure),
            }
        }
        findings.append(&mut self.findings);
        fates.extend(self.accounts.into_iter().map(|account| CellFate {
            row: account.row,
            col: account.col,
            used: account.used.unwrap_or(CellUse::Told),
            words: account.words,
        }));
    }
}
