//! Rows of a list: which say something, and which only look as if they did.

use super::find::FoundSheet;
use super::form::{self, FormColumn, ListSheet};
use super::gathered::GatheredKeys;
use crate::finding::Code;
use crate::intake::{SheetRow, Value};
use crate::text;

/// Whether a row says anything but its number.
pub(super) fn says(found: &FoundSheet<'_>, sheet: &ListSheet, row: &SheetRow) -> bool {
    sheet.columns.iter().any(|column| found.value(row, column.header).is_some())
}

/// The first column holds numbers; other words there are not read.
pub(super) fn ordinal(found: &FoundSheet<'_>, row: &SheetRow, gathered: &mut GatheredKeys) {
    let Some(value @ Value::Text(_)) = found.value(row, form::ORDINAL) else { return };
    let shown = value.shown().into_owned();
    if shown.chars().any(char::is_alphabetic) && !shown.chars().all(|c| "IVXLC.".contains(c)) {
        let message = format!("Cột «{}» chỉ ghi số thứ tự; «{shown}» không được đọc", form::ORDINAL);
        let advice = "Ghi vào đúng cột, hoặc xóa ô này.".to_owned();
        gathered.fault(Code::PlanCellsUnread, found.place(row, form::ORDINAL), &shown, &message, &advice);
    }
}

/// An example that somebody has written over while its mark still stands.
pub(super) fn edited(found: &FoundSheet<'_>, sheet: &ListSheet, row: &SheetRow, gathered: &mut GatheredKeys) {
    let is_filled = |column: &&FormColumn| {
        let value = found.value(row, column.header).map(|value| text::key(&value.shown()));
        value.is_some_and(|value| column.examples.iter().all(|example| text::key(example) != value))
    };
    if let Some(column) = sheet.columns.iter().find(is_filled) {
        let shown =
            found.value(row, column.header).map(|value| value.shown().into_owned()).unwrap_or_default();
        let message = format!(
            "Dòng này có chữ «{}» ở cột «{}» nên không được đọc, mà ô ghi «{shown}»",
            form::EXAMPLE,
            form::ORDINAL
        );
        let advice = format!("Là chỉ tiêu, đơn vị thật thì xóa chữ «{}» ở đầu dòng.", form::EXAMPLE);
        gathered.fault(Code::PlanCellsUnread, found.place(row, column.header), &shown, &message, &advice);
    }
}
