//! The evidence of one pair: a ladder of named levels, and what they come to.
//!
//! Source of the rules: measurements on real Vietnamese name lists — a fifth of people share
//! their full name with another, a third are called Nguyễn, tone marks tell names apart — so a
//! name alone never joins, and different marks never join by themselves.

use crate::plan::HolderKind;
use crate::record::Registration;
use crate::text;
use crate::units::{Context, Evidence, Resolved, UnitBook};

/// What a registration is compared by, made once for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    /// Persons, households and bodies are never compared with each other.
    pub(super) class: Class,
    /// Name, tone placement and case apart.
    pub(super) key: String,
    /// The same, with y and i alike.
    pub(super) loose: String,
    /// The latter without marks: what pairs are found by.
    pub(super) bare: String,
}

/// Who can be the same at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    Person,
    Household,
    Body,
}

impl Profile {
    pub(super) fn of(row: &Registration, units: &UnitBook) -> Profile {
        let (class, name) = match row.kind {
            HolderKind::Individual => (Class::Person, row.name.clone()),
            HolderKind::Household => (Class::Household, row.name.clone()),
            _ => (Class::Body, body_name(row, units)),
        };
        let loose = text::loose_key(&name);
        Profile { class, key: text::key(&name), bare: text::bare_key(&loose), loose }
    }
}

/// The name of a body: its unit's official one where it is a unit of the book by itself ("CTCP Hồi
/// Xứ Lạng" and "Công ty cổ phần Hồi Xứ Lạng" are one), else as written.
fn body_name(row: &Registration, units: &UnitBook) -> String {
    let written = without_filler(&row.name);
    let context = Context { sender: row.sender.as_ref(), date: Some(row.received), ..Context::default() };
    match units.resolve(written, &context) {
        Resolved::One(found) if found.score >= WHOLE && found.evidence != Evidence::Near => {
            units.find(&found.code).map_or_else(|| written.to_owned(), |unit| unit.name.clone())
        }
        _ => written.to_owned(),
    }
}

/// From this score on a name means the unit itself, not a part of it.
const WHOLE: f64 = 0.97;

/// Words before the name of a body that say nothing.
fn without_filler(name: &str) -> &str {
    const FILLERS: [&str; 4] = ["Tập thể cán bộ", "Cán bộ và nhân dân", "Nhân dân và cán bộ", "Tập thể"];
    FILLERS
        .iter()
        .find_map(|filler| {
            let head: String = name.chars().take(filler.chars().count()).collect();
            let rest = name.get(head.len()..)?.trim();
            (text::key(&head) == text::key(filler) && rest.contains(' ')).then_some(rest)
        })
        .unwrap_or(name)
}

/// What the evidence comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// The same, for these reasons.
    Same(String),
    /// Perhaps: how likely, and why it is doubtful.
    Ask(f64, String),
    /// Not the same, or nothing says so.
    Different,
}

/// How two names stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameLevel {
    Equal,
    /// Equal but for y/i.
    Loose,
    /// One of them is written without any marks.
    Unmarked,
    /// Differ in the marks of one syllable, or in one letter.
    Near,
    Other,
}

/// How two units stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnitLevel {
    Same,
    /// One within the other, or one sent the other's registration.
    Related,
    Unknown,
    Other,
}

/// How two births stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BirthLevel {
    SameDate,
    SameYear,
    /// A year apart, or the same year with another day.
    Near,
    Unknown,
    Other,
}

/// Weighs a pair.
pub(super) fn weigh(
    (a, a_profile): (&Registration, &Profile),
    (b, b_profile): (&Registration, &Profile),
    units: &UnitBook,
) -> Verdict {
    if a_profile.class != b_profile.class || contradict(a, b) {
        return Verdict::Different;
    }
    let name = name_level(a_profile, b_profile);
    let unit = unit_level(a, b, units);
    let same_number = !a.identity_hash.is_empty() && a.identity_hash == b.identity_hash;
    match a_profile.class {
        Class::Person => person(name, unit, birth_level(a, b), same_number, same_position(a, b)),
        Class::Household | Class::Body => body(name, unit, a_profile.class, birth_level(a, b)),
    }
}

/// Whether two registrations cannot be the same, whatever else agrees. A group never joins over a
/// contradiction.
pub(super) fn contradict(a: &Registration, b: &Registration) -> bool {
    let years = matches!((a.birth_year, b.birth_year), (Some(a), Some(b)) if (a - b).abs() >= 2);
    let genders = matches!((a.gender, b.gender), (Some(a), Some(b)) if a != b);
    let numbers =
        !a.identity_hash.is_empty() && !b.identity_hash.is_empty() && a.identity_hash != b.identity_hash;
    years || genders || numbers
}

fn person(
    name: NameLevel,
    unit: UnitLevel,
    birth: BirthLevel,
    same_number: bool,
    same_position: bool,
) -> Verdict {
    let equal = matches!(name, NameLevel::Equal | NameLevel::Loose);
    match (name, birth, unit) {
        (NameLevel::Other, _, _) => Verdict::Different,
        _ if same_number && equal => Verdict::Same("cùng họ tên, cùng số định danh".to_owned()),
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::SameDate, _) => {
            Verdict::Same("cùng họ tên, cùng ngày sinh".to_owned())
        }
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::SameYear, UnitLevel::Same) => {
            Verdict::Same("cùng họ tên, cùng năm sinh, cùng đơn vị".to_owned())
        }
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Unknown, UnitLevel::Same) if same_position => {
            Verdict::Same("cùng họ tên, cùng chức vụ, cùng đơn vị".to_owned())
        }
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Unknown, UnitLevel::Same) => {
            ask(0.85, "cùng họ tên, cùng đơn vị; thiếu năm sinh ở một bên")
        }
        (NameLevel::Equal | NameLevel::Loose, BirthLevel::Near, UnitLevel::Same) => {
            ask(0.7, "cùng họ tên, cùng đơn vị; ngày sinh lệch nhau")
        }
        (
            NameLevel::Equal | NameLevel::Loose,
            BirthLevel::SameYear,
            UnitLevel::Related | UnitLevel::Unknown,
        ) => ask(0.8, "cùng họ tên, cùng năm sinh; đơn vị ghi khác nhau nhưng có liên quan"),
        (NameLevel::Unmarked, BirthLevel::SameDate | BirthLevel::SameYear, UnitLevel::Same) => {
            ask(0.8, "một bên ghi không dấu; cùng năm sinh, cùng đơn vị")
        }
        (NameLevel::Near, BirthLevel::SameDate, UnitLevel::Same) => {
            ask(0.6, "họ tên lệch một chữ; cùng ngày sinh, cùng đơn vị")
        }
        (NameLevel::Near, BirthLevel::SameYear, UnitLevel::Same) if same_position => {
            ask(0.4, "họ tên lệch một chữ; cùng năm sinh, cùng chức vụ, cùng đơn vị")
        }
        _ => Verdict::Different,
    }
}

fn body(name: NameLevel, unit: UnitLevel, class: Class, birth: BirthLevel) -> Verdict {
    let equal = matches!(name, NameLevel::Equal | NameLevel::Loose);
    match (equal, unit) {
        (true, UnitLevel::Same) if class == Class::Household && birth == BirthLevel::Near => {
            ask(0.7, "cùng chủ hộ, cùng địa bàn; năm sinh lệch nhau")
        }
        (true, UnitLevel::Same) => Verdict::Same(
            if class == Class::Household {
                "cùng chủ hộ, cùng địa bàn"
            } else {
                "cùng tên, cùng đơn vị"
            }
            .to_owned(),
        ),
        (true, UnitLevel::Related | UnitLevel::Unknown) if class == Class::Body => {
            ask(0.8, "cùng tên; đơn vị ghi khác nhau nhưng có liên quan")
        }
        (true, UnitLevel::Related) => ask(0.6, "cùng chủ hộ; địa bàn ghi khác nhau"),
        (false, UnitLevel::Same) if name == NameLevel::Unmarked => {
            ask(0.8, "một bên ghi không dấu; cùng đơn vị")
        }
        _ => Verdict::Different,
    }
}

fn ask(score: f64, evidence: &str) -> Verdict {
    Verdict::Ask(score, evidence.to_owned())
}

fn name_level(a: &Profile, b: &Profile) -> NameLevel {
    if a.key == b.key {
        NameLevel::Equal
    } else if a.loose == b.loose {
        NameLevel::Loose
    } else if a.bare == b.bare {
        // "nguyen van an" beside "nguyễn văn an"; two names with different marks are two names.
        let unmarked = a.loose == a.bare || b.loose == b.bare;
        if unmarked { NameLevel::Unmarked } else { NameLevel::Near }
    } else {
        NameLevel::Other
    }
}

fn unit_level(a: &Registration, b: &Registration, units: &UnitBook) -> UnitLevel {
    let (Some(a_unit), Some(b_unit)) = (&a.unit, &b.unit) else { return UnitLevel::Unknown };
    if a_unit == b_unit {
        return UnitLevel::Same;
    }
    let sent = a.sender.as_ref() == Some(b_unit) || b.sender.as_ref() == Some(a_unit);
    if sent || units.is_within(a_unit, b_unit) || units.is_within(b_unit, a_unit) {
        UnitLevel::Related
    } else {
        UnitLevel::Other
    }
}

fn birth_level(a: &Registration, b: &Registration) -> BirthLevel {
    match (a.birth_date, b.birth_date, a.birth_year, b.birth_year) {
        (Some(a), Some(b), _, _) if a == b => BirthLevel::SameDate,
        (Some(_), Some(_), Some(a), Some(b)) if (a - b).abs() <= 1 => BirthLevel::Near,
        (_, _, Some(a), Some(b)) if a == b => BirthLevel::SameYear,
        (_, _, Some(a), Some(b)) if (a - b).abs() == 1 => BirthLevel::Near,
        (_, _, Some(_), Some(_)) => BirthLevel::Other,
        _ => BirthLevel::Unknown,
    }
}

fn same_position(a: &Registration, b: &Registration) -> bool {
    let (a, b) = (text::key(&a.position), text::key(&b.position));
    !a.is_empty() && a == b
}
