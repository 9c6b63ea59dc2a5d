//! The evidence of one pair: where it stands on each ladder, what that weighs, and what follows.
//!
//! Weights alone never overrule what offices know (measured on real Vietnamese name lists: a fifth of
//! people share their full name with another, a third are called Nguyễn, marks tell names apart): names
//! that differ in a letter or mark are never joined without an answer, nor is a name alone.

use jiff::civil::Date;

use crate::plan::HolderKind;
use crate::record::Gender;

use super::features::Features;
use super::level::{Agreement, BirthLevel, Class, Levels, NameLevel, Shared, UnitLevel, Verdict};
use super::model::Sameness;
use super::names;
use super::persons;
use super::place::Places;

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
    let verdict = if contradict(a, b) {
        Verdict::Different
    } else {
        let ruled = match (a.class, b.class) {
            (Class::Person, Class::Person) => persons::rule((a, b), &levels, places, (bits, sameness.ask)),
            (Class::Household, Class::Household) => household((a, b), &levels, bits),
            (Class::Body, Class::Body) => body(&levels, a.is_generic || b.is_generic),
            (Class::Body, _) | (_, Class::Body) => Verdict::Different,
            (Class::Person | Class::Household, _) => head(&levels),
        };
        match ruled {
            // One name twice in one row is somebody who is registered in two movements.
            Verdict::Ask if are_of_one_row(a, b, &levels) => {
                return Weighed { verdict: Verdict::Same, levels, bits };
            }
            Verdict::Same if doubtful(a, b) || are_two_holders(a, b) => Verdict::Ask,
            // A place has one body of a name, however many places have one too.
            Verdict::Same if bits < sameness.same && !(a.class == Class::Body && levels.unit.is_near()) => {
                Verdict::Ask
            }
            ruled => ruled,
        }
    };
    let verdict = if verdict == Verdict::Ask && bits < sameness.ask { Verdict::Different } else { verdict };
    Weighed { verdict, levels, bits }
}

/// Whether one row registers both, and says nothing of one that it does not say of the other.
fn are_of_one_row(a: &Features, b: &Features, levels: &Levels) -> bool {
    let in_one = a.shared_row.is_some() && a.shared_row == b.shared_row;
    in_one
        && levels.name == NameLevel::Equal
        && a.kind == b.kind
        && !doubtful(a, b)
        && levels.position != Agreement::Other
}

/// Whether a firm stands beside its people: two holders of an award. A cooperative is its people.
fn are_two_holders(a: &Features, b: &Features) -> bool {
    a.kind != b.kind && (a.kind == HolderKind::Enterprise || b.kind == HolderKind::Enterprise)
}

/// Where a pair stands on each ladder.
pub(super) fn levels(a: &Features, b: &Features, places: &Places) -> Levels {
    Levels {
        name: name(a, b),
        birth: birth(a, b),
        unit: unit(a, b, places),
        position: position(a, b),
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

    /// Years that nothing but another person explains; two figures that changed places may be a slip.
    fn years_apart(self, other: Fact) -> bool {
        matches!((self.year, other.year), (Some(a), Some(b)) if 2 <= a.abs_diff(b) && !are_turned(a, b))
    }

    /// Whether the two cannot be the same, whatever else agrees. Nothing joins over it.
    pub(super) fn contradicts(self, other: Fact) -> bool {
        self.years_apart(other) && Agreement::of(self.number, other.number) != Agreement::Same
    }

    /// Whether they contradict each other in what may be a slip: only an answer joins them.
    pub(super) fn disagrees(self, other: Fact) -> bool {
        let numbers = Agreement::of(self.number, other.number) == Agreement::Other;
        let genders = matches!((self.gender, other.gender), (Some(a), Some(b)) if a != b);
        let days = matches!((self.born, other.born), (Some(a), Some(b)) if a != b && !is_turned(a, b));
        let turned = matches!((self.year, other.year), (Some(a), Some(b)) if 2 <= a.abs_diff(b));
        numbers || genders || days || turned
    }
}

/// Whether the last two figures of one year are those of the other, turned: 1969 and 1996.
fn are_turned(a: i16, b: i16) -> bool {
    a / 100 == b / 100 && a % 10 == b / 10 % 10 && b % 10 == a / 10 % 10
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
    let marks = matches!(levels.name, NameLevel::Marks | NameLevel::Letter);
    let certain = levels.birth == BirthLevel::SameDate || levels.number == Agreement::Same;
    marks || (by_place && levels.unit == UnitLevel::Other && !certain)
}

/// A household and a person: its head is asked about, for it is two holders and may be one deed.
fn head(levels: &Levels) -> Verdict {
    let same_birth = matches!(levels.birth, BirthLevel::SameDate | BirthLevel::SameYear);
    let same_address = levels.birth == BirthLevel::Unknown && levels.address == Agreement::Same;
    if levels.name.is_whole() && levels.unit.is_near() && (same_birth || same_address) {
        Verdict::Ask
    } else {
        Verdict::Different
    }
}

fn household((a, b): (&Features, &Features), levels: &Levels, bits: f32) -> Verdict {
    let name_bits = a.name_bits.min(b.name_bits);
    let Levels { name, birth, unit, address, .. } = *levels;
    let same_birth = matches!(birth, BirthLevel::SameDate | BirthLevel::SameYear);
    let near = same_birth || address == Agreement::Same;
    // A head of a name that no other of those who are registered there bears.
    let is_alone = a.crowd.max(b.crowd) + ALONE <= name_bits;
    match name {
        _ if matches!(birth, BirthLevel::Other | BirthLevel::Digits) => Verdict::Different,
        NameLevel::Equal | NameLevel::Loose => match (unit, birth) {
            (UnitLevel::Related, _) => Verdict::Ask,
            (UnitLevel::Around | UnitLevel::Unknown, _) if near => Verdict::Ask,
            _ if !unit.is_near() => Verdict::Different,
            (_, BirthLevel::Turned | BirthLevel::OtherDay | BirthLevel::NextYear) => Verdict::Ask,
            _ if !near && (unit == UnitLevel::Sender || !is_alone) => Verdict::Ask,
            // Two hamlets of one commune may each have a Nguyễn Văn Hùng.
            _ if address == Agreement::Other && !same_birth => Verdict::Ask,
            _ => Verdict::Same,
        },
        NameLevel::Unmarked if unit.is_one() && same_birth && address != Agreement::Other && SURE <= bits => {
            Verdict::Same
        }
        NameLevel::Unmarked | NameLevel::Swapped if unit.is_near() => Verdict::Ask,
        NameLevel::Spouse | NameLevel::Marks | NameLevel::Letter | NameLevel::Part
            if unit.is_near() && near =>
        {
            Verdict::Ask
        }
        _ => Verdict::Different,
    }
}

/// A head of a household is alone with a name that is so many bits rarer than those there are many.
const ALONE: f32 = 7.0;

/// From so many bits on a name that lost its marks is the other.
const SURE: f32 = 8.0;

/// Two bodies; one is generic whose name every commune has ("Hội Nông dân", "Khối 8"): only a place tells
/// which.
fn body(levels: &Levels, is_generic: bool) -> Verdict {
    let unit = levels.unit;
    match levels.name {
        NameLevel::Equal | NameLevel::Loose => match unit {
            UnitLevel::Same | UnitLevel::Succeeded | UnitLevel::Sender => Verdict::Same,
            UnitLevel::Related | UnitLevel::Around | UnitLevel::Unknown if is_generic => Verdict::Ask,
            UnitLevel::Related | UnitLevel::Around | UnitLevel::Unknown => Verdict::Same,
            UnitLevel::Other => Verdict::Different,
        },
        NameLevel::Unmarked if unit.is_one() && !is_generic => Verdict::Same,
        NameLevel::Unmarked if unit.is_near() => Verdict::Ask,
        NameLevel::Form if unit != UnitLevel::Other => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// The step of the names; of households, heads first, then a head beside the other's spouse.
fn name(a: &Features, b: &Features) -> NameLevel {
    let level = names::compare(&a.name, &b.name);
    if !level.is_whole() && a.brand != 0 && a.brand == b.brand {
        return NameLevel::Form;
    }
    if level.is_whole() || a.class != Class::Household {
        return level;
    }
    let beside = |one: &Features, other: &Features| {
        other.spouse.as_ref().is_some_and(|spouse| names::compare(&one.name, spouse).is_whole())
    };
    if beside(a, b) || beside(b, a) { NameLevel::Spouse } else { level }
}

fn position(a: &Features, b: &Features) -> Agreement {
    match Agreement::of(a.position, b.position) {
        Agreement::Other if a.is_membership || b.is_membership => Agreement::Unknown,
        level => level,
    }
}

fn birth(a: &Features, b: &Features) -> BirthLevel {
    match (a.born, b.born, a.year, b.year) {
        (_, _, None, _) | (_, _, _, None) => BirthLevel::Unknown,
        (Some(a), Some(b), _, _) if a == b => BirthLevel::SameDate,
        (Some(a), Some(b), _, _) if a.year() == b.year() => {
            if is_turned(a, b) {
                BirthLevel::Turned
            } else {
                BirthLevel::OtherDay
            }
        }
        (Some(a), Some(b), _, _) if is_turned(a, b) => BirthLevel::Turned,
        (_, _, Some(a), Some(b)) if a == b => BirthLevel::SameYear,
        (_, _, Some(a), Some(b)) if (a - b).abs() == 1 => BirthLevel::NextYear,
        (_, _, Some(a), Some(b)) if are_turned(a, b) => BirthLevel::Digits,
        _ => BirthLevel::Other,
    }
}

/// Whether two days are one but for one slip: day and month have changed places, or the year is the one beside.
fn is_turned(a: Date, b: Date) -> bool {
    let beside = (a.month(), a.day()) == (b.month(), b.day()) && a.year().abs_diff(b.year()) == 1;
    beside || a.year() == b.year() && a.month() == b.day() && a.day() == b.month()
}

fn unit(a: &Features, b: &Features, places: &Places) -> UnitLevel {
    let (Some(a_home), Some(b_home)) = (a.home, b.home) else { return UnitLevel::Unknown };
    let level = places.compare(a_home, b_home);
    // What a list calls its people's unit means the same in another list beside it, known or not.
    let is_one_name = a.unit_unknown != 0 && a.unit_unknown == b.unit_unknown;
    let sent = |one: &Features, other: &Features| one.sender.is_some() && one.sender == other.home;
    // A list that names its own sender, or nothing, for a unit says that somebody is in its area.
    let only_area = |one: &Features, home, other| {
        (one.is_by_sender || one.sender == Some(home))
            && places.is_wide(home)
            && (places.is_area(other) || !places.is_wide(other))
            && places.is_in_area_of(other, home)
    };
    let is_around = || only_area(a, a_home, b_home) || only_area(b, b_home, a_home);
    let share_an_area = || places.is_in_area_of(a_home, b_home) || places.is_in_area_of(b_home, a_home);
    match level {
        UnitLevel::Same | UnitLevel::Succeeded if a.is_by_sender || b.is_by_sender => UnitLevel::Sender,
        UnitLevel::Same | UnitLevel::Succeeded => level,
        // A township and the district of its name are two places, however near.
        _ if a.is_placed && b.is_placed => UnitLevel::Other,
        _ if is_one_name && (level != UnitLevel::Other || share_an_area()) => UnitLevel::Sender,
        UnitLevel::Other if is_around() => UnitLevel::Around,
        UnitLevel::Other if sent(a, b) || sent(b, a) => UnitLevel::Related,
        level => level,
    }
}
