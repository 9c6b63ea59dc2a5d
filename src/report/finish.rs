//! The last touch to a workbook: no page number on the first page of a sheet, as Nghị định 30/2020
//! has it. `rust_xlsxwriter` has no word for that, so it packs loosely and quickly what is packed here
//! again with that word in it.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// Deflate level: files a tenth larger than at the usual 6, written in two thirds of the time.
const DEFLATE: i64 = 3;

/// The quickest level, for parts that are unpacked at once.
const LOOSE: u8 = 1;

/// How far before its end the header of a sheet may stand, in bytes: page breaks and charts follow it.
const TAIL: usize = 100_000;

/// What stands in a sheet that has a header on its pages, and what is to stand there.
const SAME_HEADER: &[u8] = b"<headerFooter>";
const OTHER_FIRST: &[u8] = b"<headerFooter differentFirst=\"1\">";

/// The bytes of a workbook.
pub(super) fn saved(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    workbook.set_zip_compression_level(LOOSE);
    let loose = workbook.save_to_buffer()?;
    let mut parts = ZipArchive::new(Cursor::new(&loose))?;
    let options = SimpleFileOptions::default()
        .compression_level(Some(DEFLATE))
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default()); // a clock would make two runs differ
    let mut packed = ZipWriter::new(Cursor::new(Vec::with_capacity(loose.len() / 5)));
    let mut bytes = Vec::new();
    for at in 0..parts.len() {
        let mut part = parts.by_index(at)?;
        let name = part.name()?.into_owned();
        bytes.clear();
        part.read_to_end(&mut bytes)?;
        packed.start_file(name.as_str(), options)?;
        let header = name.starts_with("xl/worksheets/").then(|| last(&bytes, SAME_HEADER)).flatten();
        let (before, after) = bytes.split_at_checked(header.unwrap_or(bytes.len())).unwrap_or_default();
        packed.write_all(before)?;
        if let Some(after) = after.strip_prefix(SAME_HEADER) {
            packed.write_all(OTHER_FIRST)?;
            packed.write_all(after)?;
        }
    }
    Ok(packed.finish()?.into_inner())
}

/// Where a pattern stands last, near the end.
fn last(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    let start = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(start..).unwrap_or_default();
    tail.windows(pattern.len()).rposition(|window| window == pattern).map(|at| start + at)
}
