//! The administrative units of the country, before and after 1 July 2025, as compiled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, date};

use super::super::Level;

const OLD: &str = include_str!("../../../schemas/units-2024.csv");
const NEW: &str = include_str!("../../../schemas/units-2025.csv");

/// The first day of the present units.
pub(in crate::units) const REFORM: Date = date(2025, 7, 1);

/// The last day of the former ones.
pub(in crate::units) const EVE: Date = date(2025, 6, 30);

/// When a unit existed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::units) enum Era {
    /// Until 30 June 2025.
    Old,
    /// From 1 July 2025.
    New,
    /// A province that kept code and name.
    Both,
}

/// What kind of place it is: the word before its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::units) enum Designation {
    Province,
    City,
    Town,
    District,
    UrbanDistrict,
    Ward,
    Township,
    Commune,
    Zone,
}

impl Designation {
    pub(super) const ALL: [Designation; 9] = [
        Designation::Province,
        Designation::City,
        Designation::Town,
        Designation::District,
        Designation::UrbanDistrict,
        Designation::Ward,
        Designation::Township,
        Designation::Commune,
        Designation::Zone,
    ];

    /// The word, in small letters.
    pub(super) fn word(self) -> &'static str {
        match self {
            Designation::Province => "tỉnh",
            Designation::City => "thành phố",
            Designation::Town => "thị xã",
            Designation::District => "huyện",
            Designation::UrbanDistrict => "quận",
            Designation::Ward => "phường",
            Designation::Township => "thị trấn",
            Designation::Commune => "xã",
            Designation::Zone => "đặc khu",
        }
    }
}

/// Place of an area in [`AreaTable`].
pub(in crate::units) type AreaAt = u32;

/// One administrative unit.
#[derive(Debug)]
pub(in crate::units) struct Area {
    /// Official code: two digits for a province, three for a district, five for a commune.
    pub(in crate::units) code: &'static str,
    /// Official name with its designation.
    pub(in crate::units) name: &'static str,
    pub(in crate::units) designation: Designation,
    /// Bytes of the name before its proper part.
    proper_from: u8,
    pub(in crate::units) era: Era,
    pub(in crate::units) parent: Option<AreaAt>,
    /// The present units that took its place: one took the whole, each of several a part.
    pub(in crate::units) successors: Vec<AreaAt>,
    /// Another unit has its code today.
    reused: bool,
    /// Other spellings, in full, with `;` between them.
    pub(super) also: &'static str,
}

impl Area {
    /// The name without its designation.
    pub(in crate::units) fn proper(&self) -> &'static str {
        self.name.get(usize::from(self.proper_from)..).unwrap_or(self.name)
    }

    pub(in crate::units) fn level(&self) -> Level {
        match self.code.len() {
            2 => Level::Province,
            3 => Level::District,
            _ => Level::Commune,
        }
    }

    pub(in crate::units) fn valid_on(&self, day: Date) -> bool {
        match self.era {
            Era::Old => day < REFORM,
            Era::New => day >= REFORM,
            Era::Both => true,
        }
    }
}

/// All areas: the former ones, then the present ones, each by level and code.
#[derive(Debug)]
pub(in crate::units) struct AreaTable {
    all: Vec<Area>,
    /// How many are former ones, or both.
    n_old: usize,
    /// Which area had an official code until the reform, and which has it since.
    former: Codes,
    present: Codes,
}

/// From official codes to areas: a code is its own place in the table.
#[derive(Debug)]
struct Codes(Vec<u16>);

impl Codes {
    /// Two digits, then three, then five.
    const LEN: usize = 100 + 1_000 + 100_000;
    const NOBODY: u16 = u16::MAX;

    fn place(code: &str) -> Option<usize> {
        let before = match code.len() {
            2 => 0,
            3 => 100,
            5 => 100 + 1_000,
            _ => return None,
        };
        code.bytes()
            .try_fold(0, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + usize::from(digit - b'0'))
            })
            .map(|number| before + number)
    }

    fn put(&mut self, code: &str, at: usize) {
        let slot = Codes::place(code).and_then(|place| self.0.get_mut(place));
        if let Some((slot, at)) = slot.zip(u16::try_from(at).ok()) {
            *slot = at;
        }
    }

    fn get(&self, code: &str) -> Option<AreaAt> {
        let at = *self.0.get(Codes::place(code)?)?;
        (at != Codes::NOBODY).then_some(AreaAt::from(at))
    }
}

static AREAS: LazyLock<AreaTable> = LazyLock::new(AreaTable::read);

/// Lines of a table below its comments and heading, in columns.
fn lines(table: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| {
        let mut cells = line.split(',');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// The designation of a name and where its proper part begins.
pub(super) fn designated(name: &str) -> Option<(Designation, usize)> {
    Designation::ALL.into_iter().find_map(|designation| {
        let word = designation.word();
        let mut letters = name.chars();
        let same = word.chars().all(|letter| {
            letters.next().is_some_and(|other| other == letter || other.to_lowercase().eq([letter]))
        });
        (same && letters.next() == Some(' ')).then(|| (designation, word.len() + 1))
    })
}

impl AreaTable {
    /// The built-in list, read once, on the first call.
    pub(in crate::units) fn built_in() -> &'static AreaTable {
        &AREAS
    }

    fn read() -> AreaTable {
        let none = || Codes(vec![Codes::NOBODY; Codes::LEN]);
        let all = Vec::with_capacity(14_200);
        let mut areas = AreaTable { all, n_old: 0, former: none(), present: none() };
        let mut successors: Vec<(usize, &'static str)> = Vec::with_capacity(10_900);
        for [code, name, parent, next, also] in lines(OLD) {
            let at = areas.all.len();
            let parent = areas.former.get(parent);
            successors.push((at, next));
            areas.former.put(code, at);
            areas.all.push(area(code, name, parent, Era::Old, also));
        }
        areas.n_old = areas.all.len();
        for [code, name, parent, also, _] in lines(NEW) {
            let known = areas.former.get(code).filter(|_| code.len() == 2).map(|at| at as usize);
            if let Some(same) = known.and_then(|at| areas.all.get_mut(at)).filter(|old| old.name == name) {
                same.era = Era::Both;
                areas.present.put(code, known.unwrap_or_default());
                continue;
            }
            let parent = areas.present.get(parent);
            areas.present.put(code, areas.all.len());
            areas.all.push(area(code, name, parent, Era::New, also));
        }
        for (at, codes) in successors {
            let found: Vec<AreaAt> = codes
                .split(';')
                .filter_map(|code| areas.present(code))
                .filter(|&next| next as usize != at)
                .collect();
            let reused = areas.area_code(at).and_then(|code| areas.present(code));
            if let Some(area) = areas.all.get_mut(at) {
                area.successors = found;
                area.reused = reused.is_some_and(|other| other as usize != at);
            }
        }
        areas.add_successors_of_districts();
        areas
    }

    /// A district had no single successor: its communes' ones took its place.
    fn add_successors_of_districts(&mut self) {
        for at in 0..self.n_old {
            let Some(area) = self.all.get(at).filter(|area| area.level() == Level::Commune) else { continue };
            let (Some(district), next) = (area.parent, area.successors.clone()) else { continue };
            if let Some(district) = self.all.get_mut(district as usize) {
                district.successors.extend(next);
            }
        }
        for district in self.all.iter_mut().filter(|area| area.level() == Level::District) {
            district.successors.sort_unstable();
            district.successors.dedup();
        }
    }

    fn area_code(&self, at: usize) -> Option<&'static str> {
        self.all.get(at).map(|area| area.code)
    }

    pub(in crate::units) fn len(&self) -> usize {
        self.all.len()
    }

    pub(in crate::units) fn area(&self, at: AreaAt) -> Option<&Area> {
        self.all.get(at as usize)
    }

    pub(in crate::units) fn iter(&self) -> impl Iterator<Item = (AreaAt, &Area)> {
        (0..).zip(&self.all)
    }

    /// The unit that had an official code until 30 June 2025.
    pub(in crate::units) fn former(&self, code: &str) -> Option<AreaAt> {
        self.former.get(code)
    }

    /// The unit that has an official code since 1 July 2025.
    pub(in crate::units) fn present(&self, code: &str) -> Option<AreaAt> {
        self.present.get(code)
    }

    /// The unit of a key: an official code, for the one that has it or had it last; with `@2024` or
    /// `@2025` after it, for the one before or since the reform.
    pub(in crate::units) fn keyed(&self, key: &str) -> Option<AreaAt> {
        match key.split_once('@') {
            Some((code, "2024")) => self.former(code),
            Some((code, "2025")) => self.present(code),
            Some(_) => None,
            None => self.present(key).or_else(|| self.former(key)),
        }
    }

    /// The key of a unit: its official code, with `@2024` where another unit has that code today.
    pub(in crate::units) fn key(&self, at: AreaAt) -> String {
        match self.area(at) {
            Some(area) if area.reused => format!("{}@2024", area.code),
            Some(area) => area.code.to_owned(),
            None => String::new(),
        }
    }

    /// The way up from an area, itself first.
    pub(in crate::units) fn up(&self, at: AreaAt) -> impl Iterator<Item = AreaAt> {
        std::iter::successors(Some(at), |&at| self.area(at)?.parent)
    }

    /// The areas above one, itself first, then those above what took its place.
    pub(in crate::units) fn above(&self, at: AreaAt) -> impl Iterator<Item = AreaAt> {
        let next = self.area(at).map(|area| area.successors.as_slice()).unwrap_or_default();
        self.up(at).chain(next.iter().flat_map(|&next| self.up(next)))
    }

    /// The former areas of which a present one took the whole or a part.
    pub(in crate::units) fn predecessors(&self, at: AreaAt) -> &'static [AreaAt] {
        static BY_HEIR: LazyLock<BTreeMap<AreaAt, Vec<AreaAt>>> = LazyLock::new(|| {
            let mut by_heir: BTreeMap<AreaAt, Vec<AreaAt>> = BTreeMap::new();
            for (former, area) in AreaTable::built_in().iter() {
                for &heir in &area.successors {
                    by_heir.entry(heir).or_default().push(former);
                }
            }
            by_heir
        });
        BY_HEIR.get(&at).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether an area is, or lies in, another; a former one also lies where its land is now.
    pub(in crate::units) fn lies_within(&self, at: AreaAt, above: AreaAt) -> bool {
        self.around(at).contains(&above)
    }

    /// All areas that one is or lies in.
    fn around(&self, at: AreaAt) -> &'static [AreaAt] {
        /// Where the areas around each begin, and those.
        static AROUND: LazyLock<(Vec<u32>, Vec<AreaAt>)> = LazyLock::new(|| {
            let areas = AreaTable::built_in();
            let (mut begins, mut all) = (Vec::with_capacity(areas.len() + 1), Vec::with_capacity(90_000));
            let mut own_areas: Vec<AreaAt> = Vec::new();
            for (at, area) in areas.iter() {
                begins.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
                own_areas.clear();
                own_areas.extend(areas.up(at));
                for up in areas.up(at) {
                    if let Some([only]) = areas.area(up).map(|area| area.successors.as_slice()) {
                        own_areas.extend(areas.up(*only));
                    }
                }
                if area.level() != Level::Province {
                    own_areas.extend(area.successors.iter().flat_map(|&next| areas.up(next)));
                }
                own_areas.sort_unstable();
                own_areas.dedup();
                all.extend_from_slice(&own_areas);
            }
            begins.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
            (begins, all)
        });
        let (begins, all) = &*AROUND;
        let at = at as usize;
        let range = begins.get(at).zip(begins.get(at + 1)).map(|(from, to)| *from as usize..*to as usize);
        range.and_then(|range| all.get(range)).unwrap_or_default()
    }
}

fn area(
    code: &'static str,
    name: &'static str,
    parent: Option<AreaAt>,
    era: Era,
    also: &'static str,
) -> Area {
    let (designation, proper_from) = designated(name).unwrap_or((Designation::Commune, 0));
    let proper_from = u8::try_from(proper_from).unwrap_or(0);
    Area { code, name, designation, proper_from, era, parent, successors: Vec::new(), reused: false, also }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let areas = AreaTable::built_in();
        let count = |era: &[Era], level| {
            areas.iter().filter(|(_, area)| era.contains(&area.era) && area.level() == level).count()
        };
        let (old, new) = ([Era::Old, Era::Both], [Era::New, Era::Both]);
        assert_eq!(count(&old, Level::Province), 63);
        assert_eq!(count(&old, Level::District), 696);
        assert_eq!(count(&old, Level::Commune), 10_035);
        assert_eq!(count(&new, Level::Province), 34);
        assert_eq!(count(&new, Level::Commune), 3_321);
        for (at, area) in areas.iter() {
            assert_eq!(areas.keyed(&areas.key(at)), Some(at), "{}", area.name);
            assert_eq!(area.parent.is_none(), area.level() == Level::Province, "{}", area.name);
            assert!(area.name.starts_with(char::is_uppercase) && area.proper().len() < area.name.len());
            let ended = area.era == Era::Old;
            assert_eq!(area.successors.is_empty(), !ended, "{}", area.name);
        }
    }

    #[test]
    fn a_code_is_of_the_unit_that_has_it_now() {
        let areas = AreaTable::built_in();
        let name = |key: &str| areas.keyed(key).and_then(|at| areas.area(at)).map(|area| area.name);
        assert_eq!(name("05977"), Some("Phường Đông Kinh"));
        assert_eq!(name("05977@2024"), Some("Phường Vĩnh Trại"));
        assert_eq!(name("05590"), Some("Xã Điềm Mặc"));
        assert_eq!(name("80"), Some("Tỉnh Tây Ninh"));
        assert_eq!(name("80@2024"), Some("Tỉnh Long An"));
        assert_eq!(name("20@2024"), name("20@2025"));
    }
}
