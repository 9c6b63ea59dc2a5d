//! *Biểu đồ*: three charts on one printed page.
//!
//! They belong to *Tổng hợp*, but a sheet of their own keeps them clear of the matrix, whose header
//! repeats on every page and whose rows people unfold.

use std::ops::Range;

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartSolidFill, Color, Workbook, XlsxError,
};

use super::page::{PAGE_WIDTH, Page};
use super::part::Part;
use super::style::Styles;
use super::{progress, quotas, style, summary};

/// Height of the page that charts fill, in pixels: A4 landscape less margins and the heading.
const HEIGHT: u32 = 570;

/// More bars than this cannot be read on one page.
const MOST_BARS: u32 = 40;

/// Writes quotas by lead agency, exemplars by kind and the state of reporting; `kinds` are the rows
/// of *Tổng hợp* that hold the sums by kind, in its column `total_col`.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'_>,
    kinds: &Range<u32>,
    total_col: u16,
) -> Result<(), XlsxError> {
    let half = PAGE_WIDTH * 56 / 100;
    let mut page = Page::add(workbook, styles, "Biểu đồ", &[half, PAGE_WIDTH - half])?;
    page.sheet.set_print_fit_to_pages(1, 1);
    page.spread(0, 1, "BIỂU ĐỒ TỔNG HỢP ĐIỂN HÌNH TIÊN TIẾN", &styles.title)?;
    page.spread(0, 1, &part.subject(), &styles.subtitle)?;
    page.gap(6.0)?;
    let row = page.row;
    let width = PAGE_WIDTH - half - 6;
    let quotas = u32::try_from(part.all.tallies.len()).unwrap_or(u32::MAX).min(MOST_BARS);
    if 0 < quotas {
        let mut chart = quota_chart(quotas);
        chart.set_width(half - 6).set_height(HEIGHT);
        page.sheet.insert_chart_with_offset(row, 0, &chart, 2, 0)?;
    }
    if !kinds.is_empty() {
        let mut chart = kind_chart(kinds, total_col);
        chart.set_width(width).set_height(HEIGHT / 2 - 4);
        page.sheet.insert_chart_with_offset(row, 1, &chart, 2, 0)?;
    }
    if !part.reporting.is_empty() {
        let mut chart = reporting_chart(u32::try_from(part.reporting.len()).unwrap_or(0));
        chart.set_width(width).set_height(HEIGHT / 2 - 4);
        page.sheet.insert_chart_with_offset(row, 1, &chart, 2, HEIGHT / 2 + 4)?;
    }
    Ok(())
}

fn quota_chart(lines: u32) -> Chart {
    let (first, last) = (quotas::HEADER_ROW + 1, quotas::HEADER_ROW + lines);
    let mut chart = Chart::new_bar();
    for (name, col, color) in
        [("Số giao", quotas::REQUIRED, style::REQUIRED), ("Đã đăng ký", quotas::REGISTERED, style::GOOD)]
    {
        chart
            .add_series()
            .set_name(name)
            .set_categories((quotas::NAME, first, quotas::LEAD, last, quotas::LEAD))
            .set_values((quotas::NAME, first, col, last, col))
            .set_format(ChartFormat::new().set_solid_fill(&fill(color)))
            .set_data_label(ChartDataLabel::new().show_value().set_font(&font(9)))
            .set_gap(40);
    }
    chart.title().set_name("Chỉ tiêu theo cơ quan chủ trì").set_font(font(13).set_bold());
    // In a chart of bars the horizontal axis holds the values; each bar says its own.
    chart.x_axis().set_min(0).set_hidden(true).set_major_gridlines(false);
    chart.y_axis().set_font(&font(9)).set_reverse();
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(10));
    chart.set_alt_text("Số giao và số đã đăng ký của từng cơ quan chủ trì");
    chart
}

fn kind_chart(kinds: &Range<u32>, total_col: u16) -> Chart {
    let (first, last) = (kinds.start, kinds.end - 1);
    let mut chart = Chart::new_column();
    chart
        .add_series()
        .set_name("Số điển hình")
        .set_categories((summary::NAME, first, 1, last, 1))
        .set_values((summary::NAME, first, total_col, last, total_col))
        .set_format(ChartFormat::new().set_solid_fill(&fill(style::GOOD)))
        .set_data_label(
            ChartDataLabel::new()
                .show_value()
                .set_position(ChartDataLabelPosition::OutsideEnd)
                .set_font(font(10).set_bold()),
        )
        .set_gap(60);
    chart.title().set_name("Điển hình theo đối tượng").set_font(font(13).set_bold());
    chart.x_axis().set_font(&font(10));
    chart
        .y_axis()
        .set_font(&font(9))
        .set_min(0)
        .set_num_format("0")
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xDD_DD_DD)));
    chart.legend().set_hidden();
    chart.set_alt_text("Số điển hình theo đối tượng");
    chart
}

fn reporting_chart(units: u32) -> Chart {
    let (head, total) = progress::chart_rows(units);
    let mut chart = Chart::new_doughnut();
    let (first, last) = (progress::ON_TIME, progress::MISSING);
    chart
        .add_series()
        .set_name("Báo cáo")
        .set_categories((progress::NAME, head, first, head, last))
        .set_values((progress::NAME, total, first, total, last))
        .set_point_colors(&[style::GOOD, style::LATE, style::BAD])
        .set_data_label(
            ChartDataLabel::new().show_value().set_font(font(11).set_bold().set_color(Color::White)),
        );
    chart.set_hole_size(50);
    chart.title().set_name("Tình hình gửi danh sách").set_font(font(13).set_bold());
    chart.legend().set_position(ChartLegendPosition::Right).set_font(&font(11));
    chart.set_alt_text("Số danh sách gửi đúng hạn, gửi muộn và chưa gửi");
    chart
}

fn font(size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(style::FONT).set_size(size).unset_bold();
    font
}

fn fill(color: u32) -> ChartSolidFill {
    let mut fill = ChartSolidFill::new();
    fill.set_color(Color::RGB(color));
    fill
}
