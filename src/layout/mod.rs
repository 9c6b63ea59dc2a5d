//! Sheet → rows with a role each, columns by meaning, sections carried down.
//!
//! [`map`] takes a [`Sheet`] and says of every row with content what it is, of every column under
//! a header what it means, and how sure it is of both. Nothing is dropped: a row that is nothing
//! known has the role *other*. [`SheetMap::records`] then gives the rows that register somebody,
//! with merged cells and section headings carried down to them.
//!
//! This room knows the words of forms; it knows no unit, movement or person.

mod areas;
mod asides;
mod body;
mod content;
mod counts;
mod dated;
mod ditto;
mod doubt;
mod field;
mod form;
mod header;
mod honorific;
mod household;
mod letterhead;
mod likeness;
mod lines;
mod map;
mod phrase;
mod position;
mod question;
mod records;
mod roles;
mod shape;
mod stamp;
mod structure;
mod subject;
mod wording;
mod words;

pub use counts::{CountOf, Counts, CountsRow};
pub use dated::written_day;
pub use field::{Dictionary, Field, HeaderMatch};
pub use honorific::{Addressed, Addressee, addressee, split_words, without_honorific};
pub use household::{calls_household, household_words};
pub use map::{Column, Entry, FormValue, MappedRow, MappedTable, Outside, Record, Role, SheetKind, SheetMap};
pub use phrase::{says_as_above, says_nobody};
pub use position::position_in_full;
pub use question::is_reading;
pub use stamp::{
    EXPLAIN, EXPLAIN_SHEET, Explained, FINDING_KEY, FORM_VERSION, Label, REVIEW, ROW_KEY, Returned,
    STAMP_SHEET, Stamp, StampKind, content_mark, finding_key,
};
pub use structure::header_rows;
pub use subject::ListSubject;
pub use wording::{Wording, wording};
pub use words::is_family_name;

use crate::finding::{Code, Decisions, Finding, Noted, Place};
use crate::intake::{Cell, Sheet, SheetRow};
use crate::text;

use areas::Areas;

/// Under this confidence a sheet's reading is doubtful and becomes a finding.
pub const DOUBTFUL: f32 = 0.5;

/// What the rows and columns of a sheet are, with nobody asked.
pub fn map(sheet: &Sheet, dictionary: &Dictionary) -> Noted<SheetMap> {
    map_as_decided(sheet, dictionary, &Decisions::default())
}

/// What the rows and columns of a sheet are, by the answers that an officer gave for its layout.
///
/// A reading that stays doubtful has a [`SheetMap::question`].
pub fn map_as_decided(sheet: &Sheet, dictionary: &Dictionary, decisions: &Decisions) -> Noted<SheetMap> {
    if sheet.rows.is_empty() {
        return Noted::new(SheetMap::empty(), asides::notes(sheet));
    }
    let areas = Areas::of(sheet);
    let mut map = roles::walk(sheet, &areas, dictionary, decisions, None);
    if map.tables.is_empty()
        && map.counts.is_empty()
        && let Some(form) = form::read(sheet, &areas, dictionary)
    {
        map = form;
    }
    if map.tables.is_empty()
        && map.counts.is_empty()
        && sheet.visible
        && let Some(header) = shape::header(sheet, &areas, dictionary)
    {
        map = roles::walk(sheet, &areas, dictionary, decisions, Some(header));
    }
    settle_kind(sheet, &mut map);
    if matches!(map.kind, SheetKind::List | SheetKind::Lookup) && sheet.visible {
        map.question = question::ask(sheet, &map.tables);
    }
    let mut findings = findings(sheet, &map);
    findings.extend(unused_columns(sheet, &map, dictionary));
    findings.extend(asides::findings(sheet, &map));
    Noted::new(map, findings)
}

/// What the sheets of a workbook are. A template of this program is read by its stamp, exactly and
/// without a question; any other workbook, and a template too badly edited, sheet by sheet.
pub fn map_workbook(
    sheets: &[Sheet],
    stamp: Option<&Stamp>,
    dictionary: &Dictionary,
    decisions: &Decisions,
) -> Noted<Vec<SheetMap>> {
    let mut findings = Vec::new();
    let template = stamp.filter(|stamp| stamp.kind == StampKind::Template);
    let mut is_there = false;
    let mut maps = Vec::with_capacity(sheets.len());
    for sheet in sheets {
        let consolidated = stamp.filter(|stamp| stamp.kind == StampKind::Consolidation);
        match consolidated.map(|stamp| stamp::read_consolidated(sheets, sheet, stamp)) {
            Some(stamp::SheetReading::Exact(map, noted)) => {
                findings.extend(noted);
                maps.push(*map);
                continue;
            }
            Some(stamp::SheetReading::Left) => {
                maps.push(stamp_map(sheet));
                continue;
            }
            Some(stamp::SheetReading::Named) => {
                let mut map = map_as_decided(sheet, dictionary, decisions).note_into(&mut findings);
                if let Some(stamp) = consolidated {
                    stamp::name_columns(&mut map, stamp);
                }
                maps.push(map);
                continue;
            }
            None => {}
        }
        let by_stamp = template.and_then(|stamp| stamp::map(sheet, stamp, dictionary));
        is_there |= by_stamp.is_some();
        let exact = by_stamp.and_then(|noted| noted.note_into(&mut findings));
        maps.push(match exact {
            Some(map) => {
                findings.extend(asides::findings(sheet, &map));
                map
            }
            None if stamp::is_stamp(sheet) || (stamp.is_some() && stamp::lists_findings(sheet)) => {
                stamp_map(sheet)
            }
            None => map_as_decided(sheet, dictionary, decisions).note_into(&mut findings),
        });
    }
    if stamp.is_some_and(|stamp| stamp.kind == StampKind::Reply) {
        findings.retain(|finding| !asides::is_of_reply(finding));
    }
    if template.is_some()
        && !is_there
        && let Some(first) = sheets.first()
    {
        findings.push(Finding::new(
            Code::TemplateBroken,
            Place::file(first.place.source.clone()),
            "Không còn trang nào có dòng đầu cột của mẫu; các trang được đọc như bảng thường.",
        ));
    }
    Noted::new(maps, findings)
}

/// The sheet of a stamp: it registers nobody, and there is nothing to say about it.
fn stamp_map(sheet: &Sheet) -> SheetMap {
    let row = |row: &SheetRow| MappedRow {
        row: row.row,
        role: Role::Other,
        confidence: 1.0,
        table_at: 0,
        sections: Vec::new(),
        continues: None,
    };
    SheetMap { kind: SheetKind::Lookup, rows: sheet.rows.iter().map(row).collect(), ..SheetMap::empty() }
}

/// Decides what the sheet is as a whole; rows of sheets that register nobody lose the role *data*.
fn settle_kind(sheet: &Sheet, map: &mut SheetMap) {
    let names_somebody = map.tables.iter().any(|table| table.names_somebody() && !table.skipped);
    let example = phrase::is_example(&text::key(sheet.place.sheet_name()))
        || (!map.tables.is_empty() && phrase::is_example(&text::key(&map.title)));
    map.subject = subject(sheet, map);
    map.kind = if example {
        SheetKind::Example
    } else if !map.subject.registers() && (map.kind == SheetKind::Form || !map.tables.is_empty()) {
        SheetKind::OtherList
    } else if map.kind == SheetKind::Form {
        SheetKind::Form
    } else if map.tables.is_empty() {
        if map.counts.is_empty() { SheetKind::NoTable } else { SheetKind::Lookup }
    } else if names_somebody {
        SheetKind::List
    } else {
        SheetKind::Lookup
    };
    if !sheet.visible && map.kind == SheetKind::NoTable {
        map.kind = SheetKind::Lookup;
    }
    let demoted = match map.kind {
        SheetKind::Example => Role::Note,
        SheetKind::Lookup | SheetKind::OtherList | SheetKind::NoTable => Role::Other,
        SheetKind::List | SheetKind::Form | SheetKind::Empty => return,
    };
    for row in &mut map.rows {
        let keeps = matches!(row.role, Role::Header | Role::Title | Role::Numbering | Role::Total)
            && !(map.tables.is_empty() && map.counts.is_empty());
        if !keeps {
            row.role = demoted;
            row.continues = None;
        }
    }
}

/// What a sheet is about: by its title, else by its name; a table under a title of its own may be another thing.
fn subject(sheet: &Sheet, map: &SheetMap) -> ListSubject {
    let subjects = [map.title.as_str(), sheet.place.sheet_name()].map(subject::of_title);
    let by_sheet = subjects.into_iter().find(|subject| *subject != ListSubject::Registration);
    let of_tables = map.tables.iter().filter(|table| !table.title.is_empty());
    let mut of_tables = of_tables.map(|table| subject::of_title(&table.title));
    match by_sheet {
        // A list under results of last year still registers.
        Some(subject) if subject.registers() || !of_tables.any(ListSubject::registers) => subject,
        _ => ListSubject::Registration,
    }
}

fn findings(sheet: &Sheet, map: &SheetMap) -> Vec<Finding> {
    let mut findings = Vec::new();
    match map.kind {
        SheetKind::NoTable if sheet.visible => findings.push(Finding::new(
            Code::TableMissing,
            sheet.place.clone(),
            format!("Không tìm thấy bảng danh sách trong {} dòng có chữ.", map.rows.len()),
        )),
        // Beside a list it says how many there are; alone it is none.
        SheetKind::Lookup if map.tables.is_empty() && !map.counts.is_empty() && sheet.visible => {
            findings.push(Finding::new(
                Code::TableMissing,
                sheet.place.clone(),
                "Trang tính chỉ có bảng tổng hợp số lượng, không có danh sách.",
            ));
        }
        SheetKind::Lookup if hides_people(sheet, map) && map.tables.iter().all(|table| !table.skipped) => {
            findings.push(Finding::new(
                Code::LayoutDoubtful,
                sheet.place.clone(),
                "Trang tính có tên người nhưng không cột nào ghi họ tên; không được đọc.",
            ));
        }
        SheetKind::OtherList => findings.push(
            Finding::new(
                Code::ListOther,
                sheet.place.clone(),
                format!("Theo tiêu đề, đây là {}: không ai trong trang này được tính.", map.subject.label()),
            )
            .raw(map.title.clone()),
        ),
        SheetKind::Example => findings.push(Finding::new(
            Code::SheetExample,
            sheet.place.clone(),
            "Trang hướng dẫn, ví dụ: người trong trang này không được tính.",
        )),
        _ => {}
    }
    if matches!(map.kind, SheetKind::List | SheetKind::Form) && map.subject == ListSubject::Proposal {
        let message = format!("Theo tiêu đề, đây là {}; đang được tính như đăng ký.", map.subject.label());
        findings.push(Finding::new(Code::ListProposal, sheet.place.clone(), message).raw(map.title.clone()));
    }
    let doubtful = matches!(map.kind, SheetKind::List | SheetKind::Form) && map.confidence < DOUBTFUL;
    if doubtful || map.question.is_some() {
        findings.push(Finding::new(
            Code::LayoutDoubtful,
            sheet.place.clone(),
            match map.tables.iter().find(|table| !table.doubt.is_empty()) {
                Some(table) => table.doubt.clone(),
                None => format!("Chỉ chắc {:.0} % về cách đọc trang tính này.", map.confidence * 100.0),
            },
        ));
    }
    if matches!(map.kind, SheetKind::List | SheetKind::Form) && !sheet.visible {
        findings.push(Finding::new(
            Code::LayoutDoubtful,
            sheet.place.clone(),
            "Trang tính ẩn có danh sách; các dòng vẫn được đọc.",
        ));
    }
    if map.kind == SheetKind::List {
        findings.extend(asides::change_requests(sheet, map));
        for row in map.rows.iter().filter(|row| row.role == Role::Other && row.confidence < DOUBTFUL) {
            let raw = map::row_at(sheet, row.row).map(shown).unwrap_or_default();
            findings.push(
                Finding::new(
                    Code::RowUnclear,
                    sheet.place.at_row(row.row),
                    "Dòng có chữ nhưng không phải người, mục, dòng cộng hay chữ ký.",
                )
                .raw(raw),
            );
        }
    }
    findings
}

/// Columns of a list with words under them that mean nothing here: said in one note for each table.
fn unused_columns(sheet: &Sheet, map: &SheetMap, dictionary: &Dictionary) -> Vec<Finding> {
    if map.kind != SheetKind::List {
        return Vec::new();
    }
    let has_words = |cell: &Cell| cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic));
    let mut findings = Vec::new();
    for (at, table) in map.tables.iter().enumerate().filter(|(_, table)| table.names_somebody()) {
        let rows: Vec<_> = map
            .rows
            .iter()
            .filter(|row| row.role == Role::Data && row.table_at == at)
            .filter_map(|row| map::row_at(sheet, row.row))
            .collect();
        let is_unused = |column: &&Column| {
            column.field.is_none()
                && !dictionary.means_nothing(column.sub_header())
                && rows.iter().filter_map(|row| row.cell(column.col)).any(has_words)
        };
        let unused: Vec<String> = table.columns.iter().filter(is_unused).map(doubt::name_of).collect();
        if !unused.is_empty() {
            findings.push(Finding::new(
                Code::ColumnUnused,
                sheet.place.at_row(table.first_header_row),
                format!("Không rõ nghĩa, không dùng nội dung: {}.", unused.join(", ")),
            ));
        }
    }
    findings
}

/// Whether rows of a sheet that registers nobody look like people with something said of them.
fn hides_people(sheet: &Sheet, map: &SheetMap) -> bool {
    let is_row_of = |row: &SheetRow| {
        2 <= row.cells.len()
            && row.cells.iter().any(|cell| cell.value.text().is_some_and(likeness::is_named))
            && (!map.tables.is_empty() || row.cells.first().is_some_and(likeness::is_number))
    };
    sheet.rows.iter().any(is_row_of)
}

/// A row as one line of text, at most 200 letters.
fn shown(row: &SheetRow) -> String {
    let line: Vec<_> = row.cells.iter().map(|cell| cell.value.shown()).collect();
    line.join(" | ").chars().take(200).collect()
}

impl SheetMap {
    fn empty() -> SheetMap {
        SheetMap {
            kind: SheetKind::Empty,
            rows: Vec::new(),
            tables: Vec::new(),
            sections: Vec::new(),
            letterhead: Vec::new(),
            title: String::new(),
            subject: ListSubject::Registration,
            form: Vec::new(),
            form_labels: Vec::new(),
            counts: Vec::new(),
            confidence: 1.0,
            question: None,
        }
    }
}
