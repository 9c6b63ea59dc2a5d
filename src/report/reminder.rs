//! Who is to be reminded, and of what.
//!
//! Days are counted to the end of the period, never to today, so that two runs say the same.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::page::day_shown;
use super::part::Part;
use super::quotas::{holder_of, movement_of};
use crate::quota::{Reporting, Tally};
use crate::units::UnitCode;

/// One unit to remind, and of what.
pub(super) struct Reminder<'a> {
    pub(super) unit: &'a UnitCode,
    pub(super) reporting: Option<&'a Reporting>,
    pub(super) short: Vec<&'a Tally>,
    /// Days since the first list that did not come was due.
    pub(super) days: i32,
}

/// Units that owe something, the longest overdue first, then in protocol order.
pub(super) fn all_of<'a>(part: &Part<'a>) -> Vec<Reminder<'a>> {
    let all = &part.all;
    let end = all.period.last_day();
    let mut short: BTreeMap<&UnitCode, Vec<&Tally>> = BTreeMap::new();
    for tally in all.tallies.iter().filter(|tally| 0 < tally.shortfall) {
        if let Some(quota) = all.plan.quotas.get(tally.quota_at) {
            short.entry(&quota.lead).or_default().push(tally);
        }
    }
    let mut reminders: Vec<Reminder<'a>> = Vec::new();
    let mut seen: BTreeSet<&UnitCode> = BTreeSet::new();
    for line in all.reporting {
        seen.insert(&line.unit);
        let short = short.get(&line.unit).cloned().unwrap_or_default();
        if 0 < line.missing || 0 < line.late || !short.is_empty() {
            let days = line.overdue_since.map_or(0, |since| days_between(since, end));
            reminders.push(Reminder { unit: &line.unit, reporting: Some(line), short, days });
        }
    }
    for (unit, short) in short {
        if !seen.contains(unit) {
            reminders.push(Reminder { unit, reporting: None, short, days: 0 });
        }
    }
    reminders.sort_by_key(|reminder| {
        let (missing, late) = reminder.reporting.map_or((0, 0), |line| (line.missing, line.late));
        let order = all.units.protocol_order(reminder.unit);
        (-reminder.days, u32::MAX - missing, reminder.short.is_empty(), u32::MAX - late, order)
    });
    reminders
}

fn days_between(due: Date, end: Date) -> i32 {
    due.until(end).map_or(0, |span| span.get_days()).max(0)
}

pub(super) fn owed(reminder: &Reminder<'_>) -> String {
    let Some(line) = reminder.reporting else {
        return String::new();
    };
    let mut text = format!("Đã gửi {}/{}", line.received, line.expected);
    if 0 < line.missing {
        text.push_str(&format!("; chưa gửi {}", line.missing));
    }
    if 0 < line.late {
        text.push_str(&format!("; gửi muộn {}", line.late));
    }
    if let Some(day) = line.last_received {
        text.push_str(&format!("\nGần nhất: {}", day_shown(day)));
    }
    text
}

/// What a lead agency is short of, one line for each quota.
pub(super) fn short(part: &Part<'_>, reminder: &Reminder<'_>) -> Vec<String> {
    let quotas =
        reminder.short.iter().filter_map(|tally| Some((tally, part.all.plan.quotas.get(tally.quota_at)?)));
    quotas
        .map(|(tally, quota)| {
            let movement = quota.movement.as_ref().and_then(|id| part.all.plan.movement(id));
            let name = match movement {
                Some(movement) if !movement.short.is_empty() => movement.short.clone(),
                _ => movement_of(part, quota),
            };
            let kind = match (quota.kind, &quota.holder) {
                (None, None) => String::new(),
                _ => format!(" ({})", holder_of(quota).to_lowercase()),
            };
            format!("{name}{kind}: thiếu {:02}/{:02}", tally.shortfall, quota.at_least)
        })
        .collect()
}
