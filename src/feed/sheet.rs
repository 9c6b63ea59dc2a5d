//! The sheet of a table with fresh lines: its rows, and what refers to them on the same sheet.
//!
//! Cells outside the table's columns stay where they are; nothing is shifted. Rows that the table
//! leaves lose their cells in its columns.

use super::Fault;
use super::cells::Hand;
use super::formats::CellFormats;
use super::fresh::Lines;
use super::shift::Shift;
use super::survey::{Fill, Survey, guard, same_in_every_line};
use super::table::TablePart;
use crate::finding::CellAddress;
use crate::package::edit::{
    Broken, Edits, Element, escape, outline, prefix, text_at, with_attribute, without_attribute,
};
use crate::package::reference::{CellRange, copied_down};
use crate::package::rows::{RowCell, XmlRow, each_row, formula_text};
use crate::report::tables::ColumnKind;

/// A table to refresh, and by what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refill<'r> {
    /// The table as it stands.
    pub(super) frame: &'r TablePart,
    /// Where its rows go.
    pub(super) to: &'r Shift,
    /// Its fresh lines.
    pub(super) lines: &'r Lines,
    /// The workbook's styles.
    pub(super) faces: &'r CellFormats,
    /// Whether the workbook counts days from 1904.
    pub(super) from_1904: bool,
}

/// The sheet's text with fresh lines, and the columns whose days no style of the workbook shows.
pub(super) fn refilled(xml: &str, refill: &Refill<'_>) -> Result<(String, Vec<String>), Fault> {
    let elements = outline(xml, "sheetData")?;
    guard(&elements, refill.frame, refill.to)?;
    let root = elements.first().filter(|root| root.name() == "worksheet").ok_or(Broken)?;
    let data =
        elements.iter().find(|element| element.name() == "sheetData" && !element.is_empty()).ok_or(Broken)?;
    let survey = Survey::of(xml, data.inside.clone(), refill.frame, refill.to, refill.lines)?;
    let mut columns = Vec::new();
    let mut undated = Vec::new();
    for ((fill, style), column) in
        survey.fills(refill.frame, refill.lines)?.into_iter().zip(&survey.styles).zip(&refill.frame.columns)
    {
        let mut style = style.clone();
        if let Fill::Fresh(_, ColumnKind::Day) = fill {
            match refill.faces.for_days(style.as_deref()) {
                Some(days) => style = Some(days),
                None => undated.push(column.name.clone()),
            }
        }
        columns.push(ColumnLook::new(fill, style, refill));
    }
    let hand = Hand { prefix: prefix(root.tag).to_owned(), from_1904: refill.from_1904 };
    let writer = Writer { xml, refill, survey: &survey, columns: &columns, hand: &hand };
    let mut changes = Edits::default();
    changes.replace(data.inside.clone(), writer.rows(data)?);
    follow(xml, &elements, refill.to, &mut changes)?;
    Ok((changes.apply(xml)?, undated))
}

/// A column and how its cells look.
struct ColumnLook {
    fill: Fill,
    style: Option<String>,
    /// Whether its formula reads the same in every line.
    same: bool,
}

impl ColumnLook {
    fn new(fill: Fill, style: Option<String>, refill: &Refill<'_>) -> ColumnLook {
        match fill {
            Fill::Formula(formula) => {
                let formula = refill.to.formula(&formula, &refill.to.sheet).unwrap_or(formula);
                ColumnLook { same: same_in_every_line(&formula), fill: Fill::Formula(formula), style }
            }
            fill => ColumnLook { fill, style, same: true },
        }
    }
}

/// Writes the rows of a sheet.
struct Writer<'w> {
    xml: &'w str,
    refill: &'w Refill<'w>,
    survey: &'w Survey,
    columns: &'w [ColumnLook],
    hand: &'w Hand,
}

impl Writer<'_> {
    /// All that stands between the tags of `sheetData`.
    fn rows(&self, data: &Element<'_>) -> Result<String, Fault> {
        let Refill { frame, to, .. } = self.refill;
        let (first, last) = (frame.body.first_row, frame.whole.last_row.max(self.new_end()));
        let mut out = String::with_capacity(data.inside.len());
        let mut copied = data.inside.start;
        let mut next = first;
        each_row(self.xml, data.inside.clone(), |row| -> Result<(), Fault> {
            if first <= row.at && next <= row.at.min(last + 1) {
                out.push_str(self.xml.get(copied..row.span.start).ok_or(Broken)?);
                copied = row.span.start;
                while next < row.at.min(last + 1) {
                    self.new_row(&mut out, next)?;
                    next += 1;
                }
            }
            if (first..=last).contains(&row.at) {
                next = row.at + 1;
                self.old_row(&mut out, row)?;
                copied = row.span.end;
                return Ok(());
            }
            for cell in &row.cells {
                if let Some(formula) = formula_text(self.xml, cell)
                    && let Some(moved) = to.formula(&formula, &to.sheet)
                    && let Some(held) = &cell.formula
                {
                    out.push_str(self.xml.get(copied..held.span.start).ok_or(Broken)?);
                    out.push_str(&escape(&moved));
                    copied = held.span.end;
                }
            }
            Ok(())
        })?;
        out.push_str(self.xml.get(copied..data.inside.end).ok_or(Broken)?);
        while next <= self.new_end() {
            self.new_row(&mut out, next)?;
            next += 1;
        }
        Ok(out)
    }

    /// The last row of the table after the move, totals included.
    fn new_end(&self) -> u32 {
        let Refill { frame, to, .. } = self.refill;
        to.last_row + (frame.whole.last_row - frame.body.last_row)
    }

    /// A row that the sheet does not have yet.
    fn new_row(&self, out: &mut String, at: u32) -> Result<(), Fault> {
        if self.new_end() < at {
            return Ok(()); // a row without cells that the table has left
        }
        let tag = match self.survey.tag.as_str() {
            "" => format!("<{}row>", self.hand.prefix),
            like => like.to_owned(),
        };
        self.open_row(out, &tag, at);
        self.table_cells(out, at)?;
        self.close_row(out);
        Ok(())
    }

    /// A row of the table that is there, with fresh cells in the table's columns.
    fn old_row(&self, out: &mut String, row: &XmlRow) -> Result<(), Fault> {
        let whole = &self.refill.frame.whole;
        let left = row.cells.iter().filter(|cell| cell.col < whole.first_col);
        let right: Vec<&RowCell> = row.cells.iter().filter(|cell| whole.last_col < cell.col).collect();
        let is_left_behind = self.new_end() < row.at;
        let left: Vec<&RowCell> = left.collect();
        if is_left_behind && left.is_empty() && right.is_empty() && self.survey.numbered {
            return Ok(());
        }
        let tag = self.xml.get(row.tag.clone()).ok_or(Broken)?;
        self.open_row(out, tag, row.at);
        for cell in left {
            self.kept_cell(out, row.at, cell)?;
        }
        self.table_cells(out, row.at)?;
        for cell in right {
            self.kept_cell(out, row.at, cell)?;
        }
        self.close_row(out);
        Ok(())
    }

    /// The opening tag of a row like another: its height only where somebody set it.
    fn open_row(&self, out: &mut String, like: &str, at: u32) {
        let mut tag = with_attribute(like, "r", &(at + 1).to_string());
        tag = without_attribute(&tag, "spans");
        if crate::package::edit::attribute(&tag, "customHeight").is_none() {
            tag = without_attribute(&tag, "ht");
        }
        match tag.strip_suffix("/>") {
            Some(open) => {
                out.push_str(open.trim_end());
                out.push('>');
            }
            None => out.push_str(&tag),
        }
    }

    fn close_row(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.hand.prefix);
        out.push_str("row>");
    }

    /// A cell beside the table.
    fn kept_cell(&self, out: &mut String, row: u32, cell: &RowCell) -> Result<(), Fault> {
        let text = self.xml.get(cell.span.clone()).ok_or(Broken)?;
        let to = self.refill.to;
        let moved = formula_text(self.xml, cell).and_then(|formula| to.formula(&formula, &to.sheet));
        let text = match (moved, &cell.formula) {
            (Some(moved), Some(held)) => {
                let mut changes = Edits::default();
                let (start, end) = (held.span.start - cell.span.start, held.span.end - cell.span.start);
                changes.replace(start..end, escape(&moved));
                changes.apply(text)?
            }
            _ => text.to_owned(),
        };
        if cell.addressed {
            out.push_str(&text);
        } else {
            out.push_str(&at_address(&text, row, cell.col)?);
        }
        Ok(())
    }

    /// The table's cells in a row: a line, the totals, or nothing.
    fn table_cells(&self, out: &mut String, row: u32) -> Result<(), Fault> {
        let Refill { frame, to, lines, .. } = self.refill;
        if to.last_row < row {
            return if row <= self.new_end() { self.totals(out, row) } else { Ok(()) };
        }
        let line = row - frame.body.first_row;
        let at = usize::try_from(line).map_err(|_| Broken)?;
        for (col, column) in (frame.whole.first_col..).zip(self.columns) {
            let style = column.style.as_deref();
            match &column.fill {
                Fill::Fresh(source, kind) => {
                    self.hand.value(out, row, col, style, *kind, lines.get(at, *source));
                }
                Fill::Formula(formula) if column.same => self.hand.formula(out, row, col, style, formula),
                Fill::Formula(formula) => {
                    let copy = copied_down(formula, line).ok_or(Broken)?;
                    self.hand.formula(out, row, col, style, &copy);
                }
                Fill::Nothing => self.hand.blank(out, row, col, style),
            }
        }
        Ok(())
    }

    fn totals(&self, out: &mut String, row: u32) -> Result<(), Fault> {
        let to = self.refill.to;
        for (cell, text) in &self.survey.totals {
            match formula_text(self.xml, cell) {
                Some(formula) => {
                    let formula = to.formula(&formula, &to.sheet).unwrap_or(formula);
                    self.hand.formula(out, row, cell.col, cell.style.as_deref(), &formula);
                }
                None => out.push_str(&at_address(text, row, cell.col)?),
            }
        }
        Ok(())
    }
}

/// A cell's text with another address.
fn at_address(text: &str, row: u32, col: u16) -> Result<String, Broken> {
    let (tag, rest) = text.split_at_checked(text.find('>').ok_or(Broken)? + 1).ok_or(Broken)?;
    Ok(with_attribute(tag, "r", &CellAddress { row, col }.to_string()) + rest)
}

/// Lets ranges and formulas outside the rows follow the table: the used range, conditional formats,
/// validations, sparklines.
fn follow(xml: &str, elements: &[Element<'_>], to: &Shift, changes: &mut Edits) -> Result<(), Fault> {
    let moved = |ranges: &str| -> Option<String> {
        let each: Vec<String> = ranges
            .split_whitespace()
            .map(|range| match CellRange::parse(range).and_then(|area| Some((area, to.end_of(&area)?))) {
                Some((area, last)) => area.down_to(last).to_string(),
                None => range.to_owned(),
            })
            .collect();
        let moved = each.join(" ");
        (moved != ranges).then_some(moved)
    };
    for element in elements {
        let text = || text_at(xml, element.inside.clone()).ok_or(Broken);
        match element.name() {
            "dimension" => {
                let used = element.get("ref").as_deref().and_then(CellRange::parse);
                let end = to.last_row + (to.whole.last_row - to.body.last_row);
                if let Some(used) = used.filter(|used| used.last_row < end) {
                    changes.set(element, "ref", &used.down_to(end).to_string());
                }
            }
            "conditionalFormatting" | "dataValidation" | "ignoredError" | "protectedRange" => {
                if let Some(ranges) = element.get("sqref").and_then(|ranges| moved(&ranges)) {
                    changes.set(element, "sqref", &ranges);
                }
            }
            "sqref" => {
                if let Some(ranges) = moved(&text()?) {
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
