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

/// The paragraphs of a Word document.
pub(super) fn of_docx(bytes: &[u8]) -> Result<Vec<Paragraph>, PackageError> {
    let xml = Package::open(bytes)?.text("word/document.xml")?;
    let mut lines = vec![String::new()];
    let (mut in_text, mut in_row) = (false, false);
    for piece in Scan::new(&xml) {
        match piece {
            Piece::Start(tag) if tag.name == "t" => in_text = true,
            Piece::End("t") => in_text = false,
            // A row of a table is a line, its cells are parted.
            Piece::Start(tag) if tag.name == "tr" => in_row = true,
            Piece::End("tc") => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(BETWEEN);
                }
            }
            Piece::End("p") if in_row => {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                }
            }
            Piece::End("tr") => {
                in_row = false;
                lines.push(String::new());
            }
            Piece::End("p") => lines.push(String::new()),
            Piece::Empty(tag) if matches!(tag.name, "tab" | "br") => {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                }
            }
            Piece::Text(said) | Piece::Marked(said) if in_text => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(&crate::package::scan::decoded(said));
                }
            }
            _ => {}
        }
    }
    Ok(parted(&lines.join("\n")))
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
        let section = if parts.is_empty() { String::new() } else { format!("Mục {}", parts.join(".")) };
        paragraphs.push(Paragraph { text: rest.to_owned(), mark: mark.to_owned(), section });
    }
    paragraphs
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
