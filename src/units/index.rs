//! What the unit book looks names up in, made once from the list.
//!
//! Each unit is known by several forms, from its official name down to its proper name alone; a
//! [`Grade`] says which kind of form it was. Maps are only asked, never walked: their order is no
//! order.

use super::abbreviation::readings;
use super::fold::{Fold, NameMap};
use super::words::{WordLists, initials, leads};
use super::{Evidence, Level, Unit, UnitCode, UnitKind};

/// What kind of form a name was recognised by, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    /// The official name, abbreviations spelt out.
    Official,
    /// A name from the column `aliases`.
    Listed,
    /// The official name without the place at its end: "Hội Nông dân [thành phố]".
    Stem,
    /// A name without a word that people leave out: "[Trường] Tiểu học Vĩnh Trại".
    Short,
    /// The proper name of a place alone: "Vĩnh Trại".
    Proper,
}

/// How a unit is mentioned after the name of another ("…, TP Lạng Sơn"), at one fold.
#[derive(Debug, Clone, Default)]
pub(super) struct Mention {
    /// Longest first.
    pub(super) phrases: Vec<String>,
    /// The designation of a place (`phường`), else nothing.
    pub(super) designation: String,
}

/// The maps from names to positions in the list.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// From codes.
    pub(super) codes: NameMap<UnitCode, usize>,
    /// From the keys of official names.
    pub(super) official: NameMap<String, Vec<usize>>,
    /// From forms, at each fold.
    pub(super) forms: [NameMap<String, Vec<(usize, Grade)>>; 3],
    /// From designations of places, at each fold.
    pub(super) places: [NameMap<String, Vec<usize>>; 3],
    /// From addresses and `@domain`.
    pub(super) emails: NameMap<String, Vec<usize>>,
    /// From single unmarked words.
    pub(super) words: NameMap<String, Vec<usize>>,
    /// How each unit is mentioned, at each fold.
    pub(super) mentions: Vec<[Mention; 3]>,
    /// The unmarked forms of each unit, for nearness.
    pub(super) spoken: Vec<Vec<String>>,
    /// Whether a unit's name, without the place at its end, is shared by its peers elsewhere.
    pub(super) generic: Vec<bool>,
    /// Whether a unit's full name has a place at its end.
    placed: Vec<bool>,
    /// From names that a list gave to units of the wider book, or people to any unit.
    pub(super) given: NameMap<String, (UnitCode, Evidence)>,
    /// From addresses that a list gave to units of the wider book.
    pub(super) given_emails: NameMap<String, UnitCode>,
}

impl Index {
    /// The index of a list.
    pub(super) fn new(units: &[Unit]) -> Index {
        let mut index = Index::default();
        for (at, unit) in units.iter().enumerate() {
            index.codes.entry(unit.code.clone()).or_insert(at);
            for email in &unit.emails {
                push_once(index.emails.entry(email.to_lowercase()).or_default(), at);
            }
        }
        for (at, unit) in units.iter().enumerate() {
            let key = Fold::Marked.key(&unit.name);
            push_once(index.official.entry(key).or_default(), at);
            for fold in Fold::ALL {
                let mention = mention(fold, unit);
                if !mention.designation.is_empty() {
                    let places = fold.of_mut(&mut index.places);
                    push_once(places.entry(mention.designation.clone()).or_default(), at);
                }
                match index.mentions.get_mut(at) {
                    Some(mentions) => *fold.of_mut(mentions) = mention,
                    None => index.mentions.push([mention, Mention::default(), Mention::default()]),
                }
            }
        }
        for (at, unit) in units.iter().enumerate() {
            index.add_forms(units, at, unit);
        }
        index
    }

    fn add_forms(&mut self, units: &[Unit], at: usize, unit: &Unit) {
        let mut forms: Vec<(String, Grade)> = Vec::new();
        let mut placed = false;
        let names = std::iter::once((&unit.name, Grade::Official))
            .chain(unit.aliases.iter().map(|alias| (alias, Grade::Listed)));
        for (name, grade) in names {
            for reading in readings(Fold::Marked, name) {
                if is_place(unit.kind) {
                    add_place(&mut forms, reading, grade, unit.level);
                    continue;
                }
                let stem = self.stem(units, unit, &reading);
                if let Some(stem) = stem.or_else(|| party_stem(unit.kind, &reading)) {
                    placed = placed || grade == Grade::Official;
                    add_short(&mut forms, &stem);
                    forms.push((stem, Grade::Stem));
                }
                add_short(&mut forms, &reading);
                forms.push((reading, grade));
            }
        }
        forms.sort_by_key(|(_, grade)| *grade);
        let mut spoken: Vec<String> = Vec::new();
        for (form, grade) in forms {
            for fold in Fold::ALL {
                let entry = fold.of_mut(&mut self.forms).entry(fold.key(&form)).or_default();
                if entry.iter().all(|(known, _)| *known != at) {
                    entry.push((at, grade));
                }
            }
            let bare = Fold::Bare.key(&form);
            if !spoken.contains(&bare) {
                for word in bare.split(' ') {
                    push_once(self.words.entry(word.to_owned()).or_default(), at);
                }
                spoken.push(bare);
            }
        }
        self.spoken.push(spoken);
        self.generic.push(placed || is_generic(unit.kind));
        self.placed.push(placed);
    }

    /// Whether a unit's full name ends with its place ("Hội Nông dân thành phố").
    pub(super) fn has_stem(&self, at: usize) -> bool {
        self.placed.get(at).copied().unwrap_or(false)
    }

    /// A name without the mention of its own place at the end, where it has one.
    fn stem(&self, units: &[Unit], unit: &Unit, reading: &str) -> Option<String> {
        if matches!(unit.kind, UnitKind::School | UnitKind::Enterprise | UnitKind::Cooperative) {
            return None;
        }
        let above: Vec<usize> = self.above(units, unit).skip(1).collect();
        let mut stem = reading;
        while let Some(shorter) = above.iter().find_map(|&place| {
            let unit = units.get(place).filter(|unit| is_place(unit.kind))?;
            let mention = Fold::Marked.of(self.mentions.get(place)?);
            let proper = WordLists::built_in(Fold::Marked).place(&Fold::Marked.key(&unit.name))?.1.to_owned();
            mention.phrases.iter().find_map(|phrase| {
                let before = stem.strip_suffix(phrase.as_str())?.strip_suffix(' ')?;
                // A proper name alone is cut only after a Party body ("Thành ủy Lạng Sơn").
                (*phrase != proper || before.ends_with("ủy") || before.ends_with("đảng bộ")).then_some(before)
            })
        }) {
            stem = shorter;
        }
        (stem != reading && stem.contains(' ')).then(|| stem.to_owned())
    }

    /// Positions on the way up from a unit, itself first. A list that turns in a circle ends.
    pub(super) fn above<'a>(&'a self, units: &'a [Unit], unit: &'a Unit) -> impl Iterator<Item = usize> + 'a {
        let up = |at: &usize| {
            let parent = units.get(*at)?.parent.as_ref()?;
            self.codes.get(parent).copied()
        };
        std::iter::successors(self.codes.get(&unit.code).copied(), up).take(12)
    }
}

/// A Party board without its committee: "Ban Dân vận [Thành ủy]".
fn party_stem(kind: UnitKind, reading: &str) -> Option<String> {
    let board = reading.starts_with("ban ") || reading.starts_with("ủy ban kiểm tra ");
    let (stem, level) = reading.strip_suffix(" ủy")?.rsplit_once(' ')?;
    let committee = matches!(level, "tỉnh" | "thành" | "huyện" | "quận" | "thị" | "đảng");
    (kind == UnitKind::Party && board && committee && stem.contains(' ')).then(|| stem.to_owned())
}

/// Kinds whose names are the same in every place: each has one *Hội Nông dân*.
fn is_generic(kind: UnitKind) -> bool {
    match kind {
        UnitKind::Agency
        | UnitKind::Party
        | UnitKind::MassOrganisation
        | UnitKind::ArmedForce
        | UnitKind::Health
        | UnitKind::PublicService => true,
        UnitKind::Area
        | UnitKind::School
        | UnitKind::Enterprise
        | UnitKind::Cooperative
        | UnitKind::Hamlet => false,
    }
}

/// Kinds that are places.
pub(super) fn is_place(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Area | UnitKind::Hamlet)
}

fn mention(fold: Fold, unit: &Unit) -> Mention {
    let mut mention = Mention::default();
    let names = std::iter::once(&unit.name).chain(&unit.aliases);
    for name in names {
        for reading in readings(Fold::Marked, name) {
            let reading = fold.key(&reading);
            if let Some((designation, proper)) =
                WordLists::built_in(fold).place(&reading).filter(|_| is_place(unit.kind))
            {
                mention.designation = designation.to_owned();
                if let Some(initials) = initials(proper).filter(|_| unit.level <= Level::District) {
                    mention.phrases.push(format!("{designation} {initials}"));
                    mention.phrases.push(initials);
                }
                mention.phrases.extend([designation.to_owned(), proper.to_owned()]);
            }
            mention.phrases.push(reading);
        }
    }
    mention.phrases.retain(|phrase| !phrase.is_empty());
    mention.phrases.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    mention.phrases.dedup();
    mention
}

fn add_place(forms: &mut Vec<(String, Grade)>, reading: String, grade: Grade, level: Level) {
    if let Some((designation, proper)) = WordLists::built_in(Fold::Marked).place(&reading) {
        if proper.chars().any(|letter| !letter.is_ascii_digit()) && proper.chars().count() > 1 {
            forms.push((proper.to_owned(), Grade::Proper));
        }
        if let Some(initials) = initials(proper).filter(|_| level <= Level::District) {
            forms.push((format!("{designation} {initials}"), Grade::Short));
        }
    }
    forms.push((reading, grade));
}

fn add_short(forms: &mut Vec<(String, Grade)>, reading: &str) {
    if let Some(short) = reading.strip_prefix("trường ").filter(|short| short.contains(' ')) {
        forms.push((short.to_owned(), Grade::Short));
        let schools = &WordLists::built_in(Fold::Marked).schools;
        let name = schools.iter().find_map(|kind| short.strip_prefix(kind.as_str())?.strip_prefix(' '));
        if let Some(name) = name.filter(|name| name.contains(' ')) {
            forms.push((format!("trường {name}"), Grade::Short));
        }
    }
    if let Some(range) = WordLists::built_in(Fold::Marked).inner_commune(reading) {
        let mut short = reading.to_owned();
        short.replace_range(range, "");
        forms.push((short, Grade::Short));
    }
}

fn push_once(list: &mut Vec<usize>, at: usize) {
    if !list.contains(&at) {
        list.push(at);
    }
}

/// Whether `reading` ends with the words of `tail` and has words before it.
pub(super) fn ends_with_words(reading: &str, tail: &str) -> bool {
    reading.strip_suffix(tail).is_some_and(|before| before.ends_with(' ')) && !leads(reading, tail)
}
