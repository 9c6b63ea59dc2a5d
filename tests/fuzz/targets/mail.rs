//! Mails: bytes as one mail, as a mailbox and as an Outlook message; nothing breaks, and whatever
//! was sent is named in the accounts.

#![no_main]

use std::io::{Cursor, Write};
use std::sync::Arc;

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use tonghop_fuzz::finding::Code;
use tonghop_fuzz::intake::{Limits, FileOutcome, read_bytes};

/// Properties of a message and of its attachments: sender, subject, names, content, identifiers.
const PROPERTIES: [&str; 12] = [
    "0037001F", "0C1A001E", "5D01001F", "0C1F001E", "3707001F", "3707001E", "3704001E", "3001001F",
    "37010102", "3712001F", "370E001F", "3701000D",
];

fuzz_target!(|input: &[u8]| {
    let [choice, bytes @ ..] = input else { return };
    let bytes = match choice % 4 {
        0 => [b"From: a@xa.gov.vn\r\nMIME-Version: 1.0\r\n", bytes].concat(),
        1 => [b"From a@xa.gov.vn Mon Jun 10 07:00:00 2024\n", bytes].concat(),
        2 => outlook(bytes),
        _ => bytes.to_vec(),
    };
    // Workbooks are calamine's; whoever reads them stands behind the fence of processes, not here.
    let is_workbook = |bytes: &[u8]| bytes.starts_with(b"PK") || bytes.starts_with(b"\x09");
    if is_workbook(&bytes) {
        return;
    }
    let limits = Limits { max_file_bytes: 1 << 20, max_total_bytes: 8 << 20, ..Limits::default() };
    let source = Arc::from("thư");
    let attachments = read_bytes(&source, &bytes, date(2024, 6, 10), None, &limits);
    assert!(!attachments.is_empty(), "whatever arrives is accounted for");
    for attachment in &attachments {
        assert!(attachment.source.starts_with("thư"), "named below what brought it");
        assert!(attachment.outcome == FileOutcome::Read || !attachment.findings.is_empty(), "a failure says why");
        assert!(
            attachment.findings.iter().all(|finding| finding.code != Code::FileCrashed),
            "nothing panics"
        );
    }
    let mut sources: Vec<&str> = attachments.iter().map(|attachment| &*attachment.source).collect();
    let n = sources.len();
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(n, sources.len(), "two attachments have two names");
});

/// An Outlook message with the streams that the bytes say: where, which property, how long.
fn outlook(mut bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    let mut storages = Vec::new();
    let mut streams = vec![("/__properties_version1.0".to_owned(), &[0; 64][..])];
    while let [place, property, length, rest @ ..] = bytes {
        let (content, after) = rest.split_at(usize::from(*length).min(rest.len()));
        bytes = after;
        let storage = match place % 6 {
            0 | 1 => String::new(),
            at => format!("/__attach_version1.0_#0000000{at}"),
        };
        let inner = format!("{storage}/__substg1.0_3701000D");
        let storage = if place & 0x80 != 0 && !storage.is_empty() { inner } else { storage };
        storages.push(storage.clone());
        let property = PROPERTIES[usize::from(*property) % PROPERTIES.len()];
        streams.push((format!("{storage}/__substg1.0_{property}"), content));
    }
    for storage in storages.iter().filter(|storage| !storage.is_empty()) {
        let _ = file.create_storage_all(storage);
    }
    for (path, content) in streams {
        if let Ok(mut stream) = file.create_stream(path) {
            let _ = stream.write_all(content);
        }
    }
    let _ = file.flush();
    file.into_inner().into_inner()
}
