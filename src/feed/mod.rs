//! Existing dashboards: the fixed tables inside a workbook get fresh lines, the rest stays as it is.
//!
//! ```text
//! fresh      the lines that the last run published
//! shift      how references follow a table whose lines are replaced
//! table      a table part            survey     what stands in its rows, and what is in the way
//! ground     what stands around it, and what of it moves with the last line
//! hidden     which lines its filter hides (over filter)
//! sheet      the sheet's rows, written anew (over cells, formats, shared, outside)
//! external_refs  names and pivot caches follow the lines
//! followers  so do formulas of other sheets, charts and sparklines
//! attached   notes, drawings, pivots, other tables below move (over anchors)
//! save       a backup, and the new file in the place of the old one whole or not at all
//! refusal    why a workbook is left alone, and what to do
//! ```
//!
//! Changed are: the rows of the table's sheet and what refers to them on that sheet; the table part;
//! parts of the sheet that hang below the table, and other parts that refer to cells which have moved;
//! the refresh flag (and the cells, where it names such) of pivot caches on the table; names of the
//! workbook that cover its lines, and the flag to work out all formulas on opening; the calculation
//! chain, which goes. Every other part is copied byte for byte, and this is proved before the file
//! is saved.

mod anchors;
mod attached;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod below_tests;
mod cells;
mod external_refs;
mod filter;
mod followers;
mod formats;
mod ground;
mod hidden;
mod outside;
mod shared;
mod table;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod refusal_tests;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod follower_tests;
mod published;
mod refusal;
mod save;
mod sheet;
mod shift;
mod survey;
#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests;

use std::path::Path;

use crate::package::edit::{MalformedXml, outline};
use crate::package::reference::CellRange;
use crate::package::{self, Package, PackageError, WorkbookSheet};
use crate::report::tables::TABLES;

use followers::ReplacedTable;
use formats::CellFormats;
use hidden::Filtering;
use published::TableLines;
use shift::Shift;
use table::TablePart;

pub use published::{PublishedTables, Unpublished};
pub use refusal::{Hindrance, Refusal};

/// What keeps a table from being refreshed.
#[derive(Debug)]
enum Fault {
    Broken,
    Hindrance(Hindrance),
}

impl From<MalformedXml> for Fault {
    fn from(_: MalformedXml) -> Fault {
        Fault::Broken
    }
}

impl From<Hindrance> for Fault {
    fn from(hindrance: Hindrance) -> Fault {
        Fault::Hindrance(hindrance)
    }
}

/// A table that got fresh lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refreshed {
    /// Its name.
    pub table: String,
    /// The sheet it stands on.
    pub sheet: String,
    /// How many lines it had.
    pub before: usize,
    /// How many it has.
    pub after: usize,
}

/// A workbook that got fresh lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fed {
    /// Its tables, in the order of its sheets.
    pub tables: Vec<Refreshed>,
    /// Pivot caches that will be refreshed when it is opened.
    pub pivots: usize,
    /// Formulas and series elsewhere that name all lines by their cells, and were written anew to do so.
    pub followers: usize,
    /// Places, in words, that name some lines by their cells, and were left as they are.
    pub left: Vec<String>,
    /// Tables with cells below that have moved with their last line.
    pub moved: Vec<String>,
    /// Tables whose filter hides lines again, and how many.
    pub filtered: Vec<(String, usize)>,
    /// Tables whose filter was taken off, since it cannot be applied anew without Excel.
    pub unfiltered: Vec<String>,
    /// Lines that somebody had hidden by hand, and that are shown again.
    pub shown: usize,
    /// Columns of days for which it has no style that shows days.
    pub undated: Vec<String>,
    /// Whether it has a data model, which only Excel refreshes.
    pub has_model: bool,
    /// Whether the file was written; a workbook that holds these lines already is left alone.
    pub written: bool,
}

/// Refreshes the tables of a workbook in place and keeps a backup beside it.
pub fn feed(path: &Path, fresh: &PublishedTables) -> Result<Fed, Refusal> {
    let place = save::ReplacedFile::take(path)?;
    let (mut fed, bytes) = renewed(&place.bytes, fresh)?;
    if let Some(bytes) = bytes {
        place.put(&bytes)?;
        fed.written = true;
    }
    Ok(fed)
}

/// Whether a file is a workbook that has one of the tables.
pub fn has_tables(bytes: &[u8]) -> bool {
    let names = || -> Result<Vec<String>, Refusal> {
        let mut package = Package::open(bytes)?;
        let (_, sheets) = package::sheets(&mut package)?;
        let mut names = Vec::new();
        for sheet in &sheets {
            for part in tables_of(&mut package, sheet)? {
                names.extend(TablePart::name_of(&package.text(&part)?));
            }
        }
        Ok(names)
    };
    let is_ours = |name: &String| TABLES.iter().any(|table| table.name.to_lowercase() == name.to_lowercase());
    names().is_ok_and(|names| names.iter().any(is_ours))
}

/// The workbook with fresh lines; no bytes where it holds them already.
fn renewed(bytes: &[u8], fresh: &PublishedTables) -> Result<(Fed, Option<Vec<u8>>), Refusal> {
    let mut package = Package::open(bytes)?;
    let (book_part, sheets) = package::sheets(&mut package)?;
    let book = package.text(&book_part)?;
    let from_1904 = outline(&book, "")
        .map_err(|_| PackageError::damaged(&book_part))?
        .iter()
        .any(|element| element.name() == "workbookPr" && element.says("date1904"));
    let faces = faces(&mut package, &book_part)?;
    let mut fed =
        Fed { has_model: package.names().iter().any(|name| name.starts_with("xl/model/")), ..Fed::default() };
    let mut found = Vec::new();
    let mut moves = Vec::new();
    let mut orders = Vec::new();
    for sheet in &sheets {
        let first = fed.tables.len();
        for (order, table_part) in lowest_first(&mut package, sheet)? {
            let Some(name) = TablePart::name_of(&package.text(&table_part)?) else {
                return Err(PackageError::Damaged { part: table_part }.into());
            };
            match fresh.tables.iter().find(|lines| lines.name.to_lowercase() == name.to_lowercase()) {
                Some(lines) => {
                    let place =
                        TablePlace { part: &table_part, sheet, sheets: &sheets, book_part: &book_part };
                    let to = place.refresh(&mut package, lines, &faces, from_1904, &mut fed)?;
                    moves.push(to);
                    orders.push(order);
                }
                None => found.push(name),
            }
        }
        let mut refreshed: Vec<(usize, Refreshed)> =
            orders.drain(..).zip(fed.tables.drain(first..)).collect();
        refreshed.sort_by_key(|(order, _)| *order);
        fed.tables.extend(refreshed.into_iter().map(|(_, table)| table));
    }
    if moves.is_empty() {
        return Err(Refusal::NoTable { found });
    }
    let book = external_refs::workbook_part(&book, &moves);
    package.set(&book_part, book.map_err(|_| PackageError::damaged(&book_part))?);
    external_refs::drop_chain(&mut package, &book_part)?;
    if package.is_unchanged() {
        return Ok((fed, None));
    }
    Ok((fed, Some(package.write()?)))
}

fn faces(package: &mut Package<'_>, book_part: &str) -> Result<CellFormats, Refusal> {
    let styles = package.relations(book_part)?.into_iter().find(|relation| relation.kind == "styles");
    let Some(styles) = styles else {
        return Ok(CellFormats::default());
    };
    let text = package.text(&styles.target)?;
    CellFormats::read(&text).map_err(|_| PackageError::Damaged { part: styles.target }.into())
}

fn tables_of(package: &mut Package<'_>, sheet: &WorkbookSheet) -> Result<Vec<String>, Refusal> {
    let mut relations = package.relations(&sheet.part)?;
    relations.retain(|relation| relation.kind == "table");
    Ok(relations.into_iter().map(|relation| relation.target).collect())
}

/// The tables of a sheet, the lowest first, each with its number in the sheet: what stands below a table that grows beside
/// it has moved already.
fn lowest_first(package: &mut Package<'_>, sheet: &WorkbookSheet) -> Result<Vec<(usize, String)>, Refusal> {
    let mut tables = Vec::new();
    for (order, part) in tables_of(package, sheet)?.into_iter().enumerate() {
        let last_row = TablePart::read(&package.text(&part)?).map_or(0, |table| table.whole.last_row);
        tables.push((std::cmp::Reverse(last_row), order, part));
    }
    tables.sort();
    Ok(tables.into_iter().map(|(_, order, part)| (order, part)).collect())
}

/// Where a table stands in a workbook.
struct TablePlace<'p> {
    part: &'p str,
    sheet: &'p WorkbookSheet,
    sheets: &'p [WorkbookSheet],
    book_part: &'p str,
}

impl TablePlace<'_> {
    /// Puts fresh lines into a table.
    fn refresh(
        &self,
        package: &mut Package<'_>,
        lines: &TableLines,
        faces: &CellFormats,
        from_1904: bool,
        fed: &mut Fed,
    ) -> Result<Shift, Refusal> {
        let refuse = |part: &str, fault: Fault| match fault {
            Fault::Broken => PackageError::damaged(part).into(),
            Fault::Hindrance(hindrance) => {
                Refusal::Table { table: lines.name.to_owned(), sheet: self.sheet.name.clone(), hindrance }
            }
        };
        let hinder = |hindrance: Hindrance| refuse(self.part, Fault::Hindrance(hindrance));
        let table = package.text(self.part)?;
        let frame = TablePart::read(&table).map_err(|fault| refuse(self.part, fault))?;
        let is_linked = package.relations(self.part)?.iter().any(|relation| relation.kind == "queryTable");
        if is_linked {
            return Err(hinder(Hindrance::Linked));
        }
        let n_lines = lines.len().max(1); // Excel wants one line, if a blank one
        let last_row = u32::try_from(n_lines)
            .ok()
            .and_then(|n_lines| frame.body.first_row.checked_add(n_lines - 1))
            .filter(|last| *last + (frame.whole.last_row - frame.body.last_row) < 1_048_576);
        let Some(last_row) = last_row.filter(|_| !lines.is_too_long()) else {
            return Err(hinder(Hindrance::TooLong(n_lines)));
        };
        let ground = ground::Ground::survey(package, &self.sheet.part, self.part, &frame)?;
        let below = ground.and_then(|ground| ground.below(&frame, last_row)).map_err(hinder)?;
        let to =
            Shift { sheet: self.sheet.name.clone(), whole: frame.whole, body: frame.body, last_row, below };
        if below.is_some_and(|below| CellRange::whole_sheet().last_row < below.bottom.1) {
            return Err(hinder(Hindrance::TooLong(n_lines)));
        }
        let moving = ReplacedTable { frame: &frame, to: &to, lines };
        let mut followers = followers::follow(package, self.sheets, &self.sheet.part, &moving)?;
        let filtering = hidden::hidden_by(&frame.filters, &frame.columns, lines);
        let refill = sheet::Refill { frame: &frame, to: &to, lines, faces, from_1904, filtering: &filtering };
        let text = package.text(&self.sheet.part)?;
        let refilled = sheet::refilled(&text, &refill).map_err(|fault| refuse(&self.sheet.part, fault))?;
        for cell in &refilled.left {
            followers.leave(format!("công thức ô {cell} trang «{}»", self.sheet.name));
        }
        package.set(&self.sheet.part, refilled.text);
        let is_cleared = filtering == Filtering::Cleared;
        let moved = TablePart::filled(&table, &to, is_cleared).map_err(|fault| refuse(self.part, fault))?;
        package.set(self.part, moved);
        attached::follow(package, &self.sheet.part, self.part, &to)?;
        fed.pivots += external_refs::refresh_pivots(package, self.book_part, &frame.name, &to)?;
        fed.undated.extend(refilled.undated);
        fed.followers += followers.moved;
        fed.left.extend(followers.left);
        fed.shown += refilled.n_shown;
        fed.moved.extend(below.map(|_| lines.name.to_owned()));
        match filtering {
            Filtering::Reapplied(hidden) => {
                let n_hidden = hidden.iter().filter(|hidden| **hidden).count();
                fed.filtered.push((lines.name.to_owned(), n_hidden));
            }
            Filtering::Cleared => fed.unfiltered.push(lines.name.to_owned()),
            Filtering::Unfiltered => {}
        }
        fed.tables.push(Refreshed {
            table: lines.name.to_owned(),
            sheet: self.sheet.name.clone(),
            before: usize::try_from(frame.body.last_row - frame.body.first_row + 1).unwrap_or(0),
            after: lines.len(),
        });
        Ok(to)
    }
}
