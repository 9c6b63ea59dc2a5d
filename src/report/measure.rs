//! How wide a text prints in Times New Roman, and how many lines it takes in a column.
//!
//! Excel and LibreOffice do not grow a row around a merged or freshly written cell, so the height
//! has to be known when the row is written. Advance widths are those of the metric-compatible
//! Liberation Serif, in thousandths of an em. A letter with marks is as wide as its base letter; the
//! horn of ơ and ư adds a little.

use std::borrow::Cow;
use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// Pixels of a point on screen (96 dots an inch, 72 points an inch).
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;

/// What a cell keeps free on both sides of its text, in pixels.
const PADDING: f64 = 7.0;

/// Screens round each letter to whole pixels: a text may come out so much wider than it prints.
const SCREEN_ROUNDING: f64 = 1.06;

/// Height of a line over the size of its letters, both in points: the font's 1.15, rounded up to
/// whole pixels as Excel draws it.
const LINE_HEIGHT: f64 = 1.24;

/// U+0020 to U+007E, regular.
#[rustfmt::skip]
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// U+0020 to U+007E, bold.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// What a row keeps free above and below its text, in points.
pub(super) const ROOM: f64 = 4.0;

/// The tallest row Excel knows, in points.
pub(super) const TALLEST_ROW: f64 = 409.0;

/// The longest text a cell holds, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// Size in points and weight of letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Letters {
    /// Size in points.
    pub(super) size: f64,
    /// Whether they are bold.
    pub(super) bold: bool,
}

impl Letters {
    /// Height of one line in points.
    pub(super) fn line_height(self) -> f64 {
        self.size * LINE_HEIGHT
    }

    /// Width of a text on one line, in pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        let thousandths: u32 = text.chars().map(|letter| self.advance(letter)).sum();
        f64::from(thousandths) / 1000.0 * self.size * PIXELS_PER_POINT * SCREEN_ROUNDING
    }

    /// How many lines a text takes in a column of so many pixels, words kept whole where they fit.
    pub(super) fn lines(self, text: &str, column: f64) -> u32 {
        let room = (column - PADDING).max(self.size);
        text.split('\n').map(|line| self.lines_of(line, room)).sum()
    }

    /// Width of the longest word, in pixels, with the free space of a cell around it.
    pub(super) fn widest_word(self, text: &str) -> f64 {
        let widest = text.split_whitespace().map(|word| self.width(word)).fold(0.0, f64::max);
        widest + PADDING
    }

    fn lines_of(self, line: &str, room: f64) -> u32 {
        let space = self.width(" ");
        let (mut lines, mut used) = (1, 0.0);
        for word in line.split(' ') {
            let width = self.width(word);
            if 0.0 < used && room < used + space + width {
                lines += 1;
                used = 0.0;
            }
            used += if 0.0 < used { space + width } else { width };
            while room < used {
                lines += 1; // a word longer than the column breaks anywhere
                used -= room;
            }
        }
        lines
    }

    fn advance(self, letter: char) -> u32 {
        let table = if self.bold { &*BOLD_LETTERS } else { &*REGULAR_LETTERS };
        let at = usize::try_from(u32::from(letter)).unwrap_or(usize::MAX);
        table.get(at).copied().map_or_else(|| advance(letter, self.bold), u32::from)
    }
}

/// Advances of all letters up to the last Vietnamese one, and of the marks and dashes behind them.
static REGULAR_LETTERS: LazyLock<Vec<u16>> = LazyLock::new(|| advances(false));
static BOLD_LETTERS: LazyLock<Vec<u16>> = LazyLock::new(|| advances(true));

fn advances(bold: bool) -> Vec<u16> {
    let letters = (0..0x2100).map(|code| char::from_u32(code).unwrap_or(' '));
    letters.map(|letter| u16::try_from(advance(letter, bold)).unwrap_or(u16::MAX)).collect()
}

fn advance(letter: char, bold: bool) -> u32 {
    let table = if bold { &BOLD } else { &REGULAR };
    let of = |ascii: u32| {
        let at = usize::try_from(ascii.wrapping_sub(0x20)).unwrap_or(usize::MAX);
        table.get(at).copied().map(u32::from)
    };
    if let Some(width) = of(u32::from(letter)) {
        return width;
    }
    let (mut base, mut horn) = (letter, false);
    decompose_canonical(letter, |part| match part {
        '\u{31B}' => horn = true,
        '\u{300}'..='\u{36F}' => {}
        other => base = other,
    });
    let base = match base {
        'đ' => 'd',
        'Đ' => 'D',
        '\u{A0}' => ' ',
        '–' | '“' | '”' | '«' | '»' => 'n',
        '‘' | '’' | '›' | '·' => '(',
        '…' | '—' => 'M',
        other => other,
    };
    // What is none of these is as wide as the widest.
    of(u32::from(base)).unwrap_or(1000) + if horn { 60 } else { 0 }
}

/// The text that a cell can hold: Excel refuses more than 32,767 UTF-16 units.
pub(crate) fn clip(text: &str) -> &str {
    clip_to(text, LONGEST_TEXT)
}

/// As much of a text as fits into so many UTF-16 units, in which Excel counts letters.
pub(super) fn clip_to(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if most < units {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// A text and the height it needs in a column; one that would grow past the tallest row is shortened,
/// and says so.
pub(super) fn fit(text: &str, letters: Letters, width: f64) -> (Cow<'_, str>, f64) {
    let mut text = clip(text);
    let height = height_of(text, letters, width);
    if height <= TALLEST_ROW {
        return (Cow::Borrowed(text), height);
    }
    while TALLEST_ROW < height_of(text, letters, width) + 2.0 * letters.line_height() {
        let keep = text.chars().count() * 9 / 10;
        let end = text.char_indices().nth(keep).map_or(text.len(), |(at, _)| at);
        text = text.get(..end).unwrap_or_default();
    }
    let text = format!("{text} […]");
    let height = height_of(&text, letters, width);
    (Cow::Owned(text), height)
}

/// How high a row has to be for a text in a column, in points.
pub(super) fn height_of(text: &str, letters: Letters, width: f64) -> f64 {
    let lines = f64::from(letters.lines(text, width));
    lines * letters.line_height() + ROOM
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Letters = Letters { size: 12.0, bold: false };

    #[track_caller]
    fn check(text: &str, column: f64, expect: u32) {
        assert_eq!(PLAIN.lines(text, column), expect, "{text:?} in {column} px");
    }

    #[test]
    fn words_wrap_at_the_width_of_the_column() {
        check("", 100.0, 1);
        check("Nguyễn Văn An", 200.0, 1);
        check("Nguyễn Văn An", 70.0, 2);
        check("Trường Tiểu học Vĩnh Trại", 120.0, 2);
        check("a\nb\nc", 100.0, 3);
        check("mmmmmmmmmmmmmmmmmmmm", 100.0, 3);
    }

    #[test]
    fn marks_take_no_room() {
        assert_eq!(PLAIN.width("Nguyen Thi Anh"), PLAIN.width("Nguyễn Thị Ánh"));
        assert!(PLAIN.width("tuong") < PLAIN.width("tương"));
    }
}
