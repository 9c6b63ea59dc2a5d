//! What a list says of itself: that it adds, corrects or withdraws, when it was written, of which
//! period it is. Its file's name says nothing here: a copy has any name.

use jiff::civil::Date;

use crate::intake::{Attachment, Sheet};
use crate::layout::{Role, SheetKind, SheetMap, written_day};
use crate::plan::Paper;
use crate::record::WITHDRAWING;
use crate::text;

use super::paper;

/// What a submission says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Says {
    /// The subject of the mail that brought it.
    pub subject: String,
    /// When that mail was sent, in seconds since 1970.
    pub sent_at: Option<i64>,
    /// What each of its lists says, in the order of its sheets.
    pub lists: Vec<ListSays>,
    /// Why its sender is doubtful, in Vietnamese; empty where it is not.
    pub doubt: String,
    /// Which paper it is, where it lists nobody.
    pub paper: Option<Paper>,
}

/// What one list says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListSays {
    /// The sheet.
    pub sheet: String,
    /// Its titles.
    pub title: String,
    /// The day written over or under it.
    pub written: Option<Date>,
    /// It says that there is nobody to register.
    pub nobody: bool,
}

/// What a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    /// It registers.
    Plain,
    /// It registers more.
    Supplement,
    /// It mends what was registered, in whole or in part.
    Correction,
    /// It takes the place of what was sent.
    Replacement,
    /// It takes back.
    Withdrawal,
}

const REPLACES: [&str; 2] = ["thay thế", "thay cho"];
const CORRECTS: [&str; 11] = [
    "điều chỉnh",
    "sửa đổi",
    "đính chính",
    "bản sửa",
    "sửa lại",
    "chỉnh sửa",
    "hiệu chỉnh",
    "đã sửa",
    "cập nhật lại",
    "sửa sai",
    "sửa thông tin",
];
/// A list that calls itself one of these stands beside what was sent before.
const ADDS: [&str; 6] = ["bổ sung", "tiếp theo", "phát sinh", "đăng ký thêm", "kèm thêm", "đợt tiếp"];
/// Words with a number behind them that tell the batches of a plan apart.
const BATCHES: [&str; 5] = ["tháng", "quý", "đợt", "kỳ", "năm"];

impl Says {
    /// Collects what an attachment says.
    pub(super) fn of(attachment: &Attachment, maps: &[SheetMap]) -> Says {
        let mail = attachment.mail.as_ref();
        let lists = attachment.sheets.iter().zip(maps).map(|(sheet, map)| ListSays {
            sheet: sheet.place.sheet_name().to_owned(),
            title: titles(map),
            written: written_day(sheet, map),
            nobody: map.count(Role::Data) == 0 && map.kind != SheetKind::Example && says_nobody(sheet),
        });
        Says {
            subject: mail.map(|mail| mail.subject.clone()).unwrap_or_default(),
            sent_at: mail.and_then(|mail| mail.sent_at),
            lists: lists.collect(),
            doubt: String::new(),
            paper: paper::of(attachment, maps),
        }
    }

    /// What one of its lists says.
    pub(super) fn list(&self, sheet: &str) -> Option<&ListSays> {
        self.lists.iter().find(|list| list.sheet == sheet)
    }

    /// What one of its lists is for: by its own words, else by those of the mail.
    pub(super) fn purpose(&self, sheet: &str) -> Purpose {
        let title = self.list(sheet).map_or("", |list| list.title.as_str());
        [title, sheet, &self.subject]
            .into_iter()
            .map(purpose)
            .find(|purpose| *purpose != Purpose::Plain)
            .unwrap_or(Purpose::Plain)
    }

    /// Whether it says that there is nobody to register.
    pub(super) fn nobody(&self) -> bool {
        self.lists.iter().any(|list| list.nobody)
    }
}

fn titles(map: &SheetMap) -> String {
    let tables = map.tables.iter().map(|table| table.title.as_str());
    let titles = std::iter::once(map.title.as_str()).chain(tables).filter(|title| !title.is_empty());
    titles.collect::<Vec<_>>().join(" | ")
}

fn says_nobody(sheet: &Sheet) -> bool {
    let mut cells = sheet.rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.value.text());
    cells.any(crate::layout::says_nobody)
}

/// What words say a list is for.
pub(super) fn purpose(said: &str) -> Purpose {
    let key = text::key(said);
    if text::says_one_of(&key, &WITHDRAWING) {
        Purpose::Withdrawal
    } else if text::says_one_of(&key, &REPLACES) {
        Purpose::Replacement
    } else if text::says_one_of(&key, &CORRECTS) {
        // Also "sửa đổi, bổ sung", which mends and adds.
        Purpose::Correction
    } else if text::says_one_of(&key, &ADDS) || is_numbered_batch(&key) {
        Purpose::Supplement
    } else {
        Purpose::Plain
    }
}

/// Whether it is a batch after the first: "đợt 2", "lần thứ III". The first may still be sent again.
fn is_numbered_batch(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').filter(|word| *word != "thứ").collect();
    words.windows(2).any(|two| match two {
        ["đợt", number] => {
            let roman = !number.is_empty() && number.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
            roman && *number != "i" || number.trim_start_matches('0').parse::<u32>().is_ok_and(|n| 1 < n)
        }
        _ => false,
    })
}

/// Whether the titles of two lists tell them apart as batches: other months, quarters, years.
pub(super) fn other_batch(one: &str, other: &str) -> bool {
    let (one_key, other_key) = (text::key(one), text::key(other));
    BATCHES.iter().any(|word| {
        let (a, b) = (numbered(&one_key, word), numbered(&other_key, word));
        !a.is_empty() && !b.is_empty() && a != b
    })
}

/// Whether two lists are one numbered batch, sent again.
pub(super) fn same_batch(one: &str, other: &str) -> bool {
    let (one_key, other_key) = (text::key(one), text::key(other));
    let (one_number, other_number) = (numbered(&one_key, "đợt"), numbered(&other_key, "đợt"));
    !one_number.is_empty() && one_number == other_number
}

/// What stands behind a word wherever it is numbered: "tháng 6" gives `6`, "quý II" `ii`.
fn numbered<'a>(key: &'a str, word: &str) -> Vec<&'a str> {
    let words: Vec<&str> = key.split(' ').collect();
    let numbers = words.iter().zip(words.iter().skip(1)).filter(|(first, next)| {
        **first == word && next.chars().all(|c| c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x'))
    });
    numbers.map(|(_, next)| next.trim_start_matches('0')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_a_list_is_for() {
        let table = [
            ("DANH SÁCH ĐĂNG KÝ ĐIỂN HÌNH TIÊN TIẾN", Purpose::Plain),
            ("Danh sách bổ sung", Purpose::Supplement),
            ("Danh sách điển hình đợt 13", Purpose::Supplement),
            ("Danh sách đăng ký đợt II năm 2024", Purpose::Supplement),
            ("Danh sách đợt 1", Purpose::Plain),
            ("Danh sách đăng ký (tiếp theo)", Purpose::Supplement),
            ("Danh sách sửa đổi, bổ sung", Purpose::Correction),
            ("V/v bổ sung danh sách (thay thế bản ngày 03/6)", Purpose::Replacement),
            ("DANH SÁCH XIN RÚT ĐIỂN HÌNH", Purpose::Withdrawal),
            ("Hội nghị rút kinh nghiệm", Purpose::Plain),
        ];
        for (said, expect) in table {
            assert_eq!(purpose(said), expect, "{said}");
        }
    }

    #[test]
    fn batches_are_told_apart_by_their_numbers() {
        assert!(other_batch("Danh sách tháng 5/2024", "Danh sách tháng 06 năm 2024"));
        assert!(other_batch("Đăng ký quý I", "Đăng ký quý II"));
        assert!(!other_batch("Danh sách tháng 6", "Danh sách tháng 06/2024"));
        assert!(!other_batch("Danh sách tháng 6", "Danh sách"));
    }
}
