//! UTF-8 that was read as a single-byte code page: `Ã¡` for á, `áº¡` for ạ.
//!
//! The code page was windows-1252 or Latin-1 mostly, windows-1250 or ISO-8859-2 in some
//! mail programs. A sequence that is valid UTF-8 again is its own proof; text can
//! be read wrongly twice. Sequences that lost their last character on the way (no-break space made a
//! plain one, soft hyphen and C1 controls dropped) are completed where spelling leaves one reading.

use std::sync::LazyLock;

use encoding_rs::{Encoding, ISO_8859_2, WINDOWS_1250};

use super::letters;
use super::syllable::is_syllable;
use super::tables;

/// What each byte from 0x80 up looks like in a code page.
type CodePage = [char; 128];

static CENTRAL_EUROPE: LazyLock<[CodePage; 2]> = LazyLock::new(|| [page(WINDOWS_1250), page(ISO_8859_2)]);

fn page(encoding: &'static Encoding) -> CodePage {
    let mut page = ['\u{FFFD}'; 128];
    for (shown, byte) in page.iter_mut().zip(0x80..=0xFF_u8) {
        let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
        *shown = text.chars().next().unwrap_or('\u{FFFD}');
    }
    page
}

fn byte_on(page: Option<&CodePage>, c: char) -> Option<u8> {
    let Some(page) = page.filter(|_| !c.is_ascii()) else { return tables::byte(c) };
    let at = page.iter().position(|shown| *shown == c)?;
    u8::try_from(at + 0x80).ok()
}

/// How often text is read wrongly, at most.
const DEEPEST: usize = 3;

/// Whether a character could begin a damaged letter; cheap, for a first look.
///
/// These are the lead bytes C3 to C6, CC, E1 and E2 on the four code pages.
pub(super) fn is_lead(c: char) -> bool {
    matches!(c, 'Ã' | 'Ä' | 'Å' | 'Æ' | 'Ì' | 'á' | 'â' | 'Ă' | 'Ĺ' | 'Ć' | 'Ě')
}

/// Undoes the damage; `None` if there is no sequence that proves it.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut decoded: Option<String> = None;
    for _ in 0..DEEPEST {
        let Some(once) = decode_once(decoded.as_deref().unwrap_or(text)) else { break };
        decoded = Some(once);
    }
    decoded
}

fn decode_once(text: &str) -> Option<String> {
    let pages = std::iter::once(None).chain(CENTRAL_EUROPE.iter().map(Some));
    let readings = pages.map(|page| sequences(text, page)).filter(|(n_letters, _)| 0 < *n_letters);
    // The first of equals: windows-1252 is by far the most common.
    let (_, strict) = readings.min_by_key(|(n_letters, strict)| {
        let n_words =
            strict.split(|c: char| !c.is_alphabetic()).filter(|word| is_syllable(word) && keeps_case(word));
        std::cmp::Reverse((*n_letters, n_words.count()))
    })?;
    Some(complete(&strict).replace(WHOLE_TILDE, "Ã"))
}

/// Stands for an Ã that was decoded, to tell it from one that is the rest of a sequence.
const WHOLE_TILDE: char = '\u{E0C3}';

/// Replaces valid sequences; returns how many became Vietnamese letters.
fn sequences(text: &str, page: Option<&CodePage>) -> (usize, String) {
    let mut out = String::with_capacity(text.len());
    let mut n_letters = 0;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let mut ahead = rest.clone();
        match sequence(c, &mut ahead, page) {
            Some(letter) => {
                n_letters += usize::from(letters::vowel(letter).is_some() || matches!(letter, 'đ' | 'Đ'));
                out.push(if letter == 'Ã' { WHOLE_TILDE } else { letter });
                rest = ahead;
            }
            None => out.push(c),
        }
    }
    (n_letters, out)
}

/// Reads one sequence of two or three bytes that stands for a character Vietnamese text holds.
fn sequence(lead: char, rest: &mut std::str::Chars<'_>, page: Option<&CodePage>) -> Option<char> {
    let lead = byte_on(page, lead)?;
    let n_more = match lead {
        0xC2..=0xC6 | 0xCC => 1,
        0xE1 | 0xE2 => 2,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0];
    for byte in bytes.iter_mut().skip(1).take(n_more) {
        *byte = byte_on(page, rest.next()?).filter(|byte| (0x80..=0xBF).contains(byte))?;
    }
    let c = str::from_utf8(bytes.get(..=n_more)?).ok()?.chars().next()?;
    let is_expected = !c.is_control()
        && (letters::vowel(c).is_some()
            || letters::is_beyond_latin1(c)
            || matches!(c, '\u{A0}'..='\u{233}' | '\u{300}'..='\u{323}' | '\u{2010}'..='\u{2122}'));
    is_expected.then_some(c)
}

/// What a lead without its last byte may have been. The lost byte is A0 (now a space or nothing),
/// AD, or a C1 control that windows-1252 leaves undefined.
const BROKEN: [(&str, &str); 5] = [("áº", "ậẠ"), ("á»", "ềọỏốờửỐỠ"), ("Ã", "àíÁÍÝ"), ("Ä", "Đ"), ("Æ", "Ơ")];

/// Completes broken sequences word by word, where exactly one reading is a syllable
/// (or the first of several that are).
fn complete(text: &str) -> String {
    if !BROKEN.iter().any(|(lead, _)| text.contains(lead)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c| !is_gap(c)) {
        let (gap, tail) = rest.split_at(start);
        out.push_str(gap);
        let len = tail.find(is_gap).unwrap_or(tail.len());
        let (word, after) = tail.split_at(len);
        if !BROKEN.iter().any(|(lead, _)| word.contains(lead)) {
            out.push_str(word);
            rest = after;
            continue;
        }
        // A plain space that was the last byte of à or Ơ: the word goes on behind it.
        let behind = after.strip_prefix(' ').filter(|_| word.ends_with(['Ã', 'Æ']) || word.ends_with("áº"));
        let joined = behind.and_then(|behind| {
            let len = behind.find(is_gap).unwrap_or(behind.len());
            let (end, after) = behind.split_at(len);
            let whole = completed(&format!("{word}{end}"))?;
            Some((whole, after))
        });
        if let Some((whole, after)) = joined {
            out.push_str(&whole);
            rest = after;
            continue;
        }
        match completed(word) {
            Some(whole) => out.push_str(&whole),
            None => out.push_str(word),
        }
        // Of two spaces the first was part of the letter.
        rest = if after.starts_with("  ") { after.strip_prefix(' ').unwrap_or(after) } else { after };
    }
    out.push_str(rest);
    out
}

fn is_gap(c: char) -> bool {
    !c.is_alphabetic() && !matches!(c, '»' | WHOLE_TILDE)
}

/// More broken letters than this no syllable has: *Đường* has three.
const MOST_BROKEN: usize = 3;

/// The first reading of a word with broken sequences that is a syllable in one case.
fn completed(word: &str) -> Option<String> {
    // Each broken letter multiplies the readings to try.
    if MOST_BROKEN < BROKEN.iter().map(|(lead, _)| word.matches(lead).count()).sum() {
        return None;
    }
    let (lead, choices) = BROKEN.iter().find(|(lead, _)| word.contains(lead))?;
    let (front, end) = word.split_once(lead)?;
    // At the start of a word a capital is likelier than à; alone it is Ý.
    let choices = match (*lead, front.is_empty(), end.is_empty()) {
        ("Ã", true, false) => "ÁÍÝàí",
        ("Ã", true, true) => "Ýà",
        _ => choices,
    };
    choices.chars().find_map(|choice| {
        let whole = format!("{front}{choice}{end}");
        let whole = completed(&whole).unwrap_or(whole);
        let readable = whole.replace(WHOLE_TILDE, "Ã");
        (is_syllable(&readable) && keeps_case(&readable)).then_some(whole)
    })
}

/// All small, all capital, or one capital at the start.
fn keeps_case(word: &str) -> bool {
    let is_small = |c: char| c.is_lowercase();
    word.chars().skip(1).all(is_small) || !word.chars().any(is_small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(decode(text).as_deref(), expect, "{text}");
    }

    #[test]
    fn read_as_windows_1252_or_latin_1() {
        check("Nguyá»…n VÄƒn Ãnh", Some("Nguyễn Văn Ánh"));
        check("Ä\u{90}iá»\u{87}n Bi\u{c3}\u{aa}n", Some("Điện Biên"));
        check("HÃ\u{A0} Ná»™i â€“ 2024", Some("Hà Nội – 2024"));
    }

    #[test]
    fn read_as_central_european() {
        check("HáşŁi BĂši TháşĄch", Some("Hải Bùi Thạch"));
    }

    #[test]
    fn read_wrongly_twice() {
        let once: String = "Nguyễn".bytes().map(tables::surface).collect();
        let twice: String = once.bytes().map(tables::surface).collect();
        check(&twice, Some("Nguyễn"));
    }

    #[test]
    fn the_last_byte_was_lost() {
        check("toÃ n tá»‰nh", Some("toàn tỉnh"));
        check("HÃ  Ná»™i", Some("Hà Nội"));
        check("vÃ  Äáº§u tÆ°", Some("và Đầu tư"));
    }

    #[test]
    fn a_word_of_broken_letters_only_is_given_up_at_once() {
        let word = "Ã".repeat(10_000) + "á»µ";
        check(&word, Some(&("Ã".repeat(10_000) + "ỵ")));
    }

    #[test]
    fn sound_text_is_no_proof() {
        for text in ["XÃ HỘI", "Hà Nội", "ĐÃ", "lá» x", "Â»", "", "abc", "ÄÃÆ"] {
            check(text, None);
        }
    }

    #[test]
    fn every_letter_comes_back() {
        for letter in letters::alphabet() {
            let surface: String = letter.to_string().bytes().map(tables::surface).collect();
            check(&surface, Some(&letter.to_string()));
        }
    }
}
