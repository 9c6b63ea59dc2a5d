//! Every sample with its header spoiled, as senders do: what is then read wrong must be asked about.
//!
//! A spoiling is chosen by a seed; a reading is wrong where a row, a name or a unit differs from
//! that of the sample as it is. Silent is a wrong reading with neither a question nor a finding.

use std::fmt::Write;

use tonghop::intake::{Sheet, SheetRow, Text, Value};
use tonghop::layout::{self, Column, Dictionary, Field, MappedTable, Record, SheetMap};

use super::chance::Chance;
use super::{map_of, names, read};

/// Spoilings of each kind for each sheet that has a list.
const ROUNDS: u64 = 3;
/// Of a hundred wrong readings, at most this many may be silent, and none of them in a name.
const MOST_SILENT: usize = 1;

/// What people do to headers.
#[derive(Debug, Clone, Copy)]
enum Spoiling {
    /// The header rows are deleted.
    HeaderGone,
    /// The header of the names says something else, or nothing.
    NamesRenamed,
    /// The header of the unit says something else, or nothing.
    UnitRenamed,
    /// The headers of names and unit are exchanged.
    NamesAndUnit,
    /// The header of the names is exchanged with any other.
    NamesAndAny,
    /// The headers of the unit and any other are exchanged.
    UnitAndAny,
    /// From some column on, headers stand one column to the right of their data.
    ShiftedRight,
    /// From some column on, headers stand one column to the left of their data.
    ShiftedLeft,
}

const ALL: [Spoiling; 8] = [
    Spoiling::HeaderGone,
    Spoiling::NamesRenamed,
    Spoiling::UnitRenamed,
    Spoiling::NamesAndUnit,
    Spoiling::NamesAndAny,
    Spoiling::UnitAndAny,
    Spoiling::ShiftedRight,
    Spoiling::ShiftedLeft,
];

/// What stands in a header that says nothing.
const WORDS: [&str; 6] = ["Nhập tại đây", "Thông tin", "Nội dung", "", "…", "Cột 2"];

/// One of some columns; none where there is none.
fn any_of<'a>(chance: &mut Chance, columns: &[&'a Column]) -> Option<&'a Column> {
    columns.get(chance.below(columns.len())).copied()
}

/// Row, name and unit of every record.
fn reading(map: &SheetMap, sheet: &Sheet) -> Vec<(u32, String, String)> {
    let name = |record: &Record<'_>| {
        let fields = [
            Field::FamilyName,
            Field::GivenName,
            Field::Name,
            Field::CollectiveName,
            Field::Practice,
            Field::Line,
        ];
        fields.map(|field| record.text(field)).join(" ").trim().to_owned()
    };
    let unit = |record: &Record<'_>| {
        [Field::Workplace, Field::PositionWorkplace].map(|field| record.text(field)).join(" ")
    };
    map.records(sheet).iter().map(|record| (record.row, name(record), unit(record))).collect()
}

/// Changes the cells of a table's header rows; a cell left without a text goes.
fn rewrite(
    sheet: &mut Sheet,
    table: &MappedTable,
    rewritten: impl Fn(&SheetRow) -> Vec<(u16, Option<Value>)>,
) {
    let in_header = |row: u32| (table.first_header_row..=table.last_header_row).contains(&row);
    for row in sheet.rows.iter_mut().filter(|row| in_header(row.row)) {
        for (col, value) in rewritten(row) {
            row.cells.retain(|cell| cell.col != col);
            if let Some(value) = value.filter(|value| !value.shown().is_empty()) {
                row.cells.push(tonghop::intake::Cell { col, value });
            }
        }
        row.cells.sort_by_key(|cell| cell.col);
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
}

/// The sheet with its header spoiled; `None` where it has nothing to spoil so.
fn spoil(sheet: &Sheet, table: &MappedTable, how: Spoiling, chance: &mut Chance) -> Option<Sheet> {
    let mut spoiled = sheet.clone();
    let columns: Vec<&Column> = table.columns.iter().filter(|column| column.field.is_some()).collect();
    let naming = columns.iter().find(|column| column.field.is_some_and(Field::names_somebody)).copied();
    let unit = columns.iter().find(|column| column.field == Some(Field::Workplace)).copied();
    let word = Value::Text(Text { shown: WORDS[chance.below(WORDS.len())].into(), repair: None });
    let rename = |spoiled: &mut Sheet, col: u16| {
        rewrite(spoiled, table, |row| row.cell(col).map(|_| (col, Some(word.clone()))).into_iter().collect());
    };
    let exchange = |spoiled: &mut Sheet, a: u16, b: u16| {
        rewrite(spoiled, table, |row| {
            let value = |col| row.cell(col).map(|cell| cell.value.clone());
            if row.cell(a).is_none() && row.cell(b).is_none() {
                return Vec::new();
            }
            vec![(a, value(b)), (b, value(a))]
        });
    };
    match how {
        Spoiling::HeaderGone => {
            spoiled.rows.retain(|row| !(table.first_header_row..=table.last_header_row).contains(&row.row));
        }
        Spoiling::NamesRenamed => rename(&mut spoiled, naming?.col),
        Spoiling::UnitRenamed => rename(&mut spoiled, unit?.col),
        Spoiling::NamesAndUnit => exchange(&mut spoiled, naming?.col, unit?.col),
        Spoiling::NamesAndAny => exchange(&mut spoiled, naming?.col, any_of(chance, &columns)?.col),
        Spoiling::UnitAndAny => exchange(&mut spoiled, unit?.col, any_of(chance, &columns)?.col),
        Spoiling::ShiftedRight | Spoiling::ShiftedLeft => {
            let from = any_of(chance, &columns)?.col;
            let left = matches!(how, Spoiling::ShiftedLeft);
            let last = table.columns.last()?.col;
            rewrite(&mut spoiled, table, |row| {
                let value = |col: u16| row.cell(col).map(|cell| cell.value.clone());
                let moved = |col: u16| if left { value(col + 1) } else { value(col.checked_sub(1)?) };
                let within = |col: u16| if left { col <= last } else { from < col };
                let new = |col: u16| (col, if within(col) { moved(col) } else { None });
                (from..=last + 1).map(new).collect()
            });
        }
    }
    Some(spoiled)
}

#[test]
fn a_reading_that_a_spoiled_header_makes_wrong_is_asked_about() {
    let (mut n_spoiled, mut n_wrong, mut n_names, mut silent) = (0, 0, 0, Vec::new());
    for name in names() {
        for (at, sheet) in (0..).zip(read(&name)) {
            let map = map_of(&sheet);
            let Some(table) = map.tables.first().filter(|_| map.kind.id() == "list") else { continue };
            let truth = reading(&map, &sheet);
            for (kind, how) in (0..).zip(ALL) {
                for round in 0..ROUNDS {
                    let mut chance = Chance::new(2024 + (at * 64 + kind) * 64 + round);
                    let Some(spoiled) = spoil(&sheet, table, how, &mut chance) else { continue };
                    n_spoiled += 1;
                    let noted = layout::map(&spoiled, Dictionary::built_in());
                    let found = reading(&noted.value, &spoiled);
                    let who = |reading: &[(u32, String, String)]| -> Vec<(u32, String)> {
                        reading.iter().map(|(row, name, _)| (*row, name.clone())).collect()
                    };
                    if found == truth {
                        continue;
                    }
                    n_wrong += 1;
                    if noted.value.question.is_none() && noted.findings.is_empty() {
                        let mut line = format!("{name} {} {how:?} {round}", sheet.place.sheet_name());
                        let differs = found.iter().find(|line| !truth.contains(line));
                        let lost = truth.iter().find(|line| !found.contains(line));
                        let _ = write!(line, ": {differs:?} for {lost:?}");
                        silent.push(line);
                        n_names += usize::from(who(&found) != who(&truth));
                    }
                }
            }
        }
    }
    println!("{n_spoiled} spoiled, {n_wrong} read wrong, {} silently:\n{}", silent.len(), silent.join("\n"));
    assert_eq!(n_names, 0, "a wrong name is never silent");
    assert!(silent.len() * 100 <= n_wrong * MOST_SILENT, "{} of {n_wrong} are silent", silent.len());
}
