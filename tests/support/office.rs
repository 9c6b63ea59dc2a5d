//! An invented office for tests: a city with its departments, wards and communes.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::{Consolidation, Look, Manifest};
use crate::dedup::{Exemplar, ExemplarId};
use crate::finding::{Code, Finding, Place, Question, QuestionKind, Topic};
use crate::ledger::Readings;
use crate::plan::{Counting, HolderKind, Movement, MovementId, MovementKind, Period, Plan, Quota, Scope};
use crate::quota::{Change, ChangeKind, MatrixRow, QuotaStatus, Reporting, Tally};
use crate::record::{Gender, Registration, RegistrationId, Status};
use crate::registry::{Registry, SheetAccount, SheetOutcome};
use crate::units::{Level, UnitBook, UnitCode};

/// Everything a [`Consolidation`] borrows.
pub(super) struct Office {
    plan: Plan,
    units: UnitBook,
    look: Look,
    registry: Registry,
    readings: Readings,
    exemplars: Vec<Exemplar>,
    exemplar_of: Vec<Option<usize>>,
    tallies: Vec<Tally>,
    reporting: Vec<Reporting>,
    matrix: Vec<MatrixRow>,
    changes: Vec<Change>,
    findings: Vec<Finding>,
    questions: Vec<Question>,
}

/// What the invented office runs with.
pub(super) const MANIFEST: Manifest<'static> = Manifest {
    version: "0.1.0",
    program: [0; 32],
    settings_hash: "00",
    plan_hash: "01",
    references: &BTreeMap::new(),
    inputs: &[],
    gone: &BTreeMap::new(),
};

const MOVEMENTS: [(&str, &str, &str, MovementKind); 13] = [
    (
        "hoc-tap",
        "Học tập và làm theo",
        "Đẩy mạnh việc học tập và làm theo tấm gương sáng",
        MovementKind::Campaign,
    ),
    (
        "nong-thon-moi",
        "Nông thôn mới",
        "Sông Mây cùng cả nước chung sức xây dựng nông thôn mới",
        MovementKind::Emulation,
    ),
    ("doanh-nghiep", "Doanh nghiệp", "Doanh nghiệp Sông Mây hội nhập và phát triển", MovementKind::Emulation),
    (
        "cong-so",
        "Văn hóa công sở",
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
        MovementKind::Emulation,
    ),
    (
        "vi-nguoi-ngheo",
        "Vì người nghèo",
        "Sông Mây cùng cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau",
        MovementKind::Emulation,
    ),
    (
        "toan-dan",
        "Toàn dân đoàn kết",
        "Toàn dân đoàn kết xây dựng nông thôn mới, đô thị văn minh",
        MovementKind::Campaign,
    ),
    ("day-tot", "Dạy tốt - Học tốt", "Dạy tốt - Học tốt", MovementKind::Emulation),
    ("quoc-phong", "Quốc phòng - an ninh", "quốc phòng - an ninh", MovementKind::Sector),
    ("y-te", "Y tế", "y tế, chăm sóc sức khỏe Nhân dân", MovementKind::Sector),
    ("nong-dan", "Nông dân giỏi", "Nông dân thi đua sản xuất, kinh doanh giỏi", MovementKind::Emulation),
    ("lao-dong", "Lao động giỏi", "Lao động giỏi, lao động sáng tạo", MovementKind::Emulation),
    ("khoi-nghiep", "Khởi nghiệp", "Khởi nghiệp trong thanh niên", MovementKind::Emulation),
    ("phu-nu", "Phụ nữ", "Xây dựng người phụ nữ thời đại mới", MovementKind::Emulation),
];

const LEADS: [(&str, &str, usize, u32); 14] = [
    ("ban-tuyen-giao", "Ban Tuyên giáo Thành ủy", 0, 2),
    ("phong-kinh-te", "Phòng Kinh tế", 1, 2),
    ("phong-tai-chinh", "Phòng Tài chính - Kế hoạch", 2, 2),
    ("phong-noi-vu", "Phòng Nội vụ", 3, 2),
    ("phong-lao-dong", "Phòng Lao động - Thương binh và Xã hội", 4, 2),
    ("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố", 5, 2),
    ("phong-giao-duc", "Phòng Giáo dục và Đào tạo", 6, 4),
    ("cong-an", "Công an thành phố", 7, 2),
    ("quan-su", "Ban Chỉ huy Quân sự thành phố", 7, 2),
    ("trung-tam-y-te", "Trung tâm Y tế thành phố", 8, 4),
    ("hoi-nong-dan", "Hội Nông dân thành phố", 9, 4),
    ("lien-doan", "Liên đoàn Lao động thành phố", 10, 2),
    ("doan-thanh-nien", "Đoàn Thanh niên Cộng sản Hồ Chí Minh thành phố", 11, 2),
    ("hoi-phu-nu", "Hội Liên hiệp Phụ nữ thành phố", 12, 3),
];

const PERIOD: &str = "2024-06";

impl Office {
    /// An office with 13 movements, 14 quotas, 50 units that report and `n` registrations.
    pub(super) fn new(n: usize) -> Office {
        let (units, reporters) = units();
        let plan = plan(&reporters);
        let period = Period::parse(PERIOD).expect("a period");
        let mut registry = Registry::default();
        let mut exemplars: Vec<Exemplar> = Vec::new();
        let mut exemplar_of = Vec::new();
        for at in 0..n {
            let registration = registration(at, &reporters, &plan);
            let duplicate = at % 23 == 22 && 22 < at;
            if duplicate {
                exemplar_of.push(Some(exemplars.len() - 1));
                let last = exemplars.last_mut().expect("one before");
                last.registrations.push(at);
                registry.registrations.push(Registration {
                    status: Status::Duplicate,
                    name: last.name.clone(),
                    unit: last.unit.clone(),
                    ..registration
                });
            } else {
                exemplar_of.push(Some(exemplars.len()));
                exemplars.push(Exemplar {
                    id: ExemplarId::of(&[&at.to_string()]),
                    kind: registration.kind,
                    name: registration.name.clone(),
                    birth_year: registration.birth_year,
                    unit: registration.unit.clone(),
                    movements: registration.movement.iter().cloned().collect(),
                    leads: vec![registration.lead.clone()],
                    registrations: vec![at],
                    first_period: period,
                });
                registry.registrations.push(registration);
            }
        }
        registry.accounts = accounts(&registry.registrations, &reporters);
        let matrix = matrix(&exemplars);
        let tallies = tallies(&plan, &exemplars);
        let reporting = reporting(&reporters);
        Office {
            changes: changes(&exemplars),
            findings: findings(&registry.registrations),
            questions: questions(&registry.registrations),
            look: look(),
            plan,
            units,
            registry,
            readings: Readings::default(),
            exemplars,
            exemplar_of,
            tallies,
            reporting,
            matrix,
        }
    }

    /// What the report is handed.
    pub(super) fn consolidation(&self) -> Consolidation<'_> {
        Consolidation {
            period: Period::parse(PERIOD).expect("a period"),
            plan: &self.plan,
            units: &self.units,
            look: &self.look,
            registry: &self.registry,
            readings: &self.readings,
            exemplars: &self.exemplars,
            exemplar_of: &self.exemplar_of,
            tallies: &self.tallies,
            reporting: &self.reporting,
            papers: &[],
            tree: crate::units::Tree::Old,
            eligibility: &[],
            matrix: &self.matrix,
            changes: &self.changes,
            reconciliation: None,
            findings: &self.findings,
            questions: &self.questions,
            within: None,
        }
    }
}

fn look() -> Look {
    Look {
        authority_above: "Ủy ban nhân dân thành phố Sông Mây".to_owned(),
        office: "Phòng Nội vụ".to_owned(),
        place: "Sông Mây".to_owned(),
        signatory_lines: vec!["TL. CHỦ TỊCH".to_owned(), "TRƯỞNG PHÒNG NỘI VỤ".to_owned()],
        signatory: "Hoàng Thị Mơ".to_owned(),
        recipients: vec![
            "Hội đồng Thi đua - Khen thưởng thành phố;".to_owned(),
            "Các đơn vị trong cụm thi đua;".to_owned(),
            "Lưu: VT, TĐKT.".to_owned(),
        ],
        ..Look::default()
    }
}

fn units() -> (UnitBook, Vec<UnitCode>) {
    let mut text = String::from(
        "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
         20,Tỉnh Núi Biếc,area,province,,,,,,\n178,Thành phố Sông Mây,area,district,20,,,,,\n",
    );
    let mut codes = Vec::new();
    for (code, name, ..) in LEADS {
        text.push_str(&format!("{code},{name},agency,district,178,,{code}@songmay.example,,,\n"));
        codes.push(UnitCode::new(code));
    }
    const NAMES: [&str; 12] = [
        "Vĩnh Lạc",
        "Đồi Thông",
        "Suối Hoa",
        "Cầu Đá",
        "Bến Trúc",
        "Hoa Sim",
        "Mai Sơn Hạ",
        "Bình Yên",
        "Lũng Mây",
        "Thác Bạc",
        "Đông Khê Thượng",
        "Chợ Mới",
    ];
    for at in 0..36 {
        let word = if at % 3 == 0 { "Xã" } else { "Phường" };
        let name = NAMES[at % NAMES.len()];
        let number = at / NAMES.len() + 1;
        let code = format!("0{}", 5970 + at);
        text.push_str(&format!("{code},{word} {name} {number},area,commune,178,,,,,\n"));
        codes.push(UnitCode::new(&code));
    }
    (UnitBook::from_csv("units.csv", text.as_bytes()).value, codes)
}

fn plan(reporters: &[UnitCode]) -> Plan {
    Plan {
        source: "plan.toml".into(),
        number: "12/KH-UBND".to_owned(),
        title: "Xây dựng điển hình tiên tiến".to_owned(),
        issuer: UnitCode::new("178"),
        receiver: UnitCode::new("phong-noi-vu"),
        from: date(2024, 1, 1),
        to: date(2024, 12, 31),
        cut_off_day: crate::plan::MONTH_END,
        level: Level::District,
        counting: Counting::OncePerMovement,
        movements: MOVEMENTS
            .iter()
            .map(|(id, short, name, kind)| Movement {
                id: MovementId::new(id),
                name: (*name).to_owned(),
                short: (*short).to_owned(),
                kind: *kind,
                aliases: Vec::new(),
            })
            .collect(),
        quotas: LEADS
            .iter()
            .enumerate()
            .map(|(at, (code, _, movement, at_least))| Quota {
                movement: Some(MovementId::new(MOVEMENTS[*movement].0)),
                lead: UnitCode::new(code),
                partners: Vec::new(),
                partners_text: String::new(),
                scope: Scope::Lead,
                kind: (*code == "lien-doan").then_some(HolderKind::Individual),
                holder: (*code == "lien-doan").then(|| crate::plan::HolderRule {
                    name: "công nhân".to_owned(),
                    any_of: vec!["công nhân".to_owned()],
                    none_of: Vec::new(),
                    columns: crate::plan::HolderColumn::ALL.to_vec(),
                    except: Vec::new(),
                }),
                group: None,
                among: None,
                bound: crate::plan::Bound::AtLeast,
                amount: crate::plan::Amount::Count(*at_least),
                period: None,
                is_carried: false,
                said: Place::file("plan.toml").at_row(u32::try_from(10 * (at + 1) - 1).unwrap_or(0)),
                basis: format!("Mục II.3.2, điểm {}", at + 1),
            })
            .collect(),
        schedule: crate::plan::Schedule::default(),
        eligibility: Vec::new(),
        clusters: Vec::new(),
        totals: Vec::new(),
        reporters: reporters.to_vec(),
        dues: Vec::new(),
    }
}

fn registration(at: usize, reporters: &[UnitCode], plan: &Plan) -> Registration {
    const FAMILY: [&str; 7] =
        ["Nguyễn Văn", "Trần Thị", "Lê Quang", "Hoàng Ngọc", "Nông Thị", "Vi Văn", "Đặng Thị Minh"];
    const GIVEN: [&str; 11] =
        ["An", "Ánh", "Bình", "Đức", "Hạnh", "Hưng", "Hùng", "Ơn", "Phượng", "Tâm", "Ý"];
    let lead = &LEADS[at * 5 % 12];
    let sender = &reporters[(at * 7) % 47];
    let kind = match at % 6 {
        0 | 3 => HolderKind::Collective,
        5 => HolderKind::Household,
        _ => HolderKind::Individual,
    };
    let name = match kind {
        HolderKind::Collective => format!("Tập thể Tổ dân phố số {}", at % 17 + 1),
        HolderKind::Household => format!("Hộ ông {} {}", FAMILY[at % 7], GIVEN[at % 11]),
        _ => format!("{} {}", FAMILY[at % 7], GIVEN[at * 3 % 11]),
    };
    let person = kind == HolderKind::Individual;
    let place = Place::sheet(format!("2024-06-{:02}/{sender}.xlsx", at % 20 + 1).into(), "Danh sách");
    let received = date(2024, 6, i8::try_from(at % 20 + 1).unwrap_or(1));
    Registration {
        birth_date: person.then(|| date(1975, 8, 15)),
        birth_year: person.then(|| 1960 + i16::try_from(at % 40).unwrap_or(0)),
        gender: person.then_some(if at.is_multiple_of(2) { Gender::Female } else { Gender::Male }),
        position: if person { "Giáo viên, tổ trưởng chuyên môn".into() } else { Default::default() },
        workplace: if person { "Trường Tiểu học Suối Hoa".into() } else { Default::default() },
        achievement: match at % 4 {
            0 => "=Hoàn thành xuất sắc nhiệm vụ năm 2023; có sáng kiến được công nhận cấp cơ sở, \
                  tích cực tham gia các hoạt động từ thiện, nhân đạo tại địa phương, được Chủ tịch \
                  UBND thành phố tặng Giấy khen hai năm liền"
                .into(),
            1 => Default::default(),
            2 => "Hiến 120 m² đất làm đường".into(),
            _ => "Tổ hòa giải đạt tỷ lệ hòa giải thành trên 90%, không có đơn thư vượt cấp".into(),
        },
        unit: Some(sender.clone()),
        unit_written: "P. Suối Hoa".into(),
        sender: Some(sender.clone()),
        movement: Some(plan.movements[lead.2].id.clone()),
        lead: Some(UnitCode::new(lead.0)),
        ..Registration::of(
            RegistrationId::of("hash", 0, sender.as_str(), u32::try_from(at).unwrap_or(0)),
            place.at_row(u32::try_from(at / 47 + 7).unwrap_or(0)),
            kind,
            name.into(),
            received,
        )
    }
}

fn accounts(registrations: &[Registration], reporters: &[UnitCode]) -> Vec<SheetAccount> {
    let mut accounts: Vec<SheetAccount> = Vec::new();
    let mut sources: Vec<&Arc<str>> = registrations.iter().map(|held| &held.place.source).collect();
    sources.sort();
    sources.dedup();
    for source in sources {
        let held: Vec<&Registration> =
            registrations.iter().filter(|held| &held.place.source == source).collect();
        let data = u32::try_from(held.len()).unwrap_or(0);
        let (first, hash) = (held[0], blake3::hash(source.as_bytes()).to_hex().to_string());
        let sent = (first.sender.clone(), first.received);
        accounts.push(SheetAccount {
            rows: data + 15,
            blank: 3,
            title: 5,
            header: 1,
            numbering: 1,
            section: 1,
            data,
            total: 1,
            signature: 3,
            ..SheetAccount::without_rows(first.place.clone(), hash, sent, SheetOutcome::Read)
        });
    }
    let picture = Place::file("2024-06-21/thư của phường.eml!ảnh chụp danh sách.pdf");
    let sent = (reporters.last().cloned(), date(2024, 6, 21));
    accounts.push(SheetAccount::without_rows(picture, "ff".to_owned(), sent, SheetOutcome::Failed));
    accounts
}

fn matrix(exemplars: &[Exemplar]) -> Vec<MatrixRow> {
    let mut rows: Vec<MatrixRow> = Vec::new();
    for exemplar in exemplars {
        let row = MatrixRow {
            unit: exemplar.unit.clone(),
            movement: exemplar.movements.first().cloned(),
            kind: exemplar.kind,
            exemplars: 1,
        };
        match rows
            .iter_mut()
            .find(|held| (&held.unit, &held.movement, held.kind) == (&row.unit, &row.movement, row.kind))
        {
            Some(held) => held.exemplars += 1,
            None => rows.push(row),
        }
    }
    rows.sort();
    rows
}

fn tallies(plan: &Plan, exemplars: &[Exemplar]) -> Vec<Tally> {
    let mut tallies = Vec::new();
    for (quota_at, quota) in plan.quotas.iter().enumerate() {
        let all = exemplars
            .iter()
            .filter(|held| held.leads.first().cloned().flatten().as_ref() == Some(&quota.lead))
            .count();
        let registered = u32::try_from(all / 3).unwrap_or(0).min(quota.least() + 1);
        let shortfall = quota.least().saturating_sub(registered);
        tallies.push(Tally {
            quota_at,
            required: Some(quota.least()),
            registered,
            whole: registered,
            unclear: Vec::new(),
            shortfall,
            excess: registered.saturating_sub(quota.least()),
            status: match (registered, shortfall) {
                (_, 0) => QuotaStatus::Met,
                (0, _) => QuotaStatus::None,
                _ => QuotaStatus::Short,
            },
            exemplars: Vec::new(),
            set_aside: Vec::new(),
        });
    }
    tallies
}

fn reporting(reporters: &[UnitCode]) -> Vec<Reporting> {
    let line = |(at, unit): (usize, &UnitCode)| {
        let missing = u32::from(at % 9 == 8);
        let late = u32::from(at % 7 == 3);
        let expected = 2;
        let received = expected - missing;
        Reporting {
            unit: unit.clone(),
            expected,
            received,
            on_time: received - late,
            late,
            missing,
            last_received: (missing == 0).then(|| day(at)),
            due: date(2024, 6, 20),
            ended: None,
            overdue_since: (0 < missing).then(|| date(2024, if at % 18 == 8 { 5 } else { 6 }, 20)),
        }
    };
    reporters.iter().enumerate().map(line).collect()
}

fn day(at: usize) -> Date {
    date(2024, 6, i8::try_from(at % 28 + 1).unwrap_or(1))
}

fn changes(exemplars: &[Exemplar]) -> Vec<Change> {
    let kinds = [ChangeKind::New, ChangeKind::Changed, ChangeKind::Withdrawn];
    let change = |(at, held): (usize, &Exemplar)| Change {
        exemplar: held.id.clone(),
        name: held.name.clone(),
        unit: held.unit.clone(),
        change: kinds[at % 3],
        field: if at % 3 == 1 { "birth_year" } else { "" },
        before: if at % 3 == 1 { "1970".into() } else { Default::default() },
        after: if at % 3 == 1 { "1971".into() } else { Default::default() },
    };
    exemplars.iter().take(12).enumerate().map(change).collect()
}

fn findings(registrations: &[Registration]) -> Vec<Finding> {
    let finding = |held: &Registration| {
        Finding::new(Code::TextRepaired, held.place.clone(), "Đã chuyển mã.").raw("=NguyÔn")
    };
    registrations.iter().take(5).map(finding).collect()
}

fn questions(registrations: &[Registration]) -> Vec<Question> {
    let question = |(at, held): (usize, &Registration)| {
        let topic = Topic::ALL[at % 2 * 3];
        Question {
            id: Question::identify(topic, &[held.id.as_str()]),
            topic,
            left: format!("{}, {}", held.name, held.place),
            right: if topic == Topic::Unit { String::new() } else { format!("{} (1971)", held.name) },
            evidence: "Cùng họ tên, cùng đơn vị, năm sinh lệch một năm.".to_owned(),
            score: 0.87,
            proposal: "same".to_owned(),
            choices: vec![
                ("same".to_owned(), "Cùng một người, gộp lại".to_owned()),
                ("different".to_owned(), "Hai người khác nhau".to_owned()),
            ],
            kind: (topic == Topic::SameExemplar).then(|| QuestionKind {
                id: Question::identify(topic, &["kind"]),
                why: "năm sinh lệch một năm".to_owned(),
            }),
        }
    };
    registrations.iter().take(7).enumerate().map(question).collect()
}
