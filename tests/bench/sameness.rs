//! How well and how fast registrations are de-duplicated.
//!
//!     cargo bench --bench sameness -- measure [SEED [FILE]]  50,000 registrations of 30,000 exemplars
//!     cargo bench --bench sameness -- explain [SEED [FILE]]  what was joined, asked and missed, counted by its evidence
//!     cargo bench --bench sameness -- csv SEED FILE          the same registrations as a table, for other programs
//!     cargo bench --bench sameness -- scale                  100,000 and 1,000,000 in turns, and the ratio of their times
//!
//!     cargo bench --bench sameness -- clerks measure|explain|csv SEED N [FILE]  the same on N registrations of the other
//!                                                            error model (generate/clerks)
//!
//! FILE is a sameness.toml. Parameters are tuned on seeds 1 and 3 to 5 only, of clerks on seeds 901 to 905.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a benchmark that fails says where, and prints its figures"
)]

#[path = "../generate/clerks/mod.rs"]
mod clerks;
#[path = "../generate/registrations/mod.rs"]
mod registrations;

use std::collections::BTreeMap;
use std::time::Instant;

use registrations::measured;
use tonghop::dedup::Sameness;
use tonghop::finding::Decisions;
use tonghop::units::UnitCode;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let seed = args.get(1).and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let made = || registrations::made(seed, 50_000, 30_000);
    let of_clerks = |seed: &str, n: &str| {
        clerks::made(seed.parse().expect("a seed"), n.parse().expect("a number of registrations"))
    };
    match args.as_slice() {
        ["clerks", "measure", seed, n] => {
            let found = measured::measure(&mut of_clerks(seed, n), Sameness::built_in());
            println!("clerks, seed {seed}, {n}: {found:.5?}");
        }
        ["clerks", "explain", seed, n] => explain(of_clerks(seed, n), Sameness::built_in()),
        ["clerks", "csv", seed, n, file] => csv(&of_clerks(seed, n), file),
        ["measure", rest @ ..] => {
            println!("seed {seed}: {:.5?}", measured::measure(&mut made(), &sameness(rest.get(1))));
        }
        ["explain", rest @ ..] => explain(made(), &sameness(rest.get(1))),
        ["csv", _, file] => csv(&made(), file),
        ["scale"] => scale(),
        _ => println!("[clerks] measure [SEED [FILE]] | explain [SEED [FILE]] | csv SEED FILE | scale"),
    }
}

fn sameness(file: Option<&&str>) -> Sameness {
    let Some(file) = file else { return Sameness::built_in().clone() };
    let noted = Sameness::from_toml(file, &std::fs::read_to_string(file).expect("a file"));
    assert!(noted.findings.is_empty(), "{:?}", noted.findings);
    noted.value
}

/// What the program knows when it compares, with units of before the reform as what took their place.
fn csv(made: &registrations::Made, file: &str) {
    let mut table = csv::Writer::from_path(file).expect("a file to write");
    let header = "row,truth,kind,name,born,year,gender,position,unit,sender,address,number";
    table.write_record(header.split(',')).expect("written");
    let today = |code: Option<&UnitCode>| {
        let code = code?;
        let after = made.units.successors(code);
        Some(if let [only] = after.as_slice() { only.to_string() } else { code.to_string() })
    };
    for (at, (row, truth)) in made.registry.registrations.iter().zip(&made.truth).enumerate() {
        let record = [
            at.to_string(),
            truth.to_string(),
            row.kind.id().to_owned(),
            row.name.to_string(),
            row.birth_date.map(|day| day.to_string()).unwrap_or_default(),
            row.birth_year.map(|year| year.to_string()).unwrap_or_default(),
            row.gender.map(|gender| gender.id().to_owned()).unwrap_or_default(),
            row.position.to_string(),
            today(row.unit.as_ref()).unwrap_or_default(),
            today(row.sender.as_ref()).unwrap_or_default(),
            row.address.split(',').next().unwrap_or_default().to_owned(),
            row.identity_hash.to_string(),
        ];
        table.write_record(record).expect("written");
    }
    table.flush().expect("written");
}

/// Both sizes in turns, so that neither alone meets a slow moment of the machine: the first turn takes memory
/// that the process never had, the others what it has.
fn scale() {
    let mut made = [(100_000, 70_000), (1_000_000, 700_000)].map(|(n, of)| registrations::made(3, n, of));
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..TURNS {
        for (made, times) in made.iter_mut().zip(&mut times) {
            let start = Instant::now();
            let found = measured::once(made, &Decisions::default(), Sameness::built_in());
            let time = start.elapsed().as_secs_f64();
            println!("{} in {time:.2} s, {} exemplars", made.truth.len(), found.exemplars.len());
            times.push(time);
        }
    }
    let [small, large] = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[TURNS / 2]
    });
    println!("medians {small:.2} s and {large:.2} s, ratio {:.1}", large / small);
}

/// So many turns of both sizes.
const TURNS: usize = 5;

fn explain(mut made: registrations::Made, sameness: &Sameness) {
    let found = measured::once(&mut made, &Decisions::default(), sameness);
    let mut kinds: BTreeMap<(bool, bool, String), Vec<String>> = BTreeMap::new();
    let is_right = |a: usize, b: usize| made.truth[a] == made.truth[b];
    let shown = |at: usize| {
        let row = &made.registry.registrations[at];
        let unit = row.unit.as_ref().map_or("?", |unit| unit.as_str());
        let year = row.birth_date.map_or(format!("{:?}", row.birth_year), |day| day.to_string());
        format!("{} | {year} | {unit} | {} | {} | {}", row.name, row.position, row.address, row.received)
    };
    for join in &found.joins {
        let key = (false, is_right(join.left, join.right), generic(&join.evidence));
        kinds.entry(key).or_default().push(format!("{}\n        {}", shown(join.left), shown(join.right)));
    }
    for (question, (a, b)) in found.questions.iter().zip(&found.asked) {
        let key = (true, is_right(*a, *b), generic(&question.evidence));
        let shown = format!("{:.2} {}\n        {}", question.score, shown(*a), shown(*b));
        kinds.entry(key).or_default().push(shown);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((asked, right, _), cases)| (*asked, *right, std::cmp::Reverse(cases.len())));
    for ((asked, right, evidence), cases) in &kinds {
        let what = if *asked { "asked" } else { "joined" };
        println!("{what} {} {:6} {evidence}", if *right { "right" } else { "WRONG" }, cases.len());
        if !*right || *asked {
            for case in cases.iter().take(3) {
                println!("        {case}");
            }
        }
    }
    let mut own: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, who) in made.truth.iter().enumerate() {
        own.entry(*who).or_default().push(at);
    }
    let mut missed = 0;
    for rows in own.values() {
        for pair in rows.windows(2) {
            if found.exemplar_of[pair[0]] != found.exemplar_of[pair[1]]
                && !found.asked.iter().any(|(a, b)| rows.contains(a) && rows.contains(b))
            {
                missed += 1;
                if missed <= 60 {
                    println!("missed  {}\n        {}", shown(pair[0]), shown(pair[1]));
                }
            }
        }
    }
    println!("missed without a question: {missed}");
    lost(&made, &found);
    let rejected = made.registry.registrations.iter().filter(|row| row.unit.is_none()).count();
    println!("without a unit: {rejected}");
    let unread = made.registry.registrations.iter().filter(|row| row.unit.is_none());
    let mut unread: Vec<&str> = unread.map(|row| row.unit_written.as_str()).collect();
    unread.sort_unstable();
    unread.dedup();
    println!("{} ways of writing them: {:?}", unread.len(), unread.get(..40));
    let mut by: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in made.registry.registrations.iter().filter(|row| row.unit.is_none()) {
        let sender =
            row.sender.as_ref().map_or_else(|| format!("? {}", row.sender_name), ToString::to_string);
        *by.entry((sender, row.unit_written.to_string())).or_default() += 1;
    }
    let mut by: Vec<_> = by.into_iter().collect();
    by.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    for (by, n) in by.iter().take(60) {
        println!("{n} {by:?}");
    }
}

/// The true pairs that no join holds together, by how their rows stand and by whether a question might join them.
fn lost(made: &registrations::Made, found: &tonghop::dedup::Deduplicated) {
    let rows = &made.registry.registrations;
    let mut own: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, who) in made.truth.iter().enumerate() {
        own.entry(*who).or_default().push(at);
    }
    let asked: std::collections::BTreeSet<_> = found
        .asked
        .iter()
        .filter_map(|(a, b)| {
            let (a, b) = (found.exemplar_of[*a]?, found.exemplar_of[*b]?);
            Some((a.min(b), a.max(b)))
        })
        .collect();
    let (mut pairs, mut lost): (usize, BTreeMap<_, Vec<(usize, usize)>>) = (0, BTreeMap::new());
    for own in own.values() {
        for (n, a) in own.iter().enumerate() {
            for b in &own[n + 1..] {
                pairs += 1;
                let (one, other) = (found.exemplar_of[*a], found.exemplar_of[*b]);
                if one.is_some() && one == other {
                    continue;
                }
                let is_asked = one.zip(other).is_some_and(|(a, b)| asked.contains(&(a.min(b), a.max(b))));
                let (a_row, b_row) = (&rows[*a], &rows[*b]);
                let stands = |a: &str, b: &str| match (a.is_empty(), b.is_empty()) {
                    (true, true) => "both empty",
                    (true, false) | (false, true) => "one empty",
                    _ if tonghop::text::key(a) == tonghop::text::key(b) => "same",
                    _ => "OTHER",
                };
                let year = |at: usize| rows[at].birth_year.map(|year| year.to_string()).unwrap_or_default();
                let code = |at: usize| rows[at].unit.as_ref().map_or("", |unit| unit.as_str()).to_owned();
                let key = format!(
                    "{} {} name {}, year {}, unit {}, post {}",
                    if is_asked { "asked " } else { "silent" },
                    a_row.kind.id(),
                    stands(&a_row.name, &b_row.name),
                    stands(&year(*a), &year(*b)),
                    stands(&code(*a), &code(*b)),
                    stands(&a_row.position, &b_row.position),
                );
                lost.entry(key).or_default().push((*a, *b));
            }
        }
    }
    let n: usize = lost.values().map(Vec::len).sum();
    println!("of {pairs} true pairs {n} are not joined:");
    let mut lost: Vec<_> = lost.into_iter().collect();
    lost.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.len()));
    for (key, cases) in lost {
        println!("{:5} {key}", cases.len());
        for (a, b) in cases.iter().take(4) {
            let shown = |at: usize| {
                let row = &rows[at];
                let born =
                    row.birth_date.map_or_else(|| format!("{:?}", row.birth_year), |day| day.to_string());
                let unit = row.unit.as_ref().map_or("?", |unit| unit.as_str());
                let sender = row.sender.as_ref().map_or("?", |unit| unit.as_str());
                format!(
                    "{} | {born} | {} | {} = {unit} | {} | {sender} {}",
                    row.name, row.position, row.unit_written, row.address, row.sender_name
                )
            };
            println!("            {}\n            {}", shown(*a), shown(*b));
        }
    }
}

/// Evidence without its figures.
fn generic(evidence: &str) -> String {
    evidence
        .split(' ')
        .filter(|word| !word.contains(|c: char| c.is_ascii_digit()))
        .collect::<Vec<_>>()
        .join(" ")
}
