//! The ladder of names, from letters alone.

use std::hash::{DefaultHasher, Hash, Hasher};

use rapidfuzz::distance::osa;

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
        let loose = crate::text::loose_key(written);
        let mut forms = crate::text::key(written);
        let key_ends = forms.len();
        forms.extend(loose.split(' '));
        let loose_ends = forms.len();
        forms += &crate::text::bare_key(&loose);
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
    let mut differ = a_words.iter().zip(&b_words).filter(|(a, b)| a != b);
    match (differ.next(), differ.next()) {
        // One word alone may have no marks of its own: Hoa is not Hoà without its mark.
        (Some((a, b)), None) => one_word(a, b),
        _ if unmarked => NameLevel::Unmarked,
        _ if sorted(&a_words) == sorted(&b_words) => NameLevel::Swapped,
        _ => NameLevel::Other,
    }
}

/// How two words stand that alone differ.
fn one_word(a: &str, b: &str) -> NameLevel {
    let (a_bare, b_bare) = (crate::text::bare_key(a), crate::text::bare_key(b));
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if a_bare == b_bare {
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
    if short.len() < 2 || short.first() != long.first() || short.last() != long.last() {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|word| rest.any(|other| other == word))
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
    }
}
