use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::text;

/// How closely letters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fold {
    /// Every mark counts; only case, punctuation and the seat of the tone mark do not.
    Marked,
    /// Besides, *y* and *i* are one (Mỹ, Mĩ), and so are the ways of writing *Đắk* and *Lắk*, of which the
    /// official lists themselves use several.
    Loose,
    /// No mark counts.
    Bare,
}

impl Fold {
    /// All folds, closest first.
    pub(super) const ALL: [Fold; 3] = [Fold::Marked, Fold::Loose, Fold::Bare];

    /// The key of a text at this fold.
    pub(super) fn key(self, written: &str) -> String {
        match self {
            Fold::Marked => text::key(written),
            Fold::Loose => highland(text::loose_key(written)),
            Fold::Bare => text::bare_key(written),
        }
    }

    /// The one of three things that belongs to this fold.
    pub(super) fn of<T>(self, three: &[T; 3]) -> &T {
        let [marked, loose, bare] = three;
        match self {
            Fold::Marked => marked,
            Fold::Loose => loose,
            Fold::Bare => bare,
        }
    }

    /// The same, to be changed.
    pub(super) fn of_mut<T>(self, three: &mut [T; 3]) -> &mut T {
        let [marked, loose, bare] = three;
        match self {
            Fold::Marked => marked,
            Fold::Loose => loose,
            Fold::Bare => bare,
        }
    }
}

/// Whether a word may be written otherwise where marks count loosely: *mỹ*, *mĩ*; *đăk*, *đắk*.
pub(super) fn is_loose(word: &str) -> bool {
    let y = ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'];
    1 < word.len() && word.ends_with(y) || word.ends_with('k') && word.starts_with(['đ', 'l'])
}

/// A key with the words of the Highlands written one way.
fn highland(key: String) -> String {
    let other = |word: &str| match word {
        "đăk" | "đak" => Some("đắk"),
        "lăk" | "lak" => Some("lắk"),
        _ => None,
    };
    if key.split_ascii_whitespace().all(|word| other(word).is_none()) {
        return key;
    }
    key.split(' ').map(|word| other(word).unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

/// A map from keys. The book's own tables are its only keys, so nobody can crowd it, and the hash that
/// keeps strangers from doing so was a tenth of a look-up.
pub(super) type NameMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// A multiplicative hash over eight bytes at a time.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordHasher(u64);

/// An odd number of evenly mixed bits: the golden ratio.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            let mut word = [0; 8];
            word.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(MIX);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
