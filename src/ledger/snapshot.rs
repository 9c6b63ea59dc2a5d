//! `.tonghop/periods/<period>`: what each period saw and held, with the exemplars it found.
//!
//! A snapshot is the state at the end of its period: the files, the registrations with what became of
//! them, the exemplars under their identifiers, what changed since the snapshot before. The next period
//! takes the identifiers from it, `tonghop diff` and `tonghop trace` tell from it. Nothing in it is
//! known from nowhere else: a snapshot that is missing, damaged, of another program or of other files is
//! made again from the inbox, by the same steps and from the first period on, and then reads the same.
//!
//! ```text
//! "tonghop snapshot 2\n" · BLAKE3 of the rest (32) · key (32) · inputs (32) · program (32) · body
//! body   sources · registrations · exemplars · changes · figures
//! ```
//!
//! Lists have their length before them, numbers and texts are packed as in `readings`. Files are put in
//! place whole, so that a run that is killed leaves the old snapshot or the new one.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::dedup::{Before, Deduplicated, Exemplar, ExemplarId};
use crate::finding::Place;
use crate::intake::{In, Out};
use crate::plan::Period;
use crate::quota::Change;
use crate::record::{Registration, RegistrationId, Status};
use crate::registry::{Registry, SheetOutcome};
use crate::units::UnitCode;

use super::kept::{maybe, perhaps, read_change, read_exemplar, write_change, write_exemplar};
use super::kept::{read_outcome, write_outcome};

const MAGIC: &[u8] = b"tonghop snapshot 2\n";
const FOLDER: &str = "periods";
/// Bytes of an [`Origin`].
const ORIGIN: usize = 3 * 32;

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
pub struct Held {
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
    pub name: String,
}

impl Held {
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
    pub registrations: Vec<Held>,
    /// The exemplars, sorted by id. Their registrations are positions in `registrations`.
    pub exemplars: Vec<Exemplar>,
    /// What changed since the snapshot before.
    pub changes: Vec<Change>,
    /// How the quotas stood; empty where the period was passed through and not reported.
    pub figures: Vec<QuotaFigure>,
}

impl Snapshot {
    /// The snapshot of a state.
    pub fn of(
        origin: Origin,
        registry: &Registry,
        found: &Deduplicated,
        changes: Vec<Change>,
        figures: Vec<QuotaFigure>,
    ) -> Snapshot {
        let sources = registry.accounts.iter().map(|account| Seen {
            place: account.place.clone(),
            hash: account.hash.clone(),
            sender: account.sender.clone(),
            received: account.received,
            outcome: account.outcome,
        });
        let owners = found.owners(registry);
        let held = |(row, exemplar): (&Registration, &Option<usize>)| Held {
            id: row.id.clone(),
            status: row.status,
            exemplar: *exemplar,
            place: row.place.clone(),
            name: row.name.clone(),
        };
        Snapshot {
            origin,
            sources: sources.collect(),
            registrations: registry.registrations.iter().zip(&owners).map(held).collect(),
            exemplars: found.exemplars.clone(),
            changes,
            figures,
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

    fn owned(&self) -> impl Iterator<Item = (&Held, &ExemplarId)> {
        self.registrations.iter().filter_map(|row| Some((row, &self.exemplars.get(row.exemplar?)?.id)))
    }

    /// An exemplar by its identifier.
    pub fn exemplar(&self, id: &ExemplarId) -> Option<&Exemplar> {
        let at = self.exemplars.binary_search_by(|exemplar| exemplar.id.cmp(id)).ok()?;
        self.exemplars.get(at)
    }
}

/// Reads what the snapshot of a period says that it was made from, without a look at the rest.
pub fn read_origin(folder: &Path, period: Period) -> Option<Origin> {
    let mut file = fs::File::open(path(folder, period)).ok()?;
    let mut head = [0; MAGIC.len() + 32 + ORIGIN];
    file.read_exact(&mut head).ok()?;
    origin(&mut In::new(head.strip_prefix(MAGIC)?.get(32..)?))
}

fn origin(from: &mut In<'_>) -> Option<Origin> {
    Some(Origin { key: from.chunk()?, inputs: from.chunk()?, program: from.chunk()? })
}

/// Reads the snapshot of a period; none where there is none that can be used.
pub fn read_snapshot(folder: &Path, period: Period) -> Option<Snapshot> {
    let bytes = fs::read(path(folder, period)).ok()?;
    let rest = bytes.strip_prefix(MAGIC)?;
    let (sum, rest) = rest.split_first_chunk::<32>()?;
    if blake3::hash(rest).as_bytes() != sum {
        return None;
    }
    let (head, body) = rest.split_first_chunk::<ORIGIN>()?;
    let origin = origin(&mut In::new(head))?;
    let mut from = In::with_texts_apart(body)?;
    let files: Vec<Arc<str>> = from.many(|from| Some(from.str()?.into()))?;
    let sources = from.many(|from| read_seen(from, &files))?;
    let registrations = from.many(|from| read_held(from, &files))?;
    let mut exemplars = from.many(read_exemplar)?;
    for (at, row) in registrations.iter().enumerate() {
        if let Some(exemplar) = row.exemplar {
            let exemplar: &mut Exemplar = exemplars.get_mut(exemplar)?;
            if row.stood() {
                exemplar.registrations.push(at);
            }
        }
    }
    for exemplar in &mut exemplars {
        exemplar.first_period = exemplar.first_period.closing(period.closes());
    }
    let changes = from.many(read_change)?;
    let figures = from.many(|from| {
        Some(QuotaFigure { quota: from.string()?, required: from.small()?, registered: from.small()? })
    })?;
    let snapshot = Snapshot { origin, sources, registrations, exemplars, changes, figures };
    from.is_empty().then_some(snapshot)
}

/// Puts the snapshot of a period in place, whole.
///
/// # Errors
/// Fails where the folder cannot be written; the snapshot before then stands.
pub fn write_snapshot(folder: &Path, period: Period, snapshot: &Snapshot) -> io::Result<()> {
    let Snapshot { origin, sources, registrations, exemplars, changes, figures } = snapshot;
    let mut out = Out::with_texts_apart();
    let mut files: Vec<&Arc<str>> = sources.iter().map(|seen| &seen.place.source).collect();
    files.sort();
    files.dedup();
    out.len(files.len());
    for file in &files {
        out.str(file);
    }
    out.len(sources.len());
    for seen in sources {
        write_seen(&mut out, seen, &files);
    }
    out.len(registrations.len());
    for row in registrations {
        write_held(&mut out, row, &files);
    }
    out.len(exemplars.len());
    for exemplar in exemplars {
        write_exemplar(&mut out, exemplar);
    }
    out.len(changes.len());
    for change in changes {
        write_change(&mut out, change);
    }
    out.len(figures.len());
    for QuotaFigure { quota, required, registered } in figures {
        out.str(quota);
        out.number((*required).into());
        out.number((*registered).into());
    }
    let origin = [origin.key, origin.inputs, origin.program].concat();
    let body = out.into_bytes();
    let sum = blake3::Hasher::new().update(&origin).update(&body).finalize();
    let place = path(folder, period);
    fs::create_dir_all(folder.join(FOLDER))?;
    let fresh = place.with_extension("tmp");
    let mut file = fs::File::create(&fresh)?;
    file.write_all(&[MAGIC, sum.as_bytes(), &origin].concat())?;
    file.write_all(&body)?;
    drop(file); // Windows renames no file that is open
    fs::rename(fresh, place)
}

fn path(folder: &Path, period: Period) -> PathBuf {
    folder.join(FOLDER).join(period.to_string())
}

fn write_place(out: &mut Out, place: &Place, files: &[&Arc<str>]) {
    out.len(files.binary_search(&&place.source).unwrap_or(usize::MAX));
    out.place(place, &place.source);
}

fn read_place(from: &mut In<'_>, files: &[Arc<str>]) -> Option<Place> {
    let at: usize = from.small()?;
    from.place(files.get(at)?)
}

fn write_seen(out: &mut Out, seen: &Seen, files: &[&Arc<str>]) {
    let Seen { place, hash, sender, received, outcome } = seen;
    write_place(out, place, files);
    out.str(hash);
    maybe(out, sender.as_ref().map(UnitCode::as_str));
    out.date(*received);
    write_outcome(out, *outcome);
}

fn read_seen(from: &mut In<'_>, files: &[Arc<str>]) -> Option<Seen> {
    Some(Seen {
        place: read_place(from, files)?,
        hash: from.string()?,
        sender: perhaps(from)?.map(UnitCode::new),
        received: from.date()?,
        outcome: read_outcome(from)?,
    })
}

fn write_held(out: &mut Out, row: &Held, files: &[&Arc<str>]) {
    let Held { id, status, exemplar, place, name } = row;
    out.str(id.as_str());
    out.len(Status::ALL.iter().position(|known| known == status).unwrap_or(usize::MAX));
    out.len(exemplar.map_or(0, |at| at + 1));
    write_place(out, place, files);
    out.str(name);
}

fn read_held(from: &mut In<'_>, files: &[Arc<str>]) -> Option<Held> {
    Some(Held {
        id: RegistrationId::kept(from.str()?),
        status: *Status::ALL.get(from.small::<usize>()?)?,
        exemplar: from.small::<usize>()?.checked_sub(1),
        place: read_place(from, files)?,
        name: from.string()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_reads_as_it_was_written_and_a_damaged_one_not_at_all() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let period = Period::of(Date::constant(2025, 7, 15));
        let place = Place::sheet("2025-07-15/a.xlsx".into(), "Sheet1");
        let exemplar = Exemplar {
            id: ExemplarId::from_text("E-1"),
            kind: crate::plan::HolderKind::Household,
            name: "Lê Thị Bưởi".to_owned(),
            birth_year: Some(1961),
            unit: Some(UnitCode::new("711")),
            movements: vec![crate::plan::MovementId::new("y-te")],
            leads: vec![None],
            registrations: vec![1],
            first_period: period,
        };
        let held = |id: &str, status: Status| Held {
            id: RegistrationId::kept(id),
            status,
            exemplar: Some(0),
            place: place.at_row(6),
            name: "Lê Thị Bưởi".to_owned(),
        };
        let snapshot = Snapshot {
            origin: Origin { key: [1; 32], inputs: [2; 32], program: [3; 32] },
            sources: vec![Seen {
                place: place.clone(),
                hash: "abc".to_owned(),
                sender: None,
                received: Date::constant(2025, 7, 15),
                outcome: SheetOutcome::Read,
            }],
            registrations: vec![held("R-1", Status::Superseded), held("R-2", Status::Counted)],
            exemplars: vec![exemplar.clone()],
            changes: Vec::new(),
            figures: vec![QuotaFigure { quota: "y-te/x/any".to_owned(), required: 10, registered: 1 }],
        };
        write_snapshot(folder.path(), period, &snapshot)?;
        let read = read_snapshot(folder.path(), period).unwrap_or_default();
        assert_eq!(read.origin, snapshot.origin);
        assert_eq!(read.sources, snapshot.sources);
        assert_eq!(read.registrations, snapshot.registrations);
        assert_eq!(read.exemplars, [exemplar]);
        assert_eq!(read.figures, snapshot.figures);
        assert_eq!((read.ids().len(), read.owners().len()), (1, 2));

        let file = path(folder.path(), period);
        let whole = fs::read(&file)?;
        for cut in [whole.len() - 1, whole.len() / 2, 10] {
            fs::write(&file, whole.get(..cut).unwrap_or_default())?;
            assert!(read_snapshot(folder.path(), period).is_none());
        }
        let mut flipped = whole;
        if let Some(byte) = flipped.last_mut() {
            *byte ^= 1;
        }
        fs::write(&file, flipped)?;
        assert!(read_snapshot(folder.path(), period).is_none());
        Ok(())
    }
}
