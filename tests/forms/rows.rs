//! Rows in = dispositions out, over sheets of which nobody could say what they are.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use tonghop::finding::Place;
use tonghop::intake::{Aside, Attachment, Cell, CellError, FileOutcome, Merge, Sheet, SheetRow, Text, Value};
use tonghop::layout::{Dictionary, Role};
use tonghop::registry;

use super::{LangSon, map_of};

/// What stands in forms, and what never does.
fn values() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "STT",
        "Họ và tên",
        "Họ",
        "Tên",
        "Năm sinh",
        "Nam",
        "Nữ",
        "Chức vụ",
        "Đơn vị",
        "Địa chỉ",
        "Ghi chú",
        "Tên tập thể",
        "Phong trào",
        "x",
        "I",
        "II. CÁ NHÂN",
        "A",
        "(1)",
        "- Tập thể",
        "Tổng cộng",
        "Cộng: 3",
        "TM. ỦY BAN NHÂN DÂN",
        "Người lập biểu",
        "Đơn vị: Xã A",
        "DANH SÁCH ĐĂNG KÝ",
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Phòng Nội vụ",
        "UBND xã An Bình",
        "Thôn 3",
        "15/08/1975",
        "Ghi chú: cột 5",
    ]);
    let text = |shown: String| Value::Text(Text { shown: shown.into(), repair: None });
    prop_oneof![
        6 => words.prop_map(move |word| text(word.to_owned())),
        2 => (0_u16..60).prop_map(|number| Value::Number(f64::from(number))),
        1 => (1900_u16..2030).prop_map(|year| Value::Number(f64::from(year))),
        1 => any::<f64>().prop_map(Value::Number),
        1 => "\\PC{1,12}".prop_filter("not blank", |shown| !shown.trim().is_empty()).prop_map(text),
        1 => Just(Value::Date(date(1975, 8, 15))),
        1 => Just(Value::Error(CellError::NotAvailable)),
        1 => any::<bool>().prop_map(Value::Bool),
    ]
}

/// Any sheet of up to 24 rows with content, with gaps between rows and cells, and merged areas.
fn sheets() -> impl Strategy<Value = Sheet> {
    let row = (1_u32..4, prop::collection::btree_map(0_u16..7, values(), 1..7));
    let merge = (0_u32..40, 0_u16..7, 0_u32..4, 0_u16..5);
    let rows = prop::collection::vec(row, 0..24);
    (rows, prop::collection::vec(merge, 0..6), 0_u32..5, any::<bool>()).prop_map(
        |(rows, merges, below, visible)| {
            let mut at = 0;
            let mut own = Vec::new();
            for (step, cells) in rows {
                at += step;
                let cells = cells.into_iter().map(|(col, value)| Cell { col, value }).collect();
                own.push(SheetRow { row: at - 1, cells });
            }
            let area = |(row, col, down, right): (u32, u16, u32, u16)| Merge {
                first_row: row,
                first_col: col,
                last_row: row + down,
                last_col: col + right,
            };
            let mut merges: Vec<Merge> = merges.into_iter().map(area).collect();
            merges.sort_unstable();
            let place = Place { sheet: Some("Sheet1".into()), ..Place::file("any.xlsx") };
            Sheet { place, visible, rows: own, merges, n_rows: at + below, aside: Aside::default() }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn each_row_of_any_sheet_has_one_role(sheet in sheets()) {
        let map = map_of(&sheet);
        let own: Vec<u32> = sheet.rows.iter().map(|row| row.row).collect();
        let mapped: Vec<u32> = map.rows.iter().map(|row| row.row).collect();
        prop_assert_eq!(own, mapped);
        for record in map.records(&sheet) {
            let role = map.rows.iter().find(|row| row.row == record.row).map(|row| row.role);
            prop_assert_eq!(role, Some(Role::Data));
        }
    }
}

#[test]
fn the_account_of_any_sheet_balances_and_every_data_row_registers() {
    let office = LangSon::open();
    let references = office.references();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let held = runner.run(&prop::collection::vec(sheets(), 1..3), |mut sheets| {
        for (at, sheet) in sheets.iter_mut().enumerate() {
            sheet.place.sheet = Some(format!("Sheet{at}").into());
        }
        let attachment = Attachment {
            source: Arc::from("any.xlsx"),
            hash: "0".repeat(64),
            received: date(2024, 6, 5),
            mail: None,
            outcome: FileOutcome::Read,
            sheets,
            findings: Vec::new(),
        };
        let submission = registry::submit(&attachment, Dictionary::built_in(), &references);
        prop_assert_eq!(submission.accounts.len(), attachment.sheets.len());
        for (account, sheet) in submission.accounts.iter().zip(&attachment.sheets) {
            prop_assert!(account.balances(), "{account:?}");
            prop_assert_eq!(account.rows, sheet.n_rows);
            let of_sheet = |place: &Place| place.sheet_name() == sheet.place.sheet_name();
            let mut rows: Vec<_> = submission
                .registrations
                .iter()
                .filter(|registration| of_sheet(&registration.place))
                .map(|registration| registration.place.row_shown())
                .collect();
            rows.dedup();
            prop_assert!(rows.len() <= account.data as usize, "no registration from any other row");
        }
        Ok(())
    });
    held.expect("every row went somewhere, once");
}
