//! The people of a name cell: one, several, a household or a group, and what the cell says beside each name.

use std::borrow::Cow;

use crate::layout::{Wording, wording};
use crate::text;

use super::Gender;
use super::facts::{is_mostly_digits, is_phone, is_short_age};

/// One person of a name cell, with what the cell says beside the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person<'a> {
    /// With what stands before the name.
    pub(super) name: Cow<'a, str>,
    pub(super) births: Vec<&'a str>,
    pub(super) ages: Vec<&'a str>,
    pub(super) gender: Option<(Gender, &'a str)>,
    /// What is none of these, each piece as written.
    pub(super) words: Vec<&'a str>,
}

/// Whom a name cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum People<'a> {
    /// Whatever it is, it is one, and all of the cell is its name and what follows it.
    Whole,
    /// One person, taken apart.
    One(Person<'a>),
    /// A couple or a family, called by one name.
    Household(String, Vec<&'a str>),
    /// A collective and the people in it.
    Group(&'a str, Vec<&'a str>),
    /// Several collectives, beyond doubt or not.
    Bodies(Vec<&'a str>, bool),
    /// Several people.
    Several(Vec<Person<'a>>),
    /// One person or several: which, is the officer's to say.
    Unclear(Vec<Person<'a>>),
}

/// A name of more words than this is none.
const MAX_NAME_WORDS: usize = 5;

impl<'a> Person<'a> {
    pub(super) fn new(name: &'a str) -> Person<'a> {
        Person { name: name.into(), births: Vec::new(), ages: Vec::new(), gender: None, words: Vec::new() }
    }

    /// Takes a birth, an age or a gender.
    pub(super) fn take_fact(&mut self, piece: &'a str) -> bool {
        let key = text::key(piece);
        let has_digit = key.bytes().any(|byte| byte.is_ascii_digit());
        // "Sinh: 12/5/1977": the words before a birth, cut from it by a mark.
        if matches!(key.as_str(), "sinh" | "sinh năm" | "sinh ngày" | "sn" | "ns" | "năm sinh" | "ngày sinh")
        {
            return true;
        }
        let is_word_of_age = |word: &str| {
            matches!(word, "tuổi" | "khoảng" | "độ") || word.bytes().all(|byte| byte.is_ascii_digit())
        };
        // "+ 2" is no birth: how many more there are.
        let has_digit = has_digit && 2 <= key.bytes().filter(u8::is_ascii_digit).count();
        if is_short_age(&key)
            || has_digit && key.split(' ').any(|word| word == "tuổi") && key.split(' ').all(is_word_of_age)
        {
            self.ages.push(piece);
        } else if has_digit && !is_phone(piece) && key.split(' ').all(is_word_of_birth) {
            self.births.push(piece);
        } else if let Some(gender) = gender(&key).filter(|_| self.gender.is_none()) {
            self.gender = Some((gender, piece));
        } else {
            return false;
        }
        true
    }

    /// Whether a line carries the name above it on: one of them is no name by itself.
    pub(super) fn goes_on_with(&self, piece: &str, form: Wording, n_births: usize) -> bool {
        if !(self.births.is_empty() && self.ages.is_empty() && self.words.is_empty()) {
            return false;
        }
        let above = wording(&self.name);
        let n_words = piece.split_whitespace().count();
        let short_enough = self.name.split_whitespace().count() + n_words <= MAX_NAME_WORDS;
        let part = match (above, form) {
            (Wording::NamePart, Wording::NamePart | Wording::ShortName) => true,
            // "Lý⏎Văn Sáng": a middle name may be a family name as well.
            (Wording::NamePart, Wording::Person) => self.name.split_whitespace().count() == 1 && n_births < 2,
            (Wording::ShortName, Wording::NamePart) => true,
            (Wording::Person, Wording::NamePart) => n_words == 1,
            _ => false,
        };
        part && short_enough
    }
}

/// A word of a birth: a number, a date, or what stands before one.
fn is_word_of_birth(word: &str) -> bool {
    matches!(word, "sn" | "ns" | "sinh" | "s" | "n" | "năm" | "ngày" | "tháng")
        || word.trim_start_matches(['s', 'n']).bytes().all(|byte| byte.is_ascii_digit())
        || (word.len() == 4 && is_mostly_digits(word))
}

/// The gender that a piece says, where it says nothing else.
pub(super) fn gender(key: &str) -> Option<Gender> {
    match key.strip_prefix("giới tính ").unwrap_or(key) {
        "nam" | "trai" | "m" => Some(Gender::Male),
        "nữ" | "gái" | "f" | "nu" => Some(Gender::Female),
        _ => None,
    }
}

pub(super) fn is_person(text: &str) -> bool {
    matches!(wording(text), Wording::Person | Wording::ShortName)
}
