//! Whose list it is, where its letterhead says one unit and its rows or its mail another: a copy of
//! another unit's file, in which the letterhead was not changed.

use crate::finding::{Answer, Code, Finding, Place, Question, Topic};
use crate::intake::Attachment;
use crate::record::{References, Registration, Sender};
use crate::units::{UnitBook, UnitCode};

/// What speaks against the sender.
pub(super) struct SenderDoubt {
    /// The unit that is taken for the sender until the officer answers.
    pub(super) unit: UnitCode,
    /// What was noticed; nothing where the officer has answered.
    pub(super) finding: Option<Finding>,
    /// What has to be asked.
    pub(super) question: Option<Question>,
}

/// Doubts the sender of a list where all rows that name a unit name one other, or where none does and
/// another unit's mail brought it. Only units that stand beside each other copy each other's files;
/// those above send on.
pub(super) fn doubt(
    attachment: &Attachment,
    sender: &Sender,
    rows: &[Registration],
    references: &References<'_>,
) -> Option<SenderDoubt> {
    let units = references.units;
    let sender_unit = sender.unit.as_ref()?;
    let mut written = rows.iter().filter(|row| !row.unit_written.is_empty());
    let first = written.next();
    let of_rows = match first {
        Some(first) => {
            let unit = first.unit.as_ref()?;
            written.all(|row| row.unit.as_ref() == Some(unit)).then_some(unit)
        }
        None => None,
    };
    let of_mail = attachment.mail.as_ref().and_then(|mail| units.by_email(&mail.from)).map(|unit| &unit.code);
    let (other, taken, why) = match (first, of_rows, of_mail) {
        (Some(_), Some(unit), _) => (unit, unit, "mọi dòng đều thuộc"),
        (None, _, Some(unit)) if !rows.is_empty() => (unit, sender_unit, "thư gửi từ"),
        _ => return None,
    };
    if !are_peers(sender_unit, other, units) {
        return None;
    }
    let id = Question::identify(Topic::Sender, &[&attachment.hash]);
    if let Some(Answer::Unit(code)) = references.decisions.answer(&id) {
        return Some(SenderDoubt { unit: UnitCode::new(code), finding: None, question: None });
    }
    let name = |code: &UnitCode| units.find(code).map_or_else(|| code.to_string(), |unit| unit.name.clone());
    let message = format!(
        "Đầu danh sách ghi «{}» nhưng {why} «{}»; tạm tính là danh sách của «{}» và không thay danh sách nào đã gửi.",
        name(sender_unit),
        name(other),
        name(taken)
    );
    let finding = Finding::new(Code::SenderDoubtful, Place::file(attachment.source.clone()), &*message);
    let question = Question {
        id,
        topic: Topic::Sender,
        left: attachment.source.to_string(),
        right: name(other),
        evidence: format!("Đầu danh sách ghi «{}» nhưng {why} «{}».", name(sender_unit), name(other)),
        score: 0.5,
        proposal: taken.to_string(),
        choices: [sender_unit, other].map(|unit| (unit.to_string(), name(unit))).to_vec(),
        kind: None,
    };
    Some(SenderDoubt { unit: taken.clone(), finding: Some(finding), question: Some(question) })
}

/// Whether two units stand beside each other: of one kind and level, neither of them the other's heir.
fn are_peers(one: &UnitCode, other: &UnitCode, units: &UnitBook) -> bool {
    let (Some(a), Some(b)) = (units.find(one), units.find(other)) else { return false };
    one != other
        && (a.kind, a.level) == (b.kind, b.level)
        && !units.is_within(one, other)
        && !units.is_within(other, one)
        && !super::lists::related(one, other, units)
}
