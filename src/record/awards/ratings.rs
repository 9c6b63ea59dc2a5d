//! Yearly ratings: «HTXSNV», «hoàn thành tốt nhiệm vụ», «HT tốt NV», «không HTNV».
//!
//! The rating of a party member or a party cell is another matter and no rating here.

use crate::plan::Rating;
use crate::text;

/// Whose ratings are not those of officials, employees and collectives.
const OF_ANOTHER_KIND: [&str; 9] = [
    "đảng viên",
    "chi bộ",
    "đảng bộ",
    "tổ chức đảng",
    "tccsđ",
    "đoàn viên",
    "chi đoàn",
    "công đoàn",
    "chi hội",
];

/// Words and what lists write for them; folded words side by side are read as one.
const ABBREVIATED: [(&str, &str); 8] = [
    ("hoàn thành", "ht"),
    ("hoan thanh", "ht"),
    ("xuất sắc", "xs"),
    ("xuat sac", "xs"),
    ("nhiệm vụ", "nv"),
    ("nhiem vu", "nv"),
    ("tốt", "t"),
    ("tot", "t"),
];

/// The rating that a key names: «không» before «hoàn thành», «xuất sắc» and «tốt» before it alone.
pub(super) fn rating_of(key: &str) -> Option<Rating> {
    // Most texts name none, and are asked.
    if !key.split(' ').any(may_begin) && !key.split(' ').next().is_some_and(|word| AHEAD.contains(&word)) {
        return None;
    }
    let says = |word: &str| text::says(key, word);
    if text::says_one_of(key, &OF_ANOTHER_KIND) {
        return None;
    }
    let mut folded = format!(" {key} ");
    for (long, short) in ABBREVIATED {
        folded = folded.replace(&format!(" {long} "), &format!(" {short} "));
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        let mut glued = String::new();
        let mut best = None;
        for word in words.iter().skip(at).take(3) {
            glued.push_str(word);
            best = named(&glued).or(best);
        }
        let Some(rating) = best else { continue };
        // «GK của HT» is a headmaster's.
        if *word == "ht" && rating == Rating::Complete && (says("của ht") || says("gk ht") || says("gk")) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let denied = matches!(before, "không" | "chưa" | "ko" | "khong" | "chua");
        return Some(if denied { Rating::Incomplete } else { rating });
    }
    // «Xếp loại: xuất sắc», «xếp loại tốt».
    let rest: Vec<&str> = key.split(' ').skip_while(|word| AHEAD.contains(word)).collect();
    if rest.len() == key.split(' ').count() {
        return None;
    }
    match rest.first().copied() {
        Some("xuất") if says("xuất sắc") => Some(Rating::Excellent),
        Some("tốt") => Some(Rating::Good),
        _ => None,
    }
}

/// Words ahead of a rating that is not said in full.
const AHEAD: [&str; 7] = ["xếp", "loại", "xl", "đánh", "giá", "mức", "được"];

/// Whether a word of a key can be the first of a rating's name, in full or shortened.
fn may_begin(word: &str) -> bool {
    matches!(word, "hoàn" | "hoan" | "xuất" | "xuat")
        || word.starts_with(['h', 'k', 'x']) && word.bytes().all(|byte| b"hknstvx".contains(&byte))
}

fn named(glued: &str) -> Option<Rating> {
    match glued {
        "khtnv" | "kht" => Some(Rating::Incomplete),
        "htxsnv" | "htxs" | "xsnv" => Some(Rating::Excellent),
        "httnv" | "htt" => Some(Rating::Good),
        "htnv" | "ht" => Some(Rating::Complete),
        _ => None,
    }
}
