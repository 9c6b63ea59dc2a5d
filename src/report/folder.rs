//! The folder of a period on the disk: where it is made, how it takes the place of the one before, and why it
//! could not.
//!
//! ```text
//! out/.2024-06.tmp/   being written; a leftover of a run that broke off is removed
//! out/2024-06/        what people open
//! out/.2024-06.old/   the folder before, for the moment between two renames
//! ```
//!
//! Whatever happens in between, [`recover`] leaves either the old folder or the new one.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::XlsxError;

use super::held::{held_files, patiently};
use crate::finding::reason;

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WrittenFile {
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
    pub written: Vec<WrittenFile>,
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
        /// The files in it that are open, where they can be told.
        held: Vec<String>,
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
            PublishError::FolderBusy { folder, held, cause } if held.is_empty() => write!(
                f,
                "Không thay được thư mục «{}»: có tệp trong đó đang mở. Đóng Excel (và cửa sổ đang \
                 xem thư mục này) rồi chạy lại; kết quả cũ vẫn còn nguyên. ({})",
                folder.display(),
                reason(cause)
            ),
            PublishError::FolderBusy { folder, held, .. } => write!(
                f,
                "Không thay được thư mục «{}»: đang mở trong chương trình khác: {}. Đóng lại rồi chạy lại; kết quả \
                 cũ vẫn còn nguyên.",
                folder.display(),
                held.join(", ")
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
    pub(super) fn of(out: &Path, period: &str) -> Folders {
        Folders {
            new: out.join(format!(".{period}.tmp")),
            place: out.join(period),
            old: out.join(format!(".{period}.old")),
        }
    }

    pub(super) fn replace(&self) -> Result<(), PublishError> {
        if self.place.exists() {
            rename(&self.place, &self.old)?;
        }
        if let Err(failure) = rename(&self.new, &self.place) {
            if self.old.exists() {
                rename(&self.old, &self.place)?;
            }
            return Err(failure);
        }
        // The new folder stands; what cannot be removed now is removed at the next start.
        let _ = fs::remove_dir_all(&self.old);
        Ok(())
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), PublishError> {
    patiently(|| fs::rename(from, to)).map_err(|cause| busy(from, cause))
}

fn remove(folder: &Path) -> Result<(), PublishError> {
    patiently(|| fs::remove_dir_all(folder)).map_err(|cause| busy(folder, cause))
}

fn busy(folder: &Path, cause: io::Error) -> PublishError {
    PublishError::FolderBusy { folder: folder.to_path_buf(), held: held_files(folder), cause }
}

/// Writes one file whole or not at all; another of its name is replaced.
///
/// # Errors
/// What the system says; the file that stood there stands as it was.
pub fn put_file(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = place.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let new = place.with_file_name(format!(".{name}.tonghop.tmp"));
    let written = fs::File::create(&new)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| patiently(|| fs::rename(&new, place)));
    if written.is_err() {
        // The failure itself is what has to be told.
        let _ = fs::remove_file(&new);
    }
    written
}

pub(super) fn create(folder: &Path) -> Result<(), PublishError> {
    fs::create_dir_all(folder).map_err(|cause| PublishError::Write { path: folder.to_path_buf(), cause })
}
