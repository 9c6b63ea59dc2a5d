//! The figures that charts draw, as tables to print: quotas by lead agency, registrations by month
//! and kind.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use rust_xlsxwriter::XlsxError;

use super::page::{PAGE_WIDTH, Page, PageCell};
use super::part::{Part, exemplar_of};
use super::quotas;
use super::style::Face;
use super::tables::MOST_LINES;
use crate::finding::CellAddress;
use crate::plan::HolderKind;
use crate::record::Status;

/// Column of lead agencies, and of months.
pub(super) const LEAD: u16 = 1;
/// Column of what counts towards a minimum.
pub(super) const MET: u16 = 4;
/// Column of what is missing.
pub(super) const SHORTFALL: u16 = 5;
/// Column of the first kind.
pub(super) const FIRST_KIND: u16 = 2;

/// The sheet's columns: STT, a name, eight numbers.
pub(super) const WIDTHS: [u32; 10] = {
    const NUMBER: u32 = 78;
    let mut widths = [NUMBER; 10];
    widths[0] = 40;
    widths[1] = PAGE_WIDTH - 40 - 8 * NUMBER;
    widths
};

/// More bars than this cannot be read on one page.
const MOST_BARS: usize = 40;

/// More months than this are shown as years.
const MOST_MONTHS: usize = 24;

/// A table of so many lines, and one more, may be torn between two pages.
const MOST_KEPT: u32 = 12;

/// Formulas × lines of the table past which counting again would make Excel slow.
const TOO_MUCH_TO_COUNT: usize = 100_000_000;

/// One lead agency before its minimums.
pub(super) struct LeadLine<'a> {
    name: Cow<'a, str>,
    /// Its first quota, zero-based in the lines of *Chỉ tiêu*.
    first: u32,
    quotas: u32,
    required: u32,
    shortfall: u32,
}

/// Quotas by lead agency, in the order of the plan.
pub(super) struct ByLead<'a> {
    pub(super) lines: Vec<LeadLine<'a>>,
    /// How many agencies the chart has no room for.
    pub(super) left_out: usize,
    n_quotas: u32,
    /// Whether some lines of *Chỉ tiêu* hold words where others hold numbers.
    is_mixed: bool,
    /// The header of *Chỉ tiêu*, zero-based.
    header_row: u32,
}

impl<'a> ByLead<'a> {
    /// Sums up what is handed over, by the names as *Chỉ tiêu* shows them.
    pub(super) fn of(part: &Part<'a>) -> ByLead<'a> {
        let all = &part.all;
        let mut lines: Vec<LeadLine<'a>> = Vec::new();
        let mut place: BTreeMap<String, usize> = BTreeMap::new();
        let quotas =
            part.tallies.iter().filter_map(|tally| Some((*tally, all.plan.quotas.get(tally.quota_at)?)));
        let mut is_mixed = false;
        let mut n_quotas = 0;
        for (tally, quota) in quotas {
            let name = quota.owner_on(all.units, all.period.last_day());
            let at = *place.entry(name.to_lowercase()).or_insert_with(|| {
                lines.push(LeadLine { name, first: n_quotas, quotas: 0, required: 0, shortfall: 0 });
                lines.len() - 1
            });
            if let Some(line) = lines.get_mut(at) {
                line.quotas += 1;
                match quotas::summed(quota, tally) {
                    Some(required) => {
                        line.required += required;
                        line.shortfall += tally.shortfall;
                    }
                    None => is_mixed = true,
                }
            }
            n_quotas += 1;
        }
        let left_out = lines.len().saturating_sub(MOST_BARS);
        if 0 < left_out {
            lines.sort_by_key(|line| (std::cmp::Reverse(line.shortfall), line.first));
            lines.truncate(MOST_BARS);
        }
        ByLead { lines, left_out, n_quotas, is_mixed, header_row: part.header_row(quotas::NAME) }
    }

    /// Writes the table; gives the rows of its lines.
    pub(super) fn write(&self, page: &mut Page<'_>) -> Result<Range<u32>, XlsxError> {
        let styles = page.styles;
        if self.lines.is_empty() {
            return Ok(page.row..page.row);
        }
        page.spread(
            0,
            page.last_col(),
            "1. Thực hiện chỉ tiêu theo cơ quan chủ trì",
            &styles.paragraph_bold,
        )?;
        head(
            page,
            &["STT", "Cơ quan chủ trì", "Số chỉ tiêu", "Số giao", "Đã đạt", "Còn thiếu", "Tỷ lệ đạt"],
        )?;
        let first = page.row;
        // The table of *Chỉ tiêu*, and in it the lines of one agency.
        let (top, bottom) = (self.header_row + 2, self.header_row + 1 + self.n_quotas);
        for (at, line) in (1_u32..).zip(&self.lines) {
            let row = page.row + 1;
            let lead_cell = CellAddress { row: self.header_row + 1 + line.first, col: quotas::LEAD };
            let is_own = format!("'{0}'!$B${top}:$B${bottom}='{0}'!{lead_cell}", quotas::NAME);
            let sum = |letter: char| {
                let cells = format!("'{}'!${letter}${top}:${letter}${bottom}", quotas::NAME);
                // Between commas words count as nothing; multiplied they are an error.
                let of = if self.is_mixed { "*1," } else { "*" };
                format!("=SUMPRODUCT(({is_own}){of}{cells})")
            };
            let met = line.required.saturating_sub(line.shortfall);
            let rate = if line.required == 0 { 1.0 } else { f64::from(met) / f64::from(line.required) };
            page.write(&[
                (PageCell::Count(at), &styles.centre),
                (PageCell::TextFormula(format!("='{}'!{lead_cell}", quotas::NAME), &line.name), &styles.text),
                (
                    PageCell::Formula(format!("=SUMPRODUCT(({is_own})*1)"), f64::from(line.quotas)),
                    &styles.count,
                ),
                (PageCell::Formula(sum('E'), f64::from(line.required)), &styles.count),
                (PageCell::Formula(format!("=D{row}-F{row}"), f64::from(met)), &styles.count),
                (PageCell::Formula(sum('G'), f64::from(line.shortfall)), &styles.count),
                (PageCell::Formula(format!("=IF(D{row}=0,1,E{row}/D{row})"), rate), &styles.percent),
            ])?;
        }
        let last = page.row;
        if 0 < self.left_out {
            let note = format!("Còn {} cơ quan khác: xem trang Chỉ tiêu.", self.left_out);
            page.spread(0, page.last_col(), &note, &styles.paragraph)?;
        }
        page.gap(9.0)?;
        Ok(first..last)
    }
}

/// What a column of the chart spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChartStep {
    Month,
    Year,
}

impl ChartStep {
    /// The Vietnamese word.
    pub(super) fn word(self) -> &'static str {
        match self {
            ChartStep::Month => "tháng",
            ChartStep::Year => "năm",
        }
    }
}

/// Counted registrations by the month they came in and the kind of their exemplar.
pub(super) struct ByMonth {
    /// Kinds that occur.
    pub(super) kinds: Vec<HolderKind>,
    /// Months or years.
    pub(super) step: ChartStep,
    lines: Vec<CountedSpan>,
    is_live: bool,
}

/// One month or year, and its registrations of each kind.
struct CountedSpan {
    label: String,
    first: (i16, i8),
    after: (i16, i8),
    counts: Vec<u32>,
}

impl ByMonth {
    /// Counts what is handed over.
    pub(super) fn of(part: &Part<'_>) -> ByMonth {
        let all = &part.all;
        let registrations = &all.registry.registrations;
        let mut counted: BTreeMap<(i16, i8), BTreeMap<HolderKind, u32>> = BTreeMap::new();
        for (at, held) in registrations.iter().enumerate() {
            if held.status == Status::Counted {
                let kind = exemplar_of(all, at).map_or(held.kind, |exemplar| exemplar.kind);
                *counted.entry(month_of(held.received)).or_default().entry(kind).or_default() += 1;
            }
        }
        let has = |kind: HolderKind| counted.values().any(|kinds| kinds.contains_key(&kind));
        let kinds: Vec<HolderKind> = HolderKind::ALL.into_iter().filter(|kind| has(*kind)).collect();
        let ends = counted.keys().next().copied().zip(counted.keys().next_back().copied());
        let (step, spans) = ends.map_or((ChartStep::Month, Vec::new()), |(first, last)| spans(first, last));
        let line = |(label, first, after): (String, (i16, i8), (i16, i8))| {
            let within = || counted.range(first..after).map(|(_, kinds)| kinds);
            let count = |kind: &HolderKind| within().filter_map(|kinds| kinds.get(kind)).sum();
            CountedSpan { label, first, after, counts: kinds.iter().map(count).collect() }
        };
        let lines: Vec<CountedSpan> = spans.into_iter().map(line).collect();
        let formulas = lines.len().saturating_mul(kinds.len());
        let is_live = registrations.len() <= MOST_LINES
            && formulas.saturating_mul(registrations.len()) < TOO_MUCH_TO_COUNT
            && lines.first().is_none_or(|span| 1900 <= span.first.0); // Excel knows no day before
        ByMonth { kinds, step, lines, is_live }
    }

    /// Each month or year with all that came in it.
    pub(super) fn totals(&self) -> Vec<(&str, u32)> {
        self.lines.iter().map(|span| (span.label.as_str(), span.counts.iter().sum())).collect()
    }

    /// Writes the table; gives the rows of its lines.
    pub(super) fn write(&self, page: &mut Page<'_>) -> Result<Range<u32>, XlsxError> {
        let styles = page.styles;
        if self.lines.is_empty() {
            return Ok(page.row..page.row);
        }
        let word = self.step.word();
        let heading = format!("2. Lượt đăng ký được tính, theo {word} nhận và đối tượng");
        let capital = match self.step {
            ChartStep::Month => "Tháng",
            ChartStep::Year => "Năm",
        };
        let lines = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        page.keep_lines(lines.min(MOST_KEPT) + 4)?;
        page.spread(0, page.last_col(), &heading, &styles.paragraph_bold)?;
        let kinds = self.kinds.iter().map(|kind| kind.label());
        head(page, &["STT", capital].into_iter().chain(kinds).chain(["Tổng"]).collect::<Vec<_>>())?;
        let first = page.row;
        let total_col = FIRST_KIND + u16::try_from(self.kinds.len()).unwrap_or(0);
        for (at, line) in (1_u32..).zip(&self.lines) {
            let row = page.row;
            let mut cells: Vec<(PageCell<'_>, &Face)> =
                vec![(PageCell::Count(at), &styles.centre), (PageCell::Text(&line.label), &styles.text)];
            for (kind, count) in self.kinds.iter().zip(&line.counts) {
                let cell = if self.is_live {
                    PageCell::Formula(counting(*kind, line), f64::from(*count))
                } else {
                    PageCell::Count(*count)
                };
                cells.push((cell, &styles.count));
            }
            cells.push((total((row, FIRST_KIND), (row, total_col - 1), &line.counts), &styles.count_bold));
            page.write(&cells)?;
        }
        let last = page.row;
        let mut cells: Vec<(PageCell<'_>, &Face)> =
            vec![(PageCell::Blank, &styles.total), (PageCell::Text("TỔNG CỘNG"), &styles.total)];
        let mut sums = Vec::new();
        for (at, col) in (FIRST_KIND..total_col).enumerate() {
            let counts: Vec<u32> =
                self.lines.iter().filter_map(|line| line.counts.get(at).copied()).collect();
            sums.push(counts.iter().sum());
            cells.push((total((first, col), (last - 1, col), &counts), &styles.total_count));
        }
        cells.push((total((last, FIRST_KIND), (last, total_col - 1), &sums), &styles.total_count));
        page.write(&cells)?;
        Ok(first..last)
    }
}

fn head(page: &mut Page<'_>, names: &[&str]) -> Result<(), XlsxError> {
    let face = &page.styles.head;
    page.write(&names.iter().map(|name| (PageCell::Text(name), face)).collect::<Vec<_>>())?;
    Ok(())
}

/// The sum of the cells from one to another, both row and column.
fn total(first: (u32, u16), last: (u32, u16), counts: &[u32]) -> PageCell<'static> {
    let cell = |(row, col)| CellAddress { row, col };
    PageCell::Formula(format!("=SUM({}:{})", cell(first), cell(last)), f64::from(counts.iter().sum::<u32>()))
}

/// Counts over `tblDangKy` the registrations of a kind that came from one month on, before another.
fn counting(kind: HolderKind, line: &CountedSpan) -> String {
    let ((from_year, from_month), (to_year, to_month)) = (line.first, line.after);
    format!(
        "=COUNTIFS(tblDangKy[Ngày nhận],\">=\"&DATE({from_year},{from_month},1),\
         tblDangKy[Ngày nhận],\"<\"&DATE({to_year},{to_month},1),\
         tblDangKy[kind],\"{}\",tblDangKy[status],\"{}\")",
        kind.id(),
        Status::Counted.id()
    )
}

fn month_of(day: Date) -> (i16, i8) {
    (day.year(), day.month())
}

fn next_month((year, month): (i16, i8)) -> (i16, i8) {
    if month < 12 { (year, month + 1) } else { (year + 1, 1) }
}

/// Months from one to another, both included, or years where there are too many: a name each, where
/// it begins, where the next begins.
#[expect(clippy::type_complexity, reason = "three things about a span, used once")]
fn spans(first: (i16, i8), last: (i16, i8)) -> (ChartStep, Vec<(String, (i16, i8), (i16, i8))>) {
    let n_months = i32::from(last.0 - first.0) * 12 + i32::from(last.1 - first.1) + 1;
    if usize::try_from(n_months).unwrap_or(0) <= MOST_MONTHS {
        let months = std::iter::successors(Some(first), |month| Some(next_month(*month)));
        let span = |month: (i16, i8)| (format!("{:02}/{}", month.1, month.0), month, next_month(month));
        return (ChartStep::Month, months.take_while(|month| *month <= last).map(span).collect());
    }
    (ChartStep::Year, (first.0..=last.0).map(|year| (year.to_string(), (year, 1), (year + 1, 1))).collect())
}

#[cfg(test)]
mod tests {
    use super::{ChartStep, spans};

    #[track_caller]
    fn check(first: (i16, i8), last: (i16, i8), step: ChartStep, expect: &[&str]) {
        let (found, spans) = spans(first, last);
        let labels: Vec<&str> = spans.iter().map(|(label, _, _)| label.as_str()).collect();
        assert_eq!((found, labels.as_slice()), (step, expect));
        let mut pairs = spans.iter().zip(spans.iter().skip(1));
        assert!(pairs.all(|(left, right)| left.2 == right.1), "a month stands between two spans");
    }

    #[test]
    fn a_short_time_is_shown_by_months_a_long_one_by_years() {
        check((2024, 5), (2024, 5), ChartStep::Month, &["05/2024"]);
        check((2023, 11), (2024, 2), ChartStep::Month, &["11/2023", "12/2023", "01/2024", "02/2024"]);
        check((2021, 3), (2023, 3), ChartStep::Year, &["2021", "2022", "2023"]);
    }
}
