use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

/// Code of a unit: the official one, or the office's own (`phong-noi-vu`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode(Arc<str>);

impl UnitCode {
    /// A code as written in a unit list or plan.
    pub fn new(code: &str) -> UnitCode {
        UnitCode(code.into())
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A code is looked up by its text: both hash alike.
impl Borrow<str> for UnitCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Level of government that a unit belongs to, highest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh; ended on 1 July 2025.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Thôn, xóm, tổ dân phố.
    Hamlet,
}

impl Level {
    /// All levels, highest first.
    pub const ALL: [Level; 5] =
        [Level::Central, Level::Province, Level::District, Level::Commune, Level::Hamlet];

    /// The word used in data files and settings.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The level of that name.
    pub fn from_id(id: &str) -> Option<Level> {
        id.parse().ok()
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Level::Central => "Trung ương",
            Level::Province => "Cấp tỉnh",
            Level::District => "Cấp huyện",
            Level::Commune => "Cấp xã",
            Level::Hamlet => "Thôn, tổ dân phố",
        }
    }
}

/// What a unit is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum UnitKind {
    /// An administrative area and its People's Committee (UBND).
    Area,
    /// An office of the state: sở, phòng, văn phòng.
    Agency,
    /// A body of the Party: thành ủy, ban tuyên giáo.
    Party,
    /// The Front and the mass organisations: MTTQ, hội, đoàn, liên đoàn.
    MassOrganisation,
    /// Công an, quân sự, biên phòng.
    ArmedForce,
    /// A school.
    School,
    /// A hospital or health centre.
    Health,
    /// Another public service unit.
    PublicService,
    /// A company.
    Enterprise,
    /// A cooperative.
    Cooperative,
    /// A thôn, xóm, tổ dân phố.
    Hamlet,
}

impl UnitKind {
    /// All kinds, in protocol order.
    pub const ALL: [UnitKind; 11] = [
        UnitKind::Party,
        UnitKind::Area,
        UnitKind::Agency,
        UnitKind::MassOrganisation,
        UnitKind::ArmedForce,
        UnitKind::School,
        UnitKind::Health,
        UnitKind::PublicService,
        UnitKind::Enterprise,
        UnitKind::Cooperative,
        UnitKind::Hamlet,
    ];

    /// The word used in unit lists.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<UnitKind> {
        id.parse().ok()
    }
}

/// One unit of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// Its full official name as printed.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// The level it belongs to.
    pub level: Level,
    /// The unit above it.
    pub parent: Option<UnitCode>,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Addresses it mails from, lower case; `@domain` stands for every address of a domain.
    pub emails: Vec<String>,
    /// First day on which it existed, where that matters.
    pub valid_from: Option<Date>,
    /// Last day on which it existed, where it has ended.
    pub valid_to: Option<Date>,
    /// The units that took its place.
    pub successors: Vec<UnitCode>,
}

impl Unit {
    /// Who acts for it, as written in letterheads and tables: *UBND phường Vĩnh Trại* for a place,
    /// else its name.
    pub fn authority(&self) -> String {
        match (self.kind, self.name.split_once(' ')) {
            (UnitKind::Area, Some((first, rest))) => {
                format!("UBND {} {rest}", first.to_lowercase())
            }
            _ => self.name.clone(),
        }
    }

    /// Whether it existed on a day.
    pub fn valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && !self.has_ended(day)
    }

    /// Whether its last day was before a day.
    pub fn has_ended(&self, day: Date) -> bool {
        self.valid_to.is_some_and(|last| last < day)
    }
}
