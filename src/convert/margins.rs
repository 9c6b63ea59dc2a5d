//! Headers and footers: text with codes, `&L&".VnTimeH,Bold"&12së y tÕ&R&P`.

use crate::package::edit::{Edits, MalformedXml, escape, outline, text_at};
use crate::text::{FontHint, Prior, Run, cut, font_hint, repair, unicode_font};

/// The changes that put the headers and footers of a sheet right; returns how many there are.
pub(super) fn put_right(xml: &str, prior: &Prior, changes: &mut Edits) -> Result<usize, MalformedXml> {
    let mut n_changed = 0;
    for element in outline(xml, "sheetData")? {
        if !matches!(
            element.name(),
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter"
        ) {
            continue;
        }
        let Some(text) = text_at(xml, element.inside.clone()) else { continue };
        let shown = right(&text, prior);
        if shown != text {
            changes.replace(element.inside.clone(), escape(&shown));
            n_changed += 1;
        }
    }
    Ok(n_changed)
}

/// A stretch of a header.
enum HeaderPiece<'t> {
    /// A code, kept as it is.
    Code(&'t str),
    /// The code of a font, with the font's name and its style.
    Font(&'t str, &'t str),
    Text(&'t str, FontHint),
}

fn right(header: &str, prior: &Prior) -> String {
    let pieces = pieces(header);
    let parts_words =
        |piece: &HeaderPiece<'_>| matches!(piece, HeaderPiece::Code(code) if !is_of_looks(code));
    let texts = pieces.split(parts_words).flat_map(|words| {
        let runs = words.iter().filter_map(|piece| match piece {
            HeaderPiece::Text(text, font) => Some(Run { text, font: *font }),
            HeaderPiece::Code(_) | HeaderPiece::Font(..) => None,
        });
        let runs: Vec<Run<'_>> = runs.collect();
        cut(&runs, &repair(&runs, prior))
    });
    let mut texts = texts.collect::<Vec<_>>().into_iter();
    let mut out = String::with_capacity(header.len() * 2);
    for piece in &pieces {
        match piece {
            HeaderPiece::Code(code) => out.push_str(code),
            HeaderPiece::Font(name, style) => {
                let name = unicode_font(name).unwrap_or(name);
                out.push_str(&format!("&\"{name}{style}\""));
            }
            HeaderPiece::Text(..) => out.push_str(&texts.next().unwrap_or_default()),
        }
    }
    out
}

/// Whether a code changes how letters look, so that a word may go on behind it: size, bold, colour.
fn is_of_looks(code: &str) -> bool {
    code.chars().nth(1).is_some_and(|code| code.is_ascii_digit() || "BbIiUuEeSsXxYyKk".contains(code))
}

fn pieces(header: &str) -> Vec<HeaderPiece<'_>> {
    let mut pieces = Vec::new();
    let mut font = FontHint::Silent;
    let mut rest = header;
    while !rest.is_empty() {
        let text_len = rest.find('&').unwrap_or(rest.len());
        let (text, codes) = rest.split_at(text_len);
        if !text.is_empty() {
            pieces.push(HeaderPiece::Text(text, font));
        }
        let Some(code) = codes.chars().nth(1) else {
            if !codes.is_empty() {
                pieces.push(HeaderPiece::Code(codes));
            }
            break;
        };
        if let Some(name) = codes.strip_prefix("&\"") {
            let Some((name, after)) = name.split_once('"') else {
                pieces.push(HeaderPiece::Code(codes));
                break;
            };
            let (name, style) = name.find(',').map_or((name, ""), |at| name.split_at(at));
            font = font_hint(name);
            pieces.push(HeaderPiece::Font(name, style));
            rest = after;
            continue;
        }
        if matches!(code, 'L' | 'C' | 'R' | 'l' | 'c' | 'r') {
            // Each section begins in the font of the book.
            font = FontHint::Silent;
        }
        let n_digits = codes.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let len = match code {
            // A colour: six hexadecimal digits, or a theme colour with its tint.
            'K' | 'k' => 8,
            _ if 0 < n_digits => 1 + n_digits,
            code => 1 + code.len_utf8(),
        };
        let (code, after) = codes.split_at_checked(len).unwrap_or((codes, ""));
        pieces.push(HeaderPiece::Code(code));
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(header: &str, expect: &str) {
        assert_eq!(right(header, &Prior::none()), expect);
    }

    #[test]
    fn text_between_codes_is_put_right() {
        check(
            "&L&\".VnTimeH,Bold\"&12së y tÕ&R&\"Arial\"Trang &P/&N",
            "&L&\"Times New Roman,Bold\"&12SỞ Y TẾ&R&\"Arial\"Trang &P/&N",
        );
        check("&C&\"VNI-Times\"&K01+000Danh saùch A&&B", "&C&\"Times New Roman\"&K01+000Danh sách A&&B");
        check(
            "&L&\".VnTimeH\"¸&\".VnTime\"&10p dông",
            "&L&\"Times New Roman\"Á&\"Times New Roman\"&10p dụng",
        );
        check("&CSở Y tế &D&T&F&", "&CSở Y tế &D&T&F&");
        check("&\"Arial", "&\"Arial");
        check("", "");
    }
}
