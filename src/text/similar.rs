//! How alike two texts are, and what somebody may have meant.
//!
//! `similarity` is the mean of two figures, each 1 − distance ÷ length of the longer:
//! the one over [`key`]s, where a wrong mark costs as much as a wrong letter, the other
//! over [`bare_key`]s, where it costs nothing. So *Hùng* is nearer to *Hưng* than to
//! *Hằng*, and neither is 1. The distance counts an insertion, a deletion, a
//! substitution, or a swap of neighbours as one (optimal string alignment).

use rapidfuzz::distance::osa;

use super::{bare_key, key, loose_key};

/// Texts that differ only in i and y (Lý, Lí) are this alike: surely the same word, not the same text.
const LOOSELY_SAME: f64 = 0.98;

/// How alike two texts are: 1 for the same [`key`], 0 for nothing in common.
///
/// Symmetric. Two texts without letters are alike (1); one without letters is like nothing else (0).
pub fn similarity(a: &str, b: &str) -> f64 {
    let (key_a, key_b) = (key(a), key(b));
    if key_a == key_b {
        return 1.0;
    }
    Folded::of_key(key_a).similarity(&Folded::of_key(key_b))
}

/// A text folded once, to be compared with many.
#[derive(Debug, Clone)]
pub struct Folded {
    key: String,
    loose: String,
    bare: String,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Folded {
        Folded::of_key(key(text))
    }

    /// Takes what is a [`key`] already: folding it again would change nothing.
    pub fn of_key(key: String) -> Folded {
        Folded { loose: loose_key(&key), bare: bare_key(&key), key }
    }

    /// The [`bare_key`] of the text.
    pub fn bare(&self) -> &str {
        &self.bare
    }

    /// The [`similarity`] of two texts.
    pub fn similarity(&self, other: &Folded) -> f64 {
        if self.key == other.key {
            return 1.0;
        }
        if self.loose == other.loose {
            return LOOSELY_SAME;
        }
        let marked = osa::normalized_similarity(self.key.chars(), other.key.chars());
        let bare = osa::normalized_similarity(self.bare.chars(), other.bare.chars());
        f64::midpoint(marked, bare)
    }
}

/// One slip is forgiven for every this many letters, and one in any word of three letters.
const LETTERS_PER_SLIP: usize = 4;

/// The known word that was most likely meant: the nearest one, the first of equals.
///
/// `None` if nothing is near enough to be suggested: more slips in [`bare_key`] than
/// one for every four letters. A word without letters suggests nothing.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bare = bare_key(word);
    let marked = key(word);
    let len = bare.chars().count();
    let allowed = if len < 3 { 0 } else { len.div_ceil(LETTERS_PER_SLIP) };
    if bare.is_empty() {
        return None;
    }
    let candidates = known.into_iter().filter_map(|candidate| {
        let slips = osa::distance(bare.chars(), bare_key(candidate).chars());
        let marks = osa::distance(marked.chars(), key(candidate).chars());
        (slips <= allowed).then_some((slips, marks, candidate))
    });
    let (_, _, found) = candidates.min_by_key(|(slips, marks, _)| (*slips, *marks))?;
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_wholly_alike() {
        for (a, b) in [("Hoà Bình", "HÒA-BÌNH"), ("", " ."), ("Trại", "Tr\u{1EA1}i")] {
            assert!((similarity(a, b) - 1.0).abs() < f64::EPSILON, "{a} {b}");
        }
        assert!(similarity("Lý Thị Mỹ", "Lí Thị Mĩ") < 1.0);
        assert!(0.95 < similarity("Lý Thị Mỹ", "Lí Thị Mĩ"));
    }

    #[track_caller]
    fn check_nearer(word: &str, nearer: &str, farther: &str) {
        assert!(similarity(word, farther) < similarity(word, nearer), "{word}: {nearer}, {farther}");
    }

    #[test]
    fn a_wrong_mark_is_less_than_a_wrong_letter() {
        check_nearer("Hùng", "Hưng", "Hằng");
        check_nearer("phường Vĩnh Trại", "phuong vinh trai", "phường Hoàng Văn Thụ");
        check_nearer("Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Văn Anh");
        assert!(similarity("An", "") < 0.01);
        assert!(similarity("Hùng", "Hưng") < 1.0);
    }

    #[track_caller]
    fn check(word: &str, expect: Option<&str>) {
        let known = ["quotas", "movements", "reviews", "Sở Y tế", "Sở Tài chính"];
        assert_eq!(nearest(word, known), expect, "{word}");
    }

    #[test]
    fn the_nearest_known_word_is_suggested() {
        check("qoutas", Some("quotas"));
        check("movement", Some("movements"));
        check("so y te", Some("Sở Y tế"));
        check("Sở Tài chánh", Some("Sở Tài chính"));
        check("levels", None);
        check("", None);
    }
}
