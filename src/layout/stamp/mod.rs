//! The stamp: by which a workbook that this program made is known again when it comes back.
//!
//! It stands on a sheet that Excel does not show, one line a row, and is found by its first cell,
//! not by the name of its sheet: so it outlives saving by Excel, LibreOffice (also as .xls and .ods)
//! and scripts. A stamp that was tampered with does not hold; the workbook is then read as any other.

mod consolidation;
mod exact;
mod returned;

pub use returned::{
    EXPLAIN, EXPLAIN_SHEET, Explained, FINDING_KEY, REVIEW, ROW_KEY, Returned, content_mark, finding_key,
};

use crate::finding::{Code, Finding, Noted};
use crate::intake::{Attachment, Sheet};
use crate::text;

use super::field::Field;

pub(super) use consolidation::{SheetReading, name_columns, read as read_consolidated};
pub(super) use exact::map;
pub(super) use returned::lists_findings;

/// The name under which the sheet of the stamp is written.
pub const STAMP_SHEET: &str = "tonghop";
/// The version of the form that [`Stamp::lines`] writes.
pub const FORM_VERSION: &str = "1";
/// The first cell of a stamp.
const MARK: &str = "tonghop-stamp";

/// What a workbook with a stamp is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampKind {
    /// A registration workbook that was sent out to be filled in.
    Template,
    /// A reply that a sender got about its own rows.
    Reply,
    /// A consolidated workbook, of an office or of one unit.
    Consolidation,
}

impl StampKind {
    fn id(self) -> &'static str {
        match self {
            StampKind::Template => "template",
            StampKind::Reply => "reply",
            StampKind::Consolidation => "consolidation",
        }
    }
}

/// A word that may be chosen in a column, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The column's meaning.
    pub field: Field,
    /// The word that people see.
    pub word: String,
    /// What it stands for: a code or identifier of another room.
    pub means: String,
}

/// What a workbook that this program made says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// What the workbook is.
    pub kind: StampKind,
    /// The form's version.
    pub form: String,
    /// The plan it was made for, by its mark.
    pub plan: String,
    /// Code of the unit it was made for; empty where a reply is for nobody known.
    pub unit: String,
    /// The name under which the unit stands at the head of the list.
    pub unit_name: String,
    /// The period of the run that made a reply (`2024-06`); empty in a template.
    pub period: String,
    /// Columns of a template from left to right: meaning (none for what the workbook computes
    /// itself) and header.
    pub columns: Vec<(Option<Field>, String)>,
    /// The text of the row that closes a template's list.
    pub end: String,
    /// Words to choose from.
    pub labels: Vec<Label>,
    /// Identifiers of the rows of a reply, in the order of its sheets.
    pub rows: Vec<String>,
}

impl Stamp {
    /// An empty stamp of a kind.
    pub fn new(kind: StampKind) -> Stamp {
        Stamp {
            kind,
            form: FORM_VERSION.to_owned(),
            plan: String::new(),
            unit: String::new(),
            unit_name: String::new(),
            period: String::new(),
            columns: Vec::new(),
            end: String::new(),
            labels: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The lines to write on the sheet of the stamp, from its first row on, cell by cell.
    pub fn lines(&self) -> Vec<Vec<String>> {
        let line = |cells: &[&str]| cells.iter().map(|cell| text::clean(cell).into_owned()).collect();
        let mut lines: Vec<Vec<String>> = vec![
            line(&[MARK, &self.form]),
            line(&["kind", self.kind.id()]),
            line(&["plan", &self.plan]),
            line(&["unit", &self.unit, &self.unit_name]),
            line(&["period", &self.period]),
            line(&["end", &self.end]),
        ];
        for (field, header) in &self.columns {
            lines.push(line(&["column", field.map_or("none", Field::id), header]));
        }
        for label in &self.labels {
            lines.push(line(&["label", label.field.id(), &label.word, &label.means]));
        }
        for row in &self.rows {
            lines.push(line(&["row", row]));
        }
        lines.push(line(&["check", &check(&lines)]));
        lines
    }

    /// The stamp of a workbook, where it has one that holds. One that was tampered with is a finding.
    pub fn read(sheets: &[Sheet]) -> Noted<Option<Stamp>> {
        let Some(sheet) = sheets.iter().find(|sheet| is_stamp(sheet)) else { return Noted::clean(None) };
        let lines: Vec<Vec<String>> = sheet
            .rows
            .iter()
            .map(|row| {
                let last = row.cells.last().map_or(0, |cell| cell.col).min(3);
                let shown = |col| row.cell(col).map(|cell| cell.value.shown().into_owned());
                (0..=last).map(|col| shown(col).unwrap_or_default()).collect()
            })
            .collect();
        match parse(&lines) {
            Some(stamp) => Noted::clean(Some(stamp)),
            None => Noted::new(
                None,
                vec![Finding::new(
                    Code::TemplateBroken,
                    sheet.place.clone(),
                    "Dấu nhận dạng ẩn của mẫu đã bị sửa; tệp được đọc như một bảng thường.",
                )],
            ),
        }
    }

    /// What a word chosen in a column stands for.
    pub fn meaning(&self, field: Field, word: &str) -> Option<&str> {
        let word = text::key(word);
        let of_field = self.labels.iter().filter(|label| label.field == field);
        let mut means = of_field.filter(|label| text::key(&label.word) == word);
        means.next().map(|label| label.means.as_str())
    }

    /// A consolidated workbook without what only machines read. None for a template or a reply.
    pub fn consolidated(&self, attachment: &Attachment) -> Option<Attachment> {
        (self.kind == StampKind::Consolidation).then(|| consolidation::own(attachment, self))
    }

    /// A reply that came back: its lists as the unit left them, without what this program had
    /// added, and what the unit said there. None for a template.
    pub fn returned(&self, attachment: &Attachment) -> Option<(Attachment, Returned)> {
        (self.kind == StampKind::Reply).then(|| returned::part(attachment))
    }
}

/// Whether a sheet holds a stamp.
pub(super) fn is_stamp(sheet: &Sheet) -> bool {
    let first = sheet.rows.first().and_then(|row| row.cell(0));
    first.and_then(|cell| cell.value.text()) == Some(MARK)
}

fn parse(lines: &[Vec<String>]) -> Option<Stamp> {
    let text_at = |line: &[String], at: usize| line.get(at).cloned().unwrap_or_default();
    let closing = lines.iter().position(|line| text_at(line, 0) == "check")?;
    if text_at(lines.get(closing)?, 1) != check(lines.get(..closing)?) {
        return None;
    }
    let mut stamp = Stamp::new(StampKind::Template);
    for line in lines.get(..closing)? {
        match text_at(line, 0).as_str() {
            MARK => stamp.form = text_at(line, 1),
            "kind" => {
                let kinds = [StampKind::Reply, StampKind::Consolidation];
                stamp.kind =
                    kinds.into_iter().find(|kind| kind.id() == text_at(line, 1)).unwrap_or(stamp.kind);
            }
            "plan" => stamp.plan = text_at(line, 1),
            "unit" => (stamp.unit, stamp.unit_name) = (text_at(line, 1), text_at(line, 2)),
            "period" => stamp.period = text_at(line, 1),
            "end" => stamp.end = text_at(line, 1),
            "column" => stamp.columns.push((Field::from_id(&text_at(line, 1)), text_at(line, 2))),
            "label" => {
                let field = Field::from_id(&text_at(line, 1))?;
                stamp.labels.push(Label { field, word: text_at(line, 2), means: text_at(line, 3) });
            }
            "row" => stamp.rows.push(text_at(line, 1)),
            _ => {}
        }
    }
    Some(stamp)
}

/// A mark over lines, by which a change is seen. Blanks at the end of a line do not count.
fn check(lines: &[Vec<String>]) -> String {
    let mut hasher = blake3::Hasher::new();
    for line in lines {
        let until = line.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        for cell in line.iter().take(until) {
            hasher.update(cell.as_bytes());
            hasher.update(&[0x1F]);
        }
        hasher.update(&[0x1E]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
