//! Which rows of one list stand again in another.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::HolderKind;
use crate::record::Registration;
use crate::text;

use super::Registry;

/// How near two names must be to be a mended spelling of one, given the same year of birth.
const MENDED: f64 = 0.85;

/// Rows of an earlier list with the rows of a later that repeat them.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedRows {
    /// By earlier row, the later one.
    pub(super) rows: BTreeMap<usize, usize>,
    /// How many of them read otherwise now.
    pub(super) changed: usize,
}

/// Matches rows: by the same name first; then, among what is left, by a name that was mended or a
/// year of birth that was. Where no row repeats another as it stands, the lists have nothing in
/// common, unless the later one says that it corrects.
pub(super) fn shared(registry: &Registry, before: &[usize], after: &[usize], corrects: bool) -> SharedRows {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in after {
        by_name.entry(registry.name_key(*at)).or_default().push(*at);
    }
    let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut take = |registry: &Registry, same: &dyn Fn(&Registration, &Registration) -> bool| {
        for old_at in before {
            let Some(old) = registry.registrations.get(*old_at) else { continue };
            if repeated.contains_key(old_at) {
                continue;
            }
            let named = by_name.get(registry.name_key(*old_at)).into_iter().flatten().copied();
            let found = named
                .filter(|new| !taken.contains(new))
                .find(|new| registry.registrations.get(*new).is_some_and(|new| same(old, new)));
            if let Some(new) = found {
                taken.insert(new);
                repeated.insert(*old_at, new);
            }
        }
        !repeated.is_empty()
    };
    // Of two of one name, the one that reads the same first.
    take(registry, &|old, new| repeats(old, new) && !reads_otherwise(old, new));
    if !take(registry, &repeats) && !corrects {
        return SharedRows::default();
    }
    take(registry, &year_mended);
    let free: Vec<usize> = after.iter().copied().filter(|new| !taken.contains(new)).collect();
    for old in before.iter().copied() {
        if !repeated.contains_key(&old)
            && let Some(new) =
                free.iter().copied().find(|new| !taken.contains(new) && is_mended(registry, old, *new))
        {
            taken.insert(new);
            repeated.insert(old, new);
        }
    }
    let rows = |(old, new): (&usize, &usize)| {
        Some((registry.registrations.get(*old)?, registry.registrations.get(*new)?))
    };
    let changed = repeated.iter().filter_map(rows).filter(|(old, new)| reads_otherwise(old, new)).count();
    SharedRows { rows: repeated, changed }
}

/// Whether a row of a later list repeats a row of the same name.
pub(super) fn repeats(old: &Registration, new: &Registration) -> bool {
    let years_agree = match (old.birth_year, new.birth_year) {
        (Some(old), Some(new)) => (old - new).abs() <= 1,
        _ => true,
    };
    years_agree && may_repeat(old, new)
}

/// The same name and post, and another year of birth: the year was mended.
fn year_mended(old: &Registration, new: &Registration) -> bool {
    may_repeat(old, new)
        && same_words(&old.position, &new.position)
        && same_words(&old.workplace, &new.workplace)
        && same_words(&old.address, &new.address)
}

/// Holder and movement do not speak against it.
fn may_repeat(old: &Registration, new: &Registration) -> bool {
    // A household is not its head.
    let same_holder = [HolderKind::Individual, HolderKind::Household]
        .iter()
        .all(|kind| (old.kind == *kind) == (new.kind == *kind));
    same_holder && (old.movement == new.movement || old.movement.is_none() || new.movement.is_none())
}

/// Whether two rows are one with a mended spelling: near names, the same year and movement.
fn is_mended(registry: &Registry, old: usize, new: usize) -> bool {
    let (Some(old), Some(new)) = (registry.registrations.get(old), registry.registrations.get(new)) else {
        return false;
    };
    old.kind == new.kind
        && old.birth_year == new.birth_year
        && repeats(old, new)
        && (text::bare_key(&old.name) == text::bare_key(&new.name)
            || text::similarity(&old.name, &new.name) >= MENDED)
}

/// Whether two texts say the same; most do letter by letter.
fn same_words(one: &str, other: &str) -> bool {
    one == other || text::key(one) == text::key(other)
}

/// Whether two rows of one holder differ in what they say.
fn reads_otherwise(old: &Registration, new: &Registration) -> bool {
    let fields = [
        (&old.name, &new.name),
        (&old.position, &new.position),
        (&old.workplace, &new.workplace),
        (&old.address, &new.address),
        (&old.achievement, &new.achievement),
    ];
    (old.kind, old.birth_year, old.gender) != (new.kind, new.birth_year, new.gender)
        || old.movement != new.movement
        || fields.iter().any(|(old, new)| !same_words(old, new))
}
