//! Shares, ceilings, times, groups and people of quotas, against a table that was written before the code.

use jiff::civil::Date;

use super::judge;
use crate::dedup;
use crate::finding::{Decisions, Place};
use crate::plan::{Bound, HolderKind, MovementId, Period, Plan, Quota};
use crate::record::{Details, Gender, Registration, RegistrationId};
use crate::registry::{Registry, Says, Submission};
use crate::units::{Tree, UnitBook, UnitCode};

const UNITS: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors
80,Tỉnh T,area,province,,,,,,
a,Sở A,agency,province,80,,,,,
b,Sở B,agency,province,80,,,,,
c,Sở C,agency,province,80,,,,,
";

const UNTIL: Date = Date::constant(2024, 6, 30);

/// A plan of one movement: `!key=value` of its head, `total unit kind n`, `cluster n unit…`, else keys of the quota.
fn plan(written: &str, units: &UnitBook) -> Plan {
    let (mut head, mut parts, mut quota) = (String::new(), String::new(), String::new());
    let (mut from, mut to) = ("2024-01-01", "2024-12-31");
    for said in written.split("; ") {
        let words: Vec<&str> = said.split(' ').collect();
        match words.as_slice() {
            ["total", unit, kind, n] => {
                parts.push_str(&format!("[[total]]\nunit = '{unit}'\nkind = '{kind}'\ncount = {n}\n"));
            }
            ["cluster", n, members @ ..] => {
                let members: Vec<String> = members.iter().map(|unit| format!("'{unit}'")).collect();
                let members = members.join(", ");
                parts.push_str(&format!(
                    "[[cluster]]\nname = 'Cụm {n}'\nmembers = {{ units = [{members}] }}\n"
                ));
            }
            _ => match (said.strip_prefix("!from="), said.strip_prefix("!to=")) {
                (Some(day), _) => from = day,
                (_, Some(day)) => to = day,
                _ => quota.push_str(&format!("{said}\n")),
            },
        }
    }
    head.push_str(&format!(
        "title = 'Thử'\nissuer = '80'\nreceiver = 'a'\nlevel = 'province'\nfrom = {from}\nto = {to}\n"
    ));
    let movement = "[[movement]]\nid = 'm'\nname = 'Phong trào M'\nkind = 'emulation'\n";
    let text = format!("{head}{parts}{movement}[[movement.quota]]\n{quota}");
    let plan = Plan::from_toml("plan.toml", &text, units);
    let faults: Vec<_> = plan
        .findings
        .iter()
        .filter(|finding| finding.code != crate::finding::Code::ClusterOverlapping)
        .collect();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    plan.value.unwrap_or_else(|| unreachable!("sound"))
}

/// Words of which no two sound alike, for names of whom nobody takes one for another.
const WORDS: [&str; 16] = [
    "Bình", "Cúc", "Đông", "Giang", "Hạnh", "Khải", "Lộc", "Mẫn", "Nghĩa", "Oanh", "Phát", "Quỳnh", "Sương",
    "Trúc", "Uyên", "Vượng",
];

fn name_of(kind: HolderKind, n: usize) -> String {
    let word = |at: usize| WORDS.get(at % WORDS.len()).copied().unwrap_or_default();
    let name = format!("{} {}", word(n * 5 + n / 16), word(n));
    match kind {
        HolderKind::Collective => format!("Trường Tiểu học {name}"),
        _ => format!("Nguyễn {name}"),
    }
}

/// `unit kind [who] xN [@day]`, or `unit kind =name [@day]`.
fn registrations(written: &str, plan: &Plan, units: &UnitBook) -> Vec<Submission> {
    let mut lists: Vec<Submission> = Vec::new();
    let mut n_named = 0;
    for (at, group) in written.split("; ").filter(|group| !group.is_empty()).enumerate() {
        let mut words = group.split(' ');
        let sender = UnitCode::new(&words.next().unwrap_or_default().to_lowercase());
        let kind = match words.next() {
            Some("tt") => HolderKind::Collective,
            Some("hộ") => HolderKind::Household,
            _ => HolderKind::Individual,
        };
        let (mut gender, mut class, mut count, mut named) = (None, "", 1, None);
        let mut received = Date::constant(2024, 2, 1);
        for word in words {
            match (word, word.split_at(1)) {
                ("nữ", _) => gender = Some(Gender::Female),
                ("nam", _) => gender = Some(Gender::Male),
                ("tt+", _) => class = "Người lao động trực tiếp",
                ("tt-", _) => class = "Lãnh đạo, quản lý",
                ("?" | "tt?", _) => {}
                (_, ("x", n)) => count = n.parse().unwrap_or_else(|_| unreachable!("{word}")),
                (_, ("@", day)) => received = day.parse().unwrap_or_else(|_| unreachable!("{word}")),
                (_, ("=", name)) => named = Some(format!("Trường Tiểu học {name}ương Giang")),
                _ => unreachable!("{word}"),
            }
        }
        for _ in 0..count {
            n_named += 1;
            let source = format!("{received}/{sender}-{at}.xlsx");
            let movement = MovementId::new("m");
            let unit = if named.is_some() { UnitCode::new("a") } else { sender.clone() };
            let lead = plan.lead_of(&movement, Some(&sender), Some(&unit), units).cloned();
            let row = u32::try_from(n_named).unwrap_or(0);
            let born =
                (kind != HolderKind::Collective).then(|| 1960 + i16::try_from(n_named % 40).unwrap_or(0));
            let details = Details { object_class: class.into(), ..Details::default() };
            let registration = Registration {
                birth_year: born,
                gender,
                details: (!class.is_empty()).then(|| Box::new(details)),
                unit: Some(unit),
                sender: Some(sender.clone()),
                lead,
                movement: Some(movement),
                ..Registration::of(
                    RegistrationId::of(&source, 0, "DS", row),
                    Place::sheet(source.as_str().into(), "DS").at_row(row),
                    kind,
                    named.clone().unwrap_or_else(|| name_of(kind, n_named)).into(),
                    received,
                )
            };
            match lists
                .iter_mut()
                .find(|list| (list.received, list.sender.as_ref()) == (received, Some(&sender)))
            {
                Some(list) => list.registrations.push(registration),
                None => lists.push(Submission {
                    source: source.as_str().into(),
                    hash: source.clone(),
                    received,
                    sender: Some(sender.clone()),
                    says: Says::default(),
                    accounts: Vec::new(),
                    registrations: vec![registration],
                    findings: Vec::new(),
                    questions: Vec::new(),
                    sent: [].into(),
                    back: None,
                }),
            }
        }
    }
    lists.sort_by_key(|list| list.received);
    lists
}

/// `A quý I năm 2024: 1 1 0 met`.
fn shown(quota: &Quota, tally: &super::Tally, units: &UnitBook) -> String {
    let owner = quota.owner_name(units).replace("Sở ", "").replace(", ", "+");
    let period = quota.period.map(|period| format!(" {}", Period::label(period))).unwrap_or_default();
    let required = match (tally.required, quota.bound) {
        (None, _) => "?".to_owned(),
        (Some(number), Bound::AtLeast) => number.to_string(),
        (Some(number), Bound::AtMost) => format!("≤{number}"),
    };
    let (registered, unclear) = (tally.registered, tally.unclear.len());
    format!("{owner}{period}: {required} {registered} {unclear} {}", tally.status.id())
}

#[track_caller]
fn check(table: &str, fewest: usize) {
    let units = UnitBook::from_csv("units.csv", UNITS.as_bytes()).value;
    let (mut n, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, sentence, written, registered, expect] = columns.as_slice() else {
            unreachable!("five columns: {line}")
        };
        let plan = plan(written, &units);
        let lists = registrations(registered, &plan, &units);
        let mut registry = Registry::hold(lists, &Decisions::default(), &units);
        let known = dedup::Known {
            decisions: &Decisions::default(),
            before: &dedup::Before::default(),
            sameness: dedup::Sameness::built_in(),
        };
        let found = dedup::deduplicate(&mut registry, &plan, &units, &known);
        let judged = judge(&plan, &found.exemplars, &registry, &units, (Tree::Old, UNTIL));
        let tallies = judged.map(|judged| judged.tallies).unwrap_or_default();
        let got: Vec<String> =
            tallies.iter().zip(&plan.quotas).map(|(tally, quota)| shown(quota, tally, &units)).collect();
        let got = got.join(" | ");
        if got != *expect {
            wrong.push(format!("{id}: {sentence}\n  {registered}\n  expected {expect}\n  got      {got}"));
        }
        n += 1;
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(fewest <= n, "{n} cases");
}

#[test]
fn quotas_are_judged_as_the_sentences_of_plans_mean() {
    check(include_str!("../../tests/expect/quota-demands.tsv"), 60);
}

#[test]
fn and_so_are_those_that_nobody_tuned_on() {
    check(include_str!("../../tests/expect/quota-demands-held.tsv"), 12);
}
