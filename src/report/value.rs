//! What one cell of a line holds, and how the XML of a sheet says it.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;

/// What one cell of a line holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CellValue<'a> {
    /// Nothing.
    Nothing,
    /// Text, whatever it begins with.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(u32),
    /// A day.
    Day(Date),
}

/// The day as Excel counts it, from 1900 or from 1904 on; none before its first day.
pub(crate) fn serial(day: Date, from_1904: bool) -> Option<i64> {
    let (year, month, date) = if from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let first = Date::new(year, month, date).ok()?;
    let days = i64::from(first.until(day).ok()?.get_days());
    // Excel takes 1900 for a leap year: before 1 March its days count one less.
    let days = if !from_1904 && days < 61 { days - 1 } else { days };
    let earliest = if from_1904 { 0 } else { 1 };
    (earliest <= days).then_some(days)
}

/// A text as it stands between tags, control characters in the form in which Excel keeps them.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    let is_special =
        |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'_' | 0xEF) || byte < 0x20 && byte != b'\n';
    if text.bytes().any(is_special) {
        Cow::Owned(quick_xml::escape::escape(controls_escaped(text)).into_owned())
    } else {
        Cow::Borrowed(text)
    }
}

/// Control characters, which XML cannot say, as `_x0001_`; what looks like that gets its first letter so.
fn controls_escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.get(letter.len_utf8()..).unwrap_or_default();
        let is_code = rest.get(2..6).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            && rest.starts_with("_x")
            && rest.get(6..).is_some_and(|more| more.starts_with('_'));
        if is_code {
            escaped.push_str("_x005F_");
        } else if letter.is_control() && !matches!(letter, '\t' | '\n') && u32::from(letter) < 0x20
            || matches!(letter, '\u{FFFE}' | '\u{FFFF}')
        {
            let _ = write!(escaped, "_x{:04X}_", u32::from(letter));
        } else {
            escaped.push(letter);
        }
        rest = after;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_excel_does() {
        let cases = [
            ("Nguyễn Văn A", "Nguyễn Văn A"),
            ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
            ("một\tdòng\nhai", "một\tdòng\nhai"),
            ("\u{1}_x0001_\r", "_x0001__x005F_x0001__x000D_"),
            ("_x_x12", "_x_x12"),
            ("\u{FFFE}\u{FEFF}", "_xFFFE_\u{FEFF}"),
        ];
        for (text, expect) in cases {
            assert_eq!(escaped(text), expect, "{text:?}");
        }
    }

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        // As Excel shows 01/01/1980, its leap day that never was, and its first day.
        let day = |year, month, day| Date::new(year, month, day).ok();
        assert_eq!(day(1980, 1, 1).and_then(|day| serial(day, false)), Some(29_221));
        assert_eq!(day(1900, 3, 1).and_then(|day| serial(day, false)), Some(61));
        assert_eq!(day(1900, 1, 1).and_then(|day| serial(day, false)), Some(1));
        assert_eq!(day(1899, 12, 31).and_then(|day| serial(day, false)), None);
        assert_eq!(day(1904, 1, 1).and_then(|day| serial(day, true)), Some(0));
    }
}
