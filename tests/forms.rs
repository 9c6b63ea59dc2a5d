//! Each way in which offices lay out a list, read completely: every row's role, every column's
//! meaning, every record's values and headings. The samples are described in `tests/forms/README.md`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails says where"
)]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use tonghop::finding::{Answer, CellAddress, Decisions, Place};
use tonghop::intake::{self, Limits, Sheet, SheetRow};
use tonghop::layout::{self, Column, Dictionary, Field, Record, SheetMap};
use tonghop::plan::{MovementNames, Plan};
use tonghop::record::{AwardWords, References, Remarks};
use tonghop::units::UnitBook;

#[path = "support/chance.rs"]
mod chance;
#[path = "forms/letters.rs"]
mod letters;
#[path = "forms/rows.rs"]
mod rows;
#[path = "forms/spoiled.rs"]
mod spoiled;

/// The plan and units of the sample that property tests read lists against.
struct LangSon {
    units: UnitBook,
    plan: Plan,
    movements: MovementNames,
    decisions: Decisions,
}

impl LangSon {
    fn open() -> LangSon {
        let units = include_bytes!("../samples/lang-son-2024/units.csv");
        let units = UnitBook::from_csv_over("units.csv", units, UnitBook::nation()).value;
        let plan = include_str!("../samples/lang-son-2024/plan.toml");
        let plan = Plan::from_toml("plan.toml", plan, &units).value.expect("the sample's plan");
        LangSon { movements: MovementNames::of(&plan), units, plan, decisions: Decisions::default() }
    }

    fn references(&self) -> References<'_> {
        let LangSon { units, plan, movements, decisions } = self;
        References {
            units,
            plan,
            movements,
            decisions,
            remarks: Remarks::built_in(),
            award_words: AwardWords::built_in(),
        }
    }
}

/// What a sample says that a sheet should be read as.
#[derive(Default)]
struct Expected {
    name: String,
    kind: String,
    doubtful: bool,
    letterhead: Option<String>,
    says: Option<String>,
    /// `row role`, 1-based, without blank rows.
    rows: Vec<String>,
    /// Lines `table column field`.
    columns: Vec<String>,
    /// Lines `row [headings] field=value | …`.
    records: Vec<String>,
}

/// A sample while it is read: the meaning of columns so far, the cells above, the headings.
#[derive(Default)]
struct Reading {
    row: usize,
    tables: usize,
    fields: Vec<(usize, String)>,
    above: Vec<String>,
    headings: String,
    /// Records of the latest row still stand as its cells say.
    derived: bool,
}

fn expected(sample: &str) -> Vec<Expected> {
    let mut sheets: Vec<Expected> = Vec::new();
    let mut reading = Reading::default();
    for line in sample.lines() {
        if let Some(title) = line.strip_prefix("===") {
            let mut parts = title.split('|').map(str::trim);
            let name = parts.next().unwrap_or_default().to_owned();
            let kind = parts.next().unwrap_or_default().to_owned();
            reading = Reading::default();
            let doubtful = parts.any(|flag| flag == "doubtful");
            sheets.push(Expected { name, kind, doubtful, ..Expected::default() });
            continue;
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        if let Some(headings) = line.strip_prefix("in:") {
            headings.trim().clone_into(&mut reading.headings);
        } else if let Some(letterhead) = line.strip_prefix("letterhead:") {
            sheet.letterhead = Some(letterhead.trim().to_owned());
        } else if let Some(says) = line.strip_prefix("says:") {
            sheet.says = Some(says.trim().to_owned());
        } else if let Some((word, rest)) = line.split_once('|') {
            reading.take(sheet, word.trim(), rest);
        }
    }
    sheets
}

impl Reading {
    fn take(&mut self, sheet: &mut Expected, word: &str, rest: &str) {
        match word {
            "fields" => self.fields(sheet, rest),
            "record" => {
                if self.derived {
                    sheet.records.pop();
                    self.derived = false;
                }
                let values: Vec<&str> = rest.split('|').map(str::trim).collect();
                sheet.records.push(format!("{} [{}] {}", self.row, self.headings, values.join(" | ")));
            }
            "blank" | "formatted" => {
                self.row += 1;
                self.above.clear();
            }
            role => {
                self.row += 1;
                let cells = self.cells(rest);
                if cells.iter().all(String::is_empty) && !rest.contains('^') {
                    return;
                }
                if !cells.iter().all(String::is_empty) && rest.split('|').any(has_content) {
                    sheet.rows.push(format!("{} {role}", self.row));
                }
                if role == "data" {
                    let values: Vec<String> = self
                        .fields
                        .iter()
                        .filter_map(|(col, field)| {
                            let value = cells.get(*col).filter(|value| !value.is_empty())?;
                            Some(format!("{field}={value}"))
                        })
                        .collect();
                    sheet.records.push(format!("{} [{}] {}", self.row, self.headings, values.join(" | ")));
                    self.derived = true;
                }
                self.above = cells;
            }
        }
    }

    fn fields(&mut self, sheet: &mut Expected, rest: &str) {
        self.tables += 1;
        self.fields.clear();
        for (at, word) in rest.split('|').map(str::trim).enumerate().filter(|(_, word)| !word.is_empty()) {
            if let Some(label) = word.strip_prefix('=') {
                sheet.columns.push(label.replace(':', " → "));
                continue;
            }
            let letters = CellAddress::column_letters(u16::try_from(at).expect("small"));
            sheet.columns.push(format!("{} {letters} {word}", self.tables));
            if word != "?" {
                self.fields.push((at, word.to_owned()));
            }
        }
    }

    /// The cells of a row as people read them; a cell merged with the one above has its value.
    fn cells(&self, rest: &str) -> Vec<String> {
        let mut cells = Vec::new();
        for (at, word) in rest.split('|').map(str::trim).enumerate() {
            cells.push(match word {
                "<" => String::new(),
                "^" => self.above.get(at).cloned().unwrap_or_default(),
                word => shown(word),
            });
        }
        cells
    }
}

/// Whether a cell of a sample has content of its own.
fn has_content(word: &str) -> bool {
    let word = word.trim();
    !matches!(word, "<" | "^") && !shown(word).is_empty()
}

/// A cell of a sample as people read it.
fn shown(word: &str) -> String {
    if let Some((_, result)) = word.split_once('⇒') {
        return result.to_owned();
    }
    if let Some(day) = word.strip_prefix('@') {
        let parts: Vec<&str> = day.split('-').rev().collect();
        return parts.join("/");
    }
    let text = word.trim_matches('"').replace("\\n", "\n");
    let lines: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n")
}

/// How the program reads a sheet, in the words of a sample.
fn found(sheet: &Sheet, map: &SheetMap, expect: &Expected) -> Expected {
    let rows = map.rows.iter().map(|row| format!("{} {}", row.row + 1, row.role.id())).collect();
    let columns = if map.form.is_empty() { columns(map) } else { labels(map) };
    Expected {
        name: sheet.place.sheet_name().to_owned(),
        kind: map.kind.id().to_owned(),
        doubtful: map.question.is_some(),
        letterhead: expect.letterhead.as_ref().map(|_| map.letterhead.join(" / ")),
        says: expect.says.as_ref().map(|_| map.title.clone()),
        rows,
        columns,
        records: map.records(sheet).iter().map(|record| record_line(record)).collect(),
    }
}

fn columns(map: &SheetMap) -> Vec<String> {
    let mut lines = Vec::new();
    let mut number = 0;
    let mut header = None;
    for table in &map.tables {
        // Tables beside each other are one line of a sample.
        if header != Some((table.first_header_row, table.last_header_row)) {
            number += 1;
        }
        header = Some((table.first_header_row, table.last_header_row));
        for column in &table.columns {
            lines.push(format!("{number} {} {}", column.letters(), column.field.map_or("?", Field::id)));
        }
    }
    lines
}

fn labels(map: &SheetMap) -> Vec<String> {
    let line = |column: &Column| format!("{} → {}", column.header, column.field.map_or("?", Field::id));
    map.form.iter().map(|answer| line(&answer.column)).collect()
}

fn record_line(record: &Record<'_>) -> String {
    let mut fields: Vec<Field> = Vec::new();
    for field in record.entries.iter().filter_map(|entry| entry.column.field) {
        // Ticks and two ordinals are several cells of one field: each its own.
        if !fields.contains(&field) || matches!(field, Field::Tick) {
            fields.push(field);
        }
    }
    let mut values = Vec::new();
    let mut ticks = record.of(Field::Tick);
    for field in fields {
        let value = if field == Field::Tick {
            ticks.next().map(|tick| tick.cell.value.shown().into_owned()).unwrap_or_default()
        } else if field == Field::Ordinal {
            let all = record.of(field).map(|entry| entry.cell.value.shown().into_owned());
            all.collect::<Vec<_>>().join(" | ordinal=")
        } else {
            record.text(field)
        };
        values.push(format!("{}={value}", field.id()));
    }
    format!("{} [{}] {}", record.row + 1, record.sections.join(" > "), values.join(" | "))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms")
}

/// Reads the workbook of a sample.
fn sheets(name: &str, sample: &str) -> Vec<Sheet> {
    let said = |key: &str| sample.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    let file = format!("{}.{}", said("file:").unwrap_or(name), said("format:").unwrap_or("xlsx"));
    let bytes = fs::read(folder().join(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    let source = Arc::from(file.as_str());
    let attachments = intake::read_bytes(&source, &bytes, date(2024, 6, 30), None, &Limits::default());
    attachments.into_iter().flat_map(|attachment| attachment.sheets).collect()
}

/// Reads a sample and holds everything against its margin.
#[track_caller]
fn check(name: &str) {
    let sample = fs::read_to_string(folder().join(format!("{name}.txt"))).expect("a sample");
    let expect = expected(&sample);
    let sheets = sheets(name, &sample);
    let mut differ = String::new();
    if sheets.len() != expect.len() {
        let _ = writeln!(differ, "{} sheets instead of {}", sheets.len(), expect.len());
    }
    for (sheet, expect) in sheets.iter().zip(&expect) {
        let map = layout::map(sheet, Dictionary::built_in()).value;
        let found = found(sheet, &map, expect);
        let mut hold = |what: &str, found: String, expect: String| {
            if found != expect {
                let _ =
                    writeln!(differ, "{}: {what}\n{}", sheet.place.sheet_name(), difference(&found, &expect));
            }
        };
        hold("kind", found.kind, expect.kind.clone());
        hold("name", found.name, expect.name.clone());
        hold("rows", found.rows.join("\n"), expect.rows.join("\n"));
        hold("columns", found.columns.join("\n"), expect.columns.join("\n"));
        hold("records", found.records.join("\n"), expect.records.join("\n"));
        hold(
            "letterhead",
            found.letterhead.unwrap_or_default(),
            expect.letterhead.clone().unwrap_or_default(),
        );
        hold("title", found.says.unwrap_or_default(), expect.says.clone().unwrap_or_default());
        let sure = |doubtful: bool| if doubtful { "asks" } else { "is sure" };
        hold(
            &format!("confidence {:.2}", map.confidence),
            sure(found.doubtful).to_owned(),
            sure(expect.doubtful).to_owned(),
        );
    }
    assert!(differ.is_empty(), "{name}\n{differ}");
}

/// The lines that only one side has.
fn difference(found: &str, expect: &str) -> String {
    let mut lines = String::new();
    for line in expect.lines().filter(|line| !found.lines().any(|other| other == *line)) {
        let _ = writeln!(lines, "    should be  {line}");
    }
    for line in found.lines().filter(|line| !expect.lines().any(|other| other == *line)) {
        let _ = writeln!(lines, "    was read   {line}");
    }
    if lines.is_empty() { format!("    other order:\n{found}") } else { lines }
}

macro_rules! samples {
    ($( $name:ident )*) => {
        $( #[test] fn $name() { check(stringify!($name)); } )*

        #[test]
        fn every_sample_is_tested() {
            let tested = [$( stringify!($name) ),*];
            for entry in fs::read_dir(folder()).expect("samples") {
                let path = entry.expect("readable").path();
                if path.extension().is_some_and(|extension| extension == "txt") {
                    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                    assert!(tested.contains(&name.as_str()), "{name} is not tested");
                }
            }
        }
    };
}

samples! {
    p01_party_head_and_unit_two_lines
    p01_state_name_right_unit_left
    p02_annex_with_plan_number
    p02_form_number_beside_letterhead
    p03_header_in_row_one
    p03_title_blank_header
    p04_form_block_then_table
    p04_form_with_two_pairs_a_row
    p04_form_with_value_in_the_same_cell
    p04_vertical_form
    p05_used_range_starts_late
    p05_used_range_starts_late_xls
    p06_three_header_rows
    p06_three_rows_in_csv_without_merges
    p06_two_header_rows_merged
    p06_two_rows_in_csv_without_merges
    p07_household_and_member
    p07_ordinal_merged_over_two_columns
    p07_ordinal_of_list_and_of_section
    p08_from_zero_with_gaps_and_sums
    p08_letters_then_numbers
    p08_numbers_in_brackets_csv
    p08_numbers_one_to_n
    p09_day_month_and_year_of_birth
    p09_family_and_given_under_name
    p09_name_in_two_columns
    p10_headers_without_accents
    p10_instructions_in_the_headers
    p10_same_thing_many_labels
    p11_helper_columns_inserted
    p12_labels_shifted_against_data
    p13_grades_are_no_sections
    p13_hierarchy_in_text_only
    p13_section_letters_alone_in_the_ordinal
    p13_sections_first_without_numeral
    p13_sections_merged_with_numeral
    p13_sections_named_by_units_and_counts
    p13_sections_with_subtotals
    p13_wards_with_roman_numerals_are_no_sections
    p14_a_row_for_many_units
    p15_kinds_as_sections_and_sheets
    p15_kinds_in_a_column
    p15_ticks_for_awards
    p15_ticks_for_kinds_and_women
    p15_ticks_for_movements
    p16_titles_glued_to_names
    p17_ordinals_missing
    p17_ordinals_odd
    p18_a_record_over_several_rows
    p18_cells_merged_down_over_a_group
    p18_every_row_merged_across
    p18_names_merged_down_two_rows
    p19_ghost_rows
    p20_stacked_tables
    p20_star_total_without_label
    p20_tables_side_by_side
    p20_total_row_first_and_junk_row
    p21_numbers_and_dates_of_all_sorts
    p22_formulas_with_cached_results
    p23_total_with_source
    p23_totals_in_all_forms
    p24_footnote_and_remarks
    p24_names_of_signers_under_the_name_column
    p24_signature_without_a_date
    p24_signatures_left_and_right
    p25_example_lookup_and_hidden_sheets
    p25_hidden_list
    p25_sheets_by_unit_and_their_sum
    p26_file_name_copied_and_renamed
    p27_word_list_with_counted_rows
    p27_word_two_tables_merged_header
    x01_list_without_a_header
    x02_list_without_a_header_under_a_title
    x03_unknown_words_over_a_plain_table
    x04_export_of_a_web_form
    x05_export_of_reporting_software
    x06_army_list
    x07_header_cells_merged_with_a_blank_row
    x08_names_that_look_like_headers_and_totals
    x09_names_only
    x10_lines_of_collectives_without_columns
    x11_trades_and_movements_that_sound_like_places
}

fn map_of(sheet: &Sheet) -> SheetMap {
    layout::map(sheet, Dictionary::built_in()).value
}

fn read(name: &str) -> Vec<Sheet> {
    sheets(name, &fs::read_to_string(folder().join(format!("{name}.txt"))).expect("a sample"))
}

/// The names of the samples.
fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("samples").map(|entry| entry.expect("readable").path());
    let samples = entries.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let mut names: Vec<String> =
        samples.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_answer_of_a_form_has_its_own_cell() {
    // Counted in the samples by hand.
    let vertical = ["B3 name", "B4 birth_date", "B5 gender", "B6 position", "B7 workplace", "B8 movement"];
    let pairs = ["B2 name", "D2 birth_year", "B3 gender", "D3 ethnicity", "B4 position", "D4 workplace"];
    for (name, expect) in [("p04_vertical_form", vertical), ("p04_form_with_two_pairs_a_row", pairs)] {
        let sheet = read(name).remove(0);
        let map = map_of(&sheet);
        let records = map.records(&sheet);
        let said = records[0].entries.iter().map(|entry| {
            let cell = CellAddress { row: entry.row, col: entry.column.col };
            format!("{cell} {}", entry.column.field.map_or("?", Field::id))
        });
        assert_eq!(said.take(expect.len()).collect::<Vec<_>>(), expect, "{name}");
        assert!(map.tables.iter().all(|table| table.columns.is_empty()), "{name}: a form has no columns");
    }
}

#[test]
fn the_answer_to_a_question_holds_for_the_same_layout() {
    let sheet = read("p12_labels_shifted_against_data").remove(0);
    let question = map_of(&sheet).question.expect("a question");
    let (shifted, as_labelled) = (&question.choices[0].0, &question.choices[1].0);
    assert_eq!(shifted, "A=ordinal;C=name;D=birth_date;E=workplace;F=remark");
    assert_eq!(as_labelled, "A=ordinal;B=name;C=birth_date;D=workplace;E=remark");
    let decided = |answer: &str| {
        let mut decisions = Decisions::default();
        decisions.take(&question.id, Answer::word(answer).or_else(|| Answer::columns(answer)));
        layout::map_as_decided(&sheet, Dictionary::built_in(), &decisions).value
    };
    for (answer, name) in [(shifted, "Nguyễn Hữu Lộc"), (as_labelled, "CB0012")] {
        let map = decided(answer);
        assert_eq!(map.question, None);
        assert_eq!(map.records(&sheet)[0].text(Field::Name), name);
    }
    let skipped = decided("skip");
    assert_eq!((skipped.question.is_none(), skipped.records(&sheet).len()), (true, 0));
}

#[test]
fn the_same_list_in_another_file_is_the_same_question() {
    let sheet = read("x01_list_without_a_header").remove(0);
    let mut other = sheet.clone();
    other.place = Place { sheet: Some("Sheet7".into()), ..Place::file("another.xlsx") };
    other.rows.pop();
    let id = |sheet: &Sheet| map_of(sheet).question.expect("a question").id;
    assert_eq!(id(&sheet), id(&other));
}

#[test]
fn the_map_in_colours_shows_what_inspect_says() {
    for name in names() {
        let own = read(&name);
        let maps: Vec<SheetMap> = own.iter().map(map_of).collect();
        let bytes = tonghop::report::draw_map(own.iter().zip(&maps)).expect("drawn");
        let source = Arc::from("map.xlsx");
        let attachments = intake::read_bytes(&source, &bytes, date(2024, 6, 30), None, &Limits::default());
        let drawn: Vec<Sheet> = attachments.into_iter().flat_map(|attachment| attachment.sheets).collect();
        assert_eq!(drawn.len(), own.len() + 1, "{name}: a sheet each, and the legend");
        for ((sheet, map), drawn) in own.iter().zip(&maps).zip(&drawn) {
            let says =
                |row: &SheetRow| row.cells.last().and_then(|cell| cell.value.text()).map(str::to_owned);
            let found: Vec<_> = drawn.rows.iter().map(|row| (row.row, says(row))).collect();
            let expect: Vec<_> = map
                .rows
                .iter()
                .map(|row| (row.row, Some(format!("{} {:.0} %", row.role.label(), row.confidence * 100.0))))
                .collect();
            assert_eq!(found, expect, "{name}");
            for (row, drawn) in sheet.rows.iter().zip(&drawn.rows) {
                let own: Vec<u16> = row.cells.iter().map(|cell| cell.col).collect();
                let shown: Vec<u16> = drawn.cells.iter().map(|cell| cell.col).take(own.len()).collect();
                assert_eq!(own, shown, "{name} row {}", row.row + 1);
            }
        }
    }
}

#[test]
fn inspect_prints_the_rows_and_columns_that_excel_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let map = folder.path().join("map.xlsx");
    let file = self::folder().join("p05_used_range_starts_late.xlsx");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["inspect", "--json", "--in"])
        .arg(folder.path())
        .arg("--map")
        .args([&map, &file])
        .output()
        .expect("the program starts");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(said["rows"][0]["row"], 3);
    assert_eq!(said["rows"][0]["role"], "header");
    assert_eq!(said["columns"][0]["column"], "C");
    let bytes = fs::read(&map).expect("drawn");
    let attachments =
        intake::read_bytes(&Arc::from("map.xlsx"), &bytes, date(2024, 6, 30), None, &Limits::default());
    let row = &attachments[0].sheets[0].rows[0];
    assert_eq!((row.row, row.cells[0].col), (2, 2));
}

#[test]
fn an_offices_own_words_come_before_the_built_in_ones() {
    let noted = Dictionary::with(
        "columns.csv",
        "field,header\nname,Người được chọn\nnone,Đơn vị\nnamee,Ai\n".as_bytes(),
    );
    let field = |header: &str| noted.value.lookup(header).map(|found| found.field);
    assert_eq!(field("Người được chọn"), Some(Field::Name));
    assert_eq!(field("Đơn vị"), None);
    assert_eq!(field("Họ và tên"), Some(Field::Name));
    let rows: Vec<_> = noted.findings.iter().map(|finding| finding.place.row_shown()).collect();
    assert_eq!(rows, [Some(4)]);
    assert!(noted.findings[0].message.contains("«name»"), "{}", noted.findings[0].message);
}
