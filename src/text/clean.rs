//! Cleaning text for display: composed, and with single plain spaces.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::letters;

/// Composes, makes every blank a plain space, drops invisible characters, joins
/// runs of blanks, and trims. Line breaks stay. Nothing else changes.
///
/// Borrows when there is nothing to do.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut blank = false;
    for c in compose(text).chars() {
        match c {
            '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                blank = false;
                cleaned.push('\n');
            }
            // The carriage return of a Windows line break; the line feed follows.
            '\r' => {}
            c if is_invisible(c) => {}
            c if c.is_whitespace() || c.is_control() => blank = true,
            c => {
                if std::mem::take(&mut blank) && !cleaned.is_empty() && !cleaned.ends_with('\n') {
                    cleaned.push(' ');
                }
                cleaned.push(c);
            }
        }
    }
    // Dropping an invisible character can bring a letter and its mark together.
    let trimmed = cleaned.trim();
    Cow::Owned(compose(trimmed).into_owned())
}

fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let fine = match c {
            ' ' => before != ' ' && before != '\n',
            '\n' => before != ' ',
            c if c.is_ascii() => !c.is_ascii_control(),
            c if letters::is_beyond_latin1(c) => true,
            c => !c.is_whitespace() && !c.is_control() && !is_invisible(c),
        };
        if !fine {
            return false;
        }
        before = c;
    }
    let is_trimmed = !text.starts_with('\n') && !text.ends_with([' ', '\n']);
    is_trimmed && is_composed(text)
}

/// Whether the text is surely in NFC already.
pub(super) fn is_composed(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| c < '\u{300}' || is_vietnamese_block(c)) || {
        is_nfc_quick(text.chars()) == IsNormalized::Yes
    }
}

fn is_vietnamese_block(c: char) -> bool {
    ('\u{1EA0}'..='\u{1EF9}').contains(&c)
}

/// The text in NFC.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    if is_composed(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Soft hyphen, zero-width characters, direction marks, byte-order mark, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_clean(text: &str, expect: &str) {
        assert_eq!(clean(text), expect, "{text:?}");
    }

    #[test]
    fn cleaning_touches_only_blanks_and_composition() {
        check_clean("  Sở \u{A0} Y tế\u{200B} ", "Sở Y tế");
        check_clean("Vie\u{323}\u{302}t  Nam", "Việt Nam");
        check_clean("a \r\n  b\tc\n", "a\nb c");
        check_clean("hoà – “BÌNH” Ð…", "hoà – “BÌNH” Ð…");
        check_clean("", "");
        check_clean("\u{AD}", "");
    }

    #[test]
    fn clean_text_is_borrowed() {
        for text in ["Sở Y tế", "", "a\nb", "Nguyễn Văn An – 1975"] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in "[a-zA-Zàảạăâđơưừ ĐÐƢ\u{300}\u{301}\u{309}\u{323}\u{302}\r\n\u{A0}\u{AD}\u{200B}./0-9]{0,24}|.{0,24}") {
            let cleaned = clean(&text);
            let again = clean(&cleaned);
            prop_assert_eq!(again, cleaned.clone());
        }
    }
}
