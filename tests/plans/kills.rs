//! A kill at any moment leaves the last published folder and a ledger that the next run accepts.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::office::{Office, year};

const PERIOD: &str = "2025-03";

/// How many kills; `TONGHOP_KILLS` asks for another number.
fn kills() -> u32 {
    std::env::var("TONGHOP_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(40)
}

#[test]
fn a_kill_at_any_moment_leaves_what_was_published_and_a_ledger_to_go_on_with() {
    let office = Office::empty();
    year().iter().take(3).flatten().for_each(|list| office.receive(list));
    let extra = year().remove(3).remove(0);
    let place = office.dir.join("inbox/2025-03-20/giao duc sua.csv");
    // The inbox goes back and forth between two states, so that every run has something to publish.
    let switch = |on: bool| {
        if on {
            office.receive(&super::office::List { path: "2025-03-20/giao duc sua.csv", ..clone(&extra) });
        } else if place.exists() {
            fs::remove_file(&place).expect("removed");
        }
    };
    let mut whole = Vec::new();
    let mut longest = Duration::ZERO;
    for on in [true, false] {
        switch(on);
        let start = Instant::now();
        office.run(PERIOD);
        longest = longest.max(start.elapsed());
        whole.push(published(&office.dir));
    }
    let mut random = 20_250_701_u64;
    let mut broke_off = 0;
    for kill in 0..kills() {
        switch(kill % 2 == 0);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(random >> 40).expect("24 bits");
        if kill % 5 == 4 {
            decide_and_kill(&office, share);
        } else {
            let mut run = Command::new(env!("CARGO_BIN_EXE_tonghop"))
                .args(["run", "--quiet", "--period", PERIOD])
                .arg(&office.dir)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("starts");
            std::thread::sleep(longest * share / (1 << 24));
            broke_off += u32::from(run.try_wait().expect("a child").is_none());
            run.kill().expect("killed");
            run.wait().expect("gone");
        }
        let stands = published(&office.dir);
        assert!(whole.contains(&stands), "after kill {kill} neither state stands whole");
    }
    assert!(broke_off * 3 > kills(), "only {broke_off} runs were killed before their end");
    // The next run accepts what the last kill left, and says what it would have said.
    for (at, on) in [true, false].into_iter().enumerate() {
        switch(on);
        office.run(PERIOD);
        assert_eq!(published(&office.dir), whole[at]);
    }
    let ledger = fs::read_to_string(office.dir.join(".tonghop/ledger.jsonl")).expect("the ledger");
    let last = ledger.lines().last().expect("a line");
    assert!(serde_json::from_str::<serde_json::Value>(last).is_ok(), "{last}");
}

fn clone(list: &super::office::List) -> super::office::List {
    let super::office::List { path, sender, title, rows } = list;
    super::office::List { path, sender, title, rows: rows.clone() }
}

/// The published folder by path and hash, each file as its manifest says.
#[track_caller]
fn published(dir: &Path) -> BTreeMap<String, String> {
    let out = dir.join("out");
    let mut folder = out.join(PERIOD);
    if !folder.exists() {
        // Killed between two renames: the next start puts the folder back.
        folder = out.join(format!(".{PERIOD}.old"));
    }
    let text = fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let outputs = manifest["outputs"].as_object().expect("outputs");
    let mut files = BTreeMap::new();
    for (path, hash) in outputs {
        let bytes = fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(hash.as_str(), Some(&*blake3::hash(&bytes).to_hex().to_string()), "{path}");
        files.insert(path.clone(), hash.to_string());
    }
    files
}

/// `tonghop decide` on the published review workbook, killed; `decisions.csv` keeps whole lines.
fn decide_and_kill(office: &Office, share: u32) {
    let book = office.dir.join("answers.xlsx");
    if !book.exists() {
        fs::write(&book, review()).expect("written");
    }
    let mut decide = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .arg("decide")
        .arg(&book)
        .arg("--in")
        .arg(&office.dir)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    std::thread::sleep(Duration::from_millis(300) * share / (1 << 24));
    let _ = decide.kill();
    decide.wait().expect("gone");
    let text = fs::read_to_string(office.dir.join("decisions.csv")).unwrap_or_default();
    assert!(text.is_empty() || text.ends_with('\n'), "half a line: {text}");
    for line in text.lines().skip(1) {
        assert!(line.starts_with("Q-0") && line.split(',').count() == 8, "{line}");
    }
}

/// A review workbook with answers to questions that nobody asks, so that no figure hangs on them.
fn review() -> Vec<u8> {
    use tonghop::ledger::{ANSWER, CHOICES_SHEET, QUESTION_ID};
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let topic = tonghop::finding::Topic::Unit.label();
    let sheet = workbook.add_worksheet().set_name(topic).expect("a name");
    sheet.write_string(0, 0, QUESTION_ID).expect("written");
    sheet.write_string(0, 6, ANSWER).expect("written");
    for row in 1..40_u32 {
        sheet.write_string(row, 0, format!("Q-0{row:011}")).expect("written");
        sheet.write_string(row, 6, "Sở Y tế").expect("written");
    }
    let sheet = workbook.add_worksheet().set_name(CHOICES_SHEET).expect("a name");
    for row in 1..40_u32 {
        sheet.write_string(row, 0, format!("Q-0{row:011}")).expect("written");
        sheet.write_string(row, 1, "so-y-te").expect("written");
        sheet.write_string(row, 2, "Sở Y tế").expect("written");
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn of_two_runs_at_once_the_second_waits_and_says_so() {
    let office = Office::empty();
    year().iter().take(1).flatten().for_each(|list| office.receive(list));
    fs::create_dir_all(office.dir.join(".tonghop")).expect("a folder");
    let held = tonghop::ledger::hold(&office.dir.join(".tonghop"), "cán bộ thử").expect("a lock file");
    let mut second = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["run", "--quiet", "--period", "2025-01"])
        .arg(&office.dir)
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut said = String::new();
    let mut stderr = BufReader::new(second.stderr.take().expect("a pipe"));
    // What it says comes before it waits.
    stderr.read_line(&mut said).expect("a line");
    assert!(said.contains("đang làm việc") && said.contains("cán bộ thử"), "{said}");
    std::thread::sleep(Duration::from_millis(500));
    assert!(second.try_wait().expect("a child").is_none(), "the second run does not wait");
    assert!(!office.dir.join("out").exists());
    drop(held);
    stderr.read_to_string(&mut said).expect("the rest");
    let status = second.wait().expect("ends");
    assert!(matches!(status.code(), Some(0 | 1)), "{said}");
    assert!(office.dir.join("out/2025-01/manifest.json").exists());
}
