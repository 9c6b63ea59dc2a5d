//! .csv, .tsv and other delimited text.
//!
//! Neither delimiter nor encoding is declared anywhere; both are judged by the text. All cells are
//! text: what looks like a number may be a code with leading zeros.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use crate::text::FontHint;

use super::grid::{Book, Content};
use super::sniff::{Kind, is_wide, utf_32};
use super::trouble::Trouble;

/// Reads delimited text as a sheet of its own.
pub(super) fn read(bytes: &[u8], book: &mut Book<'_>) -> Result<(), Trouble> {
    let text = decode(bytes);
    // Excel lets a first line say `sep=;`.
    let (delimiter, text) = match declared(&text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (delimiter_of(&text), text.as_ref()),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    book.begin("CSV", true)?;
    let mut record = csv::StringRecord::new();
    // The reader skips empty lines; rows are numbered as Excel would show them.
    let mut row = 0_u32;
    let mut read_to = 0_usize;
    while reader.read_record(&mut record).map_err(|error| Trouble::damaged(&error))? {
        row = row.saturating_add(empty_lines(text, read_to));
        for (col, field) in (0_u32..).zip(record.iter()) {
            book.put(row, col, Content::Text(field, FontHint::Silent))?;
        }
        read_to = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        row = row.saturating_add(1);
    }
    Ok(())
}

/// The text of a delimited file and its delimiter; none for what is another kind of file.
///
/// Letters are those of the file: only the bytes are told (UTF-8, UTF-16, windows-1258 or its surface).
pub fn delimited_text(bytes: &[u8]) -> Option<(String, u8)> {
    if Kind::of(bytes) != Kind::Text {
        return None;
    }
    let text = decode(bytes).into_owned();
    let delimiter = declared(&text).map_or_else(|| delimiter_of(&text), |(delimiter, _)| delimiter);
    Some((text, delimiter))
}

/// How many empty lines stand at `at`. The line feed of a `\r\n` may be left over from the record
/// before.
fn empty_lines(text: &str, at: usize) -> u32 {
    let Some(rest) = text.as_bytes().get(at..) else { return 0 };
    let breaks = rest.iter().take_while(|byte| **byte == b'\r' || **byte == b'\n');
    let feeds = breaks.filter(|byte| **byte == b'\n').count();
    let left_over = rest.starts_with(b"\n")
        && at.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'\r');
    u32::try_from(feeds.saturating_sub(usize::from(left_over))).unwrap_or(u32::MAX)
}

fn declared(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    match first.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// Text from bytes: by their mark, as UTF-16 or UTF-8 if they are, else as a Windows code page.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(rest);
    }
    if let Some(is_big) = utf_32(head) {
        let (numbers, _) = bytes.as_chunks::<4>();
        let number =
            |bytes: &[u8; 4]| if is_big { u32::from_be_bytes(*bytes) } else { u32::from_le_bytes(*bytes) };
        let letters = numbers.iter().skip(1).map(|bytes| char::from_u32(number(bytes)));
        return letters
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>()
            .into();
    }
    if head.starts_with(b"\xFE\xFF") {
        return UTF_16BE.decode(bytes).0;
    }
    if is_wide(head) {
        // Latin letters have their zero byte second in little-endian order.
        let (pairs, _) = head.as_chunks::<2>();
        let big = pairs.iter().filter(|pair| pair[0] == 0).count();
        let little = pairs.iter().filter(|pair| pair[1] == 0).count();
        return if little < big { UTF_16BE.decode(bytes).0 } else { UTF_16LE.decode(bytes).0 };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) if tones_in_1258(bytes).is_some_and(|tones| 0 < tones) => {
            WINDOWS_1258.decode_without_bom_handling(bytes).0
        }
        // The surface on which TCVN3 and VNI letters are told by their look.
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// How many tones there are in bytes that may be Vietnamese in code page 1258: all high bytes are
/// letters or tones of it, and tones stand after vowels. In TCVN3 high bytes are other signs; in VNI
/// `ò` and `ì` stand for whole letters, mostly after consonants.
pub(super) fn tones_in_1258(bytes: &[u8]) -> Option<usize> {
    const TONES: &[u8] = b"\xCC\xD2\xDE\xEC\xF2";
    // ă â đ ê ô ơ ư and their capitals; toned vowels that 1258 shares with 1252; punctuation.
    const LETTERS: &[u8] = b"\xE3\xE2\xF0\xEA\xF4\xF5\xFD\xC3\xC2\xD0\xCA\xD4\xD5\xDD\
        \xE0\xE1\xE8\xE9\xED\xF3\xF9\xFA\xC0\xC1\xC8\xC9\xCD\xD3\xD9\xDA\
        \x85\x91\x92\x93\x94\x96\x97\xA0\xAB\xBB\xB0\xFE";
    const VOWELS: &[u8] = b"aeiouyAEIOUY\xE3\xE2\xEA\xF4\xF5\xFD\xC3\xC2\xCA\xD4\xD5\xDD";
    let (mut tones, mut placed, mut strange, mut high) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = b' ';
    for byte in bytes.iter().copied().take(1 << 16) {
        if 0x80 <= byte {
            high += 1;
            if TONES.contains(&byte) {
                tones += 1;
                placed += usize::from(VOWELS.contains(&before));
            } else if !LETTERS.contains(&byte) {
                strange += 1;
            }
        }
        before = byte;
    }
    (tones * 19 <= placed * 20 && strange * 50 <= high).then_some(tones)
}

/// The delimiter that splits the first lines into the most columns most evenly, quotes respected.
fn delimiter_of(text: &str) -> u8 {
    const LINES: usize = 30;
    let mut best = (b',', 0_usize);
    for delimiter in [b';', b'\t', b',', b'|'] {
        let mut counts = Vec::with_capacity(LINES);
        let (mut quoted, mut count) = (false, 0_usize);
        for byte in text.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    counts.push(std::mem::take(&mut count));
                    if counts.len() == LINES {
                        break;
                    }
                }
                _ if byte == delimiter && !quoted => count += 1,
                _ => {}
            }
        }
        counts.push(count);
        counts.retain(|count| 0 < *count);
        // Lines that agree on a number of columns, weighted by it: commas inside names and
        // addresses seldom agree.
        let score = counts
            .iter()
            .map(|count| count * counts.iter().filter(|other| *other == count).count())
            .max()
            .unwrap_or(0);
        if best.1 < score {
            best = (delimiter, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_found_outside_quotes() {
        #[track_caller]
        fn check(text: &str, expect: u8) {
            assert_eq!(char::from(delimiter_of(text)), char::from(expect), "{text}");
        }
        check("STT,Họ và tên,Đơn vị\n1,Lò Văn Páo,Xã Đông\n", b',');
        check("STT;Họ và tên;Địa chỉ\n1;Lò Văn Páo;Xóm 1, xã Đông\n", b';');
        check("STT\tHọ tên\n1\t\"a;b;c;d\"\n", b'\t');
        check("một cột\nhai\n", b',');
    }

    #[test]
    fn encodings_are_told_by_their_bytes() {
        #[track_caller]
        fn check(bytes: &[u8], expect: &str) {
            use unicode_normalization::UnicodeNormalization;
            assert_eq!(decode(bytes).nfc().collect::<String>(), expect);
        }
        check("Lò Văn Páo".as_bytes(), "Lò Văn Páo");
        check(b"\xEF\xBB\xBFa", "a");
        check(b"\xFF\xFEL\0\xF2\0", "Lò");
        check(b"\xFE\xFF\0L\0\xF2", "Lò");
        // "Tiếng Việt; Đổi mới" in 1258: ê+sắc, ê+nặng, ô+hỏi, ơ+sắc.
        check(b"Ti\xEA\xECng Vi\xEA\xF2t; \xD0\xF4\xD2i m\xF5\xECi", "Tiếng Việt; Đổi mới");
        // "Tiếng Việt" in TCVN3 and VNI keeps its 1252 surface.
        check(b"Ti\xD5ng Vi\xD6t", "TiÕng ViÖt");
        check(b"Ti\xE1\xBA", "Tiáº");
    }
}
