//! An office's own lists over the country's, and names that its people taught.

use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// Runs the program in a folder; gives stdout and stderr.
pub(crate) fn tonghop(dir: &Path, args: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let output = command.current_dir(dir).args(args).output().expect("starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(output.stderr));
    (text(output.stdout), text(output.stderr))
}

/// Code and class of evidence of one name.
#[track_caller]
pub(crate) fn check_name(dir: &Path, args: &[&str], name: &str, code: &str, evidence: &str) {
    let (out, _) = tonghop(dir, &[&["units", "--json", name], args].concat());
    let answer: serde_json::Value = serde_json::from_str(&out).expect("an object");
    let found = (answer["code"].as_str().unwrap_or("-"), answer["evidence"].as_str().unwrap_or("-"));
    assert_eq!(found, (code, evidence), "{name}");
}

/// A list as an officer keeps it: a title above, codes that Excel took for numbers, days as days.
fn workbook(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Danh mục đơn vị").expect("written");
    let heading = [
        "code",
        "name",
        "kind",
        "level",
        "parent",
        "aliases",
        "emails",
        "valid_from",
        "valid_to",
        "successors",
    ];
    let rows: [&[(u16, &str)]; 9] = [
        &[(0, "178"), (1, "Thành phố Lạng Sơn"), (2, "area"), (3, "district"), (4, "20")],
        &[(0, "05992"), (1, "Xã Mai Pha"), (2, "area"), (3, "commune"), (4, "178"), (5, "Mai Pha LS")],
        &[
            (0, "th"),
            (1, "Trường Tiểu học Mai Pha"),
            (2, "school"),
            (3, "commune"),
            (4, "05992"),
            (5, "TH1"),
            (6, "th@x.example"),
        ],
        // A parent that does not exist, and the alias of another school.
        &[(0, "cs"), (1, "Trường THCS Mai Pha"), (2, "school"), (3, "commune"), (4, "khong-co"), (5, "TH1")],
        // The code of another line under another name.
        &[(0, "th"), (1, "Trường Tiểu học Khác"), (2, "school"), (3, "commune"), (4, "178")],
        // The official code of another commune.
        &[(0, "05989"), (1, "Xã Hoàng Đồng"), (2, "area"), (3, "commune"), (4, "178")],
        // Ends before it begins (its days are written below).
        &[(0, "thon"), (1, "Thôn Co Măn"), (2, "hamlet"), (3, "hamlet"), (4, "05992")],
        // More names for a unit that only the country's list has; and such a line under a wrong name.
        &[(0, "06247"), (1, "Xã Yên Trạch"), (5, "Y.Trạch"), (6, "yentrach@x.example")],
        &[(0, "06250"), (1, "Xã Tân Hòa"), (5, "T.Hòa")],
    ];
    for (col, name) in (0..).zip(heading) {
        sheet.write(2, col, name).expect("written");
    }
    for (row, cells) in (3..).zip(rows) {
        for (col, cell) in cells {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, *col, number).expect("written"),
                Err(_) => sheet.write(row, *col, *cell).expect("written"),
            };
        }
    }
    let day = |text| ExcelDateTime::parse_from_str(text).expect("a day");
    let format = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_datetime_with_format(9, 7, day("2025-01-01"), &format).expect("written");
    sheet.write_datetime_with_format(9, 8, day("2024-01-01"), &format).expect("written");
    book.save(path).expect("saved");
}

#[test]
fn a_list_may_be_a_workbook_and_what_contradicts_itself_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    workbook(&folder.path().join("units.xlsx"));
    check_name(folder.path(), &[], "Trường TH Mai Pha", "th", "alias");
    check_name(folder.path(), &[], "Mai Pha LS", "05992", "alias");
    check_name(folder.path(), &[], "Y.Trạch", "06247", "alias");
    check_name(folder.path(), &["--as-of", "2025-08-01"], "Y.Trạch", "05977", "alias");
    check_name(folder.path(), &[], "T.Hòa", "-", "-");
    check_name(folder.path(), &[], "TH1", "-", "-");
    let (_, said) = tonghop(folder.path(), &["units", "Xã Mai Pha"]);
    let lines: Vec<&str> = said.lines().filter_map(|line| line.split(" › dòng ").nth(1)).collect();
    let mut lines: Vec<u32> = lines.iter().filter_map(|rest| rest.split(':').next()?.parse().ok()).collect();
    lines.sort_unstable();
    // As Excel counts: 7 says its parent and, with 6, its alias.
    assert_eq!(lines, [7, 7, 8, 9, 10, 12], "{said}");
}

#[test]
fn after_the_reform_a_present_place_goes_before_what_became_of_its_namesake() {
    // The list speaks of the former province and its districts: Tân Biên, Tân Châu, the city of Tây Ninh.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tay-ninh-2021-2025");
    let cases = [
        ("2025-06-30", "Xã Trà Vong", "25513"),
        // Its successors are two; one of them bears its name.
        ("2025-08-01", "Xã Trà Vong", "25510"),
        ("2025-08-01", "UBND xã Tân Biên", "25486"),
        ("2025-06-30", "UBND huyện Tân Biên", "705"),
        ("2025-08-01", "Phường Tân Ninh", "25459"),
        ("2025-08-01", "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH", "25480"),
        // In what came to the province with the reform.
        ("2025-08-01", "Xã Thủ Thừa", "28036"),
        ("2025-06-30", "Xã Thủ Thừa", "-"),
        // Former communes of this name became others: it is asked.
        ("2025-08-01", "Xã Tân Phú", "-"),
    ];
    for (day, name, code) in cases {
        let (out, _) = tonghop(&folder, &["units", "--json", "--as-of", day, name]);
        let answer: serde_json::Value = serde_json::from_str(&out).expect("an object");
        assert_eq!(answer["code"].as_str().unwrap_or("-"), code, "{name} on {day}");
    }
}
