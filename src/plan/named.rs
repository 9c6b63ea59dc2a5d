//! Which movement a text names: a cell, a section title, a sheet's name, a mail's subject.
//!
//! Full names and aliases are recognised anywhere in the text, at the borders of words; short names and
//! identifiers only where they are all it says, because *Y tế* also stands in *Trung tâm Y tế*. Where
//! one name lies within another ("xây dựng nông thôn mới" in "Toàn dân đoàn kết xây dựng nông thôn mới,
//! đô thị văn minh") the longer one is meant. Texts that name two movements name none.

use std::sync::LazyLock;

use super::{MovementId, Plan};
use crate::text;

/// The names of a plan's movements, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct MovementNames {
    names: Vec<MovementName>,
}

#[derive(Debug, Clone)]
struct MovementName {
    /// With marks, and without.
    keys: [String; 2],
    /// The words of the keys.
    words: [Vec<Box<str>>; 2],
    /// The same without the words around a name.
    cores: [String; 2],
    movement: MovementId,
    /// Whether it may stand inside a longer text.
    inside: bool,
}

/// Words that may stand around a name without being part of it.
const AROUND: [&str; 22] = [
    "phong trào thi đua",
    "phong trào",
    "pttđ",
    "cuộc vận động",
    "cvđ",
    "lĩnh vực",
    "chuyên đề",
    "điển hình tiên tiến",
    "đhtt",
    "danh sách",
    "đăng ký",
    "thi đua",
    "trong việc",
    "trong",
    "thực hiện",
    "về",
    "công tác",
    "mô hình",
    "nội dung",
    "ds",
    "đk",
    "năm",
];

/// The same words without marks: folded once, not for every text that is looked at.
static AROUND_BARE: LazyLock<[String; AROUND.len()]> = LazyLock::new(|| AROUND.map(text::bare_key));

/// A sheet's name is cut after 31 letters; so many are enough to tell a movement.
const CUT: usize = 14;

impl MovementNames {
    /// The names of a plan's movements.
    pub fn of(plan: &Plan) -> MovementNames {
        let mut names = Vec::new();
        for movement in &plan.movements {
            let inside = std::iter::once(&movement.name).chain(&movement.aliases);
            let alone = [movement.short.as_str(), movement.id.as_str()];
            let all = inside.map(|name| (name.as_str(), true)).chain(alone.map(|name| (name, false)));
            for (name, inside) in all {
                let keys = [with_marks(name), without_marks(name)];
                if keys.iter().all(|key| !key.is_empty()) {
                    let [marked, bare] = &keys;
                    let cores = [stripped(0, marked).to_owned(), stripped(1, bare).to_owned()];
                    let words = [marked, bare].map(|key| key.split(' ').map(Box::from).collect());
                    names.push(MovementName { keys, words, cores, movement: movement.id.clone(), inside });
                }
            }
        }
        MovementNames { names }
    }

    /// The movement that a text names; `None` where it names none or several.
    pub fn find(&self, written: &str) -> Option<&MovementId> {
        let keys = [with_marks(written), without_marks(written)];
        let marked = keys.first() != keys.last();
        for (fold, key) in keys.iter().enumerate() {
            if fold == 1 && marked && key.split(' ').count() < 3 {
                // Two words with other marks are other words: "hai tốt", "hải tốt".
                break;
            }
            // "Toàn dân đoàn kết xd ntm đô thị vm": a text that spells one name to its end names no shorter ones.
            let spelt = || Some(self.abbreviated(fold, key)).filter(|found| found.len() == 1);
            let found = self.alone(fold, key).or_else(spelt).or_else(|| self.inside(fold, key));
            let found = found.unwrap_or_else(|| self.cut(fold, key));
            let found = if found.is_empty() { self.abbreviated(fold, key) } else { found };
            match found.as_slice() {
                [] => {}
                [only] => return Some(only),
                _ => return None,
            }
        }
        None
    }

    /// Whether a text is the whole name of a movement.
    pub fn is_name(&self, written: &str) -> bool {
        let keys = [with_marks(written), without_marks(written)];
        keys.iter().enumerate().any(|(fold, key)| self.alone(fold, key).is_some())
    }

    /// Whether a text names movements among words that are of none of them.
    pub fn stands_among_others(&self, written: &str) -> bool {
        let keys = [with_marks(written), without_marks(written)];
        !self.is_name(written) && keys.iter().enumerate().any(|(fold, key)| self.inside(fold, key).is_some())
    }

    /// The only movement of which a name begins with a text of two words or more: "Giáo dục" of "Giáo dục - đào tạo".
    pub fn find_beginning(&self, written: &str) -> Option<&MovementId> {
        let begins = format!("{} ", with_marks(written));
        if begins.trim().split(' ').count() < 2 {
            return None;
        }
        let mut found =
            self.names.iter().filter(|name| name.key(0).starts_with(&begins)).map(|it| &it.movement);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The movements of which a name is all that the text says.
    fn alone(&self, fold: usize, key: &str) -> Option<Vec<&MovementId>> {
        let text = stripped(fold, key);
        let found = self
            .names
            .iter()
            .filter(|name| name.key(fold) == key || !text.is_empty() && name.core(fold) == text);
        some_of(found)
    }

    /// The movements whose names stand in the text and in no longer name there.
    fn inside(&self, fold: usize, key: &str) -> Option<Vec<&MovementId>> {
        let mut spans: Vec<(usize, usize, &MovementName)> = Vec::new();
        for name in self.names.iter().filter(|name| name.inside) {
            let wanted = name.key(fold);
            if fold == 1 && wanted.split(' ').count() < 3 {
                // Two words without marks stand in many texts.
                continue;
            }
            let borders = |at: usize, end: usize| {
                key.get(..at).is_some_and(|before| before.is_empty() || before.ends_with(' '))
                    && key.get(end..).is_some_and(|after| after.is_empty() || after.starts_with(' '))
            };
            let at = key.match_indices(wanted).map(|(at, _)| (at, at + wanted.len()));
            spans.extend(at.filter(|&(at, end)| borders(at, end)).map(|(at, end)| (at, end, name)));
        }
        let longest = |&&(at, end, _): &&(usize, usize, &MovementName)| {
            spans.iter().all(|&(from, to, _)| {
                let apart = to <= at || end <= from;
                apart || to - from <= end - at
            })
        };
        some_of(spans.iter().filter(longest).map(|(_, _, name)| *name))
    }

    /// The movements whose names begin as the text does, where the text was cut short.
    fn cut(&self, fold: usize, key: &str) -> Vec<&MovementId> {
        let text = stripped(fold, key);
        if text.chars().count() < CUT || text.split(' ').count() < 3 {
            return Vec::new();
        }
        let found = self
            .names
            .iter()
            .filter(|name| name.key(fold).starts_with(text) || name.core(fold).starts_with(text));
        some_of(found).unwrap_or_default()
    }
}

impl MovementNames {
    /// The movements in whose names the text stands with words cut to their first letters: "PT kinh tế",
    /// "HT&LTTTĐĐPCHCM".
    fn abbreviated(&self, fold: usize, key: &str) -> Vec<&MovementId> {
        let tokens: Vec<&str> = stripped(fold, key).split(' ').collect();
        let means =
            |rest: &[Box<str>]| spelt(&tokens, rest).is_some_and(|n| LEAST_SPELT <= n && tokens.len() < n);
        let found = self.names.iter().filter(|name| name.endings(fold).any(means));
        some_of(found).unwrap_or_default()
    }

    /// The movement that a text most likely means, where its words stand in the names of one alone: for a question.
    pub fn guess(&self, written: &str) -> Option<&MovementId> {
        const IDLE: [&str; 16] = [
            "làm", "giỏi", "tốt", "tiêu", "biểu", "các", "về", "trong", "phong", "trào", "thi", "đua", "mô",
            "hình", "xây", "dựng",
        ];
        let key = with_marks(written);
        let tokens: Vec<&str> = key.split(' ').filter(|word| !IDLE.contains(word)).collect();
        if tokens.is_empty() {
            return None;
        }
        let holds = |name: &&MovementName| {
            tokens.iter().all(|token| name.endings(0).any(|rest| spelt(&[token], rest).is_some()))
        };
        match some_of(self.names.iter().filter(|name| name.inside).filter(holds))?.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Words of a name that must stand behind an abbreviation of it.
const LEAST_SPELT: usize = 3;

/// How many of some words others say, each in full or several by their first letters.
fn spelt(tokens: &[&str], words: &[Box<str>]) -> Option<usize> {
    let mut n = 0;
    for token in tokens {
        let rest = words.get(n..)?;
        let n_letters = token.chars().count();
        let by_letters = || {
            let initials = rest.iter().take(n_letters).filter_map(|word| word.chars().next());
            2 <= n_letters && n_letters <= rest.len() && initials.eq(token.chars())
        };
        if rest.first().is_some_and(|word| **word == **token) {
            n += 1;
        } else if by_letters() {
            n += n_letters;
        } else {
            return None;
        }
    }
    Some(n)
}

impl MovementName {
    fn key(&self, fold: usize) -> &str {
        self.keys.get(fold).map_or("", String::as_str)
    }

    /// The words of the name from each of them on.
    fn endings(&self, fold: usize) -> impl Iterator<Item = &[Box<str>]> {
        let words = self.words.get(fold).map_or(&[][..], Vec::as_slice);
        (0..words.len()).filter_map(|from| words.get(from..))
    }

    fn core(&self, fold: usize) -> &str {
        self.cores.get(fold).map_or("", String::as_str)
    }
}

/// The different movements of some names; `None` for no names.
fn some_of<'a>(names: impl Iterator<Item = &'a MovementName>) -> Option<Vec<&'a MovementId>> {
    let mut movements: Vec<&MovementId> = names.map(|name| &name.movement).collect();
    movements.sort();
    movements.dedup();
    (!movements.is_empty()).then_some(movements)
}

fn with_marks(written: &str) -> String {
    without_and(&text::key(written))
}

fn without_marks(written: &str) -> String {
    without_and(&text::bare_key(written))
}

fn without_and(key: &str) -> String {
    key.split(' ').filter(|word| !matches!(*word, "và" | "va")).collect::<Vec<_>>().join(" ")
}

/// A key without the words around a name: numbering, "Phong trào thi đua …", "… năm 2024".
fn stripped(fold: usize, key: &str) -> &str {
    let mut rest = key;
    loop {
        let before = rest;
        for (marked, bare) in AROUND.iter().zip(AROUND_BARE.iter()) {
            let word = if fold == 0 { marked } else { bare.as_str() };
            rest = rest.strip_prefix(word).filter(|rest| rest.starts_with(' ')).unwrap_or(rest);
            rest = rest.strip_suffix(word).filter(|rest| rest.ends_with(' ')).unwrap_or(rest);
            rest = rest.trim();
        }
        if let Some((_, after)) = rest.split_once(' ').filter(|(first, _)| is_ordinal(first)) {
            rest = after;
        }
        if let Some((ahead, last)) = rest.rsplit_once(' ')
            && last.len() == 4
            && last.starts_with("20")
            && last.chars().all(|digit| digit.is_ascii_digit())
        {
            rest = ahead;
        }
        if rest == before {
            return rest;
        }
    }
}

/// Whether a word numbers what follows: `1`, `iv`, `a`.
fn is_ordinal(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
        || word.chars().all(|letter| "ivx".contains(letter))
        || matches!(word, "a" | "b" | "c" | "d")
}
