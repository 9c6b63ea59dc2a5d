//! The files of a period written, and what the ledger keeps of the run.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::finding::reason;
use crate::ledger::{self, Cache, Readings, RunLine, Seconds, SeenLine};
use crate::report::{self, Consolidation, Kept, Manifest};
use crate::units::UnitCode;

use super::outcome::Outcome;
use super::workspace::Workspace;
use super::{CannotRun, Host};

/// Writes `out/<period>/`, which is replaced whole or not at all. Gives the BLAKE3 of its manifest.
pub(super) fn publish(
    workspace: &Workspace,
    (outcome, readings): (&Outcome, &Readings),
    out: &Path,
    taken: &BTreeSet<String>,
    host: &Host<'_>,
) -> Result<String, CannotRun> {
    let consolidation = Consolidation {
        period: outcome.period,
        plan: &workspace.plan,
        units: &workspace.units,
        look: &workspace.settings.look,
        registry: &outcome.registry,
        readings,
        exemplars: &outcome.found.exemplars,
        exemplar_of: &outcome.found.exemplar_of,
        tallies: &outcome.judged.tallies,
        reporting: &outcome.reporting,
        papers: &outcome.papers,
        tree: outcome.tree,
        matrix: &outcome.judged.matrix,
        eligibility: &outcome.eligibility,
        changes: &outcome.changes,
        reconciliation: outcome.reconciliation.as_ref(),
        findings: &outcome.findings,
        questions: &outcome.questions,
        within: None,
    };
    let inputs: Vec<(String, String)> = outcome
        .registry
        .inputs()
        .into_iter()
        .map(|(source, hash)| (source.to_string(), hash.to_owned()))
        .collect();
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION"),
        program: workspace.program,
        settings_hash: &workspace.settings_hash,
        plan_hash: &workspace.plan_hash,
        references: &workspace.references,
        inputs: &inputs,
        gone: &outcome.gone,
    };
    let made = Cache::open(workspace.dir.join(".tonghop").join("workbooks"));
    let published = report::publish(out, &consolidation, &manifest, &made, taken)
        .map_err(|error| CannotRun::new(error.to_string()))?;
    for Kept { path, was } in &published.kept {
        host.console.message(&match was {
            None => format!("Giữ nguyên tệp riêng «{path}» trong thư mục kết quả."),
            Some(was) => {
                format!("«{was}» đã được sửa sau khi công bố: bản sửa còn ở «{path}», bản mới ở chỗ cũ.")
            }
        });
    }
    if let Err(error) = made.tidy() {
        host.console.message(&format!(
            "Không ghi được .tonghop ({}); lần sau mọi bảng tính sẽ được lập lại.",
            reason(&error)
        ));
    }
    let manifest = published.written.into_iter().find(|file| file.path == "manifest.json");
    Ok(manifest.map(|file| file.hash).unwrap_or_default())
}

/// Tells the ledger; a ledger that cannot be written is said and costs nothing else.
pub(super) fn remember(
    workspace: &Workspace,
    outcome: &Outcome,
    (n_files, new): (usize, &BTreeSet<Arc<str>>),
    seconds: Seconds,
    host: &Host<'_>,
) {
    let accounts = outcome.registry.accounts.iter();
    let saw = accounts.filter(|account| new.contains(&account.place.source)).map(|account| SeenLine {
        source: &account.place.source,
        sheet: account.place.sheet_name(),
        hash: &account.hash,
        sender: account.sender.as_ref().map(UnitCode::as_str),
        received: account.received.to_string(),
        outcome: account.outcome.id(),
    });
    let line = RunLine {
        at: (host.now)().to_string(),
        version: env!("CARGO_PKG_VERSION"),
        period: outcome.period.to_string(),
        files: n_files,
        saw: saw.collect(),
        registrations: outcome.registry.registrations.len(),
        exemplars: outcome.found.exemplars.len(),
        questions: outcome.questions.len(),
        seconds,
    };
    if let Err(error) = ledger::append_run(&workspace.dir.join(".tonghop"), &line) {
        host.console
            .message(&format!("Không ghi được nhật ký .tonghop ({}); kết quả vẫn đầy đủ.", reason(&error)));
    }
}
