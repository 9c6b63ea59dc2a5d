use std::fmt;

use arcstr::ArcStr;
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
    pub practice: ArcStr,
    /// Who carries out a practice that is registered.
    pub carrier: ArcStr,
    /// Dân tộc.
    pub ethnicity: ArcStr,
    /// Tôn giáo.
    pub religion: ArcStr,
    /// Telephone number.
    pub phone: ArcStr,
    /// E-mail address.
    pub email: ArcStr,
    /// Class of officer, worker or organisation.
    pub object_class: ArcStr,
    /// What crosses say, by the headers over them: `Hộ nghèo; Đảng viên`.
    pub attributes: ArcStr,
    /// Awards had, as written.
    pub awards: ArcStr,
    /// Awards that are proposed.
    pub proposed_award: ArcStr,
    /// Rating, as written.
    pub rating: ArcStr,
    /// Initiatives, as written.
    pub initiative: ArcStr,
    /// The decision by which it was recognised.
    pub decision: ArcStr,
}

#[cfg(test)]
impl Registration {
    /// A counted registration that says whose it is, where it stands and when it came, and nothing else.
    pub(crate) fn of(
        id: RegistrationId,
        place: Place,
        kind: HolderKind,
        name: ArcStr,
        received: Date,
    ) -> Registration {
        Registration {
            id,
            place,
            part: 0,
            status: Status::Counted,
            kind,
            name,
            honorific: ArcStr::new(),
            birth_date: None,
            birth_year: None,
            gender: None,
            position: ArcStr::new(),
            workplace: ArcStr::new(),
            address: ArcStr::new(),
            achievement: ArcStr::new(),
            remark: ArcStr::new(),
            merits: None,
            identity_hash: ArcStr::new(),
            unit: None,
            unit_written: ArcStr::new(),
            sender: None,
            sender_name: ArcStr::new(),
            movement: None,
            lead: None,
            received,
            details: None,
        }
    }
}

impl Details {
    /// Its texts.
    pub(super) fn texts_mut(&mut self) -> [&mut ArcStr; 13] {
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
    practice: ArcStr::new(),
    carrier: ArcStr::new(),
    ethnicity: ArcStr::new(),
    religion: ArcStr::new(),
    phone: ArcStr::new(),
    email: ArcStr::new(),
    object_class: ArcStr::new(),
    attributes: ArcStr::new(),
    awards: ArcStr::new(),
    proposed_award: ArcStr::new(),
    rating: ArcStr::new(),
    initiative: ArcStr::new(),
    decision: ArcStr::new(),
};

/// What the columns of merits say that are empty.
static NO_MERITS: Merits = Merits {
    awards: Vec::new(),
    ratings: Vec::new(),
    initiatives: Vec::new(),
    disciplined: None,
    unread: Vec::new(),
    awards_said: false,
    initiatives_said: false,
};

/// One exemplar of one row of one list in one movement, understood. A run holds all of them until its end, so that
/// each byte in it counts a million times: its texts are pointers, and rows of a list that say the same share them.
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
    pub name: ArcStr,
    /// What stood before the name: `Ông`, `Thượng tá`; may be empty.
    pub honorific: ArcStr,
    /// Full date of birth, where it is known.
    pub birth_date: Option<Date>,
    /// Year of birth, where it is known.
    pub birth_year: Option<i16>,
    /// Gender, where it is known.
    pub gender: Option<Gender>,
    /// Position or occupation as written.
    pub position: ArcStr,
    /// Workplace as written.
    pub workplace: ArcStr,
    /// Address as written.
    pub address: ArcStr,
    /// Achievement as written.
    pub achievement: ArcStr,
    /// Remark as written.
    pub remark: ArcStr,
    /// What the columns of merits say: awards, ratings, initiatives, discipline; none where they say nothing.
    pub merits: Option<Box<Merits>>,
    /// BLAKE3 of an identity number, never the number itself; empty where there is none.
    pub identity_hash: ArcStr,
    /// The unit it belongs to.
    pub unit: Option<UnitCode>,
    /// The unit as written, where it was written.
    pub unit_written: ArcStr,
    /// The unit that sent it.
    pub sender: Option<UnitCode>,
    /// The sender as written or known.
    pub sender_name: ArcStr,
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

    /// What the columns of merits say.
    pub fn merits(&self) -> &Merits {
        self.merits.as_deref().unwrap_or(&NO_MERITS)
    }

    /// What else the row says.
    pub fn beside(&self) -> &Details {
        self.details.as_deref().unwrap_or(&NOTHING)
    }
}
