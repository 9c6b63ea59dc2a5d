//! What people really write into the cells of a list: 171 cases in 42 kinds, fourteen lists of tired clerks, fifteen
//! forms. Written before anybody looked at how the program reads them (README.md); `baseline.tsv` says which are
//! read right today. A case that was right must stay right, and one that became right is entered:
//! `UPDATE_CELLS=1 cargo test --test cells`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test that fails says where"
)]

mod case;
mod outcome;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::Case;
use outcome::Outcome;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cells")
}

/// Runs every file of every case, two at a time.
fn outcomes(cases: &[Case]) -> BTreeMap<String, (usize, Outcome)> {
    let files: Vec<(usize, &str)> = cases
        .iter()
        .enumerate()
        .flat_map(|(at, case)| case.written.formats.iter().map(move |format| (at, format.as_str())))
        .collect();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((at, format)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let id = format!("{}.{format}", cases[*at].written.id);
                    let outcome = outcome::of(&cases[*at], format);
                    found.lock().expect("nobody panicked").insert(id, (*at, outcome));
                }
            });
        }
    });
    found.into_inner().expect("nobody panicked")
}

/// A line a kind: files, right ones, and the differences by sort.
fn summary(cases: &[Case], outcomes: &BTreeMap<String, (usize, Outcome)>, held: bool) -> String {
    let mut kinds: BTreeMap<&str, (usize, usize, [usize; 6])> = BTreeMap::new();
    for (at, outcome) in outcomes.values().filter(|(at, _)| cases[*at].written.held == held) {
        let line = kinds.entry(&cases[*at].written.kind).or_default();
        line.0 += 1;
        line.1 += usize::from(outcome.is_right());
        for (sum, sort) in line.2.iter_mut().zip(outcome.sorts()) {
            *sum += sort.len();
        }
    }
    let mut text = String::new();
    let heads = ["files", "right", "lost", "invented", "wrong", "silent", "unasked", "needless"];
    let title = if held { "held out" } else { "kind" };
    let _ = writeln!(text, "{title:28} {}", heads.map(|head| format!("{head:>9}")).concat());
    let mut all = (0, 0, [0; 6]);
    for (kind, line) in kinds {
        let _ =
            writeln!(text, "{kind:28} {:9}{:9}{}", line.0, line.1, line.2.map(|n| format!("{n:9}")).concat());
        all = (all.0 + line.0, all.1 + line.1, std::array::from_fn(|at| all.2[at] + line.2[at]));
    }
    let _ = writeln!(text, "{:28} {:9}{:9}{}", "all", all.0, all.1, all.2.map(|n| format!("{n:9}")).concat());
    text
}

/// What differs in each file, but for the cases that are held out.
fn details(cases: &[Case], outcomes: &BTreeMap<String, (usize, Outcome)>) -> String {
    let mut text = String::new();
    let names = ["lost", "invented", "wrong", "silent", "unasked", "needless"];
    let open = |at: &usize, outcome: &Outcome| !cases[*at].written.held && !outcome.is_right();
    for (id, (_, outcome)) in outcomes.iter().filter(|(_, (at, outcome))| open(at, outcome)) {
        let _ = writeln!(text, "{id}");
        for (name, sort) in names.iter().zip(outcome.sorts()) {
            for line in sort {
                let _ = writeln!(text, "    {name:9} {line}");
            }
        }
    }
    text
}

#[test]
fn no_case_that_was_read_right_is_read_wrong() {
    let mut cases = case::all(&folder());
    // `CELLS=struck,hidden cargo test --test cells -- --nocapture` runs some kinds or cases and compares nothing.
    let wanted = std::env::var("CELLS").ok();
    if let Some(wanted) = &wanted {
        cases.retain(|case| wanted.split(',').any(|word| case.written.id.starts_with(word)));
    }
    let outcomes = outcomes(&cases);
    println!(
        "{}\n{}\n{}",
        details(&cases, &outcomes),
        summary(&cases, &outcomes, false),
        summary(&cases, &outcomes, true)
    );
    if wanted.is_some() {
        return;
    }
    let today: String = outcomes
        .iter()
        .map(|(id, (_, outcome))| format!("{id}\t{}\n", if outcome.is_right() { "right" } else { "wrong" }))
        .collect();
    let path = folder().join("baseline.tsv");
    let before = fs::read_to_string(&path).unwrap_or_default();
    let worse: Vec<&str> = before
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(id, word)| {
            *word == "right" && !outcomes.get(*id).is_some_and(|(_, outcome)| outcome.is_right())
        })
        .map(|(id, _)| id)
        .collect();
    assert!(worse.is_empty(), "read wrong and right before: {worse:?}\n{}", details(&cases, &outcomes));
    if std::env::var_os("UPDATE_CELLS").is_some() {
        fs::write(&path, &today).expect("written");
    } else {
        assert!(before == today, "cases became right: UPDATE_CELLS=1 cargo test --test cells");
    }
}
