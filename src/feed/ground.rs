//! What stands on the sheet around a table, and what of it moves with its last line.
//!
//! Excel moves the cells below in the columns of the table, and refuses where that would tear a merged cell, another
//! table or a pivot apart. Here the columns of what would be torn move as well, as they do for whoever selects wider
//! before inserting; and whole rows where a block below, a heading or signatures, is wider than the table and nothing
//! beside the table is parted by that.

use super::Fault;
use super::anchors::anchors;
use super::refusal::{Hindrance, Refusal};
use super::shift::MovedBelow;
use super::table::TablePart;
use crate::package::edit::{Element, outline};
use crate::package::reference::CellRange;
use crate::package::rows::each_row;
use crate::package::{Package, PackageError};

/// Something that covers cells.
#[derive(Debug)]
struct Covering {
    area: CellRange,
    /// Whether it cannot be torn apart.
    is_one: bool,
}

/// What moves below a table, and how far.
struct LinesBelow {
    /// The last line before.
    old: u32,
    /// And after.
    new: u32,
    /// The first row below the table in which anything stands.
    first: u32,
    whole: CellRange,
}

impl LinesBelow {
    /// The cells beside the table that others come up to, where there are fewer lines.
    fn gone(&self, columns: &CellRange) -> Option<CellRange> {
        let n_gone = self.old.checked_sub(self.new).filter(|n_gone| 0 < *n_gone)?;
        Some(CellRange { first_row: self.first - n_gone, last_row: self.first - 1, ..*columns })
    }
}

/// What stands on a sheet, besides a table and its lines.
#[derive(Debug, Default)]
pub(super) struct Ground {
    standing: Vec<Covering>,
    /// Cells that hold something.
    cells: Vec<(u32, u16)>,
}

impl Ground {
    /// Looks at a sheet and its parts. Refused are notes and links on the lines, which are about those who stood there.
    pub(super) fn survey(
        package: &mut Package<'_>,
        sheet_part: &str,
        table_part: &str,
        frame: &TablePart,
    ) -> Result<Result<Ground, Hindrance>, Refusal> {
        let mut ground = Ground::default();
        let text = package.text(sheet_part)?;
        let read = ground.sheet(&text, frame);
        match read {
            Err(Fault::Hindrance(hindrance)) => return Ok(Err(hindrance)),
            Err(Fault::Broken) => return Err(PackageError::damaged(sheet_part).into()),
            Ok(()) => {}
        }
        for relation in package.relations(sheet_part)? {
            let (wanted, is_one) = match relation.kind.as_str() {
                "comments" => ("comment", false),
                "threadedComment" => ("threadedComment", false),
                "table" if relation.target != table_part => ("table", true),
                "pivotTable" => ("location", true),
                "drawing" => ("", false),
                _ => continue,
            };
            let text = package.text(&relation.target)?;
            let elements = outline(&text, "").map_err(|_| PackageError::damaged(&relation.target))?;
            if relation.kind == "drawing" {
                ground.anchored(&text, &elements);
            }
            for area in elements.iter().filter(|element| element.name() == wanted).filter_map(area_of) {
                if wanted.ends_with("omment") && area.meets(&frame.body) {
                    return Ok(Err(Hindrance::Notes(area.to_string())));
                }
                ground.standing.push(Covering { area, is_one });
            }
        }
        Ok(Ok(ground))
    }

    fn sheet(&mut self, xml: &str, frame: &TablePart) -> Result<(), Fault> {
        let elements = outline(xml, "sheetData")?;
        for element in &elements {
            match element.name() {
                "sheetProtection" if element.says("sheet") => return Err(Hindrance::Protected.into()),
                "mergeCell" => {
                    self.standing.extend(area_of(element).map(|area| Covering { area, is_one: true }));
                }
                "hyperlink" => {
                    let area = area_of(element);
                    if let Some(area) = area.filter(|area| area.meets(&frame.body)) {
                        return Err(Hindrance::Links(area.to_string()).into());
                    }
                    self.standing.extend(area.map(|area| Covering { area, is_one: false }));
                }
                _ => {}
            }
        }
        if let Some(merged) =
            self.standing.iter().find(|standing| standing.is_one && standing.area.meets(&frame.whole))
        {
            return Err(Hindrance::Merged(merged.area.to_string()).into());
        }
        self.anchored(xml, &elements);
        let data = elements.iter().find(|element| element.name() == "sheetData");
        let Some(data) = data else { return Ok(()) };
        each_row(xml, data.inside.clone(), |row| -> Result<(), Fault> {
            for cell in &row.cells {
                let below = CellRange {
                    first_row: row.at,
                    first_col: cell.col,
                    last_row: row.at,
                    last_col: cell.col,
                };
                if !cell.filled || below.meets(&frame.whole) {
                    continue;
                }
                self.cells.push((row.at, cell.col));
                let formula =
                    cell.formula.as_ref().filter(|formula| matches!(&*formula.kind, "array" | "dataTable"));
                self.standing.extend(
                    formula.and_then(|formula| formula.area).map(|area| Covering { area, is_one: true }),
                );
            }
            Ok(())
        })
    }

    fn anchored(&mut self, xml: &str, elements: &[Element<'_>]) {
        self.standing.extend(
            anchors(xml, elements).into_iter().map(|anchor| Covering { area: anchor.area, is_one: false }),
        );
    }

    /// What moves below the table when its last line does; nothing where nothing stands there.
    pub(super) fn below(&self, frame: &TablePart, last_row: u32) -> Result<Option<MovedBelow>, Hindrance> {
        let (end, old) = (frame.whole.last_row, frame.body.last_row);
        let table_columns =
            CellRange { first_row: 0, last_row: CellRange::whole_sheet().last_row, ..frame.whole };
        let under = CellRange { first_row: end + 1, ..table_columns };
        let is_under = self.standing.iter().any(|standing| standing.area.meets(&under))
            || self.cells().any(|cell| cell.meets(&under));
        if old == last_row || !is_under {
            return Ok(None);
        }
        let areas = || self.standing.iter().map(|standing| standing.area).chain(self.cells());
        let first = areas().filter(|area| area.meets(&under)).map(|area| area.first_row.max(end + 1)).min();
        let is_wider =
            |standing: &Covering| standing.area.meets(&under) && !standing.area.is_between(&table_columns);
        let is_split = self.standing.iter().any(is_wider) || self.splits_row(&table_columns, end);
        let ground = LinesBelow { old, new: last_row, first: first.unwrap_or(end + 1), whole: frame.whole };
        let rows = CellRange::whole_sheet();
        let hindered =
            |columns: &CellRange| self.torn(columns, &ground).or_else(|| self.in_the_way(columns, &ground));
        let moving = if is_split && hindered(&rows).is_none() {
            rows
        } else {
            let wide = self.widened(table_columns, &ground);
            match hindered(&wide) {
                None => wide,
                // What cannot move may stay where the table does not reach it.
                Some(_) if end - old + last_row < ground.first => return Ok(None),
                Some(torn) => return Err(Hindrance::Torn(torn.to_string())),
            }
        };
        let moving = CellRange { first_row: ground.first, ..moving };
        let mut bottom = (end, end - old + last_row);
        for area in areas() {
            let moves = moving.first_row <= area.first_row && area.is_between(&moving);
            let after = if moves { area.last_row - old + last_row } else { area.last_row };
            bottom = (bottom.0.max(area.last_row), bottom.1.max(after));
        }
        Ok(Some(MovedBelow { moving, bottom }))
    }

    fn cells(&self) -> impl Iterator<Item = CellRange> {
        let cell = |&(row, col): &(u32, u16)| CellRange {
            first_row: row,
            first_col: col,
            last_row: row,
            last_col: col,
        };
        self.cells.iter().map(cell)
    }

    /// What would be torn apart if what stands below in these columns moved.
    fn torn(&self, columns: &CellRange, ground: &LinesBelow) -> Option<CellRange> {
        let moving = CellRange { first_row: ground.first, ..*columns };
        let is_torn = |standing: &&Covering| {
            let area = standing.area;
            let is_cut = area.meets(&moving) && (area.first_row < ground.first || !area.is_between(columns));
            let is_gone =
                ground.gone(columns).is_some_and(|gone| area.meets(&gone)) && !area.is_between(&ground.whole);
            standing.is_one && (is_cut || is_gone)
        };
        self.standing.iter().find(is_torn).map(|standing| standing.area)
    }

    /// The columns, widened until nothing below reaches across their edges that cannot be torn apart.
    fn widened(&self, columns: CellRange, ground: &LinesBelow) -> CellRange {
        let mut wide = columns;
        while let Some(torn) = self.torn(&wide, ground).filter(|torn| !torn.is_between(&wide)) {
            wide.first_col = wide.first_col.min(torn.first_col);
            wide.last_col = wide.last_col.max(torn.last_col);
        }
        wide
    }

    /// A cell beside the table in the way of what moves in these columns: its column goes on past the edge, or it stands
    /// where others come up.
    fn in_the_way(&self, columns: &CellRange, ground: &LinesBelow) -> Option<CellRange> {
        let beside =
            || self.cells().filter(|cell| cell.is_between(columns) && !cell.is_between(&ground.whole));
        let goes_on = |cell: &CellRange| {
            cell.first_row + 1 == ground.first
                && beside().any(|next| next.first_row == ground.first && next.first_col == cell.first_col)
        };
        let is_gone = |cell: &CellRange| ground.gone(columns).is_some_and(|gone| cell.meets(&gone));
        beside().find(|cell| goes_on(cell) || is_gone(cell))
    }

    /// Whether a row below has something in these columns and something beside them.
    fn splits_row(&self, columns: &CellRange, end: u32) -> bool {
        let is_inside = |col: u16| columns.first_col <= col && col <= columns.last_col;
        let below: Vec<&(u32, u16)> = self.cells.iter().filter(|(row, _)| end < *row).collect();
        below.chunk_by(|one, next| one.0 == next.0).any(|row| {
            row.iter().any(|(_, col)| is_inside(*col)) && row.iter().any(|(_, col)| !is_inside(*col))
        })
    }
}

fn area_of(element: &Element<'_>) -> Option<CellRange> {
    CellRange::parse(&element.get("ref")?)
}
