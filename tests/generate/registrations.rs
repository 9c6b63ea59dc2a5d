//! Registrations of invented exemplars, with the truth: who is who.
//!
//! The same seed gives the same registrations. An office of one province: communes of which each three
//! became one in July 2025 and one in ten was divided, schools in each, one year and a half before the
//! reform and half a year after. Names are drawn with the frequencies of the reference (Nguyễn 31 %, Văn
//! and Thị under half the people), so that a fifth of some nine thousand share their full name.
//!
//! Error model, a share of the registrations each, drawn anew for every registration:
//! - name: another tone placement or case 15 %, no marks 0.5 %, wrong mark 0.4 %, one letter 0.4 %, two
//!   words swapped 0.1 %, two words run together 0.3 %;
//! - birth: only the year 50 %, nothing 3 %, a wrong year 0.4 % (one off or two digits turned), day and
//!   month turned 0.2 %;
//! - unit: the unit above instead 1.5 %, not read 0.5 %; the old or the new one by the day;
//! - position: not given 10 %, another 5 %; address: not given 40 %; number: given by 10 %, wrong 0.2 % of them;
//! - household: head and spouse 10 %, the spouse as the head 0.5 %.
//!
//! Honorifics come off in the room before this one, so they are not made here.
#![allow(dead_code, reason = "a bench and a test use parts of it")]

use jiff::civil::{Date, date};
use tonghop::dedup::Before;
use tonghop::finding::Place;
use tonghop::plan::{HolderKind, MovementId};
use tonghop::record::{Gender, Registration, RegistrationId, Status};
use tonghop::registry::Registry;
use tonghop::units::{UnitBook, UnitCode};

/// A generator of numbers that are the same in every run (SplitMix64).
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap_or_default()
    }

    pub(super) fn share(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / ((1_u64 << 53) as f64) < share
    }

    /// One of words that grow rarer down the list.
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let first = self.below(words.len());
        words[self.below(first + 1)]
    }
}

const FAMILY: &str = "Nguyễn:315 Trần:109 Lê:89 Phạm:59 Hoàng:51 Vũ:49 Phan:28 Trương:22 Bùi:21 Đặng:19 Đỗ:19 \
    Ngô:17 Hồ:15 Dương:14 Hà:12 Lý:10 Trịnh:10 Đinh:9 Lâm:7 Đoàn:7 Cao:7 Lương:7 Mai:6 Đào:6 Lưu:6 Thái:5 Phùng:4 \
    Vương:4 Chu:4 Tạ:4 Nông:12 Vi:8 Bế:4 Hứa:4 Triệu:5 Lộc:3 La:2 Đàm:3 Mông:2 Lành:2 Tô:3 Kiều:2 Quách:2 Ma:2";
const MIDDLE_M: &str = "Văn:400 Đức:60 Minh:60 Hữu:50 Quang:50 Quốc:45 Xuân:40 Đình:40 Thanh:40 Ngọc:35 Công:30 Duy:30 Tuấn:25 Thế:25 Anh:25 Trọng:20 Bá:15 Mạnh:15 Việt:15 Gia:10";
const MIDDLE_F: &str = "Thị:550 Ngọc:50 Thanh:50 Thu:45 Kim:40 Hồng:40 Minh:35 Bích:30 Thúy:25 Phương:25 Mỹ:20 Quỳnh:20 Hải:15 Diệu:15 Khánh:15 Như:10 Tuyết:10 Mai:5";
const GIVEN_M: &str = "Hùng Dũng Tuấn Anh Hải Sơn Minh Cường Thành Long Nam Thắng Hưng Đức Trung Tùng Hiếu Toàn Quang Hòa Bình Vinh Huy Kiên Tâm Lâm Khánh Thái Phong Giang Tú Quân Phúc Duy Đạt Việt Hà Thịnh Chiến Mạnh Lợi Tiến Hiệp Hậu Dương Nghĩa Trường Linh An Tài Thanh Khoa Lực Định Thông Quyết Thuận Hào Tân Trí Cảnh Khải Khiêm Chính Luân Biên Thọ Ninh Bằng Đông Lập Vượng Toản Phú Chung Tường Nhân Điệp Sinh Cương";
const GIVEN_F: &str = "Hương Thảo Linh Hà Lan Thủy Hằng Mai Nga Hạnh Trang Hoa Huyền Phương Thu Nhung Hiền Loan Yến Anh Vân Liên Dung Ngọc Hồng Oanh Tuyết Thúy Giang Ngân Quỳnh Tâm Bình Nguyệt Huệ Lý Chi Hường Xuân Phượng Thanh Minh Nhàn Tươi Thơm Hòa Đào Duyên Trâm Thư Kiều Ánh Uyên Châu Quyên Diễm Hậu Hợp Thoa Lệ Cúc Sen Mùi Thắm Ngà Bưởi Nụ Én Mận Chinh";
const POSITIONS: [&str; 14] = [
    "Nông dân",
    "Giáo viên",
    "Công chức",
    "Nhân viên",
    "Trưởng thôn",
    "Bí thư chi bộ",
    "Hiệu trưởng",
    "Phó Chủ tịch UBND",
    "Chủ tịch Hội Phụ nữ",
    "Bí thư Đoàn",
    "Trưởng Công an",
    "Kế toán",
    "Văn thư",
    "Y sĩ",
];

/// The book of the office: 180 communes before the reform, 60 after, three schools in each of those.
pub(super) fn units() -> UnitBook {
    let mut csv = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
        tinh,Tỉnh Bắc Nam,area,province,,,,,,\nso,Sở Giáo dục và Đào tạo,agency,province,tinh,,,,,\n"
        .to_owned();
    for n in 0..60 {
        csv += &format!("moi-{n},Xã Mới {n},area,commune,tinh,,,2025-07-01,,\n");
        for m in 0..3 {
            csv += &format!("truong-{n}-{m},Trường Tiểu học số {m} Xã Mới {n},school,commune,so,,,,,\n");
        }
    }
    for n in 0..180 {
        let after = if n % 10 == 9 {
            format!("moi-{};moi-{}", n / 3, (n / 3 + 1) % 60)
        } else {
            format!("moi-{}", n / 3)
        };
        csv += &format!("cu-{n},Xã Cũ {n},area,commune,tinh,,,,2025-06-30,{after}\n");
    }
    UnitBook::from_csv("units.csv", csv.as_bytes()).value
}

struct Exemplar {
    kind: HolderKind,
    name: String,
    spouse: String,
    born: Date,
    gender: Option<Gender>,
    position: &'static str,
    address: String,
    number: String,
    old: UnitCode,
    new: UnitCode,
    above: UnitCode,
}

fn weighted<'a>(chance: &mut Chance, list: &'a str) -> &'a str {
    let entries = || list.split_whitespace().filter_map(|entry| entry.split_once(':'));
    let total: usize = entries().filter_map(|(_, n)| n.parse::<usize>().ok()).sum();
    let mut left = chance.below(total);
    for (word, n) in entries() {
        let n = n.parse().unwrap_or(0);
        if left < n {
            return word;
        }
        left -= n;
    }
    ""
}

fn name(chance: &mut Chance, gender: Gender) -> String {
    let (middle, given) = if gender == Gender::Male { (MIDDLE_M, GIVEN_M) } else { (MIDDLE_F, GIVEN_F) };
    let given: Vec<&str> = given.split_whitespace().collect();
    let family = weighted(chance, FAMILY);
    let mut name = format!("{family} {}", weighted(chance, middle));
    if chance.share(0.16) {
        name = format!("{name} {}", chance.word(&given));
    }
    format!("{name} {}", chance.word(&given))
}

fn exemplar(chance: &mut Chance, at: usize, n_communes: usize) -> Exemplar {
    let commune = chance.below(n_communes);
    let new = commune / 3;
    let kind = match chance.below(100) {
        0..=79 => HolderKind::Individual,
        80..=89 => HolderKind::Household,
        90..=96 => HolderKind::Collective,
        _ => HolderKind::Cooperative,
    };
    let gender = if chance.share(0.5) { Gender::Male } else { Gender::Female };
    let school = kind == HolderKind::Individual && chance.share(0.35);
    let code = |text: String| UnitCode::new(&text);
    let (old, now, above) = if school {
        let school = code(format!("truong-{}-{}", new % 60, chance.below(3)));
        (school.clone(), school, code("so".to_owned()))
    } else {
        let moved = commune % 10 == 9 && chance.share(0.5);
        let part = if moved { (new + 1) % 60 } else { new % 60 };
        (code(format!("cu-{}", commune % 180)), code(format!("moi-{part}")), code("tinh".to_owned()))
    };
    let own = name(chance, gender);
    let name = match kind {
        HolderKind::Collective => {
            format!("Chi bộ thôn {} {}", chance.word(&GIVEN_M.split_whitespace().collect::<Vec<_>>()), at)
        }
        HolderKind::Cooperative => format!("Hợp tác xã {own}"),
        _ => own,
    };
    let other = if gender == Gender::Male { Gender::Female } else { Gender::Male };
    Exemplar {
        kind,
        name,
        spouse: self::name(chance, other),
        born: date(1955 + chance.below(46) as i16, 1 + chance.below(12) as i8, 1 + chance.below(28) as i8),
        gender: Some(gender),
        position: if school { "Giáo viên" } else { POSITIONS[chance.below(3 + chance.0 as usize % 11)] },
        address: format!("Thôn {}", chance.below(12)),
        number: format!("so-{at}"),
        old,
        new: now,
        above,
    }
}

/// A name with the slips of one typist.
fn typed(chance: &mut Chance, name: &str) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let at = chance.below(words.len());
    match chance.below(1000) {
        0..=4 => return tonghop::text::name_case(&tonghop::text::bare_key(name)),
        5..=8 => words[at] = other_mark(&words[at], chance),
        9..=12 => {
            let letters: Vec<char> = words[at].chars().collect();
            let gone = chance.below(letters.len());
            words[at] = letters
                .iter()
                .enumerate()
                .filter(|(n, _)| *n != gone || letters.len() < 3)
                .map(|(_, c)| *c)
                .collect();
        }
        13 if words.len() > 2 => words.swap(1, 2),
        14..=16 if words.len() > 2 => {
            let last = words.pop().unwrap_or_default();
            if let Some(word) = words.last_mut() {
                word.push_str(&last);
            }
        }
        100..=249 => {
            return name.to_uppercase().replace("HÒA", "HOÀ").replace("THÚY", "THUÝ").replace("THỦY", "THUỶ");
        }
        _ => {}
    }
    words.join(" ")
}

fn other_mark(word: &str, chance: &mut Chance) -> String {
    const ROWS: [&str; 6] = ["aáàảãạăâ", "oóòỏõọôơ", "uúùủũụưừ", "eéèẻẽẹêế", "iíìỉĩị", "ưứừửữựuù"];
    let mut changed = false;
    let letters = word.chars().map(|c| match ROWS.iter().find(|row| row.contains(c)) {
        Some(row) if !changed => {
            changed = true;
            let letters: Vec<char> = row.chars().filter(|other| *other != c).collect();
            letters[chance.below(letters.len())]
        }
        _ => c,
    });
    letters.collect()
}

fn registration(chance: &mut Chance, who: &Exemplar, at: u32) -> Registration {
    let received = date(2024, 1, 15)
        .checked_add(jiff::Span::new().days(chance.below(700) as i64))
        .unwrap_or(date(2024, 1, 15));
    let by_day = if received < date(2025, 7, 1) { &who.old } else { &who.new };
    let unit = match chance.below(1000) {
        0..=14 => Some(who.above.clone()),
        15..=19 => None,
        _ => Some(by_day.clone()),
    };
    let person = matches!(who.kind, HolderKind::Individual | HolderKind::Household);
    let (mut day, mut year) = (Some(who.born), Some(who.born.year()));
    match chance.below(1000) {
        0..=499 => day = None,
        500..=529 => (day, year) = (None, None),
        530..=532 => (day, year) = (None, Some(who.born.year() + if chance.share(0.5) { 1 } else { -1 })),
        533 => (day, year) = (None, Some(1900 + who.born.year() % 10 * 10 + who.born.year() / 10 % 10)),
        534..=535 => day = Date::new(who.born.year(), who.born.day().min(12), who.born.month()).ok(),
        _ => {}
    }
    let name = match who.kind {
        HolderKind::Individual => typed(chance, &who.name),
        HolderKind::Household if chance.share(0.005) => who.spouse.clone(),
        HolderKind::Household if chance.share(0.1) => {
            format!("{} – {}", typed(chance, &who.name), who.spouse)
        }
        HolderKind::Household => typed(chance, &who.name),
        HolderKind::Cooperative if chance.share(0.3) => who.name.replace("Hợp tác xã", "HTX"),
        _ if chance.share(0.3) => format!("Tập thể {}", who.name),
        _ => who.name.clone(),
    };
    let position = match chance.below(100) {
        _ if who.kind != HolderKind::Individual => "",
        0..=9 => "",
        10..=14 => POSITIONS[chance.below(POSITIONS.len())],
        _ => who.position,
    };
    let number = if who.kind == HolderKind::Individual && chance.share(0.1) {
        if chance.share(0.002) { format!("{}-nham", who.number) } else { who.number.clone() }
    } else {
        String::new()
    };
    Registration {
        id: RegistrationId::of("hash", 0, "s", at),
        place: Place::sheet("danh-sach.xlsx".into(), "s").at_row(at),
        status: Status::Counted,
        kind: who.kind,
        name,
        honorific: String::new(),
        birth_date: day.filter(|_| person),
        birth_year: year.filter(|_| person),
        gender: who.gender.filter(|_| who.kind == HolderKind::Individual && chance.share(0.7)),
        position: position.to_owned(),
        workplace: String::new(),
        address: if person && chance.share(0.6) { who.address.clone() } else { String::new() },
        achievement: String::new(),
        remark: String::new(),
        merits: Default::default(),
        identity_hash: number,
        unit,
        unit_written: String::new(),
        sender: Some(by_day.clone()),
        sender_name: String::new(),
        movement: Some(MovementId::new("m")),
        lead: None,
        received,
    }
}

/// `n` registrations of `n_exemplars`, and of each its exemplar. An office of 30,000 exemplars has 180
/// communes; larger numbers come from several such offices whose units keep their people apart by number.
pub(super) fn registry(seed: u64, n: usize, n_exemplars: usize) -> (Registry, Vec<u32>) {
    let mut chance = Chance(seed);
    let who: Vec<Exemplar> = (0..n_exemplars).map(|at| exemplar(&mut chance, at, 180)).collect();
    let mut truth: Vec<u32> = (0..n_exemplars as u32).collect();
    while truth.len() < n {
        truth.push(chance.below(n_exemplars) as u32);
    }
    for at in (1..truth.len()).rev() {
        truth.swap(at, chance.below(at + 1));
    }
    let mut registry = Registry::default();
    registry.registrations =
        truth.iter().zip(0..).map(|(own, at)| registration(&mut chance, &who[*own as usize], at)).collect();
    registry.replaced_by = vec![None; n];
    (registry, truth)
}

/// Nothing from an earlier run.
pub(super) fn nothing() -> Before {
    Before::new()
}
