//! The life of an exemplar, from its registrations to the lines of the plan it counts for.

use std::collections::{BTreeMap, BTreeSet};

use crate::dedup::{self, ExemplarId};
use crate::finding::Topic;
use crate::ledger;
use crate::office;
use crate::plan::{HolderKind, MovementId};
use crate::quota::{ChangeKind, EligibilityVerdict};
use crate::record::Registration;
use crate::registry;
use crate::text;
use crate::units::{Context, Resolved, UnitCode};

use super::super::diff;
use super::cells::OpenedFiles;
use super::story::{Counted, Decided, EligibilityLine, FoundFinding, Happened, JoinReason, Story, TracedRow};
use super::{StorySources, figure};

/// The life of the exemplar that a registration belongs to.
pub(super) fn tell_registration(told: &StorySources<'_>, id: &str) -> Option<Story> {
    let registry = &told.outcome.registry;
    let at = registry.registrations.iter().position(|row| row.id.as_str() == id)?;
    let owner = told.outcome.found.owners(registry).get(at).copied().flatten();
    if let Some(exemplar) = owner.and_then(|at| told.outcome.found.exemplars.get(at)) {
        return tell(told, &exemplar.id);
    }
    // Withdrawn or rejected: it belongs to nobody any more, but perhaps did.
    let row = registry.registrations.get(at)?;
    let past = told.snapshots.iter().rev().find_map(|(_, snapshot)| {
        let held = snapshot.registrations.iter().find(|held| held.id.as_str() == id)?;
        Some(snapshot.exemplars.get(held.exemplar?)?.id.clone())
    });
    let id = past.unwrap_or_else(|| ExemplarId::of_first(row));
    tell(told, &id)
}

/// The life of an exemplar that stands, or did.
pub(super) fn tell(told: &StorySources<'_>, id: &ExemplarId) -> Option<Story> {
    let (state, units) = (told.outcome, &told.workspace.units);
    let registry = &state.registry;
    let stands = state.found.exemplars.iter().position(|exemplar| &exemplar.id == id);
    let exemplar = stands.and_then(|at| state.found.exemplars.get(at));
    let past =
        told.snapshots.iter().rev().find_map(|(period, snapshot)| Some((*period, snapshot.exemplar(id)?)));
    let unit = |code: Option<&UnitCode>| {
        let name = code.map(|code| units.find(code).map_or(code.as_str(), |unit| &unit.name));
        name.unwrap_or("chưa rõ đơn vị").to_owned()
    };
    let mut story = Story { exemplar_id: id.to_string(), changes: happened(told, id), ..Story::default() };
    let mut about = |name: &str, kind: HolderKind, birth_year, code: Option<&UnitCode>| {
        story.name = name.to_owned();
        story.kind = kind.label().to_owned();
        story.birth_year = birth_year;
        story.unit_code = code.map(ToString::to_string);
        story.unit = unit(code);
    };
    let rows: Vec<usize> = match (exemplar, past) {
        (Some(exemplar), _) => {
            about(&exemplar.name, exemplar.kind, exemplar.birth_year, exemplar.unit.as_ref());
            let owners = state.found.owners(registry);
            owners.iter().enumerate().filter(|(_, owner)| **owner == stands).map(|(at, _)| at).collect()
        }
        (None, Some((period, exemplar))) => {
            about(&exemplar.name, exemplar.kind, exemplar.birth_year, exemplar.unit.as_ref());
            story.gone = Some(format!("Không còn trong danh sách; có mặt lần cuối ở {}.", period.label()));
            let snapshot =
                told.snapshots.iter().find(|(at, _)| *at == period).map(|(_, snapshot)| snapshot)?;
            let held = snapshot.registrations.iter().filter(|row| {
                row.exemplar.and_then(|at| snapshot.exemplars.get(at)).is_some_and(|own| &own.id == id)
            });
            let ids: BTreeSet<&str> = held.map(|row| row.id.as_str()).collect();
            positions(&registry.registrations, |row| ids.contains(row.id.as_str()))
        }
        (None, None) => {
            // Registered and withdrawn within one period: no snapshot has it.
            let rows = positions(&registry.registrations, |row| &ExemplarId::of_first(row) == id);
            let row = registry.registrations.get(*rows.first()?)?;
            about(&row.name, row.kind, row.birth_year, row.unit.as_ref());
            story.gone = Some("Đã đăng ký rồi rút trong cùng một kỳ.".to_owned());
            rows
        }
    };
    story.registrations = rows_told(told, &rows, &unit);
    story.joins = joins(told, &rows);
    story.decisions = decisions(told, &rows);
    let registrations: Vec<&Registration> =
        rows.iter().filter_map(|at| registry.registrations.get(*at)).collect();
    let at_row = |finding: &&crate::finding::Finding| {
        registrations.iter().any(|row| {
            row.place.source == finding.place.source
                && row.place.sheet == finding.place.sheet
                && row.place.row_shown() == finding.place.row_shown()
        })
    };
    story.findings = state
        .findings
        .iter()
        .filter(at_row)
        .map(|finding| FoundFinding {
            code: finding.code.entry().id,
            place: finding.place.to_string(),
            raw: finding.raw.clone(),
            message: finding.message.clone(),
        })
        .collect();
    story.quotas = quotas(told, id);
    let standings = state.eligibility.iter().filter(|standing| &standing.exemplar == id);
    story.eligibility = standings
        .map(|standing| EligibilityLine {
            registration_id: name_of(told, standing.registration),
            verdict: EligibilityVerdict::id(standing.outcome.verdict),
            verdict_label: EligibilityVerdict::label(standing.outcome.verdict),
            reasons: standing.outcome.reasons.clone(),
            missing: standing.outcome.missing.iter().map(ToString::to_string).collect(),
        })
        .collect();
    Some(story)
}

fn positions(rows: &[Registration], wanted: impl Fn(&Registration) -> bool) -> Vec<usize> {
    rows.iter().enumerate().filter(|(_, row)| wanted(row)).map(|(at, _)| at).collect()
}

fn name_of(told: &StorySources<'_>, at: usize) -> String {
    told.outcome.registry.registrations.get(at).map_or_else(String::new, |row| row.id.to_string())
}

fn rows_told(
    told: &StorySources<'_>,
    rows: &[usize],
    unit: &dyn Fn(Option<&UnitCode>) -> String,
) -> Vec<TracedRow> {
    let (registry, plan) = (&told.outcome.registry, &told.workspace.plan);
    let mut files = OpenedFiles::of(told.workspace, told.host);
    let mut lines = Vec::new();
    for at in rows {
        let Some(row) = registry.registrations.get(*at) else { continue };
        let sender = match &row.sender {
            None if !row.sender_name.is_empty() => row.sender_name.to_string(),
            sender => unit(sender.as_ref()),
        };
        let movement = row.movement.as_ref().map(|id| match plan.movement(id) {
            Some(movement) => movement.name.clone(),
            None => id.to_string(),
        });
        let by = registry.replaced_by.get(*at).copied().flatten();
        lines.push(TracedRow {
            registration_id: row.id.to_string(),
            status: row.status.id(),
            status_label: row.status.label(),
            place: row.place.to_string(),
            received: row.received.strftime("%d/%m/%Y").to_string(),
            sender,
            unit: unit(row.unit.as_ref()),
            unit_written: row.unit_written.to_string(),
            unit_by: unit_by(told, row),
            movement: movement.unwrap_or_default(),
            lead: row.lead.as_ref().map(|lead| unit(Some(lead))).unwrap_or_default(),
            replaced_by: by.map(|by| name_of(told, by)),
            cells: files.cells(row),
        });
    }
    lines
}

/// By what its unit was recognised, as `tonghop units --json` calls it: besides, `sender` where the unit is
/// its sender's, nothing where it is not known.
fn unit_by(told: &StorySources<'_>, row: &Registration) -> Option<&'static str> {
    let unit = row.unit.as_ref()?;
    if row.unit_written.is_empty() {
        return Some("sender");
    }
    let context = Context { sender: row.sender.as_ref(), date: Some(row.received), ..Context::default() };
    match told.workspace.units.resolve(&row.unit_written, &context) {
        Resolved::One(found) if found.code == *unit => Some(found.evidence.id()),
        _ if row.sender.as_ref() == Some(unit) => Some("sender"),
        _ => Some("learnt"),
    }
}

/// Why its registrations are one: what the matcher joined, and what took whose place.
fn joins(told: &StorySources<'_>, rows: &[usize]) -> Vec<JoinReason> {
    let is_of_exemplar = |at: &usize| rows.contains(at);
    let joined = told
        .outcome
        .found
        .joins
        .iter()
        .filter(|join| is_of_exemplar(&join.left) || is_of_exemplar(&join.right));
    let joined = joined.map(|join| (join.left, join.right, join.evidence.clone()));
    let replaced = rows.iter().filter_map(|at| {
        let by = told.outcome.registry.replaced_by.get(*at).copied().flatten()?;
        Some((*at, by, "dòng của bản gửi lại thay cho dòng này".to_owned()))
    });
    let all = joined.chain(replaced).map(|(left, right, evidence)| JoinReason {
        left: name_of(told, left),
        right: name_of(told, right),
        evidence,
    });
    all.collect()
}

/// The answers that its files were read by, and those that tell it from or join it with others.
fn decisions(told: &StorySources<'_>, rows: &[usize]) -> Vec<Decided> {
    let registrations = &told.outcome.registry.registrations;
    let of_exemplar: Vec<&Registration> = rows.iter().filter_map(|at| registrations.get(*at)).collect();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let files = OpenedFiles::of(told.workspace, told.host);
    for row in &of_exemplar {
        let arrival = files.arrival(&row.place.source);
        let key = arrival
            .and_then(|arrival| Some(office::reading_key(told.workspace, arrival, arrival.content_hash()?)));
        ids.extend(key.and_then(|key| told.readings.consulted(&key)).unwrap_or_default());
    }
    let mut by_name: BTreeMap<String, Vec<&Registration>> = BTreeMap::new();
    let names: BTreeSet<String> = of_exemplar.iter().map(|row| text::bare_key(&row.name)).collect();
    for row in registrations {
        let name = text::bare_key(&row.name);
        if names.contains(&name) {
            by_name.entry(name).or_default().push(row);
        }
    }
    for row in &of_exemplar {
        let others = by_name.get(&text::bare_key(&row.name)).into_iter().flatten();
        ids.extend(others.map(|other| dedup::question_id(row, other)));
    }
    let asked: BTreeSet<usize> = rows.iter().copied().collect();
    let joins = told
        .outcome
        .found
        .joins
        .iter()
        .filter(|join| asked.contains(&join.left) || asked.contains(&join.right));
    for join in joins {
        if let (Some(left), Some(right)) = (registrations.get(join.left), registrations.get(join.right)) {
            ids.insert(dedup::question_id(left, right));
        }
    }
    let path = told.workspace.dir.join("decisions.csv");
    let given = ledger::decision_lines(&path).map(|lines| lines.value).unwrap_or_default();
    let given = given.into_iter().filter(|line| ids.contains(&line.question_id));
    let given = given.map(|line| Decided {
        question_id: line.question_id,
        topic_label: Topic::from_id(&line.topic)
            .map_or_else(|| line.topic.clone(), |it| it.label().to_owned()),
        answer_label: answer_label(told, &line.topic, &line.answer),
        topic: line.topic,
        answer: line.answer,
        by: line.by,
        at: line.at,
        reason: line.reason,
    });
    given.collect()
}

/// An answer as people chose it; as it is kept where no words stand for it.
fn answer_label(told: &StorySources<'_>, topic: &str, answer: &str) -> String {
    let (units, plan) = (&told.workspace.units, &told.workspace.plan);
    let label = match Topic::from_id(topic) {
        Some(Topic::SameExemplar) => dedup::answer_label(answer).map(str::to_owned),
        Some(Topic::Supersede) => registry::answer_label(answer).map(str::to_owned),
        Some(Topic::Unit | Topic::Sender) => units.find(&UnitCode::new(answer)).map(|unit| unit.name.clone()),
        Some(Topic::Movement) => plan.movement(&MovementId::new(answer)).map(|it| it.name.clone()),
        Some(Topic::Layout | Topic::Award | Topic::Oddity | Topic::Cell) | None => None,
    };
    label.unwrap_or_else(|| if answer.is_empty() { "đã rút".to_owned() } else { answer.to_owned() })
}

fn quotas(told: &StorySources<'_>, id: &ExemplarId) -> Vec<Counted> {
    let tallies = told.outcome.judged.tallies.iter();
    let counted = tallies.filter_map(|tally| {
        let set_aside = tally.set_aside.contains(id);
        if !set_aside && !tally.exemplars.contains(id) {
            return None;
        }
        let quota = told.workspace.plan.quotas.get(tally.quota_at)?;
        Some(Counted {
            quota_id: quota.id(),
            quota: figure::named(told.workspace, quota),
            registered: tally.registered,
            required: tally.required.unwrap_or(0),
            plan_line: quota.said.row_shown().unwrap_or_default(),
            plan_place: quota.said.cited(),
            basis: quota.basis.clone(),
            set_aside,
        })
    });
    counted.collect()
}

/// What happened to it, period by period.
fn happened(told: &StorySources<'_>, id: &ExemplarId) -> Vec<Happened> {
    let mut happened = Vec::new();
    for (period, snapshot) in &told.snapshots {
        let is_of_exemplar = |change: &&crate::quota::Change| {
            &change.exemplar == id || (change.field == "exemplar_id" && change.after == id.as_str())
        };
        for change in snapshot.changes.iter().filter(is_of_exemplar) {
            let what = match change.change {
                ChangeKind::New => "đăng ký lần đầu: ",
                ChangeKind::Withdrawn => "rút: ",
                ChangeKind::Changed => "thay đổi: ",
            };
            happened.push(Happened {
                period: period.to_string(),
                change: change.change.id(),
                field: change.field,
                before: change.before.to_string(),
                after: change.after.to_string(),
                said: format!("{what}{}", diff::said(told.workspace, change)),
            });
        }
    }
    happened
}
