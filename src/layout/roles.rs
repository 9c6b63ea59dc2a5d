//! The walk down a sheet that gives every row its role.

use crate::finding::Decisions;
use crate::intake::{Sheet, SheetRow};
use crate::text;

use super::areas::Areas;
use super::body::{self, Below, BodyRole};
use super::content;
use super::field::{Dictionary, Field};
use super::likeness;
use super::map::{MappedRow, MappedTable, Role, SheetKind, SheetMap};
use super::phrase::{self, HeadingRank};
use super::{counts, header, letterhead, lines, question};

/// How far above a header its headings and title may stand, in rows with content.
const TITLE_REACH: usize = 4;
/// How far below a header rows are looked at before the body is walked.
const BODY_REACH: usize = 200;

/// Where the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WalkStage {
    /// Over the first header.
    Head,
    /// Under a header; the count is of rows since.
    Body(usize),
    /// After the signature block began.
    Foot,
}

/// A header, found: its tables from left to right, and how many rows with content it takes.
pub(super) struct Header {
    /// Position of its first row among the sheet's rows.
    pub(super) at: usize,
    /// None where columns are known by their content alone.
    pub(super) n_rows: usize,
    pub(super) tables: Vec<MappedTable>,
}

/// The walk: what has been mapped so far, and what is carried down.
struct Walk<'a> {
    sheet: &'a Sheet,
    areas: &'a Areas,
    decisions: &'a Decisions,
    map: SheetMap,
    stage: WalkStage,
    /// Position of the table in force, the leftmost of those beside each other.
    table_at: usize,
    /// Headings in force: rank and position in `map.sections`, outermost first.
    open: Vec<(HeadingRank, usize)>,
    /// Zero-based row of the latest data row, while rows may carry it on.
    carried: Option<u32>,
}

/// Gives every row of a sheet its role. `given` is a header that no words tell.
pub(super) fn walk(
    sheet: &Sheet,
    areas: &Areas,
    dictionary: &Dictionary,
    decisions: &Decisions,
    mut given: Option<Header>,
) -> SheetMap {
    let mut walk = Walk {
        sheet,
        areas,
        decisions,
        map: SheetMap::empty(),
        stage: WalkStage::Head,
        table_at: 0,
        open: Vec::new(),
        carried: None,
    };
    walk.map.kind = SheetKind::NoTable;
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        if let Some(header) = given.take_if(|header| header.at == at) {
            let n_rows = header.n_rows;
            walk.begin_table(header);
            at += n_rows;
            // A table without a header begins at a row that has to be taken itself.
            if 0 < n_rows {
                continue;
            }
        }
        if walk.stage == WalkStage::Head
            && let Some(block) = lines::block_at(sheet, at)
        {
            at = block.lines.end;
            walk.take_lines(block);
            continue;
        }
        if let Some((counts, n_header)) = counts::begins(sheet.rows.get(at..).unwrap_or_default(), dictionary)
        {
            at += walk.take_counts(at, n_header, counts);
            continue;
        }
        let in_body = walk.table().is_some_and(|table| {
            body::has_ordinal_value(table, row) || !header::begins_like_header(row, dictionary)
        });
        let found = if in_body { None } else { header::header_at(sheet, areas, at, dictionary) };
        match found {
            Some((tables, n_rows)) => {
                walk.begin_table(Header { at, n_rows, tables });
                at += n_rows;
            }
            None => {
                walk.take(at, row);
                at += 1;
            }
        }
    }
    walk.finish()
}

impl Walk<'_> {
    fn table(&self) -> Option<&MappedTable> {
        self.map.tables.get(self.table_at)
    }

    /// A header begins: what stood right above it is its title or a heading.
    fn begin_table(&mut self, header: Header) {
        let Header { at, n_rows, mut tables } = header;
        let first_table = self.map.tables.is_empty();
        let body_from = at + n_rows;
        let title = self.titles_above(first_table);
        if first_table {
            // A heading right over the first header is no part of the title.
            let rows = self.sheet.rows.get(..at).unwrap_or_default().iter().zip(&self.map.rows);
            let rows: Vec<&SheetRow> =
                rows.filter(|(_, mapped)| mapped.role != Role::Section).map(|(row, _)| row).collect();
            let head = letterhead::read(self.sheet, self.areas, &rows);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        let body = rows_of_body(self.sheet.rows.get(body_from..).unwrap_or_default(), &tables);
        let mut left = 0;
        for table in &mut tables {
            table.title.clone_from(&title);
            content::check(table, left, &body);
            left = table.columns.last().map_or(left, |column| column.col.saturating_add(1));
            question::answer(table, self.decisions);
        }
        let confidence = tables.iter().map(|table| table.confidence).fold(1.0, f32::min);
        self.table_at = self.map.tables.len();
        self.map.tables.extend(tables);
        for row in self.sheet.rows.get(at..body_from).unwrap_or_default() {
            self.push(row.row, Role::Header, confidence.max(0.6));
        }
        self.stage = WalkStage::Body(0);
        self.carried = None;
    }

    /// A table of counts: its rows are sums, and what is below it is not carried on from above. How many rows
    /// it takes.
    fn take_counts(&mut self, at: usize, n_header: usize, counts: counts::Counts) -> usize {
        let n_rows = n_header + counts.rows.len();
        let rows = self.sheet.rows.get(at..at + n_rows).unwrap_or_default();
        if self.map.tables.is_empty() && self.map.counts.is_empty() {
            let above: Vec<&SheetRow> = self.sheet.rows.get(..at).unwrap_or_default().iter().collect();
            let head = letterhead::read(self.sheet, self.areas, &above);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        for (n, row) in rows.iter().enumerate() {
            self.push(row.row, if n < n_header { Role::Header } else { Role::Total }, 0.9);
        }
        self.map.counts.push(counts);
        self.carried = None;
        n_rows
    }

    /// Registrations in lines of text, over the first table or without any.
    fn take_lines(&mut self, block: lines::Block) {
        if self.map.tables.is_empty() {
            let rows: Vec<&SheetRow> =
                self.sheet.rows.get(..block.heading_at).unwrap_or_default().iter().collect();
            let head = letterhead::read(self.sheet, self.areas, &rows);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        self.table_at = self.map.tables.len();
        self.map.tables.push(block.table);
        self.open_section(block.rank, block.heading);
        if let Some(row) = self.sheet.rows.get(block.heading_at) {
            self.push(row.row, Role::Section, 0.8);
        }
        for row in self.sheet.rows.get(block.lines).unwrap_or_default() {
            if !block.is_named {
                self.push(row.row, Role::Other, 0.3);
                continue;
            }
            self.push(row.row, Role::Data, 0.8);
            let sections = self.open.iter().map(|(_, at)| *at).collect();
            if let Some(mapped) = self.map.rows.last_mut() {
                mapped.sections = sections;
            }
        }
    }

    /// Gives their roles to the lines right above a header: headings come into force, the others
    /// are the title that is given back.
    fn titles_above(&mut self, first_table: bool) -> String {
        let title_from = self
            .map
            .rows
            .iter()
            .rposition(|row| matches!(row.role, Role::Data | Role::Total | Role::Header | Role::Numbering))
            .map_or(0, |at| at + 1)
            .max(self.map.rows.len().saturating_sub(TITLE_REACH));
        let mut titles = Vec::new();
        let mut headings = Vec::new();
        for mapped in self.map.rows.iter_mut().skip(title_from) {
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
        for (rank, heading) in headings {
            self.open_section(rank, heading);
        }
        titles.join(" ")
    }

    /// A row that begins no header.
    fn take(&mut self, at: usize, row: &SheetRow) {
        match self.stage {
            // A numbered row of a list whose header is missing or not known.
            WalkStage::Head if row.cells.len() >= 3 && row.cells.first().is_some_and(likeness::is_number) => {
                self.push(row.row, Role::Other, 0.3);
            }
            // Below lines that register somebody there are signatures, notes and the heading of a table.
            WalkStage::Head if !self.map.tables.is_empty() => {
                let text = first_text(row).unwrap_or_default();
                let key = text::key(text);
                if phrase::is_signature(text, &key) {
                    self.stage = WalkStage::Foot;
                    self.push(row.row, Role::Signature, 0.8);
                } else {
                    let role = if phrase::is_note(text, &key) { Role::Note } else { Role::Title };
                    self.push(row.row, role, 0.6);
                }
            }
            WalkStage::Head => self.push(row.row, Role::Title, 0.8),
            WalkStage::Foot if !self.resumes(row) => {
                let note = first_text(row).is_some_and(|text| phrase::is_note(text, &text::key(text)));
                self.push(row.row, if note { Role::Note } else { Role::Signature }, 0.9);
            }
            WalkStage::Foot => {
                self.stage = WalkStage::Body(usize::MAX);
                self.take_body(at, row, usize::MAX);
            }
            WalkStage::Body(n_rows) => {
                self.stage = WalkStage::Body(n_rows.saturating_add(1));
                self.take_body(at, row, n_rows);
            }
        }
    }

    /// Whether a row below a signature block is plainly a registration again.
    fn resumes(&self, row: &SheetRow) -> bool {
        let Some(table) = self.table() else { return false };
        body::has_ordinal_value(table, row) && body::names_somebody(table, row) && row.cells.len() >= 3
    }

    fn take_body(&mut self, at: usize, row: &SheetRow, n_rows: usize) {
        let Some(table) = self.table() else { return };
        if table.skipped {
            return self.push(row.row, Role::Other, 1.0);
        }
        let next = self.sheet.rows.get(at + 1);
        let may_continue = self.carried.is_some();
        let below = Below { row, next, table, areas: self.areas, n_rows, may_continue };
        let (mut role, mut confidence) = body::role(below);
        if 0 < table.beside && matches!(role, BodyRole::Plain(_) | BodyRole::Continues) {
            // Each side on its own: any registration makes the row one.
            let abreast = self.map.tables.iter().skip(self.table_at).take(1 + table.beside);
            let sides = abreast.filter_map(|table| Some((table, side_of(table, row)?)));
            let named = sides.filter(|(table, side)| {
                let below = Below { row: side, table, ..below };
                matches!(body::role(below).0, BodyRole::Plain(Role::Data))
            });
            if 0 < named.count() {
                (role, confidence) = (BodyRole::Plain(Role::Data), 1.0);
            }
        }
        match role {
            BodyRole::Section(rank, heading) => {
                self.open_section(rank, heading);
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
                    Role::Signature => self.stage = WalkStage::Foot,
                    Role::Other => {}
                    _ => self.carried = None,
                }
            }
        }
    }

    /// A heading comes into force: those of its rank and below are over.
    fn open_section(&mut self, rank: HeadingRank, heading: String) {
        while self.open.last().is_some_and(|(open, _)| *open >= rank) {
            self.open.pop();
        }
        self.open.push((rank, self.map.sections.len()));
        self.map.sections.push(heading);
    }

    fn push(&mut self, row: u32, role: Role, confidence: f32) {
        self.map.rows.push(MappedRow {
            row,
            role,
            confidence,
            table_at: self.table_at,
            sections: Vec::new(),
            continues: None,
        });
    }

    fn finish(mut self) -> SheetMap {
        if self.map.tables.is_empty() && self.map.counts.is_empty() {
            let rows: Vec<&SheetRow> = self.sheet.rows.iter().take(letterhead::MAX_HEAD_ROWS).collect();
            let head = letterhead::read(self.sheet, self.areas, &rows);
            self.map.letterhead = head.letterhead;
            self.map.title = head.title;
        }
        let naming = self.map.tables.iter().filter(|table| table.names_somebody() || table.skipped);
        self.map.confidence = naming.map(|table| table.confidence).reduce(f32::min).unwrap_or_default();
        self.map
    }
}

/// The cells of a row that stand under a table; `None` where there are none.
fn side_of(table: &MappedTable, row: &SheetRow) -> Option<SheetRow> {
    let (first, last) = (table.columns.first()?.col, table.columns.last()?.col);
    let cells: Vec<_> = row.cells.iter().filter(|cell| (first..=last).contains(&cell.col)).cloned().collect();
    (!cells.is_empty()).then_some(SheetRow { row: row.row, cells })
}

/// The rows by which the columns of a table are judged: down to its signatures or the next table,
/// without column numbers and sums, which stand under any column.
pub(super) fn rows_of_body<'a>(below: &'a [SheetRow], tables: &[MappedTable]) -> Vec<&'a SheetRow> {
    let header_again = |row: &SheetRow| {
        let columns = tables.iter().flat_map(|table| &table.columns).take(2);
        let mut cells = columns.filter_map(|column| Some((row.cell(column.col)?, column)));
        cells.any(|(cell, column)| {
            column.field == Some(Field::Ordinal)
                && cell
                    .value
                    .text()
                    .is_some_and(|text| matches!(text::key(text).as_str(), "stt" | "tt" | "số tt"))
        })
    };
    let is_end = |row: &SheetRow| {
        header_again(row) || first_text(row).is_some_and(|text| phrase::is_signature(text, &text::key(text)))
    };
    let is_sum =
        |row: &SheetRow| row.cells.iter().filter_map(|cell| cell.value.text()).any(phrase::says_total);
    let counts = |at: usize| {
        let below = below.get(at..).unwrap_or_default();
        counts::begins(below, Dictionary::built_in()).is_some()
    };
    let rows = below.iter().take(BODY_REACH).enumerate().take_while(|(at, row)| !is_end(row) && !counts(*at));
    let rows = rows.map(|(_, row)| row);
    rows.filter(|row| !is_sum(row) && !body::is_numbering(row)).collect()
}

/// A line over a header that is a heading of what follows rather than a title.
fn heading_over_table(line: &str) -> Option<(HeadingRank, String)> {
    let key = text::key(line);
    // "Danh sách tập thể" is a title; "Tập thể" alone is a heading.
    if phrase::is_kind(&key) && !key.starts_with("danh sách") {
        return Some((phrase::UNNUMBERED, line.to_owned()));
    }
    let (rank, rest) = phrase::numeral(line)?;
    (!rest.is_empty() && phrase::is_heading(&text::key(rest))).then(|| (rank, rest.to_owned()))
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
