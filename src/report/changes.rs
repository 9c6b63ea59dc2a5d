//! *Biến động*: who came, who changed, who left since the period before.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::page::{Cell, Page};
use super::part::{Part, unit_name};
use super::sheet_names;
use super::style::Styles;
use crate::quota::ChangeKind;

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::CHANGES;

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [40, 210, 220, 90, 130, 131, 131];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    let all = &part.all;
    let before = all.period.previous().label();
    page.open(
        all.look,
        all.period,
        &part.titled(NAME, "Biến động điển hình tiên tiến"),
        &[&format!("{} so với {before}", all.period.label()), &part.attached()],
    )?;
    page.header(&["STT", "Họ và tên / tên tập thể", "Đơn vị", "Biến động", "Nội dung", "Trước", "Sau"])?;
    for (kind, heading) in [
        (ChangeKind::New, "Đăng ký mới"),
        (ChangeKind::Changed, "Thay đổi thông tin"),
        (ChangeKind::Withdrawn, "Rút khỏi danh sách"),
    ] {
        let lines: Vec<_> = all.changes.iter().filter(|change| change.change == kind).collect();
        if lines.is_empty() {
            continue;
        }
        let last = page.last_col();
        page.spread(0, last, &format!("{heading}: {}", lines.len()), &styles.section)?;
        for (at, change) in lines.iter().enumerate() {
            let [before, after] = change.shown(all.plan, all.units);
            page.write(&[
                (Cell::ordinal(at), &styles.centre),
                (Cell::Text(&change.name), &styles.text),
                (Cell::Text(unit_name(all.units, change.unit.as_ref())), &styles.text),
                (Cell::Text(change.change.label()), &styles.centre),
                (Cell::Text(change.field_label()), &styles.text),
                (Cell::Owned(before), &styles.text),
                (Cell::Owned(after), &styles.text),
            ])?;
        }
    }
    if all.changes.is_empty() {
        let last = page.last_col();
        page.spread(0, last, &format!("Không có biến động so với {before}."), &styles.text)?;
    }
    page.sign(all.look)
}
