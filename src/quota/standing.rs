//! How many a quota has, held against what it asks: pure numbers.

use super::QuotaStatus;
use crate::plan::{Amount, Bound, Quota, ShareOf};

/// What is counted for a quota.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct QuotaCounts {
    /// Those that count.
    pub(super) registered: u32,
    /// Those of whom it is not known whether they do.
    pub(super) unclear: u32,
    /// Whoever is registered under it, of whom a share is taken.
    pub(super) whole: u32,
}

/// How a quota stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuotaStanding {
    /// The number on which it binds; none where the total that it is a share of is not known.
    pub(super) required: Option<u32>,
    /// What is missing for sure, whatever those who are unclear turn out to be.
    pub(super) shortfall: u32,
    /// What is over, for sure.
    pub(super) excess: u32,
    pub(super) status: QuotaStatus,
}

/// Holds what is counted against a quota, whose time has begun or not.
pub(super) fn stand(quota: &Quota, counted: QuotaCounts, has_begun: bool) -> QuotaStanding {
    let QuotaCounts { registered, unclear, whole } = counted;
    let of_registered = matches!(quota.amount, Amount::Share(_, ShareOf::Registered));
    let required = if of_registered { Some(quota.number_of(whole)) } else { quota.number() };
    let standing = |status, shortfall, excess| QuotaStanding { required, shortfall, excess, status };
    if !has_begun {
        return standing(QuotaStatus::Later, 0, 0);
    }
    let Some(number) = required else { return standing(QuotaStatus::Unclear, 0, 0) };
    let excess = registered.saturating_sub(number);
    match quota.bound {
        Bound::AtMost if number < registered => standing(QuotaStatus::Over, 0, excess),
        Bound::AtMost if number < registered + unclear => standing(QuotaStatus::Unclear, 0, 0),
        Bound::AtMost => standing(QuotaStatus::Met, 0, 0),
        // Of nobody there is no share.
        Bound::AtLeast if of_registered && whole == 0 => standing(QuotaStatus::None, 0, 0),
        Bound::AtLeast if number <= registered => standing(QuotaStatus::Met, 0, excess),
        Bound::AtLeast if number <= registered + unclear => standing(QuotaStatus::Unclear, 0, 0),
        Bound::AtLeast => {
            let nobody = if quota.among.is_some() { whole == 0 } else { registered == 0 };
            let status = if nobody { QuotaStatus::None } else { QuotaStatus::Short };
            standing(status, number - registered - unclear, 0)
        }
    }
}
