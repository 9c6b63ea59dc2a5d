//! The rows of a sheet, one after another, and where their cells stand in its text.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::edit::{MalformedXml, attribute, local, qualified, text_at};
use super::reference::CellRange;

/// A formula of a cell.
#[derive(Debug, Clone)]
pub(crate) struct CellFormula {
    /// Its text as written, still escaped.
    pub(crate) span: Range<usize>,
    /// Its element, tags included.
    pub(crate) element: Range<usize>,
    /// `array`, `dataTable`, `shared` or nothing.
    pub(crate) kind: String,
    /// The cells that it is the formula of, where it says so.
    pub(crate) area: Option<CellRange>,
    /// By which cells that share a formula know each other.
    pub(crate) group: Option<String>,
}

/// A cell of a row.
#[derive(Debug, Clone)]
pub(crate) struct RowCell {
    /// Its column, zero-based.
    pub(crate) col: u16,
    /// Where it stands, tags included.
    pub(crate) span: Range<usize>,
    /// The style that its tag names.
    pub(crate) style: Option<String>,
    /// Whether it holds a value or a formula, not only a style.
    pub(crate) filled: bool,
    /// Its formula.
    pub(crate) formula: Option<CellFormula>,
    /// The element of its value, where it has one.
    pub(crate) value: Option<Range<usize>>,
    /// Whether its formula spills or is new to Excel's old engine.
    pub(crate) spills: bool,
    /// Whether it says its address itself.
    pub(crate) addressed: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct XmlRow {
    /// Its number, zero-based.
    pub(crate) at: u32,
    /// Where it stands, tags included.
    pub(crate) span: Range<usize>,
    /// Where its opening tag stands.
    pub(crate) tag: Range<usize>,
    /// Its cells from left to right.
    pub(crate) cells: Vec<RowCell>,
}

/// Calls `visit` for every row of a sheet's text inside its `sheetData`.
pub(crate) fn each_row<E: From<MalformedXml>>(
    xml: &str,
    inside: Range<usize>,
    mut visit: impl FnMut(&XmlRow) -> Result<(), E>,
) -> Result<(), E> {
    let offset = inside.start;
    let data = xml.get(inside).ok_or(MalformedXml)?;
    let mut reader = Reader::from_str(data);
    let mut row = XmlRow::default();
    let mut next_row = 0;
    let mut in_formula = false;
    loop {
        let start = position(&reader, offset)?;
        let event = reader.read_event().map_err(|_| MalformedXml)?;
        let end = position(&reader, offset)?;
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let tag = xml.get(start..end).ok_or(MalformedXml)?;
                match local(qualified(tag)) {
                    "row" => {
                        row.cells.clear();
                        row.at = row_number(tag, next_row)?;
                        next_row = row.at + 1;
                        row.tag = start..end;
                        row.span = start..end;
                        if is_empty {
                            visit(&row)?;
                        }
                    }
                    "c" => row.cells.push(cell(tag, start..end, row.cells.last())?),
                    "f" => {
                        let kind = attribute(tag, "t").unwrap_or_default();
                        let held = row.cells.last_mut().ok_or(MalformedXml)?;
                        held.filled = true;
                        held.formula = Some(CellFormula {
                            span: end..end,
                            element: start..end,
                            kind,
                            area: attribute(tag, "ref").and_then(|area| CellRange::parse(&area)),
                            group: attribute(tag, "si"),
                        });
                        in_formula = !is_empty;
                    }
                    "v" | "is" => {
                        let held = row.cells.last_mut().ok_or(MalformedXml)?;
                        held.filled = true;
                        held.value = Some(start..end);
                    }
                    _ => {}
                }
            }
            Event::End(_) => match local(qualified(xml.get(start + 2..end).ok_or(MalformedXml)?)) {
                "row" => {
                    row.span.end = end;
                    visit(&row)?;
                }
                "c" => row.cells.last_mut().ok_or(MalformedXml)?.span.end = end,
                "v" | "is" => {
                    if let Some(value) = row.cells.last_mut().and_then(|cell| cell.value.as_mut()) {
                        value.end = end;
                    }
                }
                "f" if in_formula => {
                    in_formula = false;
                    if let Some(formula) = row.cells.last_mut().and_then(|cell| cell.formula.as_mut()) {
                        formula.span.end = start;
                        formula.element.end = end;
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>, offset: usize) -> Result<usize, MalformedXml> {
    usize::try_from(reader.buffer_position()).map(|at| at + offset).map_err(|_| MalformedXml)
}

fn row_number(tag: &str, next: u32) -> Result<u32, MalformedXml> {
    match attribute(tag, "r") {
        Some(number) => {
            number.parse::<u32>().ok().and_then(|number| number.checked_sub(1)).ok_or(MalformedXml)
        }
        None => Ok(next),
    }
}

fn cell(tag: &str, span: Range<usize>, before: Option<&RowCell>) -> Result<RowCell, MalformedXml> {
    let address = attribute(tag, "r");
    let col = match &address {
        Some(address) => CellRange::parse(address).ok_or(MalformedXml)?.first_col,
        None => before.map_or(0, |cell| cell.col + 1),
    };
    Ok(RowCell {
        col,
        span,
        style: attribute(tag, "s"),
        filled: false,
        formula: None,
        value: None,
        spills: attribute(tag, "cm").is_some(),
        addressed: address.is_some(),
    })
}

/// The text of a cell's formula; nothing for a child of a shared one.
pub(crate) fn formula_text(xml: &str, cell: &RowCell) -> Option<String> {
    let formula = cell.formula.as_ref()?;
    text_at(xml, formula.span.clone()).filter(|text| !text.is_empty())
}
