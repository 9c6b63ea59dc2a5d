//! Which paper an attachment is that lists nobody: a unit's own plan, or its report.

use crate::intake::Attachment;
use crate::layout::{SheetKind, SheetMap};
use crate::plan::Paper;
use crate::text;

/// What the name of its file, the titles of its sheets or the subject of its mail say that it is.
pub(super) fn of(attachment: &Attachment, maps: &[SheetMap]) -> Option<Paper> {
    if maps.iter().any(|map| matches!(map.kind, SheetKind::List | SheetKind::Form | SheetKind::OtherList)) {
        return None;
    }
    let file = attachment.source.rsplit(['/', '!']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let titles = maps.iter().map(|map| map.title.as_str());
    let subject = attachment.mail.as_ref().map(|mail| mail.subject.as_str());
    std::iter::once(stem).chain(titles).chain(subject).find_map(named)
}

/// Words that name a paper, as they are written and as file names abbreviate them.
const NAMES: [(&str, Paper); 6] = [
    ("kế hoạch", Paper::Plan),
    ("ke hoach", Paper::Plan),
    ("kh", Paper::Plan),
    ("báo cáo", Paper::Report),
    ("bao cao", Paper::Report),
    ("bc", Paper::Report),
];

/// Words by which a text speaks of something else: a list, an annex, what one person has achieved.
const OTHERS: [&str; 12] = [
    "danh sách",
    "danh sach",
    "ds",
    "phụ lục",
    "phu luc",
    "biểu",
    "bieu",
    "thành tích",
    "thanh tich",
    "theo kế hoạch",
    "theo ke hoach",
    "giấy mời",
];

/// The paper that a text names first, unless it speaks of something else.
fn named(said: &str) -> Option<Paper> {
    let spaced: String = said.chars().map(|c| if matches!(c, '_' | '-' | '.') { ' ' } else { c }).collect();
    let key = format!(" {} ", text::key(&spaced));
    if OTHERS.iter().any(|word| key.contains(&format!(" {word} "))) {
        return None;
    }
    let found = NAMES.iter().filter_map(|(word, paper)| Some((key.find(&format!(" {word} "))?, *paper)));
    found.min_by_key(|(at, _)| *at).map(|(_, paper)| paper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_known_by_their_names() {
        for (said, expect) in [
            ("Kế hoạch xây dựng điển hình tiên tiến năm 2024", Some(Paper::Plan)),
            ("KH_12_UBND", Some(Paper::Plan)),
            ("Ke hoach nhan rong DHTT P. Tam Thanh", Some(Paper::Plan)),
            ("BÁO CÁO kết quả thực hiện Kế hoạch số 310", Some(Paper::Report)),
            ("BC so ket 6 thang", Some(Paper::Report)),
            ("Báo cáo thành tích ông Lý Văn Sáng", None),
            ("V/v gửi danh sách theo Kế hoạch 310/KH-UBND", None),
            ("DS dang ky kem KH", None),
            ("scan0001", None),
            ("", None),
        ] {
            assert_eq!(named(said), expect, "{said}");
        }
    }
}
