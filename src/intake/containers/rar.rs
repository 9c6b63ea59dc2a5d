//! RAR archives, from RAR 1.5 to 7, by `rars`.
//!
//! What is unpacked goes through memory only, so a name such as `../../x` is a name and no path. An archive
//! in several volumes is not put together here: a member that is cut by the end of a volume is told.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::rc::Rc;

use rars::{ArchiveMember, ArchiveReadOptions, ArchiveReader, ErrorKind};
use rars::{ExtractionDecision, ExtractionErrorAction};

use super::members::{DICTIONARY_BYTES, Taker, entry_name, len, too_much};
use crate::intake::limits::Limits;
use crate::intake::passwords::Passwords;
use crate::intake::trouble::Trouble;

/// Bytes of all names and other entries of a directory.
const DIRECTORY_BYTES: u64 = 32 << 20;

/// An opened archive.
pub(in crate::intake) struct Rar {
    archive: rars::Archive,
    password: Option<String>,
    packed: u64,
    n_members: usize,
}

impl Rar {
    /// Reads the directory, with the first password that fits where it needs one.
    pub(in crate::intake) fn open(
        bytes: &[u8],
        passwords: &Passwords,
        limits: &Limits,
    ) -> Result<Rar, Trouble> {
        match Rar::open_with(bytes, None, limits) {
            Err(Trouble::Encrypted) => {
                passwords.unlock(|password| Rar::open_with(bytes, Some(password), limits))
            }
            Ok(rar) if rar.archive.members().any(|member| member.meta.is_encrypted) => passwords
                .unlock(|password| Rar { password: Some(password.to_owned()), ..rar.clone() }.proven())
                // Names can be read, and maybe other members: each locked one is told.
                .or(Ok(rar)),
            opened => opened,
        }
    }

    fn open_with(bytes: &[u8], password: Option<&str>, limits: &Limits) -> Result<Rar, Trouble> {
        let max_headers = u64::try_from(limits.max_entries).unwrap_or(u64::MAX).saturating_mul(2);
        let options = ArchiveReadOptions::with_optional_password(password.map(str::as_bytes))
            .with_max_header_count(max_headers)
            .with_max_header_bytes(DIRECTORY_BYTES);
        let archive = ArchiveReader::read_with_options(bytes, options).map_err(|error| match password {
            // In a directory of RAR 3 and 4 nothing proves a password but that it makes sense.
            Some(_) if error.kind() != ErrorKind::ResourceLimit => Trouble::Encrypted,
            _ => trouble_of(&error),
        })?;
        let n_members = archive.members().count();
        if limits.max_entries < n_members {
            return Err(Trouble::TooLarge(format!("{n_members} tệp con trong một tệp nén")));
        }
        let rar = Rar { archive, password: password.map(str::to_owned), packed: len(bytes), n_members };
        if password.is_some() { rar.proven() } else { Ok(rar) }
    }

    /// This archive, if its password unlocks the smallest member that is locked.
    fn proven(self) -> Result<Rar, Trouble> {
        let locked = self
            .archive
            .members()
            .enumerate()
            .filter(|(_, member)| member.meta.is_encrypted && unpacks(member) == Unpacks::Whole);
        let Some((at, _)) = locked.min_by_key(|(_, member)| member.meta.unpacked_size) else {
            return Ok(self);
        };
        match self.archive.read_member_at_with_options(at, self.options(Limits::RATIO_MATTERS_ABOVE)) {
            Ok(_) => Ok(self),
            Err(_) => Err(Trouble::Encrypted),
        }
    }

    fn options(&self, room: u64) -> ArchiveReadOptions<'_> {
        ArchiveReadOptions::with_optional_password(self.password.as_deref().map(str::as_bytes))
            .with_rar50_dictionary_size_limit(DICTIONARY_BYTES)
            .with_max_reader_workspace_bytes(2 * DICTIONARY_BYTES)
            .with_max_total_output_bytes(room)
    }

    /// Unpacks member after member. Each is taken exactly once, unpacked or with the reason why not.
    pub(in crate::intake) fn each(&self, limits: &Limits, taker: &mut Taker<'_>) -> Result<(), Trouble> {
        let room = limits.unpacked_from(self.packed).min(limits.max_total_bytes);
        let state = RefCell::new(Unpacking {
            left: self.archive.members().filter(is_file).map(|member| name_of(&member)).collect(),
            taker,
            current: None,
            ended: None,
            packed: self.packed,
        });
        let done = self.archive.extract_with_control_and_errors(
            self.options(room),
            |member| Ok(state.borrow_mut().decide(member)),
            |_, error| {
                if let Some(current) = &mut state.borrow_mut().current {
                    current.trouble = Some(trouble_of(error));
                }
                Ok(ExtractionErrorAction::Continue)
            },
        );
        let mut unpacking = state.into_inner();
        if let (Err(error), Some(current)) = (&done, &mut unpacking.current) {
            current.trouble.get_or_insert_with(|| trouble_of(error));
        }
        unpacking.finish_current();
        if let Some(trouble) = unpacking.ended {
            return Err(trouble);
        }
        // In an archive packed as a whole nothing can be unpacked behind what is broken.
        if let Err(error) = done {
            for name in unpacking.left {
                (unpacking.taker.take)(&name, Err(trouble_of(&error)))?;
            }
        }
        Ok(())
    }

    /// How many members it has, folders included.
    pub(in crate::intake) fn n_members(&self) -> usize {
        self.n_members
    }
}

impl Clone for Rar {
    fn clone(&self) -> Rar {
        Rar { archive: self.archive.clone(), password: self.password.clone(), ..*self }
    }
}

struct Unpacking<'t, 'a> {
    /// Names of files not met yet.
    left: VecDeque<String>,
    taker: &'t mut Taker<'a>,
    current: Option<Current>,
    /// Why no more members are taken.
    ended: Option<Trouble>,
    packed: u64,
}

struct Current {
    name: String,
    bytes: Rc<RefCell<Vec<u8>>>,
    trouble: Option<Trouble>,
}

impl Unpacking<'_, '_> {
    /// What to do with the next member; the one before is whole by now.
    fn decide(&mut self, member: &ArchiveMember) -> ExtractionDecision {
        self.finish_current();
        if self.ended.is_some() {
            return ExtractionDecision::Stop;
        }
        if !is_file(member) {
            return ExtractionDecision::Skip;
        }
        let name = self.left.pop_front().unwrap_or_else(|| name_of(member));
        let room = (self.taker.room)();
        let trouble = match unpacks(member) {
            Unpacks::InVolumes => Some(Trouble::Split),
            Unpacks::AsLink => Some(Trouble::Unsupported("liên kết tới một tệp khác")),
            Unpacks::Whole if room < member.meta.unpacked_size => Some(too_much(self.packed, room)),
            Unpacks::Whole => None,
        };
        if let Some(trouble) = trouble {
            self.ended = (self.taker.take)(&name, Err(trouble)).err();
            return ExtractionDecision::Skip;
        }
        let bytes = Rc::<RefCell<Vec<u8>>>::default();
        self.current = Some(Current { name, bytes: bytes.clone(), trouble: None });
        ExtractionDecision::Extract(Box::new(SharedBytes(bytes)))
    }

    fn finish_current(&mut self) {
        if let Some(Current { name, bytes, trouble }) = self.current.take() {
            let unpacked = trouble.map_or_else(|| Ok(bytes.take()), Err);
            self.ended = (self.taker.take)(&name, unpacked).err().or(self.ended.take());
        }
    }
}

/// Bytes that are written by the library and read here.
struct SharedBytes(Rc<RefCell<Vec<u8>>>);

impl Write for SharedBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[derive(PartialEq, Eq)]
enum Unpacks {
    Whole,
    /// Begun in the volume before or ended in the one behind.
    InVolumes,
    /// It has no bytes but the name of another file.
    AsLink,
}

fn unpacks(member: &ArchiveMember) -> Unpacks {
    if member.meta.is_split_before || member.meta.is_split_after {
        Unpacks::InVolumes
    } else if member.meta.is_redirection {
        Unpacks::AsLink
    } else {
        Unpacks::Whole
    }
}

fn is_file(member: &ArchiveMember) -> bool {
    !member.meta.is_directory
}

fn name_of(member: &ArchiveMember) -> String {
    member.decoded_name(None).map_or_else(|_| entry_name(member.meta.name_bytes()), |name| entry_name(&name))
}

fn trouble_of(error: &rars::Error) -> Trouble {
    match error.kind() {
        ErrorKind::PasswordRequired | ErrorKind::BadPassword => Trouble::Encrypted,
        ErrorKind::ResourceLimit => {
            Trouble::TooLarge("tệp nén RAR giải nén ra quá lớn hoặc cần quá nhiều bộ nhớ".to_owned())
        }
        _ => Trouble::damaged(error),
    }
}
