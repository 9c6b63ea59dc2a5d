//! What a later list is to an earlier one: by its words and by what the two have in common.

use super::lists::{Follows, SubmittedList};
use super::matching::SharedRows;
use super::stated_purpose::Purpose;

/// From this share of shared rows on, a later list replaces the earlier one.
const REPLACES: f64 = 0.6;
/// The same, where the later list calls itself a correction.
const REPLACES_AS_CORRECTION: f64 = 0.25;
/// A list that replaces is about the earlier one: at least so much of it stood there before.
const ABOUT_IT: f64 = 0.4;

/// What a later list is to an earlier one of the same sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It takes the place of the whole list.
    Replaces,
    /// Its rows take the place of those that they repeat; the others stand.
    Amends,
    /// It stands beside.
    Adds,
    /// The earlier list is the later state; this one is out of date.
    IsOlder,
}

/// Why a relation has to be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RelationDoubt {
    /// Too much in common to add, too little to replace.
    Overlaps,
    /// Both arrived on one day, and nothing tells which was made last.
    SameDay,
    /// It arrived last and was written first.
    Reversed,
}

/// A relation as it is taken, with the doubt that is left and the share of rows in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settled {
    pub(super) relation: Relation,
    pub(super) doubt: Option<RelationDoubt>,
    pub(super) share: f64,
}

/// The answers to choose from.
pub(super) const CHOICES: [(Relation, &str); 4] = [
    (Relation::Replaces, "Bản sau thay thế bản trước"),
    (Relation::Amends, "Bản sau chỉ sửa những dòng có trong đó, dòng khác giữ nguyên"),
    (Relation::Adds, "Bản sau bổ sung bản trước"),
    (Relation::IsOlder, "Bản sau là bản cũ gửi muộn, không dùng"),
];

/// The ids of all relations.
pub fn relations() -> Vec<&'static str> {
    CHOICES.iter().map(|(relation, _)| relation.id()).collect()
}

/// Whether this is the id of a relation.
pub fn is_relation(id: &str) -> bool {
    Relation::from_id(id).is_some()
}

impl Relation {
    /// The value of the answer.
    pub(super) fn id(self) -> &'static str {
        match self {
            Relation::Replaces => "replaces",
            Relation::Amends => "amends",
            Relation::Adds => "adds",
            Relation::IsOlder => "older",
        }
    }

    /// The relation that an answer stands for.
    pub(super) fn from_id(id: &str) -> Option<Relation> {
        CHOICES.iter().map(|(relation, _)| *relation).find(|relation| relation.id() == id)
    }
}

/// The words that people choose an answer about two lists by.
pub fn answer_label(answer: &str) -> Option<&'static str> {
    CHOICES.iter().find(|(relation, _)| relation.id() == answer).map(|(_, words)| *words)
}

/// Two lists of one sender, or of a unit and its successor, of which the second came last, and what they have in common.
pub(super) struct ListPair<'a> {
    pub(super) earlier: &'a SubmittedList,
    pub(super) later: &'a SubmittedList,
    pub(super) rows: &'a SharedRows,
    /// Rows of the first that may be counted.
    pub(super) n_before: usize,
    /// Rows of the second.
    pub(super) n_after: usize,
    /// How they follow each other.
    pub(super) follows: Follows,
    /// It is not sure whose list one of them is.
    pub(super) is_sender_doubtful: bool,
    /// The second is the list of a unit that took the place of the first one's.
    pub(super) is_of_successor: bool,
}

impl ListPair<'_> {
    /// The relation that is taken, and the doubt that is left.
    pub(super) fn settle(&self) -> Settled {
        let share = share_of(self.rows.rows.len(), self.n_before);
        let (relation, doubt) = self.judge(share);
        let mends = matches!(relation, Relation::Replaces | Relation::Amends);
        let all = |n: usize| self.rows.rows.len() == n;
        let (relation, doubt) = match self.follows {
            Follows::Reversed if mends => (Relation::IsOlder, Some(RelationDoubt::Reversed)),
            // Everybody of a Word document stands in the workbook that came along.
            Follows::Unclear if self.earlier.is_word_copy_of(self.later) && all(self.n_before) => {
                (Relation::Replaces, None)
            }
            Follows::Unclear if mends => match (self.rows.changed, all(self.n_before), all(self.n_after)) {
                // The same people in the same words: the first counts.
                (0, true, true) => (Relation::IsOlder, None),
                // One of them has everybody of the other: it is the whole.
                (0, true, false) => (Relation::Replaces, None),
                (0, false, true) => (Relation::IsOlder, None),
                _ => (relation, Some(RelationDoubt::SameDay)),
            },
            _ => (relation, doubt),
        };
        Settled { relation, doubt, share }
    }

    /// Judges the second list as the one that was made last.
    fn judge(&self, share: f64) -> (Relation, Option<RelationDoubt>) {
        let (n_shared, n_changed) = (self.rows.rows.len(), self.rows.changed);
        if n_shared == self.n_before {
            return (Relation::Replaces, None);
        }
        // From here on, somebody of the earlier list does not stand in the later one.
        if self.is_sender_doubtful {
            return (Relation::Adds, None);
        }
        let all_changed = n_changed == n_shared;
        let covers_half = self.n_before <= 2 * self.n_after && !all_changed;
        let about_it = ABOUT_IT <= share_of(n_shared, self.n_after);
        let purpose = match self.later.purpose {
            // A batch sent again does not add to itself.
            Purpose::Supplement if self.later.is_same_batch(self.earlier) => Purpose::Plain,
            purpose => purpose,
        };
        match purpose {
            Purpose::Supplement | Purpose::Withdrawal => (Relation::Adds, None),
            Purpose::Replacement if REPLACES_AS_CORRECTION <= share => (Relation::Replaces, None),
            Purpose::Correction if REPLACES_AS_CORRECTION <= share && covers_half => {
                (Relation::Replaces, None)
            }
            Purpose::Correction if n_shared <= 2 * n_changed => (Relation::Amends, None),
            Purpose::Replacement | Purpose::Correction => (Relation::Amends, Some(RelationDoubt::Overlaps)),
            Purpose::Plain if self.later.is_other_batch(self.earlier) => {
                (Relation::Adds, (REPLACES <= share).then_some(RelationDoubt::Overlaps))
            }
            Purpose::Plain if REPLACES <= share && about_it && (!all_changed || n_shared < self.n_after) => {
                // What a unit registered outlives it: whom its heir does not name again is not taken back
                // by silence, for the heir may not know them.
                if self.is_of_successor {
                    (Relation::Amends, Some(RelationDoubt::Overlaps))
                } else {
                    (Relation::Replaces, None)
                }
            }
            Purpose::Plain if 2 <= n_shared => (Relation::Adds, Some(RelationDoubt::Overlaps)),
            Purpose::Plain => (Relation::Adds, None),
        }
    }
}

/// Whether parts that came on one day are together the list again.
pub(super) fn replaces_together(rows: &SharedRows, n_before: usize, n_after: usize) -> bool {
    REPLACES <= share_of(rows.rows.len(), n_before) && ABOUT_IT <= share_of(rows.rows.len(), n_after)
}

/// What share of `whole` a part is.
#[expect(clippy::cast_precision_loss, reason = "counts of rows")]
pub(super) fn share_of(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
