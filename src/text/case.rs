//! Capitals: how names are written, what is an acronym, what is a Roman numeral.

use super::letters;
use super::syllable::is_syllable;

/// Acronyms that look like syllables or like foreign names, sorted.
const KNOWN_ACRONYMS: [&str; 12] =
    ["ASEAN", "BCH", "COVID", "FDI", "HU", "ISO", "OCOP", "ODA", "TU", "UNESCO", "VNEID", "WTO"];

/// Writes a name with a capital at each syllable and small letters after it.
///
/// Kept as they are: acronyms (`UBND`, `THCS`, `CSTĐ`), Roman numerals, codes with digits, `McXxx`.
/// In a text all in capitals an acronym shows only by being no syllable. Letters after an
/// apostrophe begin anew (`H'Mông`, `K'Brêu`), but not an s (`Men's`). Only the caller
/// knows whether a text is a name.
///
/// ```
/// use tonghop::text::name_case;
/// assert_eq!(name_case("NGUYỄN VĂN AN"), "Nguyễn Văn An");
/// assert_eq!(name_case("ĐiỀm MẶc"), "Điềm Mặc");
/// ```
pub fn name_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let is_mixed = text.chars().any(char::is_lowercase);
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (gap, tail) = rest.split_at(start);
        out.push_str(gap);
        let len = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
        let (word, after) = tail.split_at(len);
        let is_genitive = gap.ends_with(['\'', '’']) && matches!(word, "s" | "S");
        if is_genitive || keeps_its_case(word, is_mixed) {
            out.push_str(word);
        } else {
            let mut letters = word.chars();
            out.extend(letters.next().map(letters::upper));
            out.extend(letters.map(letters::lower));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Numerals that are names as well (Vi, Mi, Di, Li): in a text all in capitals the name is likelier.
const NAME_NUMERALS: [&str; 4] = ["DI", "LI", "MI", "VI"];

fn keeps_its_case(word: &str, is_mixed: bool) -> bool {
    let is_capitals = !word.chars().any(char::is_lowercase);
    if word.chars().any(char::is_numeric) {
        return true;
    }
    if is_capitals {
        // A name of one letter (Y Ban) is a capital either way.
        let is_numeral = roman_value(word).is_some() && (is_mixed || !NAME_NUMERALS.contains(&word));
        return is_numeral || is_acronym(word);
    }
    is_camel(word)
}

/// Whether a word in capitals is an abbreviation: no syllable, and short; or known as one.
///
/// ```
/// use tonghop::text::is_acronym;
/// assert!(is_acronym("UBND") && is_acronym("CSTĐ"));
/// assert!(!is_acronym("BAN") && !is_acronym("Ubnd") && !is_acronym("KRÔNG"));
/// ```
pub fn is_acronym(word: &str) -> bool {
    let n_letters = word.chars().count();
    let is_capitals = word.chars().all(|c| c.is_alphabetic() && !c.is_lowercase());
    if !is_capitals || !(2..=LONGEST_ACRONYM).contains(&n_letters) {
        return false;
    }
    if KNOWN_ACRONYMS.binary_search(&word).is_ok() {
        return true;
    }
    !is_syllable(word) && !word.chars().any(is_spoken) && !has_a_syllable(word)
}

/// CSTĐTQ, AHLLVTND.
const LONGEST_ACRONYM: usize = 8;

/// A vowel with a tone or a hat, which acronyms do not have; except Ư (NSƯT, TTƯT).
fn is_spoken(c: char) -> bool {
    letters::vowel(c).is_some_and(|vowel| vowel.tone != 0 || (vowel.has_hat() && vowel.row != U_HORN))
}

/// Row of [`letters::LOWER`].
const U_HORN: u8 = 10;

/// Whether the plain vowels of a word could be spoken with what is around them, as in the
/// names of minorities (RMAH, KBANG), unlike UBND, TAND and BQLDA.
fn has_a_syllable(word: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y');
    let n_vowels = word.chars().filter(|c| is_vowel(*c)).count();
    let tail = word.rsplit(is_vowel).next().unwrap_or_default();
    let head = word.split(is_vowel).next().unwrap_or_default();
    let is_closed = tail.chars().count() < 2 || matches!(tail, "NG" | "NH" | "CH");
    match n_vowels {
        0 => false,
        1 => !head.is_empty() && head.chars().count() < 4 && is_closed,
        _ => !head.is_empty() || is_closed,
    }
}

/// Foreign names with a capital inside (McDonald) and the like; not `ĐiỀm`, whose letters are Vietnamese.
fn is_camel(word: &str) -> bool {
    let is_ascii_camel = word.is_ascii() && word.chars().skip(1).any(|c| c.is_ascii_uppercase());
    is_ascii_camel && (word.starts_with("Mc") || word.starts_with("Mac")) && !is_syllable(word)
}

/// The signs of Roman numerals and what they are worth.
const ROMAN: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The value of a Roman numeral in its usual spelling, capitals only, up to 3999.
///
/// ```
/// use tonghop::text::roman_value;
/// assert_eq!(roman_value("XIV"), Some(14));
/// assert_eq!(roman_value("IIII"), None);
/// ```
pub fn roman_value(word: &str) -> Option<u32> {
    if word.is_empty() || 15 < word.len() {
        return None;
    }
    let mut rest = word;
    let mut value = 0;
    for (part, worth) in ROMAN {
        while let Some(tail) = rest.strip_prefix(part) {
            rest = tail;
            value += worth;
        }
    }
    let is_usual = rest.is_empty() && value < 4000 && roman(value) == word;
    is_usual.then_some(value)
}

/// A number as documents number their sections: `XIV`.
pub fn roman(number: u32) -> String {
    let mut value = number;
    let mut out = String::new();
    for (part, worth) in ROMAN {
        while worth <= value {
            out.push_str(part);
            value -= worth;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(name_case(text), expect, "{text}");
        assert_eq!(name_case(expect), expect, "again: {expect}");
    }

    #[test]
    fn names_take_capitals() {
        check("NGUYỄN VĂN AN", "Nguyễn Văn An");
        check("ĐiỀm MẶc", "Điềm Mặc");
        check("trần thị  ngọc-ánh", "Trần Thị  Ngọc-Ánh");
        check("Ấp Bắc", "Ấp Bắc");
        check("", "");
    }

    #[test]
    fn minority_names_keep_their_shape() {
        check("H'MÔNG", "H'Mông");
        check("K'BRÊU", "K'Brêu");
        check("h’lan niê", "H’Lan Niê");
        check("Y BLƠK ÊBAN", "Y Blơk Êban");
        check("KRÔNG PẮC", "Krông Pắc");
    }

    #[test]
    fn acronyms_and_numerals_stay() {
        check("UBND XÃ HÒA BÌNH", "UBND Xã Hòa Bình");
        check("TH&THCS TÂN LẬP II", "TH&THCS Tân Lập II");
        check("NSƯT LÊ VÂN", "NSƯT Lê Vân");
        check("BQLDA TAND CSTĐTQ RMAH KBANG", "BQLDA TAND CSTĐTQ Rmah Kbang");
        check("QUẬN XI", "Quận XI");
        check("LÝ THỊ VI", "Lý Thị Vi");
        check("Khối VI", "Khối VI");
        check("KHU B12", "Khu B12");
        check("McDonald", "McDonald");
    }

    #[track_caller]
    fn check_roman(word: &str, expect: Option<u32>) {
        assert_eq!(roman_value(word), expect, "{word}");
    }

    #[test]
    fn roman_numerals() {
        let numbers: Vec<String> = [1, 4, 9, 14, 16, 40].into_iter().map(roman).collect();
        assert_eq!(numbers, ["I", "IV", "IX", "XIV", "XVI", "XL"]);
        for (word, value) in
            [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("MCMXCIX", 1999), ("MMXXIV", 2024)]
        {
            check_roman(word, Some(value));
        }
        for word in ["", "IIII", "VX", "IC", "i", "A", "MMMM", "XVIIIIIIIIIIIIIIII"] {
            check_roman(word, None);
        }
    }
}
