//! Formulas that cells share: where one of them has to change, each gets its own.
//!
//! Excel writes a formula that was copied down once, and lets the other cells refer to it. Their references move
//! apart where only some of them follow a table.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::package::edit::{MalformedXml, outline};
use crate::package::reference::copied;
use crate::package::rows::{RowCell, each_row, formula_text};

/// The formulas of cells that no longer share one, by where their elements begin.
pub(super) type OwnFormulas = BTreeMap<usize, String>;

/// Cells that share a formula.
#[derive(Debug, Default)]
struct Group {
    /// The cell that has it, and what it reads there.
    master: Option<((u32, u16), String)>,
    /// Each cell, and where the element of its formula begins.
    cells: Vec<((u32, u16), usize)>,
}

/// The formulas of all groups that `changes` is true of, for any of their cells.
pub(super) fn parted(
    xml: &str,
    inside: Range<usize>,
    changes: impl Fn(u32, u16, &str) -> bool,
) -> Result<OwnFormulas, MalformedXml> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    each_row::<MalformedXml>(xml, inside, |row| {
        for cell in &row.cells {
            if let Some((group, element)) = shared_by(cell) {
                let group = groups.entry(group).or_default();
                group.cells.push(((row.at, cell.col), element));
                if let Some(text) = formula_text(xml, cell).filter(|_| group.master.is_none()) {
                    group.master = Some(((row.at, cell.col), text));
                }
            }
        }
        Ok(())
    })?;
    let mut formulas = OwnFormulas::new();
    for group in groups.into_values() {
        let Some(((from_row, from_col), text)) = group.master else { continue };
        let read = |row: u32, col: u16| {
            copied(&text, i64::from(row) - i64::from(from_row), i64::from(col) - i64::from(from_col))
        };
        let is_changed = |cell: &((u32, u16), usize)| {
            let ((row, col), _) = *cell;
            read(row, col).is_some_and(|formula| changes(row, col, &formula))
        };
        if group.cells.iter().any(is_changed) {
            for ((row, col), element) in group.cells {
                formulas.insert(element, read(row, col).ok_or(MalformedXml)?);
            }
        }
    }
    Ok(formulas)
}

/// By which name a cell shares its formula, and where the formula's element begins.
fn shared_by(cell: &RowCell) -> Option<(String, usize)> {
    let formula = cell.formula.as_ref().filter(|formula| formula.kind == "shared")?;
    Some((formula.group.clone()?, formula.element.start))
}

/// Where the rows of a sheet stand in its text.
pub(super) fn rows_of(xml: &str) -> Result<Range<usize>, MalformedXml> {
    let elements = outline(xml, "sheetData")?;
    let data = elements.iter().find(|element| element.name() == "sheetData");
    Ok(data.map_or(0..0, |data| data.inside.clone()))
}
