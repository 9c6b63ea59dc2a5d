//! Twelve months of an office: answers hold, identifiers stay, nothing goes without a line, and what is
//! told month by month is what one run over everything tells.

use calamine::Reader;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::Row;
use super::office::{Office, year};

fn periods() -> Vec<String> {
    (1..=12).map(|month| format!("2025-{month:02}")).collect()
}

/// What a month's run published.
struct Month {
    period: String,
    registrations: Vec<Row>,
    exemplars: Vec<Row>,
    changes: Vec<Row>,
    quotas: Vec<Row>,
}

#[test]
fn a_year_of_runs_tells_what_one_run_over_everything_tells() {
    let office = Office::empty();
    let mut months = Vec::new();
    let mut answered: BTreeSet<String> = BTreeSet::new();
    for (period, lists) in periods().into_iter().zip(year()) {
        lists.iter().for_each(|list| office.receive(list));
        office.run(&period);
        let asked = office.table(&period, "questions.csv");
        let again: Vec<&Row> = asked.iter().filter(|row| answered.contains(&row["question_id"])).collect();
        assert_eq!(again, Vec::<&Row>::new(), "{period} asks again");
        if period == "2025-08" {
            let pair: Vec<&Row> = asked.iter().filter(|row| row["topic"] == "same_exemplar").collect();
            assert_eq!(pair.len(), 1, "one doubtful pair: {asked:?}");
            office.answer(pair[0], "same");
            office.run(&period);
        }
        answered.extend(
            fs::read_to_string(office.dir.join("decisions.csv"))
                .unwrap_or_default()
                .lines()
                .map(|line| line.split(',').next().unwrap_or_default().to_owned()),
        );
        months.push(Month {
            registrations: office.table(&period, "registrations.csv"),
            exemplars: office.table(&period, "exemplars.csv"),
            changes: office.table(&period, "changes.csv"),
            quotas: office.table(&period, "quotas.csv"),
            period,
        });
    }
    nothing_goes_without_a_line(&months);
    what_happened_is_said(&months);
    each_run_saw_only_what_was_new(&office);

    let month_by_month = office.outputs();
    // Without the ledger, all periods again.
    fs::remove_dir_all(office.dir.join(".tonghop")).expect("the ledger goes");
    periods().iter().for_each(|period| office.run(period));
    // A month that is run again names the files that came since, and the answer that was given since.
    let as_then = |files: Vec<(std::path::PathBuf, Vec<u8>)>| -> Vec<(std::path::PathBuf, Vec<u8>)> {
        files.into_iter().map(|(path, bytes)| (path.clone(), without_what_came_since(&path, bytes))).collect()
    };
    same(&as_then(month_by_month.clone()), &as_then(office.outputs()));
    // One run over everything, in a workspace that never ran before.
    fs::remove_dir_all(office.dir.join(".tonghop")).expect("the ledger goes");
    fs::remove_dir_all(office.dir.join("out")).expect("the results go");
    office.run("2025-12");
    let last: Vec<_> = month_by_month.into_iter().filter(|(path, _)| is_of(path, "2025-12")).collect();
    same(&last, &office.outputs());
}

/// The findings of a month before December without the files that wait for a later one, its manifest without
/// their sum and number and, before August, without the hash of the answers; every other file as it is.
fn without_what_came_since(path: &std::path::Path, bytes: Vec<u8>) -> Vec<u8> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if is_of(path, "2025-12") || !matches!(name.as_str(), "manifest.json" | "findings.csv" | REVIEW) {
        return bytes;
    }
    if name == REVIEW {
        return questions_of(bytes);
    }
    if name == "findings.csv" {
        let text = String::from_utf8(bytes).expect("text");
        let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("file-waiting,"));
        return lines.collect::<String>().into_bytes();
    }
    let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).expect("a manifest");
    let mut drop = |object: &str, key: &str| {
        let removed = manifest[object].as_object_mut().expect("an object").remove(key);
        assert!(removed.is_some(), "{object} {key}");
    };
    drop("outputs", "data/findings.csv");
    drop("outputs", REVIEW);
    drop("counts", "findings");
    if (1..8).any(|month| is_of(path, &format!("2025-{month:02}"))) {
        drop("references", "answers");
    }
    manifest.to_string().into_bytes()
}

/// The workbook of questions, which lists the findings too.
const REVIEW: &str = "can-quyet-dinh.xlsx";

/// What it asks, without its list of findings.
fn questions_of(bytes: Vec<u8>) -> Vec<u8> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheets = book.worksheets().into_iter().filter(|(name, _)| name != "Phát hiện");
    format!(
        "{:?}",
        sheets
            .map(|(name, cells)| (name, cells.rows().map(<[_]>::to_vec).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    )
    .into_bytes()
}

fn is_of(path: &std::path::Path, period: &str) -> bool {
    path.components().any(|part| part.as_os_str() == period)
}

#[track_caller]
fn same(before: &[(std::path::PathBuf, Vec<u8>)], after: &[(std::path::PathBuf, Vec<u8>)]) {
    let paths = |files: &[(std::path::PathBuf, Vec<u8>)]| -> Vec<_> {
        files.iter().map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(paths(before), paths(after));
    let differ: Vec<_> = before.iter().zip(after).filter(|(a, b)| a.1 != b.1).map(|(a, _)| &a.0).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// Whoever was registered stands the month after under the same identifier, or has a line that says
/// where he went; who was registered and taken back within the month has a line too.
fn nothing_goes_without_a_line(months: &[Month]) {
    let ids = |month: &Month| -> BTreeSet<String> {
        month.exemplars.iter().map(|row| row["exemplar_id"].clone()).collect()
    };
    for pair in months.windows(2) {
        let [before, after] = pair else { continue };
        let said: BTreeSet<&str> = after
            .changes
            .iter()
            .filter(|row| row["change"] == "withdrawn" || row["field"] == "exemplar_id")
            .map(|row| row["exemplar_id"].as_str())
            .collect();
        let stand = ids(after);
        for id in ids(before) {
            assert!(
                stand.contains(&id) || said.contains(id.as_str()),
                "{}: {id} went silently",
                after.period
            );
        }
        let movements = |month: &Month| -> BTreeMap<String, String> {
            month
                .exemplars
                .iter()
                .map(|row| (row["exemplar_id"].clone(), row["movement_ids"].clone()))
                .collect()
        };
        let now = movements(after);
        for (id, had) in movements(before) {
            let changed = after.changes.iter().any(|row| row["exemplar_id"] == id);
            assert!(now.get(&id) == Some(&had) || changed, "{}: {id} changed silently", after.period);
        }
    }
    for month in months {
        let before: BTreeSet<&str> = months
            .iter()
            .take_while(|earlier| earlier.period < month.period)
            .last()
            .map(|earlier| earlier.registrations.iter().map(|row| row["registration_id"].as_str()).collect())
            .unwrap_or_default();
        for row in month.registrations.iter().filter(|row| row["status"] == "withdrawn") {
            if before.contains(row["registration_id"].as_str()) {
                continue;
            }
            let said = month.changes.iter().any(|change| {
                change["before"] == row["name"] && change["change"] == "withdrawn"
                    || change["field"] == "movement_ids"
            });
            assert!(said, "{}: {} came and went silently", month.period, row["name"]);
        }
    }
}

/// The events of the year, by hand from [`year`].
fn what_happened_is_said(months: &[Month]) {
    let month = |number: usize| &months[number - 1];
    let lines = |number: usize, change: &str| -> Vec<&Row> {
        month(number).changes.iter().filter(|row| row["change"] == change).collect()
    };
    let names = |rows: &[&Row], column: &str| -> BTreeSet<String> {
        rows.iter().map(|row| row[column].clone()).collect()
    };
    // January: 8 + 6 + 6 people; February 5; March 4, of which one stands already.
    assert_eq!([1, 2, 3].map(|at| lines(at, "new").len()), [20, 5, 3]);
    assert_eq!(month(3).registrations.iter().filter(|row| row["status"] == "duplicate").count(), 1);
    // April's corrected list withdraws number 15 and brings 16 and 17.
    assert_eq!(lines(4, "new").len(), 2);
    let gone = lines(4, "withdrawn");
    assert_eq!(names(&gone, "before"), BTreeSet::from([super::office::person(15, "", "")[0].clone()]));
    // May: the copy brings nobody.
    assert_eq!((lines(5, "new").len(), lines(5, "withdrawn").len()), (5, 0));
    // June: four stay; the fifth came and went within the month.
    assert_eq!(lines(6, "new").len(), 4);
    let gone = lines(6, "withdrawn");
    assert_eq!(names(&gone, "before"), BTreeSet::from([super::office::person(64, "", "")[0].clone()]));
    // July: those of the merged unit are who they were.
    assert_eq!((lines(7, "new").len(), lines(7, "withdrawn").len()), (0, 0), "{:?}", month(7).changes);
    // What the border guard registered for its own duty counts for it also after it has ended, though the
    // command that took its place named everybody again: the plan sets the duty for each of the branches.
    let for_border = |number: usize| -> Vec<&str> {
        let rows = month(number).quotas.iter().filter(|row| row["lead_code"] == "bo-chi-huy-bien-phong");
        rows.filter(|row| row["kind"] == "individual").map(|row| row["registered"].as_str()).collect()
    };
    assert_eq!([6, 7, 12].map(for_border), [["6"], ["6"], ["6"]]);
    // August: four are new; the fifth is number 41, as was answered.
    assert_eq!(lines(8, "new").len(), 4);
    // September: the lists of January and March that it replaces lose numbers 8, 9 and 10 at most.
    assert_eq!(lines(9, "new").len(), 0);
    assert_eq!((lines(10, "new").len(), lines(11, "new").len(), lines(12, "new").len()), (4, 1, 3));
}

/// The ledger has a line for each run, and every file is seen for the first time once.
fn each_run_saw_only_what_was_new(office: &Office) {
    let text = fs::read_to_string(office.dir.join(".tonghop/ledger.jsonl")).expect("the ledger");
    let runs: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(runs.len(), 13, "twelve months, one of them twice");
    let saw = |run: &serde_json::Value| run["saw"].as_array().map_or(0, Vec::len);
    let counts: Vec<usize> = runs.iter().map(saw).collect();
    let expected: Vec<usize> = year().iter().map(Vec::len).collect();
    let mut with_rerun = expected.clone();
    with_rerun.insert(8, 0);
    assert_eq!(counts, with_rerun);
    for key in ["source", "hash", "sender", "received", "outcome"] {
        assert!(runs[0]["saw"][0][key].is_string(), "{key}");
    }
}
