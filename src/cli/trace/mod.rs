//! `tonghop trace`: the whole life of an exemplar, a registration or a quota figure.
//!
//! Works the period out as `run` does and publishes nothing. The file of each registration is opened
//! once more, since only the file knows what stood in its cells before they were repaired.

mod cells;
mod exemplar;
mod figure;
mod meant;
mod story;

use std::path::Path;

use crate::dedup::ExemplarId;
use crate::ledger::{Readings, Snapshot};
use crate::office::{
    CannotRun, Host, LookedBack, Outcome, Timeline, Workspace, consolidate, open_and_hold, parse_period,
    read_inbox, tree_of, usual_period,
};
use crate::plan::Period;

use super::console::{Terminal, print};
use super::{ExitStatus, args};

pub(super) use cells::ReadSheet;

use cells::OpenedFiles;
use meant::TraceTarget;

/// What a story is told from.
struct StorySources<'a> {
    workspace: &'a Workspace,
    outcome: &'a Outcome,
    host: &'a Host<'a>,
    /// The snapshots up to the period, ascending.
    snapshots: Vec<(Period, Snapshot)>,
    readings: Readings,
}

pub(super) fn trace(args: &args::TraceArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(args.json);
    tell(&args.workspace, args.period.as_deref(), &terminal.host(), |told| {
        let exemplar =
            |id: &str| exemplar::tell(told, &ExemplarId::from_text(id)).map(|story| story.told(args.json));
        let lines = if args.id.starts_with("E-") {
            vec![exemplar(&args.id)]
        } else if args.id.starts_with("R-") {
            vec![exemplar::tell_registration(told, &args.id).map(|story| story.told(args.json))]
        } else {
            match meant::asked(told, &args.id) {
                TraceTarget::Exemplars(ids) => ids.iter().map(|id| exemplar(id)).collect(),
                TraceTarget::Figures(ids) => {
                    let stories = ids.iter().flat_map(|id| figure::tell(told, id));
                    stories.map(|story| Some(story.told(args.json))).collect()
                }
                TraceTarget::Nothing => Vec::new(),
            }
        };
        if lines.is_empty() || lines.iter().any(Option::is_none) {
            return Err(told.nothing(&args.id));
        }
        for line in lines.into_iter().flatten() {
            print(&line);
        }
        Ok(ExitStatus::Clean)
    })
}

/// The sheets where registrations of what is asked about were read, with their rows as Excel numbers them.
///
/// # Errors
/// Fails where the workspace cannot be worked out, or nothing of that name is in it.
pub(super) fn sheets_of(
    workspace: &Path,
    asked: &[&str],
    host: &Host<'_>,
    mut show: impl FnMut(&Workspace, &ReadSheet<'_>),
) -> Result<(), CannotRun> {
    tell(workspace, None, host, |told| {
        for written in asked {
            let rows = meant::registrations(told, written);
            if rows.is_empty() {
                return Err(told.nothing(written));
            }
            OpenedFiles::of(told.workspace, host).sheets(&rows, |sheet| show(told.workspace, sheet));
        }
        Ok(())
    })
}

/// Works a period out as `run` does, and tells of it.
fn tell<T>(
    workspace: &Path,
    period: Option<&str>,
    host: &Host<'_>,
    tell: impl FnOnce(&StorySources<'_>) -> Result<T, CannotRun>,
) -> Result<T, CannotRun> {
    let (workspace, _held) = open_and_hold(workspace, host)?;
    let inbox = read_inbox(&workspace, &mut Vec::new(), host)?;
    let timeline = Timeline::of(&workspace, inbox.arrived);
    let period = match period {
        Some(written) => parse_period(&workspace, written)?,
        None => usual_period(&workspace, &timeline),
    };
    let tree = tree_of(None, &workspace, period)?;
    let stage = timeline.work_out(period, host);
    let outcome =
        consolidate(&workspace, stage, LookedBack::default(), (period, tree), workspace.findings.clone())?;
    let mut snapshots: Vec<(Period, Snapshot)> = timeline
        .until(period.closing_month().previous())
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(|period| Some((period, timeline.snapshot(period, host)?)))
        .collect();
    snapshots.push((period, Snapshot::of(outcome.state())));
    let readings = Readings::open(&workspace.dir.join(".tonghop"));
    tell(&StorySources { workspace: &workspace, outcome: &outcome, host, snapshots, readings })
}

impl StorySources<'_> {
    fn nothing(&self, written: &str) -> CannotRun {
        CannotRun::new(format!(
            "Đến hết {} không có «{written}». Ghi họ tên, tên đơn vị hoặc phong trào, một ô của tong-hop.xlsx như \"Danh sách!B12\", hoặc mã trong data/ (E-…, R-…, quota_id).",
            self.outcome.period.label()
        ))
    }
}
