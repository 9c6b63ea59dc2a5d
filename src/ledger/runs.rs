//! `.tonghop/ledger.jsonl`: one line for each run.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use serde::Serialize;

/// What is kept of a run.
#[derive(Debug, Clone, Serialize)]
pub struct RunLine<'a> {
    /// When it ended, as the caller's clock says.
    pub at: String,
    /// Version of the program.
    pub version: &'a str,
    /// The period that was reported.
    pub period: String,
    /// Files that lay in the inbox.
    pub files: usize,
    /// What this run read and no run before it: one for each sheet, and one for each file without any.
    pub saw: Vec<SeenLine<'a>>,
    /// Registrations that were held.
    pub registrations: usize,
    /// Exemplars that were found.
    pub exemplars: usize,
    /// Questions that were left open.
    pub questions: usize,
    /// How long it took.
    pub seconds: Seconds,
}

/// How long the parts of a run took, in seconds.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Seconds {
    /// To read the inbox: what is new from its files, the rest from the ledger.
    pub read: f64,
    /// To hold, match and judge what was read, up to the snapshot of the period.
    pub decide: f64,
    /// To write the folder of the period.
    pub write: f64,
}

/// What was seen, for the line of a run.
#[derive(Debug, Clone, Serialize)]
pub struct SeenLine<'a> {
    /// Path inside the inbox.
    pub source: &'a str,
    /// The sheet, where there is one.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub sheet: &'a str,
    /// BLAKE3 of the file.
    pub hash: &'a str,
    /// The unit that sent it, where it is known.
    pub sender: Option<&'a str>,
    /// The day it arrived.
    pub received: String,
    /// What became of it, as in `sources.csv`.
    pub outcome: &'static str,
}

/// A workspace held by one run; given back when dropped or when the process ends.
#[derive(Debug)]
pub struct Hold {
    _lock: File,
}

/// Holds a workspace's `.tonghop` folder in the name of `who`; `None` where another run holds it.
///
/// # Errors
/// Fails where the folder or its lock file cannot be made.
pub fn hold(folder: &Path, who: &str) -> io::Result<Option<Hold>> {
    let lock = lock_file(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(taken(folder, lock, who))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Holds the folder as soon as it is free, however long that takes.
///
/// # Errors
/// Fails where the folder or its lock file cannot be made, or the system cannot wait for it.
pub fn hold_when_free(folder: &Path, who: &str) -> io::Result<Hold> {
    let lock = lock_file(folder)?;
    lock.lock()?;
    Ok(taken(folder, lock, who))
}

/// Who holds the folder, in the words that were given when it was taken; may be empty.
pub fn held_by(folder: &Path) -> String {
    fs::read_to_string(folder.join("holder")).unwrap_or_default().trim().to_owned()
}

fn lock_file(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))
}

/// Some systems let nobody read a locked file, so its holder stands in another one.
fn taken(folder: &Path, lock: File, who: &str) -> Hold {
    // Only a message to others: that it cannot be written hinders nobody.
    let _ = fs::write(folder.join("holder"), who);
    Hold { _lock: lock }
}

/// Adds a run to the ledger in a workspace's `.tonghop` folder.
///
/// # Errors
/// Fails where the folder or file cannot be written.
pub fn append_run(folder: &Path, run: &RunLine<'_>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut line = serde_json::to_vec(run).map_err(io::Error::other)?;
    line.push(b'\n');
    let path = folder.join("ledger.jsonl");
    if !ends_its_last_line(&path)? {
        line.insert(0, b'\n');
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(&line)
}

/// Whether what is added to a file begins a line of its own: a kill may have left half a line.
fn ends_its_last_line(path: &Path) -> io::Result<bool> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    };
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0_u8];
    file.seek(io::SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_held_by_one_run_at_a_time() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let first = hold(folder.path(), "An")?;
        assert!(first.is_some());
        assert!(hold(folder.path(), "Bình")?.is_none());
        assert_eq!(held_by(folder.path()), "An");
        drop(first);
        let second = hold_when_free(folder.path(), "Bình")?;
        assert_eq!(held_by(folder.path()), "Bình");
        drop(second);
        Ok(())
    }
}
