//! The parameters of sameness: how often records of one exemplar, and of two strangers, stand on each
//! step of the ladder (Fellegi and Sunter 1969), how common names are, and where asking begins.
//!
//! They are compiled in from `schemas/sameness.toml`, can be replaced by a file of that name in the
//! workspace, and are never changed by a run.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use serde::Deserialize;

use crate::finding::{Code, Finding, Noted, Place};

use super::level::{Agreement, BirthLevel, Class, Levels, NameLevel, Shared, UnitLevel};
use super::name_words::{self, NamePart, NameWords};
use super::names::Name;

/// The parameters that are compiled in, with their source in the file.
const BUILT_IN: &str = include_str!("../../schemas/sameness.toml");

/// The parameters, as they are used: weights in bits.
#[derive(Debug, Clone)]
pub struct Sameness {
    /// Their version, as the file says it.
    pub version: String,
    /// Where they come from.
    pub source: String,
    /// The day on which they were estimated, as the file says it.
    pub date: String,
    /// Of a registration, how many others are of its exemplar.
    others: f64,
    /// From these bits on two registrations are the same, where no rule asks for an answer.
    pub(super) same: f32,
    /// From these bits on a pair is asked about.
    pub(super) ask: f32,
    /// Of two joins that exclude each other, the stronger holds only if it is so many bits stronger.
    pub(super) margin: f32,
    weights: [Weights; 3],
    /// The shares as written, by the name of their ladder.
    ladders: [Ladder; 3],
    names: Shares,
    positions: HashMap<String, f32>,
    rare_position: f32,
    body: f32,
}

/// Weights of the steps of each field, in the order of the steps; of the name without its share.
#[derive(Debug, Clone, Default)]
struct Weights {
    name: [f32; NameLevel::ALL.len()],
    birth: [f32; BirthLevel::ALL.len()],
    unit: [f32; UnitLevel::ALL.len()],
    position: [f32; Agreement::ALL.len()],
    address: [f32; Agreement::ALL.len()],
    number: [f32; Agreement::ALL.len()],
}

/// How common words are in each part of a name, with their marks and without any.
#[derive(Debug, Clone, Default)]
struct Shares {
    marked: [HashMap<String, f64>; 3],
    bare: [HashMap<String, f64>; 3],
    rare: [f64; 3],
}

impl Shares {
    fn of(names: &BTreeMap<String, BTreeMap<String, f64>>) -> Shares {
        let mut shares = Shares::default();
        for (at, part) in ["family", "middle", "given"].into_iter().enumerate() {
            let (Some(marked), Some(bare), Some(rare), Some(table)) = (
                shares.marked.get_mut(at),
                shares.bare.get_mut(at),
                shares.rare.get_mut(at),
                names.get(part),
            ) else {
                continue;
            };
            for (word, share) in table.iter().filter(|(word, _)| *word != "*") {
                marked.insert(crate::text::key(word), *share);
                *bare.entry(crate::text::bare_key(word)).or_default() += *share;
            }
            *rare = table.get("*").copied().unwrap_or(1.0);
        }
        shares
    }

    fn share(&self, part: NamePart, is_marked: bool, word: &str) -> f64 {
        let tables = if is_marked { &self.marked } else { &self.bare };
        let rare = self.rare.get(part as usize).copied().unwrap_or(1.0);
        tables.get(part as usize).and_then(|table| table.get(word)).copied().unwrap_or(rare)
    }
}

/// The file as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: String,
    source: String,
    date: String,
    others: f64,
    same: f64,
    ask: f64,
    margin: f64,
    person: Ladder,
    household: Ladder,
    body: Ladder,
    names: BTreeMap<String, BTreeMap<String, f64>>,
    positions: BTreeMap<String, f64>,
}

/// For each field, its steps: how often the same, how often strangers stand on it.
type Ladder = BTreeMap<String, BTreeMap<String, [f64; 2]>>;

static SAMENESS: LazyLock<Sameness> = LazyLock::new(|| {
    // A test holds the file; a faulty one would join nothing by itself.
    toml::from_str::<Written>(BUILT_IN).map_or_else(|_| Sameness::never(), |written| Sameness::of(&written))
});

impl Sameness {
    /// The parameters that are compiled in.
    pub fn built_in() -> &'static Sameness {
        &SAMENESS
    }

    /// Parameters as a workspace has them; a faulty file is a finding, and the built-in ones hold.
    pub fn from_toml(source: &str, text: &str) -> Noted<Sameness> {
        match toml::from_str::<Written>(text).map_err(|error| error.to_string()).and_then(checked) {
            Ok(written) => Noted::clean(Sameness::of(&written)),
            Err(error) => {
                let message = format!("Không đọc được tham số so trùng ({error}); dùng tham số có sẵn.");
                let finding = Finding::new(Code::SamenessInvalid, Place::file(source), message);
                Noted::new(Sameness::built_in().clone(), vec![finding])
            }
        }
    }

    fn of(written: &Written) -> Sameness {
        let bits = |table: Option<&BTreeMap<String, f64>>| -> (HashMap<String, f32>, f32) {
            let Some(table) = table else { return (HashMap::new(), 0.0) };
            let words = table.iter().map(|(word, share)| (crate::text::key(word), rarity(*share))).collect();
            (words, table.get("*").map_or(0.0, |share| rarity(*share)))
        };
        let (positions, rare_position) = bits(Some(&written.positions));
        Sameness {
            version: written.version.clone(),
            source: written.source.clone(),
            date: written.date.clone(),
            others: written.others,
            same: narrow(written.same),
            ask: narrow(written.ask),
            margin: narrow(written.margin),
            weights: [&written.person, &written.household, &written.body].map(weights),
            ladders: [&written.person, &written.household, &written.body].map(Clone::clone),
            names: Shares::of(&written.names),
            positions,
            rare_position,
            body: bits(written.names.get("body")).1,
        }
    }

    fn never() -> Sameness {
        Sameness {
            version: String::new(),
            source: String::new(),
            date: String::new(),
            others: f64::MIN_POSITIVE,
            same: f32::MAX,
            ask: f32::MAX,
            margin: 0.0,
            weights: Default::default(),
            ladders: Default::default(),
            names: Shares::default(),
            positions: HashMap::new(),
            rare_position: 0.0,
            body: 0.0,
        }
    }

    /// The file that is compiled in, as written.
    pub fn built_in_file() -> &'static str {
        BUILT_IN
    }

    /// The shares `[m, u]` of a step.
    pub(super) fn step(&self, class: Class, field: &str, step: &str) -> Option<[f64; 2]> {
        self.ladders.get(class as usize)?.get(field)?.get(step).copied()
    }

    /// How rare a person's name is, in bits: surname, middle names and given name by themselves, as the file has them
    /// and as they were seen here.
    pub(super) fn name_bits(&self, name: &Name, seen: &NameWords) -> f32 {
        if name.is_empty() {
            return 0.0;
        }
        let is_marked = name.is_marked();
        let words = name_words::words(if is_marked { name.key() } else { name.bare() });
        let share =
            |(part, word)| seen.share(self.names.share(part, is_marked, word), (part, is_marked, word));
        words.map(|word| rarity(share(word))).sum()
    }

    /// How rare a position is, in bits.
    pub(super) fn position_bits(&self, key: &str) -> f32 {
        self.positions.get(key).copied().unwrap_or(self.rare_position)
    }

    /// Whether a position is one that many people of a unit have, as the file lists them.
    pub(super) fn is_mass_position(&self, key: &str) -> bool {
        self.positions.contains_key(key)
    }

    /// How rare the name of a body is at least, in bits.
    pub(super) fn body_bits(&self) -> f32 {
        self.body
    }

    /// Of a registration, how many others are of its exemplar.
    pub(super) fn others(&self) -> f64 {
        self.others
    }

    /// Bits for any two of `n` registrations being one, before any evidence.
    pub(super) fn prior(&self, n: usize) -> f32 {
        let n = f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        narrow((self.others / n).log2())
    }

    /// The bits of evidence that a pair holds, its prior apart.
    pub(super) fn weigh(&self, class: Class, levels: &Levels, shared: &Shared) -> f32 {
        let [person, household, body] = &self.weights;
        let weights = match class {
            Class::Person => person,
            Class::Household => household,
            Class::Body => body,
        };
        let of = |steps: &[f32], at: usize| steps.get(at).copied().unwrap_or_default();
        of(&weights.name, levels.name as usize)
            + of(&weights.birth, levels.birth as usize)
            + of(&weights.unit, levels.unit as usize)
            + of(&weights.position, levels.position as usize)
            + of(&weights.address, levels.address as usize)
            + of(&weights.number, levels.number as usize)
            + shared.name
            + shared.unit
            + shared.position
    }
}

/// A file whose figures can be used.
fn checked(written: Written) -> Result<Written, String> {
    let shares = written.names.values().flat_map(|table| table.values()).chain(written.positions.values());
    if let Some(share) = shares.into_iter().find(|share| !(0.0 < **share && **share <= 1.0)) {
        return Err(format!("tỉ lệ {share} không nằm giữa 0 và 1"));
    }
    let steps =
        [&written.person, &written.household, &written.body].into_iter().flat_map(|ladder| ladder.values());
    if let Some(pair) = steps.flat_map(|steps| steps.values()).find(|[m, u]| *m <= 0.0 || *u <= 0.0) {
        return Err(format!("cặp {pair:?} phải lớn hơn 0"));
    }
    if written.same < written.ask {
        return Err("ngưỡng same nhỏ hơn ngưỡng ask".to_owned());
    }
    Ok(written)
}

fn weights(ladder: &Ladder) -> Weights {
    let step = |field: &str, id: Option<&str>| -> f32 {
        let step = id.and_then(|id| ladder.get(field)?.get(id));
        step.map_or(0.0, |[m, u]| narrow((m / u).log2()))
    };
    Weights {
        name: NameLevel::ALL.map(|level| step("name", Some(level.id()))),
        birth: BirthLevel::ALL.map(|level| step("birth", level.id())),
        unit: UnitLevel::ALL.map(|level| step("unit", level.id())),
        position: Agreement::ALL.map(|level| step("position", level.id())),
        address: Agreement::ALL.map(|level| step("address", level.id())),
        number: Agreement::ALL.map(|level| step("number", level.id())),
    }
}

/// A share in bits.
pub(super) fn rarity(share: f64) -> f32 {
    narrow(-share.log2())
}

#[expect(clippy::cast_possible_truncation, reason = "weights need no more than seven digits")]
fn narrow(bits: f64) -> f32 {
    bits as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_sound_and_names_every_step() {
        let written =
            toml::from_str::<Written>(BUILT_IN).map_err(|error| error.to_string()).and_then(checked);
        let written = written.unwrap_or_else(|error| unreachable!("{error}"));
        assert!(!written.source.is_empty() && !written.date.is_empty());
        for (ladder, names) in [
            (&written.person, NameLevel::ALL.len() - 2),
            (&written.household, NameLevel::ALL.len() - 1),
            (&written.body, NameLevel::ALL.len() - 1),
        ] {
            let known: Vec<&str> = NameLevel::ALL.iter().map(|level| level.id()).collect();
            let named = ladder
                .get("name")
                .map_or(0, |steps| steps.keys().filter(|id| known.contains(&id.as_str())).count());
            assert_eq!(named, names);
        }
    }

    #[test]
    fn a_faulty_file_is_a_finding_and_changes_nothing() {
        for text in ["", "version = 1", &BUILT_IN.replace("same =", "sam =")] {
            let noted = Sameness::from_toml("sameness.toml", text);
            assert_eq!(noted.findings.len(), 1, "{text}");
            assert_eq!(noted.value.version, Sameness::built_in().version);
        }
        assert!(Sameness::from_toml("sameness.toml", BUILT_IN).findings.is_empty());
    }

    #[test]
    fn rare_names_say_more() {
        let bits = |name| Sameness::built_in().name_bits(&Name::of(name), &NameWords::default());
        assert!(bits("Nguyễn Văn Hùng") < bits("Nguyễn Văn Khuyến"));
        assert!(bits("Nguyễn Văn Hùng") < bits("Tôn Văn Hùng"));
    }
}
