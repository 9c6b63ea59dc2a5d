//! The columnar work: counts of exemplars by unit, movement, kind and lead.
//!
//! One frame is built once from the exemplars, a line for each movement in which one counts; the
//! tallies and the matrix are groupings of it.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, NamedFrom, PolarsError, PolarsResult, Series};

use crate::dedup::Exemplar;
use crate::plan::{HolderKind, Plan};
use crate::units::{Tree, UnitBook, UnitCode};

use super::MatrixRow;

/// Stands for "not known" in the columns of positions.
const UNKNOWN: u32 = u32::MAX;

/// The units under which a tree counts exemplars, in protocol order.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    units: &'a UnitBook,
    tree: Tree,
    codes: Vec<&'a UnitCode>,
}

impl<'a> Rows<'a> {
    /// The units of exemplars, each as it stands in the tree.
    pub(super) fn of(exemplars: &'a [Exemplar], units: &'a UnitBook, tree: Tree) -> Rows<'a> {
        let written: BTreeSet<&UnitCode> = exemplars.iter().filter_map(|one| one.unit.as_ref()).collect();
        let standing: BTreeSet<&UnitCode> =
            written.into_iter().map(|code| units.in_tree(code, tree)).collect();
        let mut codes: Vec<&UnitCode> = standing.into_iter().collect();
        codes.sort_by_cached_key(|code| units.protocol_order(code));
        Rows { units, tree, codes }
    }

    fn position(&self, code: &UnitCode) -> u32 {
        let standing = self.units.in_tree(code, self.tree);
        self.codes.iter().position(|code| *code == standing).map_or(UNKNOWN, position)
    }
}

/// One line for each exemplar and movement: positions of unit (in the rows), movement and kind, and a
/// one to add up.
pub(super) fn memberships(exemplars: &[Exemplar], plan: &Plan, rows: &Rows<'_>) -> PolarsResult<DataFrame> {
    let mut known: BTreeMap<&UnitCode, u32> = BTreeMap::new();
    let mut unit = Vec::new();
    let mut movement = Vec::new();
    let mut kind = Vec::new();
    for exemplar in exemplars {
        let unit_at = exemplar
            .unit
            .as_ref()
            .map_or(UNKNOWN, |code| *known.entry(code).or_insert_with(|| rows.position(code)));
        let kind_at = HolderKind::ALL.iter().position(|kind| *kind == exemplar.kind);
        for id in &exemplar.movements {
            let movement_at = plan.movements.iter().position(|movement| &movement.id == id);
            unit.push(unit_at);
            movement.push(movement_at.map_or(UNKNOWN, position));
            kind.push(kind_at.map_or(UNKNOWN, position));
        }
    }
    let ones = vec![1_u32; unit.len()];
    DataFrame::new(
        unit.len(),
        vec![
            column("unit", unit),
            column("movement", movement),
            column("kind", kind),
            column("exemplars", ones),
        ],
    )
}

/// The matrix unit × movement × kind, in protocol order, the plan's order and the order of kinds.
pub(super) fn matrix(memberships: &DataFrame, plan: &Plan, units: &Rows<'_>) -> PolarsResult<Vec<MatrixRow>> {
    let counted = sum_by(memberships, &["unit", "movement", "kind"])?;
    let mut rows: BTreeMap<(u32, u32, u32), u32> = BTreeMap::new();
    for (key, n) in counted {
        if let [unit, movement, kind] = key.as_slice() {
            rows.insert((*unit, *movement, *kind), n);
        }
    }
    Ok(rows
        .into_iter()
        .filter_map(|((unit, movement, kind), exemplars)| {
            Some(MatrixRow {
                unit: units.codes.get(unit as usize).map(|code| (*code).clone()),
                movement: plan.movements.get(movement as usize).map(|movement| movement.id.clone()),
                kind: *HolderKind::ALL.get(kind as usize)?,
                exemplars,
            })
        })
        .collect())
}

/// How many exemplars each quota takes, from pairs of quota and exemplar.
pub(super) fn count_by_quota(quotas: Vec<u32>) -> PolarsResult<BTreeMap<u32, u32>> {
    let ones = vec![1_u32; quotas.len()];
    let frame = DataFrame::new(quotas.len(), vec![column("quota", quotas), column("exemplars", ones)])?;
    let counted = sum_by(&frame, &["quota"])?;
    Ok(counted.into_iter().filter_map(|(key, n)| Some((*key.first()?, n))).collect())
}

/// Sums the column `exemplars` by other columns.
fn sum_by(frame: &DataFrame, keys: &[&str]) -> PolarsResult<Vec<(Vec<u32>, u32)>> {
    if frame.height() == 0 {
        return Ok(Vec::new());
    }
    #[expect(deprecated, reason = "the eager grouping is what this build of polars holds")]
    let summed = frame.group_by_stable(keys.iter().copied())?.select(["exemplars"]).sum()?;
    let keys: Vec<Vec<u32>> = keys.iter().map(|key| values(&summed, key)).collect::<PolarsResult<_>>()?;
    let sums = values(&summed, "exemplars_sum")?;
    Ok(sums
        .into_iter()
        .enumerate()
        .map(|(at, n)| (keys.iter().filter_map(|key| key.get(at).copied()).collect(), n))
        .collect())
}

fn values(frame: &DataFrame, name: &str) -> PolarsResult<Vec<u32>> {
    let column = frame.column(name)?.u32()?;
    column
        .iter()
        .map(|value| value.ok_or_else(|| PolarsError::NoData(format!("{name} holds no number").into())))
        .collect()
}

fn column(name: &str, values: Vec<u32>) -> Column {
    Series::new(name.into(), values).into()
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(UNKNOWN)
}
