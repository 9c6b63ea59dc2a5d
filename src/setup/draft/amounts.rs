//! Numbers and what they count, in the words of plans: `10 tập thể và 05 cá nhân`, `01 (một) tập thể`, `từ 3 đến 5 cá
//! nhân`, `Tập thể: 06`, `ba mô hình`.

/// Words for a minimum.
pub(super) const AT_LEAST: [&str; 5] = ["ít nhất", "tối thiểu", "không ít hơn", "từ", "không dưới"];

/// Kinds of exemplars, the longer words first.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("tập thể", "collective"),
    ("hộ gia đình", "household"),
    ("gia đình", "household"),
    ("tổ hợp tác", "cooperative_group"),
    ("hợp tác xã", "cooperative"),
    ("doanh nghiệp", "enterprise"),
    ("cá nhân", "individual"),
    ("mô hình, điển hình", ""),
    ("mô hình", "practice"),
    ("gương", ""),
    ("điển hình", ""),
    ("nhân tố", ""),
];

/// Further words that are counted, and of which kind such an exemplar is.
const NARROWER: [(&str, &str); 5] = [
    ("tổ chuyên môn", "collective"),
    ("câu lạc bộ", "collective"),
    ("khu dân cư", "collective"),
    ("hộ", "household"),
    ("htx", "cooperative"),
];

/// Words for whom alone a minimum is.
pub(super) const HOLDERS: [&str; 5] = ["nông dân", "công nhân", "phụ nữ", "thanh niên", "cựu chiến binh"];

/// Further words for people, each for whom alone a number is.
const PEOPLE: [&str; 11] = [
    "nhà giáo",
    "giáo viên",
    "học sinh",
    "sinh viên",
    "doanh nhân",
    "đoàn viên",
    "hội viên",
    "đảng viên",
    "người có uy tín",
    "chiến sĩ",
    "chiến sỹ",
];

/// Numbers that people write out.
const WRITTEN: [(&str, u32); 10] = [
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// A number of exemplars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountedItem {
    /// Of which kind; blank is any.
    pub(super) kind: &'static str,
    pub(super) number: u32,
    /// The most, where it is a range.
    pub(super) most: Option<u32>,
    /// Whom alone it counts; blank is anybody.
    pub(super) holder: &'static str,
}

/// A list of numbers: what it counts, where it ends, and whether any one of them will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CountedList {
    pub(super) items: Vec<CountedItem>,
    /// How many bytes say it.
    pub(super) length: usize,
    /// `một tập thể hoặc một cá nhân`.
    pub(super) is_choice: bool,
}

/// Where a word begins in a text, at the head of a word.
pub(super) fn word_at(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| begins_word(text, *at))
}

/// Whether a place of a text is the head of a word.
pub(super) fn begins_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().last()).is_none_or(|last| !last.is_alphanumeric())
}

/// Numbers and kinds after a word for a minimum: `10 tập thể và 10 cá nhân`; none where it counts something else.
pub(super) fn numbers(rest: &str) -> Option<Vec<(&'static str, u32)>> {
    Some(list(rest)?.items.iter().map(|item| (item.kind, item.number)).collect())
}

/// The list of numbers at the head of a text in small letters.
pub(super) fn list(text: &str) -> Option<CountedList> {
    let mut rest = text.trim_start();
    let mut found = CountedList { items: Vec::new(), length: 0, is_choice: false };
    loop {
        let (item, after) = counted(rest).or_else(|| named_first(rest))?;
        found.items.push(item);
        found.length = text.len() - after.len();
        let bare = aside(after);
        let joins = [" và ", ", ", "; ", " hoặc ", " cùng "];
        let next = joins.iter().find_map(|join| Some((*join, bare.strip_prefix(join)?.trim_start())));
        match next.filter(|(_, next)| counted(next).or_else(|| named_first(next)).is_some()) {
            Some((join, next)) => {
                found.is_choice |= join == " hoặc ";
                rest = next;
            }
            None => return Some(found),
        }
    }
}

/// What follows a remark in brackets.
fn aside(text: &str) -> &str {
    let inner = text.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    match inner {
        // A number in brackets may be owed besides.
        Some((inner, after)) if !inner.contains(|c: char| c.is_ascii_digit()) => after,
        _ => text,
    }
}

/// `10 tập thể`, `01 (một) tập thể`, `3 đến 5 cá nhân`, `02 nhà giáo`.
fn counted(text: &str) -> Option<(CountedItem, &str)> {
    let (number, after) = number_at(text)?;
    let (most, after) = match up_to(after) {
        Some((most, after)) if number < most => (Some(most), after),
        _ => (None, after),
    };
    let after = after.trim_start();
    let after =
        after.strip_prefix('(').and_then(|inner| inner.split_once(')')).map_or(after, |(_, after)| after);
    let (kind, holder, after) = noun(after.trim_start())?;
    Some((CountedItem { kind, number, most, holder }, after))
}

/// `Tập thể: 06`, `cá nhân 03`: the number behind what it counts.
fn named_first(text: &str) -> Option<(CountedItem, &str)> {
    let text = ["số lượng ", "số "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let (kind, holder, after) = noun(text)?;
    let rest = after.strip_prefix(':').or_else(|| after.strip_prefix(" là")).unwrap_or(after).trim_start();
    let rest = AT_LEAST.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim_start();
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, after) = number_at(rest)?;
    // «tập thể 02 năm liền»: the number counts what comes behind it.
    let end = after.trim_start();
    let measured = ["người", "tập thể", "hộ"].iter().find_map(|word| end.strip_prefix(word));
    let ends = measured.unwrap_or(end);
    let closed = ends.trim_start().is_empty() || ends.trim_start().starts_with([',', ';', '.', ')', '(']);
    let goes_on = ends.starts_with(" và ") || after.starts_with(" và ");
    (closed || goes_on)
        .then_some((CountedItem { kind, number, most: None, holder }, measured.unwrap_or(after)))
}

/// What a number counts, at the head of a text: kind, whom alone, and the rest.
fn noun(text: &str) -> Option<(&'static str, &'static str, &str)> {
    let whole = |word: &str| {
        let after = text.strip_prefix(word)?;
        let ends = !after.starts_with(char::is_alphanumeric);
        ends.then_some(after)
    };
    // «04 nông dân điển hình tiên tiến»
    if let Some((holder, after)) = HOLDERS.iter().find_map(|holder| Some((*holder, whole(holder)?))) {
        let kind =
            KINDS.iter().find_map(|(word, kind)| Some((*kind, after.trim_start().strip_prefix(word)?)));
        return Some(kind.map_or(("individual", holder, after), |(kind, after)| (kind, holder, after)));
    }
    let kinds = KINDS.iter().chain(&NARROWER).find_map(|(word, kind)| Some((*kind, "", whole(word)?)));
    kinds.or_else(|| PEOPLE.iter().find_map(|holder| Some(("individual", *holder, whole(holder)?))))
}

/// ` đến 05`, ` - 05`, and what follows.
fn up_to(text: &str) -> Option<(u32, &str)> {
    let after = [" đến ", " - ", "-", " – ", "–"].iter().find_map(|word| text.strip_prefix(word))?;
    number_at(after)
}

/// A number at the head of a text, and what follows it.
pub(super) fn number_at(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        let after = text.get(end..)?;
        // «10%», «01/6», «1.000» are something else; «05.» ends a sentence.
        let goes_on = |mark: char| {
            let next = after.strip_prefix(mark);
            next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        };
        let plain = !after.starts_with(['%', '/']) && !goes_on(',') && !goes_on('.');
        return text.get(..end)?.parse().ok().filter(|_| plain).map(|number| (number, after));
    }
    let word = |text: &str| {
        WRITTEN.iter().find_map(|(word, number)| {
            let after = text.strip_prefix(word)?;
            after.starts_with(' ').then_some((*number, after.len()))
        })
    };
    let (first, left) = word(text)?;
    let after = text.get(text.len() - left..)?;
    // «hai mươi», «hai mươi lăm», «mười hai»
    let second = |after: &str| {
        let rest = after.trim_start();
        let special = [("lăm", 5), ("mốt", 1), ("tư", 4)].iter().find_map(|(word, number)| {
            let after = rest.strip_prefix(word)?;
            after.starts_with(' ').then_some((*number, after.len()))
        });
        special.or_else(|| word(rest)).filter(|(number, _)| *number < 10)
    };
    let tens = after.strip_prefix(" mươi").filter(|after| after.starts_with(' ')).filter(|_| first < 10);
    let (base, after) = match tens {
        Some(after) => (first * 10, after),
        None if first == 10 => (10, after),
        None => return Some((first, after)),
    };
    // «mười năm cá nhân» is nobody's word for fifteen.
    match second(after).filter(|(number, _)| *number != 0) {
        Some((unit, left)) => Some((base + unit, after.get(after.len() - left..)?)),
        None => Some((base, after)),
    }
}

/// The numbers of exemplars of a text in small letters: where each list begins.
pub(super) fn bare(small: &str) -> Vec<(usize, CountedList)> {
    let mut found = Vec::new();
    let mut from = 0;
    let starts = small.char_indices().map(|(at, _)| at).filter(|at| begins_word(small, *at));
    for at in starts {
        let Some(rest) = small.get(at..).filter(|_| from <= at) else { continue };
        if rest.starts_with(' ') || !begins_number(small, at, rest) {
            continue;
        }
        if let Some(list) = list(rest) {
            from = at + list.length;
            found.push((at, list));
        }
    }
    found
}

/// Whether a number at a place may be one: not the «năm» of «hằng năm», not the «một» of «là một tập thể».
fn begins_number(small: &str, at: usize, rest: &str) -> bool {
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        let before = small.get(..at).unwrap_or_default();
        // «số 34», «20/3», «quý 2».
        return !before.ends_with(['/', '-', '.']) && !before.ends_with("số ");
    }
    let last = small.get(..at).unwrap_or_default().trim_end().rsplit(' ').next().unwrap_or_default();
    ![
        "hằng", "hàng", "mỗi", "từng", "trong", "cả", "các", "những", "là", "của", "như", "thành", "hết",
        "nào", "cùng",
    ]
    .contains(&last)
}

/// The one kind that a short heading says is counted: «Về tập thể:», «b) Đối với cá nhân».
pub(super) fn kind_named(said: &str) -> Option<&'static str> {
    const MOST_WORDS: usize = 8;
    let small = said.to_lowercase();
    if small.split(' ').count() > MOST_WORDS || small.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let named =
        |(word, kind): &(&str, &'static str)| (!kind.is_empty() && small.contains(word)).then_some(*kind);
    let mut kinds: Vec<&str> = KINDS.iter().filter_map(named).collect();
    kinds.dedup();
    match kinds.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// A number at the end of a piece that says not what it counts: `Sở Y tế: 03`; where it begins.
pub(super) fn last_number(small: &str) -> Option<(usize, u32)> {
    let bare = small.trim_end_matches(['.', ';', ',', ' ']);
    let bare = bare.strip_suffix(" người").unwrap_or(bare);
    let at = bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = bare.get(at..)?.parse().ok()?;
    let before = bare.get(..at)?.trim_end();
    let dash = before.strip_suffix(['-', '–']).map(str::trim_end);
    let is_parted = before.ends_with(':') || dash.is_some_and(|name| name.ends_with(char::is_alphabetic));
    let is_date = 999 < number;
    (is_parted && !is_date).then_some((at, number))
}

/// Whether a piece has a number in digits, outside some places, that counts something that was not understood.
pub(super) fn counts_more(
    small: &str,
    is_read: impl Fn(usize) -> bool,
    is_body: impl Fn(&str) -> bool,
) -> bool {
    const OF_TIME: [&str; 14] = [
        "ngày",
        "tháng",
        "năm",
        "quý",
        "tuần",
        "lần",
        "giờ",
        "kỳ",
        "điểm",
        "trở",
        "đến",
        "người",
        "chiều",
        "học kỳ",
    ];
    let digits = small.char_indices().filter(|(at, c)| c.is_ascii_digit() && begins_word(small, *at));
    // «05/7/2017», «2026-2030»
    let joined =
        |at: usize| small.get(..at).is_some_and(|before| before.ends_with(['/', '-', '.', ',', '–']));
    digits.filter(|(at, _)| !is_read(*at) && !joined(*at)).any(|(at, _)| {
        let Some((_, after)) = small.get(at..).and_then(number_at) else { return false };
        let Some(word) = after.strip_prefix(' ') else { return false };
        let before = small.get(..at).unwrap_or_default().trim_end();
        let is_named = ["số", "ngày", "tháng", "năm", "quý", "cụm", "khối", "lớp", "tổ", "đợt", "(", "lục"]
            .iter()
            .any(|word| before.ends_with(word));
        let counts =
            word.starts_with(char::is_alphabetic) && !OF_TIME.iter().any(|time| word.starts_with(time));
        counts && !is_named && !is_body(word)
    })
}
