//! `tonghop check`: what is wrong with files, without writing anything.

use std::path::{Path, PathBuf};

use crate::finding::{Finding, Severity};
use crate::registry;

use super::workspace::Workspace;
use super::{ExitStatus, Stop, args, inspect, print};

pub(super) fn check(args: &args::Check) -> Result<ExitStatus, Stop> {
    let workspace = Workspace::open(&args.workspace)?;
    let mut findings: Vec<Finding> = Vec::new();
    let mut n_registrations = 0;
    let mut files = Vec::new();
    for path in &args.paths {
        collect(path, &mut files)?;
    }
    let readers = super::readers();
    for file in &files {
        for attachment in inspect::read(&readers, file)? {
            let submission = registry::submit(&attachment, workspace.dictionary(), &workspace.references());
            n_registrations += submission.registrations.len();
            findings.extend(submission.findings);
        }
    }
    super::say_if_unfenced(&readers);
    Finding::sort(&mut findings);
    for finding in &findings {
        if args.json {
            print(&json(finding));
        } else {
            print(&format!(
                "{}: {}: {}\n    → {}",
                finding.severity().label(),
                finding.place,
                finding.message,
                finding.advice
            ));
        }
    }
    if !args.json {
        print(&format!("{} tệp, {n_registrations} đăng ký, {} phát hiện.", files.len(), findings.len()));
    }
    let errors = findings.iter().any(|finding| finding.severity() == Severity::Error);
    Ok(if errors { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// The files below a path, sorted.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Stop> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    entries.iter().filter(|entry| !entry.is_symlink()).try_for_each(|entry| collect(entry, files))
}

/// A finding as one JSON object.
fn json(finding: &Finding) -> String {
    serde_json::json!({
        "code": finding.code.entry().id,
        "severity": finding.severity().id(),
        "source": &*finding.place.source,
        "sheet": finding.place.sheet_name(),
        "cell": finding.place.spot_shown(),
        "raw": finding.raw,
        "message": finding.message,
        "advice": finding.advice,
        "unit_code": finding.unit_code,
    })
    .to_string()
}
