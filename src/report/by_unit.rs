//! *Theo đơn vị*: the exemplars behind the figures of *Tổng hợp*, unit by unit and movement by movement, so that each
//! figure leads to its rows.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_xlsxwriter::{Url, Workbook, Worksheet, XlsxError};

use super::matrix::Matrix;
use super::page::{Page, PageCell};
use super::part::{Part, UNKNOWN, movement_name};
use super::sheet_names;
use super::style::{Face, Styles};
use crate::dedup::Exemplar;
use crate::plan::{HolderKind, MovementId};
use crate::units::UnitCode;

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::BY_UNIT;
/// Longer than this, the sheet would cost more than it helps: *Dữ liệu* is filtered instead.
const MOST_LINES: usize = 20_000;
/// A sheet of Excel has no more links.
const MOST_LINKS: usize = 60_000;
/// The row of the first line, zero-based: a title and the header stand above.
const FIRST: u32 = 2;
/// STT, name, kind, unit, movement.
const WIDTHS: [u32; 5] = [46, 330, 110, 330, 330];
const LAST_COLUMN: char = 'E';

/// Where a line stands: its unit in the matrix, its movement, its kind.
type LineKey = (usize, usize, usize);

/// The lines of the sheet, in their order.
pub(super) struct ByUnit<'a> {
    keys: Vec<LineKey>,
    lines: Vec<(&'a Exemplar, Option<&'a MovementId>)>,
    units: BTreeMap<Option<&'a UnitCode>, usize>,
    movements: BTreeMap<Option<&'a MovementId>, usize>,
    n_links: usize,
}

impl<'a> ByUnit<'a> {
    /// The lines behind a matrix; none in a unit's own workbook, and where there would be too many.
    pub(super) fn of(part: &Part<'a>, matrix: &Matrix<'a>) -> Option<ByUnit<'a>> {
        let all = &part.all;
        let n_lines: usize = part.exemplars.iter().map(|it| it.movements.len().max(1)).sum();
        if part.unit.is_some() || n_lines == 0 || MOST_LINES < n_lines {
            return None;
        }
        let units: BTreeMap<_, _> = matrix.units.iter().enumerate().map(|(at, unit)| (*unit, at)).collect();
        let movements: BTreeMap<_, _> =
            matrix.movements.iter().enumerate().map(|(at, movement)| (*movement, at)).collect();
        let mut lines = Vec::with_capacity(n_lines);
        for exemplar in &part.exemplars {
            let unit = exemplar.unit.as_ref().map(|code| all.units.in_tree(code, all.tree));
            let Some(unit) = units.get(&unit) else { continue };
            let kind = HolderKind::ALL.iter().position(|kind| *kind == exemplar.kind).unwrap_or(0);
            let of: Vec<Option<&MovementId>> = match exemplar.movements.as_slice() {
                [] => vec![None],
                several => several.iter().map(Some).collect(),
            };
            for movement in of {
                let at = movements.get(&movement).copied().unwrap_or(usize::MAX);
                lines.push(((*unit, at, kind), (*exemplar, movement)));
            }
        }
        // Within a movement and kind they stay in the order of the list to sign.
        lines.sort_by_key(|(key, _)| *key);
        let (keys, lines) = lines.into_iter().unzip();
        Some(ByUnit { keys, lines, units, movements, n_links: 0 })
    }

    /// The lines of a unit, of a movement or any, of a kind or any.
    fn lines_of(
        &self,
        unit: Option<&UnitCode>,
        movement: Option<Option<&MovementId>>,
        kind: Option<HolderKind>,
    ) -> Option<Range<usize>> {
        let unit = *self.units.get(&unit)?;
        let movement = match movement {
            Some(movement) => Some(*self.movements.get(&movement)?),
            None => None,
        };
        let kind = kind.and_then(|kind| HolderKind::ALL.iter().position(|known| *known == kind));
        let depth = 1 + usize::from(movement.is_some()) + usize::from(kind.is_some());
        let wanted = [unit, movement.unwrap_or(0), kind.unwrap_or(0)];
        let order =
            |key: &LineKey| [key.0, key.1, key.2].into_iter().take(depth).cmp(wanted.into_iter().take(depth));
        let from = self.keys.partition_point(|key| order(key).is_lt());
        let to = self.keys.partition_point(|key| order(key).is_le());
        Some(from..to)
    }

    /// Lets a figure that is still to be written lead to its rows, where they are as many as it says.
    pub(super) fn link(
        &mut self,
        sheet: &mut Worksheet,
        (row, col): (u32, u16),
        count: u32,
        (unit, movement, kind): (Option<&UnitCode>, Option<Option<&MovementId>>, Option<HolderKind>),
    ) -> Result<(), XlsxError> {
        let lines = self.lines_of(unit, movement, kind).filter(|lines| {
            0 < count && u32::try_from(lines.len()) == Ok(count) && self.n_links < MOST_LINKS
        });
        let Some(lines) = lines else { return Ok(()) };
        self.n_links += 1;
        let row_of = |at: usize| u32::try_from(at).unwrap_or(0) + FIRST;
        let cells = format!("A{}:{LAST_COLUMN}{}", row_of(lines.start) + 1, row_of(lines.end));
        let tip = format!("Bấm để xem {count} dòng ở trang «{NAME}».");
        sheet.write_url(row, col, Url::new(format!("internal:'{NAME}'!{cells}")).set_tip(tip))?;
        Ok(())
    }

    /// Writes the sheet.
    pub(super) fn write(
        &self,
        workbook: &mut Workbook,
        styles: &Styles,
        part: &Part<'a>,
        matrix: &Matrix<'a>,
    ) -> Result<(), XlsxError> {
        let all = &part.all;
        let mut page = Page::add(workbook, styles, NAME, &WIDTHS)?;
        let last = page.last_col();
        page.spread(
            0,
            last,
            "Điển hình theo đơn vị và phong trào: các dòng của từng con số ở Tổng hợp",
            &styles.section,
        )?;
        page.header(&["STT", "Họ và tên / tên tập thể", "Đối tượng", "Đơn vị", "Phong trào"])?;
        let names: Vec<String> = matrix.units.iter().map(|unit| matrix.unit_name(all, *unit)).collect();
        for (at, (key, (exemplar, movement))) in self.keys.iter().zip(&self.lines).enumerate() {
            let unit = names.get(key.0).map_or(UNKNOWN, String::as_str);
            let cells: [(PageCell<'_>, &Face); 5] = [
                (PageCell::ordinal(at), &styles.centre),
                (PageCell::Text(&exemplar.name), &styles.text),
                (PageCell::Text(exemplar.kind.label()), &styles.centre),
                (PageCell::Text(unit), &styles.text),
                (PageCell::Text(movement_name(all.plan, *movement)), &styles.text),
            ];
            page.write(&cells)?;
        }
        page.sheet.autofilter(FIRST - 1, 0, page.row - 1, last)?;
        Ok(())
    }
}
