//! What a reading matches: the units whose names begin it, or end it after a part or a position.

use super::fold::Fold;
use super::index::{Grade, is_place};
use super::words::{leads, starts};
use super::{Context, Level, Unit, UnitBook, UnitKind};

/// A unit that a reading may mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UnitMatch {
    pub(super) at: usize,
    pub(super) grade: Grade,
    /// How sure, 0 to 1.
    pub(super) score: f64,
    /// The form that matched: only homonyms of one form are told apart by the sender.
    pub(super) form: String,
    /// Whether the place of a generic name was left out.
    pub(super) implied: bool,
    /// The unit that was named, where this one took its place.
    pub(super) former: Option<usize>,
}

/// Score of a unit known by its part or by a position in it.
pub(super) const PART: f64 = 0.8;

/// Score of a unit known only because its sender speaks of his own.
pub(super) const OWN: f64 = 0.75;

/// Score of a name without marks.
pub(super) const UNMARKED: f64 = 0.9;

fn score(grade: Grade) -> f64 {
    match grade {
        Grade::Official => 0.99,
        Grade::Listed => 1.0,
        Grade::Stem => 0.97,
        Grade::Short => 0.95,
        Grade::Proper => 0.9,
    }
}

/// A match whose place is named or needs no naming.
pub(super) fn found(at: usize, grade: Grade, score: f64, form: &str) -> UnitMatch {
    UnitMatch { at, grade, score, form: form.to_owned(), implied: false, former: None }
}

/// The units that a whole reading names: the longest known beginning, then only what is above it.
pub(super) fn whole(book: &UnitBook, fold: Fold, reading: &str, context: &Context<'_>) -> Vec<UnitMatch> {
    let mut matches = named(book, fold, reading, false);
    if matches.is_empty()
        && let Some(place) = book.words.at(fold).governed(reading)
    {
        matches = named(book, fold, place, true);
        if matches.is_empty() {
            matches = unnamed_place(book, fold, place, context, true);
        }
    }
    matches
}

/// The units whose names begin a reading and whose surroundings fill the rest of it.
fn named(book: &UnitBook, fold: Fold, reading: &str, only_places: bool) -> Vec<UnitMatch> {
    let ends = starts(reading).skip(1).map(|start| start - 1).chain([reading.len()]);
    for end in ends.collect::<Vec<usize>>().into_iter().rev() {
        let Some((form, rest)) = reading.split_at_checked(end) else { continue };
        let Some(known) = fold.of(&book.index.forms).get(form) else { continue };
        let mut matches: Vec<UnitMatch> = known
            .iter()
            .filter(|(at, _)| !only_places || book.unit(*at).is_some_and(|unit| is_place(unit.kind)))
            .filter_map(|&(at, grade)| fits(book, fold, at, grade, form, rest.trim_start()))
            .collect();
        if let Some(best) = matches.iter().map(|found| found.grade).min() {
            matches.retain(|found| found.grade == best);
            return matches;
        }
    }
    Vec::new()
}

/// Whether a unit may be meant where `rest` follows its name: each place and unit mentioned there has
/// to stand above it, and a name that every place has (*Hội Nông dân*) takes its own place first.
fn fits(
    book: &UnitBook,
    fold: Fold,
    at: usize,
    grade: Grade,
    form: &str,
    mut rest: &str,
) -> Option<UnitMatch> {
    let unit = book.unit(at)?;
    let words = book.words.at(fold);
    let generic = book.index.generic.get(at).copied().unwrap_or(false);
    let place_is_named = grade != Grade::Stem && book.index.has_stem(at);
    let mut found = found(at, grade, score(grade), form);
    found.implied = generic && !place_is_named && rest.is_empty();
    let mut first = true;
    while !rest.is_empty() {
        let nearest_only = generic && !place_is_named && first;
        if let Some(taken) = mentioned_above(book, fold, unit, rest, nearest_only) {
            rest = rest.get(taken..)?.trim_start();
        } else if let Some(place) = words.governed(rest).filter(|place| !place.is_empty()) {
            // "Phòng Nội vụ - UBND thành phố": the committee stands for its place.
            rest = place;
            continue;
        } else if !generic && words.is_address(rest) {
            // A part of the place after its name ("Phường Vĩnh Trại, khối 5"), or an address.
            let next = starts(rest)
                .skip(1)
                .find(|&start| {
                    rest.get(start..)
                        .is_some_and(|rest| words.place(rest).is_some() && !words.is_address(rest))
                })
                .unwrap_or(rest.len());
            rest = rest.get(next..)?;
            found.score = found.score.min(PART);
        } else if !generic && !is_place(unit.kind) {
            let taken = located(book, fold, unit, rest)?;
            rest = rest.get(taken..)?.trim_start();
            found.score = found.score.min(0.9);
        } else {
            return None;
        }
        first = false;
    }
    Some(found)
}

/// How many bytes of `rest` mention a unit above `unit`.
fn mentioned_above(
    book: &UnitBook,
    fold: Fold,
    unit: &Unit,
    rest: &str,
    nearest_only: bool,
) -> Option<usize> {
    let mut longest = None;
    for above in book.index.above(&book.units, unit).skip(1) {
        let mention = fold.of(book.index.mentions.get(above)?);
        let taken = mention.phrases.iter().find(|phrase| leads(rest, phrase)).map(String::len);
        longest = longest.max(taken);
        if nearest_only && book.unit(above).is_some_and(|unit| is_place(unit.kind)) {
            break;
        }
    }
    longest
}

/// How many bytes of `rest` name a place beside which a school or company may lie: one within the
/// place that it belongs to.
fn located(book: &UnitBook, fold: Fold, unit: &Unit, rest: &str) -> Option<usize> {
    let home = book
        .index
        .above(&book.units, unit)
        .skip(1)
        .find(|&above| book.unit(above).is_some_and(|unit| is_place(unit.kind)))?;
    let home = &book.unit(home)?.code;
    let ends = starts(rest).skip(1).map(|start| start - 1).chain([rest.len()]);
    ends.collect::<Vec<usize>>().into_iter().rev().find(|&end| {
        let known = rest.get(..end).and_then(|place| fold.of(&book.index.forms).get(place));
        known.is_some_and(|known| {
            known.iter().any(|&(at, grade)| {
                grade == Grade::Official
                    && book
                        .unit(at)
                        .is_some_and(|place| is_place(place.kind) && book.is_within(&place.code, home))
            })
        })
    })
}

/// Places known by their designation alone ("UBND thành phố", "Chi bộ … phường"): the sender's own,
/// or, where a committee was named, all of them.
fn unnamed_place(
    book: &UnitBook,
    fold: Fold,
    reading: &str,
    context: &Context<'_>,
    governed: bool,
) -> Vec<UnitMatch> {
    let words = book.words.at(fold);
    let chain: Vec<usize> = context.sender.map(|sender| book.chain(sender)).unwrap_or_default();
    if reading.is_empty() {
        let sender = chain.first().filter(|at| book.unit(**at).is_some_and(|unit| is_place(unit.kind)));
        return sender.map(|&at| found(at, Grade::Stem, 0.95, "")).into_iter().collect();
    }
    let Some(designation) =
        reading.split(' ').next().and_then(|_| words.place(reading)).map(|(designation, _)| designation)
    else {
        return Vec::new();
    };
    let rest = reading.get(designation.len()..).unwrap_or_default().trim_start();
    let Some(known) = fold.of(&book.index.places).get(designation) else { return Vec::new() };
    let fitting: Vec<UnitMatch> =
        known.iter().filter_map(|&at| fits(book, fold, at, Grade::Stem, designation, rest)).collect();
    let of_sender: Vec<UnitMatch> =
        fitting.iter().filter(|found| chain.contains(&found.at)).cloned().collect();
    if of_sender.len() == 1 {
        of_sender
    } else if governed {
        fitting
    } else {
        Vec::new()
    }
}

/// The unit named at the end of a reading, where what stands before belongs to it. A unit before
/// which something of its own stands is handed back with a low score, as a proposal.
pub(super) fn part(book: &UnitBook, fold: Fold, reading: &str, context: &Context<'_>) -> Vec<UnitMatch> {
    let words = book.words.at(fold);
    for start in starts(reading).skip(1) {
        let Some((before, end)) = reading.split_at_checked(start) else { continue };
        if words.splits_a_word(before.trim_end(), end) {
            continue;
        }
        let mut matches = whole(book, fold, end, context);
        if matches.is_empty() {
            matches = unnamed_place(book, fold, end, context, false);
        }
        matches.retain(|found| found.grade != Grade::Proper);
        if matches.is_empty() {
            continue;
        }
        let low = matches.iter().all(|found| {
            book.unit(found.at).is_some_and(|unit| !is_place(unit.kind) || unit.level >= Level::Commune)
        });
        let committee = low && words.governed(end).is_some();
        let belongs = words.belongs(before.trim_end(), low, committee);
        for found in &mut matches {
            found.score = if belongs { found.score.min(PART) } else { OWN - 0.15 };
        }
        return matches;
    }
    if let Some(sender) = context.sender.filter(|_| words.is_only_a_part(reading)) {
        // "Khối 5", "Lớp 5A": the sender speaks of his own.
        return book
            .position(sender)
            .filter(|&at| {
                book.unit(at).is_some_and(|unit| {
                    is_place(unit.kind) && unit.level >= Level::Commune || unit.kind == UnitKind::School
                })
            })
            .map(|at| found(at, Grade::Short, OWN, ""))
            .into_iter()
            .collect();
    }
    Vec::new()
}
