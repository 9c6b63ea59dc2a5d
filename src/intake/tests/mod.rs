//! Files as units send them, and as nobody should; all are built here, with invented people.

mod asides;
mod containers;
mod hostile;
mod old_excel;
mod workbooks;

use std::io::{Cursor, Write};
use std::sync::Arc;

use jiff::civil::Date;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Attachment, FileOutcome, Limits, Sheet, read_bytes};

/// Reads bytes under a name, as if they had arrived on 5 June 2024.
fn read(name: &str, bytes: &[u8]) -> Vec<Attachment> {
    read_within(name, bytes, &Limits::default())
}

fn read_within(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Attachment> {
    let source: Arc<str> = name.into();
    read_bytes(&source, bytes, Date::constant(2024, 6, 5), None, limits)
}

/// A sheet in one line per row: `2: A=STT | B=Họ và tên`.
fn shown(sheet: &Sheet) -> Vec<String> {
    sheet
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| {
                    let column = crate::finding::CellAddress::column_letters(cell.col);
                    format!("{column}={}", cell.value.shown())
                })
                .collect();
            format!("{}: {}", row.row + 1, cells.join(" | "))
        })
        .collect()
}

/// The only attachment's only sheet, and the codes of all findings.
#[track_caller]
fn check_sheet(name: &str, bytes: &[u8], expect: &[&str], codes: &[&str]) {
    let attachments = read(name, bytes);
    let [attachment] = attachments.as_slice() else { panic!("{} attachments", attachments.len()) };
    assert_eq!(attachment.outcome, FileOutcome::Read, "{:?}", attachment.findings);
    let rows: Vec<String> = attachment.sheets.iter().flat_map(shown).collect();
    assert_eq!(rows, expect, "{name}");
    assert_eq!(codes_of(attachment), codes, "{name}: {:?}", attachment.findings);
}

fn codes_of(attachment: &Attachment) -> Vec<&'static str> {
    attachment.findings.iter().map(|finding| finding.code.entry().id).collect()
}

/// Source, outcome and codes of every attachment.
fn account(attachments: &[Attachment]) -> Vec<String> {
    attachments
        .iter()
        .map(|it| format!("{} {:?} {}", it.source, it.outcome, codes_of(it).join(" ")).trim_end().to_owned())
        .collect()
}

/// A zip of members.
fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(bytes).expect("bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// An .xlsx around hand-written parts.
fn xlsx_of(sheet: &str, shared_strings: &str) -> Vec<u8> {
    xlsx_with_target("worksheets/sheet1.xml", sheet, shared_strings)
}

/// The same with further parts.
fn xlsx_with_parts(sheet: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let bytes = xlsx_of(sheet, "<sst/>");
    let mut writer = ZipWriter::new_append(Cursor::new(bytes)).expect("a zip");
    for (name, part) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(part.as_bytes()).expect("bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

/// The same, whose workbook states its sheet by that target.
fn xlsx_with_target(target: &str, sheet: &str, shared_strings: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = |items: &str| format!("<Relationships xmlns=\"{RELS}\">{items}</Relationships>");
    let package = rels(&format!(
        "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>"
    ));
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"DS\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let parts = rels(&format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"{target}\"/>"));
    zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/sharedStrings.xml", shared_strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>").as_bytes()),
    ])
}

/// A small list as Excel would save it.
fn list() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(1, 1, "Họ và tên").expect("a cell");
    sheet.write(2, 1, "Lò Văn Páo").expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}
