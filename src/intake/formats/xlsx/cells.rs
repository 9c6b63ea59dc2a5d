//! The cells of a sheet and its merged areas, in one pass over its part.

use crate::text::{FontHint, Run};

use super::strings::{Item, Strings, unescaped};
use super::styles::{Style, Styles};
use crate::intake::grid::{Book, Content};
use crate::intake::letters::Looked;
use crate::intake::trouble::Trouble;
use crate::intake::values::{error_named, with_iso, with_ref};
use crate::package::scan::{Piece, Scan, Tag};

/// What cells refer to.
pub(in crate::intake) struct Cells<'w> {
    pub(in crate::intake) strings: &'w Strings,
    pub(in crate::intake) styles: &'w Styles,
}

/// A cell as its tag states it.
struct Stated {
    row: u32,
    col: u32,
    style: Style,
    kind: Kind,
}

/// What the value of a cell is, by its `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// The number of a shared string.
    Shared,
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

impl<'w> Cells<'w> {
    /// Reads a sheet's part into the sheet that `book` has begun.
    ///
    /// A part that is no sheet, a chart or dialog in disguise, has no rows.
    pub(in crate::intake) fn read(&self, xml: &str, book: &mut Book<'_>) -> Result<(), Trouble> {
        let mut scan = Scan::new(xml);
        let mut looked = Looked::default();
        let mut inline = Item::default();
        let mut in_rows = false;
        // Where a cell stands that does not say so.
        let (mut row, mut col) = (0_u32, 0_u32);
        while let Some(piece) = scan.next() {
            match piece {
                Piece::Start(tag) => match tag.name {
                    "c" if in_rows => {
                        let cell = self.stated(&tag, (row, col));
                        self.value(&mut scan, &cell, (&mut inline, &mut looked), book)?;
                        col = cell.col.saturating_add(1);
                    }
                    "row" if in_rows => row = stated_row(&tag).unwrap_or(row),
                    "sheetData" => in_rows = true,
                    "mergeCell" => merge(&tag, book),
                    _ => {}
                },
                Piece::Empty(tag) => match tag.name {
                    "c" if in_rows => {
                        let cell = self.stated(&tag, (row, col));
                        book.put(cell.row, cell.col, Content::Blank)?;
                        col = cell.col.saturating_add(1);
                    }
                    "row" if in_rows => {
                        row = stated_row(&tag).unwrap_or(row).saturating_add(1);
                        col = 0;
                    }
                    "mergeCell" => merge(&tag, book),
                    _ => {}
                },
                Piece::End("row") if in_rows => (row, col) = (row.saturating_add(1), 0),
                Piece::End("sheetData") => in_rows = false,
                Piece::Cut => return Err(cut()),
                Piece::End(_) | Piece::Text(_) | Piece::Marked(_) => {}
            }
        }
        if in_rows { Err(cut()) } else { Ok(()) }
    }

    fn stated(&self, tag: &Tag<'_>, (row, col): (u32, u32)) -> Stated {
        let (mut at, mut style, mut kind) = ((row, col), None, Kind::Number);
        for (name, value) in tag.attributes() {
            match name {
                "r" => at = address(value).unwrap_or(at),
                "s" => style = Some(value.parse().unwrap_or(0)),
                "t" => {
                    kind = match value {
                        "s" => Kind::Shared,
                        "n" => Kind::Number,
                        "str" => Kind::Text,
                        "inlineStr" | "is" => Kind::Inline,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Day,
                        _ => Kind::Unknown,
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
        (inline, looked): (&mut Item, &mut Looked<'w>),
        book: &mut Book<'_>,
    ) -> Result<(), Trouble> {
        let mut is_blank = true;
        while let Some(piece) = scan.next() {
            match piece {
                Piece::Start(Tag { name: "v", .. }) if cell.kind != Kind::Inline => {
                    self.put(cell, &scan.text_in("v"), looked, book)?;
                    is_blank = false;
                }
                Piece::Start(Tag { name: "is", .. }) => {
                    inline.clear();
                    for piece in scan.by_ref().take_while(|piece| *piece != Piece::End("is")) {
                        inline.hear(&piece);
                    }
                    let (text, font) = (inline.text(), cell.style.font);
                    match inline.runs(font) {
                        Some(runs) => book.put(cell.row, cell.col, Content::Runs(&runs))?,
                        None => book.put(cell.row, cell.col, Content::Text(text, font))?,
                    }
                    is_blank = false;
                }
                Piece::Start(tag) => scan.leave_out(tag.name),
                Piece::End("c") => break,
                Piece::Cut => return Err(cut()),
                _ => {}
            }
        }
        if is_blank { book.put(cell.row, cell.col, Content::Blank) } else { Ok(()) }
    }

    /// Puts a value.
    fn put(
        &self,
        cell: &Stated,
        value: &str,
        looked: &mut Looked<'w>,
        book: &mut Book<'_>,
    ) -> Result<(), Trouble> {
        let (row, col, font) = (cell.row, cell.col, cell.style.font);
        let plain = value.trim_ascii();
        if plain.is_empty() && cell.kind != Kind::Text {
            return book.put(row, col, Content::Blank);
        }
        match cell.kind {
            Kind::Shared => match plain.parse().ok().and_then(|at| self.strings.get(at)) {
                Some(string) => match string.runs(font) {
                    Some(runs) => book.put(row, col, Content::Runs(&runs)),
                    None => book.put_shared((row, col), Run { text: string.text, font }, looked),
                },
                None => book.put(row, col, Content::Broken("mất chữ")),
            },
            Kind::Number => match plain.parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let shown = self.styles.shown(number, cell.style);
                    with_ref(&shown, font, |content| book.put(row, col, content))
                }
                _ => book.put(row, col, Content::Text(value, font)),
            },
            Kind::Text => book.put(row, col, Content::Text(&unescaped(value), font)),
            Kind::Day => with_iso(value, |content| book.put(row, col, content)),
            Kind::Bool if plain == "1" || plain.eq_ignore_ascii_case("true") => {
                book.put(row, col, Content::Bool(true))
            }
            Kind::Bool if plain == "0" || plain.eq_ignore_ascii_case("false") => {
                book.put(row, col, Content::Bool(false))
            }
            Kind::Bool => book.put(row, col, Content::Broken("giá trị đúng/sai không đọc được")),
            Kind::Error => match error_named(plain) {
                Some(name) => book.put(row, col, Content::Error(name)),
                None => book.put(row, col, Content::Broken("lỗi lạ")),
            },
            Kind::Unknown => book.put(row, col, Content::Text(value, FontHint::Silent)),
            Kind::Inline => Ok(()),
        }
    }
}

fn cut() -> Trouble {
    Trouble::damaged(&"XML")
}

/// The zero-based row of a `row` that states it.
fn stated_row(tag: &Tag<'_>) -> Option<u32> {
    tag.attribute("r")?.trim().parse::<u32>().ok()?.checked_sub(1)
}

fn merge(tag: &Tag<'_>, book: &mut Book<'_>) {
    if let Some(area) = tag.attribute("ref")
        && let Some((first, last)) = area.split_once(':')
        && let (Some(first), Some(last)) = (address(first), address(last))
    {
        book.merge(first, last);
    }
}

/// `B7` or `$B$7`, zero-based. What is beyond the grid of Excel is still a place.
fn address(text: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'0'..=b'9' => row = row.saturating_mul(10).saturating_add(u32::from(byte - b'0')),
            _ if byte.is_ascii_alphabetic() && row == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A');
                col = col.saturating_mul(26).saturating_add(letter + 1);
            }
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_counted_from_nought() {
        assert_eq!(address("A1"), Some((0, 0)));
        assert_eq!(address("$xfd$1048576"), Some((1_048_575, 16_383)));
        assert_eq!(address("ZZZZZZZZ1").map(|(row, _)| row), Some(0), "outside, but somewhere");
        for none in ["", "A", "7", "A0", "7A", "A1B", "Á1", "A-1"] {
            assert_eq!(address(none), None, "{none}");
        }
    }
}
