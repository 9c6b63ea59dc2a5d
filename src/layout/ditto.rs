//! Cells that only say "as above": `nt`, `như trên`, `"`.

use crate::intake::{Cell, Sheet, SheetRow};
use crate::text;

use super::field::Field;
use super::map::{Entry, MappedTable, Role, SheetMap, row_at};
use super::phrase;

/// How far above a cell that says "as above" may mean.
const DITTO_REACH: usize = 100;

/// Puts for each cell that only says "as above" what stands above it, in the nearest data row of the table
/// that says something itself.
pub(super) fn say_again<'a>(
    map: &'a SheetMap,
    sheet: &'a Sheet,
    table: &'a MappedTable,
    entries: &mut Vec<Entry<'a>>,
) {
    let Some(row) = entries.iter().find(|entry| is_ditto(entry.cell)).map(|entry| entry.row) else {
        return;
    };
    name_again(map, sheet, table, row, entries);
    for entry in entries.iter_mut().filter(|entry| is_ditto(entry.cell)) {
        if !entry.column.field.is_some_and(|field| field.names_somebody() || is_own_fact(field)) {
            let above = data_above(map, sheet, table, entry.row);
            let mut cells = above.filter_map(|above| Some((above.row, above.cell(entry.column.col)?)));
            if let Some((row, cell)) = cells.find(|(_, cell)| !is_ditto(cell)) {
                (entry.row, entry.cell) = (row, cell);
            }
        }
    }
}

/// "Như trên" under a name, beside a movement of its own, is the person above in that movement: with the
/// facts of the person that the row leaves out or calls the same. Without a movement it names nobody.
fn name_again<'a>(
    map: &'a SheetMap,
    sheet: &'a Sheet,
    table: &'a MappedTable,
    row: u32,
    entries: &mut Vec<Entry<'a>>,
) {
    let named = |entry: &Entry<'_>| entry.column.field.is_some_and(Field::names_somebody);
    let Some(name) = entries.iter().find(|entry| named(entry) && is_ditto(entry.cell)) else { return };
    let mut above = data_above(map, sheet, table, row);
    let meant = above.find(|above| above.cell(name.column.col).is_some_and(|cell| !is_ditto(cell)));
    let Some(meant) = meant else { return };
    let says = |entry: &Entry<'_>| {
        let above = meant.cell(entry.column.col).map(|cell| text::key(&cell.value.shown()));
        let key = text::key(&entry.cell.value.shown());
        (!is_ditto(entry.cell)).then(|| above.as_deref() == Some(key.as_str()))
    };
    let in_movement =
        entries.iter().any(|entry| entry.column.field == Some(Field::Movement) && says(entry) == Some(false));
    // Of another year, it is another person, whose name the sheet does not say.
    let another = entries.iter().any(|entry| {
        entry.column.field.is_some_and(is_of_one_person)
            && meant.cell(entry.column.col).is_some()
            && says(entry) == Some(false)
    });
    if !in_movement || another {
        return;
    }
    for column in &table.columns {
        let Some(cell) = meant.cell(column.col) else { continue };
        let of_person = |field: Field| {
            field.names_somebody()
                || is_of_one_person(field)
                || matches!(
                    field,
                    Field::Gender
                        | Field::Age
                        | Field::Honorific
                        | Field::Position
                        | Field::PositionWorkplace
                        | Field::Workplace
                        | Field::Address
                        | Field::Ethnicity
                )
        };
        if !column.field.is_some_and(of_person) {
            continue;
        }
        match entries.iter_mut().find(|entry| entry.column.col == column.col) {
            Some(entry) if is_ditto(entry.cell) => (entry.row, entry.cell) = (meant.row, cell),
            Some(_) => {}
            None => entries.push(Entry { row: meant.row, column, cell }),
        }
    }
    entries.sort_by_key(|entry| entry.column.col);
}

/// The data rows of a table above a row, the nearest first.
fn data_above<'a>(
    map: &'a SheetMap,
    sheet: &'a Sheet,
    table: &'a MappedTable,
    row: u32,
) -> impl Iterator<Item = &'a SheetRow> {
    let above = map.rows.partition_point(|mapped| mapped.row < row);
    let above = map.rows.get(..above).unwrap_or_default().iter().rev().take(DITTO_REACH);
    let above = above.take_while(|mapped| table.last_header_row < mapped.row);
    above.filter(|mapped| mapped.role == Role::Data).filter_map(|mapped| row_at(sheet, mapped.row))
}

/// Whether a cell only says "as above".
pub(super) fn is_ditto(cell: &Cell) -> bool {
    cell.value.text().is_some_and(phrase::says_as_above)
}

/// What nobody shares with the row above by chance: "as above" under it needs the same person.
fn is_own_fact(field: Field) -> bool {
    field == Field::Ordinal || is_of_one_person(field)
}

/// A birth, an identity: of another one, it is another person.
fn is_of_one_person(field: Field) -> bool {
    matches!(
        field,
        Field::BirthDate | Field::BirthYear | Field::BirthMale | Field::BirthFemale | Field::IdentityNumber
    )
}
