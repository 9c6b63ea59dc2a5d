//! Files that another program holds open, as Excel does: named, nothing half replaced, and what may be read is read.
//! Only Windows keeps one program from what another has open.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::Sample;

const PERIOD: &str = "2024-06";

/// As Excel has a workbook open: others may read it (`FILE_SHARE_READ`).
const READ: u32 = 1;
/// As a program has it that lets nobody near.
const ALONE: u32 = 0;

fn hold(path: &Path, shared: u32) -> File {
    let open = OpenOptions::new().read(true).write(true).share_mode(shared).open(path);
    open.expect("nobody else holds it")
}

fn tonghop(sample: &Sample, args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    program.args(args).current_dir(&sample.dir).output().expect("the program starts")
}

#[track_caller]
fn refused(output: &Output, named: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for name in named {
        assert!(said.contains(name), "no «{name}» in: {said}");
    }
}

/// Every file below a folder but those that hold the test's own locks, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
    found
}

#[test]
fn open_results_are_named_and_stay_whole() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let before = files(&sample.dir.join("out"));
    let out = sample.dir.join("out").join(PERIOD);
    let first = fs::read_dir(out.join("phan-hoi")).expect("replies").next().expect("one").expect("readable");
    let held = [hold(&out.join("tong-hop.xlsx"), READ), hold(&first.path(), READ)];
    let name = first.file_name().to_string_lossy().into_owned();
    let output = tonghop(&sample, &["run", "--period", PERIOD, "--quiet"]);
    refused(&output, &["tong-hop.xlsx", &name, "Đóng lại", "kết quả cũ vẫn còn nguyên"]);
    assert!(before == files(&sample.dir.join("out")), "the results changed");
    // A trial writes nothing and is in nobody's way.
    let output = tonghop(&sample, &["run", "--period", PERIOD, "--dry-run"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("không tệp nào thay đổi"));
    drop(held);
    sample.run(PERIOD);
    assert!(before == files(&sample.dir.join("out")), "other results");
}

#[test]
fn a_list_that_excel_has_open_is_read() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let before = files(&sample.dir.join("out").join(PERIOD).join("data"));
    fs::remove_dir_all(sample.dir.join(".tonghop")).expect("nothing is remembered");
    let list = sample.dir.join("inbox/2024-06-11/ttvhtt.csv");
    let held = hold(&list, READ);
    sample.run(PERIOD);
    assert!(before == files(&sample.dir.join("out").join(PERIOD).join("data")), "it was read otherwise");
    drop(held);
    // One that nobody else may read is a finding that names it and says why.
    fs::remove_dir_all(sample.dir.join(".tonghop")).expect("nothing is remembered");
    let held = hold(&list, ALONE);
    let findings = sample.run(PERIOD).table("findings.csv");
    let told = findings.iter().find(|row| row["source"].ends_with("ttvhtt.csv")).expect("a finding");
    assert_eq!(told["severity"], "error");
    assert!(told["message"].contains("đang mở"), "{}", told["message"]);
    drop(held);
}

#[test]
fn an_open_board_and_an_open_reply_are_named() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let board = sample.dir.join("bang.xlsx");
    fs::copy(sample.dir.join("out").join(PERIOD).join("tong-hop.xlsx"), &board).expect("copied");
    let bytes = fs::read(&board).expect("readable");
    let held = hold(&board, READ);
    refused(&tonghop(&sample, &["feed", "bang.xlsx", "--period", PERIOD]), &["bang.xlsx", "đang mở"]);
    assert!(bytes == fs::read(&board).expect("readable"));
    drop(held);
    let check = ["check", "inbox/2024-06-11/ttvhtt.csv", "--reply", "--to", "rieng"];
    tonghop(&sample, &check);
    let reply = files(&sample.dir.join("rieng")).into_keys().next().expect("a reply");
    let held = hold(&reply, READ);
    let name = reply.file_name().expect("a name").to_string_lossy().into_owned();
    refused(&tonghop(&sample, &check), &[&name, "đóng lại"]);
    drop(held);
    assert_eq!(files(&sample.dir.join("rieng")).len(), 1, "a leftover");
}
