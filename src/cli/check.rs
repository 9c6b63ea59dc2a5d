//! `tonghop check`: what is wrong with files, and replies to their senders.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dedup;
use crate::finding::{Finding, Severity, reason};
use crate::ledger::Readings;
use crate::office::{CannotRun, Workspace};
use crate::registry::{self, Registry, Submission};
use crate::report::{self, Consolidation};
use crate::units::Tree;

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args, inspect};

pub(super) fn check(args: &args::CheckArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let workspace = Workspace::open(&args.workspace, &host)?;
    let mut findings: Vec<Finding> = Vec::new();
    let mut n_registrations = 0;
    let mut files = Vec::new();
    for path in &args.paths {
        collect(path, &mut files)?;
    }
    let readers = workspace.readers(&host);
    let mut submissions = Vec::new();
    for file in &files {
        for attachment in inspect::read(&readers, file)? {
            let submission = registry::submit(&attachment, workspace.dictionary(), &workspace.references());
            n_registrations += submission.registrations.len();
            findings.extend(submission.findings.iter().cloned());
            submissions.push(submission);
        }
    }
    host.warn_if_unfenced(&readers);
    if args.reply {
        findings = reply(args, &workspace, submissions)?;
    }
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

/// Writes a reply for each sender of files at hand, and gives what was found in them together.
fn reply(
    args: &args::CheckArgs,
    workspace: &Workspace,
    submissions: Vec<Submission>,
) -> Result<Vec<Finding>, CannotRun> {
    let mut registry = Registry::hold(submissions, &workspace.decisions, &workspace.units);
    let known = dedup::Known {
        decisions: &workspace.decisions,
        before: &dedup::Before::default(),
        sameness: &workspace.sameness,
    };
    let found = dedup::deduplicate(&mut registry, &workspace.plan, &workspace.units, &known);
    let mut findings: Vec<Finding> = registry.findings.iter().chain(&found.findings).cloned().collect();
    registry.explain(&mut findings, &mut []);
    registry.accept(&mut findings, &workspace.decisions);
    Finding::sort(&mut findings);
    let closes = workspace.plan.cut_off_day;
    let of_settings = workspace.settings.period.map(|period| period.closing(closes));
    let period = of_settings.unwrap_or_else(|| workspace.plan.period_of(today()));
    let readings = Readings::default();
    let consolidation = Consolidation {
        period,
        plan: &workspace.plan,
        units: &workspace.units,
        look: &workspace.settings.look,
        registry: &registry,
        readings: &readings,
        exemplars: &found.exemplars,
        exemplar_of: &found.exemplar_of,
        tallies: &[],
        reporting: &[],
        papers: &[],
        tree: Tree::on(period.last_day()),
        matrix: &[],
        eligibility: &[],
        changes: &[],
        reconciliation: None,
        findings: &findings,
        questions: &[],
        within: None,
    };
    let replies = report::replies(&consolidation)
        .map_err(|error| CannotRun::new(format!("Không lập được phiếu phản hồi: {error}")))?;
    fs::create_dir_all(args.to.join("phan-hoi"))?;
    for (path, bytes) in replies {
        let path = args.to.join(path);
        report::put_file(&path, &bytes).map_err(|error| {
            CannotRun::new(format!(
                "Không ghi được «{}» ({}). Nếu tệp đang mở trong Excel, hãy đóng lại.",
                path.display(),
                reason(&error)
            ))
        })?;
        say(&path.display().to_string());
    }
    Ok(findings)
}

/// The files below a path, sorted.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), CannotRun> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
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
