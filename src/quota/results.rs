use arcstr::ArcStr;
use jiff::civil::Date;

use crate::dedup::ExemplarId;
use crate::plan::{HolderKind, MovementId, Paper};
use crate::units::UnitCode;

/// How a quota stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotaStatus {
    /// The minimum is reached, the maximum kept.
    Met,
    /// Something is registered, but not enough.
    Short,
    /// Nothing is registered.
    None,
    /// More is registered than the plan allows.
    Over,
    /// What is known does not tell.
    Unclear,
    /// Its time has not begun.
    Later,
}

impl QuotaStatus {
    /// The word used in `quotas.csv`.
    pub fn id(self) -> &'static str {
        match self {
            QuotaStatus::Met => "met",
            QuotaStatus::Short => "short",
            QuotaStatus::None => "none",
            QuotaStatus::Over => "over",
            QuotaStatus::Unclear => "unclear",
            QuotaStatus::Later => "later",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            QuotaStatus::Met => "Đạt",
            QuotaStatus::Short => "Còn thiếu",
            QuotaStatus::None => "Chưa có",
            QuotaStatus::Over => "Vượt mức",
            QuotaStatus::Unclear => "Chưa rõ",
            QuotaStatus::Later => "Chưa đến kỳ",
        }
    }
}

/// How one quota of the plan stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Position of the quota in the plan.
    pub quota_at: usize,
    /// The number that it asks for, at least or at most; none where the total that it is a share of is not known.
    pub required: Option<u32>,
    /// Exemplars that count, each once.
    pub registered: u32,
    /// Whoever is registered under it, of whom a share may be taken.
    pub whole: u32,
    /// What is missing to the minimum, for sure.
    pub shortfall: u32,
    /// What is over the minimum or the maximum, for sure.
    pub excess: u32,
    /// How it stands.
    pub status: QuotaStatus,
    /// The exemplars that count.
    pub exemplars: Vec<ExemplarId>,
    /// Exemplars of whom it is not known whether they count: no list says whether they are women.
    pub unclear: Vec<ExemplarId>,
    /// Exemplars that were registered for it but that its holder rule cannot take.
    pub set_aside: Vec<ExemplarId>,
}

impl Tally {
    /// Whether somebody has to do something about it.
    pub fn is_open(&self) -> bool {
        0 < self.shortfall || matches!(self.status, QuotaStatus::Over | QuotaStatus::Unclear)
    }

    /// Whether its time has begun: one of a later time stands in the data, not in workbooks.
    pub fn has_begun(&self) -> bool {
        self.status != QuotaStatus::Later
    }

    /// What is to do about it, as letters say it: `thiếu 02/04`, `vượt 01`, `chưa rõ 2 người`.
    pub fn to_do(&self) -> String {
        match self.status {
            QuotaStatus::Over => format!("vượt {:02} so với {:02}", self.excess, self.required.unwrap_or(0)),
            QuotaStatus::Unclear if self.unclear.is_empty() => "chưa có tổng số để tính tỷ lệ".to_owned(),
            QuotaStatus::Unclear => format!("chưa rõ {} người", self.unclear.len()),
            _ => format!("thiếu {:02}/{:02}", self.shortfall, self.required.unwrap_or(0)),
        }
    }

    /// What it is called in *Chỉ tiêu*: `Chưa rõ (2 người)`, `Vượt 1`.
    pub fn verdict(&self) -> String {
        match (self.status, self.unclear.len()) {
            (QuotaStatus::Over, _) => format!("Vượt {}", self.excess),
            (QuotaStatus::Unclear, 0) => "Chưa rõ tổng số".to_owned(),
            (QuotaStatus::Later | QuotaStatus::Met, _) | (_, 0) => self.status.label().to_owned(),
            (QuotaStatus::Unclear, unclear) => format!("Chưa rõ ({unclear} người)"),
            (status, unclear) => format!("{} ({unclear} người chưa rõ)", status.label()),
        }
    }
}

/// How one unit reported: lists owed and received up to the end of the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reporting {
    /// The unit.
    pub unit: UnitCode,
    /// Lists owed.
    pub expected: u32,
    /// Lists owed that came, on time or late.
    pub received: u32,
    /// Of these, on time.
    pub on_time: u32,
    /// Of these, late.
    pub late: u32,
    /// Lists owed that did not come.
    pub missing: u32,
    /// The day of the latest arrival of any list.
    pub last_received: Option<Date>,
    /// The day by which the latest of the lists owed was due; where none is owed yet, by which the first is.
    pub due: Date,
    /// The day by which the first of the missing lists was due: since then the unit is overdue.
    pub overdue_since: Option<Date>,
    /// Its last day, where it had ended by the end of the period: nobody is there to send what is missing.
    pub ended: Option<Date>,
}

/// How a unit stands with the lists that it owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendingState {
    /// All came, all in time.
    OnTime,
    /// All came, some late.
    Late,
    /// Some came, some are missing.
    Incomplete,
    /// Lists are missing and none came.
    Nothing,
    /// The unit has ended; what it still owed is its heirs' to send.
    Ended,
    /// None is owed yet, and none came before its day.
    NotDue,
}

impl SendingState {
    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            SendingState::OnTime => "Đúng hạn",
            SendingState::Late => "Gửi muộn",
            SendingState::Incomplete => "Còn thiếu",
            SendingState::Nothing => "Chưa gửi",
            SendingState::Ended => "Đã kết thúc hoạt động",
            SendingState::NotDue => "Chưa đến hạn",
        }
    }
}

impl Reporting {
    /// How the unit stands.
    pub fn state(&self) -> SendingState {
        match (self.missing, self.received, self.late) {
            _ if self.ended.is_some() => SendingState::Ended,
            (0, _, 0) if self.expected == 0 && self.last_received.is_none() => SendingState::NotDue,
            (0, _, 0) => SendingState::OnTime,
            (0, _, _) => SendingState::Late,
            (_, 0, _) => SendingState::Nothing,
            _ => SendingState::Incomplete,
        }
    }
}

/// How a unit stands with a paper that it owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperState {
    /// It came in time.
    OnTime,
    /// It came after its day.
    Late,
    /// Its day has passed.
    Missing,
    /// Its day is still to come.
    Awaited,
}

impl PaperState {
    /// The word used in `papers.csv`.
    pub fn id(self) -> &'static str {
        match self {
            PaperState::OnTime => "on_time",
            PaperState::Late => "late",
            PaperState::Missing => "missing",
            PaperState::Awaited => "awaited",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            PaperState::OnTime => "Đúng hạn",
            PaperState::Late => "Gửi muộn",
            PaperState::Missing => "Chưa gửi",
            PaperState::Awaited => "Chưa đến hạn",
        }
    }
}

/// One paper that one unit owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// The unit.
    pub unit: UnitCode,
    /// What it owes.
    pub paper: Paper,
    /// What is called in, as printed.
    pub due: String,
    /// The last day on which it is on time.
    pub by: Date,
    /// The day on which it came.
    pub received: Option<Date>,
    /// How it stands.
    pub state: PaperState,
}

/// One cell of the matrix unit × movement × kind: exemplars that count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatrixRow {
    /// The unit; none where it is not known yet.
    pub unit: Option<UnitCode>,
    /// The movement; none where it is not known yet.
    pub movement: Option<MovementId>,
    /// The kind.
    pub kind: HolderKind,
    /// How many.
    pub exemplars: u32,
}

/// What happened to an exemplar between two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Was not there before.
    New,
    /// A field reads differently.
    Changed,
    /// Is not there any more.
    Withdrawn,
}

impl ChangeKind {
    /// The word used in `changes.csv`.
    pub fn id(self) -> &'static str {
        match self {
            ChangeKind::New => "new",
            ChangeKind::Changed => "changed",
            ChangeKind::Withdrawn => "withdrawn",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            ChangeKind::New => "Mới",
            ChangeKind::Changed => "Thay đổi",
            ChangeKind::Withdrawn => "Rút",
        }
    }
}

/// One line of `changes.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The exemplar.
    pub exemplar: ExemplarId,
    /// Its name, for people.
    pub name: ArcStr,
    /// Its unit, for people.
    pub unit: Option<UnitCode>,
    /// What happened.
    pub change: ChangeKind,
    /// The column of `exemplars.csv` that changed; empty for new and withdrawn ones.
    pub field: &'static str,
    /// The value before.
    pub before: ArcStr,
    /// The value after.
    pub after: ArcStr,
}
