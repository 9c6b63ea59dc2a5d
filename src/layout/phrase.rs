//! The fixed phrases of official sheets: letterhead, totals, notes, signatures, section numerals.
//!
//! All comparisons are made on [`text::key`], so case, tone placement and punctuation do not count.

use crate::text;

use super::words::{AREAS, NEITHER, OFFICES, PLACES, Spellings, begins, is_one_of, starts_with_word};

/// Whether a text is the name of the state, as printed at the head of documents.
pub(super) fn is_state_name(key: &str) -> bool {
    key.starts_with("cộng hòa xã hội chủ nghĩa") || key == "chxhcn việt nam"
}

/// Whether a text is the motto under the name of the state.
pub(super) fn is_motto(key: &str) -> bool {
    key.starts_with("độc lập") && key.contains("hạnh phúc")
}

/// Whether a text is the Party's head line, which takes the place of the state's.
pub(super) fn is_party_name(key: &str) -> bool {
    key.starts_with("đảng cộng sản việt nam")
}

/// Whether a text is a line "…, ngày … tháng … năm …" or "Ngày 22/5/2024": a place before it, at
/// most a number between its words, and nothing but the year behind.
pub(super) fn is_date_line(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    let Some(day_at) = words.iter().rposition(|word| *word == "ngày") else { return false };
    let after = words.get(day_at + 1..).unwrap_or_default();
    let is_number = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = after.iter().copied().filter(|word| !is_number(word)).collect();
    let in_digits = rest.is_empty() && after.len() == 3;
    // "Từ ngày 01/01/2024 đến ngày 30/06/2024" is a span, not the day of signing.
    if words.iter().take(day_at).any(|word| is_number(word)) {
        return false;
    }
    (rest == ["tháng", "năm"] || in_digits) && after.len() <= 6 && day_at <= 8
}

/// Whether a text is a document number "Số: …/BC-UBND".
pub(super) fn is_document_number(text: &str) -> bool {
    let key = text::key(text);
    (key == "số" || key.starts_with("số ")) && (text.contains('/') || text.contains(':'))
}

/// Whether a text as it stands begins a row of sums; most do not by their first letter, and are not folded.
pub(super) fn says_total(text: &str) -> bool {
    let first = text.chars().find(|letter| letter.is_alphanumeric());
    let may_begin = first.is_some_and(|letter| !letter.is_ascii() || matches!(letter, 't' | 'T' | 'c' | 'C'));
    may_begin && is_total(&text::key(text))
}

/// Whether a key begins a row of sums.
pub(super) fn is_total(key: &str) -> bool {
    static BEGINNINGS: Spellings = Spellings::new(&[
        "tổng cộng",
        "tổng số",
        "cộng chung",
        "cộng mục",
        "tổng hợp chung",
        "cộng toàn",
        "tổng",
    ]);
    matches!(key, "cộng" | "cong")
        || starts_with_word(key, "cộng") && key.split(' ').count() <= 6
        || begins(key, &BEGINNINGS)
}

/// Whether a text only carries a list from one page to the next.
pub(super) fn is_furniture(key: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "mang sang",
        "mang sang trang sau",
        "chuyển trang",
        "chuyển trang sau",
        "chuyển sang trang sau",
        "xem tiếp trang sau",
        "tiếp theo trang sau",
        "còn tiếp",
        "tiếp trang sau",
        "tiếp theo",
        "hết",
        "xem trang sau",
    ];
    let numbered = |word: &str| {
        key.strip_prefix(word).is_some_and(|rest| {
            let mut rest = rest.trim().split(' ');
            rest.next().is_some_and(|page| page.bytes().all(|byte| byte.is_ascii_digit()) && !page.is_empty())
                && rest.all(|word| word == "trên" || word.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    WHOLE.contains(&key)
        || ["trang", "tiếp trang", "tiếp theo trang", "xem tiếp trang"].iter().any(|word| numbered(word))
        || ["cộng trang", "cộng mang sang", "số mang sang", "trang trước chuyển sang", "cộng chuyển trang"]
            .iter()
            .any(|word| starts_with_word(key, word))
        || starts_with_word(key, "danh sách") && (key.ends_with("tiếp theo") || key.ends_with("tiếp"))
}

/// Whether a text is a footnote or an instruction.
pub(super) fn is_note(text: &str, key: &str) -> bool {
    static BEGINNINGS: Spellings = Spellings::new(&[
        "ghi chú",
        "lưu ý",
        "chú thích",
        "hướng dẫn",
        "chú ý",
        "nguồn",
        "ấn định danh sách",
        "số tiền bằng chữ",
        "đề nghị các đơn vị",
        "cột",
        "mọi thắc mắc",
        "yêu cầu",
    ]);
    let start = text.trim_start();
    // "Danh sách này có 12 người": said under lists, summed up by nobody.
    let counts = starts_with_word(key, "danh sách")
        && (key.contains(" có ") || key.contains(" gồm "))
        && key.bytes().any(|b| b.is_ascii_digit());
    counts
        || start.starts_with('*')
        || start.starts_with("(*")
        || start.starts_with("(1)")
        || begins(key, &BEGINNINGS)
}

/// Whether a line is a sentence in brackets: "(Còn 1 trường hợp phường xin gửi sau)"; headings in brackets are short.
pub(super) fn is_bracketed_remark(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with([')', '.']) && 6 <= text.split_whitespace().count()
}

/// Whether a line asks for a change to a list: somebody to be added, taken out, looked at again.
pub(super) fn asks_for_change(text: &str) -> bool {
    const REQUESTS: [&str; 26] = [
        "gửi sau",
        "bổ sung sau",
        "còn thiếu",
        "chưa có danh sách",
        "thay cho danh sách",
        "thay thế danh sách",
        "thay danh sách",
        "bổ sung",
        "xem xét lại",
        "xem lại",
        "rút tên",
        "xin rút",
        "rút khỏi",
        "thay bằng",
        "thay cho ông",
        "thay cho bà",
        "thay cho đ c",
        "đính chính",
        "sửa lại",
        "ghi nhầm",
        "đề nghị bỏ",
        "báo lại",
        "báo em",
        "nếu thiếu",
        "nếu sai",
        "nếu thừa",
    ];
    let key = text::key(text);
    let n_words = key.split(' ').count();
    // "de nghi bo sung": what was typed without marks is compared without.
    let bare = key.is_ascii();
    let says = |wish: &&str| {
        let wish = if bare { text::bare_key(wish) } else { (*wish).to_owned() };
        text::says(&key, &wish)
    };
    (4..=60).contains(&n_words) && REQUESTS.iter().any(says)
}

/// Whether a text only says "as above": `nt`, `-nt-`, `như trên`, `"`.
pub fn says_as_above(text: &str) -> bool {
    if 20 < text.len() {
        return false;
    }
    match text.trim_matches(['-', ' ', '.', '–', '(', ')']) {
        "\"" | "''" | "“" | "”" | "″" | "〃" | "//" | "\"\"" => true,
        word => {
            matches!(text::key(word).as_str(), "nt" | "n t" | "như trên" | "nhu tren" | "như trên nt")
        }
    }
}

/// Whether a text says that there is nobody to register.
pub fn says_nobody(text: &str) -> bool {
    const SAYINGS: [&str; 9] = [
        "không có điển hình",
        "không có đăng ký",
        "không có đối tượng",
        "không có cá nhân",
        "không có tập thể",
        "không có trường hợp",
        "không đăng ký",
        "không phát sinh",
        "chưa có điển hình",
    ];
    let key = text::key(text);
    matches!(key.as_str(), "không" | "không có" | "không có ai" | "chưa có")
        || text::says_one_of(&key, &SAYINGS)
}

/// Whether a text belongs to a signature block or to "Nơi nhận".
pub(super) fn is_signature(text: &str, key: &str) -> bool {
    static POSITIONS: Spellings = Spellings::new(&[
        "chủ tịch",
        "phó chủ tịch",
        "giám đốc",
        "phó giám đốc",
        "hiệu trưởng",
        "phó hiệu trưởng",
        "trưởng",
        "phó trưởng",
        "bí thư",
        "phó bí thư",
        "chỉ huy trưởng",
        "chánh",
        "phó chánh",
        "đội trưởng",
        "tổ trưởng",
        "kế toán",
        "thủ quỹ",
        "cán bộ",
        "công chức",
        "tổng giám đốc",
    ]);
    static BEGINNINGS: Spellings = Spellings::new(&[
        "người lập",
        "người tổng hợp",
        "lập biểu",
        "thủ trưởng",
        "nơi nhận",
        "ký tên",
        "ký ghi rõ",
        "ký và ghi",
        "đã ký",
        "xác nhận",
        "tm ủy ban",
        "người đăng ký",
        "người khai",
        "người báo cáo",
        "người viết",
        "cơ quan đơn vị xác nhận",
        "đại diện",
    ]);
    // Powers to sign are printed in capitals with a stop: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH".
    let power = ["TM.", "KT.", "TL.", "TUQ.", "T/M", "Q.", "TM ", "KT ", "TL "]
        .iter()
        .any(|power| text.trim_start().starts_with(power));
    is_date_line(key)
        || power
        || is_one_of(key, &POSITIONS)
        || (is_capitals(text) && begins(key, &POSITIONS))
        || begins(key, &BEGINNINGS)
}

/// Whether a text names a kind of exemplar and nothing else.
pub(super) fn is_kind(key: &str) -> bool {
    static KINDS: Spellings = Spellings::new(&[
        "tập thể",
        "cá nhân",
        "hộ gia đình",
        "gia đình",
        "hộ",
        "doanh nghiệp",
        "hợp tác xã",
        "tổ hợp tác",
        "đối với tập thể",
        "đối với cá nhân",
        "đối với hộ gia đình",
        "về tập thể",
        "về cá nhân",
        "danh sách tập thể",
        "danh sách cá nhân",
        "danh sách hộ gia đình",
        "các tập thể",
        "các cá nhân",
        "mô hình",
        "các mô hình",
        "đối với mô hình",
        "danh sách mô hình",
    ]);
    is_one_of(key, &KINDS)
}

/// Whether a text begins like a heading: a movement, a block of units, a kind.
pub(super) fn is_heading(key: &str) -> bool {
    static BEGINNINGS: Spellings = Spellings::new(&[
        "phong trào",
        "cuộc vận động",
        "lĩnh vực",
        "khối",
        "cụm",
        "nhóm",
        "danh sách",
        "điển hình tiên tiến",
        "tập thể",
        "cá nhân",
        "hộ gia đình",
        "cấp",
        "đối với",
        "phần",
        "mục",
        "gương điển hình",
    ]);
    is_kind(key) || begins(key, &BEGINNINGS)
}

/// Whether a text begins like the name of an office, as in a letterhead.
pub(super) fn is_office(key: &str) -> bool {
    begins(key, &OFFICES) && !begins(key, &NEITHER)
}

/// Whether a line is the name of a commune, a district or a province and no more: "XÃ ĐỒNG ĐĂNG".
pub(super) fn is_area(key: &str) -> bool {
    const MAX_WORDS: usize = 6;
    begins(key, &AREAS)
        && (2..=MAX_WORDS).contains(&key.split(' ').count())
        && key.chars().all(|letter| letter.is_alphanumeric() || " -'".contains(letter))
        && !key.starts_with("xã hội")
        && !key.split(' ').any(|word| {
            matches!(word, "năm" | "đợt" | "tháng" | "quý" | "kỳ")
                || word.parse().is_ok_and(|n: u32| 1900 < n)
        })
}

/// Whether a text begins like the name of a place where people live, below the commune.
pub(super) fn is_place(key: &str) -> bool {
    begins(key, &PLACES) && !begins(key, &NEITHER)
}

/// Whether a sheet's name or title says that it shows how to fill in.
pub(super) fn is_example(key: &str) -> bool {
    static PHRASES: Spellings = Spellings::new(&[
        "hướng dẫn",
        "huong dan",
        "huongdan",
        "ví dụ",
        "vi du",
        "vidu",
        "hdsd",
        "example",
        "mẫu điền",
        "cách điền",
        "cách ghi",
        "minh họa",
    ]);
    matches!(key, "hd" | "vd") || PHRASES.marked.iter().any(|phrase| key.contains(phrase))
}

/// Whether a line says that many units do something together: it is one row and nobody's name.
pub(super) fn speaks_for_many(text: &str, key: &str) -> bool {
    const UNITS: [&str; 10] =
        ["xã", "phường", "đơn vị", "thôn", "xóm", "trường", "cơ quan", "sở", "huyện", "địa phương"];
    let Some((_, after)) = text.split_once(':') else { return false };
    let folded = text::key(after);
    let counts = folded.split(' ').next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let names =
        folded.split_once(' ').is_some_and(|(_, rest)| UNITS.iter().any(|unit| starts_with_word(rest, unit)));
    counts && names && key.split(' ').count() >= 7
}

/// The rank of a heading: smaller encloses greater.
pub(super) type HeadingRank = u8;

/// Rank of a heading without a numeral.
pub(super) const UNNUMBERED: HeadingRank = 4;

/// Letters of the longest numeral, with a heading that is glued to it.
const LONGEST_NUMERAL: usize = 40;

/// A numeral at the beginning of a heading, with its rank and what follows it.
///
/// "PHẦN I - …" 0, "A. …" 1, "II. …" 2, "1. …" 3, "1.2. …" 4, "a) …" 5.
pub(super) fn numeral(text: &str) -> Option<(HeadingRank, &str)> {
    let text = text.trim_start();
    let (text, in_part) = match strip_word(text, "PHẦN") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    // A numeral is short, and a text may be a million letters without a gap.
    let mut letters = text.char_indices().take(LONGEST_NUMERAL);
    let end = letters.find(|(_, c)| !(c.is_alphanumeric() || *c == '.')).map(|(at, _)| at);
    let end = end.or_else(|| text.char_indices().nth(LONGEST_NUMERAL).map(|(at, _)| at));
    let (word, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let stop = rest.trim_start().chars().next();
    let closed = word.ends_with('.')
        || (word.contains('.') && numeral_rank(word).is_some())
        || matches!(stop, Some(')' | ':' | '/' | '-' | '–' | '—'));
    let (word, rest, glued) = match word.split_once('.') {
        // "I.Tập thể" without a space.
        Some((head, tail)) if !tail.is_empty() && numeral_rank(tail.trim_end_matches('.')).is_none() => {
            (head, text.get(head.len() + 1..)?, true)
        }
        _ => (word.trim_end_matches('.'), rest, false),
    };
    let rank = numeral_rank(word)?;
    if !(closed || glued || in_part) {
        return None;
    }
    let rest = rest.trim_start().trim_start_matches([')', ':', '/', '-', '–', '—', '.']).trim_start();
    Some((if in_part { 0 } else { rank }, rest))
}

/// The rank of a word that is nothing but a numeral.
pub(super) fn numeral_rank(word: &str) -> Option<HeadingRank> {
    let word = word.trim().trim_matches(['(', ')', '.']);
    let first = word.chars().next()?;
    if word.contains('.') {
        let all = word.split('.').all(|part| numeral_rank(part).is_some());
        return all.then_some(4);
    }
    if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(3);
    }
    if word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return Some(2);
    }
    if word.len() == 1 && first.is_ascii_uppercase() {
        return Some(1);
    }
    (word.len() == 1 && first.is_ascii_lowercase()).then_some(5)
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head: String = text.chars().take(word.chars().count()).collect();
    (text::key(&head) == text::key(word)).then(|| text.get(head.len()..))?.map(str::trim_start)
}

/// Whether a text is printed in capitals.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_ranks_and_leave_the_heading() {
        #[track_caller]
        fn check(text: &str, expect: Option<(HeadingRank, &str)>) {
            assert_eq!(numeral(text), expect, "{text}");
        }
        check("I. TẬP THỂ", Some((2, "TẬP THỂ")));
        check("I.TẬP THỂ", Some((2, "TẬP THỂ")));
        check("A. Khối giáo dục", Some((1, "Khối giáo dục")));
        check("1. Phong trào thi đua", Some((3, "Phong trào thi đua")));
        check("1) Cá nhân", Some((3, "Cá nhân")));
        check("I.1. Cá nhân", Some((4, "Cá nhân")));
        check("a) Cá nhân", Some((5, "Cá nhân")));
        check("PHẦN I - Tập thể", Some((0, "Tập thể")));
        check("II - Cá nhân", Some((2, "Cá nhân")));
        check("Xã Tam Xuân I", None);
        check("Vi Văn An", None);
        check("Phường IV", None);
    }

    #[test]
    fn totals_notes_and_signatures_are_known() {
        #[track_caller]
        fn check(text: &str, expect: &str) {
            let key = text::key(text);
            let found = if is_total(&key) {
                "total"
            } else if is_signature(text, &key) {
                "signature"
            } else if is_note(text, &key) {
                "note"
            } else {
                "none"
            };
            assert_eq!(found, expect, "{text}");
        }
        check("Tổng cộng: 12", "total");
        check("Cộng", "total");
        check("Danh sách có 12 người./.", "note");
        check("Ghi chú: ngày, tháng ghi 00 khi chỉ rõ năm sinh", "note");
        check("TRƯỞNG TRẠM", "signature");
        check("CÔNG CHỨC VĂN HÓA - XÃ HỘI", "signature");
        check("Ngày 22/5/2024", "signature");
        check("TM. ỦY BAN NHÂN DÂN", "signature");
        check("KT. CHỦ TỊCH", "signature");
        check("CHỦ TỊCH", "signature");
        check("Lạng Sơn, ngày 10 tháng 6 năm 2024", "signature");
        check("Người lập biểu", "signature");
        check("Nơi nhận:", "signature");
        check("Ghi chú: cột 5 ghi rõ", "note");
        check("* Kèm báo cáo thành tích", "note");
        check("Chủ tịch Hội Nông dân phường", "none");
        check("Cộng đồng dân cư khối 5, phường Tam Thanh, thành phố", "none");
        check("Nguyễn Văn An", "none");
    }
}
