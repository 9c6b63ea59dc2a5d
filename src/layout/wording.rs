//! What a piece of a cell names, by its words alone: weak evidence, for a reader that has to tell where in a
//! cell one thing ends and the next begins.

use crate::text;

use super::likeness::{self, Likeness};
use super::phrase;
use super::position;
use super::words::{POSITIONS, begins, is_family_name};

/// What the words of a piece name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// A person beyond much doubt: a family name and two words more.
    Person,
    /// A family name and one word more: a person, or two words of a longer name.
    ShortName,
    /// Words with capitals that are no whole name: "Sáng", "Nguyễn Thị".
    NamePart,
    /// A position, an occupation or a rank.
    Position,
    /// An office, a part of one, or a place.
    Office,
    /// A title or a commendation.
    Award,
    /// Anything else.
    Other,
}

/// Middle names that no name ends with.
const MIDDLE_NAMES: [&str; 2] = ["văn", "thị"];
/// Words that stand before names in pieces of a cell.
const BEFORE_NAMES: [&str; 14] =
    ["ông", "bà", "anh", "chị", "cô", "thầy", "em", "cụ", "đồng", "chí", "đ", "c", "vợ", "chồng"];

/// What a piece names.
pub fn wording(piece: &str) -> Wording {
    let piece = piece.trim();
    let abbreviated = is_abbreviated(likeness::bare_name(piece, 2));
    if abbreviated && position::is_abbreviated(piece) {
        return Wording::Position;
    }
    if !abbreviated && (likeness::is_named(piece) || is_named_in_small_letters(piece)) {
        return Wording::Person;
    }
    let key = text::key(piece);
    if begins(&key, &POSITIONS) {
        return Wording::Position;
    }
    match likeness::of_text(piece) {
        Likeness::Person if !abbreviated => Wording::Person,
        Likeness::Position => Wording::Position,
        Likeness::Office | Likeness::Part | Likeness::Place | Likeness::Area => Wording::Office,
        Likeness::Award => Wording::Award,
        _ if abbreviated => Wording::Other,
        _ => name_like(piece),
    }
}

/// "Phó CT UBND", "BT chi bộ": words in capitals that nobody can pronounce, in a text that is not all capitals.
fn is_abbreviated(piece: &str) -> bool {
    let in_capitals = |word: &str| {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        word.chars().all(char::is_alphanumeric)
            && 2 <= word.chars().count()
            && letters.all(char::is_uppercase)
            && !text::is_syllable(&word.to_lowercase())
    };
    let words = || piece.split([' ', '.', '/', '-']).filter(|word| !word.is_empty());
    words().any(in_capitals) && (words().count() == 1 || !phrase::is_capitals(piece))
}

/// "lý văn sáng": only a middle name that people alone have proves a name without capitals.
fn is_named_in_small_letters(piece: &str) -> bool {
    if piece.chars().any(char::is_uppercase) {
        return false;
    }
    let mut words = piece.split_whitespace().skip(1);
    let middle = words.next().is_some_and(|word| MIDDLE_NAMES.contains(&text::key(word).as_str()));
    middle && words.next().is_some() && likeness::is_named(&text::name_case(piece))
}

fn name_like(piece: &str) -> Wording {
    let words: Vec<String> = piece.split_whitespace().map(text::key).collect();
    let n_before =
        words.iter().take_while(|key| key.split(' ').all(|word| BEFORE_NAMES.contains(&word))).count();
    let capitals = piece
        .split_whitespace()
        .skip(n_before)
        .all(|word| word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(is_name_letter));
    let rest = words.get(n_before..).unwrap_or_default();
    match rest {
        // "Phạm Tuấn" over "Anh": this word of address is a given name as well.
        [] if matches!(piece, "Anh" | "ANH") => Wording::NamePart,
        [] => Wording::Other,
        _ if !capitals => Wording::Other,
        [family, given] if is_family_name(family) && !MIDDLE_NAMES.contains(&given.as_str()) => {
            Wording::ShortName
        }
        [_] | [_, _] | [_, _, _] => Wording::NamePart,
        _ => Wording::Other,
    }
}

fn is_name_letter(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\'' | '’' | '.' | '-')
}
