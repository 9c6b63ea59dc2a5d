//! From the values of `calamine` to the content of a cell: errors, dates and times.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};
use jiff::civil::Date;

use crate::text::FontHint;

use super::grid::CellContent;
use super::sheet::CellError;

/// The error value of that name.
pub(super) fn error_named(name: &str) -> Option<CellError> {
    name.trim().parse().ok()
}

fn error_of(kind: &CellErrorType) -> CellError {
    match kind {
        CellErrorType::Div0 => CellError::DivisionByZero,
        CellErrorType::NA => CellError::NotAvailable,
        CellErrorType::Name => CellError::Name,
        CellErrorType::Null => CellError::Null,
        CellErrorType::Num => CellError::Number,
        CellErrorType::Ref => CellError::Reference,
        CellErrorType::Value => CellError::Value,
        CellErrorType::GettingData => CellError::GettingData,
    }
}

/// Hands the content of a streamed cell to `put`.
pub(super) fn with_ref<T>(value: &DataRef<'_>, font: FontHint, put: impl FnOnce(CellContent<'_>) -> T) -> T {
    match value {
        DataRef::Empty => put(CellContent::Blank),
        DataRef::SharedString(text) => put(CellContent::Text(text, font)),
        DataRef::String(text) => put(CellContent::Text(text, font)),
        DataRef::Float(number) => put(CellContent::Number(*number)),
        DataRef::Int(number) => put(CellContent::Number(whole(*number))),
        DataRef::Bool(truth) => put(CellContent::Bool(*truth)),
        DataRef::Error(kind) => put(CellContent::Error(error_of(kind))),
        DataRef::DateTime(time) => with_time(time, put),
        DataRef::DateTimeIso(text) => with_iso(text, put),
        DataRef::DurationIso(text) => put(CellContent::Text(&duration_shown(text), FontHint::Silent)),
    }
}

/// Hands the content of a cell of a dense range to `put`.
pub(super) fn with_data<T>(value: &Data, put: impl FnOnce(CellContent<'_>) -> T) -> T {
    match value {
        Data::Empty => put(CellContent::Blank),
        Data::String(text) => put(CellContent::Text(text, FontHint::Silent)),
        Data::Float(number) => put(CellContent::Number(*number)),
        Data::Int(number) => put(CellContent::Number(whole(*number))),
        Data::Bool(truth) => put(CellContent::Bool(*truth)),
        Data::Error(kind) => put(CellContent::Error(error_of(kind))),
        Data::DateTime(time) => with_time(time, put),
        Data::DateTimeIso(text) => with_iso(text, put),
        Data::DurationIso(text) => put(CellContent::Text(&duration_shown(text), FontHint::Silent)),
    }
}

/// Whole numbers come from 30-bit fields of .xls and fit.
#[expect(clippy::cast_precision_loss, reason = "30-bit integers are exact in f64")]
fn whole(number: i64) -> f64 {
    number as f64
}

/// A serial date: from one day on it is a day, below it is a time, and what lies outside the
/// calendar is left as the number it is (a year typed into a date column is a day in 1905, which
/// only its column can tell).
fn with_time<T>(time: &ExcelDateTime, put: impl FnOnce(CellContent<'_>) -> T) -> T {
    let serial = time.as_f64();
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return put(CellContent::Number(serial));
    }
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if time.is_duration() {
        return put(CellContent::Text(&hours_shown(serial), FontHint::Silent));
    }
    if serial < 1.0 {
        let shown = if second == 0 {
            format!("{hour:02}:{minute:02}")
        } else {
            format!("{hour:02}:{minute:02}:{second:02}")
        };
        return put(CellContent::Text(&shown, FontHint::Silent));
    }
    match civil(i32::from(year), i32::from(month), i32::from(day)) {
        Some(date) => put(CellContent::Date(date)),
        // Excel believes in 29/02/1900.
        None => put(CellContent::Number(serial)),
    }
}

fn hours_shown(serial: f64) -> String {
    let minutes = (serial * 1440.0).round();
    let hours = (minutes / 60.0).floor();
    format!("{hours:.0}:{:02.0}", minutes - hours * 60.0)
}

fn civil(year: i32, month: i32, day: i32) -> Option<Date> {
    let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok()
}

/// `2024-06-05` or `2024-06-05T10:00:00`; text otherwise.
pub(super) fn with_iso<T>(text: &str, put: impl FnOnce(CellContent<'_>) -> T) -> T {
    match iso_day(text) {
        Some(date) => put(CellContent::Date(date)),
        None => put(CellContent::Text(text, FontHint::Silent)),
    }
}

fn iso_day(text: &str) -> Option<Date> {
    let day = text.trim().get(..10)?;
    let rest = text.trim().get(10..)?;
    (rest.is_empty() || rest.starts_with('T') || rest.starts_with(' ')).then_some(())?;
    day.parse().ok()
}

/// `PT07H30M00S` as `07:30`; text as it is otherwise.
pub(super) fn duration_shown(text: &str) -> String {
    fn parts(text: &str) -> Option<(u32, u32, f64)> {
        let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S').unwrap_or("0");
        Some((hours.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?))
    }
    match parts(text) {
        Some((hours, minutes, seconds)) if seconds < 1.0 => format!("{hours:02}:{minutes:02}"),
        Some((hours, minutes, seconds)) => format!("{hours:02}:{minutes:02}:{seconds:02.0}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[track_caller]
    fn check(serial: f64, is_1904: bool, expect: &str) {
        let time = ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, is_1904);
        let seen = with_time(&time, |content| match content {
            CellContent::Date(date) => date.to_string(),
            CellContent::Text(text, _) => text.to_owned(),
            CellContent::Number(number) => number.to_string(),
            other => format!("{other:?}"),
        });
        assert_eq!(seen, expect, "{serial}");
    }

    #[test]
    fn serial_dates_are_days_times_or_numbers() {
        check(27_621.0, false, "1975-08-15");
        check(27_621.73, false, "1975-08-15");
        check(26_159.0, true, "1975-08-15");
        check(1.0, false, "1900-01-01");
        check(0.312_5, false, "07:30");
        check(60.0, false, "60");
        check(-3.0, false, "-3");
        check(9e9, false, "9000000000");
    }

    #[test]
    fn iso_dates_and_durations_are_read() {
        assert_eq!(iso_day("1971-02-02"), Some(Date::constant(1971, 2, 2)));
        assert_eq!(iso_day("1971-02-02T10:00:00"), Some(Date::constant(1971, 2, 2)));
        assert_eq!(iso_day("1971-02-02x"), None);
        assert_eq!(iso_day("ngày mồng hai"), None);
        assert_eq!(duration_shown("PT07H30M00S"), "07:30");
        assert_eq!(duration_shown("P1Y"), "P1Y");
    }

    #[test]
    fn new_errors_of_excel_are_known() {
        assert_eq!(error_named("#SPILL!"), Some(CellError::Spill));
        assert_eq!(error_named(" #spill!"), Some(CellError::Spill));
        assert_eq!(error_named("SPILL"), None);
    }
}
