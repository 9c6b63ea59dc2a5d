//! Files that another program holds open: Windows lets nobody replace their folder until they are closed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// How often what is held only for a moment is tried again, and how long each wait is: a scanner for viruses or a
/// preview looks at a new file for some tenths of a second.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// The files below a folder that another program holds open, by their paths in it. Elsewhere than on Windows an
/// open file is in nobody's way, and none is told.
pub fn held_files(folder: &Path) -> Vec<String> {
    if !cfg!(windows) {
        return Vec::new();
    }
    let held = files(folder).into_iter().filter(|path| is_held(path));
    // What Excel leaves beside a workbook goes when the workbook is closed.
    held.filter_map(|path| relative(folder, &path)).filter(|name| !name.contains("~$")).collect()
}

/// The same, when they are held for more than a moment.
pub fn held_for_long(folder: &Path) -> Vec<String> {
    (0..TRIES)
        .find_map(|_| {
            let held = held_files(folder);
            if !held.is_empty() {
                sleep(PAUSE);
            }
            held.is_empty().then_some(held)
        })
        .unwrap_or_else(|| held_files(folder))
}

/// Does what another program may hinder for a moment, by what it holds.
pub(super) fn patiently<T>(act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    for _ in 0..TRIES {
        match act() {
            Err(error) if is_hindered(&error) => sleep(PAUSE),
            done => return done,
        }
    }
    act()
}

/// Whether somebody has a file open: it cannot be opened for oneself alone.
#[cfg(windows)]
fn is_held(path: &Path) -> bool {
    use std::os::windows::fs::OpenOptionsExt;
    let alone = fs::File::options().read(true).share_mode(0).open(path);
    alone.is_err_and(|error| crate::finding::is_held(&error))
}

#[cfg(not(windows))]
fn is_held(_: &Path) -> bool {
    false
}

/// Windows says of a folder with an open file that access is denied.
fn is_hindered(error: &io::Error) -> bool {
    cfg!(windows) && (crate::finding::is_held(error) || error.kind() == io::ErrorKind::PermissionDenied)
}

/// All files below a folder, in the order of their paths.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.into_iter().flat_map(below).collect()
}

/// The path of a file in a folder, with `/`.
pub(super) fn relative(folder: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/"))
}
