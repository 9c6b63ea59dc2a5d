//! How well registrations are de-duplicated, held against the truth of `registrations.rs`.
#![allow(dead_code, reason = "a bench and a test use parts of it")]

use std::collections::BTreeMap;

use tonghop::dedup::{Deduplicated, Known, Sameness, deduplicate};
use tonghop::finding::Decisions;
use tonghop::plan::Plan;
use tonghop::record::Status;

use super::registrations;

/// Shares of pairs, and how many questions were asked for a hundred registrations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) precision: f64,
    pub(super) recall: f64,
    /// With every question answered rightly.
    pub(super) answered_precision: f64,
    pub(super) answered_recall: f64,
    pub(super) questions_per_100: f64,
}

fn plan(units: &tonghop::units::UnitBook) -> Plan {
    let text = "title = 'Kế hoạch'\nissuer = 'tinh'\nreceiver = 'tinh'\nlevel = 'province'\n\
        from = 2024-01-01\nto = 2025-12-31\n[[movement]]\nid = 'm'\nname = 'Phong trào'\nkind = 'emulation'\n";
    Plan::from_toml("plan.toml", text, units).value.expect("a plan")
}

/// De-duplicates once; for timing.
pub(super) fn once(seed: u64, n: usize, n_exemplars: usize) -> (Deduplicated, std::time::Duration) {
    let units = registrations::units();
    let (mut registry, _) = registrations::registry(seed, n, n_exemplars);
    let known = Known {
        decisions: &Decisions::default(),
        before: &registrations::nothing(),
        sameness: Sameness::built_in(),
    };
    let plan = plan(&units);
    let start = std::time::Instant::now();
    let found = deduplicate(&mut registry, &plan, &units, &known);
    (found, start.elapsed())
}

/// Joins by themselves, then with every question answered as the truth has it until none is left.
pub(super) fn measure(seed: u64, n: usize, n_exemplars: usize) -> Measured {
    let units = registrations::units();
    let plan = plan(&units);
    let (mut registry, truth) = registrations::registry(seed, n, n_exemplars);
    let before = registrations::nothing();
    let mut decisions = Decisions::default();
    let mut first = None;
    for _ in 0..6 {
        for row in &mut registry.registrations {
            row.status = Status::Counted;
        }
        let known = Known { decisions: &decisions, before: &before, sameness: Sameness::built_in() };
        let found = deduplicate(&mut registry, &plan, &units, &known);
        let share = pairs(&found, &truth);
        let (automatic, _) = *first.get_or_insert((share, found.questions.len()));
        if found.questions.is_empty() {
            return measured(automatic, share, decisions.len(), n);
        }
        for (question, (a, b)) in found.questions.iter().zip(&found.asked) {
            decisions.take(&question.id, if truth[*a] == truth[*b] { "same" } else { "different" });
        }
    }
    panic!("questions never end");
}

fn measured(automatic: (f64, f64), answered: (f64, f64), asked: usize, n: usize) -> Measured {
    Measured {
        precision: automatic.0,
        recall: automatic.1,
        answered_precision: answered.0,
        answered_recall: answered.1,
        questions_per_100: 100.0 * asked as f64 / n as f64,
    }
}

/// Pairwise precision and recall.
fn pairs(found: &Deduplicated, truth: &[u32]) -> (f64, f64) {
    let two = |n: usize| (n * (n - 1) / 2) as f64;
    let (mut own, mut theirs, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (exemplar, who) in found.exemplar_of.iter().zip(truth) {
        *own.entry(exemplar).or_insert(0_usize) += 1;
        *theirs.entry(who).or_insert(0_usize) += 1;
        *both.entry((exemplar, who)).or_insert(0_usize) += 1;
    }
    let [own, theirs, both] = [
        own.into_values().map(two).sum::<f64>(),
        theirs.into_values().map(two).sum::<f64>(),
        both.into_values().map(two).sum::<f64>(),
    ];
    (both / own, both / theirs)
}
