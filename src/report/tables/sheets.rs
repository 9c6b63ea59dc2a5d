//! *Dữ liệu*, *Dữ liệu chỉ tiêu*, *Dữ liệu tiến độ*: the tables in a workbook.
//!
//! Three tables that grow on their own need three sheets: each begins at A1, one line per record,
//! nothing below or beside it.

use rust_xlsxwriter::{Table as ExcelTable, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::{MOST_LINES, TABLES, Table, Value};
use crate::report::Consolidation;
use crate::report::measure::clip;
use crate::report::page::{add_sheet, date};
use crate::report::style::Styles;

/// Writes the three sheets.
pub(in crate::report) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    for table in &TABLES {
        // What no sheet can hold stands in `data/tbl*.csv`.
        let n_lines = (table.n_lines)(all).min(MOST_LINES);
        let sheet = begin(workbook, styles, table, n_lines)?;
        let mut line = Vec::new();
        for (row, at) in (1..).zip(0..n_lines) {
            line.clear();
            (table.line)(all, at, &mut line);
            for (col, value) in (0..).zip(&line) {
                put(sheet, styles, row, col, value)?;
            }
        }
    }
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    styles: &Styles,
    row: u32,
    col: u16,
    value: &Value<'_>,
) -> Result<(), XlsxError> {
    match value {
        // The workbook's own format: a format for each cell would cost a look-up for each.
        Value::Text(text) => sheet.write_string(row, col, clip(text))?,
        Value::Whole(number) => sheet.write_number(row, col, *number)?,
        Value::Day(day) if 1900 <= day.year() => {
            sheet.write_datetime_with_format(row, col, date(*day)?, &styles.data_date)?
        }
        // Excel knows no day before 1900.
        Value::Day(day) => sheet.write_string(row, col, day.to_string())?,
        Value::Nothing => return Ok(()),
    };
    Ok(())
}

/// A sheet with a table for so many lines; an empty one keeps one blank line, as Excel demands.
fn begin<'b>(
    workbook: &'b mut Workbook,
    styles: &Styles,
    table: &Table,
    n_lines: usize,
) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = add_sheet(workbook, n_lines)?;
    sheet.set_name(table.sheet)?;
    let mut headers: Vec<TableColumn> = Vec::new();
    for (col, column) in (0u16..).zip(table.columns) {
        if column.width == 0 {
            sheet.set_column_hidden(col)?;
        } else {
            sheet.set_column_width_pixels(col, column.width)?;
        }
        headers.push(TableColumn::new().set_header(column.name).set_header_format(styles.data_head.clone()));
    }
    sheet.set_row_height(0, 32)?;
    let excel = ExcelTable::new().set_name(table.name).set_columns(&headers).set_style(TableStyle::Light9);
    let last_row = u32::try_from(n_lines).unwrap_or(u32::MAX).max(1);
    let last_col = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(0, 0, last_row, last_col, &excel)?;
    sheet
        .set_freeze_panes(1, 2)?
        .set_repeat_rows(0, 0)?
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_header("&C&\"Times New Roman,Regular\"&13&P");
    Ok(sheet)
}
