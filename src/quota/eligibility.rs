//! Who may be an exemplar: *met*, *not met*, or *cannot tell*, with the reasons and what is missing.
//!
//! Nobody is turned away here: the officer gets the verdict with its reasons, and what has to be asked where
//! the list does not say. What is not written is never taken for "none".

use jiff::civil::Date;

use super::award_questions::{Ask, AwardQuestions};
use super::merits::{WeighedMerit, weigh_merit};
use super::verdict::{EligibilityVerdict, Subject};
use crate::dedup::{Exemplar, ExemplarId};
use crate::finding::{Code, Decisions, Finding, Question};
use crate::layout::position_in_full;
use crate::plan::{Eligibility, HolderKind, Plan};
use crate::record::{AwardWords, Status};
use crate::registry::Registry;
use crate::text;

/// How somebody stands before the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EligibilityOutcome {
    /// The verdict.
    pub verdict: EligibilityVerdict,
    /// Why, in Vietnamese.
    pub reasons: Vec<String>,
    /// What the list would have to say for a verdict.
    pub missing: Vec<&'static str>,
    /// Lines of `plan.toml`, or rows of the workbook, that were applied: several where it is not clear which rule holds.
    pub lines: Vec<u32>,
    /// The doubtful parts of the award history on which the verdict hangs.
    pub asks: Vec<Ask>,
}

/// How one counted registration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The exemplar.
    pub exemplar: ExemplarId,
    /// Position of the registration in the registry.
    pub registration: usize,
    /// How it stands.
    pub outcome: EligibilityOutcome,
}

/// Who stands how before the rules of a plan.
#[derive(Debug, Default)]
pub struct Eligible {
    /// One for each counted registration that a rule concerns, in the order of the exemplars.
    pub standings: Vec<Standing>,
    /// Who does not meet the rules, or cannot be judged.
    pub findings: Vec<Finding>,
    /// What a doubtful part of an award history means, asked only where a verdict hangs on it.
    pub questions: Vec<Question>,
}

/// Holds every counted registration against the rules of the plan; one whom no rule concerns has no line.
pub fn eligible(
    plan: &Plan,
    exemplars: &[Exemplar],
    registry: &Registry,
    decisions: &Decisions,
    award_words: &AwardWords,
) -> Eligible {
    let mut standings = Vec::new();
    let mut findings = Vec::new();
    let mut asked = AwardQuestions::default();
    // Conditions are for people and collectives; a practice is judged only by one that names practices.
    let judges_practices = plan.eligibility.iter().any(|rule| rule.kind == Some(HolderKind::Practice));
    for exemplar in exemplars.iter().filter(|it| judges_practices || it.kind != HolderKind::Practice) {
        for at in &exemplar.registrations {
            let Some(row) = registry.registrations.get(*at).filter(|row| row.status == Status::Counted)
            else {
                continue;
            };
            let sender = row.sender.as_ref().map(ToString::to_string).unwrap_or_default();
            let subject = Subject {
                kind: row.kind,
                movement: row.movement.as_ref(),
                position: &row.position,
                unit: row.unit.as_ref(),
                merits: row.merits(),
                day: row.received,
                sender: &sender,
                decisions,
                award_words,
            };
            let Some(outcome) = weigh(&plan.eligibility, plan.from, &subject) else { continue };
            asked.add(&sender, row, &outcome.asks);
            let code = match outcome.verdict {
                EligibilityVerdict::Met => None,
                EligibilityVerdict::NotMet => Some(Code::EligibilityUnmet),
                EligibilityVerdict::CannotTell => Some(Code::EligibilityUnclear),
            };
            if let Some(code) = code {
                let lines: Vec<String> = outcome.lines.iter().map(ToString::to_string).collect();
                let message = format!(
                    "«{}»: {} ({}).",
                    row.name,
                    outcome.reasons.join("; "),
                    plan.eligibility
                        .first()
                        .map_or_else(String::new, |rule| rule.said.cited_rows(&lines.join(", ")))
                );
                let mut finding = Finding::new(code, row.place.clone(), message).unit(sender.as_str());
                if !outcome.missing.is_empty() {
                    finding = finding.advice(format!("Hỏi đơn vị: {}.", outcome.missing.join(", ")));
                }
                findings.push(finding);
            }
            standings.push(Standing { exemplar: exemplar.id.clone(), registration: *at, outcome });
        }
    }
    Eligible { standings, findings, questions: asked.questions() }
}

/// Holds somebody against the rules: the first that fits. Where the list does not say enough to know which
/// one fits, all that may have to agree. None where no rule concerns the subject.
pub fn weigh(rules: &[Eligibility], plan_from: Date, subject: &Subject<'_>) -> Option<EligibilityOutcome> {
    let mut outcomes: Vec<(EligibilityOutcome, Option<&'static str>)> = Vec::new();
    for rule in rules {
        match fits(rule, subject) {
            Fit::No => {}
            Fit::Yes => {
                outcomes.push((apply(rule, plan_from, subject), None));
                break;
            }
            Fit::Unknown(missing) => outcomes.push((apply(rule, plan_from, subject), Some(missing))),
        }
    }
    let verdict = outcomes.first()?.0.verdict;
    if outcomes.iter().all(|(outcome, _)| outcome.verdict == verdict) {
        let lines = outcomes.iter().flat_map(|(outcome, _)| outcome.lines.clone()).collect();
        let (outcome, _) = outcomes.pop()?;
        return Some(EligibilityOutcome { lines, ..outcome });
    }
    let mut missing: Vec<&'static str> = outcomes.iter().filter_map(|(_, missing)| *missing).collect();
    missing.extend(outcomes.iter().flat_map(|(outcome, _)| outcome.missing.iter().copied()));
    missing.sort_unstable();
    missing.dedup();
    Some(EligibilityOutcome {
        verdict: EligibilityVerdict::CannotTell,
        reasons: vec!["không rõ chức vụ hay đơn vị nên chưa biết áp dụng điều kiện nào".to_owned()],
        missing,
        lines: outcomes.iter().flat_map(|(outcome, _)| outcome.lines.clone()).collect(),
        asks: Vec::new(),
    })
}

enum Fit {
    Yes,
    No,
    Unknown(&'static str),
}

fn fits(rule: &Eligibility, subject: &Subject<'_>) -> Fit {
    if rule.kind.is_some_and(|kind| kind != subject.kind)
        || rule.movement.is_some() && rule.movement.as_ref() != subject.movement
    {
        return Fit::No;
    }
    let mut unknown = None;
    if !rule.positions.is_empty() {
        if text::key(subject.position).is_empty() {
            unknown = Some("chức vụ");
        } else if !holds_position(subject.position, rule) {
            return Fit::No;
        }
    }
    if !rule.units.is_empty() {
        match subject.unit {
            None => unknown = unknown.or(Some("đơn vị")),
            Some(unit) if !rule.units.contains(unit) => return Fit::No,
            Some(_) => {}
        }
    }
    unknown.map_or(Fit::Yes, Fit::Unknown)
}

/// Whether a position, or a part of it ("Bí thư chi bộ, Trưởng phòng"), begins with one of the rule's.
/// Somebody who only held it before, or serves whoever holds it, does not.
fn holds_position(written: &str, rule: &Eligibility) -> bool {
    let except: Vec<String> = rule.except.iter().map(|word| text::key(word)).collect();
    let wanted: Vec<String> = rule.positions.iter().map(|word| text::key(word)).collect();
    written
        .split([',', ';', '/', '\n'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" kiêm "))
        .map(spelt_out)
        .any(|part| {
            wanted.iter().any(|word| starts_with(&part, word))
                && !except.iter().any(|word| format!(" {part} ").contains(&format!(" {word} ")))
        })
}

fn spelt_out(part: &str) -> String {
    let full = position_in_full(part);
    ["quyền ", "q "].iter().find_map(|word| full.strip_prefix(word)).unwrap_or(&full).to_owned()
}

fn starts_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn apply(rule: &Eligibility, plan_from: Date, subject: &Subject<'_>) -> EligibilityOutcome {
    let all: Vec<WeighedMerit> =
        rule.all_of.iter().map(|merit| weigh_merit(merit, plan_from, subject)).collect();
    let any: Vec<WeighedMerit> =
        rule.any_of.iter().map(|merit| weigh_merit(merit, plan_from, subject)).collect();
    let one_of = if any.is_empty() || any.iter().any(|one| one.verdict == EligibilityVerdict::Met) {
        EligibilityVerdict::Met
    } else if any.iter().any(|one| one.verdict == EligibilityVerdict::CannotTell) {
        EligibilityVerdict::CannotTell
    } else {
        EligibilityVerdict::NotMet
    };
    let verdicts = || all.iter().map(|one| one.verdict).chain([one_of]);
    let verdict = if verdicts().any(|one| one == EligibilityVerdict::NotMet) {
        EligibilityVerdict::NotMet
    } else if verdicts().any(|one| one == EligibilityVerdict::CannotTell) {
        EligibilityVerdict::CannotTell
    } else {
        EligibilityVerdict::Met
    };
    // Of the alternatives the one that is met says enough.
    let weighed: Vec<WeighedMerit> = if one_of == EligibilityVerdict::Met {
        all.into_iter().chain(any.into_iter().filter(|one| one.verdict == EligibilityVerdict::Met)).collect()
    } else {
        all.into_iter().chain(any).collect()
    };
    let telling = |one: &&WeighedMerit| match verdict {
        EligibilityVerdict::Met => true,
        EligibilityVerdict::NotMet => one.verdict == EligibilityVerdict::NotMet,
        EligibilityVerdict::CannotTell => one.verdict == EligibilityVerdict::CannotTell,
    };
    let mut missing: Vec<&'static str> =
        weighed.iter().filter(telling).flat_map(|one| one.missing.iter().copied()).collect();
    missing.sort_unstable();
    missing.dedup();
    EligibilityOutcome {
        verdict,
        reasons: weighed.iter().filter(telling).map(|one| one.reason.clone()).collect(),
        missing,
        lines: rule.said.row_shown().into_iter().collect(),
        asks: weighed.iter().filter(telling).flat_map(|one| one.asks.clone()).collect(),
    }
}
