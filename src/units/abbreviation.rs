//! Usual abbreviations, and how a name reads once they are spelt out.
//!
//! The table `schemas/abbreviations.csv` is compiled in. An abbreviation with several meanings
//! (`TP`: thành phố, tư pháp) gives several readings; the unit book decides which of them names a
//! unit, so nothing has to be guessed here.

use std::sync::LazyLock;

use super::fold::{Fold, NameMap};

/// Readings of one name are cut off here: a paragraph full of abbreviations is not a name.
const MOST_READINGS: usize = 96;

/// A name of more words than this is prose and is read as it stands.
const MOST_WORDS: usize = 40;

const SOURCE: &str = include_str!("../../schemas/abbreviations.csv");

/// The table as it reads at one fold.
#[derive(Debug, Default)]
struct AbbreviationTable {
    /// From the words of an abbreviation to its meanings, in the order of the file.
    short: NameMap<String, Vec<Expansion>>,
    /// From one way of naming a body to the way used for looking it up.
    same: NameMap<String, String>,
    /// What a word begins.
    begins: NameMap<String, Begins>,
}

/// What an abbreviation may mean.
#[derive(Debug)]
struct Expansion {
    words: String,
    /// Whether one of its words begins a way of naming a body.
    begins: bool,
}

/// The words of the longest entries that a word begins; 0 where it begins none.
#[derive(Debug, Clone, Copy, Default)]
struct Begins {
    short: usize,
    same: usize,
    /// It is an abbreviation by itself.
    alone: bool,
}

impl AbbreviationTable {
    fn begins(&mut self, phrase: &str) -> (&mut Begins, usize) {
        let first = phrase.split(' ').next().unwrap_or_default().to_owned();
        (self.begins.entry(first).or_default(), phrase.split(' ').count())
    }

    fn at(&self, word: &str) -> Begins {
        self.begins.get(word).copied().unwrap_or_default()
    }
}

static TABLES: LazyLock<[AbbreviationTable; 3]> =
    LazyLock::new(|| [table(Fold::Marked), table(Fold::Loose), table(Fold::Bare)]);

fn table(fold: Fold) -> AbbreviationTable {
    let mut table = AbbreviationTable::default();
    let (same, short): (Vec<_>, Vec<_>) = entries().partition(|(usage, ..)| *usage == "same");
    for (_, other, usual) in same {
        let (other, usual) = (without_and(&fold.key(other)), without_and(&fold.key(usual)));
        let (begins, n_words) = table.begins(&other);
        begins.same = begins.same.max(n_words);
        table.same.entry(other).or_insert(usual);
    }
    for (_, short, long) in short {
        let (short, words) = (without_and(&fold.key(short)), without_and(&fold.key(long)));
        let (begins, n_words) = table.begins(&short);
        begins.short = begins.short.max(n_words);
        begins.alone |= n_words == 1;
        let begins = words.split(' ').any(|word| 2 <= table.at(word).same);
        let meanings = table.short.entry(short).or_default();
        if meanings.iter().all(|known| known.words != words) {
            meanings.push(Expansion { words, begins });
        }
    }
    table
}

/// The lines of the table: use, abbreviation, meaning.
fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    SOURCE.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| {
        let mut parts = line.splitn(3, ',');
        Some((parts.next()?, parts.next()?, parts.next()?))
    })
}

/// All readings of a name at a fold, its abbreviations spelt out, the likeliest first.
///
/// The word *và* is left out ("Văn hóa và Thông tin", "Văn hóa - Thông tin" read the same), and
/// letters run together with a number or a place are parted (`P1`, `TPLS`).
pub(super) fn readings(fold: Fold, name: &str) -> Vec<String> {
    spelt_out(fold, &fold.key(name))
}

/// The readings of a key that was made at the fold.
pub(super) fn spelt_out(fold: Fold, key: &str) -> Vec<String> {
    let table = fold.of(&TABLES);
    let words = parted(key, table);
    if words.len() > MOST_WORDS {
        return vec![words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ")];
    }
    let mut open: Vec<Vec<&str>> = vec![Vec::with_capacity(words.len())];
    let mut begun = false;
    let mut phrase = String::with_capacity(32);
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let (taken, meanings, itself) = meanings_at(table, rest, &mut phrase);
        // A body may be called otherwise only where a word begins such a name.
        begun |= meanings.iter().any(|meaning| meaning.begins);
        begun |= itself.is_some() && rest.first().is_some_and(|(_, begins)| 2 <= begins.same);
        let n_meanings = meanings.len() + usize::from(itself.is_some());
        let mut all = meanings.iter().map(|meaning| meaning.words.as_str()).chain(itself);
        if n_meanings == 1 || open.len() * n_meanings > MOST_READINGS {
            if let Some(first) = all.next() {
                open.iter_mut().for_each(|reading| reading.push(first));
            }
        } else {
            let longer = |meaning| {
                open.iter().map(move |reading| {
                    let mut reading = reading.clone();
                    reading.push(meaning);
                    reading
                })
            };
            open = all.flat_map(longer).collect();
        }
        at += taken;
    }
    let mut readings: Vec<String> = Vec::with_capacity(open.len());
    for reading in open {
        let reading = reading.join(" ");
        let reading = if begun { unified(table, reading) } else { reading };
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// How many words the longest abbreviation at the start of `rest` takes, and what it may mean, the
/// word itself last; where there is none, one word that means itself.
fn meanings_at<'a, 'b>(
    table: &'a AbbreviationTable,
    rest: &[(&'b str, Begins)],
    phrase: &mut String,
) -> (usize, &'a [Expansion], Option<&'b str>) {
    let Some((first, begins)) = rest.first() else { return (1, &[], None) };
    for taken in (1..=begins.short.min(rest.len())).rev() {
        phrase.clear();
        for (word, _) in rest.iter().take(taken) {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(word);
        }
        if let Some(meanings) = table.short.get(phrase.as_str()) {
            let itself = Some(*first).filter(|word| taken == 1 && may_be_a_syllable(word));
            return (taken, meanings, itself);
        }
    }
    (1, &[], Some(*first))
}

/// Writes words with single spaces between them.
pub(super) fn join(phrase: &mut String, words: &[&str]) {
    phrase.clear();
    for word in words {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(word);
    }
}

/// Whether an abbreviation may also be a word of a proper name: *ca* (Công an, but also Ca Thành).
fn may_be_a_syllable(word: &str) -> bool {
    word.chars().count() > 1
        && word.chars().count() < 4
        && word != "ub"
        && word.chars().any(|letter| "aeiouyăâêôơư".contains(letter))
}

/// The same name with every body called the one way used for looking it up.
fn unified(table: &AbbreviationTable, reading: String) -> String {
    if reading.split_ascii_whitespace().all(|word| table.at(word).same < 2) {
        return reading;
    }
    let words: Vec<&str> = reading.split_ascii_whitespace().collect();
    let mut unified: Vec<&str> = Vec::new();
    let mut phrase = String::new();
    let mut at = 0;
    'words: while at < words.len() {
        let longest = words.get(at).map_or(0, |word| table.at(word).same);
        for taken in (2..=longest.min(words.len() - at)).rev() {
            join(&mut phrase, words.get(at..at + taken).unwrap_or_default());
            if let Some(same) = table.same.get(phrase.as_str()) {
                unified.push(same);
                at += taken;
                continue 'words;
            }
        }
        unified.extend(words.get(at));
        at += 1;
    }
    unified.join(" ")
}

/// The words of a key without *và*, with numbers parted from one-letter kind words (`p1` → `p 1`), `tp`
/// parted from the letters of its city (`tpls` → `tp ls`), and zeros before a number left out.
fn parted<'a>(key: &'a str, table: &AbbreviationTable) -> Vec<(&'a str, Begins)> {
    let mut words: Vec<(&str, Begins)> = Vec::with_capacity(12);
    for word in key.split_ascii_whitespace().filter(|word| !is_and(word)) {
        let begins = table.at(word);
        let mut push = |word: &'a str| words.push((word, table.at(word)));
        match word.as_bytes() {
            _ if begins.alone => words.push((word, begins)),
            [b'p' | b'q' | b'x' | b'k', b'0'..=b'9', ..] if word.get(1..).is_some_and(is_number) => {
                word.get(..1).into_iter().chain(word.get(1..).map(plain_number)).for_each(push);
            }
            [b't', b'p', _, ..] if (4..7).contains(&word.chars().count()) => {
                ["tp"].into_iter().chain(word.get(2..)).for_each(push);
            }
            [b'0'..=b'9', ..] if is_number(word) => push(plain_number(word)),
            _ => {
                let follows = || words.last().is_some_and(|(before, _)| takes_a_number(before));
                match if may_be_roman(word) && follows() { roman(word) } else { None } {
                    Some(number) => words.push((number, table.at(number))),
                    None => words.push((word, begins)),
                }
            }
        }
    }
    words
}

/// Whether a Roman number may follow: official lists themselves write both *Phường 4* and
/// *Phường IV*.
pub(super) fn takes_a_number(word: &str) -> bool {
    matches!(word, "p" | "phường" | "phuong" | "q" | "quận" | "quan")
}

/// Roman numerals up to 20 and their numbers.
const ROMAN: [(&str, &str); 20] = [
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("x", "10"),
    ("xi", "11"),
    ("xii", "12"),
    ("xiii", "13"),
    ("xiv", "14"),
    ("xv", "15"),
    ("xvi", "16"),
    ("xvii", "17"),
    ("xviii", "18"),
    ("xix", "19"),
    ("xx", "20"),
];

/// Whether a word has nothing but Roman figures.
pub(super) fn may_be_roman(word: &str) -> bool {
    word.bytes().all(|letter| matches!(letter, b'i' | b'v' | b'x'))
}

/// The number that a Roman numeral up to 20 stands for.
pub(super) fn roman(word: &str) -> Option<&'static str> {
    ROMAN.iter().find(|(numeral, _)| *numeral == word).map(|(_, number)| *number)
}

/// The Roman numeral of a number up to 20.
pub(super) fn roman_of(number: &str) -> Option<&'static str> {
    ROMAN.iter().find(|(_, known)| *known == number).map(|(numeral, _)| *numeral)
}

pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// A number without the zeros before it.
pub(super) fn plain_number(number: &str) -> &str {
    let plain = number.trim_start_matches('0');
    if plain.is_empty() { "0" } else { plain }
}

fn is_and(word: &str) -> bool {
    word == "và" || word == "va"
}

fn without_and(key: &str) -> String {
    key.split_ascii_whitespace().filter(|word| !is_and(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[track_caller]
    fn check(name: &str, expect: &[&str]) {
        assert_eq!(readings(Fold::Marked, name), expect, "{name}");
    }

    #[test]
    fn abbreviations_are_spelt_out() {
        check("LĐ-TB&XH", &["lao động thương binh xã hội"]);
        check("UBND Vĩnh Trại", &["ủy ban nhân dân vĩnh trại"]);
        check("Uỷ ban MTTQ Việt Nam", &["mặt trận tổ quốc"]);
        check("UBMTTQ VN", &["mặt trận tổ quốc"]);
        check("TH&THCS", &["tiểu học trung học cơ sở"]);
        check("Hội LHPN", &["hội phụ nữ"]);
        check("Văn hóa và Thông tin", &["văn hóa thông tin"]);
    }

    #[test]
    fn an_abbreviation_with_two_meanings_has_two_readings() {
        check("P. Kinh tế", &["phường kinh tế", "phòng kinh tế"]);
        check("Xã Ca Thành", &["xã công an thành", "xã ca thành"]);
    }

    #[test]
    fn numbers_keep_their_place_and_lose_their_dress() {
        check("P1", &["phường 1", "phòng 1"]);
        check("Phường 01", &["phường 1"]);
        check("Phường IV", &["phường 4"]);
        check("Trường Mầm non 17-10", &["trường mầm non 17 10"]);
    }

    #[test]
    fn the_table_is_clean() {
        let mut seen = BTreeSet::new();
        for (usage, short, long) in entries() {
            assert!(matches!(usage, "short" | "same"), "{usage},{short}");
            assert!(!short.is_empty() && !long.is_empty(), "{short},{long}");
            assert!(!long.contains(','), "{short},{long}: one meaning a line");
            assert_eq!(long, long.to_lowercase(), "{short}: meanings stand in small letters");
            assert!(seen.insert((Fold::Marked.key(short), long)), "{short},{long} stands twice");
        }
        assert!(seen.len() > 150);
    }

    #[test]
    fn a_paragraph_does_not_explode() {
        assert!(readings(Fold::Marked, &"TT KT ĐT ".repeat(12)).len() <= MOST_READINGS);
        assert_eq!(readings(Fold::Marked, &"TT ".repeat(100)).len(), 1);
    }
}
