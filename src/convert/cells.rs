//! The cells of a sheet that hold text.

use std::ops::Range;

use crate::finding::CellAddress;
use crate::package::edit::{MalformedXml, attribute, outline, text_at};
use crate::package::rows::{RowCell, each_row};
use crate::text::FontHint;

use super::quoted::Formula;
use super::runs::{RunText, items};

/// A cell with text.
pub(super) struct TextCell {
    pub(super) at: CellAddress,
    /// What the font of the cell says.
    pub(super) font: FontHint,
    pub(super) text: CellText,
}

/// Where the text of a cell stands.
pub(super) enum CellText {
    /// In the shared strings: its number, and where that is written.
    Shared(usize, Range<usize>),
    /// In the cell itself: a string, or what a formula came to last.
    Own(RunText),
}

/// What is read of a sheet.
pub(super) struct Texts {
    pub(super) cells: Vec<TextCell>,
    /// Formulas with texts in quotes, with their cells and what the fonts of these say.
    pub(super) formulas: Vec<(CellAddress, FontHint, Formula)>,
}

/// Finds the text cells of a sheet; `fonts` says what the font of each style says.
pub(super) fn texts(xml: &str, fonts: &[FontHint]) -> Result<Texts, MalformedXml> {
    let mut texts = Texts { cells: Vec::new(), formulas: Vec::new() };
    let elements = outline(xml, "sheetData")?;
    let Some(data) = elements.iter().find(|element| element.name() == "sheetData") else { return Ok(texts) };
    each_row::<MalformedXml>(xml, data.inside.clone(), |row| {
        for cell in row.cells.iter().filter(|cell| cell.filled) {
            let at = CellAddress { row: row.at, col: cell.col };
            let style = cell.style.as_ref().and_then(|style| style.parse::<usize>().ok()).unwrap_or(0);
            let font = fonts.get(style).copied().unwrap_or_default();
            let formula = cell.formula.as_ref().and_then(|formula| Formula::at(xml, formula.span.clone()));
            texts.formulas.extend(formula.map(|formula| (at, font, formula)));
            if let Some(text) = text_of(xml, cell)? {
                texts.cells.push(TextCell { at, font, text });
            }
        }
        Ok(())
    })?;
    Ok(texts)
}

fn text_of(xml: &str, cell: &RowCell) -> Result<Option<CellText>, MalformedXml> {
    let whole = xml.get(cell.span.clone()).ok_or(MalformedXml)?;
    let tag = whole.split_inclusive('>').next().unwrap_or_default();
    let Some(kind) = attribute(tag, "t") else { return Ok(None) };
    if !matches!(kind.as_str(), "s" | "str" | "inlineStr") {
        return Ok(None);
    }
    let elements = outline(whole, "f")?;
    let value = elements
        .iter()
        .find(|element| element.name() == "v")
        .map(|element| element.inside.start + cell.span.start..element.inside.end + cell.span.start);
    Ok(match (kind.as_str(), value) {
        ("s", Some(value)) => {
            let number = text_at(xml, value.clone()).and_then(|text| text.trim().parse().ok());
            number.map(|number| CellText::Shared(number, value))
        }
        ("str", Some(value)) => RunText::plain(xml, value).map(CellText::Own),
        ("inlineStr", _) => {
            let item = items(whole, "is")?.into_iter().next();
            item.map(|item| CellText::Own(item.shifted(cell.span.start)))
        }
        _ => None,
    })
}
