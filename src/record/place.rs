//! Where the cells of a record's fields stand.

use crate::finding::Place;
use crate::layout::{Field, Record};

use super::List;

/// The cell in which the name stands, or would; in the record's own row, which is what tells two
/// records under one merged name apart.
pub(super) fn of_name(list: &List<'_>, record: &Record<'_>) -> Place {
    let fields = [Field::Name, Field::CollectiveName, Field::Practice, Field::FamilyName, Field::GivenName];
    let mut fields = fields.into_iter().filter(|field| record.cell(*field).is_some());
    match cell(record, fields.next().unwrap_or(Field::Name)) {
        Some((_, col)) => list.sheet.place.at_cell(record.row, col),
        None => list.sheet.place.at_row(record.row),
    }
}

/// The cell of a field, filled or blank; the row where its table has no such column.
pub(super) fn of_field(list: &List<'_>, record: &Record<'_>, field: Field) -> Place {
    match cell(record, field) {
        Some((row, col)) => list.sheet.place.at_cell(row, col),
        None => list.sheet.place.at_row(record.row),
    }
}

/// Row and column of a field.
pub(super) fn cell(record: &Record<'_>, field: Field) -> Option<(u32, u16)> {
    let filled = record.of(field).next().map(|entry| (entry.row, entry.column.col));
    // A cell left blank under its column is where the answer has to be written.
    let mut columns = record.table.columns.iter().filter(|column| column.field == Some(field));
    filled.or_else(|| columns.next().map(|column| (record.row, column.col)))
}
