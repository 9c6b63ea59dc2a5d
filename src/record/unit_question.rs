//! Asking which unit a name means.

use crate::finding::{Question, Topic};
use crate::units::{Candidate, Resolved, UnitBook, UnitCode};

/// At most this many candidates are offered in a question.
const MAX_CHOICES: usize = 8;

/// A question which unit a name means.
pub(super) fn unit_question(
    id: String,
    written: &str,
    evidence: &str,
    resolved: &Resolved,
    units: &UnitBook,
) -> Question {
    let candidates = candidates(resolved);
    let offered: Vec<&UnitCode> = candidates.iter().take(MAX_CHOICES).map(|found| &found.code).collect();
    let mut choices = units.told_apart(&offered);
    for (code, label) in &mut choices {
        let heir = candidates.iter().find(|found| found.code.as_str() == code.as_str());
        if let Some(former) = heir.and_then(|found| units.find(found.former.as_ref()?)) {
            let whole = units.successors(&former.code).len() == 1;
            let took = if whole { "thay" } else { "nhận một phần của" };
            *label = format!("{label} ({took} {})", former.name);
        }
    }
    let best = candidates.first();
    Question {
        id,
        topic: Topic::Unit,
        left: written.to_owned(),
        right: best
            .and_then(|found| choices.iter().find(|(code, _)| code == found.code.as_str()))
            .map(|(_, label)| label.clone())
            .unwrap_or_default(),
        evidence: evidence.to_owned(),
        score: best.map_or(0.0, |found| found.score),
        proposal: String::new(),
        choices,
        kind: None,
    }
}

pub(super) fn candidates(resolved: &Resolved) -> &[Candidate] {
    match resolved {
        Resolved::One(found) => std::slice::from_ref(found),
        Resolved::Several(candidates) | Resolved::None(candidates) => candidates,
    }
}
