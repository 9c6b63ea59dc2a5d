//! Whole workbooks in legacy fonts → the same workbooks in Unicode.
//!
//! ```text
//! runs      texts in XML parts, run by run      cells     the cells of a sheet that hold text
//! strings   shared strings, one for each reading      fonts     Unicode fonts in the place of legacy ones
//! margins   headers and footers                 names     sheets and columns renamed where formulas name them
//! extra_parts  notes, drawings, properties: the texts beside the cells
//! quoted    texts in quotes inside formulas
//! delimited .csv, field by field
//! ```
//!
//! A workbook is never written again: texts and names of fonts are spliced into its parts, every other
//! byte of these stays, and parts without old letters are copied as they are packed (see `package`). Each cell is read by the fonts of its runs, its words and its neighbours; what
//! stays doubtful is named.

mod extra_parts;
mod cells;
mod delimited;
mod fonts;
mod margins;
mod names;
mod quoted;
mod runs;
mod strings;
#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests;

use std::collections::{BTreeMap, HashMap};

use crate::finding::CellAddress;
use crate::text::{FontHint, Neighbours, Prior, Repaired, Rule, cut, repair};

use crate::package::PackageError;
use crate::package::edit::{Edits, MalformedXml};
use crate::package::{self, Package, WorkbookSheet};

use cells::{CellText, TextCell, Texts};
use names::Renamed;
use quoted::Fate;
use runs::RunText;
use strings::StringTable;

pub use delimited::convert_delimited;

/// What was done to a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    /// Cells that hold text.
    pub cells: usize,
    /// Cells whose text changed.
    pub changed: usize,
    /// Changed cells by what they were in.
    pub by_rule: BTreeMap<Rule, usize>,
    /// Texts beside the cells that changed: notes, headers, drawings, properties.
    pub besides: usize,
    /// Legacy fonts and the Unicode fonts in their places.
    pub fonts: BTreeMap<String, &'static str>,
    /// Sheets that were renamed: old and new name.
    pub sheets: Vec<(String, String)>,
    /// Sheets that keep old letters in their names: macros may name them, or Excel forbids the new name.
    pub kept_sheets: Vec<String>,
    /// What can be read another way.
    pub doubts: Vec<DoubtfulText>,
    /// Formulas in which a text in quotes was put right, as the cells were that it is compared with.
    pub formulas: usize,
    /// Formulas with such a text that can be read two ways; they are left as they are.
    pub doubtful_formulas: Vec<String>,
    /// Whether pivot tables have to be refreshed by hand.
    pub has_pivots: bool,
}

/// A text that can be read another way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulText {
    /// Where it stands: `Sheet1!B5`.
    pub place: String,
    /// As it stood.
    pub raw: String,
    /// As it was written.
    pub shown: String,
}

/// Puts the letters of an .xlsx or .xlsm right; no bytes where nothing had to change.
pub fn convert(bytes: &[u8]) -> Result<(Converted, Option<Vec<u8>>), PackageError> {
    let mut package = Package::open(bytes)?;
    let (book_part, sheets) = package::sheets(&mut package)?;
    let mut converted = Converted {
        has_pivots: package.names().iter().any(|name| name.starts_with("xl/pivotCache/")),
        ..Converted::default()
    };
    let related = |package: &mut Package<'_>, kind: &str| -> Result<Option<String>, PackageError> {
        let found = package.relations(&book_part)?.into_iter().find(|relation| relation.kind == kind);
        Ok(found.map(|relation| relation.target))
    };
    let hints = match related(&mut package, "styles")? {
        Some(part) => fonts::of_styles(&package.text(&part)?).map_err(|_| damaged(&part))?,
        None => Vec::new(),
    };
    let strings_part = related(&mut package, "sharedStrings")?;
    let strings = match &strings_part {
        Some(part) => package.text(part)?,
        None => "<sst/>".to_owned(),
    };
    let damaged_strings = |_| damaged(strings_part.as_deref().unwrap_or_default());
    let mut book = Conversion {
        strings: StringTable::read(strings).map_err(damaged_strings)?,
        neighbours: Neighbours::default(),
        renamed: Renamed::default(),
    };
    let mut texts = Vec::with_capacity(sheets.len());
    for sheet in &sheets {
        let xml = package.text(&sheet.part)?;
        texts.push(cells::texts(&xml, &hints).map_err(|_| damaged(&sheet.part))?);
    }
    book.survey(&texts);
    for (at, (sheet, texts)) in sheets.iter().zip(&texts).enumerate() {
        book.sheet(&mut package, (at, sheet), texts, &mut converted)?;
    }
    if let Some(part) = &strings_part {
        let new = book.strings.write().map_err(|_| damaged(part))?;
        if new != package.text(part)? {
            package.set(part, new);
        }
    }
    let beside =
        extra_parts::ExtraParts { sheets: &sheets, book_part: &book_part, neighbours: &book.neighbours };
    beside.put_right(&mut package, book.renamed, &mut converted)?;
    if package.is_unchanged() {
        return Ok((converted, None));
    }
    Ok((converted, Some(package.write()?)))
}

fn damaged(part: &str) -> PackageError {
    PackageError::Damaged { part: part.to_owned() }
}

/// What is known of a workbook while it is being converted.
struct Conversion {
    strings: StringTable,
    neighbours: Neighbours,
    renamed: Renamed,
}

impl Conversion {
    /// Reads every cell by itself; what is sure tells how the rest is to be read.
    fn survey(&mut self, sheets: &[Texts]) {
        let mut known: HashMap<(usize, FontHint), Repaired<'_>> = HashMap::new();
        for (at, texts) in sheets.iter().enumerate() {
            for cell in &texts.cells {
                match &cell.text {
                    CellText::Shared(number, _) => {
                        let Some(item) = self.strings.get(*number) else { continue };
                        let read = known
                            .entry((*number, cell.font))
                            .or_insert_with(|| owned(repair(&item.runs(cell.font), &Prior::none())));
                        self.neighbours.observe(at, cell.at.col, read);
                    }
                    CellText::Own(item) => {
                        let read = repair(&item.runs(cell.font), &Prior::none());
                        self.neighbours.observe(at, cell.at.col, &read);
                    }
                }
            }
        }
    }

    /// Puts the texts of a sheet right.
    fn sheet(
        &mut self,
        package: &mut Package<'_>,
        (at, sheet): (usize, &WorkbookSheet),
        texts: &Texts,
        converted: &mut Converted,
    ) -> Result<(), PackageError> {
        let broken = |_: MalformedXml| damaged(&sheet.part);
        let xml = package.text(&sheet.part)?;
        let mut changes = Edits::default();
        let mut new_texts: BTreeMap<CellAddress, (String, String)> = BTreeMap::new();
        for cell in &texts.cells {
            let Some(item) = self.item(cell) else { continue };
            converted.cells += 1;
            let reading = TextReading::of(item, cell.font, || self.neighbours.of_column(at, cell.at.col));
            if reading.doubtful {
                converted.doubts.push(DoubtfulText {
                    place: place(&sheet.name, cell.at),
                    raw: reading.raw.clone(),
                    shown: reading.texts.concat(),
                });
            }
            if let Some(rule) = reading.rule {
                converted.changed += 1;
                *converted.by_rule.entry(rule).or_default() += 1;
                new_texts.insert(cell.at, (reading.raw.clone(), reading.texts.concat()));
            }
            match &cell.text {
                CellText::Own(item) => item.put(&reading.texts, &mut changes),
                CellText::Shared(number, span) => {
                    let new = self.strings.put(*number, &reading.texts).map_err(broken)?;
                    if new != *number {
                        changes.replace(span.clone(), new.to_string());
                    }
                }
            }
        }
        let prior = self.neighbours.of_sheet(at);
        for (cell, font, formula) in &texts.formulas {
            match formula.put(*font, &prior, &mut changes) {
                Fate::Same => {}
                Fate::Changed => converted.formulas += 1,
                Fate::Doubtful => converted.doubtful_formulas.push(place(&sheet.name, *cell)),
            }
        }
        if 0 < quoted::rules(&xml, &prior, &mut changes).map_err(broken)? {
            converted
                .doubtful_formulas
                .push(format!("{}!danh sách chọn, định dạng có điều kiện", sheet.name));
        }
        converted.besides += margins::put_right(&xml, &prior, &mut changes).map_err(broken)?;
        let new = changes.apply(&xml).map_err(broken)?;
        if new != xml {
            package.set(&sheet.part, new);
        }
        extra_parts::columns(package, sheet, &new_texts, &mut self.renamed)
    }

    fn item<'b>(&'b self, cell: &'b TextCell) -> Option<&'b RunText> {
        match &cell.text {
            CellText::Shared(number, _) => self.strings.get(*number),
            CellText::Own(item) => Some(item),
        }
    }
}

fn place(sheet: &str, cell: CellAddress) -> String {
    format!("{sheet}!{cell}")
}

fn owned(repaired: Repaired<'_>) -> Repaired<'static> {
    let Repaired { text, charset, repair, doubtful, also } = repaired;
    Repaired { text: text.into_owned().into(), charset, repair, doubtful, also }
}

/// How a text was read.
struct TextReading {
    raw: String,
    /// The new text of each run.
    texts: Vec<String>,
    /// What was done, if anything was.
    rule: Option<Rule>,
    doubtful: bool,
}

impl TextReading {
    /// Reads a text by itself, and by its neighbours if that leaves a doubt.
    fn of(item: &RunText, font: FontHint, prior: impl FnOnce() -> Prior) -> TextReading {
        let runs = item.runs(font);
        let mut read = repair(&runs, &Prior::none());
        if read.doubtful {
            read = repair(&runs, &prior());
        }
        let raw = item.text();
        let texts = cut(&runs, &read);
        let rule =
            (read.text != raw).then(|| read.repair.as_ref().map_or(Rule::Composed, |repair| repair.rule));
        TextReading { raw, texts, rule, doubtful: read.doubtful }
    }

    /// Whether the reading is sure enough for a text that is not named in the list of doubts.
    fn is_sure(&self) -> bool {
        !self.doubtful && self.rule.is_some()
    }
}
