//! The words of an office's own list of units: its columns, kinds and levels as people call them.

use crate::text;

/// A word: what lists and plans call it, what people are shown, and how else they write it, parted by `;`.
pub type UnitWord = (&'static str, &'static str, &'static str);

/// What offices call the columns.
pub(super) const HEADINGS: &[UnitWord] = &[
    ("code", "mã", "mã đơn vị;mã số;mã hành chính"),
    ("name", "tên", "tên đơn vị;đơn vị;tên cơ quan, đơn vị;cơ quan, đơn vị"),
    ("kind", "loại", "loại đơn vị;loại hình;khối"),
    ("level", "cấp", "cấp đơn vị"),
    ("parent", "đơn vị cấp trên", "cấp trên;trực thuộc;thuộc;cơ quan chủ quản"),
    ("aliases", "tên gọi khác", "tên khác;tên viết tắt;viết tắt"),
    ("emails", "thư điện tử", "email;e-mail;hộp thư;địa chỉ thư"),
    ("valid_from", "từ ngày", "ngày thành lập;có hiệu lực từ"),
    ("valid_to", "đến ngày", "ngày kết thúc;có hiệu lực đến"),
    ("successors", "đơn vị kế tục", "kế tục;nay là;đơn vị tiếp nhận"),
];

/// The kinds of units, in the order in which they are offered.
pub const UNIT_KIND_WORDS: &[UnitWord] = &[
    ("party", "Cơ quan đảng", "đảng;khối đảng"),
    ("area", "Đơn vị hành chính", "địa bàn;địa phương;ubnd;xã, phường"),
    ("agency", "Cơ quan nhà nước", "sở;phòng;cơ quan;sở, ban, ngành;phòng, ban;cơ quan chuyên môn"),
    (
        "mass_organisation",
        "Mặt trận, đoàn thể",
        "đoàn thể;mặt trận;mặt trận tổ quốc, đoàn thể;tổ chức chính trị - xã hội;hội",
    ),
    ("armed_force", "Lực lượng vũ trang", "llvt;công an;quân sự;công an, quân sự"),
    ("school", "Trường học", "trường;cơ sở giáo dục"),
    ("health", "Cơ sở y tế", "y tế;bệnh viện"),
    ("public_service", "Đơn vị sự nghiệp", "sự nghiệp;sự nghiệp công lập;đơn vị sự nghiệp công lập"),
    ("enterprise", "Doanh nghiệp", "công ty"),
    ("cooperative", "Hợp tác xã", "htx"),
    ("hamlet", "Thôn, tổ dân phố", "thôn;xóm;thôn, bản;khối phố;tổ dân phố"),
];

/// The levels of units.
pub const LEVEL_WORDS: &[UnitWord] = &[
    ("central", "Trung ương", "cấp trung ương"),
    ("province", "Cấp tỉnh", "tỉnh;tỉnh, thành phố;thành phố trực thuộc trung ương"),
    ("district", "Cấp huyện", "huyện;huyện, thị xã, thành phố"),
    ("commune", "Cấp xã", "xã;phường;xã, phường;cấp xã, phường"),
    ("hamlet", "Thôn, tổ dân phố", "thôn;xóm;tổ dân phố;cấp thôn"),
];

/// What a word of an office is called in lists and plans.
pub(super) fn word_of(written: &str, words: &[UnitWord]) -> Option<&'static str> {
    let key = text::key(written);
    let is_meant = |(_, shown, others): &&UnitWord| {
        std::iter::once(*shown).chain(others.split(';')).any(|word| text::key(word) == key)
    };
    words.iter().find(is_meant).map(|(word, _, _)| *word)
}
