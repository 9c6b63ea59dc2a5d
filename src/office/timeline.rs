//! The periods of a plan, one after another: each takes the identifiers of its exemplars from the one before.
//!
//! What a period holds depends on what had arrived by its end, on the reference files and on the answers,
//! and on the period before for identifiers only. The ledger keeps a snapshot for each period; a snapshot
//! that was made from the same is used again, any other is made anew. So a run over many periods and a
//! run after the ledger was deleted tell the same.
//!
//! A snapshot of the same files that *another program* made still hands its identifiers on: an exemplar
//! keeps its own when the matcher improves.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::dedup::{self, Before, Deduplicated};
use crate::finding::{Code, Finding, Place, reason};
use crate::ledger::{self, Origin, PeriodState, Snapshot};
use crate::plan::Period;
use crate::quota::{self, Change, Flow, PresentFile, Situation};
use crate::registry::{Registry, Submission};

use super::Host;
use super::workspace::Workspace;

/// A submission with the BLAKE3 of what its file was read as.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// The submission.
    pub submission: Submission,
    /// The BLAKE3 of what its file was read as.
    pub sum: [u8; 32],
}

/// All that arrived, by period.
pub struct Timeline<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
    arrived: BTreeMap<Period, Vec<Arrived>>,
}

/// A period, worked out: its registry and exemplars, and what changed since the one before.
#[derive(Debug)]
pub struct WorkedPeriod {
    /// What was registered by its end.
    pub registry: Registry,
    /// The exemplars.
    pub found: Deduplicated,
    /// What changed since the period before.
    pub changes: Vec<Change>,
    /// How many exemplars there were at the end of the period before.
    pub n_before: usize,
    /// How many of them came and went since.
    pub within: Flow,
    /// What it was made from.
    pub origin: Origin,
}

/// From where a period is looked at.
#[derive(Clone, Copy)]
struct Standpoint<'c> {
    /// The period before the month with which it closes.
    before: Option<&'c Snapshot>,
    /// The state with which it is compared, where that is an earlier one.
    earlier: Option<&'c Snapshot>,
}

impl WorkedPeriod {
    /// What the ledger keeps of it, where it is passed through and not reported.
    fn snapshot(&self) -> Snapshot {
        let WorkedPeriod { registry, found, changes, origin, .. } = self;
        Snapshot::of(PeriodState { origin: *origin, registry, found, changes, figures: &[] })
    }
}

impl<'a> Timeline<'a> {
    /// What arrived, dealt out to the periods of a workspace's plan.
    pub fn of(workspace: &'a Workspace, arrived: Vec<Arrived>) -> Timeline<'a> {
        let mut by_period: BTreeMap<Period, Vec<Arrived>> = BTreeMap::new();
        for one in arrived {
            by_period.entry(workspace.plan.period_of(one.submission.received)).or_default().push(one);
        }
        Timeline { workspace, folder: workspace.dir.join(".tonghop"), arrived: by_period }
    }

    /// The period that holds the newest arrival.
    pub fn newest(&self) -> Option<Period> {
        self.arrived.keys().next_back().copied()
    }

    /// The periods in which something arrived, up to one of them.
    pub fn until(&self, period: Period) -> impl Iterator<Item = Period> {
        self.arrived.range(..=period).map(|(period, _)| *period)
    }

    /// The state at the end of a period, from the ledger where that holds it; `None` where nothing had
    /// arrived by then.
    pub fn snapshot(&self, period: Period, host: &Host<'_>) -> Option<Snapshot> {
        let periods: Vec<Period> = self.until(period).collect();
        let last = *periods.last()?;
        let origins = self.origins(&periods);
        if let Some(snapshot) = self.kept(last, &origins) {
            return Some(snapshot);
        }
        // The earliest snapshot from which on nothing can be used any more.
        let usable = periods.iter().rev().skip(1).find_map(|period| {
            let snapshot = self.kept(*period, &origins)?;
            Some((*period, snapshot))
        });
        let (from, mut before) =
            usable.map_or((None, None), |(period, snapshot)| (Some(period), Some(snapshot)));
        for period in periods.into_iter().filter(|period| from < Some(*period)) {
            let stands = Standpoint { before: before.as_ref(), earlier: None };
            let snapshot = self.stage(period, stands).snapshot();
            told(ledger::write_snapshot(&self.folder, period, &snapshot), host);
            before = Some(snapshot);
        }
        before
    }

    /// Works a period out, with its registry.
    pub fn work_out(&self, period: Period, host: &Host<'_>) -> WorkedPeriod {
        let (before, earlier) = self.before(period, host);
        let stands = Standpoint { before: before.as_ref(), earlier: earlier.as_ref() };
        self.stage(period, stands)
    }

    /// The month before the one with which a period closes, which hands identifiers on; and where the period
    /// is longer than a month, the state before all of it, with which it is compared.
    fn before(&self, period: Period, host: &Host<'_>) -> (Option<Snapshot>, Option<Snapshot>) {
        let month = period.closing_month();
        let earlier = if month == period { None } else { Some(self.snapshot(period.previous(), host)) };
        (self.snapshot(month.previous(), host), earlier.map(Option::unwrap_or_default))
    }

    /// Works the last period out that is asked for: what had arrived goes into its registry and is gone.
    pub fn work_out_last(&mut self, period: Period, host: &Host<'_>) -> WorkedPeriod {
        let (before, earlier) = self.before(period, host);
        let origin = self.origin(period);
        let later = self.arrived.split_off(&period.closing_month().next());
        let arrived = std::mem::replace(&mut self.arrived, later).into_values().flatten();
        let submissions = arrived.map(|one| one.submission).collect();
        let stands = Standpoint { before: before.as_ref(), earlier: earlier.as_ref() };
        let stage = self.settle(period, stands, origin, submissions);
        // The run ends soon, and with it all memory: piece by piece that would take longer.
        std::mem::forget((before, earlier));
        stage
    }

    fn stage(&self, period: Period, stands: Standpoint<'_>) -> WorkedPeriod {
        let arrived = self.arrived.range(..=period).flat_map(|(_, arrived)| arrived);
        let submissions = arrived.map(|one| one.submission.clone()).collect();
        self.settle(period, stands, self.origin(period), submissions)
    }

    /// All files that arrived, whenever that was.
    pub fn files(&self) -> Vec<PresentFile<'_>> {
        let submissions = self.arrived.values().flatten().map(|one| &one.submission);
        submissions.map(|it| (&*it.source, it.hash.as_str(), it.received)).collect()
    }

    /// A note on each file that brought registrations after the end of a period: it counts in the one it came in.
    pub fn waiting(&self, period: Period) -> Vec<Finding> {
        let later = self.arrived.range(period.closing_month().next()..);
        let later =
            later.flat_map(|(later, arrived)| arrived.iter().map(move |one| (later, &one.submission)));
        let brings = later.filter(|(_, it)| !it.registrations.is_empty());
        brings
            .map(|(later, it)| {
                let message = format!(
                    "Đến ngày {}, sau kỳ {period}: {} đăng ký trong tệp chờ kỳ {later}, chưa tính ở kỳ này.",
                    it.received.strftime("%d/%m/%Y"),
                    it.registrations.len(),
                );
                let unit = it.sender.as_ref().map(ToString::to_string).unwrap_or_default();
                Finding::new(Code::FileWaiting, Place::file(it.source.clone()), message).unit(unit)
            })
            .collect()
    }

    /// A sum of all that the state at the end of a period is made from.
    pub fn key(&self, period: Period) -> [u8; 32] {
        self.origin(period).key
    }

    /// What the state at the end of a period is made from.
    fn origin(&self, period: Period) -> Origin {
        let periods: Vec<Period> = self.until(period).collect();
        // Where nothing arrived in the period itself, it is made from what the last one before was.
        self.origins(&periods).last_key_value().map(|(_, origin)| *origin).unwrap_or_default()
    }

    fn settle(
        &self,
        period: Period,
        Standpoint { before, earlier }: Standpoint<'_>,
        origin: Origin,
        submissions: Vec<Submission>,
    ) -> WorkedPeriod {
        let workspace = self.workspace;
        let (mut registry, ids) = rayon::join(
            || Registry::hold(submissions, &workspace.decisions, &workspace.units),
            || {
                let mut ids = before.map(Snapshot::ids).unwrap_or_default();
                ids.extend(bequest(&self.folder, period, origin));
                ids
            },
        );
        let known =
            dedup::Known { decisions: &workspace.decisions, before: &ids, sameness: &workspace.sameness };
        let found = dedup::deduplicate(&mut registry, &workspace.plan, &workspace.units, &known);
        let before = earlier.or(before);
        let owned = before.map(Snapshot::owners).unwrap_or_default();
        let owners = found.owners(&registry);
        let owners: Vec<_> = registry
            .registrations
            .iter()
            .zip(owners)
            .filter_map(|(row, exemplar)| Some((&row.id, &found.exemplars.get(exemplar?)?.id)))
            .collect();
        let had = Situation { exemplars: before.map_or(&[][..], |it| &it.exemplars), owned: &owned };
        let has = Situation { exemplars: &found.exemplars, owned: &owners };
        let mut changes = quota::changes(had, has);
        let (n_before, within) = (had.exemplars.len(), Flow::of(&changes));
        let known = before.into_iter().flat_map(|it| &it.registrations).map(|row| &row.id);
        changes.extend(quota::taken_back(had.exemplars, has.exemplars, &registry, known));
        changes.sort();
        WorkedPeriod { registry, found, changes, n_before, within, origin }
    }

    /// The snapshot of a period as the ledger keeps it, where it was made from the same.
    fn kept(&self, period: Period, origins: &BTreeMap<Period, Origin>) -> Option<Snapshot> {
        let same = ledger::read_origin(&self.folder, period).as_ref() == origins.get(&period);
        if same { ledger::read_snapshot(&self.folder, period) } else { None }
    }

    /// Keeps the state of a period.
    pub fn keep(&self, period: Period, state: PeriodState<'_>, host: &Host<'_>) {
        told(ledger::write_state(&self.folder, period, state), host);
    }

    /// What the snapshot of each of these periods is to be made from, in their order.
    fn origins(&self, periods: &[Period]) -> BTreeMap<Period, Origin> {
        let program = self.workspace.program;
        let mut key = blake3::Hasher::new();
        key.update(&self.workspace.reading_base);
        key.update(&self.workspace.deciding_base());
        let mut inputs = blake3::Hasher::new();
        let mut origins = BTreeMap::new();
        for period in periods {
            for one in self.arrived.get(period).into_iter().flatten() {
                let Submission { source, hash, received, .. } = &one.submission;
                key.update(&one.sum);
                for hasher in [&mut key, &mut inputs] {
                    for part in [source, hash.as_str(), &received.to_string()] {
                        hasher.update(part.as_bytes());
                        hasher.update(&[0]);
                    }
                }
            }
            let [key, inputs] = [&key, &inputs].map(|hasher| *hasher.finalize().as_bytes());
            origins.insert(*period, Origin { key, inputs, program });
        }
        origins
    }
}

/// Says that a snapshot could not be kept; it is made again the next time.
fn told(kept: io::Result<()>, host: &Host<'_>) {
    if let Err(error) = kept {
        host.console.message(&format!(
            "Không ghi được .tonghop ({}); lần sau kỳ này sẽ được lập lại.",
            reason(&error)
        ));
    }
}

/// The identifiers that another program gave to the same files, by the end of the same period.
fn bequest(folder: &Path, period: Period, origin: Origin) -> Before {
    let old = ledger::read_origin(folder, period);
    let old = old.filter(|old| old.inputs == origin.inputs && old.program != origin.program);
    let old = old.and_then(|_| ledger::read_snapshot(folder, period));
    old.map(|old| old.ids()).unwrap_or_default()
}
