//! Remarks that doubt a registration or take it back: the phrases, and what they would mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::text;
use crate::text::table::DelimitedTable;

/// The built-in phrases, with their source in the file.
const REMARKS: &str = include_str!("../../schemas/remarks.csv");

/// A longer remark tells a story.
const MAX_WORDS: usize = 14;
/// A single word doubts a registration only in a remark of at most so many.
const MAX_WORDS_AROUND_ONE: usize = 4;

/// Words of a clause among others that may doubt a registration.
const MAX_WORDS_OF_CLAUSE: usize = 6;

/// What a remark would mean for the registration beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Meaning {
    Died,
    Ineligible,
    Disciplined,
    Struck,
    Replaced,
    Replaces,
    Duplicate,
    Retired,
    Moved,
    Unsettled,
    Corrects,
}

impl Meaning {
    const ALL: [Meaning; 11] = [
        Meaning::Died,
        Meaning::Ineligible,
        Meaning::Disciplined,
        Meaning::Struck,
        Meaning::Replaced,
        Meaning::Replaces,
        Meaning::Duplicate,
        Meaning::Retired,
        Meaning::Moved,
        Meaning::Unsettled,
        Meaning::Corrects,
    ];

    /// The word used in `remarks.csv`.
    pub(super) fn id(self) -> &'static str {
        match self {
            Meaning::Died => "died",
            Meaning::Ineligible => "ineligible",
            Meaning::Disciplined => "disciplined",
            Meaning::Struck => "struck",
            Meaning::Replaced => "replaced",
            Meaning::Replaces => "replaces",
            Meaning::Duplicate => "duplicate",
            Meaning::Retired => "retired",
            Meaning::Moved => "moved",
            Meaning::Unsettled => "unsettled",
            Meaning::Corrects => "corrects",
        }
    }

    /// What it would mean, in Vietnamese.
    pub(super) fn says(self) -> &'static str {
        match self {
            Meaning::Died => "người đăng ký có thể đã mất",
            Meaning::Ineligible => "có thể không đủ điều kiện đăng ký",
            Meaning::Disciplined => "có thể đang bị kỷ luật, không được đăng ký",
            Meaning::Struck => "có thể đã bị đưa ra khỏi danh sách",
            Meaning::Replaced => "có thể đã được thay bằng người khác",
            Meaning::Replaces => "người này có thể thay cho người khác trong danh sách",
            Meaning::Duplicate => "có thể trùng với một dòng khác",
            Meaning::Retired => "có thể đã nghỉ, không còn thuộc đơn vị",
            Meaning::Moved => "có thể đã chuyển đi, không còn thuộc đơn vị",
            Meaning::Unsettled => "đơn vị gửi còn chưa chắc chắn",
            Meaning::Corrects => "đơn vị sửa lại một ô của dòng này, chương trình chưa sửa theo",
        }
    }
}

/// In `remarks.csv`: a phrase that means nothing here.
const HARMLESS: &str = "harmless";

/// The phrases of remarks.
#[derive(Debug, Clone, Default)]
pub struct Remarks {
    /// Keys by their first word, longer ones first; `None` for harmless ones.
    phrases: BTreeMap<String, Vec<(String, Option<Meaning>)>>,
}

impl Remarks {
    /// The built-in phrases.
    pub fn built_in() -> &'static Remarks {
        static BUILT_IN: LazyLock<Remarks> = LazyLock::new(|| {
            let mut remarks = Remarks::default();
            remarks.add(&DelimitedTable::read(REMARKS.as_bytes()));
            remarks
        });
        &BUILT_IN
    }

    /// The built-in phrases under an office's own list, whose phrases come first. `csv` has lines
    /// `meaning,phrase` under that heading; a line that cannot be used is a finding at its row.
    pub fn with(name: &str, csv: &[u8]) -> Noted<Remarks> {
        let mut remarks = Remarks::default();
        let unknown = remarks.add(&DelimitedTable::read(csv));
        remarks.add(&DelimitedTable::read(REMARKS.as_bytes()));
        let findings = unknown.into_iter().map(|(row, id)| {
            let known = Meaning::ALL.iter().map(|meaning| meaning.id()).chain([HARMLESS]);
            let near =
                text::nearest(&id, known).map(|near| format!(" Gần nhất: «{near}».")).unwrap_or_default();
            let place = Place { spot: Spot::Row(row), ..Place::file(name) };
            Finding::new(Code::SettingUnknown, place, format!("Không có nghĩa ghi chú «{id}».{near}")).raw(id)
        });
        Noted::new(remarks, findings.collect())
    }

    /// Adds the lines of a list that are not yet known; gives back lines that name no meaning.
    fn add(&mut self, table: &DelimitedTable) -> Vec<(u32, String)> {
        let mut unknown = Vec::new();
        // The first row is the heading.
        for row in table.rows.iter().skip(1) {
            let id = row.fields.first().map_or("", String::as_str);
            let meaning = Meaning::ALL.into_iter().find(|meaning| meaning.id() == id);
            if meaning.is_none() && id != HARMLESS {
                unknown.push((row.row, id.to_owned()));
                continue;
            }
            let key = text::key(row.fields.get(1).map_or("", String::as_str));
            let Some(first) = key.split(' ').next().filter(|first| !first.is_empty()) else { continue };
            let phrases = self.phrases.entry(first.to_owned()).or_default();
            if phrases.iter().all(|(phrase, _)| *phrase != key) {
                phrases.push((key, meaning));
            }
        }
        for phrases in self.phrases.values_mut() {
            phrases.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
        }
        unknown
    }

    /// What a remark may mean; none for harmless ones and for what no phrase names.
    pub(super) fn meaning(&self, remark: &str) -> Option<Meaning> {
        self.found(remark, MAX_WORDS, MAX_WORDS_AROUND_ONE)
    }

    /// The same for a clause of a text that tells something else: it must be short, and no single word is
    /// enough.
    pub(super) fn meaning_of_clause(&self, clause: &str) -> Option<Meaning> {
        self.found(clause, MAX_WORDS_OF_CLAUSE, 0)
    }

    fn found(&self, remark: &str, max_words: usize, max_around_one: usize) -> Option<Meaning> {
        // Most achievements are long; their letters need not be folded.
        if 40 * max_words < remark.len() {
            return None;
        }
        let key = text::key(remark);
        let words: Vec<&str> = key.split(' ').collect();
        if key.is_empty() || max_words < words.len() {
            return None;
        }
        let mut rest = key.as_str();
        while let Some(first) = rest.split(' ').next().filter(|first| !first.is_empty()) {
            let begins = |phrase: &str| {
                rest.strip_prefix(phrase).is_some_and(|after| after.is_empty() || after.starts_with(' '))
            };
            let phrases = self.phrases.get(first).map_or(&[][..], Vec::as_slice);
            let found = phrases.iter().find(|(phrase, _)| begins(phrase));
            if let Some((phrase, Some(meaning))) = found
                && (phrase.contains(' ')
                    || words.len() <= max_around_one
                    || names_row(rest, phrase, *meaning))
            {
                return Some(*meaning);
            }
            let taken = found.map_or(first.len(), |(phrase, _)| phrase.len());
            rest = rest.get(taken..).unwrap_or_default().trim_start();
        }
        None
    }
}

/// "trùng 11": a number right behind the word is that of a row.
fn names_row(rest: &str, phrase: &str, meaning: Meaning) -> bool {
    let number = rest.get(phrase.len()..).and_then(|after| after.trim_start().split(' ').next());
    meaning == Meaning::Duplicate
        && number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Words by which a sender takes back a name or a list.
pub(crate) const WITHDRAWING: [&str; 11] = [
    "xin rút",
    "đề nghị rút",
    "rút tên",
    "rút đăng ký",
    "rút khỏi",
    "rút danh sách",
    "danh sách rút",
    "hủy đăng ký",
    "thôi đăng ký",
    "không đăng ký nữa",
    "đưa ra khỏi danh sách",
];

/// Whether a remark beside a name takes the name back: said by its sender, and no doubt.
pub(crate) fn takes_back(remark: &str) -> bool {
    let key = text::key(remark);
    key == "rút" || (key.split(' ').count() <= 8 && text::says_one_of(&key, &WITHDRAWING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(remark: &str, expect: Option<Meaning>) {
        assert_eq!(Remarks::built_in().meaning(remark), expect, "{remark}");
    }

    #[test]
    fn remarks_that_take_back_are_told_from_harmless_ones() {
        check("Đã mất", Some(Meaning::Died));
        check("đ/c đã từ trần ngày 02/3/2024", Some(Meaning::Died));
        check("Không đủ điều kiện", Some(Meaning::Ineligible));
        check("đang bị kỷ luật", Some(Meaning::Disciplined));
        check("bỏ", Some(Meaning::Struck));
        check("Loại", Some(Meaning::Struck));
        check("gạch tên", Some(Meaning::Struck));
        check("Thay bằng đ/c Vi Văn Tài", Some(Meaning::Replaced));
        check("thay cho đ/c Vi Văn Tài", Some(Meaning::Replaces));
        check("Trùng với STT 1", Some(Meaning::Duplicate));
        check("trùng người số 01", Some(Meaning::Duplicate));
        check("như dòng 1", Some(Meaning::Duplicate));
        check("Ông mất hôm 10/4", Some(Meaning::Died));
        check("k đủ đk", Some(Meaning::Ineligible));
        check("Đổi sang Nông Thị Mận, sinh 1982", Some(Meaning::Replaced));
        check("Nghỉ hưu từ 01/5/2024", Some(Meaning::Retired));
        check("chuyển công tác về Sở Nội vụ", Some(Meaning::Moved));
        check("xem xét lại", Some(Meaning::Unsettled));
        check("chờ ý kiến đảng ủy", Some(Meaning::Unsettled));
        check("trùng 11?", Some(Meaning::Duplicate));
        for harmless in [
            "",
            "Mới bổ sung",
            "Đảng viên",
            "Có hồ sơ kèm theo",
            "Rút kinh nghiệm",
            "Xếp loại tốt",
            "Chồng đã mất",
            "Trùng tu di tích",
            "Mất mùa",
            "Như trên",
            "Không bị kỷ luật",
            "Cán bộ nghỉ hưu",
            "Vận động 12 hộ bỏ thói quen cũ để làm đường",
        ] {
            check(harmless, None);
        }
    }

    #[test]
    fn a_remark_takes_back_and_a_story_does_not() {
        assert!(takes_back("Xin rút"));
        assert!(takes_back("Đơn vị đề nghị rút tên"));
        assert!(!takes_back("Rút ngắn thời gian giải quyết hồ sơ"));
        assert!(!takes_back("Vận động 12 hộ đã xin rút đơn khiếu nại để hiến đất làm đường"));
    }
}
