//! Sheets: any cells in any places, in the words of forms and in none, and every row has one role.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::finding::{Decisions, Place};
use tonghop_fuzz::intake::{Aside, Cell, CellError, Merge, Sheet, SheetRow, Text, Value};
use tonghop_fuzz::layout::{Dictionary, Role, SheetMap, header_rows, map, map_as_decided};

/// What stands in forms; a byte of the input chooses.
const WORDS: [&str; 56] = [
    "STT",
    "TT",
    "Họ và tên",
    "Họ",
    "Tên",
    "Năm sinh",
    "Nam",
    "Nữ",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Đơn vị",
    "Đơn vị công tác",
    "Chức vụ, đơn vị",
    "Địa chỉ",
    "Phong trào",
    "Danh hiệu thi đua",
    "Ghi chú",
    "Tên tập thể",
    "Tên mô hình",
    "Đăng ký",
    "Phân loại",
    "Lựa chọn",
    "Mã",
    "x",
    "1",
    "(1)",
    "A",
    "I",
    "II",
    "I. TẬP THỂ",
    "1. Cá nhân",
    "PHẦN I - Hộ gia đình",
    "CÁ NHÂN",
    "- Tập thể",
    "Tổng cộng",
    "Cộng: 3",
    "Ghi chú: cột 5",
    "TM. ỦY BAN NHÂN DÂN",
    "Người lập biểu",
    "Nơi nhận:",
    "Đơn vị: Xã A",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "DANH SÁCH ĐĂNG KÝ",
    "Ngày 5 tháng 6 năm 2024",
    "Nguyễn Văn An",
    "Trần Thị Bình",
    "Điểu Krang",
    "Y",
    "Phòng Nội vụ",
    "UBND xã An Bình",
    "Trường THPT A",
    "Thôn 3",
    "15/08/1975",
    "Cấp xã: 124 xã, phường thống nhất cùng làm",
];

fuzz_target!(|input: &[u8]| {
    let Some(sheet) = sheet(input) else { return };
    let _ = header_rows(&sheet);
    let noted = map(&sheet, Dictionary::built_in());
    hold(&sheet, &noted.value);
    assert_eq!(noted.value.rows, map(&sheet, Dictionary::built_in()).value.rows, "read twice, read alike");
    let Some(question) = &noted.value.question else { return };
    assert!(!noted.findings.is_empty(), "a question is also a finding");
    assert!(
        question.choices.iter().any(|(value, _)| *value == question.proposal),
        "the proposal can be chosen"
    );
    for (answer, _) in &question.choices {
        let mut decisions = Decisions::default();
        decisions.take(&question.id, answer);
        let decided = map_as_decided(&sheet, Dictionary::built_in(), &decisions).value;
        hold(&sheet, &decided);
        let again = decided.question.map(|question| question.id);
        assert_ne!(again.as_deref(), Some(&*question.id), "nobody is asked twice");
    }
});

/// Rows in = dispositions out; every reference leads somewhere; every confidence is a share.
fn hold(sheet: &Sheet, map: &SheetMap) {
    let own: Vec<u32> = sheet.rows.iter().map(|row| row.row).collect();
    let mapped: Vec<u32> = map.rows.iter().map(|row| row.row).collect();
    assert_eq!(own, mapped, "each row stands once in the map");
    assert!((0.0..=1.0).contains(&map.confidence));
    for row in &map.rows {
        assert!((0.0..=1.0).contains(&row.confidence));
        assert!(row.sections.iter().all(|at| *at < map.sections.len()));
        if row.role == Role::Data {
            assert!(row.table_at < map.tables.len());
        }
        if let Some(to) = row.continues {
            assert!(map.rows.iter().any(|other| other.row == to && other.role == Role::Data));
        }
    }
    for table in &map.tables {
        assert!(table.columns.is_sorted_by(|a, b| a.col < b.col), "columns stand once, in order");
    }
    for record in map.records(sheet) {
        let row = map.rows.iter().find(|row| row.row == record.row);
        assert_eq!(row.map(|row| row.role), Some(Role::Data), "only data rows register");
    }
}

/// A sheet from bytes: each cell is four of them, a step right or down, then what it holds.
fn sheet(input: &[u8]) -> Option<Sheet> {
    let (first, rest) = input.split_first()?;
    let (mut row, mut col) = (u32::from(first % 8), 0_u16);
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut merges = Vec::new();
    for cell in rest.chunks_exact(4).take(2_000) {
        let &[step, what, more, most] = cell else { continue };
        if step & 0x80 != 0 {
            row += 1 + u32::from(step >> 5 & 1) * u32::from(most);
            col = u16::from(step & 0x0F);
        } else {
            col = col.saturating_add(1 + u16::from(step >> 4 & 1) * u16::from(most));
        }
        if step & 0x40 != 0 {
            let (down, right) = (u32::from(more % 4), u16::from(most % 6));
            merges.push(Merge {
                first_row: row,
                first_col: col,
                last_row: row + down,
                last_col: col + right,
            });
        }
        let value = match what {
            0..56 => Value::Text(text(WORDS[usize::from(what)])),
            56..96 => Value::Number(f64::from(more)),
            96..104 => Value::Number(1900.0 + f64::from(more)),
            104..112 => Value::Number(f64::from(more) / 7.0 - f64::from(most) * 1e7),
            112..120 => Value::Date(jiff::civil::date(1900 + i16::from(more), 1 + (most % 12) as i8, 1)),
            120..124 => Value::Bool(more > 127),
            124..128 => Value::Error(CellError::NotAvailable),
            128..184 => {
                Value::Text(text(&format!("{} {}", WORDS[usize::from(what - 128)], char::from(more))))
            }
            _ => Value::Text(text(&format!(
                "{}{}{}",
                char::from(more),
                WORDS[usize::from(most) % WORDS.len()],
                char::from_u32(u32::from(what) << 8 | u32::from(more)).unwrap_or(' ')
            ))),
        };
        // What is blank has no cell.
        if value.text().is_some_and(|text| text.trim().is_empty()) {
            continue;
        }
        match rows.last_mut().filter(|last| last.row == row) {
            Some(last) if last.cells.last().is_some_and(|cell| col <= cell.col) => {}
            Some(last) => last.cells.push(Cell { col, value }),
            None => rows.push(SheetRow { row, cells: vec![Cell { col, value }] }),
        }
    }
    merges.sort_unstable();
    let n_rows = row + 1;
    Some(Sheet { place: Place::file("fuzz.xlsx"), visible: first & 0x80 == 0, rows, merges, n_rows, aside: Aside::default() })
}

fn text(shown: &str) -> Text {
    Text { shown: shown.into(), repair: None }
}
