//! What a run would change: the period is worked out and printed beside the results, compared and thrown away.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::ledger::Readings;
use crate::report::IssuedManifest;

use super::outcome::Outcome;
use super::publish::publish;
use super::workspace::Workspace;
use super::{CannotRun, Host};

/// The files of a period that a run would write anew, add or leave out, by their paths in its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WouldChange {
    /// Written anew, with other content.
    pub changed: Vec<String>,
    /// Not there yet.
    pub added: Vec<String>,
    /// There now, and gone afterwards.
    pub removed: Vec<String>,
}

/// Prints a period where nobody looks, and compares it with what is published.
pub(super) fn would_change(
    workspace: &Workspace,
    (outcome, readings): (&Outcome, &Readings),
    host: &Host<'_>,
) -> Result<WouldChange, CannotRun> {
    let trial = workspace.dir.join(".tonghop").join("chay-thu");
    let period = outcome.period.to_string();
    fs::create_dir_all(&trial)?;
    let published = publish(workspace, (outcome, readings), &trial, &BTreeSet::new(), host);
    let compared = published.map(|_| {
        let files = |out: &Path| {
            let manifest = IssuedManifest::read(&out.join(&period));
            manifest.map(|(manifest, _)| manifest.outputs).unwrap_or_default()
        };
        compare(&files(&workspace.out()), &files(&trial))
    });
    // What is left of a trial does no harm, and the next one begins anew.
    let _ = fs::remove_dir_all(&trial);
    compared
}

fn compare(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> WouldChange {
    let mut change = WouldChange::default();
    for (path, hash) in after {
        match before.get(path) {
            None => change.added.push(path.clone()),
            Some(old) if old != hash => change.changed.push(path.clone()),
            Some(_) => {}
        }
    }
    // The workbooks that everybody opens come first.
    let by_depth = |path: &String| path.matches('/').count();
    change.changed.sort_by_key(by_depth);
    change.added.sort_by_key(by_depth);
    change.removed.extend(before.keys().filter(|path| !after.contains_key(*path)).cloned());
    change
}
