//! What a run tells the officer at its end.

use std::fmt::Write;
use std::path::Path;

use super::console::pasted;
use crate::finding::{Code, Finding, Severity};
use crate::layout::Role;
use crate::office::{Outcome, Rechecked, TriedRun, Workspace, WouldChange};
use crate::plan::HolderKind;
use crate::quota::{BridgeStep, QuotaStatus, Reconciliation, SendingState, StepKind};
use crate::record::Status;
use crate::registry::{SheetAccount, SheetOutcome};

/// How many lines of one sort are listed before "…".
const MAX_LISTED: usize = 12;

/// Whether anything has to be mended.
pub(super) fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity() == Severity::Error)
}

/// The summary in Vietnamese.
pub(super) fn text(workspace: &Workspace, outcome: &Outcome, out: &Path) -> String {
    let mut lines = String::new();
    let bold = anstyle::Style::new().bold();
    let _ =
        writeln!(lines, "{bold}Tổng hợp điển hình tiên tiến, {}{bold:#}", outcome.period.label_with_days());
    let _ = writeln!(lines, "{}\n", workspace.plan.title);
    row(&mut lines, "Tệp", &files(outcome));
    row(&mut lines, "Dòng", &rows(outcome));
    row(&mut lines, "Điển hình", &exemplars(outcome));
    if let Some(before) = outcome.written_before.filter(|n| *n != outcome.found.exemplars.len()) {
        row(&mut lines, "", &format!("lần tổng hợp trước của kỳ này: {}", grouped(before)));
    }
    for line in outcome.reconciliation.iter().flat_map(bridge) {
        row(&mut lines, "", &line);
    }
    row(&mut lines, "Chỉ tiêu", &quotas(outcome));
    for line in short_quotas(workspace, outcome) {
        row(&mut lines, "", &line);
    }
    row(&mut lines, "Tiến độ gửi", &reporting(outcome));
    row(&mut lines, "Câu hỏi", &questions(outcome));
    let errors: Vec<&Finding> =
        outcome.findings.iter().filter(|finding| finding.severity() == Severity::Error).collect();
    if !errors.is_empty() {
        row(&mut lines, "Cần sửa", &format!("{} lỗi:", errors.len()));
        for finding in errors.iter().take(MAX_LISTED) {
            row(&mut lines, "", &format!("{}: {}", finding.place, finding.message));
            row(&mut lines, "", &format!("  → {}", finding.advice));
        }
        if errors.len() > MAX_LISTED {
            row(
                &mut lines,
                "",
                &format!("… và {} lỗi nữa trong data/findings.csv", errors.len() - MAX_LISTED),
            );
        }
    }
    let folder = out.join(outcome.period.to_string());
    let _ = write!(lines, "\nKết quả: {bold}{}{bold:#}", folder.join("tong-hop.xlsx").display());
    lines
}

fn row(lines: &mut String, label: &str, value: &str) {
    // Widths count letters: the labels have marks but no combining ones.
    let _ = writeln!(lines, "{label:<13}{value}");
}

/// Files by what became of them; a file of several sheets has the best outcome of its sheets.
fn file_outcomes(outcome: &Outcome) -> Vec<(&str, SheetOutcome)> {
    let rank = |outcome: SheetOutcome| match outcome {
        SheetOutcome::Read => 0,
        SheetOutcome::Superseded => 1,
        SheetOutcome::NoTable => 2,
        SheetOutcome::Failed => 3,
        SheetOutcome::Ignored => 4,
    };
    let mut files: Vec<(&str, SheetOutcome)> = outcome
        .registry
        .accounts
        .iter()
        .map(|account: &SheetAccount| (&*account.place.source, account.outcome))
        .collect();
    files.sort_by_key(|(source, outcome)| (*source, rank(*outcome)));
    files.dedup_by_key(|(source, _)| *source);
    files
}

fn files(outcome: &Outcome) -> String {
    let files = file_outcomes(outcome);
    if files.is_empty() {
        return "chưa nhận tệp nào; bỏ tệp nhận được vào thư mục inbox".to_owned();
    }
    let n = |wanted: SheetOutcome| files.iter().filter(|(_, outcome)| *outcome == wanted).count();
    let mut parts = vec![format!("đọc được {}", n(SheetOutcome::Read))];
    for (outcome, words) in [
        (SheetOutcome::Superseded, "được thay bằng bản khác"),
        (SheetOutcome::NoTable, "không có bảng"),
        (SheetOutcome::Ignored, "bỏ qua"),
        (SheetOutcome::Failed, "không mở được"),
    ] {
        if n(outcome) > 0 {
            parts.push(format!("{} {words}", n(outcome)));
        }
    }
    format!("{} đã nhận: {}", grouped(files.len()), parts.join(", "))
}

fn rows(outcome: &Outcome) -> String {
    let accounts = &outcome.registry.accounts;
    let sum =
        |of: fn(&SheetAccount) -> u32| -> usize { accounts.iter().map(|account| of(account) as usize).sum() };
    let parts = [
        (Role::Data, sum(|account| account.data)),
        (Role::Title, sum(|account| account.title)),
        (Role::Header, sum(|account| account.header + account.numbering)),
        (Role::Section, sum(|account| account.section)),
        (Role::Total, sum(|account| account.total)),
        (Role::Signature, sum(|account| account.signature)),
        (Role::Note, sum(|account| account.note)),
        (Role::Other, sum(|account| account.other)),
        (Role::Blank, sum(|account| account.blank)),
    ];
    let listed =
        parts.iter().filter(|(_, n)| *n > 0).map(|(role, n)| format!("{} {}", grouped(*n), role.label()));
    let listed = listed.collect::<Vec<_>>().join(" + ");
    if listed.is_empty() {
        return "chưa có".to_owned();
    }
    format!("{} = {listed}", grouped(sum(|account| account.rows)))
}

fn exemplars(outcome: &Outcome) -> String {
    let kinds = HolderKind::ALL.iter().filter_map(|kind| {
        let n = outcome.found.exemplars.iter().filter(|exemplar| exemplar.kind == *kind).count();
        (n > 0).then(|| format!("{} {}", grouped(n), kind.label().to_lowercase()))
    });
    let kinds = kinds.collect::<Vec<_>>().join(", ");
    let n = |status: Status| outcome.registry.registrations.iter().filter(|row| row.status == status).count();
    let others = Status::ALL.into_iter().filter(|status| *status != Status::Counted && n(*status) > 0);
    let others = others.map(|status| format!("{} {}", n(status), status.label().to_lowercase()));
    let others = others.collect::<Vec<_>>().join(", ");
    let from = format!(
        "{} từ {} đăng ký",
        grouped(outcome.found.exemplars.len()),
        grouped(outcome.registry.registrations.len())
    );
    if outcome.registry.registrations.is_empty() {
        return "chưa có".to_owned();
    }
    if others.is_empty() { format!("{from}: {kinds}") } else { format!("{from}: {kinds} ({others})") }
}

/// How the figure of the period before becomes that of this one, a line a step.
fn bridge(reconciliation: &Reconciliation) -> Vec<String> {
    let line = |step: &BridgeStep<'_>| {
        let flow = match step.kind {
            StepKind::Issued => String::new(),
            _ => format!(": +{} −{}", grouped(step.flow.added), grouped(step.flow.removed)),
        };
        let file = if step.file().is_empty() { String::new() } else { format!(" «{}»", step.file()) };
        format!("- {}{file}{flow} → {}", step.label(reconciliation), grouped(step.total))
    };
    let steps = reconciliation.steps();
    let mut lines: Vec<String> = steps.iter().take(MAX_LISTED).map(line).collect();
    if MAX_LISTED < steps.len() {
        let rest = steps.len() - MAX_LISTED;
        lines.push(format!("… và {rest} dòng nữa trong data/reconciliation.csv"));
        lines.extend(steps.last().map(line));
    }
    let quotas = reconciliation.quotas.len();
    if 0 < quotas {
        lines.push(format!("- Kế hoạch đã đổi {quotas} chỉ tiêu so với {}", reconciliation.from.label()));
    }
    lines
}

/// What a run would change.
pub(super) fn tried_text(tried: &TriedRun) -> String {
    let mut lines = String::new();
    let bold = anstyle::Style::new().bold();
    let outcome = &tried.outcome;
    let _ = writeln!(lines, "{bold}Chạy thử {}: không ghi gì.{bold:#}", outcome.period.label_with_days());
    let now = outcome.found.exemplars.len();
    let before = outcome.written_before;
    let before = before.map_or_else(|| "chưa có kết quả".to_owned(), |n| format!("đang là {}", grouped(n)));
    row(&mut lines, "Điển hình", &format!("{before}; chạy thật sẽ là {}", grouped(now)));
    for line in outcome.reconciliation.iter().flat_map(bridge) {
        row(&mut lines, "", &line);
    }
    row(&mut lines, "Câu hỏi", &questions(outcome));
    let files = &tried.files;
    for (label, paths) in [("Đổi", &files.changed), ("Thêm", &files.added), ("Bỏ", &files.removed)] {
        if paths.is_empty() {
            continue;
        }
        let listed: Vec<&str> = paths.iter().take(MAX_LISTED).map(String::as_str).collect();
        let more = paths.len() - listed.len();
        let more = if more == 0 { String::new() } else { format!(" và {more} tệp nữa") };
        row(&mut lines, label, &format!("{} tệp: {}{more}", paths.len(), listed.join(", ")));
    }
    if *files == WouldChange::default() {
        row(&mut lines, "Tệp", "không tệp nào thay đổi");
    }
    lines
}

/// The same for machines.
pub(super) fn tried_json(tried: &TriedRun) -> String {
    serde_json::json!({
        "period": tried.outcome.period.to_string(),
        "exemplars": tried.outcome.found.exemplars.len(),
        "exemplars_before": tried.outcome.written_before,
        "questions": tried.outcome.questions.len(),
        "changed": tried.files.changed,
        "added": tried.files.added,
        "removed": tried.files.removed,
    })
    .to_string()
}

/// What is told of a closed period, which is not written again.
pub(super) fn closed_text(rechecked: &Rechecked) -> String {
    let Rechecked { workspace, closing, reconciliation, findings, .. } = rechecked;
    let mut lines = String::new();
    let bold = anstyle::Style::new().bold();
    let by = if closing.by.is_empty() { String::new() } else { format!(" ({})", closing.by) };
    let _ = writeln!(
        lines,
        "{bold}Kỳ {} đã khóa ngày {}{by}: kết quả không viết lại.{bold:#}",
        closing.period.label(),
        closing.at
    );
    if reconciliation.differs() {
        let _ = writeln!(lines, "Tính lại nay khác bản đã phát hành:");
        bridge(reconciliation).iter().for_each(|line| row(&mut lines, "", line));
    } else {
        let _ = writeln!(
            lines,
            "Tính lại nay vẫn đúng như bản đã phát hành: {} điển hình.",
            grouped(reconciliation.issued)
        );
    }
    for finding in findings.iter().filter(|finding| finding.severity() == Severity::Error).take(MAX_LISTED) {
        row(&mut lines, "", &format!("{}: {}", finding.place, finding.message));
        row(&mut lines, "", &format!("  → {}", finding.advice));
    }
    let (next, period) = (closing.period.next(), closing.period);
    let dir = pasted(&workspace.dir);
    let _ = write!(
        lines,
        "Phần khác biệt được ghi là điều chỉnh ở kỳ sau: tonghop run {dir} --period {next}. Mở khóa: tonghop close {period} --reopen --in {dir}"
    );
    lines
}

/// The same for machines.
pub(super) fn closed_json(rechecked: &Rechecked) -> String {
    let Rechecked { closing, reconciliation, .. } = rechecked;
    serde_json::json!({
        "period": closing.period.to_string(),
        "closed": { "at": closing.at, "by": closing.by },
        "reconciliation": steps(reconciliation),
    })
    .to_string()
}

/// The steps of a reconciliation for machines.
fn steps(reconciliation: &Reconciliation) -> Vec<serde_json::Value> {
    let step = |step: &BridgeStep<'_>| {
        serde_json::json!({
            "step": step.kind.id(),
            "cause": if let StepKind::Correction(cause) = step.kind { Some(cause.id()) } else { None },
            "source": step.source,
            "added": step.flow.added,
            "removed": step.flow.removed,
            "total": step.total,
        })
    };
    reconciliation.steps().iter().map(step).collect()
}

fn quotas(outcome: &Outcome) -> String {
    let n =
        |status: QuotaStatus| outcome.judged.tallies.iter().filter(|tally| tally.status == status).count();
    let mut text = format!(
        "{} chỉ tiêu: {} đạt, {} còn thiếu, {} chưa có",
        outcome.judged.tallies.len(),
        n(QuotaStatus::Met),
        n(QuotaStatus::Short),
        n(QuotaStatus::None)
    );
    let more = [QuotaStatus::Over, QuotaStatus::Unclear, QuotaStatus::Later];
    for status in more.into_iter().filter(|status| 0 < n(*status)) {
        text.push_str(&format!(", {} {}", n(status), status.label().to_lowercase()));
    }
    text
}

fn short_quotas(workspace: &Workspace, outcome: &Outcome) -> Vec<String> {
    let short = outcome.judged.tallies.iter().filter(|tally| tally.is_open());
    let mut lines: Vec<String> = short
        .filter_map(|tally| {
            let quota = workspace.plan.quotas.get(tally.quota_at)?;
            let lead = quota.owner_on(&workspace.units, outcome.period.last_day());
            let movement = quota.movement.as_ref().and_then(|id| workspace.plan.movement(id));
            let movement = movement.map(|movement| format!(" ({})", movement.short)).unwrap_or_default();
            let holder = quota.holder_and_terms().to_lowercase();
            if !quota.is_plain() {
                return Some(format!(
                    "- {lead}{movement}, {holder}: có {}, {}",
                    tally.registered,
                    tally.to_do()
                ));
            }
            let required = tally.required.unwrap_or(0);
            Some(format!(
                "- {lead}{movement}, {holder}: {}/{required}, thiếu {}",
                tally.registered, tally.shortfall
            ))
        })
        .collect();
    if lines.len() > MAX_LISTED {
        let rest = lines.len() - MAX_LISTED;
        lines.truncate(MAX_LISTED);
        lines.push(format!("… và {rest} chỉ tiêu nữa trong data/quotas.csv"));
    }
    lines
}

fn reporting(outcome: &Outcome) -> String {
    let n = |state: SendingState| outcome.reporting.iter().filter(|line| line.state() == state).count();
    let late = n(SendingState::Late);
    let complete = n(SendingState::OnTime) + late;
    let late = if late == 0 { String::new() } else { format!(" (trong đó {late} gửi muộn)") };
    let ended = match n(SendingState::Ended) {
        0 => String::new(),
        n => format!("; {n} đơn vị khác đã kết thúc hoạt động"),
    };
    let not_due = match n(SendingState::NotDue) {
        0 => String::new(),
        n => format!(", {n} chưa đến hạn"),
    };
    format!(
        "{} đơn vị phải gửi: {complete} đã gửi đủ{late}, {} còn thiếu, {} chưa gửi{not_due}{ended} (xem don-doc.xlsx)",
        outcome.reporting.len() - n(SendingState::Ended),
        n(SendingState::Incomplete),
        n(SendingState::Nothing)
    )
}

fn questions(outcome: &Outcome) -> String {
    if outcome.questions.is_empty() {
        return "không có".to_owned();
    }
    let doubtful = outcome
        .findings
        .iter()
        .filter(|finding| {
            finding.severity() == Severity::Query
                && finding.code != Code::QuotaShort
                && finding.code != Code::ReportMissing
        })
        .count();
    format!(
        "{} câu cần trả lời trong can-quyet-dinh.xlsx; {doubtful} chỗ cần hỏi lại đơn vị",
        outcome.questions.len()
    )
}

/// A number with dots between thousands, as Vietnamese writes it.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// The summary for machines.
pub(super) fn json(workspace: &Workspace, outcome: &Outcome, out: &Path) -> String {
    let n_status =
        |status: QuotaStatus| outcome.judged.tallies.iter().filter(|tally| tally.status == status).count();
    serde_json::json!({
        "period": outcome.period.to_string(),
        "plan": workspace.plan.title,
        "files": file_outcomes(outcome).len(),
        "rows": outcome.registry.accounts.iter().map(|account| u64::from(account.rows)).sum::<u64>(),
        "registrations": outcome.registry.registrations.len(),
        "exemplars": outcome.found.exemplars.len(),
        "reconciliation": outcome.reconciliation.as_ref().map(steps),
        "quotas": {
            "met": n_status(QuotaStatus::Met),
            "short": n_status(QuotaStatus::Short),
            "none": n_status(QuotaStatus::None),
            "over": n_status(QuotaStatus::Over),
            "unclear": n_status(QuotaStatus::Unclear),
            "later": n_status(QuotaStatus::Later),
        },
        "questions": outcome.questions.len(),
        "findings": {
            "error": outcome.findings.iter().filter(|f| f.severity() == Severity::Error).count(),
            "query": outcome.findings.iter().filter(|f| f.severity() == Severity::Query).count(),
            "note": outcome.findings.iter().filter(|f| f.severity() == Severity::Note).count(),
        },
        "folder": out.join(outcome.period.to_string()).to_string_lossy(),
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_dots() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234), "1.234");
        assert_eq!(grouped(1_000_000), "1.000.000");
    }
}
