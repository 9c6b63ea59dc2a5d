//! What the parts of an .xlsb say beside the values of cells ([MS-XLSB]): fonts and what they strike through, merges,
//! hidden rows and columns, filters. `calamine` tells none of it.

use std::collections::HashMap;

use crate::intake::containers::ole::{u16_at, u32_at};
use crate::intake::grid::BookBuilder;
use crate::text::{FontHint, Run, font_hint};

const ROW: u32 = 0;
/// Records of cells, from a blank one to the error of a formula.
const CELLS: std::ops::RangeInclusive<u32> = 1..=11;
const CELL_SHARED: u32 = 7;
const SHARED_STRING: u32 = 19;
const FONT: u32 = 43;
const FORMAT: u32 = 47;
const COLUMNS: u32 = 60;
const SHEET: u32 = 156;
const FILTER: u32 = 161;
const MERGE: u32 = 176;
const FORMATS_BEGIN: u32 = 617;
const FORMATS_END: u32 = 618;
const COMMENT: u32 = 635;
const COMMENT_TEXT: u32 = 637;

/// A record: its number and its data.
struct XlsbRecord<'a> {
    kind: u32,
    data: &'a [u8],
}

/// The records of a part; what is cut short ends it.
fn records(part: &[u8]) -> impl Iterator<Item = XlsbRecord<'_>> {
    let mut rest = part;
    std::iter::from_fn(move || {
        let kind = number(&mut rest, 2)?;
        let length = usize::try_from(number(&mut rest, 4)?).ok()?;
        let (data, after) = rest.split_at_checked(length)?;
        rest = after;
        Some(XlsbRecord { kind, data })
    })
}

/// A number of at most so many bytes, seven bits each, whose last byte has no high bit (2.1.4).
fn number(rest: &mut &[u8], most: usize) -> Option<u32> {
    let mut value = 0;
    for at in 0..most {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

/// A text: how many letters of two bytes, and these; and what follows it.
fn text_at(data: &[u8], at: usize) -> Option<(String, usize)> {
    let n = usize::try_from(u32_at(data, at)?).ok().filter(|n| *n < data.len())?;
    let bytes = data.get(at + 4..at + 4 + 2 * n)?;
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| u16_at(pair, 0)).collect();
    Some((String::from_utf16_lossy(&units), at + 4 + 2 * n))
}

/// The comments of a part, each with its cell.
pub(super) fn comments(part: &[u8]) -> Vec<((u32, u32), String)> {
    let mut found = Vec::new();
    let mut at = (0, 0);
    for XlsbRecord { kind, data } in records(part) {
        match kind {
            COMMENT => at = (u32_at(data, 4).unwrap_or(0), u32_at(data, 12).unwrap_or(0)),
            COMMENT_TEXT => found.extend(text_at(data, 1).map(|(words, _)| (at, words))),
            _ => {}
        }
    }
    found
}

/// What has to be known of a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct XlsbFontLook {
    font: FontHint,
    struck: bool,
}

const PLAIN: XlsbFontLook = XlsbFontLook { font: FontHint::Silent, struck: false };

/// The fonts of a workbook.
#[derive(Debug, Default)]
pub(super) struct WorkbookLooks {
    fonts: Vec<XlsbFontLook>,
    /// The font of each format of cells.
    formats: Vec<u16>,
    /// By number of the shared string: where its runs begin, in UTF-16 units, and their fonts.
    runs: HashMap<u32, Vec<(u16, u16)>>,
}

/// The part of each sheet by its name: the relation that the workbook names.
pub(super) fn sheets(workbook: &[u8]) -> Vec<(String, String)> {
    let of_record = |record: XlsbRecord<'_>| {
        let (relation, end) = text_at(record.data, 8)?;
        Some((text_at(record.data, end)?.0, relation))
    };
    records(workbook).filter(|record| record.kind == SHEET).filter_map(of_record).collect()
}

impl WorkbookLooks {
    /// Reads the parts of styles and of shared strings; of fonts that all are plain nothing is kept.
    pub(super) fn read(styles: &[u8], strings: &[u8]) -> WorkbookLooks {
        let mut looks = WorkbookLooks::default();
        let mut in_formats = false;
        for record in records(styles) {
            match record.kind {
                FONT => {
                    let struck = record.data.get(2).is_some_and(|flags| flags & 8 != 0);
                    let name = text_at(record.data, 21).map(|(name, _)| name).unwrap_or_default();
                    looks.fonts.push(XlsbFontLook { font: font_hint(&name), struck });
                }
                FORMATS_BEGIN => in_formats = true,
                FORMATS_END => in_formats = false,
                FORMAT if in_formats => looks.formats.push(u16_at(record.data, 4).unwrap_or(0)),
                _ => {}
            }
        }
        if looks.fonts.iter().all(|look| *look == PLAIN) {
            return WorkbookLooks::default();
        }
        for (at, record) in (0..).zip(records(strings).filter(|record| record.kind == SHARED_STRING)) {
            if let Some(runs) = rich_runs(record.data) {
                looks.runs.insert(at, runs);
            }
        }
        looks
    }

    fn of_format(&self, format: u32) -> XlsbFontLook {
        let font = usize::try_from(format).ok().and_then(|at| self.formats.get(at));
        font.map_or(PLAIN, |font| self.of_font(*font))
    }

    fn of_font(&self, font: u16) -> XlsbFontLook {
        self.fonts.get(usize::from(font)).copied().unwrap_or(PLAIN)
    }

    /// Reads the part of a sheet: what it hides, merges and filters, and the cells that are not plain.
    pub(super) fn sheet(&self, part: &[u8]) -> SheetLooks<'_> {
        let mut sheet = SheetLooks {
            looks: self,
            cells: HashMap::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            merges: Vec::new(),
            is_filtered: false,
        };
        let mut row = 0;
        for XlsbRecord { kind, data } in records(part) {
            match kind {
                ROW => {
                    row = u32_at(data, 0).unwrap_or(row);
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        sheet.hidden_rows.push(row);
                    }
                }
                COLUMNS => {
                    let hidden = u16_at(data, 16).is_some_and(|flags| flags & 1 != 0);
                    if let (true, Some(first), Some(last)) = (hidden, u32_at(data, 0), u32_at(data, 4)) {
                        sheet.hidden_cols.push((first, last));
                    }
                }
                MERGE => {
                    let [top, bottom, left, right] = [0, 4, 8, 12].map(|at| u32_at(data, at).unwrap_or(0));
                    if top <= bottom && left <= right {
                        sheet.merges.push(((top, left), (bottom, right)));
                    }
                }
                FILTER => sheet.is_filtered = true,
                kind if CELLS.contains(&kind) && !self.fonts.is_empty() => {
                    let (Some(col), Some(format)) = (u32_at(data, 0), u32_at(data, 4)) else { continue };
                    let look = self.of_format(format & 0x00FF_FFFF);
                    let shared = (kind == CELL_SHARED).then(|| u32_at(data, 8)).flatten();
                    let rich = shared.filter(|at| self.runs.contains_key(at));
                    if look != PLAIN || rich.is_some() {
                        sheet.cells.insert((row, col), (look, rich));
                    }
                }
                _ => {}
            }
        }
        sheet
    }
}

/// Where the runs of a shared string begin, and their fonts; none for a plain one.
fn rich_runs(data: &[u8]) -> Option<Vec<(u16, u16)>> {
    if data.first()? & 1 == 0 {
        return None;
    }
    let (_, end) = text_at(data, 1)?;
    let n = usize::try_from(u32_at(data, end)?).ok()?;
    let runs = data.get(end + 4..)?.chunks_exact(4).take(n);
    runs.map(|run| Some((u16_at(run, 0)?, u16_at(run, 2)?))).collect()
}

/// How a sheet looks: the cells that are not plain, what is hidden, merged, filtered. It keeps nothing of the part
/// itself, which `calamine` gets.
#[derive(Debug)]
pub(super) struct SheetLooks<'l> {
    looks: &'l WorkbookLooks,
    cells: HashMap<(u32, u32), (XlsbFontLook, Option<u32>)>,
    hidden_rows: Vec<u32>,
    /// First and last columns that are hidden together.
    hidden_cols: Vec<(u32, u32)>,
    /// First and last cells, by row and column.
    merges: Vec<((u32, u32), (u32, u32))>,
    is_filtered: bool,
}

impl SheetLooks<'_> {
    /// Tells the workbook's builder what is hidden, merged and filtered on the sheet that it has begun.
    pub(super) fn tell(&self, book: &mut BookBuilder<'_>) {
        for row in &self.hidden_rows {
            book.hide_rows(*row, *row);
        }
        for (first, last) in &self.hidden_cols {
            book.hide_cols(*first, *last);
        }
        for (first, last) in &self.merges {
            book.merge(*first, *last);
        }
        if self.is_filtered {
            book.filter();
        }
    }

    /// Whether all of a cell is struck through.
    pub(super) fn strikes(&self, at: (u32, u32)) -> bool {
        self.cells.get(&at).is_some_and(|(look, rich)| look.struck && rich.is_none())
    }

    /// The runs of a text in a cell that is not plain, each with whether it is struck through.
    pub(super) fn runs<'t>(&self, at: (u32, u32), text: &'t str) -> Option<Vec<(Run<'t>, bool)>> {
        let (look, rich) = self.cells.get(&at)?;
        let starts = rich.and_then(|rich| self.looks.runs.get(&rich)).map_or(&[][..], Vec::as_slice);
        let mut runs = Vec::with_capacity(starts.len() + 1);
        let mut push = |text: &'t str, look: XlsbFontLook| {
            if !text.is_empty() {
                runs.push((Run { text, font: look.font }, look.struck));
            }
        };
        let mut rest = text;
        let mut from = 0;
        let mut look = *look;
        for (start, font) in starts {
            let length = bytes_of(rest, start.saturating_sub(from));
            let (run, after) = rest.split_at_checked(length)?;
            push(run, look);
            (rest, from, look) = (after, *start, self.looks.of_font(*font));
        }
        push(rest, look);
        Some(runs)
    }
}

/// How many bytes so many UTF-16 units of a text take.
fn bytes_of(text: &str, n_units: u16) -> usize {
    let mut left = usize::from(n_units);
    text.chars()
        .take_while(|letter| {
            let fits = letter.len_utf16() <= left;
            left = left.saturating_sub(letter.len_utf16());
            fits
        })
        .map(char::len_utf8)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_numbers_of_one_or_two_bytes() {
        // BrtRowHdr of no bytes, BrtBeginCellXFs (617) of two, one that is cut short.
        let part = [0x00, 0x00, 0xE9, 0x04, 0x02, 0xAA, 0xBB, 0x13, 0x05, 0x01];
        let found: Vec<(u32, usize)> =
            records(&part).map(|record| (record.kind, record.data.len())).collect();
        assert_eq!(found, [(0, 0), (617, 2)]);
    }

    #[test]
    fn runs_are_cut_at_utf16_units() {
        let looks = WorkbookLooks {
            fonts: vec![PLAIN, XlsbFontLook { struck: true, ..PLAIN }],
            formats: vec![0],
            runs: HashMap::from([(0, vec![(4, 1)])]),
        };
        let mut sheet = looks.sheet(&[]);
        sheet.cells.insert((0, 0), (PLAIN, Some(0)));
        let runs = sheet.runs((0, 0), "Lý ăn").unwrap_or_default();
        let found: Vec<(&str, bool)> = runs.iter().map(|(run, struck)| (run.text, *struck)).collect();
        assert_eq!(found, [("Lý ă", false), ("n", true)]);
    }
}
