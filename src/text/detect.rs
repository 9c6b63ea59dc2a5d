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
/// A font that names a charset weighs a little more than one word that fits.
const FONT: f32 = 1.1;
/// VISCII and VPS are rare in offices and collide with TCVN3, and so does the way through windows-1258:
/// without a font or neighbours they need more words.
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
        [run] if run.font == FontHint::Silent && is_sound(run.text, prior) => {
            unchanged(Cow::Borrowed(run.text))
        }
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
            if (is_silent && is_sound(&joined, prior))
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

/// Whether the text is Unicode beyond doubt, and composed, as nearly all is.
///
/// Every word with letters beyond ASCII has one that no code page has, or is a sound word that cannot be
/// mistaken for a legacy one (only the former will do if the neighbours are legacy); and no
/// character is of those that damage leaves.
fn is_sound(text: &str, prior: &Prior) -> bool {
    if is_bare(text) {
        return true;
    }
    let is_firm = !prior.leans_to_legacy();
    let is_break = |c: char| matches!(c, '\0'..='/' | ':'..='@');
    text.split(is_break).filter(|word| !word.is_ascii()).all(|word| {
        let (mut has_latin1, mut has_beyond) = (false, false);
        for c in word.chars().filter(|c| !c.is_ascii()) {
            if letters::is_beyond_latin1(c) {
                has_beyond = true;
            } else if letters::vowel(c).is_some() {
                has_latin1 = true;
            } else if !matches!(c, '\u{2010}'..='\u{2015}' | '‘' | '’' | '“' | '”' | '•' | '…') {
                return false;
            }
        }
        !has_latin1 || has_beyond || (is_firm && grade::is_sound(word))
    }) && !text.contains('&')
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

    /// Whether a letter stands in the cell that no code page has.
    fn is_proven_unicode(&self) -> bool {
        self.text.chars().any(letters::is_beyond_latin1)
    }

    /// How the cell as a whole is read.
    fn judge(&self, prior: &Prior) -> Judged {
        let mut as_is = STAY;
        let mut is_broken = false;
        let mut sums = READINGS.map(|_| 0.0);
        let mut fonts = READINGS.map(|_| 0.0);
        let mut differs = READINGS.map(|_| false);
        let mut n_words = 0.0;
        let is_proven = self.is_proven_unicode();
        for (at, word) in self.words().filter(|(_, word)| !word.is_ascii()) {
            let mut stands = grade::as_it_is(word);
            if is_proven && is_plain_vietnamese(word) {
                // A slip of typing (`Trịnh Quôc Huy`) speaks neither for Unicode nor against it.
                stands = stands.max(0.0);
            }
            as_is += stands;
            is_broken |= stands < 0.0;
            n_words += 1.0;
            let font = self.font_at(at).charset();
            for (((reading, sum), fits), differs) in
                READINGS.iter().zip(&mut sums).zip(&mut fonts).zip(&mut differs)
            {
                *sum += reading.grade(word, stands);
                let is_drawn = reading.charset == Charset::Tcvn3 && self.font_at(at).is_capitals();
                *differs |= is_drawn || reading.word(word).is_some_and(|(decoded, _)| decoded != word);
                *fits += match font {
                    Some(charset) if charset == reading.charset && !reading.via_1258 => 1.0,
                    // Another font is as good as a wrong word against the rare charsets.
                    Some(_) if reading.is_rare() && !reading.via_1258 => -1.0,
                    Some(_) | None => 0.0,
                };
            }
        }
        if n_words < 1.0 {
            return self.judge_capitals(prior);
        }
        let scores = READINGS.iter().zip(sums).zip(fonts).zip(differs).filter(|(_, differs)| *differs);
        let scores = scores.map(|(((reading, sum), fits), _)| {
            let neighbours = if reading.via_1258 { 0.0 } else { prior.lean(reading.charset) };
            let support = neighbours + FONT * fits / n_words;
            let is_rare = reading.is_rare() && support < SUPPORT;
            let against = match is_rare {
                // Signs that stand well as they are (3×4 m²) are letters there.
                true if !is_broken => BROKEN + RARE,
                true => RARE,
                false => 0.0,
            };
            (reading, sum + support + against, support)
        });
        let mut best: Option<(&Reading, f32, f32)> = None;
        for score in scores {
            if best.is_none_or(|(_, sum, _)| sum < score.1) {
                best = Some(score);
            }
        }
        let Some((reading, sum, support)) = best else { return Judged::as_it_is(false) };
        if sum <= as_is {
            let competes = 0.0 < sum && as_is - sum < CLOSE && -SUPPORT < support;
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

impl Reading {
    fn is_rare(self) -> bool {
        self.via_1258 || matches!(self.charset, Charset::Viscii | Charset::Vps)
    }

    /// The word decoded, and whether Unicode letters were left in it; `None` if some other
    /// character has no meaning in this charset.
    fn word(self, word: &str) -> Option<(String, bool)> {
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
    fn grade(self, word: &str, stands: f32) -> f32 {
        let Some((decoded, is_mixed)) = self.word(word) else { return BROKEN };
        if is_mixed && decoded == word {
            // A Unicode word, which speaks against the charset unless it is broken anyway.
            return stands.min(UNTOUCHED);
        }
        let is_tcvn3 = self.charset == Charset::Tcvn3;
        let grade = grade::decoded(&Word { text: &decoded, is_tcvn3 });
        if decoded == word {
            return grade;
        }
        let other = if is_tcvn3 { Charset::Vni } else { Charset::Tcvn3 };
        // The lists name the common readings of words that stand as they are; others are rarer.
        let is_listed_elsewhere =
            grade::standing(word, other) != Standing::Sound || (is_tcvn3 && grade::is_rather_vni(word));
        match grade::standing(word, self.charset) {
            Standing::Firm => grade.min(HARDLY),
            Standing::Sound if grade::SOUND <= stands || is_listed_elsewhere => grade.min(RARER),
            Standing::Sound | Standing::Even | Standing::Stale => grade,
        }
    }
}

/// A word that the charset leaves as it is counts a little against it.
const UNTOUCHED: f32 = -1.0;
/// A decoded word that is rarer than the word as it stands.
const RARER: f32 = 0.6;

/// A decoded word that is hardly one, while it is a common word as it stands: a font alone is too little.
const HARDLY: f32 = 0.15;

/// Whether all letters of a word are Vietnamese as they stand.
fn is_plain_vietnamese(word: &str) -> bool {
    word.chars().all(|c| {
        c.is_ascii() || letters::is_beyond_latin1(c) || letters::vowel(c).is_some()
    })
}

/// How one word is read in a cell that is read as `cell`; `None` is as it stands.
///
/// A word in a font of the cell's charset, or with signs in it, is read so even if it is no syllable then:
/// it may be misspelt, but it is not Unicode.
fn best_reading(word: &str, cell: Option<Reading>, font: FontHint) -> Option<Reading> {
    let stands = grade::as_it_is(word);
    if let Some(reading) = cell {
        let is_in_font = font.charset() == Some(reading.charset);
        let grade = reading.grade(word, stands) + if is_in_font { CELL + FONT / 2.0 } else { CELL };
        if stands < grade && 0.0 < grade {
            return cell;
        }
        let is_legacy = stands < 0.0 && (is_in_font || grade::has_residue(word));
        if is_legacy && reading.word(word).is_some_and(|(_, is_mixed)| !is_mixed) {
            return cell;
        }
    }
    if 0.0 <= stands {
        return None;
    }
    // Against the cell only a word that is broken as it stands is decoded, and only to a sound one.
    let is_common = |reading: &Reading| !reading.is_rare();
    READINGS.into_iter().filter(is_common).find(|reading| grade::SOUND <= reading.grade(word, stands))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{encode, font_hint};
    use super::*;

    /// Repairs a cell written as `font|text`, one run after the other.
    fn cell(runs: &str, prior: &Prior) -> Repaired<'static> {
        let parts = runs.split('~').map(|run| run.split_once('|').unwrap_or(("", run)));
        let runs: Vec<Run<'_>> = parts.map(|(font, text)| Run { text, font: font_hint(font) }).collect();
        let Repaired { text, charset, repair, doubtful } = repair(&runs, prior);
        Repaired { text: Cow::Owned(text.into_owned()), charset, repair, doubtful }
    }

    fn column_of(charset: Charset) -> Prior {
        let mut prior = Prior::none();
        (0..20).for_each(|_| prior.observe(charset));
        prior
    }

    #[track_caller]
    fn check(runs: &str, expect: &str, rule: Option<&str>) {
        let repaired = cell(runs, &Prior::none());
        assert_eq!(repaired.text, expect, "{runs}");
        assert_eq!(repaired.repair.as_ref().map(|repair| repair.rule), rule, "{runs}");
        if let Some(repair) = repaired.repair {
            assert!((0.5..=1.0).contains(&repair.confidence), "{runs}: {}", repair.confidence);
            assert_ne!(*repair.raw, *repaired.text);
        }
    }

    #[test]
    fn sound_text_is_borrowed() {
        for text in ["", "Sở Y tế", "UBND 12/2024", "Nguyễn Thị Ngọc Ánh", "Đội “Xung kích” – số 1…"]
        {
            let repaired = repair(&[Run::plain(text)], &Prior::none());
            assert!(matches!(repaired.text, Cow::Borrowed(_)), "{text}");
            assert_eq!(repaired, unchanged(Cow::Borrowed(text)));
        }
    }

    #[test]
    fn unicode_stays() {
        for text in [
            "Hà",
            "công an",
            "có",
            "Hà Nội",
            "Lê Hòa",
            "H'Mông",
            "Y Blơk Êban",
            "K'Brêu",
            "Krông Nô",
            "Niê",
            "café",
            "Müller",
            "São Paulo",
            "Guðrún",
            "3×4 m²",
            "§ 5",
            "5°C",
            "30µg",
            "Windows®",
            "«An»",
            "CÔNG TÁC",
            "Nuôi bò",
            "cá nhân",
            "A & B",
            "R&D; x",
            "naïve",
            "\u{A0}Hà\u{A0}",
            "TH&THCS Tân Lập",
            "1½",
            "€ 5",
            "HÒA BÌNH",
            "Giàng A Sè",
            "Trịnh Quôc Huy",
            "Lôc Văn An",
            "Đoàn Thị Hiêp",
        ] {
            check(text, text, None);
        }
    }

    #[test]
    fn legacy_text_without_a_font() {
        check("§iÓn h×nh tiªn tiÕn", "Điển hình tiên tiến", Some("tcvn3"));
        check("UÛy ban nhaân daân xaõ Ñoâng Haø", "Ủy ban nhân dân xã Đông Hà", Some("vni"));
        check("tr\u{AD}ëng phßng", "trưởng phòng", Some("tcvn3"));
        check("Vò Ngäc ¸nh", "Vũ Ngọc Ánh", Some("tcvn3"));
        check("TV§T", "TVĐT", Some("tcvn3"));
        check("cuûa nhö chæ thò", "của như chỉ thị", Some("vni"));
        check("ViêòÌt", "ViêòÌt", None);
        check("chuÒ tiòch", "chủ tịch", Some("windows-1258"));
        check("Huyện Vi®t Yên: nhæng ngß¶i t¯t", "Huyện Việt Yên: những người tốt", Some("viscii"));
    }

    #[test]
    fn legacy_text_with_a_font() {
        check(".VnTime|Ghi chó", "Ghi chú", Some("tcvn3"));
        check(".VnTime|Bé y tÕ", "Bộ y tế", Some("tcvn3"));
        check("VNI-Times|thò", "thị", Some("vni"));
        check(".VnTimeH|tæ chøc tÝn dông", "TỔ CHỨC TÍN DỤNG", Some("tcvn3"));
        check(".VnTimeH|ban", "BAN", Some("tcvn3"));
        check(".VnTimeH|12", "12", None);
        check(".VnTime|KÕ HO¹CH", "KẾ HOẠCH", Some("tcvn3"));
        check(".VnTime|®Þa phu¬ng", "địa phuơng", Some("tcvn3"));
        check("VNI-Times|xaõ ÑiEÀm", "xã ĐiỀm", Some("vni"));
    }

    #[test]
    fn runs_are_read_together() {
        check(".VnTimeH|¸~.VnTime|p dông", "Áp dụng", Some("tcvn3"));
        check(".VnTimeH|è~.VnTime|ng ¸p lùc", "Ống áp lực", Some("tcvn3"));
        check("VNI-Times|Nguye~VNI-Times|ãn ~VNI-Times|Vaên", "Nguyễn Văn", Some("vni"));
        check("Arial|Nguyễn ~Arial|Văn", "Nguyễn Văn", None);
        check(".VnTime|x· ~VNI-Times|Ñoâng Haø", "xã Đông Hà", Some("vni"));
    }

    #[test]
    fn mixed_cells_go_word_by_word() {
        check(".VnTime|M¸y mãc thiết bÞ, phụ tïng", "Máy móc thiết bị, phụ tùng", Some("tcvn3"));
        check(".VnTime|QuyÕt ®ịnh", "Quyết định", Some("tcvn3"));
        check("Hội đồng nh©n dân tỉnh Điện Biên", "Hội đồng nhân dân tỉnh Điện Biên", Some("tcvn3"));
    }

    #[test]
    fn a_legacy_font_over_unicode_changes_nothing() {
        for font in [".VnTime", "VNI-Times"] {
            for text in
                ["Nguyễn Văn An", "Sở Tài chính", "Hà Nội", "có", "công", "của", "năm", "Ủy ban nhân dân xã"]
            {
                check(&format!("{font}|{text}"), text, None);
            }
        }
    }

    #[test]
    fn damage_that_proves_itself() {
        check("Nguyá»…n VÄƒn An", "Nguyễn Văn An", Some("mojibake"));
        check("C&#7896;NG HOÀ X&Atilde;", "CỘNG HOÀ XÃ", Some("entities"));
        check("Ðộc lập", "Độc lập", Some("lookalike"));
        check("CHƢƠNG", "CHƯƠNG", Some("lookalike"));
        check("Vie\u{323}\u{302}t", "Việt", None);
    }

    #[track_caller]
    fn check_prior(text: &str, prior: &Prior, expect: &str, doubtful: bool) {
        let repaired = cell(text, prior);
        assert_eq!((repaired.text.as_ref(), repaired.doubtful), (expect, doubtful), "{text}");
    }

    #[test]
    fn neighbours_settle_what_can_be_read_two_ways() {
        let (none, tcvn3, unicode) = (Prior::none(), column_of(Charset::Tcvn3), column_of(Charset::Unicode));
        check_prior("bé", &none, "bé", true);
        check_prior("bé", &tcvn3, "bộ", false);
        check_prior("bé", &unicode, "bé", false);
        check_prior("sè", &none, "số", true);
        check_prior("Sè", &unicode, "Sè", false);
        check_prior("có", &none, "có", false);
        check_prior("có", &tcvn3, "có", true);
        check_prior("thò", &column_of(Charset::Vni), "thị", false);
        check_prior("§iÓn h×nh", &unicode, "Điển hình", false);
    }

    #[test]
    fn every_letter_comes_back_by_its_font() {
        for letter in letters::alphabet() {
            let text = format!("Đường {letter}");
            for (charset, font) in [(Charset::Tcvn3, ".VnTime"), (Charset::Vni, "VNI-Times")] {
                let Some(surface) = encode(charset, &text) else { continue };
                let repaired = cell(&format!("{font}|{surface}"), &Prior::none());
                assert_eq!(repaired.text, text, "{surface}");
            }
            let Some(surface) = encode(Charset::Tcvn3, &letters::lower(letter).to_string()) else { continue };
            let repaired = cell(&format!(".VnTimeH|{surface}"), &column_of(Charset::Tcvn3));
            assert_eq!(repaired.text, letters::upper(letter).to_string());
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(
            text in prop_oneof![".{0,24}", "[a-zA-Z\u{80}-\u{FF}ăâđơưÐƢ &;#\u{300}\u{323}]{0,24}"],
            cut in 0..24_usize,
            fonts in prop::array::uniform2(prop::sample::select(vec!["", ".VnTime", ".VnTimeH", "VNI-Times", "VPS Times"])),
        ) {
            let cut = text.char_indices().nth(cut).map_or(text.len(), |(at, _)| at);
            let (front, end) = text.split_at(cut);
            let runs = [Run { text: front, font: font_hint(fonts[0]) }, Run { text: end, font: font_hint(fonts[1]) }];
            let repaired = repair(&runs, &Prior::none());
            prop_assert!(repaired.repair.is_none_or(|repair| (0.0..=1.0).contains(&repair.confidence)));
        }
    }
}
