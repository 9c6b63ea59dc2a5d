//! Minimums for a year and for its quarters ask for the same people. A sum over the plan's minimums counts them once: the
//! year's or the quarters', whichever asks for more. The others are *carried* by those.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Quota;

/// A quota of a group that differs in nothing but its time, and what lies within it.
#[derive(Debug)]
struct QuotaSpan {
    at: usize,
    days: (Date, Date),
    within: Vec<QuotaSpan>,
}

/// Marks the quotas whose number others carry: of a time and the times within it, whichever asks for more; where
/// both ask for the same, the longer time. `days` are those of the plan.
pub(super) fn mark_carried(quotas: &mut [Quota], days: (Date, Date)) {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, quota) in quotas.iter().enumerate().filter(|(_, quota)| quota.adds_up()) {
        groups.entry(Quota { period: None, ..quota.clone() }.id()).or_default().push(at);
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let days_of = |at: &usize| {
            let period = quotas.get(*at).and_then(|quota| quota.period);
            period.map_or(days, |period| (period.first_day(), period.last_day()))
        };
        let mut spans: Vec<(usize, (Date, Date))> = group.iter().map(|at| (*at, days_of(at))).collect();
        // The longer of those that begin together stands first.
        spans.sort_by_key(|(at, (first, last))| (*first, std::cmp::Reverse(*last), *at));
        let mut carried = Vec::new();
        let mut top = Vec::new();
        for (at, days) in spans {
            put(&mut top, QuotaSpan { at, days, within: Vec::new() });
        }
        for span in &top {
            number_asked(span, quotas, &mut carried);
        }
        for at in carried {
            if let Some(quota) = quotas.get_mut(at) {
                quota.is_carried = true;
            }
        }
    }
}

/// Puts a span below the last that holds it.
fn put(spans: &mut Vec<QuotaSpan>, span: QuotaSpan) {
    match spans.last_mut() {
        Some(last) if last.days != span.days && span.days.1 <= last.days.1 => put(&mut last.within, span),
        _ => spans.push(span),
    }
}

/// What a span and all within it ask together; those whose number others carry go to `carried`.
fn number_asked(span: &QuotaSpan, quotas: &[Quota], carried: &mut Vec<usize>) -> u64 {
    let of_span = u64::from(quotas.get(span.at).and_then(Quota::number).unwrap_or(0));
    let mut below = Vec::new();
    let within: u64 = span.within.iter().map(|inner| number_asked(inner, quotas, &mut below)).sum();
    if of_span < within {
        carried.push(span.at);
        carried.append(&mut below);
        return within;
    }
    span.within.iter().for_each(|inner| all_of(inner, carried));
    of_span
}

fn all_of(span: &QuotaSpan, into: &mut Vec<usize>) {
    into.push(span.at);
    span.within.iter().for_each(|inner| all_of(inner, into));
}

#[cfg(test)]
mod tests {
    use crate::plan::{Plan, Quota};
    use crate::units::UnitBook;

    const UNITS: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors
80,Tỉnh T,area,province,,,,,,
a,Sở A,agency,province,80,,,,,
b,Sở B,agency,province,80,,,,,
";

    /// The sum of a plan's minimums, each in its own `[[movement.quota]]`, from 2024 to a year.
    #[track_caller]
    fn check(until: u16, quotas: &[&str], sum: u32, lines: usize) {
        let head = "title = 'Thử'\nissuer = '80'\nreceiver = 'a'\nlevel = 'province'\nfrom = 2024-01-01\n";
        let movement = "[[movement]]\nid = 'm'\nname = 'Phong trào M'\nkind = 'emulation'\n";
        let quotas: String =
            quotas.iter().map(|said| format!("[[movement.quota]]\n{}\n", said.replace("; ", "\n"))).collect();
        let text = format!("{head}to = {until}-12-31\n{movement}{quotas}");
        let units = UnitBook::from_csv("units.csv", UNITS.as_bytes());
        let plan = Plan::from_toml("plan.toml", &text, &units.value);
        assert!(plan.findings.is_empty(), "{:?}", plan.findings);
        let plan = plan.value.unwrap_or_else(|| unreachable!("sound"));
        let adding = plan.quotas.iter().filter(|quota| quota.adds_up()).count();
        assert_eq!((plan.quotas.iter().map(Quota::least).sum::<u32>(), adding), (sum, lines), "{text}");
    }

    #[test]
    fn what_a_year_and_its_quarters_ask_is_added_once() {
        // The year asks for more than its quarters, as much, or less.
        check(2024, &["lead='a'; at_least=10; per='year'", "lead='a'; at_least=2; per='quarter'"], 10, 1);
        check(2024, &["lead='a'; at_least=8; per='year'", "lead='a'; at_least=2; per='quarter'"], 8, 1);
        check(2024, &["lead='a'; at_least=8; per='year'", "lead='a'; at_least=3; per='quarter'"], 12, 4);
        // The whole plan, its years, the quarters of these.
        check(2025, &["lead='a'; at_least=20", "lead='a'; at_least=5; per='year'"], 20, 1);
        check(2025, &["lead='a'; at_least=9", "lead='a'; at_least=5; per='year'"], 10, 2);
        let three = [
            "lead='a'; at_least=9; per='year'",
            "lead='a'; at_least=5; per='half_year'",
            "lead='a'; at_least=2; per='quarter'",
        ];
        check(2024, &three, 10, 2);
        // Another kind, another unit, a ceiling: not the same people.
        check(
            2024,
            &[
                "lead='a'; at_least={individual=4}; per='year'",
                "lead='a'; at_least={collective=1}; per='quarter'",
            ],
            8,
            5,
        );
        check(2024, &["lead='a'; at_least=4", "lead='b'; at_least=1; per='quarter'"], 8, 5);
        check(2024, &["lead='a'; at_least=4; per='quarter'", "lead='a'; at_most=6; per='year'"], 16, 4);
        // A share of a total that nobody said asks for nothing yet.
        check(
            2024,
            &["lead='a'; at_least='5%'; of='total'; per='year'", "lead='a'; at_least=1; per='quarter'"],
            4,
            4,
        );
    }
}
