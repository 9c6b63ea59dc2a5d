//! What goes wrong in a name under one typist's hands.

use super::Chance;

/// Letters that differ by a mark.
const ROWS: [&str; 6] = ["aáàảãạăâ", "oóòỏõọôơ", "uúùủũụưừ", "eéèẻẽẹêế", "iíìỉĩị", "ưứừửữựuù"];

/// Letters that lie beside each other on the keyboard.
const BESIDE: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A name as it is typed.
pub(super) fn typed(chance: &mut Chance, name: &str) -> String {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let at = chance.below(words.len());
    match chance.below(1000) {
        0..=4 => return tonghop::text::name_case(&tonghop::text::bare_key(name)),
        5..=8 => words[at] = other_mark(chance, &words[at]),
        9..=12 => words[at] = slip(chance, &words[at]),
        13 if words.len() > 2 => words.swap(1, 2),
        14 if words.len() > 2 => drop(words.remove(1)),
        15..=17 if words.len() > 2 => {
            let last = words.pop().unwrap_or_default();
            if let Some(word) = words.last_mut() {
                word.push_str(&last);
            }
        }
        18..=19 => words[at] = split(chance, &words[at]),
        100..=249 => return name.to_uppercase(),
        250..=349 => return other_style(name),
        _ => {}
    }
    words.join(" ")
}

/// The tone on the other letter of an open oa, uy.
fn other_style(name: &str) -> String {
    const STYLES: [(&str, &str); 6] =
        [("òa", "oà"), ("óa", "oá"), ("ọa", "oạ"), ("úy", "uý"), ("ủy", "uỷ"), ("ùy", "uỳ")];
    STYLES.iter().fold(name.to_owned(), |name, (one, other)| name.replace(one, other))
}

fn other_mark(chance: &mut Chance, word: &str) -> String {
    let mut changed = false;
    let letters = word.chars().map(|c| match ROWS.iter().find(|row| row.contains(c)) {
        Some(row) if !changed => {
            changed = true;
            let letters: Vec<char> = row.chars().filter(|other| *other != c).collect();
            *chance.one(&letters)
        }
        _ => c,
    });
    letters.collect()
}

/// A letter lost, doubled, or the one beside it hit; the first letter of a word stays.
fn slip(chance: &mut Chance, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = 1 + chance.below(letters.len() - 1);
    match chance.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => {
            let row = BESIDE.iter().find(|row| row.contains(letters[at]));
            let near = row.and_then(|row| {
                let here = row.find(letters[at])?;
                row.chars().nth(if here == 0 { 1 } else { here - 1 })
            });
            letters[at] = near.unwrap_or('n');
        }
    }
    letters.into_iter().collect()
}

fn split(chance: &mut Chance, word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 4 {
        return word.to_owned();
    }
    let (head, tail) = letters.split_at(1 + chance.below(letters.len() - 2));
    format!("{} {}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}
