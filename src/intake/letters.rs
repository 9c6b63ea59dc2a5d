//! From the letters of a cell to its text.
//!
//! The room `text` decides how a cell is encoded, by its fonts and by its words. A short cell can
//! often be read two ways; its neighbours tell which. So cells that are sure are settled at once
//! and counted, by column; the others wait until the whole book is read, and are then read again
//! with what their column says, or their sheet or the book if the column holds nothing sure.
//!
//! What is still doubtful then is a finding at the cell. Repairs are a single note per sheet: the
//! cells keep their raw text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Place};
use crate::text::{Charset, FontHint, Prior, Repaired, Run, clean, is_surely_unicode, repair};

use super::sheet::{Sheet, Text, Value};

/// Doubtful cells said one by one; a column in an unknown encoding is one trouble, not a million.
const MAX_DOUBTFUL_SAID: usize = 500;

/// What is known of the letters of a book while it is being read.
#[derive(Default)]
pub(super) struct Letters {
    /// By sheet and column, what the sure cells were encoded in.
    priors: Vec<Vec<Prior>>,
    /// By sheet, what was repaired.
    repairs: Vec<Repairs>,
    waiting: Vec<Waiting>,
}

/// Repairs in one sheet.
#[derive(Default)]
struct Repairs {
    by_rule: BTreeMap<&'static str, usize>,
    /// Raw and repaired text of the first cell.
    example: Option<(Box<str>, Box<str>)>,
}

/// A cell that can be read two ways.
struct Waiting {
    sheet_at: usize,
    row: u32,
    col: u16,
    runs: Vec<(Box<str>, FontHint)>,
}

impl Letters {
    /// The text of a cell in the sheet of that number, or nothing if it holds blanks only.
    pub(super) fn text(&mut self, (sheet_at, row, col): (usize, u32, u16), runs: &[Run<'_>]) -> Option<Text> {
        if let [run] = runs
            && run.font == FontHint::Silent
            && is_plain(run.text)
        {
            return Some(Text { shown: run.text.into(), repair: None });
        }
        if let [run] = runs
            && run.font == FontHint::Silent
            && is_surely_unicode(run.text)
        {
            // What is not ASCII is letters, so only ASCII can need cleaning.
            let shown: Box<str> = if is_tidy(run.text) { run.text.into() } else { clean(run.text).into() };
            grown(grown(&mut self.priors, sheet_at), col.into()).observe(Charset::Unicode);
            return (!shown.is_empty()).then_some(Text { shown, repair: None });
        }
        let repaired = repair(runs, &Prior::none());
        grown(grown(&mut self.priors, sheet_at), col.into()).observe_cell(&repaired);
        if repaired.doubtful {
            let runs = runs.iter().map(|run| (run.text.into(), run.font)).collect();
            self.waiting.push(Waiting { sheet_at, row, col, runs });
        } else {
            grown(&mut self.repairs, sheet_at).take(&repaired);
        }
        text_of(repaired)
    }

    /// Reads the doubtful cells again, knowing all others, and says what was done.
    pub(super) fn settle(mut self, sheets: &mut [Sheet], findings: &mut Vec<Finding>) {
        let sum = |priors: &[Prior]| {
            priors.iter().fold(Prior::none(), |mut sum, prior| {
                sum.merge(prior);
                sum
            })
        };
        let by_sheet: Vec<Prior> = self.priors.iter().map(|columns| sum(columns)).collect();
        let of_book = sum(&by_sheet);
        let mut n_doubtful = 0_usize;
        for Waiting { sheet_at, row, col, runs } in std::mem::take(&mut self.waiting) {
            let column = self.priors.get(sheet_at).and_then(|it| it.get(usize::from(col)));
            let prior = [column, by_sheet.get(sheet_at)]
                .into_iter()
                .flatten()
                .find(|prior| says_something(prior))
                .unwrap_or(&of_book);
            let runs: Vec<Run<'_>> = runs.iter().map(|(text, font)| Run { text, font: *font }).collect();
            let repaired = repair(&runs, prior);
            let Some(sheet) = sheets.get_mut(sheet_at) else { continue };
            if repaired.doubtful {
                n_doubtful += 1;
                if n_doubtful <= MAX_DOUBTFUL_SAID {
                    findings.push(doubtful(sheet.place.at_cell(row, col), &runs, &repaired));
                }
            }
            grown(&mut self.repairs, sheet_at).take(&repaired);
            if let Some(value) = value_mut(sheet, row, col)
                && let Some(text) = text_of(repaired)
            {
                *value = Value::Text(text);
            }
        }
        if MAX_DOUBTFUL_SAID < n_doubtful
            && let Some(sheet) = sheets.first()
        {
            let message = format!(
                "Còn {} ô khác có thể sai bảng mã, không liệt kê hết.",
                n_doubtful - MAX_DOUBTFUL_SAID
            );
            let place = Place::file(sheet.place.source.clone());
            findings.push(Finding::new(Code::TextDoubtful, place, message));
        }
        for (sheet, repairs) in sheets.iter().zip(self.repairs) {
            findings.extend(repairs.note(&sheet.place));
        }
    }
}

impl Repairs {
    fn take(&mut self, repaired: &Repaired<'_>) {
        if let Some(repair) = &repaired.repair {
            *self.by_rule.entry(repair.rule).or_default() += 1;
            self.example.get_or_insert_with(|| (repair.raw.clone(), repaired.text.as_ref().into()));
        }
    }

    fn note(self, place: &Place) -> Option<Finding> {
        let (raw, shown) = self.example?;
        let rules: Vec<String> =
            self.by_rule.iter().map(|(rule, count)| format!("{count} ô {rule}")).collect();
        let message =
            format!("Chữ được chuyển sang Unicode: {}; ví dụ «{raw}» thành «{shown}».", rules.join(", "));
        Some(Finding::new(Code::TextRepaired, place.clone(), message).raw(raw))
    }
}

fn doubtful(place: Place, runs: &[Run<'_>], repaired: &Repaired<'_>) -> Finding {
    let raw: String = runs.iter().map(|run| run.text).collect();
    let message = if repaired.charset == Charset::Unicode {
        format!("Chữ «{raw}» có thể sai bảng mã; đang để nguyên.")
    } else {
        let (shown, charset) = (&repaired.text, repaired.charset.id());
        format!("Chữ «{raw}» có thể là «{shown}» (bảng mã {charset}); cần xem lại.")
    };
    Finding::new(Code::TextDoubtful, place, message).raw(raw)
}

fn text_of(repaired: Repaired<'_>) -> Option<Text> {
    let shown: Box<str> = match clean(&repaired.text) {
        // Nothing to clean: what was repaired need not be copied again.
        Cow::Borrowed(shown) if shown.len() == repaired.text.len() => repaired.text.into(),
        cleaned => cleaned.into(),
    };
    (!shown.is_empty()).then(|| Text { shown, repair: repaired.repair.map(Box::new) })
}

/// Whether any cell was counted.
fn says_something(prior: &Prior) -> bool {
    Charset::ALL.into_iter().any(|charset| 0 < prior.count(charset))
}

/// The element at `at`, the vector grown to hold it.
fn grown<T: Default>(vector: &mut Vec<T>, at: usize) -> &mut T {
    if vector.len() <= at {
        vector.resize_with(at + 1, T::default);
    }
    // Just made sure of.
    #[expect(clippy::indexing_slicing, reason = "the vector was grown to hold `at`")]
    &mut vector[at]
}

fn value_mut(sheet: &mut Sheet, row: u32, col: u16) -> Option<&mut Value> {
    let at = sheet.rows.binary_search_by_key(&row, |it| it.row).ok()?;
    let row = sheet.rows.get_mut(at)?;
    let at = row.cells.binary_search_by_key(&col, |it| it.col).ok()?;
    row.cells.get_mut(at).map(|cell| &mut cell.value)
}

/// Whether text is ASCII that needs no repair whatever is around it.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains('&') && is_tidy(text)
}

/// Whether the ASCII in a text needs no cleaning: no control characters, no leading, trailing or
/// double spaces.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if byte < b' ' || byte == 0x7F || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}
