//! One cell → a literal of TOML, as its kind asks for; or what is wrong with it.

use jiff::civil::Date;

use super::doc::{listed, quoted};
use super::form::{ALL_CLUSTERS, BLANK, CellKind};
use super::words;
use crate::intake::{MarkKind, Sheet, Text, Value};
use crate::plan::Share;
use crate::text;

/// What a cell was taken for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum TakenCell {
    /// A literal.
    As(String),
    /// A literal, though it was written otherwise than the sheet asks: what to say of it.
    Though(String, String),
    /// Nothing: what is wrong, and what to do.
    Not(String, String),
}

/// A day in the first years of Excel is a number that was typed into a cell for days.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Takes a cell that holds something.
pub(super) fn take(kind: CellKind, value: &Value) -> TakenCell {
    if let Value::Error(error) = value {
        let message = format!("Ô báo lỗi «{}» của Excel", error.name());
        return TakenCell::Not(message, "Ghi giá trị thay cho công thức trong ô này.".to_owned());
    }
    let shown = value.shown();
    let written = shown.trim();
    if written == BLANK {
        let blank = if matches!(kind, CellKind::Lines | CellKind::Items) { "[]" } else { "\"\"" };
        return TakenCell::As(blank.to_owned());
    }
    match kind {
        CellKind::Text | CellKind::Unit | CellKind::Movement => TakenCell::As(quoted(written)),
        CellKind::Period => TakenCell::As(quoted(&period(value, written))),
        CellKind::Number => number(value, written),
        CellKind::Numbers => numbers(value, written),
        CellKind::Day => day(value, written),
        CellKind::Word(choices) => match words::id_of(choices, written) {
            Some(id) => TakenCell::As(quoted(id)),
            None => no_word(choices, written),
        },
        CellKind::Flag(choices) => match words::id_of(choices, written) {
            Some(id) => TakenCell::As(id.to_owned()),
            None => no_word(choices, written),
        },
        CellKind::Words(choices) => {
            // A label may itself hold a semicolon's worth of words, but never a semicolon.
            let mut ids = Vec::new();
            for one in items(written) {
                match words::id_of(choices, one) {
                    Some(id) => ids.push(quoted(id)),
                    None => return no_word(choices, one),
                }
            }
            TakenCell::As(listed(ids))
        }
        CellKind::Amount => amount(value, written),
        CellKind::NumberOrWord(choices) => match (value, words::id_of(choices, written)) {
            (_, Some(id)) => TakenCell::As(quoted(id)),
            (Value::Number(_), None) => number(value, written),
            (_, None) => match number(value, written) {
                TakenCell::Not(..) => no_word(choices, written),
                taken => taken,
            },
        },
        CellKind::Clusters if text::key(written) == text::key(ALL_CLUSTERS.1) => {
            TakenCell::As(quoted(ALL_CLUSTERS.0))
        }
        CellKind::Items | CellKind::Units | CellKind::Clusters => {
            TakenCell::As(listed(items(written).map(quoted)))
        }
        CellKind::Lines => {
            let lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
            TakenCell::As(listed(lines.map(quoted)))
        }
    }
}

fn no_word(choices: &[words::Choice], written: &str) -> TakenCell {
    TakenCell::Not(format!("Không có lựa chọn «{written}»"), words::meant(choices, written))
}

/// The parts of a cell that holds several things: its lines where it has several, else what `;` parts.
fn items(written: &str) -> impl Iterator<Item = &str> {
    let by = if written.contains('\n') { '\n' } else { ';' };
    written.split(by).map(str::trim).filter(|item| !item.is_empty())
}

/// Excel makes a day of `2026-06` and a number of `2026`.
fn period(value: &Value, written: &str) -> String {
    match value {
        Value::Date(day) => format!("{:04}-{:02}", day.year(), day.month()),
        _ => written.to_owned(),
    }
}

fn number(value: &Value, written: &str) -> TakenCell {
    let wrong = || {
        let message = format!("Ô này phải là một số nguyên từ 0 trở lên, đang ghi «{written}»");
        TakenCell::Not(message, "Ghi số, ví dụ 2; không ghi chữ, dấu phẩy hay phần trăm.".to_owned())
    };
    match value {
        Value::Number(number) if number.fract() == 0.0 && (0.0..1e9).contains(number) => {
            TakenCell::As(format!("{number:.0}"))
        }
        Value::Text(_) => {
            let mut runs = written.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
            let whole = !written.contains([',', '.', '%', '-', '/']);
            match (runs.next().and_then(|run| run.parse::<u32>().ok()), runs.next()) {
                (Some(number), None) if whole => TakenCell::Though(
                    number.to_string(),
                    format!("Ô ghi chữ «{written}», đọc là số {number}"),
                ),
                _ => wrong(),
            }
        }
        _ => wrong(),
    }
}

/// `2,5%` of 0.025.
fn percent(part: f64) -> String {
    let percent = format!("{:.3}", part * 100.0);
    format!("{}%", percent.trim_end_matches('0').trim_end_matches('.').replace('.', ","))
}

/// A sheet with the numbers that it shows as per cent in the words that a person sees: who types `100%` into a cell
/// sees it there, though Excel keeps a 1.
pub(super) fn with_percents(sheet: &Sheet) -> Sheet {
    let mut shown = sheet.clone();
    for mark in sheet.aside.of(MarkKind::Percent) {
        let row = shown.rows.iter_mut().find(|row| row.row == mark.row);
        let cell = row.and_then(|row| row.cells.iter_mut().find(|cell| cell.col == mark.col));
        if let Some(cell) = cell
            && let Value::Number(part) = cell.value
        {
            cell.value = Value::Text(Text { shown: percent(part).into(), repair: None });
        }
    }
    shown
}

/// A number, or a share: `5%` as text, or as the 0,05 that Excel makes of it where its format does not say so.
fn amount(value: &Value, written: &str) -> TakenCell {
    const EXAMPLE: &str = "Ghi số, ví dụ 2; hoặc tỷ lệ, ví dụ 5%.";
    match value {
        Value::Number(part) if 0.0 < *part && *part < 1.0 => {
            let percent = percent(*part);
            let message = format!("Ô ghi «{written}», đọc là tỷ lệ {percent}");
            TakenCell::Though(quoted(&percent), message)
        }
        Value::Date(day) => {
            let message = format!("Ô này phải là một số hoặc tỷ lệ, Excel đã đổi thành ngày {day}");
            let advice =
                format!("Phần như {}/{} thì ghi dấu nháy đơn trước: '{0}/{1}.", day.day(), day.month());
            TakenCell::Not(message, advice)
        }
        Value::Text(_) if written.contains(['%', '/']) => match Share::parse(written) {
            Some(_) => TakenCell::As(quoted(written)),
            None => TakenCell::Not(
                format!("Ô này phải là một số hoặc tỷ lệ đến 100%, đang ghi «{written}»"),
                EXAMPLE.to_owned(),
            ),
        },
        _ => match number(value, written) {
            TakenCell::Not(message, _) => TakenCell::Not(message, EXAMPLE.to_owned()),
            taken => taken,
        },
    }
}

fn numbers(value: &Value, written: &str) -> TakenCell {
    if let Value::Number(_) = value {
        return match number(value, written) {
            TakenCell::As(one) => TakenCell::As(listed([one])),
            other => other,
        };
    }
    let parts = written.split([';', ',', ' ', '\n']).filter(|part| !part.is_empty());
    match parts.map(str::parse::<u32>).collect::<Result<Vec<u32>, _>>() {
        Ok(all) if !all.is_empty() => TakenCell::As(listed(all.iter().map(ToString::to_string))),
        _ => {
            let message = format!("Ô này phải là các số, đang ghi «{written}»");
            TakenCell::Not(message, "Ghi các số cách nhau bằng dấu chấm phẩy: 6; 12.".to_owned())
        }
    }
}

fn day(value: &Value, written: &str) -> TakenCell {
    let though = |day: Date| {
        let shown = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        TakenCell::Though(
            day.to_string(),
            format!("Ô ghi «{written}» không ở dạng ngày, đọc là ngày {shown}"),
        )
    };
    let serial = match value {
        Value::Date(day) => return TakenCell::As(day.to_string()),
        Value::Number(number) if SERIALS.contains(number) => Some(number),
        _ => None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a serial of the range is a small whole number")]
    let by_serial = serial.and_then(|serial| {
        Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(serial.trunc() as i64)).ok()
    });
    match by_serial.or_else(|| written_day(written)) {
        Some(day) => though(day),
        None => TakenCell::Not(
            format!("Ô này phải là một ngày có trong lịch, đang ghi «{written}»"),
            "Ghi ngày/tháng/năm, ví dụ 30/06/2026.".to_owned(),
        ),
    }
}

/// A day as people type it: `30/6/2026`, `30-06-2026`, `30.6.2026`, `ngày 30 tháng 6 năm 2026`, `2026-06-30`.
fn written_day(written: &str) -> Option<Date> {
    if let Ok(day) = written.parse() {
        return Some(day);
    }
    let mut runs = written.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let (day, month, year) = (runs.next()?.parse().ok()?, runs.next()?.parse().ok()?, runs.next()?);
    let year = year.parse().ok().filter(|year| (1900..2200).contains(year))?;
    Date::new(year, month, day).ok().filter(|_| runs.next().is_none())
}
