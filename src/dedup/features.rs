//! What a registration is compared by, made once for each and kept small.

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::plan::HolderKind;
use crate::record::{Gender, Registration};
use crate::text;
use crate::units::{UnitBook, UnitCode};

use super::bodies::{self, Bodies, Senders};
use super::level::Class;
use super::model::Sameness;
use super::names::{Name, hash_of};
use super::place::{PlaceAt, Places};
use super::positions;

/// What a registration is compared by. Numbers are hashes of folded text, zero where there is none.
#[derive(Debug, Clone)]
pub(super) struct Features {
    /// Bodies are never compared with people.
    pub(super) class: Class,
    pub(super) kind: HolderKind,
    /// The name; of a household, its head's; of a body, without the place that it names.
    pub(super) name: Name,
    /// The other of "ông A – bà B".
    pub(super) spouse: Option<Box<Name>>,
    /// The letters of the name without marks and spaces, in one number; of a firm, those of its own name
    /// without the legal form.
    pub(super) letters: u64,
    /// Of a firm, that own name with its marks, in one number.
    pub(super) brand: u64,
    /// Whether every commune has a body of the name.
    pub(super) is_generic: bool,
    /// Its letters with marks, y and i alike, in one number; bodies' apart from people's.
    pub(super) spelling: u64,
    /// How rare the name is.
    pub(super) name_bits: f32,
    pub(super) born: Option<Date>,
    pub(super) year: Option<i16>,
    pub(super) gender: Option<Gender>,
    /// The unit that it belongs to; its sender where that is not known, or only one far above.
    pub(super) home: Option<PlaceAt>,
    /// How rare it is.
    pub(super) home_bits: f32,
    /// Whether a body's own name says where it is.
    pub(super) is_placed: bool,
    /// Whether `home` is only what the sender lets one think.
    pub(super) is_by_sender: bool,
    /// The words for a unit that nobody knows, in one number.
    pub(super) unit_unknown: u64,
    pub(super) sender: Option<PlaceAt>,
    /// The list in which it stands.
    pub(super) list: u64,
    /// The row that registers it in several movements; none where a row is one registration.
    pub(super) shared_row: Option<u64>,
    pub(super) position: u64,
    pub(super) position_bits: f32,
    /// Whether it says to what somebody belongs, which leaves room for any work.
    pub(super) is_membership: bool,
    /// Whether few of a unit hold the position, most often one.
    pub(super) is_sole: bool,
    /// How many of an office hold it, in bits.
    pub(super) holders: f32,
    /// How many of its unit are registered, in bits.
    pub(super) crowd: f32,
    /// Whether they are so many that this says something of the unit.
    pub(super) is_counted: bool,
    /// The hamlet, street or house: the first part of the address.
    pub(super) address: u64,
    pub(super) number: u64,
}

/// Where fewer of a unit are registered than this, nobody knows how many may be taken for each other.
const FEWEST_OF_A_CROWD: u32 = 8;

/// Unless so many are registered in all: then what few are of each unit is known.
const ENOUGH_PEOPLE: u32 = 100;

/// Else they are taken for so many, in bits.
const CROWD: f32 = 7.4;

/// And never for fewer than so many.
const SMALL_CROWD: f32 = 4.0;

impl Features {
    /// Sets of how many registered people of its unit, and of all, it is one.
    pub(super) fn count_crowd(&mut self, n: u32, n_people: u32) {
        self.is_counted = FEWEST_OF_A_CROWD <= n || ENOUGH_PEOPLE <= n_people;
        self.crowd =
            if self.is_counted { super::model::rarity(1.0 / f64::from(n)).max(SMALL_CROWD) } else { CROWD };
    }
}

/// The words for a unit, and who wrote them.
type WordsForUnit<'a> = (&'a str, Option<&'a UnitCode>);

fn unit_words<'a>(row: &'a Registration, senders: &'a Senders<'a>) -> WordsForUnit<'a> {
    (&row.unit_written, senders.of(row))
}

/// Where units are that nobody knows, by the words for them.
fn unknown_units<'a>(
    rows: &[&'a Registration],
    senders: &'a Senders<'a>,
    units: &UnitBook,
) -> HashMap<WordsForUnit<'a>, Option<UnitCode>> {
    let is_unknown = |row: &&&'a Registration| row.unit.is_none() && !row.unit_written.is_empty();
    let mut asked: Vec<&'a Registration> = rows.iter().filter(is_unknown).copied().collect();
    asked.sort_by_key(|row| unit_words(row, senders));
    asked.dedup_by_key(|row| unit_words(row, senders));
    let place =
        |row: &'a Registration| (unit_words(row, senders), bodies::place_of_unknown(row, senders, units));
    asked.into_par_iter().map(place).collect()
}

/// Profiles of registrations, and the units that they name.
pub(super) fn profiles(
    rows: &[&Registration],
    units: &UnitBook,
    sameness: &Sameness,
) -> (Vec<Features>, Places) {
    let mut places = Places::default();
    let senders = Senders::read(rows, units);
    let bodies = bodies::read(rows, &senders, units);
    let unknown = unknown_units(rows, &senders, units);
    let of_unit: Vec<[Option<PlaceAt>; 3]> = rows
        .iter()
        .map(|row| {
            let named = bodies.of(row).and_then(|body| body.place.as_ref());
            let named = named.or_else(|| unknown.get(&unit_words(row, &senders))?.as_ref());
            [named, row.unit.as_ref(), senders.of(row)].map(|code| code.map(|code| places.find(code, units)))
        })
        .collect();
    let profiles = rows
        .par_iter()
        .zip(of_unit)
        .map(|(row, [named, unit, sender])| {
            let own = unit.filter(|unit| !sender.is_some_and(|sender| places.is_above(*unit, sender)));
            let own = named.or(own);
            let (home, is_by_sender) = (own.or(sender).or(unit), own.is_none());
            let profile = profile(row, &bodies, sameness);
            // Of the many that a district has of the name, it is one.
            let is_lost = profile.is_generic && is_by_sender && home.is_some_and(|home| places.is_wide(home));
            let is_placed = profile.class == Class::Body && named.is_some();
            Features { home: home.filter(|_| !is_lost), is_placed, is_by_sender, sender, ..profile }
        })
        .collect();
    (profiles, places)
}

fn profile<'a>(row: &'a Registration, bodies: &Bodies<'a>, sameness: &Sameness) -> Features {
    let class = class(row.kind);
    let body = bodies.of(row);
    let (name, spouse) = match class {
        Class::Person => (Name::of(&row.name), None),
        Class::Household => {
            let (head, spouse) = heads(&row.name);
            (Name::of(head), spouse.map(|spouse| Box::new(Name::of(spouse))))
        }
        Class::Body => (Name::of(body.map_or(row.name.as_str(), |body| &body.name)), None),
    };
    let brand = body.and_then(|body| body.brand()).map(Name::of);
    let position = positions::position(&row.position);
    let unit_unknown =
        if row.unit.is_none() { crate::units::spelt_out(&row.unit_written) } else { String::new() };
    Features {
        class,
        kind: row.kind,
        name_bits: match class {
            Class::Body if brand.is_some() => sameness.body_bits() + BRAND,
            Class::Body => sameness.body_bits(),
            // Counted with those of all others.
            Class::Person | Class::Household => 0.0,
        },
        letters: brand.as_ref().map_or_else(|| name.hash(), Name::hash),
        brand: brand.as_ref().map_or(0, |brand| hash(brand.loose())),
        is_generic: body.is_some_and(|body| body.is_generic),
        spelling: hash_of(&(class == Class::Body, name.loose())),
        name,
        spouse,
        // The first of January is what people write who know the year alone.
        born: row.birth_date.filter(|day| (day.month(), day.day()) != (1, 1)),
        year: row.birth_date.map(Date::year).or(row.birth_year),
        gender: row.gender,
        home: None,
        home_bits: 0.0,
        is_placed: false,
        is_by_sender: false,
        unit_unknown: hash(&unit_unknown),
        sender: None,
        list: hash_of(&(&row.place.source, &row.place.sheet)),
        shared_row: (row.part != 0).then(|| hash_of(&(&row.place.source, &row.place.sheet, &row.place.spot))),
        position_bits: sameness.position_bits(&position),
        is_sole: !position.is_empty() && !sameness.is_mass_position(&position),
        is_membership: positions::is_membership(&position),
        crowd: CROWD,
        is_counted: false,
        holders: positions::holders(&position, sameness.is_mass_position(&position)),
        position: hash(&position),
        address: hash(&hamlet(&row.address)),
        number: hash(&row.identity_hash),
    }
}

/// The own name of a firm is so many bits rarer than that of another body.
const BRAND: f32 = 3.5;

fn class(kind: HolderKind) -> Class {
    match kind {
        HolderKind::Individual => Class::Person,
        HolderKind::Household => Class::Household,
        HolderKind::Collective
        | HolderKind::Enterprise
        | HolderKind::Cooperative
        | HolderKind::CooperativeGroup
        | HolderKind::Practice => Class::Body,
    }
}

/// A hash that is the same in every run; zero for nothing.
pub(super) fn hash(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    hash_of(&text)
}

/// Head and, where it is named too, spouse: "Nguyễn Văn A – Trần Thị B", "Nguyễn Văn A và Trần Thị B".
fn heads(name: &str) -> (&str, Option<&str>) {
    const BETWEEN: [&str; 12] =
        [" – ", " - ", " — ", " và ", " Và ", " VÀ ", " + ", " & ", "/", ", vợ ", ", chồng ", " cùng vợ "];
    let parted = BETWEEN.iter().find_map(|between| name.split_once(between));
    match parted {
        Some((head, spouse)) if head.trim().contains(' ') && spouse.trim().contains(' ') => {
            let spouse = spouse.trim();
            let bare = spouse.split_once(' ').filter(|(word, rest)| {
                rest.contains(' ') && matches!(text::key(word).as_str(), "vợ" | "chồng" | "bà" | "ông")
            });
            (head.trim(), Some(bare.map_or(spouse, |(_, rest)| rest)))
        }
        _ => (name, None),
    }
}

/// The first part of an address: what stands before the commune.
fn hamlet(address: &str) -> String {
    const FILLERS: [&str; 8] = ["thôn ", "xóm ", "bản ", "ấp ", "khối ", "tổ dân phố ", "tdp ", "khu phố "];
    let first = address.split([',', ';', '\n']).next().unwrap_or_default();
    let first = first.split(" - ").next().unwrap_or_default();
    let key = text::key(first);
    FILLERS.iter().find_map(|filler| key.strip_prefix(filler)).map(str::to_owned).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_has_a_head_and_may_have_a_spouse() {
        assert_eq!(heads("Nguyễn Văn An"), ("Nguyễn Văn An", None));
        assert_eq!(heads("Nguyễn Văn An – Trần Thị Bé"), ("Nguyễn Văn An", Some("Trần Thị Bé")));
        assert_eq!(heads("Nguyễn Văn An và bà Trần Thị Bé"), ("Nguyễn Văn An", Some("Trần Thị Bé")));
        assert_eq!(heads("Nguyễn Văn An Và Bà Trần Thị Bé"), ("Nguyễn Văn An", Some("Trần Thị Bé")));
        assert_eq!(heads("Nguyễn Văn An - xóm 1"), ("Nguyễn Văn An", Some("xóm 1")));
    }

    #[test]
    fn addresses_are_compared_by_their_hamlet() {
        assert_eq!(hamlet("Thôn Nà Lầu, xã Mai Pha"), hamlet("Nà Lầu"));
        assert_ne!(hamlet("Thôn 1"), hamlet("Thôn 2"));
    }
}
