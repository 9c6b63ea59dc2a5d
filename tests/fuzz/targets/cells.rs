//! Lists: any words in the cells of a list, and no letter is lost, no cell unaccounted for, nobody invented.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz as tonghop;
use tonghop_fuzz::finding::{Decisions, Place};
use tonghop_fuzz::intake::{Aside, Cell, Sheet, SheetRow, Text, Value};
use tonghop_fuzz::plan::{MovementNames, Plan};
use tonghop_fuzz::record::{AwardWords, References, Remarks};
use tonghop_fuzz::text::clean;
use tonghop_fuzz::units::UnitBook;

#[path = "../../forms/kept.rs"]
mod kept;

/// What clerks write; a byte of the input chooses, and above it stands for itself.
const PIECES: [&str; 64] = [
    "Lý Văn Sáng", "Vi Thị Thảo", "Nông Thị Lưu", "hoàng văn ngọ", "Ma A Páo", "K'Sruh Ha", "Trần Hùng", "Lê Thị",
    "\n", "; ", ", ", " / ", " và ", " & ", " - ", " cùng ", "1. ", "2) ", " (", ")", ": ", ". ", "+", " ",
    "1980", "75", "'81", "12/3/1979", "198O", "45 tuổi", "sinh năm ", "SN ", "nam", "Nữ", "Ông ", "bà ", "Đ/c ",
    "Hộ ", "Nhóm ", "Tập thể ", "Vợ chồng ", "Trưởng thôn", "Phó phòng", "Giáo viên", "nt", "Sở Nội vụ",
    "Phường Vĩnh Trại", "Khối 3", "Dạy tốt - Học tốt", "Học tập Bác", "Đã mất", "bỏ", "thay cho ", "trùng STT 1",
    "Bằng khen ", "UBND tỉnh ", "2019, 2022", "Đảng viên", "tức ", "x", "0912 000 000", "*", "?", "Cộng",
];

const HEADER: [&str; 7] =
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị, địa chỉ", "Phong trào thi đua", "Ghi chú"];

struct Office {
    units: UnitBook,
    plan: Plan,
    movements: MovementNames,
    decisions: Decisions,
}

static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let units = include_bytes!("../../../samples/lang-son-2024/units.csv");
    let units = UnitBook::from_csv_over("units.csv", units, UnitBook::nation()).value;
    let plan = include_str!("../../../samples/lang-son-2024/plan.toml");
    let plan = Plan::from_toml("plan.toml", plan, &units).value.expect("the sample's plan");
    let movements = MovementNames::of(&plan);
    Office { units, plan, movements, decisions: Decisions::default() }
});

fuzz_target!(|input: &[u8]| {
    let Office { units, plan, movements, decisions } = &*OFFICE;
    let references = References { units, plan, movements, decisions, remarks: Remarks::built_in(), award_words: AwardWords::built_in() };
    if let Err(lost) = kept::check(&sheet(input), &references, plan) {
        panic!("{lost}");
    }
});

/// A list from bytes: nought ends a cell, and six cells a row.
fn sheet(input: &[u8]) -> Sheet {
    let mut cells: Vec<String> = HEADER.map(str::to_owned).to_vec();
    for (at, bytes) in input.split(|byte| *byte == 0).take(120).enumerate() {
        if at % 6 == 0 {
            cells.push((at / 6 + 1).to_string());
        }
        let piece = |byte: &u8| match PIECES.get(usize::from(byte - 1)) {
            Some(piece) => (*piece).to_owned(),
            None => char::from(*byte).to_string(),
        };
        cells.push(clean(&bytes.iter().take(40).map(piece).collect::<String>()).into_owned());
    }
    let value = |shown: &str| match shown.parse::<f64>() {
        Ok(number) if number.is_finite() => Value::Number(number),
        _ => Value::Text(Text { shown: shown.into(), repair: None }),
    };
    let row = |(row, cells): (u32, &[String])| {
        let full = (0..).zip(cells).filter(|(_, shown)| !shown.is_empty());
        SheetRow { row, cells: full.map(|(col, shown)| Cell { col, value: value(shown) }).collect() }
    };
    let rows: Vec<SheetRow> = (0..).zip(cells.chunks(7)).map(row).collect();
    let n_rows = u32::try_from(rows.len()).unwrap_or_default();
    let place = Place { sheet: Some("Sheet1".into()), ..Place::file("any.xlsx") };
    Sheet { place, visible: true, rows, merges: Vec::new(), n_rows, aside: Aside::default() }
}
