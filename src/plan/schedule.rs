use jiff::civil::Date;
use toml::Spanned;

use super::lookup::Lookup;
use super::raw::{RawPlan, RawReview};
use super::{Criterion, Due, Extension, Fund, Period, Plan, Task};
use crate::finding::Place;
use crate::units::Level;

/// How a plan runs its schedule, besides the lists that it calls in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The day on which the plan was issued, where it says so.
    pub issued: Option<Date>,
    /// Phases, earliest first.
    pub phases: Vec<Phase>,
    /// Reviews, earliest first; one that is held every year stands once for each year.
    pub reviews: Vec<Review>,
    /// The units' own plans that are called in, earliest due date first.
    pub plans_due: Vec<Due>,
    /// Reports that are called in, earliest due date first.
    pub reports_due: Vec<Due>,
    /// More time granted to single units.
    pub extensions: Vec<Extension>,
    /// What people weigh when they choose, in the order of the plan.
    pub criteria: Vec<Criterion>,
    /// Who was given what to do, in the order of the plan.
    pub tasks: Vec<Task>,
    /// Shares of funds that are set apart.
    pub funds: Vec<Fund>,
}

/// A phase of a plan of several years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its name as printed.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// The line of `plan.toml`, or the row of the workbook, that says so.
    pub said: Place,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

/// What kind of review it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReviewKind {
    /// Sơ kết.
    Interim,
    /// Tổng kết, hội nghị điển hình tiên tiến.
    Final,
}

impl ReviewKind {
    /// The word used in plans.
    pub fn id(self) -> &'static str {
        match self {
            ReviewKind::Interim => "interim",
            ReviewKind::Final => "final",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<ReviewKind> {
        [ReviewKind::Interim, ReviewKind::Final].into_iter().find(|kind| kind.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            ReviewKind::Interim => "Sơ kết",
            ReviewKind::Final => "Tổng kết",
        }
    }
}

/// A review that a plan sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Its name as printed.
    pub name: String,
    /// What kind it is.
    pub kind: ReviewKind,
    /// The level that holds it; none where every unit does.
    pub level: Option<Level>,
    /// First day on which it is held.
    pub from: Date,
    /// Last day on which it is held.
    pub to: Date,
    /// The occasion, where the plan names one; with the days of the whole plan, it names no day.
    pub occasion: String,
    /// The words of the official plan, for tracing.
    pub basis: String,
}

impl Lookup<'_, '_, '_> {
    /// Dues, phases and reviews, earliest first.
    pub(super) fn schedule(&mut self, raw: &RawPlan, plan: &mut Plan) {
        for due in &raw.due {
            let dues = match due.get_ref().dues(plan.from, plan.to, plan.cut_off_day) {
                Ok(dues) => dues,
                Err((message, span)) => {
                    let message = format!("Hạn nộp «{}»: {message}", due.get_ref().name);
                    self.sink.invalid(span.unwrap_or_else(|| due.span()), &message);
                    continue;
                }
            };
            match due.get_ref().about.as_ref().map(|about| (about, about.get_ref().as_str())) {
                None | Some((_, "registration")) => plan.dues.extend(dues),
                Some((_, "plan")) => plan.schedule.plans_due.extend(dues),
                Some((_, "report")) => plan.schedule.reports_due.extend(dues),
                Some((about, _)) => {
                    self.sink.unknown_word(about, "loại văn bản", ["registration", "plan", "report"]);
                }
            }
        }
        plan.dues.sort_by_key(|due| (due.by, due.opens));
        plan.schedule.plans_due.sort_by_key(|due| (due.by, due.opens));
        plan.schedule.reports_due.sort_by_key(|due| (due.by, due.opens));
        for written in &raw.phase {
            let phase = written.get_ref();
            let (from, to) = (phase.from.get_ref().0, phase.to.get_ref().0);
            if to < from {
                let message = format!("Giai đoạn «{}» kết thúc trước khi bắt đầu", phase.name);
                self.sink.invalid(phase.to.span(), &message);
            } else if from < plan.from || plan.to < to {
                let message = format!("Giai đoạn «{}» nằm ngoài thời gian của kế hoạch", phase.name);
                self.sink.invalid(phase.from.span(), &message);
            } else {
                plan.schedule.phases.push(Phase {
                    name: phase.name.clone(),
                    from,
                    to,
                    said: self.sink.row(written.span().start),
                    basis: phase.basis.clone(),
                });
            }
        }
        plan.schedule.phases.sort_by_key(|phase| (phase.from, phase.to));
        for review in &raw.review {
            self.review(review, plan);
        }
        plan.schedule.reviews.sort_by_key(|review| (review.from, review.to));
        plan.schedule.issued = raw.issued.as_ref().map(|day| day.get_ref().0);
        self.duties(raw, plan);
    }

    fn review(&mut self, written: &Spanned<RawReview>, plan: &mut Plan) {
        let raw = written.get_ref();
        let Some(kind) = ReviewKind::from_id(raw.kind.get_ref()) else {
            self.sink.unknown_word(&raw.kind, "loại đánh giá", ["interim", "final"]);
            return;
        };
        let level = match &raw.level {
            Some(level) => match self.level(level) {
                Some(level) => Some(level),
                None => return,
            },
            None => None,
        };
        let mut held = |from: Date, to: Date| {
            plan.schedule.reviews.push(Review {
                name: raw.name.clone(),
                kind,
                level,
                from,
                to,
                occasion: raw.occasion.clone(),
                basis: raw.basis.clone(),
            });
        };
        if let Some(every) = raw.every.as_ref().filter(|every| every.get_ref() != "year") {
            self.sink.unknown_word(every, "chu kỳ đánh giá", ["year"]);
            return;
        }
        let of_plan = (plan.from, plan.to);
        match (&raw.from, &raw.to, raw.months.as_slice()) {
            (from, to, []) if raw.every.is_some() => {
                let from = from.as_ref().map_or(of_plan.0, |day| day.get_ref().0);
                let to = to.as_ref().map_or(of_plan.1, |day| day.get_ref().0);
                for year in from.year()..=to.year() {
                    let first = Date::constant(year, 1, 1).max(from);
                    held(first, Date::constant(year, 12, 31).min(to));
                }
            }
            (None, None, []) if !raw.occasion.is_empty() => held(of_plan.0, of_plan.1),
            (Some(from), Some(to), []) if from.get_ref().0 <= to.get_ref().0 => {
                held(from.get_ref().0, to.get_ref().0);
            }
            (None, None, [_, ..]) => {
                let mut month = Period::of(plan.from);
                while month <= Period::of(plan.to) {
                    if raw.months.iter().any(|wanted| *wanted.get_ref() == month.month()) {
                        held(month.day(1), month.last_day());
                    }
                    month = month.next();
                }
                for month in raw.months.iter().filter(|month| !(1..=12).contains(month.get_ref())) {
                    let message = format!("«{}» không phải một tháng", month.get_ref());
                    self.sink.invalid(month.span(), &message);
                }
            }
            _ => {
                let message = format!(
                    "Đánh giá «{}» cần «from» và «to» theo thứ tự thời gian, hoặc «months», «every», «occasion»",
                    raw.name
                );
                self.sink.invalid(written.span(), &message);
            }
        }
    }
}
