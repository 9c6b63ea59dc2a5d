//! Decoding and encoding on request: the caller names the charset.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1258;
use unicode_normalization::UnicodeNormalization;

use super::charset::Charset;
use super::clean::compose;
use super::letters::{self, Vowel};
use super::tables::{self, ByteTable};
use super::{entities, mojibake, viqr, vni};

/// Decodes the surface of a text, as a workbook shows it, from a charset; NFC.
///
/// Characters that the charset does not have stay as they are. Nothing is judged here;
/// [`repair`](super::repair) decides which charset a text is in.
///
/// ```
/// use tonghop::text::{Charset, decode};
/// assert_eq!(decode(Charset::Tcvn3, "§iÓn h×nh tiªn tiÕn"), "Điển hình tiên tiến");
/// assert_eq!(decode(Charset::Vni, "Ñieån hình tieân tieán"), "Điển hình tiên tiến");
/// ```
pub fn decode(charset: Charset, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 2);
    match charset {
        Charset::Unicode => return text.nfc().collect(),
        Charset::Entities => return entities::decode(text).nfc().collect(),
        Charset::Viqr => return viqr::decode(text).nfc().collect(),
        Charset::Mojibake => {
            return mojibake::decode(text).unwrap_or_else(|| text.to_owned()).nfc().collect();
        }
        _ => surface(charset, text, &mut out),
    };
    match compose(&out) {
        Cow::Borrowed(_) => out,
        Cow::Owned(composed) => composed,
    }
}

/// Decodes a charset whose letters are characters of the surface, appending to `out`;
/// returns how many characters beyond ASCII had no meaning in it.
pub(super) fn surface(charset: Charset, text: &str, out: &mut String) -> usize {
    match charset {
        Charset::Tcvn3 => tcvn3(text, out),
        Charset::Vni => vni::decode(text, out),
        Charset::Viscii => single_byte(&tables::VISCII, text, out),
        Charset::Vps => single_byte(&tables::VPS, text, out),
        Charset::Windows1258 => windows_1258(text, out),
        Charset::Unicode | Charset::Mojibake | Charset::Entities | Charset::Viqr => {
            out.push_str(text);
            0
        }
    }
}

/// One letter of TCVN3, as the surface shows it or as other programs have bent it.
pub(super) fn tcvn3_letter(c: char) -> Option<char> {
    match c {
        // Greek mu for the micro sign, after compatibility normalisation.
        '\u{3BC}' => Some('à'),
        // The text layer of PDFs.
        '\u{2212}' => Some('ư'),
        '\u{2219}' => Some('ã'),
        c => tables::TCVN3.letter(tables::byte(c)?),
    }
}

fn tcvn3(text: &str, out: &mut String) -> usize {
    let mut residue = 0;
    for c in text.chars() {
        let Some(letter) = tcvn3_letter(c) else {
            residue += usize::from(letters::is_residue(c));
            out.push(c);
            continue;
        };
        // Converters write a toned capital as capital and toned small letter: `Aµ`, `¢Ê`.
        let before = out.chars().next_back().and_then(letters::vowel);
        match (before, letters::vowel(letter)) {
            (Some(capital), Some(small)) if capital.upper && is_pair(capital, small) => {
                out.pop();
                out.push(capital.with_tone(small.tone).letter());
            }
            _ => out.push(letter),
        }
    }
    residue
}

fn is_pair(capital: Vowel, small: Vowel) -> bool {
    capital.row == small.row && capital.tone == 0 && 0 < small.tone && !small.upper
}

fn single_byte(table: &ByteTable, text: &str, out: &mut String) -> usize {
    let mut residue = 0;
    out.extend(text.chars().map(|c| {
        let letter = tables::byte(c).and_then(|byte| table.letter(byte));
        residue += usize::from(letter.is_none() && letters::is_residue(c));
        letter.unwrap_or(c)
    }));
    residue
}

fn windows_1258(text: &str, out: &mut String) -> usize {
    let mut residue = 0;
    let mut decomposed = String::with_capacity(text.len());
    for c in text.chars() {
        match tables::byte(c).filter(|byte| 0x80 <= *byte) {
            Some(byte) => {
                let (shown, _) = WINDOWS_1258.decode_without_bom_handling(std::slice::from_ref(&byte));
                let is_letter =
                    |c: char| letters::vowel(c).is_some() || matches!(c, 'đ' | 'Đ' | '\u{300}'..='\u{323}');
                residue += usize::from(letters::is_residue(c) && !shown.chars().all(is_letter));
                decomposed.push_str(&shown);
            }
            None => {
                residue += usize::from(letters::is_residue(c));
                decomposed.push(c);
            }
        }
    }
    out.extend(decomposed.nfc());
    residue
}

/// What a character would have been had its byte been read as windows-1252 and not as windows-1258,
/// as a Vietnamese Windows did with old files; `None` for characters that both share.
pub(super) fn from_1258(c: char) -> Option<char> {
    let byte = match c {
        'Ă' => 0xC3,
        '\u{300}' => 0xCC,
        'Đ' => 0xD0,
        '\u{309}' => 0xD2,
        'Ơ' => 0xD5,
        'Ư' => 0xDD,
        '\u{303}' => 0xDE,
        'ă' => 0xE3,
        '\u{301}' => 0xEC,
        'đ' => 0xF0,
        '\u{323}' => 0xF2,
        'ơ' => 0xF5,
        'ư' => 0xFD,
        '₫' => 0xFE,
        _ => return None,
    };
    Some(tables::surface(byte))
}

/// Writes a text as the surface of a charset; `None` if some letter has no form in it.
///
/// TCVN3 has no toned capitals (an H font draws them), so they have none.
///
/// ```
/// use tonghop::text::{Charset, encode};
/// assert_eq!(encode(Charset::Vni, "xã Đông Hà").as_deref(), Some("xaõ Ñoâng Haø"));
/// assert_eq!(encode(Charset::Tcvn3, "Ánh"), None);
/// ```
pub fn encode(charset: Charset, text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        let is_letter = letters::is_beyond_latin1(c) || (!c.is_ascii() && letters::vowel(c).is_some());
        if charset == Charset::Entities {
            if c.is_ascii() {
                out.push(c);
            } else {
                out.push_str(&format!("&#{};", u32::from(c)));
            }
            continue;
        }
        if charset == Charset::Mojibake {
            out.extend(c.encode_utf8(&mut [0; 4]).bytes().map(tables::surface));
            continue;
        }
        if !is_letter || charset == Charset::Unicode {
            // A character of the text that would be read back as a letter has no form either.
            if !c.is_ascii() && is_taken(charset, c) {
                return None;
            }
            out.push(c);
            continue;
        }
        match charset {
            Charset::Tcvn3 => out.push(tables::surface(tables::TCVN3.byte_of(c)?)),
            Charset::Viscii => out.push(tables::surface(tables::VISCII.byte_of(c)?)),
            Charset::Vps => out.push(tables::surface(tables::VPS.byte_of(c)?)),
            Charset::Vni => vni::encode(c, &mut out)?,
            Charset::Viqr => viqr::encode(c, &mut out)?,
            Charset::Windows1258 => encode_1258(c, &mut out)?,
            Charset::Unicode | Charset::Mojibake | Charset::Entities => {}
        }
    }
    Some(out)
}

fn is_taken(charset: Charset, c: char) -> bool {
    let mut buffer = [0; 4];
    let mut read = String::new();
    surface(charset, c.encode_utf8(&mut buffer), &mut read);
    !read.chars().eq([c])
}

/// Tone marks of windows-1258 by tone.
const MARKS: [char; 6] = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

fn encode_1258(letter: char, out: &mut String) -> Option<()> {
    let (base, mark) = match letters::vowel(letter) {
        Some(vowel) => (
            vowel.with_tone(0).letter(),
            MARKS.get(usize::from(vowel.tone)).copied().filter(|mark| *mark != '\0'),
        ),
        None => (letter, None),
    };
    for c in [Some(base), mark].into_iter().flatten() {
        out.push(from_1258(c).or_else(|| tables::byte(c).map(tables::surface))?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(charset: Charset, text: &str, expect: &str) {
        assert_eq!(decode(charset, text), expect, "{text}");
    }

    #[test]
    fn tcvn3_text() {
        check(Charset::Tcvn3, "Vò Ngäc ¸nh", "Vũ Ngọc ánh");
        check(Charset::Tcvn3, "tr\u{AD}ëng phßng", "trưởng phòng");
        check(Charset::Tcvn3, "Aµ ¢Ê Oe", "À Ấ Oe");
        check(Charset::Tcvn3, "\u{3BC}", "à");
    }

    #[test]
    fn other_charsets() {
        check(Charset::Viscii, "Vi®t Nam", "Việt Nam");
        check(Charset::Windows1258, "ViêÒt ÐôÒc lâòp", "Viểt Đổc lập");
        check(Charset::Entities, "X&Atilde;", "XÃ");
        check(Charset::Viqr, "Vie^.t", "Việt");
        check(Charset::Unicode, "Vie\u{323}\u{302}t", "Việt");
        check(Charset::Mojibake, "Viá»‡t", "Việt");
    }

    #[test]
    fn every_letter_comes_back() {
        for charset in Charset::ALL {
            for letter in letters::alphabet() {
                // VIQR needs a letter behind a tone to tell it from punctuation.
                let text = format!("{letter}n");
                match encode(charset, &text) {
                    Some(surface) => check(charset, &surface, &text),
                    None => {
                        let is_toned_capital =
                            letters::vowel(letter).is_some_and(|vowel| vowel.upper && vowel.tone != 0);
                        assert!(charset == Charset::Tcvn3 && is_toned_capital, "{charset} {letter}");
                    }
                }
            }
        }
    }

    #[test]
    fn capitals_of_tcvn3_have_no_form() {
        assert_eq!(encode(Charset::Tcvn3, "Ấn"), None);
        assert_eq!(encode(Charset::Tcvn3, "§1"), None);
        assert_eq!(encode(Charset::Tcvn3, "Ân – 1").as_deref(), Some("¢n – 1"));
    }
}
