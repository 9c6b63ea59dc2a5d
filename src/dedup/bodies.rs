//! A body's name taken apart: which unit it is, or where it is and what is left of the name.
//!
//! A collective's name is a unit's name as often as not, with or without the place that its column of units
//! says; both are one piece of evidence. What the unit book knows by the whole name is that unit, whatever
//! stands beside it. Else the end of the name that is a unit is where the body is, and only the rest is
//! compared as letters: spelt out, numbers in one form, the legal form of a firm apart from its own name.

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::plan::HolderKind;
use crate::record::Registration;
use crate::text;
use crate::units::{Candidate, Context, Evidence, Level, Unit, UnitBook, UnitCode, UnitKind};

use super::body_words;

/// A body as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ComparedBody {
    /// Its unit's official name, or what is left of its own without the place.
    pub(super) name: String,
    /// Where the own name of a firm begins in it; none where it has no legal form.
    brand_at: Option<usize>,
    /// The unit that it is, or where its name says that it is.
    pub(super) place: Option<UnitCode>,
    /// Whether every commune has one of the name.
    pub(super) is_generic: bool,
}

impl ComparedBody {
    /// The own name of a firm or cooperative.
    pub(super) fn brand(&self) -> Option<&str> {
        self.name.get(self.brand_at?..).filter(|brand| !brand.is_empty())
    }
}

/// By what a body is read: what is written, the unit beside it, the sender and the day.
type WrittenBody<'a> = (&'a str, Option<&'a UnitCode>, Option<&'a UnitCode>, Date);

/// The bodies among registrations, each way of writing read once.
pub(super) struct Bodies<'a> {
    read: HashMap<WrittenBody<'a>, ComparedBody>,
    senders: &'a Senders<'a>,
}

impl<'a> Bodies<'a> {
    pub(super) fn of(&self, row: &'a Registration) -> Option<&ComparedBody> {
        is_body(row.kind).then(|| self.read.get(&written(row, self.senders)))?
    }
}

pub(super) fn read<'a>(rows: &[&'a Registration], senders: &'a Senders<'a>, units: &UnitBook) -> Bodies<'a> {
    let mut asked: Vec<WrittenBody<'a>> =
        rows.iter().filter(|row| is_body(row.kind)).map(|row| written(row, senders)).collect();
    asked.par_sort_unstable();
    asked.dedup();
    let read = asked.into_par_iter().map(|asked| (asked, body(asked, units))).collect();
    Bodies { read, senders }
}

fn is_body(kind: HolderKind) -> bool {
    !matches!(kind, HolderKind::Individual | HolderKind::Household)
}

fn written<'a>(row: &'a Registration, senders: &'a Senders<'a>) -> WrittenBody<'a> {
    (&row.name, row.unit.as_ref(), senders.of(row), row.received)
}

/// Who sent each registration, as far as can be known: its sender, or where one is that nobody knows.
pub(super) struct Senders<'a>(HashMap<(&'a str, Date), UnitCode>);

impl<'a> Senders<'a> {
    pub(super) fn read(rows: &[&'a Registration], units: &UnitBook) -> Senders<'a> {
        let unknown = rows.iter().filter(|row| row.sender.is_none() && !row.sender_name.is_empty());
        let mut asked: Vec<(&'a str, Date)> =
            unknown.map(|row| (row.sender_name.as_str(), row.received)).collect();
        asked.par_sort_unstable();
        asked.dedup();
        let place = |(name, date): (&'a str, Date)| {
            // "PHÒNG NỘI VỤ THỊ XÃ BỈM SƠN" is nobody in the book, and in Bỉm Sơn all the same.
            let said = body_words::spelt_out(name);
            Some(((name, date), UnitLookup::of(units, None, None, date).place_at_end(&said)?.1))
        };
        Senders(asked.into_par_iter().filter_map(place).collect())
    }

    pub(super) fn of<'b>(&'b self, row: &'b Registration) -> Option<&'b UnitCode> {
        row.sender.as_ref().or_else(|| self.0.get(&(row.sender_name.as_str(), row.received)))
    }
}

fn body((name, unit, sender, date): WrittenBody<'_>, units: &UnitBook) -> ComparedBody {
    let find = |code: Option<&UnitCode>| code.and_then(|code| units.find(code));
    let (unit, sender) = (find(unit), find(sender));
    let look = UnitLookup { is_bare: name.is_ascii(), ..UnitLookup::of(units, unit, sender, date) };
    let said = body_words::spelt_out(name);
    if let Some(unit) = look.itself(&said, unit, sender).and_then(|code| units.find(&code)) {
        return of_unit(unit, &look);
    }
    if let Some((head, place)) = look.place_at_end(&said).or_else(|| look.bare_place_at_end(&said, unit)) {
        return called(head, Some(place));
    }
    // What belongs to a commune's office is the commune's.
    let office = unit.filter(|unit| unit.level == Level::Commune && is_office(unit.kind));
    called(&said, office.and_then(|unit| look.area_of(unit)).map(|area| area.code.clone()))
}

fn is_office(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Agency | UnitKind::Party | UnitKind::MassOrganisation | UnitKind::ArmedForce)
}

/// A body of a name, numbers in one form.
fn called(name: &str, place: Option<UnitCode>) -> ComparedBody {
    let name = body_words::numbered(name);
    let brand_at = body_words::brand_at(&name);
    ComparedBody { is_generic: brand_at.is_none() && body_words::is_generic(&name), name, brand_at, place }
}

/// A unit of the book as a body. One that is called after its place is read like one that the book does not
/// know: by what it is, and there.
fn of_unit(unit: &Unit, look: &UnitLookup<'_>) -> ComparedBody {
    if unit.kind == UnitKind::Area {
        return called(COMMITTEE, Some(unit.code.clone()));
    }
    let said = body_words::spelt_out(&unit.name);
    let inside = UnitLookup::of(look.units, look.area_of(unit), None, look.context.date.unwrap_or_default());
    match inside.place_at_end(&said) {
        Some((head, place)) => called(head, Some(place)),
        None => {
            // A hamlet is in its commune, whatever list knows it.
            let place = look.area_of(unit).filter(|_| unit.kind == UnitKind::Hamlet).unwrap_or(unit);
            ComparedBody { is_generic: false, ..called(&said, Some(place.code.clone())) }
        }
    }
}

/// What stands for a place where a body is named.
const COMMITTEE: &str = "ủy ban nhân dân";

/// Where a unit is that nobody knows, by the place that its name ends in.
pub(super) fn place_of_unknown(
    row: &Registration,
    senders: &Senders<'_>,
    units: &UnitBook,
) -> Option<UnitCode> {
    let sender = senders.of(row).and_then(|code| units.find(code));
    let look = UnitLookup::of(units, None, sender, row.received);
    let inside = UnitLookup::of(units, sender.and_then(|sender| look.area_of(sender)), sender, row.received);
    let said = body_words::spelt_out(&row.unit_written);
    inside.certain(&said).or_else(|| Some(inside.place_at_end(&said)?.1))
}

/// The unit book as one list asks it.
struct UnitLookup<'a> {
    units: &'a UnitBook,
    context: Context<'a>,
    /// The area that what is asked for may be in.
    around: Option<&'a Unit>,
    /// Whether what is asked for was written without any marks.
    is_bare: bool,
}

impl<'a> UnitLookup<'a> {
    fn of(
        units: &'a UnitBook,
        unit: Option<&'a Unit>,
        sender: Option<&'a Unit>,
        date: Date,
    ) -> UnitLookup<'a> {
        let within = unit.or(sender).filter(|unit| unit.kind == UnitKind::Area).map(|unit| &unit.code);
        let context = Context { sender: sender.map(|unit| &unit.code), date: Some(date), within };
        let look = UnitLookup { units, context, around: None, is_bare: false };
        let around = unit.or(sender).and_then(|unit| look.area_of(unit));
        UnitLookup { around, ..look }
    }

    /// The unit that a name means, the whole of it and nothing else.
    fn certain(&self, name: &str) -> Option<UnitCode> {
        if self.is_bare {
            return self.certain_around(name);
        }
        let found = self.units.certain(name, &self.context)?;
        is_whole(&found).then_some(found.code)
    }

    /// The unit that a name without marks means, in the area around alone: elsewhere many are called so.
    fn certain_around(&self, name: &str) -> Option<UnitCode> {
        let around = self.around?;
        let bare = text::bare_key(name);
        if bare == text::bare_key(&around.name) {
            return Some(around.code.clone());
        }
        let context = Context { within: Some(&around.code), ..self.context.clone() };
        let found = self.units.certain(&bare, &context)?;
        (UNMARKED <= found.score && self.units.is_within(&found.code, &around.code)).then_some(found.code)
    }

    /// The unit that a body is: by its name and the place beside it, where the name has no place of its own,
    /// else by its name. In a commune "Hội Nông dân" is the commune's own, never the one above.
    fn itself(&self, name: &str, unit: Option<&'a Unit>, sender: Option<&'a Unit>) -> Option<UnitCode> {
        let key = text::key(name);
        if body_words::names_a_place(&key) {
            return self.certain(name);
        }
        let alone = self.certain(name);
        let beside = unit.or(sender)?;
        if alone.as_ref() == Some(&beside.code) {
            return alone;
        }
        let area = self.area_of(beside);
        let placed = area.and_then(|area| self.certain(&format!("{name} {}", small(&area.name))));
        let placed = placed.filter(|code| area.is_none_or(|area| *code != area.code));
        let is_low = area.is_some_and(|area| Level::District < area.level);
        let is_within = |code: &UnitCode| area.is_some_and(|area| self.units.is_within(code, &area.code));
        let alone = alone.or_else(|| self.school(name, area?));
        placed.or(alone.filter(|code| !is_low || is_within(code) || self.has_its_own_name(code)))
    }

    /// The school of a name in the district of a commune: another one may have a school of the name.
    fn school(&self, name: &str, commune: &Unit) -> Option<UnitCode> {
        let district = commune.parent.as_ref().filter(|_| Level::District < commune.level)?;
        let context = Context { within: Some(district), sender: Some(district), ..self.context.clone() };
        let found = self.units.certain(name, &context)?;
        let is_school = self.units.find(&found.code).is_some_and(|unit| unit.kind == UnitKind::School);
        (is_whole(&found) && is_school && self.units.is_within(&found.code, district)).then_some(found.code)
    }

    /// Whether a unit is not what every commune has one of: a school, a firm.
    fn has_its_own_name(&self, code: &UnitCode) -> bool {
        let kind = self.units.find(code).map(|unit| unit.kind);
        matches!(
            kind,
            Some(
                UnitKind::School
                    | UnitKind::Health
                    | UnitKind::PublicService
                    | UnitKind::Enterprise
                    | UnitKind::Cooperative
            )
        )
    }

    /// The area that a unit is, or the nearest one above it.
    fn area_of(&self, unit: &'a Unit) -> Option<&'a Unit> {
        let mut up = std::iter::successors(Some(unit), |unit| self.units.find(unit.parent.as_ref()?));
        up.by_ref().take(MOST_STEPS).find(|unit| unit.kind == UnitKind::Area)
    }

    /// A name in two: what stands before the unit that its end names, and that unit.
    fn place_at_end<'n>(&self, said: &'n str) -> Option<(&'n str, UnitCode)> {
        body_words::places(said).find_map(|at| {
            let (head, tail) = said.split_at_checked(at)?;
            let place = self.certain(tail.strip_prefix("đảng bộ ").unwrap_or(tail))?;
            Some((head.trim_end_matches([',', '-', ';', ' ']), place)).filter(|(head, _)| !head.is_empty())
        })
    }

    /// The same of a commune that is called without its kind, where nothing nearer than a district is known:
    /// "Câu lạc bộ Đờn ca tài tử Cẩm Giang".
    fn bare_place_at_end<'n>(&self, said: &'n str, unit: Option<&Unit>) -> Option<(&'n str, UnitCode)> {
        let district = unit.filter(|unit| unit.kind == UnitKind::Area && unit.level == Level::District)?;
        if !body_words::is_generic(said) || said.starts_with("trường ") {
            return None;
        }
        let spaces: Vec<usize> = said.match_indices(' ').map(|(at, _)| at).collect();
        let tails = spaces.iter().rev().skip(1).take(2).rev().copied();
        tails.filter(|at| Some(at) != spaces.first()).find_map(|at| {
            let (head, tail) = said.split_at_checked(at)?;
            let named =
                ["xã", "phường", "thị trấn"].iter().find_map(|kind| self.certain(&format!("{kind}{tail}")));
            let place = named.filter(|code| self.units.is_within(code, &district.code))?;
            Some((head, place))
        })
    }
}

/// From this score on a name means the unit itself, not a part of it.
const WHOLE: f64 = 0.97;

/// Whether what was found is the unit itself, by its own name.
fn is_whole(found: &Candidate) -> bool {
    WHOLE <= found.score && found.evidence != Evidence::Near
}

/// From this score on a name without marks does.
const UNMARKED: f64 = 0.9;

/// A book of more levels than this turns in a circle.
const MOST_STEPS: usize = 8;

/// "xã Mai Pha" for "Xã Mai Pha".
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
