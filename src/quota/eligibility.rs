//! Who may be an exemplar: *met*, *not met*, or *cannot tell*, with the reasons and what is missing.
//!
//! Nobody is turned away here: the officer gets the verdict with its reasons, and what has to be asked where
//! the list does not say. What is not written is never taken for "none".

use jiff::civil::Date;

use crate::dedup::{Exemplar, ExemplarId};
use crate::finding::{Code, Finding};
use crate::plan::{Eligibility, HolderKind, Merit, MovementId, Plan, Rating};
use crate::record::{Award, Grantor, Merits, Status, award_named};
use crate::registry::Registry;
use crate::text;
use crate::units::{Level, UnitCode};

/// What the rules come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Đủ điều kiện.
    Met,
    /// Chưa đủ điều kiện.
    NotMet,
    /// Chưa xác định được.
    CannotTell,
}

impl Verdict {
    /// The word used in `eligibility.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not_met",
            Verdict::CannotTell => "cannot_tell",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Verdict::Met => "Đủ điều kiện",
            Verdict::NotMet => "Chưa đủ điều kiện",
            Verdict::CannotTell => "Chưa xác định được",
        }
    }
}

/// Whom a rule is held against.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Who it is.
    pub kind: HolderKind,
    /// The movement of the registration.
    pub movement: Option<&'a MovementId>,
    /// The position as written.
    pub position: &'a str,
    /// The unit.
    pub unit: Option<&'a UnitCode>,
    /// What the list says of merits.
    pub merits: &'a Merits,
    /// The day of the registration.
    pub day: Date,
}

/// How somebody stands before the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in Vietnamese.
    pub reasons: Vec<String>,
    /// What the list would have to say for a verdict.
    pub missing: Vec<&'static str>,
    /// One-based lines of `plan.toml` that were applied: several where it is not clear which rule holds.
    pub lines: Vec<usize>,
}

/// How one counted registration stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The exemplar.
    pub exemplar: ExemplarId,
    /// Position of the registration in the registry.
    pub registration: usize,
    /// How it stands.
    pub outcome: Outcome,
}

/// Holds every counted registration against the rules of the plan; one whom no rule concerns has no line.
pub fn eligible(plan: &Plan, exemplars: &[Exemplar], registry: &Registry) -> (Vec<Standing>, Vec<Finding>) {
    let mut standings = Vec::new();
    let mut findings = Vec::new();
    for exemplar in exemplars {
        for at in &exemplar.registrations {
            let Some(row) = registry.registrations.get(*at).filter(|row| row.status == Status::Counted)
            else {
                continue;
            };
            let subject = Subject {
                kind: row.kind,
                movement: row.movement.as_ref(),
                position: &row.position,
                unit: row.unit.as_ref(),
                merits: &row.merits,
                day: row.received,
            };
            let Some(outcome) = weigh(&plan.eligibility, plan.from, &subject) else { continue };
            let code = match outcome.verdict {
                Verdict::Met => None,
                Verdict::NotMet => Some(Code::EligibilityUnmet),
                Verdict::CannotTell => Some(Code::EligibilityUnclear),
            };
            if let Some(code) = code {
                let lines: Vec<String> = outcome.lines.iter().map(ToString::to_string).collect();
                let message = format!(
                    "«{}»: {} (plan.toml dòng {}).",
                    row.name,
                    outcome.reasons.join("; "),
                    lines.join(", ")
                );
                let sender = row.sender.as_ref().map(ToString::to_string).unwrap_or_default();
                let mut finding = Finding::new(code, row.place.clone(), message).unit(sender);
                if !outcome.missing.is_empty() {
                    finding = finding.advice(format!("Hỏi đơn vị: {}.", outcome.missing.join(", ")));
                }
                findings.push(finding);
            }
            standings.push(Standing { exemplar: exemplar.id.clone(), registration: *at, outcome });
        }
    }
    (standings, findings)
}

/// Holds somebody against the rules: the first that fits. Where the list does not say enough to know which
/// one fits, all that may have to agree. None where no rule concerns the subject.
pub fn weigh(rules: &[Eligibility], plan_from: Date, subject: &Subject<'_>) -> Option<Outcome> {
    let mut outcomes: Vec<(Outcome, Option<&'static str>)> = Vec::new();
    for rule in rules {
        match fits(rule, subject) {
            Fit::No => {}
            Fit::Yes => {
                outcomes.push((apply(rule, plan_from, subject), None));
                break;
            }
            Fit::Unknown(missing) => outcomes.push((apply(rule, plan_from, subject), Some(missing))),
        }
    }
    let verdict = outcomes.first()?.0.verdict;
    if outcomes.iter().all(|(outcome, _)| outcome.verdict == verdict) {
        let lines = outcomes.iter().flat_map(|(outcome, _)| outcome.lines.clone()).collect();
        let (outcome, _) = outcomes.pop()?;
        return Some(Outcome { lines, ..outcome });
    }
    let mut missing: Vec<&'static str> = outcomes.iter().filter_map(|(_, missing)| *missing).collect();
    missing.extend(outcomes.iter().flat_map(|(outcome, _)| outcome.missing.iter().copied()));
    missing.sort_unstable();
    missing.dedup();
    Some(Outcome {
        verdict: Verdict::CannotTell,
        reasons: vec!["không rõ chức vụ hay đơn vị nên chưa biết áp dụng điều kiện nào".to_owned()],
        missing,
        lines: outcomes.iter().flat_map(|(outcome, _)| outcome.lines.clone()).collect(),
    })
}

enum Fit {
    Yes,
    No,
    Unknown(&'static str),
}

fn fits(rule: &Eligibility, subject: &Subject<'_>) -> Fit {
    if rule.kind.is_some_and(|kind| kind != subject.kind)
        || rule.movement.is_some() && rule.movement.as_ref() != subject.movement
    {
        return Fit::No;
    }
    let mut unknown = None;
    if !rule.positions.is_empty() {
        if text::key(subject.position).is_empty() {
            unknown = Some("chức vụ");
        } else if !holds_position(subject.position, rule) {
            return Fit::No;
        }
    }
    if !rule.units.is_empty() {
        match subject.unit {
            None => unknown = unknown.or(Some("đơn vị")),
            Some(unit) if !rule.units.contains(unit) => return Fit::No,
            Some(_) => {}
        }
    }
    unknown.map_or(Fit::Yes, Fit::Unknown)
}

/// Abbreviations of positions; in a column of positions TP is no city.
const POSITIONS: [(&str, &str); 9] = [
    ("pgđ", "phó giám đốc"),
    ("gđ", "giám đốc"),
    ("ptp", "phó trưởng phòng"),
    ("tp", "trưởng phòng"),
    ("pcvp", "phó chánh văn phòng"),
    ("cvp", "chánh văn phòng"),
    ("pht", "phó hiệu trưởng"),
    ("ht", "hiệu trưởng"),
    ("pp", "phó phòng"),
];

/// Whether a position, or a part of it ("Bí thư chi bộ, Trưởng phòng"), begins with one of the rule's.
/// Somebody who only held it before, or serves whoever holds it, does not.
fn holds_position(written: &str, rule: &Eligibility) -> bool {
    let except: Vec<String> = rule.except.iter().map(|word| text::key(word)).collect();
    let wanted: Vec<String> = rule.positions.iter().map(|word| text::key(word)).collect();
    written
        .split([',', ';', '/', '\n'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" kiêm "))
        .map(spelt_out)
        .any(|part| {
            wanted.iter().any(|word| starts_with(&part, word))
                && !except.iter().any(|word| format!(" {part} ").contains(&format!(" {word} ")))
        })
}

fn spelt_out(part: &str) -> String {
    let key = text::key(part);
    let key = ["quyền ", "q "].iter().find_map(|word| key.strip_prefix(word)).unwrap_or(&key);
    let first = key.split(' ').next().unwrap_or_default();
    match POSITIONS.iter().find(|(short, _)| *short == first) {
        Some((short, long)) => format!("{long}{}", key.strip_prefix(short).unwrap_or_default()),
        None => key.to_owned(),
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// What one merit comes to.
struct Weighed {
    verdict: Verdict,
    reason: String,
    missing: Vec<&'static str>,
}

fn apply(rule: &Eligibility, plan_from: Date, subject: &Subject<'_>) -> Outcome {
    let all: Vec<Weighed> = rule.all_of.iter().map(|merit| weigh_merit(merit, plan_from, subject)).collect();
    let any: Vec<Weighed> = rule.any_of.iter().map(|merit| weigh_merit(merit, plan_from, subject)).collect();
    let one_of = if any.is_empty() || any.iter().any(|one| one.verdict == Verdict::Met) {
        Verdict::Met
    } else if any.iter().any(|one| one.verdict == Verdict::CannotTell) {
        Verdict::CannotTell
    } else {
        Verdict::NotMet
    };
    let verdicts = || all.iter().map(|one| one.verdict).chain([one_of]);
    let verdict = if verdicts().any(|one| one == Verdict::NotMet) {
        Verdict::NotMet
    } else if verdicts().any(|one| one == Verdict::CannotTell) {
        Verdict::CannotTell
    } else {
        Verdict::Met
    };
    // Of the alternatives the one that is met says enough.
    let told: Vec<Weighed> = if one_of == Verdict::Met {
        all.into_iter().chain(any.into_iter().filter(|one| one.verdict == Verdict::Met)).collect()
    } else {
        all.into_iter().chain(any).collect()
    };
    let telling = |one: &&Weighed| match verdict {
        Verdict::Met => true,
        Verdict::NotMet => one.verdict == Verdict::NotMet,
        Verdict::CannotTell => one.verdict == Verdict::CannotTell,
    };
    let mut missing: Vec<&'static str> =
        told.iter().filter(telling).flat_map(|one| one.missing.iter().copied()).collect();
    missing.sort_unstable();
    missing.dedup();
    Outcome {
        verdict,
        reasons: told.iter().filter(telling).map(|one| one.reason.clone()).collect(),
        missing,
        lines: vec![rule.line],
    }
}

fn weigh_merit(merit: &Merit, plan_from: Date, subject: &Subject<'_>) -> Weighed {
    match merit {
        Merit::Award { names, times, from, to, every_year } => {
            let window = (from.map(Date::year), to.map(Date::year));
            let years = every_year.then(|| plan_from.year()..subject.day.year());
            award(names, *times, window, years, subject.merits)
        }
        Merit::Initiative { level, times } => initiative(*level, *times, subject.merits),
        Merit::Rating(wanted) => rating(*wanted, subject.merits),
        Merit::NoDiscipline => discipline(subject.merits),
    }
}

fn weighed(verdict: Verdict, reason: String, missing: &[&'static str]) -> Weighed {
    Weighed { verdict, reason, missing: missing.to_vec() }
}

const AWARDS: &str = "khen thưởng đã đạt";

fn award(
    names: &[String],
    times: u32,
    window: (Option<i16>, Option<i16>),
    years: Option<std::ops::Range<i16>>,
    merits: &Merits,
) -> Weighed {
    let shown = names.first().map_or("", String::as_str);
    let (mut sure, mut perhaps) = (0_u32, 0_u32);
    let mut missing: Vec<&'static str> = Vec::new();
    let mut had: Vec<i16> = Vec::new();
    for award in &merits.awards {
        let matched = names.iter().map(|name| matches(name, award)).min().unwrap_or(Match::No);
        if matched == Match::No {
            continue;
        }
        let (in_window, undated) = counted(award, window);
        had.extend(&award.years);
        match matched {
            Match::Sure => {
                sure += in_window;
                perhaps += undated;
                if undated > 0 {
                    missing.push("năm được khen");
                }
            }
            _ => {
                perhaps += in_window + undated;
                missing.push("cấp khen");
            }
        }
    }
    if let Some(years) = years {
        let lacking: Vec<String> =
            years.clone().filter(|year| !had.contains(year)).map(|year| year.to_string()).collect();
        return if !merits.awards_said {
            weighed(Verdict::CannotTell, format!("danh sách không ghi «{shown}» từng năm"), &[AWARDS])
        } else if sure + perhaps == 0 {
            weighed(Verdict::NotMet, format!("không có «{shown}»"), &[])
        } else if lacking.is_empty() {
            weighed(Verdict::Met, format!("«{shown}» đủ các năm"), &[])
        } else if had.is_empty() {
            weighed(Verdict::CannotTell, format!("«{shown}» không ghi năm"), &["năm được khen"])
        } else {
            weighed(Verdict::NotMet, format!("«{shown}» thiếu năm {}", lacking.join(", ")), &[])
        };
    }
    if sure >= times {
        weighed(Verdict::Met, format!("«{shown}»: {sure} lần, cần {times}"), &[])
    } else if !merits.awards_said {
        weighed(
            Verdict::CannotTell,
            format!("danh sách không ghi khen thưởng, cần «{shown}» {times} lần"),
            &[AWARDS],
        )
    } else if sure + perhaps >= times {
        missing.dedup();
        weighed(Verdict::CannotTell, format!("chưa rõ có đủ {times} lần «{shown}»"), &missing)
    } else if !merits.unread.is_empty() {
        let unread = merits.unread.join("; ");
        weighed(Verdict::CannotTell, format!("không đọc được «{unread}», cần «{shown}»"), &[AWARDS])
    } else {
        weighed(Verdict::NotMet, format!("«{shown}»: {sure} lần, cần {times}"), &[])
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Sure,
    Perhaps,
    No,
}

/// Whether an award is the one that a plan names.
fn matches(name: &str, award: &Award) -> Match {
    let Some((id, grantor)) = award_named(name) else {
        let stands = text::key(&award.written).contains(&text::key(name));
        return if stands { Match::Sure } else { Match::No };
    };
    if id != award.id {
        return Match::No;
    }
    match (grantor, award.grantor) {
        (None, _) => Match::Sure,
        (Some(wanted), Some(found)) if wanted == found => Match::Sure,
        // «Bộ, ngành, đoàn thể, Trung ương tặng»: the Prime Minister is of the centre.
        (Some(Grantor::Ministry), Some(Grantor::State)) => Match::Sure,
        // A higher title does not say that the lower one was held.
        (Some(Grantor::Province), Some(Grantor::State | Grantor::Ministry)) if id == "cstd" => Match::Perhaps,
        (Some(_), None) => Match::Perhaps,
        (Some(_), Some(_)) => Match::No,
    }
}

/// How often an award counts within a window of years, and how often it may.
fn counted(award: &Award, (from, to): (Option<i16>, Option<i16>)) -> (u32, u32) {
    let inside = |year: &&i16| from.is_none_or(|from| from <= **year) && to.is_none_or(|to| **year <= to);
    let n = u32::try_from(award.years.iter().filter(inside).count()).unwrap_or(u32::MAX);
    let dated = u32::try_from(award.years.len()).unwrap_or(u32::MAX);
    let undated = award.times.saturating_sub(dated);
    let open = from.is_none() && to.is_none();
    let (sure, perhaps) = if open { (n + undated, 0) } else { (n, undated) };
    if award.doubt.contains("năm học") && sure > 1 { (1, perhaps + sure - 1) } else { (sure, perhaps) }
}

fn initiative(level: Level, times: u32, merits: &Merits) -> Weighed {
    let sum = |of: &dyn Fn(Option<Level>) -> bool| -> u32 {
        merits.initiatives.iter().filter(|(level, _)| of(*level)).map(|(_, n)| n).sum()
    };
    let sure = sum(&|found| found.is_some_and(|found| found <= level));
    let perhaps = sum(&|found| found.is_none());
    let label = level.label().to_lowercase();
    if sure >= times {
        weighed(Verdict::Met, format!("{sure} sáng kiến {label}, cần {times}"), &[])
    } else if !merits.initiatives_said {
        weighed(
            Verdict::CannotTell,
            format!("danh sách không ghi sáng kiến, cần {times} {label}"),
            &["sáng kiến"],
        )
    } else if sure + perhaps >= times {
        weighed(
            Verdict::CannotTell,
            format!("chưa rõ cấp công nhận sáng kiến, cần {times} {label}"),
            &["cấp công nhận sáng kiến"],
        )
    } else {
        weighed(Verdict::NotMet, format!("{sure} sáng kiến {label}, cần {times}"), &[])
    }
}

fn rating(wanted: Rating, merits: &Merits) -> Weighed {
    let label = wanted.label().to_lowercase();
    match merits.ratings.iter().find(|(rating, _)| *rating > wanted) {
        Some((rating, _)) => weighed(
            Verdict::NotMet,
            format!("xếp loại {}, cần từ {label}", rating.label().to_lowercase()),
            &[],
        ),
        None if merits.ratings.is_empty() => weighed(
            Verdict::CannotTell,
            format!("danh sách không ghi xếp loại, cần từ {label}"),
            &["xếp loại"],
        ),
        None => weighed(Verdict::Met, format!("xếp loại từ {label}"), &[]),
    }
}

fn discipline(merits: &Merits) -> Weighed {
    match merits.disciplined {
        Some(false) => weighed(Verdict::Met, "không có người bị kỷ luật".to_owned(), &[]),
        Some(true) => weighed(Verdict::NotMet, "có người bị xử lý kỷ luật".to_owned(), &[]),
        None => weighed(Verdict::CannotTell, "danh sách không nói về kỷ luật".to_owned(), &["kỷ luật"]),
    }
}
