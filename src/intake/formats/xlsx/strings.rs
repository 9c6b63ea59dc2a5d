//! The strings of a workbook, and the fonts of their runs.
//!
//! A legacy font announces the encoding of its letters, and one cell may hold several: the `¸` of
//! "Áp dụng" in `.VnTimeH`, the rest in `.VnTime`. Runs are kept only where such a font occurs.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::{FontHint, Run, font_hint};

use crate::package::scan::{Scan, Tag, XmlPiece, decoded};

/// Runs of a string, one behind the other.
type Ends = Vec<End>;

/// Where a run ends, and what it has of its own.
#[derive(Debug, Clone, Copy)]
struct End {
    at: usize,
    font: Option<FontHint>,
    /// Whether it is struck through; none where it looks as its cell does.
    struck: Option<bool>,
}

/// The strings that cells share, in their order.
#[derive(Default)]
pub(in crate::intake) struct SharedStrings {
    text: String,
    /// Where each string ends in `text`.
    ends: Vec<usize>,
    /// Of those that have runs in legacy fonts, or such as are struck through.
    runs: HashMap<usize, Ends>,
}

/// A string of a workbook.
pub(in crate::intake) struct SharedString<'w> {
    pub(in crate::intake) text: &'w str,
    ends: Option<&'w Ends>,
}

impl SharedStrings {
    /// Parses `xl/sharedStrings.xml`; nothing if it ends before its strings do.
    pub(in crate::intake) fn read(xml: &str) -> Option<SharedStrings> {
        let mut strings =
            SharedStrings { text: String::with_capacity(xml.len() / 2), ..SharedStrings::default() };
        let mut item = ParsedString::default();
        let mut is_open = false;
        for piece in Scan::new(xml) {
            match piece {
                XmlPiece::Start(tag) if tag.name == "si" => item.clear(),
                XmlPiece::Empty(tag) if tag.name == "si" => {
                    item.clear();
                    strings.push(&item);
                }
                XmlPiece::End("si") => strings.push(&item),
                XmlPiece::Start(tag) if tag.name == "sst" => is_open = true,
                XmlPiece::End("sst") => is_open = false,
                XmlPiece::Cut => return None,
                piece => item.hear(&piece),
            }
        }
        (!is_open).then_some(strings)
    }

    fn push(&mut self, item: &ParsedString) {
        self.text.push_str(&item.text);
        if item.legacy || item.struck {
            self.runs.insert(self.ends.len(), item.ends.clone());
        }
        self.ends.push(self.text.len());
    }

    /// The string of a number.
    pub(in crate::intake) fn get(&self, at: usize) -> Option<SharedString<'_>> {
        let from = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        let text = self.text.get(from..*self.ends.get(at)?)?;
        let ends = if self.runs.is_empty() { None } else { self.runs.get(&at) };
        Some(SharedString { text, ends })
    }
}

impl<'w> SharedString<'w> {
    /// The runs, where some are in legacy fonts; runs without a font of their own have the cell's.
    pub(in crate::intake) fn runs(&self, cell_font: FontHint) -> Option<Vec<Run<'w>>> {
        runs(self.text, self.ends?, cell_font)
    }

    /// Its runs parted into those that are struck through and those that are not; runs that look as their cell
    /// does are as it is.
    pub(in crate::intake) fn struck(&self, cell_is_struck: bool) -> Option<Parted<'w>> {
        struck(self.text, self.ends?, cell_is_struck)
    }
}

/// Runs that are struck through, and those that are not.
pub(in crate::intake) type Parted<'t> = (Vec<Run<'t>>, Vec<Run<'t>>);

fn struck<'t>(text: &'t str, ends: &Ends, cell_is_struck: bool) -> Option<Parted<'t>> {
    let runs = runs(text, ends, FontHint::Silent)?;
    let is_struck = |(_, end): &(Run<'t>, &End)| end.struck.unwrap_or(cell_is_struck);
    let (struck, plain): (Vec<_>, Vec<_>) = runs.into_iter().zip(ends).partition(is_struck);
    let bare = |parted: Vec<(Run<'t>, &End)>| parted.into_iter().map(|(run, _)| run).collect();
    Some((bare(struck), bare(plain)))
}

fn runs<'t>(text: &'t str, ends: &Ends, cell_font: FontHint) -> Option<Vec<Run<'t>>> {
    let mut start = 0;
    ends.iter()
        .map(|End { at, font, .. }| {
            let run = Run { text: text.get(start..*at)?, font: font.unwrap_or(cell_font) };
            start = *at;
            Some(run)
        })
        .collect()
}

/// A string while it is being parsed: what stands within `si`, or within `is` in a cell.
#[derive(Default)]
pub(in crate::intake) struct ParsedString {
    text: String,
    ends: Ends,
    font: Option<FontHint>,
    legacy: bool,
    run_struck: Option<bool>,
    struck: bool,
    run: String,
    in_text: bool,
    preserve: bool,
    phonetic: bool,
}

impl ParsedString {
    /// Forgets what it heard, and begins another.
    pub(in crate::intake) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.run.clear();
        (self.font, self.legacy) = (None, false);
        (self.run_struck, self.struck) = (None, false);
        (self.in_text, self.preserve, self.phonetic) = (false, false, false);
    }

    /// Hears one thing that stands within.
    pub(in crate::intake) fn hear(&mut self, piece: &XmlPiece<'_>) {
        match piece {
            XmlPiece::Start(tag) => match tag.name {
                "t" => {
                    self.in_text = !self.phonetic;
                    self.preserve = tag.attribute("space").as_deref() == Some("preserve");
                    self.run.clear();
                }
                "r" => (self.font, self.run_struck) = (None, None),
                "rPr" => self.run_struck = Some(false),
                "strike" => self.take_strike(tag),
                "rFont" => self.take_font(tag.attribute("val").as_deref()),
                "rPh" => self.phonetic = true,
                _ => {}
            },
            XmlPiece::Empty(tag) if tag.name == "rFont" => self.take_font(tag.attribute("val").as_deref()),
            XmlPiece::Empty(tag) if tag.name == "strike" => self.take_strike(tag),
            XmlPiece::Text(text) if self.in_text => self.run.push_str(&decoded(text)),
            XmlPiece::CData(text) if self.in_text => self.run.push_str(text),
            XmlPiece::End("t") => self.end_run(),
            XmlPiece::End("rPh") => self.phonetic = false,
            _ => {}
        }
    }

    /// The whole text.
    pub(in crate::intake) fn text(&self) -> &str {
        &self.text
    }

    /// As [`SharedString::runs`].
    pub(in crate::intake) fn runs(&self, cell_font: FontHint) -> Option<Vec<Run<'_>>> {
        if self.legacy { runs(&self.text, &self.ends, cell_font) } else { None }
    }

    /// As [`SharedString::struck`].
    pub(in crate::intake) fn struck(&self, cell_is_struck: bool) -> Option<Parted<'_>> {
        if self.struck { struck(&self.text, &self.ends, cell_is_struck) } else { None }
    }

    fn take_strike(&mut self, tag: &Tag<'_>) {
        let is_struck = tag.attribute("val").is_none_or(|val| !matches!(&*val, "0" | "false"));
        self.run_struck = Some(is_struck);
        self.struck |= is_struck;
    }

    fn take_font(&mut self, name: Option<&str>) {
        self.font = name.map(font_hint);
        self.legacy |= self.font.is_some_and(|font| font != FontHint::Silent);
    }

    fn end_run(&mut self) {
        if !std::mem::take(&mut self.in_text) {
            return;
        }
        // Blanks around a text count only where it says so.
        let run = if self.preserve { &self.run } else { self.run.trim_matches([' ', '\t', '\r', '\n']) };
        self.text.push_str(&unescaped(run));
        self.ends.push(End { at: self.text.len(), font: self.font, struck: self.run_struck });
    }
}

/// A text with its `_x000D_` as letters (ECMA-376, part 1, 22.9.2.19): what XML cannot hold, in UTF-16.
pub(in crate::intake) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        let unit = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let unit = unit.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        if !before.is_empty() {
            shown.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
            shown.push_str(before);
        }
        let taken = match unit {
            Some(unit) => {
                units.push(unit);
                7
            }
            None => {
                shown.push_str(&String::from_utf16_lossy(&std::mem::take(&mut units)));
                shown.push_str("_x");
                2
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    shown.push_str(&String::from_utf16_lossy(&units));
    shown.push_str(rest);
    Cow::Owned(shown)
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn runs_keep_their_fonts() {
        let xml = "<sst><si><t>thường</t></si><si><r><rPr><rFont val=\".VnTimeH\"/></rPr><t>¸</t></r>\
                   <r><rPr><rFont val=\".VnTime\"/></rPr><t xml:space=\"preserve\">p dông &amp; </t></r>\
                   <r><t>x</t></r></si></sst>";
        let strings = SharedStrings::read(xml).expect("a sound part");
        let rich = strings.get(1).expect("a string");
        assert_eq!(rich.text, "¸p dông & x");
        let runs = rich.runs(FontHint::Silent).expect("a rich string");
        let texts: Vec<_> = runs.iter().map(|run| run.text).collect();
        assert_eq!(texts, ["¸", "p dông & ", "x"]);
        assert!(runs[0].font != FontHint::Silent && runs[2].font == FontHint::Silent);
        assert!(strings.get(0).expect("a string").runs(FontHint::Silent).is_none());
        assert!(strings.get(2).is_none());
    }

    #[test]
    fn strings_keep_their_numbers() {
        let xml = "<x:sst xmlns:x=\"a\"><x:si/><x:si><x:t>  một\n</x:t></x:si><x:si><x:t/></x:si>\
                   <x:si><x:t>a_x000D__x0041_b_x00</x:t><x:rPh><x:t>âm</x:t></x:rPh></x:si>\
                   <x:si><x:t><![CDATA[<b>]]>&#7899; &lt;</x:t></x:si></x:sst>";
        let strings = SharedStrings::read(xml).expect("a sound part");
        let texts: Vec<_> = (0..5).map(|at| strings.get(at).map(|string| string.text)).collect();
        assert_eq!(texts, [Some(""), Some("một"), Some(""), Some("a\rAb_x00"), Some("<b>ớ <")]);
    }

    #[test]
    fn a_part_that_is_cut_has_no_strings() {
        for cut in ["<sst><si><t>a</t></si>", "<sst><si><t>a</t></si></ss", "<sst><si><r>"] {
            assert!(SharedStrings::read(cut).is_none(), "{cut}");
        }
        for whole in ["", "<sst/>", "<sst></sst>"] {
            assert!(SharedStrings::read(whole).is_some_and(|strings| strings.get(0).is_none()), "{whole}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_written_out() {
        assert_eq!(unescaped("không"), "không");
        assert_eq!(unescaped("_x0041_"), "A");
        assert_eq!(unescaped("_xD83D__xDE00_ _x_ _xzzzz_"), "😀 _x_ _xzzzz_");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
    }
}
