//! The inbox of a run: what was read before from the ledger, the rest anew.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::iter::Either;
use rayon::prelude::*;

use crate::finding::{Code, Finding, reason};
use crate::intake::{self, Arrival, Attachment, Readers};
use crate::ledger::{CacheKey, KeptReading, KnownFiles, Readings};
use crate::record::References;
use crate::registry::{self, Submission};

use super::timeline::Arrived;
use super::workspace::Workspace;
use super::{CannotRun, Host};

/// Reads every file of the inbox, in parallel: what was read before from the ledger, the rest anew;
/// the cells of each are gone before the next.
pub fn read_inbox(
    workspace: &Workspace,
    findings: &mut Vec<Finding>,
    host: &Host<'_>,
) -> Result<Inbox, CannotRun> {
    let inbox = workspace.dir.join("inbox");
    let ledger_folder = workspace.dir.join(".tonghop");
    let files = KnownFiles::open(&ledger_folder, (host.now)());
    let arrivals = intake::arrivals(&inbox)
        .map_err(|error| {
            CannotRun::new(format!(
                "Không mở được thư mục inbox «{}» ({}). Tạo thư mục inbox và đặt các tệp đã nhận vào đó.",
                inbox.display(),
                reason(&error)
            ))
        })?
        .note_into(findings);
    let contents: Vec<Option<CacheKey>> = arrivals.par_iter().map(|arrival| files.content(arrival)).collect();
    if let Err(error) = files.keep(arrivals.iter().zip(&contents)) {
        host.console.message(&format!(
            "Không ghi được .tonghop ({}); lần sau mọi tệp sẽ được mở lại.",
            reason(&error)
        ));
    }
    let known = Readings::open(&ledger_folder);
    let keyed = arrivals.into_par_iter().zip(contents).map(|(arrival, content)| {
        let key = content.map(|content| reading_key(workspace, &arrival, content));
        let sum = key.as_ref().and_then(|key| known.sum(key));
        (key, sum, arrival)
    });
    let (read_before, new): (Vec<_>, Vec<UnreadFile>) =
        keyed.partition_map(|(key, sum, arrival)| match (key, sum) {
            (Some(key), Some(sum)) => Either::Left((key, sum, arrival)),
            _ => Either::Right((key, arrival)),
        });
    host.console.add_files(new.len());
    let readers = workspace.readers(host);
    // What is new is read while what was read before is fetched: the one waits for readers to begin.
    let ((mut taken, void), read): ((Vec<Taken>, Vec<UnreadFile>), Vec<Taken>) = rayon::join(
        || {
            read_before.into_par_iter().partition_map(|(key, sum, arrival)| {
                match known.find(&key, &workspace.decisions) {
                    Some(submissions) => Either::Left(Taken { sum, submissions }),
                    None => Either::Right((Some(key), arrival)),
                }
            })
        },
        || read_new(&new, (&readers, host), (&known, workspace)),
    );
    // People answered what was doubtful in these, since they were read.
    host.console.add_files(void.len());
    let again = read_new(&void, (&readers, host), (&known, workspace));
    host.console.all_read();
    host.warn_if_unfenced(&readers);
    let n_known = taken.len();
    taken.extend(read);
    taken.extend(again);
    if let Err(error) = known.tidy() {
        host.console.message(&format!(
            "Không ghi được .tonghop ({}); lần sau mọi tệp sẽ được đọc lại.",
            reason(&error)
        ));
    }
    let (n_files, new) = (taken.len(), BTreeSet::new());
    let mut inbox = Inbox { arrived: Vec::new(), n_files, new, readings: known };
    for (at, Taken { sum, submissions }) in taken.into_iter().enumerate() {
        if n_known <= at {
            inbox.new.extend(submissions.iter().map(|submission| submission.source.clone()));
        }
        inbox.arrived.extend(submissions.into_iter().map(|submission| Arrived { submission, sum }));
    }
    Ok(inbox)
}

/// A file to read, with the key of its reading where that can be kept.
type UnreadFile = (Option<CacheKey>, Arrival);

/// Reads files, in parallel.
fn read_new(
    unread: &[UnreadFile],
    (readers, host): (&Readers, &Host<'_>),
    (known, workspace): (&Readings, &Workspace),
) -> Vec<Taken> {
    // Large enough to keep a reader busy, small enough to keep all processors so.
    let share = (unread.len() / (4 * rayon::current_num_threads())).clamp(1, 16);
    unread
        .par_chunks(share)
        .flat_map_iter(|share| {
            let (keys, arrivals): (Vec<_>, Vec<_>) = share.iter().cloned().unzip();
            keys.into_iter().zip(readers.open(&arrivals))
        })
        .flat_map_iter(|(key, attachments)| {
            host.console.file_read();
            [take(&attachments, key, (known, workspace))]
        })
        .collect()
}

/// The inbox, read.
pub struct Inbox {
    /// What each attachment says.
    pub arrived: Vec<Arrived>,
    /// How many files there are.
    pub n_files: usize,
    /// The sources that were not read before.
    pub new: BTreeSet<Arc<str>>,
    /// Where the cells of lists were left.
    pub readings: Readings,
}

/// What one file of the inbox said.
struct Taken {
    /// BLAKE3 of what it said.
    sum: [u8; 32],
    submissions: Vec<Submission>,
}

/// All that the reading of a file depends on, but for the answers of people; `content` is the BLAKE3 of its
/// bytes.
pub fn reading_key(workspace: &Workspace, arrival: &Arrival, content: [u8; 32]) -> CacheKey {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&workspace.reading_base);
    hasher.update(&content);
    hasher.update(arrival.day().to_string().as_bytes());
    hasher.update(arrival.source.as_bytes());
    *hasher.finalize().as_bytes()
}

/// Makes out what one file of the inbox says, and keeps its reading where it is worth keeping; whatever happens
/// costs that file only.
fn take(
    attachments: &[Attachment],
    key: Option<CacheKey>,
    (known, workspace): (&Readings, &Workspace),
) -> Taken {
    let decisions = workspace.decisions.noting();
    let references = References { decisions: &decisions, ..workspace.references() };
    let submissions: Vec<Submission> = attachments
        .iter()
        .map(|attachment| {
            let whole =
                AssertUnwindSafe(|| registry::submit(attachment, workspace.dictionary(), &references));
            catch_unwind(whole).unwrap_or_else(|_| {
                registry::submit(&attachment.crashed(), workspace.dictionary(), &references)
            })
        })
        .collect();
    let whole = KeptReading::of(key.unwrap_or_default(), &submissions, &decisions);
    let sum = whole.sum();
    // What broke a reader may be read another day, when the machine has more time or memory.
    let crashed = submissions
        .iter()
        .flat_map(|submission| &submission.findings)
        .any(|finding| matches!(finding.code, Code::FileCrashed | Code::FileTooLarge));
    let kept = key.filter(|_| !crashed && known.keep(&whole));
    let submissions = match kept {
        Some(key) => submissions.into_iter().map(|submission| submission.left_in(key)).collect(),
        None => submissions,
    };
    Taken { sum, submissions }
}
