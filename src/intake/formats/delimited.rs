//! .csv, .tsv and other delimited text.
//!
//! All cells are text: what looks like a number may be a code with leading zeros.

use crate::text::FontHint;
use crate::text::bytes::decode_bytes;
use crate::text::table::{delimiter, each_row};

use super::super::grid::{BookBuilder, CellContent};
use super::super::sniff::FileKind;
use super::super::trouble::Trouble;

/// Reads delimited text as a sheet of its own.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let text = decode_bytes(bytes);
    book.begin("CSV", true)?;
    let mut outcome = Ok(());
    each_row(&text, |row, record| {
        for (col, field) in (0_u32..).zip(record.iter()) {
            if outcome.is_ok() {
                outcome = book.put(row, col, CellContent::Text(field, FontHint::Silent));
            }
        }
    });
    outcome
}

/// The text of a delimited file and its delimiter; none for what is another kind of file.
///
/// Letters are those of the file: only the bytes are told (UTF-8, UTF-16, windows-1258 or its surface).
pub fn delimited_text(bytes: &[u8]) -> Option<(String, u8)> {
    if FileKind::of(bytes) != FileKind::Text {
        return None;
    }
    let text = decode_bytes(bytes).into_owned();
    let delimiter = delimiter(&text);
    Some((text, delimiter))
}
