//! A month's run in which one file in a hundred is new, against a run over the same inbox from scratch.
//!
//! Lists of invented people by the communes of Tây Ninh, spread over the months of 2025, the last
//! hundredth in December. In turns: December from scratch (no `.tonghop`), and December after November
//! had been run. Both must write the same bytes. The time of each part is what the run itself tells the
//! ledger: what need not grow with what is known is reading and deciding, for the workbooks of a new month
//! are new, all of them. `cargo bench --bench next_month -- 1000` takes another number of files.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark that fails says where, and prints its figures"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;

const TURNS: usize = 3;
/// Names of real communes of the province before July 2025, from the built-in list.
const COMMUNES: [&str; 24] = [
    "Xã Tân Lập",
    "Xã Thạnh Bắc",
    "Xã Tân Bình",
    "Xã Thạnh Bình",
    "Xã Thạnh Tây",
    "Xã Hòa Hiệp",
    "Xã Mỏ Công",
    "Xã Trà Vong",
    "Xã Tân Phong",
    "Xã Tân Hà",
    "Xã Tân Đông",
    "Xã Tân Hội",
    "Xã Tân Hòa",
    "Xã Suối Ngô",
    "Xã Suối Dây",
    "Xã Tân Hiệp",
    "Xã Thạnh Đông",
    "Xã Tân Phú",
    "Xã Tân Hưng",
    "Xã Suối Đá",
    "Xã Phan",
    "Xã Phước Ninh",
    "Xã Phước Minh",
    "Xã Bàu Năng",
];
const MOVEMENTS: [&str; 4] =
    ["Xây dựng nông thôn mới", "Chung tay vì người nghèo", "12 Điều Y đức", "Học tập và làm theo Bác"];

fn main() {
    let wanted = std::env::args().filter_map(|arg| arg.parse::<usize>().ok()).next().unwrap_or(3_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let office = folder.path().join("office");
    let new = (wanted / 100).max(1);
    for file in 0..wanted - new {
        write_list(&office, file, &format!("2025-{:02}-{:02}", 1 + file % 11, 1 + file / 11 % 28));
    }
    let december: Vec<PathBuf> = (wanted - new..wanted)
        .map(|file| write_list(&office, file, &format!("2025-12-{:02}", 1 + file % 28)))
        .collect();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/tay-ninh-2021-2025");
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(sample.join(name), office.join(name)).expect("copied");
    }
    println!("{wanted} lists, {new} of them new");
    // What stands before the new month.
    let aside = folder.path().join("aside");
    fs::create_dir_all(&aside).expect("a folder");
    let parked: Vec<PathBuf> =
        december.iter().enumerate().map(|(at, _)| aside.join(at.to_string())).collect();
    december.iter().zip(&parked).for_each(|(from, to)| fs::rename(from, to).expect("moved"));
    run(&office, "2025-11");
    let (ledger, kept) = (office.join(".tonghop"), folder.path().join("kept"));
    copy(&ledger, &kept);
    december.iter().zip(&parked).for_each(|(to, from)| fs::rename(from, to).expect("moved"));

    let (mut scratch, mut next) = (Vec::new(), Vec::new());
    let mut manifests = Vec::new();
    for _ in 0..TURNS {
        for (own, with_ledger) in [(&mut scratch, false), (&mut next, true)] {
            fs::remove_dir_all(&ledger).expect("removed");
            if with_ledger {
                copy(&kept, &ledger);
            }
            let start = Instant::now();
            run(&office, "2025-12");
            own.push(times(start.elapsed(), &ledger));
            manifests.push(fs::read(office.join("out/2025-12/manifest.json")).expect("a manifest"));
        }
    }
    assert!(manifests.windows(2).all(|pair| pair[0] == pair[1]), "the runs differ");
    println!("{:14} {:>12} {:>12} {:>13}", "seconds", "from scratch", "next month", "times faster");
    for (at, part) in PARTS.into_iter().enumerate() {
        let [scratch, next] =
            [&scratch, &next].map(|times: &Vec<Times>| median(times.iter().map(|own| own[at]).collect()));
        println!("{part:14} {scratch:12.3} {next:12.3} {:13.1}", scratch / next);
    }
}

const PARTS: [&str; 5] = ["read", "decide", "read, decide", "write", "in all"];

/// Seconds of each part of a run.
type Times = [f64; PARTS.len()];

/// What the run told the ledger, and how long it took in all.
fn times(whole: Duration, ledger: &Path) -> Times {
    let lines = fs::read_to_string(ledger.join("ledger.jsonl")).expect("a ledger");
    let line: serde_json::Value = serde_json::from_str(lines.lines().last().expect("a run")).expect("a line");
    let [read, decide, write] =
        ["read", "decide", "write"].map(|part| line["seconds"][part].as_f64().expect("seconds"));
    [read, decide, read + decide, write, whole.as_secs_f64()]
}

fn run(office: &Path, period: &str) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let status = program.args(["run", "--quiet", "--period", period]).arg(office).status().expect("runs");
    assert!(status.code().is_some_and(|code| code < 2), "the run failed");
}

/// A list of a dozen people nobody else has.
fn write_list(office: &Path, file: usize, day: &str) -> PathBuf {
    const FAMILY: [&str; 7] = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Huỳnh", "Đặng"];
    const MIDDLE: [&str; 11] =
        ["Văn", "Thị", "Quốc", "Hoàng", "Thanh", "Ngọc", "Minh", "Hữu", "Đức", "Kim", "Xuân"];
    const GIVEN: [&str; 13] = [
        "Khải", "Lộc", "Thư", "Duyên", "Toại", "Nghĩa", "Phước", "Quyên", "Sương", "Việt", "Yến", "An",
        "Bình",
    ];
    let commune = COMMUNES[file % COMMUNES.len()];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let lines = [
        format!("ỦY BAN NHÂN DÂN {}", commune.to_uppercase()),
        String::new(),
        format!("DANH SÁCH BỔ SUNG ĐIỂN HÌNH TIÊN TIẾN ĐỢT {}", file / COMMUNES.len() + 1),
        String::new(),
    ];
    for (row, line) in (0..).zip(&lines) {
        sheet.write_string(row, 0, line).expect("written");
    }
    let header = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Phong trào", "Tóm tắt thành tích"];
    for (col, text) in (0..).zip(header) {
        sheet.write_string(4, col, text).expect("written");
    }
    for at in 0..12_usize {
        let number = file * 12 + at;
        let name = format!(
            "{} {} {} {}",
            FAMILY[number % 7],
            MIDDLE[number / 7 % 11],
            MIDDLE[number / 77 % 11],
            GIVEN[number / 847 % 13]
        );
        let row = u32::try_from(5 + at).expect("small");
        let year = (1955 + number % 50).to_string();
        let fields = [
            (at + 1).to_string(),
            name,
            year,
            "Nông dân".to_owned(),
            MOVEMENTS[number % 4].to_owned(),
            "Có nhiều thành tích".to_owned(),
        ];
        for (col, text) in (0..).zip(fields) {
            sheet.write_string(row, col, text).expect("written");
        }
    }
    let place = office.join("inbox").join(day).join(format!("{commune} {file}.xlsx"));
    fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
    book.save(&place).expect("saved");
    place
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("readable").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, place).expect("copied");
        }
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
