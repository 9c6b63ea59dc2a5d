//! Rows of a table of minimums, as an annex has it: `1 | Sở Y tế | Nâng cao y đức | 05 | 10`.

use super::amounts::{AT_LEAST, KINDS, numbers};
use super::demands::{Amounts, ClauseDemand, DraftAmount, DraftWhole};
use super::minimum::{DraftQuota, NOBODY};
use super::movements::{DraftMovement, in_quotes, movement_of};
use super::names::KnownUnits;
use super::outline::{BETWEEN, Paragraph};
use super::owners::is_of_each;
use super::paragraphs::IN_CELL;
use crate::plan::Share;
use crate::text;

/// The tables of a plan as their rows come by.
#[derive(Debug, Default)]
pub(super) struct QuotaTables {
    columns: Option<Columns>,
    /// The lines since the last section or table: what stands over a table.
    caption: Vec<String>,
    /// Whether the table at hand was told as not understood.
    is_told: bool,
}

/// What a row of a table says.
#[derive(Debug, Default)]
pub(super) struct QuotaRow {
    pub(super) quotas: Vec<DraftQuota>,
    /// What of it was not understood.
    pub(super) told: Vec<String>,
}

impl QuotaTables {
    /// What a paragraph says as a row of a table; none where it is none.
    pub(super) fn row(&mut self, paragraph: &Paragraph, units: &KnownUnits) -> Option<QuotaRow> {
        if let Some(heading) = heading(paragraph, self.columns.as_ref(), &self.caption) {
            self.columns = Some(heading);
            return Some(QuotaRow::default());
        }
        if let Some(row) = self.columns.as_mut().and_then(|columns| columns.row(paragraph, units)) {
            return Some(row);
        }
        if self.columns.take().is_some() || paragraph.is_numbered() {
            self.caption.clear();
        }
        if let Some(told) = self.strange(paragraph) {
            return Some(told);
        }
        const LONGEST: usize = 200;
        if paragraph.text.chars().count() < LONGEST {
            self.caption.push(paragraph.text.clone());
        }
        None
    }

    /// A row with numbers of a table whose heading was not understood: it is told, once for the table.
    fn strange(&mut self, paragraph: &Paragraph) -> Option<QuotaRow> {
        const FEWEST_PARTED: usize = 3;
        let cells = cells(paragraph);
        let is_row = FEWEST_PARTED <= cells.len();
        let counts = cells.iter().skip(1).any(|cell| amounts(cell, "").iter().any(|_| true));
        if !is_row || !counts {
            self.is_told &= is_row;
            return None;
        }
        let shown: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let unread =
            (!self.is_told).then(|| format!("Bảng chưa hiểu cột nào là gì: {}", shown.join(BETWEEN)));
        self.is_told = true;
        Some(QuotaRow { quotas: Vec::new(), told: unread.into_iter().collect() })
    }
}

/// The columns of a table that sets minimums.
#[derive(Debug, Clone, Default)]
struct Columns {
    lead: usize,
    partners: Option<usize>,
    movement: Option<usize>,
    numbers: Vec<NumberColumn>,
    /// The names of its columns, tier by tier.
    names: Vec<Vec<String>>,
    /// The movement that a row without numbers names for those below it.
    above: DraftMovement,
    has_rows: bool,
    /// What the rows make together, column by column; none where a row is owed by nobody knows how many.
    sums: Vec<Option<u32>>,
}

/// A column of numbers.
#[derive(Debug, Clone)]
struct NumberColumn {
    at: usize,
    kind: &'static str,
    /// The movement that stands over it.
    movement: DraftMovement,
    name: String,
}

/// Words of whoever owes it, the clearer ones first.
const LEADS: [&str; 12] = [
    "chủ trì",
    "tham mưu",
    "thực hiện",
    "đơn vị",
    "cơ quan",
    "địa phương",
    "xã phường",
    "phường xã",
    "xã",
    "thôn",
    "trường",
    "tổ chức",
];
/// Words of what it is for.
const MOVEMENTS: [&str; 5] = ["phong trào", "lĩnh vực", "cuộc vận động", "nội dung", "danh hiệu"];
/// Words of numbers of no one kind.
const NUMBERS: [&str; 4] = ["số lượng", "chỉ tiêu", "tổng", "số điển hình"];
/// Words with which a row of sums begins.
const SUMS: [&str; 5] = ["cộng", "tổng cộng", "tổng số", "tổng", "toàn tỉnh"];

fn cells(paragraph: &Paragraph) -> Vec<String> {
    let line = if paragraph.mark.is_empty() {
        paragraph.text.clone()
    } else {
        format!("{} {}", paragraph.mark, paragraph.text)
    };
    let line = line.strip_prefix('|').unwrap_or(&line);
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The columns that a row names, where it is the heading of such a table, or goes on with the one before it.
fn heading(paragraph: &Paragraph, before: Option<&Columns>, caption: &[String]) -> Option<Columns> {
    let cells = cells(paragraph);
    if cells.len() < FEWEST || cells.iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let before = before.filter(|columns| !columns.has_rows && columns.names.len() == cells.len());
    let mut names = before.map_or_else(|| vec![Vec::new(); cells.len()], |columns| columns.names.clone());
    for (tiers, cell) in names.iter_mut().zip(&cells) {
        let cell = plain(cell);
        if !cell.is_empty() && tiers.last() != Some(&cell) {
            tiers.push(cell);
        }
    }
    let keys: Vec<String> = names.iter().map(|tiers| text::key(&tiers.join(" "))).collect();
    let kind_of = |key: &str| KINDS.iter().find(|(word, _)| key.contains(word)).map(|(_, kind)| *kind);
    let helps = |key: &str| key.contains("phối hợp");
    let lead = LEADS.iter().find_map(|word| {
        keys.iter().position(|key| key.contains(word) && !helps(key) && kind_of(key).is_none())
    })?;
    let movement = keys.iter().enumerate().position(|(at, key)| {
        let named = names.get(at).is_some_and(|tiers| tiers.iter().any(|tier| in_quotes(tier).is_some()));
        at != lead && !named && kind_of(key).is_none() && MOVEMENTS.iter().any(|word| key.contains(word))
    });
    let captioned = kind_over(caption);
    let number = |at: usize| {
        let (key, tiers) = (keys.get(at)?, names.get(at)?);
        if Some(at) == movement || at == lead || helps(key) {
            return None;
        }
        // The lowest tier says the kind, one above it may say the movement.
        // What the table counts stands over it where its columns do not say.
        let kind = tiers.iter().rev().find_map(|tier| kind_of(&text::key(tier)));
        let any = NUMBERS.iter().any(|word| key.contains(word)).then_some("");
        let of = tiers.iter().find(|tier| names_a_movement(tier));
        let movement = of.map(|tier| movement_of(tier)).unwrap_or_default();
        let any = any.or((!movement.name.is_empty()).then_some(""));
        let kind = kind.or_else(|| any.map(|any| captioned.unwrap_or(any)))?;
        Some(NumberColumn { at, kind, movement, name: tiers.join(" ") })
    };
    let numbers: Vec<NumberColumn> = (0..keys.len()).filter_map(number).collect();
    let partners = keys.iter().position(|key| helps(key));
    let is_table = !numbers.is_empty();
    let sums = vec![Some(0); numbers.len()];
    is_table.then(|| Columns { lead, partners, movement, numbers, names, sums, ..Columns::default() })
}

/// The one kind that the lines over a table name: «SỐ LƯỢNG ĐIỂN HÌNH (TẬP THỂ)».
fn kind_over(caption: &[String]) -> Option<&'static str> {
    let key = text::key(&caption.join(" "));
    let mut named: Vec<&str> = KINDS
        .iter()
        .filter(|(word, kind)| !kind.is_empty() && key.contains(word))
        .map(|(_, kind)| *kind)
        .collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// A row of a table has no fewer cells.
const FEWEST: usize = 2;

fn names_a_movement(words: &str) -> bool {
    let key = text::key(words);
    in_quotes(words).is_some() || ["phong trào", "cuộc vận động"].iter().any(|word| key.starts_with(word))
}

/// A cell on one line.
fn plain(cell: &str) -> String {
    cell.replace(IN_CELL, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Columns {
    /// The minimums of a row below the heading; none where the table has ended.
    fn row(&mut self, paragraph: &Paragraph, units: &KnownUnits) -> Option<QuotaRow> {
        let cells = cells(paragraph);
        if cells.len() < FEWEST {
            return None;
        }
        self.has_rows = true;
        let at = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let words = cells.iter().find(|cell| cell.contains(|c: char| c.is_alphabetic()) && cell.len() > 3);
        let first = words.map(|cell| text::key(cell)).unwrap_or_default();
        if SUMS.iter().any(|word| first == *word || first.starts_with(&format!("{word} "))) {
            let doubts = self.checked(&cells);
            return Some(QuotaRow { told: doubts, quotas: Vec::new() });
        }
        let mut by_movement: Vec<(DraftMovement, Amounts)> = Vec::new();
        let mut unread = Vec::new();
        for column in &self.numbers {
            let cell = at(column.at);
            let amounts = amounts(cell, column.kind);
            if amounts.is_empty() && !is_none(cell) {
                unread.push(format!("cột «{}» ghi «{}»", column.name, plain(cell)));
            }
            if !amounts.is_empty() {
                match by_movement.iter_mut().find(|(movement, _)| *movement == column.movement) {
                    Some((_, own)) => own.extend(amounts),
                    None => by_movement.push((column.movement.clone(), amounts)),
                }
            }
        }
        // A number in another column, «trong đó 01 nữ», is asked besides.
        unread.extend(self.beside(&cells));
        let shown: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let doubts = unread.into_iter().map(|what| format!("{}: {what}", shown.join(BETWEEN))).collect();
        if by_movement.is_empty() {
            // «I | Phong trào “X” | |»: what stands below is for it, unless a column says for what.
            let named = cells.iter().find(|cell| names_a_movement(cell));
            self.above = named.map(|cell| movement_of(&plain(cell))).unwrap_or_default();
            return Some(QuotaRow { quotas: Vec::new(), told: doubts });
        }
        let base = self.owed(&cells, paragraph, units);
        self.add(&cells, &base);
        let quotas = by_movement.into_iter().map(|one| self.quota(one, &cells, &base)).collect();
        Some(QuotaRow { quotas, told: doubts })
    }

    /// The minimum of a row for one movement.
    fn quota(
        &self,
        (movement, least): (DraftMovement, Amounts),
        cells: &[String],
        base: &DraftQuota,
    ) -> DraftQuota {
        let at = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let by_kind = least.iter().any(|(kind, _)| !kind.is_empty());
        // A total beside the kinds is their sum.
        let least: Amounts = least.into_iter().filter(|(kind, _)| !by_kind || !kind.is_empty()).collect();
        let of_row = self.movement.map(|col| named_movement(at(col))).unwrap_or_default();
        let movement = [movement, of_row, self.above.clone()].into_iter().find(|one| !one.name.is_empty());
        let mut quota = DraftQuota { movement: movement.unwrap_or_default(), ..base.clone() };
        if least.iter().any(|(_, amount)| matches!(amount, DraftAmount::Share(_))) {
            quota.doubts.push("tỷ lệ của tổng số: ghi tổng số ở trang «Tổng số»");
            quota.asked.of = Some(DraftWhole::Total);
        }
        quota.asked.least = least;
        quota
    }

    /// Numbers that stand in no column of numbers.
    fn beside(&self, cells: &[String]) -> Vec<String> {
        let is_known = |at: usize| {
            at == self.lead
                || Some(at) == self.partners
                || Some(at) == self.movement
                || self.numbers.iter().any(|column| column.at == at)
        };
        let last = self.numbers.iter().map(|column| column.at).max().unwrap_or(0);
        let others = cells.iter().enumerate().filter(|(at, _)| !is_known(*at) && last < *at);
        let says =
            |cell: &str| cell.contains(|c: char| c.is_ascii_digit()) && cell.contains(char::is_alphabetic);
        others.filter(|(_, cell)| says(cell)).map(|(_, cell)| format!("ghi «{}»", plain(cell))).collect()
    }

    /// Adds what a row asks of everybody that it names.
    fn add(&mut self, cells: &[String], base: &DraftQuota) {
        let times = if base.is_of_each_lead { base.leads.len() } else { 1 };
        let times = u32::try_from(times).ok().filter(|_| base.class.is_empty());
        for (column, sum) in self.numbers.iter().zip(&mut self.sums) {
            let cell = cells.get(column.at).map(String::as_str).unwrap_or_default();
            for (_, amount) in amounts(cell, column.kind) {
                if let DraftAmount::Count(number) = amount {
                    *sum = sum.zip(times).map(|(sum, times)| sum + number * times);
                }
            }
        }
    }

    /// Where a row of sums says something else than the rows make: a row may have been read wrong, or be wrong.
    fn checked(&mut self, cells: &[String]) -> Vec<String> {
        let mut doubts = Vec::new();
        // Cells of the row of sums may be merged: only what stands in its own column is compared.
        for (column, sum) in self.numbers.iter().zip(&self.sums) {
            let Some(sum) = sum else { continue };
            let written = cells.get(column.at).and_then(|cell| cell.trim().parse::<u32>().ok());
            if let Some(written) = written.filter(|written| written != sum) {
                doubts.push(format!(
                    "Bảng: dòng cộng ghi {written} ở cột «{}», cộng các dòng đã đọc được {sum}",
                    column.name
                ));
            }
        }
        doubts
    }

    /// Who owes the minimums of a row, and with whom.
    fn owed(&self, cells: &[String], paragraph: &Paragraph, units: &KnownUnits) -> DraftQuota {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let list = |cell: &str| units.listed(&cell.replace(IN_CELL, "; "));
        let lead = plain(cell(self.lead));
        let small = lead.to_lowercase();
        let class = ["ubnd các ", "ủy ban nhân dân các ", "các ", "mỗi "]
            .iter()
            .find(|word| small.starts_with(**word));
        let shown: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let mut quota = DraftQuota {
            partners: self.partners.map(|at| list(cell(at))).unwrap_or_default(),
            asked: ClauseDemand::default(),
            basis: format!("{}, bảng: «{}»", paragraph.section, shown.join(BETWEEN)),
            ..DraftQuota::default()
        };
        match class {
            Some(word) => {
                quota.class = small.get(word.len()..).unwrap_or_default().to_owned();
                if !small.starts_with("mỗi ") {
                    quota.doubts.push("mỗi đơn vị của nhóm này, hay cả nhóm cùng chung");
                }
            }
            None => quota.leads = list(cell(self.lead)),
        }
        quota.is_of_each_lead = quota.leads.len() > 1 && is_of_each(&shown.join(" ").to_lowercase());
        if quota.leads.len() > 1 && !quota.is_of_each_lead {
            quota.doubts.push("nhiều đơn vị chủ trì, chưa rõ mỗi đơn vị hay cùng chung");
        }
        if quota.leads.is_empty() && quota.class.is_empty() {
            quota.doubts.push(NOBODY);
        }
        quota
    }
}

/// The movement that a cell names.
fn named_movement(cell: &str) -> DraftMovement {
    let name = plain(cell);
    let kind = if name.to_lowercase().starts_with("lĩnh vực") { "sector" } else { "" };
    if names_a_movement(&name) { movement_of(&name) } else { DraftMovement { name, kind } }
}

/// Whether a cell of numbers says that there is none.
fn is_none(cell: &str) -> bool {
    let text = plain(cell);
    text.is_empty() || matches!(text.as_str(), "-" | "–" | "0" | "00" | "/" | "không")
}

/// The numbers of a cell: `05`, `≥ 5`, `10%`, `05 tập thể, 10 cá nhân`.
fn amounts(cell: &str, kind: &'static str) -> Amounts {
    let small = plain(cell).to_lowercase();
    let bare = small.trim_start_matches(['≥', '>', '=', ' ']);
    let bare = AT_LEAST.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).trim();
    // «02 (mỗi cơ quan)»
    let bare = bare.split_once('(').map_or(bare, |(number, _)| number.trim());
    if let Some(share) = bare.strip_suffix('%').and(Share::parse(bare)) {
        return vec![(kind, DraftAmount::Share(share.to_string()))];
    }
    match bare.parse::<u32>() {
        Ok(0) => Vec::new(),
        Ok(number) => vec![(kind, DraftAmount::Count(number))],
        Err(_) => {
            let several = numbers(bare).unwrap_or_default();
            several.into_iter().map(|(kind, number)| (kind, DraftAmount::Count(number))).collect()
        }
    }
}
