//! Lists as they were sent, so that a sender can be shown its own rows.
//!
//! A run needs few of their cells, and late: they stay in the readings of the ledger until a reply is built.

use std::fmt::Write;

use crate::finding::Place;
use crate::intake::{Merge, Sheet, Value};
use crate::layout::{SheetKind, SheetMap};

/// Between the parts of a cell, and between cells: no text of a cell holds them.
const PART: char = '\u{1F}';
const CELL: char = '\u{1E}';

/// A sheet with a list, as it was sent.
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
    /// The cells, where these are; see [`SentSheet::cells`].
    pub(crate) cells: SentCells,
}

/// Where the cells of a list are.
#[derive(Debug, Clone)]
pub(crate) enum SentCells {
    /// Here, packed.
    Here(Box<str>),
    /// In a reading that the ledger finds by its key.
    Kept {
        /// The key.
        reading: [u8; 32],
        /// BLAKE3 of the packed cells.
        sum: [u8; 32],
    },
}

impl SentCells {
    /// Cells that stay in a reading.
    pub(crate) fn kept(packed: &str, reading: [u8; 32]) -> SentCells {
        SentCells::Kept { reading, sum: *blake3::hash(packed.as_bytes()).as_bytes() }
    }

    /// BLAKE3 of the packed cells.
    pub(crate) fn sum(&self) -> [u8; 32] {
        match self {
            SentCells::Here(packed) => *blake3::hash(packed.as_bytes()).as_bytes(),
            SentCells::Kept { sum, .. } => *sum,
        }
    }
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
            cells: SentCells::Here(packed.into()),
        }
    }

    /// The same with its cells left in a reading.
    pub(crate) fn left_in(self, reading: [u8; 32]) -> SentSheet {
        let cells = match self.cells {
            SentCells::Here(packed) => SentCells::kept(&packed, reading),
            kept @ SentCells::Kept { .. } => kept,
        };
        SentSheet { cells, ..self }
    }

    /// Its cells, by row and column; none where they are elsewhere.
    pub fn cells(&self) -> impl Iterator<Item = SentCell<'_>> {
        let packed = match &self.cells {
            SentCells::Here(packed) => packed,
            SentCells::Kept { .. } => "",
        };
        packed.split_terminator(CELL).filter_map(|cell| {
            let mut parts = cell.splitn(4, PART);
            let (row, col) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let (kind, shown) = (parts.next()?, parts.next()?);
            let number = if kind == "n" { shown.parse().ok() } else { None };
            Some(SentCell { row, col, number, is_day: kind == "d", shown })
        })
    }
}
