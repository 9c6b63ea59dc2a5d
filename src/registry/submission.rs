//! What one attachment brings: its lists, and an account of every row.

use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place, Question};
use crate::intake::{Attachment, Outcome, Sheet};
use crate::layout::{Dictionary, Returned, Role, SheetKind, SheetMap, Stamp};
use crate::record::{self, List, Read, References, Registration, Sender};
use crate::units::UnitCode;

use super::{SentSheet, SheetAccount, SheetOutcome};

/// An attachment, read and accounted for; its cells are gone.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Path inside the inbox.
    pub source: Arc<str>,
    /// BLAKE3 of its bytes.
    pub hash: String,
    /// The day it arrived.
    pub received: Date,
    /// The unit that sent it.
    pub sender: Option<UnitCode>,
    /// The words by which it says what it is: titles, the mail's subject, the file's name.
    pub says: String,
    /// One account for each sheet, or one for the file where it gave no sheet.
    pub accounts: Vec<SheetAccount>,
    /// Its registrations, by sheet and row.
    pub registrations: Vec<Registration>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What has to be asked.
    pub questions: Vec<Question>,
    /// Its lists as they were sent.
    pub sent: Arc<[SentSheet]>,
    /// Where it is a reply that came back: what came with it, and the registrations it had shown.
    pub back: Option<(Returned, Vec<String>)>,
}

/// Maps, reads and accounts for an attachment.
pub fn submit(attachment: &Attachment, dictionary: &Dictionary, references: &References<'_>) -> Submission {
    let mut findings = attachment.findings.clone();
    let mut questions: Vec<Question> = Vec::new();
    let stamp = Stamp::read(&attachment.sheets).note_into(&mut findings);
    let came_back = stamp.as_ref().and_then(|stamp| stamp.returned(attachment));
    let (attachment, returned) = match &came_back {
        Some((own, returned)) => (own, Some(returned.clone())),
        None => (attachment, None),
    };
    let maps =
        crate::layout::map_workbook(&attachment.sheets, stamp.as_ref(), dictionary, references.decisions)
            .note_into(&mut findings);
    questions.extend(maps.iter().filter_map(|map| map.question.clone()));
    let has_list = maps.iter().any(|map| matches!(map.kind, SheetKind::List | SheetKind::Form));
    // An empty or lookup sheet beside a list needs no word; a file without any list does.
    if has_list {
        findings.retain(|finding| finding.code != Code::TableMissing);
    }
    // Of the guide that goes along with a template nothing has to be said.
    if stamp.is_some() {
        findings.retain(|finding| finding.code != Code::SheetExample);
    }
    let mut sender = match &stamp {
        Some(stamp) => record::stamped_sender(stamp, attachment, &maps, references).note_into(&mut findings),
        None => record::find_sender(attachment, &maps, references.units, references.decisions),
    };
    let mut read = read(attachment, &maps, &sender, stamp.as_ref(), references);
    if sender.unit.is_none()
        && let Some(unit) = only_unit(&read)
    {
        // Nothing names the sender, but all its rows belong to one unit: a unit's own list.
        sender = Sender::known(references.units, unit);
        read = self::read(attachment, &maps, &sender, stamp.as_ref(), references);
    }
    let registrations = read.registrations;
    findings.extend(read.findings);
    questions.extend(read.questions);
    let mut accounts: Vec<SheetAccount> = attachment
        .sheets
        .iter()
        .zip(&maps)
        .map(|(sheet, map)| account(attachment, sheet, map, sender.unit.clone()))
        .collect();
    if attachment.sheets.is_empty() {
        accounts.push(without_sheets(attachment, sender.unit.clone()));
    }
    if !registrations.is_empty() {
        findings.extend(sender.finding.clone());
        questions.extend(sender.question.clone());
    }
    if let Some(unit) = &sender.unit {
        for finding in findings.iter_mut().filter(|finding| finding.unit_code.is_empty()) {
            finding.unit_code = unit.to_string();
        }
    }
    let lists = attachment.sheets.iter().zip(&maps);
    let lists = lists.filter(|(_, map)| matches!(map.kind, SheetKind::List | SheetKind::Form));
    let sent = lists.map(|(sheet, map)| SentSheet::of(sheet, map)).collect();
    Submission {
        sent,
        back: returned.map(|returned| (returned, stamp.map(|stamp| stamp.rows).unwrap_or_default())),
        source: attachment.source.clone(),
        hash: attachment.hash.clone(),
        received: attachment.received,
        sender: sender.unit,
        says: says(attachment, &maps),
        accounts,
        registrations,
        findings,
        questions,
    }
}

/// Reads all lists of an attachment.
fn read(
    attachment: &Attachment,
    maps: &[SheetMap],
    sender: &Sender,
    stamp: Option<&Stamp>,
    references: &References<'_>,
) -> Read {
    let mut all = Read::default();
    for (sheet, map) in attachment.sheets.iter().zip(maps) {
        if matches!(map.kind, SheetKind::List | SheetKind::Form) {
            let list = List { attachment, copy: 0, sheet, map, sender, stamp };
            let read = record::read(&list, references);
            all.registrations.extend(read.registrations);
            all.findings.extend(read.findings);
            all.questions.extend(read.questions);
        }
    }
    all
}

/// The one unit to which all registrations belong.
fn only_unit(read: &Read) -> Option<UnitCode> {
    let first = read.registrations.first()?.unit.as_ref()?;
    read.registrations.iter().all(|row| row.unit.as_ref() == Some(first)).then(|| first.clone())
}

fn says(attachment: &Attachment, maps: &[SheetMap]) -> String {
    let subject = attachment.mail.as_ref().map(|mail| mail.subject.as_str());
    let file = attachment.source.rsplit(['/', '!']).next();
    let titles = maps.iter().map(|map| map.title.as_str());
    titles.chain(subject).chain(file).collect::<Vec<_>>().join(" | ")
}

fn account(attachment: &Attachment, sheet: &Sheet, map: &SheetMap, sender: Option<UnitCode>) -> SheetAccount {
    let with_content = u32::try_from(map.rows.len()).unwrap_or(u32::MAX);
    let blank = sheet.n_rows.saturating_sub(with_content);
    SheetAccount {
        place: sheet.place.clone(),
        hash: attachment.hash.clone(),
        sender,
        received: attachment.received,
        outcome: match map.kind {
            SheetKind::List | SheetKind::Form => SheetOutcome::Read,
            SheetKind::Example | SheetKind::Lookup => SheetOutcome::Ignored,
            SheetKind::NoTable | SheetKind::Empty => SheetOutcome::NoTable,
        },
        rows: sheet.n_rows,
        blank: blank + map.count(Role::Blank),
        title: map.count(Role::Title),
        header: map.count(Role::Header),
        numbering: map.count(Role::Numbering),
        section: map.count(Role::Section),
        data: map.count(Role::Data),
        total: map.count(Role::Total),
        note: map.count(Role::Note),
        signature: map.count(Role::Signature),
        other: map.count(Role::Other),
    }
}

fn without_sheets(attachment: &Attachment, sender: Option<UnitCode>) -> SheetAccount {
    SheetAccount {
        place: Place::file(attachment.source.clone()),
        hash: attachment.hash.clone(),
        sender,
        received: attachment.received,
        outcome: match attachment.outcome {
            Outcome::Failed => SheetOutcome::Failed,
            Outcome::Ignored => SheetOutcome::Ignored,
            Outcome::Read => SheetOutcome::NoTable,
        },
        rows: 0,
        blank: 0,
        title: 0,
        header: 0,
        numbering: 0,
        section: 0,
        data: 0,
        total: 0,
        note: 0,
        signature: 0,
        other: 0,
    }
}
