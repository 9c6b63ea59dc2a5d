//! `.tonghop/periods/<period>`: what each period saw and held, with the exemplars it found.
//!
//! A snapshot is the state at the end of its period: the files, the registrations with what became of
//! them, the exemplars under their identifiers, what changed since the snapshot before. The next period
//! takes the identifiers from it, `tonghop diff` and `tonghop trace` tell from it. Nothing in it is
//! known from nowhere else: a snapshot that is missing, damaged, of another program or of other files is
//! made again from the inbox, by the same steps and from the first period on, and then reads the same.
//!
//! The snapshot of the period that a run reports is never made: it is written as the [`PeriodState`] stands, since a
//! second copy of all names and places is a quarter of what a run holds.

mod bytes;

use arcstr::ArcStr;
use jiff::civil::Date;

pub use bytes::{read_origin, read_snapshot, write_snapshot, write_state};

use crate::dedup::{Before, Deduplicated, Exemplar, ExemplarId};
use crate::finding::Place;
use crate::quota::Change;
use crate::record::{Registration, RegistrationId, Status};
use crate::registry::{Registry, SheetOutcome};
use crate::units::UnitCode;

/// What a snapshot was made from: it may be used again as long as these are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin {
    /// All that the state depends on: what the files up to the end of the period were read as, the
    /// reference files, the answers and the program.
    pub key: [u8; 32],
    /// The files alone: path, content and day.
    pub inputs: [u8; 32],
    /// The program.
    pub program: [u8; 32],
}

/// A file or sheet that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// File and sheet.
    pub place: Place,
    /// BLAKE3 of the file.
    pub hash: String,
    /// The unit that sent it.
    pub sender: Option<UnitCode>,
    /// The day it arrived.
    pub received: Date,
    /// What became of it.
    pub outcome: SheetOutcome,
}

/// A registration that was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotLine {
    /// Its identifier.
    pub id: RegistrationId,
    /// What became of it.
    pub status: Status,
    /// Position of its exemplar in [`Snapshot::exemplars`]; of one that was replaced, that of what took
    /// its place.
    pub exemplar: Option<usize>,
    /// Its row.
    pub place: Place,
    /// The name as printed.
    pub name: ArcStr,
}

impl SnapshotLine {
    /// Whether it belongs to its exemplar itself, not by what replaced it.
    pub fn stood(&self) -> bool {
        !matches!(self.status, Status::Superseded | Status::Withdrawn | Status::Rejected)
    }
}

/// How a quota stood: `required` and `registered`, under its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaFigure {
    /// The quota, as `quotas.csv` names it.
    pub quota: String,
    /// The minimum.
    pub required: u32,
    /// What counted.
    pub registered: u32,
}

/// The state at the end of a period.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// What it was made from.
    pub origin: Origin,
    /// What was seen, in the order of the registry.
    pub sources: Vec<Seen>,
    /// The registrations, in the order of the registry.
    pub registrations: Vec<SnapshotLine>,
    /// The exemplars, sorted by id. Their registrations are positions in `registrations`.
    pub exemplars: Vec<Exemplar>,
    /// What changed since the snapshot before.
    pub changes: Vec<Change>,
    /// How the quotas stood; empty where the period was passed through and not reported.
    pub figures: Vec<QuotaFigure>,
}

/// A state that is to be kept, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct PeriodState<'a> {
    /// What it was made from.
    pub origin: Origin,
    /// What was registered.
    pub registry: &'a Registry,
    /// The exemplars.
    pub found: &'a Deduplicated,
    /// What changed since the state before.
    pub changes: &'a [Change],
    /// How the quotas stand; empty where the period is passed through and not reported.
    pub figures: &'a [QuotaFigure],
}

impl PeriodState<'_> {
    /// What was seen, in the order of the registry.
    fn sources(&self) -> Vec<Seen> {
        let seen = self.registry.accounts.iter().map(|account| Seen {
            place: account.place.clone(),
            hash: account.hash.clone(),
            sender: account.sender.clone(),
            received: account.received,
            outcome: account.outcome,
        });
        seen.collect()
    }
}

impl Snapshot {
    /// The snapshot of a state.
    pub fn of(state: PeriodState<'_>) -> Snapshot {
        let owners = state.found.owners(state.registry);
        let held = |(row, exemplar): (&Registration, &Option<usize>)| SnapshotLine {
            id: row.id.clone(),
            status: row.status,
            exemplar: *exemplar,
            place: row.place.clone(),
            name: row.name.clone(),
        };
        Snapshot {
            origin: state.origin,
            sources: state.sources(),
            registrations: state.registry.registrations.iter().zip(&owners).map(held).collect(),
            exemplars: state.found.exemplars.clone(),
            changes: state.changes.to_vec(),
            figures: state.figures.to_vec(),
        }
    }

    /// The exemplar of every registration that stood, for the identifiers of the next period.
    pub fn ids(&self) -> Before {
        self.owned().filter(|(row, _)| row.stood()).map(|(row, id)| (row.id.clone(), id.clone())).collect()
    }

    /// The exemplar of every registration, also of those that were replaced.
    pub fn owners(&self) -> Vec<(&RegistrationId, &ExemplarId)> {
        self.owned().map(|(row, id)| (&row.id, id)).collect()
    }

    /// The exemplar and the source of every registration that stood.
    pub fn sources_of_exemplars(&self) -> Vec<(&ExemplarId, &str)> {
        self.owned().filter(|(row, _)| row.stood()).map(|(row, id)| (id, &*row.place.source)).collect()
    }

    fn owned(&self) -> impl Iterator<Item = (&SnapshotLine, &ExemplarId)> {
        self.registrations.iter().filter_map(|row| Some((row, &self.exemplars.get(row.exemplar?)?.id)))
    }

    /// An exemplar by its identifier.
    pub fn exemplar(&self, id: &ExemplarId) -> Option<&Exemplar> {
        let at = self.exemplars.binary_search_by(|exemplar| exemplar.id.cmp(id)).ok()?;
        self.exemplars.get(at)
    }
}
