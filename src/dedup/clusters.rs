//! Registrations that are the same, kept free of contradictions.
//!
//! A group knows the different things that its members say of themselves, and who was told apart from
//! one of them; so whether two groups may be one is seen without going through their members.

use std::collections::BTreeMap;

use super::evidence::Fact;

/// Sets of registrations; each begins alone.
#[derive(Debug)]
pub(super) struct Clusters {
    parent: Vec<u32>,
    facts: Vec<Fact>,
    /// Clusters of two or more, at their roots.
    many: Vec<Option<Box<Many>>>,
    /// For registrations that somebody told apart, from whom.
    apart: BTreeMap<u32, Vec<u32>>,
}

#[derive(Debug, Default)]
struct Many {
    members: Vec<u32>,
    /// What they say, each thing once.
    facts: Vec<Fact>,
    /// Those of them who were told apart from somebody.
    told: Vec<u32>,
}

impl Clusters {
    /// Clusters of one, who say these things, with the pairs that were told apart.
    pub(super) fn new(facts: Vec<Fact>, apart: impl IntoIterator<Item = (u32, u32)>) -> Clusters {
        let parent = (0..u32::try_from(facts.len()).unwrap_or(u32::MAX)).collect();
        let many = facts.iter().map(|_| None).collect();
        let mut of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (a, b) in apart {
            of.entry(a).or_default().push(b);
            of.entry(b).or_default().push(a);
        }
        Clusters { parent, facts, many, apart: of }
    }

    /// The group of a member.
    pub(super) fn root(&self, mut at: usize) -> usize {
        while let Some(parent) =
            self.parent.get(at).map(|parent| *parent as usize).filter(|parent| *parent != at)
        {
            at = parent;
        }
        at
    }

    /// Whether two groups may be joined: no pair across them was told apart, and none is excluded by
    /// what it says.
    pub(super) fn may_join(&self, a: usize, b: usize, excluded: impl Fn(Fact, Fact) -> bool) -> bool {
        let (left, right) = (self.facts(a), self.facts(b));
        !self.are_told_apart(a, b)
            && left.iter().all(|left| right.iter().all(|right| !excluded(*left, *right)))
    }

    /// Joins the groups of two members, unless they may not be joined: then `None`. Says whether they
    /// were two groups before.
    ///
    /// The smaller group goes into the larger, so the roots stay a few steps away.
    pub(super) fn join(&mut self, a: usize, b: usize, excluded: impl Fn(Fact, Fact) -> bool) -> Option<bool> {
        let (mut keep, mut go) = (self.root(a), self.root(b));
        if keep == go {
            return Some(false);
        }
        if !self.may_join(keep, go, excluded) {
            return None;
        }
        if self.len(keep) < self.len(go) {
            std::mem::swap(&mut keep, &mut go);
        }
        let (mut kept, moved) = (self.take(keep), self.take(go));
        kept.members.extend(moved.members);
        kept.told.extend(moved.told);
        for fact in moved.facts {
            if !kept.facts.contains(&fact) {
                kept.facts.push(fact);
            }
        }
        *self.parent.get_mut(go)? = u32::try_from(keep).unwrap_or(u32::MAX);
        *self.many.get_mut(keep)? = Some(kept);
        Some(true)
    }

    fn len(&self, root: usize) -> usize {
        self.at(root).map_or(1, |many| many.members.len())
    }

    fn at(&self, root: usize) -> Option<&Many> {
        self.many.get(root)?.as_deref()
    }

    fn facts(&self, root: usize) -> &[Fact] {
        match self.at(root) {
            Some(many) => &many.facts,
            None => self.facts.get(root).map_or(&[], std::slice::from_ref),
        }
    }

    fn told(&self, root: usize) -> Vec<u32> {
        let own = u32::try_from(root).unwrap_or(u32::MAX);
        match self.at(root) {
            Some(many) => many.told.clone(),
            None => self.apart.contains_key(&own).then_some(own).into_iter().collect(),
        }
    }

    fn are_told_apart(&self, a: usize, b: usize) -> bool {
        if self.apart.is_empty() {
            return false;
        }
        let (a_told, b_told) = (self.told(a), self.told(b));
        let (few, other) = if a_told.len() <= b_told.len() { (a_told, b) } else { (b_told, a) };
        let from = |at: &u32| self.apart.get(at).map_or(&[][..], Vec::as_slice);
        few.iter().any(|at| from(at).iter().any(|from| self.root(*from as usize) == other))
    }

    /// What is at a root, a group of one as well.
    fn take(&mut self, root: usize) -> Box<Many> {
        if let Some(many) = self.many.get_mut(root).and_then(Option::take) {
            return many;
        }
        let own = u32::try_from(root).unwrap_or(u32::MAX);
        let facts = self.facts.get(root).copied().into_iter().collect();
        Box::new(Many { members: vec![own], facts, told: self.told(root) })
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn born(year: i16) -> Fact {
        Fact { year: (year != 0).then_some(year), born: None, number: 0, gender: None }
    }

    #[test]
    fn a_chain_never_joins_over_a_contradiction() {
        let mut groups = Clusters::new(vec![born(1960), born(0), born(1986)], []);
        assert_eq!(groups.join(0, 1, Fact::contradicts), Some(true));
        assert_eq!(groups.join(1, 0, Fact::contradicts), Some(false));
        assert_eq!(groups.join(1, 2, Fact::contradicts), None);
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(1), groups.root(2));
    }

    #[test]
    fn a_chain_never_joins_who_was_told_apart() {
        let mut groups = Clusters::new(vec![born(0); 4], [(0, 3)]);
        assert_eq!(groups.join(0, 1, Fact::contradicts), Some(true));
        assert_eq!(groups.join(2, 3, Fact::contradicts), Some(true));
        assert_eq!(groups.join(1, 2, Fact::contradicts), None);
    }

    proptest! {
        /// Any joins in any order: in no group are two who were told apart or who contradict each other,
        /// and two that ask to be joined stay apart for such a pair only.
        #[test]
        fn no_random_graph_joins_over_a_contradiction(
            years in prop::collection::vec(prop_oneof![Just(0_i16), 1978_i16..1984], 2..24),
            pairs in prop::collection::vec((0_usize..24, 0_usize..24), 0..80),
            apart in prop::collection::vec((0_u32..24, 0_u32..24), 0..6),
        ) {
            let n = years.len();
            let facts: Vec<Fact> = years.iter().map(|year| born(*year)).collect();
            let apart: Vec<(u32, u32)> =
                apart.into_iter().filter(|(a, b)| a != b && (*a.max(b) as usize) < n).collect();
            let clash = |a: usize, b: usize| {
                let told = |pair: &(u32, u32)| {
                    let (c, d) = (pair.0 as usize, pair.1 as usize);
                    (a, b) == (c, d) || (a, b) == (d, c)
                };
                facts[a].contradicts(facts[b]) || apart.iter().any(told)
            };
            let mut groups = Clusters::new(facts.clone(), apart.clone());
            let members = |groups: &Clusters, of: usize| -> Vec<usize> {
                (0..n).filter(|at| groups.root(*at) == groups.root(of)).collect()
            };
            for (a, b) in pairs.into_iter().filter(|(a, b)| a.max(b) < &n) {
                let (left, right) = (members(&groups, a), members(&groups, b));
                let one = groups.root(a) == groups.root(b);
                let free = left.iter().all(|a| right.iter().all(|b| !clash(*a, *b)));
                let expect = if one { Some(false) } else { free.then_some(true) };
                prop_assert_eq!(groups.join(a, b, Fact::contradicts), expect);
            }
            for (a, b) in (0..n).flat_map(|a| (0..a).map(move |b| (a, b))) {
                prop_assert!(groups.root(a) != groups.root(b) || !clash(a, b));
            }
        }
    }
}
