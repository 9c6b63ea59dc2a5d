//! *Trang đầu*: the one page that a leader looks at: how many, which quotas are reached, who sent, what is left; where it
//! falls short most, and who has been silent longest.
//!
//! Numbers stand in every coloured cell, so that nothing hangs on colours. Each line leads to its row in the other
//! sheets.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, Format, FormatAlign, FormatBorder, Sparkline, SparklineType, Url,
    Workbook, XlsxError,
};

use super::figures::ByMonth;
use super::namesakes::Namesakes;
use super::page::{Page, day_shown};
use super::part::{Part, unit_name};
use super::progress;
use super::quotas::summed;
use super::reminder::{Overdue, Reminder};
use super::sheet_names;
use super::style::{FONT, Styles};
use crate::dedup::ExemplarId;
use crate::finding::Severity;
use crate::plan::{HolderKind, Movement, MovementId};
use crate::quota::{ChangeKind, QuotaStatus, SendingState, Tally};

/// The sheet's name.
const NAME: &str = "Trang đầu";

/// Columns of the grid that everything stands in.
const COLUMNS: u16 = 24;
const COLUMN_WIDTH: u32 = 39;
/// Lines of each of the two lists.
const MOST_LISTED: usize = 10;
/// Lead agencies of the heat map: those that fall short most.
const MOST_LEADS: usize = 10;
/// Columns of the heat map, and over all movements.
const LEAD_COLUMNS: u16 = 6;
const MOST_MOVEMENTS: usize = 18;
const WIDEST_MOVEMENT: u16 = 4;

/// The faces of this page alone.
struct FrontFormats {
    label: Format,
    figure: Format,
    note: Format,
    heading: Format,
    head: Format,
    text: Format,
    count: Format,
    share: Format,
    link: Format,
}

impl FrontFormats {
    fn new(styles: &Styles) -> FrontFormats {
        const FRAME: u32 = 0x7F_7F_7F;
        let plain = |size: f64| {
            Format::new().set_font_name(FONT).set_font_size(size).set_align(FormatAlign::VerticalCenter)
        };
        let tile = |size: f64| {
            plain(size).set_align(FormatAlign::Center).set_background_color(Color::RGB(0xF4_F4_F4))
        };
        let side = Color::RGB(FRAME);
        // One line high: a long name is shrunk rather than cut.
        let line = || styles.text.format.clone().set_font_size(10).unset_text_wrap().set_shrink();
        FrontFormats {
            label: tile(11.0).set_border_top(FormatBorder::Thin).set_border_color(side),
            figure: tile(24.0).set_bold(),
            note: tile(10.0).set_text_wrap().set_border_bottom(FormatBorder::Thin).set_border_color(side),
            heading: plain(12.0).set_bold().set_text_wrap(),
            head: styles.head.format.clone().set_font_size(10),
            text: line(),
            count: styles.count.format.clone().set_font_size(10),
            share: styles.percent.format.clone().set_font_size(10),
            link: line().set_font_color(Color::RGB(0x1F_4E_79)),
        }
    }
}

/// A tile: what it counts, the figure, what goes with it.
type Tile = (&'static str, String, String);

/// Writes the sheet.
pub(super) fn write(
    workbook: &mut Workbook,
    styles: &Styles,
    part: &Part<'_>,
    overdue: &Overdue<'_>,
) -> Result<(), XlsxError> {
    let looks = FrontFormats::new(styles);
    let mut page = Page::add(workbook, styles, NAME, &[COLUMN_WIDTH; COLUMNS as usize])?;
    page.sheet.set_print_fit_to_pages(1, 1);
    let as_of = as_of(part);
    page.title("Tổng hợp điển hình tiên tiến", &[&part.subject(), &as_of])?;
    tiles(&mut page, &looks, &tile_texts(part))?;
    heat_map(&mut page, &looks, part)?;
    lists(&mut page, &looks, part, &overdue.within(part))?;
    // Months are counted over all registrations, whoever sent them.
    if part.unit.is_none() { months(&mut page, &looks, part) } else { Ok(()) }
}

/// "(Số liệu đến hết ngày 30/06/2024, từ 47 tệp của 45 đơn vị)".
fn as_of(part: &Part<'_>) -> String {
    let files: BTreeSet<&str> = part.accounts.iter().map(|account| &*account.place.source).collect();
    let senders: BTreeSet<_> = part.accounts.iter().filter_map(|account| account.sender.as_ref()).collect();
    let end = day_shown(part.all.period.last_day());
    format!("(Số liệu đến hết ngày {end}, từ {} tệp của {} đơn vị)", files.len(), senders.len())
}

fn tile_texts(part: &Part<'_>) -> Vec<Tile> {
    let all = &part.all;
    let counted: Vec<_> = part.exemplars.iter().filter(|exemplar| !exemplar.movements.is_empty()).collect();
    let kinds = HolderKind::ALL.into_iter().filter_map(|kind| {
        let n = counted.iter().filter(|exemplar| exemplar.kind == kind).count();
        (0 < n).then(|| format!("{n} {}", kind.label().to_lowercase()))
    });
    let mut people = kinds.collect::<Vec<_>>().join(", ");
    if part.unit.is_none() {
        let ids: BTreeSet<&ExemplarId> = counted.iter().map(|exemplar| &exemplar.id).collect();
        let n = |kind: ChangeKind| {
            // Who is new and still waits for a decision is not counted above either.
            let counts = |id: &ExemplarId| kind == ChangeKind::Withdrawn || ids.contains(id);
            let changed =
                all.changes.iter().filter(|change| change.change == kind && counts(&change.exemplar));
            changed.map(|change| &change.exemplar).collect::<BTreeSet<_>>().len()
        };
        let (new, gone) = (n(ChangeKind::New), n(ChangeKind::Withdrawn));
        people.push_str(&format!("\nso với {}: +{new}, −{gone}", all.period.previous().label()));
    }
    let status = |status: QuotaStatus| part.tallies.iter().filter(|tally| tally.status == status).count();
    let reporting = |state: SendingState| part.reporting.iter().filter(|line| line.state() == state).count();
    let mut tiles = vec![("Điển hình được tính", counted.len().to_string(), people)];
    if !part.tallies.is_empty() {
        let mut note =
            format!("còn thiếu {}, chưa có {}", status(QuotaStatus::Short), status(QuotaStatus::None));
        for (state, word) in [(QuotaStatus::Over, "vượt mức"), (QuotaStatus::Unclear, "chưa rõ")] {
            if 0 < status(state) {
                note.push_str(&format!(", {word} {}", status(state)));
            }
        }
        tiles.push(("Chỉ tiêu đạt", format!("{}/{}", status(QuotaStatus::Met), part.tallies.len()), note));
    }
    let n_ended = reporting(SendingState::Ended);
    let n_owing = part.reporting.len() - n_ended;
    if 0 < n_owing {
        let (on_time, late) = (reporting(SendingState::OnTime), reporting(SendingState::Late));
        let sent = on_time + late;
        let mut note = format!(
            "đúng hạn {on_time}, gửi muộn {late},\ncòn thiếu {}, chưa gửi {}",
            reporting(SendingState::Incomplete),
            reporting(SendingState::Nothing)
        );
        if 0 < reporting(SendingState::NotDue) {
            note.push_str(&format!(", chưa đến hạn {}", reporting(SendingState::NotDue)));
        }
        tiles.push(("Đơn vị đã gửi đủ", format!("{sent}/{n_owing}"), note));
    }
    if part.unit.is_none() {
        let n = all.findings.iter().filter(|finding| finding.severity() == Severity::Query).count();
        let note = format!("chờ đơn vị sửa, giải trình: {n} chỗ");
        tiles.push(("Câu hỏi cần quyết định", all.questions.len().to_string(), note));
    }
    tiles
}

fn tiles(page: &mut Page<'_>, looks: &FrontFormats, tiles: &[Tile]) -> Result<(), XlsxError> {
    let n = u16::try_from(tiles.len()).unwrap_or(1).max(1);
    let width = COLUMNS / n;
    let top = page.row;
    for (at, (label, figure, note)) in (0u16..).zip(tiles) {
        let (first, last) = (at * width, (at + 1) * width - 1);
        page.sheet.merge_range(top, first, top, last, label, &looks.label)?;
        page.sheet.merge_range(top + 1, first, top + 1, last, figure, &looks.figure)?;
        page.sheet.merge_range(top + 2, first, top + 2, last, note, &looks.note)?;
    }
    [18.0, 34.0, 42.0, 8.0].into_iter().try_for_each(|height| page.gap(height))
}

/// A movement, or all; what is owed in it; how much of that is missing.
type OwedInMovement<'p> = (Option<&'p MovementId>, u32, u32);

/// How much of their minimums the lead agencies have reached, by movement.
fn heat_map(page: &mut Page<'_>, looks: &FrontFormats, part: &Part<'_>) -> Result<(), XlsxError> {
    let plan = part.all.plan;
    let namesakes = Namesakes::of(part);
    let quotas: Vec<_> =
        part.tallies.iter().filter_map(|tally| Some((*tally, plan.quotas.get(tally.quota_at)?))).collect();
    let mut leads: BTreeMap<Cow<'_, str>, (u32, Vec<OwedInMovement<'_>>)> = BTreeMap::new();
    for (tally, quota) in &quotas {
        let Some(required) = summed(quota, tally) else { continue };
        let name = quota.answering_name(part.all.units, part.all.period.last_day());
        let (short, names) = leads.entry(namesakes.shown(&quota.lead, name)).or_default();
        *short += tally.shortfall;
        names.push((quota.movement.as_ref(), required, tally.shortfall));
    }
    if leads.is_empty() {
        return Ok(());
    }
    let n_leads = leads.len();
    let mut leads: Vec<_> = leads.into_iter().collect();
    leads.sort_by_key(|(_, (short, _))| std::cmp::Reverse(*short));
    leads.truncate(MOST_LEADS);
    let used: BTreeSet<Option<&MovementId>> =
        leads.iter().flat_map(|(_, (_, own))| own.iter().map(|(movement, _, _)| *movement)).collect();
    let named = plan.movements.iter().map(|movement| (Some(&movement.id), movement));
    let mut movements: Vec<(Option<&MovementId>, String)> = named
        .filter(|(id, _)| used.contains(id))
        .map(|(id, movement)| (id, movement.short_name().to_owned()))
        .collect();
    if used.contains(&None) {
        movements.push((None, "Mọi phong trào".to_owned()));
    }
    movements.truncate(MOST_MOVEMENTS);
    let room = COLUMNS - LEAD_COLUMNS;
    let span = (room / u16::try_from(movements.len()).unwrap_or(1).max(1)).min(WIDEST_MOVEMENT);
    let left_out = if leads.len() < n_leads {
        format!(" ({} cơ quan còn thiếu nhiều nhất)", leads.len())
    } else {
        String::new()
    };
    let heading = format!("Mức đạt chỉ tiêu theo cơ quan chủ trì và phong trào{left_out}");
    page.sheet.merge_range(page.row, 0, page.row, COLUMNS - 1, &heading, &looks.heading)?;
    page.gap(18.0)?;
    let head = if span == 1 { looks.head.clone().set_rotation(90) } else { looks.head.clone() };
    wide(page, (0, LEAD_COLUMNS - 1), "Cơ quan chủ trì", &looks.head)?;
    for (at, (_, name)) in (0u16..).zip(&movements) {
        let first = LEAD_COLUMNS + at * span;
        wide(page, (first, first + span - 1), name, &head)?;
    }
    page.gap(if span == 1 { 84.0 } else { 32.0 })?;
    let top = page.row;
    for (name, (_, own)) in &leads {
        wide(page, (0, LEAD_COLUMNS - 1), name, &looks.text)?;
        for (at, (movement, _)) in (0u16..).zip(&movements) {
            let first = LEAD_COLUMNS + at * span;
            let of = own.iter().filter(|(id, _, _)| id == movement);
            let (required, short) =
                of.fold((0, 0), |(all, missing), (_, n, short)| (all + n, missing + short));
            wide(page, (first, first + span - 1), "", &looks.share)?;
            if 0 < required {
                let share = f64::from(required - short.min(required)) / f64::from(required);
                page.sheet.write_number_with_format(page.row, first, share, &looks.share)?;
            }
        }
        page.gap(16.0)?;
    }
    let scale = ConditionalFormat2ColorScale::new()
        .set_minimum(rust_xlsxwriter::ConditionalFormatType::Number, 0)
        .set_maximum(rust_xlsxwriter::ConditionalFormatType::Number, 1)
        .set_minimum_color(Color::White)
        .set_maximum_color(Color::RGB(0x7F_A5_CC));
    page.sheet.add_conditional_format(top, LEAD_COLUMNS, page.row - 1, COLUMNS - 1, &scale)?;
    page.gap(8.0)
}

/// Beside each other: where most is missing of quotas, and who has been silent longest.
fn lists(
    page: &mut Page<'_>,
    looks: &FrontFormats,
    part: &Part<'_>,
    silent: &[&Reminder<'_>],
) -> Result<(), XlsxError> {
    let plan = part.all.plan;
    let mut short: Vec<(usize, &Tally)> =
        part.tallies.iter().copied().enumerate().filter(|(_, tally)| tally.is_open()).collect();
    short.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.shortfall));
    let end = part.all.period.last_day();
    let namesakes = Namesakes::of(part);
    let n = short.len().max(silent.len()).min(MOST_LISTED);
    if n == 0 {
        return Ok(());
    }
    const MIDDLE: u16 = 13;
    let row = page.row;
    page.sheet.merge_range(row, 0, row, MIDDLE - 2, "Còn thiếu nhiều nhất", &looks.heading)?;
    page.sheet.merge_range(row, MIDDLE, row, COLUMNS - 1, "Chậm gửi lâu nhất", &looks.heading)?;
    page.gap(18.0)?;
    let heads = [
        ((0, 4), "Cơ quan chủ trì"),
        ((5, 9), "Phong trào, đối tượng"),
        ((10, 11), "Thiếu"),
        ((MIDDLE, 19), "Đơn vị"),
        ((20, 21), "Danh sách"),
        ((22, 23), "Số ngày"),
    ];
    for (columns, head) in heads {
        wide(page, columns, head, &looks.head)?;
    }
    page.gap(18.0)?;
    if short.is_empty() {
        wide(page, (0, 11), "Các chỉ tiêu đều đạt.", &looks.text)?;
    }
    if silent.is_empty() {
        wide(page, (MIDDLE, COLUMNS - 1), "Không đơn vị nào quá hạn.", &looks.text)?;
    }
    for at in 0..n {
        if let Some((line, tally)) = short.get(at)
            && let Some(quota) = plan.quotas.get(tally.quota_at)
        {
            let row = part.header_row(sheet_names::QUOTAS) + 2 + u32::try_from(*line).unwrap_or(0);
            let movement = quota.movement.as_ref().and_then(|id| plan.movement(id));
            let movement = movement.map_or("Mọi phong trào", Movement::short_name);
            let lead = namesakes.shown(&quota.lead, quota.answering_name(part.all.units, end));
            linked(page, (0, 4), &lead, &format!("'{}'!A{row}", sheet_names::QUOTAS), looks)?;
            let anybody = quota.kind.is_none() && quota.holder.is_none();
            let holder = if anybody { Vec::new() } else { vec![quota.holder_label().to_lowercase()] };
            let holder: String =
                holder.into_iter().chain(quota.terms()).map(|term| format!(", {term}")).collect();
            wide(page, (5, 9), &format!("{movement}{holder}"), &looks.text)?;
            match tally.status {
                QuotaStatus::Over | QuotaStatus::Unclear => {
                    wide(page, (10, 11), &tally.verdict(), &looks.text)?;
                }
                _ => number(page, (10, 11), tally.shortfall, looks)?,
            }
        }
        if let Some(silent_unit) = silent.get(at) {
            let row = progress::row_of(part, silent_unit.unit).unwrap_or(part.header_row(progress::NAME)) + 1;
            let name = namesakes.shown(silent_unit.unit, unit_name(part.all.units, Some(silent_unit.unit)));
            linked(page, (MIDDLE, 19), &name, &format!("'{}'!A{row}", progress::NAME), looks)?;
            number(page, (20, 21), silent_unit.missing(), looks)?;
            number(page, (22, 23), u32::try_from(silent_unit.days).unwrap_or(0), looks)?;
        }
        page.gap(20.0)?;
    }
    page.gap(8.0)
}

/// Registrations by month, with a sparkline over them.
fn months(page: &mut Page<'_>, looks: &FrontFormats, part: &Part<'_>) -> Result<(), XlsxError> {
    const LABEL: u16 = 4;
    let by_month = ByMonth::of(part);
    let most = usize::from((COLUMNS - LABEL) / 2);
    let totals = by_month.totals();
    let lines = totals.get(totals.len().saturating_sub(most)..).unwrap_or_default();
    if lines.len() < 2 {
        return Ok(());
    }
    let last = LABEL + u16::try_from(lines.len()).unwrap_or(0) * 2 - 1;
    let row = page.row;
    let heading = format!("Lượt đăng ký theo {}", by_month.step.word());
    page.sheet.merge_range(row, 0, row, LABEL - 1, &heading, &looks.heading)?;
    page.sheet.merge_range(row, LABEL, row, last, "", &looks.text)?;
    let line = Sparkline::new()
        .set_range((NAME, row + 2, LABEL, row + 2, last))
        .set_type(SparklineType::Column)
        .set_sparkline_color(Color::RGB(0x1F_4E_79));
    page.sheet.add_sparkline(row, LABEL, &line)?;
    page.gap(34.0)?;
    for (at, (label, _)) in (0u16..).zip(lines) {
        wide(page, (LABEL + at * 2, LABEL + at * 2 + 1), label, &looks.head)?;
    }
    page.gap(18.0)?;
    for (at, (_, count)) in (0u16..).zip(lines) {
        number(page, (LABEL + at * 2, LABEL + at * 2 + 1), *count, looks)?;
    }
    page.gap(18.0)
}

/// A text over columns of the row at hand.
fn wide(page: &mut Page<'_>, (first, last): (u16, u16), text: &str, face: &Format) -> Result<(), XlsxError> {
    if first < last {
        page.sheet.merge_range(page.row, first, page.row, last, text, face)?;
    } else {
        page.sheet.write_string_with_format(page.row, first, text, face)?;
    }
    Ok(())
}

fn number(
    page: &mut Page<'_>,
    columns: (u16, u16),
    count: u32,
    looks: &FrontFormats,
) -> Result<(), XlsxError> {
    wide(page, columns, "", &looks.count)?;
    page.sheet.write_number_with_format(page.row, columns.0, f64::from(count), &looks.count)?;
    Ok(())
}

/// A text that leads to a cell of the workbook.
fn linked(
    page: &mut Page<'_>,
    columns: (u16, u16),
    text: &str,
    cell: &str,
    looks: &FrontFormats,
) -> Result<(), XlsxError> {
    wide(page, columns, "", &looks.link)?;
    let url = Url::new(format!("internal:{cell}")).set_text(text);
    page.sheet.write_url_with_format(page.row, columns.0, url, &looks.link)?;
    Ok(())
}
