//! XML as office programs write it, read forgivingly.

use quick_xml::Reader;
use quick_xml::events::BytesStart;

use super::scan::{Scan, Tag, XmlPiece};

/// Calls `visit` for every opening tag until the XML ends or breaks off.
pub(crate) fn each_tag<'x>(xml: &'x str, mut visit: impl FnMut(Tag<'x>)) {
    for piece in Scan::new(xml) {
        if let XmlPiece::Start(tag) | XmlPiece::Empty(tag) = piece {
            visit(tag);
        }
    }
}

/// An XML reader that forgives what browsers forgive.
pub(crate) fn tolerant(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    config.allow_dangling_amp = true;
    reader
}

/// The value of the attribute of that name, prefix aside, with its entities resolved.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    Tag::with_attributes(element.attributes_raw()).attribute(name).map(std::borrow::Cow::into_owned)
}
