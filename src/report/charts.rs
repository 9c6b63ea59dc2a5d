//! *Biểu đồ*: what a leader asks first — who has met its quotas, when did whom register, which level
//! reports — and, on the next page, the figures that the charts draw.
//!
//! They belong to *Tổng hợp*, but a sheet of their own keeps them clear of the matrix, whose header
//! repeats on every page and whose rows people unfold. The figures are formulas over *Chỉ tiêu* and
//! `tblDangKy`; those by level stand on *Tiến độ*.

use std::ops::Range;

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPatternFill,
    ChartPatternFillType, ChartSolidFill, ChartType, Color, Workbook, XlsxError,
};

use super::figures::{self, ByLead, ByMonth};
use super::page::{PAGE_WIDTH, Page};
use super::part::Part;
use super::style::Styles;
use super::{progress, style};

/// The sheet's name.
const NAME: &str = "Biểu đồ";

/// Height of the page that charts fill, in pixels: A4 landscape less margins and the heading.
const HEIGHT: u32 = 555;

/// Rows that the charts lie on.
const ROWS: u32 = 3;

/// Pixels of a point on screen.
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;

/// How a series is filled: plain, or with a pattern on white, so that neighbours differ in grey too.
#[derive(Clone, Copy)]
enum Ink {
    Dark(u32),
    Light(u32),
    Pattern(u32, ChartPatternFillType),
}

impl Ink {
    fn format(self) -> ChartFormat {
        let mut format = ChartFormat::new();
        let (Ink::Dark(color) | Ink::Light(color) | Ink::Pattern(color, _)) = self;
        match self {
            Ink::Dark(color) | Ink::Light(color) => {
                format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(color)));
            }
            Ink::Pattern(color, pattern) => {
                let mut fill = ChartPatternFill::new();
                fill.set_pattern(pattern).set_foreground_color(Color::RGB(color));
                format.set_pattern_fill(fill.set_background_color(Color::White));
            }
        }
        format.set_border(ChartLine::new().set_color(Color::RGB(color)).set_width(0.75));
        format
    }

    fn is_dark(self) -> bool {
        matches!(self, Ink::Dark(_))
    }
}

/// What is done.
const MET: Ink = Ink::Dark(style::GOOD);
/// What came late.
const LATE: Ink = Ink::Light(style::LATE);
/// What is missing.
const SHORT: Ink = Ink::Pattern(style::BAD, ChartPatternFillType::DiagonalStripesWideUpwards);

/// One for each kind: dark, light and patterned in turns.
const KINDS: [Ink; 6] = [
    Ink::Dark(0x1F_4E_79),
    Ink::Light(0xE0_A0_30),
    Ink::Pattern(0x2E_75_4F, ChartPatternFillType::DiagonalStripesWideUpwards),
    Ink::Light(0x9D_B7_D5),
    Ink::Dark(0x8C_5A_9E),
    Ink::Pattern(0x7F_7F_7F, ChartPatternFillType::Dotted50Percent),
];

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let by_lead = ByLead::of(part);
    let by_month = ByMonth::of(part);
    let mut page = Page::add(workbook, styles, NAME, &figures::WIDTHS)?;
    let last = page.last_col();
    page.spread(0, last, "BIỂU ĐỒ TỔNG HỢP ĐIỂN HÌNH TIÊN TIẾN", &styles.title)?;
    page.spread(0, last, &part.subject(), &styles.subtitle)?;
    page.gap(6.0)?;
    let top = page.row;
    for _ in 0..ROWS {
        page.gap(f64::from(HEIGHT + 6) / PIXELS_PER_POINT / f64::from(ROWS))?;
    }
    page.break_page()?;
    let leads = by_lead.write(&mut page)?;
    let months = by_month.write(&mut page)?;

    let levels = progress::level_rows(part);
    // One bar says no more than its number.
    let quotas = (1 < leads.len()).then(|| quota_chart(&by_lead, &leads));
    let months = (1 < months.len()).then(|| month_chart(&by_month, &months));
    let levels = (1 < levels.len()).then(|| level_chart(&levels));
    let charts: Vec<Chart> = [quotas, months, levels].into_iter().flatten().collect();
    let n_charts = charts.len();
    for (mut chart, (x, y, width, height)) in charts.into_iter().zip(places(n_charts)) {
        chart.set_width(width).set_height(height);
        page.sheet.insert_chart_with_offset(top, 0, &chart, x, y)?;
    }
    Ok(())
}

/// Where so many charts stand, in pixels: left, top, width, height. The first has the most to show.
fn places(n_charts: usize) -> Vec<(u32, u32, u32, u32)> {
    let left = PAGE_WIDTH * 52 / 100;
    let (right, above) = (PAGE_WIDTH - left - 4, HEIGHT / 2 + 16);
    match n_charts {
        0 | 1 => vec![(2, 2, PAGE_WIDTH - 6, HEIGHT)],
        2 => vec![(2, 2, left - 8, HEIGHT), (left, 2, right, HEIGHT)],
        _ => vec![
            (2, 2, left - 8, HEIGHT),
            (left, 2, right, above),
            (left, above + 8, right, HEIGHT - above - 6),
        ],
    }
}

/// How much of the minimums each lead agency has, and what is missing of them.
fn quota_chart(by_lead: &ByLead, rows: &Range<u32>) -> Chart {
    let (first, last) = (rows.start, rows.end - 1);
    let mut chart = Chart::new(ChartType::BarStacked);
    for (col, ink) in [(figures::MET, MET), (figures::SHORTFALL, SHORT)] {
        chart
            .add_series()
            .set_name((NAME, first - 1, col))
            .set_categories((NAME, first, figures::LEAD, last, figures::LEAD))
            .set_values((NAME, first, col, last, col))
            .set_format(&mut ink.format())
            .set_data_label(&label(ink))
            .set_gap(40);
    }
    let title = match by_lead.left_out {
        0 => "Thực hiện chỉ tiêu theo cơ quan chủ trì".to_owned(),
        _ => format!("Thực hiện chỉ tiêu: {} cơ quan còn thiếu nhiều nhất", by_lead.lines.len()),
    };
    chart.title().set_name(&title).set_font(font(13).set_bold());
    // In a chart of bars the horizontal axis holds the values; each bar says its own.
    chart.x_axis().set_min(0).set_hidden(true).set_major_gridlines(false);
    let small = if 24 < by_lead.lines.len() { 7 } else { 9 };
    chart.y_axis().set_font(&font(small)).set_reverse();
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(10));
    chart.set_alt_text("Số đã đạt và số còn thiếu so với chỉ tiêu của từng cơ quan chủ trì");
    chart
}

/// How many registrations of each kind came in each month.
fn month_chart(by_month: &ByMonth, rows: &Range<u32>) -> Chart {
    let (first, last) = (rows.start, rows.end - 1);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for ((col, _), ink) in (figures::FIRST_KIND..).zip(&by_month.kinds).zip(KINDS) {
        chart
            .add_series()
            .set_name((NAME, first - 1, col))
            .set_categories((NAME, first, figures::LEAD, last, figures::LEAD))
            .set_values((NAME, first, col, last, col))
            .set_format(&mut ink.format())
            .set_gap(50);
    }
    let title = format!("Lượt đăng ký theo {} nhận và đối tượng", by_month.step.word());
    chart.title().set_name(&title).set_font(font(13).set_bold());
    chart.x_axis().set_font(&font(9));
    chart
        .y_axis()
        .set_font(&font(9))
        .set_min(0)
        .set_num_format("#,##0")
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xDD_DD_DD)));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    chart.set_alt_text("Số lượt đăng ký theo thời gian nhận và đối tượng");
    chart
}

/// How many units of each level sent all lists on time, some late, or still owe some.
fn level_chart(rows: &Range<u32>) -> Chart {
    let (first, last) = (rows.start, rows.end - 1);
    let mut chart = Chart::new(ChartType::BarPercentStacked);
    for (at, ink) in (0_u16..).zip([MET, LATE, SHORT]) {
        let col = progress::ON_TIME + at;
        chart
            .add_series()
            .set_name((progress::NAME, first - 1, col))
            .set_categories((progress::NAME, first, progress::UNIT, last, progress::UNIT))
            .set_values((progress::NAME, first, col, last, col))
            .set_format(&mut ink.format())
            .set_data_label(&label(ink))
            .set_gap(50);
    }
    chart.title().set_name("Tình hình gửi danh sách theo cấp (số đơn vị)").set_font(font(13).set_bold());
    chart.x_axis().set_min(0).set_hidden(true).set_major_gridlines(false);
    chart.y_axis().set_font(&font(9)).set_reverse();
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9));
    chart.set_alt_text("Số đơn vị gửi đúng hạn, gửi muộn và còn thiếu danh sách của từng cấp");
    chart
}

/// The number inside a bar; none where there is nothing.
fn label(ink: Ink) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    let color = if ink.is_dark() { Color::White } else { Color::Black };
    label.show_value().set_num_format("#,##0;;").set_font(font(9).set_bold().set_color(color));
    label
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(style::FONT).set_size(size).unset_bold();
    font
}
