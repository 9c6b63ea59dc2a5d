//! What a sentence asks, clause by clause: at least or at most, a number or a share, of women or direct workers, in
//! every quarter or year.

use super::amounts::{AT_LEAST, numbers, word_at};

/// How many, as a sentence says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DraftAmount {
    Count(u32),
    /// `5%`, `1/3`.
    Share(String),
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DraftWhole {
    Number(u32),
    Total,
    Registered,
}

/// Kinds and amounts; a blank kind is any.
pub(super) type Amounts = Vec<(&'static str, DraftAmount)>;

/// Kinds and numbers.
type Counts = Vec<(&'static str, u32)>;

/// What one clause asks.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ClauseDemand {
    pub(super) least: Amounts,
    pub(super) most: Amounts,
    pub(super) of: Option<DraftWhole>,
    pub(super) among: &'static str,
    pub(super) per: &'static str,
}

impl ClauseDemand {
    /// How many numbers and shares it sets.
    pub(super) fn n_amounts(&self) -> usize {
        self.least.len() + self.most.len()
    }
}

/// Words for a maximum.
pub(super) const AT_MOST: [&str; 5] =
    ["không vượt quá", "không quá", "nhiều nhất", "tối đa", "không nhiều hơn"];
/// Words for every month, quarter, half year, year.
const TIMES: [(&str, &str); 17] = [
    ("mỗi tháng", "month"),
    ("hằng tháng", "month"),
    ("hàng tháng", "month"),
    ("mỗi quý", "quarter"),
    ("hằng quý", "quarter"),
    ("hàng quý", "quarter"),
    ("từng quý", "quarter"),
    ("định kỳ quý", "quarter"),
    ("mỗi 6 tháng", "half_year"),
    ("6 tháng một lần", "half_year"),
    ("sáu tháng một lần", "half_year"),
    ("6 tháng/lần", "half_year"),
    ("mỗi nửa năm", "half_year"),
    ("mỗi năm", "year"),
    ("hằng năm", "year"),
    ("hàng năm", "year"),
    ("từng năm", "year"),
];
/// Whose number it is stands within so many words.
const NEAR: usize = 6;
/// Words for shares that are written out.
const PARTS: [(&str, &str); 5] = [
    ("một phần ba", "1/3"),
    ("một phần tư", "1/4"),
    ("một phần hai", "1/2"),
    ("hai phần ba", "2/3"),
    ("một nửa", "1/2"),
];
/// Words for exemplars that a share may be of, with their kinds.
const WHOLES: [(&str, &str); 7] = [
    ("tập thể", "collective"),
    ("cá nhân", "individual"),
    ("hộ gia đình", "household"),
    ("hợp tác xã", "cooperative"),
    ("doanh nghiệp", "enterprise"),
    ("điển hình", ""),
    ("gương", ""),
];

/// The clauses of a sentence in small letters, in their order: where each begins, and what it asks.
pub(super) fn clauses(small: &str) -> Vec<(usize, ClauseDemand)> {
    let bound = |word: &'static str, is_most: bool| {
        small
            .match_indices(word)
            .filter(move |(at, _)| is_word(small, *at))
            .map(move |(at, _)| (at, word, is_most))
    };
    let mut bounds: Vec<(usize, &str, bool)> = AT_LEAST.iter().flat_map(|word| bound(word, false)).collect();
    bounds.extend(AT_MOST.iter().flat_map(|word| bound(word, true)));
    // Of words that begin alike («không quá», «không vượt quá») the longest stands first.
    bounds.sort_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
    let mut clauses: Vec<(usize, ClauseDemand)> = Vec::new();
    let mut until = 0;
    for (at, word, is_most) in bounds {
        if at < until {
            continue;
        }
        let Some(rest) = small.get(at + word.len()..) else { continue };
        // What stands between the clause before and this one says when, and whose share it is.
        let before = small.get(until..at).unwrap_or_default();
        let Some((mut asked, length)) = clause(before, rest, is_most) else { continue };
        until = at + word.len() + length;
        asked.per = time(before);
        if let Some((_, first)) = clauses.first().filter(|_| asked.per.is_empty()) {
            asked.per = first.per;
        }
        let same = |(_, other): &(usize, ClauseDemand)| {
            let kinds = |amounts: &Amounts| amounts.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
            (kinds(&other.least), kinds(&other.most), other.among, other.per)
                == (kinds(&asked.least), kinds(&asked.most), asked.among, asked.per)
        };
        if !clauses.iter().any(same) {
            clauses.push((at, asked));
        }
    }
    if clauses.is_empty() {
        clauses.extend(and_more(small));
    }
    clauses
}

/// `01 điển hình trở lên`: a number whose bound stands behind it.
fn and_more(small: &str) -> Option<(usize, ClauseDemand)> {
    let (before, _) = small.split_once(" trở lên")?;
    let at = before.rfind(|c: char| c.is_ascii_digit())?;
    let at = before.get(..at)?.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let counted = numbers(small.get(at..)?)?;
    let least = counted.into_iter().map(|(kind, number)| (kind, DraftAmount::Count(number))).collect();
    Some((at, ClauseDemand { least, per: time(before), ..ClauseDemand::default() }))
}

/// What a clause asks after its bound word, and how many bytes of the rest say so.
fn clause(before: &str, rest: &str, is_most: bool) -> Option<(ClauseDemand, usize)> {
    let (mut asked, mut among) = (ClauseDemand::default(), "");
    let mut put = |amounts: Amounts, is_most: bool| {
        if is_most { asked.most = amounts } else { asked.least = amounts }
    };
    let counts = |amounts: Vec<(&'static str, u32)>| -> Amounts {
        amounts.into_iter().map(|(kind, number)| (kind, DraftAmount::Count(number))).collect()
    };
    // «từ 02 đến 04 cá nhân»
    if let Some((least, most, length)) = range(rest) {
        let least = most.iter().map(|(kind, _)| (*kind, DraftAmount::Count(least))).collect();
        put(least, false);
        put(counts(most), true);
        return Some((asked, length));
    }
    if let Some(amounts) = numbers(rest) {
        if let [("individual", _)] = amounts.as_slice() {
            // «02 cá nhân nữ», «02 cá nhân là người lao động trực tiếp»
            let after = rest.split_once("cá nhân").map_or("", |(_, after)| after);
            let end = after.match_indices(' ').nth(NEAR).map_or(after.len(), |(at, _)| at);
            let near = after.get(..end).unwrap_or_default();
            among = people(near.split([',', ';', '.']).next().unwrap_or_default());
        }
        put(counts(amounts), is_most);
        asked.among = among;
        // So far as the number goes; further bounds begin with words of their own.
        return Some((asked, 1));
    }
    let (share, length) = share_at(rest)?;
    let after = rest.get(length..).unwrap_or_default();
    // «40% là nữ và ít nhất 60% là người lao động trực tiếp»: the next bound is another's.
    let bounds = AT_LEAST.iter().filter(|word| word.contains(' ')).chain(&AT_MOST);
    let ends = bounds.filter_map(|word| after.find(word)).chain(after.find([',', ';', '.', '(']));
    let end = ends.min().unwrap_or(after.len());
    let said = after.get(..end).unwrap_or_default();
    // «tỷ lệ nữ đạt …», «trong đó nữ chiếm …»: whose share it is may stand before its bound.
    let ratio = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let ratio = before.rfind("tỷ lệ").and_then(|at| before.get(at..)).unwrap_or(ratio);
    asked.among = [said, ratio].into_iter().map(people).find(|people| !people.is_empty()).unwrap_or("");
    let bare = said.trim_start();
    let bare = ["trong tổng số", "tổng số", "trong số", "số lượng", "số"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare)
        .trim_start();
    let digits = bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len());
    let total: Option<u32> = bare.get(..digits).and_then(|digits| digits.parse().ok());
    let noun = bare.get(digits..).unwrap_or_default().trim_start();
    let kind = WHOLES.iter().find(|(word, _)| noun.starts_with(word)).map(|(_, kind)| *kind);
    if let (Some(""), Some(counted)) = (kind, counted_in(ratio))
        && asked.among.is_empty()
    {
        // «Số tập thể chiếm tối thiểu 10% tổng số điển hình»
        asked.of = Some(total.map_or(DraftWhole::Registered, DraftWhole::Number));
        let amounts = vec![(counted, DraftAmount::Share(share))];
        if is_most {
            asked.most = amounts;
        } else {
            asked.least = amounts;
        }
        return Some((asked, length + end));
    }
    match (asked.among, kind) {
        // A share of what is not said.
        ("", None) => return None,
        // A share of collectives, whatever people the sentence names.
        ("", Some(kind)) | (_, Some(kind @ ("collective" | "household" | "cooperative" | "enterprise"))) => {
            asked.among = "";
            asked.of = Some(total.map_or(DraftWhole::Total, DraftWhole::Number));
            let amounts = vec![(kind, DraftAmount::Share(share))];
            if is_most { asked.most = amounts } else { asked.least = amounts }
        }
        (_, _) => {
            asked.of = Some(DraftWhole::Registered);
            let amounts = vec![("individual", DraftAmount::Share(share))];
            if is_most { asked.most = amounts } else { asked.least = amounts }
        }
    }
    Some((asked, length + end))
}

/// The kind of whom a sentence says which share they are: `số tập thể chiếm`, `tỷ lệ hộ gia đình đạt`.
fn counted_in(ratio: &str) -> Option<&'static str> {
    let after =
        ["số ", "tỷ lệ "].iter().find_map(|word| ratio.rfind(word).map(|at| (at + word.len(), at)))?.0;
    let rest = ratio.get(after..)?;
    WHOLES.iter().find(|(word, kind)| !kind.is_empty() && rest.starts_with(word)).map(|(_, kind)| *kind)
}

/// `02 đến 04 cá nhân` after «từ»: the least, and the most by kind with the bytes read.
fn range(rest: &str) -> Option<(u32, Counts, usize)> {
    let (from, after) = rest.split_once(" đến ")?;
    let least = from.trim().parse().ok()?;
    let most = numbers(after)?;
    Some((least, most, rest.len() - after.len()))
}

/// A share at the head of a text, and its bytes: `5% …`, `2,5 % …`, `1/3 …`, `một phần ba …`.
fn share_at(rest: &str) -> Option<(String, usize)> {
    let bare = rest.trim_start();
    let blank = rest.len() - bare.len();
    if let Some((word, share)) = PARTS.iter().find(|(word, _)| bare.starts_with(word)) {
        return Some(((*share).to_owned(), blank + word.len()));
    }
    let end = bare
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '/' | ' ')))
        .unwrap_or(bare.len());
    let number = bare.get(..end)?;
    if bare.get(end..)?.starts_with('%') {
        let share = format!("{}%", number.trim());
        return crate::plan::Share::parse(&share).map(|_| (share, blank + end + 1));
    }
    let number = number.trim_end();
    let is_part = number.contains('/') && crate::plan::Share::parse(number).is_some();
    is_part.then(|| (number.to_owned(), blank + number.len()))
}

/// Which people a piece of a sentence names.
fn people(said: &str) -> &'static str {
    let said = said.replace("phụ nữ", "");
    let words = || said.split(|c: char| !c.is_alphanumeric());
    match () {
        () if said.contains("trực tiếp") => "direct_workers",
        () if words().any(|word| word == "nữ") => "women",
        () => "",
    }
}

/// In which time, over and over, by the words of a piece of a sentence; the last that it names.
fn time(said: &str) -> &'static str {
    let found = TIMES.iter().filter_map(|(word, time)| Some((said.rfind(word)?, *time)));
    found.max_by_key(|(at, _)| *at).map_or("", |(_, time)| time)
}

/// A sentence without its words for times, which are nobody that owes anything: «Mỗi quý, mỗi xã …».
pub(super) fn without_times(sentence: &str) -> String {
    let mut bare = sentence.to_owned();
    for (word, _) in TIMES {
        while let Some(at) = word_at(&bare.to_lowercase(), word) {
            let Some(rest) = bare.get(at + word.len()..) else { break };
            let rest = rest.trim_start_matches([',', ' ']).to_owned();
            bare.truncate(at);
            bare.push_str(&rest);
        }
    }
    let bare = bare.trim_start_matches("Định kỳ ").trim().to_owned();
    let mut letters = bare.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// The clusters that owe what a sentence asks: `all`, or the one that it begins with.
pub(super) fn clusters(sentence: &str) -> Vec<String> {
    let small = sentence.to_lowercase();
    let every = ["mỗi cụm", "mỗi khối", "từng cụm", "từng khối"];
    let compete = ["cụm thi đua", "khối thi đua", "cụm, khối"].iter().any(|word| small.contains(word));
    if compete && every.iter().any(|word| small.contains(word)) {
        return vec!["all".to_owned()];
    }
    if !["cụm thi đua", "khối thi đua", "cụm số", "khối số"].iter().any(|word| small.starts_with(word))
    {
        return Vec::new();
    }
    let ends = [":", " có ", " gồm ", " xây dựng", " lựa chọn", " đăng ký", " giới thiệu", " phát hiện"];
    let ends = ends.iter().chain(AT_LEAST.iter().take(3)).chain(&AT_MOST);
    let end = ends.filter_map(|end| small.find(end)).min();
    let name =
        end.and_then(|end| sentence.get(..end)).map(|name| name.trim().trim_end_matches(',').to_owned());
    name.into_iter().filter(|name| name.chars().count() < 80).collect()
}

/// Whether a sentence says that several owe it together, or that it is split among them.
pub(super) fn shared(small: &str) -> &'static str {
    match () {
        () if ["chia đều", "chia cho"].iter().any(|word| small.contains(word)) => "split",
        () if [
            "cùng chủ trì",
            "lựa chọn chung",
            "tính chung",
            "cùng lựa chọn",
            "cùng xây dựng",
            "tổng cộng",
        ]
        .iter()
        .any(|word| small.contains(word)) =>
        {
            "together"
        }
        () => "",
    }
}

fn is_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().last()).is_none_or(|last| !last.is_alphanumeric())
}
