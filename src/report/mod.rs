//! Everything → files: consolidated workbooks, reminders, data files, the manifest.
//!
//! The only room that names `rust_xlsxwriter`. Computes nothing: what stands in a workbook was
//! handed over in [`Consolidation`].

mod look;

pub use look::Look;

use crate::dedup::Exemplar;
use crate::finding::{Finding, Question};
use crate::plan::{Period, Plan};
use crate::quota::{Change, MatrixRow, Reporting, Tally};
use crate::registry::Registry;
use crate::units::{UnitBook, UnitCode};

/// All that a run found out, ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct Consolidation<'a> {
    /// The period that is reported.
    pub period: Period,
    /// The plan.
    pub plan: &'a Plan,
    /// The units.
    pub units: &'a UnitBook,
    /// How the office wants its documents to look.
    pub look: &'a Look,
    /// Registrations and where their rows stood.
    pub registry: &'a Registry,
    /// Exemplars, sorted by id.
    pub exemplars: &'a [Exemplar],
    /// For each registration of the registry, the exemplar it belongs to.
    pub exemplar_of: &'a [Option<usize>],
    /// One tally for each quota of the plan, in its order.
    pub tallies: &'a [Tally],
    /// One line for each unit that owes a list, in protocol order.
    pub reporting: &'a [Reporting],
    /// The matrix unit × movement × kind, sorted.
    pub matrix: &'a [MatrixRow],
    /// What changed against the period before, sorted.
    pub changes: &'a [Change],
    /// All findings, sorted.
    pub findings: &'a [Finding],
    /// All open questions, sorted.
    pub questions: &'a [Question],
    /// The unit a workbook is for: none for the issuing level as a whole.
    pub within: Option<&'a UnitCode>,
}
