//! Facts that a piece of a cell begins with: years and dates of birth, ages, telephone numbers.

use crate::text;

/// A word with which a year of birth or an age may begin.
pub(super) fn starts_fact(word: &str) -> bool {
    matches!(word.trim_matches(['.', ':']).to_lowercase().as_str(), "sn" | "ns" | "sinh" | "s/n" | "tuổi")
}

/// How long the year of birth, date or age at the beginning of a text is.
pub(super) fn fact(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut is_named = false;
    let mut rest = text;
    // "sinh năm", "sinh ngày", "SN", "sn.": the words before the number.
    while let Some((word, length)) = first_word(rest) {
        let key = text::key(word);
        let names = match key.as_str() {
            "sn" | "ns" | "sinh" | "s n" => true,
            "năm" | "ngày" => is_named,
            _ => false,
        };
        if !names {
            break;
        }
        is_named = true;
        at += length;
        rest = text.get(at..)?;
    }
    // "SN1979", "sn.1979".
    let glued = rest.get(..2).filter(|head| matches!(head.to_lowercase().as_str(), "sn" | "ns"));
    if let Some(head) = glued {
        let digits = rest.get(head.len()..)?.trim_start_matches(['.', ':', ' ']);
        if digits.starts_with(|c: char| c.is_ascii_digit()) {
            is_named = true;
            at += rest.len() - digits.len();
            rest = digits;
        }
    }
    let (word, length) = first_word(rest)?;
    let number = word.trim_matches(|c: char| matches!(c, '.' | ',' | '\'' | '’' | '(' | ')'));
    // "sinh năm 198O": letters that look like digits, where the words before say that it is a year.
    let looks_alike = is_named && number.len() == 4 && is_mostly_digits(number);
    let is_date = number.contains(['/', '-', '.'])
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.'))
        && number.bytes().filter(u8::is_ascii_digit).count() >= 4;
    if is_year(number)
        || looks_alike
        || is_date
        || (is_named && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty())
    {
        return Some((at + length).min(text.len()));
    }
    if let Some(phone) = phone(rest) {
        return Some(at + phone);
    }
    if is_short_age(number) {
        return Some((at + length).min(text.len()));
    }
    let (next, next_length) = first_word(rest.get(length..)?)?;
    let is_age = (1..=3).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && text::key(next) == "tuổi";
    is_age.then(|| (at + length + next_length).min(text.len()))
}

/// An age cut short: "44t".
pub(super) fn is_short_age(word: &str) -> bool {
    word.strip_suffix('t')
        .is_some_and(|age| (2..=3).contains(&age.len()) && age.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word is digits and letters that look like digits, most of them digits.
pub(super) fn is_mostly_digits(word: &str) -> bool {
    let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
    text::is_digits_alike(word) && word.len() <= 2 * n_digits
}

pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: i32| (1900..=2030).contains(&year))
}

/// Whether a piece has more digits than a date.
pub(super) fn is_phone(piece: &str) -> bool {
    8 < piece.bytes().filter(u8::is_ascii_digit).count()
}

/// How long the telephone number at the beginning of a text is: eight digits or more, in groups.
fn phone(text: &str) -> Option<usize> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+');
    let end = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end();
    (8 <= number.bytes().filter(u8::is_ascii_digit).count()).then_some(number.len())
}

/// The first word of a text, and how many bytes it takes with the spaces around it.
fn first_word(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start_matches([' ', ':']).len();
    let word = text.get(start..)?.split([' ', ':']).next()?;
    (!word.is_empty()).then_some((word, start + word.len()))
}
