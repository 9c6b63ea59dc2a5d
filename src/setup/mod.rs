//! `ke-hoach.xlsx`: plan, units and settings as one workbook, which an officer edits.
//!
//! One reader of plans stays the owner of what a plan means. The workbook is read into the text that `plan.toml`
//! would hold, together with the cell that each of its parts came from ([`crate::finding::SourceText`]); what the
//! plan's reader says of a part is told at that cell, in the words of its header. So whatever `plan.toml` can say
//! the workbook can say, and what has no column of its own stands in the sheet *Khác*. The same for settings and
//! units.
//!
//! [`read()`] knows sheets and headers by their names, wherever they stand. [`fill()`] goes the other way.
//! `form` is the one list of sheets, columns and their explanations.

mod words;
mod form;
mod doc;
mod cells;
mod find;
mod gathered;
mod rows;
mod merits;
mod other;
mod units;
mod read;
mod sheets;
mod fill;
mod draft;

pub use draft::{PlanDraft, draft, is_plan};
pub use fill::{ToFill, fill};
pub use read::{SetupBook, beside, in_headers, read};
