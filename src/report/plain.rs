//! A new workbook for what is no .xlsx: the cells as they were read, without the looks they had.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::intake::{Sheet, Value};
use crate::report::finish::bytes_of;
use crate::report::measure::clip;
use crate::report::style::FONT;
use crate::text::{Prior, Run, repair};

/// Size of letters, in points.
const SIZE: f64 = 12.0;
/// Columns are as wide as their longest word row needs, within these bounds, in characters.
const WIDTHS: (usize, usize) = (6, 60);

/// The sheets as a workbook: values, merged areas and hidden sheets; formulas are their results.
pub fn unicode_workbook<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let text = Format::new().set_font_name(FONT).set_font_size(SIZE).set_align(FormatAlign::Top);
    for sheet in sheets {
        let page = workbook.add_worksheet();
        let runs = [Run::plain(sheet.place.sheet_name())];
        let name = repair(&runs, &Prior::none());
        let name = if name.doubtful { sheet.place.sheet_name() } else { &name.text };
        // A name that Excel forbids becomes the next number.
        let _ = page.set_name(name);
        if !sheet.visible {
            page.set_hidden(true);
        }
        write(page, sheet, &text)?;
    }
    // No clock: same input, same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    bytes_of(&mut workbook)
}

fn write(page: &mut Worksheet, sheet: &Sheet, text: &Format) -> Result<(), XlsxError> {
    let wrapped = text.clone().set_text_wrap();
    let date = text.clone().set_num_format("dd/mm/yyyy");
    let centred = wrapped.clone().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    for merge in &sheet.merges {
        let is_area = merge.first_row != merge.last_row || merge.first_col != merge.last_col;
        if is_area {
            // Overlapping areas of a broken file are left out; their cells are written below.
            let (first, last) = ((merge.first_row, merge.first_col), (merge.last_row, merge.last_col));
            let _ = page.merge_range(first.0, first.1, last.0, last.1, "", &centred);
        }
    }
    let mut widths: Vec<usize> = Vec::new();
    for row in &sheet.rows {
        for cell in &row.cells {
            let (at, col) = (row.row, cell.col);
            let merge = sheet.merges.iter().find(|merge| {
                (merge.first_row..=merge.last_row).contains(&at)
                    && (merge.first_col..=merge.last_col).contains(&col)
            });
            let format = if merge.is_some() { &centred } else { &wrapped };
            match &cell.value {
                Value::Text(text) => page.write_string_with_format(at, col, clip(&text.shown), format)?,
                Value::Number(number) => page.write_number_with_format(at, col, *number, text)?,
                Value::Date(day) => page.write_datetime_with_format(
                    at,
                    col,
                    ExcelDateTime::from_ymd(
                        day.year().unsigned_abs(),
                        day.month().unsigned_abs(),
                        day.day().unsigned_abs(),
                    )?,
                    &date,
                )?,
                Value::Bool(says) => page.write_boolean_with_format(at, col, *says, text)?,
                Value::Error(error) => page.write_string_with_format(at, col, error.name(), text)?,
            };
            if merge.is_none_or(|merge| merge.first_col == merge.last_col) {
                let col = usize::from(col);
                if widths.len() <= col {
                    widths.resize(col + 1, 0);
                }
                let shown = cell.value.shown();
                let longest = shown.lines().map(|line| line.chars().count()).max().unwrap_or(0);
                if let Some(width) = widths.get_mut(col) {
                    *width = (*width).max(longest);
                }
            }
        }
    }
    for (col, width) in (0..).zip(widths) {
        let width = u16::try_from((width + 2).clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(u16::MAX);
        page.set_column_width(col, f64::from(width))?;
    }
    Ok(())
}
