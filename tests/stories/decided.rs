//! The officer's round: a run asks, the review workbook is answered in its cells, `tonghop decide`
//! takes the answers, the next run holds them; `--undo` takes one back.

use std::fs;
use std::process::{Command, Output};

use super::{Office, package, parts};

const WARD: &str = "UBND PHƯỜNG VĨNH TRẠI,,,,,,\nSTT,Họ và tên,Năm sinh,Chức vụ,Đơn vị,Phong trào,Ghi chú\n\
    1,Nông Văn An,1980,Tổ trưởng,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    2,Vi Thị Bé,1981,Giáo viên,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    3,Lương Văn Tài,1901,Nông dân,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
const DEPARTMENT: &str = "PHÒNG KINH TẾ,,,,,,\nSTT,Họ và tên,Năm sinh,Chức vụ,Đơn vị,Phong trào,Ghi chú\n\
    1,Nông Văn An,1981,Tổ trưởng khối,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    2,Vi Thị Bé,1982,Hiệu trưởng,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    3,Bế Ích Kỷ,1985,Chuyên viên,Trường Hoàng Văn Thụ,Dạy tốt - Học tốt,\n";

fn decide(office: &Office, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    command.arg("decide").args(args).arg("--in").arg(&office.dir);
    command.output().expect("it starts")
}

/// Writes answers into cells of sheets, as Excel would; each cell must be one that is left open.
fn answered(office: &Office, answers: &[(&str, &str, &str)]) -> String {
    let mut book = parts(&office.out("can-quyet-dinh.xlsx"));
    let part = |name: &str, book: &[(String, String)]| {
        book.iter().find(|(part, _)| part == name).map(|(_, text)| text.clone()).expect("a part")
    };
    let workbook = part("xl/workbook.xml", &book);
    let names: Vec<&str> =
        workbook.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    for (sheet, cell, words) in answers {
        let at = names.iter().position(|name| name == sheet).expect("the sheet");
        let path = format!("xl/worksheets/sheet{}.xml", at + 1);
        let (_, text) = book.iter_mut().find(|(part, _)| *part == path).expect("its part");
        assert!(text.contains("<sheetProtection"), "{sheet} is open");
        let from = text.find(&format!("<c r=\"{cell}\"")).expect("the cell");
        let to = from + text[from..].find("/>").expect("it is blank");
        let open = text[from..to].to_owned();
        let filled = format!("{open} t=\"inlineStr\"><is><t>{words}</t></is></c>");
        text.replace_range(from..to + 2, &filled);
    }
    let path = office.dir.join("da tra loi.xlsx");
    fs::write(&path, package(&book)).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn an_answer_holds_until_it_is_taken_back_and_nothing_is_asked_twice() {
    let office = Office::bare();
    office.receive("2024-06-03", "a.csv", WARD.as_bytes());
    office.receive("2024-06-05", "b.csv", DEPARTMENT.as_bytes());
    office.run();
    let asked = |office: &Office| -> Vec<String> {
        office.table("questions.csv").iter().map(|row| row["topic"].clone()).collect()
    };
    assert_eq!(asked(&office), ["unit", "same_exemplar", "same_exemplar"]);
    assert_eq!(office.findings("age-unlikely").len(), 1);
    let first = office.table("questions.csv")[1]["left"].contains("Nông Văn An");
    let [an, be] = if first { ["G5", "G6"] } else { ["G6", "G5"] };

    // A word that is not among the choices is refused with its cell, the others are taken.
    let file = answered(
        &office,
        &[
            ("Tên đơn vị", "G5", "Không biết"),
            ("Trùng hay khác người", an, "Hai điển hình khác nhau"),
            ("Trùng hay khác người", be, "Cùng một điển hình"),
            ("Chỗ khác thường", "G5", "Đúng như vậy, không hỏi lại"),
        ],
    );
    let output = decide(&office, &[&file, "--by", "Bà Hoa"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Tên đơn vị › G5"), "{said}");
    assert_eq!(output.status.code(), Some(1));
    office.run();
    assert_eq!(asked(&office), ["unit"]);
    let status = |office: &Office, name: &str| -> Vec<String> {
        let rows = office.table("registrations.csv").into_iter().filter(|row| row["name"] == name);
        rows.map(|row| row["status"].clone()).collect()
    };
    assert_eq!(status(&office, "Nông Văn An"), ["counted", "counted"]);
    assert_eq!(status(&office, "Vi Thị Bé"), ["counted", "duplicate"]);
    assert!(office.findings("age-unlikely").is_empty(), "what was looked at is not asked again");
    assert_eq!(office.findings("finding-explained").len(), 1);

    // Answers are keyed by content: the files move, the answers hold.
    for (from, to) in [("2024-06-03/a.csv", "2024-06-03/cu/x.csv"), ("2024-06-05/b.csv", "2024-06-05/y.csv")]
    {
        let to = office.dir.join("inbox").join(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::rename(office.dir.join("inbox").join(from), to).expect("moved");
    }
    office.run();
    assert_eq!(asked(&office), ["unit"]);

    // The same workbook again brings nothing new; taken back, the question returns.
    let before = fs::read_to_string(office.dir.join("decisions.csv")).expect("decisions");
    assert_eq!(before.lines().count(), 4);
    decide(&office, &[&file]);
    assert_eq!(fs::read_to_string(office.dir.join("decisions.csv")).expect("decisions"), before);
    let line = before.lines().find(|line| line.contains("different")).expect("the line");
    let id = line.split(',').next().expect("its id");
    assert_eq!(decide(&office, &["--undo", id, "--reason", "hỏi lại"]).status.code(), Some(0));
    let after = fs::read_to_string(office.dir.join("decisions.csv")).expect("decisions");
    assert!(after.starts_with(&before), "lines are only ever added");
    office.run();
    assert_eq!(asked(&office), ["unit", "same_exemplar"]);
    assert_eq!(decide(&office, &["--undo", id]).status.code(), Some(2), "there is nothing to take back");
}

#[test]
fn answers_that_cannot_all_be_true_are_refused_at_their_cells() {
    let office = Office::bare();
    let head = "STT,Họ và tên,Năm sinh,Chức vụ,Đơn vị,Phong trào,Ghi chú\n1,Nông Văn An";
    let tail = "Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
    for (file, sender, says) in [
        ("a.csv", "UBND PHƯỜNG VĨNH TRẠI", "1980,Tổ trưởng"),
        ("b.csv", "PHÒNG KINH TẾ", "1981,Giáo viên"),
        ("c.csv", "PHÒNG NỘI VỤ", ",Thợ mộc"),
    ] {
        office.receive("2024-06-03", file, format!("{sender},,,,,,\n{head},{says},{tail}").as_bytes());
    }
    office.run();
    let asked = || -> Vec<String> {
        let rows = office.table("questions.csv").into_iter();
        rows.filter(|row| row["topic"] == "same_exemplar")
            .map(|row| row["left"].clone() + &row["right"])
            .collect()
    };
    let pairs = asked();
    assert_eq!(pairs.len(), 3, "{pairs:?}");
    // In the order of the sheet: which rows are about the first and the third, who cannot be told apart
    // while both are the second.
    let cells = ["G5", "G6", "G7"];
    let answers: Vec<(&str, &str, &str)> = pairs
        .iter()
        .zip(cells)
        .map(|(pair, cell)| {
            let apart = pair.contains("Tổ trưởng") && pair.contains("Thợ mộc");
            let words = if apart { "Hai điển hình khác nhau" } else { "Cùng một điển hình" };
            ("Trùng hay khác người", cell, words)
        })
        .collect();
    let file = answered(&office, &answers);
    let output = decide(&office, &[&file]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for words in ["mâu thuẫn", "Trùng hay khác người › G5", "G6", "G7", "--undo"] {
        assert!(said.contains(words), "«{words}» in {said}");
    }
    let decisions = fs::read_to_string(office.dir.join("decisions.csv")).unwrap_or_default();
    assert!(decisions.lines().count() <= 1, "{decisions}");
    // Two of them can be true; the third is then refused also after the files have moved.
    let [same, apart]: [Vec<_>; 2] = ["Cùng một điển hình", "Hai điển hình khác nhau"]
        .map(|words| answers.iter().filter(|answer| answer.2 == words).copied().collect());
    let file = answered(&office, &apart);
    assert_eq!(decide(&office, &[&file]).status.code(), Some(0));
    for name in ["a.csv", "b.csv", "c.csv"] {
        let inbox = office.dir.join("inbox/2024-06-03");
        fs::create_dir_all(inbox.join("cu")).expect("made");
        fs::rename(inbox.join(name), inbox.join("cu").join(format!("1 ({name})"))).expect("moved");
    }
    office.run();
    assert_eq!(asked().len(), same.len());
    let file = answered(&office, &[(same[0].0, "G5", same[0].2), (same[1].0, "G6", same[1].2)]);
    let output = decide(&office, &[&file]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}
