//! A data file in the making, and what a spreadsheet could take for a formula.

use std::error::Error;
use std::io::Write;

use jiff::civil::Date;

use crate::units::UnitCode;

/// Where a file goes, line by line: the largest has a line for each registration.
pub(super) type DataOut<'o> = &'o mut dyn Write;

/// Whether a file is written, or why it is not.
pub(super) type TableWritten = Result<(), Box<dyn Error + Send + Sync>>;

/// Whether a spreadsheet that opens the file could take a text for a formula, or for one that is guarded by an
/// apostrophe already.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text of a data file without the apostrophe that guards it.
pub(crate) fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(text) if needs_guard(text) => text,
        _ => field,
    }
}

/// A file in the making: fields one by one, then the end of the line.
pub(super) struct CsvTable<'o> {
    out: csv::Writer<DataOut<'o>>,
}

impl<'o> CsvTable<'o> {
    pub(super) fn new(out: DataOut<'o>, columns: &[&str]) -> csv::Result<CsvTable<'o>> {
        out.write_all("\u{FEFF}".as_bytes())?;
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        out.write_record(columns)?;
        Ok(CsvTable { out })
    }

    pub(super) fn text(&mut self, text: &str) -> csv::Result<()> {
        if needs_guard(text) { self.out.write_field(format!("'{text}")) } else { self.out.write_field(text) }
    }

    pub(super) fn number(&mut self, number: Option<impl ToString>) -> csv::Result<()> {
        self.out.write_field(number.map_or_else(String::new, |number| number.to_string()))
    }

    pub(super) fn day(&mut self, day: Option<Date>) -> csv::Result<()> {
        self.number(day)
    }

    pub(super) fn code(&mut self, code: Option<&UnitCode>) -> csv::Result<()> {
        self.text(code.map_or("", UnitCode::as_str))
    }

    pub(super) fn list<'a>(&mut self, items: impl Iterator<Item = &'a str>) -> csv::Result<()> {
        self.text(&items.collect::<Vec<&str>>().join(";"))
    }

    pub(super) fn end(&mut self) -> csv::Result<()> {
        self.out.write_record(None::<&[u8]>)
    }

    pub(super) fn finish(mut self) -> TableWritten {
        Ok(self.out.flush()?)
    }
}
