//! What refers to a table from other parts of the workbook.
//!
//! Names and pivot caches follow the table; formulas, charts and sparklines do in [`super::followers`].

use std::collections::BTreeMap;

use super::Fault;
use super::refusal::Refusal;
use super::shift::Shift;
use super::table::key;
use crate::package::edit::{Edits, MalformedXml, escape, outline, prefix, text_at, with_attribute};
use crate::package::reference::{CellRange, same_sheet};
use crate::package::{Package, PackageError};

/// The workbook part with its names following the table, and set to be worked out anew on opening.
pub(super) fn workbook_part(xml: &str, to: &[Shift]) -> Result<String, Fault> {
    let elements = outline(xml, "")?;
    let root = elements.first().filter(|root| root.name() == "workbook").ok_or(MalformedXml)?;
    let mut changes = Edits::default();
    let mut last = None;
    let mut is_set = false;
    for element in &elements {
        match element.name() {
            "definedName" => {
                let text = text_at(xml, element.inside.clone()).ok_or(MalformedXml)?;
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
        let at = last.ok_or(MalformedXml)?;
        changes.replace(at..at, format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix(root.tag)));
    }
    Ok(changes.apply(xml)?)
}

/// The text of names that stand for cells or formulas, by their keys.
fn names(xml: &str) -> Result<BTreeMap<String, String>, MalformedXml> {
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
) -> Result<Option<String>, MalformedXml> {
    let elements = outline(xml, "cacheFields")?;
    let root = elements.first().filter(|root| root.name() == "pivotCacheDefinition").ok_or(MalformedXml)?;
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
        if !area.meets(&to.whole) && to.area(&area).is_none() {
            return Ok(None);
        }
        if let Some(moved) = to.area(&area) {
            changes.set(source, "ref", &moved.to_string());
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
