//! Who is held against a rule, and what it comes to.

use jiff::civil::Date;

use crate::finding::Decisions;
use crate::plan::{HolderKind, MovementId};
use crate::record::{AwardWords, Merits};
use crate::units::UnitCode;

/// What the rules come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EligibilityVerdict {
    /// Đủ điều kiện.
    Met,
    /// Chưa đủ điều kiện.
    NotMet,
    /// Chưa xác định được.
    CannotTell,
}

impl EligibilityVerdict {
    /// The word used in `eligibility.csv`.
    pub fn id(self) -> &'static str {
        match self {
            EligibilityVerdict::Met => "met",
            EligibilityVerdict::NotMet => "not_met",
            EligibilityVerdict::CannotTell => "cannot_tell",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            EligibilityVerdict::Met => "Đủ điều kiện",
            EligibilityVerdict::NotMet => "Chưa đủ điều kiện",
            EligibilityVerdict::CannotTell => "Chưa xác định được",
        }
    }
}

/// Whom a rule is held against.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Who it is.
    pub kind: HolderKind,
    /// The movement of the registration.
    pub movement: Option<&'a MovementId>,
    /// The position as written.
    pub position: &'a str,
    /// The unit.
    pub unit: Option<&'a UnitCode>,
    /// What the list says of merits.
    pub merits: &'a Merits,
    /// The day of the registration.
    pub day: Date,
    /// The code of the sender: what it writes short means the same in all its lists.
    pub sender: &'a str,
    /// The answers of people.
    pub decisions: &'a Decisions,
    /// What awards are called.
    pub award_words: &'a AwardWords,
}
