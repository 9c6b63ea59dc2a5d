//! `.tonghop/readings`: what each file of the inbox was read as, so that it need not be read again.
//!
//! A reading is found by a key made of all it depends on: the program, the reference files, the
//! file's path, day and content. It also says which questions were looked up while it was made and
//! what the answers were; an answer that has changed since makes it void. Whatever is damaged or
//! foreign is not found, and the file is read again: the folder may be deleted at any time.
//!
//! ```text
//! key (32 bytes) · length (8, little-endian) · BLAKE3 of the body (32) · body    … and again
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use crate::finding::Decisions;
use crate::intake::{In, Out};
use crate::registry::Submission;

use super::kept;

const FILE: &str = "readings";
/// Bytes before a body: its key, its length, its sum.
const HEAD: usize = 32 + 8 + 32;

/// What a reading is found by.
pub type ReadingKey = [u8; 32];

/// Readings that were kept, still as bytes.
#[derive(Debug, Default)]
pub struct Readings {
    bytes: Vec<u8>,
    bodies: BTreeMap<ReadingKey, std::ops::Range<usize>>,
    /// Where the last whole one ends.
    end: usize,
}

/// One reading as bytes, to be kept.
#[derive(Debug, Clone)]
pub struct Reading {
    key: ReadingKey,
    body: Vec<u8>,
}

impl Readings {
    /// Opens what a workspace's `.tonghop` folder holds; nothing where that cannot be used.
    pub fn open(folder: &Path) -> Readings {
        let bytes = fs::read(folder.join(FILE)).unwrap_or_default();
        let mut bodies = BTreeMap::new();
        let mut rest = bytes.as_slice();
        let mut end = 0;
        while let Some((key, after)) = rest.split_first_chunk::<32>() {
            let Some((len, after)) = after.split_first_chunk::<8>() else { break };
            let Some((_, after)) = after.split_first_chunk::<32>() else { break };
            let Ok(len) = usize::try_from(u64::from_le_bytes(*len)) else { break };
            let Some(next) = after.get(len..) else { break };
            let begin = bytes.len() - after.len();
            bodies.insert(*key, begin..begin + len);
            (rest, end) = (next, begin + len);
        }
        Readings { bytes, bodies, end }
    }

    /// The submissions that a file was read as, where that still holds under these decisions.
    pub fn find(&self, key: &ReadingKey, decisions: &Decisions) -> Option<Vec<Submission>> {
        let body = self.body(key)?;
        let mut from = In::new(body);
        let consulted = from.many(|from| Some((from.str()?, from.bool()?, from.str()?)))?;
        let holds = consulted
            .iter()
            .all(|(id, answered, answer)| decisions.answer(id) == answered.then_some(*answer));
        if !holds {
            return None;
        }
        let submissions = from.many(kept::read)?;
        from.is_empty().then_some(submissions)
    }

    /// The questions that were looked up while a file was read.
    pub fn consulted(&self, key: &ReadingKey) -> Option<Vec<String>> {
        In::new(self.body(key)?).many(|from| {
            let id = from.string()?;
            from.bool()?;
            from.str()?;
            Some(id)
        })
    }

    /// BLAKE3 of a kept reading's body.
    pub fn sum(&self, key: &ReadingKey) -> Option<[u8; 32]> {
        let start = self.bodies.get(key)?.start;
        self.bytes.get(start.checked_sub(32)?..start)?.try_into().ok()
    }

    /// How many readings there are.
    pub fn len(&self) -> usize {
        self.bodies.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// Keeps the readings that were used and those that are new: adds to the file, and writes it anew where
    /// more than half of it would be of no use any more.
    ///
    /// # Errors
    /// Fails where the folder cannot be written; the old readings then stand.
    pub fn keep(&self, folder: &Path, used: &BTreeSet<ReadingKey>, fresh: &[Reading]) -> io::Result<()> {
        if fresh.is_empty() && self.bodies.len() <= 2 * used.len() {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        let place = folder.join(FILE);
        if !self.bodies.is_empty() && self.bodies.len() <= 2 * used.len() {
            let mut out = OpenOptions::new().write(true).open(&place)?;
            // What a kill left half-written behind the last whole reading goes.
            out.set_len(u64::try_from(self.end).unwrap_or(u64::MAX))?;
            out.seek(io::SeekFrom::End(0))?;
            return write(BufWriter::new(out), &[], fresh);
        }
        let kept: Vec<&[u8]> = used.iter().filter_map(|key| self.whole(key)).collect();
        let beside = folder.join("readings.tmp");
        write(BufWriter::new(File::create(&beside)?), &kept, fresh)?;
        fs::rename(beside, place)
    }

    /// A reading with what stands before its body.
    fn whole(&self, key: &ReadingKey) -> Option<&[u8]> {
        let body = self.bodies.get(key)?;
        self.bytes.get(body.start.checked_sub(HEAD)?..body.end)
    }

    fn body(&self, key: &ReadingKey) -> Option<&[u8]> {
        let range = self.bodies.get(key)?;
        let sum = self.bytes.get(range.start.checked_sub(32)?..range.start)?;
        let body = self.bytes.get(range.clone())?;
        (blake3::hash(body).as_bytes() == sum).then_some(body)
    }
}

impl Reading {
    /// A file's submissions, made under decisions that noted what was looked up.
    pub fn of(key: ReadingKey, submissions: &[Submission], decisions: &Decisions) -> Reading {
        let mut out = Out::bare();
        let consulted = decisions.consulted();
        out.len(consulted.len());
        for id in &consulted {
            let answer = decisions.answer(id);
            out.str(id);
            out.byte(u8::from(answer.is_some()));
            out.str(answer.unwrap_or_default());
        }
        out.len(submissions.len());
        for submission in submissions {
            kept::write(&mut out, submission);
        }
        Reading { key, body: out.into_bytes() }
    }

    /// BLAKE3 of its body.
    pub fn sum(&self) -> [u8; 32] {
        *blake3::hash(&self.body).as_bytes()
    }
}

fn write(mut out: impl Write, kept: &[&[u8]], fresh: &[Reading]) -> io::Result<()> {
    for whole in kept {
        out.write_all(whole)?;
    }
    for Reading { key, body } in fresh {
        out.write_all(key)?;
        out.write_all(&u64::try_from(body.len()).unwrap_or(u64::MAX).to_le_bytes())?;
        out.write_all(blake3::hash(body).as_bytes())?;
        out.write_all(body)?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(folder: &Path, used: &[u8], fresh: &[Reading]) -> io::Result<()> {
        Readings::open(folder).keep(folder, &used.iter().map(|n| [*n; 32]).collect(), fresh)
    }

    #[test]
    fn readings_are_added_to_and_those_out_of_use_go_in_the_end() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let none = Decisions::default();
        let reading = |n: u8| Reading::of([n; 32], &[], &none.noting());
        let found = || -> Vec<u8> {
            let readings = Readings::open(folder.path());
            (0..9).filter(|n| readings.find(&[*n; 32], &none).is_some()).collect()
        };
        keep(folder.path(), &[], &[reading(1), reading(2), reading(3)])?;
        keep(folder.path(), &[1, 2], &[reading(4)])?;
        assert_eq!(found(), [1, 2, 3, 4]);
        // A kill in the middle of a line: what stood before holds, and the next one is added behind it.
        let path = folder.path().join(FILE);
        let whole = fs::read(&path)?;
        fs::write(&path, whole.get(..whole.len() - 1).unwrap_or_default())?;
        assert_eq!(found(), [1, 2, 3]);
        keep(folder.path(), &[1, 2, 3], &[reading(5)])?;
        assert_eq!(found(), [1, 2, 3, 5]);
        keep(folder.path(), &[5], &[])?;
        assert_eq!(found(), [5]);
        Ok(())
    }

    #[test]
    fn a_damaged_reading_is_not_found_and_the_others_are() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let none = Decisions::default();
        let reading = |n: u8| Reading::of([n; 32], &[], &none.noting());
        keep(folder.path(), &[], &[reading(1), reading(2)])?;
        let path = folder.path().join(FILE);
        let mut bytes = fs::read(&path)?;
        if let Some(last) = bytes.last_mut() {
            *last ^= 0xFF;
        }
        fs::write(&path, &bytes)?;
        let readings = Readings::open(folder.path());
        assert!(readings.find(&[1; 32], &none).is_some());
        assert!(readings.find(&[2; 32], &none).is_none());
        fs::write(&path, bytes.get(..40).unwrap_or_default())?;
        assert!(Readings::open(folder.path()).is_empty());
        Ok(())
    }

    #[test]
    fn an_answer_that_changed_makes_a_reading_void() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let mut decisions = Decisions::default().noting();
        assert_eq!(decisions.answer("Q-1"), None);
        keep(folder.path(), &[], &[Reading::of([1; 32], &[], &decisions)])?;
        let readings = Readings::open(folder.path());
        decisions.take("Q-2", "x");
        assert!(readings.find(&[1; 32], &decisions).is_some());
        decisions.take("Q-1", "x");
        assert!(readings.find(&[1; 32], &decisions).is_none());
        Ok(())
    }
}
