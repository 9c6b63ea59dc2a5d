//! `tonghop units`: which unit a name means.

use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::units::{Candidate, Context, Evidence, Resolved, Unit, UnitBook, UnitCode};

use super::{ExitStatus, Stop, args, print, workspace};

pub(super) fn units(args: &args::Units) -> Result<ExitStatus, Stop> {
    let mut findings = Vec::new();
    let book = workspace::units(&args.workspace, &mut findings)?;
    for finding in &findings {
        super::say(&format!("{}: {}", finding.place, finding.message));
    }
    let date = args
        .as_of
        .as_deref()
        .map(|written| {
            written
                .parse::<Date>()
                .map_err(|_| Stop::new(format!("Ngày «{written}» không đúng dạng, ví dụ 2024-06-30.")))
        })
        .transpose()?;
    let within = args.within.as_deref().map(|written| place(&book, written)).transpose()?;
    let asked = Asked { book, context: Context { date, within: within.as_ref(), sender: None } };
    let answer = |name: &str| if args.json { asked.json(name) } else { asked.line(name) };
    if !args.names.is_empty() {
        args.names.iter().for_each(|name| print(&answer(name)));
        return Ok(ExitStatus::Clean);
    }
    let piped = !std::io::stdin().is_terminal();
    let mut lines = std::io::stdin().lock().lines();
    loop {
        // A person at a terminal is answered at once, a pipe in batches.
        let most = if piped { BATCH } else { 1 };
        let names = lines.by_ref().take(most).collect::<Result<Vec<String>, _>>()?;
        if names.is_empty() {
            return Ok(ExitStatus::Clean);
        }
        if !print_all(&answers(&names, answer)) {
            return Ok(ExitStatus::Clean);
        }
    }
}

/// So many names are resolved together: enough to keep all cores busy and to meet repetitions.
const BATCH: usize = 65_536;

/// An answer for each name, each different name asked once.
fn answers(names: &[String], answer: impl Fn(&str) -> String + Sync) -> Vec<String> {
    let different: BTreeSet<&String> = names.iter().collect();
    let different: Vec<&String> = different.into_iter().collect();
    let answers: Vec<String> = different.par_iter().map(|name| answer(name)).collect();
    let of = |name: &String| different.binary_search(&name).ok().and_then(|at| answers.get(at)).cloned();
    names.iter().map(|name| of(name).unwrap_or_default()).collect()
}

/// Whether the reader of stdout is still there.
fn print_all(lines: &[String]) -> bool {
    let mut out = std::io::BufWriter::new(anstream::stdout().lock());
    lines.iter().try_for_each(|line| writeln!(out, "{line}")).and_then(|()| out.flush()).is_ok()
}

/// The unit of `--within`: a code, or a name that is certain.
fn place(book: &UnitBook, written: &str) -> Result<UnitCode, Stop> {
    let code = UnitCode::new(written.trim());
    if book.find(&code).is_some() {
        return Ok(code);
    }
    match book.resolve(written, &Context::default()) {
        Resolved::One(found) => Ok(found.code),
        Resolved::Several(found) | Resolved::None(found) => {
            let near: Vec<String> =
                found.iter().map(|one| format!("{} ({})", name_of(one, book), one.code)).collect();
            let near =
                if near.is_empty() { String::new() } else { format!(" Có phải: {}?", near.join("; ")) };
            Err(Stop::new(format!("Không rõ đơn vị «{written}» sau --within.{near}")))
        }
    }
}

/// A book, and what every name of the call is asked with.
struct Asked<'a> {
    book: UnitBook,
    context: Context<'a>,
}

impl Asked<'_> {
    /// One object: what was written, what it means, and, where that has ended by the day asked about,
    /// what took its place. Several units in one cell stand in `units`, each with its own words.
    fn json(&self, name: &str) -> String {
        let mut all = self.book.resolve_all(name, &self.context);
        let whole = match all.pop() {
            Some((_, only)) if all.is_empty() => return json_line(&self.object(name, &only)),
            Some(last) => {
                all.push(last);
                self.book.resolve(name, &self.context)
            }
            None => Resolved::None(Vec::new()),
        };
        let mut object = self.object(name, &whole);
        let units: Vec<_> = all.iter().map(|(words, one)| self.object(words, one)).collect();
        object.insert("units".to_owned(), units.into());
        json_line(&object)
    }

    fn object(&self, name: &str, resolved: &Resolved) -> Object {
        let (outcome, candidates) = parts(resolved);
        let one = match resolved {
            Resolved::One(found) => Some(found),
            Resolved::Several(_) | Resolved::None(_) => None,
        };
        let shown: Vec<_> = candidates
            .iter()
            .map(|found| {
                serde_json::json!({
                    "code": found.code.as_str(),
                    "name": name_of(found, &self.book),
                    "evidence": evidence(found.evidence),
                    "score": rounded(found.score),
                })
            })
            .collect();
        let object = serde_json::json!({
            "input": name,
            "outcome": outcome,
            "code": one.map(|found| found.code.as_str()),
            "name": one.map(|found| name_of(found, &self.book)),
            "evidence": one.map(|found| evidence(found.evidence)),
            "score": one.map(|found| rounded(found.score)),
            "candidates": shown,
        });
        let serde_json::Value::Object(mut object) = object else { return Object::new() };
        if let Some(ended) = self.ended(name, candidates) {
            let share = if ended.successors.len() == 1 { "whole" } else { "part" };
            let next = |code: &UnitCode| {
                let name = self.book.find(code).map_or("", |unit| unit.name.as_str());
                serde_json::json!({ "code": code.as_str(), "name": name, "share": share })
            };
            let written = serde_json::json!({
                "code": ended.code.as_str(),
                "name": ended.name,
                "valid_to": ended.valid_to.map(|day| day.to_string()),
            });
            object.insert("written".to_owned(), written);
            object.insert("successors".to_owned(), ended.successors.iter().map(next).collect());
        }
        object
    }

    /// The unit that a name meant until it ended before the day asked about, where the answer is what
    /// took its place.
    fn ended(&self, name: &str, answer: &[Candidate]) -> Option<&Unit> {
        let day = self.context.date?;
        if answer.iter().any(|one| one.score > MOST_FOLLOWED) {
            return None;
        }
        let before = Context { date: None, ..self.context.clone() };
        let eve = Context { date: Some(jiff::civil::date(2025, 6, 30)), ..self.context.clone() };
        [before, eve].iter().find_map(|context| {
            let Resolved::One(found) = self.book.resolve(name, context) else { return None };
            let unit = self.book.find(&found.code)?;
            let ended = unit.valid_to.is_some_and(|to| to < day) && !unit.successors.is_empty();
            let followed =
                answer.iter().all(|one| one.code == unit.code || unit.successors.contains(&one.code));
            (ended && followed && !answer.is_empty()).then_some(unit)
        })
    }

    fn line(&self, name: &str) -> String {
        let resolved = self.book.resolve(name, &self.context);
        let (_, candidates) = parts(&resolved);
        let names = candidates.iter().map(|found| format!("{} ({})", name_of(found, &self.book), found.code));
        let names = names.collect::<Vec<_>>().join("; ");
        match resolved {
            Resolved::One(_) => format!("{name} → {names}"),
            Resolved::Several(_) => format!("{name} → có thể là: {names}"),
            Resolved::None(_) if names.is_empty() => format!("{name} → không rõ"),
            Resolved::None(_) => format!("{name} → không rõ; gần với: {names}"),
        }
    }
}

/// A name that was followed to what took its unit's place scores no more than this.
const MOST_FOLLOWED: f64 = 0.95;

type Object = serde_json::Map<String, serde_json::Value>;

/// An object on one line.
fn json_line(object: &Object) -> String {
    serde_json::to_string(object).unwrap_or_default()
}

/// Scores to three places: more would be noise.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

fn parts(resolved: &Resolved) -> (&'static str, &[Candidate]) {
    match resolved {
        Resolved::One(found) => ("one", std::slice::from_ref(found)),
        Resolved::Several(candidates) => ("several", candidates),
        Resolved::None(candidates) => ("none", candidates),
    }
}

fn name_of<'a>(found: &'a Candidate, book: &'a UnitBook) -> &'a str {
    book.find(&found.code).map_or(found.code.as_str(), |unit| &unit.name)
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Exact => "exact",
        Evidence::Alias => "alias",
        Evidence::Learnt => "learnt",
        Evidence::Near => "near",
    }
}
