//! VIQR (RFC 1456): marks typed after their letter in ASCII.
//!
//! `^` circumflex, `(` breve, `+` or `*` horn; then `` ` `` huyền, `?` hỏi, `~` ngã, `'` sắc, `.` nặng;
//! `dd` is đ; a backslash takes the meaning from the next character. Since `a.` and `o?` also end
//! sentences, a tone `.` or `?` is taken for punctuation when no letter follows, unless the letter wears a hat.

use super::letters::{self, Vowel};

const TONES: [char; 5] = ['`', '?', '~', '\'', '.'];

/// Decodes VIQR.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\\' {
            out.push(chars.next().unwrap_or(c));
            continue;
        }
        if matches!(c, 'd' | 'D') && chars.next_if(|next| matches!(next, 'd' | 'D')).is_some() {
            out.push(if c == 'd' { 'đ' } else { 'Đ' });
            continue;
        }
        let Some(mut vowel) = letters::vowel(c).filter(|_| c.is_ascii()) else {
            out.push(c);
            continue;
        };
        if let Some(row) = chars.peek().and_then(|hat| hatted(vowel.row, *hat)) {
            vowel.row = row;
            chars.next();
        }
        if let Some(tone) = chars.peek().and_then(|mark| tone(*mark)) {
            let mut ahead = chars.clone();
            let mark = ahead.next();
            let is_inside = ahead.next().is_some_and(char::is_alphabetic);
            if vowel.has_hat() || is_inside || !matches!(mark, Some('.' | '?' | '\'')) {
                vowel.tone = tone;
                chars.next();
            }
        }
        out.push(vowel.letter());
    }
    out
}

fn hatted(row: u8, hat: char) -> Option<u8> {
    match (row, hat) {
        (0, '(') => Some(1),
        (0, '^') => Some(2),
        (3, '^') => Some(4),
        (6, '^') => Some(7),
        (6, '+' | '*') => Some(8),
        (9, '+' | '*') => Some(10),
        _ => None,
    }
}

fn tone(mark: char) -> Option<u8> {
    let at = TONES.iter().position(|tone| *tone == mark)?;
    u8::try_from(at + 1).ok()
}

/// Writes VIQR for a letter beyond ASCII.
pub(super) fn encode(letter: char, out: &mut String) -> Option<()> {
    match letter {
        'đ' => out.push_str("dd"),
        'Đ' => out.push_str("DD"),
        letter => {
            let vowel = letters::vowel(letter)?;
            let bare = vowel.bare();
            out.push(if vowel.upper { letters::upper(bare) } else { bare });
            match vowel.row {
                1 => out.push('('),
                2 | 4 | 7 => out.push('^'),
                8 | 10 => out.push('+'),
                _ => {}
            }
            let Vowel { tone, .. } = vowel;
            out.extend(usize::from(tone).checked_sub(1).and_then(|at| TONES.get(at)));
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(decode(text), expect, "{text}");
    }

    #[test]
    fn words() {
        check("Tie^'ng Vie^.t", "Tiếng Việt");
        check("Ho^`ng DDu+'c, ba. n", "Hồng Đức, ba. n");
        check("U?y ban la. nha?", "Ủy ban la. nha?");
        check("dda(.c bie^.t u*u tie^n", "đặc biệt ưu tiên");
        check(r"a\^ b\\", r"a^ b\");
    }

    #[test]
    fn every_letter_inside_a_word_comes_back() {
        for letter in letters::alphabet() {
            let mut text = String::new();
            assert_eq!(encode(letter, &mut text), Some(()));
            text.push('n');
            check(&text, &format!("{letter}n"));
        }
    }
}
