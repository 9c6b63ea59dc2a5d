//! Writes the folder of a period beside the old one and puts it in its place whole; see [`super::folder`].

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use rayon::prelude::*;

use super::drafts::{self, DraftError, MailDraft};
use super::folder::{Folders, PublishError, Published, WrittenFile, create, recover};
use super::kept::keep;
use super::manifest::{self, Manifest};
use super::workbook::{self, Book};
use super::{Consolidation, data};
use crate::ledger::Cache;

/// How many files are seen onto the disk at a time.
const SETTLED_TOGETHER: usize = 16;

/// Writes everything that a run hands out into `out/<period>/`, which is replaced whole or not at
/// all. Workbooks that were `made` before are taken over, new ones added there. Files of people in that
/// folder, and files that people edited since, stay beside the new ones, but for those whose bytes' BLAKE3
/// is in `spent`: all that was typed into them is taken.
pub fn publish(
    out: &Path,
    all: &Consolidation<'_>,
    manifest: &Manifest<'_>,
    made: &Cache,
    spent: &BTreeSet<String>,
) -> Result<Published, PublishError> {
    recover(out)?;
    let folders = Folders::of(out, &all.period.to_string());
    create(&folders.new)?;
    let published = write_all(&folders.new, all, manifest, made).and_then(|written| {
        let kept = keep(&folders, &written, spent)?;
        folders.replace()?;
        Ok(Published { written, kept })
    });
    match published {
        Ok(published) => Ok(published),
        Err(error) => {
            // The failure itself is what has to be told; the next start cleans up again.
            let _ = fs::remove_dir_all(&folders.new);
            Err(error)
        }
    }
}

fn write_all(
    folder: &Path,
    all: &Consolidation<'_>,
    manifest: &Manifest<'_>,
    made: &Cache,
) -> Result<Vec<WrittenFile>, PublishError> {
    let books = workbook::all_of(all);
    let mut folders: Vec<PathBuf> = books
        .iter()
        .map(|book| folder.join(&book.path))
        .chain([folder.join("data/x"), folder.join("thu/x")])
        .filter_map(|path| path.parent().map(Path::to_path_buf))
        .collect();
    folders.dedup();
    for folder in &folders {
        create(folder)?;
    }
    let book = |book: &Book<'_>| {
        let failed = |cause| PublishError::Workbook { path: book.path.clone(), cause: Box::new(cause) };
        if book.is_whole() {
            let place = folder.join(&book.path);
            book.build_as(&place).map_err(failed)?;
            return written(&place, &book.path);
        }
        let key = book.key(&manifest.program);
        if let Some(bytes) = key.and_then(|key| made.find(&key)) {
            return write_file(folder, &book.path, &bytes);
        }
        let bytes = book.build().map_err(failed)?;
        if let Some(key) = key {
            made.add(key, &bytes);
        }
        write_file(folder, &book.path, &bytes)
    };
    let table = |(path, make): &(&str, data::Make)| {
        let mut file = create_file(folder, path)?;
        make(all, &mut file).map_err(|cause| PublishError::Data { path: (*path).to_owned(), cause })?;
        file.finish(path)
    };
    let has_terms = all.plan.quotas.iter().any(|quota| !quota.is_plain());
    let tables: Vec<_> = data::TABLES.into_iter().chain(has_terms.then_some(data::TERMS)).collect();
    // Side by side and one by one, so that no thread waits for another while there is one left to begin.
    let written: (Result<Vec<_>, _>, Result<Vec<_>, _>) = rayon::join(
        || books.par_iter().with_max_len(1).map(book).collect(),
        || tables.par_iter().with_max_len(1).map(table).collect(),
    );
    let replies: Vec<_> = books.iter().filter_map(Book::reply).collect();
    let drafts: Result<Vec<WrittenFile>, PublishError> =
        drafts::all_of(all, &replies).par_iter().map(|draft| write_draft(folder, draft, all)).collect();
    let mut written: Vec<WrittenFile> = written.0?.into_iter().chain(written.1?).chain(drafts?).collect();
    written.sort();
    let bytes = manifest::write(all, manifest, &written)
        .map_err(|cause| PublishError::Data { path: manifest::PATH.to_owned(), cause })?;
    written.push(write_file(folder, manifest::PATH, &bytes)?);
    written.sort();
    settle(folder, &written)?;
    Ok(written)
}

/// Writes a mail with the reply workbook that stands beside it by now.
fn write_draft(
    folder: &Path,
    draft: &MailDraft<'_>,
    all: &Consolidation<'_>,
) -> Result<WrittenFile, PublishError> {
    let place = folder.join(&draft.path);
    let failed = |cause| PublishError::Write { path: place.clone(), cause };
    let reply = draft.reply.as_ref().map(|path| fs::read(folder.join(path))).transpose().map_err(failed)?;
    let bytes = draft.build(all, reply.as_deref()).map_err(|error| match error {
        DraftError::Form(cause) => {
            PublishError::Workbook { path: draft.path.clone(), cause: Box::new(cause) }
        }
        DraftError::Mail(cause) => failed(cause),
    })?;
    write_file(folder, &draft.path, &bytes)
}

/// A file in the making and the hash of what was written.
struct Hashed {
    place: PathBuf,
    file: BufWriter<fs::File>,
    hasher: blake3::Hasher,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..n).unwrap_or_default());
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Hashed {
    fn finish(mut self, path: &str) -> Result<WrittenFile, PublishError> {
        self.flush().map_err(|cause| PublishError::Write { path: self.place.clone(), cause })?;
        Ok(WrittenFile { path: path.to_owned(), hash: self.hasher.finalize().to_hex().to_string() })
    }
}

fn create_file(folder: &Path, path: &str) -> Result<Hashed, PublishError> {
    let place = folder.join(path);
    match fs::File::create(&place) {
        Ok(file) => Ok(Hashed { place, file: BufWriter::new(file), hasher: blake3::Hasher::new() }),
        Err(cause) => Err(PublishError::Write { path: place, cause }),
    }
}

/// A file that was written, with its hash.
fn written(place: &Path, path: &str) -> Result<WrittenFile, PublishError> {
    let mut hasher = blake3::Hasher::new();
    let read = fs::File::open(place).and_then(|file| hasher.update_reader(file).map(|_| ()));
    read.map_err(|cause| PublishError::Write { path: place.to_owned(), cause })?;
    Ok(WrittenFile { path: path.to_owned(), hash: hasher.finalize().to_hex().to_string() })
}

fn write_file(folder: &Path, path: &str, bytes: &[u8]) -> Result<WrittenFile, PublishError> {
    let mut file = create_file(folder, path)?;
    file.write_all(bytes).map_err(|cause| PublishError::Write { path: folder.join(path), cause })?;
    file.finish(path)
}

/// Sees all files onto the disk, so that a folder put in its place is never hollow. Together, when
/// the last is written: the first to be asked for takes most of the others along.
fn settle(folder: &Path, written: &[WrittenFile]) -> Result<(), PublishError> {
    let settle = |file: &WrittenFile| {
        let place = folder.join(&file.path);
        let open = fs::OpenOptions::new().write(true).open(&place); // Windows settles only what it may write
        open.and_then(|file| file.sync_all()).map_err(|cause| PublishError::Write { path: place, cause })
    };
    // They wait for the disk, not for a processor: more at a time than there are of these.
    let share = written.len().div_ceil(SETTLED_TOGETHER).max(1);
    thread::scope(|scope| {
        let together: Vec<_> = written
            .chunks(share)
            .map(|files| scope.spawn(move || files.iter().try_for_each(settle)))
            .collect();
        together.into_iter().try_for_each(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}
