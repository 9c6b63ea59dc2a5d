//! `.tonghop/files`: what the files of the inbox held, so that those which did not change are not opened
//! again. A year of mails with scanned pages is gigabytes.
//!
//! ```text
//! "tonghop files 1\n" · BLAKE3 of the rest (32) · for each file: source · stamp · BLAKE3 of its bytes (32)
//! ```
//!
//! A file is the same while the file system says the same of it: size, day and time of the last change, and
//! on Unix also of the last change of anything about it. What changed just before it was looked at may
//! change again within what the clock of a file system tells apart; it is opened again the next time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::intake::{Arrival, FileStamp, In, Out};

const MAGIC: &[u8] = b"tonghop files 1\n";
const FILE: &str = "files";

/// What changed in the last seconds is not believed to have stayed: file systems count in up to two.
const SETTLED_NANOSECONDS: i64 = 3_000_000_000;

/// By source, the stamp of a file and BLAKE3 of its bytes.
type StampsBySource = BTreeMap<Arc<str>, (FileStamp, [u8; 32])>;

/// What is known of the files of an inbox.
#[derive(Debug)]
pub struct KnownFiles {
    path: PathBuf,
    known: StampsBySource,
    /// What changed before this has settled; in nanoseconds since 1970.
    settled: i64,
}

impl KnownFiles {
    /// Opens what a workspace's `.tonghop` folder holds; nothing where that cannot be used. `now` is the
    /// clock before the inbox is listed.
    pub fn open(folder: &Path, now: Timestamp) -> KnownFiles {
        let path = folder.join(FILE);
        let known = read(&path).unwrap_or_default();
        let now = i64::try_from(now.as_nanosecond()).unwrap_or(i64::MAX);
        KnownFiles { path, known, settled: now.saturating_sub(SETTLED_NANOSECONDS) }
    }

    /// BLAKE3 of a file's bytes, which are read only if it may have changed; none where it is left unread or
    /// cannot be read.
    pub fn content(&self, arrival: &Arrival) -> Option<[u8; 32]> {
        let known = self.known.get(&arrival.source);
        let known = known.filter(|(stamp, _)| Some(*stamp) == arrival.stamp);
        known.map(|(_, content)| *content).or_else(|| arrival.content_hash())
    }

    /// Keeps what was found in the files of the inbox.
    ///
    /// # Errors
    /// Fails where the folder cannot be written; what stood there before then stands.
    pub fn keep<'a>(
        &self,
        found: impl Iterator<Item = (&'a Arrival, &'a Option<[u8; 32]>)>,
    ) -> io::Result<()> {
        let settled = |stamp: &FileStamp| stamp.last() < self.settled;
        let found = found.filter_map(|(arrival, content)| {
            Some((arrival.source.clone(), (arrival.stamp.filter(settled)?, (*content)?)))
        });
        let found: StampsBySource = found.collect();
        if found == self.known {
            return Ok(());
        }
        let mut out = Out::with_texts_apart();
        out.len(found.len());
        for (source, (FileStamp { size, modified, changed }, content)) in &found {
            out.str(source);
            out.chunk(size.to_le_bytes());
            out.chunk(modified.to_le_bytes());
            out.chunk(changed.to_le_bytes());
            out.chunk(*content);
        }
        let body = out.into_bytes();
        self.path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let fresh = self.path.with_extension("tmp");
        fs::write(&fresh, [MAGIC, blake3::hash(&body).as_bytes(), &body].concat())?;
        fs::rename(fresh, &self.path)
    }
}

fn read(path: &Path) -> Option<StampsBySource> {
    let bytes = fs::read(path).ok()?;
    let (sum, body) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<32>()?;
    if blake3::hash(body).as_bytes() != sum {
        return None;
    }
    let mut from = In::with_texts_apart(body)?;
    let known = from.many(|from| {
        let source: Arc<str> = from.str()?.into();
        let size = u64::from_le_bytes(from.chunk()?);
        let [modified, changed] = [i64::from_le_bytes(from.chunk()?), i64::from_le_bytes(from.chunk()?)];
        Some((source, (FileStamp { size, modified, changed }, from.chunk()?)))
    })?;
    from.is_empty().then(|| known.into_iter().collect())
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::intake::arrivals;

    struct Office(tempfile::TempDir);

    impl Office {
        /// What is known of the one file, looked at some seconds from now.
        fn look(&self, seconds: i64) -> (KnownFiles, Vec<Arrival>) {
            let now = Timestamp::now().checked_add(jiff::SignedDuration::from_secs(seconds)).expect("a time");
            let files = KnownFiles::open(&self.0.path().join(".tonghop"), now);
            (files, arrivals(&self.0.path().join("inbox")).expect("an inbox").value)
        }

        fn write(&self, text: &str) {
            fs::write(self.0.path().join("inbox/a.csv"), text).expect("written");
        }
    }

    fn office() -> Office {
        let office = Office(tempfile::tempdir().expect("a folder"));
        fs::create_dir(office.0.path().join("inbox")).expect("a folder");
        office.write("một");
        office
    }

    fn keep((files, arrivals): &(KnownFiles, Vec<Arrival>)) -> [u8; 32] {
        let content = files.content(&arrivals[0]);
        files.keep(arrivals.iter().zip([&content])).expect("kept");
        content.expect("readable")
    }

    #[test]
    fn a_file_that_did_not_change_is_not_opened() {
        let office = office();
        let content = keep(&office.look(60));
        assert_eq!(content, *blake3::hash("một".as_bytes()).as_bytes());
        let (files, mut arrivals) = office.look(60);
        // Were it opened, it would not be found.
        arrivals[0].path = office.0.path().join("nowhere");
        assert_eq!(files.content(&arrivals[0]), Some(content));
        arrivals[0].stamp = arrivals[0].stamp.map(|stamp| FileStamp { size: stamp.size + 1, ..stamp });
        assert_eq!(files.content(&arrivals[0]), None);
    }

    #[test]
    fn a_file_that_changed_is_opened_even_if_its_time_was_set_back() {
        let office = office();
        keep(&office.look(60));
        let path = office.0.path().join("inbox/a.csv");
        let time = fs::metadata(&path).and_then(|of| of.modified()).expect("a time");
        // The clock of the file system must be able to tell.
        std::thread::sleep(Duration::from_millis(20));
        office.write("mốt"); // as long
        if cfg!(unix) {
            let file = fs::File::options().write(true).open(&path).expect("opened");
            file.set_modified(time).expect("set");
        }
        assert_eq!(keep(&office.look(60)), *blake3::hash("mốt".as_bytes()).as_bytes());
    }

    #[test]
    fn what_has_just_changed_is_opened_again() {
        let office = office();
        keep(&office.look(0));
        let (files, mut arrivals) = office.look(0);
        arrivals[0].path = office.0.path().join("nowhere");
        assert_eq!(files.content(&arrivals[0]), None);
        // So is a file of tomorrow.
        let file = fs::File::options().write(true).open(office.0.path().join("inbox/a.csv")).expect("opened");
        file.set_modified(SystemTime::now() + Duration::from_secs(86_400)).expect("set");
        keep(&office.look(60));
        assert!(office.look(60).0.known.is_empty());
    }

    #[test]
    fn a_damaged_file_knows_nothing() {
        let office = office();
        keep(&office.look(60));
        let path = office.0.path().join(".tonghop/files");
        let mut bytes = fs::read(&path).expect("kept");
        *bytes.last_mut().expect("bytes") ^= 1;
        fs::write(path, bytes).expect("written");
        assert!(office.look(60).0.known.is_empty());
    }
}
