//! What stands on the sheet of a table outside its rows follows the table: the used range, merged cells, links,
//! conditional formats, validations, sparklines, controls, page breaks.

use super::Fault;
use super::anchors;
use super::shift::Shift;
use crate::package::edit::{Edits, Element, MalformedXml, escape, text_at, with_attribute};
use crate::package::reference::CellRange;

/// Lets them follow.
pub(super) fn follow(
    xml: &str,
    elements: &[Element<'_>],
    to: &Shift,
    changes: &mut Edits,
) -> Result<(), Fault> {
    anchors::follow(xml, elements, to, changes);
    for element in elements {
        let text = || text_at(xml, element.inside.clone()).ok_or(MalformedXml);
        let area = || element.get("ref").as_deref().and_then(CellRange::parse);
        match element.name() {
            "dimension" => {
                let end = to.below.map_or(to.new_end(), |below| below.bottom.1.max(to.new_end()));
                if let Some(used) = area().filter(|used| used.last_row < end || to.below.is_some()) {
                    changes.set(element, "ref", &used.down_to(end).to_string());
                }
            }
            "mergeCell" | "autoFilter" | "sortState" | "sortCondition" => {
                if let Some(area) = area().and_then(|area| to.area(&area)) {
                    changes.set(element, "ref", &area.to_string());
                }
            }
            "hyperlink" => {
                let mut tag = element.tag.to_owned();
                if let Some(area) = area().and_then(|area| to.area(&area)) {
                    tag = with_attribute(&tag, "ref", &area.to_string());
                }
                if let Some(place) = element.get("location").and_then(|place| to.formula(&place, &to.sheet)) {
                    tag = with_attribute(&tag, "location", &place);
                }
                if tag != element.tag {
                    changes.replace(element.tag_span(), tag);
                }
            }
            "conditionalFormatting" | "dataValidation" | "ignoredError" | "protectedRange" => {
                if let Some(ranges) = element.get("sqref").and_then(|ranges| to.ranges(&ranges)) {
                    changes.set(element, "sqref", &ranges);
                }
            }
            "cfvo" => {
                if let Some(value) = element.get("val").and_then(|value| to.formula(&value, &to.sheet)) {
                    changes.set(element, "val", &value);
                }
            }
            "brk" => {
                let row = element.get("id").and_then(|row| row.parse::<u32>().ok());
                let is_of_rows = element.get("max").is_none_or(|max| max != "1048575");
                let first = to.whole_rows().filter(|_| is_of_rows);
                if let Some(row) = row.zip(first).filter(|(row, first)| first <= row).map(|(row, _)| row) {
                    changes.set(element, "id", &to.down(row).to_string());
                }
            }
            "sqref" => {
                if let Some(ranges) = to.ranges(&text()?) {
                    changes.replace(element.inside.clone(), ranges);
                }
            }
            "f" | "formula" | "formula1" | "formula2" if !element.is_empty() => {
                if let Some(formula) = to.formula(&text()?, &to.sheet) {
                    changes.replace(element.inside.clone(), escape(&formula));
                }
            }
            _ => {}
        }
    }
    Ok(())
}
