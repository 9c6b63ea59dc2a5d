//! Several units in one cell: "Xã Mai Pha; xã Quảng Lạc", "các phường Tam Thanh, Chi Lăng và Đông Kinh".

use std::borrow::Cow;

use super::{Candidate, Context, Level, Resolved, UnitBook};
use crate::units::fold::Fold;
use crate::units::words::{WordLists, leads};
use crate::units::written::WrittenName;

/// A cell that names more than so many is a list, not a name.
const MOST_UNITS: usize = 12;

/// The units that a cell names, each with the words that name it.
pub(super) fn resolve_all<'a>(
    book: &UnitBook,
    cell: &'a str,
    context: &Context<'_>,
) -> Vec<(&'a str, Resolved)> {
    let written = WrittenName::new(cell);
    let whole = book.answer(&written, context);
    if let Ok(one @ Resolved::One(_)) = whole {
        return vec![(cell, one)];
    }
    if let Some(named) = named(book, cell, context) {
        return named.into_iter().map(|(words, one)| (words, Resolved::One(one))).collect();
    }
    match whole {
        Ok(several) => vec![(cell, several)],
        Err(open) => {
            let lines = parted(cell, UnitSeparators::Lists);
            if lines.len() > 1 {
                return lines.into_iter().map(|part| (part, book.resolve_one(part, context))).collect();
            }
            vec![(cell, Resolved::None(book.proposals(&written, context, open)))]
        }
    }
}

/// The candidates, where a cell names several units and each is certain.
pub(super) fn together(
    book: &UnitBook,
    cell: &WrittenName<'_>,
    context: &Context<'_>,
) -> Option<Vec<Candidate>> {
    Some(named(book, cell.name(), context)?.into_iter().map(|(_, one)| one).collect())
}

/// Signs and words that part units, by how surely they do: each level has those before it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum UnitSeparators {
    /// `;` and line breaks.
    Lists,
    /// *và*, `&`, `+`, `/`.
    Conjunctions,
    /// Commas and hyphens, which also part a place from the one above it.
    Commas,
}

impl UnitSeparators {
    fn signs(self) -> &'static [u8] {
        match self {
            UnitSeparators::Lists => b";\n",
            UnitSeparators::Conjunctions => b";\n/",
            UnitSeparators::Commas => b";\n/,",
        }
    }

    /// Words with a space on both sides.
    fn words(self) -> &'static [&'static str] {
        match self {
            UnitSeparators::Lists => &[],
            UnitSeparators::Conjunctions => &["và", "&", "+"],
            UnitSeparators::Commas => &["và", "&", "+", "-"],
        }
    }
}

/// Parts a cell at the first kind of mark at which each part is one certain unit.
fn named<'a>(book: &UnitBook, cell: &'a str, context: &Context<'_>) -> Option<Vec<(&'a str, Candidate)>> {
    if !cell.bytes().any(|byte| b";\n/&+,-v".contains(&byte)) {
        return None;
    }
    let mut before = 1;
    [UnitSeparators::Lists, UnitSeparators::Conjunctions, UnitSeparators::Commas].into_iter().find_map(
        |marks| {
            let parts = parted(cell, marks);
            let new = before < parts.len() && parts.len() <= MOST_UNITS;
            before = parts.len();
            if new { certain_units(book, &parts, context) } else { None }
        },
    )
}

fn parted(cell: &str, marks: UnitSeparators) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::with_capacity(4);
    let mut from = 0;
    for (at, _) in cell.bytes().enumerate().filter(|(_, byte)| marks.signs().contains(byte)) {
        parts.extend(cell.get(from..at));
        from = at + 1;
    }
    parts.extend(cell.get(from..));
    // Most cells have none of the words: their first letters are looked for before they are.
    for word in marks.words().iter().filter(|word| word.bytes().take(1).all(|b| cell.as_bytes().contains(&b)))
    {
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            let mark = part.match_indices(word).map(|(from, _)| (from, from + word.len()));
            let mark = mark.filter(|(from, to)| {
                let [left, right] = [part.get(..*from), part.get(*to..)];
                left.is_some_and(|left| left.ends_with(' '))
                    && right.is_some_and(|right| right.starts_with(' '))
            });
            let two = mark.take(1).last().and_then(|(from, to)| part.get(..from - 1).zip(part.get(to + 1..)));
            if let Some((left, right)) = two {
                parts.splice(at..=at, [left, right]);
            }
            at += 1;
        }
    }
    parts.iter_mut().for_each(|part| *part = part.trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Words that begin the place after the last of several units: "…, Chi Lăng, TP Lạng Sơn".
const PLACES_ABOVE: [&str; 10] =
    ["tỉnh", "thành phố", "tp", "t p", "huyện", "h", "quận", "q", "thị xã", "tx"];

/// The place at the end of a name, after the words of the name itself.
fn place_after(key: &str) -> Option<&str> {
    let starts = key.match_indices(' ').map(|(space, _)| space + 1);
    starts.filter_map(|start| key.get(start..)).find(|rest| PLACES_ABOVE.iter().any(|word| leads(rest, word)))
}

/// One certain unit for each part, no two the same. A part without a kind takes that of the part
/// before, and all lie in the place that ends the last: "phường Tam Thanh, Chi Lăng, TP Lạng Sơn".
fn certain_units<'a>(
    book: &UnitBook,
    parts: &[&'a str],
    context: &Context<'_>,
) -> Option<Vec<(&'a str, Candidate)>> {
    let mut parts: Vec<(&str, String)> = parts.iter().map(|&part| (part, Fold::Marked.key(part))).collect();
    let above = |(_, key): &(&str, String)| PLACES_ABOVE.iter().any(|word| leads(key, word));
    if parts.iter().skip(1).all(above) && !above(parts.first()?) {
        // "Xã …, huyện …, tỉnh …" is one place and those above it.
        return None;
    }
    let mut tail = String::new();
    while parts.len() > 2 && parts.last().is_some_and(above) && !above(parts.first()?) {
        let (_, last) = parts.pop()?;
        tail = if tail.is_empty() { last } else { format!("{last} {tail}") };
    }
    if tail.is_empty() {
        let (_, last) = parts.last()?;
        place_after(last).unwrap_or_default().clone_into(&mut tail);
    }
    let mut kind = String::new();
    let mut named: Vec<(&str, Candidate)> = Vec::new();
    for (part, key) in &parts {
        let plain = key.strip_prefix("các ").unwrap_or(key);
        let designation =
            WordLists::built_in(Fold::Marked).place(plain).map(|(designation, _)| designation.to_owned());
        let name = match &designation {
            None if !kind.is_empty() && !leads(plain, "ubnd") => Cow::Owned(format!("{kind} {plain}")),
            _ => Cow::Borrowed(plain),
        };
        let find = |name: &str| book.only(&WrittenName::of_key(name), context);
        let placed = (!tail.is_empty()).then(|| find(&format!("{name} {tail}"))).flatten();
        let unit =
            placed.or_else(|| find(&name)).or_else(|| if name == plain { None } else { find(plain) })?;
        if named.iter().any(|(_, known)| known.code == unit.code) {
            return None;
        }
        kind = designation.unwrap_or(kind);
        named.push((part, unit));
    }
    // Names of one cell that lie in several provinces are more likely namesakes of others.
    let province = |one: &Candidate| book.at_level(&one.code, Level::Province).map(|unit| &unit.code);
    let first = named.first().and_then(|(_, one)| province(one));
    named.iter().all(|(_, one)| province(one) == first).then_some(named)
}
