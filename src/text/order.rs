//! Vietnamese order: a à ả ã á ạ ă … đ after d … y, syllable by syllable.
//!
//! Texts are compared by their words, so that *An Bình* comes before *Anh*, and by
//! where tones belong, so that *Hoà* and *Hòa* stand together. Words are ordered by the
//! Unicode collation for Vietnamese. Texts that are the same in that sense are told
//! apart by their characters, so that the order is total and a sort has one outcome.
//!
//! To sort many texts, make the key of each once by [`OrderKeys`]: keys compare exactly as [`compare`] does,
//! and making one costs less than one comparison.

use std::cmp::Ordering;
use std::sync::LazyLock;

use foldhash::HashMap;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use super::key;

/// `None` only if the collation data, which is compiled in, were missing: then words go by code point.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// Ends a word; lower than any byte of a sort key but the separators inside it, so that fewer words come first.
const WORD_END: u8 = 0;

/// Makes keys by which texts are sorted. Names are made of a few hundred words: what the collation says of
/// each is remembered.
#[derive(Debug, Default)]
pub struct OrderKeys {
    words: HashMap<Box<str>, Box<[u8]>>,
}

/// So many words are remembered.
const REMEMBERED: usize = 4_096;

impl OrderKeys {
    /// A key whose byte order is the order of [`compare`].
    pub fn of(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.words(key(text).split(' '), &mut bytes);
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }

    /// A key whose byte order is the order of [`compare_person_names`].
    pub fn of_person(&mut self, name: &str) -> Vec<u8> {
        let folded = key(name);
        let (before, given) = folded.rsplit_once(' ').unwrap_or(("", &folded));
        let (family, middle) = before.split_once(' ').unwrap_or((before, ""));
        let mut bytes = Vec::new();
        for part in [given, family, middle] {
            self.words(part.split(' '), &mut bytes);
        }
        bytes.extend_from_slice(name.as_bytes());
        bytes
    }

    fn words<'a>(&mut self, words: impl Iterator<Item = &'a str>, bytes: &mut Vec<u8>) {
        for word in words.filter(|word| !word.is_empty()) {
            match self.words.get(word) {
                Some(known) => bytes.extend_from_slice(known),
                None => {
                    let own_key = word_key(word);
                    bytes.extend_from_slice(&own_key);
                    if self.words.len() < REMEMBERED {
                        self.words.insert(word.into(), own_key.into());
                    }
                }
            }
            bytes.push(WORD_END);
        }
        bytes.push(WORD_END);
    }
}

fn word_key(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = COLLATOR.as_ref().map(|collator| collator.write_sort_key_to(word, &mut bytes));
    if !matches!(written, Some(Ok(_))) {
        bytes.extend_from_slice(word.as_bytes());
    }
    bytes
}

/// Compares two texts in the order of a Vietnamese dictionary.
///
/// ```
/// use std::cmp::Ordering;
/// assert_eq!(tonghop::text::compare("Đồng Đăng", "Dương"), Ordering::Greater);
/// ```
pub fn compare(a: &str, b: &str) -> Ordering {
    let mut keys = OrderKeys::default();
    keys.of(a).cmp(&keys.of(b))
}

/// Compares two names of persons: given name (the last syllable), then family name, then what is between.
pub fn compare_person_names(a: &str, b: &str) -> Ordering {
    let mut keys = OrderKeys::default();
    keys.of_person(a).cmp(&keys.of_person(b))
}

#[cfg(test)]
mod tests {
    use super::super::letters::LOWER;
    use super::*;

    #[track_caller]
    fn check_sorted(sorted: &[&str], compare: fn(&str, &str) -> Ordering) {
        for pair in sorted.windows(2) {
            if let [a, b] = pair {
                assert_eq!(compare(a, b), Ordering::Less, "{a} {b}");
                assert_eq!(compare(b, a), Ordering::Greater, "{b} {a}");
            }
        }
    }

    #[test]
    fn all_letters_in_order() {
        // Consonants go between the vowels that they follow in the alphabet.
        let after = ["", "", "bcdđ", "", "fgh", "jklmn", "", "", "pqrst", "", "vwx", "z"];
        let mut letters = Vec::new();
        for (row, consonants) in LOWER.iter().zip(after) {
            letters.extend(row.iter().map(ToString::to_string));
            letters.extend(consonants.chars().map(String::from));
        }
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        check_sorted(&letters, compare);
    }

    #[test]
    fn syllable_by_syllable() {
        check_sorted(&["An", "An Bình", "An Hòa", "Anh", "Ánh Dương", "Ân"], compare);
        check_sorted(&["Dương", "Đại Từ", "Điềm Mặc"], compare);
        check_sorted(&["Hòa An", "Hoà Bình", "Hòa Bình", "Hoà Lạc"], compare);
        check_sorted(&["", "1", "a"], compare);
    }

    #[test]
    fn equal_is_only_the_same() {
        assert_eq!(compare("An", "An"), Ordering::Equal);
        check_sorted(&["AN", "An", "an"], compare);
    }

    #[test]
    fn persons_go_by_given_name() {
        check_sorted(
            &["Trần Thị An", "Lê Văn Anh", "Nguyễn An Bình", "Nguyễn Văn Bình", "Trần An Bình", "Bùi Đạt"],
            compare_person_names,
        );
        check_sorted(&["", "An", "Lê An", "Lê Thị An"], compare_person_names);
    }
}
