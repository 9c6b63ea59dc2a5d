//! Dates of birth in every form that offices write them.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place};
use crate::intake::Value;
use crate::text;

use super::cells::{Reading, has_words};

/// What is known of a birth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Birth {
    /// The full date, where day and month are certain.
    pub(super) date: Option<Date>,
    /// The year.
    pub(super) year: Option<i16>,
    /// Whether the year was inferred from an age or from two digits.
    pub(super) inferred: bool,
}

/// Youngest and oldest age at which somebody is registered without a question: a first-year pupil
/// and a centenarian.
const AGES: std::ops::RangeInclusive<i16> = 6..=100;
/// Days from 30 December 1899 to 1 January 1970, in the calendar of Excel.
const EXCEL_EPOCH_TO_1970: i64 = 25_569;

/// Reads a cell of birth; `received` is the day to which ages are held.
pub(super) fn read<'a>(value: &'a Value, place: &Place, received: Date) -> Reading<'a, Birth> {
    match value {
        Value::Date(date) => held_to(full(*date), value, place, received),
        Value::Number(number) => held_to(from_number(*number, received), value, place, received),
        Value::Text(text) => read_text(&text.shown, place, received),
        Value::Bool(_) => Reading::but(Birth::default(), [value.shown()]),
        Value::Error(_) => Reading::whole(Birth::default()),
    }
}

/// Digits of a whole date: two of the day, two of the month, four of the year.
const DATE_DIGITS: usize = 8;

/// Reads a text of birth: a cell, or a piece of one.
pub(super) fn read_text<'a>(text: &'a str, place: &Place, received: Date) -> Reading<'a, Birth> {
    let mut findings = Vec::new();
    // More digits than a date has are a telephone number, beside a birth or alone.
    let n_digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let is_number = |piece: &&str| DATE_DIGITS < n_digits(piece);
    let pieces = || text.split(['\n', ';', ',']);
    if pieces().any(|piece| is_number(&piece)) {
        let birth = pieces().find(|piece| has_words(piece) && !is_number(piece));
        let Some(birth) = birth else {
            return Reading::but(Birth::default(), [Cow::Borrowed(text)]);
        };
        let others = pieces().filter(|piece| !std::ptr::eq(*piece, birth)).map(Cow::Borrowed);
        return read_text(birth, place, received).and_left(others);
    }
    let repaired = text::with_digits(text).or_else(|| spaced_year(text));
    if let Some(repaired) = &repaired {
        let message = format!("«{text}» đã được đọc là «{repaired}».");
        findings.push(Finding::new(Code::NumberRepaired, place.clone(), message).raw(text));
    }
    let birth = from_text(repaired.as_deref().unwrap_or(text), received, place, &mut findings);
    unlikely(birth, text, place, received, &mut findings);
    let rest = if findings.iter().any(|finding| finding.code == Code::DateImpossible) && birth.year.is_none()
    {
        Vec::new()
    } else {
        let mut rest = other_words(text);
        rest.extend(other_years(text, birth));
        // Digits and marks of other scripts are no part of a year, and no words either.
        let is_odd = |c: char| !c.is_ascii() && !c.is_alphabetic() && !is_punctuation(c);
        let n_left: usize = rest.iter().map(|words| n_digits(words)).sum();
        // A birth that was not read leaves all that is written, a date no more digits than it has.
        let is_more = if birth.year.is_none() {
            text.chars().any(char::is_alphanumeric)
        } else {
            DATE_DIGITS < n_digits(text).saturating_sub(n_left)
        };
        if is_more || (rest.is_empty() && text.contains(is_odd)) {
            rest = vec![text];
        }
        rest
    };
    Reading::but(birth, rest.into_iter().map(Cow::Borrowed)).noting(findings)
}

/// The year of somebody of an age on the day of the list, give or take one.
pub(super) fn of_age(text: &str, received: Date) -> Option<Birth> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let age: i16 = digits.get(..end)?.parse().ok()?;
    // Of ages and years mixed in one column, the years are no ages.
    if (1900..=received.year()).contains(&age) {
        return Some(year_only(age));
    }
    AGES.contains(&age).then(|| Birth { inferred: true, ..year_only(received.year() - age) })
}

fn held_to<'a>(birth: Birth, value: &'a Value, place: &Place, received: Date) -> Reading<'a, Birth> {
    let shown = value.shown();
    let mut findings = Vec::new();
    unlikely(birth, &shown, place, received, &mut findings);
    let rest = birth.year.is_none().then_some(shown);
    Reading::but(birth, rest).noting(findings)
}

fn unlikely(birth: Birth, raw: &str, place: &Place, received: Date, findings: &mut Vec<Finding>) {
    let Some(year) = birth.year else { return };
    let age = received.year() - year;
    if !AGES.contains(&age) {
        let message = format!("Năm sinh {year}: tính ra {age} tuổi.");
        findings.push(Finding::new(Code::AgeUnlikely, place.clone(), message).raw(raw));
    }
}

/// A year whose digits are typed apart, or with the mark of thousands: "1 9 6 8", "19 80", "1.980".
fn spaced_year(text: &str) -> Option<String> {
    let whole = text.trim();
    let joined: String = whole.chars().filter(char::is_ascii_digit).collect();
    let is_year = joined.parse().is_ok_and(|year: i32| (1900..=2030).contains(&year));
    let in_two =
        whole.split_once([' ', '.', ',']).is_some_and(|(a, b)| matches!((a.len(), b.len()), (2, 2) | (1, 3)));
    if in_two && is_year && joined.len() + 1 == whole.len() {
        return Some(joined);
    }
    let digits: Vec<&str> = text.split_whitespace().collect();
    let is_digit = |word: &&str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    (digits.len() == 4 && digits.iter().all(is_digit)).then(|| digits.concat())
}

/// The words of a birth that say neither a date nor that one follows.
fn other_words(text: &str) -> Vec<&str> {
    const KNOWN: [&str; 16] = [
        "sinh", "năm", "ngày", "tháng", "sn", "ns", "tuổi", "khoảng", "âm", "lịch", "al", "ad", "dl", "khai",
        "không", "rõ",
    ];
    let is_other = |word: &&str| {
        word.chars().any(char::is_alphabetic)
            && !text::key(word).split(' ').all(|key| KNOWN.contains(&key) || is_numbered(key))
    };
    let mut words = text.split_whitespace().filter(is_other);
    let Some(first) = words.next() else { return Vec::new() };
    let last = words.next_back().unwrap_or(first);
    // From the first such word to the last, as written.
    let offset = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let span = text.get(offset(first)..offset(last) + last.len()).unwrap_or(text);
    vec![span.trim_matches(|c: char| !c.is_alphanumeric())]
}

/// Marks that people type between the parts of a date.
fn is_punctuation(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '–' | '—' | '−' | '‘' | '’' | '“' | '”' | '…' | '•' | '·' | '/' | '′' | '´')
}

/// Whether a word is digits with no more letters than stand before them or are taken for them: "sn1979", "198o".
fn is_numbered(key: &str) -> bool {
    key.bytes().any(|byte| byte.is_ascii_digit())
        && key.chars().all(|c| text::digit(c).is_some() || matches!(c, 's' | 'n' | 't' | 'q'))
}

/// Years that a birth does not hold, and numbers after a whole date: "1980⏎1975" beside one person.
fn other_years(text: &str, birth: Birth) -> Vec<&str> {
    let Some(year) = birth.year else { return Vec::new() };
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let is_other = |(at, digits): &(usize, &str)| {
        let number = digits.parse::<i16>().unwrap_or(0);
        3 <= *at || (1900..=2030).contains(&number) && number != year
    };
    numbers.enumerate().filter(is_other).map(|(_, digits)| digits).collect()
}

fn full(date: Date) -> Birth {
    Birth { date: Some(date), year: Some(date.year()), inferred: false }
}

fn year_only(year: i16) -> Birth {
    Birth { date: None, year: Some(year), inferred: false }
}

/// A bare year, or a date whose cell lost its format and shows Excel's day number.
fn from_number(number: f64, received: Date) -> Birth {
    if number.fract() != 0.0 || !(0.0..60_000.0).contains(&number) {
        return Birth::default();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number between 0 and 60,000")]
    let whole = number as i64;
    match whole {
        1900..=2030 => year_only(i16::try_from(whole).unwrap_or_default()),
        10..=99 => two_digits(whole, received),
        3_000..60_000 => Date::new(1970, 1, 1)
            .ok()
            .and_then(|epoch| epoch.checked_add(jiff::Span::new().days(whole - EXCEL_EPOCH_TO_1970)).ok())
            .map(full)
            .unwrap_or_default(),
        _ => Birth::default(),
    }
}

fn from_text(text: &str, received: Date, place: &Place, findings: &mut Vec<Finding>) -> Birth {
    let numbers: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty() && digits.len() <= 8)
        .filter_map(|digits| digits.parse().ok())
        .take(3)
        .collect();
    let trouble = |code, message: String| Finding::new(code, place.clone(), message).raw(text);
    match numbers.as_slice() {
        // 1975-08-15
        [year @ 1900..=2030, month, day] if *month > 0 => dated(*year, *month, *day, findings, &trouble),
        // 00/00/1975 and 0/0/1975 say that only the year is known.
        [0, _, year] | [_, 0, year] => century(*year, received).map(year_only).unwrap_or_default(),
        [day, month, year] if (1..=31).contains(day) && *year > 31 || *year < 100 => {
            let Some(year) = century(*year, received) else { return Birth::default() };
            dated(i64::from(year), *month, *day, findings, &trouble)
        }
        // 08/1975
        [1..=12, year @ 1900..=2030] => {
            let message = format!("Chỉ ghi tháng và năm sinh «{}»; đang dùng năm {year}.", text.trim());
            findings.push(trouble(Code::BirthMonth, message));
            year_only(i16::try_from(*year).unwrap_or_default())
        }
        // 1975 (50 tuổi)
        [year @ 1900..=2030, ..] => year_only(i16::try_from(*year).unwrap_or_default()),
        // 49 tuổi
        [_] if text::key(text).split(' ').any(|word| word == "tuổi") => {
            of_age(text, received).unwrap_or_default()
        }
        // '75
        [year @ 0..=99] if text.bytes().filter(u8::is_ascii_digit).count() == 2 => {
            two_digits(*year, received)
        }
        // A date that lost its separators: 15081975.
        [run @ 1_011_900..=31_122_030] => {
            dated(run % 10_000, run / 10_000 % 100, run / 1_000_000, findings, &trouble)
        }
        [] => Birth::default(),
        _ => {
            findings.push(trouble(Code::DateImpossible, format!("Không đọc được ngày sinh «{text}».")));
            Birth::default()
        }
    }
}

/// A date from its parts; where month and day only fit the other way round they are swapped, with
/// a note, and where no such day exists the year is kept.
fn dated(
    year: i64,
    month: i64,
    day: i64,
    findings: &mut Vec<Finding>,
    trouble: &dyn Fn(Code, String) -> Finding,
) -> Birth {
    let new = |month: i64, day: i64| {
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if let Some(date) = new(month, day) {
        return full(date);
    }
    let year = i16::try_from(year).ok().filter(|year| (1900..=2030).contains(year));
    if (1..=12).contains(&day) && (13..=31).contains(&month) && new(day, month).is_some() {
        findings
            .push(trouble(Code::DateAmbiguous, "Tháng và ngày có vẻ bị đảo; chỉ dùng năm sinh.".to_owned()));
    } else {
        findings.push(trouble(
            Code::DateImpossible,
            format!("Ngày {day} tháng {month} không có thật; chỉ dùng năm sinh."),
        ));
    }
    Birth { date: None, year, inferred: false }
}

fn two_digits(year: i64, received: Date) -> Birth {
    let birth = century(year, received).map(year_only).unwrap_or_default();
    Birth { inferred: birth.year.is_some(), ..birth }
}

/// A year of two digits: of this century where somebody born then may be registered, else of the last.
fn century(year: i64, received: Date) -> Option<i16> {
    let youngest = i64::from(received.year() - AGES.start());
    let year = match year {
        0..=99 if 2000 + year <= youngest => 2000 + year,
        0..=99 => 1900 + year,
        1900..=2030 => year,
        _ => return None,
    };
    i16::try_from(year).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Text;
    use jiff::civil::date;

    #[track_caller]
    fn check(value: &Value, expect: (Option<Date>, Option<i16>), codes: &[Code]) {
        let reading = read(value, &Place::file("a.xlsx"), date(2024, 6, 1));
        let (birth, _, findings) = reading.parts();
        assert_eq!((birth.date, birth.year), expect, "{value:?}");
        let found: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(found, codes, "{value:?}");
    }

    fn text(shown: &str) -> Value {
        Value::Text(Text { shown: shown.into(), repair: None })
    }

    #[test]
    fn births_are_read_in_every_form() {
        let full = |y, m, d| (Some(date(y, m, d)), Some(y));
        check(&Value::Date(date(1975, 8, 15)), full(1975, 8, 15), &[]);
        check(&Value::Number(1975.0), (None, Some(1975)), &[]);
        check(&Value::Number(27_621.0), full(1975, 8, 15), &[]);
        check(&text("15/8/1975"), full(1975, 8, 15), &[]);
        check(&text("15-8-75"), full(1975, 8, 15), &[]);
        check(&text("15.08.1975"), full(1975, 8, 15), &[]);
        check(&text("1975-08-15"), full(1975, 8, 15), &[]);
        check(&text("15081975"), full(1975, 8, 15), &[]);
        check(&text("1975"), (None, Some(1975)), &[]);
        check(&text("'75"), (None, Some(1975)), &[]);
        check(&text("08/1975"), (None, Some(1975)), &[Code::BirthMonth]);
        check(&text("00/00/1975"), (None, Some(1975)), &[]);
        check(&text("1975 (49 tuổi)"), (None, Some(1975)), &[]);
        check(&text("Sinh năm 1975"), (None, Some(1975)), &[]);
        check(&text("10/20/1959"), (None, Some(1959)), &[Code::DateAmbiguous]);
        check(&text("31/02/1980"), (None, Some(1980)), &[Code::DateImpossible]);
        check(&text("80"), (None, Some(1980)), &[]);
        check(&text("'81"), (None, Some(1981)), &[]);
        check(&Value::Number(75.0), (None, Some(1975)), &[]);
        check(&text("1l/5/1980"), full(1980, 5, 11), &[Code::NumberRepaired]);
        check(&text("198O"), (None, Some(1980)), &[Code::NumberRepaired]);
        check(&text("1 9 6 8"), (None, Some(1968)), &[Code::NumberRepaired]);
        check(&text("1.980"), (None, Some(1980)), &[Code::NumberRepaired]);
        check(&text("19 80"), (None, Some(1980)), &[Code::NumberRepaired]);
        check(&text("không rõ"), (None, None), &[]);
        check(&text("12345"), (None, None), &[Code::DateImpossible]);
        check(&Value::Number(2022.0), (None, Some(2022)), &[Code::AgeUnlikely]);
    }

    #[test]
    fn what_is_no_birth_is_left_over() {
        for written in ["; 0912 000 000", "0912 000 000", "; 0912 000 000, 0912 000 001"] {
            let value = text(written);
            let reading = read(&value, &Place::file("a.xlsx"), date(2024, 6, 1));
            let (birth, rest, findings) = reading.parts();
            let is_told = !rest.is_empty() || findings.iter().any(|it| it.code == Code::DateImpossible);
            assert!(birth.year.is_none() && is_told, "«{written}»: {birth:?}, left {rest:?}");
        }
        let value = text("1980; 0912 000 000");
        let (birth, rest, _) = read(&value, &Place::file("a.xlsx"), date(2024, 6, 1)).parts();
        assert_eq!((birth.year, rest.concat().trim()), (Some(1980), "0912 000 000"));
    }
}
