//! Who a sentence gives a task to: units by name, partners, or a class of units.

use super::amounts::word_at;

/// Words after which a sentence says what, not who.
const STOPS: [&str; 15] = [
    " chủ trì",
    " xem xét",
    " lựa chọn",
    " phối hợp",
    " mỗi ",
    " tham mưu",
    " tổ chức ",
    " có trách nhiệm",
    " xây dựng",
    " đăng ký",
    " giới thiệu",
    " phát hiện",
    " thực hiện",
    ":",
    " triển khai",
];

/// Words that names of units begin with.
const HEADS: [&str; 51] = [
    "sở",
    "ban",
    "phòng",
    "hội",
    "ủy ban",
    "ubnd",
    "ubmttq",
    "mttq",
    "công an",
    "bộ",
    "văn phòng",
    "trường",
    "trung tâm",
    "trạm",
    "liên đoàn",
    "liên minh",
    "liên hiệp",
    "đoàn",
    "đảng ủy",
    "đảng bộ",
    "chi bộ",
    "chi cục",
    "cục",
    "thanh tra",
    "tòa án",
    "viện",
    "đài",
    "báo",
    "mặt trận",
    "ngân hàng",
    "kho bạc",
    "bảo hiểm",
    "chi nhánh",
    "công ty",
    "bệnh viện",
    "hạt",
    "đội",
    "xã",
    "phường",
    "đặc khu",
    "hiệp hội",
    "hợp tác xã",
    "tỉnh",
    "thành",
    "công đoàn",
    "cơ quan",
    "công chức",
    "thôn",
    "huyện",
    "quận",
    "thị",
];

/// Words for whoever of several names owes it.
const EACH: [&str; 9] = [
    "mỗi đơn vị",
    "mỗi ngành",
    "từng ngành",
    "từng đơn vị",
    "mỗi cơ quan",
    "mỗi tổ chức",
    "mỗi hội",
    "mỗi đoàn thể",
    "từng cơ quan",
];

/// Whether of several leads each owes all of it, in small letters.
pub(super) fn is_of_each(small: &str) -> bool {
    EACH.iter().any(|word| small.contains(word))
}

/// Who is given a task in a sentence, and with whom.
pub(super) fn given(said: &str) -> (Vec<String>, Vec<String>) {
    let small = said.to_lowercase();
    let verb = ["giao cho ", "giao ", "đề nghị "]
        .iter()
        .filter_map(|verb| Some((word_at(&small, verb)?, verb.len())))
        .min();
    let Some((at, length)) = verb else { return (Vec::new(), Vec::new()) };
    let rest = said.get(at + length..).unwrap_or_default();
    // «Mỗi đơn vị đề nghị không quá 03 tập thể» asks nobody.
    if !rest.starts_with(char::is_uppercase) {
        return (Vec::new(), Vec::new());
    }
    let end = STOPS.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    (units_in(rest.get(..end).unwrap_or_default()), partners_of(rest))
}

/// With whom a sentence says that it is done.
pub(super) fn partners_of(said: &str) -> Vec<String> {
    let Some((_, rest)) = said.split_once("phối hợp với ") else { return Vec::new() };
    let end = [" xem xét", " lựa chọn", " xây dựng", " tổ chức ", " thực hiện", ":", ";", "."];
    let end = end.iter().filter_map(|stop| rest.find(stop)).min().unwrap_or(rest.len());
    let mut partners = named_in(rest.get(..end).unwrap_or_default());
    // «…, và» leads over to what is to be done.
    partners.retain(|name| name.chars().count() > 3);
    partners
}

/// Words that may stand inside the name of one unit after a comma or «và».
const JOINED: [&str; 16] = [
    "thương binh",
    "thể thao",
    "du lịch",
    "xã hội",
    "đào tạo",
    "công nghệ",
    "môi trường",
    "phát triển",
    "truyền thông",
    "đầu tư",
    "nhân dân",
    "thông tin",
    "thể dục",
    "kỹ thuật",
    "hạ tầng",
    "dân vận",
];

/// The units of a list of names.
pub(super) fn units_in(list: &str) -> Vec<String> {
    let mut units = named_in(list);
    units.retain(|unit| is_unit(unit));
    units
}

/// Whether words may be the name of a unit, and no class of units, time or place of all.
fn is_unit(name: &str) -> bool {
    let small = name.to_lowercase();
    let begins = |head: &str| small.strip_prefix(head).is_some_and(|rest| rest.starts_with(' '));
    name.starts_with(char::is_uppercase) && HEADS.iter().any(|head| begins(head))
}

/// The names of a list: parted by commas, semicolons and «và», but not inside the name of one.
pub(super) fn named_in(list: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    let list = list.replace(" và ", ", và ").replace(';', ", ");
    for part in list.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let bare = part.strip_prefix("và ").unwrap_or(part);
        let small = bare.to_lowercase();
        let inside = JOINED.iter().any(|word| small.starts_with(word))
            || small == "ubnd"
            || small.starts_with("ubnd thành phố");
        // «UBND các huyện, thị xã, thành phố» is one.
        let more = ["thị xã", "thành phố", "xã", "phường", "đặc khu"].contains(&small.as_str());
        match units.last_mut() {
            Some(last) if inside || more => {
                last.push_str(if part.starts_with("và ") { " " } else { ", " });
                last.push_str(part);
            }
            _ => units.push(bare.trim_end_matches('.').to_owned()),
        }
    }
    units.retain(|unit| unit.chars().count() > 3);
    units
}

/// The units that a sentence begins with: `Hội Nông dân xã lựa chọn …`, `Trạm Y tế xã chủ trì, phối hợp với …`.
pub(super) fn subject(sentence: &str) -> Vec<String> {
    let end = STOPS
        .iter()
        .chain(&[" có ", " không dưới", " ít nhất", " tối thiểu"])
        .filter_map(|stop| sentence.find(stop))
        .min();
    let name = end.and_then(|end| sentence.get(..end)).unwrap_or_default().trim().trim_end_matches(',');
    let proper = name.starts_with(char::is_uppercase) && name.contains(' ') && name.chars().count() < 80;
    if proper { units_in(name) } else { Vec::new() }
}

/// The class of units of whom each owes it, in the words of the sentence.
pub(super) fn class_of(small: &str) -> String {
    let each = small.find("mỗi ").map(|at| small.get(at + "mỗi ".len()..).unwrap_or_default());
    let subject = each.or_else(|| small.starts_with("các ").then_some(small));
    let Some(subject) = subject else { return String::new() };
    let end = [
        " lựa chọn",
        " xây dựng",
        " đăng ký",
        " giới thiệu",
        " phát hiện",
        " có ",
        " chọn ",
        " ít nhất",
        " tối thiểu",
        " tối đa",
        " nhiều nhất",
        " không",
        " đề nghị",
        ":",
    ];
    let end = end.iter().filter_map(|stop| subject.find(stop)).min().unwrap_or(0);
    subject.get(..end).unwrap_or_default().trim().to_owned()
}
