//! What is said between readers and their workers: jobs one way, signs the other.
//!
//! Each goes as a frame, a length and as many bytes, in one piece, which wakes the other side once.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::sync::Arc;

use jiff::civil::Date;

use crate::intake::limits::Limits;
use crate::intake::passwords::Passwords;
use crate::intake::sheet::Attachment;
use crate::intake::trouble::Crash;

use super::bytes::{In, Out};
use super::watch::Patience;

/// Files to be read, and how.
pub(super) struct Job<'a> {
    pub(super) limits: Limits,
    /// What to try on locked files.
    pub(super) passwords: Passwords,
    /// How long it may take.
    pub(super) patience: Patience,
    /// Members that are not to be read again, and why.
    pub(super) fatal: Vec<(Arc<str>, Crash)>,
    pub(super) files: Vec<FileToRead<'a>>,
}

/// A file before it is read.
#[derive(Debug, Clone)]
pub(super) struct FileToRead<'a> {
    pub(super) source: Arc<str>,
    pub(super) received: Date,
    pub(super) bytes: Cow<'a, [u8]>,
}

/// What a worker says.
pub(super) enum Sign<'a> {
    /// It begins with a member of a container.
    Entered(&'a str),
    /// It is done with that member.
    Left,
    /// It is done; these are the attachments of each file.
    Done(&'a [Vec<Attachment>]),
}

/// What was heard of a worker.
pub(super) enum Heard {
    Entered(String),
    Left,
    /// The attachments of each file, and how many bytes they took on the way.
    Done(Vec<Vec<Attachment>>, usize),
}

/// The first thing a worker says, so that a program of another kind or version is not taken for one.
pub(super) const GREETING: &str = concat!("tonghop ", env!("CARGO_PKG_VERSION"), " reads\n");

const ENTERED: u8 = 0xE1;
const LEFT: u8 = 0xE2;
const DONE: u8 = 0xE3;

pub(super) fn write_job(to: &mut impl Write, job: &Job<'_>) -> io::Result<()> {
    let Job { limits, passwords, patience, fatal, files } = job;
    let n_bytes: usize = files.iter().map(|file| file.bytes.len() + file.source.len() + 32).sum();
    let mut out = Out::framed(n_bytes + 128);
    out.limits(limits);
    out.len(passwords.each().len());
    passwords.each().for_each(|password| out.str(password));
    out.number(patience.now);
    out.number(patience.in_all);
    out.len(fatal.len());
    for (source, crash) in fatal {
        out.str(source);
        out.crash(*crash);
    }
    out.len(files.len());
    for FileToRead { source, received, bytes } in files {
        out.str(source);
        out.date(*received);
        out.bytes(bytes);
    }
    out.finish().iter().try_for_each(|piece| to.write_all(piece))
}

impl<'a> Job<'a> {
    pub(super) fn decode(frame: &'a [u8]) -> Option<Job<'a>> {
        let mut from = In::new(frame);
        let limits = from.limits()?;
        let passwords = Passwords::of(from.many(In::string)?);
        let patience = Patience { now: from.number()?, in_all: from.number()? };
        let fatal = from.many(|from| Some((from.str()?.into(), from.crash()?)))?;
        let files = from.many(|from| {
            let (source, received) = (from.str()?.into(), from.date()?);
            Some(FileToRead { source, received, bytes: from.bytes()?.into() })
        })?;
        Some(Job { limits, passwords, patience, fatal, files })
    }
}

pub(super) fn write_sign(to: &mut impl Write, sign: &Sign<'_>) -> io::Result<()> {
    let mut out = Out::framed(1 << 12);
    match sign {
        Sign::Entered(source) => {
            out.byte(ENTERED);
            out.str(source);
        }
        Sign::Left => out.byte(LEFT),
        Sign::Done(files) => {
            out.byte(DONE);
            out.len(files.len());
            for attachments in *files {
                out.len(attachments.len());
                for attachment in attachments {
                    out.attachment(attachment);
                }
            }
        }
    }
    out.finish().iter().try_for_each(|piece| to.write_all(piece))
}

/// What a worker says next; nothing if it ended or talks nonsense.
pub(super) fn read_sign(from: &mut impl Read, limit: u64) -> Option<Heard> {
    let frame = read_frame(from, limit).ok()??;
    let mut from = In::new(&frame);
    let heard = match from.byte()? {
        ENTERED => Heard::Entered(from.string()?),
        LEFT => Heard::Left,
        DONE => Heard::Done(from.many(|from| from.many(In::attachment))?, frame.len()),
        _ => return None,
    };
    from.is_empty().then_some(heard)
}

/// A length and as many bytes; nothing at the end of the input.
pub(super) fn read_frame(from: &mut impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut len = [0; 8];
    match from.read_exact(&mut len) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let len = u64::from_le_bytes(len);
    if limit < len {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len.min(1 << 20)).unwrap_or(0));
    let read = from.take(len).read_to_end(&mut bytes)?;
    if u64::try_from(read) == Ok(len) { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;
    use crate::finding::{Code, Finding, Place};
    use crate::intake::aside::{Aside, Mark, MarkKind};
    use crate::intake::sheet::{Cell, CellError, FileOutcome, Mail, Merge, Sheet, SheetRow, Text, Value};
    use crate::text::{Charset, Repair, Rule};

    /// An attachment in which every field and every kind of value occurs.
    fn attachment() -> Attachment {
        let source: Arc<str> = "thư.eml!Danh sách.xls".into();
        let place = Place::sheet(source.clone(), "DS");
        let repair = Repair { raw: "TiÕng".into(), rule: Rule::Decoded(Charset::Tcvn3), confidence: 0.75 };
        let values = [
            Value::Text(Text { shown: "Lò Văn Páo".into(), repair: None }),
            Value::Text(Text { shown: "Tiếng".into(), repair: Some(Box::new(repair)) }),
            Value::Number(-1.5e300),
            Value::Date(Date::constant(1975, 8, 15)),
            Value::Bool(true),
            Value::Bool(false),
            Value::Error(CellError::NotAvailable),
        ];
        let cells = (0..).zip(values).map(|(col, value)| Cell { col: col * 2_000, value }).collect();
        let findings = vec![
            Finding::new(Code::CellBroken, place.at_cell(6, 300), "Ô").raw("#N/A").unit("012"),
            Finding::new(Code::FileMisnamed, Place::file("khác.xls"), "Tệp").advice("Sửa."),
            Finding::new(Code::TextRepaired, place.at_row(70_000), "Chữ"),
        ];
        let mail = Mail {
            from: "a@x.vn".into(),
            from_name: "Ủy ban".into(),
            subject: String::new(),
            sent_at: Some(1_717_400_000),
        };
        Attachment {
            hash: "0f".repeat(32),
            received: Date::constant(2024, 6, 5),
            mail: Some(Arc::new(mail)),
            outcome: FileOutcome::Read,
            sheets: vec![Sheet {
                place,
                visible: true,
                rows: vec![SheetRow { row: 1_048_575, cells }],
                merges: vec![Merge { first_row: 0, first_col: 1, last_row: 200, last_col: 16_383 }],
                n_rows: 1_048_576,
                aside: Aside {
                    marks: MarkKind::ALL.map(|kind| Mark { row: 5, col: 7, kind, text: "Rút".into() }).into(),
                    hidden_rows: vec![(3, 70_000)],
                    hidden_cols: vec![(1, 16_383)],
                    is_filtered: true,
                },
            }],
            findings,
            source,
        }
    }

    #[test]
    fn attachments_come_back_as_they_went() {
        let failed = attachment().crashed();
        let files = [vec![attachment(), failed], Vec::new()];
        let mut bytes = Vec::new();
        write_sign(&mut bytes, &Sign::Done(&files)).expect("bytes");
        let Some(Heard::Done(read, _)) = read_sign(&mut bytes.as_slice(), u64::MAX) else {
            unreachable!("a worker that is done")
        };
        assert_eq!(format!("{read:?}"), format!("{files:?}"));
        for end in 0..bytes.len() {
            assert!(read_sign(&mut bytes.get(..end).unwrap_or_default(), u64::MAX).is_none());
        }
        assert!(read_sign(&mut bytes.as_slice(), 100).is_none(), "longer than there is room for");
    }

    #[test]
    fn jobs_come_back_as_they_went() {
        let fatal = [Crash::Panicked, Crash::Deep, Crash::Memory(1 << 40), Crash::Late(9), Crash::Died];
        let file = |source: &str, bytes: &'static [u8]| FileToRead {
            source: source.into(),
            received: Date::constant(-1, 2, 3),
            bytes: bytes.into(),
        };
        let job = Job {
            limits: Limits { max_ratio: u64::MAX, ..Limits::default() },
            passwords: Passwords::listed("một hai\n3\n"),
            patience: Patience { now: 7, in_all: u64::MAX },
            fatal: fatal.into_iter().map(|crash| ("a!b".into(), crash)).collect(),
            files: vec![file("a", b""), file("b", b"PK")],
        };
        let mut bytes = Vec::new();
        write_job(&mut bytes, &job).expect("bytes");
        let frame = read_frame(&mut bytes.as_slice(), u64::MAX).expect("a frame").expect("a frame");
        let read = Job::decode(&frame).expect("a job");
        assert_eq!((&read.limits, &read.fatal), (&job.limits, &job.fatal));
        assert!(read.passwords == job.passwords);
        assert_eq!(format!("{:?}", job.passwords), "Passwords(2)", "what they are is never shown");
        assert_eq!(read.patience, job.patience);
        assert_eq!(format!("{:?}", read.files), format!("{:?}", job.files));
    }
}
