//! The words by which merits are read: the names of awards, and of those who grant them.
//!
//! Both lists are compiled in; what an office writes into files of the same names comes before them.

use std::sync::LazyLock;

use super::catalogue::{AwardFound, Catalogue};
use super::grantor::Grantor;
use super::grantor_words::{GrantorWords, OPEN};
use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::text;
use crate::text::table::DelimitedTable;

/// The built-in names of awards, with their source in the file.
const AWARDS: &str = include_str!("../../../schemas/awards.csv");
/// The built-in words of grantors, with their source in the file.
const GRANTORS: &str = include_str!("../../../schemas/grantors.csv");

/// What awards are called, and who grants them.
#[derive(Debug, Clone, Default)]
pub struct AwardWords {
    names: Catalogue,
    pub(super) grantors: GrantorWords,
}

impl AwardWords {
    /// The built-in words.
    pub fn built_in() -> &'static AwardWords {
        static BUILT_IN: LazyLock<AwardWords> =
            LazyLock::new(|| AwardWords::of(&DelimitedTable::default(), &DelimitedTable::default()));
        &BUILT_IN
    }

    /// The built-in words under an office's own: `awards` has lines `id,group,level,name,aliases`, `grantors` lines
    /// `list,word,grantor`, each under that heading. A line that cannot be used is a finding at its row.
    pub fn with(awards: &[u8], grantors: &[u8]) -> Noted<AwardWords> {
        let (awards, grantors) = (DelimitedTable::read(awards), DelimitedTable::read(grantors));
        let mut findings = refused(AWARDS_FILE, &awards, |fields| {
            let level = fields.get(2).map_or("", String::as_str);
            let known = || Grantor::ALL.map(Grantor::id);
            (!level.is_empty() && Grantor::from_id(level).is_none())
                .then(|| unknown("cấp khen", level, &known()))
        });
        findings.extend(refused(GRANTORS_FILE, &grantors, |fields| {
            let field = |at: usize| fields.get(at).map_or("", String::as_str);
            let (list, grantor) = (field(0), field(2));
            if !OPEN.contains(&list) {
                return Some(unknown("danh mục từ để thêm", list, &OPEN));
            }
            let known = || Grantor::ALL.map(Grantor::id);
            (list == "level" && Grantor::from_id(grantor).is_none())
                .then(|| unknown("cấp khen", grantor, &known()))
        }));
        Noted::new(AwardWords::of(&awards, &grantors), findings)
    }

    fn of(awards: &DelimitedTable, grantors: &DelimitedTable) -> AwardWords {
        let mut words = AwardWords::default();
        words.grantors.add(grantors, &OPEN);
        words.grantors.add(&DelimitedTable::read(GRANTORS.as_bytes()), &[]);
        words.names.add(awards);
        words.names.add(&DelimitedTable::read(AWARDS.as_bytes()));
        words
    }

    /// The award whose longest name stands in a key at the borders of words.
    pub(super) fn find(&self, key: &str) -> Option<AwardFound<'_>> {
        self.names.find(key)
    }

    /// Whether a text names an award anywhere.
    pub(super) fn may_name(&self, text: &str) -> bool {
        self.names.may_name(text)
    }

    /// The award of an identifier that says no level.
    pub(super) fn of_any_level(&self, id: &str) -> Option<&super::catalogue::CatalogueEntry> {
        self.names.of_any_level(id)
    }
}

/// The file of an office's own awards.
pub const AWARDS_FILE: &str = "awards.csv";
/// The file of its own words of grantors.
pub const GRANTORS_FILE: &str = "grantors.csv";

/// A finding for each line below the heading that `fault` objects to.
fn refused(name: &str, table: &DelimitedTable, fault: impl Fn(&[String]) -> Option<String>) -> Vec<Finding> {
    let lost = table.lost_letters(&Place::file(name));
    let at_rows = table.rows.iter().skip(1).filter_map(|row| {
        let place = Place { spot: Spot::Row(row.row), ..Place::file(name) };
        let raw = row.fields.first().map_or("", String::as_str);
        Some(Finding::new(Code::SettingUnknown, place, fault(&row.fields)?).raw(raw))
    });
    lost.into_iter().chain(at_rows).collect()
}

fn unknown(what: &str, written: &str, known: &[&str]) -> String {
    let near = text::nearest(written, known.iter().copied()).map(|near| format!(" Gần nhất: «{near}»."));
    format!("Không có {what} «{written}»; chọn một trong: {}.{}", known.join(", "), near.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Merits;

    /// The identifier and the grantor of the first award that a cell names.
    fn first(words: &AwardWords, cell: &str) -> Option<(String, Option<Grantor>, bool)> {
        let merits = Merits::read(words, cell, "", "", "");
        merits.awards.first().map(|it| (it.id.to_string(), it.grantor, it.doubt.is_empty()))
    }

    #[test]
    fn an_office_adds_awards_and_grantors_of_its_own() {
        let awards = "id,group,level,name,aliases\n\
            huy-hieu-song-may,form,province,Huy hiệu Sông Mây,HHSM;Huy hiệu SM\n";
        let grantors = "list,word,grantor\nlevel,hội đồng nghĩa sĩ,province_body\nbase,làng nghề\n";
        let Noted { value: words, findings } = AwardWords::with(awards.as_bytes(), grantors.as_bytes());
        assert_eq!(findings, []);
        let built_in = AwardWords::built_in();
        for (cell, own, before) in [
            ("HHSM năm 2023", Some(("huy-hieu-song-may", Some(Grantor::Province), true)), None),
            (
                "Giấy khen của Làng nghề Phú Lộc năm 2022",
                Some(("giay-khen", Some(Grantor::Base), true)),
                Some(("giay-khen", None, false)),
            ),
            (
                "Giấy khen của Hội đồng Nghĩa sĩ năm 2022",
                Some(("giay-khen", Some(Grantor::ProvinceBody), true)),
                Some(("giay-khen", None, false)),
            ),
            // What is built in stands as before.
            (
                "LĐTT 2021",
                Some(("ldtt", Some(Grantor::Base), true)),
                Some(("ldtt", Some(Grantor::Base), true)),
            ),
        ] {
            let owned = |it: Option<(&str, Option<Grantor>, bool)>| {
                it.map(|(id, by, sure)| (id.to_owned(), by, sure))
            };
            assert_eq!(first(&words, cell), owned(own), "{cell}");
            assert_eq!(first(built_in, cell), owned(before), "{cell}, built in");
        }
    }

    #[test]
    fn a_line_that_cannot_be_used_is_told_at_its_row() {
        let awards = "id,group,level,name,aliases\nx,form,thôn,Giấy X,\n";
        let grantors = "list,word,grantor\nbases,làng nghề,\nlevel,phường hội,\nplace,phum,commune\n";
        let found = AwardWords::with(awards.as_bytes(), grantors.as_bytes()).findings;
        let places: Vec<(&str, Spot)> =
            found.iter().map(|finding| (&*finding.place.source, finding.place.spot)).collect();
        let row = |name, row| (name, Spot::Row(row));
        assert_eq!(
            places,
            [row("awards.csv", 1), row("grantors.csv", 1), row("grantors.csv", 2), row("grantors.csv", 3)]
        );
        assert!(found.iter().any(|finding| finding.message.contains("Gần nhất: «base»")));
    }

    #[test]
    fn the_lists_say_each_word_once_and_as_its_key() {
        let mut seen = std::collections::BTreeSet::new();
        for row in DelimitedTable::read(GRANTORS.as_bytes()).rows.iter().skip(1) {
            let [list, word, grantor] = row.fields.as_slice() else { unreachable!("{row:?}") };
            assert_eq!(text::key(word), *word, "a word is its key");
            assert!(seen.insert((list.clone(), word.clone())), "{list} says {word} twice");
            let says = ["level", "place", "cut_place", "unmarked"].contains(&list.as_str());
            assert_eq!(Grantor::from_id(grantor).is_some(), says, "{list},{word}");
        }
        for row in DelimitedTable::read(AWARDS.as_bytes()).rows.iter().skip(1) {
            let [_, group, level, ..] = row.fields.as_slice() else { unreachable!("{row:?}") };
            assert!(super::super::AwardGroup::from_id(group).is_some(), "{row:?}");
            assert!(level.is_empty() || Grantor::from_id(level).is_some(), "{row:?}");
        }
    }
}
