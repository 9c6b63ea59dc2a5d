//! A table that an office keeps and may save from Excel: lines are only ever added.
//!
//! A file that a spreadsheet saved in another form (`;`, UTF-16, windows-1258, other columns) is first written
//! again in this program's form, all its rows kept; as it was it stays beside, as `….bak.csv`.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::text::table::DelimitedTable;

/// The mark by which Excel knows UTF-8.
const MARK: &str = "\u{FEFF}";

/// The bytes of a file; none where there is no such file.
///
/// # Errors
/// Fails where the file exists and cannot be read.
pub(super) fn bytes_of(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Adds lines to a table with these columns, with the heading where the file is new.
///
/// # Errors
/// Fails where a file cannot be written, for instance because Excel holds it open.
pub fn append_lines<L: Serialize>(path: &Path, columns: &[&str], lines: &[L]) -> io::Result<()> {
    let before = bytes_of(path)?;
    let mut bytes = Vec::new();
    match &before {
        None => bytes.extend_from_slice(format!("{MARK}{}\n", columns.join(",")).as_bytes()),
        Some(before) if !is_in_form(before, columns) => {
            write_whole(&path.with_extension("bak.csv"), before)?;
            let fresh = path.with_extension("csv.tmp");
            write_whole(&fresh, &in_form(before, columns)?)?;
            fs::rename(&fresh, path)?;
        }
        // An editor may have left the last line without its end.
        Some(before) if !before.ends_with(b"\n") => bytes.push(b'\n'),
        Some(_) => {}
    }
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(bytes);
    for line in lines {
        writer.serialize(line).map_err(io::Error::other)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    // One write, so that a kill leaves whole lines.
    file.write_all(&bytes)?;
    file.sync_all()
}

/// Whether lines of this program can be added: UTF-8 with the mark, the columns in their order.
fn is_in_form(bytes: &[u8], columns: &[&str]) -> bool {
    let Some(rest) = bytes.strip_prefix(MARK.as_bytes()) else { return false };
    let heading = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    heading.trim_ascii_end() == columns.join(",").as_bytes() && std::str::from_utf8(rest).is_ok()
}

/// All rows of a file in this program's form.
fn in_form(bytes: &[u8], columns: &[&str]) -> io::Result<Vec<u8>> {
    let table = DelimitedTable::read(bytes);
    let mut writer = csv::WriterBuilder::new().from_writer(MARK.as_bytes().to_vec());
    writer.write_record(columns).map_err(io::Error::other)?;
    if let Some((heading, rows)) = table.rows.split_first() {
        for row in rows {
            let field = |name: &&str| {
                let at = heading.fields.iter().position(|field| field.eq_ignore_ascii_case(name));
                at.and_then(|at| row.fields.get(at)).map_or("", String::as_str)
            };
            writer.write_record(columns.iter().map(field)).map_err(io::Error::other)?;
        }
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
