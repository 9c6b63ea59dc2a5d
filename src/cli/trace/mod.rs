//! `tonghop trace`: the whole life of an exemplar, a registration or a quota figure.
//!
//! Works the period out as `run` does and publishes nothing. The file of each registration is opened
//! once more, since only the file knows what stood in its cells before they were repaired.

mod cells;
mod exemplar;
mod figure;
mod meant;
mod story;

use crate::dedup::ExemplarId;
use crate::ledger::{Readings, Snapshot};
use crate::office::{
    CannotRun, Host, LookedBack, Outcome, Timeline, Workspace, consolidate, open_and_hold, parse_period,
    read_inbox, tree_of, usual_period,
};
use crate::plan::Period;

use super::console::{Terminal, print};
use super::{ExitStatus, args};

use meant::TraceTarget;

/// What a story is told from.
struct Told<'a> {
    workspace: &'a Workspace,
    outcome: &'a Outcome,
    host: &'a Host<'a>,
    /// The snapshots up to the period, ascending.
    snapshots: Vec<(Period, Snapshot)>,
    readings: Readings,
}

pub(super) fn trace(args: &args::TraceArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(args.json);
    let host = terminal.host();
    let (workspace, _held) = open_and_hold(&args.workspace, &host)?;
    let inbox = read_inbox(&workspace, &mut Vec::new(), &host)?;
    let timeline = Timeline::of(&workspace, inbox.arrived);
    let period = match &args.period {
        Some(written) => parse_period(&workspace, written)?,
        None => usual_period(&workspace, &timeline),
    };
    let tree = tree_of(None, &workspace, period)?;
    let stage = timeline.work_out(period, &host);
    let outcome =
        consolidate(&workspace, stage, LookedBack::default(), (period, tree), workspace.findings.clone())?;
    let mut snapshots: Vec<(Period, Snapshot)> = timeline
        .until(period.closing_month().previous())
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|period| Some((period, timeline.snapshot(period, &host)?)))
        .collect();
    snapshots.push((period, Snapshot::of(outcome.state())));
    let readings = Readings::open(&workspace.dir.join(".tonghop"));
    let told = Told { workspace: &workspace, outcome: &outcome, host: &host, snapshots, readings };
    let exemplar =
        |id: &str| exemplar::tell(&told, &ExemplarId::from_text(id)).map(|story| story.told(args.json));
    let lines = if args.id.starts_with("E-") {
        vec![exemplar(&args.id)]
    } else if args.id.starts_with("R-") {
        vec![exemplar::tell_registration(&told, &args.id).map(|story| story.told(args.json))]
    } else {
        match meant::asked(&told, &args.id) {
            TraceTarget::Exemplars(ids) => ids.iter().map(|id| exemplar(id)).collect(),
            TraceTarget::Figures(ids) => {
                let stories = ids.iter().flat_map(|id| figure::tell(&told, id));
                stories.map(|story| Some(story.told(args.json))).collect()
            }
            TraceTarget::Nothing => Vec::new(),
        }
    };
    if lines.is_empty() || lines.iter().any(Option::is_none) {
        return Err(CannotRun::new(format!(
            "Đến hết {} không có «{}». Ghi họ tên, tên đơn vị hoặc phong trào, một ô của tong-hop.xlsx như \"Danh sách!B12\", hoặc mã trong data/ (E-…, R-…, quota_id).",
            period.label(),
            args.id
        )));
    }
    for line in lines.into_iter().flatten() {
        print(&line);
    }
    Ok(ExitStatus::Clean)
}
