//! Capitals that TCVN3 loses: it has no toned ones, so without an H font Á is written á.
//!
//! Three kinds of evidence bring them back, and none other, for a small letter may be meant:
//! a word whose other letters are capitals (`HO¹CH`), or a cell of such words; a name, that is three words
//! or more of which all others begin with capitals (`Vò Ngäc ¸nh`); the start of a
//! sentence inside the cell, and *Ủy ban*, which offices write with a capital. The start of a cell is none:
//! a cell may hold the end of a sentence, and the name column is put in capitals by whoever knows it is one.

use std::ops::Range;

use super::case::roman_value;
use super::letters;
use super::syllable::is_syllable;

/// A word of the decoded text.
pub(super) struct CapitalsWord {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    /// Whether it was TCVN3 in a font with small letters, so that toned capitals are lost.
    pub(super) is_small: bool,
}

/// Restores the capitals of the pieces.
pub(super) fn restore(text: &str, pieces: &[CapitalsWord]) -> String {
    let words: Vec<&str> =
        pieces.iter().map(|piece| text.get(piece.range.clone()).unwrap_or_default()).collect();
    let is_all_capitals = !words.iter().any(|word| word.chars().any(is_small))
        && words.iter().any(|word| is_word_in_capitals(word));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, (piece, word)) in pieces.iter().zip(&words).enumerate() {
        let gap = text.get(done..piece.range.start).unwrap_or_default();
        out.push_str(gap);
        done = piece.range.end;
        let is_capital = is_all_capitals || (is_capital(word) && !word.chars().any(is_small));
        if !piece.is_small {
            out.push_str(word);
        } else if is_capital {
            out.extend(word.chars().map(letters::upper));
        } else if begins_small(word)
            && (is_in_name(&words, at) || begins_sentence(&words, at) || is_uy_ban(&words, at))
        {
            let mut upper = false;
            out.extend(word.chars().map(|c| {
                let first = !upper && c.is_alphabetic();
                upper |= first;
                if first { letters::upper(c) } else { c }
            }));
        } else {
            out.push_str(word);
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn is_toned(c: char) -> bool {
    letters::vowel(c).is_some_and(|vowel| 0 < vowel.tone)
}

/// A small letter that TCVN3 could have written as a capital.
fn is_small(c: char) -> bool {
    c.is_lowercase() && !is_toned(c)
}

fn is_firm_capital(c: char) -> bool {
    c.is_uppercase()
}

/// Two capitals at least show that a word is in capitals.
fn is_capital(word: &str) -> bool {
    1 < word.chars().filter(|c| is_firm_capital(*c)).count()
}

/// Acronyms and numerals are in capitals anywhere, and say nothing about the words around them.
fn is_word_in_capitals(word: &str) -> bool {
    let mut parts = word.split(|c: char| !c.is_alphabetic());
    is_capital(word)
        && parts.any(|part| {
            let upper: String = part.chars().map(letters::upper).collect();
            is_syllable(&upper) && roman_value(&upper).is_none() && 1 < part.chars().count()
        })
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find(|c| c.is_alphabetic())
}

fn begins_small(word: &str) -> bool {
    first_letter(word).is_some_and(|c| is_toned(c) && c.is_lowercase())
}

/// Names of persons that begin with a toned vowel; other such words (*án*, *ủy*, *ở*) follow capitals elsewhere.
const GIVEN: [&str; 9] = ["ái", "ánh", "út", "úy", "uý", "ý", "ấn", "ẩn", "ảnh"];

fn is_in_name(words: &[&str], at: usize) -> bool {
    let is_like_a_name = |word: &str| {
        first_letter(word).is_some_and(is_firm_capital)
            && word.chars().all(|c| c.is_alphabetic() || c == '\'')
    };
    let mut others = words.iter().enumerate().filter(|(other, word)| *other != at && !begins_small(word));
    let n_others = others.clone().count();
    let is_given = words.get(at).is_some_and(|word| GIVEN.contains(word));
    is_given && 1 < n_others && n_others < 6 && others.all(|(_, word)| is_like_a_name(word))
}

fn begins_sentence(words: &[&str], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    // A number (`1.`) or an abbreviation of one letter (`v.`) ends no sentence, but a heading's number begins one.
    before.is_some_and(|word| {
        let stem = word.trim_end_matches(['.', '!', '?']);
        stem.len() < word.len() && (1 < stem.chars().count() || stem.chars().all(|c| c.is_ascii_digit()))
    })
}

fn is_uy_ban(words: &[&str], at: usize) -> bool {
    let is = |at: usize, forms: &[&str]| {
        words.get(at).is_some_and(|word| forms.contains(&word.trim_matches(|c: char| !c.is_alphabetic())))
    };
    // *Huyện ủy ban hành*: the party committee promulgates.
    is(at, &["ủy", "uỷ"]) && is(at + 1, &["ban"]) && !is(at + 2, &["hành"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let mut at = 0;
        let pieces = text.split(' ').map(|word| {
            let start = at;
            at += word.len() + 1;
            CapitalsWord { range: start..start + word.len(), is_small: true }
        });
        let pieces: Vec<_> = pieces.collect();
        assert_eq!(restore(text, &pieces), expect, "{text}");
    }

    #[test]
    fn words_in_capitals() {
        check("Kế HOạCH", "KẾ HOẠCH");
        check("ủY BAN", "ỦY BAN");
        check("(HOạCH) năm", "(HOẠCH) năm");
        check("Số: 12/KH-UBND", "Số: 12/KH-UBND");
        check("Vụ III", "Vụ III");
        check("Vũ Hà", "Vũ Hà");
    }

    #[test]
    fn names_and_sentences() {
        check("Vũ Ngọc ánh", "Vũ Ngọc Ánh");
        check("Đề án", "Đề án");
        check("Tốt. ổn định", "Tốt. Ổn định");
        check("1. ủng hộ", "1. Ủng hộ");
        check("ủy ban nhân dân, ủy viên", "Ủy ban nhân dân, ủy viên");
        check("Huyện ủy ban hành", "Huyện ủy ban hành");
        check("ở xã", "ở xã");
    }
}
