//! The country: every area before and after 1 July 2025 and the bodies that each has, and which of
//! them a written name means.
//!
//! Read and folded on the first question only. It knows no office's list: [`super::layer`] lays one
//! over it. As in the office's book, an answer is given only where no other is possible; nearness
//! proposes.

mod area;
mod body;
mod day;
mod near;
mod place;

use jiff::civil::Date;

pub(super) use area::{Area, AreaAt, AreaTable, EVE, Era, REFORM};
pub(super) use body::{BodyAt, Having, bodies, body_of};

use super::abbreviation::join;
use super::fold::Fold;
use super::matches::{PART, UNMARKED};
use super::words::{UnitWords, WordLists, starts};
use super::written::WrittenName;
use super::{Evidence, Level, UnitKind};
use day::{SUCCEEDED, at_day, is_early, is_orphan, is_valid, with_namesakes};
use place::{AreaNames, FoundArea, Spoken, names, words};

/// Score of a proper name alone.
const PROPER: f64 = 0.9;

/// Score of a designated name that is not wholly as printed.
pub(super) const WRITTEN: f64 = 0.99;

/// What a choice by the sender or by *y* = *i* costs.
const COST: f64 = 0.03;

/// What is known about a name besides its letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    pub(super) within: Option<AreaAt>,
    pub(super) sender: Option<AreaAt>,
    pub(super) date: Option<Date>,
}

/// An area, or a body of it, that a name may mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meant {
    pub(super) area: AreaAt,
    pub(super) body: Option<BodyAt>,
    pub(super) evidence: Evidence,
    pub(super) score: f64,
    /// The place above is named too: it can be no namesake elsewhere.
    pub(super) placed: bool,
    /// The kind of the place is named.
    pub(super) designated: bool,
    below: Option<Level>,
    spoken: Option<Spoken>,
    /// A former area was placed in its present province.
    replaced: bool,
    /// What was named, where this took its place.
    pub(super) former: Option<(AreaAt, Option<BodyAt>)>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NameMeaning {
    One(Meant),
    Several(Vec<Meant>),
    /// None; these are near.
    None(Vec<Meant>),
}

impl NameMeaning {
    /// Neither an answer nor a part of one.
    fn is_nothing(&self) -> bool {
        matches!(self, NameMeaning::None(parts) if parts.is_empty())
    }
}

pub(super) use day::{existing, succeeded};
pub(super) use near::near;

/// Which area or body of one a name means; where none, those of which a part was named. [`near`] finds
/// those whose names are near.
pub(super) fn resolve(name: &WrittenName<'_>, around: &Around, words: &UnitWords) -> NameMeaning {
    let key = name.key(Fold::Marked);
    if key.is_empty() {
        return NameMeaning::None(Vec::new());
    }
    let marked = settle(places(Fold::Marked, key), around);
    if !marked.is_nothing() {
        return marked;
    }
    if place::may_loosen(key, name.key(Fold::Loose)) {
        let loose = settle(places(Fold::Loose, name.key(Fold::Loose)), around);
        if !loose.is_nothing() {
            return loose;
        }
    }
    let mut apart = Vec::new();
    let spelt = name.readings(Fold::Marked);
    let found = settle(bodies_of(Fold::Marked, spelt, around), around);
    if !found.is_nothing() {
        return found;
    }
    let (parts, strangers) = parts_of(Fold::Marked, spelt, words);
    match settle(parts, around) {
        NameMeaning::None(early) => apart.extend(early),
        found => return found,
    }
    apart.extend(strangers);
    if key.is_ascii() {
        let mut bare = places(Fold::Bare, key);
        if bare.is_empty() {
            bare = bodies_of(Fold::Bare, name.readings(Fold::Bare), around);
        }
        match settle(bare, around) {
            NameMeaning::None(_) => {}
            found => return found,
        }
    }
    NameMeaning::None(apart)
}

/// Whether an area bears one of the names, marks and the word for its kind aside: an office may write
/// *TP* or leave out a mark, and still speak of its own place.
pub(super) fn is_called<'a>(at: AreaAt, names: impl IntoIterator<Item = &'a String>) -> bool {
    let Some(area) = AreaTable::built_in().area(at) else { return false };
    let proper = |name: &str| {
        let key = Fold::Bare.key(name);
        let words = words(&key);
        let from = place::designation(&words).map_or(0, |(_, taken, _)| taken);
        words.get(from..).unwrap_or_default().join(" ")
    };
    let own_names: Vec<String> = std::iter::once(area.name)
        .chain(area.also.split(';'))
        .map(proper)
        .filter(|name| !name.is_empty())
        .collect();
    names.into_iter().any(|name| own_names.contains(&proper(name)))
}

/// Committees that stand for their place, as words of a key.
const AUTHORITIES: [&[&str]; 11] = [
    &["hđnd", "và", "ubnd"],
    &["hđnd", "ubnd"],
    &["hdnd", "ubnd"],
    &["hội", "đồng", "nhân", "dân", "và", "ủy", "ban", "nhân", "dân"],
    &["hội", "đồng", "nhân", "dân", "ủy", "ban", "nhân", "dân"],
    &["ủy", "ban", "nhân", "dân"],
    &["uy", "ban", "nhan", "dan"],
    &["ub", "nd"],
    &["ubnd"],
    &["chính", "quyền"],
    &["chinh", "quyen"],
];

/// The words after the committee that governs a place, and whether there was one.
fn governed<'a, 'b>(words: &'a [&'b str]) -> (&'a [&'b str], bool) {
    let after = AUTHORITIES.iter().find_map(|authority| words.strip_prefix(*authority));
    after.filter(|rest| !rest.is_empty()).map_or((words, false), |rest| (rest, true))
}

/// The areas that a whole key names.
fn places(fold: Fold, key: &str) -> Vec<Meant> {
    let words = words(key);
    let (place, governed) = governed(&words);
    names(fold).find(place).into_iter().map(|found| meant(fold, found, governed)).collect()
}

fn meant(fold: Fold, found: FoundArea, governed: bool) -> Meant {
    let whole = found.in_full && !governed;
    let (evidence, score) = match fold {
        Fold::Bare => (Evidence::Near, UNMARKED),
        Fold::Marked if whole => (Evidence::Exact, 1.0),
        Fold::Marked | Fold::Loose if !found.designated => (Evidence::Alias, PROPER),
        Fold::Marked => (Evidence::Alias, WRITTEN),
        Fold::Loose => (Evidence::Alias, WRITTEN - COST),
    };
    let top = AreaTable::built_in().area(found.area).is_some_and(|area| area.level() == Level::Province);
    Meant {
        area: found.area,
        body: None,
        evidence,
        score,
        placed: found.below.is_some() || top,
        designated: found.designated || governed,
        below: found.below,
        spoken: found.spoken,
        replaced: found.replaced,
        former: None,
    }
}

/// The bodies that readings name, by the longest phrase that begins one; also places behind an
/// abbreviated committee (*UBNDX Mai Pha*).
fn bodies_of(fold: Fold, readings: &[String], around: &Around) -> Vec<Meant> {
    let mut all: Vec<Meant> = Vec::new();
    for reading in readings {
        let governed = WordLists::built_in(fold).governed(reading).filter(|rest| !rest.is_empty());
        let found = match governed {
            Some(place) => {
                let found = names(fold).find(&words(place));
                found.into_iter().map(|found| meant(fold, found, true)).collect()
            }
            None => body(fold, &words(reading), around),
        };
        for new in found {
            if all.iter().all(|known| (known.area, known.body) != (new.area, new.body)) {
                all.push(new);
            }
        }
    }
    all
}

fn body(fold: Fold, words: &[&str], around: &Around) -> Vec<Meant> {
    let areas = AreaTable::built_in();
    let phrases = body::phrases(fold);
    let longest = words.first().map_or(0, |first| phrases.longest(first));
    let mut key = String::new();
    for taken in (1..=words.len().min(longest)).rev() {
        let Some((phrase, rest)) = words.split_at_checked(taken) else { continue };
        join(&mut key, phrase);
        let phrases = phrases.of(&key);
        if phrases.is_empty() {
            continue;
        }
        // "Đảng ủy UBND tỉnh" is not the Party's committee of the province.
        let is_partys = |phrase: &body::Phrase| {
            bodies().get(phrase.body).is_some_and(|body| body.kind == UnitKind::Party)
        };
        let rest = if phrases.iter().any(is_partys) { rest } else { governed(rest).0 };
        let found = if rest.is_empty() { Vec::new() } else { names(fold).find(rest) };
        let unnamed_here = unnamed(rest, around);
        let mut meanings = Vec::new();
        for phrase in phrases {
            let Some(body) = bodies().get(phrase.body) else { continue };
            let fits = |at: AreaAt| {
                areas
                    .area(at)
                    .is_some_and(|area| body.is_of(area) && phrase.of.is_none_or(|of| of == area.designation))
            };
            let named = found.iter().filter(|found| fits(found.area)).map(|found| Meant {
                body: Some(phrase.body),
                evidence: if fold == Fold::Bare { Evidence::Near } else { Evidence::Alias },
                score: if fold == Fold::Bare { UNMARKED } else { WRITTEN },
                designated: true,
                ..meant(fold, *found, false)
            });
            meanings.extend(named);
            let meant = unnamed_here.iter().filter(|&&at| fits(at)).map(|&at| Meant {
                area: at,
                body: Some(phrase.body),
                evidence: if fold == Fold::Bare { Evidence::Near } else { Evidence::Alias },
                score: PROPER,
                placed: true,
                designated: true,
                below: None,
                spoken: None,
                replaced: false,
                former: None,
            });
            meanings.extend(meant);
        }
        if !meanings.is_empty() {
            return meanings;
        }
    }
    Vec::new()
}

/// The places that a writer need not name, or only by their kind (*Sở Nội vụ*, *Hội Nông dân tỉnh*):
/// those above the sender, or the one expected.
fn unnamed(rest: &[&str], around: &Around) -> Vec<AreaAt> {
    let areas = AreaTable::built_in();
    let Some(home) = around.sender.or(around.within) else { return Vec::new() };
    if rest.is_empty() {
        return areas.up(home).collect();
    }
    let Some(designation) = AreaNames::designated_only(rest) else { return Vec::new() };
    let above = areas.up(home).find(|&up| areas.area(up).is_some_and(|area| area.designation == designation));
    above.into_iter().collect()
}

/// The areas and bodies named at the end of readings, where what stands before belongs to them; and
/// those before which something of its own stands, as proposals.
fn parts_of(fold: Fold, readings: &[String], words_around: &UnitWords) -> (Vec<Meant>, Vec<Meant>) {
    let areas = AreaTable::built_in();
    let lists = words_around.at(fold);
    let (mut parts, mut strangers): (Vec<Meant>, Vec<Meant>) = (Vec::new(), Vec::new());
    for reading in readings {
        for start in starts(reading).skip(1) {
            let Some((before, end)) = reading.split_at_checked(start) else { continue };
            let before = before.trim_end();
            let place = lists.governed(end);
            let committee = place.is_some();
            if !committee && !begins(fold, end) || lists.splits_a_word(before, end) {
                continue;
            }
            let words = words(place.unwrap_or(end));
            let mut matches: Vec<Meant> = Vec::new();
            if place::designation(&words).is_some() {
                matches
                    .extend(names(fold).find(&words).into_iter().map(|found| meant(fold, found, committee)));
                matches.retain(|hit| hit.designated);
            }
            if matches.is_empty() && !committee {
                matches = body(fold, &words, &Around::default());
            }
            if matches.is_empty() {
                continue;
            }
            let low = matches.iter().all(|hit| {
                hit.body.is_some() || areas.area(hit.area).is_some_and(|area| area.level() == Level::Commune)
            });
            let belongs = lists.belongs(before, low, committee && low);
            for hit in matches {
                let to = if belongs { &mut parts } else { &mut strangers };
                let known = to.iter().any(|known| (known.area, known.body) == (hit.area, hit.body));
                if !known {
                    let score = if belongs { PART } else { PART - 0.2 };
                    let evidence = if belongs { Evidence::Alias } else { Evidence::Near };
                    to.push(Meant { score, evidence, ..hit });
                }
            }
            break;
        }
    }
    (parts, strangers)
}

/// Whether a designated place or a body may begin here.
fn begins(fold: Fold, end: &str) -> bool {
    let mut words = end.splitn(3, ' ');
    let pair = [words.next().unwrap_or_default(), words.next().unwrap_or_default()];
    let [first, _] = pair;
    let numbered = first.ends_with(|last: char| last.is_ascii_digit());
    numbered || place::designation(&pair).is_some() || body::phrases(fold).longest(first) > 0
}

/// Turns what a name may mean into an answer: place first, then day, then what the sender would mean,
/// then the number left.
fn settle(mut meanings: Vec<Meant>, around: &Around) -> NameMeaning {
    let areas = AreaTable::built_in();
    if let Some(within) = around.within
        && meanings.iter().any(|one| areas.lies_within(one.area, within))
    {
        meanings.retain(|one| areas.lies_within(one.area, within));
    }
    // A former area in a present province is written so only since there is that province.
    let mixed = around.date.is_some_and(|day| day >= REFORM);
    if !mixed && meanings.iter().any(|one| !one.replaced) {
        meanings.retain(|one| !one.replaced);
    }
    let spoken = |one: &Meant, era: Spoken| {
        areas
            .area(one.area)
            .is_some_and(|area| area.era == Era::Both || (area.era == Era::Old) == (era == Spoken::Former))
    };
    if meanings.iter().any(|one| one.spoken.is_some_and(|era| spoken(one, era))) {
        meanings.retain(|one| one.spoken.is_some_and(|era| spoken(one, era)));
    }
    match around.date {
        Some(day) => {
            let valid = |one: &Meant| is_valid(one, day);
            if meanings.iter().any(valid) {
                let (valid, ended): (Vec<Meant>, Vec<Meant>) = meanings.into_iter().partition(valid);
                meanings = with_namesakes(valid, &ended, day);
            } else {
                let early = meanings.iter().all(|one| is_early(one, day));
                if early {
                    return NameMeaning::None(meanings);
                }
                meanings = meanings.iter().flat_map(|one| at_day(one, day)).collect();
                once(&mut meanings);
                if meanings.iter().all(|one| is_orphan(one, day)) {
                    // What was written is known, and nothing took its place: people say where it belongs.
                    return NameMeaning::None(meanings);
                }
            }
        }
        None => {
            // "Xã …, tỉnh …" without a district is what a present unit is called in full.
            let present = |one: &Meant| {
                one.below == Some(Level::Province)
                    && one.designated
                    && areas.area(one.area).is_some_and(|area| area.era != Era::Old)
            };
            if meanings.iter().any(present) {
                meanings.retain(present);
            }
            if let [one, other] = meanings.as_slice()
                && let Some(area) = unchanged(areas, one, other)
            {
                meanings.retain(|one| one.area == area);
            }
        }
    }
    choose(meanings, around)
}

/// Of two names of one unit that lived through the reform unchanged, or of a province that kept its name
/// and grew, the present one.
fn unchanged(areas: &AreaTable, one: &Meant, other: &Meant) -> Option<AreaAt> {
    let heir = |old: &Meant, new: &Meant| {
        let (was, is) = (areas.area(old.area)?, areas.area(new.area)?);
        let kept = was.code == is.code || was.level() == Level::Province;
        let same = kept && was.name == is.name && was.successors == [new.area];
        (same && old.body == new.body).then_some(new.area)
    };
    heir(one, other).or_else(|| heir(other, one))
}

fn once(meanings: &mut Vec<Meant>) {
    let mut seen: Vec<(AreaAt, Option<BodyAt>)> = Vec::new();
    meanings.retain(|one| {
        let new = !seen.contains(&(one.area, one.body));
        seen.push((one.area, one.body));
        new
    });
}

fn choose(mut meanings: Vec<Meant>, around: &Around) -> NameMeaning {
    if let Some(sender) = around.sender.filter(|_| meanings.len() > 1) {
        let areas = AreaTable::built_in();
        let chain: Vec<AreaAt> = areas.up(sender).collect();
        let distance =
            |one: &Meant| chain.iter().position(|&up| areas.lies_within(one.area, up)).unwrap_or(chain.len());
        let designated = meanings.iter().all(|one| one.designated && one.score > SUCCEEDED);
        meanings.sort_by_key(distance);
        if let [first, second, ..] = meanings.as_slice()
            && designated
            && first.body == second.body
            && distance(first) < distance(second)
        {
            let score = first.score - COST;
            return NameMeaning::One(Meant { score, placed: true, ..first.clone() });
        }
    }
    match meanings.len() {
        0 => NameMeaning::None(Vec::new()),
        1 => meanings.pop().map_or_else(|| NameMeaning::None(Vec::new()), NameMeaning::One),
        _ => NameMeaning::Several(meanings),
    }
}
