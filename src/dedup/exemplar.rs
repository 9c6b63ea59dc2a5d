use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::finding::{Code, Finding};
use crate::plan::{Counting, HolderKind, MovementId, Period, Plan};
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::units::UnitCode;

use super::Join;

/// Identifier of an exemplar, the same in every run.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExemplarId(Arc<str>);

impl ExemplarId {
    /// An identifier from the content of an exemplar's first registration.
    pub fn of(parts: &[&str]) -> ExemplarId {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        ExemplarId(format!("E-{}", &hasher.finalize().to_hex()[..10]).into())
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
    pub name: String,
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
    /// Joins by each of their ends.
    by_end: BTreeMap<usize, Vec<&'a Join>>,
}

impl<'a> Why<'a> {
    pub(super) fn of(joins: &'a [Join]) -> Why<'a> {
        let mut by_end: BTreeMap<usize, Vec<&Join>> = BTreeMap::new();
        for join in joins {
            for end in [join.left, join.right] {
                by_end.entry(end).or_default().push(join);
            }
        }
        Why { by_end }
    }

    /// The evidence that ties a registration to the first of its exemplar, or to another one in between.
    fn because(&self, first: usize, at: usize, registry: &Registry) -> String {
        let joins = self.by_end.get(&at).map_or(&[][..], Vec::as_slice);
        let other = |join: &Join| if join.left == at { join.right } else { join.left };
        if let Some(join) = joins.iter().find(|join| other(join) == first) {
            return format!(": {}", join.evidence);
        }
        let between = joins.first().and_then(|join| Some((join, registry.registrations.get(other(join))?)));
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

/// The exemplar of these registrations, as yet without an identifier, and the position of its first one.
pub(super) fn exemplar(
    registry: &mut Registry,
    plan: &Plan,
    (origins, why): (&BTreeMap<usize, usize>, &Why<'_>),
    mut rows: Vec<usize>,
    findings: &mut Vec<Finding>,
) -> (Exemplar, usize) {
    // The registry is in order of arrival, so the smallest position came first.
    rows.sort_unstable();
    let mut taken: BTreeMap<_, usize> = BTreeMap::new();
    for at in &rows {
        let Some(row) = registry.registrations.get(*at) else { continue };
        if row.status != Status::Counted {
            continue;
        }
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
        if let Some(row) = registry.registrations.get_mut(*at) {
            row.status = Status::Duplicate;
            let finding = Finding::new(
                Code::ExemplarDuplicate,
                row.place.clone(),
                format!("«{}» đã được tính ở «{}»{because}.", row.name, first_place.unwrap_or_default()),
            )
            .raw(row.name.clone())
            .unit(row.sender.as_ref().map(ToString::to_string).unwrap_or_default());
            findings.push(finding);
        }
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
    (exemplar, origin_at)
}
