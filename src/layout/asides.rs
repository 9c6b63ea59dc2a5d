//! What a sheet says beside its cells, told where it hangs: comments and text boxes, formulas without a value,
//! rows and columns that its sender may not have seen.

use crate::finding::{CellAddress, Code, Finding};
use crate::intake::{Mark, MarkKind, Sheet, Value};

use super::field::Field;
use super::map::{MappedRow, Role, SheetKind, SheetMap, row_at};
use super::phrase;

/// Formulas of a sheet that are told one by one; a column of them is one trouble, not a thousand.
const MAX_FORMULAS: usize = 200;

/// The findings of a sheet that was mapped.
pub(super) fn findings(sheet: &Sheet, map: &SheetMap) -> Vec<Finding> {
    if sheet.aside == crate::intake::Aside::default() || map.kind == SheetKind::Example {
        return Vec::new();
    }
    let mut findings = notes(sheet);
    findings.extend(formulas(sheet, map));
    findings.extend(hidden(sheet, map));
    findings
}

/// Comments and text boxes, with their very words.
pub(super) fn notes(sheet: &Sheet) -> Vec<Finding> {
    let finding = |mark: &Mark| {
        let place = sheet.place.at_cell(mark.row, mark.col);
        let what = match mark.kind {
            MarkKind::Comment => format!("Nhận xét ghi ở ô {}", place.spot_shown()),
            MarkKind::TextBox => "Hộp chữ trên trang tính".to_owned(),
            MarkKind::Struck | MarkKind::Kept | MarkKind::Formula | MarkKind::Percent => return None,
        };
        let message = format!("{what}: «{}».", mark.text.replace('\n', " "));
        Some(Finding::new(Code::CommentFound, place, message).raw(mark.text.clone()))
    };
    sheet.aside.marks.iter().filter_map(finding).collect()
}

/// Whether a finding is about what this program itself writes into a reply: notes at cells, rows of hidden keys.
pub(super) fn is_of_reply(finding: &Finding) -> bool {
    match finding.code {
        Code::CommentFound => finding.raw.contains("\n→ "),
        code => code == Code::RowsHidden,
    }
}

/// Lines below a list that ask for a change to it: nobody reads them but the officer.
pub(super) fn change_requests(sheet: &Sheet, map: &SheetMap) -> Vec<Finding> {
    let Some(first) = map.tables.first().map(|table| table.last_header_row) else { return Vec::new() };
    let mut findings = Vec::new();
    let lines = map.rows.iter().filter(|mapped| {
        first < mapped.row
            && mapped.continues.is_none()
            && (matches!(mapped.role, Role::Note | Role::Signature | Role::Total)
                || mapped.role == Role::Other && super::DOUBTFUL <= mapped.confidence)
    });
    for row in lines.filter_map(|mapped| row_at(sheet, mapped.row)) {
        for cell in &row.cells {
            let Some(text) = cell.value.text().filter(|text| phrase::asks_for_change(text)) else { continue };
            let place = sheet.place.at_cell(row.row, cell.col);
            let message = format!(
                "Ngoài bảng ghi «{}»; chương trình không tự sửa danh sách theo đó.",
                text.replace('\n', " ")
            );
            findings.push(Finding::new(Code::TextLeftOver, place, message).raw(text));
        }
    }
    findings
}

/// Formulas without a value, but for those that would only number the rows, and those of rows that hold nothing
/// else: a template's empty lines.
fn formulas(sheet: &Sheet, map: &SheetMap) -> Vec<Finding> {
    let matters = |mark: &&Mark| {
        let mapped = row_of(map, mark.row);
        let table = mapped.and_then(|row| map.tables.get(row.table_at));
        let numbers = table.and_then(|table| table.field_of(mark.col)) == Some(Field::Ordinal);
        // Beside a table, under no header, a formula computes from cells that are read: a template's checks.
        let checks = table.is_some_and(|table| !table.has_column(mark.col));
        let cells = row_at(sheet, mark.row).map_or(&[][..], |row| row.cells.as_slice());
        !numbers && !checks && cells.iter().any(|cell| !matches!(cell.value, Value::Error(_)))
    };
    let all: Vec<&Mark> = sheet.aside.of(MarkKind::Formula).filter(matters).collect();
    let mut findings: Vec<Finding> = all
        .iter()
        .take(MAX_FORMULAS)
        .map(|mark| {
            let place = sheet.place.at_cell(mark.row, mark.col);
            let message = format!(
                "Ô {} có công thức «{}» chưa được tính, nên không có giá trị.",
                place.spot_shown(),
                with_sign(&mark.text)
            );
            Finding::new(Code::FormulaUncomputed, place, message).raw(with_sign(&mark.text))
        })
        .collect();
    if let Some(more) = all.get(MAX_FORMULAS) {
        let place = sheet.place.at_cell(more.row, more.col);
        let n = all.len() - MAX_FORMULAS;
        let message = format!("Còn {n} ô khác từ ô {} có công thức chưa được tính.", place.spot_shown());
        findings.push(Finding::new(Code::FormulaUncomputed, place, message).raw(with_sign(&more.text)));
    }
    findings
}

/// The formula as Excel shows it.
fn with_sign(written: &str) -> String {
    format!("={}", written.trim_start_matches("of:").trim_start_matches('='))
}

/// Rows that register somebody and columns with words in such rows that are hidden: one note for all.
fn hidden(sheet: &Sheet, map: &SheetMap) -> Option<Finding> {
    let is_data = |mapped: &&MappedRow| mapped.role == Role::Data || mapped.continues.is_some();
    let rows: Vec<u32> = map.rows.iter().filter(is_data).map(|mapped| mapped.row).collect();
    let hidden_rows: Vec<u32> = rows.iter().copied().filter(|row| sheet.aside.hides_row(*row)).collect();
    let mut cols: Vec<u16> = rows
        .iter()
        .filter_map(|row| row_at(sheet, *row))
        .flat_map(|row| row.cells.iter().map(|cell| cell.col))
        .filter(|col| sheet.aside.hides_col(*col))
        .collect();
    cols.sort_unstable();
    cols.dedup();
    if hidden_rows.is_empty() && cols.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    if !hidden_rows.is_empty() {
        let why = if sheet.aside.is_filtered { " (trang tính có bộ lọc)" } else { "" };
        parts.push(format!("dòng {} bị ẩn{why}", spans(&hidden_rows)));
    }
    if !cols.is_empty() {
        let letters: Vec<String> = cols.iter().map(|col| CellAddress::column_letters(*col)).collect();
        parts.push(format!("cột {} bị ẩn", letters.join(", ")));
    }
    let message = format!("Có {}; nội dung vẫn được đọc và tính.", parts.join("; "));
    Some(Finding::new(Code::RowsHidden, sheet.place.clone(), message))
}

/// Rows as Excel shows them, those in a row as a span: `6, 8–10`.
fn spans(rows: &[u32]) -> String {
    let spans = rows.chunk_by(|one, next| *next == one.saturating_add(1));
    let shown = |span: &[u32]| match span {
        [only] => format!("{}", u64::from(*only) + 1),
        [first, .., last] => format!("{}–{}", u64::from(*first) + 1, u64::from(*last) + 1),
        [] => String::new(),
    };
    spans.map(shown).collect::<Vec<_>>().join(", ")
}

fn row_of(map: &SheetMap, row: u32) -> Option<&MappedRow> {
    map.rows.binary_search_by_key(&row, |mapped| mapped.row).ok().and_then(|at| map.rows.get(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_as_spans() {
        assert_eq!(spans(&[5]), "6");
        assert_eq!(spans(&[5, 7, 8, 9, 20]), "6, 8–10, 21");
        assert_eq!(spans(&[]), "");
    }
}
