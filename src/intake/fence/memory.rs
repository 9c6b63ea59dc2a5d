//! How much memory this process may have.

use std::alloc::System;

use cap::Cap;

/// The allocator of the program, which refuses what is beyond its limit; without one it counts.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// From here on the process may hold this many bytes; an allocation beyond ends it.
pub(super) fn limit(bytes: u64) {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if MEMORY.limit() != bytes {
        // Refused only where more is held already, and then the next allocation meets the old one.
        let _ = MEMORY.set_limit(bytes);
    }
}
