//! A workbook that people fill in, whatever it is about: sheets of columns that explain themselves, with lists to
//! choose from, checks with messages, examples in grey, and a guide.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, FormatAlign, Formula,
    Workbook, XlsxError,
};

use super::finish::bytes_of;
use super::look::Look;
use super::page::{Page, PageCell, date};
use super::style::{Face, Styles};
use crate::finding::CellAddress;

/// What a cell to fill in may hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EntryCheck {
    /// Anything.
    #[default]
    Any,
    /// One word of a list of [`EntryBook::words`], and no other.
    OneOf(String),
    /// Words of a list, of which there may be several: offered, and left to the reader to check.
    Offered(String),
    /// Mostly one of what stands in another sheet's column: sheet and header. Others are asked about.
    OfSheet(&'static str, &'static str),
    /// The same where there may be several, which Excel cannot hold against a list.
    SeveralOfSheet(&'static str, &'static str),
    /// A whole number from 0 on.
    Whole,
    /// A number from 0 on, or a percentage; other words are asked about.
    Amount,
    /// A day.
    Day,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum EntryValue {
    /// Nothing yet.
    #[default]
    Blank,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(u32),
    /// A day.
    Day(Date),
}

/// A column to fill in.
#[derive(Debug, Clone)]
pub struct EntryColumn {
    /// Its header.
    pub header: &'static str,
    /// How it is filled in, said below the header.
    pub how: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// What Excel checks.
    pub check: EntryCheck,
    /// What stands in the rows of examples.
    pub examples: [&'static str; 2],
}

/// A row that is filled in already, with what Excel checks where it is not what the column says.
#[derive(Debug, Clone, Default)]
pub struct EntryRow {
    /// Its cells.
    pub cells: Vec<EntryValue>,
    /// The check of all its cells to fill in.
    pub check: Option<EntryCheck>,
}

/// How a sheet is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryShape {
    /// Row by row, under headers, with examples.
    Rows,
    /// Beside names, which stand in the first column; the last one explains.
    Names,
}

/// A sheet to fill in.
#[derive(Debug, Clone)]
pub struct EntrySheet {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// How it is filled in.
    pub shape: EntryShape,
    /// Its columns.
    pub columns: Vec<EntryColumn>,
    /// What it says already.
    pub rows: Vec<EntryRow>,
}

/// A workbook to fill in.
#[derive(Debug, Clone)]
pub struct EntryBook {
    /// Its title.
    pub title: String,
    /// The name of the sheet with the guide, and its paragraphs.
    pub guide: (&'static str, Vec<String>),
    /// The sheets.
    pub sheets: Vec<EntrySheet>,
    /// The name of the sheet with the lists, and the lists, each with the name by which it is known.
    pub words: (&'static str, Vec<(String, Vec<String>)>),
    /// The marks, in the first column of rows, of the line that explains and of the examples.
    pub marks: (&'static str, &'static str),
    /// Words at the head of a cell whose row somebody has to look at: it stands out.
    pub doubt: &'static str,
    /// The day that the file carries.
    pub day: Date,
}

/// Rows ready to be filled in below those that are.
const SPARE: u32 = 100;
/// Title, sentence and headers.
const HEAD_ROWS: u32 = 3;
/// Rows that hold what another sheet chooses from.
const REACH: u32 = 2_000;
/// The colour of what only explains.
const QUIET: u32 = 0x80_80_80;
/// The background of what somebody has to look at.
const DOUBT: u32 = 0xFF_F2_CC;
/// The tabs of sheets that every plan needs.
const TAB: u32 = 0x2E_75_4F;

/// Makes the workbook. The same content gives the same bytes.
///
/// # Errors
/// Fails where a limit of Excel is passed.
pub fn entry_book(book: &EntryBook) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new(&Look::default());
    let mut workbook = Workbook::new();
    workbook.set_default_format(&styles.base, 21, 72)?;
    workbook
        .set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&date(book.day)?));
    guide(&mut workbook, &styles, book)?;
    for sheet in &book.sheets {
        match sheet.shape {
            EntryShape::Rows => rows(&mut workbook, &styles, book, sheet)?,
            EntryShape::Names => names(&mut workbook, &styles, book, sheet)?,
        }
    }
    words(&mut workbook, book)?;
    bytes_of(&mut workbook)
}

fn guide(workbook: &mut Workbook, styles: &Styles, book: &EntryBook) -> Result<(), XlsxError> {
    let (name, paragraphs) = &book.guide;
    let mut page = Page::add(workbook, styles, name, &[200, 752])?;
    page.spread(0, 1, &book.title.to_uppercase(), &styles.title)?;
    page.gap(8.0)?;
    for paragraph in paragraphs {
        page.spread(0, 1, paragraph, &styles.paragraph)?;
    }
    page.gap(8.0)?;
    page.write(&[(PageCell::Text("Trang"), &styles.head), (PageCell::Text("Ghi gì"), &styles.head)])?;
    for sheet in &book.sheets {
        let row = page.write(&[
            (PageCell::Text(sheet.name), &styles.text_bold),
            (PageCell::Text(sheet.about), &styles.text),
        ])?;
        let link = format!("internal:'{}'!A1", sheet.name);
        let face = styles.text_bold.format.clone().set_font_color(Color::RGB(0x05_63_C1));
        page.sheet.write_url_with_options(row, 0, link.as_str(), sheet.name, "", Some(&face))?;
    }
    page.sheet.protect();
    Ok(())
}

/// A face in the colour of what only explains.
fn quiet(face: &Face) -> Face {
    Face { format: face.format.clone().set_font_color(Color::RGB(QUIET)).set_italic(), letters: face.letters }
}

/// The face of a cell to fill in.
fn face_of(styles: &Styles, check: &EntryCheck) -> Face {
    let (base, format) = match check {
        EntryCheck::Day => (&styles.date, styles.date.format.clone()),
        EntryCheck::Whole | EntryCheck::Amount => (&styles.centre, styles.centre.format.clone()),
        EntryCheck::OneOf(_)
        | EntryCheck::Offered(_)
        | EntryCheck::OfSheet(_, _)
        | EntryCheck::SeveralOfSheet(_, _) => (&styles.text, styles.text.format.clone()),
        // What Excel would make a number or a day of stays as it was typed.
        EntryCheck::Any => (&styles.text, styles.text.format.clone().set_num_format("@")),
    };
    Face { format: format.set_unlocked(), letters: base.letters }
}

fn cell(value: &EntryValue) -> PageCell<'_> {
    match value {
        EntryValue::Blank => PageCell::Blank,
        EntryValue::Text(text) => PageCell::Text(text),
        EntryValue::Whole(number) => PageCell::Count(*number),
        EntryValue::Day(day) => PageCell::Day(Some(*day)),
    }
}

fn rows(
    workbook: &mut Workbook,
    styles: &Styles,
    book: &EntryBook,
    sheet: &EntrySheet,
) -> Result<(), XlsxError> {
    let widths: Vec<u32> =
        std::iter::once(56).chain(sheet.columns.iter().map(|column| column.width)).collect();
    let mut page = Page::add(workbook, styles, sheet.name, &widths)?;
    let wide = reach(&widths);
    page.spread(0, wide, &sheet.name.to_uppercase(), &styles.paragraph_bold)?;
    page.spread(0, wide, sheet.about, &styles.paragraph)?;
    let headers: Vec<&str> =
        std::iter::once("TT").chain(sheet.columns.iter().map(|column| column.header)).collect();
    page.header(&headers)?;
    let (how, example) = (quiet(&styles.centre), quiet(&styles.text));
    let explained = std::iter::once(book.marks.0).chain(sheet.columns.iter().map(|column| column.how));
    page.write(&explained.map(|how_to| (PageCell::Text(how_to), &how)).collect::<Vec<_>>())?;
    for at in 0..2 {
        let shown = sheet.columns.iter().map(|column| column.examples.get(at).copied().unwrap_or_default());
        let cells = std::iter::once(book.marks.1).chain(shown);
        page.write(&cells.map(|text| (PageCell::Text(text), &example)).collect::<Vec<_>>())?;
    }
    let faces: Vec<Face> = sheet.columns.iter().map(|column| face_of(styles, &column.check)).collect();
    let doubtful: Vec<Face> = faces
        .iter()
        .map(|face| Face {
            format: face.format.clone().set_background_color(Color::RGB(DOUBT)),
            letters: face.letters,
        })
        .collect();
    let first = page.row;
    for (at, row) in sheet.rows.iter().enumerate() {
        let doubted = row
            .cells
            .iter()
            .any(|cell| matches!(cell, EntryValue::Text(text) if text.starts_with(book.doubt)));
        let row_cells = row.cells.iter().map(cell).zip(if doubted { &doubtful } else { &faces });
        let cells: Vec<_> =
            std::iter::once((PageCell::ordinal(at), &styles.centre)).chain(row_cells).collect();
        page.write(&cells)?;
    }
    for row in page.row..page.row + SPARE {
        for (col, face) in (0u16..).zip(std::iter::once(&styles.centre).chain(&faces)) {
            page.sheet.write_blank(row, col, &face.format)?;
        }
    }
    let last = page.row + SPARE - 1;
    for (col, column) in (1u16..).zip(&sheet.columns) {
        if let Some(validation) = validation(book, &column.check, column.header, column.how)? {
            page.sheet.add_data_validation(first, col, last, col, &validation)?;
        }
    }
    // What a row is about stays in view beside its far cells.
    page.sheet.set_freeze_panes(HEAD_ROWS, 2)?;
    if !sheet.rows.is_empty() {
        page.sheet.set_tab_color(Color::RGB(TAB));
    }
    page.sheet.set_selection(first, 1, first, 1)?;
    Ok(())
}

/// The last of the first columns that a line of text may run over on a screen.
fn reach(widths: &[u32]) -> u16 {
    let mut sum = 0;
    let seen = widths.iter().take_while(|width| {
        sum += **width;
        sum <= 1_150
    });
    u16::try_from(seen.count().saturating_sub(1).max(1)).unwrap_or(1)
}

fn names(
    workbook: &mut Workbook,
    styles: &Styles,
    book: &EntryBook,
    sheet: &EntrySheet,
) -> Result<(), XlsxError> {
    let widths: Vec<u32> = sheet.columns.iter().map(|column| column.width).collect();
    let mut page = Page::add(workbook, styles, sheet.name, &widths)?;
    let wide = reach(&widths);
    page.spread(0, wide, &sheet.name.to_uppercase(), &styles.paragraph_bold)?;
    page.spread(0, wide, sheet.about, &styles.paragraph)?;
    page.header(&sheet.columns.iter().map(|column| column.header).collect::<Vec<_>>())?;
    let explains = quiet(&styles.text);
    let last = sheet.columns.len().saturating_sub(1);
    for row in &sheet.rows {
        let check = row.check.clone().unwrap_or_default();
        let face = face_of(styles, &check);
        let face = Face { format: face.format.set_align(FormatAlign::Left), letters: face.letters };
        let faces = (0..sheet.columns.len()).map(|at| match at {
            0 => &styles.text_bold,
            at if at == last => &explains,
            _ => &face,
        });
        let at = page.write(&row.cells.iter().map(cell).zip(faces).collect::<Vec<_>>())?;
        let header = match row.cells.first() {
            Some(EntryValue::Text(header)) => header.as_str(),
            _ => "",
        };
        let how = match row.cells.get(last) {
            Some(EntryValue::Text(how)) => how.as_str(),
            _ => "",
        };
        if let (Some(validation), Ok(before)) = (validation(book, &check, header, how)?, u16::try_from(last))
        {
            page.sheet.add_data_validation(at, 1, at, before - 1, &validation)?;
        }
    }
    page.sheet.set_tab_color(Color::RGB(TAB));
    Ok(())
}

/// Longest title and text of a message of Excel.
const TITLE: usize = 32;
const MESSAGE: usize = 250;

fn clipped(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

fn validation(
    book: &EntryBook,
    check: &EntryCheck,
    header: &str,
    how: &str,
) -> Result<Option<DataValidation>, XlsxError> {
    let (validation, error) = match check {
        EntryCheck::Any if how.is_empty() => return Ok(None),
        EntryCheck::Any => (DataValidation::new().allow_any_value(), String::new()),
        EntryCheck::OneOf(list) => (
            DataValidation::new().allow_list_formula(Formula::new(format!("={list}"))),
            format!("Chọn một mục trong danh sách của ô. {how}"),
        ),
        EntryCheck::Offered(list) => (
            DataValidation::new()
                .allow_list_formula(Formula::new(format!("={list}")))
                .show_error_message(false),
            String::new(),
        ),
        EntryCheck::OfSheet(sheet, column) => match choices(book, sheet, column) {
            Some(range) => (
                DataValidation::new()
                    .allow_list_formula(Formula::new(range))
                    .set_error_style(DataValidationErrorStyle::Warning),
                format!("Không có trong trang «{sheet}». Vẫn ghi?"),
            ),
            None => return Ok(None),
        },
        EntryCheck::SeveralOfSheet(sheet, column) => match choices(book, sheet, column) {
            Some(range) => (
                DataValidation::new().allow_list_formula(Formula::new(range)).show_error_message(false),
                String::new(),
            ),
            None => return Ok(None),
        },
        EntryCheck::Whole => (
            DataValidation::new().allow_whole_number(DataValidationRule::Between(0, 1_000_000)),
            "Ghi một số nguyên từ 0 trở lên, không ghi chữ.".to_owned(),
        ),
        EntryCheck::Amount => (
            DataValidation::new()
                .allow_decimal_number(DataValidationRule::Between(0.0, 1_000_000.0))
                .set_error_style(DataValidationErrorStyle::Warning),
            "Ghi số, hoặc tỷ lệ như 5%. Vẫn ghi?".to_owned(),
        ),
        EntryCheck::Day => (
            DataValidation::new().allow_date(DataValidationRule::Between(
                date(Date::constant(1990, 1, 1))?,
                date(Date::constant(2100, 12, 31))?,
            )),
            "Ghi ngày có thật dạng ngày/tháng/năm, ví dụ 30/06/2026.".to_owned(),
        ),
    };
    let mut validation = validation;
    if !error.is_empty() {
        validation = validation
            .set_error_title(clipped(header, TITLE))?
            .set_error_message(clipped(&error, MESSAGE))?;
    }
    if !how.is_empty() {
        validation =
            validation.set_input_title(clipped(header, TITLE))?.set_input_message(clipped(how, MESSAGE))?;
    }
    Ok(Some(validation))
}

/// The cells of another sheet's column, below its examples.
fn choices(book: &EntryBook, sheet: &str, column: &str) -> Option<String> {
    let known = book.sheets.iter().find(|known| known.name == sheet)?;
    // Against a list of nothing, whatever is typed would be asked about.
    if known.rows.is_empty() {
        return None;
    }
    let at = known.columns.iter().position(|known| known.header == column)?;
    let letters = CellAddress::column_letters(u16::try_from(at).ok()? + 1);
    // Title, sentence, headers, explanations, two examples.
    Some(format!("='{sheet}'!${letters}$7:${letters}${REACH}"))
}

/// The lists to choose from, on a sheet that is not seen.
fn words(workbook: &mut Workbook, book: &EntryBook) -> Result<(), XlsxError> {
    let (name, lists) = &book.words;
    let sheet = workbook.add_worksheet();
    sheet.set_name(*name)?;
    for (col, (list, words)) in (0u16..).zip(lists) {
        sheet.write_string(0, col, list)?;
        for (row, word) in (1u32..).zip(words) {
            sheet.write_string(row, col, word)?;
        }
    }
    sheet.set_hidden(true);
    for (col, (list, words)) in (0u16..).zip(lists) {
        let letters = CellAddress::column_letters(col);
        let range = format!("='{name}'!${letters}$2:${letters}${}", words.len() + 1);
        workbook.define_name(list, &range)?;
    }
    Ok(())
}
