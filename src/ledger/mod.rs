//! What happened: decisions that people gave, and runs; only ever added to.
//!
//! `decisions.csv` is a person's file: it can be read, sorted and mailed. `.tonghop/ledger.jsonl`
//! is the program's: deleting it loses the story of past runs and no figure. `.tonghop/readings` keeps what
//! each file was read as, so that the next run reads only what is new.

mod answers;
mod contradictions;
mod decisions;
mod kept;
mod readings;
mod runs;

pub use answers::{ANSWER, Answer, CHOICES_SHEET, QUESTION_ID, REASON, read_answers};
pub use contradictions::refuse;
pub use decisions::{Decision, append_decisions, decision_lines, read_decisions, read_learnt};
pub use readings::{Reading, ReadingKey, Readings, keep_readings};
pub use runs::{Hold, RunLine, append_run, hold};
