//! How long a worker has worked, by the count of the processor.
//!
//! Time on the wall tells how busy the machine is; processor time tells how much a file asks for, so
//! that the same inbox gives the same answer whatever else runs. Only the worker can ask for its own
//! on every system, so it watches itself, and says with its last words that it is late.

use std::io::{self, Write};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use cpu_time::ProcessTime;

use super::watch::{Late, Patience, TICK};

/// The patience with a worker, as processor time of its process.
pub(super) struct Usage {
    due: Mutex<Option<Allowance>>,
}

#[derive(Clone, Copy)]
struct Allowance {
    now: Duration,
    in_all: Duration,
    patience: Patience,
}

impl Usage {
    /// Watches this process for as long as somebody holds what is returned, and ends it when it is
    /// late.
    ///
    /// # Errors
    ///
    /// When no thread can be started.
    pub(super) fn watch() -> io::Result<Arc<Usage>> {
        let usage = Arc::new(Usage { due: Mutex::new(None) });
        let watched = Arc::downgrade(&usage);
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            while let Some(usage) = watched.upgrade() {
                if let Some(late) = usage.late() {
                    // Whoever does not hear it sees the end.
                    let _ = io::stderr().write_all(late.last_words().as_bytes());
                    process::exit(3);
                }
                drop(usage);
                thread::sleep(TICK);
            }
        })?;
        Ok(usage)
    }

    /// Begins to count.
    pub(super) fn begin(&self, patience: Patience) {
        *self.due() = worked().map(|worked| Allowance {
            now: worked + Duration::from_secs(patience.now),
            in_all: worked + Duration::from_secs(patience.in_all),
            patience,
        });
    }

    /// Counts anew for the file, on for the arrival.
    pub(super) fn go_on(&self) {
        if let (Some(due), Some(worked)) = (&mut *self.due(), worked()) {
            due.now = worked + Duration::from_secs(due.patience.now);
        }
    }

    /// Stops counting.
    pub(super) fn end(&self) {
        *self.due() = None;
    }

    fn late(&self) -> Option<Late> {
        let due = (*self.due())?;
        let worked = worked()?;
        if due.in_all <= worked { Some(Late::InAll) } else { (due.now <= worked).then_some(Late::Now) }
    }

    fn due(&self) -> MutexGuard<'_, Option<Allowance>> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The processor time of this process; nothing where the system does not say, and then only the
/// parent's patience holds.
fn worked() -> Option<Duration> {
    ProcessTime::try_now().ok().map(|worked| worked.as_duration())
}
