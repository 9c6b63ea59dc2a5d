//! Whom a row registers: the names in its cells, taken apart into people, households and bodies.

use std::borrow::Cow;

use crate::layout::{Field, says_as_above, says_nobody};
use crate::plan::HolderKind;

use super::super::belongs::SheetWords;
use super::super::groups::group_of_any;
use super::super::name::NameParts;
use super::super::people;
use super::super::person::{People, Person};
use super::super::segments::may_be_several;
use super::super::{holder, line, name, others, paired, practice, stamped};
use super::Row;

/// Somebody whom a row registers.
#[derive(Debug, Clone)]
pub(in crate::record) struct Holder {
    pub(super) kind: HolderKind,
    pub(super) kind_is_clear: bool,
    pub(super) name: NameParts,
    pub(super) members: Vec<String>,
    /// Who speaks for a collective, where its name says so.
    pub(super) representative: Option<String>,
    /// What the cell of the name says beside the name.
    pub(super) births: Vec<String>,
    pub(super) ages: Vec<String>,
    /// Pieces of that cell which are none of these.
    pub(super) words: Vec<String>,
}

/// A name as written, and the cells in which it stands.
pub(in crate::record) struct NameCell<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) fields: &'static [Field],
    pub(in crate::record) at: (u32, u16),
}

/// Whom a row registers, and what is doubtful about it.
pub(in crate::record) struct Holders {
    pub(in crate::record) sure: Vec<Holder>,
    /// The people that a cell names if it names several, with the words in doubt.
    pub(super) perhaps: Option<(Vec<Holder>, String)>,
}

/// Columns of names: beside the name of a practice they say who carries it out.
pub(super) const CARRIERS: [Field; 4] =
    [Field::FamilyName, Field::GivenName, Field::Name, Field::CollectiveName];

impl<'a> Row<'_, 'a> {
    /// The name as it stands in whichever columns hold it; names in two columns over several lines line by
    /// line.
    pub(in crate::record) fn written_name(self) -> NameCell<'a> {
        const SPLIT: &[Field] = &[Field::FamilyName, Field::GivenName];
        let at = |fields: &[Field]| {
            let entry = fields.iter().find_map(|field| self.record.of(*field).next());
            entry.map_or((self.record.row, 0), |entry| (entry.row, entry.column.col))
        };
        let parts = SPLIT.iter().map(|field| self.record.text(*field));
        let parts: Vec<String> =
            parts.map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        if let [family, given] = parts.as_slice()
            && family.lines().count() == given.lines().count()
            && family.contains('\n')
        {
            let lines = family.lines().zip(given.lines()).map(|(family, given)| format!("{family} {given}"));
            return NameCell {
                text: lines.collect::<Vec<_>>().join("\n").into(),
                fields: SPLIT,
                at: at(SPLIT),
            };
        }
        if !parts.is_empty() {
            return NameCell { text: parts.join(" ").into(), fields: SPLIT, at: at(SPLIT) };
        }
        if let Some((name, _)) = line::parts(self.record) {
            const LINE: &[Field] = &[Field::Line];
            return NameCell { text: name.into(), fields: LINE, at: at(LINE) };
        }
        const NAMES: [&[Field]; 3] = [&[Field::Name], &[Field::CollectiveName], &[Field::Practice]];
        // A list of practices may name who carries them out in a column of names.
        let practice_first = self.record.of(Field::Practice).next().is_some() && self.lists_practices();
        let order = if practice_first { [2, 0, 1] } else { [0, 1, 2] };
        let found = order.into_iter().filter_map(|at: usize| NAMES.get(at)).find_map(|fields| {
            let cell = self.record.cell(*fields.first()?)?;
            Some((fields, cell.value.text().filter(|name| name.chars().any(char::is_alphabetic))?))
        });
        match found {
            // "Như trên", "Chưa có": no other column names who is meant.
            Some((fields, text)) if says_as_above(text) || says_nobody(text) => {
                NameCell { text: "".into(), fields, at: at(fields) }
            }
            Some((fields, text)) => NameCell { text: text.into(), fields, at: at(fields) },
            None => NameCell { text: "".into(), fields: &[], at: (self.record.row, 0) },
        }
    }

    pub(super) fn lists_practices(self) -> bool {
        match stamped::kind(self.list, self.record) {
            Some(kind) => kind == HolderKind::Practice,
            None => {
                let words = SheetWords::of(self.list);
                practice::is_listed(self.record, &[words.sheet_title, words.sheet_name])
            }
        }
    }

    /// Whether the row registers a practice, and whether that is beyond doubt.
    pub(super) fn practice(self, written: &NameCell<'_>) -> Option<bool> {
        match stamped::kind(self.list, self.record) {
            Some(kind) => (kind == HolderKind::Practice).then_some(true),
            None => {
                let words = SheetWords::of(self.list);
                let titles = [words.sheet_title, words.sheet_name];
                practice::certain(self.record, &written.text, written.fields, &titles)
            }
        }
    }

    pub(super) fn kind(self, name: &str) -> (HolderKind, bool) {
        stamped::kind(self.list, self.record).map_or_else(
            || {
                let words = SheetWords::of(self.list);
                holder::kind(self.record, name, &[words.sheet_title, words.sheet_name])
            },
            |kind| (kind, true),
        )
    }

    /// Whom the row registers.
    pub(in crate::record) fn holders(self, written: &NameCell<'_>) -> Holders {
        let text = written.text.as_ref();
        let only = |holder: Holder| Holders { sure: vec![holder], perhaps: None };
        if let Some(clear) = self.practice(written) {
            return only(practice_of(text, clear));
        }
        if !may_be_several(text) {
            return only(self.whole(text));
        }
        match people::read(text, paired::n_births(self.record)) {
            People::Whole => only(self.whole(text)),
            People::One(person) => only(self.person(text, &person)),
            People::Household(name, members) => {
                let (kind, clear) = self.kind(text);
                let (kind, clear) = match kind {
                    HolderKind::Individual => (HolderKind::Household, true),
                    kind => (kind, clear),
                };
                let name = if kind == HolderKind::Household {
                    name::household(&name)
                } else {
                    taken_apart(kind, text)
                };
                only(Holder { members: owned(&members), ..Holder::new(kind, clear, name) })
            }
            People::Group(name, members) => {
                let (kind, clear) = self.kind(name);
                let (kind, clear) = match kind {
                    HolderKind::Individual | HolderKind::Household => (HolderKind::Collective, true),
                    kind => (kind, clear),
                };
                only(Holder { members: owned(&members), ..Holder::new(kind, clear, name::collective(name)) })
            }
            People::Bodies(bodies, sure) => {
                let all: Vec<Holder> = bodies.iter().map(|body| self.whole(body)).collect();
                if sure {
                    Holders { sure: all, perhaps: None }
                } else {
                    Holders { sure: vec![self.whole(text)], perhaps: Some((all, text.to_owned())) }
                }
            }
            People::Several(people) => match self.each(text, &people) {
                Some(sure) => Holders { sure, perhaps: None },
                None => only(self.whole(text)),
            },
            People::Unclear(people) => match (self.each(text, &people), people.first()) {
                (Some(several), Some(first)) => Holders {
                    sure: vec![Holder { words: Vec::new(), ..self.person(text, first) }],
                    perhaps: Some((several, text.to_owned())),
                },
                _ => only(self.whole(text)),
            },
        }
    }

    /// All of a cell as one name with what follows it.
    pub(super) fn whole(self, text: &str) -> Holder {
        let (kind, clear) = self.kind(text);
        if let Some((name, representative)) =
            Some(kind).filter(|kind| is_collective(*kind)).and_then(|kind| others::representative(kind, text))
        {
            let representative = Some(representative.to_owned());
            return Holder { representative, ..Holder::new(kind, clear, name::collective(name)) };
        }
        Holder::new(kind, clear, taken_apart(kind, text))
    }

    /// One person of a cell, unless the row is a collective's.
    pub(super) fn person(self, text: &str, person: &Person<'_>) -> Holder {
        let (kind, clear) = self.kind(&person.name);
        match kind {
            HolderKind::Individual | HolderKind::Household => {
                let name = taken_apart(kind, &person.name);
                let mut holder = Holder::new(kind, clear, name);
                holder.births = owned(&person.births);
                holder.ages = owned(&person.ages);
                holder.words.extend(person.words.iter().map(|words| (*words).to_owned()));
                holder.name.gender = person.gender.map(|(gender, _)| gender).or(holder.name.gender);
                holder
            }
            _ => self.whole(text),
        }
    }

    /// Each of several people; none where the row says that they are one collective or one household.
    pub(super) fn each(self, text: &str, people: &[Person<'_>]) -> Option<Vec<Holder>> {
        let holders: Vec<Holder> = people.iter().map(|person| self.person(&person.name, person)).collect();
        let is_one = |kind| match kind {
            HolderKind::Individual => false,
            HolderKind::Household => !text.contains(['\n', ';']) && !text.contains("2."),
            _ => true,
        };
        (!holders.iter().any(|holder| is_one(holder.kind))).then_some(holders)
    }
}

impl Holder {
    fn new(kind: HolderKind, kind_is_clear: bool, name: NameParts) -> Holder {
        let words = if name.aside.is_empty() { Vec::new() } else { vec![name.aside.clone()] };
        Holder {
            kind,
            kind_is_clear,
            name,
            members: Vec::new(),
            representative: None,
            births: Vec::new(),
            ages: Vec::new(),
            words,
        }
    }
}

pub(super) fn is_collective(kind: HolderKind) -> bool {
    !matches!(kind, HolderKind::Individual | HolderKind::Household | HolderKind::Practice)
}

/// A practice, with the people who carry it out where its cell names them.
pub(super) fn practice_of(text: &str, clear: bool) -> Holder {
    match may_be_several(text).then(|| group_of_any(text)).flatten() {
        Some((name, members)) => Holder {
            members: owned(&members),
            ..Holder::new(HolderKind::Practice, clear, practice::name(name))
        },
        None => Holder::new(HolderKind::Practice, clear, practice::name(text)),
    }
}

pub(super) fn taken_apart(kind: HolderKind, written: &str) -> NameParts {
    match kind {
        HolderKind::Individual => name::person(written),
        HolderKind::Household => name::household(written),
        HolderKind::Practice => practice::name(written),
        _ => name::collective(written),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
