//! One quota: so many exemplars of a kind, in a movement, from a unit or from several together.

use std::borrow::Cow;

use jiff::civil::Date;

use super::demand::{Among, Amount, Bound, OwingGroup, ShareOf};
use super::succession::answering_on;
use super::{HolderColumn, HolderKind, MovementId, Period};
use crate::finding::Place;
use crate::units::{UnitBook, UnitCode};

/// For whom a minimum was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// For the one lead agency of the movement.
    Lead,
    /// For each of several lead agencies ("mỗi đơn vị").
    EachLead,
    /// For several lead agencies together ("cùng chủ trì").
    LeadsTogether,
    /// For every unit of a class ("mỗi xóm").
    EachUnit,
    /// For the units of a cluster together ("mỗi cụm thi đua").
    Cluster,
}

impl Scope {
    /// The word used in `quotas.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Scope::Lead => "lead",
            Scope::EachLead => "each_lead",
            Scope::LeadsTogether => "leads_together",
            Scope::EachUnit => "each_unit",
            Scope::Cluster => "cluster",
        }
    }

    /// Whether lead agencies owe it, to which registrations of the movement count.
    pub fn has_leads(self) -> bool {
        matches!(self, Scope::Lead | Scope::EachLead | Scope::LeadsTogether)
    }
}

/// To whom a quota is restricted ("nông dân").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderRule {
    /// The word of the plan.
    pub name: String,
    /// Words of which one has to stand in the columns; where there are none, whatever is written there will do.
    pub any_of: Vec<String>,
    /// Words of which none may stand there.
    pub none_of: Vec<String>,
    /// The columns that are looked at.
    pub columns: Vec<HolderColumn>,
    /// Phrases in which such a word does not count.
    pub except: Vec<String>,
}

/// One quota: at least, or at most, so many exemplars of a kind, in a movement, from one unit or one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// The movement; none where the plan sets a quota over all movements.
    pub movement: Option<MovementId>,
    /// The unit that owes it; of several that owe it together, the first lead, or the code of the cluster.
    pub lead: UnitCode,
    /// Those that owe it together, where more than one does.
    pub group: Option<OwingGroup>,
    /// Units that help.
    pub partners: Vec<UnitCode>,
    /// Partners that the plan does not name ("các đơn vị liên quan"); mostly empty.
    pub partners_text: String,
    /// For whom it was set.
    pub scope: Scope,
    /// The kind of exemplar it takes; none takes any.
    pub kind: Option<HolderKind>,
    /// To whom it is restricted, where it is.
    pub holder: Option<HolderRule>,
    /// Of whom it counts only some, where it does.
    pub among: Option<Among>,
    /// On which side its number binds.
    pub bound: Bound,
    /// How many.
    pub amount: Amount,
    /// The time in which they have to be registered; none for all of the plan.
    pub period: Option<Period>,
    /// Whether quotas of a longer time, or of times within its own, carry its number in sums.
    pub is_carried: bool,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

impl Quota {
    /// What it is called in `quotas.csv` and by `tonghop trace`: `y-te/so-y-te/individual`, with the
    /// holder's word after it where it is restricted, and `*` where it runs over all movements; then what makes
    /// it another one than a plain minimum: `/women`, `/at_most`, `/2024-Q2`.
    pub fn id(&self) -> String {
        let movement = self.movement.as_ref().map_or("*", MovementId::as_str);
        let kind = self.kind.map_or("any", HolderKind::id);
        let mut id = format!("{movement}/{}/{kind}", self.codes("+"));
        let mut add = |part: &str| {
            id.push('/');
            id.push_str(part);
        };
        if let Some(holder) = &self.holder {
            add(&crate::text::slug(&holder.name));
        }
        if let Some(among) = self.among {
            add(among.id());
        }
        if self.bound == Bound::AtMost {
            add(self.bound.id());
        }
        if let Some(period) = self.period {
            add(&period.to_string());
        }
        id
    }

    /// The code of who owes it; of leads that owe it together, all of them.
    pub fn codes(&self, between: &str) -> String {
        match &self.group {
            Some(group) if self.scope == Scope::LeadsTogether => {
                group.units.iter().map(UnitCode::as_str).collect::<Vec<_>>().join(between)
            }
            _ => self.lead.to_string(),
        }
    }

    /// The units that owe it: one, or those that owe it together.
    pub fn owing(&self) -> &[UnitCode] {
        match &self.group {
            Some(group) => &group.units,
            None => std::slice::from_ref(&self.lead),
        }
    }

    /// Who owes it, as printed; the code of a unit that the book does not know.
    pub fn owner_name<'a>(&'a self, units: &'a UnitBook) -> &'a str {
        match &self.group {
            Some(group) => &group.name,
            None => units.find(&self.lead).map_or(self.lead.as_str(), |unit| unit.name.as_str()),
        }
    }

    /// Who owes it, as a paper of a day calls them: «Sở Kế hoạch và Đầu tư (nay là Sở Tài chính)».
    pub fn owner_on<'a>(&'a self, units: &'a UnitBook, day: Date) -> Cow<'a, str> {
        let name = self.owner_name(units);
        match self.heirs_on(units, day) {
            Some(heirs) => Cow::Owned(format!("{name} (nay là {heirs})")),
            None => Cow::Borrowed(name),
        }
    }

    /// Who answers for it on a day: «Sở Tài chính».
    pub fn answering_name<'a>(&'a self, units: &'a UnitBook, day: Date) -> Cow<'a, str> {
        match self.heirs_on(units, day) {
            Some(heirs) => Cow::Owned(heirs),
            None => Cow::Borrowed(self.owner_name(units)),
        }
    }

    /// Those that took its lead's place, where that has ended by a day.
    fn heirs_on(&self, units: &UnitBook, day: Date) -> Option<String> {
        let answering = answering_on(units, &self.lead, day);
        let heirs = answering.iter().filter(|code| self.group.is_none() && **code != self.lead);
        let names: Vec<&str> = heirs.filter_map(|code| Some(units.find(code)?.name.as_str())).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// Whether it asks for nothing but a number of exemplars, at least, from one unit, over the whole plan.
    pub fn is_plain(&self) -> bool {
        self.terms().is_empty() && self.among.is_none()
    }

    /// Whether its number adds up with those of other quotas: a ceiling, a share of those whom another quota asks
    /// for, or a part of a year of which another asks, does not.
    pub fn adds_up(&self) -> bool {
        let of_registered = matches!(self.amount, Amount::Share(_, ShareOf::Registered));
        self.bound == Bound::AtLeast && self.among.is_none() && !of_registered && !self.is_carried
    }

    /// Its number, where that does not hang on who is registered and the plan knows the whole.
    pub fn number(&self) -> Option<u32> {
        match self.amount {
            Amount::Count(number) => Some(number),
            Amount::Share(_, ShareOf::Number(total) | ShareOf::Total(Some(total))) => {
                Some(self.number_of(total))
            }
            Amount::Share(_, ShareOf::Total(None) | ShareOf::Registered) => None,
        }
    }

    /// Its number where the whole is so many.
    pub fn number_of(&self, total: u32) -> u32 {
        match (self.amount, self.bound) {
            (Amount::Count(number), _) => number,
            (Amount::Share(share, _), Bound::AtLeast) => share.at_least_of(total),
            (Amount::Share(share, _), Bound::AtMost) => share.at_most_of(total),
        }
    }

    /// The least that it asks for, for sums: nothing where it sets only a ceiling or its number is not known.
    pub fn least(&self) -> u32 {
        match self.bound {
            Bound::AtLeast if self.adds_up() => self.number().unwrap_or(0),
            _ => 0,
        }
    }

    /// Whom it takes, as printed.
    pub fn holder_label(&self) -> String {
        let kind = self.kind.map_or("Không phân biệt", HolderKind::label);
        match (&self.holder, self.among) {
            (Some(holder), None) if self.kind.is_none() => holder.name.clone(),
            (Some(holder), None) => format!("{kind} ({})", holder.name),
            (None, Some(among)) => format!("{kind} ({})", among.label()),
            (Some(holder), Some(among)) => format!("{kind} ({}, {})", holder.name, among.label()),
            (None, None) => kind.to_owned(),
        }
    }

    /// What it asks, in words that stand after who: `ít nhất 30% số cá nhân đã đăng ký`, `không quá 3`.
    pub fn asked(&self) -> String {
        let of = match self.amount {
            Amount::Count(number) => return format!("{} {number}", self.bound.label()),
            Amount::Share(share, of) => match of {
                ShareOf::Number(total) => format!("{share} của {total}"),
                ShareOf::Total(Some(total)) => format!("{share} tổng số {total}"),
                ShareOf::Total(None) => format!("{share} tổng số (chưa có số)"),
                ShareOf::Registered => {
                    let whole = self.whole_kind().map_or("điển hình", HolderKind::label).to_lowercase();
                    format!("{share} số {whole} đã đăng ký")
                }
            },
        };
        format!("{} {of}", self.bound.label())
    }

    /// The kind of whoever a share of the registered is taken of: of a restricted quota its kind, else anybody.
    pub fn whole_kind(&self) -> Option<HolderKind> {
        self.kind.filter(|_| self.holder.is_some() || self.among.is_some())
    }

    /// What makes it more than a plain minimum, as printed, part by part; nothing for a plain one.
    pub fn terms(&self) -> Vec<String> {
        let plain_number = self.bound == Bound::AtLeast && matches!(self.amount, Amount::Count(_));
        let mut terms: Vec<String> = (!plain_number).then(|| self.asked()).into_iter().collect();
        terms.extend(self.period.map(Period::label));
        if self.group.is_some() {
            terms.push("tính chung".to_owned());
        }
        terms
    }

    /// Whom it takes and what makes it more than a plain minimum: `Cá nhân (nữ), ít nhất 30% số cá nhân đã đăng ký`.
    pub fn holder_and_terms(&self) -> String {
        std::iter::once(self.holder_label()).chain(self.terms()).collect::<Vec<_>>().join(", ")
    }
}
