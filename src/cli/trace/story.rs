//! A life as data, and as lines for people.

use serde::Serialize;

/// An exemplar's whole life.
#[derive(Debug, Default, Serialize)]
pub(super) struct Story {
    pub(super) exemplar_id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) birth_year: Option<i16>,
    pub(super) unit_code: Option<String>,
    pub(super) unit: String,
    /// Where it stands now, in a sentence, for one that is no more.
    pub(super) gone: Option<String>,
    pub(super) registrations: Vec<TracedRow>,
    pub(super) joins: Vec<JoinReason>,
    pub(super) decisions: Vec<Decided>,
    pub(super) findings: Vec<FoundFinding>,
    pub(super) quotas: Vec<Counted>,
    pub(super) eligibility: Vec<EligibilityLine>,
    pub(super) changes: Vec<Happened>,
}

/// One of its registrations: file › sheet › row, and what stood in the cells.
#[derive(Debug, Serialize)]
pub(super) struct TracedRow {
    pub(super) registration_id: String,
    pub(super) status: &'static str,
    #[serde(skip)]
    pub(super) status_label: &'static str,
    pub(super) place: String,
    pub(super) received: String,
    pub(super) sender: String,
    pub(super) unit: String,
    /// As it was written; empty where it was not.
    pub(super) unit_written: String,
    pub(super) unit_by: Option<&'static str>,
    pub(super) movement: String,
    pub(super) lead: String,
    pub(super) replaced_by: Option<String>,
    pub(super) cells: Vec<TracedCell>,
}

/// A cell: what stood in the file, and what it was read as.
#[derive(Debug, Serialize)]
pub(super) struct TracedCell {
    pub(super) cell: String,
    pub(super) header: String,
    pub(super) field: Option<&'static str>,
    pub(super) shown: String,
    pub(super) raw: Option<String>,
    pub(super) rule: Option<&'static str>,
    pub(super) confidence: Option<f64>,
}

/// Two registrations that are one, and why.
#[derive(Debug, Serialize)]
pub(super) struct JoinReason {
    pub(super) left: String,
    pub(super) right: String,
    pub(super) evidence: String,
}

/// An answer that was used.
#[derive(Debug, Serialize)]
pub(super) struct Decided {
    pub(super) question_id: String,
    pub(super) topic: String,
    #[serde(skip)]
    pub(super) topic_label: String,
    pub(super) answer: String,
    #[serde(skip)]
    pub(super) answer_label: String,
    pub(super) by: String,
    pub(super) at: String,
    pub(super) reason: String,
}

/// A finding at one of its rows.
#[derive(Debug, Serialize)]
pub(super) struct FoundFinding {
    pub(super) code: &'static str,
    pub(super) place: String,
    pub(super) raw: String,
    pub(super) message: String,
}

/// A line of the plan that it counts for.
#[derive(Debug, Serialize)]
pub(super) struct Counted {
    pub(super) quota_id: String,
    pub(super) quota: String,
    pub(super) registered: u32,
    pub(super) required: u32,
    pub(super) plan_line: u32,
    pub(super) plan_place: String,
    pub(super) basis: String,
    /// Whether the holder rule of the quota sets it aside.
    pub(super) set_aside: bool,
}

/// How it stands before the rules of the plan.
#[derive(Debug, Serialize)]
pub(super) struct EligibilityLine {
    pub(super) registration_id: String,
    pub(super) verdict: &'static str,
    #[serde(skip)]
    pub(super) verdict_label: &'static str,
    pub(super) reasons: Vec<String>,
    pub(super) missing: Vec<String>,
}

/// What happened to it in a period.
#[derive(Debug, Serialize)]
pub(super) struct Happened {
    pub(super) period: String,
    pub(super) change: &'static str,
    pub(super) field: &'static str,
    pub(super) before: String,
    pub(super) after: String,
    #[serde(skip)]
    pub(super) said: String,
}

impl Story {
    /// One JSON object, or lines in Vietnamese.
    pub(super) fn told(&self, json: bool) -> String {
        if json { serde_json::to_string(self).unwrap_or_default() } else { self.text() }
    }

    fn text(&self) -> String {
        let bold = anstyle::Style::new().bold();
        let born = self.birth_year.map(|year| format!(", sinh {year}")).unwrap_or_default();
        let mut lines = vec![
            format!("{bold}{}{bold:#} ({})", self.name, self.exemplar_id),
            format!("  {}{born}; {}", self.kind, self.unit),
        ];
        lines.extend(self.gone.iter().map(|gone| format!("  {gone}")));
        section(&mut lines, "Đăng ký", &self.registrations, TracedRow::lines);
        section(&mut lines, "Vì sao là một", &self.joins, |join| {
            vec![format!("{} = {}: {}", join.left, join.right, join.evidence)]
        });
        section(&mut lines, "Câu trả lời đã dùng", &self.decisions, |one| {
            let who = if one.by.is_empty() { "không ghi tên" } else { &one.by };
            let why = if one.reason.is_empty() { String::new() } else { format!("; lý do: {}", one.reason) };
            vec![format!(
                "{} ({}): «{}», {who}, {}{why}",
                one.question_id, one.topic_label, one.answer_label, one.at
            )]
        });
        section(&mut lines, "Phát hiện", &self.findings, |one| {
            let raw = if one.raw.is_empty() { String::new() } else { format!(" («{}»)", one.raw) };
            vec![format!("{}: {}{raw}", one.place, one.message)]
        });
        section(&mut lines, "Chỉ tiêu", &self.quotas, |one| {
            let counts = if one.set_aside {
                "không tính vì không đúng đối tượng"
            } else {
                "được tính"
            };
            vec![
                format!("{}: {counts}; {}/{} ({})", one.quota, one.registered, one.required, one.quota_id),
                format!("  {}: {}", one.plan_place, one.basis),
            ]
        });
        section(&mut lines, "Điều kiện", &self.eligibility, |one| {
            vec![format!(
                "{}: {}",
                one.verdict_label,
                [&one.reasons[..], &one.missing[..]].concat().join("; ")
            )]
        });
        section(&mut lines, "Biến động qua các kỳ", &self.changes, |one| {
            vec![format!("{}: {}", one.period, one.said)]
        });
        lines.join("\n")
    }
}

impl TracedRow {
    fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{}: {}", self.registration_id, self.place),
            format!("  {}; nhận ngày {}, {} gửi", self.status_label, self.received, self.sender),
        ];
        if let Some(by) = self.unit_by {
            let written = if self.unit_written.is_empty() {
                String::new()
            } else {
                format!("«{}» là ", self.unit_written.replace('\n', " "))
            };
            lines.push(format!("  đơn vị: {written}{} ({})", self.unit, recognised(by)));
        }
        if !self.movement.is_empty() {
            let lead =
                if self.lead.is_empty() { String::new() } else { format!(" (chủ trì: {})", self.lead) };
            lines.push(format!("  tính vào: {}{lead}", self.movement));
        }
        lines.extend(self.replaced_by.iter().map(|by| format!("  được thay bằng {by}")));
        lines.extend(self.cells.iter().map(TracedCell::line));
        lines
    }
}

/// By what a unit was recognised, in words.
fn recognised(by: &str) -> &'static str {
    match by {
        "exact" => "đúng tên chính thức",
        "alias" => "tên gọi khác",
        "learnt" => "tên đã được trả lời trong decisions.csv",
        "near" => "tên không dấu",
        _ => "tính cho đơn vị gửi",
    }
}

impl TracedCell {
    fn line(&self) -> String {
        let shown = self.shown.replace('\n', " ");
        let value = match (&self.raw, self.rule) {
            (Some(raw), Some(rule)) => format!(
                "«{}» → «{shown}» ({rule}, chắc {:.0} %)",
                raw.replace('\n', " "),
                self.confidence.unwrap_or_default() * 100.0
            ),
            _ => format!("«{shown}»"),
        };
        format!("  {} {}: {value}", self.cell, self.header.replace('\n', " "))
    }
}

/// A heading and what stands under it; nothing where there is nothing.
pub(super) fn section<T>(lines: &mut Vec<String>, heading: &str, of: &[T], each: impl Fn(&T) -> Vec<String>) {
    if of.is_empty() {
        return;
    }
    lines.push(format!("{heading}:"));
    lines.extend(of.iter().flat_map(each).map(|line| format!("  {line}")));
}
