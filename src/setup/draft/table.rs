//! Rows of a table of minimums, as an annex has it: `1 | Sở Y tế | Nâng cao y đức | 05 | 10`.

use super::amounts::KINDS;
use super::demands::{ClauseDemand, DraftAmount};
use super::paragraphs::{BETWEEN, Paragraph};
use super::quotas::DraftQuota;
use crate::text;

/// The columns of a table that sets minimums.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    lead: usize,
    movement: Option<usize>,
    numbers: Vec<(usize, &'static str)>,
}

fn cells(paragraph: &Paragraph) -> Vec<String> {
    let line = if paragraph.mark.is_empty() {
        paragraph.text.clone()
    } else {
        format!("{} {}", paragraph.mark, paragraph.text)
    };
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// The columns that a row names, where it is the heading of such a table.
pub(super) fn heading(paragraph: &Paragraph) -> Option<Columns> {
    let cells = cells(paragraph);
    if cells.len() < 3 {
        return None;
    }
    let keys: Vec<String> = cells.iter().map(|cell| text::key(cell)).collect();
    let with = |words: &[&str]| keys.iter().position(|key| words.iter().any(|word| key.contains(word)));
    let lead = with(&["đơn vị", "cơ quan", "chủ trì"])?;
    let movement = with(&["phong trào", "lĩnh vực", "nội dung", "cuộc vận động"]).filter(|at| *at != lead);
    let number = |(at, key): (usize, &String)| {
        if Some(at) == movement || at == lead {
            return None;
        }
        let kind = KINDS.iter().find(|(word, _)| key.contains(word)).map(|(_, kind)| *kind);
        let any = ["số lượng", "chỉ tiêu", "tổng"].iter().any(|word| key.contains(word)).then_some("");
        kind.or(any).map(|kind| (at, kind))
    };
    let numbers: Vec<(usize, &'static str)> = keys.iter().enumerate().filter_map(number).collect();
    (!numbers.is_empty()).then_some(Columns { lead, movement, numbers })
}

/// The minimum of a row below such a heading; none where the table has ended.
pub(super) fn row(paragraph: &Paragraph, columns: &Columns) -> Option<DraftQuota> {
    let cells = cells(paragraph);
    if cells.len() < 3 {
        return None;
    }
    let at = |at: usize| cells.get(at).map(String::as_str).unwrap_or_default();
    let numbers: Vec<(&'static str, u32)> = columns
        .numbers
        .iter()
        .filter_map(|(col, kind)| Some((*kind, at(*col).parse().ok().filter(|number| *number > 0)?)))
        .collect();
    let by_kind = numbers.iter().any(|(kind, _)| !kind.is_empty());
    // A total beside the kinds is their sum.
    let numbers = numbers.into_iter().filter(|(kind, _)| !by_kind || !kind.is_empty());
    let numbers = numbers.map(|(kind, number)| (kind, DraftAmount::Count(number))).collect();
    Some(DraftQuota {
        movement: columns.movement.map(at).unwrap_or_default().to_owned(),
        leads: Some(at(columns.lead).to_owned()).filter(|lead| !lead.is_empty()).into_iter().collect(),
        asked: ClauseDemand { least: numbers, ..ClauseDemand::default() },
        basis: format!("{}, bảng: «{}»", paragraph.section, cells.join(BETWEEN)),
        doubts: if at(columns.lead).is_empty() {
            vec!["chưa rõ ai phải thực hiện"]
        } else {
            Vec::new()
        },
        ..DraftQuota::default()
    })
}
