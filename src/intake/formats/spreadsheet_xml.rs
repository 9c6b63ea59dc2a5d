//! SpreadsheetML 2003 ("XML Spreadsheet"), which some programs write under the name .xls.
//!
//! Rows and cells may skip ahead (`ss:Index`) and span (`ss:MergeAcross`, `ss:MergeDown`).

use quick_xml::events::{BytesStart, Event};

use crate::text::FontHint;

use crate::intake::aside::MarkKind;
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::limits::{MAX_COLS, MAX_ROWS};
use crate::intake::trouble::Trouble;
use crate::intake::values::{error_named, with_iso};
use crate::package::xml::{attribute, tolerant};
use crate::text::bytes::decode_bytes;

/// Reads all worksheets into `book`.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let xml = decode_bytes(bytes);
    let mut reader = tolerant(&xml);
    // The next free row and column, zero-based.
    let (mut row, mut col) = (0_u32, 0_u32);
    let mut next_row = 0_u32;
    // Columns that the cell's merge covers; they are not written.
    let mut covered = 0_u32;
    let mut kind = String::new();
    let mut text = String::new();
    let mut in_data = false;
    let mut in_comment = false;
    let mut is_whole = false;
    let mut looks = StruckStyles::default();
    // The next free column of those that are described.
    let mut next_col = 0_u32;
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) => match element.local_name().as_ref() {
                "Worksheet" => {
                    begin(&element, book)?;
                    (next_row, next_col) = (0, 0);
                }
                "Style" | "Font" => looks.hear(&element),
                "Column" => next_col = column(&element, next_col, book),
                "Row" => {
                    row = index(&element).unwrap_or(next_row);
                    next_row = row.saturating_add(1);
                    col = 0;
                    book.touch(row);
                    if is_hidden(&element) {
                        book.hide_rows(row, row);
                    }
                }
                "Cell" => {
                    (col, covered) = cell(&element, row, col, book);
                    if looks.strikes(&element) {
                        book.strike(row, col)?;
                    }
                }
                "Comment" => (in_comment, in_data) = (true, true),
                // The letters of a comment stand in an element of the same name.
                "Data" if in_comment => text.clear(),
                "Data" => {
                    kind = attribute(&element, "Type").unwrap_or_default();
                    text.clear();
                    in_data = true;
                }
                _ => {}
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "Row" => {
                    row = index(&element).unwrap_or(next_row);
                    next_row = row.saturating_add(1).saturating_add(number(&element, "Span"));
                    if is_hidden(&element) {
                        book.hide_rows(row, next_row - 1);
                    }
                }
                "Font" => looks.hear(&element),
                "Column" => next_col = column(&element, next_col, book),
                "AutoFilter" => book.filter(),
                "Cell" => {
                    (col, covered) = cell(&element, row, col, book);
                    col = col.saturating_add(covered).saturating_add(1);
                }
                _ => {}
            },
            Event::Text(part) if in_data => text.push_str(&part.xml10_content()),
            Event::CData(part) if in_data => text.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if in_data => {
                if let Ok(part) = quick_xml::escape::unescape(&format!("&{};", &*entity)) {
                    text.push_str(&part);
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "Data" if in_comment => {}
                "Comment" => {
                    (in_comment, in_data) = (false, false);
                    book.hang(row, col, MarkKind::Comment, text.trim())?;
                }
                "AutoFilter" => book.filter(),
                "Data" => {
                    in_data = false;
                    put(&kind, &text, row, col, book)?;
                }
                "Cell" => col = col.saturating_add(covered).saturating_add(1),
                "Workbook" => is_whole = true,
                _ => {}
            },
            Event::Eof if is_whole => return Ok(()),
            // What was cut off may have been rows.
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => {}
        }
    }
}

fn begin(element: &BytesStart<'_>, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    book.begin(&attribute(element, "Name").unwrap_or_else(|| "Sheet".to_owned()), true)
}

/// The styles that strike letters through.
#[derive(Default)]
struct StruckStyles {
    style: String,
    striking: Vec<String>,
}

impl StruckStyles {
    fn hear(&mut self, element: &BytesStart<'_>) {
        if element.local_name().as_ref() == "Style" {
            self.style = attribute(element, "ID").unwrap_or_default();
        } else if attribute(element, "StrikeThrough").as_deref() == Some("1") && !self.style.is_empty() {
            self.striking.push(self.style.clone());
        }
    }

    fn strikes(&self, cell: &BytesStart<'_>) -> bool {
        !self.striking.is_empty()
            && attribute(cell, "StyleID").is_some_and(|style| self.striking.contains(&style))
    }
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "Hidden").as_deref() == Some("1")
}

/// The column after those that a `Column` describes.
fn column(element: &BytesStart<'_>, due: u32, book: &mut BookBuilder<'_>) -> u32 {
    let first = index(element).unwrap_or(due);
    let last = first.saturating_add(number(element, "Span"));
    if is_hidden(element) {
        book.hide_cols(first, last);
    }
    last.saturating_add(1)
}

/// In which column a cell stands and how many more it covers; its merge is taken on the way.
fn cell(element: &BytesStart<'_>, row: u32, col: u32, book: &mut BookBuilder<'_>) -> (u32, u32) {
    let col = index(element).unwrap_or(col);
    let (across, down) = (number(element, "MergeAcross"), number(element, "MergeDown"));
    if 0 < across || 0 < down {
        book.merge((row, col), (row.saturating_add(down), col.saturating_add(across)));
    }
    (col, across.min(MAX_COLS))
}

fn put(kind: &str, text: &str, row: u32, col: u32, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let as_text = CellContent::Text(text, FontHint::Silent);
    match kind {
        "Number" => match text.trim().parse::<f64>() {
            Ok(number) => book.put(row, col, CellContent::Number(number)),
            Err(_) => book.put(row, col, as_text),
        },
        "DateTime" => with_iso(text, |content| book.put(row, col, content)),
        "Boolean" => book.put(row, col, CellContent::Bool(text.trim() == "1")),
        "Error" => match error_named(text) {
            Some(name) => book.put(row, col, CellContent::Error(name)),
            None => book.put(row, col, CellContent::Broken("lỗi lạ")),
        },
        _ => book.put(row, col, as_text),
    }
}

/// `ss:Index`, one-based in the file.
fn index(element: &BytesStart<'_>) -> Option<u32> {
    attribute(element, "Index")?.parse::<u32>().ok()?.checked_sub(1).filter(|at| *at < MAX_ROWS)
}

fn number(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|number| number.parse().ok()).unwrap_or(0).min(MAX_ROWS)
}
