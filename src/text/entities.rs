//! HTML character references: decimal, hexadecimal and named, even in one word, even escaped twice.
//!
//! Only well-formed references are read (`&#7896;`, `&#x1ED8;`, `&Atilde;`); `AT&T;` and a lone `&` stay.

use std::borrow::Cow;

/// Named references, sorted: the letters of Vietnamese, and what word processors write besides.
const NAMED: [(&str, char); 68] = [
    ("AElig", 'Æ'),
    ("Aacute", 'Á'),
    ("Abreve", 'Ă'),
    ("Acirc", 'Â'),
    ("Agrave", 'À'),
    ("Aring", 'Å'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Ccedil", 'Ç'),
    ("Dstrok", 'Đ'),
    ("ETH", 'Ð'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Egrave", 'È'),
    ("Iacute", 'Í'),
    ("Igrave", 'Ì'),
    ("Itilde", 'Ĩ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Ograve", 'Ò'),
    ("Otilde", 'Õ'),
    ("Uacute", 'Ú'),
    ("Ugrave", 'Ù'),
    ("Utilde", 'Ũ'),
    ("Yacute", 'Ý'),
    ("aacute", 'á'),
    ("abreve", 'ă'),
    ("acirc", 'â'),
    ("aelig", 'æ'),
    ("agrave", 'à'),
    ("amp", '&'),
    ("apos", '\''),
    ("aring", 'å'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("bull", '•'),
    ("ccedil", 'ç'),
    ("deg", '°'),
    ("dstrok", 'đ'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("egrave", 'è'),
    ("eth", 'ð'),
    ("gt", '>'),
    ("hellip", '…'),
    ("iacute", 'í'),
    ("igrave", 'ì'),
    ("itilde", 'ĩ'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("ograve", 'ò'),
    ("otilde", 'õ'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("times", '×'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("utilde", 'ũ'),
    ("yacute", 'ý'),
];

/// References may be escaped this often (`&amp;amp;#7896;`).
const DEEPEST: usize = 3;

/// The longest reference that is read, without `&` and `;`.
const LONGEST: usize = 8;

/// Resolves the references; borrows if there are none.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let mut decoded = Cow::Borrowed(text);
    for _ in 0..DEEPEST {
        match decode_once(&decoded) {
            Some(once) => decoded = Cow::Owned(once),
            None => break,
        }
    }
    decoded
}

fn decode_once(text: &str) -> Option<String> {
    let mut out: Option<String> = None;
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        let body =
            tail.char_indices().take(LONGEST + 1).find(|(_, c)| *c == ';').and_then(|(at, _)| tail.get(..at));
        let found = body.and_then(|body| Some((character(body)?, tail.get(body.len() + 1..)?)));
        match (found, &mut out) {
            (Some((c, after)), out) => {
                let out = out.get_or_insert_with(|| {
                    text.get(..text.len() - rest.len()).unwrap_or_default().to_owned()
                });
                out.push_str(before);
                out.push(c);
                rest = after;
            }
            (None, Some(out)) => {
                out.push_str(before);
                out.push('&');
                rest = tail;
            }
            (None, None) => rest = tail,
        }
    }
    let mut out = out?;
    out.push_str(rest);
    Some(out)
}

fn character(body: &str) -> Option<char> {
    if let Some(number) = body.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    let at = NAMED.binary_search_by_key(&body, |(name, _)| name).ok()?;
    NAMED.get(at).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(decode(text), expect, "{text}");
    }

    #[test]
    fn references_are_read() {
        check("C&#7896;NG HOÀ X&Atilde; H&#x1ED8;I", "CỘNG HOÀ XÃ HỘI");
        check("C&amp;#7896;NG", "CỘNG");
        check("R&amp;D", "R&D");
        check("a&nbsp;b", "a\u{A0}b");
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in ["AT&T; x", "a & b; c", "&#xZZ;", "&;", "&#0;", "&#99999999999;", "&", "TH&THCS"] {
            check(text, text);
            assert!(matches!(decode(text), Cow::Borrowed(_)));
        }
        check("A&B &eacute;&", "A&B é&");
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(NAMED.is_sorted_by_key(|(name, _)| name));
    }
}
