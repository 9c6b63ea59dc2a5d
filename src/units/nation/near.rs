//! Names that are near a misspelt one: one slip away, marks apart. They are proposals only.
//!
//! A table of names with one letter left out answers 100,000 misspelt names in 26 ms; `fst` 0.4 with a Levenshtein
//! automaton of distance one takes 13 s for them, most of it to make an automaton for each name, and finds three in
//! five of the names, since two letters exchanged are two edits (tried on 7,125 names, 1 December 2026).

use std::sync::{LazyLock, OnceLock};

use super::area::{AreaAt, AreaTable, Era};
use super::place::{designation, names, words};
use super::{Around, Meant};
use crate::text::Folded;
use crate::units::Evidence;
use crate::units::fold::Fold;
use crate::units::near::MOST;

/// Unmarked proper names, and each of them with one letter left out, by hash: two names one slip apart
/// share one.
struct Slips {
    /// The names, and where the areas of each begin in `areas`.
    names: Vec<(&'static str, u32)>,
    areas: Vec<AreaAt>,
    /// Hashes with their names, sorted.
    by_hash: Vec<(u64, u32)>,
    /// Where the hashes of each beginning begin.
    begins: Vec<u32>,
    /// A bit for every longer beginning that a hash has: most variants of a name are nobody's, and this
    /// small table says so.
    present: Vec<u64>,
    /// The proper name of each area, folded when it is first compared.
    folded: Vec<OnceLock<Folded>>,
}

/// So many bits of a hash are its beginning: few hashes share one.
const BEGINNING: u32 = 15;

static SLIPS: LazyLock<Slips> = LazyLock::new(|| {
    let known = names(Fold::Bare);
    let mut proper: Vec<&'static str> = known.proper_names().collect();
    proper.sort_unstable();
    let mut by_hash: Vec<(u64, u32)> = Vec::with_capacity(proper.len() * 10);
    let (mut names, mut areas) = (Vec::with_capacity(proper.len()), Vec::with_capacity(proper.len() * 2));
    for (at, name) in (0..).zip(proper) {
        by_hash.extend(variants(name).map(|hash| (hash, at)));
        names.push((name, u32::try_from(areas.len()).unwrap_or(u32::MAX)));
        areas.extend(known.areas_of(name));
    }
    by_hash.sort_unstable();
    by_hash.dedup();
    let mut begins = vec![0_u32; (1 << BEGINNING) + 1];
    for (hash, _) in &by_hash {
        if let Some(n) = begins.get_mut(beginning(*hash) + 1) {
            *n += 1;
        }
    }
    let mut present = vec![0; 1 << (PRESENT - 6)];
    for (hash, _) in &by_hash {
        let (at, bit) = bit(*hash);
        if let Some(word) = present.get_mut(at) {
            *word |= bit;
        }
    }
    let mut sum = 0;
    for n in &mut begins {
        sum += *n;
        *n = sum;
    }
    let folded = std::iter::repeat_with(OnceLock::new).take(AreaTable::built_in().len()).collect();
    Slips { names, areas, by_hash, begins, present, folded }
});

fn beginning(hash: u64) -> usize {
    usize::try_from(hash >> (u64::BITS - BEGINNING)).unwrap_or_default()
}

/// So many bits of a hash stand for it in [`Slips::present`].
const PRESENT: u32 = 20;

/// Where the bit of a hash stands.
fn bit(hash: u64) -> (usize, u64) {
    let short = hash >> (u64::BITS - PRESENT);
    (usize::try_from(short >> 6).unwrap_or_default(), 1 << (short & 63))
}

impl Slips {
    /// The names that share one of the variants of a name.
    fn close(&self, bare: &str) -> Vec<u32> {
        let mut close: Vec<u32> = Vec::with_capacity(16);
        let known = |hash: &u64| {
            let (at, bit) = bit(*hash);
            self.present.get(at).is_some_and(|word| word & bit != 0)
        };
        for hash in variants(bare).filter(known) {
            let [from, to] = [0, 1].map(|next| self.begins.get(beginning(hash) + next).copied().unwrap_or(0));
            let same = self.by_hash.get(from as usize..to as usize).unwrap_or_default();
            close.extend(same.iter().filter(|(known, _)| *known == hash).map(|(_, at)| *at));
        }
        close.sort_unstable();
        close.dedup();
        close
    }

    /// A name and its areas.
    fn name(&self, at: u32) -> Option<(&'static str, &[AreaAt])> {
        let (name, from) = *self.names.get(at as usize)?;
        let to = self.names.get(at as usize + 1).map_or(self.areas.len(), |(_, to)| *to as usize);
        Some((name, self.areas.get(from as usize..to)?))
    }

    fn folded(&self, at: AreaAt, proper: &str) -> Option<&Folded> {
        Some(self.folded.get(at as usize)?.get_or_init(|| Folded::new(proper)))
    }
}

/// Hashes of a name and of all that one letter fewer leaves of it, spaces aside.
///
/// The hash of letters is a polynomial of them, so that what one letter fewer leaves is put together from
/// what stands before it and after it.
fn variants(name: &str) -> impl Iterator<Item = u64> {
    let letters = || name.chars().filter(|letter| *letter != ' ').map(|letter| u64::from(u32::from(letter)));
    let (mut whole, mut power) = (0_u64, 1_u64);
    for letter in letters() {
        whole = whole.wrapping_mul(BASE).wrapping_add(letter);
        power = power.wrapping_mul(BASE);
    }
    // Of what stands before a letter, and the power at which it and that stand in the whole.
    let (mut before, mut above) = (0_u64, power);
    let fewer = letters().map(move |letter| {
        let below = above.wrapping_mul(INVERSE);
        let after = whole.wrapping_sub(before.wrapping_mul(above)).wrapping_sub(letter.wrapping_mul(below));
        let hash = before.wrapping_mul(below).wrapping_add(after);
        (before, above) = (before.wrapping_mul(BASE).wrapping_add(letter), below);
        hash
    });
    fewer.chain([whole]).map(mixed)
}

/// Odd, and with no pattern in its bits.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// What undoes a multiplication by [`BASE`]: Newton's iteration doubles the bits that are right.
const INVERSE: u64 = {
    let (mut inverse, mut right) = (BASE, 3);
    while right < u64::BITS {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(BASE.wrapping_mul(inverse)));
        right *= 2;
    }
    inverse
};

/// All bits of a hash count in its beginning.
fn mixed(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Areas whose proper names are near the one written, best first.
pub(in crate::units) fn near(key: &str, around: &Around) -> Vec<Meant> {
    let areas = AreaTable::built_in();
    let all = words(key);
    let (all, _) = super::governed(&all);
    let designation_said = designation(all);
    let words = all.get(designation_said.map_or(0, |(_, taken, _)| taken)..).unwrap_or_default();
    let end = (1..words.len()).find(|&at| words.get(at..).is_some_and(|rest| designation(rest).is_some()));
    let written = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    // The places named after it: what lies in none of them is a worse guess.
    let beyond: Vec<AreaAt> = end
        .and_then(|at| words.get(at..))
        .map(|rest| names(Fold::Marked).find(rest).into_iter().map(|found| found.area).collect())
        .unwrap_or_default();
    if let Some(place) = end.filter(|_| designation_said.is_none()).and_then(|at| words.get(at..)) {
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
    let folded = Folded::of_key(written);
    let bare = folded.bare();
    let numbers =
        |name: &str| name.bytes().filter(u8::is_ascii_digit).eq(bare.bytes().filter(u8::is_ascii_digit));
    let home = around.within.or(around.sender).map(|home| areas.up(home).last().unwrap_or(home));
    let mut found: Vec<(f64, AreaAt)> = Vec::with_capacity(32);
    // Many a place is called the same: its likeness is reckoned once.
    let mut alike: Vec<(&str, f64)> = Vec::with_capacity(8);
    let close = SLIPS.close(bare);
    let close = close.iter().filter_map(|&at| SLIPS.name(at));
    for (_, same) in close.filter(|(name, _)| numbers(name)) {
        for &at in same {
            let Some(area) = areas.area(at) else { continue };
            if around.date.is_some_and(|day| area.era == Era::New && !area.valid_on(day)) {
                continue;
            }
            let outside = home.is_some_and(|home| !areas.lies_within(at, home));
            let outside = if beyond.is_empty() {
                outside
            } else {
                !beyond.iter().any(|&place| areas.lies_within(at, place))
            };
            let kind =
                designation_said.is_some_and(|(designation_said, ..)| designation_said != area.designation);
            let past = around.date.is_some_and(|day| !area.valid_on(day));
            let cost = [(outside, 0.2), (kind, 0.1), (past, 0.05)];
            let cost: f64 = cost.iter().filter(|(applies, _)| *applies).map(|(_, cost)| cost).sum();
            let proper = area.proper();
            let likeness = match alike.iter().find(|(known, _)| *known == proper) {
                Some((_, likeness)) => *likeness,
                None => {
                    let likeness = SLIPS.folded(at, proper).map_or(0.0, |proper| folded.similarity(proper));
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
