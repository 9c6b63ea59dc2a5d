//! A plan across 1 July 2025 in either tree (`across-2025/`): which workbooks stand at which level, and
//! who is counted where. The expected places are read off the resolutions of June 2025: Vĩnh Trại, Đông
//! Kinh, Mai Pha (city of Lạng Sơn) and Yên Trạch (Cao Lộc) became *phường Đông Kinh*; Tam Thanh and
//! Hoàng Đồng became *phường Tam Thanh*; Bính Xá (Đình Lập) was divided.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The workbooks below the province and the rows of the matrix: code → exemplars.
type Report = (Vec<String>, BTreeMap<String, u32>);

fn report(args: &[&str]) -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/units/across-2025");
    let folder = tempfile::tempdir().expect("a folder");
    copy(&root, folder.path());
    let dir = folder.path().to_string_lossy();
    let run = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(["run", &dir, "--quiet"]).args(args).output();
    let run = run.expect("starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let out = fs::read_dir(folder.path().join("out")).expect("out").next().expect("a period");
    let out = out.expect("readable").path();
    let mut books = Vec::new();
    for level in ["cap-tinh", "cap-huyen", "cap-xa"] {
        for book in fs::read_dir(out.join(level)).into_iter().flatten() {
            books.push(format!("{level}/{}", book.expect("readable").file_name().to_string_lossy()));
        }
    }
    books.sort();
    let mut matrix = csv::Reader::from_path(out.join("data/tong-hop.csv")).expect("the matrix");
    let rows = matrix.records().map(|row| row.expect("a row"));
    let sums = rows.filter(|row| &row[2] == "any" && &row[4] != "0");
    let sums = sums.map(|row| (row[0].to_owned(), row[4].parse().expect("a count"))).collect();
    (books, sums)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the scenario") {
        let path = entry.expect("readable").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &to) } else { fs::copy(&path, &to).map(|_| ()).expect("copied") }
    }
}

#[track_caller]
fn check(args: &[&str], books: &[&str], sums: &[(&str, u32)]) {
    let (found, matrix) = report(args);
    assert_eq!(found, books);
    let expect: BTreeMap<String, u32> = sums.iter().map(|(code, n)| ((*code).to_owned(), *n)).collect();
    assert_eq!(matrix, expect);
}

#[test]
fn a_period_before_the_reform_rolls_up_through_districts() {
    check(
        &["--period", "2024-06"],
        &[
            "cap-huyen/178-thanh-pho-lang-son.xlsx",
            "cap-huyen/189-huyen-dinh-lap.xlsx",
            "cap-xa/05974-phuong-tam-thanh.xlsx",
            "cap-xa/05977-2024-phuong-vinh-trai.xlsx",
            "cap-xa/05986-2024-xa-hoang-dong.xlsx",
            "cap-xa/06622-xa-binh-xa.xlsx",
        ],
        &[("05974", 1), ("05977@2024", 2), ("05986@2024", 1), ("06622", 1), ("", 5)],
    );
}

#[test]
fn a_later_one_has_no_districts_and_former_communes_stand_as_their_heirs() {
    let books = [
        "cap-xa/05977-phuong-dong-kinh.xlsx",
        "cap-xa/05986-phuong-tam-thanh.xlsx",
        // Divided: nobody can say which part.
        "cap-xa/06622-xa-binh-xa.xlsx",
    ];
    let sums = [("05977", 3), ("05986", 3), ("06622", 1), ("", 7)];
    check(&["--period", "2025-09"], &books, &sums);
    check(&["--period", "2025-09", "--tree", "new"], &books, &sums);
}

#[test]
fn the_same_period_in_the_old_tree_has_them() {
    check(
        &["--period", "2025-09", "--tree", "old"],
        &[
            // With the present phường Tam Thanh, all of which lay in the city; not with phường Đông Kinh, of
            // which a part lay in Cao Lộc.
            "cap-huyen/178-thanh-pho-lang-son.xlsx",
            "cap-huyen/189-huyen-dinh-lap.xlsx",
            "cap-xa/05974-phuong-tam-thanh.xlsx",
            "cap-xa/05977-2024-phuong-vinh-trai.xlsx",
            "cap-xa/05977-phuong-dong-kinh.xlsx",
            "cap-xa/05986-2024-xa-hoang-dong.xlsx",
            "cap-xa/05986-phuong-tam-thanh.xlsx",
            "cap-xa/06622-xa-binh-xa.xlsx",
        ],
        &[
            ("05974", 1),
            ("05977", 1),
            ("05977@2024", 2),
            ("05986", 1),
            ("05986@2024", 1),
            ("06622", 1),
            ("", 7),
        ],
    );
}

#[test]
fn the_new_tree_may_be_asked_for_before_it_stood() {
    check(
        &["--period", "2024-06", "--tree", "new"],
        &[
            "cap-xa/05977-phuong-dong-kinh.xlsx",
            "cap-xa/05986-phuong-tam-thanh.xlsx",
            "cap-xa/06622-xa-binh-xa.xlsx",
        ],
        &[("05977", 2), ("05986", 2), ("06622", 1), ("", 5)],
    );
}
