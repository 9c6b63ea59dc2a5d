//! One printed sheet, written from the top down.
//!
//! Keeps the place of the next row and gives every row the height its texts need. Widths are
//! pixels of a screen with 96 dots an inch; A4 landscape between its margins is [`PAGE_WIDTH`] wide.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};

use super::measure::{ROOM, TALLEST_ROW, clip, fit};
use super::row_stream::{LineOf, RowStream};
use super::style::{Face, Styles};
use super::value::CellValue;

/// Width of A4 landscape less 30 mm and 15 mm, in pixels.
pub(super) const PAGE_WIDTH: u32 = 952;

/// Height of A4 landscape less 20 mm twice, in points.
const PAGE_HEIGHT: f64 = 481.0;

/// Rows that go along to the next page with a signature that does not fit on this one: a last section of one
/// line with its headings, a gap, and the sentence that closes a list.
const KEPT_WITH_SIGNATURE: u32 = 5;

/// What is frozen above the rows of a sheet takes at most so many points: a quarter of a small screen.
const TALLEST_FROZEN: f64 = 170.0;

/// The state's name needs so many pixels on one line.
const STATE_WIDTH: u32 = 380;

/// What one cell of a row holds.
#[derive(Debug, Clone)]
pub(super) enum PageCell<'a> {
    /// Text, whatever it begins with.
    Text(&'a str),
    /// Text made on the spot.
    Owned(String),
    /// A count.
    Count(u32),
    /// A formula and the value it has now.
    Formula(String, f64),
    /// A formula and the text it has now.
    TextFormula(String, &'a str),
    /// A day, or nothing.
    Day(Option<Date>),
    /// Nothing, but with the borders of a cell.
    Blank,
}

impl PageCell<'_> {
    /// The ordinal of a zero-based line: a number, at which Excel sets no mark of doubt.
    pub(super) fn ordinal(at: usize) -> Self {
        PageCell::Count(u32::try_from(at + 1).unwrap_or(u32::MAX))
    }
}

/// A sheet being written.
pub(super) struct Page<'b> {
    /// The sheet; what `Page` has no word for is done here.
    pub(super) sheet: &'b mut Worksheet,
    /// Its place in the workbook, zero-based.
    sheet_at: usize,
    /// The faces of its workbook.
    pub(super) styles: &'b Styles,
    /// The next row, zero-based.
    pub(super) row: u32,
    widths: Vec<u32>,
    heights: Vec<f64>,
    /// Height of the rows that stand again on every page.
    repeated: f64,
    /// Rows before which a page begins.
    breaks: Vec<u32>,
    /// How much of the page is filled, by the rows before `measured`.
    filled: f64,
    measured: usize,
}

impl<'b> Page<'b> {
    /// A new sheet at the end of a workbook: A4 landscape, one page wide, pages numbered on top.
    pub(super) fn add(
        workbook: &'b mut Workbook,
        styles: &'b Styles,
        name: &str,
        widths: &[u32],
    ) -> Result<Page<'b>, XlsxError> {
        const INCH: f64 = 25.4;
        let sheet_at = workbook.worksheets().len();
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_formula_result_default(""); // a 0 would be printed where a formula gives no text
        for (col, width) in (0u16..).zip(widths) {
            sheet.set_column_width_pixels(col, *width)?;
        }
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_margins(30.0 / INCH, 15.0 / INCH, 20.0 / INCH, 20.0 / INCH, 10.0 / INCH, 10.0 / INCH)
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_print_first_page_number(1)
            .set_header("&C&\"Times New Roman,Regular\"&13&P")
            .set_screen_gridlines(false);
        let widths = widths.to_vec();
        let (heights, breaks) = (Vec::new(), Vec::new());
        Ok(Page {
            sheet,
            sheet_at,
            styles,
            row: 0,
            widths,
            heights,
            repeated: 0.0,
            breaks,
            filled: 0.0,
            measured: 0,
        })
    }

    /// The last column, zero-based.
    pub(super) fn last_col(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }

    /// Writes a header row that stays in view and stands again on every printed page.
    pub(super) fn header(&mut self, names: &[&str]) -> Result<(), XlsxError> {
        let face = &self.styles.head;
        let cells: Vec<(PageCell<'_>, &Face)> =
            names.iter().map(|name| (PageCell::Text(name), face)).collect();
        let row = self.write(&cells)?;
        self.keep(row, row)
    }

    /// Repeats rows on every page, and freezes the sheet below them where what stands above leaves most of a
    /// screen to the rows below.
    pub(super) fn keep(&mut self, first: u32, last: u32) -> Result<(), XlsxError> {
        self.sheet.set_repeat_rows(first, last)?;
        if self.heights.iter().sum::<f64>() <= TALLEST_FROZEN {
            self.sheet.set_freeze_panes(last + 1, 0)?;
        }
        let rows = (last + 1).saturating_sub(first);
        self.repeated = self.heights.iter().rev().take(usize::try_from(rows).unwrap_or(0)).sum();
        Ok(())
    }

    /// Writes one row from the first column on, as high as its texts need, and tells which row.
    pub(super) fn write(&mut self, cells: &[(PageCell<'_>, &Face)]) -> Result<u32, XlsxError> {
        let row = self.row;
        let mut height: f64 = 0.0;
        for ((col, (cell, face)), width) in (0u16..).zip(cells).zip(&self.widths) {
            let text = match cell {
                PageCell::Text(text) | PageCell::TextFormula(_, text) => *text,
                PageCell::Owned(text) => text.as_str(),
                PageCell::Count(_) | PageCell::Formula(..) | PageCell::Day(_) | PageCell::Blank => "",
            };
            let (text, fitted) = match *width {
                0 => (Cow::Borrowed(clip(text)), 0.0), // hidden: machines read it
                width => fit(text, face.letters, f64::from(width)),
            };
            height = height.max(fitted);
            match cell {
                PageCell::Text(_) | PageCell::Owned(_) => {
                    self.sheet.write_string_with_format(row, col, text.as_ref(), &face.format)?;
                }
                PageCell::Count(count) => {
                    self.sheet.write_number_with_format(row, col, f64::from(*count), &face.format)?;
                }
                PageCell::Formula(formula, now) => {
                    let formula = Formula::new(formula).set_result(now.to_string());
                    self.sheet.write_formula_with_format(row, col, formula, &face.format)?;
                }
                PageCell::TextFormula(formula, now) => {
                    let formula = Formula::new(formula).set_result(*now);
                    self.sheet.write_formula_with_format(row, col, formula, &face.format)?;
                }
                PageCell::Day(Some(day)) => {
                    self.sheet.write_datetime_with_format(row, col, date(*day)?, &face.format)?;
                }
                PageCell::Day(None) | PageCell::Blank => {
                    self.sheet.write_blank(row, col, &face.format)?;
                }
            }
        }
        self.finish(height)?;
        Ok(row)
    }

    /// Leaves room for lines by the thousand, each as high as its texts need, for [`super::finish`] to
    /// put in; all of a page have the faces of the first.
    pub(super) fn lines<'a>(
        &mut self,
        blocks: &mut Vec<RowStream<'a>>,
        faces: &[&Face],
        n_lines: usize,
        line: LineOf<'a>,
    ) -> Result<(), XlsxError> {
        let (sheet, row) = (self.sheet_at, self.row);
        if !blocks.iter().any(|block| block.sheet == sheet) {
            for (col, face) in (0u16..).zip(faces) {
                self.sheet.write_blank(row, col, &face.format)?;
            }
        }
        let (mut heights, mut shortened) = (Vec::with_capacity(n_lines), BTreeMap::new());
        let mut values = Vec::new();
        for at in 0..n_lines {
            values.clear();
            line(at, &mut values);
            let mut height = self.styles.text.letters.line_height() + ROOM;
            for ((col, value), (face, width)) in values.iter().enumerate().zip(faces.iter().zip(&self.widths))
            {
                let CellValue::Text(text) = value else { continue };
                let (text, fitted) = fit(text, face.letters, f64::from(*width));
                height = height.max(fitted);
                if let Cow::Owned(text) = text {
                    shortened.insert((at, col), text);
                }
            }
            let height = height.min(TALLEST_ROW);
            heights.push(pixels(height));
            self.heights.push(height);
            self.row += 1;
        }
        blocks.push(RowStream { sheet, row, n_lines, heights, shortened, table: None, line });
        Ok(())
    }

    /// Writes one text over several columns, as a row of its own.
    pub(super) fn spread(
        &mut self,
        first: u16,
        last: u16,
        text: &str,
        face: &Face,
    ) -> Result<u32, XlsxError> {
        let row = self.row;
        let height = self.over(first, last, text, face)?;
        self.finish(height)?;
        Ok(row)
    }

    /// Leaves a row of so many points empty.
    pub(super) fn gap(&mut self, points: f64) -> Result<(), XlsxError> {
        self.finish(points)
    }

    /// Hides rows behind a button that shows them again.
    pub(super) fn fold(&mut self, first: u32, last: u32) -> Result<(), XlsxError> {
        self.sheet.group_rows_collapsed(first, last)?;
        let (first, last) = (usize::try_from(first).unwrap_or(0), usize::try_from(last).unwrap_or(0));
        if let Some(heights) = self.heights.get_mut(first..=last) {
            heights.fill(0.0);
        }
        Ok(())
    }

    /// Where the right half of the letterhead begins: near the middle, with room for the state's name.
    pub(super) fn middle(&self) -> u16 {
        let total: u32 = self.widths.iter().sum();
        let mut sum = 0;
        let mut best = (u32::MAX, 1);
        for (col, width) in (1..=self.last_col()).zip(&self.widths) {
            sum += width;
            let off = sum.abs_diff(total * 44 / 100);
            if off < best.0 && (STATE_WIDTH <= total.saturating_sub(sum) || best.0 == u32::MAX) {
                best = (off, col);
            }
        }
        best.1
    }

    /// Begins a new page with the last rows written where a block of so many points would not fit
    /// below them: a signature never stands alone, and is never torn.
    pub(super) fn keep_together(&mut self, block: f64) -> Result<(), XlsxError> {
        let shown = self.heights.iter().rev().take_while(|height| 0.0 < **height).count();
        let kept = KEPT_WITH_SIGNATURE.min(u32::try_from(shown).unwrap_or(0));
        if self.room() < self.fill() + block && kept < self.row {
            self.break_before(self.row - kept)?;
        }
        Ok(())
    }

    /// Begins a new page where so many lines of a table would not fit on this one: a heading never
    /// stands alone at the foot of a page.
    pub(super) fn keep_lines(&mut self, lines: u32) -> Result<(), XlsxError> {
        let line = self.styles.text.letters.line_height() + ROOM;
        if self.room() < self.fill() + f64::from(lines) * line && self.repeated < self.filled {
            self.break_before(self.row)?;
        }
        Ok(())
    }

    /// Begins a new page.
    pub(super) fn break_page(&mut self) -> Result<(), XlsxError> {
        self.fill();
        self.break_before(self.row)
    }

    fn break_before(&mut self, row: u32) -> Result<(), XlsxError> {
        self.breaks.push(row);
        let moved = self.heights.get(usize::try_from(row).unwrap_or(usize::MAX)..).unwrap_or_default();
        self.filled = self.repeated + moved.iter().sum::<f64>();
        self.sheet.set_page_breaks(&self.breaks).map(|_| ())
    }

    /// How much a page holds, in points of the sheet: one that is wider than the page is shrunk.
    fn room(&self) -> f64 {
        let total: u32 = self.widths.iter().sum();
        PAGE_HEIGHT * (f64::from(total) / f64::from(PAGE_WIDTH)).max(1.0)
    }

    /// How much of the last page the rows so far fill.
    fn fill(&mut self) -> f64 {
        let room = self.room();
        for height in self.heights.get(self.measured..).unwrap_or_default() {
            if room < self.filled + height {
                self.filled = self.repeated;
            }
            self.filled += height;
        }
        self.measured = self.heights.len();
        self.filled
    }

    pub(super) fn halves(
        &mut self,
        middle: u16,
        left: (&str, &Face),
        right: (&str, &Face),
    ) -> Result<(), XlsxError> {
        let last = self.last_col();
        let height = self.over(0, middle - 1, left.0, left.1)?;
        let height = height.max(self.over(middle, last, right.0, right.1)?);
        self.finish(height)
    }

    /// Writes a text over columns of the current row and tells the height it needs.
    fn over(&mut self, first: u16, last: u16, text: &str, face: &Face) -> Result<f64, XlsxError> {
        let width = self.width(first, last);
        let (text, height) = fit(text, face.letters, width);
        if first < last {
            self.sheet.merge_range(self.row, first, self.row, last, &text, &face.format)?;
        } else {
            self.sheet.write_string_with_format(self.row, first, text.as_ref(), &face.format)?;
        }
        Ok(height)
    }

    pub(super) fn width(&self, first: u16, last: u16) -> f64 {
        let (first, last) = (usize::from(first), usize::from(last));
        self.widths.get(first..=last).map_or(0.0, |widths| widths.iter().copied().map(f64::from).sum())
    }

    /// Blanks that, underlined, draw a rule of so many pixels.
    pub(super) fn rule(&self, pixels: f64) -> String {
        const BLANK: &str = "\u{A0}";
        let blank = self.styles.rule.letters.width(BLANK);
        let mut rule = String::new();
        let mut drawn = 0.0;
        while drawn < pixels {
            rule.push_str(BLANK);
            drawn += blank;
        }
        rule
    }

    fn finish(&mut self, height: f64) -> Result<(), XlsxError> {
        let height = if 0.0 < height { height } else { self.styles.text.letters.line_height() };
        let height = height.min(TALLEST_ROW);
        self.sheet.set_row_height(self.row, height)?;
        self.heights.push(height);
        self.row += 1;
        Ok(())
    }
}

/// Points as whole pixels of the screen.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no row is taller than 545")]
fn pixels(points: f64) -> u32 {
    (points * 4.0 / 3.0).round() as u32
}

/// A day as Excel keeps it.
pub(super) fn date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, day) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    ExcelDateTime::from_ymd(year.max(1900), month, day)
}

/// A day as people write it.
pub(super) fn day_shown(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}
