//! Fonts of runs inside a cell.
//!
//! A legacy font announces the encoding of its letters, and one cell may hold several: the `¸` of
//! "Áp dụng" in `.VnTimeH`, the rest in `.VnTime`. Looked at only where such a font occurs.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::Event;

use crate::text::{FontHint, Run, font_hint};

use super::xlsx::{attribute, tolerant};

/// The strings of an .xlsx, shared or in their cells, that have runs in legacy fonts, by their whole
/// text. (The text serves as the key since `calamine` keeps the index of a string to itself.)
pub(super) struct RichStrings {
    runs: HashMap<String, Vec<(usize, Option<FontHint>)>>,
}

impl RichStrings {
    /// Parses `xl/sharedStrings.xml` or a sheet; nothing if no run has a legacy font.
    pub(super) fn read(xml: &[u8]) -> Option<RichStrings> {
        if !has_legacy_font(xml) {
            return None;
        }
        let xml = std::str::from_utf8(xml).ok()?;
        let mut runs = HashMap::new();
        let mut item = Item::default();
        let mut reader = tolerant(xml);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" | "is" => item = Item::default(),
                    "r" => item.font = None,
                    "rFont" => item.take_font(attribute(&element, "val").as_deref()),
                    "t" => {
                        item.in_text = !item.phonetic;
                        item.preserve = attribute(&element, "space").as_deref() == Some("preserve");
                        item.run.clear();
                    }
                    "rPh" => item.phonetic = true,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "rFont" => {
                    item.take_font(attribute(&element, "val").as_deref());
                }
                Event::Text(text) if item.in_text => item.run.push_str(&text.xml10_content()),
                Event::CData(text) if item.in_text => item.run.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) if item.in_text => {
                    let entity = format!("&{};", &*entity);
                    if let Ok(text) = quick_xml::escape::unescape(&entity) {
                        item.run.push_str(&text);
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => item.end_run(),
                    "rPh" => item.phonetic = false,
                    "si" | "is" => {
                        let item = std::mem::take(&mut item);
                        if item.legacy {
                            runs.entry(item.text).or_insert(item.ends);
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        Some(RichStrings { runs })
    }

    /// The runs of a shared string, where it has some in legacy fonts; runs without a font of
    /// their own have the cell's.
    pub(super) fn runs<'a>(&self, text: &'a str, cell_font: FontHint) -> Option<Vec<Run<'a>>> {
        let ends = self.runs.get(text)?;
        let mut start = 0;
        ends.iter()
            .map(|(end, font)| {
                let run = Run { text: text.get(start..*end)?, font: font.unwrap_or(cell_font) };
                start = *end;
                Some(run)
            })
            .collect()
    }
}

/// Whether some run names a legacy font. Asked of every workbook, and the answer is mostly no: so only
/// the letter F is searched for, which Vietnamese does not have.
fn has_legacy_font(xml: &[u8]) -> bool {
    let mut rest = xml;
    while let Ok(1..) = rest.skip_until(b'F') {
        let name = rest.strip_prefix(b"ont val=\"").and_then(|rest| rest.split(|byte| *byte == b'"').next());
        if name.is_some_and(|name| font_hint(&String::from_utf8_lossy(name)) != FontHint::Silent) {
            return true;
        }
    }
    false
}

/// A shared string while it is being parsed.
#[derive(Default)]
struct Item {
    text: String,
    /// Where each run ends in `text`, and its font.
    ends: Vec<(usize, Option<FontHint>)>,
    font: Option<FontHint>,
    legacy: bool,
    run: String,
    in_text: bool,
    preserve: bool,
    phonetic: bool,
}

impl Item {
    fn take_font(&mut self, name: Option<&str>) {
        self.font = name.map(font_hint);
        self.legacy |= self.font.is_some_and(|font| font != FontHint::Silent);
    }

    fn end_run(&mut self) {
        if !std::mem::take(&mut self.in_text) {
            return;
        }
        // As `calamine` does, so that the texts agree.
        let run = if self.preserve { &self.run } else { self.run.trim_matches([' ', '\t', '\r', '\n']) };
        self.text.push_str(run);
        self.ends.push((self.text.len(), self.font));
    }
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
        let rich = RichStrings::read(xml.as_bytes()).expect("legacy fonts");
        let runs = rich.runs("¸p dông & x", FontHint::Silent).expect("a rich string");
        let texts: Vec<_> = runs.iter().map(|run| run.text).collect();
        assert_eq!(texts, ["¸", "p dông & ", "x"]);
        assert!(runs[0].font != FontHint::Silent && runs[2].font == FontHint::Silent);
        assert!(rich.runs("thường", FontHint::Silent).is_none());
        assert!(RichStrings::read(b"<sst><si><t>a</t></si></sst>").is_none());
    }
}
