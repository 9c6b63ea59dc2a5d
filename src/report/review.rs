//! `can-quyet-dinh.xlsx`: what only a person can decide, one sheet for each topic.
//!
//! An answer is chosen from a list; the choices stand on a hidden sheet, one line for each, with
//! the value that `decisions.csv` takes. Everything but the answers is protected against slips of
//! the hand, without a password.
//!
//! Columns of a topic's sheet, agreed with [`crate::ledger::read_answers`]: A `question_id` (hidden), B STT, C and D what
//! is compared, E why it is doubtful, F the proposal, G the answer, H the reason.

use rust_xlsxwriter::{DataValidation, Formula, Workbook, XlsxError};

use super::Consolidation;
use super::measure::clip;
use super::page::{Cell, Page};
use super::style::Styles;
use crate::finding::{Question, Topic};
use crate::ledger::{ANSWER_COL as ANSWER, CHOICES_SHEET as CHOICES, QUESTION_ID};

/// Writes the workbook.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let mut choices_at: u32 = 1;
    for topic in Topic::ALL {
        let questions: Vec<&Question> =
            all.questions.iter().filter(|question| question.topic == topic).collect();
        if !questions.is_empty() {
            choices_at = sheet(workbook, styles, all, topic, &questions, choices_at)?;
        }
    }
    if all.questions.is_empty() {
        let mut page = Page::add(workbook, styles, "Cần quyết định", &[952])?;
        page.spread(0, 0, "VIỆC CẦN QUYẾT ĐỊNH", &styles.title)?;
        page.spread(0, 0, "Không có việc nào cần quyết định.", &styles.attached)?;
    }
    choices(workbook, all)
}

/// One topic; its choices begin at a row of the hidden sheet, and the next free row is given back.
fn sheet(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
    topic: Topic,
    questions: &[&Question],
    mut choices_at: u32,
) -> Result<u32, XlsxError> {
    let widths = [0, 36, 200, 200, 200, 96, 130, 90];
    let mut page = Page::add(workbook, styles, topic.label(), &widths)?;
    page.sheet.set_column_hidden(0)?;
    let last = page.last_col();
    let title = format!("Việc cần quyết định: {}", topic.label());
    page.spread(1, last, &title.to_uppercase(), &styles.title)?;
    let how = format!(
        "Kỳ {}. Chọn câu trả lời trong cột vàng, lưu tệp rồi chạy «tonghop decide». Ô để trống: \
         chương trình tạm dùng đề xuất và sẽ hỏi lại.",
        all.period.label_with_days()
    );
    page.spread(1, last, &how, &styles.attached)?;
    page.gap(6.0)?;
    page.header(&[
        QUESTION_ID,
        "STT",
        left_name(topic),
        right_name(topic),
        "Vì sao phải hỏi",
        "Đề xuất",
        "Trả lời",
        "Lý do (nếu có)",
    ])?;
    for (at, question) in questions.iter().enumerate() {
        let proposal = question
            .choices
            .iter()
            .find(|(value, _)| *value == question.proposal)
            .map_or(question.proposal.as_str(), |(_, words)| words.as_str());
        let row = page.write(&[
            (Cell::Text(&question.id), &styles.text),
            (Cell::Owned((at + 1).to_string()), &styles.centre),
            (Cell::Text(&question.left), &styles.text),
            (Cell::Text(&question.right), &styles.text),
            (Cell::Text(&question.evidence), &styles.text),
            (Cell::Text(proposal), &styles.text),
            (Cell::Blank, &styles.answer),
            (Cell::Blank, &styles.answer),
        ])?;
        let n_choices = u32::try_from(question.choices.len()).unwrap_or(0);
        if 0 < n_choices {
            let list = format!("='{CHOICES}'!$C${}:$C${}", choices_at + 1, choices_at + n_choices);
            let validation = DataValidation::new()
                .allow_list_formula(Formula::new(list))
                .set_error_title("Câu trả lời")?
                .set_error_message("Chọn một câu trong danh sách.")?;
            page.sheet.add_data_validation(row, ANSWER, row, ANSWER, &validation)?;
        }
        choices_at += n_choices;
    }
    page.sheet.protect();
    Ok(choices_at)
}

/// The hidden sheet, in the order in which the topics are asked.
fn choices(workbook: &mut Workbook, all: &Consolidation<'_>) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(CHOICES)?;
    for (col, name) in (0u16..).zip(["question_id", "value", "label"]) {
        sheet.write_string(0, col, name)?;
    }
    let mut row = 1;
    for topic in Topic::ALL {
        for question in all.questions.iter().filter(|question| question.topic == topic) {
            for (value, words) in &question.choices {
                sheet.write_string(row, 0, &question.id)?;
                sheet.write_string(row, 1, clip(value))?;
                sheet.write_string(row, 2, clip(words))?;
                row += 1;
            }
        }
    }
    sheet.set_very_hidden(true);
    sheet.protect();
    Ok(())
}

fn left_name(topic: Topic) -> &'static str {
    match topic {
        Topic::SameExemplar => "Điển hình thứ nhất",
        Topic::Unit => "Tên đơn vị như đã ghi",
        Topic::Movement => "Phong trào như đã ghi",
        Topic::Layout => "Trang tính",
        Topic::Supersede => "Danh sách gửi trước",
        Topic::Award => "Khen thưởng như đã ghi",
    }
}

fn right_name(topic: Topic) -> &'static str {
    match topic {
        Topic::SameExemplar => "Điển hình thứ hai",
        Topic::Unit => "Đơn vị gần giống",
        Topic::Movement => "Phong trào gần giống",
        Topic::Layout => "Cách đọc khác",
        Topic::Supersede => "Danh sách gửi sau",
        Topic::Award => "Khen thưởng kế hoạch cần",
    }
}
