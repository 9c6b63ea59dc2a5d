//! What stands in a sheet where a table is to be refreshed: what is in the way, and what to go by.

use std::ops::Range;

use super::Fault;
use super::published::TableLines;
use super::refusal::Hindrance;
use super::table::{TableColumn, TablePart};
use crate::finding::CellAddress;
use crate::package::edit::attribute;
use crate::package::reference::{copied, copied_down};
use crate::package::rows::{RowCell, XmlRow, each_row, formula_text};
use crate::report::tables::ColumnKind;

/// What fills a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fill {
    /// A column of the fresh lines.
    Fresh(usize, ColumnKind),
    /// A formula.
    Formula(ColumnFormula),
    /// Nothing.
    Nothing,
}

/// The formula of a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ColumnFormula {
    /// As it reads in the first line.
    pub(super) text: String,
    /// The first line that has it: "more than the month before" has no sense in the first.
    pub(super) from: u32,
    /// How it spills, where it is one of arrays: the metadata that its cells name, if any.
    pub(super) array: Option<String>,
}

/// What the lines of a table look like, and its row of totals.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The opening tag of the first line's row.
    pub(super) tag: String,
    /// The style of each column in the first line.
    pub(super) styles: Vec<Option<String>>,
    /// Whether every row says its number.
    pub(super) numbered: bool,
    /// How many of its lines are hidden.
    pub(super) n_hidden: usize,
    /// The first formula of each column, and how many lines stand before it.
    formulas: Vec<Option<(u32, String)>>,
    /// Columns in which some line has a formula.
    calculated: Vec<bool>,
    /// The metadata that cells of a column of array formulas name.
    arrays: Vec<Option<String>>,
}

impl Survey {
    /// Walks over the rows of a sheet.
    pub(super) fn of(
        xml: &str,
        inside: Range<usize>,
        frame: &TablePart,
        lines: &TableLines,
    ) -> Result<Survey, Fault> {
        let n_columns = frame.columns.len();
        let mut survey = Survey {
            styles: vec![None; n_columns],
            formulas: vec![None; n_columns],
            calculated: vec![false; n_columns],
            arrays: vec![None; n_columns],
            numbered: true,
            ..Survey::default()
        };
        let (body, whole) = (frame.body, frame.whole);
        each_row(xml, inside, |row: &XmlRow| -> Result<(), Fault> {
            let tag = xml.get(row.tag.clone()).unwrap_or_default();
            survey.numbered &= attribute(tag, "r").is_some();
            let is_line = (body.first_row..=body.last_row).contains(&row.at);
            let is_total = body.last_row < row.at && row.at <= whole.last_row;
            if row.at == body.first_row {
                survey.tag = tag.to_owned();
            }
            let is_hidden = attribute(tag, "hidden").is_some_and(|says| matches!(&*says, "1" | "true"));
            survey.n_hidden += usize::from(is_line && is_hidden);
            for cell in &row.cells {
                if cell.col < whole.first_col || whole.last_col < cell.col {
                    continue;
                }
                let at = usize::from(cell.col - whole.first_col);
                let shown = || CellAddress { row: row.at, col: cell.col }.to_string();
                let kind = cell.formula.as_ref().map_or("", |formula| formula.kind.as_str());
                if (is_line || is_total) && (matches!(kind, "array" | "dataTable") || cell.spills) {
                    let is_own = is_line && frame.columns.get(at).is_some_and(|column| column.is_array);
                    let area = cell.formula.as_ref().and_then(|formula| formula.area);
                    if !is_own || kind != "array" || !area.is_some_and(|area| area.is_cell()) {
                        return Err(Hindrance::Array(shown()).into());
                    }
                    if let Some(array) = survey.arrays.get_mut(at) {
                        let tag = xml.get(cell.span.clone()).unwrap_or_default();
                        let tag = tag.split_inclusive('>').next().unwrap_or_default();
                        *array = attribute(tag, "cm");
                    }
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
        lines: &TableLines,
    ) -> Result<(), Hindrance> {
        let name = frame.columns.get(at).map_or("", |column| column.name.as_str());
        if cell.filled && cell.formula.is_none() && lines.column(name).is_none() {
            return Err(Hindrance::Typed(name.to_owned()));
        }
        if let Some(calculated) = self.calculated.get_mut(at) {
            *calculated |= cell.formula.is_some();
        }
        if row.at == frame.body.first_row
            && let Some(style) = self.styles.get_mut(at)
        {
            style.clone_from(&cell.style);
        }
        if let Some(formula) = self.formulas.get_mut(at).filter(|formula| formula.is_none()) {
            *formula = formula_text(xml, cell).map(|text| (row.at - frame.body.first_row, text));
        }
        Ok(())
    }

    /// What fills each column.
    pub(super) fn fills(&self, frame: &TablePart, lines: &TableLines) -> Result<Vec<Fill>, Hindrance> {
        let mut fills = Vec::new();
        for (at, column) in frame.columns.iter().enumerate() {
            let of_line = || self.column_formula(at, column);
            let calculated = self.calculated.get(at).copied().unwrap_or(false);
            let fill = match (&column.formula, lines.column(&column.name)) {
                (None, Some(source)) => {
                    let kind = lines.columns.get(source).map_or(ColumnKind::Text, |column| column.kind);
                    Fill::Fresh(source, kind)
                }
                (Some(formula), _) if same_in_every_line(formula) => Fill::Formula(ColumnFormula {
                    text: formula.clone(),
                    from: 0,
                    array: column
                        .is_array
                        .then(|| self.arrays.get(at).cloned().flatten().unwrap_or_default()),
                }),
                (Some(_), _) => Fill::Formula(of_line()?),
                (None, None) if calculated => Fill::Formula(of_line()?),
                (None, None) => Fill::Nothing,
            };
            fills.push(fill);
        }
        if !fills.iter().any(|fill| matches!(fill, Fill::Fresh(..))) {
            return Err(Hindrance::NoColumn);
        }
        Ok(fills)
    }
}

impl Survey {
    /// The formula of a column by the first line that has one.
    fn column_formula(&self, at: usize, column: &TableColumn) -> Result<ColumnFormula, Hindrance> {
        let first =
            self.formulas.get(at).cloned().flatten().filter(|(from, _)| !column.is_array && *from <= 1);
        let read = first.and_then(|(from, text)| Some((from, copied(&text, -i64::from(from), 0)?)));
        let (from, text) = read.ok_or_else(|| Hindrance::Formula(column.name.clone()))?;
        Ok(ColumnFormula { text, from, array: None })
    }
}

/// Whether a formula reads the same in every line: it names columns, not cells beside it.
pub(super) fn same_in_every_line(formula: &str) -> bool {
    copied_down(formula, 1).as_deref() == Some(formula)
}
