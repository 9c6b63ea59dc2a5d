//! The main job on `samples/lang-son-2024`, held against what its generator knows
//! (`tests/expect/lang-son-2024`) and against the seed.

use std::process::Output;
use std::sync::OnceLock;

use super::*;

const PERIOD: &str = "2024-06";

/// The sample with what one run of it said and wrote.
struct Run {
    sample: Sample,
    output: Output,
}

impl Run {
    /// Run once for all tests here.
    fn shared() -> &'static Run {
        static RUN: OnceLock<Run> = OnceLock::new();
        RUN.get_or_init(Run::fresh)
    }

    fn fresh() -> Run {
        let sample = Sample::of("lang-son-2024");
        let output = tonghop(&["run", &sample.dir.to_string_lossy()]);
        Run { sample, output }
    }

    fn out(&self, path: &str) -> PathBuf {
        self.sample.dir.join("out").join(PERIOD).join(path)
    }

    fn data(&self) -> Data {
        Data(self.out("data"))
    }
}

fn tonghop(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("the program starts")
}

#[test]
fn the_run_ends_with_findings_and_tells_the_officer() {
    let run = Run::shared();
    let said = String::from_utf8_lossy(&run.output.stdout);
    let trouble = String::from_utf8_lossy(&run.output.stderr);
    assert_eq!(run.output.status.code(), Some(1), "{said}{trouble}");
    for word in ["Tệp", "Dòng", "Điển hình", "Chỉ tiêu", "Câu hỏi", "Kết quả", "tong-hop.xlsx"]
    {
        assert!(said.contains(word), "{word} is not in:\n{said}");
    }
}

#[test]
fn every_row_of_every_sheet_is_accounted_for() {
    const DISPOSITIONS: [&str; 10] =
        ["blank", "title", "header", "numbering", "section", "data", "total", "note", "signature", "other"];
    let run = Run::shared();
    let sources = run.data().table("sources.csv");
    let number = |row: &Row, column: &str| row[column].parse::<u64>().expect("a count");
    for row in &sources {
        let sum: u64 = DISPOSITIONS.iter().map(|column| number(row, column)).sum();
        assert_eq!(number(row, "rows"), sum, "{row:?}");
    }
    let data: u64 = sources.iter().map(|row| number(row, "data")).sum();
    let registrations = run.data().table("registrations.csv");
    assert_eq!(usize::try_from(data).expect("small"), registrations.len());

    let found: BTreeMap<_, _> = sources.iter().map(|row| (sheet(row), row)).collect();
    let mut differ = Vec::new();
    for row in run.sample.expected("sheets.csv") {
        let Some(own) = found.get(&sheet(&row)) else {
            differ.push(format!("{:?} is missing", sheet(&row)));
            continue;
        };
        if own["outcome"] != row["outcome"] {
            differ.push(format!(
                "{:?}: outcome {} instead of {}",
                sheet(&row),
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
                    sheet(&row),
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
    let run = Run::shared();
    check_registrations(&run.sample, &run.data());
}

#[test]
fn registrations_of_one_exemplar_are_joined_and_of_two_kept_apart() {
    let run = Run::shared();
    let found: BTreeMap<_, Row> =
        run.data().table("registrations.csv").into_iter().map(|row| (place(&row), row)).collect();
    let mut ours: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut theirs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in run.sample.expected("registrations.csv") {
        if row["status"] != "counted" && row["status"] != "duplicate" {
            continue;
        }
        let Some(own) = found.get(&place(&row)) else { continue };
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
    let run = Run::shared();
    let quotas = run.data().table("quotas.csv");
    let required: Vec<u32> = quotas.iter().map(|row| row["required"].parse().expect("a count")).collect();
    assert_eq!(quotas.len(), 14);
    assert_eq!(required.iter().sum::<u32>(), 35);
    let truth: BTreeMap<(String, String), String> = run
        .sample
        .expected("quotas.csv")
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
    let run = Run::shared();
    let again = Run::fresh();
    let mut first = Vec::new();
    let mut second = Vec::new();
    hashes(&run.sample.dir.join("out"), &run.sample.dir, &mut first);
    hashes(&again.sample.dir.join("out"), &again.sample.dir, &mut second);
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
    let run = Run::shared();
    let findings = run.data().table("findings.csv");
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
    let run = Run::shared();
    for name in ["registrations", "exemplars", "findings", "questions", "changes"] {
        let bytes = fs::read(run.out(&format!("data/{name}.csv"))).expect("data file");
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
    let run = Run::fresh();
    let before = fs::read(run.out("manifest.json")).expect("a manifest");
    fs::write(run.sample.dir.join("plan.toml"), "this is no plan").expect("written");
    let output = tonghop(&["run", &run.sample.dir.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read(run.out("manifest.json")).expect("a manifest"), before);
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
    let run = Run::shared();
    let rows = run.data().table("registrations.csv");
    let replies = fs::read_dir(run.out("phan-hoi")).expect("replies");
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
    // Only who has something to mend gets one.
    assert!(10 < n_replies, "{n_replies}");
}
