//! The tags of a part and what stands between them, where they lie.
//!
//! A sheet of a workbook is a million small tags that a program wrote. A reader of XML at large weighs
//! each; this one finds where they begin and end, copies nothing and checks nothing: what is no XML is text.

use std::borrow::Cow;
use std::ops::Range;

/// A tag of a part, or a text between two tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlPiece<'x> {
    /// An opening tag.
    Start(Tag<'x>),
    /// A tag that closes itself.
    Empty(Tag<'x>),
    /// A closing tag, by its name without prefix.
    End(&'x str),
    /// Text as it stands, entities and all.
    Text(&'x str),
    /// The text of a CDATA section, which has no entities.
    CData(&'x str),
    /// The part ends amid a tag.
    Cut,
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'x> {
    /// Without prefix.
    pub(crate) name: &'x str,
    /// What stands after the name.
    rest: &'x str,
}

/// A part being read.
#[derive(Debug, Clone)]
pub(crate) struct Scan<'x>(&'x str);

impl<'x> Scan<'x> {
    /// At the beginning of a part.
    pub(crate) fn new(xml: &'x str) -> Scan<'x> {
        Scan(xml)
    }

    /// The text between two marks where they come next and hold nothing else, entities unresolved: the shape that
    /// almost every cell has, taken in one step.
    pub(crate) fn text_between(&mut self, open: &str, close: &str) -> Option<&'x str> {
        let inside = self.0.strip_prefix(open)?;
        let end = inside.bytes().position(|byte| byte == b'<')?;
        let (text, after) = inside.split_at_checked(end)?;
        self.0 = after.strip_prefix(close)?;
        Some(text)
    }

    /// All text up to the closing tag of that name, tags within left out: nothing of it is kept unless it
    /// is a single text.
    pub(crate) fn text_in(&mut self, name: &str) -> Cow<'x, str> {
        let mut all = Cow::Borrowed("");
        for piece in self.by_ref() {
            let text = match piece {
                XmlPiece::Text(text) => decoded(text),
                XmlPiece::CData(text) => Cow::Borrowed(text),
                XmlPiece::End(end) if end == name => break,
                XmlPiece::Cut => break,
                _ => continue,
            };
            if all.is_empty() {
                all = text;
            } else {
                all.to_mut().push_str(&text);
            }
        }
        all
    }

    /// Leaves out what stands up to the closing tag of that name.
    pub(crate) fn leave_out(&mut self, name: &str) {
        let mut open = 1;
        for piece in self.by_ref() {
            match piece {
                XmlPiece::Start(tag) if tag.name == name => open += 1,
                XmlPiece::End(end) if end == name => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }

    /// Takes so many bytes, which end before or after an ASCII letter.
    fn take(&mut self, n_bytes: usize) -> &'x str {
        let (taken, rest) = self.0.split_at_checked(n_bytes).unwrap_or((self.0, ""));
        self.0 = rest;
        taken
    }

    /// Takes what stands up to a mark, and leaves out the mark.
    fn take_until(&mut self, mark: &str) -> Option<&'x str> {
        let (taken, rest) = self.0.split_once(mark)?;
        self.0 = rest;
        Some(taken)
    }

    fn cut(&mut self) -> XmlPiece<'x> {
        self.0 = "";
        XmlPiece::Cut
    }

    /// What begins with `<!` or `<?`: marked text; nothing of comments, instructions and declarations.
    fn aside(&mut self) -> Option<XmlPiece<'x>> {
        let (lead, mark) = match self.0 {
            aside if aside.starts_with("<![CDATA[") => (9, "]]>"),
            aside if aside.starts_with("<!--") => (4, "-->"),
            aside if aside.starts_with("<?") => (2, "?>"),
            _ => (2, ">"),
        };
        self.take(lead);
        match self.take_until(mark) {
            Some(text) if lead == 9 => Some(XmlPiece::CData(text)),
            Some(_) => None,
            None => Some(self.cut()),
        }
    }

    fn tag(&mut self) -> XmlPiece<'x> {
        // A `>` in a value closes no tag.
        let mut quote = 0;
        let end = self.0.bytes().position(|byte| match byte {
            b'>' if quote == 0 => true,
            b'"' | b'\'' if quote == 0 => {
                quote = byte;
                false
            }
            _ => {
                if byte == quote {
                    quote = 0;
                }
                false
            }
        });
        let Some(end) = end else { return self.cut() };
        let inside = self.take(end + 1).get(1..end).unwrap_or_default();
        if let Some(name) = inside.strip_prefix('/') {
            return XmlPiece::End(local(name.trim_ascii_end()));
        }
        let (inside, empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let name = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, rest) = inside.split_at_checked(name).unwrap_or((inside, ""));
        let tag = Tag { name: local(name), rest };
        if empty { XmlPiece::Empty(tag) } else { XmlPiece::Start(tag) }
    }
}

impl<'x> Iterator for Scan<'x> {
    type Item = XmlPiece<'x>;

    fn next(&mut self) -> Option<XmlPiece<'x>> {
        loop {
            return match self.0.as_bytes() {
                [] => None,
                [b'<', b'!' | b'?', ..] => match self.aside() {
                    Some(piece) => Some(piece),
                    None => continue,
                },
                [b'<', ..] => Some(self.tag()),
                text => {
                    let end = text.iter().position(|byte| *byte == b'<').unwrap_or(text.len());
                    Some(XmlPiece::Text(self.take(end)))
                }
            };
        }
    }
}

impl<'x> Tag<'x> {
    /// A tag of which only the attributes are known.
    pub(crate) fn with_attributes(attributes: &'x str) -> Tag<'x> {
        Tag { name: "", rest: attributes }
    }

    /// The attributes: names as they stand, values before entities are resolved.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'x str, &'x str)> + use<'x> {
        let rest = self.rest;
        attributes(rest).map(|(name, value)| (name, rest.get(value).unwrap_or_default()))
    }

    /// The value of the attribute with that name, prefix aside.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'x, str>> {
        self.attributes().find(|(own, _)| local(own) == name).map(|(_, value)| decoded(value))
    }
}

/// The attributes in what follows a tag's name: each name as it stands, and the bytes of its value.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        // Names and values are a few letters: to look at each byte is faster than to search.
        let mut bytes = text.as_bytes().get(at..)?.iter();
        let equals = at + bytes.position(|byte| *byte == b'=')?;
        let spaces = bytes.as_slice().iter().position(|byte| !byte.is_ascii_whitespace())?;
        let quote = bytes.nth(spaces).filter(|quote| matches!(quote, b'"' | b'\''))?;
        let start = equals + spaces + 2;
        let end = start + bytes.position(|byte| byte == quote)?;
        let name = text.get(at..equals)?.trim_ascii();
        at = end + 1;
        Some((name, start..end))
    })
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    match name.bytes().position(|byte| byte == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or_default(),
        None => name,
    }
}

/// A text with its entities resolved ([`unescape`]) and its line ends as they are in memory.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'\r')) {
        return Cow::Borrowed(text);
    }
    if !text.contains('\r') {
        return unescape(text);
    }
    Cow::Owned(unescape(&text.replace("\r\n", "\n").replace('\r', "\n")).into_owned())
}

/// A text with its entities resolved. What looks like an entity and is none stays as it is.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        shown.push_str(before);
        let entity = from.bytes().position(|byte| byte == b';').filter(|end| *end < LONGEST_ENTITY);
        let resolved = entity.and_then(|end| Some((end, letter(from.get(..end)?)?)));
        rest = match resolved {
            Some((end, letter)) => {
                shown.push(letter);
                from.get(end + 1..).unwrap_or_default()
            }
            None => {
                shown.push('&');
                from
            }
        };
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Bytes of the longest entity between its marks: `#x10FFFF`, with some zeros.
const LONGEST_ENTITY: usize = 12;

fn letter(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?).filter(|letter| *letter != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_parted() {
        let xml =
            "\u{feff}<?xml version='1.0'?><!-- <a> --><x:a r=\"1\" b = '2>'>chữ<b/><![CDATA[<c>]]></x:a >";
        let pieces: Vec<XmlPiece<'_>> = Scan::new(xml).collect();
        let [
            XmlPiece::Text("\u{feff}"),
            XmlPiece::Start(a),
            XmlPiece::Text("chữ"),
            XmlPiece::Empty(b),
            rest @ ..,
        ] = pieces.as_slice()
        else {
            unreachable!("{pieces:?}")
        };
        assert_eq!((a.name, b.name), ("a", "b"));
        assert_eq!(a.attributes().collect::<Vec<_>>(), [("r", "1"), ("b", "2>")]);
        assert_eq!(rest, [XmlPiece::CData("<c>"), XmlPiece::End("a")]);
        assert_eq!(Scan::new("<a><b x=\"").last(), Some(XmlPiece::Cut));
        assert_eq!(Scan::new("a<!-- b").last(), Some(XmlPiece::Cut));
        assert_eq!(Scan::new("").next(), None);
    }

    #[test]
    fn what_stands_in_a_tag_is_one_text() {
        let mut scan = Scan::new("một <i>hai</i> &amp;<![CDATA[&amp;]]></v><c>");
        assert_eq!(scan.text_in("v"), "một hai &&amp;");
        let mut scan = Scan::new("<f>a<f>b</f></f></f><v>1</v>");
        scan.leave_out("f");
        assert_eq!(scan.0, "<v>1</v>");
        for other in
            ["<v><!-- --></v></c>", "<v/></c>", "<v>1</v><f/></c>", "<v x='y'>1</v></c>", "<v>1", "</c>"]
        {
            let mut scan = Scan::new(other);
            assert_eq!(scan.text_between("<v>", "</v></c>"), None, "{other}");
            assert_eq!(scan.0, other, "nothing was taken");
        }
        let mut scan = Scan::new("<v>a &amp; b</v></c><c>");
        assert_eq!(scan.text_between("<v>", "</v></c>"), Some("a &amp; b"));
        assert_eq!(scan.0, "<c>");
    }

    #[test]
    fn attributes_are_read_however_they_are_written() {
        let read = |text| Tag::with_attributes(text).attributes().collect::<Vec<_>>();
        assert_eq!(read(" r=\"A1\" s='5'"), [("r", "A1"), ("s", "5")]);
        assert_eq!(read("\n r = \n 'a\"b' t=\"\" "), [("r", "a\"b"), ("t", "")]);
        assert_eq!(read(" tên=\"Lò\" r=\"1\""), [("tên", "Lò"), ("r", "1")]);
        for none in ["", " r", " r=", " r=1", " r='1", " r= "] {
            assert_eq!(read(none), [], "{none}");
        }
    }

    #[test]
    fn entities_are_resolved_where_they_are_some() {
        for (text, shown) in [
            ("a", "a"),
            ("&lt;&gt;&amp;&quot;&apos;", "<>&\"'"),
            ("&#7899;&#x1EDB;", "ớớ"),
            ("TT&CN; A & B &amp", "TT&CN; A & B &amp"),
            ("&#0;&#xD800;&#99999999999;", "&#0;&#xD800;&#99999999999;"),
            ("một\r\nhai\rba&#13;", "một\nhai\nba\r"),
        ] {
            assert_eq!(decoded(text), shown, "{text}");
        }
    }
}
