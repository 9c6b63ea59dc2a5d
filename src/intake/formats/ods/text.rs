//! What stands in a cell of an .ods: paragraphs, runs of letters, and the comments and shapes that hang on it.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::intake::aside::MarkKind;
use crate::intake::trouble::Trouble;
use crate::package::xml::attribute;

use super::styles::{OdsStyles, OwnLook};

/// Where runs of a text end, and what they have of their own.
pub(super) type RunEnds = Vec<(usize, OwnLook)>;

/// What stands in a cell.
#[derive(Default)]
pub(super) struct OdsText {
    pub(super) text: String,
    pub(super) runs: RunEnds,
    pub(super) notes: Vec<(MarkKind, String)>,
}

/// The text of a cell up to its end tag, and its runs if some have a font of their own: paragraphs are
/// lines, notes are not text.
pub(super) fn read_text(
    reader: &mut Reader<&[u8]>,
    styles: &OdsStyles,
    cell: &str,
) -> Result<OdsText, Trouble> {
    const MAX_SPACES: u32 = 100;
    let mut text = String::new();
    let mut notes = Vec::new();
    let mut in_paragraph = 0_usize;
    let mut first = true;
    let mut ends = RunEnds::new();
    // What the spans that are open have of their own.
    let mut spans: Vec<OwnLook> = Vec::new();
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                name @ "office:annotation" => notes.push((MarkKind::Comment, read_note(reader, name)?)),
                name if name.starts_with("draw:") => {
                    notes.push((MarkKind::TextBox, read_note(reader, name)?));
                }
                "text:p" => {
                    if !std::mem::take(&mut first) {
                        text.push('\n');
                    }
                    in_paragraph += 1;
                }
                "text:span" => {
                    let outer = spans.last().copied().unwrap_or_default();
                    ends.push((text.len(), outer));
                    let style = attribute(&element, "style-name").unwrap_or_default();
                    let font = styles.fonts.get(&style).copied().or(outer.font);
                    spans.push(OwnLook { font, struck: styles.struck.get(&style).copied().or(outer.struck) });
                }
                _ => {}
            },
            Event::Empty(element) => match element.name().as_ref() {
                "text:s" => {
                    let n = attribute(&element, "c").and_then(|n| n.parse().ok()).unwrap_or(1);
                    text.extend((0..n.min(MAX_SPACES)).map(|_| ' '));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                "text:p" if !std::mem::take(&mut first) => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if 0 < in_paragraph => {
                text.push_str(&part.xml10_content());
            }
            Event::GeneralRef(entity) if 0 < in_paragraph => {
                if let Ok(part) = quick_xml::escape::unescape(&format!("&{};", &*entity)) {
                    text.push_str(&part);
                }
            }
            Event::End(element) => match element.name().as_ref() {
                "text:p" => in_paragraph = in_paragraph.saturating_sub(1),
                "text:span" => {
                    if let Some(own) = spans.pop() {
                        ends.push((text.len(), own));
                    }
                }
                name if name == cell => {
                    let has_looks = ends.iter().any(|(_, own)| *own != OwnLook::default());
                    return Ok(OdsText { text, runs: if has_looks { ends } else { RunEnds::new() }, notes });
                }
                _ => {}
            },
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => {}
        }
    }
}

/// The words of a comment or shape up to its end tag; its paragraphs are lines. Who wrote it and when stand in no
/// paragraph.
pub(super) fn read_note(reader: &mut Reader<&[u8]>, name: &str) -> Result<String, Trouble> {
    let (mut words, mut depth, mut in_paragraph) = (String::new(), 1_usize, 0_usize);
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) if element.name().as_ref() == name => depth += 1,
            Event::Start(element) if element.name().as_ref() == "text:p" => in_paragraph += 1,
            Event::Text(part) if 0 < in_paragraph => words.push_str(&part.xml10_content()),
            Event::GeneralRef(entity) if 0 < in_paragraph => {
                if let Ok(part) = quick_xml::escape::unescape(&format!("&{};", &*entity)) {
                    words.push_str(&part);
                }
            }
            Event::Empty(element) if ["text:s", "text:tab"].contains(&element.name().as_ref()) => {
                words.push(' ');
            }
            Event::End(element) => match element.name().as_ref() {
                "text:p" => {
                    in_paragraph = in_paragraph.saturating_sub(1);
                    words.push('\n');
                }
                end if end == name => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(words.trim_end().to_owned());
                    }
                }
                _ => {}
            },
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => {}
        }
    }
}
