//! Bodies that every place of a level has: a department is a kind × a place, not rows in a list.

use std::sync::{LazyLock, OnceLock};

use jiff::civil::Date;

use super::area::{Area, Designation};
use crate::units::abbreviation::readings;
use crate::units::fold::{Fold, NameMap};
use crate::units::{Level, UnitKind};

const SOURCE: &str = include_str!("../../../schemas/bodies.tsv");

/// Place of a kind of body in [`bodies`].
pub(in crate::units) type BodyAt = usize;

/// One kind of body.
#[derive(Debug)]
pub(in crate::units) struct Body {
    pub(in crate::units) id: &'static str,
    pub(in crate::units) kind: UnitKind,
    /// The levels of places that have one.
    of: Vec<Level>,
    pub(in crate::units) from: Option<Date>,
    pub(in crate::units) until: Option<Date>,
    /// Kinds of body that took its place; one took the whole.
    pub(in crate::units) successors: Vec<BodyAt>,
    /// Its name, with slots for the place.
    name: &'static str,
    also: &'static str,
    /// Which of the places have one.
    having: &'static str,
}

/// Whether a place of the right level has a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::units) enum Having {
    /// As every such place.
    Every,
    /// Some such places do, some do not.
    Some,
    /// This one does not, or the body is a council with no people of its own.
    Nobody,
}

/// What stands before a place that has no such body, in the column `having`.
const EXCEPT: &str = "trừ ";

static BODIES: LazyLock<Vec<Body>> = LazyLock::new(read);

/// All kinds, in the order of the table.
pub(in crate::units) fn bodies() -> &'static [Body] {
    &BODIES
}

/// The kind of body of an id.
pub(in crate::units) fn body_of(id: &str) -> Option<BodyAt> {
    static BY_ID: LazyLock<NameMap<&'static str, BodyAt>> =
        LazyLock::new(|| bodies().iter().enumerate().map(|(at, body)| (body.id, at)).collect());
    BY_ID.get(id).copied()
}

fn read() -> Vec<Body> {
    let rows: Vec<[&str; 9]> = SOURCE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect();
    let at = |id: &str| rows.iter().position(|[known, ..]| *known == id);
    let body = |[id, kind, of, from, until, successors, name, also, having]: &[&'static str; 9]| Body {
        id,
        kind: UnitKind::from_id(kind).unwrap_or(UnitKind::Agency),
        of: of.split(';').filter_map(level).collect(),
        from: from.parse().ok(),
        until: until.parse().ok(),
        successors: successors.split(';').filter_map(at).collect(),
        name,
        also,
        having,
    };
    rows.iter().map(body).collect()
}

fn level(word: &str) -> Option<Level> {
    match word {
        "tỉnh" => Some(Level::Province),
        "huyện" => Some(Level::District),
        "xã" => Some(Level::Commune),
        _ => None,
    }
}

impl Body {
    /// Whether an area has such a body.
    pub(in crate::units) fn is_of(&self, area: &Area) -> bool {
        self.of.contains(&area.level())
    }

    pub(in crate::units) fn valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether an area of its level has one.
    pub(in crate::units) fn having(&self, area: &Area) -> Having {
        let (word, proper) = (area.designation.word(), area.proper());
        let is_meant = |said: &str| {
            said == word || said.strip_prefix(word).is_some_and(|rest| rest.trim_start() == proper)
        };
        let (left_out, meant): (Vec<&str>, Vec<&str>) =
            self.having.split(';').filter(|said| !said.is_empty()).partition(|said| said.starts_with(EXCEPT));
        match meant.as_slice() {
            _ if left_out.iter().filter_map(|said| said.strip_prefix(EXCEPT)).any(is_meant) => Having::Nobody,
            [] => Having::Every,
            ["một số"] => Having::Some,
            meant if meant.iter().any(|said| is_meant(said)) => Having::Every,
            _ => Having::Nobody,
        }
    }

    /// The full name of an area's body.
    pub(in crate::units) fn name_in(&self, area: &Area) -> String {
        let (word, proper) = (area.designation.word(), area.proper());
        let commune = area.level() == Level::Commune;
        let name =
            if commune { self.name.replace("{ủy} {tên}", "{ủy} {nơi}") } else { self.name.to_owned() };
        name.replace("{nơi}", &format!("{word} {proper}"))
            .replace("{tên}", proper)
            .replace("{ủy}", committee(area.designation))
            .replace("{đoàn}", youth(area.designation).unwrap_or("Đoàn"))
    }
}

/// What the Party's committee of a place is called.
fn committee(of: Designation) -> &'static str {
    match of {
        Designation::Province => "Tỉnh ủy",
        Designation::City => "Thành ủy",
        Designation::District => "Huyện ủy",
        Designation::UrbanDistrict => "Quận ủy",
        Designation::Town => "Thị ủy",
        Designation::Ward | Designation::Township | Designation::Commune | Designation::Zone => "Đảng ủy",
    }
}

/// What the youth union of a place is called for short.
fn youth(of: Designation) -> Option<&'static str> {
    match of {
        Designation::Province => Some("Tỉnh đoàn"),
        Designation::City => Some("Thành đoàn"),
        Designation::District => Some("Huyện đoàn"),
        Designation::UrbanDistrict => Some("Quận đoàn"),
        Designation::Town => Some("Thị đoàn"),
        Designation::Ward | Designation::Township | Designation::Commune | Designation::Zone => None,
    }
}

/// What a phrase at the start of a name says about the body.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) body: BodyAt,
    /// The kind of place that the phrase itself names (*Huyện* ủy).
    pub(super) of: Option<Designation>,
}

#[derive(Debug, Default)]
pub(super) struct Phrases {
    known: NameMap<String, Vec<Phrase>>,
    /// From the first word of phrases: the words of the longest that it begins.
    longest: NameMap<String, usize>,
}

static PHRASES: [OnceLock<Phrases>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];

/// The phrases that name bodies, at a fold.
pub(super) fn phrases(fold: Fold) -> &'static Phrases {
    fold.of(&PHRASES).get_or_init(|| {
        let mut phrases = Phrases::default();
        for (at, body) in bodies().iter().enumerate() {
            for name in std::iter::once(body.name).chain(body.also.split(';')).filter(|name| !name.is_empty())
            {
                phrases.add(fold, at, name);
            }
        }
        phrases
    })
}

impl Phrases {
    fn add(&mut self, fold: Fold, body: BodyAt, name: &str) {
        let name = name.replace("{nơi}", "").replace("{tên}", "");
        let slot = if name.contains("{ủy}") {
            Some("{ủy}")
        } else if name.contains("{đoàn}") {
            Some("{đoàn}")
        } else {
            None
        };
        let Some(slot) = slot else { return self.insert(fold, Phrase { body, of: None }, &name) };
        for of in Designation::ALL {
            let word = if slot == "{ủy}" { Some(committee(of)) } else { youth(of) };
            if let Some(word) = word {
                // A commune's committee is called the same everywhere: its place says which.
                let of = Some(of).filter(|_| word != "Đảng ủy");
                self.insert(fold, Phrase { body, of }, &name.replace(slot, word));
            }
        }
        let alone = name.replace(slot, "");
        // An office (*văn phòng*) alone may be anybody's.
        if alone.trim().contains(' ') && alone.trim() != "Văn phòng" {
            self.insert(fold, Phrase { body, of: None }, &alone);
        }
    }

    fn insert(&mut self, fold: Fold, phrase: Phrase, name: &str) {
        for reading in readings(fold, name.trim()) {
            let first = reading.split(' ').next().unwrap_or_default();
            let longest = self.longest.entry(first.to_owned()).or_default();
            *longest = reading.split(' ').count().max(*longest);
            let phrases = self.known.entry(reading).or_default();
            if phrases.iter().all(|known| (known.body, known.of) != (phrase.body, phrase.of)) {
                phrases.push(phrase);
            }
        }
    }

    /// Words of the longest phrase that a word begins; 0 if it begins none.
    pub(super) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    /// The bodies of a phrase.
    pub(super) fn of(&self, phrase: &str) -> &[Phrase] {
        self.known.get(phrase).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_clean() {
        let mut ids = BTreeSet::new();
        for line in SOURCE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 9, "{line}");
            assert!(UnitKind::from_id(cells.get(1).copied().unwrap_or_default()).is_some(), "{line}");
        }
        for body in bodies() {
            assert!(ids.insert(body.id), "{} stands twice", body.id);
            assert!(!body.of.is_empty(), "{}", body.id);
            assert!(body.name.contains('{'), "{}", body.id);
            assert!(body.successors.is_empty() || body.until.is_some(), "{}", body.id);
        }
    }
}
