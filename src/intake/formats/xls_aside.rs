//! What a sheet of an .xls says beside its cells: hidden rows and columns, filters, comments and text boxes
//! (MS-XLS 2.4.53, 2.4.179, 2.4.221, 2.4.329), which `calamine` does not tell.

use std::collections::BTreeMap;

use crate::intake::aside::MarkKind;
use crate::intake::containers::ole::u16_at;
use crate::intake::grid::BookBuilder;
use crate::intake::trouble::Trouble;

use super::biff::{BOF, CONTINUE, EOF, records};

const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const FILTER_MODE: u16 = 0x009B;
const AUTO_FILTER: u16 = 0x009D;
const NOTE: u16 = 0x001C;
const OBJECT: u16 = 0x005D;
const OBJECT_TEXT: u16 = 0x01B6;
const DRAWING: u16 = 0x00EC;
/// The anchor of a shape within a drawing: its kind and length.
const ANCHOR: &[u8] = &[0x10, 0xF0, 18, 0, 0, 0];

/// A shape with its text.
struct Shape {
    /// Zero-based row and column of its upper left corner.
    at: (u32, u32),
    text: String,
}

/// Reads what stands beside the cells of the sheet whose records begin at `start`.
pub(super) fn read(
    stream: &[u8],
    start: usize,
    is_biff8: bool,
    book: &mut BookBuilder<'_>,
) -> Result<(), Trouble> {
    let mut shapes: BTreeMap<u16, Shape> = BTreeMap::new();
    let mut depth = 0_usize;
    let (mut anchor, mut id, mut units) = ((0, 0), 0, 0_usize);
    for record in records(stream, start) {
        let data = record.data;
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if 1 < depth => {}
            ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
                let row = u32::from(u16_at(data, 0).unwrap_or(0));
                book.hide_rows(row, row);
            }
            COLUMNS if data.get(8).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u16_at(data, 0), u16_at(data, 2)) {
                    book.hide_cols(first.into(), last.into());
                }
            }
            FILTER_MODE | AUTO_FILTER => book.filter(),
            DRAWING => anchor = anchor_in(data).unwrap_or(anchor),
            OBJECT => id = u16_at(data, 6).unwrap_or(0),
            OBJECT_TEXT if is_biff8 => {
                units = u16_at(data, 10).unwrap_or(0).into();
                shapes.insert(id, Shape { at: anchor, text: String::new() });
            }
            CONTINUE if 0 < units => {
                if let Some(shape) = shapes.get_mut(&id) {
                    units = take_text(data, units, &mut shape.text);
                }
            }
            NOTE => note(data, is_biff8, &mut shapes, book)?,
            _ => {}
        }
    }
    for Shape { at: (row, col), text } in shapes.into_values() {
        book.hang(row, col, MarkKind::TextBox, text.trim())?;
    }
    Ok(())
}

/// A comment: its cell, and the shape that has its text; of old files the text itself.
fn note(
    data: &[u8],
    is_biff8: bool,
    shapes: &mut BTreeMap<u16, Shape>,
    book: &mut BookBuilder<'_>,
) -> Result<(), Trouble> {
    let (Some(row), Some(col)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(()) };
    let text = if is_biff8 {
        u16_at(data, 6).and_then(|id| shapes.remove(&id)).map(|shape| shape.text)
    } else {
        data.get(6..).map(|text| text.iter().map(|byte| char::from(*byte)).collect())
    };
    let text = text.unwrap_or_default();
    // A comment longer than a record goes on in others that bear no cell.
    if row == u16::MAX { Ok(()) } else { book.hang(row.into(), col.into(), MarkKind::Comment, text.trim()) }
}

/// Appends the letters of a record of text, and gives how many are still to come. Its first byte says whether
/// letters have 8 or 16 bits.
fn take_text(data: &[u8], units: usize, text: &mut String) -> usize {
    let Some((flags, letters)) = data.split_first() else { return units };
    if flags & 1 == 0 {
        let letters = letters.get(..units).unwrap_or(letters);
        text.extend(letters.iter().map(|byte| char::from(*byte)));
        units - letters.len()
    } else {
        let (wide, _) = letters.as_chunks::<2>();
        let wide = wide.get(..units).unwrap_or(wide);
        let wide: Vec<u16> = wide.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        text.push_str(&String::from_utf16_lossy(&wide));
        units - wide.len()
    }
}

/// The upper left corner of the shape that a drawing describes.
fn anchor_in(drawing: &[u8]) -> Option<(u32, u32)> {
    let at = drawing.windows(ANCHOR.len()).position(|bytes| bytes == ANCHOR)? + ANCHOR.len();
    Some((u16_at(drawing, at + 6)?.into(), u16_at(drawing, at + 2)?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_shapes_is_read_over_records_and_widths() {
        let mut text = String::new();
        let left = take_text(&[0, b'R', 0xFA], 4, &mut text);
        assert_eq!((left, text.as_str()), (2, "Rú"));
        assert_eq!(take_text(&[1, b't', 0, 0xEA, 0x1E, b'x'], left, &mut text), 0);
        assert_eq!(text, "RútỪ");
        assert_eq!(take_text(&[], 3, &mut text), 3);
    }

    #[test]
    fn an_anchor_is_found_in_a_drawing() {
        let mut drawing = vec![7; 5];
        drawing.extend_from_slice(ANCHOR);
        drawing.extend_from_slice(&[2, 0, 3, 0, 9, 9, 41, 0, 9, 9]);
        assert_eq!(anchor_in(&drawing), Some((41, 3)));
        assert_eq!(anchor_in(drawing.get(..12).unwrap_or_default()), None);
    }
}
