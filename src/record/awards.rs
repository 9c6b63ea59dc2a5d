//! Award-history cells → awards: what, who granted it, in which years.
//!
//! «CSTĐCS năm 2023, 2024; BK UBND tỉnh (QĐ 12/QĐ-UBND, 2022)» holds two. A piece is told from the next by
//! `;`, a line break, or a comma outside brackets; one that holds years or a decision only belongs to the
//! piece before. A title (*danh hiệu*) and a form (*hình thức*) are never taken for each other. What cannot
//! be read for certain is kept with a doubt, never dropped and never guessed.

use std::sync::LazyLock;

use crate::plan::Rating;
use crate::text;
use crate::units::Level;

use super::awards_grantor::{self, Grantor};
use super::awards_years::{self, Years};

/// The built-in list of awards, with its source in the file.
const AWARDS: &str = include_str!("../../schemas/awards.csv");

/// What kind of award a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AwardGroup {
    /// Danh hiệu thi đua.
    Title,
    /// Hình thức khen thưởng.
    Commendation,
    /// Danh hiệu vinh dự nhà nước.
    Honour,
}

/// One award, as often as the cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Its identifier in `schemas/awards.csv`.
    pub id: &'static str,
    /// What kind it is.
    pub group: AwardGroup,
    /// Its name as the law has it.
    pub name: &'static str,
    /// Who granted it; none where the cell does not say.
    pub grantor: Option<Grantor>,
    /// The years, ascending; empty where the cell names none.
    pub years: Vec<i16>,
    /// How often: one for each year, or what the cell says ("02 lần").
    pub times: u32,
    /// What is not certain, in Vietnamese; empty where all is.
    pub doubt: String,
    /// The piece as written.
    pub written: String,
}

/// What a cell of merits says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merits {
    /// Awards, in the order of the cell.
    pub awards: Vec<Award>,
    /// Yearly ratings, each with its years.
    pub ratings: Vec<(Rating, Vec<i16>)>,
    /// Initiatives: the level that recognised them (none where it is not said), and how many.
    pub initiatives: Vec<(Option<Level>, u32)>,
    /// Whether somebody was disciplined, where it is said.
    pub disciplined: Option<bool>,
    /// Pieces that say something else.
    pub unread: Vec<String>,
    /// Whether the awards are said at all: some, or that there are none.
    pub awards_said: bool,
    /// Whether the initiatives are said at all.
    pub initiatives_said: bool,
}

struct Entry {
    id: &'static str,
    group: AwardGroup,
    grantor: Option<Grantor>,
    name: &'static str,
    /// Marked and bare keys of its names.
    keys: Vec<(String, String)>,
}

static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let rows = AWARDS.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| {
        let mut cells = row.splitn(5, ',');
        let (id, group, level) = (cells.next()?, cells.next()?, cells.next()?);
        let (name, aliases) = (cells.next()?, cells.next()?);
        let names = std::iter::once(name).chain(aliases.split(';')).filter(|name| !name.is_empty());
        Some(Entry {
            id,
            group: match group {
                "title" => AwardGroup::Title,
                "honour" => AwardGroup::Honour,
                _ => AwardGroup::Commendation,
            },
            grantor: Grantor::from_id(level),
            name,
            keys: names.map(|name| (text::key(name), text::bare_key(name))).collect(),
        })
    })
    .collect()
});

impl Merits {
    /// What the cells of one registration say; each of them may be blank, and each may hold more than its
    /// header says.
    pub fn read(history: &str, initiatives: &str, rating: &str, remark: &str) -> Merits {
        let mut merits = Merits::default();
        merits.history(history);
        for piece in pieces(initiatives) {
            merits.initiative(&piece);
        }
        for piece in pieces(rating) {
            if !merits.rating(&piece) && !merits.discipline(&piece) {
                merits.unread.push(piece);
            }
        }
        for piece in pieces(remark) {
            merits.discipline(&piece);
        }
        merits
    }

    fn history(&mut self, cell: &str) {
        // Years that stand alone belong to whatever came last.
        let mut after_rating = false;
        for piece in pieces(cell) {
            let key = text::key(&piece);
            let is_rating = rating_of(&key).is_some();
            if after_rating && !is_rating && only_years(&key) {
                let years = awards_years::read(&piece, true).years;
                if let Some((_, known)) = self.ratings.last_mut() {
                    known.extend(years);
                }
                continue;
            }
            after_rating = is_rating;
            if is_none(&key) {
                self.awards_said = true;
            } else if self.rating(&piece) || self.discipline(&piece) {
            } else if says_initiative(&key) {
                self.initiative(&piece);
            } else if let Some(awards) = awards_of(&piece) {
                self.awards_said = true;
                self.awards.extend(awards);
            } else if !self.add_years(&piece, &key) {
                self.unread.push(piece);
            }
        }
    }

    /// A piece of years, or of a decision, belongs to the piece before.
    fn add_years(&mut self, piece: &str, key: &str) -> bool {
        let Some(last) = self.awards.last_mut() else { return false };
        let years = awards_years::read(piece, last.group == AwardGroup::Title);
        let decision = awards_years::is_decision(key);
        if !decision && (years.years.is_empty() || !only_years(key)) {
            return false;
        }
        let said_before = !last.years.is_empty();
        if !decision || !said_before {
            let only_times = last.years.is_empty() && last.times > 1;
            last.years.extend(years.years);
            last.years.sort_unstable();
            last.years.dedup();
            if !only_times {
                last.times = u32::try_from(last.years.len()).unwrap_or(u32::MAX).max(1);
            }
            if !years.doubt.is_empty() {
                last.doubt = years.doubt;
            }
        }
        last.written = format!("{}, {piece}", last.written);
        true
    }

    fn rating(&mut self, piece: &str) -> bool {
        let Some(rating) = rating_of(&text::key(piece)) else { return false };
        let years = awards_years::read(piece, true).years;
        self.ratings.push((rating, years));
        true
    }

    fn discipline(&mut self, piece: &str) -> bool {
        let key = format!(" {} ", text::key(piece));
        let says = |words: &[&str]| words.iter().any(|word| key.contains(&format!(" {word} ")));
        if !says(&["kỷ luật", "kỉ luật", "khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc", "vi phạm"])
        {
            return false;
        }
        let none = says(&["không", "chưa", "ko"]);
        self.disciplined = Some(!none || self.disciplined == Some(true));
        true
    }

    fn initiative(&mut self, piece: &str) {
        let key = text::key(piece);
        self.initiatives_said = true;
        if is_none(&key) || key == "không có sáng kiến" || key.starts_with("chưa có") {
            return;
        }
        let years = awards_years::read(piece, true);
        let by_years = u32::try_from(years.years.len()).unwrap_or(0);
        let digits_first = key.split(' ').next().and_then(|word| word.parse::<u32>().ok());
        let said = digits_first.filter(|n| (1..=20).contains(n)).or(years.times);
        // "Sáng kiến cấp tỉnh 2021, 2022": each year more is one more.
        if only_years(&key)
            && by_years > 0
            && let Some((_, n)) = self.initiatives.last_mut()
        {
            *n += by_years;
            return;
        }
        let level = awards_grantor::initiative_level(&key);
        self.initiatives.push((level, said.unwrap_or(by_years.max(1))));
    }
}

/// "Không", "Chưa có", "0": the cell says that there is nothing.
fn is_none(key: &str) -> bool {
    matches!(key, "không" | "không có" | "chưa" | "chưa có" | "0" | "00" | "ko" | "k" | "chưa được khen")
}

/// Whether a piece holds years, the words around years, and nothing else.
fn only_years(key: &str) -> bool {
    const AROUND: [&str; 14] =
        ["năm", "các", "từ", "đến", "học", "giai", "đoạn", "nam", "liên", "tục", "lần", "nh", "cùng", "gđ"];
    key.split(' ').all(|word| word.chars().all(|c| c.is_ascii_digit()) || AROUND.contains(&word))
}

fn says_initiative(key: &str) -> bool {
    let padded = format!(" {key} ");
    [" sáng kiến ", " sk ", " skkn ", " đề tài ", " sang kien "].iter().any(|word| padded.contains(word))
        && !padded.contains(" bằng lao động sáng tạo ")
        && find(key).is_none()
}

/// Cuts a cell into pieces: at `;`, line breaks, bullets, and commas outside brackets.
fn pieces(cell: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for c in cell.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '\n' || (depth == 0 && matches!(c, ';' | ',' | '•')) {
            depth = 0;
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    let pieces = pieces.iter().flat_map(|piece| piece.split(" + ")).flat_map(at_and);
    pieces
        .map(|piece| piece.trim().trim_start_matches(['-', '–', '+', '*', '.']).trim().to_owned())
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .collect()
}

/// Cuts at "và" where an award or a year follows, not in "Bộ Giáo dục và Đào tạo".
fn at_and(piece: &str) -> Vec<&str> {
    let cut = piece.match_indices(" và ").find(|(at, joint)| {
        let key = text::key(piece.get(at + joint.len()..).unwrap_or_default());
        find(&key).is_some_and(|(_, from)| from == 0) || only_years(&key) || says_initiative(&key)
    });
    match cut.and_then(|(at, joint)| Some((piece.get(..at)?, piece.get(at + joint.len()..)?))) {
        Some((head, tail)) => std::iter::once(head).chain(at_and(tail)).collect(),
        None => vec![piece],
    }
}

/// The awards that a piece names: one, or several where it is written without any comma
/// ("CSTĐCS 2021 LĐTT 2022").
fn awards_of(piece: &str) -> Option<Vec<Award>> {
    let key = text::key(piece);
    let (entry, _) = find(&key)?;
    // A second award further on in the same piece takes what follows it.
    let words: Vec<&str> = piece.split_whitespace().collect();
    for at in 1..words.len() {
        let (head, tail) = words.split_at(at);
        let tail_key = text::key(&tail.join(" "));
        let head_words = head.join(" ");
        let starts = find(&tail_key).is_some_and(|(_, from)| from == 0);
        if starts
            && !awards_years::read(&head_words, true).years.is_empty()
            && find(&text::key(&head_words)).is_some()
        {
            let mut both = awards_of(&head_words)?;
            both.extend(awards_of(&tail.join(" "))?);
            return Some(both);
        }
    }
    Some(vec![award(entry, piece, &key)])
}

/// The entry whose longest name stands in a key at the borders of words, and where it starts.
fn find(key: &str) -> Option<(&'static Entry, usize)> {
    let unmarked = key.is_ascii();
    let mut best: Option<(usize, usize, &'static Entry)> = None;
    for entry in CATALOGUE.iter() {
        for (marked, bare) in &entry.keys {
            let name = if unmarked { bare } else { marked };
            // A sergeant is written with i or y.
            let spelt = [name.clone(), name.replace("chiến sĩ", "chiến sỹ"), name.replace("kỷ", "kỉ")];
            for name in &spelt {
                if let Some(at) = standing(key, name)
                    && best.is_none_or(|(length, _, _)| name.len() > length)
                {
                    best = Some((name.len(), at, entry));
                }
            }
        }
    }
    best.map(|(_, at, entry)| (entry, at))
}

/// Where a name stands in a key, at the borders of words.
fn standing(key: &str, name: &str) -> Option<usize> {
    key.match_indices(name).map(|(at, _)| at).find(|at| {
        let end = at + name.len();
        key.get(..*at).is_some_and(|head| head.is_empty() || head.ends_with(' '))
            && key.get(end..).is_some_and(|tail| tail.is_empty() || tail.starts_with(' '))
    })
}

fn award(entry: &'static Entry, piece: &str, key: &str) -> Award {
    let said = awards_grantor::read(key, entry.id);
    let grantor = entry.grantor.or(said);
    let Years { years, times, doubt } = awards_years::read(piece, entry.group == AwardGroup::Title);
    let by_years = u32::try_from(years.len()).unwrap_or(u32::MAX);
    let mut doubts: Vec<String> = Vec::new();
    let needs_grantor = matches!(entry.id, "cstd" | "ctd" | "bang-khen");
    if grantor.is_none() && needs_grantor {
        doubts.push("không ghi cấp khen".to_owned());
    }
    if !doubt.is_empty() {
        doubts.push(doubt);
    }
    Award {
        id: entry.id,
        group: entry.group,
        name: entry.name,
        grantor,
        times: times.unwrap_or(1).max(by_years).max(1),
        years,
        doubt: doubts.join("; "),
        written: piece.to_owned(),
    }
}

/// The award that a plan names, with its grantor.
pub(crate) fn named(name: &str) -> Option<(&'static str, Option<Grantor>)> {
    let key = text::key(name);
    let (entry, _) = find(&key)?;
    Some((entry.id, entry.grantor.or_else(|| awards_grantor::read(&key, entry.id))))
}

/// The rating that a key names: "không" before "hoàn thành", "xuất sắc" and "tốt" before it alone.
pub(crate) fn rating_of(key: &str) -> Option<Rating> {
    let padded = format!(" {key} ");
    let says = |words: &[&str]| words.iter().any(|word| padded.contains(&format!(" {word} ")));
    if says(&["không hoàn thành", "chưa hoàn thành", "khtnv", "kht", "khong hoan thanh"]) {
        Some(Rating::Incomplete)
    } else if says(&["hoàn thành xuất sắc", "htxsnv", "htxs", "hoan thanh xuat sac", "xuất sắc nhiệm vụ"])
    {
        Some(Rating::Excellent)
    } else if says(&["hoàn thành tốt", "httnv", "htt", "hoan thanh tot"]) {
        Some(Rating::Good)
    } else if says(&["hoàn thành nhiệm vụ", "htnv", "ht", "hoan thanh nhiem vu", "hoàn thành"])
        && !says(&["của ht", "gk ht", "giấy khen", "gk"])
    {
        Some(Rating::Complete)
    } else {
        None
    }
}
