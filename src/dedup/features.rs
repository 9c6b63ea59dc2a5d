//! What a registration is compared by, made once for each and kept small.

use foldhash::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::plan::HolderKind;
use crate::record::{Gender, Registration};
use crate::text;
use crate::units::{Context, Evidence, UnitBook, UnitCode};

use super::level::Class;
use super::model::Sameness;
use super::names::{Name, hash_of};
use super::place::{PlaceAt, Places};

/// What a registration is compared by. Numbers are hashes of folded text, zero where there is none.
#[derive(Debug, Clone)]
pub(super) struct Features {
    /// Persons, households and bodies are never compared with each other.
    pub(super) class: Class,
    /// The name; of a household, its head's.
    pub(super) name: Name,
    /// The other of "ông A – bà B".
    pub(super) spouse: Option<Box<Name>>,
    /// The letters of the name without marks and spaces, in one number.
    pub(super) letters: u64,
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
    /// Whether `home` is only what the sender lets one think.
    pub(super) is_by_sender: bool,
    pub(super) sender: Option<PlaceAt>,
    pub(super) position: u64,
    pub(super) position_bits: f32,
    /// The hamlet, street or house: the first part of the address.
    pub(super) address: u64,
    pub(super) number: u64,
}

/// Profiles of registrations, and the units that they name.
pub(super) fn profiles(
    rows: &[&Registration],
    units: &UnitBook,
    sameness: &Sameness,
) -> (Vec<Features>, Places) {
    let mut places = Places::default();
    let of_unit: Vec<[Option<PlaceAt>; 2]> = rows
        .iter()
        .map(|row| [&row.unit, &row.sender].map(|code| code.as_ref().map(|code| places.find(code, units))))
        .collect();
    let bodies = body_names(rows, units);
    let profiles = rows
        .par_iter()
        .zip(of_unit)
        .map(|(row, [unit, sender])| {
            let own = unit.filter(|unit| !sender.is_some_and(|sender| places.is_above(*unit, sender)));
            let (home, is_by_sender) = (own.or(sender).or(unit), own.is_none());
            Features { home, is_by_sender, sender, ..profile(row, &bodies, sameness) }
        })
        .collect();
    (profiles, places)
}

fn profile(row: &Registration, bodies: &BodyNames<'_>, sameness: &Sameness) -> Features {
    let class = class(row.kind);
    let (name, spouse) = match class {
        Class::Person => (Name::of(&row.name), None),
        Class::Household => {
            let (head, spouse) = heads(&row.name);
            (Name::of(head), spouse.map(|spouse| Box::new(Name::of(spouse))))
        }
        Class::Body => (Name::of(bodies.get(&body(row)).map_or(row.name.as_str(), String::as_str)), None),
    };
    let position = position(&row.position);
    Features {
        class,
        name_bits: if class == Class::Body { sameness.body_bits() } else { sameness.name_bits(&name) },
        letters: name.hash(),
        spelling: hash_of(&(class == Class::Body, name.loose())),
        name,
        spouse,
        born: row.birth_date,
        year: row.birth_date.map(Date::year).or(row.birth_year),
        gender: row.gender,
        home: None,
        home_bits: 0.0,
        is_by_sender: false,
        sender: None,
        position_bits: sameness.position_bits(&position),
        position: hash(&position),
        address: hash(&hamlet(&row.address)),
        number: hash(&row.identity_hash),
    }
}

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
    const BETWEEN: [&str; 10] =
        [" – ", " - ", " — ", " và ", " Và ", " VÀ ", "/", ", vợ ", ", chồng ", " cùng vợ "];
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

/// A position with its usual abbreviations spelt out, folded.
fn position(written: &str) -> String {
    const SHORT: [(&str, &str); 12] = [
        ("gv", "giáo viên"),
        ("cb", "cán bộ"),
        ("cc", "công chức"),
        ("vc", "viên chức"),
        ("nv", "nhân viên"),
        ("cv", "chuyên viên"),
        ("bt", "bí thư"),
        ("pbt", "phó bí thư"),
        ("ct", "chủ tịch"),
        ("pct", "phó chủ tịch"),
        ("tp", "trưởng phòng"),
        ("ptp", "phó trưởng phòng"),
    ];
    let key = text::key(written);
    let words = key
        .split(' ')
        .map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long));
    words.collect::<Vec<_>>().join(" ")
}

/// The first part of an address: what stands before the commune.
fn hamlet(address: &str) -> String {
    const FILLERS: [&str; 8] = ["thôn ", "xóm ", "bản ", "ấp ", "khối ", "tổ dân phố ", "tdp ", "khu phố "];
    let first = address.split([',', ';', '\n']).next().unwrap_or_default();
    let first = first.split(" - ").next().unwrap_or_default();
    let key = text::key(first);
    FILLERS.iter().find_map(|filler| key.strip_prefix(filler)).map(str::to_owned).unwrap_or(key)
}

/// From what is written of bodies to the names they are compared by; each is looked up once.
type BodyNames<'a> = HashMap<(&'a str, Option<&'a UnitCode>, Date), String>;

/// By what the name of a body is looked up.
fn body(row: &Registration) -> (&str, Option<&UnitCode>, Date) {
    (&row.name, row.sender.as_ref(), row.received)
}

fn body_names<'a>(rows: &[&'a Registration], units: &UnitBook) -> BodyNames<'a> {
    let mut asked: Vec<_> =
        rows.iter().filter(|row| class(row.kind) == Class::Body).map(|row| body(row)).collect();
    asked.sort_unstable();
    asked.dedup();
    asked.into_par_iter().map(|asked| (asked, body_name(asked, units))).collect()
}

/// The name of a body: its unit's official one where it is a unit of the book by itself ("CTCP Hồi
/// Xứ Lạng" and "Công ty cổ phần Hồi Xứ Lạng" are one), else as written with its kind spelt out.
fn body_name((name, sender, date): (&str, Option<&UnitCode>, Date), units: &UnitBook) -> String {
    let written = without_filler(name);
    let context = Context { sender, date: Some(date), ..Context::default() };
    match units.certain(written, &context) {
        Some(found) if found.score >= WHOLE && found.evidence != Evidence::Near => {
            units.find(&found.code).map_or_else(|| written.to_owned(), |unit| unit.name.clone())
        }
        _ => spelt_out(written),
    }
}

/// From this score on a name means the unit itself, not a part of it.
const WHOLE: f64 = 0.97;

/// Words before the name of a body that say nothing.
fn without_filler(name: &str) -> &str {
    const FILLERS: [&str; 5] =
        ["Tập thể cán bộ", "Cán bộ và nhân dân", "Nhân dân và cán bộ", "Tập thể", "Mô hình"];
    FILLERS
        .iter()
        .find_map(|filler| {
            let head: String = name.chars().take(filler.chars().count()).collect();
            let rest = name.get(head.len()..)?.trim();
            (text::key(&head) == text::key(filler) && rest.contains(' ')).then_some(rest)
        })
        .unwrap_or(name)
}

/// The kind of a body before its name, spelt out.
fn spelt_out(name: &str) -> String {
    const SHORT: [(&str, &str); 12] = [
        ("htx", "Hợp tác xã"),
        ("tht", "Tổ hợp tác"),
        ("ctcp", "Công ty cổ phần"),
        ("cty", "Công ty"),
        ("dntn", "Doanh nghiệp tư nhân"),
        ("thcs", "Trung học cơ sở"),
        ("thpt", "Trung học phổ thông"),
        ("th", "Tiểu học"),
        ("mn", "Mầm non"),
        ("dvnn", "dịch vụ nông nghiệp"),
        ("clb", "Câu lạc bộ"),
        ("cp", "cổ phần"),
    ];
    let words = name.split_whitespace().map(|word| {
        let key = text::key(word);
        SHORT.iter().find(|(short, _)| *short == key).map_or(word, |(_, long)| long)
    });
    words.collect::<Vec<_>>().join(" ")
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
    fn positions_and_addresses_are_compared_by_what_they_say() {
        assert_eq!(position("GV"), position("Giáo viên"));
        assert_eq!(position("PCT UBND xã"), position("Phó Chủ tịch UBND xã"));
        assert_eq!(hamlet("Thôn Nà Lầu, xã Mai Pha"), hamlet("Nà Lầu"));
        assert_ne!(hamlet("Thôn 1"), hamlet("Thôn 2"));
    }
}
