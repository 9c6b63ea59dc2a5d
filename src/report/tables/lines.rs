//! What stands in each line of the tables, column by column.

use std::borrow::Cow;

use jiff::civil::Date;

use super::CellValue;
use crate::plan::{Bound, HolderKind};
use crate::report::Consolidation;
use crate::report::part::{exemplar_of, movement_name, unit_name};
use crate::report::quotas::{helpers_of, movement_in};
use crate::units::UnitCode;

/// The ordinal of a zero-based line.
fn ordinal<'a>(at: usize) -> CellValue<'a> {
    CellValue::Whole(u32::try_from(at + 1).unwrap_or(u32::MAX))
}

fn text<'a>(text: impl Into<Cow<'a, str>>) -> CellValue<'a> {
    let text = text.into();
    if text.is_empty() { CellValue::Nothing } else { CellValue::Text(text) }
}

fn whole<'a>(number: Option<impl TryInto<u32>>) -> CellValue<'a> {
    number.and_then(|number| number.try_into().ok()).map_or(CellValue::Nothing, CellValue::Whole)
}

fn day<'a>(day: Option<Date>) -> CellValue<'a> {
    day.map_or(CellValue::Nothing, CellValue::Day)
}

fn code<'a>(code: Option<&'a UnitCode>) -> CellValue<'a> {
    text(code.map_or("", UnitCode::as_str))
}

/// A line of `tblDangKy`.
pub(super) fn registration<'a>(all: &Consolidation<'a>, at: usize, line: &mut Vec<CellValue<'a>>) {
    let Some(held) = all.registry.registrations.get(at) else {
        return;
    };
    let exemplar = exemplar_of(all, at);
    let unit = exemplar.map_or(held.unit.as_ref(), |exemplar| exemplar.unit.as_ref());
    let kind = exemplar.map_or(held.kind, |exemplar| exemplar.kind);
    let unit_shown = match unit {
        Some(_) => unit_name(all.units, unit),
        None => &held.unit_written,
    };
    let sender = match &held.sender {
        Some(code) => unit_name(all.units, Some(code)),
        None => &held.sender_name,
    };
    let movement = match &held.movement {
        Some(id) => movement_name(all.plan, Some(id)),
        None => "",
    };
    line.extend([
        ordinal(at),
        text(held.name.as_str()),
        text(kind.label()),
        day(held.birth_date),
        whole(held.birth_year),
        text(held.gender.map_or("", crate::record::Gender::label)),
        text(held.position.as_str()),
        text(held.workplace.as_str()),
        text(unit_shown),
        text(sender),
        text(movement),
        text(held.lead.as_ref().map_or("", |lead| unit_name(all.units, Some(lead)))),
        day(Some(held.received)),
        text(held.status.label()),
        text(held.achievement.as_str()),
        text(held.remark.as_str()),
        text(&*held.place.source),
        text(held.place.sheet_name()),
        whole(held.place.row_shown()),
        text(held.id.as_str()),
        text(exemplar.map_or("", |exemplar| exemplar.id.as_str())),
        text(held.status.id()),
        text(kind.id()),
        code(unit),
        code(held.sender.as_ref()),
        text(held.movement.as_ref().map_or("", |movement| movement.as_str())),
        code(held.lead.as_ref()),
    ]);
    let beside = held.beside();
    let [practice, carrier, others @ ..] = beside.texts();
    line.extend([practice, carrier, &held.address].into_iter().chain(others).map(text));
    line.push(text(beside.particulars.join("; ")));
}

/// A line of `tblChiTieu`.
pub(super) fn quota<'a>(all: &Consolidation<'a>, at: usize, line: &mut Vec<CellValue<'a>>) {
    let Some((tally, quota)) =
        all.tallies.get(at).and_then(|tally| Some((tally, all.plan.quotas.get(tally.quota_at)?)))
    else {
        return;
    };
    line.extend([
        ordinal(at),
        text(movement_in(all.plan, quota)),
        text(quota.owner_name(all.units)),
        text(quota.holder_and_terms()),
        whole(tally.required.filter(|_| quota.bound == Bound::AtLeast)),
        whole(Some(tally.registered)),
        whole(Some(tally.shortfall)),
        whole(Some(tally.excess)),
        text(tally.status.label()),
        text(quota.basis.as_str()),
        whole(quota.said.row_shown()),
        text(quota.movement.as_ref().map_or("", |movement| movement.as_str())),
        text(quota.codes(";")),
        text(quota.kind.map_or("any", HolderKind::id)),
        text(quota.holder.as_ref().map_or("", |holder| holder.name.as_str())),
        text(quota.scope.id()),
        text(tally.status.id()),
        text(helpers_of(all.units, quota)),
    ]);
}

/// A line of `tblTienDo`.
pub(super) fn reporting<'a>(all: &Consolidation<'a>, at: usize, line: &mut Vec<CellValue<'a>>) {
    let Some(report) = all.reporting.get(at) else {
        return;
    };
    let unit = all.units.find(&report.unit);
    line.extend([
        ordinal(at),
        text(unit_name(all.units, Some(&report.unit))),
        text(unit.map_or("", |unit| unit.level.label())),
        whole(Some(report.expected)),
        whole(Some(report.received)),
        whole(Some(report.on_time)),
        whole(Some(report.late)),
        whole(Some(report.missing)),
        day(report.last_received),
        day(Some(report.due)),
        text(report.unit.as_str()),
        text(unit.map_or("", |unit| unit.level.id())),
    ]);
}
