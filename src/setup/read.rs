//! The sheets of `ke-hoach.xlsx` → the text of a plan and of settings, each key with its cell, and a list of units.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::cells::with_percents;
use super::doc::{KeyEntry, KeyNode, RowTable, quoted, written};
use super::find::{FoundSheet, KnownSheet, RowIs, find};
use super::form::{self, CellKind, ELIGIBILITY, FormLine, LISTS, ListSheet, RowPart, UNITS};
use super::gathered::{GatheredKeys, code_of};
use super::merits::MeritRows;
use super::rows::{edited, ordinal, says};
use super::{other, units, words};
use crate::finding::{Code, Finding, KeyHeader, Noted, Place, Severity, SourceText};
use crate::intake::{Sheet, SheetRow};
use crate::text;
use crate::units::UnitList;

/// What a workbook says.
#[derive(Debug, Default)]
pub struct SetupBook {
    /// The plan, where it says anything of one.
    pub plan: Option<SourceText>,
    /// The settings, where it says any.
    pub settings: Option<SourceText>,
    /// The office's units, where it lists any.
    pub units: Option<UnitList>,
}

/// The lists of a plan, in the order of its text.
const PLAN_LISTS: [&str; 13] = [
    "reporters",
    "movement",
    "quota",
    "cluster",
    "total",
    "due",
    "phase",
    "review",
    "eligibility",
    "criterion",
    "task",
    "fund",
    "extension",
];
/// The lists of the settings.
const SETTING_LISTS: [&str; 2] = ["due", "contact"];

/// Reads the sheets of a workbook called `source`.
pub fn read(source: &Arc<str>, sheets: &[Sheet]) -> Noted<SetupBook> {
    let sheets: Vec<Sheet> = sheets.iter().map(with_percents).collect();
    let sheets = sheets.as_slice();
    let mut gathered = GatheredKeys::default();
    let beside = [form::GUIDE_SHEET, form::WORDS_SHEET];
    let found = find(sheets, &known(), &beside, &mut gathered.findings);
    for (name, lines) in [(form::PLAN_SHEET, form::PLAN_LINES), (form::LOOK_SHEET, form::LOOK_LINES)] {
        match found.get(name) {
            Some(found) if name == form::PLAN_SHEET => {
                read_lines(found, lines, &[(form::VALUE, "")], &mut gathered);
            }
            Some(found) => read_lines(found, lines, form::LOOK_COLUMNS, &mut gathered),
            None => {}
        }
    }
    for sheet in LISTS {
        if let Some(found) = found.get(sheet.name) {
            read_list(found, sheet, &mut gathered);
        }
    }
    if let Some(found) = found.get(form::OTHER_SHEET) {
        other::read(found, &mut gathered);
    }
    let (from, issuer) = (day_of(&gathered.plan, "from"), text_of(&gathered.plan, "issuer"));
    let units = found
        .get(form::UNIT_SHEET)
        .and_then(|found| units::read(found, from, issuer.as_deref(), &mut gathered));
    let headers = headers(&found);
    let GatheredKeys { plan, settings, mut lists, mut findings } = gathered;
    let mut of = |names: &[&'static str], of_plan: bool| -> Vec<(&'static str, Vec<RowTable>)> {
        let taken = names.iter().map(|name| (*name, lists.remove(&(*name, of_plan)).unwrap_or_default()));
        taken.filter(|(_, tables)| !tables.is_empty()).collect()
    };
    let (plan_lists, setting_lists) = (of(&PLAN_LISTS, true), of(&SETTING_LISTS, false));
    let says_plan = !plan.is_empty() || !plan_lists.is_empty();
    let says_settings = !settings.is_empty() || !setting_lists.is_empty();
    if says_plan {
        findings.extend(lacking(source, sheets, &found));
    }
    let whole = |name: &str| Place::sheet(source.clone(), name);
    let book = SetupBook {
        plan: says_plan.then(|| written(whole(form::PLAN_SHEET), &plan, &plan_lists, headers.clone())),
        settings: says_settings.then(|| written(whole(form::LOOK_SHEET), &settings, &setting_lists, headers)),
        units,
    };
    Noted::new(book, findings)
}

/// Sheets without which a plan says something else than it did.
fn lacking(
    source: &Arc<str>,
    sheets: &[Sheet],
    found: &BTreeMap<&'static str, FoundSheet<'_>>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, headers) in
        [(form::PLAN_SHEET, "Mục | Giá trị"), (form::QUOTAS.name, "TT | Phong trào | Đơn vị chủ trì | …")]
    {
        let there = sheets.iter().find(|sheet| text::key(sheet.place.sheet_name()) == text::key(name));
        let (place, message, advice) = match there {
            Some(_) if found.contains_key(name) => continue,
            // What stands there without headers was told already.
            Some(sheet) if !sheet.rows.is_empty() => continue,
            Some(sheet) => (
                sheet.place.clone(),
                format!("Trang «{name}» trống, không có dòng tên cột."),
                format!("Thêm lại dòng tên cột ({headers}); kế hoạch không có chỉ tiêu thì vẫn giữ dòng ấy."),
            ),
            None if found.contains_key(name) => continue,
            None => (
                Place::file(source.clone()),
                format!("Sổ không có trang «{name}»."),
                format!("Thêm lại trang ấy với dòng tên cột ({headers}), hoặc đổi lại tên trang."),
            ),
        };
        findings.push(Finding::new(Code::PlanInvalid, place, message).advice(advice));
    }
    findings
}

/// Every sheet by its name and headers.
fn known() -> Vec<KnownSheet> {
    let lists = LISTS.into_iter().chain([&UNITS]).map(|sheet| KnownSheet {
        name: sheet.name,
        headers: std::iter::once(form::ORDINAL).chain(sheet.columns.iter().map(|one| one.header)).collect(),
    });
    let look = form::LOOK_COLUMNS.iter().map(|(header, _)| *header);
    let pairs = [
        KnownSheet { name: form::PLAN_SHEET, headers: vec![form::ITEM, form::VALUE, GUIDE] },
        KnownSheet {
            name: form::LOOK_SHEET,
            headers: std::iter::once(form::ITEM).chain(look).chain([GUIDE]).collect(),
        },
        KnownSheet { name: form::OTHER_SHEET, headers: vec![form::OTHER_KEY, form::VALUE] },
    ];
    pairs.into_iter().chain(lists).collect()
}

/// The header of a column that only explains.
pub(super) const GUIDE: &str = "Cách ghi";

/// What the sheets call each key, and in which column.
fn headers(found: &BTreeMap<&'static str, FoundSheet<'_>>) -> Vec<KeyHeader> {
    let of = |(sheet, key, header): (&str, &str, &str)| {
        let there = found.get(sheet);
        let column = |header: &str| there?.columns.get(header).copied();
        let item = |row: &&SheetRow| {
            let value = there.and_then(|there| there.value(row, form::ITEM));
            value.is_some_and(|value| text::key(&value.shown()) == text::key(header))
        };
        let line = there.and_then(|there| there.rows().map(|(row, _)| row).find(item));
        KeyHeader {
            sheet: sheet.to_owned(),
            key: key.to_owned(),
            header: header.to_owned(),
            col: column(header).or_else(|| column(form::VALUE)),
            row: line.map(|row| row.row),
        }
    };
    form::headers().into_iter().map(of).collect()
}

/// A sheet of names and values; each column of values belongs to a section.
fn read_lines(
    found: &FoundSheet<'_>,
    lines: &[FormLine],
    columns: &[(&str, &str)],
    gathered: &mut GatheredKeys,
) {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    for (row, _) in found.rows() {
        let Some(item) = found.value(row, form::ITEM).map(|value| value.shown().into_owned()) else {
            untold(found, row, columns, gathered);
            continue;
        };
        let place = found.place(row, form::ITEM);
        let Some(line) = lines.iter().find(|line| text::key(line.header) == text::key(&item)) else {
            let near = text::nearest(&item, lines.iter().map(|line| line.header));
            let says = columns.iter().any(|(header, _)| found.value(row, header).is_some());
            if says {
                let message = format!("Không có mục «{item}»");
                let advice = match near {
                    Some(near) => format!("Có phải «{near}» không?"),
                    None => "Xem tên các mục ở trang «Hướng dẫn».".to_owned(),
                };
                gathered.fault(Code::PlanInvalid, place, &item, &message, &advice);
            }
            continue;
        };
        if let Some(first) = seen.get(line.header) {
            let message = format!("Mục «{}» đã có ở ô {}", line.header, first.spot_shown());
            gathered.fault(Code::PlanInvalid, place, &item, &message, "Giữ một dòng.");
            continue;
        }
        seen.insert(line.header, place);
        for (header, section) in columns {
            let Some(value) = found.value(row, header) else { continue };
            let place = found.place(row, header);
            let Some(literal) = gathered.taken(code_of(line.file), line.kind, value, &place) else {
                continue;
            };
            let key =
                if section.is_empty() { line.key.to_owned() } else { format!("{section}.{}", line.key) };
            let shown = value.shown().into_owned();
            let mut head = std::mem::take(gathered.head(line.file));
            gathered.put(&mut head, &key, literal, place, &shown);
            *gathered.head(line.file) = head;
        }
    }
}

/// A value beside which no item stands.
fn untold(found: &FoundSheet<'_>, row: &SheetRow, columns: &[(&str, &str)], gathered: &mut GatheredKeys) {
    for (header, _) in columns {
        if let Some(value) = found.value(row, header) {
            let (place, shown) = (found.place(row, header), value.shown().into_owned());
            let message = format!("Ô ghi «{shown}» nhưng cột «{}» để trống", form::ITEM);
            gathered.fault(Code::PlanInvalid, place, &shown, &message, "Ghi lại tên mục, hoặc xóa ô này.");
        }
    }
}

/// A sheet of rows.
fn read_list(found: &FoundSheet<'_>, sheet: &ListSheet, gathered: &mut GatheredKeys) {
    let mut rules = MeritRows::default();
    for (row, is) in found.rows() {
        match is {
            RowIs::How => continue,
            RowIs::Example => {
                edited(found, sheet, row, gathered);
                continue;
            }
            RowIs::Read => {}
        }
        if !says(found, sheet, row) {
            ordinal(found, row, gathered);
            continue;
        }
        ordinal(found, row, gathered);
        if sheet.name == ELIGIBILITY.name {
            rules.add(found, row, gathered);
            continue;
        }
        let Some(part) = part_of(found, sheet, row, gathered) else { continue };
        if let Some(entries) = entries(found, sheet, part, row, gathered) {
            let place = found.sheet.place.at_row(row.row);
            gathered.list(part.file, part.list).push(RowTable { place, entries });
        }
    }
    rules.close(gathered);
}

/// What kind of row it is, by its first column.
fn part_of<'p>(
    found: &FoundSheet<'_>,
    sheet: &'p ListSheet,
    row: &SheetRow,
    gathered: &mut GatheredKeys,
) -> Option<&'p RowPart> {
    if let [only] = sheet.parts {
        return Some(only);
    }
    let column = sheet.columns.iter().find(|column| column.key.is_empty())?;
    let header = column.header;
    let written = found.value(row, header).map(|value| value.shown().into_owned()).unwrap_or_default();
    if written.trim().is_empty() && sheet.blank_label {
        return sheet.parts.first();
    }
    let label = match column.kind {
        CellKind::Word(choices) => {
            words::id_of(choices, &written).and_then(|id| words::label_of(choices, id))
        }
        _ => None,
    };
    let label = text::key(label.unwrap_or(&written));
    let part = sheet.parts.iter().find(|part| text::key(part.label) == label);
    if part.is_none() {
        let labels = || sheet.parts.iter().map(|part| part.label);
        let near = text::nearest(&written, labels()).map(|near| format!("Có phải «{near}» không?"));
        let advice =
            near.unwrap_or_else(|| format!("Chọn một trong: {}.", labels().collect::<Vec<_>>().join("; ")));
        let message = match written.as_str() {
            "" => format!("Cột «{header}» để trống nên không rõ dòng này là gì"),
            written if sheet.blank_label => format!("Không có lựa chọn «{written}»"),
            written => format!("Không có việc «{written}»"),
        };
        gathered.fault(Code::PlanInvalid, found.place(row, header), &written, &message, &advice);
    }
    part
}

/// The keys of a row; none where one of its cells cannot be read, for without it the row says something else.
fn entries(
    found: &FoundSheet<'_>,
    sheet: &ListSheet,
    part: &RowPart,
    row: &SheetRow,
    gathered: &mut GatheredKeys,
) -> Option<Vec<KeyEntry>> {
    let mut whole = true;
    let mut entries = Vec::new();
    for column in sheet.columns.iter().filter(|column| !column.key.is_empty()) {
        let Some(value) = found.value(row, column.header) else { continue };
        let place = found.place(row, column.header);
        let Some(literal) = gathered.taken(code_of(part.file), column.kind, value, &place) else {
            whole = false;
            continue;
        };
        let called = part.called.iter().find(|(known, _)| *known == column.key);
        let key = called.map_or(column.key, |(_, own)| *own);
        gathered.put(&mut entries, key, literal, place, &value.shown());
    }
    let place = found.sheet.place.at_row(row.row);
    for (key, literal) in part.fixed {
        entries.push(KeyEntry {
            key: (*key).to_owned(),
            node: KeyNode::Leaf((*literal).to_owned()),
            place: place.clone(),
        });
    }
    if part.list == "movement" {
        name_movement(&mut entries, &place);
    }
    whole.then_some(entries)
}

/// What a movement's row need not say: its code, by its short name, and its kind, by the words it begins with.
fn name_movement(entries: &mut Vec<KeyEntry>, place: &Place) {
    let has_key = |entries: &[KeyEntry], key: &str| entries.iter().any(|entry| entry.key == key);
    let name = text_of(entries, "short").or_else(|| text_of(entries, "name"));
    let Some(name) = name else { return };
    let at = entries.first().map_or_else(|| place.clone(), |entry| entry.place.clone());
    let (has_kind, has_id) = (has_key(entries, "kind"), has_key(entries, "id"));
    let mut add_both = Vec::new();
    if !has_kind {
        let key = text::key(&name);
        let kind = match () {
            () if key.starts_with("lĩnh vực") => "sector",
            () if key.starts_with("cuộc vận động") => "campaign",
            () => "emulation",
        };
        add_both.push(("kind", kind.to_owned()));
    }
    if !has_id {
        add_both.push(("id", text::slug(&name)));
    }
    for (key, word) in add_both {
        let node = KeyNode::Leaf(quoted(&word));
        entries.insert(0, KeyEntry { key: key.to_owned(), node, place: at.clone() });
    }
}

/// The text that a key of a head says.
fn text_of(entries: &[KeyEntry], key: &str) -> Option<String> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    let KeyNode::Leaf(literal) = &entry.node else { return None };
    let read: toml::Table = toml::from_str(&format!("it = {literal}")).ok()?;
    read.get("it")?.as_str().map(str::to_owned)
}

fn day_of(entries: &[KeyEntry], key: &str) -> Option<Date> {
    let entry = entries.iter().find(|entry| entry.key == key)?;
    let KeyNode::Leaf(literal) = &entry.node else { return None };
    literal.parse().ok()
}

/// Findings of the plan's reader about cells of which the sheet's reader has told already are left out.
pub fn beside(told: &[Finding], more: Vec<Finding>) -> Vec<Finding> {
    let faults: Vec<&Place> = told
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .map(|finding| &finding.place)
        .collect();
    more.into_iter().filter(|finding| !faults.contains(&&finding.place)).collect()
}

/// Says a finding about the list of units in the words of its sheet.
pub fn in_headers(finding: &mut Finding) {
    if finding.place.sheet.as_deref() != Some(form::UNIT_SHEET) {
        return;
    }
    for column in UNITS.columns {
        let (key, header) = (format!("«{}»", column.key), format!("«{}»", column.header));
        finding.message = finding.message.replace(&key, &header);
        finding.advice = finding.advice.replace(&key, &header);
    }
}
