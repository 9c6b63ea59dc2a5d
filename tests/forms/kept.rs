//! What is held of any list: its cells add up, every word of a row that registers somebody is said somewhere, and
//! nobody is registered who was not typed.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;

use super::tonghop::finding::{Code, Place};
use super::tonghop::intake::{Attachment, FileOutcome, Sheet};
use super::tonghop::layout::{self, Dictionary, Role};
use super::tonghop::plan::Plan;
use super::tonghop::record::{References, Registration};
use super::tonghop::registry::{self, Submission};
use super::tonghop::text::key;

/// Words that only join or label what is read beside them, and so stand in no field.
const JOINING: [&str; 18] = [
    "khoảng", "và", "cùng", "sinh", "năm", "ngày", "tháng", "sn", "ns", "tuổi", "nam", "nữ", "gồm", "ông",
    "bà", "đ", "c", "hộ",
];

/// The words of a text, letters and digits apart ("000a"); numbers without the noughts before them.
fn words(text: &str) -> BTreeSet<String> {
    let key = key(text);
    let letters: Vec<char> = key.chars().collect();
    let runs = letters.chunk_by(|a, b| {
        a.is_ascii_digit() == b.is_ascii_digit() && b.is_alphanumeric() && a.is_alphanumeric()
    });
    let word = |run: &[char]| {
        let word: String = run.iter().filter(|letter| letter.is_alphanumeric()).collect();
        if word.starts_with('0') { word.trim_start_matches('0').to_owned() } else { word }
    };
    runs.map(word).filter(|word| !word.is_empty()).collect()
}

/// All words that registrations of a row and findings and questions about it say.
fn said(
    submission: &Submission,
    rows: &[&Registration],
    plan: &Plan,
    (row, col): (u32, u16),
) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for registration in rows {
        said.extend(words(&format!("{registration:?}").replace("\\n", " ")));
        // Marks of other scripts stand in that as numbers.
        let Registration { name, honorific, position, workplace, address, achievement, remark, .. } =
            registration;
        for text in [name, honorific, position, workplace, address, achievement, remark] {
            said.extend(words(text));
        }
        let beside = registration.beside();
        let lists = beside.members.iter().chain(&beside.particulars).map(String::as_str);
        beside.texts().into_iter().chain(lists).for_each(|text| said.extend(words(text)));
        // What is written of a movement is kept as the movement.
        if let Some(id) = &registration.movement {
            let movement = plan.movements.iter().find(|movement| movement.id == *id).expect("a movement");
            said.extend(words(&movement.name));
            said.extend(movement.aliases.iter().flat_map(|alias| words(alias)));
        }
    }
    let place = Place { sheet: Some("Sheet1".into()), ..Place::file("any.xlsx") };
    let (cell, whole) = (place.at_cell(row, col).spot_shown(), place.at_row(row).spot_shown());
    for finding in &submission.findings {
        if [&cell, &whole].contains(&&finding.place.spot_shown()) {
            said.extend(words(&finding.raw));
            said.extend(words(&finding.message));
        }
    }
    for question in &submission.questions {
        said.extend(words(&question.left));
    }
    said
}

/// Whether somebody born in a year is so old on the day of the list, give or take one: an age that agrees.
fn is_age(age: &str, year: &str) -> bool {
    let number = |text: &str| text.parse::<i32>().ok();
    number(age).zip(number(year)).is_some_and(|(age, year)| (2024 - year - age).abs() <= 1)
}

pub(super) fn check(sheet: &Sheet, references: &References<'_>, plan: &Plan) -> Result<(), String> {
    let attachment = Attachment {
        source: Arc::from("any.xlsx"),
        hash: "0".repeat(64),
        received: date(2024, 6, 5),
        mail: None,
        outcome: FileOutcome::Read,
        sheets: vec![sheet.clone()],
        findings: Vec::new(),
    };
    let submission = registry::submit(&attachment, Dictionary::built_in(), references);
    let account = submission.accounts.first().expect("an account");
    if !account.balances() {
        return Err(format!("{account:?}"));
    }
    let map = layout::map(sheet, Dictionary::built_in()).value;
    for row in &sheet.rows {
        let of_row: Vec<&Registration> =
            submission.registrations.iter().filter(|it| it.place.row_shown() == Some(row.row + 1)).collect();
        let typed: BTreeSet<String> = row.cells.iter().flat_map(|cell| words(&cell.value.shown())).collect();
        // A name read out of keys of an input method is said beside what was typed.
        let read_out = submission.findings.iter().filter(|finding| {
            finding.code == Code::NameTyped && finding.place.row_shown() == Some(row.row + 1)
        });
        let read_out: BTreeSet<String> = read_out.flat_map(|finding| words(&finding.message)).collect();
        for registration in &of_row {
            let name = words(&registration.name);
            let added: Vec<_> = name
                .iter()
                .filter(|word| !typed.contains(*word) && !read_out.contains(*word))
                .filter(|word| !JOINING.contains(&word.as_str()))
                .collect();
            if !added.is_empty() {
                return Err(format!("«{}» of row {} was not typed", registration.name, row.row + 1));
            }
        }
        if !map.rows.iter().any(|mapped| mapped.row == row.row && mapped.role == Role::Data) {
            if of_row.is_empty() {
                continue;
            }
            return Err(format!("row {} registers, and is no data", row.row + 1));
        }
        for cell in row.cells.iter().filter(|cell| 0 < cell.col) {
            let shown = cell.value.shown();
            // What only says "as above" has no words of its own.
            if key(&shown) == "nt" {
                continue;
            }
            let found = said(&submission, &of_row, plan, (row.row, cell.col));
            let lost: Vec<_> = words(&shown)
                .into_iter()
                .filter(|word| !found.contains(word) && !JOINING.contains(&word.as_str()))
                // "75" stands in the fields as 1975.
                .filter(|word| {
                    word.len() != 2
                        || !found
                            .iter()
                            .any(|year| year.len() == 4 && (year.ends_with(word) || is_age(word, year)))
                })
                // "1. " before a name, a tick, a word of one letter: structure.
                .filter(|word| 1 < word.chars().count())
                .collect();
            if !lost.is_empty() {
                return Err(format!("{lost:?} of «{shown}» in row {} column {}", row.row + 1, cell.col));
            }
        }
    }
    Ok(())
}
