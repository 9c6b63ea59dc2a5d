//! Folding text to keys for comparison.
//!
//! Three keys, each coarser than the one before; equal texts have equal keys in all of them:
//! - [`key`] (K1): one case, one place for the tone mark, no punctuation. *Hoà Bình* and
//!   *HÒA-BÌNH* are the same; *Hùng* and *Hưng* are not.
//! - [`loose_key`] (K2): and a lone final y is i, so that *Lý* is *Lí* and *kỹ* is *kĩ*.
//! - [`bare_key`] (K3): and no marks at all, đ is d.
//!
//! A key is for machines: it is never shown, and never turned back into text. Tone
//! placement is made one only here, because offices use both styles and print what they like.
//! Folding a key again changes nothing.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::clean::is_invisible;
use super::letters::{self, Vowel};
use super::syllable::Syllable;

/// K1: one case, tone marks in one place, punctuation as single spaces.
///
/// Letters and digits are kept, đ stays đ. `Ð`, `ð` and `Ƣ` are read as the letters they stand in for.
///
/// ```
/// use tonghop::text::key;
/// assert_eq!(key("UBND  xã Hoà-Bình"), key("ubnd XÃ HÒA BÌNH"));
/// ```
pub fn key(text: &str) -> String {
    fold(text, Depth::Key)
}

/// K2: [`key`], and y is i where spelling lets either stand: alone at the end, after an initial.
pub fn loose_key(text: &str) -> String {
    fold(text, Depth::Loose)
}

/// K3: [`key`] without any marks.
///
/// ```
/// use tonghop::text::bare_key;
/// assert_eq!(bare_key("Phường Vĩnh Trại"), "phuong vinh trai");
/// ```
pub fn bare_key(text: &str) -> String {
    fold(text, Depth::Bare)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    Key,
    Loose,
    Bare,
}

fn fold(text: &str, depth: Depth) -> String {
    if let Some(folded) = folded(text.chars(), text.len(), depth, Strangers::Refused) {
        return folded;
    }
    // Marks that found no letter are dropped, which can bring others together: hence twice.
    let lowered: String = text.nfc().flat_map(char::to_lowercase).collect();
    let marked: String = lowered.nfc().filter(|c| !is_combining_mark(*c)).collect();
    let composed: String = if depth == Depth::Bare {
        let stripped: String = marked.nfd().filter(|c| !is_combining_mark(*c)).collect();
        stripped.nfc().collect()
    } else {
        marked.nfc().collect()
    };
    folded(composed.chars(), composed.len(), depth, Strangers::Folded).unwrap_or_default()
}

/// What to do with characters that may not fold one by one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strangers {
    /// The text has to be composed first.
    Refused,
    /// It is.
    Folded,
}

/// Folds character by character; nothing if one is a stranger that is refused.
fn folded(
    text: impl Iterator<Item = char>,
    len: usize,
    depth: Depth,
    strangers: Strangers,
) -> Option<String> {
    let mut folded = KeyBuilder { out: String::with_capacity(len), word: WordSoFar::default(), depth };
    for c in text {
        if c.is_ascii_alphabetic() {
            folded.plain(c.to_ascii_lowercase());
        } else if c.is_ascii_digit() {
            folded.sign(c);
        } else if c.is_ascii() {
            folded.blank();
        } else if let Some(vowel) = letters::vowel(c) {
            folded.vowel(Vowel { upper: false, ..vowel });
        } else if matches!(c, 'đ' | 'Đ') {
            folded.letter('đ');
        } else if is_invisible(c) && (c == '\u{AD}' || strangers == Strangers::Folded) {
            // Dropped.
        } else if is_punctuation(c) {
            folded.blank();
        } else if strangers == Strangers::Refused {
            return None;
        } else {
            folded.stranger(c);
        }
    }
    Some(folded.finish())
}

/// The punctuation that offices type.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}' | '\u{B7}' | '\u{BB}')
        || matches!(c, '\u{2010}'..='\u{2026}')
}

/// What is known of the letters since the last break, to see whether a tone may have to move.
#[derive(Default)]
struct WordSoFar {
    /// Where it starts in what was written.
    start: usize,
    n_letters: usize,
    n_vowels: usize,
    n_tones: usize,
    /// How many vowels stand before the last one with a tone.
    before_tone: usize,
    /// Whether any vowel has a hat.
    hat: bool,
    /// Whether it ends in a vowel.
    open: bool,
    /// Whether it begins with q or g, which may take the first vowel.
    takes_a_vowel: bool,
    /// Whether the last vowel with a hat bears the tone: then it stands where it belongs.
    tone_on_hat: bool,
    /// Whether it ends in y.
    ends_in_y: bool,
}

struct KeyBuilder {
    out: String,
    word: WordSoFar,
    depth: Depth,
}

impl WordSoFar {
    /// Whether the tone surely stands where it belongs: on the only vowel with a hat; on the first of two
    /// vowels that end the word; on the second of two before a consonant.
    fn is_well_placed(&self) -> bool {
        if self.n_tones != 1 {
            return false;
        }
        let two = self.n_vowels == 2 && !self.hat && !self.takes_a_vowel;
        self.tone_on_hat || two && self.before_tone == usize::from(!self.open)
    }
}

impl KeyBuilder {
    /// A small letter of ASCII: what [`Folded::letter`] does, for most letters of most texts.
    fn plain(&mut self, c: char) {
        let word = &mut self.word;
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        word.takes_a_vowel |= word.n_letters == 0 && matches!(c, 'q' | 'g');
        word.n_letters += 1;
        word.n_vowels += usize::from(vowel);
        word.open = vowel;
        word.ends_in_y = c == 'y';
        self.out.push(c);
    }

    /// A consonant, or a letter that is no Vietnamese one, in lower case; ASCII vowels too.
    fn letter(&mut self, c: char) {
        match letters::vowel(c) {
            Some(vowel) => self.vowel(vowel),
            None if c == 'đ' && self.depth == Depth::Bare => self.out.push('d'),
            None => {
                self.word.n_letters += 1;
                self.word.open = false;
                self.word.ends_in_y = false;
                self.out.push(c);
            }
        }
    }

    /// A small vowel.
    fn vowel(&mut self, vowel: Vowel) {
        if self.depth == Depth::Bare {
            self.out.push(vowel.bare());
            return;
        }
        let word = &mut self.word;
        if 0 < vowel.tone {
            word.before_tone = word.n_vowels;
        }
        word.n_letters += 1;
        word.n_vowels += 1;
        word.n_tones += usize::from(0 < vowel.tone);
        word.hat |= vowel.has_hat();
        word.open = true;
        if vowel.has_hat() || 0 < vowel.tone {
            word.tone_on_hat = vowel.has_hat() && 0 < vowel.tone;
        }
        word.ends_in_y = is_y(vowel);
        self.out.push(vowel.letter());
    }

    /// A digit, or a sign that counts as one.
    fn sign(&mut self, c: char) {
        self.flush();
        self.out.push(c);
        self.word.start = self.out.len();
    }

    fn blank(&mut self) {
        self.flush();
        if !self.out.is_empty() && !self.out.ends_with(' ') {
            self.out.push(' ');
        }
        self.word.start = self.out.len();
    }

    /// A character beyond Vietnamese text.
    fn stranger(&mut self, c: char) {
        let c = match c {
            'Ð' | 'ð' | 'Ɖ' | 'ɖ' => 'đ',
            'Ƣ' | 'ƣ' => 'ư',
            // Full-width forms lie at a fixed distance from ASCII.
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        };
        if c.is_alphabetic() {
            self.letter(letters::lower(c));
        } else if !c.is_numeric() {
            self.blank();
        } else if self.depth == Depth::Bare {
            self.out.push(letters::lower(c));
        } else {
            self.sign(letters::lower(c));
        }
    }

    /// Ends a word: its tone is moved to where it belongs.
    fn flush(&mut self) {
        let word = std::mem::take(&mut self.word);
        let may_move = 0 < word.n_tones && 1 < word.n_vowels && !word.is_well_placed();
        let may_loosen = self.depth == Depth::Loose && word.ends_in_y;
        if word.n_letters <= LONGEST && (may_move || may_loosen) {
            let mut held = [' '; LONGEST];
            let written = self.out.get(word.start..).unwrap_or_default();
            held.iter_mut().zip(written.chars()).for_each(|(slot, c)| *slot = c);
            let held = held.get(..word.n_letters).unwrap_or_default();
            if let Some(letters) = canonical(held, self.depth) {
                self.out.truncate(word.start);
                self.out.extend(letters);
            }
        }
        self.word.start = self.out.len();
    }

    fn finish(mut self) -> String {
        self.flush();
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out
    }
}

/// The longest syllable, in letters.
const LONGEST: usize = 7;

/// The word with its tone where it belongs, and i for a loose y; `None` if it is no syllable.
fn canonical(word: &[char], depth: Depth) -> Option<Vec<char>> {
    let may_loosen = depth == Depth::Loose && word.last().and_then(|c| letters::vowel(*c)).is_some_and(is_y);
    let syllable = Syllable::parse(word.iter().copied())?;
    let place = syllable.place();
    let toned = word.iter().enumerate().map(|(at, c)| match letters::vowel(*c) {
        Some(vowel) => vowel.with_tone(if at == place { syllable.tone() } else { 0 }).letter(),
        None => *c,
    });
    let mut toned: Vec<char> = toned.collect();
    if let Some(last) = toned.last_mut()
        && may_loosen
        && syllable.ends_in_loose_y()
    {
        *last = Vowel { row: I, tone: syllable.tone(), upper: false }.letter();
    }
    Some(toned)
}

/// Rows of [`letters::LOWER`].
const I: u8 = 5;
const Y: u8 = 11;

fn is_y(vowel: Vowel) -> bool {
    vowel.row == Y
}
/// Whether a key begins with words, as they stand. Most do not by their first letter: that is seen without a call.
pub fn begins(key: &str, words: &str) -> bool {
    key.as_bytes().first() == words.as_bytes().first()
        && key.strip_prefix(words).is_some_and(|after| after.is_empty() || after.starts_with(' '))
}

/// Whether a key says words, as they stand and not within others.
pub fn says(key: &str, words: &str) -> bool {
    says_one_of(key, &[words])
}

/// Whether a key says one of some words. Asked for each cell a hundred times: it makes no text.
pub fn says_one_of(key: &str, words: &[&str]) -> bool {
    let mut rest = key;
    loop {
        if words.iter().any(|words| begins(rest, words)) {
            return true;
        }
        let blank = rest.bytes().position(|byte| byte == b' ');
        match blank.and_then(|at| rest.get(at + 1..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

/// The text for a file name or an address: ASCII letters and digits with single hyphens.
///
/// Characters of other scripts are left out, so the result can be empty.
///
/// ```
/// assert_eq!(tonghop::text::slug("Phường Vĩnh Trại"), "phuong-vinh-trai");
/// ```
pub fn slug(text: &str) -> String {
    let bare = bare_key(text);
    let words = bare.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(fold: fn(&str) -> String, expect: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(fold(text), expect, "{text}");
        }
    }

    #[test]
    fn keys() {
        check(key, "hòa bình", &["Hoà Bình", "HÒA-BÌNH", " hoà  bình.", "ho\u{E0} bi\u{300}nh"]);
        check(key, "bảo tiếu nước ủy khuỷu", &["Baỏ tiêú nứơc Uỷ khủyu"]);
        check(key, "h mông đ c", &["H'Mông, đ/c", "H’Mông Ð/C"]);
        check(key, "quý giá gìn thuở", &["qúy gía gìn thủơ"]);
        check(key, "nghị định 152 2025 nđ cp", &["Nghị định 152/2025/NĐ-CP"]);
        check(key, "chương 12a", &["CHƢƠNG １２a", "chương 12A"]);
        check(key, "niê êban krông", &["Niê Êban Krông"]);
        check(key, "", &["", " .,", "\u{AD}\u{200B}"]);
        check(key, "thúy", &["Thuý", "THÚY"]);
    }

    #[test]
    fn loose_keys() {
        check(loose_key, "lí mĩ quí kĩ sư", &["Lý Mỹ Quý kỹ sư", "Lí Mĩ Quí kĩ sư"]);
        check(loose_key, "thúy tay y tế nguyễn", &["Thuý tay y tế Nguyễn"]);
    }

    #[test]
    fn bare_keys() {
        check(bare_key, "phuong vinh trai", &["Phường Vĩnh Trại", "PHUONG VINH TRAI"]);
        check(bare_key, "dien mac", &["Điềñ Mặc", "ĐIEN-MAC"]);
        check(bare_key, "cafe", &["café"]);
    }

    #[test]
    fn slugs() {
        check(slug, "phuong-vinh-trai", &["Phường Vĩnh Trại", " phường: Vĩnh/Trại! "]);
        check(slug, "so-y-te-2", &["Sở Y tế (2)"]);
        check(slug, "", &["", "漢字", "…"]);
    }

    /// Text made of Vietnamese letters and damage as well as of anything at all.
    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            ".{0,24}",
            "[a-zA-Zàảãáạăâđêôơưừýỵ ĐÐƢ\u{300}\u{301}\u{309}\u{323}\u{302}'./0-9\u{AD}]{0,24}"
        ]
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in texts()) {
            for fold in [key, loose_key, bare_key, slug] {
                let once = fold(&text);
                prop_assert_eq!(fold(&once), once);
            }
        }

        #[test]
        fn a_coarser_key_joins_what_a_finer_one_joins(text in texts()) {
            prop_assert_eq!(bare_key(&key(&text)), bare_key(&text));
            prop_assert_eq!(loose_key(&key(&text)), loose_key(&text));
        }
    }
}
