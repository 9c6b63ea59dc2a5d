//! Which unit a written name means.
//!
//! A name is spelt out (`abbreviation`), then read from the left: the longest beginning that the
//! book knows, followed by nothing but the places and units above it. What contradicts them ("Hội
//! Nông dân **huyện Chi Lăng**") is another unit. Where no beginning fits, the longest known *end* is
//! tried, if what stands before it can be a part of that unit ("Tổ 3, …") or a position in it.
//!
//! One answer is given only where the book allows no other:
//! - marks count: a name that has any is never matched by one with other marks;
//! - a name written wholly without marks is answered only if a single unit of the whole book reads
//!   so without marks, and never for a part or a position;
//! - nearness never answers, it only proposes;
//! - homonyms are told apart by the sender only where they bear the very same name in full.

use super::fold::Fold;
use super::index::{Grade, ends_with_words, is_place};
use super::matches::{OWN, UNMARKED, UnitMatch, found, part, whole};
use super::written::WrittenName;
use super::{Candidate, Context, Evidence, GIVEN, Level, Resolved, UnitBook, UnitKind};

/// What a match by *y* = *i* costs.
const LOOSE: f64 = 0.02;

/// What a choice among homonyms by the sender costs.
const CHOSEN: f64 = 0.05;

/// One unit, several, or none: then those of which a part was named.
pub(super) fn resolve(book: &UnitBook, name: &WrittenName<'_>, context: &Context<'_>) -> Resolved {
    let key = name.key(Fold::Marked);
    if key.is_empty() {
        return Resolved::None(Vec::new());
    }
    let mut open = None;
    if let Some(official) = book.index.official.get(key) {
        let matches = official.iter().map(|&at| found(at, Grade::Official, 1.0, key)).collect();
        match settle(book, matches, context, Evidence::Exact) {
            Resolved::None(_) => {}
            one @ Resolved::One(_) => return one,
            several @ Resolved::Several(_) => open = Some(several),
        }
    }
    for fold in [Fold::Marked, Fold::Loose] {
        if open.is_some() {
            break;
        }
        let matches = in_any_reading(fold, name, |reading| whole(book, fold, reading, context));
        match settle(book, matches, context, Evidence::Alias) {
            Resolved::None(_) => {}
            one @ Resolved::One(_) => return one,
            several @ Resolved::Several(_) => open = Some(several),
        }
    }
    if let Some((code, evidence)) = book.index.given.get(key)
        && let Some(at) = book.position(code)
    {
        return as_of(book, vec![found(at, Grade::Listed, GIVEN, key)], context, *evidence);
    }
    if let Some(several) = open {
        return several;
    }
    let mut near = Vec::new();
    for fold in [Fold::Marked, Fold::Loose] {
        let matches = in_any_reading(fold, name, |reading| part(book, fold, reading, context));
        let (apart, matches): (Vec<UnitMatch>, Vec<UnitMatch>) =
            matches.into_iter().partition(|found| found.score < OWN);
        match settle(book, matches, context, Evidence::Alias) {
            Resolved::None(_) => near.extend(apart),
            found => return found,
        }
    }
    if key.is_ascii() {
        let matches = in_any_reading(Fold::Bare, name, |reading| {
            whole(book, Fold::Bare, reading, &Context { sender: None, ..context.clone() })
        });
        match settle(book, matches, &Context { sender: None, ..context.clone() }, Evidence::Near) {
            Resolved::None(_) => {}
            found => return found,
        }
    }
    Resolved::None(near.iter().map(|found| candidate(book, found, Evidence::Near, 0.0)).collect())
}

/// The matches of all readings of a name, each unit once, by its best form.
fn in_any_reading(
    fold: Fold,
    name: &WrittenName<'_>,
    find: impl Fn(&str) -> Vec<UnitMatch>,
) -> Vec<UnitMatch> {
    let mut matches: Vec<UnitMatch> = Vec::new();
    for reading in name.readings(fold) {
        for mut found in find(reading) {
            match fold {
                Fold::Marked => {}
                Fold::Loose => found.score -= LOOSE,
                Fold::Bare => found.score = found.score.min(UNMARKED),
            }
            match matches.iter_mut().find(|known| known.at == found.at) {
                Some(known) if known.score < found.score => *known = found,
                Some(_) => {}
                None => matches.push(found),
            }
        }
    }
    matches
}

/// Turns matches into an answer: dates first, then what the sender would mean, then the number left.
fn settle(book: &UnitBook, matches: Vec<UnitMatch>, context: &Context<'_>, evidence: Evidence) -> Resolved {
    let mut matches = matches;
    if let Some(within) = context.within
        && matches.iter().any(|found| book.lies_within(found.at, within))
    {
        matches.retain(|found| book.lies_within(found.at, within));
    }
    if let Some(own) = own_body(book, &matches, context) {
        return own;
    }
    if let [only] = matches.as_slice()
        && only.grade == Grade::Proper
    {
        let namesakes = namesakes(book, only, context);
        matches.extend(namesakes);
    }
    as_of(book, matches, context, evidence)
}

/// What a commune means by "Hội Nông dân" where the book has only the city's: its own, which counts
/// for the commune. A body of another kind is asked about.
fn own_body(book: &UnitBook, matches: &[UnitMatch], context: &Context<'_>) -> Option<Resolved> {
    let [found] = matches else { return None };
    let (unit, sender) = (book.unit(found.at)?, book.position(context.sender?)?);
    let from = book.unit(sender)?;
    let commune = is_place(from.kind) && from.level > unit.level;
    let workplace = matches!(from.kind, UnitKind::School | UnitKind::Enterprise | UnitKind::Cooperative);
    if !found.implied
        || found.grade == Grade::Listed
        || !(commune || workplace)
        || sender == found.at
        || !matches!(unit.kind, UnitKind::MassOrganisation | UnitKind::ArmedForce | UnitKind::Health)
            && found.grade != Grade::Stem
    {
        return None;
    }
    let candidate =
        Candidate { code: from.code.clone(), evidence: Evidence::Alias, score: OWN, former: None };
    if commune && unit.kind == UnitKind::MassOrganisation {
        return Some(Resolved::One(candidate));
    }
    let other = Candidate { code: unit.code.clone(), evidence: Evidence::Alias, score: OWN, former: None };
    Some(Resolved::Several(vec![candidate, other]))
}

/// Units of the sender whose names end like a place's proper name: an education office that writes
/// "Hoàng Văn Thụ" may mean a school.
fn namesakes(book: &UnitBook, place: &UnitMatch, context: &Context<'_>) -> Vec<UnitMatch> {
    let Some(sender) = context.sender else { return Vec::new() };
    let sender_is_place =
        book.find(sender).is_none_or(|unit| is_place(unit.kind) && unit.level >= Level::Commune);
    if sender_is_place {
        return Vec::new();
    }
    let tail = Fold::Bare.key(&place.form);
    (0..book.units.len())
        .filter(|&at| at != place.at && book.lies_within(at, sender))
        .filter(|&at| {
            book.index
                .spoken
                .get(at)
                .is_some_and(|spoken| spoken.iter().any(|form| ends_with_words(form, &tail)))
        })
        .map(|at| found(at, Grade::Proper, 0.6, ""))
        .collect()
}

/// The answer for a day: units that existed on it come before all others; one that had ended gives
/// way to its successor, and to a question where there are several.
fn as_of(
    book: &UnitBook,
    mut matches: Vec<UnitMatch>,
    context: &Context<'_>,
    evidence: Evidence,
) -> Resolved {
    if let Some(date) = context.date {
        let valid = |at: usize| book.unit(at).is_some_and(|unit| unit.valid_on(date));
        if matches.iter().any(|found| valid(found.at)) {
            matches.retain(|found| valid(found.at));
        } else {
            matches = matches.iter().flat_map(|found| succeeded(book, found)).collect();
            let mut seen: Vec<usize> = Vec::new();
            matches.retain(|found| {
                !seen.contains(&found.at) && {
                    seen.push(found.at);
                    true
                }
            });
        }
    }
    let homonyms = matches.first().is_some_and(|first| {
        first.grade != Grade::Proper
            && !first.form.is_empty()
            && matches.iter().all(|found| found.form == first.form)
    });
    sort_for(book, &mut matches, context, homonyms);
    match matches.as_slice() {
        [] => Resolved::None(Vec::new()),
        [only] => Resolved::One(candidate(book, only, evidence, 0.0)),
        [best, next, ..]
            if homonyms && distance(book, best.at, context) < distance(book, next.at, context) =>
        {
            Resolved::One(candidate(book, best, evidence, CHOSEN))
        }
        several => {
            Resolved::Several(several.iter().map(|found| candidate(book, found, evidence, CHOSEN)).collect())
        }
    }
}

/// The units that took a unit's place; itself where the book knows of none.
fn succeeded(book: &UnitBook, ended: &UnitMatch) -> Vec<UnitMatch> {
    let successors: Vec<usize> = book
        .unit(ended.at)
        .map(|unit| unit.successors.iter().filter_map(|code| book.position(code)).collect())
        .unwrap_or_default();
    if successors.is_empty() {
        return vec![ended.clone()];
    }
    successors
        .into_iter()
        .map(|at| UnitMatch {
            at,
            grade: Grade::Proper,
            score: ended.score.min(0.95),
            former: Some(ended.at),
            ..ended.clone()
        })
        .collect()
}

/// Puts the best found first: homonyms by how near they are to the sender, others by how sure.
fn sort_for(book: &UnitBook, matches: &mut [UnitMatch], context: &Context<'_>, homonyms: bool) {
    matches.sort_by(|a, b| {
        let by_score = b.score.total_cmp(&a.score);
        let by_distance = distance(book, a.at, context).cmp(&distance(book, b.at, context));
        let best = if homonyms { by_distance.then(by_score) } else { by_score.then(by_distance) };
        best.then(a.at.cmp(&b.at))
    });
}

/// How many steps up from the sender one has to go until the unit lies below.
fn distance(book: &UnitBook, at: usize, context: &Context<'_>) -> usize {
    let Some(sender) = context.sender else { return 0 };
    let chain = book.chain(sender);
    chain
        .iter()
        .position(|&above| book.unit(above).is_some_and(|above| book.lies_within(at, &above.code)))
        .unwrap_or(chain.len())
}

fn candidate(book: &UnitBook, found: &UnitMatch, evidence: Evidence, cost: f64) -> Candidate {
    let code = book.unit(found.at).map(|unit| unit.code.clone());
    Candidate {
        code: code.unwrap_or_else(|| super::UnitCode::new("")),
        evidence,
        score: (found.score - cost).max(0.0),
        former: found.former.and_then(|at| book.unit(at)).map(|unit| unit.code.clone()),
    }
}

/// What may be proposed for a name that the book does not know: units of which a part was named,
/// then those whose names are near; of those that had ended by the day, what took their place.
pub(super) fn proposals(
    book: &UnitBook,
    name: &WrittenName<'_>,
    parts: Vec<Candidate>,
    context: &Context<'_>,
) -> Vec<Candidate> {
    let mut proposals: Vec<Candidate> = Vec::new();
    let found = parts.into_iter().chain(super::near::near(book, name));
    for near in found.flat_map(|near| existing(book, near, context)) {
        if proposals.iter().all(|known| known.code != near.code) {
            proposals.push(near);
        }
    }
    proposals.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| book.protocol_order(&a.code).cmp(&book.protocol_order(&b.code)))
    });
    proposals.truncate(super::near::MOST);
    proposals
}

/// A unit that existed on the day; else what took the place of one that had ended, itself where nothing
/// did; nothing for one that came later.
fn existing(book: &UnitBook, one: Candidate, context: &Context<'_>) -> Vec<Candidate> {
    let unit = book.find(&one.code);
    let Some((unit, day)) = unit.zip(context.date).filter(|(unit, day)| !unit.valid_on(*day)) else {
        return vec![one];
    };
    if unit.valid_from.is_some_and(|from| day < from) {
        return Vec::new();
    }
    let next = book.successors(&one.code);
    if next.is_empty() {
        return vec![one];
    }
    let former = Some(one.code);
    let heir = |code| Candidate { code, evidence: one.evidence, score: one.score, former: former.clone() };
    next.into_iter().map(heir).collect()
}
