//! How well a word reads: the witness by which charsets are told apart.
//!
//! A word is graded by its chunks of letters: 1 for a syllable, a little for one with a misplaced
//! tone, 0 for what spelling says nothing about (ASCII, abbreviations, known names), −2 for a broken one.
//! Capitals count too: no capital stands inside a word (`NguyÔn`).

use super::ambiguous;
pub(super) use super::ambiguous::AsWritten;
use super::charset::Charset;
use super::letters;
use super::lookalike;
use super::syllable::Syllable;

/// A chunk that is a syllable.
pub(super) const SOUND: f32 = 1.0;
/// A syllable with a rhyme of a handful of words (xoèn xoẹt, huênh hoang): as likely chance.
const RARE_RHYME: f32 = 0.7;
/// A syllable whose tone stands where neither style puts it: a slip of typing, or chance.
const MISPLACED: f32 = 0.2;
/// Hardly a word as it stands, a common one in a legacy charset.
const STALE: f32 = 0.2;
/// A word as it stands, and another in a legacy charset.
const EVEN: f32 = 0.8;
/// A chunk that spelling does not allow.
pub(super) const BROKEN: f32 = -2.0;

/// Names of minorities and places that spelling does not allow, in small letters.
///
/// Source: own compilation from general knowledge, as in `ethnic_minority_names_seed.csv`.
const NAMES: [&str; 40] = [
    "adrơng", "ayŭn", "blơk", "bdông", "blan", "brêo", "brêu", "buôr", "bđap", "dliê", "drông", "đrai",
    "đrông", "êban", "êđê", "êmô", "êa", "hđơk", "hmôk", "hmông", "hwing", "jõng", "kbuôr", "kbang", "knul",
    "kpă", "kpơr", "krông", "ksor", "ktla", "mdrắk", "mlô", "mnông", "niê", "plơi", "pưih", "rcom", "rmah",
    "xtiêng", "yđul",
];

/// A decoded word.
pub(super) struct DecodedWord<'a> {
    pub(super) text: &'a str,
    /// TCVN3 has no toned capitals: toned small letters may stand among capitals.
    pub(super) is_tcvn3: bool,
}

/// Grades a word as it stands in the file.
pub(super) fn as_it_is(word: &str) -> f32 {
    if has_residue(word) {
        return BROKEN;
    }
    let seen: String = word.chars().map(|c| lookalike::latin(c).unwrap_or(c)).collect();
    let composed = super::clean::compose(&seen);
    let grade = chunks(&composed, false);
    let standing = [Charset::Tcvn3, Charset::Vni].map(|charset| standing(word, charset));
    if standing.contains(&AsWritten::Stale) {
        grade.min(STALE)
    } else if standing.contains(&AsWritten::Even) {
        grade.min(EVEN)
    } else {
        grade
    }
}

/// Whether a word of letters is a syllable that is meant as it stands, whatever the font.
pub(super) fn is_sound(word: &str) -> bool {
    let word = inner(word);
    let is_word = keeps_case(word, false)
        && Syllable::parse(word.chars()).is_some_and(|syllable| {
            syllable.is_well_placed() && !syllable.has_rare_rhyme() && !syllable.has_unused_y()
        });
    let is_meant = |charset| matches!(ambiguous::standing(word, charset), AsWritten::Sound | AsWritten::Firm);
    is_word && is_meant(Charset::Tcvn3) && is_meant(Charset::Vni)
}

/// Grades a decoded word.
pub(super) fn decoded(word: &DecodedWord<'_>) -> f32 {
    if has_residue(word.text) {
        return BROKEN;
    }
    chunks(word.text, word.is_tcvn3)
}

/// How the word, punctuation around it aside, stands against a legacy charset.
pub(super) fn standing(word: &str, charset: Charset) -> AsWritten {
    ambiguous::standing(inner(word), charset)
}

/// Whether the word, punctuation around it aside, is likelier VNI than TCVN3.
pub(super) fn is_rather_vni(word: &str) -> bool {
    ambiguous::is_rather_vni(inner(word))
}

fn inner(word: &str) -> &str {
    word.trim_matches(|c: char| {
        matches!(c, '\u{2010}'..='\u{203A}') || (c.is_ascii() && !c.is_ascii_alphabetic())
    })
}

/// Whether a sign that Vietnamese has no use for touches a letter, as in `tr­ëng` and `S§`.
///
/// Signs of measure (`5µ`, `m²`) and quotation marks around a word are none.
pub(super) fn has_residue(word: &str) -> bool {
    let mut before = None;
    for c in word.chars() {
        // After a letter these end a quotation or name a trade mark.
        let may_follow = matches!(c, '»' | '®' | '©');
        let follows = is_sign(c) && !may_follow && before.is_some_and(char::is_alphabetic);
        let precedes = c.is_alphabetic() && before.is_some_and(|before| is_sign(before) && before != '«');
        if follows || precedes {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Characters of windows-1252 that are no letters of Vietnamese, and letters of legacy charsets.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '¡'..='¯' | '´'..='¹' | '»'..='¿' | '×' | '÷')
}

fn chunks(word: &str, is_tcvn3: bool) -> f32 {
    let mut sum = 0.0;
    for part in word.split(|c: char| !c.is_alphabetic() || is_sign(c)) {
        if part.is_ascii() {
            continue;
        }
        let grade = chunk(part, is_tcvn3);
        if grade < 0.0 {
            return grade;
        }
        sum += grade;
    }
    sum
}

fn chunk(part: &str, is_tcvn3: bool) -> f32 {
    if !keeps_case(part, is_tcvn3) {
        return BROKEN;
    }
    match Syllable::parse(part.chars()) {
        Some(syllable) if syllable.has_unused_y() => MISPLACED,
        Some(syllable) if syllable.is_well_placed() && syllable.has_rare_rhyme() => RARE_RHYME,
        Some(syllable) if syllable.is_well_placed() => SOUND,
        Some(_) => MISPLACED,
        None if is_abbreviation(part) || is_name(part) || is_lone_vowel(part) => 0.0,
        None => BROKEN,
    }
}

/// All capital, or small after the first letter. In TCVN3 toned letters fit either.
fn keeps_case(part: &str, is_tcvn3: bool) -> bool {
    let fits_both = |c: char| is_tcvn3 && letters::vowel(c).is_some_and(|vowel| 0 < vowel.tone);
    let is_upper = |c: char| letters::lower(c) != c;
    let mut firm = part.chars().skip(1).filter(|c| !fits_both(*c));
    let Some(second) = firm.next() else { return true };
    let first_is_small = part.chars().next().is_some_and(|c| !fits_both(c) && !is_upper(c));
    let is_capital = is_upper(second);
    !(is_capital && first_is_small) && firm.all(|c| is_upper(c) == is_capital)
}

/// Capitals with Đ or Ư among consonants: CSTĐ, NSƯT, SĐ.
fn is_abbreviation(part: &str) -> bool {
    let has_mark = part.contains(['Đ', 'Ư']);
    let is_capitals = part.chars().all(|c| matches!(c, 'Đ' | 'Ư') || c.is_ascii_uppercase());
    has_mark && is_capitals && part.chars().count() <= 10
}

/// ă and â are no words, but number lists.
fn is_lone_vowel(part: &str) -> bool {
    let mut letters = part.chars();
    letters.next().is_some_and(|c| letters::vowel(c).is_some() || matches!(c, 'đ' | 'Đ'))
        && letters.next().is_none()
}

fn is_name(part: &str) -> bool {
    let small: String = part.chars().map(letters::lower).collect();
    NAMES.contains(&small.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expect: f32) {
        for word in words.split(' ') {
            let grade = as_it_is(word);
            assert!((grade - expect).abs() < 1e-6, "{word}: {grade}");
        }
    }

    #[test]
    fn words_that_read_well() {
        check("Điềm NGUYỄN (tỉnh), thuý “Bình” Ðộc «Bình»", SOUND);
        check("xã/phường", 2.0 * SOUND);
        check("CSTĐ NSƯT Niê HMÔNG Êban ă) 12 m² 5µ UBND", 0.0);
    }

    #[test]
    fn words_that_do_not() {
        check("NguyÔn Döông tr\u{AD}ëng S§ ¸nh §iÓn nÒn HO¹CH café", BROKEN);
        check("Baỏ", MISPLACED);
        check("cã sè", STALE);
        check("bò bé", EVEN);
    }

    #[test]
    fn tcvn3_has_small_letters_among_capitals() {
        let grades = ["HOạCH", "Kế", "KẾT", "kẾ"].map(|text| decoded(&DecodedWord { text, is_tcvn3: true }));
        assert!(grades.iter().all(|grade| (grade - SOUND).abs() < 1e-6), "{grades:?}");
        assert!(decoded(&DecodedWord { text: "HOạCH", is_tcvn3: false }) < 0.0);
    }

    #[test]
    fn names_are_broken_syllables() {
        for name in NAMES {
            assert!(!super::super::is_syllable(name), "{name}");
        }
    }
}
