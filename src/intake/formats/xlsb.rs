//! .xlsb: cells by `calamine`'s streaming reader. Merges and fonts are not read: offices hardly
//! use the format, and its letters are told by their content like those of a CSV.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};
use quick_xml::escape::escape;

use crate::package::relations::relations;
use crate::text::{FontHint, Run};

use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::BookBuilder;
use crate::intake::letters::Looked;
use crate::intake::trouble::Trouble;
use crate::intake::values::with_ref;

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
    let mut xlsb: Xlsb<_> = Xlsb::new(Cursor::new(parts.into_zip()?)).map_err(|error| trouble_of(&error))?;
    for sheet in xlsb.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        book.begin(&sheet.name, sheet.visible == SheetVisible::Visible)?;
        let mut cells = xlsb.worksheet_cells_reader(&sheet.name).map_err(|error| trouble_of(&error))?;
        let mut looked = Looked::default();
        while let Some(cell) = cells.next_cell().map_err(|error| trouble_of(&error))? {
            let (row, col) = cell.get_position();
            match cell.get_value() {
                DataRef::SharedString(text) => {
                    book.put_shared((row, col), Run { text, font: FontHint::Silent }, &mut looked)?;
                }
                value => with_ref(value, FontHint::Silent, |content| book.put(row, col, content))?,
            }
        }
    }
    Ok(())
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
