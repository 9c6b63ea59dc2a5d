//! Which areas a reading names: "xã điềm mặc huyện định hóa tỉnh thái nguyên".
//!
//! A place is an optional designation, a proper name, and then nothing but mentions of the areas
//! above it, each with or without its own designation. Words are whole words of a key; numbers stand
//! where they stand.

use std::hash::BuildHasherDefault;
use std::sync::{LazyLock, OnceLock};

use super::area::{Area, AreaAt, AreaTable, Designation, designated};
use crate::units::Level;
use crate::units::abbreviation::{
    is_number, join, may_be_roman, plain_number as plain, roman, roman_of, takes_a_number,
};
use crate::units::fold::{Fold, NameMap, is_loose};
use crate::units::words::initials;

/// Words between a place and the one above it, and which era they speak of.
const BETWEEN: [(&str, Option<Spoken>); 8] = [
    ("thuộc", None),
    ("thuoc", None),
    ("của", None),
    ("cua", None),
    ("cũ", Some(Spoken::Former)),
    ("cu", Some(Spoken::Former)),
    ("mới", Some(Spoken::Present)),
    ("moi", Some(Spoken::Present)),
];

/// Which of two namesakes a writer speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoken {
    Former,
    Present,
}

/// An area that a reading may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FoundArea {
    pub(super) area: AreaAt,
    /// Its kind is named ("xã"), not only its proper name.
    pub(super) designated: bool,
    /// The name is the official one, nothing is abbreviated.
    pub(super) in_full: bool,
    /// A place above it is named, the lowest level of those.
    pub(super) below: Option<Level>,
    pub(super) spoken: Option<Spoken>,
    /// A former area was placed in the province that its land lies in now.
    pub(super) replaced: bool,
}

/// Whether a key may name, loosely, what it does not name with all its marks: a word of it is what becomes
/// of some area's *mỹ* or *đăk*.
pub(super) fn may_loosen(marked: &str, loose: &str) -> bool {
    static LOOSENED: LazyLock<NameMap<String, ()>> = LazyLock::new(|| {
        let names =
            AreaTable::built_in().iter().flat_map(|(_, area)| area.also.split(';').chain([area.name]));
        let words = names.flat_map(|name| name.split([' ', '-'])).map(|word| Fold::Marked.key(word));
        words.filter(|word| is_loose(word)).map(|word| (Fold::Loose.key(&word), ())).collect()
    });
    marked != loose || loose.split_ascii_whitespace().any(|word| LOOSENED.contains_key(word))
}

/// One way of writing an area's name.
#[derive(Debug, Clone)]
struct Form {
    area: AreaAt,
    designation: Designation,
    official: bool,
    /// The first letters of a province.
    initials: bool,
}

/// One way of naming a province or district: its designation and the words of its proper name.
type Above = (Designation, Vec<Box<str>>);

/// What names are looked up in at one fold.
#[derive(Debug, Default)]
pub(super) struct AreaNames {
    /// From proper names.
    forms: NameMap<Box<str>, Vec<Form>>,
    /// From the first word of proper names: of how many words those are that it begins, a bit for each.
    lengths: NameMap<Box<str>, u32>,
    /// The ways of writing each province and district.
    above: NameMap<AreaAt, Vec<Above>>,
}

static NAMES: [OnceLock<AreaNames>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];

/// The names at a fold, folded once, on the first call.
pub(super) fn names(fold: Fold) -> &'static AreaNames {
    fold.of(&NAMES).get_or_init(|| AreaNames::new(fold, AreaTable::built_in()))
}

fn with_capacity<K, V>(n: usize) -> NameMap<K, V> {
    NameMap::with_capacity_and_hasher(n, BuildHasherDefault::default())
}

impl AreaNames {
    fn new(fold: Fold, areas: &'static AreaTable) -> AreaNames {
        let mut names = AreaNames {
            forms: with_capacity(12_000),
            lengths: with_capacity(3_000),
            above: with_capacity(900),
        };
        for (at, area) in areas.iter() {
            names.add(fold, at, area.designation, area.proper(), true, area.level());
            for other in area.also.split(';').filter(|other| !other.is_empty()) {
                if let Some((designation, proper)) = designated(other) {
                    names.add(
                        fold,
                        at,
                        designation,
                        other.get(proper..).unwrap_or(other),
                        false,
                        area.level(),
                    );
                }
            }
        }
        names
    }

    fn add(
        &mut self,
        fold: Fold,
        at: AreaAt,
        designation: Designation,
        written: &str,
        official: bool,
        level: Level,
    ) {
        let key = fold.key(written);
        let mut proper = words(&key);
        if let [only] = proper.as_mut_slice()
            && matches!(designation, Designation::Ward | Designation::UrbanDistrict)
        {
            *only = roman(only).unwrap_or(only);
        }
        let glued = other_seat_of_apostrophe(fold, written);
        if level < Level::Commune {
            let forms = self.above.entry(at).or_default();
            forms.push((designation, proper.iter().map(|word| Box::from(*word)).collect()));
            if let Some(glued) = &glued {
                forms.push((designation, words(glued).into_iter().map(Box::from).collect()));
            }
        }
        let initials = initials(&proper.join(" ")).filter(|_| level == Level::Province);
        let form = Form { area: at, designation, official, initials: false };
        self.insert(&proper, form.clone());
        if let Some(glued) = glued {
            self.insert(&words(&glued), Form { official: false, ..form.clone() });
        }
        if let [before @ .., number] = proper.as_slice()
            && let Some(numeral) = roman_of(number).filter(|_| !before.is_empty())
        {
            self.insert(&[before, &[numeral]].concat(), Form { official: false, ..form.clone() });
        }
        if let Some(initials) = initials {
            self.insert(&[&initials], Form { official: false, initials: true, ..form });
        }
    }

    fn insert(&mut self, proper: &[&str], form: Form) {
        if let Some(first) = proper.first() {
            let bit = 1_u32.checked_shl(u32::try_from(proper.len()).unwrap_or(0)).unwrap_or(0);
            match self.lengths.get_mut(*first) {
                Some(lengths) => *lengths |= bit,
                None => {
                    self.lengths.insert(Box::from(*first), bit);
                }
            }
        }
        let proper = proper.join(" ");
        match self.forms.get_mut(proper.as_str()) {
            Some(forms) => forms.push(form),
            None => {
                self.forms.insert(proper.into_boxed_str(), vec![form]);
            }
        }
    }

    /// All proper names, in no order.
    pub(super) fn proper_names(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(AsRef::as_ref)
    }

    /// The areas of a proper name.
    pub(super) fn areas_of(&self, proper: &str) -> impl Iterator<Item = AreaAt> {
        self.forms.get(proper).map(Vec::as_slice).unwrap_or_default().iter().map(|form| form.area)
    }

    /// The areas that all the words name; official spellings before others, and the longest proper
    /// name before shorter ones.
    pub(super) fn find(&self, words: &[&str]) -> Vec<FoundArea> {
        if let Some((designation, taken, in_full)) = designation(words) {
            let found = self.proper(words.get(taken..).unwrap_or_default(), Some(designation), in_full);
            if !found.is_empty() {
                return found;
            }
        }
        self.proper(words, None, false)
    }

    fn proper(&self, words: &[&str], designation: Option<Designation>, in_full: bool) -> Vec<FoundArea> {
        let Some(lengths) = words.first().and_then(|first| self.lengths.get(*first)) else {
            return Vec::new();
        };
        let longest = lengths.checked_ilog2().map_or(0, |longest| longest as usize);
        let mut key = String::with_capacity(48);
        for taken in (1..=words.len().min(longest)).rev().filter(|taken| lengths & (1 << taken) != 0) {
            let Some((proper, rest)) = words.split_at_checked(taken) else { continue };
            join(&mut key, proper);
            let Some(forms) = self.forms.get(key.as_str()) else { continue };
            let next = self::designation(rest);
            if designation.is_none() && proper.iter().all(|word| is_number(word)) {
                // A bare number names nothing.
                continue;
            }
            let mut found: Vec<FoundArea> = Vec::new();
            for official in [true, false] {
                for form in forms.iter().filter(|form| form.official == official) {
                    if designation.is_some_and(|said| said != form.designation) {
                        continue;
                    }
                    // Two letters alone may be anything: *HN* is a province only as *TP HN*.
                    if form.initials && designation.is_none() && key.len() < 3 {
                        continue;
                    }
                    let start = FoundArea {
                        area: form.area,
                        designated: designation.is_some(),
                        in_full: in_full && official,
                        below: None,
                        spoken: None,
                        replaced: false,
                    };
                    let whole = self.surrounded(start, rest, next);
                    found.extend(whole.filter(|new| found.iter().all(|known| known.area != new.area)));
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The area, if `rest`, which begins with a designation or none, mentions nothing but what is above it.
    fn surrounded(
        &self,
        mut found: FoundArea,
        mut rest: &[&str],
        designated: Option<SpeltDesignation>,
    ) -> Option<FoundArea> {
        let areas = AreaTable::built_in();
        let mut spelt = designated;
        while let Some(first) = rest.first() {
            if let Some((_, spoken)) = BETWEEN.iter().find(|(word, _)| word == first) {
                found.spoken = spoken.or(found.spoken);
                rest = rest.get(1..)?;
                spelt = designation(rest);
                continue;
            }
            let (up, taken, in_full) = self.mentioned(areas, found.area, rest, spelt)?;
            found.below = found.below.max(areas.area(up).map(Area::level));
            found.in_full &= in_full;
            found.replaced |= areas.up(found.area).all(|own| own != up);
            rest = rest.get(taken..)?;
            spelt = designation(rest);
        }
        Some(found)
    }

    /// The longest mention, at the start of `rest`, of an area above `at`, or of the present province
    /// of a former one: which, its words, and whether nothing is abbreviated.
    fn mentioned(
        &self,
        areas: &AreaTable,
        at: AreaAt,
        rest: &[&str],
        said: Option<SpeltDesignation>,
    ) -> Option<(AreaAt, usize, bool)> {
        let now = areas.area(at)?.successors.first().copied();
        let now = now.into_iter().flat_map(|next| areas.up(next)).filter(|up| self.above.contains_key(up));
        let mut best: Option<(AreaAt, usize, bool)> = None;
        for up in areas.up(at).skip(1).chain(now) {
            let Some(taken) = self.mention(up, rest, said) else { continue };
            if best.is_none_or(|(_, before, _)| before < taken.0) {
                best = Some((up, taken.0, taken.1));
            }
        }
        best
    }

    fn mention(&self, up: AreaAt, rest: &[&str], said: Option<SpeltDesignation>) -> Option<(usize, bool)> {
        for (own, proper) in self.above.get(&up)? {
            if let Some((designation, taken, in_full)) = said.filter(|(said, ..)| said == own) {
                let rest = rest.get(taken..)?;
                if begins(rest, proper) {
                    return Some((taken + proper.len(), in_full));
                }
                if let Some(n) = begins_with_initials(rest, proper) {
                    return Some((taken + n, false));
                }
                let alone = rest.first().is_none_or(|next| {
                    self::designation(rest).is_some() || BETWEEN.iter().any(|(word, _)| word == next)
                });
                // "… huyện" alone is any district.
                if alone && designation != Designation::Ward {
                    return Some((taken, false));
                }
            }
            if begins(rest, proper) {
                return Some((proper.len(), false));
            }
            if let Some(n) = begins_with_initials(rest, proper) {
                return Some((n, false));
            }
        }
        None
    }

    /// The areas among `ups` that a designation alone means ("tỉnh", "huyện").
    pub(super) fn designated_only(words: &[&str]) -> Option<Designation> {
        designation(words).filter(|(_, taken, _)| *taken == words.len()).map(|(designation, ..)| designation)
    }
}

/// A name with an apostrophe, without it: *D'Ran* is also written *DRan*.
fn other_seat_of_apostrophe(fold: Fold, proper: &str) -> Option<String> {
    proper.contains('\'').then(|| fold.key(&proper.replace('\'', "")))
}

fn begins(rest: &[&str], proper: &[Box<str>]) -> bool {
    rest.len() >= proper.len() && rest.iter().zip(proper).all(|(word, part)| **word == **part)
}

/// "LS", "TPLS", "HCM": the first letters of a proper name of two words or more.
fn begins_with_initials(rest: &[&str], proper: &[Box<str>]) -> Option<usize> {
    let mut letters = rest.first().filter(|_| 1 < proper.len())?.chars();
    let same = proper.iter().all(|word| letters.next().is_some_and(|letter| word.starts_with(letter)));
    (same && letters.next().is_none()).then_some(1)
}

/// A designation, how many words it takes, and whether it is spelt out.
type SpeltDesignation = (Designation, usize, bool);

/// The designation that begins the words, how many of them it takes, and whether it is spelt out.
pub(super) fn designation(words: &[&str]) -> Option<SpeltDesignation> {
    // The longest of them, and the only letters that begin one.
    let first = words.first().filter(|first| first.len() <= "phường".len())?;
    if !matches!(first.bytes().next(), Some(b't' | b'h' | b'q' | b'p' | b'x' | b'f' | b'd' | 0xc4)) {
        return None;
    }
    let two = match words {
        ["huyện", "đảo", ..] | ["huyen", "dao", ..] => Some((Designation::District, false)),
        ["thành", "phố", ..] | ["thanh", "pho", ..] => Some((Designation::City, true)),
        ["thị", "xã", ..] | ["thi", "xa", ..] => Some((Designation::Town, true)),
        ["thị", "trấn", ..] | ["thi", "tran", ..] => Some((Designation::Township, true)),
        ["đặc" | "dac", "khu", ..] => Some((Designation::Zone, true)),
        ["t", "p", ..] => Some((Designation::City, false)),
        ["t", "x", ..] => Some((Designation::Town, false)),
        ["t", "t", ..] => Some((Designation::Township, false)),
        _ => None,
    };
    if let Some((designation, in_full)) = two {
        return Some((designation, 2, in_full));
    }
    let (designation, in_full) = match *words.first()? {
        "tỉnh" | "tinh" => (Designation::Province, true),
        "huyện" | "huyen" => (Designation::District, true),
        "quận" | "quan" => (Designation::UrbanDistrict, true),
        "phường" | "phuong" => (Designation::Ward, true),
        "xã" | "xa" => (Designation::Commune, true),
        "t" => (Designation::Province, false),
        "h" => (Designation::District, false),
        "q" => (Designation::UrbanDistrict, false),
        "p" | "ph" | "f" => (Designation::Ward, false),
        "x" => (Designation::Commune, false),
        "tp" => (Designation::City, false),
        "tx" => (Designation::Town, false),
        "tt" => (Designation::Township, false),
        "đk" | "dk" => (Designation::Zone, false),
        _ => return None,
    };
    Some((designation, 1, in_full))
}

/// The words of a key, with numbers parted from the letters before them (`p1`), `tp` from the letters
/// of its city (`tpls`), zeros before a number left out, and Roman numbers of wards as Arabic ones.
pub(super) fn words(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::with_capacity(12);
    for word in key.split_ascii_whitespace() {
        let roman = |words: &[&str]| {
            let number = may_be_roman(word) && words.last().is_some_and(|before| takes_a_number(before));
            if number { roman(word) } else { None }
        };
        match word.as_bytes() {
            [b'p' | b'q' | b'f', b'0'..=b'9', ..] if word.get(1..).is_some_and(is_number) => {
                words.extend(word.get(..1));
                words.extend(word.get(1..).map(plain));
            }
            [b't', b'p', _, ..] if word.chars().count() < 7 && word.chars().count() > 3 => {
                words.push("tp");
                words.extend(word.get(2..));
            }
            [b'0'..=b'9', ..] if is_number(word) => words.push(plain(word)),
            _ => words.push(roman(&words).unwrap_or(word)),
        }
    }
    words
}
