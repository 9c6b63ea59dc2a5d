//! *Dữ liệu*, *Dữ liệu chỉ tiêu*, *Dữ liệu tiến độ*: the Excel tables that dashboards build on.
//!
//! Three tables that grow on their own need three sheets: each begins at A1, one line per record,
//! nothing below or beside it. Their names and columns are fixed; columns with English names hold
//! codes, are hidden, and read like the columns of `data/*.csv`. In `tblDangKy`, `unit_code` and
//! `kind` are those of the exemplar, by which it is counted.

use jiff::civil::Date;
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::Consolidation;
use super::measure::clip;
use super::page::date;
use super::part::{Part, exemplar_of, movement_name, unit_name};
use super::quotas::{holder_of, movement_of};
use super::style::Styles;
use crate::plan::HolderKind;
use crate::units::UnitCode;

/// A column: its name, its width in pixels, hidden where that is 0.
type Column = (&'static str, u32);

/// Columns of `tblDangKy`.
const REGISTRATIONS: [Column; 27] = [
    ("STT", 45),
    ("Tên điển hình", 200),
    ("Đối tượng", 90),
    ("Ngày sinh", 85),
    ("Năm sinh", 70),
    ("Giới tính", 70),
    ("Chức vụ", 160),
    ("Nơi công tác", 180),
    ("Đơn vị", 200),
    ("Đơn vị gửi", 200),
    ("Phong trào", 220),
    ("Cơ quan chủ trì", 200),
    ("Ngày nhận", 85),
    ("Trạng thái", 110),
    ("Thành tích", 220),
    ("Ghi chú", 150),
    ("Tệp nguồn", 220),
    ("Trang tính", 100),
    ("Dòng", 55),
    ("registration_id", 0),
    ("exemplar_id", 0),
    ("status", 0),
    ("kind", 0),
    ("unit_code", 0),
    ("sender_code", 0),
    ("movement_id", 0),
    ("lead_code", 0),
];

/// Columns of `tblChiTieu`.
const QUOTAS: [Column; 17] = [
    ("STT", 45),
    ("Phong trào", 300),
    ("Cơ quan chủ trì", 240),
    ("Đối tượng", 140),
    ("Số giao", 80),
    ("Đã đăng ký", 80),
    ("Còn thiếu", 80),
    ("Vượt", 80),
    ("Kết quả", 90),
    ("Căn cứ", 300),
    ("Dòng kế hoạch", 80),
    ("movement_id", 0),
    ("lead_code", 0),
    ("kind", 0),
    ("holder", 0),
    ("scope", 0),
    ("status", 0),
];

/// Columns of `tblTienDo`.
const REPORTING: [Column; 12] = [
    ("STT", 45),
    ("Đơn vị", 280),
    ("Cấp", 110),
    ("Phải gửi", 80),
    ("Đã gửi", 80),
    ("Đúng hạn", 80),
    ("Gửi muộn", 80),
    ("Chưa gửi", 80),
    ("Ngày nhận gần nhất", 110),
    ("Hạn nộp", 110),
    ("unit_code", 0),
    ("level", 0),
];

/// Writes the three sheets.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    registrations(workbook, styles, &part.all)?;
    quotas(workbook, styles, part)?;
    reporting(workbook, styles, &part.all)
}

fn registrations(workbook: &mut Workbook, styles: &Styles, all: &Consolidation<'_>) -> Result<(), XlsxError> {
    let held = &all.registry.registrations;
    let sheet = begin(workbook, styles, "Dữ liệu", "tblDangKy", &REGISTRATIONS, held.len())?;
    for (at, registration) in held.iter().enumerate() {
        let exemplar = exemplar_of(all, at);
        let unit = exemplar.map_or(registration.unit.as_ref(), |exemplar| exemplar.unit.as_ref());
        let kind = exemplar.map_or(registration.kind, |exemplar| exemplar.kind);
        let unit_shown = match unit {
            Some(_) => unit_name(all.units, unit),
            None => &registration.unit_written,
        };
        let sender = match &registration.sender {
            Some(code) => unit_name(all.units, Some(code)),
            None => &registration.sender_name,
        };
        let movement = match &registration.movement {
            Some(id) => movement_name(all.plan, Some(id)),
            None => String::new(),
        };
        let mut line = Line::start(sheet, styles, at)?;
        line.text(&registration.name)?;
        line.text(kind.label())?;
        line.day(registration.birth_date)?;
        line.number(registration.birth_year)?;
        line.text(registration.gender.map_or("", crate::record::Gender::label))?;
        line.text(&registration.position)?;
        line.text(&registration.workplace)?;
        line.text(unit_shown)?;
        line.text(sender)?;
        line.text(&movement)?;
        line.text(registration.lead.as_ref().map_or("", |lead| unit_name(all.units, Some(lead))))?;
        line.day(Some(registration.received))?;
        line.text(registration.status.label())?;
        line.text(&registration.achievement)?;
        line.text(&registration.remark)?;
        line.text(&registration.place.source)?;
        line.text(registration.place.sheet_name())?;
        line.number(registration.place.row_shown())?;
        line.text(registration.id.as_str())?;
        line.text(exemplar.map_or("", |exemplar| exemplar.id.as_str()))?;
        line.text(registration.status.id())?;
        line.text(kind.id())?;
        line.text(unit.map_or("", UnitCode::as_str))?;
        line.text(registration.sender.as_ref().map_or("", UnitCode::as_str))?;
        line.text(registration.movement.as_ref().map_or("", |movement| movement.as_str()))?;
        line.text(registration.lead.as_ref().map_or("", UnitCode::as_str))?;
    }
    Ok(())
}

fn quotas(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let tallies = all.tallies;
    let sheet = begin(workbook, styles, "Dữ liệu chỉ tiêu", "tblChiTieu", &QUOTAS, tallies.len())?;
    for (at, tally) in tallies.iter().enumerate() {
        let Some(quota) = all.plan.quotas.get(tally.quota_at) else {
            continue;
        };
        let mut line = Line::start(sheet, styles, at)?;
        line.text(&movement_of(part, quota))?;
        line.text(unit_name(all.units, Some(&quota.lead)))?;
        line.text(&holder_of(quota))?;
        line.number(Some(quota.at_least))?;
        line.number(Some(tally.registered))?;
        line.number(Some(tally.shortfall))?;
        line.number(Some(tally.excess))?;
        line.text(tally.status.label())?;
        line.text(&quota.basis)?;
        line.number(u32::try_from(quota.line).ok())?;
        line.text(quota.movement.as_ref().map_or("", |movement| movement.as_str()))?;
        line.text(quota.lead.as_str())?;
        line.text(quota.kind.map_or("any", HolderKind::id))?;
        line.text(quota.holder.as_ref().map_or("", |holder| holder.name.as_str()))?;
        line.text(quota.scope.id())?;
        line.text(tally.status.id())?;
    }
    Ok(())
}

fn reporting(workbook: &mut Workbook, styles: &Styles, all: &Consolidation<'_>) -> Result<(), XlsxError> {
    let lines = all.reporting;
    let sheet = begin(workbook, styles, "Dữ liệu tiến độ", "tblTienDo", &REPORTING, lines.len())?;
    for (at, report) in lines.iter().enumerate() {
        let unit = all.units.find(&report.unit);
        let mut line = Line::start(sheet, styles, at)?;
        line.text(unit_name(all.units, Some(&report.unit)))?;
        line.text(unit.map_or("", |unit| unit.level.label()))?;
        for count in [report.expected, report.received, report.on_time, report.late, report.missing] {
            line.number(Some(count))?;
        }
        line.day(report.last_received)?;
        line.day(Some(report.due))?;
        line.text(report.unit.as_str())?;
        line.text(unit.map_or("", |unit| unit.level.id()))?;
    }
    Ok(())
}

/// A sheet with a table for so many lines; an empty one keeps one blank line, as Excel demands.
fn begin<'b>(
    workbook: &'b mut Workbook,
    styles: &Styles,
    name: &str,
    table_name: &str,
    columns: &[Column],
    lines: usize,
) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let mut headers: Vec<TableColumn> = Vec::new();
    for (col, (header, width)) in (0u16..).zip(columns) {
        if *width == 0 {
            sheet.set_column_hidden(col)?;
        } else {
            sheet.set_column_width_pixels(col, *width)?;
        }
        headers.push(TableColumn::new().set_header(*header).set_header_format(styles.data_head.clone()));
    }
    sheet.set_row_height(0, 32)?;
    let table = Table::new().set_name(table_name).set_columns(&headers).set_style(TableStyle::Light9);
    let last_row = u32::try_from(lines).unwrap_or(u32::MAX).max(1);
    let last_col = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(0, 0, last_row, last_col, &table)?;
    sheet
        .set_freeze_panes(1, 2)?
        .set_repeat_rows(0, 0)?
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_header("&C&\"Times New Roman,Regular\"&13&P");
    Ok(sheet)
}

/// One line of a table, written from the first column on.
struct Line<'b> {
    sheet: &'b mut Worksheet,
    styles: &'b Styles,
    row: u32,
    col: u16,
}

impl<'b> Line<'b> {
    /// Begins the line of a zero-based record with its number.
    fn start(sheet: &'b mut Worksheet, styles: &'b Styles, at: usize) -> Result<Line<'b>, XlsxError> {
        // Past the last row of Excel the writer refuses, and says so.
        let row = u32::try_from(at).unwrap_or(u32::MAX - 1) + 1;
        let mut line = Line { sheet, styles, row, col: 0 };
        line.number(Some(row))?;
        Ok(line)
    }

    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            // The workbook's own format: a format for each cell would cost a look-up for each.
            self.sheet.write_string(self.row, self.col, clip(text))?;
        }
        self.col += 1;
        Ok(())
    }

    fn number(&mut self, number: Option<impl Into<f64>>) -> Result<(), XlsxError> {
        if let Some(number) = number {
            self.sheet.write_number(self.row, self.col, number)?;
        }
        self.col += 1;
        Ok(())
    }

    fn day(&mut self, day: Option<Date>) -> Result<(), XlsxError> {
        if let Some(day) = day
            && 1900 <= day.year()
        {
            let format = &self.styles.data_date;
            self.sheet.write_datetime_with_format(self.row, self.col, date(day)?, format)?;
        }
        self.col += 1;
        Ok(())
    }
}
