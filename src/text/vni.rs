//! VNI for Windows: a base letter, then a character that carries its marks.
//!
//! Hat and tone share one mark (`aá` = ấ), and only the marked i, the ỵ, and ơ, ư and đ
//! are single characters. A mark of the other case is accepted (`Aù`), and the case of the
//! letter is that of its base. A tone that was typed after a hat on its own (`eâù`) is accepted too.
//!
//! Source: `vni_windows.tsv`, the agreement of three or four published tables; ẳ is
//! `aú`, which some converters lack.

use super::letters::{self, Vowel};

/// Marks on any vowel, in the order of the tones 1 to 5.
const TONES: [char; 5] = ['ø', 'û', 'õ', 'ù', 'ï'];
/// The circumflex without tone, then with the tones 1 to 5; on a, e and o.
const CIRCUMFLEX: [char; 6] = ['â', 'à', 'å', 'ã', 'á', 'ä'];
/// The breve without tone, then with the tones 1 to 5; on a.
const BREVE: [char; 6] = ['ê', 'è', 'ú', 'ü', 'é', 'ë'];
/// Letters that are single characters.
const SINGLES: [(char, char); 8] =
    [('ñ', 'đ'), ('ô', 'ơ'), ('ö', 'ư'), ('ì', 'ì'), ('í', 'í'), ('æ', 'ỉ'), ('ó', 'ĩ'), ('ò', 'ị')];
/// ỵ, which is single although ý ỳ ỷ ỹ are not.
const Y_NANG: (char, char) = ('î', 'ỵ');

/// Rows of [`letters::LOWER`].
const A: u8 = 0;
const A_BREVE: u8 = 1;
const A_CIRCUMFLEX: u8 = 2;
const E: u8 = 3;
const E_CIRCUMFLEX: u8 = 4;
const I: u8 = 5;
const O: u8 = 6;
const O_CIRCUMFLEX: u8 = 7;

fn single(c: char) -> Option<char> {
    let small = letters::lower(c);
    let (_, letter) = SINGLES.iter().chain([&Y_NANG]).find(|(surface, _)| *surface == small)?;
    Some(if small == c { *letter } else { letters::upper(*letter) })
}

/// Puts a mark on a letter; `None` if they do not go together.
fn marked(base: char, mark: char) -> Option<char> {
    let vowel = letters::vowel(base).filter(|vowel| vowel.tone == 0 && vowel.row != I)?;
    let mark = letters::lower(mark);
    let tone_in = |marks: &[char]| marks.iter().position(|c| *c == mark).and_then(|at| u8::try_from(at).ok());
    if let Some(tone) = tone_in(&TONES) {
        return Some(vowel.with_tone(tone + 1).letter());
    }
    let hatted = |row, tone| Vowel { row, tone, ..vowel }.letter();
    match vowel.row {
        A => match (tone_in(&CIRCUMFLEX), tone_in(&BREVE)) {
            (Some(tone), _) => Some(hatted(A_CIRCUMFLEX, tone)),
            (None, Some(tone)) => Some(hatted(A_BREVE, tone)),
            (None, None) => None,
        },
        E => tone_in(&CIRCUMFLEX).map(|tone| hatted(E_CIRCUMFLEX, tone)),
        O => tone_in(&CIRCUMFLEX).map(|tone| hatted(O_CIRCUMFLEX, tone)),
        _ => None,
    }
}

/// Decodes the surface, appending to `out`; returns how many characters beyond ASCII
/// had no meaning and were left as they are.
pub(super) fn decode(surface: &str, out: &mut String) -> usize {
    let mut residue = 0;
    let mut held: Option<char> = None;
    for c in surface.chars() {
        if let Some(base) = held.filter(|_| !c.is_ascii())
            && let Some(letter) = marked(base, c)
        {
            held = Some(letter);
            continue;
        }
        out.extend(held.take());
        held = Some(match single(c) {
            Some(letter) => letter,
            None => {
                residue += usize::from(letters::is_residue(c));
                c
            }
        });
    }
    out.extend(held);
    residue
}

/// The surface of a letter beyond ASCII: one character or two; `None` if VNI has none.
pub(super) fn encode(letter: char, out: &mut String) -> Option<()> {
    let is_upper = letters::lower(letter) != letter;
    let mut push = |c| out.push(if is_upper { letters::upper(c) } else { c });
    let small = letters::lower(letter);
    if let Some((surface, _)) = SINGLES.iter().chain([&Y_NANG]).find(|(_, letter)| *letter == small) {
        push(*surface);
        return Some(());
    }
    let vowel = letters::vowel(small)?;
    let tone = usize::from(vowel.tone);
    let tone_mark = || TONES.get(tone.checked_sub(1)?).copied();
    let (base, mark) = match vowel.row {
        A_BREVE => ('a', BREVE.get(tone).copied()),
        A_CIRCUMFLEX => ('a', CIRCUMFLEX.get(tone).copied()),
        E_CIRCUMFLEX => ('e', CIRCUMFLEX.get(tone).copied()),
        O_CIRCUMFLEX => ('o', CIRCUMFLEX.get(tone).copied()),
        8 => ('ô', tone_mark()),
        10 => ('ö', tone_mark()),
        _ => (vowel.bare(), tone_mark()),
    };
    push(base);
    push(mark?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(surface: &str, expect: &str) {
        let mut out = String::new();
        decode(surface, &mut out);
        assert_eq!(out, expect, "{surface}");
    }

    #[test]
    fn running_text() {
        check("UÛy ban nhaân daân xaõ Ñoâng Haø", "Ủy ban nhân dân xã Đông Hà");
        check("CHI TIEÁT DÖÏ AÙN ÑAÀU TÖ XAÂY", "CHI TIẾT DỰ ÁN ĐẦU TƯ XÂY");
        check("Döông Buøi Vieät Khaùnh Hoøang", "Dương Bùi Việt Khánh Hòang");
        check("thò xaõ Tòa", "thị xã Tịa");
        check("saún saün Nguyeãn", "sẳn sẵn Nguyễn");
    }

    #[test]
    fn sloppy_marks() {
        check("Aùnh AÙNH theâù", "Ánh ÁNH thế");
    }

    #[test]
    fn what_has_no_meaning_stays_and_is_counted() {
        let mut out = String::new();
        assert_eq!(decode("kùa Việt", &mut out), 2);
        assert_eq!(out, "kùa Việt");
    }

    #[test]
    fn every_letter_comes_back() {
        for letter in letters::alphabet() {
            let mut surface = String::new();
            assert_eq!(encode(letter, &mut surface), Some(()), "{letter}");
            check(&surface, &letter.to_string());
        }
        assert_eq!(encode('ñ', &mut String::new()), None);
    }
}
