//! Whether the time to map a long sheet grows with its rows and not with their square.
//!
//!     cargo bench --bench layout    10,000 and 80,000 rows in turns, and the ratio of their times
//!
//! The sheet is an unkind one: no ordinals, so that each row has to be asked whether it is a header, and a
//! merged cell for every second row.

#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark that fails says where, and prints"
)]

use std::time::Instant;

use tonghop::finding::Place;
use tonghop::intake::{Aside, Cell, Merge, Sheet, SheetRow, Text, Value};
use tonghop::layout::{self, Dictionary};

/// Turns of each size; the median counts.
const TURNS: usize = 5;

fn main() {
    let sheets = [10_000, 80_000].map(sheet);
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        for (sheet, times) in sheets.iter().zip(&mut times) {
            let start = Instant::now();
            let map = layout::map(sheet, Dictionary::built_in()).value;
            let n_records = map.records(sheet).len();
            times.push(start.elapsed().as_secs_f64());
            assert_eq!(u32::try_from(n_records), Ok(sheet.n_rows - 1));
        }
    }
    let [few, many] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[TURNS / 2]
    });
    println!("10,000 rows  {few:.3} s");
    println!("80,000 rows  {many:.3} s");
    println!("ratio        {:.1}", many / few);
}

fn sheet(n_rows: u32) -> Sheet {
    let text = |shown: &str| Value::Text(Text { shown: shown.into(), repair: None });
    let row = |row: u32, values: Vec<Value>| SheetRow {
        row,
        cells: (0..).zip(values).map(|(col, value)| Cell { col, value }).collect(),
    };
    let mut rows = vec![row(0, ["TT", "Họ và tên", "Năm sinh", "Đơn vị"].map(text).to_vec())];
    rows.extend((1..n_rows).map(|at| {
        let name = text(&format!("Nguyễn Thị Hồng {at}"));
        row(at, vec![text("-"), name, Value::Number(1975.0), text("Phường Tam Thanh")])
    }));
    let merges = (0..n_rows / 2)
        .map(|at| Merge { first_row: 1 + at * 2, first_col: 3, last_row: 2 + at * 2, last_col: 3 })
        .collect();
    Sheet { place: Place::file("large.xlsx"), visible: true, rows, merges, n_rows, aside: Aside::default() }
}
