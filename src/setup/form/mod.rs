//! The sheets of `ke-hoach.xlsx`: which cell says which key of the plan or of the settings.

mod clusters;
mod duties;
mod lines;
mod minimums;
mod rules;
mod schedule;
mod units;

use super::words::Choice;
pub(super) use clusters::{CLUSTERS, TOTALS};
pub(super) use duties::{FUNDS, TASKS};
pub(super) use lines::{LOOK_COLUMNS, LOOK_LINES, PLAN_LINES};
pub(super) use minimums::{ALL_CLUSTERS, AT_MOST, MOVEMENTS, QUOTAS, REPORTERS};
pub(super) use rules::{CRITERIA, ELIGIBILITY};
pub(super) use schedule::SCHEDULE;
pub(super) use units::{CONTACTS, REMARK, REMARKS, UNITS};

/// Which of the two texts a key belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextFile {
    Plan,
    Settings,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum CellKind {
    Text,
    /// A period, which Excel likes to turn into a day.
    Period,
    Number,
    Day,
    /// One of the words.
    Word(&'static [Choice]),
    /// Several of the words.
    Words(&'static [Choice]),
    /// A word for true or false.
    Flag(&'static [Choice]),
    /// Several texts, parted by `;` or lines.
    Items,
    /// Several lines as they are printed.
    Lines,
    /// Several numbers.
    Numbers,
    /// A unit, by its name or code.
    Unit,
    Units,
    /// A movement, by any of its names.
    Movement,
    /// A number, or a share of something.
    Amount,
    /// A number, or one of the words.
    NumberOrWord(&'static [Choice]),
    /// Clusters, by their names, or all of them.
    Clusters,
}

/// A column of a list.
#[derive(Debug)]
pub(super) struct FormColumn {
    pub(super) header: &'static str,
    /// The key, dotted; `*.` before a key of a merit; blank for a column that only sorts rows.
    pub(super) key: &'static str,
    pub(super) kind: CellKind,
    /// Width in pixels.
    pub(super) width: u32,
    pub(super) how: &'static str,
    pub(super) examples: [&'static str; 2],
}

/// What one row of a sheet becomes.
#[derive(Debug)]
pub(super) struct RowPart {
    /// The word in the first column that chooses it; blank where a sheet has one kind of row.
    pub(super) label: &'static str,
    pub(super) file: TextFile,
    pub(super) list: &'static str,
    /// Key and literal that the label itself says.
    pub(super) fixed: &'static [(&'static str, &'static str)],
    /// Columns that this part calls otherwise: key of the column, key of the part.
    pub(super) called: &'static [(&'static str, &'static str)],
}

/// A sheet of rows.
#[derive(Debug)]
pub(super) struct ListSheet {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) parts: &'static [RowPart],
    /// Whether a row whose label is blank is one of the first kind.
    pub(super) blank_label: bool,
    pub(super) columns: &'static [FormColumn],
}

/// A line of a sheet of names and values.
#[derive(Debug)]
pub(super) struct FormLine {
    pub(super) header: &'static str,
    pub(super) file: TextFile,
    pub(super) key: &'static str,
    pub(super) kind: CellKind,
    pub(super) how: &'static str,
    /// Whether a plan must have it.
    pub(super) required: bool,
    /// Whether blank says something else than silence.
    pub(super) blank_says: bool,
}

const fn col(
    header: &'static str,
    key: &'static str,
    kind: CellKind,
    width: u32,
    how: &'static str,
    examples: [&'static str; 2],
) -> FormColumn {
    FormColumn { header, key, kind, width, how, examples }
}

const fn one(file: TextFile, list: &'static str) -> RowPart {
    RowPart { label: "", file, list, fixed: &[], called: &[] }
}

const fn line(
    header: &'static str,
    file: TextFile,
    key: &'static str,
    kind: CellKind,
    how: &'static str,
    required: bool,
) -> FormLine {
    FormLine { header, file, key, kind, how, required, blank_says: false }
}

const fn look(
    header: &'static str,
    key: &'static str,
    kind: CellKind,
    how: &'static str,
    blank: bool,
) -> FormLine {
    FormLine { header, file: TextFile::Settings, key, kind, how, required: false, blank_says: blank }
}

/// The first column of every list: a number, or a mark by which a row is not read.
pub(super) const ORDINAL: &str = "TT";
/// Marks of rows that are not read.
pub(super) const EXAMPLE: &str = "ví dụ";
pub(super) const HOW: &str = "cách ghi";
/// What stands in a cell that is blank on purpose.
pub(super) const BLANK: &str = "(để trống)";

pub(super) const PLAN_SHEET: &str = "Kế hoạch";
pub(super) const LOOK_SHEET: &str = "Văn bản";
pub(super) const UNIT_SHEET: &str = "Đơn vị";
pub(super) const OTHER_SHEET: &str = "Khác";
pub(super) const GUIDE_SHEET: &str = "Hướng dẫn";
pub(super) const WORDS_SHEET: &str = "Danh mục";
/// Headers of sheets of names and values.
pub(super) const ITEM: &str = "Mục";
pub(super) const VALUE: &str = "Giá trị";
pub(super) const OTHER_KEY: &str = "Khóa";

/// All lists of the plan and the settings, in the order of their sheets.
pub(super) const LISTS: [&ListSheet; 11] = [
    &MOVEMENTS,
    &QUOTAS,
    &CLUSTERS,
    &TOTALS,
    &REPORTERS,
    &SCHEDULE,
    &ELIGIBILITY,
    &CRITERIA,
    &TASKS,
    &FUNDS,
    &CONTACTS,
];

/// Every key of a sheet and what its header calls it: sheet, key, header.
pub(super) fn headers() -> Vec<(&'static str, &'static str, &'static str)> {
    let mut headers = Vec::new();
    headers.extend(PLAN_LINES.iter().map(|line| (PLAN_SHEET, line.key, line.header)));
    headers.extend(LOOK_LINES.iter().map(|line| (LOOK_SHEET, line.key, line.header)));
    for sheet in LISTS.into_iter().chain([&UNITS]) {
        for (column, own) in sheet.parts.iter().flat_map(|part| part.called) {
            let known = sheet.columns.iter().find(|known| known.key == *column);
            headers.extend(known.map(|known| (sheet.name, *own, known.header)));
        }
        let keyed = sheet.columns.iter().filter(|column| !column.key.is_empty());
        headers.extend(keyed.map(|column| (sheet.name, column.key.trim_start_matches("*."), column.header)));
    }
    headers.push((QUOTAS.name, "each", "Mỗi đơn vị loại"));
    headers.push((CLUSTERS.name, "members", "Các đơn vị"));
    headers.push((ELIGIBILITY.name, "all_of", "Cần"));
    headers.push((ELIGIBILITY.name, "any_of", "Cần"));
    headers.push((ELIGIBILITY.name, "disciplined = false", "Kỷ luật"));
    headers
}
