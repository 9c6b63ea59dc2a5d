//! An issued plan → a draft of the workbook, with the units of its place filled in as a new workspace has them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::{Table, Value};

use crate::plan::{UNCHECKED, unit_called};
use crate::setup::{self, PlanDraft, ToFill};
use crate::units::{Unit, UnitBook, UnitKind};

use super::CannotRun;
use super::conversion::{OtherForm, listed_names, names, workbook};
use super::start::{line, of_place, receiver, said, sends, settings, table};

/// A draft, and how much of the document it holds.
#[derive(Debug)]
pub struct DraftedPlan {
    /// The workbook.
    pub workbook: OtherForm,
    /// How many minimums were read.
    pub n_quotas: usize,
    /// How many cells somebody has to look at.
    pub n_doubts: usize,
    /// How many sentences look like a duty but were not understood.
    pub n_tasks: usize,
    /// Sorts of units that owe something and that no list knows one by one: hamlets, schools.
    pub unlisted: Vec<&'static str>,
}

/// Reads a plan: a Word document, or text. None where a Word document cannot be opened.
pub fn draft(bytes: &[u8]) -> Result<Option<DraftedPlan>, CannotRun> {
    let Ok(PlanDraft { mut to_fill, n_quotas, n_doubts, n_tasks }) = setup::draft(bytes) else {
        return Ok(None);
    };
    with_units(&mut to_fill);
    let unlisted = unlisted(&to_fill);
    Ok(Some(DraftedPlan { workbook: workbook(to_fill)?, n_quotas, n_doubts, n_tasks, unlisted }))
}

/// Fills in the units of whoever issued the plan, and that all of them send.
fn with_units(to_fill: &mut ToFill) {
    let nation = UnitBook::nation();
    let from = to_fill.day;
    let issuer = to_fill.plan.get("issuer").and_then(Value::as_str).unwrap_or_default();
    let issuer = unit_called(&nation, from, None, issuer).ok().and_then(|code| nation.find(&code).cloned());
    let Some(issuer) = issuer else { return };
    let mut units = around(&nation, &issuer, from);
    let listed = units.len();
    named(&mut units, &nation, &issuer, to_fill);
    let senders = units.iter().enumerate().filter(|(at, unit)| listed <= *at || sends(unit, &issuer));
    let mut reporters: Vec<Value> = senders.map(|(_, unit)| reporter(unit.code.as_str())).collect();
    reporters.extend(to_fill.units.iter().filter_map(|own| own.get("name")).map(|name| reporter(name)));
    if !reporters.is_empty() {
        to_fill.plan.insert("reporters".to_owned(), Value::Array(reporters));
        note_senders(&mut to_fill.plan);
    }
    let receiver = receiver(&issuer, &units);
    to_fill.settings = settings(&nation, &issuer, &receiver);
    let lines: Vec<BTreeMap<String, String>> = units.iter().map(line).collect();
    let codes: Vec<_> = units.iter().map(|unit| unit.code.clone()).collect();
    let book = UnitBook::from_units(units).over_nation();
    to_fill.names = names(&book, from, &issuer.code, codes);
    to_fill.listed_names = listed_names(&lines);
    let units = std::mem::take(&mut to_fill.units);
    to_fill.units = lines.into_iter().chain(units).collect();
}

/// Adds the units that the plan names, that its place may have, and that are not among those every such place has.
fn named(units: &mut Vec<Unit>, nation: &UnitBook, issuer: &Unit, to_fill: &ToFill) {
    let book = UnitBook::from_units(units.clone()).over_nation();
    let day = to_fill.day;
    for name in names_of(&to_fill.plan) {
        let is_listed = unit_called(&book, day, Some(&issuer.code), &name).is_ok();
        let known = unit_called(nation, day, Some(&issuer.code), &name).ok().filter(|_| !is_listed);
        let Some(unit) = known.and_then(|code| nation.find(&code)) else { continue };
        if units.iter().all(|one| one.code != unit.code) {
            let aliases = Some(name).filter(|name| *name != unit.name).into_iter().collect();
            units.push(Unit { aliases, ..unit.clone() });
        }
    }
}

/// Whoever the plan names: its receiver, who owes its minimums, and who does not.
fn names_of(plan: &Table) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list =
        |value: &Value| -> Vec<String> { value.as_array().into_iter().flatten().filter_map(text).collect() };
    let mut names: Vec<String> = plan.get("receiver").and_then(text).into_iter().collect();
    for quota in plan.get("quota").and_then(Value::as_array).into_iter().flatten() {
        names.extend(quota.get("lead").and_then(text));
        names.extend(quota.get("leads").map(list).unwrap_or_default());
        names.extend(quota.get("partners").map(list).unwrap_or_default());
        names.extend(quota.get("each").and_then(|each| each.get("except")).map(list).unwrap_or_default());
    }
    names
}

/// The units of a place with the places below it; of a body only those around it.
fn around(nation: &UnitBook, issuer: &Unit, day: Date) -> Vec<Unit> {
    if issuer.kind == UnitKind::Area {
        return of_place(nation, issuer, day, &mut Vec::new());
    }
    let above = issuer.parent.iter().filter_map(|code| nation.find(code)).cloned();
    above.chain(std::iter::once(issuer.clone())).collect()
}

fn reporter(unit: &str) -> Value {
    table(&[("units", Value::Array(vec![said(unit)]))])
}

/// Says that who has to send was not read from the document.
fn note_senders(plan: &mut Table) {
    let what = format!(
        "{UNCHECKED}: trang «Đơn vị phải gửi» điền theo danh mục đơn vị, không đọc từ văn bản; bỏ đơn vị không phải gửi"
    );
    let task = table(&[("what", said(&what)), ("owners_text", said("Người lập sổ"))]);
    if let Some(Value::Array(tasks)) = plan.get_mut("task") {
        tasks.insert(1.min(tasks.len()), task);
    }
}

/// Sorts of units that a minimum of the draft is for, and of which the draft lists nobody else.
fn unlisted(to_fill: &ToFill) -> Vec<&'static str> {
    let sorts = [
        (UnitKind::Hamlet, "thôn, tổ dân phố"),
        (UnitKind::School, "trường học"),
        (UnitKind::Health, "cơ sở y tế"),
        (UnitKind::Enterprise, "doanh nghiệp"),
        (UnitKind::Cooperative, "hợp tác xã"),
        (UnitKind::Party, "chi bộ, đảng bộ"),
        (UnitKind::MassOrganisation, "hội, đoàn, công đoàn"),
        (UnitKind::Agency, "phòng, ban, đơn vị"),
    ];
    let quotas = to_fill.plan.get("quota").and_then(Value::as_array).into_iter().flatten();
    let classes: Vec<&Value> = quotas.filter_map(|quota| quota.get("each")).collect();
    let is_empty = |class: &Value, kind: UnitKind| {
        let of_kind = class.get("kind").is_some_and(|kinds| match kinds {
            Value::Array(several) => several.as_slice() == [Value::String(kind.id().to_owned())],
            one => one.as_str() == Some(kind.id()),
        });
        let apart = |name: &str| {
            let apart = class.get("except").and_then(Value::as_array).into_iter().flatten();
            apart.chain(class.get("within")).any(|one| one.as_str() == Some(name))
        };
        let belongs = |unit: &BTreeMap<String, String>| {
            let cell = |key: &str| unit.get(key).map(String::as_str).unwrap_or_default();
            cell("kind") == kind.id() && !apart(cell("name"))
        };
        of_kind && !to_fill.units.iter().any(belongs)
    };
    let sorts = sorts.into_iter().filter(|(kind, _)| classes.iter().any(|class| is_empty(class, *kind)));
    sorts.map(|(_, name)| name).collect()
}
