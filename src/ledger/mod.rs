//! What happened: decisions that people gave, periods as they stood, and runs.
//!
//! | file | written | what it holds |
//! |---|---|---|
//! | `decisions.csv` | added to | what people answered: readable, sortable, mailable |
//! | `closed.csv` | added to | which periods were issued for good, by whom and when |
//! | `.tonghop/ledger.jsonl` | added to | one line a run: when, which period, what it saw for the first time (hash, sender, day, outcome), counts, how long it took |
//! | `.tonghop/periods/<period>` | replaced whole | the snapshot of a period: what it saw, its registrations, its exemplars, what changed |
//! | `.tonghop/files` | replaced whole | the sums of the files of the inbox: one that did not change is not opened again |
//! | `.tonghop/readings` | added to; written anew when half of it is out of use | what each file was read as, so that the next run reads only what is new |
//! | `.tonghop/workbooks` | likewise | workbooks that were made, by what they were made from: one that would be the same is taken over |
//! | `.tonghop/lock`, `holder` | | who works in the workspace |
//!
//! `.tonghop` may be deleted: that loses the story of past runs and no figure. Snapshots and readings are
//! found by what they were made from and made again where that is not the same, so that a run with them
//! and a run without them write the same bytes. What a kill leaves half-written is not found (a sum
//! stands before each), or is a line that nothing can be read from.

mod answers;
mod snapshot;
mod closings;
mod contradictions;
mod decisions;
mod files;
mod kept;
mod lines;
mod readings;
mod runs;
mod cache;

pub use answers::{
    ANSWER, AnsweredCell, CHOICES_SHEET, KIND_ID, NEW_UNIT, QUESTION_ID, REASON, STANDING, WrittenUnit,
    is_review_workbook, read_answers,
};
pub use cache::{Cache, CacheKey};
pub use closings::{Closing, append_closing, closed_periods};
pub use contradictions::refuse;
pub use decisions::{Choices, Decision, append_decisions, decision_lines, read_decisions, read_learnt};
pub use files::KnownFiles;
pub use lines::append_lines;
pub use readings::{KeptReading, Readings};
pub use runs::{Hold, RunLine, Seconds, SeenLine, append_run, held_by, hold, hold_when_free};
pub use snapshot::{Origin, PeriodState, QuotaFigure, Seen, Snapshot, SnapshotLine};
pub use snapshot::{read_origin, read_snapshot, write_snapshot, write_state};
