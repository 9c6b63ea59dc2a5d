//! `tonghop diff`: what came, went and changed between two periods, and for whom.

use std::collections::BTreeSet;

use crate::ledger::Snapshot;
use crate::office::{
    CannotRun, Host, Timeline, Workspace, open_and_hold, parse_period, read_inbox, usual_period,
};
use crate::plan::Period;
use crate::quota::{self, Change, ChangeKind, Situation};

use super::console::{Terminal, print};
use super::{ExitStatus, args};

pub(super) fn diff(args: &args::DiffArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(args.json);
    let host = terminal.host();
    let (workspace, _held) = open_and_hold(&args.workspace, &host)?;
    let inbox = read_inbox(&workspace, &mut Vec::new(), &host)?;
    let timeline = Timeline::of(&workspace, inbox.arrived);
    let (from, to) = match (&args.from, &args.to) {
        (None, _) => {
            let to = usual_period(&workspace, &timeline);
            (to.previous(), to)
        }
        (Some(from), None) => (parse_period(&workspace, from)?, usual_period(&workspace, &timeline)),
        (Some(from), Some(to)) => (parse_period(&workspace, from)?, parse_period(&workspace, to)?),
    };
    if to < from {
        return Err(CannotRun::new(format!(
            "Kỳ đầu {from} ở sau kỳ cuối {to}; ghi kỳ trước rồi đến kỳ sau."
        )));
    }
    let changes = between(&timeline, &host, from, to);
    if args.json {
        changes.iter().for_each(|change| print(&json(change)));
    } else {
        print(&text(&workspace, &changes, from, to));
    }
    Ok(ExitStatus::Clean)
}

/// What changed from the end of one period to the end of another.
fn between(timeline: &Timeline<'_>, host: &Host<'_>, from: Period, to: Period) -> Vec<Change> {
    let had = timeline.snapshot(from, host).unwrap_or_default();
    let has = timeline.snapshot(to, host).unwrap_or_default();
    let (owned, owns) = (had.owners(), has.owners());
    let mut changes = quota::changes(
        Situation { exemplars: &had.exemplars, owned: &owned },
        Situation { exemplars: &has.exemplars, owned: &owns },
    );
    // Who came and went in between stands in neither.
    let passing: BTreeSet<Change> = timeline
        .until(to)
        .filter(|period| from < *period)
        .filter_map(|period| timeline.snapshot(period, host))
        .flat_map(|snapshot: Snapshot| snapshot.changes)
        .filter(|change| change.change == ChangeKind::Withdrawn)
        .filter(|change| had.exemplar(&change.exemplar).or(has.exemplar(&change.exemplar)).is_none())
        .collect();
    changes.extend(passing);
    changes.sort();
    changes
}

fn json(change: &Change) -> String {
    serde_json::json!({
        "exemplar_id": change.exemplar.as_str(),
        "name": change.name.as_str(),
        "unit_code": change.unit.as_ref().map(ToString::to_string),
        "change": change.change.id(),
        "field": change.field,
        "before": change.before.as_str(),
        "after": change.after.as_str(),
    })
    .to_string()
}

fn text(workspace: &Workspace, changes: &[Change], from: Period, to: Period) -> String {
    let bold = anstyle::Style::new().bold();
    let mut lines = vec![format!("{bold}Biến động từ {} đến {}{bold:#}", from.label(), to.label())];
    for (kind, heading, mark) in [
        (ChangeKind::New, "Đăng ký mới", '+'),
        (ChangeKind::Changed, "Thay đổi", '~'),
        (ChangeKind::Withdrawn, "Rút khỏi danh sách", '-'),
    ] {
        let of_kind: Vec<&Change> = changes.iter().filter(|change| change.change == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        lines.push(format!("{heading}: {}", of_kind.len()));
        lines.extend(of_kind.iter().map(|change| format!("  {mark} {}", said(workspace, change))));
    }
    if changes.is_empty() {
        lines.push("Không có biến động.".to_owned());
    }
    lines.join("\n")
}

/// One change in a line: who, of which unit, and what is different.
pub(super) fn said(workspace: &Workspace, change: &Change) -> String {
    let unit = change.unit.as_ref().and_then(|code| workspace.units.find(code));
    let unit = unit.map_or("chưa rõ đơn vị", |unit| unit.name.as_str());
    let [before, after] = change.shown(&workspace.plan, &workspace.units);
    let what = match change.change {
        ChangeKind::Changed => {
            let blank = |value: String| if value.is_empty() { "(trống)".to_owned() } else { value };
            format!(": {}: {} → {}", change.field_label(), blank(before), blank(after))
        }
        ChangeKind::New | ChangeKind::Withdrawn => String::new(),
    };
    format!("{} ({unit}; {}){what}", change.name, change.exemplar)
}
