//! *Tổng hợp*: units × movements × kinds.
//!
//! A unit's row gives its movements and, on the right, its kinds. Behind it, folded, stands one row
//! for each kind it has exemplars of. Where the workbook has `tblDangKy` and the count there is the one
//! handed over, each cell counts over its visible columns, so that it follows what is edited there; else
//! it is a sum of the rows behind it, or a number. Every formula carries its value.

use std::cmp::Ordering;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::by_unit::ByUnit;
use super::groups::grouped;
use super::matrix::{Matrix, short_names};
use super::page::{PAGE_WIDTH, Page, PageCell};
use super::part::Part;
use super::sheet_names;
use super::style::{Face, Styles};
use crate::finding::CellAddress;
use crate::plan::{HolderKind, MovementId};
use crate::units::UnitCode;

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::SUMMARY;

/// The column of the first movement.
const FIRST: u16 = 2;

/// Writes the sheet.
pub(super) fn write<'a>(
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'a>,
    matrix: &Matrix<'a>,
    empty: &[Option<&'a MovementId>],
    rows: &mut Option<ByUnit<'a>>,
) -> Result<(), XlsxError> {
    let names = matrix.movement_names(part);
    let widths = widths(&names, &matrix.kinds, styles);
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    page.open(part, NAME, "Bảng tổng hợp điển hình tiên tiến", &[&part.subject()])?;
    header(&mut page, &names, &matrix.kinds)?;
    page.sheet.group_symbols_above(true);

    let first_row = page.row;
    let mut at = 0;
    for group in grouped(
        part.all.units,
        part.all.tree.as_of(part.all.period.last_day()),
        matrix.units.iter(),
        |unit| **unit,
    ) {
        if !group.heading.is_empty() {
            page.keep_lines(4)?;
            let last = page.last_col();
            page.spread(0, last, group.heading, &styles.section)?;
        }
        for unit in group.units {
            unit_rows(&mut page, part, matrix, (*unit, at), rows)?;
            at += 1;
        }
    }
    total_rows(&mut page, matrix, first_row)?;
    if !empty.is_empty() {
        page.gap(4.0)?;
        let names = short_names(empty, part).join("; ");
        let last = page.last_col();
        let note =
            format!("Chưa có đăng ký nên không có cột ({} phong trào, lĩnh vực): {names}.", empty.len());
        page.spread(0, last, &note, &styles.paragraph)?;
    }
    page.close(part, NAME)
}

/// The column of sums.
fn total_col_of(matrix: &Matrix<'_>) -> u16 {
    FIRST + u16::try_from(matrix.movements.len()).unwrap_or(0)
}

/// Narrow columns for movements, no narrower than the longest word above them.
fn widths(names: &[String], kinds: &[HolderKind], styles: &Styles) -> Vec<u32> {
    const ORDINAL: u32 = 36;
    const TOTAL: u32 = 46;
    const UNIT: u32 = 170;
    // Wider, and no column would begin where the right half of the letterhead has to.
    const WIDEST_UNIT: u32 = 380;
    let widest_word = |name: &str| {
        let word = styles.head.letters.widest_word(name).ceil().clamp(30.0, 110.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "30 to 110")]
        let word = word as u32;
        word
    };
    let kinds: Vec<u32> = kinds.iter().map(|kind| widest_word(kind.label())).collect();
    let fixed = ORDINAL + TOTAL + kinds.iter().sum::<u32>();
    let columns = u32::try_from(names.len()).unwrap_or(1).max(1);
    let even = PAGE_WIDTH.saturating_sub(fixed + UNIT) / columns;
    let mut movements: Vec<u32> = names.iter().map(|name| widest_word(name).max(even.min(64))).collect();
    let mut unit = PAGE_WIDTH.saturating_sub(fixed + movements.iter().sum::<u32>()).max(UNIT);
    if WIDEST_UNIT < unit && !movements.is_empty() {
        let share = (unit - WIDEST_UNIT) / columns;
        movements.iter_mut().for_each(|width| *width += share);
        unit -= share * columns;
    }
    [ORDINAL, unit].into_iter().chain(movements).chain([TOTAL]).chain(kinds).collect()
}

/// Two rows: what the columns are, then the movements and kinds.
fn header(page: &mut Page<'_>, names: &[String], kinds: &[HolderKind]) -> Result<(), XlsxError> {
    let head = &page.styles.head;
    let row = page.row;
    let total = FIRST + u16::try_from(names.len()).unwrap_or(0);
    let last = total + u16::try_from(kinds.len()).unwrap_or(0);
    let blank = |_| (PageCell::Blank, head);
    page.write(&(0..=last).map(blank).collect::<Vec<_>>())?;
    let mut cells = vec![(PageCell::Blank, head), (PageCell::Blank, head)];
    cells.extend(names.iter().map(|name| (PageCell::Text(name.as_str()), head)));
    cells.push((PageCell::Blank, head));
    cells.extend(kinds.iter().map(|kind| (PageCell::Text(kind.label()), head)));
    page.write(&cells)?;
    let sheet = &mut page.sheet;
    sheet.merge_range(row, 0, row + 1, 0, "STT", &head.format)?;
    sheet.merge_range(row, 1, row + 1, 1, "Đơn vị", &head.format)?;
    sheet.merge_range(row, total, row + 1, total, "Tổng", &head.format)?;
    over(sheet, row, FIRST, total - 1, "Phong trào thi đua, cuộc vận động, lĩnh vực", head)?;
    match kinds {
        // One kind has no room for a heading of its own over it.
        [only] => sheet.merge_range(row, last, row + 1, last, only.label(), &head.format).map(|_| ())?,
        _ => over(sheet, row, total + 1, last, "Trong đó", head)?,
    }
    page.keep(row, row + 1)
}

/// Writes a heading over several columns, or one, or none.
fn over(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    last: u16,
    text: &str,
    head: &Face,
) -> Result<(), XlsxError> {
    match first.cmp(&last) {
        Ordering::Less => sheet.merge_range(row, first, row, last, text, &head.format)?,
        Ordering::Equal => sheet.write_string_with_format(row, first, text, &head.format)?,
        Ordering::Greater => sheet,
    };
    Ok(())
}

/// A unit's row, and below it one row for each kind.
fn unit_rows<'a>(
    page: &mut Page<'_>,
    part: &Part<'a>,
    matrix: &Matrix<'a>,
    (unit, at): (Option<&'a UnitCode>, usize),
    rows: &mut Option<ByUnit<'a>>,
) -> Result<(), XlsxError> {
    let styles = page.styles;
    let kinds = matrix.kinds_of(unit);
    let row = page.row;
    let below = u32::try_from(kinds.len()).unwrap_or(0);
    let mut cells: Vec<(PageCell<'_>, &Face)> = vec![
        (PageCell::ordinal(at), &styles.centre_bold),
        (PageCell::Owned(matrix.unit_name(&part.all, unit)), &styles.text_bold),
    ];
    let mut sum = 0;
    for (col, movement) in (FIRST..).zip(&matrix.movements) {
        let count: u32 = kinds.iter().map(|kind| matrix.count_of(unit, *movement, *kind)).sum();
        sum += count;
        if let Some(rows) = rows {
            rows.link(page.sheet, (row, col), count, (unit, Some(*movement), None))?;
        }
        let cell = matrix.live(Some(unit), Some(*movement), None).unwrap_or_else(|| {
            if kinds.is_empty() {
                PageCell::Count(0)
            } else {
                PageCell::Formula(sum_of(row + 1, col, row + below, col), f64::from(count))
            }
        });
        cells.push((cell, &styles.count_bold));
    }
    let last = total_col_of(matrix) - 1;
    if let Some(rows) = rows {
        rows.link(page.sheet, (row, last + 1), sum, (unit, None, None))?;
    }
    cells.push((PageCell::Formula(sum_of(row, FIRST, row, last), f64::from(sum)), &styles.count_bold));
    for kind in &matrix.kinds {
        let at = (1..).zip(&kinds).find(|(_, held)| *held == kind).map(|(below, _)| row + below);
        let count = matrix.movements.iter().map(|id| matrix.count_of(unit, *id, *kind)).sum();
        let live = matrix.live(Some(unit), None, Some(*kind));
        cells.push((live.unwrap_or_else(|| total_of(at, total_col_of(matrix), count)), &styles.count));
    }
    page.write(&cells)?;
    for kind in kinds {
        kind_row(page, matrix, (unit, kind), rows)?;
    }
    if 0 < below {
        page.fold(row + 1, row + below)?;
    }
    Ok(())
}

fn kind_row<'a>(
    page: &mut Page<'_>,
    matrix: &Matrix<'a>,
    (unit, kind): (Option<&'a UnitCode>, HolderKind),
    rows: &mut Option<ByUnit<'a>>,
) -> Result<(), XlsxError> {
    let styles = page.styles;
    let row = page.row;
    let mut cells: Vec<(PageCell<'_>, &Face)> =
        vec![(PageCell::Blank, &styles.centre), (PageCell::Text(kind.label()), &styles.detail)];
    let mut sum = 0;
    for (col, movement) in (FIRST..).zip(&matrix.movements) {
        let count = matrix.count_of(unit, *movement, kind);
        if let Some(rows) = rows {
            rows.link(page.sheet, (row, col), count, (unit, Some(*movement), Some(kind)))?;
        }
        let cell = matrix.live(Some(unit), Some(*movement), Some(kind)).unwrap_or(PageCell::Count(count));
        sum += count;
        cells.push((cell, &styles.detail_count));
    }
    let last = total_col_of(matrix) - 1;
    let total = PageCell::Formula(sum_of(row, FIRST, row, last), f64::from(sum));
    cells.push((total, &styles.detail_count));
    cells.extend(matrix.kinds.iter().map(|_| (PageCell::Blank, &styles.detail_count)));
    page.write(&cells)?;
    Ok(())
}

/// The sum of a kind, taken from its row.
fn total_of(row: Option<u32>, total_col: u16, count: u32) -> PageCell<'static> {
    match row {
        Some(row) => PageCell::Formula(format!("={}", CellAddress { row, col: total_col }), f64::from(count)),
        None => PageCell::Count(count),
    }
}

/// The rows at the foot: one for each kind, and their sum.
fn total_rows(page: &mut Page<'_>, matrix: &Matrix<'_>, first_row: u32) -> Result<(), XlsxError> {
    let styles = page.styles;
    let total_col = total_col_of(matrix);
    page.keep_lines(3 + u32::try_from(matrix.kinds.len()).unwrap_or(0))?;
    let start = page.row;
    let row = start;
    let below = u32::try_from(matrix.kinds.len()).unwrap_or(0);
    let column = |movement: &Option<&MovementId>, kind: &HolderKind| -> u32 {
        matrix.units.iter().map(|unit| matrix.count_of(*unit, *movement, *kind)).sum()
    };
    let mut grand: Vec<(PageCell<'_>, &Face)> =
        vec![(PageCell::Blank, &styles.total), (PageCell::Text("TỔNG CỘNG"), &styles.total)];
    let mut sum = 0;
    for (col, movement) in (FIRST..).zip(&matrix.movements) {
        let count: u32 = matrix.kinds.iter().map(|kind| column(movement, kind)).sum();
        sum += count;
        let cell = matrix.live(None, Some(*movement), None).unwrap_or_else(|| {
            if matrix.kinds.is_empty() {
                PageCell::Count(0)
            } else {
                PageCell::Formula(sum_of(row + 1, col, row + below, col), f64::from(count))
            }
        });
        grand.push((cell, &styles.total_count));
    }
    let formula = sum_of(row, FIRST, row, total_col - 1);
    grand.push((PageCell::Formula(formula, f64::from(sum)), &styles.total_count));
    for (below, kind) in (1..).zip(&matrix.kinds) {
        let count = matrix.movements.iter().map(|movement| column(movement, kind)).sum();
        grand.push((total_of(Some(row + below), total_col, count), &styles.total_count));
    }
    page.write(&grand)?;
    for kind in &matrix.kinds {
        let row = page.row;
        let mut cells: Vec<(PageCell<'_>, &Face)> =
            vec![(PageCell::Blank, &styles.centre), (PageCell::Text(kind.label()), &styles.detail)];
        let mut sum = 0;
        for (col, movement) in (FIRST..).zip(&matrix.movements) {
            let count = column(movement, kind);
            sum += count;
            let letters = CellAddress::column_letters(col);
            let live = matrix.live(None, Some(*movement), Some(*kind)).unwrap_or_else(|| {
                let formula = format!(
                    "=SUMIF($B${0}:$B${1},$B{2},{letters}${0}:{letters}${1})",
                    first_row + 1,
                    start,
                    row + 1
                );
                PageCell::Formula(formula, f64::from(count))
            });
            cells.push((live, &styles.detail_count));
        }
        let total = PageCell::Formula(sum_of(row, FIRST, row, total_col - 1), f64::from(sum));
        cells.push((total, &styles.detail_count));
        cells.extend(matrix.kinds.iter().map(|_| (PageCell::Blank, &styles.detail_count)));
        page.write(&cells)?;
    }
    Ok(())
}

fn sum_of(first_row: u32, first_col: u16, last_row: u32, last_col: u16) -> String {
    format!(
        "=SUM({}:{})",
        CellAddress { row: first_row, col: first_col },
        CellAddress { row: last_row, col: last_col }
    )
}
