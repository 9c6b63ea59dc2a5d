use super::*;
use crate::finding::Code;
use crate::intake::Merge;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

#[test]
fn an_xlsx_gives_its_cells_where_they_stand() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let centred = Format::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.set_name("Danh sách").expect("a name");
    sheet.merge_range(0, 1, 0, 3, "DANH SÁCH  ĐĂNG KÝ ", &centred).expect("a merge");
    sheet.write(4, 1, 1).expect("a cell");
    sheet.write(4, 2, "Lò Văn Páo\nxóm Đông").expect("a cell");
    let born = ExcelDateTime::from_ymd(1975, 8, 15).expect("a day");
    sheet.write_with_format(4, 3, &born, &day).expect("a cell");
    sheet.write(4, 4, true).expect("a cell");
    sheet.write(5, 2, " \u{a0} ").expect("a cell");
    sheet.write_blank(9, 0, &Format::new().set_bold()).expect("a cell");
    workbook.add_worksheet().set_name("Ẩn").expect("a name").set_hidden(true);
    let bytes = workbook.save_to_buffer().expect("a workbook");

    let attachments = read("a.xlsx", &bytes);
    let attachment = &attachments[0];
    assert_eq!(attachment.findings, []);
    assert_eq!(attachment.hash.len(), 64);
    let [list, hidden] = attachment.sheets.as_slice() else { panic!("two sheets") };
    assert_eq!(
        shown(list),
        ["1: B=DANH SÁCH ĐĂNG KÝ", "5: B=1 | C=Lò Văn Páo\nxóm Đông | D=15/08/1975 | E=Đúng"]
    );
    assert_eq!(list.merges, [Merge { first_row: 0, first_col: 1, last_row: 0, last_col: 3 }]);
    assert_eq!(list.n_rows, 10, "the formatted empty row counts");
    assert_eq!(list.place.to_string(), "a.xlsx › Danh sách");
    assert!(list.visible && !hidden.visible);
}

/// Far more than Excel lets one type is kept; what goes beyond even that is said to be cut.
#[test]
fn a_text_without_end_is_cut_and_said_to_be() {
    let list = format!("{},{}\n", "á".repeat(1 << 18), "á".repeat((1 << 18) + 1));
    let attachments = read("a.csv", list.as_bytes());
    let cells = &attachments[0].sheets[0].rows[0].cells;
    let lengths: Vec<usize> =
        cells.iter().map(|cell| cell.value.text().map_or(0, |text| text.chars().count())).collect();
    assert_eq!(lengths, [1 << 18, 1 << 18]);
    let messages: Vec<&str> =
        attachments[0].findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["Ô B1 chứa lỗi quá 262.144 ký tự, phần sau bị cắt."]);
}

#[test]
fn a_cell_that_cannot_be_read_costs_only_itself() {
    let sheet = "<sheetData><row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"e\"><v>#SPILL!</v></c>\
        <c r=\"C3\" t=\"s\"><v>99</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>xã Đông</t></is></c>\
        <c r=\"E3\" t=\"e\"><v>#N/A</v></c><c r=\"F3\" t=\"x\"><v>7</v></c></row></sheetData>";
    let bytes = xlsx_of(sheet, "<sst uniqueCount=\"1\"><si><t>Lò Văn Páo</t></si></sst>");
    let expect = ["3: A=Lò Văn Páo | B=#SPILL! | C=#? | D=xã Đông | E=#N/A | F=7"];
    check_sheet("a.xlsx", &bytes, &expect, &["cell-broken"]);
}

#[test]
fn an_xlsx_by_another_name_is_read_and_said() {
    check_sheet("a.xls", &list(), &["2: B=Họ và tên", "3: B=Lò Văn Páo"], &["file-misnamed"]);
    check_sheet("KHÔNG ĐUÔI", &list(), &["2: B=Họ và tên", "3: B=Lò Văn Páo"], &["file-misnamed"]);
    check_sheet("A.XLSX", &list(), &["2: B=Họ và tên", "3: B=Lò Văn Páo"], &[]);
}

#[test]
fn an_ods_is_read_with_repeats_merges_and_hidden_sheets() {
    let content = "<office:document-content xmlns:office=\"o\"><office:automatic-styles>\
        <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>\
        </office:automatic-styles><office:body><office:spreadsheet>\
        <table:table table:name=\"DS\"><table:table-column table:number-columns-repeated=\"3\"/>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\">\
        <text:p>Họ &amp;<text:s text:c=\"2\"/>tên</text:p><text:p>đệm</text:p></table:table-cell><table:covered-table-cell/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"1975-08-15\"><text:p>15/8/75</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"3.5\"><text:p>3,5</text:p></table:table-cell>\
        <table:table-cell calcext:value-type=\"error\" office:value-type=\"string\" office:string-value=\"\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        </table:table><table:table table:name=\"Ẩn\" table:style-name=\"ta2\"/><table:table table:name=\"Ẩn 2\" table:style-name=\"ta2\"></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    let bytes = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let expect = ["3: B=Họ & tên\nđệm | D=15/08/1975 | E=3.5 | F=#N/A"];
    check_sheet("a.ods", &bytes, &expect, &["cell-broken"]);
    let attachment = read("a.ods", &bytes).remove(0);
    assert_eq!(attachment.sheets[0].merges, [Merge { first_row: 2, first_col: 1, last_row: 2, last_col: 2 }]);
    assert!(attachment.sheets.len() > 1 && !attachment.sheets[1].visible);
}

#[test]
fn runs_of_an_ods_have_their_own_fonts() {
    let content = "<office:document-content xmlns:office=\"o\"><office:font-face-decls>\
        <style:font-face style:name=\"VnH\" svg:font-family=\"'.VnTimeH'\"/></office:font-face-decls>\
        <office:automatic-styles>\
        <style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties style:font-name=\".VnTime\"/></style:style>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:font-name=\"VnH\"/></style:style>\
        <style:style style:name=\"T2\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"DS\"><table:table-row>\
        <table:table-cell table:style-name=\"ce1\" office:value-type=\"string\"><text:p><text:span text:style-name=\"T1\">\u{b8}</text:span>p d\u{f4}ng \
        <text:span text:style-name=\"T2\">lu\u{cb}t</text:span></text:p></table:table-cell></table:table-row></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    let bytes = zip_of(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    check_sheet("a.ods", &bytes, &["1: A=Áp dụng luật"], &["text-repaired"]);
}

#[test]
fn a_workbook_without_sheets_or_without_its_end_is_damaged() {
    let whole = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><CORRUPTED DATA></Workbook>";
    assert_eq!(account(&read("a.xml", whole.as_bytes())), ["a.xml Failed file-damaged"]);
    let cut = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet><Table><Row><Cell><Data>1</Data></Cell></Row><Row>";
    assert_eq!(account(&read("a.xml", cut.as_bytes())), ["a.xml Failed file-damaged"]);
}

#[test]
fn text_files_are_tables_by_their_delimiter() {
    check_sheet(
        "a.csv",
        "STT;Họ tên;Địa chỉ\r\n1;Lò Văn Páo;\"Xóm 1; xã Đông\"\r\n\r\n02;Vừ Thị Dua;\n".as_bytes(),
        &[
            "1: A=STT | B=Họ tên | C=Địa chỉ",
            "2: A=1 | B=Lò Văn Páo | C=Xóm 1; xã Đông",
            "4: A=02 | B=Vừ Thị Dua",
        ],
        &[],
    );
    check_sheet("a.csv", "sep=|\n1|Đ\n".as_bytes(), &["1: A=1 | B=Đ"], &[]);
    let letters = |text: &str| text.chars().map(u32::from).collect::<Vec<u32>>();
    let expect = ["1: A=STT | B=Họ tên", "2: A=1 | B=Lò Văn Páo"];
    let little = letters("\u{FEFF}STT,Họ tên\r\n1,Lò Văn Páo\r\n");
    check_sheet("a.csv", &little.iter().flat_map(|c| c.to_le_bytes()).collect::<Vec<u8>>(), &expect, &[]);
    let big = letters("\u{FEFF}STT\tHọ tên\n1\tLò Văn Páo\n");
    check_sheet("a.csv", &big.iter().flat_map(|c| c.to_be_bytes()).collect::<Vec<u8>>(), &expect, &[]);
    check_sheet("a.csv", b"\xFF\xFES\0\t\0\xD0\x01\n\0", &["1: A=S | B=ǐ"], &[]);
    check_sheet(
        "a.csv",
        b"STT,T\xEAn\n1,Ti\xEA\xECng Vi\xEA\xF2t\n",
        &["1: A=STT | B=Tên", "2: A=1 | B=Tiếng Việt"],
        &[],
    );
}

#[test]
fn html_named_xls_is_read_as_excel_shows_it() {
    let page = "<html><head><meta charset=utf-8><style>td{color:red}</style></head><body><!-- ghi chú -->\
        <table border=1><tr><th rowspan=2>STT<th colspan='2'>Họ &amp; tên</tr><tr><td>Họ<td>T&ecirc;n</tr>\
        <tr><td>1</td><td>L&ograve; <b>Văn</b></td><td>P&#225;o<br>xóm&nbsp;2</td></tr></table>\
        <table><tr><td>Ký tên</td></tr></table></body></html>";
    check_sheet(
        "a.xls",
        page.as_bytes(),
        &["1: A=STT | B=Họ & tên", "2: B=Họ | C=Tên", "3: A=1 | B=Lò Văn | C=Páo\nxóm 2", "4: A=Ký tên"],
        &["file-misnamed"],
    );
    let merges = read("a.xls", page.as_bytes()).remove(0).sheets.remove(0).merges;
    assert_eq!(merges.len(), 2);
}

#[test]
fn attributes_of_html_are_read_as_browsers_read_them() {
    for (cell, expect) in [
        (
            "<td title='xem rowspan=3'>1<td>Lò Văn Páo<tr><td>2<td>Vi Thị Thảo",
            ["1: A=1 | B=Lò Văn Páo", "2: A=2 | B=Vi Thị Thảo"],
        ),
        (
            "<td data-colspan=4>1<td>Lò Văn Páo<tr><td>2<td>Vi Thị Thảo",
            ["1: A=1 | B=Lò Văn Páo", "2: A=2 | B=Vi Thị Thảo"],
        ),
        (
            "<td title=\"a > b\">1<td>L&ograve; V&abreve;n P&#xE1;o<tr><td>2<td>A&B &lt; C",
            ["1: A=1 | B=Lò Văn Páo", "2: A=2 | B=A&B < C"],
        ),
        (
            "<TD ROWSPAN = '2' >1<td>Lò Văn Páo<tr><td>Vi Thị Thảo",
            ["1: A=1 | B=Lò Văn Páo", "2: B=Vi Thị Thảo"],
        ),
    ] {
        check_sheet("a.html", format!("<table><tr>{cell}</table>").as_bytes(), &expect, &[]);
    }
}

#[test]
fn a_sheet_is_found_however_its_target_is_written() {
    let row = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Lò Văn Páo</t></is></c></row></sheetData>";
    for target in [
        "worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "/xl/./worksheets/../worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
    ] {
        check_sheet("a.xlsx", &xlsx_with_target(target, row, "<sst/>"), &["1: A=Lò Văn Páo"], &[]);
    }
}

#[test]
fn spreadsheetml_2003_is_read_with_its_jumps() {
    let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"DS\"><Table><Row ss:Index=\"2\"><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">Họ &amp; tên</Data></Cell>\
        <Cell><Data ss:Type=\"Number\">7</Data></Cell><Cell ss:Index=\"6\"><Data ss:Type=\"DateTime\">1975-08-15T00:00:00.000</Data></Cell></Row>\
        <Row><Cell ss:Index=\"3\"><Data ss:Type=\"Error\">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>";
    let expect = ["2: A=Họ & tên | C=7 | F=15/08/1975", "3: C=#N/A"];
    check_sheet("a.xls", xml.as_bytes(), &expect, &["file-misnamed", "cell-broken"]);
}

#[test]
fn legacy_letters_become_unicode_and_are_said_once() {
    let tcvn3 = Format::new().set_font_name(".VnTime");
    let capitals = Format::new().set_font_name(".VnTimeH");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_with_format(0, 0, "hä vµ tªn", &capitals).expect("a cell");
    sheet.write_with_format(1, 0, "NguyÔn V¨n Tèt", &tcvn3).expect("a cell");
    sheet.write_rich_string(2, 0, &[(&capitals, "¸"), (&tcvn3, "p dông")]).expect("a cell");
    sheet.write(3, 0, "TrÇn ThÞ Sè").expect("a cell");
    sheet.write(4, 1, "Ủy ban nhân dân xã Đông").expect("a cell");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    check_sheet(
        "a.xlsx",
        &bytes,
        &[
            "1: A=HỌ VÀ TÊN",
            "2: A=Nguyễn Văn Tốt",
            "3: A=Áp dụng",
            "4: A=Trần Thị Số",
            "5: B=Ủy ban nhân dân xã Đông",
        ],
        &["text-repaired"],
    );
    let attachment = read("a.xlsx", &bytes).remove(0);
    let Some(crate::intake::Value::Text(text)) = attachment.sheets[0].rows[1].cell(0).map(|it| &it.value)
    else {
        panic!("text")
    };
    let repair = text.repair.as_ref().expect("a repair");
    assert_eq!((repair.raw.as_ref(), repair.rule.id()), ("NguyÔn V¨n Tèt", "tcvn3"));
}

#[test]
fn a_short_cell_is_read_as_its_column_is() {
    let column = |words: &[&str]| words.iter().map(|word| format!("{word}\n")).collect::<String>();
    let legacy = column(&["NguyÔn V¨n Tèt", "TrÇn ThÞ Hång", "Lª ThÞ HuÖ", "Bé"]);
    let unicode = column(&["Nguyễn Văn Tốt", "Trần Thị Hồng", "Lê Thị Huệ", "Bé"]);
    check_sheet(
        "a.csv",
        legacy.as_bytes(),
        &["1: A=Nguyễn Văn Tốt", "2: A=Trần Thị Hồng", "3: A=Lê Thị Huệ", "4: A=Bộ"],
        &["text-repaired"],
    );
    check_sheet(
        "a.csv",
        unicode.as_bytes(),
        &["1: A=Nguyễn Văn Tốt", "2: A=Trần Thị Hồng", "3: A=Lê Thị Huệ", "4: A=Bé"],
        &[],
    );
    check_sheet("a.csv", "Bé\n".as_bytes(), &["1: A=Bé"], &["text-doubtful"]);
    // tử in TCVN3, tư in VNI: the finding says both.
    let findings = read("a.csv", "tö\n".as_bytes()).remove(0).findings;
    assert_eq!(findings.len(), 2, "{findings:?}");
    let message = &findings.iter().find(|it| it.code == Code::TextDoubtful).expect("a doubt").message;
    assert!(message.contains("«tử» (bảng mã tcvn3)") && message.contains("«tư» (bảng mã vni)"), "{message}");
}

/// The parts of a workbook, one of them rewritten.
fn rewritten(workbook: &[u8], part: &str, rewrite: impl Fn(&str) -> Vec<u8>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).expect("text");
        let bytes = if name == part { rewrite(&text) } else { text.into_bytes() };
        parts.push((name, bytes));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    zip_of(&parts)
}

#[test]
fn what_excel_does_not_mind_is_mended() {
    let rows = ["2: B=Họ và tên", "3: B=Lò Văn Páo"];
    let with_sheet = |sheet: &str| {
        rewritten(&list(), "xl/workbook.xml", |xml| {
            xml.replace("</sheets>", &format!("{sheet}</sheets>")).into_bytes()
        })
    };
    let module = with_sheet("<sheet name=\"Module1\" sheetId=\"9\" state=\"veryHidden\" r:id=\"\"/>");
    check_sheet("a.xlsm", &module, &rows, &[]);
    let macros = rewritten(
        &with_sheet("<sheet name=\"Macro1\" sheetId=\"9\" r:id=\"rId99\"/>"),
        "xl/_rels/workbook.xml.rels",
        |xml| {
            let kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet";
            let target = "macrosheets/sheet1.xml";
            let macros = format!("<Relationship Id=\"rId99\" Type=\"{kind}\" Target=\"{target}\"/>");
            xml.replace("</Relationships>", &format!("{macros}</Relationships>")).into_bytes()
        },
    );
    check_sheet("a.xlsm", &macros, &rows, &[]);
    let wide = rewritten(&list(), "xl/workbook.xml", |xml| {
        xml.replacen("UTF-8", "UTF-16", 1).encode_utf16().flat_map(u16::to_be_bytes).collect()
    });
    check_sheet("a.xlsx", &wide, &rows, &[]);
}
