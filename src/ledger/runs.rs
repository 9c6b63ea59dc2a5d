//! `.tonghop/ledger.jsonl`: one line for each run.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
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
    /// Files of the inbox with the BLAKE3 of their bytes.
    pub inputs: Vec<(String, String)>,
    /// Registrations that were held.
    pub registrations: usize,
    /// Exemplars that were found.
    pub exemplars: usize,
    /// Questions that were left open.
    pub questions: usize,
}

/// A workspace held by one run; given back when dropped or when the process ends.
#[derive(Debug)]
pub struct Hold {
    _lock: File,
}

/// Holds a workspace's `.tonghop` folder; `None` where another run holds it.
///
/// # Errors
/// Fails where the folder or its lock file cannot be made.
pub fn hold(folder: &Path) -> io::Result<Option<Hold>> {
    fs::create_dir_all(folder)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(Hold { _lock: lock })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Adds a run to the ledger in a workspace's `.tonghop` folder.
///
/// # Errors
/// Fails where the folder or file cannot be written.
pub fn append_run(folder: &Path, run: &RunLine<'_>) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut line = serde_json::to_vec(run).map_err(io::Error::other)?;
    line.push(b'\n');
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join("ledger.jsonl"))?;
    file.write_all(&line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_held_by_one_run_at_a_time() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let first = hold(folder.path())?;
        assert!(first.is_some());
        assert!(hold(folder.path())?.is_none());
        drop(first);
        assert!(hold(folder.path())?.is_some());
        Ok(())
    }
}
