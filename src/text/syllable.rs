//! The syllable grammar: initial + rhyme + tone.
//!
//! Vietnamese is written syllable by syllable, and fewer than 7,000 syllables are
//! in use out of the hundreds of thousands that its letters could spell. That makes
//! the grammar the best witness of how a text was encoded: a wrong decoding
//! breaks it at once.
//!
//! Rules: a rhyme that ends in c, ch, p or t takes only sắc or nặng; k, gh and ngh stand
//! only before e ê i y, and c, g and ng not before them (g before i is gi); qu absorbs the
//! u (qu before o and ư is none, before ô only *quốc*), gi the i; đ is only an initial; ych, ynh and yt
//! follow qu only; one tone mark at most.
//!
//! Source: the project's own measurement, `syllable_grammar.tsv`, which accepts 6,592 of the
//! 6,631 syllables of a dictionary (the rest are abbreviations and loans).

use super::letters::{self, Vowel};

/// The longest syllable, nghiêng, in letters.
const LONGEST: usize = 7;

/// Rhymes without tone, sorted.
const RHYMES: [&str; 174] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oec", "oem", "oen", "oeng", "oeo", "oet", "oi", "om", "on", "ong", "ooc",
    "oong", "op", "ot", "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up",
    "ut", "uy", "uya", "uyc", "uych", "uym", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân",
    "uâng", "uât", "uâu", "uây", "uê", "uêch", "uên", "uênh", "uêt", "uôc", "uôi", "uôm", "uôn", "uông",
    "uôt", "uơ", "y", "ych", "ynh", "yt", "yêm", "yên", "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp",
    "ât", "âu", "ây", "ê", "êc", "êch", "êm", "ên", "êng", "ênh", "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm",
    "ôn", "ông", "ôp", "ôt", "ôông", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
    "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt",
    "ươu",
];

/// Rhymes of a handful of words each, sorted.
const RARE_RHYMES: [&str; 19] = [
    "eng", "oao", "oap", "oec", "oem", "oeng", "ooc", "oong", "uych", "uym", "uyp", "uyu", "uâng", "uâu",
    "uêch", "uên", "ych", "ynh", "yt",
];

/// The rhymes as numbers, in the same order: up to eight bytes of UTF-8, left-aligned.
static RHYME_CODES: [u64; RHYMES.len()] = rhyme_codes();

#[expect(clippy::indexing_slicing, reason = "runs at compile time, over the constant table above")]
const fn rhyme_codes() -> [u64; RHYMES.len()] {
    let mut codes = [0; RHYMES.len()];
    let mut at = 0;
    while at < codes.len() {
        let bytes = RHYMES[at].as_bytes();
        let mut byte = 0;
        while byte < bytes.len() {
            codes[at] |= (bytes[byte] as u64) << (56 - 8 * byte);
            byte += 1;
        }
        at += 1;
    }
    codes
}

fn is_rhyme(letters: &[char]) -> bool {
    let mut code = 0;
    let mut shift = 64_u32;
    for c in letters {
        let mut utf8 = [0; 4];
        for byte in c.encode_utf8(&mut utf8).bytes() {
            let Some(next) = shift.checked_sub(8) else { return false };
            shift = next;
            code |= u64::from(byte) << shift;
        }
    }
    RHYME_CODES.binary_search(&code).is_ok()
}

/// A syllable taken apart; it keeps the grammar, or it is not made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Syllable {
    /// Lower-case letters without tone.
    letters: [char; LONGEST],
    len: usize,
    /// How many letters the initial has.
    initial: usize,
    tone: u8,
    /// Where the tone mark was written, if there is one.
    tone_at: Option<usize>,
}

impl Syllable {
    /// Takes a word apart; `None` if the grammar does not allow it.
    pub(super) fn parse(word: impl IntoIterator<Item = char>) -> Option<Self> {
        let taken = Self::toneless(word)?;
        let stopped = match taken.letters.get(..taken.len)?.split_last() {
            Some((last, before)) => {
                matches!(last, 'c' | 'p' | 't') || (*last == 'h' && before.last() == Some(&'c'))
            }
            None => false,
        };
        (!stopped || matches!(taken.tone, 4 | 5)).then_some(taken)
    }

    /// The same, of letters whose tone may still have to be put.
    pub(super) fn toneless(word: impl IntoIterator<Item = char>) -> Option<Self> {
        let mut letters = ['\0'; LONGEST];
        let (mut len, mut tone, mut tone_at) = (0, 0, None);
        for c in word {
            let slot = letters.get_mut(len)?;
            *slot = match letters::vowel(c) {
                Some(vowel) => {
                    if 0 < vowel.tone {
                        if tone_at.is_some() {
                            return None;
                        }
                        (tone, tone_at) = (vowel.tone, Some(len));
                    }
                    Vowel { tone: 0, upper: false, ..vowel }.letter()
                }
                None if c.is_ascii_alphabetic() => c.to_ascii_lowercase(),
                None if matches!(c, 'đ' | 'Đ') => 'đ',
                None => return None,
            };
            len += 1;
        }
        let spelt = letters.get(..len)?;
        let initial = initial_len(spelt)?;
        Some(Self { letters, len, initial, tone, tone_at })
    }

    /// The tone, 0 to 5.
    pub(super) fn tone(&self) -> u8 {
        self.tone
    }

    /// Where the mark belongs in the older style (hòa, thúy), counted in letters.
    ///
    /// On a vowel with a hat if there is one (the last of them); else on the second vowel
    /// when a final consonant or a third vowel follows; else on the first.
    pub(super) fn place(&self) -> usize {
        let rhyme = self.rhyme();
        let hat = rhyme.iter().rposition(|c| letters::vowel(*c).is_some_and(Vowel::has_hat));
        let vowels = rhyme.iter().filter(|c| letters::vowel(**c).is_some()).count();
        let at = match hat {
            Some(at) => at,
            None if vowels < 2 => 0,
            None if vowels < rhyme.len() || vowels == 3 => 1,
            None => 0,
        };
        self.initial + at
    }

    /// Whether the mark stands where the older or the newer style (hoà, thuý) puts it.
    pub(super) fn is_well_placed(&self) -> bool {
        let Some(tone_at) = self.tone_at else { return true };
        let newer = matches!(self.rhyme(), ['o', 'a' | 'e'] | ['u', 'y']) && tone_at == self.initial + 1;
        newer || tone_at == self.place()
    }

    /// Whether the rhyme is a lone y after an initial, which may as well be written i (kỹ, kĩ).
    pub(super) fn ends_in_loose_y(&self) -> bool {
        0 < self.initial && self.rhyme() == ['y']
    }

    /// Whether only a handful of words have this rhyme.
    pub(super) fn has_rare_rhyme(&self) -> bool {
        // Khuya has no tone, and no word with its rhyme has one.
        let is_toned_uya = 0 < self.tone && self.rhyme() == ['u', 'y', 'a'];
        is_toned_uya || RARE_RHYMES.iter().any(|rhyme| rhyme.chars().eq(self.rhyme().iter().copied()))
    }

    /// Whether a lone toned y follows an initial after which only i is written (*bí*, no *bý*).
    pub(super) fn has_unused_y(&self) -> bool {
        let initial = self.letters.get(..self.initial).unwrap_or_default();
        let takes_y =
            matches!(initial, [] | ['h' | 'k' | 'l' | 'm' | 's' | 't' | 'v'] | ['q', 'u'] | ['t', 'h']);
        0 < self.tone && self.rhyme() == ['y'] && !takes_y
    }

    fn rhyme(&self) -> &[char] {
        self.letters.get(self.initial..self.len).unwrap_or_default()
    }
}

/// How many letters the initial has, if initial and rhyme go together.
fn initial_len(spelt: &[char]) -> Option<usize> {
    let len = match spelt {
        ['n', 'g', 'h', ..] => 3,
        ['n', 'g' | 'h', ..]
        | ['c' | 'g' | 'k' | 'p' | 't', 'h', ..]
        | ['g', 'i', ..]
        | ['q', 'u', ..]
        | ['t', 'r', ..] => 2,
        [
            'b' | 'c' | 'd' | 'đ' | 'g' | 'h' | 'k' | 'l' | 'm' | 'n' | 'p' | 'r' | 's' | 't' | 'v' | 'x',
            ..,
        ] => 1,
        _ => 0,
    };
    // *gìn* is g and in, *giá* is gi and a.
    let shorter = matches!(spelt, ['g', 'i', ..]).then_some(1);
    [Some(len), shorter].into_iter().flatten().find(|len| go_together(spelt, *len))
}

fn go_together(spelt: &[char], len: usize) -> bool {
    let Some((initial, rhyme)) = spelt.split_at_checked(len) else { return false };
    let is_front_vowel = matches!(rhyme.first(), Some('e' | 'ê' | 'i' | 'y'));
    let agrees = match initial {
        ['k'] | ['g', 'h'] | ['n', 'g', 'h'] => is_front_vowel,
        ['c'] | ['n', 'g'] => !is_front_vowel,
        ['g'] => !is_front_vowel || rhyme.first() == Some(&'i'),
        // The u has been said already: *quốc* and *quở*, but no *quục*.
        ['q', 'u'] => match rhyme {
            ['o' | 'u' | 'ư', ..] => false,
            ['ô', after @ ..] => after == ['c'],
            _ => true,
        },
        // And so has the i.
        ['g', 'i'] => !matches!(rhyme.first(), Some('i' | 'y')),
        _ => true,
    };
    // *quýt*, *quých* and *quỳnh* end so; elsewhere these are written with i.
    let needs_qu = matches!(rhyme, ['y', 'c' | 'n', 'h'] | ['y', 't']);
    agrees && (!needs_qu || initial == ['q', 'u']) && is_rhyme(rhyme)
}

/// Whether the word, in any case, is a syllable that Vietnamese spelling allows.
///
/// Takes composed text (NFC). A misplaced tone mark (Baỏ) still counts.
///
/// ```
/// use tonghop::text::is_syllable;
/// assert!(is_syllable("Nguyễn"));
/// assert!(!is_syllable("NguyÔn"));
/// ```
pub fn is_syllable(word: &str) -> bool {
    Syllable::parse(word.chars()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expect: bool) {
        for word in words.split_whitespace() {
            assert_eq!(is_syllable(word), expect, "{word}");
        }
    }

    #[test]
    fn the_tables_are_sorted() {
        assert!(RHYMES.is_sorted());
        assert!(RHYME_CODES.is_sorted());
    }

    #[test]
    fn words_in_use_are_syllables() {
        check("a ơ y ở ý Ủy ủy uỷ ban nhân dân tỉnh Nguyễn NGUYỄN Điềm Mặc thuyền khuỷu ngoèo nghiêng", true);
        check(
            "gì gìn giá giếng giữ giặt giường quý quốc quyết quỳnh quýt quở quơ quả quê kỷ luật nghỉ ghế ích yêu",
            true,
        );
        check("đường được xoong moóc thuở khuya huệ rượu hươu bưu Thuý hoà loè tiếc mạch khách", true);
    }

    #[test]
    fn broken_words_are_not() {
        check("NguyÔn đđ bđ hòà tềế ka ce ngê gê nghan ghô qan", false);
        check("cac mat hich tiêp cạ̣ Niê Êban Krông Mlô Kbuôr jazz 12 a1 abcdefgh", false);
        check("¸nh Döông ñy cöûa", false);
        check("quục quôn quong quưa giiên Ýt ých chych", false);
    }

    #[test]
    fn a_stop_takes_only_two_tones() {
        check("mát mạt cách cạch hấp hập tóc tọc", true);
        check("màt mảt cãch hầp tòc", false);
    }

    #[track_caller]
    fn check_place(word: &str, place: usize, well: bool) {
        let syllable = Syllable::parse(word.chars());
        let found = syllable.map(|syllable| (syllable.place(), syllable.is_well_placed()));
        assert_eq!(found, Some((place, well)), "{word}");
    }

    #[test]
    fn the_tone_has_one_place() {
        for (word, place, well) in [
            ("hòa", 1, true),
            ("hoà", 1, true),
            ("hoàn", 2, true),
            ("hòan", 2, false),
            ("thuý", 2, true),
            ("quý", 2, true),
            ("qúy", 2, false),
            ("giá", 2, true),
            ("gía", 2, false),
            ("gìn", 1, true),
            ("khuỷu", 3, true),
            ("khủyu", 3, false),
            ("ngoèo", 3, true),
            ("nước", 2, true),
            ("nứơc", 2, false),
            ("tiêú", 2, false),
            ("Baỏ", 1, false),
            ("thuở", 3, true),
            ("thủơ", 3, false),
            ("nghiã", 3, false),
            ("mùa", 1, true),
            ("xoài", 2, true),
            ("quả", 2, true),
            ("ủy", 0, true),
            ("mười", 2, true),
            ("của", 1, true),
        ] {
            check_place(word, place, well);
        }
    }
}
