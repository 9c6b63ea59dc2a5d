//! The years of an award: «năm 2023, 2024», «2019-2021», «năm học 2021-2022», «02 lần», «(QĐ 12/QĐ-UBND, 2022)».

use crate::text;

/// What a piece says of when and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Years {
    /// The years, ascending, each once.
    pub(super) years: Vec<i16>,
    /// How often, where it is said in words ("02 lần", "03 năm liền").
    pub(super) times: Option<u32>,
    /// What is not certain; empty where all is.
    pub(super) doubt: String,
}

/// Years that can stand in a file of living people.
const SPAN: std::ops::RangeInclusive<i16> = 1945..=2035;
/// Said where a cell says «nhiều lần».
pub(crate) const MANY: &str = "không rõ mấy lần";
/// A range of more years than this is a term, not a series of yearly titles.
const LONGEST_RANGE: i16 = 10;

/// Reads the years of a piece. A title is granted yearly, so its range is one for each year; a form is
/// granted once for a range.
pub(super) fn read(piece: &str, is_title: bool) -> Years {
    read_after(piece, is_title, false)
}

/// The same for a piece that goes on where the one before named school years.
pub(super) fn read_after(piece: &str, is_title: bool, school: bool) -> Years {
    let (outside, inside) = brackets(piece);
    let mut found = of(&without_decision(&outside), is_title, school);
    if found.years.is_empty() {
        let more = of(&without_decision(&inside), is_title, school);
        found.years = more.years;
        found.times = found.times.or(more.times);
        if found.doubt.is_empty() {
            found.doubt = more.doubt;
        }
    }
    let without_term = without_term(piece);
    if found.years.is_empty() {
        // Only a decision says when: the year of its day.
        found.years = plain(&without_term).last().copied().into_iter().collect();
    }
    if found.years.is_empty() && without_term != piece {
        found.doubt = "không rõ năm, chỉ ghi nhiệm kỳ".to_owned();
    }
    if found.years.is_empty() && found.times.is_none() && is_title {
        found.years = of_two_digits(piece);
        if !found.years.is_empty() {
            found.doubt = "năm viết hai chữ số".to_owned();
        }
    }
    found.times = found.times.or_else(|| count_at_end(piece));
    if found.years.is_empty() && found.times.is_none() && says_many(&text::key(piece)) {
        found.doubt = MANY.to_owned();
    }
    if let (Some(times), n @ 1..) = (found.times, found.years.len())
        && usize::try_from(times).is_ok_and(|times| times < n)
    {
        found.doubt = "số lần ít hơn số năm".to_owned();
    }
    found
}

/// Whether a piece is a decision and nothing else.
pub(super) fn is_decision(key: &str) -> bool {
    ["qđ", "quyết định", "theo qđ", "theo quyết định", "số", "qd", "tại qđ"]
        .iter()
        .any(|word| key == *word || key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')))
}

/// The text outside and inside brackets.
fn brackets(piece: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_u32);
    for c in piece.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
        if matches!(c, '(' | ')') {
            outside.push(' ');
            inside.push(' ');
        }
    }
    (outside, inside)
}

/// The text without numbers of decisions ("2020/QĐ-UBND", "12/3/") that could be taken for years; a
/// decision's day stays out as well, where something else is left.
pub(super) fn without_decision(text: &str) -> String {
    let lower = text.to_lowercase();
    let at = ["quyết định", "theo qđ", "qđ ", "qđ:", "(qđ", "số "]
        .iter()
        .filter_map(|word| lower.find(word))
        .min();
    match at {
        // A piece that begins with its decision says the year of the award after it, if at all.
        Some(0) => lower.find(" năm ").and_then(|at| text.get(at..)).unwrap_or_default().to_owned(),
        Some(at) => text.get(..at).unwrap_or(text).to_owned(),
        None => text.to_owned(),
    }
}

/// The text without the years of a term of office ("nhiệm kỳ 2021-2026"), which are those of a council.
fn without_term(text: &str) -> String {
    let lower = text.to_lowercase();
    let Some(at) = ["nhiệm kỳ", "nhiệm kì"].iter().filter_map(|word| lower.find(word)).min() else {
        return text.to_owned();
    };
    let (head, tail) = (text.get(..at).unwrap_or(text), text.get(at..).unwrap_or_default());
    match next(&tail.replace(['–', '—'], "-")) {
        Some((_, Some(_), rest)) => format!("{head} {rest}"),
        _ => text.to_owned(),
    }
}

/// Whether a text speaks of school years.
pub(super) fn says_school_year(key: &str) -> bool {
    text::says_one_of(key, &["năm học", "nh"])
}

fn of(text: &str, is_title: bool, school: bool) -> Years {
    let text = without_term(text);
    let key = text::key(&text);
    let mut found = Years { times: times(&key), ..Years::default() };
    let school = school || says_school_year(&key);
    let each = ["các năm", "từ", "liên tục", "liên tiếp", "hằng năm", "hàng năm"]
        .iter()
        .any(|word| key.contains(word));
    let term = text::says_one_of(&key, &["giai đoạn", "gđ"]);
    let spaced = text.replace("->", "-").replace("=>", "-").replace(['–', '—', '→'], "-");
    let slashed = is_title && !school && pair_with_slash(&spaced);
    if school && let Some(year) = short_school_year(&spaced) {
        found.years.push(year);
    }
    if [" nay", "đến nay", "tới nay"].iter().any(|word| key.ends_with(word)) {
        found.doubt = "không rõ đến năm nào".to_owned();
    }
    let mut rest = spaced.as_str();
    while let Some((from, to, after)) = next(rest) {
        rest = after;
        match to {
            None => found.years.push(from),
            Some(to) if to < from || to - from > LONGEST_RANGE => {
                found.doubt = "khoảng năm không rõ".to_owned();
            }
            Some(to) if school || term || !is_title => found.years.push(to),
            Some(to) => {
                if to == from + 1 && !each {
                    found.doubt = "không rõ là hai năm hay một năm học".to_owned();
                }
                found.years.extend(from..=to);
            }
        }
    }
    if slashed && found.doubt.is_empty() {
        found.doubt = "không rõ là hai năm hay một năm học".to_owned();
    }
    found.years.sort_unstable();
    found.years.dedup();
    found
}

/// "2021/2022": two years, or a school year.
fn pair_with_slash(text: &str) -> bool {
    let digits = |part: &str| part.len() == 4 && year(part).is_some();
    text.split([' ', ',', ';', '(', ')'])
        .any(|word| word.split_once('/').is_some_and(|(first, second)| digits(first) && digits(second)))
}

/// "(18,19,20)", "'21": years of two digits, where no word makes them something else.
fn of_two_digits(piece: &str) -> Vec<i16> {
    let key = text::key(piece);
    let words: Vec<&str> = key.split(' ').collect();
    let short = |(at, word): (usize, &&str)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or_default();
        let number = matches!(next, "năm" | "lần" | "tháng") || matches!(before, "thứ" | "số" | "hạng");
        let year: i16 = word.parse().ok().filter(|_| word.len() == 2 && !number)?;
        (10..=35).contains(&year).then_some(2000 + year)
    };
    words.iter().enumerate().filter_map(short).collect()
}

/// "năm học 21-22": the year in which it ends.
fn short_school_year(text: &str) -> Option<i16> {
    text.split([' ', ',', ';', '(', ')', ':']).find_map(|word| {
        let (first, second) = word.split_once('-')?;
        let two = |part: &str| (part.len() == 2).then(|| part.parse::<i16>().ok())?;
        let (first, second) = (two(first)?, two(second)?);
        (second == first + 1 && (0..=35).contains(&second)).then_some(2000 + second)
    })
}

/// The next year of a text, with the end of its range and what follows.
fn next(text: &str) -> Option<(i16, Option<i16>, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
            continue;
        }
        let end = digits_end(bytes, at);
        let Some(year) = year(text.get(at..end)?) else {
            // "12/2020" is a month and a year; "1234/QĐ" is a number.
            at = end;
            continue;
        };
        // "2020/QĐ-UBND" is a decision; "2020/UBND tỉnh" a year.
        let word = text.get(end..)?.split_whitespace().next().unwrap_or_default().to_lowercase();
        if word.starts_with('/') && (word.contains('-') || word.contains("qđ")) && !word.starts_with("/2") {
            at = end;
            continue;
        }
        let after = text.get(end..)?;
        let joined = after.trim_start();
        let joined = joined
            .strip_prefix('-')
            .or_else(|| joined.strip_prefix("đến "))
            .or_else(|| joined.strip_prefix("den "));
        if let Some(joined) = joined {
            let joined = joined.trim_start();
            let joined = joined.strip_prefix("năm ").unwrap_or(joined);
            let to_end = digits_end(joined.as_bytes(), 0);
            let digits = joined.get(..to_end)?;
            let to = match digits.len() {
                4 => self::year(digits),
                2 => digits.parse::<i16>().ok().map(|short| year / 100 * 100 + short),
                _ => None,
            };
            if let Some(to) = to {
                return Some((year, Some(to), joined.get(to_end..)?));
            }
        }
        return Some((year, None, after));
    }
    None
}

fn digits_end(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |n| from + n)
}

fn year(digits: &str) -> Option<i16> {
    let year: i16 = (digits.len() == 4).then(|| digits.parse().ok())??;
    SPAN.contains(&year).then_some(year)
}

/// All years of a text, ranges apart.
fn plain(text: &str) -> Vec<i16> {
    let mut years = Vec::new();
    let mut rest = text;
    while let Some((from, to, after)) = next(rest) {
        rest = after;
        years.push(to.unwrap_or(from));
    }
    years
}

/// "02 lần", "3 năm liền", "03 bằng khen", "hai lần".
fn times(key: &str) -> Option<u32> {
    let words: Vec<&str> = key.split(' ').collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or_default();
        let years_running =
            next == "năm" && words.get(at + 2).is_none_or(|word| matches!(*word, "liền" | "liên"));
        if let Some(n) = in_words(word) {
            let running = years_running && at + 2 < words.len();
            return (matches!(next, "lần" | "lan") || running).then_some(n);
        }
        let n: u32 = word.parse().ok().filter(|n| (1..=30).contains(n))?;
        let unit = matches!(next, "lần" | "lan" | "bằng" | "giấy" | "bk" | "gk" | "danh" | "cờ" | "chiếc")
            || years_running
            || at == 0
                && (next.starts_with("cstđ") || next.starts_with("lđtt") || next == "chiến" || next == "lao");
        unit.then_some(n)
    })
}

/// A number in words; four is written two ways.
pub(super) fn in_words(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let word = if word == "tư" { "bốn" } else { word };
    WORDS.iter().position(|known| *known == word).and_then(|at| u32::try_from(at + 1).ok())
}

/// "Giấy khen Giám đốc Sở: 03", "CSTĐCS (02)", "LĐTT x 5": a count at the end.
fn count_at_end(piece: &str) -> Option<u32> {
    let end = piece.trim_end_matches([')', ' ', '.']);
    let head = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let n: u32 = end.get(head.len()..)?.parse().ok().filter(|n| (1..=30).contains(n))?;
    head.trim_end().ends_with([':', '(', 'x', '×', '=']).then_some(n)
}

/// "Nhiều năm liền", "nhiều lần": how often is not said.
fn says_many(key: &str) -> bool {
    ["nhiều năm", "nhiều lần"].iter().any(|word| key.contains(word))
}
