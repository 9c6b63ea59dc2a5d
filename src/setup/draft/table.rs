//! Rows of a table of minimums, as an annex has it: `1 | Sở Y tế | Nâng cao y đức | 05 | 10`.

use super::amounts::{AT_LEAST, KINDS, numbers};
use super::demands::{Amounts, ClauseDemand, DraftAmount, DraftWhole};
use super::owners::{is_of_each, named_in};
use super::paragraphs::{BETWEEN, IN_CELL, Paragraph};
use super::quotas::{DraftQuota, in_quotes, movement_of};
use crate::plan::Share;
use crate::text;

/// The columns of a table that sets minimums.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    lead: usize,
    partners: Option<usize>,
    movement: Option<usize>,
    numbers: Vec<NumberColumn>,
    /// The names of its columns, tier by tier.
    names: Vec<Vec<String>>,
    /// The movement that a row without numbers names for those below it.
    above: String,
    has_rows: bool,
}

/// A column of numbers.
#[derive(Debug, Clone)]
struct NumberColumn {
    at: usize,
    kind: &'static str,
    /// The movement that stands over it.
    movement: String,
}

/// Words of whoever owes it, the clearer ones first.
const LEADS: [&str; 4] = ["chủ trì", "thực hiện", "đơn vị", "cơ quan"];
/// Words of what it is for.
const MOVEMENTS: [&str; 5] = ["phong trào", "lĩnh vực", "cuộc vận động", "nội dung", "danh hiệu"];
/// Words of numbers of no one kind.
const NUMBERS: [&str; 4] = ["số lượng", "chỉ tiêu", "tổng", "số điển hình"];
/// Words with which a row of sums begins.
const SUMS: [&str; 3] = ["cộng", "tổng cộng", "tổng"];

fn cells(paragraph: &Paragraph) -> Vec<String> {
    let line = if paragraph.mark.is_empty() {
        paragraph.text.clone()
    } else {
        format!("{} {}", paragraph.mark, paragraph.text)
    };
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The columns that a row names, where it is the heading of such a table, or goes on with the one before it.
pub(super) fn heading(paragraph: &Paragraph, before: Option<&Columns>) -> Option<Columns> {
    let cells = cells(paragraph);
    if cells.len() < 3 || cells.iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit())) {
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
    let number = |at: usize| {
        let (key, tiers) = (keys.get(at)?, names.get(at)?);
        if Some(at) == movement || at == lead || helps(key) {
            return None;
        }
        // The lowest tier says the kind, one above it may say the movement.
        let kind = tiers.iter().rev().find_map(|tier| kind_of(&text::key(tier)));
        let any = NUMBERS.iter().any(|word| key.contains(word)).then_some("");
        let of = tiers.iter().find(|tier| names_a_movement(tier));
        let movement = of.map(|tier| movement_of(tier).0).unwrap_or_default();
        kind.or(any).or((!movement.is_empty()).then_some("")).map(|kind| NumberColumn { at, kind, movement })
    };
    let numbers: Vec<NumberColumn> = (0..keys.len()).filter_map(number).collect();
    let partners = keys.iter().position(|key| helps(key));
    let is_table = !numbers.is_empty();
    is_table.then(|| Columns { lead, partners, movement, numbers, names, ..Columns::default() })
}

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
    pub(super) fn row(&mut self, paragraph: &Paragraph) -> Option<Vec<DraftQuota>> {
        let cells = cells(paragraph);
        if cells.len() < 3 {
            return None;
        }
        self.has_rows = true;
        let at = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let words = cells.iter().find(|cell| cell.contains(|c: char| c.is_alphabetic()) && cell.len() > 3);
        let first = words.map(|cell| text::key(cell)).unwrap_or_default();
        if SUMS.iter().any(|word| first == *word || first.starts_with(&format!("{word} "))) {
            return Some(Vec::new());
        }
        let mut by_movement: Vec<(String, Amounts)> = Vec::new();
        for column in &self.numbers {
            let amounts = amounts(at(column.at), column.kind);
            if !amounts.is_empty() {
                match by_movement.iter_mut().find(|(movement, _)| *movement == column.movement) {
                    Some((_, own)) => own.extend(amounts),
                    None => by_movement.push((column.movement.clone(), amounts)),
                }
            }
        }
        if by_movement.is_empty() {
            // «I | Phong trào “X” | |»: what stands below is for it, unless a column says for what.
            let named = cells.iter().find(|cell| names_a_movement(cell));
            self.above = named.map(|cell| movement_of(&plain(cell)).0).unwrap_or_default();
            return Some(Vec::new());
        }
        let base = self.owed(&cells, paragraph);
        let quota = |(movement, least): (String, Amounts)| {
            let by_kind = least.iter().any(|(kind, _)| !kind.is_empty());
            // A total beside the kinds is their sum.
            let least: Amounts = least.into_iter().filter(|(kind, _)| !by_kind || !kind.is_empty()).collect();
            let of_row = self.movement.map(|col| named_movement(at(col))).unwrap_or_default();
            let movement = [movement, of_row, self.above.clone()].into_iter().find(|name| !name.is_empty());
            let mut quota = DraftQuota { movement: movement.unwrap_or_default(), ..base.clone() };
            if least.iter().any(|(_, amount)| matches!(amount, DraftAmount::Share(_))) {
                quota.doubts.push("tỷ lệ của tổng số: ghi tổng số ở trang «Tổng số»");
                quota.asked.of = Some(DraftWhole::Total);
            }
            quota.asked.least = least;
            quota
        };
        Some(by_movement.into_iter().map(quota).collect())
    }

    /// Who owes the minimums of a row, and with whom.
    fn owed(&self, cells: &[String], paragraph: &Paragraph) -> DraftQuota {
        let cell = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
        let list = |cell: &str| named_in(&cell.replace(IN_CELL, "; "));
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
        quota.each_lead = quota.leads.len() > 1 && is_of_each(&shown.join(" ").to_lowercase());
        if quota.leads.len() > 1 && !quota.each_lead {
            quota.doubts.push("nhiều đơn vị chủ trì, chưa rõ mỗi đơn vị hay cùng chung");
        }
        if quota.leads.is_empty() && quota.class.is_empty() {
            quota.doubts.push("chưa rõ ai phải thực hiện");
        }
        quota
    }
}

/// The movement that a cell names.
fn named_movement(cell: &str) -> String {
    let name = plain(cell);
    if names_a_movement(&name) { movement_of(&name).0 } else { name }
}

/// The numbers of a cell: `05`, `≥ 5`, `10%`, `05 tập thể, 10 cá nhân`.
fn amounts(cell: &str, kind: &'static str) -> Amounts {
    let small = plain(cell).to_lowercase();
    let bare = small.trim_start_matches(['≥', '>', '=', ' ']);
    let bare = AT_LEAST.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare).trim();
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
