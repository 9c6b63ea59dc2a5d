//! How units stand to each other, with succession: a commune before its merger of 1 July 2025 and the
//! one that took its place as a whole are one unit.

use foldhash::HashMap;

use crate::units::{UnitBook, UnitCode};

use super::level::UnitLevel;

/// Place of a unit in [`Places`].
pub(super) type PlaceAt = u32;

/// The units that registrations name, and what is above and after each.
#[derive(Debug, Default)]
pub(super) struct Places {
    at: HashMap<UnitCode, PlaceAt>,
    all: Vec<Known>,
}

#[derive(Debug, Default, Clone)]
struct Known {
    /// The units above it, today's ones of ended ones included; itself not.
    above: Vec<PlaceAt>,
    /// The units that took its place in the end; empty where it stands.
    after: Vec<PlaceAt>,
}

/// A succession of more steps than this turns in a circle.
const MOST_STEPS: usize = 6;

impl Places {
    /// The place of a unit, looked up in the book when it is first asked for.
    pub(super) fn find(&mut self, code: &UnitCode, units: &UnitBook) -> PlaceAt {
        if let Some(at) = self.at.get(code) {
            return *at;
        }
        let at = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.at.insert(code.clone(), at);
        self.all.push(Known::default());
        let after = self.ends(code, units, 0);
        let parent = units.find(code).and_then(|unit| unit.parent.clone());
        let mut above = Vec::new();
        if let Some(parent) = parent {
            let parent = self.find(&parent, units);
            above.push(parent);
            if let Some(known) = self.all.get(parent as usize) {
                above.extend(known.above.iter().chain(&known.after));
            }
        }
        above.sort_unstable();
        above.dedup();
        above.retain(|unit| *unit != at);
        if let Some(known) = self.all.get_mut(at as usize) {
            *known = Known { above, after };
        }
        at
    }

    /// The units at the end of a succession.
    fn ends(&mut self, code: &UnitCode, units: &UnitBook, step: usize) -> Vec<PlaceAt> {
        let next = if step < MOST_STEPS { units.successors(code) } else { Vec::new() };
        let mut ends = Vec::new();
        for code in next {
            let further = self.ends(&code, units, step + 1);
            if further.is_empty() {
                ends.push(self.find(&code, units));
            } else {
                ends.extend(further);
            }
        }
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// The unit under which registrations of a place are looked for: what took its place as a whole,
    /// else itself.
    pub(super) fn root(&self, at: PlaceAt) -> PlaceAt {
        match self.after(at) {
            [only] => *only,
            _ => at,
        }
    }

    /// How two units stand.
    pub(super) fn compare(&self, a: PlaceAt, b: PlaceAt) -> UnitLevel {
        if a == b {
            return UnitLevel::Same;
        }
        let (a_after, b_after) = (self.after(a), self.after(b));
        if a_after == [b] || b_after == [a] {
            return UnitLevel::Succeeded;
        }
        let part = a_after.contains(&b) || b_after.contains(&a);
        let within = self.above(a).contains(&b) || self.above(b).contains(&a);
        if part || within { UnitLevel::Related } else { UnitLevel::Other }
    }

    /// Whether one unit lies above another.
    pub(super) fn is_above(&self, above: PlaceAt, at: PlaceAt) -> bool {
        self.above(at).contains(&above)
    }

    fn after(&self, at: PlaceAt) -> &[PlaceAt] {
        self.all.get(at as usize).map_or(&[], |known| known.after.as_slice())
    }

    fn above(&self, at: PlaceAt) -> &[PlaceAt] {
        self.all.get(at as usize).map_or(&[], |known| known.above.as_slice())
    }
}
