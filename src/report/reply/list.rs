//! A list as it was sent, cell by cell where it stood, with what was found and a place to explain.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Note, Worksheet, XlsxError};

use super::super::measure::{Letters, TALLEST_ROW, clip, height_of};
use super::super::page::date;
use super::super::style::FONT;
use super::{row_of, words};
use crate::finding::{Finding, Severity, Spot};
use crate::layout::{EXPLAIN, REVIEW, ROW_KEY};
use crate::registry::{SentCell, SentSheet};

/// Widths of columns of a list, in pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 40..=220;
/// Width of the column that says what is to be looked at, in pixels.
const REVIEW_WIDTH: u32 = 230;
/// A header of more rows than this is none that could stand on every page.
const MOST_HEADER_ROWS: u32 = 6;
const LETTERS: Letters = Letters { size: 11.0, bold: false };

/// Writes a list with what was found in it; `keys` name its rows by source, sheet and zero-based row.
pub(super) fn write(
    worksheet: &mut Worksheet,
    sheet: &SentSheet,
    findings: &[&Finding],
    keys: &BTreeMap<(&str, &str, u32), &str>,
) -> Result<(), XlsxError> {
    let mut by_cell: BTreeMap<(u32, u16), Vec<&Finding>> = BTreeMap::new();
    let mut by_row: BTreeMap<u32, Vec<&Finding>> = BTreeMap::new();
    let first_cols = first_cols(sheet);
    for finding in findings {
        let Some(row) = row_of(finding) else { continue };
        let col = match finding.place.spot {
            Spot::Cell(cell) => cell.col,
            Spot::Whole | Spot::Row(_) => first_cols.get(&row).copied().unwrap_or_default(),
        };
        by_cell.entry((row, col)).or_default().push(finding);
        by_row.entry(row).or_default().push(finding);
    }
    let faces = Faces::new();
    let key = (&*sheet.place.source, sheet.place.sheet_name());
    let records = keys.range((key.0, key.1, 0)..=(key.0, key.1, u32::MAX));
    let records: BTreeSet<u32> = records.map(|((_, _, row), _)| *row).collect();
    // Below the last record stand sums and signatures.
    let last_row = records.last().copied().unwrap_or(u32::MAX);
    let inside: BTreeSet<(u32, u16)> = merge(worksheet, sheet, last_row, &faces)?;
    let mut widths = vec![0_u32; usize::from(sheet.last_col) + 1];
    let mut written: BTreeSet<(u32, u16)> = BTreeSet::new();
    for cell in sheet.cells().filter(|cell| !inside.contains(&(cell.row, cell.col))) {
        let worst =
            by_cell.get(&(cell.row, cell.col)).and_then(|found| found.iter().map(|f| f.severity()).min());
        let table = (sheet.header_row..=last_row).contains(&cell.row);
        let face = faces.of(worst, cell.row == sheet.header_row, table, cell.is_day);
        put(worksheet, &cell, &face)?;
        written.insert((cell.row, cell.col));
        // Headings and signatures reach over several columns.
        let sizes = cell.row == sheet.header_row || records.contains(&cell.row);
        if sizes && let Some(width) = widths.get_mut(usize::from(cell.col)) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
            let key = (LETTERS.width(cell.shown) + 10.0).clamp(0.0, 1000.0) as u32;
            *width = (*width).max(key);
        }
    }
    for ((row, col), found) in &by_cell {
        if !written.contains(&(*row, *col)) && !inside.contains(&(*row, *col)) {
            let worst = found.iter().map(|finding| finding.severity()).min();
            worksheet.write_blank(*row, *col, &faces.of(worst, false, true, false))?;
        }
        let lines: Vec<String> = found
            .iter()
            .map(|finding| {
                let (message, advice) = words(finding);
                format!("{}: {message}\n→ {advice}", finding.severity().label())
            })
            .collect();
        let note: String = lines.join("\n").chars().take(1_500).collect();
        let note = Note::new(note).add_author_prefix(false).set_width(300).set_height(120);
        worksheet.insert_note(*row, *col, &note.set_font_name(FONT).set_font_size(10))?;
    }
    for row in &records {
        for col in 0..=sheet.last_col {
            if !written.contains(&(*row, col))
                && !inside.contains(&(*row, col))
                && !by_cell.contains_key(&(*row, col))
            {
                worksheet.write_blank(*row, col, &faces.plain)?;
            }
        }
    }
    for width in &mut widths {
        *width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end());
    }
    for (col, width) in (0u16..).zip(&widths) {
        worksheet.set_column_width_pixels(col, *width)?;
    }
    let mut heights: BTreeMap<u32, f64> = BTreeMap::new();
    let kept_whole = |cell: &SentCell<'_>| {
        let wraps = cell.row == sheet.header_row || records.contains(&cell.row);
        wraps && !inside.contains(&(cell.row, cell.col)) && !is_merged(sheet, cell)
    };
    for cell in sheet.cells().filter(kept_whole) {
        let width = widths.get(usize::from(cell.col)).copied().unwrap_or_default();
        let height = height_of(cell.shown, LETTERS, f64::from(width));
        heights.entry(cell.row).and_modify(|key| *key = key.max(height)).or_insert(height);
    }
    for (row, found) in &by_row {
        let height = height_of(&asked(found), LETTERS, f64::from(REVIEW_WIDTH));
        heights.entry(*row).and_modify(|key| *key = key.max(height)).or_insert(height);
    }
    for (row, height) in heights {
        worksheet.set_row_height(row, height.min(TALLEST_ROW))?;
    }
    added(worksheet, sheet, &by_row, keys, &faces)?;
    worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    if 0 < sheet.header_row {
        let (first, last) = header_rows(sheet);
        worksheet.set_repeat_rows(first, last)?;
    }
    Ok(())
}

/// What a row is asked about, a line each.
fn asked(found: &[&Finding]) -> String {
    let open = found.iter().filter(|finding| finding.severity() != Severity::Note);
    open.map(|finding| words(finding).0).collect::<Vec<_>>().join("\n")
}

fn is_merged(sheet: &SentSheet, cell: &SentCell<'_>) -> bool {
    sheet.merges.iter().any(|area| (area.first_row, area.first_col) == (cell.row, cell.col))
}

/// The first and the last row of the header: cells of it may reach over several.
fn header_rows(sheet: &SentSheet) -> (u32, u32) {
    let row = sheet.header_row;
    let over = sheet.merges.iter().filter(|area| (area.first_row..=area.last_row).contains(&row));
    let rows = over.map(|area| (area.first_row, area.last_row));
    rows.filter(|(first, last)| last - first < MOST_HEADER_ROWS)
        .fold((row, row), |all, own| (all.0.min(own.0), all.1.max(own.1)))
}

/// The first column with content of each row.
fn first_cols(sheet: &SentSheet) -> BTreeMap<u32, u16> {
    let mut first: BTreeMap<u32, u16> = BTreeMap::new();
    for cell in sheet.cells() {
        first.entry(cell.row).and_modify(|col| *col = cell.col.min(*col)).or_insert(cell.col);
    }
    first
}

/// Merges what was merged and tells the cells that vanish inside.
fn merge(
    worksheet: &mut Worksheet,
    sheet: &SentSheet,
    last_row: u32,
    faces: &Faces,
) -> Result<BTreeSet<(u32, u16)>, XlsxError> {
    let full: BTreeSet<(u32, u16)> = sheet.cells().map(|cell| (cell.row, cell.col)).collect();
    let mut inside: BTreeSet<(u32, u16)> = BTreeSet::new();
    for area in &sheet.merges {
        let cells = (area.last_row - area.first_row + 1)
            .saturating_mul(u32::from(area.last_col - area.first_col) + 1);
        if 10_000 < cells || sheet.last_col < area.first_col {
            continue;
        }
        let cells: Vec<(u32, u16)> = (area.first_row..=area.last_row)
            .flat_map(|row| (area.first_col..=area.last_col).map(move |col| (row, col)))
            .collect();
        let first = (area.first_row, area.first_col);
        // Broken files have areas that overlap, or that hide content; those stay apart.
        let hides = cells.iter().any(|cell| *cell != first && full.contains(cell));
        if hides || cells.iter().any(|cell| inside.contains(cell)) || area.last_col > sheet.last_col {
            continue;
        }
        let table = (sheet.header_row..=last_row).contains(&area.first_row);
        let face = faces.of(None, false, table, false);
        worksheet.merge_range(area.first_row, area.first_col, area.last_row, area.last_col, "", &face)?;
        inside.extend(cells.into_iter().filter(|cell| *cell != first));
    }
    Ok(inside)
}

fn put(worksheet: &mut Worksheet, cell: &SentCell<'_>, face: &Format) -> Result<(), XlsxError> {
    if let Some(number) = cell.number {
        worksheet.write_number_with_format(cell.row, cell.col, number, face)?;
        return Ok(());
    }
    let mut parts = cell.shown.split('/').map(str::parse::<i16>);
    if cell.is_day
        && let (Some(Ok(day)), Some(Ok(month)), Some(Ok(year))) = (parts.next(), parts.next(), parts.next())
        && let (Ok(day), Ok(month)) = (i8::try_from(day), i8::try_from(month))
        && let Ok(day) = jiff::civil::Date::new(year, month, day)
        && 1900 <= year
    {
        worksheet.write_datetime_with_format(cell.row, cell.col, date(day)?, face)?;
        return Ok(());
    }
    worksheet.write_string_with_format(cell.row, cell.col, clip(cell.shown), face)?;
    Ok(())
}

/// The columns on the right: what is to be looked at, a place to explain, and the hidden keys.
fn added(
    worksheet: &mut Worksheet,
    sheet: &SentSheet,
    by_row: &BTreeMap<u32, Vec<&Finding>>,
    keys: &BTreeMap<(&str, &str, u32), &str>,
    faces: &Faces,
) -> Result<(), XlsxError> {
    let review = sheet.last_col.saturating_add(1);
    let (explain, key) = (review.saturating_add(1), review.saturating_add(2));
    let head = faces.of(None, true, true, false);
    for (col, header) in [(review, REVIEW), (explain, EXPLAIN), (key, ROW_KEY)] {
        worksheet.write_string_with_format(sheet.header_row, col, header, &head)?;
    }
    worksheet.set_column_width_pixels(review, REVIEW_WIDTH)?;
    worksheet.set_column_width_pixels(explain, 200)?;
    worksheet.set_column_hidden(key)?;
    let sheet_key = (&*sheet.place.source, sheet.place.sheet_name());
    let rows = keys.range((sheet_key.0, sheet_key.1, 0)..=(sheet_key.0, sheet_key.1, u32::MAX));
    for ((_, _, row), id) in rows {
        worksheet.write_string(*row, key, *id)?;
        let found = by_row.get(row).map(Vec::as_slice).unwrap_or_default();
        worksheet.write_string_with_format(*row, review, clip(&asked(found)), &faces.plain)?;
        worksheet.write_blank(*row, explain, &faces.answer)?;
    }
    Ok(())
}

/// Faces of a list.
struct Faces {
    head: Format,
    plain: Format,
    loose: Format,
    day: Format,
    answer: Format,
    error: Format,
    query: Format,
    note: Format,
}

impl Faces {
    fn new() -> Faces {
        let base =
            || Format::new().set_font_name(FONT).set_font_size(11).set_align(FormatAlign::VerticalCenter);
        let cell = || base().set_border(FormatBorder::Thin).set_text_wrap();
        let fill = |color: u32| cell().set_background_color(Color::RGB(color));
        Faces {
            head: fill(0xE7_EC_F2).set_bold().set_align(FormatAlign::Center),
            plain: cell(),
            loose: base(),
            day: cell().set_num_format("dd/mm/yyyy"),
            answer: fill(0xFF_F9_DB),
            error: fill(0xFF_C7_CE),
            query: fill(0xFF_E6_99),
            note: fill(0xDD_EB_F7),
        }
    }

    fn of(&self, worst: Option<Severity>, header: bool, table: bool, day: bool) -> Cow<'_, Format> {
        let face = match worst {
            Some(Severity::Error) => &self.error,
            Some(Severity::Query) => &self.query,
            Some(Severity::Note) => &self.note,
            _ if header => &self.head,
            _ if day => &self.day,
            _ if table => &self.plain,
            _ => &self.loose,
        };
        if day && worst.is_some() {
            return Cow::Owned(face.clone().set_num_format("dd/mm/yyyy"));
        }
        Cow::Borrowed(face)
    }
}
