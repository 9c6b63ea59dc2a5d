//! `tonghop run`: the main job.

use crate::office::{self, CannotRun, Request};

use super::console::{Terminal, print};
use super::{ExitStatus, args, summary};

pub(super) fn run(args: &args::Run) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(args.quiet);
    let request = Request { period: args.period.as_deref(), tree: args.tree.as_deref() };
    let finished = office::run(&args.dir, &request, &terminal.host())?;
    let (workspace, outcome, out) = (&finished.workspace, &finished.outcome, &finished.out);
    if args.json {
        print(&summary::json(workspace, outcome, out));
    } else if !args.quiet {
        print(&summary::text(workspace, outcome, out));
    }
    let status =
        if summary::has_errors(&outcome.findings) { ExitStatus::Findings } else { ExitStatus::Clean };
    // The process ends here: to give back a million small pieces one by one is a tenth of a run.
    std::mem::forget(finished);
    Ok(status)
}
