//! What stands in a sheet where a table is to be refreshed: what is in the way, and what to go by.

use std::ops::Range;

use super::Fault;
use super::fresh::Lines;
use super::refusal::Hindrance;
use super::shift::Shift;
use super::table::TablePart;
use crate::finding::CellAddress;
use crate::package::edit::Element;
use crate::package::reference::{CellRange, copied_down};
use crate::package::rows::{RowCell, XmlRow, each_row, formula_text};
use crate::report::tables::ColumnKind;

/// What fills a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fill {
    /// A column of the fresh lines.
    Fresh(usize, ColumnKind),
    /// A formula, as it reads in the first line.
    Formula(String),
    /// Nothing.
    Nothing,
}

/// What the lines of a table look like, and its row of totals.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The opening tag of the first line's row.
    pub(super) tag: String,
    /// The style of each column in the first line.
    pub(super) styles: Vec<Option<String>>,
    /// The cells of the totals with their texts.
    pub(super) totals: Vec<(RowCell, String)>,
    /// Whether every row says its number.
    pub(super) numbered: bool,
    /// The formula of each column in the first line.
    formulas: Vec<Option<String>>,
    /// Columns in which some line has a formula.
    calculated: Vec<bool>,
}

/// Refuses what protection, merged cells and links forbid.
pub(super) fn guard(elements: &[Element<'_>], frame: &TablePart, to: &Shift) -> Result<(), Hindrance> {
    let totals = frame.whole.last_row - frame.body.last_row;
    let touched = frame.whole.down_to(frame.whole.last_row.max(to.last_row + totals));
    let lines = CellRange { first_row: frame.body.first_row, ..touched };
    for element in elements {
        let area = || element.get("ref").as_deref().and_then(CellRange::parse);
        match element.name() {
            "sheetProtection" if element.says("sheet") => return Err(Hindrance::Protected),
            "mergeCell" => {
                if let Some(area) = area().filter(|area| area.meets(&touched)) {
                    return Err(Hindrance::Merged(area.to_string()));
                }
            }
            "hyperlink" => {
                if let Some(area) = area().filter(|area| area.meets(&lines)) {
                    return Err(Hindrance::Links(area.to_string()));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

impl Survey {
    /// Walks over the rows of a sheet.
    pub(super) fn of(
        xml: &str,
        inside: Range<usize>,
        frame: &TablePart,
        to: &Shift,
        lines: &Lines,
    ) -> Result<Survey, Fault> {
        let n_columns = frame.columns.len();
        let mut survey = Survey {
            styles: vec![None; n_columns],
            formulas: vec![None; n_columns],
            calculated: vec![false; n_columns],
            numbered: true,
            ..Survey::default()
        };
        let (body, whole) = (frame.body, frame.whole);
        let totals = whole.last_row - body.last_row;
        each_row(xml, inside, |row: &XmlRow| -> Result<(), Fault> {
            let tag = xml.get(row.tag.clone()).unwrap_or_default();
            survey.numbered &= crate::package::edit::attribute(tag, "r").is_some();
            let is_line = (body.first_row..=body.last_row).contains(&row.at);
            let is_total = body.last_row < row.at && row.at <= whole.last_row;
            let is_below = whole.last_row < row.at && row.at <= to.last_row + totals;
            if row.at == body.first_row {
                survey.tag = tag.to_owned();
            }
            for cell in &row.cells {
                if cell.col < whole.first_col || whole.last_col < cell.col {
                    continue;
                }
                let at = usize::from(cell.col - whole.first_col);
                let shown = || CellAddress { row: row.at, col: cell.col }.to_string();
                let kind = cell.formula.as_ref().map_or("", |formula| formula.kind.as_str());
                if (is_line || is_total) && (matches!(kind, "array" | "dataTable") || cell.spills) {
                    return Err(Hindrance::Array(shown()).into());
                }
                if is_below && cell.filled {
                    return Err(Hindrance::Below(shown()).into());
                }
                if is_total {
                    let text = xml.get(cell.span.clone()).unwrap_or_default();
                    survey.totals.push((cell.clone(), text.to_owned()));
                }
                if is_line {
                    survey.line(xml, row, cell, at, frame, lines)?;
                }
            }
            Ok(())
        })?;
        Ok(survey)
    }

    fn line(
        &mut self,
        xml: &str,
        row: &XmlRow,
        cell: &RowCell,
        at: usize,
        frame: &TablePart,
        lines: &Lines,
    ) -> Result<(), Hindrance> {
        let name = frame.columns.get(at).map_or("", |column| column.name.as_str());
        if cell.filled && cell.formula.is_none() && lines.column(name).is_none() {
            return Err(Hindrance::Typed(name.to_owned()));
        }
        if let Some(calculated) = self.calculated.get_mut(at) {
            *calculated |= cell.formula.is_some();
        }
        if row.at == frame.body.first_row {
            if let Some(style) = self.styles.get_mut(at) {
                style.clone_from(&cell.style);
            }
            if let Some(formula) = self.formulas.get_mut(at) {
                *formula = formula_text(xml, cell);
            }
        }
        Ok(())
    }

    /// What fills each column.
    pub(super) fn fills(&self, frame: &TablePart, lines: &Lines) -> Result<Vec<Fill>, Hindrance> {
        let mut fills = Vec::new();
        for (at, column) in frame.columns.iter().enumerate() {
            let first = self.formulas.get(at).cloned().flatten();
            let calculated = self.calculated.get(at).copied().unwrap_or(false);
            let fill = match (&column.formula, lines.column(&column.name)) {
                (None, Some(source)) => {
                    let kind = lines.columns.get(source).map_or(ColumnKind::Text, |column| column.kind);
                    Fill::Fresh(source, kind)
                }
                (Some(formula), _) if same_in_every_line(formula) => Fill::Formula(formula.clone()),
                (Some(_), _) => Fill::Formula(first.ok_or_else(|| Hindrance::Formula(column.name.clone()))?),
                (None, None) => match first {
                    Some(formula) => Fill::Formula(formula),
                    None if calculated => return Err(Hindrance::Formula(column.name.clone())),
                    None => Fill::Nothing,
                },
            };
            fills.push(fill);
        }
        if !fills.iter().any(|fill| matches!(fill, Fill::Fresh(..))) {
            return Err(Hindrance::NoColumn);
        }
        Ok(fills)
    }
}

/// Whether a formula reads the same in every line: it names columns, not cells beside it.
pub(super) fn same_in_every_line(formula: &str) -> bool {
    copied_down(formula, 1).as_deref() == Some(formula)
}
