//! No letter is lost: lists whose cells hold what clerks write into them and what nobody would. Every word typed into
//! a row that registers somebody stands in a field of its registrations or in a finding or question about it, the
//! cells add up, and nobody is registered who was not typed.

use ::tonghop;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use tonghop::finding::Place;
use tonghop::intake::{Aside, Cell, Sheet, SheetRow, Text, Value};

use super::LangSon;

/// What is held of a list; a fuzz target holds the same (tests/fuzz/targets/cells.rs).
#[path = "kept.rs"]
mod kept;

const HEADER: [&str; 7] =
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị, địa chỉ", "Phong trào thi đua", "Ghi chú"];

fn person() -> impl Strategy<Value = String> {
    let names = vec![
        "Lý Văn Sáng",
        "Vi Thị Thảo",
        "NÔNG THỊ LƯU",
        "hoàng văn ngọ",
        "Nguyễn Thị Thu Hà",
        "Ma A Páo",
        "K'Sruh Ha",
        "Trần Hùng",
        "Lê Thị",
        "Điểu Krang",
        "Đ/c Hứa Văn Nhất",
        "Ông Bế Văn Nọi",
        "bà Hà Thị Vinh",
    ];
    let beside = vec![
        "",
        "",
        "",
        "",
        ", sinh năm 1979",
        " (1980)",
        " SN 75",
        " 12/3/1979",
        ", 45 tuổi",
        " - Trưởng thôn",
        ", Phó phòng",
        " (bỏ)",
        " (tức Hoa)",
        " (Ba Tèo)",
        ", nữ",
        " đã mất",
        "*",
        " 0912 000 000",
    ];
    (prop::sample::select(names), prop::sample::select(beside))
        .prop_map(|(name, beside)| format!("{name}{beside}"))
}

fn name_cell() -> impl Strategy<Value = String> {
    let joints =
        prop::sample::select(vec!["\n", "; ", ", ", " / ", " và ", " & ", " - ", "\n2. ", " cùng ", ". "]);
    let heads =
        prop::sample::select(vec!["", "", "", "", "Hộ ", "Nhóm đan lát: ", "Vợ chồng ", "1. ", "Tập thể "]);
    let tails = prop_oneof![6 => Just(String::new()), 1 => "\\PC{1,10}"];
    (heads, prop::collection::vec(person(), 1..4), joints, tails)
        .prop_map(|(head, people, joint, tail)| format!("{head}{}{tail}", people.join(joint)))
}

fn cell_of(column: usize) -> BoxedStrategy<String> {
    let words: Vec<&'static str> = match column {
        2 => vec![
            "1980",
            "75",
            "'81",
            "15/8/1975",
            "1980\n1975",
            "1980; 1975",
            "198O",
            "khoảng 1970",
            "40 tuổi",
            "Nam",
        ],
        3 => vec![
            "Nông dân",
            "Trưởng thôn\nPhó thôn",
            "Giáo viên, Trường Tiểu học Đông Kinh",
            "nt",
            "1983",
            "Vi Thị Na",
        ],
        4 => vec![
            "Phường Vĩnh Trại",
            "Khối 3, phường Vĩnh Trại",
            "Sở Nội vụ; Sở Y tế",
            "nt",
            "ở với con",
            "1. Khối 4",
        ],
        5 => vec![
            "Dạy tốt - Học tốt",
            "Học tập Bác; Văn hóa công sở",
            "1. Dạy tốt - Học tốt 2. Học tập Bác",
            "nuôi ong",
            "x",
        ],
        _ => vec![
            "Đã mất",
            "Đảng viên",
            "BK UBND tỉnh 2019, 2022",
            "thay cho ông Bế Văn Nọi",
            "trùng STT 1",
            "chưa rõ",
            "Tập thể phòng được tặng Bằng khen",
            "sinh 1990",
        ],
    };
    let any = "\\PC{1,14}".prop_filter("not blank", |shown| !shown.trim().is_empty());
    prop_oneof![
        2 => Just(String::new()),
        8 => prop::sample::select(words).prop_map(str::to_owned),
        1 => any,
        1 => person(),
    ]
    .boxed()
}

fn lists() -> impl Strategy<Value = Sheet> {
    let row = (name_cell(), cell_of(2), cell_of(3), cell_of(4), cell_of(5), cell_of(6));
    prop::collection::vec(row, 1..7).prop_map(|rows| {
        let value = |shown: &str| match shown.parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Number(number),
            _ => Value::Text(Text { shown: tonghop::text::clean(shown).as_ref().into(), repair: None }),
        };
        let row = |(at, cells): (u32, Vec<String>)| {
            let full = (0..).zip(&cells).filter(|(_, text)| text.chars().any(|c| !c.is_whitespace()));
            SheetRow { row: at, cells: full.map(|(col, text)| Cell { col, value: value(text) }).collect() }
        };
        let mut all = vec![HEADER.map(str::to_owned).to_vec()];
        for (at, (name, year, position, unit, movement, remark)) in rows.into_iter().enumerate() {
            all.push(vec![(at + 1).to_string(), name, year, position, unit, movement, remark]);
        }
        let rows: Vec<SheetRow> = (0..).zip(all).map(row).collect();
        let n_rows = u32::try_from(rows.len()).expect("few rows");
        let place = Place { sheet: Some("Sheet1".into()), ..Place::file("any.xlsx") };
        Sheet { place, visible: true, rows, merges: Vec::new(), n_rows, aside: Aside::default() }
    })
}

/// The same lists on every run; `PROPTEST_CASES=20000` tries so many others.
#[test]
fn no_letter_of_a_list_is_lost_and_nobody_is_invented() {
    let office = LangSon::open();
    let references = office.references();
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    let config = ProptestConfig {
        cases: asked.unwrap_or(1500),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    let held = runner
        .run(&lists(), |sheet| kept::check(&sheet, &references, &office.plan).map_err(TestCaseError::fail));
    held.expect("every word stands somewhere");
}
