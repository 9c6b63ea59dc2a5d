//! .ods, read from its `content.xml` in one pass.
//!
//! Not by `calamine`: it reads the whole grid densely, repeats included, before one can ask how
//! large it is, and knows neither merges nor fonts. The format is plain enough: rows of cells, both
//! possibly repeated; only repeated *content* takes room here.

mod styles;
mod text;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::Run;

use crate::intake::aside::MarkKind;
use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::{BookBuilder, CellContent};
use crate::intake::limits::{MAX_COLS, MAX_ROWS};
use crate::intake::sheet::CellError;
use crate::intake::trouble::Trouble;
use crate::intake::values::{duration_shown, error_named, with_iso};
use crate::package::xml::{attribute, tolerant};

use styles::{LetterLook, OdsStyles, OwnLook};
use text::{OdsText, RunEnds, read_note, read_text};

/// A row or cell with content is repeated at most this often; more is a fill of a whole column.
const MAX_REPEATED_CONTENT: u32 = 1_000;

/// Reads all sheets of an .ods into `book`.
pub(in crate::intake) fn read(archive: &mut Archive<'_>, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    let wanted = |name: &str| ["content.xml", "styles.xml", "meta-inf/manifest.xml"].contains(&name);
    let parts = Parts::unpack(archive, book.limits(), wanted, |_, _| {})?;
    let manifest = parts.part("META-INF/manifest.xml").unwrap_or_default();
    if std::str::from_utf8(manifest).is_ok_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Trouble::Encrypted);
    }
    let content = std::str::from_utf8(parts.part("content.xml").unwrap_or_default())
        .map_err(|error| Trouble::damaged(&error))?;
    if !content.contains("office:spreadsheet") {
        return Err(Trouble::Unsupported("tệp LibreOffice không phải bảng tính"));
    }
    let mut styles = OdsStyles::default();
    if let Some(Ok(shared)) = parts.part("styles.xml").map(std::str::from_utf8) {
        styles.read(shared);
    }
    styles.read(content);
    let mut reader = tolerant(content);
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                let name = attribute(&element, "name").unwrap_or_default();
                let hidden =
                    attribute(&element, "style-name").is_some_and(|style| styles.hidden.contains(&style));
                book.begin(&name, !hidden)?;
                read_table(&mut reader, &styles, book)?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A cell of a row, before it is known how often the row is repeated.
struct OdsCell {
    col: u32,
    repeated: u32,
    value: OdsValue,
    look: LetterLook,
    /// Where each run of its text ends and what it has of its own; empty where no run has anything.
    runs: RunEnds,
    /// Comments and boxes that hang on it.
    notes: Vec<(MarkKind, String)>,
    /// Rows and columns of its merge.
    span: (u32, u32),
}

enum OdsValue {
    Blank,
    Text(String),
    Number(f64),
    Date(String),
    Bool(bool),
    Error(CellError),
    /// One without a value.
    Formula(String),
}

fn read_table(
    reader: &mut Reader<&[u8]>,
    styles: &OdsStyles,
    book: &mut BookBuilder<'_>,
) -> Result<(), Trouble> {
    let mut columns: Vec<(u32, LetterLook)> = Vec::new();
    let mut row = 0_u32;
    let mut nested = 0_usize;
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table" | "table:shapes" => nested += 1,
                name if name.starts_with("draw:") => {
                    // A shape that hangs on the page and on no cell.
                    let words = read_note(reader, name)?;
                    book.hang(0, 0, MarkKind::TextBox, words.trim())?;
                }
                "table:table-column" if nested == 0 => {
                    columns.push(column(&element, styles, &columns, book));
                }
                "table:table-row" if nested == 0 => {
                    let repeated = repeats(&element, "number-rows-repeated");
                    hide(&element, (row, repeated), book);
                    let look =
                        attribute(&element, "default-cell-style-name").map(|it| styles.look(Some(&it)));
                    let cells = read_row(reader, styles, &columns, look)?;
                    put_row(&cells, row, repeated, book)?;
                    row = row.saturating_add(repeated).min(MAX_ROWS);
                }
                _ => {}
            },
            Event::Empty(element) if nested == 0 => match element.name().as_ref() {
                "table:table-column" => columns.push(column(&element, styles, &columns, book)),
                "table:table-row" => {
                    hide(&element, (row, repeats(&element, "number-rows-repeated")), book);
                    row = row.saturating_add(repeats(&element, "number-rows-repeated")).min(MAX_ROWS);
                }
                _ => {}
            },
            Event::End(element) => match element.name().as_ref() {
                "table:table" if nested == 0 => return Ok(()),
                "table:table" | "table:shapes" => nested = nested.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => {}
        }
    }
}

/// Where a run of columns ends and how its cells look.
fn column(
    element: &BytesStart<'_>,
    styles: &OdsStyles,
    before: &[(u32, LetterLook)],
    book: &mut BookBuilder<'_>,
) -> (u32, LetterLook) {
    let start = before.last().map_or(0, |(end, _)| *end);
    let look = styles.look(attribute(element, "default-cell-style-name").as_deref());
    let end = start.saturating_add(repeats(element, "number-columns-repeated"));
    if is_hidden(element) {
        book.hide_cols(start, end.saturating_sub(1));
    }
    (end, look)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|it| it == "collapse" || it == "filter")
}

/// Tells rows that are hidden, by hand or by a filter.
fn hide(element: &BytesStart<'_>, (row, repeated): (u32, u32), book: &mut BookBuilder<'_>) {
    if is_hidden(element) {
        book.hide_rows(row, row.saturating_add(repeated - 1));
        if attribute(element, "visibility").as_deref() == Some("filter") {
            book.filter();
        }
    }
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, MAX_ROWS)
}

fn put_row(cells: &[OdsCell], row: u32, repeated: u32, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    for (cell, (kind, words)) in cells.iter().flat_map(|cell| cell.notes.iter().map(move |note| (cell, note)))
    {
        book.hang(row, cell.col, *kind, words)?;
    }
    let has_content = cells.iter().any(|cell| !matches!(cell.value, OdsValue::Blank));
    if !has_content {
        // Formatted empty rows to the bottom of the sheet are how LibreOffice ends each sheet.
        for cell in cells.iter().filter(|cell| cell.span != (1, 1)) {
            merge(cell, row, book);
        }
        return Ok(());
    }
    for row in (row..MAX_ROWS).take(usize::try_from(repeated.min(MAX_REPEATED_CONTENT)).unwrap_or(1)) {
        book.touch(row);
        for cell in cells {
            merge(cell, row, book);
            let times = cell.repeated.min(MAX_REPEATED_CONTENT);
            for col in cell.col..cell.col.saturating_add(times).min(MAX_COLS) {
                strike(cell, row, col, book)?;
                match &cell.value {
                    OdsValue::Blank => break,
                    OdsValue::Text(text) if !cell.runs.is_empty() => {
                        let runs: Vec<Run<'_>> = runs(text, cell).into_iter().map(|(run, _)| run).collect();
                        book.put(row, col, CellContent::Runs(&runs))?;
                    }
                    OdsValue::Text(text) => book.put(row, col, CellContent::Text(text, cell.look.font))?,
                    OdsValue::Number(number) => book.put(row, col, CellContent::Number(*number))?,
                    OdsValue::Date(date) => with_iso(date, |content| book.put(row, col, content))?,
                    OdsValue::Bool(truth) => book.put(row, col, CellContent::Bool(*truth))?,
                    OdsValue::Error(error) => book.put(row, col, CellContent::Error(*error))?,
                    OdsValue::Formula(written) => book.formula(row, col, written)?,
                }
            }
        }
    }
    Ok(())
}

/// The runs of a cell's text, and whether each is struck through.
fn runs<'t>(text: &'t str, cell: &OdsCell) -> Vec<(Run<'t>, bool)> {
    let mut start = 0;
    let ends = cell.runs.iter().copied().chain([(text.len(), OwnLook::default())]);
    let cut = ends.filter_map(|(end, own)| {
        let text = text.get(start..end).filter(|text| !text.is_empty())?;
        start = end;
        let run = Run { text, font: own.font.unwrap_or(cell.look.font) };
        Some((run, own.struck.unwrap_or(cell.look.struck)))
    });
    cut.collect()
}

/// Tells what of a cell is struck through.
fn strike(cell: &OdsCell, row: u32, col: u32, book: &mut BookBuilder<'_>) -> Result<(), Trouble> {
    match &cell.value {
        OdsValue::Blank | OdsValue::Formula(_) => Ok(()),
        OdsValue::Text(text) if !cell.runs.is_empty() => {
            let (struck, plain): (Vec<_>, Vec<_>) = runs(text, cell).into_iter().partition(|(_, it)| *it);
            let [struck, plain]: [Vec<Run<'_>>; 2] =
                [struck, plain].map(|runs| runs.into_iter().map(|(run, _)| run).collect());
            book.strike_runs(row, col, &struck, &plain)
        }
        _ if cell.look.struck => book.strike(row, col),
        _ => Ok(()),
    }
}

fn merge(cell: &OdsCell, row: u32, book: &mut BookBuilder<'_>) {
    let (rows, cols) = cell.span;
    if 1 < rows || 1 < cols {
        book.merge((row, cell.col), (row.saturating_add(rows - 1), cell.col.saturating_add(cols - 1)));
    }
}

fn read_row(
    reader: &mut Reader<&[u8]>,
    styles: &OdsStyles,
    columns: &[(u32, LetterLook)],
    row_look: Option<LetterLook>,
) -> Result<Vec<OdsCell>, Trouble> {
    let mut cells = Vec::new();
    let mut col = 0_u32;
    loop {
        let event = reader.read_event().map_err(|error| Trouble::damaged(&error))?;
        let (element, open) = match event {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::End(element) if element.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => continue,
        };
        if !["table:table-cell", "table:covered-table-cell"].contains(&element.name().as_ref()) {
            continue;
        }
        let OdsText { text, runs, notes } =
            if open { read_text(reader, styles, element.name().as_ref())? } else { OdsText::default() };
        let repeated = repeats(&element, "number-columns-repeated");
        let value = value(&element, text);
        let span = (repeats(&element, "number-rows-spanned"), repeats(&element, "number-columns-spanned"));
        if !matches!(value, OdsValue::Blank) || span != (1, 1) || !notes.is_empty() {
            let of_column = || columns.iter().find(|(end, _)| col < *end).map(|(_, look)| *look);
            let look = match attribute(&element, "style-name") {
                Some(style) => styles.look(Some(&style)),
                None => row_look.or_else(of_column).unwrap_or_else(|| styles.look(None)),
            };
            cells.push(OdsCell { col, repeated, value, look, runs, notes, span });
        }
        col = col.saturating_add(repeated).min(MAX_COLS);
    }
}

fn value(element: &BytesStart<'_>, text: String) -> OdsValue {
    if attribute(element, "value-type").is_none() && text.is_empty() {
        return attribute(element, "formula").map_or(OdsValue::Blank, OdsValue::Formula);
    }
    // Two prefixes have a `value-type`; that of `calcext` alone knows errors.
    let is_error = element
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|it| it.key.as_ref() == "calcext:value-type" && it.value == "error");
    if is_error {
        return error_named(&text).map_or(OdsValue::Text(text), OdsValue::Error);
    }
    let office = |name: &str| {
        element
            .attributes()
            .with_checks(false)
            .flatten()
            .find_map(|it| (it.key.as_ref() == name).then(|| it.value.to_string()))
    };
    match office("office:value-type").as_deref() {
        Some("float" | "percentage" | "currency") => office("office:value")
            .and_then(|number| number.parse().ok())
            .map_or(OdsValue::Text(text), OdsValue::Number),
        Some("date") => office("office:date-value").map_or(OdsValue::Text(text), OdsValue::Date),
        Some("time") => {
            OdsValue::Text(office("office:time-value").map_or(text, |time| duration_shown(&time)))
        }
        Some("boolean") => OdsValue::Bool(office("office:boolean-value").as_deref() == Some("true")),
        _ if text.is_empty() => attribute(element, "string-value").map_or(OdsValue::Blank, OdsValue::Text),
        _ => OdsValue::Text(text),
    }
}
