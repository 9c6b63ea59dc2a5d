//! Inbox → attachments → sheets of cells. The only room that names `calamine`.
//!
//! Formats are recognised by content, never by extension. Nothing here knows what a sheet is about.

mod sheet;

pub use sheet::{Attachment, Cell, Mail, Merge, Outcome, Sheet, SheetRow, Text, Value};
