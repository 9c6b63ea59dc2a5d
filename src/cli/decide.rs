//! `tonghop decide`: the officer's answers into `decisions.csv`.

use crate::ledger;

use super::{ExitStatus, Stop, args, inspect, print, say, today};

pub(super) fn decide(args: &args::Decide) -> Result<ExitStatus, Stop> {
    let mut status = ExitStatus::Clean;
    let path = args.workspace.join("decisions.csv");
    let before = ledger::read_decisions(&path)?.value;
    let mut fresh = Vec::new();
    for attachment in inspect::read(&super::readers(), &args.file)? {
        let answers = ledger::read_answers(&attachment.sheets, &args.by, &today().to_string());
        for finding in attachment.findings.iter().chain(&answers.findings) {
            say(&format!("{}: {} {}", finding.place, finding.message, finding.advice));
            status = ExitStatus::Findings;
        }
        fresh.extend(answers.value);
    }
    // An answer that already holds is not written again.
    fresh.retain(|answer| before.answer(&answer.question_id) != Some(answer.answer.as_str()));
    if fresh.is_empty() {
        print("Không có câu trả lời mới.");
        return Ok(status);
    }
    ledger::append_decisions(&path, &fresh).map_err(|error| {
        Stop::new(format!(
            "Không ghi được «{}» ({error}). Nếu tệp đang mở trong Excel, hãy đóng lại rồi chạy lại.",
            path.display()
        ))
    })?;
    print(&format!(
        "Đã ghi {} câu trả lời vào {}. Chạy «tonghop run» để áp dụng.",
        fresh.len(),
        path.display()
    ));
    Ok(status)
}
