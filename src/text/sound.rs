//! The short way for text that is Unicode beyond doubt, as nearly all is: one look at each byte, nothing
//! copied.
//!
//! A word with a letter that no code page has (ế, ư, đ) speaks for Unicode. A word with Latin-1 letters
//! only (*xã*, *bé*) may be legacy; it is let pass if as many words speak for Unicode, or if it is a
//! word that cannot be mistaken. What remains is weighed by [`repair`](super::repair).

use std::cell::RefCell;

use super::{grade, letters};

/// Whether [`repair`](super::repair) would leave the text as it is, in a font that says nothing and with
/// nothing known of its neighbours; `false` means that it has to be asked.
///
/// ```
/// use tonghop::text::is_surely_unicode;
/// assert!(is_surely_unicode("Ủy ban nhân dân xã Đồng Tân"));
/// assert!(!is_surely_unicode("bé"));
/// ```
pub fn is_surely_unicode(text: &str) -> bool {
    is_sound(text, true)
}

/// The same; `is_firm` is whether the neighbours do not lean to a legacy charset.
pub(super) fn is_sound(text: &str, is_firm: bool) -> bool {
    let Some(words) = MarkedWords::count(text.as_bytes()) else { return false };
    // A legacy charset reads no more words than there are of Latin-1 letters, and each Unicode word takes
    // one from it; neighbours weigh less than one word.
    if words.n_latin + usize::from(!is_firm) <= words.n_unicode || words.n_latin == 0 {
        return true;
    }
    is_firm && words.n_latin <= words.latin.len() && {
        let spans = words.latin.iter().take(words.n_latin);
        spans.copied().all(|(start, end)| text.get(start..end).is_some_and(is_firm_word))
    }
}

/// The words of a text with letters beyond ASCII.
#[derive(Default)]
struct MarkedWords {
    /// How many words have Latin-1 letters only.
    n_latin: usize,
    /// How many tokens between blanks have letters that no code page has, and no others.
    n_unicode: usize,
    /// Where the first words with Latin-1 letters only stand.
    latin: [(usize, usize); 8],
}

/// What stands in a word so far.
#[derive(Default, Clone, Copy)]
struct LettersSoFar {
    latin: bool,
    unicode: bool,
}

impl MarkedWords {
    /// Nothing if some character is no letter of Vietnamese or common punctuation, or may be a reference.
    fn count(bytes: &[u8]) -> Option<Self> {
        let mut words = Self::default();
        let (mut word, mut token) = (LettersSoFar::default(), LettersSoFar::default());
        let (mut start, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at).copied() {
            let len = match byte {
                b'&' => return None,
                b'A'..=b'Z' | b'a'..=b'z' => 1,
                0..=0x7F => {
                    words.end_word(&mut word, (start, at));
                    if byte <= b' ' {
                        words.end_token(&mut token);
                    }
                    start = at + 1;
                    1
                }
                0xC3 => {
                    if !is_latin_vowel(*bytes.get(at + 1)?) {
                        return None;
                    }
                    (word.latin, token.latin) = (true, true);
                    2
                }
                0xC4..=0xC6 => {
                    let code = u32::from(byte & 0x1F) << 6 | u32::from(bytes.get(at + 1)? & 0x3F);
                    if !letters::is_beyond_latin1(char::from_u32(code)?) {
                        return None;
                    }
                    (word.unicode, token.unicode) = (true, true);
                    2
                }
                0xE1 => {
                    // U+1EA0 to U+1EF9.
                    let (second, third) = (*bytes.get(at + 1)?, *bytes.get(at + 2)?);
                    if !matches!((second, third), (0xBA, 0xA0..) | (0xBB, ..=0xB9)) {
                        return None;
                    }
                    (word.unicode, token.unicode) = (true, true);
                    3
                }
                // Hyphens and dashes, quotation marks, bullet and ellipsis.
                0xE2 if bytes.get(at + 1) == Some(&0x80) => {
                    if !matches!(bytes.get(at + 2)?, 0x90..=0x95 | 0x98 | 0x99 | 0x9C | 0x9D | 0xA2 | 0xA6) {
                        return None;
                    }
                    words.end_word(&mut word, (start, at));
                    start = at + 3;
                    3
                }
                _ => return None,
            };
            at += len;
        }
        words.end_word(&mut word, (start, at));
        words.end_token(&mut token);
        Some(words)
    }

    fn end_word(&mut self, word: &mut LettersSoFar, span: (usize, usize)) {
        if word.latin && !word.unicode {
            if let Some(slot) = self.latin.get_mut(self.n_latin) {
                *slot = span;
            }
            self.n_latin += 1;
        }
        *word = LettersSoFar::default();
    }

    fn end_token(&mut self, token: &mut LettersSoFar) {
        self.n_unicode += usize::from(token.unicode && !token.latin);
        *token = LettersSoFar::default();
    }
}

/// Whether the second byte of a letter from À to ÿ is that of a Vietnamese vowel.
fn is_latin_vowel(byte: u8) -> bool {
    const VOWELS: u64 = {
        // À Á Â Ã È É Ê Ì Í Ò Ó Ô Õ Ù Ú Ý, and the small ones 32 further on.
        let capitals: u64 = 0xF | 0x7 << 8 | 0x3 << 12 | 0xF << 18 | 0x3 << 25 | 0x1 << 29;
        capitals | capitals << 32
    };
    VOWELS >> (byte & 0x3F) & 1 == 1
}

/// Slots for words that were judged.
const SLOTS: usize = 4_096;

thread_local! {
    static JUDGED: RefCell<Box<[u64; SLOTS]>> = RefCell::new(Box::new([0; SLOTS]));
}

/// Whether a word of ASCII and Latin-1 letters is a syllable that is meant as it stands.
///
/// Each of the few hundred such words in use is judged once; the verdict depends on the word alone.
fn is_firm_word(word: &str) -> bool {
    // Up to seven letters, the longest syllable, and the verdict in the last byte.
    let mut code = 0_u64;
    for c in word.chars() {
        let Ok(letter) = u8::try_from(c) else { return false };
        if code >> 48 != 0 {
            return false;
        }
        code = code << 8 | u64::from(letter);
    }
    code <<= 8;
    let slot = code.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52;
    JUDGED.with_borrow_mut(|judged| {
        let Some(known) = usize::try_from(slot).ok().and_then(|slot| judged.get_mut(slot)) else {
            return grade::is_sound(word);
        };
        if *known & !0xFF != code || *known & 0xFF == 0 {
            *known = code | (1 + u64::from(grade::is_sound(word)));
        }
        *known & 0xFF == 2
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Charset, Prior, Run, encode, repair};
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expect: bool) {
        for text in texts {
            // Asked twice: the second time the words are known.
            assert_eq!((is_surely_unicode(text), is_surely_unicode(text)), (expect, expect), "{text}");
        }
    }

    #[test]
    fn sound_text_is_seen_at_once() {
        check(&["", "UBND", "Sở Y tế", "Ủy ban nhân dân", "xã Tân Á", "“Đội” – số 1…", "Nguyễn Bé"], true);
        check(
            &["bé", "Sè", "A & B", "NguyÔn", "café Müller", "\u{A0}", "nh©n dân", "Ðộc", "Vie\u{323}t"],
            false,
        );
    }

    #[test]
    fn only_vowels_of_vietnamese_are_let_pass() {
        for code in 0xC0..=0xFF_u8 {
            let c = char::from(code);
            assert_eq!(is_latin_vowel(code & 0x3F | 0x80), letters::vowel(c).is_some(), "{c}");
        }
    }

    /// Everyday text of lists, with words that legacy fonts also spell.
    const LINES: &str = "Nguyễn Văn Tốt|Lò Thị Hà|Hoàng Bé|Trần Hữu Phước|Vừ A Páo|Bùi Thị Mẫn\
        |Ủy ban nhân dân xã Đông|Phó Chủ tịch Hội Nông dân|Bí thư Chi bộ xóm 3, thôn Bản Lũng\
        |Trường THCS Lê Lợi|hộ gia đình ông Lý Sín|Bộ Y tế|mô hình chăn nuôi bò|Nhóm trẻ|số|ghi chú\
        |DANH SÁCH ĐĂNG KÝ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Họ và tên|Xã Tân Á|hà|bé|vốn|tên";

    #[test]
    fn the_short_way_agrees_with_the_long_one() {
        let mut n_short = 0_usize;
        for line in LINES.split('|') {
            for charset in Charset::ALL {
                let Some(shown) = encode(charset, line) else { continue };
                if is_surely_unicode(&shown) {
                    n_short += 1;
                    // A reference is let through by no short way: behind it the long one is gone.
                    let longer = format!("{shown} &x");
                    let repaired = repair(&[Run::plain(&longer)], &Prior::none());
                    assert_eq!(repaired.text, longer, "{line} in {charset}");
                    assert!(!repaired.doubtful, "{line} in {charset}");
                }
            }
        }
        assert!(LINES.split('|').count() / 2 < n_short, "{n_short} went the short way");
    }
}
