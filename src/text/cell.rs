//! A cell of legacy text: how it is read as a whole, and word by word.

use super::charset::{Charset, FontHint};
use super::grade::{self, BROKEN};
use super::prior::Prior;
use super::reading::{FONT, READINGS, Reading, best_reading};
use super::{capitals, letters};

/// On a tie, and for rarer words, the text stays as it is.
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

/// A cell's text, and where each font ends in it.
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) fonts: &'c [(usize, FontHint)],
}

/// What was decided of a cell.
pub(super) struct Judged {
    /// How to read the cell; `None` is as it stands.
    pub(super) reading: Option<Reading>,
    pub(super) confidence: f32,
    /// Whether another reading competes.
    pub(super) doubtful: bool,
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

    /// Whether a letter stands in the cell that no code page has.
    fn is_proven_unicode(&self) -> bool {
        self.text.chars().any(letters::is_beyond_latin1)
    }

    /// How the cell as a whole is read.
    pub(super) fn judge(&self, prior: &Prior) -> Judged {
        // Signs alone (`«…`, `§`) say nothing without a font.
        let says = |at: usize, word: &str| {
            word.chars().any(char::is_alphabetic) || self.font_at(at) != FontHint::Silent
        };
        let accented = self.words().filter(|(at, word)| !word.is_ascii() && says(*at, word));
        let is_proven = self.is_proven_unicode();
        let stands = |word: &str| match grade::as_it_is(word) {
            // A slip of typing (`Trịnh Quôc Huy`) speaks neither for Unicode nor against it.
            grade if is_proven && is_plain_vietnamese(word) => grade.max(0.0),
            grade => grade,
        };
        let words: Vec<_> = accented.map(|(at, word)| (word, stands(word), self.font_at(at))).collect();
        let n_words: f32 = words.iter().map(|_| 1.0).sum();
        if words.is_empty() {
            return self.judge_capitals(prior);
        }
        let as_is = STAY + words.iter().map(|(_, stands, _)| stands).sum::<f32>();
        let is_broken = words.iter().any(|(_, stands, _)| *stands < 0.0);
        let mut best: Option<(Reading, f32, f32)> = None;
        let mut all_fit = false;
        for reading in READINGS {
            let fits: f32 = words.iter().map(|(_, _, font)| reading.fits(*font)).sum();
            let neighbours = if reading.via_1258 { 0.0 } else { prior.lean(reading.charset) };
            let support = neighbours + FONT * fits / n_words;
            // Where a likelier charset reads every word, no other can read them better.
            if all_fit && support < SUPPORT {
                continue;
            }
            let is_drawn = |font: FontHint| reading.charset == Charset::Tcvn3 && font.is_capitals();
            let grades = words.iter().map(|(word, stands, font)| {
                let (grade, differs) = reading.grade(word, *stands);
                (grade, differs || is_drawn(*font))
            });
            let (sum, differs) =
                grades.fold((0.0, false), |(sum, any), (grade, differs)| (sum + grade, any || differs));
            if !differs {
                continue;
            }
            all_fit |= n_words * grade::SOUND <= sum;
            let against = match reading.is_rare() && support < SUPPORT {
                // Signs that stand well as they are (3×4 m²) are letters there.
                true if !is_broken => BROKEN + RARE,
                true => RARE,
                false => 0.0,
            };
            let score = sum + support + against;
            if best.is_none_or(|(_, best, _)| best < score) {
                best = Some((reading, score, support));
            }
        }
        let Some((reading, score, support)) = best else { return Judged::as_it_is(false) };
        let margin = score - as_is;
        if margin <= 0.0 {
            return Judged::as_it_is(0.0 < score && -margin < CLOSE && -SUPPORT < support);
        }
        Judged {
            reading: Some(reading),
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
    pub(super) fn decode(&self, cell: Option<Reading>) -> (String, Option<Charset>) {
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
                best_reading(word, cell, self.font_at(at))
            };
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

impl Judged {
    fn as_it_is(doubtful: bool) -> Self {
        Self { reading: None, confidence: 1.0, doubtful }
    }
}

/// Whether all letters of a word are Vietnamese as they stand.
fn is_plain_vietnamese(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii() || letters::is_beyond_latin1(c) || letters::vowel(c).is_some())
}
