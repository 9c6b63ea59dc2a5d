//! `tonghop decide`: the officer's answers into `decisions.csv`.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::ledger::{self, AnsweredCell, Decision};
use crate::office::{CannotRun, held_answers, record_answers};

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args, inspect, who};

pub(super) fn decide(args: &args::DecideArgs) -> Result<ExitStatus, CannotRun> {
    let (mut held, mut trouble) = held_answers(&args.workspace)?;
    let by = who::by_whom(&args.by, "Ai trả lời các câu hỏi này?")?;
    let undone = undo(args, &by, &mut held)?;
    let mut answers: Vec<AnsweredCell> = Vec::new();
    if let Some(file) = &args.file {
        let mut is_review = false;
        for attachment in inspect::read(&Terminal::new(true).host().readers(), file)? {
            is_review |= ledger::is_review_workbook(&attachment.sheets);
            let read = ledger::read_answers(&attachment.sheets, &by, &today().to_string());
            trouble.extend(attachment.findings.iter().cloned().chain(read.findings));
            answers.extend(read.value);
        }
        if !is_review {
            return Err(CannotRun::new(format!(
                "«{}» không phải sổ câu hỏi. Mở can-quyet-dinh.xlsx trong thư mục out của kỳ, trả lời, lưu lại, rồi: tonghop decide \"out/<kỳ>/can-quyet-dinh.xlsx\".",
                file.display()
            )));
        }
    }
    let recorded = record_answers(&args.workspace, &held, undone, answers, &Terminal::new(true).host())?;
    trouble.extend(recorded.findings);
    for finding in &trouble {
        say(&told(finding));
    }
    recorded.new_units.iter().chain(&recorded.replaced).for_each(|line| say(line));
    let status = if trouble.is_empty() { ExitStatus::Clean } else { ExitStatus::Findings };
    let (n_answers, n_undone) = (recorded.answers, recorded.undone);
    if n_answers + n_undone == 0 {
        print("Không có câu trả lời mới.");
        return Ok(status);
    }
    let path = args.workspace.join("decisions.csv");
    let counts = match (n_answers, n_undone) {
        (answers, 0) => format!("Đã ghi {answers} câu trả lời vào"),
        (0, undone) => format!("Đã rút {undone} câu trả lời trong"),
        (answers, undone) => format!("Đã ghi {answers}, rút {undone} câu trả lời trong"),
    };
    print(&format!("{counts} {}. Chạy «tonghop run» để áp dụng.", path.display()));
    Ok(status)
}

/// Lines that take answers back; they hold no longer.
fn undo(
    args: &args::DecideArgs,
    by: &str,
    holds: &mut BTreeMap<String, Decision>,
) -> Result<Vec<Decision>, CannotRun> {
    let mut lines = Vec::new();
    for id in &args.undo {
        let Some(held) = holds.get_mut(id.as_str()).filter(|held| !held.answer.is_empty()) else {
            return Err(CannotRun::new(format!(
                "Không có câu trả lời nào đang áp dụng cho «{id}». Mã đứng ở cột question_id của decisions.csv."
            )));
        };
        *held = Decision {
            answer: String::new(),
            by: by.to_owned(),
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
