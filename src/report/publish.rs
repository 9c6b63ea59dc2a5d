//! The folder of a period: written beside the old one, then put in its place whole.
//!
//! ```text
//! out/.2024-06.tmp/   being written; a leftover of a run that broke off is removed
//! out/2024-06/        what people open
//! out/.2024-06.old/   the folder before, for the moment between two renames
//! ```
//!
//! Whatever happens in between, [`recover`] leaves either the old folder or the new one.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use rayon::prelude::*;
use rust_xlsxwriter::XlsxError;

use super::kept::keep;
use super::manifest::{self, Manifest};
use super::workbook::{self, Book};
use super::{Consolidation, data};
use crate::finding::reason;
use crate::ledger::Shelf;

/// How many files are seen onto the disk at a time.
const SETTLED_TOGETHER: usize = 16;

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Its path inside the folder of the period, with `/`.
    pub path: String,
    /// BLAKE3 of its bytes, 64 hexadecimal digits.
    pub hash: String,
}

/// A file of people that stays in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its path inside the folder of the period, with `/`.
    pub path: String,
    /// The path of the published file that it is an edited copy of; none for a file of their own.
    pub was: Option<String>,
}

/// A folder that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What was written, sorted by path.
    pub written: Vec<Written>,
    /// What people had put there or edited, and is still there.
    pub kept: Vec<Kept>,
}

/// Why a folder could not be published; the one before stands as it was.
#[derive(Debug)]
pub enum PublishError {
    /// The folder before cannot be moved away: a file in it is open.
    FolderBusy {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A file or folder cannot be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A workbook cannot be built.
    Workbook {
        /// Its path inside the folder.
        path: String,
        /// What the writer says.
        cause: Box<XlsxError>,
    },
    /// A data file cannot be built.
    Data {
        /// Its path inside the folder.
        path: String,
        /// What the writer says.
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::FolderBusy { folder, cause } => write!(
                f,
                "Không thay được thư mục «{}»: có tệp trong đó đang mở. Đóng Excel (và cửa sổ đang \
                 xem thư mục này) rồi chạy lại; kết quả cũ vẫn còn nguyên. ({})",
                folder.display(),
                reason(cause)
            ),
            PublishError::Write { path, cause } => write!(
                f,
                "Không ghi được «{}». Kiểm tra quyền ghi và dung lượng đĩa rồi chạy lại; kết quả cũ \
                 vẫn còn nguyên. ({})",
                path.display(),
                reason(cause)
            ),
            PublishError::Workbook { path, cause } => {
                write!(
                    f,
                    "Không lập được bảng tính «{path}»; kết quả cũ vẫn còn nguyên. (chi tiết kỹ thuật: {cause})"
                )
            }
            PublishError::Data { path, cause } => {
                write!(
                    f,
                    "Không lập được tệp «{path}»; kết quả cũ vẫn còn nguyên. (chi tiết kỹ thuật: {cause})"
                )
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::FolderBusy { cause, .. } | PublishError::Write { cause, .. } => Some(cause),
            PublishError::Workbook { cause, .. } => Some(cause),
            PublishError::Data { cause, .. } => Some(cause.as_ref()),
        }
    }
}

/// Writes everything that a run hands out into `out/<period>/`, which is replaced whole or not at
/// all. Workbooks that were `made` before are taken over, new ones added there. Files of people in that
/// folder, and files that people edited since, stay beside the new ones, but for those whose bytes' BLAKE3
/// is in `spent`: all that was typed into them is taken.
pub fn publish(
    out: &Path,
    all: &Consolidation<'_>,
    manifest: &Manifest<'_>,
    made: &Shelf,
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

/// Puts an output folder in order after a run that broke off: half-written folders go, and a folder
/// that was moved away without its successor comes back.
pub fn recover(out: &Path) -> Result<(), PublishError> {
    let Ok(entries) = fs::read_dir(out) else {
        return Ok(()); // nothing was ever published
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(|name| name.strip_prefix('.')) else {
            continue;
        };
        let path = entry.path();
        if name.ends_with(".tmp") {
            remove(&path)?;
        } else if let Some(period) = name.strip_suffix(".old") {
            let place = out.join(period);
            if place.exists() {
                remove(&path)?;
            } else {
                rename(&path, &place)?;
            }
        }
    }
    Ok(())
}

/// The three places of a period's folder.
pub(super) struct Folders {
    pub(super) new: PathBuf,
    pub(super) place: PathBuf,
    old: PathBuf,
}

impl Folders {
    fn of(out: &Path, period: &str) -> Folders {
        Folders {
            new: out.join(format!(".{period}.tmp")),
            place: out.join(period),
            old: out.join(format!(".{period}.old")),
        }
    }

    fn replace(&self) -> Result<(), PublishError> {
        if self.place.exists() {
            rename(&self.place, &self.old)?;
        }
        if let Err(cause) = fs::rename(&self.new, &self.place) {
            if self.old.exists() {
                rename(&self.old, &self.place)?;
            }
            return Err(PublishError::FolderBusy { folder: self.place.clone(), cause });
        }
        // The new folder stands; what cannot be removed now is removed at the next start.
        let _ = fs::remove_dir_all(&self.old);
        Ok(())
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    fs::rename(from, to).map_err(|cause| PublishError::FolderBusy { folder: from.to_path_buf(), cause })
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    fs::remove_dir_all(folder)
        .map_err(|cause| PublishError::FolderBusy { folder: folder.to_path_buf(), cause })
}

fn create(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(|cause| PublishError::Write { path: folder.to_path_buf(), cause })
}

fn write_all(
    folder: &Path,
    all: &Consolidation<'_>,
    manifest: &Manifest<'_>,
    made: &Shelf,
) -> Result<Vec<Written>, PublishError> {
    let books = workbook::all_of(all);
    let mut folders: Vec<PathBuf> = books
        .iter()
        .map(|book| folder.join(&book.path))
        .chain([folder.join("data/x")])
        .filter_map(|path| path.parent().map(Path::to_path_buf))
        .collect();
    folders.dedup();
    for folder in &folders {
        create(folder)?;
    }
    let book = |book: &Book<'_>| {
        let key = book.key(&manifest.program);
        if let Some(bytes) = key.and_then(|key| made.find(&key)) {
            return write_file(folder, &book.path, &bytes);
        }
        let bytes = book
            .build()
            .map_err(|cause| PublishError::Workbook { path: book.path.clone(), cause: Box::new(cause) })?;
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
    // Side by side and one by one, so that no thread waits for another while there is one left to begin.
    let written: (Result<Vec<_>, _>, Result<Vec<_>, _>) = rayon::join(
        || books.par_iter().with_max_len(1).map(book).collect(),
        || data::TABLES.par_iter().with_max_len(1).map(table).collect(),
    );
    let mut written: Vec<Written> = written.0?.into_iter().chain(written.1?).collect();
    written.sort();
    let bytes = manifest::write(all, manifest, &written)
        .map_err(|cause| PublishError::Data { path: manifest::PATH.to_owned(), cause })?;
    written.push(write_file(folder, manifest::PATH, &bytes)?);
    written.sort();
    settle(folder, &written)?;
    Ok(written)
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
    fn finish(mut self, path: &str) -> Result<Written, PublishError> {
        self.flush().map_err(|cause| PublishError::Write { path: self.place.clone(), cause })?;
        Ok(Written { path: path.to_owned(), hash: self.hasher.finalize().to_hex().to_string() })
    }
}

fn create_file(folder: &Path, path: &str) -> Result<Hashed, PublishError> {
    let place = folder.join(path);
    match fs::File::create(&place) {
        Ok(file) => Ok(Hashed { place, file: BufWriter::new(file), hasher: blake3::Hasher::new() }),
        Err(cause) => Err(PublishError::Write { path: place, cause }),
    }
}

fn write_file(folder: &Path, path: &str, bytes: &[u8]) -> Result<Written, PublishError> {
    let mut file = create_file(folder, path)?;
    file.write_all(bytes).map_err(|cause| PublishError::Write { path: folder.join(path), cause })?;
    file.finish(path)
}

/// Sees all files onto the disk, so that a folder put in its place is never hollow. Together, when
/// the last is written: the first to be asked for takes most of the others along.
fn settle(folder: &Path, written: &[Written]) -> Result<(), PublishError> {
    let settle = |file: &Written| {
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
