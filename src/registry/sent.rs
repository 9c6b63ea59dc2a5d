//! Lists as they were sent, kept so that a sender can be shown its own rows.

use std::fmt::Write;

use crate::finding::Place;
use crate::intake::{Merge, Sheet, Value};
use crate::layout::{SheetKind, SheetMap};

/// Between the parts of a cell, and between cells: no text of a cell holds them.
const PART: char = '\u{1F}';
const CELL: char = '\u{1E}';

/// A sheet with a list, as it was sent. Packed, since a run holds those of every sender.
#[derive(Debug, Clone)]
pub struct SentSheet {
    /// Source and sheet.
    pub place: Place,
    /// Zero-based row of the first header; 0 where there is none.
    pub header_row: u32,
    /// The last column with content, zero-based.
    pub last_col: u16,
    /// Merged areas.
    pub merges: Vec<Merge>,
    /// The cells; see [`SentSheet::cells`].
    pub(crate) packed: Box<str>,
}

/// A cell of such a sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SentCell<'a> {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub col: u16,
    /// The number, where it is one.
    pub number: Option<f64>,
    /// Whether it is a day, shown as `15/08/1975`.
    pub is_day: bool,
    /// What people read.
    pub shown: &'a str,
}

impl SentSheet {
    pub(super) fn of(sheet: &Sheet, map: &SheetMap) -> SentSheet {
        let mut packed = String::new();
        let mut last_col = 0;
        for row in &sheet.rows {
            for cell in &row.cells {
                last_col = last_col.max(cell.col);
                let kind = match cell.value {
                    Value::Number(_) => 'n',
                    Value::Date(_) => 'd',
                    Value::Text(_) | Value::Bool(_) | Value::Error(_) => 't',
                };
                let shown = cell.value.shown();
                let _ = write!(packed, "{}{PART}{}{PART}{kind}{PART}{shown}{CELL}", row.row, cell.col);
            }
        }
        SentSheet {
            place: sheet.place.clone(),
            header_row: match map.kind {
                // The row of a form's name is its first "header"; its keys need a row above.
                SheetKind::Form => 0,
                _ => map.tables.first().map_or(0, |table| table.first_header_row),
            },
            last_col,
            merges: sheet.merges.clone(),
            packed: packed.into(),
        }
    }

    /// Its cells, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = SentCell<'_>> {
        self.packed.split_terminator(CELL).filter_map(|cell| {
            let mut parts = cell.splitn(4, PART);
            let (row, col) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let (kind, shown) = (parts.next()?, parts.next()?);
            let number = if kind == "n" { shown.parse().ok() } else { None };
            Some(SentCell { row, col, number, is_day: kind == "d", shown })
        })
    }
}
