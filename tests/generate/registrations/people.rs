//! Exemplars as they are in truth.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use tonghop::plan::HolderKind;
use tonghop::record::Gender;

use super::Chance;
use super::office::{Home, Office};

const FAMILY: &str = "Nguyễn:315 Trần:109 Lê:89 Phạm:59 Hoàng:51 Vũ:49 Phan:28 Trương:22 Bùi:21 Đặng:19 Đỗ:19 \
    Ngô:17 Hồ:15 Dương:14 Hà:12 Lý:10 Trịnh:10 Đinh:9 Lâm:7 Đoàn:7 Cao:7 Lương:7 Mai:6 Đào:6 Lưu:6 Thái:5 Phùng:4 \
    Vương:4 Chu:4 Tạ:4 Nông:12 Vi:8 Bế:4 Hứa:4 Triệu:5 Lộc:3 La:2 Đàm:3 Mông:2 Lành:2 Tô:3 Kiều:2 Quách:2 Ma:2";
const MIDDLE_M: &str = "Văn:400 Đức:60 Minh:60 Hữu:50 Quang:50 Quốc:45 Xuân:40 Đình:40 Thanh:40 Ngọc:35 Công:30 Duy:30 Tuấn:25 Thế:25 Anh:25 Trọng:20 Bá:15 Mạnh:15 Việt:15 Gia:10";
const MIDDLE_F: &str = "Thị:550 Ngọc:50 Thanh:50 Thu:45 Kim:40 Hồng:40 Minh:35 Bích:30 Thúy:25 Phương:25 Mỹ:20 Quỳnh:20 Hải:15 Diệu:15 Khánh:15 Như:10 Tuyết:10 Mai:5";
const GIVEN_M: &str = "Hùng Dũng Tuấn Anh Hải Sơn Minh Cường Thành Long Nam Thắng Hưng Đức Trung Tùng Hiếu Toàn Quang Hòa Bình Vinh Huy Kiên Tâm Lâm Khánh Thái Phong Giang Tú Quân Phúc Duy Đạt Việt Hà Thịnh Chiến Mạnh Lợi Tiến Hiệp Hậu Dương Nghĩa Trường Linh An Tài Thanh Khoa Lực Định Thông Quyết Thuận Hào Tân Trí Cảnh Khải Khiêm Chính Luân Biên Thọ Ninh Bằng Đông Lập Vượng Toản Phú Chung Tường Nhân Điệp Sinh Cương";
const GIVEN_F: &str = "Hương Thảo Linh Hà Lan Thủy Hằng Mai Nga Hạnh Trang Hoa Huyền Phương Thu Nhung Hiền Loan Yến Anh Vân Liên Dung Ngọc Hồng Oanh Tuyết Thúy Giang Ngân Quỳnh Tâm Bình Nguyệt Huệ Lý Chi Hường Xuân Phượng Thanh Minh Nhàn Tươi Thơm Hòa Đào Duyên Trâm Thư Kiều Ánh Uyên Châu Quyên Diễm Hậu Hợp Thoa Lệ Cúc Sen Mùi Thắm Ngà Bưởi Nụ Én Mận Chinh";
pub(super) const POSITIONS: [&str; 14] = [
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

/// Words, each as often as it is drawn.
type Drawn = Vec<&'static str>;

static DRAWN: LazyLock<[Drawn; 5]> = LazyLock::new(|| {
    let weighted = |list: &'static str| {
        let entries = list.split_whitespace().filter_map(|entry| entry.split_once(':'));
        entries.flat_map(|(word, n)| vec![word; n.parse().expect("a number")]).collect()
    };
    let words = |list: &'static str| list.split_whitespace().collect();
    [weighted(FAMILY), weighted(MIDDLE_M), weighted(MIDDLE_F), words(GIVEN_M), words(GIVEN_F)]
});

pub(super) struct Exemplar {
    pub(super) kind: HolderKind,
    pub(super) name: String,
    pub(super) spouse: String,
    pub(super) born: Date,
    pub(super) gender: Gender,
    pub(super) position: &'static str,
    /// The number of the hamlet in its commune of before.
    pub(super) hamlet: usize,
    pub(super) number: String,
    /// Where it is registered before and after the reform.
    pub(super) old: Home,
    pub(super) new: Home,
}

/// A person's name.
pub(crate) fn full_name(chance: &mut Chance, gender: Gender) -> String {
    let [family, middle_m, middle_f, given_m, given_f] = &*DRAWN;
    let (middle, given) = if gender == Gender::Male { (middle_m, given_m) } else { (middle_f, given_f) };
    let mut name = format!("{} {}", chance.one(family), chance.one(middle));
    if chance.share(0.16) {
        name = format!("{name} {}", chance.common(given));
    }
    format!("{name} {}", chance.common(given))
}

pub(super) fn exemplar(chance: &mut Chance, at: usize, office: &Office) -> Exemplar {
    let commune = chance.below(office.n_old);
    let kind = match chance.below(100) {
        0..=79 => HolderKind::Individual,
        80..=89 => HolderKind::Household,
        90..=96 => HolderKind::Collective,
        _ => HolderKind::Cooperative,
    };
    let gender = if chance.share(0.5) { Gender::Male } else { Gender::Female };
    let is_teacher = kind == HolderKind::Individual && chance.share(0.35);
    let after = office.after(commune, chance.share(0.5));
    let (old, new) = if is_teacher {
        let school = Home::School(after, chance.below(3));
        (school, school)
    } else {
        (Home::Old(commune), Home::New(after))
    };
    let own = full_name(chance, gender);
    let name = match kind {
        HolderKind::Collective => format!("Chi bộ thôn {} {at}", chance.common(&DRAWN[3])),
        // The law lets no two cooperatives have one name.
        HolderKind::Cooperative => format!("Hợp tác xã {} {at}", chance.common(&DRAWN[4])),
        _ => own,
    };
    let other = if gender == Gender::Male { Gender::Female } else { Gender::Male };
    let n_positions = 3 + chance.below(12);
    Exemplar {
        kind,
        name,
        spouse: full_name(chance, other),
        born: date(1955 + chance.below(46) as i16, 1 + chance.below(12) as i8, 1 + chance.below(28) as i8),
        gender,
        position: if is_teacher { "Giáo viên" } else { POSITIONS[chance.below(n_positions)] },
        hamlet: 1 + chance.below(12),
        number: format!("0{:011}", 10_000_000_000 + at),
        old,
        new,
    }
}
