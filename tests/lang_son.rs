//! The main job on `samples/lang-son-2024`, held against what its generator knows
//! (`tests/expect/lang-son-2024`) and against the seed.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says where"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

type Row = BTreeMap<String, String>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample, run once in a folder of its own for all tests here.
struct Sample {
    dir: PathBuf,
    output: Output,
    _folder: tempfile::TempDir,
}

impl Sample {
    fn run() -> &'static Sample {
        static SAMPLE: OnceLock<Sample> = OnceLock::new();
        SAMPLE.get_or_init(Sample::fresh)
    }

    fn fresh() -> Sample {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().join("lang-son-2024");
        copy(&root().join("samples/lang-son-2024"), &dir);
        let output = tonghop(&["run", &dir.to_string_lossy()]);
        Sample { dir, output, _folder: folder }
    }

    fn out(&self, path: &str) -> PathBuf {
        self.dir.join("out/2024-06").join(path)
    }
}

fn tonghop(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("the program starts")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the sample") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() {
            // A run by hand in the sample leaves these; they are no part of it.
            if name != "out" && name != ".tonghop" {
                copy(&path, &to.join(name));
            }
        } else {
            fs::copy(&path, to.join(name)).expect("copied");
        }
    }
}

fn table(path: &Path) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn expected(name: &str) -> Vec<Row> {
    table(&root().join("tests/expect/lang-son-2024").join(name))
}

/// The place of a row of either side. A .csv and an HTML table have one sheet without a name of its
/// own, which the program calls by the format.
fn place(row: &Row) -> (String, String) {
    let sheet = match row["sheet"].as_str() {
        "CSV" | "HTML" => String::new(),
        sheet => sheet.to_owned(),
    };
    (row["source"].clone(), sheet)
}

#[test]
fn the_run_ends_with_findings_and_tells_the_officer() {
    let sample = Sample::run();
    let said = String::from_utf8_lossy(&sample.output.stdout);
    let trouble = String::from_utf8_lossy(&sample.output.stderr);
    assert_eq!(sample.output.status.code(), Some(1), "{said}{trouble}");
    for word in ["Tệp", "Dòng", "Điển hình", "Chỉ tiêu", "Câu hỏi", "Kết quả", "tong-hop.xlsx"]
    {
        assert!(said.contains(word), "{word} is not in:\n{said}");
    }
}

#[test]
fn every_row_of_every_sheet_is_accounted_for() {
    const DISPOSITIONS: [&str; 10] =
        ["blank", "title", "header", "numbering", "section", "data", "total", "note", "signature", "other"];
    let sample = Sample::run();
    let sources = table(&sample.out("data/sources.csv"));
    let number = |row: &Row, column: &str| row[column].parse::<u64>().expect("a count");
    for row in &sources {
        let sum: u64 = DISPOSITIONS.iter().map(|column| number(row, column)).sum();
        assert_eq!(number(row, "rows"), sum, "{row:?}");
    }
    let data: u64 = sources.iter().map(|row| number(row, "data")).sum();
    let registrations = table(&sample.out("data/registrations.csv"));
    assert_eq!(usize::try_from(data).expect("small"), registrations.len());

    let found: BTreeMap<_, _> = sources.iter().map(|row| (place(row), row)).collect();
    let mut differ = Vec::new();
    for row in expected("sheets.csv") {
        let Some(own) = found.get(&place(&row)) else {
            differ.push(format!("{:?} is missing", place(&row)));
            continue;
        };
        if own["outcome"] != row["outcome"] {
            differ.push(format!(
                "{:?}: outcome {} instead of {}",
                place(&row),
                own["outcome"],
                row["outcome"]
            ));
        }
        // Sheets that are left out have a header and notes for `inspect`; only lists are counted.
        if row["outcome"] == "ignored" || row["outcome"] == "no_table" {
            continue;
        }
        for column in DISPOSITIONS.iter().filter(|column| **column != "blank") {
            if own[*column] != row[*column] {
                differ.push(format!(
                    "{:?}: {column} {} instead of {}",
                    place(&row),
                    own[*column],
                    row[*column]
                ));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn every_registration_is_read_as_its_generator_meant_it() {
    let sample = Sample::run();
    let key = |row: &Row| (place(row), row["row"].clone());
    let found: BTreeMap<_, Row> =
        table(&sample.out("data/registrations.csv")).into_iter().map(|row| (key(&row), row)).collect();
    let truth = expected("registrations.csv");
    let mut differ = Vec::new();
    for row in &truth {
        let Some(own) = found.get(&key(row)) else {
            differ.push(format!("{:?} is missing", key(row)));
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
                differ.push(format!(
                    "{:?}: {column} «{}» instead of «{}»",
                    key(row),
                    own[column],
                    row[column]
                ));
            }
        }
    }
    assert_eq!(found.len(), truth.len());
    assert!(differ.is_empty(), "{} differences\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn registrations_of_one_exemplar_are_joined_and_of_two_kept_apart() {
    let sample = Sample::run();
    let key = |row: &Row| (place(row), row["row"].clone());
    let found: BTreeMap<_, Row> =
        table(&sample.out("data/registrations.csv")).into_iter().map(|row| (key(&row), row)).collect();
    let mut ours: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut theirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in expected("registrations.csv") {
        if row["status"] != "counted" && row["status"] != "duplicate" {
            continue;
        }
        let Some(own) = found.get(&key(&row)) else { continue };
        ours.entry(row["exemplar"].clone()).or_default().push(own["exemplar_id"].clone());
        theirs.entry(own["exemplar_id"].clone()).or_default().push(row["exemplar"].clone());
    }
    for groups in [ours, theirs] {
        for (one, mut others) in groups {
            others.dedup();
            assert_eq!(others.len(), 1, "{one} is {others:?}");
        }
    }
}

#[test]
fn the_fourteen_quotas_are_the_seeds_and_the_hand_count() {
    // Retyped from the plan of thành phố Lạng Sơn for 2024, Mục II.3.2, in its order.
    let seed = [
        ("hoc-tap-bac", "ban-tuyen-giao-thanh-uy", 2),
        ("nong-thon-moi", "phong-kinh-te", 2),
        ("doanh-nghiep", "phong-tai-chinh-ke-hoach", 2),
        ("van-hoa-cong-so", "phong-noi-vu", 2),
        ("vi-nguoi-ngheo", "phong-lao-dong-tbxh", 2),
        ("toan-dan-doan-ket", "uy-ban-mttq", 2),
        ("day-tot-hoc-tot", "phong-giao-duc-va-dao-tao", 4),
        ("quoc-phong-an-ninh", "cong-an", 2),
        ("quoc-phong-an-ninh", "ban-chi-huy-quan-su", 2),
        ("y-te", "van-phong-hdnd-ubnd", 4),
        ("phat-trien-kinh-te", "hoi-nong-dan", 4),
        ("lao-dong-gioi", "lien-doan-lao-dong", 2),
        ("khoi-nghiep", "thanh-doan", 2),
        ("phu-nu", "hoi-lien-hiep-phu-nu", 3),
    ];
    let sample = Sample::run();
    let quotas = table(&sample.out("data/quotas.csv"));
    let required: Vec<u32> = quotas.iter().map(|row| row["required"].parse().expect("a count")).collect();
    assert_eq!(quotas.len(), 14);
    assert_eq!(required.iter().sum::<u32>(), 35);
    let truth: BTreeMap<(String, String), String> = expected("quotas.csv")
        .into_iter()
        .map(|row| ((row["movement_id"].clone(), row["lead_code"].clone()), row["registered"].clone()))
        .collect();
    for (row, (movement, _, required)) in quotas.iter().zip(seed) {
        assert_eq!(
            (row["movement_id"].as_str(), row["required"].as_str()),
            (movement, required.to_string().as_str())
        );
        let key = (row["movement_id"].clone(), row["lead_code"].clone());
        assert_eq!(Some(&row["registered"]), truth.get(&key), "{key:?}");
    }
    let leads: Vec<&str> = quotas.iter().map(|row| row["lead_code"].as_str()).collect();
    assert_eq!(leads, seed.map(|(_, lead, _)| lead));
}

#[test]
fn two_runs_write_the_same_bytes() {
    let sample = Sample::run();
    let again = Sample::fresh();
    let mut first = Vec::new();
    let mut second = Vec::new();
    hashes(&sample.dir.join("out"), &sample.dir, &mut first);
    hashes(&again.dir.join("out"), &again.dir, &mut second);
    assert!(first.iter().any(|(path, _)| path.ends_with("tong-hop.xlsx")));
    assert_eq!(first, second);
}

fn hashes(folder: &Path, base: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("output").map(|entry| entry.expect("readable").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            hashes(&path, base, found);
        } else {
            let hash = blake3::hash(&fs::read(&path).expect("readable")).to_hex().to_string();
            let name = path.strip_prefix(base).expect("below").to_string_lossy().into_owned();
            found.push((name, hash));
        }
    }
}

#[test]
fn broken_files_are_named_with_reason_and_advice() {
    let sample = Sample::run();
    let findings = table(&sample.out("data/findings.csv"));
    let expect = [
        ("Thanh doan Lang Son - khoi nghiep.xlsx", "file-damaged"),
        ("BanCHQS thanh pho (mat).xlsx", "file-encrypted"),
        ("Phong Quan ly do thi - DHTT.xlsx", "file-empty"),
        ("DS_TNMT.xls", "file-misnamed"),
        ("anh chup danh sach.png", "file-unsupported"),
    ];
    for (file, code) in expect {
        let finding = findings.iter().find(|row| row["source"].ends_with(file) && row["code"] == code);
        let finding = finding.unwrap_or_else(|| panic!("no {code} for {file}"));
        assert!(!finding["message"].is_empty() && !finding["advice"].is_empty(), "{finding:?}");
    }
}

#[test]
fn no_output_echoes_an_identity_number() {
    // The three invented numbers of the sample.
    let numbers: [&[u8]; 3] = [b"000000000001", b"000000000002", b"999999999999"];
    let sample = Sample::run();
    for name in ["registrations", "exemplars", "findings", "questions", "changes"] {
        let bytes = fs::read(sample.out(&format!("data/{name}.csv"))).expect("data file");
        for number in numbers {
            assert!(
                !bytes.windows(number.len()).any(|window| window == number),
                "{name}.csv echoes a number"
            );
        }
    }
}

#[test]
fn a_run_that_fails_leaves_the_old_output_in_place() {
    let sample = Sample::fresh();
    let before = fs::read(sample.out("manifest.json")).expect("a manifest");
    fs::write(sample.dir.join("plan.toml"), "this is no plan").expect("written");
    let output = tonghop(&["run", &sample.dir.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(sample.out("manifest.json")).expect("a manifest"), before);
}

/// The parts of a package that hold text.
fn texts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a reply")).expect("a package");
    let parts = (0..archive.len()).map(|at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).expect("XML");
        (part.name().expect("a name").into_owned(), text)
    });
    parts.collect()
}

/// The strings of a sheet, which it names by their numbers.
fn strings(parts: &BTreeMap<String, String>, sheet: &str) -> String {
    let shared: Vec<&str> = parts["xl/sharedStrings.xml"].split("<si>").skip(1).collect();
    let cells = parts[sheet].split(" t=\"s\"><v>").skip(1);
    let numbers = cells.filter_map(|cell| cell.split('<').next()?.parse::<usize>().ok());
    numbers.map(|at| shared[at]).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_reply_shows_or_names_people_of_another_sender() {
    let sample = Sample::run();
    let rows = table(&sample.out("data/registrations.csv"));
    let replies = fs::read_dir(sample.out("phan-hoi")).expect("replies");
    let mut n_replies = 0;
    for reply in replies {
        let path = reply.expect("readable").path();
        let parts = texts(&path);
        n_replies += 1;
        // The hidden column and the stamp name rows: all of one sender.
        let all: String = parts.values().map(String::as_str).collect();
        let shown: Vec<&Row> = rows.iter().filter(|row| all.contains(&row["registration_id"])).collect();
        let Some(first) = shown.first() else { continue };
        assert!(shown.iter().all(|row| row["sender_code"] == first["sender_code"]), "{}", path.display());
        // What the program says beside the sender's own cells names none of the others.
        let mut said = strings(&parts, "xl/worksheets/sheet1.xml");
        said.extend(
            parts.iter().filter(|(name, _)| name.contains("comments")).map(|(_, text)| text.as_str()),
        );
        let own: Vec<&str> = shown.iter().map(|row| row["name"].as_str()).collect();
        for row in
            rows.iter().filter(|row| row["kind"] == "individual" && !own.contains(&row["name"].as_str()))
        {
            assert!(
                row["name"].is_empty() || !said.contains(&row["name"]),
                "{}: {}",
                path.display(),
                row["name"]
            );
        }
    }
    assert!(40 < n_replies, "{n_replies}");
}
