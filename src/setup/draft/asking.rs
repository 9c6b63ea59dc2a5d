//! Words by which a sentence asks for exemplars, or speaks of numbers for another reason.

use super::amounts::{AT_LEAST, KINDS, word_at};
use super::demands::clusters;

/// Words by which somebody is chosen.
pub(super) const CHOOSES: [&str; 9] =
    ["đề nghị", "lựa chọn", "giới thiệu", "đăng ký", "xây dựng", "phát hiện", "chọn", "giao", "bồi dưỡng"];

/// Words before a number that counts something else than what a plan asks for.
pub(super) const OTHERWISE: [&str; 20] = [
    "khuyến khích",
    "khen thưởng",
    "tặng",
    "biểu dương",
    "tôn vinh",
    "tuyên dương",
    "phụ trách",
    "giúp đỡ",
    "phân công",
    "cử",
    "bố trí",
    "tập huấn",
    "hỗ trợ",
    "dự kiến",
    "đã",
    "nếu",
    "trường hợp",
    "có từ",
    "vượt",
    "trao",
];

/// Words behind a number of whoever is rewarded.
pub(super) const REWARDED: [&str; 7] = [
    "được tuyên dương",
    "được biểu dương",
    "được khen thưởng",
    "để khen thưởng",
    "để biểu dương",
    "được tặng",
    "để tôn vinh",
];

/// Whether a sentence is about exemplars: it says so, or chooses those it counts; a share of women stands alone.
pub(super) fn is_about_exemplars(small: &str) -> bool {
    let exemplars = ["điển hình", "mô hình", "gương", "nhân tố"];
    let chosen = KINDS.iter().any(|(word, _)| small.contains(word))
        && CHOOSES.iter().any(|word| word_at(small, word).is_some());
    let of_people = ["nữ", "cá nhân nữ", "người lao động trực tiếp"];
    let reaches = [" đạt ", " chiếm ", " từ ", " ít nhất ", " tối thiểu ", " không "];
    let is_ratio = small.strip_prefix("tỷ lệ ").is_some_and(|rest| {
        let after = of_people.iter().find_map(|people| rest.strip_prefix(people));
        after.is_some_and(|after| reaches.iter().any(|word| after.starts_with(word)))
    });
    let short = small.split(' ').count() <= SHORT_RATIO;
    // «Mỗi đơn vị tối đa 02 tập thể.»
    let bare = small.starts_with("mỗi ") && KINDS.iter().any(|(word, _)| small.contains(word)) && short;
    let of_cluster = !clusters(small).is_empty() && KINDS.iter().any(|(word, _)| small.contains(word));
    exemplars.iter().any(|word| small.contains(word)) || chosen || of_cluster || bare || short && is_ratio
}

/// A sentence that says nothing but a ratio has no more words.
const SHORT_RATIO: usize = 14;

/// Whether a sentence sets a number of exemplars that was not understood.
pub(super) fn sets_a_number(small: &str) -> bool {
    let exemplars = ["điển hình", "mô hình", "gương"].iter().any(|word| small.contains(word));
    let number = small.contains('%')
        || AT_LEAST.iter().take(3).any(|word| word_at(small, word).is_some())
        || small.contains("không dưới")
        || small.contains("không quá");
    exemplars && number && small.contains(|c: char| c.is_ascii_digit())
        || exemplars && small.contains("tối thiểu")
}
