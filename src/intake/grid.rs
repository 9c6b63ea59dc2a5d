//! Where every reader puts its cells.
//!
//! A [`BookBuilder`] collects the sheets of one attachment, whatever its format, and holds the limits that
//! all formats share: the grid of Excel, the number of cells and sheets. Only cells with content
//! take room, so a stray cell in the far corner costs one row.

use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{CellAddress, Code, Finding, Place};
use crate::text::{FontHint, Run};

use super::aside::{Aside, Mark, MarkKind};
use super::formulas::{self, Uncomputed};
use super::letters::{BookLetters, RecentStrings, unicode};
use super::limits::{Limits, MAX_COLS, MAX_ROWS};
use super::sheet::{Cell, CellError, Merge, Sheet, SheetRow, Value};
use super::trouble::Trouble;

/// Content of a cell as a reader found it.
#[derive(Debug, Clone, Copy)]
pub(super) enum CellContent<'a> {
    /// Formatted, but empty.
    Blank,
    /// Text in one font.
    Text(&'a str, FontHint),
    /// Text in several fonts.
    Runs(&'a [Run<'a>]),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value, as Excel writes it.
    Error(CellError),
    /// Something the reader could not make out; the words say what (Vietnamese).
    Broken(&'static str),
}

/// The sheets of one attachment while it is being read.
pub(super) struct BookBuilder<'l> {
    source: Arc<str>,
    limits: &'l Limits,
    sheets: Vec<Sheet>,
    findings: Vec<Finding>,
    n_cells: usize,
    /// Whether rows of the sheet being read came in another order than ascending.
    unsorted: bool,
    errors: Errors,
    letters: BookLetters,
    /// Formulas without a value.
    formulas: Vec<Uncomputed>,
}

/// Letters of a formula that are kept.
const MAX_FORMULA: usize = 2_000;

/// Error values met in one sheet.
#[derive(Default)]
struct Errors {
    count: usize,
    first: Option<(CellAddress, &'static str)>,
}

impl<'l> BookBuilder<'l> {
    /// A book without sheets.
    pub(super) fn new(source: Arc<str>, limits: &'l Limits) -> BookBuilder<'l> {
        BookBuilder {
            source,
            limits,
            sheets: Vec::new(),
            findings: Vec::new(),
            n_cells: 0,
            unsorted: false,
            errors: Errors::default(),
            letters: BookLetters::default(),
            formulas: Vec::new(),
        }
    }

    /// The limits that hold.
    pub(super) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// Begins a sheet; what follows goes into it.
    pub(super) fn begin(&mut self, name: &str, visible: bool) -> Result<(), Trouble> {
        self.close();
        if self.limits.max_sheets <= self.sheets.len() {
            return Err(Trouble::TooLarge(format!("hơn {} trang tính", self.sheets.len())));
        }
        self.sheets.push(Sheet {
            place: Place::sheet(self.source.clone(), name),
            visible,
            rows: Vec::new(),
            merges: Vec::new(),
            n_rows: 0,
            aside: Aside::default(),
        });
        Ok(())
    }

    /// Says that a zero-based row exists, empty or not.
    pub(super) fn touch(&mut self, row: u32) {
        if let Some(sheet) = self.sheets.last_mut()
            && row < MAX_ROWS
        {
            sheet.n_rows = sheet.n_rows.max(row + 1);
        }
    }

    /// Puts a cell with a shared string into the sheet.
    pub(super) fn put_shared<'s>(
        &mut self,
        (row, col): (u32, u32),
        run: Run<'s>,
        looked: &mut RecentStrings<'s>,
    ) -> Result<(), Trouble> {
        let Some((sheet_at, col)) = self.reach(row, col) else { return Ok(()) };
        match self.letters.shared((sheet_at, row, col), run, looked) {
            Some(text) => self.place(row, col, Value::Text(text)),
            None => Ok(()),
        }
    }

    /// Puts a cell into the sheet; cells outside the grid of Excel are said to be broken.
    pub(super) fn put(&mut self, row: u32, col: u32, content: CellContent<'_>) -> Result<(), Trouble> {
        let Some((sheet_at, col)) = self.reach(row, col) else { return Ok(()) };
        let text = match content {
            CellContent::Blank => return Ok(()),
            CellContent::Text(text, font) => self.letters.text((sheet_at, row, col), &[Run { text, font }]),
            CellContent::Runs(runs) => self.letters.text((sheet_at, row, col), runs),
            CellContent::Number(number) => return self.place(row, col, Value::Number(number)),
            CellContent::Date(date) => return self.place(row, col, Value::Date(date)),
            CellContent::Bool(truth) => return self.place(row, col, Value::Bool(truth)),
            CellContent::Error(error) => {
                self.errors.meet(CellAddress { row, col }, error.name());
                return self.place(row, col, Value::Error(error));
            }
            CellContent::Broken(what) => {
                self.errors.meet(CellAddress { row, col }, what);
                return self.place(row, col, Value::Error(CellError::Broken));
            }
        };
        text.map_or(Ok(()), |text| self.place(row, col, Value::Text(text)))
    }

    /// The sheet and column of a cell, whose row then exists; nothing outside the grid of Excel.
    fn reach(&mut self, row: u32, col: u32) -> Option<(usize, u16)> {
        let sheet_at = self.sheets.len().checked_sub(1)?;
        match u16::try_from(col) {
            Ok(col) if row < MAX_ROWS && u32::from(col) < MAX_COLS => {
                self.touch(row);
                Some((sheet_at, col))
            }
            _ => {
                self.errors.meet(CellAddress { row: MAX_ROWS - 1, col: 0 }, "ngoài lưới ô");
                None
            }
        }
    }

    fn place(&mut self, row: u32, col: u16, mut value: Value) -> Result<(), Trouble> {
        if let Value::Text(text) = &mut value
            && text.cut()
        {
            self.errors.meet(CellAddress { row, col }, "quá 262.144 ký tự, phần sau bị cắt");
        }
        let Some(sheet) = self.sheets.last_mut() else { return Ok(()) };
        self.n_cells += 1;
        if self.limits.max_cells < self.n_cells {
            return Err(Trouble::TooLarge(format!("hơn {} ô có nội dung", self.limits.max_cells)));
        }
        let cell = Cell { col, value };
        match sheet.rows.last_mut() {
            Some(last) if last.row == row => {
                self.unsorted |= last.cells.last().is_some_and(|before| col <= before.col);
                last.cells.push(cell);
            }
            last => {
                let room = last.as_ref().map_or(8, |last| last.cells.len());
                self.unsorted |= last.is_some_and(|last| row < last.row);
                let mut cells = Vec::with_capacity(room);
                cells.push(cell);
                sheet.rows.push(SheetRow { row, cells });
            }
        }
        Ok(())
    }

    /// Says that an area is merged; both ends are inclusive. Single cells, areas upside down or
    /// outside the grid are no merges.
    pub(super) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        let (last_row, last_col) = (last.0.min(MAX_ROWS - 1), last.1.min(MAX_COLS - 1));
        let (Ok(first_col), Ok(last_col)) = (u16::try_from(first.1), u16::try_from(last_col)) else {
            return;
        };
        let merge = Merge { first_row: first.0, first_col, last_row, last_col };
        let grows = first.0 < last_row || first_col < last_col;
        if first.0 <= last_row && first_col <= last_col && grows {
            sheet.merges.push(merge);
        }
    }

    /// Hangs a comment or text box on a cell; blanks are nothing.
    pub(super) fn hang(&mut self, row: u32, col: u32, kind: MarkKind, text: &str) -> Result<(), Trouble> {
        let text = unicode(&[Run { text, font: FontHint::Silent }]);
        if text.is_empty() { Ok(()) } else { self.mark(row, col, kind, text) }
    }

    /// Says that all of a cell is struck through.
    pub(super) fn strike(&mut self, row: u32, col: u32) -> Result<(), Trouble> {
        self.mark(row, col, MarkKind::Struck, String::new())
    }

    /// Says that a number is shown as per cent.
    pub(super) fn percent(&mut self, row: u32, col: u32) -> Result<(), Trouble> {
        self.mark(row, col, MarkKind::Percent, String::new())
    }

    /// Says which letters of a cell are struck through, by its runs that are and those that are not.
    pub(super) fn strike_runs(
        &mut self,
        row: u32,
        col: u32,
        struck: &[Run<'_>],
        plain: &[Run<'_>],
    ) -> Result<(), Trouble> {
        let says = |runs: &[Run<'_>]| runs.iter().any(|run| run.text.chars().any(char::is_alphanumeric));
        if !says(struck) {
            return Ok(());
        }
        if !says(plain) {
            return self.strike(row, col);
        }
        self.mark(row, col, MarkKind::Kept, unicode(plain))?;
        self.mark(row, col, MarkKind::Struck, unicode(struck))
    }

    /// Says that comments and text boxes could not be read.
    pub(super) fn lost_notes(&mut self) {
        let place = Place::file(self.source.clone());
        let message = "Tệp có nhận xét hoặc hộp chữ hỏng, không đọc được.";
        self.findings.push(Finding::new(Code::CommentFound, place, message));
    }

    fn mark(&mut self, row: u32, col: u32, kind: MarkKind, text: String) -> Result<(), Trouble> {
        self.n_cells += 1;
        if self.limits.max_cells < self.n_cells {
            return Err(Trouble::TooLarge(format!("hơn {} ô có nội dung", self.limits.max_cells)));
        }
        if let (Some(sheet), Ok(col)) = (self.sheets.last_mut(), u16::try_from(col))
            && row < MAX_ROWS
        {
            sheet.aside.marks.push(Mark { row, col, kind, text });
        }
        Ok(())
    }

    /// Remembers a formula that has no value.
    pub(super) fn formula(&mut self, row: u32, col: u32, written: &str) -> Result<(), Trouble> {
        self.n_cells += 1;
        if self.limits.max_cells < self.n_cells {
            return Err(Trouble::TooLarge(format!("hơn {} ô có nội dung", self.limits.max_cells)));
        }
        if let Some((sheet_at, col)) = self.reach(row, col) {
            let written = written.chars().take(MAX_FORMULA).collect();
            self.formulas.push(Uncomputed { sheet_at, row, col, written });
        }
        Ok(())
    }

    /// Says that rows are hidden; both ends are inclusive.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        if let Some(sheet) = self.sheets.last_mut() {
            match sheet.aside.hidden_rows.last_mut() {
                Some(before) if first == before.1.saturating_add(1) => before.1 = last,
                _ if first <= last => sheet.aside.hidden_rows.push((first, last.min(MAX_ROWS - 1))),
                _ => {}
            }
        }
    }

    /// Says that columns are hidden; both ends are inclusive.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        let (first, last) = (u16::try_from(first), u16::try_from(last.min(MAX_COLS - 1)));
        if let (Some(sheet), Ok(first), Ok(last)) = (self.sheets.last_mut(), first, last)
            && first <= last
        {
            sheet.aside.hidden_cols.push((first, last));
        }
    }

    /// Says that a filter is set on the sheet.
    pub(super) fn filter(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.aside.is_filtered = true;
        }
    }

    /// The sheets and what was noticed.
    pub(super) fn finish(mut self) -> (Vec<Sheet>, Vec<Finding>) {
        self.close();
        self.letters.settle(&mut self.sheets, &mut self.findings);
        formulas::settle(self.formulas, &mut self.sheets, &mut self.findings);
        self.sheets.iter_mut().for_each(|sheet| sheet.aside.settle());
        Finding::sort(&mut self.findings);
        (self.sheets, self.findings)
    }

    fn close(&mut self) {
        let errors = std::mem::take(&mut self.errors);
        let unsorted = std::mem::take(&mut self.unsorted);
        let Some(sheet) = self.sheets.last_mut() else { return };
        if unsorted {
            sort_rows(&mut sheet.rows);
        }
        sheet.merges.sort_unstable();
        sheet.merges.dedup();
        if let Some((cell, name)) = errors.first {
            let message = match errors.count {
                1 => format!("Ô {cell} chứa lỗi {name}."),
                count => format!("{count} ô chứa lỗi, đầu tiên là ô {cell} ({name})."),
            };
            let place = sheet.place.at_cell(cell.row, cell.col);
            self.findings.push(Finding::new(Code::CellBroken, place, message).raw(name));
        }
    }
}

impl Errors {
    fn meet(&mut self, cell: CellAddress, name: &'static str) {
        self.count += 1;
        self.first.get_or_insert((cell, name));
    }
}

/// Brings rows and cells into order; of two cells at one address the later one holds, as in Excel.
fn sort_rows(rows: &mut Vec<SheetRow>) {
    rows.sort_by_key(|row| row.row);
    rows.dedup_by(|later, kept| {
        let same = later.row == kept.row;
        if same {
            kept.cells.append(&mut later.cells);
        }
        same
    });
    for row in rows {
        row.cells.sort_by_key(|cell| cell.col);
        row.cells.reverse();
        row.cells.dedup_by_key(|cell| cell.col);
        row.cells.reverse();
    }
}
