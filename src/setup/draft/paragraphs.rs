//! A document → its paragraphs, each with the numbers of the sections that it stands in.

use unicode_normalization::UnicodeNormalization;

use crate::package::scan::{Piece, Scan};
use crate::package::{Package, PackageError};
use crate::text;

/// What parts the cells of a row of a table.
pub(super) const BETWEEN: &str = " | ";

/// A paragraph and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text without its mark (`-`, `+`, `1.`).
    pub(super) text: String,
    /// Its mark.
    pub(super) mark: String,
    /// The sections it stands in: `Mục II.3.2`; blank before the first.
    pub(super) section: String,
}

/// What parts the lines of a cell.
pub(super) const IN_CELL: char = '⏎';

/// The paragraphs of a Word document.
pub(super) fn of_docx(bytes: &[u8]) -> Result<Vec<Paragraph>, PackageError> {
    let xml = Package::open(bytes)?.text("word/document.xml")?;
    let mut lines = DocumentLines::default();
    let mut in_text = false;
    for piece in Scan::new(&xml) {
        match piece {
            Piece::Start(tag) if tag.name == "t" => in_text = true,
            Piece::End("t") => in_text = false,
            Piece::Start(tag) if tag.name == "tbl" => lines.depth += 1,
            Piece::End("tbl") => {
                lines.depth = lines.depth.saturating_sub(1);
                lines.above.clear();
            }
            Piece::Start(tag) if tag.name == "tc" && lines.depth == 1 => {
                lines.row.push(DocumentCell::default());
            }
            Piece::Empty(tag) if tag.name == "gridSpan" => {
                let span = tag.attribute("val").and_then(|val| val.parse().ok()).unwrap_or(1);
                lines.in_cell(|cell| cell.span = usize::clamp(span, 1, MOST_COLUMNS));
            }
            Piece::Empty(tag) if tag.name == "vMerge" => {
                let goes_on = tag.attribute("val").is_none_or(|val| val == "continue");
                lines.in_cell(|cell| cell.goes_on = goes_on);
            }
            Piece::End("p") => lines.end_paragraph(),
            Piece::End("tr") if lines.depth == 1 => lines.end_row(),
            Piece::Empty(tag) if tag.name == "br" && 0 < lines.depth => lines.end_paragraph(),
            Piece::Empty(tag) if matches!(tag.name, "tab" | "br") => lines.push(" "),
            Piece::Text(said) | Piece::Marked(said) if in_text => {
                lines.push(&crate::package::scan::decoded(said));
            }
            _ => {}
        }
    }
    lines.end_paragraph();
    Ok(parted(&lines.done.join("\n")))
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
    /// The row above, column by column.
    above: Vec<String>,
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

    /// A row of a table is a line; of a table of one or two columns, a letterhead or signatures, each line is one.
    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        let mut cells: Vec<String> = Vec::new();
        for cell in &row {
            let held = cell.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
            let own = held.collect::<Vec<_>>().join(&IN_CELL.to_string());
            let own = if cell.goes_on { self.above.get(cells.len()).cloned().unwrap_or(own) } else { own };
            cells.extend(std::iter::repeat_n(own, cell.span.max(1)));
        }
        if cells.len() < 3 {
            self.done.extend(row.into_iter().filter(|cell| !cell.goes_on).flat_map(|cell| cell.lines));
        } else {
            self.done.push(cells.join(BETWEEN));
        }
        self.above = cells;
    }
}

/// The paragraphs of a plain text, or of Markdown.
pub(super) fn of_text(written: &str) -> Vec<Paragraph> {
    parted(written)
}

fn parted(written: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let (mut roman, mut arabic, mut letter) = (String::new(), String::new(), String::new());
    for line in written.lines() {
        let line: String = line.nfc().filter(|c| !matches!(c, '*' | '_' | '#' | '\u{feff}')).collect();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        let (mark, rest) = marked(&line);
        if is_annex(&line) {
            "Phụ lục".clone_into(&mut roman);
            arabic.clear();
            letter.clear();
        }
        match kind_of(mark) {
            MarkIs::Roman => {
                mark.trim_end_matches('.').clone_into(&mut roman);
                arabic.clear();
                letter.clear();
            }
            MarkIs::Number => {
                mark.trim_end_matches(['.', ')']).clone_into(&mut arabic);
                letter.clear();
            }
            MarkIs::Letter => mark.trim_end_matches(')').clone_into(&mut letter),
            MarkIs::Bullet | MarkIs::None => {}
        }
        let parts = [&roman, &arabic, &letter].map(String::as_str);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let section = match parts.first() {
            None => String::new(),
            Some(&"Phụ lục") => parts.join(", mục "),
            Some(_) => format!("Mục {}", parts.join(".")),
        };
        paragraphs.push(Paragraph { text: rest.to_owned(), mark: mark.to_owned(), section });
    }
    paragraphs
}

/// Whether a line is the heading of an annex.
fn is_annex(line: &str) -> bool {
    const LONGEST: usize = 20;
    line.to_lowercase().starts_with("phụ lục") && line.chars().count() < LONGEST
}

enum MarkIs {
    Roman,
    Number,
    Letter,
    Bullet,
    None,
}

fn kind_of(mark: &str) -> MarkIs {
    let bare = mark.trim_end_matches(['.', ')']);
    match () {
        () if mark.is_empty() => MarkIs::None,
        () if matches!(mark, "-" | "+" | "–" | "•") => MarkIs::Bullet,
        () if mark.ends_with('.') && text::roman_value(bare).is_some() => MarkIs::Roman,
        () if bare.starts_with(|c: char| c.is_ascii_digit()) => MarkIs::Number,
        () => MarkIs::Letter,
    }
}

/// The mark at the head of a line, and the rest.
fn marked(line: &str) -> (&str, &str) {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let bare = first.trim_end_matches(['.', ')']);
    let is_number = !bare.is_empty()
        && bare.len() < first.len()
        && bare
            .split('.')
            .all(|part| !part.is_empty() && part.len() < 3 && part.chars().all(|c| c.is_ascii_digit()));
    let is_dotted = bare.contains('.') && bare.split('.').all(|part| part.parse::<u8>().is_ok());
    let is_roman = first.ends_with('.') && text::roman_value(bare).is_some();
    let is_letter =
        first.ends_with(')') && bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    if matches!(first, "-" | "+" | "–" | "•") || is_number || is_dotted || is_roman || is_letter {
        return (first, rest);
    }
    // "-Giao …" without the blank.
    match line.strip_prefix(['-', '+', '–', '•']) {
        Some(rest) => (line.get(..line.len() - rest.len()).unwrap_or_default(), rest.trim_start()),
        None => ("", line),
    }
}
