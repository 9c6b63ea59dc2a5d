//! A short way to see that text is clean Unicode.
//!
//! `text::repair` weighs every reading of a cell, at some microseconds a cell; nearly all cells of
//! nearly all lists are clean, in a few thousand different words. So each word is judged once, by
//! `repair` itself, and a cell made of words that are sure needs no weighing.
//!
//! The verdict on a word depends on the word alone, so the memory of it, kept by thread, changes
//! nothing but time: the same file gives the same cells whatever was read before it.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::text::{Charset, FontHint, Prior, Run, repair};

/// What a word is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Unicode, no other reading competes.
    Sure,
    /// Unicode more likely than not: `Bé` may be `Bộ` in TCVN3.
    Doubtful,
    /// In another charset, damaged, or not of letters alone.
    Strange,
}

/// Words remembered at most: Vietnamese has some 7,000 syllables, each in up to three cases.
const MAX_WORDS: usize = 50_000;
/// Words longer than this are no syllables and not worth remembering.
const MAX_WORD_BYTES: usize = 24;

thread_local! {
    static WORDS: RefCell<HashMap<Box<str>, Word>> = RefCell::new(HashMap::new());
}

/// Whether text in a font that says nothing is Unicode beyond doubt, so that `text::repair` would
/// leave it as it is. `false` means nothing.
pub(super) fn is_surely_unicode(text: &str) -> bool {
    if text.contains('&') {
        return false;
    }
    let (mut sure, mut doubtful) = (0_usize, 0_usize);
    // Signs of legacy fonts are never ASCII, so ASCII signs part words in every charset.
    for word in text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()) {
        if word.is_ascii() {
            continue;
        }
        match verdict(word) {
            Word::Sure => sure += 1,
            Word::Doubtful => doubtful += 1,
            Word::Strange => return false,
        }
    }
    // A word keeps to the charset of the words around it.
    doubtful == 0 || doubtful < sure
}

fn verdict(word: &str) -> Word {
    if MAX_WORD_BYTES < word.len() {
        return Word::Strange;
    }
    WORDS.with_borrow_mut(|words| {
        if let Some(known) = words.get(word) {
            return *known;
        }
        let verdict = judge(word);
        if words.len() < MAX_WORDS {
            words.insert(word.into(), verdict);
        }
        verdict
    })
}

fn judge(word: &str) -> Word {
    // `Ã`, `Ä`, `Æ` at the end of a word may be mojibake whose second byte became a space.
    let is_cut = word.ends_with(['Ã', 'Ä', 'Æ', 'º', 'ª']);
    if is_cut || !word.chars().all(char::is_alphanumeric) {
        return Word::Strange;
    }
    let repaired = repair(&[Run { text: word, font: FontHint::Silent }], &Prior::none());
    if repaired.repair.is_some() || repaired.text != word || repaired.charset != Charset::Unicode {
        Word::Strange
    } else if repaired.doubtful {
        Word::Doubtful
    } else {
        Word::Sure
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encode;

    /// Everyday text of lists, with words that legacy fonts also spell.
    const LINES: &str = "Nguyễn Văn Tốt|Lò Thị Hà|Hoàng Bé|Trần Hữu Phước|Vừ A Páo|Bùi Thị Mẫn\
        |Ủy ban nhân dân xã Đông|Phó Chủ tịch Hội Nông dân|Bí thư Chi bộ xóm 3, thôn Bản Lũng\
        |Trường THCS Lê Lợi|hộ gia đình ông Lý Sín|Bộ Y tế|mô hình chăn nuôi bò|Nhóm trẻ|số|ghi chú\
        |DANH SÁCH ĐĂNG KÝ|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Họ và tên|Xã Tân Á|hà|bé|vốn|tên";

    #[test]
    fn the_short_way_agrees_with_the_long_one() {
        let mut n_short = 0_usize;
        for line in LINES.split('|') {
            for charset in Charset::ALL {
                let Some(shown) = encode(charset, line) else { continue };
                if is_surely_unicode(&shown) {
                    n_short += 1;
                    let repaired = repair(&[Run { text: &shown, font: FontHint::Silent }], &Prior::none());
                    assert_eq!(repaired.text, shown, "{line} in {charset}");
                    assert!(!repaired.doubtful, "{line} in {charset}");
                }
            }
        }
        assert!(LINES.split('|').count() / 2 < n_short, "{n_short} went the short way");
    }
}
