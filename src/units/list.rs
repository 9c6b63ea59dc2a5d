//! `units.csv`, `units.xlsx` → units, and what is wrong with them.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::list_words::{HEADINGS, LEVEL_WORDS, UNIT_KIND_WORDS, word_of};
use super::{Level, Unit, UnitBook, UnitCode, UnitKind};
use crate::finding::{Code, Finding, Noted, Place};
use crate::text;
use crate::text::table::DelimitedTable;

/// The columns, in the order in which samples write them.
const COLUMNS: [&str; 10] =
    ["code", "name", "kind", "level", "parent", "aliases", "emails", "valid_from", "valid_to", "successors"];

/// What the columns of a line say: names of columns with what stands there, sorted.
pub type SaidInLine = Vec<(String, String)>;

/// An office's list of units as written: rows of cells, the heading first.
#[derive(Debug, Clone)]
pub struct UnitList {
    rows: Vec<(Place, Vec<String>)>,
    findings: Vec<Finding>,
}

impl UnitList {
    /// The names of the columns.
    pub const COLUMNS: [&'static str; 10] = COLUMNS;

    /// The rows of a delimited file, however a spreadsheet saved it ([`DelimitedTable`]).
    pub fn from_csv(source: &str, bytes: &[u8]) -> UnitList {
        let place = Place::file(Arc::<str>::from(source));
        let mut list = UnitList { rows: Vec::new(), findings: Vec::new() };
        let table = DelimitedTable::read(bytes);
        list.findings.extend(table.lost_letters(&place));
        list.rows.extend(table.rows.into_iter().map(|row| (place.at_row(row.row), row.fields)));
        list
    }

    /// Every line with its code: where it stands, and what its columns say.
    pub fn lines(&self) -> Vec<(String, Place, SaidInLine)> {
        let Some(((_, heading), rows)) = self.rows.split_first() else { return Vec::new() };
        let names: Vec<String> = heading.iter().map(|name| name.to_lowercase()).collect();
        let line = |(place, row): &(Place, Vec<String>)| {
            let cells = names.iter().zip(row).filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
            let mut words: Vec<(String, String)> =
                cells.map(|(name, cell)| (name.clone(), meant(name, cell))).collect();
            words.sort();
            let code = words.iter().find(|(name, _)| name == "code")?.1.clone();
            Some((code, place.clone(), words))
        };
        rows.iter().filter_map(line).collect()
    }

    /// The line of a code: where it stands, and what its columns say.
    pub fn line_of(&self, code: &str) -> Option<(Place, SaidInLine)> {
        let found = self.lines().into_iter().find(|(known, _, _)| known == code);
        found.map(|(_, place, said)| (place, said))
    }

    /// The list without the lines of some codes.
    #[must_use]
    pub fn without(&self, codes: &[String]) -> UnitList {
        let mut list = self.clone();
        let at = list.rows.first().and_then(|(_, heading)| heading.iter().position(|name| name == "code"));
        let listed = |row: &[String]| at.and_then(|at| row.get(at)).is_some_and(|code| codes.contains(code));
        list.rows.retain(|(_, row)| !listed(row));
        list
    }

    /// Rows that were read elsewhere, each with its place: the sheet of a workbook.
    pub fn from_rows(rows: Vec<(Place, Vec<String>)>) -> UnitList {
        UnitList { rows, findings: Vec::new() }
    }
}

/// What lists say.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) units: Vec<Unit>,
    /// Names and addresses for units of the wider book, by which they are known besides.
    pub(super) besides: Vec<Besides>,
}

/// A line that has a code but no kind: more names and addresses for a unit that is known already.
#[derive(Debug, Clone)]
pub(super) struct Besides {
    pub(super) code: UnitCode,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) emails: Vec<String>,
}

/// Reads lists as one; `base` holds units that their lines may name besides.
pub(super) fn read(lists: &[UnitList], base: &UnitBook) -> Noted<Listed> {
    let mut reader = UnitListReader::default();
    let mut units: Vec<(Place, Unit)> = Vec::new();
    let mut besides: Vec<(Place, Besides)> = Vec::new();
    for list in lists {
        reader.findings.extend(list.findings.iter().cloned());
        let Some(((heading_at, heading), rows)) = list.rows.split_first() else { continue };
        reader.read_heading(heading_at, heading);
        for (place, row) in rows.iter().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())) {
            match reader.read_row(place, row) {
                Some(ListLine::Unit(unit)) => units.push((place.clone(), unit)),
                Some(ListLine::Besides(more)) => besides.push((place.clone(), more)),
                None => {}
            }
        }
    }
    by_name(&mut units);
    let listed = reader.reconcile(units, besides, base);
    Noted::new(listed, reader.findings)
}

/// Parents and successors that are named instead of called by their codes.
fn by_name(units: &mut [(Place, Unit)]) {
    let mut codes: HashMap<String, Option<UnitCode>> = HashMap::new();
    for (_, unit) in units.iter() {
        let named = codes.entry(text::key(&unit.name)).or_insert_with(|| Some(unit.code.clone()));
        if named.as_ref() != Some(&unit.code) {
            *named = None; // several bear the name
        }
    }
    let known: std::collections::HashSet<UnitCode> =
        units.iter().map(|(_, unit)| unit.code.clone()).collect();
    for (_, unit) in units.iter_mut() {
        for code in unit.parent.iter_mut().chain(&mut unit.successors) {
            if !known.contains(code)
                && let Some(Some(named)) = codes.get(&text::key(code.as_str()))
            {
                *code = named.clone();
            }
        }
    }
}

enum ListLine {
    Unit(Unit),
    Besides(Besides),
}

/// What is known while reading lists.
#[derive(Debug, Default)]
pub(super) struct UnitListReader {
    pub(super) findings: Vec<Finding>,
    /// From column names to zero-based columns of the list at hand.
    columns: HashMap<&'static str, usize>,
}

impl UnitListReader {
    pub(super) fn fault(&mut self, place: &Place, code: Code, message: String) {
        self.findings.push(Finding::new(code, place.clone(), message));
    }

    fn read_heading(&mut self, place: &Place, row: &[String]) {
        self.columns.clear();
        for (at, cell) in row.iter().enumerate() {
            let name = cell.to_lowercase();
            let known = COLUMNS.into_iter().find(|known| *known == name);
            if let Some(known) = known.or_else(|| word_of(cell, HEADINGS)) {
                self.columns.entry(known).or_insert(at);
            } else if !name.is_empty() {
                let advice = match text::nearest(&name, COLUMNS) {
                    Some(near) => format!("Có phải «{near}» không?"),
                    None => format!("Các cột là: {}.", COLUMNS.join(", ")),
                };
                let message = format!("Cột «{cell}» không có trong danh mục đơn vị, được bỏ qua.");
                self.findings.push(
                    Finding::new(Code::UnitListInvalid, place.clone(), message).raw(cell).advice(advice),
                );
            }
        }
        for column in ["code", "name", "kind", "level"] {
            if !self.columns.contains_key(column) {
                let called = HEADINGS.iter().find(|(own, _, _)| *own == column);
                let called = called.map(|(_, shown, _)| *shown).unwrap_or_default();
                let message = format!("Danh mục đơn vị thiếu cột «{column}» (hoặc «{called}»).");
                self.fault(place, Code::UnitListInvalid, message);
            }
        }
    }

    /// The cell of a column in a row of a sheet; the row itself in a file of lines.
    fn at(&self, place: &Place, column: &str) -> Place {
        let col = self.columns.get(column).and_then(|col| u16::try_from(*col).ok());
        match (col.filter(|_| place.sheet.is_some()), place.row_shown()) {
            (Some(col), Some(row)) => place.at_cell(row - 1, col),
            _ => place.clone(),
        }
    }

    fn cell<'a>(&self, row: &'a [String], column: &str) -> &'a str {
        self.columns.get(column).and_then(|&at| row.get(at)).map(String::as_str).unwrap_or_default()
    }

    /// The parts of a cell that holds several things.
    fn list(&self, row: &[String], column: &str) -> Vec<String> {
        let parts = self.cell(row, column).split([';', '|', '\n']).map(str::trim);
        parts.filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// One line; `None` where it cannot be a unit. Everything wrong with it is said at once.
    fn read_row(&mut self, place: &Place, row: &[String]) -> Option<ListLine> {
        let (code, name) = (self.cell(row, "code"), self.cell(row, "name"));
        let aliases = self.list(row, "aliases");
        let emails: Vec<String> = self.list(row, "emails").iter().map(|email| email.to_lowercase()).collect();
        let kindless = ["kind", "level"].iter().all(|column| self.cell(row, column).is_empty());
        let says_more = !aliases.is_empty() || !emails.is_empty();
        if kindless && says_more && !code.is_empty() {
            let (code, name) = (UnitCode::new(code), name.to_owned());
            return Some(ListLine::Besides(Besides { code, name, aliases, emails }));
        }
        let line = place.row_shown().unwrap_or_default();
        for (column, cell) in [("code", code), ("name", name)] {
            if cell.is_empty() {
                let message = format!("Dòng {line}: cột «{column}» để trống.");
                self.fault(&self.at(place, column), Code::UnitListInvalid, message);
            }
        }
        let written = self.cell(row, "kind");
        let kind = word_of(written, UNIT_KIND_WORDS).unwrap_or(written);
        let kind = self.word(place, "kind", kind, &UnitKind::ALL.map(UnitKind::id));
        let written = self.cell(row, "level");
        let level = word_of(written, LEVEL_WORDS).unwrap_or(written);
        let level = self.word(place, "level", level, &Level::ALL.map(Level::id));
        let kind = kind.and_then(UnitKind::from_id);
        let level = level.and_then(Level::from_id);
        let valid_from = self.date(place, "valid_from", self.cell(row, "valid_from"));
        let valid_to = self.date(place, "valid_to", self.cell(row, "valid_to"));
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            let message = format!("Dòng {line}: «valid_to» {to} đứng trước «valid_from» {from}.");
            self.fault(place, Code::UnitListInvalid, message);
        }
        let (kind, level) = (kind?, level?);
        if code.is_empty() || name.is_empty() {
            return None;
        }
        let parent = self.cell(row, "parent");
        Some(ListLine::Unit(Unit {
            code: UnitCode::new(&official_code(code, kind, level)),
            name: name.to_owned(),
            kind,
            level,
            parent: (!parent.is_empty()).then(|| UnitCode::new(parent)),
            aliases,
            emails,
            valid_from,
            valid_to,
            successors: self.list(row, "successors").iter().map(|code| UnitCode::new(code)).collect(),
        }))
    }

    fn word<'a>(&mut self, place: &Place, column: &str, cell: &'a str, known: &[&'a str]) -> Option<&'a str> {
        if known.contains(&cell) {
            return Some(cell);
        }
        let advice = match text::nearest(cell, known.iter().copied()) {
            Some(near) => format!("Có phải «{near}» không?"),
            None => format!("Chọn một trong: {}.", known.join(", ")),
        };
        let line = place.row_shown().unwrap_or_default();
        let message = format!("Dòng {line}: cột «{column}» ghi «{cell}», không có loại này.");
        self.findings.push(
            Finding::new(Code::UnitListInvalid, self.at(place, column), message).raw(cell).advice(advice),
        );
        None
    }

    fn date(&mut self, place: &Place, column: &str, cell: &str) -> Option<Date> {
        if cell.is_empty() {
            return None;
        }
        let date = read_date(cell);
        if date.is_none() {
            let line = place.row_shown().unwrap_or_default();
            let message =
                format!("Dòng {line}: cột «{column}» ghi «{cell}», không phải ngày (viết như 2025-06-30).");
            self.findings
                .push(Finding::new(Code::UnitListInvalid, self.at(place, column), message).raw(cell));
        }
        date
    }
}

/// What a cell of a column says, however it is written: days as `2025-06-30`, several things parted by `;`.
fn meant(column: &str, cell: &str) -> String {
    match column {
        "valid_from" | "valid_to" => read_date(cell).map_or_else(|| cell.to_owned(), |day| day.to_string()),
        "aliases" | "emails" | "successors" => {
            let parts = cell.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(";")
        }
        _ => cell.trim().to_owned(),
    }
}

/// Digits of official codes (Quyết định 124/2004/QĐ-TTg): province 2, district 3, commune 5. Excel
/// drops the zeros before them.
fn official_code(code: &str, kind: UnitKind, level: Level) -> String {
    let digits = match level {
        Level::Province => 2,
        Level::District => 3,
        Level::Commune => 5,
        Level::Central | Level::Hamlet => 0,
    };
    if kind == UnitKind::Area && code.chars().all(|digit| digit.is_ascii_digit()) {
        format!("{code:0>digits$}")
    } else {
        code.to_owned()
    }
}

/// A date as people and Excel write it: `2025-06-30`, `30/6/2025`.
fn read_date(cell: &str) -> Option<Date> {
    if let Ok(date) = cell.parse() {
        return Some(date);
    }
    let mut parts = cell.split(['/', '.', '-']);
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year = parts.next()?.parse().ok()?;
    (parts.next().is_none() && year > 1900).then(|| Date::new(year, month, day).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_the_words_of_an_office_is_read() {
        let csv = "Mã đơn vị;Tên đơn vị;Loại;Cấp;Trực thuộc;Viết tắt;Email;Đến ngày;Nay là\n\
            24;Tỉnh X;Địa bàn;Tỉnh;;;;;\n\
            tu;Tỉnh ủy X;Khối Đảng;Cấp tỉnh;Tỉnh X;;;;\n\
            snn;Sở Nông nghiệp;Sở, ban, ngành;tỉnh;Tỉnh X;Sở NN;snn@x.example;28/02/2025;Sở Nông nghiệp và Môi trường\n\
            snnmt;Sở Nông nghiệp và Môi trường;Cơ quan;tỉnh;Tỉnh X;;;;\n";
        let list = read_csv(csv.as_bytes());
        assert!(list.findings.is_empty(), "{:#?}", list.findings);
        let [_, party, farming, _] = list.value.as_slice() else { unreachable!("four units") };
        assert_eq!((party.kind, party.level), (UnitKind::Party, Level::Province));
        assert_eq!(party.parent, Some(UnitCode::new("24")));
        assert_eq!(farming.successors, [UnitCode::new("snnmt")]);
        assert_eq!(farming.emails, ["snn@x.example"]);
        assert_eq!(farming.valid_to, Some(Date::constant(2025, 2, 28)));
    }

    const HEADING: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n";

    fn read_csv(bytes: &[u8]) -> Noted<Vec<Unit>> {
        let listed = read(&[UnitList::from_csv("units.csv", bytes)], &UnitBook::default());
        Noted::new(listed.value.units, listed.findings)
    }

    fn list(lines: &str) -> Noted<Vec<Unit>> {
        read_csv(format!("{HEADING}{lines}").as_bytes())
    }

    #[track_caller]
    fn check(lines: &str, units: &[&str], findings: &[(Code, &str)]) {
        let list = list(lines);
        let codes: Vec<&str> = list.value.iter().map(|unit| unit.code.as_str()).collect();
        assert_eq!(codes, units, "{:#?}", list.findings);
        let found: Vec<(Code, String)> =
            list.findings.iter().map(|finding| (finding.code, finding.place.spot_shown())).collect();
        let expect: Vec<(Code, String)> =
            findings.iter().map(|(code, spot)| (*code, (*spot).to_owned())).collect();
        assert_eq!(found, expect, "{:#?}", list.findings);
    }

    #[test]
    fn a_sound_list_raises_nothing() {
        check("20,Tỉnh A,area,province,,,,,,\n178,Huyện B,area,district,20,,,,,\n", &["20", "178"], &[]);
    }

    #[test]
    fn a_faulty_line_is_named_and_the_others_hold() {
        use Code::{UnitListConflict as Conflict, UnitListInvalid as Invalid};
        let a = "a,Phòng A,agency,district,,,,,,\n";
        check(&format!("{a}a,Phòng B,agency,district,,,,,,\n"), &["a"], &[(Conflict, "3:3")]);
        check(&format!("{a}b,PHÒNG A,agency,district,,,,,,\n"), &["a", "b"], &[(Conflict, "3:3")]);
        check(&format!("{a}b,Phòng B,agenci,district,,,,,,\n"), &["a"], &[(Invalid, "3:3")]);
        check(&format!("{a}b,Phòng B,agency,town,,,,,,\n"), &["a"], &[(Invalid, "3:3")]);
        check(&format!("{a}b,Phòng B,agency,district,x,,,,,\n"), &["a", "b"], &[(Invalid, "3:3")]);
        check(&format!("{a}b,Phòng B,agency,district,,,,,,x\n"), &["a", "b"], &[(Invalid, "3:3")]);
        check(&format!("{a}b,Phòng B,agency,district,,,,,31/02/2025,\n"), &["a", "b"], &[(Invalid, "3:3")]);
        check(&format!("{a},Phòng B,agency,district,,,,,,\n"), &["a"], &[(Invalid, "3:3")]);
        check(
            &format!(
                "{a}b,Phòng B,agency,district,,,a@x.example,,,\nc,Phòng C,agency,district,,,A@x.example,,,\n"
            ),
            &["a", "b", "c"],
            &[(Conflict, "4:4")],
        );
        check(
            "a,Phòng A,agency,district,b,,,,,\nb,Phòng B,agency,district,a,,,,,\n",
            &["a", "b"],
            &[(Invalid, "3:3")],
        );
    }

    #[test]
    fn a_name_may_pass_from_one_unit_to_the_next() {
        check(
            "a,Phường A,area,commune,,,,,2025-06-30,\nb,Phường A,area,commune,,,,2025-07-01,,\n",
            &["a", "b"],
            &[],
        );
    }

    #[test]
    fn the_nearest_right_word_is_proposed() {
        let list = list("b,Phòng B,agenci,district,,,,,,\n");
        assert_eq!(
            list.findings.first().map(|finding| finding.advice.as_str()),
            Some("Có phải «agency» không?")
        );
        let list = read_csv(b"code,name,kind,levels\n");
        assert!(list.findings.iter().any(|finding| finding.advice == "Có phải «level» không?"));
    }

    #[test]
    fn what_excel_makes_of_the_file_is_understood() {
        let semicolons = "\u{feff}code;name;kind;level;parent;valid_to\r\n20;Tỉnh A;area;province;;\r\n178;TP B;area;district;20;\r\n5971;Phường C;area;commune;178;30/06/2025\r\n";
        let list = read_csv(semicolons.as_bytes());
        assert_eq!(list.findings, []);
        let last = list.value.last().unwrap_or_else(|| unreachable!("three lines"));
        assert_eq!(last.code.as_str(), "05971");
        assert_eq!(last.valid_to.map(|date| date.to_string()).as_deref(), Some("2025-06-30"));
        let mut utf16: Vec<u8> = vec![0xff, 0xfe];
        utf16.extend(
            "code\tname\tkind\tlevel\nx\tPhòng X\tagency\tdistrict\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        let list = read_csv(&utf16);
        assert_eq!(list.value.first().map(|unit| unit.name.as_str()), Some("Phòng X"));
    }
}
