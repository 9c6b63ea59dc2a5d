//! The order in which units stand on paper: as the office lists them, but places that are called by numbers by
//! their numbers.
//!
//! The country's codes are not in the order of names: phường 7, 8, 12, 9, 2 of Đà Lạt.

use std::collections::HashMap;

use super::unit::{Unit, UnitCode, UnitKind};

/// The lines of places beside each other that bear the same word, each with its number.
type Numbered<'u> = HashMap<(Option<&'u UnitCode>, &'u str), Vec<(usize, u32)>>;

/// The rank of each unit of a list. Numbered places beside each other share the ranks of their lines.
pub(super) fn ranks(units: &[Unit]) -> Vec<usize> {
    let mut ranks: Vec<usize> = (0..units.len()).collect();
    let mut numbered: Numbered<'_> = HashMap::new();
    for (at, unit) in units.iter().enumerate() {
        let Some((word, number)) = numbered_name(unit) else { continue };
        numbered.entry((unit.parent.as_ref(), word)).or_default().push((at, number));
    }
    for lines in numbered.into_values() {
        let mut by_number = lines.clone();
        by_number.sort_by_key(|(at, number)| (*number, *at));
        for ((rank, _), (at, _)) in lines.iter().zip(by_number) {
            if let Some(own) = ranks.get_mut(at) {
                *own = *rank;
            }
        }
    }
    ranks
}

/// "Phường" and 12.
fn numbered_name(unit: &Unit) -> Option<(&str, u32)> {
    if !matches!(unit.kind, UnitKind::Area | UnitKind::Hamlet) {
        return None;
    }
    let (word, number) = unit.name.rsplit_once(' ')?;
    Some((word, number.parse().ok()?))
}
