//! Who is to be reminded, and of what.
//!
//! Days are counted to the end of the period, never to today, so that two runs say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::Consolidation;
use super::page::day_shown;
use super::part::{Part, owners};
use super::quotas::movement_of;
use crate::plan::answering_on;
use crate::quota::{Reporting, Tally};
use crate::registry::{SheetAccount, SheetOutcome};
use crate::units::UnitCode;

/// One unit to remind, and of what.
#[derive(Debug)]
pub(super) struct Reminder<'a> {
    pub(super) unit: &'a UnitCode,
    pub(super) reporting: Option<&'a Reporting>,
    /// What units owed that have ended and whose place it took.
    pub(super) inherited: Vec<&'a Reporting>,
    pub(super) short: Vec<&'a Tally>,
    /// Its files of which no list could be read, where it sent nothing readable after them.
    pub(super) unread: Vec<&'a SheetAccount>,
    /// When the first list that did not come was due, its own or one of those whose place it took.
    pub(super) since: Option<Date>,
    /// Days since then.
    pub(super) days: i32,
}

impl Reminder<'_> {
    /// Lists that are missing: its own, and those of units whose place it took.
    pub(super) fn missing(&self) -> u32 {
        self.reporting.into_iter().chain(self.inherited.iter().copied()).map(|line| line.missing).sum()
    }
}

/// Units that owe something, the longest overdue first, then in protocol order.
pub(super) fn all_of<'a>(part: &Part<'a>) -> Vec<Reminder<'a>> {
    let all = &part.all;
    let end = all.period.last_day();
    let mut short: BTreeMap<&UnitCode, Vec<&Tally>> = BTreeMap::new();
    for tally in all.tallies.iter().filter(|tally| tally.is_open()) {
        if let Some(quota) = all.plan.quotas.get(tally.quota_at) {
            // Of a lead that has ended, whoever took its place is reminded.
            for unit in owners(all, quota, end).filter(|unit| is_living(all, unit, end)) {
                short.entry(unit).or_default().push(tally);
            }
        }
    }
    // What a unit owes that has ended, those that took its place owe; where nobody did, nobody is reminded.
    let mut owing: BTreeMap<&UnitCode, (Option<&Reporting>, Vec<&Reporting>)> = BTreeMap::new();
    for line in all.reporting {
        for unit in living(all, &line.unit, end) {
            let (owed, inherited) = owing.entry(unit).or_default();
            if *unit == line.unit {
                *owed = Some(line);
            } else if 0 < line.missing {
                inherited.push(line);
            }
        }
    }
    let units: BTreeSet<&UnitCode> = owing.keys().chain(short.keys()).copied().collect();
    let mut unread = unread(all);
    let mut reminders: Vec<Reminder<'a>> = Vec::new();
    for unit in units {
        let (reporting, inherited) = owing.remove(unit).unwrap_or_default();
        let short = short.remove(unit).unwrap_or_default();
        let owes = reporting.is_some_and(|line| 0 < line.missing || 0 < line.late);
        if owes || !inherited.is_empty() || !short.is_empty() {
            let since = reporting.into_iter().chain(inherited.iter().copied());
            let since = since.filter_map(|line| line.overdue_since).min();
            let days = since.map_or(0, |since| days_between(since, end));
            let unread = unread.remove(unit).unwrap_or_default();
            reminders.push(Reminder { unit, reporting, inherited, short, unread, since, days });
        }
    }
    reminders.sort_by_key(|reminder| {
        let (missing, late) = reminder.reporting.map_or((0, 0), |line| (line.missing, line.late));
        let order = all.units.protocol_order(reminder.unit);
        (-reminder.days, u32::MAX - missing, reminder.short.is_empty(), u32::MAX - late, order)
    });
    reminders
}

/// Who still owes lists, worked out once for all workbooks: hundreds of first pages ask.
#[derive(Debug)]
pub(super) struct Overdue<'a> {
    /// The longest overdue first.
    reminders: Vec<Reminder<'a>>,
    /// By each unit, those of it and of what it owed when it ended.
    by_unit: HashMap<&'a UnitCode, Vec<usize>>,
}

impl<'a> Overdue<'a> {
    /// Of a whole consolidation.
    pub(super) fn of(whole: &Part<'a>) -> Overdue<'a> {
        let mut reminders = all_of(whole);
        reminders.retain(|one| 0 < one.days && 0 < one.missing());
        let mut by_unit: HashMap<&UnitCode, Vec<usize>> = HashMap::new();
        for (at, one) in reminders.iter().enumerate() {
            for unit in one.inherited.iter().map(|line| &line.unit).chain([one.unit]) {
                by_unit.entry(unit).or_default().push(at);
            }
        }
        Overdue { reminders, by_unit }
    }

    /// Those of the units of a part, the longest overdue first: of units that have ended, whoever took their place.
    pub(super) fn within(&self, part: &Part<'_>) -> Vec<&Reminder<'a>> {
        let numbers = part.reporting.iter().filter_map(|line| self.by_unit.get(&line.unit)).flatten();
        let of_part: BTreeSet<usize> = numbers.copied().collect();
        of_part.into_iter().filter_map(|at| self.reminders.get(at)).collect()
    }
}

/// By sender, the files of which no list could be read, after the last that could.
fn unread<'a>(all: &Consolidation<'a>) -> BTreeMap<&'a UnitCode, Vec<&'a SheetAccount>> {
    let broken =
        |account: &SheetAccount| matches!(account.outcome, SheetOutcome::Failed | SheetOutcome::NoTable);
    let accounts = &all.registry.accounts;
    let sent = || accounts.iter().filter_map(|account| Some((account.sender.as_ref()?, account)));
    let mut read_until: BTreeMap<&UnitCode, Date> = BTreeMap::new();
    for (sender, account) in sent().filter(|(_, account)| !broken(account)) {
        let until = read_until.entry(sender).or_insert(account.received);
        *until = (*until).max(account.received);
    }
    let mut unread: BTreeMap<&UnitCode, Vec<&SheetAccount>> = BTreeMap::new();
    for (sender, account) in sent().filter(|(_, account)| broken(account)) {
        if read_until.get(sender).is_none_or(|until| *until < account.received) {
            unread.entry(sender).or_default().push(account);
        }
    }
    unread
}

/// The units that answer for one on a day and exist then.
pub(super) fn living<'a>(
    all: &Consolidation<'a>,
    unit: &'a UnitCode,
    day: Date,
) -> impl Iterator<Item = &'a UnitCode> + use<'a> {
    let units = all.units;
    let answering = answering_on(units, unit, day).into_iter();
    let codes = answering.map(move |code| units.find(&code).map_or(unit, |unit| &unit.code));
    codes.filter(move |code| units.find(code).is_none_or(|unit| unit.valid_on(day)))
}

fn is_living(all: &Consolidation<'_>, code: &UnitCode, day: Date) -> bool {
    all.units.find(code).is_none_or(|unit| unit.valid_on(day))
}

/// "Sở Lao động, Thương binh và Xã hội (đã kết thúc): chưa gửi 2": what a unit took over, a line for each.
pub(super) fn inherited(part: &Part<'_>, reminder: &Reminder<'_>) -> Vec<String> {
    let lines = reminder.inherited.iter();
    lines
        .map(|line| {
            let name = super::part::unit_name(part.all.units, Some(&line.unit));
            format!("{name} (đã kết thúc hoạt động) còn chưa gửi {:02} danh sách", line.missing)
        })
        .collect()
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
                (None, None) if quota.among.is_none() => String::new(),
                _ => format!(" ({})", quota.holder_label().to_lowercase()),
            };
            let terms: String = quota.terms().iter().map(|term| format!(", {term}")).collect();
            let of = quota.group.as_ref().map(|group| format!("{} – ", group.name)).unwrap_or_default();
            format!("{of}{name}{kind}{terms}: {}", tally.to_do())
        })
        .collect()
}
