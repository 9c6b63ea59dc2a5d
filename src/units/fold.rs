use crate::text;

/// How closely letters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    /// Every mark counts; only case, punctuation and the seat of the tone mark do not.
    Marked,
    /// Besides, *y* and *i* are one (Mỹ, Mĩ).
    Loose,
    /// No mark counts.
    Bare,
}

impl Fold {
    /// All folds, closest first.
    pub(super) const ALL: [Fold; 3] = [Fold::Marked, Fold::Loose, Fold::Bare];

    /// The key of a text at this fold.
    pub(super) fn key(self, written: &str) -> String {
        match self {
            Fold::Marked => text::key(written),
            Fold::Loose => text::loose_key(written),
            Fold::Bare => text::bare_key(written),
        }
    }

    /// The one of three things that belongs to this fold.
    pub(super) fn of<T>(self, three: &[T; 3]) -> &T {
        let [marked, loose, bare] = three;
        match self {
            Fold::Marked => marked,
            Fold::Loose => loose,
            Fold::Bare => bare,
        }
    }

    /// The same, to be changed.
    pub(super) fn of_mut<T>(self, three: &mut [T; 3]) -> &mut T {
        let [marked, loose, bare] = three;
        match self {
            Fold::Marked => marked,
            Fold::Loose => loose,
            Fold::Bare => bare,
        }
    }
}
