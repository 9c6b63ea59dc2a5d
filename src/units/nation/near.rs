//! Names that are near a misspelt one: one slip away, marks apart. They are proposals only.

use std::sync::LazyLock;

use super::area::{AreaAt, Areas};
use super::place::{designation, names, words};
use super::{Around, Meant};
use crate::text;
use crate::units::Evidence;
use crate::units::fold::Fold;
use crate::units::near::MOST;

/// Unmarked proper names, and each of them with one letter left out, by hash: two names one slip apart
/// share one. Sorted.
struct Slips {
    names: Vec<&'static str>,
    by_hash: Vec<(u64, u32)>,
}

static SLIPS: LazyLock<Slips> = LazyLock::new(|| {
    let mut all: Vec<&'static str> = names(Fold::Bare).proper_names().collect();
    all.sort_unstable();
    let mut by_hash: Vec<(u64, u32)> = Vec::with_capacity(all.len() * 10);
    for (at, name) in (0..).zip(&all) {
        by_hash.extend(variants(name).map(|hash| (hash, at)));
    }
    by_hash.sort_unstable();
    by_hash.dedup();
    Slips { names: all, by_hash }
});

/// Hashes of a name and of all that one letter fewer leaves of it.
fn variants(name: &str) -> impl Iterator<Item = u64> {
    let skips = name.char_indices().map(|(at, _)| Some(at));
    skips.chain([None]).map(move |skip| {
        let letters = name.char_indices().filter(|(at, letter)| Some(*at) != skip && *letter != ' ');
        // FNV-1a: the same on every machine.
        letters.fold(0xcbf2_9ce4_8422_2325, |hash, (_, letter)| {
            (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
        })
    })
}

/// Areas whose proper names are near the one written, best first.
pub(in crate::units) fn near(key: &str, around: &Around) -> Vec<Meant> {
    let areas = Areas::built_in();
    let all = words(key);
    let (all, _) = super::governed(&all);
    let said = designation(all);
    let words = all.get(said.map_or(0, |(_, taken, _)| taken)..).unwrap_or_default();
    let end = (1..words.len()).find(|&at| words.get(at..).is_some_and(|rest| designation(rest).is_some()));
    let written = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    // The places named after it: what lies in none of them is a worse guess.
    let beyond: Vec<AreaAt> = end
        .and_then(|at| words.get(at..))
        .map(|rest| names(Fold::Marked).find(rest).into_iter().map(|found| found.area).collect())
        .unwrap_or_default();
    if let Some(place) = end.filter(|_| said.is_none()).and_then(|at| words.get(at..)) {
        // "Thôn 3, xã …": the part is the place's.
        let of_place = near(&place.join(" "), around);
        if !of_place.is_empty() {
            return of_place;
        }
    }
    if written.is_empty() || written.len() > 6 {
        return Vec::new();
    }
    let written = written.join(" ");
    let bare = text::bare_key(&written);
    let numbers =
        |name: &str| name.bytes().filter(u8::is_ascii_digit).eq(bare.bytes().filter(u8::is_ascii_digit));
    let mut close: Vec<u32> = Vec::new();
    for hash in variants(&bare) {
        let from = SLIPS.by_hash.partition_point(|(known, _)| *known < hash);
        let same = SLIPS.by_hash.get(from..).unwrap_or_default();
        close.extend(same.iter().take_while(|(known, _)| *known == hash).map(|(_, at)| *at));
    }
    close.sort_unstable();
    close.dedup();
    let close = close.iter().filter_map(|&at| SLIPS.names.get(at as usize));
    let home = around.within.or(around.sender).map(|home| areas.up(home).last().unwrap_or(home));
    let mut found: Vec<(f64, AreaAt)> = Vec::new();
    // Many a place is called the same: its likeness is reckoned once.
    let mut alike: Vec<(&str, f64)> = Vec::new();
    for name in close.filter(|name| numbers(name)) {
        for at in names(Fold::Bare).areas_of(name) {
            let Some(area) = areas.area(at) else { continue };
            let outside = home.is_some_and(|home| !areas.lies_within(at, home));
            let outside = if beyond.is_empty() {
                outside
            } else {
                !beyond.iter().any(|&place| areas.lies_within(at, place))
            };
            let kind = said.is_some_and(|(said, ..)| said != area.designation);
            let past = around.date.is_some_and(|day| !area.valid_on(day));
            let cost = [(outside, 0.2), (kind, 0.1), (past, 0.05)];
            let cost: f64 = cost.iter().filter(|(applies, _)| *applies).map(|(_, cost)| cost).sum();
            let proper = area.proper();
            let likeness = match alike.iter().find(|(known, _)| *known == proper) {
                Some((_, likeness)) => *likeness,
                None => {
                    let likeness = text::similarity(&written, proper);
                    alike.push((proper, likeness));
                    likeness
                }
            };
            found.push((0.9 * likeness - cost, at));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.dedup_by_key(|(_, at)| *at);
    found
        .into_iter()
        .filter(|(score, _)| *score > 0.5)
        .take(MOST)
        .map(|(score, area)| Meant {
            area,
            body: None,
            evidence: Evidence::Near,
            score,
            placed: false,
            designated: false,
            below: None,
            spoken: None,
            replaced: false,
            former: None,
        })
        .collect()
}
