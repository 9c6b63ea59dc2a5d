//! The unit book: who is who, and which unit a written name means.
//!
//! Knows no sheets and no people; a name comes in with its context and goes out as
//! [`Resolved`]: one unit, several candidates, or none. An answer is given only where the book allows
//! no other; everything else is a question with proposals.

mod unit;
mod list;
mod index;
mod abbreviation;
mod words;
mod fold;
mod resolve;
mod hits;
mod reconcile;
mod near;
#[cfg(test)]
mod tests;

pub use unit::{Level, Unit, UnitCode, UnitKind};

use jiff::civil::Date;

use crate::finding::Noted;
use fold::Fold;
use index::Index;

/// What is known about a name besides its letters.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// The unit that sent it: homonyms inside or beside it come first.
    pub sender: Option<&'a UnitCode>,
    /// The day on which the name was in use.
    pub date: Option<Date>,
    /// A unit in which the meant one is expected to lie: where one does, others do not compete.
    pub within: Option<&'a UnitCode>,
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
    index: Index,
}

impl UnitBook {
    /// Reads an office's `units.csv`. Faulty lines become findings; the other lines hold.
    pub fn from_csv(source: &str, bytes: &[u8]) -> Noted<UnitBook> {
        UnitBook::from_csv_over(source, bytes, UnitBook::default())
    }

    /// Reads an office's `units.csv` and lays it over a wider book: the office's units come first,
    /// and replace those of the same code. Parents and successors may stand in either.
    pub fn from_csv_over(source: &str, bytes: &[u8], base: UnitBook) -> Noted<UnitBook> {
        let own = list::read(source, bytes, &base);
        Noted::new(UnitBook::from_units(own.value).over(base), own.findings)
    }

    /// A book of units that are known to be sound, in protocol order.
    pub fn from_units(units: Vec<Unit>) -> UnitBook {
        let index = Index::new(&units);
        UnitBook { units, index }
    }

    /// This book laid over a wider one: its units come first and replace those of the same code.
    #[must_use]
    pub fn over(self, base: UnitBook) -> UnitBook {
        if base.units.is_empty() {
            return self;
        }
        let UnitBook { mut units, index } = self;
        units.extend(base.units.into_iter().filter(|unit| !index.codes.contains_key(&unit.code)));
        let learnt = base.index.learnt;
        let mut book = UnitBook::from_units(units);
        book.index.learnt = learnt;
        book.index.learnt.extend(index.learnt);
        book
    }

    /// All units, in the order of the list, which is the office's protocol order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of a code.
    pub fn find(&self, code: &UnitCode) -> Option<&Unit> {
        self.unit(self.position(code)?)
    }

    /// Position of a unit in the list, for protocol order; unknown codes come last.
    pub fn protocol_order(&self, code: &UnitCode) -> usize {
        self.position(code).unwrap_or(usize::MAX)
    }

    /// Which unit a written name means.
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Resolved {
        resolve::resolve(self, name, context)
    }

    /// The unit that mails from an address (with or without a name before it), by the address
    /// itself, else by its domain; none where two units share it.
    pub fn by_email(&self, address: &str) -> Option<&Unit> {
        let address = address.rsplit('<').next()?.trim_end_matches('>').trim().to_lowercase();
        let (_, domain) = address.split_once('@')?;
        let known = [address.clone(), format!("@{domain}")];
        let units = known.iter().find_map(|address| self.index.emails.get(address))?;
        match units.as_slice() {
            [only] => self.unit(*only),
            _ => None,
        }
    }

    /// The nearest unit at `level` on the way up from `code`, itself included.
    pub fn at_level(&self, code: &UnitCode, level: Level) -> Option<&Unit> {
        self.chain(code).into_iter().filter_map(|at| self.unit(at)).find(|unit| unit.level == level)
    }

    /// Whether `code` is `above`, or stands somewhere below it.
    pub fn is_within(&self, code: &UnitCode, above: &UnitCode) -> bool {
        self.position(code).is_some_and(|at| self.lies_within(at, above))
    }

    /// Lets a name mean a unit from now on, for this book only. A code that the book does not know
    /// is of no effect.
    pub fn learn(&mut self, name: &str, code: &UnitCode) {
        self.index.learnt.insert(Fold::Marked.key(name), code.clone());
    }

    fn position(&self, code: &UnitCode) -> Option<usize> {
        self.index.codes.get(code).copied()
    }

    fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    /// Positions on the way up from a unit, itself first.
    fn chain(&self, code: &UnitCode) -> Vec<usize> {
        self.find(code).map(|unit| self.index.above(&self.units, unit).collect()).unwrap_or_default()
    }

    fn lies_within(&self, at: usize, above: &UnitCode) -> bool {
        self.unit(at).is_some_and(|unit| {
            self.index
                .above(&self.units, unit)
                .any(|at| self.unit(at).is_some_and(|unit| &unit.code == above))
        })
    }
}
