//! The parameters of sameness, estimated from the registrations at hand: only when somebody asks, and
//! never taken into use by a run.
//!
//! How often records of one exemplar stand on a step (m) comes from expectation maximisation (Winkler 1988)
//! over pairs that share a key; each field is estimated from pairs that were found by other fields, and pairs
//! that an officer decided count as what was answered. How often strangers do (u) comes from pairs drawn at
//! random, for what a person says within one unit from strangers there. Where agreement is weighed by how
//! many share it, u is a multiple of that share and stays as the file has it, as do thresholds and names.

use std::collections::BTreeMap;

use crate::finding::Answer;
use crate::record::Registration;
use crate::registry::Registry;
use crate::units::UnitBook;

use super::features::Features;
use super::level::{Agreement, BirthLevel, Class, Levels, NameLevel, Shared, UnitLevel};
use super::names::hash_of;
use super::{Known, blocking, evidence, features, live, questions, term_frequency};

/// Rounds of estimation; the figures settle within some ten.
const ROUNDS: usize = 25;

/// The figures that were in use count as so many pairs.
const KNOWN_PAIRS: f64 = 20.0;

/// Of strangers in one unit, each is held against so many of the next ones.
const NEIGHBOURS: usize = 7;

/// Pairs of strangers that are drawn.
const DRAWN: usize = 200_000;

/// Of strangers, the figures that were in use count as if each step had been seen so many times: of what one
/// pair in a hundred thousand shares, a few thousand pairs that do not share it say nothing.
const KNOWN_SIGHTINGS: f64 = 20.0;

/// How many others a registration has was seen on so many registrations before.
const KNOWN_REGISTRATIONS: f64 = 1_000.0;

/// Fewer pairs of one exemplar than this say nothing for their kind.
pub const FEWEST_PAIRS: f64 = 50.0;

/// Parameters estimated anew.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// How many registrations were compared.
    pub registrations: usize,
    /// For persons, households and bodies, how many of their pairs are one exemplar's, as far as can be
    /// told; under 50 their figures stay.
    pub pairs: [f64; 3],
    /// Of a registration, how many others are its exemplar's.
    pub others: f64,
    /// For `(person.birth, date)` the shares m and u.
    steps: BTreeMap<(String, &'static str), [f64; 2]>,
    /// The same as they were.
    before: BTreeMap<(String, &'static str), [f64; 2]>,
}

/// A step that weighs otherwise than before, in bits.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Its section in the file: `person.birth`.
    pub section: String,
    /// Its name there: `date`.
    pub step: &'static str,
    /// What it weighed.
    pub before: f64,
    /// What it weighs now.
    pub after: f64,
}

/// By which key a pair met, and so what it says nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    NameAndUnit,
    NameAndYear,
    UnitAndYear,
}

/// A pair to learn from.
struct Pair {
    at: (usize, usize),
    met: Met,
    class: Class,
    levels: Levels,
    /// Prior and what the shares say.
    base: f32,
    answer: Option<bool>,
}

/// Estimates from the registrations of a registry.
pub fn estimate(registry: &Registry, units: &UnitBook, known: &Known<'_>) -> Estimate {
    let rows: Vec<&Registration> =
        live(registry).iter().filter_map(|at| registry.registrations.get(*at)).collect();
    let (mut profiles, places) = features::profiles(&rows, units, known.sameness);
    let n = term_frequency::count(&mut profiles, &places, known.sameness);
    let prior = known.sameness.prior(n);
    let mut pairs: Vec<Pair> = Vec::new();
    for met in [Met::NameAndUnit, Met::NameAndYear, Met::UnitAndYear] {
        let key = |row: &Features| {
            let home = row.home.map(|home| places.root(home));
            let key = match met {
                Met::NameAndUnit => hash_of(&(row.class, row.letters, home?)),
                Met::NameAndYear => {
                    hash_of(&(row.class, row.letters, row.year.or((row.class == Class::Body).then_some(0))?))
                }
                Met::UnitAndYear => hash_of(&(row.class, home?, row.year?)),
            };
            Some(key)
        };
        pairs.extend(blocking::beside(&profiles, key).into_iter().filter_map(|(a, b)| {
            let (one, other) = (profiles.get(a)?, profiles.get(b)?);
            let levels = evidence::levels(one, other, &places);
            let Shared { name, unit, position } = Shared::of(one, other, &levels);
            let answer = match known.decisions.answer(&questions::id(rows.get(a)?, rows.get(b)?)) {
                Some(Answer::Same) => Some(true),
                Some(Answer::Different) => Some(false),
                _ => None,
            };
            let base = prior + name + unit + position;
            Some(Pair { at: (a, b), met, class: one.class, levels, base, answer })
        }));
    }
    let mut steps = known.sameness.steps();
    strangers(&profiles, &places, &mut steps);
    let mut likely: Vec<f64> = Vec::new();
    let mut counted = [0.0; 3];
    for _ in 0..ROUNDS {
        likely = pairs.iter().map(|pair| likelihood(pair, &steps)).collect();
        counted = matches(&pairs, &likely);
        maximise(&pairs, &likely, &counted, &mut steps);
    }
    let seen = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    let others = (2.0 * counted.iter().sum::<f64>() + KNOWN_REGISTRATIONS * known.sameness.others())
        / (seen + KNOWN_REGISTRATIONS);
    drop(likely);
    let before = known.sameness.steps();
    // What speaks against being one never comes to speak for it: nobody here shows that step, and what is
    // not shown teaches nothing.
    let weight = |[m, u]: &[f64; 2]| (m / u).log2();
    for (key, share) in &mut steps {
        if let Some(old) = before.get(key).filter(|old| weight(old) <= 0.0 && 0.0 < weight(share)) {
            *share = *old;
        }
    }
    Estimate { registrations: rows.len(), pairs: counted, others: others.max(0.01), steps, before }
}

/// The fields of a pair with their steps.
fn fields(levels: &Levels) -> [(&'static str, Option<&'static str>); 6] {
    [
        ("name", Some(levels.name.id())),
        ("birth", levels.birth.id()),
        ("unit", levels.unit.id()),
        ("position", levels.position.id()),
        ("address", levels.address.id()),
        ("number", levels.number.id()),
    ]
}

fn section(class: Class, field: &str) -> String {
    let class = match class {
        Class::Person => "person",
        Class::Household => "household",
        Class::Body => "body",
    };
    format!("{class}.{field}")
}

fn likelihood(pair: &Pair, steps: &BTreeMap<(String, &'static str), [f64; 2]>) -> f64 {
    if let Some(answer) = pair.answer {
        return f64::from(u8::from(answer));
    }
    let weight = |(field, step): (&str, Option<&'static str>)| {
        let [m, u] = steps.get(&(section(pair.class, field), step?)).copied()?;
        Some((m / u).log2())
    };
    let bits: f64 = fields(&pair.levels).into_iter().filter_map(weight).sum();
    1.0 / (1.0 + (-(bits + f64::from(pair.base))).exp2())
}

/// How many pairs are one exemplar's, each counted once however often it met.
fn matches(pairs: &[Pair], likely: &[f64]) -> [f64; 3] {
    let mut met: Vec<(usize, usize, u8, f64)> = pairs
        .iter()
        .zip(likely)
        .map(|(pair, likely)| (pair.at.0, pair.at.1, pair.class as u8, *likely))
        .collect();
    met.sort_by_key(|pair| (pair.0, pair.1));
    met.dedup_by_key(|pair| (pair.0, pair.1));
    let mut counted = [0.0; 3];
    for (_, _, class, likely) in met {
        if let Some(of_class) = counted.get_mut(usize::from(class)) {
            *of_class += likely;
        }
    }
    counted
}

/// The shares of one exemplar's pairs on each step of the fields that did not bring them together.
fn maximise(
    pairs: &[Pair],
    likely: &[f64],
    counted: &[f64; 3],
    steps: &mut BTreeMap<(String, &'static str), [f64; 2]>,
) {
    let mut seen: BTreeMap<(Class, &'static str, &'static str), f64> = BTreeMap::new();
    let mut all: BTreeMap<(Class, &'static str), f64> = BTreeMap::new();
    for (pair, likely) in pairs.iter().zip(likely) {
        for (field, step) in fields(&pair.levels) {
            let learns = match field {
                "name" => pair.met == Met::UnitAndYear,
                "unit" => pair.met == Met::NameAndYear,
                _ => pair.met == Met::NameAndUnit,
            };
            if let (true, Some(step)) = (learns, step) {
                *seen.entry((pair.class, field, step)).or_default() += likely;
                *all.entry((pair.class, field)).or_default() += likely;
            }
        }
    }
    for class in [Class::Person, Class::Household, Class::Body] {
        let enough = counted.get(class as usize).is_some_and(|pairs| FEWEST_PAIRS <= *pairs);
        for (field, all) in all.iter().filter(|((of, _), _)| *of == class && enough) {
            for ((own, step), share) in steps.iter_mut() {
                if *own == section(class, field.1) {
                    let seen = seen.get(&(class, field.1, *step)).copied().unwrap_or_default();
                    share[0] = (seen + KNOWN_PAIRS * share[0]) / (all + KNOWN_PAIRS);
                }
            }
        }
    }
}

/// How often strangers stand on the steps that no share says: births anywhere, position and address of
/// people of one unit.
fn strangers(
    profiles: &[Features],
    places: &super::place::Places,
    steps: &mut BTreeMap<(String, &'static str), [f64; 2]>,
) {
    let mut in_order: Vec<usize> = (0..profiles.len()).collect();
    in_order
        .sort_by_key(|at| profiles.get(*at).map(|row| (row.class, row.home.map(|home| places.root(home)))));
    let mut seen: BTreeMap<(String, &'static str), f64> = BTreeMap::new();
    // A few registrations make fewer pairs than are drawn, and each is drawn again and again.
    let n = f64::from(u32::try_from(profiles.len()).unwrap_or(u32::MAX));
    let once = |pairs: f64| (pairs / f64::from(u32::try_from(DRAWN).unwrap_or(u32::MAX))).min(1.0);
    let (near_once, far_once) = (once(n * NEIGHBOURS as f64), once(n * (n - 1.0) / 2.0));
    for draw in 0..DRAWN {
        let one = draw_of(draw, profiles.len());
        // The neighbour in order is of the same unit; any other is a stranger from anywhere.
        let near = in_order.get(one).zip(in_order.get(one + 1 + draw % NEIGHBOURS));
        let far = in_order.get(one).zip(in_order.get(draw_of(draw + DRAWN, profiles.len())));
        let drawn = [(near, near_once, &["position", "address"][..]), (far, far_once, &["birth"][..])];
        for (pair, once, fields_of_it) in drawn {
            let Some((a, b)) = pair.and_then(|(a, b)| profiles.get(*a).zip(profiles.get(*b))) else {
                continue;
            };
            let levels = evidence::levels(a, b, places);
            if a.class != b.class || levels.name != NameLevel::Other {
                continue;
            }
            for (field, step) in fields(&levels) {
                if let (true, Some(step)) = (fields_of_it.contains(&field), step) {
                    *seen.entry((section(a.class, field), step)).or_default() += once;
                }
            }
        }
    }
    let all = |section: &str| seen.iter().filter(|((own, _), _)| own == section).map(|(_, n)| n).sum::<f64>();
    for ((section, step), share) in steps.iter_mut() {
        // A position that agrees is weighed by its share.
        let by_share = section.ends_with(".position") && *step == "same";
        let all = all(section);
        if 0.0 < all && 0.0 < share[1] && !by_share {
            let seen = seen.get(&(section.clone(), *step)).copied().unwrap_or_default();
            share[1] = (seen + KNOWN_SIGHTINGS) / (all + KNOWN_SIGHTINGS / share[1]);
        }
    }
}

/// A place among `n`, the same in every run.
fn draw_of(draw: usize, n: usize) -> usize {
    usize::try_from(hash_of(&draw) % n.max(1) as u64).unwrap_or_default()
}

impl Estimate {
    /// The steps whose weight moved by half a bit or more, in the order of the file's sections.
    pub fn moved(&self) -> Vec<Moved> {
        let weight = |[m, u]: &[f64; 2]| (m / u).log2();
        let moved = self.steps.iter().filter_map(|(key, now)| {
            let (before, after) = (weight(self.before.get(key)?), weight(now));
            let (section, step) = key.clone();
            (0.5 <= (after - before).abs()).then_some(Moved { section, step, before, after })
        });
        moved.collect()
    }

    /// A file of parameters with its shares in place of what stood there; comments, thresholds and names
    /// stay. `date` is the day of today, which this room does not know.
    pub fn write_into(&self, file: &str, date: &str) -> String {
        let mut section = String::new();
        let mut lines: Vec<String> = Vec::new();
        for line in file.lines() {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name.to_owned();
            }
            lines.push(self.line(line, &section, date));
        }
        lines.join("\n") + "\n"
    }

    fn line(&self, line: &str, section: &str, date: &str) -> String {
        let Some((key, _)) = line.split_once(" = ") else { return line.to_owned() };
        if section.is_empty() {
            return match key {
                "version" | "date" => format!("{key} = \"{date}\""),
                "source" => format!("source = \"{}\"", self.source()),
                "others" => format!("others = {:.2}", self.others),
                _ => line.to_owned(),
            };
        }
        let found = self.steps.iter().find(|((own, step), _)| own == section && *step == key);
        found.map_or_else(
            || line.to_owned(),
            |(_, [m, u])| format!("{key} = [{}, {}]", figure(*m), figure(*u)),
        )
    }

    fn source(&self) -> String {
        let [person, household, body] = self.pairs.map(f64::round);
        format!(
            "các bậc: ước lượng (EM) trên {} đăng ký, khoảng {person} cặp của cùng một cá nhân, {household} của \
             cùng một hộ, {body} của cùng một tập thể; tên: như tệp trước",
            self.registrations
        )
    }
}

/// A share to three digits.
fn figure(share: f64) -> String {
    let rounded = format!("{:.2e}", share.clamp(1e-9, 100.0));
    let written = rounded.parse::<f64>().map_or(rounded, |share| share.to_string());
    if written.contains(['.', 'e']) { written } else { format!("{written}.0") }
}

impl super::Sameness {
    /// The shares of every step, by section and step of the file.
    fn steps(&self) -> BTreeMap<(String, &'static str), [f64; 2]> {
        let names = NameLevel::ALL.map(NameLevel::id);
        let births = BirthLevel::ALL.iter().filter_map(|level| level.id());
        let units = UnitLevel::ALL.iter().filter_map(|level| level.id());
        let agreed = || Agreement::ALL.iter().filter_map(|level| level.id());
        let mut all: Vec<(&str, &'static str)> = names.into_iter().map(|step| ("name", step)).collect();
        all.extend(births.map(|step| ("birth", step)));
        all.extend(units.map(|step| ("unit", step)));
        for field in ["position", "address", "number"] {
            all.extend(agreed().map(|step| (field, step)));
        }
        let mut steps = BTreeMap::new();
        for class in [Class::Person, Class::Household, Class::Body] {
            for (field, step) in &all {
                if let Some(shares) = self.step(class, field, step) {
                    steps.insert((section(class, field), *step), shares);
                }
            }
        }
        steps
    }
}
