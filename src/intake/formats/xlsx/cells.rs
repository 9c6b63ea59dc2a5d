//! The cells of a sheet and its merged areas, in one pass over its part.

use std::borrow::Cow;

use crate::text::{FontHint, Run};

use super::strings::{ParsedString, Parted, SharedStrings, unescaped};
use super::styles::{CellStyles, Style};
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::letters::RecentStrings;
use crate::intake::trouble::Trouble;
use crate::intake::values::{error_named, with_iso, with_ref};
use crate::package::reference::address;
use crate::package::scan::{Scan, Tag, XmlPiece, decoded};

/// What cells refer to.
pub(in crate::intake) struct CellContext<'w> {
    pub(in crate::intake) strings: &'w SharedStrings,
    pub(in crate::intake) styles: &'w CellStyles,
}

/// A cell as its tag states it.
struct Stated {
    row: u32,
    col: u32,
    style: Style,
    kind: CellType,
}

/// What the value of a cell is, by its `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellType {
    Number,
    /// The number of a shared string.
    SharedString,
    /// What a formula gave.
    Text,
    /// Told in `is`; a value besides is none.
    Inline,
    Bool,
    Error,
    /// A date as people write it.
    Day,
    Unknown,
}

impl<'w> CellContext<'w> {
    /// Reads a sheet's part into the sheet that `book` has begun.
    ///
    /// A part that is no sheet, a chart or dialog in disguise, has no rows.
    pub(in crate::intake) fn read(&self, xml: &str, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
        let mut scan = Scan::new(xml);
        let mut looked = RecentStrings::default();
        let mut inline = ParsedString::default();
        let mut in_rows = false;
        // Where a cell stands that does not say so.
        let (mut row, mut col) = (0_u32, 0_u32);
        while let Some(piece) = scan.next() {
            match piece {
                XmlPiece::Start(tag) => match tag.name {
                    "c" if in_rows => {
                        let cell = self.stated(&tag, (row, col));
                        self.value(&mut scan, &cell, (&mut inline, &mut looked), book)?;
                        col = cell.col.saturating_add(1);
                    }
                    "row" if in_rows => row = self.row(&tag, row, book),
                    "sheetData" => in_rows = true,
                    "mergeCell" => merge(&tag, book),
                    "autoFilter" => book.filter(),
                    _ => {}
                },
                XmlPiece::Empty(tag) => match tag.name {
                    "c" if in_rows => {
                        let cell = self.stated(&tag, (row, col));
                        book.put(cell.row, cell.col, CellContent::Blank)?;
                        col = cell.col.saturating_add(1);
                    }
                    "row" if in_rows => {
                        row = self.row(&tag, row, book).saturating_add(1);
                        col = 0;
                    }
                    "mergeCell" => merge(&tag, book),
                    "col" if !in_rows => hide_columns(&tag, book),
                    "autoFilter" => book.filter(),
                    _ => {}
                },
                XmlPiece::End("row") if in_rows => (row, col) = (row.saturating_add(1), 0),
                XmlPiece::End("sheetData") => in_rows = false,
                XmlPiece::Cut => return Err(cut()),
                XmlPiece::End(_) | XmlPiece::Text(_) | XmlPiece::CData(_) => {}
            }
        }
        if in_rows { Err(cut()) } else { Ok(()) }
    }

    /// Which row a `row` is, where the one that is due has a number; a hidden one is told.
    fn row(&self, tag: &Tag<'_>, due: u32, book: &mut BookBuilder<'_>) -> u32 {
        let (mut row, mut is_hidden) = (due, false);
        for (name, value) in tag.attributes() {
            match name {
                "r" => {
                    row =
                        value.trim_ascii().parse::<u32>().ok().and_then(|n| n.checked_sub(1)).unwrap_or(due);
                }
                "hidden" => is_hidden = is_true(value),
                _ => {}
            }
        }
        if is_hidden {
            book.hide_rows(row, row);
        }
        row
    }

    fn stated(&self, tag: &Tag<'_>, (row, col): (u32, u32)) -> Stated {
        let (mut at, mut style, mut kind) = ((row, col), None, CellType::Number);
        for (name, value) in tag.attributes() {
            match name {
                "r" => at = address(value).unwrap_or(at),
                "s" => style = Some(value.parse().unwrap_or(0)),
                "t" => {
                    kind = match value {
                        "s" => CellType::SharedString,
                        "n" => CellType::Number,
                        "str" => CellType::Text,
                        "inlineStr" | "is" => CellType::Inline,
                        "b" => CellType::Bool,
                        "e" => CellType::Error,
                        "d" => CellType::Day,
                        _ => CellType::Unknown,
                    }
                }
                _ => {}
            }
        }
        Stated { row: at.0, col: at.1, style: self.styles.style(style), kind }
    }

    /// Puts what stands in a cell, up to its end.
    fn value(
        &self,
        scan: &mut Scan<'_>,
        cell: &Stated,
        (inline, looked): (&mut ParsedString, &mut RecentStrings<'w>),
        book: &mut BookBuilder<'_>,
    ) -> Result<(), Trouble> {
        if cell.kind != CellType::Inline
            && let Some(value) = scan.text_between("<v>", "</v></c>")
        {
            return self.put(cell, &decoded(value), looked, book);
        }
        let mut is_blank = true;
        let mut formula = None;
        while let Some(piece) = scan.next() {
            match piece {
                XmlPiece::Start(Tag { name: "v", .. }) if cell.kind != CellType::Inline => {
                    let value = scan.text_in("v");
                    // A text may be empty by its formula; a number may not.
                    is_blank &= value.trim_ascii().is_empty() && cell.kind != CellType::Text;
                    self.put(cell, &value, looked, book)?;
                }
                XmlPiece::Start(Tag { name: "f", .. }) => formula = Some(scan.text_in("f")),
                XmlPiece::Empty(Tag { name: "f", .. }) => formula = Some(Cow::Borrowed("")),
                XmlPiece::Start(Tag { name: "is", .. }) => {
                    inline.clear();
                    for piece in scan.by_ref().take_while(|piece| *piece != XmlPiece::End("is")) {
                        inline.hear(&piece);
                    }
                    let (text, font) = (inline.text(), cell.style.font);
                    match inline.runs(font) {
                        Some(runs) => book.put(cell.row, cell.col, CellContent::Runs(&runs))?,
                        None => book.put(cell.row, cell.col, CellContent::Text(text, font))?,
                    }
                    self.strike(cell, inline.struck(cell.style.struck), text, book)?;
                    is_blank = false;
                }
                XmlPiece::Start(tag) => scan.leave_out(tag.name),
                XmlPiece::End("c") => break,
                XmlPiece::Cut => return Err(cut()),
                _ => {}
            }
        }
        match formula {
            Some(formula) if is_blank && cell.kind != CellType::Text => {
                book.formula(cell.row, cell.col, &formula)
            }
            _ if is_blank => book.put(cell.row, cell.col, CellContent::Blank),
            _ => Ok(()),
        }
    }

    /// Tells what of a cell is struck through.
    fn strike(
        &self,
        cell: &Stated,
        runs: Option<Parted<'_>>,
        text: &str,
        book: &mut BookBuilder<'_>,
    ) -> Result<(), Trouble> {
        match runs {
            Some((struck, plain)) => book.strike_runs(cell.row, cell.col, &struck, &plain),
            None if cell.style.struck && !text.trim().is_empty() => book.strike(cell.row, cell.col),
            None => Ok(()),
        }
    }

    /// Puts a value.
    fn put(
        &self,
        cell: &Stated,
        value: &str,
        looked: &mut RecentStrings<'w>,
        book: &mut BookBuilder<'_>,
    ) -> Result<(), Trouble> {
        let (row, col, font) = (cell.row, cell.col, cell.style.font);
        let plain = value.trim_ascii();
        if plain.is_empty() && cell.kind != CellType::Text {
            return book.put(row, col, CellContent::Blank);
        }
        if cell.kind != CellType::SharedString {
            self.strike(cell, None, value, book)?;
        }
        match cell.kind {
            CellType::SharedString => match plain.parse().ok().and_then(|at| self.strings.get(at)) {
                Some(string) => {
                    self.strike(cell, string.struck(cell.style.struck), string.text, book)?;
                    match string.runs(font) {
                        Some(runs) => book.put(row, col, CellContent::Runs(&runs)),
                        None => book.put_shared((row, col), Run { text: string.text, font }, looked),
                    }
                }
                None => book.put(row, col, CellContent::Broken("mất chữ")),
            },
            CellType::Number => match plain.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    if cell.style.is_percent() {
                        book.percent(row, col)?;
                    }
                    let shown = self.styles.shown(number, cell.style);
                    with_ref(&shown, font, |content| book.put(row, col, content))
                }
                _ => book.put(row, col, CellContent::Text(value, font)),
            },
            CellType::Text => book.put(row, col, CellContent::Text(&unescaped(value), font)),
            CellType::Day => with_iso(value, |content| book.put(row, col, content)),
            CellType::Bool if plain == "1" || plain.eq_ignore_ascii_case("true") => {
                book.put(row, col, CellContent::Bool(true))
            }
            CellType::Bool if plain == "0" || plain.eq_ignore_ascii_case("false") => {
                book.put(row, col, CellContent::Bool(false))
            }
            CellType::Bool => book.put(row, col, CellContent::Broken("giá trị đúng/sai không đọc được")),
            CellType::Error => match error_named(plain) {
                Some(name) => book.put(row, col, CellContent::Error(name)),
                None => book.put(row, col, CellContent::Broken("lỗi lạ")),
            },
            CellType::Unknown => book.put(row, col, CellContent::Text(value, FontHint::Silent)),
            CellType::Inline => Ok(()),
        }
    }
}

fn cut() -> Trouble {
    Trouble::damaged(&"XML")
}

/// `1` or `true`.
fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}

fn hide_columns(tag: &Tag<'_>, book: &mut BookBuilder<'_>) {
    let number = |name| tag.attribute(name).and_then(|n| n.trim().parse::<u32>().ok()?.checked_sub(1));
    if tag.attribute("hidden").is_some_and(|hidden| is_true(&hidden))
        && let (Some(first), Some(last)) = (number("min"), number("max"))
    {
        book.hide_cols(first, last);
    }
}

fn merge(tag: &Tag<'_>, book: &mut BookBuilder<'_>) {
    if let Some(area) = tag.attribute("ref")
        && let Some((first, last)) = area.split_once(':')
        && let (Some(first), Some(last)) = (address(first), address(last))
    {
        book.merge(first, last);
    }
}
