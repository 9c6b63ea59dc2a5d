//! Words that stand before a person's name: "Ông", "Đ/c", "BS CKII.", "Thượng tá".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text;
use crate::text::table::DelimitedTable;

/// The list, with its source in the file.
const HONORIFICS: &str = include_str!("../../schemas/honorifics.csv");

/// Whom a form of address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// "Ông", "thầy giáo".
    Man,
    /// "Bà", "cô giáo".
    Woman,
    /// "Đ/c", a degree, a rank.
    Anybody,
}

/// A name without the first word of address before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addressed<'a> {
    /// The word as written.
    pub honorific: &'a str,
    /// Whom it is for.
    pub addressee: Addressee,
    /// What follows it.
    pub rest: &'a str,
}

/// What must follow a word of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameAfter {
    /// A name.
    Name,
    /// A whole name, and the word itself in small letters or before a dot: "a Bế Văn Khôi".
    WholeIfSmall,
    /// A whole name: "Giuse Trần Văn Khoa".
    Whole,
    /// The name of a monk or a nun: "TT. Thích Niệm Hương".
    Thich,
}

/// The words by their first, those of most words first.
struct Honorifics {
    by_first: BTreeMap<String, Vec<HonorificWord>>,
}

/// A word of the list, by its key.
struct HonorificWord {
    key: String,
    n_words: usize,
    addressee: Addressee,
    before: NameAfter,
}

impl Honorifics {
    fn built_in() -> &'static Honorifics {
        static BUILT_IN: LazyLock<Honorifics> = LazyLock::new(|| {
            let table = DelimitedTable::read(HONORIFICS.as_bytes());
            let mut by_first: BTreeMap<String, Vec<HonorificWord>> = BTreeMap::new();
            // The first row is the heading.
            for row in table.rows.iter().skip(1) {
                let key = text::key(row.fields.first().map_or("", String::as_str));
                let addressee = match row.fields.get(1).map_or("", String::as_str) {
                    "male" => Addressee::Man,
                    "female" => Addressee::Woman,
                    _ => Addressee::Anybody,
                };
                let first = key.split(' ').next().unwrap_or_default().to_owned();
                let n_words = key.split(' ').count();
                let before = match row.fields.get(2).map_or("", String::as_str) {
                    "small" => NameAfter::WholeIfSmall,
                    "whole" => NameAfter::Whole,
                    "thích" => NameAfter::Thich,
                    _ => NameAfter::Name,
                };
                by_first.entry(first).or_default().push(HonorificWord { key, n_words, addressee, before });
            }
            for words in by_first.values_mut() {
                words.sort_by_key(|word| std::cmp::Reverse(word.n_words));
            }
            Honorifics { by_first }
        });
        &BUILT_IN
    }
}

/// Whom a cell of honorifics is for: "Ông", "Bà"; "Ông (bà)" is for anybody.
pub fn addressee(honorific: &str) -> Addressee {
    let key = text::key(honorific);
    let words = key.split(' ').next().and_then(|first| Honorifics::built_in().by_first.get(first));
    let found = words.and_then(|words| words.iter().find(|word| word.key == key));
    found.map_or(Addressee::Anybody, |word| word.addressee)
}

/// Takes the word of address off the beginning of a name of which `n_least` words must remain.
pub fn without_honorific(name: &str, n_least: usize) -> Option<Addressed<'_>> {
    // Every name comes by here: most begin like none of the words.
    let first = text::key(split_words(name, 1)?.0);
    Honorifics::built_in().by_first.get(&first)?.iter().find_map(|word| {
        let (head, after) = split_words(name, word.n_words)?;
        let rest = after.trim_start_matches(['.', ':', '/', ' ']);
        let is_small = || head.starts_with(char::is_lowercase) || after.starts_with('.');
        let (n_least, fits) = match word.before {
            NameAfter::Name => (n_least, true),
            NameAfter::WholeIfSmall => (n_least.max(3), is_small()),
            NameAfter::Whole => (n_least.max(3), true),
            NameAfter::Thich => (n_least, rest.get(..6).is_some_and(|name| text::key(name) == "thích")),
        };
        let holds = word.n_words == 1 || text::key(head) == word.key;
        let leaves_name = n_least <= rest.split_whitespace().count();
        (holds && leaves_name && fits).then_some(Addressed {
            honorific: head.trim(),
            addressee: word.addressee,
            rest,
        })
    })
}

/// The first `n` words of a text, counted over letters so that "Đ/c" is two, and what follows them.
pub fn split_words(text: &str, n: usize) -> Option<(&str, &str)> {
    let mut left = n;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        if text::is_word_letter(c) {
            in_word = true;
        } else if in_word {
            in_word = false;
            left -= 1;
            if left == 0 {
                return text.split_at_checked(at);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_of_address_comes_off_at_a_time() {
        #[track_caller]
        fn check(name: &str, honorific: &str, rest: &str) {
            let found = without_honorific(name, 2).map(|it| (it.honorific, it.rest));
            assert_eq!(found.unwrap_or(("", name)), (honorific, rest), "{name}");
        }
        check("Ông Nguyễn Văn An", "Ông", "Nguyễn Văn An");
        check("Đ/c Nông Thị Bé", "Đ/c", "Nông Thị Bé");
        check("ô. Lã Văn Bốn", "ô", "Lã Văn Bốn");
        check("BS.CKII Trương Hoàng Phi", "BS.CKII", "Trương Hoàng Phi");
        check("CKII. Trương Hoàng Phi", "CKII", "Trương Hoàng Phi");
        check("Y sĩ Danh Sà Mết", "Y sĩ", "Danh Sà Mết");
        check("Y Thịnh Niê", "", "Y Thịnh Niê");
        check("Bà Triệu", "", "Bà Triệu");
        check("Mẹ VNAH Vi Thị Lả", "Mẹ VNAH", "Vi Thị Lả");
        check("a Bế Văn Khôi", "a", "Bế Văn Khôi");
        check("C. Lê Thu Hà", "C", "Lê Thu Hà");
        check("A Sùng Pó", "", "A Sùng Pó");
        check("TT. Thích Niệm Hương", "TT", "Thích Niệm Hương");
        check("TT Nguyễn Văn An", "", "TT Nguyễn Văn An");
        check("Giuse Trần Văn Khoa", "Giuse", "Trần Văn Khoa");
        check("Anna Vũ", "", "Anna Vũ");
        check("A Lý Seo Pó", "", "A Lý Seo Pó");
    }

    #[test]
    fn the_list_is_ordered_and_says_each_word_once() {
        let table = DelimitedTable::read(HONORIFICS.as_bytes());
        let mut seen = std::collections::BTreeSet::new();
        for row in table.rows.iter().skip(1) {
            let word = row.fields.first().map_or("", String::as_str);
            assert_eq!(text::key(word), word, "a word is its key");
            assert!(seen.insert(word.to_owned()), "{word} stands twice");
        }
    }
}
