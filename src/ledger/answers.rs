//! The officer's answers in a review workbook → decisions.
//!
//! The workbook is written by `report`; what both sides must agree on stands here: a topic's sheet
//! has its header in the row that begins with [`QUESTION_ID`], and the choices stand on the sheet
//! [`CHOICES_SHEET`] as question_id, value, label.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Noted, Place, Topic};
use crate::intake::{Sheet, SheetRow};
use crate::text;

use super::Decision;

/// The hidden sheet of choices.
pub const CHOICES_SHEET: &str = "Lựa chọn";
/// The first cell of a topic's header row.
pub const QUESTION_ID: &str = "question_id";
/// Header of the column of answers.
pub const ANSWER: &str = "Trả lời";
/// Header of the column of reasons.
pub const REASON: &str = "Lý do (nếu có)";
/// Header of the hidden column that says of what kind a question is; on the line that answers all of a kind it is
/// that line's own id.
pub const KIND_ID: &str = "kind_id";
/// Begins the value of an answer that also holds for later questions of the kind.
pub const STANDING: &str = "standing:";
/// Zero-based columns of what is compared.
const COMPARED: [u16; 2] = [2, 3];

/// The answer that a written name is a unit which the office's list lacks.
pub const NEW_UNIT: &str = "new";

/// An answer with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweredCell {
    /// What was answered.
    pub decision: Decision,
    /// Where.
    pub place: Place,
    /// A unit that is none of the choices, whose code is still to be found; the answer is empty until then.
    pub unit: Option<WrittenUnit>,
}

/// A unit that an officer names because it is none of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WrittenUnit {
    /// Another unit, by the name or code that was typed.
    Other(String),
    /// A unit of this name that the office's list lacks.
    New(String),
}

/// Whether this is a review workbook, whatever was done to it: one with questions and their choices.
pub fn is_review_workbook(sheets: &[Sheet]) -> bool {
    let asks = |sheet: &Sheet| sheet.rows.iter().any(|row| said(row, 0) == QUESTION_ID);
    sheets.iter().any(|sheet| sheet.place.sheet_name() == CHOICES_SHEET) && sheets.iter().any(asks)
}

/// Reads the answered questions of a review workbook; `by` and `at` say who answered and when.
///
/// An answer must be one of the choices offered; anything else is a finding with its cell. A
/// question left blank has the answer of the line for all of its kind, where that has one, and else none.
pub fn read_answers(sheets: &[Sheet], by: &str, at: &str) -> Noted<Vec<AnsweredCell>> {
    let choices = choices(sheets);
    let mut answers = Noted::clean(Vec::new());
    for sheet in sheets {
        let Some(topic) = Topic::ALL.into_iter().find(|topic| topic.label() == sheet.place.sheet_name())
        else {
            continue;
        };
        let Some(header_at) = sheet.rows.iter().position(|row| said(row, 0) == QUESTION_ID) else { continue };
        let header = sheet.rows.get(header_at);
        let col_of = |word: &str| {
            let mut cells = header?.cells.iter().filter(|cell| cell.value.text() == Some(word));
            cells.next().map(|cell| cell.col)
        };
        let Some(answer_col) = col_of(ANSWER) else { continue };
        let kind_of = |row| col_of(KIND_ID).map_or("", |col| said(row, col));
        // What was answered for all of a kind, for its lines that have no answer of their own.
        let mut of_kind: BTreeMap<&str, AnsweredCell> = BTreeMap::new();
        for row in sheet.rows.iter().skip(header_at + 1) {
            let (id, answer) = (said(row, 0), said(row, answer_col));
            if !id.starts_with("Q-") {
                continue;
            }
            let offered = choices.get(id).map(Vec::as_slice).unwrap_or_default();
            let answered = |value: &str, reason: &str, place: Place| AnsweredCell {
                decision: Decision {
                    question_id: id.to_owned(),
                    topic: topic.id().to_owned(),
                    answer: value.to_owned(),
                    by: by.to_owned(),
                    at: at.to_owned(),
                    reason: reason.to_owned(),
                    about: one_line(said(row, COMPARED[0])),
                    against: one_line(said(row, COMPARED[1])),
                },
                place,
                unit: None,
            };
            if answer.is_empty() {
                let all = of_kind.get(kind_of(row)).filter(|_| kind_of(row) != id);
                answers.value.extend(
                    all.filter(|all| offers(offered, &all.decision.answer))
                        .map(|all| answered(&all.decision.answer, &all.decision.reason, all.place.clone())),
                );
                continue;
            }
            let reason = col_of(REASON).map_or("", |col| said(row, col));
            let place = sheet.place.at_cell(row.row, answer_col);
            let chosen = offered.iter().find(|(_, label)| text::key(label) == text::key(answer));
            let about = one_line(said(row, COMPARED[0]));
            if let Some((value, _)) = chosen.filter(|_| kind_of(row) == id) {
                let (value, stands) = value.strip_prefix(STANDING).map_or((*value, false), |it| (it, true));
                let all = answered(value, if reason.is_empty() { ANSWERED_FOR_ALL } else { reason }, place);
                answers.value.extend(stands.then(|| all.clone()));
                of_kind.insert(id, all);
                continue;
            }
            let unit = match chosen {
                Some((value, _)) if *value == NEW_UNIT => Some(WrittenUnit::New(about.clone())),
                Some(_) => None,
                None => written_unit(topic, answer, &about),
            };
            match (chosen, unit) {
                (Some((value, _)), None) => answers.value.push(answered(value, reason, place)),
                (_, unit @ Some(_)) => {
                    answers.value.push(AnsweredCell { unit, ..answered("", reason, place) });
                }
                (None, None) => answers.findings.push(
                    Finding::new(
                        Code::DecisionInvalid,
                        sheet.place.at_cell(row.row, answer_col),
                        format!("«{answer}» không có trong danh sách chọn của câu hỏi này."),
                    )
                    .raw(answer)
                    .advice("Chọn lại một câu trả lời trong danh sách của ô rồi chạy lại."),
                ),
            }
        }
    }
    answers
}

/// The unit that a typed answer names: "đơn vị mới", "đơn vị mới: Trạm Y tế …", "đơn vị khác: …", or a name.
fn written_unit(topic: Topic, answer: &str, about: &str) -> Option<WrittenUnit> {
    if !matches!(topic, Topic::Unit | Topic::Sender) {
        return None;
    }
    let (head, name) = answer.split_once(':').map_or((answer, ""), |(head, name)| (head, name.trim()));
    match (text::key(head).as_str(), name) {
        ("đơn vị mới", "") => Some(WrittenUnit::New(about.to_owned())),
        ("đơn vị mới", name) => Some(WrittenUnit::New(name.to_owned())),
        ("đơn vị khác", "") => None,
        ("đơn vị khác", name) => Some(WrittenUnit::Other(name.to_owned())),
        _ => Some(WrittenUnit::Other(answer.to_owned())),
    }
}

/// The reason of an answer that was given for all lines of a kind.
const ANSWERED_FOR_ALL: &str = "trả lời chung";

/// Whether a value is among the choices of a question.
fn offers(offered: &[(&str, &str)], value: &str) -> bool {
    offered.iter().any(|(known, _)| *known == value)
}

/// For each question, the values that may be answered and their labels.
fn choices(sheets: &[Sheet]) -> BTreeMap<&str, Vec<(&str, &str)>> {
    let mut choices: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let rows =
        sheets.iter().filter(|sheet| sheet.place.sheet_name() == CHOICES_SHEET).flat_map(|it| &it.rows);
    for row in rows {
        choices.entry(said(row, 0)).or_default().push((said(row, 1), said(row, 2)));
    }
    choices
}

/// What the workbook shows on several lines, on one.
fn one_line(shown: &str) -> String {
    shown.split('\n').map(str::trim).collect::<Vec<_>>().join("; ")
}

fn said(row: &SheetRow, col: u16) -> &str {
    row.cell(col).and_then(|cell| cell.value.text()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::{Cell, Text, Value};

    fn sheet(name: &str, rows: &[&[(u16, &str)]]) -> Sheet {
        let cell = |(col, shown): &(u16, &str)| Cell {
            col: *col,
            value: Value::Text(Text { shown: (*shown).into(), repair: None }),
        };
        let rows: Vec<SheetRow> = (0..)
            .zip(rows)
            .map(|(row, cells)| SheetRow { row, cells: cells.iter().map(cell).collect() })
            .collect();
        Sheet {
            place: Place::sheet("can-quyet-dinh.xlsx".into(), name),
            visible: true,
            n_rows: u32::try_from(rows.len()).unwrap_or_default(),
            rows,
            merges: Vec::new(),
            aside: crate::intake::Aside::default(),
        }
    }

    #[test]
    fn answers_are_taken_by_their_label_and_others_are_refused_with_their_cell() {
        let sheets = [
            sheet(
                "Tên đơn vị",
                &[
                    &[(0, "VIỆC CẦN QUYẾT ĐỊNH")],
                    &[(0, QUESTION_ID), (1, "STT"), (6, ANSWER), (7, REASON)],
                    &[(0, "Q-1"), (2, "P. V.Trại"), (6, "Phường Vĩnh Trại"), (7, "theo điện thoại")],
                    &[(0, "Q-2")],
                    &[(0, "Q-3"), (6, "Phường nào đó")],
                ],
            ),
            sheet(
                "Phong trào",
                &[&[(0, QUESTION_ID), (6, ANSWER)], &[], &[(0, "Q-4"), (6, "Phong trào nào đó")]],
            ),
            sheet(
                CHOICES_SHEET,
                &[
                    &[(0, "question_id"), (1, "value"), (2, "label")],
                    &[(0, "Q-1"), (1, "05977"), (2, "Phường Vĩnh Trại")],
                    &[(0, "Q-3"), (1, "05980"), (2, "Phường Đông Kinh")],
                ],
            ),
        ];
        let read = read_answers(&sheets, "Ban Thi đua", "2024-06-30");
        let taken: Vec<_> = read
            .value
            .iter()
            .map(|it| &it.decision)
            .map(|it| (it.question_id.as_str(), it.about.as_str(), it.answer.as_str(), it.reason.as_str()))
            .collect();
        // A name that is none of the choices may be another unit's: whoever knows the units finds it.
        assert_eq!(taken, [("Q-1", "P. V.Trại", "05977", "theo điện thoại"), ("Q-3", "", "", "")]);
        let named: Vec<_> = read.value.iter().map(|it| it.unit.clone()).collect();
        assert_eq!(named, [None, Some(WrittenUnit::Other("Phường nào đó".to_owned()))]);
        let cells: Vec<_> = read.findings.iter().map(|finding| finding.place.spot_shown()).collect();
        assert_eq!(cells, ["G3"]);
    }

    #[test]
    fn what_is_answered_for_a_kind_holds_for_its_lines_without_an_answer() {
        let line = |value| format!("{STANDING}{value}");
        let standing = line("different");
        let of_topic = |all: &'static str| {
            sheet(
                "Trùng hay khác người",
                &[
                    &[(0, QUESTION_ID), (6, ANSWER), (7, REASON), (8, KIND_ID)],
                    &[(0, "Q-k"), (2, "Trả lời chung cho 2 câu dưới"), (6, all), (8, "Q-k")],
                    &[(0, "Q-1"), (2, "A"), (3, "B"), (6, "Một"), (8, "Q-k")],
                    &[(0, "Q-2"), (2, "C"), (3, "D"), (8, "Q-k")],
                    &[(0, "Q-3"), (2, "E"), (3, "F"), (8, "Q-other")],
                ],
            )
        };
        let choices = sheet(
            CHOICES_SHEET,
            &[
                &[(0, "Q-k"), (1, "different"), (2, "Các câu dưới: hai")],
                &[(0, "Q-k"), (1, &standing), (2, "Các câu dưới và về sau: hai")],
                &[(0, "Q-1"), (1, "same"), (2, "Một")],
                &[(0, "Q-2"), (1, "different"), (2, "Hai")],
                &[(0, "Q-3"), (1, "different"), (2, "Hai")],
            ],
        );
        for (all, expect) in [
            ("Các câu dưới: hai", &[("Q-1", "same"), ("Q-2", "different")][..]),
            (
                "Các câu dưới và về sau: hai",
                &[("Q-k", "different"), ("Q-1", "same"), ("Q-2", "different")][..],
            ),
            ("", &[("Q-1", "same")][..]),
        ] {
            let read = read_answers(&[of_topic(all), choices.clone()], "Ban Thi đua", "2024-06-30");
            let taken: Vec<_> = read
                .value
                .iter()
                .map(|it| (it.decision.question_id.as_str(), it.decision.answer.as_str()))
                .collect();
            assert_eq!(taken, expect, "{all}");
            assert!(read.findings.is_empty());
        }
    }
}
