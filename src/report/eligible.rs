//! *Điều kiện*: who meets the plan's conditions, who does not, of whom it cannot be told; and why.
//!
//! One line for each registration that a rule concerns; nobody is left out, whatever the verdict. Those of
//! whom something has to be asked stand first.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Workbook, XlsxError};

use super::page::{Page, PageCell};
use super::part::{Part, unit_name};
use super::style::Styles;
use crate::quota::{EligibilityVerdict, Standing};

/// The sheet's name.
const NAME: &str = "Điều kiện";

/// Column of the verdict.
const VERDICT: u16 = 4;

/// Writes the sheet, where the plan sets conditions.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    if all.plan.eligibility.is_empty() {
        return Ok(());
    }
    let widths = [40, 160, 130, 150, 92, 230, 150];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    let n = |verdict: EligibilityVerdict| {
        part.standings.iter().filter(|it| it.outcome.verdict == verdict).count()
    };
    let counts = format!(
        "({} đủ điều kiện; {} chưa đủ; {} chưa xác định được)",
        n(EligibilityVerdict::Met),
        n(EligibilityVerdict::NotMet),
        n(EligibilityVerdict::CannotTell)
    );
    page.open(
        part,
        NAME,
        "Điều kiện của các điển hình tiên tiến theo kế hoạch",
        &[&part.subject(), &counts],
    )?;
    page.header(&["STT", "Tên điển hình", "Chức vụ", "Đơn vị", "Kết quả", "Lý do", "Cần hỏi thêm"])?;
    let mut standings: Vec<&Standing> = part.standings.clone();
    standings.sort_by_key(|it| match it.outcome.verdict {
        EligibilityVerdict::CannotTell => 0,
        EligibilityVerdict::NotMet => 1,
        EligibilityVerdict::Met => 2,
    });
    let first = page.row;
    for (at, standing) in standings.into_iter().enumerate() {
        let Some(row) = all.registry.registrations.get(standing.registration) else {
            continue;
        };
        let outcome = &standing.outcome;
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(&row.name), &styles.text),
            (PageCell::Text(&row.position), &styles.text),
            (PageCell::Text(unit_name(all.units, row.unit.as_ref())), &styles.text),
            (PageCell::Text(outcome.verdict.label()), &styles.centre),
            (PageCell::Owned(outcome.reasons.join(";\n")), &styles.text),
            (PageCell::Owned(outcome.missing.join(";\n")), &styles.text),
        ])?;
    }
    let last = page.row;
    if first < last {
        for (verdict, face) in
            [(EligibilityVerdict::Met, &styles.good), (EligibilityVerdict::NotMet, &styles.bad)]
        {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(verdict.label()))
                .set_format(face);
            page.sheet.add_conditional_format(first, VERDICT, last - 1, VERDICT, &rule)?;
        }
    } else {
        let last_col = page.last_col();
        page.spread(0, last_col, "Chưa có đăng ký nào thuộc diện xét điều kiện.", &styles.text)?;
    }
    page.close(part, NAME)
}
