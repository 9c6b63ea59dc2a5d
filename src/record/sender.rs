//! Which unit sent a list: from its letterhead, the mail that brought it, or its file's name.

use crate::finding::{Answer, Code, Decisions, Finding, Question, Topic};
use crate::intake::Attachment;
use crate::layout::{SheetKind, SheetMap};
use crate::text;
use crate::units::{Candidate, Context, Evidence, UnitBook, UnitCode};

/// The unit that sent a list, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sender {
    /// The unit.
    pub unit: Option<UnitCode>,
    /// Its name, or the words by which it calls itself where it is not known.
    pub name: String,
    /// What was noticed: `sender-unknown`, at most once for an attachment.
    pub finding: Option<Finding>,
    /// What has to be asked.
    pub question: Option<Question>,
}

/// How many letterhead lines may make up one name ("TRUNG TÂM VĂN HÓA - / THỂ THAO").
const JOINED_LINES: usize = 3;

/// Finds the sender of an attachment.
///
/// The letterhead of its sheets comes first, since mails are often sent on by others; then the
/// answer that people gave; then the mail's address and name, the file's name and its folder.
pub fn find(attachment: &Attachment, maps: &[SheetMap], units: &UnitBook, decisions: &Decisions) -> Sender {
    let context = Context { date: Some(attachment.received), ..Context::default() };
    let mut written = String::new();
    for map in maps {
        match by_letterhead(&map.letterhead, units, &context) {
            Letterhead::Unit(code) => return known(units, code),
            Letterhead::Unknown(lines) if written.is_empty() => written = lines,
            Letterhead::Unknown(_) | Letterhead::Silent => {}
        }
    }
    if let Some(Answer::Unit(code)) = decisions.answer(&question_id(attachment, &written)) {
        return known(units, UnitCode::new(code));
    }
    if let Some(mail) = &attachment.mail {
        if let Some(unit) = units.by_email(&mail.from) {
            return known(units, unit.code.clone());
        }
        for said in [&mail.from_name, &mail.subject] {
            if let Some(code) = certain(units, said, &context) {
                return known(units, code);
            }
        }
    }
    for part in attachment.source.rsplit(['/', '!']) {
        let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
        if let Some(code) = by_file_name(units, stem, &context) {
            return known(units, code);
        }
    }
    let has_list = maps.iter().any(|map| matches!(map.kind, SheetKind::List | SheetKind::Form));
    unknown(attachment, &written, has_list, units, &context)
}

/// Who sent it is asked for the words by which a sender calls itself, in whatever file; where there are none, for
/// the file, under whatever name it comes.
fn question_id(attachment: &Attachment, written: &str) -> String {
    match written {
        "" => Question::identify(Topic::Unit, &["sender of", &attachment.hash]),
        written => Question::identify(Topic::Unit, &["sender", &text::key(written)]),
    }
}

enum Letterhead {
    Unit(UnitCode),
    /// Lines that name an office which the book does not know.
    Unknown(String),
    Silent,
}

/// The lowest line names the office; the ones above are its authority, which did not send it.
fn by_letterhead(lines: &[String], units: &UnitBook, context: &Context<'_>) -> Letterhead {
    for end in (1..=lines.len()).rev() {
        let Some(last) = lines.get(end - 1) else { continue };
        if !last.chars().any(char::is_alphabetic) {
            continue;
        }
        for n in (1..=JOINED_LINES.min(end)).rev() {
            let joined = lines.get(end - n..end).unwrap_or_default().join(" ");
            if let Some(code) = certain(units, &joined, context) {
                // A longer join also holds the authority's name: the shortest that resolves to a
                // unit of its own wins only if it is certain by itself.
                let unit = certain(units, last, context);
                return Letterhead::Unit(unit.unwrap_or(code));
            }
        }
        // The lowest line that reads like an office decides; do not climb to its authority.
        return Letterhead::Unknown(last.clone());
    }
    Letterhead::Silent
}

/// The one unit that a name means beyond doubt.
fn certain(units: &UnitBook, name: &str, context: &Context<'_>) -> Option<UnitCode> {
    units.certain(name, context).map(|found| found.code)
}

/// File names hold more than the unit ("DS dang ky - Phuong Vinh Trai (1)"): their parts are tried
/// one by one. They are often written without marks, so three such words or more may count, or a word and a number.
fn by_file_name(units: &UnitBook, stem: &str, context: &Context<'_>) -> Option<UnitCode> {
    let parts = stem.split([' ', '_', '-', '.', '(', ')']).filter(|part| !part.is_empty());
    let words: Vec<&str> = parts.collect();
    let mut best: Option<Candidate> = None;
    for from in 0..words.len() {
        for to in (from + 2..=words.len().min(from + 8)).rev() {
            let Some(phrase) = words.get(from..to).map(|words| words.join(" ")) else { continue };
            // Of a numbered ward only the word "phường" can have lost marks.
            let is_numbered =
                words.get(to - 1).is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
            let without_marks = phrase.is_ascii() && (to - from >= 3 || is_numbered);
            if let Some(found) = units.certain(&phrase, context)
                && (found.evidence != Evidence::Near || without_marks)
            {
                match &best {
                    Some(before) if before.code != found.code => return None,
                    _ => best = Some(found),
                }
                break;
            }
        }
    }
    best.map(|found| found.code)
}

impl Sender {
    /// What tells its questions from those of other senders: its code, else the words by which it calls itself.
    pub(super) fn key(&self) -> String {
        self.unit.as_ref().map_or_else(|| text::key(&self.name), ToString::to_string)
    }

    /// A unit known to be the sender.
    pub fn known(units: &UnitBook, code: UnitCode) -> Sender {
        known(units, code)
    }
}

fn known(units: &UnitBook, code: UnitCode) -> Sender {
    let name = units.find(&code).map_or_else(|| code.to_string(), |unit| unit.name.clone());
    Sender { unit: Some(code), name, finding: None, question: None }
}

fn unknown(
    attachment: &Attachment,
    written: &str,
    has_list: bool,
    units: &UnitBook,
    context: &Context<'_>,
) -> Sender {
    let source = match (written, &attachment.mail) {
        (written, _) if !written.is_empty() => written.to_owned(),
        (_, Some(mail)) if !mail.from_name.is_empty() => mail.from_name.clone(),
        (_, Some(mail)) => mail.from.clone(),
        (_, None) => String::new(),
    };
    let place = crate::finding::Place::file(attachment.source.clone());
    let message = if source.is_empty() {
        "Tệp không ghi đơn vị gửi.".to_owned()
    } else {
        format!("Không nhận ra đơn vị gửi «{source}».")
    };
    let finding = Finding::new(Code::SenderUnknown, place, message).raw(source.clone());
    let file = attachment.source.rsplit(['/', '!']).next().unwrap_or(&attachment.source);
    let (left, evidence) = match (written, source.as_str()) {
        ("", "") => (
            format!("Tệp «{file}»"),
            "Tệp không ghi đơn vị gửi; tên tệp, thư mục cũng không nói. Đơn vị nào gửi tệp này?".to_owned(),
        ),
        ("", mail) => (
            format!("Tệp «{file}», thư của {mail}"),
            "Tệp không ghi đơn vị gửi; chưa rõ thư là của đơn vị nào. Đơn vị nào gửi tệp này?".to_owned(),
        ),
        (written, _) => (written.to_owned(), "Tên ở đầu tệp không có trong danh mục đơn vị.".to_owned()),
    };
    let question = (has_list || !written.is_empty()).then(|| {
        super::unit_question::unit_question(
            question_id(attachment, written),
            &left,
            &evidence,
            &units.resolve(if written.is_empty() { &source } else { written }, context),
            units,
        )
    });
    Sender { unit: None, name: source, finding: Some(finding), question }
}
