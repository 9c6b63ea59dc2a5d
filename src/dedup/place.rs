//! How units stand to each other, with succession: a commune before its merger of 1 July 2025 and the
//! one that took its place as a whole are one unit.

use foldhash::HashMap;

use crate::text;
use crate::units::{Context, Evidence, Level, Unit, UnitBook, UnitCode, UnitKind};

use super::level::UnitLevel;

/// Place of a unit in [`Places`].
pub(super) type PlaceAt = u32;

/// The units that registrations name, and what is above and after each.
#[derive(Debug, Default)]
pub(super) struct Places {
    at: HashMap<UnitCode, PlaceAt>,
    all: Vec<PlaceOfUnit>,
}

#[derive(Debug, Default, Clone)]
struct PlaceOfUnit {
    /// The units above it, today's ones of ended ones included; itself not.
    above: Vec<PlaceAt>,
    /// The units that took its place in the end; empty where it stands.
    after: Vec<PlaceAt>,
    /// The area in which it is: itself, or the nearest above.
    area: Option<PlaceAt>,
    /// Whether so much lies below it that it says little of who is meant: a district, its departments.
    is_wide: bool,
    is_hamlet: bool,
    /// What it answers to.
    parent: Option<PlaceAt>,
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
        self.all.push(PlaceOfUnit::default());
        let after = self.ends(code, units, 0);
        let unit = units.find(code);
        let is_area = unit.is_some_and(|unit| unit.kind == UnitKind::Area);
        let is_hamlet = unit.is_some_and(|unit| unit.kind == UnitKind::Hamlet);
        let mut area = is_area.then_some(at);
        let mut above = Vec::new();
        let mut answers_to = None;
        let parent = unit.and_then(|unit| unit.parent.clone());
        let seat = unit.filter(|_| !is_area).and_then(|unit| seat(unit, units));
        for (code, is_parent) in parent.map(|it| (it, true)).into_iter().chain(seat.map(|it| (it, false))) {
            let place = self.find(&code, units);
            above.push(place);
            answers_to = if is_parent { Some(place) } else { answers_to };
            if let Some(known) = self.all.get(place as usize) {
                above.extend(known.above.iter().chain(&known.after));
                // Where it stands is nearer than what it answers to.
                area = if is_parent { area.or(known.area) } else { known.area };
            }
        }
        above.sort_unstable();
        above.dedup();
        above.retain(|unit| *unit != at);
        if let Some(known) = self.all.get_mut(at as usize) {
            let is_wide = unit.is_some_and(is_wide);
            *known = PlaceOfUnit { above, after, area, is_wide, is_hamlet, parent: answers_to };
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
        let within = |low: PlaceAt, high: PlaceAt| self.above(low).contains(&high);
        let is_around = within(a, b) && self.is_wide(b) || within(b, a) && self.is_wide(a);
        match part || within(a, b) || within(b, a) {
            true if is_around => UnitLevel::Around,
            true => UnitLevel::Related,
            // One says where somebody works, the other where they live.
            false if self.is_hamlet(a) != self.is_hamlet(b) && self.area(a) == self.area(b) => {
                UnitLevel::Related
            }
            false => UnitLevel::Other,
        }
    }

    /// Whether a unit lies in the area of another one, or is in the same.
    pub(super) fn is_in_area_of(&self, at: PlaceAt, other: PlaceAt) -> bool {
        let area = self.all.get(other as usize).and_then(|known| known.area);
        area.is_some_and(|area| area == at || self.above(at).contains(&area))
    }

    /// Whether two units are offices, schools or the like that answer to the same one.
    pub(super) fn are_offices_of_one(&self, a: PlaceAt, b: PlaceAt) -> bool {
        let office = |at: PlaceAt| {
            let known = self.all.get(at as usize)?;
            known.parent.filter(|_| known.area != Some(at) && !known.is_hamlet)
        };
        office(a).is_some_and(|parent| office(b) == Some(parent))
    }

    fn is_hamlet(&self, at: PlaceAt) -> bool {
        self.all.get(at as usize).is_some_and(|known| known.is_hamlet)
    }

    fn area(&self, at: PlaceAt) -> Option<PlaceAt> {
        self.all.get(at as usize)?.area
    }

    /// The area that a unit is or lies in, or what took its place.
    pub(super) fn area_of(&self, at: PlaceAt) -> Option<PlaceAt> {
        self.area(at).map(|area| self.root(area))
    }

    pub(super) fn is_area(&self, at: PlaceAt) -> bool {
        self.all.get(at as usize).is_some_and(|known| known.area == Some(at))
    }

    pub(super) fn is_wide(&self, at: PlaceAt) -> bool {
        self.all.get(at as usize).is_some_and(|known| known.is_wide)
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

/// Whether others lie below a unit whom it may speak for.
fn is_wide(unit: &Unit) -> bool {
    let has_below = matches!(
        unit.kind,
        UnitKind::Area
            | UnitKind::Agency
            | UnitKind::Party
            | UnitKind::MassOrganisation
            | UnitKind::ArmedForce
            | UnitKind::Health
    );
    has_below && unit.level < Level::Commune
}

/// The commune that a school or station is called after, in the district that it answers to: *Trường Tiểu
/// học Chi Lăng* stands in *phường Chi Lăng*.
fn seat(unit: &Unit, units: &UnitBook) -> Option<UnitCode> {
    if !matches!(unit.kind, UnitKind::School | UnitKind::Health | UnitKind::PublicService) {
        return None;
    }
    let above = std::iter::successors(unit.parent.as_ref(), |code| units.find(code)?.parent.as_ref());
    let district = above
        .take(MOST_STEPS)
        .filter_map(|code| units.find(code))
        .find(|unit| unit.kind == UnitKind::Area)?;
    if Level::District < district.level {
        return None;
    }
    let context =
        Context { sender: Some(&district.code), within: Some(&district.code), ..Context::default() };
    let key = text::key(&unit.name);
    let words: Vec<&str> = key.split(' ').collect();
    let tails = (1..=LONGEST_NAME.min(words.len() - 1)).rev().filter_map(|n| words.get(words.len() - n..));
    let called = tails.flat_map(|tail| DESIGNATIONS.map(|kind| format!("{kind} {}", tail.join(" "))));
    let mut places = called.filter_map(|name| units.certain(&name, &context));
    let place = places.find(|place| {
        let place_of = units.find(&place.code);
        let is_commune =
            place_of.is_some_and(|place| place.kind == UnitKind::Area && place.level == Level::Commune);
        is_commune && place.evidence != Evidence::Near && units.is_within(&place.code, &district.code)
    });
    place.map(|place| place.code)
}

/// What a commune may be.
const DESIGNATIONS: [&str; 3] = ["xã", "phường", "thị trấn"];

/// Words of the longest name of a commune.
const LONGEST_NAME: usize = 4;
