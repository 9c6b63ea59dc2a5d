//! What a file is, judged by its bytes.
//!
//! Extensions lie (.xls that is zip, HTML or text); they serve only to say so. Contract: every
//! byte string gets exactly one [`Kind`]; nothing is unpacked beyond names.

use crate::text::bytes::{is_wide, utf_32};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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

impl Kind {
    /// What the bytes are.
    pub(super) fn of(bytes: &[u8]) -> Kind {
        let head = bytes.get(..HEAD).unwrap_or(bytes);
        // Two letters are no proof: a list may begin with the column «BM».
        let is = |magic: &[u8]| bytes.starts_with(magic) && (magic.len() > 2 || head.contains(&0));
        if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| is(magic)) {
            return *kind;
        }
        if bytes.get(4..8) == Some(b"ftyp") {
            return Kind::Other("tệp ảnh hoặc phim");
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
                return Kind::SpreadsheetXml;
            }
            if [&b"<html"[..], b"<!doctype html", b"<table", b"<meta", b"<body", b"<style", b"<tr"]
                .into_iter()
                .any(has)
            {
                return Kind::Html;
            }
            if has(b"<?xml") || has(b"<svg") {
                return Kind::Other("tệp XML");
            }
        }
        if bytes.starts_with(b"From ") && head.contains(&b'@') {
            return Kind::Mailbox;
        }
        if is_web_archive(start) {
            return Kind::WebArchive;
        }
        if looks_like_mail(start) {
            return Kind::Mail;
        }
        if looks_like_text(head) { Kind::Text } else { Kind::Other("tệp nhị phân không rõ loại") }
    }

    /// The extensions under which files of this kind travel, the usual one first. `Zip` and `Ole`
    /// stand for several kinds and are told apart later.
    pub(super) fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Html => &["html", "htm"],
            Kind::WebArchive => &["mht", "mhtml"],
            Kind::SpreadsheetXml => &["xml"],
            Kind::Mail => &["eml"],
            Kind::Mailbox => &["mbox", "mbx"],
            Kind::Text => &["csv", "tsv", "txt", "tab"],
            Kind::BareBiff => &["xls", "xlt"],
            Kind::Tnef => &["dat"],
            Kind::Zip | Kind::Rar | Kind::SevenZip | Kind::Ole | Kind::Other(_) => &[],
        }
    }
}

/// How many bytes are looked at: headers of mails and HTML of Excel stay well below.
const HEAD: usize = 4096;

/// BIFF2 to BIFF4, which no reader here knows and Excel opens still.
const OLDEST: Kind = Kind::Other(
    "tệp Excel 2–4 (trước năm 1993); hãy mở bằng Excel, lưu dạng .xlsx rồi đặt lại vào hộp thư đến",
);

/// The first four bytes of a winmail.dat.
pub(super) const TNEF: &[u8] = b"\x78\x9F\x3E\x22";

const MAGIC: &[(&[u8], Kind)] = &[
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PK\x07\x08", Kind::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Ole),
    (b"\x09\x08\x10\x00\x00\x06", Kind::BareBiff),
    (b"\x09\x08\x08\x00\x00\x05", Kind::BareBiff),
    (b"\x09\x00\x04\x00", OLDEST),
    (b"\x09\x02\x06\x00", OLDEST),
    (b"\x09\x04\x06\x00", OLDEST),
    (b"%PDF", Kind::Other("tệp PDF")),
    (b"{\\rtf", Kind::Other("văn bản RTF (Word)")),
    (b"\x89PNG", Kind::Other("ảnh PNG")),
    (b"\xFF\xD8\xFF", Kind::Other("ảnh JPEG")),
    (b"GIF8", Kind::Other("ảnh GIF")),
    (b"II*\0", Kind::Other("ảnh TIFF (bản quét)")),
    (b"MM\0*", Kind::Other("ảnh TIFF (bản quét)")),
    (b"RIFF", Kind::Other("ảnh hoặc âm thanh")),
    (b"Rar!\x1A\x07", Kind::Rar),
    (b"7z\xBC\xAF\x27\x1C", Kind::SevenZip),
    (b"\x1F\x8B", Kind::Other("tệp nén gzip; hãy giải nén rồi đặt lại vào hộp thư đến")),
    (TNEF, Kind::Tnef),
    (b"MZ", Kind::Other("chương trình Windows")),
    (b"\x7FELF", Kind::Other("chương trình")),
    (b"SQLite format 3", Kind::Other("cơ sở dữ liệu")),
    (b"BM", Kind::Other("ảnh BMP")),
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
    fn check(bytes: &[u8], expect: Kind) {
        assert_eq!(Kind::of(bytes), expect, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn files_are_told_by_their_bytes() {
        check(b"PK\x03\x04....", Kind::Zip);
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Ole);
        check(b"Rar!\x1A\x07\x01\0", Kind::Rar);
        check(b"7z\xBC\xAF\x27\x1C\0\x04", Kind::SevenZip);
        check(b"\x89PNG\r\n", Kind::Other("ảnh PNG"));
        check(b"\xEF\xBB\xBF <HTML><body>", Kind::Html);
        check(b"<table><tr><td>1", Kind::Html);
        check(b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", Kind::Html);
        check(
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            Kind::SpreadsheetXml,
        );
        check(b"From: a@x.vn\r\nTo: b@x.vn\r\n\r\nhi", Kind::Mail);
        check(b"Received: from x\r\n\tby y\r\nDate: x\r\n\r\n", Kind::Mail);
        check(b"From a@x.vn Tue Jun  4 10:00:00 2024\nFrom: a@x.vn\n", Kind::Mailbox);
        check(b"BM;STT\n1;2\n", Kind::Text);
        check("STT;Họ và tên\n1;Lò Văn Páo\n".as_bytes(), Kind::Text);
        check(b"\xFF\xFES\0T\0T\0", Kind::Text);
        check(b"\x01\x02\x03\0\0\0\x05", Kind::Other("tệp nhị phân không rõ loại"));
    }

    #[test]
    fn no_bytes_make_it_stumble() {
        for len in 0..64_usize {
            for byte in [0_u8, b'<', b'P', 0xFF, b':', b'\n'] {
                let _ = Kind::of(&vec![byte; len]);
            }
        }
    }
}
