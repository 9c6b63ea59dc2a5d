//! Words that call a household: "Hộ gia đình", "Hộ KD", "Gđ anh", "Vợ chồng".

use crate::text;

use super::honorific::{split_words, without_honorific};

/// As keys, those of more words first.
const WORDS: [&str; 9] =
    ["hộ gia đình", "hộ kinh doanh", "hộ kd", "gia đình", "chủ hộ", "vợ chồng", "hkd", "hộ", "nhà"];

/// The words before the name of a household, and what follows them.
pub fn household_words(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    // Every name comes by here: most begin like none of the words.
    let first = text::key(split_words(text, 1)?.0);
    if !matches!(first.as_str(), "hộ" | "gia" | "chủ" | "vợ" | "hkd" | "nhà" | "gđ") {
        return None;
    }
    let begins = |words: &str| {
        let (head, rest) = split_words(text, words.split(' ').count())?;
        (text::key(head) == words).then(|| (head.trim(), rest.trim_start_matches(['.', ':', '-', ' '])))
    };
    let found = WORDS.iter().find_map(|words| begins(words));
    // "GĐ Nguyễn Văn An" is a director, "Gđ anh Nguyễn Văn An" a family.
    let family = || begins("gđ").filter(|(_, rest)| without_honorific(rest, 2).is_some());
    found.or_else(family).filter(|(_, rest)| !rest.is_empty())
}

/// Whether a name calls a household: "Nhà" and "Chủ hộ" alone may call anything.
pub fn calls_household(name: &str) -> bool {
    household_words(name).is_some_and(|(words, _)| !matches!(text::key(words).as_str(), "nhà" | "chủ hộ"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn households_are_known_by_the_words_before_their_heads() {
        for (written, expect) in [
            ("Hộ gia đình bà Vy Thị Lan", Some(("Hộ gia đình", "bà Vy Thị Lan"))),
            ("Hộ KD Lý Thị Hoa", Some(("Hộ KD", "Lý Thị Hoa"))),
            ("Hộ: Triệu Thị Hoa", Some(("Hộ", "Triệu Thị Hoa"))),
            ("Gđ anh Vy Văn Ngọ", Some(("Gđ", "anh Vy Văn Ngọ"))),
            ("GĐ Nguyễn Văn An", None),
            ("Hồ Văn Nam", None),
        ] {
            assert_eq!(household_words(written), expect, "{written}");
        }
        assert!(calls_household("Vợ chồng Lê Văn Tỵ") && !calls_household("Nhà Văn Hóa Thôn 2"));
    }
}
