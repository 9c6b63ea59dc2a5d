//! *Chỉ tiêu*: every minimum of the plan, what is registered for it and what is missing.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatType,
    Workbook, XlsxError,
};

use super::Consolidation;
use super::live::{self, CountedFor, DataColumn, TOO_MUCH_TO_COUNT};
use super::page::{Page, PageCell};
use super::part::{Part, movement_name, unit_name};
use super::sheet_names;
use super::style::{self, Face, Styles};
use crate::plan::{Amount, Bound, Plan, Quota, Scope, ShareOf};
use crate::quota::{QuotaStatus, Tally};
use crate::units::UnitBook;

/// The sheet's name, which charts refer to.
pub(super) const NAME: &str = sheet_names::QUOTAS;

/// Column of the lead agency.
pub(super) const LEAD: u16 = 1;
const SHORTFALL: u16 = 6;
const RATE: u16 = 7;
const STATUS: u16 = 8;

/// Writes the sheet.
pub(super) fn write(workbook: &mut Workbook, styles: &Styles, part: &Part<'_>) -> Result<(), XlsxError> {
    if !part.has(NAME) {
        return Ok(());
    }
    let widths = [40, 214, 276, 108, 56, 62, 60, 64, 72];
    let mut page = Page::add(workbook, styles, NAME, &widths)?;
    let all = &part.all;
    let title = "Kết quả thực hiện chỉ tiêu xây dựng điển hình tiên tiến";
    page.open(part, NAME, title, &[&part.subject()])?;
    debug_assert_eq!(page.row, part.header_row(NAME));
    page.header(&[
        "STT",
        "Cơ quan chủ trì",
        "Phong trào thi đua, cuộc vận động, lĩnh vực",
        "Đối tượng",
        "Số giao",
        "Đã đăng ký",
        "Còn thiếu",
        "Tỷ lệ đạt",
        "Kết quả",
    ])?;
    let first = page.row;
    let counted = countable(part);
    for (at, tally) in part.tallies.iter().enumerate() {
        let Some(quota) = all.plan.quotas.get(tally.quota_at) else {
            continue;
        };
        let registered = match &counted {
            Some(counted) => live(all, counted, quota, tally.registered),
            None => PageCell::Count(tally.registered),
        };
        let row = page.row + 1;
        let Some(least) = summed(quota, tally) else {
            apart(&mut page, part, (at, quota), tally)?;
            continue;
        };
        let required = f64::from(least);
        let rate = if least == 0 { 1.0 } else { (f64::from(tally.registered) / required).min(1.0) };
        page.write(&[
            (PageCell::ordinal(at), &styles.centre),
            (PageCell::Text(&quota.owner_on(all.units, all.period.last_day())), &styles.text),
            (PageCell::Owned(with_helpers(part, quota)), &styles.text),
            (PageCell::Owned(holder_lines(quota)), &styles.centre),
            (PageCell::Count(least), &styles.count),
            (registered, &styles.count),
            (PageCell::Formula(format!("=MAX(0,E{row}-F{row})"), f64::from(tally.shortfall)), &styles.count),
            (PageCell::Formula(format!("=IF(E{row}=0,1,MIN(1,F{row}/E{row}))"), rate), &styles.percent),
            (
                PageCell::TextFormula(
                    format!(
                        "=IF(F{row}>=E{row},\"{}\",IF(F{row}=0,\"{}\",\"{}\"))",
                        QuotaStatus::Met.label(),
                        QuotaStatus::None.label(),
                        QuotaStatus::Short.label()
                    ),
                    tally.status.label(),
                ),
                &styles.centre,
            ),
        ])?;
    }
    let last = page.row;
    if first < last {
        total(&mut page, part, first, last)?;
        colour(&mut page, first, last - 1)?;
    }
    let note = "Ghi chú: tỷ lệ đạt của mỗi chỉ tiêu không quá 100%; số đăng ký vượt của nơi này không bù cho nơi khác.";
    page.gap(4.0)?;
    let more = notes(part);
    page.spread(
        0,
        STATUS,
        &format!("{note}{more}"),
        &Face { format: styles.attached.format.clone(), ..styles.recipients.clone() },
    )?;
    page.close(part, NAME)
}

/// What a quota adds to the sums of its table: its number; none where that adds up with no other, being a ceiling or
/// a share of those whom another asks for, or is not known.
pub(super) fn summed(quota: &Quota, tally: &Tally) -> Option<u32> {
    tally.required.filter(|_| quota.adds_up())
}

/// What is asked, registered and missing of a quota that adds up with no other, in words that no sum takes.
pub(super) fn in_words(quota: &Quota, tally: &Tally) -> [String; 3] {
    let of = match (quota.among, quota.kind) {
        (Some(_), _) => "người".to_owned(),
        (None, Some(kind)) => kind.label().to_lowercase(),
        (None, None) => "điển hình".to_owned(),
    };
    let sign = if quota.bound == Bound::AtMost { '≤' } else { '≥' };
    let of_nobody = tally.whole == 0 && matches!(quota.amount, Amount::Share(_, ShareOf::Registered));
    let required = match tally.required {
        None => "chưa có số".to_owned(),
        // Of nobody there is no share.
        Some(_) if of_nobody => "–".to_owned(),
        Some(number) => format!("{sign} {number}"),
    };
    let short = if 0 < tally.shortfall { format!("{} {of}", tally.shortfall) } else { String::new() };
    [required, format!("{} {of}", tally.registered), short]
}

/// Whom a quota takes, and below it what else it asks.
pub(super) fn holder_lines(quota: &Quota) -> String {
    let terms = quota.terms().join(", ");
    let holder = quota.holder_label();
    if terms.is_empty() { holder } else { format!("{holder}\n{terms}") }
}

/// A line that adds up with no other.
fn apart(
    page: &mut Page<'_>,
    part: &Part<'_>,
    (at, quota): (usize, &Quota),
    tally: &Tally,
) -> Result<(), XlsxError> {
    let styles = page.styles;
    let [required, registered, short] = in_words(quota, tally);
    let rate = match tally.required {
        Some(number) if 0 < number && quota.bound == Bound::AtLeast => {
            let rate = (f64::from(tally.registered) / f64::from(number)).min(1.0);
            PageCell::Formula(format!("=MIN(1,{}/{number})", tally.registered), rate)
        }
        _ => PageCell::Blank,
    };
    page.write(&[
        (PageCell::ordinal(at), &styles.centre),
        (PageCell::Text(&quota.owner_on(part.all.units, part.all.period.last_day())), &styles.text),
        (PageCell::Owned(with_helpers(part, quota)), &styles.text),
        (PageCell::Owned(holder_lines(quota)), &styles.centre),
        (PageCell::Owned(required), &styles.centre),
        (PageCell::Owned(registered), &styles.centre),
        (PageCell::Owned(short), &styles.centre),
        (rate, &styles.percent),
        (PageCell::Owned(tally.verdict()), &styles.centre),
    ])?;
    Ok(())
}

/// What the note below the table adds where the plan asks for more than plain minimums.
fn notes(part: &Part<'_>) -> String {
    let all = &part.all;
    let quotas: Vec<&Quota> =
        part.tallies.iter().filter_map(|tally| all.plan.quotas.get(tally.quota_at)).collect();
    let mut notes = String::new();
    if quotas.iter().any(|quota| matches!(quota.amount, Amount::Share(..))) {
        notes.push_str(" Tỷ lệ ra số lẻ thì tối thiểu làm tròn lên, nhiều nhất làm tròn xuống.");
    }
    if quotas.iter().any(|quota| !quota.adds_up()) {
        notes.push_str(
            " Dòng ghi «≥», «≤» không cộng vào tổng, vì là mức trần, hoặc đã nằm trong số ở dòng khác.",
        );
    }
    if quotas.iter().any(|quota| quota.among.is_some()) {
        notes.push_str(
            " «Chưa rõ» là danh sách chưa ghi giới tính hoặc lao động trực tiếp của người ấy: chưa tính là có, cũng chưa tính là không.",
        );
    }
    let later = all.tallies.iter().filter(|tally| !tally.has_begun()).count();
    if 0 < later && part.unit.is_none() {
        notes.push_str(&format!(" Chưa kể {later} chỉ tiêu của các kỳ chưa đến."));
    }
    notes
}

/// The movement of a quota, who helps, and who answers now for a lead that has ended.
fn with_helpers(part: &Part<'_>, quota: &Quota) -> String {
    let all = &part.all;
    let mut words = movement_of(part, quota);
    let partners = helpers_of(all.units, quota);
    if !partners.is_empty() {
        words.push_str(&format!("\nPhối hợp: {partners}"));
    }
    // Of one lead its own cell says it.
    let heirs: Vec<&str> = super::part::owners(all, quota, all.period.last_day())
        .filter(|code| quota.group.is_some() && !quota.owing().contains(code))
        .map(|code| unit_name(all.units, Some(code)))
        .collect();
    if !heirs.is_empty() {
        words.push_str(&format!("\nNay do {} thực hiện", heirs.join(", ")));
    }
    words
}

/// Who helps with a quota, as printed.
pub(super) fn helpers_of(units: &UnitBook, quota: &Quota) -> String {
    let named = quota.partners.iter().map(|code| unit_name(units, Some(code)));
    let text = Some(quota.partners_text.as_str()).filter(|text| !text.is_empty());
    named.chain(text).collect::<Vec<_>>().join(", ")
}

/// The registrations that count, where the workbook has `tblDangKy` and Excel can count over it for every quota.
fn countable<'a>(part: &Part<'a>) -> Option<BTreeMap<CountedFor<'a>, u32>> {
    let all = &part.all;
    let n_counts = all.registry.registrations.len().saturating_mul(all.tallies.len());
    (part.unit.is_none() && n_counts < TOO_MUCH_TO_COUNT).then(|| live::counted(all))
}

/// What is registered for a quota: a count over the visible columns of `tblDangKy` where that gives the number
/// handed over, else the number. What restricts a holder ("nông dân") stands in no column.
fn live(
    all: &Consolidation<'_>,
    counted: &BTreeMap<CountedFor<'_>, u32>,
    quota: &Quota,
    registered: u32,
) -> PageCell<'static> {
    if quota.holder.is_some() || !quota.is_plain() {
        return PageCell::Count(registered);
    }
    let body = unit_name(all.units, Some(&quota.lead));
    let by = if quota.scope == Scope::EachUnit { DataColumn::Unit } else { DataColumn::Lead };
    let movement = quota.movement.as_ref().map(|movement| movement_name(all.plan, Some(movement)));
    // Who alone leads a movement has all of it: then its name in the table need not be edited along.
    let mut of_movement = all.plan.quotas.iter().filter(|other| other.movement == quota.movement);
    let is_sole = by == DataColumn::Lead
        && quota.movement.is_some()
        && of_movement.all(|other| other.lead == quota.lead);
    let is_meant = |(unit, lead, of, kind): &CountedFor<'_>| {
        let owner = if by == DataColumn::Unit { unit } else { lead };
        (is_sole || owner.is_some_and(|owner| unit_name(all.units, Some(owner)) == body))
            && movement.is_none_or(|movement| of.is_some() && movement_name(all.plan, *of) == movement)
            && quota.kind.is_none_or(|wanted| *kind == wanted)
    };
    let count: u32 = counted.iter().filter(|(key, _)| is_meant(key)).map(|(_, n)| n).sum();
    let mut criteria: Vec<(DataColumn, &str)> = (!is_sole).then_some((by, body)).into_iter().collect();
    criteria.extend(movement.map(|movement| (DataColumn::Movement, movement)));
    criteria.extend(quota.kind.map(|kind| (DataColumn::Kind, kind.label())));
    match live::count(&[criteria]).filter(|_| count == registered) {
        Some(formula) => PageCell::Formula(format!("={formula}"), f64::from(registered)),
        None => PageCell::Count(registered),
    }
}

/// The movement that a quota is for, as printed.
pub(super) fn movement_of(part: &Part<'_>, quota: &Quota) -> String {
    movement_in(part.all.plan, quota)
}

/// The movement of a plan that a quota is for, as printed.
pub(super) fn movement_in(plan: &Plan, quota: &Quota) -> String {
    match &quota.movement {
        Some(movement) => movement_name(plan, Some(movement)).to_owned(),
        None => "Tất cả các phong trào".to_owned(),
    }
}

fn total(page: &mut Page<'_>, part: &Part<'_>, first: u32, last: u32) -> Result<(), XlsxError> {
    let styles = page.styles;
    let all = &part.all;
    let sums = part.tallies.iter().filter_map(|tally| {
        let required = summed(all.plan.quotas.get(tally.quota_at)?, tally)?;
        Some([required, tally.registered, tally.shortfall])
    });
    let [required, registered, shortfall] =
        sums.fold([0, 0, 0], |[a, b, c], [required, own, short]| [a + required, b + own, c + short]);
    let met = part.tallies.iter().filter(|tally| tally.status == QuotaStatus::Met).count();
    let rate = if required == 0 { 1.0 } else { 1.0 - f64::from(shortfall) / f64::from(required) };
    let sum = |letter: char| format!("=SUM({letter}{}:{letter}{last})", first + 1);
    let row = page.row + 1;
    let blank = || (PageCell::Blank, &styles.total);
    page.write(&[
        blank(),
        (PageCell::Text("TỔNG CỘNG"), &styles.total),
        (PageCell::Owned(format!("{met}/{} chỉ tiêu đã đạt", part.tallies.len())), &styles.section),
        blank(),
        (PageCell::Formula(sum('E'), f64::from(required)), &styles.total_count),
        (PageCell::Formula(sum('F'), f64::from(registered)), &styles.total_count),
        (PageCell::Formula(sum('G'), f64::from(shortfall)), &styles.total_count),
        (PageCell::Formula(format!("=IF(E{row}=0,1,1-G{row}/E{row})"), rate), &styles.total_percent),
        blank(),
    ])?;
    Ok(())
}

/// Data bars on the rate; what is short stands out.
fn colour(page: &mut Page<'_>, first: u32, last: u32) -> Result<(), XlsxError> {
    let bar = ConditionalFormatDataBar::new()
        .set_fill_color(style::REQUIRED)
        .set_border_off(true)
        .set_solid_fill(true)
        .set_minimum(ConditionalFormatType::Number, 0)
        .set_maximum(ConditionalFormatType::Number, 1);
    page.sheet.add_conditional_format(first, RATE, last, RATE, &bar)?;
    let short = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::GreaterThan(0))
        .set_format(&page.styles.bad);
    page.sheet.add_conditional_format(first, SHORTFALL, last, SHORTFALL, &short)?;
    let met = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo(QuotaStatus::Met.label()))
        .set_format(&page.styles.good);
    page.sheet.add_conditional_format(first, STATUS, last, STATUS, &met)?;
    let unmet = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::NotEqualTo(QuotaStatus::Met.label()))
        .set_format(&page.styles.bad);
    page.sheet.add_conditional_format(first, STATUS, last, STATUS, &unmet)?;
    Ok(())
}
