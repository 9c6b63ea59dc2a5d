//! Units of one name on one page: each with the place that it lies in, so that nobody takes one for the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::part::{Part, unit_name};
use crate::units::{UnitBook, UnitCode};

/// The names that several units of a part have.
pub(super) struct Namesakes<'a> {
    units: &'a UnitBook,
    shared: BTreeSet<&'a str>,
}

impl<'a> Namesakes<'a> {
    /// Among those that owe quotas or lists.
    pub(super) fn of(part: &Part<'a>) -> Namesakes<'a> {
        let (units, plan) = (part.all.units, part.all.plan);
        let quotas = part.tallies.iter().filter_map(|tally| plan.quotas.get(tally.quota_at));
        let leads = quotas.filter(|quota| quota.group.is_none()).map(|quota| &quota.lead);
        let mut named: BTreeMap<&'a str, &'a UnitCode> = BTreeMap::new();
        let mut shared = BTreeSet::new();
        for code in leads.chain(part.reporting.iter().map(|line| &line.unit)) {
            let name = unit_name(units, Some(code));
            if *named.entry(name).or_insert(code) != code {
                shared.insert(name);
            }
        }
        Namesakes { units, shared }
    }

    /// "Xã Tân Thành (tỉnh Cà Mau)" where others have that name; `name` as it is where it is not the unit's own.
    pub(super) fn shown<'n>(&self, code: &UnitCode, name: impl Into<Cow<'n, str>>) -> Cow<'n, str> {
        let name = name.into();
        let known = self.units.find(code).filter(|unit| unit.name == *name && self.shared.contains(&*name));
        match known.and_then(|unit| unit.parent.as_ref()) {
            Some(parent) => Cow::Owned(format!("{name} ({})", unit_name(self.units, Some(parent)))),
            None => name,
        }
    }
}
