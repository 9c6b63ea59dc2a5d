use std::fmt;

use jiff::civil::Date;

/// A month of reporting, `2024-06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    month: i8,
}

impl Period {
    /// Parses `2024-06`.
    pub fn parse(text: &str) -> Option<Period> {
        let (year, month) = text.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        (text.len() == 7 && Date::new(year, month, 1).is_ok()).then_some(Period { year, month })
    }

    /// The calendar month that holds a day.
    pub fn of(day: Date) -> Period {
        Period { year: day.year(), month: day.month() }
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
            1 => Period { year: self.year - 1, month: 12 },
            month => Period { year: self.year, month: month - 1 },
        }
    }

    /// The period after.
    #[must_use]
    pub fn next(self) -> Period {
        match self.month {
            12 => Period { year: self.year + 1, month: 1 },
            month => Period { year: self.year, month: month + 1 },
        }
    }

    /// A day of the month, held inside it: day 31 of February is its last day.
    pub fn day(self, day: i8) -> Date {
        let first = Date::constant(self.year, self.month, 1);
        let last = first.last_of_month();
        Date::new(self.year, self.month, day.clamp(1, last.day())).unwrap_or(last)
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.day(31)
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

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
