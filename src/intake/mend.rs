//! What in the parts of an .xlsx makes `calamine` give up, or worse, and Excel does not mind.
//!
//! Mended before anybody reads the part; nothing here touches a cell.

use super::delimited::decode;
use super::sniff::is_wide;

/// Repairs what `calamine` stumbles over in a part.
pub(super) fn mend(name: &str, part: &mut Vec<u8>) {
    if is_wide(part.get(..4096).unwrap_or(part)) {
        let text = decode(part).replacen("\"UTF-16\"", "\"UTF-8\"", 1);
        *part = text.into_bytes();
    }
    if name.ends_with("sharedstrings.xml") {
        mend_count(part);
    } else if name.ends_with("workbook.xml") {
        blank_modules(part);
    } else if name.ends_with("workbook.xml.rels") {
        // A macro sheet of Excel 4 holds no list; `calamine` knows only other sheets without cells.
        replace(
            part,
            "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/dialogsheet",
        );
    }
}

/// Makes a `uniqueCount` nothing that is beyond what the part could hold (`<si/>` takes five
/// bytes): `calamine` reserves room for as many strings, which may be terabytes.
fn mend_count(part: &mut [u8]) {
    const ATTRIBUTE: &[u8] = b"uniqueCount";
    let plausible = part.len() / 5;
    let head = part.get(..part.len().min(2048)).unwrap_or_default();
    let Some(at) = head.windows(ATTRIBUTE.len()).position(|window| window == ATTRIBUTE) else {
        return;
    };
    let start = at + ATTRIBUTE.len();
    let lead = head.iter().skip(start).take_while(|byte| b"= \t\r\n\"'".contains(byte)).count();
    let start = start + lead;
    let digits = head.iter().skip(start).take_while(|byte| byte.is_ascii_digit()).count();
    let count = head
        .get(start..start + digits)
        .and_then(|digits| std::str::from_utf8(digits).ok())
        .and_then(|digits| digits.parse::<usize>().ok());
    if count.is_none_or(|count| plausible < count) {
        for byte in part.iter_mut().skip(start).take(digits) {
            *byte = b'0';
        }
    }
}

/// Blanks the sheets of a workbook that have no part, `r:id=""`: modules of macros that Excel
/// carries over from .xls, on which `calamine` gives up the whole workbook.
fn blank_modules(part: &mut [u8]) {
    const NO_PART: &[u8] = b":id=\"\"";
    let mut from = 0;
    while let Some(at) =
        part.get(from..).and_then(|rest| rest.windows(NO_PART.len()).position(|w| w == NO_PART))
    {
        let at = from + at;
        from = at + NO_PART.len();
        let start = part.get(..at).and_then(|before| before.iter().rposition(|byte| *byte == b'<'));
        let end = part.get(at..).and_then(|after| after.iter().position(|byte| *byte == b'>'));
        let (Some(start), Some(end)) = (start, end) else { return };
        let Some(element) = part.get_mut(start..=at + end) else { return };
        let whole = element.ends_with(b"/>");
        let is_sheet = element
            .split(|byte| b" \t\r\n".contains(byte))
            .next()
            .is_some_and(|name| name == b"<sheet" || (name.starts_with(b"<") && name.ends_with(b":sheet")));
        if whole && is_sheet {
            element.fill(b' ');
        }
    }
}

fn replace(part: &mut Vec<u8>, from: &str, to: &str) {
    if let Ok(text) = std::str::from_utf8(part)
        && text.contains(from)
    {
        *part = text.replace(from, to).into_bytes();
    }
}
