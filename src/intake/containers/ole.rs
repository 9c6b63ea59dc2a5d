//! OLE compound files (MS-CFB): .xls, envelopes around encrypted workbooks, Outlook messages.
//!
//! `cfb` opens them. It refuses tables that overlap, as PHPExcel writes them (a third of the .xls
//! that offices export from web programs), so the workbook of such a file is fetched by following
//! its chain of sectors alone.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use crate::intake::passwords::Passwords;
use crate::intake::trouble::Trouble;

/// What is inside an OLE compound file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::intake) enum Envelope {
    /// A workbook of Excel 5 to 2003.
    Workbook,
    /// A message of Outlook.
    Message,
    /// A workbook or text of Office 2007 and later behind a password.
    Locked,
}

/// An opened compound file.
pub(in crate::intake) type Ole<'a> = CompoundFile<Cursor<&'a [u8]>>;

/// Opens a compound file.
pub(in crate::intake) fn compound(bytes: &[u8]) -> Result<Ole<'_>, Trouble> {
    CompoundFile::open(Cursor::new(bytes)).map_err(|error| Trouble::damaged(&error))
}

/// Tells what a compound file is.
pub(in crate::intake) fn envelope(bytes: &[u8]) -> Result<Envelope, Trouble> {
    let ole = match compound(bytes) {
        Ok(ole) => ole,
        Err(_) if workbook_by_chain(bytes).is_some() => return Ok(Envelope::Workbook),
        Err(trouble) => return Err(trouble),
    };
    let has = |name: &str| ole.read_root_storage().any(|entry| entry.name().eq_ignore_ascii_case(name));
    if has("EncryptedPackage") {
        Ok(Envelope::Locked)
    } else if has("Workbook") || has("Book") {
        Ok(Envelope::Workbook)
    } else if has("__properties_version1.0") {
        Ok(Envelope::Message)
    } else if has("WordDocument") {
        Err(Trouble::Unsupported(
            "tệp Word đời cũ (.doc); hãy mở bằng Word, lưu dạng .docx rồi đặt lại vào thư mục inbox",
        ))
    } else if has("PowerPoint Document") {
        Err(Trouble::Unsupported("tệp trình chiếu (.ppt)"))
    } else {
        Err(Trouble::Unsupported("tệp OLE không chứa bảng tính"))
    }
}

/// The file in the envelope of a password, by the first one that fits; the library does not tell a wrong
/// password from a right one, but what comes out is a package or is not.
pub(in crate::intake) fn unlocked(bytes: &[u8], passwords: &Passwords) -> Result<Vec<u8>, Trouble> {
    passwords.unlock_workbook(|password| match office_crypto::decrypt_from_bytes(bytes.to_vec(), password) {
        Ok(plain) if plain.starts_with(b"PK") => Ok(plain),
        Ok(_) | Err(_) => Err(Trouble::Encrypted),
    })
}

/// The bytes of a stream.
pub(in crate::intake) fn stream(ole: &mut Ole<'_>, path: &str, limit: u64) -> Option<Vec<u8>> {
    let stream = ole.open_stream(path).ok()?;
    let mut bytes = Vec::new();
    stream.take(limit).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The stream of records of a workbook, and under which name it was kept.
pub(in crate::intake) fn workbook(bytes: &[u8], limit: u64) -> Result<(Vec<u8>, &'static str), Trouble> {
    let mut ole = match compound(bytes) {
        Ok(ole) => ole,
        Err(trouble) => return workbook_by_chain(bytes).ok_or(trouble),
    };
    // A file saved for both Excel 95 and 97 holds both; the newer one knows Unicode.
    for name in NAMES {
        if let Some(records) = stream(&mut ole, &format!("/{name}"), limit) {
            return Ok((records, name));
        }
    }
    workbook_by_chain(bytes).ok_or_else(|| Trouble::Damaged("không có luồng Workbook".to_owned()))
}

const NAMES: [&str; 2] = ["Workbook", "Book"];

/// The workbook's stream by its chain of sectors, whatever else the tables say. Streams below the
/// cut-off of 4,096 bytes, which live elsewhere, are no workbooks anybody sends.
fn workbook_by_chain(bytes: &[u8]) -> Option<(Vec<u8>, &'static str)> {
    let shift = u16_at(bytes, 30)?;
    let size = match shift {
        9 => 512_usize,
        12 => 4096,
        _ => return None,
    };
    let sectors = Sectors { bytes, size };
    // The header lists the first 109 sectors of the table, a chain of further ones the rest.
    let mut table_at: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + 4 * at)).collect();
    let mut more = u32_at(bytes, 68)?;
    while let Some(sector) = sectors.at(more)
        && table_at.len() < bytes.len() / size + 110
    {
        table_at.extend((0..size / 4 - 1).filter_map(|at| u32_at(sector, 4 * at)));
        more = u32_at(sector, size - 4)?;
    }
    let mut table = Vec::new();
    for at in table_at {
        // Free entries of the list lie beyond the file.
        if let Some(sector) = sectors.at(at) {
            table.extend((0..size / 4).filter_map(|at| u32_at(sector, 4 * at)));
        }
    }
    let directory = sectors.chain(u32_at(bytes, 48)?, &table);
    NAMES.into_iter().find_map(|name| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let entry = directory.chunks_exact(128).find(|entry| entry.starts_with(&wide))?;
        let len = usize::try_from(u32_at(entry, 120)?).ok()?;
        if len < 4096 {
            return None;
        }
        let mut records = sectors.chain(u32_at(entry, 116)?, &table);
        records.truncate(len);
        Some((records, name))
    })
}

/// The file cut into sectors; the header takes the room of one.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl Sectors<'_> {
    fn at(&self, at: u32) -> Option<&[u8]> {
        let start = usize::try_from(at).ok()?.checked_add(1)?.checked_mul(self.size)?;
        // The last sector may be cut short.
        let end = start.checked_add(self.size)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    /// The bytes of a chain, as far as it goes; a chain longer than the file runs in a circle.
    fn chain(&self, start: u32, table: &[u32]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        while let Some(sector) = self.at(at) {
            if self.bytes.len() < bytes.len() + sector.len() {
                break;
            }
            bytes.extend_from_slice(sector);
            match usize::try_from(at).ok().and_then(|at| table.get(at)) {
                Some(next) => at = *next,
                None => break,
            }
        }
        bytes
    }
}

/// The little-endian number at `at`.
pub(in crate::intake) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// The little-endian number at `at`.
pub(in crate::intake) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_workbook_is_found_by_its_chain_as_by_the_library() {
        for version in [cfb::Version::V3, cfb::Version::V4] {
            // long enough to need sectors listed beyond the header
            let records: Vec<u8> =
                (0..9_000_000_u32).flat_map(|n| n.to_le_bytes().into_iter().take(1)).collect();
            let mut ole =
                CompoundFile::create_with_version(version, Cursor::new(Vec::new())).expect("a file");
            ole.create_stream("/Workbook").expect("a stream").write_all(&records).expect("bytes");
            ole.flush().expect("a file");
            let bytes = ole.into_inner().into_inner();
            let (by_chain, name) = workbook_by_chain(&bytes).expect("a chain");
            assert!(by_chain == records && name == "Workbook");
            let (by_library, _) = workbook(&bytes, u64::MAX).expect("a stream");
            assert!(by_library == records);
            assert!(workbook_by_chain(&bytes[..1000]).is_none_or(|(records, _)| records.is_empty()));
        }
    }
}
