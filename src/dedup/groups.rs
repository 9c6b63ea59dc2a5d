//! Registrations that are the same, kept free of contradictions.

/// Sets of registrations; each begins alone.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<u32>,
    /// Members of the groups of two or more, at their roots.
    members: Vec<Vec<u32>>,
}

impl Groups {
    /// `n` groups of one.
    pub(super) fn new(n: usize) -> Groups {
        let parent = (0..u32::try_from(n).unwrap_or(u32::MAX)).collect();
        Groups { parent, members: vec![Vec::new(); n] }
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

    /// Members of a group.
    pub(super) fn members(&self, root: usize) -> Vec<usize> {
        match self.members.get(root).map(Vec::as_slice) {
            None | Some([]) => vec![root],
            Some(members) => members.iter().map(|at| *at as usize).collect(),
        }
    }

    /// Whether each pair across two groups may be joined.
    pub(super) fn may_join(&self, a: usize, b: usize, may: impl Fn(usize, usize) -> bool) -> bool {
        let right = self.members(b);
        self.members(a).iter().all(|left| right.iter().all(|right| may(*left, *right)))
    }

    /// Joins the groups of two members, unless a pair across them may not be joined: then `None`.
    /// Says whether they were two groups before.
    ///
    /// The smaller group goes into the larger, so the roots stay a few steps away.
    pub(super) fn join(&mut self, a: usize, b: usize, may: impl Fn(usize, usize) -> bool) -> Option<bool> {
        let (mut keep, mut go) = (self.root(a), self.root(b));
        if keep == go {
            return Some(false);
        }
        if !self.may_join(keep, go, may) {
            return None;
        }
        if self.members(keep).len() < self.members(go).len() {
            std::mem::swap(&mut keep, &mut go);
        }
        let (kept, moved) = (self.members(keep), self.members(go));
        let both = kept.into_iter().chain(moved).map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        *self.parent.get_mut(go)? = u32::try_from(keep).unwrap_or(u32::MAX);
        *self.members.get_mut(go)? = Vec::new();
        *self.members.get_mut(keep)? = both;
        Some(true)
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
        assert_eq!(groups.join(0, 1, may), Some(true));
        assert_eq!(groups.join(1, 0, may), Some(false));
        assert_eq!(groups.join(1, 2, may), None);
        assert_eq!(groups.root(0), groups.root(1));
        assert_ne!(groups.root(1), groups.root(2));
        assert_eq!(groups.members(groups.root(1)).len(), 2);
    }
}
