//! Row → [`Registration`]: typed fields first, then rules over one registration.
//!
//! Knows units and the plan, and nothing of any other registration. A row always becomes a
//! registration: what cannot be read stays empty, with a finding, and never stops the list.

mod awards;
mod belongs;
mod birth;
mod cells;
mod couples;
mod doubts;
mod facts;
mod groups;
mod holder;
mod kind_words;
mod line;
mod movements;
mod name;
mod numbering;
mod ordinals;
mod others;
mod paired;
mod people;
mod person;
mod place;
mod practice;
mod registration;
mod remarked;
mod remarks;
mod row;
mod segments;
mod sender;
mod shared;
mod stamped;
mod struck;
mod ticks;
mod unit_question;
mod workplace;

pub(crate) use awards::named as award_named;
pub use awards::{AWARDS_FILE, Award, AwardGroup, AwardWords, GRANTORS_FILE, Grantor, Merits};
pub use cells::{CellFate, CellUse};
pub use registration::{Details, Gender, Registration, RegistrationId, Status};
pub use remarks::Remarks;
pub(crate) use remarks::{WITHDRAWING, takes_back};
pub use sender::{Sender, find as find_sender};
pub use shared::SharedTexts;
pub use stamped::sender as stamped_sender;

use crate::finding::{Code, Decisions, Finding, Question};
use crate::intake::{Attachment, Sheet};
use crate::layout::{SheetMap, Stamp};
use crate::plan::{MovementNames, Plan};
use crate::units::{Context, UnitBook};

use belongs::Names;
use doubts::Doubts;
use movements::MovementCells;
use ordinals::OrdinalRows;
use row::Row;
use struck::StruckOut;

/// What registrations are held against.
#[derive(Debug, Clone, Copy)]
pub struct References<'a> {
    /// The units.
    pub units: &'a UnitBook,
    /// The plan.
    pub plan: &'a Plan,
    /// The names of its movements, ready to be looked for.
    pub movements: &'a MovementNames,
    /// Answers that people gave.
    pub decisions: &'a Decisions,
    /// The remarks that doubt a registration or take it back.
    pub remarks: &'a Remarks,
    /// What awards are called, and who grants them.
    pub award_words: &'a AwardWords,
}

/// A sheet that registers people, with what is known about it.
#[derive(Debug, Clone, Copy)]
pub struct List<'a> {
    /// Its attachment.
    pub attachment: &'a Attachment,
    /// Tells apart attachments of the same bytes: 0 for the first.
    pub copy: usize,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its map.
    pub map: &'a SheetMap,
    /// Who sent it.
    pub sender: &'a Sender,
    /// The stamp of its workbook, where this program made it: its words mean exactly one thing.
    pub stamp: Option<&'a Stamp>,
}

/// Registrations of a sheet, with findings and questions.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// One or more for each data row, in the order of the sheet.
    pub registrations: Vec<Registration>,
    /// What became of each cell of the data rows.
    pub cells: Vec<CellFate>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// What has to be asked; the same question may come from several rows.
    pub questions: Vec<Question>,
}

/// Reads the registrations of a sheet.
pub fn read(list: &List<'_>, references: &References<'_>) -> Read {
    let mut read = Read::default();
    let context = Context {
        sender: list.sender.unit.as_ref(),
        date: Some(list.attachment.received),
        ..Context::default()
    };
    let names = Names::new(references, context);
    let movements = MovementCells::new(&names);
    let mut doubts = Doubts::default();
    let records = list.map.records(list.sheet);
    let crossed = struck::crossed(list.sheet, &records).unwrap_or_default();
    // Answers of a form stand in its map.
    let bare = if list.map.form.is_empty() { struck::without(list.sheet, &crossed) } else { None };
    let bare = bare.as_ref().map(|bare| list.map.records(bare));
    let nothing = StruckOut::default();
    let ordinals = OrdinalRows::of(&records);
    for (at, whole) in records.iter().enumerate() {
        let crossed = crossed.get(at).unwrap_or(&nothing);
        let record = bare.as_ref().and_then(|bare| bare.get(at)).unwrap_or(whole);
        let row = Row {
            list,
            record,
            whole,
            crossed,
            references,
            names: &names,
            movements: &movements,
            ordinals: &ordinals,
        };
        row.read(&mut doubts, &mut read);
    }
    doubts.settle(list, references, &mut read);
    gather_months(&mut read.findings);
    number_parts(&mut read.registrations);
    let mut texts = SharedTexts::default();
    read.registrations.iter_mut().for_each(|row| texts.share_all(row));
    // An answer that is everybody's on a form stands in the record of each, as does a row of several tables.
    if !list.map.form.is_empty() || list.map.tables.iter().any(|table| 0 < table.beside) {
        read.cells.sort_by_key(|cell| (cell.row, cell.col, std::cmp::Reverse(cell.used)));
        read.cells.dedup_by_key(|cell| (cell.row, cell.col));
    }
    read
}

/// Rows with a month and a year of birth up to which each is noted by itself.
const MOST_MONTHS: usize = 3;

/// A list that gives the month and the year of everybody's birth is noted once.
fn gather_months(findings: &mut Vec<Finding>) {
    let is_month = |finding: &Finding| finding.code == Code::BirthMonth;
    let n = findings.iter().filter(|finding| is_month(finding)).count();
    if n <= MOST_MONTHS {
        return;
    }
    let mut noted = false;
    findings.retain_mut(|finding| {
        if !is_month(finding) {
            return true;
        }
        finding.message =
            format!("{n} dòng chỉ ghi tháng và năm sinh, như «{}»; chỉ dùng năm sinh.", finding.raw);
        !std::mem::replace(&mut noted, true)
    });
}

/// Numbers the registrations of a row that has several.
fn number_parts(registrations: &mut [Registration]) {
    for parts in registrations.chunk_by_mut(|a, b| a.place == b.place).filter(|parts| 1 < parts.len()) {
        for (part, registration) in (1..).zip(parts) {
            registration.part = part;
        }
    }
}
