//! From weighed pairs to groups and to what is left to ask.
//!
//! Joins are made strongest first, and each is checked against every pair that it would bring together.
//! A registration that stands near to two that exclude each other is joined to neither by itself.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;

use crate::finding::{Answer, Decisions};
use crate::record::Registration;

use super::blocking;
use super::clusters::Clusters;
use super::evidence::{self, Fact, Weighed};
use super::features::Features;
use super::level::{Levels, NameLevel, UnitLevel, Verdict};
use super::model::Sameness;
use super::place::Places;
use super::questions;

/// What is compared, and by what.
pub(super) struct Table<'a> {
    pub(super) rows: &'a [&'a Registration],
    pub(super) profiles: &'a [Features],
    pub(super) places: &'a Places,
    /// Bits of any pair before its evidence.
    pub(super) prior: f32,
    pub(super) sameness: &'a Sameness,
    pub(super) decisions: &'a Decisions,
}

/// Clusters, with what made them and what remains doubtful.
pub(super) struct Joined {
    pub(super) groups: Clusters,
    /// The joins that made the groups: a tree for each group.
    pub(super) joins: Vec<Edge>,
    /// What is asked, one pair for two groups.
    pub(super) asked: Vec<Asked>,
}

/// A question: about a pair, or about all doubtful pairs of one name and unit.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The pair; of many the likeliest.
    pub(super) edge: Edge,
    /// The registrations of a question about many; empty where it is about the pair alone.
    pub(super) all: Vec<u32>,
}

/// A pair that is more than different, the smaller position first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) bits: f32,
    pub(super) levels: Levels,
    why: EdgeReason,
}

impl Edge {
    /// Whether a person said so.
    pub(super) fn is_answered(&self) -> bool {
        self.why == EdgeReason::Answered
    }
}

/// What an edge rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EdgeReason {
    Answered,
    Apart,
    Evidence,
    Doubt,
}

/// Of more neighbours than this only the strongest are held against each other.
const MOST_NEIGHBOURS: usize = 48;

/// Joins what is the same and finds what is to be asked.
pub(super) fn join(table: &Table<'_>) -> Joined {
    let mut edges = edges(table);
    demote_rivals(&mut edges, table);
    let apart = edges.iter().filter(|edge| edge.why == EdgeReason::Apart).map(|edge| (edge.a, edge.b));
    let mut groups = Clusters::new(table.profiles.iter().map(Fact::of).collect(), apart);
    let mut joins = Vec::new();
    for edge in edges.iter().filter(|edge| edge.why == EdgeReason::Answered) {
        if groups.join(edge.a as usize, edge.b as usize, Fact::contradicts) == Some(true) {
            joins.push(*edge);
        }
    }
    for edge in edges.iter_mut().filter(|edge| edge.why == EdgeReason::Evidence) {
        match groups.join(edge.a as usize, edge.b as usize, Fact::disagrees) {
            Some(true) => joins.push(*edge),
            Some(false) => {}
            None => edge.why = EdgeReason::Doubt,
        }
    }
    let asked = gathered(asked(&edges, &groups), table);
    Joined { groups, joins, asked }
}

/// Every pair that evidence or an answer speaks for or against, strongest first.
fn edges(table: &Table<'_>) -> Vec<Edge> {
    let weigh = |a: usize, b: usize| {
        let (one, other) = (table.profiles.get(a)?, table.profiles.get(b)?);
        let Weighed { verdict, levels, bits } =
            evidence::weigh(one, other, (table.places, table.prior), table.sameness);
        // What once was asked and no longer would be is answered all the same.
        let answer = if table.decisions.is_empty()
            || verdict == Verdict::Different && levels.name == NameLevel::Other
        {
            None
        } else {
            let (a, b) = (table.rows.get(a)?, table.rows.get(b)?);
            let of_many = || table.decisions.answer(&questions::id_of_many(a, b)?);
            let of_kind = || table.decisions.answer(&questions::kind([a.kind, b.kind], &levels).id);
            let answer = table.decisions.answer(&questions::id(a, b));
            // What was said of many, or of all of a kind, settles no pair that is not doubtful.
            answer.or_else(|| if verdict == Verdict::Ask { of_many().or_else(of_kind) } else { None })
        };
        let why = match (answer, verdict) {
            (Some(Answer::Same), _) => EdgeReason::Answered,
            (Some(Answer::Different), _) => EdgeReason::Apart,
            (_, Verdict::Same) => EdgeReason::Evidence,
            (_, Verdict::Ask) => EdgeReason::Doubt,
            (_, Verdict::Different) => return None,
        };
        let [a, b] = [a, b].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Some(Edge { a: a.min(b), b: a.max(b), bits, levels, why })
    };
    let mut edges = blocking::pairs(table.profiles, table.places, weigh);
    edges.par_sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| (a.a, a.b).cmp(&(b.a, b.b))));
    edges.dedup_by_key(|edge| (edge.a, edge.b));
    edges
}

/// Makes doubtful the joins of a registration to two that exclude each other, unless one of the two
/// stands clearly nearer.
fn demote_rivals(edges: &mut [Edge], table: &Table<'_>) {
    let mut beside: Vec<(u32, usize)> = Vec::new();
    for (at, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.why == EdgeReason::Evidence) {
        beside.extend([(edge.a, at), (edge.b, at)]);
    }
    // Edges are in order of strength, and so are those of each registration.
    beside.sort_unstable();
    let mut demoted: Vec<usize> = Vec::new();
    for own in beside.chunk_by(|a, b| a.0 == b.0) {
        let own = own.get(..MOST_NEIGHBOURS).unwrap_or(own);
        for (n, (centre, strong_at)) in own.iter().enumerate() {
            for (_, weak_at) in own.iter().skip(n + 1) {
                let (Some(strong), Some(weak)) = (edges.get(*strong_at), edges.get(*weak_at)) else {
                    continue;
                };
                if excluded(*centre, strong, weak, table) {
                    demoted.push(*weak_at);
                    if strong.bits - weak.bits < table.sameness.margin {
                        demoted.push(*strong_at);
                    }
                }
            }
        }
    }
    for at in demoted {
        if let Some(edge) = edges.get_mut(at) {
            edge.why = EdgeReason::Doubt;
        }
    }
}

fn excluded(centre: u32, one: &Edge, other: &Edge, table: &Table<'_>) -> bool {
    let far = |edge: &Edge| table.profiles.get(if edge.a == centre { edge.b } else { edge.a } as usize);
    let by_place = one.levels.unit != UnitLevel::Same && other.levels.unit != UnitLevel::Same;
    far(one).zip(far(other)).is_some_and(|(a, b)| evidence::exclude(a, b, table.places, by_place))
}

/// Of the doubtful pairs between two groups the strongest, unless the groups cannot be one or were told
/// apart before.
fn asked(edges: &[Edge], groups: &Clusters) -> Vec<Edge> {
    let mut settled: HashSet<(usize, usize)> = HashSet::new();
    let mut asked = Vec::new();
    for edge in edges.iter().filter(|edge| edge.why == EdgeReason::Doubt) {
        let (a, b) = (groups.root(edge.a as usize), groups.root(edge.b as usize));
        if a != b && settled.insert((a.min(b), a.max(b))) && groups.may_join(a, b, Fact::contradicts) {
            asked.push(*edge);
        }
    }
    asked
}

/// More questions than this about one name in one unit are asked as one.
const MOST_OF_A_NAME: usize = 12;

/// Gathers questions about one name in one unit, where they are many and nobody wished to see each.
fn gathered(asked: Vec<Edge>, table: &Table<'_>) -> Vec<Asked> {
    let numbers = numbered(&asked, table);
    let of_many = |edge: &Edge| {
        let number = |at: u32| numbers.get(&at).copied().flatten();
        number(edge.a).filter(|own| number(edge.b) == Some(*own))
    };
    let mut by_name: BTreeMap<u32, usize> = BTreeMap::new();
    if MOST_OF_A_NAME < asked.len() {
        for number in asked.iter().filter_map(of_many) {
            *by_name.entry(number).or_default() += 1;
        }
        by_name.retain(|_, n| MOST_OF_A_NAME < *n);
    }
    if by_name.is_empty() {
        return asked.into_iter().map(|edge| Asked { edge, all: Vec::new() }).collect();
    }
    let mut gathered: Vec<Asked> = Vec::new();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    for edge in asked {
        let Some(number) = of_many(&edge).filter(|number| by_name.contains_key(number)) else {
            gathered.push(Asked { edge, all: Vec::new() });
            continue;
        };
        // The strongest of them comes first and stands for all.
        let at = *places.entry(number).or_insert(gathered.len());
        if at == gathered.len() {
            gathered.push(Asked { edge, all: Vec::new() });
        }
        if let Some(asked) = gathered.get_mut(at) {
            asked.all.extend([edge.a, edge.b]);
        }
    }
    for asked in &mut gathered {
        asked.all.sort_unstable();
        asked.all.dedup();
    }
    gathered
}

/// For each row of a doubtful pair, the number of the one question about its name in its unit; none where
/// people wish to be asked about each pair. Each row is named once: it may stand in thousands of pairs.
fn numbered(asked: &[Edge], table: &Table<'_>) -> HashMap<u32, Option<u32>> {
    let mut rows: Vec<u32> = asked.iter().flat_map(|edge| [edge.a, edge.b]).collect();
    rows.sort_unstable();
    rows.dedup();
    let named = |at: u32| Some((at, questions::id_of_name(table.rows.get(at as usize)?)));
    let named: Vec<(u32, String)> = rows.into_par_iter().filter_map(named).collect();
    let mut known: HashMap<String, Option<u32>> = HashMap::new();
    let number = |(at, id): (u32, String)| {
        let next = u32::try_from(known.len()).ok();
        let asks_each = table.decisions.answer(&id) == Some(&Answer::Each);
        (at, *known.entry(id).or_insert(next.filter(|_| !asks_each)))
    };
    named.into_iter().map(number).collect()
}
