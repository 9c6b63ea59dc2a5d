//! A Word document → its lines, a row of a table on one line.

use super::outline::{Paragraph, outlined, row_line};
use crate::package::scan::{Scan, XmlPiece};
use crate::package::{Package, PackageError};

/// What parts the lines of a cell.
pub(super) const IN_CELL: char = '⏎';

/// The paragraphs of a Word document.
pub(super) fn of_docx(bytes: &[u8]) -> Result<Vec<Paragraph>, PackageError> {
    let xml = Package::open(bytes)?.text("word/document.xml")?;
    let mut lines = DocumentLines::default();
    let mut in_text = false;
    for piece in Scan::new(&xml) {
        match piece {
            XmlPiece::Start(tag) if tag.name == "t" => in_text = true,
            XmlPiece::End("t") => in_text = false,
            XmlPiece::Start(tag) if tag.name == "tbl" => lines.depth += 1,
            XmlPiece::End("tbl") => lines.end_table(),
            XmlPiece::Start(tag) if tag.name == "tc" && lines.depth == 1 => {
                lines.row.push(DocumentCell::default());
            }
            XmlPiece::Empty(tag) if tag.name == "gridSpan" => {
                let span = tag.attribute("val").and_then(|val| val.parse().ok()).unwrap_or(1);
                lines.in_cell(|cell| cell.span = usize::clamp(span, 1, MOST_COLUMNS));
            }
            XmlPiece::Empty(tag) if tag.name == "vMerge" => {
                let goes_on = tag.attribute("val").is_none_or(|val| val == "continue");
                lines.in_cell(|cell| cell.goes_on = goes_on);
            }
            XmlPiece::End("p") => lines.end_paragraph(),
            XmlPiece::End("tr") if lines.depth == 1 => lines.end_row(),
            XmlPiece::Empty(tag) if tag.name == "br" && 0 < lines.depth => lines.end_paragraph(),
            XmlPiece::Empty(tag) if matches!(tag.name, "tab" | "br") => lines.push(" "),
            XmlPiece::Text(said) | XmlPiece::CData(said) if in_text => {
                lines.push(&crate::package::scan::decoded(said));
            }
            _ => {}
        }
    }
    lines.end_paragraph();
    Ok(outlined(&lines.done.join("\n")))
}

/// No table of a plan has more columns.
const MOST_COLUMNS: usize = 64;

/// The lines of a document while it is read.
#[derive(Debug, Default)]
struct DocumentLines {
    done: Vec<String>,
    line: String,
    /// How many tables hold this place.
    depth: usize,
    row: Vec<DocumentCell>,
    rows: Vec<DocumentRow>,
}

/// A row of a table.
#[derive(Debug)]
struct DocumentRow {
    /// Column by column.
    cells: Vec<String>,
    /// Line by line.
    lines: Vec<String>,
}

/// A cell of a row.
#[derive(Debug, Default)]
struct DocumentCell {
    lines: Vec<String>,
    /// How many columns it takes; nought is one.
    span: usize,
    /// Whether it goes on with the cell above it.
    goes_on: bool,
}

impl DocumentLines {
    fn push(&mut self, said: &str) {
        self.line.push_str(said);
    }

    fn in_cell(&mut self, change: impl FnOnce(&mut DocumentCell)) {
        if let Some(cell) = self.row.last_mut() {
            change(cell);
        }
    }

    fn end_paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        match self.row.last_mut() {
            Some(cell) if 0 < self.depth => cell.lines.push(line),
            _ => self.done.push(line),
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let above = self.rows.last().map(|above| above.cells.as_slice()).unwrap_or_default();
        let mut cells: Vec<String> = Vec::new();
        for cell in &row {
            let held = cell.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
            let cell_text = held.collect::<Vec<_>>().join(&IN_CELL.to_string());
            let text =
                if cell.goes_on { above.get(cells.len()).cloned().unwrap_or(cell_text) } else { cell_text };
            cells.extend(std::iter::repeat_n(text, cell.span.max(1)));
        }
        let lines = row.into_iter().filter(|cell| !cell.goes_on).flat_map(|cell| cell.lines).collect();
        self.rows.push(DocumentRow { cells, lines });
    }

    /// A row of a table is a line; of a table of one or two columns, a letterhead or signatures, each line is one,
    /// unless its second column counts something.
    fn end_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if 0 < self.depth {
            return;
        }
        let rows = std::mem::take(&mut self.rows);
        let is_wide = rows.iter().any(|row| FEWEST_COLUMNS <= row.cells.len());
        let counts = |row: &&DocumentRow| {
            row.cells.get(1).is_some_and(|cell| cell.starts_with(|c: char| c.is_ascii_digit()))
        };
        let n_counted = rows.iter().skip(1).filter(counts).count();
        let is_list = is_wide || 1 < n_counted && rows.len() <= 2 * n_counted + 1;
        for row in rows {
            let is_row = if is_wide { FEWEST_COLUMNS <= row.cells.len() } else { is_list };
            match is_row {
                true => self.done.push(row_line(row.cells.iter().map(String::as_str))),
                false => self.done.extend(row.lines),
            }
        }
    }
}

/// A table that is not for looks has as many columns.
const FEWEST_COLUMNS: usize = 3;
