//! Award-history cells → awards: what, who granted it, in which years.
//!
//! «CSTĐCS năm 2023, 2024; BK UBND tỉnh (QĐ 12/QĐ-UBND, 2022)» holds two. A piece is told from the next by
//! `;`, a line break, or a comma outside brackets; one that holds years or a decision only belongs to the
//! piece before. A title (*danh hiệu*) and a form (*hình thức*) are never taken for each other. What cannot
//! be read for certain is kept with a doubt, never dropped and never guessed.

mod catalogue;
mod grantor;
mod pieces;
mod ratings;
#[cfg(test)]
mod tests;
mod years;

pub use grantor::Grantor;

use crate::plan::Rating;
use crate::text;
use crate::units::Level;

use catalogue::{Entry, find};
use pieces::{only_years, pieces};
use ratings::rating_of;
use years::Years;

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

/// To what years that stand alone belong: to whatever came last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Award,
    Rating,
    Initiative,
    Unread,
}

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
        let mut last = Last::Nothing;
        for piece in pieces(cell) {
            let key = text::key(&piece);
            last = if is_none(&key) {
                self.awards_said = true;
                last
            } else if last != Last::Nothing && self.add_years(&piece, &key, last) {
                last
            } else if says_initiative(&key) {
                self.initiative(&piece);
                Last::Initiative
            } else if let Some(awards) = awards_of(&piece) {
                self.awards_said = true;
                self.awards.extend(awards);
                Last::Award
            } else if self.rating(&piece) {
                Last::Rating
            } else if self.discipline(&piece) {
                Last::Nothing
            } else {
                self.unread.push(piece);
                Last::Unread
            };
        }
    }

    /// A piece of years, or of a decision, belongs to the piece before.
    fn add_years(&mut self, piece: &str, key: &str, last: Last) -> bool {
        match last {
            Last::Nothing => false,
            Last::Rating if only_years(key) => {
                let years = years::read(piece, true).years;
                if let Some((_, known)) = self.ratings.last_mut() {
                    known.extend(years);
                }
                true
            }
            Last::Initiative if only_years(key) => {
                self.initiative(piece);
                true
            }
            Last::Unread if only_years(key) => {
                if let Some(unread) = self.unread.last_mut() {
                    unread.push_str(&format!(", {piece}"));
                }
                true
            }
            Last::Award => self.add_award_years(piece, key),
            Last::Rating | Last::Initiative | Last::Unread => false,
        }
    }

    fn add_award_years(&mut self, piece: &str, key: &str) -> bool {
        let Some(last) = self.awards.last_mut() else { return false };
        // "HCLĐ hạng Nhất, Nhì, Ba": one more of each class.
        let class = key.strip_prefix("hạng ").unwrap_or(key);
        if matches!(class, "nhất" | "nhì" | "ba" | "i" | "ii" | "iii") && last.written.contains("hạng") {
            last.times += 1;
            last.written = format!("{}, {piece}", last.written);
            return true;
        }
        let is_title = last.group == AwardGroup::Title;
        let mut years =
            years::read_after(piece, is_title, years::says_school_year(&text::key(&last.written)));
        // "2019, 20, 21" goes on in the same century.
        if let (Some(before), Ok(short)) = (last.years.last(), key.parse::<i16>())
            && key.len() == 2
            && before % 100 < short
            && short <= 35
        {
            years.years = vec![before / 100 * 100 + short];
        }
        let decision = years::is_decision(key);
        let before_decision = text::key(&years::without_decision(piece));
        if !decision && (years.years.is_empty() || !only_years(&before_decision)) {
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
        let years = years::read(piece, true).years;
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

    /// "02 sáng kiến (01 cấp tỉnh, 01 cấp cơ sở)": the brackets say how many of which level.
    fn initiatives_by_level(&mut self, piece: &str) -> bool {
        let inside =
            piece.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("", |(it, _)| it);
        let parts = inside.split([',', ';']).map(|part| {
            let key = text::key(part);
            let n = key.split(' ').next().and_then(|word| word.parse::<u32>().ok()).filter(|n| *n <= 20);
            Some((grantor::initiative_level(&key)?, n?))
        });
        let Some(parts) = parts.collect::<Option<Vec<_>>>() else { return false };
        self.initiatives.extend(parts.iter().map(|(level, n)| (Some(*level), *n)));
        !parts.is_empty()
    }

    fn initiative(&mut self, piece: &str) {
        let key = text::key(piece);
        self.initiatives_said = true;
        if is_none(&key) || key == "không có sáng kiến" || key.starts_with("chưa có") {
            return;
        }
        let years = years::read(piece, true);
        let by_years = u32::try_from(years.years.len()).unwrap_or(0);
        if self.initiatives_by_level(piece) {
            return;
        }
        // "Có 02 SKKN …": the number stands before the word.
        let words: Vec<&str> = key.split(' ').collect();
        let digits_first = words.iter().take(3).find_map(|word| word.parse::<u32>().ok());
        let said = digits_first.filter(|n| (1..=20).contains(n)).or(years.times);
        // "Sáng kiến cấp tỉnh 2021, 2022": each year more is one more.
        if only_years(&key)
            && by_years > 0
            && let Some((_, n)) = self.initiatives.last_mut()
        {
            *n += by_years;
            return;
        }
        let level = grantor::initiative_level(&key);
        self.initiatives.push((level, said.unwrap_or(by_years.max(1))));
    }
}

/// "Không", "Chưa có", "Chưa được khen thưởng", "0": the cell says that there is nothing.
fn is_none(key: &str) -> bool {
    const NOTHING: [&str; 14] = [
        "có",
        "được",
        "đạt",
        "khen",
        "thưởng",
        "danh",
        "hiệu",
        "gì",
        "nào",
        "tặng",
        "hình",
        "thức",
        "thi",
        "đua",
    ];
    let mut words = key.split(' ');
    match words.next() {
        Some("0" | "00" | "k") => words.next().is_none(),
        Some("không" | "chưa" | "ko") => words.all(|word| NOTHING.contains(&word)),
        _ => false,
    }
}

fn says_initiative(key: &str) -> bool {
    let padded = format!(" {key} ");
    [" sáng kiến ", " sk ", " skkn ", " đề tài ", " sang kien "].iter().any(|word| padded.contains(word))
        && !padded.contains(" bằng lao động sáng tạo ")
        && find(key).is_none()
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
            && !years::read(&head_words, true).years.is_empty()
            && find(&text::key(&head_words)).is_some()
        {
            let mut both = awards_of(&head_words)?;
            both.extend(awards_of(&tail.join(" "))?);
            return Some(both);
        }
    }
    Some(vec![award(entry, piece, &key)])
}

fn award(entry: &'static Entry, piece: &str, key: &str) -> Award {
    let said = grantor::read(key);
    let grantor = entry.grantor.or(said);
    let Years { years, times, doubt } = years::read(piece, entry.group == AwardGroup::Title);
    let by_years = u32::try_from(years.len()).unwrap_or(u32::MAX);
    let mut doubts: Vec<String> = Vec::new();
    let needs_grantor = matches!(entry.id, "cstd" | "ctd" | "bang-khen");
    if grantor.is_none() && needs_grantor {
        doubts.push("không ghi cấp khen".to_owned());
    }
    let below = matches!(grantor, Some(Grantor::Base | Grantor::District | Grantor::Commune));
    if entry.id == "bang-khen" && below {
        doubts.push("cấp này không tặng Bằng khen".to_owned());
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
    Some((entry.id, entry.grantor.or_else(|| grantor::read(&key))))
}

/// An award of the list as it was kept: its identifier, kind and name.
pub(crate) fn kept(id: &str, name: &str) -> Option<(&'static str, AwardGroup, &'static str)> {
    let entry = catalogue::entries().iter().find(|entry| entry.id == id && entry.name == name)?;
    Some((entry.id, entry.group, entry.name))
}
