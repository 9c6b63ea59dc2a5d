//! The unit book: who is who, and which unit a written name means.
//!
//! Knows no sheets and no people; a name comes in with its context and goes out as
//! [`Resolved`]: one unit, several candidates, or none.

mod unit;

pub use unit::{Level, Unit, UnitCode, UnitKind};

use jiff::civil::Date;

use crate::finding::Noted;

/// What is known about a name besides its letters.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// The unit that sent it: homonyms inside or beside it come first.
    pub sender: Option<&'a UnitCode>,
    /// The day on which the name was in use.
    pub date: Option<Date>,
}

/// By what a name was recognised, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The official name.
    Exact,
    /// A name from the unit list, or a usual abbreviation.
    Alias,
    /// A name that people assigned in `decisions.csv`.
    Learnt,
    /// A name that is merely near.
    Near,
}

/// A unit that a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The unit.
    pub code: UnitCode,
    /// By what.
    pub evidence: Evidence,
    /// How near, 0 to 1.
    pub score: f64,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolved {
    /// Exactly one unit.
    One(Candidate),
    /// Several, best first: the officer chooses.
    Several(Vec<Candidate>),
    /// No unit; near ones, best first, may be proposed.
    None(Vec<Candidate>),
}

/// All units of a workspace.
#[derive(Debug, Clone, Default)]
pub struct UnitBook {
    units: Vec<Unit>,
}

impl UnitBook {
    /// Reads an office's `units.csv`. Faulty lines become findings; the other lines hold.
    pub fn from_csv(source: &str, bytes: &[u8]) -> Noted<UnitBook> {
        let _ = (source, bytes);
        Noted::clean(UnitBook::default())
    }

    /// All units, in the order of the list, which is the office's protocol order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of a code.
    pub fn find(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.iter().find(|unit| &unit.code == code)
    }

    /// Position of a unit in the list, for protocol order; unknown codes come last.
    pub fn protocol_order(&self, code: &UnitCode) -> usize {
        self.units.iter().position(|unit| &unit.code == code).unwrap_or(usize::MAX)
    }

    /// Which unit a written name means.
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Resolved {
        let _ = (name, context);
        Resolved::None(Vec::new())
    }

    /// The unit that mails from an address.
    pub fn by_email(&self, address: &str) -> Option<&Unit> {
        let _ = address;
        None
    }

    /// The nearest unit at `level` on the way up from `code`, itself included.
    pub fn at_level(&self, code: &UnitCode, level: Level) -> Option<&Unit> {
        let _ = (code, level);
        None
    }

    /// Whether `code` is `above`, or stands somewhere below it.
    pub fn is_within(&self, code: &UnitCode, above: &UnitCode) -> bool {
        let _ = (code, above);
        false
    }

    /// Lets a name mean a unit from now on, for this book only.
    pub fn learn(&mut self, name: &str, code: &UnitCode) {
        let _ = (name, code);
    }
}
