//! The ladder: how two registrations stand to each other, field by field, each step by name.

/// Who can be the same at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    Person,
    Household,
    Body,
}

/// A name of fewer bits than this is borne by more than one person in 10,000.
pub(super) const COMMON: f32 = 13.3;

/// A name that two of a commune or of a large office hardly both have is so many bits rarer.
pub(super) const RARER: f32 = 3.0;

/// Bits that the agreement of a pair is worth besides its step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Shared {
    pub(super) name: f32,
    pub(super) unit: f32,
    pub(super) position: f32,
}

/// How two names stand, best step first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameLevel {
    /// Letter by letter, wherever the tone mark is put.
    Equal,
    /// But for y and i, or for a space.
    Loose,
    /// One of them is written without any marks.
    Unmarked,
    /// The same words in another order.
    Swapped,
    /// The marks of one word differ: Hùng, Hưng.
    Marks,
    /// One letter of one word differs.
    Letter,
    /// One has all words of the other and one or two more.
    Part,
    /// The head of one household stands beside the head of the other.
    Spouse,
    /// Of two firms the name is one, the legal form another.
    Form,
    Other,
}

/// How two births stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum BirthLevel {
    SameDate,
    /// The same year; one of them has no day.
    SameYear,
    /// The whole date but for one slip: day and month have changed places, or the year is the one beside.
    Turned,
    /// The same year with another day.
    OtherDay,
    /// A year apart.
    NextYear,
    /// The last figures of the year have changed places.
    Digits,
    Unknown,
    /// Two years apart or more.
    Other,
}

/// How two units stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UnitLevel {
    Same,
    /// One took the place of the other as a whole.
    Succeeded,
    /// Of one the unit is not known, or only one far above; the list that it came in is the other's.
    Sender,
    /// One lies within the other, stands where the other is, sent the other's list, or took over a part of it.
    Related,
    /// Of one only something wide is known that the other lies in: a district, or who sent the list.
    Around,
    Unknown,
    Other,
}

/// How two positions, addresses, numbers or genders stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    Same,
    Unknown,
    Other,
}

/// How a pair stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Levels {
    pub(super) name: NameLevel,
    pub(super) birth: BirthLevel,
    pub(super) unit: UnitLevel,
    pub(super) position: Agreement,
    pub(super) address: Agreement,
    pub(super) number: Agreement,
    pub(super) gender: Agreement,
}

impl NameLevel {
    pub(super) const ALL: [NameLevel; 10] = [
        NameLevel::Equal,
        NameLevel::Loose,
        NameLevel::Unmarked,
        NameLevel::Swapped,
        NameLevel::Marks,
        NameLevel::Letter,
        NameLevel::Part,
        NameLevel::Spouse,
        NameLevel::Form,
        NameLevel::Other,
    ];

    /// Its name in the file of parameters.
    pub(super) fn id(self) -> &'static str {
        match self {
            NameLevel::Equal => "equal",
            NameLevel::Loose => "loose",
            NameLevel::Unmarked => "unmarked",
            NameLevel::Swapped => "swapped",
            NameLevel::Marks => "marks",
            NameLevel::Letter => "letter",
            NameLevel::Part => "part",
            NameLevel::Spouse => "spouse",
            NameLevel::Form => "form",
            NameLevel::Other => "other",
        }
    }

    /// Whether it is the same name, however it is spelt.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, NameLevel::Equal | NameLevel::Loose)
    }
}

impl BirthLevel {
    pub(super) const ALL: [BirthLevel; 8] = [
        BirthLevel::SameDate,
        BirthLevel::SameYear,
        BirthLevel::Turned,
        BirthLevel::OtherDay,
        BirthLevel::NextYear,
        BirthLevel::Digits,
        BirthLevel::Unknown,
        BirthLevel::Other,
    ];

    /// Its name in the file of parameters; what is unknown is no evidence.
    pub(super) fn id(self) -> Option<&'static str> {
        Some(match self {
            BirthLevel::SameDate => "date",
            BirthLevel::SameYear => "year",
            BirthLevel::Turned => "turned",
            BirthLevel::OtherDay => "other_day",
            BirthLevel::NextYear => "next_year",
            BirthLevel::Digits => "digits",
            BirthLevel::Unknown => return None,
            BirthLevel::Other => "other",
        })
    }
}

impl UnitLevel {
    pub(super) const ALL: [UnitLevel; 7] = [
        UnitLevel::Same,
        UnitLevel::Succeeded,
        UnitLevel::Sender,
        UnitLevel::Related,
        UnitLevel::Around,
        UnitLevel::Unknown,
        UnitLevel::Other,
    ];

    /// Its name in the file of parameters; what is wide or unknown is no evidence.
    pub(super) fn id(self) -> Option<&'static str> {
        Some(match self {
            UnitLevel::Same => "same",
            UnitLevel::Succeeded => "succeeded",
            UnitLevel::Sender => "sender",
            UnitLevel::Related => "related",
            UnitLevel::Around | UnitLevel::Unknown => return None,
            UnitLevel::Other => "other",
        })
    }

    /// Whether it is one unit, today at least, and both say so.
    pub(super) fn is_one(self) -> bool {
        matches!(self, UnitLevel::Same | UnitLevel::Succeeded)
    }

    /// Whether it is one unit as far as can be known.
    pub(super) fn is_near(self) -> bool {
        self.is_one() || self == UnitLevel::Sender
    }
}

impl Agreement {
    pub(super) const ALL: [Agreement; 3] = [Agreement::Same, Agreement::Unknown, Agreement::Other];

    /// Its name in the file of parameters.
    pub(super) fn id(self) -> Option<&'static str> {
        match self {
            Agreement::Same => Some("same"),
            Agreement::Unknown => None,
            Agreement::Other => Some("other"),
        }
    }

    /// Of two values, zero standing for none.
    pub(super) fn of(a: u64, b: u64) -> Agreement {
        match (a, b) {
            (0, _) | (_, 0) => Agreement::Unknown,
            _ if a == b => Agreement::Same,
            _ => Agreement::Other,
        }
    }
}

/// What the evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Same,
    Ask,
    /// Not the same, or nothing says so.
    Different,
}
