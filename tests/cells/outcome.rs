//! What came out of a case, held against what is right.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::case::{Case, Relation, Value, What};

type Row = BTreeMap<String, String>;

/// Differences by sort; a case without any is right.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Registrations that are missing.
    pub(crate) lost: Vec<String>,
    /// Registrations of nobody who was typed.
    pub(crate) invented: Vec<String>,
    /// Registrations with another value than was typed.
    pub(crate) wrong: Vec<String>,
    /// Words that no finding names at their cell.
    pub(crate) silent: Vec<String>,
    /// Questions that are missing.
    pub(crate) unasked: Vec<String>,
    /// Questions beyond those that the list is worth.
    pub(crate) needless: Vec<String>,
}

impl Outcome {
    pub(crate) fn sorts(&self) -> [&Vec<String>; 6] {
        [&self.lost, &self.invented, &self.wrong, &self.silent, &self.unasked, &self.needless]
    }

    pub(crate) fn is_right(&self) -> bool {
        self.sorts().iter().all(|sort| sort.is_empty())
    }
}

/// What a run wrote about a list.
struct Written {
    registrations: Vec<Row>,
    findings: Vec<Row>,
    questions: Vec<Row>,
}

fn table(path: &Path) -> Vec<Row> {
    let Ok(mut reader) = csv::Reader::from_path(path) else { return Vec::new() };
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Runs the program in an office that received this one list; a run that fails is a list lost.
fn run(case: &Case, format: &str) -> Written {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("samples").join(&case.office);
    let office = tempfile::tempdir().expect("a temporary folder");
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(sample.join(name), office.path().join(name)).expect("copied");
    }
    let inbox = office.path().join("inbox").join(&case.received);
    fs::create_dir_all(&inbox).expect("a folder");
    // Excel saves "single file web pages" under the name that the user typed, which ends in .xls.
    let extension = if format == "mht" { "xls" } else { format };
    let list = root.join("tests/cells/files").join(format!("{}.{format}", case.written.id));
    fs::copy(&list, inbox.join(format!("{}.{extension}", case.file))).expect("a list");
    let program = env!("CARGO_BIN_EXE_tonghop");
    let output =
        Command::new(program).arg("run").arg(office.path()).arg("--quiet").output().expect("it starts");
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}.{format}: {}",
        case.written.id,
        String::from_utf8_lossy(&output.stderr)
    );
    let period =
        fs::read_dir(office.path().join("out")).expect("output").next().expect("a period").expect("readable");
    let data = period.path().join("data");
    let of_list = |row: &Row| row["source"].contains(&case.file);
    let mut registrations = table(&data.join("registrations.csv"));
    registrations.retain(|row| of_list(row) && row["status"] != "rejected");
    Written {
        registrations,
        findings: table(&data.join("findings.csv")),
        questions: table(&data.join("questions.csv")),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn holds(text: &str, words: &str) -> bool {
    folded(text).contains(&folded(words))
}

/// Like `holds`, but whole words only.
fn has_words(text: &str, words: &str) -> bool {
    let spaced = |text: &str| {
        let plain = text.replace(|letter: char| !letter.is_alphanumeric(), " ");
        format!(" {} ", folded(&plain))
    };
    spaced(text).contains(&spaced(words))
}

fn any_field_holds(row: &Row, words: &str) -> bool {
    row.values().any(|text| holds(text, words))
}

/// Whether a value that was typed stands in a registration.
fn agrees(row: &Row, value: &Value) -> bool {
    let of = |name: &str| row.get(name).map(String::as_str).unwrap_or_default();
    let found = match value.field.as_str() {
        "anyname" => return value.text.split('+').any(|name| holds(of("name"), name)),
        "members" => return value.text.split('+').all(|name| any_field_holds(row, name)),
        "anykind" => return of("kind") == value.text || of("kind") == "individual",
        "year" => of("birth_year"),
        "date" => of("birth_date"),
        "gender" => match of("gender") {
            "male" => "Nam",
            "female" => "Nữ",
            other => other,
        },
        "unit" => of("unit_code"),
        "unitname" => return holds(of("unit_name"), &value.text),
        "movement" => of("movement_id"),
        other => of(other),
    };
    match value.relation {
        Relation::Is => folded(found) == folded(&value.text),
        Relation::Holds => holds(found, &value.text),
        Relation::IsNot => folded(found) != folded(&value.text),
    }
}

fn has_name(row: &Row, name: &str, values: &[Value]) -> bool {
    match values.iter().find(|value| value.field == "anyname") {
        Some(value) => agrees(row, value),
        None => folded(&row["name"]) == folded(name),
    }
}

/// Whether a finding hangs on this cell: `B9`, or a range or list that begins with it.
fn hangs_on(finding: &Row, cell: &str) -> bool {
    finding["cell"].split([',', ';', ' ']).any(|part| part == cell || part.split(':').next() == Some(cell))
}

pub(crate) fn of(case: &Case, format: &str) -> Outcome {
    let mut written = run(case, format);
    let mut outcome = Outcome::default();
    registrations(case, &mut written.registrations, &mut outcome);
    let text = |finding: &Row| format!("{} {}", finding["raw"], finding["message"]);
    let mut due = 0;
    for expected in &case.expected {
        let row = expected.row;
        match &expected.what {
            What::Told { column, words } => {
                let cell = format!("{column}{row}");
                if !written
                    .findings
                    .iter()
                    .any(|finding| hangs_on(finding, &cell) && holds(&text(finding), words))
                {
                    outcome.silent.push(format!("{cell} {words}"));
                }
            }
            What::Said(words) => {
                let of_list = |finding: &Row| {
                    holds(&finding["source"], &case.file) || holds(&text(finding), &case.file)
                };
                let names =
                    |finding: &Row| has_words(&text(finding), words) || has_words(&finding["source"], words);
                if !written.findings.iter().any(|finding| of_list(finding) && names(finding)) {
                    outcome.silent.push(format!("* {words}"));
                }
            }
            What::Unsaid(words) => {
                let judges = |finding: &Row| {
                    finding["code"].starts_with("eligibility") && holds(&text(finding), words)
                };
                if let Some(finding) = written.findings.iter().find(|finding| judges(finding)) {
                    outcome.wrong.push(format!("row {row} {}", finding["message"]));
                }
            }
            What::Asked(words) => {
                due += 1;
                if !written.questions.iter().any(|question| any_field_holds(question, words)) {
                    outcome.unasked.push(format!("row {row} {words}"));
                }
            }
            What::Maybe(_) => due += 1,
            What::Registered { .. } => {}
        }
    }
    let allowed = if case.written.silent { 0 } else { due };
    // Who sent a list is no question about its cells.
    for question in written.questions.iter().filter(|question| question["topic"] != "sender").skip(allowed) {
        outcome.needless.push(format!("{} {} / {}", question["topic"], question["left"], question["right"]));
    }
    outcome
}

/// Pairs what was typed with what was registered: of several of a name, the one that agrees most.
fn registrations(case: &Case, found: &mut Vec<Row>, outcome: &mut Outcome) {
    for expected in &case.expected {
        let What::Registered { name, values } = &expected.what else { continue };
        let disagreeing = |row: &Row| -> Vec<String> {
            let kind = values.iter().any(|value| value.field.ends_with("kind"));
            let individual =
                Value { field: "kind".into(), relation: Relation::Is, text: "individual".into() };
            values
                .iter()
                .chain((!kind).then_some(&individual))
                .filter(|value| !agrees(row, value))
                .map(|value| format!("{}={}", value.field, value.text))
                .collect()
        };
        let best = (0..found.len())
            .filter(|at| has_name(&found[*at], name, values))
            .min_by_key(|at| (disagreeing(&found[*at]).len(), found[*at]["row"] != expected.row.to_string()));
        match best {
            None => outcome.lost.push(format!("row {} {name}", expected.row)),
            Some(at) => {
                let row = found.remove(at);
                let differ = disagreeing(&row);
                if !differ.is_empty() {
                    outcome.wrong.push(format!("row {} {name}: not {}", expected.row, differ.join(", ")));
                }
            }
        }
    }
    for row in found {
        let maybe = case.expected.iter().any(|expected| match &expected.what {
            What::Maybe(name) => holds(&row["name"], name) || holds(name, &row["name"]),
            _ => false,
        });
        if !maybe {
            outcome.invented.push(format!("row {} {} ({})", row["row"], row["name"], row["kind"]));
        }
    }
}
