//! The Vietnamese letter: a vowel (with its hat) and a tone, or đ.
//!
//! The alphabet has 134 letters beyond ASCII: 12 vowels × 6 tones × 2 cases, less
//! the 12 plain vowels that ASCII has, and đ Đ. Everything in this room that
//! takes a letter apart or puts it together does it with the two tables here.
//!
//! Tones are numbered in the order of Vietnamese dictionaries:
//! 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.

/// Number of vowels, counting a ă â, e ê, o ô ơ and u ư apart.
pub(super) const VOWELS: usize = 12;

/// Number of tones, counting the unmarked one.
pub(super) const TONES: usize = 6;

/// Lower-case vowels, by vowel and tone.
pub(super) const LOWER: [[char; TONES]; VOWELS] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// Capital vowels, by vowel and tone.
pub(super) const UPPER: [[char; TONES]; VOWELS] = [
    ['A', 'À', 'Ả', 'Ã', 'Á', 'Ạ'],
    ['Ă', 'Ằ', 'Ẳ', 'Ẵ', 'Ắ', 'Ặ'],
    ['Â', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ậ'],
    ['E', 'È', 'Ẻ', 'Ẽ', 'É', 'Ẹ'],
    ['Ê', 'Ề', 'Ể', 'Ễ', 'Ế', 'Ệ'],
    ['I', 'Ì', 'Ỉ', 'Ĩ', 'Í', 'Ị'],
    ['O', 'Ò', 'Ỏ', 'Õ', 'Ó', 'Ọ'],
    ['Ô', 'Ồ', 'Ổ', 'Ỗ', 'Ố', 'Ộ'],
    ['Ơ', 'Ờ', 'Ở', 'Ỡ', 'Ớ', 'Ợ'],
    ['U', 'Ù', 'Ủ', 'Ũ', 'Ú', 'Ụ'],
    ['Ư', 'Ừ', 'Ử', 'Ữ', 'Ứ', 'Ự'],
    ['Y', 'Ỳ', 'Ỷ', 'Ỹ', 'Ý', 'Ỵ'],
];

/// The plain vowel under each vowel of [`LOWER`].
const BARE: [char; VOWELS] = ['a', 'a', 'a', 'e', 'e', 'i', 'o', 'o', 'o', 'u', 'u', 'y'];

/// A vowel taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Vowel {
    /// Row of [`LOWER`] and [`UPPER`].
    pub(super) row: u8,
    /// Tone, 0 to 5.
    pub(super) tone: u8,
    /// Whether it is a capital.
    pub(super) upper: bool,
}

/// First code point of the Vietnamese block of Latin Extended Additional.
const EXTENDED: u32 = 0x1EA0;

/// Letters up to ư, and letters from Ạ to ỹ, as 1 + row × 12 + tone × 2 + capital; 0 is no vowel.
static LOW_CODES: [u8; 0x1B1] = codes(0);
static EXTENDED_CODES: [u8; 0x5A] = codes(EXTENDED);

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "runs at compile time, over the constant tables above"
)]
const fn codes<const N: usize>(first: u32) -> [u8; N] {
    let mut codes = [0; N];
    let mut row = 0;
    while row < VOWELS {
        let mut tone = 0;
        while tone < TONES {
            let code = 1 + (row * 12 + tone * 2) as u8;
            let lower = (LOWER[row][tone] as u32).wrapping_sub(first) as usize;
            if lower < N {
                codes[lower] = code;
            }
            let upper = (UPPER[row][tone] as u32).wrapping_sub(first) as usize;
            if upper < N {
                codes[upper] = code + 1;
            }
            tone += 1;
        }
        row += 1;
    }
    codes
}

/// Takes a vowel apart; `None` for consonants, đ and everything else.
pub(super) fn vowel(c: char) -> Option<Vowel> {
    let at = c as usize;
    let code = match LOW_CODES.get(at) {
        Some(code) => *code,
        None => *EXTENDED_CODES.get(at.wrapping_sub(EXTENDED as usize))?,
    };
    let code = code.checked_sub(1)?;
    Some(Vowel { row: code / 12, tone: code % 12 / 2, upper: code % 2 == 1 })
}

impl Vowel {
    /// The letter of this vowel, tone and case.
    pub(super) fn letter(self) -> char {
        let table = if self.upper { &UPPER } else { &LOWER };
        let letter = table.get(usize::from(self.row)).and_then(|row| row.get(usize::from(self.tone)));
        letter.copied().unwrap_or('\u{FFFD}')
    }

    /// The same vowel with another tone.
    pub(super) fn with_tone(self, tone: u8) -> Self {
        Self { tone, ..self }
    }

    /// The vowel without hat and tone, in lower case.
    pub(super) fn bare(self) -> char {
        BARE.get(usize::from(self.row)).copied().unwrap_or('\u{FFFD}')
    }

    /// Whether the vowel wears a hat: ă â ê ô ơ ư.
    pub(super) fn has_hat(self) -> bool {
        matches!(self.row, 1 | 2 | 4 | 7 | 8 | 10)
    }
}

/// `char::is_alphanumeric`, without a search through Unicode for the letters of Vietnamese.
pub fn is_word_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { vowel(c).is_some() || c.is_alphanumeric() }
}

/// Lower case of one character; one of several characters where Unicode has several.
pub(super) fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    match vowel(c) {
        Some(vowel) => Vowel { upper: false, ..vowel }.letter(),
        None => {
            Some(c).and_then(|c| c.to_lowercase().next()).filter(|small| comes_back(*small, c)).unwrap_or(c)
        }
    }
}

/// Whether a small letter and a capital are each other's: the Cyrillic "ᲀ" has the capital of another letter.
fn comes_back(small: char, capital: char) -> bool {
    capital.to_lowercase().eq([small]) && small.to_uppercase().eq([capital])
}

/// Capital of one character; the character itself where there is no single capital.
pub(super) fn upper(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    match vowel(c) {
        Some(vowel) => Vowel { upper: true, ..vowel }.letter(),
        None => {
            let mut capitals = c.to_uppercase();
            match (capitals.next(), capitals.next()) {
                (Some(capital), None) if comes_back(c, capital) => capital,
                _ => c,
            }
        }
    }
}

/// Whether the letter cannot be anything but Unicode: no Latin-1 code page has it.
pub(super) fn is_beyond_latin1(c: char) -> bool {
    matches!(c, '\u{102}' | '\u{103}' | '\u{110}' | '\u{111}' | '\u{128}' | '\u{129}' | '\u{168}' | '\u{169}')
        || matches!(c, '\u{1A0}' | '\u{1A1}' | '\u{1AF}' | '\u{1B0}' | '\u{1EA0}'..='\u{1EF9}')
}

/// A letter or sign beyond ASCII that is no mere punctuation of word processors.
pub(super) fn is_residue(c: char) -> bool {
    !c.is_ascii() && !matches!(c, '\u{A0}' | '«' | '»' | '\u{80}'..='\u{9F}' | '\u{2010}'..='\u{203A}')
}

/// The 134 letters beyond ASCII.
#[cfg(test)]
pub(super) fn alphabet() -> Vec<char> {
    let vowels = LOWER.iter().chain(&UPPER).flatten().copied();
    vowels.chain(['đ', 'Đ']).filter(|c| !c.is_ascii()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alphabet_has_134_letters_beyond_ascii() {
        assert_eq!(alphabet().len(), 134);
    }

    #[test]
    fn every_vowel_comes_back_together() {
        for c in LOWER.iter().chain(&UPPER).flatten() {
            assert_eq!(vowel(*c).map(Vowel::letter), Some(*c));
        }
        for c in "bđĐwz1 ñöåÿ\u{300}ǖ漢".chars() {
            assert_eq!(vowel(c), None, "{c}");
        }
    }

    #[test]
    fn case_agrees_with_unicode() {
        for c in alphabet() {
            assert_eq!(Some(lower(c)), c.to_lowercase().next());
            assert_eq!(Some(upper(c)), c.to_uppercase().next());
        }
        assert_eq!(upper('ß'), 'ß');
    }
}
