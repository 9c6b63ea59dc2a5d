//! Plan × exemplars → tallies; arrivals × duties → reporting rates; two states → changes.
//!
//! Judges what the rooms above have made; changes nothing of it.

mod judged;

pub use judged::{Change, ChangeKind, MatrixRow, QuotaStatus, Reporting, Tally};
