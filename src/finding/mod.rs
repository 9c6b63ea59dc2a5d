//! The language of trouble: where something is, how bad it is, and what the officer should do.
//!
//! Bad input is a [`Finding`], never a failure: a reading function returns [`Noted<T>`], the best
//! value it could make *and* what it noticed on the way. This room knows nothing of sheets, people
//! or plans; it only gives them a common way to complain.

mod answer;
mod code;
mod identity;
mod place;
mod question;
mod syntax;
mod system;
mod source_text;

pub use answer::Answer;
pub use code::{Code, CodeEntry};
pub use identity::with_dots;
pub use place::{CellAddress, Place, Spot};
pub use question::{Decisions, Question, QuestionKind, Topic};
pub use source_text::{KeyHeader, SourceText, TextOrigin};
pub use syntax::syntax_reason;
pub use system::{is_held, reason};

/// How a finding weighs.
///
/// The split follows the practice of statistical offices: an *error* has to be mended, a *query*
/// has to be mended or explained, a *note* is only said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be mended; the run ends with status 1.
    Error,
    /// Must be mended or explained.
    Query,
    /// Nothing to do.
    Note,
}

impl Severity {
    /// The word used in `findings.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Query => "query",
            Severity::Note => "note",
        }
    }

    /// The word an officer reads.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "Lỗi",
            Severity::Query => "Cần hỏi lại",
            Severity::Note => "Ghi nhận",
        }
    }
}

/// One thing that is wrong, doubtful or worth saying, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which kind of trouble.
    pub code: Code,
    /// Where it is, as Excel shows it.
    pub place: Place,
    /// The value as it stood, empty where there is none. Never an identity number.
    pub raw: String,
    /// What is wrong, in Vietnamese, with the value and the nearest known word where that helps.
    pub message: String,
    /// What to do next, in Vietnamese; by default the advice of the code.
    pub advice: String,
    /// Code of the unit concerned, empty where it is not known.
    pub unit_code: String,
}

impl Finding {
    /// A finding with the advice that belongs to its code.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Finding {
        Finding {
            code,
            place,
            raw: String::new(),
            message: identity::masked(message.into()),
            advice: code.entry().advice.to_owned(),
            unit_code: String::new(),
        }
    }

    /// The same finding with the value as it stood.
    #[must_use]
    pub fn raw(mut self, raw: impl Into<String>) -> Finding {
        self.raw = identity::masked(raw.into());
        self
    }

    /// The same finding with advice of its own.
    #[must_use]
    pub fn advice(mut self, advice: impl Into<String>) -> Finding {
        self.advice = advice.into();
        self
    }

    /// The same finding, laid at the door of a unit.
    #[must_use]
    pub fn unit(mut self, unit_code: impl Into<String>) -> Finding {
        self.unit_code = unit_code.into();
        self
    }

    /// Its weight, which belongs to the code.
    pub fn severity(&self) -> Severity {
        self.code.entry().severity
    }

    /// Orders findings by place, then by code, so that files list them the same way every run.
    pub fn sort(findings: &mut [Finding]) {
        findings.sort_by(|a, b| {
            (&a.place, a.code.entry().id, &a.raw, &a.message).cmp(&(
                &b.place,
                b.code.entry().id,
                &b.raw,
                &b.message,
            ))
        });
    }
}

/// A value and what was noticed while reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted<T> {
    /// The best value that could be made.
    pub value: T,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl<T> Noted<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Noted<T> {
        Noted { value, findings: Vec::new() }
    }

    /// A value with findings.
    pub fn new(value: T, findings: Vec<Finding>) -> Noted<T> {
        Noted { value, findings }
    }

    /// Hands the findings to `sink` and keeps the value.
    pub fn note_into(self, sink: &mut Vec<Finding>) -> T {
        sink.extend(self.findings);
        self.value
    }
}
