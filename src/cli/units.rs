//! `tonghop units`: which unit a name means.

use std::io::BufRead;

use jiff::civil::Date;

use crate::units::{Candidate, Context, Evidence, Resolved, UnitBook};

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
    let context = Context { date, ..Context::default() };
    let answer = |name: &str| {
        let resolved = book.resolve(name, &context);
        print(&if args.json { json(name, &resolved, &book) } else { line(name, &resolved, &book) });
    };
    if args.names.is_empty() {
        for name in std::io::stdin().lock().lines() {
            answer(&name?);
        }
    } else {
        args.names.iter().for_each(|name| answer(name));
    }
    Ok(ExitStatus::Clean)
}

fn parts(resolved: &Resolved) -> (&'static str, &[Candidate]) {
    match resolved {
        Resolved::One(found) => ("one", std::slice::from_ref(found)),
        Resolved::Several(candidates) => ("several", candidates),
        Resolved::None(candidates) => ("none", candidates),
    }
}

fn json(name: &str, resolved: &Resolved, book: &UnitBook) -> String {
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
                "name": name_of(found, book),
                "evidence": evidence(found.evidence),
                "score": found.score,
            })
        })
        .collect();
    serde_json::json!({
        "input": name,
        "outcome": outcome,
        "code": one.map(|found| found.code.as_str()),
        "name": one.map(|found| name_of(found, book)),
        "evidence": one.map(|found| evidence(found.evidence)),
        "score": one.map(|found| found.score),
        "candidates": shown,
    })
    .to_string()
}

fn line(name: &str, resolved: &Resolved, book: &UnitBook) -> String {
    let (_, candidates) = parts(resolved);
    let names = candidates.iter().map(|found| format!("{} ({})", name_of(found, book), found.code));
    let names = names.collect::<Vec<_>>().join("; ");
    match resolved {
        Resolved::One(_) => format!("{name} → {names}"),
        Resolved::Several(_) => format!("{name} → có thể là: {names}"),
        Resolved::None(_) if names.is_empty() => format!("{name} → không rõ"),
        Resolved::None(_) => format!("{name} → không rõ; gần với: {names}"),
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
