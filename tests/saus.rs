//! The table finder without vocabulary, measured on labelled sheets of the Statistical Abstract of
//! the United States (`majidghgol/TabularCellTypeClassification`, `annotations/saus.jl.gz`):
//!
//! ```text
//! TONGHOP_SAUS=saus.jl cargo test --test saus -- --ignored --nocapture
//! ```
//!
//! The sheets are not part of the project.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement for people"
)]

use serde_json::Value as Json;
use tonghop::finding::Place;
use tonghop::intake::{Aside, Cell, Sheet, SheetRow, Text, Value};
use tonghop::layout;

#[test]
#[ignore = "a measurement: the labelled sheets are no part of the project"]
fn header_rows_of_labelled_sheets_are_found_exactly() {
    let path = std::env::var_os("TONGHOP_SAUS").expect("TONGHOP_SAUS says where the sheets are");
    let lines = std::fs::read_to_string(path).expect("labelled sheets");
    let (mut n, mut right, mut first_row) = (0_u32, 0_u32, 0_u32);
    for line in lines.lines() {
        let labelled: Json = serde_json::from_str(line).expect("one sheet a line");
        let sheet = sheet(&labelled["table_array"]);
        let is_header = |row: &SheetRow| {
            let labels = labelled["annotations"].get(row.row as usize).and_then(Json::as_array);
            labels.is_some_and(|labels| labels.iter().any(|label| label == "header"))
        };
        let truth: Vec<usize> =
            (0..).zip(&sheet.rows).filter(|(_, row)| is_header(row)).map(|(at, _)| at).collect();
        if truth.is_empty() {
            continue;
        }
        n += 1;
        first_row += u32::from(truth == [0]);
        let found = layout::header_rows(&sheet).map(Vec::from_iter).unwrap_or_default();
        right += u32::from(found == truth);
    }
    let share = |part: u32| 100.0 * f64::from(part) / f64::from(n);
    println!(
        "{n} sheets with a header: all rows of it right in {right} ({:.1} %); first non-empty row {:.1} %",
        share(right),
        share(first_row)
    );
    assert!(80.0 < share(right), "the finder got worse");
}

fn sheet(rows: &Json) -> Sheet {
    let mut sheet = Sheet {
        place: Place::file("saus"),
        visible: true,
        rows: Vec::new(),
        merges: Vec::new(),
        n_rows: 0,
        aside: Aside::default(),
    };
    for (row, cells) in (0..).zip(rows.as_array().into_iter().flatten()) {
        let texts = (0..).zip(cells.as_array().into_iter().flatten().filter_map(Json::as_str));
        let filled = texts.filter(|(_, text): &(u16, &str)| !text.trim().is_empty());
        let cells: Vec<Cell> = filled.map(|(col, text)| Cell { col, value: value(text.trim()) }).collect();
        if !cells.is_empty() {
            sheet.rows.push(SheetRow { row, cells });
        }
        sheet.n_rows = row + 1;
    }
    sheet
}

fn value(text: &str) -> Value {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Text(Text { shown: text.into(), repair: None }),
    }
}
