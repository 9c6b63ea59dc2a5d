//! Couples and families in a name cell, called by one name.

use crate::layout::{household_words, without_honorific};
use crate::text;

use super::person::{People, is_person};
use super::segments::{Joint, Segment};

/// "Ông Lý Văn Sáng và bà Vi Thị Thảo" in one breath.
pub(super) fn is_couple(pieces: &[Segment<'_>], n_births: usize) -> bool {
    let [first, second] = pieces else { return false };
    let together = matches!(second.joint, Joint::And | Joint::Comma | Joint::Dash | Joint::Slash);
    let addressed = first_word_is(first.text, &["ông", "ô", "anh", "a", "chồng"])
        && first_word_is(second.text, &["bà", "b", "chị", "c"])
        && n_births < 2;
    // Somebody's wife or husband makes a couple, however many births stand beside the two.
    let married = second.joint != Joint::Dash && first_word_is(second.text, &["vợ", "chồng"]);
    together && is_person(second.text) && (addressed || married && is_person(first.text))
}

/// "Ông bà Lý Văn Sáng" over "Vi Thị Thảo", "Vợ chồng Lý Văn Sáng, Vi Thị Thảo".
pub(super) fn begins_couple(written: &str, pieces: &[Segment<'_>]) -> bool {
    let key = text::key(written);
    let together = ["ông bà ", "vợ chồng ", "anh chị "].iter().any(|words| key.starts_with(words));
    together && pieces.len() == 2 && pieces.get(1).is_some_and(|it| is_person(it.text))
}

/// A household keeps the name that it has; where a mark parts two of its people, a word joins them.
pub(super) fn household<'a>(written: &str, pieces: &[Segment<'a>]) -> People<'a> {
    let names = |text: &str| {
        let bare = household_words(text).map_or(text, |(_, rest)| rest);
        is_person(["ông bà", "và"].iter().fold(bare, |text, word| strip_word(text, word)))
    };
    let members: Vec<&str> = pieces.iter().map(|it| it.text).filter(|text| names(text)).collect();
    let by_marks = pieces.iter().skip(1).all(|it| it.joint != Joint::And) || !written.contains(" và ");
    let name = match (members.as_slice(), pieces) {
        ([_, ..], [first, rest @ ..]) if by_marks && members.len() == pieces.len() => {
            // "b. Dương Thị Sáu" is printed without the letter.
            let bare = |text: &'a str| match without_honorific(text, 2) {
                Some(it) if it.honorific.chars().count() == 1 => it.rest,
                _ => text,
            };
            let rest = rest.iter().map(|it| format!(" và {}", bare(it.text)));
            std::iter::once(first.text.to_owned()).chain(rest).collect()
        }
        _ => written.to_owned(),
    };
    People::Household(name, members)
}

fn strip_word<'a>(text: &'a str, word: &str) -> &'a str {
    let n_words = word.split(' ').count();
    let end = text.match_indices(' ').nth(n_words - 1).map(|(at, _)| at);
    end.and_then(|end| text.split_at_checked(end))
        .filter(|(head, _)| text::key(head) == word)
        .map_or(text, |(_, rest)| rest.trim())
}

fn first_word_is(text: &str, words: &[&str]) -> bool {
    let key = text::key(text);
    words.contains(&key.split(' ').next().unwrap_or_default())
}
