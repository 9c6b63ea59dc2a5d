//! A snapshot as bytes.
//!
//! ```text
//! "tonghop snapshot 3\n" · BLAKE3 of the rest (32) · key (32) · inputs (32) · program (32) · blocks
//! block    its length (8, little-endian) · texts and numbers, packed as in `readings`
//! blocks   sources, figures, counts · registrations … · exemplars … · changes …
//! ```
//!
//! Lists stand in blocks of some thousand, so that no more than one has to be packed at a time. Files are put in
//! place whole, so that a run that is killed leaves the old snapshot or the new one.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::dedup::Exemplar;
use crate::finding::Place;
use crate::intake::{In, Out};
use crate::ledger::kept::{maybe, perhaps, read_change, read_exemplar, write_change, write_exemplar};
use crate::ledger::kept::{read_outcome, write_outcome};
use crate::plan::Period;
use crate::quota::Change;
use crate::record::{RegistrationId, Status};
use crate::units::UnitCode;

use super::{Origin, PeriodState, QuotaFigure, Seen, Snapshot, SnapshotLine};

const MAGIC: &[u8] = b"tonghop snapshot 3\n";
const FOLDER: &str = "periods";
/// Bytes of an [`Origin`].
const ORIGIN: usize = 3 * 32;
/// Lines of a list in one block.
const BLOCK: usize = 4096;

/// Reads what the snapshot of a period says that it was made from, without a look at the rest.
pub fn read_origin(folder: &Path, period: Period) -> Option<Origin> {
    let mut file = File::open(path(folder, period)).ok()?;
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
    let mut blocks = Blocks(body);
    let mut from = blocks.next()?;
    let files: Vec<Arc<str>> = from.many(|from| Some(from.str()?.into()))?;
    let sources = from.many(|from| read_seen(from, &files))?;
    let figures = from.many(|from| {
        Some(QuotaFigure { quota: from.string()?, required: from.small()?, registered: from.small()? })
    })?;
    let registrations = blocks.many(from.small()?, |from| read_held(from, &files))?;
    let mut exemplars = blocks.many(from.small()?, read_exemplar)?;
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
    let changes = blocks.many(from.small()?, read_change)?;
    let snapshot = Snapshot { origin, sources, registrations, exemplars, changes, figures };
    (from.is_empty() && blocks.0.is_empty()).then_some(snapshot)
}

/// Blocks that were not read yet.
struct Blocks<'a>(&'a [u8]);

impl<'a> Blocks<'a> {
    fn next(&mut self) -> Option<In<'a>> {
        let (len, rest) = self.0.split_first_chunk::<8>()?;
        let (block, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        self.0 = rest;
        In::with_texts_apart(block)
    }

    /// A list of so many.
    fn many<T>(&mut self, n: usize, mut one: impl FnMut(&mut In<'a>) -> Option<T>) -> Option<Vec<T>> {
        let mut many = Vec::with_capacity(n.min(self.0.len()));
        while many.len() < n {
            let mut from = self.next()?;
            let block = from.many(&mut one)?;
            if block.is_empty() || !from.is_empty() {
                return None;
            }
            many.extend(block);
        }
        (many.len() == n).then_some(many)
    }
}

/// Puts the snapshot of a period in place, whole.
///
/// # Errors
/// Fails where the folder cannot be written; the snapshot before then stands.
pub fn write_snapshot(folder: &Path, period: Period, snapshot: &Snapshot) -> io::Result<()> {
    let Snapshot { origin, sources, registrations, exemplars, changes, figures } = snapshot;
    let rows = registrations.iter().map(|row| {
        let SnapshotLine { id, status, exemplar, place, name } = row;
        HeldLine { id, status: *status, exemplar: *exemplar, place, name }
    });
    write(folder, period, &SnapshotExtras { origin, sources, exemplars, changes, figures }, rows)
}

/// Puts a state in place as the snapshot of its period, whole.
///
/// # Errors
/// Fails where the folder cannot be written; the snapshot before then stands.
pub fn write_state(folder: &Path, period: Period, state: PeriodState<'_>) -> io::Result<()> {
    let PeriodState { origin, registry, found, changes, figures } = state;
    let owners = found.owners(registry);
    let rows = registry.registrations.iter().zip(&owners).map(|(row, exemplar)| HeldLine {
        id: &row.id,
        status: row.status,
        exemplar: *exemplar,
        place: &row.place,
        name: &row.name,
    });
    let sources = &state.sources();
    write(
        folder,
        period,
        &SnapshotExtras { origin: &origin, sources, exemplars: &found.exemplars, changes, figures },
        rows,
    )
}

/// What is kept beside the registrations.
struct SnapshotExtras<'a> {
    origin: &'a Origin,
    sources: &'a [Seen],
    exemplars: &'a [Exemplar],
    changes: &'a [Change],
    figures: &'a [QuotaFigure],
}

/// A registration that is kept.
struct HeldLine<'a> {
    id: &'a RegistrationId,
    status: Status,
    exemplar: Option<usize>,
    place: &'a Place,
    name: &'a str,
}

fn write<'a>(
    folder: &Path,
    period: Period,
    kept: &SnapshotExtras<'_>,
    rows: impl ExactSizeIterator<Item = HeldLine<'a>>,
) -> io::Result<()> {
    let SnapshotExtras { origin, sources, exemplars, changes, figures } = kept;
    let place = path(folder, period);
    fs::create_dir_all(folder.join(FOLDER))?;
    let fresh = place.with_extension("tmp");
    let mut out = Packed::begin(File::create(&fresh)?, origin)?;
    let mut files: Vec<&Arc<str>> = sources.iter().map(|seen| &seen.place.source).collect();
    files.sort();
    files.dedup();
    let mut head = Out::with_texts_apart();
    head.len(files.len());
    files.iter().for_each(|file| head.str(file));
    head.len(sources.len());
    sources.iter().for_each(|seen| write_seen(&mut head, seen, &files));
    head.len(figures.len());
    for QuotaFigure { quota, required, registered } in *figures {
        head.str(quota);
        head.number((*required).into());
        head.number((*registered).into());
    }
    [rows.len(), exemplars.len(), changes.len()].into_iter().for_each(|n| head.len(n));
    out.block(head)?;
    out.many(rows, |out, row| write_line(out, &row, &files))?;
    out.many(exemplars.iter(), write_exemplar)?;
    out.many(changes.iter(), write_change)?;
    out.finish()?;
    fs::rename(fresh, place)
}

/// A snapshot being written.
struct Packed {
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl Packed {
    fn begin(file: File, origin: &Origin) -> io::Result<Packed> {
        let mut packed = Packed { file: BufWriter::new(file), hasher: blake3::Hasher::new() };
        packed.file.write_all(MAGIC)?;
        packed.file.write_all(&[0; 32])?; // room for the sum
        packed.put(&[origin.key, origin.inputs, origin.program].concat())?;
        Ok(packed)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.file.write_all(bytes)
    }

    fn block(&mut self, out: Out) -> io::Result<()> {
        let bytes = out.into_bytes();
        self.put(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes())?;
        self.put(&bytes)
    }

    fn many<T>(
        &mut self,
        mut all: impl ExactSizeIterator<Item = T>,
        one: impl Fn(&mut Out, T),
    ) -> io::Result<()> {
        while 0 < all.len() {
            let mut out = Out::with_texts_apart();
            out.len(all.len().min(BLOCK));
            all.by_ref().take(BLOCK).for_each(|line| one(&mut out, line));
            self.block(out)?;
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(u64::try_from(MAGIC.len()).unwrap_or(0)))?;
        self.file.write_all(self.hasher.finalize().as_bytes())?;
        self.file.flush() // and the file is closed: Windows renames none that is open
    }
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

fn write_line(out: &mut Out, row: &HeldLine<'_>, files: &[&Arc<str>]) {
    let HeldLine { id, status, exemplar, place, name } = row;
    out.str(id.as_str());
    out.len(Status::ALL.iter().position(|known| known == status).unwrap_or(usize::MAX));
    out.len(exemplar.map_or(0, |at| at + 1));
    write_place(out, place, files);
    out.str(name);
}

fn read_held(from: &mut In<'_>, files: &[Arc<str>]) -> Option<SnapshotLine> {
    Some(SnapshotLine {
        id: RegistrationId::kept(from.str()?),
        status: *Status::ALL.get(from.small::<usize>()?)?,
        exemplar: from.small::<usize>()?.checked_sub(1),
        place: read_place(from, files)?,
        name: from.str()?.into(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::dedup::ExemplarId;
    use crate::registry::SheetOutcome;

    #[test]
    fn a_snapshot_reads_as_it_was_written_and_a_damaged_one_not_at_all() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let period = Period::of(Date::constant(2025, 7, 15));
        let place = Place::sheet("2025-07-15/a.xlsx".into(), "Sheet1");
        let exemplar = Exemplar {
            id: ExemplarId::from_text("E-1"),
            kind: crate::plan::HolderKind::Household,
            name: "Lê Thị Bưởi".to_owned().into(),
            birth_year: Some(1961),
            unit: Some(UnitCode::new("711")),
            movements: vec![crate::plan::MovementId::new("y-te")],
            leads: vec![None],
            registrations: vec![1],
            first_period: period,
        };
        let held = |id: &str, status: Status| SnapshotLine {
            id: RegistrationId::kept(id),
            status,
            exemplar: Some(0),
            place: place.at_row(6),
            name: "Lê Thị Bưởi".to_owned().into(),
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
