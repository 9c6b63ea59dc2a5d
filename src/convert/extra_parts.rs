//! Texts beside the cells: notes, drawings, titles of charts, names of sheets and of table columns,
//! properties; and the fonts of all parts.
//!
//! These texts are changed where their reading is sure; a doubtful one stays and is named.

use std::collections::BTreeMap;

use crate::finding::CellAddress;
use crate::package::PackageError;
use crate::package::edit::{Edits, escape, outline, text_at};
use crate::package::reference::CellRange;
use crate::package::{Package, WorkbookSheet};
use crate::text::{FontHint, Neighbours, Prior};

use super::names::{Renamed, sheet_name};
use super::runs::{RunText, items};
use super::{Converted, DoubtfulText, TextReading, damaged, fonts};

/// What the texts beside the cells have to know.
pub(super) struct ExtraParts<'b> {
    pub(super) sheets: &'b [WorkbookSheet],
    pub(super) book_part: &'b str,
    pub(super) neighbours: &'b Neighbours,
}

impl ExtraParts<'_> {
    /// Puts them right.
    pub(super) fn put_right(
        &self,
        package: &mut Package<'_>,
        mut renamed: Renamed,
        converted: &mut Converted,
    ) -> Result<(), PackageError> {
        for (at, sheet) in self.sheets.iter().enumerate() {
            let prior = self.neighbours.of_sheet(at);
            for relation in package.relations(&sheet.part)? {
                let place = |what: &str| format!("{}!{what}", sheet.name);
                match relation.kind.as_str() {
                    "comments" => {
                        texts(package, &relation.target, "text", &prior, &place("ghi chú"), converted)?;
                    }
                    "drawing" => {
                        texts(package, &relation.target, "p", &prior, &place("hình vẽ"), converted)?;
                        for chart in package.relations(&relation.target)? {
                            if chart.kind == "chart" {
                                texts(package, &chart.target, "p", &prior, &place("biểu đồ"), converted)?;
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        self.sheet_names(package, &mut renamed, converted)?;
        let names: Vec<String> = package.names().to_vec();
        for part in &names {
            let lower = part.to_ascii_lowercase();
            if has_fonts(&lower)
                && let Some(new) = replaced(package, part, converted)?
            {
                package.set(part, new);
            }
            if !renamed.is_empty()
                && has_formulas(&lower)
                && let Some(new) = renamed.part(&package.text(part)?).map_err(|_| damaged(part))?
            {
                package.set(part, new);
            }
            if lower.starts_with("docprops/") && lower.ends_with(".xml") {
                properties(package, part, &renamed, &self.neighbours.of_book(), converted)?;
            }
        }
        Ok(())
    }

    /// Renames sheets, unless macros may name them.
    fn sheet_names(
        &self,
        package: &mut Package<'_>,
        renamed: &mut Renamed,
        converted: &mut Converted,
    ) -> Result<(), PackageError> {
        let has_macros =
            package.names().iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin"));
        let mut names: Vec<String> = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        for (at, sheet) in self.sheets.iter().enumerate() {
            let Some(item) = RunText::plain(&escape(&sheet.name), 0..escape(&sheet.name).len()) else {
                continue;
            };
            let reading = TextReading::of(&item, FontHint::Silent, || self.neighbours.of_book());
            let shown = reading.texts.concat();
            if reading.doubtful {
                converted.doubts.push(doubt("tên trang tính", &reading));
            }
            if !reading.is_sure() {
                continue;
            }
            let others: Vec<&str> =
                (0..).zip(&names).filter(|(other, _)| *other != at).map(|(_, name)| name.as_str()).collect();
            match sheet_name(&shown, &others).filter(|_| !has_macros) {
                Some(new) => {
                    if let Some(name) = names.get_mut(at) {
                        name.clone_from(&new);
                    }
                    renamed.sheets.push((sheet.name.clone(), new));
                }
                None => converted.kept_sheets.push(sheet.name.clone()),
            }
        }
        converted.sheets.clone_from(&renamed.sheets);
        if renamed.sheets.is_empty() {
            return Ok(());
        }
        let broken = |_| damaged(self.book_part);
        let xml = package.text(self.book_part)?;
        let mut changes = Edits::default();
        for element in outline(&xml, "").map_err(broken)?.iter().filter(|element| element.name() == "sheet") {
            if let Some(new) = element.get("name").and_then(|name| renamed.sheet(&name).map(str::to_owned)) {
                changes.set(element, "name", &new);
            }
        }
        package.set(self.book_part, changes.apply(&xml).map_err(broken)?);
        Ok(())
    }
}

/// Columns of tables must be called what stands in their heads, or Excel mends the file on opening.
pub(super) fn columns(
    package: &mut Package<'_>,
    sheet: &WorkbookSheet,
    new_texts: &BTreeMap<CellAddress, (String, String)>,
    renamed: &mut Renamed,
) -> Result<(), PackageError> {
    for relation in package.relations(&sheet.part)?.into_iter().filter(|relation| relation.kind == "table") {
        let broken = |_| damaged(&relation.target);
        let xml = package.text(&relation.target)?;
        let elements = outline(&xml, "").map_err(broken)?;
        let area = elements.first().and_then(|table| CellRange::parse(&table.get("ref")?));
        let Some(area) = area else { continue };
        let mut changes = Edits::default();
        let columns = elements.iter().filter(|element| element.name() == "tableColumn");
        for (col, column) in (area.first_col..).zip(columns) {
            let head = new_texts.get(&CellAddress { row: area.first_row, col });
            let (Some((raw, new)), Some(name)) = (head, column.get("name")) else { continue };
            if in_one_line(raw) == in_one_line(&name) {
                changes.set(column, "name", &new.replace("\r\n", "\n").replace('\n', "_x000a_"));
                renamed.columns.push((name, new.clone()));
            }
        }
        let new = changes.apply(&xml).map_err(broken)?;
        if new != xml {
            package.set(&relation.target, new);
        }
    }
    Ok(())
}

fn in_one_line(name: &str) -> String {
    name.replace("_x000a_", "\n").replace("_x000D_", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts right the texts in the elements of a name.
fn texts(
    package: &mut Package<'_>,
    part: &str,
    holder: &str,
    prior: &Prior,
    place: &str,
    converted: &mut Converted,
) -> Result<(), PackageError> {
    let broken = |_| damaged(part);
    let xml = package.text(part)?;
    let mut changes = Edits::default();
    for item in items(&xml, holder).map_err(broken)? {
        let reading = TextReading::of(&item, FontHint::Silent, || *prior);
        if reading.doubtful {
            converted.doubts.push(doubt(place, &reading));
        }
        if reading.is_sure() {
            item.put(&reading.texts, &mut changes);
            converted.besides += 1;
        }
    }
    let new = changes.apply(&xml).map_err(broken)?;
    if new != xml {
        package.set(part, new);
    }
    Ok(())
}

fn doubt(place: &str, told: &TextReading) -> DoubtfulText {
    DoubtfulText { place: place.to_owned(), raw: told.raw.clone(), shown: told.raw.clone() }
}

/// Parts that name fonts.
fn has_fonts(part: &str) -> bool {
    const FOLDERS: [&str; 7] = [
        "/styles",
        "/sharedstrings",
        "/theme/",
        "/worksheets/sheet",
        "/comments",
        "/drawings/drawing",
        "/charts/chart",
    ];
    part.ends_with(".xml") && FOLDERS.iter().any(|folder| part.contains(folder))
}

/// Parts with formulas that may name a sheet.
fn has_formulas(part: &str) -> bool {
    const FOLDERS: [&str; 8] = [
        "/workbook.xml",
        "/worksheets/sheet",
        "/tables/",
        "/charts/",
        "/drawings/",
        "/pivotcache/pivotcachedefinition",
        "/ctrlprops/",
        "/chartsheets/",
    ];
    part.ends_with(".xml") && FOLDERS.iter().any(|folder| part.contains(folder))
}

fn replaced(
    package: &mut Package<'_>,
    part: &str,
    converted: &mut Converted,
) -> Result<Option<String>, PackageError> {
    fonts::replaced(&package.text(part)?, &mut converted.fonts).map_err(|_| damaged(part))
}

/// Title, subject, company and the like; and the list of sheets that stands among them.
fn properties(
    package: &mut Package<'_>,
    part: &str,
    renamed: &Renamed,
    prior: &Prior,
    converted: &mut Converted,
) -> Result<(), PackageError> {
    const TEXTS: [&str; 10] = [
        "title",
        "subject",
        "creator",
        "keywords",
        "description",
        "lastModifiedBy",
        "category",
        "Company",
        "Manager",
        "lpwstr",
    ];
    let broken = |_| damaged(part);
    let xml = package.text(part)?;
    let mut changes = Edits::default();
    for element in outline(&xml, "").map_err(broken)? {
        if TEXTS.contains(&element.name()) {
            let Some(item) = RunText::plain(&xml, element.inside.clone()) else { continue };
            let reading = TextReading::of(&item, FontHint::Silent, || *prior);
            if reading.is_sure() {
                item.put(&reading.texts, &mut changes);
                converted.besides += 1;
            }
        } else if element.name() == "lpstr"
            && let Some(text) = text_at(&xml, element.inside.clone())
            && let Some(new) = renamed.sheet(&text).map(str::to_owned).or_else(|| renamed.formula(&text))
        {
            changes.replace(element.inside.clone(), escape(&new));
        }
    }
    let new = changes.apply(&xml).map_err(broken)?;
    if new != xml {
        package.set(part, new);
    }
    Ok(())
}
