//! The pool of workers, as the rest of the program sees it.

use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::intake::arrival::Arrival;
use crate::intake::limits::Limits;
use crate::intake::open::{fetch, read_member};
use crate::intake::passwords::Passwords;
use crate::intake::sheet::Attachment;
use crate::intake::trouble::{Crash, Trouble};
use crate::intake::walk::Member;

use super::memory::MemoryBound;
use super::watch::{Late, Patience, Pipes, WALL, Watch, Watched};
use super::wire::{self, FileToRead, Heard, Job};

/// The argument that makes this program a worker; whoever is started with it calls
/// [`serve`](super::serve) with its standard input and output, and prints nothing.
pub const READER: &str = "__read";

/// Members of one arrival that may break reading off before the whole arrival is given up: each
/// costs a worker and a new beginning.
const MAX_FATAL: usize = 8;

/// Bytes of small files that go to a worker in a row: some ten usual lists.
const ROW_BYTES: usize = 256 << 10;

/// A container may take so many times as long in all as one file may.
const IN_ALL: u64 = 4;

/// A worker that gave more than this is let go, since its memory does not return to the machine.
const LARGE_REPLY: usize = 32 << 20;

/// Reads files in processes of their own; see [the room](crate::intake) for what comes out.
///
/// To be shared between threads: there are as many workers as calls at a time, started when first
/// needed. Dropping ends them.
pub struct Readers {
    program: Option<PathBuf>,
    limits: Limits,
    passwords: Passwords,
    memory: MemoryBound,
    idle: Mutex<Vec<Worker>>,
    watch: Watch,
    /// Whether some file had to be read in-process, no worker being had.
    unfenced: AtomicBool,
}

impl Readers {
    /// Readers that run `program`, normally this very one, with the argument [`READER`].
    ///
    /// Where it cannot be started, or is no reader of this version, files are read in-process;
    /// [`Readers::unfenced`] then says so.
    pub fn start(program: &Path, limits: Limits) -> Readers {
        Readers::new(Some(program.to_owned()), limits)
    }

    /// Readers that read in-process, for where there is no program to start.
    pub fn in_process(limits: Limits) -> Readers {
        Readers::new(None, limits)
    }

    fn new(program: Option<PathBuf>, limits: Limits) -> Readers {
        Readers {
            program,
            memory: MemoryBound::new(limits.max_memory_bytes),
            limits,
            passwords: Passwords::default(),
            idle: Mutex::default(),
            watch: Watch::start(),
            unfenced: AtomicBool::new(false),
        }
    }

    /// These readers, who try the passwords of an office on what is locked.
    pub fn with_passwords(self, passwords: Passwords) -> Readers {
        Readers { passwords, ..self }
    }

    /// Whether some file was read in-process, where it might have ended the program.
    pub fn unfenced(&self) -> bool {
        self.unfenced.load(Ordering::Relaxed)
    }

    /// Reads arrivals as [`intake::open`](crate::intake::open) does, each by itself; the answers
    /// stand in their order.
    ///
    /// Waking another process costs 70 µs, a tenth of what reading a usual list does, so small
    /// files go to a worker several at a time; let a call have ten or more where there are.
    pub fn open(&self, arrivals: &[Arrival]) -> Vec<Vec<Attachment>> {
        let mut read = Vec::with_capacity(arrivals.len());
        let mut row: Vec<FileToRead<'_>> = Vec::new();
        let mut row_bytes = 0;
        for arrival in arrivals {
            let fetched = fetch(arrival, &self.limits);
            let n_bytes = fetched.as_ref().map_or(ROW_BYTES, Vec::len);
            if ROW_BYTES < row_bytes + n_bytes {
                read.extend(self.read_row(&std::mem::take(&mut row)));
                row_bytes = 0;
            }
            match fetched {
                Ok(bytes) => {
                    let (source, received) = (arrival.source.clone(), arrival.day());
                    row.push(FileToRead { source, received, bytes: bytes.into() });
                    row_bytes += n_bytes;
                }
                Err(attachments) => {
                    read.extend(self.read_row(&std::mem::take(&mut row)));
                    row_bytes = 0;
                    read.push(attachments);
                }
            }
        }
        read.extend(self.read_row(&row));
        read
    }

    /// Reads files in a row; if anything is amiss, each again by itself.
    fn read_row(&self, files: &[FileToRead<'_>]) -> Vec<Vec<Attachment>> {
        if 1 < files.len()
            && let Some(mut worker) = self.worker()
        {
            let n_bytes = files.iter().map(|file| file.bytes.len()).sum();
            let job = self.job(files.to_vec(), self.patience(n_bytes), Vec::new());
            if let Ok((read, n_bytes)) = worker.read(&job)
                && read.len() == files.len()
            {
                self.let_rest(worker, n_bytes);
                return read;
            }
        }
        files.iter().map(|file| self.read_bytes(&file.source, &file.bytes, file.received)).collect()
    }

    /// Reads the bytes of one file as [`intake::read_bytes`](crate::intake::read_bytes) does.
    ///
    /// What cannot be read within the limits of memory and time is an attachment with a finding; in
    /// a container it is the member at which reading broke off.
    pub fn read_bytes(&self, source: &Arc<str>, bytes: &[u8], received: Date) -> Vec<Attachment> {
        let mut patience = self.patience(bytes.len());
        let mut fatal: Vec<(Arc<str>, Crash)> = Vec::new();
        let file = FileToRead { source: source.clone(), received, bytes: bytes.into() };
        loop {
            let Some(mut worker) = self.worker() else {
                let member = Member { source: source.clone(), bytes, received, mail: None };
                return read_member(&member, &self.limits, &self.passwords);
            };
            let job = self.job(vec![file.clone()], patience, fatal.clone());
            let (end, member) = match worker.read(&job) {
                Ok((mut read, n_bytes)) if read.len() == 1 => {
                    self.let_rest(worker, n_bytes);
                    return read.pop().unwrap_or_default();
                }
                Ok(_) => (WorkerEnd::Of(Crash::Died), None),
                // A worker may have ended between two files, through no fault of this one.
                Err(TalkBroken::Unheard) if worker.n_read != 1 => continue,
                Err(TalkBroken::Unheard) => (worker.last_words(&self.limits), None),
                Err(TalkBroken::Off(member)) => (worker.last_words(&self.limits), member),
                Err(TalkBroken::Late(late, member)) => (WorkerEnd::Unheard(late), member),
            };
            let Patience { now, in_all } = self.patience(bytes.len());
            let (crash, member) = match end {
                WorkerEnd::Of(crash) => (crash, member),
                WorkerEnd::Late(Late::Now) => (Crash::Late(now), member),
                WorkerEnd::Late(Late::InAll) => (Crash::Late(in_all), None),
                WorkerEnd::Unheard(Late::Now) => (Crash::Late(now * WALL), member),
                WorkerEnd::Unheard(Late::InAll) => (Crash::Late(in_all * WALL), None),
            };
            if matches!(crash, Crash::Late(_)) {
                patience.in_all = patience.in_all.saturating_sub(now);
            }
            match member {
                Some(member)
                    if fatal.len() < MAX_FATAL
                        && 0 < patience.in_all
                        && fatal.iter().all(|(known, _)| **known != *member) =>
                {
                    fatal.push((member.into(), crash));
                }
                _ => {
                    let member = Member { source: source.clone(), bytes, received, mail: None };
                    return vec![member.failed(&Trouble::Crashed(crash))];
                }
            }
        }
    }

    fn job<'a>(
        &self,
        files: Vec<FileToRead<'a>>,
        patience: Patience,
        fatal: Vec<(Arc<str>, Crash)>,
    ) -> Job<'a> {
        Job { limits: self.limits.clone(), passwords: self.passwords.clone(), patience, fatal, files }
    }

    fn patience(&self, n_bytes: usize) -> Patience {
        let mebibytes = u64::try_from(n_bytes).unwrap_or(u64::MAX) >> 20;
        let now = self.limits.max_seconds.saturating_add(mebibytes);
        Patience { now, in_all: now.saturating_mul(IN_ALL) }
    }

    fn let_rest(&self, worker: Worker, n_bytes: usize) {
        if n_bytes <= LARGE_REPLY {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
        }
    }

    /// An idle worker, else a new one. What could not be started once is not tried again.
    fn worker(&self) -> Option<Worker> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if idle.is_some() || self.unfenced() {
            return idle;
        }
        let start = |program| Worker::start(program, &self.memory, &self.watch, self.patience(0));
        let started = self.program.as_deref().and_then(start);
        self.unfenced.store(started.is_none(), Ordering::Relaxed);
        started
    }
}

/// One process that reads.
struct Worker {
    watched: Arc<Watched>,
    pipes: Pipes,
    /// Jobs it got so far.
    n_read: usize,
}

/// How the talk with a worker ended before its time.
enum TalkBroken {
    /// It was gone before it got the whole file.
    Unheard,
    /// It was ended while it read this member of a container, or the file itself.
    Late(Late, Option<String>),
    /// It ended by itself while it read this member, or the file itself.
    Off(Option<String>),
}

/// Why a worker ended.
enum WorkerEnd {
    Of(Crash),
    /// By its own count it worked too long.
    Late(Late),
    /// Nothing was heard of it for too long.
    Unheard(Late),
}

impl Worker {
    fn start(program: &Path, memory: &MemoryBound, watch: &Watch, patience: Patience) -> Option<Worker> {
        let mut process = Command::new(program);
        process.arg(READER).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = memory.start(&mut process).ok()?;
        let (watched, pipes) = watch.over(child)?;
        let mut worker = Worker { watched, pipes, n_read: 0 };
        let mut greeting = [0; wire::GREETING.len()];
        worker.watched.begin(patience);
        let greeted = worker.pipes.stdout.read_exact(&mut greeting);
        worker.watched.end();
        (greeted.is_ok() && greeting == wire::GREETING.as_bytes()).then_some(worker)
    }

    /// The attachments of each file, and how many bytes they took on the way.
    fn read(&mut self, job: &Job<'_>) -> Result<(Vec<Vec<Attachment>>, usize), TalkBroken> {
        self.n_read += 1;
        self.watched.begin(job.patience);
        let sent = wire::write_job(&mut self.pipes.stdin, job).and_then(|()| self.pipes.stdin.flush());
        let heard = match sent {
            Ok(()) => self.hear(job),
            Err(_) => Err(TalkBroken::Unheard),
        };
        self.watched.end();
        match (heard, self.watched.late()) {
            (Err(TalkBroken::Off(member)), Some(late)) => Err(TalkBroken::Late(late, member)),
            (Err(_), Some(late)) => Err(TalkBroken::Late(late, None)),
            (heard, _) => heard,
        }
    }

    fn hear(&mut self, job: &Job<'_>) -> Result<(Vec<Vec<Attachment>>, usize), TalkBroken> {
        let mut members: Vec<String> = Vec::new();
        let mut stdout = BufReader::new(&mut self.pipes.stdout);
        loop {
            match wire::read_sign(&mut stdout, job.limits.max_memory_bytes) {
                Some(Heard::Entered(member)) => members.push(member),
                Some(Heard::Left) => drop(members.pop()),
                Some(Heard::Done(read, n_bytes)) => return Ok((read, n_bytes)),
                None => return Err(TalkBroken::Off(members.pop())),
            }
            self.watched.go_on(job.patience);
        }
    }

    /// Why it ended, by what the runtime wrote last.
    fn last_words(&mut self, limits: &Limits) -> WorkerEnd {
        self.watched.kill();
        let mut words = Vec::new();
        // Whatever can be read of them.
        let _ = (&mut self.pipes.stderr).take(4096).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        if let Some(late) =
            [Late::Now, Late::InAll].into_iter().find(|late| words.ends_with(late.last_words()))
        {
            WorkerEnd::Late(late)
        } else if words.contains("memory allocation") {
            WorkerEnd::Of(Crash::Memory(limits.max_memory_bytes))
        } else if words.contains("overflowed its stack") {
            WorkerEnd::Of(Crash::Deep)
        } else {
            WorkerEnd::Of(Crash::Died)
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.watched.kill();
    }
}
