//! Which sheet of a workbook is which, and in which columns it says what: by names, wherever they stand.

use std::collections::BTreeMap;

use super::form::{EXAMPLE, HOW, ORDINAL, REMARKS};
use crate::finding::{Code, Finding, Place};
use crate::intake::{Sheet, SheetRow, Value};
use crate::text;

/// What a sheet is known by: its name and the headers of its columns.
#[derive(Debug, Clone)]
pub(super) struct KnownSheet {
    pub(super) name: &'static str,
    pub(super) headers: Vec<&'static str>,
}

/// A sheet that was found, ready to be read row by row.
#[derive(Debug)]
pub(super) struct FoundSheet<'s> {
    pub(super) sheet: &'s Sheet,
    /// Zero-based columns of the headers that stand there.
    pub(super) columns: BTreeMap<&'static str, u16>,
    /// Zero-based row of the headers.
    pub(super) header_row: u32,
    /// Rows below the headers, with what merged cells spread over theirs.
    rows: Vec<SheetRow>,
}

/// What kind of row a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowIs {
    Read,
    Example,
    How,
}

impl<'s> FoundSheet<'s> {
    pub(super) fn rows(&self) -> impl Iterator<Item = (&SheetRow, RowIs)> {
        self.rows.iter().map(|row| (row, self.kind_of(row)))
    }

    fn kind_of(&self, row: &SheetRow) -> RowIs {
        let at = self.columns.get(ORDINAL).copied().unwrap_or(0);
        let mark = row.cell(at).map(|cell| text::key(&cell.value.shown())).unwrap_or_default();
        if mark == text::key(EXAMPLE) {
            RowIs::Example
        } else if mark == text::key(HOW) {
            RowIs::How
        } else {
            RowIs::Read
        }
    }

    /// The value under a header.
    pub(super) fn value<'r>(&self, row: &'r SheetRow, header: &str) -> Option<&'r Value> {
        row.cell(*self.columns.get(header)?).map(|cell| &cell.value)
    }

    /// The cell under a header; the row where the header does not stand.
    pub(super) fn place(&self, row: &SheetRow, header: &str) -> Place {
        match self.columns.get(header) {
            Some(col) => self.sheet.place.at_cell(row.row, *col),
            None => self.sheet.place.at_row(row.row),
        }
    }
}

/// Headers of which a sheet must have so many, of its own, to be known by them alone.
const ENOUGH: usize = 2;

/// Finds the known sheets of a workbook.
pub(super) fn find<'s>(
    sheets: &'s [Sheet],
    known: &[KnownSheet],
    beside: &[&str],
    findings: &mut Vec<Finding>,
) -> BTreeMap<&'static str, FoundSheet<'s>> {
    let mut found: BTreeMap<&'static str, FoundSheet<'s>> = BTreeMap::new();
    let key_is = |sheet: &Sheet, name: &str| text::key(sheet.place.sheet_name()) == text::key(name);
    let mut rest = Vec::new();
    for sheet in sheets {
        match known.iter().find(|one| key_is(sheet, one.name)) {
            Some(one) if !found.contains_key(one.name) => {
                if !sheet.visible {
                    unread(
                        findings,
                        sheet.place.clone(),
                        "Trang đang ẩn nhưng vẫn được đọc.",
                        "Bỏ ẩn để thấy điều đang có hiệu lực.",
                    );
                }
                if let Some(read) = columns(sheet, one, findings) {
                    found.insert(one.name, read);
                }
            }
            _ if beside.iter().any(|name| key_is(sheet, name)) => {}
            _ => rest.push(sheet),
        }
    }
    for sheet in rest.into_iter().filter(|sheet| !sheet.rows.is_empty()) {
        renamed(sheet, known, &mut found, findings);
    }
    found
}

/// A sheet of another name: known by its headers where that one is missing, else told.
fn renamed<'s>(
    sheet: &'s Sheet,
    known: &[KnownSheet],
    found: &mut BTreeMap<&'static str, FoundSheet<'s>>,
    findings: &mut Vec<Finding>,
) {
    let alike =
        known.iter().filter(|one| !found.contains_key(one.name)).max_by_key(|one| likeness(sheet, one));
    let name = sheet.place.sheet_name().to_owned();
    if let Some(one) = alike.filter(|one| likeness(sheet, one) >= ENOUGH.max(one.headers.len() / 2)) {
        let message =
            format!("Trang «{name}» có các cột của trang «{}» nên được đọc như trang ấy.", one.name);
        let advice = format!("Đổi tên trang thành «{}».", one.name);
        findings.push(Finding::new(Code::PlanCellRepaired, sheet.place.clone(), message).advice(advice));
        if let Some(read) = columns(sheet, one, findings) {
            found.insert(one.name, read);
        }
        return;
    }
    let copied = known.iter().find(|one| likeness(sheet, one) >= ENOUGH.max(one.headers.len() / 2));
    let (message, advice) = match copied {
        Some(one) => (
            format!("Trang «{name}» giống trang «{}» nhưng trang ấy đã có, nên không được đọc.", one.name),
            format!("Dời các dòng cần dùng sang trang «{}», rồi xóa trang này.", one.name),
        ),
        None => {
            let near = text::nearest(&name, known.iter().map(|one| one.name));
            let near = near.map(|near| format!(" Có phải «{near}» không?")).unwrap_or_default();
            (
                format!("Trang «{name}» không phải trang của sổ kế hoạch nên không được đọc."),
                format!("Là trang riêng của cơ quan thì không phải làm gì.{near}"),
            )
        }
    };
    unread(findings, sheet.place.clone(), &message, &advice);
}

fn unread(findings: &mut Vec<Finding>, place: Place, message: &str, advice: &str) {
    findings.push(Finding::new(Code::PlanCellsUnread, place, message).advice(advice));
}

/// The most headers that one row of a sheet has.
fn likeness(sheet: &Sheet, known: &KnownSheet) -> usize {
    sheet.rows.iter().take(20).map(|row| heads(row, known).len()).max().unwrap_or(0)
}

/// The headers of a row and their columns.
fn heads(row: &SheetRow, known: &KnownSheet) -> BTreeMap<&'static str, u16> {
    let mut heads = BTreeMap::new();
    for cell in &row.cells {
        let key = text::key(&cell.value.shown());
        if let Some(header) = known.headers.iter().find(|header| text::key(header) == key) {
            heads.entry(*header).or_insert(cell.col);
        }
    }
    heads
}

/// The columns of a known sheet, and what is wrong with its headers; none where it has no header at all.
fn columns<'s>(sheet: &'s Sheet, known: &KnownSheet, findings: &mut Vec<Finding>) -> Option<FoundSheet<'s>> {
    let best =
        sheet.rows.iter().take(20).max_by_key(|row| (heads(row, known).len(), std::cmp::Reverse(row.row)));
    let header = best.filter(|row| !heads(row, known).is_empty());
    let Some(header) = header else {
        if !sheet.rows.is_empty() {
            let message = format!("Trang «{}» không có dòng tên cột.", known.name);
            let advice = format!("Thêm lại dòng tên cột: {}.", known.headers.join(" | "));
            findings.push(Finding::new(Code::PlanInvalid, sheet.place.clone(), message).advice(advice));
        }
        return None;
    };
    let columns = heads(header, known);
    let rows: Vec<SheetRow> =
        spread(sheet, findings).into_iter().filter(|row| row.row > header.row).collect();
    let found = FoundSheet { sheet, columns, header_row: header.row, rows };
    strangers(&found, header, known, findings);
    Some(found)
}

/// Columns with content that have no known header: the officer's own, or one whose header was lost.
fn strangers(found: &FoundSheet<'_>, header: &SheetRow, known: &KnownSheet, findings: &mut Vec<Finding>) {
    let absent = |header: &&str| !found.columns.contains_key(header) && *header != REMARKS;
    let missing: Vec<&str> = known.headers.iter().copied().filter(absent).collect();
    let taken: Vec<u16> = found.columns.values().copied().collect();
    let mut used: Vec<u16> = found
        .rows()
        .filter(|(_, is)| *is == RowIs::Read)
        .flat_map(|(row, _)| row.cells.iter().map(|cell| cell.col))
        .filter(|col| !taken.contains(col))
        .collect();
    used.sort_unstable();
    used.dedup();
    for col in used {
        let place = found.sheet.place.at_cell(found.header_row, col);
        let written = header.cell(col).map(|cell| cell.value.shown().into_owned()).unwrap_or_default();
        let doubled = known.headers.iter().find(|header| text::key(header) == text::key(&written));
        let finding = if let Some(header) = doubled {
            let message = format!("Cột «{header}» có hai lần; cột này không được đọc.");
            Finding::new(Code::PlanInvalid, place, message).advice("Giữ một cột, xóa cột kia.")
        } else if missing.is_empty() {
            let message = format!("Cột «{written}» không phải cột của trang này nên không được đọc.");
            Finding::new(Code::PlanCellsUnread, place, message)
                .advice("Là cột riêng của cơ quan thì không phải làm gì.")
        } else {
            let message = match written.as_str() {
                "" => "Cột có nội dung nhưng không có tên cột.".to_owned(),
                written => format!("Không có cột «{written}», mà trang thiếu cột."),
            };
            let near = text::nearest(&written, missing.iter().copied());
            let advice = match (near, missing.as_slice()) {
                (Some(near), _) => format!("Ghi lại tên cột là «{near}»."),
                (None, [only]) => format!("Ghi lại tên cột là «{only}»."),
                (None, _) => format!("Ghi lại tên cột, một trong: {}.", missing.join("; ")),
            };
            Finding::new(Code::PlanInvalid, place, message).advice(advice)
        };
        findings.push(finding.raw(written));
    }
}

/// The rows of a sheet in which a cell that is merged downwards stands in each of its rows, as people mean it.
fn spread(sheet: &Sheet, findings: &mut Vec<Finding>) -> Vec<SheetRow> {
    let mut rows = sheet.rows.clone();
    for merge in sheet.merges.iter().filter(|merge| merge.last_row > merge.first_row) {
        let at = |rows: &[SheetRow], row: u32| rows.binary_search_by_key(&row, |one| one.row).ok();
        let first = at(&rows, merge.first_row).and_then(|at| rows.get(at));
        let Some(cell) = first.and_then(|row| row.cell(merge.first_col)).cloned() else { continue };
        let mut spread = false;
        for row in merge.first_row + 1..=merge.last_row {
            // A row that says nothing else is no row of the list.
            let Some(row) = at(&rows, row).and_then(|at| rows.get_mut(at)) else { continue };
            if row.cell(cell.col).is_none() {
                row.cells.push(cell.clone());
                row.cells.sort_by_key(|cell| cell.col);
                spread = true;
            }
        }
        if spread {
            let place = sheet.place.at_cell(merge.first_row, merge.first_col);
            let message = format!(
                "Ô gộp các dòng {} đến {}: «{}» được hiểu cho cả các dòng ấy.",
                merge.first_row + 1,
                merge.last_row + 1,
                cell.value.shown()
            );
            findings.push(
                Finding::new(Code::PlanCellRepaired, place, message)
                    .advice("Bỏ gộp ô và ghi vào từng dòng cho rõ."),
            );
        }
    }
    rows
}
