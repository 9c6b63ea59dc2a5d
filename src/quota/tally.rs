//! Plan × exemplars → one tally for each quota.

use std::collections::BTreeMap;

use jiff::civil::Date;
use polars::prelude::PolarsResult;

use crate::dedup::{Exemplar, origins};
use crate::finding::{Code, Finding};
use crate::plan::{Amount, HolderColumn, Plan, Quota, Scope, ShareOf, answers_for};
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::text;
use crate::units::{Tree, UnitBook};

use super::standing::{QuotaCounts, QuotaStanding, stand};
use super::{MatrixRow, QuotaStatus, Tally, frames, people};

/// How the plan stands.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// One tally for each quota, in the plan's order.
    pub tallies: Vec<Tally>,
    /// The matrix unit × movement × kind.
    pub matrix: Vec<MatrixRow>,
    /// `quota-short`, `quota-over`, `quota-unclear` and `holder-restricted`.
    pub findings: Vec<Finding>,
}

/// Judges a plan as of a day, the last of the period; the matrix counts each place as it stands in `tree`.
///
/// # Errors
/// Fails only where polars does, which would be a fault of this program.
pub fn judge(
    plan: &Plan,
    exemplars: &[Exemplar],
    registry: &Registry,
    units: &UnitBook,
    (tree, until): (Tree, Date),
) -> PolarsResult<Judged> {
    let rows = frames::Rows::of(exemplars, units, tree);
    let memberships = frames::memberships(exemplars, plan, &rows)?;
    let matrix = frames::matrix(&memberships, plan, &rows)?;

    let mut findings = Vec::new();
    let claims = Claims::of(plan, registry, units);
    let mut held: Vec<QuotaExemplars<'_>> = plan.quotas.iter().map(|_| QuotaExemplars::default()).collect();
    for exemplar in exemplars {
        for ((at, quota), held) in plan.quotas.iter().enumerate().zip(&mut held) {
            let Some(row) = claims.claimed(at, quota, exemplar) else { continue };
            held.whole += u32::from(quota.whole_kind().is_none_or(|kind| kind == exemplar.kind));
            if quota.kind.is_some_and(|kind| kind != exemplar.kind) {
                continue;
            }
            if !meets_holder(quota, row) {
                if quota.adds_up() {
                    findings.push(restricted(quota, row));
                }
                held.set_aside.push(exemplar);
                continue;
            }
            match quota.among.map(|among| people::is_among(among, exemplar, registry)) {
                None | Some(Some(true)) => held.taken.push(exemplar),
                Some(Some(false)) => {}
                Some(None) => held.unclear.push(exemplar),
            }
        }
    }
    let pairs = held
        .iter()
        .enumerate()
        .flat_map(|(at, held)| std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), held.taken.len()));
    let counts = frames::count_by_quota(pairs.collect())?;

    let mut tallies = Vec::with_capacity(plan.quotas.len());
    for ((at, quota), held) in plan.quotas.iter().enumerate().zip(&held) {
        let registered = u32::try_from(at).ok().and_then(|at| counts.get(&at)).copied().unwrap_or(0);
        let ids = |of: &[&Exemplar]| of.iter().map(|exemplar| exemplar.id.clone()).collect();
        let unclear = u32::try_from(held.unclear.len()).unwrap_or(u32::MAX);
        let has_begun = quota.period.is_none_or(|period| period.first_day() <= until);
        let QuotaStanding { required, shortfall, excess, status } =
            stand(quota, QuotaCounts { registered, unclear, whole: held.whole }, has_begun);
        let tally = Tally {
            quota_at: at,
            required,
            registered,
            whole: held.whole,
            shortfall,
            excess,
            status,
            exemplars: ids(&held.taken),
            unclear: ids(&held.unclear),
            set_aside: ids(&held.set_aside),
        };
        findings.extend(told((plan, quota), &tally, &held.unclear, (units, until)));
        tallies.push(tally);
    }
    Ok(Judged { tallies, matrix, findings })
}

/// The exemplars of one quota.
#[derive(Debug, Default)]
struct QuotaExemplars<'a> {
    /// Those that count.
    taken: Vec<&'a Exemplar>,
    /// Those of whom it is not known whether they do.
    unclear: Vec<&'a Exemplar>,
    /// Those that its holder rule cannot take.
    set_aside: Vec<&'a Exemplar>,
    /// Whoever is registered under it, of whom a share is taken.
    whole: u32,
}

/// By which registrations exemplars fall under quotas.
struct Claims<'a> {
    plan: &'a Plan,
    registry: &'a Registry,
    units: &'a UnitBook,
    /// For quotas of a time, the registrations that others took the place of.
    origins: BTreeMap<usize, usize>,
    /// Quotas whose leads together are all that their movement has.
    has_all: Vec<bool>,
}

impl<'a> Claims<'a> {
    fn of(plan: &'a Plan, registry: &'a Registry, units: &'a UnitBook) -> Claims<'a> {
        let timed = plan.quotas.iter().any(|quota| quota.period.is_some());
        let has_all = |quota: &Quota| {
            let leads = quota.movement.as_ref().map(|movement| plan.leads(movement)).unwrap_or_default();
            quota.scope == Scope::LeadsTogether && leads.iter().all(|lead| quota.owing().contains(lead))
        };
        let origins = if timed { origins(registry) } else { BTreeMap::new() };
        Claims { plan, registry, units, origins, has_all: plan.quotas.iter().map(has_all).collect() }
    }

    /// The counted registration by which an exemplar falls under a quota, holder rule and people aside; of a share
    /// of all who are registered under it, kind aside too.
    fn claimed(&self, at: usize, quota: &Quota, exemplar: &Exemplar) -> Option<&'a Registration> {
        let of_all = matches!(quota.amount, Amount::Share(_, ShareOf::Registered));
        if !of_all && quota.kind.is_some_and(|kind| kind != exemplar.kind) {
            return None;
        }
        let has_all = self.has_all.get(at).copied().unwrap_or(false);
        let mut rows = exemplar
            .registrations
            .iter()
            .filter_map(|at| Some((*at, self.registry.registrations.get(*at)?)))
            .filter(|(_, row)| row.status == Status::Counted)
            .filter(|(_, row)| self.is_of(quota, row, has_all));
        let Some(period) = quota.period else { return rows.next().map(|(_, row)| row) };
        // It counts for the time in which it was registered first, whatever list says so today.
        let day = |(at, row): &(usize, &Registration)| {
            let origin = self.origins.get(at).and_then(|at| self.registry.registrations.get(*at));
            origin.map_or(row.received, |origin| origin.received)
        };
        let first = rows.min_by_key(day)?;
        let day = day(&first);
        // What came before the plan began counts for its first time.
        let is_first = period.first_day() <= self.plan.from;
        let is_within = day <= period.last_day() && (is_first || period.first_day() <= day);
        is_within.then_some(first.1)
    }

    /// Whether a registration is for the movement of a quota, from those who owe it.
    fn is_of(&self, quota: &Quota, row: &Registration, has_all: bool) -> bool {
        let movement = quota.movement.is_none() || quota.movement == row.movement;
        let units = self.units;
        let owner = || match quota.scope {
            Scope::Lead => quota.movement.is_none() || row.lead.as_ref() == Some(&quota.lead),
            Scope::EachLead => row.lead.as_ref() == Some(&quota.lead),
            Scope::LeadsTogether => {
                has_all || row.lead.as_ref().is_some_and(|lead| quota.owing().contains(lead))
            }
            // What a merged unit registers counts for each of those whose place it took.
            Scope::EachUnit | Scope::Cluster => quota.owing().iter().any(|owing| {
                let codes = [&row.unit, &row.sender].into_iter().flatten();
                codes.into_iter().any(|unit| units.is_within(unit, owing) || answers_for(units, unit, owing))
            }),
        };
        movement && owner()
    }
}

/// Whether a registration meets a quota's holder rule: of the words of the rule's columns, outside the phrases
/// that it excepts, one is wanted and none unwanted; where no word is named, something has to be written.
fn meets_holder(quota: &Quota, row: &Registration) -> bool {
    let Some(rule) = &quota.holder else { return true };
    let beside = row.beside();
    let shown = rule.columns.iter().map(|column| {
        text::key(match column {
            HolderColumn::Position => &row.position,
            HolderColumn::Workplace => &row.workplace,
            HolderColumn::Remark => &row.remark,
            HolderColumn::Ethnicity => &beside.ethnicity,
            HolderColumn::Religion => &beside.religion,
            HolderColumn::ObjectClass => &beside.object_class,
            HolderColumn::Attributes => &beside.attributes,
        })
    });
    let values: Vec<String> = shown.filter(|text| !text.is_empty()).collect();
    let mut padded = format!(" {} ", values.join(" | "));
    for phrase in &rule.except {
        padded = padded.replace(&format!(" {} ", text::key(phrase)), " … ");
    }
    let holds = |word: &String| padded.contains(&format!(" {} ", text::key(word)));
    !rule.none_of.iter().any(holds)
        && (rule.any_of.iter().any(holds) || (rule.any_of.is_empty() && !values.is_empty()))
}

fn restricted(quota: &Quota, row: &Registration) -> Finding {
    let holder = quota.holder.as_ref().map_or("", |holder| holder.name.as_str());
    let by_position = quota.holder.as_ref().is_none_or(|rule| rule.columns.contains(&HolderColumn::Position));
    Finding::new(
        Code::HolderRestricted,
        row.place.clone(),
        format!(
            "«{}» ({}) không phải {holder}; được liệt kê, không tính vào chỉ tiêu này.",
            row.name,
            match row.position.as_str() {
                _ if !by_position => "cột được xét không ghi như vậy",
                "" => "không ghi nghề nghiệp",
                position => position,
            }
        ),
    )
    .raw(row.position.as_str())
    .unit(row.sender.as_ref().map(ToString::to_string).unwrap_or_default())
}

/// What is to be told of a quota: that it is short, over, or not clear.
fn told(
    (plan, quota): (&Plan, &Quota),
    tally: &Tally,
    unclear: &[&Exemplar],
    (units, until): (&UnitBook, Date),
) -> Option<Finding> {
    let lead = quota.owner_on(units, until);
    let movement = quota
        .movement
        .as_ref()
        .and_then(|id| plan.movement(id))
        .map(|movement| format!(" trong «{}»", movement.name))
        .unwrap_or_default();
    let what = if quota.is_plain() {
        format!("điển hình{movement}")
    } else {
        format!("{}{movement} ({})", quota.holder_label().to_lowercase(), quota.terms().join(", "))
    };
    let registered = tally.registered;
    let number = tally.required.unwrap_or(0);
    let unknown = || {
        let names: Vec<&str> = unclear.iter().take(NAMED).map(|one| one.name.as_str()).collect();
        let more = unclear.len().saturating_sub(NAMED);
        let more = if 0 < more { format!(" và {more} người nữa") } else { String::new() };
        let asks = quota.among.map_or("", crate::plan::Among::asks);
        format!("{} người chưa rõ {asks}: {}{more}", unclear.len(), names.join(", "))
    };
    let (code, message) = match tally.status {
        QuotaStatus::Met | QuotaStatus::Later => return None,
        QuotaStatus::Short | QuotaStatus::None if tally.shortfall == 0 => return None,
        QuotaStatus::Short | QuotaStatus::None => {
            let and = if unclear.is_empty() { String::new() } else { format!("; {}", unknown()) };
            let least = format!("còn thiếu {}", tally.shortfall);
            (
                Code::QuotaShort,
                format!("{lead} đã có {registered} trên tối thiểu {number} {what}; {least}{and}."),
            )
        }
        QuotaStatus::Over => (
            Code::QuotaOver,
            format!("{lead} đã có {registered}, nhiều nhất là {number} {what}; vượt {}.", tally.excess),
        ),
        QuotaStatus::Unclear if tally.required.is_none() => {
            (Code::QuotaUnclear, format!("{lead} đã có {registered} {what}; chưa có tổng số để tính tỷ lệ."))
        }
        QuotaStatus::Unclear => {
            let bound = quota.bound.label();
            (
                Code::QuotaUnclear,
                format!("{lead} đã có {registered}, {bound} {number} {what}; {}.", unknown()),
            )
        }
    };
    Some(Finding::new(code, quota.said.clone(), message).unit(quota.lead.to_string()))
}

/// So many of those of whom something is not known are named.
const NAMED: usize = 3;
