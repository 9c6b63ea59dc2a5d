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

use super::cell::CellRuns;
use super::charset::{Charset, FontHint};
use super::clean::compose;
use super::prior::Prior;
use super::repaired::Repaired;
use super::sound::is_sound;
use super::{Repair, Rule, entities, grade, lookalike, mojibake};

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
        [run] if run.font == FontHint::Silent && is_sound(run.text, !prior.leans_to_legacy()) => {
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
            if (is_silent && is_sound(&joined, !prior.leans_to_legacy()))
                || (is_bare(&joined) && !runs.iter().any(|run| run.font.is_capitals()))
            {
                return unchanged(Cow::Owned(joined));
            }
            repair_joined(Cow::Owned(joined), &fonts, prior)
        }
    }
}

fn unchanged(text: Cow<'_, str>) -> Repaired<'_> {
    Repaired { text, charset: Charset::Unicode, repair: None, doubtful: false, also: None }
}

/// ASCII without character references: nothing to repair in any charset.
fn is_bare(text: &str) -> bool {
    text.is_ascii() && !text.contains('&')
}

fn repair_joined<'a>(raw: Cow<'a, str>, fonts: &[(usize, FontHint)], prior: &Prior) -> Repaired<'a> {
    if let Some(repaired) = repair_proven(&raw) {
        return repaired;
    }
    let cell = CellRuns { text: &raw, fonts };
    let judged = cell.judge(prior);
    let charset = judged.reading.map_or(Charset::Unicode, |reading| reading.charset);
    let (decoded, n_decoded) = cell.decode(judged.reading);
    let composed = compose(&decoded);
    let swapped = lookalike::repair(&composed);
    let is_lookalike = swapped.is_some();
    let text = swapped.unwrap_or_else(|| composed.into_owned());
    if text == *raw {
        return Repaired { doubtful: judged.doubtful, also: judged.also, ..unchanged(raw) };
    }
    let rule = match (judged.reading, n_decoded) {
        (Some(reading), _) => Some((Rule::Decoded(reading.charset), judged.confidence)),
        // Single legacy words in a cell that is Unicode otherwise.
        (None, Some(charset)) => Some((Rule::Decoded(charset), SINGLE_WORD)),
        (None, None) if is_lookalike => Some((Rule::Lookalike, LOOKALIKE)),
        (None, None) => None,
    };
    let repair = rule.map(|(rule, confidence)| Repair { raw: raw.as_ref().into(), rule, confidence });
    Repaired { text: Cow::Owned(text), charset, repair, doubtful: judged.doubtful, also: judged.also }
}

/// Confidence in a legacy word inside a Unicode cell: it is broken as it stands, and a syllable when decoded.
const SINGLE_WORD: f32 = 0.8;
/// Confidence in look-alikes: the word is none with them and one without.
const LOOKALIKE: f32 = 0.98;
/// Confidence in what proves itself: references and UTF-8 sequences.
const PROVEN: f32 = 0.99;

/// Confidence in text of which a part could not be restored.
const LOST: f32 = 0.5;

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
    // Where too much was lost on the way, broken words are left.
    let is_broken = |word: &str| !word.is_ascii() && grade::as_it_is(word) < 0.0;
    let doubtful = charset == Charset::Mojibake && text.split_whitespace().any(is_broken);
    let confidence = if doubtful { LOST } else { PROVEN };
    let repair = Repair { raw: raw.into(), rule: Rule::Decoded(charset), confidence };
    Some(Repaired { text: Cow::Owned(text), charset, repair: Some(repair), doubtful, also: None })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{encode, font_hint, letters};
    use super::*;

    /// Repairs a cell written as `font|text`, one run after the other.
    fn cell(runs: &str, prior: &Prior) -> Repaired<'static> {
        let parts = runs.split('~').map(|run| run.split_once('|').unwrap_or(("", run)));
        let runs: Vec<Run<'_>> = parts.map(|(font, text)| Run { text, font: font_hint(font) }).collect();
        let repaired = repair(&runs, prior);
        Repaired { text: Cow::Owned(repaired.text.clone().into_owned()), ..repaired }
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
        assert_eq!(repaired.repair.as_ref().map(|repair| repair.rule.id()), rule, "{runs}");
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
            "Quôc",
            "Huy Quôc",
            "«…",
            "§",
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
        check("Ých", "ích", Some("tcvn3"));
        check("quoác", "quốc", Some("vni"));
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
    fn two_legacy_readings_are_a_doubt() {
        // tư in VNI, tử in TCVN3; Huê in TCVN3, Huế in VISCII.
        for (text, also) in [("tö", Charset::Vni), ("Huª", Charset::Viscii)] {
            let alone = cell(text, &Prior::none());
            assert!(alone.doubtful && alone.also == Some(also), "{text}: {alone:?}");
            let one_more = |charset| {
                let mut prior = Prior::none();
                prior.observe(charset);
                prior
            };
            assert!(!cell(text, &column_of(Charset::Tcvn3)).doubtful, "{text}");
            assert_eq!(cell(text, &column_of(also)).charset, also);
            assert_eq!(cell(text, &one_more(Charset::Tcvn3)).doubtful, also == Charset::Vni, "{text}");
        }
        assert!(!cell(".VnTime|tö", &Prior::none()).doubtful);
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
