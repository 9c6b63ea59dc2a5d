//! `trace`, `diff` and `init` as an officer calls them.

use std::fs;
use std::process::Command;

use super::office::{Office, person, year};

fn told(office: &Office, command: &str, args: &[&str]) -> String {
    let output = office.tonghop(command, args);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{command} {args:?}: {said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(line: &str) -> serde_json::Value {
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[test]
fn an_answer_is_told_in_the_words_it_was_chosen_by() {
    let office = Office::empty();
    year().iter().take(8).flatten().for_each(|list| office.receive(list));
    office.run("2025-08");
    let asked = office.table("2025-08", "questions.csv");
    let pair = asked.iter().find(|row| row["topic"] == "same_exemplar").expect("a doubtful pair");
    office.answer(pair, "same");
    office.run("2025-08");
    // The one exemplar that both of the pair now are.
    let rows = office.table("2025-08", "registrations.csv");
    let name = pair["left"].split(',').next().expect("a name");
    let row = rows.iter().find(|row| row["name"] == name && row["status"] == "counted").expect("a row");
    let words = told(&office, "trace", &[&row["exemplar_id"], "--period", "2025-08"]);
    assert!(words.contains("(Trùng hay khác người): «Cùng một điển hình»"), "{words}");
    assert!(words.contains("theo câu trả lời của cán bộ"), "{words}");
}

#[test]
fn a_life_is_told_from_its_cells_to_the_line_of_the_plan() {
    let office = Office::empty();
    year().iter().take(7).flatten().for_each(|list| office.receive(list));
    office.run("2025-07");
    // Number 7 was registered in January, again in the supplement of March, and by its copy of May.
    let [name, year, ..] = person(7, "", "");
    let exemplars = office.table("2025-07", "exemplars.csv");
    let row = exemplars.iter().find(|row| row["name"] == name).expect("number 7");
    assert_eq!(row["registrations"], "2");
    let id = row["exemplar_id"].clone();

    let story = json(&told(&office, "trace", &[&id, "--json", "--period", "2025-07"]));
    assert_eq!((story["name"].as_str(), story["birth_year"].to_string()), (Some(name.as_str()), year));
    let rows = story["registrations"].as_array().expect("rows");
    let places: Vec<&str> = rows.iter().filter_map(|row| row["place"].as_str()).collect();
    assert_eq!(places.len(), 3);
    assert!(places[0].starts_with("2025-01-10/y te.csv") && places[0].ends_with("dòng 13"), "{places:?}");
    assert!(places[1].starts_with("2025-03-10/y te bo sung.csv"), "{places:?}");
    let statuses: Vec<&str> = rows.iter().filter_map(|row| row["status"].as_str()).collect();
    assert_eq!(statuses, ["counted", "duplicate", "superseded"]);
    assert_eq!(rows[2]["replaced_by"], rows[1]["registration_id"]);
    let cells = rows[0]["cells"].as_array().expect("cells");
    let cell = cells.iter().find(|cell| cell["field"] == "name").expect("a name");
    assert_eq!((cell["cell"].as_str(), cell["shown"].as_str()), (Some("B13"), Some(name.as_str())));
    let why = story["joins"].as_array().expect("joins").iter();
    let why: Vec<&str> = why.filter_map(|join| join["evidence"].as_str()).collect();
    assert!(why.iter().any(|why| why.contains("họ tên giống hệt") && why.contains("cùng đơn vị")), "{why:?}");
    // Eight of January and three more of March.
    let quota = &story["quotas"][0];
    assert_eq!(quota["quota_id"], "y-te/so-y-te/individual");
    assert_eq!((&quota["required"], &quota["registered"]), (&10.into(), &11.into()));
    assert_eq!(story["changes"][0]["period"], "2025-01");

    let words = told(&office, "trace", &[&id, "--period", "2025-07"]);
    for word in ["Đăng ký:", "Vì sao là một:", "Chỉ tiêu:", "Biến động qua các kỳ:", "plan.toml dòng"]
    {
        assert!(words.contains(word), "{word} is not in:\n{words}");
    }
    // By its registration it is the same life.
    let registration = rows[1]["registration_id"].as_str().expect("an id");
    assert_eq!(json(&told(&office, "trace", &[registration, "--json", "--period", "2025-07"])), story);

    // The figure: its line of the plan, who counts, and how it grew.
    let quota_id = quota["quota_id"].as_str().expect("an id");
    let figure = json(&told(&office, "trace", &[quota_id, "--json", "--period", "2025-07"]));
    assert_eq!(figure["counted"].as_array().map(Vec::len), Some(11));
    assert_eq!(
        figure["periods"],
        serde_json::json!([{"period": "2025-07", "required": 10, "registered": 11}])
    );
    assert!(office.tonghop("trace", &["E-0000000000"]).status.code() == Some(2));
}

#[test]
fn two_periods_are_held_against_each_other() {
    let office = Office::empty();
    year().iter().take(6).flatten().for_each(|list| office.receive(list));
    // Nothing has been run yet: the periods are worked out as they are asked for.
    let lines = told(&office, "diff", &["2025-03", "2025-06", "--json"]);
    let changes: Vec<serde_json::Value> = lines.lines().map(json).collect();
    let of = |change: &str| changes.iter().filter(|line| line["change"] == change).count();
    // April brings two, May five, June four; April takes number 15, June registers and takes number 64.
    assert_eq!((of("new"), of("withdrawn")), (11, 2));
    let gone: Vec<&str> = changes
        .iter()
        .filter(|line| line["change"] == "withdrawn")
        .filter_map(|line| line["name"].as_str())
        .collect();
    for number in [15, 64] {
        assert!(gone.contains(&person(number, "", "")[0].as_str()), "{number}: {gone:?}");
    }
    let words = told(&office, "diff", &["2025-03", "2025-06"]);
    assert!(words.contains("Đăng ký mới: 11") && words.contains("Rút khỏi danh sách: 2"), "{words}");
    assert_eq!(office.tonghop("diff", &["2025-06", "2025-03"]).status.code(), Some(2));
}

#[test]
fn a_new_workspace_runs_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = [
        "",
        "lang-son-2024",
        "diem-mac-2022-2025",
        "da-lat-2023",
        "tay-ninh-2021-2025",
        "ha-giang-ldtbxh-2023-2025",
    ];
    let made = |sample: &str, form: &[&str]| {
        let dir = folder.path().join(format!("mới {sample}{}", form.concat()));
        let tonghop = |args: &[&str]| {
            let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
            program.arg(args[0]).arg(&dir).args(&args[1..]).output().expect("starts")
        };
        let like = if sample.is_empty() { Vec::new() } else { vec!["--like", sample] };
        let init = [&["init"], like.as_slice(), form].concat();
        let made = tonghop(&init);
        assert_eq!(made.status.code(), Some(0), "{sample}: {}", String::from_utf8_lossy(&made.stderr));
        let plan = if form.is_empty() { "ke-hoach.xlsx" } else { "plan.toml" };
        let other = if form.is_empty() { "plan.toml" } else { "ke-hoach.xlsx" };
        let before = fs::read(dir.join(plan)).expect("a plan");
        assert!(!dir.join(other).exists(), "{sample}: one form is enough");
        let run = tonghop(&["run", "--quiet"]);
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(matches!(run.status.code(), Some(0 | 1)), "{sample}: {said}");
        // Nothing is overwritten.
        assert_eq!(tonghop(&init).status.code(), Some(2));
        assert_eq!(fs::read(dir.join(plan)).expect("a plan"), before);
        dir
    };
    for sample in samples {
        made(sample, &[]);
    }
    for sample in ["", "lang-son-2024"] {
        let units = fs::read(made(sample, &["--to", "toml"]).join("units.csv")).expect("units");
        assert!(units.starts_with("\u{FEFF}".as_bytes()), "Excel shows its Vietnamese");
    }
    let dir = folder.path().join("x");
    let wrong = Command::new(env!("CARGO_BIN_EXE_tonghop"))
        .args(["init", "--like", "lang-son"])
        .arg(&dir)
        .output()
        .expect("starts");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("lang-son-2024"));
    assert!(!dir.exists());
}
