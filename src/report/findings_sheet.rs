//! *Phát hiện*: everything that was noticed, what must be mended first; the office's own sheet, never sent.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Consolidation;
use super::page::{Page, PageCell};
use super::part::unit_name;
use super::style::Styles;
use crate::finding::{Finding, Severity};
use crate::units::UnitCode;

/// More lines nobody reads; `data/findings.csv` has them all.
const MOST_LINES: usize = 2_000;

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    all: &Consolidation<'_>,
) -> Result<(), XlsxError> {
    let mut shown: Vec<&Finding> = all.findings.iter().collect();
    shown.sort_by_key(|finding| finding.severity());
    let mut page = Page::add(workbook, styles, "Phát hiện", &[40, 70, 150, 210, 110, 222, 150])?;
    let n = |severity: Severity| shown.iter().filter(|finding| finding.severity() == severity).count();
    let counts = format!(
        "({} lỗi phải sửa; {} chỗ cần hỏi lại; {} ghi nhận)",
        n(Severity::Error),
        n(Severity::Query),
        n(Severity::Note)
    );
    page.title("Các điều phát hiện khi đọc danh sách", &[&all.period.label_with_days(), &counts])?;
    page.header(&["STT", "Mức", "Đơn vị", "Tệp › trang › ô", "Giá trị", "Điều thấy", "Cần làm"])?;
    let first = page.row;
    for (at, finding) in shown.iter().take(MOST_LINES).enumerate() {
        let unit = Some(UnitCode::new(&finding.unit_code)).filter(|_| !finding.unit_code.is_empty());
        let unit = unit.map(|code| unit_name(all.units, Some(&code)).to_owned()).unwrap_or_default();
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(finding.severity().label()), &styles.centre),
            (PageCell::Owned(unit), &styles.text),
            (PageCell::Owned(finding.place.to_string()), &styles.text),
            (PageCell::Text(&finding.raw), &styles.text),
            (PageCell::Text(&finding.message), &styles.text),
            (PageCell::Text(&finding.advice), &styles.text),
        ])?;
    }
    let last_col = page.last_col();
    if first < page.row {
        page.sheet.autofilter(first - 1, 0, page.row - 1, last_col)?;
    } else {
        page.spread(0, last_col, "Không có điều gì.", &styles.text)?;
    }
    if MOST_LINES < shown.len() {
        let rest = format!("Còn {} điều nữa trong data/findings.csv.", shown.len() - MOST_LINES);
        page.spread(0, last_col, &rest, &styles.text)?;
    }
    Ok(())
}
