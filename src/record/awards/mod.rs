//! Award-history cells → awards: what, who granted it, in which years.
//!
//! «CSTĐCS năm 2023, 2024; BK UBND tỉnh (QĐ 12/QĐ-UBND, 2022)» holds two. A piece is told from the next by
//! `;`, a line break, or a comma outside brackets; one that holds years or a decision only belongs to the
//! piece before. A title (*danh hiệu*) and a form (*hình thức*) are never taken for each other. What cannot
//! be read for certain is kept with a doubt, never dropped and never guessed.

mod catalogue;
mod granting;
mod grantor;
mod grantor_words;
mod phrase;
mod pieces;
mod ratings;
#[cfg(test)]
mod tests;
mod words;
mod years;

pub use grantor::Grantor;
pub use words::{AWARDS_FILE, AwardWords, GRANTORS_FILE};

use arcstr::ArcStr;

use crate::plan::Rating;
use crate::text;
use crate::units::Level;

use catalogue::CatalogueEntry;
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

impl AwardGroup {
    /// The word used in `schemas/awards.csv`.
    pub fn id(self) -> &'static str {
        match self {
            AwardGroup::Title => "title",
            AwardGroup::Commendation => "form",
            AwardGroup::Honour => "honour",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<AwardGroup> {
        [AwardGroup::Title, AwardGroup::Commendation, AwardGroup::Honour]
            .into_iter()
            .find(|group| group.id() == id)
    }
}

/// One award, as often as the cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Its identifier in `schemas/awards.csv` or the office's own list.
    pub id: ArcStr,
    /// What kind it is.
    pub group: AwardGroup,
    /// Its name as the law has it.
    pub name: ArcStr,
    /// Who granted it; none where the cell does not say.
    pub grantor: Option<Grantor>,
    /// The years, ascending; empty where the cell names none.
    pub years: Vec<i16>,
    /// How often: one for each year, or what the cell says ("02 lần").
    pub times: u32,
    /// What is not certain, in Vietnamese; empty where all is.
    pub doubt: ArcStr,
    /// The piece as written.
    pub written: ArcStr,
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
    /// An initiative whose number is said: years after it add none.
    InitiativeCounted,
    Unread,
}

/// Said of a grantor that stands alone after an award.
const OF_THE_SAME: &str = "không rõ có phải cùng hình thức với phần trước";
/// Said of an award that was refused or is only asked for.
const NOT_HELD: &str = "không rõ đã được tặng hay chưa";

impl Award {
    /// Whether it is certain that somebody held this award of this grantor, at least once.
    pub fn is_held(&self) -> bool {
        ![NOT_HELD, phrase::UNKNOWN, OF_THE_SAME].iter().any(|doubt| self.doubt.contains(doubt))
    }

    /// Whether it may have been granted more often than the cell says.
    pub fn may_be_more(&self) -> bool {
        self.doubt.contains(years::MANY)
    }
}

impl Merits {
    /// What the cells of one registration say; each of them may be blank, and each may hold more than its
    /// header says.
    pub fn read(words: &AwardWords, history: &str, initiatives: &str, rating: &str, remark: &str) -> Merits {
        let mut merits = Merits::default();
        merits.history(words, history);
        for piece in pieces(words, initiatives) {
            merits.initiative(&piece);
        }
        for piece in pieces(words, rating) {
            if !merits.rating(&piece) && !merits.discipline(&piece) {
                merits.unread.push(piece);
            }
        }
        for piece in pieces(words, remark) {
            merits.discipline(&piece);
        }
        merits
    }

    /// Adds the awards that a text about the person names among other things; what it says besides is no
    /// award, and nothing is asked about it.
    pub fn add_mentioned(&mut self, words: &AwardWords, cell: &str) {
        // Most achievements name no award: to see that takes a tenth of the time that it takes to read them.
        if !words.may_name(cell) {
            return;
        }
        let mut mentioned = Merits::default();
        mentioned.history(words, cell);
        for award in mentioned.awards {
            let is_known = self.awards.iter().any(|known| {
                known.id == award.id
                    && known.grantor == award.grantor
                    && award.years.iter().all(|year| known.years.contains(year))
            });
            if !is_known {
                self.awards_said = true;
                self.awards.push(award);
            }
        }
    }

    /// Takes out the awards that a piece says a collective holds, and gives their pieces as written.
    pub fn leave_to_collectives(&mut self) -> Vec<ArcStr> {
        let mut left = Vec::new();
        self.awards.retain(|award| {
            let is_anothers = is_of_collective(&award.written);
            if is_anothers {
                left.push(award.written.clone());
            }
            !is_anothers
        });
        left
    }

    fn history(&mut self, words: &AwardWords, cell: &str) {
        let mut last = Last::Nothing;
        for piece in pieces(words, cell) {
            let key = text::key(&piece);
            last = if is_none(&key) {
                self.awards_said = true;
                last
            } else if last != Last::Nothing && self.add_years(&piece, &key, last) {
                last
            } else if says_initiative(words, &key) {
                let counted = self.initiative(&piece);
                if counted { Last::InitiativeCounted } else { Last::Initiative }
            } else if let Some(award) = self.same_award(words, &piece, &key, last) {
                self.awards.push(award);
                Last::Award
            } else if let Some(awards) = awards_of(words, &piece) {
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
            Last::InitiativeCounted if only_years(key) => true,
            Last::Unread if only_years(key) => {
                if let Some(unread) = self.unread.last_mut() {
                    unread.push_str(&format!(", {piece}"));
                }
                true
            }
            Last::Award => self.add_award_years(piece, key),
            Last::Rating | Last::Initiative | Last::InitiativeCounted | Last::Unread => false,
        }
    }

    fn add_award_years(&mut self, piece: &str, key: &str) -> bool {
        let Some(last) = self.awards.last_mut() else { return false };
        // "HCLĐ hạng Nhất, Nhì, Ba": one more of each class.
        let class = key.strip_prefix("hạng ").unwrap_or(key);
        let (class, when) = class.split_once(' ').unwrap_or((class, ""));
        if matches!(class, "nhất" | "nhì" | "ba" | "i" | "ii" | "iii")
            && last.written.contains("hạng")
            && only_years(when)
        {
            last.times += 1;
            last.years.extend(years::read(piece, false).years);
            last.years.sort_unstable();
            last.written = arcstr::format!("{}, {piece}", last.written);
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
            years.doubt.clear();
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
                last.doubt = years.doubt.into();
            }
        }
        last.written = arcstr::format!("{}, {piece}", last.written);
        true
    }

    /// "CSTĐ cấp cơ sở năm 2020; cấp tỉnh năm 2022": another level of the award before. Where the piece does
    /// not begin with «cấp» that is likely only, and asked.
    fn same_award(&self, words: &AwardWords, piece: &str, key: &str, last: Last) -> Option<Award> {
        let before = self.awards.last().filter(|_| last == Last::Award && words.find(key).is_none())?;
        let levelled = matches!(before.id.as_str(), "cstd" | "ctd" | "bang-khen" | "giay-khen");
        let grantor = phrase::grantor_ahead(&words.grantors, key).filter(|_| levelled)?;
        let entry = words.of_any_level(&before.id)?;
        let mut award = award(entry, piece, phrase::GrantedBy { grantor: Some(grantor), doubt: "" });
        if !key.starts_with("cấp ") && award.doubt.is_empty() {
            award.doubt = ArcStr::from(OF_THE_SAME);
        }
        Some(award)
    }

    fn rating(&mut self, piece: &str) -> bool {
        let Some(rating) = rating_of(&text::key(piece)) else { return false };
        let years = years::read(piece, true).years;
        self.ratings.push((rating, years));
        if text::key(piece).contains("trở lên") {
            self.unread.push(piece.to_owned());
        }
        true
    }

    fn discipline(&mut self, piece: &str) -> bool {
        let key = text::key(piece);
        let says = |words: &[&str]| text::says_one_of(&key, words);
        if !says(&["kỷ luật", "kỉ luật", "khiển trách", "cảnh cáo", "cách chức", "buộc thôi việc", "vi phạm"])
        {
            return false;
        }
        if says(&["xóa", "hết hiệu lực"]) {
            return false;
        }
        let none = says(&["không", "chưa", "ko"]);
        self.disciplined = Some(!none || self.disciplined == Some(true));
        true
    }

    /// "02 sáng kiến (01 cấp tỉnh, 01 cấp cơ sở)": the brackets, or what follows a colon, say how many of which
    /// level.
    fn initiatives_by_level(&mut self, piece: &str) -> bool {
        let inside = piece.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
        let inside = inside.or_else(|| piece.split_once(':').map(|(_, after)| (after, "")));
        let inside = inside.map_or("", |(inside, _)| inside);
        let parts = inside.split([',', ';']).map(|part| {
            let key = text::key(part);
            let n = key.split(' ').next().and_then(|word| word.parse::<u32>().ok()).filter(|n| *n <= 20);
            Some((granting::initiative_level(&key)?, n?))
        });
        let Some(parts) = parts.collect::<Option<Vec<_>>>() else { return false };
        self.initiatives.extend(parts.iter().map(|(level, n)| (Some(*level), *n)));
        !parts.is_empty()
    }

    /// Whether the piece says how many.
    fn initiative(&mut self, piece: &str) -> bool {
        let key = text::key(piece);
        self.initiatives_said = true;
        if is_none(&key) || key == "không có sáng kiến" || key.starts_with("chưa có") {
            return false;
        }
        let years = years::read(piece, true);
        let by_years = u32::try_from(years.years.len()).unwrap_or(0);
        if self.initiatives_by_level(piece) {
            return true;
        }
        // "Có 02 SKKN …": the number stands before the word.
        let words: Vec<&str> = key.split(' ').collect();
        let counted = |at: usize| matches!(words.get(at + 1), Some(&("sáng" | "sk" | "skkn" | "đề")));
        let digits_first = words.iter().take(3).enumerate().find_map(|(at, word)| {
            let in_words = || years::in_words(word).filter(|_| counted(at));
            word.parse::<u32>().ok().or_else(in_words)
        });
        let counted = digits_first.filter(|n| (1..=20).contains(n)).or(years.times);
        // "Sáng kiến cấp tỉnh 2021, 2022": each year more is one more.
        if only_years(&key)
            && by_years > 0
            && let Some((_, n)) = self.initiatives.last_mut()
        {
            *n += by_years;
            return false;
        }
        let level = granting::initiative_level(&key);
        self.initiatives.push((level, counted.unwrap_or(by_years.max(1))));
        counted.is_some()
    }
}

/// "Không", "Chưa có", "Chưa được khen thưởng", "0": the cell says that there is nothing.
fn is_none(key: &str) -> bool {
    const NOTHING: [&str; 18] = [
        "thành",
        "tích",
        "ghi",
        "nhận",
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
        Some("0" | "00" | "k") => words.all(|word| word == "có"),
        Some("không" | "chưa" | "ko") => words.all(|word| NOTHING.contains(&word)),
        _ => false,
    }
}

/// Whether a piece says that a collective holds the award: "Tập thể phòng được tặng Bằng khen".
fn is_of_collective(piece: &str) -> bool {
    const COLLECTIVES: [&str; 22] = [
        "tập thể",
        "phòng",
        "đơn vị",
        "cơ quan",
        "trường",
        "chi bộ",
        "chi hội",
        "chi đoàn",
        "tổ",
        "đội",
        "khoa",
        "ban",
        "công đoàn",
        "nhà trường",
        "đảng bộ",
        "trung tâm",
        "trạm",
        "bệnh viện",
        "hợp tác xã",
        "xóm",
        "thôn",
        "khối",
    ];
    const HOLD: [&str; 20] = [
        "được giấy khen",
        "được bằng khen",
        "được khen",
        "được cờ",
        "đạt cờ",
        "nhận bằng khen",
        "nhận giấy khen",
        "nhận cờ",
        "được tặng",
        "được tặng thưởng",
        "được nhận",
        "được ubnd",
        "được huyện",
        "được xã",
        "được tỉnh",
        "được sở",
        "đạt danh hiệu",
        "đạt bằng khen",
        "đạt giấy khen",
        "được công nhận",
    ];
    // "Chỉ đạo Trạm đạt Bằng khen": who leads a collective does not hold what it won.
    const LEADING: [&str; 4] = ["chỉ đạo ", "lãnh đạo ", "cùng tập thể ", "góp phần đưa "];
    let key = text::key(piece);
    let key = LEADING.iter().find_map(|word| key.strip_prefix(word)).unwrap_or(&key);
    let begins = |word: &str| key.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    let collective = COLLECTIVES.iter().any(|word| begins(word));
    let title = ["tập thể lao động tiên tiến", "tập thể lao động xuất sắc", "tập thể tiên tiến"];
    (collective && HOLD.iter().any(|word| key.contains(word)))
        || title.iter().any(|title| key.starts_with(title))
}

fn says_initiative(words: &AwardWords, key: &str) -> bool {
    text::says_one_of(key, &["sáng kiến", "sk", "skkn", "đề tài", "sang kien"])
        && !text::says(key, "bằng lao động sáng tạo")
        && words.find(key).is_none()
}

/// The awards that a piece names: one, or several where it is written without any comma
/// ("CSTĐCS 2021 LĐTT 2022").
fn awards_of(words: &AwardWords, piece: &str) -> Option<Vec<Award>> {
    let key = text::key(piece);
    let found = words.find(&key)?;
    // A second award further on in the same piece takes what follows it.
    let parts: Vec<&str> = piece.split_whitespace().collect();
    for at in 1..parts.len() {
        let (head, tail) = parts.split_at(at);
        // Without a number before it there is no year before it.
        if !head.iter().any(|word| word.contains(char::is_numeric)) {
            continue;
        }
        let tail_key = text::key(&tail.join(" "));
        let head_words = head.join(" ");
        let starts = words.find(&tail_key).is_some_and(|found| found.from == 0);
        if starts
            && !years::read(&head_words, true).years.is_empty()
            && words.find(&text::key(&head_words)).is_some()
        {
            let mut both = awards_of(words, &head_words)?;
            let mut after = awards_of(words, &tail.join(" "))?;
            // «CSTĐCS 2022 (đang đề nghị CSTĐ cấp tỉnh)»: what is asked for comes after the words that say so.
            if both.iter().any(|award| award.doubt == NOT_HELD) {
                after.iter_mut().for_each(|award| award.doubt = ArcStr::from(NOT_HELD));
            }
            both.extend(after);
            return Some(both);
        }
    }
    let by_whom = match found.entry.id.as_str() {
        // What follows is the name of the cause, unless somebody is said to have granted it.
        "knc" | "huy-hieu" if !key.contains(" của ") => phrase::GrantedBy { grantor: None, doubt: "" },
        _ => phrase::read(&words.grantors, &key, found.to),
    };
    let granted_by = if found.entry.id == "giay-khen"
        && by_whom.grantor.is_none()
        && phrase::of_the_city(&words.grantors, &key, found.to)
    {
        phrase::GrantedBy { grantor: Some(Grantor::District), doubt: "" }
    } else {
        by_whom
    };
    let mut award = award(found.entry, piece, granted_by);
    if phrase::not_held(
        &words.grantors,
        key.get(..found.from).unwrap_or_default(),
        key.get(found.to..).unwrap_or_default(),
    ) {
        award.doubt = ArcStr::from(NOT_HELD);
    }
    Some(vec![award])
}

fn award(entry: &CatalogueEntry, piece: &str, said: phrase::GrantedBy) -> Award {
    let grantor = entry.grantor.or(said.grantor);
    let Years { years, times, doubt } = years::read(piece, entry.group == AwardGroup::Title);
    let by_years = u32::try_from(years.len()).unwrap_or(u32::MAX);
    let mut doubts: Vec<String> = Vec::new();
    let needs_grantor = matches!(entry.id.as_str(), "cstd" | "ctd" | "bang-khen");
    if grantor.is_none() && needs_grantor {
        doubts.push("không ghi cấp khen".to_owned());
    } else if entry.grantor.is_none() && (needs_grantor || entry.id == "giay-khen") && !said.doubt.is_empty()
    {
        doubts.push(said.doubt.to_owned());
    }
    let below = matches!(grantor, Some(Grantor::Base | Grantor::District | Grantor::Commune));
    if entry.id == "bang-khen" && below {
        doubts.push("cấp này không tặng Bằng khen".to_owned());
    }
    if !doubt.is_empty() {
        doubts.push(doubt);
    }
    Award {
        id: entry.id.clone(),
        group: entry.group,
        name: entry.name.clone(),
        grantor,
        times: times.unwrap_or(1).max(by_years).max(1),
        years,
        doubt: doubts.join("; ").into(),
        written: piece.into(),
    }
}

/// The identifier of the award that a plan names, with its grantor.
pub(crate) fn named(words: &AwardWords, name: &str) -> Option<(ArcStr, Option<Grantor>)> {
    let key = text::key(name);
    let found = words.find(&key)?;
    let granted_by = || phrase::read(&words.grantors, &key, found.to).grantor;
    Some((found.entry.id.clone(), found.entry.grantor.or_else(granted_by)))
}
