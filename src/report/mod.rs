//! Everything → files: consolidated workbooks, reminders, data files, the manifest.
//!
//! ```text
//! publish    all files of a period
//! folder     their place, replaced whole or not at all
//! kept       what people put there or edited stays
//! issued     a period as it was issued, read back from its folder
//! manifest   which program made what out of what; counts in = counts out
//! data       CSV files for machines (over csv_table, plan_data)
//! part       what one workbook shows: everything, or one unit's share
//! workbook   which workbooks there are and which sheets stand in each
//!   summary (over matrix) charts (over figures) quotas list undecided progress agenda changes sources   the sheets to print
//!   live               counts over these tables that follow what is edited there
//!   tables             the Excel tables dashboards build on
//!   reminders (over reminder, letter) review reply   workbooks of their own
//! drafts     mails that carry a reminder or a reply (over mail_template, letter)
//! template   registration workbooks to send out
//! entry_book any other workbook that people fill in: columns, lists, checks, examples, guide
//! plain      sheets as they were read, as a new workbook without their looks
//! map        sheets as they were understood, in colours
//! row_stream lines by the thousand, put into a sheet by `finish`: the bytes of a workbook
//! page       one printed sheet from the top down, in the look of Nghị định 30/2020/NĐ-CP
//! style      the faces of cells      measure   how wide a text prints      look   the office
//! value      what a cell of a line holds, and its XML
//! ```
//!
//! The only room that names `rust_xlsxwriter`. Computes nothing: what stands in a workbook was
//! handed over in [`Consolidation`]. Sums are formulas of Excel; the values they carry are added up
//! from the same tallies. Reads no clock: days are counted to the end of the period, and documents
//! are dated by it.

mod agenda;
mod by_unit;
mod changes;
mod charts;
pub(crate) mod csv_table;
mod data;
mod differences;
mod drafts;
mod eligible;
mod entry_book;
mod figures;
mod findings_sheet;
mod finish;
mod folder;
mod front;
mod groups;
mod issued;
mod held;
mod kept;
mod letter;
mod letterhead;
mod list;
mod live;
mod look;
mod mail_template;
mod manifest;
mod map;
mod matrix;
mod namesakes;
pub(crate) mod measure;
mod page;
mod part;
mod plain;
mod plan_data;
mod progress;
mod publish;
mod quota_data;
mod quotas;
mod reminder;
mod reminders;
mod reply;
mod review;
mod row_stream;
mod sheet_names;
mod sources;
mod style;
mod summary;
pub(crate) mod tables;
mod template;
mod undecided;
pub(crate) mod value;
mod workbook;

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
#[path = "../../tests/support/office.rs"]
mod invented;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests;

pub use entry_book::{
    EntryBook, EntryCheck, EntryColumn, EntryRow, EntryShape, EntrySheet, EntryValue, entry_book,
};
pub use folder::{Kept, PublishError, Published, WrittenFile, put_file, recover};
pub use held::{held_files, held_for_long};
pub use issued::{Issued, IssuedManifest};
pub use kept::published_hashes;
pub use look::{Colour, Contact, LevelLook, ListColumn, Look, Order};
pub use mail_template::MailTemplate;
pub use manifest::{Gone, Manifest};
pub use map::draw_map;
pub use plain::unicode_workbook;
pub use publish::publish;
pub use template::{TemplateFor, template};
pub use workbook::replies;

use crate::dedup::Exemplar;
use crate::finding::{Finding, Question};
use crate::ledger::Readings;
use crate::plan::{Period, Plan};
use crate::quota::{Change, MatrixRow, PaperLine, Reconciliation, Reporting, Standing, Tally};
use crate::registry::Registry;
use crate::units::{Tree, UnitBook, UnitCode};

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
    /// Where the cells of lists are that the registry does not hold.
    pub readings: &'a Readings,
    /// Exemplars, sorted by id.
    pub exemplars: &'a [Exemplar],
    /// For each registration of the registry, the exemplar it belongs to.
    pub exemplar_of: &'a [Option<usize>],
    /// One tally for each quota of the plan, in its order.
    pub tallies: &'a [Tally],
    /// One line for each unit that owes a list, in protocol order.
    pub reporting: &'a [Reporting],
    /// The papers that the plan calls in, by due and unit.
    pub papers: &'a [PaperLine],
    /// The tree of places that workbooks follow.
    pub tree: Tree,
    /// The matrix unit × movement × kind, sorted; its units are those of the tree.
    pub matrix: &'a [MatrixRow],
    /// How the counted registrations stand before the plan's rules, by exemplar.
    pub eligibility: &'a [Standing],
    /// What changed against the period before, sorted.
    pub changes: &'a [Change],
    /// The way from the figure of the period before to this one's; none where nothing was there before.
    pub reconciliation: Option<&'a Reconciliation>,
    /// All findings, sorted.
    pub findings: &'a [Finding],
    /// All open questions, sorted.
    pub questions: &'a [Question],
    /// The unit a workbook is for: none for the issuing level as a whole.
    pub within: Option<&'a UnitCode>,
}
