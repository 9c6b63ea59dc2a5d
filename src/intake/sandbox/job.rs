//! A job object of Windows: the system itself refuses a process of the job more memory than the job allows, and
//! ends all of them when the program that holds the job is gone, however it went.

use std::io;
use std::os::windows::io::AsRawHandle;
use std::process::Child;

use win32job::{ExtendedLimitInfo, Job, JobError};

/// `JOB_OBJECT_LIMIT_PROCESS_MEMORY` of winnt.h: each process may commit so much and no more.
const PROCESS_MEMORY: u32 = 0x0000_0100;
/// `JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION`: a process that breaks ends; no window asks anybody about it.
const DIE_QUIETLY: u32 = 0x0000_0400;

/// What a process takes beside the files that it reads: its code, its tables, its stacks.
const OF_ITS_OWN: u64 = 16 << 20;

/// A job whose processes may each hold so many bytes.
pub(super) struct MemoryJob(Job);

impl MemoryJob {
    pub(super) fn new(bytes: u64) -> io::Result<MemoryJob> {
        let mut limits = ExtendedLimitInfo::new();
        limits.limit_kill_on_job_close();
        limits.0.BasicLimitInformation.LimitFlags |= PROCESS_MEMORY | DIE_QUIETLY;
        let bytes = bytes.saturating_add(OF_ITS_OWN);
        limits.0.ProcessMemoryLimit = usize::try_from(bytes).unwrap_or(usize::MAX);
        Job::create_with_limit_info(&mut limits).map(MemoryJob).map_err(cause)
    }

    /// Takes a process into the job; one that was not taken is ended. It has got nothing to read yet.
    pub(super) fn take(&self, mut process: Child) -> io::Result<Child> {
        match self.0.assign_process(process.as_raw_handle().cast()) {
            Ok(()) => Ok(process),
            Err(error) => {
                // The failure itself is what has to be told.
                let _ = process.kill();
                let _ = process.wait();
                Err(cause(error))
            }
        }
    }
}

fn cause(error: JobError) -> io::Error {
    match error {
        JobError::CreateFailed(cause)
        | JobError::AssignFailed(cause)
        | JobError::SetInfoFailed(cause)
        | JobError::GetInfoFailed(cause) => cause,
        other => io::Error::other(other.to_string()),
    }
}
