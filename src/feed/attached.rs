//! The parts of the table's sheet that move with what stands below: notes, drawings, pivots, other tables.

use super::Fault;
use super::anchors;
use super::refusal::Refusal;
use super::shift::Shift;
use super::table::TablePart;
use crate::package::edit::{Edits, MalformedXml, outline};
use crate::package::reference::CellRange;
use crate::package::{Package, PackageError};

/// Moves them.
pub(super) fn follow(
    package: &mut Package<'_>,
    sheet_part: &str,
    table_part: &str,
    to: &Shift,
) -> Result<(), Refusal> {
    for relation in package.relations(sheet_part)? {
        let part = relation.target.as_str();
        let is_known = matches!(
            relation.kind.as_str(),
            "comments"
                | "threadedComment"
                | "table"
                | "pivotTable"
                | "tableSingleCells"
                | "drawing"
                | "vmlDrawing"
        );
        if !is_known || part == table_part {
            continue;
        }
        let text = package.text(part)?;
        let moved = match relation.kind.as_str() {
            "vmlDrawing" => Ok(anchors::vml_moved(&text, to)),
            "drawing" => drawing_moved(&text, to),
            "table" => TablePart::moved(&text, to).map(Some),
            _ => cells_moved(&text, to),
        };
        match moved {
            Ok(Some(moved)) if moved != text => package.set(part, moved),
            Ok(_) => {}
            Err(_) => return Err(PackageError::damaged(part).into()),
        }
    }
    Ok(())
}

fn drawing_moved(xml: &str, to: &Shift) -> Result<Option<String>, Fault> {
    let mut changes = Edits::default();
    anchors::follow(xml, &outline(xml, "")?, to, &mut changes);
    Ok(Some(changes.apply(xml)?))
}

/// Notes and mapped cells, which name one cell each, and where a pivot stands.
fn cells_moved(xml: &str, to: &Shift) -> Result<Option<String>, Fault> {
    let mut changes = Edits::default();
    for element in outline(xml, "")? {
        let attribute = match element.name() {
            "comment" | "threadedComment" | "location" => "ref",
            "singleXmlCell" => "r",
            _ => continue,
        };
        let area = element.get(attribute).and_then(|area| CellRange::parse(&area));
        if let Some(moved) = area.and_then(|area| to.area(&area)) {
            changes.set(&element, attribute, &moved.to_string());
        }
    }
    Ok(Some(changes.apply(xml).map_err(|MalformedXml| Fault::Broken)?))
}
