//! `data/quotas.csv` and `data/quota_terms.csv`: how each quota stands, and what makes it more than a plain minimum.

use super::Consolidation;
use super::csv_table::{CsvTable, DataOut, TableWritten};
use super::part::movement_name;
use super::quotas::helpers_of;
use crate::plan::{Among, Amount, Bound, HolderKind, Period, ShareOf};
use crate::units::UnitCode;

pub(super) fn quotas(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "movement_id",
            "movement",
            "lead_code",
            "lead",
            "kind",
            "holder",
            "scope",
            "required",
            "registered",
            "shortfall",
            "excess",
            "status",
            "quota_id",
            "partners",
            "basis",
            "plan_line",
        ],
    )?;
    for tally in all.tallies {
        let Some(quota) = all.plan.quotas.get(tally.quota_at) else {
            continue;
        };
        table.text(quota.movement.as_ref().map_or("", |movement| movement.as_str()))?;
        match quota.movement.as_ref() {
            Some(movement) => table.text(movement_name(all.plan, Some(movement)))?,
            None => table.text("")?,
        }
        table.text(&quota.codes(";"))?;
        table.text(quota.owner_name(all.units))?;
        table.text(quota.kind.map_or("any", HolderKind::id))?;
        table.text(quota.holder.as_ref().map_or("", |holder| holder.name.as_str()))?;
        table.text(quota.scope.id())?;
        // A ceiling requires nothing; of a share of what is not known nobody knows.
        table.number(if quota.bound == Bound::AtMost { Some(0) } else { tally.required })?;
        for count in [tally.registered, tally.shortfall, tally.excess] {
            table.number(Some(count))?;
        }
        table.text(tally.status.id())?;
        table.text(&quota.id())?;
        table.text(&helpers_of(all.units, quota))?;
        table.text(&quota.basis)?;
        table.number(quota.said.row_shown())?;
        table.end()?;
    }
    table.finish()
}

/// What makes quotas more than plain minimums, a line for each that is.
pub(super) fn terms(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let columns = [
        "quota_id", "bound", "number", "share", "of", "whole", "among", "unclear", "period", "from", "to",
        "members", "words",
    ];
    let mut table = CsvTable::new(out, &columns)?;
    for tally in all.tallies {
        let Some(quota) = all.plan.quotas.get(tally.quota_at).filter(|quota| !quota.is_plain()) else {
            continue;
        };
        let (share, of) = match quota.amount {
            Amount::Count(_) => (String::new(), None),
            Amount::Share(share, of) => (share.to_string(), Some(of)),
        };
        let whole = match of {
            Some(ShareOf::Number(total)) => Some(total),
            Some(ShareOf::Total(total)) => total,
            Some(ShareOf::Registered) => Some(tally.whole),
            None => None,
        };
        table.text(&quota.id())?;
        table.text(quota.bound.id())?;
        table.number(tally.required)?;
        table.text(&share)?;
        table.text(of.map_or("", ShareOf::id))?;
        table.number(whole)?;
        table.text(quota.among.map_or("", Among::id))?;
        table.number(Some(tally.unclear.len()))?;
        table.text(&quota.period.map(|period| period.to_string()).unwrap_or_default())?;
        table.day(quota.period.map(Period::first_day))?;
        table.day(quota.period.map(Period::last_day))?;
        table.list(quota.group.iter().flat_map(|group| &group.units).map(UnitCode::as_str))?;
        table.text(&quota.holder_and_terms())?;
        table.end()?;
    }
    table.finish()
}
