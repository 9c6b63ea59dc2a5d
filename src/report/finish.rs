//! The last touch to a workbook: lines are put where `rust_xlsxwriter` left room for them, and the first
//! page of a sheet bears no number, as Nghị định 30/2020 has it and the writer has no word for.
//!
//! Parts that stay as they are are taken over packed; sheets are packed again, side by side.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rust_xlsxwriter::{Workbook, XlsxError};
use zip::{DateTime, ZipArchive, ZipWriter};

use super::row_stream::RowStream;
use crate::package::{made_the_same, member_options};

/// Deflate level: files an eighth larger than at the usual 6, packed in a third of the time.
const DEFLATE: u8 = 3;

/// What stands in a sheet that has a header on its pages, and what is to stand there.
const SAME_HEADER: &str = "<headerFooter>";
const OTHER_FIRST: &str = "<headerFooter differentFirst=\"1\">";

/// A sheet of more lines than this may pass 4 GB, which its entry in the package has to be ready for.
const LARGE: usize = 200_000;

/// Where the rows of a sheet end.
const END_OF_ROWS: &str = "</sheetData>";

/// The bytes of a workbook as the writer makes them, the same on every system.
pub(super) fn bytes_of(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    Ok(made_the_same(workbook.save_to_buffer()?)?)
}

/// The bytes of a workbook, with its lines put in; those of each sheet from the top down.
pub(super) fn saved(workbook: &mut Workbook, blocks: &[RowStream<'_>]) -> Result<Vec<u8>, XlsxError> {
    save(workbook, blocks, |_| Ok(Cursor::new(Vec::new())), Cursor::new(Vec::new())).map(Cursor::into_inner)
}

/// Saves such a workbook as a file. A sheet of a million lines is packed into a file beside it, not in memory.
pub(super) fn save_as(
    place: &Path,
    workbook: &mut Workbook,
    blocks: &[RowStream<'_>],
) -> Result<(), XlsxError> {
    let beside = |at| {
        let path = place.with_extension(format!("{at}.part"));
        let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
        Ok(PartFile { file: BufReader::new(file), path })
    };
    let out = BufWriter::new(File::create(place)?);
    save(workbook, blocks, beside, out)?.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

/// A file that lasts as long as it is needed.
struct PartFile {
    file: BufReader<File>,
    path: PathBuf,
}

impl Drop for PartFile {
    fn drop(&mut self) {
        // What is left of it goes with its folder at the next start.
        let _ = fs::remove_file(&self.path);
    }
}

impl Read for PartFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file.read(bytes)
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.get_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.get_mut().flush()
    }
}

impl Seek for PartFile {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Puts a workbook together in `out`; parts that do not stay as they are are packed `beside`, by their number.
fn save<P, W>(
    workbook: &mut Workbook,
    blocks: &[RowStream<'_>],
    beside: impl Fn(usize) -> io::Result<P> + Sync,
    out: W,
) -> Result<W, XlsxError>
where
    P: Read + Write + Seek + Send,
    W: Write + Seek,
{
    workbook.set_zip_compression_level(DEFLATE);
    let made = bytes_of(workbook)?;
    let parts = ZipArchive::new(Cursor::new(made.as_slice()))?;
    let mended = (0..parts.len())
        .into_par_iter()
        .map_with(parts.clone(), |parts, at| mended(parts, at, blocks, || beside(at)))
        .collect::<Result<Vec<Option<P>>, XlsxError>>()?;
    let (mut parts, mut packed) = (parts, ZipWriter::new(out));
    for (at, mended) in mended.into_iter().enumerate() {
        match mended {
            Some(mended) => packed.raw_copy_file(ZipArchive::new(mended)?.by_index_raw(0)?)?,
            None => packed.raw_copy_file(parts.by_index_raw(at)?)?,
        }
    }
    Ok(packed.finish()?)
}

/// A part that does not stay as it is, packed alone.
fn mended<P: Read + Write + Seek>(
    parts: &mut ZipArchive<Cursor<&[u8]>>,
    at: usize,
    blocks: &[RowStream<'_>],
    beside: impl FnOnce() -> io::Result<P>,
) -> Result<Option<P>, XlsxError> {
    let mut part = parts.by_index(at)?;
    let name = part.name()?.into_owned();
    let number = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
    let sheet = number.and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
    let is_table = name.starts_with("xl/tables/") && blocks.iter().any(|block| block.table.is_some());
    if sheet.is_none() && !is_table {
        return Ok(None);
    }
    let mut xml = String::new();
    part.read_to_string(&mut xml)?;
    let options = member_options()
        .compression_level(Some(i64::from(DEFLATE)))
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default()) // a clock would make two runs differ
        .large_file(blocks.iter().any(|block| Some(block.sheet) == sheet && LARGE < block.n_lines));
    let streams: Vec<&RowStream<'_>> = blocks.iter().filter(|block| Some(block.sheet) == sheet).collect();
    if sheet.is_some() && streams.is_empty() && !xml.contains(SAME_HEADER) {
        return Ok(None);
    }
    let mut packed = ZipWriter::new(beside()?);
    packed.start_file(name.as_str(), options)?;
    match sheet {
        Some(_) => filled(&xml, &streams, &mut packed)?,
        None => packed.write_all(grown_table(&xml, blocks).as_bytes())?,
    }
    Ok(Some(packed.finish()?))
}

/// Writes a sheet with its lines.
fn filled(xml: &str, blocks: &[&RowStream<'_>], out: &mut impl Write) -> io::Result<()> {
    let (rows, after) = xml.split_at(xml.find(END_OF_ROWS).unwrap_or(xml.len()));
    let mut rest = rows;
    if let (Some(last), Some((before, area, behind))) = (blocks.last(), dimension(rest)) {
        write!(out, "{before}{}", grown(area, last.end()))?;
        rest = behind;
    }
    let mut faces: Vec<Option<String>> = Vec::new();
    for block in blocks {
        let (before, row) = split_before_row(rest, block.row + 1);
        out.write_all(before.as_bytes())?;
        rest = row;
        if let Some((specimen, behind)) = specimen(row, block.row + 1) {
            faces = faces_of(specimen);
            rest = behind;
        }
        block.write(&faces, out)?;
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(after.replacen(SAME_HEADER, OTHER_FIRST, 1).as_bytes())
}

/// The text around the area that a sheet says it fills, and that area.
fn dimension(xml: &str) -> Option<(&str, &str, &str)> {
    const BEFORE: &str = "<dimension ref=\"";
    let start = xml.find(BEFORE)? + BEFORE.len();
    let len = xml.get(start..)?.find('"')?;
    Some((xml.get(..start)?, xml.get(start..start + len)?, xml.get(start + len..)?))
}

/// An area (`A1:G9`, `A1`), reaching down to a row at least, one-based.
fn grown(area: &str, last_row: u32) -> String {
    let (first, last) = area.split_once(':').unwrap_or((area, area));
    let digits = last.find(|letter: char| letter.is_ascii_digit()).unwrap_or(last.len());
    let (letters, row) = last.split_at(digits);
    let row = row.parse().unwrap_or(0).max(last_row);
    format!("{first}:{letters}{row}")
}

/// A table's part, its area reaching over all its lines.
fn grown_table(xml: &str, blocks: &[RowStream<'_>]) -> String {
    let of = |block: &&RowStream<'_>| {
        block.table.is_some_and(|name| xml.contains(&format!(" displayName=\"{name}\"")))
    };
    let Some(block) = blocks.iter().find(of) else { return xml.to_owned() };
    let (first, all) = (format!("{}\"", block.row + 1), format!("{}\"", block.end()));
    // `ref="A1:AA2"`, of the table and of its filter
    xml.split_inclusive('>')
        .map(|tag| match tag.split_once(" ref=\"") {
            Some((before, area)) => format!("{before} ref=\"{}", area.replacen(&first, &all, 1)),
            None => tag.to_owned(),
        })
        .collect()
}

/// The text of rows, parted before the first row of this number, one-based, or a later one.
fn split_before_row(rows: &str, number: u32) -> (&str, &str) {
    let at = rows.match_indices("<row r=\"").find(|(at, tag)| {
        let row = rows.get(at + tag.len()..).and_then(|rest| rest.split('"').next()?.parse::<u32>().ok());
        row.is_some_and(|row| number <= row)
    });
    rows.split_at(at.map_or(rows.len(), |(at, _)| at))
}

/// The row of this number, one-based, and what follows it, where the rows begin with it.
fn specimen(rows: &str, number: u32) -> Option<(&str, &str)> {
    rows.strip_prefix(&format!("<row r=\"{number}\""))?;
    let end = rows.find("</row>")? + "</row>".len();
    rows.split_at_checked(end)
}

/// The numbers of the faces of a row's cells, by column.
fn faces_of(row: &str) -> Vec<Option<String>> {
    let mut faces = Vec::new();
    for cell in row.split("<c r=\"").skip(1) {
        let letters = cell.bytes().take_while(u8::is_ascii_uppercase);
        let col = letters.fold(0, |col, letter| col * 26 + usize::from(letter - b'A') + 1);
        let face = cell.split_once(" s=\"").and_then(|(_, rest)| rest.split('"').next());
        if faces.len() < col {
            faces.resize(col, None);
        }
        if let Some(place) = faces.get_mut(col.saturating_sub(1)) {
            *place = face.map(str::to_owned);
        }
    }
    faces
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use std::collections::BTreeMap;

    use super::super::value::CellValue;
    use super::*;

    fn block(row: u32, n_lines: usize, table: Option<&'static str>) -> RowStream<'static> {
        let line = Box::new(|at, values: &mut Vec<CellValue<'static>>| {
            values.push(CellValue::Whole(u32::try_from(at).unwrap_or(0)));
        });
        RowStream { sheet: 0, row, n_lines, heights: Vec::new(), shortened: BTreeMap::new(), table, line }
    }

    #[track_caller]
    fn check(blocks: &[RowStream<'_>], rows: &str, expect: &str) {
        let wrapped = |area: &str, rows: &str| {
            format!("<worksheet><dimension ref=\"{area}\"/><sheetData>{rows}</sheetData></worksheet>")
        };
        let mut out = Vec::new();
        filled(&wrapped("A1:B3", rows), &blocks.iter().collect::<Vec<_>>(), &mut out).expect("written");
        assert_eq!(String::from_utf8(out).expect("text"), wrapped("A1:B9", expect));
    }

    #[test]
    fn lines_stand_between_the_rows_around_them() {
        let specimen = "<row r=\"2\"><c r=\"A2\" s=\"4\"/><c r=\"B2\" s=\"5\"/></row>";
        let row = "<row r=\"4\"><c r=\"A4\"/></row>";
        check(
            &[block(1, 2, None), block(4, 5, None)],
            &format!("<row r=\"1\"/>{specimen}{row}"),
            "<row r=\"1\"/><row r=\"2\"><c r=\"A2\" s=\"4\"><v>0</v></c></row>\
             <row r=\"3\"><c r=\"A3\" s=\"4\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"/></row>\
             <row r=\"5\"><c r=\"A5\" s=\"4\"><v>0</v></c></row>\
             <row r=\"6\"><c r=\"A6\" s=\"4\"><v>1</v></c></row>\
             <row r=\"7\"><c r=\"A7\" s=\"4\"><v>2</v></c></row>\
             <row r=\"8\"><c r=\"A8\" s=\"4\"><v>3</v></c></row>\
             <row r=\"9\"><c r=\"A9\" s=\"4\"><v>4</v></c></row>",
        );
    }

    #[test]
    fn a_table_reaches_over_its_lines() {
        let xml = "<table name=\"t\" displayName=\"tbl\" ref=\"A1:AA2\"><autoFilter ref=\"A1:AA2\"/></table>";
        let expect = xml.replace("AA2", "AA41");
        assert_eq!(grown_table(xml, &[block(1, 40, Some("tbl"))]), expect);
        assert_eq!(grown_table(xml, &[block(1, 40, Some("khác"))]), xml);
    }

    #[test]
    fn faces_are_read_by_column() {
        let row = "<row r=\"2\" ht=\"9\"><c r=\"B2\" s=\"4\"/><c r=\"AA2\" s=\"12\"/></row>";
        let faces = faces_of(row);
        assert_eq!(faces.len(), 27);
        let numbers: Vec<&str> = faces.iter().flatten().map(String::as_str).collect();
        assert_eq!(numbers, ["4", "12"]);
    }
}
