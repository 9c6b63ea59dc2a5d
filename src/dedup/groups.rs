//! Registrations that are the same, kept free of contradictions.

/// Sets of registrations; each begins alone.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// `n` groups of one.
    pub(super) fn new(n: usize) -> Groups {
        Groups { parent: (0..n).collect(), members: (0..n).map(|at| vec![at]).collect() }
    }

    /// The group of a member.
    pub(super) fn root(&self, mut at: usize) -> usize {
        while let Some(parent) = self.parent.get(at).copied().filter(|parent| *parent != at) {
            at = parent;
        }
        at
    }

    /// Members of a group.
    pub(super) fn members(&self, root: usize) -> &[usize] {
        self.members.get(root).map_or(&[], Vec::as_slice)
    }

    /// Joins the groups of two members, unless a pair across them may not be joined.
    ///
    /// The smaller group goes into the larger, so the roots stay a few steps away.
    pub(super) fn join(&mut self, a: usize, b: usize, may: impl Fn(usize, usize) -> bool) -> bool {
        let (mut keep, mut go) = (self.root(a), self.root(b));
        if keep == go {
            return true;
        }
        let clash =
            self.members(keep).iter().any(|left| self.members(go).iter().any(|right| !may(*left, *right)));
        if clash {
            return false;
        }
        if self.members(keep).len() < self.members(go).len() {
            std::mem::swap(&mut keep, &mut go);
        }
        let moved = self.members.get_mut(go).map(std::mem::take).unwrap_or_default();
        if let Some(parent) = self.parent.get_mut(go) {
            *parent = keep;
        }
        if let Some(members) = self.members.get_mut(keep) {
            members.extend(moved);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_never_joins_over_a_contradiction() {
        let mut groups = Groups::new(3);
        // 0 and 2 may not be together.
        let may = |a: usize, b: usize| (a.min(b), a.max(b)) != (0, 2);
        assert!(groups.join(0, 1, may));
        assert!(!groups.join(1, 2, may));
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(1), groups.root(2));
        assert_eq!(groups.members(groups.root(1)).len(), 2);
    }
}
