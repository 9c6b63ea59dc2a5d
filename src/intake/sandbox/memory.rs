//! How much memory a process may have.
//!
//! On Windows a job object holds that (see `job`). Elsewhere the allocator of the program is told, before it
//! begins, to reserve so much and never to ask the system for more: a reservation costs nothing there until it is
//! used, while on Windows it would count against the memory and the page file of the machine at once. A counter at
//! every allocation, which all threads wrote to, was a tenth of what looking up a name took.

use std::io;
use std::process::{Child, Command};

use mimalloc::MiMalloc;

#[cfg(windows)]
use super::job::MemoryJob;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Starts processes that may hold so many bytes; an allocation beyond ends them.
pub(super) struct MemoryBound {
    #[cfg(windows)]
    job: io::Result<MemoryJob>,
    #[cfg(not(windows))]
    bytes: u64,
}

impl MemoryBound {
    pub(super) fn new(bytes: u64) -> MemoryBound {
        MemoryBound {
            #[cfg(windows)]
            job: MemoryJob::new(bytes),
            #[cfg(not(windows))]
            bytes,
        }
    }

    /// Starts a process under the bound.
    #[cfg(windows)]
    pub(super) fn start(&self, process: &mut Command) -> io::Result<Child> {
        let job = self.job.as_ref().map_err(|error| io::Error::from(error.kind()))?;
        job.take(process.spawn()?)
    }

    /// Starts a process under the bound.
    #[cfg(not(windows))]
    pub(super) fn start(&self, process: &mut Command) -> io::Result<Child> {
        process.env("MIMALLOC_RESERVE_OS_MEMORY", format!("{}KiB", self.bytes.div_ceil(1 << 10)));
        process.env("MIMALLOC_DISALLOW_OS_ALLOC", "1");
        process.spawn()
    }
}
