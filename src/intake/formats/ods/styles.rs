//! What the styles of an .ods say: the fonts of letters, whether they are struck through, hidden sheets.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::package::xml::{attribute, tolerant};
use crate::text::{FontHint, font_hint};

/// What styles say about letters and visibility.
#[derive(Default)]
pub(super) struct OdsStyles {
    /// Of declared font faces; their names are those of fonts, mostly.
    faces: HashMap<String, FontHint>,
    /// Of cells, columns, rows and runs that name a font, themselves or through their parent.
    pub(super) fonts: HashMap<String, FontHint>,
    /// Of the same, whether they strike letters through.
    pub(super) struck: HashMap<String, bool>,
    pub(super) hidden: Vec<String>,
}

impl OdsStyles {
    pub(super) fn read(&mut self, xml: &str) {
        let mut reader = tolerant(xml);
        let mut name = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                    "style:font-face" => {
                        let face = attribute(&element, "name").zip(attribute(&element, "font-family"));
                        if let Some((face, family)) = face {
                            self.faces.insert(face, font_hint(family.trim_matches(['\'', '"'])));
                        }
                    }
                    "style:style" => {
                        name = attribute(&element, "name").unwrap_or_default();
                        let parent = attribute(&element, "parent-style-name").unwrap_or_default();
                        if let Some(font) = self.fonts.get(&parent).copied() {
                            self.fonts.insert(name.clone(), font);
                        }
                        if let Some(struck) = self.struck.get(&parent).copied() {
                            self.struck.insert(name.clone(), struck);
                        }
                    }
                    "style:text-properties" => {
                        let font =
                            attribute(&element, "font-name").or_else(|| attribute(&element, "font-family"));
                        if let Some(font) = font {
                            let face = self.faces.get(&font).copied();
                            let font = face.unwrap_or_else(|| font_hint(font.trim_matches('\'')));
                            self.fonts.insert(name.clone(), font);
                        }
                        let line = attribute(&element, "text-line-through-style")
                            .or_else(|| attribute(&element, "text-line-through-type"));
                        if let Some(line) = line {
                            self.struck.insert(name.clone(), line != "none");
                        }
                    }
                    "style:table-properties"
                        if attribute(&element, "display").as_deref() == Some("false") =>
                    {
                        self.hidden.push(name.clone());
                    }
                    "office:spreadsheet" => break,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn font(&self, style: Option<&str>) -> FontHint {
        style.and_then(|style| self.fonts.get(style)).copied().unwrap_or(FontHint::Silent)
    }

    pub(super) fn look(&self, style: Option<&str>) -> LetterLook {
        let struck = style.and_then(|style| self.struck.get(style)).copied();
        LetterLook { font: self.font(style), struck: struck.unwrap_or(false) }
    }
}

/// How the letters of a cell look.
#[derive(Debug, Clone, Copy)]
pub(super) struct LetterLook {
    pub(super) font: FontHint,
    pub(super) struck: bool,
}

/// What a run has of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OwnLook {
    pub(super) font: Option<FontHint>,
    pub(super) struck: Option<bool>,
}
