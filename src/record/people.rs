//! The cell of a name → whom it names: one person, several, a household with its members, a group with its
//! members, and what else stands there about them.

use crate::layout::{Wording, split_words, without_honorific, wording};
use crate::plan::HolderKind;
use crate::text;

use super::couples::{begins_couple, household, is_couple};
use super::groups::{bodies, group};
use super::person::{People, Person, is_person};
use super::segments::{Joint, Segment, may_be_several, segments};
use super::{name, others};

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

/// One person or more, each with the pieces that follow the name.
fn several<'a>(pieces: &[Segment<'a>], n_births: usize) -> People<'a> {
    let mut reading = NameReading { people: Vec::new(), sure: true, n_births };
    let mut rest = pieces;
    // "Chủ tịch Hội PN: Triệu Thị Hà"
    let position = match pieces {
        [first, second, ..] if wording(first.text) == Wording::Position && is_person(second.text) => {
            rest = pieces.get(1..).unwrap_or_default();
            Some(first.text)
        }
        _ => None,
    };
    let Some((first, others)) = rest.split_first() else { return People::Whole };
    if !reading.begin_first(first.text) {
        return People::Whole;
    }
    reading.people.iter_mut().for_each(|first| first.words.extend(position));
    others.iter().for_each(|piece| reading.take(piece));
    reading.people()
}

/// The people of a cell, as far as its pieces are read.
struct NameReading<'a> {
    people: Vec<Person<'a>>,
    /// Whether it is beyond doubt that they are so many.
    sure: bool,
    n_births: usize,
}

impl<'a> NameReading<'a> {
    /// Begins with the first piece; what begins with no name is for the reader of whole names.
    fn begin_first(&mut self, piece: &'a str) -> bool {
        if let Some((post, name)) = after_position(piece) {
            self.people.push(Person { words: vec![post], ..Person::new(name) });
            return true;
        }
        let named = matches!(wording(piece), Wording::Person | Wording::ShortName | Wording::NamePart);
        if named {
            self.sure &= begin(piece, &mut self.people);
        }
        named
    }

    /// Takes a piece that follows: more of the last name, something about its bearer, or the next person.
    fn take(&mut self, piece: &Segment<'a>) {
        let n_births = self.n_births;
        let Some(last) = self.people.last_mut() else { return };
        let form = wording(piece.text);
        // "Vũ Đình" over "Nam", "Trần Đình" over "Đoàn": a given name too, where the name is not whole without it.
        let is_given = is_given_name(piece.text)
            && wording(&last.name) != Wording::Person
            && last.goes_on_with(piece.text, Wording::NamePart, n_births);
        if piece.joint == Joint::Line && is_given {
            last.name = format!("{} {}", last.name, piece.text).into();
        } else if last.take_fact(piece.text) {
        } else if let Some((relation, name)) =
            others::relative(piece.text).filter(|_| piece.joint == Joint::And)
        {
            // "Anh Hoàng Văn Tú và em trai Hoàng Văn Tuấn": whose brother he is, is told.
            last.words.push(relation);
            self.people.push(Person::new(name));
        } else if let Some((post, name)) =
            after_position(piece.text).filter(|_| !matches!(piece.joint, Joint::Bracket | Joint::Space))
        {
            self.people.push(Person { words: vec![post], ..Person::new(name) });
        } else if piece.joint == Joint::Line && last.goes_on_with(piece.text, form, n_births) {
            last.name = format!("{} {}", last.name, piece.text).into();
        } else {
            self.take_named(piece, form);
        }
    }

    /// Takes a piece by what it names.
    fn take_named(&mut self, piece: &Segment<'a>, form: Wording) {
        let Some(last) = self.people.last_mut() else { return };
        let after_fact = !last.births.is_empty() || !last.ages.is_empty();
        let is_whole = wording(&last.name) == Wording::Person;
        match (form, piece.joint) {
            (Wording::Person | Wording::ShortName, Joint::Bracket | Joint::Colon) => {
                last.words.push(piece.text);
            }
            (Wording::Person | Wording::ShortName, Joint::Space) if !after_fact => {
                last.words.push(piece.text);
            }
            (Wording::Person, joint) => {
                self.sure &= !matches!(joint, Joint::Dash | Joint::Or);
                self.sure &= begin(piece.text, &mut self.people);
            }
            (Wording::ShortName, joint) => {
                self.sure &= matches!(joint, Joint::Number | Joint::Semicolon);
                self.sure &= begin(piece.text, &mut self.people);
            }
            // A family name that no list has: as many lines as births say that each is a person.
            (Wording::NamePart, Joint::Line | Joint::Semicolon | Joint::Number)
                if 2 <= self.n_births && (3..=5).contains(&piece.text.split(' ').count()) && is_whole =>
            {
                self.sure = false;
                begin(piece.text, &mut self.people);
            }
            // "Vi Thị⏎Thảo" under a whole name begins the next.
            (Wording::NamePart, Joint::Line) if begins_name(piece.text) && is_whole => {
                self.people.push(Person::new(piece.text));
            }
            _ => last.words.push(piece.text),
        }
    }

    /// Whom the pieces name.
    fn people(mut self) -> People<'a> {
        let is_short = |person: &Person<'_>| wording(&person.name) == Wording::NamePart;
        self.sure &= self.people.len() < 2 || !self.people.iter().any(is_short);
        match self.people.len() {
            1 => self.people.pop().map_or(People::Whole, People::One),
            n if self.sure || n == self.n_births => People::Several(self.people),
            _ => People::Unclear(self.people),
        }
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
