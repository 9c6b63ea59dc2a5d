//! Plan × exemplars → one tally for each quota.

use polars::prelude::PolarsResult;

use crate::dedup::Exemplar;
use crate::finding::{Code, Finding};
use crate::plan::{HolderColumn, Plan, Quota, Scope, answers_for};
use crate::record::{Registration, Status};
use crate::registry::Registry;
use crate::text;
use crate::units::{Tree, UnitBook};

use super::{MatrixRow, QuotaStatus, Tally, frames};

/// How the plan stands.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// One tally for each quota, in the plan's order.
    pub tallies: Vec<Tally>,
    /// The matrix unit × movement × kind.
    pub matrix: Vec<MatrixRow>,
    /// `quota-short` and `holder-restricted`.
    pub findings: Vec<Finding>,
}

/// Judges a plan. `plan_source` names the file that findings point to; the matrix counts each place as it
/// stands in `tree`.
///
/// # Errors
/// Fails only where polars does, which would be a fault of this program.
pub fn judge(
    plan: &Plan,
    exemplars: &[Exemplar],
    registry: &Registry,
    units: &UnitBook,
    tree: Tree,
) -> PolarsResult<Judged> {
    let rows = frames::Rows::of(exemplars, units, tree);
    let memberships = frames::memberships(exemplars, plan, &rows)?;
    let matrix = frames::matrix(&memberships, plan, &rows)?;

    let mut findings = Vec::new();
    let mut takes: Vec<Vec<&Exemplar>> = vec![Vec::new(); plan.quotas.len()];
    let mut set_aside: Vec<Vec<&Exemplar>> = vec![Vec::new(); plan.quotas.len()];
    for exemplar in exemplars {
        for (at, quota) in plan.quotas.iter().enumerate() {
            let Some(row) = claimed(quota, exemplar, registry, units) else { continue };
            if meets_holder(quota, row) {
                if let Some(taken) = takes.get_mut(at) {
                    taken.push(exemplar);
                }
            } else {
                findings.push(restricted(quota, row));
                if let Some(aside) = set_aside.get_mut(at) {
                    aside.push(exemplar);
                }
            }
        }
    }
    let pairs = takes
        .iter()
        .enumerate()
        .flat_map(|(at, taken)| std::iter::repeat_n(u32::try_from(at).unwrap_or(u32::MAX), taken.len()));
    let counts = frames::count_by_quota(pairs.collect())?;

    let mut tallies = Vec::with_capacity(plan.quotas.len());
    for (at, quota) in plan.quotas.iter().enumerate() {
        let registered = u32::try_from(at).ok().and_then(|at| counts.get(&at)).copied().unwrap_or(0);
        let ids = |of: &[Vec<&Exemplar>]| {
            of.get(at).into_iter().flatten().map(|exemplar| exemplar.id.clone()).collect()
        };
        let tally = Tally {
            quota_at: at,
            registered,
            shortfall: quota.at_least.saturating_sub(registered),
            excess: registered.saturating_sub(quota.at_least),
            status: match registered {
                0 if quota.at_least > 0 => QuotaStatus::None,
                n if n < quota.at_least => QuotaStatus::Short,
                _ => QuotaStatus::Met,
            },
            exemplars: ids(&takes),
            set_aside: ids(&set_aside),
        };
        if tally.shortfall > 0 {
            findings.push(short(plan, quota, &tally, units));
        }
        tallies.push(tally);
    }
    Ok(Judged { tallies, matrix, findings })
}

/// The counted registration by which an exemplar falls under a quota, holder rule aside.
fn claimed<'a>(
    quota: &Quota,
    exemplar: &Exemplar,
    registry: &'a Registry,
    units: &UnitBook,
) -> Option<&'a Registration> {
    if quota.kind.is_some_and(|kind| kind != exemplar.kind) {
        return None;
    }
    exemplar
        .registrations
        .iter()
        .filter_map(|at| registry.registrations.get(*at))
        .filter(|row| row.status == Status::Counted)
        .find(|row| {
            let movement = quota.movement.is_none() || quota.movement == row.movement;
            let owner = match quota.scope {
                Scope::Lead => quota.movement.is_none() || row.lead.as_ref() == Some(&quota.lead),
                Scope::EachLead => row.lead.as_ref() == Some(&quota.lead),
                // What a merged unit registers counts for each of those whose place it took.
                Scope::EachUnit => [&row.unit, &row.sender]
                    .into_iter()
                    .flatten()
                    .any(|unit| units.is_within(unit, &quota.lead) || answers_for(units, unit, &quota.lead)),
            };
            movement && owner
        })
}

/// Whether a registration meets a quota's holder rule: of the words of the rule's columns, outside the phrases
/// that it excepts, one is wanted and none unwanted; where no word is named, something has to be written.
fn meets_holder(quota: &Quota, row: &Registration) -> bool {
    let Some(rule) = &quota.holder else { return true };
    let beside = row.beside();
    let said = rule.columns.iter().map(|column| {
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
    let said: Vec<String> = said.filter(|text| !text.is_empty()).collect();
    let mut padded = format!(" {} ", said.join(" | "));
    for phrase in &rule.except {
        padded = padded.replace(&format!(" {} ", text::key(phrase)), " … ");
    }
    let holds = |word: &String| padded.contains(&format!(" {} ", text::key(word)));
    !rule.none_of.iter().any(holds)
        && (rule.any_of.iter().any(holds) || (rule.any_of.is_empty() && !said.is_empty()))
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
    .raw(row.position.clone())
    .unit(row.sender.as_ref().map(ToString::to_string).unwrap_or_default())
}

fn short(plan: &Plan, quota: &Quota, tally: &Tally, units: &UnitBook) -> Finding {
    let lead = units.find(&quota.lead).map_or(quota.lead.as_str(), |unit| unit.name.as_str());
    let movement = quota
        .movement
        .as_ref()
        .and_then(|id| plan.movement(id))
        .map(|movement| format!(" trong «{}»", movement.name))
        .unwrap_or_default();
    Finding::new(
        Code::QuotaShort,
        quota.said.clone(),
        format!(
            "{lead} đã có {} trên tối thiểu {} điển hình{movement}; còn thiếu {}.",
            tally.registered, quota.at_least, tally.shortfall
        ),
    )
    .unit(quota.lead.to_string())
}
