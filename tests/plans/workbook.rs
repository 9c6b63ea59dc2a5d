//! `ke-hoach.xlsx`: what `plan.toml`, `units.csv` and `tonghop.toml` say, as one workbook and back.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader as _, Xlsx};

use super::{Sample, copy};

const SAMPLES: [&str; 5] =
    ["lang-son-2024", "diem-mac-2022-2025", "da-lat-2023", "tay-ninh-2021-2025", "ha-giang-ldtbxh-2023-2025"];
const TEXTS: [&str; 3] = ["plan.toml", "units.csv", "tonghop.toml"];

/// Runs the program; it must succeed with one of the codes.
#[track_caller]
pub(super) fn tonghop(args: &[&str], codes: &[i32]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|code| codes.contains(&code)), "{args:?}: {said}");
    said
}

/// The same workspace with its plan in the other form only.
pub(super) fn in_form(sample: &Sample, form: &str, texts: Option<&Path>) -> PathBuf {
    let dir = sample.dir.with_file_name(form);
    copy(&sample.dir, &dir);
    for name in TEXTS {
        fs::remove_file(dir.join(name)).expect("removed");
        if let Some(texts) = texts {
            fs::copy(texts.join(name), dir.join(name)).expect("copied");
        }
    }
    dir
}

/// The data files of the one period that was run, without what cites the plan by its file and line.
pub(super) fn data(dir: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let out = fs::read_dir(dir.join("out")).expect("out").next().expect("a period").expect("readable").path();
    let mut files = Vec::new();
    for entry in fs::read_dir(out.join("data")).expect("data") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).expect("a table");
        let rows: Vec<Vec<String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
        let cites = |head: &String| head.starts_with("plan_line") || head.contains("òng kế hoạch");
        let cited: Vec<usize> = (0..rows[0].len()).filter(|at| cites(&rows[0][*at])).collect();
        let own = |row: Vec<String>| {
            let kept = row.into_iter().enumerate().filter(|(at, _)| !cited.contains(at));
            kept.map(|(_, cell)| uncited(&cell)).collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<String>> = rows.into_iter().map(own).collect();
        if name == "findings.csv" {
            // A finding about the plan stands at its file, sheet and row.
            for row in rows.iter_mut().filter(|row| row[2] == "plan.toml" || row[2] == "ke-hoach.xlsx") {
                row.splice(2..5, [String::new(), String::new(), String::new()]);
            }
            rows.sort();
        }
        files.push((name, rows));
    }
    files.sort();
    files
}

/// The cells of every workbook of the one period that was run, without what cites the plan by its file and line: row
/// by row without numbers in front, sorted, for findings stand in the order of their places.
fn books(dir: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let mut files = Vec::new();
    let mut folders = vec![dir.join("out")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "xlsx") {
                let name = path.strip_prefix(dir).expect("inside").to_string_lossy().into_owned();
                let mut book: Xlsx<_> = calamine::open_workbook(&path).expect("a workbook");
                for (sheet, range) in book.worksheets() {
                    files.push((format!("{name} › {sheet}"), rows_of(&range)));
                }
            }
        }
    }
    files.sort();
    files
}

fn rows_of(range: &calamine::Range<calamine::Data>) -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    let cites = |cell: &String| cell.starts_with("plan_line") || cell == "Dòng kế hoạch";
    let cited: Vec<usize> = rows
        .iter()
        .flat_map(|row| row.iter().enumerate().filter(|(_, cell)| cites(cell)).map(|(at, _)| at))
        .collect();
    let own = |row: Vec<String>| -> Vec<String> {
        let plan = |cell: &String| cell.starts_with("plan.toml") || cell.starts_with("ke-hoach.xlsx");
        // Behind the plan's name stand its sheet and cell.
        let place = row.iter().position(plan).map_or(0..0, |at| at..at + 3);
        let kept = row.iter().enumerate().filter(|(at, cell)| {
            let counts = *at == 0 && cell.parse::<f64>().is_ok();
            !counts && !cited.contains(at) && !place.contains(at)
        });
        kept.map(|(_, cell)| uncited(cell)).collect()
    };
    let mut rows: Vec<Vec<String>> = rows.into_iter().map(own).collect();
    rows.sort();
    rows
}

/// A text without its citations of the plan.
fn uncited(cell: &str) -> String {
    let once = without_citation(cell);
    if once == cell { once } else { uncited(&once) }
}

fn without_citation(cell: &str) -> String {
    let Some(at) = cell.find("(plan.toml dòng").or_else(|| cell.find("(ke-hoach.xlsx ›")) else {
        return cell.to_owned();
    };
    let rest = &cell[at..];
    format!("{}{}", &cell[..at], &rest[rest.find(')').map_or(rest.len(), |end| end + 1)..])
}

#[test]
fn the_workbook_means_what_the_text_means_and_back() {
    for name in SAMPLES {
        let sample = Sample::of(name);
        let dir = sample.dir.to_string_lossy().into_owned();
        tonghop(&["plan", &dir, "--to", "xlsx"], &[0]);
        // Both forms in one workspace: they agree, or nothing would run.
        tonghop(&["template", "--all", "--in", &dir], &[0]);
        let book = in_form(&sample, "book", None);
        let texts = sample.dir.with_file_name("texts");
        tonghop(&["plan", &book.to_string_lossy(), "--to", "toml", "-o", &texts.to_string_lossy()], &[0]);
        fs::remove_file(sample.dir.join("ke-hoach.xlsx")).expect("removed");
        let back = in_form(&sample, "back", Some(&texts));
        for dir in [&sample.dir, &book, &back] {
            tonghop(&["run", &dir.to_string_lossy(), "--quiet"], &[0, 1]);
        }
        let own = data(&sample.dir);
        assert!(own.len() > 8, "{name}: {}", own.len());
        for (form, dir) in [("book", &book), ("back", &back)] {
            for ((file, left), (_, right)) in own.iter().zip(data(dir)) {
                let differ = left.iter().zip(&right).find(|(left, right)| left != right);
                assert_eq!(left.len(), right.len(), "{name} {form} {file}");
                assert!(differ.is_none(), "{name} {form} {file}: {differ:?}");
            }
            for ((sheet, left), (other, right)) in books(&sample.dir).iter().zip(&books(dir)) {
                assert_eq!((sheet, left.len()), (other, right.len()), "{name} {form}");
                let differ = left.iter().zip(right).find(|(left, right)| left != right);
                assert!(differ.is_none(), "{name} {form} {sheet}: {differ:?}");
            }
        }
    }
}

#[test]
fn two_forms_that_disagree_are_named_with_cell_and_line() {
    let check = |file: &str, from: &str, to: &str, pieces: &[&str]| {
        let sample = Sample::of("lang-son-2024");
        let dir = sample.dir.to_string_lossy().into_owned();
        tonghop(&["plan", &dir, "--to", "xlsx"], &[0]);
        let path = sample.dir.join(file);
        let text = fs::read_to_string(&path).expect("text");
        assert!(text.contains(from), "{file}: {from}");
        fs::write(&path, text.replacen(from, to, 1)).expect("written");
        let said = tonghop(&["run", &dir, "--quiet"], &[2]);
        for piece in pieces {
            assert!(said.contains(piece), "{piece}: {said}");
        }
        assert!(!sample.dir.join("out").exists());
    };
    check(
        "plan.toml",
        "at_least = 4",
        "at_least = 5",
        &[
            "chỉ tiêu của «phong-giao-duc-va-dao-tao»",
            "plan.toml › dòng 150",
            "ke-hoach.xlsx › Chỉ tiêu › dòng 13",
        ],
    );
    check(
        "plan.toml",
        "to = 2024-12-31",
        "to = 2024-12-30",
        &["ngày cuối", "plan.toml › dòng 14", "ke-hoach.xlsx › Kế hoạch › B11"],
    );
    check(
        "tonghop.toml",
        "place = \"Lạng Sơn\"",
        "place = \"Kỳ Lừa\"",
        &["«look.place»", "tonghop.toml › dòng 6", "ke-hoach.xlsx › Văn bản › B8"],
    );
    check(
        "units.csv",
        "Văn phòng Thành ủy,party",
        "Văn phòng Thành uỷ A,party",
        &["đơn vị «van-phong-thanh-uy»", "units.csv › dòng 5", "ke-hoach.xlsx › Đơn vị › dòng 10"],
    );
}
