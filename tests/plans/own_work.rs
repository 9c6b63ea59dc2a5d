//! What the officer types and keeps in a published folder is never lost.

use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;

use super::*;

const PERIOD: &str = "2024-06";

/// A review workbook as it is saved with one answer typed in.
fn answered(question: &Row, label: &str) -> Vec<u8> {
    let topic = match question["topic"].as_str() {
        "unit" => "Tên đơn vị",
        "movement" => "Phong trào",
        "same_exemplar" => "Trùng hay khác người",
        other => panic!("no sheet for {other}"),
    };
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(topic).expect("a name");
    for (col, header) in
        [(0, "question_id"), (1, "STT"), (2, "Bên này"), (6, "Trả lời"), (7, "Lý do (nếu có)")]
    {
        sheet.write(2, col, header).expect("a cell");
    }
    sheet.write(3, 0, &question["question_id"]).expect("a cell");
    sheet.write(3, 2, &question["left"]).expect("a cell");
    sheet.write(3, 6, label).expect("a cell");
    let choices = workbook.add_worksheet();
    choices.set_name("Lựa chọn").expect("a name");
    let offered = [
        ("question_id", "value", "label"),
        ("", "none", "Không phải đơn vị nào"),
        ("", "05977", "Phường Vĩnh Trại"),
        ("", "same", "Cùng một điển hình"),
        ("", "different", "Hai điển hình khác nhau"),
    ];
    for (row, (id, value, label)) in (0..).zip(offered) {
        let id = if row == 0 { id } else { &question["question_id"] };
        for (col, text) in [(0, id), (1, value), (2, label)] {
            choices.write(row, col, text).expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn run(sample: &Sample, args: &[&str]) -> Output {
    let dir = sample.dir.to_string_lossy();
    let args = ["run", &dir, "--period", PERIOD].into_iter().chain(args.iter().copied());
    Command::new(env!("CARGO_BIN_EXE_tonghop")).args(args).output().expect("starts")
}

fn question(sample: &Sample, topic: &str) -> Row {
    let questions = table(&sample.dir.join("out").join(PERIOD).join("data/questions.csv"));
    questions.into_iter().find(|row| row["topic"] == topic).expect("a question")
}

#[test]
fn answers_typed_into_the_published_workbook_are_taken_before_it_is_replaced() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let unit = question(&sample, "unit");
    let review = sample.dir.join("out").join(PERIOD).join("can-quyet-dinh.xlsx");
    fs::write(&review, answered(&unit, "Phường Vĩnh Trại")).expect("saved");
    let output = run(&sample, &[]);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(
        messages.contains("Đã lấy 1 câu trả lời mới trong «out/2024-06/can-quyet-dinh.xlsx»"),
        "{messages}"
    );
    let decisions = table(&sample.dir.join("decisions.csv"));
    assert_eq!(decisions.len(), 1);
    assert_eq!((&*decisions[0]["question_id"], &*decisions[0]["answer"]), (&*unit["question_id"], "05977"));
    let data = Data(sample.dir.join("out").join(PERIOD).join("data"));
    assert!(data.table("questions.csv").iter().all(|row| row["question_id"] != unit["question_id"]));
    // Everything typed was taken: no copy is left over, and the next run has nothing to take.
    assert!(!review.with_file_name("can-quyet-dinh (bản đã sửa).xlsx").exists());
    let again = run(&sample, &[]);
    assert!(!String::from_utf8_lossy(&again.stderr).contains("Đã lấy"));
    assert_eq!(table(&sample.dir.join("decisions.csv")).len(), 1);
}

#[test]
fn an_answer_that_cannot_be_taken_stays_with_its_workbook_and_is_told() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let unit = question(&sample, "unit");
    let review = sample.dir.join("out").join(PERIOD).join("can-quyet-dinh.xlsx");
    let saved = answered(&unit, "Phường nào đó");
    fs::write(&review, &saved).expect("saved");
    run(&sample, &[]);
    assert!(!sample.dir.join("decisions.csv").exists());
    let kept = review.with_file_name("can-quyet-dinh (bản đã sửa).xlsx");
    assert_eq!(fs::read(&kept).expect("kept"), saved);
    let findings = Data(sample.dir.join("out").join(PERIOD).join("data")).table("findings.csv");
    let told = findings.iter().find(|row| row["code"] == "decision-invalid").expect("told");
    assert_eq!((&*told["cell"], &*told["raw"]), ("G4", "Phường nào đó"));
    assert_eq!(question(&sample, "unit")["question_id"], unit["question_id"], "it is asked again");
    // Put right in the kept copy, the answer is taken from there, and the copy has done its work.
    fs::write(&kept, answered(&unit, "Phường Vĩnh Trại")).expect("saved");
    run(&sample, &[]);
    assert_eq!(table(&sample.dir.join("decisions.csv")).len(), 1);
    assert!(!kept.exists());
}

#[test]
fn what_was_edited_is_told_by_its_bytes_and_kept_where_nothing_tells_what_was_published() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let out = sample.dir.join("out").join(PERIOD);
    let edited = out.join("don-doc.xlsx");
    fs::write(&edited, b"old file put back").expect("written");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&edited).and_then(|file| file.set_modified(long_ago)).expect("set");
    run(&sample, &[]);
    assert_eq!(fs::read(out.join("don-doc (bản đã sửa).xlsx")).expect("kept"), b"old file put back");
    fs::remove_file(out.join("manifest.json")).expect("removed");
    fs::write(out.join("ghi chú.txt"), "gọi lại").expect("written");
    run(&sample, &[]);
    assert_eq!(fs::read_to_string(out.join("ghi chú.txt")).expect("kept"), "gọi lại");
}

#[test]
fn files_of_hers_stay_in_the_folder_and_edited_ones_beside_the_new() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let out = sample.dir.join("out").join(PERIOD);
    let published = fs::read(out.join("don-doc.xlsx")).expect("published");
    fs::create_dir(out.join("trinh ky")).expect("a folder");
    fs::write(out.join("ghi chú.txt"), "gọi lại phường Chi Lăng").expect("written");
    fs::write(out.join("trinh ky/tờ trình.docx"), "PK").expect("written");
    fs::write(out.join("~$don-doc.xlsx"), "lock").expect("written");
    let edited = [published.as_slice(), b"edited"].concat();
    fs::write(out.join("don-doc.xlsx"), &edited).expect("written");
    for turn in ["once", "and again"] {
        let output = run(&sample, &[]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(messages.contains("ghi chú.txt"), "{turn}: {messages}");
        assert_eq!(fs::read(out.join("don-doc.xlsx")).expect("published"), published, "{turn}");
        assert_eq!(fs::read(out.join("don-doc (bản đã sửa).xlsx")).expect("kept"), edited, "{turn}");
        assert_eq!(fs::read_to_string(out.join("ghi chú.txt")).expect("kept"), "gọi lại phường Chi Lăng");
        assert!(out.join("trinh ky/tờ trình.docx").exists() && !out.join("~$don-doc.xlsx").exists());
        assert!(!out.join("don-doc (bản đã sửa 2).xlsx").exists(), "{turn}");
    }
    fs::write(out.join("don-doc.xlsx"), [edited.as_slice(), b" twice"].concat()).expect("written");
    run(&sample, &[]);
    assert!(out.join("don-doc (bản đã sửa 2).xlsx").exists());
}

#[test]
fn decide_on_a_workbook_that_asks_nothing_is_refused() {
    let sample = Sample::of("lang-son-2024");
    sample.run(PERIOD);
    let dir = sample.dir.to_string_lossy().into_owned();
    for file in ["tong-hop.xlsx", "don-doc.xlsx"] {
        let file = sample.dir.join("out").join(PERIOD).join(file);
        let args = ["decide", &file.to_string_lossy(), "--in", &dir];
        let output = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(args)
            .stdin(Stdio::null())
            .output()
            .expect("starts");
        let refusal = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{refusal}");
        assert!(refusal.contains("không phải sổ câu hỏi"), "{refusal}");
    }
    assert!(!sample.dir.join("decisions.csv").exists());
}

/// Killed anywhere between gathering answers and publishing, the answer stands in `decisions.csv` or still
/// in the workbook in which it was typed.
#[test]
fn a_kill_between_gathering_and_publishing_loses_no_answer() {
    let kills: u32 = std::env::var("TONGHOP_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let sample = Sample::of("lang-son-2024");
    let start = Instant::now();
    sample.run(PERIOD);
    let longest = start.elapsed();
    let unit = question(&sample, "unit");
    let review = sample.dir.join("out").join(PERIOD).join("can-quyet-dinh.xlsx");
    let mut random = 20_240_630_u64;
    let mut broke_off = 0;
    for kill in 0..kills {
        let (label, value) =
            [("Phường Vĩnh Trại", "05977"), ("Không phải đơn vị nào", "none")][kill as usize % 2];
        let saved = answered(&unit, label);
        fs::create_dir_all(review.parent().expect("a folder")).expect("a folder");
        fs::write(&review, &saved).expect("saved");
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = u32::try_from(random >> 40).expect("24 bits");
        let mut child = Command::new(env!("CARGO_BIN_EXE_tonghop"))
            .args(["run", "--quiet", "--period", PERIOD])
            .arg(&sample.dir)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        std::thread::sleep(longest.min(Duration::from_secs(5)) * share / (1 << 24));
        broke_off += u32::from(child.try_wait().expect("a child").is_none());
        let _ = child.kill();
        child.wait().expect("gone");
        let decisions = sample.dir.join("decisions.csv");
        let held = if decisions.exists() { table(&decisions) } else { Vec::new() };
        let is_written = held.last().is_some_and(|line| line["answer"] == value);
        let old = sample.dir.join(format!("out/.{PERIOD}.old/can-quyet-dinh.xlsx"));
        let stands = [&review, &old].iter().any(|path| fs::read(path).is_ok_and(|bytes| bytes == saved));
        assert!(is_written || stands, "after kill {kill} the answer {value} is gone");
    }
    assert!(broke_off > 0, "no run was killed before its end");
}

/// Every question about a unit has a true answer, though none of the choices is.
#[test]
fn a_unit_that_no_question_offers_is_named_or_added() {
    for (typed, code, name) in [
        ("đơn vị khác: phường Vĩnh Trại, thành phố Lạng Sơn", "05977", "Phường Vĩnh Trại"),
        ("05977", "05977", "Phường Vĩnh Trại"),
        (
            "Đơn vị mới: Trạm Y tế Cửa khẩu Tân Thanh",
            "tram-y-te-cua-khau-tan-thanh",
            "Trạm Y tế Cửa khẩu Tân Thanh",
        ),
    ] {
        let sample = Sample::of("lang-son-2024");
        sample.run(PERIOD);
        let unit = question(&sample, "unit");
        let review = sample.dir.join("out").join(PERIOD).join("can-quyet-dinh.xlsx");
        fs::write(&review, answered(&unit, typed)).expect("saved");
        let output = run(&sample, &[]);
        let messages = String::from_utf8_lossy(&output.stderr);
        let decisions = table(&sample.dir.join("decisions.csv"));
        assert_eq!(decisions[0]["answer"], code, "{typed}: {messages}");
        let data = Data(sample.dir.join("out").join(PERIOD).join("data"));
        let named = data.table("registrations.csv").into_iter().filter(|row| row["unit_name"] == name);
        assert!(named.count() > 0, "{typed}");
        assert!(data.table("questions.csv").iter().all(|row| row["question_id"] != unit["question_id"]));
        let added = sample.dir.join("units-them.csv");
        if code == "05977" {
            assert!(!added.exists());
            continue;
        }
        assert!(messages.contains("Đã thêm đơn vị «Trạm Y tế Cửa khẩu Tân Thanh»"), "{messages}");
        let text = fs::read_to_string(&added).expect("units");
        assert!(text.starts_with("\u{FEFF}code,name,kind,level,parent"), "{text}");
        assert_eq!((table(&added)[0]["kind"].as_str(), table(&added).len()), ("health", 1));
    }
}
