//! Files to begin with: small honest lists of every format, and the means to build others.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An honest file of each format, by its name.
pub(super) fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.xlsx", xlsx()),
        ("a.xls", sample("xls")),
        ("a.ods", sample("ods")),
        ("a.csv", "STT;Họ và tên;Đơn vị\n1;Lò Văn Páo;Xã Đông\n2;Vàng Thị Máy;Xã Đoài\n".repeat(20).into()),
        ("a.eml", mail(&[("danh sách.xlsx", &xlsx())])),
        ("a.zip", zip_of(&[("a.csv", b"1,2"), ("b.xlsx", &xlsx()), ("c.xls", &sample("xls"))])),
    ]
}

/// The shortest sample of an extension, if that is what it is.
fn sample(extension: &str) -> Vec<u8> {
    let inbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/lang-son-2024/inbox");
    let mut files = Vec::new();
    walk(&inbox, &mut files);
    let of_kind = files.iter().filter(|path| path.extension().is_some_and(|it| it == extension));
    let bytes = of_kind.map(|path| fs::read(path).expect("a sample"));
    let honest = bytes.filter(|bytes| bytes.starts_with(b"\xD0\xCF\x11\xE0") || bytes.starts_with(b"PK"));
    honest.min_by_key(Vec::len).expect("a sample of that kind")
}

/// All files below a folder, in order.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut entries: Vec<PathBuf> = entries.collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { walk(&entry, files) } else { files.push(entry) }
    }
}

/// A small list as Excel would save it.
pub(super) fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 6, 5).expect("a day");
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    for (row, name) in [(1, "Họ và tên"), (2, "Lò Văn Páo"), (3, "Vàng Thị Máy")] {
        sheet.write(row, 1, name).expect("a cell");
        sheet.write(row, 2, row).expect("a cell");
    }
    sheet.merge_range(5, 0, 5, 3, "Tổng", &rust_xlsxwriter::Format::new()).expect("a merge");
    workbook.save_to_buffer().expect("a workbook")
}

/// A mail with attachments, not encoded.
pub(super) fn mail(attached: &[(&str, &[u8])]) -> Vec<u8> {
    // A boundary of its own, so that mails may hold one another.
    let boundary = attached.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let mut mail = format!(
        "From: a@x.vn\r\nTo: b@x.vn\r\nSubject: DS\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b{boundary}\r\n\r\n"
    )
    .into_bytes();
    for (name, bytes) in attached {
        mail.extend(
            format!(
                "--b{boundary}\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\
                 Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
            )
            .bytes(),
        );
        mail.extend_from_slice(bytes);
        mail.extend_from_slice(b"\r\n");
    }
    mail.extend(format!("--b{boundary}--\r\n").bytes());
    mail
}

/// A zip of members.
pub(super) fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// An .xlsx around hand-written parts: the whole of the sheet and of the shared strings.
pub(super) fn xlsx_of(sheet: &str, shared_strings: &str) -> Vec<u8> {
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{RELS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"DS\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/sharedStrings.xml", shared_strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// The name space of workbooks.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A sheet around its inside.
pub(super) fn sheet_of(inside: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\">{inside}</worksheet>")
}

/// A small generator of numbers (xorshift), the same in every run.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn seeded(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let bound = u64::try_from(bound.max(1)).expect("small");
        usize::try_from(self.0 % bound).expect("small")
    }
}
