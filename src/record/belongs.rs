//! To which unit and movement a registration belongs.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::finding::{Answer, Code, Decisions, Finding, Place, Question, Topic};
use crate::layout::{Field, Record, StampKind};
use crate::plan::{MovementId, MovementNames, Plan};
use crate::text;
use crate::units::{Context, Resolved, Unit, UnitBook, UnitCode};

use super::unit_question::{candidates, unit_question};
use super::{List, References, Sender, line, ticks};

/// The references as one list asks them: lists repeat their workplaces and titles, so each answer is
/// kept.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) book: &'a UnitBook,
    context: Context<'a>,
    movements: &'a MovementNames,
    units: RefCell<HashMap<String, Resolved>>,
    named: RefCell<HashMap<String, Option<MovementId>>>,
    /// Whether the departments of a unit are units of their own.
    lists_departments: RefCell<HashMap<UnitCode, bool>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(references: &References<'a>, context: Context<'a>) -> Names<'a> {
        Names {
            book: references.units,
            context,
            movements: references.movements,
            units: RefCell::default(),
            named: RefCell::default(),
            lists_departments: RefCell::default(),
        }
    }

    /// Which unit a name means.
    pub(super) fn unit(&self, name: &str) -> Resolved {
        if let Some(answer) = self.units.borrow().get(name) {
            return answer.clone();
        }
        let answer = self.book.resolve(name, &self.context);
        self.units.borrow_mut().insert(name.to_owned(), answer.clone());
        answer
    }

    /// Whether a unit had ended by the day of the list, and nothing took its place.
    fn ended_without_heir(&self, unit: &Unit) -> bool {
        let ended = self.context.date.is_some_and(|day| !unit.valid_on(day));
        ended && unit.valid_to.is_some() && self.book.successors(&unit.code).is_empty()
    }

    /// Which movement a text names, if only by the first words of its name.
    pub(super) fn movement_beginning(&self, said: &str) -> Option<MovementId> {
        self.movement(said).or_else(|| self.movements.find_beginning(said).cloned())
    }

    /// Whether a text is the whole name of a movement.
    pub(super) fn is_movement(&self, said: &str) -> bool {
        self.movements.is_name(said)
    }

    /// Whether a text names movements among words that are of none of them.
    pub(super) fn says_more_than_movements(&self, said: &str) -> bool {
        self.movements.stands_among_others(said)
    }

    /// Whether departments ("Phòng …") of a unit are units in the list of units.
    fn lists_departments(&self, code: &UnitCode) -> bool {
        let lists = || {
            let of_unit = |unit: &&Unit| unit.parent.as_ref() == Some(code);
            self.book.units().iter().filter(of_unit).any(|unit| text::key(&unit.name).starts_with("phòng "))
        };
        *self.lists_departments.borrow_mut().entry(code.clone()).or_insert_with(lists)
    }

    /// Which movement a text names.
    pub(super) fn movement(&self, said: &str) -> Option<MovementId> {
        if said.is_empty() {
            return None;
        }
        if let Some(answer) = self.named.borrow().get(said) {
            return answer.clone();
        }
        let answer = self.movements.find(said).cloned();
        self.named.borrow_mut().insert(said.to_owned(), answer.clone());
        answer
    }
}

/// A value found, and what has to be said or asked about it.
#[derive(Debug)]
pub(super) struct Belonging<T> {
    pub(super) value: Option<T>,
    pub(super) findings: Vec<Finding>,
    pub(super) question: Option<Question>,
    /// Whether the officer said that it belongs nowhere.
    pub(super) refused: bool,
}

impl<T> Belonging<T> {
    pub(super) fn sure(value: Option<T>) -> Belonging<T> {
        Belonging { value, findings: Vec::new(), question: None, refused: false }
    }

    fn refused() -> Belonging<T> {
        Belonging { refused: true, ..Belonging::sure(None) }
    }

    fn asked(finding: Finding, question: Question) -> Belonging<T> {
        Belonging { value: None, findings: vec![finding], question: Some(question), refused: false }
    }
}

/// Parts of a unit that lists name where a unit is asked for; they belong to the sender.
const PARTS_OF_A_UNIT: [&str; 23] = [
    "chợ",
    "khối",
    "tổ",
    "thôn",
    "xóm",
    "bản",
    "đội",
    "lớp",
    "chi bộ",
    "chi hội",
    "chi đoàn",
    "khoa",
    "bộ phận",
    "nhóm",
    "ngõ",
    "số nhà",
    "khu",
    "tổ dân phố",
    "đường",
    "phố",
    "ban giám hiệu",
    "tổ chuyên môn",
    "tiểu đội",
];

/// Words of a key that begin the name of a place.
const PLACES: [&str; 4] = [" xã ", " phường ", " thị trấn ", " đặc khu "];

/// The unit that a registration belongs to: the one that is written, else its sender.
///
/// A part of a unit ("Khối 5", "Tổ Toán") belongs to the sender; any other name that is not known
/// becomes a question, one for all rows that wrote it the same way.
pub(super) fn unit(
    (written, beside): (&str, impl FnOnce() -> Vec<String>),
    place: &Place,
    sender: &Sender,
    names: &Names<'_>,
    decisions: &Decisions,
) -> Belonging<UnitCode> {
    let key = text::key(written);
    if key.is_empty() {
        return Belonging::sure(sender.unit.clone());
    }
    let resolved = names.unit(written);
    if let Resolved::One(found) = resolved {
        return Belonging::sure(Some(found.code));
    }
    if matches!(resolved, Resolved::Several(_))
        && let Some(code) = of_namesakes(written, &resolved, &beside(), names)
    {
        return Belonging::sure(Some(code));
    }
    // A name that is unknown is the same unknown name wherever it stands; one that several units bear may mean
    // another in the list of another sender. What was answered for all of them before still holds.
    let for_all = Question::identify(Topic::Unit, &["workplace", &key]);
    let id = match resolved {
        Resolved::Several(_) => Question::identify(Topic::Unit, &["workplace", &key, &sender.key()]),
        Resolved::One(_) | Resolved::None(_) => for_all.clone(),
    };
    match decisions.answer(&id).or_else(|| decisions.answer(&for_all)) {
        Some(Answer::Unit(code)) => return Belonging::sure(Some(UnitCode::new(code))),
        Some(Answer::NoUnit) if sender.unit.is_some() => return Belonging::sure(sender.unit.clone()),
        _ => {}
    }
    let is_part = PARTS_OF_A_UNIT
        .iter()
        .any(|part| key.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
    // "Phòng Tư vấn" of a centre whose departments are no units.
    let is_department = (key.starts_with("phòng ") || key == "văn phòng")
        && sender.unit.as_ref().is_some_and(|unit| !names.lists_departments(unit));
    // "số 15 đường Bà Triệu", "cùng khối"
    let is_address =
        key.strip_prefix("số ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            || key.starts_with("cùng ");
    let is_part = is_part || is_department || is_address;
    // "Thôn 3, xã …" of another place is not the sender's, however that place is spelt.
    let of_a_place = PLACES.iter().any(|place| key.contains(place));
    if is_part && !of_a_place && sender.unit.is_some() && matches!(resolved, Resolved::None(_)) {
        return Belonging::sure(sender.unit.clone());
    }
    let near = candidates(&resolved).first().and_then(|found| names.book.find(&found.code));
    let ended = near.filter(|unit| names.ended_without_heir(unit));
    let several = match sender.name.as_str() {
        "" => "Tên này có thể là nhiều đơn vị.".to_owned(),
        name => format!("Tên này có thể là nhiều đơn vị; câu trả lời chỉ tính cho các danh sách của {name}."),
    };
    let (code, evidence) = match &resolved {
        _ if ended.is_some() => {
            (Code::UnitUnknown, "Đơn vị này đã kết thúc hoạt động, không có đơn vị kế thừa.")
        }
        Resolved::Several(_) => (Code::UnitAmbiguous, several.as_str()),
        Resolved::One(_) | Resolved::None(_) => {
            (Code::UnitUnknown, "Tên này không có trong danh mục đơn vị.")
        }
    };
    let message = match near {
        Some(unit) if ended.is_some() => format!(
            "«{}» đã kết thúc hoạt động, không có đơn vị nào kế thừa; chưa rõ dòng này nay thuộc đơn vị nào.",
            unit.name
        ),
        Some(unit) => format!("Không rõ đơn vị «{written}»; gần nhất là «{}».", unit.name),
        None => format!("Không rõ đơn vị «{written}»."),
    };
    let mut finding = Finding::new(code, place.clone(), message).raw(written);
    if ended.is_some() {
        finding = finding.advice(
            "Hỏi đơn vị gửi người này nay công tác ở xã, phường hay sở nào rồi chọn trong can-quyet-dinh.xlsx; \
             muốn giữ tên cũ thì chọn chính đơn vị cũ.",
        );
    }
    let mut question = unit_question(id, written, evidence, &resolved, names.book);
    if sender.unit.is_some() {
        let label = format!("Không phải đơn vị nào: tính cho đơn vị gửi ({})", sender.name);
        question.choices.push((Answer::NoUnit.to_string(), label));
    }
    Belonging::asked(finding, question)
}

/// What a row says beside its unit: the texts of its cells, the headings above it, the title of its table.
pub(super) fn words_beside(list: &List<'_>, record: &Record<'_>) -> Vec<String> {
    const FIELDS: [Field; 3] = [Field::Address, Field::PositionWorkplace, Field::Remark];
    let cells = FIELDS.into_iter().map(|field| record.text(field));
    let above = record.sections.iter().rev().map(|section| (*section).to_owned());
    let titles = [record.table.title.clone(), list.map.title.clone()];
    cells.chain(above).chain(titles).filter(|text| !text.is_empty()).collect()
}

/// Of several units of one name the one that lies where the row's other words say: "Xã Tân Bình" beside
/// "huyện Tân Biên".
fn of_namesakes(
    written: &str,
    resolved: &Resolved,
    beside: &[String],
    names: &Names<'_>,
) -> Option<UnitCode> {
    let meant = |text: &String| match names.unit(&format!("{written}, {text}")) {
        Resolved::One(found) => Some(found.code),
        Resolved::Several(_) | Resolved::None(_) => None,
    };
    let is_candidate = |code: &UnitCode| candidates(resolved).iter().any(|one| one.code == *code);
    beside.iter().filter_map(meant).find(is_candidate)
}

/// A question to which lead of a movement the people of a sender count.
pub(super) fn lead_question(
    plan: &Plan,
    movement: &MovementId,
    leads: &[&UnitCode],
    (by, sender): (&str, &str),
    names: &Names<'_>,
) -> Question {
    let name = plan.movement(movement).map_or(movement.as_str(), |movement| movement.name.as_str());
    let label = |code: &UnitCode| names.book.find(code).map_or(code.to_string(), |unit| unit.name.clone());
    let mut choices: Vec<(String, String)> =
        leads.iter().map(|lead| (lead.to_string(), label(lead))).collect();
    choices.push((Answer::NoUnit.to_string(), "Không tính cho cơ quan chủ trì nào".to_owned()));
    Question {
        id: Question::identify(Topic::Unit, &["lead", movement.as_str(), by]),
        topic: Topic::Unit,
        left: format!("{sender}: «{name}»"),
        right: String::new(),
        evidence: format!(
            "«{name}» có {} cơ quan chủ trì; chưa rõ người do «{sender}» đăng ký được tính cho cơ quan nào.",
            leads.len()
        ),
        score: 0.0,
        proposal: String::new(),
        choices,
        kind: None,
    }
}

/// What is known about a sheet's movement besides its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct SheetWords<'a> {
    pub(super) sheet_title: &'a str,
    pub(super) sheet_name: &'a str,
    pub(super) mail_subject: &'a str,
    pub(super) file_name: &'a str,
    pub(super) file_hash: &'a str,
}

impl<'a> SheetWords<'a> {
    /// What a list's title, sheet, mail and file may say of the movement.
    pub(super) fn of(list: &List<'a>) -> SheetWords<'a> {
        let source: &str = &list.attachment.source;
        let file_hash = &list.attachment.hash;
        match list.stamp.map(|stamp| stamp.kind) {
            // Its title is the plan's, its file's name is ours: neither says a movement.
            Some(StampKind::Template | StampKind::Consolidation) => {
                return SheetWords { file_hash, ..SheetWords::default() };
            }
            Some(StampKind::Reply) => {
                return SheetWords {
                    sheet_title: &list.map.title,
                    sheet_name: list.sheet.place.sheet_name(),
                    file_hash,
                    ..SheetWords::default()
                };
            }
            None => {}
        }
        SheetWords {
            sheet_title: &list.map.title,
            sheet_name: list.sheet.place.sheet_name(),
            mail_subject: list.attachment.mail.as_ref().map_or("", |mail| &mail.subject),
            file_name: source.rsplit(['/', '!']).next().unwrap_or_default(),
            file_hash,
        }
    }
}

/// The movement of a registration: from its column, its section, its table's, sheet's or mail's
/// title, or its sender's only assignment, in this order; else it is a question, one for each
/// wording.
pub(super) fn movement(
    record: &Record<'_>,
    place: &Place,
    words: &SheetWords<'_>,
    sender: &Sender,
    names: &Names<'_>,
    references: &References<'_>,
) -> Belonging<MovementId> {
    let plan = references.plan;
    let written = written_movement(record, names);
    if let Some(Ok(id)) = written {
        return Belonging::sure(Some(id));
    }
    let unknown = written.and_then(Result::err).unwrap_or_default();
    let name = record.text(Field::Name).split_whitespace().collect::<Vec<_>>().join(" ");
    let who = Registrant { name: &name, place };
    if !unknown.is_empty() {
        // What a column says may not be overruled by a title: it is asked.
        let case = text::key(&unknown);
        // Earlier versions asked for each sender anew: what was answered then still holds for its lists.
        let of_sender = Question::identify(Topic::Movement, &[&case, &sender.key()]);
        let id = Question::identify(Topic::Movement, &[&case]);
        return ask(&unknown, (&id, Some(&of_sender)), &who, names, references);
    }
    let titles = [
        record.table.title.as_str(),
        words.sheet_title,
        words.sheet_name,
        words.mail_subject,
        words.file_name,
    ];
    let named = record.sections.iter().rev().copied().chain(titles).find_map(|said| names.movement(said));
    if named.is_some() {
        return Belonging::sure(named);
    }
    if let Some(unit) = &sender.unit
        && let [only] = plan.led_by(unit, references.units).as_slice()
    {
        return Belonging::sure(Some(only.id.clone()));
    }
    // Without words, lists of different content are different cases, wherever their files lie.
    let id = Question::identify(Topic::Movement, &[words.file_hash, place.sheet_name()]);
    ask("", (&id, None), &who, names, references)
}

/// The movement in the record's own cells: named, or as words that name none.
fn written_movement(record: &Record<'_>, names: &Names<'_>) -> Option<Result<MovementId, String>> {
    if let Some(movement) = ticks::movements(record, |said| names.movement(said)).into_iter().next() {
        return Some(Ok(movement));
    }
    let written = record.text(Field::Movement);
    if !written.chars().any(char::is_alphanumeric) {
        // "Nội dung đăng ký" holds a movement on some forms and a practice on others.
        let movement = line::parts(record).and_then(|(_, said)| names.movement(said));
        return movement.or_else(|| names.movement(&record.text(Field::Practice))).map(Ok);
    }
    Some(names.movement(&written).ok_or(written))
}

/// Who is registered, and where.
struct Registrant<'a> {
    name: &'a str,
    place: &'a Place,
}

fn ask(
    written: &str,
    (id, earlier): (&str, Option<&str>),
    Registrant { name, place }: &Registrant<'_>,
    names: &Names<'_>,
    references: &References<'_>,
) -> Belonging<MovementId> {
    let (plan, decisions) = (references.plan, references.decisions);
    match earlier.and_then(|earlier| decisions.answer(earlier)).or_else(|| decisions.answer(id)) {
        Some(Answer::Movement(answered)) => {
            if let Some(movement) = plan.movement(&MovementId::new(answered)) {
                return Belonging::sure(Some(movement.id.clone()));
            }
        }
        Some(Answer::NoMovement) => return Belonging::refused(),
        _ => {}
    }
    let message = if written.is_empty() {
        "Không có cột, mục hay tiêu đề nào nói phong trào.".to_owned()
    } else {
        format!("«{written}» không phải phong trào, cuộc vận động hay lĩnh vực nào của kế hoạch.")
    };
    let guess = names.movements.guess(written).and_then(|id| plan.movement(id));
    let of_letters = || text::nearest(written, plan.movements.iter().map(|movement| movement.name.as_str()));
    let nearest = guess.map(|movement| movement.name.as_str()).or_else(of_letters);
    let question = Question {
        id: id.to_owned(),
        topic: Topic::Movement,
        left: if written.is_empty() { place.to_string() } else { written.to_owned() },
        right: nearest.unwrap_or_default().to_owned(),
        evidence: if name.is_empty() { message.clone() } else { format!("{message} {name}: {place}.") },
        score: 0.0,
        proposal: guess.map(|movement| movement.id.to_string()).unwrap_or_default(),
        choices: plan
            .movements
            .iter()
            .map(|movement| (movement.id.to_string(), movement.name.clone()))
            .chain([(Answer::NoMovement.to_string(), "Không thuộc phong trào nào: không tính".to_owned())])
            .collect(),
        kind: None,
    };
    Belonging::asked(Finding::new(Code::MovementUnknown, (*place).clone(), message).raw(written), question)
}
