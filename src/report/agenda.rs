//! *Kế hoạch*: what the plan sets besides numbers: phases, reviews, what is called in and by when, who was given
//! what to do, by which criteria people choose; and what comes next.
//!
//! Days are held against the end of the period, never against today.

use jiff::civil::Date;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::page::{Page, PageCell, day_shown};
use super::part::{Part, movement_name, unit_name};
use super::sheet_names;
use super::style::Styles;
use crate::plan::{MovementId, Paper};
use crate::quota::PaperState;
use crate::units::UnitCode;

/// The sheet's name.
const NAME: &str = sheet_names::PLAN;

/// What comes within so many months after a period is said in its reminders.
const MONTHS_AHEAD: i32 = 3;

/// Something that the plan sets, with its days.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// What sort of thing it is.
    pub(super) sort: &'static str,
    /// What it is, as printed.
    pub(super) what: String,
    /// Who holds it, owes it or has to do it.
    pub(super) who: String,
    /// Its first day, where it has one.
    pub(super) from: Option<Date>,
    /// Its last day, where it has one.
    pub(super) to: Option<Date>,
    /// When, in words.
    pub(super) when: String,
}

impl Item {
    /// How it stands at the end of a period.
    fn state(&self, end: Date) -> &'static str {
        match (self.from, self.to) {
            (_, Some(to)) if to < end => "Đã qua",
            (Some(from), _) if end < from => "Sắp đến",
            (None, Some(_)) => "Sắp đến hạn",
            (Some(_), _) => "Đang thực hiện",
            (None, None) => "Thường xuyên",
        }
    }

    pub(super) fn days(&self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => day_shown(to),
            (Some(from), Some(to)) => format!("{} – {}", day_shown(from), day_shown(to)),
            (Some(from), None) => format!("từ {}", day_shown(from)),
            (None, Some(to)) => format!("đến {}", day_shown(to)),
            (None, None) => String::new(),
        }
    }
}

/// Names of units and what stands beside them in words.
fn named(part: &Part<'_>, units: &[UnitCode], beside: &str) -> String {
    let names = units.iter().map(|code| unit_name(part.all.units, Some(code)));
    names.chain([beside].into_iter().filter(|text| !text.is_empty())).collect::<Vec<_>>().join(", ")
}

/// Phases and reviews, then what is called in, then tasks and funds, each in the order of the plan.
pub(super) fn items(part: &Part<'_>) -> Vec<Item> {
    let plan = part.all.plan;
    let schedule = &plan.schedule;
    let mut items: Vec<Item> = Vec::new();
    items.extend(schedule.phases.iter().map(|phase| Item {
        sort: "Giai đoạn",
        what: phase.name.clone(),
        who: String::new(),
        from: Some(phase.from),
        to: Some(phase.to),
        when: String::new(),
    }));
    items.extend(schedule.reviews.iter().map(|review| {
        let whole = (review.from, review.to) == (plan.from, plan.to);
        Item {
            sort: review.kind.label(),
            what: review.name.clone(),
            who: review
                .level
                .map_or_else(|| "Các đơn vị".to_owned(), |level| format!("Cấp {}", level.label())),
            from: Some(review.from).filter(|_| !whole),
            to: Some(review.to).filter(|_| !whole),
            when: review.occasion.clone(),
        }
    }));
    let called_in = |sort: &'static str, due: &crate::plan::Due| Item {
        sort,
        what: due.name.clone(),
        who: "Các đơn vị phải gửi".to_owned(),
        from: Some(due.opens),
        to: Some(due.by),
        when: String::new(),
    };
    items.extend(plan.dues.iter().map(|due| called_in("Danh sách phải gửi", due)));
    for paper in Paper::ALL {
        let sort = match paper {
            Paper::Plan => "Kế hoạch phải gửi",
            Paper::Report => "Báo cáo phải gửi",
        };
        items.extend(plan.papers_due(paper).iter().map(|due| called_in(sort, due)));
    }
    items.extend(schedule.extensions.iter().map(|one| Item {
        sort: "Gia hạn",
        what: format!("{} ({})", one.due, one.basis),
        who: unit_name(part.all.units, Some(&one.unit)).to_owned(),
        from: None,
        to: Some(one.by),
        when: String::new(),
    }));
    items.extend(schedule.tasks.iter().map(|task| {
        let partners = named(part, &task.partners, &task.partners_text);
        let to = task.to.as_ref().map(|code| unit_name(part.all.units, Some(code)));
        let mut who = named(part, &task.owners, &task.owners_text);
        if !partners.is_empty() {
            who.push_str(&format!("; phối hợp: {partners}"));
        }
        if let Some(to) = to {
            who.push_str(&format!("; gửi: {to}"));
        }
        Item {
            sort: "Nhiệm vụ",
            what: task.what.clone(),
            who,
            from: task.from,
            to: task.by,
            when: task.when.clone(),
        }
    }));
    items.extend(schedule.funds.iter().map(|fund| Item {
        sort: "Kinh phí",
        what: format!("{}% {}: {}", fund.percent, fund.of, fund.purpose),
        who: String::new(),
        from: None,
        to: None,
        when: String::new(),
    }));
    items
}

/// What is held or due soon after the end of a period, the nearest first.
pub(super) fn coming(part: &Part<'_>) -> Vec<Item> {
    let end = part.all.period.last_day();
    let until = end.checked_add(jiff::Span::new().months(MONTHS_AHEAD)).unwrap_or(end);
    let mut coming: Vec<Item> = items(part)
        .into_iter()
        .filter(|item| match (item.from, item.to) {
            (Some(from), _) if end < from => from <= until,
            // What has begun long ago and ends soon: a due day, not a phase that runs.
            (_, Some(to)) => end < to && to <= until,
            _ => false,
        })
        .collect();
    coming.sort_by_key(|item| item.from.filter(|from| end < *from).or(item.to));
    coming
}

/// Writes the sheet, where the plan sets anything besides numbers.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    let all = &part.all;
    let items = items(part);
    let criteria = &all.plan.schedule.criteria;
    if items.is_empty() && criteria.is_empty() {
        return Ok(());
    }
    let mut page = Page::add(workbook, styles, NAME, &[40, 110, 340, 222, 130, 110])?;
    page.open(part, NAME, "Lịch và nhiệm vụ theo kế hoạch", &[&part.subject(), &plan_said(part)])?;
    page.header(&["STT", "Loại", "Nội dung", "Đơn vị", "Thời gian", "Tình trạng"])?;
    let end = all.period.last_day();
    for (at, item) in items.iter().enumerate() {
        let days = item.days();
        let when = [days.as_str(), item.when.as_str()].into_iter().filter(|text| !text.is_empty());
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(item.sort), &styles.text),
            (PageCell::Text(&item.what), &styles.text),
            (PageCell::Text(&item.who), &styles.text),
            (PageCell::Owned(when.collect::<Vec<_>>().join("; ")), &styles.text),
            (PageCell::Text(item.state(end)), &styles.centre),
        ])?;
    }
    let last_col = page.last_col();
    if !criteria.is_empty() {
        page.spread(
            0,
            last_col,
            "Tiêu chí của kế hoạch (người xét, chương trình không chấm)",
            &styles.section,
        )?;
    }
    for (at, criterion) in criteria.iter().enumerate() {
        let movement = criterion.movement.as_ref().map_or("Mọi phong trào", |id| said_movement(part, id));
        let kind = criterion.kind.map_or("Mọi đối tượng", crate::plan::HolderKind::label);
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(kind), &styles.text),
            (PageCell::Text(&criterion.says), &styles.text),
            (PageCell::Text(movement), &styles.text),
            (PageCell::Blank, &styles.text),
            (PageCell::Blank, &styles.text),
        ])?;
    }
    page.close(part, NAME)
}

fn said_movement<'a>(part: &Part<'a>, id: &'a MovementId) -> &'a str {
    movement_name(part.all.plan, Some(id))
}

/// Number, day and title of the plan in one line.
fn plan_said(part: &Part<'_>) -> String {
    let plan = part.all.plan;
    let number = if plan.number.is_empty() { String::new() } else { format!(" số {}", plan.number) };
    let issued = plan.schedule.issued.map(|day| format!(" ngày {}", day_shown(day))).unwrap_or_default();
    format!(
        "(Kế hoạch{number}{issued} của {}: {})",
        unit_name(part.all.units, Some(&plan.issuer)),
        plan.title
    )
}

/// Below *Tiến độ*: who sent the papers that are called in, the phase that runs, and what comes next.
pub(super) fn below_progress(page: &mut Page<'_>, part: &Part<'_>) -> Result<(), XlsxError> {
    let styles = page.styles;
    let last_col = page.last_col();
    let mut dues: Vec<(Paper, &str)> =
        part.papers.iter().map(|line| (line.paper, line.due.as_str())).collect();
    dues.dedup();
    if !dues.is_empty() {
        page.spread(0, last_col, "Kế hoạch, báo cáo của đơn vị", &styles.section)?;
    }
    for (at, (paper, due)) in dues.into_iter().enumerate() {
        let lines: Vec<_> =
            part.papers.iter().filter(|line| line.paper == paper && line.due == due).copied().collect();
        let n = |state: PaperState| {
            PageCell::Count(
                u32::try_from(lines.iter().filter(|line| line.state == state).count()).unwrap_or(u32::MAX),
            )
        };
        let row = page.row + 1;
        let received = lines.iter().filter(|line| line.received.is_some()).count();
        let owed = lines.iter().filter(|line| line.state != PaperState::Awaited).count();
        let missing: Vec<&str> = lines
            .iter()
            .filter(|line| line.state == PaperState::Missing)
            .map(|line| unit_name(part.all.units, Some(&line.unit)))
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "a count of units")]
        let received = received as f64;
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(due), &styles.text),
            (PageCell::Count(u32::try_from(owed).unwrap_or(u32::MAX)), &styles.count),
            (PageCell::Formula(format!("=E{row}+F{row}"), received), &styles.count),
            (n(PaperState::OnTime), &styles.count),
            (n(PaperState::Late), &styles.count),
            (n(PaperState::Missing), &styles.count),
            (PageCell::Day(lines.iter().filter_map(|line| line.received).max()), &styles.date),
            (PageCell::Day(lines.iter().map(|line| line.by).max()), &styles.date),
            (PageCell::Blank, &styles.centre),
        ])?;
        match missing.len() {
            0 => {}
            n if n == owed => {
                page.spread(1, last_col, "Chưa đơn vị nào gửi.", &styles.subsection)?;
            }
            _ => {
                let names = format!("Chưa gửi: {}.", missing.join(", "));
                page.spread(1, last_col, &names, &styles.subsection)?;
            }
        }
    }
    let end = part.all.period.last_day();
    let running = part.all.plan.schedule.phases.iter().filter(|phase| phase.from <= end && end <= phase.to);
    let running: Vec<String> = running
        .map(|phase| {
            format!("Đang ở giai đoạn: {} ({} – {})", phase.name, day_shown(phase.from), day_shown(phase.to))
        })
        .collect();
    let coming = coming(part);
    if running.is_empty() && coming.is_empty() {
        return Ok(());
    }
    page.spread(0, last_col, "Lịch của kế hoạch", &styles.section)?;
    for line in running {
        page.spread(0, last_col, &line, &styles.paragraph)?;
    }
    for item in coming {
        let who = if item.who.is_empty() { String::new() } else { format!(" – {}", item.who) };
        let when = if item.when.is_empty() { String::new() } else { format!("; {}", item.when) };
        let line = format!("{}: {}{who} ({}{when})", item.sort, item.what, item.days());
        page.spread(0, last_col, &line, &styles.paragraph)?;
    }
    Ok(())
}
