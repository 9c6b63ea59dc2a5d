//! Words of a row about others than whom it registers: relatives, nicknames, those who speak for a collective.

use crate::layout::{Wording, without_honorific, wording};
use crate::plan::HolderKind;
use crate::text;

use super::facts::is_phone;
use super::name;
use super::segments::{Joint, segments};

/// Words by which somebody is called a relative.
const RELATIVES: [&str; 24] = [
    "vợ",
    "chồng",
    "con",
    "con trai",
    "con gái",
    "con dâu",
    "con rể",
    "con nuôi",
    "em",
    "em trai",
    "em gái",
    "em ruột",
    "anh trai",
    "anh ruột",
    "chị gái",
    "chị ruột",
    "chị em",
    "anh em",
    "cha con",
    "bố con",
    "mẹ con",
    "bố",
    "mẹ",
    "cháu",
];

/// Words before another name of the same person, and before others beside somebody.
const ANOTHER: [&str; 16] = [
    "tức",
    "tên khác",
    "tên thường gọi",
    "thường gọi",
    "bí danh",
    "hay gọi",
    "còn gọi",
    "các cháu",
    "các con",
    "gia đình",
    "tập thể",
    // What begins a correction: "Ngô Đức Thọ -> sửa: Ngô Đức Thụ".
    "sửa",
    "đính chính",
    "viết nhầm",
    "ghi nhầm",
    "nhầm",
];

/// Whether the words are a relative's and no more: "con trai", "vợ".
pub(super) fn is_relation(words: &str) -> bool {
    RELATIVES.contains(&text::key(words).as_str())
}

/// A relative before a whole name: "em trai Hoàng Văn Tuấn".
pub(super) fn relative(piece: &str) -> Option<(&str, &str)> {
    let ends = piece.match_indices(' ').map(|(at, _)| at).take(2);
    ends.filter_map(|at| piece.split_at_checked(at)).find_map(|(relation, name)| {
        let name = name.trim();
        (is_relation(relation) && wording(name) == Wording::Person).then_some((relation, name))
    })
}

/// Whether words beside a name speak of another: a nickname, a relative, a body of people, a corrected name.
pub(super) fn names_another(words: &str) -> bool {
    let key = text::key(words);
    // "2 chị em": how many they are.
    let key = key.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let begins =
        |word: &str| key.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    ANOTHER.iter().chain(&RELATIVES).any(|word| begins(word))
}

/// The people whom a remark names, each as written without what stands before the name.
pub(super) fn people(remark: &str) -> impl Iterator<Item = &str> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    let mut named_after_somebody = false;
    for word in remark.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let in_run = bare.starts_with(char::is_uppercase) && bare.chars().all(|c| !c.is_ascii_digit());
        if in_run && !named_after_somebody {
            open = Some((open.map_or(at, |(from, _)| from), at + bare.len()));
        }
        // A mark ends a name; what a school or a street is called after names nobody here.
        if !in_run || !word.ends_with(' ') {
            runs.extend(open.take());
        }
        if !in_run {
            named_after_somebody = is_named_after_people(&text::key(bare));
        }
        at += word.len();
    }
    runs.extend(open);
    runs.into_iter().filter_map(|(from, to)| remark.get(from..to)).filter(|name| {
        // "TRƯỜNG TIỂU HỌC HOÀNG VĂN THỤ" in capitals throughout is a school.
        wording(name) == Wording::Person && text::key(name) != "hồ chí minh" && !name::is_body(name)
    })
}

/// "trường Hoàng Văn Thụ", "đường Lê Hồng Phong", "giải thưởng Tạ Quang Bửu".
fn is_named_after_people(word: &str) -> bool {
    matches!(
        word,
        "trường"
            | "học"
            | "thcs"
            | "thpt"
            | "đường"
            | "phố"
            | "thưởng"
            | "quỹ"
            | "giải"
            | "lớp"
            | "tưởng"
            | "chương"
    )
}

/// The name of a collective, and who speaks for it: "HTX Chè Điềm Mặc (ông Ma Văn Tiến giám đốc)".
pub(super) fn representative(kind: HolderKind, written: &str) -> Option<(&str, &str)> {
    if let Some(parted) = led_by(written).or_else(|| led_in_brackets(written)) {
        return Some(parted);
    }
    let pieces = segments(written);
    let (first, rest) = pieces.split_first()?;
    let [second, others @ ..] = rest else { return None };
    let of_business =
        matches!(kind, HolderKind::Enterprise | HolderKind::Cooperative | HolderKind::CooperativeGroup);
    let parts =
        matches!(second.joint, Joint::Bracket | Joint::Dash | Joint::Colon | Joint::Comma | Joint::Line);
    let is_somebody = match speaker(second.text) {
        Some(Speaker::Called) => true,
        // "Trường THCS - Hoàng Văn Thụ" is called so; a business beside a bare name is not.
        Some(Speaker::Bare) => {
            let leads = others.first().is_some_and(|it| wording(it.text) == Wording::Position);
            (of_business || leads) && matches!(second.joint, Joint::Bracket | Joint::Dash)
        }
        None => false,
    };
    let plays = |text: &str| wording(text) == Wording::Position || is_number_to_call(text);
    if !parts || !is_somebody || !others.iter().all(|it| plays(it.text)) {
        return None;
    }
    let at = second.text.as_ptr() as usize - written.as_ptr() as usize;
    let last = others.last().unwrap_or(second);
    let end = last.text.as_ptr() as usize - written.as_ptr() as usize + last.text.len();
    // What follows the bracket belongs to the name.
    let after = written.get(end..)?.trim_start_matches([')', ']', '.', ' ', ',']);
    after.is_empty().then_some((first.text, written.get(at..end)?))
}

/// "Tổ tự quản khối 4 do bà Nông Thị Xuyến làm tổ trưởng".
fn led_by(written: &str) -> Option<(&str, &str)> {
    let (name, rest) = written.split_once(" do ")?;
    let ends = ["làm ", "đứng đầu", "phụ trách", "quản lý", "chủ trì", "là "];
    let end = ends.iter().filter_map(|word| rest.find(word)).min()?;
    let somebody = rest.get(..end)?.trim();
    speaker(somebody).is_some().then_some((name.trim_end_matches([',', ' ']), rest.trim()))
}

/// "Tổ hợp tác chè Đồng Lá (7 hộ; tổ trưởng: Hoàng Thị Sim)": of several things in brackets one is who leads.
fn led_in_brackets(written: &str) -> Option<(&str, &str)> {
    let (name, rest) = written.trim_end().split_once('(')?;
    let inside = rest.strip_suffix(')').filter(|inside| !inside.contains(['(', ')']))?;
    let pieces = segments(inside);
    let leads = pieces.windows(2).any(|pair| {
        let [play, person] = pair else { return false };
        wording(play.text) == Wording::Position
            && person.joint == Joint::Colon
            && speaker(person.text).is_some()
    });
    leads.then(|| (name.trim(), inside.trim()))
}

/// "đt", "sđt 0900 000 111": the words before a telephone number, and the number.
fn is_number_to_call(piece: &str) -> bool {
    is_phone(piece)
        || matches!(text::key(piece).as_str(), "đt" | "sđt" | "dđ" | "đtdđ" | "điện thoại" | "số điện thoại")
}

enum Speaker {
    /// With a word of address before the name or a position behind it.
    Called,
    /// A name alone.
    Bare,
}

/// Whether a piece is a person, perhaps with a position behind the name.
fn speaker(piece: &str) -> Option<Speaker> {
    let words_before = piece.match_indices(' ').filter_map(|(at, _)| piece.split_at_checked(at));
    // "khối trưởng a Trịnh Văn Bộ"
    let mut after_position = words_before
        .filter(|(head, tail)| wording(head) == Wording::Position && wording(tail.trim()) == Wording::Person);
    if piece.starts_with(char::is_lowercase) && after_position.next().is_some() {
        return Some(Speaker::Called);
    }
    let addressed = without_honorific(piece, 2);
    let name = addressed.map_or(piece, |it| it.rest);
    if wording(name) == Wording::Person {
        return Some(if addressed.is_some() { Speaker::Called } else { Speaker::Bare });
    }
    let ends = name.match_indices(' ').map(|(at, _)| at).skip(1);
    ends.into_iter()
        .filter_map(|at| name.split_at_checked(at))
        .any(|(head, tail)| wording(head) == Wording::Person && wording(tail.trim()) == Wording::Position)
        .then_some(Speaker::Called)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_name_people_and_streets_do_not() {
        #[track_caller]
        fn check(remark: &str, expect: &[&str]) {
            assert_eq!(people(remark).collect::<Vec<_>>(), expect, "{remark}");
        }
        check("con dâu: Hoàng Thị Duyên 1993", &["Hoàng Thị Duyên"]);
        check("chồng là Hà Văn Bộ công an phường", &["Hà Văn Bộ"]);
        check("dạy ở trường Hoàng Văn Thụ", &[]);
        check("học tập tấm gương Hồ Chí Minh", &[]);
        check("Bằng khen UBND tỉnh 2019", &[]);
        check("Đảng viên", &[]);
        check("cùng Vi Văn Tài, Lý Thị Sen", &["Vi Văn Tài", "Lý Thị Sen"]);
    }

    #[test]
    fn a_collective_keeps_its_name_and_its_speaker_apart() {
        #[track_caller]
        fn check(kind: HolderKind, written: &str, expect: Option<(&str, &str)>) {
            assert_eq!(representative(kind, written), expect, "{written}");
        }
        use HolderKind::{Collective, Cooperative, Enterprise};
        check(
            Cooperative,
            "HTX Chè an toàn Điềm Mặc (ông Ma Văn Tiến giám đốc)",
            Some(("HTX Chè an toàn Điềm Mặc", "ông Ma Văn Tiến giám đốc")),
        );
        check(
            Enterprise,
            "Cty TNHH Rau Xanh - Trần Hữu Phước GĐ",
            Some(("Cty TNHH Rau Xanh", "Trần Hữu Phước GĐ")),
        );
        check(
            Enterprise,
            "Cty TNHH Rau Xanh - Trần Hữu Phước",
            Some(("Cty TNHH Rau Xanh", "Trần Hữu Phước")),
        );
        check(Collective, "Trường THCS - Hoàng Văn Thụ", None);
        check(
            Collective,
            "Tổ tự quản khối 4 (bà Nông Thị Xuyến)",
            Some(("Tổ tự quản khối 4", "bà Nông Thị Xuyến")),
        );
        check(
            Collective,
            "Tổ tự quản khối 4 do bà Nông Thị Xuyến làm tổ trưởng",
            Some(("Tổ tự quản khối 4", "bà Nông Thị Xuyến làm tổ trưởng")),
        );
        check(Collective, "Tổ Chăm sóc người cao tuổi (5 người)", None);
        check(
            Collective,
            "Khối 4 (khối trưởng a Trịnh Văn Bộ, đt 0900 000 222)",
            Some(("Khối 4", "khối trưởng a Trịnh Văn Bộ, đt 0900 000 222")),
        );
        check(
            Collective,
            "Tổ tự quản khối 4 (9 người; tổ trưởng: bà Nông Thị Xuyến)",
            Some(("Tổ tự quản khối 4", "9 người; tổ trưởng: bà Nông Thị Xuyến")),
        );
    }
}
