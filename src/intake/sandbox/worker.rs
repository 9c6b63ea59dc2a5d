//! The worker: a loop that gets files and gives attachments.

use std::cell::RefCell;
use std::io::{self, BufReader, Read, Write};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use crate::intake::sheet::Attachment;
use crate::intake::walk::{Member, Onlooker, walk};

use super::usage::Usage;
use super::wire::{self, FileToRead, Job, Sign};

/// Stack of the thread that reads; the same on every system, where the first thread's stack is 1 to
/// 8 MiB.
const STACK_BYTES: usize = 8 << 20;

/// Serves as a worker of [`Readers`](super::Readers) until `input` ends.
///
/// Files come over `input` and attachments go over `output`, in a form that only the same version
/// of this program understands. From here on the process lives under the limits of its parent and
/// is good for nothing else: a file that asks for too much ends it, and so does the end of `input`
/// amid a file, which nobody waits for any more.
///
/// # Errors
///
/// When the threads that read and watch cannot be started.
#[expect(clippy::exit, reason = "a thread in an endless loop ends in no other way")]
pub fn serve(input: impl Read, output: impl Write + Send) -> io::Result<()> {
    let n_waiting = &AtomicUsize::new(0);
    let usage = &*Usage::watch()?;
    let (jobs, to_do) = sync_channel(1);
    thread::scope(|scope| {
        thread::Builder::new().name("reader".to_owned()).stack_size(STACK_BYTES).spawn_scoped(
            scope,
            move || {
                if work(&to_do, output, n_waiting, usage).is_err() {
                    process::exit(2);
                }
            },
        )?;
        let mut input = BufReader::new(input);
        while let Ok(Some(frame)) = wire::read_frame(&mut input, u64::MAX) {
            n_waiting.fetch_add(1, Ordering::SeqCst);
            if jobs.send(frame).is_err() {
                break;
            }
        }
        drop(jobs);
        if n_waiting.load(Ordering::SeqCst) != 0 {
            process::exit(2);
        }
        Ok(())
    })
}

fn work(
    to_do: &Receiver<Vec<u8>>,
    mut output: impl Write,
    n_waiting: &AtomicUsize,
    usage: &Usage,
) -> io::Result<()> {
    output.write_all(wire::GREETING.as_bytes())?;
    output.flush()?;
    let output = RefCell::new(output);
    let say = |sign: &Sign<'_>| -> io::Result<()> {
        let mut output = output.borrow_mut();
        wire::write_sign(&mut *output, sign)?;
        output.flush()
    };
    while let Ok(frame) = to_do.recv() {
        let Job { limits, passwords, patience, fatal, files } =
            Job::decode(&frame).ok_or(io::ErrorKind::InvalidData)?;
        usage.begin(patience);
        let alone = files.len() == 1;
        let tell = |sign: &Sign<'_>| {
            // Of files read in a row nobody asks where; a parent that is gone is met at the end.
            if alone {
                usage.go_on();
                drop(say(sign));
            }
        };
        let onlooker = Onlooker {
            entered: &|source| tell(&Sign::Entered(source)),
            left: &|| tell(&Sign::Left),
            fatal: &fatal,
        };
        let read: Vec<Vec<Attachment>> = files
            .iter()
            .map(|FileToRead { source, received, bytes }| {
                let member = Member { source: source.clone(), bytes, received: *received, mail: None };
                walk(&member, &limits, &passwords, &onlooker)
            })
            .collect();
        usage.end();
        n_waiting.fetch_sub(1, Ordering::SeqCst);
        say(&Sign::Done(&read))?;
    }
    Ok(())
}
