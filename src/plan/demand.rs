//! How many a quota asks for: a number or a share, at least or at most, of whom, in which time.

use std::fmt;

use super::{Period, UnitCode};

/// A part of a whole, kept exactly: `5%`, `2,5%`, `1/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    part: u32,
    whole: u32,
}

impl Share {
    /// A share as people write it: `5%`, `2,5 %`, `1/3`; more than nothing and no more than all.
    pub fn parse(written: &str) -> Option<Share> {
        let written = written.trim();
        let share = match written.strip_suffix('%') {
            Some(percent) => {
                let (whole, tenths) = percent.trim().split_once([',', '.']).unwrap_or((percent.trim(), "0"));
                let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                if !digits(whole) || !digits(tenths) || tenths.len() > 3 || whole.len() > 3 {
                    return None;
                }
                let scale = 10_u32.pow(u32::try_from(tenths.len()).ok()?);
                let part = whole.parse::<u32>().ok()? * scale + tenths.parse::<u32>().ok()?;
                Share { part, whole: 100 * scale }
            }
            None => {
                let (part, whole) = written.split_once('/')?;
                Share { part: part.trim().parse().ok()?, whole: whole.trim().parse().ok()? }
            }
        };
        (0 < share.part && share.part <= share.whole).then_some(share)
    }

    /// The fewest that are no less than this share of so many: 5 % of 41 are 3.
    pub fn at_least_of(self, total: u32) -> u32 {
        u32::try_from(self.times(total).div_ceil(u64::from(self.whole))).unwrap_or(u32::MAX)
    }

    /// The most that are no more than this share of so many: 5 % of 59 are 2.
    pub fn at_most_of(self, total: u32) -> u32 {
        u32::try_from(self.times(total) / u64::from(self.whole)).unwrap_or(u32::MAX)
    }

    fn times(self, total: u32) -> u64 {
        u64::from(self.part) * u64::from(total)
    }
}

impl fmt::Display for Share {
    /// As it is printed: `5%`, `2,5%`, `1/3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Share { part, whole } = *self;
        if whole < 100 || whole % 100 != 0 {
            return write!(f, "{part}/{whole}");
        }
        let scale = whole / 100;
        let digits = scale.checked_ilog10().unwrap_or(0) as usize;
        let tenths = format!("{:0digits$}", part % scale);
        match tenths.trim_end_matches('0') {
            "" => write!(f, "{}%", part / scale),
            tenths => write!(f, "{},{tenths}%", part / scale),
        }
    }
}

/// On which side of its number a quota binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// Ít nhất.
    AtLeast,
    /// Không quá.
    AtMost,
}

impl Bound {
    /// The word used in data files.
    pub fn id(self) -> &'static str {
        match self {
            Bound::AtLeast => "at_least",
            Bound::AtMost => "at_most",
        }
    }

    /// The words before a number.
    pub fn label(self) -> &'static str {
        match self {
            Bound::AtLeast => "ít nhất",
            Bound::AtMost => "không quá",
        }
    }
}

/// What a share is taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareOf {
    /// A number that the plan says.
    Number(u32),
    /// The total that the plan keeps for whoever owes the quota; none where it keeps none.
    Total(Option<u32>),
    /// Whoever is registered under the quota, whether or not he is of those it counts.
    Registered,
}

impl ShareOf {
    /// The word used in data files.
    pub fn id(self) -> &'static str {
        match self {
            ShareOf::Number(_) => "number",
            ShareOf::Total(_) => "total",
            ShareOf::Registered => "registered",
        }
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Count(u32),
    /// Such a share, rounded up where it is the least and down where it is the most.
    Share(Share, ShareOf),
}

/// Of whom a quota of people counts only some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Among {
    /// Nữ.
    Women,
    /// Người lao động trực tiếp.
    DirectWorkers,
}

impl Among {
    /// All of them.
    pub const ALL: [Among; 2] = [Among::Women, Among::DirectWorkers];

    /// The word used in plans and data files.
    pub fn id(self) -> &'static str {
        match self {
            Among::Women => "women",
            Among::DirectWorkers => "direct_workers",
        }
    }

    /// Those of that name.
    pub fn from_id(id: &str) -> Option<Among> {
        Among::ALL.into_iter().find(|among| among.id() == id)
    }

    /// What an officer calls them.
    pub fn label(self) -> &'static str {
        match self {
            Among::Women => "nữ",
            Among::DirectWorkers => "người lao động trực tiếp",
        }
    }

    /// What has to be known of somebody to tell.
    pub fn asks(self) -> &'static str {
        match self {
            Among::Women => "giới tính",
            Among::DirectWorkers => "có phải lao động trực tiếp không",
        }
    }
}

/// Units that owe one quota together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwingGroup {
    /// What they are called together, where they have a name.
    pub name: String,
    /// The units, in protocol order.
    pub units: Vec<UnitCode>,
}

/// In which time a quota is owed, over and over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Recurring {
    pub(super) id: &'static str,
    /// Months that it takes.
    months: i8,
}

/// The times that a plan may name.
pub(super) const RECURRING: [Recurring; 4] = [
    Recurring { id: "month", months: 1 },
    Recurring { id: "quarter", months: 3 },
    Recurring { id: "half_year", months: 6 },
    Recurring { id: "year", months: 12 },
];

impl Recurring {
    /// The periods of a plan, by its cut-off day, from the one that holds its first day to that of its last.
    pub(super) fn periods(self, from: jiff::civil::Date, to: jiff::civil::Date, closes: i8) -> Vec<Period> {
        let first = Period::holding(from, closes);
        let last = Period::holding(to, closes);
        let within = usize::from(first.month().unsigned_abs().saturating_sub(1));
        let number = within / usize::from(self.months.unsigned_abs()) + 1;
        let name = match self.months {
            1 => format!("{:04}-{:02}", first.year(), first.month()),
            3 => format!("{:04}-Q{number}", first.year()),
            6 => format!("{:04}-H{number}", first.year()),
            _ => format!("{:04}", first.year()),
        };
        let first = Period::parse(&name).map(|period| period.closing(closes));
        std::iter::successors(first, |period| Some(period.next()))
            .take_while(|period| period.first_day() <= last.last_day())
            .take(MOST_PERIODS)
            .collect()
    }
}

/// No plan lasts longer, in months.
const MOST_PERIODS: usize = 600;
