//! .ods, read from its `content.xml` in one pass.
//!
//! Not by `calamine`: it reads the whole grid densely, repeats included, before one can ask how
//! large it is, and knows neither merges nor fonts. The format is plain enough: rows of cells, both
//! possibly repeated; only repeated *content* takes room here.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::text::{FontHint, Run, font_hint};

use crate::intake::containers::zip::{Archive, Parts};
use crate::intake::grid::{Book, Content};
use crate::intake::limits::{MAX_COLS, MAX_ROWS};
use crate::intake::trouble::Trouble;
use crate::intake::values::{duration_shown, error_named, with_iso};
use crate::package::xml::{attribute, tolerant};

/// A row or cell with content is repeated at most this often; more is a fill of a whole column.
const MAX_REPEATED_CONTENT: u32 = 1_000;

/// Reads all sheets of an .ods into `book`.
pub(in crate::intake) fn read(archive: &mut Archive<'_>, book: &mut Book<'_>) -> Result<(), Trouble> {
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
    let mut styles = Styles::default();
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

/// What styles say about letters and visibility.
#[derive(Default)]
struct Styles {
    /// Of declared font faces; their names are those of fonts, mostly.
    faces: HashMap<String, FontHint>,
    /// Of cells, columns, rows and runs that name a font, themselves or through their parent.
    fonts: HashMap<String, FontHint>,
    hidden: Vec<String>,
}

impl Styles {
    fn read(&mut self, xml: &str) {
        let mut reader = tolerant(xml);
        let mut name = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) | Event::Empty(element) => match element.name().as_ref() {
                    "style:font-face" => {
                        let face = attribute(&element, "name").zip(attribute(&element, "font-family"));
                        if let Some((face, family)) = face {
                            self.faces.insert(face, font_hint(family.trim_matches(['\'', '"'])));
                        }
                    }
                    "style:style" => {
                        name = attribute(&element, "name").unwrap_or_default();
                        let parent = attribute(&element, "parent-style-name")
                            .and_then(|parent| self.fonts.get(&parent).copied());
                        if let Some(font) = parent {
                            self.fonts.insert(name.clone(), font);
                        }
                    }
                    "style:text-properties" => {
                        let font =
                            attribute(&element, "font-name").or_else(|| attribute(&element, "font-family"));
                        if let Some(font) = font {
                            let face = self.faces.get(&font).copied();
                            let font = face.unwrap_or_else(|| font_hint(font.trim_matches('\'')));
                            self.fonts.insert(name.clone(), font);
                        }
                    }
                    "style:table-properties"
                        if attribute(&element, "display").as_deref() == Some("false") =>
                    {
                        self.hidden.push(name.clone());
                    }
                    "office:spreadsheet" => break,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
    }

    fn font(&self, style: Option<&str>) -> FontHint {
        style.and_then(|style| self.fonts.get(style)).copied().unwrap_or(FontHint::Silent)
    }
}

/// A cell of a row, before it is known how often the row is repeated.
struct OdsCell {
    col: u32,
    repeated: u32,
    value: OdsValue,
    font: FontHint,
    /// Where each run of its text ends and its font, if it is not the cell's; empty without such runs.
    runs: Ends,
    /// Rows and columns of its merge.
    span: (u32, u32),
}

/// Where runs of a text end, and the fonts that they have of their own.
type Ends = Vec<(usize, Option<FontHint>)>;

enum OdsValue {
    Blank,
    Text(String),
    Number(f64),
    Date(String),
    Bool(bool),
    Error(&'static str),
}

fn read_table(reader: &mut Reader<&[u8]>, styles: &Styles, book: &mut Book<'_>) -> Result<(), Trouble> {
    let mut columns: Vec<(u32, FontHint)> = Vec::new();
    let mut row = 0_u32;
    let mut nested = 0_usize;
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table" | "table:shapes" => nested += 1,
                "table:table-column" if nested == 0 => columns.push(column(&element, styles, &columns)),
                "table:table-row" if nested == 0 => {
                    let repeated = repeats(&element, "number-rows-repeated");
                    let font = styles.font(attribute(&element, "default-cell-style-name").as_deref());
                    let cells = read_row(reader, styles, &columns, font)?;
                    put_row(&cells, row, repeated, book)?;
                    row = row.saturating_add(repeated).min(MAX_ROWS);
                }
                _ => {}
            },
            Event::Empty(element) if nested == 0 => match element.name().as_ref() {
                "table:table-column" => columns.push(column(&element, styles, &columns)),
                "table:table-row" => {
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

/// Where a run of columns ends and the font of its cells.
fn column(element: &BytesStart<'_>, styles: &Styles, before: &[(u32, FontHint)]) -> (u32, FontHint) {
    let start = before.last().map_or(0, |(end, _)| *end);
    let font = styles.font(attribute(element, "default-cell-style-name").as_deref());
    (start.saturating_add(repeats(element, "number-columns-repeated")), font)
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, MAX_ROWS)
}

fn put_row(cells: &[OdsCell], row: u32, repeated: u32, book: &mut Book<'_>) -> Result<(), Trouble> {
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
                match &cell.value {
                    OdsValue::Blank => break,
                    OdsValue::Text(text) if !cell.runs.is_empty() => {
                        book.put(row, col, Content::Runs(&runs(text, cell)))?;
                    }
                    OdsValue::Text(text) => book.put(row, col, Content::Text(text, cell.font))?,
                    OdsValue::Number(number) => book.put(row, col, Content::Number(*number))?,
                    OdsValue::Date(date) => with_iso(date, |content| book.put(row, col, content))?,
                    OdsValue::Bool(truth) => book.put(row, col, Content::Bool(*truth))?,
                    OdsValue::Error(name) => book.put(row, col, Content::Error(name))?,
                }
            }
        }
    }
    Ok(())
}

/// The runs of a cell's text.
fn runs<'t>(text: &'t str, cell: &OdsCell) -> Vec<Run<'t>> {
    let mut start = 0;
    let ends = cell.runs.iter().copied().chain([(text.len(), None)]);
    let cut = ends.filter_map(|(end, font)| {
        let text = text.get(start..end).filter(|text| !text.is_empty())?;
        start = end;
        Some(Run { text, font: font.unwrap_or(cell.font) })
    });
    cut.collect()
}

fn merge(cell: &OdsCell, row: u32, book: &mut Book<'_>) {
    let (rows, cols) = cell.span;
    if 1 < rows || 1 < cols {
        book.merge((row, cell.col), (row.saturating_add(rows - 1), cell.col.saturating_add(cols - 1)));
    }
}

fn read_row(
    reader: &mut Reader<&[u8]>,
    styles: &Styles,
    columns: &[(u32, FontHint)],
    row_font: FontHint,
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
        let (text, runs) =
            if open { read_text(reader, styles, element.name().as_ref())? } else { Default::default() };
        let repeated = repeats(&element, "number-columns-repeated");
        let value = value(&element, text);
        let span = (repeats(&element, "number-rows-spanned"), repeats(&element, "number-columns-spanned"));
        if !matches!(value, OdsValue::Blank) || span != (1, 1) {
            let font = match attribute(&element, "style-name") {
                Some(style) => styles.font(Some(&style)),
                None if row_font != FontHint::Silent => row_font,
                None => {
                    columns.iter().find(|(end, _)| col < *end).map_or(FontHint::Silent, |(_, font)| *font)
                }
            };
            cells.push(OdsCell { col, repeated, value, font, runs, span });
        }
        col = col.saturating_add(repeated).min(MAX_COLS);
    }
}

fn value(element: &BytesStart<'_>, text: String) -> OdsValue {
    if attribute(element, "value-type").is_none() && text.is_empty() {
        return OdsValue::Blank;
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

/// The text of a cell up to its end tag, and its runs if some have a font of their own: paragraphs are
/// lines, notes are not text.
fn read_text(reader: &mut Reader<&[u8]>, styles: &Styles, cell: &str) -> Result<(String, Ends), Trouble> {
    const MAX_SPACES: u32 = 100;
    let mut text = String::new();
    let mut in_note = 0_usize;
    let mut in_paragraph = 0_usize;
    let mut first = true;
    let mut ends = Ends::new();
    // Fonts of the spans that are open.
    let mut spans: Vec<Option<FontHint>> = Vec::new();
    loop {
        match reader.read_event().map_err(|error| Trouble::damaged(&error))? {
            Event::Start(element) => match element.name().as_ref() {
                "office:annotation" | "draw:frame" => in_note += 1,
                "text:p" if in_note == 0 => {
                    if !std::mem::take(&mut first) {
                        text.push('\n');
                    }
                    in_paragraph += 1;
                }
                "text:span" if in_note == 0 => {
                    let outer = spans.last().copied().flatten();
                    ends.push((text.len(), outer));
                    let style = attribute(&element, "style-name");
                    spans.push(style.and_then(|style| styles.fonts.get(&style).copied()).or(outer));
                }
                _ => {}
            },
            Event::Empty(element) if in_note == 0 => match element.name().as_ref() {
                "text:s" => {
                    let n = attribute(&element, "c").and_then(|n| n.parse().ok()).unwrap_or(1);
                    text.extend((0..n.min(MAX_SPACES)).map(|_| ' '));
                }
                "text:tab" => text.push('\t'),
                "text:line-break" => text.push('\n'),
                "text:p" if !std::mem::take(&mut first) => text.push('\n'),
                _ => {}
            },
            Event::Text(part) if in_note == 0 && 0 < in_paragraph => {
                text.push_str(&part.xml10_content());
            }
            Event::GeneralRef(entity) if in_note == 0 && 0 < in_paragraph => {
                if let Ok(part) = quick_xml::escape::unescape(&format!("&{};", &*entity)) {
                    text.push_str(&part);
                }
            }
            Event::End(element) => match element.name().as_ref() {
                "office:annotation" | "draw:frame" => in_note = in_note.saturating_sub(1),
                "text:p" if in_note == 0 => in_paragraph = in_paragraph.saturating_sub(1),
                "text:span" if in_note == 0 => {
                    if let Some(font) = spans.pop() {
                        ends.push((text.len(), font));
                    }
                }
                name if name == cell => {
                    let has_fonts = ends.iter().any(|(_, font)| font.is_some());
                    return Ok((text, if has_fonts { ends } else { Ends::new() }));
                }
                _ => {}
            },
            Event::Eof => return Err(Trouble::Damaged("tệp bị cắt cụt".to_owned())),
            _ => {}
        }
    }
}
