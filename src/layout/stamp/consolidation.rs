//! A consolidated workbook of this program that an office below sends up.
//!
//! Where it has the sheet of `tblDangKy`, that one is read, by the headers of its stamp: each registration that
//! counts there, or waits for an answer, is one here. Of a unit's workbook the list is read, its columns by
//! the stamp. The other sheets say the same in other forms.

use crate::finding::{Finding, Noted};
use crate::intake::{Attachment, Sheet, SheetRow};
use crate::text;

use super::super::asides;
use super::super::field::Field;
use super::super::map::{Column, MappedRow, MappedTable, Role, SheetKind, SheetMap};
use super::super::subject::ListSubject;
use super::Stamp;

/// The column of `tblDangKy` that says whether a registration counts.
const STATUS: &str = "status";
/// What it says of those that are read: the others stand in them, or were taken back.
const STANDING: [&str; 2] = ["counted", "pending"];
/// The sheet of a unit's workbook that lists its people.
const LIST: &str = "danh sách";

/// How the sheets of the workbook are read.
pub(in crate::layout) enum SheetReading {
    /// As this map says.
    Exact(Box<SheetMap>, Vec<Finding>),
    /// As a list whose columns mean what the stamp says.
    Named,
    /// Not at all: what it says, another sheet says.
    Left,
}

/// How a sheet of the workbook is read.
pub(in crate::layout) fn read(sheets: &[Sheet], sheet: &Sheet, stamp: &Stamp) -> SheetReading {
    match sheets.iter().find(|sheet| columns(sheet, stamp).is_some()) {
        Some(data) if std::ptr::eq(data, sheet) => match map(sheet, stamp) {
            Some(Noted { value, findings }) => SheetReading::Exact(Box::new(value), findings),
            None => SheetReading::Named,
        },
        Some(_) => SheetReading::Left,
        None if text::key(sheet.place.sheet_name()) == LIST => SheetReading::Named,
        None => SheetReading::Left,
    }
}

/// Gives the columns of a unit's list the meanings that the stamp gives their headers.
pub(in crate::layout) fn name_columns(map: &mut SheetMap, stamp: &Stamp) {
    for column in map.tables.iter_mut().flat_map(|table| &mut table.columns) {
        let header = text::key(&column.header);
        if let Some((field, _)) = stamp.columns.iter().find(|(_, own)| text::key(own) == header) {
            column.field = *field;
        }
    }
    map.question = None;
}

/// The workbook without the columns that only machines read, but for the code of the unit and the status.
pub(super) fn own(attachment: &Attachment, stamp: &Stamp) -> Attachment {
    let mut returned = attachment.clone();
    for sheet in &mut returned.sheets {
        let Some((_, columns)) = columns(sheet, stamp) else { continue };
        let ours: Vec<u16> = columns
            .iter()
            .filter(|column| column.field.is_none() && column.header != STATUS)
            .map(|column| column.col)
            .collect();
        for row in &mut sheet.rows {
            row.cells.retain(|cell| !ours.contains(&cell.col));
        }
    }
    returned
}

/// The header of `tblDangKy` and what its columns mean; none where the sheet has not all that is needed.
fn columns<'s>(sheet: &'s Sheet, stamp: &Stamp) -> Option<(&'s SheetRow, Vec<Column>)> {
    let header = sheet.rows.first()?;
    let columns: Vec<Column> = header
        .cells
        .iter()
        .filter_map(|cell| {
            let written = cell.value.shown();
            let (field, header) = stamp.columns.iter().find(|(_, header)| *header == written)?;
            Some(Column { col: cell.col, header: header.clone(), field: *field, confidence: 1.0 })
        })
        .collect();
    let has = |field: Field| columns.iter().any(|column| column.field == Some(field));
    let sure = has(Field::Name) && has(Field::UnitCode) && columns.iter().any(|it| it.header == STATUS);
    sure.then_some((header, columns))
}

fn map(sheet: &Sheet, stamp: &Stamp) -> Option<Noted<SheetMap>> {
    let (header, columns) = columns(sheet, stamp)?;
    let status = columns.iter().find(|column| column.header == STATUS)?.col;
    let role = |row: &SheetRow| {
        let status_shown = row.cell(status).map(|cell| cell.value.shown());
        match status_shown.as_deref() {
            _ if row.row == header.row => Role::Header,
            Some(status_shown) if STANDING.contains(&status_shown) => Role::Data,
            Some(_) => Role::Other,
            None if row.cells.is_empty() => Role::Blank,
            // Typed below or between the lines of the table.
            None => Role::Data,
        }
    };
    let rows = sheet.rows.iter().map(|row| MappedRow {
        row: row.row,
        role: role(row),
        confidence: 1.0,
        table_at: 0,
        sections: Vec::new(),
        continues: None,
    });
    let rows = rows.collect();
    let columns = columns
        .into_iter()
        .map(|column| Column { field: column.field.or(Some(Field::Ordinal)), ..column })
        .collect();
    let map = SheetMap {
        kind: SheetKind::List,
        rows,
        tables: vec![MappedTable::under(header.row, header.row, columns)],
        subject: ListSubject::Registration,
        confidence: 1.0,
        ..SheetMap::empty()
    };
    let findings = asides::findings(sheet, &map);
    Some(Noted::new(map, findings))
}
