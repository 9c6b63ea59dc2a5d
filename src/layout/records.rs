//! The rows of a mapped sheet → its records: the cells of one registration, with what stands around them.

use crate::intake::{Cell, Sheet};

use super::areas::Areas;
use super::ditto;
use super::field::Field;
use super::map::{Column, Entry, FormValue, MappedRow, MappedTable, Outside, Record, Role, SheetMap, row_at};

impl SheetMap {
    /// The records of the sheet, in its order.
    pub fn records<'a>(&'a self, sheet: &'a Sheet) -> Vec<Record<'a>> {
        let areas = Areas::of(sheet);
        let mut records: Vec<Record<'a>> = Vec::new();
        for mapped in &self.rows {
            let Some(table) = self.tables.get(mapped.table_at) else { continue };
            let own_row = row_at(sheet, mapped.row);
            if mapped.role == Role::Data && !self.form.is_empty() {
                records.extend(self.people_of_form(sheet, mapped.row, table));
            } else if mapped.role == Role::Data {
                records.extend(self.records_of_row(sheet, &areas, mapped, table));
            } else if mapped.continues.is_some()
                && self.form.is_empty()
                && let Some(record) = records.last_mut()
                && let Some(own_row) = own_row
            {
                let is_entry = |cell: &Cell| cell.value.text().is_some() && table.has_column(cell.col);
                let entry = |column: &'a Column| {
                    let cell = own_row.cell(column.col).filter(|cell| is_entry(cell))?;
                    Some(Entry { row: own_row.row, column, cell })
                };
                record.entries.extend(table.columns.iter().filter_map(entry));
                let outside = own_row.cells.iter().filter(|cell| !is_entry(cell));
                record.outside.extend(outside.map(|cell| Outside {
                    row: own_row.row,
                    cell,
                    is_label: false,
                }));
            }
        }
        records
    }

    /// The records of a data row: one for each table abreast that names somebody there; where none does, the
    /// first, since the row counts as one. What none of them holds is told with the last.
    fn records_of_row<'a>(
        &'a self,
        sheet: &'a Sheet,
        areas: &Areas,
        mapped: &MappedRow,
        left: &'a MappedTable,
    ) -> Vec<Record<'a>> {
        let row = mapped.row;
        let abreast = self.tables.iter().skip(mapped.table_at).take(1 + left.beside);
        let sides = abreast.clone().enumerate().map(|(side, table)| {
            let mut entries = entries_of(sheet, areas, table, row);
            ditto::say_again(self, sheet, table, &mut entries);
            // A column that two tables claim is the left one's.
            if 0 < side {
                let taken = |col: u16| abreast.clone().take(side).any(|table| table.has_column(col));
                entries.retain(|entry| !taken(entry.column.col));
            }
            let sections = mapped.sections.iter().filter_map(|at| self.sections.get(*at));
            let sections = sections.map(String::as_str).collect();
            Record { row, table, side, sections, entries, outside: Vec::new() }
        });
        // The last rows of tables beside each other may be filled on one side only.
        let names = |record: &Record<'_>| {
            record.entries.iter().any(|entry| {
                entry.column.field.is_some_and(Field::names_somebody) && entry.cell.value.text().is_some()
            })
        };
        let mut records: Vec<Record<'a>> = sides.collect();
        let keeps_first = !records.iter().any(names);
        records.retain(|record| (keeps_first && record.side == 0) || names(record));
        let cells = row_at(sheet, row).map_or(&[][..], |own| own.cells.as_slice());
        let held = |col: u16| {
            records.iter().any(|record| record.table.has_column(col) && record.has_entry(row, col))
        };
        let outside: Vec<Outside<'a>> = cells
            .iter()
            .filter(|cell| !held(cell.col))
            .map(|cell| Outside { row, cell, is_label: ditto::is_ditto(cell) })
            .collect();
        if let Some(last) = records.last_mut() {
            last.outside = outside;
        }
        records
    }

    /// The people of a form. All that it says beside the answers of one of them is laid at the door of the
    /// first.
    fn people_of_form<'a>(&'a self, sheet: &'a Sheet, row: u32, table: &'a MappedTable) -> Vec<Record<'a>> {
        let n_people = self.form.iter().map(|answer| answer.person + 1).max().unwrap_or(0);
        let mut people: Vec<Record<'a>> = Vec::with_capacity(n_people);
        for side in 0..n_people {
            let answers = self.form.iter().filter(|answer| answer.person == side);
            let entry = |it: &'a FormValue| Entry { row: it.row, column: &it.column, cell: &it.cell };
            let entries = answers.map(entry).collect();
            people.push(Record { row, table, side, sections: Vec::new(), entries, outside: Vec::new() });
        }
        if let Some(first) = people.first_mut() {
            let cells =
                self.rows.iter().filter(|mapped| mapped.role == Role::Data || mapped.continues.is_some());
            for sheet_row in cells.filter_map(|mapped| row_at(sheet, mapped.row)) {
                let is_answer = |col: u16| {
                    self.form.iter().any(|answer| answer.row == sheet_row.row && answer.column.col == col)
                };
                let is_label = |col: u16| {
                    self.form.iter().any(|answer| answer.row == sheet_row.row && answer.label_col == col)
                        || self.form_labels.contains(&(sheet_row.row, col))
                };
                let others = sheet_row.cells.iter().filter(|cell| !is_answer(cell.col));
                first.outside.extend(others.map(|cell| Outside {
                    row: sheet_row.row,
                    cell,
                    is_label: is_label(cell.col),
                }));
            }
        }
        people
    }
}

/// The cells of a row under the columns of its table; a cell inside a merged area that began
/// higher up has the value of the area.
fn entries_of<'a>(sheet: &'a Sheet, areas: &Areas, table: &'a MappedTable, row: u32) -> Vec<Entry<'a>> {
    let below = row_at(sheet, row);
    let from_above = |col: u16| {
        let merge = areas.above(row, col).filter(|merge| table.last_header_row < merge.first_row)?;
        Some((merge.first_row, row_at(sheet, merge.first_row)?.cell(col)?))
    };
    let entry = |column: &'a Column| {
        let cell = below.and_then(|below| below.cell(column.col)).map(|cell| (row, cell));
        let (row, cell) = cell.or_else(|| from_above(column.col))?;
        Some(Entry { row, column, cell })
    };
    table.columns.iter().filter_map(entry).collect()
}
