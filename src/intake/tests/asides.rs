use rust_xlsxwriter::{Format, Note, Shape, Workbook};

use super::*;
use crate::intake::MarkKind;

/// The marks of the only sheet: `B3 Struck «…»`, and what is hidden.
fn asides(name: &str, bytes: &[u8]) -> Vec<String> {
    let attachments = read(name, bytes);
    let sheet = attachments[0].sheets.first().expect("a sheet");
    let marks = sheet.aside.marks.iter().map(|mark| {
        let place = sheet.place.at_cell(mark.row, mark.col);
        format!("{} {:?} «{}»", place.spot_shown(), mark.kind, mark.text)
    });
    let mut all: Vec<String> = marks.collect();
    if !sheet.aside.hidden_rows.is_empty() || !sheet.aside.hidden_cols.is_empty() {
        all.push(format!("{:?} {:?}", sheet.aside.hidden_rows, sheet.aside.hidden_cols));
    }
    if sheet.aside.is_filtered {
        all.push("filtered".to_owned());
    }
    all
}

#[test]
fn an_xlsx_says_what_stands_beside_its_cells() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    sheet.write_with_format(1, 0, "Lò Văn Páo", &struck).expect("a cell");
    sheet.write_with_format(2, 0, 1975, &struck).expect("a cell");
    sheet
        .write_rich_string(3, 0, &[(&plain, "Lò Văn "), (&struck, "Pao"), (&plain, " Páo")])
        .expect("a cell");
    sheet.write_with_format(4, 0, " ", &struck).expect("a cell");
    let note = Note::new("Đề nghị rút tên").add_author_prefix(false);
    sheet.insert_note(5, 2, &note).expect("a note");
    sheet.insert_shape(7, 3, &Shape::textbox().set_text("Bổ sung:\nVi Thị Na")).expect("a box");
    sheet.set_row_hidden(8).expect("a row");
    sheet.set_row_hidden(9).expect("a row");
    sheet.set_column_hidden(4).expect("a column");
    sheet.autofilter(0, 0, 9, 3).expect("a filter");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    assert_eq!(
        asides("a.xlsx", &bytes),
        [
            "A2 Struck «»",
            "A3 Struck «»",
            "A4 Struck «Pao»",
            "A4 Kept «Lò Văn Páo»",
            "C6 Comment «Đề nghị rút tên»",
            "D8 TextBox «Bổ sung:\nVi Thị Na»",
            "[(8, 9)] [(4, 4)]",
            "filtered",
        ]
    );
}

#[test]
fn a_threaded_comment_goes_before_its_twin_of_old() {
    let rels = "<Relationships><Relationship Id=\"a\" Type=\"x/comments\" Target=\"../comments1.xml\"/>\
        <Relationship Id=\"b\" Type=\"x/threadedComment\" Target=\"../threadedComments/threadedComment1.xml\"/>\
        </Relationships>";
    let old = "<comments><commentList><comment ref=\"B2\"><text><t>[Threaded comment] Rút tên</t></text></comment>\
        <comment ref=\"C2\"><text><r><t>Sửa </t></r><r><t>1982</t></r></text></comment></commentList></comments>";
    let new = "<ThreadedComments><threadedComment ref=\"B2\" id=\"1\"><text>Rút tên</text></threadedComment>\
        <threadedComment ref=\"B2\" id=\"2\" parentId=\"1\"><text>Đồng ý</text></threadedComment></ThreadedComments>";
    let sheet =
        "<sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>Vi Thị Na</t></is></c></row></sheetData>";
    let bytes = xlsx_with_parts(
        sheet,
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", rels),
            ("xl/comments1.xml", old),
            ("xl/threadedComments/threadedComment1.xml", new),
        ],
    );
    assert_eq!(
        asides("a.xlsx", &bytes),
        ["B2 Comment «Rút tên»", "B2 Comment «Đồng ý»", "C2 Comment «Sửa 1982»"]
    );
}

#[test]
fn formulas_without_a_value_are_computed_or_told() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><f>\"Vi \"&amp;\"Thị Na\"</f><v></v></c>\
        <c r=\"B1\"><f>VLOOKUP(1,A:B,2)</f></c><c r=\"C1\"><f>1+1</f><v>2</v></c>\
        <c r=\"D1\" t=\"str\"><f>T(E1)</f><v></v></c></row></sheetData>";
    let bytes = xlsx_of(sheet, "<sst/>");
    check_sheet("a.xlsx", &bytes, &["1: A=Vi Thị Na | B=#? | C=2"], &["formula-computed"]);
    assert_eq!(asides("a.xlsx", &bytes), ["B1 Formula «VLOOKUP(1,A:B,2)»"]);
}

#[test]
fn pages_say_it_in_their_styles() {
    let page = "<html><style>.x6 {color:red;\ntext-decoration:line-through;}</style><table>\
        <col><col span=2 style='display:none'><tr><td class=x6>Vi Na<td><s>Pao</s> Páo<td>b\
        <tr style='display: none'><td style=\"text-decoration: line-through\">1975<td>2<br><del></del></table>";
    assert_eq!(
        asides("a.html", page.as_bytes()),
        ["A1 Struck «»", "B1 Struck «Pao»", "B1 Kept «Páo»", "A2 Struck «»", "[(1, 1)] [(1, 2)]"]
    );
}

#[test]
fn an_xml_spreadsheet_says_it_in_its_attributes() {
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\">\
        <Font ss:StrikeThrough=\"1\"/></Style></Styles><Worksheet ss:Name=\"DS\"><Table><Column ss:Index=\"3\" \
        ss:Hidden=\"1\"/><Row ss:Hidden=\"1\"><Cell ss:StyleID=\"s1\"><Data ss:Type=\"String\">Vi Na</Data>\
        <Comment ss:Author=\"x\"><ss:Data xmlns=\"http://www.w3.org/TR/REC-html40\"><B>x:</B> Rút</ss:Data>\
        </Comment></Cell></Row></Table></Worksheet></Workbook>";
    check_sheet("a.xml", xml.as_bytes(), &["1: A=Vi Na"], &[]);
    assert_eq!(asides("a.xml", xml.as_bytes()), ["A1 Comment «x: Rút»", "A1 Struck «»", "[(0, 0)] [(2, 2)]"]);
}

#[test]
fn a_page_saved_as_one_file_has_a_sheet_for_each_table() {
    let page = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; \
        boundary=\"=_x\"\r\n\r\n--=_x\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<html><xml><x:Name>Danh \
        s&#225;ch</x:Name></xml></html>\r\n--=_x\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: \
        text/html; charset=\"utf-8\"\r\n\r\n<table><tr><td>Vi Th=E1=BB=8B Na</td></tr></table>\r\n--=_x--\r\n";
    check_sheet("a.mht", page.as_bytes(), &["1: A=Vi Thị Na"], &[]);
    check_sheet("a.xls", page.as_bytes(), &["1: A=Vi Thị Na"], &["file-misnamed"]);
    let sheet = read("a.mht", page.as_bytes())[0].sheets[0].place.sheet_name().to_owned();
    assert_eq!(sheet, "Danh sách");
    let mail = page.replace("X-Document-Type: Workbook", "To: a@x.vn\r\nSubject: x");
    assert_eq!(read("a.eml", mail.as_bytes())[0].outcome, FileOutcome::Ignored, "a mail stays a mail");
    assert_eq!(MarkKind::ALL.len(), 6);
}
