//! Word documents (.docx): each table that may be a list is a sheet.
//!
//! ```text
//! blocks  paragraphs and tables in their order
//! ```
//!
//! What stands above a table, paragraphs and the frames of a letterhead, are the rows above it, as in a
//! workbook; what stands below the last one are the rows below. A list that goes on in another table right after the
//! first is one list. Deleted text of tracked changes is no text; what is inserted is.

mod blocks;

use std::collections::BTreeMap;

use crate::intake::aside::MarkKind;
use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::trouble::Trouble;
use crate::text::{FontHint, Run};

use blocks::{DocumentBlock, DocumentText, WordCell, blocks, comments as comments_of};

/// How far right the second cell of a frame stands, as a letterhead does in a sheet.
const FRAME_STEP: u32 = 3;

/// Reads the tables of a document into `book`.
pub(in crate::intake) fn read(archive: &mut Archive<'_>, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let wanted = |name: &str| matches!(name, "word/document.xml" | "word/comments.xml");
    let parts = Parts::unpack(archive, book.limits(), wanted, |_, _| {})?;
    let document = std::str::from_utf8(parts.part("word/document.xml").unwrap_or_default())
        .map_err(|error| Trouble::damaged(&error))?;
    // What was cut off may have been rows.
    if !document.trim_end().ends_with("document>") {
        return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned()));
    }
    let blocks = blocks(document);
    if !blocks.iter().any(|block| matches!(block, DocumentBlock::Table(rows) if may_be_list(rows))) {
        return Err(Trouble::Unsupported("văn bản Word (.docx) không có bảng danh sách"));
    }
    let comments = parts.part("word/comments.xml").and_then(|part| std::str::from_utf8(part).ok());
    let comments = comments.map(comments_of).unwrap_or_default();
    let mut writer =
        TableWriter { book, comments: &comments, row: 0, n_tables: 0, lines: Vec::new(), n_columns: None };
    for block in &blocks {
        match block {
            DocumentBlock::Table(rows) if may_be_list(rows) => writer.list(rows)?,
            DocumentBlock::Table(rows) => writer.frame(rows),
            DocumentBlock::Paragraph(words) => writer.lines.push(vec![(0, words)]),
        }
    }
    writer.end()
}

/// Whether a table may be a list: three full cells in one of its first rows, or two columns filled down; what
/// frames a letterhead or signatures is not.
fn may_be_list(rows: &[Vec<WordCell>]) -> bool {
    let n_full = |row: &Vec<WordCell>| row.iter().filter(|cell| cell.words.says_something()).count();
    let pairs = rows.iter().filter(|row| n_full(row) == 2).count();
    2 <= rows.len() && (rows.iter().take(3).any(|row| 3 <= n_full(row)) || 4 <= pairs)
}

/// A row of running text: columns and the words in them.
type TextLine<'a> = Vec<(u32, &'a DocumentText)>;

/// Merged cells that are open, by column: their first row, and how many columns they take.
type OpenMerges = BTreeMap<u32, (u32, u32)>;

struct TableWriter<'a, 'b, 'l> {
    book: &'b mut BookBuilder<'l>,
    comments: &'a BTreeMap<String, String>,
    row: u32,
    n_tables: usize,
    /// Lines since the last table.
    lines: Vec<TextLine<'a>>,
    /// Columns of the table right above.
    n_columns: Option<u32>,
}

impl<'a> TableWriter<'a, '_, '_> {
    fn frame(&mut self, rows: &'a [Vec<WordCell>]) {
        for row in rows {
            let full = |words: &DocumentText| words.says_something() || !words.comments.is_empty();
            let cells = (0..).zip(row).filter(|(_, cell)| full(&cell.words));
            self.lines.push(cells.map(|(at, cell): (u32, _)| (at * FRAME_STEP, &cell.words)).collect());
        }
    }

    fn list(&mut self, rows: &'a [Vec<WordCell>]) -> Result<(), Trouble> {
        let n_columns = rows.iter().map(|row| row.iter().map(|cell| cell.span).sum()).max().unwrap_or(0);
        let goes_on = self.lines.is_empty() && self.n_columns == Some(n_columns);
        if !goes_on {
            self.n_tables += 1;
            // What stands between two tables is the title of the lower one.
            self.book.begin(&format!("Bảng {}", self.n_tables), true)?;
            self.row = 0;
            self.write_lines()?;
        }
        self.n_columns = Some(n_columns);
        let mut open = OpenMerges::new();
        for cells in rows {
            self.book.touch(self.row);
            let mut col = 0;
            for cell in cells {
                if !cell.continues {
                    self.close(&mut open, col);
                    open.insert(col, (self.row, cell.span));
                    self.put(col, &cell.words)?;
                    if let Some(number) = cell.number {
                        self.book.put(self.row, col, CellContent::Number(f64::from(number)))?;
                    }
                }
                col += cell.span;
            }
            self.row += 1;
        }
        while let Some(col) = open.keys().next().copied() {
            self.close(&mut open, col);
        }
        Ok(())
    }

    /// Ends the merged cell of a column, if one is open, in the row above.
    fn close(&mut self, open: &mut OpenMerges, col: u32) {
        if let Some((first, span)) = open.remove(&col) {
            self.book.merge((first, col), (self.row.saturating_sub(1), col + span - 1));
        }
    }

    fn write_lines(&mut self) -> Result<(), Trouble> {
        for line in std::mem::take(&mut self.lines) {
            self.book.touch(self.row);
            for (col, words) in line {
                self.put(col, words)?;
            }
            self.row += 1;
        }
        Ok(())
    }

    fn put(&mut self, col: u32, words: &DocumentText) -> Result<(), Trouble> {
        for text in words.comments.iter().filter_map(|id| self.comments.get(id)) {
            self.book.hang(self.row, col, MarkKind::Comment, text.trim())?;
        }
        if words.runs.iter().all(|run| run.text.trim().is_empty()) {
            return Ok(());
        }
        let stretches = |struck: Option<bool>| -> Vec<Run<'_>> {
            let wanted = words.runs.iter().filter(|run| struck.is_none_or(|struck| run.struck == struck));
            wanted.map(|run| Run { text: &run.text, font: run.font }).collect()
        };
        self.book.strike_runs(self.row, col, &stretches(Some(true)), &stretches(Some(false)))?;
        match words.runs.as_slice() {
            [only] => self.book.put(self.row, col, content(only.text.trim(), only.font)),
            _ => self.book.put(self.row, col, CellContent::Runs(&stretches(None))),
        }
    }

    fn end(mut self) -> Result<(), Trouble> {
        self.write_lines()
    }
}

/// A whole number is one, as a cell of a sheet would hold it.
fn content(text: &str, font: FontHint) -> CellContent<'_> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(number) if is_number && !text.starts_with('0') => CellContent::Number(number),
        _ => CellContent::Text(text, font),
    }
}
