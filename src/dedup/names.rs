//! The ladder of names, from letters alone.

use std::hash::{DefaultHasher, Hash, Hasher};

use rapidfuzz::distance::osa;

use crate::layout::is_family_name;
use crate::text;

use super::level::NameLevel;

/// A name as it is compared, every form made once and all of them kept in one text: there may be a million.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    forms: Box<str>,
    key_ends: usize,
    loose_ends: usize,
}

impl Name {
    pub(super) fn of(written: &str) -> Name {
        let loose = text::loose_key(written);
        let mut forms = text::key(written);
        let key_ends = forms.len();
        // Blanks between figures part two numbers: "tổ 1 2" is not "tổ 12".
        let mut before = None;
        for word in loose.split(' ') {
            let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if is_figure(before) && is_figure(word.chars().next()) {
                forms.push(' ');
            }
            forms += word;
            before = word.chars().last();
        }
        let loose_ends = forms.len();
        forms += &text::bare_key(&loose);
        Name { forms: forms.into(), key_ends, loose_ends }
    }

    /// Words with marks; tone placement and case apart.
    pub(super) fn key(&self) -> &str {
        self.forms.get(..self.key_ends).unwrap_or_default()
    }

    /// The same, with y and i alike and without spaces.
    pub(super) fn loose(&self) -> &str {
        self.forms.get(self.key_ends..self.loose_ends).unwrap_or_default()
    }

    /// Words without marks.
    pub(super) fn bare(&self) -> &str {
        self.forms.get(self.loose_ends..).unwrap_or_default()
    }

    /// Whether it is written with marks. A name that needs none counts as written without.
    pub(super) fn is_marked(&self) -> bool {
        !self.loose().is_ascii()
    }

    /// The letters without marks or spaces: by what names that may be one are found.
    pub(super) fn letters(&self) -> impl Iterator<Item = u8> {
        self.bare().bytes().filter(|byte| *byte != b' ')
    }

    /// Those letters in one number.
    pub(super) fn hash(&self) -> u64 {
        hash_of(&self.letters().collect::<Vec<u8>>())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.key_ends == 0
    }
}

/// How the names of two persons, or of two bodies, stand.
pub(super) fn compare(a: &Name, b: &Name) -> NameLevel {
    if a.key() == b.key() {
        return NameLevel::Equal;
    }
    if a.loose() == b.loose() {
        return NameLevel::Loose;
    }
    let unmarked = (!a.is_marked() || !b.is_marked()) && a.letters().eq(b.letters());
    let (a_words, b_words) = (words(a.key()), words(b.key()));
    if a_words.len() != b_words.len() {
        return match is_part(&a_words, &b_words) {
            _ if unmarked => NameLevel::Unmarked,
            true => NameLevel::Part,
            false => NameLevel::Other,
        };
    }
    let differ: Vec<(&str, &str)> =
        a_words.iter().zip(&b_words).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    match differ.as_slice() {
        // One word alone may have no marks of its own: Hoa is not Hoà without its mark.
        [(a, b)] if !is_initial(a, b) => one_word(a, b),
        _ if unmarked || have_lost_marks(&differ) => NameLevel::Unmarked,
        _ if differ.iter().all(|(a, b)| is_initial(a, b)) => NameLevel::Part,
        _ if sorted(&a_words) == sorted(&b_words) => NameLevel::Swapped,
        _ => NameLevel::Other,
    }
}

/// Whether of each two words the one side's lost marks.
fn have_lost_marks(words: &[(&str, &str)]) -> bool {
    words.iter().all(|(a, b)| text::has_lost_marks(a, b))
        || words.iter().all(|(a, b)| text::has_lost_marks(b, a))
}

/// Whether one of two words stands for the other by its first letters: *t* for *thị*, *ng* for *nguyễn*.
fn is_initial(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let n_letters = short.chars().count();
    let is_short = n_letters == 1 || (n_letters == 2 && !text::is_syllable(short));
    is_short && long.starts_with(short) && long.chars().any(|c| !c.is_ascii_digit())
}

/// Whether a name was typed without marks, and not only needs none: no family is called *Pham* or *Luong*.
pub(super) fn has_lost_all_marks(name: &Name) -> bool {
    !name.is_marked() && !name.key().split(' ').next().is_some_and(is_family_name)
}

/// Whether the one word in which two names differ is no word of a name on one side: no syllable at all, or a
/// *Nguyễn* with another mark.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (text::key(a), text::key(b));
    let mut differ = a.split(' ').zip(b.split(' ')).enumerate().filter(|(_, (a, b))| a != b);
    let (Some((at, (one, other))), None) = (differ.next(), differ.next()) else { return false };
    let surname = at == 0 && (one == NGUYEN || other == NGUYEN);
    // "Bế Vãn Tặng", "Nguyễn Thi Kim Dung": hardly anybody's middle name but Văn and Thị has these letters.
    let middle = at == 1 && ["văn", "thị"].iter().any(|word| one == *word || other == *word);
    text::is_syllable(one) != text::is_syllable(other)
        || (surname || middle) && text::bare_key(one) == text::bare_key(other)
}

const NGUYEN: &str = "nguyễn";

/// Whether two names that differ in one letter are of two families: *Lê Minh Đức*, *Lý Minh Đức*. Some families are
/// called otherwise in the South.
pub(super) fn are_of_two_families(a: &str, b: &str) -> bool {
    const ONE: [[&str; 2]; 1] = [["vũ", "võ"]];
    let family = |name: &str| text::key(name).split(' ').next().unwrap_or_default().to_owned();
    let (a, b) = (family(a), family(b));
    text::bare_key(&a) != text::bare_key(&b)
        && is_family_name(&a)
        && is_family_name(&b)
        && !ONE.iter().any(|one| one.contains(&a.as_str()) && one.contains(&b.as_str()))
}

/// Whether one name is the other with the given name put before it: *Hùng Nguyễn Văn*, *Lan Anh Hoàng Thị*. Of two
/// words either may come first.
pub(super) fn is_given_name_first(a: &str, b: &str) -> bool {
    let (a, b) = (text::key(a), text::key(b));
    let (a, b) = (words(&a), words(&b));
    let begins = |one: &[&str], other: &[&str], n: usize| match (
        one.split_at_checked(n),
        other.len().checked_sub(n),
    ) {
        (Some((given, family)), Some(at)) => {
            other.split_at_checked(at).is_some_and(|(before, last)| family == before && given == last)
        }
        _ => false,
    };
    let turned = |n: usize| n < a.len() && (begins(&a, &b, n) || begins(&b, &a, n));
    2 < a.len() && a.len() == b.len() && (turned(1) || 4 <= a.len() && turned(2))
}

/// How two words stand that alone differ.
fn one_word(a: &str, b: &str) -> NameLevel {
    let (a_bare, b_bare) = (text::bare_key(a), text::bare_key(b));
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    // What is no syllable without its mark has lost it.
    let is_broken = |less: &str, more: &str| text::has_lost_marks(less, more) && !text::is_syllable(less);
    if is_broken(a, b) || is_broken(b, a) {
        NameLevel::Unmarked
    } else if a_bare == b_bare {
        NameLevel::Marks
    } else if !digits(&a_bare) && !digits(&b_bare) && osa::distance(a_bare.chars(), b_bare.chars()) == 1 {
        NameLevel::Letter
    } else {
        NameLevel::Other
    }
}

fn words(key: &str) -> Vec<&str> {
    key.split(' ').collect()
}

fn sorted<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// Whether first and last words agree and one has all words of the other in order.
fn is_part(a: &[&str], b: &[&str]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let begin_alike = match (short.first(), long.first()) {
        (Some(a), Some(b)) => a == b || is_initial(a, b),
        _ => false,
    };
    if short.len() < 2 || !begin_alike || short.last() != long.last() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word || is_initial(word, other)))
}

/// A hash that is the same in every run, never zero.
pub(super) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish().max(1)
}

/// The same for something and the numbers that come with it.
pub(super) fn hash_of_all(value: &impl Hash, numbers: impl Iterator<Item = u64>) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    numbers.for_each(|number| hasher.write_u64(number));
    hasher.finish().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expect: NameLevel) {
        let (a, b) = (Name::of(a), Name::of(b));
        assert_eq!((compare(&a, &b), compare(&b, &a)), (expect, expect), "{} {}", a.key(), b.key());
    }

    #[test]
    fn each_step_of_the_ladder() {
        check("Hoàng Thị Hòa", "HOÀNG THỊ HOÀ", NameLevel::Equal);
        check("Lý Văn Mỹ", "Lí Văn Mĩ", NameLevel::Loose);
        check("Nguyễn VănAn", "Nguyễn Văn An", NameLevel::Loose);
        check("Nguyễn Văn Th ắng", "Nguyễn Văn Thắng", NameLevel::Loose);
        check("nguyen van an", "Nguyễn Văn An", NameLevel::Unmarked);
        check("Nguyễn An Văn", "Nguyễn Văn An", NameLevel::Swapped);
        check("Nông Văn Hùng", "Nông Văn Hưng", NameLevel::Marks);
        check("Vi Thị Hoà", "Vi Thị Hoa", NameLevel::Marks);
        check("Cao Mai Hoà", "Cao Mai Hoa", NameLevel::Marks);
        check("Nông Văn Hùng", "Nông Văn Hùn", NameLevel::Letter);
        check("Nguyễn An", "Nguyễn Văn An", NameLevel::Part);
        check("Nguyễn Văn An", "Nguyễn Văn Bình", NameLevel::Other);
        check("Tổ dân phố 1", "Tổ dân phố 2", NameLevel::Other);
        check("Nguyễn Thị An", "Nguyễn Văn An", NameLevel::Other);
        // Marks lost in some words are no other name; in one that can do without, they may be.
        check("Lý Thi Nguyêt Hà", "Lý Thị Nguyệt Hà", NameLevel::Unmarked);
        check("Nguyễn Văn Đưc", "Nguyễn Văn Đức", NameLevel::Unmarked);
        check("Lý Thi Hạnh", "Lý Thị Hành", NameLevel::Other);
        check("Nguyễn T. Hà", "Nguyễn Thị Hà", NameLevel::Part);
        check("N.V. Hùng", "Nguyễn Văn Hùng", NameLevel::Part);
        check("Ng. Thị Bích Đào", "Nguyễn Thị Bích Đào", NameLevel::Part);
        check("N.V. Hùng", "Nguyễn Văn Hưng", NameLevel::Other);
        check("Tổ 1/2", "Tổ 12", NameLevel::Other);
    }
}
