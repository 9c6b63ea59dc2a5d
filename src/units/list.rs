//! `units.csv` → units, and what is wrong with it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Level, Unit, UnitBook, UnitCode, UnitKind};
use crate::finding::{Code, Finding, Noted, Place};
use crate::text;

/// The columns, in the order in which samples write them.
const COLUMNS: [&str; 10] =
    ["code", "name", "kind", "level", "parent", "aliases", "emails", "valid_from", "valid_to", "successors"];

/// Reads the list; `base` holds units that parents and successors may name besides.
///
/// The separator (`,` `;` or tab) is the one that the heading uses; UTF-8 with or without a byte order
/// mark and UTF-16 are understood, because Excel writes them all.
pub(super) fn read(source: &str, bytes: &[u8], base: &UnitBook) -> Noted<Vec<Unit>> {
    let text = decoded(bytes);
    let mut reader = Reader {
        place: Place::file(Arc::<str>::from(source)),
        findings: Vec::new(),
        columns: HashMap::new(),
    };
    let heading = text.lines().next().unwrap_or_default();
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(heading))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut units: Vec<(u32, Unit)> = Vec::new();
    for (at, row) in rows.records().enumerate() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                reader.fault(0, Code::UnitListInvalid, format!("Danh mục đơn vị không đọc được: {error}."));
                break;
            }
        };
        if at == 0 {
            reader.read_heading(&row);
        } else if row.iter().any(|cell| !cell.is_empty()) {
            let line = row.position().map_or(0, |position| position.line().saturating_sub(1));
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            if let Some(unit) = reader.read_row(line, &row) {
                units.push((line, unit));
            }
        }
    }
    let units = reader.reconcile(units, base);
    Noted::new(units, reader.findings)
}

fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(found, _)| found);
    encoding.decode(bytes).0.into_owned()
}

fn separator(heading: &str) -> u8 {
    let count = |mark: char| heading.matches(mark).count();
    if count('\t') > count(',') && count('\t') >= count(';') {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

/// What is known while reading one list.
pub(super) struct Reader {
    pub(super) place: Place,
    pub(super) findings: Vec<Finding>,
    /// From column names to zero-based columns.
    columns: HashMap<&'static str, usize>,
}

impl Reader {
    pub(super) fn fault(&mut self, line: u32, code: Code, message: String) {
        self.findings.push(Finding::new(code, self.place.at_row(line), message));
    }

    fn read_heading(&mut self, row: &csv::StringRecord) {
        for (at, cell) in row.iter().enumerate() {
            let name = cell.to_lowercase();
            if let Some(known) = COLUMNS.into_iter().find(|known| *known == name) {
                self.columns.entry(known).or_insert(at);
            } else if !name.is_empty() {
                let advice = match text::nearest(&name, COLUMNS) {
                    Some(near) => format!("Có phải «{near}» không?"),
                    None => format!("Các cột là: {}.", COLUMNS.join(", ")),
                };
                let message = format!("Cột «{cell}» không có trong danh mục đơn vị, được bỏ qua.");
                self.findings.push(
                    Finding::new(Code::UnitListInvalid, self.place.at_row(0), message)
                        .raw(cell)
                        .advice(advice),
                );
            }
        }
        for column in ["code", "name", "kind", "level"] {
            if !self.columns.contains_key(column) {
                let message = format!("Danh mục đơn vị thiếu cột «{column}».");
                self.fault(0, Code::UnitListInvalid, message);
            }
        }
    }

    fn cell<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        self.columns.get(column).and_then(|&at| row.get(at)).unwrap_or_default()
    }

    /// One line; `None` where it cannot be a unit. Everything wrong with it is said at once.
    fn read_row(&mut self, line: u32, row: &csv::StringRecord) -> Option<Unit> {
        let (code, name) = (self.cell(row, "code"), self.cell(row, "name"));
        for (column, cell) in [("code", code), ("name", name)] {
            if cell.is_empty() {
                let message = format!("Dòng {}: cột «{column}» để trống.", line + 1);
                self.fault(line, Code::UnitListInvalid, message);
            }
        }
        let kind = self.word(line, "kind", self.cell(row, "kind"), &UnitKind::ALL.map(UnitKind::id));
        let level = self.word(line, "level", self.cell(row, "level"), &Level::ALL.map(Level::id));
        let kind = kind.and_then(UnitKind::from_id);
        let level = level.and_then(Level::from_id);
        let valid_from = self.date(line, "valid_from", self.cell(row, "valid_from"));
        let valid_to = self.date(line, "valid_to", self.cell(row, "valid_to"));
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            let message = format!("Dòng {}: «valid_to» {to} đứng trước «valid_from» {from}.", line + 1);
            self.fault(line, Code::UnitListInvalid, message);
        }
        let (kind, level) = (kind?, level?);
        if code.is_empty() || name.is_empty() {
            return None;
        }
        let parent = self.cell(row, "parent");
        let list = |column| {
            self.cell(row, column)
                .split([';', '|', '\n'])
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(str::to_owned)
                .collect::<Vec<String>>()
        };
        Some(Unit {
            code: UnitCode::new(&official_code(code, kind, level)),
            name: name.to_owned(),
            kind,
            level,
            parent: (!parent.is_empty()).then(|| UnitCode::new(parent)),
            aliases: list("aliases"),
            emails: list("emails").iter().map(|email| email.to_lowercase()).collect(),
            valid_from,
            valid_to,
            successors: list("successors").iter().map(|code| UnitCode::new(code)).collect(),
        })
    }

    fn word<'a>(&mut self, line: u32, column: &str, cell: &'a str, known: &[&'a str]) -> Option<&'a str> {
        if known.contains(&cell) {
            return Some(cell);
        }
        let advice = match text::nearest(cell, known.iter().copied()) {
            Some(near) => format!("Có phải «{near}» không?"),
            None => format!("Chọn một trong: {}.", known.join(", ")),
        };
        let message = format!("Dòng {}: cột «{column}» ghi «{cell}», không có loại này.", line + 1);
        self.findings.push(
            Finding::new(Code::UnitListInvalid, self.place.at_row(line), message).raw(cell).advice(advice),
        );
        None
    }

    fn date(&mut self, line: u32, column: &str, cell: &str) -> Option<Date> {
        if cell.is_empty() {
            return None;
        }
        let date = read_date(cell);
        if date.is_none() {
            let message = format!(
                "Dòng {}: cột «{column}» ghi «{cell}», không phải ngày (viết như 2025-06-30).",
                line + 1
            );
            self.findings
                .push(Finding::new(Code::UnitListInvalid, self.place.at_row(line), message).raw(cell));
        }
        date
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

    const HEADING: &str = "code,name,kind,level,parent,aliases,emails,valid_from,valid_to,successors\n";

    fn list(lines: &str) -> Noted<Vec<Unit>> {
        read("units.csv", format!("{HEADING}{lines}").as_bytes(), &UnitBook::default())
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
        let list = read("u.csv", b"code,name,kind,levels\n", &UnitBook::default());
        assert!(list.findings.iter().any(|finding| finding.advice == "Có phải «level» không?"));
    }

    #[test]
    fn what_excel_makes_of_the_file_is_understood() {
        let semicolons = "\u{feff}code;name;kind;level;parent;valid_to\r\n20;Tỉnh A;area;province;;\r\n178;TP B;area;district;20;\r\n5971;Phường C;area;commune;178;30/06/2025\r\n";
        let list = read("u.csv", semicolons.as_bytes(), &UnitBook::default());
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
        let list = read("u.csv", &utf16, &UnitBook::default());
        assert_eq!(list.value.first().map(|unit| unit.name.as_str()), Some("Phòng X"));
    }
}
