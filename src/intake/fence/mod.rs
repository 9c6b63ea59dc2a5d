//! Reading where it can do no harm.
//!
//! Libraries that read files abort the process on some of them: an allocation of terabytes, a
//! recursion without end. No `catch_unwind` holds that, nor an endless loop. So [`Readers`] has
//! files read by worker processes, this same program started with the argument [`READER`], each
//! kept for many files. A worker gets bytes and gives back attachments; it touches no file.
//!
//! Two bounds hold alike on every system, since neither asks the system for anything: memory is
//! counted by the allocator of the worker, which refuses what is beyond
//! [`max_memory_bytes`](super::Limits::max_memory_bytes); time is counted by the parent, which ends
//! a worker after [`max_seconds`](super::Limits::max_seconds). A worker that ended costs the one
//! file it was reading: in a zip or mail the member, whose container is then read again without it.
//!
//! A worker ends when its parent does, whatever it is doing: its input is then at its end.

mod readers;
mod watch;
mod wire;
mod packing;
mod worker;
mod memory;

pub(crate) use packing::{In, Out};
pub use readers::{READER, Readers};
pub use worker::serve;
