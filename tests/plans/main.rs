//! The plans of all five seeds through the program: the figures of the official documents, typed here by hand,
//! and what the generators of the samples know.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says where"
)]

mod answers;
mod begun;
mod chained;
mod closing;
mod demands;
mod drafted;
mod faults;
mod figures;
mod handling;
#[cfg(windows)]
mod held;
mod kept;
mod knowledge;
mod kills;
mod lang_son;
mod mistakes;
mod movements;
mod office;
mod own_work;
mod papers;
mod seeds;
mod told;
mod workbook;
mod year;
mod zips;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Row = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the sample") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name");
        if !path.is_dir() {
            fs::copy(&path, to.join(name)).expect("copied");
        } else if name != "out" && name != ".tonghop" {
            copy(&path, &to.join(name));
        }
    }
}

fn table(path: &Path) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// A sample in a folder of its own.
struct Sample {
    name: &'static str,
    dir: PathBuf,
    _folder: tempfile::TempDir,
}

impl Sample {
    fn of(name: &'static str) -> Sample {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join(name);
        copy(&root().join("samples").join(name), &dir);
        Sample { name, dir, _folder: folder }
    }

    /// Runs one period; gives its data files.
    fn run(&self, period: &str) -> Data {
        let args = ["run", &self.dir.to_string_lossy(), "--period", period, "--quiet"];
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("starts");
        let trouble = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}: {trouble}", self.name);
        Data(self.dir.join("out").join(period).join("data"))
    }

    fn expected(&self, name: &str) -> Vec<Row> {
        table(&root().join("tests/expect").join(self.name).join(name))
    }

    fn quotas_of(&self, period: &str) -> Vec<Row> {
        self.expected("quotas.csv").into_iter().filter(|row| row["period"] == period).collect()
    }
}

struct Data(PathBuf);

impl Data {
    fn table(&self, name: &str) -> Vec<Row> {
        table(&self.0.join(name))
    }
}

/// The file and sheet of a row of either side. A .csv and an HTML table have one sheet without a name of
/// its own, which the program calls by the format.
fn sheet(row: &Row) -> (String, String) {
    let own = !matches!(row["sheet"].as_str(), "CSV" | "HTML");
    (row["source"].clone(), if own { row["sheet"].clone() } else { String::new() })
}

/// Where a registration stands.
fn place(row: &Row) -> (String, String, String) {
    let (source, sheet) = sheet(row);
    (source, sheet, row["row"].clone())
}

/// Every quota has the generator's count, in the order of the plan.
#[track_caller]
fn check_quotas(sample: &Sample, data: &Data, period: &str) {
    let columns = ["movement_id", "lead_code", "kind", "scope", "required", "registered"];
    let pick = |row: &Row| columns.map(|column| row[column].clone());
    let found: Vec<_> = data.table("quotas.csv").iter().map(pick).collect();
    let truth: Vec<_> = sample.quotas_of(period).iter().map(pick).collect();
    assert_eq!(found, truth, "{} {period}", sample.name);
}

/// Every registration is read as its generator meant it.
#[track_caller]
fn check_registrations(sample: &Sample, data: &Data) {
    let found: BTreeMap<_, Row> =
        data.table("registrations.csv").into_iter().map(|row| (place(&row), row)).collect();
    let truth = sample.expected("registrations.csv");
    let mut differ = Vec::new();
    for row in &truth {
        let Some(own) = found.get(&place(row)) else {
            differ.push(format!("{:?} is missing", place(row)));
            continue;
        };
        for column in [
            "kind",
            "name",
            "birth_year",
            "movement_id",
            "unit_code",
            "sender_code",
            "status",
            "lead_code",
            "received",
        ] {
            if own[column] != row[column] {
                differ.push(format!("{:?}: {column} «{}», not «{}»", place(row), own[column], row[column]));
            }
        }
    }
    assert!(differ.is_empty(), "{} differences\n{}", differ.len(), differ.join("\n"));
    assert_eq!(found.len(), truth.len());
}

fn number(row: &Row, column: &str) -> u32 {
    row[column].parse().expect("a count")
}
