//! *Biến động*: who came, who changed, who left since the period before.
//!
//! In the first period of a plan everybody is new: its lines go through the row stream, as those of the list do.

use std::borrow::Cow;

use rust_xlsxwriter::{Workbook, XlsxError};

use super::Consolidation;
use super::list;
use super::page::{Page, PageCell};
use super::part::{Part, movement_name, unit_name};
use super::row_stream::RowStream;
use super::sheet_names;
use super::style::Styles;
use super::value::CellValue;
use crate::quota::{Cause, Change, ChangeKind, Correction, Reconciliation, StepKind, references};
use crate::text::OrderKeys;

/// The sheet's name.
pub(super) const NAME: &str = sheet_names::CHANGES;

/// Writes the sheet, with room for its lines.
pub(super) fn write<'a>(
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    write_until(list::LAST_ROW, workbook, styles, part, blocks)
}

/// The same, with no change below a row, zero-based, and so much less as the bridge to the period before takes.
pub(super) fn write_until<'a>(
    last_row: u32,
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'a>,
    blocks: &mut Vec<RowStream<'a>>,
) -> Result<(), XlsxError> {
    if !part.has(NAME) {
        return Ok(());
    }
    let widths = [40, 210, 220, 90, 130, 131, 131];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    let all = part.all;
    let last_row = last_row.saturating_sub(all.reconciliation.map_or(0, n_rows));
    let before = all.period.previous().label();
    let compared = format!("{} so với {before}", all.period.label());
    page.open(part, NAME, "Biến động điển hình tiên tiến", &[&compared])?;
    page.header(&["STT", "Họ và tên / tên tập thể", "Đơn vị", "Biến động", "Nội dung", "Trước", "Sau"])?;
    let mut order = OrderKeys::default();
    let mut is_full = false;
    for (kind, heading) in [
        (ChangeKind::New, "Đăng ký mới"),
        (ChangeKind::Changed, "Thay đổi thông tin"),
        (ChangeKind::Withdrawn, "Rút khỏi danh sách"),
    ] {
        let mut lines: Vec<&'a Change> = all.changes.iter().filter(|change| change.change == kind).collect();
        lines.sort_by_cached_key(|change| order.of_person(&change.name));
        if lines.is_empty() {
            continue;
        }
        let last = page.last_col();
        page.spread(0, last, &format!("{heading}: {}", lines.len()), &styles.section)?;
        let room = usize::try_from((last_row + 1).saturating_sub(page.row)).unwrap_or(usize::MAX);
        let n_lines = lines.len().min(room);
        is_full |= n_lines < lines.len();
        let line = move |at: usize, values: &mut Vec<CellValue<'a>>| {
            if let Some(change) = lines.get(at) {
                values.extend(line(&all, at, change));
            }
        };
        let (text, centre) = (&styles.text, &styles.centre);
        let faces = [centre, text, text, centre, text, text, text];
        if 0 < n_lines {
            page.lines(blocks, &faces, n_lines, Box::new(line))?;
        }
    }
    if is_full {
        let last = page.last_col();
        page.spread(0, last, "Trang tính đã đầy; biến động đủ ở data/changes.csv.", &styles.paragraph)?;
    }
    if all.changes.is_empty() {
        let last = page.last_col();
        page.spread(0, last, &format!("Không có biến động so với {before}."), &styles.text)?;
    }
    if let Some(bridge) = all.reconciliation {
        reconciliation(&mut page, part, bridge)?;
    }
    page.close(part, NAME)
}

/// What stands in the line of a change, the zero-based one of its section.
fn line<'a>(all: &Consolidation<'a>, at: usize, change: &'a Change) -> [CellValue<'a>; 7] {
    let text = |text: &'a str| CellValue::Text(Cow::Borrowed(text));
    let [before, after] = change.shown(all.plan, all.units);
    [
        CellValue::Whole(u32::try_from(at + 1).unwrap_or(u32::MAX)),
        text(&change.name),
        text(unit_name(all.units, change.unit.as_ref())),
        text(change.change.label()),
        text(change.field_label()),
        CellValue::Text(Cow::Owned(before)),
        CellValue::Text(Cow::Owned(after)),
    ]
}

/// Rows that the bridge takes at most.
fn n_rows(bridge: &Reconciliation) -> u32 {
    let lines = bridge.steps().len() + bridge.corrections.len() + bridge.quotas.len();
    u32::try_from(lines + 4).unwrap_or(u32::MAX)
}

/// How the figure of the period before becomes that of this one, and each correction of what was issued.
fn reconciliation(page: &mut Page<'_>, part: &Part<'_>, bridge: &Reconciliation) -> Result<(), XlsxError> {
    let (styles, all) = (page.styles, &part.all);
    let last = page.last_col();
    let steps = bridge.steps();
    page.keep_lines(2 + u32::try_from(steps.len()).unwrap_or(0))?;
    page.spread(0, last, &format!("Đối chiếu số điển hình với {}", bridge.from.label()), &styles.section)?;
    let heads =
        ["", "Nội dung", "Tệp", "", "Thêm", "Bớt", "Còn"].map(|head| (PageCell::Text(head), &styles.head));
    page.write(&heads)?;
    for (at, step) in steps.iter().enumerate() {
        let count = |n: usize| PageCell::Count(u32::try_from(n).unwrap_or(u32::MAX));
        let flow = |n: usize| if step.kind == StepKind::Issued { PageCell::Blank } else { count(n) };
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Owned(step.label(bridge)), &styles.text),
            (PageCell::Text(step.file()), &styles.text),
            (PageCell::Blank, &styles.centre),
            (flow(step.flow.added), &styles.count),
            (flow(step.flow.removed), &styles.count),
            (count(step.total), &styles.count_bold),
        ])?;
    }
    if !bridge.corrections.is_empty() {
        let heading =
            format!("Điều chỉnh của {} đã phát hành: {}", bridge.from.label(), bridge.corrections.len());
        page.spread(0, last, &heading, &styles.section)?;
    }
    for (at, Correction { cause, source, change }) in bridge.corrections.iter().enumerate() {
        let [before, after] = change.shown(all.plan, all.units);
        let why = match cause {
            Cause::References => format!("{} {}", cause.label(), references(source)),
            _ if source.is_empty() => cause.label().to_owned(),
            _ => format!("{}: {source}", cause.label()),
        };
        let what = match change.field_label() {
            "" => why,
            field => format!("{field}. {why}"),
        };
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(&change.name), &styles.text),
            (PageCell::Text(unit_name(all.units, change.unit.as_ref())), &styles.text),
            (PageCell::Text(change.change.label()), &styles.centre),
            (PageCell::Owned(what), &styles.text),
            (PageCell::Owned(before), &styles.text),
            (PageCell::Owned(after), &styles.text),
        ])?;
    }
    if !bridge.quotas.is_empty() {
        let heading = format!("Chỉ tiêu của kế hoạch đã đổi: {}", bridge.quotas.len());
        page.spread(0, last, &heading, &styles.section)?;
    }
    for (at, quota) in bridge.quotas.iter().enumerate() {
        let known = all.plan.quotas.iter().find(|known| known.id() == quota.quota);
        let movement = known.map(|known| movement_name(all.plan, known.movement.as_ref()));
        let lead = known.map(|known| known.owner_on(all.units, all.period.last_day())).unwrap_or_default();
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(movement.unwrap_or(&quota.quota)), &styles.text),
            (PageCell::Text(&lead), &styles.text),
            (PageCell::Text("Chỉ tiêu"), &styles.centre),
            (PageCell::Owned(quota.label()), &styles.text),
            (PageCell::Text(quota.before.as_deref().unwrap_or_default()), &styles.text),
            (PageCell::Text(quota.after.as_deref().unwrap_or_default()), &styles.text),
        ])?;
    }
    Ok(())
}
