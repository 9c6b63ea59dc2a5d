//! `tonghop inspect`: what each row and column was taken for.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::finding::{CellAddress, Severity, reason};
use crate::intake::{self, Attachment, Readers, Sheet};
use crate::layout::{self, FormValue, Role, SheetKind, SheetMap};
use crate::office::{self, CannotRun, Workspace};
use crate::plan::{MovementNames, Plan};
use crate::record::{self, CellFate, List, References, Remarks, Sender};
use crate::units::UnitBook;
use crate::{ledger, report};

use super::console::{Terminal, print, say, today};
use super::{ExitStatus, args};

pub(super) fn inspect(args: &args::InspectArgs) -> Result<ExitStatus, CannotRun> {
    let mut status = ExitStatus::Clean;
    let terminal = Terminal::new(true);
    let host = terminal.host();
    let readers = host.readers().with_passwords(office::passwords(&args.workspace)?);
    let mut noticed = Vec::new();
    let dictionary = office::dictionary(&args.workspace, &mut noticed)?;
    let path = args.workspace.join("decisions.csv");
    let decisions = ledger::read_decisions(&path, &ledger::Choices::default())?.note_into(&mut noticed);
    for finding in &noticed {
        say(&format!("{}: {} {}", finding.place, finding.message, finding.advice));
    }
    // Outside a workspace there is no plan; its movements are then taken as they stand.
    let workspace = if args.json { Workspace::open(&args.workspace, &host).ok() } else { None };
    let blank = Plan::blank();
    let no_movements = MovementNames::of(&blank);
    let nation = if args.json && workspace.is_none() { UnitBook::nation() } else { UnitBook::default() };
    let references = workspace.as_ref().map_or_else(
        || References {
            units: &nation,
            plan: &blank,
            movements: &no_movements,
            decisions: &decisions,
            remarks: Remarks::built_in(),
        },
        Workspace::references,
    );
    let mut drawn_sheets: Vec<(Sheet, SheetMap)> = Vec::new();
    for file in &args.files {
        for attachment in read(&readers, file)? {
            if attachment.findings.iter().any(|finding| finding.severity() == Severity::Error) {
                status = ExitStatus::Findings;
            }
            for finding in &attachment.findings {
                say(&format!("{}: {} {}", finding.place, finding.message, finding.advice));
            }
            let whole = attachment.clone();
            for sheet in attachment.sheets {
                let map = layout::map_as_decided(&sheet, &dictionary, &decisions).value;
                if args.json {
                    print(&json(&sheet, &map, &cells(&whole, &sheet, &map, &references)));
                } else {
                    print(&drawn(&sheet, &map));
                }
                if args.map.is_some() {
                    drawn_sheets.push((sheet, map));
                }
            }
        }
    }
    host.warn_if_unfenced(&readers);
    if let Some(path) = &args.map {
        let sheets = drawn_sheets.iter().map(|(sheet, map)| (sheet, map));
        let bytes = report::draw_map(sheets)
            .map_err(|error| CannotRun::new(format!("Không vẽ được «{}»: {error}", path.display())))?;
        report::put_file(path, &bytes).map_err(|error| {
            CannotRun::new(format!("Không ghi được «{}»: {}.", path.display(), reason(&error)))
        })?;
    }
    Ok(status)
}

/// A file from anywhere, as if it had just arrived.
pub(super) fn read(readers: &Readers, file: &Path) -> Result<Vec<Attachment>, CannotRun> {
    let bytes = fs::read(file).map_err(|error| {
        CannotRun::new(format!("Không mở được «{}»: {}.", file.display(), reason(&error)))
    })?;
    let source = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let day = intake::day_of_folders(file).unwrap_or_else(today);
    Ok(readers.read_bytes(&Arc::from(source), &bytes, day))
}

/// What became of the cells of a sheet's data rows.
fn cells(
    attachment: &Attachment,
    sheet: &Sheet,
    map: &SheetMap,
    references: &References<'_>,
) -> Vec<CellFate> {
    if !matches!(map.kind, SheetKind::List | SheetKind::Form) {
        return Vec::new();
    }
    let sender = Sender::default();
    let list = List { attachment, copy: 0, sheet, map, sender: &sender, stamp: None };
    record::read(&list, references).cells
}

/// One sheet as one JSON object; rows and columns are numbered as Excel shows them.
fn json(sheet: &Sheet, map: &SheetMap, fates: &[CellFate]) -> String {
    let cells: Vec<_> = fates
        .iter()
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
fn drawn(sheet: &Sheet, map: &SheetMap) -> String {
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
    for row in &map.rows {
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
