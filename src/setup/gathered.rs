//! What is gathered while the sheets are read, and how a cell is taken.

use std::collections::BTreeMap;

use super::cells::{TakenCell, take};
use super::doc::{KeyEntry, KeyNode, RowTable, put};
use super::form::{self, TextFile};
use crate::finding::{Code, Finding, Place};
use crate::intake::Value;

/// What is gathered while the sheets are read.
#[derive(Debug, Default)]
pub(super) struct GatheredKeys {
    /// The heads of plan and settings.
    pub(super) plan: Vec<KeyEntry>,
    pub(super) settings: Vec<KeyEntry>,
    pub(super) lists: BTreeMap<(&'static str, bool), Vec<RowTable>>,
    pub(super) findings: Vec<Finding>,
}

impl GatheredKeys {
    pub(super) fn head(&mut self, file: TextFile) -> &mut Vec<KeyEntry> {
        match file {
            TextFile::Plan => &mut self.plan,
            TextFile::Settings => &mut self.settings,
        }
    }

    pub(super) fn list(&mut self, file: TextFile, list: &'static str) -> &mut Vec<RowTable> {
        self.lists.entry((list, file == TextFile::Plan)).or_default()
    }

    pub(super) fn fault(&mut self, code: Code, place: Place, raw: &str, message: &str, advice: &str) {
        let finding = Finding::new(code, place, format!("{message}.")).raw(raw);
        self.findings.push(if advice.is_empty() { finding } else { finding.advice(advice) });
    }

    /// A cell as a literal; none where it cannot be one, of which it has told.
    pub(super) fn taken(
        &mut self,
        code: Code,
        kind: form::CellKind,
        value: &Value,
        place: &Place,
    ) -> Option<String> {
        match take(kind, value) {
            TakenCell::As(literal) => Some(literal),
            TakenCell::Though(literal, message) => {
                self.fault(Code::PlanCellRepaired, place.clone(), &value.shown(), &message, "");
                Some(literal)
            }
            TakenCell::Not(message, advice) => {
                self.fault(code, place.clone(), &value.shown(), &message, &advice);
                None
            }
        }
    }

    /// Puts a literal under a key; two cells that cannot both stand are told.
    pub(super) fn put(
        &mut self,
        entries: &mut Vec<KeyEntry>,
        key: &str,
        literal: String,
        place: Place,
        raw: &str,
    ) {
        if let Err(other) = put(entries, key, KeyNode::Leaf(literal), place.clone()) {
            let message = format!("Ô này và ô {} nói hai điều không cùng đúng", other.spot_shown());
            let advice = "Chỉ ghi một trong hai ô: số chung, hoặc số theo loại.".to_owned();
            self.fault(Code::PlanInvalid, place, raw, &message, &advice);
        }
    }
}

/// Which code a mistake in a cell has.
pub(super) fn code_of(file: TextFile) -> Code {
    match file {
        TextFile::Plan => Code::PlanInvalid,
        TextFile::Settings => Code::SettingUnknown,
    }
}
