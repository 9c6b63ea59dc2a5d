//! Who is the same: registrations → exemplars with stable ids.
//!
//! Finds candidates by name, weighs the evidence of each pair, and joins, asks or keeps apart.
//! Knows nothing of quotas. Two exemplars never become one through a chain that holds a
//! contradiction, and an answer of the officer comes before any evidence.

mod evidence;
mod exemplar;
mod groups;
#[cfg(test)]
mod tests;

pub use exemplar::{Exemplar, ExemplarId};

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Decisions, Finding, Question, Topic};
use crate::plan::{Counting, Period, Plan};
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::units::UnitBook;

use evidence::{Profile, Verdict};
use groups::Groups;

/// A block of more candidates than this is compared by unit only, so that a common name cannot
/// make the work explode.
const MAX_BLOCK: usize = 200;

/// Exemplars and what was noticed while finding them.
#[derive(Debug, Clone, Default)]
pub struct Deduplicated {
    /// Exemplars, sorted by id.
    pub exemplars: Vec<Exemplar>,
    /// For each registration of the registry, its exemplar.
    pub exemplar_of: Vec<Option<usize>>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Pairs to ask about, most likely ones first.
    pub questions: Vec<Question>,
}

/// Finds the exemplars of a registry and marks, in each movement, the registrations after the
/// first as duplicates.
pub fn deduplicate(
    registry: &mut Registry,
    plan: &Plan,
    units: &UnitBook,
    decisions: &Decisions,
) -> Deduplicated {
    let live: Vec<usize> = registry
        .registrations
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.status, Status::Counted | Status::Pending))
        .map(|(at, _)| at)
        .collect();
    let rows: Vec<&Registration> = live.iter().filter_map(|at| registry.registrations.get(*at)).collect();
    let profiles: Vec<Profile> = rows.iter().map(|row| Profile::of(row, units)).collect();

    let (groups, mut questions) = group(&rows, &profiles, units, decisions);
    questions.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
    questions.dedup_by(|a, b| a.id == b.id);

    let by_root: BTreeMap<usize, Vec<usize>> = (0..rows.len()).fold(BTreeMap::new(), |mut by, at| {
        if let Some(row) = live.get(at) {
            by.entry(groups.root(at)).or_insert_with(Vec::new).push(*row);
        }
        by
    });
    let mut found = Deduplicated {
        exemplar_of: vec![None; registry.registrations.len()],
        questions,
        ..Deduplicated::default()
    };
    let origins = origins(registry);
    let mut exemplars: Vec<Exemplar> = by_root
        .into_values()
        .map(|rows| exemplar(registry, plan, &origins, rows, &mut found.findings))
        .collect();
    tell_apart(&mut exemplars);
    exemplars.sort_by(|a, b| a.id.cmp(&b.id));
    for (at, exemplar) in exemplars.iter().enumerate() {
        for row in &exemplar.registrations {
            if let Some(slot) = found.exemplar_of.get_mut(*row) {
                *slot = Some(at);
            }
        }
    }
    found.exemplars = exemplars;
    found
}

/// Joins what is the same and asks about what is doubtful.
fn group(
    rows: &[&Registration],
    profiles: &[Profile],
    units: &UnitBook,
    decisions: &Decisions,
) -> (Groups, Vec<Question>) {
    let mut groups = Groups::new(rows.len());
    let mut asked: Vec<(usize, usize, f64, String)> = Vec::new();
    let mut apart: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut joins: Vec<(usize, usize)> = Vec::new();
    for (a, b) in candidates(rows, profiles) {
        let (Some(a_row), Some(b_row), Some(a_profile), Some(b_profile)) =
            (rows.get(a), rows.get(b), profiles.get(a), profiles.get(b))
        else {
            continue;
        };
        let verdict = evidence::weigh((a_row, a_profile), (b_row, b_profile), units);
        let answer = match verdict {
            Verdict::Different => None,
            _ if decisions.is_empty() => None,
            _ => decisions.answer(&question_id(a_row, b_row)),
        };
        match (answer, verdict) {
            (Some("same"), _) | (None, Verdict::Same(_)) => joins.push((a, b)),
            (Some("different"), _) => {
                apart.insert((a, b));
            }
            (_, Verdict::Ask(score, evidence)) => asked.push((a, b, score, evidence)),
            _ => {}
        }
    }
    let may = |a: usize, b: usize| {
        let contradiction = match (rows.get(a), rows.get(b)) {
            (Some(a), Some(b)) => evidence::contradict(a, b),
            _ => true,
        };
        !contradiction && !apart.contains(&(a.min(b), a.max(b)))
    };
    for (a, b) in joins {
        groups.join(a, b, may);
    }
    let questions = asked
        .into_iter()
        .filter(|(a, b, _, _)| groups.root(*a) != groups.root(*b))
        .filter_map(|(a, b, score, evidence)| Some(question(rows.get(a)?, rows.get(b)?, score, evidence)))
        .collect();
    (groups, questions)
}

/// Pairs worth weighing: the same name without marks, within the same class.
fn candidates(rows: &[&Registration], profiles: &[Profile]) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<(evidence::Class, &str), Vec<usize>> = BTreeMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        blocks.entry((profile.class, &profile.bare)).or_default().push(at);
    }
    let mut pairs = Vec::new();
    for block in blocks.values() {
        if block.len() <= MAX_BLOCK {
            all_pairs(block, &mut pairs);
            continue;
        }
        let mut by_unit: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for at in block {
            if let Some(row) = rows.get(*at) {
                by_unit.entry((&row.unit, row.birth_year)).or_default().push(*at);
            }
        }
        for same_unit in by_unit.values() {
            all_pairs(same_unit.get(..MAX_BLOCK).unwrap_or(same_unit), &mut pairs);
        }
    }
    pairs
}

fn all_pairs(block: &[usize], pairs: &mut Vec<(usize, usize)>) {
    for (n, a) in block.iter().enumerate() {
        pairs.extend(block.iter().skip(n + 1).map(|b| (*a, *b)));
    }
}

/// What tells a registration apart in a question, from its content alone.
fn described(row: &Registration) -> String {
    let year = row.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let unit = row.unit.as_ref().map_or(row.unit_written.as_str(), |unit| unit.as_str());
    let sender = row.sender.as_ref().map_or(row.sender_name.as_str(), |sender| sender.as_str());
    [row.kind.id(), &row.name, &year, unit, &row.position, sender].join("|")
}

fn question_id(a: &Registration, b: &Registration) -> String {
    let mut sides = [described(a), described(b)];
    sides.sort();
    let [left, right] = &sides;
    Question::identify(Topic::SameExemplar, &[left, right])
}

fn question(a: &Registration, b: &Registration, score: f64, evidence: String) -> Question {
    let shown = |row: &Registration| {
        let year = row.birth_year.map(|year| format!(", {year}")).unwrap_or_default();
        let belongs = if row.workplace.is_empty() { &row.unit_written } else { &row.workplace };
        format!("{}{year}; {}; {} ({})", row.name, row.position, belongs, row.place)
    };
    Question {
        id: question_id(a, b),
        topic: Topic::SameExemplar,
        left: shown(a),
        right: shown(b),
        evidence,
        score,
        proposal: if score >= 0.5 { "same" } else { "different" }.to_owned(),
        choices: vec![
            ("same".to_owned(), "Cùng một điển hình".to_owned()),
            ("different".to_owned(), "Hai điển hình khác nhau".to_owned()),
        ],
    }
}

/// For each registration, the earliest one in the chain of lists that it replaced: an exemplar
/// keeps its id when a corrected list comes.
fn origins(registry: &Registry) -> BTreeMap<usize, usize> {
    let mut origins: BTreeMap<usize, usize> = BTreeMap::new();
    for (old, new) in registry.replaced_by.iter().enumerate() {
        if let Some(new) = new {
            let origin = origins.get(&old).copied().unwrap_or(old);
            origins.entry(*new).and_modify(|before| *before = origin.min(*before)).or_insert(origin);
        }
    }
    origins
}

fn exemplar(
    registry: &mut Registry,
    plan: &Plan,
    origins: &BTreeMap<usize, usize>,
    mut rows: Vec<usize>,
    findings: &mut Vec<Finding>,
) -> Exemplar {
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
        if let Some(row) = registry.registrations.get_mut(*at) {
            row.status = Status::Duplicate;
            let finding = Finding::new(
                Code::ExemplarDuplicate,
                row.place.clone(),
                format!("«{}» đã được tính ở «{}».", row.name, first_place.unwrap_or_default()),
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
    let origin = rows
        .iter()
        .map(|at| origins.get(at).copied().unwrap_or(*at))
        .min()
        .and_then(|at| registry.registrations.get(at))
        .or(first);
    let year = |row: &Registration| row.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let id = origin.map_or_else(
        || ExemplarId::of(&[]),
        |row| {
            let unit = row.unit.as_ref().map_or(row.unit_written.as_str(), |unit| unit.as_str());
            ExemplarId::of(&[row.kind.id(), &crate::text::key(&row.name), &year(row), unit])
        },
    );
    let all = || rows.iter().filter_map(|at| registry.registrations.get(*at));
    Exemplar {
        id,
        kind: first.map_or(crate::plan::HolderKind::Individual, |row| row.kind),
        // A later row may know what the first left out.
        name: first.map(|row| row.name.clone()).unwrap_or_default(),
        birth_year: all().find_map(|row| row.birth_year),
        unit: all().find_map(|row| row.unit.clone()),
        movements,
        leads,
        first_period: origin.map_or(Period::of(plan.from), |row| Period::of(row.received)),
        registrations: rows,
    }
}

/// Exemplars of the same content that were kept apart get ids of their own, in order of arrival.
fn tell_apart(exemplars: &mut [Exemplar]) {
    exemplars.sort_by(|a, b| (&a.id, &a.registrations).cmp(&(&b.id, &b.registrations)));
    let mut before: Option<(ExemplarId, usize)> = None;
    for exemplar in exemplars.iter_mut() {
        let nth = match &before {
            Some((id, nth)) if *id == exemplar.id => nth + 1,
            _ => 1,
        };
        before = Some((exemplar.id.clone(), nth));
        if nth > 1 {
            exemplar.id = ExemplarId::of(&[exemplar.id.as_str(), &nth.to_string()]);
        }
    }
}
