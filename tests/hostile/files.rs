//! Files to begin with: small honest lists of every format, and the means to build others.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use rars::ArchiveVersion;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::archives::{rar, seven_zip};

/// An honest file of each format, by its name.
pub(super) fn one_of_each() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.xlsx", xlsx()),
        ("a.xls", sample("xls")),
        ("a.ods", sample("ods")),
        ("a.csv", "STT;Họ và tên;Đơn vị\n1;Lò Văn Páo;Xã Đông\n2;Vàng Thị Máy;Xã Đoài\n".repeat(20).into()),
        ("a.eml", mail(&[("danh sách.xlsx", &xlsx())])),
        ("a.zip", zip_of(&[("a.csv", b"1,2"), ("b.xlsx", &xlsx()), ("c.xls", &sample("xls"))])),
        ("a.rar", rar(ArchiveVersion::Rar50, &[("a.csv", b"1,2"), ("b.xlsx", &xlsx())])),
        ("b.rar", rar(ArchiveVersion::Rar40, &[("a.csv", b"1,2"), ("b.xlsx", &xlsx())])),
        ("a.7z", seven_zip(&[("a.csv", b"1,2"), ("b.xlsx", &xlsx())])),
        ("a.xlsb", xlsb()),
        ("a.msg", message("Danh sách.xlsx", &xlsx())),
        ("a.html", page()),
        ("a.xml", spreadsheet_xml()),
    ]
}

fn page() -> Vec<u8> {
    "<html><head><meta charset=utf-8></head><body><table border=1><tr><th colspan=2>Họ và tên<th>Năm sinh</tr>\
     <tr><td rowspan='2'>1</td><td>Lò Văn P&aacute;o</td><td>1975</td></tr><tr><td>Vàng Thị Máy<td>1980</table>"
        .into()
}

fn spreadsheet_xml() -> Vec<u8> {
    "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
     <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
     xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"DS\"><Table>\
     <Row ss:Index=\"2\"><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">Họ và tên</Data></Cell></Row>\
     <Row><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"String\">Lò Văn Páo\
     </Data></Cell></Row></Table></Worksheet></Workbook>"
        .into()
}

/// A message of Outlook with one attachment.
pub(super) fn message(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut ole = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an envelope");
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let attached = "/__attach_version1.0_#00000000";
    ole.create_storage(attached).expect("a storage");
    for (path, bytes) in [
        ("/__properties_version1.0".to_owned(), vec![0; 48]),
        ("/__substg1.0_5D01001F".to_owned(), wide("a@x.vn")),
        (format!("{attached}/__substg1.0_3707001F"), wide(name)),
        (format!("{attached}/__substg1.0_37010102"), bytes.to_vec()),
    ] {
        ole.create_stream(path).expect("a stream").write_all(&bytes).expect("bytes");
    }
    ole.into_inner().into_inner()
}

/// A binary workbook with a text and a number, as few records as it takes (MS-XLSB).
fn xlsb() -> Vec<u8> {
    let record = |id: u16, data: &[u8]| {
        let low = u8::try_from(id & 0x7F).expect("seven bits");
        let id = if id < 0x80 { vec![low] } else { vec![low | 0x80, u8::try_from(id >> 7).expect("small")] };
        let length = u8::try_from(data.len()).expect("short");
        [&id[..], &[length], data].concat()
    };
    let wide = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [u32::try_from(units.len() / 2).expect("short").to_le_bytes().to_vec(), units].concat()
    };
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<u8>>();
    let sheet = [numbers(&[0, 1]), wide("rId1"), wide("DS")].concat();
    let book = [record(131, &[]), record(143, &[]), record(156, &sheet), record(144, &[]), record(132, &[])]
        .concat();
    let text = [numbers(&[0, 0]), wide("Lò Văn Páo")].concat();
    let number = [numbers(&[1, 0]), 1975_f64.to_le_bytes().to_vec()].concat();
    let cells = [
        record(129, &[]),
        record(148, &numbers(&[0, 0, 0, 1])),
        record(145, &[]),
        record(0, &[numbers(&[0, 0]), vec![0; 9]].concat()),
        record(6, &text),
        record(5, &number),
        record(146, &[]),
        record(130, &[]),
    ]
    .concat();
    const RELS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.bin\"/></Relationships>";
    zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", RELS.as_bytes()),
        ("xl/worksheets/sheet1.bin", &cells),
    ])
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
