//! The words of those who grant awards, by what they say of the level.

use super::grantor::Grantor;
use crate::text;
use crate::text::table::DelimitedTable;

/// The lists to which an office adds words of its own.
pub(super) const OPEN: [&str; 7] = ["state", "ministry", "organisation", "level", "base", "office", "person"];

/// The words as keys; `schemas/grantors.csv` says what each list is for.
#[derive(Debug, Clone, Default)]
pub(super) struct GrantorWords {
    pub(super) state: Vec<String>,
    pub(super) ministry: Vec<String>,
    pub(super) committee: Vec<String>,
    pub(super) organisation: Vec<String>,
    pub(super) base: Vec<String>,
    pub(super) cities: Vec<String>,
    /// Words with which a grantor may begin besides.
    pub(super) other: Vec<String>,
    pub(super) offices: Vec<String>,
    pub(super) speakers: Vec<String>,
    pub(super) centre: Vec<String>,
    pub(super) persons: Vec<String>,
    pub(super) levels: Vec<(String, Grantor)>,
    pub(super) places: Vec<(String, Grantor)>,
    pub(super) cut_places: Vec<(String, Grantor)>,
    pub(super) unmarked: Vec<(String, Grantor)>,
}

impl GrantorWords {
    /// Adds the lines of a table behind those that stand already, only those of `lists` where some are named.
    pub(super) fn add(&mut self, table: &DelimitedTable, lists: &[&str]) {
        // The first row is the heading.
        for row in table.rows.iter().skip(1) {
            let [list, word, grantor @ ..] = row.fields.as_slice() else { continue };
            let word = text::key(word);
            if word.is_empty() || !(lists.is_empty() || lists.contains(&list.as_str())) {
                continue;
            }
            let grantor = grantor.first().and_then(|id| Grantor::from_id(id));
            match (list.as_str(), grantor) {
                ("state", _) => self.state.push(word),
                ("ministry", _) => self.ministry.push(word),
                ("committee", _) => self.committee.push(word),
                ("organisation", _) => self.organisation.push(word),
                ("base", _) => self.base.push(word),
                ("city", _) => self.cities.push(word),
                ("other", _) => self.other.push(word),
                ("office", _) => self.offices.push(word),
                ("speaker", _) => self.speakers.push(word),
                ("centre", _) => self.centre.push(word),
                ("person", _) => self.persons.push(word),
                ("level", Some(grantor)) => self.levels.push((word, grantor)),
                ("place", Some(grantor)) => self.places.push((word, grantor)),
                ("cut_place", Some(grantor)) => self.cut_places.push((word, grantor)),
                ("unmarked", Some(grantor)) => self.unmarked.push((word, grantor)),
                _ => {}
            }
        }
    }

    /// Every word with which the name of a grantor may begin.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = &str> {
        let plain =
            [&self.state, &self.ministry, &self.committee, &self.organisation, &self.base, &self.other];
        let levelled = self.places.iter().chain(&self.levels).map(|(word, _)| word.as_str());
        plain.into_iter().flatten().map(String::as_str).chain(levelled)
    }
}
