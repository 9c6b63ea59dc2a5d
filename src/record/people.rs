//! The cell of a name → whom it names: one person, several, a household with its members, a group with its
//! members, and what else stands there about them.

use std::borrow::Cow;

use crate::layout::{Wording, household_words, split_words, without_honorific, wording};
use crate::plan::HolderKind;
use crate::text;

use super::Gender;
use super::segments::{Joint, Segment, is_digits_alike, is_phone, may_be_several, segments};
use super::{name, others};

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

/// Reads a name cell; `n_births` counts the births in the columns beside it.
pub(super) fn read(written: &str, n_births: usize) -> People<'_> {
    if !may_be_several(written) {
        return People::Whole;
    }
    if let Some((words, rest)) = announced(written) {
        return among_announced(words, rest, n_births);
    }
    let pieces = segments(written);
    if pieces.is_empty() {
        // "… và …": marks alone are nobody, and the row says so.
        return People::Whole;
    }
    let kind = name::kind_by_name(written);
    if let Some(group) = group(&pieces) {
        return group;
    }
    if kind == Some(HolderKind::Household) || is_couple(&pieces, n_births) || begins_couple(written, &pieces)
    {
        return household(written, &pieces);
    }
    if let Some(bodies) = bodies(&pieces) {
        return bodies;
    }
    // "Đoàn Văn Lực" over "Vi Thị Na": what begins with a person's name is no body, whatever its family is called.
    let names_person = pieces.first().is_some_and(|first| is_person(first.text));
    if kind.is_some() || !names_person && name::is_body(written) {
        return People::Whole;
    }
    several(&pieces, n_births)
}

/// "02 cháu: Lý Minh Khôi, Lý Minh Châu", "Hai chị em Lý Thị Xuân và Lý Thị Hạ", "Mẹ con bà Lăng Thị Mùi": how many
/// they are and what they are to each other, then who they are.
fn announced(written: &str) -> Option<(&str, &str)> {
    const PAIRS: [&str; 9] =
        ["vợ chồng", "chị em", "anh em", "anh chị em", "mẹ con", "bố con", "cha con", "bà cháu", "ông cháu"];
    const COUNTED: [&str; 9] =
        ["cháu", "em", "ông bà", "anh chị", "đồng chí", "đ c", "người", "học sinh", "bạn"];
    let is_count = |word: &str| {
        matches!(word, "hai" | "ba" | "bốn" | "năm" | "các" | "cả")
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (first, after) = split_words(written, 1)?;
    let count = is_count(&text::key(first));
    let rest = if count { after } else { written };
    let found = PAIRS.iter().chain(COUNTED.iter().filter(|_| count)).find_map(|words| {
        let (head, rest) = split_words(rest, words.split(' ').count())?;
        let rest = rest.trim_start_matches([':', '-', '.', ',', ' ']);
        // "Vợ chồng Lê Văn Tỵ" alone is a household's name.
        let is_more = count || *words != "vợ chồng";
        (is_more && text::key(head) == *words && rest.starts_with(char::is_alphabetic)).then_some(rest)
    })?;
    Some((written.get(..written.len() - found.len())?.trim_end_matches([':', '-', ' ']), found))
}

/// Those whom a cell announces; what announces them is told beside the first.
fn among_announced<'a>(words: &'a str, rest: &'a str, n_births: usize) -> People<'a> {
    if text::key(words).ends_with("vợ chồng") {
        return household(rest, &segments(rest));
    }
    let beside = |mut people: Vec<Person<'a>>| {
        people.first_mut().into_iter().for_each(|first| first.words.push(words));
        people
    };
    match read(rest, n_births) {
        People::Whole if is_person(rest) => People::One(Person { words: vec![words], ..Person::new(rest) }),
        People::One(mut one) => {
            one.words.push(words);
            People::One(one)
        }
        People::Several(people) => People::Several(beside(people)),
        People::Unclear(people) => People::Unclear(beside(people)),
        _ => People::Whole,
    }
}

/// "Mô hình nuôi ong: Lý Văn Sáng, Vi Văn Tài": whatever comes first, then nobody but people.
pub(super) fn group_of_any(written: &str) -> Option<(&str, Vec<&str>)> {
    let pieces = segments(written);
    let (first, rest) = pieces.split_first()?;
    let opens = matches!(rest.first()?.joint, Joint::Colon | Joint::Bracket);
    (opens && rest.iter().all(|it| is_person(it.text)))
        .then(|| (first.text, rest.iter().map(|it| it.text).collect()))
}

/// "Nhóm cựu chiến binh: Lý Văn Sáng, Vi Văn Tài": a collective, then nobody but people.
fn group<'a>(pieces: &[Segment<'a>]) -> Option<People<'a>> {
    let (first, rest) = pieces.split_first()?;
    let announces = |it: &&Segment<'_>| {
        matches!(text::key(it.text).as_str(), "gồm" | "bao gồm" | "thành viên" | "gồm có")
    };
    let members: Vec<Segment<'a>> = rest.iter().filter(|it| !announces(it)).copied().collect();
    let is_body = |text: &str| {
        name::is_body(text)
            || matches!(name::kind_by_name(text), Some(kind) if kind != HolderKind::Household)
            || first_word_is(text, &["gồm"])
    };
    let opens = |joint| matches!(joint, Joint::Colon | Joint::Bracket | Joint::Line | Joint::Number);
    // "Ma Văn Luyến (tổ trưởng)": a part that somebody plays stands beside the name.
    let plays = |it: &Segment<'_>| wording(it.text) == Wording::Position && it.joint == Joint::Bracket;
    let n_people = members.iter().filter(|it| is_person(it.text)).count();
    let are_people = members.iter().all(|it| is_person(it.text) || plays(it));
    if 2 <= n_people && are_people && is_body(first.text) && opens(members.first()?.joint) {
        let members = members.iter().map(|member| member.text).collect();
        return Some(People::Group(without_including(first.text), members));
    }
    // "Đội văn nghệ gồm Lý Văn Sáng, Vi Văn Tài"
    let (name, head) = first.text.split_once(" gồm ").filter(|(name, _)| is_body(name))?;
    let head = ["có ", "các ông bà ", "các đồng chí "]
        .iter()
        .fold(head, |head, word| head.strip_prefix(word).unwrap_or(head));
    (are_people && is_person(head)).then(|| {
        People::Group(name.trim(), std::iter::once(head).chain(members.iter().map(|it| it.text)).collect())
    })
}

/// "Trạm Y tế Suối Dây, Trạm Y tế Tân Hà": no body is a part of one of its own sort.
fn bodies<'a>(pieces: &[Segment<'a>]) -> Option<People<'a>> {
    let (first, rest) = pieces.split_first()?;
    let sort = |text: &str| text::key(text).split(' ').next().map(str::to_owned);
    let of_first = sort(first.text);
    let parts = |joint| {
        matches!(
            joint,
            Joint::Line | Joint::Semicolon | Joint::Comma | Joint::Number | Joint::And | Joint::Slash
        )
    };
    let is_another = |it: &Segment<'_>| {
        // "Khối 12; Khối 13", but "Khoa Nội, Khoa" is nothing of its own.
        let n_least = if it.text.ends_with(|c: char| c.is_ascii_digit()) { 2 } else { 3 };
        parts(it.joint)
            && n_least <= it.text.split_whitespace().count()
            && (name::is_body(it.text) || name::kind_by_name(it.text).is_some())
            && sort(it.text) == of_first
    };
    let is_body = name::is_body(first.text)
        || name::kind_by_name(first.text).is_some_and(|kind| kind != HolderKind::Household);
    let all = !rest.is_empty() && is_body && rest.iter().all(is_another);
    let sure = rest.iter().all(|it| it.joint != Joint::And);
    all.then(|| People::Bodies(pieces.iter().map(|it| it.text).collect(), sure))
}

/// "Tổ tự quản gồm", "Nhóm A gồm các thành viên" without the words that only announce.
fn without_including(name: &str) -> &str {
    const ANNOUNCING: [&str; 4] = [" gồm các thành viên", " gồm có", " bao gồm", " gồm"];
    ANNOUNCING.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name).trim()
}

/// "Ông Lý Văn Sáng và bà Vi Thị Thảo" in one breath.
fn is_couple(pieces: &[Segment<'_>], n_births: usize) -> bool {
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
fn begins_couple(written: &str, pieces: &[Segment<'_>]) -> bool {
    let key = text::key(written);
    let together = ["ông bà ", "vợ chồng ", "anh chị "].iter().any(|words| key.starts_with(words));
    together && pieces.len() == 2 && pieces.get(1).is_some_and(|it| is_person(it.text))
}

fn first_word_is(text: &str, words: &[&str]) -> bool {
    let key = text::key(text);
    words.contains(&key.split(' ').next().unwrap_or_default())
}

fn is_person(text: &str) -> bool {
    matches!(wording(text), Wording::Person | Wording::ShortName)
}

/// A household keeps the name that it has; where a mark parts two of its people, a word joins them.
fn household<'a>(written: &str, pieces: &[Segment<'a>]) -> People<'a> {
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

/// One person or more, each with the pieces that follow the name.
fn several<'a>(pieces: &[Segment<'a>], n_births: usize) -> People<'a> {
    let mut people: Vec<Person<'a>> = Vec::new();
    let mut sure = true;
    // A position before the name: "Chủ tịch Hội PN: Triệu Thị Hà".
    let mut position = None;
    for (at, piece) in pieces.iter().enumerate() {
        let Some(last) = people.last_mut() else {
            let next_is_person = || pieces.get(at + 1).is_some_and(|next| is_person(next.text));
            if position.is_none() && wording(piece.text) == Wording::Position && next_is_person() {
                position = Some(piece.text);
                continue;
            }
            if let Some((post, name)) = after_position(piece.text) {
                people.push(Person { words: vec![post], ..Person::new(name) });
                continue;
            }
            // What begins with no name is for the reader of whole names.
            let named =
                matches!(wording(piece.text), Wording::Person | Wording::ShortName | Wording::NamePart);
            if !named {
                return People::Whole;
            }
            sure &= begin(piece.text, &mut people);
            people.iter_mut().for_each(|first| first.words.extend(position));
            continue;
        };
        // "Vũ Đình" over "Nam", "Trần Đình" over "Đoàn": a given name too, where the name is not whole without it.
        let ends_name = piece.joint == Joint::Line
            && is_given_name(piece.text)
            && wording(&last.name) != Wording::Person
            && last.goes_on_with(piece.text, Wording::NamePart, n_births);
        if ends_name {
            last.name = format!("{} {}", last.name, piece.text).into();
            continue;
        }
        if last.take_fact(piece.text) {
            continue;
        }
        // "Anh Hoàng Văn Tú và em trai Hoàng Văn Tuấn": whose brother he is, is told.
        if piece.joint == Joint::And
            && let Some((relation, name)) = others::relative(piece.text)
        {
            last.words.push(relation);
            people.push(Person::new(name));
            continue;
        }
        let form = wording(piece.text);
        if let Some((post, name)) = after_position(piece.text)
            && !matches!(piece.joint, Joint::Bracket | Joint::Space)
        {
            people.push(Person { words: vec![post], ..Person::new(name) });
            continue;
        }
        if piece.joint == Joint::Line && last.goes_on_with(piece.text, form, n_births) {
            last.name = format!("{} {}", last.name, piece.text).into();
            continue;
        }
        let after_fact = !last.births.is_empty() || !last.ages.is_empty();
        match (form, piece.joint) {
            (Wording::Person | Wording::ShortName, Joint::Bracket | Joint::Colon) => {
                last.words.push(piece.text);
            }
            (Wording::Person | Wording::ShortName, Joint::Space) if !after_fact => {
                last.words.push(piece.text);
            }
            (Wording::Person, joint) => {
                sure &= !matches!(joint, Joint::Dash | Joint::Or);
                sure &= begin(piece.text, &mut people);
            }
            (Wording::ShortName, joint) => {
                sure &= matches!(joint, Joint::Number | Joint::Semicolon);
                sure &= begin(piece.text, &mut people);
            }
            // A family name that no list has: as many lines as births say that each is a person.
            (Wording::NamePart, Joint::Line | Joint::Semicolon | Joint::Number)
                if 2 <= n_births
                    && (3..=5).contains(&piece.text.split(' ').count())
                    && wording(&last.name) == Wording::Person =>
            {
                sure = false;
                begin(piece.text, &mut people);
            }
            // "Vi Thị⏎Thảo" under a whole name begins the next.
            (Wording::NamePart, Joint::Line)
                if begins_name(piece.text) && wording(&last.name) == Wording::Person =>
            {
                people.push(Person::new(piece.text));
            }
            _ => last.words.push(piece.text),
        }
    }
    let is_short = |person: &Person<'_>| wording(&person.name) == Wording::NamePart;
    sure &= people.len() < 2 || !people.iter().any(is_short);
    match (people.len(), pieces.len()) {
        (1, 1) if people.first().is_some_and(|one| one.words.is_empty() && one.births.is_empty()) => {
            // A number before the only name is no part of it.
            people.pop().map_or(People::Whole, People::One)
        }
        (1, _) => people.pop().map_or(People::Whole, People::One),
        (n, _) if sure || n == n_births => People::Several(people),
        _ => People::Unclear(people),
    }
}

/// Whether a word may be a given name, whatever else it means: one syllable with a capital, and no gender but "Nam".
fn is_given_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && text::is_syllable(&word.to_lowercase()) && text::key(word) != "nữ"
}

/// "Bí thư chi bộ Đinh Văn Đài": the position, and the whole name behind it.
fn after_position(piece: &str) -> Option<(&str, &str)> {
    if is_person(piece) {
        return None;
    }
    let piece = without_honorific(piece, 3).map_or(piece, |it| it.rest);
    let ends = piece.match_indices(' ').filter_map(|(at, _)| piece.split_at_checked(at));
    ends.map(|(post, name)| (post.trim(), name.trim()))
        .find(|(post, name)| wording(name) == Wording::Person && wording(post) == Wording::Position)
}

/// Whether words may be the first of a name: a family name and a middle name.
fn begins_name(text: &str) -> bool {
    text.contains(' ') && wording(&format!("{text} An")) == Wording::Person
}

/// Begins a person; two names in a row with nothing between them are two people, but not surely.
fn begin<'a>(text: &'a str, people: &mut Vec<Person<'a>>) -> bool {
    let is_family = |word: &str| wording(&format!("{word} Văn An")) == Wording::Person;
    let starts: Vec<(usize, &str)> =
        text.match_indices(' ').map(|(at, _)| (at, text.get(at + 1..).unwrap_or_default())).collect();
    let second = starts.iter().skip(1).find(|(_, rest)| {
        let mut words = rest.split(' ');
        let family = words.next().unwrap_or_default();
        let middle = words.next().unwrap_or_default();
        matches!(middle, "Văn" | "Thị" | "VĂN" | "THỊ") && words.next().is_some() && is_family(family)
    });
    let second = second.filter(|(at, _)| is_person(text.get(..*at).unwrap_or_default()));
    match second.filter(|_| 5 <= text.split(' ').count()) {
        Some((at, rest)) => {
            people.push(Person::new(text.get(..*at).unwrap_or(text)));
            people.push(Person::new(rest));
            false
        }
        None => {
            people.push(Person::new(text));
            true
        }
    }
}

impl<'a> Person<'a> {
    fn new(name: &'a str) -> Person<'a> {
        Person { name: name.into(), births: Vec::new(), ages: Vec::new(), gender: None, words: Vec::new() }
    }

    /// Takes a birth, an age or a gender.
    fn take_fact(&mut self, piece: &'a str) -> bool {
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
        // "44t"
        let is_short_age = key
            .strip_suffix('t')
            .is_some_and(|age| (2..=3).contains(&age.len()) && age.bytes().all(|byte| byte.is_ascii_digit()));
        // "+ 2" is no birth: how many more there are.
        let has_digit = has_digit && 2 <= key.bytes().filter(u8::is_ascii_digit).count();
        if is_short_age
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
    fn goes_on_with(&self, piece: &str, form: Wording, n_births: usize) -> bool {
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
        || (word.len() == 4 && is_digits_alike(word))
}

/// The gender that a piece says, where it says nothing else.
pub(super) fn gender(key: &str) -> Option<Gender> {
    match key.strip_prefix("giới tính ").unwrap_or(key) {
        "nam" | "trai" | "m" => Some(Gender::Male),
        "nữ" | "gái" | "f" | "nu" => Some(Gender::Female),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(people: &People<'_>) -> String {
        let person = |it: &Person<'_>| {
            let mut parts = vec![it.name.to_string()];
            parts.extend(it.births.iter().map(|birth| format!("*{birth}")));
            parts.extend(it.ages.iter().map(|age| format!("~{age}")));
            parts.extend(it.gender.iter().map(|(gender, _)| gender.id().to_owned()));
            parts.extend(it.words.iter().map(|words| format!("({words})")));
            parts.join(" ")
        };
        let all = |people: &[Person<'_>]| people.iter().map(person).collect::<Vec<_>>().join(" | ");
        match people {
            People::Whole => "whole".to_owned(),
            People::One(one) => format!("one {}", person(one)),
            People::Household(name, members) => format!("household {name} = {}", members.join(" | ")),
            People::Group(name, members) => format!("group {name} = {}", members.join(" | ")),
            People::Several(people) => format!("several {}", all(people)),
            People::Unclear(people) => format!("unclear {}", all(people)),
            People::Bodies(bodies, sure) => format!("bodies {} {sure}", bodies.join(" | ")),
        }
    }

    #[track_caller]
    fn check(written: &str, n_births: usize, expect: &str) {
        assert_eq!(shown(&read(written, n_births)), expect, "{written:?}");
    }

    #[test]
    fn several_people_in_a_cell_are_told_apart() {
        for written in [
            "Lý Văn Sáng\nVi Thị Thảo",
            "Lý Văn Sáng; Vi Thị Thảo",
            "Lý Văn Sáng, Vi Thị Thảo",
            "Lý Văn Sáng / Vi Thị Thảo",
            "1. Lý Văn Sáng 2. Vi Thị Thảo",
            "1. Lý Văn Sáng\n2. Vi Thị Thảo",
            "Lý Văn Sáng và Vi Thị Thảo",
            "Lý Văn Sáng & Vi Thị Thảo",
            "Lý Văn Sáng cùng Vi Thị Thảo",
        ] {
            check(written, 0, "several Lý Văn Sáng | Vi Thị Thảo");
        }
        check("LÝ VĂN SÁNG; VI THỊ THẢO", 0, "several LÝ VĂN SÁNG | VI THỊ THẢO");
        check("lý văn sáng; vi thị thảo", 0, "several lý văn sáng | vi thị thảo");
        check("Lý Văn Sáng (1980), Vi Thị Thảo (1975)", 0, "several Lý Văn Sáng *1980 | Vi Thị Thảo *1975");
        check("Lý Văn Sáng - Vi Thị Thảo", 0, "unclear Lý Văn Sáng | Vi Thị Thảo");
        check("Lý Văn Sáng Vi Thị Thảo", 0, "unclear Lý Văn Sáng | Vi Thị Thảo");
        check("Lý Văn Sáng - Vi Thị Thảo", 2, "several Lý Văn Sáng | Vi Thị Thảo");
        check("Lê An\nHà Anh", 2, "several Lê An | Hà Anh");
        check("Lê An\nHà Anh", 1, "unclear Lê An | Hà Anh");
        check("Lê Minh, Hà Anh", 1, "unclear Lê Minh | Hà Anh");
        for marks in ["¬¬ và", "; ;", "… và …", "& &", "và"] {
            check(marks, 0, "whole");
        }
        // A family name that no list has.
        check("Nguyễn Hữu Thịnh\nGrêng Diệu Hòa", 2, "several Nguyễn Hữu Thịnh | Grêng Diệu Hòa");
        check("Nguyễn Hữu Thịnh\nGrêng Diệu Hòa", 0, "one Nguyễn Hữu Thịnh (Grêng Diệu Hòa)");
    }

    #[test]
    fn a_name_over_lines_is_one_name() {
        for written in ["Lý Văn\nSáng", "Lý\nVăn Sáng", "Lý \nVăn\n Sáng"] {
            check(written, 1, "one Lý Văn Sáng");
        }
        check("Nguyễn Thị\nThu Hà", 1, "one Nguyễn Thị Thu Hà");
        check("Nguyễn Thị Thu\nHà", 1, "one Nguyễn Thị Thu Hà");
        check("Lý Văn\nSáng\nVi Thị\nThảo", 2, "several Lý Văn Sáng | Vi Thị Thảo");
        check("Vũ Đình\nNam", 1, "one Vũ Đình Nam");
        check("Trần Đình\nĐoàn", 1, "one Trần Đình Đoàn");
        check("Vũ Đình An\nNam", 1, "one Vũ Đình An male");
    }

    #[test]
    fn what_stands_beside_a_name_is_told_apart_from_it() {
        check("Lý Văn Sáng, sinh năm 1979", 0, "one Lý Văn Sáng *sinh năm 1979");
        check("Lý Văn Sáng SN 1979", 0, "one Lý Văn Sáng *SN 1979");
        check("Lý Văn Sáng sn1979", 0, "one Lý Văn Sáng *sn1979");
        check("Lý Văn Sáng 1979", 0, "one Lý Văn Sáng *1979");
        check("Lý Văn Sáng (45 tuổi)", 0, "one Lý Văn Sáng ~45 tuổi");
        check("Lý Văn Sáng (nam)", 0, "one Lý Văn Sáng male");
        check("Lý Văn Sáng - Trưởng thôn", 0, "one Lý Văn Sáng (Trưởng thôn)");
        check("Đ/c Lý Văn Sáng, Phó phòng", 0, "one Đ/c Lý Văn Sáng (Phó phòng)");
        check("1. Lý Văn Sáng", 0, "one Lý Văn Sáng");
        check("Lý Văn Sáng", 0, "whole");
        check("Nguyễn Thị Thu Hà", 0, "whole");
        check("Trồng rau, nuôi cá", 0, "whole");
    }

    #[test]
    fn households_and_groups_keep_their_members() {
        check(
            "Ông Lý Văn Sáng và bà Vi Thị Thảo",
            0,
            "household Ông Lý Văn Sáng và bà Vi Thị Thảo = Ông Lý Văn Sáng | bà Vi Thị Thảo",
        );
        check(
            "Vợ chồng anh Lý Văn Sáng, chị Vi Thị Thảo",
            0,
            "household Vợ chồng anh Lý Văn Sáng và chị Vi Thị Thảo = Vợ chồng anh Lý Văn Sáng | chị Vi Thị Thảo",
        );
        check(
            "Nhóm cựu chiến binh: Lý Văn Sáng, Vi Văn Tài",
            0,
            "group Nhóm cựu chiến binh = Lý Văn Sáng | Vi Văn Tài",
        );
        check("Đội văn nghệ gồm Lý Văn Sáng, Vi Văn Tài", 0, "group Đội văn nghệ = Lý Văn Sáng | Vi Văn Tài");
        check(
            "Ông bà Lý Văn Sáng\nVi Thị Thảo",
            0,
            "household Ông bà Lý Văn Sáng và Vi Thị Thảo = Ông bà Lý Văn Sáng | Vi Thị Thảo",
        );
        check("Đoàn Văn Lực\nVi Thị Na", 0, "several Đoàn Văn Lực | Vi Thị Na");
        check("Đoàn Thanh Đan, sinh năm 1964", 0, "one Đoàn Thanh Đan *sinh năm 1964");
        check("Trường Tiểu học Lê Văn Tám, xã Vĩnh Trại", 0, "whole");
        check("Phòng Tài chính - Kế hoạch", 0, "whole");
    }
}
