//! A cell → its segments: where a writer put a line break, a mark, a number or a joining word.
//!
//! Cuts and nothing else: every letter and digit of the cell stands in a segment, but for the numbers and
//! words that join. What a segment means is its reader's question.

use crate::layout::{Wording, wording};

use super::facts::{fact, is_year, starts_fact};
use super::numbering::{MAX_NUMBERED, counter, counts_in_brackets, lettered, words};

/// What stands before a segment; the stronger comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Joint {
    /// Nothing: it is the first.
    Start,
    /// A number that counts: `2.`, `(2)`.
    Number,
    /// A line break.
    Line,
    /// `;`
    Semicolon,
    /// `và`, `cùng`, `với`, `&`, `+`.
    And,
    /// `hoặc`, `hay`: one of the two.
    Or,
    /// `/` between words.
    Slash,
    /// `,`
    Comma,
    /// A dash with a space at its side.
    Dash,
    /// `:`
    Colon,
    /// A round or square bracket.
    Bracket,
    /// A space before something of another nature, such as a year.
    Space,
}

/// A segment and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment<'a> {
    pub(super) joint: Joint,
    pub(super) text: &'a str,
}

/// Whether a text may have more than one segment; most texts have not, and this is asked of every name.
pub(super) fn may_be_several(text: &str) -> bool {
    text.bytes().any(|byte| {
        matches!(byte, b'\n' | b'.' | b';' | b',' | b'/' | b'&' | b'+' | b'(' | b'[' | b':' | b'0'..=b'9')
    }) || text.contains(" - ")
        || text.contains("- ")
        || text.contains(['–', '—'])
        || text
            .split(' ')
            .any(|word| joins(word, 2, "a b") || chooses(word, "A B") || starts_fact(word) || calls(word))
        || 5 <= text.split(' ').count()
}

/// Cuts a text into its segments; empty ones are left out, and the strongest joint between two holds.
pub(super) fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut cutter = Cutter { text, from: 0, joint: Joint::Start, segments: Vec::new() };
    let by_letters = lettered(text);
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if by_letters.contains(&at) {
            cutter.cut(at, end + 1, Joint::Number);
            continue;
        }
        if at < cutter.from {
            continue;
        }
        match letter {
            '\n' => cutter.cut(at, end, Joint::Line),
            ';' => cutter.cut(at, end, Joint::Semicolon),
            ',' => cutter.cut(at, end, Joint::Comma),
            ':' => cutter.cut(at, end, Joint::Colon),
            '(' | ')' | '[' | ']' if !counts_in_brackets(text, at) => cutter.cut(at, end, Joint::Bracket),
            '/' if parts_words(text, at) => cutter.cut(at, end, Joint::Slash),
            '-' | '–' | '—' if beside_space(text, at, end) || before_year(text, at, end) => {
                cutter.cut(at, end, Joint::Dash);
            }
            '→' => cutter.cut(at, end, Joint::Dash),
            '.' if parts_names(text.get(cutter.from..at), text.get(end..)) => {
                cutter.cut(at, end, Joint::Comma);
            }
            _ => {}
        }
    }
    cutter.cut(text.len(), text.len(), Joint::Space);
    let by_marks = cutter.segments;
    let mut found = Vec::with_capacity(by_marks.len());
    for segment in by_marks {
        by_words(segment, &mut found);
    }
    found
}

struct Cutter<'a> {
    text: &'a str,
    from: usize,
    joint: Joint,
    segments: Vec<Segment<'a>>,
}

impl Cutter<'_> {
    fn cut(&mut self, at: usize, next: usize, joint: Joint) {
        let piece = self.text.get(self.from..at).unwrap_or_default();
        self.from = next;
        if piece.chars().any(char::is_alphanumeric) {
            let first = self.segments.is_empty();
            let before = if first { Joint::Start } else { self.joint };
            self.segments.push(Segment { joint: before, text: trimmed(piece) });
            self.joint = joint;
        } else {
            self.joint = self.joint.min(joint);
            if self.joint == Joint::Start {
                self.joint = joint;
            }
        }
    }
}

/// Cuts a segment at numbers that count, at words that join, and where a fact begins.
fn by_words<'a>(segment: Segment<'a>, found: &mut Vec<Segment<'a>>) {
    let text = segment.text;
    let mut joint = segment.joint;
    let mut from = 0;
    let mut n_words = 0;
    let mut until = 0;
    let mut previous = "";
    for (at, word) in words(text) {
        if at < until {
            continue;
        }
        let end = at + word.len();
        if let Some(length) = counter(text.get(at..).unwrap_or_default()) {
            push(found, joint, text.get(from..at));
            (joint, from, n_words, until) = (Joint::Number, at + length, 0, at + length);
        } else if 0 < n_words && joins(word, n_words, text.get(end..).unwrap_or_default()) {
            push(found, joint, text.get(from..at));
            (joint, from, n_words) = (Joint::And, end, 0);
        } else if 2 <= n_words && chooses(word, text.get(end..).unwrap_or_default()) {
            push(found, joint, text.get(from..at));
            (joint, from, n_words) = (Joint::Or, end, 0);
        } else if 2 <= n_words
            && (replaces(text.get(at..).unwrap_or_default())
                || is_kin(word) && is_name(text.get(from..at))
                || n_words == 2 && called_briefly(text.get(from..at), text.get(at..)))
        {
            push(found, joint, text.get(from..at));
            push(found, Joint::Space, text.get(at..));
            return;
        } else if 3 <= n_words && is_short_year(word) && end == text.len() && is_name(text.get(from..at)) {
            push(found, joint, text.get(from..at));
            push(found, Joint::Space, Some(word));
            return;
        } else if 3 <= n_words && follows_name(text.get(from..at), text.get(at..)) {
            push(found, joint, text.get(from..at));
            push(found, Joint::Space, text.get(at..));
            return;
        } else if 2 <= n_words && calls(word) && previous.starts_with(char::is_uppercase) {
            push(found, joint, text.get(from..at));
            (joint, from, n_words) = (Joint::And, at, 1);
        } else if let Some(length) = fact(text.get(at..).unwrap_or_default()) {
            if n_words == 0 && length == text.len() - at {
                break;
            }
            push(found, joint, text.get(from..at));
            // A fact that begins its segment keeps the joint before it.
            let before = if n_words == 0 { joint } else { Joint::Space };
            push(found, before, text.get(at..at + length));
            (joint, from, n_words, until) = (Joint::Space, at + length, 0, at + length);
        } else {
            n_words += 1;
        }
        previous = word;
    }
    push(found, joint, text.get(from..));
}

fn push<'a>(found: &mut Vec<Segment<'a>>, joint: Joint, piece: Option<&'a str>) {
    let piece = trimmed(piece.unwrap_or_default());
    if piece.chars().any(char::is_alphanumeric) {
        let joint = if found.is_empty() { Joint::Start } else { joint };
        found.push(Segment { joint, text: piece });
    }
}

fn trimmed(piece: &str) -> &str {
    piece.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '.' | ',' | ';' | '-' | '–' | '—' | '+' | '*' | '•' | '>' | '=' | '<')
    })
}

/// Whether the slash at a byte stands between two words rather than inside a date or an abbreviation.
fn parts_words(text: &str, at: usize) -> bool {
    let word_before = text.get(..at).unwrap_or_default().trim_end();
    let before = word_before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default().trim_start();
    let after = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_word = |word: &str| 2 <= word.chars().count() && word.chars().all(char::is_alphabetic);
    is_word(before) && is_word(after)
}

fn beside_space(text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).is_some_and(|head| head.is_empty() || head.ends_with([' ', '\n']));
    let after = text.get(end..).is_some_and(|tail| tail.is_empty() || tail.starts_with([' ', '\n']));
    before || after
}

/// Whether a dot stands between two whole names: "Mã Thị Thơm.Mã Thị Thảo".
fn parts_names(before: Option<&str>, after: Option<&str>) -> bool {
    let after = after.unwrap_or_default().trim_start();
    after.starts_with(char::is_uppercase) && is_name(before) && {
        let end = after.match_indices(' ').nth(2).map_or(after.len(), |(at, _)| at);
        is_name(after.get(..end))
    }
}

/// Whether the dash at a byte parts a word from a year: "Vi Thị Thương-1988".
fn before_year(text: &str, at: usize, end: usize) -> bool {
    let after_letter = text.get(..at).is_some_and(|head| head.ends_with(char::is_alphabetic));
    let word = text.get(end..).unwrap_or_default();
    let digits = word.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    after_letter && is_year(digits)
}

/// Whether a word joins two names: "Tráng A Và" and "Hà Và Nam" are names, so a word with a capital joins only
/// what may be two of them.
fn joins(word: &str, n_before: usize, after: &str) -> bool {
    let with_capital = || 2 <= n_before && 2 <= after.split_whitespace().count();
    matches!(word, "và" | "cùng" | "với" | "&" | "+")
        || (matches!(word, "Và" | "VÀ" | "Cùng" | "CÙNG") && with_capital())
}

/// Whether a word leaves open which of two is meant: "Lý Văn Sáng hoặc anh Vi Văn Tài", "… hay Lý Văn Sang".
fn chooses(word: &str, after: &str) -> bool {
    let named = || after.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    matches!(word, "hoặc" | "hay") && 2 <= after.split_whitespace().count() && named()
}

/// A word that calls the next of two people: "ông Lý Văn Sáng bà Vi Thị Thảo".
fn calls(word: &str) -> bool {
    matches!(word, "ông" | "bà" | "anh" | "chị" | "vợ" | "chồng" | "đ/c" | "đồng")
}

/// "Hà Thị Na con ông Hà Văn Nội": whose child somebody is.
fn is_kin(word: &str) -> bool {
    matches!(word, "con" | "cháu" | "em" | "mẹ" | "bố" | "cha" | "dâu" | "rể")
}

/// "chị Lan bán xôi": one word of a name, and what she does.
fn called_briefly(name: Option<&str>, rest: Option<&str>) -> bool {
    let (Some(name), Some(rest)) = (name, rest) else { return false };
    let mut words = name.split_whitespace();
    let called =
        words.next().is_some_and(calls) && words.next().is_some_and(|it| it.starts_with(char::is_uppercase));
    let mut rest = rest.split_whitespace();
    called && 2 <= rest.clone().count() && rest.all(|word| word.starts_with(char::is_lowercase))
}

/// "Hồ Quý Lâm thay Hồ Quý Ly", "… thay cho đ/c …": what follows is about another.
fn replaces(text: &str) -> bool {
    let mut words = text.split(' ');
    words.next() == Some("thay") && words.next().is_some()
}

/// "Nông Thị Mận 75", "… '75": a year without its century behind a whole name.
fn is_short_year(word: &str) -> bool {
    let digits = word.trim_start_matches(['\'', '’']);
    digits.len() == 2 && digits.parse().is_ok_and(|year: u32| MAX_NUMBERED < year)
}

fn is_name(text: Option<&str>) -> bool {
    text.is_some_and(|text| wording(text) == Wording::Person)
}

/// "Dương Văn Bình | BT chi bộ", "Lý Văn Sáng | đã mất": a whole name, then a position of two words or more, or
/// nothing with a capital.
fn follows_name(name: Option<&str>, rest: Option<&str>) -> bool {
    let (Some(name), Some(rest)) = (name, rest) else { return false };
    let mut words = rest.split(' ').filter(|word| !word.is_empty());
    let n_capitals = words.clone().filter(|word| word.starts_with(char::is_uppercase)).count();
    let n_words = words.clone().count();
    let first = words.next().unwrap_or_default();
    let first_is_small = first.starts_with(char::is_lowercase);
    let begins = 2 <= n_words
        && (first_is_small && (n_capitals == 0 || SAYS.contains(&first))
            || n_capitals < n_words && wording(rest) == Wording::Position);
    begins && wording(name) == Wording::Person
}

/// Words with which what is said of somebody begins, and no word of a name: "đã chuyển vào Nam".
const SAYS: [&str; 22] = [
    "đã", "đang", "chưa", "không", "là", "thuộc", "ở", "tại", "trú", "được", "bị", "do", "nay", "mới", "xin",
    "hiện", "nghỉ", "chuyển", "về", "làm", "quê", "cùng",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[(Joint, &str)]) {
        let found: Vec<_> = segments(text).into_iter().map(|it| (it.joint, it.text)).collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn cells_are_cut_where_their_writers_cut_them() {
        use Joint::{And, Bracket, Colon, Comma, Dash, Line, Number, Or, Semicolon, Slash, Space, Start};
        check("Lý Văn Sáng", &[(Start, "Lý Văn Sáng")]);
        check("Lý Văn Sáng\nVi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Line, "Vi Thị Thảo")]);
        check("Lý Văn Sáng;\n Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Line, "Vi Thị Thảo")]);
        check("Lý Văn Sáng; Vi Thị Thảo,", &[(Start, "Lý Văn Sáng"), (Semicolon, "Vi Thị Thảo")]);
        check("1. Lý Văn Sáng 2. Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("(1) Lý Văn Sáng (2) Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("1) Lý Văn Sáng\n2) Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("1/ Lý Văn Sáng\n2/ Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("Lý Văn Sáng và Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (And, "Vi Thị Thảo")]);
        check("Lý Văn Sáng/Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Slash, "Vi Thị Thảo")]);
        check("Đ/c Lý Văn Sáng, Phó phòng", &[(Start, "Đ/c Lý Văn Sáng"), (Comma, "Phó phòng")]);
        check("Lý Văn Sáng - Trưởng thôn", &[(Start, "Lý Văn Sáng"), (Dash, "Trưởng thôn")]);
        check("Lý Văn Sáng SN 1979", &[(Start, "Lý Văn Sáng"), (Space, "SN 1979")]);
        check("Lý Văn Sáng, sinh năm 1979", &[(Start, "Lý Văn Sáng"), (Comma, "sinh năm 1979")]);
        check("Lý Văn Sáng (1979)", &[(Start, "Lý Văn Sáng"), (Bracket, "1979")]);
        check("Lý Văn Sáng 0900 000 123", &[(Start, "Lý Văn Sáng"), (Space, "0900 000 123")]);
        check("Lý Văn Sáng 45 tuổi", &[(Start, "Lý Văn Sáng"), (Space, "45 tuổi")]);
        check("Lý Văn Sáng 12/3/1979 Nam", &[(Start, "Lý Văn Sáng"), (Space, "12/3/1979"), (Space, "Nam")]);
        check("ông Lý Văn Sáng bà Vi Thị Thảo", &[(Start, "ông Lý Văn Sáng"), (And, "bà Vi Thị Thảo")]);
        check("Nhóm A: Lý Văn Sáng", &[(Start, "Nhóm A"), (Colon, "Lý Văn Sáng")]);
        check("Lý Văn Sáng hoặc anh Vi Tài", &[(Start, "Lý Văn Sáng"), (Or, "anh Vi Tài")]);
        check("Lý Văn Sáng-1979", &[(Start, "Lý Văn Sáng"), (Dash, "1979")]);
        check("a/ Lý Văn Sáng b/ Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("a. Lý Văn Sáng\nb. Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Number, "Vi Thị Thảo")]);
        check("Lý Văn Sáng -> Vi Thị Thảo", &[(Start, "Lý Văn Sáng"), (Dash, "Vi Thị Thảo")]);
    }
}
