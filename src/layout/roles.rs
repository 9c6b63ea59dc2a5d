//! The walk down a sheet that gives every row its role.

use crate::intake::{Sheet, SheetRow, Value};
use crate::text;

use super::content;
use super::field::{Dictionary, Field};
use super::map::{MappedRow, Role, SheetKind, SheetMap, Table};
use super::phrase::{self, Rank};
use super::{header, letterhead};

/// Rank of a heading behind a dash or an asterisk: the innermost.
const BULLETED: Rank = 6;
/// A heading is at most this long.
const MAX_HEADING_CHARS: usize = 160;
/// A merged cell over this many columns is a heading or a remark, never a value.
const WIDE_MERGE: u16 = 3;
/// How far above a header its headings and title may stand, in rows with content.
const TITLE_REACH: usize = 4;

/// Where the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Over the first header.
    Head,
    /// Under a header; the count is of rows since.
    Body(usize),
    /// After the signature block began.
    Foot,
}

/// The walk: what has been mapped so far, and what is carried down.
struct Walk<'a> {
    sheet: &'a Sheet,
    map: SheetMap,
    stage: Stage,
    /// Headings in force: rank and position in `map.sections`, outermost first.
    open: Vec<(Rank, usize)>,
    /// Zero-based row of the latest data row, while rows may carry it on.
    carried: Option<u32>,
}

/// Gives every row of a sheet its role.
pub(super) fn walk(sheet: &Sheet, dictionary: &Dictionary) -> SheetMap {
    let mut walk =
        Walk { sheet, map: SheetMap::empty(), stage: Stage::Head, open: Vec::new(), carried: None };
    walk.map.kind = SheetKind::NoTable;
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        let ordinal_value = walk.table().is_some_and(|table| has_ordinal_value(table, row));
        let found = if ordinal_value { None } else { header::header_at(sheet, at, dictionary) };
        match found {
            Some((table, n_rows)) => {
                walk.begin_table(at, table, n_rows);
                at += n_rows;
            }
            None => {
                walk.take(row);
                at += 1;
            }
        }
    }
    walk.finish()
}

impl Walk<'_> {
    fn table(&self) -> Option<&Table> {
        self.map.tables.last()
    }

    /// A header begins: what stood right above it is its title or a heading.
    fn begin_table(&mut self, at: usize, mut table: Table, n_rows: usize) {
        let first_table = self.map.tables.is_empty();
        let body_from = at + n_rows;
        if first_table {
            let rows = self.sheet.rows.get(..at).unwrap_or_default();
            let head = letterhead::read(self.sheet, rows);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        let title_from = self
            .map
            .rows
            .iter()
            .rposition(|row| matches!(row.role, Role::Data | Role::Total | Role::Header | Role::Numbering))
            .map_or(0, |at| at + 1)
            .max(self.map.rows.len().saturating_sub(TITLE_REACH));
        let mut titles = Vec::new();
        let mut headings = Vec::new();
        for mapped_at in title_from..self.map.rows.len() {
            let Some(mapped) = self.map.rows.get_mut(mapped_at) else { continue };
            let Some(row) = super::map::row_at(self.sheet, mapped.row) else { continue };
            let Some(line) = lone_text(row) else { continue };
            if !matches!(mapped.role, Role::Title | Role::Section | Role::Other | Role::Note) {
                continue;
            }
            if let Some((rank, heading)) = heading_over_table(line) {
                mapped.role = Role::Section;
                mapped.confidence = 0.8;
                headings.push((rank, heading));
            } else if !first_table && mapped.role != Role::Note {
                mapped.role = Role::Title;
                mapped.confidence = 0.8;
                titles.push(line.to_owned());
            }
        }
        // Headings inside the table before do not reach into this one; those right above do.
        self.open.clear();
        self.map.sections.extend(headings.iter().map(|(_, heading)| heading.clone()));
        let first_heading = self.map.sections.len() - headings.len();
        for (offset, (rank, _)) in headings.iter().enumerate() {
            self.open_section(*rank, first_heading + offset);
        }
        table.title = titles.join(" ");
        let below = self.sheet.rows.get(body_from..).unwrap_or_default();
        // Sums and signatures stand under any column: they say nothing of it.
        let body_end = below.iter().position(ends_body).unwrap_or(below.len());
        content::check(&mut table.columns, below.get(..body_end).unwrap_or_default());
        let confidence = table
            .columns
            .iter()
            .filter(|column| column.field.is_some_and(Field::names_somebody))
            .map(|column| column.confidence)
            .fold(0.0, f32::max);
        for row in self.sheet.rows.get(at..body_from).unwrap_or_default() {
            self.push(row.row, Role::Header, confidence.max(0.6));
        }
        self.map.tables.push(table);
        self.stage = Stage::Body(0);
        self.carried = None;
    }

    /// A row that begins no header.
    fn take(&mut self, row: &SheetRow) {
        match self.stage {
            Stage::Head => self.push(row.row, Role::Title, 0.8),
            Stage::Foot if !self.resumes(row) => {
                let note = first_text(row).is_some_and(|text| phrase::is_note(text, &text::key(text)));
                self.push(row.row, if note { Role::Note } else { Role::Signature }, 0.9);
            }
            Stage::Foot => {
                self.stage = Stage::Body(usize::MAX);
                self.take_body(row, usize::MAX);
            }
            Stage::Body(n_rows) => {
                self.stage = Stage::Body(n_rows.saturating_add(1));
                self.take_body(row, n_rows);
            }
        }
    }

    /// Whether a row below a signature block is plainly a registration again.
    fn resumes(&self, row: &SheetRow) -> bool {
        let Some(table) = self.table() else { return false };
        has_ordinal_value(table, row) && names_somebody(table, row) && row.cells.len() >= 3
    }

    fn take_body(&mut self, row: &SheetRow, n_rows: usize) {
        let Some(table) = self.map.tables.last() else { return };
        let (role, confidence) = body_role(self.sheet, table, row, n_rows, self.carried.is_some());
        match role {
            BodyRole::Section(rank, heading) => {
                self.map.sections.push(heading);
                self.open_section(rank, self.map.sections.len() - 1);
                self.push(row.row, Role::Section, confidence);
                self.carried = None;
            }
            BodyRole::Continues => {
                self.push(row.row, Role::Other, confidence);
                let carried = self.carried;
                if let Some(mapped) = self.map.rows.last_mut() {
                    mapped.continues = carried;
                }
            }
            BodyRole::Plain(role) => {
                self.push(row.row, role, confidence);
                match role {
                    Role::Data => {
                        let sections = self.open.iter().map(|(_, at)| *at).collect();
                        if let Some(mapped) = self.map.rows.last_mut() {
                            mapped.sections = sections;
                        }
                        self.carried = Some(row.row);
                    }
                    Role::Signature => self.stage = Stage::Foot,
                    Role::Other => {}
                    _ => self.carried = None,
                }
            }
        }
    }

    fn open_section(&mut self, rank: Rank, at: usize) {
        while self.open.last().is_some_and(|(open, _)| *open >= rank) {
            self.open.pop();
        }
        self.open.push((rank, at));
    }

    fn push(&mut self, row: u32, role: Role, confidence: f32) {
        self.map.rows.push(MappedRow {
            row,
            role,
            confidence,
            table_at: self.map.tables.len().saturating_sub(1),
            sections: Vec::new(),
            continues: None,
        });
    }

    fn finish(mut self) -> SheetMap {
        if self.map.tables.is_empty() {
            let head = letterhead::read(self.sheet, &self.sheet.rows);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        self.map.confidence = self
            .map
            .tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter(|column| column.field.is_some_and(Field::names_somebody))
            .map(|column| column.confidence)
            .reduce(f32::max)
            .unwrap_or_default();
        self.map
    }
}

/// Whether a row begins what stands below the registrations of a table.
fn ends_body(row: &SheetRow) -> bool {
    first_text(row).is_some_and(|text| {
        let key = text::key(text);
        phrase::is_signature(text, &key) || key.starts_with("tổng cộng")
    })
}

/// The role of a row inside a table.
enum BodyRole {
    Section(Rank, String),
    Continues,
    Plain(Role),
}

fn body_role(
    sheet: &Sheet,
    table: &Table,
    row: &SheetRow,
    n_rows: usize,
    may_continue: bool,
) -> (BodyRole, f32) {
    let plain = |role, confidence| (BodyRole::Plain(role), confidence);
    if is_ghost(table, row) {
        return plain(Role::Other, 0.9);
    }
    if n_rows < 2 && is_numbering(row) {
        return plain(Role::Numbering, 1.0);
    }
    let Some(first) = first_text(row) else {
        // Numbers alone under the table are sums without a label.
        return plain(Role::Total, 0.6);
    };
    let key = text::key(first);
    let ordinal = has_ordinal_value(table, row);
    if !ordinal && phrase::is_total(&key) {
        return plain(Role::Total, 1.0);
    }
    let signs = row.cells.len() <= 4
        && row.cells.iter().filter_map(|cell| cell.value.text()).any(|text| {
            phrase::is_signature(text, &text::key(text)) && (phrase::is_capitals(text) || text == first)
        });
    if !ordinal && signs && (phrase::is_signature(first, &key) || phrase::is_capitals(first)) {
        return plain(Role::Signature, 0.9);
    }
    if let Some((rank, heading)) = heading(sheet, table, row) {
        return (BodyRole::Section(rank, heading), 0.9);
    }
    if !ordinal && phrase::is_note(first, &key) {
        return plain(Role::Note, 0.9);
    }
    if names_somebody(table, row) && !is_remark(sheet, table, row) {
        let confidence = if ordinal || row.cells.len() >= 3 { 1.0 } else { 0.7 };
        return plain(Role::Data, confidence);
    }
    if may_continue && !ordinal && under_columns(table, row) {
        return (BodyRole::Continues, 0.8);
    }
    // An ordinal with facts but no name is a registration that forgot its name.
    if ordinal && row.cells.len() >= 3 {
        return plain(Role::Data, 0.6);
    }
    if is_remark(sheet, table, row) {
        return plain(Role::Note, 0.6);
    }
    plain(Role::Other, 0.3)
}

/// A row that only prepared formulas or numbering left behind: errors, zeros, an ordinal.
fn is_ghost(table: &Table, row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| match &cell.value {
        Value::Error(_) => true,
        Value::Number(number) => *number == 0.0 || is_ordinal_column(table, cell.col),
        Value::Text(text) => {
            is_ordinal_column(table, cell.col)
                && phrase::numeral_rank(&text.shown).is_some_and(|rank| rank == 3)
        }
        Value::Date(_) | Value::Bool(_) => false,
    })
}

/// Column numbers under a header: "1 2 3", "(1) (2)", "A B 1 2", "4=1+2".
fn is_numbering(row: &SheetRow) -> bool {
    let n = row.cells.len();
    let numbered = row.cells.iter().filter(|cell| match &cell.value {
        Value::Number(number) => (0.0..100.0).contains(number) && number.fract() == 0.0,
        Value::Text(text) => {
            let word = text.shown.trim().trim_matches(['(', ')', '[', ']']);
            let formula =
                word.contains('=') && word.chars().all(|c| c.is_ascii_digit() || "=+-()x*/: ".contains(c));
            formula
                || (word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
                || (word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic()))
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    });
    n >= 3 && numbered.count() == n
}

/// The heading of a row inside a table, with its rank.
fn heading(sheet: &Sheet, table: &Table, row: &SheetRow) -> Option<(Rank, String)> {
    let mut texts = row.cells.iter().filter_map(|cell| Some((cell.col, cell.value.text()?)));
    let (first_col, first) = texts.next()?;
    let second = texts.next();
    // Sums may stand beside a heading; a third text, a date or a year may not.
    if texts.next().is_some() || row.cells.iter().any(|cell| matches!(cell.value, Value::Date(_))) {
        return None;
    }
    if first.chars().count() > MAX_HEADING_CHARS {
        return None;
    }
    let merged = |col: u16| {
        sheet.merges.iter().any(|merge| {
            merge.first_row == row.row
                && merge.first_col == col
                && merge.last_col - merge.first_col + 1 >= WIDE_MERGE
        })
    };
    match second {
        // "II | CÁ NHÂN"
        Some((second_col, second)) => {
            let rank = phrase::numeral_rank(first)?;
            let key = text::key(second);
            let lettered = rank != 3 && is_ordinal_column(table, first_col);
            let named = merged(second_col) || phrase::is_heading(&key);
            (lettered || (named && !is_filled(table, row))).then(|| (rank, second.to_owned()))
        }
        None => {
            let number_before =
                row.cells.first().filter(|cell| cell.col < first_col && is_ordinal_column(table, cell.col));
            let key = text::key(first);
            let bare = first.trim_start_matches(['-', '+', '*', '•', ' ']);
            if bare.len() < first.len() && phrase::is_kind(&key) {
                return Some((BULLETED, bare.to_owned()));
            }
            if let Some((rank, rest)) = phrase::numeral(first)
                && !rest.is_empty()
            {
                return Some((rank, rest.to_owned()));
            }
            if number_before.is_some() {
                // "1 | Phong trào thi đua …" merged, or naming nothing but a kind.
                let named = merged(first_col) || phrase::is_kind(&key);
                return named.then(|| (3, first.to_owned()));
            }
            let in_name = is_name_column(table, first_col);
            let capitals = phrase::is_capitals(first);
            let wide = merged(first_col);
            let has_ordinals = table.columns.iter().any(|c| c.field == Some(Field::Ordinal));
            let lone_heading = phrase::is_kind(&key)
                || (phrase::is_heading(&key) && (wide || !in_name || first.ends_with(':')))
                || (wide && (capitals || !in_name) && !phrase::is_note(first, &key))
                || (capitals && has_ordinals && in_name && phrase::is_heading(&key));
            (lone_heading && !phrase::is_note(first, &key) && !phrase::is_total(&key))
                .then(|| (phrase::UNNUMBERED, first.to_owned()))
        }
    }
}

/// A line over a header that is a heading of what follows rather than a title.
fn heading_over_table(line: &str) -> Option<(Rank, String)> {
    let key = text::key(line);
    // "Danh sách tập thể" is a title; "Tập thể" alone is a heading.
    if phrase::is_kind(&key) && !key.starts_with("danh sách") {
        return Some((phrase::UNNUMBERED, line.to_owned()));
    }
    let (rank, rest) = phrase::numeral(line)?;
    (!rest.is_empty() && phrase::is_heading(&text::key(rest))).then(|| (rank, rest.to_owned()))
}

/// Whether a row is one wide merged remark.
fn is_remark(sheet: &Sheet, table: &Table, row: &SheetRow) -> bool {
    let [cell] = row.cells.as_slice() else { return false };
    let wide = sheet.merges.iter().any(|merge| {
        merge.first_row == row.row
            && merge.first_col == cell.col
            && merge.last_col - merge.first_col + 1 >= WIDE_MERGE
    });
    wide || (is_ordinal_column(table, cell.col)
        && cell.value.text().is_some_and(|text| text.chars().count() > 6))
}

fn names_somebody(table: &Table, row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| {
        is_name_column(table, cell.col)
            && cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic))
    })
}

fn is_name_column(table: &Table, col: u16) -> bool {
    field_of(table, col).is_some_and(Field::names_somebody)
}

fn is_ordinal_column(table: &Table, col: u16) -> bool {
    field_of(table, col) == Some(Field::Ordinal)
}

fn field_of(table: &Table, col: u16) -> Option<Field> {
    let at = table.columns.binary_search_by_key(&col, |column| column.col).ok()?;
    table.columns.get(at)?.field
}

/// Whether the row has a number in an ordinal column.
fn has_ordinal_value(table: &Table, row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| is_ordinal_column(table, cell.col) && content::is_number(cell))
}

/// Whether any column beside ordinal and name is filled with text.
fn is_filled(table: &Table, row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| {
        !is_ordinal_column(table, cell.col) && !is_name_column(table, cell.col) && cell.value.text().is_some()
    })
}

/// Whether all cells of a row stand under columns of the table.
fn under_columns(table: &Table, row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| field_of(table, cell.col).is_some())
        && row.cells.iter().any(|cell| cell.value.text().is_some())
}

fn first_text(row: &SheetRow) -> Option<&str> {
    row.cells.iter().find_map(|cell| cell.value.text())
}

/// The text of a row that holds one text and nothing else but a numeral before it.
fn lone_text(row: &SheetRow) -> Option<&str> {
    let mut texts = row.cells.iter().filter_map(|cell| cell.value.text());
    let first = texts.next()?;
    match (texts.next(), texts.next()) {
        (None, _) => Some(first),
        (Some(second), None) if phrase::numeral_rank(first).is_some() => Some(second),
        _ => None,
    }
}
