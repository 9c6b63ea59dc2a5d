//! Words that name a kind of exemplar: in headings, titles and cells, and by the fields that only people have.

use crate::layout::{Field, Record};
use crate::plan::HolderKind;
use crate::text;

/// Words that stand before what a heading announces.
const ANNOUNCING: [&str; 17] = [
    "biểu", "bảng", "tổng", "hợp", "danh", "sách", "đăng", "ký", "phiếu", "giới", "thiệu", "các", "những",
    "phần", "mục", "về", "số",
];

/// Words that may follow "mô hình" in a heading and leave it a heading of practices.
const PRAISING: [&str; 19] = [
    "tiêu", "biểu", "mới", "hay", "hiệu", "quả", "cách", "làm", "sáng", "tạo", "kiến", "giải", "pháp", "và",
    "các", "điểm", "khác", "tốt", "năm",
];

/// Whether a heading, a title or the cell of a kind says that practices are meant, and nothing else.
/// "Xây dựng mô hình phát triển kinh tế" is a movement, "mô hình, điển hình tiên tiến" is anybody.
pub(super) fn is_said(text: &str) -> bool {
    // Asked of every row's headings: most have no such letters.
    if !["ình", "ÌNH", "inh", "INH"].iter().any(|letters| text.contains(letters)) {
        return false;
    }
    let key = text::key(text);
    let mut words = key.split(' ').peekable();
    let mut announced = false;
    while let Some(word) = words.next_if(|word| {
        ANNOUNCING.contains(word)
            || word.chars().count() == 1
            || word.bytes().all(|b| b"ivx0123456789".contains(&b))
    }) {
        announced |= ANNOUNCING.contains(&word);
    }
    let rest: Vec<&str> = words.collect();
    let Some(after) = rest.strip_prefix(&["mô", "hình"]) else { return false };
    let padded = format!(" {} ", after.join(" "));
    let others = [" điển hình ", " gương ", " tập thể ", " cá nhân ", " hộ gia đình ", " tiên tiến "];
    if others.iter().any(|other| padded.contains(other)) {
        return false;
    }
    announced || after.iter().all(|word| PRAISING.contains(word) || word.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a record has a field that only a person has.
pub(super) fn has_personal(record: &Record<'_>) -> bool {
    PERSONAL.iter().any(|field| record.of(*field).next().is_some())
}

/// Fields that only a person has.
const PERSONAL: [Field; 10] = [
    Field::BirthDate,
    Field::BirthYear,
    Field::BirthMale,
    Field::BirthFemale,
    Field::Gender,
    Field::MaleTick,
    Field::FemaleTick,
    Field::FamilyName,
    Field::Rank,
    Field::IdentityNumber,
];

/// Words that name a kind, on their key.
const WORDS: [(&str, HolderKind); 8] = [
    ("tổ hợp tác", HolderKind::CooperativeGroup),
    ("hợp tác xã", HolderKind::Cooperative),
    ("htx", HolderKind::Cooperative),
    ("hộ", HolderKind::Household),
    ("gia đình", HolderKind::Household),
    ("doanh nghiệp", HolderKind::Enterprise),
    ("tập thể", HolderKind::Collective),
    ("cá nhân", HolderKind::Individual),
];

/// Longer texts say something else: a movement's name may hold such a word ("Doanh nghiệp Lạng Sơn
/// hội nhập và phát triển").
const MAX_WORDS: usize = 8;

/// The kind that a text names, if it names exactly one: a code of award software, a short text
/// that holds its word, or a list's title within its first words.
pub(super) fn named(said: &str) -> Option<HolderKind> {
    if is_said(said) {
        return Some(HolderKind::Practice);
    }
    let key = text::key(said);
    match key.as_str() {
        "tt" | "tapthe" => return Some(HolderKind::Collective),
        "cn" | "canhan" => return Some(HolderKind::Individual),
        "hogiadinh" => return Some(HolderKind::Household),
        _ => {}
    }
    let n_words = key.split(' ').count();
    let head = if n_words <= MAX_WORDS {
        key
    } else if key.starts_with("danh sách ") {
        key.split(' ').take(MAX_WORDS).collect::<Vec<_>>().join(" ")
    } else {
        return None;
    };
    let mut kinds: Vec<HolderKind> =
        WORDS.iter().filter(|(word, _)| text::says(&head, word)).map(|(_, kind)| *kind).collect();
    kinds.dedup();
    match kinds.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_practices_are_told_from_movements_and_from_anybody() {
        for said in [
            "Mô hình",
            "MÔ HÌNH",
            "III. Mô hình",
            "C. CÁC MÔ HÌNH TIÊU BIỂU",
            "Mô hình, cách làm hay",
            "ĐĂNG KÝ MÔ HÌNH MỚI NĂM 2024",
            "DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO",
        ] {
            assert!(is_said(said), "{said}");
        }
        for said in [
            "",
            "Mô hình, điển hình tiên tiến",
            "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH TIÊN TIẾN NĂM 2024",
            "Xây dựng mô hình phát triển kinh tế",
            "Mô hình phát triển kinh tế",
            "Tập thể",
            "Danh sách tập thể, cá nhân có mô hình hay",
        ] {
            assert!(!is_said(said), "{said}");
        }
    }

    #[track_caller]
    fn check(said: &str, expect: Option<HolderKind>) {
        assert_eq!(named(said), expect, "{said}");
    }

    #[test]
    fn headings_and_codes_name_a_kind() {
        check("TẬP THỂ", Some(HolderKind::Collective));
        check("Khen thưởng cá nhân", Some(HolderKind::Individual));
        check("CANHAN", Some(HolderKind::Individual));
        check("Hộ gia đình", Some(HolderKind::Household));
        check("Danh sách tập thể đăng ký điển hình tiên tiến", Some(HolderKind::Collective));
        check("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐĂNG KÝ", None);
        check("Phong trào thi đua Doanh nghiệp Lạng Sơn hội nhập và phát triển", None);
        check("", None);
        check("Mô hình", Some(HolderKind::Practice));
        check("Danh sách mô hình, điển hình tiên tiến", None);
        check("Phong trào thi đua “Dạy tốt - Học tốt”", None);
    }
}
