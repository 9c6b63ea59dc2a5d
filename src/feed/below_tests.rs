//! What stands below a table moves with its last line, and all that refers to it follows, as where Excel inserts or deletes
//! table rows.

use rust_xlsxwriter::{
    Chart, ConditionalFormatFormula, DataValidation, Format, Formula, Note, Table, TableColumn, Url,
    Workbook, Worksheet,
};

use super::tests::{parts, published, text, with_parts};
use super::{Hindrance, Refusal, renewed};

/// A table `tblTienDo` in B3:D7 (three lines in 4 to 6, totals in 7) with a block below it in 10 to 14, wide or not:
/// a heading, merged, sums, a list to choose from, a rule, a note, a link, a chart; figures beside in H, some of which
/// look at it.
fn board(is_wide: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Số liệu").expect("a name");
    let columns = [
        TableColumn::new().set_header("Đơn vị").set_total_label("Cộng"),
        TableColumn::new().set_header("Phải gửi"),
        TableColumn::new().set_header("Chưa gửi"),
    ];
    let table = Table::new().set_name("tblTienDo").set_columns(&columns).set_total_row(true);
    sheet.add_table(2, 1, 6, 3, &table).expect("a table");
    for row in 3..6 {
        sheet.write_string(row, 1, "Cũ").expect("a cell");
        sheet.write_number(row, 2, 5).expect("a cell");
    }
    block(sheet, is_wide);
    let beside = ["=SUM(C4:C6)", "=C11", "=SUM(C10:C12)", "=C4", "=SUM(C4:C11)"];
    for (row, formula) in (3..).zip(beside) {
        sheet.write_formula(row, 7, Formula::new(formula).set_result("1")).expect("a cell");
    }
    let other = book.add_worksheet();
    other.set_name("KPI").expect("a name");
    for (row, formula) in (0..).zip(["='Số liệu'!C11", "=SUM('Số liệu'!$C$10:$C$12)", "='Số liệu'!H4"])
    {
        other.write_formula(row, 0, Formula::new(formula).set_result("1")).expect("a cell");
    }
    other.write_url(4, 0, Url::new("internal:'Số liệu'!B10").set_text("xuống")).expect("a link");
    book.define_name("Chot", "='Số liệu'!$C$11").expect("a name");
    book.save_to_buffer().expect("a workbook")
}

fn block(sheet: &mut Worksheet, is_wide: bool) {
    let last = if is_wide { 6 } else { 3 };
    sheet.merge_range(9, 1, 9, last, "Ghi chú của cơ quan", &Format::new().set_bold()).expect("merged");
    sheet.write_number(10, 2, 7).expect("a cell");
    sheet.write_formula(11, 2, Formula::new("=SUM(C4:C6)+C11").set_result("22")).expect("a cell");
    sheet.write_url(12, 1, Url::new("https://example.org").set_text("mạng")).expect("a link");
    sheet.insert_note(10, 2, &Note::new("cố định")).expect("a note");
    let list = DataValidation::new().allow_list_formula("=$C$11:$C$12".into());
    sheet.add_data_validation(12, 2, 12, 2, &list).expect("a list");
    let rule = ConditionalFormatFormula::new().set_rule("=C11>$C$12").set_format(Format::new().set_bold());
    sheet.add_conditional_format(10, 2, 11, 2, &rule).expect("a rule");
    sheet.set_print_area(0, 0, 30, 9).expect("an area");
    let mut chart = Chart::new_column();
    chart.add_series().set_values(("Số liệu", 10, 2, 11, 2));
    sheet.insert_chart(15, 1, &chart).expect("a chart");
}

#[track_caller]
fn has(held: &str, expects: &[String]) {
    let plain = held.replace("&apos;", "'").replace("&quot;", "\"").replace("&gt;", ">");
    for expect in expects {
        assert!(plain.contains(expect), "{expect} is not in\n{plain}");
    }
}

/// The expected places are what Excel shows after so many rows are inserted in the table, or deleted.
#[track_caller]
fn moves(n: u32) {
    let (_folder, fresh) = published(usize::try_from(n).expect("few"));
    let (fed, after) = renewed(&board(false), &fresh).expect("refreshed");
    let after = parts(&after.expect("changed"));
    let at = |row: u32| row + n - 3;
    let last = at(6);
    has(
        text(&after, "xl/worksheets/sheet1.xml"),
        &[
            format!("<mergeCell ref=\"B{0}:D{0}\"/>", at(10)),
            format!("<f>SUM(C4:C{last})+C{}</f>", at(11)),
            format!("<hyperlink ref=\"B{}\"", at(13)),
            format!("sqref=\"C{}\"", at(13)),
            format!("<formula1>$C${}:$C${}</formula1>", at(11), at(12)),
            format!("<conditionalFormatting sqref=\"C{}:C{}\">", at(11), at(12)),
            format!("<formula>C{}>$C${}</formula>", at(11), at(12)),
            // Beside, each in its row as before.
            format!("<c r=\"H4\"><f>SUM(C4:C{last})</f>"),
            format!("<c r=\"H5\"><f>C{}</f>", at(11)),
            format!("<c r=\"H6\"><f>SUM(C{}:C{})</f>", at(10), at(12)),
            "<c r=\"H7\"><f>C4</f>".to_owned(),
            format!("<c r=\"H8\"><f>SUM(C4:C{})</f>", at(11)),
        ],
    );
    has(
        text(&after, "xl/worksheets/sheet2.xml"),
        &[
            format!("<f>'Số liệu'!C{}</f>", at(11)),
            format!("<f>SUM('Số liệu'!$C${}:$C${})</f>", at(10), at(12)),
            "<f>'Số liệu'!H4</f>".to_owned(),
            format!("location=\"'Số liệu'!B{}\"", at(10)),
        ],
    );
    has(
        text(&after, "xl/workbook.xml"),
        &[
            format!("'Số liệu'!$C${}</definedName>", at(11)),
            format!("'Số liệu'!$A$1:$J${}</definedName>", at(31)),
        ],
    );
    has(text(&after, "xl/charts/chart1.xml"), &[format!("$C${}:$C${}</c:f>", at(11), at(12))]);
    has(text(&after, "xl/comments1.xml"), &[format!("ref=\"C{}\"", at(11))]);
    has(text(&after, "xl/drawings/vmlDrawing1.vml"), &[format!("<x:Row>{}</x:Row>", at(11) - 1)]);
    has(text(&after, "xl/drawings/drawing1.xml"), &[format!("<xdr:row>{}</xdr:row>", at(16) - 1)]);
    assert_eq!(fed.moved, ["tblTienDo"]);
    assert_eq!(fed.left, ["công thức ô H7 trang «Số liệu»"], "one line of the table");
    // A second time nothing is left to do, and back again is as if never moved.
    let bytes = with_parts(&board(false), &[]);
    let (_grown, many) = published(9);
    let (_shrunk, few) = published(2);
    let grown = renewed(&bytes, &many).expect("refreshed").1.expect("changed");
    assert!(renewed(&grown, &many).expect("refreshed").1.is_none());
    let back = parts(&renewed(&grown, &few).expect("refreshed").1.expect("changed"));
    let direct = parts(&renewed(&bytes, &few).expect("refreshed").1.expect("changed"));
    let other = |name: &&String| back.get(*name) != direct.get(*name);
    assert_eq!(back.keys().filter(other).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn what_stands_below_moves_down_where_lines_are_added() {
    moves(8);
}

#[test]
fn what_stands_below_moves_up_where_lines_go() {
    moves(2);
}

#[test]
fn a_block_wider_than_the_table_moves_whole() {
    let (_folder, fresh) = published(8);
    let after = renewed(&board(true), &fresh).expect("refreshed").1.expect("changed");
    let after = parts(&after);
    has(text(&after, "xl/worksheets/sheet1.xml"), &["<mergeCell ref=\"B15:G15\"/>".to_owned()]);
    has(text(&after, "xl/worksheets/sheet2.xml"), &["<f>'Số liệu'!C16</f>".to_owned()]);
}

#[test]
fn what_would_be_torn_apart_is_refused_where_the_table_reaches_it() {
    let plain = board(true);
    let sheet = text(&parts(&plain), "xl/worksheets/sheet1.xml").to_owned();
    // The heading reaches over a column of cells that are merged from a line of the table down past it.
    let torn = sheet
        .replace("<mergeCell ref=\"B10:G10\"/>", "<mergeCell ref=\"B10:G10\"/><mergeCell ref=\"G5:G12\"/>");
    assert_ne!(torn, sheet);
    let torn = with_parts(&plain, &[("xl/worksheets/sheet1.xml", &torn)]);
    let (_many, many) = published(8);
    match renewed(&torn, &many) {
        Err(Refusal::Table { hindrance: Hindrance::Torn(area), .. }) => assert_eq!(area, "G5:G12"),
        other => unreachable!("{other:?}"),
    }
    // Two lines more end before it: it stays where it is.
    let (_few, few) = published(5);
    let after = parts(&renewed(&torn, &few).expect("refreshed").1.expect("changed"));
    has(text(&after, "xl/worksheets/sheet1.xml"), &["<mergeCell ref=\"B10:G10\"/>".to_owned()]);
}

#[test]
fn a_filter_hides_lines_anew_or_is_taken_off() {
    let plain = board(false);
    let held = parts(&plain);
    let hidden = text(&held, "xl/worksheets/sheet1.xml").replace("<row r=\"5\"", "<row hidden=\"1\" r=\"5\"");
    let filtered = |criteria: &str| {
        let filter = format!("<filterColumn colId=\"0\">{criteria}</filterColumn></autoFilter>");
        let table = text(&held, "xl/tables/table1.xml")
            .replace("<autoFilter ref=\"B3:D6\"/>", &("<autoFilter ref=\"B3:D6\">".to_owned() + &filter));
        assert!(table.contains(&filter), "{table}");
        with_parts(&plain, &[("xl/tables/table1.xml", &table), ("xl/worksheets/sheet1.xml", &hidden)])
    };
    let (_folder, fresh) = published(4);
    let hidden_rows = |bytes: &[u8]| {
        let (fed, after) = renewed(bytes, &fresh).expect("refreshed");
        let after = parts(&after.expect("changed"));
        let sheet = text(&after, "xl/worksheets/sheet1.xml").to_owned();
        let is_hidden = |row: &u32| {
            let start =
                sheet.find(&format!(" r=\"{row}\"")).map_or(0, |at| sheet[..at].rfind('<').unwrap_or(0));
            sheet[start..].split('>').next().is_some_and(|tag| tag.contains("hidden=\"1\""))
        };
        ((4..=7).filter(is_hidden).collect::<Vec<u32>>(), fed, after)
    };
    let list = "<filters><filter val=\"=Xã 2\"/><filter val=\"=Xã 4\"/></filters>";
    let (rows, fed, after) = hidden_rows(&filtered(list));
    assert_eq!((rows, fed.filtered), (vec![4, 6], vec![("tblTienDo".to_owned(), 2)]));
    assert!(text(&after, "xl/tables/table1.xml").contains(list), "the criteria stay");
    let (rows, fed, after) = hidden_rows(&filtered("<top10 val=\"2\"/>"));
    assert_eq!((rows, fed.unfiltered), (vec![], vec!["tblTienDo".to_owned()]));
    assert!(!text(&after, "xl/tables/table1.xml").contains("filterColumn"));
    let by_hand = with_parts(&plain, &[("xl/worksheets/sheet1.xml", &hidden)]);
    let (rows, fed, _) = hidden_rows(&by_hand);
    assert_eq!((rows, fed.shown), (vec![], 1), "whoever hid it hid another one");
}
