//! What one attachment brings: its lists, and an account of every row.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Code, Finding, Place, Question};
use crate::intake::{Attachment, FileOutcome, Sheet};
use crate::layout::{Dictionary, Returned, Role, SheetKind, SheetMap, Stamp};
use crate::record::{self, List, Read, References, Registration, Sender, Status, takes_back};
use crate::units::UnitCode;

use super::origin;
use super::stated_purpose::{ListSays, Purpose, Says};
use super::{CellAccount, SentSheet, SheetAccount, SheetOutcome};

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
    /// What it says of itself.
    pub says: Says,
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

impl Submission {
    /// The same with the cells of its lists left in a reading, which the ledger finds by this key.
    #[must_use]
    pub fn left_in(self, reading: [u8; 32]) -> Submission {
        let sent = self.sent.iter().map(|sheet| sheet.clone().left_in(reading)).collect();
        Submission { sent, ..self }
    }
}

/// Maps, reads and accounts for an attachment.
pub fn submit(attachment: &Attachment, dictionary: &Dictionary, references: &References<'_>) -> Submission {
    let mut findings = attachment.findings.clone();
    let mut questions: Vec<Question> = Vec::new();
    let stamp = Stamp::read(&attachment.sheets).note_into(&mut findings);
    let came_back = stamp.as_ref().and_then(|stamp| stamp.returned(attachment));
    let consolidated = stamp.as_ref().and_then(|stamp| stamp.consolidated(attachment));
    let (attachment, returned) = match &came_back {
        Some((own, returned)) => (own, Some(returned.clone())),
        None => (consolidated.as_ref().unwrap_or(attachment), None),
    };
    let maps =
        crate::layout::map_workbook(&attachment.sheets, stamp.as_ref(), dictionary, references.decisions)
            .note_into(&mut findings);
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
    let mut says = Says::of(attachment, &maps);
    // How a list of withdrawals could be read otherwise is of no matter: it registers nobody.
    let registering = attachment.sheets.iter().zip(&maps);
    let registering = registering
        .filter(|(sheet, _)| says.purpose(sheet.place.sheet_name()) != Purpose::Withdrawal)
        .filter_map(|(_, map)| map.question.clone());
    questions.extend(registering);
    let read_for =
        |sender: &Sender, says: &Says| read(attachment, &maps, sender, stamp.as_ref(), references, says);
    let mut read = read_for(&sender, &says);
    if sender.unit.is_none()
        && let Some(unit) = only_unit(&read.read)
    {
        // Nothing names the sender, but all its rows belong to one unit: a unit's own list.
        sender = Sender::known(references.units, unit);
        read = read_for(&sender, &says);
    }
    if stamp.is_none()
        && let Some(doubt) = origin::doubt(attachment, &sender, &read.read.registrations, references)
    {
        if sender.unit.as_ref() != Some(&doubt.unit) {
            sender = Sender::known(references.units, doubt.unit);
            read = read_for(&sender, &says);
        }
        says.doubt = doubt.finding.as_ref().map(|finding| finding.message.clone()).unwrap_or_default();
        findings.extend(doubt.finding);
        questions.extend(doubt.question);
    }
    if registers_nobody(&mut says, &read.read, &findings) {
        let place = Place::file(attachment.source.clone());
        findings.push(Finding::new(Code::ListNobody, place, "Đơn vị báo không có điển hình đăng ký."));
        findings.retain(|finding| !matches!(finding.code, Code::TableMissing | Code::MailEmpty));
    }
    let paper = says.paper.filter(|paper| !references.plan.papers_due(*paper).is_empty());
    if let Some(paper) = paper {
        let place = Place::file(attachment.source.clone());
        let message = format!("Đã nhận {} của đơn vị; tệp không có danh sách.", paper.label().to_lowercase());
        findings.retain(|finding| {
            !matches!(finding.code, Code::FileUnsupported | Code::FileIgnored | Code::TableMissing)
        });
        findings.push(Finding::new(Code::PaperReceived, place, message));
    }
    let ListsRead { read, cells } = read;
    let mut registrations = read.registrations;
    registrations.shrink_to_fit();
    let lists: Vec<_> = attachment.sheets.iter().zip(&maps).collect();
    findings.extend(super::counts::compare(&lists, &registrations, references));
    findings.extend(read.findings);
    questions.extend(read.questions);
    let mut accounts: Vec<SheetAccount> = attachment
        .sheets
        .iter()
        .zip(&maps)
        .zip(cells)
        .map(|((sheet, map), cells)| account(attachment, (sheet, map), cells, sender.unit.clone()))
        .collect();
    if attachment.sheets.is_empty() {
        let mut account = without_sheets(attachment, sender.unit.clone());
        if paper.is_some() {
            account.outcome = SheetOutcome::Ignored;
        }
        accounts.push(account);
    }
    if !registrations.is_empty() || paper.is_some() {
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
        says,
        accounts,
        registrations,
        findings,
        questions,
    }
}

/// The lists of an attachment, read.
struct ListsRead {
    read: Read,
    /// For each sheet, the account of its cells and how many registrations it gave.
    cells: Vec<(CellAccount, u32)>,
}

/// Reads all lists of an attachment.
fn read(
    attachment: &Attachment,
    maps: &[SheetMap],
    sender: &Sender,
    stamp: Option<&Stamp>,
    references: &References<'_>,
    says: &Says,
) -> ListsRead {
    let mut all = Read::default();
    let mut cells = Vec::with_capacity(maps.len());
    for (sheet, map) in attachment.sheets.iter().zip(maps) {
        if matches!(map.kind, SheetKind::List | SheetKind::Form) {
            let list = List { attachment, copy: 0, sheet, map, sender, stamp };
            let mut read = record::read(&list, references);
            withdraw(&mut read, says.purpose(sheet.place.sheet_name()));
            let account = CellAccount::of(map.cells_of_data(sheet), &read.cells);
            cells.push((account, u32::try_from(read.registrations.len()).unwrap_or(u32::MAX)));
            all.registrations.extend(read.registrations);
            all.findings.extend(read.findings);
            all.questions.extend(read.questions);
        } else {
            cells.push((CellAccount::of(map.cells_of_data(sheet), &[]), 0));
        }
    }
    ListsRead { read: all, cells }
}

/// Rows that take names back register nobody, and nothing has to be asked about them.
fn withdraw(read: &mut Read, purpose: Purpose) {
    let whole = purpose == Purpose::Withdrawal;
    let mut rows = BTreeSet::new();
    for row in read.registrations.iter_mut().filter(|row| whole || takes_back(&row.remark)) {
        if row.status != Status::Rejected {
            row.status = Status::Withdrawn;
            rows.insert(row.place.row_shown());
        }
    }
    read.findings
        .retain(|finding| finding.code == Code::TextRepaired || !rows.contains(&finding.place.row_shown()));
    if whole {
        read.questions.clear();
    }
}

/// Whether a submission says that there is nobody to register: in its lists, or in the mail that
/// came without any.
fn registers_nobody(says: &mut Says, read: &Read, findings: &[Finding]) -> bool {
    let mut mails = findings.iter().filter(|finding| finding.code == Code::MailEmpty);
    if mails.any(|mail| crate::layout::says_nobody(&mail.raw)) {
        says.lists.push(ListSays { nobody: true, ..ListSays::default() });
    }
    read.registrations.is_empty() && says.nobody()
}

/// The one unit to which all registrations belong.
fn only_unit(read: &Read) -> Option<UnitCode> {
    let first = read.registrations.first()?.unit.as_ref()?;
    read.registrations.iter().all(|row| row.unit.as_ref() == Some(first)).then(|| first.clone())
}

fn account(
    attachment: &Attachment,
    (sheet, map): (&Sheet, &SheetMap),
    (cells, registrations): (CellAccount, u32),
    sender: Option<UnitCode>,
) -> SheetAccount {
    let with_content = u32::try_from(map.rows.len()).unwrap_or(u32::MAX);
    let blank = sheet.n_rows.saturating_sub(with_content);
    SheetAccount {
        place: sheet.place.clone(),
        hash: attachment.hash.clone(),
        sender,
        received: attachment.received,
        outcome: match map.kind {
            SheetKind::List | SheetKind::Form => SheetOutcome::Read,
            SheetKind::Example | SheetKind::Lookup | SheetKind::OtherList => SheetOutcome::Ignored,
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
        cells,
        registrations,
    }
}

fn without_sheets(attachment: &Attachment, sender: Option<UnitCode>) -> SheetAccount {
    let outcome = match attachment.outcome {
        FileOutcome::Failed => SheetOutcome::Failed,
        FileOutcome::Ignored => SheetOutcome::Ignored,
        FileOutcome::Read => SheetOutcome::NoTable,
    };
    let place = Place::file(attachment.source.clone());
    SheetAccount::without_rows(place, attachment.hash.clone(), (sender, attachment.received), outcome)
}
