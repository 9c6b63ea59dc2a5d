//! A sheet as `inspect` prints it: one JSON object, or lines for people.

use crate::finding::CellAddress;
use crate::layout::{self, FormValue, Role};
use crate::record::CellFate;

use super::super::trace::ReadSheet;

/// One sheet as one JSON object; rows and columns are numbered as Excel shows them. Where rows are asked about,
/// those alone.
pub(super) fn json(read: &ReadSheet<'_>, fates: &[CellFate]) -> String {
    let ReadSheet { sheet, map, .. } = *read;
    let cells: Vec<_> = fates
        .iter()
        .filter(|fate| read.has(fate.row))
        .map(|fate| {
            let cell = CellAddress { row: fate.row, col: fate.col }.to_string();
            match fate.words.as_str() {
                "" => serde_json::json!({ "cell": cell, "use": fate.used.id() }),
                words => serde_json::json!({ "cell": cell, "use": fate.used.id(), "words": words }),
            }
        })
        .collect();
    let rows: Vec<_> = map
        .rows
        .iter()
        .filter(|row| read.has(row.row))
        .map(|row| {
            serde_json::json!({
                "row": row.row + 1,
                "role": row.role.id(),
                "confidence": rounded(row.confidence),
            })
        })
        .collect();
    let tables: Vec<_> = map
        .tables
        .iter()
        .map(|table| {
            serde_json::json!({
                "header_rows": [table.first_header_row + 1, table.last_header_row + 1],
                "title": table.title,
            })
        })
        .collect();
    let columns: Vec<_> = map
        .tables
        .iter()
        .enumerate()
        .flat_map(|(at, table)| table.columns.iter().map(move |column| (at, column)))
        .map(|(at, column)| {
            serde_json::json!({
                "table": at + 1,
                "column": column.letters(),
                "header": column.header,
                "field": column.field.map(layout::Field::id),
                "confidence": rounded(column.confidence),
            })
        })
        .collect();
    let form: Vec<_> = map
        .form
        .iter()
        .map(|answer| {
            serde_json::json!({
                "cell": CellAddress { row: answer.row, col: answer.column.col }.to_string(),
                "label": answer.column.header,
                "field": answer.column.field.map(layout::Field::id),
                "confidence": rounded(answer.column.confidence),
            })
        })
        .collect();
    serde_json::json!({
        "source": &*sheet.place.source,
        "sheet": sheet.place.sheet_name(),
        "kind": map.kind.id(),
        "visible": sheet.visible,
        "confidence": rounded(map.confidence),
        "letterhead": map.letterhead,
        "title": map.title,
        "tables": tables,
        "rows": rows,
        "columns": columns,
        "form": form,
        "cells": cells,
        "question": map.question.as_ref().map(|question| serde_json::json!({
            "id": question.id,
            "why": question.evidence,
            "proposal": question.proposal,
            "choices": question.choices.iter().map(|(value, _)| value).collect::<Vec<_>>(),
        })),
    })
    .to_string()
}

/// One sheet as lines for people.
pub(super) fn lines(read: &ReadSheet<'_>) -> String {
    let ReadSheet { sheet, map, .. } = *read;
    let bold = anstyle::Style::new().bold();
    let mut lines = vec![format!(
        "{bold}{}{bold:#}: {} (chắc {:.0} %)",
        sheet.place,
        map.kind.label(),
        map.confidence * 100.0
    )];
    if !map.letterhead.is_empty() {
        lines.push(format!("  Cơ quan: {}", map.letterhead.join(" / ")));
    }
    if !map.title.is_empty() {
        lines.push(format!("  Tiêu đề: {}", map.title));
    }
    for table in map.tables.iter().filter(|_| map.form.is_empty()) {
        lines.push(format!(
            "  Bảng, đầu cột ở dòng {}–{}:",
            table.first_header_row + 1,
            table.last_header_row + 1
        ));
        for column in &table.columns {
            lines.push(format!(
                "    {:>3}  {:<20} {:>3.0} %  {}",
                column.letters(),
                column.field.map_or("?", layout::Field::id),
                column.confidence * 100.0,
                column.header.replace('\n', " ")
            ));
        }
    }
    if !map.form.is_empty() {
        lines.push("  Phiếu, từng ô trả lời:".to_owned());
    }
    for FormValue { row, column, .. } in &map.form {
        lines.push(format!(
            "    {:>5}  {:<20} {:>3.0} %  {}",
            CellAddress { row: *row, col: column.col }.to_string(),
            column.field.map_or("?", layout::Field::id),
            column.confidence * 100.0,
            column.header.replace('\n', " ")
        ));
    }
    for row in map.rows.iter().filter(|row| read.has(row.row)) {
        let colour = role_colour(row.role);
        let at = sheet.rows.binary_search_by_key(&row.row, |own| own.row).ok();
        let cells = at.and_then(|at| sheet.rows.get(at));
        let cells = cells.map(|own| {
            own.cells.iter().map(|cell| cell.value.shown().replace('\n', " ")).collect::<Vec<_>>().join(" | ")
        });
        let cells: String = cells.unwrap_or_default().chars().take(100).collect();
        lines.push(format!(
            "  {:>5} {colour}{:<8}{colour:#} {:>3.0} %  {cells}",
            row.row + 1,
            row.role.label(),
            row.confidence * 100.0
        ));
    }
    lines.join("\n")
}

fn role_colour(role: Role) -> anstyle::Style {
    let colour = match role {
        Role::Data => anstyle::AnsiColor::Green,
        Role::Header | Role::Numbering => anstyle::AnsiColor::Cyan,
        Role::Section => anstyle::AnsiColor::Blue,
        Role::Title => anstyle::AnsiColor::Magenta,
        Role::Total | Role::Note | Role::Signature => anstyle::AnsiColor::Yellow,
        Role::Other => anstyle::AnsiColor::Red,
        Role::Blank => return anstyle::Style::new(),
    };
    colour.on_default()
}

/// Two decimals: enough for people, and stable.
fn rounded(confidence: f32) -> f64 {
    f64::from((confidence * 100.0).round()) / 100.0
}
