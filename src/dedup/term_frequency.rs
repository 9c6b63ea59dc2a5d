//! How common names, units and positions are: what agrees says the more, the fewer share it.
//!
//! The file of parameters knows the country's names; the registrations themselves know theirs: a surname
//! that is rare in the country may be every second one of a commune, and in a school "giáo viên" says
//! nothing. The more there are, the less the file counts. People are counted, not rows: what says the same
//! name, year and unit counts once.

use foldhash::{HashMap, HashMapExt};
use std::hash::Hash;

use rayon::prelude::*;

use super::features::Features;
use super::level::{Agreement, Class, Levels, NameLevel, Shared, UnitLevel};
use super::model::Sameness;
use super::name_words::NameWords;
use super::names::{Name, hash_of};
use super::place::{PlaceAt, Places};

/// Fewer registrations than this are taken for a part of so many.
const FEWEST: u32 = 1_000;

/// Fewer people of a unit than this are taken for so many.
const FEWEST_OF_A_UNIT: u32 = 10;

/// The shares of the file weigh as much as so many people seen.
const WEIGHT_OF_NAMES: f64 = 5_000.0;

/// And those of positions as so many of one unit.
const WEIGHT_OF_POSITIONS: f64 = 10.0;

/// Counts, and sets how rare the unit of each registration is and its name and position here; gives the
/// number of registrations.
pub(super) fn count(profiles: &mut [Features], places: &Places, sameness: &Sameness) -> usize {
    let home = |profile: &Features| profile.home.map(|home| places.root(home));
    let mut units: HashMap<PlaceAt, u32> = HashMap::new();
    for home in profiles.iter().filter_map(home) {
        *units.entry(home).or_default() += 1;
    }
    let n = u32::try_from(profiles.len()).unwrap_or(u32::MAX).max(FEWEST);

    let name = |profile: &Features| profile.spelling;
    let names = counted(profiles, |profile| Some((name(profile), (profile.year, home(profile)))));
    let n_registered = names.values().sum::<u32>();
    let n_people = n_registered.max(FEWEST);
    let post =
        |profile: &Features| (profile.position != 0).then(|| hash_of(&(home(profile), profile.position)));
    let posts = counted(profiles, |profile| Some((post(profile)?, name(profile))));
    let team = |profile: &Features| Some(hash_of(&(profile.class == Class::Body, home(profile)?)));
    let staff = counted(profiles, |profile| Some((team(profile)?, name(profile))));
    let seen = NameWords::of(&people(profiles, home));
    profiles.par_iter_mut().for_each(|profile| {
        // Of two under one name one may be the other with another unit or year.
        let others = names.get(&name(profile)).map_or(0, |n| n.saturating_sub(2));
        if profile.class != Class::Body {
            profile.name_bits = sameness.name_bits(&profile.name, &seen);
        }
        profile.name_bits = blended(profile.name_bits, WEIGHT_OF_NAMES, (others, n_people));
        let Some(home) = home(profile) else { return };
        profile.home_bits = bits(units.get(&home).copied().unwrap_or_default().max(FEWEST_OF_A_UNIT), n);
        let staff = team(profile).and_then(|team| staff.get(&team)).copied().unwrap_or_default();
        profile.count_crowd(staff, n_registered);
        let Some(post) = post(profile) else { return };
        let others = posts.get(&post).map_or(0, |n| n - 1);
        let staff = staff.max(FEWEST_OF_A_UNIT);
        profile.position_bits = blended(profile.position_bits, WEIGHT_OF_POSITIONS, (others, staff));
    });
    profiles.len().max(FEWEST as usize)
}

impl Shared {
    /// What the agreement of two is worth besides its step.
    pub(super) fn of(a: &Features, b: &Features, levels: &Levels) -> Shared {
        let named = levels.name != NameLevel::Other;
        let placed = !matches!(levels.unit, UnitLevel::Around | UnitLevel::Unknown | UnitLevel::Other);
        let posted = levels.position == Agreement::Same;
        let least = |agrees: bool, a: f32, b: f32| if agrees { a.min(b) } else { 0.0 };
        Shared {
            name: least(named, a.name_bits, b.name_bits),
            unit: least(placed, a.home_bits, b.home_bits),
            position: least(posted, a.position_bits, b.position_bits),
        }
    }
}

/// The names of people; of all who say the same name, year and unit one.
fn people(profiles: &[Features], home: impl Fn(&Features) -> Option<PlaceAt> + Sync) -> Vec<&Name> {
    let who = |(at, profile): (usize, &Features)| {
        let is_named = profile.class != Class::Body;
        is_named.then(|| (hash_of(&(profile.spelling, profile.year, home(profile))), at))
    };
    let mut people: Vec<(u64, usize)> = profiles.par_iter().enumerate().filter_map(who).collect();
    people.par_sort_unstable();
    people.dedup_by_key(|(who, _)| *who);
    people.into_iter().filter_map(|(_, at)| Some(&profiles.get(at)?.name)).collect()
}

fn bits(few: u32, all: u32) -> f32 {
    super::model::rarity(f64::from(few.min(all)) / f64::from(all))
}

/// Of a share that the file gives and one that is seen here, what holds.
fn blended(known: f32, weight: f64, (few, all): (u32, u32)) -> f32 {
    let known = f64::from(-known).exp2();
    let share = (weight * known + f64::from(few)) / (weight + f64::from(all));
    super::model::rarity(share.min(1.0))
}

/// For each key, how many different things it was seen with.
fn counted<T: Hash>(
    profiles: &[Features],
    seen: impl Fn(&Features) -> Option<(u64, T)> + Sync,
) -> HashMap<u64, u32> {
    let pair = |profile: &Features| seen(profile).map(|(key, with)| (key, hash_of(&with)));
    let mut pairs: Vec<(u64, u64)> = profiles.par_iter().filter_map(pair).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let of_key = pairs.chunk_by(|a, b| a.0 == b.0);
    of_key.filter_map(|own| Some((own.first()?.0, u32::try_from(own.len()).ok()?))).collect()
}
