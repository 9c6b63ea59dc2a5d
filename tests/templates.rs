//! Registration workbooks: made by the program, filled in through openpyxl
//! (`tests/generate/fill_templates.py`), read back; some of them badly edited.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says where"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Row = BTreeMap<String, String>;

const DOAN_KET: &str = "toan-dan-doan-ket";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tonghop(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("the program starts")
}

/// The office of Lạng Sơn with one file in its inbox.
struct Office {
    dir: PathBuf,
    _folder: tempfile::TempDir,
}

impl Office {
    fn with(fixture: &str) -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().to_owned();
        for name in ["plan.toml", "units.csv", "tonghop.toml"] {
            fs::copy(root().join("samples/lang-son-2024").join(name), dir.join(name)).expect("copied");
        }
        let inbox = dir.join("inbox/2024-06-03");
        fs::create_dir_all(&inbox).expect("an inbox");
        fs::copy(root().join("tests/templates").join(fixture), inbox.join(fixture)).expect("copied");
        Office { dir, _folder: folder }
    }

    fn run(&self) {
        let output = tonghop(&["run", &self.dir.to_string_lossy(), "--quiet"]);
        let trouble = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{trouble}");
    }

    fn table(&self, name: &str) -> Vec<Row> {
        let path = self.dir.join("out/2024-06/data").join(name);
        let mut reader = csv::Reader::from_path(&path).expect("a table");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }
}

/// What the script typed, as it is meant: kind, name, date, year, gender, position, movement.
const PEOPLE: [[&str; 7]; 5] = [
    ["individual", "Hoàng Thị Ngân", "1980-09-05", "1980", "female", "Tổ trưởng dân phố", DOAN_KET],
    ["individual", "Lương Văn Tài", "", "1975", "male", "Nông dân", "kinh-te"],
    ["collective", "Chi hội Phụ nữ khối 6", "", "", "", "", "vi-nguoi-ngheo"],
    ["household", "Nông Văn Sáng", "", "1968", "male", "Buôn bán", DOAN_KET],
    ["cooperative", "Hợp tác xã Hoa hồng Kỳ Lừa", "", "", "", "", "nong-thon-moi"],
];

/// Reads a filled template: everybody is there with every field, of the unit, and nothing is asked;
/// beyond the office's own reminders only the given codes are found.
#[track_caller]
fn check(fixture: &str, unit: &str, codes: &[&str]) {
    let office = Office::with(fixture);
    office.run();
    let rows = office.table("registrations.csv");
    assert_eq!(rows.len(), PEOPLE.len(), "{fixture}");
    for (row, person) in rows.iter().zip(PEOPLE) {
        let columns = ["kind", "name", "birth_date", "birth_year", "gender", "position"];
        let read = columns.map(|column| row[column].as_str());
        let (typed, movement) = (&person[..6], person[6]);
        if codes.contains(&"template-broken") && fixture.starts_with("column_deleted") {
            assert_eq!(
                [read[0], read[1], read[4], read[5]],
                [typed[0], typed[1], typed[4], typed[5]],
                "{fixture}"
            );
        } else {
            assert_eq!(read, typed, "{fixture}");
        }
        assert_eq!((row["unit_code"].as_str(), row["sender_code"].as_str()), (unit, unit), "{fixture}");
        assert!(row["movement_id"].contains(movement), "{fixture}: {} {movement}", row["movement_id"]);
        assert_eq!(row["status"], "counted", "{fixture}");
    }
    assert!(office.table("questions.csv").is_empty(), "{fixture} asks");
    let found: Vec<String> = office
        .table("findings.csv")
        .into_iter()
        .filter(|row| row["source"].ends_with(fixture))
        .map(|row| row["code"].clone())
        .filter(|code| code != "sheet-example")
        .collect();
    assert_eq!(found, codes, "{fixture}");
}

#[test]
fn a_filled_template_is_read_without_a_question() {
    check("filled.xlsx", "05977", &[]);
    check("agency.xlsx", "phong-kinh-te", &[]);
}

#[test]
fn a_template_that_libreoffice_saved_in_another_format_is_read_the_same() {
    check("saved_by_libreoffice.xls", "05977", &[]);
    check("saved_by_libreoffice.ods", "05977", &[]);
}

#[test]
fn a_template_edited_badly_still_reads_or_says_what_is_wrong() {
    check("rows_inserted_sheet_renamed.xlsx", "05977", &[]);
    check("columns_moved.xlsx", "05977", &["template-changed"]);
    check("header_retyped.xlsx", "05977", &["template-changed"]);
    check("column_deleted.xlsx", "05977", &["template-broken"]);
    check("stamp_lost.xlsx", "05977", &[]);
    check("stamp_changed.xlsx", "05977", &["template-broken"]);
    check("other_unit.xlsx", "05980", &["template-unit"]);
}

#[test]
fn templates_are_made_once_and_never_over_another_file() {
    let office = Office::with("filled.xlsx");
    let (dir, to) = (office.dir.to_string_lossy().into_owned(), office.dir.join("gui"));
    let args = ["template", "--in", &dir, "--unit", "Phường Vĩnh Trại", "--to", &to.to_string_lossy()];
    assert_eq!(tonghop(&args).status.code(), Some(0));
    let path = to.join("05977-phuong-vinh-trai.xlsx");
    let first = fs::read(&path).expect("a workbook");
    assert_eq!(tonghop(&args).status.code(), Some(0), "the same bytes stand there");
    fs::write(&path, b"filled in").expect("written");
    assert_eq!(tonghop(&args).status.code(), Some(1));
    assert_eq!(fs::read(&path).expect("kept"), b"filled in");
    fs::remove_file(&path).expect("removed");
    assert_eq!(tonghop(&args).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("a workbook"), first, "same input, same bytes");
    let nobody = tonghop(&["template", "--in", &dir, "--unit", "Phường Không Có"]);
    assert_eq!(nobody.status.code(), Some(2), "{}", String::from_utf8_lossy(&nobody.stderr));
    if !path.exists() {
        panic!("{} is gone", path.display());
    }
}
