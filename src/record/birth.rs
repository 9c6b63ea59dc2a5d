//! Dates of birth in every form that offices write them.

use jiff::civil::Date;

use crate::finding::{Code, Finding, Noted, Place};
use crate::intake::Value;

/// What is known of a birth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Birth {
    /// The full date, where day and month are certain.
    pub(super) date: Option<Date>,
    /// The year.
    pub(super) year: Option<i16>,
}

/// Youngest and oldest age at which somebody is registered without a question: a first-year pupil
/// and a centenarian.
const AGES: std::ops::RangeInclusive<i16> = 6..=100;
/// Days from 30 December 1899 to 1 January 1970, in the calendar of Excel.
const EXCEL_EPOCH_TO_1970: i64 = 25_569;

/// Reads a cell of birth; `received` is the day to which ages are held.
pub(super) fn read(value: &Value, place: &Place, received: Date) -> Noted<Birth> {
    let mut findings = Vec::new();
    let birth = match value {
        Value::Date(date) => full(*date),
        Value::Number(number) => from_number(*number),
        Value::Text(text) => from_text(&text.shown, place, &mut findings),
        Value::Bool(_) | Value::Error(_) => Birth::default(),
    };
    if let Some(year) = birth.year {
        let age = received.year() - year;
        if !AGES.contains(&age) {
            findings.push(
                Finding::new(
                    Code::AgeUnlikely,
                    place.clone(),
                    format!("Năm sinh {year}: tính ra {age} tuổi."),
                )
                .raw(value.shown()),
            );
        }
    }
    Noted::new(birth, findings)
}

fn full(date: Date) -> Birth {
    Birth { date: Some(date), year: Some(date.year()) }
}

fn year_only(year: i16) -> Birth {
    Birth { date: None, year: Some(year) }
}

/// A bare year, or a date whose cell lost its format and shows Excel's day number.
fn from_number(number: f64) -> Birth {
    if number.fract() != 0.0 || !(0.0..60_000.0).contains(&number) {
        return Birth::default();
    }
    #[expect(clippy::cast_possible_truncation, reason = "a whole number between 0 and 60,000")]
    let whole = number as i64;
    match whole {
        1900..=2030 => year_only(i16::try_from(whole).unwrap_or_default()),
        3_000..60_000 => Date::new(1970, 1, 1)
            .ok()
            .and_then(|epoch| epoch.checked_add(jiff::Span::new().days(whole - EXCEL_EPOCH_TO_1970)).ok())
            .map(full)
            .unwrap_or_default(),
        _ => Birth::default(),
    }
}

fn from_text(text: &str, place: &Place, findings: &mut Vec<Finding>) -> Birth {
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
        [0, _, year] | [_, 0, year] => century(*year).map(year_only).unwrap_or_default(),
        [day, month, year] if (1..=31).contains(day) && *year > 31 || *year < 100 => {
            let Some(year) = century(*year) else { return Birth::default() };
            dated(i64::from(year), *month, *day, findings, &trouble)
        }
        // 08/1975
        [1..=12, year @ 1900..=2030] => year_only(i16::try_from(*year).unwrap_or_default()),
        // 1975 (50 tuổi)
        [year @ 1900..=2030, ..] => year_only(i16::try_from(*year).unwrap_or_default()),
        // '75
        [year @ 0..=99] if text.trim().trim_start_matches(['\'', '’', '`']).len() == 2 => {
            century(*year).map(year_only).unwrap_or_default()
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
    Birth { date: None, year }
}

/// A year of two digits: up to 25 in this century, else in the last.
fn century(year: i64) -> Option<i16> {
    let year = match year {
        0..=25 => 2000 + year,
        26..=99 => 1900 + year,
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
        let noted = read(value, &Place::file("a.xlsx"), date(2024, 6, 1));
        assert_eq!((noted.value.date, noted.value.year), expect, "{value:?}");
        let found: Vec<Code> = noted.findings.iter().map(|finding| finding.code).collect();
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
        check(&text("08/1975"), (None, Some(1975)), &[]);
        check(&text("00/00/1975"), (None, Some(1975)), &[]);
        check(&text("1975 (49 tuổi)"), (None, Some(1975)), &[]);
        check(&text("Sinh năm 1975"), (None, Some(1975)), &[]);
        check(&text("10/20/1959"), (None, Some(1959)), &[Code::DateAmbiguous]);
        check(&text("31/02/1980"), (None, Some(1980)), &[Code::DateImpossible]);
        check(&text("không rõ"), (None, None), &[]);
        check(&text("12345"), (None, None), &[Code::DateImpossible]);
        check(&Value::Number(2022.0), (None, Some(2022)), &[Code::AgeUnlikely]);
    }
}
