//! A reply that came back: the unit's own lists, and what it says about the findings.
//!
//! In each list two columns and a hidden one were added on the right; the hidden one names each row
//! by its registration. On the sheet [`EXPLAIN_SHEET`] each finding has a line with a hidden key.
//! Columns are known by their headers, so that they may be moved.

use std::collections::BTreeMap;

use crate::intake::{Attachment, Sheet, SheetRow};
use crate::text;

/// The sheet on which findings are listed and explained.
pub const EXPLAIN_SHEET: &str = "Cần sửa, giải trình";
/// Header of the column for explanations, on that sheet and in every list.
pub const EXPLAIN: &str = "Giải trình của đơn vị";
/// Header of the column that says what is to be looked at, in every list.
pub const REVIEW: &str = "Cần xem lại";
/// Header of the hidden column that names the rows of a list.
pub const ROW_KEY: &str = "tonghop:dòng";
/// Header of the hidden column that names the findings on [`EXPLAIN_SHEET`].
pub const FINDING_KEY: &str = "tonghop:phát hiện";

/// What came back besides the lists themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Returned {
    /// By sheet name and zero-based row, the registration that the row was sent as.
    pub rows: BTreeMap<(String, u32), String>,
    /// What the unit explained.
    pub explained: Vec<Explained>,
}

/// One explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The code of the finding that is explained.
    pub code: String,
    /// The sheet and zero-based row that it is about; none where it is about the file.
    pub at: Option<(String, u32)>,
    /// The mark of the content that was found wanting; see [`content_mark`].
    pub mark: String,
    /// The unit's words.
    pub said: String,
}

/// The key of a finding: its code, the row that it is about (or nothing), its content.
pub fn finding_key(code: &str, row: &str, raw: &str) -> String {
    format!("{code}|{row}|{}", content_mark(raw))
}

/// A mark of what stood in a cell, by which a finding about the same content is known again. The
/// content itself cannot be read back from it.
pub fn content_mark(raw: &str) -> String {
    blake3::hash(text::key(raw).as_bytes()).to_hex()[..8].to_owned()
}

/// Parts what the unit sent from what this program had added.
pub(super) fn part(attachment: &Attachment) -> (Attachment, Returned) {
    let mut returned = Returned::default();
    let mut said_of_rows: BTreeMap<String, String> = BTreeMap::new();
    let mut copy = attachment.clone();
    for sheet in &mut copy.sheets {
        let name = sheet.place.sheet_name().to_owned();
        let Some(added) = Added::of(sheet) else { continue };
        for row in &mut sheet.rows {
            let key = said(row, Some(added.key));
            if key.starts_with("R-") {
                let explained = said(row, added.explain);
                if !explained.is_empty() {
                    said_of_rows.entry(key.clone()).or_insert(explained);
                }
                returned.rows.insert((name.clone(), row.row), key);
            }
            row.cells.retain(|cell| !added.is_ours(cell.col));
        }
        sheet.rows.retain(|row| !row.cells.is_empty());
    }
    for sheet in attachment.sheets.iter().filter(|sheet| has(sheet, FINDING_KEY).is_some()) {
        explained(sheet, &said_of_rows, &mut returned);
    }
    (copy, returned)
}

/// Whether a sheet lists findings.
pub(in crate::layout) fn lists_findings(sheet: &Sheet) -> bool {
    has(sheet, FINDING_KEY).is_some()
}

/// Columns that this program added to a list.
struct Added {
    key: u16,
    explain: Option<u16>,
    review: Option<u16>,
}

impl Added {
    fn of(sheet: &Sheet) -> Option<Added> {
        let (row, key) = has(sheet, ROW_KEY)?;
        let header = |word: &str| {
            let mut cells = row.cells.iter().filter(|cell| cell.value.text() == Some(word));
            cells.next().map(|cell| cell.col)
        };
        Some(Added { key, explain: header(EXPLAIN), review: header(REVIEW) })
    }

    fn is_ours(&self, col: u16) -> bool {
        col == self.key || Some(col) == self.explain || Some(col) == self.review
    }
}

/// Reads the sheet of findings: an explanation stands in its own line, or beside the row it is about.
fn explained(sheet: &Sheet, said_of_rows: &BTreeMap<String, String>, returned: &mut Returned) {
    let Some((header, key_col)) = has(sheet, FINDING_KEY) else { return };
    let explain_col = header.cells.iter().find(|cell| cell.value.text() == Some(EXPLAIN));
    let explain_col = explain_col.map(|cell| cell.col);
    let mut at: BTreeMap<&str, (String, u32)> = BTreeMap::new();
    for (place, key) in &returned.rows {
        // Of a row that was copied, the first is the one that was sent.
        at.entry(key).or_insert_with(|| place.clone());
    }
    for row in sheet.rows.iter().filter(|row| header.row < row.row) {
        let key = said(row, Some(key_col));
        let mut parts = key.split('|');
        let (Some(code), Some(of), Some(mark)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let of_row = said(row, explain_col);
        let explained =
            if of_row.is_empty() { said_of_rows.get(of).cloned().unwrap_or_default() } else { of_row };
        // A row that is gone needs no explanation.
        if explained.is_empty() || (!of.is_empty() && !at.contains_key(of)) {
            continue;
        }
        returned.explained.push(Explained {
            code: code.to_owned(),
            at: at.get(of).cloned(),
            mark: mark.to_owned(),
            said: explained,
        });
    }
}

/// The row and column of a cell that says a word.
fn has<'a>(sheet: &'a Sheet, word: &str) -> Option<(&'a SheetRow, u16)> {
    sheet.rows.iter().find_map(|row| {
        let cell = row.cells.iter().find(|cell| cell.value.text() == Some(word))?;
        Some((row, cell.col))
    })
}

fn said(row: &SheetRow, col: Option<u16>) -> String {
    let cell = col.and_then(|col| row.cell(col));
    cell.map(|cell| cell.value.shown().trim().to_owned()).unwrap_or_default()
}
