//! The words of an office's own list of units: its columns, kinds and levels as people call them.

use crate::text;

/// What offices call the columns.
pub(super) const HEADINGS: [(&str, &[&str]); 10] = [
    ("code", &["mã", "mã đơn vị", "mã số", "mã hành chính"]),
    ("name", &["tên", "tên đơn vị", "đơn vị", "tên cơ quan, đơn vị", "cơ quan, đơn vị"]),
    ("kind", &["loại", "loại đơn vị", "loại hình", "khối"]),
    ("level", &["cấp", "cấp đơn vị"]),
    ("parent", &["đơn vị cấp trên", "cấp trên", "trực thuộc", "thuộc", "cơ quan chủ quản"]),
    ("aliases", &["tên gọi khác", "tên khác", "tên viết tắt", "viết tắt"]),
    ("emails", &["thư điện tử", "email", "e-mail", "hộp thư", "địa chỉ thư"]),
    ("valid_from", &["từ ngày", "ngày thành lập", "có hiệu lực từ"]),
    ("valid_to", &["đến ngày", "ngày kết thúc", "có hiệu lực đến"]),
    ("successors", &["đơn vị kế tục", "kế tục", "nay là", "đơn vị tiếp nhận"]),
];

/// What offices call the kinds.
pub(super) const KINDS: [(&str, &[&str]); 11] = [
    ("area", &["địa bàn", "địa phương", "đơn vị hành chính", "xã, phường", "ubnd"]),
    ("agency", &["cơ quan", "cơ quan nhà nước", "sở, ban, ngành", "phòng, ban", "cơ quan chuyên môn"]),
    ("party", &["đảng", "khối đảng", "cơ quan đảng"]),
    (
        "mass_organisation",
        &[
            "đoàn thể",
            "mặt trận, đoàn thể",
            "mặt trận tổ quốc, đoàn thể",
            "tổ chức chính trị - xã hội",
            "hội",
        ],
    ),
    ("armed_force", &["lực lượng vũ trang", "llvt", "công an, quân sự"]),
    ("school", &["trường", "trường học", "cơ sở giáo dục"]),
    ("health", &["y tế", "cơ sở y tế", "bệnh viện"]),
    ("public_service", &["đơn vị sự nghiệp", "sự nghiệp", "sự nghiệp công lập", "đơn vị sự nghiệp công lập"]),
    ("enterprise", &["doanh nghiệp", "công ty"]),
    ("cooperative", &["hợp tác xã", "htx"]),
    ("hamlet", &["thôn", "thôn, tổ dân phố", "thôn, bản", "xóm", "khối phố", "tổ dân phố"]),
];

/// What offices call the levels.
pub(super) const LEVELS: [(&str, &[&str]); 5] = [
    ("central", &["trung ương", "cấp trung ương"]),
    ("province", &["tỉnh", "cấp tỉnh", "tỉnh, thành phố"]),
    ("district", &["huyện", "cấp huyện", "huyện, thị xã, thành phố"]),
    ("commune", &["xã", "cấp xã", "xã, phường", "phường"]),
    ("hamlet", &["thôn", "cấp thôn", "tổ dân phố"]),
];

/// The word of the list that a word of an office means.
pub(super) fn word_of(written: &str, words: &[(&'static str, &[&str])]) -> Option<&'static str> {
    let key = text::key(written);
    words.iter().find(|(_, own)| own.iter().any(|word| text::key(word) == key)).map(|(word, _)| *word)
}
