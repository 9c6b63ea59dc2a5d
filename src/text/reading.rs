//! Ways to read the surface of a word, and how well a word reads in each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::charset::{Charset, FontHint};
use super::grade::{self, AsWritten, BROKEN, DecodedWord};
use super::{decode, letters};

/// A word keeps to the charset of its cell unless another reading is better by this much.
const CELL: f32 = 0.8;
/// A font that names a charset weighs a little more than one word that fits.
pub(super) const FONT: f32 = 1.1;

/// Ways to read the surface, the likelier first.
pub(super) const READINGS: [CharsetReading; 7] = [
    CharsetReading { charset: Charset::Tcvn3, via_1258: false },
    CharsetReading { charset: Charset::Vni, via_1258: false },
    CharsetReading { charset: Charset::Windows1258, via_1258: false },
    CharsetReading { charset: Charset::Tcvn3, via_1258: true },
    CharsetReading { charset: Charset::Vni, via_1258: true },
    CharsetReading { charset: Charset::Viscii, via_1258: false },
    CharsetReading { charset: Charset::Vps, via_1258: false },
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CharsetReading {
    pub(super) charset: Charset,
    /// Whether the bytes went through windows-1258 on their way.
    pub(super) via_1258: bool,
}

impl CharsetReading {
    /// Whether the reading is so rare that it needs more than spelling.
    pub(super) fn is_rare(self) -> bool {
        self.via_1258 || matches!(self.charset, Charset::Viscii | Charset::Vps)
    }

    /// What a font says: 1 for this charset, −1 against a rare one, for another font is as good as a wrong word.
    pub(super) fn fits(self, font: FontHint) -> f32 {
        match font.charset() {
            Some(charset) if charset == self.charset && !self.via_1258 => 1.0,
            Some(_) if self.is_rare() && !self.via_1258 => -1.0,
            Some(_) | None => 0.0,
        }
    }

    /// The word decoded, and whether Unicode letters were left in it; `None` if some other
    /// character has no meaning in this charset.
    pub(super) fn word(self, word: &str) -> Option<(String, bool)> {
        let mut out = String::with_capacity(word.len() * 2);
        if self.via_1258 {
            if !word.chars().any(|c| decode::from_1258(c).is_some()) {
                return None;
            }
            let surface: String = word.chars().map(|c| decode::from_1258(c).unwrap_or(c)).collect();
            let residue = decode::surface(self.charset, &surface, &mut out);
            return (residue == 0).then_some((out, false));
        }
        let residue = decode::surface(self.charset, word, &mut out);
        if residue == 0 {
            return Some((out, false));
        }
        // A Unicode letter may stand among legacy ones (`®ịnh`), if the rest was decoded.
        let n_unicode = word.chars().filter(|c| letters::is_beyond_latin1(*c)).count();
        (residue <= n_unicode).then_some((out, true))
    }

    /// How well the word reads when decoded, `stands` being its grade as it is.
    fn grade(self, word: &str, stands: f32) -> Graded {
        let Some((decoded, is_mixed)) = self.word(word) else { return Graded::BROKEN };
        if is_mixed && decoded == word {
            return Graded { grade: UNTOUCHED, differs: false, is_mixed, is_untouched: true };
        }
        let is_tcvn3 = self.charset == Charset::Tcvn3;
        let grade = grade::decoded(&DecodedWord { text: &decoded, is_tcvn3 });
        let differs = decoded != word;
        if !differs || grade <= 0.0 {
            return Graded { grade, differs, is_mixed, is_untouched: false };
        }
        let other = if is_tcvn3 { Charset::Vni } else { Charset::Tcvn3 };
        // The lists name the common readings of words that stand as they are; others are rarer.
        let is_listed_elsewhere =
            || grade::standing(word, other) != AsWritten::Sound || (is_tcvn3 && grade::is_rather_vni(word));
        let grade = match grade::standing(word, self.charset) {
            AsWritten::Firm => grade.min(HARDLY),
            AsWritten::Sound if grade::SOUND <= stands || is_listed_elsewhere() => grade.min(RARER),
            AsWritten::Sound | AsWritten::Even | AsWritten::Stale => grade,
        };
        Graded { grade, differs, is_mixed, is_untouched: false }
    }
}

/// How well a word reads in one way.
#[derive(Debug, Clone, Copy)]
struct Graded {
    grade: f32,
    /// Whether decoding changes the word.
    differs: bool,
    /// Whether Unicode letters were left in it.
    is_mixed: bool,
    /// A Unicode word, which speaks against the charset unless it is broken anyway.
    is_untouched: bool,
}

impl Graded {
    /// Some character of the word has no meaning in the charset.
    const BROKEN: Self = Self { grade: BROKEN, differs: false, is_mixed: true, is_untouched: false };
}

/// A word with all that is said of it: how it stands, and how it reads in each way.
#[derive(Debug)]
pub(super) struct WeighedWord {
    /// How it stands as it is.
    pub(super) stands: f32,
    /// Whether a sign that Vietnamese has no use for touches a letter.
    has_residue: bool,
    readings: [Graded; READINGS.len()],
}

impl WeighedWord {
    fn of(word: &str) -> Self {
        let stands = grade::as_it_is(word);
        let has_residue = grade::has_residue(word);
        Self { stands, has_residue, readings: READINGS.map(|reading| reading.grade(word, stands)) }
    }

    /// How well it reads in the way of that number, and whether that changes it; `stands` is what its own grade
    /// counts in this cell.
    pub(super) fn read(&self, at: usize, stands: f32) -> (f32, bool) {
        let Some(read) = self.readings.get(at) else { return (BROKEN, false) };
        (if read.is_untouched { stands.min(read.grade) } else { read.grade }, read.differs)
    }
}

/// Words remembered at most: Vietnamese has some 7,000 syllables, each in up to three cases and charsets.
const MAX_WORDS: usize = 40_000;
/// Words longer than this are no syllables and not worth remembering.
const MAX_WORD_BYTES: usize = 24;

thread_local! {
    static WORDS: RefCell<HashMap<Box<str>, Rc<WeighedWord>>> = RefCell::new(HashMap::new());
}

/// Weighs a word. The same few thousand words stand in all cells of a file, so each is weighed once;
/// what is said of it depends on the word alone, whatever was read before.
pub(super) fn weigh(word: &str) -> Rc<WeighedWord> {
    if MAX_WORD_BYTES < word.len() {
        return Rc::new(WeighedWord::of(word));
    }
    WORDS.with_borrow_mut(|words| {
        if let Some(known) = words.get(word) {
            return Rc::clone(known);
        }
        let weighed = Rc::new(WeighedWord::of(word));
        if MAX_WORDS <= words.len() {
            words.clear();
        }
        words.insert(word.into(), Rc::clone(&weighed));
        weighed
    })
}

/// A word that the charset leaves as it is counts a little against it.
const UNTOUCHED: f32 = -1.0;
/// A decoded word that is rarer than the word as it stands.
const RARER: f32 = 0.6;

/// A decoded word that is hardly one, while it is a common word as it stands: a font alone is too little.
const HARDLY: f32 = 0.15;

/// How one word is read in a cell that is read as `cell`; `None` is as it stands.
///
/// A word in a font of the cell's charset, or with signs in it, is read so even if it is no syllable then:
/// it may be misspelt, but it is not Unicode.
pub(super) fn best_reading(
    word: &WeighedWord,
    cell: Option<CharsetReading>,
    font: FontHint,
) -> Option<CharsetReading> {
    let stands = word.stands;
    let number = cell.and_then(|cell| READINGS.iter().position(|reading| *reading == cell));
    if let (Some(reading), Some(at)) = (cell, number) {
        let is_in_font = font.charset() == Some(reading.charset);
        let (grade, _) = word.read(at, stands);
        let grade = grade + if is_in_font { CELL + FONT / 2.0 } else { CELL };
        if stands < grade && 0.0 < grade {
            return cell;
        }
        let is_legacy = stands < 0.0 && (is_in_font || word.has_residue);
        if is_legacy && word.readings.get(at).is_some_and(|read| !read.is_mixed) {
            return cell;
        }
    }
    if 0.0 <= stands {
        return None;
    }
    // Against the cell only a word that is broken as it stands is decoded, and only to a sound one.
    let mut common = (0..).zip(READINGS).filter(|(_, reading)| !reading.is_rare());
    common.find(|(at, _)| grade::SOUND <= word.read(*at, stands).0).map(|(_, reading)| reading)
}
