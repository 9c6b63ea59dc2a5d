//! The registry: all registrations that are held, and the lists that brought them.
//!
//! Decides what a list sent again does to the one before. Compares lists, not people: who is who
//! is the next room's question.

mod account;
mod companions;
mod copied;
mod counts;
mod copies;
mod lists;
mod matching;
mod candidates;
mod anomalies;
mod origin;
mod paper;
mod relation;
mod resubmission;
mod returned;
mod stated_purpose;
mod sent;
mod submission;
#[cfg(test)]
mod tests;
mod withdrawal;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

pub use account::{CellAccount, SheetAccount, SheetOutcome};
pub use relation::{answer_label, is_relation, relations};
pub use returned::StandingSubmission;
pub(crate) use sent::SentCells;
pub use sent::{SentCell, SentSheet};
pub use stated_purpose::{ListSays, Says};
pub use submission::{Submission, submit};

use crate::finding::{Code, Decisions, Finding, Place, Question, Topic};
use crate::plan::Paper;
use crate::record::{Registration, RegistrationId, Status};
use crate::text;
use crate::units::{UnitBook, UnitCode};

use lists::SubmittedList;
use returned::Back;

/// All registrations, in the order of source, sheet and row.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// The registrations.
    pub registrations: Vec<Registration>,
    /// For a superseded registration, the one that took its place.
    pub replaced_by: Vec<Option<usize>>,
    /// One account per sheet read, and one per file that gave no sheet.
    pub accounts: Vec<SheetAccount>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What has to be asked, each question once.
    pub questions: Vec<Question>,
    /// Positions of registrations that were taken back, in the order in which that was settled.
    pub taken_back: Vec<usize>,
    /// The attachments, in the order of their source; their registrations, accounts, findings and
    /// questions have moved into the fields above, but rows keep pointing here.
    submissions: Vec<Held>,
    /// For each registration, the key of its name while it is settled what replaces what: each is compared with
    /// many.
    name_keys: Vec<String>,
}

/// What is kept of a submission beside its rows.
#[derive(Debug, Clone)]
struct Held {
    source: Arc<str>,
    hash: String,
    received: Date,
    sender: Option<UnitCode>,
    says: Says,
    registrations: std::ops::Range<usize>,
    accounts: std::ops::Range<usize>,
    /// Its lists as they were sent.
    sent: Arc<[SentSheet]>,
    /// Where it is a reply that came back.
    back: Option<Back>,
    /// The questions that it asks.
    asks: Vec<String>,
}

impl Registry {
    /// Holds submissions and settles what was sent again; `units` say who came after whom.
    pub fn hold(mut submissions: Vec<Submission>, decisions: &Decisions, units: &UnitBook) -> Registry {
        // The first to arrive comes first, so that of two copies the earlier one counts.
        submissions.sort_by(|a, b| (a.received, &a.source).cmp(&(b.received, &b.source)));
        let rows = submissions.par_iter().flat_map_iter(|submission| &submission.registrations);
        let name_keys = rows.map(|row| text::key(&row.name)).collect();
        let mut registry = Registry { name_keys, ..Registry::default() };
        // All that comes in its place at once: to grow with a million rows would move them many times.
        let rows = submissions.iter().map(|submission| submission.registrations.len()).sum();
        registry.registrations.reserve_exact(rows);
        registry.accounts.reserve_exact(submissions.iter().map(|one| one.accounts.len()).sum());
        registry.findings.reserve(submissions.iter().map(|one| one.findings.len()).sum());
        registry.submissions.reserve_exact(submissions.len());
        let mut copies: HashMap<String, usize> = HashMap::new();
        for submission in submissions {
            let seen = copies.entry(submission.hash.clone()).or_default();
            registry.take(submission, *seen);
            *seen += 1;
        }
        companions::settle(&mut registry);
        returned::settle(&mut registry);
        resubmission::settle(&mut registry, decisions, units);
        registry.questions = once(registry.questions);
        registry.name_keys = Vec::new();
        registry
    }

    /// Takes in a submission; `copy` counts the ones of the same bytes before it.
    fn take(&mut self, submission: Submission, copy: usize) {
        let first_row = self.registrations.len();
        let first_account = self.accounts.len();
        self.registrations.extend(submission.registrations);
        if copy > 0 {
            for row in self.registrations.iter_mut().skip(first_row) {
                let at = row.place.row_shown().unwrap_or_default().saturating_sub(1);
                let id = |copy| RegistrationId::of(&submission.hash, copy, row.place.sheet_name(), at);
                row.id = if row.id == id(0) { id(copy) } else { row.id.of_copy(copy) };
            }
        }
        self.replaced_by.resize(self.registrations.len(), None);
        self.accounts.extend(submission.accounts);
        self.findings.extend(submission.findings);
        let asks = submission.questions.iter().map(|question| question.id.clone()).collect();
        self.questions.extend(submission.questions);
        self.submissions.push(Held {
            source: submission.source,
            hash: submission.hash,
            received: submission.received,
            sender: submission.sender,
            says: submission.says,
            registrations: first_row..self.registrations.len(),
            accounts: first_account..self.accounts.len(),
            sent: submission.sent,
            back: submission.back.map(|(returned, shown)| Back { returned, shown }),
            asks,
        });
    }

    /// For each unit that sent lists, the days on which they arrived, ascending.
    pub fn arrivals(&self) -> BTreeMap<&UnitCode, Vec<Date>> {
        let mut arrivals: BTreeMap<&UnitCode, Vec<Date>> = BTreeMap::new();
        // A reply that came back mends a list; it is not another one.
        let lists = self.submissions.iter().filter(|held| held.back.is_none());
        for held in lists.filter(|held| self.reports(held)) {
            if let Some(sender) = &held.sender {
                arrivals.entry(sender).or_default().push(held.received);
            }
        }
        arrivals
    }

    /// The papers that units sent, with the days on which they arrived.
    pub fn papers(&self) -> impl Iterator<Item = (&UnitCode, Paper, Date)> {
        let held = self.submissions.iter();
        held.filter_map(|held| Some((held.sender.as_ref()?, held.says.paper?, held.received)))
    }

    /// Whether a submission says whom a unit registers, or that there is nobody.
    fn reports(&self, held: &Held) -> bool {
        let rows = self.registrations.get(held.registrations.clone()).unwrap_or_default();
        // Rows of a sheet stand together.
        let mut sheets = rows.chunk_by(|a, b| a.place.sheet == b.place.sheet).filter_map(|rows| rows.first());
        sheets.any(|row| held.says.purpose(row.place.sheet_name()) != stated_purpose::Purpose::Withdrawal)
            || held.says.nobody()
    }

    /// Rows that register somebody: of two lists side by side, one row registers two.
    pub fn registered_rows(&self) -> usize {
        // Registrations stand in the order of source, sheet and row.
        let rows = self.registrations.iter().map(|row| &row.place).zip(self.registrations.iter().skip(1));
        let repeated = rows.filter(|(place, next)| **place == next.place).count();
        self.registrations.len() - repeated
    }

    /// Sources with their hashes, sorted by source.
    pub fn inputs(&self) -> Vec<(Arc<str>, &str)> {
        let mut inputs: Vec<_> =
            self.submissions.iter().map(|held| (held.source.clone(), held.hash.as_str())).collect();
        inputs.sort();
        inputs
    }

    fn source(&self, at: usize) -> Arc<str> {
        self.submissions.get(at).map_or_else(|| "".into(), |held| held.source.clone())
    }

    /// The submission that brought a registration.
    fn submission_of(&self, row: usize) -> Option<usize> {
        self.submissions.partition_point(|held| held.registrations.end <= row).into()
    }

    /// A list as a place: its file, with the sheet where that has several lists.
    fn place_of(&self, list: &SubmittedList) -> Place {
        let source = self.source(list.submission);
        if list.one_of_several { Place::sheet(source, list.sheet.as_str()) } else { Place::file(source) }
    }

    /// The key of a registration's name.
    fn name_key(&self, row: usize) -> &str {
        self.name_keys.get(row).map_or("", String::as_str)
    }

    /// Positions of the registrations of a submission.
    fn rows(&self, at: usize) -> std::ops::Range<usize> {
        self.submissions.get(at).map_or(0..0, |held| held.registrations.clone())
    }

    /// Positions of those registrations of a submission that may still be counted.
    fn live(&self, at: usize) -> Vec<usize> {
        self.rows(at).filter(|row| self.is_live(*row)).collect()
    }

    /// Whether a registration may still be counted.
    fn is_live(&self, row: usize) -> bool {
        let row = self.registrations.get(row);
        row.is_some_and(|row| matches!(row.status, Status::Counted | Status::Pending))
    }

    /// The registrations whose place one took.
    fn replacing(&self, row: usize) -> impl Iterator<Item = usize> + '_ {
        let replaced = (0..).zip(&self.replaced_by).filter(move |(_, by)| **by == Some(row));
        replaced.map(|(old, _)| old)
    }

    /// Takes a registration back, and says so at its place.
    fn withdraw(&mut self, row: usize, code: Code, message: impl Fn(&Registration) -> String) {
        let Some(registration) = self.registrations.get_mut(row) else { return };
        registration.status = Status::Withdrawn;
        self.taken_back.push(row);
        let unit = registration.sender.as_ref().map(ToString::to_string).unwrap_or_default();
        let finding = Finding::new(code, registration.place.clone(), message(registration));
        self.findings.push(finding.raw(registration.name.as_str()).unit(unit));
    }

    fn supersede(&mut self, row: usize, by: Option<usize>) {
        if let Some(registration) = self.registrations.get_mut(row)
            && registration.status != Status::Rejected
        {
            registration.status = Status::Superseded;
        }
        if let Some(replaced_by) = self.replaced_by.get_mut(row) {
            *replaced_by = by;
        }
    }

    /// Marks a sheet of a submission, or all of them, as superseded.
    fn close(&mut self, at: usize, sheet: Option<&str>) {
        let accounts = self.submissions.get(at).map_or(0..0, |held| held.accounts.clone());
        for account in self.accounts.get_mut(accounts).into_iter().flatten() {
            let meant = sheet.is_none_or(|sheet| account.place.sheet_name() == sheet);
            if meant && account.outcome == SheetOutcome::Read {
                account.outcome = SheetOutcome::Superseded;
            }
        }
    }
}

/// Each question once, however many lists ask it, with all that may be chosen; in the words of a list that
/// does not shout, where there is one.
fn once(mut questions: Vec<Question>) -> Vec<Question> {
    let shouted = |question: &Question| !question.left.chars().any(char::is_lowercase);
    questions
        .sort_by(|a, b| (a.topic, &a.id, shouted(a), &a.left).cmp(&(b.topic, &b.id, shouted(b), &b.left)));
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    questions.dedup_by(|again, first| {
        let same = again.id == first.id;
        if same {
            *asked.entry(again.id.clone()).or_insert(1) += 1;
            let known = |value: &str| first.choices.iter().any(|(known, _)| known == value);
            let more: Vec<_> = again.choices.iter().filter(|(value, _)| !known(value)).cloned().collect();
            first.choices.extend(more);
        }
        same
    });
    let counted = |question: &&mut Question| matches!(question.topic, Topic::Unit | Topic::Movement);
    for question in questions.iter_mut().filter(counted) {
        if let Some(n) = asked.get(&question.id) {
            let why = question.evidence.trim_end_matches('.');
            question.evidence = format!("{why}; {n} dòng như vậy.");
        }
    }
    questions.sort_by(|a, b| (a.topic, &a.left, &a.id).cmp(&(b.topic, &b.left, &b.id)));
    questions
}
