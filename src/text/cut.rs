//! A repaired text, cut where the runs it came from were cut.
//!
//! Decoding joins what belongs together: VNI may have a letter at the end of one run and its mark at
//! the beginning of the next. Blanks are never changed, so each word of the file is found again among
//! the repaired ones; a word that two runs share is cut behind as many letters as its beginning has
//! when decoded alone.

use super::charset::Charset;
use super::decode::decode;
use super::detect::Run;
use super::repaired::Repaired;

/// The repaired text of each run, in order; together they are the whole text.
///
/// ```
/// use tonghop::text::{Prior, Run, cut, font_hint, repair};
/// let vni = |text| Run { text, font: font_hint("VNI-Times") };
/// let runs = [vni("Nguye"), vni("ãn Vaên")];
/// assert_eq!(cut(&runs, &repair(&runs, &Prior::none())), ["Nguyễ", "n Văn"]);
/// ```
pub fn cut(runs: &[Run<'_>], repaired: &Repaired<'_>) -> Vec<String> {
    let raw: String = runs.iter().map(|run| run.text).collect();
    let text = repaired.text.as_ref();
    let mut pieces = Vec::with_capacity(runs.len());
    let (mut end, mut done) = (0, 0);
    for (at, run) in runs.iter().enumerate() {
        end += run.text.len();
        let is_last = at + 1 == runs.len();
        let stop = if is_last { text.len() } else { place(&raw, end, text, repaired.charset).max(done) };
        pieces.push(text.get(done..stop).unwrap_or_default().to_owned());
        done = stop;
    }
    pieces
}

/// Where the place `at` of the raw text lies in the repaired one, in bytes.
fn place(raw: &str, at: usize, text: &str, charset: Charset) -> usize {
    if raw == text {
        return at;
    }
    let is_blank = char::is_whitespace;
    let front = raw.get(..at).unwrap_or_default();
    let n_before = front.matches(is_blank).count();
    if raw.matches(is_blank).count() != text.matches(is_blank).count() {
        // Wrongly read UTF-8 can lose a blank; then the first run has the text.
        return text.len();
    }
    let (Some(word), Some(shown)) = (raw.split(is_blank).nth(n_before), text.split(is_blank).nth(n_before))
    else {
        return text.len();
    };
    let begins = front.rsplit(is_blank).next().unwrap_or_default();
    let n_letters = letters(begins, word, shown, charset);
    let inside = shown.char_indices().nth(n_letters).map_or(shown.len(), |(at, _)| at);
    // The words of a split are slices of the text.
    let start = shown.as_ptr().addr() - text.as_ptr().addr();
    start + inside
}

/// How many letters of a repaired word its raw beginning stands for.
fn letters(begins: &str, word: &str, shown: &str, charset: Charset) -> usize {
    if begins == word {
        return shown.chars().count();
    }
    // Capitals may have been restored.
    let is_it = |charset: &Charset| decode(*charset, word).to_lowercase() == shown.to_lowercase();
    let found = [charset].into_iter().chain(Charset::ALL).find(is_it);
    found.map_or(begins.chars().count(), |charset| decode(charset, begins).chars().count())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{FontHint, Prior, font_hint, repair};
    use super::*;

    #[track_caller]
    fn check(runs: &[(&str, &str)], expect: &[&str]) {
        let runs: Vec<Run<'_>> =
            runs.iter().map(|(font, text)| Run { text, font: font_hint(font) }).collect();
        assert_eq!(cut(&runs, &repair(&runs, &Prior::none())), expect);
    }

    #[test]
    fn runs_keep_their_share() {
        check(&[("", "Sở "), ("", "Y tế")], &["Sở ", "Y tế"]);
        check(&[(".VnTimeH", "¸"), (".VnTime", "p dông"), ("Arial", " 2024")], &["Á", "p dụng", " 2024"]);
        check(&[(".VnTimeH", "tæ chøc"), (".VnTime", " tÝn dông")], &["TỔ CHỨC", " tín dụng"]);
        check(&[("VNI-Times", "Ñieå"), ("VNI-Times", "n h"), ("VNI-Times", "ình")], &["Điể", "n h", "ình"]);
        check(&[(".VnTime", "x· "), ("VNI-Times", "Ñoâng Haø")], &["xã ", "Đông Hà"]);
        check(&[("", "Ðo"), ("", "àn")], &["Đo", "àn"]);
        check(&[("", "Nguye"), ("", "\u{302}\u{303}n"), ("", " An")], &["Nguyễ", "n", " An"]);
        check(&[(".VnTime", "")], &[""]);
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_whole(
            text in "[a-zA-Z\u{A0}-\u{FF}ăâđơưÐƢ &;#\u{300}\u{323}]{0,24}",
            cuts in prop::array::uniform2(0..24_usize),
        ) {
            let mut ends = cuts.map(|at| text.char_indices().nth(at).map_or(text.len(), |(at, _)| at));
            ends.sort_unstable();
            let parts = [&text[..ends[0]], &text[ends[0]..ends[1]], &text[ends[1]..]];
            let fonts = [FontHint::Vni, FontHint::Tcvn3 { capitals: true }, FontHint::Silent];
            let runs: Vec<Run<'_>> =
                parts.iter().zip(fonts).map(|(text, font)| Run { text, font }).collect();
            let repaired = repair(&runs, &Prior::none());
            prop_assert_eq!(cut(&runs, &repaired).concat(), repaired.text);
        }
    }
}
