//! What offices know of two persons, before any weight: which evidence joins, which is asked about.

use super::features::Features;
use super::level::{Agreement, BirthLevel, COMMON, Levels, NameLevel, RARER, UnitLevel, Verdict};
use super::names;
use super::place::Places;
use super::positions::MANY;

/// The rule for two persons; `beyond` are the bits over those from which a pair is asked about.
pub(super) fn rule((a, b): (&Features, &Features), levels: &Levels, places: &Places, beyond: f32) -> Verdict {
    let name_bits = a.name_bits.min(b.name_bits);
    let is_bare = levels.name == NameLevel::Unmarked && !(a.name.is_marked() && b.name.is_marked());
    let is_slip = levels.name == NameLevel::Letter && names::is_slip(a.name.key(), b.name.key());
    let supported = levels.position == Agreement::Same || levels.address == Agreement::Same;
    let clash = levels.number == Agreement::Other || levels.gender == Agreement::Other;
    let ruled = match levels.name {
        _ if clash => slip(levels, supported),
        _ if levels.number == Agreement::Same => numbered(levels.name, levels.birth),
        NameLevel::Equal | NameLevel::Loose => one_name((a, b), levels, places),
        NameLevel::Other | NameLevel::Spouse | NameLevel::Form => Verdict::Different,
        NameLevel::Letter
            if levels.birth != BirthLevel::SameDate
                && names::are_of_two_families(a.name.key(), b.name.key()) =>
        {
            Verdict::Different
        }
        _ => other_spelling(levels, supported),
    };
    match ruled {
        Verdict::Different if MOVED <= beyond && may_have_moved(a, b, levels, places) => Verdict::Ask,
        Verdict::Ask if (is_bare || is_slip) && COMMON <= name_bits && all_else_agrees(levels) => {
            Verdict::Same
        }
        ruled => ruled,
    }
}

/// Two of one name.
fn one_name((a, b): (&Features, &Features), levels: &Levels, places: &Places) -> Verdict {
    let Levels { birth, unit, .. } = *levels;
    let name_bits = a.name_bits.min(b.name_bits);
    let is_common = name_bits < COMMON;
    let posted = levels.position == Agreement::Same;
    let supported = posted || levels.address == Agreement::Same;
    match birth {
        // Of thousands of one name two may be born on one day.
        BirthLevel::SameDate if is_common && levels.position == Agreement::Other && !unit.is_near() => {
            Verdict::Ask
        }
        BirthLevel::SameDate => Verdict::Same,
        BirthLevel::SameYear => match unit {
            _ if unit != UnitLevel::Other && may_be_two((a, b), levels, places) => Verdict::Ask,
            _ if unit.is_near() && !supported && name_bits < VERY_COMMON && is_in_area(a, places) => {
                Verdict::Ask
            }
            UnitLevel::Same | UnitLevel::Succeeded | UnitLevel::Sender => Verdict::Same,
            UnitLevel::Related if supported => Verdict::Same,
            UnitLevel::Around | UnitLevel::Unknown if supported && !is_common => Verdict::Same,
            UnitLevel::Related | UnitLevel::Around | UnitLevel::Unknown => Verdict::Ask,
            UnitLevel::Other => Verdict::Different,
        },
        BirthLevel::Unknown if unit.is_one() && is_nobody_else((a, b), levels, places) => Verdict::Same,
        BirthLevel::Unknown if unit == UnitLevel::Related && posted => Verdict::Ask,
        BirthLevel::Digits if !(unit.is_near() && supported) => Verdict::Different,
        BirthLevel::Other => Verdict::Different,
        _ if unit.is_near() => Verdict::Ask,
        BirthLevel::Turned if unit != UnitLevel::Other => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// A commune has thirty times as many of a trade as an office, in bits.
const CROWD: f32 = 5.0;

/// A name that nobody else of so many bears is so many bits rarer than they are many.
const SURE: f32 = 5.0;

/// A name of fewer bits is borne twice in a year by people of one commune.
const VERY_COMMON: f32 = 9.5;

fn is_in_area(a: &Features, places: &Places) -> bool {
    a.home.is_some_and(|home| places.is_area(home))
}

/// Whether two of one year may bear the name all the same: of two hamlets, each with its Nguyễn Văn Hùng, or of two
/// trades of a commune.
fn may_be_two((a, b): (&Features, &Features), levels: &Levels, places: &Places) -> bool {
    let name_bits = a.name_bits.min(b.name_bits);
    let is_commune = is_in_area(a, places) && is_in_area(b, places);
    let enough = if is_commune { COMMON + RARER } else { COMMON };
    let two_trades =
        levels.position == Agreement::Other && is_commune && a.holders == MANY && b.holders == MANY;
    levels.address == Agreement::Other && name_bits < enough || two_trades && name_bits < COMMON
}

/// Whether of those who hold one post in one place hardly two bear the name, where no year tells: of so many
/// holders one in thirty has a namesake, and few are registered.
fn is_nobody_else((a, b): (&Features, &Features), levels: &Levels, places: &Places) -> bool {
    let name_bits = a.name_bits.min(b.name_bits);
    let in_one_hamlet = levels.address == Agreement::Same;
    // A commune is a crowd beside an office.
    let is_crowd = !in_one_hamlet && a.holders == MANY && is_in_area(a, places);
    let holders = if is_crowd { a.holders + CROWD } else { a.holders };
    match levels.position {
        _ if levels.address == Agreement::Other => false,
        Agreement::Same => holders + SURE <= name_bits,
        Agreement::Unknown | Agreement::Other => false,
    }
}

/// Whether all but the letters of the name agrees: then a name without any marks, or one with a word that is no
/// word, is the other one. Where somebody of another mark agrees as well, the two exclude each other.
fn all_else_agrees(levels: &Levels) -> bool {
    let same_birth = match levels.birth {
        BirthLevel::SameDate => true,
        BirthLevel::SameYear => levels.position == Agreement::Same,
        _ => false,
    };
    let clash = [levels.position, levels.address, levels.number, levels.gender].contains(&Agreement::Other);
    same_birth && levels.unit.is_one() && !clash
}

/// A moved person is asked about from so many bits more on than others: everywhere somebody bears the name.
const MOVED: f32 = 4.0;

/// A number or gender that contradicts: mistyped only where all else agrees.
fn slip(levels: &Levels, supported: bool) -> Verdict {
    let Levels { name, birth, unit, .. } = *levels;
    match birth {
        _ if !name.is_whole() || !unit.is_one() => Verdict::Different,
        BirthLevel::SameDate => Verdict::Ask,
        BirthLevel::SameYear if supported && levels.number != Agreement::Other => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// One identity number.
fn numbered(name: NameLevel, birth: BirthLevel) -> Verdict {
    let same_birth = matches!(birth, BirthLevel::SameDate | BirthLevel::SameYear);
    match name {
        NameLevel::Equal | NameLevel::Loose if birth == BirthLevel::Other => Verdict::Ask,
        NameLevel::Equal | NameLevel::Loose => Verdict::Same,
        NameLevel::Unmarked if same_birth => Verdict::Same,
        _ if same_birth => Verdict::Ask,
        NameLevel::Other | NameLevel::Spouse | NameLevel::Form => Verdict::Different,
        _ if matches!(birth, BirthLevel::Unknown | BirthLevel::Turned | BirthLevel::OtherDay) => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// A name that is not quite the other: asked at most.
fn other_spelling(levels: &Levels, supported: bool) -> Verdict {
    let Levels { name, birth, unit, .. } = *levels;
    let same_birth = matches!(birth, BirthLevel::SameDate | BirthLevel::SameYear);
    let is_close = unit.is_near() || supported && matches!(unit, UnitLevel::Related | UnitLevel::Around);
    match name {
        NameLevel::Unmarked | NameLevel::Swapped | NameLevel::Part if same_birth && is_close => Verdict::Ask,
        NameLevel::Unmarked | NameLevel::Part
            if birth == BirthLevel::Unknown && unit.is_near() && supported =>
        {
            Verdict::Ask
        }
        NameLevel::Marks | NameLevel::Letter if birth == BirthLevel::SameDate && unit.is_near() => {
            Verdict::Ask
        }
        NameLevel::Marks | NameLevel::Letter
            if birth == BirthLevel::SameYear && unit.is_near() && supported =>
        {
            Verdict::Ask
        }
        _ => Verdict::Different,
    }
}

/// Whether two may be one who changed places: people of offices do, from one of those above them to another, and
/// take a post along that few have. Of a post that many have only a name that nobody else has tells.
fn may_have_moved(a: &Features, b: &Features, levels: &Levels, places: &Places) -> bool {
    let clash = levels.number == Agreement::Other || levels.gender == Agreement::Other;
    let is_like = levels.name.is_whole() && levels.birth == BirthLevel::SameYear && !clash;
    let needs = if a.is_sole && b.is_sole { COMMON } else { UNIQUE };
    let are_beside = a.home.zip(b.home).is_some_and(|(a, b)| places.are_offices_of_one(a, b));
    is_like && levels.unit == UnitLevel::Other && are_beside && needs <= a.name_bits.min(b.name_bits)
}

/// A name of so many bits nobody else in a province bears.
const UNIQUE: f32 = 24.0;
