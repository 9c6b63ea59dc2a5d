//! What a stamp says about a row and its sender: words chosen from a list mean exactly one thing.

use crate::finding::{Code, Finding, Noted};
use crate::intake::Attachment;
use crate::layout::{FORM_VERSION, Field, Record, SheetKind, SheetMap, Stamp, StampKind};
use crate::plan::{HolderKind, MovementId, Plan};
use crate::text;
use crate::units::{Context, UnitCode};

use super::belongs::Belonging;
use super::{List, References, Sender};

/// The unit for which a workbook with a stamp was made; where another one stands at the head of its
/// list, that one, with a finding.
pub fn sender(
    stamp: &Stamp,
    attachment: &Attachment,
    maps: &[SheetMap],
    references: &References<'_>,
) -> Noted<Sender> {
    let mut findings = Vec::new();
    let place = || crate::finding::Place::file(attachment.source.clone());
    if stamp.kind == StampKind::Template
        && (stamp.plan != references.plan.fingerprint() || stamp.form != FORM_VERSION)
    {
        let message = if stamp.form == FORM_VERSION {
            "Mẫu này được lập cho một kế hoạch khác, hoặc trước khi danh sách phong trào thay đổi."
        } else {
            "Mẫu này là phiên bản khác với phiên bản đang dùng."
        };
        findings.push(Finding::new(Code::TemplateOutdated, place(), message));
    }
    let code = UnitCode::new(&stamp.unit);
    let named = || {
        let is_consolidated = stamp.kind == StampKind::Consolidation && !stamp.unit_name.is_empty();
        is_consolidated.then(|| references.units.certain(&stamp.unit_name, &Context::default()))?
    };
    let code = match references.units.find(&code).is_none().then(named).flatten() {
        Some(named) => named.code,
        None => code,
    };
    let Some(unit) = references.units.find(&code) else {
        let found = super::find_sender(attachment, maps, references.units, references.decisions);
        return Noted::new(found, findings);
    };
    let heads: Vec<String> = maps
        .iter()
        .filter(|map| matches!(map.kind, SheetKind::List | SheetKind::Form))
        .map(|map| text::key(&map.letterhead.join(" ")))
        .filter(|head| !head.is_empty())
        .collect();
    let own_name = text::key(&stamp.unit_name);
    if stamp.kind == StampKind::Template
        && !heads.is_empty()
        && !heads.iter().any(|head| head.contains(&own_name))
    {
        let found = super::find_sender(attachment, maps, references.units, references.decisions);
        if found.unit.as_ref() != Some(&code) {
            let message = format!(
                "Mẫu được lập cho «{}» nhưng đầu văn bản ghi «{}»; danh sách được tính theo đầu văn bản.",
                unit.name, found.name
            );
            findings.push(Finding::new(Code::TemplateUnit, place(), message).raw(found.name.clone()));
            return Noted::new(found, findings);
        }
    }
    Noted::new(Sender::known(references.units, code), findings)
}

/// What the word in a row's cell of a field stands for.
fn meaning<'a>(list: &List<'a>, record: &Record<'_>, field: Field) -> Option<&'a str> {
    let written = record.text(field);
    if written.is_empty() {
        return None;
    }
    list.stamp?.meaning(field, &written)
}

/// The kind that was chosen.
pub(super) fn kind(list: &List<'_>, record: &Record<'_>) -> Option<HolderKind> {
    HolderKind::from_id(meaning(list, record, Field::Kind)?)
}

/// The unit that was chosen; where none was written, the one for which the template was made.
pub(super) fn unit(
    list: &List<'_>,
    record: &Record<'_>,
    references: &References<'_>,
) -> Option<Belonging<UnitCode>> {
    let stamp = list.stamp?;
    match stamp.kind {
        StampKind::Template => {}
        StampKind::Reply => return None,
        StampKind::Consolidation => return consolidated_unit(list, record, references),
    }
    let left_blank = record.text(Field::Workplace).is_empty();
    let sender = (left_blank && list.sender.unit.as_ref().is_some_and(|unit| unit.as_str() == stamp.unit))
        .then_some(stamp.unit.as_str());
    let code = UnitCode::new(sender.or_else(|| meaning(list, record, Field::Workplace))?);
    references.units.find(&code)?;
    Some(Belonging::sure(Some(code)))
}

/// The unit that an office below counted a row for, where it is known here too; else that office, which counted it
/// for a body within it.
fn consolidated_unit(
    list: &List<'_>,
    record: &Record<'_>,
    references: &References<'_>,
) -> Option<Belonging<UnitCode>> {
    let has_code = list
        .map
        .tables
        .iter()
        .any(|table| table.columns.iter().any(|column| column.field == Some(Field::UnitCode)));
    let sender = list.sender.unit.clone().filter(|_| has_code)?;
    let units = references.units;
    let written = record.text(Field::UnitCode);
    if written.is_empty() {
        return None; // not known below either
    }
    let code = UnitCode::new(&written);
    let context =
        Context { sender: Some(&sender), date: Some(list.attachment.received), ..Context::default() };
    // A unit's own book names it; the consolidated one has codes.
    let code = match units.find(&code) {
        Some(_) => Some(code),
        None => units.certain(&written, &context).map(|found| found.code),
    };
    // Codes that an office gave itself mean other units elsewhere.
    let is_official = |code: &UnitCode| code.as_str().starts_with(|first: char| first.is_ascii_digit());
    let meant = code.filter(|code| is_official(code) || units.is_within(code, &sender));
    Some(Belonging::sure(Some(meant.unwrap_or(sender))))
}

/// The lead agency that an office below counted a row for, if it leads that movement here.
pub(super) fn lead(record: &Record<'_>, plan: &Plan, movement: &MovementId) -> Option<UnitCode> {
    let code = UnitCode::new(&record.text(Field::LeadCode));
    plan.leads(movement).into_iter().find(|lead| **lead == code).cloned()
}

/// The movement that was chosen, if the plan still has it.
pub(super) fn movement(
    list: &List<'_>,
    record: &Record<'_>,
    references: &References<'_>,
) -> Option<Belonging<MovementId>> {
    let id = MovementId::new(meaning(list, record, Field::Movement)?);
    let movement = references.plan.movement(&id)?;
    Some(Belonging::sure(Some(movement.id.clone())))
}
