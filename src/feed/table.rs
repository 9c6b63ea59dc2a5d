//! A table part: where the table stands, its columns, and the same part for other rows.

use unicode_normalization::UnicodeNormalization;

use super::Fault;
use super::filter::{ColumnFilter, filters};
use super::refusal::Hindrance;
use super::shift::Shift;
use crate::package::edit::{
    Edits, MalformedXml, escape, outline, text_at, with_attribute, without_attribute,
};
use crate::package::reference::CellRange;

/// A column of a table as it stands in a workbook.
#[derive(Debug, Clone)]
pub(super) struct TableColumn {
    /// Its name.
    pub(super) name: String,
    /// The formula that fills it.
    pub(super) formula: Option<String>,
    /// Whether that is an array formula of each line.
    pub(super) is_array: bool,
}

/// A table as it stands in a workbook.
#[derive(Debug, Clone)]
pub(super) struct TablePart {
    /// Its name.
    pub(super) name: String,
    /// Header, lines and totals.
    pub(super) whole: CellRange,
    /// The lines.
    pub(super) body: CellRange,
    /// Its columns from left to right.
    pub(super) columns: Vec<TableColumn>,
    /// By what its lines are filtered.
    pub(super) filters: Vec<ColumnFilter>,
}

impl TablePart {
    /// The name of a table part, nothing more.
    pub(super) fn name_of(xml: &str) -> Option<String> {
        let elements = outline(xml, "tableColumns").ok()?;
        let root = elements.first().filter(|root| root.name() == "table")?;
        root.get("displayName").or_else(|| root.get("name"))
    }

    /// Reads a table part.
    pub(super) fn read(xml: &str) -> Result<TablePart, Fault> {
        let elements = outline(xml, "")?;
        let root = elements.first().filter(|root| root.name() == "table").ok_or(MalformedXml)?;
        if root.get("tableType").is_some_and(|kind| kind != "worksheet") {
            return Err(Hindrance::Linked.into());
        }
        let whole = root.get("ref").and_then(|area| CellRange::parse(&area)).ok_or(MalformedXml)?;
        let count =
            |name: &str, default: u32| root.get(name).map_or(Some(default), |count| count.parse().ok());
        let header = count("headerRowCount", 1).ok_or(MalformedXml)?;
        let totals = count("totalsRowCount", 0).ok_or(MalformedXml)?;
        let first_row = whole.first_row + header;
        let last_row =
            whole.last_row.checked_sub(totals).filter(|last| first_row <= *last).ok_or(MalformedXml)?;
        let mut columns: Vec<TableColumn> = Vec::new();
        for element in &elements {
            match element.name() {
                "tableColumn" => {
                    let name = plain_name(&element.get("name").ok_or(MalformedXml)?);
                    columns.push(TableColumn { name, formula: None, is_array: false });
                }
                "calculatedColumnFormula" => {
                    let column = columns.last_mut().ok_or(MalformedXml)?;
                    column.is_array = element.says("array");
                    column.formula = text_at(xml, element.inside.clone());
                }
                _ => {}
            }
        }
        if columns.len() != usize::from(whole.last_col - whole.first_col) + 1 {
            return Err(MalformedXml.into());
        }
        let body = CellRange { first_row, last_row, ..whole };
        let name = root.get("displayName").or_else(|| root.get("name")).ok_or(MalformedXml)?;
        Ok(TablePart { name, whole, body, columns, filters: filters(&elements) })
    }

    /// The part of the same table with lines in it; without criteria of its filter where that is taken off.
    pub(super) fn filled(xml: &str, to: &Shift, is_cleared: bool) -> Result<String, Fault> {
        TablePart::changed(xml, to, true, is_cleared)
    }

    /// The part of another table of the sheet, which may move.
    pub(super) fn moved(xml: &str, to: &Shift) -> Result<String, Fault> {
        TablePart::changed(xml, to, false, false)
    }

    fn changed(xml: &str, to: &Shift, is_filled: bool, is_cleared: bool) -> Result<String, Fault> {
        let elements = outline(xml, "")?;
        let mut changes = Edits::default();
        for element in &elements {
            match element.name() {
                "table" | "autoFilter" | "sortState" | "sortCondition" => {
                    let area = element.get("ref").and_then(|area| CellRange::parse(&area));
                    let moved = area.and_then(|area| to.area(&area)).map(|area| area.to_string());
                    let mut tag = match moved {
                        Some(moved) => with_attribute(element.tag, "ref", &moved),
                        None => element.tag.to_owned(),
                    };
                    if is_filled && element.name() == "table" {
                        tag = without_attribute(&tag, "insertRow"); // the blank line of a table that is empty
                    }
                    if tag != element.tag {
                        changes.replace(element.tag_span(), tag);
                    }
                }
                "filterColumn" if is_cleared && !element.is_empty() => {
                    let is_plain =
                        element.get("hiddenButton").is_some() || element.get("showButton").is_some();
                    let kept = if is_plain { element.tag.replace('>', "/>") } else { String::new() };
                    changes.replace(element.start..element.end, kept);
                }
                "calculatedColumnFormula" | "totalsRowFormula" => {
                    let inside = text_at(xml, element.inside.clone()).ok_or(MalformedXml)?;
                    if let Some(formula) = to.formula(&inside, &to.sheet) {
                        changes.replace(element.inside.clone(), escape(&formula));
                    }
                }
                _ => {}
            }
        }
        Ok(changes.apply(xml)?)
    }
}

/// A column's name with `_x000a_` and its like as the letters they mean.
fn plain_name(name: &str) -> String {
    let mut plain = String::new();
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..).is_some_and(|more| more.starts_with('_')));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(letter) => {
                plain.push(letter);
                rest = after.get(5..).unwrap_or_default();
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// A column's name as it is compared: composed, in lower case, blanks and line ends alike.
pub(super) fn key(name: &str) -> String {
    let composed: String = name.nfc().collect();
    composed.to_lowercase().split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use super::*;

    const TABLE: &str = "<table xmlns=\"x\" id=\"1\" name=\"t\" displayName=\"tblTienDo\" ref=\"B3:D6\" \
        totalsRowCount=\"1\"><autoFilter ref=\"B3:D5\"/><tableColumns count=\"3\"><tableColumn id=\"1\" \
        name=\"Đơn_x000a_vị\"/><tableColumn id=\"2\" name=\"Đã gửi\"/><tableColumn id=\"3\" name=\"Tỷ lệ\">\
        <calculatedColumnFormula>tblTienDo[[#This Row],[Đã gửi]]/SUM(C4:C5)</calculatedColumnFormula>\
        </tableColumn></tableColumns></table>";

    #[test]
    fn a_table_is_read_and_moved() {
        let Ok(frame) = TablePart::read(TABLE) else { unreachable!("a table") };
        assert_eq!(frame.body.to_string(), "B4:D5");
        assert_eq!(key(&frame.columns[0].name), "đơn vị");
        let to =
            Shift { sheet: "S".to_owned(), whole: frame.whole, body: frame.body, last_row: 9, below: None };
        let Ok(moved) = TablePart::filled(TABLE, &to, false) else { unreachable!("a table") };
        assert!(moved.contains("ref=\"B3:D11\""), "{moved}");
        assert!(moved.contains("<autoFilter ref=\"B3:D10\"/>"), "{moved}");
        assert!(moved.contains("SUM(C4:C10)"), "{moved}");
    }

    #[test]
    fn linked_tables_are_left_alone() {
        let linked = TABLE.replace(" id=\"1\" name=\"t\"", " tableType=\"queryTable\"");
        assert!(matches!(TablePart::read(&linked), Err(Fault::Hindrance(Hindrance::Linked))));
    }

    #[test]
    fn a_filter_is_read_and_taken_off() {
        let filtered = TABLE.replace(
            "<autoFilter ref=\"B3:D5\"/>",
            "<autoFilter ref=\"B3:D5\"><filterColumn colId=\"0\"><filters><filter val=\"Xã 1\"/></filters>\
             </filterColumn><filterColumn colId=\"1\" hiddenButton=\"1\"/></autoFilter>",
        );
        let Ok(frame) = TablePart::read(&filtered) else { unreachable!("a table") };
        assert_eq!(frame.filters.len(), 1, "a column without its button is not filtered");
        let to =
            Shift { sheet: "S".to_owned(), whole: frame.whole, body: frame.body, last_row: 4, below: None };
        let Ok(cleared) = TablePart::filled(&filtered, &to, true) else { unreachable!("a table") };
        let expect = "<autoFilter ref=\"B3:D5\"><filterColumn colId=\"1\" hiddenButton=\"1\"/></autoFilter>";
        assert!(cleared.contains(expect), "{cleared}");
    }
}
