//! Charts, formulas and sparklines as people build them over the cells of a table: they grow and shrink with it, as
//! they do when rows are added to a table in Excel.

use rust_xlsxwriter::{Chart, ConditionalFormatFormula, DataValidation, Formula, Sparkline, Workbook};

use super::tests::{dashboard, parts, published, text, with_parts};
use super::{Fed, renewed};

/// The dashboard with a sheet of figures over the cells of its table, whose lines stand in rows 4 to 6.
fn over_cells() -> Vec<u8> {
    let plain = dashboard("");
    let mut board = Workbook::new();
    let lines = board.add_worksheet();
    lines.set_name("Số liệu").expect("a name");
    for row in 3..6 {
        lines.write_string(row, 1, "Cũ").expect("a cell");
        lines.write_number(row, 2, 5).expect("a cell");
    }
    let kpi = board.add_worksheet();
    kpi.set_name("KPI").expect("a name");
    let formulas = [
        "=SUM('Số liệu'!C4:C6)",
        "=COUNTIF('Số liệu'!$B$4:$B$6,\"Xã 1\")",
        "=SUMPRODUCT(('Số liệu'!$B$3:$B$6<>\"\")*1)",
        "='Số liệu'!C7",
        "='Số liệu'!C5",
        "=SUM('Số liệu'!C5:C6)",
    ];
    for (row, formula) in (0..).zip(formulas) {
        kpi.write_formula(row, 0, Formula::new(formula).set_result("1")).expect("a cell");
    }
    let rule = ConditionalFormatFormula::new().set_rule("=A1>MAX('Số liệu'!$C$4:$C$6)");
    kpi.add_conditional_format(0, 0, 5, 0, &rule).expect("a rule");
    let list = DataValidation::new().allow_list_formula("='Số liệu'!$B$4:$B$6".into());
    kpi.add_data_validation(7, 0, 7, 0, &list).expect("a list");
    kpi.add_sparkline(8, 0, &Sparkline::new().set_range(("Số liệu", 3, 2, 5, 2))).expect("a sparkline");
    let mut chart = Chart::new_column();
    chart.add_series().set_values(("Số liệu", 3, 2, 5, 2)).set_categories(("Số liệu", 3, 1, 5, 1));
    chart.add_series().set_values(("Số liệu", 3, 4, 5, 4)).set_name(("Số liệu", 2, 4));
    kpi.insert_chart(10, 2, &chart).expect("a chart");
    let board = parts(&board.save_to_buffer().expect("a workbook"));
    let changes = ["xl/worksheets/sheet2.xml", "xl/charts/chart1.xml"].map(|name| (name, text(&board, name)));
    with_parts(&plain, &changes)
}

fn fed(bytes: &[u8], n: usize) -> (Fed, std::collections::BTreeMap<String, Vec<u8>>) {
    let (_folder, fresh) = published(n);
    let (fed, after) = renewed(bytes, &fresh).expect("refreshed");
    (fed, parts(&after.expect("changed")))
}

#[track_caller]
fn follows(n: usize, last: u32) {
    let (fed, after) = fed(&over_cells(), n);
    let kpi = text(&after, "xl/worksheets/sheet2.xml");
    let expect = [
        format!("<f>SUM('Số liệu'!C4:C{last})</f>"),
        format!("<f>COUNTIF('Số liệu'!$B$4:$B${last},\"Xã 1\")</f>"),
        format!("<f>SUMPRODUCT(('Số liệu'!$B$3:$B${last}&lt;&gt;\"\")*1)</f>"),
        format!("<f>'Số liệu'!C{}</f>", last + 1),
        "<f>'Số liệu'!C5</f>".to_owned(),
        format!("MAX('Số liệu'!$C$4:$C${last})</formula>"),
        format!("<formula1>'Số liệu'!$B$4:$B${last}</formula1>"),
        format!("<xm:f>'Số liệu'!C4:C{last}</xm:f>"),
    ];
    for expect in expect {
        let plain = kpi.replace("&quot;", "\"").replace("&apos;", "'");
        assert!(plain.contains(&expect), "{expect} is not in\n{plain}");
    }
    let chart = text(&after, "xl/charts/chart1.xml").replace("&apos;", "'");
    for expect in
        [format!("$C$4:$C${last}</c:f>"), format!("$B$4:$B${last}</c:f>"), format!("$E$4:$E${last}</c:f>")]
    {
        assert!(chart.contains(&expect), "{expect} is not in\n{chart}");
    }
    assert!(chart.contains("$E$3</c:f>"), "the name of a series is its header's");
    assert_eq!(chart.matches(&format!("<c:ptCount val=\"{n}\"/>")).count(), 2, "units and lists\n{chart}");
    assert!(chart.contains("<c:v>=Xã 1</c:v>") && chart.contains("<c:v>2</c:v>"), "{chart}");
    // Four formulas, a rule, a list, a sparkline, three ranges of the chart.
    let some = ["công thức ô A5 trang «KPI»", "công thức ô A6 trang «KPI»"];
    if 6 <= last {
        assert_eq!(fed.followers, 10, "{fed:?}");
        assert_eq!(fed.left, some, "what names some lines is left as it is, and said");
    } else {
        // Of the lines 5 and 6, the totals stand in 6 now: a sum over it would count lines twice.
        assert!(kpi.contains("'!C5:C5)</f>") || kpi.contains("&apos;!C5:C5)</f>"), "{kpi}");
        assert_eq!((fed.followers, &*fed.left), (11, &[some[0].to_owned()][..]), "{fed:?}");
    }
}

#[test]
fn what_names_all_lines_grows_with_them() {
    follows(8, 11);
}

#[test]
fn what_names_all_lines_shrinks_with_them() {
    follows(2, 5);
}

#[test]
fn a_second_time_nothing_is_left_to_do() {
    let (_folder, fresh) = published(8);
    let (_, once) = renewed(&over_cells(), &fresh).expect("refreshed");
    let (fed, again) = renewed(&once.expect("changed"), &fresh).expect("refreshed");
    assert!(again.is_none(), "{fed:?}");
}

#[test]
fn cells_that_share_a_formula_get_their_own_where_only_some_follow() {
    let plain = over_cells();
    let kpi = text(&parts(&plain), "xl/worksheets/sheet2.xml").to_owned();
    let cell = |at: &str| {
        let start = kpi.find(&format!("<c r=\"{at}\"")).expect("a cell");
        let end = kpi[start..].find("</c>").expect("its end") + start + 4;
        kpi[start..end].to_owned()
    };
    let shared = kpi
        .replace(
            &cell("A1"),
            "<c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">SUM('Số liệu'!C4:C6)</f><v>15</v></c>",
        )
        .replace(&cell("A2"), "<c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>10</v></c>");
    let (fed, after) = fed(&with_parts(&plain, &[("xl/worksheets/sheet2.xml", &shared)]), 8);
    let kpi = text(&after, "xl/worksheets/sheet2.xml").replace("&apos;", "'");
    for expect in ["<c r=\"A1\"><f>SUM('Số liệu'!C4:C11)</f>", "<c r=\"A2\"><f>SUM('Số liệu'!C5:C12)</f>"]
    {
        assert!(kpi.contains(expect), "{expect} is not in\n{kpi}");
    }
    assert_eq!(fed.followers, 10, "{fed:?}");
}
