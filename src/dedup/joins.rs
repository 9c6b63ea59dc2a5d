//! From weighed pairs to groups and to what is left to ask.
//!
//! Joins are made strongest first, and each is checked against every pair that it would bring together.
//! A registration that stands near to two that exclude each other is joined to neither by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Decisions;
use crate::record::Registration;

use super::blocks;
use super::evidence::{self, Verdict, Weighed};
use super::groups::Groups;
use super::level::{Levels, UnitLevel};
use super::place::Places;
use super::profile::Profile;
use super::questions;
use super::sameness::Sameness;

/// What is compared, and by what.
pub(super) struct Table<'a> {
    pub(super) rows: &'a [&'a Registration],
    pub(super) profiles: &'a [Profile],
    pub(super) places: &'a Places,
    pub(super) sameness: &'a Sameness,
    pub(super) decisions: &'a Decisions,
}

/// Groups, with what made them and what remains doubtful.
pub(super) struct Joined {
    pub(super) groups: Groups,
    /// The joins that made the groups: a tree for each group.
    pub(super) joins: Vec<Edge>,
    /// What is asked, one pair for two groups.
    pub(super) asked: Vec<Edge>,
}

/// A pair that is more than different, the smaller position first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) bits: f32,
    pub(super) levels: Levels,
    why: Why,
}

impl Edge {
    /// Whether a person said so.
    pub(super) fn is_answered(&self) -> bool {
        self.why == Why::Answered
    }
}

/// What an edge rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
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
    let mut groups = Groups::new(table.rows.len());
    let mut joins = Vec::new();
    let apart: BTreeSet<(u32, u32)> =
        edges.iter().filter(|edge| edge.why == Why::Apart).map(|edge| (edge.a, edge.b)).collect();
    let profile = |at: usize| table.profiles.get(at);
    let told_apart = |a: usize, b: usize| {
        let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        !apart.is_empty() && apart.contains(&(at(a.min(b)), at(a.max(b))))
    };
    let possible = |a: usize, b: usize| {
        profile(a).zip(profile(b)).is_some_and(|(a, b)| !evidence::contradict(a, b)) && !told_apart(a, b)
    };
    let likely = |a: usize, b: usize| {
        possible(a, b) && profile(a).zip(profile(b)).is_some_and(|(a, b)| !evidence::doubtful(a, b))
    };
    for edge in edges.iter().filter(|edge| edge.why == Why::Answered) {
        if groups.join(edge.a as usize, edge.b as usize, possible) == Some(true) {
            joins.push(*edge);
        }
    }
    for edge in edges.iter_mut().filter(|edge| edge.why == Why::Evidence) {
        match groups.join(edge.a as usize, edge.b as usize, likely) {
            Some(true) => joins.push(*edge),
            Some(false) => {}
            None => edge.why = Why::Doubt,
        }
    }
    let asked = asked(&edges, &groups, possible);
    Joined { groups, joins, asked }
}

/// Every pair that evidence or an answer speaks for or against, strongest first.
fn edges(table: &Table<'_>) -> Vec<Edge> {
    let weigh = |a: usize, b: usize| {
        let (one, other) = (table.profiles.get(a)?, table.profiles.get(b)?);
        let Weighed { verdict, levels, bits } = evidence::weigh(one, other, table.places, table.sameness);
        let answer = if table.decisions.is_empty() || verdict == Verdict::Different && !levels.name.is_whole()
        {
            None
        } else {
            table.decisions.answer(&questions::id(table.rows.get(a)?, table.rows.get(b)?))
        };
        let why = match (answer, verdict) {
            (Some("same"), _) => Why::Answered,
            (Some("different"), _) => Why::Apart,
            (_, Verdict::Same) => Why::Evidence,
            (_, Verdict::Ask) => Why::Doubt,
            (_, Verdict::Different) => return None,
        };
        let [a, b] = [a, b].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        Some(Edge { a: a.min(b), b: a.max(b), bits, levels, why })
    };
    let mut edges = blocks::pairs(table.profiles, table.places, weigh);
    edges.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| (a.a, a.b).cmp(&(b.a, b.b))));
    edges.dedup_by_key(|edge| (edge.a, edge.b));
    edges
}

/// Makes doubtful the joins of a registration to two that exclude each other, unless one of the two
/// stands clearly nearer.
fn demote_rivals(edges: &mut [Edge], table: &Table<'_>) {
    let mut beside: Vec<(u32, usize)> = Vec::new();
    for (at, edge) in edges.iter().enumerate().filter(|(_, edge)| edge.why == Why::Evidence) {
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
            edge.why = Why::Doubt;
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
fn asked(edges: &[Edge], groups: &Groups, possible: impl Fn(usize, usize) -> bool) -> Vec<Edge> {
    let mut settled: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    let between = |edge: &Edge| {
        let (a, b) = (groups.root(edge.a as usize), groups.root(edge.b as usize));
        (a.min(b), a.max(b))
    };
    for edge in edges.iter().filter(|edge| edge.why == Why::Apart) {
        settled.insert(between(edge), true);
    }
    let mut asked = Vec::new();
    for edge in edges.iter().filter(|edge| edge.why == Why::Doubt) {
        let (a, b) = between(edge);
        if a != b && settled.insert((a, b), true).is_none() && groups.may_join(a, b, &possible) {
            asked.push(*edge);
        }
    }
    asked
}
