//! `don-doc.xlsx`: who has not sent, who was late, who is short; ready to act on.
//!
//! Days are counted to the end of the period, never to today, so that two runs say the same. The
//! longest overdue stand first.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Url, Workbook, XlsxError};

use super::agenda;
use super::letter;
use super::page::{Page, PageCell, day_shown};
use super::part::{Part, UNKNOWN, unit_name};
use super::quotas::{holder_lines, in_words, movement_of, summed};
use super::reminder::{self, Reminder, owed, short};
use super::reply;
use super::style::Styles;
use crate::quota::{PaperLine, PaperState};

/// Column of the days overdue.
const OVERDUE: u16 = 5;
/// Column of whom to call.
const CONTACT: u16 = 2;

/// Writes the workbook: one sheet of units, one of quotas.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    units(workbook, styles, part)?;
    shortfalls(workbook, styles, part)?;
    replies(workbook, styles, part)?;
    papers(workbook, styles, part)?;
    coming(workbook, styles, part)
}

/// Who sent what, and which reply workbook goes to whom.
fn replies(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let replies = reply::all_of(all, reply::ReplyLists::Due);
    if replies.is_empty() {
        return Ok(());
    }
    let mut page = Page::add(workbook, styles, "Phản hồi", &[40, 300, 110, 110, 392])?;
    page.title("Phản hồi cho các đơn vị đã gửi danh sách", &[&all.period.label_with_days()])?;
    page.header(&["STT", "Đơn vị gửi", "Dòng đăng ký", "Chỗ cần sửa", "Phiếu phản hồi"])?;
    for (at, (path, reply)) in replies.iter().enumerate() {
        let open = reply.n_open();
        let count = |n: usize| PageCell::Count(u32::try_from(n).unwrap_or(u32::MAX));
        let shown = if 0 < open || all.look.reply_to_all { path } else { "Không có gì phải sửa" };
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(reply.unit().map_or(UNKNOWN, |unit| &unit.name)), &styles.text),
            (count(reply.n_rows()), &styles.count),
            (count(open), &styles.count),
            (PageCell::Text(shown), &styles.text),
        ])?;
    }
    Ok(())
}

/// The units' own plans and reports that the plan calls in, by unit, and more time granted.
fn papers(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let schedule = &all.plan.schedule;
    if schedule.plans_due.is_empty() && schedule.reports_due.is_empty() && schedule.extensions.is_empty() {
        return Ok(());
    }
    let end = all.period.last_day();
    let mut page = Page::add(workbook, styles, "Kế hoạch, báo cáo, gia hạn", &[40, 262, 330, 90, 100, 130])?;
    let subject = format!("tính đến ngày {}", day_shown(end));
    page.title("Kế hoạch, báo cáo phải gửi và gia hạn đã cho", &[&subject])?;
    page.header(&["STT", "Đơn vị", "Văn bản", "Hạn", "Ngày nhận", "Tình trạng"])?;
    // What a unit did not send that has ended, whoever took its place may; where nobody did, nobody is asked.
    let named = |line: &PaperLine| -> Option<String> {
        let name = unit_name(all.units, Some(&line.unit));
        let unit = all.units.find(&line.unit);
        if line.state != PaperState::Missing || !unit.is_some_and(|unit| unit.has_ended(end)) {
            return Some(name.to_owned());
        }
        let heirs: Vec<&str> =
            reminder::living(all, &line.unit, end).map(|code| unit_name(all.units, Some(code))).collect();
        (!heirs.is_empty()).then(|| format!("{} (thay {name})", heirs.join(", ")))
    };
    let mut lines: Vec<_> = part.papers.iter().filter_map(|line| Some((named(line)?, *line))).collect();
    lines.sort_by_key(|(_, line)| {
        (line.state != PaperState::Missing, line.state != PaperState::Late, line.by)
    });
    for (at, (name, line)) in lines.iter().enumerate() {
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(name), &styles.text),
            (PageCell::Text(&line.due), &styles.text),
            (PageCell::Day(Some(line.by)), &styles.date),
            (PageCell::Day(line.received), &styles.date),
            (PageCell::Text(line.state.label()), &styles.centre),
        ])?;
    }
    for (at, one) in schedule.extensions.iter().enumerate() {
        page.write(&[
            (PageCell::ordinal(lines.len() + at), &styles.centre),
            (PageCell::Text(unit_name(all.units, Some(&one.unit))), &styles.text),
            (PageCell::Text(&one.due), &styles.text),
            (PageCell::Day(Some(one.by)), &styles.date),
            (PageCell::Day(None), &styles.date),
            (PageCell::Text("Gia hạn"), &styles.centre),
        ])?;
    }
    Ok(())
}

/// What the plan sets for the next months: reviews, phases, due days, tasks.
fn coming(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let items = agenda::coming(part);
    if items.is_empty() {
        return Ok(());
    }
    let mut page = Page::add(workbook, styles, "Việc sắp đến", &[40, 120, 400, 262, 130])?;
    let subject = format!("sau ngày {}", day_shown(all.period.last_day()));
    page.title("Việc sắp đến theo kế hoạch", &[&subject])?;
    page.header(&["STT", "Loại", "Nội dung", "Đơn vị", "Thời gian"])?;
    for (at, item) in items.iter().enumerate() {
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(item.sort), &styles.text),
            (PageCell::Text(&item.what), &styles.text),
            (PageCell::Text(&item.who), &styles.text),
            (PageCell::Owned(item.days()), &styles.text),
        ])?;
    }
    Ok(())
}

/// What a unit owes, and below it what it took over.
fn owed_with_inherited(part: &Part<'_>, reminder: &Reminder<'_>) -> String {
    let owed_text = Some(owed(reminder)).filter(|text| !text.is_empty());
    owed_text.into_iter().chain(reminder::inherited(part, reminder)).collect::<Vec<_>>().join("\n")
}

fn units(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [32, 108, 190, 88, 74, 44, 112, 304];
    let mut page = Page::add(workbook, styles, "Đôn đốc", &widths)?;
    let all = &part.all;
    let end = all.period.last_day();
    let subject = format!("tính đến ngày {}", day_shown(end));
    page.title("Danh sách đơn vị cần đôn đốc", &[&subject, "(Đơn vị quá hạn lâu nhất xếp trước)"])?;
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
        let due = reminder.since.or(reminder.reporting.map(|line| line.due));
        let overdue = match reminder.since {
            Some(_) => PageCell::Formula(
                format!("=MAX(0,DATE({},{},{})-E{row})", end.year(), end.month(), end.day()),
                f64::from(reminder.days),
            ),
            None => PageCell::Blank,
        };
        let contact = letter::contact(part, reminder.unit);
        let text = letter::text(part, reminder, end);
        let row = page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(unit_name(all.units, Some(reminder.unit))), &styles.text),
            (PageCell::Text(&contact.shown), &styles.text),
            (PageCell::Owned(owed_with_inherited(part, reminder)), &styles.text),
            (PageCell::Day(due), &styles.date),
            (overdue, &styles.count),
            (PageCell::Owned(short(part, reminder).join("\n")), &styles.text),
            (PageCell::Text(&text), &styles.text),
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
    Ok(())
}

/// Who is short, by movement: the sheet to call lead agencies with.
fn shortfalls(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let widths = [40, 270, 332, 120, 62, 66, 62];
    let mut page = Page::add(workbook, styles, "Chỉ tiêu còn thiếu", &widths)?;
    let all = &part.all;
    let subject = format!("tính đến ngày {}", day_shown(all.period.last_day()));
    page.title("Chỉ tiêu chưa đạt", &[&subject])?;
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
    for tally in all.tallies.iter().filter(|tally| tally.is_open()) {
        let Some(quota) = all.plan.quotas.get(tally.quota_at) else {
            continue;
        };
        let row = page.row + 1;
        let [required, registered, shortfall] = match summed(quota, tally) {
            Some(required) => {
                for (sum, count) in sums.iter_mut().zip([required, tally.registered, tally.shortfall]) {
                    *sum += count;
                }
                let formula = format!("=MAX(0,E{row}-F{row})");
                [
                    PageCell::Count(required),
                    PageCell::Count(tally.registered),
                    PageCell::Formula(formula, f64::from(tally.shortfall)),
                ]
            }
            None => {
                let [required, registered, _] = in_words(quota, tally);
                [required, registered, tally.to_do()].map(PageCell::Owned)
            }
        };
        page.write(&[
            (PageCell::Count(row - first), &styles.centre),
            (PageCell::Text(&quota.owner_on(all.units, all.period.last_day())), &styles.text),
            (PageCell::Owned(movement_of(part, quota)), &styles.text),
            (PageCell::Owned(holder_lines(quota)), &styles.centre),
            (required, &styles.count),
            (registered, &styles.count),
            (shortfall, &styles.count_bold),
        ])?;
    }
    let last = page.row;
    if first < last {
        let mut cells = vec![(PageCell::Blank, &styles.total), (PageCell::Text("TỔNG CỘNG"), &styles.total)];
        cells.extend([(PageCell::Blank, &styles.total), (PageCell::Blank, &styles.total)]);
        for (letter, sum) in ['E', 'F', 'G'].into_iter().zip(sums) {
            let formula = format!("=SUM({letter}{}:{letter}{last})", first + 1);
            cells.push((PageCell::Formula(formula, f64::from(sum)), &styles.total_count));
        }
        page.write(&cells)?;
    } else {
        let last_col = page.last_col();
        page.spread(0, last_col, "Các chỉ tiêu đều đạt.", &styles.text)?;
    }
    Ok(())
}
