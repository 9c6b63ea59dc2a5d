use std::fmt;

use jiff::civil::Date;

/// A time of reporting: a month `2024-06`, a quarter `2024-Q2`, half a year `2024-H1`, nine months `2024-9M`, a
/// year `2024`.
///
/// Many offices close their books before the month ends: theirs is named by the month in which it closes.
/// With the 14th as cut-off day, `2024-05` runs from 15 April to 14 May 2024, and a list of 15 May is the
/// next month's; `2024-Q2` runs from 15 March to 14 June.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i16,
    /// The month in which it closes.
    month: i8,
    /// Its last day, 1 to 31; 31 is the end of the month whatever its length.
    closes: i8,
    /// How many months it takes. Last, so that of the periods that close together the month comes first.
    months: i8,
}

/// The cut-off day of an office that reports by calendar months.
pub const MONTH_END: i8 = 31;

/// The months as Excel shortens them in English.
const ENGLISH_MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Period {
    /// Parses `2024-06`, `2024-Q2`, `2024-H1`, `2024-9M` or `2024`, of calendar months.
    pub fn parse(text: &str) -> Option<Period> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = year.parse().ok().filter(|_| is_year)?;
        let (month, months) = match part.map(str::to_ascii_uppercase).as_deref() {
            None => (12, 12),
            Some("9M") => (9, 9),
            Some("H1") => (6, 6),
            Some("H2") => (12, 6),
            Some(part) => match part.strip_prefix('Q') {
                Some(quarter) => (quarter.parse::<i8>().ok().filter(|it| (1..=4).contains(it))? * 3, 3),
                None => (part.parse().ok().filter(|_| part.len() == 2)?, 1),
            },
        };
        Date::new(year, month, 1).ok()?;
        Some(Period { year, month, closes: MONTH_END, months })
    }

    /// A period as people write it: `2024-6`, `06/2024`, `tháng 6 năm 2024`, `quý II/2024`, `6 tháng đầu năm
    /// 2024`, `năm 2024`; and what Excel makes of `2024-06` when it saves a table: `Jun-24`, `01/06/2024`.
    pub fn understood(text: &str) -> Option<Period> {
        let text = text.trim();
        Period::parse(text).or_else(|| Period::of_words(&text.to_lowercase()))
    }

    fn of_words(text: &str) -> Option<Period> {
        const ROMAN: [&str; 4] = ["i", "ii", "iii", "iv"];
        let words = text.replace("thg", "tháng ");
        let words = words.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty() && *word != "năm").collect();
        let named = |part: String| Period::parse(&part);
        match words.as_slice() {
            [year] if text.starts_with("năm") => named((*year).to_owned()),
            ["quý", quarter, year] => {
                let roman = ROMAN.iter().position(|name| name == quarter).map(|at| (at + 1).to_string());
                named(format!("{year}-Q{}", roman.as_deref().unwrap_or(quarter)))
            }
            ["6", "tháng", "đầu", year] => named(format!("{year}-H1")),
            ["6", "tháng", "cuối", year] => named(format!("{year}-H2")),
            ["9", "tháng", year] | ["9", "tháng", "đầu", year] => named(format!("{year}-9M")),
            ["tháng", month, year] | [month, year] if month.len() <= 2 => Period::of_month(year, month),
            [year, month] if year.len() == 4 => Period::of_month(year, month),
            [day, month, year] if day.len() <= 2 && month.len() <= 2 => Period::of_month(year, month),
            [name, year] => {
                let at = ENGLISH_MONTHS.iter().position(|month| month == name)?;
                Period::of_month(year, &(at + 1).to_string())
            }
            _ => None,
        }
    }

    /// A calendar month from its numbers; a year of two digits is of this century.
    fn of_month(year: &str, month: &str) -> Option<Period> {
        let (year, month): (i16, i8) = (year.parse().ok()?, month.parse().ok()?);
        let year = if (0..100).contains(&year) { 2000 + year } else { year };
        let is_likely = (1900..2200).contains(&year) && Date::new(year, month, 1).is_ok();
        is_likely.then_some(Period { year, month, closes: MONTH_END, months: 1 })
    }

    /// The calendar month that holds a day.
    pub fn of(day: Date) -> Period {
        Period { year: day.year(), month: day.month(), closes: MONTH_END, months: 1 }
    }

    /// The month that holds a day in an office with this cut-off day.
    pub fn holding(day: Date, closes: i8) -> Period {
        let month = Period::of(day).closing(closes);
        if month.last_day() < day { month.next() } else { month }
    }

    /// The period of the same name in an office with this cut-off day.
    #[must_use]
    pub fn closing(self, closes: i8) -> Period {
        Period { closes: closes.clamp(1, MONTH_END), ..self }
    }

    /// The month with which it closes.
    #[must_use]
    pub fn closing_month(self) -> Period {
        Period { months: 1, ..self }
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

    /// The period of the same length right before.
    #[must_use]
    pub fn previous(self) -> Period {
        self.moved(-self.months)
    }

    /// The period of the same length right after.
    #[must_use]
    pub fn next(self) -> Period {
        self.moved(self.months)
    }

    fn moved(self, months: i8) -> Period {
        let month = self.month + months;
        match month {
            ..=0 => Period { year: self.year - 1, month: month + 12, ..self },
            13.. => Period { year: self.year + 1, month: month - 12, ..self },
            _ => Period { month, ..self },
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

    /// As people write it: `tháng 6 năm 2024`, `quý II năm 2024`, `6 tháng đầu năm 2024`, `9 tháng năm 2024`,
    /// `năm 2024`; months 1 and 2 take a zero (Nghị định 30/2020).
    pub fn label(self) -> String {
        let Period { year, month, months, .. } = self;
        match (months, month) {
            (1, ..3) => format!("tháng 0{month} năm {year}"),
            (1, _) => format!("tháng {month} năm {year}"),
            (3, 3 | 6 | 9 | 12) => {
                let quarter = ["I", "II", "III", "IV"].get(usize::from(month.unsigned_abs()) / 3 - 1);
                format!("quý {} năm {year}", quarter.unwrap_or(&""))
            }
            (6, 6) => format!("6 tháng đầu năm {year}"),
            (6, 12) => format!("6 tháng cuối năm {year}"),
            (9, 9) => format!("9 tháng năm {year}"),
            (12, 12) => format!("năm {year}"),
            _ => {
                let from = self.moved(1 - months);
                format!("{months} tháng từ {}/{} đến {month}/{year}", from.month, from.year)
            }
        }
    }
}

impl Period {
    /// The label, with its days where the period is not made of calendar months: `tháng 5 năm 2024 (từ
    /// 15/4/2024 đến 14/5/2024)`.
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
        write!(f, "{:04}", self.year)?;
        match (self.months, self.month) {
            (3, month) if month % 3 == 0 => write!(f, "-Q{}", month / 3),
            (6, 6) => f.write_str("-H1"),
            (6, 12) => f.write_str("-H2"),
            (9, 9) => f.write_str("-9M"),
            (12, 12) => Ok(()),
            (1, month) => write!(f, "-{month:02}"),
            (months, month) => write!(f, "-{month:02}-{months}M"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_understood_as_people_write_it() {
        let check = |written: &str, expect: &str| {
            let period = Period::understood(written).map(|period| period.to_string());
            assert_eq!(period.unwrap_or_default(), expect, "{written}");
        };
        for june in [
            "2024-06",
            "2024-6",
            "06/2024",
            "6/2024",
            "6-2024",
            "06.2024",
            "2024/06",
            "tháng 6 năm 2024",
            "Tháng 06/2024",
            "tháng 6/2024",
            " 2024-06 ",
            "Jun-24",
            "Thg6-24",
            "01/06/2024",
            "6/24",
        ] {
            check(june, "2024-06");
        }
        for (written, expect) in [
            ("2024", "2024"),
            ("năm 2024", "2024"),
            ("quý II/2024", "2024-Q2"),
            ("Quý 4 năm 2024", "2024-Q4"),
            ("2024-q3", "2024-Q3"),
            ("6 tháng đầu năm 2024", "2024-H1"),
            ("6 tháng cuối năm 2024", "2024-H2"),
            ("9 tháng năm 2024", "2024-9M"),
        ] {
            check(written, expect);
        }
        for no_period in
            ["", "13/2024", "2024-13", "0/2024", "tháng sáu", "quý V/2024", "2024-06-01-05", "99", "24"]
        {
            check(no_period, "");
        }
    }

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
        let long = |name: &str, closes: i8, days: &str, label: &str, before: &str| {
            let period = Period::parse(name).unwrap_or_else(|| unreachable!("{name}")).closing(closes);
            assert_eq!(format!("{}..{}", period.first_day(), period.last_day()), days, "{name}");
            assert_eq!((period.to_string().as_str(), period.label().as_str()), (name, label));
            assert_eq!(period.previous().label(), before, "{name}");
            assert_eq!(period.previous().next(), period, "{name}");
            assert!(period.closing_month() < period && period.previous() < period, "{name}");
        };
        long("2024-Q1", MONTH_END, "2024-01-01..2024-03-31", "quý I năm 2024", "quý IV năm 2023");
        long("2024-Q2", 14, "2024-03-15..2024-06-14", "quý II năm 2024", "quý I năm 2024");
        long("2024-H1", 14, "2023-12-15..2024-06-14", "6 tháng đầu năm 2024", "6 tháng cuối năm 2023");
        long("2024-H2", MONTH_END, "2024-07-01..2024-12-31", "6 tháng cuối năm 2024", "6 tháng đầu năm 2024");
        long("2024-9M", 14, "2023-12-15..2024-09-14", "9 tháng năm 2024", "9 tháng từ 4/2023 đến 12/2023");
        long("2024", 14, "2023-12-15..2024-12-14", "năm 2024", "năm 2023");
        for wrong in ["24", "2024-", "2024-Q5", "2024-Q", "2024-H3", "2024-13", "2024-6", "2024-06-01", "x"] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
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
