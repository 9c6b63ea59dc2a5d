//! HTML tables, which web programs send under the name .xls.
//!
//! A small reader that forgives what browsers forgive: missing end tags, bare attributes, stray
//! entities. All tables of a page stand below one another in one sheet, as Excel shows them; a
//! table inside a cell becomes text of that cell. Styles, scripts and comments are skipped.

use std::collections::BTreeMap;

use crate::text::FontHint;

use crate::intake::grid::{Book, Content};
use crate::intake::limits::MAX_COLS;
use crate::intake::trouble::Trouble;
use crate::text::bytes::decode_bytes;

/// Reads all tables of a page into one sheet.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<(), Trouble> {
    let page = decode_bytes(bytes);
    let mut table = Table::default();
    let mut rest = page.as_ref();
    book.begin("HTML", true)?;
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        table.text(text);
        let (tag, after) = tag(tagged);
        rest = after;
        match tag {
            Tag::Skip => {}
            Tag::Stray => table.text("<"),
            Tag::Open(name, attributes) => {
                if ["script", "style", "xml", "title"].contains(&name.as_str()) {
                    rest = past_end(rest, &name);
                } else {
                    table.open(&name, attributes, book)?;
                }
            }
            Tag::Close(name) => table.close(&name, book)?,
        }
    }
    table.text(rest);
    table.end_cell(book)?;
    if table.n_cells == 0 {
        return Err(Trouble::Unsupported("trang web (HTML) không có bảng"));
    }
    Ok(())
}

enum Tag<'a> {
    Open(String, &'a str),
    Close(String),
    /// A comment, a declaration.
    Skip,
    /// A `<` that opens no tag.
    Stray,
}

/// The tag that `html` begins with, and what follows it.
fn tag(html: &str) -> (Tag<'_>, &str) {
    if let Some(comment) = html.strip_prefix("<!--") {
        // Conditional comments of Excel (`<!--[if …]>`) hold only styles.
        return (Tag::Skip, comment.split_once("-->").map_or("", |(_, rest)| rest));
    }
    let inner = html.get(1..).unwrap_or_default();
    let closing = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if inner.starts_with(['!', '?']) {
        return (Tag::Skip, inner.split_once('>').map_or("", |(_, rest)| rest));
    }
    let end_of_name = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(inner.len());
    let (name, after) = inner.split_at(end_of_name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (Tag::Stray, html.get(1..).unwrap_or_default());
    }
    let mut quote = None;
    let end = after.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), close) if open == close => {
            quote = None;
            false
        }
        _ => false,
    });
    let (attributes, rest) = after.split_at(end.unwrap_or(after.len()));
    let rest = rest.get(1..).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    (if closing { Tag::Close(name) } else { Tag::Open(name, attributes) }, rest)
}

/// What follows the end tag of an element whose content is no text.
fn past_end<'a>(html: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = html.get(from..).and_then(|rest| rest.find("</")) {
        let start = from + at + 2;
        let rest = html.get(start..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, rest)| rest);
        }
        from = start;
    }
    ""
}

/// The value of an attribute, quoted or bare.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let lower = attributes.to_ascii_lowercase();
    let at = lower
        .match_indices(name)
        .map(|(at, _)| at)
        .find(|at| lower.get(..*at).is_some_and(|s| s.ends_with(|c: char| c.is_whitespace())))?;
    let value = attributes.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    Some(match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace()).next()?,
    })
}

#[derive(Default)]
struct Table {
    /// The row being filled, and the first one that is free.
    row: u32,
    next_row: u32,
    col: u32,
    /// Columns taken by cells that span down from above: column → first row that is free again.
    taken: BTreeMap<u32, u32>,
    /// Tables within tables.
    depth: usize,
    cell: Option<OpenCell>,
    n_cells: usize,
}

struct OpenCell {
    col: u32,
    colspan: u32,
    rowspan: u32,
    text: String,
}

impl Table {
    fn text(&mut self, html: &str) {
        if let Some(cell) = &mut self.cell {
            push_text(html, &mut cell.text);
        }
    }

    fn open(&mut self, name: &str, attributes: &str, book: &mut Book<'_>) -> Result<(), Trouble> {
        match name {
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.row = self.next_row;
                    self.taken.clear();
                }
            }
            "tr" if self.depth <= 1 => {
                self.end_cell(book)?;
                self.row = self.next_row;
                self.next_row = self.row.saturating_add(1);
                self.col = 0;
                book.touch(self.row);
            }
            "td" | "th" if self.depth <= 1 => {
                self.end_cell(book)?;
                if self.next_row <= self.row {
                    self.next_row = self.row.saturating_add(1);
                }
                while self.taken.get(&self.col).is_some_and(|free| self.row < *free) {
                    self.col += 1;
                }
                let span = |name| {
                    let span = attribute(attributes, name).and_then(|n| n.trim().parse().ok());
                    span.unwrap_or(1_u32).clamp(1, MAX_COLS)
                };
                let cell = OpenCell {
                    col: self.col,
                    colspan: span("colspan"),
                    rowspan: span("rowspan"),
                    text: String::new(),
                };
                self.col = self.col.saturating_add(cell.colspan);
                if 1 < cell.rowspan {
                    for col in cell.col..self.col.min(MAX_COLS) {
                        self.taken.insert(col, self.row.saturating_add(cell.rowspan));
                    }
                }
                self.cell = Some(cell);
            }
            "br" | "p" | "div" | "li" | "tr" => {
                if let Some(cell) = &mut self.cell
                    && !cell.text.is_empty()
                {
                    cell.text.push('\n');
                }
            }
            "td" | "th" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, book: &mut Book<'_>) -> Result<(), Trouble> {
        match name {
            "table" => {
                if self.depth <= 1 {
                    self.end_cell(book)?;
                }
                self.depth = self.depth.saturating_sub(1);
            }
            "td" | "th" | "tr" if self.depth <= 1 => self.end_cell(book)?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self, book: &mut Book<'_>) -> Result<(), Trouble> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        self.n_cells += 1;
        if 1 < cell.colspan || 1 < cell.rowspan {
            let last = (self.row.saturating_add(cell.rowspan - 1), cell.col.saturating_add(cell.colspan - 1));
            book.merge((self.row, cell.col), last);
        }
        book.put(self.row, cell.col, Content::Text(cell.text.trim(), FontHint::Silent))
    }
}

/// Appends text: entities decoded, white space folded as browsers fold it.
fn push_text(html: &str, text: &mut String) {
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        if c == '&' {
            match entity(rest) {
                Some((decoded, len)) => {
                    text.push(decoded);
                    taken = len;
                }
                None => text.push('&'),
            }
        } else if c.is_ascii_whitespace() {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// The character an entity at the start of `html` stands for, and its length.
fn entity(html: &str) -> Option<(char, usize)> {
    let body = html.strip_prefix('&')?;
    let len = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(body.len());
    let name = body.get(..len)?;
    let semicolon = usize::from(body.get(len..)?.starts_with(';'));
    let decoded = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((decoded, 1 + len + semicolon))
}

/// Named entities that occur in Vietnamese pages.
const ENTITIES: &[(&str, char)] = &[
    ("nbsp", '\u{a0}'),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("yacute", 'ý'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Igrave", 'Ì'),
    ("Iacute", 'Í'),
    ("Ograve", 'Ò'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Otilde", 'Õ'),
    ("Ugrave", 'Ù'),
    ("Uacute", 'Ú'),
    ("Yacute", 'Ý'),
    ("ETH", 'Ð'),
    ("eth", 'ð'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
];
