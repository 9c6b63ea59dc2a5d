use std::fmt;

use compact_str::{CompactString, format_compact};
use jiff::civil::Date;

use crate::finding::Place;
use crate::plan::{HolderKind, MovementId};
use crate::units::UnitCode;

use super::Merits;

/// Identifier of a registration, made from the content of its file, its sheet and its row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegistrationId(CompactString);

impl RegistrationId {
    /// The identifier of the row of a file; `copy` tells apart files of the same bytes.
    pub fn of(file_hash: &str, copy: usize, sheet: &str, row: u32) -> RegistrationId {
        let mut hasher = blake3::Hasher::new();
        hasher.update(file_hash.as_bytes());
        hasher.update(&copy.to_le_bytes());
        hasher.update(sheet.as_bytes());
        hasher.update(&row.to_le_bytes());
        RegistrationId(format_compact!("R-{}", &hasher.finalize().to_hex()[..12]))
    }

    /// The identifier of another registration of the same row, by its part from 1.
    pub(super) fn of_part(&self, part: usize) -> RegistrationId {
        self.again("part", part)
    }

    /// The identifier in the file of the same bytes that came as the `copy`th after the first.
    pub(crate) fn of_copy(&self, copy: usize) -> RegistrationId {
        self.again("copy", copy)
    }

    fn again(&self, what: &str, n: usize) -> RegistrationId {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.0.as_bytes());
        hasher.update(what.as_bytes());
        hasher.update(&n.to_le_bytes());
        RegistrationId(format_compact!("R-{}", &hasher.finalize().to_hex()[..12]))
    }

    /// An identifier as it was kept.
    pub(crate) fn kept(text: &str) -> RegistrationId {
        RegistrationId(text.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RegistrationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Counted: the first registration of its exemplar in its movement.
    Counted,
    /// The same exemplar is counted by another registration.
    Duplicate,
    /// Stands again in a later list that replaced this one.
    Superseded,
    /// Was in a list that was replaced, and is not in the later one.
    Withdrawn,
    /// Cannot be counted: no name.
    Rejected,
    /// Waits for an answer: unit or movement not known, or its sheet can be read in two ways.
    Pending,
}

impl Status {
    /// All statuses.
    pub const ALL: [Status; 6] = [
        Status::Counted,
        Status::Duplicate,
        Status::Superseded,
        Status::Withdrawn,
        Status::Rejected,
        Status::Pending,
    ];

    /// The word used in data files.
    pub fn id(self) -> &'static str {
        match self {
            Status::Counted => "counted",
            Status::Duplicate => "duplicate",
            Status::Superseded => "superseded",
            Status::Withdrawn => "withdrawn",
            Status::Rejected => "rejected",
            Status::Pending => "pending",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Status::Counted => "Được tính",
            Status::Duplicate => "Trùng",
            Status::Superseded => "Đã thay thế",
            Status::Withdrawn => "Đã rút",
            Status::Rejected => "Không hợp lệ",
            Status::Pending => "Chờ quyết định",
        }
    }
}

/// Gender, where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

impl Gender {
    /// The word used in data files and tables.
    pub fn id(self) -> &'static str {
        match self {
            Gender::Male => "male",
            Gender::Female => "female",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Gender::Male => "Nam",
            Gender::Female => "Nữ",
        }
    }
}

/// What a row says beside the fields that most rows have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// The people of a household or a group, as written.
    pub members: Vec<String>,
    /// What stands in columns that no other field holds, each with the header of its column.
    pub particulars: Vec<String>,
    /// The practice (*mô hình*) of somebody who is registered for it.
    pub practice: String,
    /// Who carries out a practice that is registered.
    pub carrier: String,
    /// Dân tộc.
    pub ethnicity: String,
    /// Tôn giáo.
    pub religion: String,
    /// Telephone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Class of officer, worker or organisation.
    pub object_class: String,
    /// What crosses say, by the headers over them: `Hộ nghèo; Đảng viên`.
    pub attributes: String,
    /// Awards had, as written.
    pub awards: String,
    /// Awards that are proposed.
    pub proposed_award: String,
    /// Rating, as written.
    pub rating: String,
    /// Initiatives, as written.
    pub initiative: String,
    /// The decision by which it was recognised.
    pub decision: String,
}

impl Details {
    /// Its texts, in the order of their columns in `registrations.csv`.
    pub fn texts(&self) -> [&str; 13] {
        let Details {
            members: _,
            particulars: _,
            practice,
            carrier,
            ethnicity,
            religion,
            phone,
            email,
            object_class,
            attributes,
            awards,
            proposed_award,
            rating,
            initiative,
            decision,
        } = self;
        [
            practice,
            carrier,
            ethnicity,
            religion,
            phone,
            email,
            object_class,
            attributes,
            awards,
            proposed_award,
            rating,
            initiative,
            decision,
        ]
    }
}

/// What most rows say beside their fields.
static NOTHING: Details = Details {
    members: Vec::new(),
    particulars: Vec::new(),
    practice: String::new(),
    carrier: String::new(),
    ethnicity: String::new(),
    religion: String::new(),
    phone: String::new(),
    email: String::new(),
    object_class: String::new(),
    attributes: String::new(),
    awards: String::new(),
    proposed_award: String::new(),
    rating: String::new(),
    initiative: String::new(),
    decision: String::new(),
};

/// One exemplar of one row of one list in one movement, understood.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Its identifier.
    pub id: RegistrationId,
    /// Its row.
    pub place: Place,
    /// Which registration of its row it is, from 1; 0 where the row is one registration.
    pub part: u16,
    /// What became of it; set by the rooms further on.
    pub status: Status,
    /// Who holds it.
    pub kind: HolderKind,
    /// The name as printed, without honorifics: `Nguyễn Văn An`, `Trường Tiểu học Vĩnh Trại`.
    pub name: String,
    /// What stood before the name: `Ông`, `Thượng tá`; may be empty.
    pub honorific: String,
    /// Full date of birth, where it is known.
    pub birth_date: Option<Date>,
    /// Year of birth, where it is known.
    pub birth_year: Option<i16>,
    /// Gender, where it is known.
    pub gender: Option<Gender>,
    /// Position or occupation as written.
    pub position: String,
    /// Workplace as written.
    pub workplace: String,
    /// Address as written.
    pub address: String,
    /// Achievement as written.
    pub achievement: String,
    /// Remark as written.
    pub remark: String,
    /// What the columns of merits say: awards, ratings, initiatives, discipline.
    pub merits: Merits,
    /// BLAKE3 of an identity number, never the number itself; empty where there is none.
    pub identity_hash: String,
    /// The unit it belongs to.
    pub unit: Option<UnitCode>,
    /// The unit as written, where it was written.
    pub unit_written: String,
    /// The unit that sent it.
    pub sender: Option<UnitCode>,
    /// The sender as written or known.
    pub sender_name: String,
    /// The movement it is for.
    pub movement: Option<MovementId>,
    /// The lead agency to which it counts.
    pub lead: Option<UnitCode>,
    /// The day its list arrived.
    pub received: Date,
    /// What else the row says; none for most.
    pub details: Option<Box<Details>>,
}

impl Registration {
    /// The people of a household or a group.
    pub fn members(&self) -> &[String] {
        &self.beside().members
    }

    /// What else the row says.
    pub fn beside(&self) -> &Details {
        self.details.as_deref().unwrap_or(&NOTHING)
    }
}
