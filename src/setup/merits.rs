//! The sheet *Điều kiện*: a row for each merit, a rule for the rows that share a number.

use super::doc::{KeyEntry, KeyNode, RowTable};
use super::find::FoundSheet;
use super::form::{ELIGIBILITY, FormColumn, TextFile};
use super::gathered::GatheredKeys;
use crate::finding::{Code, Place};
use crate::intake::SheetRow;

/// Rules of eligibility, gathered over the rows that share a number.
#[derive(Default)]
pub(super) struct MeritRows {
    number: String,
    open: Option<RowTable>,
    whole: bool,
}

impl MeritRows {
    pub(super) fn add(&mut self, found: &FoundSheet<'_>, row: &SheetRow, gathered: &mut GatheredKeys) {
        let header = ELIGIBILITY.columns.first().map_or("", |column| column.header);
        let number = found.value(row, header).map(|value| value.shown().into_owned()).unwrap_or_default();
        if self.open.is_none() || (!number.is_empty() && number != self.number) {
            self.close(gathered);
            self.number = number;
            self.whole = true;
            self.open = Some(RowTable { place: found.sheet.place.at_row(row.row), entries: Vec::new() });
        }
        let Some(mut table) = self.open.take() else { return };
        let (mut merit, mut need) = (Vec::new(), None);
        for column in ELIGIBILITY.columns.iter().filter(|column| !column.key.is_empty()) {
            let Some(value) = found.value(row, column.header) else { continue };
            let place = found.place(row, column.header);
            let Some(literal) = gathered.taken(Code::PlanInvalid, column.kind, value, &place) else {
                self.whole = false;
                continue;
            };
            match column.key.strip_prefix("*.") {
                Some(key) => gathered.put(&mut merit, key, literal, place, &value.shown()),
                None if column.key == "need" => need = Some(literal.trim_matches('"').to_owned()),
                None => self.head(&mut table, column, literal, place, &value.shown(), gathered),
            }
        }
        let place = found.sheet.place.at_row(row.row);
        match need {
            _ if merit.is_empty() => {}
            None => {
                let at = found.place(row, "Cần");
                let message =
                    "Chưa nói thành tích này cần đủ cùng các thành tích khác, hay là một trong số đó";
                let advice = "Chọn «Cần đủ» hoặc «Cần một trong».".to_owned();
                gathered.fault(Code::PlanInvalid, at, "", message, &advice);
                self.whole = false;
            }
            Some(need) => {
                let rows = RowTable { place: place.clone(), entries: merit };
                match table.entries.iter_mut().find(|entry| entry.key == need) {
                    Some(KeyEntry { node: KeyNode::Tables(tables), .. }) => tables.push(rows),
                    _ => table.entries.push(KeyEntry { key: need, node: KeyNode::Tables(vec![rows]), place }),
                }
            }
        }
        self.open = Some(table);
    }

    /// A cell about the whole rule: said once, or the same again.
    fn head(
        &mut self,
        table: &mut RowTable,
        column: &FormColumn,
        literal: String,
        place: Place,
        raw: &str,
        gathered: &mut GatheredKeys,
    ) {
        let there = table.entries.iter().find(|entry| entry.key == column.key);
        match there {
            Some(KeyEntry { node: KeyNode::Leaf(known), .. }) if *known == literal => {}
            Some(other) => {
                let message = format!(
                    "Điều kiện số {} đã có «{}» khác ở ô {}",
                    self.number,
                    column.header,
                    other.place.spot_shown()
                );
                let advice = "Ghi giống nhau, hoặc đặt số điều kiện khác.".to_owned();
                gathered.fault(Code::PlanInvalid, place, raw, &message, &advice);
                self.whole = false;
            }
            None => table.entries.push(KeyEntry {
                key: column.key.to_owned(),
                node: KeyNode::Leaf(literal),
                place,
            }),
        }
    }

    pub(super) fn close(&mut self, gathered: &mut GatheredKeys) {
        if let Some(table) = self.open.take().filter(|_| self.whole) {
            gathered.list(TextFile::Plan, "eligibility").push(table);
        }
    }
}
