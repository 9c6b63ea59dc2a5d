//! What refers to a table from other parts of the workbook.
//!
//! Names and pivot caches follow the table. Formulas of other sheets and charts are never written:
//! where they name the table's lines by their cells and would miss some, the table is left alone.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::Fault;
use super::refusal::Refusal;
use super::shift::Shift;
use super::table::key;
use crate::package::edit::{
    Broken, Edits, attribute, escape, local, outline, prefix, qualified, text_at, unescape, with_attribute,
};
use crate::package::reference::{CellRange, same_sheet};
use crate::package::{Package, PackageError, WorkbookSheet};

/// So many places are named in a refusal.
const MOST_PLACES: usize = 5;

/// The places, in words, where formulas and charts of other parts would miss lines after a move.
pub(super) fn fixed_references(
    package: &mut Package<'_>,
    sheets: &[WorkbookSheet],
    own_part: &str,
    to: &Shift,
) -> Result<Vec<String>, Refusal> {
    let mut places = Vec::new();
    if to.body.last_row == to.last_row {
        return Ok(places);
    }
    let owners = owners(package, sheets)?;
    for name in package.names().to_vec() {
        let plain = name.to_ascii_lowercase();
        let has_formulas = ["worksheets/", "charts/", "drawings/", "chartsheets/"]
            .iter()
            .any(|folder| plain.contains(folder) && plain.ends_with(".xml"));
        if !has_formulas || plain == own_part.to_ascii_lowercase() {
            continue;
        }
        let text = package.text(&name)?;
        let home = owners.get(&plain).map_or("", String::as_str);
        let what = if plain.contains("worksheets/") { "công thức ô" } else { "biểu đồ" };
        each_formula(&text, |cell, formula| {
            if misses(to, formula, home) && places.len() < MOST_PLACES {
                let cell = if cell.is_empty() { String::new() } else { format!(" {cell}") };
                let place = match home {
                    "" => format!("{what} trong {name}"),
                    home => format!("{what}{cell} trang «{home}»"),
                };
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        })
        .map_err(|_| PackageError::damaged(&name))?;
    }
    Ok(places)
}

/// Whether a formula would miss lines, or the totals, if it stayed as it is.
fn misses(to: &Shift, formula: &str, home: &str) -> bool {
    let grows = to.body.last_row < to.last_row;
    let has_totals = to.body.last_row < to.whole.last_row;
    (grows || has_totals) && to.formula(formula, home).is_some()
}

/// Which sheet each part is drawn on, by part names in lower case.
fn owners(package: &mut Package<'_>, sheets: &[WorkbookSheet]) -> Result<BTreeMap<String, String>, Refusal> {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for sheet in sheets {
        let mut parts = vec![sheet.part.clone()];
        while let Some(part) = parts.pop() {
            let part = part.to_ascii_lowercase();
            if owners.contains_key(&part) || owners.len() > package.names().len() {
                continue;
            }
            owners.insert(part.clone(), sheet.name.clone());
            let drawn = ["drawing", "chart", "chartEx", "chartUserShapes"];
            let below = package.relations(&part)?;
            parts.extend(
                below
                    .into_iter()
                    .filter(|relation| drawn.contains(&relation.kind.as_str()))
                    .map(|relation| relation.target),
            );
        }
    }
    Ok(owners)
}

/// Calls `visit` with the cell, where there is one, and the text of every formula of a part.
fn each_formula(xml: &str, mut visit: impl FnMut(&str, &str)) -> Result<(), Broken> {
    let mut reader = Reader::from_str(xml);
    let mut cell = String::new();
    let mut formula: Option<String> = None;
    let position = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).map_err(|_| Broken);
    loop {
        let start = position(&reader)?;
        let event = reader.read_event().map_err(|_| Broken)?;
        let end = position(&reader)?;
        let text = xml.get(start..end).ok_or(Broken)?;
        match event {
            Event::Start(_) | Event::Empty(_) => {
                let name = local(qualified(text));
                if name == "c" {
                    cell = attribute(text, "r").unwrap_or_default();
                }
                if let Some(link) = attribute(text, "textlink") {
                    visit("", &link);
                }
                let is_formula = matches!(name, "f" | "formula" | "formula1" | "formula2");
                formula = (is_formula && !text.ends_with("/>")).then(String::new);
            }
            Event::End(_) => {
                if let Some(escaped) = formula.take() {
                    visit(&cell, &unescape(&escaped));
                }
            }
            Event::Eof => return Ok(()),
            _ => {
                if let Some(formula) = &mut formula {
                    formula.push_str(text);
                }
            }
        }
    }
}

/// The workbook part with its names following the table, and set to be worked out anew on opening.
pub(super) fn workbook_part(xml: &str, to: &[Shift]) -> Result<String, Fault> {
    let elements = outline(xml, "")?;
    let root = elements.first().filter(|root| root.name() == "workbook").ok_or(Broken)?;
    let mut changes = Edits::default();
    let mut last = None;
    let mut is_set = false;
    for element in &elements {
        match element.name() {
            "definedName" => {
                let text = text_at(xml, element.inside.clone()).ok_or(Broken)?;
                let mut formula = text.clone();
                for to in to {
                    formula = to.formula(&formula, "").unwrap_or(formula);
                }
                if formula != text {
                    changes.replace(element.inside.clone(), escape(&formula));
                }
            }
            "calcPr" => {
                changes.set(element, "fullCalcOnLoad", "1");
                is_set = true;
            }
            _ => {}
        }
        let is_before =
            matches!(element.name(), "sheets" | "functionGroups" | "externalReferences" | "definedNames");
        if is_before && element.depth == 1 {
            last = Some(element.end);
        }
    }
    if !is_set {
        let at = last.ok_or(Broken)?;
        changes.replace(at..at, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix(root.tag)));
    }
    Ok(changes.apply(xml)?)
}

/// The text of names that stand for cells or formulas, by their keys.
fn names(xml: &str) -> Result<BTreeMap<String, String>, Broken> {
    let elements = outline(xml, "")?;
    let named = elements.iter().filter(|element| element.name() == "definedName");
    Ok(named
        .filter_map(|element| {
            let text = text_at(xml, element.inside.clone())?;
            Some((key(&element.get("name")?), text))
        })
        .collect())
}

/// Sets the pivot caches that draw on a table to be refreshed on opening; tells how many.
pub(super) fn refresh_pivots(
    package: &mut Package<'_>,
    book_part: &str,
    table: &str,
    to: &Shift,
) -> Result<usize, Refusal> {
    let book = package.text(book_part)?;
    let names = names(&book).map_err(|_| PackageError::damaged(book_part))?;
    let mut n_refreshed = 0;
    for relation in package.relations(book_part)? {
        if relation.kind != "pivotCacheDefinition" {
            continue;
        }
        let text = package.text(&relation.target)?;
        let fresh =
            refreshed(&text, table, to, &names).map_err(|_| PackageError::damaged(&relation.target))?;
        if let Some(fresh) = fresh {
            n_refreshed += 1;
            package.set(&relation.target, fresh);
        }
    }
    Ok(n_refreshed)
}

/// A pivot cache that is refreshed on opening; none where it does not draw on the table.
fn refreshed(
    xml: &str,
    table: &str,
    to: &Shift,
    names: &BTreeMap<String, String>,
) -> Result<Option<String>, Broken> {
    let elements = outline(xml, "cacheFields")?;
    let root = elements.first().filter(|root| root.name() == "pivotCacheDefinition").ok_or(Broken)?;
    let Some(source) = elements.iter().find(|element| element.name() == "worksheetSource") else {
        return Ok(None);
    };
    let mut changes = Edits::default();
    let by_cells = match (source.get("name"), source.get("sheet"), source.get("ref")) {
        (Some(name), _, _) => {
            let meant = names.get(&key(&name)).map_or("", String::as_str);
            let meant = meant.to_lowercase();
            let on_table = key(&name) == key(table)
                || meant.contains(&table.to_lowercase())
                || meant.contains(&to.sheet.to_lowercase());
            if !on_table {
                return Ok(None);
            }
            None
        }
        (None, Some(sheet), Some(cells)) if same_sheet(&sheet, &to.sheet) => CellRange::parse(&cells),
        _ => return Ok(None),
    };
    if let Some(area) = by_cells {
        if !area.meets(&to.whole) {
            return Ok(None);
        }
        if let Some(last) = to.end_of(&area) {
            changes.set(source, "ref", &area.down_to(last).to_string());
        }
    }
    changes.replace(root.tag_span(), with_attribute(root.tag, "refreshOnLoad", "1"));
    changes.apply(xml).map(Some)
}

/// Drops the calculation chain, which names cells that may have gone.
pub(super) fn drop_chain(package: &mut Package<'_>, book_part: &str) -> Result<(), Refusal> {
    let chain = package.relations(book_part)?.into_iter().find(|relation| relation.kind == "calcChain");
    let Some(chain) = chain else {
        return Ok(());
    };
    let rels = crate::package::relations::relations_part(book_part);
    for part in [rels.as_str(), "[Content_Types].xml"] {
        let text = package.text(part)?;
        let damaged = |_| PackageError::damaged(part);
        let elements = outline(&text, "").map_err(damaged)?;
        let mut changes = Edits::default();
        for element in &elements {
            let names_chain = match element.name() {
                "Relationship" => element.get("Type").is_some_and(|kind| kind.ends_with("/calcChain")),
                "Override" => element
                    .get("PartName")
                    .is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(&chain.target)),
                _ => false,
            };
            if names_chain {
                changes.replace(element.start..element.end, "");
            }
        }
        let text = changes.apply(&text).map_err(damaged)?;
        package.set(part, text);
    }
    package.drop_part(&chain.target);
    Ok(())
}
