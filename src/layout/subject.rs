//! What a list is about, by its titles: registrations, or something that registers nobody.

use crate::text;

/// What a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListSubject {
    /// Whoever is registered.
    Registration,
    /// Whoever was recognised or commended.
    Results,
    /// Whoever comes to a conference.
    Delegates,
    /// Initiatives with their authors.
    Initiatives,
    /// Whoever is proposed for an award.
    Proposal,
}

impl ListSubject {
    /// Whether its people are registered.
    pub fn registers(self) -> bool {
        matches!(self, ListSubject::Registration | ListSubject::Proposal)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            ListSubject::Registration => "danh sách đăng ký",
            ListSubject::Results => "kết quả công nhận, khen thưởng",
            ListSubject::Delegates => "danh sách đại biểu dự hội nghị",
            ListSubject::Initiatives => "danh sách sáng kiến",
            ListSubject::Proposal => "danh sách đề nghị khen thưởng",
        }
    }
}

/// What a title says of its list. Who registers says so, whatever else the title says.
pub(super) fn of_title(title: &str) -> ListSubject {
    let key = text::key(title);
    let has = |words: &[&str]| text::says_one_of(&key, words);
    let delegates = [
        "đại biểu",
        "khách mời",
        "thành phần tham dự",
        "thành phần dự",
        "danh sách dự",
        "danh sách mời",
        "tham dự hội nghị",
        "tham dự đại hội",
        "dự đại hội",
        "dự hội nghị",
        "dự lớp",
        "tham dự lớp",
    ];
    if has(&delegates) {
        return ListSubject::Delegates;
    }
    let exemplars =
        ["điển hình", "đhtt", "gương", "phong trào", "thi đua", "mô hình", "cuộc vận động", "người tốt"];
    if has(&["sáng kiến"]) && !has(&exemplars) {
        return ListSubject::Initiatives;
    }
    if has(&["đăng ký", "đk"]) {
        return ListSubject::Registration;
    }
    if has(&["đề nghị"]) && has(&["khen thưởng", "tặng", "khen", "tôn vinh", "biểu dương", "tặng thưởng"])
    {
        return ListSubject::Proposal;
    }
    if has(&["đề nghị"]) {
        return ListSubject::Registration;
    }
    let outcomes =
        ["công nhận", "bình xét", "xét", "khen thưởng", "bình chọn", "suy tôn", "đánh giá", "xếp loại"];
    let given = [
        "được khen thưởng",
        "được công nhận",
        "được tặng",
        "được khen",
        "được biểu dương",
        "được tôn vinh",
        "được suy tôn",
    ];
    if (has(&["kết quả"]) && has(&outcomes)) || has(&given) {
        return ListSubject::Results;
    }
    ListSubject::Registration
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_say_what_a_list_is_about() {
        use ListSubject::{Delegates, Initiatives, Proposal, Registration, Results};
        for (title, expect) in [
            ("DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN NĂM 2024", Registration),
            ("Danh sách điển hình tiên tiến", Registration),
            ("TỔNG HỢP KẾT QUẢ ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", Registration),
            ("Danh sách đề nghị công nhận điển hình tiên tiến", Registration),
            ("Danh sách đăng ký điển hình trong phong trào sáng kiến, sáng tạo", Registration),
            ("", Registration),
            ("DANH SÁCH ĐẠI BIỂU dự Hội nghị điển hình tiên tiến", Delegates),
            ("Danh sách đăng ký tham dự Hội nghị điển hình tiên tiến", Delegates),
            ("DANH SÁCH SÁNG KIẾN ĐỀ NGHỊ CÔNG NHẬN NĂM 2025", Initiatives),
            ("Danh sách đăng ký sáng kiến cấp cơ sở", Initiatives),
            ("KẾT QUẢ CÔNG NHẬN ĐIỂN HÌNH TIÊN TIẾN NĂM 2022", Results),
            ("Kết quả bình xét gương điển hình năm 2023", Results),
            ("Danh sách tập thể, cá nhân được khen thưởng năm 2023", Results),
            ("Danh sách đề nghị khen thưởng phong trào Dạy tốt - Học tốt", Proposal),
            ("Danh sách đề nghị tặng Bằng khen của Chủ tịch UBND tỉnh", Proposal),
        ] {
            assert_eq!(of_title(title), expect, "{title}");
        }
    }
}
