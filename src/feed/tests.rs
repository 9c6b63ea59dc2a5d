//! Workbooks of our own, refreshed and compared part by part.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use rust_xlsxwriter::{Chart, Formula, Table, TableColumn, TableFunction, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::package::PackageError;

use super::{Hindrance, PublishedTables, Refusal, feed, renewed};
use crate::report::tables::TABLES;

/// What a run published: `n` units that report, nothing else.
pub(super) fn published(n: usize) -> (tempfile::TempDir, PublishedTables) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("data")).expect("a folder");
    for table in &TABLES {
        let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let mut text = columns.join(",") + "\n";
        if table.name == "tblTienDo" {
            for at in 1..=n {
                text += &format!("{at},'=Xã {at},Xã,2,1,1,0,1,2024-06-{at:02},2024-06-14,0{at},commune\n");
            }
        }
        fs::write(folder.path().join(format!("data/{}.csv", table.name)), text).expect("written");
    }
    let fresh = PublishedTables::read(folder.path()).expect("published");
    (folder, fresh)
}

/// A dashboard: `tblTienDo` of three lines at B3, in another order, with a calculated column and
/// totals; a sheet of figures and a chart on it.
pub(super) fn dashboard(below: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Số liệu").expect("a name");
    let columns = [
        TableColumn::new().set_header("Đơn vị").set_total_label("Cộng"),
        TableColumn::new().set_header("Phải gửi").set_total_function(TableFunction::Sum),
        TableColumn::new().set_header("Chưa gửi"),
        TableColumn::new().set_header("Tỷ lệ").set_formula("[@[Chưa gửi]]/[@[Phải gửi]]"),
        TableColumn::new().set_header("ngày  nhận GẦN nhất"),
    ];
    let table = Table::new().set_name("tblTienDo").set_columns(&columns).set_total_row(true);
    sheet.add_table(2, 1, 6, 5, &table).expect("a table");
    for row in 3..6 {
        sheet.write_string(row, 1, "Cũ").expect("a cell");
        sheet.write_number(row, 2, 5).expect("a cell");
        sheet.write_number(row, 3, 1).expect("a cell");
    }
    sheet.write_string(0, 0, "Tiêu đề").expect("a cell");
    sheet.write_formula(4, 8, Formula::new("=SUM(C4:C6)").set_result("15")).expect("a cell");
    if !below.is_empty() {
        sheet.write_string(9, 2, below).expect("a cell");
    }
    let kpi = workbook.add_worksheet();
    kpi.set_name("KPI").expect("a name");
    kpi.write_formula(0, 0, Formula::new("=SUM(tblTienDo[Phải gửi])").set_result("15")).expect("a cell");
    let mut chart = Chart::new_column();
    chart.add_series().set_values("KPI!$A$1:$A$3");
    kpi.insert_chart(2, 2, &chart).expect("a chart");
    workbook.define_name("PhaiGui", "='Số liệu'!$C$4:$C$6").expect("a name");
    workbook.save_to_buffer().expect("a workbook")
}

/// The parts of a workbook by their names.
pub(super) fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names
        .into_iter()
        .map(|name| {
            let mut part = Vec::new();
            zip.by_name(&name).expect("a part").read_to_end(&mut part).expect("readable");
            (name, part)
        })
        .collect()
}

/// The workbook with parts replaced or added.
pub(super) fn with_parts(bytes: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
    let mut held = parts(bytes);
    for (name, text) in changes {
        held.insert((*name).to_owned(), text.as_bytes().to_vec());
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in held {
        out.start_file(name, SimpleFileOptions::default()).expect("a part");
        out.write_all(&part).expect("written");
    }
    out.finish().expect("a zip").into_inner()
}

pub(super) fn text<'p>(parts: &'p BTreeMap<String, Vec<u8>>, name: &str) -> &'p str {
    std::str::from_utf8(&parts[name]).expect("text")
}

#[track_caller]
fn refuses(bytes: &[u8], n: usize, expect: &Hindrance) {
    let (_folder, fresh) = published(n);
    match renewed(bytes, &fresh) {
        Err(Refusal::Table { hindrance, .. }) => assert_eq!(hindrance, *expect),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn only_the_sheet_the_table_and_the_workbook_change() {
    let custom =
        [("customXml/item1.xml", "<dashboard  by='nobody'/>"), ("xl/vbaProject.bin", "no macro, only bytes")];
    let before = with_parts(&dashboard(""), &custom);
    let (_folder, fresh) = published(8);
    let (fed, after) = renewed(&before, &fresh).expect("refreshed");
    assert_eq!((fed.tables[0].before, fed.tables[0].after), (3, 8));
    let (before, after) = (parts(&before), parts(&after.expect("changed")));
    let changed: Vec<&str> =
        before.keys().filter(|name| before.get(*name) != after.get(*name)).map(String::as_str).collect();
    assert_eq!(changed, ["xl/tables/table1.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]);
    assert_eq!(before.len(), after.len());

    let table = text(&after, "xl/tables/table1.xml");
    assert!(table.contains("ref=\"B3:F12\""), "{table}");
    assert!(text(&after, "xl/workbook.xml").contains("$C$4:$C$11"));
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    for held in [
        "<c r=\"B4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=Xã 1</t></is></c><c r=\"C4\"><v>2</v></c>",
        "<c r=\"B11\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=Xã 8</t></is></c>",
        "<v>45451</v>",                  // 8 June 2024
        "<f>SUM(C4:C11)</f>",            // a formula beside the table
        "<c r=\"C12\"><f>SUBTOTAL(109,", // the totals
    ] {
        assert!(sheet.contains(held), "{held} is not in\n{sheet}");
    }
    assert_eq!(sheet.matches("[#This Row]").count(), 8 * 2, "{sheet}");
    assert_eq!(sheet.matches("<row ").count(), 1 + 1 + 8 + 1, "{sheet}");
}

#[test]
fn what_was_refreshed_once_is_refreshed_again_and_shrinks() {
    let (_many, many) = published(8);
    let (_few, few) = published(2);
    let grown = renewed(&dashboard(""), &many).expect("refreshed").1.expect("changed");
    assert!(renewed(&grown, &many).expect("refreshed").1.is_none(), "the same lines are no change");
    let shrunk = renewed(&grown, &few).expect("refreshed").1.expect("changed");
    let direct = renewed(&dashboard(""), &few).expect("refreshed").1.expect("changed");
    for part in ["xl/tables/table1.xml", "xl/workbook.xml"] {
        assert_eq!(text(&parts(&shrunk), part), text(&parts(&direct), part));
    }
    let shrunk = parts(&shrunk);
    let sheet = text(&shrunk, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"C6\"><f>SUBTOTAL(109,"), "{sheet}");
    assert!(!sheet.contains("Xã 3"), "{sheet}");
    assert!(!sheet.contains("r=\"C7\""), "{sheet}");
}

#[test]
fn pivot_caches_are_refreshed_and_the_chain_goes() {
    let chain = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain";
    let cache = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheDefinition";
    let plain = dashboard("");
    let held = parts(&plain);
    let rels = text(&held, "xl/_rels/workbook.xml.rels").replace(
        "</Relationships>",
        &format!(
            "<Relationship Id=\"c1\" Type=\"{chain}\" Target=\"calcChain.xml\"/><Relationship Id=\"c2\" \
             Type=\"{cache}\" Target=\"pivotCache/pivotCacheDefinition1.xml\"/></Relationships>"
        ),
    );
    let types = text(&held, "[Content_Types].xml")
        .replace("</Types>", "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"x\"/></Types>");
    let pivot = "<x:pivotCacheDefinition xmlns:x=\"m\" refreshedBy=\"a\"><x:cacheSource type=\"worksheet\">\
        <x:worksheetSource name=\"tblTienDo\"/></x:cacheSource><x:cacheFields count=\"0\"/></x:pivotCacheDefinition>";
    let bytes = with_parts(
        &plain,
        &[
            ("xl/_rels/workbook.xml.rels", &rels),
            ("[Content_Types].xml", &types),
            ("xl/calcChain.xml", "<calcChain/>"),
            ("xl/pivotCache/pivotCacheDefinition1.xml", pivot),
        ],
    );
    let (_folder, fresh) = published(4);
    let (fed, after) = renewed(&bytes, &fresh).expect("refreshed");
    assert_eq!(fed.pivots, 1);
    let after = parts(&after.expect("changed"));
    assert!(!after.contains_key("xl/calcChain.xml"));
    assert!(!text(&after, "xl/_rels/workbook.xml.rels").contains("calcChain"));
    assert_eq!(text(&after, "[Content_Types].xml"), text(&held, "[Content_Types].xml"));
    let expect = pivot.replace("refreshedBy=\"a\"", "refreshedBy=\"a\" refreshOnLoad=\"1\"");
    assert_eq!(text(&after, "xl/pivotCache/pivotCacheDefinition1.xml"), expect);
    // By cells, as Excel writes it where the source is clicked: header and lines, grown.
    let clicked = pivot.replace("name=\"tblTienDo\"", "ref=\"B3:F6\" sheet=\"Số liệu\"");
    let bytes = with_parts(&bytes, &[("xl/pivotCache/pivotCacheDefinition1.xml", &clicked)]);
    let (fed, after) = renewed(&bytes, &fresh).expect("refreshed");
    assert_eq!(fed.pivots, 1);
    let after = parts(&after.expect("changed"));
    let cache = text(&after, "xl/pivotCache/pivotCacheDefinition1.xml");
    assert!(cache.contains("ref=\"B3:F7\"") && cache.contains("refreshOnLoad"), "{cache}");
}

#[test]
fn what_cannot_be_done_safely_is_refused() {
    let plain = dashboard("");
    let held = parts(&plain);
    let sheet = text(&held, "xl/worksheets/sheet1.xml");
    let changed = |from: &str, to: &str| {
        assert!(sheet.contains(from), "{from} is not in\n{sheet}");
        with_parts(&plain, &[("xl/worksheets/sheet1.xml", &sheet.replace(from, to))])
    };
    let merged = changed("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"B5:C5\"/></mergeCells>");
    refuses(&merged, 3, &Hindrance::Merged("B5:C5".to_owned()));
    let protected = changed("</sheetData>", "</sheetData><sheetProtection sheet=\"1\"/>");
    refuses(&protected, 3, &Hindrance::Protected);
    let typed = changed("</row></sheetData>", "</row></sheetData>");
    let table = text(&held, "xl/tables/table1.xml").replace("name=\"Phải gửi\"", "name=\"Ý kiến\"");
    let typed = with_parts(&typed, &[("xl/tables/table1.xml", &table)]);
    refuses(&typed, 3, &Hindrance::Typed("Ý kiến".to_owned()));
    let kpi =
        text(&held, "xl/worksheets/sheet2.xml").replace("SUM(tblTienDo[Phải gửi])", "SUM('Số liệu'!C4:C6)");
    let fixed = with_parts(&plain, &[("xl/worksheets/sheet2.xml", &kpi)]);
    let (_folder, fresh) = published(8);
    let (fed, _) = renewed(&fixed, &fresh).expect("what names all lines follows them");
    assert_eq!(fed.followers, 1);
    let ole = [0xD0, 0xCF, 0x11, 0xE0, 0, 0];
    assert!(matches!(renewed(&ole, &fresh), Err(Refusal::Package(PackageError::Format))));
    let mut empty = Workbook::new();
    empty.add_worksheet();
    let empty = empty.save_to_buffer().expect("a workbook");
    assert!(matches!(renewed(&empty, &fresh), Err(Refusal::NoTable { .. })));
}

#[test]
fn a_workbook_is_replaced_whole_and_kept_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("Điều hành.xlsx");
    let before = dashboard("");
    fs::write(&file, &before).expect("written");
    let (_folder, fresh) = published(5);
    let lock = folder.path().join("~$Điều hành.xlsx");
    fs::write(&lock, "").expect("written");
    assert!(matches!(feed(&file, &fresh), Err(Refusal::Open(_))));
    fs::remove_file(&lock).expect("removed");
    assert!(feed(&file, &fresh).expect("refreshed").written);
    let backup = |file: &Path| fs::read(file.with_extension("bak.xlsx")).expect("a backup");
    assert_eq!(backup(&file), before);
    assert!(!feed(&file, &fresh).expect("refreshed").written);
    assert_eq!(backup(&file), before, "nothing was written, so nothing is kept anew");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}
