//! Inbox → attachments → sheets of cells. The only room that names `calamine`.
//!
//! Contract: [`arrivals`] lists the inbox whole; [`open`] turns one arrival into attachments, one
//! for each file in it however deep it lies in zips and mails, and never panics. What could not be
//! read is an attachment too, with a finding that says why and what to do.
//!
//! [`Readers`] do the same in a sandbox, in processes of their own, where a file that makes a
//! library abort, loop or ask for terabytes costs itself only.
//!
//! Formats are recognised by content, never by extension. All sizes are bounded by [`Limits`]
//! before a library sees the bytes. Nothing here knows what a sheet is about, and nothing here is
//! parallel: the caller opens arrivals side by side.

// the inbox
mod arrival;
mod limits;
mod trouble;
mod passwords;
// what a file is, and what is in it
mod sniff;
mod nature;
mod containers;
// cells, whatever the format
mod sheet;
mod aside;
mod grid;
mod letters;
mod values;
mod formulas;
mod formats;
mod walk;
mod open;
// reading where it can do no harm
mod sandbox;

pub use arrival::{Arrival, FileStamp, arrivals, day_of_folders};
pub use aside::{Aside, Mark, MarkKind};
pub use formats::delimited::delimited_text;
pub use limits::Limits;
pub use open::{open, read_bytes};
pub use passwords::Passwords;
pub(crate) use sandbox::{In, Out};
pub use sandbox::{READER, Readers, serve};
pub use sheet::{Attachment, Cell, CellError, FileOutcome, Mail, Merge, Sheet, SheetRow, Text, Value};

#[cfg(test)]
#[expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says where"
)]
mod tests;
