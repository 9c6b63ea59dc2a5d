//! `tonghop run`: the main job. This file is its table of contents.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::iter::Either;
use rayon::prelude::*;

use crate::dedup::Deduplicated;
use crate::finding::{Code, Finding, Question};
use crate::intake::{self, Arrival, Attachment};
use crate::ledger::{
    self, Chapter, Figure, Files, Hold, Key, Reading, Readings, RunLine, Seconds, SeenLine, Shelf,
};
use crate::plan::{Period, Plan};
use crate::quota::{self, Judged, Reporting, Tally};
use crate::record::References;
use crate::registry::{self, Registry, Submission};
use crate::report::{self, Consolidation, Manifest};
use crate::units::{Tree, UnitBook, UnitCode};

use super::course::{Arrived, Course, Stage};
use super::workspace::Workspace;
use super::{ExitStatus, Stop, args, print, readers, say, say_if_unfenced, summary};

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
    let inbox = read_inbox(&workspace, &mut findings, args.quiet)?;
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

/// Reads every file of the inbox, in parallel: what was read before from the ledger, the rest anew;
/// the cells of each are gone before the next.
pub(super) fn read_inbox(
    workspace: &Workspace,
    findings: &mut Vec<Finding>,
    quiet: bool,
) -> Result<Inbox, Stop> {
    let inbox = workspace.dir.join("inbox");
    let ledger_folder = workspace.dir.join(".tonghop");
    let files = Files::open(&ledger_folder, jiff::Timestamp::now());
    let arrivals = intake::arrivals(&inbox)
        .map_err(|error| {
            Stop::new(format!(
                "Không mở được hộp thư đến «{}» ({error}). Tạo thư mục inbox và đặt các tệp đã nhận vào đó.",
                inbox.display()
            ))
        })?
        .note_into(findings);
    let contents: Vec<Option<Key>> = arrivals.par_iter().map(|arrival| files.content(arrival)).collect();
    if let Err(error) = files.keep(arrivals.iter().zip(&contents)) {
        say(&format!("Không ghi được .tonghop ({error}); lần sau mọi tệp sẽ được mở lại."));
    }
    let known = Readings::open(&ledger_folder);
    let (mut taken, unread): (Vec<Taken>, Vec<(Option<Key>, Arrival)>) =
        arrivals.into_par_iter().zip(contents).partition_map(|(arrival, content)| {
            let key = content.map(|content| reading_key(workspace, &arrival, content));
            let found = key.as_ref().and_then(|key| known.find(key, &workspace.decisions));
            match found {
                Some(submissions) => {
                    let sum = key.as_ref().and_then(|key| known.sum(key)).unwrap_or_default();
                    Either::Left(Taken { reading: None, sum, submissions })
                }
                None => Either::Right((key, arrival)),
            }
        });
    let bar = progress(unread.len(), quiet);
    let readers = readers();
    // Large enough to keep a reader busy, small enough to keep all processors so.
    let share = (unread.len() / (4 * rayon::current_num_threads())).clamp(1, 16);
    let read: Vec<Taken> = unread
        .par_chunks(share)
        .flat_map_iter(|share| {
            let (keys, arrivals): (Vec<_>, Vec<_>) = share.iter().cloned().unzip();
            keys.into_iter().zip(readers.open(&arrivals))
        })
        .flat_map_iter(|(key, attachments)| {
            bar.inc(1);
            [take(&attachments, key, workspace)]
        })
        .collect();
    bar.finish_and_clear();
    say_if_unfenced(&readers);
    let n_known = taken.len();
    taken.extend(read);
    let fresh: Vec<Reading> = taken.iter_mut().filter_map(|taken| taken.reading.take()).collect();
    if let Err(error) = known.keep(&fresh) {
        say(&format!("Không ghi được .tonghop ({error}); lần sau mọi tệp sẽ được đọc lại."));
    }
    let mut inbox = Inbox { arrived: Vec::new(), n_files: taken.len(), new: BTreeSet::new() };
    for (at, Taken { sum, submissions, .. }) in taken.into_iter().enumerate() {
        if n_known <= at {
            inbox.new.extend(submissions.iter().map(|submission| submission.source.clone()));
        }
        inbox.arrived.extend(submissions.into_iter().map(|submission| Arrived { submission, sum }));
    }
    Ok(inbox)
}

/// The inbox, read.
pub(super) struct Inbox {
    pub(super) arrived: Vec<Arrived>,
    pub(super) n_files: usize,
    /// The sources that were not read before.
    pub(super) new: BTreeSet<Arc<str>>,
}

/// What one file of the inbox said, and its reading where it is worth keeping.
struct Taken {
    reading: Option<Reading>,
    /// BLAKE3 of what it said.
    sum: [u8; 32],
    submissions: Vec<Submission>,
}

/// All that the reading of a file depends on, but for the answers of people; `content` is the BLAKE3 of its
/// bytes.
pub(super) fn reading_key(workspace: &Workspace, arrival: &Arrival, content: [u8; 32]) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&workspace.reading_base);
    hasher.update(&content);
    hasher.update(arrival.day().to_string().as_bytes());
    hasher.update(arrival.source.as_bytes());
    *hasher.finalize().as_bytes()
}

/// Makes out what one file of the inbox says; whatever happens costs that file only.
fn take(attachments: &[Attachment], key: Option<Key>, workspace: &Workspace) -> Taken {
    let decisions = workspace.decisions.noting();
    let references = References { decisions: &decisions, ..workspace.references() };
    let submissions: Vec<Submission> = attachments
        .iter()
        .map(|attachment| {
            let whole =
                AssertUnwindSafe(|| registry::submit(attachment, workspace.dictionary(), &references));
            catch_unwind(whole).unwrap_or_else(|_| {
                registry::submit(&attachment.crashed(), workspace.dictionary(), &references)
            })
        })
        .collect();
    let whole = Reading::of(key.unwrap_or_default(), &submissions, &decisions);
    let sum = whole.sum();
    // What broke a reader may be read another day, when the machine has more time or memory.
    let crashed = submissions
        .iter()
        .flat_map(|submission| &submission.findings)
        .any(|finding| matches!(finding.code, Code::FileCrashed | Code::FileTooLarge));
    let reading = key.filter(|_| !crashed).map(|_| whole);
    Taken { reading, sum, submissions }
}

fn progress(n_files: usize, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("Đọc tệp {bar:32} {pos}/{len}  còn {eta}");
    let bar = ProgressBar::new(u64::try_from(n_files).unwrap_or_default());
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
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
        say(&format!("Không ghi được .tonghop ({error}); lần sau mọi bảng tính sẽ được lập lại."));
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
        say(&format!("Không ghi được nhật ký .tonghop ({error}); kết quả vẫn đầy đủ."));
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
