//! Texts inside XML parts, run by run: strings of cells and notes, paragraphs of drawings.
//!
//! ```text
//! <si><r><rPr><rFont val=".VnTimeH"/></rPr><t>¸</t></r><r>…<t>p dông</t></r></si>     cells, notes
//! <a:p><a:r><a:rPr><a:latin typeface="VNI-Times"/></a:rPr><a:t>…</a:t></a:r></a:p>    drawings
//! ```

use std::ops::Range;

use crate::package::edit::{Edits, MalformedXml, escape, outline, text_at};
use crate::text::{FontHint, Run, font_hint};

/// A text of one or more runs.
#[derive(Debug, Clone)]
pub(super) struct RunText {
    /// Where it stands in its part, tags included.
    pub(super) span: Range<usize>,
    runs: Vec<ItemRun>,
}

#[derive(Debug, Clone)]
struct ItemRun {
    /// Where its text stands, still escaped.
    span: Range<usize>,
    text: String,
    /// What its own font says, if it has one.
    font: Option<FontHint>,
}

impl RunText {
    /// The text between two tags.
    pub(super) fn plain(xml: &str, span: Range<usize>) -> Option<RunText> {
        let text = text_at(xml, span.clone())?;
        Some(RunText { span: span.clone(), runs: vec![ItemRun { span, text, font: None }] })
    }

    /// The same text in a part of which this one was a piece from `start` on.
    pub(super) fn shifted(mut self, start: usize) -> RunText {
        let shift = |span: &Range<usize>| span.start + start..span.end + start;
        self.span = shift(&self.span);
        self.runs.iter_mut().for_each(|run| run.span = shift(&run.span));
        self
    }

    /// The runs; those without a font of their own have that of the cell.
    pub(super) fn runs(&self, font: FontHint) -> Vec<Run<'_>> {
        self.runs.iter().map(|run| Run { text: &run.text, font: run.font.unwrap_or(font) }).collect()
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Puts new texts into the runs.
    pub(super) fn put(&self, texts: &[String], changes: &mut Edits) {
        for (run, text) in self.runs.iter().zip(texts).filter(|(run, text)| run.text != **text) {
            changes.replace(run.span.clone(), escape(text));
        }
    }

    /// The element with new texts, to stand beside the old one.
    pub(super) fn copy(&self, xml: &str, texts: &[String]) -> Result<String, MalformedXml> {
        let mut changes = Edits::default();
        for (run, text) in self.runs.iter().zip(texts) {
            let span = run.span.start - self.span.start..run.span.end - self.span.start;
            changes.replace(span, escape(text));
        }
        changes.apply(xml.get(self.span.clone()).ok_or(MalformedXml)?)
    }
}

/// The texts in all elements of a name, in order.
pub(super) fn items(xml: &str, holder: &str) -> Result<Vec<RunText>, MalformedXml> {
    let mut items: Vec<RunText> = Vec::new();
    let (mut phonetic, mut font) = (0, None);
    for element in outline(xml, "")? {
        match element.name() {
            name if name == holder => {
                items.push(RunText { span: element.start..element.end, runs: Vec::new() });
                font = None;
            }
            "r" => font = None,
            "rPh" => phonetic = element.end,
            "rFont" => font = element.get("val").map(|name| font_hint(&name)),
            "latin" => font = element.get("typeface").map(|name| font_hint(&name)),
            "t" if phonetic <= element.start => {
                let Some(item) = items.last_mut().filter(|item| element.end <= item.span.end) else {
                    continue;
                };
                let Some(text) = text_at(xml, element.inside.clone()) else { continue };
                item.runs.push(ItemRun { span: element.inside, text, font });
            }
            _ => {}
        }
    }
    Ok(items)
}
