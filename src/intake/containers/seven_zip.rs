//! 7z archives, by `sevenz-rust2`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Cursor, Read};

use sevenz_rust2::{ArchiveEntry, ArchiveReader, EntryDecision, Error, Password};

use super::members::{DICTIONARY_BYTES, Taker, entry_name, len, too_much};
use crate::intake::limits::Limits;
use crate::intake::passwords::Passwords;
use crate::intake::trouble::Trouble;

/// An opened archive.
pub(in crate::intake) struct SevenZip<'a> {
    reader: ArchiveReader<Cursor<&'a [u8]>>,
    is_locked: bool,
    packed: u64,
}

impl<'a> SevenZip<'a> {
    /// Reads the directory, with the first password that fits where it needs one.
    pub(in crate::intake) fn open(
        bytes: &'a [u8],
        passwords: &Passwords,
        limits: &Limits,
    ) -> Result<SevenZip<'a>, Trouble> {
        if is_cut(bytes) {
            return Err(Trouble::Split);
        }
        match SevenZip::open_with(bytes, None, limits) {
            Ok(archive) if archive.is_locked => {
                passwords.unlock(|password| SevenZip::open_with(bytes, Some(password), limits))
            }
            Err(Trouble::Encrypted) => {
                passwords.unlock(|password| SevenZip::open_with(bytes, Some(password), limits))
            }
            opened => opened,
        }
    }

    fn open_with(bytes: &'a [u8], password: Option<&str>, limits: &Limits) -> Result<SevenZip<'a>, Trouble> {
        let key = password.map_or_else(Password::empty, Password::new);
        let dictionary = usize::try_from(DICTIONARY_BYTES >> 10).unwrap_or(usize::MAX);
        let reader =
            ArchiveReader::new_with_memory_limit(Cursor::new(bytes), key, dictionary).map_err(|error| {
                match (&error, password) {
                    (Error::MaxMemLimited { .. }, _) => trouble_of(&error),
                    // Nothing proves the password of a directory but that it makes sense.
                    (_, Some(_)) => Trouble::Encrypted,
                    (_, None) => trouble_of(&error),
                }
            })?;
        let n_members = reader.archive().files.len();
        if limits.max_entries < n_members {
            return Err(Trouble::TooLarge(format!("{n_members} tệp con trong một tệp nén")));
        }
        let is_locked = (0..n_members).any(|at| reader.archive().is_file_encrypted(at));
        let mut archive = SevenZip { reader, is_locked, packed: len(bytes) };
        archive.reader.set_thread_count(1);
        if password.is_some() {
            archive.prove()?;
        }
        Ok(archive)
    }

    /// Unpacks the first file: under a wrong password it makes no sense or has another checksum.
    fn prove(&mut self) -> Result<(), Trouble> {
        self.reader
            .for_each_entries_with_decision(|entry, content| {
                if !entry.has_stream() || entry.size() == 0 {
                    return Ok(EntryDecision::Continue);
                }
                io::copy(&mut content.take(Limits::RATIO_MATTERS_ABOVE), &mut io::sink())?;
                Ok(EntryDecision::Stop)
            })
            .map_err(|_| Trouble::Encrypted)
    }

    /// Unpacks member after member. Each is taken exactly once, unpacked or with the reason why not.
    pub(in crate::intake) fn each(mut self, limits: &Limits, taker: &mut Taker<'_>) -> Result<(), Trouble> {
        let is_file = |entry: &&ArchiveEntry| !entry.is_directory() && !entry.is_anti_item();
        // In the order of the directory, of which the reader keeps to within a block.
        let names = self.reader.archive().files.iter().filter(is_file).map(name_of);
        let left = RefCell::new(names.collect::<VecDeque<String>>());
        let mut room_in_all = limits.unpacked_from(self.packed).min(limits.max_total_bytes);
        let mut ended = None;
        let (room, take) = (taker.room, &mut taker.take);
        let done = self.reader.for_each_entries_with_decision(|entry, content| {
            if !is_file(&entry) {
                return Ok(EntryDecision::Continue);
            }
            let name = name_of(entry);
            let mut left = left.borrow_mut();
            if let Some(at) = left.iter().position(|known| *known == name) {
                left.remove(at);
            }
            let room = room().min(room_in_all);
            let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(1 << 20)).unwrap_or(0));
            let unpacked = match content.take(room.saturating_add(1)).read_to_end(&mut bytes) {
                _ if room < entry.size() || room < len(&bytes) => Err(too_much(self.packed, room)),
                Ok(_) => Ok(bytes),
                Err(error) => Err(Trouble::damaged(&error)),
            };
            room_in_all = room_in_all.saturating_sub(unpacked.as_ref().map_or(0, |bytes| len(bytes)));
            // Behind what is broken or too large there is nothing to unpack in the same block.
            let decision = if unpacked.is_ok() { EntryDecision::Continue } else { EntryDecision::SkipBlock };
            ended = take(&name, unpacked).err();
            Ok(if ended.is_some() { EntryDecision::Stop } else { decision })
        });
        if let Some(trouble) = ended {
            return Err(trouble);
        }
        let trouble = match done {
            Err(error) => trouble_of(&error),
            Ok(()) => Trouble::Damaged("nằm sau một tệp con hỏng hoặc quá lớn trong tệp nén".to_owned()),
        };
        left.into_inner().iter().try_for_each(|name| take(name, Err(trouble.clone())))
    }

    /// How many members it has, folders included.
    pub(in crate::intake) fn n_members(&self) -> usize {
        self.reader.archive().files.len()
    }
}

/// Whether the directory, which stands at the end, lies beyond it: the file was cut, as 7-Zip does when it
/// makes volumes, of which only the first bears the signature.
fn is_cut(bytes: &[u8]) -> bool {
    let number = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let end = number(12).zip(number(20)).map(|(at, size)| at.saturating_add(size).saturating_add(32));
    end.is_none_or(|end| len(bytes) < end)
}

fn name_of(entry: &ArchiveEntry) -> String {
    entry_name(entry.name().as_bytes())
}

fn trouble_of(error: &Error) -> Trouble {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => Trouble::Encrypted,
        Error::MaxMemLimited { actaul_kb, .. } => {
            Trouble::TooLarge(format!("cần {} MB bộ nhớ để giải nén", actaul_kb >> 10))
        }
        Error::UnsupportedCompressionMethod(method) => {
            Trouble::Damaged(format!("nén bằng cách {method}, chương trình không đọc được"))
        }
        other => Trouble::damaged(other),
    }
}
