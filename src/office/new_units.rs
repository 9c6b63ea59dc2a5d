//! Units that an officer names in an answer though no question offered them: found in the book, or added to
//! the office's own list.

use std::io;
use std::path::Path;

use crate::finding::{Code, Finding, reason};
use crate::ledger::{self, AnsweredCell, WrittenUnit};
use crate::text;
use crate::units::{Context, Resolved, Unit, UnitBook, UnitCode, UnitKind, UnitList};

use super::workspace::Workspace;
use super::{CannotRun, Host};

/// The office's list of units that came by answers; read like `units.csv`.
const FILE: &str = "units-them.csv";

/// Words at the head of a name that tell the kind of a unit, as keys.
const KIND_WORDS: [(&str, UnitKind); 30] = [
    ("trường", UnitKind::School),
    ("trung tâm giáo dục", UnitKind::School),
    ("trạm y tế", UnitKind::Health),
    ("bệnh viện", UnitKind::Health),
    ("trung tâm y tế", UnitKind::Health),
    ("công ty", UnitKind::Enterprise),
    ("doanh nghiệp", UnitKind::Enterprise),
    ("tập đoàn", UnitKind::Enterprise),
    ("hợp tác xã", UnitKind::Cooperative),
    ("htx", UnitKind::Cooperative),
    ("tổ hợp tác", UnitKind::Cooperative),
    ("thôn", UnitKind::Hamlet),
    ("xóm", UnitKind::Hamlet),
    ("bản", UnitKind::Hamlet),
    ("ấp", UnitKind::Hamlet),
    ("buôn", UnitKind::Hamlet),
    ("khối", UnitKind::Hamlet),
    ("khu phố", UnitKind::Hamlet),
    ("tổ dân phố", UnitKind::Hamlet),
    ("đảng", UnitKind::Party),
    ("chi bộ", UnitKind::Party),
    ("hội", UnitKind::MassOrganisation),
    ("liên đoàn", UnitKind::MassOrganisation),
    ("công đoàn", UnitKind::MassOrganisation),
    ("đoàn", UnitKind::MassOrganisation),
    ("ủy ban mặt trận", UnitKind::MassOrganisation),
    ("công an", UnitKind::ArmedForce),
    ("ban chỉ huy quân sự", UnitKind::ArmedForce),
    ("đồn biên phòng", UnitKind::ArmedForce),
    ("trung tâm", UnitKind::PublicService),
];

/// A unit that the office's list lacks.
#[derive(Debug, Clone)]
struct NewUnit {
    code: UnitCode,
    name: String,
    kind: UnitKind,
}

/// Answers whose units have codes now.
pub(super) struct CodedAnswers {
    pub(super) answers: Vec<AnsweredCell>,
    /// Sentences about units that were added.
    pub(super) added: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

/// Finds the units that answers name, and adds those that are new to the office's list.
pub(super) fn settle(
    dir: &Path,
    answers: Vec<AnsweredCell>,
    host: &Host<'_>,
) -> Result<CodedAnswers, CannotRun> {
    let mut named = CodedAnswers { answers: Vec::new(), added: Vec::new(), findings: Vec::new() };
    if answers.iter().all(|cell| cell.unit.is_none()) {
        named.answers = answers;
        return Ok(named);
    }
    let workspace = Workspace::open(dir, host)?;
    let issuer = workspace.units.find(&workspace.plan.issuer).cloned();
    let mut fresh: Vec<NewUnit> = Vec::new();
    for mut cell in answers {
        let code = match cell.unit.take() {
            None => Ok(None),
            Some(WrittenUnit::Other(name)) => found(&workspace.units, &fresh, &name, &cell).map(Some),
            Some(WrittenUnit::New(name)) => {
                let known = fresh.iter().find(|unit| text::key(&unit.name) == text::key(&name));
                let known = known.map(|unit| unit.code.clone()).or_else(|| listed(&workspace.units, &name));
                let code = match known {
                    Some(code) => code,
                    None => {
                        let unit = made(&workspace.units, &fresh, &name);
                        fresh.push(unit.clone());
                        unit.code
                    }
                };
                Ok(Some(code))
            }
        };
        match code {
            Ok(code) => {
                if let Some(code) = code {
                    cell.decision.answer = code.to_string();
                }
                named.answers.push(cell);
            }
            Err(finding) => named.findings.push(*finding),
        }
    }
    append(&dir.join(FILE), &fresh, issuer.as_ref()).map_err(|error| {
        CannotRun::new(format!(
            "Không ghi được «{}» ({}). Nếu tệp đang mở trong Excel, hãy đóng lại rồi chạy lại.",
            dir.join(FILE).display(),
            reason(&error)
        ))
    })?;
    let under = issuer.map_or_else(String::new, |unit| format!(" thuộc {}", unit.name));
    named.added = fresh
        .iter()
        .map(|unit| {
            format!(
                "Đã thêm đơn vị «{}»{under} vào {FILE}; nếu thuộc đơn vị khác, sửa cột parent của dòng đó.",
                unit.name
            )
        })
        .collect();
    Ok(named)
}

/// The unit of a typed name or code.
fn found(
    units: &UnitBook,
    fresh: &[NewUnit],
    name: &str,
    cell: &AnsweredCell,
) -> Result<UnitCode, Box<Finding>> {
    if let Some(unit) = units.find(&UnitCode::new(name)) {
        return Ok(unit.code.clone());
    }
    if let Some(unit) = fresh.iter().find(|unit| text::key(&unit.name) == text::key(name)) {
        return Ok(unit.code.clone());
    }
    let near = match units.resolve(name, &Context::default()) {
        Resolved::One(found) => return Ok(found.code),
        Resolved::Several(near) | Resolved::None(near) => near,
    };
    let codes: Vec<&UnitCode> = near.iter().take(4).map(|found| &found.code).collect();
    let near: Vec<String> =
        units.told_apart(&codes).into_iter().map(|(_, label)| format!("«{label}»")).collect();
    let near = if near.is_empty() { String::new() } else { format!(" Gần nhất: {}.", near.join(", ")) };
    let message = format!("Không rõ «{name}» là đơn vị nào.{near}");
    let advice =
        "Chọn trong danh sách của ô, gõ tên đầy đủ (kèm tên đơn vị cấp trên), hoặc gõ «đơn vị mới: <tên>».";
    Err(Box::new(Finding::new(Code::DecisionInvalid, cell.place.clone(), message).raw(name).advice(advice)))
}

/// The unit that an earlier answer added under this name: a run may have been killed before it wrote the answer.
fn listed(units: &UnitBook, name: &str) -> Option<UnitCode> {
    let unit = units.find(&UnitCode::new(&text::slug(name)))?;
    (text::key(&unit.name) == text::key(name)).then(|| unit.code.clone())
}

/// A unit of this name, with a code of its own.
fn made(units: &UnitBook, fresh: &[NewUnit], name: &str) -> NewUnit {
    let slug = text::slug(name);
    let numbered = |n: u32| UnitCode::new(&if n == 1 { slug.clone() } else { format!("{slug}-{n}") });
    let is_free = |code: &UnitCode| units.find(code).is_none() && fresh.iter().all(|unit| unit.code != *code);
    let code = (1..).map(numbered).find(is_free).unwrap_or_else(|| UnitCode::new(&slug));
    let key = text::key(name);
    let starts =
        |words: &str| key.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let kind =
        KIND_WORDS.into_iter().find(|(words, _)| starts(words)).map_or(UnitKind::Agency, |(_, kind)| kind);
    NewUnit { code, name: name.to_owned(), kind }
}

/// Adds lines to the office's list, under the issuer of the plan.
fn append(path: &Path, fresh: &[NewUnit], issuer: Option<&Unit>) -> io::Result<()> {
    if fresh.is_empty() {
        return Ok(());
    }
    let (level, parent) = issuer.map_or(("province", ""), |unit| (unit.level.id(), unit.code.as_str()));
    let line = |unit: &NewUnit| {
        let mut fields = [""; UnitList::COLUMNS.len()].map(str::to_owned);
        let known = [unit.code.as_str(), &unit.name, unit.kind.id(), level, parent];
        fields.iter_mut().zip(known).for_each(|(field, known)| known.clone_into(field));
        fields
    };
    let lines: Vec<_> = fresh.iter().map(line).collect();
    ledger::append_lines(path, &UnitList::COLUMNS, &lines)
}
