//! Text from the bytes of a file that declares no encoding.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// A large text as it is, if it is UTF-8; mostly ASCII is looked through in half the time of the standard library.
///
/// # Errors
///
/// Where it is none, at which byte.
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, std::str::Utf8Error> {
    match encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Ok(text),
        Some(Cow::Owned(_)) | None => std::str::from_utf8(bytes),
    }
}

/// The text of a file that an office typed itself: in whatever encoding its editor saved it, composed.
pub fn decode_file(bytes: &[u8]) -> String {
    decode_bytes(bytes).nfc().collect()
}

/// Text from bytes: by their mark, as UTF-16 or UTF-8 if they are, else as a Windows code page.
pub(crate) fn decode_bytes(bytes: &[u8]) -> Cow<'_, str> {
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
pub(crate) fn tones_in_1258(bytes: &[u8]) -> Option<usize> {
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

/// Whether this is UTF-16, by its mark or by every other byte being zero.
pub(crate) fn is_wide(head: &[u8]) -> bool {
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return true;
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    head.len() >= 8 && zeros * 3 >= head.len() && zeros * 2 <= head.len() + 1
}

/// Whether the mark of UTF-32 stands first, and whether its numbers begin with their high byte.
pub(crate) fn utf_32(head: &[u8]) -> Option<bool> {
    match head.first_chunk()? {
        b"\xFF\xFE\0\0" => Some(false),
        b"\0\0\xFE\xFF" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_by_their_bytes() {
        #[track_caller]
        fn check(bytes: &[u8], expect: &str) {
            assert_eq!(decode_bytes(bytes).nfc().collect::<String>(), expect);
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
