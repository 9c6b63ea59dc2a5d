//! *Điều kiện*: who meets the plan's conditions, who does not, of whom it cannot be told; and why.
//!
//! One line for each registration that a rule concerns; nobody is left out, whatever the verdict. Those of
//! whom something has to be asked stand first.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Workbook, XlsxError};

use super::page::{Cell, Page};
use super::part::{Part, unit_name};
use super::style::Styles;
use crate::quota::{Standing, Verdict};

/// Column of the verdict.
const VERDICT: u16 = 4;

/// Writes the sheet, where the plan sets conditions.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    if all.plan.eligibility.is_empty() {
        return Ok(());
    }
    let widths = [40, 160, 130, 150, 92, 220, 110, 50];
    let mut page = Page::add(workbook, styles, "Điều kiện", &widths)?;
    let n = |verdict: Verdict| part.standings.iter().filter(|it| it.outcome.verdict == verdict).count();
    let counts = format!(
        "({} đủ điều kiện; {} chưa đủ; {} chưa xác định được)",
        n(Verdict::Met),
        n(Verdict::NotMet),
        n(Verdict::CannotTell)
    );
    page.open(
        part.look(),
        all.period,
        "Điều kiện của các điển hình tiên tiến theo kế hoạch",
        &[&part.subject(), &counts],
    )?;
    page.header(&[
        "STT",
        "Tên điển hình",
        "Chức vụ",
        "Đơn vị",
        "Kết quả",
        "Lý do",
        "Cần hỏi thêm",
        "Dòng kế hoạch",
    ])?;
    let mut standings: Vec<&Standing> = part.standings.clone();
    standings.sort_by_key(|it| match it.outcome.verdict {
        Verdict::CannotTell => 0,
        Verdict::NotMet => 1,
        Verdict::Met => 2,
    });
    let first = page.row;
    for (at, standing) in standings.into_iter().enumerate() {
        let Some(row) = all.registry.registrations.get(standing.registration) else {
            continue;
        };
        let outcome = &standing.outcome;
        let lines: Vec<String> = outcome.lines.iter().map(ToString::to_string).collect();
        page.write(&[
            (Cell::ordinal(at), &styles.centre),
            (Cell::Text(&row.name), &styles.text),
            (Cell::Text(&row.position), &styles.text),
            (Cell::Text(unit_name(all.units, row.unit.as_ref())), &styles.text),
            (Cell::Text(outcome.verdict.label()), &styles.centre),
            (Cell::Owned(outcome.reasons.join(";\n")), &styles.text),
            (Cell::Owned(outcome.missing.join(";\n")), &styles.text),
            (Cell::Owned(lines.join(", ")), &styles.centre),
        ])?;
    }
    let last = page.row;
    if first < last {
        for (verdict, face) in [(Verdict::Met, &styles.good), (Verdict::NotMet, &styles.bad)] {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(verdict.label()))
                .set_format(face);
            page.sheet.add_conditional_format(first, VERDICT, last - 1, VERDICT, &rule)?;
        }
    } else {
        let last_col = page.last_col();
        page.spread(0, last_col, "Chưa có đăng ký nào thuộc diện xét điều kiện.", &styles.text)?;
    }
    page.sign(part.look())
}
