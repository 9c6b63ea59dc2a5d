//! The door: arguments, clock, folders, progress, printing, exit status.
//!
//! Results go to stdout, progress and messages to stderr. Texts are Vietnamese.

mod args;
mod check;
mod close;
mod convert;
mod convert_files;
mod console;
mod decide;
mod dropped;
mod diff;
mod feed;
mod help;
mod init;
mod inspect;
mod manual;
mod plan;
mod run;
mod sameness;
mod summary;
mod template;
mod trace;
mod units;
mod who;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::intake;
use crate::office::CannotRun;

use args::Command;
use console::{print_whole, say};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExitStatus {
    /// Done, and nothing has to be mended.
    Clean,
    /// Done, with findings of severity *error*.
    Findings,
    /// Could not run.
    Failed,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        match status {
            ExitStatus::Clean => ExitCode::SUCCESS,
            ExitStatus::Findings => ExitCode::from(1),
            ExitStatus::Failed => ExitCode::from(2),
        }
    }
}

/// Runs the program with the arguments it was started with.
pub fn main() -> ExitCode {
    // A panic while one file is read costs that file; its report is a finding, not a trace.
    std::panic::set_hook(Box::new(|_| {}));
    if std::env::args_os().nth(1).is_some_and(|first| first == intake::READER) {
        // Started by another of its kind to read files for it.
        let served = intake::serve(io::stdin(), io::stdout());
        return if served.is_ok() { ExitStatus::Clean.into() } else { ExitStatus::Failed.into() };
    }
    let given: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let started_bare = given.len() == 1;
    let paths = dropped::paths(&given);
    if started_bare || paths.is_some() {
        let status = guarded(|| {
            let commands = paths.map_or_else(dropped::bare, |paths| dropped::commands(&paths))?;
            let mut status = ExitStatus::Clean;
            for command in commands {
                status = dispatch(command)?;
            }
            Ok(status)
        });
        if cfg!(windows) && io::stdin().is_terminal() {
            wait_for_key();
        }
        return status.into();
    }
    let args = match help::parse(given.into_iter()) {
        Ok(args) => args,
        Err(answer) => {
            answer.print();
            // Help and version are answers; anything else is a call that cannot run.
            let is_refused = matches!(answer, help::HelpOrRefusal::Refused(_));
            return if is_refused { ExitStatus::Failed.into() } else { ExitCode::SUCCESS };
        }
    };
    guarded(|| dispatch(args.command.unwrap_or_default())).into()
}

/// Does the work; what keeps it from being done is said.
fn guarded(work: impl FnOnce() -> Result<ExitStatus, CannotRun> + std::panic::UnwindSafe) -> ExitStatus {
    match std::panic::catch_unwind(work) {
        Ok(Ok(status)) => status,
        Ok(Err(CannotRun(reason))) => {
            say(&format!("Không chạy được. {reason}"));
            ExitStatus::Failed
        }
        Err(_) => {
            say(
                "Chương trình gặp lỗi bên trong và đã dừng; kết quả cũ vẫn còn nguyên. Xin gửi tệp đang xử lý cho người bảo trì.",
            );
            ExitStatus::Failed
        }
    }
}

fn dispatch(command: Command) -> Result<ExitStatus, CannotRun> {
    match command {
        Command::Run(run) => run::run(&run),
        Command::Check(check) => check::check(&check),
        Command::Inspect(inspect) => inspect::inspect(&inspect),
        Command::Close(close) => close::close(&close),
        Command::Decide(decide) => decide::decide(&decide),
        Command::Template(template) => template::template(&template),
        Command::Feed(feed) => feed::feed(&feed),
        Command::Diff(diff) => diff::diff(&diff),
        Command::Trace(trace) => trace::trace(&trace),
        Command::Plan(plan) => plan::plan(&plan),
        Command::Init(init) => init::init(&init),
        Command::Units(units) => units::units(&units),
        Command::Sameness(sameness) => sameness::sameness(&sameness),
        Command::Convert(convert) => convert::convert(&convert),
        Command::Manual(manual) => manual::manual(&manual),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut help::command(), "tonghop", &mut script);
            print_whole(&script);
            Ok(ExitStatus::Clean)
        }
        Command::Man => {
            let page = clap_mangen::Man::new(help::command());
            let mut whole = Vec::new();
            page.render(&mut whole)?;
            print_whole(&whole);
            Ok(ExitStatus::Clean)
        }
    }
}

fn wait_for_key() {
    say("Nhấn Enter để đóng cửa sổ này.");
    let mut line = String::new();
    let _ = io::stdin().read_line(&mut line);
}
