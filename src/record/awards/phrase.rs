//! The words around an award's name: who granted it is the first office after it, or before it.
//!
//! What stands there and is not understood makes a doubt: a grantor is never taken from a word further on
//! when the office itself is unknown.

use super::granting;
use super::grantor::Grantor;
use super::grantor_words::GrantorWords;
use crate::text;

/// What the words around a name say.
#[derive(Clone, Copy)]
pub(super) struct GrantedBy {
    pub(super) grantor: Option<Grantor>,
    /// What is not certain, in Vietnamese; empty where all is.
    pub(super) doubt: &'static str,
}

/// Said where the office that grants is not known, whatever words follow it.
pub(super) const UNKNOWN: &str = "không rõ cơ quan nào tặng";

/// Words between a name and its grantor that say nothing of either.
const BETWEEN: [&str; 32] = [
    "bk",
    "gk",
    "của",
    "do",
    "năm",
    "các",
    "học",
    "nh",
    "giai",
    "đoạn",
    "từ",
    "đến",
    "và",
    "cấp",
    "được",
    "đã",
    "tặng",
    "thưởng",
    "trao",
    "nhận",
    "danh",
    "hiệu",
    "lần",
    "liền",
    "liên",
    "tiếp",
    "tục",
    "thứ",
    "ngày",
    "tháng",
    "theo",
    "có",
];

/// Words with which the reason or the decision of an award begins, or what else is no grantor.
const NO_GRANTOR: [&str; 36] = [
    "về", "vì", "trong", "tổng", "đột", "chuyên", "thành", "phong", "công", "dịp", "nhân", "hạng", "số",
    "qđ", "quyết", "v", "kèm", "loại", "xuất", "tiêu", "trên", "thực", "hoàn", "đảng", "vào", "nhiệm",
    "nhiều", "ghi", "xây", "học", "tham", "phòng", "thi", "hội", "tại", "nay",
];

/// Reads what stands around the name that ends at this byte of a key.
pub(super) fn read(words: &GrantorWords, key: &str, to: usize) -> GrantedBy {
    let legible = |grantor: Option<Grantor>| GrantedBy { grantor, doubt: "" };
    let after = key.get(to..).unwrap_or_default();
    // A state group grants by rules of its own.
    if [" tập đoàn", " tổng công ty", " tổng cty"].iter().any(|word| after.contains(word)) {
        return GrantedBy { grantor: None, doubt: UNKNOWN };
    }
    let Some(phrase) = phrase_after(words, after) else {
        return legible(granting::read(words, key).or_else(|| granting::bare_place(words, key)));
    };
    if let Some(grantor) = office(words, phrase) {
        return legible(Some(grantor));
    }
    // A place further on says nothing of an office that is not known.
    let place = || {
        granting::bare_place(words, key)
            .filter(|_| granting::begins_with_place(words, phrase) || key.is_ascii())
    };
    let granted_by = granting::read(words, key).or_else(place);
    let known = key.is_ascii() || known(words, phrase);
    let doubt = match granted_by {
        _ if !known => UNKNOWN,
        None => "không rõ cấp của cơ quan tặng",
        Some(_) => "",
    };
    GrantedBy { grantor: granted_by, doubt }
}

/// Whether a «giấy khen» of the city is meant: a province grants «bằng khen».
pub(super) fn of_the_city(words: &GrantorWords, key: &str, to: usize) -> bool {
    let phrase = phrase_after(words, key.get(to..).unwrap_or_default()).unwrap_or_default();
    ["thành phố", "tp"].iter().any(|word| begins(phrase, word))
}

/// Words ahead of a name that only introduce it.
const INTRODUCING: [&str; 62] = [
    "năm",
    "các",
    "từ",
    "đến",
    "học",
    "nh",
    "giai",
    "đoạn",
    "và",
    "được",
    "đã",
    "đạt",
    "tặng",
    "thưởng",
    "trao",
    "nhận",
    "danh",
    "hiệu",
    "hình",
    "thức",
    "khen",
    "htkt",
    "dh",
    "dhtđ",
    "lần",
    "liền",
    "liên",
    "tiếp",
    "tục",
    "công",
    "là",
    "có",
    "hai",
    "ba",
    "bốn",
    "nhiều",
    "vinh",
    "dự",
    "thành",
    "tích",
    "tập",
    "thể",
    "cá",
    "nhân",
    "gia",
    "đình",
    "hộ",
    "xóm",
    "thôn",
    "đơn",
    "vị",
    "hằng",
    "hàng",
    "ngày",
    "a",
    "b",
    "c",
    "d",
    "thi",
    "đua",
    "bản",
    "thân",
];

/// Whether what stands before a name says that the award is not held — refused, or only asked for — or says
/// something that is not understood.
pub(super) fn not_held(words: &GrantorWords, before: &str, after: &str) -> bool {
    const LATER: [&str; 7] =
        ["đề nghị", "đang trình", "dự kiến", "chưa có", "đang chờ", "không đạt", "chưa đạt"];
    if text::says_one_of(after, &LATER) {
        return true;
    }
    let before = before.trim();
    let introduces = |word: &str| INTRODUCING.contains(&word) || word.chars().any(|c| c.is_ascii_digit());
    let rest = before.split(' ').skip_while(|word| introduces(word)).collect::<Vec<_>>().join(" ");
    let strange = !rest.is_empty()
        && !before.is_ascii()
        && !known(words, &rest)
        && !["qđ", "quyết định", "theo", "số", "xl", "xếp loại"].iter().any(|word| begins(&rest, word));
    if strange {
        return true;
    }
    const NOT: [&str; 12] = [
        "không",
        "chưa",
        "ko",
        "đề nghị",
        "đang",
        "đăng ký",
        "dự kiến",
        "phấn đấu",
        "trình",
        "đề xuất",
        "xét",
        "hướng tới",
    ];
    text::says_one_of(before, &NOT)
}

/// The grantor with which a key begins, where nothing but years follows its words for certain.
pub(super) fn grantor_ahead(words: &GrantorWords, key: &str) -> Option<Grantor> {
    let phrase = key.strip_prefix("cấp ").unwrap_or(key);
    office(words, phrase).or_else(|| {
        let place =
            || granting::bare_place(words, key).filter(|_| granting::begins_with_place(words, phrase));
        if known(words, phrase) { granting::read(words, key).or_else(place) } else { None }
    })
}

/// From where the grantor stands after a name; none where nothing stands there, or a reason without «của».
fn phrase_after<'k>(words: &GrantorWords, after: &'k str) -> Option<&'k str> {
    let mut rest = after.trim_start();
    loop {
        let word = rest.split(' ').next().filter(|word| !word.is_empty())?;
        let number = word.chars().any(|c| c.is_ascii_digit());
        if known_start(words, rest) || !number && !BETWEEN.contains(&word) {
            break;
        }
        rest = rest.get(word.len()..)?.trim_start();
    }
    let word = rest.split(' ').next().unwrap_or_default();
    let party =
        ["đảng ủy", "đảng bộ", "phòng gd", "phòng ", "hội "].iter().any(|word| rest.starts_with(word));
    let reason =
        rest.starts_with("phòng chống") || rest.starts_with("hội thi") || rest.starts_with("hội nghị");
    if NO_GRANTOR.contains(&word) && (!party || reason) && !known_start(words, rest) {
        return [" của ", " do "]
            .iter()
            .find_map(|word| rest.find(word).and_then(|at| rest.get(at + word.len()..)));
    }
    Some(rest)
}

/// An office that grants for itself, or its head for it.
fn office(words: &GrantorWords, phrase: &str) -> Option<Grantor> {
    let heads = ["tổng giám đốc ", "giám đốc ", "thủ trưởng ", "trưởng "];
    let phrase = heads.iter().find_map(|head| phrase.strip_prefix(head)).unwrap_or(phrase);
    if words.speakers.iter().any(|word| begins(phrase, word))
        || !words.offices.iter().any(|word| begins(phrase, word))
    {
        return None;
    }
    let central = words.centre.iter().any(|word| text::says(phrase, word));
    Some(if central { Grantor::Ministry } else { Grantor::Base })
}

fn known(words: &GrantorWords, phrase: &str) -> bool {
    words.persons.iter().chain(&words.speakers).chain(&words.offices).any(|word| begins(phrase, word))
        || known_start(words, phrase)
}

fn known_start(words: &GrantorWords, phrase: &str) -> bool {
    words.beginnings().any(|word| begins(phrase, word))
}

fn begins(phrase: &str, word: &str) -> bool {
    phrase.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
