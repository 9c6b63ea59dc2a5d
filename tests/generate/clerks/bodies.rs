//! Bodies: those that every commune has, its hamlets, and firms and cooperatives.

use crate::registrations::Chance;

#[derive(Debug, Clone)]
pub(super) enum Body {
    /// One that each commune has once.
    Of(usize),
    /// A hamlet by its number, with its word.
    Hamlet(usize),
    /// The party cell of a hamlet.
    Cell(usize),
    School(usize),
    Firm {
        form: usize,
        brand: String,
    },
    Cooperative {
        brand: String,
    },
}

/// In full and as it is abbreviated; `{}` is the commune.
pub(super) const OF_COMMUNE: [(&str, &str); 9] = [
    ("Ủy ban nhân dân", "UBND"),
    ("Hội Nông dân", "HND"),
    ("Hội Liên hiệp Phụ nữ", "Hội LHPN"),
    ("Hội Cựu chiến binh", "Hội CCB"),
    ("Đoàn Thanh niên", "Đoàn TN"),
    ("Ủy ban Mặt trận Tổ quốc", "UBMTTQ"),
    ("Trạm Y tế", "TYT"),
    ("Công an", "CA"),
    ("Ban Chỉ huy Quân sự", "Ban CHQS"),
];

/// Each legal form in its spellings.
pub(super) const FORMS: [&[&str]; 4] = [
    &["Công ty TNHH", "Công ty trách nhiệm hữu hạn", "Cty TNHH", "CÔNG TY TNHH"],
    &["Công ty TNHH MTV", "Công ty TNHH một thành viên", "Cty TNHH MTV", "Công ty TNHH 1 thành viên"],
    &["Công ty Cổ phần", "CTCP", "Công ty CP", "Cty cổ phần"],
    &["Doanh nghiệp tư nhân", "DNTN", "Doanh nghiệp TN"],
];

const TRADES: [&str; 8] =
    ["Thương mại", "Xây dựng", "May", "Chế biến nông sản", "Vận tải", "Gạch ngói", "Du lịch", "Cơ khí"];
const BRANDS: [&str; 14] = [
    "Hoàng Long",
    "Phú Thịnh",
    "Minh Phát",
    "Đại Lộc",
    "An Khang",
    "Thiên Ân",
    "Bảo Tín",
    "Sao Mai",
    "Hải Đăng",
    "Trường Sơn",
    "Kim Ngân",
    "Vạn Xuân",
    "Đông Á",
    "Tân Tiến",
];
const CROPS: [&str; 8] = [
    "Rau an toàn",
    "Dịch vụ nông nghiệp",
    "Chăn nuôi",
    "Hoa cây cảnh",
    "Mía đường",
    "Chè",
    "Nuôi trồng thủy sản",
    "Cây ăn quả",
];

pub(super) fn of_commune(chance: &mut Chance) -> Body {
    match chance.below(100) {
        0..=44 => Body::Of(chance.below(OF_COMMUNE.len())),
        45..=69 => Body::Hamlet(1 + chance.below(14)),
        70..=84 => Body::Cell(1 + chance.below(14)),
        _ => Body::School(chance.below(3)),
    }
}

/// Brand, trade and a number keep firms apart; one in twenty shares all but the legal form with the one before.
pub(super) fn firm(chance: &mut Chance, nth: usize) -> Body {
    let brand = format!("{} {}", BRANDS[nth % BRANDS.len()], 1 + nth / BRANDS.len());
    if chance.share(0.4) {
        return Body::Cooperative { brand: format!("{} {brand}", chance.one(&CROPS)) };
    }
    Body::Firm { form: chance.below(FORMS.len()), brand: format!("{} {brand}", chance.one(&TRADES)) }
}

impl Body {
    /// Which of the district's bodies registers it.
    pub(super) fn above(&self) -> usize {
        match self {
            Body::Of(of) => [2, 3, 4, 5, 6, 6, 1, 7, 2][*of],
            Body::School(_) => 0,
            Body::Hamlet(_) | Body::Cell(_) => 6,
            Body::Firm { .. } | Body::Cooperative { .. } => 2,
        }
    }

    pub(super) fn kind(&self) -> &'static str {
        match self {
            Body::Firm { .. } => "Doanh nghiệp",
            Body::Cooperative { .. } => "Hợp tác xã",
            _ => "Tập thể",
        }
    }
}
