//! `.tonghop/ledger.jsonl`: one line for each run.

use std::fs::{self, OpenOptions};
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
