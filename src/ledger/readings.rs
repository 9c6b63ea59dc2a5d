//! `.tonghop/readings`: what each file of the inbox was read as, so that it need not be read again.
//!
//! A reading is found by a key made of all it depends on: the program, the reference files, the
//! file's path, day and content. It also says which questions were looked up while it was made and
//! what the answers were; an answer that has changed since makes it void. Whatever is damaged or
//! foreign is not found, and the file is read again: the folder may be deleted at any time.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use crate::finding::Decisions;
use crate::intake::{In, Out};
use crate::registry::{SentCells, SentSheet, Submission};

use super::cache::{Cache, CacheKey};
use super::kept;

const FILE: &str = "readings";

/// Readings that were kept.
#[derive(Debug, Default)]
pub struct Readings(Cache);

/// One reading as bytes, to be kept.
#[derive(Debug, Clone)]
pub struct KeptReading {
    key: CacheKey,
    body: Vec<u8>,
}

impl Readings {
    /// Opens what a workspace's `.tonghop` folder holds; nothing where that cannot be used.
    pub fn open(folder: &Path) -> Readings {
        Readings(Cache::open(folder.join(FILE)))
    }

    /// The submissions that a file was read as, where that still holds under these decisions.
    pub fn find(&self, key: &CacheKey, decisions: &Decisions) -> Option<Vec<Submission>> {
        let body = self.0.find(key)?;
        let mut from = In::with_texts_apart(&body)?;
        let consulted = from.many(|from| Some((from.str()?, from.bool()?, from.str()?)))?;
        let holds = consulted.iter().all(|(id, answered, answer)| match decisions.answer(id) {
            Some(holds) => *answered && holds.to_string() == *answer,
            None => !answered,
        });
        if !holds {
            return None;
        }
        let submissions = from.many(|from| kept::read(from, Some(key)))?;
        from.is_empty().then_some(submissions)
    }

    /// The questions that were looked up while a file was read.
    pub fn consulted(&self, key: &CacheKey) -> Option<Vec<String>> {
        In::with_texts_apart(&self.0.find(key)?)?.many(|from| {
            let id = from.string()?;
            from.bool()?;
            from.str()?;
            Some(id)
        })
    }

    /// BLAKE3 of a kept reading's body.
    pub fn sum(&self, key: &CacheKey) -> Option<[u8; 32]> {
        self.0.sum(key)
    }

    /// How many readings there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps a reading, and says whether it can be found from now on: the cells of its lists need not be held
    /// any longer.
    pub fn keep(&self, fresh: &KeptReading) -> bool {
        self.0.add(fresh.key, &fresh.body)
    }

    /// Puts the folder in order: readings of which none was used or new may go.
    ///
    /// # Errors
    /// Fails where the folder cannot be written; the old readings then stand.
    pub fn tidy(&self) -> io::Result<()> {
        self.0.tidy()
    }

    /// A list with its cells, where these were left in its reading; none where that is gone or damaged.
    pub fn whole<'a>(&self, list: &'a SentSheet) -> Option<Cow<'a, SentSheet>> {
        let reading = match &list.cells {
            SentCells::Here(_) => return Some(Cow::Borrowed(list)),
            SentCells::Kept { reading, .. } => reading,
        };
        let body = self.0.find(reading)?;
        let mut from = In::with_texts_apart(&body)?;
        from.many(|from| Some((from.str()?, from.bool()?, from.str()?)))?;
        let submissions = from.many(|from| kept::read(from, None))?;
        let mut lists = submissions.iter().flat_map(|submission| submission.sent.iter());
        Some(Cow::Owned(lists.find(|own| own.place == list.place)?.clone()))
    }
}

impl KeptReading {
    /// A file's submissions, made under decisions that noted what was looked up.
    pub fn of(key: CacheKey, submissions: &[Submission], decisions: &Decisions) -> KeptReading {
        let mut out = Out::with_texts_apart();
        let consulted = decisions.consulted();
        out.len(consulted.len());
        for id in &consulted {
            let answer = decisions.answer(id);
            out.str(id);
            out.byte(u8::from(answer.is_some()));
            out.str(&answer.map(ToString::to_string).unwrap_or_default());
        }
        out.len(submissions.len());
        for submission in submissions {
            kept::write(&mut out, submission);
        }
        KeptReading { key, body: out.into_bytes() }
    }

    /// BLAKE3 of its body.
    pub fn sum(&self) -> [u8; 32] {
        *blake3::hash(&self.body).as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Answer;

    #[test]
    fn an_answer_that_changed_makes_a_reading_void() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let mut decisions = Decisions::default().noting();
        assert_eq!(decisions.answer("Q-1"), None);
        assert!(Readings::open(folder.path()).keep(&KeptReading::of([1; 32], &[], &decisions)));
        let readings = Readings::open(folder.path());
        decisions.take("Q-2", Some(Answer::Same));
        assert!(readings.find(&[1; 32], &decisions).is_some());
        decisions.take("Q-1", Some(Answer::Same));
        assert!(readings.find(&[1; 32], &decisions).is_none());
        Ok(())
    }
}
