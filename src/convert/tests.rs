//! Workbooks in legacy fonts, made here part by part, and what becomes of each part.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::text::Charset;
use crate::text::encode;

const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The text as TCVN3 and as VNI show it; capitals that TCVN3 lacks are small.
fn abc(text: &str) -> String {
    let letter = |c: char| {
        let same = encode(Charset::Tcvn3, &c.to_string());
        same.or_else(|| encode(Charset::Tcvn3, &c.to_lowercase().to_string())).unwrap_or_default()
    };
    text.chars().map(letter).collect()
}

fn vni(text: &str) -> String {
    encode(Charset::Vni, text).expect("VNI has all letters")
}

fn relations(relations: &[(&str, &str)]) -> String {
    let one = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"r{}\" Type=\"{REL}/{kind}\" Target=\"{target}\"/>", at + 1)
    };
    let all: String = relations.iter().enumerate().map(one).collect();
    format!("<Relationships>{all}</Relationships>")
}

/// A workbook of two sheets: fonts by style (1 .VnTime, 2 .VnTimeH, 3 VNI-Times), strings shared between fonts,
/// runs, a formula with its text, a note, a header, a table, a drawing, a chart, names, macros if asked for.
fn old_workbook(with_macros: bool) -> Vec<(String, String)> {
    let sheet_name = abc("Đăng ký");
    let (seen, capital) = (abc("tổ chức"), abc("á"));
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml"), ("core", "docProps/core.xml")])),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns:r=\"{REL}\"><sheets><sheet name=\"{sheet_name}\" sheetId=\"1\" r:id=\"r1\"/>\
                 <sheet name=\"KPI\" sheetId=\"2\" r:id=\"r2\"/></sheets><definedNames><definedName \
                 name=\"_xlnm.Print_Area\">'{sheet_name}'!$A$1:$C$9</definedName></definedNames></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("worksheet", "worksheets/sheet2.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        (
            "xl/styles.xml",
            "<styleSheet><fonts><font><name val=\"Arial\"/></font><font><b/><name val=\".VnTime\"/></font><font>\
             <name val=\".VnTimeH\"/></font><font><name val=\"VNI-Times\"/></font></fonts><cellXfs><xf fontId=\"0\"/>\
             <xf fontId=\"1\"/><xf fontId=\"2\"/><xf fontId=\"3\" applyFont=\"1\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst count=\"7\" uniqueCount=\"5\"><si><t>{seen}</t></si><si><r><rPr><rFont val=\".VnTimeH\"/></rPr>\
                 <t>{capital}</t></r><r><rPr><b/><rFont val=\".VnTime\"/></rPr><t xml:space=\"preserve\">{} </t></r>\
                 <r><t>2024</t></r></si><si><t>{}</t></si><si><t>Sở Y tế</t></si><si><t>{}</t></si></sst>",
                abc("p dụng"),
                vni("Nguyễn Văn Được"),
                abc("Họ tên"),
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet><cols><col min=\"1\" max=\"1\" width=\"31.7\"/></cols><sheetData><row r=\"1\" ht=\"20\"><c \
                 r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\" t=\"s\"><v>0</v></c><c r=\"C1\"><v>1.50</v>\
                 </c></row><row r=\"2\"><c r=\"A2\" s=\"1\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"3\" t=\"s\"><v>2</v>\
                 </c><c r=\"C2\" s=\"1\" t=\"s\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\" s=\"1\" t=\"str\"><f>IF(C1&gt;1,\
                 \"{0}\",\"\")</f><v>{0}</v></c><c r=\"B3\" s=\"2\" t=\"inlineStr\"><is><t>ban</t></is></c><c r=\"C3\">\
                 <f>SUM('{sheet_name}'!C1:C2)</f><v>1.5</v></c></row><row r=\"5\"><c r=\"A5\" s=\"1\" t=\"s\"><v>4</v></c>\
                 </row></sheetData><mergeCells><mergeCell ref=\"A8:C8\"/></mergeCells><headerFooter><oddHeader>&amp;L\
                 &amp;\".VnTimeH,Bold\"&amp;12{1}&amp;P</oddHeader></headerFooter></worksheet>",
                abc("Đạt yêu cầu"),
                abc("sở y tế")
            ),
        ),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            relations(&[("comments", "../comments1.xml"), ("table", "../tables/table1.xml")]),
        ),
        (
            "xl/tables/table1.xml",
            format!("<table ref=\"A5:A9\"><tableColumns><tableColumn id=\"1\" name=\"{}\"/></tableColumns></table>", abc("Họ tên")),
        ),
        (
            "xl/comments1.xml",
            format!(
                "<comments><commentList><comment ref=\"A1\"><text><r><rPr><rFont val=\".VnTime\"/></rPr><t>{}</t></r>\
                 </text></comment></commentList></comments>",
                abc("Xem lại điển hình này")
            ),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!("<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>'{sheet_name}'!C1+ROWS(t[{}])</f><v>3</v></c>\
             </row></sheetData></worksheet>", abc("Họ tên")),
        ),
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            relations(&[("drawing", "../drawings/drawing1.xml")]),
        ),
        (
            "xl/drawings/drawing1.xml",
            format!("<d><a:p><a:r><a:rPr><a:latin typeface=\"VNI-Times\"/></a:rPr><a:t>{}</a:t></a:r></a:p></d>", vni("Chú thích biểu đồ")),
        ),
        ("xl/drawings/_rels/drawing1.xml.rels", relations(&[("chart", "../charts/chart1.xml")])),
        (
            "xl/charts/chart1.xml",
            format!("<c><c:f>'{sheet_name}'!$C$1:$C$2</c:f><a:p><a:r><a:t>Năm</a:t></a:r></a:p></c>"),
        ),
        ("xl/charts/style1.xml", "<style font=\".VnTime\"/>".to_owned()),
        ("docProps/core.xml", format!("<p><dc:title>{}</dc:title><dcterms:created>2009</dcterms:created></p>", abc("Điển hình tiên tiến"))),
    ];
    if with_macros {
        parts.push(("xl/vbaProject.bin", "Sheets(1)".to_owned()));
    }
    parts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a zip").into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect("a part").read_to_string(&mut text).expect("UTF-8");
    text
}

#[track_caller]
fn check(bytes: &[u8], name: &str, expect: &str) {
    assert_eq!(part(bytes, name), expect, "{name}");
}

#[test]
fn every_text_becomes_unicode_and_nothing_else_changes() {
    let parts = old_workbook(false);
    let (converted, bytes) = convert(&packed(&parts)).expect("a workbook");
    let bytes = bytes.expect("changes");
    let old =
        |name: &str| parts.iter().find(|(other, _)| other == name).map(|(_, text)| text.clone()).expect(name);
    for name in [
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
        "xl/charts/style1.xml",
        "xl/drawings/_rels/drawing1.xml.rels",
    ] {
        check(&bytes, name, &old(name));
    }
    let fonts = [".VnTimeH", ".VnTime", "VNI-Times"];
    let in_unicode = |xml: String| {
        fonts.iter().fold(xml, |xml, font| xml.replace(&format!("\"{font}\""), "\"Times New Roman\""))
    };
    check(&bytes, "xl/styles.xml", &in_unicode(old("xl/styles.xml")));
    let strings = in_unicode(old("xl/sharedStrings.xml"))
        .replace(&abc("tổ chức"), "tổ chức")
        .replace(&format!("<t>{}</t>", abc("á")), "<t>Á</t>")
        .replace(&abc("p dụng"), "p dụng")
        .replace(&vni("Nguyễn Văn Được"), "Nguyễn Văn Được")
        .replace(&abc("Họ tên"), "Họ tên")
        .replace("uniqueCount=\"5\"", "uniqueCount=\"6\"")
        .replace("</sst>", "<si><t>TỔ CHỨC</t></si></sst>");
    check(&bytes, "xl/sharedStrings.xml", &strings);
    let sheet = old("xl/worksheets/sheet1.xml")
        .replace("s=\"2\" t=\"s\"><v>0</v>", "s=\"2\" t=\"s\"><v>5</v>")
        .replace(&format!("\"{}\",\"\"", abc("Đạt yêu cầu")), "&quot;Đạt yêu cầu&quot;,&quot;&quot;")
        .replace(&abc("Đạt yêu cầu"), "Đạt yêu cầu")
        .replace("<t>ban</t>", "<t>BAN</t>")
        .replace(&format!("'{}'!C1", abc("Đăng ký")), "&apos;Đăng ký&apos;!C1")
        .replace("\".VnTimeH,Bold\"", "&quot;Times New Roman,Bold&quot;")
        .replace(&abc("sở y tế"), "SỞ Y TẾ");
    check(&bytes, "xl/worksheets/sheet1.xml", &sheet);
    check(
        &bytes,
        "xl/worksheets/sheet2.xml",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><f>&apos;Đăng ký&apos;!C1+ROWS(t[Họ tên])</f><v>3</v></c></row></sheetData></worksheet>",
    );
    check(&bytes, "xl/tables/table1.xml", &old("xl/tables/table1.xml").replace(&abc("Họ tên"), "Họ tên"));
    let workbook = old("xl/workbook.xml")
        .replace(&format!("'{}'", abc("Đăng ký")), "&apos;Đăng ký&apos;")
        .replace(&abc("Đăng ký"), "Đăng ký");
    check(&bytes, "xl/workbook.xml", &workbook);
    let note =
        in_unicode(old("xl/comments1.xml")).replace(&abc("Xem lại điển hình này"), "Xem lại điển hình này");
    check(&bytes, "xl/comments1.xml", &note);
    let drawing =
        in_unicode(old("xl/drawings/drawing1.xml")).replace(&vni("Chú thích biểu đồ"), "Chú thích biểu đồ");
    check(&bytes, "xl/drawings/drawing1.xml", &drawing);
    let chart = old("xl/charts/chart1.xml").replace(&format!("'{}'", abc("Đăng ký")), "&apos;Đăng ký&apos;");
    check(&bytes, "xl/charts/chart1.xml", &chart);
    check(
        &bytes,
        "docProps/core.xml",
        "<p><dc:title>Điển hình tiên tiến</dc:title><dcterms:created>2009</dcterms:created></p>",
    );
    assert_eq!((converted.cells, converted.changed, converted.formulas), (8, 7, 1));
    assert_eq!(converted.doubts, []);
    assert_eq!(converted.sheets, [(abc("Đăng ký"), "Đăng ký".to_owned())]);
    assert_eq!(
        converted.by_rule.into_iter().map(|(rule, count)| (rule.id(), count)).collect::<Vec<_>>(),
        [("tcvn3", 6), ("vni", 1)]
    );
    assert_eq!(converted.fonts.len(), 3);
}

#[test]
fn converting_again_changes_nothing() {
    let (_, bytes) = convert(&packed(&old_workbook(false))).expect("a workbook");
    let (again, none) = convert(&bytes.expect("changes")).expect("a workbook");
    assert_eq!((again.changed, none), (0, None));
}

#[test]
fn sheets_that_macros_may_name_keep_their_names() {
    let (converted, bytes) = convert(&packed(&old_workbook(true))).expect("a workbook");
    let bytes = bytes.expect("changes");
    assert_eq!(converted.kept_sheets, [abc("Đăng ký")]);
    check(&bytes, "xl/vbaProject.bin", "Sheets(1)");
    assert!(part(&bytes, "xl/workbook.xml").contains(&abc("Đăng ký")));
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("TỔ CHỨC"));
}

#[test]
fn what_can_be_read_two_ways_is_named() {
    let mut parts = old_workbook(false);
    for (name, text) in &mut parts {
        if name == "xl/worksheets/sheet1.xml" {
            *text = "<worksheet><sheetData><row r=\"4\"><c r=\"B4\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>".to_owned();
        }
        if name == "xl/sharedStrings.xml" {
            *text = "<sst><si><t>bé</t></si></sst>".to_owned();
        }
    }
    let (converted, _) = convert(&packed(&parts)).expect("a workbook");
    let expect =
        DoubtfulText { place: format!("{}!B4", abc("Đăng ký")), raw: "bé".into(), shown: "bé".into() };
    assert_eq!(converted.doubts, [expect]);
}

#[test]
fn a_clean_workbook_is_left_alone() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Tổng hợp").expect("a name");
    sheet.write_string(0, 0, "Nguyễn Văn Bé").expect("a cell").write_string(1, 0, "Sở Y tế").expect("a cell");
    sheet.write_number(2, 0, 7).expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let (converted, none) = convert(&bytes).expect("a workbook");
    assert_eq!((converted.cells, converted.changed, none), (2, 0, None));
}

/// Its main part is no XML; the caller writes its values anew.
#[test]
fn a_binary_workbook_is_of_another_format() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let top = relations(&[("officeDocument", "xl/workbook.bin")]);
    for (name, bytes) in [("_rels/.rels", top.as_bytes()), ("xl/workbook.bin", b"\x83\x01\0\x80\xFF\xFE")] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    assert!(matches!(convert(&bytes), Err(PackageError::Format)));
}
