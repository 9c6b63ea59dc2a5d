//! .xlsb: cells by `calamine`'s streaming reader; fonts, merges and what is hidden by `xlsb_looks`.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};
use quick_xml::escape::escape;

use crate::package::relations::{Relationship, relations};
use crate::text::{FontHint, Run};

use crate::intake::aside::MarkKind;
use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::letters::RecentStrings;
use crate::intake::trouble::Trouble;
use crate::intake::values::with_ref;

use super::xlsb_looks::{self, SheetLooks, WorkbookLooks};
use super::xlsx::{hang_notes, note_parts, relations_of};

/// Reads all sheets of an .xlsb into `book`.
pub(in crate::intake) fn read(archive: &mut Archive<'_>, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let wanted = |name: &str| {
        name.ends_with(".rels")
            || (name.ends_with(".bin")
                && (name.contains("worksheets/sheet")
                    || ["xl/workbook.bin", "xl/sharedstrings.bin", "xl/styles.bin"].contains(&name)
                    || name.contains("sheets/")))
    };
    let parts = Parts::unpack(archive, book.limits(), wanted, mend)?;
    let notes = note_parts(archive, book)?;
    let part = |name: &str| parts.part(name).unwrap_or_default();
    let looks = WorkbookLooks::read(part("xl/styles.bin"), part("xl/sharedStrings.bin"));
    let targets = relations("xl/workbook.bin", &String::from_utf8_lossy(part("xl/_rels/workbook.bin.rels")));
    let of_sheets: Vec<XlsbSheet<'_>> = xlsb_looks::sheets(part("xl/workbook.bin"))
        .into_iter()
        .filter_map(|(name, relation)| {
            let target = targets.iter().find(|target| target.id == relation)?;
            let looks = looks.sheet(parts.part(&target.target)?);
            Some(XlsbSheet { name, looks, relations: relations_of(&parts, &target.target) })
        })
        .collect();
    let mut xlsb: Xlsb<_> = Xlsb::new(Cursor::new(parts.into_zip()?)).map_err(|error| trouble_of(&error))?;
    for sheet in xlsb.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        book.begin(&sheet.name, sheet.visible == SheetVisible::Visible)?;
        let part = of_sheets.iter().find(|part| part.name == sheet.name);
        if let Some(part) = part {
            part.looks.tell(book);
        }
        if let (Some(part), Some(notes)) = (part, &notes) {
            hang_all(part, notes, book)?;
        }
        let mut cells = xlsb.worksheet_cells_reader(&sheet.name).map_err(|error| trouble_of(&error))?;
        let mut looked = RecentStrings::default();
        while let Some(cell) = cells.next_cell().map_err(|error| trouble_of(&error))? {
            let (row, col) = cell.get_position();
            let looks = part.map(|part| &part.looks);
            if looks.is_some_and(|looks| looks.strikes((row, col)))
                && !matches!(cell.get_value(), DataRef::Empty)
            {
                book.strike(row, col)?;
            }
            match cell.get_value() {
                DataRef::SharedString(text)
                    if let Some(runs) = looks.and_then(|looks| looks.runs((row, col), text)) =>
                {
                    put_runs(book, (row, col), &runs)?;
                }
                DataRef::SharedString(text) => {
                    book.put_shared((row, col), Run { text, font: FontHint::Silent }, &mut looked)?;
                }
                value => with_ref(value, FontHint::Silent, |content| book.put(row, col, content))?,
            }
        }
    }
    Ok(())
}

/// What a sheet's part says beside the values of its cells.
struct XlsbSheet<'l> {
    name: String,
    looks: SheetLooks<'l>,
    relations: Vec<Relationship>,
}

/// Hangs comments and text boxes; those of old stand in a binary part here.
fn hang_all(sheet: &XlsbSheet<'_>, notes: &Parts, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let threaded = hang_notes(&sheet.relations, notes, book)?;
    for relation in sheet.relations.iter().filter(|relation| relation.kind == "comments") {
        let comments = xlsb_looks::comments(notes.part(&relation.target).unwrap_or_default());
        for ((row, col), words) in comments.into_iter().filter(|(at, _)| !threaded.contains(at)) {
            book.hang(row, col, MarkKind::Comment, &words)?;
        }
    }
    Ok(())
}

/// Puts a text of several fonts, or of one that is not plain.
fn put_runs(book: &mut BookBuilder<'_>, at: (u32, u32), runs: &[(Run<'_>, bool)]) -> Result<(), Trouble> {
    let of = |struck: bool| runs.iter().filter(|run| run.1 == struck).map(|run| run.0).collect::<Vec<_>>();
    // A cell that is struck as a whole is said so already.
    if runs.iter().any(|run| !run.1) {
        book.strike_runs(at.0, at.1, &of(true), &of(false))?;
    }
    let all: Vec<Run<'_>> = runs.iter().map(|run| run.0).collect();
    book.put(at.0, at.1, CellContent::Runs(&all))
}

/// Writes the workbook's relationships plainly: `calamine` panics over those that bear a prefix,
/// and gives up a workbook with macro sheets, which hold no list.
fn mend(name: &str, part: &mut Vec<u8>) {
    if !name.ends_with("workbook.bin.rels") {
        return;
    }
    let text = std::str::from_utf8(part).unwrap_or_default();
    let mut plain = "<Relationships>".to_owned();
    for relation in relations("xl/workbook.bin", text) {
        let target = relation.target.replace("macrosheets/", "dialogsheets/");
        let (id, target) = (escape(&relation.id), escape(target.strip_prefix("xl/").unwrap_or(&target)));
        plain.push_str(&format!("<Relationship Id=\"{id}\" Target=\"{target}\"/>"));
    }
    plain.push_str("</Relationships>");
    *part = plain.into_bytes();
}

fn trouble_of(error: &XlsbError) -> Trouble {
    match error {
        XlsbError::Password => Trouble::Encrypted,
        other => Trouble::damaged(other),
    }
}
