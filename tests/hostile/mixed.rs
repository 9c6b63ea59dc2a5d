//! An inbox of forty files in every form that an office gets: each row of each is accounted for, each person stands
//! once, each file that cannot be read is named. Expected values are those of the table, made before any run.
//!
//! `TONGHOP_KEEP=folder` leaves the workspace there, to be looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use rars::ArchiveVersion;
use zip::write::SimpleFileOptions;

use crate::archives::{builder, locked_seven_zip, rar, seven_zip, zip_with};
use crate::files::{mail, message, zip_of};

const HEADER: [&str; 6] = ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Phong trào", "Ghi chú"];
const TITLE: &str = "DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN";
const MOVEMENT: &str = "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh";

/// A list of invented people of a unit, by its lines.
struct PeopleList {
    lines: Vec<Vec<String>>,
    people: Vec<String>,
}

impl PeopleList {
    /// The list of the `nth` sender: between two and six people, whom no other list has.
    fn of(above: &str, unit: &str, nth: usize) -> PeopleList {
        const FAMILY: [&str; 9] = ["Nông", "Vi", "Hoàng", "Lương", "Bế", "Triệu", "Chu", "Đàm", "Lộc"];
        const MIDDLE: [&str; 4] = ["Văn", "Thị", "Đức", "Ngọc"];
        const GIVEN: [&str; 7] = ["Khánh", "Thắm", "Quỳnh", "Mạnh", "Bích", "Phượng", "Yến"];
        let people: Vec<String> = (0..2 + nth % 5)
            .map(|at| {
                let n = nth * 7 + at;
                format!("{} {} {}", FAMILY[n % 9], MIDDLE[n / 9 % 4], GIVEN[(n + n / 36) % 7])
            })
            .collect();
        let line = |words: &[&str]| -> Vec<String> {
            (0..HEADER.len()).map(|at| words.get(at).copied().unwrap_or_default().to_owned()).collect()
        };
        let mut lines =
            vec![line(&[above]), line(&[unit]), line(&[]), line(&[TITLE]), line(&[]), line(&HEADER)];
        for (at, name) in people.iter().enumerate() {
            let (number, year) = ((at + 1).to_string(), (1_955 + nth).to_string());
            lines.push(line(&[&number, name, &year, "Chi hội trưởng", MOVEMENT]));
        }
        PeopleList { lines, people }
    }

    fn delimited(&self, by: &str) -> String {
        let quoted = |cell: &String| {
            if cell.contains(by) { format!("\"{cell}\"") } else { cell.clone() }
        };
        let lines = self.lines.iter().map(|line| line.iter().map(quoted).collect::<Vec<_>>().join(by));
        lines.collect::<Vec<_>>().join("\r\n")
    }

    fn xlsx(&self) -> Vec<u8> {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in (0..).zip(&self.lines) {
            for (col, cell) in (0..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<u32>() {
                    Ok(number) => sheet.write(row, col, number).expect("a cell"),
                    Err(_) => sheet.write(row, col, cell.as_str()).expect("a cell"),
                };
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }

    fn html(&self) -> Vec<u8> {
        let mut page = "<html><head><meta charset=\"utf-8\"></head><body><table border=1>".to_owned();
        for line in &self.lines {
            write!(
                page,
                "<tr>{}</tr>",
                line.iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect::<String>()
            )
            .expect("text");
        }
        (page + "</table></body></html>").into()
    }

    fn web_archive(&self) -> Vec<u8> {
        let head = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; \
            boundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\
            Content-Transfer-Encoding: 8bit\r\n\r\n";
        [head.as_bytes(), &self.html(), b"\r\n--=_x--\r\n"].concat()
    }

    fn spreadsheet_xml(&self) -> Vec<u8> {
        let row = |line: &Vec<String>| {
            let cell =
                |cell: &String| format!("<Cell><Data ss:Type=\"String\">{}</Data></Cell>", escaped(cell));
            format!("<Row>{}</Row>", line.iter().map(cell).collect::<String>())
        };
        let rows: String = self.lines.iter().map(row).collect();
        format!(
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
             <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"DS\"><Table>{rows}\
             </Table></Worksheet></Workbook>"
        )
        .into()
    }

    fn ods(&self) -> Vec<u8> {
        let row = |line: &Vec<String>| {
            let cell = |cell: &String| {
                format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escaped(cell)
                )
            };
            format!("<table:table-row>{}</table:table-row>", line.iter().map(cell).collect::<String>())
        };
        let rows: String = self.lines.iter().map(row).collect();
        let content = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
             xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
             xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
             <table:table table:name=\"DS\">{rows}</table:table></office:spreadsheet></office:body>\
             </office:document-content>"
        );
        let kind = b"application/vnd.oasis.opendocument.spreadsheet";
        zip_of(&[("mimetype", kind), ("content.xml", content.as_bytes())])
    }

    fn docx(&self) -> Vec<u8> {
        let paragraph = |text: &String| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
        let row = |line: &Vec<String>| {
            let cells: String = line.iter().map(|cell| format!("<w:tc>{}</w:tc>", paragraph(cell))).collect();
            format!("<w:tr>{cells}</w:tr>")
        };
        let (above, table) = self.lines.split_at(5);
        let above: String = above.iter().map(|line| paragraph(&line[0])).collect();
        let table: String = table.iter().map(row).collect();
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{above}\
             <w:tbl>{table}</w:tbl></w:body></w:document>"
        );
        zip_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// An OLE file of which a stream says what it is.
fn ole(stream: &str) -> Vec<u8> {
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an envelope");
    ole.create_stream(stream).expect("a stream").write_all(&[0; 64]).expect("bytes");
    ole.into_inner().into_inner()
}

/// What becomes of a file, as `sources.csv` says it.
type Expected = (&'static str, &'static str, Vec<String>);

/// The forty, and beside each its outcome and whoever is registered by it.
fn forty(inbox: &Path) -> Vec<Expected> {
    const CITY: &str = "UBND THÀNH PHỐ LẠNG SƠN";
    const SCHOOLS: &str = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO";
    const HEALTH: &str = "TRUNG TÂM Y TẾ THÀNH PHỐ";
    let lists: Vec<PeopleList> = [
        (CITY, "UBND PHƯỜNG HOÀNG VĂN THỤ"),
        (CITY, "UBND PHƯỜNG TAM THANH"),
        (CITY, "UBND PHƯỜNG VĨNH TRẠI"),
        (CITY, "UBND PHƯỜNG ĐÔNG KINH"),
        (CITY, "UBND PHƯỜNG CHI LĂNG"),
        (CITY, "UBND XÃ HOÀNG ĐỒNG"),
        (CITY, "UBND XÃ QUẢNG LẠC"),
        (CITY, "UBND XÃ MAI PHA"),
        (SCHOOLS, "TRƯỜNG MẦM NON HOA SỮA"),
        (SCHOOLS, "TRƯỜNG MẦM NON 17-10"),
        (SCHOOLS, "TRƯỜNG MẦM NON MAI PHA"),
        (SCHOOLS, "TRƯỜNG TIỂU HỌC VĨNH TRẠI"),
        (SCHOOLS, "TRƯỜNG TIỂU HỌC CHI LĂNG"),
        (SCHOOLS, "TRƯỜNG TIỂU HỌC HOÀNG VĂN THỤ"),
        (SCHOOLS, "TRƯỜNG TIỂU HỌC ĐÔNG KINH"),
        (SCHOOLS, "TRƯỜNG THCS HOÀNG VĂN THỤ"),
        (SCHOOLS, "TRƯỜNG THCS VĨNH TRẠI"),
        (SCHOOLS, "TRƯỜNG THCS TAM THANH"),
        (SCHOOLS, "TRƯỜNG TH&THCS HOÀNG ĐỒNG"),
        (SCHOOLS, "TRƯỜNG TH&THCS QUẢNG LẠC"),
        (HEALTH, "TRẠM Y TẾ PHƯỜNG HOÀNG VĂN THỤ"),
        (HEALTH, "TRẠM Y TẾ PHƯỜNG TAM THANH"),
        (HEALTH, "TRẠM Y TẾ PHƯỜNG VĨNH TRẠI"),
        (HEALTH, "TRẠM Y TẾ PHƯỜNG ĐÔNG KINH"),
        (HEALTH, "TRẠM Y TẾ PHƯỜNG CHI LĂNG"),
        (HEALTH, "TRẠM Y TẾ XÃ MAI PHA"),
    ]
    .into_iter()
    .enumerate()
    .map(|(nth, (above, unit))| PeopleList::of(above, unit, nth))
    .collect();
    let put = |path: &str, bytes: &[u8]| {
        let place = inbox.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        fs::write(place, bytes).expect("written");
    };
    let mut expected: Vec<Expected> = Vec::new();
    let mut expect = |source: &'static str, outcome: &'static str, list: Option<usize>| {
        let people = list.map(|at| lists[at].people.clone()).unwrap_or_default();
        expected.push((source, outcome, people));
    };
    // Formats, as they lie in a folder.
    put("2024-06-03/p1.xlsx", &lists[0].xlsx());
    expect("2024-06-03/p1.xlsx", "read", Some(0));
    put("2024-06-03/p2.csv", lists[1].delimited(";").as_bytes());
    expect("2024-06-03/p2.csv", "read", Some(1));
    put("2024-06-03/p3.csv", &utf16(&lists[2].delimited("\t")));
    expect("2024-06-03/p3.csv", "read", Some(2));
    put("2024-06-03/p4.html", &lists[3].html());
    expect("2024-06-03/p4.html", "read", Some(3));
    put("2024-06-03/p5.xml", &lists[4].spreadsheet_xml());
    expect("2024-06-03/p5.xml", "read", Some(4));
    put("2024-06-03/p6.docx", &lists[5].docx());
    expect("2024-06-03/p6.docx", "read", Some(5));
    put("2024-06-03/p7.ods", &lists[6].ods());
    expect("2024-06-03/p7.ods", "read", Some(6));
    put("2024-06-03/p8.xls", &lists[7].html()); // a page under the name of a workbook
    expect("2024-06-03/p8.xls", "read", Some(7));
    put("2024-06-03/p9.mht", &lists[8].web_archive());
    expect("2024-06-03/p9.mht", "read", Some(8));
    put("2024-06-06/tram y te.txt", lists[25].delimited("\t").as_bytes());
    expect("2024-06-06/tram y te.txt", "read", Some(25));
    // Archives, in one another, and behind the password that the office knows.
    let inner = zip_of(&[("trong.xlsx", &lists[11].xlsx())]);
    let zip = [
        ("17-10.xlsx", lists[9].xlsx()),
        ("mai pha.csv", lists[10].delimited(",").into()),
        ("gói nữa.zip", inner),
    ];
    put("2024-06-04/goi.zip", &zip_of(&zip.each_ref().map(|(name, bytes)| (*name, bytes.as_slice()))));
    expect("2024-06-04/goi.zip!17-10.xlsx", "read", Some(9));
    expect("2024-06-04/goi.zip!mai pha.csv", "read", Some(10));
    expect("2024-06-04/goi.zip!gói nữa.zip!trong.xlsx", "read", Some(11));
    let scan: &[u8] = b"%PDF-1.4\n%";
    put(
        "2024-06-04/chi lang.rar",
        &rar(ArchiveVersion::Rar50, &[("ds.xlsx", &lists[12].xlsx()), ("bản ký.pdf", scan)]),
    );
    expect("2024-06-04/chi lang.rar!ds.xlsx", "read", Some(12));
    expect("2024-06-04/chi lang.rar!bản ký.pdf", "ignored", None);
    put("2024-06-04/cu.rar", &rar(ArchiveVersion::Rar40, &[("ds.csv", lists[13].delimited(";").as_bytes())]));
    expect("2024-06-04/cu.rar!ds.csv", "read", Some(13));
    let members = [("ds.xlsx", lists[14].xlsx()), ("thcs.docx", lists[15].docx())];
    put(
        "2024-06-04/hai truong.7z",
        &seven_zip(&members.each_ref().map(|(name, bytes)| (*name, bytes.as_slice()))),
    );
    expect("2024-06-04/hai truong.7z!ds.xlsx", "read", Some(14));
    expect("2024-06-04/hai truong.7z!thcs.docx", "read", Some(15));
    let locked = |bytes: &[u8], password: &'static str| {
        let options = SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, password);
        zip_with(&[("ds.xlsx", bytes)], options)
    };
    put("2024-06-04/khoa.zip", &locked(&lists[16].xlsx(), "đoàn kết"));
    expect("2024-06-04/khoa.zip!ds.xlsx", "read", Some(16));
    let rar_locked = builder(ArchiveVersion::Rar50, &[("ds.xlsx", &lists[17].xlsx())]);
    let rar_locked = rar_locked.password(Some("đoàn kết".into())).to_bytes().expect("a rar");
    put("2024-06-04/khoa.rar", &rar_locked);
    expect("2024-06-04/khoa.rar!ds.xlsx", "read", Some(17));
    put("2024-06-04/khoa.7z", &locked_seven_zip(&[("ds.xlsx", &lists[18].xlsx())], true));
    expect("2024-06-04/khoa.7z!ds.xlsx", "read", Some(18));
    // Mails, alone, in a mailbox, as Outlook keeps them, and with archives in them.
    put("2024-06-05/thu.eml", &mail(&[("ds.xlsx", &lists[19].xlsx()), ("bản quét.pdf", scan)]));
    expect("2024-06-05/thu.eml!ds.xlsx", "read", Some(19));
    expect("2024-06-05/thu.eml!bản quét.pdf", "ignored", None);
    let packed = rar(ArchiveVersion::Rar50, &[("tyt.xlsx", &lists[20].xlsx())]);
    put("2024-06-05/thu nen.eml", &mail(&[("gói.rar", &packed)]));
    expect("2024-06-05/thu nen.eml!gói.rar!tyt.xlsx", "read", Some(20));
    let letters = [21, 22].map(|at: usize| {
        let name = format!("ds {at}.csv");
        let letter = mail(&[(name.as_str(), lists[at].delimited(",").as_bytes())]);
        [b"From a@x.vn Wed Jun  5 08:10:00 2024\r\n", letter.as_slice(), b"\r\n"].concat()
    });
    put("2024-06-05/hop thu.mbox", &letters.concat());
    expect("ds 21.csv", "read", Some(21));
    expect("ds 22.csv", "read", Some(22));
    put("2024-06-05/outlook.msg", &message("ds.xlsx", &lists[23].xlsx()));
    expect("2024-06-05/outlook.msg!ds.xlsx", "read", Some(23));
    let letter = mail(&[("g.zip", &zip_of(&[("tyt.csv", lists[24].delimited(";").as_bytes())]))]);
    put("2024-06-05/sau.7z", &seven_zip(&[("thư.eml", &letter)]));
    expect("2024-06-05/sau.7z!thư.eml!g.zip!tyt.csv", "read", Some(24));
    // What came twice, and what came along.
    put("2024-06-03/p1 ban in.docx", &lists[0].docx());
    expect("2024-06-03/p1 ban in.docx", "superseded", Some(0));
    put("2024-06-06/p2 gui lai.csv", lists[1].delimited(";").as_bytes());
    expect("2024-06-06/p2 gui lai.csv", "superseded", Some(1));
    put("2024-06-03/Phuong Tam Thanh ban ky.pdf", scan);
    expect("2024-06-03/Phuong Tam Thanh ban ky.pdf", "ignored", None);
    put("2024-06-03/~$p1.xlsx", b"x");
    expect("2024-06-03/~$p1.xlsx", "ignored", None);
    // What cannot be read.
    put("2024-06-05/anh chup.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF");
    expect("2024-06-05/anh chup.jpg", "failed", None);
    let whole = lists[3].xlsx();
    put("2024-06-05/cut.xlsx", &whole[..whole.len() / 2]);
    expect("2024-06-05/cut.xlsx", "failed", None);
    put("2024-06-05/trong.xlsx", b"");
    expect("2024-06-05/trong.xlsx", "failed", None);
    put("2024-06-05/khong mo duoc.zip", &locked(&lists[4].xlsx(), "không ai biết"));
    expect("2024-06-05/khong mo duoc.zip!ds.xlsx", "failed", None);
    put("2024-06-05/mot phan.7z.001", &seven_zip(&[("ds.xlsx", &lists[5].xlsx())])[..200]);
    expect("2024-06-05/mot phan.7z.001", "failed", None);
    put("2024-06-05/van ban.doc", &ole("WordDocument"));
    expect("2024-06-05/van ban.doc", "failed", None);
    put("2024-06-05/van ban.rtf", b"{\\rtf1 x}");
    expect("2024-06-05/van ban.rtf", "failed", None);
    put("2024-06-05/hop thu.pst", b"!BDN\0\0\0\0");
    expect("2024-06-05/hop thu.pst", "failed", None);
    expected
}

type Row = BTreeMap<String, String>;

fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn forty_attachments_in_every_form_add_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir: PathBuf =
        std::env::var_os("TONGHOP_KEEP").map_or_else(|| folder.path().to_owned(), PathBuf::from);
    fs::create_dir_all(&dir).expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024");
    for name in ["plan.toml", "units.csv", "tonghop.toml"] {
        fs::copy(sample.join(name), dir.join(name)).expect("copied");
    }
    fs::write(dir.join("mat-khau.txt"), "đoàn kết\n").expect("written");
    let expected = forty(&dir.join("inbox"));
    assert_eq!(expected.len(), 40);
    let mut program = Command::new(env!("CARGO_BIN_EXE_tonghop"));
    let output = program.args(["run", "--period", "2024-06"]).current_dir(&dir).output().expect("starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    let data = dir.join("out/2024-06/data");
    let (sources, registrations, findings) = (
        table(&data.join("sources.csv")),
        table(&data.join("registrations.csv")),
        table(&data.join("findings.csv")),
    );
    // Each file has its outcome, and whom it registers stand in it, nobody else.
    let mut trouble = Vec::new();
    for (source, outcome, people) in &expected {
        let is_it = |row: &Row| row["source"].ends_with(source);
        let found: Vec<&str> = sources.iter().filter(|row| is_it(row)).map(|row| &*row["outcome"]).collect();
        if found != [*outcome] {
            trouble.push(format!("{source}: {found:?}, not {outcome}"));
        }
        let registered: BTreeSet<&str> =
            registrations.iter().filter(|row| is_it(row)).map(|row| &*row["name"]).collect();
        if registered != people.iter().map(String::as_str).collect() {
            trouble.push(format!("{source}: {registered:?}, not {people:?}"));
        }
        // What was not read is named, with what to do.
        let told = findings.iter().any(|row| is_it(row) && !row["advice"].is_empty());
        if *outcome != "read" && !told {
            trouble.push(format!("{source}: nothing is said of it"));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
    // Every row has one disposition, per sheet and in total; no source is without an expectation.
    let number = |row: &Row, column: &str| row[column].parse::<usize>().expect("a number");
    let roles =
        ["blank", "title", "header", "numbering", "section", "data", "total", "note", "signature", "other"];
    for row in &sources {
        let sum: usize = roles.iter().map(|role| number(row, role)).sum();
        assert_eq!(number(row, "rows"), sum, "{row:?}");
        assert!(expected.iter().any(|(source, ..)| row["source"].ends_with(source)), "{}", row["source"]);
    }
    let in_lists: usize = sources.iter().map(|row| number(row, "data")).sum();
    let people: usize = expected.iter().map(|(.., people)| people.len()).sum();
    assert_eq!((in_lists, registrations.len()), (people, people));
    // Whoever came twice counts once.
    let status = |status: &str| registrations.iter().filter(|row| row["status"] == status).count();
    let twice: usize = expected.iter().filter(|it| it.1 == "superseded").map(|it| it.2.len()).sum();
    assert_eq!((status("counted"), status("superseded")), (people - twice, twice));
    assert!(table(&data.join("questions.csv")).is_empty(), "a question that nobody needs");
}
