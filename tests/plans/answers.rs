//! What is asked, and what an answer changes in the next run.

use std::collections::BTreeSet;

use super::*;

/// Runs Lạng Sơn with these lines of `decisions.csv`, as the bytes that a spreadsheet saved; gives the open
/// questions, the registrations and the findings about decisions.
fn decided(decisions: &[u8]) -> (Vec<Row>, Vec<Row>, Vec<Row>) {
    let sample = Sample::of("lang-son-2024");
    if !decisions.is_empty() {
        fs::write(sample.dir.join("decisions.csv"), decisions).expect("written");
    }
    let data = sample.run("2024-06");
    let findings = data.table("findings.csv").into_iter();
    let about_decisions = findings.filter(|row| row["code"].starts_with("decision-")).collect();
    (data.table("questions.csv"), data.table("registrations.csv"), about_decisions)
}

#[test]
fn an_answer_that_names_nothing_is_told_and_asked_again() {
    let (questions, before, none) = decided(b"");
    assert!(none.is_empty());
    let of = |topic: &str| questions.iter().find(|row| row["topic"] == topic).expect("a question");
    let heading = "question_id,topic,answer,by,at,reason,about,against\n";
    for topic in ["unit", "movement", "same_exemplar", "award", "layout"] {
        let Some(question) = questions.iter().find(|row| row["topic"] == topic) else { continue };
        let id = &question["question_id"];
        let (asked, rows, told) = decided(format!("{heading}{id},{topic},khong-co-gi,,,,,\n").as_bytes());
        assert!(asked.iter().any(|row| row["question_id"] == *id), "{topic} is asked again");
        let told: Vec<&str> = told.iter().map(|row| row["code"].as_str()).collect();
        assert_eq!(told, ["decision-invalid"], "{topic}");
        let columns = ["registration_id", "status", "unit_code", "movement_id"];
        let pick =
            |rows: &[Row]| -> Vec<_> { rows.iter().map(|row| columns.map(|it| row[it].clone())).collect() };
        assert_eq!(pick(&rows), pick(&before), "{topic} changes no registration");
    }
    // Excel takes the zero from the head of a code and saves with semicolons, as UTF-16.
    let unit = &of("unit")["question_id"];
    let written = format!("question_id;topic;answer;by;at\r\n{unit};unit;5977;;\r\n");
    let utf_16: Vec<u8> =
        [0xFEFF].into_iter().chain(written.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for saved in [written.as_bytes(), &utf_16] {
        let (asked, rows, told) = decided(saved);
        assert!(asked.iter().all(|row| row["question_id"] != *unit));
        let told: Vec<&str> = told.iter().map(|row| row["code"].as_str()).collect();
        assert_eq!(told, ["decision-repaired"]);
        let answered = rows.iter().zip(&before).filter(|(now, then)| now["unit_code"] != then["unit_code"]);
        let units: Vec<&str> = answered.map(|(now, _)| now["unit_code"].as_str()).collect();
        assert!(!units.is_empty() && units.iter().all(|unit| *unit == "05977"), "{units:?}");
    }
}

#[test]
fn every_question_has_a_true_answer() {
    let (questions, before, _) = decided(b"");
    let heading = "question_id,topic,answer,by,at,reason,about,against\n";
    let status_of = |rows: &[Row], question: &Row| -> Vec<String> {
        let place = question["left"].clone();
        let of_place = |row: &&Row| place.starts_with(&row["source"]) && row["movement_id"].is_empty();
        rows.iter().filter(of_place).map(|row| row["status"].clone()).collect()
    };
    let movement = questions.iter().find(|row| row["topic"] == "movement").expect("a question");
    assert!(status_of(&before, movement).iter().all(|status| status == "pending"));
    let id = &movement["question_id"];
    let (asked, rows, told) = decided(format!("{heading}{id},movement,none,,,,,\n").as_bytes());
    assert!(told.is_empty() && asked.iter().all(|row| row["question_id"] != *id));
    assert!(status_of(&rows, movement).iter().all(|status| status == "rejected"));
    let unit = questions.iter().find(|row| row["topic"] == "unit").expect("a question");
    let id = &unit["question_id"];
    let (asked, rows, told) = decided(format!("{heading}{id},unit,none,,,,,\n").as_bytes());
    assert!(told.is_empty() && asked.iter().all(|row| row["question_id"] != *id));
    let changed = rows.iter().zip(&before).filter(|(now, then)| now["unit_code"] != then["unit_code"]);
    assert!(
        changed.clone().count() > 0
            && changed.into_iter().all(|(now, _)| now["unit_code"] == now["sender_code"])
    );
}

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

/// Runs Hà Giang with one more list; gives the verdicts on its people and the questions about awards.
fn judged(rows: &str, decisions: &str) -> (Vec<[String; 2]>, Vec<Row>) {
    judged_beside(rows, decisions, &[])
}

/// The same with more files of the office.
fn judged_beside(rows: &str, decisions: &str, files: &[(&str, &str)]) -> (Vec<[String; 2]>, Vec<Row>) {
    const HEADER: &str =
        "STT;Họ và tên/Tên tập thể;Năm sinh;Chức vụ;Khen thưởng đã đạt;Sáng kiến;Xếp loại;Ghi chú\n";
    const FILE: &str = "2023-09-11/Trung tâm Điều dưỡng người có công tỉnh.csv";
    let sample = Sample::of("ha-giang-ldtbxh-2023-2025");
    fs::write(sample.dir.join("inbox").join(FILE), format!("{HEADER}{rows}")).expect("written");
    if !decisions.is_empty() {
        let decisions = format!("question_id,topic,answer,by,at,reason\n{decisions}");
        fs::write(sample.dir.join("decisions.csv"), decisions).expect("written");
    }
    for (name, text) in files {
        fs::write(sample.dir.join(name), text).expect("written");
    }
    let data = sample.run("2023-09");
    let verdicts = data.table("eligibility.csv").into_iter().filter(|row| row["source"] == FILE);
    let mut shown: Vec<_> =
        verdicts.map(|row| ["name", "verdict"].map(|column| row[column].clone())).collect();
    shown.sort();
    let about = |row: &Row| row["topic"] == "award" && row["evidence"].contains("Trung tâm Điều dưỡng");
    (shown, data.table("questions.csv").into_iter().filter(about).collect())
}

#[test]
fn a_doubtful_award_is_asked_once_for_a_sender_and_the_answer_holds() {
    // Two people of one centre whose list says «BK» without saying whose, one whose list says it.
    const ROWS: &str = "1;Lành Thanh Nhật;1995;Điều dưỡng;BK 2020;Không;HTTNV;\n\
        2;Lưu Quốc Nhật;1985;Kế toán;BK 2021; Không;HTTNV;\n\
        3;Nông Thị Bích Ngân;1988;Kế toán;BK UBND tỉnh 2022;Không;HTTNV;\n";
    let expect = |verdict: &str| {
        [("Lành Thanh Nhật", verdict), ("Lưu Quốc Nhật", verdict), ("Nông Thị Bích Ngân", "met")]
            .map(|(name, verdict)| [name, verdict].map(str::to_owned))
    };
    let (verdicts, questions) = judged(ROWS, "");
    assert_eq!(verdicts, expect("cannot_tell"));
    let [question] = questions.as_slice() else { panic!("one question, not {questions:?}") };
    assert!(question["evidence"].contains("Lưu Quốc Nhật"), "{question:?}");
    let id = &question["question_id"];
    for (answer, verdict) in [("Bằng khen của Chủ tịch UBND tỉnh", "met"), ("none", "not_met")] {
        let (verdicts, questions) = judged(ROWS, &format!("{id},award,{answer},,,\n"));
        assert_eq!((verdicts, questions), (expect(verdict).to_vec(), Vec::new()), "{answer}");
    }
}

#[test]
fn an_office_has_its_own_words_for_awards_and_who_grants_them() {
    // What this office calls the chairman's certificate, and a certificate of the province's council of elders, which
    // is none of his.
    const ROWS: &str = "1;Lành Thanh Nhật;1995;Điều dưỡng;BKSM 2022;Không;HTTNV;\n\
        2;Lưu Quốc Nhật;1985;Kế toán;BK Hội đồng già làng 2021;Không;HTTNV;\n";
    const AWARDS: &str = "id;group;level;name;aliases\n\
        bang-khen;form;province;Bằng khen của Chủ tịch UBND tỉnh;\"BKSM;BK Sông Mây\"\n";
    const GRANTORS: &str = "list,word,grantor\nlevel,hội đồng già làng,province_body\n";
    let expect = |verdicts: [&str; 2]| {
        let names = ["Lành Thanh Nhật", "Lưu Quốc Nhật"];
        Vec::from_iter(names.iter().zip(verdicts).map(|(name, verdict)| [*name, verdict].map(str::to_owned)))
    };
    let (verdicts, questions) = judged(ROWS, "");
    assert_eq!((verdicts, questions.len()), (expect(["cannot_tell", "cannot_tell"]), 2));
    let files = [("awards.csv", AWARDS), ("grantors.csv", GRANTORS)];
    let (verdicts, questions) = judged_beside(ROWS, "", &files);
    assert_eq!((verdicts, questions), (expect(["met", "not_met"]), Vec::new()));
}

/// Lines as the first versions wrote them (six columns, without what was asked about) and as later ones do; their
/// identifiers were made from kind, name, year, unit, position and sender of the two rows, and still are.
#[test]
fn decisions_of_earlier_versions_still_hold() {
    // "individual|Vi Thị Hoa|1986|05992|Chi hội trưởng Chi hội Phụ nữ|05992" beside the same of Vi Thị Hòa.
    const PAIR: &str = "Q-d234cd2579b2";
    let exemplars = |rows: &[Row]| -> BTreeSet<String> {
        let two = rows.iter().filter(|row| ["Vi Thị Hoa", "Vi Thị Hòa"].contains(&row["name"].as_str()));
        two.filter(|row| row["birth_year"] == "1986").map(|row| row["exemplar_id"].clone()).collect()
    };
    let (questions, rows, _) = decided(b"");
    assert!(questions.iter().any(|row| row["question_id"] == PAIR) && exemplars(&rows).len() == 2);
    let six = "question_id,topic,answer,by,at,reason";
    let eight = "question_id,topic,answer,by,at,reason,about,against";
    for (heading, more) in [(six, ""), (eight, ",Vi Thị Hoa,Vi Thị Hòa")] {
        for (answer, n_exemplars) in [("same", 1), ("different", 2)] {
            let line = format!("{PAIR},same_exemplar,{answer},Ban Thi đua,2024-06-12,{more}");
            for file in [
                format!("{heading}\n{line}\n"),
                format!("\u{feff}{heading}\r\n{line}\r\n"),
                format!("{heading}\n{line}\n").replace(',', ";"),
            ] {
                let (asked, rows, told) = decided(file.as_bytes());
                assert!(asked.iter().all(|row| row["question_id"] != PAIR) && told.is_empty(), "{file}");
                assert_eq!(exemplars(&rows).len(), n_exemplars, "{file}");
            }
        }
        // A later line takes an earlier one back.
        let file = format!("{heading}\n{PAIR},same_exemplar,same,,,{more}\n{PAIR},same_exemplar,,,,{more}\n");
        let (asked, rows, _) = decided(file.as_bytes());
        assert!(asked.iter().any(|row| row["question_id"] == PAIR) && exemplars(&rows).len() == 2);
    }
}
