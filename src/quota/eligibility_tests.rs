//! Records of Hà Giang's kinds against `tests/expect/eligibility.tsv`, typed by hand.

use jiff::civil::Date;

use super::{EligibilityVerdict, Subject, weigh};
use crate::finding::Decisions;
use crate::plan::{HolderKind, Plan};
use crate::record::{AwardWords, Merits};
use crate::units::{UnitBook, UnitCode};

const RECORDS: &str = include_str!("../../tests/expect/eligibility.tsv");
const PLAN: &str = include_str!("../../samples/ha-giang-ldtbxh-2023-2025/plan.toml");
const UNITS: &[u8] = include_bytes!("../../samples/ha-giang-ldtbxh-2023-2025/units.csv");

fn plan(text: &str) -> Plan {
    let units = UnitBook::from_csv("units.csv", UNITS).value;
    let plan = Plan::from_toml("plan.toml", text, &units);
    assert_eq!(plan.findings, []);
    plan.value.unwrap_or_else(|| unreachable!("sound"))
}

#[test]
fn records_of_ha_giang_are_judged_as_its_plan_says() {
    let plan = plan(PLAN);
    let mut verdicts: Vec<EligibilityVerdict> = Vec::new();
    for line in RECORDS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, position, unit, awards, initiatives, rating, remark, verdict] = cells.as_slice() else {
            unreachable!("{line}")
        };
        let merits = Merits::read(AwardWords::built_in(), awards, initiatives, rating, remark);
        let unit = (!unit.is_empty()).then(|| UnitCode::new(unit));
        let subject = Subject {
            kind: if *kind == "c" { HolderKind::Collective } else { HolderKind::Individual },
            movement: plan.movements.first().map(|movement| &movement.id),
            position,
            unit: unit.as_ref(),
            merits: &merits,
            day: Date::constant(2023, 6, 30),
            sender: "",
            decisions: &Decisions::default(),
            award_words: AwardWords::built_in(),
        };
        let Some(outcome) = weigh(&plan.eligibility, plan.from, &subject) else { unreachable!("{line}") };
        assert_eq!(outcome.verdict.id(), *verdict, "{line}\n{outcome:#?}\n{merits:#?}");
        assert!(!outcome.reasons.is_empty() && !outcome.lines.is_empty(), "{line}");
        assert!(
            outcome.verdict != EligibilityVerdict::CannotTell || !outcome.missing.is_empty(),
            "{line}\n{outcome:#?}"
        );
        verdicts.push(outcome.verdict);
    }
    let of = |verdict: EligibilityVerdict| verdicts.iter().filter(|one| **one == verdict).count();
    assert!(verdicts.len() >= 60, "{} records", verdicts.len());
    assert!(
        [EligibilityVerdict::Met, EligibilityVerdict::NotMet, EligibilityVerdict::CannotTell]
            .iter()
            .all(|one| of(*one) >= 10)
    );
}

#[test]
fn a_yearly_title_is_needed_for_every_year_that_is_over() {
    let text = format!("{PLAN}\n[[eligibility]]\nkind = 'household'\nall_of = [{{ award = 'Gia đình văn hóa', every_year = true }}]\n")
        .replace("from = 2023-01-01\nto = 2025-12-31", "from = 2022-01-01\nto = 2025-12-31");
    let plan = plan(&text);
    let check = |awards: &str, expect: EligibilityVerdict| {
        let merits = Merits::read(AwardWords::built_in(), awards, "", "", "");
        let subject = Subject {
            kind: HolderKind::Household,
            movement: None,
            position: "",
            unit: None,
            merits: &merits,
            day: Date::constant(2024, 6, 5),
            sender: "",
            decisions: &Decisions::default(),
            award_words: AwardWords::built_in(),
        };
        let outcome = weigh(&plan.eligibility, plan.from, &subject);
        assert_eq!(outcome.map(|outcome| outcome.verdict), Some(expect), "{awards}");
    };
    check("Gia đình văn hóa năm 2022, 2023", EligibilityVerdict::Met);
    check("GĐVH các năm 2020-2023", EligibilityVerdict::Met);
    check("Gia đình văn hóa 2022", EligibilityVerdict::NotMet);
    check("Gia đình văn hóa 5 năm liền", EligibilityVerdict::CannotTell);
    check("", EligibilityVerdict::CannotTell);
    check("Không", EligibilityVerdict::NotMet);
}

/// The verdict on a member of staff whose list says this, with what is asked.
fn staff(plan: &Plan, awards: &str, decisions: &Decisions) -> (EligibilityVerdict, Vec<String>) {
    let merits = Merits::read(AwardWords::built_in(), awards, "", "", "");
    let subject = Subject {
        kind: HolderKind::Individual,
        movement: plan.movements.first().map(|movement| &movement.id),
        position: "Chuyên viên",
        unit: None,
        merits: &merits,
        day: Date::constant(2023, 6, 30),
        sender: "van-phong",
        decisions,
        award_words: AwardWords::built_in(),
    };
    let Some(outcome) = weigh(&plan.eligibility, plan.from, &subject) else { unreachable!("{awards}") };
    (outcome.verdict, outcome.asks.into_iter().map(|ask| ask.written).collect())
}

#[test]
fn a_doubtful_part_is_asked_only_where_the_verdict_hangs_on_it() {
    let plan = plan(PLAN);
    let check = |awards: &str, verdict: EligibilityVerdict, asked: &[&str]| {
        let (found, mut asks) = staff(&plan, awards, &Decisions::default());
        asks.dedup();
        assert_eq!(
            (found, asks.iter().map(String::as_str).collect::<Vec<_>>().as_slice()),
            (verdict, asked),
            "{awards}"
        );
    };
    check("BK 2021", EligibilityVerdict::CannotTell, &["BK 2021"]);
    check("BK 2021; BK UBND tỉnh 2022", EligibilityVerdict::Met, &[]);
    check("CSTĐ 2021; LĐTT 2020-2021", EligibilityVerdict::CannotTell, &[]);
    check("GVDG; CSTĐCS 2020", EligibilityVerdict::CannotTell, &["GVDG"]);
    check("Đề nghị Bằng khen UBND tỉnh", EligibilityVerdict::CannotTell, &["Đề nghị Bằng khen UBND tỉnh"]);
    check("Bằng khen của Ban ATGT tỉnh 2021", EligibilityVerdict::CannotTell, &[]);
}
