//! `tonghop run`: the main job.

use crate::office::{self, CannotRun, Finished, Request};

use super::console::{Terminal, print};
use super::{ExitStatus, args, summary};

pub(super) fn run(args: &args::RunArgs) -> Result<ExitStatus, CannotRun> {
    let terminal = Terminal::new(args.quiet);
    let request =
        Request { period: args.period.as_deref(), tree: args.tree.as_deref(), dry_run: args.dry_run };
    let finished = office::run(&args.dir, &request, &terminal.host())?;
    let findings = match &finished {
        Finished::Published(published) => {
            let (workspace, outcome, out) = (&published.workspace, &published.outcome, &published.out);
            if args.json {
                print(&summary::json(workspace, outcome, out));
            } else if !args.quiet {
                print(&summary::text(workspace, outcome, out));
            }
            &outcome.findings
        }
        Finished::Tried(tried) => {
            print(&if args.json { summary::tried_json(tried) } else { summary::tried_text(tried) });
            &tried.outcome.findings
        }
        Finished::Closed(rechecked) => {
            if args.json {
                print(&summary::closed_json(rechecked));
            } else if !args.quiet {
                print(&summary::closed_text(rechecked));
            }
            &rechecked.findings
        }
    };
    let status = if summary::has_errors(findings) { ExitStatus::Findings } else { ExitStatus::Clean };
    // The process ends here: to give back a million small pieces one by one is a tenth of a run.
    std::mem::forget(finished);
    Ok(status)
}
