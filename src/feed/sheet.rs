//! The sheet of a table with fresh lines: its rows, and what refers to them on the same sheet.
//!
//! Cells beside the table stay where they are, those below move with its last line ([`super::ground`]). Rows that the
//! table leaves lose their cells in its columns.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Fault;
use super::cells::Hand;
use super::formats::CellFormats;
use super::hidden::Filtering;
use super::outside;
use super::published::TableLines;
use super::shared::{OwnFormulas, parted};
use super::shift::Shift;
use super::survey::{ColumnFormula, Fill, Survey, same_in_every_line};
use super::table::TablePart;
use crate::finding::CellAddress;
use crate::package::edit::{
    Edits, Element, MalformedXml, attribute, escape, outline, prefix, qualified, with_attribute,
    without_attribute,
};
use crate::package::reference::copied_down;
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
    pub(super) lines: &'r TableLines,
    /// The workbook's styles.
    pub(super) faces: &'r CellFormats,
    /// Whether the workbook counts days from 1904.
    pub(super) from_1904: bool,
    /// Which lines its filter hides.
    pub(super) filtering: &'r Filtering,
}

/// A sheet with fresh lines.
pub(super) struct Refilled {
    pub(super) text: String,
    /// Columns whose days no style of the workbook shows.
    pub(super) undated: Vec<String>,
    /// Lines that were hidden, and by no filter.
    pub(super) n_shown: usize,
    /// Cells beside the table whose formulas name some of its lines.
    pub(super) left: Vec<CellAddress>,
}

/// The sheet with fresh lines.
pub(super) fn refilled(xml: &str, refill: &Refill<'_>) -> Result<Refilled, Fault> {
    let elements = outline(xml, "sheetData")?;
    let root = elements.first().filter(|root| root.name() == "worksheet").ok_or(MalformedXml)?;
    let data = elements
        .iter()
        .find(|element| element.name() == "sheetData" && !element.is_empty())
        .ok_or(MalformedXml)?;
    let survey = Survey::of(xml, data.inside.clone(), refill.frame, refill.lines)?;
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
    let to = refill.to;
    let formulas = parted(xml, data.inside.clone(), |row, col, formula| {
        let is_line = to.body.first_row <= row && row <= to.body.last_row;
        let is_own = is_line && to.body.first_col <= col && col <= to.body.last_col;
        is_own || to.moves(row, col) || to.formula(formula, &to.sheet).is_some()
    })?;
    let writer = Writer { xml, refill, survey: &survey, columns: &columns, hand: &hand, formulas: &formulas };
    let mut changes = Edits::default();
    let mut left = Vec::new();
    changes.replace(data.inside.clone(), writer.rows(data, &mut left)?);
    outside::follow(xml, &elements, to, &mut changes)?;
    let n_shown = if refill.frame.filters.is_empty() { survey.n_hidden } else { 0 };
    Ok(Refilled { text: changes.apply(xml)?, undated, n_shown, left })
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
                let moved = refill.to.formula(&formula.text, &refill.to.sheet);
                let formula = ColumnFormula { text: moved.unwrap_or(formula.text), ..formula };
                ColumnLook { same: same_in_every_line(&formula.text), fill: Fill::Formula(formula), style }
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
    /// Formulas that cells no longer share.
    formulas: &'w OwnFormulas,
}

/// A row as it is written.
#[derive(Default)]
struct RowDraft {
    /// Its opening tag, if it has been seen.
    tag: Option<String>,
    /// Its cells by their columns.
    cells: BTreeMap<u16, String>,
    /// Its bytes, where nothing of it changes, and how many cells it has.
    same: Option<(Range<usize>, usize)>,
    /// Whether cells of it have gone, so that it may go as well.
    is_left: bool,
}

impl Writer<'_> {
    /// All that stands between the tags of `sheetData`; and the cells beside whose formulas name some lines.
    fn rows(&self, data: &Element<'_>, left: &mut Vec<CellAddress>) -> Result<String, Fault> {
        let first = self.refill.frame.body.first_row;
        let mut out = String::with_capacity(data.inside.len());
        let mut copied = data.inside.start;
        let mut drafts: BTreeMap<u32, RowDraft> = BTreeMap::new();
        each_row(self.xml, data.inside.clone(), |row| -> Result<(), Fault> {
            left.extend(self.left_as_it_is(row));
            if first <= row.at {
                return self.place(row, &mut drafts);
            }
            for cell in &row.cells {
                if let Some((span, element)) = self.formula_moved(cell) {
                    out.push_str(self.xml.get(copied..span.start).ok_or(MalformedXml)?);
                    out.push_str(&element);
                    copied = span.end;
                }
            }
            out.push_str(self.xml.get(copied..row.span.end).ok_or(MalformedXml)?);
            copied = row.span.end;
            Ok(())
        })?;
        for (at, draft) in &mut drafts {
            if self.is_new_line(*at) {
                self.table_cells(draft, *at)?;
            }
        }
        for at in first..=self.refill.to.last_row {
            if let std::collections::btree_map::Entry::Vacant(place) = drafts.entry(at) {
                let mut draft = RowDraft::default();
                self.table_cells(&mut draft, at)?;
                place.insert(draft);
            }
        }
        for (at, draft) in drafts {
            self.write(&mut out, at, draft)?;
        }
        Ok(out)
    }

    fn is_new_line(&self, row: u32) -> bool {
        self.refill.frame.body.first_row <= row && row <= self.refill.to.last_row
    }

    /// Puts the cells of a row to where they are after the move, those of the lines left out.
    fn place(&self, row: &XmlRow, drafts: &mut BTreeMap<u32, RowDraft>) -> Result<(), Fault> {
        let Refill { frame, to, .. } = self.refill;
        let (whole, old) = (&frame.whole, frame.body.last_row);
        let tag = self.xml.get(row.tag.clone()).ok_or(MalformedXml)?;
        let is_whole_row = to.whole_rows().is_some_and(|first| first <= row.at);
        let home = if is_whole_row { to.down(row.at) } else { row.at };
        let is_gone = to.whole_rows().is_some_and(|first| to.down(first) <= row.at && row.at < first);
        let mut is_same = self.survey.numbered && home == row.at && !self.is_new_line(row.at);
        let mut is_left = false;
        for cell in &row.cells {
            let is_own = whole.first_col <= cell.col && cell.col <= whole.last_col;
            let moves = to.moves(row.at, cell.col);
            let at = if moves { to.down(row.at) } else { row.at };
            let is_line = row.at <= old;
            let is_covered = is_own && frame.body.first_row <= at && at <= to.new_end();
            if to.is_overrun(row.at, cell.col) || (is_own && (is_line || (!moves && is_covered))) {
                (is_same, is_left) = (false, true);
                continue;
            }
            is_same &= at == row.at && self.formula_moved(cell).is_none();
            is_left |= at != row.at;
            let text = self.kept_cell(at, cell, row.at)?;
            drafts.entry(at).or_default().cells.insert(cell.col, text);
        }
        if is_gone {
            return Ok(());
        }
        let draft = drafts.entry(home).or_default();
        draft.tag = Some(tag.to_owned());
        draft.is_left = is_left;
        draft.same = is_same.then(|| (row.span.clone(), row.cells.len()));
        Ok(())
    }

    /// Writes a row.
    fn write(&self, out: &mut String, at: u32, draft: RowDraft) -> Result<(), Fault> {
        if let Some((span, _)) = draft.same.filter(|(_, n_cells)| *n_cells == draft.cells.len()) {
            out.push_str(self.xml.get(span).ok_or(MalformedXml)?);
            return Ok(());
        }
        if draft.cells.is_empty() && draft.is_left && self.survey.numbered {
            return Ok(());
        }
        let is_line = self.is_new_line(at);
        let like = match (&draft.tag, self.survey.tag.as_str()) {
            (Some(tag), _) => tag.clone(),
            (None, like) if is_line && !like.is_empty() => like.to_owned(),
            _ => format!("<{}row>", self.hand.prefix),
        };
        self.open_row(out, &like, at, is_line);
        for cell in draft.cells.values() {
            out.push_str(cell);
        }
        out.push_str("</");
        out.push_str(&self.hand.prefix);
        out.push_str("row>");
        Ok(())
    }

    /// The opening tag of a row like another. A line has a height only where somebody set it, and is hidden only by the
    /// filter: whoever hid it by hand hid another one.
    fn open_row(&self, out: &mut String, like: &str, at: u32, is_line: bool) {
        let mut tag = with_attribute(like, "r", &(at + 1).to_string());
        tag = without_attribute(&tag, "spans");
        let is_old_line = (self.refill.frame.body.first_row..=self.refill.frame.body.last_row).contains(&at);
        if is_line || is_old_line {
            if attribute(&tag, "customHeight").is_none() {
                tag = without_attribute(&tag, "ht");
            }
            tag = without_attribute(&tag, "hidden");
            let line = at - self.refill.frame.body.first_row;
            if usize::try_from(line).is_ok_and(|line| self.refill.filtering.hides(line)) {
                tag = with_attribute(&tag, "hidden", "1");
            }
        }
        match tag.strip_suffix("/>") {
            Some(open) => {
                out.push_str(open.trim_end());
                out.push('>');
            }
            None => out.push_str(&tag),
        }
    }

    /// The element of a cell's formula as it reads after the move, and where it stands; none where it stays.
    fn formula_moved(&self, cell: &RowCell) -> Option<(Range<usize>, String)> {
        let held = cell.formula.as_ref()?;
        let to = self.refill.to;
        let own_formula = self.formulas.get(&held.element.start);
        let text = own_formula.cloned().or_else(|| formula_text(self.xml, cell));
        let moved = text.as_ref().and_then(|text| to.formula(text, &to.sheet));
        let area = held.area.filter(|_| own_formula.is_none()).and_then(|area| to.area(&area));
        if moved.is_none() && own_formula.is_none() && area.is_none() {
            return None;
        }
        let formula = moved.or(text).unwrap_or_default();
        let tag = self.xml.get(held.element.start..held.span.start)?;
        let name = qualified(tag);
        let tag = match (own_formula, area) {
            (Some(_), _) => format!("<{name}>"),
            (None, Some(area)) => with_attribute(tag, "ref", &area.to_string()),
            (None, None) => tag.to_owned(),
        };
        let tag = tag.strip_suffix("/>").map_or_else(|| tag.clone(), |open| format!("{open}>"));
        Some((held.element.clone(), format!("{tag}{}</{name}>", escape(&formula))))
    }

    /// The cells of a row beside the table whose formulas name some of its lines by their cells.
    fn left_as_it_is(&self, row: &XmlRow) -> Vec<CellAddress> {
        let Refill { frame, to, .. } = self.refill;
        let lines = frame.body.first_row..=frame.body.last_row;
        let is_own = |col: u16| frame.whole.first_col <= col && col <= frame.whole.last_col;
        let beside = row.cells.iter().filter(|cell| !(lines.contains(&row.at) && is_own(cell.col)));
        let named = beside.filter(|cell| {
            let formula = cell.formula.as_ref().and_then(|held| self.formulas.get(&held.element.start));
            let text = formula.cloned().or_else(|| formula_text(self.xml, cell));
            text.is_some_and(|text| to.names_some_lines(&text, &to.sheet))
        });
        named.map(|cell| CellAddress { row: row.at, col: cell.col }).collect()
    }

    /// A cell that keeps what it holds.
    fn kept_cell(&self, row: u32, cell: &RowCell, old_row: u32) -> Result<String, Fault> {
        let text = self.xml.get(cell.span.clone()).ok_or(MalformedXml)?;
        let mut changes = Edits::default();
        if let Some((span, element)) = self.formula_moved(cell) {
            changes.replace(span.start - cell.span.start..span.end - cell.span.start, element);
        }
        let to = self.refill.to;
        let is_total = old_row <= to.whole.last_row && to.moves(old_row, cell.col);
        // What totals gave was the sum of other lines.
        if let Some(value) = cell.value.clone().filter(|_| is_total && cell.formula.is_some()) {
            changes.replace(value.start - cell.span.start..value.end - cell.span.start, "");
        }
        let text = changes.apply(text)?;
        let text = if is_total && cell.formula.is_some() { without_type(&text)? } else { text };
        if cell.addressed && row == old_row { Ok(text) } else { Ok(at_address(&text, row, cell.col)?) }
    }

    /// The table's cells in a line.
    fn table_cells(&self, draft: &mut RowDraft, row: u32) -> Result<(), Fault> {
        let Refill { frame, lines, .. } = self.refill;
        let line = row - frame.body.first_row;
        let at = usize::try_from(line).map_err(|_| MalformedXml)?;
        for (col, column) in (frame.whole.first_col..).zip(self.columns) {
            let style = column.style.as_deref();
            let mut out = String::new();
            match &column.fill {
                Fill::Fresh(source, kind) => {
                    self.hand.value(&mut out, row, col, style, *kind, lines.get(at, *source));
                }
                Fill::Formula(formula) if line < formula.from => self.hand.blank(&mut out, row, col, style),
                Fill::Formula(formula) => {
                    let array = formula.array.as_deref();
                    let copy = if column.same {
                        None
                    } else {
                        Some(copied_down(&formula.text, line).ok_or(MalformedXml)?)
                    };
                    let text = copy.as_deref().unwrap_or(&formula.text);
                    self.hand.formula(&mut out, (row, col), style, text, array);
                }
                Fill::Nothing => self.hand.blank(&mut out, row, col, style),
            }
            draft.cells.insert(col, out);
        }
        Ok(())
    }
}

/// A cell without the type of its value.
fn without_type(text: &str) -> Result<String, MalformedXml> {
    let (tag, rest) = text.split_at_checked(text.find('>').ok_or(MalformedXml)? + 1).ok_or(MalformedXml)?;
    Ok(without_attribute(tag, "t") + rest)
}

/// A cell's text with another address.
fn at_address(text: &str, row: u32, col: u16) -> Result<String, MalformedXml> {
    let (tag, rest) = text.split_at_checked(text.find('>').ok_or(MalformedXml)? + 1).ok_or(MalformedXml)?;
    Ok(with_attribute(tag, "r", &CellAddress { row, col }.to_string()) + rest)
}
