//! How common the words of persons' names are: by the file of parameters, and among those who are registered here.
//!
//! Half of a commune may be called Ma, and in Thanh Hóa every fifth is a Lê: of surnames, middle and given names each
//! is counted by itself, since of whole names most are seen once. A name that was typed without marks may be any of
//! those that lose them to it.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::names::{Name, hash_of};

/// Where a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NamePart {
    Family,
    Middle,
    Given,
}

/// So many names are counted at once.
const COUNTED_AT_ONCE: usize = 65_536;

/// The shares of the file weigh as much as so many people seen.
const WEIGHT: f64 = 1_000.0;

/// Words of a name, each with where it stands; a single one is a given name.
pub(super) fn words(key: &str) -> impl Iterator<Item = (NamePart, &str)> {
    let last = key.split(' ').count().saturating_sub(1);
    key.split(' ').enumerate().map(move |(at, word)| match at {
        at if at == last => (NamePart::Given, word),
        0 => (NamePart::Family, word),
        _ => (NamePart::Middle, word),
    })
}

/// How often each word was seen in names here, with and without its marks.
#[derive(Debug, Clone, Default)]
pub(super) struct NameWords {
    words: HashMap<u64, u32>,
    all: [u32; 3],
}

impl NameWords {
    /// Counted in parallel: there may be a million.
    pub(super) fn of(names: &[&Name]) -> NameWords {
        let counted = names.par_chunks(COUNTED_AT_ONCE).map(NameWords::counted);
        counted.reduce(NameWords::default, NameWords::with)
    }

    fn counted(names: &[&Name]) -> NameWords {
        let mut seen = NameWords { words: HashMap::with_capacity(1024), all: [0; 3] };
        for name in names {
            for (part, word) in words(name.bare()) {
                if let Some(all) = seen.all.get_mut(part as usize) {
                    *all += 1;
                }
                *seen.words.entry(id(part, false, word)).or_default() += 1;
            }
            if name.is_marked() {
                for (part, word) in words(name.key()) {
                    *seen.words.entry(id(part, true, word)).or_default() += 1;
                }
            }
        }
        seen
    }

    fn with(mut self, other: NameWords) -> NameWords {
        // Sums come out the same in any order.
        other.words.into_iter().for_each(|(word, n)| *self.words.entry(word).or_default() += n);
        for (all, n) in self.all.iter_mut().zip(other.all) {
            *all += n;
        }
        self
    }

    /// The share of a word: what the file says of it, the more moved by what is seen here the more there is.
    pub(super) fn share(&self, known: f64, (part, is_marked, word): (NamePart, bool, &str)) -> f64 {
        // Of those two may be the one who bears it, with another unit or year.
        let few = self.words.get(&id(part, is_marked, word)).map_or(0, |n| n.saturating_sub(2));
        let all = self.all.get(part as usize).copied().unwrap_or_default();
        (WEIGHT * known + f64::from(few)) / (WEIGHT + f64::from(all))
    }
}

fn id(part: NamePart, is_marked: bool, word: &str) -> u64 {
    hash_of(&(part, is_marked, word))
}
