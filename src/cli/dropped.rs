//! `tonghop <tệp, thư mục>`: what a file or folder that was dropped on the program's icon is for.
//!
//! Known by content, never by name: a workspace is run, a review workbook is decided and its workspace run, a
//! workbook with dashboard tables is fed, lists are checked and replied to.

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::feed;
use crate::ledger;
use crate::office::{self, CannotRun};
use crate::setup;

use super::args::{
    CheckArgs, Command, DecideArgs, DraftArgs, FeedArgs, InitArgs, PlanArgs, PlanForm, PlanTask, RunArgs,
};
use super::console::{Terminal, say};
use super::{help, inspect};

/// The files by which a workspace is known.
const PLANS: [&str; 2] = [office::PLAN, office::WORKBOOK];

/// The paths of a call that names no command, only things that are there.
pub(super) fn paths(args: &[OsString]) -> Option<Vec<PathBuf>> {
    let paths: Vec<PathBuf> = args.iter().skip(1).map(PathBuf::from).collect();
    let first = args.get(1)?;
    let is_command = help::command().get_subcommands().any(|command| *first == *command.get_name());
    let are_there = paths.iter().all(|path| path.exists());
    (are_there && !is_command).then_some(paths)
}

/// The commands that do what is meant.
pub(super) fn commands(paths: &[PathBuf]) -> Result<Vec<Command>, CannotRun> {
    if let [folder] = paths
        && folder.is_dir()
    {
        let command = if is_workspace(folder) { run(folder) } else { check(paths, folder, false) };
        return Ok(vec![command]);
    }
    let (mut boards, mut lists, mut commands) = (Vec::new(), Vec::new(), Vec::new());
    for path in paths {
        match of_file(path)? {
            Dropped::Plan(folder) => commands.push(run(&folder)),
            Dropped::Review => {
                let workspace = workspace_above(path);
                commands.push(decide(path, &workspace));
                commands.push(run(&workspace));
            }
            Dropped::Document => commands.push(draft(path)),
            Dropped::Dashboard => boards.push(path.clone()),
            Dropped::List => lists.push(path.clone()),
        }
    }
    if let Some(first) = boards.first() {
        let workspace = workspace_above(first);
        commands.push(Command::Feed(FeedArgs { files: boards, period: None, workspace, json: false }));
    }
    if let Some(first) = lists.first() {
        let beside = first.parent().unwrap_or(Path::new(".")).to_path_buf();
        commands.push(check(&lists, &beside, true));
    }
    Ok(commands)
}

/// What a file is for.
enum Dropped {
    /// A plan that was issued, for an office that has none here yet.
    Document,
    Plan(PathBuf),
    Review,
    Dashboard,
    List,
}

fn of_file(path: &Path) -> Result<Dropped, CannotRun> {
    let folder = path.parent().unwrap_or(Path::new("."));
    if path.file_name().is_some_and(|name| PLANS.iter().any(|plan| name == *plan)) {
        return Ok(Dropped::Plan(folder.to_path_buf()));
    }
    if path.is_dir() {
        return Ok(Dropped::List);
    }
    let has_no_plan = workspace_above(path) == Path::new(".") && !is_workspace(Path::new("."));
    let may_be_plan = has_no_plan && is_document(path);
    if may_be_plan && fs::read(path).is_ok_and(|bytes| setup::is_plan(&bytes)) {
        return Ok(Dropped::Document);
    }
    let attachments = inspect::read(&Terminal::new(true).host().readers(), path)?;
    // A document without a table holds no list: whatever its title, only a plan can be meant.
    if may_be_plan && attachments.iter().all(|attachment| attachment.sheets.is_empty()) {
        return Ok(Dropped::Document);
    }
    if attachments.iter().any(|attachment| ledger::is_review_workbook(&attachment.sheets)) {
        return Ok(Dropped::Review);
    }
    // Lists that this program consolidated have the tables too, and a stamp.
    let is_own =
        attachments.iter().any(|attachment| crate::layout::Stamp::read(&attachment.sheets).value.is_some());
    let has_tables = fs::read(path).is_ok_and(|bytes| feed::has_tables(&bytes));
    Ok(if has_tables && !is_own { Dropped::Dashboard } else { Dropped::List })
}

/// Whether a file is a document, which a plan may be drafted from.
fn is_document(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("docx" | "md" | "txt"))
}

fn draft(file: &Path) -> Command {
    let output = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let draft = DraftArgs { file: file.to_path_buf(), output: output.to_path_buf() };
    Command::Plan(PlanArgs {
        task: Some(PlanTask::Draft(draft)),
        dir: PathBuf::from("."),
        to: None,
        output: None,
    })
}

fn run(folder: &Path) -> Command {
    Command::Run(RunArgs { dir: folder.to_path_buf(), ..RunArgs::default() })
}

fn decide(file: &Path, workspace: &Path) -> Command {
    Command::Decide(DecideArgs {
        file: Some(file.to_path_buf()),
        undo: Vec::new(),
        reason: String::new(),
        workspace: workspace.to_path_buf(),
        by: String::new(),
    })
}

fn check(paths: &[PathBuf], beside: &Path, reply: bool) -> Command {
    Command::Check(CheckArgs {
        paths: paths.to_vec(),
        workspace: paths.first().map_or_else(|| PathBuf::from("."), |path| workspace_above(path)),
        json: false,
        reply,
        to: beside.to_path_buf(),
    })
}

/// What a start without any argument means: the workspace that it was started in is run; elsewhere it is said what
/// to do, and a workspace is made where somebody says for whom.
pub(super) fn bare() -> Result<Vec<Command>, CannotRun> {
    let here = Path::new(".");
    if is_workspace(here) {
        return Ok(vec![run(here)]);
    }
    let lines = "Thư mục này chưa có kế hoạch (ke-hoach.xlsx hoặc plan.toml).\n\
        - Có sẵn thư mục làm việc: kéo thả thư mục ấy vào biểu tượng tonghop.\n\
        - Chưa có: tonghop init ke-hoach --for \"Tỉnh …\" (hoặc xã, phường, sở) lập sổ ke-hoach.xlsx để điền.";
    if !io::stdin().is_terminal() {
        return Err(CannotRun::new(lines));
    }
    say(lines);
    say("Lập ngay ở đây cho đơn vị nào? Gõ tên, ví dụ «Xã Đồng Đăng, tỉnh Lạng Sơn»; nhấn Enter để thôi:");
    let mut place = String::new();
    io::stdin().read_line(&mut place)?;
    let place = place.trim();
    if place.is_empty() {
        return Ok(Vec::new());
    }
    let init =
        InitArgs { dir: here.to_path_buf(), like: None, place: Some(place.to_owned()), to: PlanForm::Xlsx };
    Ok(vec![Command::Init(init)])
}

fn is_workspace(folder: &Path) -> bool {
    PLANS.iter().any(|plan| folder.join(plan).is_file())
}

/// The nearest folder above that is a workspace; else where the program was started.
fn workspace_above(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let above = path.ancestors().skip(1).find(|folder| is_workspace(folder));
    above.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
