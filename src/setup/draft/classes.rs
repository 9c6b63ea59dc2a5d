//! A class of units in the words of a plan → as the workbook says it.

use toml::{Table, Value};

/// Words for units of a kind, the narrower ones first.
const CLASSES: [(&str, &str); 44] = [
    ("tổ dân phố", "hamlet"),
    ("khu dân cư", "hamlet"),
    ("khối phố", "hamlet"),
    ("khu phố", "hamlet"),
    ("tổ xóm", "hamlet"),
    ("xóm", "hamlet"),
    ("thôn", "hamlet"),
    ("bản", "hamlet"),
    ("ấp", "hamlet"),
    ("khóm", "hamlet"),
    ("buôn", "hamlet"),
    ("tổ chức chính trị", "mass_organisation"),
    ("tổ chức đoàn thể", "mass_organisation"),
    ("tổ chức hội", "mass_organisation"),
    ("đoàn thể", "mass_organisation"),
    ("công đoàn", "mass_organisation"),
    ("cơ sở hội", "mass_organisation"),
    ("hội", "mass_organisation"),
    ("đoàn", "mass_organisation"),
    ("chi bộ", "party"),
    ("đảng bộ", "party"),
    ("đảng ủy", "party"),
    ("cấp ủy", "party"),
    ("cơ sở giáo dục", "school"),
    ("nhà trường", "school"),
    ("trường", "school"),
    ("mầm non", "school"),
    ("tiểu học", "school"),
    ("cơ sở y tế", "health"),
    ("trạm y tế", "health"),
    ("bệnh viện", "health"),
    ("trung tâm y tế", "health"),
    ("doanh nghiệp", "enterprise"),
    ("công ty", "enterprise"),
    ("hợp tác xã", "cooperative"),
    ("ubnd", "area"),
    ("ủy ban nhân dân", "area"),
    ("địa phương", "area"),
    ("đặc khu", "area"),
    ("phường", "area"),
    ("xã", "area"),
    ("thị trấn", "area"),
    ("huyện", "area"),
    ("cơ quan", "agency"),
];

/// Words for offices, which may be of any sort.
const OFFICES: [&str; 8] = ["đơn vị", "sở", "ban", "ngành", "phòng", "chi cục", "văn phòng", "cơ quan"];

/// Words for bodies of one sort among those of their kind.
const NARROW: [&str; 7] = ["công đoàn", "cơ sở hội", "hội", "đoàn", "chi bộ", "đảng bộ", "đảng ủy"];

/// Words behind a class that leave it as wide as it is.
const TAILS: [&str; 12] = [
    "trực thuộc",
    "thuộc",
    "trên địa bàn",
    "cấp tỉnh",
    "cấp xã",
    "tỉnh",
    "thành phố",
    "xã",
    "phường",
    "của",
    "trong",
    "học",
];

/// A class as the plan's text says it, and whether its words leave a doubt: no kind of units is as narrow as «trường
/// trung học phổ thông».
pub(super) fn class(words: &str) -> (Table, bool) {
    let parts: Vec<&str> =
        words.split([',', '/']).flat_map(|part| part.split(" và ")).map(str::trim).collect();
    let mut kinds: Vec<&str> = Vec::new();
    let mut is_doubtful = false;
    for (at, part) in parts.iter().enumerate() {
        match kind(part) {
            // «hội LHPN xã, phường»: the second word goes on with the first.
            Some("area") if kinds.first().is_some_and(|first| *first != "area") && is_place(part) => {}
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            Some(_) => {}
            None if at == 0 => is_doubtful = true,
            None => {}
        }
        is_doubtful |= !is_wide(part);
    }
    if kinds.is_empty() {
        kinds.push("agency");
    }
    let mut class = Table::new();
    let kind = match kinds.as_slice() {
        [only] => Value::String((*only).to_owned()),
        several => Value::Array(several.iter().map(|kind| Value::String((*kind).to_owned())).collect()),
    };
    class.insert("kind".to_owned(), kind);
    let bare = words.replace("thị xã", "huyện");
    let is_commune = ["xã", "phường", "đặc khu", "thị trấn"].iter().any(|word| has(&bare, word));
    let is_district = ["huyện", "quận", "thành phố"].iter().any(|word| has(&bare, word));
    if kinds == ["area"] && is_commune != is_district {
        let level = if is_commune { "commune" } else { "district" };
        class.insert("level".to_owned(), Value::String(level.to_owned()));
    }
    (class, is_doubtful)
}

/// Whether words may mean units each of which owes something: of «các …» only what is known, of «mỗi …» whatever is
/// neither a thing nor a person.
pub(super) fn may_owe(words: &str, is_each: bool) -> bool {
    const THINGS: [&str; 16] = [
        "phong trào",
        "cuộc vận động",
        "lĩnh vực",
        "nội dung",
        "điển hình",
        "tập thể",
        "cá nhân",
        "người",
        "loại",
        "mặt",
        "đợt",
        "khâu",
        "cấp",
        "hộ",
        "mô hình",
        "gương",
    ];
    let first = words.split([',', '/']).next().unwrap_or_default();
    let first = first.split(" và ").next().unwrap_or_default().trim();
    let is_thing = THINGS.iter().any(|word| after(first, word).is_some()) && kind(first).is_none();
    let parts = words.split([',', '/']).map(|part| part.trim().trim_start_matches("các ").trim());
    !is_thing && (is_each || parts.into_iter().any(|part| kind(part).is_some()))
}

pub(super) fn kind(part: &str) -> Option<&'static str> {
    let known = CLASSES.iter().find(|(word, _)| after(part, word).is_some()).map(|(_, kind)| *kind);
    known.or_else(|| OFFICES.iter().any(|word| after(part, word).is_some()).then_some("agency"))
}

/// What follows a whole word at the head of a text.
fn after<'a>(part: &'a str, word: &str) -> Option<&'a str> {
    part.strip_prefix(word).filter(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a part of a class is no narrower than its kind.
fn is_wide(part: &str) -> bool {
    const MORE: [&str; 4] = ["- xã hội", "các", "chính trị", "đoàn thể"];
    let words = CLASSES.iter().map(|(word, _)| *word).chain(OFFICES).filter(|word| !NARROW.contains(word));
    let rest = words.filter_map(|word| after(part, word)).map(str::trim).min_by_key(|rest| rest.len());
    is_place(part)
        || rest.is_some_and(|rest| {
            let rest = MORE.iter().fold(rest, |rest, word| rest.trim_start_matches(word).trim());
            rest.is_empty() || TAILS.iter().any(|tail| after(rest, tail).is_some())
        })
}

/// Whether words are no more than those for a place.
fn is_place(part: &str) -> bool {
    ["xã", "phường", "thị trấn", "đặc khu", "huyện", "thành phố"].contains(&part)
}

fn has(words: &str, word: &str) -> bool {
    words.match_indices(word).any(|(at, _)| {
        let before = words.get(..at).and_then(|before| before.chars().last());
        let after = words.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
