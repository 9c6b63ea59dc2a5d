//! The rows of a list by their ordinals.

use std::cell::OnceCell;

use foldhash::HashMap;

use crate::layout::{Field, Record};

/// The rows of a list by their ordinals, looked up only where a remark names one.
pub(super) struct OrdinalRows<'r, 'a> {
    records: &'r [Record<'a>],
    rows: OnceCell<HashMap<u32, u32>>,
}

impl<'r, 'a> OrdinalRows<'r, 'a> {
    pub(super) fn of(records: &'r [Record<'a>]) -> OrdinalRows<'r, 'a> {
        OrdinalRows { records, rows: OnceCell::new() }
    }

    /// The first row of an ordinal, where it stands above another row.
    pub(super) fn row_before(&self, ordinal: u32, row: u32) -> Option<u32> {
        let rows = self.rows.get_or_init(|| {
            let mut rows = HashMap::default();
            for record in self.records {
                if let Some(number) = ordinal_in(&record.text(Field::Ordinal)) {
                    rows.entry(number).or_insert(record.row);
                }
            }
            rows
        });
        rows.get(&ordinal).copied().filter(|first| *first < row)
    }
}

/// The only number in some words: "Trùng với STT 1", "số 01".
pub(super) fn ordinal_in(words: &str) -> Option<u32> {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let number = numbers.next()?.parse().ok()?;
    numbers.next().is_none().then_some(number)
}
