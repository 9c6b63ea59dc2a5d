//! Exemplars as they are in truth.

use jiff::civil::{Date, date};

use super::bodies::{self, Body};
use super::country::{Province, Sender};
use crate::registrations::Chance;

/// By region (Thanh Hóa, Tây Ninh, Lạng Sơn): surnames, each as often as it says.
const FAMILY: [&str; 3] = [
    "Nguyễn:27 Lê:22 Phạm:9 Trịnh:7 Hoàng:6 Trần:5 Bùi:4 Đỗ:3 Vũ:3 Mai:3 Trương:3 Hà:3 Cao:2 Ngô:2 Đào:1 Lương:1 Quách:1 Lò:1 Tào:1 Doãn:1",
    "Nguyễn:34 Trần:12 Lê:10 Huỳnh:8 Võ:6 Phạm:6 Phan:4 Trương:3 Đặng:3 Hồ:3 Bùi:2 Đỗ:2 Ngô:2 Dương:2 Lâm:2 Cao:1 Châu:1 Lý:1 Mai:1 Kiều:1",
    "Hoàng:17 Nông:11 Nguyễn:11 Vi:7 Lý:6 Triệu:6 Lương:5 Hứa:4 Dương:4 Trần:4 Đặng:3 Bế:3 Chu:3 Đàm:3 Lộc:2 La:2 Mông:2 Lành:2 Lăng:2 Phùng:3",
];
const MIDDLE: [[&str; 2]; 3] = [
    [
        "Văn Văn Văn Văn Đình Hữu Xuân Bá Trọng Ngọc Đức Thế Minh Quang Duy",
        "Thị Thị Thị Thị Thị Thị Hồng Thu Thanh Ngọc Kim Minh",
    ],
    [
        "Văn Văn Văn Thanh Hoàng Minh Quốc Hữu Tấn Công Thành Phước Ngọc Phú",
        "Thị Thị Thị Ngọc Kim Thanh Mỹ Hồng Bích Cẩm Tuyết",
    ],
    [
        "Văn Văn Văn Văn Văn Đình Quốc Minh Đức Thế Ngọc Công Trung",
        "Thị Thị Thị Thị Thị Thị Thị Bích Hồng Thu Lệ",
    ],
];
const GIVEN: [&str; 2] = [
    "Hùng Dũng Thắng Sơn Tuấn Bình Minh Hải Cường Nam Thành Long Tâm Phúc Hòa An Quân Trung Đức Lâm Hưng Chiến Thịnh Toàn Vinh Khánh Tiến Phong Lợi Nghĩa Hiếu Quang Tài Thọ Đạt Kiên Sỹ Chung Luận Bảy Thạch Thuận Hồ Sáng Khương Đoàn Tư Nhơn Hậu Tình Cảnh Khôi Dư Soạn Viện Tấn",
    "Hương Lan Hoa Hà Hằng Thủy Nga Mai Huệ Hồng Thu Hạnh Loan Hiền Dung Yến Liên Vân Nguyệt Thảo Nhung Oanh Phượng Tuyết Xuân Lý Hợi Sen Bé Đào Cúc Thắm Quyên Trang Hòa Linh Tâm Chi Bưởi Nhàn Én Duyên Út Trinh Diễm Hiên Gấm Sâm Slao Ngân Thơ Tươi Mến Luyến Nụ Vui",
];

/// What somebody is, as the reference names posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// At a school of the commune.
    School(usize),
    Station,
    /// At the commune's office.
    Office,
    /// In a hamlet.
    Hamlet,
}

#[derive(Debug, Clone)]
pub(super) enum Who {
    Person { work: Work, post: &'static str },
    Household { spouse: String },
    Body(Body),
}

#[derive(Debug, Clone)]
pub(super) struct Exemplar {
    pub(super) who: Who,
    /// Of a body empty.
    pub(super) name: String,
    pub(super) born: Date,
    pub(super) is_woman: bool,
    pub(super) commune: usize,
    pub(super) hamlet: usize,
    /// Whether it was made beside another one; a neighbour's neighbour might be the first again.
    pub(super) is_neighbour: bool,
    district: usize,
    region: usize,
}

pub(super) fn exemplar(chance: &mut Chance, province: &Province, nth: usize) -> Exemplar {
    let commune = chance.below(province.communes.len());
    let district = province.communes[commune].district;
    let is_woman = chance.share(0.5);
    let region = province.region;
    let who = match chance.below(100) {
        0..=67 => person(chance),
        68..=77 => Who::Household { spouse: full_name(chance, region, !is_woman) },
        78..=93 => Who::Body(bodies::of_commune(chance)),
        _ => Who::Body(bodies::firm(chance, nth)),
    };
    let name = if matches!(who, Who::Body(_)) { String::new() } else { full_name(chance, region, is_woman) };
    let born = date(1950 + chance.below(52) as i16, 1 + chance.below(12) as i8, 1 + chance.below(28) as i8);
    Exemplar {
        who,
        name,
        born,
        is_woman,
        commune,
        hamlet: 1 + chance.below(9),
        is_neighbour: false,
        district,
        region,
    }
}

fn post(chance: &mut Chance, posts: &[&'static str]) -> &'static str {
    posts[chance.below(posts.len())]
}

fn person(chance: &mut Chance) -> Who {
    const OF_SCHOOL: [&str; 8] = [
        "Giáo viên",
        "Giáo viên",
        "Giáo viên",
        "Giáo viên",
        "Hiệu trưởng",
        "Phó Hiệu trưởng",
        "Kế toán",
        "Nhân viên",
    ];
    const OF_STATION: [&str; 4] = ["Trạm trưởng", "Y sĩ", "Điều dưỡng", "Nữ hộ sinh"];
    const OF_OFFICE: [&str; 9] = [
        "Chủ tịch UBND",
        "Phó Chủ tịch UBND",
        "Bí thư Đảng ủy",
        "Công chức Văn hóa - Xã hội",
        "Công chức Địa chính",
        "Chủ tịch Hội Nông dân",
        "Chủ tịch Hội Liên hiệp Phụ nữ",
        "Trưởng Công an",
        "Văn phòng - Thống kê",
    ];
    const OF_HAMLET: [&str; 6] =
        ["Nông dân", "Nông dân", "Nông dân", "Trưởng thôn", "Bí thư chi bộ", "Chi hội trưởng Phụ nữ"];
    match chance.below(100) {
        0..=29 => Who::Person { work: Work::School(chance.below(3)), post: post(chance, &OF_SCHOOL) },
        30..=37 => Who::Person { work: Work::Station, post: post(chance, &OF_STATION) },
        38..=57 => Who::Person { work: Work::Office, post: post(chance, &OF_OFFICE) },
        _ => Who::Person { work: Work::Hamlet, post: post(chance, &OF_HAMLET) },
    }
}

/// Other work in the same commune.
fn another_post(chance: &mut Chance, than: &Exemplar) -> Who {
    let Who::Person { post: own, .. } = &than.who else { return than.who.clone() };
    loop {
        let other = person(chance);
        if matches!(&other, Who::Person { post, .. } if post != own) {
            return other;
        }
    }
}

/// Surname, middle name, given name; one in seven has a second middle name.
fn full_name(chance: &mut Chance, region: usize, is_woman: bool) -> String {
    let weighed = FAMILY[region].split(' ').flat_map(|entry| {
        let (name, n) = entry.split_once(':').expect("a weight");
        std::iter::repeat_n(name, n.parse().expect("a number"))
    });
    let family: Vec<&str> = weighed.collect();
    let middle: Vec<&str> = MIDDLE[region][usize::from(is_woman)].split(' ').collect();
    let given: Vec<&str> = GIVEN[usize::from(is_woman)].split(' ').collect();
    let mut name = format!("{} {}", chance.one(&family), chance.one(&middle));
    if chance.share(0.15) {
        name = format!("{name} {}", chance.common(&given));
    }
    format!("{name} {}", chance.common(&given))
}

impl Exemplar {
    pub(super) fn is_person(&self) -> bool {
        matches!(self.who, Who::Person { .. })
    }

    /// Of a body that a commune has once, which it is.
    pub(super) fn only_one(&self) -> Option<String> {
        match &self.who {
            Who::Body(Body::Firm { .. } | Body::Cooperative { .. }) => None,
            Who::Body(body) => Some(format!("{} {body:?}", self.commune)),
            _ => None,
        }
    }

    /// Somebody beside this one whom a machine may take for it.
    pub(super) fn neighbour(&self, chance: &mut Chance) -> Exemplar {
        const TONES: [[&str; 2]; 12] = [
            ["Hùng", "Hưng"],
            ["Hoa", "Hòa"],
            ["Thành", "Thanh"],
            ["Hạnh", "Hành"],
            ["Tuấn", "Tuân"],
            ["Lan", "Lân"],
            ["Thủy", "Thúy"],
            ["Hương", "Hường"],
            ["Hiền", "Hiển"],
            ["Dũng", "Dung"],
            ["Minh", "Mình"],
            ["Toàn", "Toán"],
        ];
        let mut other = Exemplar { is_neighbour: true, ..self.clone() };
        // Two hold no chair of one.
        if let Who::Person { work, post } = &mut other.who
            && (post.contains("Chủ tịch") || post.contains("rưởng") || post.contains("Bí thư"))
        {
            (*work, *post) = (Work::Hamlet, "Nông dân");
        }
        let mut words: Vec<String> = other.name.split(' ').map(str::to_owned).collect();
        let last = words.len() - 1;
        match chance.below(3) {
            0 => {
                let pair = TONES.iter().find_map(|pair| {
                    let at = pair.iter().position(|name| *name == words[last])?;
                    Some(pair[1 - at])
                });
                words[last] = pair.map_or_else(
                    || {
                        full_name(chance, self.region, self.is_woman)
                            .rsplit(' ')
                            .next()
                            .unwrap_or_default()
                            .to_owned()
                    },
                    str::to_owned,
                );
            }
            1 => words[1] = ["Hữu", "Xuân", "Kim", "Ngọc"][chance.below(4)].to_owned(),
            _ => {
                // Father and son: the son's work is his own.
                if let (Who::Person { work, post }, Who::Person { work: own, post: his }) =
                    (&mut other.who, another_post(chance, self))
                {
                    (*work, *post) = (own, his);
                }
                let years = 2 + chance.below(28) as i16;
                other.born = date(
                    if self.born.year() < 1975 { self.born.year() + years } else { self.born.year() - years },
                    1 + chance.below(12) as i8,
                    1 + chance.below(28) as i8,
                );
            }
        }
        other.name = words.join(" ");
        if other.name == self.name && other.born == self.born {
            other.born = date(self.born.year() + 3, 7, 7);
        }
        other
    }

    /// Who registers this one: its own unit, its commune, or somebody above.
    pub(super) fn sender(&self, chance: &mut Chance) -> Sender {
        let body = match &self.who {
            Who::Person { work: Work::School(_), .. } => 0,
            Who::Person { work: Work::Station, .. } => 1,
            Who::Person { work: Work::Office, .. } => 2,
            Who::Person { .. } | Who::Household { .. } => 3 + chance.below(4),
            Who::Body(body) => body.above(),
        };
        match (chance.below(100), &self.who) {
            (0..=39, Who::Person { work: Work::School(kind), .. }) => Sender::School(self.commune, *kind),
            (0..=64, _) => Sender::Commune(self.commune),
            (65..=89, _) => Sender::District(self.district, body),
            _ => Sender::Province(body),
        }
    }
}
