//! What the library is told of the machine it runs on.

use std::io;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::finding::{Finding, reason};
use crate::intake::{Limits, Readers};

/// Where a workspace is worked on: the library reads neither clock nor environment, and prints nothing.
#[derive(Clone, Copy)]
pub struct Host<'a> {
    /// The program that reads files in processes of its own; none to read them in this very process.
    pub program: Option<&'a PathBuf>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Who is told what happens.
    pub console: &'a dyn Console,
}

/// Who is told what happens while a command works.
pub trait Console: Sync {
    /// A sentence for the officer.
    fn message(&self, text: &str);
    /// Whether to go on with something unusual; where nobody can be asked, it is said and done.
    fn confirm(&self, question: &str) -> bool;
    /// Whether somebody is there to do what a message asks for, so that it is worth waiting.
    fn is_attended(&self) -> bool;
    /// So many more files will be read.
    fn add_files(&self, n_files: usize);
    /// A file was read.
    fn file_read(&self);
    /// All files were read.
    fn all_read(&self);
}

/// A console on which nothing appears.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Console for Silent {
    fn message(&self, _: &str) {}
    fn confirm(&self, _: &str) -> bool {
        true
    }
    fn is_attended(&self) -> bool {
        false
    }
    fn add_files(&self, _: usize) {}
    fn file_read(&self) {}
    fn all_read(&self) {}
}

impl Host<'_> {
    /// Readers of files, in processes of their own where the program is known.
    pub fn readers(&self) -> Readers {
        match self.program {
            Some(program) => Readers::start(program, Limits::default()),
            None => Readers::in_process(Limits::default()),
        }
    }

    /// The day in Vietnam.
    pub fn today(&self) -> Date {
        self.now_in_vietnam().date()
    }

    /// The time in Vietnam, for people: `14:05 ngày 27/11/2026`.
    pub fn time(&self) -> String {
        self.now_in_vietnam().strftime("%H:%M ngày %d/%m/%Y").to_string()
    }

    fn now_in_vietnam(&self) -> jiff::Zoned {
        (self.now)().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
    }

    /// Says so where files had to be read in this very process, which one of them might have ended.
    pub fn warn_if_unfenced(&self, readers: &Readers) {
        if readers.unfenced() {
            self.console.message(
                "Không mở được tiến trình đọc riêng; các tệp được đọc trực tiếp, một tệp hỏng nặng có thể làm dừng chương trình.",
            );
        }
    }
}

/// Why a command could not run: a sentence for the officer, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotRun(pub String);

impl CannotRun {
    /// With this sentence.
    pub fn new(message: impl Into<String>) -> CannotRun {
        CannotRun(message.into())
    }
}

impl From<io::Error> for CannotRun {
    fn from(error: io::Error) -> CannotRun {
        CannotRun(format!("Không đọc hoặc ghi được tệp: {}.", reason(&error)))
    }
}

/// Findings as lines for a message.
pub(super) fn listed(findings: &[Finding]) -> String {
    let lines = findings
        .iter()
        .map(|finding| format!("\n  {}: {}\n    {}", finding.place, finding.message, finding.advice));
    lines.collect()
}
