//! What an officer does with the program besides running it: things dropped on it, a trial, a question about a name
//! or a cell, a file that cannot be read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::Sample;

const PERIOD: &str = "2024-06";

fn tonghop(args: &[&str], dir: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    program.args(args).current_dir(dir).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.clone(), fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

#[test]
fn what_is_dropped_on_the_program_is_known_by_its_content() {
    let sample = Sample::of("lang-son-2024");
    let here = sample.dir.parent().expect("a folder").to_owned();
    let dir = sample.dir.to_string_lossy().into_owned();
    // A workspace is run.
    let output = tonghop(&[&dir], &here);
    assert!(said(&output).contains("Tổng hợp điển hình tiên tiến"), "{}", said(&output));
    let out = sample.dir.join("out").join(PERIOD);
    // The workbook of questions is decided, then its workspace run.
    let questions = out.join("can-quyet-dinh.xlsx").to_string_lossy().into_owned();
    let output = tonghop(&[&questions], &here);
    assert!(said(&output).contains("Không có câu trả lời mới"), "{}", said(&output));
    assert!(said(&output).contains("Tổng hợp điển hình tiên tiến"), "{}", said(&output));
    // A list, wherever it lies, is checked and replied to beside it.
    let lists = here.join("vua nhan");
    fs::create_dir_all(&lists).expect("a folder");
    let list = lists.join("danh sach.csv");
    let text = "UBND PHƯỜNG TAM THANH;;\nDANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN;;\nSTT;Họ và tên;Năm sinh\n1;Lương Thị Mơ;1879\n";
    fs::write(&list, text).expect("written");
    let output = tonghop(&[&list.to_string_lossy()], &sample.dir);
    assert!(lists.join("phan-hoi").is_dir(), "{}", said(&output));
    // The text of a plan, where there is none yet, becomes a draft beside it.
    let plans = here.join("ke hoach");
    fs::create_dir_all(&plans).expect("a folder");
    let text = "ỦY BAN NHÂN DÂN THÀNH PHỐ LẠNG SƠN\n\nKẾ HOẠCH\nXây dựng điển hình tiên tiến năm 2026\n\n\
        1. Phong trào \"Dạy tốt - Học tốt\"\n\
        Giao Phòng Giáo dục và Đào tạo lựa chọn, xây dựng ít nhất 02 điển hình tiên tiến.\n";
    fs::write(plans.join("van ban.txt"), text).expect("written");
    let output = tonghop(&[&plans.join("van ban.txt").to_string_lossy()], &plans);
    assert!(plans.join("ke-hoach.xlsx").is_file(), "{}", said(&output));
    // A list that came as a Word document is no plan, though it names one; a plan with tables is one.
    let words = here.join("van ban");
    fs::create_dir_all(&words).expect("a folder");
    let form = super::root().join("tests/forms/p27_word_list_with_counted_rows.docx");
    let list = words.join("danh sach.docx");
    fs::copy(form, &list).expect("copied");
    let output = tonghop(&[&list.to_string_lossy()], &words);
    assert!(said(&output).contains("Không thấy kế hoạch"), "{}", said(&output));
    assert!(!words.join("ke-hoach.xlsx").exists(), "{}", said(&output));
    let output = tonghop(&[&list.to_string_lossy()], &sample.dir);
    assert!(words.join("phan-hoi").is_dir(), "{}", said(&output));
    let plan = words.join("van ban.docx");
    fs::write(&plan, plan_with_tables()).expect("written");
    let output = tonghop(&[&plan.to_string_lossy()], &words);
    assert!(words.join("ke-hoach.xlsx").is_file(), "{}", said(&output));
    // Started bare where nothing is: what to do, in a few lines.
    let output = tonghop(&[], &lists);
    assert!(said(&output).contains("tonghop init"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(2));
    // What is no file and no command is refused as ever.
    let output = tonghop(&["khong-co-gi"], &here);
    assert_eq!(output.status.code(), Some(2));
}

/// A Word document: a letterhead in a table, a title, a table of people who lead, a table of minimums.
fn plan_with_tables() -> Vec<u8> {
    let line = |text: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    let table = |rows: &[&[&str]]| {
        let cell = |text: &&str| format!("<w:tc>{}</w:tc>", line(text));
        let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
    };
    let body = [
        table(&[&["ỦY BAN NHÂN DÂN THÀNH PHỐ LẠNG SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]),
        line("KẾ HOẠCH"),
        line("Xây dựng điển hình tiên tiến năm 2026"),
        line("Danh sách đăng ký gửi về Phòng Nội vụ trước ngày 15/5/2026."),
        table(&[
            &["STT", "Họ và tên", "Chức vụ", "Phụ trách"],
            &["1", "Nông Văn Lịch", "Phó Chủ tịch", "Trưởng ban"],
        ]),
        table(&[
            &["STT", "Đơn vị chủ trì", "Phong trào, lĩnh vực", "Tập thể", "Cá nhân", "Tổng số"],
            &["1", "Phòng Giáo dục và Đào tạo", "Dạy tốt - Học tốt", "01", "02", "03"],
        ]),
    ]
    .concat();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", xml.as_str())] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

#[test]
fn a_trial_says_what_would_change_and_writes_nothing() {
    let sample = Sample::of("lang-son-2024");
    let dir = sample.dir.to_string_lossy().into_owned();
    let output = tonghop(&["run", &dir, "--period", PERIOD, "--dry-run"], &sample.dir);
    assert!(said(&output).contains("Chạy thử"), "{}", said(&output));
    assert!(said(&output).contains("chưa có kết quả; chạy thật sẽ là 358"), "{}", said(&output));
    assert!(!sample.dir.join("out").exists());
    sample.run(PERIOD);
    let before = files(&sample.dir.join("out"));
    let output = tonghop(&["run", &dir, "--period", PERIOD, "--dry-run"], &sample.dir);
    assert!(said(&output).contains("không tệp nào thay đổi"), "{}", said(&output));
    // A list that goes takes figures along: the trial says so, the results stay.
    fs::remove_dir_all(sample.dir.join("inbox/2024-06-10")).expect("removed");
    let output = tonghop(&["run", &dir, "--period", PERIOD, "--dry-run"], &sample.dir);
    assert!(said(&output).contains("tong-hop.xlsx"), "{}", said(&output));
    assert!(before == files(&sample.dir.join("out")), "a trial wrote something");
}

#[test]
fn a_name_a_unit_and_a_cell_are_traced() {
    let sample = Sample::of("lang-son-2024");
    let data = sample.run(PERIOD);
    let rows = data.table("exemplars.csv");
    let one = rows.iter().find(|row| row["kind"] == "individual").expect("a person");
    let dir = sample.dir.to_string_lossy().into_owned();
    let trace = |what: &str| said(&tonghop(&["trace", what, "--in", &dir, "--period", PERIOD], &sample.dir));
    assert!(trace(&one["name"].to_lowercase()).contains(&one["exemplar_id"]));
    assert!(trace("Phòng Kinh tế").contains("nong-thon-moi/phong-kinh-te/any"));
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(sample.dir.join("out").join(PERIOD).join("tong-hop.xlsx"))
            .expect("a workbook");
    let list = calamine::Reader::worksheet_range(&mut book, "Danh sách").expect("a list");
    let named = list.rows().position(|row| row.first() == Some(&calamine::Data::Float(1.0))).expect("a line");
    let name = list.rows().nth(named).and_then(|row| row.get(1)).expect("a name").to_string();
    assert!(trace(&format!("Danh sách!B{}", named + 1)).contains(&name), "{name}");
    assert!(trace("Không Có Ai").contains("không có «Không Có Ai»"));
}

#[test]
fn what_a_name_a_unit_or_a_cell_was_read_from_is_inspected() {
    let sample = Sample::of("lang-son-2024");
    let data = sample.run(PERIOD);
    let rows = data.table("registrations.csv");
    let one = rows.iter().find(|row| row["kind"] == "individual").expect("a person");
    let inspect = |args: &[&str]| {
        let args = [&["inspect"], args].concat();
        String::from_utf8(tonghop(&args, &sample.dir).stdout).expect("UTF-8")
    };
    // Its sheet and its row, not the rows of others.
    let shown = inspect(&[&one["name"].to_lowercase()]);
    assert!(
        shown.contains(&one["source"]) && shown.to_lowercase().contains(&one["name"].to_lowercase()),
        "{shown}"
    );
    let sheets = |json: &str| -> Vec<serde_json::Value> {
        json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let of_row = sheets(&inspect(&[&one["registration_id"], "--json"]));
    assert_eq!(of_row.len(), 1);
    assert_eq!(of_row[0]["source"], one["source"].as_str());
    let shown = of_row[0]["rows"].as_array().expect("rows");
    assert_eq!(shown.iter().map(|row| row["row"].to_string()).collect::<Vec<_>>(), [one["row"].clone()]);
    assert!(of_row[0]["cells"].as_array().is_some_and(|cells| !cells.is_empty()));
    // A unit: every sheet on which something of it stands, by its sender or in its rows.
    let sent = rows.iter().find(|row| !row["sender_code"].is_empty()).expect("a sender");
    let (unit, name) = (&sent["sender_code"], &sent["sender_name"]);
    let is_its = |row: &&BTreeMap<String, String>| row["sender_code"] == *unit || row["unit_code"] == *unit;
    let mut meant: Vec<(String, String)> =
        rows.iter().filter(is_its).map(|row| (row["source"].clone(), row["sheet"].clone())).collect();
    meant.sort();
    meant.dedup();
    let mut found: Vec<(String, String)> = sheets(&inspect(&[name, "--json"]))
        .iter()
        .map(|sheet| {
            let text = |key: &str| sheet[key].as_str().unwrap_or_default().to_owned();
            (text("source"), text("sheet"))
        })
        .collect();
    found.sort();
    assert_eq!(found, meant);
    // A cell of what was published.
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook(sample.dir.join("out").join(PERIOD).join("tong-hop.xlsx"))
            .expect("a workbook");
    let list = calamine::Reader::worksheet_range(&mut book, "Danh sách").expect("a list");
    let at = list.rows().position(|row| row.first() == Some(&calamine::Data::Float(1.0))).expect("a line");
    let name = list.rows().nth(at).and_then(|row| row.get(1)).expect("a name").to_string();
    assert!(inspect(&[&format!("tong-hop.xlsx!Danh sách!B{}", at + 1)]).contains(&name), "{name}");
    // Nothing of that name, and outside of a workspace no such file.
    assert!(said(&tonghop(&["inspect", "Không Có Ai"], &sample.dir)).contains("không có «Không Có Ai»"));
    let elsewhere = sample.dir.join("out");
    assert!(said(&tonghop(&["inspect", "Không Có Ai"], &elsewhere)).contains("Không mở được «Không Có Ai»"));
}

#[test]
fn a_unit_whose_file_cannot_be_read_gets_one_letter_that_says_so() {
    let sample = Sample::of("lang-son-2024");
    let inbox = sample.dir.join("inbox");
    fs::remove_dir_all(&inbox).expect("removed");
    fs::create_dir_all(inbox.join("2024-06-03")).expect("a folder");
    let broken = b"PK\x03\x04 the rest was lost on the way";
    fs::write(inbox.join("2024-06-03/Phuong Tam Thanh - dang ky.xlsx"), broken).expect("written");
    sample.run(PERIOD);
    let out = sample.dir.join("out").join(PERIOD);
    let letters: Vec<String> = fs::read_dir(out.join("thu"))
        .expect("letters")
        .map(|it| it.expect("a file").path())
        .filter(|path| path.to_string_lossy().contains("tam-thanh"))
        .map(|path| {
            let mail = mail_parser::MessageParser::default()
                .parse(&fs::read(path).expect("a mail"))
                .expect("a mail")
                .into_owned();
            mail.body_text(0).expect("words").into_owned()
        })
        .collect();
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(letter.contains("đã nhận tệp «Phuong Tam Thanh - dang ky.xlsx» ngày 03/06/2024"), "{letter}");
    assert!(letter.contains("chưa đọc được"), "{letter}");
    assert!(!letter.contains("chưa nhận được"), "{letter}");
    let findings = fs::read_to_string(out.join("data/findings.csv")).expect("findings");
    assert!(!findings.contains("EOCD") && !findings.contains("Zip"), "{findings}");
}
