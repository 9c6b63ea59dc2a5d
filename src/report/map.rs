//! The map of sheets in colours: each cell where it stood, each row in the colour of its role, each
//! header with what its column was taken for.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet, XlsxError};

use super::finish::bytes_of;
use super::measure::{clip, clip_to};
use crate::intake::Sheet;
use crate::layout::{Column, Field, Role, SheetMap};

/// Names of sheets are at most this long in Excel.
const MAX_SHEET_NAME: usize = 31;
/// The widest name of a sheet, less what tells apart two of the same name.
const MAX_OWN_NAME: usize = MAX_SHEET_NAME - 5;

/// Draws sheets as they were understood, one sheet each, and the legend on a last one.
///
/// Cells, rows and columns stand where they stood. The column right of the last one with content
/// says each row's role and how sure it is; a note on each header, and on each value of a form, says
/// what it means.
///
/// # Errors
/// Fails where a limit of Excel is passed.
pub fn draw_map<'a>(
    sheets: impl IntoIterator<Item = (&'a Sheet, &'a SheetMap)>,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock: same input, same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title("Cách đọc").set_creation_datetime(&made));
    for (at, (sheet, map)) in sheets.into_iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet_name(sheet.place.sheet_name(), at))?;
        draw(worksheet, sheet, map)?;
    }
    legend(workbook.add_worksheet())?;
    bytes_of(&mut workbook)
}

/// A name that Excel takes, unlike those of the other sheets.
fn sheet_name(name: &str, at: usize) -> String {
    let is_odd = |c: char| "[]:*?/\\".contains(c) || c.is_control();
    let kept: String = name.chars().map(|c| if is_odd(c) { ' ' } else { c }).collect();
    format!("{} {}", at + 1, clip_to(&kept, MAX_OWN_NAME).trim_matches(['\'', ' '])).trim().to_owned()
}

fn draw(worksheet: &mut Worksheet, sheet: &Sheet, map: &SheetMap) -> Result<(), XlsxError> {
    let last = sheet.rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.col).max().unwrap_or(0);
    let beside = last.saturating_add(1);
    for (row, mapped) in sheet.rows.iter().zip(&map.rows) {
        let format = face(mapped.role);
        for cell in &row.cells {
            worksheet.write_string_with_format(row.row, cell.col, clip(&cell.value.shown()), &format)?;
        }
        let role = format!("{} {:.0} %", mapped.role.label(), mapped.confidence * 100.0);
        worksheet.write_string_with_format(row.row, beside, role, &format)?;
    }
    for table in &map.tables {
        for column in &table.columns {
            worksheet.insert_note(table.last_header_row, column.col, &meaning(column))?;
        }
    }
    for answer in &map.form {
        worksheet.insert_note(answer.row, answer.column.col, &meaning(&answer.column))?;
    }
    worksheet.set_column_width(beside, 16)?;
    Ok(())
}

/// A note that says what the cells of a column, or a value of a form, were taken for.
fn meaning(column: &Column) -> Note {
    let field = column.field.map_or("không rõ", Field::label);
    let id = column.field.map_or("?", Field::id);
    let says = format!("{field} ({id}), {:.0} %", column.confidence * 100.0);
    Note::new(says).add_author_prefix(false)
}

fn legend(worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    worksheet.set_name("Chú giải")?;
    worksheet.set_column_width(0, 24)?;
    for (row, role) in (0u32..).zip(Role::ALL) {
        worksheet.write_string_with_format(row, 0, role.label(), &face(role))?;
    }
    Ok(())
}

/// The colours of `inspect` on a terminal, light enough to read on.
fn face(role: Role) -> Format {
    let fill = match role {
        Role::Data => 0xD9_EA_D3,
        Role::Header => 0x9F_C5_E8,
        Role::Numbering => 0xD0_E0_F0,
        Role::Section => 0xB4_A7_D6,
        Role::Title => 0xEA_D1_DC,
        Role::Total => 0xFF_E5_99,
        Role::Note => 0xFF_F2_CC,
        Role::Signature => 0xF9_CB_9C,
        Role::Other => 0xF4_CC_CC,
        Role::Blank => 0xFF_FF_FF,
    };
    Format::new().set_font_name(super::style::FONT).set_background_color(Color::RGB(fill))
}
