//! Delimited text: the one reader of tables that come as text, for what units send and for what an
//! office keeps (`units.csv`, `columns.csv`, `decisions.csv`).
//!
//! Neither delimiter nor encoding is declared anywhere; both are told by the text. Excel saves the same
//! table with `,` `;` or tabs, as UTF-8 with or without a mark, UTF-16 or windows-1258, and lets a first
//! line say `sep=;`.

use unicode_normalization::UnicodeNormalization;

use crate::finding::{Code, Finding, Place};

use super::bytes::decode_bytes;
use super::{Prior, Run, is_surely_unicode, repair};

/// A table that an office keeps as delimited text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DelimitedTable {
    /// Its rows that are not empty.
    pub rows: Vec<TableRow>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Zero-based, as a spreadsheet shows it.
    pub row: u32,
    /// Its fields: trimmed, legacy letters put right, composed.
    pub fields: Vec<String>,
}

impl DelimitedTable {
    /// Reads the bytes of a table. Rows whose first field begins with `#` are comments and are left out.
    pub fn read(bytes: &[u8]) -> DelimitedTable {
        let text = decode_bytes(bytes);
        let mut table = DelimitedTable::default();
        each_row(&text, |row, record| {
            let fields: Vec<String> = record.iter().map(field).collect();
            let is_comment = fields.first().is_some_and(|first| first.starts_with('#'));
            if !is_comment && fields.iter().any(|field| !field.is_empty()) {
                table.rows.push(TableRow { row, fields });
            }
        });
        table
    }

    /// A finding for each field whose letters are lost for good: a program saved them in a code page that
    /// lacks them, and wrote U+FFFD.
    pub fn lost_letters(&self, file: &Place) -> Vec<Finding> {
        let mut findings = Vec::new();
        for TableRow { row, fields } in &self.rows {
            for (col, field) in (0_u16..).zip(fields) {
                if field.contains(char::REPLACEMENT_CHARACTER) {
                    let message = format!("«{field}» đã mất chữ khi lưu; chỗ có dấu � không đọc lại được.");
                    let place = file.at_cell(*row, col);
                    findings.push(Finding::new(Code::LettersLost, place, message).raw(field.clone()));
                }
            }
        }
        findings
    }
}

/// A field as it was meant.
fn field(written: &str) -> String {
    let written = written.trim();
    if written.is_ascii() || is_surely_unicode(written) {
        return written.nfc().collect();
    }
    let repaired = repair(&[Run::plain(written)], &Prior::none());
    if repaired.doubtful { written.nfc().collect() } else { repaired.text.into_owned() }
}

/// Calls `visit` with the zero-based row, as a spreadsheet shows it, and the fields of each record.
pub(crate) fn each_row(text: &str, mut visit: impl FnMut(u32, &csv::StringRecord)) {
    // Excel lets a first line say `sep=;`, and does not show it.
    let (delimiter, text) = match declared(text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (delimiter_of(text), text),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The reader skips empty lines; rows are numbered as a spreadsheet would show them.
    let mut row = 0_u32;
    let mut read_to = 0_usize;
    // A flexible reader of a text in memory has nothing to fail at.
    while reader.read_record(&mut record).unwrap_or(false) {
        row = row.saturating_add(empty_lines(text, read_to));
        visit(row, &record);
        read_to = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        row = row.saturating_add(1);
    }
}

/// The delimiter of a text: the one that it declares, else the one that its lines agree on.
pub(crate) fn delimiter(text: &str) -> u8 {
    declared(text).map_or_else(|| delimiter_of(text), |(delimiter, _)| delimiter)
}

/// How many empty lines stand at `at`. The line feed of a `\r\n` may be left over from the record
/// before.
fn empty_lines(text: &str, at: usize) -> u32 {
    let Some(rest) = text.as_bytes().get(at..) else { return 0 };
    let breaks = rest.iter().take_while(|byte| **byte == b'\r' || **byte == b'\n');
    let feeds = breaks.filter(|byte| **byte == b'\n').count();
    let left_over = rest.starts_with(b"\n")
        && at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'\r');
    u32::try_from(feeds.saturating_sub(usize::from(left_over))).unwrap_or(u32::MAX)
}

fn declared(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The delimiter that splits the first lines into the most columns most evenly, quotes respected.
fn delimiter_of(text: &str) -> u8 {
    const LINES: usize = 30;
    let mut best = (b',', 0_usize);
    for delimiter in [b';', b'\t', b',', b'|'] {
        let mut counts = Vec::with_capacity(LINES);
        let (mut quoted, mut count) = (false, 0_usize);
        for byte in text.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    counts.push(std::mem::take(&mut count));
                    if counts.len() == LINES {
                        break;
                    }
                }
                _ if byte == delimiter && !quoted => count += 1,
                _ => {}
            }
        }
        counts.push(count);
        counts.retain(|count| 0 < *count);
        // Lines that agree on a number of columns, weighted by it: commas inside names and
        // addresses seldom agree.
        let score = counts
            .iter()
            .map(|count| count * counts.iter().filter(|other| *other == count).count())
            .max()
            .unwrap_or(0);
        if best.1 < score {
            best = (delimiter, score);
        }
    }
    best.0
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found_outside_quotes() {
        #[track_caller]
        fn check(text: &str, expect: u8) {
            assert_eq!(char::from(delimiter_of(text)), char::from(expect), "{text}");
        }
        check("STT,Họ và tên,Đơn vị\n1,Lò Văn Páo,Xã Đông\n", b',');
        check("STT;Họ và tên;Địa chỉ\n1;Lò Văn Páo;Xóm 1, xã Đông\n", b';');
        check("STT\tHọ tên\n1\t\"a;b;c;d\"\n", b'\t');
        check("một cột\nhai\n", b',');
    }

    #[test]
    fn a_table_is_the_same_however_a_spreadsheet_saves_it() {
        const ROWS: [[&str; 2]; 2] = [["code", "name"], ["05977", "Phường Vĩnh Trại, số 1"]];
        let written = |delimiter: char| {
            let quoted = |field: &str| {
                if field.contains(delimiter) { format!("\"{field}\"") } else { field.to_owned() }
            };
            ROWS.map(|row| row.map(quoted).join(&delimiter.to_string())).join("\r\n") + "\r\n"
        };
        let utf_16 = |text: &str| -> Vec<u8> {
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        };
        // Windows-1258 has the letters ă â ê ô ơ ư, and tones as signs of their own behind them.
        let in_1258 = |text: &str| {
            let mut split: String = text.nfd().collect();
            for (parts, letter) in [
                ("a\u{302}", "â"),
                ("a\u{306}", "ă"),
                ("e\u{302}", "ê"),
                ("o\u{302}", "ô"),
                ("o\u{31B}", "ơ"),
                ("u\u{31B}", "ư"),
            ] {
                split = split.replace(parts, letter);
            }
            encoding_rs::WINDOWS_1258.encode(&split).0.into_owned()
        };
        let comma = written(',');
        for bytes in [
            comma.clone().into_bytes(),
            format!("\u{FEFF}{comma}").into_bytes(),
            written(';').into_bytes(),
            written('\t').into_bytes(),
            format!("sep=;\r\n{}", written(';')).into_bytes(),
            utf_16(&written('\t')),
            utf_16(&written(';')),
            in_1258(&comma),
        ] {
            let table = DelimitedTable::read(&bytes);
            let fields: Vec<&[String]> = table.rows.iter().map(|row| row.fields.as_slice()).collect();
            assert_eq!(fields, ROWS, "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn comments_and_empty_rows_are_left_out_and_rows_keep_their_numbers() {
        let table = DelimitedTable::read("# bảng riêng\n\na,b\n,\n\"c\nd\",X\u{FFFD}m\n".as_bytes());
        let rows: Vec<(u32, &str)> = table.rows.iter().map(|row| (row.row, row.fields[0].as_str())).collect();
        assert_eq!(rows, [(2, "a"), (4, "c\nd")]);
        let lost = table.lost_letters(&Place::file("units.csv"));
        let lost: Vec<(Code, String)> =
            lost.iter().map(|finding| (finding.code, finding.place.spot_shown())).collect();
        assert_eq!(lost, [(Code::LettersLost, "B5".to_owned())]);
    }
}
