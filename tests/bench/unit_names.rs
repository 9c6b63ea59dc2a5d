//! A million names of units, all different: how long, how much memory.
//!
//! The names are those of the communes before 1 July 2025 as offices damage them — abbreviated, in
//! other case, without marks, a part or a body before them, a letter lost, added or swapped — made from
//! a fixed seed, so that two runs ask the same. `tonghop units --json` reads them from a file. Prints
//! wall time, and what Linux says of processor time and peak memory; `cargo bench --bench unit_names --
//! 200000` asks fewer.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark that fails says where, and prints its figures"
)]

#[path = "../support/chance.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chance::Chance;

/// What may stand before a place: a third of the names has something.
const BEFORE: [&str; 12] = [
    "Thôn 3, ",
    "Tổ dân phố số 4, ",
    "UBND ",
    "Chủ tịch UBND ",
    "Hội Nông dân ",
    "Hội LHPN ",
    "Đoàn TNCS HCM ",
    "Công an ",
    "Trạm Y tế ",
    "Trường THCS ",
    "Đảng ủy ",
    "Ủy ban MTTQ ",
];

/// Words for the kind of a place, and how they are shortened.
const KINDS: [(&str, [&str; 3]); 8] = [
    ("Xã ", ["xã ", "X. ", "X "]),
    ("Phường ", ["phường ", "P. ", "P."]),
    ("Thị trấn ", ["thị trấn ", "TT. ", "TT "]),
    ("Huyện ", ["huyện ", "H. ", ""]),
    ("Quận ", ["quận ", "Q. ", "Q."]),
    ("Thị xã ", ["thị xã ", "TX. ", "TX "]),
    ("Thành phố ", ["thành phố ", "TP. ", "TP "]),
    ("Tỉnh ", ["tỉnh ", "T. ", ""]),
];

const LETTERS: [char; 16] = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ơ', 'u', 'ư', 'n', 'h', 'g', 't', 'c', 'đ'];

fn main() {
    let wanted = std::env::args().filter_map(|arg| arg.parse().ok()).next().unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("names.txt");
    fs::write(&file, names(wanted).join("\n")).expect("written");

    let program = env!("CARGO_BIN_EXE_tonghop");
    let start = Instant::now();
    let status = Command::new(program).args(["units", "Xã Điềm Mặc"]).stdout(Stdio::null()).status();
    assert!(status.expect("runs").success());
    println!("one name     {:.3} s wall", start.elapsed().as_secs_f64());

    let start = Instant::now();
    let mut child = Command::new(program)
        .args(["units", "--json", "--as-of", "2024-06-30"])
        .stdin(File::open(&file).expect("readable"))
        .stdout(Stdio::null())
        .spawn()
        .expect("runs");
    let process = Path::new("/proc").join(child.id().to_string());
    let (mut peak, mut ticks) = (0, 0);
    while child.try_wait().expect("waits").is_none() {
        peak = peak.max(peak_memory(&process).unwrap_or_default());
        ticks = ticks.max(processor_time(&process).unwrap_or_default());
        std::thread::sleep(Duration::from_millis(10));
    }
    println!("{wanted} names  {:.2} s wall", start.elapsed().as_secs_f64());
    println!("processors   {:.2} s", f64::from(ticks) / 100.0);
    println!("peak memory  {} MB", peak / 1024);
}

/// The most memory that a process held so far, in kB.
fn peak_memory(process: &Path) -> Option<u32> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The processor time of a process so far, user and system, in hundredths of a second.
fn processor_time(process: &Path) -> Option<u32> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    let after_name = stat.rsplit(')').next()?;
    Some(after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum())
}

/// Different names, from a fixed seed.
fn names(wanted: usize) -> Vec<String> {
    let list = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/units-2024.csv"));
    let list = list.expect("the list");
    let rows: Vec<Vec<&str>> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').collect())
        .collect();
    let by_code: BTreeMap<&str, &Vec<&str>> = rows.iter().map(|row| (row[0], row)).collect();
    let communes: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0].len() == 5).collect();
    let mut chance = Chance::new(20_240_630);
    let (mut names, mut known) = (Vec::with_capacity(wanted), BTreeSet::new());
    while names.len() < wanted {
        let mut row = communes[chance.below(communes.len())];
        let mut name = String::new();
        if chance.below(3) == 0 {
            name.push_str(BEFORE[chance.below(BEFORE.len())]);
        }
        name.push_str(&shortened(row[1], &mut chance));
        for _ in 0..[0, 1, 1, 2, 2][chance.below(5)] {
            let Some(up) = by_code.get(row[2]) else { break };
            row = up;
            name.push_str([", ", " - "][chance.below(2)]);
            name.push_str(&shortened(row[1], &mut chance));
        }
        name = match chance.below(20) {
            0..=2 => tonghop::text::bare_key(&name),
            3 | 4 => name.to_uppercase(),
            5 => name.to_lowercase(),
            _ => name,
        };
        if chance.below(3) == 0 {
            name = slipped(&name, &mut chance);
        }
        if known.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

fn shortened(name: &str, chance: &mut Chance) -> String {
    let kind = KINDS.iter().find_map(|(kind, short)| Some((name.strip_prefix(kind)?, short)));
    match kind.filter(|_| chance.below(2) == 0) {
        Some((proper, short)) => format!("{}{proper}", short[chance.below(3)]),
        None => name.to_owned(),
    }
}

/// One letter lost, added, or swapped with the next.
fn slipped(name: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = chance.below(letters.len() - 1);
    match chance.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, LETTERS[chance.below(LETTERS.len())]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}
