//! What people put into a published folder, or edited there, stays when the folder is replaced.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::folder::{Folders, Kept, PublishError, WrittenFile};
use super::held::{files, relative};
use super::manifest::PATH as MANIFEST;

/// The BLAKE3 of each file of a period's folder as it was published, by path; nothing where the folder has no
/// manifest that can be read.
pub fn published_hashes(folder: &Path) -> BTreeMap<String, String> {
    #[derive(Default, Deserialize)]
    struct Outputs {
        outputs: BTreeMap<String, String>,
    }
    let bytes = fs::read(folder.join(MANIFEST)).unwrap_or_default();
    serde_json::from_slice::<Outputs>(&bytes).unwrap_or_default().outputs
}

/// Copies into the new folder what people put into the old one or edited there. Told by the bytes: times go
/// astray on shared drives. Where no manifest tells what was published, every file that differs is kept.
pub(super) fn keep(
    folders: &Folders,
    written: &[WrittenFile],
    spent: &BTreeSet<String>,
) -> Result<Vec<Kept>, PublishError> {
    let published = published_hashes(&folders.place);
    let mut taken: BTreeSet<String> = written.iter().map(|file| file.path.clone()).collect();
    let mut kept = Vec::new();
    for path in files(&folders.place) {
        let Some(name) = relative(&folders.place, &path) else { continue };
        // Excel's lock files go with Excel.
        let is_lock = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        if name == MANIFEST || is_lock {
            continue;
        }
        let was = published.get(&name);
        let failed = |cause| PublishError::Write { path: path.clone(), cause };
        let bytes = fs::read(&path).map_err(failed)?;
        let hash = blake3::hash(&bytes).to_hex().to_string();
        let is_ours = was == Some(&hash) || written.iter().any(|file| file.path == name && file.hash == hash);
        if is_ours || spent.contains(&hash) {
            continue;
        }
        let to =
            if was.is_some() || taken.contains(&name) { edited_name(&name, &taken) } else { name.clone() };
        let place = folders.new.join(&to);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let copied = fs::write(&place, &bytes).and_then(|()| fs::OpenOptions::new().write(true).open(&place));
        copied.and_then(|file| file.sync_all()).map_err(failed)?;
        taken.insert(to.clone());
        kept.push(Kept { path: to, was: was.map(|_| name) });
    }
    Ok(kept)
}

/// `tong-hop (bản đã sửa).xlsx`, with a number where that stands already.
fn edited_name(name: &str, taken: &BTreeSet<String>) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) => (stem, format!(".{extension}")),
        None => (name, String::new()),
    };
    let numbered = |n: usize| match n {
        1 => format!("{stem} (bản đã sửa){extension}"),
        n => format!("{stem} (bản đã sửa {n}){extension}"),
    };
    (1..).map(numbered).find(|name| !taken.contains(name)).unwrap_or_default()
}
