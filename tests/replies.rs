//! Replies to senders: what stands in them, and what happens when they come back.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that fails says where"
)]

#[path = "stories/decided.rs"]
mod decided;
#[path = "stories/told.rs"]
mod stories;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

type Row = BTreeMap<String, String>;

const HEADER: &str = "STT,Họ và tên,Năm sinh,Chức vụ,Đơn vị,Phong trào,Ghi chú\n";
/// The ward's list: a name to be mended, a birth to be explained, one whom the department has too.
const WARD: &str = "1,Hoàng Thị Ngan,1980,Tổ trưởng,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    2,Lương Văn Tài,1901,Nông dân,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n\
    3,Vi Thị Chung,1979,Giáo viên,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
const DEPARTMENT: &str = "1,Bế Ích Kỷ,1985,Chuyên viên,Phòng Kinh tế,Dạy tốt - Học tốt,\n\
    2,Vi Thị Chung,1979,Giáo viên,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";

struct Office {
    dir: PathBuf,
    _folder: tempfile::TempDir,
}

impl Office {
    /// An office whose inbox is empty.
    fn bare() -> Office {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = folder.path().to_owned();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024");
        for name in ["plan.toml", "units.csv", "tonghop.toml"] {
            fs::copy(sample.join(name), dir.join(name)).expect("copied");
        }
        // Everybody gets a reply, also who has nothing to mend.
        let settings = fs::read_to_string(dir.join("tonghop.toml")).expect("settings");
        let settings = settings.replace("[look]\n", "[look]\nreply_to_all = true\n");
        fs::write(dir.join("tonghop.toml"), settings).expect("written");
        Office { dir, _folder: folder }
    }

    fn new() -> Office {
        let office = Office::bare();
        office.receive("2024-05-20", "phong-kinh-te.csv", format!("{HEADER}{DEPARTMENT}").as_bytes());
        office.receive("2024-05-21", "phuong vinh trai.csv", format!("{HEADER}{WARD}").as_bytes());
        office
    }

    fn receive(&self, day: &str, name: &str, bytes: &[u8]) {
        let folder = self.dir.join("inbox").join(day);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), bytes).expect("written");
    }

    fn run(&self) {
        self.run_for("2024-06");
    }

    fn run_for(&self, period: &str) {
        let dir = self.dir.to_string_lossy();
        let program = env!("CARGO_BIN_EXE_tonghop");
        let args = ["run", &dir, "--quiet", "--period", period];
        let output = Command::new(program).args(args).output().expect("it starts");
        let trouble = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{trouble}");
    }

    fn out(&self, path: &str) -> PathBuf {
        self.dir.join("out/2024-06").join(path)
    }

    fn table(&self, name: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_path(self.out("data").join(name)).expect("a table");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }

    /// Exemplars by id, with what is said of each.
    fn exemplars(&self) -> BTreeMap<String, [String; 4]> {
        let said = |row: &Row| ["name", "birth_year", "unit_code", "movement_ids"].map(|at| row[at].clone());
        self.table("exemplars.csv").iter().map(|row| (row["exemplar_id"].clone(), said(row))).collect()
    }

    fn findings(&self, code: &str) -> Vec<Row> {
        self.table("findings.csv").into_iter().filter(|row| row["code"] == code).collect()
    }
}

/// The parts of a workbook.
fn parts(path: &Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("a reply")).expect("a package");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("written");
    }
    writer.finish().expect("a package").into_inner()
}

#[test]
fn a_reply_shows_its_sender_alone() {
    let office = Office::new();
    office.run();
    let ward = parts(&office.out("phan-hoi/05977-phuong-vinh-trai.xlsx"));
    let all: String = ward.iter().map(|(_, text)| text.as_str()).collect();
    for own in ["Hoàng Thị Ngan", "Lương Văn Tài", "Vi Thị Chung", "1901"] {
        assert!(all.contains(own), "{own} is missing");
    }
    for other in ["Bế Ích Kỷ", "phong-kinh-te", "Phòng Kinh tế"] {
        assert!(!all.contains(other), "{other} stands in the ward's reply");
    }
    assert!(ward.iter().any(|(name, text)| name.contains("comments") && text.contains("1901")), "no note");
    let department: String =
        parts(&office.out("phan-hoi/phong-kinh-te.xlsx")).into_iter().map(|(_, text)| text).collect();
    for other in ["Hoàng Thị Ngan", "Lương Văn Tài", "1901"] {
        assert!(!department.contains(other), "{other} stands in the department's reply");
    }
    let manifest = fs::read_to_string(office.out("manifest.json")).expect("a manifest");
    assert!(manifest.contains("phan-hoi/05977-phuong-vinh-trai.xlsx"));
}

/// Subject, address, text and attachments of a mail, as `mail-parser` reads it.
fn mail(path: &Path) -> (String, String, String, Vec<(String, Vec<u8>)>) {
    use mail_parser::MimeHeaders;
    let bytes = fs::read(path).expect("a mail");
    let mail = mail_parser::MessageParser::default().parse(&bytes).expect("a mail");
    assert_eq!(mail.header_raw("X-Unsent").map(str::trim), Some("1"), "a draft");
    let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default();
    let attached = |part: &mail_parser::MessagePart<'_>| {
        (part.attachment_name().unwrap_or_default().to_owned(), part.contents().to_vec())
    };
    let text = mail.body_text(0).unwrap_or_default().replace("\r\n", "\n");
    (
        mail.subject().unwrap_or_default().to_owned(),
        to.to_owned(),
        text,
        mail.attachments().map(attached).collect(),
    )
}

#[test]
fn a_draft_carries_the_reply_and_the_words_of_the_office() {
    let office = Office::new();
    office.run();
    let path = office.out("thu/05977-phuong-vinh-trai.eml");
    let (subject, to, text, attached) = mail(&path);
    assert_eq!(subject, "Đăng ký điển hình tiên tiến tháng 6 năm 2024: phản hồi danh sách");
    assert_eq!(to, "vinhtrai.tp@langson.example", "the address of the unit list");
    assert!(text.starts_with("Kính gửi: Ủy ban nhân dân phường Vĩnh Trại\n\nĐã nhận 03 dòng"), "{text}");
    let reply = fs::read(office.out("phan-hoi/05977-phuong-vinh-trai.xlsx")).expect("a reply");
    assert_eq!(attached, [("05977-phuong-vinh-trai.xlsx".to_owned(), reply)]);
    // Who sent nothing is reminded, with nothing attached but what the office asks for.
    let (subject, _, text, attached) = mail(&office.out("thu/phong-y-te.eml"));
    assert!(subject.ends_with(": nhắc gửi, bổ sung danh sách"), "{subject}");
    assert!(text.contains("\n\nĐến hết ngày 30/06/2024, Phòng Nội vụ chưa nhận được 01 danh sách"), "{text}");
    assert!(attached.is_empty());
    let first = fs::read(&path).expect("a draft");
    office.run();
    assert_eq!(fs::read(&path).expect("a draft"), first, "the same bytes on every run");

    let own =
        "Chủ đề: {việc} ({kỳ})\nKèm: mẫu đăng ký\n\n{đơn vị} thân mến,\n{phản hồi}\n{nhắc}\n{người ký}\n";
    fs::write(office.dir.join("mau-thu.txt"), own).expect("written");
    office.run();
    let (subject, _, text, attached) = mail(&office.out("thu/phong-y-te.eml"));
    assert_eq!(subject, "nhắc gửi, bổ sung danh sách (tháng 6 năm 2024)");
    assert!(text.starts_with("Phòng Y tế thân mến,\nĐến hết ngày"), "{text}");
    let names: Vec<&str> = attached.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mau-dang-ky.xlsx"]);
    let told = office.findings("setting-unknown");
    assert!(
        told.iter().any(|row| row["message"].contains("{người ký}") && row["source"] == "mau-thu.txt"),
        "{told:?}"
    );
}

#[test]
fn a_reply_is_to_what_came_last_and_to_what_is_open_and_stays_until_something_comes() {
    const OPEN: &str = "1,Lương Văn Tài,1901,Nông dân,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
    const CLEAN: &str = "1,Hoàng Thị Ngân,1980,Tổ trưởng,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
    const LAST: &str = "1,Vi Thị Chung,1979,Giáo viên,Phường Vĩnh Trại,Dạy tốt - Học tốt,\n";
    let office = Office::bare();
    for (month, row) in [("03", CLEAN), ("04", OPEN), ("05", LAST)] {
        let title = format!("DANH SÁCH BỔ SUNG THÁNG {month}\n");
        let list = format!("UBND PHƯỜNG VĨNH TRẠI\n{title}{HEADER}{row}");
        office.receive(
            &format!("2024-{month}-20"),
            &format!("phuong vinh trai {month}.csv"),
            list.as_bytes(),
        );
    }
    office.run();
    let reply = office.out("phan-hoi/05977-phuong-vinh-trai.xlsx");
    let text: String = parts(&reply).into_iter().map(|(_, text)| text).collect();
    for (name, stands) in [("Hoàng Thị Ngân", false), ("Lương Văn Tài", true), ("Vi Thị Chung", true)]
    {
        assert_eq!(text.contains(name), stands, "{name}");
    }
    assert!(text.contains("Ngoài ra đã nhận 1 danh sách gửi trước đó"), "what is left out is said");

    // Nothing comes from the ward in June and July: its reply is the same file, with the ledger or without.
    let june = fs::read(&reply).expect("a reply");
    let in_july = || fs::read(office.dir.join("out/2024-07/phan-hoi/05977-phuong-vinh-trai.xlsx"));
    let kept = office.dir.join(".tonghop/workbooks");
    office.run_for("2024-07");
    assert_eq!(in_july().expect("a reply"), june);
    // A damaged one is made again.
    let mut bytes = fs::read(&kept).expect("what was made");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xFF;
    fs::write(&kept, bytes).expect("written");
    office.run_for("2024-07");
    assert_eq!(in_july().expect("a reply"), june);
    fs::remove_dir_all(office.dir.join(".tonghop")).expect("removed");
    office.run_for("2024-07");
    assert_eq!(in_july().expect("a reply"), june);
}

#[test]
fn a_reply_that_comes_back_untouched_changes_nothing() {
    let office = Office::new();
    office.run();
    let before = office.exemplars();
    let reply = fs::read(office.out("phan-hoi/05977-phuong-vinh-trai.xlsx")).expect("a reply");
    office.receive("2024-06-10", "tra loi.xlsx", &reply);
    office.run();
    assert_eq!(office.exemplars(), before);
    assert_eq!(office.findings("age-unlikely").len(), 1, "asked again until it is explained");
}

#[test]
fn corrections_and_explanations_come_along_and_hold_twice() {
    let office = Office::new();
    office.run();
    let before = office.exemplars();
    assert_eq!(office.findings("age-unlikely").len(), 1);

    let mut reply = parts(&office.out("phan-hoi/05977-phuong-vinh-trai.xlsx"));
    for (name, text) in &mut reply {
        // The name is mended in its list and explained nowhere; every finding listed is explained.
        if name.ends_with("sharedStrings.xml") {
            *text = text.replace("<t>Hoàng Thị Ngan</t>", "<t>Hoàng Thị Ngân</t>");
        } else if name.ends_with("worksheets/sheet1.xml") {
            *text = explained(text, "Cụ sinh năm 1901 thật");
        }
    }
    office.receive("2024-06-10", "tra loi.xlsx", &package(&reply));
    office.run();
    let mut expected = before.clone();
    let mended = expected.values_mut().find(|said| said[0] == "Hoàng Thị Ngan").expect("she stands there");
    mended[0] = "Hoàng Thị Ngân".to_owned();
    assert_eq!(office.exemplars(), expected, "one cell changed, one name changes, every id stays");
    assert!(office.findings("age-unlikely").is_empty(), "what was explained is not asked again");
    let said = office.findings("finding-explained");
    assert!(said.iter().any(|row| row["message"].contains("Cụ sinh năm 1901 thật")), "{said:?}");
    let changed: Vec<_> =
        office.table("changes.csv").into_iter().filter(|row| row["change"] == "changed").collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((changed[0]["field"].as_str(), changed[0]["after"].as_str()), ("name", "Hoàng Thị Ngân"));

    // The next reply is made from the mended list and keeps the explanation; it may come back too.
    let again = fs::read(office.out("phan-hoi/05977-phuong-vinh-trai.xlsx")).expect("a reply");
    office.receive("2024-06-20", "tra loi 2.xlsx", &again);
    office.run();
    assert_eq!(office.exemplars(), expected);
    assert!(office.findings("age-unlikely").is_empty(), "the explanation came along");
    assert!(!office.findings("finding-explained").is_empty());
}

/// Writes words into every blank cell of the column of explanations.
fn explained(sheet: &str, words: &str) -> String {
    let mut written = String::new();
    let mut rest = sheet;
    while let Some(at) = rest.find("<c r=\"G") {
        let (before, cell) = rest.split_at(at);
        let end = cell.find('>').expect("a tag ends") + 1;
        let (tag, after) = cell.split_at(end);
        written.push_str(before);
        match tag.strip_suffix("/>") {
            Some(open) => {
                written.push_str(&format!("{open} t=\"inlineStr\"><is><t>{words}</t></is></c>"));
            }
            None => written.push_str(tag),
        }
        rest = after;
    }
    written.push_str(rest);
    written
}
