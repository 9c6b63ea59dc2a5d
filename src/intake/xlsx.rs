//! .xlsx and .xlsm: cells by `calamine`'s streaming reader, merges and fonts of runs by our own.
//!
//! `calamine` gives the value and style of each cell. It does not say where a cell stands that it
//! could not read (`#SPILL!`, a shared string that is not there), nor does it keep the fonts of
//! runs inside a cell; both are looked up in the unpacked XML, and only when needed.

use std::cell::OnceCell;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::{FontHint, Run, font_hint};

use super::archive::{Archive, Parts};
use super::fonts::RichStrings;
use super::grid::{Book, Content};
use super::letters::Looked;
use super::mend::mend;
use super::trouble::Trouble;
use super::values::{error_named, with_ref};

/// Reads all sheets of an .xlsx into `book`.
pub(super) fn read(archive: &mut Archive<'_>, book: &mut Book<'_>) -> Result<(), Trouble> {
    let parts = Parts::unpack(archive, book.limits(), is_cell_part, mend)?;
    let mut xlsx: Xlsx<_> =
        Xlsx::new(Cursor::new(parts.zip.as_slice())).map_err(|error| trouble_of(&error))?;
    let sheets = xlsx.sheets_metadata().to_vec();
    let strings = parts
        .names()
        .find(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"))
        .and_then(|name| parts.part(name))
        .unwrap_or_default();
    let rich = RichStrings::read(strings);
    let paths = sheet_paths(&parts);
    for sheet in sheets {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        book.begin(&sheet.name, sheet.visible == SheetVisible::Visible)?;
        let xml = paths
            .iter()
            .find(|(name, _)| *name == sheet.name)
            .and_then(|(_, path)| parts.part(path))
            .unwrap_or_default();
        let n_broken = read_sheet(&mut xlsx, &sheet.name, xml, rich.as_ref(), book)?;
        if 0 < n_broken {
            put_broken(xml, count(strings, "si"), book)?;
        }
        merges(xml, book);
    }
    Ok(())
}

/// Streams the cells of a sheet; returns how many could not be read.
fn read_sheet(
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    xml: &[u8],
    rich: Option<&RichStrings>,
    book: &mut Book<'_>,
) -> Result<usize, Trouble> {
    let mut cells = match xlsx.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A sheet part that is a chart or a dialog in disguise.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(0),
        Err(error) => return Err(trouble_of(&error)),
    };
    let fonts: Vec<FontHint> = cells
        .styles()
        .iter()
        .map(|style| {
            style.font.as_ref().and_then(|font| font.name.as_deref()).map_or(FontHint::Silent, font_hint)
        })
        .collect();
    let inline = OnceCell::new();
    let mut looked = Looked::default();
    let mut broken = 0_usize;
    loop {
        match cells.next_cell_with_style_id() {
            Ok(None) => break,
            Ok(Some((cell, style))) => {
                let (row, col) = cell.get_position();
                let font = fonts.get(style).copied().unwrap_or(FontHint::Silent);
                let value = cell.get_value();
                let runs = match value {
                    DataRef::SharedString(text) => rich.and_then(|rich| rich.runs(text, font)),
                    // Looked for once a sheet has such a string at all; Excel writes none.
                    DataRef::String(text) => inline
                        .get_or_init(|| RichStrings::read(xml))
                        .as_ref()
                        .and_then(|rich| rich.runs(text, font)),
                    _ => None,
                };
                match (runs, value) {
                    (Some(runs), _) => book.put(row, col, Content::Runs(&runs))?,
                    (None, DataRef::SharedString(text)) => {
                        book.put_shared((row, col), Run { text, font }, &mut looked)?;
                    }
                    (None, value) => with_ref(value, font, |content| book.put(row, col, content))?,
                }
            }
            Err(error) if is_of_one_cell(&error) => {
                broken += 1;
                if book.limits().max_cells < broken {
                    return Err(Trouble::TooLarge("quá nhiều ô hỏng".to_owned()));
                }
            }
            Err(error) => return Err(trouble_of(&error)),
        }
    }
    Ok(broken)
}

/// Whether reading can go on with the next cell.
fn is_of_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::ParseInt(_)
            | XlsxError::Unexpected(_)
            | XlsxError::UnexpectedNode(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::Alphanumeric(_)
            | XlsxError::NumericColumn(_)
            | XlsxError::RangeWithoutColumnComponent
            | XlsxError::RangeWithoutRowComponent
            | XlsxError::ColumnNumberOverflow
            | XlsxError::RowNumberOverflow
    )
}

fn trouble_of(error: &XlsxError) -> Trouble {
    match error {
        XlsxError::Password => Trouble::Encrypted,
        other => Trouble::damaged(other),
    }
}

/// The parts that hold cells, or tell where they are. Themes are left out: only colours live there.
fn is_cell_part(name: &str) -> bool {
    const NO_CELLS: [&str; 13] = [
        "media/",
        "drawings/",
        "charts/",
        "theme/",
        "customxml/",
        "docprops/",
        "comments",
        "externallinks/",
        "pivotcache/",
        "pivottables/",
        "printersettings/",
        "calcchain.xml",
        "threadedcomments/",
    ];
    (name.ends_with(".xml") || name.ends_with(".rels")) && !NO_CELLS.iter().any(|part| name.contains(part))
}

/// Sheet names with the path of their parts, by the workbook's relationships.
fn sheet_paths(parts: &Parts) -> Vec<(String, String)> {
    let Some(workbook) = parts.names().find(|name| {
        let lower = name.to_ascii_lowercase();
        lower.ends_with("workbook.xml") || (lower.ends_with(".xml") && lower.contains("workbook"))
    }) else {
        return Vec::new();
    };
    let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let mut targets: Vec<(String, String)> = Vec::new();
    each_element(parts.part(&format!("{folder}_rels/{file}.rels")).unwrap_or_default(), |element| {
        if element.local_name().as_ref() == "Relationship" {
            let target = attribute(element, "Target").unwrap_or_default();
            let path = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            };
            targets.push((attribute(element, "Id").unwrap_or_default(), path));
        }
    });
    let mut paths = Vec::new();
    each_element(parts.part(workbook).unwrap_or_default(), |element| {
        if element.local_name().as_ref() == "sheet" {
            let id = attribute(element, "id").unwrap_or_default();
            if let Some((_, path)) = targets.iter().find(|(target, _)| *target == id) {
                paths.push((attribute(element, "name").unwrap_or_default(), path.clone()));
            }
        }
    });
    paths
}

/// Merged areas. They stand after the rows, so only the tail of the part is looked at.
fn merges(xml: &[u8], book: &mut Book<'_>) {
    const END_OF_ROWS: &[u8] = b"sheetData>";
    let tail_at = xml.windows(END_OF_ROWS.len()).rposition(|window| window == END_OF_ROWS);
    let tail = tail_at.and_then(|at| xml.get(at + END_OF_ROWS.len()..)).unwrap_or_default();
    each_element(tail, |element| {
        if element.local_name().as_ref() == "mergeCell"
            && let Some(area) = attribute(element, "ref")
            && let Some((first, last)) = area.split_once(':')
            && let (Some(first), Some(last)) = (address(first), address(last))
        {
            book.merge(first, last);
        }
    });
}

/// Calls `visit` for every opening tag until the XML ends or breaks.
pub(super) fn each_element(xml: &[u8], mut visit: impl FnMut(&BytesStart<'_>)) {
    let Ok(xml) = std::str::from_utf8(xml) else { return };
    let mut reader = tolerant(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => visit(&element),
            Event::Eof => break,
            _ => {}
        }
    }
}

/// How many elements of that local name there are.
fn count(xml: &[u8], local_name: &str) -> usize {
    let mut n = 0;
    each_element(xml, |element| n += usize::from(element.local_name().as_ref() == local_name));
    n
}

/// An XML reader that forgives what browsers forgive.
pub(super) fn tolerant(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.check_comments = false;
    config.allow_dangling_amp = true;
    reader
}

/// The value of the attribute with that local name.
pub(super) fn attribute(element: &BytesStart<'_>, local_name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find_map(|attribute| {
        (attribute.key.local_name().as_ref() == local_name).then(|| {
            quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned)
        })
    })
}

/// `B7` or `$B$7`, zero-based.
fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || 3 < letters {
        return None;
    }
    let (letters, digits) = text.split_at_checked(letters)?;
    let col = letters
        .bytes()
        .fold(0_u32, |col, letter| col * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

/// Finds the cells of a sheet that `calamine` could not read, and puts them where they stand.
fn put_broken(xml: &[u8], n_strings: usize, book: &mut Book<'_>) -> Result<(), Trouble> {
    let Ok(xml) = std::str::from_utf8(xml) else { return Ok(()) };
    let mut reader = tolerant(xml);
    let mut at = (0_u32, 0_u32);
    let mut next_row = 0_u32;
    let mut kind = String::new();
    let mut in_value = false;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => {
                    let row = attribute(&element, "r").and_then(|row| row.parse::<u32>().ok());
                    at = (row.map_or(next_row, |row| row.saturating_sub(1)), 0);
                    next_row = at.0.saturating_add(1);
                }
                "c" => {
                    if let Some(stated) = attribute(&element, "r").as_deref().and_then(address) {
                        at = stated;
                    }
                    kind = attribute(&element, "t").unwrap_or_default();
                }
                "v" => in_value = true,
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "c" => {
                at.1 = attribute(&element, "r")
                    .as_deref()
                    .and_then(address)
                    .map_or(at.1, |(_, col)| col)
                    .saturating_add(1);
            }
            Event::Text(text) if in_value => match kind.as_str() {
                "e" => {
                    if let Some(name) = error_named(&text) {
                        if text.parse::<calamine::CellErrorType>().is_err() {
                            book.put(at.0, at.1, Content::Error(name))?;
                        }
                    } else {
                        book.put(at.0, at.1, Content::Broken("lỗi lạ"))?;
                    }
                }
                "b" if !["0", "1", "true", "false"]
                    .iter()
                    .any(|known| text.trim().eq_ignore_ascii_case(known)) =>
                {
                    book.put(at.0, at.1, Content::Broken("giá trị đúng/sai không đọc được"))?;
                }
                "n" if text.parse::<f64>().is_err() => {
                    book.put(at.0, at.1, Content::Text(&text, FontHint::Silent))?;
                }
                "s" if text.parse::<usize>().is_ok_and(|at| n_strings <= at) => {
                    book.put(at.0, at.1, Content::Broken("mất chữ"))?;
                }
                "s" | "b" | "n" | "" | "str" | "d" | "inlineStr" | "is" => {}
                _ => book.put(at.0, at.1, Content::Text(&text, FontHint::Silent))?,
            },
            Event::End(element) => match element.local_name().as_ref() {
                "v" => in_value = false,
                "c" => at.1 = at.1.saturating_add(1),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(())
}
