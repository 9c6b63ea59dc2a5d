//! Letters that look like Vietnamese ones and are others.
//!
//! Icelandic Ð ð and African Ɖ ɖ for Đ đ (very common: keyboards and old fonts), the letter
//! OI Ƣ ƣ for Ư ư (Word and PDF conversions), Cyrillic and Greek letters in otherwise Latin
//! words (copy-protected pages). A word is changed only if that makes it readable: Icelandic and
//! Russian words stay.

use super::case::is_acronym;
use super::clean::is_invisible;
use super::letters;
use super::syllable::is_syllable;

/// Whether a character may be a look-alike; cheap, for a first look.
pub(super) fn is_suspect(c: char) -> bool {
    matches!(c, 'Ð' | 'ð' | 'Ɖ' | 'ɖ' | 'Ƣ' | 'ƣ' | '\u{370}'..='\u{4FF}' | 'Ǥ' | 'ǥ' | 'ເ')
}

/// The Vietnamese letter that a Latin look-alike stands for.
pub(super) fn latin(c: char) -> Option<char> {
    match c {
        'Ð' | 'Ɖ' => Some('Đ'),
        'ð' | 'ɖ' => Some('đ'),
        'Ƣ' => Some('Ư'),
        'ƣ' => Some('ư'),
        _ => None,
    }
}

/// The Latin letter that a letter of another script looks like, sorted by the latter.
const OTHER_SCRIPTS: [(char, char); 58] = [
    ('Ǥ', 'G'),
    ('ǥ', 'g'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
    ('ι', 'i'),
    ('ν', 'v'),
    ('ο', 'o'),
    ('υ', 'u'),
    ('ϲ', 'c'),
    ('ϳ', 'j'),
    ('Ϲ', 'C'),
    ('Ѕ', 'S'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('ѕ', 's'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('ເ', 'C'),
    ('Ꭰ', 'D'),
    ('Ꭲ', 'T'),
    ('Ꮋ', 'H'),
    ('Ꮐ', 'G'),
    ('Ꮮ', 'L'),
    ('Ꮲ', 'P'),
];

fn other_script(c: char) -> Option<char> {
    if matches!(c, 'Һ' | 'һ') {
        return Some(if c == 'Һ' { 'H' } else { 'h' });
    }
    let at = OTHER_SCRIPTS.binary_search_by_key(&c, |(shown, _)| *shown).ok()?;
    OTHER_SCRIPTS.get(at).map(|(_, letter)| *letter)
}

/// Puts the right letters in; `None` if there is nothing to change.
pub(super) fn repair(text: &str) -> Option<String> {
    if !text.chars().any(is_suspect) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut is_changed = false;
    for piece in text.split_inclusive(char::is_whitespace) {
        match token(piece) {
            Some(repaired) => {
                out.push_str(&repaired);
                is_changed = true;
            }
            None => out.push_str(piece),
        }
    }
    is_changed.then_some(out)
}

fn token(token: &str) -> Option<String> {
    if !token.chars().any(is_suspect) {
        return None;
    }
    let is_latin = |c: char| c.is_ascii_alphabetic() || letters::vowel(c).is_some() || matches!(c, 'đ' | 'Đ');
    let has_latin = token.chars().any(is_latin);
    let is_foreign =
        |c: char| c.is_alphabetic() && !is_latin(c) && latin(c).is_none() && other_script(c).is_none();
    // Whole words of another script are meant; so are words with a letter that resembles nothing.
    let swaps_scripts = has_latin && !token.chars().any(is_foreign);
    let mut out = String::with_capacity(token.len());
    let mut is_changed = false;
    for part in token.split_inclusive(|c: char| !c.is_alphabetic() && !is_invisible(c)) {
        let swapped: String = match swaps_scripts {
            true => part.chars().map(|c| other_script(c).unwrap_or(c)).collect(),
            false => part.to_owned(),
        };
        let mapped: String = swapped.chars().map(|c| latin(c).unwrap_or(c)).collect();
        let chosen = if mapped != swapped && is_readable(&mapped) { &mapped } else { &swapped };
        is_changed |= chosen != part;
        out.push_str(chosen);
    }
    is_changed.then_some(out)
}

/// Whether a word with Đ and Ư put in is Vietnamese: a syllable, an abbreviation, or the letter alone
/// (`Đ/c`); a word with another Vietnamese letter will do too (ĐẮK, Đăk).
fn is_readable(part: &str) -> bool {
    let word = part.trim_matches(|c: char| !c.is_alphabetic());
    let n_letters = word.chars().count();
    let has_other = word.chars().any(|c| letters::is_beyond_latin1(c) && !matches!(c, 'đ' | 'Đ' | 'ư' | 'Ư'));
    n_letters == 1 || has_other || is_syllable(word) || is_acronym(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(repair(text).as_deref().unwrap_or(text), expect, "{text}");
    }

    #[test]
    fn crossed_d_and_oi() {
        check("Ðộc lập Ðiện Biên ðồng Ɖảng", "Độc lập Điện Biên đồng Đảng");
        check("CHƢƠNG trƣờng thị trƣờng", "CHƯƠNG trường thị trường");
        check("NÐ-CP, HÐND; Ð/c", "NĐ-CP, HĐND; Đ/c");
        check("ÐẮK", "ĐẮK");
    }

    #[test]
    fn other_scripts_inside_latin_words() {
        check("152/2025/NĐ-C\u{420}", "152/2025/NĐ-CP");
        check("Ngu\u{443}ễn \u{412}an", "Nguyễn Ban");
    }

    #[test]
    fn what_is_meant_stays() {
        for text in ["Guðrún", "Москва", "СССР", "α-tocopherol", "Nguyễn", "", "μm"] {
            check(text, text);
        }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(OTHER_SCRIPTS.is_sorted_by_key(|(shown, _)| shown));
    }
}
