//! The evidence of one pair: where it stands on each ladder, what that weighs, and what follows.
//!
//! Weights alone never overrule what offices know (measured on real Vietnamese name lists: a fifth of
//! people share their full name with another, a third are called Nguyễn, marks tell names apart): names
//! that differ in a letter or mark are never joined without an answer, nor is a name alone.

use jiff::civil::Date;

use crate::record::Gender;

use super::features::Features;
use super::level::{Agreement, BirthLevel, Class, Levels, NameLevel, Shared, UnitLevel};
use super::model::Sameness;
use super::names;
use super::place::Places;

/// What the evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Same,
    Ask,
    /// Not the same, or nothing says so.
    Different,
}

/// A pair, weighed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    pub(super) verdict: Verdict,
    pub(super) levels: Levels,
    /// Bits for being one.
    pub(super) bits: f32,
}

/// Weighs a pair.
pub(super) fn weigh(
    a: &Features,
    b: &Features,
    (places, prior): (&Places, f32),
    sameness: &Sameness,
) -> Weighed {
    let levels = levels(a, b, places);
    let shared = Shared::of(a, b, &levels);
    let bits = prior + sameness.weigh(a.class, &levels, &shared);
    let verdict = if a.class != b.class || contradict(a, b) {
        Verdict::Different
    } else {
        let ruled = match a.class {
            Class::Person => person(&levels),
            Class::Household => household(&levels),
            Class::Body => body(&levels),
        };
        match ruled {
            Verdict::Same if bits < sameness.same || doubtful(a, b) => Verdict::Ask,
            ruled => ruled,
        }
    };
    let verdict = if verdict == Verdict::Ask && bits < sameness.ask { Verdict::Different } else { verdict };
    Weighed { verdict, levels, bits }
}

/// Where a pair stands on each ladder.
pub(super) fn levels(a: &Features, b: &Features, places: &Places) -> Levels {
    Levels {
        name: name(a, b),
        birth: birth(a, b),
        unit: unit(a, b, places),
        position: Agreement::of(a.position, b.position),
        address: Agreement::of(a.address, b.address),
        number: Agreement::of(a.number, b.number),
        gender: match (a.gender, b.gender) {
            (Some(a), Some(b)) if a == b => Agreement::Same,
            (Some(_), Some(_)) => Agreement::Other,
            _ => Agreement::Unknown,
        },
    }
}

/// What two registrations may contradict each other in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fact {
    pub(super) year: Option<i16>,
    pub(super) born: Option<Date>,
    pub(super) number: u64,
    pub(super) gender: Option<Gender>,
}

impl Fact {
    pub(super) fn of(profile: &Features) -> Fact {
        Fact { year: profile.year, born: profile.born, number: profile.number, gender: profile.gender }
    }

    fn years_apart(self, other: Fact) -> bool {
        matches!((self.year, other.year), (Some(a), Some(b)) if a.abs_diff(b) >= 2)
    }

    /// Whether the two cannot be the same, whatever else agrees. Nothing joins over it.
    pub(super) fn contradicts(self, other: Fact) -> bool {
        self.years_apart(other) && Agreement::of(self.number, other.number) != Agreement::Same
    }

    /// Whether they contradict each other in what may be a slip: only an answer joins them.
    pub(super) fn disagrees(self, other: Fact) -> bool {
        let numbers = Agreement::of(self.number, other.number) == Agreement::Other;
        let genders = matches!((self.gender, other.gender), (Some(a), Some(b)) if a != b);
        let days = matches!((self.born, other.born), (Some(a), Some(b)) if a != b);
        numbers || genders || days || self.years_apart(other)
    }
}

fn contradict(a: &Features, b: &Features) -> bool {
    Fact::of(a).contradicts(Fact::of(b))
}

fn doubtful(a: &Features, b: &Features) -> bool {
    Fact::of(a).disagrees(Fact::of(b))
}

/// Whether two registrations exclude each other for a third that stands near to both: other people by
/// name, or of two units where only the unit could tell which of the two the third one is.
pub(super) fn exclude(a: &Features, b: &Features, places: &Places, by_place: bool) -> bool {
    if contradict(a, b) || doubtful(a, b) {
        return true;
    }
    let levels = levels(a, b, places);
    let marks = matches!(levels.name, NameLevel::Marks | NameLevel::Letter) && a.class == Class::Person;
    let certain = levels.birth == BirthLevel::SameDate || levels.number == Agreement::Same;
    marks || (by_place && levels.unit == UnitLevel::Other && !certain)
}

fn person(levels: &Levels) -> Verdict {
    let Levels { name, birth, unit, .. } = *levels;
    let same_number = levels.number == Agreement::Same;
    let supported = levels.position == Agreement::Same || levels.address == Agreement::Same;
    let clash = levels.number == Agreement::Other || levels.gender == Agreement::Other;
    match (name, birth) {
        // A number or gender mistyped: only where all else agrees.
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::SameDate) if clash && unit.is_one() => Verdict::Ask,
        _ if clash => Verdict::Different,
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Other) if same_number => Verdict::Ask,
        (NameLevel::Equal | NameLevel::Loose, _) if same_number => Verdict::Same,
        (NameLevel::Unmarked, BirthLevel::SameDate | BirthLevel::SameYear) if same_number => Verdict::Same,
        (_, BirthLevel::SameDate | BirthLevel::SameYear) if same_number => Verdict::Ask,
        (NameLevel::Other | NameLevel::Spouse, _) => Verdict::Different,
        (_, BirthLevel::Unknown | BirthLevel::Turned | BirthLevel::OtherDay) if same_number => Verdict::Ask,
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::SameDate) => Verdict::Same,
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::SameYear) => match unit {
            UnitLevel::Same | UnitLevel::Succeeded | UnitLevel::Sender => Verdict::Same,
            UnitLevel::Related | UnitLevel::Unknown if supported => Verdict::Same,
            UnitLevel::Related | UnitLevel::Unknown => Verdict::Ask,
            UnitLevel::Other => Verdict::Different,
        },
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Unknown) if unit.is_one() && supported => {
            Verdict::Same
        }
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Other) => Verdict::Different,
        (NameLevel::Equal | NameLevel::Loose, _) if unit.is_near() => Verdict::Ask,
        (NameLevel::Unmarked | NameLevel::Swapped, BirthLevel::SameDate | BirthLevel::SameYear)
            if unit.is_near() =>
        {
            Verdict::Ask
        }
        (NameLevel::Unmarked, BirthLevel::Unknown) if unit.is_near() && supported => Verdict::Ask,
        (NameLevel::Marks | NameLevel::Letter | NameLevel::Part, BirthLevel::SameDate) if unit.is_near() => {
            Verdict::Ask
        }
        (NameLevel::Marks | NameLevel::Letter, BirthLevel::SameYear) if unit.is_near() && supported => {
            Verdict::Ask
        }
        _ => Verdict::Different,
    }
}

fn household(levels: &Levels) -> Verdict {
    let Levels { name, birth, unit, address, .. } = *levels;
    let same_birth = matches!(birth, BirthLevel::SameDate | BirthLevel::SameYear);
    let near = same_birth || address == Agreement::Same;
    match name {
        _ if birth == BirthLevel::Other => Verdict::Different,
        NameLevel::Equal | NameLevel::Loose => match (unit, birth) {
            _ if !unit.is_near() => {
                if unit == UnitLevel::Related {
                    Verdict::Ask
                } else {
                    Verdict::Different
                }
            }
            (_, BirthLevel::Turned | BirthLevel::OtherDay | BirthLevel::NextYear) => Verdict::Ask,
            _ if unit == UnitLevel::Sender && !near => Verdict::Ask,
            // Two hamlets of one commune may each have a Nguyễn Văn Hùng.
            _ if address == Agreement::Other && !same_birth => Verdict::Ask,
            _ => Verdict::Same,
        },
        NameLevel::Unmarked | NameLevel::Swapped if unit.is_near() => Verdict::Ask,
        NameLevel::Spouse | NameLevel::Marks | NameLevel::Letter if unit.is_near() && near => Verdict::Ask,
        _ => Verdict::Different,
    }
}

fn body(levels: &Levels) -> Verdict {
    match (levels.name, levels.unit) {
        (NameLevel::Equal | NameLevel::Loose, unit) if unit.is_near() => Verdict::Same,
        (NameLevel::Equal | NameLevel::Loose, UnitLevel::Related | UnitLevel::Unknown) => Verdict::Ask,
        (NameLevel::Unmarked, unit) if unit.is_near() => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// The step of the names; of households, heads first, then a head beside the other's spouse.
fn name(a: &Features, b: &Features) -> NameLevel {
    let level = names::compare(&a.name, &b.name);
    if level.is_whole() || a.class != Class::Household {
        return level;
    }
    let beside = |one: &Features, other: &Features| {
        other.spouse.as_ref().is_some_and(|spouse| names::compare(&one.name, spouse).is_whole())
    };
    if beside(a, b) || beside(b, a) { NameLevel::Spouse } else { level }
}

fn birth(a: &Features, b: &Features) -> BirthLevel {
    match (a.born, b.born, a.year, b.year) {
        (_, _, None, _) | (_, _, _, None) => BirthLevel::Unknown,
        (Some(a), Some(b), _, _) if a == b => BirthLevel::SameDate,
        (Some(a), Some(b), _, _) if a.year() == b.year() => {
            let turned = a.month() == b.day() && a.day() == b.month();
            if turned { BirthLevel::Turned } else { BirthLevel::OtherDay }
        }
        (_, _, Some(a), Some(b)) if a == b => BirthLevel::SameYear,
        (_, _, Some(a), Some(b)) if (a - b).abs() == 1 => BirthLevel::NextYear,
        _ => BirthLevel::Other,
    }
}

fn unit(a: &Features, b: &Features, places: &Places) -> UnitLevel {
    let (Some(a_home), Some(b_home)) = (a.home, b.home) else { return UnitLevel::Unknown };
    match places.compare(a_home, b_home) {
        UnitLevel::Same | UnitLevel::Succeeded if a.is_by_sender || b.is_by_sender => UnitLevel::Sender,
        UnitLevel::Other if a.sender == b.home || b.sender == a.home => UnitLevel::Related,
        level => level,
    }
}
