//! Which pairs are worth weighing.
//!
//! Registrations meet where they share a key: the letters of the name in one unit or one year; all
//! words of the name but one, in one unit and year; the words in any order; an identity number. The
//! keys are so narrow that the work grows with the number of registrations, not with its square; a
//! block that is large all the same is walked in order, each one beside its next neighbours only, so
//! nothing that arrives can make the work explode.

use rayon::prelude::*;

use super::place::Places;
use super::profile::{Class, Profile, hash_of};

/// In a block of more registrations than this, each is compared with so many neighbours only.
const MOST_NEIGHBOURS: usize = 64;

/// A key and a registration that has it. An odd key is one of slips: names of the same letters met under
/// an even one.
type Keyed = (u64, u32);

/// Calls `weigh` for each pair worth it, in parallel; a pair may come more than once. The results are in
/// no order that means anything, but in the same one in every run.
pub(super) fn pairs<T: Send>(
    profiles: &[Profile],
    places: &Places,
    weigh: impl Fn(usize, usize) -> Option<T> + Sync,
) -> Vec<T> {
    let mut alike: Vec<Keyed> =
        profiles.par_iter().zip(numbered(profiles)).map(|(profile, at)| (fingerprint(profile), at)).collect();
    alike.par_sort_unstable();
    // Registrations that say the same are compared in a row, and the first stands for all.
    let mut found: Vec<T> = Vec::new();
    let mut first: Vec<u32> = Vec::with_capacity(profiles.len());
    for block in alike.chunk_by(|a, b| a.0 == b.0) {
        first.extend(block.first().map(|(_, at)| *at));
        let next = block.iter().zip(block.iter().skip(1));
        found.extend(next.filter_map(|((_, a), (_, b))| weigh(*a as usize, *b as usize)));
    }
    drop(alike);
    let mut keys: Vec<Keyed> = first
        .into_par_iter()
        .flat_map_iter(|at| {
            let keys = profiles.get(at as usize).map(|profile| keys(profile, places)).unwrap_or_default();
            keys.into_iter().map(move |key| (key, at))
        })
        .collect();
    keys.par_sort_unstable();
    keys.dedup();
    let blocks: Vec<&[Keyed]> = keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).collect();
    let weighed: Vec<T> =
        blocks.into_par_iter().flat_map_iter(|block| within(block, profiles, places, &weigh)).collect();
    found.extend(weighed);
    found
}

/// Pairs of registrations that share one key, each beside its next neighbours only.
pub(super) fn beside(
    profiles: &[Profile],
    key: impl Fn(&Profile) -> Option<u64> + Sync,
) -> Vec<(usize, usize)> {
    let keyed = profiles.par_iter().zip(numbered(profiles));
    let mut keyed: Vec<Keyed> = keyed.filter_map(|(profile, at)| key(profile).map(|key| (key, at))).collect();
    keyed.par_sort_unstable();
    let mut pairs = Vec::new();
    for block in keyed.chunk_by(|a, b| a.0 == b.0) {
        for (n, (_, a)) in block.iter().enumerate() {
            let beside = block.iter().skip(n + 1).take(MOST_NEIGHBOURS);
            pairs.extend(beside.map(|(_, b)| (*a as usize, *b as usize)));
        }
    }
    pairs
}

fn numbered(profiles: &[Profile]) -> rayon::range::Iter<u32> {
    (0..u32::try_from(profiles.len()).unwrap_or(u32::MAX)).into_par_iter()
}

/// The pairs of one block.
fn within<T>(
    block: &[Keyed],
    profiles: &[Profile],
    places: &Places,
    weigh: &(impl Fn(usize, usize) -> Option<T> + Sync),
) -> Vec<T> {
    let mut members: Vec<usize> = block.iter().map(|(_, at)| *at as usize).collect();
    if members.len() > MOST_NEIGHBOURS {
        members.sort_by_cached_key(|at| {
            profiles.get(*at).map(|row| (row.home.map(|home| places.root(home)), row.year, row.position, *at))
        });
    }
    let is_of_slips = block.first().is_some_and(|(key, _)| key % 2 == 1);
    let letters = |at: &usize| profiles.get(*at).map(|profile| profile.letters);
    let mut found = Vec::new();
    for (n, a) in members.iter().enumerate() {
        let beside = members.iter().skip(n + 1).take(MOST_NEIGHBOURS);
        let beside = beside.filter(|b| !is_of_slips || letters(a) != letters(b));
        found.extend(beside.filter_map(|b| weigh(*a.min(b), *a.max(b))));
    }
    found
}

/// Everything that a pair is weighed or asked by, in one number.
fn fingerprint(profile: &Profile) -> u64 {
    let Profile { class, name, spouse, born, year, gender, home, is_by_sender, sender, .. } = profile;
    let Profile { position, address, number, .. } = profile;
    let spouse = spouse.as_ref().map(|spouse| &spouse.key);
    let who = (class, &name.key, spouse, born.map(|born| (born.year(), born.day_of_year())), year, gender);
    hash_of(&(who, home, is_by_sender, sender, position, address, number))
}

/// What kind of key a key is.
#[derive(Hash)]
enum By {
    NameAndUnit,
    NameAndYear,
    NameAlone,
    AllButOne,
    AnyOrder,
    Number,
}

fn keys(profile: &Profile, places: &Places) -> Vec<u64> {
    let (even, odd) = (|key: u64| key & !1, |key: u64| key | 1);
    let class = profile.class;
    let unit = profile.home.map(|home| places.root(home));
    let mut keys = Vec::with_capacity(8);
    if profile.number != 0 {
        keys.push(even(hash_of(&(By::Number, class, profile.number))));
    }
    let names = std::iter::once(&profile.name).chain(profile.spouse.as_deref());
    for name in names.filter(|name| !name.is_empty()) {
        let letters = name.hash();
        if let Some(unit) = unit {
            keys.push(even(hash_of(&(By::NameAndUnit, class, letters, unit))));
        }
        if let Some(year) = profile.year.filter(|_| class != Class::Body) {
            keys.push(even(hash_of(&(By::NameAndYear, class, letters, year))));
        }
        if class != Class::Person {
            keys.push(even(hash_of(&(By::NameAlone, class, letters))));
        }
    }
    // Slips are looked for within a unit, and a person's within a year.
    let near = match class {
        Class::Person => unit.zip(profile.year.map(i64::from)),
        Class::Household => unit.map(|unit| (unit, 0)),
        Class::Body => None,
    };
    if let Some(near) = near {
        let words: Vec<&str> = profile.name.bare.split(' ').collect();
        if words.len() > 1 {
            keys.extend((0..words.len()).map(|without| {
                let rest = words.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, word)| *word);
                odd(hash_of(&(By::AllButOne, class, rest.collect::<Vec<_>>(), near)))
            }));
            let mut words = words;
            // A missing word beside a whole name: the whole name itself is all but none.
            keys.push(odd(hash_of(&(By::AllButOne, class, &words, near))));
            words.sort_unstable();
            keys.push(odd(hash_of(&(By::AnyOrder, class, words, near))));
        }
    }
    keys
}
