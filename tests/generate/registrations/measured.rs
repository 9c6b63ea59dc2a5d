//! How well registrations are de-duplicated, held against the truth.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tonghop::dedup::{Before, Deduplicated, Known, Sameness, deduplicate};
use tonghop::finding::{Answer, Decisions};
use tonghop::record::Status;

use super::Made;

/// Shares of pairs, and how many questions were asked for a hundred registrations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    /// With every question answered rightly.
    pub(crate) answered_precision: f64,
    pub(crate) answered_recall: f64,
    pub(crate) questions_per_100: f64,
    /// Of the first de-duplication.
    pub(crate) time: Duration,
}

/// De-duplicates once.
pub(crate) fn once(made: &mut Made, decisions: &Decisions, sameness: &Sameness) -> Deduplicated {
    for row in &mut made.registry.registrations {
        if row.status == Status::Duplicate {
            row.status = Status::Counted;
        }
    }
    let before = Before::default();
    let known = Known { decisions, before: &before, sameness };
    deduplicate(&mut made.registry, &made.plan, &made.units, &known)
}

/// Joins by themselves, then with every question answered as the truth has it until none is left.
pub(crate) fn measure(made: &mut Made, sameness: &Sameness) -> Measured {
    let mut decisions = Decisions::default();
    let mut first = None;
    for _ in 0..8 {
        let start = Instant::now();
        let found = once(made, &decisions, sameness);
        let time = start.elapsed();
        let share = pairs(&found, &made.truth);
        let ((precision, recall), time) = *first.get_or_insert((share, time));
        if found.questions.is_empty() {
            let questions_per_100 = 100.0 * decisions.len() as f64 / made.truth.len() as f64;
            let (answered_precision, answered_recall) = share;
            return Measured {
                precision,
                recall,
                answered_precision,
                answered_recall,
                questions_per_100,
                time,
            };
        }
        for (question, (a, b)) in found.questions.iter().zip(&found.asked) {
            let is_same = made.truth[*a] == made.truth[*b];
            decisions.take(&question.id, Some(if is_same { Answer::Same } else { Answer::Different }));
        }
    }
    panic!("questions never end");
}

/// Pairwise precision and recall.
pub(crate) fn pairs(found: &Deduplicated, truth: &[u32]) -> (f64, f64) {
    let two = |n: usize| (n * (n - 1) / 2) as f64;
    let (mut own, mut theirs, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for ((at, exemplar), who) in found.exemplar_of.iter().enumerate().zip(truth) {
        // A registration that is rejected is an exemplar to nobody.
        let exemplar = exemplar.ok_or(at);
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
