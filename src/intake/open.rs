//! An arrival from the disk, read.

use std::fs::File;
use std::io::Read;
use std::sync::Arc;

use jiff::civil::Date;

use crate::finding::{Place, reason};

use super::arrival::Arrival;
use super::limits::Limits;
use super::passwords::Passwords;
use super::sheet::{Attachment, FileOutcome, Mail};
use super::trouble::Trouble;
use super::walk::{Member, Onlooker, left_out, walk};

/// Reads one arrival: itself, or its members if it is a container.
///
/// Never panics and never fails; what cannot be read is an attachment with a finding.
///
/// Reads in this very process, where a file that makes a library abort ends the program; whoever
/// reads what strangers send does so through [`super::Readers`].
pub fn open(arrival: &Arrival, limits: &Limits) -> Vec<Attachment> {
    match fetch(arrival, limits) {
        Ok(bytes) => read_bytes(&arrival.source, &bytes, arrival.day(), None, limits),
        Err(attachments) => attachments,
    }
}

/// The bytes of an arrival, or the account of it where they are not to be read.
pub(super) fn fetch(arrival: &Arrival, limits: &Limits) -> Result<Vec<u8>, Vec<Attachment>> {
    let day = arrival.day();
    if let Some(reason) = arrival.ignored {
        return Err(vec![left_out(&arrival.source, String::new(), day, None, reason)]);
    }
    let failed = |trouble: &Trouble| {
        vec![Attachment {
            source: arrival.source.clone(),
            hash: String::new(),
            received: day,
            mail: None,
            outcome: FileOutcome::Failed,
            sheets: Vec::new(),
            findings: vec![trouble.at(Place::file(arrival.source.clone()))],
        }]
    };
    if limits.max_file_bytes < arrival.size {
        return Err(failed(&Trouble::TooLarge(format!("{} MB", arrival.size >> 20))));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(arrival.size).unwrap_or_default());
    let read = File::open(&arrival.path)
        .and_then(|file| file.take(limits.max_file_bytes + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(failed(&Trouble::Damaged(format!("không đọc được từ đĩa: {}", reason(&error))))),
    }
}

/// Reads the bytes of one file as [`open`] does; `received` and `mail` are those of whatever
/// brought it.
pub fn read_bytes(
    source: &Arc<str>,
    bytes: &[u8],
    received: Date,
    mail: Option<Arc<Mail>>,
    limits: &Limits,
) -> Vec<Attachment> {
    let member = Member { source: source.clone(), bytes, received, mail };
    read_member(&member, limits, &Passwords::default())
}

/// Reads a file with the passwords of an office, in this very process.
pub(super) fn read_member(member: &Member<'_>, limits: &Limits, passwords: &Passwords) -> Vec<Attachment> {
    let nobody = Onlooker { entered: &|_| {}, left: &|| {}, fatal: &[] };
    walk(member, limits, passwords, &nobody)
}
