//! How much memory a process may have.
//!
//! The allocator of the program can be told, before it begins, to reserve so much and never to ask the
//! system for more; that holds alike on every system and costs nothing. A counter at every allocation, which
//! all threads wrote to, was a tenth of what looking up a name took.

use std::process::Command;

use mimalloc::MiMalloc;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

/// Lets the process that is to be started hold so many bytes; an allocation beyond ends it.
pub(super) fn limit(process: &mut Command, bytes: u64) {
    process.env("MIMALLOC_RESERVE_OS_MEMORY", format!("{}KiB", bytes.div_ceil(1 << 10)));
    process.env("MIMALLOC_DISALLOW_OS_ALLOC", "1");
}
