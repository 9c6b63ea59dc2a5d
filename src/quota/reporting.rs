//! Who owed a list, who sent it, who was late.

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place};
use crate::plan::{Due, Plan};
use crate::registry::Registry;
use crate::units::UnitBook;

use super::Reporting;

/// How the reporters of a plan stand at the end of a period, in protocol order.
///
/// Every reporter owes one list for each due that has opened. A list that came after the due day
/// is late; one that has not come is missing once the due day has passed.
pub fn report(
    plan: &Plan,
    dues: &[Due],
    until: Date,
    registry: &Registry,
    units: &UnitBook,
) -> (Vec<Reporting>, Vec<Finding>) {
    let arrivals = registry.arrivals();
    let mut dues: Vec<&Due> = dues.iter().filter(|due| due.opens <= until).collect();
    dues.sort_by_key(|due| (due.by, due.opens));
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    for unit in &plan.reporters {
        let days = arrivals.get(unit).map_or(&[][..], Vec::as_slice);
        let mut line = Reporting {
            unit: unit.clone(),
            expected: 0,
            received: 0,
            on_time: 0,
            late: 0,
            missing: 0,
            last_received: days.last().copied(),
            due: dues.last().map_or(until, |due| due.by),
        };
        for (at, due) in dues.iter().enumerate() {
            // A window ends where the next one opens.
            let closes = dues.get(at + 1).map_or(until, |next| next.opens);
            let came = days.iter().copied().find(|day| due.opens <= *day && *day <= closes.max(due.by));
            let name = units.find(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
            let place = || Place::file("plan.toml");
            match came {
                Some(day) if day <= due.by => line.on_time += 1,
                Some(day) => {
                    line.late += 1;
                    let message =
                        format!("{name} gửi «{}» ngày {}, hạn {}.", due.name, shown(day), shown(due.by));
                    findings.push(Finding::new(Code::ReportLate, place(), message).unit(unit.to_string()));
                }
                None if due.by <= until => {
                    line.missing += 1;
                    let message = format!("{name} chưa gửi «{}», hạn {}.", due.name, shown(due.by));
                    findings.push(Finding::new(Code::ReportMissing, place(), message).unit(unit.to_string()));
                }
                None => {}
            }
        }
        line.received = line.on_time + line.late;
        line.expected = line.received + line.missing;
        lines.push(line);
    }
    (lines, findings)
}

fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}
