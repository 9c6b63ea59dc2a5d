//! The registry: all registrations that are held, and the lists that brought them.
//!
//! Decides what a list sent again does to the one before. Compares lists, not people.

mod account;

pub use account::{SheetAccount, SheetOutcome};

use crate::finding::{Finding, Question};
use crate::record::Registration;

/// All registrations, in the order of source, sheet and row.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    /// The registrations.
    pub registrations: Vec<Registration>,
    /// One account per sheet read, and one per file that gave no sheet.
    pub accounts: Vec<SheetAccount>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What has to be asked.
    pub questions: Vec<Question>,
}
