//! What all archives have in common: members with names, unpacked one after another.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::intake::trouble::Trouble;

/// Who takes the members of an archive that can only be unpacked from front to back.
pub(in crate::intake) struct Taker<'a> {
    /// How many bytes the next member may have.
    pub(in crate::intake) room: &'a dyn Fn() -> u64,
    /// Takes a member, or the reason why it was not unpacked; an error ends the archive.
    pub(in crate::intake) take: &'a mut Take<'a>,
}

type Take<'a> = dyn FnMut(&str, Unpacked) -> Result<(), Trouble> + 'a;

/// The bytes of a member, or why it was not unpacked.
pub(in crate::intake) type Unpacked = Result<Vec<u8>, Trouble>;

/// Bytes of memory that an archive may ask for to remember what it unpacked: what WinRAR and 7-Zip ask for
/// at their highest setting, which a reader has beside a list.
pub(in crate::intake) const DICTIONARY_BYTES: u64 = 256 << 20;

/// A name in an archive: UTF-8 whether declared or not, else Windows' Vietnamese code page, with `/`
/// between folders. (Archives made by Vietnamese Windows hold either; cp437, the letter of the standard
/// of zip, is never meant.)
pub(in crate::intake) fn entry_name(raw: &[u8]) -> String {
    let name: Cow<'_, str> = match std::str::from_utf8(raw) {
        Ok(name) => name.into(),
        Err(_) => {
            encoding_rs::WINDOWS_1258.decode_without_bom_handling(raw).0.nfc().collect::<String>().into()
        }
    };
    name.replace('\\', "/")
}

/// An archive or a member that gives more than it may.
pub(in crate::intake) fn too_much(packed: u64, budget: u64) -> Trouble {
    Trouble::TooLarge(format!("{} KB giải nén ra hơn {} MB", packed >> 10, budget >> 20))
}

pub(in crate::intake) fn len(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
