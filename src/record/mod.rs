//! Row → [`Registration`]: typed fields first, then rules over one registration.
//!
//! Knows units and the plan, and nothing of any other registration. A row always becomes a
//! registration: what cannot be read stays empty, with a finding, and never stops the list.

mod awards;
mod belongs;
mod birth;
mod holder;
mod name;
mod registration;
mod sender;
mod stamped;

pub use awards::{Award, AwardGroup, Grantor, Merits};
pub(crate) use awards::{kept as award_kept, named as award_named};
pub use registration::{Gender, Registration, RegistrationId, Status};
pub use sender::{Sender, find as find_sender};
pub use stamped::sender as stamped_sender;

use crate::finding::{Code, Decisions, Finding, Place, Question};
use crate::intake::{Attachment, Sheet};
use crate::layout::{Entry, Field, Record, SheetMap, Stamp, StampKind};
use crate::plan::{HolderKind, MovementNames, Plan};
use crate::text;
use crate::units::{Context, Resolved, UnitBook};

use belongs::Names;

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
    /// One for each data row, in the order of the sheet.
    pub registrations: Vec<Registration>,
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
    for record in list.map.records(list.sheet) {
        let registration = registration(list, &record, references, &names, &mut read);
        read.registrations.push(registration);
    }
    read
}

fn registration(
    list: &List<'_>,
    record: &Record<'_>,
    references: &References<'_>,
    names: &Names<'_>,
    read: &mut Read,
) -> Registration {
    let place = list.sheet.place.at_row(record.row);
    let received = list.attachment.received;
    let words = sheet_words(list);

    let written_name = written_name(record);
    let (kind, kind_is_clear) = stamped::kind(list, record).map_or_else(
        || holder::kind(record, &written_name, &[words.sheet_title, words.sheet_name]),
        |kind| (kind, true),
    );
    let found = match kind {
        HolderKind::Individual => name::person(&written_name),
        HolderKind::Household => name::household(&written_name),
        _ => name::collective(&written_name),
    };
    let status = if found.name.is_empty() { Status::Rejected } else { Status::Counted };
    note_name(&place_of_name(list, record), &written_name, &found.name, kind, kind_is_clear, read);

    let birth = birth(list, record, read);
    let (position, workplace) = position_and_workplace(record, &found.aside, names);

    // An achievement or a remark may name anybody; only fields of belonging name the unit.
    let unit_written = unit_written(kind, &workplace, &found.name, record, names);
    let unit_place = place_of(list, record, Field::Workplace);
    let unit = stamped::unit(list, record, references).unwrap_or_else(|| {
        belongs::unit(&unit_written, &unit_place, list.sender, names, references.decisions)
    });
    let movement_place = place_of(list, record, Field::Movement);
    let movement = stamped::movement(list, record, references).unwrap_or_else(|| {
        belongs::movement(record, &movement_place, &words, list.sender, names, references)
    });
    read.findings.extend(unit.findings);
    read.findings.extend(movement.findings);
    read.questions.extend(unit.question);
    read.questions.extend(movement.question);

    // What a sheet's columns are taken for while the officer is asked is a proposal, not a count.
    let asked = list.map.question.is_some();
    let status = match (status, &unit.value, &movement.value) {
        _ if movement.refused => Status::Rejected,
        (Status::Counted, None, _) | (Status::Counted, _, None) => Status::Pending,
        (Status::Counted, _, _) if asked => Status::Pending,
        (status, _, _) => status,
    };
    let lead = movement
        .value
        .as_ref()
        .and_then(|id| {
            references.plan.lead_of(id, list.sender.unit.as_ref(), unit.value.as_ref(), references.units)
        })
        .cloned();
    // Of two records in one row, the right one is told apart by its side.
    let sheet_name = list.sheet.place.sheet_name();
    let own_name = format!("{sheet_name}\u{1F}{}", record.side);
    let sheet_name = if record.side == 0 { sheet_name } else { &own_name };
    Registration {
        id: RegistrationId::of(&list.attachment.hash, list.copy, sheet_name, record.row),
        status,
        kind,
        honorific: join(&record.text(Field::Honorific), &found.honorific),
        gender: gender(record).or(birth.gender).or(found.gender),
        name: found.name,
        birth_date: birth.birth.date,
        birth_year: birth.birth.year,
        position,
        workplace,
        address: record.text(Field::Address),
        achievement: join(&record.text(Field::Practice), &record.text(Field::Achievement)),
        merits: Merits::read(
            &record.text(Field::AwardHistory),
            &record.text(Field::Initiative),
            &record.text(Field::Rating),
            &record.text(Field::Remark),
        ),
        remark: record.text(Field::Remark),
        identity_hash: identity_hash(&record.text(Field::IdentityNumber)),
        unit: unit.value,
        unit_written,
        sender: list.sender.unit.clone(),
        sender_name: list.sender.name.clone(),
        movement: movement.value,
        lead,
        received,
        place,
    }
}

fn sheet_words<'a>(list: &List<'a>) -> belongs::SheetWords<'a> {
    let source: &str = &list.attachment.source;
    let file_hash = &list.attachment.hash;
    match list.stamp.map(|stamp| stamp.kind) {
        // Its title is the plan's, its file's name is ours: neither says a movement.
        Some(StampKind::Template) => {
            return belongs::SheetWords { file_hash, ..belongs::SheetWords::default() };
        }
        Some(StampKind::Reply) => {
            return belongs::SheetWords {
                sheet_title: &list.map.title,
                sheet_name: list.sheet.place.sheet_name(),
                file_hash,
                ..belongs::SheetWords::default()
            };
        }
        None => {}
    }
    belongs::SheetWords {
        sheet_title: &list.map.title,
        sheet_name: list.sheet.place.sheet_name(),
        mail_subject: list.attachment.mail.as_ref().map_or("", |mail| &mail.subject),
        file_name: source.rsplit(['/', '!']).next().unwrap_or_default(),
        file_hash,
    }
}

/// The name as it stands in whichever columns hold it.
fn written_name(record: &Record<'_>) -> String {
    let split = [record.text(Field::FamilyName), record.text(Field::GivenName)];
    let joined = split.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    let joined = joined.collect::<Vec<_>>().join(" ");
    if !joined.is_empty() {
        return joined;
    }
    [Field::Name, Field::CollectiveName, Field::Practice]
        .into_iter()
        .filter_map(|field| record.cell(field))
        .filter_map(|cell| cell.value.text())
        .find(|name| name.chars().any(char::is_alphabetic))
        .map(str::to_owned)
        .unwrap_or_default()
}

fn note_name(
    place: &Place,
    written: &str,
    name: &str,
    kind: HolderKind,
    kind_is_clear: bool,
    read: &mut Read,
) {
    let finding = if name.is_empty() {
        Some((Code::NameMissing, "Dòng đăng ký không có tên.".to_owned()))
    } else if kind == HolderKind::Individual && name.split(' ').count() < 2 {
        Some((Code::NameIncomplete, format!("Tên «{name}» chỉ có một chữ.")))
    } else if !kind_is_clear {
        Some((
            Code::KindUnclear,
            format!("Không rõ «{name}» là tập thể hay cá nhân; tạm tính là {}.", kind.label().to_lowercase()),
        ))
    } else {
        None
    };
    read.findings
        .extend(finding.map(|(code, message)| Finding::new(code, place.clone(), message).raw(written)));
}

/// A birth with the gender that its column says.
#[derive(Debug, Default)]
struct BirthAndGender {
    birth: birth::Birth,
    gender: Option<Gender>,
}

fn birth(list: &List<'_>, record: &Record<'_>, read: &mut Read) -> BirthAndGender {
    let columns = [
        (Field::BirthDate, None),
        (Field::BirthYear, None),
        (Field::BirthMale, Some(Gender::Male)),
        (Field::BirthFemale, Some(Gender::Female)),
    ];
    for (field, gender) in columns {
        for Entry { row, column, cell } in record.of(field) {
            // A tick in a column "Nữ" under "Năm sinh" says the gender only.
            let place = list.sheet.place.at_cell(row, column.col);
            let noted = birth::read(&cell.value, &place, list.attachment.received);
            let birth = noted.note_into(&mut read.findings);
            if birth.year.is_some() || gender.is_some() {
                return BirthAndGender { birth, gender };
            }
        }
    }
    BirthAndGender::default()
}

fn gender(record: &Record<'_>) -> Option<Gender> {
    if record.of(Field::MaleTick).next().is_some() {
        return Some(Gender::Male);
    }
    if record.of(Field::FemaleTick).next().is_some() {
        return Some(Gender::Female);
    }
    match text::key(&record.text(Field::Gender)).as_str() {
        "nam" | "trai" | "m" => Some(Gender::Male),
        "nữ" | "gái" | "f" | "nu" => Some(Gender::Female),
        _ => None,
    }
}

/// Position and workplace, apart; in a column that holds both, the longest end that names a unit
/// is the workplace.
fn position_and_workplace(record: &Record<'_>, aside: &str, names: &Names<'_>) -> (String, String) {
    let mut position = join(&record.text(Field::Rank), &record.text(Field::Position));
    if position.is_empty() {
        position = aside.to_owned();
    }
    let mut workplace = record.text(Field::Workplace);
    let both = record.text(Field::PositionWorkplace);
    if !both.is_empty() {
        let (own_position, own_workplace) = split_workplace(&both, names);
        position = join(&position, own_position);
        workplace = join(&workplace, own_workplace);
    }
    (position, workplace)
}

/// Cuts "Hiệu trưởng Trường Tiểu học Vĩnh Trại" where its unit begins.
fn split_workplace<'a>(both: &'a str, names: &Names<'_>) -> (&'a str, &'a str) {
    let starts = both
        .char_indices()
        .filter(|(at, _)| {
            *at == 0 || both.get(..*at).is_some_and(|head| head.ends_with([' ', ',', '-', '\n', ';', '/']))
        })
        .map(|(at, _)| at);
    for at in starts {
        let Some((head, tail)) = both.split_at_checked(at) else { continue };
        if matches!(names.unit(tail), Resolved::One(_)) {
            return (trim_joint(head), tail.trim());
        }
    }
    // No known unit: the first comma, dash or line break parts them.
    let joint = both.find([',', '\n', ';']).or_else(|| both.find(" - "));
    match joint.and_then(|at| both.split_at_checked(at)) {
        Some((head, tail)) => (trim_joint(head), trim_joint(tail)),
        None => (both.trim(), ""),
    }
}

fn trim_joint(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | ';' | '–' | '/'))
}

/// The words that name the unit: the workplace; for a collective without one, its own name where
/// that is a unit; for a household, its address; else a section that is a unit.
fn unit_written(
    kind: HolderKind,
    workplace: &str,
    name: &str,
    record: &Record<'_>,
    names: &Names<'_>,
) -> String {
    if !text::key(workplace).is_empty() {
        return workplace.to_owned();
    }
    let resolves = |said: &str| matches!(names.unit(said), Resolved::One(_));
    let address = record.text(Field::Address);
    let own_name = match kind {
        HolderKind::Individual | HolderKind::Household => "",
        _ => name,
    };
    let sections = record.sections.iter().rev().copied();
    [own_name, &address]
        .into_iter()
        .chain(sections)
        .find(|said| !said.is_empty() && resolves(said))
        .map(str::to_owned)
        .unwrap_or_default()
}

/// The cell in which the name stands, or would; in the record's own row, which is what tells two
/// records under one merged name apart.
fn place_of_name(list: &List<'_>, record: &Record<'_>) -> Place {
    let fields = [Field::Name, Field::CollectiveName, Field::Practice, Field::FamilyName, Field::GivenName];
    let mut fields = fields.into_iter().filter(|field| record.cell(*field).is_some());
    match cell_of(record, fields.next().unwrap_or(Field::Name)) {
        Some((_, col)) => list.sheet.place.at_cell(record.row, col),
        None => list.sheet.place.at_row(record.row),
    }
}

/// The cell of a field, filled or blank; the row where its table has no such column.
fn place_of(list: &List<'_>, record: &Record<'_>, field: Field) -> Place {
    match cell_of(record, field) {
        Some((row, col)) => list.sheet.place.at_cell(row, col),
        None => list.sheet.place.at_row(record.row),
    }
}

/// Row and column of a field.
fn cell_of(record: &Record<'_>, field: Field) -> Option<(u32, u16)> {
    let filled = record.of(field).next().map(|entry| (entry.row, entry.column.col));
    // A cell left blank under its column is where the answer has to be written.
    let mut columns = record.table.columns.iter().filter(|column| column.field == Some(field));
    filled.or_else(|| columns.next().map(|column| (record.row, column.col)))
}

/// The hash of an identity number; the number itself goes no further than this function.
fn identity_hash(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 9 {
        return String::new();
    }
    blake3::hash(digits.as_bytes()).to_hex().to_string()
}

fn join(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        (false, false) => format!("{first}, {second}"),
    }
}
