//! `can-quyet-dinh.xlsx`: what only a person can decide, one sheet for each topic.
//!
//! An answer is chosen from a list; the choices stand on a hidden sheet, one line for each, with
//! the value that `decisions.csv` takes. Everything but the answers is protected against slips of
//! the hand, without a password.
//!
//! Columns of a topic's sheet, agreed with [`crate::ledger::read_answers`]: A `question_id` (hidden), B STT, C and D what
//! is compared, words that differ in colour, E why it is doubtful, F what may be answered, the proposal ticked, G the
//! answer, H the reason, I the kind of the question (hidden). Questions that ask the same for the same reason stand
//! together under a line whose answer holds for those of them that have none. The last sheet holds what looks odd:
//! it may stay blank.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Formula, Workbook, XlsxError,
};

use super::Consolidation;
use super::differences::pieces;
use super::findings_sheet;
use super::measure::clip;
use super::page::{Page, PageCell};
use super::style::{BAD, FONT, Styles};
use crate::finding::{Question, QuestionKind, Topic};
use crate::ledger::{ANSWER, CHOICES_SHEET as CHOICES, KIND_ID, NEW_UNIT, QUESTION_ID, REASON, STANDING};

/// Zero-based columns of what is compared, of the answer, of the reason and of the kind.
const COMPARED: [u16; 2] = [2, 3];
const ANSWER_COL: u16 = 6;
const REASON_COL: u16 = 7;
const KIND_COL: u16 = 8;
/// Excel refuses longer reasons; a cell would hold more.
const LONGEST_REASON: u32 = 500;
/// Fewer questions of a kind are answered sooner one by one than read about together.
const FEWEST_OF_A_KIND: usize = 3;
/// The choice of a unit that the list lacks.
const NEW_UNIT_LABEL: &str = "Đơn vị mới: thêm vào danh mục của cơ quan";

/// A line of a topic's sheet.
enum ReviewLine<'a> {
    /// A question, by its number.
    One(usize, &'a Question),
    /// What holds for the lines of a kind under it: so many, the first of them.
    All(&'a QuestionKind, usize, &'a Question),
}

impl<'a> ReviewLine<'a> {
    /// The lines of a topic: where three or more are of one kind they stand together, at the place of the first.
    fn of(questions: &[&'a Question]) -> Vec<ReviewLine<'a>> {
        let mut of_kind: BTreeMap<&QuestionKind, Vec<&'a Question>> = BTreeMap::new();
        for question in questions {
            if let Some(kind) = &question.kind {
                of_kind.entry(kind).or_default().push(question);
            }
        }
        of_kind.retain(|_, all| FEWEST_OF_A_KIND <= all.len());
        let mut lines = Vec::with_capacity(questions.len());
        let mut number = 0;
        for question in questions {
            let kind = question.kind.as_ref().filter(|kind| of_kind.contains_key(kind));
            let all = match kind {
                Some(kind) => match of_kind.get_mut(kind).map(std::mem::take) {
                    Some(all) if !all.is_empty() => {
                        lines.push(ReviewLine::All(kind, all.len(), question));
                        all
                    }
                    _ => continue,
                },
                None => vec![*question],
            };
            for one in all {
                lines.push(ReviewLine::One(number, one));
                number += 1;
            }
        }
        lines
    }

    fn id(&self) -> &'a str {
        match self {
            ReviewLine::One(_, question) => &question.id,
            ReviewLine::All(kind, ..) => &kind.id,
        }
    }

    fn kind(&self) -> &'a str {
        match self {
            ReviewLine::One(_, question) => question.kind.as_ref().map_or("", |kind| &kind.id),
            ReviewLine::All(kind, ..) => &kind.id,
        }
    }

    /// What may be answered.
    fn choices(&self) -> Vec<(String, String)> {
        match self {
            ReviewLine::One(_, question) => {
                offered(question).map(|(value, words)| (value.to_owned(), words.to_owned())).collect()
            }
            ReviewLine::All(_, _, first) => {
                let of_these = first.choices.iter().map(|(value, words)| {
                    (value.clone(), format!("Các câu dưới còn trống: {}", uncapital(words)))
                });
                let and_later = first.choices.iter().map(|(value, words)| {
                    let words =
                        format!("Các câu dưới còn trống và các câu cùng loại về sau: {}", uncapital(words));
                    (format!("{STANDING}{value}"), words)
                });
                of_these.chain(and_later).collect()
            }
        }
    }
}

fn uncapital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Writes the workbook.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let mut choices_at: u32 = 1;
    let mut written: Vec<ReviewLine<'_>> = Vec::new();
    let oddities = all.registry.oddities(all.findings);
    let asked: Vec<&Question> = all.questions.iter().chain(&oddities).collect();
    for topic in Topic::ALL {
        let questions: Vec<&Question> =
            asked.iter().copied().filter(|question| question.topic == topic).collect();
        if !questions.is_empty() {
            let lines = ReviewLine::of(&questions);
            choices_at = sheet(workbook, styles, all, topic, &lines, choices_at)?;
            written.extend(lines);
        }
    }
    if asked.is_empty() {
        let mut page = Page::add(workbook, styles, "Cần quyết định", &[952])?;
        page.spread(0, 0, "VIỆC CẦN QUYẾT ĐỊNH", &styles.title)?;
        page.spread(0, 0, "Không có việc nào cần quyết định.", &styles.attached)?;
    }
    findings_sheet::write(workbook, styles, all)?;
    choices(workbook, &written)
}

/// One topic; its choices begin at a row of the hidden sheet, and the next free row is given back.
fn sheet(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
    topic: Topic,
    lines_of_topic: &[ReviewLine<'_>],
    mut choices_at: u32,
) -> Result<u32, XlsxError> {
    let widths = [0, 36, 180, 180, 170, 156, 130, 100, 0];
    let mut page = Page::add(workbook, styles, topic.label(), &widths)?;
    page.sheet.set_column_hidden(0)?;
    page.sheet.set_column_hidden(KIND_COL)?;
    let last = REASON_COL;
    let title = format!("Việc cần quyết định: {}", topic.label());
    page.spread(1, last, &title.to_uppercase(), &styles.title)?;
    let blank = match topic {
        Topic::Oddity => {
            "Chỗ nào đúng thật thì chọn «Đúng như vậy» để không bị hỏi lại; chỗ sai thì để trống và báo đơn vị sửa."
        }
        Topic::SameExemplar => {
            "Ô để trống thì lượt chạy sau hỏi lại; trong lúc chờ, hai bên được tính là hai điển hình."
        }
        Topic::Cell => {
            "Ô để trống thì lượt chạy sau hỏi lại; trong lúc chờ, người trong các dòng đó vẫn được tính như đã ghi."
        }
        _ => "Ô để trống thì lượt chạy sau hỏi lại; trong lúc chờ, theo đề xuất được đánh dấu ☑ nếu có.",
    };
    let how = format!(
        "Kỳ {}. Chọn câu trả lời trong cột vàng (cột lý do không bắt buộc), rồi lưu tệp: lượt tổng hợp sau tự lấy. {blank}",
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
        "Có thể trả lời (☑ đề xuất)",
        ANSWER,
        REASON,
        KIND_ID,
    ])?;
    for line in lines_of_topic {
        let choices = line.choices();
        let row = match line {
            ReviewLine::One(at, question) => one(&mut page, topic, *at, question, line.kind())?,
            ReviewLine::All(kind, n, first) => all_of_kind(&mut page, (kind, *n), first)?,
        };
        let reason = DataValidation::new()
            .allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_REASON))
            .set_error_title("Lý do")?
            .set_error_message(format!("Ghi ngắn gọn, không quá {LONGEST_REASON} chữ cái."))?;
        page.sheet.add_data_validation(row, REASON_COL, row, REASON_COL, &reason)?;
        let n_choices = u32::try_from(choices.len()).unwrap_or(0);
        if 0 < n_choices {
            let list = format!("='{CHOICES}'!$C${}:$C${}", choices_at + 1, choices_at + n_choices);
            let mut validation = DataValidation::new()
                .allow_list_formula(Formula::new(list))
                .set_error_title("Câu trả lời")?
                .set_error_message("Chọn một câu trong danh sách, hoặc xóa trống ô.")?;
            if names_unit(topic) {
                validation = validation
                    .set_error_style(DataValidationErrorStyle::Warning)
                    .set_error_message("Tên này không có trong danh sách chọn. Vẫn dùng tên này?")?;
            }
            page.sheet.add_data_validation(row, ANSWER_COL, row, ANSWER_COL, &validation)?;
        }
        choices_at += n_choices;
    }
    page.sheet.protect();
    Ok(choices_at)
}

/// A question.
fn one(
    page: &mut Page<'_>,
    topic: Topic,
    at: usize,
    question: &Question,
    kind: &str,
) -> Result<u32, XlsxError> {
    let styles = page.styles;
    let [left, right] = [&question.left, &question.right].map(|side| lines(topic, side));
    let row = page.write(&[
        (PageCell::Text(&question.id), &styles.text),
        (PageCell::ordinal(at), &styles.centre),
        (PageCell::Text(&left), &styles.text),
        (PageCell::Text(&right), &styles.text),
        (PageCell::Text(&question.evidence), &styles.text),
        (PageCell::Owned(ticked(question)), &styles.text),
        (PageCell::Blank, &styles.answer),
        (PageCell::Blank, &styles.answer),
        (PageCell::Text(kind), &styles.text),
    ])?;
    if !matches!(topic, Topic::Oddity | Topic::Cell | Topic::Supersede | Topic::Sender) {
        colour(page, row, &left, &right)?;
    }
    Ok(row)
}

/// The line that answers all questions of a kind that have no answer of their own.
fn all_of_kind(
    page: &mut Page<'_>,
    (kind, n): (&QuestionKind, usize),
    first: &Question,
) -> Result<u32, XlsxError> {
    let styles = page.styles;
    let proposed = first.choices.iter().find(|(value, _)| *value == first.proposal);
    let proposed = proposed.map(|(_, words)| format!("Đề xuất cho câu đầu: {}", uncapital(words)));
    page.write(&[
        (PageCell::Text(&kind.id), &styles.text),
        (PageCell::Blank, &styles.centre),
        (PageCell::Owned(format!("Trả lời chung cho {n} câu dưới")), &styles.text_bold),
        (PageCell::Blank, &styles.text),
        (PageCell::Text(&kind.why), &styles.text_bold),
        (PageCell::Owned(proposed.unwrap_or_default()), &styles.text),
        (PageCell::Blank, &styles.answer),
        (PageCell::Blank, &styles.answer),
        (PageCell::Text(&kind.id), &styles.text),
    ])
}

/// What may be answered, a line each, the proposal ticked.
fn ticked(question: &Question) -> String {
    // Of many units only the proposed one is named here; the list of the cell has them all.
    let many = 4 < question.choices.len();
    let lines = question.choices.iter().map(|(value, words)| {
        let proposed = *value == question.proposal;
        (proposed, format!("{} {words}", if proposed { '☑' } else { '☐' }))
    });
    let mut lines: Vec<String> =
        lines.filter(|(proposed, _)| *proposed || !many).map(|(_, line)| line).collect();
    if many {
        lines.push(format!("☐ chọn trong {} câu của danh sách", question.choices.len()));
    }
    lines.extend((question.topic == Topic::Unit).then(|| format!("☐ {NEW_UNIT_LABEL}")));
    lines.extend(names_unit(question.topic).then(|| "☐ gõ tên đơn vị khác".to_owned()));
    lines.join("\n")
}

/// Whether the answer is a unit, which may be named though it is none of the choices.
fn names_unit(topic: Topic) -> bool {
    matches!(topic, Topic::Unit | Topic::Sender)
}

/// All that may be chosen for a question: value and words.
fn offered(question: &Question) -> impl Iterator<Item = (&str, &str)> {
    let new = (question.topic == Topic::Unit).then_some((NEW_UNIT, NEW_UNIT_LABEL));
    question.choices.iter().map(|(value, words)| (value.as_str(), words.as_str())).chain(new)
}

/// A record with a line for each of its parts.
fn lines(topic: Topic, side: &str) -> String {
    match topic {
        Topic::SameExemplar => side.replace("; ", "\n").replace(" (", "\n("),
        _ => side.to_owned(),
    }
}

/// Colours the words of two records that differ.
fn colour(page: &mut Page<'_>, row: u32, left: &str, right: &str) -> Result<(), XlsxError> {
    let (left, right) = (clip(left), clip(right));
    // Where a record stands always differs.
    let (left_words, left_place) = left.rfind("\n(").map_or((left, ""), |at| left.split_at(at));
    let (other, right_place) = right.rfind("\n(").map_or((right, ""), |at| right.split_at(at));
    let Some(mut sides) = pieces(left_words, other) else { return Ok(()) };
    for (side, place) in sides.iter_mut().zip([left_place, right_place]) {
        side.extend((!place.is_empty()).then_some((place, true)));
    }
    let face = &page.styles.text;
    let plain = Format::new().set_font_name(FONT).set_font_size(face.letters.size);
    let differs = plain.clone().set_bold().set_font_color(Color::RGB(BAD));
    for (col, side) in COMPARED.into_iter().zip(&sides) {
        if side.iter().all(|(_, shared)| *shared) {
            continue;
        }
        let pieces: Vec<(&Format, &str)> =
            side.iter().map(|(piece, shared)| (if *shared { &plain } else { &differs }, *piece)).collect();
        page.sheet.write_rich_string_with_format(row, col, &pieces, &face.format)?;
    }
    Ok(())
}

/// The hidden sheet, in the order in which the topics are asked.
fn choices(workbook: &mut Workbook, asked: &[ReviewLine<'_>]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(CHOICES)?;
    for (col, name) in (0u16..).zip(["question_id", "value", "label"]) {
        sheet.write_string(0, col, name)?;
    }
    let mut row = 1;
    for line in asked {
        for (value, words) in line.choices() {
            sheet.write_string(row, 0, line.id())?;
            sheet.write_string(row, 1, clip(&value))?;
            sheet.write_string(row, 2, clip(&words))?;
            row += 1;
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
        Topic::Sender => "Danh sách",
        Topic::Movement => "Phong trào như đã ghi",
        Topic::Layout => "Trang tính",
        Topic::Supersede => "Danh sách gửi trước",
        Topic::Award => "Khen thưởng như đã ghi",
        Topic::Oddity => "Điển hình; chỗ khác thường",
        Topic::Cell => "Chữ như đã ghi",
    }
}

fn right_name(topic: Topic) -> &'static str {
    match topic {
        Topic::SameExemplar => "Điển hình thứ hai",
        Topic::Unit => "Đơn vị gần giống",
        Topic::Sender => "Có thể là của",
        Topic::Movement => "Phong trào gần giống",
        Topic::Layout => "Cách đọc khác",
        Topic::Supersede => "Danh sách gửi sau",
        Topic::Award => "Khen thưởng kế hoạch cần",
        Topic::Oddity | Topic::Cell => "Tệp › trang › ô",
    }
}
