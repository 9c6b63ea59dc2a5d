//! What a sentence asks, clause by clause: at least or at most, a number or a share, of women or direct workers, in
//! every quarter or year.

use super::amounts::{self, AT_LEAST, CountedItem, CountedList, begins_word, word_at};

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
const NEAR: usize = 8;
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

/// What a clause of a sentence asks, and where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Clause {
    /// Where its bound or its number begins.
    pub(super) at: usize,
    /// Where its numbers end.
    pub(super) end: usize,
    /// Whether it says neither «ít nhất» nor «không quá».
    pub(super) is_bare: bool,
    /// Whether it is a part of what the clause before it asks: «trong đó …».
    pub(super) is_part: bool,
    /// Whether any one of its kinds will do.
    pub(super) is_choice: bool,
    /// Whom alone it counts; blank is anybody.
    pub(super) holder: &'static str,
    pub(super) asked: ClauseDemand,
}

/// The clauses of a sentence in small letters, in their order.
pub(super) fn clauses(small: &str) -> Vec<Clause> {
    let bound = |word: &'static str, is_most: bool| {
        small
            .match_indices(word)
            .filter(move |(at, _)| begins_word(small, *at))
            .map(move |(at, _)| (at, word, is_most))
    };
    let mut bounds: Vec<(usize, &str, bool)> = AT_LEAST.iter().flat_map(|word| bound(word, false)).collect();
    bounds.extend(AT_MOST.iter().flat_map(|word| bound(word, true)));
    // Of words that begin alike («không quá», «không vượt quá») the longest stands first.
    bounds.sort_by_key(|(at, word, _)| (*at, std::cmp::Reverse(word.len())));
    let mut clauses: Vec<Clause> = Vec::new();
    let mut until = 0;
    for (at, word, is_most) in bounds {
        let from = at + word.len();
        let Some(rest) = small.get(from..).filter(|_| until <= at) else { continue };
        // What stands between the clause before and this one says when, and whose share it is.
        let before = small.get(until..at).unwrap_or_default();
        let own_amounts = match amounts::list(rest) {
            Some(list) => counted(rest, &list, is_most)
                .into_iter()
                .map(|own| Clause { at, end: from + list.length, ..own })
                .collect(),
            None => shared_out(before, rest, is_most)
                .map(|(asked, length)| vec![Clause { at, end: from + length, asked, ..Clause::default() }])
                .unwrap_or_default(),
        };
        if let Some(clause) = own_amounts.last() {
            until = clause.end;
        }
        clauses.extend(own_amounts);
    }
    let bare = amounts::bare(small)
        .into_iter()
        .filter(|(at, list)| clauses.iter().all(|known| at + list.length <= known.at || known.end <= *at));
    let bare: Vec<Clause> = bare
        .flat_map(|(at, list)| {
            let rest = small.get(at..).unwrap_or_default();
            // «01 điển hình trở lên»: the bound stands behind it.
            let after = rest.get(list.length..).unwrap_or_default();
            let is_bare = !after.split([',', ';', '.']).next().unwrap_or_default().contains("trở lên");
            let end = at + list.length;
            counted(rest, &list, false).into_iter().map(move |own| Clause { at, end, is_bare, ..own })
        })
        .collect();
    clauses.extend(bare);
    clauses.sort_by_key(|clause| clause.at);
    timed(small, &mut clauses);
    clauses.dedup_by(|later, first| later.asked == first.asked && later.holder == first.holder);
    clauses
}

/// Says of each clause in which time it is owed, and whether it is a part of the one before.
fn timed(small: &str, clauses: &mut [Clause]) {
    let mut until = 0;
    let mut first = None;
    for clause in clauses {
        // The numbers of one list begin together.
        let before = small.get(until.min(clause.at)..clause.at).unwrap_or_default();
        clause.is_part = before.contains("trong đó");
        let after = small.get(clause.end..).unwrap_or_default();
        let after = after.split([',', ';', '.']).next().unwrap_or_default();
        clause.asked.per = time(before);
        if clause.asked.per.is_empty() {
            clause.asked.per = time_after(after);
        }
        if clause.asked.per.is_empty() {
            clause.asked.per = first.unwrap_or_default();
        }
        first = first.or(Some(clause.asked.per));
        until = clause.end;
    }
}

/// The clauses of a list of numbers: one for all kinds, one more for each of whom alone something is asked.
fn counted(rest: &str, list: &CountedList, is_most: bool) -> Vec<Clause> {
    if list.is_choice {
        // «một tập thể hoặc một cá nhân» is one of any kind.
        let least = list.items.iter().map(|item| item.number).min().unwrap_or_default();
        let amounts = vec![("", DraftAmount::Count(least))];
        let mut asked = ClauseDemand::default();
        if is_most {
            asked.most = amounts;
        } else {
            asked.least = amounts;
        }
        return vec![Clause { is_choice: true, asked, ..Clause::default() }];
    }
    let mut clauses: Vec<Clause> = Vec::new();
    for item in &list.items {
        let holds = |known: &Clause| {
            let kinds = known.asked.least.iter().chain(&known.asked.most);
            known.holder == item.holder && kinds.clone().all(|(kind, _)| *kind != item.kind)
        };
        match clauses.iter_mut().find(|known| holds(known)) {
            Some(known) => put(&mut known.asked, item, is_most),
            None => {
                let mut clause = Clause { holder: item.holder, ..Clause::default() };
                put(&mut clause.asked, item, is_most);
                clauses.push(clause);
            }
        }
    }
    if let [CountedItem { kind: "individual", .. }] = list.items.as_slice()
        && let Some(only) = clauses.first_mut()
    {
        // «02 cá nhân nữ», «02 cá nhân là người lao động trực tiếp»
        let after = rest.get(list.length..).unwrap_or_default();
        let end = after.match_indices(' ').nth(NEAR).map_or(after.len(), |(at, _)| at);
        let near = after.get(..end).unwrap_or_default();
        only.asked.among = people(near.split([',', ';', '.']).next().unwrap_or_default());
        if !only.asked.among.is_empty() {
            only.holder = "";
        }
    }
    clauses
}

fn put(asked: &mut ClauseDemand, item: &CountedItem, is_most: bool) {
    let amount = |number| (item.kind, DraftAmount::Count(number));
    match item.most {
        Some(most) => {
            asked.least.push(amount(item.number));
            asked.most.push(amount(most));
        }
        None if is_most => asked.most.push(amount(item.number)),
        None => asked.least.push(amount(item.number)),
    }
}

/// The share that a clause asks for after its bound word, and how many bytes of the rest say so.
fn shared_out(before: &str, rest: &str, is_most: bool) -> Option<(ClauseDemand, usize)> {
    let mut asked = ClauseDemand::default();
    let (share, length) = share_at(rest)?;
    let after = rest.get(length..).unwrap_or_default();
    // «40% là nữ và ít nhất 60% là người lao động trực tiếp»: the next bound is another's.
    let bounds = AT_LEAST.iter().filter(|word| word.contains(' ')).chain(&AT_MOST);
    let ends = bounds.filter_map(|word| after.find(word)).chain(after.find([',', ';', '.', '(']));
    let end = ends.min().unwrap_or(after.len());
    let words = after.get(..end).unwrap_or_default();
    // «tỷ lệ nữ đạt …», «trong đó nữ chiếm …»: whose share it is may stand before its bound.
    let ratio = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let ratio = before.rfind("tỷ lệ").and_then(|at| before.get(at..)).unwrap_or(ratio);
    asked.among = [words, ratio].into_iter().map(people).find(|people| !people.is_empty()).unwrap_or("");
    let bare = words.trim_start();
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
    let text = said.replace("phụ nữ", "");
    let words = || text.split(|c: char| !c.is_alphanumeric());
    match () {
        () if text.contains("trực tiếp") => "direct_workers",
        () if words().any(|word| word == "nữ") => "women",
        () => "",
    }
}

/// In which time, over and over, by the words of a piece of a sentence; the last that it names.
fn time(said: &str) -> &'static str {
    let found = TIMES.iter().filter_map(|(word, time)| Some((said.rfind(word)?, *time)));
    found.max_by_key(|(at, _)| *at).map_or("", |(_, time)| time)
}

/// The same behind a number: `03 cá nhân trong một năm`, `01 gương/quý`.
fn time_after(said: &str) -> &'static str {
    const BEHIND: [(&str, &str); 8] = [
        ("trong một tháng", "month"),
        ("/tháng", "month"),
        ("trong một quý", "quarter"),
        ("trong mỗi quý", "quarter"),
        ("/quý", "quarter"),
        ("trong một năm", "year"),
        ("trong mỗi năm", "year"),
        ("/năm", "year"),
    ];
    BEHIND.iter().find(|(word, _)| said.contains(word)).map_or("", |(_, time)| time)
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
