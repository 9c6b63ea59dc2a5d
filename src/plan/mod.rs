//! The plan: what should be.
//!
//! `plan.toml` as written is [`RawPlan`]; as meant it is [`Plan`], in which nothing is optional any
//! more that a tally needs: one [`Quota`] per lead agency (or unit) and kind, with the line that
//! says so. Knows units, but no registrations.
//!
//! A minimum is written where the official plan sets it, in one of four ways:
//!
//! ```toml
//! [[movement.quota]]                        # one lead agency, any kind
//! lead = "phong-kinh-te"
//! at_least = 2
//!
//! [[movement.quota]]                        # the same from each of several, by kind
//! leads = ["cong-an", "ban-chi-huy-quan-su"]
//! at_least = { collective = 10, individual = 10 }
//!
//! [[quota]]                                 # from every unit of a class, over all movements
//! each = { kind = "hamlet", within = "05590" }
//! at_least = 1
//!
//! [[quota]]                                 # from every cluster, its units together, in every quarter
//! clusters = "all"
//! per = "quarter"
//! at_least = 2
//! ```
//!
//! What a quota counts, how much and when are independent of who owes it: `at_most` beside or instead of
//! `at_least`; for a number a share (`"5%"`, `"1/3"`) `of` a number, of the unit's own `total` or of whoever is
//! `registered`; `among` women or direct workers; `per` month, quarter, half year or year; several `leads` each,
//! `together` or `split`. A share is rounded so that the plan is kept: up for the least, down for the most.
//!
//! The table in [`seeds`] maps each sentence of the five official plans that sets a number, a date, a
//! criterion or an owner to the line that expresses it.

mod values;
mod period;
mod holder;
mod demand;
mod quota;
mod due;
mod raw;
mod read;
mod lookup;
mod schedule;
mod tasks;
mod eligibility;
mod owners;
mod owed;
mod nested;
mod settle;
mod fingerprint;
mod differences;
mod succession;
mod named;
#[cfg(test)]
mod tests;

#[doc = include_str!("seeds.md")]
pub mod seeds {}

pub use demand::{Among, Amount, Bound, OwingGroup, Share, ShareOf};
pub use differences::{Difference, differences};
pub use due::{Due, Paper, RawDue};
pub use eligibility::{Eligibility, Merit, Rating};
pub use holder::{HolderColumn, HolderKind};
pub use lookup::unit_called;
pub use named::MovementNames;
pub use owed::Total;
pub use owners::Cluster;
pub use period::{MONTH_END, Period};
pub use quota::{HolderRule, Quota, Scope};
pub use raw::{
    RawClass, RawCluster, RawCriterion, RawEligibility, RawExtension, RawFund, RawHolder, RawMerit,
    RawMovement, RawPhase, RawPlan, RawQuota, RawReview, RawTask, RawTotal,
};
pub use schedule::{Phase, Review, ReviewKind, Schedule};
pub use succession::{answering_on, answers_for, line_of};
pub use tasks::{Criterion, Extension, Fund, Task};
pub use values::{RawAmount, RawAmounts, RawDate, RawWhole, Words};

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Noted, Place, SourceText};
use crate::units::{Level, UnitBook, UnitCode};

/// Identifier of a movement in the plan (`nong-thon-moi`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MovementId(Arc<str>);

impl MovementId {
    /// An identifier as written in the plan.
    pub fn new(id: &str) -> MovementId {
        MovementId(id.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MovementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of thing a movement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MovementKind {
    /// Phong trào thi đua.
    Emulation,
    /// Cuộc vận động.
    Campaign,
    /// Lĩnh vực.
    Sector,
}

impl MovementKind {
    /// All kinds.
    pub const ALL: [MovementKind; 3] =
        [MovementKind::Emulation, MovementKind::Campaign, MovementKind::Sector];

    /// The word used in plans.
    pub fn id(self) -> &'static str {
        match self {
            MovementKind::Emulation => "emulation",
            MovementKind::Campaign => "campaign",
            MovementKind::Sector => "sector",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<MovementKind> {
        MovementKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            MovementKind::Emulation => "Phong trào thi đua",
            MovementKind::Campaign => "Cuộc vận động",
            MovementKind::Sector => "Lĩnh vực",
        }
    }
}

/// A movement, campaign or sector of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Its identifier.
    pub id: MovementId,
    /// Its full name as printed.
    pub name: String,
    /// A short name for charts and column headers.
    pub short: String,
    /// What kind of thing it is.
    pub kind: MovementKind,
    /// Other names and abbreviations.
    pub aliases: Vec<String>,
}

impl Movement {
    /// What it is called where there is little room: its short name, else its full one.
    pub fn short_name(&self) -> &str {
        if self.short.is_empty() { &self.name } else { &self.short }
    }

    /// Every name by which it may be written.
    fn names(&self) -> impl Iterator<Item = &String> {
        [&self.name, &self.short].into_iter().chain(&self.aliases)
    }
}

/// How an exemplar that was registered more than once is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Once in each movement (the default).
    OncePerMovement,
    /// Once in the whole plan, for the movement of its first registration.
    OncePerPlan,
}

/// The plan as meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The file that says it.
    pub source: Arc<str>,
    /// Number and sign of the document ("…/KH-UBND"); may be blank in a draft.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The authority that issued it.
    pub issuer: UnitCode,
    /// The office that receives the registrations.
    pub receiver: UnitCode,
    /// First day of the plan.
    pub from: Date,
    /// Last day of the plan.
    pub to: Date,
    /// The level that issued it; workbooks are made for the levels below.
    pub level: Level,
    /// The last day of each period, 1 to 31; 31 where periods are calendar months.
    pub cut_off_day: i8,
    /// How exemplars registered more than once are counted.
    pub counting: Counting,
    /// Movements, in the order of the plan.
    pub movements: Vec<Movement>,
    /// Minimums, in the order of the plan, expanded to one per unit and kind.
    pub quotas: Vec<Quota>,
    /// Clusters of units, in the order of the plan.
    pub clusters: Vec<Cluster>,
    /// What units have in all, for shares of it.
    pub totals: Vec<Total>,
    /// Units that owe a registration list, in protocol order.
    pub reporters: Vec<UnitCode>,
    /// Lists that the plan itself calls in, earliest due date first.
    pub dues: Vec<Due>,
    /// Phases, reviews, and the units' own plans that are called in.
    pub schedule: Schedule,
    /// Who may be an exemplar, in the order of the plan.
    pub eligibility: Vec<Eligibility>,
}

/// Words at the head of what a draft could not read for sure: nobody has looked at it yet.
pub const UNCHECKED: &str = "CẦN XEM LẠI";

/// No unit has more units above it.
const DEEPEST: usize = 8;

impl Plan {
    /// A plan that asks for nothing: for looking at files outside any workspace.
    pub fn blank() -> Plan {
        Plan {
            source: "plan.toml".into(),
            number: String::new(),
            title: String::new(),
            issuer: UnitCode::new(""),
            receiver: UnitCode::new(""),
            from: Date::MIN,
            to: Date::MAX,
            level: Level::Province,
            cut_off_day: MONTH_END,
            counting: Counting::OncePerMovement,
            movements: Vec::new(),
            quotas: Vec::new(),
            clusters: Vec::new(),
            totals: Vec::new(),
            reporters: Vec::new(),
            dues: Vec::new(),
            schedule: Schedule::default(),
            eligibility: Vec::new(),
        }
    }

    /// Reads `plan.toml` and resolves it against the unit book. Faults become findings with line
    /// and column; what can be understood holds.
    pub fn from_toml(source: &str, text: &str, units: &UnitBook) -> Noted<Option<Plan>> {
        Plan::read(&SourceText::file(source, text), units)
    }

    /// The same for a plan as text that may have been made from a workbook: its faults stand at cells.
    pub fn read(written: &SourceText, units: &UnitBook) -> Noted<Option<Plan>> {
        let mut sink = read::FindingSink::new(written);
        let raw = read::read(&mut sink);
        let plan = raw.and_then(|raw| settle::settle(&mut sink, &raw, units));
        Noted::new(plan, sink.findings)
    }

    /// Where a draft says that nobody has looked at it yet, each place once.
    pub fn unchecked(&self) -> Vec<&Place> {
        let quotas = self.quotas.iter().map(|quota| (&quota.basis, &quota.said));
        let tasks = self.schedule.tasks.iter().map(|task| (&task.what, &task.said));
        let rules = self.eligibility.iter().map(|rule| (&rule.basis, &rule.said));
        let mut places: Vec<&Place> = quotas
            .chain(tasks)
            .chain(rules)
            .filter(|(words, _)| words.starts_with(UNCHECKED))
            .map(|(_, said)| said)
            .collect();
        places.sort();
        places.dedup();
        places
    }

    /// The papers of a kind that are called in, earliest due date first.
    pub fn papers_due(&self, paper: Paper) -> &[Due] {
        match paper {
            Paper::Plan => &self.schedule.plans_due,
            Paper::Report => &self.schedule.reports_due,
        }
    }

    /// The period that holds a day.
    pub fn period_of(&self, day: Date) -> Period {
        Period::holding(day, self.cut_off_day)
    }

    /// Whether a rule of eligibility asks for an award by this name.
    pub fn asks_for_award(&self, name: &str) -> bool {
        let mut merits = self.eligibility.iter().flat_map(|rule| rule.all_of.iter().chain(&rule.any_of));
        merits.any(
            |merit| matches!(merit, Merit::Award { names, .. } if names.iter().any(|known| known == name)),
        )
    }

    /// The movement of an identifier.
    pub fn movement(&self, id: &MovementId) -> Option<&Movement> {
        self.movements.iter().find(|movement| &movement.id == id)
    }

    /// The movement that a text names, by name or alias; `None` where it names none or several.
    /// Whoever asks more than a few times keeps a [`MovementNames`].
    pub fn movement_named(&self, text: &str) -> Option<&Movement> {
        let id = MovementNames::of(self).find(text)?.clone();
        self.movement(&id)
    }

    /// The movements for which a unit is lead agency, by itself or for one whose place it took, in the
    /// order of the plan. In a plan of one movement that names no leads, it is everybody's.
    pub fn led_by(&self, unit: &UnitCode, units: &UnitBook) -> Vec<&Movement> {
        if let [only] = self.movements.as_slice()
            && self.quotas.iter().all(|quota| !quota.scope.has_leads())
        {
            return vec![only];
        }
        self.movements
            .iter()
            .filter(|movement| {
                self.leads(&movement.id).into_iter().any(|lead| answers_for(units, unit, lead))
            })
            .collect()
    }

    /// The lead agency to which a registration of `movement` counts: the only one there is; of several, the
    /// one that sent it, or took the place of one that did, else the one that presented it — to which
    /// whoever is registered belongs. None where neither is a lead.
    pub fn lead_of(
        &self,
        movement: &MovementId,
        sender: Option<&UnitCode>,
        presented: Option<&UnitCode>,
        units: &UnitBook,
    ) -> Option<&UnitCode> {
        let leads = self.leads(movement);
        if let [only] = leads.as_slice() {
            return Some(only);
        }
        let answering = |unit: &UnitCode| {
            let own_lead = leads.iter().find(|lead| **lead == unit);
            own_lead.or_else(|| leads.iter().find(|lead| answers_for(units, unit, lead)))
        };
        let sent = sender.and_then(answering);
        // Whoever is of a lead's own people, or of an office below it, is presented by that lead.
        let above = std::iter::successors(presented, |unit| units.find(unit)?.parent.as_ref());
        sent.or_else(|| above.take(DEEPEST).find_map(answering)).copied()
    }

    /// The lead agencies of a movement, each once, in the order of the plan.
    pub fn leads(&self, movement: &MovementId) -> Vec<&UnitCode> {
        let mut leads: Vec<&UnitCode> = Vec::new();
        for quota in &self.quotas {
            if quota.movement.as_ref() == Some(movement) && quota.scope.has_leads() {
                leads.extend(quota.owing().iter().filter(|lead| !leads.contains(lead)).collect::<Vec<_>>());
            }
        }
        leads
    }
}
