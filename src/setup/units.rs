//! The sheet *Đơn vị* → a list of units as `units.csv` has it: names become codes, words the list's own words.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::find::{FoundSheet, RowIs};
use super::form::{CellKind, REMARK, UNITS};
use super::gathered::GatheredKeys;
use super::rows::{edited, ordinal, says};
use crate::finding::{Code, Place};
use crate::intake::SheetRow;
use crate::plan::UNCHECKED;
use crate::text;
use crate::units::{Context, Resolved, UnitBook, UnitCode, UnitKind, UnitList};

/// A row as written, by the keys of the list.
struct UnitRow {
    place: Place,
    cells: BTreeMap<&'static str, String>,
}

impl UnitRow {
    fn cell(&self, key: &str) -> &str {
        self.cells.get(key).map(String::as_str).unwrap_or_default()
    }
}

/// Reads the sheet; none where it lists nobody.
pub(super) fn read(
    found: &FoundSheet<'_>,
    day: Option<Date>,
    issuer: Option<&str>,
    gathered: &mut GatheredKeys,
) -> Option<UnitList> {
    let mut rows = Vec::new();
    for (row, is) in found.rows() {
        match is {
            RowIs::How => {}
            RowIs::Example => edited(found, &UNITS, row, gathered),
            RowIs::Read => {
                ordinal(found, row, gathered);
                if says(found, &UNITS, row) {
                    rows.extend(row_of(found, row, gathered));
                }
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let nation = UnitBook::nation();
    let around = issuer.and_then(|issuer| national(&nation, issuer, day, None));
    name_all(&mut rows, &nation, day, around.as_ref(), found, gathered);
    Some(UnitList::from_rows(listed(found, &rows)))
}

/// The cells of a row in the list's own words; none where one of them cannot be read.
fn row_of(found: &FoundSheet<'_>, row: &SheetRow, gathered: &mut GatheredKeys) -> Option<UnitRow> {
    let mut cells = BTreeMap::new();
    for column in UNITS.columns {
        let Some(value) = found.value(row, column.header) else { continue };
        let place = found.place(row, column.header);
        if column.key == REMARK {
            unchecked(&value.shown(), place, gathered);
            continue;
        }
        let cell = match column.kind {
            CellKind::Word(_) | CellKind::Day => {
                let literal = gathered.taken(Code::UnitListInvalid, column.kind, value, &place)?;
                literal.trim_matches('"').to_owned()
            }
            _ => value.shown().trim().to_owned(),
        };
        cells.insert(column.key, cell);
    }
    Some(UnitRow { place: found.sheet.place.at_row(row.row), cells })
}

/// Says of a unit that a draft has listed that nobody has looked at it yet.
fn unchecked(remark: &str, place: Place, gathered: &mut GatheredKeys) {
    if remark.trim_start().starts_with(UNCHECKED) {
        let message = format!("Đơn vị này do máy ghi từ văn bản, còn ghi «{UNCHECKED}»");
        let advice = "Xem lại tên, loại, cấp, đơn vị cấp trên, rồi xóa ghi chú.";
        gathered.fault(Code::PlanDraftUnchecked, place, "", &message, advice);
    }
}

/// Gives every row its code, and codes for the names of other units.
fn name_all(
    rows: &mut [UnitRow],
    nation: &UnitBook,
    day: Option<Date>,
    around: Option<&UnitCode>,
    found: &FoundSheet<'_>,
    gathered: &mut GatheredKeys,
) {
    let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut taken: BTreeSet<String> = rows.iter().map(|row| row.cell("code").to_owned()).collect();
    // Parents stand before their children in most lists; a name is looked for among all that have a code.
    for row in rows.iter_mut() {
        if row.cell("code").is_empty() {
            let code = code_for(row, nation, day, around, &codes, &taken);
            taken.insert(code.clone());
            row.cells.insert("code", code);
        }
        codes.entry(text::key(row.cell("name"))).or_default().push(row.cell("code").to_owned());
    }
    for row in rows.iter_mut() {
        for key in ["parent", "successors"] {
            let written = row.cell(key).to_owned();
            let of_one = |name: &str| code_named(name, &codes, &taken, nation, day, around);
            let coded: Vec<String> = if key == "parent" {
                Some(written.trim()).filter(|name| !name.is_empty()).map(of_one).into_iter().collect()
            } else {
                let parts = written.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
                parts.map(of_one).collect()
            };
            row.cells.insert(key, coded.join(";"));
        }
        let kindless = row.cell("kind").is_empty() && row.cell("level").is_empty();
        if kindless && nation.find(&UnitCode::new(row.cell("code"))).is_none() {
            let (name, place) = (row.cell("name").to_owned(), row.place.clone());
            let col = found.columns.get("Loại").copied();
            let place =
                col.map_or(place.clone(), |col| place.at_cell(place.row_shown().unwrap_or(1) - 1, col));
            let message = format!("Đơn vị «{name}» không có trong danh mục cả nước, mà chưa ghi loại và cấp");
            let advice = "Chọn «Loại» và «Cấp», hoặc sửa tên cho đúng tên trong danh mục.".to_owned();
            gathered.fault(Code::UnitListInvalid, place, &name, &message, &advice);
            row.cells.clear();
        }
    }
}

/// The code of a unit of the country by its name, where it can be no other.
fn national(nation: &UnitBook, name: &str, day: Option<Date>, within: Option<&UnitCode>) -> Option<UnitCode> {
    let code = UnitCode::new(name.trim());
    if nation.find(&code).is_some() {
        return Some(code);
    }
    let context = Context { date: day, within, sender: within };
    match nation.resolve(name, &context) {
        Resolved::One(one) => Some(one.code),
        Resolved::Several(_) | Resolved::None(_) => None,
    }
}

/// A code for a row that has none: the official one of a place, or of a unit of the country to which it only adds
/// names; else one made of its name.
fn code_for(
    row: &UnitRow,
    nation: &UnitBook,
    day: Option<Date>,
    around: Option<&UnitCode>,
    codes: &BTreeMap<String, Vec<String>>,
    taken: &BTreeSet<String>,
) -> String {
    let name = row.cell("name");
    let area = row.cell("kind") == UnitKind::Area.id();
    if area || row.cell("kind").is_empty() {
        let parent = row.cell("parent");
        let above =
            codes.get(&text::key(parent)).and_then(|codes| codes.first()).map(|code| UnitCode::new(code));
        let above = above.or_else(|| national(nation, parent, day, around));
        let code = national(nation, name, day, above.as_ref().or(around));
        let same = |code: &UnitCode| {
            nation.find(code).is_some_and(|unit| !area || unit.kind == UnitKind::Area)
                && !taken.contains(code.as_str())
        };
        if let Some(code) = code.filter(same) {
            return code.to_string();
        }
    }
    let slug = text::slug(name);
    let free = |code: &String| !taken.contains(code);
    let numbered = (2_u32..).map(|n| format!("{slug}-{n}"));
    std::iter::once(slug.clone()).chain(numbered).find(free).unwrap_or(slug)
}

/// The code that a cell means: one of the sheet by code or name, else one of the country; as it stands where none.
fn code_named(
    name: &str,
    codes: &BTreeMap<String, Vec<String>>,
    taken: &BTreeSet<String>,
    nation: &UnitBook,
    day: Option<Date>,
    around: Option<&UnitCode>,
) -> String {
    if taken.contains(name) {
        return name.to_owned();
    }
    if let Some([only]) = codes.get(&text::key(name)).map(Vec::as_slice) {
        return only.clone();
    }
    national(nation, name, day, around).map_or_else(|| name.to_owned(), |code| code.to_string())
}

/// The rows as a list, each cell in the column where it stands in the sheet.
fn listed(found: &FoundSheet<'_>, rows: &[UnitRow]) -> Vec<(Place, Vec<String>)> {
    let beyond = found.columns.values().max().map_or(0, |last| last + 1);
    let at = |key: &str| {
        let header = UNITS.columns.iter().find(|column| column.key == key).map(|column| column.header);
        header.and_then(|header| found.columns.get(header)).copied().unwrap_or(match key {
            "code" => beyond,
            "parent" => beyond + 1,
            "successors" => beyond + 2,
            _ => beyond + 3,
        })
    };
    let mut heading = vec![String::new(); usize::from(beyond) + 3];
    let keys = UNITS.columns.iter().map(|column| column.key).filter(|key| *key != REMARK);
    for key in keys.clone() {
        if let Some(cell) = heading.get_mut(usize::from(at(key))) {
            key.clone_into(cell);
        }
    }
    let mut list = vec![(found.sheet.place.at_row(found.header_row), heading.clone())];
    for row in rows {
        let mut cells = vec![String::new(); heading.len()];
        for key in keys.clone() {
            if let Some(cell) = cells.get_mut(usize::from(at(key))) {
                row.cell(key).clone_into(cell);
            }
        }
        list.push((row.place.clone(), cells));
    }
    list
}
