//! Plan, settings and units as text → the sheets of `ke-hoach.xlsx`. What has no column goes to *Khác*.

use std::collections::BTreeMap;

use jiff::civil::Date;
use toml::{Table, Value};

use super::form::{
    self, BLANK, CellKind, ELIGIBILITY, FormColumn, FormLine, LISTS, ListSheet, RowPart, TextFile, UNITS,
};
use super::sheets::{check_of, guide, lists_of_words, sheets};
use super::words::{self, Choice};
use crate::plan::{Share, UNCHECKED};
use crate::report::{EntryBook, EntryRow, EntryValue};

/// What a workbook is made from.
#[derive(Debug, Default)]
pub struct ToFill {
    /// `plan.toml`, as a table.
    pub plan: Table,
    /// `tonghop.toml`, as a table.
    pub settings: Table,
    /// The lines of `units.csv`, by the names of its columns.
    pub units: Vec<BTreeMap<String, String>>,
    /// What units are called where people write them, by code; a code that is not here stands as it is.
    pub names: BTreeMap<String, String>,
    /// What parents and successors are called in the list of units, by code.
    pub listed_names: BTreeMap<String, String>,
    /// The day that the file carries.
    pub day: Date,
}

/// The sheets of a workbook.
pub fn fill(mut from: ToFill) -> EntryBook {
    quotas_in_one_list(&mut from.plan);
    let movements = movement_names(&from.plan);
    let mut filler = Filler { names: from.names, movements, other: Vec::new() };
    let plan_lines = filler.lines(form::PLAN_LINES, &[""], &mut from.plan, &mut from.settings);
    let mut lists: BTreeMap<&str, Vec<EntryRow>> = BTreeMap::new();
    for sheet in LISTS {
        let rows = filler.list(sheet, &mut from.plan, &mut from.settings);
        lists.insert(sheet.name, rows);
    }
    let sections: Vec<&str> = form::LOOK_COLUMNS.iter().map(|(_, section)| *section).collect();
    let look_lines = filler.lines(form::LOOK_LINES, &sections, &mut from.plan, &mut from.settings);
    filler.rest("plan", Value::Table(from.plan));
    filler.rest("settings", Value::Table(from.settings));
    let units = unit_rows(&from.units, &from.listed_names);
    let other = std::mem::take(&mut filler.other);
    EntryBook {
        title: "Sổ kế hoạch".to_owned(),
        guide: (form::GUIDE_SHEET, guide()),
        sheets: sheets(plan_lines, lists, look_lines, units, other),
        words: (form::WORDS_SHEET, lists_of_words()),
        marks: (form::HOW, form::EXAMPLE),
        doubt: UNCHECKED,
        day: from.day,
    }
}

/// Minimums that stand inside movements come before the others, each with its movement named.
fn quotas_in_one_list(plan: &mut Table) {
    let mut quotas = Vec::new();
    if let Some(Value::Array(movements)) = plan.get_mut("movement") {
        for movement in movements.iter_mut().filter_map(Value::as_table_mut) {
            let id = movement.get("id").cloned();
            for quota in tables(movement.remove("quota")) {
                let mut quota = quota;
                if let Some(id) = &id {
                    quota.entry("movement").or_insert_with(|| id.clone());
                }
                quotas.push(Value::Table(quota));
            }
        }
    }
    quotas.extend(tables(plan.remove("quota")).into_iter().map(Value::Table));
    let quotas: Vec<Value> = quotas.into_iter().flat_map(by_bound).collect();
    if !quotas.is_empty() {
        plan.insert("quota".to_owned(), Value::Array(quotas));
    }
}

/// A quota with a minimum and a maximum is two rows.
fn by_bound(quota: Value) -> Vec<Value> {
    let bounds = ["at_least", form::AT_MOST];
    let Value::Table(quota) = quota else { return vec![quota] };
    if !bounds.iter().all(|bound| quota.contains_key(*bound)) {
        return vec![Value::Table(quota)];
    }
    let without = |other: &str| {
        let mut entry = quota.clone();
        entry.remove(other);
        let is_share = |value: &Value| match value {
            Value::Table(kinds) => kinds.values().any(Value::is_str),
            value => value.is_str(),
        };
        // What a share is of says nothing of a number.
        if !bounds.iter().filter_map(|bound| entry.get(*bound)).any(is_share) {
            entry.remove("of");
        }
        Value::Table(entry)
    };
    vec![without(form::AT_MOST), without("at_least")]
}

/// The tables of a list; one table is as good as a list of one.
fn tables(value: Option<Value>) -> Vec<Table> {
    match value {
        Some(Value::Array(list)) => list.into_iter().filter_map(|one| one.try_into().ok()).collect(),
        Some(Value::Table(one)) => vec![one],
        _ => Vec::new(),
    }
}

/// What movements are called, by id: a name that no other movement bears.
fn movement_names(plan: &Table) -> BTreeMap<String, String> {
    let movements = tables(plan.get("movement").cloned());
    let texts = |movement: &Table| -> Vec<String> {
        let mut texts: Vec<String> = ["short", "name"]
            .iter()
            .filter_map(|key| Some(movement.get(*key)?.as_str()?.to_owned()))
            .collect();
        let aliases = movement.get("aliases").and_then(Value::as_array).into_iter().flatten();
        texts.extend(aliases.filter_map(|alias| Some(alias.as_str()?.to_owned())));
        texts
    };
    let all: Vec<(String, Vec<String>)> = movements
        .iter()
        .filter_map(|movement| Some((movement.get("id")?.as_str()?.to_owned(), texts(movement))))
        .collect();
    let key = crate::text::key;
    let bears = |names: &[String], name: &str| names.iter().any(|one| key(one) == key(name));
    let is_only = |id: &str, name: &str| all.iter().all(|(other, names)| other == id || !bears(names, name));
    all.iter()
        .filter_map(|(id, names)| {
            let name = names.iter().take(2).find(|name| is_only(id, name) && !name.contains(';'))?;
            Some((id.clone(), name.clone()))
        })
        .collect()
}

/// Takes keys out of tables and makes cells of them.
struct Filler {
    names: BTreeMap<String, String>,
    movements: BTreeMap<String, String>,
    other: Vec<(String, Value)>,
}

impl Filler {
    fn lines(
        &mut self,
        lines: &[FormLine],
        sections: &[&str],
        plan: &mut Table,
        settings: &mut Table,
    ) -> Vec<EntryRow> {
        let mut rows = Vec::new();
        for line in lines {
            let mut cells = vec![EntryValue::Text(line.header.to_owned())];
            for section in sections {
                let key =
                    if section.is_empty() { line.key.to_owned() } else { format!("{section}.{}", line.key) };
                let table = if line.file == TextFile::Plan { &mut *plan } else { &mut *settings };
                cells.push(self.cell(table, &key, line.kind, line.blank_says));
            }
            let must = if line.required { "Bắt buộc. " } else { "" };
            cells.push(EntryValue::Text(format!("{must}{}", line.how)));
            rows.push(EntryRow { cells, check: Some(check_of(line.kind)) });
        }
        rows
    }

    /// The cell of a key, which leaves its table; what the cell cannot hold stays there.
    fn cell(&self, table: &mut Table, key: &str, kind: CellKind, blank_says: bool) -> EntryValue {
        let Some(value) = peek(table, key) else { return EntryValue::Blank };
        let blank = match &value {
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            _ => false,
        };
        let shown = match blank {
            true if blank_says => Some(EntryValue::Text(BLANK.to_owned())),
            true => Some(EntryValue::Blank),
            false => self.shown(&value, kind),
        };
        let Some(shown) = shown else { return EntryValue::Blank };
        remove(table, key);
        shown
    }

    /// A value as its cell shows it; none where the cell would be read otherwise.
    fn shown(&self, value: &Value, kind: CellKind) -> Option<EntryValue> {
        let text = |text: &str| {
            let same = text.trim() == text && !text.contains(['\n', '\r', '\t']) && !text.contains("  ");
            same.then(|| EntryValue::Text(text.to_owned()))
        };
        let label = |choices: &[Choice], id: &str| words::label_of(choices, id).map(str::to_owned);
        let joined = |parts: Option<Vec<String>>| {
            let parts = parts?;
            let plain =
                parts.iter().all(|part| part.trim() == part && !part.is_empty() && !part.contains('\n'));
            let by = if parts.iter().any(|part| part.contains(';')) { "\n" } else { "; " };
            // One part with a semicolon would be read as two.
            let whole = parts.len() > 1 || by == "; ";
            (plain && whole).then(|| EntryValue::Text(parts.join(by)))
        };
        let strings = |value: &Value| -> Option<Vec<String>> {
            match value {
                Value::String(one) => Some(vec![one.clone()]),
                Value::Array(list) => list.iter().map(|one| Some(one.as_str()?.to_owned())).collect(),
                _ => None,
            }
        };
        match kind {
            CellKind::Text | CellKind::Period => text(value.as_str()?),
            CellKind::Number => Some(EntryValue::Whole(u32::try_from(value.as_integer()?).ok()?)),
            CellKind::Day => day_of(value).map(EntryValue::Day),
            CellKind::Word(choices) => label(choices, value.as_str()?).map(EntryValue::Text),
            CellKind::Flag(choices) => {
                label(choices, if value.as_bool()? { "true" } else { "false" }).map(EntryValue::Text)
            }
            CellKind::Words(choices) => {
                joined(strings(value)?.iter().map(|id| label(choices, id)).collect::<Option<Vec<_>>>())
            }
            CellKind::Items => joined(strings(value)),
            CellKind::Clusters => match value.as_str() {
                Some(all) if all == form::ALL_CLUSTERS.0 => {
                    Some(EntryValue::Text(form::ALL_CLUSTERS.1.to_owned()))
                }
                _ => joined(strings(value)),
            },
            CellKind::Amount | CellKind::NumberOrWord(_) if value.is_integer() => {
                self.shown(value, CellKind::Number)
            }
            CellKind::Amount => text(value.as_str().filter(|share| Share::parse(share).is_some())?),
            CellKind::NumberOrWord(choices) => label(choices, value.as_str()?).map(EntryValue::Text),
            CellKind::Lines => {
                let lines = strings(value)?;
                let plain =
                    lines.iter().all(|line| line.trim() == line && !line.is_empty() && !line.contains('\n'));
                plain.then(|| EntryValue::Text(lines.join("\n")))
            }
            CellKind::Numbers => {
                let numbers: Option<Vec<String>> =
                    value.as_array()?.iter().map(|one| one.as_integer().map(|one| one.to_string())).collect();
                joined(numbers)
            }
            CellKind::Unit => text(self.names.get(value.as_str()?).map_or(value.as_str()?, String::as_str)),
            CellKind::Units => {
                let named = |code: &String| {
                    self.names.get(code).filter(|name| !name.contains(';')).unwrap_or(code).clone()
                };
                joined(strings(value).map(|codes| codes.iter().map(named).collect()))
            }
            CellKind::Movement => {
                text(self.movements.get(value.as_str()?).map_or(value.as_str()?, String::as_str))
            }
        }
    }

    fn list(&mut self, sheet: &ListSheet, plan: &mut Table, settings: &mut Table) -> Vec<EntryRow> {
        let mut rows = Vec::new();
        let mut seen: Vec<(TextFile, &str)> = Vec::new();
        for part in sheet.parts {
            if seen.contains(&(part.file, part.list)) {
                continue;
            }
            seen.push((part.file, part.list));
            let table = if part.file == TextFile::Plan { &mut *plan } else { &mut *settings };
            for (at, mut own) in tables(table.remove(part.list)).into_iter().enumerate() {
                if sheet.name == ELIGIBILITY.name {
                    rows.extend(self.rule(at, &mut own));
                } else {
                    let part = fitting(sheet, part, &mut own);
                    rows.push(self.row(sheet, part, &mut own));
                }
                let name = if part.file == TextFile::Plan { "plan" } else { "settings" };
                self.rest(&format!("{name}.{}.{}", part.list, at + 1), Value::Table(own));
            }
        }
        rows
    }

    fn row(&self, sheet: &ListSheet, part: &RowPart, own: &mut Table) -> EntryRow {
        let cell = |column: &FormColumn, own: &mut Table| {
            if column.key.is_empty() {
                let is_first = sheet.parts.first().is_some_and(|first| std::ptr::eq(first, part));
                return match sheet.blank_label && is_first {
                    true => EntryValue::Blank,
                    false => EntryValue::Text(part.label.to_owned()),
                };
            }
            let called = part.called.iter().find(|(known, _)| *known == column.key);
            self.cell(own, called.map_or(column.key, |(_, key)| *key), column.kind, false)
        };
        EntryRow { cells: sheet.columns.iter().map(|column| cell(column, own)).collect(), check: None }
    }

    /// A rule of eligibility: a row for each merit, the rule's own cells in the first.
    fn rule(&self, at: usize, own: &mut Table) -> Vec<EntryRow> {
        let mut merits: Vec<(&str, Table)> = Vec::new();
        for need in ["all_of", "any_of"] {
            merits.extend(tables(own.remove(need)).into_iter().map(|merit| (need, merit)));
        }
        if merits.is_empty() {
            merits.push(("", Table::new()));
        }
        let mut rows = Vec::new();
        let mut left: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for (need, mut merit) in merits {
            let cell = |column: &FormColumn, merit: &mut Table, own: &mut Table| match column.key {
                "" => EntryValue::Whole(u32::try_from(at + 1).unwrap_or(u32::MAX)),
                "need" => words::label_of(words::NEEDS, need)
                    .map_or(EntryValue::Blank, |label| EntryValue::Text(label.to_owned())),
                key => match key.strip_prefix("*.") {
                    Some(key) => self.cell(merit, key, column.kind, false),
                    None => self.cell(own, key, column.kind, false),
                },
            };
            let cells = ELIGIBILITY.columns.iter().map(|column| cell(column, &mut merit, own)).collect();
            rows.push(EntryRow { cells, check: None });
            left.entry(need).or_default().push(Value::Table(merit));
        }
        for (need, merits) in left.into_iter().filter(|(need, _)| !need.is_empty()) {
            own.insert(need.to_owned(), Value::Array(merits));
        }
        rows
    }

    /// What is left of a table, key by key.
    fn rest(&mut self, path: &str, left: Value) {
        match left {
            Value::Table(own) => {
                for (key, value) in own {
                    self.rest(&format!("{path}.{key}"), value);
                }
            }
            Value::Array(list) if list.iter().any(Value::is_table) => {
                for (at, value) in list.into_iter().enumerate() {
                    self.rest(&format!("{path}.{}", at + 1), value);
                }
            }
            value => self.other.push((path.to_owned(), value)),
        }
    }
}

/// Which kind of row of its sheet a table is; what the label says leaves the table.
fn fitting<'p>(sheet: &'p ListSheet, first: &'p RowPart, own: &mut Table) -> &'p RowPart {
    if own.get("about").and_then(Value::as_str) == Some("registration") {
        own.remove("about");
    }
    let says = |own: &Table, key: &str, literal: &str| {
        own.get(key).and_then(Value::as_str).is_some_and(|word| format!("\"{word}\"") == literal)
    };
    let mut parts = sheet.parts.iter().filter(|part| (part.file, part.list) == (first.file, first.list));
    let fits = |part: &&RowPart| {
        !part.fixed.is_empty() && part.fixed.iter().all(|(key, literal)| says(own, key, literal))
    };
    let is_ceiling = own.contains_key(form::AT_MOST);
    let part = match is_ceiling.then(|| sheet.parts.last()).flatten() {
        Some(ceiling) => ceiling,
        None => parts.find(|part| fits(part)).unwrap_or(first),
    };
    for (key, literal) in part.fixed {
        if says(own, key, literal) {
            own.remove(*key);
        }
    }
    part
}

fn peek(table: &Table, key: &str) -> Option<Value> {
    match key.split_once('.') {
        Some((head, rest)) => peek(table.get(head)?.as_table()?, rest),
        None => table.get(key).cloned(),
    }
}

fn remove(table: &mut Table, key: &str) {
    match key.split_once('.') {
        Some((head, rest)) => {
            if let Some(Value::Table(own)) = table.get_mut(head) {
                remove(own, rest);
                if own.is_empty() {
                    table.remove(head);
                }
            }
        }
        None => {
            table.remove(key);
        }
    }
}

/// A day: a date of TOML, or the same in quotation marks.
fn day_of(value: &Value) -> Option<Date> {
    match value {
        Value::Datetime(day) if day.time.is_none() => day.to_string().parse().ok(),
        Value::String(day) => day.parse().ok(),
        _ => None,
    }
}

fn unit_rows(units: &[BTreeMap<String, String>], names: &BTreeMap<String, String>) -> Vec<EntryRow> {
    let named = |code: &str| names.get(code).map_or(code, String::as_str).to_owned();
    let cell = |column: &FormColumn, unit: &BTreeMap<String, String>| {
        let written = unit.get(column.key).map(|cell| cell.trim()).unwrap_or_default();
        if written.is_empty() {
            return EntryValue::Blank;
        }
        match column.kind {
            CellKind::Word(choices) => {
                EntryValue::Text(words::label_of(choices, written).unwrap_or(written).to_owned())
            }
            CellKind::Day => {
                written.parse().map_or_else(|_| EntryValue::Text(written.to_owned()), EntryValue::Day)
            }
            CellKind::Unit => EntryValue::Text(named(written)),
            CellKind::Units => EntryValue::Text(
                written.split(';').map(|code| named(code.trim())).collect::<Vec<_>>().join("; "),
            ),
            CellKind::Items => {
                EntryValue::Text(written.split([';', '|']).map(str::trim).collect::<Vec<_>>().join("; "))
            }
            _ => EntryValue::Text(written.to_owned()),
        }
    };
    let row = |unit: &BTreeMap<String, String>| EntryRow {
        cells: UNITS.columns.iter().map(|column| cell(column, unit)).collect(),
        check: None,
    };
    units.iter().map(row).collect()
}
