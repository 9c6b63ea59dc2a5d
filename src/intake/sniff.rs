//! What a file is, judged by its bytes.
//!
//! Extensions lie (.xls that is zip, HTML or text); they serve only to say so. Contract: every
//! byte string gets exactly one [`FileKind`]; nothing is unpacked beyond names.

use crate::text::bytes::{is_wide, utf_32};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A zip: a workbook or an archive, which its entries tell.
    Zip,
    /// A RAR archive.
    Rar,
    /// A 7z archive.
    SevenZip,
    /// An OLE compound file: .xls, .msg or an envelope with a password.
    Ole,
    /// The BIFF stream of an old .xls without its envelope.
    BareBiff,
    /// An HTML page.
    Html,
    /// A page saved as a single file (MHTML): parts of a mail that nobody sent.
    WebArchive,
    /// SpreadsheetML 2003, also called "XML Spreadsheet".
    SpreadsheetXml,
    /// A mail (RFC 5322).
    Mail,
    /// Many mails in one file.
    Mailbox,
    /// The envelope of Outlook called winmail.dat.
    Tnef,
    /// Plain text, to be read as a delimited table.
    Text,
    /// Something that holds no cells; the words name it (Vietnamese).
    Other(&'static str),
}

impl FileKind {
    /// What the bytes are.
    pub(super) fn of(bytes: &[u8]) -> FileKind {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        // Two letters are no proof: a list may begin with the column «BM».
        let is = |magic: &[u8]| bytes.starts_with(magic) && (magic.len() > 2 || head.contains(&0));
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| is(magic)) {
            return *kind;
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return FileKind::Other("tệp ảnh hoặc phim");
        }
        let start = text_start(head);
        if starts_ignoring_case(start, b"<?xml") || start.first() == Some(&b'<') || is_wide(head) {
            let narrow: Vec<u8> = if is_wide(head) {
                head.iter().copied().filter(|byte| *byte != 0).collect()
            } else {
                start.to_vec()
            };
            let lower = narrow.to_ascii_lowercase();
            let has = |needle: &[u8]| lower.windows(needle.len()).any(|window| window == needle);
            if has(b"urn:schemas-microsoft-com:office:spreadsheet") && !has(b"<html") {
                return FileKind::SpreadsheetXml;
            }
            if [&b"<html"[..], b"<!doctype html", b"<table", b"<meta", b"<body", b"<style", b"<tr"]
                .into_iter()
                .any(has)
            {
                return FileKind::Html;
            }
            if has(b"<?xml") || has(b"<svg") {
                return FileKind::Other("tệp XML");
            }
        }
        if bytes.starts_with(b"From ") && head.contains(&b'@') {
            return FileKind::Mailbox;
        }
        if is_web_archive(start) {
            return FileKind::WebArchive;
        }
        if looks_like_mail(start) {
            return FileKind::Mail;
        }
        if looks_like_text(head) {
            FileKind::Text
        } else {
            FileKind::Other("tệp nhị phân không rõ loại")
        }
    }

    /// The extensions under which files of this kind travel, the usual one first. `Zip` and `Ole`
    /// stand for several kinds and are told apart later.
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            FileKind::Html => &["html", "htm"],
            FileKind::WebArchive => &["mht", "mhtml"],
            FileKind::SpreadsheetXml => &["xml"],
            FileKind::Mail => &["eml"],
            FileKind::Mailbox => &["mbox", "mbx"],
            FileKind::Text => &["csv", "tsv", "txt", "tab"],
            FileKind::BareBiff => &["xls", "xlt"],
            FileKind::Tnef => &["dat"],
            FileKind::Zip | FileKind::Rar | FileKind::SevenZip | FileKind::Ole | FileKind::Other(_) => &[],
        }
    }
}

/// How many bytes are looked at: headers of mails and HTML of Excel stay well below.
const HEAD: usize = 4096;

/// BIFF2 to BIFF4, which no reader here knows and Excel opens still.
const OLDEST: FileKind = FileKind::Other(
    "tệp Excel 2–4 (trước năm 1993); hãy mở bằng Excel, lưu dạng .xlsx rồi đặt lại vào thư mục inbox",
);

/// The first four bytes of a winmail.dat.
pub(super) const TNEF: &[u8] = b"\x78\x9F\x3E\x22";

const MAGIC: &[(&[u8], FileKind)] = &[
    (b"PK\x03\x04", FileKind::Zip),
    (b"PK\x05\x06", FileKind::Zip),
    (b"PK\x07\x08", FileKind::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::Ole),
    (b"\x09\x08\x10\x00\x00\x06", FileKind::BareBiff),
    (b"\x09\x08\x08\x00\x00\x05", FileKind::BareBiff),
    (b"\x09\x00\x04\x00", OLDEST),
    (b"\x09\x02\x06\x00", OLDEST),
    (b"\x09\x04\x06\x00", OLDEST),
    (b"%PDF", FileKind::Other("tệp PDF")),
    (b"{\\rtf", FileKind::Other("văn bản RTF (Word)")),
    (b"\x89PNG", FileKind::Other("ảnh PNG")),
    (b"\xFF\xD8\xFF", FileKind::Other("ảnh JPEG")),
    (b"GIF8", FileKind::Other("ảnh GIF")),
    (b"II*\0", FileKind::Other("ảnh TIFF (bản quét)")),
    (b"MM\0*", FileKind::Other("ảnh TIFF (bản quét)")),
    (b"RIFF", FileKind::Other("ảnh hoặc âm thanh")),
    (b"Rar!\x1A\x07", FileKind::Rar),
    (b"7z\xBC\xAF\x27\x1C", FileKind::SevenZip),
    (b"\x1F\x8B", FileKind::Other("tệp nén gzip; hãy giải nén rồi đặt lại vào thư mục inbox")),
    (
        b"!BDN",
        FileKind::Other(
            "tệp dữ liệu Outlook (.pst); hãy mở bằng Outlook, kéo các thư ra thư mục inbox thành tệp .msg",
        ),
    ),
    (TNEF, FileKind::Tnef),
    (b"MZ", FileKind::Other("chương trình Windows")),
    (b"\x7FELF", FileKind::Other("chương trình")),
    (b"SQLite format 3", FileKind::Other("cơ sở dữ liệu")),
    (b"BM", FileKind::Other("ảnh BMP")),
];

/// The bytes after a UTF-8 mark and blanks.
fn text_start(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

fn starts_ignoring_case(bytes: &[u8], prefix: &[u8]) -> bool {
    bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Whether the head is that of a mail of related parts that never went from anybody to anybody.
fn is_web_archive(start: &[u8]) -> bool {
    const SENT: [&[u8]; 5] = [b"to:", b"received:", b"message-id:", b"return-path:", b"delivered-to:"];
    if !looks_like_headers(start) {
        return false;
    }
    let lines = start.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty());
    let head: Vec<&[u8]> = lines.collect();
    let says = |what: &[u8]| {
        head.iter().any(|line| line.to_ascii_lowercase().windows(what.len()).any(|window| window == what))
    };
    says(b"multipart/related")
        && says(b"mime-version")
        && !head.iter().any(|line| SENT.iter().any(|name| starts_ignoring_case(line, name)))
}

/// Whether the first line is a header.
fn looks_like_headers(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < line.len()
        && !name.is_empty()
        && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// Header lines `Name: value`, one of them telling of a mail.
fn looks_like_mail(start: &[u8]) -> bool {
    const TELLING: [&str; 9] = [
        "from",
        "to",
        "received",
        "subject",
        "mime-version",
        "message-id",
        "date",
        "return-path",
        "delivered-to",
    ];
    let mut telling = 0;
    for line in start.split(|byte| *byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.first().is_some_and(|byte| *byte == b' ' || *byte == b'\t') {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-') {
            break;
        }
        if TELLING.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes())) {
            telling += 1;
        }
    }
    telling >= 2
}

/// Text has no zero bytes (UTF-16 aside) and next to no control characters.
fn looks_like_text(head: &[u8]) -> bool {
    if is_wide(head) || utf_32(head).is_some() {
        return true;
    }
    let controls = head.iter().filter(|byte| **byte < 0x20 && !b"\t\r\n\x0C\x1A\x1B".contains(byte)).count();
    !head.contains(&0) && controls * 50 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expect: FileKind) {
        assert_eq!(FileKind::of(bytes), expect, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn files_are_told_by_their_bytes() {
        check(b"PK\x03\x04....", FileKind::Zip);
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::Ole);
        check(b"Rar!\x1A\x07\x01\0", FileKind::Rar);
        check(b"7z\xBC\xAF\x27\x1C\0\x04", FileKind::SevenZip);
        check(b"\x89PNG\r\n", FileKind::Other("ảnh PNG"));
        check(b"\xEF\xBB\xBF <HTML><body>", FileKind::Html);
        check(b"<table><tr><td>1", FileKind::Html);
        check(b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", FileKind::Html);
        check(
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            FileKind::SpreadsheetXml,
        );
        check(b"From: a@x.vn\r\nTo: b@x.vn\r\n\r\nhi", FileKind::Mail);
        check(b"Received: from x\r\n\tby y\r\nDate: x\r\n\r\n", FileKind::Mail);
        check(b"From a@x.vn Tue Jun  4 10:00:00 2024\nFrom: a@x.vn\n", FileKind::Mailbox);
        check(b"BM;STT\n1;2\n", FileKind::Text);
        check("STT;Họ và tên\n1;Lò Văn Páo\n".as_bytes(), FileKind::Text);
        check(b"\xFF\xFES\0T\0T\0", FileKind::Text);
        check(b"\x01\x02\x03\0\0\0\x05", FileKind::Other("tệp nhị phân không rõ loại"));
    }

    #[test]
    fn no_bytes_make_it_stumble() {
        for len in 0..64_usize {
            for byte in [0_u8, b'<', b'P', 0xFF, b':', b'\n'] {
                let _ = FileKind::of(&vec![byte; len]);
            }
        }
    }
}
