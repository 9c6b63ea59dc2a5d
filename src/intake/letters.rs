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
use std::sync::Arc;

use crate::finding::{Code, Finding, Place};
use crate::text::{Charset, FontHint, Prior, Repaired, Rule, Run, clean, decode, is_surely_unicode, repair};

use super::sheet::{Sheet, Text, Value};

/// At most so many doubtful cells are findings of their own; a column in an unknown encoding is one trouble, not a million.
const MAX_DOUBTFUL_LISTED: usize = 500;

/// What is known of the letters of a book while it is being read.
#[derive(Default)]
pub(super) struct BookLetters {
    /// By sheet and column, what the sure cells were encoded in.
    priors: Vec<Vec<Prior>>,
    /// By sheet, what was repaired.
    repairs: Vec<Repairs>,
    waiting: Vec<Waiting>,
}

/// What a text was read as by itself.
#[derive(Debug, Clone)]
pub(super) struct FirstReading {
    /// Nothing if it holds blanks only.
    text: Option<Text>,
    /// The charset that it speaks for in its column.
    says: Option<Charset>,
    /// Whether it can be read two ways.
    is_doubtful: bool,
}

/// The readings of the shared strings read last. A list has the same few words row after row; they are read once, and
/// their cells share the text.
#[derive(Default)]
pub(super) struct RecentStrings<'s> {
    /// Each in the slot of its address, which no other has as long as all of them live.
    slots: Vec<Option<(&'s str, FontHint, FirstReading)>>,
}

/// Repairs in one sheet.
#[derive(Default)]
struct Repairs {
    by_rule: BTreeMap<Rule, usize>,
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

impl BookLetters {
    /// The text of a cell in the sheet of that number, or nothing if it holds blanks only.
    pub(super) fn text(&mut self, at: (usize, u32, u16), runs: &[Run<'_>]) -> Option<Text> {
        let reading = FirstReading::at(runs);
        self.note(at, runs, &reading);
        reading.text
    }

    /// The same for a shared string in one font.
    pub(super) fn shared<'s>(
        &mut self,
        at: (usize, u32, u16),
        run: Run<'s>,
        looked: &mut RecentStrings<'s>,
    ) -> Option<Text> {
        let reading = looked.at(run)?;
        self.note(at, &[run], reading);
        reading.text.clone()
    }

    /// Counts what a cell says, and remembers it if it is doubtful.
    fn note(&mut self, (sheet_at, row, col): (usize, u32, u16), runs: &[Run<'_>], reading: &FirstReading) {
        if let Some(charset) = reading.says {
            grown(grown(&mut self.priors, sheet_at), col.into()).observe(charset);
        }
        if reading.is_doubtful {
            let runs = runs.iter().map(|run| (run.text.into(), run.font)).collect();
            self.waiting.push(Waiting { sheet_at, row, col, runs });
        } else if let Some(text) = &reading.text {
            grown(&mut self.repairs, sheet_at).take(text);
        }
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
                if n_doubtful <= MAX_DOUBTFUL_LISTED {
                    findings.push(doubtful(sheet.place.at_cell(row, col), &runs, &repaired));
                }
            }
            let Some(mut text) = text_of(repaired) else { continue };
            text.cut();
            grown(&mut self.repairs, sheet_at).take(&text);
            if let Some(value) = value_mut(sheet, row, col) {
                *value = Value::Text(text);
            }
        }
        if MAX_DOUBTFUL_LISTED < n_doubtful
            && let Some(sheet) = sheets.first()
        {
            let message = format!(
                "Còn {} ô khác có thể sai bảng mã, không liệt kê hết.",
                n_doubtful - MAX_DOUBTFUL_LISTED
            );
            let place = Place::file(sheet.place.source.clone());
            findings.push(Finding::new(Code::TextDoubtful, place, message));
        }
        for (sheet, repairs) in sheets.iter().zip(self.repairs) {
            findings.extend(repairs.note(&sheet.place));
        }
    }
}

impl FirstReading {
    fn at(runs: &[Run<'_>]) -> FirstReading {
        if let [Run { text, font: FontHint::Silent }] = runs {
            // What is not ASCII is letters, so only ASCII can need cleaning.
            let sure = |says| {
                let shown: Arc<str> = if is_tidy(text) { (*text).into() } else { clean(text).into() };
                let text = (!shown.is_empty()).then_some(Text { shown, repair: None });
                FirstReading { text, says, is_doubtful: false }
            };
            if is_plain(text) {
                return sure(None);
            }
            if is_surely_unicode(text) {
                return sure(Some(Charset::Unicode));
            }
        }
        let repaired = repair(runs, &Prior::none());
        let (says, is_doubtful) = (Prior::said_by(&repaired), repaired.doubtful);
        FirstReading { text: text_of(repaired), says, is_doubtful }
    }
}

impl<'s> RecentStrings<'s> {
    /// A power of two.
    const SLOTS: usize = 1 << 10;

    fn at(&mut self, run: Run<'s>) -> Option<&FirstReading> {
        // The golden ratio in bits, as in Fibonacci hashing (Knuth, The Art of Computer Programming 6.4).
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, None);
        }
        let address = u64::try_from(run.text.as_ptr().addr()).unwrap_or_default();
        let at = usize::try_from(address.wrapping_mul(MIX) >> 48).unwrap_or_default() % Self::SLOTS;
        let slot = self.slots.get_mut(at)?;
        let is_known =
            slot.as_ref().is_some_and(|(text, font, _)| std::ptr::eq(*text, run.text) && *font == run.font);
        if !is_known {
            *slot = Some((run.text, run.font, FirstReading::at(&[run])));
        }
        slot.as_ref().map(|(_, _, reading)| reading)
    }
}

impl Repairs {
    fn take(&mut self, text: &Text) {
        if let Some(repair) = &text.repair {
            *self.by_rule.entry(repair.rule).or_default() += 1;
            self.example.get_or_insert_with(|| (repair.raw.clone(), text.shown.as_ref().into()));
        }
    }

    fn note(self, place: &Place) -> Option<Finding> {
        let (raw, shown) = self.example?;
        let rules: Vec<String> =
            self.by_rule.iter().map(|(rule, count)| format!("{count} ô {}", rule.id())).collect();
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
        // Both readings are said where two legacy charsets read every word.
        let other = repaired.also.map(|other| (decode(other, &raw), other.id()));
        let other = other
            .map(|(shown, charset)| format!(", hoặc «{}» (bảng mã {charset})", clean(&shown)))
            .unwrap_or_default();
        format!("Chữ «{raw}» có thể là «{shown}» (bảng mã {charset}){other}; cần xem lại.")
    };
    Finding::new(Code::TextDoubtful, place, message).raw(raw)
}

/// A text that stands in no cell, in clean Unicode; cut where it is longer than a cell may be.
pub(super) fn unicode(runs: &[Run<'_>]) -> String {
    let text = text_of(repair(runs, &Prior::none()));
    text.map_or_else(String::new, |mut text| {
        text.cut();
        text.shown.to_string()
    })
}

fn text_of(repaired: Repaired<'_>) -> Option<Text> {
    let shown: Arc<str> = match clean(&repaired.text) {
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
