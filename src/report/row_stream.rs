//! Lines of a table by the thousand, on their way into a sheet.
//!
//! `rust_xlsxwriter` keeps each cell as a node of a tree with a copy of its text, finds its format by
//! hashing all that it says, and remembers a table cell by cell: hundreds of bytes and microseconds. The
//! lists of a country have tens of millions of cells of which a column is like the next. So the writer
//! makes the sheet around them, with one row where they begin: the *specimen*, blank cells in the faces
//! of the lines. [`super::finish`] puts the lines in its place, straight into the package.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use super::measure::clip;
use super::value::{CellValue, escaped, serial};
use crate::finding::CellAddress;

/// Puts a line, zero-based, behind what the vector holds: a value for each column from the first on.
pub(super) type LineOf<'a> = Box<dyn Fn(usize, &mut Vec<CellValue<'a>>) + Send + Sync + 'a>;

/// So many bytes are handed on at once.
const HANDFUL: usize = 1 << 16;

/// Lines of a sheet that stand together.
pub(super) struct RowStream<'a> {
    /// The place of the sheet in its workbook, zero-based.
    pub(super) sheet: usize,
    /// The row of the first line, zero-based. The specimen stands there, or in an earlier block of the
    /// sheet, whose faces are those of all.
    pub(super) row: u32,
    /// How many lines there are.
    pub(super) n_lines: usize,
    /// How high each line is, in pixels; none: as high as the sheet's rows are.
    pub(super) heights: Vec<u32>,
    /// Texts that are shown shorter than they are, by line and column.
    pub(super) shortened: BTreeMap<(usize, usize), String>,
    /// The Excel table of which these are the lines: it was made with one.
    pub(super) table: Option<&'static str>,
    /// What stands in each line.
    pub(super) line: LineOf<'a>,
}

impl fmt::Debug for RowStream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} lines from row {} of sheet {}", self.n_lines, self.row, self.sheet)
    }
}

impl RowStream<'_> {
    /// The row behind the last line, zero-based.
    pub(super) fn end(&self) -> u32 {
        self.row.saturating_add(u32::try_from(self.n_lines).unwrap_or(u32::MAX))
    }

    /// Writes the lines as rows of a sheet, in faces by the numbers that its styles have.
    pub(super) fn write(&self, faces: &[Option<String>], out: &mut impl Write) -> io::Result<()> {
        let mut columns: Vec<StreamColumn> = Vec::new();
        let mut values = Vec::new();
        let mut held: Vec<u8> = Vec::with_capacity(HANDFUL * 2);
        for (row, at) in (self.row + 1..).zip(0..self.n_lines) {
            values.clear();
            (self.line)(at, &mut values);
            while columns.len() < values.len() {
                let at = columns.len();
                columns.push(StreamColumn::new(at, faces.get(at).and_then(Option::as_deref)));
            }
            let row = row.to_string();
            write!(held, "<row r=\"{row}\"")?;
            if let Some(pixels) = self.heights.get(at) {
                write!(held, " ht=\"{}\" customHeight=\"1\"", f64::from(*pixels) * 0.75)?;
            }
            held.push(b'>');
            for ((col, value), column) in values.iter().enumerate().zip(&columns) {
                let short = || self.shortened.get(&(at, col)).map(String::as_str);
                column.cell(
                    &mut held,
                    &row,
                    value,
                    if self.shortened.is_empty() { None } else { short() },
                )?;
            }
            held.extend_from_slice(b"</row>");
            if HANDFUL < held.len() {
                out.write_all(&held)?;
                held.clear();
            }
        }
        out.write_all(&held)
    }
}

/// What is the same in all cells of a column.
struct StreamColumn {
    /// Before the number of the row.
    before: String,
    /// Behind it, in a cell of text.
    text: String,
    /// The same where blanks at an end of the text have to be kept.
    spaced: String,
    /// In a cell with a number.
    number: String,
    /// In one without content; none where such a cell is left out.
    blank: Option<String>,
}

impl StreamColumn {
    fn new(at: usize, face: Option<&str>) -> StreamColumn {
        let letters = CellAddress::column_letters(u16::try_from(at).unwrap_or(u16::MAX));
        let style = face.map_or_else(String::new, |face| format!(" s=\"{face}\""));
        StreamColumn {
            before: format!("<c r=\"{letters}"),
            text: format!("\"{style} t=\"inlineStr\"><is><t>"),
            spaced: format!("\"{style} t=\"inlineStr\"><is><t xml:space=\"preserve\">"),
            number: format!("\"{style}><v>"),
            blank: face.map(|_| format!("\"{style}/>")),
        }
    }

    fn cell(
        &self,
        out: &mut Vec<u8>,
        row: &str,
        value: &CellValue<'_>,
        short: Option<&str>,
    ) -> io::Result<()> {
        let mut begin = |behind: &str| {
            for part in [&self.before, row, behind] {
                out.extend_from_slice(part.as_bytes());
            }
        };
        let day;
        let text = match value {
            CellValue::Text(text) => short.unwrap_or_else(|| clip(text)),
            CellValue::Whole(number) => {
                begin(&self.number);
                return write!(out, "{number}</v></c>");
            }
            CellValue::Day(date) => match serial(*date, false) {
                Some(days) => {
                    begin(&self.number);
                    return write!(out, "{days}</v></c>");
                }
                None => {
                    day = date.to_string(); // Excel knows no day before 1900
                    &day
                }
            },
            CellValue::Nothing => "",
        };
        match &self.blank {
            Some(blank) if text.is_empty() => begin(blank),
            None if text.is_empty() => {}
            _ => {
                let blanks = ['\t', '\n', ' '];
                let is_spaced = text.starts_with(blanks) || text.ends_with(blanks);
                begin(if is_spaced { &self.spaced } else { &self.text });
                out.extend_from_slice(escaped(text).as_bytes());
                out.extend_from_slice(b"</t></is></c>");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use std::borrow::Cow;

    use jiff::civil::date;

    use super::*;

    #[test]
    fn lines_become_rows() {
        let line: LineOf<'_> = Box::new(|at, values| {
            values.extend([
                CellValue::Whole(u32::try_from(at).unwrap_or(0) + 7),
                CellValue::Text(Cow::Borrowed(if at == 0 { "=A & B" } else { " dài" })),
                CellValue::Day(date(1980, 1, 1)),
                CellValue::Nothing,
                CellValue::Nothing,
            ]);
        });
        let shortened = BTreeMap::from([((1, 1), "d […]".to_owned())]);
        let block =
            RowStream { sheet: 0, row: 8, n_lines: 2, heights: vec![24], shortened, table: None, line };
        let mut out = Vec::new();
        let faces = [Some("3".to_owned()), None, Some("5".to_owned()), Some("6".to_owned())];
        block.write(&faces, &mut out).expect("written");
        let expect = "<row r=\"9\" ht=\"18\" customHeight=\"1\"><c r=\"A9\" s=\"3\"><v>7</v></c>\
            <c r=\"B9\" t=\"inlineStr\"><is><t>=A &amp; B</t></is></c>\
            <c r=\"C9\" s=\"5\"><v>29221</v></c><c r=\"D9\" s=\"6\"/></row>\
            <row r=\"10\"><c r=\"A10\" s=\"3\"><v>8</v></c>\
            <c r=\"B10\" t=\"inlineStr\"><is><t>d […]</t></is></c>\
            <c r=\"C10\" s=\"5\"><v>29221</v></c><c r=\"D10\" s=\"6\"/></row>";
        assert_eq!(String::from_utf8(out).expect("text"), expect);
    }
}
