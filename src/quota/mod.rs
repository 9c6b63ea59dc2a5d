//! Plan × exemplars → tallies and eligibility; arrivals × duties → reporting rates; two states → changes.
//!
//! Judges what the rooms above have made; changes nothing of it.

mod asked;
mod changed;
mod changes;
mod eligibility;
#[cfg(test)]
mod boundary_tests;
#[cfg(test)]
mod eligibility_tests;
mod frames;
mod judged;
mod merits;
mod reporting;
mod tally;

pub use asked::Ask;
pub use changes::{Situation, changes, taken_back};
pub use eligibility::{Eligible, Outcome, Standing, Subject, Verdict, eligible, weigh};
pub use judged::{Change, ChangeKind, MatrixRow, QuotaStatus, Reporting, Tally};
pub use reporting::report;
pub use tally::{Judged, judge};
