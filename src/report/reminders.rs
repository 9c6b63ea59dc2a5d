//! `don-doc.xlsx`: who has not sent, who was late, who is short; ready to act on.
//!
//! Days are counted to the end of the period, never to today, so that two runs say the same. The
//! longest overdue stand first.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Url, Workbook, XlsxError};

use super::letter;
use super::page::{Cell, Page, day_shown};
use super::part::{Part, unit_name};
use super::quotas::{holder_of, movement_of};
use super::reminder::{self, owed, short};
use super::style::Styles;

/// Column of the days overdue.
const OVERDUE: u16 = 5;
/// Column of whom to call.
const CONTACT: u16 = 2;

/// Writes the workbook: one sheet of units, one of quotas.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    units(workbook, styles, part)?;
    shortfalls(workbook, styles, part)?;
    papers(workbook, styles, part)
}

/// The units' own plans and reports that the plan calls in, and more time granted: they are no lists, so
/// who has sent them is for the officer to tick.
fn papers(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let schedule = &all.plan.schedule;
    if schedule.plans_due.is_empty() && schedule.reports_due.is_empty() && schedule.extensions.is_empty() {
        return Ok(());
    }
    let end = all.period.last_day();
    let mut page = Page::add(workbook, styles, "Kế hoạch, báo cáo, gia hạn", &[40, 420, 130, 100, 262])?;
    let subject = format!("tính đến ngày {}", day_shown(end));
    page.open(all.look, all.period, "Kế hoạch, báo cáo phải gửi và gia hạn đã cho", &[&subject])?;
    page.header(&["STT", "Văn bản", "Loại", "Hạn", "Đơn vị, tình trạng"])?;
    let plans = schedule.plans_due.iter().map(|due| (due, "Kế hoạch của đơn vị"));
    let reports = schedule.reports_due.iter().map(|due| (due, "Báo cáo"));
    let dues = plans.chain(reports).map(|(due, what)| {
        let state = if due.by <= end { "Đã đến hạn" } else { "Chưa đến hạn" };
        (due.name.clone(), what, due.by, state.to_owned())
    });
    let granted = schedule.extensions.iter().map(|one| {
        let unit = unit_name(all.units, Some(&one.unit)).to_owned();
        (one.due.clone(), "Gia hạn", one.by, unit)
    });
    for (at, (name, what, by, state)) in dues.chain(granted).enumerate() {
        page.write(&[
            (Cell::ordinal(at), &styles.centre),
            (Cell::Owned(name), &styles.text),
            (Cell::Text(what), &styles.centre),
            (Cell::Day(Some(by)), &styles.date),
            (Cell::Owned(state), &styles.text),
        ])?;
    }
    page.sign(all.look)
}

fn units(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [32, 108, 136, 88, 74, 44, 112, 358];
    let mut page = Page::add(workbook, styles, "Đôn đốc", &widths)?;
    let all = &part.all;
    let end = all.period.last_day();
    let subject = format!("tính đến ngày {}", day_shown(end));
    page.open(
        all.look,
        all.period,
        "Danh sách đơn vị cần đôn đốc",
        &[&subject, "(Đơn vị quá hạn lâu nhất xếp trước)"],
    )?;
    page.header(&[
        "STT",
        "Đơn vị",
        "Liên hệ",
        "Danh sách phải gửi",
        "Hạn nộp",
        "Quá hạn (ngày)",
        "Chỉ tiêu còn thiếu",
        "Nội dung nhắc",
    ])?;
    let reminders = reminder::all_of(part);
    let first = page.row;
    for (at, reminder) in reminders.iter().enumerate() {
        let row = page.row + 1;
        let since = reminder.reporting.and_then(|line| line.overdue_since);
        let due = since.or(reminder.reporting.map(|line| line.due));
        let overdue = match since {
            Some(_) => Cell::Formula(
                format!("=MAX(0,DATE({},{},{})-E{row})", end.year(), end.month(), end.day()),
                f64::from(reminder.days),
            ),
            None => Cell::Blank,
        };
        let contact = letter::contact(part, reminder.unit);
        let text = letter::text(part, reminder, end);
        let row = page.write(&[
            (Cell::ordinal(at), &styles.centre),
            (Cell::Text(unit_name(all.units, Some(reminder.unit))), &styles.text),
            (Cell::Text(&contact.shown), &styles.text),
            (Cell::Owned(owed(reminder)), &styles.text),
            (Cell::Day(due), &styles.date),
            (overdue, &styles.count),
            (Cell::Owned(short(part, reminder).join("\n")), &styles.text),
            (Cell::Text(&text), &styles.text),
        ])?;
        if let Some(address) = letter::mail(&contact, &text, all.period) {
            let link = Url::new(address).set_text(&contact.shown);
            page.sheet.write_url_with_format(row, CONTACT, link, &styles.text.format)?;
        }
    }
    let last = page.row;
    let last_col = page.last_col();
    if first < last {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(0))
            .set_format(&styles.bad);
        page.sheet.add_conditional_format(first, OVERDUE, last - 1, OVERDUE, &rule)?;
    } else {
        let none = "Các đơn vị đã gửi đủ, đúng hạn; các chỉ tiêu đều đạt.";
        page.spread(0, last_col, none, &styles.text)?;
    }
    page.sign(all.look)
}

/// Who is short, by movement: the sheet to call lead agencies with.
fn shortfalls(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [40, 270, 332, 120, 62, 66, 62];
    let mut page = Page::add(workbook, styles, "Chỉ tiêu còn thiếu", &widths)?;
    let all = &part.all;
    let subject = format!("tính đến ngày {}", day_shown(all.period.last_day()));
    page.open(all.look, all.period, "Chỉ tiêu chưa đạt", &[&subject])?;
    page.header(&[
        "STT",
        "Cơ quan chủ trì",
        "Phong trào thi đua, cuộc vận động, lĩnh vực",
        "Đối tượng",
        "Số giao",
        "Đã đăng ký",
        "Còn thiếu",
    ])?;
    let first = page.row;
    let mut sums = [0, 0, 0];
    for tally in all.tallies.iter().filter(|tally| 0 < tally.shortfall) {
        let Some(quota) = all.plan.quotas.get(tally.quota_at) else {
            continue;
        };
        let row = page.row + 1;
        for (sum, count) in sums.iter_mut().zip([quota.at_least, tally.registered, tally.shortfall]) {
            *sum += count;
        }
        page.write(&[
            (Cell::Count(row - first), &styles.centre),
            (Cell::Text(unit_name(all.units, Some(&quota.lead))), &styles.text),
            (Cell::Owned(movement_of(part, quota)), &styles.text),
            (Cell::Owned(holder_of(quota)), &styles.centre),
            (Cell::Count(quota.at_least), &styles.count),
            (Cell::Count(tally.registered), &styles.count),
            (Cell::Formula(format!("=MAX(0,E{row}-F{row})"), f64::from(tally.shortfall)), &styles.count_bold),
        ])?;
    }
    let last = page.row;
    if first < last {
        let mut cells = vec![(Cell::Blank, &styles.total), (Cell::Text("TỔNG CỘNG"), &styles.total)];
        cells.extend([(Cell::Blank, &styles.total), (Cell::Blank, &styles.total)]);
        for (letter, sum) in ['E', 'F', 'G'].into_iter().zip(sums) {
            let formula = format!("=SUM({letter}{}:{letter}{last})", first + 1);
            cells.push((Cell::Formula(formula, f64::from(sum)), &styles.total_count));
        }
        page.write(&cells)?;
    } else {
        let last_col = page.last_col();
        page.spread(0, last_col, "Các chỉ tiêu đều đạt.", &styles.text)?;
    }
    page.sign(all.look)
}
