//! The matrix unit × movement × kind, by what *Tổng hợp* has to look up.
//!
//! Decides which cells may be formulas: those for which counting over `tblDangKy` gives the number
//! that was handed over, and whose codes Excel takes for nothing but themselves.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Consolidation;
use super::page::Cell;
use super::part::{Part, UNKNOWN, exemplar_of, unit_name};
use crate::plan::{HolderKind, MovementId};
use crate::record::Status;
use crate::units::UnitCode;

/// Formulas × lines of the table past which counting again would make Excel slow: plain numbers.
const TOO_MUCH_TO_COUNT: usize = 100_000_000;

/// A unit put together from more codes than this gets numbers: a formula has to be read.
const MOST_CODES: usize = 12;

/// What a cell of the matrix is about.
type Key<'a> = (Option<&'a UnitCode>, Option<&'a MovementId>, HolderKind);

/// The matrix, by what has to be looked up.
pub(super) struct Matrix<'a> {
    /// Units that report or have exemplars, in protocol order; none for exemplars without a unit.
    pub(super) units: Vec<Option<&'a UnitCode>>,
    /// Movements of the plan, then others that occur.
    pub(super) movements: Vec<Option<&'a MovementId>>,
    /// Kinds that occur.
    pub(super) kinds: Vec<HolderKind>,
    cells: BTreeMap<Key<'a>, u32>,
    /// What counting over `tblDangKy` gives; empty where the workbook has no such table.
    counted: BTreeMap<Key<'a>, u32>,
    /// The codes of that table that stand for a unit: other trees' places besides its own.
    written_as: BTreeMap<&'a UnitCode, BTreeSet<&'a str>>,
    /// Codes that Excel would take for the same number as another code ("01" and "00001").
    alike: BTreeSet<&'a str>,
    /// How many units have a name.
    namesakes: BTreeMap<&'a str, usize>,
}

impl<'a> Matrix<'a> {
    /// The matrix of a workbook.
    pub(super) fn of(part: &Part<'a>) -> Matrix<'a> {
        let all = &part.all;
        let mut cells: BTreeMap<Key<'a>, u32> = BTreeMap::new();
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
        for line in &part.reporting {
            let unit = Some(standing(&line.unit));
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
        let kinds = HolderKind::ALL
            .into_iter()
            .filter(|kind| cells.keys().any(|(_, _, held)| held == kind))
            .collect();
        let mut counted: BTreeMap<Key<'a>, u32> = BTreeMap::new();
        let mut written_as: BTreeMap<&UnitCode, BTreeSet<&'a str>> = BTreeMap::new();
        let live = part.unit.is_none()
            && cells.len().saturating_mul(all.registry.registrations.len()) < TOO_MUCH_TO_COUNT;
        if live {
            for (at, registration) in all.registry.registrations.iter().enumerate() {
                if registration.status == Status::Counted
                    && let Some(exemplar) = exemplar_of(all, at)
                {
                    let unit = exemplar.unit.as_ref().map(standing);
                    let key = (unit, registration.movement.as_ref(), exemplar.kind);
                    *counted.entry(key).or_default() += 1;
                    if let (Some(unit), Some(written)) = (unit, &exemplar.unit) {
                        written_as.entry(unit).or_default().insert(written.as_str());
                    }
                }
            }
        }
        let alike = alike(written_as.values().flatten().copied());
        let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
        for unit in &units {
            *namesakes.entry(unit_name(all.units, *unit)).or_default() += 1;
        }
        Matrix { units, movements, kinds, cells, counted, written_as, alike, namesakes }
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
        self.movements
            .iter()
            .map(|id| match id {
                Some(id) => part.all.plan.movement(id).map_or_else(
                    || id.to_string(),
                    |movement| match movement.short.as_str() {
                        "" => movement.name.clone(),
                        short => short.to_owned(),
                    },
                ),
                None => UNKNOWN.to_owned(),
            })
            .collect()
    }

    /// A cell that counts over the table, or the number itself where counting cannot give it.
    pub(super) fn cell(
        &self,
        unit: Option<&UnitCode>,
        movement: Option<&MovementId>,
        kind: HolderKind,
    ) -> Cell<'static> {
        let count = self.count_of(unit, movement, kind);
        let counted = self.counted.get(&(unit, movement, kind));
        let (Some(unit), Some(movement)) = (unit, movement) else {
            return Cell::Count(count);
        };
        let Some(written) = self.written_as.get(unit).filter(|codes| codes.len() <= MOST_CODES) else {
            return Cell::Count(count);
        };
        let sure = counted == Some(&count)
            && written.iter().all(|code| is_plain(code) && !self.alike.contains(code))
            && is_plain(movement.as_str());
        if !sure {
            return Cell::Count(count);
        }
        let count_of = |code: &&str| {
            format!(
                "COUNTIFS(tblDangKy[unit_code],\"{code}\",tblDangKy[movement_id],\"{movement}\",\
                 tblDangKy[kind],\"{}\",tblDangKy[status],\"counted\")",
                kind.id()
            )
        };
        let formula = written.iter().map(count_of).collect::<Vec<_>>().join("+");
        Cell::Formula(format!("={formula}"), f64::from(count))
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
