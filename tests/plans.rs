//! The plans of all five seeds through the program: the figures of the official documents, typed here by hand,
//! and what the generators of the samples know.
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says where"
)]

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

/// Where a registration stands; a .csv has one sheet, which the program calls by the format.
fn place(row: &Row) -> (String, String, String) {
    let sheet = if row["sheet"] == "CSV" { String::new() } else { row["sheet"].clone() };
    (row["source"].clone(), sheet, row["row"].clone())
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

#[test]
fn every_plan_is_sound() {
    for (name, period) in [
        ("lang-son-2024", "2024-06"),
        ("tay-ninh-2021-2025", "2021-12"),
        ("diem-mac-2022-2025", "2022-06"),
        ("da-lat-2023", "2023-04"),
        ("ha-giang-ldtbxh-2023-2025", "2023-12"),
    ] {
        let sample = Sample::of(name);
        let data = sample.run(period);
        let faults: Vec<Row> = data
            .table("findings.csv")
            .into_iter()
            .filter(|row| row["severity"] == "error" && row["source"] == "plan.toml")
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:?}");
    }
}

#[test]
fn tay_ninh_has_the_figures_of_plan_310() {
    // Retyped from Kế hoạch 310/KH-UBND, Mục II.2.b, in its order: movement, leads, minimums by kind.
    let both = &[("collective", 10), ("individual", 10)][..];
    type Line = (&'static str, &'static [&'static str], &'static [(&'static str, u32)]);
    let seed: [Line; 16] = [
        ("nong-thon-moi", &["so-nong-nghiep-ptnt"], both),
        ("doanh-nghiep", &["so-ke-hoach-dau-tu"], both),
        ("doi-song-van-hoa", &["so-vhttdl"], both),
        ("day-tot-hoc-tot", &["so-giao-duc-dao-tao"], both),
        ("quoc-phong-an-ninh", &["cong-an", "bo-chi-huy-quan-su", "bo-chi-huy-bien-phong"], both),
        ("y-te", &["so-y-te"], both),
        ("hoc-tap-bac", &["ban-tuyen-giao"], both),
        ("vi-nguoi-ngheo", &["so-lao-dong-tbxh"], &[("household", 40)]),
        ("van-hoa-cong-so", &["so-noi-vu"], both),
        ("thanh-nien", &["tinh-doan"], &[("individual", 20)]),
        ("hop-tac-xa", &["lien-minh-htx"], &[("cooperative", 10), ("cooperative_group", 10)]),
        ("sang-kien", &["so-khoa-hoc-cong-nghe"], &[("any", 10)]),
        ("doan-ket-cong-nhan", &["ban-dan-van"], both),
        ("quy-che-dan-chu", &["ban-dan-van"], both),
        ("pho-bien-phap-luat", &["so-tu-phap"], both),
        ("khuyen-hoc", &["so-giao-duc-dao-tao"], both),
    ];
    let mut lines: Vec<(String, String, String, u32)> = Vec::new();
    for (movement, leads, minimums) in seed {
        for lead in leads {
            for (kind, n) in minimums {
                lines.push((movement.to_owned(), (*lead).to_owned(), (*kind).to_owned(), *n));
            }
        }
    }
    assert_eq!(lines.len(), 33);
    assert_eq!(lines.iter().map(|(_, _, _, n)| n).sum::<u32>(), 370);
    assert_eq!(seed.iter().map(|(_, leads, _)| leads.len()).sum::<usize>(), 18);

    let sample = Sample::of("tay-ninh-2021-2025");
    let mut before: Vec<u32> = vec![0; 33];
    for period in ["2021-12", "2022-12", "2023-06", "2024-12", "2025-12"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        let found: Vec<_> = quotas
            .iter()
            .map(|row| {
                let text = |column: &str| row[column].clone();
                (text("movement_id"), text("lead_code"), text("kind"), number(row, "required"))
            })
            .collect();
        assert_eq!(found, lines, "{period}");
        check_quotas(&sample, &data, period);
        // Counts add up over the years.
        let now: Vec<u32> = quotas.iter().map(|row| number(row, "registered")).collect();
        assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "{period}");
        before = now;
        if period == "2025-12" {
            check_registrations(&sample, &data);
            let mut months: BTreeMap<String, u32> = BTreeMap::new();
            for row in data.table("exemplars.csv") {
                *months.entry(row["first_period"].clone()).or_default() += 1;
            }
            let truth: BTreeMap<String, u32> = sample
                .expected("first_periods.csv")
                .iter()
                .map(|row| (row["first_period"].clone(), number(row, "exemplars")))
                .collect();
            assert_eq!(months, truth, "what is new in each period");
        }
    }
    // The changes of a month are what came new in it.
    let data = sample.run("2023-05");
    let new = data.table("changes.csv").iter().filter(|row| row["change"] == "new").count();
    let truth = sample.expected("first_periods.csv");
    let truth = truth.iter().find(|row| row["first_period"] == "2023-05").expect("a line");
    assert_eq!(new.to_string(), truth["exemplars"]);
}

#[test]
fn diem_mac_asks_one_of_every_hamlet() {
    // Retyped from the plan, Mục IV.1: «mỗi Tổ xóm … từ 01 điển hình tiên tiến trở lên», «trước ngày 30/6/2022».
    let sample = Sample::of("diem-mac-2022-2025");
    for period in ["2022-06", "2022-07", "2024-06"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        assert_eq!(quotas.len(), 12);
        assert!(quotas.iter().all(|row| row["required"] == "1" && row["scope"] == "each_unit"));
        assert!(quotas.iter().all(|row| row["movement_id"].is_empty() && row["kind"] == "any"));
        check_quotas(&sample, &data, period);
        if period == "2024-06" {
            check_registrations(&sample, &data);
        }
    }
    let reporting = sample.run("2022-07").table("reporting.csv");
    let of = |unit: &str| {
        let row = reporting.iter().find(|row| row["unit_code"] == unit).expect("a reporter");
        ["on_time", "late", "missing", "due"].map(|column| row[column].clone()).join(" ")
    };
    assert_eq!(of("xom-song-thai"), "1 0 0 2022-06-29", "on the last day");
    assert_eq!(of("xom-thang-loi"), "0 1 0 2022-06-29", "«trước ngày 30/6» leaves out the day itself");
    assert_eq!(of("xom-khau-lau"), "0 1 0 2022-06-29");
    assert_eq!(of("xom-tan-vinh"), "0 0 1 2022-06-29");
}

#[test]
fn da_lat_asks_two_of_every_unit() {
    // Retyped from the plan, Mục III.1: «ít nhất 02 mô hình, điển hình tiên tiến»; Mục II.3: twelve fields.
    let sample = Sample::of("da-lat-2023");
    for period in ["2023-04", "2023-06"] {
        let data = sample.run(period);
        let quotas = data.table("quotas.csv");
        assert_eq!(quotas.len(), 22 + 16);
        assert!(quotas.iter().all(|row| row["required"] == "2" && row["scope"] == "each_unit"));
        check_quotas(&sample, &data, period);
        if period == "2023-06" {
            check_registrations(&sample, &data);
            // One person for two fields is one exemplar; exactly two are enough; one is short of one.
            let of = |unit: &str| {
                let row = quotas.iter().find(|row| row["lead_code"] == unit).expect("a unit");
                ["registered", "shortfall", "status"].map(|column| row[column].clone()).join(" ")
            };
            assert_eq!(of("phong-noi-vu"), "1 1 short");
            assert_eq!(of("24784"), "2 0 met");
            assert_eq!(of("24802"), "1 1 short");
            assert_eq!(of("24805"), "0 2 none");
        }
    }
    let plan = fs::read_to_string(root().join("samples/da-lat-2023/plan.toml")).expect("the plan");
    assert_eq!(plan.matches("[[movement]]").count(), 12);
}

#[test]
fn ha_giang_has_no_quota_and_judges_by_position_and_record() {
    let sample = Sample::of("ha-giang-ldtbxh-2023-2025");
    let data = sample.run("2023-12");
    assert_eq!(data.table("quotas.csv").len(), 0);
    check_registrations(&sample, &data);
    let found: BTreeMap<_, Row> =
        data.table("eligibility.csv").into_iter().map(|row| (place(&row), row)).collect();
    let truth = sample.expected("eligibility.csv");
    assert_eq!(found.len(), truth.len());
    for row in truth {
        let own = &found[&place(&row)];
        assert_eq!(own["verdict"], row["verdict"], "{own:?}");
        assert!(!own["reasons"].is_empty() && !own["plan_lines"].is_empty(), "{own:?}");
        assert!(own["verdict"] != "cannot_tell" || !own["missing"].is_empty(), "{own:?}");
    }
}

/// The five plans, in the order of the seeds.
const PLANS: [(&str, &str); 5] = [
    ("lang-son-2024", "000"),
    ("diem-mac-2022-2025", "001"),
    ("da-lat-2023", "002"),
    ("tay-ninh-2021-2025", "003"),
    ("ha-giang-ldtbxh-2023-2025", "004"),
];

/// Entries that say something by themselves; names and words are left out.
const SAYING: [&str; 27] = [
    "lead",
    "leads",
    "each",
    "partners",
    "partners_text",
    "at_least",
    "by",
    "before",
    "opens",
    "every",
    "about",
    "kind",
    "level",
    "from",
    "to",
    "months",
    "occasion",
    "positions",
    "units",
    "all_of",
    "any_of",
    "percent",
    "owners",
    "owners_text",
    "when",
    "movement",
    "says",
];

#[test]
fn a_sheet_that_is_asked_about_counts_once_it_is_answered() {
    const HEADER: &str = "STT;Họ và tên/Tên tập thể;Năm sinh;Chức vụ;Danh hiệu;Sáng kiến;Xếp loại;Ghi chú\n";
    const ROWS: &str = "1;Lành Thanh Nhật;1995;Giám đốc;CSTĐ cấp tỉnh các năm 2019, 2021;;HTXSNV;\n\
        2;Lưu Quốc Nhật;1985;Điều dưỡng;LĐTT 2021, 2022;Đề tài cấp tỉnh;HTTNV;\n\
        3;Nông Thị Bích Ngân;1988;Kế toán;LĐTT 2022;;HTTNV;\n";
    const FILE: &str = "2023-09-11/Trung tâm Điều dưỡng người có công tỉnh.csv";
    let read = |text: &str, decisions: &str| {
        let sample = Sample::of("ha-giang-ldtbxh-2023-2025");
        fs::write(sample.dir.join("inbox").join(FILE), text).expect("written");
        if !decisions.is_empty() {
            fs::write(sample.dir.join("decisions.csv"), decisions).expect("written");
        }
        let data = sample.run("2023-09");
        let rows = table(&data.0.join("registrations.csv"));
        let own = rows.into_iter().filter(|row| row["source"] == FILE);
        let seen: Vec<_> =
            own.map(|row| ["status", "name", "birth_year"].map(|column| row[column].clone())).collect();
        (seen, table(&data.0.join("questions.csv")).into_iter().find(|row| row["topic"] == "layout"))
    };
    let expect = |status: &str| {
        [("Lành Thanh Nhật", "1995"), ("Lưu Quốc Nhật", "1985"), ("Nông Thị Bích Ngân", "1988")]
            .map(|(name, year)| [status, name, year].map(str::to_owned))
    };
    let (seen, question) = read(&format!("{HEADER}{ROWS}"), "");
    assert_eq!((seen.as_slice(), question), (expect("counted").as_slice(), None));
    let (seen, question) = read(ROWS, "");
    assert_eq!(seen, expect("pending"), "nothing is lost, nothing is counted");
    let question = question.expect("a question");
    let (id, answer) = (&question["question_id"], &question["proposal"]);
    let decided = format!("question_id,topic,answer,by,at,reason\n{id},layout,{answer},,,\n");
    let (seen, question) = read(ROWS, &decided);
    assert_eq!((seen.as_slice(), question), (expect("counted").as_slice(), None));
}

/// What one plan says: the place and words of the document, the line, and the entries there.
fn said_by(plan: &str) -> Vec<(String, usize, String)> {
    let mut rows = Vec::new();
    let mut head: Option<(usize, String)> = None;
    let mut entries: Vec<String> = Vec::new();
    let mut open = false;
    let mut aside = String::new();
    for (at, line) in plan.lines().enumerate() {
        let code = line.split(" # ").next().unwrap_or_default().trim();
        if line.starts_with('#') {
            aside = format!("{aside} {}", line.trim_start_matches(['#', ' ']));
        } else if line.starts_with("[[") {
            head = Some((at + 1, code.to_owned()));
            entries.clear();
            open = false;
            if code == "[[reporters]]" && aside.contains('«') {
                rows.push((aside.trim().to_owned(), at + 1, code.to_owned()));
            }
        } else if let (Some((from, table)), Some(basis)) = (&head, line.strip_prefix("basis = ")) {
            let basis = basis.trim_matches('"').replace("\\\"", "\"");
            rows.push((basis, *from, format!("{table} {}", entries.join(", "))));
            open = false;
        } else if let Some((key, value)) =
            code.split_once(" = ").filter(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        {
            open = SAYING.contains(&key) && head.is_some();
            if open {
                entries.push(format!("{key} = {value}"));
            } else if head.is_none() && line.contains('«') {
                let said = line.split(" # ").nth(1).unwrap_or_default().trim();
                rows.push((said.to_owned(), at + 1, format!("{key} = {value}")));
            } else if head.is_none() && matches!(key, "number" | "issued" | "from" | "to") && value != "\"\""
            {
                rows.push(("Số, ngày và tên của kế hoạch".to_owned(), at + 1, format!("{key} = {value}")));
            }
        } else if open
            && !code.is_empty()
            && let Some(last) = entries.last_mut()
        {
            last.push_str(&format!(" {code}"));
        }
        if !line.starts_with('#') {
            aside.clear();
        }
    }
    rows
}

fn seeds_table() -> String {
    let mut table = String::from(
        "Each sentence of the five official plans that sets a number, a date, a criterion or an owner, and the\n\
         line of `samples/<plan>/plan.toml` that expresses it.\n\n\
         Made from the plans by `tests/plans.rs`; do not edit.\n",
    );
    for (name, seed) in PLANS {
        let plan = fs::read_to_string(root().join("samples").join(name).join("plan.toml")).expect("a plan");
        table.push_str(&format!(
            "\n# Seed {seed}: `{name}`\n\n| Câu của kế hoạch | Dòng | Viết là |\n|---|--:|---|\n"
        ));
        for (said, line, entries) in said_by(&plan) {
            let shown = |text: &str| text.replace('|', "/").replace('[', "\\[").replace(']', "\\]");
            table.push_str(&format!("| {} | {line} | `{}` |\n", shown(&said), entries.replace('|', "/")));
        }
    }
    table
}

#[test]
fn the_table_of_the_docs_is_the_one_that_the_plans_give() {
    let path = root().join("src/plan/seeds.md");
    let table = seeds_table();
    if std::env::var_os("TONGHOP_REWRITE").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == table, "src/plan/seeds.md is old; run with TONGHOP_REWRITE=1");
}

/// Every file below a folder with its bytes.
fn files(folder: &Path, base: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, base, found);
        } else {
            let name = path.strip_prefix(base).expect("inside").to_string_lossy().into_owned();
            found.insert(name, fs::read(&path).expect("readable"));
        }
    }
}

/// What was kept of earlier runs changes how fast a run is, and no byte of what it writes: not where
/// it is deleted, damaged or foreign, and not where files came one by one.
#[test]
fn what_was_kept_of_earlier_runs_changes_no_byte() {
    let sample = Sample::of("tay-ninh-2021-2025");
    let out = sample.dir.join("out");
    let written = |period: &str| {
        sample.run(period);
        let mut found = BTreeMap::new();
        files(&out.join(period), &out, &mut found);
        found
    };
    let later = sample.dir.join("inbox/2025-11-14");
    let aside = sample.dir.join("aside");
    fs::rename(&later, &aside).expect("moved");
    written("2024-12");
    written("2025-11");
    // The list of November comes: one file is new.
    fs::rename(&aside, &later).expect("moved");
    let month_by_month = written("2025-12");
    let kept = sample.dir.join(".tonghop/readings");
    let bytes = fs::read(&kept).expect("readings are kept");

    fs::remove_dir_all(sample.dir.join(".tonghop")).expect("removed");
    assert!(month_by_month == written("2025-12"), "without what was kept");
    let mut damaged = bytes.clone();
    for at in (40..damaged.len()).step_by(997) {
        damaged[at] ^= 0x55;
    }
    for foreign in [damaged.as_slice(), &bytes[..bytes.len() / 2], b"PK\x03\x04 not ours", b""] {
        fs::write(&kept, foreign).expect("written");
        assert!(month_by_month == written("2025-12"), "with {} foreign bytes", foreign.len());
    }
}
