//! Letters that stand for digits: "198O", "1l/5/1980".
//!
//! Old typewriters had no key for one and nought, and hands that learnt on them still type l and O; scans read
//! digits as letters. Whether such a letter is meant as a digit only the words around it say: callers ask where a
//! number is expected.

/// The digit that a character is or looks like.
pub fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'l' | 'I' | '|' | 'i' => Some('1'),
        'O' | 'o' | 'Q' => Some('0'),
        _ => None,
    }
}

/// Whether a word is digits and letters that look like digits, one digit at least.
pub fn is_digits_alike(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit()) && word.chars().all(|c| digit(c).is_some())
}

/// The text with digits for the letters that look like them, in words that otherwise are digits; `None` where there is
/// nothing to change.
pub fn with_digits(text: &str) -> Option<String> {
    let is_mark = |c: char| !c.is_alphanumeric() && c != '|';
    let mut repaired = String::with_capacity(text.len());
    for word in text.split_inclusive(is_mark) {
        if is_digits_alike(word.trim_end_matches(is_mark)) {
            repaired.extend(word.chars().map(|c| digit(c).unwrap_or(c)));
        } else {
            repaired.push_str(word);
        }
    }
    (repaired != text).then_some(repaired)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_among_digits_become_digits() {
        for (written, read) in [
            ("198O", Some("1980")),
            ("1l/5/1980", Some("11/5/1980")),
            ("sinh năm 196Q", Some("sinh năm 1960")),
            ("|2/3/1971", Some("12/3/1971")),
            ("1980", None),
            ("sinh Oai", None),
            ("Tổ 12", None),
            ("", None),
        ] {
            assert_eq!(with_digits(written).as_deref(), read, "{written}");
        }
    }

    #[test]
    fn letters_alone_are_no_number() {
        assert!(is_digits_alike("l98o") && is_digits_alike("12"));
        assert!(!is_digits_alike("Il") && !is_digits_alike("12a") && !is_digits_alike(""));
    }
}
