//! Who is the same: registrations → exemplars with stable ids.
//!
//! Finds candidates, weighs the evidence of each pair, and joins, asks or keeps apart. Knows
//! nothing of quotas.

mod exemplar;

pub use exemplar::{Exemplar, ExemplarId};
