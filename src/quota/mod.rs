//! Plan × exemplars → tallies and eligibility; arrivals × duties → reporting rates; two states → changes.
//!
//! Judges what the rooms above have made; changes nothing of it.

mod results;
mod verdict;
mod award_questions;
mod merits;
mod eligibility;
mod change_words;
mod changes;
mod reconciliation;
#[cfg(test)]
mod boundary_tests;
#[cfg(test)]
mod eligibility_tests;
mod frames;
mod papers;
mod people;
mod reporting;
mod standing;
mod tally;
#[cfg(test)]
mod demand_tests;

pub use award_questions::Ask;
pub use change_words::references;
pub use changes::{Situation, changes, taken_back};
pub use eligibility::{EligibilityOutcome, Eligible, Standing, eligible, weigh};
pub use papers::papers;
pub use reconciliation::{
    BridgeStep, Cause, Correction, FileDifferences, Flow, PresentFile, QuotaChange, Reconciliation,
    SourcedSituation, StepKind,
};
pub use reporting::report;
pub use results::{
    Change, ChangeKind, MatrixRow, PaperLine, PaperState, QuotaStatus, Reporting, SendingState, Tally,
};
pub use tally::{Judged, judge};
pub use verdict::{EligibilityVerdict, Subject};
