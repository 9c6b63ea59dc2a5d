//! Patience, counted without a clock.
//!
//! A worker that works too long ends itself (see `usage`); here it is ended when it does not even do
//! that. A thread sleeps a tick and counts down. That reads no clock, a laptop that was asleep
//! meanwhile kills nobody, and since machines can be busy it waits many times as long as a worker may
//! work.

use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// How long one tick takes, and how much later than due a worker may be ended.
pub(super) const TICK: Duration = Duration::from_millis(50);
/// Ticks in a second.
const TICKS: u64 = 20;

/// Seconds of waiting for one second of work: what a machine that does ten other things at a time
/// takes.
pub(super) const WALL: u64 = 12;

/// How long a worker may go on, in seconds of processor time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Patience {
    /// For what it is reading now.
    pub(super) now: u64,
    /// In all.
    pub(super) in_all: u64,
}

impl Patience {
    fn in_ticks(self) -> Patience {
        let ticks = |seconds: u64| seconds.saturating_mul(WALL).saturating_mul(TICKS);
        Patience { now: ticks(self.now), in_all: ticks(self.in_all) }
    }
}

/// A worker's process under watch.
pub(super) struct Watched {
    state: Mutex<WatchState>,
}

struct WatchState {
    child: Child,
    /// In ticks; nothing while the worker has nothing to do.
    patience: Option<Patience>,
    /// Which patience ran out, if the worker was ended for that.
    late: Option<Late>,
}

/// Which patience ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late {
    /// That for one file.
    Now,
    /// That for the whole arrival.
    InAll,
}

impl Late {
    /// What a worker says that ends itself.
    pub(super) fn last_words(self) -> &'static str {
        match self {
            Late::Now => "late with a file\n",
            Late::InAll => "late in all\n",
        }
    }
}

/// What a worker is spoken to through.
pub(super) struct Pipes {
    pub(super) stdin: ChildStdin,
    pub(super) stdout: ChildStdout,
    pub(super) stderr: ChildStderr,
}

impl Watched {
    /// Begins to count.
    pub(super) fn begin(&self, patience: Patience) {
        self.state().patience = Some(patience.in_ticks());
    }

    /// Counts anew for the file, on for the arrival.
    pub(super) fn go_on(&self, patience: Patience) {
        if let Some(left) = &mut self.state().patience {
            left.now = patience.in_ticks().now;
        }
    }

    /// Stops counting.
    pub(super) fn end(&self) {
        self.state().patience = None;
    }

    /// Which patience ran out, if one did.
    pub(super) fn late(&self) -> Option<Late> {
        self.state().late
    }

    /// Ends the process, if it has not ended, and forgets it.
    pub(super) fn kill(&self) {
        let mut state = self.state();
        // Fails only for a process that is gone, which is what is wanted.
        let _ = state.child.kill();
        let _ = state.child.wait();
    }

    fn tick(&self) {
        let mut state = self.state();
        let Some(patience) = &mut state.patience else { return };
        patience.now = patience.now.saturating_sub(1);
        patience.in_all = patience.in_all.saturating_sub(1);
        let late = match *patience {
            Patience { in_all: 0, .. } => Late::InAll,
            Patience { now: 0, .. } => Late::Now,
            Patience { .. } => return,
        };
        if state.late.is_none() {
            state.late = Some(late);
            let _ = state.child.kill();
        }
    }

    fn state(&self) -> MutexGuard<'_, WatchState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The thread that counts for all workers of a pool.
pub(super) struct Watch {
    watched: Arc<Mutex<Vec<Weak<Watched>>>>,
    /// Dropped to end the thread.
    _on_duty: Sender<()>,
}

impl Watch {
    pub(super) fn start() -> Watch {
        let watched: Arc<Mutex<Vec<Weak<Watched>>>> = Arc::default();
        let (on_duty, off_duty) = channel();
        let watching = watched.clone();
        thread::spawn(move || watch(&watching, &off_duty));
        Watch { watched, _on_duty: on_duty }
    }

    /// Takes a process under watch, patience beginning when told; nothing if it has no pipes.
    pub(super) fn over(&self, mut child: Child) -> Option<(Arc<Watched>, Pipes)> {
        let pipes = match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(stdin), Some(stdout), Some(stderr)) => Pipes { stdin, stdout, stderr },
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        };
        let watched =
            Arc::new(Watched { state: Mutex::new(WatchState { child, patience: None, late: None }) });
        self.watched.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&watched));
        Some((watched, pipes))
    }
}

fn watch(watched: &Mutex<Vec<Weak<Watched>>>, off_duty: &Receiver<()>) {
    while off_duty.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        watched.lock().unwrap_or_else(PoisonError::into_inner).retain(|watched| {
            let watched = watched.upgrade();
            if let Some(watched) = &watched {
                watched.tick();
            }
            watched.is_some()
        });
    }
}
