//! Who sent the papers that the plan calls in: the units' own plans, their reports.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::reporting::{due_day, owing, shown};
use super::results::{PaperLine, PaperState};
use crate::finding::{Code, Finding, Place};
use crate::plan::{Due, Paper, Plan, line_of};
use crate::registry::Registry;
use crate::units::{UnitBook, UnitCode};

/// How each unit stands that owes a paper, at the end of a period: by due, in protocol order. A paper counts for
/// the window in which it came; one that came after its day is late, until the next of its kind is called in.
pub fn papers(
    plan: &Plan,
    until: Date,
    registry: &Registry,
    units: &UnitBook,
) -> (Vec<PaperLine>, Vec<Finding>) {
    let mut came: BTreeMap<(UnitCode, Paper), Vec<Date>> = BTreeMap::new();
    for (sender, paper, day) in registry.papers() {
        for unit in line_of(units, sender) {
            came.entry((unit, paper)).or_default().push(day);
        }
    }
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    for paper in Paper::ALL {
        let dues: Vec<&Due> = plan.papers_due(paper).iter().filter(|due| due.opens <= until).collect();
        let owing = owing(plan, &dues, units);
        for (at, due) in dues.iter().enumerate() {
            // Of two that are called in at the same time one closes no other.
            let next = dues.iter().map(|next| next.opens).filter(|opens| due.by < *opens).min();
            let next = next.map(|opens| opens.yesterday().unwrap_or(opens));
            for (unit, _) in owing.iter().filter(|(_, owed)| owed.contains(&at)) {
                let by = due_day(plan, due, unit);
                let closes = next.unwrap_or(until).max(by).min(until);
                let days = came.get(&(unit.clone(), paper)).into_iter().flatten();
                let received = days.copied().filter(|day| due.opens <= *day && *day <= closes).min();
                let state = match received {
                    Some(day) if day <= by => PaperState::OnTime,
                    Some(_) => PaperState::Late,
                    None if by <= until => PaperState::Missing,
                    None => PaperState::Awaited,
                };
                let name = units.find(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
                let words = match (state, received) {
                    (PaperState::Missing, _) => Some((
                        Code::PaperMissing,
                        format!("{name} chưa gửi «{}», hạn {}.", due.name, shown(by)),
                    )),
                    (PaperState::Late, Some(day)) => Some((
                        Code::PaperLate,
                        format!("{name} gửi «{}» ngày {}, hạn {}.", due.name, shown(day), shown(by)),
                    )),
                    _ => None,
                };
                findings.extend(words.map(|(code, message)| {
                    Finding::new(code, Place::file(plan.source.clone()), message).unit(unit.to_string())
                }));
                lines.push(PaperLine {
                    unit: unit.clone(),
                    paper,
                    due: due.name.clone(),
                    by,
                    received,
                    state,
                });
            }
        }
    }
    (lines, findings)
}
