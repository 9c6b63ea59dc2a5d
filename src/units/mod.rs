//! The unit book: who is who, and which unit a written name means.
//!
//! Knows no sheets and no people; a name comes in with its context and goes out as
//! [`Resolved`]: one unit, several candidates, or none. An answer is given only where the book allows
//! no other; everything else is a question with proposals.
//!
//! A book is an office's own list ([`UnitBook::from_csv`]), and may lie over the whole country
//! ([`UnitBook::over_nation`]): every province, district and commune before and after 1 July 2025 and
//! the bodies that each has. Those are read when a name or code is first asked for that the list does
//! not know, and never change what the list answers.

mod unit;
mod list;
mod list_words;
mod index;
mod abbreviation;
mod words;
mod fold;
mod written;
mod resolve;
mod matches;
mod protocol;
mod reconcile;
mod near;
mod nation;
mod layer;
mod several;
mod tree;
mod below;
mod label;
#[cfg(test)]
mod tests;

pub use below::BodiesOf;
pub use list::{SaidInLine, UnitList};
pub use list_words::{LEVEL_WORDS, UNIT_KIND_WORDS, UnitWord};
pub use tree::Tree;
pub use unit::{Level, Unit, UnitCode, UnitKind};
pub use words::UnitWords;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::finding::Noted;
use fold::Fold;
use index::Index;
use layer::Layer;
use written::WrittenName;

/// The likeliest reading of a name with its abbreviations spelt out, folded: numbers without zeros before them,
/// bodies called one way.
pub fn spelt_out(name: &str) -> String {
    abbreviation::readings(Fold::Marked, name).into_iter().next().unwrap_or_default()
}

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

impl Evidence {
    /// The word used in data.
    pub fn id(self) -> &'static str {
        match self {
            Evidence::Exact => "exact",
            Evidence::Alias => "alias",
            Evidence::Learnt => "learnt",
            Evidence::Near => "near",
        }
    }
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
    /// The unit that was written, where that had ended by the day and this one took its place, or a
    /// part of it.
    pub former: Option<UnitCode>,
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
    /// Each unit's place in protocol order.
    ranks: Vec<usize>,
    index: Index,
    /// The words around names.
    words: UnitWords,
    /// The country below the list, where the book has it; made when it is first needed.
    nation: Option<Arc<OnceLock<Layer>>>,
}

/// Score of a name that a list or people gave to a unit.
const GIVEN: f64 = 0.99;

/// What a look-up found that ended in no answer.
#[derive(Debug, Default)]
struct Open {
    /// Units of the list of which a part was named.
    own: Vec<Candidate>,
    /// What the country offers.
    national: Vec<Candidate>,
    /// The country knows the name, but not as an answer: what is near it need not be looked for.
    named: bool,
}

impl UnitBook {
    /// Reads an office's `units.csv`. Faulty lines become findings; the other lines hold.
    pub fn from_csv(source: &str, bytes: &[u8]) -> Noted<UnitBook> {
        UnitBook::from_csv_over(source, bytes, UnitBook::default())
    }

    /// Reads an office's `units.csv` and lays it over a wider book: the office's units come first,
    /// and replace those of the same code. Parents and successors may stand in either.
    pub fn from_csv_over(source: &str, bytes: &[u8], base: UnitBook) -> Noted<UnitBook> {
        UnitBook::from_lists_over(&[UnitList::from_csv(source, bytes)], base)
    }

    /// Reads an office's lists as one and lays them over a wider book. A line with a code but no kind gives
    /// a unit of either more names and addresses.
    pub fn from_lists_over(lists: &[UnitList], base: UnitBook) -> Noted<UnitBook> {
        let Noted { value: listed, findings } = list::read(lists, &base);
        let mut book = UnitBook::from_units(listed.units).over(base);
        for more in listed.besides {
            for alias in more.aliases {
                book.index.given.insert(Fold::Marked.key(&alias), (more.code.clone(), Evidence::Alias));
            }
            for email in more.emails {
                book.index.given_emails.insert(email, more.code.clone());
            }
        }
        Noted::new(book, findings)
    }

    /// A book of units that are known to be sound, in protocol order.
    pub fn from_units(units: Vec<Unit>) -> UnitBook {
        let index = Index::new(&units);
        let ranks = protocol::ranks(&units);
        UnitBook { units, ranks, index, ..UnitBook::default() }
    }

    /// The country alone: every area before and after 1 July 2025, and their bodies.
    pub fn nation() -> UnitBook {
        UnitBook { nation: Some(Arc::default()), ..UnitBook::default() }
    }

    /// This book, which looks around names by these words.
    #[must_use]
    pub fn speaking(self, words: UnitWords) -> UnitBook {
        UnitBook { words, ..self }
    }

    /// Makes ready now what of the country is otherwise made on the first question.
    pub fn prepare() {
        // A name that nobody bears is looked for in every way.
        let _ = UnitBook::nation().resolve("Ủy ban nhân dân xã Không Đâu", &Context::default());
    }

    /// This book laid over the country. What it answers stays; what it does not know is looked for
    /// there.
    #[must_use]
    pub fn over_nation(self) -> UnitBook {
        self.over(UnitBook::nation())
    }

    /// This book laid over a wider one: its units come first and replace those of the same code.
    #[must_use]
    pub fn over(self, base: UnitBook) -> UnitBook {
        // A layer knows one list: another list gets another.
        let nation = self.nation.as_ref().or(base.nation.as_ref()).map(|_| Arc::default());
        if base.units.is_empty() && base.index.given.is_empty() && base.index.given_emails.is_empty() {
            return UnitBook { nation, words: base.words, ..self };
        }
        let UnitBook { mut units, index, .. } = self;
        units.extend(base.units.into_iter().filter(|unit| !index.codes.contains_key(&unit.code)));
        let mut book = UnitBook::from_units(units);
        book.index.given = base.index.given;
        book.index.given.extend(index.given);
        book.index.given_emails = base.index.given_emails;
        book.index.given_emails.extend(index.given_emails);
        book.nation = nation;
        book.words = base.words;
        book
    }

    /// The units of the list, in its order, which is the office's protocol order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of a code. Units of the country are called by their official codes; where the units of
    /// both eras had one code, it is the present one's, and the former one's ends in `@2024`.
    pub fn find(&self, code: &UnitCode) -> Option<&Unit> {
        match self.position(code) {
            Some(at) => self.unit(at),
            None => self.layer()?.find(self, code),
        }
    }

    /// The place of a unit in protocol order: the list's, with numbered places by their numbers; unknown codes
    /// come last.
    pub fn protocol_order(&self, code: &UnitCode) -> usize {
        self.position(code).and_then(|at| self.ranks.get(at).copied()).unwrap_or(usize::MAX)
    }

    /// Which unit a written name means.
    ///
    /// A name that means several units at once ("Xã Mai Pha và xã Quảng Lạc") is
    /// [`Resolved::Several`], as one that may mean any of several; [`UnitBook::resolve_all`] tells them
    /// apart.
    pub fn resolve(&self, name: &str, context: &Context<'_>) -> Resolved {
        let written = WrittenName::new(name);
        match self.answer(&written, context) {
            Ok(found) => found,
            Err(open) => match several::together(self, &written, context) {
                Some(all) => Resolved::Several(all),
                None => Resolved::None(self.proposals(&written, context, open)),
            },
        }
    }

    /// The one unit that a name means; nothing where it may mean several or none. What could be proposed is
    /// not looked for, which takes most of the time of a name that no unit bears.
    pub fn certain(&self, name: &str, context: &Context<'_>) -> Option<Candidate> {
        self.only(&WrittenName::new(name), context)
    }

    /// The units that a cell names, each with the words that name it: one, or several that are parted
    /// by `;`, a line break, a comma, *và*.
    pub fn resolve_all<'a>(&self, cell: &'a str, context: &Context<'_>) -> Vec<(&'a str, Resolved)> {
        several::resolve_all(self, cell, context)
    }

    fn resolve_one(&self, name: &str, context: &Context<'_>) -> Resolved {
        let written = WrittenName::new(name);
        match self.answer(&written, context) {
            Ok(found) => found,
            Err(open) => Resolved::None(self.proposals(&written, context, open)),
        }
    }

    /// The unit of a name that can mean no other.
    fn only(&self, name: &WrittenName<'_>, context: &Context<'_>) -> Option<Candidate> {
        match self.answer(name, context) {
            Ok(Resolved::One(one)) => Some(one),
            _ => None,
        }
    }

    /// One unit or several; else what was found on the way.
    fn answer(&self, name: &WrittenName<'_>, context: &Context<'_>) -> Result<Resolved, Open> {
        let mut open = Open::default();
        if !self.units.is_empty() {
            match resolve::resolve(self, name, context) {
                Resolved::None(parts) => open.own = parts,
                Resolved::One(found) if self.nation.is_some() => return Ok(self.followed(found, context)),
                found => return Ok(found),
            }
        }
        let Some(layer) = self.layer() else { return Err(open) };
        let given =
            |evidence| self.given(name, evidence).filter(|found| self.position(&found.code).is_none());
        if let Some(alias) = given(Evidence::Alias) {
            return Ok(self.followed(alias, context));
        }
        match layer.resolve(self, name, context, open) {
            Ok(one @ Resolved::One(_)) => Ok(one),
            // What people decided stands before a doubt, and behind what is certain without them.
            other => given(Evidence::Learnt).map_or(other, |learnt| Ok(self.followed(learnt, context))),
        }
    }

    /// The unit that a name was given to, in a list or by people.
    fn given(&self, name: &WrittenName<'_>, by: Evidence) -> Option<Candidate> {
        let (code, evidence) = self.index.given.get(name.key(Fold::Marked))?;
        let known = *evidence == by && self.find(code).is_some();
        known.then(|| Candidate { code: code.clone(), evidence: by, score: GIVEN, former: None })
    }

    /// What may be proposed for a name that has no answer, best first.
    fn proposals(&self, name: &WrittenName<'_>, context: &Context<'_>, open: Open) -> Vec<Candidate> {
        let mut open = open;
        let mut candidates = std::mem::take(&mut open.own);
        if !self.units.is_empty() {
            candidates = resolve::proposals(self, name, candidates, context);
        }
        match self.layer() {
            Some(layer) => layer.proposals(self, name, context, Open { own: candidates, ..open }),
            None => candidates,
        }
    }

    /// What took the place of a unit that had ended by the day, where the list itself does not say.
    fn followed(&self, found: Candidate, context: &Context<'_>) -> Resolved {
        let ended =
            |unit: &Unit| context.date.zip(unit.valid_to).is_some_and(|(day, valid_to)| valid_to < day);
        let unit = self.find(&found.code).filter(|unit| ended(unit));
        let next = unit.and_then(|unit| match self.position(&unit.code) {
            None => Some(unit.successors.clone()).filter(|next| !next.is_empty()),
            Some(_) if !unit.successors.is_empty() => None,
            Some(at) => self.layer()?.successors(self, at, context.date?),
        });
        let Some(next) = next else { return Resolved::One(found) };
        let score = found.score.min(0.95);
        let former = Some(found.code);
        let candidate = |code| Candidate { code, evidence: found.evidence, score, former: former.clone() };
        let mut next: Vec<Candidate> = next.into_iter().map(candidate).collect();
        match next.len() {
            1 => next.pop().map_or_else(|| Resolved::None(Vec::new()), Resolved::One),
            _ => Resolved::Several(next),
        }
    }

    /// The units that took the place of one that has ended: one took the whole, each of several a part;
    /// none where it stands. Where the list says nothing, the country's succession holds.
    pub fn successors(&self, code: &UnitCode) -> Vec<UnitCode> {
        let Some(unit) = self.find(code) else { return Vec::new() };
        if !unit.successors.is_empty() {
            return unit.successors.clone();
        }
        let next = unit
            .valid_to
            .zip(self.position(code))
            .and_then(|(last, at)| self.layer()?.successors(self, at, last.tomorrow().ok()?));
        next.unwrap_or_default()
    }

    /// The unit that mails from an address (with or without a name before it), by the address
    /// itself, else by its domain; none where two units share it.
    pub fn by_email(&self, address: &str) -> Option<&Unit> {
        let address = address.rsplit('<').next()?.trim_end_matches('>').trim().to_lowercase();
        let (_, domain) = address.split_once('@')?;
        let known = [address.clone(), format!("@{domain}")];
        if let Some(units) = known.iter().find_map(|address| self.index.emails.get(address)) {
            return match units.as_slice() {
                [only] => self.unit(*only),
                _ => None,
            };
        }
        known.iter().find_map(|address| self.find(self.index.given_emails.get(address)?))
    }

    /// The nearest unit at `level` on the way up from `code`, itself included.
    pub fn at_level(&self, code: &UnitCode, level: Level) -> Option<&Unit> {
        self.up(code).find(|unit| unit.level == level)
    }

    /// The place that a unit is, or works in: itself where it is one, else the nearest on the way up.
    pub fn place_of(&self, code: &UnitCode) -> Option<UnitCode> {
        self.up(code).find(|unit| unit.kind == UnitKind::Area).map(|unit| unit.code.clone())
    }

    /// Whether `code` is `above`, or stands somewhere below it.
    pub fn is_within(&self, code: &UnitCode, above: &UnitCode) -> bool {
        self.up(code).any(|unit| &unit.code == above)
    }

    /// Lets a name mean a unit from now on, for this book only. A code that the book does not know
    /// is of no effect.
    pub fn learn(&mut self, name: &str, code: &UnitCode) {
        self.index.given.insert(Fold::Marked.key(name), (code.clone(), Evidence::Learnt));
    }

    /// Units on the way up from one, itself first. A list that turns in a circle ends.
    fn up<'a>(&'a self, code: &UnitCode) -> impl Iterator<Item = &'a Unit> {
        let parent = |unit: &&'a Unit| self.find(unit.parent.as_ref()?);
        std::iter::successors(self.find(code), parent).take(12)
    }

    fn layer(&self) -> Option<&Layer> {
        let nation = self.nation.as_ref()?;
        Some(nation.get_or_init(|| Layer::below(&self.units)))
    }

    fn position(&self, code: &UnitCode) -> Option<usize> {
        self.index.codes.get(code).copied()
    }

    fn unit(&self, at: usize) -> Option<&Unit> {
        self.units.get(at)
    }

    /// Positions on the way up from a unit, itself first.
    fn chain(&self, code: &UnitCode) -> Vec<usize> {
        let own_unit = self.position(code).and_then(|at| self.unit(at));
        own_unit.map(|unit| self.index.above(&self.units, unit).collect()).unwrap_or_default()
    }

    fn lies_within(&self, at: usize, above: &UnitCode) -> bool {
        self.unit(at).is_some_and(|unit| {
            self.index
                .above(&self.units, unit)
                .any(|at| self.unit(at).is_some_and(|unit| &unit.code == above))
        })
    }
}
