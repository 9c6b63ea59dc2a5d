use std::fmt;

use jiff::civil::Date;

/// A month of reporting, `2024-06`.
///
/// Many offices close their books before the month ends: theirs is named by the month in which it closes.
/// With the 14th as cut-off day, `2024-05` runs from 15 April to 14 May 2024, and a list of 15 May is the
/// next month's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    month: i8,
    /// Its last day, 1 to 31; 31 is the end of the month whatever its length.
    closes: i8,
}

/// The cut-off day of an office that reports by calendar months.
pub const MONTH_END: i8 = 31;

impl Period {
    /// Parses `2024-06`, a calendar month.
    pub fn parse(text: &str) -> Option<Period> {
        let (year, month) = text.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        (text.len() == 7 && Date::new(year, month, 1).is_ok()).then_some(Period {
            year,
            month,
            closes: MONTH_END,
        })
    }

    /// The calendar month that holds a day.
    pub fn of(day: Date) -> Period {
        Period { year: day.year(), month: day.month(), closes: MONTH_END }
    }

    /// The period that holds a day in an office with this cut-off day.
    pub fn holding(day: Date, closes: i8) -> Period {
        let month = Period::of(day).closing(closes);
        if month.last_day() < day { month.next() } else { month }
    }

    /// The period of the same name in an office with this cut-off day.
    #[must_use]
    pub fn closing(self, closes: i8) -> Period {
        Period { closes: closes.clamp(1, MONTH_END), ..self }
    }

    /// The cut-off day of the office whose period it is.
    pub fn closes(self) -> i8 {
        self.closes
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// The period before.
    #[must_use]
    pub fn previous(self) -> Period {
        match self.month {
            1 => Period { year: self.year - 1, month: 12, ..self },
            month => Period { month: month - 1, ..self },
        }
    }

    /// The period after.
    #[must_use]
    pub fn next(self) -> Period {
        match self.month {
            12 => Period { year: self.year + 1, month: 1, ..self },
            month => Period { month: month + 1, ..self },
        }
    }

    /// A day of the month, held inside it: day 31 of February is its last day.
    pub fn day(self, day: i8) -> Date {
        let first = Date::constant(self.year, self.month, 1);
        let last = first.last_of_month();
        Date::new(self.year, self.month, day.clamp(1, last.day())).unwrap_or(last)
    }

    /// The first day: the one after the period before.
    pub fn first_day(self) -> Date {
        let before = self.previous().last_day();
        before.tomorrow().unwrap_or(before)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.day(self.closes)
    }

    /// As people write it: `tháng 6 năm 2024`; months 1 and 2 take a zero (Nghị định 30/2020).
    pub fn label(self) -> String {
        if self.month < 3 {
            format!("tháng 0{} năm {}", self.month, self.year)
        } else {
            format!("tháng {} năm {}", self.month, self.year)
        }
    }
}

impl Period {
    /// The label, with its days where the period is no calendar month: `tháng 5 năm 2024 (từ 15/4/2024 đến
    /// 14/5/2024)`.
    pub fn label_with_days(self) -> String {
        if self.closes == MONTH_END {
            return self.label();
        }
        let shown = |day: Date| format!("{}/{}/{}", day.day(), day.month(), day.year());
        format!("{} (từ {} đến {})", self.label(), shown(self.first_day()), shown(self.last_day()))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_named_by_the_month_in_which_it_closes() {
        let check = |name: &str, closes: i8, first: &str, last: &str| {
            let period = Period::parse(name).unwrap_or_else(|| unreachable!("{name}")).closing(closes);
            assert_eq!(
                (period.first_day().to_string(), period.last_day().to_string()),
                (first.into(), last.into())
            );
            for day in [period.first_day(), period.last_day()] {
                assert_eq!(Period::holding(day, closes), period, "{day}");
            }
            assert_eq!(period.next().first_day(), period.last_day().tomorrow().unwrap_or_default());
            assert_eq!(period.to_string(), name);
        };
        check("2024-05", 14, "2024-04-15", "2024-05-14");
        check("2024-01", 14, "2023-12-15", "2024-01-14");
        check("2024-03", 14, "2024-02-15", "2024-03-14");
        check("2024-05", MONTH_END, "2024-05-01", "2024-05-31");
        check("2024-02", 30, "2024-01-31", "2024-02-29");
        check("2024-03", 30, "2024-03-01", "2024-03-30");
        let period = Period::parse("2024-05").map(|period| period.closing(14).label_with_days());
        assert_eq!(period.as_deref(), Some("tháng 5 năm 2024 (từ 15/4/2024 đến 14/5/2024)"));
    }
}
