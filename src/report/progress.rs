//! *Tiến độ*: who sent how many lists, on time or not.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Workbook, XlsxError};

use super::agenda;
use super::groups::{UnitGroup, grouped};
use super::page::{Page, PageCell};
use super::part::{Part, unit_name};
use super::sheet_names;
use super::style::Styles;
use crate::quota::{Reporting, SendingState};
use crate::units::{Level, UnitCode};

/// The sheet's name, which charts refer to.
pub(super) const NAME: &str = sheet_names::PROGRESS;

/// Column of units, and of levels.
pub(super) const UNIT: u16 = 1;
/// Column of lists that came on time; late and missing ones follow.
pub(super) const ON_TIME: u16 = 4;
/// Column of lists that did not come.
const MISSING: u16 = 6;

/// The rows that sum up levels, from which a chart takes its bars: below the units, their total and a
/// heading.
pub(super) fn level_rows(part: &Part<'_>) -> Range<u32> {
    let count = |n: usize| u32::try_from(n).unwrap_or(0);
    let groups = groups(part);
    let headings = groups.iter().filter(|group| !group.heading.is_empty()).count();
    let first = part.header_row(NAME) + count(part.reporting.len() + headings) + 4;
    first..first + count(levels(part).len())
}

/// Levels of the units that report, and their lines.
fn levels<'p>(part: &'p Part<'_>) -> Vec<(Level, Vec<&'p Reporting>)> {
    let mut of: BTreeMap<Level, Vec<&Reporting>> = BTreeMap::new();
    for line in &part.reporting {
        if let Some(unit) = part.all.units.find(&line.unit).filter(|_| line.ended.is_none()) {
            of.entry(unit.level).or_default().push(line);
        }
    }
    Level::ALL.into_iter().filter_map(|level| Some((level, of.remove(&level)?))).collect()
}

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    if !part.has(NAME) {
        return Ok(());
    }
    let widths = [40, 272, 68, 68, 68, 68, 68, 100, 100, 100];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    page.open(part, NAME, "Tình hình gửi danh sách đăng ký điển hình tiên tiến", &[&part.subject()])?;
    debug_assert_eq!(page.row, part.header_row(NAME));
    page.header(&[
        "STT",
        "Đơn vị",
        "Phải gửi",
        "Đã gửi",
        "Đúng hạn",
        "Gửi muộn",
        "Chưa gửi",
        "Ngày nhận gần nhất",
        "Hạn nộp gần nhất",
        "Tình trạng",
    ])?;
    let first = page.row;
    let mut at = 0;
    for group in groups(part) {
        if !group.heading.is_empty() {
            page.keep_lines(4)?;
            let last_col = page.last_col();
            page.spread(0, last_col, group.heading, &styles.section)?;
        }
        for line in group.units {
            unit_row(&mut page, part, line, at)?;
            at += 1;
        }
    }
    let last = page.row;
    if first < last {
        let sum = |letter: char, of: fn(&Reporting) -> u32| {
            let total: u32 = part.reporting.iter().map(|line| of(line)).sum();
            let formula = format!("=SUM({letter}{}:{letter}{last})", first + 1);
            (PageCell::Formula(formula, f64::from(total)), &styles.total_count)
        };
        let blank = || (PageCell::Blank, &styles.total);
        page.write(&[
            blank(),
            (PageCell::Text("TỔNG CỘNG"), &styles.total),
            sum('C', |line| line.expected),
            sum('D', |line| line.received),
            sum('E', |line| line.on_time),
            sum('F', |line| line.late),
            sum('G', |line| line.missing),
            blank(),
            blank(),
            blank(),
        ])?;
        let missing = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(0))
            .set_format(&styles.bad);
        page.sheet.add_conditional_format(first, MISSING, last - 1, MISSING, &missing)?;
        if part.unit.is_none() {
            by_level(&mut page, part)?;
        }
    }
    agenda::below_progress(&mut page, part)?;
    page.close(part, NAME)
}

/// The lines of units, in groups.
fn groups<'p>(part: &'p Part<'_>) -> Vec<UnitGroup<&'p Reporting>> {
    grouped(part.all.units, part.all.period.last_day(), part.reporting.iter().copied(), |line| {
        Some(&line.unit)
    })
}

/// The row of a unit, zero-based.
pub(super) fn row_of(part: &Part<'_>, unit: &UnitCode) -> Option<u32> {
    let mut row = part.header_row(NAME) + 1;
    for group in groups(part) {
        row += u32::from(!group.heading.is_empty());
        for line in group.units {
            if line.unit == *unit {
                return Some(row);
            }
            row += 1;
        }
    }
    None
}

fn unit_row(page: &mut Page<'_>, part: &Part<'_>, line: &Reporting, at: usize) -> Result<(), XlsxError> {
    use SendingState::{Incomplete, Late, NotDue, Nothing, OnTime};
    let [on_time, late, missing, nothing, not_due] =
        [OnTime, Late, Incomplete, Nothing, NotDue].map(SendingState::label);
    let (styles, all) = (page.styles, &part.all);
    let row = page.row + 1;
    let by_counts = format!(
        "=IF(G{row}>0,IF(D{row}=0,\"{nothing}\",\"{missing}\"),IF(F{row}>0,\"{late}\",\
         IF(AND(C{row}=0,H{row}=\"\"),\"{not_due}\",\"{on_time}\")))"
    );
    let state = line.state().label();
    let state = match line.ended {
        Some(_) => PageCell::Text(state),
        None => PageCell::TextFormula(by_counts, state),
    };
    page.write(&[
        (PageCell::ordinal(at), &styles.centre),
        (PageCell::Text(unit_name(all.units, Some(&line.unit))), &styles.text),
        (PageCell::Count(line.expected), &styles.count),
        (PageCell::Formula(format!("=E{row}+F{row}"), f64::from(line.received)), &styles.count),
        (PageCell::Count(line.on_time), &styles.count),
        (PageCell::Count(line.late), &styles.count),
        (PageCell::Count(line.missing), &styles.count),
        (PageCell::Day(line.last_received), &styles.date),
        (PageCell::Day(Some(line.due)), &styles.date),
        (state, &styles.centre),
    ])?;
    Ok(())
}

/// Units by level: of those that owed lists, how many sent all, all in time, some late, and how many still owe.
fn by_level(page: &mut Page<'_>, part: &Part<'_>) -> Result<(), XlsxError> {
    let styles = page.styles;
    let last_col = page.last_col();
    page.spread(0, last_col, "Theo cấp, tính theo đơn vị", &styles.section)?;
    let (late, missing) = (SendingState::Late.label(), SendingState::Incomplete.label());
    let heads = ["", "Cấp", "Số đơn vị", "Đã gửi đủ", "Đúng hạn", late, missing, "", "", ""];
    page.write(&heads.map(|head| (PageCell::Text(head), &styles.head)))?;
    for (level, lines) in levels(part) {
        let row = page.row + 1;
        let n = |states: &[SendingState]| lines.iter().filter(|line| states.contains(&line.state())).count();
        let count = |n: usize| PageCell::Count(u32::try_from(n).unwrap_or(u32::MAX));
        let (on_time, late) = (n(&[SendingState::OnTime]), n(&[SendingState::Late]));
        #[expect(clippy::cast_precision_loss, reason = "a count of units")]
        let sent = (on_time + late) as f64;
        page.write(&[
            (PageCell::Blank, &styles.centre),
            (PageCell::Text(level.label()), &styles.text_bold),
            (count(lines.len()), &styles.count),
            (PageCell::Formula(format!("=E{row}+F{row}"), sent), &styles.count),
            (count(on_time), &styles.count),
            (count(late), &styles.count),
            (count(n(&[SendingState::Incomplete, SendingState::Nothing])), &styles.count),
            (PageCell::Blank, &styles.text),
            (PageCell::Blank, &styles.text),
            (PageCell::Blank, &styles.text),
        ])?;
    }
    Ok(())
}
