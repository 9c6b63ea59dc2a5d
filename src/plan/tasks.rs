use jiff::civil::Date;
use toml::Spanned;

use super::lookup::Lookup;
use super::raw::{RawPlan, RawTask};
use super::{HolderKind, MovementId, Plan};
use crate::finding::Place;
use crate::units::UnitCode;

/// A criterion in words: people weigh it, no program does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// The kind of exemplar; none for every kind.
    pub kind: Option<HolderKind>,
    /// The movement; none for every one.
    pub movement: Option<MovementId>,
    /// What is asked for.
    pub says: String,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// Who was given what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What has to be done.
    pub what: String,
    /// Who has to do it.
    pub owners: Vec<UnitCode>,
    /// Owners that are no unit of the list.
    pub owners_text: String,
    /// Who helps.
    pub partners: Vec<UnitCode>,
    /// Helpers that are no unit of the list.
    pub partners_text: String,
    /// To whom the result goes.
    pub to: Option<UnitCode>,
    /// How often, in words.
    pub when: String,
    /// First day, where one is set.
    pub from: Option<Date>,
    /// Last day, where one is set.
    pub by: Option<Date>,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// A share of a fund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// Hundredths, 1 to 100.
    pub percent: u8,
    /// Of which fund.
    pub of: String,
    /// For what.
    pub purpose: String,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// More time for one unit's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The name of the list that is called in.
    pub due: String,
    /// The unit.
    pub unit: UnitCode,
    /// Last day on which its list is on time.
    pub by: Date,
    /// By which document.
    pub basis: String,
}

impl Lookup<'_, '_, '_> {
    /// Criteria, tasks, funds and extensions, in the order of the plan.
    pub(super) fn duties(&mut self, raw: &RawPlan, plan: &mut Plan) {
        for criterion in &raw.criterion {
            let raw = criterion.get_ref();
            let kind = raw.kind.as_ref().map(|kind| self.kind(kind));
            let movement = raw.movement.as_ref().map(|id| self.movement(id, &plan.movements));
            if kind == Some(None) || movement == Some(None) {
                continue;
            }
            plan.schedule.criteria.push(Criterion {
                kind: kind.flatten(),
                movement: movement.flatten(),
                says: raw.says.clone(),
                said: self.sink.row(criterion.span().start),
                basis: raw.basis.clone(),
            });
        }
        for task in &raw.task {
            let task = self.task(task);
            plan.schedule.tasks.extend(task);
        }
        for fund in &raw.fund {
            let raw = fund.get_ref();
            if !(1..=100).contains(raw.percent.get_ref()) {
                let message = format!("«{} %» không phải một phần của quỹ", raw.percent.get_ref());
                self.sink.invalid(raw.percent.span(), &message);
                continue;
            }
            plan.schedule.funds.push(Fund {
                percent: *raw.percent.get_ref(),
                of: raw.of.clone(),
                purpose: raw.purpose.clone(),
                said: self.sink.row(fund.span().start),
                basis: raw.basis.clone(),
            });
        }
        for extension in &raw.extension {
            let raw = extension.get_ref();
            for unit in self.units_of(&raw.units) {
                plan.schedule.extensions.push(Extension {
                    due: raw.due.clone(),
                    unit,
                    by: raw.by.get_ref().0,
                    basis: raw.basis.clone(),
                });
            }
        }
    }

    fn task(&mut self, written: &Spanned<RawTask>) -> Option<Task> {
        let raw = written.get_ref();
        if raw.owners.is_empty() && raw.owners_text.is_empty() {
            let message = "Nhiệm vụ chưa nói ai thực hiện: ghi «owners» hoặc «owners_text»";
            self.sink.invalid(written.span(), message);
            return None;
        }
        let day = |day: &Option<Spanned<super::values::RawDate>>| day.as_ref().map(|day| day.get_ref().0);
        if let (Some(from), Some(by)) = (day(&raw.from), &raw.by)
            && by.get_ref().0 < from
        {
            let message = format!("Hạn {} đứng trước ngày đầu {from}", by.get_ref().0);
            self.sink.invalid(by.span(), &message);
        }
        Some(Task {
            what: raw.what.clone(),
            owners: self.units_of(&raw.owners),
            owners_text: raw.owners_text.clone(),
            partners: self.units_of(&raw.partners),
            partners_text: raw.partners_text.clone(),
            to: raw.to.as_ref().and_then(|to| self.unit(to)),
            when: raw.when.clone(),
            from: day(&raw.from),
            by: day(&raw.by),
            said: self.sink.row(written.span().start),
            basis: raw.basis.clone(),
        })
    }
}
