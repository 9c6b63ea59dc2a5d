//! Cases of same, ask and different, from the measured facts on Vietnamese names.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]

use std::collections::BTreeSet;

use jiff::civil::date;

use super::*;
use crate::finding::{Answer, Place};
use crate::plan::{HolderKind, MovementId};
use crate::record::RegistrationId;
use crate::units::UnitCode;

const UNITS: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
    tp,Thành phố Lạng Sơn,area,district,,,,,,\n\
    pgd,Phòng Giáo dục và Đào tạo,agency,district,tp,,,,,\n\
    th-a,Trường Tiểu học Vĩnh Trại,school,district,pgd,,,,,\n\
    th-b,Trường Tiểu học Chi Lăng,school,district,pgd,,,,,\n\
    p1,Phường Vĩnh Trại,area,commune,tp,,,,,\n\
    p2,Phường Chi Lăng,area,commune,tp,,,,,\n";

fn units() -> UnitBook {
    UnitBook::from_csv("units.csv", UNITS.as_bytes()).value
}

fn plan() -> Plan {
    let text = "title = 'Kế hoạch'\nissuer = 'tp'\nreceiver = 'pgd'\nlevel = 'district'\n\
        from = 2024-01-01\nto = 2024-12-31\n\
        [[movement]]\nid = 'm'\nname = 'Phong trào thứ nhất'\nkind = 'emulation'\n\
        [[movement]]\nid = 'n'\nname = 'Phong trào thứ hai'\nkind = 'emulation'\n";
    Plan::from_toml("plan.toml", text, &units()).value.expect("a plan")
}

/// `name, year, unit`, and what else a case needs.
struct Who {
    kind: HolderKind,
    name: &'static str,
    born: Option<i16>,
    unit: &'static str,
    movement: &'static str,
    position: &'static str,
}

fn person(name: &'static str, born: i16, unit: &'static str) -> Who {
    let born = (born > 0).then_some(born);
    Who { kind: HolderKind::Individual, name, born, unit, movement: "m", position: "" }
}

fn registration(who: &Who, at: u32) -> Registration {
    let code = UnitCode::new(who.unit);
    Registration {
        birth_year: who.born,
        position: who.position.into(),
        unit: Some(code.clone()),
        sender: Some(code),
        movement: Some(MovementId::new(who.movement)),
        ..Registration::of(
            RegistrationId::of("hash", 0, "s", at),
            Place::sheet(format!("{at}.xlsx").into(), "s").at_row(at),
            who.kind,
            who.name.into(),
            date(2024, 6, 1),
        )
    }
}

fn run(who: &[Who], decisions: &Decisions) -> (Registry, Deduplicated) {
    let mut registry = Registry::default();
    registry.registrations = (0..).zip(who).map(|(at, who)| registration(who, at)).collect();
    registry.replaced_by = vec![None; who.len()];
    let found = deduplicate(&mut registry, &plan(), &units(), &known(decisions, &Before::default()));
    (registry, found)
}

fn known<'a>(decisions: &'a Decisions, before: &'a Before) -> Known<'a> {
    Known { decisions, before, sameness: Sameness::built_in() }
}

/// Clusters are written as positions in the list; questions as how many.
#[track_caller]
fn check(who: &[Who], groups: &[&[usize]], n_questions: usize) {
    let (_, found) = run(who, &Decisions::default());
    let own: BTreeSet<Vec<usize>> = found.exemplars.iter().map(|it| it.registrations.clone()).collect();
    let expect: BTreeSet<Vec<usize>> = groups.iter().map(|group| group.to_vec()).collect();
    assert_eq!(own, expect);
    assert_eq!(found.questions.len(), n_questions, "{:?}", found.questions);
}

#[test]
fn the_same_name_year_and_unit_are_one_however_the_name_is_typed() {
    check(&[person("Hoàng Thị Hòa", 1980, "th-a"), person("HOÀNG THỊ HOÀ", 1980, "th-a")], &[&[0, 1]], 0);
    check(&[person("Lý Văn Mỹ", 1980, "p1"), person("Lí Văn Mĩ", 1980, "p1")], &[&[0, 1]], 0);
}

#[test]
fn different_marks_are_different_people() {
    check(&[person("Nông Văn Hùng", 1980, "p1"), person("Nông Văn Hưng", 1980, "p1")], &[&[0], &[1]], 0);
    check(&[person("Vi Thị Hòa", 1980, "p1"), person("Vi Thị Hoa", 1980, "p1")], &[&[0], &[1]], 0);
}

#[test]
fn the_same_name_alone_joins_nobody() {
    // Father and son, and namesakes in two wards.
    check(&[person("Lộc Văn An", 1960, "p1"), person("Lộc Văn An", 1986, "p1")], &[&[0], &[1]], 0);
    check(&[person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 1980, "p2")], &[&[0], &[1]], 0);
}

#[test]
fn doubtful_pairs_are_asked() {
    // No year on one side; a year apart; no marks on one side; the office above sent it.
    check(&[person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 0, "p1")], &[&[0], &[1]], 1);
    check(&[person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 1981, "p1")], &[&[0], &[1]], 1);
    check(&[person("Lộc Văn An", 1980, "p1"), person("Loc Van An", 1980, "p1")], &[&[0], &[1]], 1);
    check(&[person("Lộc Văn An", 1980, "th-a"), person("Lộc Văn An", 1980, "pgd")], &[&[0], &[1]], 1);
}

#[test]
fn a_chain_over_an_unknown_year_does_not_join_two_years() {
    // The one without a year is the same as neither until somebody says so.
    check(
        &[person("Lộc Văn An", 1960, "p1"), person("Lộc Văn An", 0, "p1"), person("Lộc Văn An", 1986, "p1")],
        &[&[0], &[1], &[2]],
        2,
    );
}

#[test]
fn an_answer_comes_before_the_evidence_and_is_not_asked_again() {
    let pair = || [person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 1981, "p1")];
    let (_, asked) = run(&pair(), &Decisions::default());
    let id = asked.questions.first().map(|question| question.id.clone()).unwrap_or_default();
    let mut decisions = Decisions::default();
    decisions.take(&id, Some(Answer::Same));
    let (_, found) = run(&pair(), &decisions);
    assert_eq!((found.exemplars.len(), found.questions.len()), (1, 0));
    decisions.take(&id, Some(Answer::Different));
    let (_, found) = run(&pair(), &decisions);
    assert_eq!((found.exemplars.len(), found.questions.len()), (2, 0));
}

#[test]
fn an_answer_holds_when_the_pair_would_no_longer_be_asked() {
    // Kept apart today, and joined by itself today; both were asked by an earlier version.
    let apart = || [teacher("Lê Minh Đức", 1980), teacher("Lý Minh Đức", 1980)];
    let joined = || [teacher("Lộc Văn Khuê", 1980), teacher("Loc Van Khue", 1980)];
    for (pair, today, answer, n_exemplars) in
        [(apart(), 2, Answer::Same, 1), (joined(), 1, Answer::Different, 2)]
    {
        let (registry, found) = run(&pair, &Decisions::default());
        assert_eq!((found.exemplars.len(), found.questions.len()), (today, 0));
        let [a, b] = [0, 1].map(|at| &registry.registrations[at]);
        let mut decisions = Decisions::default();
        decisions.take(&question_id(a, b), Some(answer));
        let (_, found) = run(&pair, &decisions);
        assert_eq!((found.exemplars.len(), found.questions.len()), (n_exemplars, 0));
    }
}

#[test]
fn an_answer_for_a_kind_settles_later_pairs_of_the_same_reason_and_no_others() {
    let pair = || [person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 1981, "p1")];
    let other = || [person("Vi Thị Hạnh", 1960, "p2"), person("Vi Thị Hạnh", 1961, "p2")];
    let (_, asked) = run(&pair(), &Decisions::default());
    let kind = asked.questions.first().and_then(|question| question.kind.clone()).expect("a kind");
    assert_eq!(kind.why, "cá nhân; năm sinh lệch một năm");
    let mut decisions = Decisions::default();
    decisions.take(&kind.id, Some(Answer::Different));
    let (_, found) = run(&other(), &decisions);
    assert_eq!((found.exemplars.len(), found.questions.len()), (2, 0));
    let (_, found) = run(&[person("Lộc Văn An", 1980, "p1"), person("Lộc Văn An", 0, "p1")], &decisions);
    assert_eq!(found.questions.len(), 1);
    // What was said of one pair comes before what was said of all.
    let id = asked.questions.first().map(|question| question.id.clone()).unwrap_or_default();
    decisions.take(&id, Some(Answer::Same));
    let (_, found) = run(&pair(), &decisions);
    assert_eq!(found.exemplars.len(), 1);
}

#[test]
fn a_household_and_its_head_are_asked_about_and_a_school_is_its_abbreviation() {
    let household = Who { kind: HolderKind::Household, ..person("Lộc Văn An", 1980, "p1") };
    check(&[person("Lộc Văn An", 1980, "p1"), household], &[&[0], &[1]], 1);
    let school = |name| Who { kind: HolderKind::Collective, ..person(name, 0, "th-a") };
    check(&[school("Trường Tiểu học Vĩnh Trại"), school("Tập thể trường TH Vĩnh Trại")], &[&[0, 1]], 0);
}

#[test]
fn an_exemplar_counts_once_in_each_movement() {
    let second = Who { movement: "n", ..person("Lộc Văn An", 1980, "p1") };
    let who = [person("Lộc Văn An", 1980, "p1"), second, person("Lộc Văn An", 1980, "p1")];
    let (registry, found) = run(&who, &Decisions::default());
    let statuses: Vec<Status> = registry.registrations.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Status::Counted, Status::Counted, Status::Duplicate]);
    let movements: Vec<usize> = found.exemplars.iter().map(|it| it.movements.len()).collect();
    assert_eq!(movements, [2]);
}

#[test]
fn exemplars_kept_apart_have_ids_of_their_own() {
    let (_, found) =
        run(&[person("Lộc Văn An", 0, "p1"), person("Lộc Văn An", 0, "p1")], &Decisions::default());
    let ids: BTreeSet<&ExemplarId> = found.exemplars.iter().map(|it| &it.id).collect();
    assert_eq!((found.exemplars.len(), ids.len(), found.questions.len()), (2, 2, 1));
}

const BEFORE_AND_AFTER: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
    tp,Thành phố Lạng Sơn,area,district,,,,,,\n\
    pgd,Phòng Giáo dục và Đào tạo,agency,district,tp,,,,,\n\
    moi,Phường Tam Thanh,area,commune,,,,2025-07-01,,\n\
    moi-hai,Phường Kỳ Lừa,area,commune,,,,2025-07-01,,\n\
    cu-a,Xã Hoàng Đồng,area,commune,tp,,,,2025-06-30,moi\n\
    cu-b,Phường Tam Thanh cũ,area,commune,tp,,,,2025-06-30,moi\n\
    cu-c,Xã Quảng Lạc,area,commune,tp,,,,2025-06-30,moi;moi-hai\n";

/// As [`check`], in a book with the merger of July 2025.
#[track_caller]
fn check_succession(who: &[Who], groups: &[&[usize]], n_questions: usize) {
    let units = UnitBook::from_csv("units.csv", BEFORE_AND_AFTER.as_bytes()).value;
    let mut registry = Registry::default();
    registry.registrations = (0..).zip(who).map(|(at, who)| registration(who, at)).collect();
    registry.replaced_by = vec![None; who.len()];
    let found =
        deduplicate(&mut registry, &plan(), &units, &known(&Decisions::default(), &Before::default()));
    let own: BTreeSet<Vec<usize>> = found.exemplars.iter().map(|it| it.registrations.clone()).collect();
    let expect: BTreeSet<Vec<usize>> = groups.iter().map(|group| group.to_vec()).collect();
    assert_eq!((own, found.questions.len()), (expect, n_questions), "{:?}", found.questions);
}

#[test]
fn a_unit_and_the_one_that_took_its_place_are_one() {
    check_succession(&[person("Lộc Văn An", 1980, "cu-a"), person("Lộc Văn An", 1980, "moi")], &[&[0, 1]], 0);
    // Two communes were two, although one came of both.
    check_succession(
        &[person("Lộc Văn An", 1980, "cu-a"), person("Lộc Văn An", 1980, "cu-b")],
        &[&[0], &[1]],
        0,
    );
    // And which of the two the third one is nobody can tell.
    check_succession(
        &[
            person("Lộc Văn An", 1980, "cu-a"),
            person("Lộc Văn An", 1980, "cu-b"),
            person("Lộc Văn An", 1980, "moi"),
        ],
        &[&[0], &[1], &[2]],
        2,
    );
    // A part of a divided commune is asked about.
    check_succession(
        &[person("Lộc Văn An", 1980, "cu-c"), person("Lộc Văn An", 1980, "moi-hai")],
        &[&[0], &[1]],
        1,
    );
}

fn teacher(name: &'static str, born: i16) -> Who {
    Who { position: "Giáo viên", ..person(name, born, "th-a") }
}

fn household(name: &'static str, born: i16) -> Who {
    Who { kind: HolderKind::Household, ..person(name, born, "p1") }
}

fn collective(name: &'static str, unit: &'static str) -> Who {
    Who { kind: HolderKind::Collective, ..person(name, 0, unit) }
}

/// Each pair stays two, whether it is asked about or not; nothing is joined by itself.
#[track_caller]
fn check_apart<const N: usize>(pairs: [[Who; 2]; N]) {
    for pair in pairs {
        let (_, found) = run(&pair, &Decisions::default());
        assert_eq!(found.exemplars.len(), 2, "{} {}", pair[0].name, pair[1].name);
        assert!(found.joins.is_empty());
    }
}

#[test]
fn hung_and_hung_with_another_hook_are_two() {
    check_apart([
        [teacher("Nông Văn Hùng", 1980), teacher("Nông Văn Hưng", 1980)],
        [household("Nông Văn Hùng", 1980), household("Nông Văn Hưng", 1980)],
        [person("NGUYỄN VĂN HÙNG", 1975, "p1"), person("NGUYỄN VĂN HƯNG", 1975, "p1")],
        [teacher("Hoàng Văn Thanh", 1980), teacher("Hoàng Văn Thành", 1980)],
    ]);
}

#[test]
fn hoa_and_hoa_with_a_tone_are_two() {
    check_apart([
        [teacher("Vi Thị Hoà", 1980), teacher("Vi Thị Hoa", 1980)],
        [teacher("Cao Mai Hòa", 1980), teacher("Cao Mai Hoa", 1980)],
    ]);
}

#[test]
fn father_and_son_are_two() {
    check_apart([
        [person("Lộc Văn An", 1960, "p1"), person("Lộc Văn An", 1986, "p1")],
        [household("Lộc Văn An", 1960), household("Lộc Văn An", 1986)],
        // Named after him but for the middle name.
        [person("Lộc Văn An", 1960, "p1"), person("Lộc Đình An", 1986, "p1")],
    ]);
}

#[test]
fn twins_of_one_unit_and_year_are_two() {
    check_apart([
        [teacher("Lý Thị Xuân", 1991), teacher("Lý Thị Thu", 1991)],
        [teacher("Lý Thị Hồng Hạnh", 1991), teacher("Lý Thị Hồng Hạ", 1991)],
        [teacher("Nông Văn Hùng", 1991), teacher("Nông Văn Hưng", 1991)],
    ]);
}

#[test]
fn one_name_and_unit_years_apart_are_two() {
    check_apart([
        [teacher("Lộc Văn An", 1980), teacher("Lộc Văn An", 1982)],
        [teacher("Lộc Văn An", 1980), teacher("Lộc Văn An", 1990)],
        [household("Lộc Văn An", 1970), household("Lộc Văn An", 1979)],
    ]);
}

#[test]
fn communes_that_differ_by_a_mark_are_two() {
    check_apart([
        [collective("Xã Tân Hoà", "p1"), collective("Xã Tân Hoa", "p1")],
        [collective("UBND xã Phú Thạnh", "tp"), collective("UBND xã Phú Thành", "tp")],
        [collective("Phường Sa Pa", "tp"), collective("Phường Sa Pả", "tp")],
        [collective("Xã Hoằng Quỳ", "tp"), collective("Xã Hoằng Quý", "tp")],
        // Namesakes in two wards, in one year.
        [person("Nguyễn Văn Hùng", 1980, "p1"), person("Nguyễn Văn Hùng", 1980, "p2")],
    ]);
}

#[test]
fn what_differs_by_a_letter_or_a_number_is_two() {
    check_apart([
        [teacher("Hoàng Văn Long", 1980), teacher("Hoàng Văn Lonh", 1980)],
        [teacher("Hoang Van Thanh", 1980), teacher("Hoàng Văn Thành", 1980)],
        [teacher("Nguyễn Văn An", 1980), teacher("Nguyễn An", 1980)],
        [collective("Tổ dân phố 1", "p1"), collective("Tổ dân phố 2", "p1")],
        [collective("Chi bộ thôn Nà Pài", "p1"), collective("Chi bộ thôn Nà Pàn", "p1")],
        [collective("Tổ Văn", "th-a"), collective("Tổ Văn", "th-b")],
    ]);
}

#[test]
fn a_join_says_why_field_by_field() {
    let who = [
        Who { position: "GV", ..person("Lộc Thị Hòa", 1980, "th-a") },
        Who { position: "Giáo viên", ..person("LỘC THỊ HOÀ", 1980, "th-a") },
    ];
    let (_, found) = run(&who, &Decisions::default());
    let said: Vec<&str> = found.joins.iter().map(|join| join.evidence.as_str()).collect();
    assert_eq!(said, ["họ tên giống hệt; cùng năm sinh 1980; cùng đơn vị; cùng chức vụ"]);
    let finding = found.findings.first().expect("the second is a duplicate");
    assert!(finding.message.ends_with(&format!(": {}.", said[0])), "{}", finding.message);
}

#[test]
fn an_exemplar_keeps_its_id_when_an_earlier_registration_turns_up_or_the_matcher_learns() {
    let one = || person("Lộc Văn An", 1980, "p1");
    let (mut registry, first) = run(&[one(), one()], &Decisions::default());
    let before = first.ids(&registry);
    // What was one exemplar before keeps its id, whatever its content would make of it now.
    for row in &mut registry.registrations {
        row.status = Status::Counted;
        row.birth_year = Some(1979);
    }
    let again = deduplicate(&mut registry, &plan(), &units(), &known(&Decisions::default(), &before));
    assert_eq!(again.exemplars[0].id, first.exemplars[0].id);
    // Torn apart, the larger part keeps it and the other gets one of its own.
    let (mut registry, three) = run(&[one(), one(), one()], &Decisions::default());
    let before = three.ids(&registry);
    for (row, born) in registry.registrations.iter_mut().zip([1960, 1980, 1980]) {
        row.status = Status::Counted;
        row.birth_year = Some(born);
    }
    let torn = deduplicate(&mut registry, &plan(), &units(), &known(&Decisions::default(), &before));
    let kept: Vec<Vec<usize>> = torn
        .exemplars
        .iter()
        .filter(|exemplar| exemplar.id == three.exemplars[0].id)
        .map(|exemplar| exemplar.registrations.clone())
        .collect();
    assert_eq!((torn.exemplars.len(), kept), (2, vec![vec![1, 2]]));
}
