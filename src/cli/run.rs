//! `tonghop run`: the main job. This file is its table of contents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crate::dedup::Deduplicated;
use crate::finding::{Finding, Question, reason};
use crate::ledger::{self, Chapter, Figure, Hold, RunLine, Seconds, SeenLine, Shelf};
use crate::plan::{Period, Plan};
use crate::quota::{self, Judged, Reporting, Tally};
use crate::registry::Registry;
use crate::report::{self, Consolidation, Manifest};
use crate::units::{Tree, UnitBook, UnitCode};

use super::course::{Course, Stage};
use super::workspace::Workspace;
use super::{ExitStatus, Stop, args, inbox, print, say, summary};

/// What a run found out.
pub(super) struct State {
    pub(super) period: Period,
    pub(super) tree: Tree,
    pub(super) registry: Registry,
    pub(super) found: Deduplicated,
    pub(super) judged: Judged,
    pub(super) reporting: Vec<Reporting>,
    pub(super) eligibility: Vec<quota::Standing>,
    pub(super) changes: Vec<quota::Change>,
    pub(super) findings: Vec<Finding>,
    pub(super) questions: Vec<Question>,
}

pub(super) fn run(args: &args::Run) -> Result<ExitStatus, Stop> {
    let mut watch = Watch::start();
    // While folders are listed, a processor has nothing to do. Whatever comes of it, nobody waits for it.
    std::thread::spawn(UnitBook::prepare);
    let (workspace, _held) = open_and_hold(&args.dir)?;
    let mut findings = workspace.findings.clone();
    let inbox = inbox::read_inbox(&workspace, &mut findings, args.quiet)?;
    let (n_files, new) = (inbox.n_files, inbox.new);
    let mut course = Course::of(&workspace, inbox.arrived);
    let period = period(args, &workspace, &course)?;
    let tree = tree(args.tree.as_deref(), &workspace, period)?;
    let read = watch.lap();
    let stage = course.work_out_last(period);
    let (state, chapter) = consolidate(&workspace, stage, (period, tree), findings)?;
    nothing_is_lost(&state)?;
    let decide = watch.lap();
    let out = workspace.dir.join("out");
    let (published, ()) = rayon::join(|| publish(&workspace, &state, &out), || course.keep(period, &chapter));
    published?;
    let seconds = Seconds { read, decide, write: watch.lap() };
    remember(&workspace, &state, (n_files, &new), seconds);
    if args.json {
        print(&summary::json(&workspace, &state, &out));
    } else if !args.quiet {
        print(&summary::text(&workspace, &state, &out));
    }
    let status = if summary::has_errors(&state.findings) { ExitStatus::Findings } else { ExitStatus::Clean };
    // The process ends here: to give back a million small pieces one by one is a tenth of a run.
    std::mem::forget((workspace, state, chapter));
    Ok(status)
}

/// The clock that says how long each part of a run took.
struct Watch(Instant);

impl Watch {
    fn start() -> Watch {
        Watch(Instant::now())
    }

    /// Seconds since the last time it was asked.
    fn lap(&mut self) -> f64 {
        let now = Instant::now();
        let seconds = now.duration_since(self.0).as_secs_f64();
        self.0 = now;
        seconds
    }
}

/// Opens a workspace and holds it, so that two runs do not work in it at once; waits for another one to
/// end, and then sees what that one left.
pub(super) fn open_and_hold(dir: &Path) -> Result<(Workspace, Hold), Stop> {
    let workspace = Workspace::open(dir)?;
    let folder = workspace.dir.join(".tonghop");
    let who = format!("tiến trình {}, bắt đầu {}", std::process::id(), clock());
    if let Some(hold) = ledger::hold(&folder, &who)? {
        return Ok((workspace, hold));
    }
    say(&format!(
        "Một lượt chạy khác đang làm việc trong thư mục này ({}). Đang đợi lượt đó xong; nhấn Ctrl-C để thôi.",
        ledger::held_by(&folder)
    ));
    let hold = ledger::hold_when_free(&folder, &who)?;
    Ok((Workspace::open(dir)?, hold))
}

/// The period that was asked for, that of the settings, or that of the newest arrival; it ends on the office's
/// cut-off day.
fn period(args: &args::Run, workspace: &Workspace, course: &Course<'_>) -> Result<Period, Stop> {
    match &args.period {
        Some(written) => parsed_period(workspace, written),
        None => Ok(usual_period(workspace, course)),
    }
}

/// A period as people write it.
pub(super) fn parsed_period(workspace: &Workspace, written: &str) -> Result<Period, Stop> {
    Period::parse(written)
        .map(|period| period.closing(workspace.plan.cut_off_day))
        .ok_or_else(|| Stop::new(format!("Kỳ «{written}» không đúng dạng năm-tháng, ví dụ 2024-06.")))
}

/// The period of the settings, or that of the newest arrival.
pub(super) fn usual_period(workspace: &Workspace, course: &Course<'_>) -> Period {
    let newest = || course.newest().unwrap_or(workspace.plan.period_of(workspace.plan.from));
    let of_settings = workspace.settings.period.map(|period| period.closing(workspace.plan.cut_off_day));
    of_settings.unwrap_or_else(newest)
}

/// The tree of places that was asked for, that of the settings, or that of the period's last day.
pub(super) fn tree(asked: Option<&str>, workspace: &Workspace, period: Period) -> Result<Tree, Stop> {
    match asked {
        Some(written) => Tree::from_id(written).ok_or_else(|| {
            Stop::new(format!(
                "Không có cây đơn vị «{written}»: chọn old (tỉnh – huyện – xã) hoặc new (tỉnh – xã)."
            ))
        }),
        None => Ok(workspace.settings.tree.unwrap_or_else(|| Tree::on(period.last_day()))),
    }
}

/// Registry → exemplars → tallies, at the end of a period, held against the one before; with what the
/// ledger keeps of it.
pub(super) fn consolidate(
    workspace: &Workspace,
    stage: Stage,
    (period, tree): (Period, Tree),
    mut findings: Vec<Finding>,
) -> Result<(State, Chapter), Stop> {
    let (plan, units) = (&workspace.plan, &workspace.units);
    let until = period.last_day();
    let (registry, found) = (&stage.registry, &stage.found);

    let judged = quota::judge(plan, "plan.toml", &found.exemplars, registry, units, tree)
        .map_err(|error| Stop::new(format!("Lỗi khi đếm chỉ tiêu: {error}")))?;
    let (reporting, reminders) = quota::report(plan, &workspace.dues, until, registry, units);
    let eligible = quota::eligible(plan, &found.exemplars, registry, &workspace.decisions);

    findings.extend(registry.findings.iter().cloned());
    findings.extend(found.findings.iter().cloned());
    findings.extend(judged.findings.iter().cloned());
    findings.extend(eligible.findings);
    findings.extend(reminders);
    let mut questions: Vec<Question> = registry.questions.iter().chain(&found.questions).cloned().collect();
    questions.extend(eligible.questions);
    registry.explain(&mut findings, &mut questions);
    registry.accept(&mut findings, &workspace.decisions);
    Finding::sort(&mut findings);
    let chapter = stage.chapter(figures(plan, &judged));
    let Stage { registry, found, changes, .. } = stage;
    let eligibility = eligible.standings;
    let state =
        State { period, tree, registry, found, judged, reporting, eligibility, changes, findings, questions };
    Ok((state, chapter))
}

/// The quotas and how they stand, for the ledger.
fn figures(plan: &Plan, judged: &Judged) -> Vec<Figure> {
    let figure = |tally: &Tally| {
        let quota = plan.quotas.get(tally.quota_at)?;
        Some(Figure { quota: quota.id(), required: quota.at_least, registered: tally.registered })
    };
    judged.tallies.iter().filter_map(figure).collect()
}

/// Rows in = dispositions out, registrations = rows of role data; else nothing is published.
fn nothing_is_lost(state: &State) -> Result<(), Stop> {
    let accounts = &state.registry.accounts;
    if let Some(account) = accounts.iter().find(|account| !account.balances()) {
        return Err(Stop::new(format!(
            "Số dòng của «{}» không khớp; không công bố kết quả. Xin gửi tệp này cho người bảo trì.",
            account.place
        )));
    }
    let data: u64 = accounts.iter().map(|account| u64::from(account.data)).sum();
    let registrations = state.registry.registered_rows();
    if data != u64::try_from(registrations).unwrap_or(u64::MAX) {
        return Err(Stop::new(format!(
            "Đọc được {data} dòng đăng ký nhưng có {registrations} đăng ký; không công bố kết quả."
        )));
    }
    Ok(())
}

fn publish(workspace: &Workspace, state: &State, out: &Path) -> Result<(), Stop> {
    let consolidation = Consolidation {
        period: state.period,
        plan: &workspace.plan,
        units: &workspace.units,
        look: &workspace.settings.look,
        registry: &state.registry,
        exemplars: &state.found.exemplars,
        exemplar_of: &state.found.exemplar_of,
        tallies: &state.judged.tallies,
        reporting: &state.reporting,
        tree: state.tree,
        matrix: &state.judged.matrix,
        eligibility: &state.eligibility,
        changes: &state.changes,
        findings: &state.findings,
        questions: &state.questions,
        within: None,
    };
    let inputs: Vec<(String, String)> = state
        .registry
        .inputs()
        .into_iter()
        .map(|(source, hash)| (source.to_string(), hash.to_owned()))
        .collect();
    let manifest = Manifest {
        version: env!("CARGO_PKG_VERSION"),
        program: workspace.program,
        settings_hash: &workspace.settings_hash,
        plan_hash: &workspace.plan_hash,
        inputs: &inputs,
    };
    let made = Shelf::open(workspace.dir.join(".tonghop").join("workbooks"));
    report::publish(out, &consolidation, &manifest, &made).map_err(|error| Stop::new(error.to_string()))?;
    if let Err(error) = made.close() {
        say(&format!("Không ghi được .tonghop ({}); lần sau mọi bảng tính sẽ được lập lại.", reason(&error)));
    }
    Ok(())
}

/// Tells the ledger; a ledger that cannot be written is said and costs nothing else.
fn remember(
    workspace: &Workspace,
    state: &State,
    (n_files, new): (usize, &BTreeSet<Arc<str>>),
    seconds: Seconds,
) {
    let accounts = state.registry.accounts.iter();
    let saw = accounts.filter(|account| new.contains(&account.place.source)).map(|account| SeenLine {
        source: &account.place.source,
        sheet: account.place.sheet_name(),
        hash: &account.hash,
        sender: account.sender.as_ref().map(UnitCode::as_str),
        received: account.received.to_string(),
        outcome: account.outcome.id(),
    });
    let line = RunLine {
        at: now(),
        version: env!("CARGO_PKG_VERSION"),
        period: state.period.to_string(),
        files: n_files,
        saw: saw.collect(),
        registrations: state.registry.registrations.len(),
        exemplars: state.found.exemplars.len(),
        questions: state.questions.len(),
        seconds,
    };
    if let Err(error) = ledger::append_run(&workspace.dir.join(".tonghop"), &line) {
        say(&format!("Không ghi được nhật ký .tonghop ({}); kết quả vẫn đầy đủ.", reason(&error)));
    }
}

/// The clock, in UTC.
fn now() -> String {
    jiff::Timestamp::now().to_string()
}

/// The clock in Vietnam, for people.
fn clock() -> String {
    let here = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7)));
    here.strftime("%H:%M ngày %d/%m/%Y").to_string()
}
