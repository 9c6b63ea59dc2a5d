//! The merged areas of a sheet, ready to be asked for by row and by column.
//!
//! A sheet may have as many areas as rows; nothing here looks through all of them for one cell.

use std::collections::BTreeMap;

use crate::intake::{Merge, Sheet};

/// A merged cell over this many columns is a heading or a remark, never a value.
const WIDE: u16 = 3;

/// Merged areas, indexed.
#[derive(Debug, Default)]
pub(super) struct Areas {
    /// By first row, then first column.
    by_row: Vec<Merge>,
    /// Areas of more than one row by their first column, from top to bottom.
    tall: BTreeMap<u16, Vec<Merge>>,
}

impl Areas {
    /// The areas of a sheet.
    pub(super) fn of(sheet: &Sheet) -> Areas {
        let mut by_row = sheet.merges.clone();
        by_row.sort_unstable();
        let mut tall: BTreeMap<u16, Vec<Merge>> = BTreeMap::new();
        for merge in by_row.iter().filter(|merge| merge.first_row < merge.last_row) {
            tall.entry(merge.first_col).or_default().push(*merge);
        }
        Areas { by_row, tall }
    }

    /// Whether the file tells no merged area at all, as .csv never does.
    pub(super) fn is_empty(&self) -> bool {
        self.by_row.is_empty()
    }

    /// Areas that begin in a row, from left to right.
    pub(super) fn beginning_in(&self, row: u32) -> &[Merge] {
        let from = self.by_row.partition_point(|merge| merge.first_row < row);
        let to = self.by_row.partition_point(|merge| merge.first_row <= row);
        self.by_row.get(from..to).unwrap_or_default()
    }

    /// The area that begins at a cell.
    pub(super) fn at(&self, row: u32, col: u16) -> Option<&Merge> {
        self.beginning_in(row).iter().find(|merge| merge.first_col == col)
    }

    /// Whether an area over several columns begins at a cell.
    pub(super) fn is_wide(&self, row: u32, col: u16) -> bool {
        self.at(row, col).is_some_and(|merge| WIDE <= merge.last_col - merge.first_col + 1)
    }

    /// The area that began over a row in this very column and reaches down to it.
    pub(super) fn above(&self, row: u32, col: u16) -> Option<&Merge> {
        let tall = self.tall.get(&col)?;
        let at = tall.partition_point(|merge| merge.first_row < row).checked_sub(1)?;
        tall.get(at).filter(|merge| row <= merge.last_row)
    }
}
