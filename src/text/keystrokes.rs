//! Keys of an input method that was off: *Nguyeenx Vawn Dduwcs* (Telex), *Nguye64n Va8n D9u71c* (VNI).
//!
//! A word is read as keys only where it is no Vietnamese syllable as it stands and its keys make one. Both
//! methods are the usual ones: VNI puts a digit for each mark, Telex a letter.

use super::letters::{self, Vowel};
use super::syllable::{Syllable, is_syllable};

/// The words of a name as they were meant, where keys were left in any of them.
///
/// One sign that may be something else (`Hoa1` told apart from `Hoa2`, a foreign *Ros*) is left as it is:
/// somewhere in the name there must be keys that nothing else explains.
pub fn typed_out(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let read: Vec<Option<Keys>> = words.iter().map(|word| keys(word)).collect();
    let last = read.len().saturating_sub(1);
    let sure = |(at, keys): (usize, &Option<Keys>)| {
        keys.as_ref().is_some_and(|keys| keys.is_sure || keys.is_vni && at < last)
    };
    if !read.iter().enumerate().any(sure) {
        return None;
    }
    let meant = words.iter().zip(read).map(|(word, keys)| keys.map_or((*word).to_owned(), |keys| keys.meant));
    Some(meant.collect::<Vec<_>>().join(" "))
}

/// A word read as keys.
struct Keys {
    meant: String,
    is_vni: bool,
    /// Nothing but keys explains it.
    is_sure: bool,
}

fn keys(word: &str) -> Option<Keys> {
    let is_vni = word.bytes().any(|byte| byte.is_ascii_digit());
    let (letters, tone, n_marks) = if is_vni { vni(word)? } else { telex(word)? };
    let meant = with_tone(&letters, tone)?;
    if n_marks == 0 || !is_syllable(&meant) || !is_vni && is_syllable(word) {
        return None;
    }
    let is_inside = is_vni
        && !word.trim_end_matches(|c: char| c.is_ascii_digit()).bytes().all(|c| c.is_ascii_alphabetic());
    let is_sure = if is_vni { is_inside || 1 < n_marks } else { has_telex_only(word) };
    Some(Keys { meant, is_vni, is_sure })
}

/// Whether a word has letters that only Telex puts into a Vietnamese one.
fn has_telex_only(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    small.contains(['w', 'f', 'j']) || ["aa", "ee", "oo", "dd"].iter().any(|twice| small.contains(twice))
}

/// The letters without tone, the tone, and how many marks the keys made.
type TypedSyllable = (Vec<char>, u8, usize);

fn vni(word: &str) -> Option<TypedSyllable> {
    let (mut letters, mut tone, mut n_marks): TypedSyllable = (Vec::new(), 0, 0);
    for c in word.chars() {
        match c {
            '1'..='5' if tone == 0 => {
                // In the order of the keys: sắc, huyền, hỏi, ngã, nặng.
                tone = match c {
                    '1' => 4,
                    '2' => 1,
                    '3' => 2,
                    '4' => 3,
                    _ => 5,
                };
            }
            '6' => hat(&mut letters, &[('a', 'â'), ('e', 'ê'), ('o', 'ô')])?,
            '7' => hat(&mut letters, &[('o', 'ơ'), ('u', 'ư')])?,
            '8' => hat(&mut letters, &[('a', 'ă')])?,
            '9' => hat(&mut letters, &[('d', 'đ')])?,
            c if c.is_alphabetic() => {
                letters.push(c);
                continue;
            }
            _ => return None,
        }
        n_marks += 1;
    }
    Some((letters, tone, n_marks))
}

fn telex(word: &str) -> Option<TypedSyllable> {
    if !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let (mut letters, mut tone, mut n_marks): TypedSyllable = (Vec::new(), 0, 0);
    for c in word.chars() {
        let has_vowel = letters.iter().any(|c| letters::vowel(*c).is_some());
        let key = c.to_ascii_lowercase();
        let last = letters.last().map(char::to_ascii_lowercase);
        match key {
            's' | 'f' | 'r' | 'x' | 'j' if has_vowel && tone == 0 => {
                tone = match key {
                    's' => 4,
                    'f' => 1,
                    'r' => 2,
                    'x' => 3,
                    _ => 5,
                };
            }
            'a' | 'e' | 'o' | 'd' if last == Some(key) => {
                hat(&mut letters, &[('a', 'â'), ('e', 'ê'), ('o', 'ô'), ('d', 'đ')])?;
            }
            'w' => {
                let tail: String =
                    letters.iter().rev().take(2).rev().flat_map(|c| c.to_lowercase()).collect();
                let marks: &[(char, char)] =
                    if tail == "ua" { &[('u', 'ư')] } else { &[('a', 'ă'), ('o', 'ơ'), ('u', 'ư')] };
                if tail == "uo" {
                    hat(&mut letters, &[('u', 'ư')])?;
                }
                hat(&mut letters, marks)?;
            }
            _ => {
                letters.push(c);
                continue;
            }
        }
        n_marks += 1;
    }
    Some((letters, tone, n_marks))
}

/// Puts a mark on the last letter that takes it.
fn hat(letters: &mut [char], marks: &[(char, char)]) -> Option<()> {
    let of = |c: char| marks.iter().find(|(bare, _)| *bare == c.to_ascii_lowercase());
    let letter = letters.iter_mut().rev().find(|c| of(**c).is_some())?;
    let (_, marked) = of(*letter)?;
    *letter = if letter.is_uppercase() { marked.to_uppercase().next()? } else { *marked };
    Some(())
}

/// The letters with their tone where it belongs.
fn with_tone(letters: &[char], tone: u8) -> Option<String> {
    let mut letters = letters.to_vec();
    if 0 < tone {
        let place = Syllable::toneless(letters.iter().copied())?.place();
        let letter = letters.get_mut(place)?;
        let vowel: Vowel = letters::vowel(*letter)?;
        if vowel.tone != 0 {
            return None;
        }
        *letter = vowel.with_tone(tone).letter();
    }
    Some(letters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expect: Option<&str>) {
        assert_eq!(typed_out(name).as_deref(), expect, "{name}");
    }

    #[test]
    fn keys_left_in_a_name_are_read() {
        check("Nguyeenx Vawn Dduwcs", Some("Nguyễn Văn Đức"));
        check("Hoafng Thij Lieenx", Some("Hoàng Thị Liễn"));
        check("Huyfnh Vawn Soosng", Some("Huỳnh Văn Sống"));
        check("Nông Vawn Chiến", Some("Nông Văn Chiến"));
        check("Nguye64n Va8n D9u71c", Some("Nguyễn Văn Đức"));
        check("Tru7o7ng Mỹ Duyên", Some("Trương Mỹ Duyên"));
        check("Trần Thị Ngọc A1nh", Some("Trần Thị Ngọc Ánh"));
        check("Nguyễn Văn Tien61", Some("Nguyễn Văn Tiến"));
        check("Vuwowng Thij Nguyeetj", Some("Vương Thị Nguyệt"));
        check("Phuowcs Thuaanj", Some("Phước Thuận"));
    }

    #[test]
    fn names_that_are_no_keys_stay() {
        for name in [
            "Nguyễn Văn Đức",
            "NGUYEN VAN DUC",
            "Y Ros Niê",
            "Ksor Hnan",
            "Nguyễn Thị Hoa1",
            "Cil Ha Bông",
            "Thào A Pao",
            "Maria Trần Thị Thanh Nhàn",
            "K'Brêu",
            "Rơ Chăm Phiơh",
            "Tổ 5A1",
        ] {
            check(name, None);
        }
    }
}
