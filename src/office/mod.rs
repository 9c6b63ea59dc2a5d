//! A workspace: opened, read, worked out period by period, published.
//!
//! ```text
//! host       what the library is told of the machine it runs on: program, clock, messages
//! settings   tonghop.toml
//! workspace  the folder of a plan: settings, units, plan, answers
//! answers    typed into review workbooks, written into decisions.csv
//! new_units  units that an answer names though no question offered them
//! inbox      what arrived: from the ledger where it was read before, else read anew
//! timeline   the plan's periods, each worked out from the one before
//! outcome    one period worked out and judged; held to the account of rows
//! reconcile  what was issued earlier, held against what is computed now
//! publish    its files written; what the ledger keeps of it
//! run        the main job: inbox → out/<period>/
//! ```
//!
//! What commands, tests and benches share. It prints nothing and reads neither clock nor environment:
//! its caller hands it a [`Host`].

mod answers;
mod conversion;
mod drafting;
mod dry_run;
mod host;
mod inbox;
mod new_units;
mod outcome;
mod publish;
mod reconcile;
mod run;
mod settings;
mod sources;
mod start;
mod timeline;
mod workspace;

pub use answers::{Recorded, held_answers, record_answers};
pub use conversion::{OtherForm, as_text, as_workbook, workbook, workbook_of_texts};
pub use drafting::{DraftedPlan, draft};
pub use dry_run::WouldChange;
pub use host::{CannotRun, Console, Host, Silent};
pub use inbox::{Inbox, read_inbox, reading_key};
pub use outcome::{Outcome, consolidate, nothing_is_lost};
pub use reconcile::LookedBack;
pub use run::{
    Finished, PublishedRun, Rechecked, Request, TriedRun, open_and_hold, parse_period, run, tree_of,
    usual_period,
};
pub use settings::{Settings, schema as settings_schema};
pub use sources::{PLAN, SETTINGS, WORKBOOK};
pub use start::{Started, start};
pub use timeline::{Arrived, Timeline, WorkedPeriod};
pub use workspace::{Workspace, dictionary, passwords, read_or_empty, settings, units};
