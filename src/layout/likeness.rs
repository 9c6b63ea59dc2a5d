//! What the text of a cell looks like, and how well that suits the meaning of a column.
//!
//! A likeness is weak evidence: a street bears a person's name and a collective that of a place. It
//! is never used for one cell by itself, only for columns against each other over all rows.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::intake::{Cell, Value};
use crate::text;

use super::field::Field;
use super::honorific::without_honorific;
use super::household::household_words;
use super::phrase;
use super::words::{AREAS, AWARDS, FAMILY_NAMES, NEITHER, PARTS, POSITIONS, begins, is_family_name};

/// Words that call one of a couple by the other's name.
const RELATED: [&str; 2] = ["vợ", "chồng"];

/// Names of areas are short; what is longer is an office of the area.
const MAX_AREA_WORDS: usize = 5;
/// What is longer than any name of an office is a sentence about one.
const MAX_OFFICE_WORDS: usize = 16;

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// A family name and two more words at least.
    Person,
    /// A few words with capitals: a person, or a place.
    Name,
    /// A part of an office.
    Part,
    /// An office.
    Office,
    /// A hamlet, a street.
    Place,
    /// A commune, or what is above it.
    Area,
    /// A position, an occupation or a rank.
    Position,
    /// A title or a commendation.
    Award,
    /// A date or a year.
    Date,
    /// A number.
    Number,
    /// Nam, Nữ, a tick, or another word that only sorts.
    Mark,
    /// Any other text.
    Other,
}

impl Likeness {
    /// What a cell looks like.
    pub(super) fn of(cell: &Cell) -> Likeness {
        match cell.value.text() {
            _ if is_date(cell) => Likeness::Date,
            _ if is_number(cell) => Likeness::Number,
            Some(text) if phrase::numeral_rank(text).is_some() => Likeness::Number,
            Some(text) => match of_text(text) {
                found @ (Likeness::Other | Likeness::Name) => match of_pieces(text) {
                    Some(pieces) => pieces,
                    None if found == Likeness::Other && is_of_digits(text) => Likeness::Number,
                    None => found,
                },
                found => found,
            },
            None => Likeness::Other,
        }
    }

    /// Whether it is plainly somebody, some office or place.
    pub(super) fn is_plain(self) -> bool {
        use Likeness::{Area, Office, Part, Person, Place, Position};
        matches!(self, Person | Part | Office | Area | Place | Position)
    }

    /// How well it suits a column: 2 very well, 0 says nothing, -2 not at all.
    pub(super) fn suits(self, field: Field) -> f32 {
        use Likeness::{Area, Award, Date, Mark, Name, Number, Office, Part, Person, Place, Position};
        match field {
            Field::Name | Field::FamilyName | Field::CollectiveName => match self {
                Person if field == Field::CollectiveName => -1.0,
                Person => 2.0,
                Office | Place | Area if field == Field::FamilyName => -1.0,
                Part => 1.0,
                Office | Place => 0.5,
                Name if field != Field::CollectiveName => 0.5,
                Position | Award => -1.0,
                Date | Number | Mark => -2.0,
                _ => 0.0,
            },
            Field::Practice if matches!(self, Date | Number | Mark) => -2.0,
            // Whoever carries a practice out may be anybody.
            Field::Carrier => match self {
                Person => 1.0,
                Office | Part => 0.5,
                _ => 0.0,
            },
            Field::Workplace => match self {
                Office | Area => 1.0,
                Name | Part | Place => 0.5,
                Position | Award => -1.0,
                Person | Date | Number | Mark => -2.0,
                Likeness::Other => 0.0,
            },
            Field::Address => match self {
                Place | Area => 1.0,
                Name | Office => 0.5,
                Position | Award => -1.0,
                Person | Date | Number | Mark => -2.0,
                _ => 0.0,
            },
            Field::Position => match self {
                Position => 1.0,
                Office | Area | Part | Place | Award => -1.0,
                Person | Date | Number | Mark => -2.0,
                _ => 0.0,
            },
            Field::PositionWorkplace => match self {
                Position | Office => 0.5,
                Award => -1.0,
                Person | Date | Number | Mark => -2.0,
                _ => 0.0,
            },
            Field::BirthDate | Field::BirthYear | Field::BirthMale | Field::BirthFemale => match self {
                Date => 2.0,
                Number => 0.5,
                _ => -2.0,
            },
            Field::Gender if self == Mark => 2.0,
            Field::Ordinal if self == Number => 1.0,
            Field::Gender | Field::Ordinal => -1.0,
            Field::ProposedAward | Field::AwardHistory if self == Award => 1.0,
            _ if self == Person => -1.0,
            _ => 0.0,
        }
    }
}

/// What all pieces of a cell look like that holds several people, births or marks.
fn of_pieces(text: &str) -> Option<Likeness> {
    const MARKS: [char; 4] = ['\n', ';', ',', '&'];
    if !text.contains(MARKS) && !text.contains(" và ") && !text.contains("- ") {
        return None;
    }
    let pieces = text.split(MARKS).flat_map(|piece| piece.split(" và ")).map(|piece| {
        let piece = piece.trim().trim_start_matches(['-', '+', '•', ' ']);
        phrase::numeral(piece).map_or(piece, |(_, rest)| rest).trim()
    });
    let mut found = None;
    for piece in pieces.filter(|piece| piece.chars().any(char::is_alphanumeric)) {
        let likeness = if is_date_text(piece) { Likeness::Date } else { of_text(piece) };
        if !matches!(likeness, Likeness::Date | Likeness::Person | Likeness::Mark) {
            return None;
        }
        if found.is_some_and(|before| before != likeness) {
            return None;
        }
        found = Some(likeness);
    }
    found
}

/// Whether a text is digits more than letters: "1) 1959; 2) 1961", "198O", "1 9 6 8".
pub(super) fn is_of_digits(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    // No more letters are counted than are needed to know.
    let letters = || text.chars().filter(|letter| text::is_word_letter(*letter)).take(2 * digits);
    2 <= digits && letters().count() < 2 * digits
}

/// Words of movements and of no office: "Doanh nghiệp Tây Ninh hội nhập và phát triển" begins like one.
const SLOGANS: [&str; 4] = ["hội nhập", "chung sức", "chung tay", "đoàn kết xây dựng"];

pub(super) fn of_text(text: &str) -> Likeness {
    let key = text::key(text);
    let is_mark = |key: &str| {
        matches!(
            key,
            "nam" | "nữ" | "ông" | "bà" | "anh" | "chị" | "cn" | "tt" | "cá nhân" | "tập thể" | "hộ"
        )
    };
    if is_tick(text) || is_mark(&key) {
        Likeness::Mark
    } else if is_named(text) {
        Likeness::Person
    } else if key.split(' ').take(3).any(|word| matches!(word, "trưởng" | "phó")) {
        // "Chi hội trưởng" before "chi hội", "xã đội trưởng" before "xã".
        Likeness::Position
    } else if begins(&key, &NEITHER) {
        if begins(&key, &POSITIONS) { Likeness::Position } else { Likeness::Other }
    } else if MAX_OFFICE_WORDS < key.split(' ').count() {
        Likeness::Other
    } else if phrase::is_place(&key) {
        Likeness::Place
    } else if begins(&key, &AREAS) && key.split(' ').count() <= MAX_AREA_WORDS && !key.contains("đoàn") {
        Likeness::Area
    } else if begins(&key, &PARTS) {
        Likeness::Part
    } else if begins(&key, &AWARDS) {
        Likeness::Award
    } else if begins(&key, &POSITIONS) {
        Likeness::Position
    } else if phrase::is_office(&key) && !SLOGANS.iter().any(|slogan| key.contains(slogan)) {
        Likeness::Office
    } else if is_person_name(text) {
        Likeness::Name
    } else {
        Likeness::Other
    }
}

/// Whether a text names a person beyond much doubt: after honorifics, a family name and two to four
/// words more, all with capitals.
pub(super) fn is_named(text: &str) -> bool {
    static BARE: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| FAMILY_NAMES.split_whitespace().map(text::bare_key).collect());
    // No name ends in a small letter: most sentences are no names by their last word.
    let last = text.split_whitespace().next_back().and_then(|word| word.chars().next());
    if !last.is_some_and(char::is_uppercase) {
        return false;
    }
    let is_bare = text.is_ascii();
    let words: Vec<&str> = bare_name(text, 3).split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    let family = text::key(first);
    // H'Hen Niê, K'Brèo.
    let elided = matches!(family.get(..2), Some("h " | "k "));
    // A middle name that only people have proves any family name.
    let is_middle = |key: &str| matches!(key, "thị" | "văn") || (is_bare && matches!(key, "thi" | "van"));
    let by_middle = words.get(1).is_some_and(|word| is_middle(&text::key(word)));
    let is_family = elided || by_middle || is_family_name(&family) || (is_bare && BARE.contains(&family));
    let n_least = if elided { 2 } else { 3 };
    is_family && (n_least..=6).contains(&words.len()) && is_person_name(&words.join(" ")) && {
        let key = text::key(text);
        // "Văn phòng HĐND", "Đoàn Thanh niên": offices may begin like families; then not all words are
        // capitals, but for those printed in capitals throughout.
        let printed_office =
            phrase::is_capitals(text) && phrase::is_office(&key) && !key.starts_with("đoàn thị");
        let of_offices = ["văn hóa", "văn phòng", "thị trấn", "thị xã"].iter().any(|word| key.contains(word));
        !printed_office && !of_offices
    }
}

/// A name without what stands before it, as long as some words remain: "Bà Văn An" is a name.
pub(super) fn bare_name(text: &str, n_least: usize) -> &str {
    let mut rest = text.trim();
    loop {
        let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let n_after = after.split_whitespace().count();
        let of_household = household_words(rest).filter(|(_, it)| n_least <= it.split_whitespace().count());
        if let Some((_, head)) = of_household {
            rest = head;
        } else if n_least <= n_after && RELATED.contains(&text::key(first).as_str()) {
            rest = after.trim_start();
        } else if let Some(addressed) = without_honorific(rest, n_least) {
            rest = addressed.rest;
        } else {
            return rest;
        }
    }
}

/// Whether a text is a tick: `x`, `X`, a check mark.
pub(super) fn is_tick(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "✓" | "✔" | "√" | "v" | "V" | "ü" | "☑" | "●" | "+")
}

fn is_date_text(text: &str) -> bool {
    if 12 < text.len() {
        return false;
    }
    // "1l/5/198O": letters that look like digits, among digits.
    let is_digit = |c: char| text::digit(c).is_some();
    let n_true = text.bytes().filter(u8::is_ascii_digit).count();
    let n_digits = text.chars().filter(|c| is_digit(*c)).count();
    let short_year = n_true == 2 && text.starts_with(['\'', '’']);
    (short_year || (3 <= n_true && (4..=8).contains(&n_digits)))
        && !text.chars().any(|c| c.is_alphabetic() && !is_digit(c))
}

/// Whether a cell may be a date or a year of birth.
pub(super) fn is_date(cell: &Cell) -> bool {
    match &cell.value {
        Value::Date(_) => true,
        Value::Number(number) => (1900.0..2030.0).contains(number),
        Value::Text(text) => is_date_text(&text.shown),
        Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a cell is a small whole number, also as text.
pub(super) fn is_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => {
            let digits = text.shown.trim().trim_matches(['(', ')', '.']);
            !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a text looks like the name of a person: two to six words of letters, each with a
/// capital.
pub(super) fn is_person_name(text: &str) -> bool {
    let mut n_words = 0;
    for word in text.split_whitespace() {
        n_words += 1;
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if !capital || word.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '(' | '&')) {
            return false;
        }
    }
    (2..=6).contains(&n_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_look_like_what_they_are() {
        #[track_caller]
        fn check(text: &str, expect: Likeness) {
            assert_eq!(of_text(text), expect, "{text}");
        }
        check("Nguyễn Văn An", Likeness::Person);
        check("NGUYỄN VĂN AN", Likeness::Person);
        check("Tran Van Quy", Likeness::Person);
        check("Bà Lò Thị Mai", Likeness::Person);
        check("Đại tá Nguyễn Hữu Lộc", Likeness::Person);
        check("Hộ ông Giàng A Páo", Likeness::Person);
        check("Y Thịnh Niê", Likeness::Person);
        check("H'Hen Niê", Likeness::Person);
        check("Đoàn Thị Hạnh", Likeness::Person);
        check("Trình Thị Cận", Likeness::Person);
        check("Nhà Văn Hóa Thôn 2", Likeness::Other);
        check("Điểu Krang", Likeness::Name);
        check("Tam Thanh", Likeness::Name);
        check("Đoàn Thanh niên xã", Likeness::Office);
        check("ĐOÀN THANH NIÊN", Likeness::Office);
        check("Văn phòng HĐND", Likeness::Office);
        check("Doanh nghiệp Tây Ninh hội nhập và phát triển", Likeness::Other);
        check("VĂN PHÒNG UBND", Likeness::Office);
        check("Trường THPT Nguyễn Huệ", Likeness::Office);
        check("Phong Noi vu", Likeness::Other);
        check("Tổ bộ môn Toán", Likeness::Part);
        check("Thôn Nà Pài", Likeness::Place);
        check("Xã Tam Xuân I", Likeness::Area);
        check("Xã đoàn Hợp Thành", Likeness::Office);
        check("Trưởng phòng", Likeness::Position);
        check("Truong phong", Likeness::Position);
        check("Chi hội trưởng", Likeness::Position);
        check("Thượng úy", Likeness::Position);
        check("CSTĐCS", Likeness::Award);
        check("Phó Chủ tịch UBND xã", Likeness::Position);
        check("Trồng sầu riêng", Likeness::Other);
        check("Buôn bán", Likeness::Position);
        check("Buôn bán tạp hóa", Likeness::Position);
        check("Buôn Ma Thuột", Likeness::Place);
        check("Xã đội trưởng", Likeness::Position);
        check("Thôn đội phó", Likeness::Position);
        check("Công an viên", Likeness::Position);
        check("Tổ viên", Likeness::Position);
        check("Đoàn kết sáng tạo", Likeness::Other);
        check("Toàn dân đoàn kết xây dựng đời sống văn hóa", Likeness::Other);
        check("Khoa học công nghệ", Likeness::Other);
        check("Khoa Sản", Likeness::Part);
        check("Phòng, chống ma túy", Likeness::Other);
        check("Phòng Tài chính - Kế hoạch", Likeness::Office);
        check("Xã hội", Likeness::Other);
        check("Bản thân luôn gương mẫu", Likeness::Other);
        check("Bản Nà Pài", Likeness::Place);
        check("nữ", Likeness::Mark);
    }

    #[test]
    fn family_names_are_keys() {
        for name in FAMILY_NAMES.split_whitespace() {
            assert_eq!(text::key(name), name);
        }
    }
}
