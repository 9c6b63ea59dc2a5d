//! Zip containers: their members, and the parts of a workbook.
//!
//! Sizes in a zip are declared, not proven, and libraries believe them. So every byte is unpacked
//! here, once, under [`Limits`]. What is no cell (pictures, drawings, themes) is not unpacked at all.

use std::io::{Cursor, Read, Write};

use zip::read::ZipReadOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::members::{entry_name, len, too_much};
use crate::intake::limits::Limits;
use crate::intake::passwords::Passwords;
use crate::intake::trouble::Trouble;
use crate::package::member_options;

/// An opened zip whose directory is within limits.
pub(in crate::intake) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Size of the whole zip in bytes.
    packed: u64,
    unpacked: u64,
    passwords: &'a Passwords,
    /// Entry names as they should be read, `/` between folders.
    names: Vec<String>,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub(in crate::intake) fn open(
        bytes: &'a [u8],
        passwords: &'a Passwords,
        limits: &Limits,
    ) -> Result<Archive<'a>, Trouble> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Trouble::damaged(&error))?;
        if zip.len() > limits.max_entries {
            return Err(Trouble::TooLarge(format!("{} tệp con trong một tệp nén", zip.len())));
        }
        let names = zip.file_names_raw().map(entry_name).collect();
        Ok(Archive { zip, packed: len(bytes), unpacked: 0, passwords, names })
    }

    /// Entry names in the order of the directory; folders end in `/`.
    pub(in crate::intake) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether some entry's name, in lower case, satisfies `test`.
    pub(in crate::intake) fn has(&self, test: impl Fn(&str) -> bool) -> bool {
        self.names.iter().any(|name| test(&name.to_ascii_lowercase()))
    }

    /// How many bytes were unpacked so far, also in vain.
    pub(in crate::intake) fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// The bytes of an entry, at most `budget` of them.
    pub(in crate::intake) fn read(
        &mut self,
        at: usize,
        budget: u64,
        limits: &Limits,
    ) -> Result<Vec<u8>, Trouble> {
        let budget = budget.min(limits.unpacked_from(self.packed).saturating_sub(self.unpacked));
        match self.read_with(at, None, budget) {
            Err(Trouble::Encrypted) => {
                self.passwords.unlock(|password| self.read_with(at, Some(password), budget))
            }
            read => read,
        }
    }

    /// A wrong password is [`Trouble::Encrypted`], and so is a broken entry that a password opened: one
    /// password in 256 seems right to the lock of old, and only the checksum tells.
    fn read_with(&mut self, at: usize, password: Option<&str>, budget: u64) -> Result<Vec<u8>, Trouble> {
        let options = ZipReadOptions::new().password(password.map(str::as_bytes));
        let entry = self.zip.by_index_with_options(at, options).map_err(|error| trouble_of(&error))?;
        if entry.encrypted() && password.is_none() {
            return Err(Trouble::Encrypted);
        }
        if budget < entry.size() {
            return Err(too_much(self.packed, budget));
        }
        // What it says of itself, as far as that can be believed.
        let room = entry.size().min(entry.compressed_size().saturating_mul(64));
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(0));
        let read = entry.take(budget + 1).read_to_end(&mut bytes);
        let taken = len(&bytes);
        // What an entry that lies or breaks has cost counts too.
        self.unpacked += taken;
        if let Err(error) = read {
            return Err(if password.is_some() { Trouble::Encrypted } else { Trouble::damaged(&error) });
        }
        if budget < taken { Err(too_much(self.packed, budget)) } else { Ok(bytes) }
    }
}

fn trouble_of(error: &zip::result::ZipError) -> Trouble {
    match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
            Trouble::Encrypted
        }
        zip::result::ZipError::InvalidPassword => Trouble::Encrypted,
        other => Trouble::damaged(other),
    }
}

/// The parts of a workbook that hold cells, unpacked.
pub(in crate::intake) struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// Unpacks what `wanted` (given the lower-case name) accepts; `mend` may change a part, under
    /// its lower-case name, before anybody reads it.
    pub(in crate::intake) fn unpack(
        archive: &mut Archive<'_>,
        limits: &Limits,
        wanted: impl Fn(&str) -> bool,
        mend: impl Fn(&str, &mut Vec<u8>),
    ) -> Result<Parts, Trouble> {
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        let start = archive.unpacked;
        for at in 0..archive.names.len() {
            let Some(name) = archive.names.get(at).cloned() else { break };
            let lower = name.to_ascii_lowercase();
            if name.ends_with('/') || !wanted(&lower) || parts.iter().any(|(known, _)| *known == name) {
                continue;
            }
            let budget = limits.max_unpacked_bytes.saturating_sub(archive.unpacked - start);
            let mut bytes = archive.read(at, budget, limits)?;
            mend(&lower, &mut bytes);
            parts.push((name, bytes));
        }
        Ok(Parts(parts))
    }

    /// The bytes of the part of that name, compared without regard to case.
    pub(in crate::intake) fn part(&self, name: &str) -> Option<&[u8]> {
        let (_, bytes) = self.0.iter().find(|(part, _)| part.eq_ignore_ascii_case(name))?;
        Some(bytes)
    }

    /// A part's name as it stands, sought without regard to case.
    pub(in crate::intake) fn named(&self, name: &str) -> Option<&str> {
        self.names().find(|part| part.eq_ignore_ascii_case(name))
    }

    /// The names of all parts.
    pub(in crate::intake) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// A zip of the parts without compression, for `calamine`: it costs a copy instead of a second
    /// inflation.
    pub(in crate::intake) fn into_zip(self) -> Result<Vec<u8>, Trouble> {
        const AROUND_EACH: usize = 256;
        // All at once: a vector that grows takes three times as much memory amid it.
        let room = self.0.iter().map(|(_, bytes)| bytes.len() + AROUND_EACH).sum();
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(room)));
        let options = member_options().compression_method(CompressionMethod::Stored).large_file(false);
        for (name, bytes) in self.0 {
            writer.start_file(name, options).map_err(|error| Trouble::damaged(&error))?;
            writer.write_all(&bytes).map_err(|error| Trouble::damaged(&error))?;
        }
        Ok(writer.finish().map_err(|error| Trouble::damaged(&error))?.into_inner())
    }
}
