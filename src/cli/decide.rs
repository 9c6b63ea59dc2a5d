//! `tonghop decide`: the officer's answers into `decisions.csv`.

use std::collections::BTreeMap;

use crate::finding::{Finding, reason};
use crate::ledger::{self, AnsweredCell, Decision};
use crate::office::CannotRun;

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args, inspect};

pub(super) fn decide(args: &args::Decide) -> Result<ExitStatus, CannotRun> {
    let path = args.workspace.join("decisions.csv");
    let before = ledger::decision_lines(&path)?;
    let mut trouble = before.findings;
    // The last line for a question holds; an empty answer takes it back.
    let mut holds: BTreeMap<String, Decision> = BTreeMap::new();
    for line in before.value {
        holds.insert(line.question_id.clone(), line);
    }
    let undone = undo(args, &mut holds)?;
    let mut answers: Vec<AnsweredCell> = Vec::new();
    if let Some(file) = &args.file {
        for attachment in inspect::read(&Terminal::new(true).host().readers(), file)? {
            let read = ledger::read_answers(&attachment.sheets, &args.by, &today().to_string());
            trouble.extend(attachment.findings.iter().cloned().chain(read.findings));
            answers.extend(read.value);
        }
    }
    // An answer that already holds is not written again.
    answers.retain(|it| {
        holds.get(&it.decision.question_id).is_none_or(|held| held.answer != it.decision.answer)
    });
    let held: Vec<Decision> = holds.values().filter(|line| !line.answer.is_empty()).cloned().collect();
    let (answers, contradictions) = ledger::refuse(&held, answers);
    trouble.extend(contradictions);
    for finding in &trouble {
        say(&told(finding));
    }
    for AnsweredCell { decision, place } in &answers {
        if let Some(held) = holds.get(&decision.question_id).filter(|held| !held.answer.is_empty()) {
            say(&format!("{place}: thay câu trả lời ngày {} ({}).", held.at, held.answer));
        }
    }
    let n_answers = answers.len();
    let mut fresh = undone;
    let n_undone = fresh.len();
    fresh.extend(answers.into_iter().map(|answer| answer.decision));
    let status = if trouble.is_empty() { ExitStatus::Clean } else { ExitStatus::Findings };
    if fresh.is_empty() {
        print("Không có câu trả lời mới.");
        return Ok(status);
    }
    ledger::append_decisions(&path, &fresh).map_err(|error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Nếu tệp đang mở trong Excel, hãy đóng lại rồi chạy lại.",
            path.display(),
            reason(&error)
        ))
    })?;
    let counts = match (n_answers, n_undone) {
        (answers, 0) => format!("Đã ghi {answers} câu trả lời vào"),
        (0, undone) => format!("Đã rút {undone} câu trả lời trong"),
        (answers, undone) => format!("Đã ghi {answers}, rút {undone} câu trả lời trong"),
    };
    print(&format!("{counts} {}. Chạy «tonghop run» để áp dụng.", path.display()));
    Ok(status)
}

/// Lines that take answers back; they hold no longer.
fn undo(args: &args::Decide, holds: &mut BTreeMap<String, Decision>) -> Result<Vec<Decision>, CannotRun> {
    let mut lines = Vec::new();
    for id in &args.undo {
        let Some(held) = holds.get_mut(id.as_str()).filter(|held| !held.answer.is_empty()) else {
            return Err(CannotRun::new(format!(
                "Không có câu trả lời nào đang áp dụng cho «{id}». Mã đứng ở cột question_id của decisions.csv."
            )));
        };
        *held = Decision {
            answer: String::new(),
            by: args.by.clone(),
            at: today().to_string(),
            reason: args.reason.clone(),
            ..held.clone()
        };
        lines.push(held.clone());
    }
    Ok(lines)
}

fn told(finding: &Finding) -> String {
    format!("{}: {} {}", finding.place, finding.message, finding.advice)
}
