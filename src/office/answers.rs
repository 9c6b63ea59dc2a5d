//! Answers typed into review workbooks, written into `decisions.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Finding, Severity, reason};
use crate::ledger::{self, AnsweredCell, Decision};
use crate::report;

use super::{CannotRun, Host, new_units};

/// The file of a period's folder that asks.
const REVIEW: &str = "can-quyet-dinh.xlsx";
/// How the names of its copies begin that were kept since an answer in them could not be taken.
const COPIES: &str = "can-quyet-dinh (";
/// Who gave answers that were found in a review workbook, where nobody says.
const FOUND_BY: &str = "gõ trong can-quyet-dinh.xlsx";

/// What became of answers.
#[derive(Debug, Default)]
pub struct Recorded {
    /// How many were written that did not hold before.
    pub answers: usize,
    /// How many were taken back.
    pub undone: usize,
    /// Sentences about answers that took the place of earlier ones.
    pub replaced: Vec<String>,
    /// Sentences about units that were added to the office's list.
    pub new_units: Vec<String>,
    /// What is wrong with answers, each at its cell; these were not written.
    pub findings: Vec<Finding>,
}

/// The answers that hold in a workspace, by question, and what is wrong with the lines of its file.
///
/// # Errors
/// Fails where `decisions.csv` cannot be read.
pub fn held_answers(dir: &Path) -> Result<(BTreeMap<String, Decision>, Vec<Finding>), CannotRun> {
    let before = ledger::decision_lines(&dir.join("decisions.csv"))?;
    // The last line for a question holds; an empty answer takes it back.
    let held = before.value.into_iter().map(|line| (line.question_id.clone(), line)).collect();
    Ok((held, before.findings))
}

/// Writes lines that take answers back, and answers where they are new and contradict none that hold.
///
/// # Errors
/// Fails where `decisions.csv` cannot be written; then nothing is.
pub fn record_answers(
    dir: &Path,
    held: &BTreeMap<String, Decision>,
    undone: Vec<Decision>,
    answers: Vec<AnsweredCell>,
    host: &Host<'_>,
) -> Result<Recorded, CannotRun> {
    let named = new_units::settle(dir, answers, host)?;
    let mut answers = named.answers;
    let held_for = |cell: &AnsweredCell| held.get(&cell.decision.question_id);
    answers.retain(|cell| held_for(cell).is_none_or(|held| held.answer != cell.decision.answer));
    let standing: Vec<Decision> = held.values().filter(|line| !line.answer.is_empty()).cloned().collect();
    let (answers, mut findings) = ledger::refuse(&standing, answers);
    findings.extend(named.findings);
    let replaced = answers.iter().filter_map(|cell| {
        let held = held_for(cell).filter(|held| !held.answer.is_empty())?;
        Some(format!("{}: thay câu trả lời ngày {} ({}).", cell.place, held.at, held.answer))
    });
    let recorded = Recorded {
        answers: answers.len(),
        undone: undone.len(),
        replaced: replaced.collect(),
        new_units: named.added,
        findings,
    };
    let mut lines = undone;
    lines.extend(answers.into_iter().map(|cell| cell.decision));
    if lines.is_empty() {
        return Ok(recorded);
    }
    let path = dir.join("decisions.csv");
    ledger::append_decisions(&path, &lines).map_err(|error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Nếu tệp đang mở trong Excel, hãy đóng lại rồi chạy lại.",
            path.display(),
            reason(&error)
        ))
    })?;
    Ok(recorded)
}

/// Takes the answers that stand in the review workbooks of published periods and were not taken yet, so that
/// publishing erases none. Gives the workbooks whose answers are all taken, by their bytes' BLAKE3, and whether
/// units were added to the office's list.
pub(super) fn take_unread_answers(
    dir: &Path,
    findings: &mut Vec<Finding>,
    host: &Host<'_>,
) -> Result<(BTreeSet<String>, bool), CannotRun> {
    let mut all_taken = BTreeSet::new();
    let mut new_units = false;
    for SavedReview { path, bytes, is_copy } in edited_reviews(&dir.join("out")) {
        let source = path.strip_prefix(dir).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let read = host.readers().read_bytes(&Arc::from(source.as_str()), &bytes, host.today());
        let mut cells = Vec::new();
        let mut faults = Vec::new();
        for attachment in &read {
            let answers = ledger::read_answers(&attachment.sheets, FOUND_BY, &host.today().to_string());
            let broken = attachment.findings.iter().filter(|finding| finding.severity() == Severity::Error);
            faults.extend(broken.cloned().chain(answers.findings));
            cells.extend(answers.value);
        }
        let (held, _) = held_answers(dir)?;
        if is_copy {
            // A copy from earlier must not take back what was answered since.
            cells.retain(|cell| !held.contains_key(&cell.decision.question_id));
        }
        let recorded = record_answers(dir, &held, Vec::new(), cells, host)?;
        if 0 < recorded.answers {
            host.console.message(&format!(
                "Đã lấy {} câu trả lời mới trong «{source}» vào decisions.csv.",
                recorded.answers
            ));
        }
        new_units |= !recorded.new_units.is_empty();
        recorded.new_units.iter().chain(&recorded.replaced).for_each(|line| host.console.message(line));
        faults.extend(recorded.findings);
        let is_review = read.iter().any(|attachment| ledger::is_review_workbook(&attachment.sheets));
        if faults.is_empty() && is_review {
            all_taken.insert(blake3::hash(&bytes).to_hex().to_string());
        }
        findings.extend(faults);
    }
    Ok((all_taken, new_units))
}

/// A review workbook that was saved since it was published.
struct SavedReview {
    path: PathBuf,
    bytes: Vec<u8>,
    /// Whether a run put it beside a newer one before.
    is_copy: bool,
}

/// The review workbooks that were saved since they were published, and the copies of such that earlier runs
/// kept, in the order of their paths.
fn edited_reviews(out: &Path) -> Vec<SavedReview> {
    let mut reviews = Vec::new();
    for folder in entries(out) {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') || !folder.is_dir() {
            continue;
        }
        let published = report::published_hashes(&folder);
        for path in entries(&folder) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_copy = name.starts_with(COPIES) && name.ends_with(".xlsx");
            if name != REVIEW && !is_copy {
                continue;
            }
            let Ok(bytes) = fs::read(&path) else { continue };
            if published.get(&name).is_none_or(|hash| **hash != *blake3::hash(&bytes).to_hex()) {
                reviews.push(SavedReview { path, bytes, is_copy });
            }
        }
    }
    reviews
}

/// What stands in a folder, in the order of the paths.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut entries: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    entries.sort();
    entries
}
