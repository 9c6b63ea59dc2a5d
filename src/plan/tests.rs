//! The sample's plan against its official text, and small plans for what the other four need.

use super::*;
use crate::finding::Code;

const PLAN: &str = include_str!("../../samples/lang-son-2024/plan.toml");

fn city() -> UnitBook {
    let list = include_bytes!("../../samples/lang-son-2024/units.csv");
    UnitBook::from_csv("units.csv", list).value
}

fn sample() -> Plan {
    let plan = Plan::from_toml("plan.toml", PLAN, &city());
    assert_eq!(plan.findings, []);
    plan.value.unwrap_or_else(|| unreachable!("the sample is sound"))
}

/// A plan of the province with the given parts, over a province of two districts.
fn read(parts: &str) -> Noted<Option<Plan>> {
    let units = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to
80,Tỉnh Tây Ninh,area,province,,,,,
so-noi-vu,Sở Nội vụ,agency,province,80,,,,
so-nong-nghiep,Sở Nông nghiệp và Phát triển nông thôn,agency,province,80,,,,
hoi-nong-dan,Hội Nông dân tỉnh,mass_organisation,province,80,,,,
cong-an,Công an tỉnh,armed_force,province,80,,,,
quan-su,Bộ Chỉ huy Quân sự tỉnh,armed_force,province,80,,,,
bien-phong,Bộ Chỉ huy Bộ đội Biên phòng tỉnh,armed_force,province,80,,,,
703,Thành phố Tây Ninh,area,district,80,,,,
705,Huyện Tân Biên,area,district,80,,,,
25486,Xã Tân Lập,area,commune,705,,,,
xom-1,Xóm 1,hamlet,hamlet,25486,,,,
xom-2,Xóm 2,hamlet,hamlet,25486,,,,2021-12-31
xom-3,Xóm 3,hamlet,hamlet,25486,,,2022-01-01,
";
    let units = UnitBook::from_csv("units.csv", units.as_bytes());
    assert_eq!(units.findings, []);
    let head = "title = 'Thử'\nissuer = '80'\nreceiver = 'so-noi-vu'\nlevel = 'province'\nfrom = 2021-01-01\nto = 2025-12-31\n";
    Plan::from_toml("plan.toml", &format!("{head}{parts}"), &units.value)
}

fn sound(parts: &str) -> Plan {
    let plan = read(parts);
    assert_eq!(plan.findings, []);
    plan.value.unwrap_or_else(|| unreachable!("sound"))
}

#[test]
fn the_sample_says_what_the_seed_says() {
    // Mục II.3.2 of the plan of thành phố Lạng Sơn, typed from the document line by line.
    type Line = (&'static str, &'static str, u32, Scope, &'static [&'static str], Option<&'static str>);
    let seed: [Line; 14] = [
        ("hoc-tap-bac", "ban-tuyen-giao-thanh-uy", 2, Scope::Lead, &[], None),
        ("nong-thon-moi", "phong-kinh-te", 2, Scope::Lead, &[], None),
        ("doanh-nghiep", "phong-tai-chinh-ke-hoach", 2, Scope::Lead, &["phong-kinh-te"], None),
        ("van-hoa-cong-so", "phong-noi-vu", 2, Scope::Lead, &[], None),
        ("vi-nguoi-ngheo", "phong-lao-dong-tbxh", 2, Scope::Lead, &[], None),
        ("toan-dan-doan-ket", "uy-ban-mttq", 2, Scope::Lead, &[], None),
        ("day-tot-hoc-tot", "phong-giao-duc-va-dao-tao", 4, Scope::Lead, &[], None),
        ("quoc-phong-an-ninh", "cong-an", 2, Scope::EachLead, &[], None),
        ("quoc-phong-an-ninh", "ban-chi-huy-quan-su", 2, Scope::EachLead, &[], None),
        ("y-te", "van-phong-hdnd-ubnd", 4, Scope::Lead, &["trung-tam-y-te"], None),
        ("phat-trien-kinh-te", "hoi-nong-dan", 4, Scope::Lead, &[], Some("nông dân")),
        ("lao-dong-gioi", "lien-doan-lao-dong", 2, Scope::Lead, &[], Some("công nhân")),
        ("khoi-nghiep", "thanh-doan", 2, Scope::Lead, &[], None),
        ("phu-nu", "hoi-lien-hiep-phu-nu", 3, Scope::Lead, &[], None),
    ];
    let plan = sample();
    assert_eq!(plan.quotas.len(), seed.len());
    for (quota, (movement, lead, at_least, scope, partners, holder)) in plan.quotas.iter().zip(seed) {
        assert_eq!(quota.movement.as_ref().map(MovementId::as_str), Some(movement));
        assert_eq!(quota.lead.as_str(), lead);
        assert_eq!(quota.least(), at_least, "{lead}");
        assert_eq!(quota.scope, scope, "{lead}");
        assert_eq!(quota.kind, None, "{lead}: of any kind");
        let named: Vec<&str> = quota.partners.iter().map(UnitCode::as_str).collect();
        assert_eq!(named, partners, "{lead}");
        assert_eq!(quota.holder.as_ref().map(|holder| holder.name.as_str()), holder, "{lead}");
        assert!(quota.basis.starts_with("Mục II.3.2, điểm "), "{lead}: {}", quota.basis);
        let said = quota.said.row_shown().unwrap_or_default();
        let line = PLAN.lines().nth(said as usize - 1).unwrap_or_default();
        assert!(line.starts_with("at_least = "), "{lead}: line {said} is “{line}”");
    }
    assert_eq!(plan.quotas.iter().map(Quota::least).sum::<u32>(), 35);
    assert_eq!(plan.movements.len(), 13);
    assert_eq!(plan.dues, []);
    assert_eq!(plan.counting, Counting::OncePerMovement);
}

#[test]
fn the_offices_and_communes_report() {
    let plan = sample();
    let reporters: Vec<&str> = plan.reporters.iter().map(UnitCode::as_str).collect();
    for lead in plan.quotas.iter().map(|quota| quota.lead.as_str()) {
        assert!(reporters.contains(&lead), "{lead}");
    }
    assert!(reporters.ends_with(&["05971", "05974", "05977", "05980", "05983", "05986", "05989", "05992"]));
    assert!(!reporters.contains(&"178") && !reporters.contains(&"truong-mn-hoa-sua"));
    assert_eq!(reporters.len(), 38);
}

#[test]
fn a_minimum_may_be_set_by_kind_and_for_each_of_several() {
    let plan = sound(
        "
[[movement]]
id = 'nong-thon-moi'
name = 'Tây Ninh chung sức xây dựng nông thôn mới'
kind = 'emulation'

[[movement.quota]]
lead = 'Sở NN&PTNT'
partners = ['hoi-nong-dan', 'Sở Nội vụ']
at_least = { individual = 10, collective = 10 }
basis = 'Mục II.2.b'

[[movement]]
id = 'quoc-phong'
name = 'Thực hiện nhiệm vụ quốc phòng - an ninh'
kind = 'sector'

[[movement.quota]]
leads = ['cong-an', 'quan-su', 'bien-phong']
at_least = { collective = 10, individual = 10 }

[[movement]]
id = 'hop-tac-xa'
name = 'Phát triển kinh tế hợp tác, hợp tác xã'
kind = 'emulation'

[[movement.quota]]
lead = 'hoi-nong-dan'
at_least = { cooperative = 10, cooperative_group = 10, household = 40 }
",
    );
    let quotas: Vec<(&str, Option<HolderKind>, u32, Scope)> = plan
        .quotas
        .iter()
        .map(|quota| (quota.lead.as_str(), quota.kind, quota.least(), quota.scope))
        .collect();
    use HolderKind::{Collective, Cooperative, CooperativeGroup, Household, Individual};
    let each = Scope::EachLead;
    assert_eq!(
        quotas,
        [
            ("so-nong-nghiep", Some(Collective), 10, Scope::Lead),
            ("so-nong-nghiep", Some(Individual), 10, Scope::Lead),
            ("cong-an", Some(Collective), 10, each),
            ("cong-an", Some(Individual), 10, each),
            ("quan-su", Some(Collective), 10, each),
            ("quan-su", Some(Individual), 10, each),
            ("bien-phong", Some(Collective), 10, each),
            ("bien-phong", Some(Individual), 10, each),
            ("hoi-nong-dan", Some(Household), 40, Scope::Lead),
            ("hoi-nong-dan", Some(Cooperative), 10, Scope::Lead),
            ("hoi-nong-dan", Some(CooperativeGroup), 10, Scope::Lead),
        ]
    );
    // Without [[reporters]] whoever owes a minimum owes a list.
    assert_eq!(plan.reporters.len(), 5);
}

#[test]
fn a_minimum_may_be_owed_by_every_unit_of_a_class() {
    let each = |class: &str| {
        let plan = sound(&format!("[[quota]]\neach = {class}\nat_least = 1\n"));
        assert!(plan.quotas.iter().all(|quota| quota.scope == Scope::EachUnit && quota.movement.is_none()));
        plan.quotas.iter().map(|quota| quota.lead.to_string()).collect::<Vec<_>>().join(" ")
    };
    // «mỗi xóm lựa chọn và đăng ký … từ 01 điển hình tiên tiến trở lên»
    assert_eq!(each("{ kind = 'hamlet', within = '25486' }"), "xom-1 xom-2");
    assert_eq!(each("{ kind = 'hamlet', as_of = 2022-06-30 }"), "xom-1 xom-3");
    // «các cơ quan, đơn vị, địa phương … ít nhất 02»
    assert_eq!(
        each(
            "{ kind = ['agency', 'area'], level = ['province', 'district'], within = '80', except = ['so-noi-vu'] }"
        ),
        "so-nong-nghiep 703 705"
    );
    assert_eq!(each("{ units = ['cong-an', 'so-noi-vu'] }"), "so-noi-vu cong-an");
}

#[test]
fn a_plan_of_several_years_has_phases_dues_and_reviews() {
    let plan = sound(
        "
[[due]]
name = 'Danh sách đăng ký điển hình tiên tiến'
by = 2022-06-30
basis = 'Mục IV.1'

[[due]]
name = 'Kế hoạch triển khai thực hiện'
about = 'plan'
by = 2021-03-31

[[phase]]
name = 'Giai đoạn 2'
from = 2023-07-01
to = 2025-12-31

[[phase]]
name = 'Giai đoạn 1'
from = 2021-01-01
to = 2023-06-30

[[review]]
name = 'Sơ kết ở cơ sở'
kind = 'interim'
level = 'commune'
months = [4]

[[review]]
name = 'Hội nghị điển hình tiên tiến'
kind = 'final'
from = 2025-01-01
to = 2025-03-31
",
    );
    let day = |text: &str| text.parse::<Date>().unwrap_or_default();
    assert_eq!(
        plan.dues,
        [Due {
            basis: "Mục IV.1".to_owned(),
            name: "Danh sách đăng ký điển hình tiên tiến".to_owned(),
            opens: day("2021-01-01"),
            by: day("2022-06-30")
        }]
    );
    assert_eq!(plan.schedule.plans_due.len(), 1);
    let phases: Vec<&str> = plan.schedule.phases.iter().map(|phase| phase.name.as_str()).collect();
    assert_eq!(phases, ["Giai đoạn 1", "Giai đoạn 2"]);
    let reviews: Vec<(String, ReviewKind)> = plan
        .schedule
        .reviews
        .iter()
        .map(|review| (format!("{} – {}", review.from, review.to), review.kind))
        .collect();
    assert_eq!(reviews.len(), 6, "April of five years, and the conference");
    assert_eq!(reviews.first(), Some(&("2021-04-01 – 2021-04-30".to_owned(), ReviewKind::Interim)));
    assert!(reviews.contains(&("2025-01-01 – 2025-03-31".to_owned(), ReviewKind::Final)));
}

#[test]
fn eligibility_is_by_kind_and_position() {
    // Mục III of the plan of Sở LĐTBXH Hà Giang.
    let plan = sound(
        "
[[eligibility]]
kind = 'collective'
all_of = [
    { award = ['Bằng khen của Chủ tịch UBND tỉnh', 'BK UBND tỉnh'], from = 2021-01-01, to = 2025-12-31 },
    { rating = 'good' },
    { disciplined = false },
]

[[eligibility]]
kind = 'individual'
positions = ['Giám đốc', 'Phó Giám đốc']
any_of = [
    { award = 'Chiến sĩ thi đua cấp tỉnh', times = 2 },
    { initiative = 'province', times = 2 },
]

[[eligibility]]
kind = 'individual'
any_of = [{ award = 'Bằng khen của Bộ' }, { initiative = 'province' }]
",
    );
    let [collective, director, staff] = plan.eligibility.as_slice() else {
        unreachable!("three rules: {:?}", plan.eligibility)
    };
    assert_eq!(collective.kind, Some(HolderKind::Collective));
    assert_eq!(collective.all_of.get(1..), Some(&[Merit::Rating(Rating::Good), Merit::NoDiscipline][..]));
    assert_eq!(director.positions, ["Giám đốc", "Phó Giám đốc"]);
    assert_eq!(director.any_of.get(1), Some(&Merit::Initiative { level: Level::Province, times: 2 }));
    assert!(staff.positions.is_empty());
    assert!(collective.said < director.said && director.said < staff.said);
    assert!(
        matches!(director.any_of.first(), Some(Merit::Award { times: 2, names, .. }) if names == &["Chiến sĩ thi đua cấp tỉnh"])
    );
}

/// What a slip is answered with: the line, a piece of the message, a piece of the advice; the head of
/// the plan takes six lines.
#[track_caller]
fn check_slip(parts: &str, expect: &[(usize, &str, &str)]) -> Option<Plan> {
    let plan = read(parts);
    let shown = format!("{:#?}", plan.findings);
    assert_eq!(plan.findings.len(), expect.len(), "{shown}");
    for (finding, (line, message, advice)) in plan.findings.iter().zip(expect) {
        assert_eq!(finding.place.row_shown(), u32::try_from(*line).ok(), "{shown}");
        assert!(finding.message.contains(message), "{shown}");
        assert!(finding.advice.contains(advice), "{shown}");
        assert!(finding.message.ends_with(")."), "{shown}");
    }
    plan.value
}

#[test]
fn a_slip_is_named_with_its_line_and_the_right_word() {
    let movement = "[[movement]]\nid = 'm'\nname = 'Phong trào M'\nkind = 'emulation'\n";
    let good = "[[movement.quota]]\nlead = 'cong-an'\nat_least = 2\n";
    let plan = check_slip(
        &format!("{movement}{good}[[movement.quota]]\nlaed = 'quan-su'\nlead = 'quan-su'\nat_least = 3\n"),
        &[(15, "Không có mục «laed»", "Có phải «lead» không?")],
    );
    assert_eq!(plan.map(|plan| plan.quotas.len()), Some(1), "another quota does not stand in its place");
    for refused in ["per = 'yaer'", "holder = { nam = 'nông dân' }", "basis = 5"] {
        let parts =
            format!("{movement}{good}[[movement.quota]]\nlead = 'quan-su'\nat_least = 20\n{refused}\n");
        let plan = check_slip(&parts, &[(17, "", "")]);
        let owed: Vec<u32> = plan.iter().flat_map(|plan| &plan.quotas).map(Quota::least).collect();
        assert_eq!(owed, [2], "{refused}");
    }
    let plan = check_slip(
        &format!("{movement}{good}[[movement.quota]]\nlead = 'cong-n'\nat_least = 3\n"),
        &[(15, "Không có đơn vị «cong-n»", "«cong-an» (Công an tỉnh)")],
    );
    assert_eq!(plan.map(|plan| plan.quotas.len()), Some(1));
    check_slip(
        &format!("{movement}{good}[[quota]]\nmovement = 'n'\nlead = 'cong-an'\nat_least = 1\n"),
        &[(15, "Không có phong trào «n»", "m")],
    );
    check_slip(
        "[[quota]]\nlead = 'cong-an'\nat_least = { colective = 1 }\n",
        &[(9, "«colective»", "«collective»")],
    );
    check_slip("[[quota]]\nlead = 'cong-an'\nat_least = 'hai'\n", &[(9, "sai kiểu", "")]);
    check_slip("[[quota]]\nlead = 'cong-an'\n", &[(7, "Thiếu mục «at_least»", "at_least")]);
    check_slip("[[quota]]\nat_least = 1\n", &[(8, "«lead», «leads» hoặc «each»", "")]);
    check_slip("[[quota]]\nlead = 'cong-an'\nat_least = 0\n", &[(9, "bằng 0", "")]);
    check_slip(
        "[[quota]]\neach = { kind = 'hamlets' }\nat_least = 1\n",
        &[(8, "«hamlets»", "«hamlet»"), (8, "không có đơn vị nào", "")],
    );
    check_slip("countin = 'once_per_plan'\n", &[(7, "Không có mục «countin»", "«counting»")]);
    check_slip("counting = 'twice'\n", &[(7, "Không có cách tính «twice»", "")]);
    check_slip(
        "[[due]]\nname = 'DS'\nby = 2022-13-40\n[[quota]]\nlead = 'cong-an'\nat_least = 1",
        &[(9, "", "")],
    );
    check_slip(
        "[[movement]]\nid = 'm'\nname = 'M'\nkind = 'emulaton'\n[[movement]]\nid = 'm'\nname = 'N'\nkind = 'sector'\n",
        &[(10, "«emulaton»", "«emulation»"), (12, "hai lần", "")],
    );
    check_slip(
        "[[movement]]\nid = 'a'\nname = 'Dạy tốt'\nkind = 'sector'\n[[movement]]\nid = 'b'\nname = 'DẠY TỐT'\nkind = 'sector'\n",
        &[(12, "của cả «a» và «b»", "")],
    );
    check_slip("[[eligibility]]\nkind = 'individual'\n", &[(7, "không nêu thành tích", "")]);
    check_slip("[[review]]\nname = 'R'\nkind = 'interim'\n", &[(7, "«from» và «to»", "")]);
}

#[test]
fn the_four_slips_that_cost_most_are_named_with_line_and_column() {
    let at = |parts: &str, place: &str, advice: &str| {
        let plan = read(parts);
        let shown = format!("{:#?}", plan.findings);
        let finding = plan.findings.first();
        assert!(finding.is_some_and(|finding| finding.message.ends_with(place)), "{place}\n{shown}");
        assert!(finding.is_some_and(|finding| finding.advice.contains(advice)), "{advice}\n{shown}");
    };
    // a typo
    at("[[quota]]\nlead = 'cong-an'\nat_leas = 2\n", "(dòng 9, cột 1).", "«at_least»");
    at("[[quota]]\nlead = 'cong-an'\nat_least = { indvidual = 2 }\n", "(dòng 9, cột 12).", "«individual»");
    // a unit that does not exist
    at("[[quota]]\nlead = 'bien-phog'\nat_least = 2\n", "(dòng 8, cột 8).", "«bien-phong»");
    at("[[quota]]\nleads = ['cong-an', 'Sở Nội vu']\nat_least = 2\n", "(dòng 8, cột 21).", "Sở Nội vụ");
    // an overlapping quota: both lines are named
    let twice = "[[quota]]\nlead = 'cong-an'\nat_least = 2\n[[quota]]\nleads = ['quan-su', 'cong-an']\nat_least = 3\n";
    at(twice, "(dòng 12, cột 12).", "dòng 9");
    let plan = read(twice).value;
    let kept: Vec<u32> = plan.iter().flat_map(|plan| &plan.quotas).map(Quota::least).collect();
    assert_eq!(kept, [2, 3], "the first of the two holds, and what does not overlap");
    sound(
        "[[quota]]\nlead = 'cong-an'\nat_least = { individual = 2 }\n[[quota]]\nlead = 'cong-an'\nat_least = 3\n",
    );
    // an impossible date
    at("[[due]]\nname = 'DS'\nby = '2022-02-30'\n", "(dòng 9, cột 6).", "");
    at("[[due]]\nname = 'DS'\nby = 2022-02-30\n", "(dòng 9, cột 6).", "");
    at("[[due]]\nname = 'DS'\nby = 2020-06-30\n", "(dòng 9, cột 6).", "");
    at("[[phase]]\nname = 'P'\nfrom = 2021-01-01\nto = 2026-12-31\n", "(dòng 9, cột 8).", "");
    at("[[review]]\nname = 'R'\nkind = 'interim'\nmonths = [13]\n", "(dòng 10, cột 11).", "");
    at("[[task]]\nwhat = 'T'\n", "(dòng 7, cột 1).", "");
    at("[[fund]]\npercent = 0\nof = 'quỹ'\n", "(dòng 8, cột 11).", "");
}

#[test]
fn a_broken_plan_says_so_and_does_not_panic() {
    for text in
        ["", "title", "title = ", "[[movement", "from = 2021-01-01\nto = 2020-01-01", "\u{0}", "a = 1\na = 2"]
    {
        let plan = Plan::from_toml("plan.toml", text, &UnitBook::default());
        assert_eq!(plan.value, None, "{text}");
        assert!(plan.findings.iter().any(|finding| finding.code == Code::PlanInvalid), "{text}");
    }
    // Any cut of a sound plan is read without a panic.
    let units = city();
    for (cut, _) in PLAN.char_indices().step_by(97) {
        let _ = Plan::from_toml("plan.toml", PLAN.get(..cut).unwrap_or_default(), &units);
    }
}

#[test]
fn a_slip_in_what_a_quota_asks_is_named_with_the_right_word() {
    let lead = "[[quota]]\nlead = 'cong-an'\n";
    let slip = |parts: &str, expect: &[(usize, &str, &str)]| {
        let plan = check_slip(&format!("{lead}{parts}"), expect);
        assert_eq!(
            plan.map(|plan| plan.quotas.len()),
            Some(0),
            "{parts}: another quota does not stand in its place"
        );
    };
    slip("at_least = '30 phần trăm'\namong = 'women'", &[(9, "sai kiểu", "")]);
    slip("at_least = '120%'\nof = 10", &[(9, "tỷ lệ đến 100%", "")]);
    slip("at_least = '5%'", &[(9, "Tỷ lệ chưa nói tính trên số nào", "registered")]);
    slip("at_least = '5%'\nof = 'registred'", &[(10, "Không có số để tính tỷ lệ", "«registered»")]);
    slip("at_least = 5\nof = 'registered'", &[(10, "«of» chỉ dùng với tỷ lệ", "bỏ «of»")]);
    slip("at_least = '30%'\namong = 'woman'", &[(10, "Không có nhóm người «woman»", "«women»")]);
    slip(
        "at_least = { collective = '30%' }\namong = 'women'",
        &[(9, "«Tập thể» không có giới tính", "among")],
    );
    slip("at_least = 2\nper = 'quater'", &[(10, "«quater»", "«quarter»")]);
    slip("at_least = 2\nshared = 'together'", &[(10, "«leads» có từ hai đơn vị", "")]);
    slip("at_least = 5\nat_most = 3", &[(10, "nhỏ hơn số tối thiểu", "")]);
    let leads = "[[quota]]\nleads = ['cong-an', 'quan-su']\n";
    check_slip(&format!("{leads}at_least = 2\nshared = 'togther'"), &[(10, "«togther»", "«together»")]);
    check_slip(
        &format!("{leads}at_least = 1\nshared = 'split'"),
        &[(9, "Không chia được cho 2", "together")],
    );
    check_slip(&format!("{leads}at_least = 2\nclusters = 'all'"), &[(9, "một trong bốn", "")]);
    check_slip("[[quota]]\nclusters = 'all'\nat_least = 2", &[(8, "chưa có cụm, khối thi đua nào", "Thêm")]);
    let cluster = "[[cluster]]\nname = 'Cụm thi đua số 1'\nmembers = { units = ['cong-an', 'quan-su'] }\n";
    check_slip(
        &format!("{cluster}[[quota]]\nclusters = 'Cụm thi đua so 1'\nat_least = 2"),
        &[(11, "Không có cụm", "«Cụm thi đua số 1»")],
    );
    check_slip(&format!("{cluster}{cluster}"), &[(11, "ghi hai lần", "")]);
    check_slip(
        &format!("{cluster}[[cluster]]\nname = 'Cụm 2'\nmembers = {{ units = ['cong-an'] }}"),
        &[(12, "«Công an tỉnh» thuộc cả", "Đúng vậy")],
    );
    check_slip("[[total]]\nunit = 'cong-an'\ncount = 'năm'", &[(9, "sai kiểu", "")]);
    check_slip(
        "[[total]]\nunit = 'cong-an'\ncount = 5\n[[total]]\nunit = 'cong-an'\ncount = 6",
        &[(11, "ghi hai lần", "")],
    );
    check_slip("[[total]]\nunit = 'cong-n'\ncount = 5", &[(8, "«cong-n»", "«cong-an»")]);
}

#[track_caller]
fn check_movement(plan: &Plan, written: &str, expect: Option<&str>) {
    let movement = plan.movement_named(written).map(|movement| movement.id.as_str());
    assert_eq!(movement, expect, "{written}");
}

#[test]
fn movements_are_recognised_in_any_text() {
    let plan = sample();
    let check = |written: &str, expect: &str| {
        check_movement(&plan, written, (expect != "-").then_some(expect));
    };
    for movement in &plan.movements {
        for name in [&movement.name, &movement.short].into_iter().chain(&movement.aliases) {
            check(name, movement.id.as_str());
            check(&name.to_uppercase(), movement.id.as_str());
            check(&format!("Phong trào thi đua “{name}” năm 2024"), movement.id.as_str());
        }
        check(movement.id.as_str(), movement.id.as_str());
    }
    check("PHONG TRÀO THI ĐUA \"LẠNG SƠN CÙNG CẢ NƯỚC CHUNG SỨC XÂY DỰNG NÔNG THÔN MỚI\"", "nong-thon-moi");
    check("Danh sách ĐHTT trong phong trào xây dựng NTM", "nong-thon-moi");
    check("Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh", "toan-dan-doan-ket");
    check("CVĐ Toàn dân đoàn kết xây dựng nông thôn mới", "toan-dan-doan-ket");
    check("II. Cán bộ, công chức, viên chức thi đua thực hiện văn hoá công sở", "van-hoa-cong-so");
    check("Cán bộ công chức viên chức thi đ", "van-hoa-cong-so");
    check("Lạng Sơn cùng cả nước chung tay", "-");
    check("Thành phố Lạng Sơn cùng cả nước chung ta", "vi-nguoi-ngheo");
    check("Toàn dân đoàn kết xây dựng nông", "toan-dan-doan-ket");
    check("Gửi DS điển hình phong trào Dạy tốt – Học tốt (Trường TH Chi Lăng)", "day-tot-hoc-tot");
    check("Day tot - Hoc tot", "day-tot-hoc-tot");
    check("Xay dung nguoi phu nu Viet Nam thoi dai moi", "phu-nu");
    check("Gia đình 5 không 3 sạch", "phu-nu");
    check("Lĩnh vực y tế, chăm sóc sức khoẻ nhân dân", "y-te");
    check("Y tế", "y-te");
    check("lĩnh vực: Y tế", "y-te");
    check("Nhiệm vụ QP-AN", "quoc-phong-an-ninh");
    check("Quốc phòng – An ninh", "quoc-phong-an-ninh");
    check("Học tập và làm theo Bác", "hoc-tap-bac");
    // not a movement
    check("", "-");
    check("Trung tâm Y tế gửi danh sách", "-");
    check("Phòng Kinh tế", "-");
    check("Danh sách điển hình tiên tiến năm 2024", "-");
    check("Phát triển kinh tế - xã hội", "-");
    check("Hải tốt", "-");
    check("Phong trào thi đua", "-");
    // two movements
    check("Dạy tốt - Học tốt; Khởi nghiệp trong thanh niên", "-");
    check("Xây dựng nông thôn mới và chung tay vì người nghèo", "-");
}

#[test]
fn the_schema_is_the_one_that_the_types_give() {
    let mut schema = serde_json::to_string_pretty(&schemars::schema_for!(RawPlan)).unwrap_or_default();
    schema.push('\n');
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/plan.schema.json");
    if std::env::var_os("TONGHOP_REWRITE").is_some() {
        std::fs::write(path, &schema).unwrap_or_else(|error| unreachable!("{error}"));
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == schema, "schemas/plan.schema.json is old; run with TONGHOP_REWRITE=1");
}

#[test]
fn the_schema_names_the_words_that_are_read() {
    let schema = serde_json::to_string(&schemars::schema_for!(RawPlan)).unwrap_or_default();
    let ids = |ids: &[&str]| serde_json::to_string(ids).unwrap_or_default();
    assert!(schema.contains(&ids(&Level::ALL.map(Level::id))));
    assert!(schema.contains(&ids(&MovementKind::ALL.map(MovementKind::id))));
    for word in HolderKind::ALL.map(HolderKind::id).into_iter().chain(Rating::ALL.map(Rating::id)) {
        assert!(schema.contains(&format!("\"{word}\"")), "{word}");
    }
}
