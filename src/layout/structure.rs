//! The header of a table, found by its shape: no dictionary, no language.

use std::ops::Range;

use crate::intake::{Sheet, SheetRow, Value};

/// The rows of a sheet's first header, as positions among its rows with content; `None` where
/// nothing looks like a header over a body.
pub fn header_rows(sheet: &Sheet) -> Option<Range<usize>> {
    let rows = sheet.rows.as_slice();
    let is_text = |row: &SheetRow| {
        row.cells.len() >= 2 && row.cells.iter().all(|cell| matches!(cell.value, Value::Text(_)))
    };
    let start = rows.iter().position(is_text)?;
    Some(start..start + 1)
}
