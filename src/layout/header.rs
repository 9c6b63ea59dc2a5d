//! Finding the header of a table, its one to three rows, and the meaning of its columns.

use crate::intake::{Cell, Sheet, SheetRow, Value};
use crate::text;

use super::areas::Areas;
use super::field::{Dictionary, Field, MISSPELT};
use super::map::{Column, MappedTable};
use super::phrase;

/// A header has at most this many rows in the forms seen.
const MAX_HEADER_ROWS: usize = 3;
/// Longer cells are prose, never a header.
const MAX_HEADER_CHARS: usize = 120;
/// How sure it is that "Đơn vị" says who is registered where no other header does.
pub(super) const PROMOTED: f32 = 0.7;
/// A header needs at least this many columns that are known, or two where one names somebody.
const MIN_KNOWN: usize = 3;

/// The header that begins at row `at` of the sheet's rows, as tables from left to right (several
/// where tables stand beside each other), and how many of its rows it takes.
///
/// `None` where the row is no header. A header is a row of short texts of which several mean a
/// field; the rows under it belong to it where merged areas say so or where they name parts of
/// the column over them ("Nam | Nữ", "Họ | Tên").
pub(super) fn header_at(
    sheet: &Sheet,
    areas: &Areas,
    at: usize,
    dictionary: &Dictionary,
) -> Option<(Vec<MappedTable>, usize)> {
    let first = sheet.rows.get(at)?;
    known_fields(first, dictionary)?;
    if is_form_row(first, sheet.rows.get(at + 1), dictionary) {
        return None;
    }
    let n_rows = extent(sheet, areas, at, dictionary);
    let rows = sheet.rows.get(at..at + n_rows)?;
    let columns = columns(areas, rows, dictionary);
    let mut fields: Vec<Field> = columns.iter().filter_map(|column| column.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let n_known = fields.len();
    // Words that merely begin like a header are not enough.
    let n_exact = columns.iter().filter(|column| column.field.is_some() && column.confidence > 0.99).count();
    let names = fields.iter().any(|field| field.names_somebody());
    let has_ordinal = fields.contains(&Field::Ordinal);
    // Headers of web forms are sentences that begin with the words we know.
    let n_begun = columns.iter().filter(|column| column.field.is_some() && column.confidence > 0.8).count();
    // A misspelt header alone may be any words; three of a row are no chance.
    let n_near = columns.iter().filter(|column| column.confidence == MISSPELT).count();
    let enough =
        (n_exact >= 2.min(n_known) || (n_exact >= 1 && n_begun >= 4) || (names && n_exact + n_near >= 3))
            && (n_known >= MIN_KNOWN || (n_known >= 2 && (names || has_ordinal)));
    if !enough {
        return None;
    }
    let last_row = rows.last()?.row.max(merged_down_to(areas, first));
    Some((tables(&columns, first.row, last_row), n_rows))
}

/// Whether one of the first two texts of a row is a known header: asked of every row of a body, where
/// the whole of [`header_at`] would cost too much.
pub(super) fn begins_like_header(row: &SheetRow, dictionary: &Dictionary) -> bool {
    let texts = row.cells.iter().filter_map(|cell| cell.value.text());
    texts.take(2).any(|text| text.len() <= MAX_HEADER_CHARS && dictionary.lookup(text).is_some())
}

/// Columns as tables: one, or one for each time that they begin again to the right.
pub(super) fn tables(columns: &[Column], first_header_row: u32, last_header_row: u32) -> Vec<MappedTable> {
    let mut sides: Vec<Vec<Column>> = vec![Vec::new()];
    let mut rest = columns;
    while let Some((column, after)) = rest.split_first() {
        if let Some(side) = sides.last_mut() {
            if begins_again(side, rest) {
                sides.push(vec![column.clone()]);
            } else {
                side.push(column.clone());
            }
        }
        rest = after;
    }
    let n_sides = sides.len();
    let table = |(at, mut columns): (usize, Vec<Column>)| {
        settle(&mut columns);
        MappedTable {
            beside: n_sides - 1 - at,
            ..MappedTable::under(first_header_row, last_header_row, columns)
        }
    };
    sides.into_iter().enumerate().map(table).collect()
}

/// Whether a table that already names somebody begins anew: with an ordinal, or with the same name
/// after an empty column.
fn begins_again(side: &[Column], rest: &[Column]) -> bool {
    let names = |columns: &[Column]| {
        columns.iter().filter_map(|column| column.field).find(|field| field.names_somebody())
    };
    let (Some(named), Some(next), Some(last)) = (names(side), rest.first(), side.last()) else {
        return false;
    };
    let known = |columns: &[Column]| columns.iter().filter(|column| column.field.is_some()).count();
    let ordinal = next.field == Some(Field::Ordinal)
        && side.iter().any(|column| column.field == Some(Field::Ordinal))
        && names(rest).is_some();
    let repeated = last.col + 1 < next.col && next.field == Some(named);
    (ordinal || repeated) && known(side) >= 2 && known(rest) >= 2
}

/// Whether a row holds labels with their values beside them, as forms do: labels with a colon, or
/// labels in every other cell with further labels right below.
fn is_form_row(row: &SheetRow, next: Option<&SheetRow>, dictionary: &Dictionary) -> bool {
    let is_label = |text: &str| dictionary.lookup(text).is_some_and(|found| found.confidence == 1.0);
    let is_ordinal = |text: &str| {
        dictionary.lookup(text).is_some_and(|found| found.confidence == 1.0 && found.field == Field::Ordinal)
    };
    let texts = || row.cells.iter().filter_map(|cell| Some((cell.col, cell.value.text()?)));
    let n_labels = || texts().filter(|(_, text)| is_label(text)).count();
    if texts().any(|(_, text)| text.trim_end().ends_with(':')) {
        // "STT | Họ và tên | Năm sinh | … | Lưu ý:": a list may end one of its headers like a label.
        let is_list = texts().next().is_some_and(|(_, text)| is_ordinal(text)) && 3 <= n_labels();
        return !is_list;
    }
    // "STT" stands over a list; and under a header "A | TẬP THỂ" is its first heading, no label.
    if texts().any(|(_, text)| is_ordinal(text)) || next.is_some_and(is_kind_heading) {
        return false;
    }
    let label_below = |col: u16| {
        next.and_then(|next| next.cell(col)).and_then(|cell| cell.value.text()).is_some_and(is_label)
    };
    n_labels() * 2 <= row.cells.len() && texts().any(|(col, text)| is_label(text) && label_below(col))
}

/// Whether a row holds a numeral, the name of a kind, and nothing else.
fn is_kind_heading(row: &SheetRow) -> bool {
    let mut texts = row.cells.iter().filter_map(|cell| cell.value.text());
    match (texts.next(), texts.next(), texts.next()) {
        (Some(numeral), Some(kind), None) => {
            phrase::numeral_rank(numeral).is_some() && phrase::is_kind(&text::key(kind))
        }
        _ => false,
    }
}

/// How many cells of a row mean a field; `None` where the row cannot be a header at all.
fn known_fields(row: &SheetRow, dictionary: &Dictionary) -> Option<usize> {
    let n_text = row.cells.iter().filter(|cell| cell.value.text().is_some()).count();
    // Dates never stand in a header, and numbers only as a stray year.
    if row.cells.iter().any(|cell| matches!(cell.value, Value::Date(_) | Value::Bool(_)))
        || n_text < 2
        || (row.cells.len() - n_text) * 2 > n_text
    {
        return None;
    }
    let mut n_known = 0;
    let mut n_prose = 0;
    for cell in &row.cells {
        let Some(text) = cell.value.text() else { continue };
        if text.chars().count() > MAX_HEADER_CHARS {
            n_prose += 1;
        } else if dictionary.lookup(text).is_some_and(|found| found.confidence > 0.5) {
            n_known += 1;
        }
    }
    // Prose in a row of headers is an explanation of one column at most.
    (n_known >= 1 && n_prose <= 1 && n_known * 3 >= n_text).then_some(n_known)
}

/// How many rows with content the header takes.
fn extent(sheet: &Sheet, areas: &Areas, at: usize, dictionary: &Dictionary) -> usize {
    let Some(first) = sheet.rows.get(at) else { return 0 };
    let by_merges = merged_down_to(areas, first);
    let mut n_rows = 1;
    while n_rows < MAX_HEADER_ROWS {
        let Some(next) = sheet.rows.get(at + n_rows) else { break };
        let Some(uppers) = sheet.rows.get(at..at + n_rows) else { break };
        if next.row <= by_merges || names_parts(areas, uppers, next, dictionary) {
            n_rows += 1;
        } else {
            break;
        }
    }
    n_rows
}

/// The last row to which a merged header cell of this row reaches.
fn merged_down_to(areas: &Areas, first: &SheetRow) -> u32 {
    areas
        .beginning_in(first.row)
        .iter()
        .filter(|merge| first.cell(merge.first_col).is_some())
        // A merge over more rows than a header has is a side note.
        .filter(|merge| merge.last_row - merge.first_row < 6)
        .map(|merge| merge.last_row)
        .max()
        .unwrap_or(first.row)
}

/// Whether `next` names parts of the columns in the header rows over it: short texts, none of them
/// under an ordinal, each known as a part or standing beside a part under a wider header.
fn names_parts(areas: &Areas, uppers: &[SheetRow], next: &SheetRow, dictionary: &Dictionary) -> bool {
    let Some(upper) = uppers.last() else { return false };
    if next.row != upper.row + 1
        || next.cells.len() < 2
        || next.cells.iter().any(|cell| cell.value.text().is_none())
    {
        return false;
    }
    let means = |text: &str, field: Field| dictionary.lookup(text).is_some_and(|found| found.field == field);
    let under_ordinal = uppers.iter().flat_map(|row| &row.cells).any(|cell| {
        next.cell(cell.col).is_some()
            && cell.value.text().is_some_and(|text| means(text, Field::Ordinal))
            && areas.at(upper.row, cell.col).is_none_or(|merge| merge.first_col == merge.last_col)
    });
    if under_ordinal {
        return false;
    }
    // Under a horizontally merged header, whatever stands there is a part of it.
    let under_wide = |col: u16| {
        areas.beginning_in(upper.row).iter().any(|merge| {
            merge.first_col < merge.last_col
                && merge.last_row < next.row
                && (merge.first_col..=merge.last_col).contains(&col)
        })
    };
    // Where no merges are told, a header with nothing to its right may reach over its neighbours.
    let may_be_wide = |col: u16| {
        areas.is_empty()
            && upper.cell(col).is_some()
            && upper.cell(col + 1).is_none()
            && next.cell(col + 1).is_some()
    };
    let is_part = |col: u16, text: &str| {
        under_wide(col)
            || part(text).is_some()
            || ((upper.cell(col).is_none() || may_be_wide(col))
                && dictionary.lookup(text).is_some_and(|found| found.confidence > 0.8))
    };
    let text_of = |cell: &Cell| cell.value.text().map(str::to_owned);
    let short = |text: &str| text.chars().count() <= MAX_HEADER_CHARS;
    next.cells.iter().all(|cell| {
        text_of(cell)
            .is_some_and(|text| short(&text) && (is_part(cell.col, &text) || upper.cell(cell.col).is_none()))
    }) && next.cells.iter().any(|cell| text_of(cell).is_some_and(|text| is_part(cell.col, &text)))
}

/// Words that only mean something under the header over them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeaderPart {
    Male,
    Female,
    Family,
    Given,
    Day,
    Month,
    Year,
}

fn part(header: &str) -> Option<HeaderPart> {
    Some(match text::key(header).as_str() {
        "nam" => HeaderPart::Male,
        "nữ" => HeaderPart::Female,
        "họ" | "họ đệm" | "họ và đệm" | "họ và tên đệm" | "họ lót" => {
            HeaderPart::Family
        }
        "tên" => HeaderPart::Given,
        "ngày" => HeaderPart::Day,
        "tháng" => HeaderPart::Month,
        "năm" | "năm sinh" => HeaderPart::Year,
        _ => return None,
    })
}

/// The columns of a header of one to three rows; words that depend on each other are not settled.
pub(super) fn columns(areas: &Areas, rows: &[SheetRow], dictionary: &Dictionary) -> Vec<Column> {
    let mut cols: Vec<u16> = rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.col)).collect();
    // A merged header names every column under it, also those without a part of their own.
    for row in rows {
        for merge in areas.beginning_in(row.row) {
            if row.cell(merge.first_col).is_some() && merge.last_col - merge.first_col < 64 {
                cols.extend(merge.first_col..=merge.last_col);
            }
        }
    }
    cols.sort_unstable();
    cols.dedup();
    let column = |col: u16| {
        let mut lines: Vec<&str> = Vec::new();
        for (depth, row) in rows.iter().enumerate() {
            let below = rows.get(depth + 1..).unwrap_or_default();
            if let Some(line) = line_over(areas, row, below, col)
                && lines.last() != Some(&line)
            {
                lines.push(line);
            }
        }
        let (field, confidence) = meaning(&lines, dictionary);
        Column { col, header: lines.join(" / "), field, confidence }
    };
    cols.into_iter().map(column).collect()
}

/// The header text of `row` that stands over a column: its own cell, the merged cell over it, or
/// (in formats that do not tell merges) the nearest cell to the left under which parts are named.
fn line_over<'a>(areas: &Areas, row: &'a SheetRow, below: &[SheetRow], col: u16) -> Option<&'a str> {
    if let Some(cell) = row.cell(col) {
        return cell.value.text();
    }
    let mut beginning = areas.beginning_in(row.row).iter();
    if let Some(merge) = beginning.find(|merge| (merge.first_col..=merge.last_col).contains(&col)) {
        return row.cell(merge.first_col)?.value.text();
    }
    if !areas.is_empty() {
        return None;
    }
    let under_part =
        |col: u16| below.iter().any(|row| row.cell(col).is_some_and(|cell| cell.value.text().is_some()));
    if !under_part(col) {
        return None;
    }
    let left = row.cells.iter().rev().find(|cell| cell.col < col)?;
    // Every column between must be a named part as well.
    (left.col..col).all(under_part).then(|| left.value.text()).flatten()
}

/// What the lines over a column mean together.
fn meaning(lines: &[&str], dictionary: &Dictionary) -> (Option<Field>, f32) {
    let Some((sub, groups)) = lines.split_last() else { return (None, 0.0) };
    let group = groups.iter().rev().find_map(|line| dictionary.lookup(line));
    let group_field = group.map(|found| found.field);
    let birth = matches!(group_field, Some(Field::BirthDate | Field::BirthYear));
    if groups.is_empty() {
        // "Nữ" over a column of ticks; a year under it is seen when the content is checked.
        match part(sub) {
            Some(HeaderPart::Male) => return (Some(Field::MaleTick), 0.9),
            Some(HeaderPart::Female) => return (Some(Field::FemaleTick), 0.9),
            _ => {}
        }
    } else {
        // Two ordinals, of the whole list and of a part of it: "TT" over "Chung | Trường".
        if group_field == Some(Field::Ordinal) {
            return (group_field, 0.9);
        }
        let by_part = match (part(sub), group_field) {
            (Some(HeaderPart::Male), _) if birth => Some(Field::BirthMale),
            (Some(HeaderPart::Female), _) if birth => Some(Field::BirthFemale),
            (Some(HeaderPart::Male), Some(Field::Gender)) => Some(Field::MaleTick),
            (Some(HeaderPart::Female), Some(Field::Gender)) => Some(Field::FemaleTick),
            (Some(HeaderPart::Family), _) => Some(Field::FamilyName),
            (Some(HeaderPart::Given), Some(Field::Name)) => Some(Field::GivenName),
            (Some(HeaderPart::Day), _) if birth => Some(Field::BirthDay),
            (Some(HeaderPart::Month), _) if birth => Some(Field::BirthMonth),
            (Some(HeaderPart::Year), _) if birth => Some(Field::BirthYear),
            _ => None,
        };
        if by_part.is_some() {
            return (by_part, 1.0);
        }
    }
    match dictionary.lookup(sub) {
        Some(found) if found.confidence == 1.0 || group.is_none() => (Some(found.field), found.confidence),
        own => {
            // A part that is not known has the meaning of the header over it, if its content is
            // not a tick; that is seen when the content is checked.
            own.or(group).map_or((None, 0.0), |found| (Some(found.field), found.confidence * 0.8))
        }
    }
}

/// Settles words that depend on the other columns.
pub(super) fn settle(columns: &mut [Column]) {
    let has = |columns: &[Column], field: Field| columns.iter().any(|c| c.field == Some(field));
    // "Tên" alone is a given name only beside a family name.
    let split = has(columns, Field::FamilyName);
    for column in columns.iter_mut() {
        if column.field == Some(Field::GivenName) && !split {
            column.field = Some(Field::Name);
            column.confidence = 0.8;
        }
    }
    // "Họ và tên" over "Họ | Tên" whose first part has no label of its own.
    if has(columns, Field::GivenName) {
        for column in columns.iter_mut() {
            if column.field == Some(Field::Name) {
                column.field = Some(Field::FamilyName);
            }
        }
    }
    // "Nội dung" is the movement where no other column is; beside one, it is what is done in it.
    let n_movements = columns.iter().filter(|column| column.field == Some(Field::Movement)).count();
    if 1 < n_movements {
        let content = columns.iter_mut().find(|column| {
            column.field == Some(Field::Movement)
                && matches!(text::key(column.sub_header()).as_str(), "nội dung" | "nội dung điển hình")
        });
        if let Some(column) = content {
            column.field = Some(Field::Achievement);
        }
    }
    // "Tên đơn vị" is who is registered where nobody else is named.
    if !columns.iter().any(|column| column.field.is_some_and(Field::names_somebody)) {
        let first = columns.iter_mut().find(|column| {
            column.field == Some(Field::Workplace)
                && matches!(
                    text::key(column.sub_header()).as_str(),
                    "tên đơn vị" | "tên cơ quan" | "tên cơ quan đơn vị" | "cơ quan đơn vị" | "đơn vị"
                )
        });
        if let Some(column) = first {
            column.field = Some(Field::CollectiveName);
            column.confidence = PROMOTED;
        }
    }
}
