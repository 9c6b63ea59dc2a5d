//! Registrations of invented exemplars, with the truth: who is who.
//!
//! The same seed gives the same lists. An office of one province: communes of some 170 exemplars, as many
//! as a larger number of exemplars needs; each three became one in July 2025 and one in ten was divided;
//! half of the new ones are called like an old one; some differ by a mark only (Hoà, Hoa). Lists come from
//! communes and schools in eight quarters, a year and a half before the reform and half a year after. They
//! are sheets of cells, and go through the rooms of the program: what is measured is what an office gets.
//!
//! Names are drawn with the frequencies of the reference (Nguyễn 31 %, Văn and Thị under half the people),
//! so that a fifth of some nine thousand share their full name; a test holds that.
//!
//! Error model, each a share of the registrations that it can befall, drawn anew for every one:
//!
//! | what | how often |
//! |---|---|
//! | capitals 15 %, another tone placement (hoà, thuý) 10 % | of names |
//! | missing marks | 0.5 % of names |
//! | wrong mark on one letter | 0.4 % of names |
//! | slip: a letter lost, doubled or hit beside | 0.4 % of names |
//! | swapped words | 0.1 % of names of three words or more |
//! | joined words (VănAn) 0.3 %, a split word (Th ắng) 0.2 %, the middle name left out 0.1 % | of names |
//! | honorific before the name (ông, bà, đ/c, cô giáo…) | 12 % of persons |
//! | surname and given name in two columns | one list in four |
//! | only the year of birth 50 %, nothing 3 % | of persons and households |
//! | wrong year: one off 0.3 %, two digits turned 0.1 %; day and month turned 0.2 % | of those |
//! | unit not written (the sender's then) | 40 % |
//! | other unit spelling: abbreviated, without marks, in capitals, UBND before it | half of those written |
//! | the unit above instead 1.5 %, a unit nobody knows 0.5 % | of all |
//! | old unit: the commune of before July 2025, in a list after it | 5 % of those |
//! | position left out 10 %, another 5 %, abbreviated 20 % | of persons |
//! | address left out 40 %, another hamlet 2 %, gender left out 30 % | of persons and households |
//! | identity number given 10 %, with a wrong digit 0.2 % of them | of persons |
//! | household by both spouses 10 %, by the other spouse alone 0.5 %; hộ ông, gia đình bà… | of households |
//! | HTX for hợp tác xã 30 %, Tập thể before the name 30 % | of bodies |
#![allow(dead_code, reason = "a bench and a test use parts of it")]

#[path = "../../support/chance.rs"]
mod chance;
mod lists;
pub(super) mod measured;
mod office;
pub(super) mod people;
mod slips;

use tonghop::plan::Plan;
use tonghop::registry::Registry;
use tonghop::units::UnitBook;

pub(super) use chance::Chance;

/// An office with its lists read, and who is who in truth.
pub(super) struct Made {
    pub(super) units: UnitBook,
    pub(super) plan: Plan,
    pub(super) registry: Registry,
    /// For each registration of the registry, its exemplar.
    pub(super) truth: Vec<u32>,
}

/// `n` registrations of `n_exemplars`, each of whom is registered once at least.
pub(super) fn made(seed: u64, n: usize, n_exemplars: usize) -> Made {
    let mut chance = Chance::new(seed);
    let office = office::Office::of(n_exemplars);
    let who: Vec<people::Exemplar> =
        (0..n_exemplars).map(|at| people::exemplar(&mut chance, at, &office)).collect();
    let mut truth: Vec<u32> = (0..n_exemplars as u32).collect();
    while truth.len() < n {
        truth.push(chance.below(n_exemplars) as u32);
    }
    let (units, plan) = (office.book(), office.plan());
    let (registry, truth) = lists::read(&mut chance, &office, (&who, &truth), (&units, &plan));
    Made { units, plan, registry, truth }
}
