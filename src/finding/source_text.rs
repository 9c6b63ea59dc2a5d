//! A text that people wrote in a form of their own, and where each of its parts stands for them.

use std::ops::Range;

use super::Place;

/// Settings or a plan as text, and where its parts stand: in the lines of a file or, where the text was made
/// from a workbook, in cells.
#[derive(Debug, Clone)]
pub struct SourceText {
    text: String,
    /// The file; for a workbook, where none of its cells is meant.
    whole: Place,
    /// Parts of a made text, each with its cell or row; none for a file.
    origins: Vec<TextOrigin>,
    /// What the sheets of a workbook call each key.
    headers: Vec<KeyHeader>,
}

/// Bytes of a made text and the cell or row they were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOrigin {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// Where they come from.
    pub place: Place,
}

/// What a sheet calls a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHeader {
    /// The sheet.
    pub sheet: String,
    /// The key.
    pub key: String,
    /// What an officer reads over its column or before its cell.
    pub header: String,
    /// The zero-based column, where it stands in one.
    pub col: Option<u16>,
    /// The zero-based row, where it has one of its own.
    pub row: Option<u32>,
}

impl SourceText {
    /// The text of a file.
    pub fn file(source: &str, text: impl Into<String>) -> SourceText {
        SourceText { text: text.into(), whole: Place::file(source), origins: Vec::new(), headers: Vec::new() }
    }

    /// A text made from a workbook.
    pub fn made(whole: Place, text: String, origins: Vec<TextOrigin>, headers: Vec<KeyHeader>) -> SourceText {
        SourceText { text, whole, origins, headers }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether people wrote the text itself, line by line.
    pub fn is_file(&self) -> bool {
        self.whole.sheet.is_none() && self.origins.is_empty()
    }

    /// The file.
    pub fn whole(&self) -> &Place {
        &self.whole
    }

    /// Where a byte stands: the line of a file, or the cell (else the row) that it was made from.
    pub fn place(&self, byte: usize) -> Place {
        if self.is_file() {
            let (line, _) = self.line_and_column(byte);
            return self.whole.at_row(u32::try_from(line - 1).unwrap_or(u32::MAX));
        }
        let around = self.origins.iter().filter(|origin| origin.bytes.contains(&byte));
        let nearest = around.min_by_key(|origin| origin.bytes.len());
        nearest.map_or_else(|| self.whole.clone(), |origin| origin.place.clone())
    }

    /// Where a key of the head stands; the whole file where it does not.
    pub fn place_of(&self, key: &str) -> Place {
        let mut byte = 0;
        for line in self.text.split_inclusive('\n') {
            if line.starts_with('[') {
                break;
            }
            if line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
                return self.place(byte);
            }
            byte += line.len();
        }
        self.whole.clone()
    }

    /// Where a dotted key stands, sections and all: the nearest that is written of it.
    pub fn place_of_path(&self, path: &str) -> Place {
        let (section, key) = path.rsplit_once('.').map_or(("", path), |(section, key)| (section, key));
        let (mut byte, mut inside, mut nearest) = (0, section.is_empty(), None);
        for line in self.text.split_inclusive('\n') {
            let trimmed = line.trim();
            if trimmed.starts_with('[') {
                inside = trimmed == format!("[{section}]");
                let named = trimmed == format!("[[{path}]]") || inside;
                nearest = nearest.or(named.then_some(byte));
            } else if inside && line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
            {
                return self.place(byte);
            }
            byte += line.len();
        }
        nearest.map_or_else(|| self.whole.clone(), |byte| self.place(byte))
    }

    /// Where a part of a list stands, by its zero-based number; the last one where there are fewer.
    pub fn part(&self, list: &str, n: usize) -> Place {
        let heading = format!("[[{list}]]");
        let mut byte = 0;
        let mut found = Vec::new();
        for line in self.text.split_inclusive('\n') {
            if line.trim_end() == heading {
                found.push(byte);
            }
            byte += line.len();
        }
        let at = found.get(n).or(found.last());
        at.map_or_else(|| self.whole.clone(), |byte| self.place(*byte))
    }

    /// A message about a byte as it is said to people: with line and column in a file, with the headers of the
    /// sheet for the keys where the text was made from cells. It gets its full stop.
    pub fn said(&self, byte: usize, message: &str) -> String {
        if self.is_file() {
            let (line, column) = self.line_and_column(byte);
            return format!("{message} (dòng {line}, cột {column}).");
        }
        let place = self.place(byte);
        format!("{}.", self.in_headers(place.sheet_name(), message))
    }

    /// A message in which the headers of a sheet stand for the keys.
    pub fn in_headers(&self, sheet: &str, message: &str) -> String {
        let of_sheet = self.headers.iter().filter(|one| one.sheet == sheet);
        of_sheet.fold(message.to_owned(), |said, one| {
            said.replace(&format!("«{}»", one.key), &format!("«{}»", one.header))
        })
    }

    /// The cell of a row in which a key would stand; the row where its sheet has no such column.
    pub fn cell_of(&self, row: &Place, key: &str) -> Place {
        let header = self.headers.iter().find(|one| one.sheet == row.sheet_name() && one.key == key);
        let at = header.and_then(|one| one.row).or_else(|| row.row_shown().map(|shown| shown - 1));
        match (header.and_then(|one| one.col), at) {
            (Some(col), Some(at)) => row.at_cell(at, col),
            _ => row.clone(),
        }
    }

    /// What stands at some bytes, as people wrote it: its first line, in a made text without its quotation marks.
    pub fn raw(&self, bytes: Range<usize>) -> &str {
        let raw = self.text.get(bytes).unwrap_or_default().lines().next().unwrap_or_default();
        if self.is_file() { raw } else { raw.trim_matches('"') }
    }

    /// One-based line and column (in letters) of a byte.
    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before.get(start..).unwrap_or_default().chars().count() + 1)
    }
}
