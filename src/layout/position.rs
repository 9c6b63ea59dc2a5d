//! Words of positions as offices abbreviate them: "P.TP", "PGĐ", "CT UBND".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text;
use crate::text::table::DelimitedTable;

/// The list, with its source in the file.
const POSITIONS: &str = include_str!("../../schemas/positions.csv");

/// A word in full, and whether it is a position by itself.
struct PositionWord {
    long: String,
    is_position: bool,
}

/// The words by their key.
fn words() -> &'static BTreeMap<String, PositionWord> {
    static WORDS: LazyLock<BTreeMap<String, PositionWord>> = LazyLock::new(|| {
        let table = DelimitedTable::read(POSITIONS.as_bytes());
        // The first row is the heading.
        let rows = table.rows.iter().skip(1).filter_map(|row| {
            let [used, short, long] = row.fields.as_slice() else { return None };
            Some((text::key(short), PositionWord { long: text::key(long), is_position: used == "position" }))
        });
        rows.collect()
    });
    &WORDS
}

/// Whether the first word of a piece is a position as offices abbreviate it: "CT UBND", "Phó CT", "P.TP".
pub(super) fn is_abbreviated(piece: &str) -> bool {
    let key = text::key(piece);
    let mut parts = key.split(' ');
    let is_position = |word: &str| words().get(word).is_some_and(|word| word.is_position);
    let first = parts.next().unwrap_or_default();
    is_position(first) || (matches!(first, "phó" | "p") && parts.next().is_some_and(is_position))
}

/// The key of a position with its words in full: "P.TP" → `phó trưởng phòng`.
pub fn position_in_full(written: &str) -> String {
    let key = text::key(written);
    let mut full = String::with_capacity(key.len());
    let mut parts = key.split(' ').peekable();
    while let Some(word) = parts.next() {
        let deputy = word == "p" && parts.peek().is_some_and(|next| words().contains_key(*next));
        let long = if deputy { "phó" } else { words().get(word).map_or(word, |word| word.long.as_str()) };
        if !full.is_empty() {
            full.push(' ');
        }
        full.push_str(long);
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_spelt_in_full() {
        for (written, full) in [
            ("P.TP", "phó trưởng phòng"),
            ("PGĐ Trung tâm", "phó giám đốc trung tâm"),
            ("Phó CT UBND", "phó chủ tịch ubnd"),
            ("Trưởng phòng", "trưởng phòng"),
            ("Bác sỹ", "bác sĩ"),
        ] {
            assert_eq!(position_in_full(written), full, "{written}");
        }
        assert!(is_abbreviated("CT UBND") && is_abbreviated("P.TP") && !is_abbreviated("Cao Xuân Bách"));
    }
}
