//! No file can stop the run: files that break readers, read as `tonghop` reads them, by workers.
//!
//! All files are built here or cut from the samples. Whatever is in them, each yields an account:
//! attachments, and for each that could not be read a finding that names it, says why and what to do.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test that fails says where")]

mod archives;
#[path = "../support/chance.rs"]
mod chance;
mod corpus;
mod files;
mod known;
mod mixed;
mod mutated;
mod truncated;
mod workers;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use tonghop::finding::Place;
use tonghop::intake::{Attachment, FileOutcome, Limits, Readers};

/// The day on which all these files arrive.
const DAY: Date = Date::constant(2024, 6, 5);

/// Readers as `tonghop run` has them.
fn readers(limits: Limits) -> Readers {
    Readers::start(Path::new(env!("CARGO_BIN_EXE_tonghop")), limits)
}

fn read(readers: &Readers, name: &str, bytes: &[u8]) -> Vec<Attachment> {
    let source: Arc<str> = name.into();
    let attachments = readers.read_bytes(&source, bytes, DAY);
    assert_accounted(&source, &attachments);
    attachments
}

/// Nothing is silent: some attachment for every file, a finding with advice for each failure.
#[track_caller]
fn assert_accounted(source: &str, attachments: &[Attachment]) {
    assert!(!attachments.is_empty(), "{source} vanished");
    for attachment in attachments {
        assert!(attachment.source.starts_with(source), "{} came out of {source}", attachment.source);
        if attachment.outcome == FileOutcome::Read {
            continue;
        }
        let place = Place::file(attachment.source.clone());
        let said = attachment.findings.iter().any(|finding| {
            finding.place == place && !finding.message.is_empty() && !finding.advice.is_empty()
        });
        assert!(said, "{}: {:?}", attachment.source, attachment.findings);
        assert!(attachment.sheets.is_empty());
    }
}

/// Source, outcome and codes of every attachment.
fn account(attachments: &[Attachment]) -> Vec<String> {
    attachments
        .iter()
        .map(|it| {
            let codes: Vec<_> = it.findings.iter().map(|finding| finding.code.entry().id).collect();
            format!("{} {:?} {}", it.source, it.outcome, codes.join(" ")).trim_end().to_owned()
        })
        .collect()
}
