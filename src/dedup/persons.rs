//! What offices know of two persons, before any weight: which evidence joins, which is asked about.

use super::features::Features;
use super::level::{Agreement, BirthLevel, COMMON, Levels, NameLevel, RARER, UnitLevel, Verdict};
use super::names;
use super::place::Places;
use super::positions::MANY;

/// The rule for two persons of so many bits, and from how many on a pair is asked about.
pub(super) fn rule(
    (a, b): (&Features, &Features),
    levels: &Levels,
    places: &Places,
    (bits, ask): (f32, f32),
) -> Verdict {
    let is_bare = levels.name == NameLevel::Unmarked && !(a.name.is_marked() && b.name.is_marked());
    let is_slip = levels.name == NameLevel::Letter && names::is_slip(a.name.key(), b.name.key());
    let supported = levels.position == Agreement::Same || levels.address == Agreement::Same;
    let clash = levels.number == Agreement::Other || levels.gender == Agreement::Other;
    let ruled = match levels.name {
        _ if clash => slip(levels, supported),
        _ if levels.number == Agreement::Same => numbered(levels.name, levels.birth),
        NameLevel::Equal | NameLevel::Loose => one_name((a, b), levels, places, bits),
        NameLevel::Other | NameLevel::Spouse | NameLevel::Form => Verdict::Different,
        NameLevel::Letter
            if levels.birth != BirthLevel::SameDate
                && names::are_of_two_families(a.name.key(), b.name.key()) =>
        {
            Verdict::Different
        }
        _ => other_spelling(levels, supported || is_slip),
    };
    let ruled = match ruled {
        Verdict::Different if MOVED <= bits - ask && may_have_moved(a, b, levels, places) => Verdict::Ask,
        Verdict::Ask if is_bare && all_else_agrees(levels) && is_only_one_without_marks((a, b), levels) => {
            Verdict::Same
        }
        Verdict::Ask if is_slip && all_else_agrees(levels) && COMMON <= a.name_bits.min(b.name_bits) => {
            Verdict::Same
        }
        ruled => ruled,
    };
    match ruled {
        Verdict::Same if levels.number != Agreement::Same && may_hide_two_names((a, b), levels, bits) => {
            Verdict::Ask
        }
        ruled => ruled,
    }
}

/// Two of one name.
fn one_name((a, b): (&Features, &Features), levels: &Levels, places: &Places, bits: f32) -> Verdict {
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
            _ if unit.is_near() && bits < SURE => Verdict::Ask,
            _ if unit.is_near() && !supported && bits < LIKELY && name_bits < VERY_COMMON => Verdict::Ask,
            UnitLevel::Same | UnitLevel::Succeeded | UnitLevel::Sender => Verdict::Same,
            UnitLevel::Related if supported => Verdict::Same,
            UnitLevel::Related
                if levels.position == Agreement::Unknown
                    && !is_common
                    && CERTAIN <= bits
                    && is_in_the_others_area(a, b, places) =>
            {
                Verdict::Same
            }
            UnitLevel::Around | UnitLevel::Unknown if supported && !is_common => Verdict::Same,
            UnitLevel::Related | UnitLevel::Around | UnitLevel::Unknown => Verdict::Ask,
            UnitLevel::Other => Verdict::Different,
        },
        BirthLevel::Turned if unit.is_one() && (supported || !is_common) && CERTAIN <= bits => Verdict::Same,
        BirthLevel::Unknown
            if (unit.is_one() || unit == UnitLevel::Related) && is_nobody_else((a, b), levels) =>
        {
            Verdict::Same
        }
        BirthLevel::Unknown if unit == UnitLevel::Related && posted => Verdict::Ask,
        BirthLevel::Digits if !(unit.is_near() && supported) => Verdict::Different,
        BirthLevel::Other => Verdict::Different,
        _ if unit.is_near() => Verdict::Ask,
        BirthLevel::Turned if unit != UnitLevel::Other => Verdict::Ask,
        _ => Verdict::Different,
    }
}

/// From so many bits on two of one name, year and unit are one; of fewer, one pair in fifty is two.
const SURE: f32 = 4.0;

/// So many are needed where a step falls short besides.
const CERTAIN: f32 = 10.0;

/// A name of fewer bits is borne twice in a year by people of one commune.
const VERY_COMMON: f32 = 8.5;

/// So many are needed of a name that everybody bears, and in one list, where whoever wrote it had both in view.
const LIKELY: f32 = 7.0;

/// A name is borne by nobody else of a crowd if it is so many bits rarer than they are many.
const ALONE: f32 = 7.0;

/// Those of one hamlet are so many bits fewer than those of a commune.
const HAMLET: f32 = 2.0;

/// Whether one belongs to what stands in the commune that the other belongs to: its school, its station.
fn is_in_the_others_area(a: &Features, b: &Features, places: &Places) -> bool {
    a.home.zip(b.home).is_some_and(|(a, b)| {
        places.is_area(a) && places.is_above(a, b) || places.is_area(b) && places.is_above(b, a)
    })
}

fn is_in_area(a: &Features, places: &Places) -> bool {
    a.home.is_some_and(|home| places.is_area(home))
}

/// Whether two of one year may bear the name all the same: of two hamlets, each with its Nguyễn Văn Hùng, or of two
/// trades of a commune.
fn may_be_two((a, b): (&Features, &Features), levels: &Levels, places: &Places) -> bool {
    let name_bits = a.name_bits.min(b.name_bits);
    let is_commune = is_in_area(a, places) && is_in_area(b, places);
    let enough = if is_commune { COMMON + RARER } else { COMMON };
    let two_trades = levels.position == Agreement::Other
        && levels.address != Agreement::Same
        && is_commune
        && a.holders == MANY
        && b.holders == MANY;
    levels.address == Agreement::Other && name_bits < enough || two_trades && name_bits < COMMON
}

/// Whether of those who are registered in one place with one post hardly two bear the name, where no year tells.
fn is_nobody_else((a, b): (&Features, &Features), levels: &Levels) -> bool {
    let crowd = a.crowd.max(b.crowd) - if levels.address == Agreement::Same { HAMLET } else { 0.0 };
    let is_common = !a.is_sole && !a.is_counted;
    let post = a.position_bits.min(b.position_bits).min(if is_common { COMMON_POST } else { RARE_POST });
    let name = a.name_bits.min(b.name_bits);
    let clash = levels.address == Agreement::Other || levels.position != Agreement::Same;
    !clash && VERY_COMMON <= name && crowd + ALONE <= name + post
}

/// However rare a post is elsewhere, of those who are registered one in so many may hold it, in bits.
const RARE_POST: f32 = 5.5;

/// Of a post that every list is full of, one in four at least, where nobody has counted.
const COMMON_POST: f32 = 2.0;

/// Whether all but the letters of the name agrees: then a name without any marks, or one with a word that is no
/// word, is the other one. Where somebody of another mark agrees as well, the two exclude each other.
fn all_else_agrees(levels: &Levels) -> bool {
    let agrees = match levels.birth {
        BirthLevel::SameDate => true,
        BirthLevel::SameYear => levels.position == Agreement::Same,
        _ => false,
    };
    let clash = [levels.position, levels.address, levels.number, levels.gender].contains(&Agreement::Other);
    agrees && levels.unit.is_one() && !clash
}

/// Whether of all names that a name without marks may be hardly two are borne by those who are registered there and
/// born in the year.
fn is_only_one_without_marks((a, b): (&Features, &Features), levels: &Levels) -> bool {
    let year = if levels.birth == BirthLevel::SameDate { 2.0 * YEAR } else { YEAR };
    a.crowd.max(b.crowd) + UNMARKED <= a.name_bits.min(b.name_bits) + year
}

/// One of forty is born in a year, in bits.
const YEAR: f32 = 5.5;

/// A name without its marks has to be so many bits rarer than those there are many.
const UNMARKED: f32 = 10.0;

/// Whether two of one name may be two all the same: both without any marks, which hide Dũng and Dung, or side by side
/// in one list, whose writer had both in view.
fn may_hide_two_names((a, b): (&Features, &Features), levels: &Levels, bits: f32) -> bool {
    let clash = levels.position == Agreement::Other || levels.address == Agreement::Other;
    let no_year = levels.birth == BirthLevel::Unknown;
    let is_bare = names::has_lost_all_marks(&a.name) && names::has_lost_all_marks(&b.name);
    let is_weak = bits < LIKELY && levels.birth != BirthLevel::SameDate;
    let differ = no_year || !levels.name.is_whole() || is_weak;
    is_bare && (levels.position != Agreement::Same || clash || no_year) || a.list == b.list && differ
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
