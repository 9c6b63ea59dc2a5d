//! A workbook on the disk: is it open elsewhere, a backup of it, and its new form in its place.
//!
//! ```text
//! Bảng.xlsx               what people open
//! Bảng.bak.xlsx           the workbook before the last change
//! .Bảng.xlsx.tonghop.tmp  the new one, until it is whole
//! ~$Bảng.xlsx             left by Excel while it has the workbook open
//! .~lock.Bảng.xlsx#       left by LibreOffice
//! ```

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::package::PackageError;

use super::refusal::Refusal;

/// A workbook that was read and is to be replaced.
pub(super) struct ReplacedFile {
    path: PathBuf,
    /// Its bytes as they were read.
    pub(super) bytes: Vec<u8>,
}

impl ReplacedFile {
    /// Reads a workbook that nobody has open.
    pub(super) fn take(path: &Path) -> Result<ReplacedFile, Refusal> {
        // A link stays a link: the file that it leads to is replaced.
        let path = fs::canonicalize(path).map_err(Refusal::Unreadable)?;
        let place = ReplacedFile { bytes: Vec::new(), path };
        for lock in [place.beside("~$", ""), place.beside(".~lock.", "#")] {
            if lock.exists() {
                return Err(Refusal::Open(lock));
            }
        }
        let named = place.path.extension().and_then(|extension| extension.to_str());
        if !named.is_some_and(|named| ["xlsx", "xlsm"].iter().any(|known| named.eq_ignore_ascii_case(known)))
        {
            return Err(Refusal::Package(PackageError::Format));
        }
        // Opened for writing, too: Windows says at once who else holds it.
        let held = OpenOptions::new().read(true).write(true).open(&place.path);
        held.map_err(|cause| Refusal::Unwritable { path: place.path.clone(), cause })?;
        let bytes = fs::read(&place.path).map_err(Refusal::Unreadable)?;
        Ok(ReplacedFile { bytes, ..place })
    }

    /// Puts the workbook in its new form; the one before becomes the backup.
    pub(super) fn put(&self, bytes: &[u8]) -> Result<(), Refusal> {
        let new = self.beside(".", ".tonghop.tmp");
        let old = self.beside(".", ".tonghop.old");
        let put = self.write_both(&new, &old, bytes);
        if put.is_err() {
            // The failure itself is what has to be told.
            let _ = fs::remove_file(&new);
            let _ = fs::remove_file(&old);
        }
        put
    }

    fn write_both(&self, new: &Path, old: &Path, bytes: &[u8]) -> Result<(), Refusal> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |cause| Refusal::Unwritable { path, cause }
        };
        write_whole(new, bytes).map_err(failed(new))?;
        let permissions = fs::metadata(&self.path).map_err(Refusal::Unreadable)?.permissions();
        fs::set_permissions(new, permissions).map_err(failed(new))?;
        write_whole(old, &self.bytes).map_err(failed(old))?;
        if fs::read(&self.path).map_err(Refusal::Unreadable)? != self.bytes {
            return Err(Refusal::SavedMeanwhile);
        }
        let backup = self.backup();
        fs::rename(old, &backup).map_err(failed(&backup))?;
        fs::rename(new, &self.path).map_err(failed(&self.path))?;
        if let Some(folder) = self.path.parent()
            && let Ok(folder) = fs::File::open(folder)
        {
            // Where a folder cannot be synced (Windows), renaming is already safe.
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// The workbook before the last change: `Bảng.bak.xlsx`.
    fn backup(&self) -> PathBuf {
        let extension = self.path.extension().and_then(|extension| extension.to_str()).unwrap_or("xlsx");
        self.path.with_extension(format!("bak.{extension}"))
    }

    /// A file in the same folder whose name surrounds that of the workbook.
    fn beside(&self, before: &str, after: &str) -> PathBuf {
        let name = self.path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        self.path.with_file_name(format!("{before}{name}{after}"))
    }
}

/// Writes a file and sees it onto the disk.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
