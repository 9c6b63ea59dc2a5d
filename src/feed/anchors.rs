//! Where drawings, notes and controls hang on a sheet.

use std::ops::Range;

use super::shift::Shift;
use crate::package::edit::{Edits, Element, text_at};
use crate::package::reference::CellRange;

/// What something is hung on.
#[derive(Debug)]
pub(super) struct Anchor {
    /// The cells that it covers; only the first where its end is not said.
    pub(super) area: CellRange,
    /// Where its rows stand in the text.
    rows: Vec<Range<usize>>,
}

/// The anchors among the elements of a drawing or a sheet, in the form `<from><col/><row/></from><to>…</to>`.
pub(super) fn anchors(xml: &str, elements: &[Element<'_>]) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = Vec::new();
    for (at, element) in elements.iter().enumerate() {
        if !matches!(element.name(), "from" | "to") {
            continue;
        }
        let child = |name: &str| {
            let mut inside =
                elements.iter().skip(at + 1).take(4).filter(|child| element.inside.contains(&child.start));
            let child = inside.find(|child| child.name() == name)?;
            Some((child.inside.clone(), text_at(xml, child.inside.clone())?))
        };
        let corner = || {
            let (_, col) = child("col")?;
            let (span, row) = child("row")?;
            Some((col.trim().parse::<u16>().ok()?, row.trim().parse::<u32>().ok()?, span))
        };
        let Some((col, row, span)) = corner() else { continue };
        match anchors.last_mut() {
            Some(open) if element.name() == "to" => {
                open.area.last_row = open.area.last_row.max(row);
                open.area.last_col = open.area.last_col.max(col);
                open.rows.push(span);
            }
            _ => {
                let area = CellRange { first_row: row, first_col: col, last_row: row, last_col: col };
                anchors.push(Anchor { area, rows: vec![span] });
            }
        }
    }
    anchors
}

/// Moves what hangs below a table.
pub(super) fn follow(xml: &str, elements: &[Element<'_>], to: &Shift, changes: &mut Edits) {
    for anchor in anchors(xml, elements).into_iter().filter(|anchor| to.moves_floating(&anchor.area)) {
        for span in anchor.rows {
            let row = text_at(xml, span.clone()).and_then(|row| row.trim().parse::<u32>().ok());
            if let Some(row) = row {
                changes.replace(span, to.down(row).to_string());
            }
        }
    }
}

/// A VML part whose notes and controls have moved; none where all stay. These parts are no XML that one may rely on,
/// so only the numbers are looked for: `<x:Row>`, and the third and seventh of `<x:Anchor>`.
pub(super) fn vml_moved(vml: &str, to: &Shift) -> Option<String> {
    let mut moved = String::new();
    let mut rest = vml;
    let mut is_moved = false;
    while let Some(end) = rest.find("</x:ClientData>") {
        let (data, after) = rest.split_at_checked(end)?;
        match client_data_moved(data, to) {
            Some(data) => {
                moved.push_str(&data);
                is_moved = true;
            }
            None => moved.push_str(data),
        }
        let (tag, after) = after.split_at_checked("</x:ClientData>".len())?;
        moved.push_str(tag);
        rest = after;
    }
    moved.push_str(rest);
    is_moved.then_some(moved)
}

fn client_data_moved(data: &str, to: &Shift) -> Option<String> {
    let between = |name: &str| -> Option<Range<usize>> {
        let tag = format!("<x:{name}>");
        let start = data.rfind(&tag)? + tag.len();
        let length = data.get(start..)?.find("</")?;
        Some(start..start + length)
    };
    let number = |span: Range<usize>| data.get(span)?.trim().parse::<u32>().ok();
    let anchor = between("Anchor");
    let numbers: Vec<&str> =
        anchor.clone().and_then(|span| data.get(span)).map_or(Vec::new(), |all| all.split(',').collect());
    let at = |nth: usize| numbers.get(nth).and_then(|number| number.trim().parse::<u32>().ok());
    let row = between("Row");
    let on_cell = row.clone().and_then(number).zip(between("Column").and_then(number));
    let (first_row, first_col) = on_cell.or_else(|| Some((at(2)?, at(0)?)))?;
    let first_col = u16::try_from(first_col).ok()?;
    let last_col = match on_cell {
        Some(_) => first_col,
        None => at(4).and_then(|col| u16::try_from(col).ok()).unwrap_or(first_col).max(first_col),
    };
    let area = CellRange { first_row, first_col, last_row: first_row, last_col };
    if !to.moves_floating(&area) {
        return None;
    }
    let mut changes = Edits::default();
    if let Some(span) = row {
        changes.replace(span, to.down(first_row).to_string());
    }
    if let Some(span) = anchor {
        let moved =
            numbers.iter().enumerate().map(|(nth, number)| match (nth, number.trim().parse::<u32>()) {
                (2 | 6, Ok(row)) => format!(" {}", to.down(row)),
                _ => (*number).to_owned(),
            });
        changes.replace(span, moved.collect::<Vec<String>>().join(","));
    }
    changes.apply(data).ok()
}
