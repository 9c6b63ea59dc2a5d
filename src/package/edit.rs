//! Where the elements of an XML part stand, and changes of its text at such places.
//!
//! A part is never written again as a whole: what changes is spliced into the bytes as they stand,
//! so that everything else stays as it was, down to spaces and the order of attributes.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::scan;
pub(crate) use super::scan::{local, unescape};

/// A part that is no well-formed XML.
#[derive(Debug)]
pub(crate) struct MalformedXml;

/// One element: places are bytes of the part.
#[derive(Debug, Clone)]
pub(crate) struct Element<'x> {
    /// Its opening tag, `<x:row r="5">`.
    pub(crate) tag: &'x str,
    /// Where that begins.
    pub(crate) start: usize,
    /// What stands between its tags; nothing, behind the tag, in an empty element.
    pub(crate) inside: Range<usize>,
    /// One past its last byte.
    pub(crate) end: usize,
    /// How many elements it stands in.
    pub(crate) depth: usize,
}

impl<'x> Element<'x> {
    /// Its name without a prefix.
    pub(crate) fn name(&self) -> &'x str {
        local(qualified(self.tag))
    }

    /// The value of an attribute by its local name, unescaped.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        attribute(self.tag, name)
    }

    /// Whether an attribute says yes.
    pub(crate) fn says(&self, name: &str) -> bool {
        matches!(self.get(name).as_deref(), Some("1" | "true" | "on"))
    }

    /// Whether it is written `<x/>`.
    pub(crate) fn is_empty(&self) -> bool {
        self.tag.ends_with("/>")
    }

    /// The bytes of its opening tag.
    pub(crate) fn tag_span(&self) -> Range<usize> {
        self.start..self.start + self.tag.len()
    }
}

/// All elements of a part in the order of their opening tags; of those called `closed`, only they
/// themselves: what is in them is too much to keep.
pub(crate) fn outline<'x>(xml: &'x str, closed: &str) -> Result<Vec<Element<'x>>, MalformedXml> {
    let mut reader = Reader::from_str(xml);
    let mut elements: Vec<Element<'x>> = Vec::new();
    // Elements still open, none for those inside a closed one.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut hidden = 0_usize;
    loop {
        let start = position(&reader)?;
        let event = reader.read_event().map_err(|_| MalformedXml)?;
        let end = position(&reader)?;
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let is_start = matches!(event, Event::Start(_));
                let kept = hidden == 0;
                if kept {
                    let tag = xml.get(start..end).ok_or(MalformedXml)?;
                    elements.push(Element { tag, start, inside: end..end, end, depth: open.len() });
                }
                if is_start {
                    let at = kept.then(|| elements.len() - 1);
                    let closes = elements.last().is_some_and(|element| element.name() == closed);
                    hidden += usize::from(!kept || closes);
                    open.push(at);
                }
            }
            Event::End(_) => {
                let at = open.pop().ok_or(MalformedXml)?;
                hidden = hidden.saturating_sub(1);
                if let Some(element) = at.and_then(|at| elements.get_mut(at)) {
                    element.inside.end = start;
                    element.end = end;
                }
            }
            Event::DocType(_) => return Err(MalformedXml), // no office program writes one
            Event::Eof => return if open.is_empty() { Ok(elements) } else { Err(MalformedXml) },
            _ => {}
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, MalformedXml> {
    usize::try_from(reader.buffer_position()).map_err(|_| MalformedXml)
}

/// The name in an opening tag, with its prefix.
pub(crate) fn qualified(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end = name.find(|letter: char| letter.is_whitespace() || matches!(letter, '/' | '>'));
    name.get(..end.unwrap_or(name.len())).unwrap_or_default()
}

/// The prefix of a tag's name with its colon; what is written into a part takes that of its root.
pub(crate) fn prefix(tag: &str) -> &str {
    let name = qualified(tag);
    name.strip_suffix(local(name)).unwrap_or_default()
}

/// The attributes of a tag: each name as written, and where its value stands in the tag.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let inside = qualified(tag).len() + 1;
    scan::attributes(tag.get(inside..).unwrap_or_default())
        .map(move |(name, value)| (name, value.start + inside..value.end + inside))
}

/// The value of an attribute by its local name, unescaped.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, span) = attributes(tag).find(|(written, _)| local(written) == name)?;
    Some(unescape(tag.get(span)?).into_owned())
}

/// The text at such bytes of a part, unescaped; none where these are none of it.
pub(crate) fn text_at(xml: &str, span: Range<usize>) -> Option<String> {
    Some(unescape(xml.get(span)?).into_owned())
}

/// The text as XML says it.
pub(crate) fn escape(text: &str) -> std::borrow::Cow<'_, str> {
    quick_xml::escape::escape(text)
}

/// A tag with an attribute set to a value: the value replaced, or the attribute put behind the others.
pub(crate) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let mut changed = tag.to_owned();
    let value = escape(value);
    if let Some((_, span)) = attributes(tag).find(|(written, _)| *written == name) {
        changed.replace_range(span, &value);
    } else {
        let end = tag.strip_suffix("/>").or_else(|| tag.strip_suffix('>')).unwrap_or(tag).trim_end().len();
        changed.insert_str(end, &format!(" {name}=\"{value}\""));
    }
    changed
}

/// A tag without an attribute.
pub(crate) fn without_attribute(tag: &str, name: &str) -> String {
    let mut changed = tag.to_owned();
    if let Some((_, span)) = attributes(tag).find(|(written, _)| *written == name) {
        let before = tag.get(..span.start).unwrap_or_default();
        let start =
            before.rfind(name).map_or(span.start, |at| before.get(..at).unwrap_or("").trim_end().len());
        changed.replace_range(start..span.end + 1, "");
    }
    changed
}

/// Edits of a part, each at its place.
#[derive(Debug, Default)]
pub(crate) struct Edits {
    at: Vec<(Range<usize>, String)>,
}

impl Edits {
    /// Puts a text in the place of bytes.
    pub(crate) fn replace(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.at.push((span, text.into()));
    }

    /// Sets an attribute of an element.
    pub(crate) fn set(&mut self, element: &Element<'_>, name: &str, value: &str) {
        self.replace(element.tag_span(), with_attribute(element.tag, name, value));
    }

    /// The part with all changes made.
    pub(crate) fn apply(mut self, xml: &str) -> Result<String, MalformedXml> {
        self.at.sort_by_key(|(span, _)| (span.start, span.end));
        let added: usize = self.at.iter().map(|(_, text)| text.len()).sum();
        let mut changed = String::with_capacity(xml.len() + added);
        let mut copied = 0;
        for (span, text) in self.at {
            changed.push_str(xml.get(copied..span.start).ok_or(MalformedXml)?);
            changed.push_str(&text);
            copied = span.end;
        }
        changed.push_str(xml.get(copied..).ok_or(MalformedXml)?);
        Ok(changed)
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn elements_know_their_places() {
        let xml = "<?xml version=\"1.0\"?>\r\n<x:a b='1 > 0'>\n<x:c><d/></x:c ><e r:id=\"&lt;\"/></x:a>";
        let elements = outline(xml, "c").expect("well-formed");
        let names: Vec<&str> = elements.iter().map(Element::name).collect();
        assert_eq!(names, ["a", "c", "e"]);
        let inside: Vec<&str> = elements.iter().map(|element| &xml[element.inside.clone()]).collect();
        assert_eq!(inside[1], "<d/>");
        assert_eq!(elements[0].get("b").as_deref(), Some("1 > 0"));
        assert_eq!(elements[2].get("id").as_deref(), Some("<"));
        assert_eq!(&xml[elements[1].start..elements[1].end], "<x:c><d/></x:c >");
        assert_eq!(prefix(elements[0].tag), "x:");
        assert!(outline("<a><b></a>", "").is_err());
    }

    #[test]
    fn attributes_change_in_place() {
        assert_eq!(with_attribute("<a b=\"1\" c='2'/>", "c", "<3>"), "<a b=\"1\" c='&lt;3&gt;'/>");
        assert_eq!(with_attribute("<a b=\"1\" />", "c", "3"), "<a b=\"1\" c=\"3\" />");
        assert_eq!(with_attribute("<a>", "c", "3"), "<a c=\"3\">");
        assert_eq!(
            without_attribute("<row r=\"1\" spans=\"1:3\" ht=\"9\">", "spans"),
            "<row r=\"1\" ht=\"9\">"
        );
        assert_eq!(without_attribute("<row r=\"1\"/>", "spans"), "<row r=\"1\"/>");
    }
}
