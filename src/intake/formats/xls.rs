//! .xls of Excel 5 to 2003.
//!
//! `calamine` reads the cells, but believes what the file says about itself: it reserves room for
//! the declared dimensions and keeps a dense grid, which a few wrong bytes turn into terabytes and
//! an abort that nothing can catch. So the records are walked first: addresses are checked, the
//! declared dimensions neutralised, and `calamine` gets a fresh envelope around the mended stream.

use std::io::{Cursor, Write};

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls, XlsError, XlsOptions};
use cfb::{CompoundFile, Version};

use super::biff::BiffSurvey;
use super::xls_aside;
use super::xls_fonts::Fonts;
use crate::intake::containers::ole::workbook;
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::trouble::Trouble;
use crate::intake::values::with_data;
use crate::text::Run;

/// Reads all sheets of an .xls into `book`.
pub(in crate::intake) fn read(bytes: &[u8], book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let (mut records, name) = if bytes.starts_with(b"\xD0\xCF") {
        workbook(bytes, book.limits().max_unpacked_bytes)?
    } else {
        (bytes.to_vec(), "Workbook")
    };
    let walk = BiffSurvey::over(&records, book.limits().max_xls_area)?;
    walk.neutralise_dimensions(&mut records);
    let fonts = Fonts::read(&records, &walk);
    let envelope = enveloped(&records, name)?;
    let mut options = XlsOptions::default();
    options.force_codepage = Some(walk.code_page());
    let mut xls = Xls::new_with_options(Cursor::new(envelope.as_slice()), options)
        .map_err(|error| trouble_of(&error))?;
    for (at, sheet) in xls.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        book.begin(&sheet.name, sheet.visible == SheetVisible::Visible)?;
        let range = xls.worksheet_range(&sheet.name).map_err(|error| trouble_of(&error))?;
        let (first_row, first_col) = range.start().unwrap_or_default();
        for (row, cells) in (first_row..).zip(range.rows()) {
            for (col, value) in (first_col..).zip(cells) {
                if *value == Data::Empty {
                    continue;
                }
                if let Some(fonts) = &fonts
                    && let Data::String(text) = value
                    && let Some(runs) = fonts.runs((at, row, col), text)
                {
                    let (struck, plain): (Vec<_>, Vec<_>) = runs.iter().partition(|(_, struck)| *struck);
                    let [all, struck, plain] =
                        [runs.iter().collect(), struck, plain].map(|it| it.into_iter().map(|(run, _)| *run));
                    let [all, struck, plain]: [Vec<Run<'_>>; 3] =
                        [all.collect(), struck.collect(), plain.collect()];
                    book.strike_runs(row, col, &struck, &plain)?;
                    book.put(row, col, CellContent::Runs(&all))?;
                    continue;
                }
                if fonts.as_ref().is_some_and(|fonts| fonts.strikes((at, row, col))) {
                    book.strike(row, col)?;
                }
                with_data(value, |content| book.put(row, col, content))?;
            }
        }
        if let Some(last) = walk.last_row(at) {
            book.touch(last);
        }
        if let Some(start) = walk.sheets.get(at) {
            xls_aside::read(&records, *start, walk.is_biff8, book)?;
        }
        for merge in xls.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            book.merge(merge.start, merge.end);
        }
    }
    Ok(())
}

/// A fresh compound file around the records. Of version 3: `calamine` does not find its way in the
/// version 4 that `cfb` writes by default.
fn enveloped(records: &[u8], name: &str) -> Result<Vec<u8>, Trouble> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut ole = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
        let mut stream = ole.create_stream(format!("/{name}"))?;
        stream.write_all(records)?;
        stream.flush()?;
        drop(stream);
        ole.flush()?;
        Ok(ole.into_inner().into_inner())
    };
    write().map_err(|error| Trouble::damaged(&error))
}

fn trouble_of(error: &XlsError) -> Trouble {
    match error {
        XlsError::Password => Trouble::Encrypted,
        other => Trouble::damaged(other),
    }
}
