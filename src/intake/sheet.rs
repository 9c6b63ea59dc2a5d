//! What a workbook is once it has been read: sheets of rows of cells, in no format any more.

use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place};
use crate::text::Repair;

use super::aside::Aside;
use super::limits::MAX_LETTERS;

/// One file or mail attachment, read.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Path inside the inbox with `/`, and `!` before a member of a container.
    pub source: Arc<str>,
    /// BLAKE3 of its bytes, 64 hexadecimal digits.
    pub hash: String,
    /// The day it arrived: the mail's date, else an ISO date in its folder's path, else its
    /// modification time in Vietnam (UTC+7).
    pub received: Date,
    /// The mail that brought it, where there was one.
    pub mail: Option<Arc<Mail>>,
    /// What came out of it.
    pub outcome: FileOutcome,
    /// Its sheets, in workbook order; empty unless `outcome` is [`FileOutcome::Read`].
    pub sheets: Vec<Sheet>,
    /// What was noticed on the way.
    pub findings: Vec<Finding>,
}

impl Attachment {
    /// The same attachment where its reading broke off: named, with a reason, and without sheets.
    pub fn crashed(&self) -> Attachment {
        let place = Place::file(self.source.clone());
        let finding = Finding::new(
            Code::FileCrashed,
            place,
            "Tệp làm bộ đọc dừng bất thường; không đọc được danh sách nào trong tệp này.",
        );
        Attachment {
            outcome: FileOutcome::Failed,
            sheets: Vec::new(),
            findings: vec![finding],
            ..self.clone()
        }
    }
}

/// What became of an attachment as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOutcome {
    /// Its cells could be read.
    Read,
    /// Left out by its name or nature: a lock file, a signature image, a mail without a workbook.
    Ignored,
    /// Could not be read; a finding says why and what to ask for.
    Failed,
}

/// The envelope of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Address of the sender, lower case.
    pub from: String,
    /// Display name of the sender.
    pub from_name: String,
    /// Subject line.
    pub subject: String,
    /// When it was sent, in seconds since 1970.
    pub sent_at: Option<i64>,
}

/// One sheet of an attachment.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Source and sheet name.
    pub place: Place,
    /// Whether Excel shows it.
    pub visible: bool,
    /// Rows that hold at least one cell with content, ascending.
    pub rows: Vec<SheetRow>,
    /// Merged areas, sorted by their first cell.
    pub merges: Vec<Merge>,
    /// Number of rows from row 1 to the last one that the file mentions, blank ones included.
    pub n_rows: u32,
    /// What it says otherwise than by its cells.
    pub aside: Aside,
}

/// A row with content.
#[derive(Debug, Clone)]
pub struct SheetRow {
    /// Zero-based row number in the sheet.
    pub row: u32,
    /// Cells with content, ascending by column. A cell of blanks only has no content.
    pub cells: Vec<Cell>,
}

impl SheetRow {
    /// The cell in a zero-based column.
    pub fn cell(&self, col: u16) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&col, |cell| cell.col).ok()?;
        self.cells.get(at)
    }
}

/// A cell with content.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Zero-based column.
    pub col: u16,
    /// What it holds.
    pub value: Value,
}

/// What a cell holds. Formulas are represented by their cached result.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text in clean Unicode (NFC, single spaces, lines kept as `\n`).
    Text(Text),
    /// A number; whole numbers of .xls come as floats too.
    Number(f64),
    /// A day (a date cell; the time of day is dropped).
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error of Excel such as `#N/A`, as Excel writes it.
    Error(CellError),
}

/// Text of a cell and, where letters had to be repaired, how.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// What people should read; cells of the same text share it where that was noticed.
    pub shown: Arc<str>,
    /// What was done to it, if anything beyond NFC and spaces was.
    pub repair: Option<Box<Repair>>,
}

impl Text {
    /// Cuts what is beyond the letters that a cell may have; whether anything was.
    pub(super) fn cut(&mut self) -> bool {
        // Nobody counts the letters of a text that has fewer bytes.
        let is_long = MAX_LETTERS < self.shown.len();
        let end = is_long.then(|| self.shown.char_indices().nth(MAX_LETTERS)).flatten();
        let kept = end.and_then(|(end, _)| self.shown.get(..end)).map(Arc::from);
        kept.map(|kept| self.shown = kept).is_some()
    }
}

/// A merged area, zero-based and inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// First row.
    pub first_row: u32,
    /// First column.
    pub first_col: u16,
    /// Last row.
    pub last_row: u32,
    /// Last column.
    pub last_col: u16,
}

/// An error value of Excel, by its name there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantArray)]
#[strum(ascii_case_insensitive)]
#[expect(missing_docs, reason = "the names of Excel say it")]
pub enum CellError {
    #[strum(serialize = "#N/A")]
    NotAvailable,
    #[strum(serialize = "#REF!")]
    Reference,
    #[strum(serialize = "#VALUE!")]
    Value,
    #[strum(serialize = "#DIV/0!")]
    DivisionByZero,
    #[strum(serialize = "#NAME?")]
    Name,
    #[strum(serialize = "#NUM!")]
    Number,
    #[strum(serialize = "#NULL!")]
    Null,
    #[strum(serialize = "#SPILL!")]
    Spill,
    #[strum(serialize = "#CALC!")]
    Calculation,
    #[strum(serialize = "#FIELD!")]
    Field,
    #[strum(serialize = "#BLOCKED!")]
    Blocked,
    #[strum(serialize = "#CONNECT!")]
    Connect,
    #[strum(serialize = "#UNKNOWN!")]
    Unknown,
    #[strum(serialize = "#GETTING_DATA")]
    GettingData,
    #[strum(serialize = "#BUSY!")]
    Busy,
    #[strum(serialize = "#EXTERNAL!")]
    External,
    #[strum(serialize = "#PYTHON!")]
    Python,
    #[strum(serialize = "#TIMEOUT!")]
    Timeout,
    /// What a cell holds that no reader understands.
    #[strum(serialize = "#?")]
    Broken,
}

impl CellError {
    /// Its name, as Excel writes it.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Value {
    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(&text.shown),
            Value::Number(_) | Value::Date(_) | Value::Bool(_) | Value::Error(_) => None,
        }
    }

    /// The value as people would read it: `15/08/1975`, `1975`, `Đúng`.
    pub fn shown(&self) -> std::borrow::Cow<'_, str> {
        match self {
            Value::Text(text) => text.shown.as_ref().into(),
            // `f64` prints whole numbers without a point and others exactly.
            Value::Number(number) => number.to_string().into(),
            Value::Date(date) => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()).into(),
            Value::Bool(true) => "Đúng".into(),
            Value::Bool(false) => "Sai".into(),
            Value::Error(error) => error.name().into(),
        }
    }
}
