//! Who owed a list, who sent it, who was late.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place};
use crate::plan::{Due, Plan, answering_on, line_of};
use crate::registry::Registry;
use crate::units::{UnitBook, UnitCode};

use super::Reporting;

/// How the reporters of a plan stand at the end of a period, in protocol order.
///
/// Every reporter owes one list for each due that has opened. A list that came after the due day
/// is late, until the window of the next list opens; one that has not come is missing once the due day has
/// passed. An extension moves the due
/// day of one unit. A unit that had ended by the due day owes nothing; those that took its place do,
/// and what it sent itself before it ended is theirs.
pub fn report(
    plan: &Plan,
    dues: &[Due],
    until: Date,
    registry: &Registry,
    units: &UnitBook,
) -> (Vec<Reporting>, Vec<Finding>) {
    let mut arrivals: BTreeMap<UnitCode, Vec<Date>> = BTreeMap::new();
    for (sender, days) in registry.arrivals() {
        for unit in line_of(units, sender) {
            arrivals.entry(unit).or_default().extend(days.iter().copied());
        }
    }
    let mut dues: Vec<&Due> = dues.iter().filter(|due| due.opens <= until).collect();
    dues.sort_by_key(|due| (due.by, due.opens));
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    for (unit, owed) in owing(plan, &dues, units) {
        let mut days = arrivals.remove(&unit).unwrap_or_default();
        days.sort_unstable();
        let name = units.find(&unit).map_or(unit.as_str(), |unit| unit.name.as_str());
        let mut line = Reporting {
            unit: unit.clone(),
            expected: 0,
            received: 0,
            on_time: 0,
            late: 0,
            missing: 0,
            last_received: days.last().copied(),
            due: dues.first().map_or(until, |due| due_day(plan, due, &unit)),
            overdue_since: None,
            ended: units.find(&unit).and_then(|unit| unit.valid_to).filter(|last| *last < until),
        };
        let mut latest = None;
        for (at, due) in dues.iter().enumerate() {
            if !owed.contains(&at) {
                continue;
            }
            let by = due_day(plan, due, &unit);
            // A window ends on the day before the next one opens: no list counts for two.
            let next = dues.get(at + 1).map(|next| next.opens.yesterday().unwrap_or(next.opens));
            let closes = next.unwrap_or(until);
            let came = days.iter().copied().find(|day| due.opens <= *day && *day <= closes.max(by));
            // Of a list that has only opened nobody can say yet that it was due.
            if came.is_some() || by <= until {
                latest = latest.max(Some(by));
            }
            let place = || Place::file(plan.source.clone());
            match came {
                Some(day) if day <= by => line.on_time += 1,
                Some(day) => {
                    line.late += 1;
                    let message =
                        format!("{name} gửi «{}» ngày {}, hạn {}.", due.name, shown(day), shown(by));
                    findings.push(Finding::new(Code::ReportLate, place(), message).unit(unit.to_string()));
                }
                None if by <= until => {
                    line.missing += 1;
                    // An extension may move an earlier list behind a later one.
                    line.overdue_since = Some(line.overdue_since.map_or(by, |since| since.min(by)));
                    let message = format!("{name} chưa gửi «{}», hạn {}.", due.name, shown(by));
                    findings.push(Finding::new(Code::ReportMissing, place(), message).unit(unit.to_string()));
                }
                None => {}
            }
        }
        line.due = latest.unwrap_or(line.due);
        line.received = line.on_time + line.late;
        line.expected = line.received + line.missing;
        lines.push(line);
    }
    (lines, findings)
}

/// Who owes which of the dues: the reporters, and what took the place of one that had ended by the due
/// day; in protocol order.
pub(super) fn owing(plan: &Plan, dues: &[&Due], units: &UnitBook) -> Vec<(UnitCode, BTreeSet<usize>)> {
    let mut owing: BTreeMap<UnitCode, BTreeSet<usize>> = BTreeMap::new();
    for reporter in &plan.reporters {
        owing.entry(reporter.clone()).or_default();
        for (at, due) in dues.iter().enumerate() {
            for unit in answering_on(units, reporter, due.by) {
                owing.entry(unit).or_default().insert(at);
            }
        }
    }
    let mut owing: Vec<_> = owing.into_iter().collect();
    owing.sort_by_cached_key(|(code, _)| units.protocol_order(code));
    owing
}

/// The last day on which a unit's list is on time: the due day, or that of its extension.
pub(super) fn due_day(plan: &Plan, due: &Due, unit: &UnitCode) -> Date {
    let granted = plan.schedule.extensions.iter().filter(|one| one.unit == *unit && one.due == due.name);
    granted.map(|one| one.by).max().unwrap_or(due.by)
}

pub(super) fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
