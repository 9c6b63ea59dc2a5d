//! What is offered exists on the day; and names that differ by a mark, where a list knows one of them.

use std::collections::BTreeMap;

use jiff::civil::date;
use tonghop::units::{Candidate, Context, Resolved, UnitBook, UnitCode};

use crate::{EVE, REFORM, answer, check_all, former, in_full, present, table};

/// The name with two of its letters exchanged: hardly ever a name of the country.
fn slipped(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let last = letters.len() - 1;
    letters.swap(last, last - 1);
    letters.into_iter().collect()
}

fn candidates(resolved: &Resolved) -> &[Candidate] {
    match resolved {
        Resolved::One(one) => std::slice::from_ref(one),
        Resolved::Several(all) | Resolved::None(all) => all,
    }
}

#[test]
fn what_is_offered_existed_on_the_day() {
    let (book, former, present) = (UnitBook::nation(), former(), present());
    let every = |n: usize| former.values().chain(present.values()).step_by(n);
    let whole = every(3).map(|unit| unit.name.clone());
    let damaged = every(5).flat_map(|unit| [slipped(&unit.name), format!("Hội Nông dân {}", unit.name)]);
    let written = table("tests/units/spellings.tsv", '\t').into_iter().map(|row| row[0].clone());
    let (mut n, mut offered, mut wrong) = (0, 0, Vec::new());
    for name in whole.chain(damaged).chain(written) {
        for day in [date(2024, 6, 30), date(2025, 9, 30)] {
            n += 1;
            let resolved = book.resolve(&name, &Context { date: Some(day), ..Context::default() });
            for one in candidates(&resolved) {
                offered += 1;
                let unit = book.find(&one.code).expect("a unit of the book");
                let heirs = book.successors(&one.code);
                let stands = unit.valid_on(day);
                let left_no_heir = unit.valid_to.is_some_and(|last| last < day) && heirs.is_empty();
                // The body of a dissolved district is named, so that people can say where it belongs.
                let dissolved = day >= REFORM && one.code.as_str().contains('-');
                if !stands && !left_no_heir && !dissolved {
                    wrong.push(format!("{name} on {day}: {} ({})", unit.name, one.code));
                }
            }
        }
    }
    check_all(&wrong, n);
    assert!(offered > n, "{offered} offered for {n} names");
}

#[test]
fn a_unit_of_a_later_day_leads_to_those_that_stood_there() {
    let book = UnitBook::nation();
    let context = Context { date: Some(date(2024, 6, 30)), ..Context::default() };
    let Resolved::None(offered) = book.resolve("Phường Kỳ Lừa, tỉnh Lạng Sơn", &context) else {
        panic!("Kỳ Lừa is a unit of 2025")
    };
    let names: Vec<&str> =
        offered.iter().filter_map(|one| book.find(&one.code)).map(|unit| unit.name.as_str()).collect();
    assert!(names.contains(&"Phường Hoàng Văn Thụ"), "{names:?}");
}

#[test]
fn a_near_unit_that_had_ended_is_offered_as_what_took_its_place() {
    let book = UnitBook::nation();
    let context = Context { date: Some(date(2025, 9, 30)), ..Context::default() };
    let Resolved::None(offered) = book.resolve("Xã Điềm Mạc, tỉnh Thái Nguyên", &context) else {
        panic!("no such unit")
    };
    let first = offered.first().map(|one| (one.code.as_str(), one.former.as_ref().map(UnitCode::as_str)));
    assert_eq!(first, Some(("05602", Some("05590"))));
}

/// A list that knows one of two names that differ by a mark: the other is itself, in the list's district.
#[test]
fn the_twin_of_a_listed_name_is_itself_where_the_list_is() {
    let former = former();
    let (mut n, mut wrong) = (0, Vec::new());
    let mut by_name: BTreeMap<(&str, String), Vec<&String>> = BTreeMap::new();
    for (code, unit) in former.iter().filter(|(code, _)| code.len() == 5) {
        let key = (unit.parent.as_str(), tonghop::text::bare_key(&unit.name));
        by_name.entry(key).or_default().push(code);
    }
    let pairs = by_name.values().filter_map(|codes| <[&String; 2]>::try_from(codes.clone()).ok());
    for [code, other] in pairs.flat_map(|[one, other]| [[one, other], [other, one]]) {
        let (unit, twin) = (&former[code], &former[other]);
        n += 1;
        let district = &former[&unit.parent];
        let list = format!(
            "code,name,kind,level,parent,valid_to\n{},{},area,district,,2025-06-30\n\
             {code},{},area,commune,{},2025-06-30\n",
            unit.parent, district.name, unit.name, unit.parent
        );
        let book = UnitBook::from_csv_over("units.csv", list.as_bytes(), UnitBook::nation()).value;
        let context = Context { date: Some(EVE), ..Context::default() };
        // *Ia Băng* is a commune of two districts of Gia Lai: which one, only its district says.
        let province = &former[&unit.parent].parent;
        let namesakes = former.iter().filter(|(other, known)| {
            let there = former.get(&known.parent).is_some_and(|up| up.parent == *province);
            other.len() == 5 && there && known.name == twin.name
        });
        let alone = if namesakes.count() == 1 { other.as_str() } else { "ask" };
        for (name, expect) in [
            (unit.name.clone(), code.as_str()),
            (twin.name.clone(), alone),
            (in_full(&former, &twin.name, twin), other.as_str()),
        ] {
            let found = answer(&book, &name, &context);
            if found.split('@').next() != Some(expect) {
                wrong.push(format!("{name} beside {}: {found}, not {expect}", unit.name));
            }
        }
    }
    check_all(&wrong, n);
    assert_eq!(n, 2 * 22);
    // In another district of the province such a name is a slip in the list's own, until it is placed.
    let list = "code,name,kind,level,parent\n404,Huyện Nông Cống,area,district,\n16297,Xã Hoàng Giang,area,commune,404\n";
    let book = UnitBook::from_csv_over("units.csv", list.as_bytes(), UnitBook::nation()).value;
    let context = Context { date: Some(EVE), ..Context::default() };
    assert_eq!(answer(&book, "Xã Hoằng Giang", &context), "ask");
}
