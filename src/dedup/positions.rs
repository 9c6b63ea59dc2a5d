//! What somebody is: one form for all ways of writing it, and how many of an office are that.

use crate::layout::position_in_full;
use crate::text;

/// A position with its usual abbreviations spelt out and without the unit behind it, folded.
pub(super) fn position(written: &str) -> String {
    // What stands behind these is where, not what.
    const PLACES: [&str; 12] = [
        " trường ",
        " trạm y tế",
        " ubnd",
        " ủy ban nhân dân",
        " xã ",
        " phường ",
        " thị trấn ",
        " mầm non",
        " tiểu học",
        " thcs",
        " y tế",
        " chùa ",
    ];
    let full = position_in_full(written);
    let said = full.split(' ').filter(|word| *word != "và").collect::<Vec<_>>().join(" ");
    let padded = format!("{said} ");
    let ends = PLACES.iter().filter_map(|place| padded.find(place)).filter(|at| 0 < *at).min();
    let post = padded.get(..ends.unwrap_or(padded.len())).unwrap_or_default().trim_end();
    match post {
        "trạm trưởng" => "trưởng trạm".to_owned(),
        "khối trưởng" | "trưởng khối" => "khối trưởng".to_owned(),
        post => post.to_owned(),
    }
}

/// Whether a position only says to what somebody belongs: a party member is a farmer or a teacher all the same.
pub(super) fn is_membership(position: &str) -> bool {
    const MEMBERS: [&str; 4] = ["đảng viên", "hội viên", "đoàn viên", "cán bộ"];
    MEMBERS.iter().any(|member| {
        position.strip_prefix(member).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }) && !position.contains("trưởng")
}

/// How many of an office hold a position, in bits: one leads it, ten have a title of their own or lead a hamlet,
/// and of what every list is full of, or of a trade, there may be a hundred.
pub(super) fn holders(position: &str, is_mass: bool) -> f32 {
    const LEADERS: [&str; 10] = [
        "trưởng",
        "phó",
        "chủ tịch",
        "bí thư",
        "giám đốc",
        "chánh",
        "chỉ huy",
        "chính trị viên",
        "chủ nhiệm",
        "trụ trì",
    ];
    const OF_HAMLETS: [&str; 14] = [
        "thôn",
        "khối",
        "ấp",
        "xóm",
        "bản",
        "tổ",
        "khu",
        "khóm",
        "chi hội",
        "chi bộ",
        "chi đoàn",
        "phân hội",
        "nhóm",
        "công tác mặt trận",
    ];
    const TITLES: [&str; 11] = [
        "công chức",
        "kế toán",
        "văn thư",
        "văn phòng",
        "thủ quỹ",
        "thủ kho",
        "bảo vệ",
        "y sĩ",
        "bác sĩ",
        "hộ sinh",
        "điều dưỡng",
    ];
    let has = |words: &[&str]| text::says_one_of(position, words);
    match (has(&LEADERS), has(&OF_HAMLETS)) {
        _ if is_mass => MANY,
        (true, false) => 0.0,
        (true, true) => SOME,
        _ if has(&TITLES) => SOME,
        _ => MANY,
    }
}

/// A hundred, in bits.
pub(super) const MANY: f32 = 6.7;

/// Ten, in bits.
const SOME: f32 = 3.3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_compared_by_what_they_say() {
        assert_eq!(position("GV"), position("Giáo viên"));
        assert_eq!(position("PCT UBND xã"), position("Phó Chủ tịch UBND xã"));
    }

    #[test]
    fn one_leads_an_office_and_ten_lead_its_hamlets() {
        let holders = |written: &str| holders(&position(written), false);
        for one in ["HT", "Chủ tịch UBND xã", "Bí thư Đảng ủy", "Trưởng trạm y tế", "Phó Giám đốc"]
        {
            assert!(holders(one) <= 0.0, "{one}");
        }
        for some in ["Trưởng thôn", "Bí thư chi bộ", "Chi hội trưởng Phụ nữ", "Kế toán", "CC Địa chính"]
        {
            assert!(0.0 < holders(some), "{some}");
        }
    }
}
