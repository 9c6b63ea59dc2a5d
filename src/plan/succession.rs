//! Who answers for a unit that has ended: a duty set by a plan of several years outlives a merger.

use jiff::civil::Date;

use crate::units::{UnitBook, UnitCode};

/// A unit, and those that took its place, and theirs; nearest first.
pub fn line_of(units: &UnitBook, owner: &UnitCode) -> Vec<UnitCode> {
    let mut line = vec![owner.clone()];
    let mut at = 0;
    while let Some(code) = line.get(at).cloned() {
        for heir in units.find(&code).into_iter().flat_map(|unit| &unit.successors) {
            if !line.contains(heir) {
                line.push(heir.clone());
            }
        }
        at += 1;
    }
    line
}

/// Whether `unit` is `owner`, or took its place: what a merged unit sends counts for the duties of all
/// whose place it took.
pub fn answers_for(units: &UnitBook, unit: &UnitCode, owner: &UnitCode) -> bool {
    unit == owner || line_of(units, owner).contains(unit)
}

/// The units that answer for `owner` on a day: itself while it exists, else the nearest that took its
/// place and exist; itself where there is none.
pub fn answering_on(units: &UnitBook, owner: &UnitCode, day: Date) -> Vec<UnitCode> {
    let exists = |code: &UnitCode| units.find(code).is_none_or(|unit| unit.valid_on(day));
    if exists(owner) {
        return vec![owner.clone()];
    }
    let heirs: Vec<UnitCode> = line_of(units, owner).into_iter().filter(|code| exists(code)).collect();
    if heirs.is_empty() { vec![owner.clone()] } else { heirs }
}
