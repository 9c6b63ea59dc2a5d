//! *Dữ liệu*, *Dữ liệu chỉ tiêu*, *Dữ liệu tiến độ*: the tables in a workbook.
//!
//! Three tables that grow on their own need three sheets: each begins at A1, one line per record,
//! nothing below or beside it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::{ColumnKind, ExcelTable, MOST_LINES, TABLES};
use crate::report::Consolidation;
use crate::report::row_stream::RowStream;
use crate::report::style::Styles;

/// The row of a table's first line, zero-based.
const FIRST: u32 = 1;

/// Writes the three sheets, with room for their lines.
pub(in crate::report) fn write<'a>(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    write_up_to(MOST_LINES, workbook, styles, all, blocks)
}

/// The same, with no more than so many lines each.
pub(in crate::report) fn write_up_to<'a>(
    most: usize,
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    for table in &TABLES {
        let sheet_at = workbook.worksheets().len();
        let sheet = begin(workbook, styles, table)?;
        for (col, column) in (0..).zip(table.columns) {
            // The other cells have the workbook's own face.
            if column.kind == ColumnKind::Day {
                sheet.write_blank(FIRST, col, &styles.data_date)?;
            }
        }
        // What no sheet can hold stands in `data/tbl*.csv`.
        let n_lines = (table.n_lines)(all).min(most);
        let all = *all;
        if 0 < n_lines {
            blocks.push(RowStream {
                sheet: sheet_at,
                row: FIRST,
                n_lines,
                heights: Vec::new(),
                shortened: BTreeMap::new(),
                table: Some(table.name),
                line: Box::new(move |at, values| (table.line)(&all, at, values)),
            });
        }
    }
    Ok(())
}

/// A sheet with a table of one blank line, as Excel demands one.
fn begin<'b>(
    workbook: &'b mut Workbook,
    styles: &Styles,
    table: &ExcelTable,
) -> Result<&'b mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet();
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
    let excel = Table::new().set_name(table.name).set_columns(&headers).set_style(TableStyle::Light9);
    let last_col = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.add_table(0, 0, FIRST, last_col, &excel)?;
    sheet
        .set_freeze_panes(1, 2)?
        // Data for machines and for looking things up: an empty cell beside it is all that is printed.
        .set_print_area(0, last_col + 2, 0, last_col + 2)?;
    Ok(sheet)
}
