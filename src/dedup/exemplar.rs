use std::collections::BTreeMap;
use std::fmt;

use arcstr::ArcStr;
use compact_str::{CompactString, format_compact};
use rayon::prelude::*;

use crate::finding::{Code, Finding};
use crate::plan::{Counting, HolderKind, MovementId, Period, Plan};
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::units::UnitCode;

use super::Join;

/// Identifier of an exemplar, the same in every run.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExemplarId(CompactString);

impl ExemplarId {
    /// An identifier from the content of an exemplar's first registration.
    pub fn of(parts: &[&str]) -> ExemplarId {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        ExemplarId(format_compact!("E-{}", &hasher.finalize().to_hex()[..10]))
    }

    /// The identifier of an exemplar whose first registration this is.
    pub fn of_first(row: &Registration) -> ExemplarId {
        let year = row.birth_year.map(|year| year.to_string()).unwrap_or_default();
        let unit = row.unit.as_ref().map_or(row.unit_written.as_str(), |unit| unit.as_str());
        ExemplarId::of(&[row.kind.id(), &crate::text::key(&row.name), &year, unit])
    }

    /// An identifier as an earlier run wrote it.
    pub fn from_text(text: &str) -> ExemplarId {
        ExemplarId(text.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExemplarId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One exemplar, however often it was registered.
#[derive(Debug, Clone, PartialEq)]
pub struct Exemplar {
    /// Its identifier.
    pub id: ExemplarId,
    /// Who it is.
    pub kind: HolderKind,
    /// The name as printed.
    pub name: ArcStr,
    /// Year of birth, where it is known.
    pub birth_year: Option<i16>,
    /// The unit it belongs to.
    pub unit: Option<UnitCode>,
    /// Movements in which it is registered, in the order of the plan.
    pub movements: Vec<MovementId>,
    /// Lead agencies to which it counts, one for each of `movements` where that is known.
    pub leads: Vec<Option<UnitCode>>,
    /// Positions of its registrations in the registry, the one that counts first; withdrawn,
    /// superseded and rejected ones are not among them.
    pub registrations: Vec<usize>,
    /// The period of its earliest registration.
    pub first_period: Period,
}

/// Why registrations belong together.
pub(super) struct Why<'a> {
    /// Joins by each of their ends, each end's in their own order.
    by_end: Vec<(usize, &'a Join)>,
}

impl<'a> Why<'a> {
    pub(super) fn of(joins: &'a [Join]) -> Why<'a> {
        let mut by_end: Vec<(usize, &Join)> = Vec::with_capacity(2 * joins.len());
        by_end.extend(joins.iter().flat_map(|join| [(join.left, join), (join.right, join)]));
        by_end.par_sort_by_key(|(end, _)| *end);
        Why { by_end }
    }

    /// The evidence that ties a registration to the first of its exemplar, or to another one in between.
    fn because(&self, first: usize, at: usize, registry: &Registry) -> String {
        let from = self.by_end.partition_point(|(end, _)| *end < at);
        let joins = self.by_end.iter().skip(from).take_while(|(end, _)| *end == at).map(|(_, join)| *join);
        let other = |join: &Join| if join.left == at { join.right } else { join.left };
        if let Some(join) = joins.clone().find(|join| other(join) == first) {
            return format!(": {}", join.evidence);
        }
        let between = joins.take(1).find_map(|join| Some((join, registry.registrations.get(other(join))?)));
        between.map_or_else(String::new, |(join, row)| format!(", qua «{}»: {}", row.place, join.evidence))
    }
}

/// For each registration, the earliest one in the chain of lists that it replaced: an exemplar
/// keeps its id when a corrected list comes.
pub fn origins(registry: &Registry) -> BTreeMap<usize, usize> {
    let mut origins: BTreeMap<usize, usize> = BTreeMap::new();
    for (old, new) in registry.replaced_by.iter().enumerate() {
        if let Some(new) = new {
            let origin = origins.get(&old).copied().unwrap_or(old);
            origins.entry(*new).and_modify(|before| *before = origin.min(*before)).or_insert(origin);
        }
    }
    origins
}

/// What is known of an exemplar's registrations besides the exemplar.
pub(super) struct Others {
    /// The position of its first registration, or of the one that this replaced.
    pub(super) first: usize,
    /// Registrations after the one that counts in a movement, with what is told of them.
    pub(super) again: Vec<(usize, Finding)>,
}

/// The exemplar of these registrations, as yet without an identifier.
pub(super) fn exemplar(
    registry: &Registry,
    plan: &Plan,
    (origins, why): (&BTreeMap<usize, usize>, &Why<'_>),
    rows: impl Iterator<Item = usize>,
) -> (Exemplar, Others) {
    // The registry is in order of arrival, so the smallest position came first.
    let mut rows: Vec<usize> = rows.collect();
    rows.sort_unstable();
    let mut again = Vec::new();
    let mut taken: BTreeMap<_, usize> = BTreeMap::new();
    for at in &rows {
        let Some(row) = registry.registrations.get(*at).filter(|row| row.status == Status::Counted) else {
            continue;
        };
        let Some(movement) = row.movement.clone() else { continue };
        let slot = match plan.counting {
            Counting::OncePerMovement => Some(movement),
            Counting::OncePerPlan => None,
        };
        let Some(first) = taken.get(&slot).copied() else {
            taken.insert(slot, *at);
            continue;
        };
        let first_place = registry.registrations.get(first).map(|row| row.place.to_string());
        let because = why.because(first, *at, registry);
        let finding = Finding::new(
            Code::ExemplarDuplicate,
            row.place.clone(),
            format!("«{}» đã được tính ở «{}»{because}.", row.name, first_place.unwrap_or_default()),
        )
        .raw(row.name.as_str())
        .unit(row.sender.as_ref().map(ToString::to_string).unwrap_or_default());
        again.push((*at, finding));
    }
    let mut counted: Vec<&Registration> =
        taken.values().filter_map(|at| registry.registrations.get(*at)).collect();
    let order = |row: &Registration| {
        plan.movements.iter().position(|movement| Some(&movement.id) == row.movement.as_ref())
    };
    counted.sort_by_key(|row| order(row));
    let movements = counted.iter().filter_map(|row| row.movement.clone()).collect();
    let leads = counted.iter().map(|row| row.lead.clone()).collect();

    let first = rows.first().and_then(|at| registry.registrations.get(*at));
    let origin_at = rows.iter().map(|at| origins.get(at).copied().unwrap_or(*at)).min().unwrap_or_default();
    let origin = registry.registrations.get(origin_at).or(first);
    let all = || rows.iter().filter_map(|at| registry.registrations.get(*at));
    let exemplar = Exemplar {
        id: ExemplarId::default(),
        kind: first.map_or(HolderKind::Individual, |row| row.kind),
        // A later row may know what the first left out.
        name: first.map(|row| row.name.clone()).unwrap_or_default(),
        birth_year: all().find_map(|row| row.birth_year),
        unit: all().find_map(|row| row.unit.clone()),
        movements,
        leads,
        first_period: plan.period_of(origin.map_or(plan.from, |row| row.received)),
        registrations: rows,
    };
    (exemplar, Others { first: origin_at, again })
}
