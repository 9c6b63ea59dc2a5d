//! Which lists of a family can have anything to do with each other: of thousands, few.

use std::collections::{BTreeMap, BTreeSet};

use super::Registry;
use super::lists::SubmittedList;
use super::stated_purpose::Purpose;

/// For the lists of a family, those that are worth holding against each other. Lists without a name in
/// common are strangers, unless the later one says that it corrects or a person spoke about lists.
pub(super) struct Candidates {
    /// For each list, those before and after it that have a name in common with it.
    by_name: Vec<BTreeSet<usize>>,
    /// Lists that may speak of any other, ascending.
    of_any: Vec<usize>,
}

impl Candidates {
    /// Finds them; `answered` where people said what lists are to each other: an answer is found by both
    /// lists only, so each pair is looked at.
    pub(super) fn of(lists: &[SubmittedList], registry: &Registry, answered: bool) -> Candidates {
        let mut of_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, list) in lists.iter().enumerate() {
            for row in &list.rows {
                of_name.entry(registry.name_key(*row)).or_default().push(at);
            }
        }
        let mut by_name = vec![BTreeSet::new(); lists.len()];
        for mut own in of_name.into_values() {
            own.dedup();
            for at in own.iter().filter(|_| 1 < own.len()) {
                if let Some(meets) = by_name.get_mut(*at) {
                    meets.extend(own.iter().copied());
                }
            }
        }
        let corrects =
            |list: &SubmittedList| matches!(list.purpose, Purpose::Correction | Purpose::Replacement);
        let of_any = (0..).zip(lists).filter(|(_, list)| answered || corrects(list)).map(|(at, _)| at);
        Candidates { by_name, of_any: of_any.collect() }
    }

    /// The lists of which one may speak, among the first `before` of its family, ascending.
    pub(super) fn before(&self, later: usize, before: usize) -> Vec<usize> {
        if self.of_any.binary_search(&later).is_ok() {
            return (0..before).collect();
        }
        self.by_name.get(later).map(|meets| meets.range(..before).copied().collect()).unwrap_or_default()
    }
}
