//! `decisions.csv`: what was answered, by whom, when and why.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::finding::{Answer, Code, Decisions, Finding, Noted, Place, Spot, Topic};
use crate::plan::{MovementId, Plan};
use crate::text::table::{DelimitedTable, TableRow};
use crate::units::{Context, Resolved, Unit, UnitBook, UnitCode};
use crate::{layout, registry, text};

use super::lines::{append_lines, bytes_of};

/// The columns of `decisions.csv`.
const COLUMNS: [&str; 8] = ["question_id", "topic", "answer", "by", "at", "reason", "about", "against"];

/// One line of `decisions.csv`. A later line for the same question holds; an empty answer takes
/// an earlier one back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The question, as in `questions.csv`.
    pub question_id: String,
    /// Its topic, for people who read the file.
    pub topic: String,
    /// The answer.
    pub answer: String,
    /// Who gave it.
    pub by: String,
    /// The day it was given.
    pub at: String,
    /// Why.
    pub reason: String,
    /// What was asked about, as it was written: a unit's name, a record.
    pub about: String,
    /// What it was held against.
    pub against: String,
}

/// What answers may name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choices<'a> {
    /// The units; none where answers about units are not needed.
    pub units: Option<&'a UnitBook>,
    /// The plan; none where answers about movements and awards are not needed.
    pub plan: Option<&'a Plan>,
}

/// Reads `decisions.csv`; a missing file holds no decisions. Each answer is held against the choices of
/// its topic, here and nowhere else: one that is none of them is a finding at its cell and is not taken,
/// so that its question stands again. What a later line replaces or takes back is not looked at.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn read_decisions(path: &Path, choices: &Choices<'_>) -> io::Result<Noted<Decisions>> {
    let lines = numbered_lines(path)?;
    let mut findings = lines.findings;
    let mut held: BTreeMap<&str, &(u32, Decision)> = BTreeMap::new();
    for line in &lines.value {
        held.insert(&line.1.question_id, line);
    }
    let mut decisions = Decisions::default();
    for (row, line) in held.into_values().filter(|(_, line)| !line.answer.is_empty()) {
        match typed(line, choices) {
            Typed::Answer(answer) => decisions.take(&line.question_id, Some(answer)),
            Typed::Repaired(answer, message) => {
                decisions.take(&line.question_id, Some(answer));
                findings.push(at_row(*row, Code::DecisionRepaired, message).raw(&*line.answer));
            }
            Typed::NotNeeded => {}
            Typed::Invalid(message) => {
                findings.push(at_row(*row, Code::DecisionInvalid, message).raw(&*line.answer));
            }
        }
    }
    Ok(Noted::new(decisions, findings))
}

/// What a written answer turned out to be.
enum Typed {
    Answer(Answer),
    /// It was read after a repair, which the words tell.
    Repaired(Answer, String),
    /// Nobody will ask for it.
    NotNeeded,
    /// It is no choice of its question; why, in Vietnamese.
    Invalid(String),
}

/// An answer as what it means.
fn typed(line: &Decision, choices: &Choices<'_>) -> Typed {
    let written = line.answer.as_str();
    let about = if line.about.is_empty() { String::new() } else { format!(" (về «{}»)", line.about) };
    let invalid = |what: &str, near: Option<String>| {
        let near = near.map(|near| format!(" Gần nhất: {near}.")).unwrap_or_default();
        Typed::Invalid(format!("Câu trả lời «{written}»{about} {what}.{near} Câu hỏi được hỏi lại."))
    };
    let fixed = |allowed: &[Answer]| match Answer::word(written).filter(|answer| allowed.contains(answer)) {
        Some(answer) => Typed::Answer(answer),
        None => {
            let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            invalid(&format!("không phải một trong: {}", allowed.join(", ")), None)
        }
    };
    match Topic::from_id(&line.topic) {
        Some(Topic::SameExemplar) => fixed(&[Answer::Same, Answer::Different, Answer::Each]),
        Some(Topic::Oddity) => fixed(&[Answer::Accepted, Answer::Wrong]),
        Some(Topic::Cell) => fixed(&[Answer::Keep, Answer::Withdrawn, Answer::Several, Answer::One]),
        Some(Topic::Supersede) if registry::is_relation(written) => {
            Typed::Answer(Answer::Relation(written.into()))
        }
        Some(Topic::Supersede) => {
            invalid(&format!("không phải một trong: {}", registry::relations().join(", ")), None)
        }
        Some(Topic::Layout) if written == Answer::Skip.to_string() => Typed::Answer(Answer::Skip),
        Some(Topic::Layout) => match Answer::columns(written).filter(layout::is_reading) {
            Some(answer) => Typed::Answer(answer),
            None => invalid("không nêu cột nào là họ tên (ví dụ A=ordinal;B=name)", None),
        },
        Some(Topic::Unit | Topic::Sender) if Answer::is_none(written) => Typed::Answer(Answer::NoUnit),
        Some(Topic::Unit | Topic::Sender) => match choices.units {
            Some(units) => unit(written, &line.about, units, invalid),
            None => Typed::NotNeeded,
        },
        Some(Topic::Movement) if Answer::is_none(written) => Typed::Answer(Answer::NoMovement),
        Some(Topic::Movement) => match choices.plan {
            Some(plan) if plan.movement(&MovementId::new(written)).is_some() => {
                Typed::Answer(Answer::Movement(written.into()))
            }
            Some(plan) => {
                let ids = plan.movements.iter().map(|movement| movement.id.as_str());
                let near = text::nearest(written, ids).map(|near| format!("«{near}»"));
                invalid("không phải mã phong trào nào của kế hoạch", near)
            }
            None => Typed::NotNeeded,
        },
        Some(Topic::Award) if Answer::is_none(written) => Typed::Answer(Answer::NoAward),
        Some(Topic::Award) => match (choices.plan, Answer::award(written)) {
            (Some(plan), Answer::Award { name, once }) if plan.asks_for_award(&name) => {
                Typed::Answer(Answer::Award { name, once })
            }
            (Some(_), _) => invalid("không phải khen thưởng nào mà kế hoạch hỏi tới", None),
            (None, _) => Typed::NotNeeded,
        },
        None => invalid(&format!("thuộc loại câu hỏi không có («{}»)", line.topic), None),
    }
}

/// The unit of a code. Spreadsheets take the zeros from the head of a code: the one code that has them is
/// meant, where there is one.
///
/// A code that is another unit's once its zeros are lost is told apart by the name that was asked about.
fn unit(
    written: &str,
    about: &str,
    units: &UnitBook,
    invalid: impl Fn(&str, Option<String>) -> Typed,
) -> Typed {
    let known = |code: &str| units.find(&UnitCode::new(code));
    let mut padded = (written.len() + 1..=LONGEST_CODE).map(|width| format!("{written:0>width$}"));
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
    let mut meant: Vec<&Unit> =
        padded.by_ref().filter(|_| is_number).filter_map(|code| known(&code)).collect();
    if let Some(unit) = known(written) {
        if meant.is_empty() || about.is_empty() {
            return Typed::Answer(Answer::Unit(unit.code.as_str().into()));
        }
        let asked: Vec<UnitCode> = match units.resolve(about, &Context::default()) {
            Resolved::One(found) => vec![found.code],
            Resolved::Several(near) | Resolved::None(near) => {
                near.into_iter().map(|near| near.code).collect()
            }
        };
        meant.retain(|unit| asked.contains(&unit.code));
        if asked.contains(&unit.code) || meant.is_empty() {
            // Both may be meant where both are near; where neither is, an officer chose it all the same.
            meant.push(unit);
        }
        if let [only] = meant.as_slice()
            && only.code == unit.code
        {
            return Typed::Answer(Answer::Unit(unit.code.as_str().into()));
        }
    }
    match meant.as_slice() {
        [unit] => Typed::Repaired(
            Answer::Unit(unit.code.as_str().into()),
            format!(
                "Mã đơn vị «{written}» thiếu số 0 ở đầu (Excel bỏ khi lưu); hiểu là «{}» ({}).",
                unit.code, unit.name
            ),
        ),
        [] => invalid("không phải mã đơn vị nào", None),
        several => {
            let several: Vec<String> =
                several.iter().map(|unit| format!("«{}» ({})", unit.code, unit.name)).collect();
            invalid("không phải mã đơn vị nào", Some(several.join(", ")))
        }
    }
}

/// Digits of the longest official code, that of a commune.
const LONGEST_CODE: usize = 5;

fn at_row(row: u32, code: Code, message: String) -> Finding {
    Finding::new(code, Place { spot: Spot::Row(row), ..Place::file("decisions.csv") }, message)
}

/// The lines of `decisions.csv` that can be used, in their order.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn decision_lines(path: &Path) -> io::Result<Noted<Vec<Decision>>> {
    let lines = numbered_lines(path)?;
    Ok(Noted::new(lines.value.into_iter().map(|(_, line)| line).collect(), lines.findings))
}

/// The same, each with its zero-based row.
fn numbered_lines(path: &Path) -> io::Result<Noted<Vec<(u32, Decision)>>> {
    let Some(bytes) = bytes_of(path)? else { return Ok(Noted::clean(Vec::new())) };
    let table = DelimitedTable::read(&bytes);
    let mut findings = table.lost_letters(&Place::file("decisions.csv"));
    let mut lines = Vec::new();
    let Some((heading, rows)) = table.rows.split_first() else { return Ok(Noted::clean(lines)) };
    let col_of = |name: &str| heading.fields.iter().position(|field| field.eq_ignore_ascii_case(name));
    let Some([id_at, topic_at, answer_at]) =
        all([col_of(COLUMNS[0]), col_of(COLUMNS[1]), col_of(COLUMNS[2])])
    else {
        let message = format!("Dòng đầu không có đủ các cột {}.", COLUMNS.join(", "));
        findings.push(at_row(heading.row, Code::DecisionInvalid, message));
        return Ok(Noted::new(lines, findings));
    };
    for TableRow { row, fields } in rows {
        let field = |at: Option<usize>| at.and_then(|at| fields.get(at)).cloned().unwrap_or_default();
        let line = Decision {
            question_id: field(Some(id_at)),
            topic: field(Some(topic_at)),
            answer: field(Some(answer_at)),
            by: field(col_of("by")),
            at: field(col_of("at")),
            reason: field(col_of("reason")),
            about: field(col_of("about")),
            against: field(col_of("against")),
        };
        if !line.question_id.starts_with("Q-") {
            let message = format!("«{}» không phải mã câu hỏi.", line.question_id);
            findings.push(at_row(*row, Code::DecisionInvalid, message));
        } else if Topic::from_id(&line.topic).is_none() {
            let message = format!("Không có loại câu hỏi «{}».", line.topic);
            findings.push(at_row(*row, Code::DecisionInvalid, message));
        } else {
            lines.push((*row, line));
        }
    }
    Ok(Noted::new(lines, findings))
}

fn all<const N: usize>(columns: [Option<usize>; N]) -> Option<[usize; N]> {
    let found: Vec<usize> = columns.into_iter().collect::<Option<_>>()?;
    found.try_into().ok()
}

/// The names of units that people assigned: each with the code that holds, in the order in which they
/// were asked. Lines that cannot be used are left to [`read_decisions`].
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub fn read_learnt(path: &Path) -> io::Result<Vec<(String, String)>> {
    let mut held: Vec<Decision> = Vec::new();
    for line in decision_lines(path)?.value {
        if line.topic == Topic::Unit.id() && !line.about.is_empty() {
            held.retain(|before| before.question_id != line.question_id);
            held.push(line);
        }
    }
    held.retain(|line| !line.answer.is_empty());
    Ok(held.into_iter().map(|line| (line.about, line.answer)).collect())
}

/// Adds lines to `decisions.csv` ([`append_lines`]).
///
/// # Errors
/// Fails where a file cannot be written, for instance because Excel holds it open.
pub fn append_decisions(path: &Path, decisions: &[Decision]) -> io::Result<()> {
    append_lines(path, &COLUMNS, decisions)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use std::fs;

    use super::*;

    const UNITS: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n\
        20,Tỉnh A,area,province,,,,,,\n178,Huyện Cao Lộc,area,district,20,,,,,\n\
        00178,Phường Cát Linh,area,commune,20,,,,,\n05977,Phường Vĩnh Trại,area,commune,20,,,,,\n\
        01,Sở Một,agency,province,20,,,,,\n001,Phòng Một,agency,district,20,,,,,\n";
    const PLAN: &str = include_str!("../../samples/ha-giang-ldtbxh-2023-2025/plan.toml");
    const PLAN_UNITS: &[u8] = include_bytes!("../../samples/ha-giang-ldtbxh-2023-2025/units.csv");

    fn decision(id: &str, topic: Topic, answer: &str) -> Decision {
        Decision {
            question_id: id.to_owned(),
            topic: topic.id().to_owned(),
            answer: answer.to_owned(),
            by: "Ban Thi đua".to_owned(),
            at: "2024-06-30".to_owned(),
            reason: String::new(),
            about: format!("tên hỏi ở {id}"),
            against: String::new(),
        }
    }

    /// The answer taken from one line, or the code of the finding about it.
    fn taken(topic: Topic, answer: &str) -> String {
        taken_about(topic, answer, "")
    }

    fn taken_about(topic: Topic, answer: &str, about: &str) -> String {
        let units = UnitBook::from_csv("units.csv", UNITS.as_bytes()).value;
        let plan_units = UnitBook::from_csv_over("units.csv", PLAN_UNITS, UnitBook::nation()).value;
        let plan = Plan::from_toml("plan.toml", PLAN, &plan_units).value.expect("a plan");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("decisions.csv");
        let line = Decision { about: about.to_owned(), ..decision("Q-1", topic, answer) };
        append_decisions(&path, &[line]).expect("written");
        let noted = read_decisions(&path, &Choices { units: Some(&units), plan: Some(&plan) }).expect("read");
        let codes: Vec<&str> = noted.findings.iter().map(|finding| finding.code.entry().id).collect();
        let answer = noted.value.answer("Q-1").map(ToString::to_string);
        [answer.as_deref().unwrap_or("—")].into_iter().chain(codes).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_answer_is_one_of_the_choices_of_its_topic_or_a_finding() {
        use Topic::{Award, Layout, Movement, Oddity, SameExemplar, Sender, Supersede, Unit};
        for (topic, answer, expect) in [
            (Unit, "05977", "05977"),
            (Unit, "5977", "05977 decision-repaired"),
            (Unit, "05978", "— decision-invalid"),
            // Two units have this code once its zeros are lost.
            (Unit, "1", "— decision-invalid"),
            (Unit, "Phường Vĩnh Trại", "— decision-invalid"),
            (Unit, "none", "none"),
            (Sender, "5977", "05977 decision-repaired"),
            (Movement, "dien-hinh", "— decision-invalid"),
            (Movement, "none", "none"),
            (SameExemplar, "same", "same"),
            (SameExemplar, "skip", "— decision-invalid"),
            (SameExemplar, "TRUE", "— decision-invalid"),
            (Supersede, "adds", "adds"),
            (Supersede, "add", "— decision-invalid"),
            (Layout, "x", "— decision-invalid"),
            (Layout, "A=ordinal;B=birth_date", "— decision-invalid"),
            (Layout, "A=ordinal;B=nam", "— decision-invalid"),
            (Layout, "A=ordinal;B=name", "A=ordinal;B=name"),
            (Layout, "skip", "skip"),
            (Award, "Huân chương gì đó", "— decision-invalid"),
            (Award, "none", "none"),
            (Oddity, "accepted", "accepted"),
            (Oddity, "ok", "— decision-invalid"),
        ] {
            assert_eq!(taken(topic, answer), expect, "{topic:?} {answer}");
        }
    }

    #[test]
    fn a_code_that_is_another_units_without_its_zeros_is_told_by_what_was_asked() {
        for (answer, about, expect) in [
            ("178", "Phường Cát Linh", "00178 decision-repaired"),
            ("178", "Huyện Cao Lộc", "178"),
            ("178", "Một tên không giống ai", "178"),
            ("178", "", "178"),
            ("00178", "Phường Cát Linh", "00178"),
        ] {
            assert_eq!(taken_about(Topic::Unit, answer, about), expect, "{answer} {about}");
        }
    }

    #[test]
    fn a_later_line_holds_and_an_empty_answer_takes_back() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("decisions.csv");
        let choices = Choices::default();
        assert!(read_decisions(&path, &choices)?.value.is_empty());
        let same = |id: &str, answer: &str| decision(id, Topic::SameExemplar, answer);
        append_decisions(&path, &[same("Q-1", "same"), same("Q-2", "same"), same("Q-3", "nothing")])?;
        append_decisions(&path, &[same("Q-1", "different"), same("Q-2", ""), same("Q-3", "same")])?;
        let noted = read_decisions(&path, &choices)?;
        assert_eq!(noted.findings, []);
        assert_eq!(noted.value.answer("Q-1"), Some(&Answer::Different));
        assert_eq!(noted.value.answer("Q-2"), None);
        append_decisions(&path, &[decision("Q-4", Topic::Unit, "05977")])?;
        assert_eq!(read_learnt(&path)?, [("tên hỏi ở Q-4".to_owned(), "05977".to_owned())]);
        Ok(())
    }

    #[test]
    fn lines_that_cannot_be_used_are_findings_with_their_row() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("decisions.csv");
        fs::write(
            &path,
            "question_id,topic,answer,by,at,reason\nabc,unit,x,,,\nQ-1,weather,x,,,\nQ-2,oddity,accepted,,,\n",
        )?;
        let noted = read_decisions(&path, &Choices::default())?;
        let rows: Vec<_> = noted.findings.iter().filter_map(|finding| finding.place.row_shown()).collect();
        assert_eq!(rows, [2, 3]);
        assert_eq!(noted.value.answer("Q-2"), Some(&Answer::Accepted));
        Ok(())
    }

    #[test]
    fn answers_are_added_to_a_file_however_a_spreadsheet_saved_it() -> io::Result<()> {
        let written = "question_id;topic;answer;by;at;reason;about;against\r\n\
            Q-1;same_exemplar;same;Lò Văn Páo;2024-06-30;theo điện thoại;;\r\nghi chú riêng;;;;;;;\r\n";
        let utf_16: Vec<u8> =
            [0xFEFF].into_iter().chain(written.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [written.as_bytes(), utf_16.as_slice(), format!("\u{FEFF}{written}").as_bytes()] {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("decisions.csv");
            fs::write(&path, bytes)?;
            assert_eq!(read_decisions(&path, &Choices::default())?.value.len(), 1);
            append_decisions(&path, &[decision("Q-2", Topic::SameExemplar, "different")])?;
            let noted = read_decisions(&path, &Choices::default())?;
            assert_eq!(noted.value.answer("Q-1"), Some(&Answer::Same));
            assert_eq!(noted.value.answer("Q-2"), Some(&Answer::Different));
            let lines = decision_lines(&path)?.value;
            let first = lines.first().map(|line| (line.by.as_str(), line.reason.as_str()));
            assert_eq!(first, Some(("Lò Văn Páo", "theo điện thoại")));
            let text = fs::read_to_string(&path)?;
            assert!(text.contains("ghi chú riêng") && text.starts_with('\u{FEFF}'), "{text}");
            assert_eq!(fs::read(folder.path().join("decisions.bak.csv"))?, bytes);
        }
        Ok(())
    }
}
