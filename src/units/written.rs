//! A name as it was written, folded and spelt out once.

use std::cell::OnceCell;

use super::abbreviation::spelt_out;
use super::fold::{Fold, is_loose};

/// A written name with its keys and readings, each made when it is first asked for: a look-up asks for
/// some of them many times and for others never.
#[derive(Debug)]
pub(super) struct WrittenName<'a> {
    name: &'a str,
    keys: [OnceCell<String>; 3],
    readings: [OnceCell<Vec<String>>; 3],
}

impl<'a> WrittenName<'a> {
    pub(super) fn new(name: &'a str) -> WrittenName<'a> {
        WrittenName { name, keys: Default::default(), readings: Default::default() }
    }

    /// What is a marked key already.
    pub(super) fn of_key(key: &'a str) -> WrittenName<'a> {
        let written = WrittenName::new(key);
        let _ = Fold::Marked.of(&written.keys).set(key.to_owned());
        written
    }

    /// The name as it stands.
    pub(super) fn name(&self) -> &'a str {
        self.name
    }

    /// The key of the name at a fold.
    pub(super) fn key(&self, fold: Fold) -> &str {
        fold.of(&self.keys).get_or_init(|| match fold {
            Fold::Marked => fold.key(self.name),
            Fold::Loose if !self.key(Fold::Marked).split_ascii_whitespace().any(is_loose) => {
                self.key(Fold::Marked).to_owned()
            }
            // Folding again changes nothing, and a key is shorter work than what was typed.
            Fold::Loose | Fold::Bare => fold.key(self.key(Fold::Marked)),
        })
    }

    /// The readings of the name at a fold, the likeliest first.
    pub(super) fn readings(&self, fold: Fold) -> &[String] {
        fold.of(&self.readings).get_or_init(|| spelt_out(fold, self.key(fold)))
    }
}
