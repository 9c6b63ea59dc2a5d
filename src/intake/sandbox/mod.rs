//! Reading where it can do no harm.
//!
//! Libraries that read files abort the process on some of them: an allocation of terabytes, a
//! recursion without end. No `catch_unwind` holds that, nor an endless loop. So [`Readers`] has
//! files read by worker processes, this same program started with the argument [`READER`], each
//! kept for many files. A worker gets bytes and gives back attachments; it touches no file.
//!
//! Two bounds hold on every system: the memory of a worker, [`max_memory_bytes`](super::Limits::max_memory_bytes),
//! by a job object on Windows and by what its allocator reserves elsewhere; and processor time, which is
//! watched by the worker itself, which ends after [`max_seconds`](super::Limits::max_seconds) of it. So what
//! a file is given does not depend on how busy the machine is; the parent ends only a worker that is
//! not heard of for many times as long. A worker that ended costs the one file it was reading: in a
//! zip or mail the member, whose container is then read again without it.
//!
//! A worker ends when its parent does, whatever it is doing: its input is then at its end.

mod readers;
mod watch;
mod usage;
mod wire;
mod bytes;
mod packing;
mod worker;
mod memory;
#[cfg(windows)]
mod job;

pub(crate) use bytes::{In, Out};
pub use readers::{READER, Readers};
pub use worker::serve;
