//! Names as written → names as printed: honorifics apart, case mended, asides moved away.

use crate::layout::{Addressee, addressee, calls_household, household_words, without_honorific};
use crate::plan::HolderKind;
use crate::text;

use super::Gender;

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct NameParts {
    /// The name as printed.
    pub(super) name: String,
    /// What stood before it.
    pub(super) honorific: String,
    /// What stood behind it in brackets or after a comma.
    pub(super) aside: String,
    /// What the honorific says of the gender.
    pub(super) gender: Option<Gender>,
    /// The name before keys of an input method were read out of it, words parted or figures read as letters; empty
    /// where there was nothing to mend.
    pub(super) keys: String,
    /// The first word or mark in a person's name that belongs to none; empty where there is none.
    pub(super) foreign: String,
}

/// The gender that a cell of honorifics says: "Ông", "Bà"; "Ông (bà)" says none.
pub(super) fn gender_of(honorific: &str) -> Option<Gender> {
    gender_addressed(addressee(honorific))
}

fn gender_addressed(addressee: Addressee) -> Option<Gender> {
    match addressee {
        Addressee::Man => Some(Gender::Male),
        Addressee::Woman => Some(Gender::Female),
        Addressee::Anybody => None,
    }
}

/// Takes a person's name apart.
///
/// An honorific is only taken off where at least two syllables remain, so that "Anh Thư" or "Bà
/// Triệu" keep their names.
pub(super) fn person(written: &str) -> NameParts {
    let (written, aside) = split_aside(written);
    let mut rest = written.trim();
    let mut honorifics: Vec<&str> = Vec::new();
    let mut gender = None;
    // "chị Lan", but "Anh Thư" and "Bà Triệu" are names.
    let n_least = |rest: &str| {
        let called = rest.starts_with(char::is_lowercase)
            && rest.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
        if called { 1 } else { 2 }
    };
    while let Some(addressed) = without_honorific(rest, n_least(rest)) {
        honorifics.push(addressed.honorific);
        gender = gender.or(gender_addressed(addressed.addressee));
        rest = addressed.rest;
    }
    let whole = unquoted(rest);
    let mended = parted(whole);
    let mut keys = if mended == whole { String::new() } else { whole.to_owned() };
    let mut name = mend_case(&mended);
    if let Some(meant) = text::typed_out(&name) {
        keys = std::mem::replace(&mut name, meant);
    }
    let foreign = foreign_word(rest).to_owned();
    NameParts { name, honorific: honorifics.join(" "), aside: aside.to_owned(), gender, keys, foreign }
}

/// A name that stands in quotation marks as a whole, without them.
fn unquoted(name: &str) -> &str {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»');
    let inner = name.trim().trim_start_matches(is_quote).trim_end_matches(is_quote);
    if inner.contains(is_quote) { name } else { inner }
}

/// A name with a space where a capital begins a word inside another ("PhùngBá Lộc", but "dUYÊN" is one word), and with
/// an O for a nought before letters ("0anh").
fn parted(name: &str) -> std::borrow::Cow<'_, str> {
    let letters: Vec<(usize, char)> = name.char_indices().collect();
    let begins = |four: &[(usize, char)]| match four {
        [(_, first), (_, before), (at, capital), (_, after)] => {
            let glued = first.is_alphabetic() && before.is_lowercase() && capital.is_uppercase();
            (glued && after.is_lowercase()).then_some(*at)
        }
        _ => None,
    };
    let starts: Vec<usize> = letters.windows(4).filter_map(begins).collect();
    let is_nought = |word: &str| {
        word.strip_prefix('0').is_some_and(|rest| {
            rest.starts_with(char::is_alphabetic) && text::is_syllable(&format!("o{}", rest.to_lowercase()))
        })
    };
    let noughts = name.split(' ').any(is_nought);
    if starts.is_empty() && !noughts {
        return name.into();
    }
    let mut parted = name.to_owned();
    for at in starts.into_iter().rev() {
        parted.insert(at, ' ');
    }
    let words = parted.split(' ').map(|word| match word.strip_prefix('0') {
        Some(rest) if is_nought(word) => format!("O{rest}"),
        _ => word.to_owned(),
    });
    let words: Vec<String> = words.collect();
    // Only whole words of names: "NgọAa" stays as it is.
    if words.iter().all(|word| text::is_syllable(&word.to_lowercase())) {
        words.join(" ").into()
    } else {
        name.into()
    }
}

/// The first word inside a person's name that belongs to no name: a mark, a word with a digit, or one that joins or
/// addresses people.
fn foreign_word(name: &str) -> &str {
    const BETWEEN: [&str; 22] = [
        "hoặc", "hay", "và", "cùng", "với", "vợ", "chồng", "ông", "bà", "anh", "chị", "em", "cô", "chú",
        "bác", "con", "cháu", "là", "của", "các", "gồm", "thay",
    ];
    let is_foreign = |word: &&str| {
        !word.chars().any(char::is_alphabetic) && word.chars().any(|c| !c.is_whitespace())
            || word.chars().any(|c| c.is_ascii_digit())
            || BETWEEN.contains(word)
    };
    let is_mark =
        |word: &&str| word.chars().all(|c| matches!(c, '.' | ',' | ';' | '-' | '*' | '\'' | '’' | '"'));
    name.split_whitespace().skip(1).find(|word| is_foreign(word) && !is_mark(word)).unwrap_or_default()
}

/// A name of a collective: spaces and the word "Tập thể" before it apart.
pub(super) fn collective(written: &str) -> NameParts {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(['-', '–', '+', ' ', ';', ',']);
    let all_capitals = line.contains(' ') && !line.chars().any(char::is_lowercase);
    let name = if all_capitals { text::name_case(line) } else { line.to_owned() };
    NameParts { name, ..NameParts::default() }
}

/// A household is called by its head; the words before stay as the honorific ("Hộ ông").
pub(super) fn household(written: &str) -> NameParts {
    let (prefix, head) = household_words(written).unwrap_or(("", written));
    let person = person(head);
    let words = [prefix, &person.honorific].into_iter().filter(|word| !word.is_empty());
    NameParts {
        honorific: words.collect::<Vec<_>>().join(" "),
        name: joined_by_words(&person.name),
        ..person
    }
}

/// "Nguyễn Văn An Và Bà Trần Thị Bé": what stands between two names has no capitals.
fn joined_by_words(name: &str) -> String {
    const BETWEEN: [(&str, &str); 3] = [(" Và Bà ", " và bà "), (" Và Ông ", " và ông "), (" Và ", " và ")];
    BETWEEN.iter().fold(name.to_owned(), |name, (mended, word)| name.replace(mended, word))
}

/// What a name's first words say of who it is.
pub(super) fn kind_by_name(name: &str) -> Option<HolderKind> {
    const KINDS: [(&str, HolderKind); 20] = [
        ("cơ sở may", HolderKind::Enterprise),
        ("cơ sở sản xuất", HolderKind::Enterprise),
        ("cơ sở kinh doanh", HolderKind::Enterprise),
        ("quán", HolderKind::Enterprise),
        ("cửa hàng", HolderKind::Enterprise),
        ("tiệm", HolderKind::Enterprise),
        ("xưởng", HolderKind::Enterprise),
        ("trang trại", HolderKind::Enterprise),
        ("nhà hàng", HolderKind::Enterprise),
        ("homestay", HolderKind::Enterprise),
        ("tổ hợp tác", HolderKind::CooperativeGroup),
        ("tht", HolderKind::CooperativeGroup),
        ("hợp tác xã", HolderKind::Cooperative),
        ("htx", HolderKind::Cooperative),
        ("công ty", HolderKind::Enterprise),
        ("cty", HolderKind::Enterprise),
        ("doanh nghiệp", HolderKind::Enterprise),
        ("dntn", HolderKind::Enterprise),
        ("ctcp", HolderKind::Enterprise),
        ("tập đoàn", HolderKind::Enterprise),
    ];
    if calls_household(name) {
        return Some(HolderKind::Household);
    }
    let key = text::key(name);
    KINDS.iter().find(|(word, _)| starts_with_word(&key, word)).map(|(_, kind)| *kind)
}

/// Whether a name begins like that of a body of people.
pub(super) fn is_body(name: &str) -> bool {
    const WORDS: [&str; 46] = [
        "tập thể",
        "cán bộ và nhân dân",
        "nhân dân",
        "trường",
        "phòng",
        "ban",
        "chi bộ",
        "chi hội",
        "chi đoàn",
        "hội",
        "đoàn",
        "liên đoàn",
        "công đoàn",
        "công an",
        "tổ",
        "đội",
        "khối",
        "khoa",
        "trạm",
        "trung tâm",
        "ubnd",
        "ủy ban",
        "ubmttq",
        "mttq",
        "mặt trận",
        "câu lạc bộ",
        "clb",
        "nhóm",
        "lớp",
        "chợ",
        "hợp tác xã",
        "thôn",
        "xóm",
        "khu",
        "tổ dân phố",
        "tdp",
        "kdc",
        "hội đồng",
        "xã",
        "phường",
        "văn phòng",
        "bệnh viện",
        "thành đoàn",
        "đảng bộ",
        "đảng ủy",
        "bộ phận",
    ];
    let key = text::key(name);
    // Some of these words are family names as well ("Đoàn Thúy Hòa"): a name of two to four words
    // that all have a capital is a person's unless its first two words are a body's.
    let words: Vec<&str> = name.split_whitespace().collect();
    let all_capitalised = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let is_family_name = matches!(key.split(' ').next(), Some("đoàn" | "ban" | "lớp" | "tổ" | "khu" | "hội"));
    let person = all_capitalised && is_family_name && !phrase_of_two(&key);
    !person && WORDS.iter().any(|word| starts_with_word(&key, word))
}

/// Whether the first two words are a body's by themselves.
fn phrase_of_two(key: &str) -> bool {
    const PAIRS: [&str; 9] = [
        "đoàn thanh niên",
        "đoàn thanh tra",
        "đoàn thể",
        "đoàn trường",
        "hội phụ",
        "hội nông",
        "hội cựu",
        "ban chỉ",
        "ban quản",
    ];
    PAIRS.iter().any(|pair| key.starts_with(pair))
}

/// Cuts off "(…)", and what follows a comma or a spaced dash.
fn split_aside(written: &str) -> (&str, &str) {
    let cut = [written.find('('), written.find(','), written.find(" - "), written.find('\n')]
        .into_iter()
        .flatten()
        .filter(|at| *at > 0)
        .min();
    let Some(cut) = cut else { return (written, "") };
    let (head, tail) = written.split_at(cut);
    (head, tail.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '-')))
}

/// Mends the case of a person's name where it is all capitals, all small or mixed inside a word.
fn mend_case(name: &str) -> String {
    let joined = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let joined = joined.trim_matches(['.', ',', ';', ':', '-', '*', '?', ' ']);
    let proper = joined.split(' ').all(|word| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.next().is_some_and(char::is_uppercase)
            && (word.chars().count() == 1 || letters.all(char::is_lowercase) || word.contains(['\'', '’']))
    });
    if proper { joined.to_owned() } else { text::name_case(joined) }
}

fn starts_with_word(key: &str, word: &str) -> bool {
    key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, honorific: &str, name: &str, aside: &str) {
        let found = person(written);
        assert_eq!(
            (found.honorific.as_str(), found.name.as_str(), found.aside.as_str()),
            (honorific, name, aside),
            "{written}"
        );
    }

    #[test]
    fn honorifics_and_asides_come_off_and_the_name_stays() {
        check("Nguyễn Văn An", "", "Nguyễn Văn An", "");
        check("Ông Nguyễn Văn An", "Ông", "Nguyễn Văn An", "");
        check("Đ/c Nông Thị Bé", "Đ/c", "Nông Thị Bé", "");
        check("đ/c. Nông Thị Bé", "đ/c", "Nông Thị Bé", "");
        check("Thượng tá Hoàng Văn Cường", "Thượng tá", "Hoàng Văn Cường", "");
        check("Anh Thư", "", "Anh Thư", "");
        check("Bà Triệu", "", "Bà Triệu", "");
        check("Lý Văn Dũng (Ba Tèo)", "", "Lý Văn Dũng", "Ba Tèo");
        check("Ông Nguyeenx Vawn Dduwcs", "Ông", "Nguyễn Văn Đức", "");
        check("Vi Thị Én, Bí thư chi bộ", "", "Vi Thị Én", "Bí thư chi bộ");
        check("ThS. BS Lộc Văn Giang", "ThS BS", "Lộc Văn Giang", "");
    }

    #[test]
    fn first_words_tell_the_kind() {
        #[track_caller]
        fn check(name: &str, expect: Option<HolderKind>) {
            assert_eq!(kind_by_name(name), expect, "{name}");
        }
        check("Hộ ông Hoàng Văn Hải", Some(HolderKind::Household));
        check("Gia đình bà Vy Thị Lan", Some(HolderKind::Household));
        check("HTX Rau sạch Quảng Lạc", Some(HolderKind::Cooperative));
        check("Hồ Văn Nam", None);
        check("Công ty TNHH Ánh Dương", Some(HolderKind::Enterprise));
    }

    #[test]
    fn households_are_known_by_their_heads() {
        #[track_caller]
        fn check(written: &str, honorific: &str, name: &str) {
            let found = household(written);
            assert_eq!((found.honorific.as_str(), found.name.as_str()), (honorific, name), "{written}");
        }
        check("Hộ ông Hoàng Văn Hải", "Hộ ông", "Hoàng Văn Hải");
        check("Hộ gia đình bà Vy Thị Lan", "Hộ gia đình bà", "Vy Thị Lan");
        check("Gia đình bà VY THỊ LAN", "Gia đình bà", "Vy Thị Lan");
        check("Hộ ông Lê An và bà Vy Thị Lan", "Hộ ông", "Lê An và bà Vy Thị Lan");
        check("Hoàng Văn Hải", "", "Hoàng Văn Hải");
    }
}
