//! Attacks that are known, each with what becomes of it.

use std::io::{Cursor, Write};

use tonghop::intake::Limits;

use crate::files::{MAIN, mail, sheet_of, xlsx, xlsx_of, zip_of};
use crate::{account, read, readers};

/// Reads a file under the limits of a run; `expect` is what becomes of it, and of its members.
#[track_caller]
fn check(name: &str, bytes: &[u8], expect: &[&str]) {
    let readers = readers(Limits::default());
    assert_eq!(account(&read(&readers, name, bytes)), expect, "{name}");
    // Whatever happened, the next file is read.
    assert_eq!(account(&read(&readers, "next.xlsx", &xlsx())), ["next.xlsx Read"]);
}

#[test]
fn both_corner_cells_are_two_rows() {
    let corners = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData>";
    let bytes = xlsx_of(&sheet_of(corners), "<sst/>");
    check("a.xlsx", &bytes, &["a.xlsx Read"]);
    let attachments = read(&readers(Limits::default()), "a.xlsx", &bytes);
    let rows: Vec<u32> = attachments[0].sheets[0].rows.iter().map(|row| row.row).collect();
    assert_eq!(rows, [0, 1_048_575]);
}

#[test]
fn a_huge_count_of_strings_is_not_believed() {
    let sheet = sheet_of("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>");
    for count in ["100000000000", "18446744073709551615", "99999999999999999999999999"] {
        for attribute in [format!("uniqueCount=\"{count}\""), format!("uniqueCount='{count}'")] {
            let strings = format!("<sst count=\"{count}\" {attribute}><si><t>Đ</t></si></sst>");
            check("a.xlsx", &xlsx_of(&sheet, &strings), &["a.xlsx Read"]);
        }
    }
    // However far from the beginning it is said.
    let hidden =
        format!("<!--{}--><sst uniqueCount=\"100000000000\"><si><t>Đ</t></si></sst>", "-".repeat(4096));
    check("a.xlsx", &xlsx_of(&sheet, &hidden), &["a.xlsx Read"]);
}

#[test]
fn bombs_are_stopped() {
    let blanks = " ".repeat(80 << 20);
    let bomb = xlsx_of(&sheet_of(&format!("<sheetData>{blanks}</sheetData>")), "<sst/>");
    check("a.xlsx", &bomb, &["a.xlsx Failed file-too-large"]);
    let nested = zip_of(&[("inner.zip", &zip_of(&[("bomb.xlsx", &bomb)])), ("good.xlsx", &xlsx())]);
    check("a.zip", &nested, &["a.zip!inner.zip!bomb.xlsx Failed file-too-large", "a.zip!good.xlsx Read"]);
    let zeros = zip_of(&[("zeros.csv", blanks.as_bytes())]);
    check("a.zip", &zeros, &["a.zip!zeros.csv Failed file-too-large"]);
}

#[test]
fn zips_within_zips_are_opened_to_a_depth() {
    let mut deep = zip_of(&[("x.csv", b"1,2")]);
    for _ in 0..200 {
        deep = zip_of(&[("a.zip", &deep)]);
    }
    let account = account(&read(&readers(Limits::default()), "a.zip", &deep));
    assert!(account.len() == 1 && account[0].ends_with("Failed file-too-large"), "{account:?}");
}

/// Many entries that are all the same bytes (D. Fifield, "A better zip bomb", 2019).
#[test]
fn entries_that_overlap_are_counted_each() {
    let single = zip_of(&[("00000.csv", &[0; 1 << 20])]);
    let directory = single.windows(4).rposition(|it| it == b"PK\x01\x02").expect("a directory");
    let end = single.windows(4).rposition(|it| it == b"PK\x05\x06").expect("an end");
    let mut bomb = single[..directory].to_vec();
    for number in 0..500_u16 {
        let mut entry = single[directory..end].to_vec();
        entry[46..51].copy_from_slice(format!("{number:05}").as_bytes());
        bomb.extend(entry);
    }
    let len = u32::try_from(bomb.len() - directory).expect("small");
    let mut tail = single[end..].to_vec();
    for at in [8, 10] {
        tail[at..at + 2].copy_from_slice(&500_u16.to_le_bytes());
    }
    tail[12..16].copy_from_slice(&len.to_le_bytes());
    bomb.extend(tail);
    let limits = Limits { max_total_bytes: 32 << 20, ..Limits::default() };
    let account = account(&read(&readers(limits), "a.zip", &bomb));
    let refused = account.iter().filter(|line| line.ends_with("Failed file-too-large")).count();
    // Thirty-two of them are the whole that an arrival may unpack.
    assert_eq!((account.len(), refused), (500, 500 - 32), "{account:?}");
}

const LAUGHS: &str = "<!DOCTYPE x [<!ENTITY a \"ha ha ha ha ha ha ha ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\
    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">]>";

#[test]
fn entities_are_not_multiplied() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
    let strings = format!("{LAUGHS}<sst><si><t>&f;</t></si></sst>");
    check("a.xlsx", &xlsx_of(&sheet_of(sheet), &strings), &["a.xlsx Read"]);
    let inline = format!(
        "{LAUGHS}{}",
        sheet_of(
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData>"
        )
    );
    check("a.xlsx", &xlsx_of(&inline, "<sst/>"), &["a.xlsx Read"]);
    // The entity stays as it was typed.
    let attachments = read(&readers(Limits::default()), "a.xlsx", &xlsx_of(&inline, "<sst/>"));
    let cell = format!("{:?}", attachments[0].sheets[0].rows[0].cells[0].value);
    assert!(cell.contains("\"&f;\""), "{cell}");
    let book = format!(
        "<?xml version=\"1.0\"?>{LAUGHS}<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Worksheet ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"String\">x&f;</Data></Cell></Row></Table>\
         </Worksheet></Workbook>"
    );
    check("a.xml", book.as_bytes(), &["a.xml Read"]);
    let page = format!("{LAUGHS}<html><table><tr><td>x&f;</td></tr></table></html>");
    check("a.html", page.as_bytes(), &["a.html Read"]);
    let external = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    check("a.html", page.replace(LAUGHS, external).as_bytes(), &["a.html Read"]);
}

#[test]
fn depth_costs_nothing() {
    const DEEP: usize = 300_000;
    let opened = |name: &str| format!("<{name}>").repeat(DEEP);
    let page = format!("<html>{}<tr><td>x", opened("table"));
    check("a.html", page.as_bytes(), &["a.html Failed file-unsupported"]);
    check("b.html", format!("<html><table><tr><td>{}x", opened("div")).as_bytes(), &["b.html Read"]);
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">{}",
        opened("Worksheet")
    );
    check("a.xml", book.as_bytes(), &["a.xml Failed file-too-large"]);
    let deep = format!("<sheetData>{}</sheetData>", opened("row"));
    let read = account(&read(&readers(Limits::default()), "a.xlsx", &xlsx_of(&sheet_of(&deep), "<sst/>")));
    assert_eq!(read.len(), 1, "{read:?}");
    let rich = format!("<sst xmlns=\"{MAIN}\"><si>{}", opened("r"));
    let sheet = sheet_of("<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>");
    check("a.xlsx", &xlsx_of(&sheet, &rich), &["a.xlsx Failed file-damaged"]);
}

/// An .xls whose sectors follow one another in a circle, each table in turn.
#[test]
fn circles_of_sectors_end() {
    let mut ole = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
        .expect("an envelope");
    ole.create_stream("/Workbook").expect("a stream").write_all(&[9; 200_000]).expect("bytes");
    ole.create_stream("/Small").expect("a stream").write_all(&[9; 300]).expect("bytes");
    ole.flush().expect("a file");
    let whole = ole.into_inner().into_inner();
    let number = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().expect("four bytes"));
    let sector = |at: u32| 512 * (1 + usize::try_from(at).expect("small"));
    let (table, directory, small) = (sector(number(76)), number(48), number(60));
    let first_of_workbook = number(sector(directory) + 128 + 116);
    for (name, at) in [
        ("workbook", table + 4 * usize::try_from(first_of_workbook + 3).expect("small")),
        ("directory", table + 4 * usize::try_from(directory).expect("small")),
        ("small", table + 4 * usize::try_from(small).expect("small")),
    ] {
        for target in [first_of_workbook, directory, number(76)] {
            let mut circle = whole.clone();
            circle[at..at + 4].copy_from_slice(&target.to_le_bytes());
            let account = account(&read(&readers(Limits::default()), name, &circle));
            assert!(account.len() == 1 && account[0].contains("Failed"), "{account:?}");
        }
    }
    // The list of tables names itself for ever; entries of the directory are their own siblings.
    let mut tables = whole.clone();
    tables[68..72].copy_from_slice(&0_u32.to_le_bytes());
    tables[72..76].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut siblings = whole.clone();
    for field in [68, 72, 76] {
        siblings[sector(directory) + 128 + field..][..4].copy_from_slice(&1_u32.to_le_bytes());
    }
    for circle in [tables, siblings] {
        let account = account(&read(&readers(Limits::default()), "a.xls", &circle));
        assert!(account.len() == 1 && account[0].contains("Failed"), "{account:?}");
    }
}

#[test]
fn mails_within_mails_are_opened_to_a_depth() {
    let mut forwarded = String::new();
    for n in 0..20_000 {
        forwarded.push_str(&format!(
            "From: a@x.vn\r\nTo: b@x.vn\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\nContent-Type: message/rfc822\r\n\r\n"
        ));
    }
    let account_of = |bytes: &[u8]| account(&read(&readers(Limits::default()), "a.eml", bytes));
    assert_eq!(account_of(forwarded.as_bytes()).len(), 1);
    let letter = mail(&[("a.xlsx", &xlsx())]);
    let mut attached = letter.clone();
    for _ in 0..12 {
        attached = mail(&[("a.eml", &attached)]);
    }
    let deep = account_of(&attached);
    assert!(deep.iter().any(|line| line.contains("Failed file-too-large")), "{deep:?}");
    // One boundary for all: the mail seems to contain itself.
    let same = forwarded.replace(|c: char| c.is_ascii_digit(), "");
    assert!(!account_of(same.as_bytes()).is_empty());
}
