//! The main job: inbox → `out/<period>/`. This file is its table of contents.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::finding::Finding;
use crate::ledger::{self, Closing, Hold, Seconds};
use crate::plan::Period;
use crate::quota::Reconciliation;
use crate::report;
use crate::units::{Tree, UnitBook};

use super::answers::take_unread_answers;
use super::dry_run::{WouldChange, would_change};
use super::outcome::{Outcome, consolidate, nothing_is_lost};
use super::publish::{publish, remember};
use super::reconcile::{keep_issued, look_back, recheck};
use super::timeline::Timeline;
use super::workspace::Workspace;
use super::{CannotRun, Host, read_inbox};

/// What is asked of a run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Request<'a> {
    /// The period as people write it; none for that of the settings, or of the newest arrival.
    pub period: Option<&'a str>,
    /// The tree of places, `old` or `new`; none for that of the settings, or of the period's last day.
    pub tree: Option<&'a str>,
    /// Whether to say what would change instead of changing it; answers that are typed and not yet taken are left
    /// where they are.
    pub dry_run: bool,
}

/// What a run came to.
#[derive(Debug)]
pub enum Finished {
    /// A period was published.
    Published(PublishedRun),
    /// The period is closed: nothing was written.
    Closed(Rechecked),
    /// Nothing was written: what a run would change.
    Tried(TriedRun),
}

/// A run that was only tried.
#[derive(Debug)]
pub struct TriedRun {
    /// The workspace.
    pub workspace: Workspace,
    /// What was found out.
    pub outcome: Outcome,
    /// The files that would be others.
    pub files: WouldChange,
    _held: Hold,
}

/// A closed period, held against what it comes to now.
#[derive(Debug)]
pub struct Rechecked {
    /// The workspace.
    pub workspace: Workspace,
    /// When and by whom it was closed.
    pub closing: Closing,
    /// What is different now.
    pub reconciliation: Reconciliation,
    /// What has to be told, sorted.
    pub findings: Vec<Finding>,
    _held: Hold,
}

/// A run that published a period.
#[derive(Debug)]
pub struct PublishedRun {
    /// The workspace.
    pub workspace: Workspace,
    /// What was found out.
    pub outcome: Outcome,
    /// The folder `out` of the workspace.
    pub out: PathBuf,
    _held: Hold,
}

/// Reads the inbox of a workspace, works its period out and publishes it.
pub fn run(dir: &Path, request: &Request<'_>, host: &Host<'_>) -> Result<Finished, CannotRun> {
    let mut watch = PartTimes::start(host);
    // While folders are listed, a processor has nothing to do. Whatever comes of it, nobody waits for it.
    std::thread::spawn(UnitBook::prepare);
    let (mut workspace, held) = open_and_hold(dir, host)?;
    let mut unread = Vec::new();
    let (taken, new_units) =
        if request.dry_run { Default::default() } else { take_unread_answers(dir, &mut unread, host)? };
    if new_units {
        workspace = Workspace::open(dir, host)?;
    } else {
        workspace.read_decisions_again()?;
    }
    let mut findings = workspace.findings.clone();
    findings.extend(unread);
    let inbox = read_inbox(&workspace, &mut findings, host)?;
    let (n_files, new, readings) = (inbox.n_files, inbox.new, inbox.readings);
    let mut timeline = Timeline::of(&workspace, inbox.arrived);
    let period = match request.period {
        Some(written) => parse_period(&workspace, written)?,
        None => usual_period(&workspace, &timeline),
    };
    within_plan(&workspace, period, host)?;
    let tree = tree_of(request.tree, &workspace, period)?;
    let read = watch.lap();
    if let Some(closing) = workspace.closed.get(&period).cloned() {
        // A closed period is not written again; what is different in it now is told.
        let (reconciliation, findings_of_recheck) = recheck(&workspace, &timeline, period, host)?;
        findings.extend(findings_of_recheck);
        Finding::sort(&mut findings);
        return Ok(Finished::Closed(Rechecked { workspace, closing, reconciliation, findings, _held: held }));
    }
    let out = workspace.dir.join("out");
    if !request.dry_run {
        // Said before the work, not after it.
        wait_until_closed(&out.join(period.to_string()), host)?;
    }
    let key = timeline.key(period);
    let back = look_back(&workspace, &timeline, period, host);
    findings.extend(timeline.waiting(period));
    let stage = timeline.work_out_last(period, host);
    let outcome = consolidate(&workspace, stage, back, (period, tree), findings)?;
    nothing_is_lost(&outcome)?;
    if request.dry_run {
        let files = would_change(&workspace, (&outcome, &readings), host)?;
        return Ok(Finished::Tried(TriedRun { workspace, outcome, files, _held: held }));
    }
    let decide = watch.lap();
    wait_until_closed(&out.join(period.to_string()), host)?;
    let (published, ()) = rayon::join(
        || publish(&workspace, (&outcome, &readings), &out, &taken, host),
        || timeline.keep(period, outcome.state(), host),
    );
    keep_issued(&workspace, period, key, &published?);
    let seconds = Seconds { read, decide, write: watch.lap() };
    remember(&workspace, &outcome, (n_files, &new), seconds, host);
    Ok(Finished::Published(PublishedRun { workspace, outcome, out, _held: held }))
}

/// How long each part of a run took.
struct PartTimes<'h> {
    host: &'h Host<'h>,
    since: Timestamp,
}

impl<'h> PartTimes<'h> {
    fn start(host: &'h Host<'h>) -> PartTimes<'h> {
        PartTimes { host, since: (host.now)() }
    }

    /// Seconds since the start or the last lap.
    fn lap(&mut self) -> f64 {
        let now = (self.host.now)();
        let seconds = now.duration_since(self.since).as_secs_f64();
        self.since = now;
        seconds
    }
}

/// Opens a workspace and holds it, so that two runs do not work in it at once; waits for another one to
/// end, and then sees what that one left.
pub fn open_and_hold(dir: &Path, host: &Host<'_>) -> Result<(Workspace, Hold), CannotRun> {
    let workspace = Workspace::open(dir, host)?;
    let folder = workspace.dir.join(".tonghop");
    let who = format!("tiến trình {}, bắt đầu {}", std::process::id(), host.time());
    if let Some(hold) = ledger::hold(&folder, &who)? {
        return Ok((workspace, hold));
    }
    host.console.message(&format!(
        "Một lượt chạy khác đang làm việc trong thư mục này ({}). Đang đợi lượt đó xong; nhấn Ctrl-C để thôi.",
        ledger::held_by(&folder)
    ));
    let hold = ledger::hold_when_free(&folder, &who)?;
    Ok((Workspace::open(dir, host)?, hold))
}

/// Waits until nobody has a file of the last results open; where nobody is there to close it, it is refused.
fn wait_until_closed(folder: &Path, host: &Host<'_>) -> Result<(), CannotRun> {
    let mut held = report::held_for_long(folder);
    if held.is_empty() {
        return Ok(());
    }
    let named = format!("Đang mở trong chương trình khác: {}, ở «{}».", held.join(", "), folder.display());
    if !host.console.is_attended() {
        return Err(CannotRun::new(format!(
            "{named} Đóng lại (thường là Excel) rồi chạy lại; kết quả cũ vẫn còn nguyên."
        )));
    }
    host.console.message(&format!(
        "{named} Hãy đóng lại (thường là Excel), lượt chạy sẽ đi tiếp; nhấn Ctrl-C để thôi, kết quả cũ vẫn còn nguyên."
    ));
    while !held.is_empty() {
        held = report::held_for_long(folder);
    }
    Ok(())
}

/// A period as people write it.
pub fn parse_period(workspace: &Workspace, written: &str) -> Result<Period, CannotRun> {
    Period::understood(written)
        .map(|period| period.closing(workspace.plan.cut_off_day))
        .ok_or_else(|| CannotRun::new(format!("Kỳ «{written}» không đúng dạng: ghi tháng 2024-06 hay 06/2024, quý 2024-Q2, nửa năm 2024-H1, chín tháng 2024-9M hoặc năm 2024.")))
}

/// Asks about a period in which the plan does not hold.
fn within_plan(workspace: &Workspace, period: Period, host: &Host<'_>) -> Result<(), CannotRun> {
    let plan = &workspace.plan;
    if plan.from <= period.last_day() && period.first_day() <= plan.to {
        return Ok(());
    }
    let day = |day: Date| format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
    let question = format!(
        "Kỳ {} nằm ngoài thời gian của kế hoạch ({} – {}).",
        period.label(),
        day(plan.from),
        day(plan.to)
    );
    if host.console.confirm(&question) {
        Ok(())
    } else {
        Err(CannotRun::new("Đã thôi theo ý người chạy."))
    }
}

/// The period of the settings, or that of the newest arrival.
pub fn usual_period(workspace: &Workspace, timeline: &Timeline<'_>) -> Period {
    let newest = || timeline.newest().unwrap_or(workspace.plan.period_of(workspace.plan.from));
    let of_settings = workspace.settings.period.map(|period| period.closing(workspace.plan.cut_off_day));
    of_settings.unwrap_or_else(newest)
}

/// The tree of places that was asked for, that of the settings, or that of the period's last day.
pub fn tree_of(asked: Option<&str>, workspace: &Workspace, period: Period) -> Result<Tree, CannotRun> {
    match asked {
        Some(written) => Tree::from_id(written).ok_or_else(|| {
            CannotRun::new(format!(
                "Không có cây đơn vị «{written}»: chọn old (tỉnh – huyện – xã) hoặc new (tỉnh – xã)."
            ))
        }),
        None => Ok(workspace.settings.tree.unwrap_or_else(|| Tree::on(period.last_day()))),
    }
}
