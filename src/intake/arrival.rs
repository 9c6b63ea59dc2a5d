//! What lies in the inbox, before any of it is read.
//!
//! The folder is walked whole and in one order; what the walk leaves out is said, never dropped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::finding::{Code, Finding, Noted, Place, reason};

/// One file found in the inbox, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Where it lies on disk.
    pub path: PathBuf,
    /// Its path inside the inbox, with `/`.
    pub source: Arc<str>,
    /// The day its folder's path names (`2024-06-05`, `2024_06_05`), the innermost one if several.
    pub received: Option<Date>,
    /// The day of its last modification, in Vietnam (UTC+7).
    pub modified: Date,
    /// Its size in bytes.
    pub size: u64,
    /// What tells whether it changed; none where the file system does not say.
    pub stamp: Option<FileStamp>,
    /// Why it is left unread, in Vietnamese: a lock file, a file of the operating system.
    pub ignored: Option<&'static str>,
}

/// What a file system says of a file; while it says the same, the file is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStamp {
    /// Size in bytes.
    pub size: u64,
    /// When its bytes last changed, in nanoseconds since 1970; people can set it.
    pub modified: i64,
    /// When anything about it last changed, likewise; nobody can set it. 0 where there is no such thing.
    pub changed: i64,
}

impl FileStamp {
    fn of(metadata: &fs::Metadata) -> Option<FileStamp> {
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let modified = i64::try_from(modified.as_nanos()).ok()?;
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            metadata.ctime().checked_mul(1_000_000_000)?.checked_add(metadata.ctime_nsec())?
        };
        #[cfg(not(unix))]
        let changed = 0;
        Some(FileStamp { size: metadata.len(), modified, changed })
    }

    /// When it last changed.
    pub fn last(&self) -> i64 {
        self.modified.max(self.changed)
    }
}

impl Arrival {
    /// The day it arrived as far as the folder knows; a mail inside may know better.
    pub fn day(&self) -> Date {
        self.received.unwrap_or(self.modified)
    }

    /// BLAKE3 of its bytes; none where it is left unread or cannot be read.
    pub fn content_hash(&self) -> Option<[u8; 32]> {
        if self.ignored.is_some() {
            return None;
        }
        let bytes = fs::read(&self.path).ok()?;
        Some(*blake3::hash(&bytes).as_bytes())
    }
}

/// Folders deeper than this are not entered: no office nests so, a loop of mounts does.
const MAX_FOLDER_DEPTH: usize = 64;

/// Lists the files below `inbox`, sorted by source. Symbolic links are not followed; hidden
/// folders, links and folders that cannot be opened are findings.
///
/// # Errors
///
/// When `inbox` itself cannot be listed.
pub fn arrivals(inbox: &Path) -> io::Result<Noted<Vec<Arrival>>> {
    let mut found = Noted::clean(Vec::new());
    let entries = sorted_entries(inbox)?;
    walk(entries, "", None, 0, &mut found);
    found.value.sort_by(|a, b| a.source.cmp(&b.source));
    Finding::sort(&mut found.findings);
    Ok(found)
}

fn sorted_entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_cached_key(fs::DirEntry::file_name);
    Ok(entries)
}

fn walk(
    entries: Vec<fs::DirEntry>,
    prefix: &str,
    day: Option<Date>,
    depth: usize,
    found: &mut Noted<Vec<Arrival>>,
) {
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        let source = format!("{prefix}{name}");
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                found.findings.push(unreadable(&source, &error));
                continue;
            }
        };
        if kind.is_symlink() {
            let message = format!("Liên kết «{name}» không được đi theo.");
            found.findings.push(Finding::new(Code::FileIgnored, Place::file(source), message));
        } else if kind.is_dir() {
            if name.starts_with('.') || name == "__MACOSX" || depth >= MAX_FOLDER_DEPTH {
                let message = format!("Thư mục «{name}» được bỏ qua.");
                found.findings.push(Finding::new(Code::FileIgnored, Place::file(source), message));
                continue;
            }
            match sorted_entries(&entry.path()) {
                Ok(inner) => {
                    let day = date_in(&name).or(day);
                    walk(inner, &format!("{source}/"), day, depth + 1, found);
                }
                Err(error) => found.findings.push(unreadable(&source, &error)),
            }
        } else {
            match entry.metadata() {
                Ok(metadata) => found.value.push(Arrival {
                    path: entry.path(),
                    received: day,
                    modified: modified_day(&metadata),
                    size: metadata.len(),
                    stamp: FileStamp::of(&metadata),
                    ignored: ignored(&name),
                    source: source.into(),
                }),
                Err(error) => found.findings.push(unreadable(&source, &error)),
            }
        }
    }
}

fn unreadable(source: &str, error: &io::Error) -> Finding {
    Finding::new(Code::FileDamaged, Place::file(source), format!("Không mở được: {}.", reason(error)))
        .advice("Kiểm tra quyền đọc của thư mục hoặc tệp này rồi chạy lại.")
}

/// Why a file of this name is not a list, if its name alone says so.
pub(super) fn ignored(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if lower.starts_with("~$") || (lower.starts_with(".~lock.") && lower.ends_with('#')) {
        Some("tệp khóa tạm do Excel hoặc LibreOffice tạo khi đang mở tệp khác")
    } else if lower.starts_with('.') {
        Some("tệp ẩn")
    } else if lower == "thumbs.db" || lower == "desktop.ini" {
        Some("tệp của Windows")
    } else if [".p7s", ".asc", ".vcf"].iter().any(|end| lower.ends_with(end)) {
        Some("chữ ký số hoặc danh thiếp kèm thư")
    } else {
        None
    }
}

fn modified_day(metadata: &fs::Metadata) -> Date {
    metadata
        .modified()
        .ok()
        .and_then(|time| Timestamp::try_from(time).ok())
        .map_or(Date::constant(1970, 1, 1), vietnam_day)
}

/// The calendar day in Vietnam (UTC+7, no summer time) of an instant.
pub(super) fn vietnam_day(instant: Timestamp) -> Date {
    Offset::constant(7).to_datetime(instant).date()
}

/// The day that the folders of a path say, as they do in an inbox; the innermost one's.
pub fn day_of_folders(path: &Path) -> Option<Date> {
    let folders = path.parent()?.components().rev();
    folders.map(|folder| folder.as_os_str().to_string_lossy()).find_map(|name| date_in(&name))
}

/// The last ISO date (`2024-06-05`, also with `_` or `.`) in a folder's name.
fn date_in(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    bytes
        .windows(10)
        .enumerate()
        .filter_map(|(at, window)| {
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let after = bytes.get(at + 10);
            if [before, after].into_iter().flatten().any(u8::is_ascii_digit) {
                return None;
            }
            let &[y1, y2, y3, y4, s1, m1, m2, s2, d1, d2] = window else { return None };
            if s1 != s2 || !b"-_.".contains(&s1) {
                return None;
            }
            let year = number(&[y1, y2, y3, y4])?;
            let month = i8::try_from(number(&[m1, m2])?).ok()?;
            let day = i8::try_from(number(&[d1, d2])?).ok()?;
            if !(1990..2100).contains(&year) {
                return None;
            }
            Date::new(year, month, day).ok()
        })
        .next_back()
}

fn number(digits: &[u8]) -> Option<i16> {
    digits
        .iter()
        .try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[test]
    fn a_folder_named_by_a_day_says_when_its_files_arrived() {
        #[track_caller]
        fn check(name: &str, expect: Option<(i16, i8, i8)>) {
            let expect = expect.map(|(y, m, d)| Date::constant(y, m, d));
            assert_eq!(date_in(name), expect, "{name}");
        }
        check("2024-06-05", Some((2024, 6, 5)));
        check("dot 2 2024_06_05 (bo sung)", Some((2024, 6, 5)));
        check("2024-06-05 den 2024-06-07", Some((2024, 6, 7)));
        check("2024-02-30", None);
        check("2024-06_05", None);
        check("12024-06-051", None);
        check("thang-6", None);
    }

    #[test]
    fn the_inbox_is_listed_whole_and_in_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("2024-06-05/xã Đông")).expect("folders");
        fs::create_dir_all(root.join(".git")).expect("folders");
        for name in ["b.xlsx", "2024-06-05/xã Đông/a.xls", "~$b.xlsx", ".DS_Store"] {
            fs::write(root.join(name), "x").expect("a file");
        }
        let found = arrivals(root).expect("a listing");
        let listed: Vec<_> = found
            .value
            .iter()
            .map(|a| (a.source.as_ref(), a.received.is_some(), a.ignored.is_some()))
            .collect();
        assert_eq!(
            listed,
            [
                (".DS_Store", false, true),
                ("2024-06-05/xã Đông/a.xls", true, false),
                ("b.xlsx", false, false),
                ("~$b.xlsx", false, true),
            ]
        );
        assert_eq!(found.findings.len(), 1, "the hidden folder is said");
        assert!(arrivals(&root.join("missing")).is_err());
    }

    #[test]
    fn days_are_counted_in_vietnam() {
        let late_utc = "2024-06-04T17:30:00Z".parse().expect("a time");
        assert_eq!(vietnam_day(late_utc), Date::constant(2024, 6, 5));
    }
}
