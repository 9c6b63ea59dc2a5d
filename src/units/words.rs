//! The words around a unit's name: what kind of place it is, and what stands before a name without
//! belonging to it ("Tổ 3, phường …", "Giáo viên Trường …").

use std::sync::{Arc, LazyLock};

use crate::finding::{Code, Finding, Noted, Place, Spot};
use crate::text;
use crate::text::table::DelimitedTable;

use super::fold::Fold;

/// The built-in words, with their source in the file.
const WORDS: &str = include_str!("../../schemas/unit-words.csv");

/// The lists to which an office adds words of its own.
const OPEN: [&str; 5] = ["address", "part", "position", "independent", "organisation"];

/// The lists that the names of the country are taken apart by.
const CLOSED: [&str; 4] = ["designation", "commune", "authority", "school"];

/// The words around the names of units.
#[derive(Debug, Clone)]
pub struct UnitWords(Arc<[WordLists; 3]>);

/// The lists as they read at one fold.
#[derive(Debug, Clone, Default)]
pub(super) struct WordLists {
    designations: Vec<String>,
    communes: Vec<String>,
    authorities: Vec<String>,
    pub(super) schools: Vec<String>,
    addresses: Vec<String>,
    parts: Vec<String>,
    positions: Vec<String>,
    independent: Vec<String>,
    organisations: Vec<String>,
}

impl Default for UnitWords {
    /// The built-in words.
    fn default() -> UnitWords {
        static BUILT_IN: LazyLock<UnitWords> =
            LazyLock::new(|| UnitWords::read(&[&DelimitedTable::read(WORDS.as_bytes())]));
        BUILT_IN.clone()
    }
}

impl UnitWords {
    /// The built-in words and those of an office. `csv` has lines `list,word` under that heading; a line that
    /// cannot be used is a finding at its row.
    pub fn with(name: &str, csv: &[u8]) -> Noted<UnitWords> {
        let mut table = DelimitedTable::read(csv);
        let mut findings = Vec::new();
        // The first row is the heading.
        for row in table.rows.iter().skip(1) {
            let list = row.fields.first().map_or("", String::as_str);
            if !OPEN.contains(&list) {
                let near = text::nearest(list, OPEN).map(|near| format!(" Gần nhất: «{near}»."));
                let message = format!(
                    "Không có danh mục từ «{list}» để thêm; chọn một trong: {}.{}",
                    OPEN.join(", "),
                    near.unwrap_or_default()
                );
                let place = Place { spot: Spot::Row(row.row), ..Place::file(name) };
                findings.push(Finding::new(Code::SettingUnknown, place, message).raw(list));
            }
        }
        table.rows.retain(|row| row.fields.first().is_none_or(|list| !CLOSED.contains(&list.as_str())));
        Noted::new(UnitWords::read(&[&DelimitedTable::read(WORDS.as_bytes()), &table]), findings)
    }

    fn read(tables: &[&DelimitedTable]) -> UnitWords {
        UnitWords(Arc::new(Fold::ALL.map(|fold| {
            let mut lists = WordLists::default();
            for row in tables.iter().flat_map(|table| &table.rows) {
                if let [list, word, ..] = row.fields.as_slice() {
                    lists.add(list, fold.key(word));
                }
            }
            lists
        })))
    }

    /// The lists at a fold.
    pub(super) fn at(&self, fold: Fold) -> &WordLists {
        fold.of(&self.0)
    }
}

impl WordLists {
    /// The built-in lists at a fold.
    pub(super) fn built_in(fold: Fold) -> &'static WordLists {
        static BUILT_IN: LazyLock<UnitWords> = LazyLock::new(UnitWords::default);
        BUILT_IN.at(fold)
    }

    fn add(&mut self, list: &str, word: String) {
        let list = match list {
            "designation" => &mut self.designations,
            "commune" => &mut self.communes,
            "authority" => &mut self.authorities,
            "school" => &mut self.schools,
            "address" => &mut self.addresses,
            "part" => &mut self.parts,
            "position" => &mut self.positions,
            "independent" => &mut self.independent,
            "organisation" => &mut self.organisations,
            _ => return,
        };
        if !word.is_empty() && !list.contains(&word) {
            list.push(word);
        }
    }

    /// A place's name in two: its designation and its proper name (which may be empty).
    pub(super) fn place<'a>(&self, reading: &'a str) -> Option<(&'a str, &'a str)> {
        let designation = self.designations.iter().find(|word| leads(reading, word)).map(String::len)?;
        let (designation, proper) = reading.split_at_checked(designation)?;
        let proper = proper.trim_start();
        // *xã hội* and *tỉnh ủy* begin like a place and are none.
        let none = leads(proper, "ủy") || leads(proper, "hội") || leads(proper, "uy");
        (!none).then_some((designation, proper))
    }

    /// Where the word for a commune stands inside a reading, not at its start, as a byte range with
    /// the space after it: "trạm y tế [phường ]vĩnh trại".
    pub(super) fn inner_commune(&self, reading: &str) -> Option<std::ops::Range<usize>> {
        starts(reading).skip(1).find_map(|start| {
            let rest = reading.get(start..)?;
            let word = self.communes.iter().find(|word| leads(rest, word))?;
            let (_, proper) = self.place(rest)?;
            let before = reading.get(..start)?.trim_end();
            let cooperative = before.ends_with("tác") || before.ends_with("tac");
            let town = before.ends_with("thị") || before.ends_with("thi");
            (!proper.is_empty() && !cooperative && !town).then(|| start..start + word.len() + 1)
        })
    }

    /// What follows the name of a governing committee, where a reading begins with one.
    pub(super) fn governed<'a>(&self, reading: &'a str) -> Option<&'a str> {
        let authority = self.authorities.iter().find(|word| leads(reading, word))?;
        reading.get(authority.len()..).map(str::trim_start)
    }

    /// Whether a reading begins with a part of a place ("tổ 3", "khối 5").
    pub(super) fn is_address(&self, reading: &str) -> bool {
        self.addresses.iter().any(|word| leads(reading, word))
    }

    /// Whether what stands before a unit's name may be a part of that unit, or a position in it.
    /// `low` says that the unit is a commune, or no place at all; `committee`, that its committee is
    /// named, to which anything may belong but a body of its own ("Dân quân, UBND phường …").
    pub(super) fn belongs(&self, before: &str, low: bool, committee: bool) -> bool {
        if committee {
            return !self.independent.iter().any(|word| leads(before, word));
        }
        let holds = |list: &[String]| {
            starts(before).any(|start| {
                before.get(start..).is_some_and(|rest| list.iter().any(|word| leads(rest, word)))
            })
        };
        if holds(&self.independent) {
            return false;
        }
        let position = self.positions.iter().any(|word| leads(before, word));
        if low {
            position || self.is_address(before) || self.parts.iter().any(|word| leads(before, word))
        } else {
            position && !holds(&self.organisations)
        }
    }

    /// Whether a border between words lies inside one word: *hợp tác | xã*, *chi | hội*.
    pub(super) fn splits_a_word(&self, before: &str, after: &str) -> bool {
        let ends = |last: &&str| before.strip_suffix(*last).is_some_and(|b| b.is_empty() || b.ends_with(' '));
        let word = |last: &[&str], first: &[&str]| {
            first.iter().any(|first| leads(after, first)) && last.iter().any(ends)
        };
        word(&["tác", "thị"], &["xã"]) || word(&["chi", "phân", "liên", "tổ"], &["hội", "đoàn", "bộ"])
    }

    /// Whether a reading names nothing but a part of some unit: an address or a body with no name
    /// of a kind after it.
    pub(super) fn is_only_a_part(&self, reading: &str) -> bool {
        let begins = self.is_address(reading)
            || ["lớp", "chi hội", "chi đoàn", "chi bộ"].iter().any(|word| leads(reading, word));
        let foreign = starts(reading).skip(1).any(|start| {
            reading.get(start..).is_some_and(|rest| {
                self.independent.iter().chain(&self.communes).any(|word| leads(rest, word))
                    || ["huyện", "quận", "thành phố", "thị xã", "tỉnh"].iter().any(|word| leads(rest, word))
            })
        });
        begins && !foreign && reading.contains(' ')
    }
}

/// Whether `reading` begins with the words of `phrase`.
pub(super) fn leads(reading: &str, phrase: &str) -> bool {
    reading.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where the words of a reading start.
pub(super) fn starts(reading: &str) -> impl Iterator<Item = usize> {
    let after = reading.match_indices(' ').map(|(space, _)| space + 1);
    (!reading.is_empty()).then_some(0).into_iter().chain(after)
}

/// The first letters of the words of a proper name, from two words on.
pub(super) fn initials(proper: &str) -> Option<String> {
    let letters: String = proper.split(' ').filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() > 1).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_designation_and_a_name() {
        let words = WordLists::built_in(Fold::Marked);
        assert_eq!(words.place("phường vĩnh trại"), Some(("phường", "vĩnh trại")));
        assert_eq!(words.place("thành phố"), Some(("thành phố", "")));
        assert_eq!(words.place("thị xã hồng lĩnh"), Some(("thị xã", "hồng lĩnh")));
        assert_eq!(words.place("xã hội"), None);
        assert_eq!(words.place("tỉnh ủy lạng sơn"), None);
        assert_eq!(words.place("phòng nội vụ"), None);
    }

    #[test]
    fn a_commune_inside_a_name_is_found_and_a_cooperative_is_not_one() {
        let words = WordLists::built_in(Fold::Marked);
        let cut =
            |reading: &str| words.inner_commune(reading).and_then(|at| reading.get(at).map(str::to_owned));
        assert_eq!(cut("trạm y tế phường vĩnh trại").as_deref(), Some("phường "));
        assert_eq!(cut("hợp tác xã rau an toàn mai pha"), None);
        assert_eq!(cut("lao động thương binh xã hội"), None);
        assert_eq!(cut("phường vĩnh trại"), None);
    }

    #[test]
    fn an_office_adds_words_and_a_list_that_is_none_is_named() {
        let csv = "list,word\npart,liên chi\nposition,tổng phụ trách đội\ndesignation,tiểu khu\nparts,tổ sản xuất\n";
        let Noted { value: words, findings } = UnitWords::with("unit-words.csv", csv.as_bytes());
        let words = words.at(Fold::Marked);
        assert!(words.belongs("liên chi 3", true, false) && words.belongs("tổng phụ trách đội", true, false));
        assert!(words.belongs("tổ 3", true, false), "the built-in words stay");
        assert_eq!(words.place("tiểu khu 5"), None, "places of the country are not added to");
        let places: Vec<String> = findings.iter().map(|finding| finding.place.to_string()).collect();
        assert_eq!(places, ["unit-words.csv › dòng 4", "unit-words.csv › dòng 5"]);
        let message = findings.last().map_or("", |finding| &finding.message);
        assert!(message.ends_with("Gần nhất: «part»."), "{message}");
    }

    #[test]
    fn every_word_stands_once_in_a_list_that_is_known() {
        let mut seen = std::collections::BTreeSet::new();
        for row in DelimitedTable::read(WORDS.as_bytes()).rows.iter().skip(1) {
            let [list, word] = row.fields.as_slice() else { unreachable!("{row:?}") };
            assert!(OPEN.contains(&list.as_str()) || CLOSED.contains(&list.as_str()), "{row:?}");
            assert_eq!(Fold::Marked.key(word), *word, "{row:?}");
            assert!(seen.insert((list.clone(), word.clone())), "{row:?}");
        }
    }

    #[track_caller]
    fn check(before: &str, low: bool, expect: bool) {
        assert_eq!(WordLists::built_in(Fold::Marked).belongs(before, low, false), expect, "{before}");
    }

    #[test]
    fn what_stands_before_a_unit_belongs_to_it_or_not() {
        check("tổ 3", true, true);
        check("chi hội phụ nữ khối 2", true, true);
        check("chủ tịch hội nông dân", true, true);
        check("trường tiểu học kim đồng", true, false);
        check("công an", true, false);
        check("phó chủ tịch", false, true);
        check("hội luật gia", false, false);
        check("chủ tịch hội luật gia", false, false);
    }
}
