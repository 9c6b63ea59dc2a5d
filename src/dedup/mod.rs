//! Who is the same: registrations → exemplars with stable ids.
//!
//! Finds candidates by keys that cannot explode (`blocking`), sets each pair on a ladder of named steps
//! field by field (`level`, `names`, `place`, `bodies`), weighs it by how often records of one exemplar and of
//! strangers stand there ([`Sameness`]), and joins, asks or keeps apart by the rules that offices go by
//! (`evidence`). Knows nothing of quotas. Two exemplars never become one through a chain that holds a
//! contradiction, and an answer of the officer comes before any evidence (`clustering`).

mod level;
mod names;
mod name_words;
mod place;
mod body_vocabulary;
mod body_words;
mod bodies;
mod positions;
mod features;
mod model;
mod term_frequency;
mod persons;
mod evidence;
mod words;
mod blocking;
mod questions;
mod clusters;
mod clustering;
mod exemplar;
mod stable_ids;
mod em;
#[cfg(test)]
mod tests;

pub use em::{Estimate, FEWEST_PAIRS, Moved, estimate};
pub use exemplar::{Exemplar, ExemplarId, origins};
pub use model::Sameness;
pub use stable_ids::Before;

use rayon::prelude::*;

use crate::finding::{Decisions, Finding, Question};
use crate::plan::Plan;
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::units::UnitBook;

use clustering::{Asked, Edge, Joined, Table};
use exemplar::Others;

/// What is known besides the registrations.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Answers that people gave.
    pub decisions: &'a Decisions,
    /// The exemplars of an earlier run, whose identifiers stay.
    pub before: &'a Before,
    /// The parameters of sameness.
    pub sameness: &'a Sameness,
}

/// Exemplars and what was noticed while finding them.
#[derive(Debug, Clone, Default)]
pub struct Deduplicated {
    /// Exemplars, sorted by id.
    pub exemplars: Vec<Exemplar>,
    /// For each registration of the registry, its exemplar.
    pub exemplar_of: Vec<Option<usize>>,
    /// What joined registrations: of an exemplar of `n` registrations, `n` − 1 joins.
    pub joins: Vec<Join>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Pairs to ask about, most likely ones first.
    pub questions: Vec<Question>,
    /// For each question, the positions of its two registrations in the registry, the earlier first.
    pub asked: Vec<(usize, usize)>,
}

/// A chain of lists that took each other's place is followed no further than this.
const MOST_REPLACED: usize = 256;

/// Two registrations that are the same, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    /// Position of the earlier registration in the registry.
    pub left: usize,
    /// Position of the later one.
    pub right: usize,
    /// The evidence field by field, in Vietnamese.
    pub evidence: String,
}

impl Deduplicated {
    /// For each registration of the registry the position of the exemplar that it leads to: its own, or
    /// that of the registration which took its place in the end.
    pub fn owners(&self, registry: &Registry) -> Vec<Option<usize>> {
        // A copy is replaced by what came before it, a list by what came after: no chain is long.
        let next = |at: &usize| registry.replaced_by.get(*at).copied().flatten();
        let last = |at| std::iter::successors(Some(at), next).take(MOST_REPLACED).last().unwrap_or(at);
        let rows = 0..registry.registrations.len();
        rows.map(|at| self.exemplar_of.get(last(at)).copied().flatten()).collect()
    }

    /// The exemplar of every registration, for the identifiers of a later run.
    pub fn ids(&self, registry: &Registry) -> Before {
        let ids = registry.registrations.iter().zip(&self.exemplar_of);
        let ids = ids.filter_map(|(row, exemplar)| Some((row, self.exemplars.get((*exemplar)?)?)));
        ids.map(|(row, exemplar)| (row.id.clone(), exemplar.id.clone())).collect()
    }
}

/// Finds the exemplars of a registry and marks, in each movement, the registrations after the
/// first as duplicates.
pub fn deduplicate(
    registry: &mut Registry,
    plan: &Plan,
    units: &UnitBook,
    known: &Known<'_>,
) -> Deduplicated {
    let live = live(registry);
    let rows: Vec<&Registration> = live.iter().filter_map(|at| registry.registrations.get(*at)).collect();
    let (mut profiles, places) = features::profiles(&rows, units, known.sameness);
    let n = term_frequency::count(&mut profiles, &places, known.sameness);
    let table = Table {
        rows: &rows,
        profiles: &profiles,
        places: &places,
        prior: known.sameness.prior(n),
        sameness: known.sameness,
        decisions: known.decisions,
    };
    let Joined { groups, joins, asked } = clustering::join(&table);
    let mut found =
        Deduplicated { exemplar_of: vec![None; registry.registrations.len()], ..Deduplicated::default() };
    let at = |at: u32| live.get(at as usize).copied().unwrap_or_default();
    found.joins = joins
        .par_iter()
        .map(|edge| Join { left: at(edge.a), right: at(edge.b), evidence: evidence(edge, &table) })
        .collect();
    found.joins.par_sort_unstable();
    let mut questions: Vec<(Question, (usize, usize))> = asked
        .par_iter()
        .filter_map(|Asked { edge, all }| {
            let (a, b) = (rows.get(edge.a as usize)?, rows.get(edge.b as usize)?);
            let evidence = evidence(edge, &table);
            let all: Vec<&Registration> =
                all.iter().filter_map(|at| rows.get(*at as usize).copied()).collect();
            let question = match all.as_slice() {
                [] => questions::question(a, b, (edge.bits, &edge.levels), evidence),
                all => questions::question_of_many((a, b), all, (edge.bits, &edge.levels), &evidence),
            };
            Some((question, (at(edge.a), at(edge.b))))
        })
        .collect();
    questions.par_sort_by(|(a, _), (b, _)| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    questions.dedup_by(|(a, _), (b, _)| a.id == b.id);
    (found.questions, found.asked) = questions.into_iter().unzip();

    // Clusters in the order of their first registrations, so that exemplars are made where they stay: to move
    // a million of them takes longer than to find them.
    let mut place_of: Vec<Option<usize>> = vec![None; live.len()];
    let mut n_groups = 0;
    let mut by_group: Vec<(usize, usize)> = Vec::with_capacity(live.len());
    for (at, row) in live.iter().enumerate() {
        if let Some(place) = place_of.get_mut(groups.root(at)) {
            let group = *place.get_or_insert_with(|| {
                n_groups += 1;
                n_groups - 1
            });
            by_group.push((group, *row));
        }
    }
    by_group.sort_unstable();
    drop((groups, joins, asked, rows, profiles, places, place_of));
    let origins = origins(registry);
    let why = exemplar::Why::of(&found.joins);
    let groups: Vec<&[(usize, usize)]> = by_group.chunk_by(|a, b| a.0 == b.0).collect();
    let (mut exemplars, mut others) = (Vec::new(), Vec::new());
    groups
        .into_par_iter()
        .map(|group| exemplar::exemplar(registry, plan, (&origins, &why), group.iter().map(|(_, row)| *row)))
        .unzip_into_vecs(&mut exemplars, &mut others);
    drop(by_group);
    let mut firsts = Vec::with_capacity(others.len());
    for Others { first, again } in others {
        firsts.push(first);
        for (at, finding) in again {
            found.findings.push(finding);
            if let Some(row) = registry.registrations.get_mut(at) {
                row.status = Status::Duplicate;
            }
        }
    }
    number(&exemplars, &mut found.exemplar_of);
    stable_ids::name(&mut exemplars, &firsts, &found.exemplar_of, registry, known.before);
    exemplars.par_sort_unstable_by(|a: &Exemplar, b| a.id.cmp(&b.id));
    number(&exemplars, &mut found.exemplar_of);
    found.exemplars = exemplars;
    found
}

/// The identifier of the question whether two registrations are one, in either order.
pub fn question_id(a: &Registration, b: &Registration) -> String {
    questions::id(a, b)
}

/// The words that people choose an answer about two registrations by.
pub fn answer_label(answer: &str) -> Option<&'static str> {
    questions::PAIR.iter().find(|(id, _)| *id == answer).map(|(_, words)| *words)
}

/// Positions of the registrations that may be counted.
fn live(registry: &Registry) -> Vec<usize> {
    let rows = registry.registrations.iter().enumerate();
    let live = rows.filter(|(_, row)| matches!(row.status, Status::Counted | Status::Pending));
    live.map(|(at, _)| at).collect()
}

fn evidence(edge: &Edge, table: &Table<'_>) -> String {
    let (a, b) = (edge.a as usize, edge.b as usize);
    let (Some(profile), Some(row), Some(other)) =
        (table.profiles.get(a), table.rows.get(a), table.rows.get(b))
    else {
        return String::new();
    };
    let said = words::explain(&edge.levels, (profile, row), other);
    if edge.is_answered() { format!("theo câu trả lời của cán bộ; {said}") } else { said }
}

/// Notes for each registration the position of its exemplar.
fn number(exemplars: &[Exemplar], exemplar_of: &mut [Option<usize>]) {
    for (at, exemplar) in exemplars.iter().enumerate() {
        for row in &exemplar.registrations {
            if let Some(slot) = exemplar_of.get_mut(*row) {
                *slot = Some(at);
            }
        }
    }
}
