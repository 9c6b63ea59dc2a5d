//! Which pairs are worth weighing.
//!
//! Registrations meet where they share a key: the letters of the name in one unit or one year; all
//! words of the name but one, in one unit and year; the words in any order; an identity number. The
//! keys are so narrow that the work grows with the number of registrations, not with its square; a
//! block that is large all the same is walked in order, each one beside its next neighbours only, so
//! nothing that arrives can make the work explode.

use rayon::prelude::*;

use super::features::Features;
use super::level::Class;
use super::names::{Name, hash_of, hash_of_all};
use super::place::Places;

/// In a block of more registrations than this, each is compared with so many neighbours only.
const MOST_NEIGHBOURS: usize = 64;

/// A key and a registration that has it. An odd key is one of slips: names of the same letters met under
/// an even one.
type Keyed = (u64, u32);

/// Calls `weigh` for each pair worth it, in parallel; a pair may come more than once. The results are in
/// no order that means anything, but in the same one in every run.
pub(super) fn pairs<T: Send>(
    profiles: &[Features],
    places: &Places,
    weigh: impl Fn(usize, usize) -> Option<T> + Sync,
) -> Vec<T> {
    let mut alike: Vec<Keyed> =
        profiles.par_iter().zip(numbered(profiles)).map(|(profile, at)| (fingerprint(profile), at)).collect();
    alike.par_sort_unstable();
    // Registrations that say the same are compared in a row, and the first stands for all.
    let next = alike.par_windows(2).filter_map(|two| match two {
        [(a_key, a), (b_key, b)] if a_key == b_key => weigh(*a as usize, *b as usize),
        _ => None,
    });
    let mut found: Vec<T> = next.collect();
    let first: Vec<u32> =
        alike.chunk_by(|a, b| a.0 == b.0).filter_map(|block| Some(block.first()?.1)).collect();
    drop(alike);
    // Keys are dealt out by their first bits, so that each share is gathered and put in order by itself: all of
    // them at once take more memory than the registrations.
    let dealt: Vec<Vec<Vec<Keyed>>> = first
        .par_chunks(DEALT_AT_ONCE)
        .map(|rows| {
            let mut shares = vec![Vec::new(); SHARES];
            for at in rows {
                let Some(profile) = profiles.get(*at as usize) else { continue };
                keys(profile, places, |key| {
                    let share = usize::try_from(key >> (u64::BITS - SHARES.ilog2())).ok();
                    if let Some(share) = share.and_then(|share| shares.get_mut(share)) {
                        share.push((key, *at));
                    }
                });
            }
            shares
        })
        .collect();
    let weighed = (0..SHARES).into_par_iter().flat_map_iter(|share| {
        let mut keys: Vec<Keyed> =
            dealt.iter().filter_map(|shares| shares.get(share)).flatten().copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let blocks = keys.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1);
        blocks.flat_map(|block| within(block, profiles, places, &weigh)).collect::<Vec<T>>()
    });
    found.extend(weighed.collect::<Vec<T>>());
    found
}

/// Shares of all keys, a power of two.
const SHARES: usize = 64;

/// So many registrations are dealt out at once.
const DEALT_AT_ONCE: usize = 16_384;

/// Pairs of registrations that share one key, each beside its next neighbours only.
pub(super) fn beside(
    profiles: &[Features],
    key: impl Fn(&Features) -> Option<u64> + Sync,
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

fn numbered(profiles: &[Features]) -> rayon::range::Iter<u32> {
    (0..u32::try_from(profiles.len()).unwrap_or(u32::MAX)).into_par_iter()
}

/// The pairs of one block.
fn within<T>(
    block: &[Keyed],
    profiles: &[Features],
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
fn fingerprint(profile: &Features) -> u64 {
    let Features { class, name, spouse, born, year, gender, home, is_by_sender, sender, .. } = profile;
    let Features { position, address, number, .. } = profile;
    let spouse = spouse.as_ref().map(|spouse| spouse.key());
    let born = born.map(|born| (born.year(), born.day_of_year()));
    let who = (class, profile.kind.id(), name.key(), spouse, born, year, gender);
    hash_of(&(who, home, is_by_sender, sender, profile.unit_unknown, position, address, number))
}

/// What kind of key a key is.
#[derive(Hash)]
enum By {
    NameAndUnit,
    NameAndYear,
    NameAlone,
    AllButOne,
    AnyOrder,
    /// The given name and the first letter of the surname: for middle names that are left out or cut short.
    GivenName,
    Number,
}

/// Gives each key of a registration to `give`.
fn keys(profile: &Features, places: &Places, mut give: impl FnMut(u64)) {
    let (even, odd) = (|key: u64| key & !1, |key: u64| key | 1);
    let class = profile.class;
    let unit = profile.home.map(|home| u64::from(places.root(home)));
    // Lists call a unit that nobody knows by the same words.
    let unknown = Some(profile.unit_unknown).filter(|words| *words != 0);
    if profile.number != 0 {
        give(even(hash_of(&(By::Number, class, profile.number))));
    }
    let spouse = profile.spouse.as_deref().filter(|name| !name.is_empty()).map(Name::hash);
    // Who is called by a school here may be called by its commune there.
    let area = profile.home.and_then(|home| places.area_of(home));
    let around = area.filter(|area| class == Class::Person && !places.is_wide(*area)).map(u64::from);
    let around = around.filter(|area| unit != Some(*area));
    let head = (!profile.name.is_empty()).then_some(profile.letters);
    for letters in head.into_iter().chain(spouse) {
        for unit in unit.into_iter().chain(around).chain(unknown) {
            give(even(hash_of(&(By::NameAndUnit, class, letters, unit))));
        }
        if let Some(year) = profile.year.filter(|_| class != Class::Body) {
            give(even(hash_of(&(By::NameAndYear, class, letters, year))));
        }
        if class != Class::Person {
            give(even(hash_of(&(By::NameAlone, class, letters))));
        }
    }
    if let (Class::Household, Some(letters)) = (class, head) {
        // Its head may be registered too, as a person.
        let person = Class::Person;
        if let Some(unit) = unit {
            give(even(hash_of(&(By::NameAndUnit, person, letters, unit))));
        }
    }
    // Slips are looked for within a unit, and a person's within a year.
    let spot = unknown.or(unit);
    let near = match class {
        Class::Person => spot.zip(profile.year.map(i64::from)),
        Class::Household => spot.map(|unit| (unit, 0)),
        Class::Body => None,
    };
    let Some(near) = near else { return };
    let mut words: Vec<u64> = profile.name.bare().split(' ').map(|word| hash_of(&word)).collect();
    if words.len() > 1 {
        // A missing word beside a whole name: the whole name itself is all but none.
        for without in 0..=words.len() {
            let rest = words.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, word)| *word);
            give(odd(hash_of_all(&(By::AllButOne, class, near), rest)));
        }
        if let (Some(first), Some(given)) = (profile.name.bare().chars().next(), words.last()) {
            give(odd(hash_of(&(By::GivenName, class, near, first, *given))));
        }
        words.sort_unstable();
        give(odd(hash_of_all(&(By::AnyOrder, class, near), words.into_iter())));
    }
}
