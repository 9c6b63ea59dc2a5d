//! What one workbook shows: the whole consolidation, or the part of one unit below.
//!
//! A unit's part holds the exemplars that belong to it or to units within it, those it registered
//! itself, the lists it sent and how it reported; nobody else's people. What it registered for a
//! place that is not known, or not its own, stands in its list but not in its matrix.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Consolidation;
use super::look::Look;
use super::sheet_names::{ANNEXES, CHANGES, LIST, PROGRESS, QUOTAS, SIGNED};
use crate::dedup::{Exemplar, ExemplarId};
use crate::plan::{MovementId, Plan};
use crate::plan::{Quota, answering_on};
use crate::quota::{MatrixRow, PaperLine, Reporting, Standing, Tally};
use crate::record::{Registration, Status};
use crate::registry::SheetAccount;
use crate::text::roman;
use crate::units::{Level, Tree, Unit, UnitBook, UnitCode, UnitKind};

/// What stands where a unit or movement is not known.
pub(super) const UNKNOWN: &str = "(chưa rõ)";

/// What a sheet is when it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetRole {
    /// Attached to a report, under this number: "Phụ lục II".
    Annex(String),
    /// A paper that stands alone.
    Paper,
    /// What helps the office with its work, and is not sent.
    Working,
}

/// The share of a consolidation that one workbook shows.
#[derive(Debug, Clone)]
pub(super) struct Part<'a> {
    /// The whole.
    pub(super) all: Consolidation<'a>,
    /// The unit it is for; none for the issuing level.
    pub(super) unit: Option<&'a Unit>,
    /// Its exemplars, in the order of the list to sign within each kind.
    pub(super) exemplars: Vec<&'a Exemplar>,
    /// Its cells of the matrix.
    pub(super) matrix: Vec<&'a MatrixRow>,
    /// How its units reported.
    pub(super) reporting: Vec<&'a Reporting>,
    /// The sheets it sent.
    pub(super) accounts: Vec<&'a SheetAccount>,
    /// The tallies of what its units owe, in the plan's order.
    pub(super) tallies: Vec<&'a Tally>,
    /// How its exemplars stand before the plan's rules.
    pub(super) standings: Vec<&'a Standing>,
    /// The papers that its units owe.
    pub(super) papers: Vec<&'a PaperLine>,
    /// How its papers look, where that is not as the issuing office's.
    look: Option<Arc<Look>>,
}

impl<'a> Part<'a> {
    /// Everything, with the exemplars in their order.
    pub(super) fn whole(all: &Consolidation<'a>, ordered: &[&'a Exemplar]) -> Part<'a> {
        Part {
            all: *all,
            unit: None,
            exemplars: ordered.to_vec(),
            matrix: all.matrix.iter().collect(),
            reporting: all.reporting.iter().collect(),
            accounts: all.registry.accounts.iter().collect(),
            tallies: all.tallies.iter().filter(|tally| tally.has_begun()).collect(),
            standings: all.eligibility.iter().collect(),
            papers: all.papers.iter().collect(),
            look: None,
        }
    }

    /// How its papers look.
    pub(super) fn look(&self) -> &Look {
        self.look.as_deref().unwrap_or(self.all.look)
    }

    /// One part for each area of a level below that owes a list, sent one, or has exemplars.
    pub(super) fn of_level(all: &Consolidation<'a>, ordered: &[&'a Exemplar], level: Level) -> Vec<Part<'a>> {
        let mut parts: Vec<(&'a UnitCode, Part<'a>)> = Vec::new();
        let mut place: HashMap<&'a UnitCode, usize> = HashMap::new();
        // Of each unit the part that it stands in; hundreds of thousands of registrations ask.
        let mut home: HashMap<&'a UnitCode, Option<usize>> = HashMap::new();
        let mut part_of = |parts: &mut Vec<(&'a UnitCode, Part<'a>)>, code: Option<&'a UnitCode>| {
            let code = code?;
            *home.entry(code).or_insert_with(|| {
                let mut above = all.units.up_in(code, all.tree);
                let unit = above.find(|unit| unit.level == level && unit.kind == UnitKind::Area)?;
                Some(*place.entry(&unit.code).or_insert_with(|| {
                    parts.push((&unit.code, Part::new(all, unit)));
                    parts.len() - 1
                }))
            })
        };
        for line in all.reporting {
            if let Some(at) = part_of(&mut parts, Some(&line.unit)) {
                push(&mut parts, at, |part| part.reporting.push(line));
            }
        }
        let mut exemplars: Vec<usize> = Vec::new();
        for exemplar in ordered {
            let held = exemplar.registrations.iter();
            let senders = held
                .filter_map(|at| all.registry.registrations.get(*at)?.sender.as_ref())
                .chain(&exemplar.unit);
            exemplars.clear();
            exemplars.extend(senders.filter_map(|code| part_of(&mut parts, Some(code))));
            exemplars.sort_unstable();
            exemplars.dedup();
            for at in &exemplars {
                push(&mut parts, *at, |part| part.exemplars.push(exemplar));
            }
        }
        for cell in all.matrix {
            if let Some(at) = part_of(&mut parts, cell.unit.as_ref()) {
                push(&mut parts, at, |part| part.matrix.push(cell));
            }
        }
        for account in &all.registry.accounts {
            if let Some(at) = part_of(&mut parts, account.sender.as_ref()) {
                push(&mut parts, at, |part| part.accounts.push(account));
            }
        }
        let end = all.period.last_day();
        for tally in all.tallies.iter().filter(|tally| tally.has_begun()) {
            let Some(quota) = all.plan.quotas.get(tally.quota_at) else { continue };
            exemplars.clear();
            exemplars.extend(owners(all, quota, end).filter_map(|code| part_of(&mut parts, Some(code))));
            exemplars.sort_unstable();
            exemplars.dedup();
            for at in &exemplars {
                push(&mut parts, *at, |part| part.tallies.push(tally));
            }
        }
        for line in all.papers {
            if let Some(at) = part_of(&mut parts, Some(&line.unit)) {
                push(&mut parts, at, |part| part.papers.push(line));
            }
        }
        let standings = standings_of(all);
        parts.iter_mut().for_each(|(_, part)| part.judge(&standings));
        parts.sort_by_key(|(code, _)| *code);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// One part for each agency that answers for a quota: its people are those that it registered or that belong
    /// to it, or did to one whose place it took; in protocol order.
    pub(super) fn of_agencies(all: &Consolidation<'a>, ordered: &[&'a Exemplar]) -> Vec<Part<'a>> {
        let end = all.period.last_day();
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut place: HashMap<&'a UnitCode, usize> = HashMap::new();
        // Of each unit the agencies that answer for it: itself, or what took its place.
        let mut answering: HashMap<&'a UnitCode, Vec<usize>> = HashMap::new();
        for tally in all.tallies.iter().filter(|tally| tally.has_begun()) {
            let Some(quota) = all.plan.quotas.get(tally.quota_at) else { continue };
            let owing =
                quota.owing().iter().flat_map(|lead| heirs(all, lead, end).map(move |code| (lead, code)));
            for (lead, code) in owing {
                let Some(unit) = all.units.find(code).filter(|unit| unit.kind != UnitKind::Area) else {
                    continue;
                };
                let at = *place.entry(&unit.code).or_insert_with(|| {
                    parts.push(Part::new(all, unit));
                    parts.len() - 1
                });
                for owner in [lead, &unit.code] {
                    let of_owner = answering.entry(owner).or_default();
                    if !of_owner.contains(&at) {
                        of_owner.push(at);
                    }
                }
                // Of several that owe it together it may answer for two.
                let held =
                    |part: &&mut Part<'_>| part.tallies.last().is_none_or(|last| !std::ptr::eq(*last, tally));
                if let Some(part) = parts.get_mut(at).filter(held) {
                    part.tallies.push(tally);
                }
            }
        }
        let of = |code: Option<&UnitCode>| {
            code.and_then(|code| answering.get(code)).into_iter().flatten().copied()
        };
        let mut exemplars: Vec<usize> = Vec::new();
        for exemplar in ordered {
            exemplars.clear();
            let held = exemplar.registrations.iter().filter_map(|at| all.registry.registrations.get(*at));
            exemplars.extend(held.flat_map(|row| of(row.sender.as_ref())));
            exemplars.extend(of(exemplar.unit.as_ref()));
            exemplars.sort_unstable();
            exemplars.dedup();
            for at in &exemplars {
                if let Some(part) = parts.get_mut(*at) {
                    part.exemplars.push(exemplar);
                }
            }
        }
        for cell in all.matrix {
            for at in of(cell.unit.as_ref()) {
                if let Some(part) = parts.get_mut(at) {
                    part.matrix.push(cell);
                }
            }
        }
        for line in all.reporting {
            for at in of(Some(&line.unit)) {
                if let Some(part) = parts.get_mut(at) {
                    part.reporting.push(line);
                }
            }
        }
        for line in all.papers {
            for at in of(Some(&line.unit)) {
                if let Some(part) = parts.get_mut(at) {
                    part.papers.push(line);
                }
            }
        }
        for account in &all.registry.accounts {
            for at in of(account.sender.as_ref()) {
                if let Some(part) = parts.get_mut(at) {
                    part.accounts.push(account);
                }
            }
        }
        let standings = standings_of(all);
        parts.iter_mut().for_each(|part| part.judge(&standings));
        parts.sort_by_key(|part| part.unit.map(|unit| all.units.protocol_order(&unit.code)));
        parts
    }

    /// How its exemplars stand before the plan's rules.
    fn judge(&mut self, standings: &HashMap<&'a ExemplarId, Vec<&'a Standing>>) {
        let of_part = self.exemplars.iter().filter_map(|exemplar| standings.get(&exemplar.id)).flatten();
        self.standings = of_part.copied().collect();
    }

    fn new(all: &Consolidation<'a>, unit: &'a Unit) -> Part<'a> {
        Part {
            all: Consolidation { within: Some(&unit.code), ..*all },
            unit: Some(unit),
            exemplars: Vec::new(),
            matrix: Vec::new(),
            reporting: Vec::new(),
            accounts: Vec::new(),
            tallies: Vec::new(),
            standings: Vec::new(),
            papers: Vec::new(),
            look: Some(Arc::new(all.look.of_unit(unit, all.units, all.plan))),
        }
    }

    /// What the workbook is about, for the line below its title.
    pub(super) fn subject(&self) -> String {
        let period = self.all.period.label_with_days();
        let tree = self.tree_note().map(|tree| format!(", theo {tree}")).unwrap_or_default();
        match self.unit {
            Some(unit) => format!("{}, đến hết {period}{tree}", unit.name),
            None => format!("đăng ký đến hết {period}{tree}"),
        }
    }

    /// By which places a plan is reported that lived through their reform.
    fn tree_note(&self) -> Option<&'static str> {
        let (plan, end) = (self.all.plan, self.all.period.last_day());
        // A report of before the reform knows nothing of it, unless another tree was asked for.
        let is_after = Tree::on(plan.from) != Tree::on(end);
        (is_after || self.all.tree != Tree::on(end)).then(|| self.all.tree.label())
    }

    /// What a sheet is when it is printed.
    pub(super) fn role(&self, sheet: &str) -> SheetRole {
        let is_attached = self.look().numbered_annexes && !self.attached().is_empty();
        let here = ANNEXES.into_iter().filter(|name| self.has(name));
        match (1..).zip(here).find(|(_, name)| *name == sheet) {
            Some((number, _)) if is_attached => SheetRole::Annex(format!("Phụ lục {}", roman(number))),
            Some(_) | None if self.is_signed(sheet) => SheetRole::Paper,
            Some(_) | None => SheetRole::Working,
        }
    }

    /// Whether a sheet is one that is signed.
    pub(super) fn is_signed(&self, sheet: &str) -> bool {
        SIGNED.contains(&sheet)
    }

    /// Whether the workbook has one of the sheets that may be annexes: one that would be empty is left out.
    pub(super) fn has(&self, sheet: &str) -> bool {
        let all = &self.all;
        match sheet {
            QUOTAS => !self.tallies.is_empty(),
            LIST => self.exemplars.iter().any(|exemplar| !exemplar.movements.is_empty()),
            PROGRESS => !self.reporting.is_empty() || !self.papers.is_empty(),
            CHANGES => {
                let corrected = all.reconciliation.is_some_and(|bridge| !bridge.is_empty());
                self.unit.is_none() && (!all.changes.is_empty() || corrected)
            }
            _ => true,
        }
    }

    /// The row of the header of a sheet that has one line below its title, zero-based.
    pub(super) fn header_row(&self, sheet: &str) -> u32 {
        const TITLE_LINE_GAP: u32 = 3;
        match self.role(sheet) {
            SheetRole::Annex(_) => TITLE_LINE_GAP + 2,
            SheetRole::Paper => TITLE_LINE_GAP + 5,
            SheetRole::Working => TITLE_LINE_GAP,
        }
    }

    /// "(Kèm theo …)", with number and day left open, or what the office says instead.
    pub(super) fn attached(&self) -> String {
        match self.look().attached.as_deref().map(str::trim) {
            Some("") => return String::new(),
            Some(line) => return format!("({})", line.trim_start_matches('(').trim_end_matches(')')),
            None => {}
        }
        let office = match self.look().office.as_str() {
            "" => "………………",
            office => office,
        };
        format!("(Kèm theo Báo cáo số ……/BC-…… ngày …… tháng …… năm {} của {office})", self.all.period.year())
    }
}

/// How each exemplar stands before the plan's rules.
fn standings_of<'a>(all: &Consolidation<'a>) -> HashMap<&'a ExemplarId, Vec<&'a Standing>> {
    let mut standings: HashMap<&ExemplarId, Vec<&Standing>> = HashMap::new();
    for standing in all.eligibility {
        standings.entry(&standing.exemplar).or_default().push(standing);
    }
    standings
}

/// The units that answer for a quota at the end of a period: its lead, or those that took its place, each once.
pub(super) fn owners<'a>(
    all: &Consolidation<'a>,
    quota: &'a Quota,
    end: Date,
) -> impl Iterator<Item = &'a UnitCode> + use<'a> {
    let mut owners: Vec<&UnitCode> = Vec::new();
    for code in quota.owing().iter().flat_map(|lead| heirs(all, lead, end)) {
        if !owners.contains(&code) {
            owners.push(code);
        }
    }
    owners.into_iter()
}

/// A unit at the end of a period, or those that took its place.
fn heirs<'a>(
    all: &Consolidation<'a>,
    lead: &'a UnitCode,
    end: Date,
) -> impl Iterator<Item = &'a UnitCode> + use<'a> {
    let units = all.units;
    answering_on(units, lead, end)
        .into_iter()
        .map(move |code| units.find(&code).map_or(lead, |unit| &unit.code))
}

fn push<'a>(parts: &mut [(&UnitCode, Part<'a>)], at: usize, put: impl FnOnce(&mut Part<'a>)) {
    if let Some((_, part)) = parts.get_mut(at) {
        put(part);
    }
}

/// A unit's name; its code where the book does not know it.
pub(super) fn unit_name<'a>(units: &'a UnitBook, code: Option<&'a UnitCode>) -> &'a str {
    match code {
        Some(code) => units.find(code).map_or(code.as_str(), |unit| unit.name.as_str()),
        None => UNKNOWN,
    }
}

/// A movement's name as printed, with the word for what it is.
pub(super) fn movement_name<'a>(plan: &'a Plan, id: Option<&'a MovementId>) -> &'a str {
    match id {
        Some(id) => plan.movement(id).map_or(id.as_str(), |movement| movement.name.as_str()),
        None => UNKNOWN,
    }
}

/// The registration by which an exemplar counts in a movement; else its first one.
pub(super) fn counted_by<'a>(
    all: &Consolidation<'a>,
    exemplar: &Exemplar,
    movement: Option<&MovementId>,
) -> Option<&'a Registration> {
    let mut held = exemplar.registrations.iter().filter_map(|at| all.registry.registrations.get(*at));
    let of_movement = held.clone().find(|registration| {
        registration.status == Status::Counted && registration.movement.as_ref() == movement
    });
    of_movement.or_else(|| held.next())
}

/// The exemplar of a registration.
pub(super) fn exemplar_of<'a>(all: &Consolidation<'a>, at: usize) -> Option<&'a Exemplar> {
    let exemplar = all.exemplar_of.get(at).copied().flatten()?;
    all.exemplars.get(exemplar)
}
