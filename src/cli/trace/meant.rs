//! What is asked about: an identifier, the name of a person, a unit or a movement, or a cell of the published
//! workbook.

use std::sync::Arc;

use crate::dedup::Exemplar;
use crate::finding::CellAddress;
use crate::intake::{Sheet, SheetRow};
use crate::package;
use crate::plan::{MovementId, Quota};
use crate::record::Registration;
use crate::text;
use crate::units::{Resolved, UnitCode};

use super::StorySources;

/// What a call asks about.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TraceTarget {
    /// Exemplars, by their identifiers.
    Exemplars(Vec<String>),
    /// Figures of the plan, by their identifiers.
    Figures(Vec<String>),
    /// Nothing that is known.
    Nothing,
}

/// What an identifier, a name or a cell means.
pub(super) fn asked(told: &StorySources<'_>, written: &str) -> TraceTarget {
    let figures = |meant: &dyn Fn(&Quota) -> bool| -> Vec<String> {
        let quotas = told.workspace.plan.quotas.iter();
        let mut ids: Vec<String> = quotas.filter(|quota| meant(quota)).map(Quota::id).collect();
        ids.dedup();
        ids
    };
    if let Some((sheet, address)) = cell(written) {
        return of_cell(told, sheet, address);
    }
    let known = figures(&|quota| {
        let movement = quota.movement.as_ref().map(MovementId::as_str);
        quota.id() == written
            || movement == Some(written)
            || quota.lead.as_str() == written
            || quota.owing().iter().any(|lead| lead.as_str() == written)
    });
    if !known.is_empty() {
        return TraceTarget::Figures(vec![written.to_owned()]);
    }
    let people = named(told, written);
    if !people.is_empty() {
        return TraceTarget::Exemplars(people);
    }
    let plan = &told.workspace.plan;
    let key = text::key(written);
    let movement =
        plan.movements.iter().find(|it| [&it.name, &it.short].iter().any(|name| text::key(name) == key));
    let unit = unit(told, written);
    let meant = figures(&|quota| {
        movement.is_some_and(|it| quota.movement.as_ref() == Some(&it.id))
            || unit.as_ref().is_some_and(|unit| quota.owing().contains(unit))
    });
    if !meant.is_empty() {
        return TraceTarget::Figures(meant);
    }
    let of_unit = told.outcome.found.exemplars.iter().filter(|it| it.unit.is_some() && it.unit == unit);
    let of_unit: Vec<String> = of_unit.map(|exemplar| exemplar.id.to_string()).collect();
    if of_unit.is_empty() { TraceTarget::Nothing } else { TraceTarget::Exemplars(of_unit) }
}

/// The registrations of what is asked about; of a unit, those that it sent and those that are its own.
pub(super) fn registrations<'a>(told: &StorySources<'a>, written: &str) -> Vec<&'a Registration> {
    let (registry, found) = (&told.outcome.registry, &told.outcome.found);
    let rows = |meant: &dyn Fn(&Registration) -> bool| -> Vec<&'a Registration> {
        registry.registrations.iter().filter(|row| meant(row)).collect()
    };
    if written.starts_with("R-") {
        return rows(&|row| row.id.as_str() == written);
    }
    let is_name = cell(written).is_none() && !written.starts_with("E-");
    if let Some(unit) = unit(told, written).filter(|_| is_name && named(told, written).is_empty()) {
        let of_unit = rows(&|row| row.sender.as_ref() == Some(&unit) || row.unit.as_ref() == Some(&unit));
        if !of_unit.is_empty() {
            return of_unit;
        }
    }
    let exemplars = match asked(told, written) {
        _ if written.starts_with("E-") => vec![written.to_owned()],
        TraceTarget::Figures(ids) => counted_in(told, &ids),
        TraceTarget::Exemplars(ids) => ids,
        TraceTarget::Nothing => Vec::new(),
    };
    let owners = found.owners(registry);
    let is_meant = |owner: &Option<usize>| {
        let exemplar = owner.and_then(|at| found.exemplars.get(at));
        exemplar.is_some_and(|exemplar| exemplars.iter().any(|id| exemplar.id.as_str() == id))
    };
    registry
        .registrations
        .iter()
        .zip(&owners)
        .filter(|(_, owner)| is_meant(owner))
        .map(|(row, _)| row)
        .collect()
}

/// The one unit of a name.
fn unit(told: &StorySources<'_>, name: &str) -> Option<UnitCode> {
    match told.workspace.units.resolve(name, &crate::units::Context::default()) {
        Resolved::One(found) => Some(found.code),
        Resolved::Several(_) | Resolved::None(_) => None,
    }
}

/// The exemplars that count in figures of the plan.
fn counted_in(told: &StorySources<'_>, figures: &[String]) -> Vec<String> {
    let meant = told.outcome.judged.tallies.iter().filter(|tally| {
        let quota = told.workspace.plan.quotas.get(tally.quota_at);
        quota.is_some_and(|quota| figures.contains(&quota.id()))
    });
    meant.flat_map(|tally| &tally.exemplars).map(ToString::to_string).collect()
}

/// The exemplars of a name; where none has it whole, those whose name has its words.
fn named(told: &StorySources<'_>, name: &str) -> Vec<String> {
    let key = text::key(name);
    let exemplars = &told.outcome.found.exemplars;
    let ids = |meant: &dyn Fn(&Exemplar) -> bool| -> Vec<String> {
        exemplars.iter().filter(|it| meant(it)).map(|it| it.id.to_string()).collect()
    };
    let whole = ids(&|it| text::key(&it.name) == key);
    if !whole.is_empty() || !key.contains(' ') {
        return whole;
    }
    ids(&|it| format!(" {} ", text::key(&it.name)).contains(&format!(" {key} ")))
}

/// "Danh sách!B12", "tong-hop.xlsx › Danh sách › B12": the sheet and the cell.
fn cell(written: &str) -> Option<(&str, CellAddress)> {
    let (rest, address) = written.rsplit_once(['!', '›'])?;
    let sheet = rest.rsplit(['!', '›']).next()?;
    let (row, col) = package::reference::address(&address.trim().replace('$', "").to_uppercase())?;
    let address = CellAddress { row, col: u16::try_from(col).ok()? };
    Some((sheet.trim().trim_matches('\''), address))
}

/// What a cell of `tong-hop.xlsx` shows.
fn of_cell(told: &StorySources<'_>, sheet: &str, address: CellAddress) -> TraceTarget {
    let path = told.workspace.out().join(told.outcome.period.to_string()).join("tong-hop.xlsx");
    let Ok(bytes) = std::fs::read(path) else { return TraceTarget::Nothing };
    let source: Arc<str> = Arc::from("tong-hop.xlsx");
    let read = told.host.readers().read_bytes(&source, &bytes, told.outcome.period.last_day());
    let mut sheets = read.iter().flat_map(|attachment| &attachment.sheets);
    let key = text::key(sheet);
    let Some(sheet) = sheets.find(|it| text::key(it.place.sheet_name()) == key) else {
        return TraceTarget::Nothing;
    };
    let Some(row) = sheet.rows.iter().find(|row| row.row == address.row) else { return TraceTarget::Nothing };
    let shown = |row: &SheetRow, col: u16| row.cell(col).map(|cell| cell.value.shown().into_owned());
    match key.as_str() {
        "danh sách" => {
            let name = shown(row, 1).unwrap_or_default();
            TraceTarget::Exemplars(named(told, name.trim_end_matches([' ', '*', '(', ')'])))
        }
        "chỉ tiêu" => {
            let line = shown(row, 0).and_then(|ordinal| ordinal.parse::<usize>().ok()?.checked_sub(1));
            let mut shown = told.outcome.judged.tallies.iter().filter(|tally| tally.has_begun());
            let tally = line.and_then(|at| shown.nth(at));
            let quota = tally.and_then(|tally| told.workspace.plan.quotas.get(tally.quota_at));
            quota.map_or(TraceTarget::Nothing, |quota| TraceTarget::Figures(vec![quota.id()]))
        }
        "tổng hợp" => of_matrix(told, sheet, row, address.col),
        _ => {
            let header = sheet.rows.first();
            let ids = header.into_iter().flat_map(|header| &header.cells);
            let col = ids.filter(|cell| cell.value.shown() == "exemplar_id").map(|cell| cell.col).next();
            let id = col.and_then(|col| shown(row, col));
            id.map_or(TraceTarget::Nothing, |id| TraceTarget::Exemplars(vec![id]))
        }
    }
}

/// Those who are counted in a cell of the matrix: of its unit, and of the movement above it where it has one.
fn of_matrix(told: &StorySources<'_>, sheet: &Sheet, row: &SheetRow, col: u16) -> TraceTarget {
    let plan = &told.workspace.plan;
    let units = &told.workspace.units;
    let shown = |row: &SheetRow, col: u16| row.cell(col).map(|cell| text::key(&cell.value.shown()));
    let Some(unit) = shown(row, 1) else { return TraceTarget::Nothing };
    let above = sheet.rows.iter().filter(|it| it.row < row.row).filter_map(|it| shown(it, col));
    let heads: Vec<String> = above.collect();
    let movement = plan.movements.iter().find(|it| {
        let names = [text::key(&it.short), text::key(&it.name)];
        heads.iter().any(|head| names.contains(head))
    });
    let is_meant = |exemplar: &&Exemplar| {
        let unit_code = exemplar.unit.as_ref().map(|code| units.in_tree(code, told.outcome.tree));
        let unit_key = unit_code.and_then(|code| units.find(code)).map(|unit| text::key(&unit.name));
        unit_key.as_ref() == Some(&unit) && movement.is_none_or(|it| exemplar.movements.contains(&it.id))
    };
    let ids = told.outcome.found.exemplars.iter().filter(is_meant).map(|it| it.id.to_string());
    TraceTarget::Exemplars(ids.collect())
}
