//! Replies that came back: row by row in place of what was sent before, and what was explained.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Question, Severity, Spot};
use crate::layout::{Explained, Returned, content_mark};
use crate::record::{Registration, Status};

use super::{Registry, SheetOutcome};

/// A reply that came back.
#[derive(Debug, Clone)]
pub(super) struct Back {
    /// Its rows and explanations.
    pub(super) returned: Returned,
    /// Registrations that the reply showed when it was sent out.
    pub(super) shown: Vec<String>,
}

/// Codes that a row loses once it is known where it belongs.
const BELONGING: [Code; 3] = [Code::UnitUnknown, Code::UnitAmbiguous, Code::MovementUnknown];

/// Puts the rows of replies in the place of those they were made from. What a unit did not touch is
/// understood as before; a row it took out is withdrawn.
pub(super) fn settle(registry: &mut Registry) {
    if registry.submissions.iter().all(|held| held.back.is_none()) {
        return;
    }
    let by_id: BTreeMap<String, usize> =
        (0..).zip(&registry.registrations).map(|(at, row)| (row.id.to_string(), at)).collect();
    for at in 0..registry.submissions.len() {
        let Some(back) = registry.submissions.get(at).and_then(|held| held.back.clone()) else { continue };
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for new in registry.live(at) {
            let key = registry.registrations.get(new).and_then(|row| {
                let place = (row.place.sheet_name().to_owned(), row.place.row_shown()?.checked_sub(1)?);
                back.returned.rows.get(&place)
            });
            let Some(key) = key.filter(|key| taken.insert(key)) else { continue };
            let Some(old) = by_id.get(key).copied().filter(|old| *old < new) else { continue };
            inherit(registry, old, new);
            if let Some(current) = current(registry, old).filter(|current| *current < new) {
                registry.supersede(current, Some(new));
            }
        }
        let gone = back.shown.iter().filter(|key| !taken.contains(key.as_str()));
        let gone: Vec<usize> = gone.filter_map(|key| current(registry, *by_id.get(key)?)).collect();
        let source = registry.source(at);
        for old in gone {
            let Some(row) = registry.registrations.get(old) else { continue };
            if row.place.source == source || !matches!(row.status, Status::Counted | Status::Pending) {
                continue;
            }
            registry.withdraw(old, Code::RegistrationWithdrawn, |row| {
                format!("«{}» đã được đơn vị bỏ khỏi phiếu phản hồi «{source}».", row.name)
            });
        }
        close_before(registry, at);
    }
}

/// Follows what took the place of a registration, as far as it goes.
fn current(registry: &Registry, mut at: usize) -> Option<usize> {
    for _ in 0..registry.submissions.len() + 1 {
        match registry.replaced_by.get(at)? {
            Some(next) => at = *next,
            None => return Some(at),
        }
    }
    None
}

/// What was not touched means what it meant: names that depend on the mail or file that brought the
/// first list, or on an answer, are not asked about again.
fn inherit(registry: &mut Registry, old: usize, new: usize) {
    let Some(before) = registry.registrations.get(old).cloned() else { return };
    let Some(row) = registry.registrations.get_mut(new) else { return };
    if row.unit_written == before.unit_written {
        row.unit = before.unit;
    }
    if row.movement.is_none() {
        (row.movement, row.lead) = (before.movement, before.lead);
    }
    if row.status == Status::Pending && row.unit.is_some() && row.movement.is_some() {
        row.status = Status::Counted;
        let place = row.place.clone();
        let settled = |finding: &Finding| {
            BELONGING.contains(&finding.code)
                && finding.place.source == place.source
                && finding.place.sheet == place.sheet
                && finding.place.row_shown() == place.row_shown()
        };
        registry.findings.retain(|finding| !settled(finding));
    }
}

/// Lists of which nothing stands any more ask nothing any more.
fn close_before(registry: &mut Registry, reply: usize) {
    let closed: Vec<usize> = (0..registry.submissions.len())
        .filter(|at| *at != reply && !registry.rows(*at).is_empty() && registry.live(*at).is_empty())
        .collect();
    let mut sources = BTreeSet::new();
    for at in &closed {
        registry.close(*at, None);
        sources.insert(registry.source(*at));
    }
    registry.findings.retain(|finding| {
        finding.severity() == Severity::Note
            || finding.code == Code::RegistrationWithdrawn
            || !sources.contains(&finding.place.source)
    });
    let pending = |at: usize| {
        let mut rows = registry.rows(at).filter_map(|row| registry.registrations.get(row));
        rows.any(|row| row.status == Status::Pending)
    };
    let asked: BTreeSet<&String> = (0..)
        .zip(&registry.submissions)
        .filter(|(at, held)| !closed.contains(at) && (held.back.is_none() || pending(*at)))
        .flat_map(|(_, held)| &held.asks)
        .collect();
    registry.questions.retain(|question| asked.contains(&question.id));
}

impl Registry {
    /// Takes the explanations that units sent back: what was asked and explained is not asked again
    /// but said, with the unit's words; what has to be mended stays, with them.
    pub fn explain(&self, findings: &mut [Finding], questions: &mut [Question]) {
        for held in &self.submissions {
            let Some(back) = &held.back else { continue };
            for explained in &back.returned.explained {
                for finding in findings.iter_mut().filter(|finding| {
                    let is_of_file = finding.place.source == held.source;
                    let unit = held.sender.as_ref().map(crate::units::UnitCode::as_str);
                    let of_unit = unit == Some(finding.unit_code.as_str());
                    (is_of_file || (explained.at.is_none() && of_unit)) && is_about(explained, finding)
                }) {
                    for question in questions.iter_mut().filter(|one| one.left == finding.raw) {
                        question.evidence.push_str(&format!(" Đơn vị giải trình: «{}».", explained.said));
                    }
                    let message = format!("{} Đơn vị giải trình: «{}».", finding.message, explained.said);
                    finding.message = message;
                    if finding.severity() == Severity::Query {
                        finding.code = Code::FindingExplained;
                        finding.advice = Code::FindingExplained.entry().advice.to_owned();
                    }
                }
            }
        }
    }
}

fn is_about(explained: &Explained, finding: &Finding) -> bool {
    let at = match finding.place.spot {
        Spot::Whole => None,
        Spot::Row(row) => Some((finding.place.sheet_name().to_owned(), row)),
        Spot::Cell(cell) => Some((finding.place.sheet_name().to_owned(), cell.row)),
    };
    finding.code.entry().id == explained.code
        && at == explained.at
        && content_mark(&finding.raw) == explained.mark
}

/// A submission that stands: not replaced by a later one.
#[derive(Debug, Clone)]
pub struct StandingSubmission<'a> {
    /// Path inside the inbox.
    pub source: &'a str,
    /// The day it arrived.
    pub received: jiff::civil::Date,
    /// The unit that sent it.
    pub sender: Option<&'a crate::units::UnitCode>,
    /// Its sheets with lists, as they were sent.
    pub sheets: &'a [super::SentSheet],
    /// Its registrations.
    pub registrations: &'a [Registration],
    /// What it explains of what was found in it, where it is a reply that came back.
    pub explained: &'a [Explained],
}

impl Registry {
    /// The submissions that stand, in the order of their arrival.
    pub fn standing(&self) -> Vec<StandingSubmission<'_>> {
        let stands = |held: &&super::Held| {
            let accounts = self.accounts.get(held.accounts.clone()).unwrap_or_default();
            !accounts.iter().any(|account| {
                matches!(account.outcome, SheetOutcome::Superseded | SheetOutcome::Ignored)
                    && accounts.iter().all(|other| other.outcome != SheetOutcome::Read)
            })
        };
        let standing = self.submissions.iter().filter(stands).map(|held| StandingSubmission {
            source: &held.source,
            received: held.received,
            sender: held.sender.as_ref(),
            sheets: &held.sent,
            registrations: self.registrations.get(held.registrations.clone()).unwrap_or_default(),
            explained: held.back.as_ref().map_or(&[], |back| &back.returned.explained),
        });
        standing.collect()
    }
}
