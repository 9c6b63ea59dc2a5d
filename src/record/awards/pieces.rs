//! A cell of merits → its pieces, one for each thing that it says.

use super::{AwardWords, ratings, says_initiative};
use crate::text;

/// Words around years that say nothing else.
const AROUND: [&str; 15] = [
    "năm", "các", "từ", "đến", "học", "giai", "đoạn", "nam", "liên", "tục", "lần", "nh", "cùng", "gđ", "tới",
];

/// Cuts a cell: at `;`, line breaks, bullets, commas outside brackets, and where the next award begins
/// after a full stop or «và».
pub(super) fn pieces(words: &AwardWords, cell: &str) -> Vec<String> {
    let mut pieces: Vec<(String, char)> = vec![(String::new(), '\n')];
    let mut depth = 0_u32;
    for c in cell.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c == '\n' || (depth == 0 && matches!(c, ';' | ',' | '•')) {
            depth = 0;
            pieces.push((String::new(), c));
        } else if let Some((last, _)) = pieces.last_mut() {
            last.push(c);
        }
    }
    let mut joined: Vec<String> = Vec::new();
    // The years at the head of a line hold for all that commas part in it.
    let mut ahead = String::new();
    for (piece, cut) in pieces {
        match joined.last_mut() {
            Some(before)
                if cut == ','
                    && (goes_on(words, before, &piece)
                        || years_of(before, &piece)
                        || levels_of(words, before, &piece)) =>
            {
                before.push(',');
                before.push_str(&piece);
                ahead = years_ahead(before);
            }
            _ if cut == ',' && !ahead.is_empty() && undated_award(words, &piece) => {
                joined.push(format!("{ahead}: {}", piece.trim()));
            }
            _ => {
                if cut != ',' || !years_ahead(&piece).is_empty() {
                    ahead = years_ahead(&piece);
                }
                joined.push(piece);
            }
        }
    }
    let pieces = joined
        .iter()
        .flat_map(|piece| piece.split(" + "))
        .flat_map(|piece| at_full_stop(words, piece))
        .flat_map(|piece| at_and(words, piece));
    pieces
        .map(|piece| piece.trim().trim_start_matches(['-', '–', '+', '*', '.']).trim().to_owned())
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .collect()
}

/// Whether a comma stands inside the reason of an award ("về thành tích trong phòng, chống dịch"): the piece
/// before gives a reason and no year yet, and what follows is nothing of its own.
fn goes_on(words: &AwardWords, before: &str, piece: &str) -> bool {
    let key = format!(" {} ", text::key(before));
    let gives_reason = [" về ", " vì ", " thành tích ", " trong "].iter().any(|word| key.contains(word));
    // «của Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc» is one office.
    let office = ["chủ nhiệm ", "ngành ", "đoàn thể "].iter().any(|word| text::key(piece).starts_with(word));
    // «Sở Văn hóa, Thể thao và Du lịch» is one office.
    let named = [" bộ ", " sở ", " phòng ", " ngành "].iter().any(|word| key.contains(word));
    let list = named && piece.contains(" và ") && !key.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let gives_reason = gives_reason || list || office && key.contains(" của ");
    gives_reason && words.find(key.trim()).is_some() && !begins(words, piece)
}

/// Whether a comma stands between years that both stand ahead of an award ("Năm 2019, 2020: LĐTT").
fn years_of(before: &str, piece: &str) -> bool {
    let ahead = piece.split_once(':').map_or("", |(ahead, _)| ahead);
    let years = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && only_years(&text::key(text));
    years(before) && years(ahead)
}

/// The years that stand ahead of what happened in them ("Năm 2021: LĐTT"), else nothing.
fn years_ahead(piece: &str) -> String {
    let ahead = piece.split_once(':').map_or("", |(ahead, _)| ahead).trim_matches([' ', '-', '+', '*']);
    let years = ahead.chars().any(|c| c.is_ascii_digit()) && only_years(&text::key(ahead));
    if years { ahead.to_owned() } else { String::new() }
}

/// Whether a piece names an award and no year of its own.
fn undated_award(words: &AwardWords, piece: &str) -> bool {
    let key = text::key(piece);
    words.find(&key).is_some_and(|found| found.from == 0) && !key.chars().any(|c| c.is_ascii_digit())
}

/// Whether a comma stands inside a count by level ("03 sáng kiến: 02 cấp cơ sở, 01 cấp tỉnh").
fn levels_of(words: &AwardWords, before: &str, piece: &str) -> bool {
    let counted = |text: &str| {
        let key = text::key(text);
        key.starts_with(|c: char| c.is_ascii_digit()) && super::granting::initiative_level(&key).is_some()
    };
    let after = before.split_once(':').map_or("", |(_, after)| after);
    says_initiative(words, &text::key(before))
        && counted(after)
        && counted(piece)
        && !says_initiative(words, &text::key(piece))
}

/// Whether a text begins something of its own: an award, years, a rating, an initiative.
fn begins(words: &AwardWords, piece: &str) -> bool {
    let key = text::key(piece);
    let first = key.split(' ').next().unwrap_or_default();
    words.find(&key).is_some()
        || key.is_empty()
        || only_years(&key)
        || says_initiative(words, &key)
        || ratings::rating_of(&key).is_some()
        || first.len() == 4
            && first.starts_with(['1', '2'])
            && first.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(first, "qđ" | "quyết" | "số" | "năm" | "không" | "chưa" | "bị")
}

/// Cuts at a full stop before which and after which an award stands ("… 2020. Giấy khen …").
fn at_full_stop<'p>(words: &AwardWords, piece: &'p str) -> Vec<&'p str> {
    let cut = piece.match_indices(". ").find(|(at, joint)| {
        let (head, tail) = (piece.get(..*at), piece.get(at + joint.len()..));
        let (head, tail) = (text::key(head.unwrap_or_default()), text::key(tail.unwrap_or_default()));
        // «1. LĐTT» is numbered, no sentence.
        let sentence = 4 <= head.len();
        sentence && words.find(&tail).is_some_and(|found| found.from == 0)
    });
    match cut.and_then(|(at, joint)| Some((piece.get(..at)?, piece.get(at + joint.len()..)?))) {
        Some((head, tail)) => std::iter::once(head).chain(at_full_stop(words, tail)).collect(),
        None => vec![piece],
    }
}

/// Cuts at "và" where an award or a year follows, not in "Bộ Giáo dục và Đào tạo".
fn at_and<'p>(words: &AwardWords, piece: &'p str) -> Vec<&'p str> {
    let cut = piece.match_indices(" và ").find(|(at, joint)| {
        let key = text::key(piece.get(at + joint.len()..).unwrap_or_default());
        let inside =
            piece.get(..*at).is_some_and(|head| head.matches('(').count() > head.matches(')').count());
        !inside
            && (words.find(&key).is_some_and(|found| found.from == 0)
                || only_years(&key)
                || says_initiative(words, &key))
    });
    match cut.and_then(|(at, joint)| Some((piece.get(..at)?, piece.get(at + joint.len()..)?))) {
        Some((head, tail)) => std::iter::once(head).chain(at_and(words, tail)).collect(),
        None => vec![piece],
    }
}

/// Whether a piece holds years, the words around years, and nothing else.
pub(super) fn only_years(key: &str) -> bool {
    key.split(' ').all(|word| word.chars().all(|c| c.is_ascii_digit()) || AROUND.contains(&word))
}
