//! Single-byte tables: TCVN3, VISCII and VPS.
//!
//! Each table is a grid of bytes, vowels down and tones across as in
//! [`letters::LOWER`](super::letters::LOWER), small letters first; 0 where the table has no byte
//! of its own. `Đ` and `đ` stand apart. One grid serves both ways.
//!
//! Workbooks hold these bytes as the characters that windows-1252 shows for them (the
//! *surface*); a few tools keep the raw C1 controls instead, and a Vietnamese Windows
//! may have gone through windows-1258. [`byte`] accepts the first two.
//!
//! Sources: `tcvn3.tsv`, `viscii.tsv`, `vps.tsv`, each the agreement of three to six published
//! tables. TCVN3 has no toned capitals at all: glibc's "TCVN" is another
//! variant (VN1) and disagrees with what office files hold.

use super::letters::{TONES, VOWELS, Vowel};

type Grid = [[u8; TONES]; VOWELS];

/// A single-byte encoding.
pub(super) struct ByteTable {
    small: Grid,
    capital: Grid,
    small_d: u8,
    capital_d: u8,
    decoded: [char; 256],
}

const TCVN3_SMALL: Grid = [
    [0x00, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9],
    [0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6],
    [0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB],
    [0x00, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1],
    [0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6],
    [0x00, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE],
    [0x00, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4],
    [0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9],
    [0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE],
    [0x00, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4],
    [0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9],
    [0x00, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE],
];

const TCVN3_CAPITAL: Grid = [
    [0; 6],
    [0xA1, 0, 0, 0, 0, 0],
    [0xA2, 0, 0, 0, 0, 0],
    [0; 6],
    [0xA3, 0, 0, 0, 0, 0],
    [0; 6],
    [0; 6],
    [0xA4, 0, 0, 0, 0, 0],
    [0xA5, 0, 0, 0, 0, 0],
    [0; 6],
    [0xA6, 0, 0, 0, 0, 0],
    [0; 6],
];

const VISCII_SMALL: Grid = [
    [0x00, 0xE0, 0xE4, 0xE3, 0xE1, 0xD5],
    [0xE5, 0xA2, 0xC6, 0xC7, 0xA1, 0xA3],
    [0xE2, 0xA5, 0xA6, 0xE7, 0xA4, 0xA7],
    [0x00, 0xE8, 0xEB, 0xA8, 0xE9, 0xA9],
    [0xEA, 0xAB, 0xAC, 0xAD, 0xAA, 0xAE],
    [0x00, 0xEC, 0xEF, 0xEE, 0xED, 0xB8],
    [0x00, 0xF2, 0xF6, 0xF5, 0xF3, 0xF7],
    [0xF4, 0xB0, 0xB1, 0xB2, 0xAF, 0xB5],
    [0xBD, 0xB6, 0xB7, 0xDE, 0xBE, 0xFE],
    [0x00, 0xF9, 0xFC, 0xFB, 0xFA, 0xF8],
    [0xDF, 0xD7, 0xD8, 0xE6, 0xD1, 0xF1],
    [0x00, 0xCF, 0xD6, 0xDB, 0xFD, 0xDC],
];

const VISCII_CAPITAL: Grid = [
    [0x00, 0xC0, 0xC4, 0xC3, 0xC1, 0x80],
    [0xC5, 0x82, 0x02, 0x05, 0x81, 0x83],
    [0xC2, 0x85, 0x86, 0x06, 0x84, 0x87],
    [0x00, 0xC8, 0xCB, 0x88, 0xC9, 0x89],
    [0xCA, 0x8B, 0x8C, 0x8D, 0x8A, 0x8E],
    [0x00, 0xCC, 0x9B, 0xCE, 0xCD, 0x98],
    [0x00, 0xD2, 0x99, 0xA0, 0xD3, 0x9A],
    [0xD4, 0x90, 0x91, 0x92, 0x8F, 0x93],
    [0xB4, 0x96, 0x97, 0xB3, 0x95, 0x94],
    [0x00, 0xD9, 0x9C, 0x9D, 0xDA, 0x9E],
    [0xBF, 0xBB, 0xBC, 0xFF, 0xBA, 0xB9],
    [0x00, 0x9F, 0x14, 0x19, 0xDD, 0x1E],
];

const VPS_SMALL: Grid = [
    [0x00, 0xE0, 0xE4, 0xE3, 0xE1, 0xE5],
    [0xE6, 0xA2, 0xA3, 0xA4, 0xA1, 0xA5],
    [0xE2, 0xC0, 0xC4, 0xC5, 0xC3, 0xC6],
    [0x00, 0xE8, 0xC8, 0xEB, 0xE9, 0xCB],
    [0xEA, 0x8A, 0x8B, 0xCD, 0x89, 0x8C],
    [0x00, 0xEC, 0xCC, 0xEF, 0xED, 0xCE],
    [0x00, 0xF2, 0xD5, 0xF5, 0xF3, 0x86],
    [0xF4, 0xD2, 0xB0, 0x87, 0xD3, 0xB6],
    [0xD6, 0xA9, 0xAA, 0xAB, 0xA7, 0xAE],
    [0x00, 0xF9, 0xFB, 0xDB, 0xFA, 0xF8],
    [0xDC, 0xD8, 0xBA, 0xBB, 0xD9, 0xBF],
    [0x00, 0xFF, 0x9B, 0xCF, 0x9A, 0x9C],
];

const VPS_CAPITAL: Grid = [
    [0x00, 0x80, 0x81, 0x82, 0xC1, 0x02],
    [0x88, 0x8E, 0x8F, 0xF0, 0x8D, 0x04],
    [0xC2, 0x84, 0x85, 0x1C, 0x83, 0x03],
    [0x00, 0xD7, 0xDE, 0xFE, 0xC9, 0x05],
    [0xCA, 0x93, 0x94, 0x95, 0x90, 0x06],
    [0x00, 0xB5, 0xB7, 0xB8, 0xB4, 0x10],
    [0x00, 0xBC, 0xBD, 0xBE, 0xB9, 0x11],
    [0xD4, 0x97, 0x98, 0x99, 0x96, 0x12],
    [0xF7, 0x9E, 0x9F, 0xA6, 0x9D, 0x13],
    [0x00, 0xA8, 0xD1, 0xAC, 0xDA, 0x14],
    [0xD0, 0xAF, 0xB1, 0x1D, 0xAD, 0x15],
    [0x00, 0xB2, 0xFD, 0xB3, 0xDD, 0x19],
];

/// TCVN3 as the ABC fonts have it.
pub(super) static TCVN3: ByteTable = ByteTable::new(TCVN3_SMALL, TCVN3_CAPITAL, 0xAE, 0xA7);
/// VISCII 1.1.
pub(super) static VISCII: ByteTable = ByteTable::new(VISCII_SMALL, VISCII_CAPITAL, 0xF0, 0xD0);
/// VPS, with the fourteen capitals that live among the control characters.
pub(super) static VPS: ByteTable = ByteTable::new(VPS_SMALL, VPS_CAPITAL, 0xC7, 0xF1);

/// What windows-1252 shows for the bytes 0x80 to 0x9F; the five gaps stay C1 controls.
const C1_SURFACE: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The byte behind a character of the surface, windows-1252 or Latin-1.
pub(super) fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let at = C1_SURFACE.iter().position(|surface| *surface == c)?;
    u8::try_from(0x80 + at).ok()
}

/// The character of the surface, windows-1252, that shows a byte.
pub(super) fn surface(byte: u8) -> char {
    let at = usize::from(byte).wrapping_sub(0x80);
    C1_SURFACE.get(at).copied().unwrap_or(char::from(byte))
}

impl ByteTable {
    #[expect(clippy::indexing_slicing, reason = "runs at compile time, over the constant grids above")]
    const fn new(small: Grid, capital: Grid, small_d: u8, capital_d: u8) -> Self {
        let mut decoded = ['\0'; 256];
        let mut row = 0;
        while row < VOWELS {
            let mut tone = 0;
            while tone < TONES {
                decoded[small[row][tone] as usize] = super::letters::LOWER[row][tone];
                decoded[capital[row][tone] as usize] = super::letters::UPPER[row][tone];
                tone += 1;
            }
            row += 1;
        }
        decoded[small_d as usize] = 'đ';
        decoded[capital_d as usize] = 'Đ';
        decoded[0] = '\0';
        Self { small, capital, small_d, capital_d, decoded }
    }

    /// The letter of a byte; `None` for ASCII and for bytes that the table leaves free.
    pub(super) fn letter(&self, byte: u8) -> Option<char> {
        self.decoded.get(usize::from(byte)).copied().filter(|c| *c != '\0')
    }

    /// The byte of a letter beyond ASCII, if the table has one.
    pub(super) fn byte_of(&self, letter: char) -> Option<u8> {
        let byte = match letter {
            'đ' => self.small_d,
            'Đ' => self.capital_d,
            letter => {
                let Vowel { row, tone, upper } = super::letters::vowel(letter)?;
                let grid = if upper { &self.capital } else { &self.small };
                *grid.get(usize::from(row))?.get(usize::from(tone))?
            }
        };
        (byte != 0).then_some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::{alphabet, lower};
    use super::*;

    #[track_caller]
    fn check(table: &ByteTable, pairs: &[(u8, char)]) {
        for (byte, letter) in pairs {
            assert_eq!(table.letter(*byte), Some(*letter), "{byte:#x}");
            assert_eq!(table.byte_of(*letter), Some(*byte), "{letter}");
        }
    }

    #[test]
    fn spot_checks() {
        check(
            &TCVN3,
            &[(0xB8, 'á'), (0xA7, 'Đ'), (0xAE, 'đ'), (0xAD, 'ư'), (0xD5, 'ế'), (0xFD, 'ý'), (0xE9, 'ộ')],
        );
        check(&VISCII, &[(0xAE, 'ệ'), (0x8E, 'Ệ'), (0x19, 'Ỹ'), (0xD0, 'Đ'), (0xF1, 'ự'), (0xD5, 'ạ')]);
        check(&VPS, &[(0x8C, 'ệ'), (0x06, 'Ệ'), (0xF1, 'Đ'), (0xC7, 'đ'), (0xBF, 'ự'), (0xE5, 'ạ')]);
    }

    #[test]
    fn no_byte_stands_for_two_letters() {
        for (table, n_letters) in [(&TCVN3, 74), (&VISCII, 134), (&VPS, 134)] {
            let letters = (0..=255).filter(|byte| table.letter(*byte).is_some()).count();
            assert_eq!(letters, n_letters);
            for letter in alphabet() {
                if let Some(byte) = table.byte_of(letter) {
                    assert_eq!(table.letter(byte), Some(letter));
                } else {
                    assert_ne!(lower(letter), letter, "only toned capitals of TCVN3 lack a byte");
                }
            }
        }
    }

    #[test]
    fn the_surface_is_windows_1252() {
        for byte_there in 0..=255_u8 {
            let bytes = [byte_there];
            let (shown, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            assert_eq!(shown.chars().next(), Some(surface(byte_there)));
            assert_eq!(byte(surface(byte_there)), Some(byte_there));
            assert_eq!(byte(char::from(byte_there)), Some(byte_there));
        }
        assert_eq!(byte('ế'), None);
    }
}
