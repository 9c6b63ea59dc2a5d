//! Repairing a cell: which charset its letters are in, and the text they stand for.
//!
//! Clean Unicode takes a short way: one look at each character, nothing copied. Otherwise, in this
//! order: character references; UTF-8 read wrongly (a valid sequence proves itself); legacy
//! charsets; composition (NFC); look-alike letters. Blanks and punctuation are left to
//! [`clean`](super::clean), and must not be cleaned before: TCVN3 writes ư as a soft hyphen.
//!
//! Legacy charsets are told by spelling. Every word with letters beyond ASCII is decoded in each charset
//! and graded ([`grade`]): a syllable speaks for the charset, a broken word against it, an
//! abbreviation or a name of a minority does neither. The charset with the highest sum has the cell; on a
//! tie the text stays as it is. A legacy font, and what the neighbours say ([`Prior`]), weigh about as
//! much as one word that fits: enough for words that can be read both ways, too little
//! against words that cannot. Then each word is looked at by itself, since a cell may
//! hold Unicode words among legacy ones.

use std::borrow::Cow;

use super::ambiguous::Standing;
use super::charset::{Charset, FontHint};
use super::fold::compose;
use super::grade::{self, BROKEN, Word};
use super::prior::Prior;
use super::{Repair, capitals, decode, entities, letters, lookalike, mojibake};

/// A stretch of a cell's text in one font. A cell is one or more runs; marks may be split from their
/// letters between runs, so runs are never trimmed or decoded alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run<'a> {
    /// The text as the workbook holds it.
    pub text: &'a str,
    /// What the font's name says.
    pub font: FontHint,
}

impl<'a> Run<'a> {
    /// A run whose font is unknown.
    pub fn plain(text: &'a str) -> Self {
        Self { text, font: FontHint::Silent }
    }
}

/// A cell's text with its letters put right.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired<'a> {
    /// The text in composed Unicode; blanks and punctuation as they were.
    pub text: Cow<'a, str>,
    /// What the letters were in; for a mixed cell, what most of its words were in.
    pub charset: Charset,
    /// What was changed; `None` if nothing was, or nothing but composition.
    pub repair: Option<Repair>,
    /// Whether another reading competes: ask again with a [`Prior`], or ask a person.
    pub doubtful: bool,
}

/// On a tie, and for rarer words, the text stays as it is.
const STAY: f32 = 0.3;
/// A font that names a charset weighs as much as one word that fits.
const FONT: f32 = 1.0;
/// VISCII and VPS are rare in offices and collide with TCVN3: without a font or neighbours they need more words.
const RARE: f32 = -1.6;
/// A word keeps to the charset of its cell unless another reading is better by this much.
const CELL: f32 = 0.8;
/// Winning by less than this, without support from font or neighbours, is doubtful.
const DOUBT: f32 = 0.6;
/// Staying is doubtful if a legacy reading comes as close as this.
const CLOSE: f32 = 0.35;
/// Support that settles a doubt: half of what a font or unanimous neighbours weigh.
const SUPPORT: f32 = 0.45;

/// Ways to read the surface, the likelier first.
const READINGS: [Reading; 7] = [
    Reading { charset: Charset::Tcvn3, via_1258: false },
    Reading { charset: Charset::Vni, via_1258: false },
    Reading { charset: Charset::Windows1258, via_1258: false },
    Reading { charset: Charset::Tcvn3, via_1258: true },
    Reading { charset: Charset::Vni, via_1258: true },
    Reading { charset: Charset::Viscii, via_1258: false },
    Reading { charset: Charset::Vps, via_1258: false },
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    charset: Charset,
    /// Whether the bytes went through windows-1258 on their way.
    via_1258: bool,
}

/// Puts the letters of a cell right.
///
/// The runs are all of the cell's, in order. Text that is clean Unicode is returned as it is,
/// borrowed if it is one run. Never fails: what cannot be read stays.
///
/// ```
/// use tonghop::text::{Prior, Run, font_hint, repair};
/// let run = Run { text: "§iÓn h×nh tiªn tiÕn", font: font_hint(".VnTime") };
/// assert_eq!(repair(&[run], &Prior::none()).text, "Điển hình tiên tiến");
/// ```
pub fn repair<'a>(runs: &[Run<'a>], prior: &Prior) -> Repaired<'a> {
    match runs {
        [] => unchanged(Cow::Borrowed("")),
        [run] if run.font == FontHint::Silent && is_sound(run.text) => unchanged(Cow::Borrowed(run.text)),
        [run] if !run.font.is_capitals() && is_bare(run.text) => unchanged(Cow::Borrowed(run.text)),
        [run] => repair_joined(Cow::Borrowed(run.text), &[(run.text.len(), run.font)], prior),
        runs => {
            let joined: String = runs.iter().map(|run| run.text).collect();
            let mut end = 0;
            let fonts = runs.iter().map(|run| {
                end += run.text.len();
                (end, run.font)
            });
            let fonts: Vec<_> = fonts.collect();
            let is_silent = runs.iter().all(|run| run.font == FontHint::Silent);
            if (is_silent && is_sound(&joined))
                || (is_bare(&joined) && !runs.iter().any(|run| run.font.is_capitals()))
            {
                return unchanged(Cow::Owned(joined));
            }
            repair_joined(Cow::Owned(joined), &fonts, prior)
        }
    }
}

fn unchanged(text: Cow<'_, str>) -> Repaired<'_> {
    Repaired { text, charset: Charset::Unicode, repair: None, doubtful: false }
}

/// ASCII without character references: nothing to repair in any charset.
fn is_bare(text: &str) -> bool {
    text.is_ascii() && !text.contains('&')
}

/// Whether the text is Unicode beyond doubt, and composed: every word with letters beyond ASCII has one that
/// no code page has, and no character is of those that damage leaves.
fn is_sound(text: &str) -> bool {
    if is_bare(text) {
        return true;
    }
    let (mut has_latin1, mut has_beyond) = (false, false);
    for c in text.chars() {
        match c {
            '&' => return false,
            ' '..='/' | ':'..='@' | '\n' | '\r' | '\t' => {
                if has_latin1 && !has_beyond {
                    return false;
                }
                (has_latin1, has_beyond) = (false, false);
            }
            c if c.is_ascii() => {}
            c if letters::is_beyond_latin1(c) => has_beyond = true,
            c if letters::vowel(c).is_some() => has_latin1 = true,
            '\u{2010}'..='\u{2015}' | '‘' | '’' | '“' | '”' | '•' | '…' => {}
            _ => return false,
        }
    }
    !has_latin1 || has_beyond
}

fn repair_joined<'a>(raw: Cow<'a, str>, fonts: &[(usize, FontHint)], prior: &Prior) -> Repaired<'a> {
    if let Some(repaired) = repair_proven(&raw) {
        return repaired;
    }
    let cell = Cell { text: &raw, fonts };
    let judged = cell.judge(prior);
    let charset = judged.reading.map_or(Charset::Unicode, |reading| reading.charset);
    let (decoded, n_decoded) = cell.decode(judged.reading);
    let composed = compose(&decoded);
    let swapped = lookalike::repair(&composed);
    let is_lookalike = swapped.is_some();
    let text = swapped.unwrap_or_else(|| composed.into_owned());
    if text == *raw {
        return Repaired { doubtful: judged.doubtful, ..unchanged(raw) };
    }
    let rule = match (judged.reading, n_decoded) {
        (Some(reading), _) => Some((reading.charset.id(), judged.confidence)),
        // Single legacy words in a cell that is Unicode otherwise.
        (None, Some(charset)) => Some((charset.id(), SINGLE_WORD)),
        (None, None) if is_lookalike => Some(("lookalike", LOOKALIKE)),
        (None, None) => None,
    };
    let repair = rule.map(|(rule, confidence)| Repair { raw: raw.as_ref().into(), rule, confidence });
    Repaired { text: Cow::Owned(text), charset, repair, doubtful: judged.doubtful }
}

/// Confidence in a legacy word inside a Unicode cell: it is broken as it stands, and a syllable when decoded.
const SINGLE_WORD: f32 = 0.8;
/// Confidence in look-alikes: the word is none with them and one without.
const LOOKALIKE: f32 = 0.98;
/// Confidence in what proves itself: references and UTF-8 sequences.
const PROVEN: f32 = 0.99;

/// Character references and wrongly read UTF-8, which prove themselves.
fn repair_proven<'a>(raw: &str) -> Option<Repaired<'a>> {
    let resolved = if raw.contains('&') { entities::decode(raw) } else { Cow::Borrowed(raw) };
    let is_resolved = matches!(resolved, Cow::Owned(_));
    let restored = resolved.chars().any(mojibake::is_lead).then(|| mojibake::decode(&resolved)).flatten();
    let charset = match (&restored, is_resolved) {
        (Some(_), _) => Charset::Mojibake,
        (None, true) => Charset::Entities,
        (None, false) => return None,
    };
    let text = restored.unwrap_or_else(|| resolved.into_owned());
    let text = compose(&text).into_owned();
    let text = lookalike::repair(&text).unwrap_or(text);
    let repair = Repair { raw: raw.into(), rule: charset.id(), confidence: PROVEN };
    Some(Repaired { text: Cow::Owned(text), charset, repair: Some(repair), doubtful: false })
}

/// A cell's text, and where each font ends in it.
struct Cell<'c> {
    text: &'c str,
    fonts: &'c [(usize, FontHint)],
}

struct Judged {
    /// How to read the cell; `None` is as it stands.
    reading: Option<Reading>,
    confidence: f32,
    doubtful: bool,
}

impl Cell<'_> {
    /// Words with their offsets, blanks left out. A no-break space parts words, a soft hyphen does not.
    fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split(char::is_whitespace).filter_map(move |word| {
            let start = at;
            let rest = self.text.get(start + word.len()..).unwrap_or_default();
            at = start + word.len() + rest.chars().next().map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
    }

    fn font_at(&self, at: usize) -> FontHint {
        let font = self.fonts.iter().find(|(end, _)| at < *end);
        font.map_or(FontHint::Silent, |(_, font)| *font)
    }

    /// How the cell as a whole is read.
    fn judge(&self, prior: &Prior) -> Judged {
        let mut as_is = STAY;
        let mut sums = READINGS.map(|_| 0.0);
        let mut fonts = READINGS.map(|_| 0.0);
        let mut n_words = 0.0;
        for (at, word) in self.words().filter(|(_, word)| !word.is_ascii()) {
            let stands = grade::as_it_is(word);
            as_is += stands;
            n_words += 1.0;
            let font = self.font_at(at).charset();
            for ((reading, sum), fits) in READINGS.iter().zip(&mut sums).zip(&mut fonts) {
                *sum += match reading.word(word) {
                    Some(decoded) => reading.grade(word, &decoded, stands),
                    None => BROKEN,
                };
                if font == Some(reading.charset) {
                    *fits += 1.0;
                }
            }
        }
        if n_words < 1.0 {
            return self.judge_capitals(prior);
        }
        let scores = READINGS.iter().zip(sums).zip(fonts).map(|((reading, sum), fits)| {
            let support = prior.lean(reading.charset) + FONT * fits / n_words;
            let is_rare = matches!(reading.charset, Charset::Viscii | Charset::Vps);
            (reading, sum + support + if is_rare { RARE } else { 0.0 }, support)
        });
        let mut best: Option<(&Reading, f32, f32)> = None;
        for score in scores {
            if best.is_none_or(|(_, sum, _)| sum < score.1) {
                best = Some(score);
            }
        }
        let Some((reading, sum, support)) = best else { return Judged::as_it_is(false) };
        if sum <= as_is {
            let competes = 0.0 < sum && as_is - sum < CLOSE;
            return Judged::as_it_is(competes);
        }
        let margin = sum - as_is;
        Judged {
            reading: Some(*reading),
            confidence: 1.0 - 0.5 * (-1.5 * margin).exp(),
            doubtful: margin < DOUBT && support < SUPPORT,
        }
    }

    /// ASCII has the same letters in every charset, but an H font draws them as capitals.
    fn judge_capitals(&self, prior: &Prior) -> Judged {
        let is_drawn = self.fonts.iter().any(|(_, font)| font.is_capitals());
        if !is_drawn || prior.lean(Charset::Tcvn3) < -SUPPORT {
            return Judged::as_it_is(false);
        }
        let reading = READINGS.first().copied();
        Judged { reading, confidence: 0.9, doubtful: false }
    }

    /// The text with each word read in the best way, and the charset of the last word
    /// that was read in another way than the cell.
    fn decode(&self, cell: Option<Reading>) -> (String, Option<Charset>) {
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 2);
        let mut repaired = Vec::new();
        let mut other = None;
        let mut done = 0;
        for (at, word) in self.words() {
            out.push_str(self.text.get(done..at).unwrap_or_default());
            done = at + word.len();
            let start = out.len();
            let reading = if word.is_ascii() { cell } else { best_reading(word, cell) };
            match reading {
                Some(reading) => self.decode_word(at, word, reading, &mut out),
                None => out.push_str(word),
            }
            if reading != cell && reading.is_some() {
                other = reading.map(|reading| reading.charset);
            }
            let is_tcvn3 = reading.is_some_and(|reading| reading.charset == Charset::Tcvn3);
            repaired.push(capitals::Piece {
                range: start..out.len(),
                is_small: is_tcvn3 && !self.font_at(at).is_capitals(),
            });
        }
        out.push_str(self.text.get(done..).unwrap_or_default());
        if repaired.iter().any(|piece| piece.is_small) {
            out = capitals::restore(&out, &repaired);
        }
        (out, other)
    }

    /// Decodes a word, as a whole for its marks, run by run for its capitals.
    fn decode_word(&self, at: usize, word: &str, reading: Reading, out: &mut String) {
        let end = at + word.len();
        let is_capitals = |(end, font): &(usize, FontHint)| at < *end && font.is_capitals();
        if reading.charset != Charset::Tcvn3 || !self.fonts.iter().any(is_capitals) {
            out.push_str(&reading.word(word).unwrap_or_else(|| word.to_owned()));
            return;
        }
        let mut start = at;
        for (font_end, font) in self.fonts {
            let stop = (*font_end).min(end);
            if stop <= start {
                continue;
            }
            let part = self.text.get(start..stop).unwrap_or_default();
            let decoded = reading.word(part).unwrap_or_else(|| part.to_owned());
            match font.is_capitals() {
                true => out.extend(decoded.chars().map(letters::upper)),
                false => out.push_str(&decoded),
            }
            start = stop;
        }
    }
}

impl Judged {
    fn as_it_is(doubtful: bool) -> Self {
        Self { reading: None, confidence: 1.0, doubtful }
    }
}

impl Reading {
    /// The word decoded; `None` if some character has no meaning in this charset and is no Unicode letter.
    fn word(self, word: &str) -> Option<String> {
        let mut out = String::with_capacity(word.len() * 2);
        let residue = if self.via_1258 {
            if !word.chars().any(|c| decode::from_1258(c).is_some()) {
                return None;
            }
            let surface: String = word.chars().map(|c| decode::from_1258(c).unwrap_or(c)).collect();
            decode::surface(self.charset, &surface, &mut out)
        } else {
            decode::surface(self.charset, word, &mut out)
        };
        if 0 < residue && word.chars().any(|c| letters::is_beyond_latin1(c)) {
            // A Unicode letter among legacy ones (`®ịnh`): the rest must have been decoded.
            let kept = out.chars().filter(|c| letters::is_beyond_latin1(*c) && word.contains(*c)).count();
            return (residue <= kept).then_some(out);
        }
        (residue == 0).then_some(out)
    }

    /// How well the decoded word reads, `stands` being the grade of the word as it is.
    fn grade(self, word: &str, decoded: &str, stands: f32) -> f32 {
        if decoded == word {
            // Nothing in it was of this charset: a Unicode word, which speaks against it.
            return if stands < 0.0 { stands } else { UNTOUCHED };
        }
        let grade = grade::decoded(Word { text: decoded, is_tcvn3: self.charset == Charset::Tcvn3 });
        match grade::standing(word, self.charset) {
            Standing::Sound if grade::SOUND <= stands => grade.min(RARER),
            Standing::Sound | Standing::Even | Standing::Stale => grade,
        }
    }
}

/// A word that the charset leaves as it is counts a little against it.
const UNTOUCHED: f32 = -1.0;
/// A decoded word that is rarer than the word as it stands.
const RARER: f32 = 0.6;

/// How one word is read in a cell that is read as `cell`; `None` is as it stands.
fn best_reading(word: &str, cell: Option<Reading>) -> Option<Reading> {
    let stands = grade::as_it_is(word);
    let mut best = (stands + if cell.is_none() { CELL } else { 0.0 }, None);
    for reading in READINGS {
        let is_cell = cell == Some(reading);
        let is_rare = matches!(reading.charset, Charset::Viscii | Charset::Vps) || reading.via_1258;
        if is_rare && !is_cell {
            continue;
        }
        let Some(decoded) = reading.word(word) else { continue };
        let grade = reading.grade(word, &decoded, stands);
        // Against the cell only a word that is broken as it stands is decoded, and only to a sound one.
        if !is_cell && (0.0 <= stands || grade < grade::SOUND) {
            continue;
        }
        let grade = grade + if is_cell { CELL } else { 0.0 };
        if best.0 < grade {
            best = (grade, Some(reading));
        }
    }
    best.1
}
