//! Several units in one cell: "Xã Mai Pha; xã Quảng Lạc", "các phường Tam Thanh, Chi Lăng và Đông Kinh".

use std::borrow::Cow;

use super::{Candidate, Context, Level, Resolved, UnitBook};
use crate::units::fold::Fold;
use crate::units::words::{Words, leads};
use crate::units::written::Written;

/// A cell that names more than so many is a list, not a name.
const MOST_UNITS: usize = 12;

/// The units that a cell names, each with the words that name it.
pub(super) fn resolve_all<'a>(
    book: &UnitBook,
    cell: &'a str,
    context: &Context<'_>,
) -> Vec<(&'a str, Resolved)> {
    let written = Written::new(cell);
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
            let lines = parted(cell, &[";", "\n"]);
            if lines.len() > 1 {
                return lines.into_iter().map(|part| (part, book.resolve_one(part, context))).collect();
            }
            vec![(cell, Resolved::None(book.proposals(&written, context, open)))]
        }
    }
}

/// The candidates, where a cell names several units and each is certain.
pub(super) fn together(book: &UnitBook, cell: &Written<'_>, context: &Context<'_>) -> Option<Vec<Candidate>> {
    Some(named(book, cell.name(), context)?.into_iter().map(|(_, one)| one).collect())
}

/// Parts a cell at the first kind of mark at which each part is one certain unit.
fn named<'a>(book: &UnitBook, cell: &'a str, context: &Context<'_>) -> Option<Vec<(&'a str, Candidate)>> {
    let marks: [&[&str]; 3] = [
        &[";", "\n"],
        &[";", "\n", " và ", " & ", " + ", "/"],
        &[";", "\n", " và ", " & ", " + ", "/", ",", " - "],
    ];
    if !cell.bytes().any(|byte| b";\n/,&+-".contains(&byte)) && !cell.contains(" và ") {
        return None;
    }
    let mut before = 1;
    marks.iter().find_map(|marks| {
        let parts = parted(cell, marks);
        let new = before < parts.len() && parts.len() <= MOST_UNITS;
        before = parts.len();
        if new { each(book, &parts, context) } else { None }
    })
}

fn parted<'a>(cell: &'a str, marks: &[&str]) -> Vec<&'a str> {
    let mut parts = vec![cell];
    // Most cells have none of the marks: their first letters are looked for before they are.
    let begins = |mark: &&&str| mark.trim_start().bytes().next().is_none_or(|b| cell.as_bytes().contains(&b));
    for mark in marks.iter().filter(begins) {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
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
fn each<'a>(book: &UnitBook, parts: &[&'a str], context: &Context<'_>) -> Option<Vec<(&'a str, Candidate)>> {
    let mut parts: Vec<(&str, String)> = parts.iter().map(|&part| (part, Fold::Marked.key(part))).collect();
    let above = |(_, key): &(&str, String)| PLACES_ABOVE.iter().any(|word| leads(key, word));
    if parts.iter().skip(1).all(above) && !above(parts.first()?) {
        // "Xã …, huyện …, tỉnh …" is one place and those above it.
        return None;
    }
    let mut tail = String::new();
    while parts.len() > 2 && parts.last().is_some_and(above) && !above(parts.first()?) {
        tail = format!("{} {tail}", parts.pop()?.0);
    }
    if tail.is_empty() {
        let (_, last) = parts.last()?;
        place_after(last).unwrap_or_default().clone_into(&mut tail);
    }
    let mut kind = String::new();
    let mut named: Vec<(&str, Candidate)> = Vec::new();
    for (part, key) in &parts {
        let plain = key.strip_prefix("các ").unwrap_or(key);
        let said = Words::at(Fold::Marked).place(plain).map(|(designation, _)| designation.to_owned());
        let name = match &said {
            None if !kind.is_empty() && !leads(plain, "ubnd") => Cow::Owned(format!("{kind} {plain}")),
            _ => Cow::Borrowed(plain),
        };
        let own = |name: &str| book.certain(name, context);
        let placed = (!tail.is_empty()).then(|| own(&format!("{name} {tail}"))).flatten();
        let one = placed.or_else(|| own(&name)).or_else(|| if name == plain { None } else { own(plain) })?;
        if named.iter().any(|(_, known)| known.code == one.code) {
            return None;
        }
        kind = said.unwrap_or(kind);
        named.push((part, one));
    }
    // Names of one cell that lie in several provinces are more likely namesakes of others.
    let province = |one: &Candidate| book.at_level(&one.code, Level::Province).map(|unit| &unit.code);
    let first = named.first().and_then(|(_, one)| province(one));
    named.iter().all(|(_, one)| province(one) == first).then_some(named)
}
