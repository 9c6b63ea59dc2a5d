//! A file of bodies by their keys: what was made at some cost, and may be made again at any time.
//!
//! ```text
//! key (32 bytes) · length (8, little-endian) · BLAKE3 of the body (32) · body    … and again
//! ```
//!
//! Bodies are read one by one when they are asked for, so that a cache of any size takes little memory, and
//! added behind the last whole one: what a kill left half-written there is written over. A body whose sum
//! is not right is not found.
//!
//! `redb` 3.1 in its place was tried (1 December 2026; 3,000 bodies, 104 MB; three turns): written first in 0.76 to
//! 1.17 s (this: 0.16 to 0.25), read with 30 more the month after in 0.20 to 0.34 s (0.08 to 0.13), 270 MB on disk
//! (104); opening a file that was cut in half panics, where this finds what is whole, and a body's sum has to be kept
//! beside it all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a body is found by.
pub type CacheKey = [u8; 32];

/// Bytes before a body: its key, its length, its sum.
const HEAD: u64 = 32 + 8 + 32;

/// Bodies on disk; none where there is no file for them.
#[derive(Debug, Default)]
pub struct Cache {
    path: Option<PathBuf>,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    file: Option<File>,
    bodies: BTreeMap<CacheKey, StoredBody>,
    /// Where the last whole one ends.
    end: u64,
    /// Whether what a kill left behind the last whole one is gone.
    trimmed: bool,
    /// What was found or added since it was opened.
    used: BTreeSet<CacheKey>,
    /// What kept a body from being added.
    trouble: Option<io::Error>,
}

/// Where a body stands, and its BLAKE3.
#[derive(Debug, Clone, Copy)]
struct StoredBody {
    start: u64,
    len: u64,
    sum: [u8; 32],
}

impl Cache {
    /// Opens a file of bodies; empty where that cannot be used.
    pub fn open(path: PathBuf) -> Cache {
        let mut inner = Inner::default();
        if let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) {
            // What cannot be read to its end holds until there.
            let _ = inner.survey(&file);
            inner.file = Some(file);
        }
        Cache { path: Some(path), inner: Mutex::new(inner) }
    }

    /// A body, where it is there and whole.
    pub fn find(&self, key: &CacheKey) -> Option<Vec<u8>> {
        let (body, sum) = self.lock().read(key)?;
        if *blake3::hash(&body).as_bytes() != sum {
            return None;
        }
        self.lock().used.insert(*key);
        Some(body)
    }

    /// BLAKE3 of a body, as it was when it was added.
    pub fn sum(&self, key: &CacheKey) -> Option<[u8; 32]> {
        Some(self.lock().bodies.get(key)?.sum)
    }

    /// How many bodies there are.
    pub fn len(&self) -> usize {
        self.lock().bodies.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a body, and says whether it can be found from now on; what kept one from being written is told at the
    /// end, by [`Cache::tidy`].
    pub fn add(&self, key: CacheKey, body: &[u8]) -> bool {
        let Some(path) = &self.path else { return false };
        let sum = *blake3::hash(body).as_bytes();
        let mut inner = self.lock();
        if inner.trouble.is_none()
            && let Err(error) = inner.append(path, key, sum, body)
        {
            inner.trouble = Some(error);
        }
        inner.trouble.is_none()
    }

    /// Puts the file in order: where more than half of it was of no use so far, that half goes.
    ///
    /// # Errors
    /// Fails where the folder cannot be written; what stood there before then stands.
    pub fn tidy(&self) -> io::Result<()> {
        let mut inner = self.lock();
        if let Some(error) = inner.trouble.take() {
            return Err(error);
        }
        match &self.path {
            Some(path) if 2 * inner.used.len() < inner.bodies.len() => inner.clear_out(path),
            Some(_) | None => Ok(()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Goes from head to head.
    fn survey(&mut self, file: &File) -> io::Result<()> {
        let whole = file.metadata()?.len();
        let mut file = BufReader::with_capacity(512, file);
        loop {
            let (mut key, mut len, mut sum) = ([0; 32], [0; 8], [0; 32]);
            file.read_exact(&mut key)?;
            file.read_exact(&mut len)?;
            file.read_exact(&mut sum)?;
            let (start, len) = (self.end + HEAD, u64::from_le_bytes(len));
            let Some(end) = start.checked_add(len).filter(|end| *end <= whole) else { return Ok(()) };
            file.seek_relative(i64::try_from(len).unwrap_or(i64::MAX))?;
            self.bodies.insert(key, StoredBody { start, len, sum });
            self.end = end;
        }
    }

    fn read(&mut self, key: &CacheKey) -> Option<(Vec<u8>, [u8; 32])> {
        let StoredBody { start, len, sum } = *self.bodies.get(key)?;
        let file = self.file.as_mut()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut body = vec![0; usize::try_from(len).ok()?];
        file.read_exact(&mut body).ok()?;
        Some((body, sum))
    }

    fn append(&mut self, path: &Path, key: CacheKey, sum: [u8; 32], body: &[u8]) -> io::Result<()> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => {
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?
            }
        };
        if !self.trimmed {
            file.set_len(self.end)?;
            self.trimmed = true;
        }
        file.seek(SeekFrom::Start(self.end))?;
        let start = self.end + HEAD;
        let len = put(&mut file, key, sum, body)?;
        self.file = Some(file);
        self.bodies.insert(key, StoredBody { start, len, sum });
        self.used.insert(key);
        self.end = start + len;
        Ok(())
    }

    /// Writes the file anew with what was of use.
    fn clear_out(&mut self, path: &Path) -> io::Result<()> {
        let beside = path.with_extension("tmp");
        let mut out = io::BufWriter::new(File::create(&beside)?);
        let (mut bodies, mut end) = (BTreeMap::new(), 0);
        for key in self.used.clone() {
            if let Some((body, sum)) = self.read(&key) {
                let (start, len) = (end + HEAD, put(&mut out, key, sum, &body)?);
                bodies.insert(key, StoredBody { start, len, sum });
                end = start + len;
            }
        }
        out.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.file = None; // Windows replaces no file that is open
        fs::rename(beside, path)?;
        self.file = Some(OpenOptions::new().read(true).write(true).open(path)?);
        (self.bodies, self.end) = (bodies, end);
        Ok(())
    }
}

/// Writes a body with its head, and tells its length.
fn put(out: &mut impl Write, key: CacheKey, sum: [u8; 32], body: &[u8]) -> io::Result<u64> {
    let len = u64::try_from(body.len()).unwrap_or(u64::MAX);
    out.write_all(&[&key[..], &len.to_le_bytes(), &sum].concat())?;
    out.write_all(body)?;
    Ok(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(path: &Path) -> Vec<u8> {
        let cache = Cache::open(path.to_owned());
        (0..9).filter(|n| cache.find(&[*n; 32]).is_some_and(|body| body == [*n; 5])).collect()
    }

    fn keep(path: &Path, used: &[u8], fresh: &[u8]) -> io::Result<()> {
        let cache = Cache::open(path.to_owned());
        used.iter().for_each(|n| drop(cache.find(&[*n; 32])));
        fresh.iter().for_each(|n| assert!(cache.add([*n; 32], &[*n; 5])));
        cache.tidy()?;
        used.iter().chain(fresh).for_each(|n| assert!(cache.find(&[*n; 32]).is_some()));
        Ok(())
    }

    #[test]
    fn bodies_are_added_to_and_those_out_of_use_go_in_the_end() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("within").join("cache");
        keep(&path, &[], &[1, 2, 3])?;
        keep(&path, &[1, 2], &[4])?;
        assert_eq!(keys(&path), [1, 2, 3, 4]);
        // A kill in the middle of a body: what stood before holds, and the next one is added behind it.
        let whole = fs::read(&path)?;
        fs::write(&path, whole.get(..whole.len() - 1).unwrap_or_default())?;
        assert_eq!(keys(&path), [1, 2, 3]);
        keep(&path, &[1, 2, 3], &[5])?;
        assert_eq!(keys(&path), [1, 2, 3, 5]);
        keep(&path, &[5], &[])?;
        assert_eq!(keys(&path), [5]);
        Ok(())
    }

    #[test]
    fn a_damaged_body_is_not_found_and_the_others_are() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("cache");
        keep(&path, &[], &[1, 2])?;
        let mut bytes = fs::read(&path)?;
        if let Some(last) = bytes.last_mut() {
            *last ^= 0xFF;
        }
        fs::write(&path, &bytes)?;
        assert_eq!(keys(&path), [1]);
        fs::write(&path, bytes.get(..40).unwrap_or_default())?;
        assert!(Cache::open(path).is_empty());
        Ok(())
    }

    #[test]
    fn what_is_half_written_behind_the_last_body_is_no_body_of_the_next() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("cache");
        keep(&path, &[], &[1])?;
        let mut bytes = fs::read(&path)?;
        // A long body that was cut, of which more stays behind than the next one covers.
        bytes.extend([&[7; 32][..], &900_u64.to_le_bytes(), &[7; 400]].concat());
        fs::write(&path, &bytes)?;
        keep(&path, &[1], &[2])?;
        assert_eq!(keys(&path), [1, 2]);
        Ok(())
    }

    #[test]
    fn without_a_file_nothing_is_kept() -> io::Result<()> {
        let cache = Cache::default();
        assert!(!cache.add([1; 32], b"x"));
        assert!(cache.find(&[1; 32]).is_none());
        cache.tidy()
    }
}
