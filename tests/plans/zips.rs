//! The headers of every zip that the program writes name one system and no clock, whatever it runs on; so the same
//! input gives the same bytes on Windows as on Linux.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Sample, root};

const PERIOD: &str = "2024-06";

/// All workbooks below a folder, but for those that arrived.
fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() && !path.ends_with("inbox") && !path.ends_with(".tonghop") {
            found.extend(workbooks(&path));
        } else if path.extension().is_some_and(|extension| extension == "xlsx") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_workbook_is_made_as_if_on_one_system() {
    let sample = Sample::of("lang-son-2024");
    let tonghop = |args: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
        let output = program.args(args).current_dir(&sample.dir).output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}: {said}");
    };
    let form = root().join("tests/forms/p01_state_name_right_unit_left.xlsx");
    let old_form = root().join("tests/forms/p03_title_blank_header.xls");
    for path in [&form, &old_form] {
        std::fs::copy(path, sample.dir.join(path.file_name().expect("a name"))).expect("copied");
    }
    let (form, old_form) = ("p01_state_name_right_unit_left.xlsx", "p03_title_blank_header.xls");
    tonghop(&["run", "--period", PERIOD, "--quiet"]);
    tonghop(&["template", "--all"]);
    tonghop(&["inspect", form, "--map", "ban-do.xlsx"]);
    tonghop(&["check", form, "--reply", "--to", "rieng"]);
    tonghop(&["convert", old_form]);
    tonghop(&["feed", &format!("out/{PERIOD}/tong-hop.xlsx"), "--period", PERIOD]);
    tonghop(&["plan", "--to", "xlsx"]);
    let mut places = std::collections::BTreeSet::new();
    for path in workbooks(&sample.dir) {
        if path.file_name().is_some_and(|name| name == form) && path.parent() == Some(&*sample.dir) {
            continue; // not ours
        }
        let mut parts = zip::ZipArchive::new(File::open(&path).expect("a workbook")).expect("a package");
        for at in 0..parts.len() {
            let part = parts.by_index_raw(at).expect("a part");
            let name = format!("{} {}", path.display(), part.name().expect("a name"));
            assert_eq!(part.system(), zip::System::Unix, "{name}");
            let time = part.last_modified().expect("a time");
            assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1), "{name}");
        }
        let below = path.strip_prefix(&sample.dir).expect("below").to_string_lossy().replace('\\', "/");
        places.insert(below.split('/').next().expect("a name").to_owned());
    }
    let made = [
        "ban-do.xlsx",
        "ke-hoach.xlsx",
        "mau-dang-ky",
        "out",
        "p03_title_blank_header.unicode.xlsx",
        "rieng",
    ];
    assert_eq!(places.into_iter().collect::<Vec<_>>(), made);
}
