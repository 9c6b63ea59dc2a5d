//! Words to choose from: what an officer reads, and what plans and settings call it.

use crate::text;
use crate::units::{LEVEL_WORDS, UNIT_KIND_WORDS, UnitWord};

/// One word: its name in plans and settings, what is offered, and how else people write it.
pub(super) type Choice = UnitWord;

/// The levels of units, which lists of units are read by too.
pub(super) const LEVELS: &[Choice] = LEVEL_WORDS;

/// The kinds of units, which lists of units are read by too.
pub(super) const UNIT_KINDS: &[Choice] = UNIT_KIND_WORDS;

pub(super) const KINDS: &[Choice] = &[
    ("collective", "Tập thể", ""),
    ("individual", "Cá nhân", ""),
    ("household", "Hộ gia đình", "hộ;gia đình"),
    ("enterprise", "Doanh nghiệp", ""),
    ("cooperative", "Hợp tác xã", "htx"),
    ("cooperative_group", "Tổ hợp tác", ""),
    ("practice", "Mô hình", "cách làm hay"),
];

pub(super) const MOVEMENT_KINDS: &[Choice] = &[
    ("emulation", "Phong trào thi đua", "phong trào"),
    ("campaign", "Cuộc vận động", ""),
    ("sector", "Lĩnh vực", ""),
];

pub(super) const COUNTING: &[Choice] =
    &[("once_per_movement", "Mỗi phong trào một lần", ""), ("once_per_plan", "Cả kế hoạch một lần", "")];

pub(super) const TREES: &[Choice] = &[
    ("old", "Tỉnh - huyện - xã (trước 01/7/2025)", "cũ;ba cấp"),
    ("new", "Tỉnh - xã (từ 01/7/2025)", "mới;hai cấp"),
];

pub(super) const STEPS: &[Choice] = &[
    ("month", "Hằng tháng", "tháng;hàng tháng"),
    ("quarter", "Hằng quý", "quý;hàng quý"),
    ("half_year", "Sáu tháng", "6 tháng;nửa năm"),
    ("year", "Hằng năm", "năm;hàng năm"),
];

pub(super) const BOUNDS: &[Choice] =
    &[("at_least", "Ít nhất", "tối thiểu;từ"), ("at_most", "Không quá", "nhiều nhất;tối đa")];

pub(super) const WHOLES: &[Choice] =
    &[("registered", "Số đã đăng ký", "đã đăng ký;số đăng ký"), ("total", "Tổng số của đơn vị", "tổng số")];

pub(super) const PEOPLE: &[Choice] = &[
    ("women", "Nữ", "phụ nữ;giới nữ"),
    ("direct_workers", "Người lao động trực tiếp", "lao động trực tiếp;trực tiếp"),
];

pub(super) const SHARED: &[Choice] = &[
    ("each", "Mỗi đơn vị đủ số", "mỗi đơn vị;từng đơn vị"),
    ("together", "Tính chung", "chung;cùng"),
    ("split", "Chia đều", "chia"),
];

pub(super) const RATINGS: &[Choice] = &[
    ("excellent", "Hoàn thành xuất sắc nhiệm vụ", "hoàn thành xuất sắc"),
    ("good", "Hoàn thành tốt nhiệm vụ", "hoàn thành tốt"),
    ("complete", "Hoàn thành nhiệm vụ", "hoàn thành"),
    ("incomplete", "Không hoàn thành nhiệm vụ", "không hoàn thành"),
];

pub(super) const NEEDS: &[Choice] = &[("all_of", "Cần đủ", "đủ"), ("any_of", "Cần một trong", "một trong")];

pub(super) const DISCIPLINE: &[Choice] = &[("false", "Không bị kỷ luật", "không kỷ luật")];

pub(super) const YES: &[Choice] = &[("true", "Có", "x;đúng;true;1"), ("false", "Không", "sai;false;0")];

pub(super) const ORDERS: &[Choice] =
    &[("given_name", "Theo tên", ""), ("protocol", "Theo thứ tự đơn vị", "theo đơn vị")];

pub(super) const HOLDER_COLUMNS: &[Choice] = &[
    ("position", "Chức vụ, nghề nghiệp", "chức vụ;nghề nghiệp"),
    ("workplace", "Nơi công tác", "đơn vị"),
    ("remark", "Ghi chú", ""),
    ("ethnicity", "Dân tộc", ""),
    ("religion", "Tôn giáo", ""),
    ("object_class", "Phân loại đối tượng", ""),
    ("attributes", "Thuộc diện", ""),
];

pub(super) const LIST_COLUMNS: &[Choice] = &[
    ("birth_year", "Năm sinh", ""),
    ("gender", "Giới tính", ""),
    ("job", "Chức vụ, nơi công tác", ""),
    ("unit", "Đơn vị", ""),
    ("achievement", "Thành tích", ""),
    ("remark", "Ghi chú", ""),
    ("birth_date", "Ngày sinh", ""),
    ("address", "Địa chỉ", ""),
    ("ethnicity", "Dân tộc", ""),
    ("religion", "Tôn giáo", ""),
    ("phone", "Điện thoại", ""),
    ("email", "Thư điện tử", ""),
    ("object_class", "Phân loại đối tượng", ""),
    ("attributes", "Thuộc diện", ""),
    ("awards", "Khen thưởng đã có", ""),
    ("proposed_award", "Danh hiệu đề nghị", ""),
    ("rating", "Xếp loại", ""),
    ("initiative", "Sáng kiến", ""),
    ("decision", "Quyết định công nhận", ""),
    ("practice", "Mô hình", ""),
    ("carrier", "Người, đơn vị thực hiện mô hình", ""),
];

/// What a typed word is called in plans and settings.
pub(super) fn id_of(choices: &[Choice], written: &str) -> Option<&'static str> {
    let key = text::key(written);
    let says = |(id, label, also): &&Choice| {
        *id == written.trim() || text::key(label) == key || also.split(';').any(|one| text::key(one) == key)
    };
    choices.iter().find(says).filter(|_| !key.is_empty()).map(|(id, _, _)| *id)
}

/// What an officer reads for a word of plans and settings.
pub(super) fn label_of(choices: &[Choice], id: &str) -> Option<&'static str> {
    choices.iter().find(|(known, _, _)| *known == id).map(|(_, label, _)| *label)
}

/// "Did you mean": the nearest word that is offered, else all of them.
pub(super) fn meant(choices: &[Choice], written: &str) -> String {
    let labels = || choices.iter().map(|(_, label, _)| *label);
    // Near to how people also write it is near as well.
    let others = || choices.iter().flat_map(|(_, _, also)| also.split(';')).filter(|word| !word.is_empty());
    let near = text::nearest(written, labels().chain(others()));
    match near.and_then(|near| label_of(choices, id_of(choices, near)?)) {
        Some(near) => format!("Có phải «{near}» không?"),
        None => format!("Chọn một trong: {}.", labels().collect::<Vec<_>>().join("; ")),
    }
}
