//! The matrix unit × movement × kind, by what *Tổng hợp* has to look up.
//!
//! Decides which cells may be formulas: those for which counting over the visible columns of `tblDangKy` gives
//! the number that was handed over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Consolidation;
use super::live::{self, DataColumn, TOO_MUCH_TO_COUNT};
use super::page::PageCell;
use super::part::{Part, UNKNOWN, exemplar_of, movement_name, unit_name};
use crate::plan::{HolderKind, MovementId};
use crate::record::Status;
use crate::units::UnitCode;

/// A unit put together from more codes than this gets numbers: a formula has to be read.
const MOST_CODES: usize = 12;

/// So many columns without a figure may stand; more of them would take pages.
const MOST_EMPTY: usize = 10;

/// What a cell of the matrix is about.
type CellKey<'a> = (Option<&'a UnitCode>, Option<&'a MovementId>, HolderKind);

/// The matrix, by what has to be looked up.
pub(super) struct Matrix<'a> {
    /// Units that report or have exemplars, in protocol order; none for exemplars without a unit.
    pub(super) units: Vec<Option<&'a UnitCode>>,
    /// Movements of the plan, then others that occur.
    pub(super) movements: Vec<Option<&'a MovementId>>,
    /// Kinds that occur.
    pub(super) kinds: Vec<HolderKind>,
    cells: BTreeMap<CellKey<'a>, u32>,
    /// What counting over `tblDangKy` gives; none where the workbook has no such table, or Excel would be slow.
    counted: Option<BTreeMap<CellKey<'a>, u32>>,
    /// How the table writes each unit: name and, where another unit has that name, code.
    written_as: BTreeMap<&'a UnitCode, BTreeSet<(&'a str, Option<&'a str>)>>,
    /// Codes that Excel would take for the same number as another code ("01" and "00001").
    alike: BTreeSet<&'a str>,
    /// The name of each movement that no other has.
    movement_names: BTreeMap<&'a MovementId, &'a str>,
    /// How many units have a name.
    namesakes: BTreeMap<&'a str, usize>,
}

impl<'a> Matrix<'a> {
    /// The matrix of a workbook.
    pub(super) fn of(part: &Part<'a>) -> Matrix<'a> {
        let all = &part.all;
        let mut cells: BTreeMap<CellKey<'a>, u32> = BTreeMap::new();
        for row in &part.matrix {
            *cells.entry((row.unit.as_ref(), row.movement.as_ref(), row.kind)).or_default() += row.exemplars;
        }
        let mut movements: Vec<Option<&MovementId>> =
            all.plan.movements.iter().map(|movement| Some(&movement.id)).collect();
        let used: BTreeSet<Option<&MovementId>> = cells.keys().map(|(_, id, _)| *id).collect();
        for id in used.iter().rev() {
            if !movements.contains(id) {
                movements.push(*id);
            }
        }
        let standing = |code: &'a UnitCode| all.units.in_tree(code, all.tree);
        let mut units: Vec<Option<&UnitCode>> = Vec::new();
        let mut listed: BTreeSet<Option<&UnitCode>> = BTreeSet::new();
        let day = all.tree.as_of(all.period.last_day());
        for line in &part.reporting {
            let unit = Some(standing(&line.unit));
            // One that has ended has a row for what was registered, not for what it owed.
            let has_ended = |code| all.units.find(code).is_some_and(|unit| unit.has_ended(day));
            if unit.is_some_and(has_ended) && !cells.keys().any(|(counted, _, _)| *counted == unit) {
                continue;
            }
            if listed.insert(unit) {
                units.push(unit);
            }
        }
        let mut others: Vec<Option<&UnitCode>> = cells
            .keys()
            .map(|(unit, _, _)| *unit)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter(|unit| !listed.contains(unit))
            .collect();
        let order = |unit: &Option<&UnitCode>| unit.map_or(usize::MAX, |unit| all.units.protocol_order(unit));
        others.sort_by_key(order);
        units.extend(others);
        units.sort_by_key(order);
        let kinds: Vec<HolderKind> = HolderKind::ALL
            .into_iter()
            .filter(|kind| cells.keys().any(|(_, _, held)| held == kind))
            .collect();
        let n_formulas = units.len() * (movements.len() + kinds.len()) * (1 + kinds.len());
        let is_live = part.unit.is_none()
            && n_formulas.saturating_mul(all.registry.registrations.len()) < TOO_MUCH_TO_COUNT;
        let counted = is_live.then(|| counted(all));
        let written_as = if is_live { written_as(all, &units) } else { BTreeMap::new() };
        let alike = alike(written_as.values().flatten().filter_map(|(_, code)| *code));
        let movement_names = movement_names(all);
        let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in &units {
            *namesakes.entry(unit_name(all.units, *unit)).or_default() += 1;
        }
        Matrix { units, movements, kinds, cells, counted, written_as, alike, movement_names, namesakes }
    }

    /// The same without the movements of which nothing is registered, and these; `keep` says whether they stay,
    /// which they do unless they are many.
    pub(super) fn without_empty(mut self, keep: Option<bool>) -> (Matrix<'a>, Vec<Option<&'a MovementId>>) {
        let used: BTreeSet<Option<&MovementId>> =
            self.cells.iter().filter(|(_, count)| 0 < **count).map(|((_, id, _), _)| *id).collect();
        let (kept, empty): (Vec<_>, Vec<_>) =
            self.movements.iter().copied().partition(|id| used.contains(id));
        if kept.is_empty() || keep.unwrap_or(empty.len() <= MOST_EMPTY) {
            return (self, Vec::new());
        }
        self.movements = kept;
        (self, empty)
    }

    /// The name of a unit's row; of namesakes, each with its time or its place, so that nobody takes one
    /// for the other.
    pub(super) fn unit_name(&self, all: &Consolidation<'a>, unit: Option<&'a UnitCode>) -> String {
        let name = unit_name(all.units, unit);
        let has_namesakes = self.namesakes.get(name).is_some_and(|n| 1 < *n);
        let known = unit.and_then(|code| all.units.find(code)).filter(|_| has_namesakes);
        let Some(known) = known else { return name.to_owned() };
        let day = |day: Date| format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        match (known.valid_from, known.valid_to, &known.parent) {
            (Some(from), _, _) => format!("{name} (từ {})", day(from)),
            (None, Some(to), _) => format!("{name} (đến {})", day(to)),
            (None, None, Some(_)) => format!("{name} ({})", unit_name(all.units, known.parent.as_ref())),
            (None, None, None) => name.to_owned(),
        }
    }

    /// Short names of the movements, for narrow columns.
    pub(super) fn movement_names(&self, part: &Part<'a>) -> Vec<String> {
        short_names(&self.movements, part)
    }

    /// A formula that counts over the table, with its value; none where counting does not give what was handed
    /// over. Each of unit, movement and kind is one, or any.
    pub(super) fn live(
        &self,
        unit: Option<Option<&'a UnitCode>>,
        movement: Option<Option<&'a MovementId>>,
        kind: Option<HolderKind>,
    ) -> Option<PageCell<'static>> {
        let counted = self.counted.as_ref()?;
        let count = self.sum(&self.cells, unit, movement, kind);
        if count != self.sum(counted, unit, movement, kind) {
            return None;
        }
        let mut criteria: Vec<(DataColumn, &str)> = Vec::new();
        if let Some(movement) = movement {
            criteria.push((DataColumn::Movement, self.movement_names.get(movement?)?));
        }
        if let Some(kind) = kind {
            criteria.push((DataColumn::Kind, kind.label()));
        }
        let alternatives = match unit {
            None => vec![criteria],
            Some(unit) => {
                let written = self.written_as.get(unit?).filter(|names| names.len() <= MOST_CODES)?;
                let alternative = |(name, code): &(&'a str, Option<&'a str>)| {
                    let mut of_unit = criteria.clone();
                    of_unit.push((DataColumn::Unit, name));
                    if let Some(code) = code {
                        of_unit.push((DataColumn::UnitCode, code));
                    }
                    let is_sure = code.is_none_or(|code| is_plain(code) && !self.alike.contains(code));
                    is_sure.then_some(of_unit)
                };
                written.iter().map(alternative).collect::<Option<Vec<_>>>()?
            }
        };
        let formula = live::count(&alternatives)?;
        Some(PageCell::Formula(format!("={formula}"), f64::from(count)))
    }

    /// The cells of one unit or any, one movement or any, one kind or any, added up.
    fn sum(
        &self,
        cells: &BTreeMap<CellKey<'a>, u32>,
        unit: Option<Option<&'a UnitCode>>,
        movement: Option<Option<&'a MovementId>>,
        kind: Option<HolderKind>,
    ) -> u32 {
        let is_meant = |key: &CellKey<'a>| {
            movement.is_none_or(|movement| movement == key.1) && kind.is_none_or(|kind| kind == key.2)
        };
        match unit {
            None => cells.iter().filter(|(key, _)| is_meant(key)).map(|(_, count)| count).sum(),
            Some(unit) => {
                let first = (unit, None, HolderKind::ALL[0]);
                let of_unit = cells.range(first..).take_while(|(key, _)| key.0 == unit);
                of_unit.filter(|(key, _)| is_meant(key)).map(|(_, count)| count).sum()
            }
        }
    }

    /// The kinds of which a unit has exemplars.
    pub(super) fn kinds_of(&self, unit: Option<&UnitCode>) -> Vec<HolderKind> {
        self.kinds
            .iter()
            .copied()
            .filter(|kind| self.movements.iter().any(|movement| 0 < self.count_of(unit, *movement, *kind)))
            .collect()
    }

    /// How many exemplars count.
    pub(super) fn count_of(
        &self,
        unit: Option<&UnitCode>,
        movement: Option<&MovementId>,
        kind: HolderKind,
    ) -> u32 {
        self.cells.get(&(unit, movement, kind)).copied().unwrap_or(0)
    }
}

/// Short names of movements, for narrow columns.
pub(super) fn short_names(movements: &[Option<&MovementId>], part: &Part<'_>) -> Vec<String> {
    let plan = part.all.plan;
    let name = |id: &Option<&MovementId>| match id {
        Some(id) => plan.movement(id).map_or_else(|| id.to_string(), |one| one.short_name().to_owned()),
        None => UNKNOWN.to_owned(),
    };
    movements.iter().map(name).collect()
}

/// The registrations that count, by the cells of the matrix.
fn counted<'a>(all: &Consolidation<'a>) -> BTreeMap<CellKey<'a>, u32> {
    let mut counted: BTreeMap<CellKey<'a>, u32> = BTreeMap::new();
    for ((unit, _, movement, kind), n) in live::counted(all) {
        *counted.entry((unit.map(|code| all.units.in_tree(code, all.tree)), movement, kind)).or_default() +=
            n;
    }
    counted
}

/// How the table writes the units of the matrix: other trees' places stand for one besides its own name.
fn written_as<'a>(
    all: &Consolidation<'a>,
    units: &[Option<&'a UnitCode>],
) -> BTreeMap<&'a UnitCode, BTreeSet<(&'a str, Option<&'a str>)>> {
    // Under each name the units that it stands for; none for a name that is not known as a unit's.
    let mut meant_by: BTreeMap<&str, BTreeSet<Option<&UnitCode>>> = BTreeMap::new();
    let mut codes: BTreeSet<(&UnitCode, &UnitCode)> =
        units.iter().flatten().map(|code| (*code, *code)).collect();
    for (at, registration) in all.registry.registrations.iter().enumerate() {
        let exemplar = exemplar_of(all, at).filter(|_| registration.status == Status::Counted);
        match exemplar.map(|exemplar| exemplar.unit.as_ref()) {
            Some(Some(code)) => {
                codes.insert((all.units.in_tree(code, all.tree), code));
            }
            Some(None) => {
                meant_by.entry(&registration.unit_written).or_default().insert(None);
            }
            None => {}
        }
    }
    for (unit, code) in &codes {
        meant_by.entry(unit_name(all.units, Some(code))).or_default().insert(Some(unit));
    }
    let mut written_as: BTreeMap<&UnitCode, BTreeSet<(&str, Option<&str>)>> = BTreeMap::new();
    for (unit, code) in codes {
        let name = unit_name(all.units, Some(code));
        let is_clear = meant_by.get(name).is_some_and(|units| units.len() == 1);
        written_as.entry(unit).or_default().insert((name, (!is_clear).then(|| code.as_str())));
    }
    written_as
}

/// The names of movements that have them alone.
fn movement_names<'a>(all: &Consolidation<'a>) -> BTreeMap<&'a MovementId, &'a str> {
    let mut by_name: BTreeMap<&str, Vec<&MovementId>> = BTreeMap::new();
    for movement in &all.plan.movements {
        by_name.entry(movement_name(all.plan, Some(&movement.id))).or_default().push(&movement.id);
    }
    let alone =
        by_name.into_iter().filter_map(|(name, ids)| Some((*ids.first().filter(|_| ids.len() == 1)?, name)));
    alone.collect()
}

/// Whether Excel takes a code in a criterion for nothing but itself.
fn is_plain(code: &str) -> bool {
    code.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '@'))
        && code.starts_with(|letter: char| letter.is_ascii_alphanumeric())
}

/// Codes of which several are the same number to Excel.
fn alike<'a>(codes: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut by_number: BTreeMap<u64, BTreeSet<&'a str>> = BTreeMap::new();
    for code in codes {
        if let Ok(number) = code.parse() {
            by_number.entry(number).or_default().insert(code);
        }
    }
    by_number.into_values().filter(|codes| 1 < codes.len()).flatten().collect()
}
