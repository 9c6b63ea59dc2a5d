//! A cell of legacy text: how it is read as a whole, and word by word.
//!
//! A reading's score is the sum of its words' grades — 1 for a Vietnamese syllable, -2 for letters that spelling does
//! not allow (`grade`) — and of what fonts and neighbours say. The constants below are in that unit.

use super::charset::{Charset, FontHint};
use super::decode::tcvn3_letter;
use super::grade::BROKEN;
use super::prior::Prior;
use super::reading::{CharsetReading, FONT, READINGS, best_reading, weigh};
use super::syllable::is_syllable;
use super::{capitals, letters};

/// Head start of the text as it stands: it stays on a tie, and where a reading wins by rare words only.
const STAY: f32 = 0.3;
/// VISCII and VPS are rare in offices and collide with TCVN3, and so does the way through windows-1258:
/// without a font or neighbours they need more words.
const RARE: f32 = -1.6;
/// Winning by less than this, without support from font or neighbours, is doubtful.
const DOUBT: f32 = 0.6;
/// Staying is doubtful if a legacy reading comes as close as this.
const CLOSE: f32 = 0.35;
/// Support that settles a doubt: half of what a font or unanimous neighbours weigh.
const SUPPORT: f32 = 0.45;

/// The least lead in support that counts: less than one neighbour weighs.
const ANY: f32 = 0.1;
/// The least average grade with which a reading fits all words: rare words pass, a broken one does not.
const RIVAL: f32 = 0.55;

/// A reading of the cell with its score.
#[derive(Clone, Copy)]
struct ScoredReading {
    reading: CharsetReading,
    score: f32,
    /// What font and neighbours say.
    support: f32,
    /// Whether it reads every word.
    fits_all: bool,
}

/// A cell's text, and where each font ends in it.
pub(super) struct CellRuns<'c> {
    pub(super) text: &'c str,
    pub(super) fonts: &'c [(usize, FontHint)],
}

impl ScoredReading {
    /// By how much the support of another reading has to be greater: any neighbour will do against a rare charset.
    fn lead(&self) -> f32 {
        if self.reading.is_rare() { ANY } else { SUPPORT }
    }
}

/// What was decided of a cell.
pub(super) struct Judgement {
    /// How to read the cell; `None` is as it stands.
    pub(super) reading: Option<CharsetReading>,
    pub(super) confidence: f32,
    /// Whether another reading competes.
    pub(super) doubtful: bool,
    /// The charset whose reading is all that makes it doubtful.
    pub(super) also: Option<Charset>,
}

impl CellRuns<'_> {
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

    /// Whether a letter stands in the cell that no code page has.
    fn is_proven_unicode(&self) -> bool {
        self.text.chars().any(letters::is_beyond_latin1)
    }

    /// How the cell as a whole is read.
    pub(super) fn judge(&self, prior: &Prior) -> Judgement {
        // Signs alone (`«…`, `§`) say nothing without a font, unless they are a word (`®·` is đã).
        let says = |at: usize, word: &str| {
            word.chars().any(char::is_alphabetic) || self.font_at(at) != FontHint::Silent || is_word(word)
        };
        let accented = self.words().filter(|(at, word)| !word.is_ascii() && says(*at, word));
        let is_proven = self.is_proven_unicode();
        let words = accented.map(|(at, word)| {
            let weighed = weigh(word);
            // A slip of typing (`Trịnh Quôc Huy`) speaks neither for Unicode nor against it.
            let is_slip = is_proven && weighed.stands < 0.0 && is_plain_vietnamese(word);
            let stands = if is_slip { 0.0 } else { weighed.stands };
            (weighed, stands, self.font_at(at))
        });
        let words: Vec<_> = words.collect();
        let n_words: f32 = words.iter().map(|_| 1.0).sum();
        if words.is_empty() {
            return self.judge_capitals(prior);
        }
        let as_is = STAY + words.iter().map(|(_, stands, _)| stands).sum::<f32>();
        let is_broken = words.iter().any(|(_, stands, _)| *stands < 0.0);
        let mut best: Option<ScoredReading> = None;
        // The best that reads every word, of another charset than the best.
        let mut rival: Option<ScoredReading> = None;
        for (at, reading) in READINGS.into_iter().enumerate() {
            let fits: f32 = words.iter().map(|(_, _, font)| reading.fits(*font)).sum();
            let neighbours = if reading.via_1258 { 0.0 } else { prior.lean(reading.charset) };
            let support = neighbours + FONT * fits / n_words;
            let is_drawn = |font: FontHint| reading.charset == Charset::Tcvn3 && font.is_capitals();
            let grades = words.iter().map(|(word, stands, font)| {
                let (grade, differs) = word.read(at, *stands);
                (grade, differs || is_drawn(*font))
            });
            let (sum, differs) =
                grades.fold((0.0, false), |(sum, any), (grade, differs)| (sum + grade, any || differs));
            if !differs {
                continue;
            }
            let against = match reading.is_rare() && support < SUPPORT {
                // Signs that stand well as they are (3×4 m²) are letters there.
                true if !is_broken => BROKEN + RARE,
                true => RARE,
                false => 0.0,
            };
            let fits_all = n_words * RIVAL <= sum;
            let candidate = ScoredReading { reading, score: sum + support + against, support, fits_all };
            match best {
                Some(known) if candidate.score <= known.score => {
                    if fits_all && rival.is_none_or(|rival| rival.score < candidate.score) {
                        rival = Some(candidate);
                    }
                }
                Some(known) => {
                    if known.fits_all {
                        rival = Some(known);
                    }
                    best = Some(candidate);
                }
                None => best = Some(candidate),
            }
        }
        let Some(ScoredReading { reading, score, support, fits_all }) = best else {
            return Judgement::as_it_is(false);
        };
        let margin = score - as_is;
        if margin <= 0.0 {
            return Judgement::as_it_is(0.0 < score && -margin < CLOSE && -SUPPORT < support);
        }
        // Two legacy charsets may read every word: neither spelling nor chance tells which.
        let rival = rival.filter(|rival| fits_all && support < rival.support + rival.lead());
        let is_close = margin < DOUBT && support < SUPPORT;
        Judgement {
            reading: Some(reading),
            confidence: 1.0 - 0.5 * (-1.5 * margin).exp(),
            doubtful: is_close || rival.is_some(),
            also: rival.filter(|_| !is_close).map(|rival| rival.reading.charset),
        }
    }

    /// ASCII has the same letters in every charset, but an H font draws them as capitals.
    fn judge_capitals(&self, prior: &Prior) -> Judgement {
        let is_drawn = self.fonts.iter().any(|(_, font)| font.is_capitals());
        if !is_drawn || prior.lean(Charset::Tcvn3) < -SUPPORT {
            return Judgement::as_it_is(false);
        }
        let reading = READINGS.first().copied();
        Judgement { reading, confidence: 0.9, doubtful: false, also: None }
    }

    /// The text with each word read in the best way, and the charset of the last word
    /// that was read in another way than the cell.
    pub(super) fn decode(&self, cell: Option<CharsetReading>) -> (String, Option<Charset>) {
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 2);
        let mut repaired = Vec::new();
        let mut other = None;
        let mut done = 0;
        let is_proven = cell.is_none() && self.is_proven_unicode();
        for (at, word) in self.words() {
            out.push_str(self.text.get(done..at).unwrap_or_default());
            done = at + word.len();
            let start = out.len();
            let reading = if word.is_ascii() || (is_proven && is_plain_vietnamese(word)) {
                // A slip of typing, not TCVN3 for another word.
                cell
            } else {
                best_reading(&weigh(word), cell, self.font_at(at))
            };
            match reading {
                Some(reading) => self.decode_word(at, word, reading, &mut out),
                None => out.push_str(word),
            }
            if reading != cell && reading.is_some() {
                other = reading.map(|reading| reading.charset);
            }
            let is_tcvn3 = reading.is_some_and(|reading| reading.charset == Charset::Tcvn3);
            repaired.push(capitals::CapitalsWord {
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
    fn decode_word(&self, at: usize, word: &str, reading: CharsetReading, out: &mut String) {
        let end = at + word.len();
        let is_capitals = |(end, font): &(usize, FontHint)| at < *end && font.is_capitals();
        if reading.charset != Charset::Tcvn3 || !self.fonts.iter().any(is_capitals) {
            out.push_str(&reading.word(word).map_or_else(|| word.to_owned(), |(decoded, _)| decoded));
            return;
        }
        let mut start = at;
        for (font_end, font) in self.fonts {
            let stop = (*font_end).min(end);
            if stop <= start {
                continue;
            }
            let part = self.text.get(start..stop).unwrap_or_default();
            let decoded = reading.word(part).map_or_else(|| part.to_owned(), |(decoded, _)| decoded);
            match font.is_capitals() {
                true => out.extend(decoded.chars().map(letters::upper)),
                false => out.push_str(&decoded),
            }
            start = stop;
        }
    }
}

impl Judgement {
    fn as_it_is(doubtful: bool) -> Self {
        Self { reading: None, confidence: 1.0, doubtful, also: None }
    }
}

/// Whether signs alone are a syllable of two letters or more in TCVN3.
fn is_word(signs: &str) -> bool {
    let letters = signs.trim_matches(|c: char| c.is_ascii());
    1 < letters.chars().count()
        && !letters.is_ascii()
        && letters.chars().all(|c| tcvn3_letter(c).is_some_and(char::is_alphabetic))
        && is_syllable(&letters.chars().filter_map(tcvn3_letter).collect::<String>())
}

/// Whether all letters of a word are Vietnamese as they stand.
fn is_plain_vietnamese(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || letters::is_beyond_latin1(c) || letters::vowel(c).is_some())
}
