//! The boundaries of the judging, one line each.

use jiff::civil::Date;

use super::{judge, report};
use crate::dedup;
use crate::finding::{Decisions, Place};
use crate::plan::{HolderKind, MovementId, Plan};
use crate::record::{Registration, RegistrationId};
use crate::registry::{Registry, Submission};
use crate::units::{Tree, UnitBook, UnitCode};

const UNITS: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors
80,Tỉnh A,area,province,,,,,,
so-x,Sở X,agency,province,80,,,,2023-12-31,so-z
so-y,Sở Y,agency,province,80,,,,,
so-z,Sở Z,agency,province,80,,,2024-01-01,,
xom-1,Xóm 1,hamlet,hamlet,80,,,,2023-12-31,xom-3
xom-2,Xóm 2,hamlet,hamlet,80,,,,2023-12-31,xom-3
xom-3,Xóm 3,hamlet,hamlet,80,,,2024-01-01,,
";

const PLAN: &str = "title = 'Thử'
issuer = '80'
receiver = 'so-y'
level = 'province'
from = 2022-01-01
to = 2025-12-31
[[reporters]]
units = ['so-x', 'so-y']
[[movement]]
id = 'm'
name = 'Phong trào M'
kind = 'emulation'
[[movement.quota]]
lead = 'so-x'
at_least = { collective = 1, individual = 2, household = 1 }
[[movement]]
id = 'n'
name = 'Phong trào N'
kind = 'emulation'
[[movement.quota]]
leads = ['so-x', 'so-y']
at_least = 1
[[quota]]
each = { kind = 'hamlet', within = '80' }
at_least = 1
[[extension]]
due = 'DS'
units = ['so-y']
by = 2022-07-10
";

fn plan(units: &UnitBook) -> Plan {
    let plan = Plan::from_toml("plan.toml", PLAN, units);
    assert_eq!(plan.findings, []);
    plan.value.unwrap_or_else(|| unreachable!("sound"))
}

fn units() -> UnitBook {
    UnitBook::from_csv("units.csv", UNITS.as_bytes()).value
}

/// `day sender movement kind name [unit]`, one registration a line; what a unit sends on a day is one list.
fn registry(lines: &str, plan: &Plan, units: &UnitBook) -> Registry {
    let submissions =
        lines.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate().map(|(at, line)| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let word = |at: usize| words.get(at).copied().unwrap_or_default();
            let received: Date = word(0).parse().unwrap_or_default();
            let sender = UnitCode::new(word(1));
            let movement = MovementId::new(word(2));
            let kind = match word(3) {
                "tt" => HolderKind::Collective,
                "hộ" => HolderKind::Household,
                _ => HolderKind::Individual,
            };
            let source = format!("{received}/{at}.xlsx");
            let place = Place::sheet(source.as_str().into(), "DS").at_row(0);
            let unit = words.get(5).map_or_else(|| sender.clone(), |unit| UnitCode::new(unit));
            let lead = plan.lead_of(&movement, Some(&sender), Some(&unit), units).cloned();
            let registration = Registration {
                birth_date: (kind != HolderKind::Collective).then(|| Date::constant(1980, 5, 6)),
                birth_year: (kind != HolderKind::Collective).then_some(1980),
                unit: Some(unit),
                sender: Some(sender.clone()),
                lead,
                movement: Some(movement),
                ..Registration::of(
                    RegistrationId::of(&source, 0, "DS", 0),
                    place,
                    kind,
                    format!("Nguyễn Văn {}", word(4)).into(),
                    received,
                )
            };
            Submission {
                source: source.as_str().into(),
                hash: source.clone(),
                received,
                sender: Some(sender),
                says: crate::registry::Says::default(),
                accounts: Vec::new(),
                registrations: vec![registration],
                findings: Vec::new(),
                questions: Vec::new(),
                sent: [].into(),
                back: None,
            }
        });
    let mut lists: Vec<Submission> = Vec::new();
    for list in submissions {
        match lists.iter_mut().find(|held| (held.received, &held.sender) == (list.received, &list.sender)) {
            Some(held) => held.registrations.extend(list.registrations),
            None => lists.push(list),
        }
    }
    Registry::hold(lists, &Decisions::default(), units)
}

/// Counts of the seven quotas, in the plan's order: m by kind (collective, individual, household), n for so-x
/// and so-y, xom-1 and xom-2.
#[track_caller]
fn check(lines: &str, expect: &str) {
    let units = units();
    let plan = plan(&units);
    let mut registry = registry(lines, &plan, &units);
    let known = dedup::Known {
        decisions: &Decisions::default(),
        before: &dedup::Before::default(),
        sameness: dedup::Sameness::built_in(),
    };
    let found = dedup::deduplicate(&mut registry, &plan, &units, &known);
    let judged = judge(&plan, &found.exemplars, &registry, &units, (Tree::Old, Date::constant(2025, 12, 31)));
    let tallies = judged.map(|judged| judged.tallies).unwrap_or_default();
    let shown: Vec<String> = tallies
        .iter()
        .map(|tally| {
            assert_eq!(tally.exemplars.len(), tally.registered as usize, "each with the exemplars behind it");
            format!("{}{}", tally.registered, tally.status.id().chars().next().unwrap_or(' '))
        })
        .collect();
    assert_eq!(shown.join(" "), expect, "{lines}");
}

// Counts stand in the order: m of so-x by kind (collective, individual, household), n for so-x and so-y, xom-1 and
// xom-2; n(one), s(hort), m(et).

#[test]
fn zero() {
    check("", "0n 0n 0n 0n 0n 0n 0n");
}

#[test]
fn one_under_the_minimum() {
    check("2022-05-01 so-x m cn An", "0n 1s 0n 0n 0n 0n 0n");
}

#[test]
fn exactly_at_the_minimum() {
    check("2022-05-01 so-x m cn An\n2022-05-02 so-x m cn Ba", "0n 2m 0n 0n 0n 0n 0n");
}

#[test]
fn one_over_the_minimum() {
    check(
        "2022-05-01 so-x m cn An\n2022-05-02 so-x m cn Ba\n2022-05-03 so-x m cn Ca",
        "0n 3m 0n 0n 0n 0n 0n",
    );
}

#[test]
fn a_kind_that_the_minimum_does_not_take() {
    check("2022-05-01 so-x m tt An", "1m 0n 0n 0n 0n 0n 0n");
}

#[test]
fn the_same_person_for_two_movements_counts_once_in_each() {
    check("2022-05-01 so-x m cn An\n2022-05-01 so-x n cn An", "0n 1s 0n 1m 0n 0n 0n");
}

#[test]
fn the_same_person_for_two_leads_counts_once_for_the_lead_that_came_first() {
    check("2022-05-01 so-x n cn An\n2022-05-02 so-y n cn An so-x", "0n 0n 0n 1m 0n 0n 0n");
    check("2022-05-02 so-x n cn An\n2022-05-01 so-y n cn An so-x", "0n 0n 0n 0n 1m 0n 0n");
}

#[test]
fn the_same_person_in_two_periods_counts_once() {
    check("2022-05-01 so-x m cn An\n2023-05-01 so-x m cn An", "0n 1s 0n 0n 0n 0n 0n");
}

#[test]
fn a_household_head_who_is_also_registered_as_a_person_is_two_exemplars() {
    check("2022-05-01 so-x m cn An\n2022-05-01 so-x m hộ An", "0n 1s 1m 0n 0n 0n 0n");
}

#[test]
fn a_unit_that_merged_mid_plan_counts_for_what_it_took_over() {
    check("2024-05-01 so-z m cn An\n2024-05-01 so-z n cn Ba", "0n 1s 0n 1m 0n 0n 0n");
    check("2024-05-01 xom-3 m cn An", "0n 1s 0n 0n 0n 1m 1m");
    // What came before the merger and what came after it stand together.
    check("2023-05-01 so-x m cn An\n2024-05-01 so-z m cn Ba", "0n 2m 0n 0n 0n 0n 0n");
}

#[test]
fn of_several_leads_the_one_that_sent_it_then_the_one_that_presented_it() {
    check("2022-05-01 so-y n cn An so-x", "0n 0n 0n 0n 1m 0n 0n");
    // Whom the hamlet registered counts for the hamlet as well.
    check("2022-05-01 xom-1 n cn An so-y", "0n 0n 0n 0n 1m 1m 0n");
    // Neither lead sent or presented it: nobody's.
    check("2022-05-01 xom-1 n cn An", "0n 0n 0n 0n 0n 1m 0n");
}

/// How the two reporters stand for one list due on a day: on time, late, missing.
#[track_caller]
fn check_due(arrivals: &str, by: &str, until: &str, expect: &str) {
    let units = units();
    let plan = plan(&units);
    let by = by.parse().unwrap_or_default();
    let dues = [crate::plan::Due {
        name: "DS".to_owned(),
        opens: Date::constant(2022, 1, 1),
        by,
        basis: String::new(),
    }];
    let registry = registry(arrivals, &plan, &units);
    let (lines, _) = report(&plan, &dues, until.parse().unwrap_or_default(), &registry, &units);
    let shown: Vec<String> = lines
        .iter()
        .filter(|line| line.expected > 0)
        .map(|line| format!("{} {}/{}/{}", line.unit, line.on_time, line.late, line.missing))
        .collect();
    assert_eq!(shown.join(", "), expect, "{arrivals}");
}

#[test]
fn a_file_on_the_due_date_is_on_time() {
    check_due("2022-06-30 so-x m cn An", "2022-06-30", "2022-07-31", "so-x 1/0/0, so-y 0/0/1");
    // Before the day nothing is missing.
    check_due("", "2022-06-30", "2022-06-29", "");
}

#[test]
fn a_file_after_the_due_date_is_late_and_counts() {
    check_due("2022-07-01 so-x m cn An", "2022-06-30", "2022-07-31", "so-x 0/1/0, so-y 0/0/1");
    check("2022-07-01 so-x m cn An", "0n 1s 0n 0n 0n 0n 0n");
}

#[test]
fn an_extension_moves_the_due_date_of_one_unit() {
    let both = "2022-07-10 so-x m cn An\n2022-07-10 so-y m cn Ba";
    check_due(both, "2022-06-30", "2022-07-31", "so-x 0/1/0, so-y 1/0/0");
    check_due("2022-07-11 so-y m cn Ba", "2022-06-30", "2022-07-31", "so-x 0/0/1, so-y 0/1/0");
    // While the extension runs nothing of its unit is missing.
    check_due("", "2022-06-30", "2022-07-09", "so-x 0/0/1");
}

#[test]
fn a_unit_that_merged_mid_plan_owes_through_its_successor() {
    check_due("2024-02-01 so-z m cn An", "2024-06-30", "2024-07-31", "so-y 0/0/1, so-z 1/0/0");
    check_due("2023-05-01 so-x m cn An", "2024-06-30", "2024-07-31", "so-y 0/0/1, so-z 1/0/0");
    check_due("", "2024-06-30", "2024-07-31", "so-y 0/0/1, so-z 0/0/1");
}

#[test]
fn a_unit_is_overdue_since_the_first_list_it_did_not_send() {
    let units = units();
    let plan = plan(&units);
    let year = |year: i16| crate::plan::Due {
        basis: String::new(),
        name: format!("DS {year}"),
        opens: Date::constant(year, 6, 1),
        by: Date::constant(year, 6, 30),
    };
    let dues = [year(2022), year(2023), year(2024)];
    let since = |arrivals: &str| {
        let registry = registry(arrivals, &plan, &units);
        let (lines, _) = report(&plan, &dues, Date::constant(2024, 7, 31), &registry, &units);
        let line = lines.iter().find(|line| line.unit.as_str() == "so-y");
        line.and_then(|line| line.overdue_since).map(|day| day.to_string())
    };
    assert_eq!(since("").as_deref(), Some("2022-06-30"));
    assert_eq!(since("2022-06-10 so-y m cn An").as_deref(), Some("2023-06-30"));
    let all = "2022-06-10 so-y m cn An\n2023-06-10 so-y m cn Ba\n2024-06-10 so-y m cn Ca";
    assert_eq!(since(all), None);
}

#[test]
fn the_day_by_which_the_latest_list_was_due_is_not_that_of_one_that_has_only_opened() {
    let units = units();
    let plan = plan(&units);
    let list = |year: i16| crate::plan::Due {
        basis: String::new(),
        name: format!("DS {year}"),
        opens: Date::constant(year, 6, 1),
        by: Date::constant(year, 6, 30),
    };
    let dues = [list(2023), list(2024)];
    let due = |arrivals: &str, until: Date| {
        let registry = registry(arrivals, &plan, &units);
        let (lines, _) = report(&plan, &dues, until, &registry, &units);
        lines.iter().find(|line| line.unit.as_str() == "so-y").map(|line| line.due.to_string())
    };
    let in_june = Date::constant(2024, 6, 15);
    assert_eq!(due("", in_june).as_deref(), Some("2023-06-30"), "the one of last year is missing");
    assert_eq!(
        due("2024-06-10 so-y m cn An", in_june).as_deref(),
        Some("2024-06-30"),
        "it came before it was due"
    );
    assert_eq!(due("", Date::constant(2024, 7, 1)).as_deref(), Some("2024-06-30"));
    assert_eq!(due("", Date::constant(2023, 6, 15)).as_deref(), Some("2023-06-30"), "none is owed yet");
}
