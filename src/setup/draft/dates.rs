//! Days and times in the words of plans.

use jiff::civil::Date;

use super::amounts::begins_word;

/// A time that a sentence names, and where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimeSpan {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) is: TimeIs,
}

/// What sort of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TimeIs {
    /// `30/6/2026`.
    Day(Date),
    /// `15/12`, `05 tháng 12`: day and month of any year.
    DayOfYear(i8, i8),
    /// `ngày 20`: the day of any month.
    DayOfMonth(i8),
    /// `tháng 7/2026`, `quý IV năm 2026`: from, to.
    Between(Date, Date),
}

/// The times that a sentence in small letters names, in their order.
pub(super) fn spans(small: &str) -> Vec<TimeSpan> {
    let mut spans: Vec<TimeSpan> = Vec::new();
    let mut until = 0;
    for (at, letter) in small.char_indices() {
        if at < until || !begins_word(small, at) {
            continue;
        }
        let rest = small.get(at..).unwrap_or_default();
        let found = match letter {
            't' => month_at(rest),
            'q' => quarter_at(rest),
            'n' => year_at(rest, small.get(..at).unwrap_or_default()),
            letter if letter.is_ascii_digit() => day_in(rest, small.get(..at).unwrap_or_default()),
            _ => None,
        };
        if let Some((is, length)) = found {
            until = at + length;
            spans.push(TimeSpan { at, end: until, is });
        }
    }
    spans
}

/// A day at the head of a text, and how long it is: `30/6/2026`, `30 tháng 6 năm 2026`, `15/12`, `20` after «ngày».
fn day_in(rest: &str, before: &str) -> Option<(TimeIs, usize)> {
    let (day, after) = digits(rest)?;
    if before.ends_with(['/', '-', '.', ',']) {
        return None;
    }
    let parted = ["/", "-", ".", " tháng "].iter().find_map(|by| Some((*by, after.strip_prefix(by)?)));
    if let Some((by, month_on)) = parted
        && let Some((month, tail)) = digits(month_on).filter(|(month, _)| (1..=12).contains(month))
        && (1..=31).contains(&day)
    {
        let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
        let years = if by == " tháng " { [" năm ", "/"] } else { [by, by] };
        let year = years.iter().find_map(|by| tail.strip_prefix(by)).and_then(digits);
        if let Some((year, left)) = year.filter(|(year, _)| (1991..2100).contains(year)) {
            let date = Date::new(i16::try_from(year).ok()?, month, day).ok()?;
            return Some((TimeIs::Day(date), rest.len() - left.len()));
        }
        let is_day = by == "/" || by == " tháng ";
        let plain = !tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
        let dated =
            before.trim_end().ends_with("ngày") || before.trim_end().ends_with("trước") || by == " tháng ";
        return (is_day && plain && dated)
            .then_some((TimeIs::DayOfYear(day, month), rest.len() - tail.len()));
    }
    let is_day = before.trim_end().ends_with("ngày") && (1..=31).contains(&day);
    is_day.then(|| i8::try_from(day).ok().map(|day| (TimeIs::DayOfMonth(day), rest.len() - after.len())))?
}

/// `tháng 7/2026`, `tháng 7 năm 2026`, `tháng 7-2026`.
fn month_at(rest: &str) -> Option<(TimeIs, usize)> {
    let (month, after) = digits(rest.strip_prefix("tháng ")?)?;
    let year = ["/", " năm ", "-"].iter().find_map(|by| after.strip_prefix(by)).and_then(digits);
    let (year, left) = year.filter(|(year, _)| (1991..2100).contains(year))?;
    let from = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    Some((TimeIs::Between(from, from.last_of_month()), rest.len() - left.len()))
}

/// `(năm 2028)`, `vào năm 2028`: a year in which something is held.
fn year_at(rest: &str, before: &str) -> Option<(TimeIs, usize)> {
    let (year, left) = digits(rest.strip_prefix("năm ")?).filter(|(year, _)| (1991..2100).contains(year))?;
    let is_time = before.ends_with('(') || ["vào ", "trong "].iter().any(|word| before.ends_with(word));
    let year = i16::try_from(year).ok().filter(|_| is_time)?;
    let (from, to) = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    Some((TimeIs::Between(from, to), rest.len() - left.len()))
}

/// `quý IV năm 2026`, `quý 2/2026`.
fn quarter_at(rest: &str) -> Option<(TimeIs, usize)> {
    let after = rest.strip_prefix("quý ")?;
    let names = [("iv", 3), ("iii", 2), ("ii", 1), ("i", 0), ("4", 3), ("3", 2), ("2", 1), ("1", 0)];
    let (quarter, tail) =
        names.iter().find_map(|(name, quarter)| Some((*quarter, after.strip_prefix(name)?)))?;
    let year = ["/", " năm ", "-"].iter().find_map(|by| tail.strip_prefix(by)).and_then(digits);
    let (year, left) = year.filter(|(year, _)| (1991..2100).contains(year))?;
    let from = Date::new(i16::try_from(year).ok()?, quarter * 3 + 1, 1).ok()?;
    let to = Date::new(from.year(), quarter * 3 + 3, 1).ok()?.last_of_month();
    Some((TimeIs::Between(from, to), rest.len() - left.len()))
}

fn digits(text: &str) -> Option<(u16, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

/// A day at the head of a text: `30/6/2022`, `30 tháng 6 năm 2022`.
pub(super) fn day_at(text: &str) -> Option<Date> {
    let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    text.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    let (day, month, year) =
        (runs.next()?.parse().ok()?, runs.next()?.parse().ok()?, runs.next()?.parse().ok()?);
    Date::new(year, month, day).ok().filter(|day| day.year() > 1990)
}

/// `Quý I năm 2025`, `quý IV/2026`.
pub(super) fn quarter(small: &str) -> Option<(Date, Date)> {
    let rest = small.split_once("quý ")?.1;
    let number_of = |between: &str| {
        let (number, rest) = rest.split_once(between)?;
        (number.trim().len() < 4).then_some((number, rest))
    };
    let (number, rest) = number_of(" năm ").or_else(|| number_of("/"))?;
    let quarter = match number.trim() {
        "i" | "1" => 0,
        "ii" | "2" => 1,
        "iii" | "3" => 2,
        "iv" | "4" => 3,
        _ => return None,
    };
    let year: i16 = rest.get(..4)?.parse().ok()?;
    let from = Date::new(year, quarter * 3 + 1, 1).ok()?;
    let to = Date::new(year, quarter * 3 + 3, 1).ok()?.last_of_month();
    Some((from, to))
}

/// `Từ năm 2022 đến năm 2024`.
pub(super) fn from_year(small: &str) -> Option<(i16, i16)> {
    let (_, rest) = small.split_once("từ năm ")?;
    let (from, rest) = rest.split_once(" đến năm ")?;
    Some((from.trim().parse().ok()?, rest.get(..4)?.parse().ok()?))
}

/// Two years with a dash between them, or one alone.
pub(super) fn years(text: &str) -> Option<(i16, i16)> {
    let runs: Vec<i16> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect();
    match runs[..] {
        [] => None,
        [one] => Some((one, one)),
        [from, to, ..] if from <= to => Some((from, to)),
        [one, ..] => Some((one, one)),
    }
}
