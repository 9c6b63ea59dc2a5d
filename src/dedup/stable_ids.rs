//! Identifiers that stay: an exemplar keeps the one it had, however the matcher or its lists change.
//!
//! What was called by an identifier before passes it on to the group that now holds most of its
//! registrations; a group without such a past is called by the content of its first registration.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;

use crate::record::RegistrationId;
use crate::registry::Registry;

use super::exemplar::{Exemplar, ExemplarId};

/// For registrations of an earlier run, the exemplars that they belonged to.
pub type Before = HashMap<RegistrationId, ExemplarId>;

/// Gives every exemplar its identifier. `firsts` are the positions of the registrations whose content makes
/// one, and `exemplar_of` says which exemplar each registration of the registry belongs to.
pub(super) fn name(
    exemplars: &mut [Exemplar],
    firsts: &[usize],
    exemplar_of: &[Option<usize>],
    registry: &Registry,
    before: &Before,
) {
    let kept = passed_on(exemplar_of, registry, before);
    exemplars.par_iter_mut().zip(firsts).enumerate().for_each(|(at, (exemplar, first))| {
        let of_content = || registry.registrations.get(*first).map(ExemplarId::of_first);
        exemplar.id = kept.get(&at).cloned().or_else(of_content).unwrap_or_default();
    });
    let new = exemplars.iter().enumerate().filter(|(at, _)| !kept.contains_key(at));
    // Exemplars of the same content that were kept apart are told apart in order of arrival.
    let mut new: Vec<(ExemplarId, usize, usize)> = new
        .map(|(at, exemplar)| {
            let first = exemplar.registrations.first().copied().unwrap_or_default();
            (exemplar.id.clone(), first, at)
        })
        .collect();
    new.par_sort_unstable();
    let past: HashSet<&ExemplarId> = before.values().collect();
    let is_content = |id: &ExemplarId| new.binary_search_by(|(other, ..)| other.cmp(id)).is_ok();
    let mut made: HashSet<ExemplarId> = HashSet::new();
    for same in new.chunk_by(|a, b| a.0 == b.0) {
        // Thousands may be of the same content: each begins to count where the one before it ended.
        let mut nth = 1;
        for (n, (content, _, at)) in same.iter().enumerate() {
            if n == 0 && !past.contains(content) {
                continue;
            }
            let id = loop {
                nth += 1;
                let id = ExemplarId::of(&[content.as_str(), &nth.to_string()]);
                if !past.contains(&id) && !is_content(&id) && made.insert(id.clone()) {
                    break id;
                }
            };
            if let Some(exemplar) = exemplars.get_mut(*at) {
                exemplar.id = id;
            }
        }
    }
}

/// For exemplars that hold what had an identifier before: that of which they hold most.
fn passed_on(
    exemplar_of: &[Option<usize>],
    registry: &Registry,
    before: &Before,
) -> HashMap<usize, ExemplarId> {
    let mut held: HashMap<(&ExemplarId, usize), usize> = HashMap::new();
    if before.is_empty() {
        return HashMap::new();
    }
    for (at, row) in registry.registrations.iter().enumerate() {
        // What took the place of a registration holds its past.
        if let Some(id) = before.get(&row.id)
            && let Some(exemplar) = exemplar_of.get(last(registry, at)).copied().flatten()
        {
            *held.entry((id, exemplar)).or_default() += 1;
        }
    }
    let mut largest: Vec<_> = held.into_iter().collect();
    // Of equal shares the exemplar that came first keeps the identifier.
    largest.sort_unstable_by_key(|((id, exemplar), n)| (std::cmp::Reverse(*n), *exemplar, *id));
    let mut given: HashSet<&ExemplarId> = HashSet::new();
    let mut kept = HashMap::new();
    for ((id, exemplar), _) in largest {
        if !kept.contains_key(&exemplar) && given.insert(id) {
            kept.insert(exemplar, id.clone());
        }
    }
    kept
}

/// The registration at the end of the chain of lists that replaced one.
fn last(registry: &Registry, at: usize) -> usize {
    let next = |at: &usize| registry.replaced_by.get(*at).copied().flatten().filter(|next| next > at);
    std::iter::successors(Some(at), next).last().unwrap_or(at)
}
