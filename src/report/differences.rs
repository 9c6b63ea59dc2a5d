//! Which words of two texts are not in the other one.

/// Longer texts are not held against each other.
const MOST_WORDS: usize = 400;

/// Both texts in pieces, each with whether it stands in the other text too, in the same order; the
/// pieces of a text together are the text. Nothing where the two are too long or share no word.
pub(super) fn pieces<'a>(left: &'a str, right: &'a str) -> Option<[Vec<(&'a str, bool)>; 2]> {
    let (a, b) = (words(left), words(right));
    if MOST_WORDS < a.len() || MOST_WORDS < b.len() {
        return None;
    }
    // Length of the longest common part of what is left, from each pair of positions on.
    let mut longest = vec![vec![0_u16; b.len() + 1]; a.len() + 1];
    for (at_a, word) in a.iter().enumerate().rev() {
        for (at_b, other) in b.iter().enumerate().rev() {
            let best = if same(word, other) {
                get(&longest, at_a + 1, at_b + 1) + 1
            } else {
                get(&longest, at_a + 1, at_b).max(get(&longest, at_a, at_b + 1))
            };
            if let Some(cell) = longest.get_mut(at_a).and_then(|row| row.get_mut(at_b)) {
                *cell = best;
            }
        }
    }
    if get(&longest, 0, 0) == 0 {
        return None;
    }
    let (mut shared_a, mut shared_b) = (vec![false; a.len()], vec![false; b.len()]);
    let (mut at_a, mut at_b) = (0, 0);
    while let (Some(word), Some(other)) = (a.get(at_a), b.get(at_b)) {
        if same(word, other) {
            if let (Some(one), Some(two)) = (shared_a.get_mut(at_a), shared_b.get_mut(at_b)) {
                (*one, *two) = (true, true);
            }
            (at_a, at_b) = (at_a + 1, at_b + 1);
        } else if get(&longest, at_a + 1, at_b) >= get(&longest, at_a, at_b + 1) {
            at_a += 1;
        } else {
            at_b += 1;
        }
    }
    Some([joined(left, &a, &shared_a), joined(right, &b, &shared_b)])
}

fn get(table: &[Vec<u16>], row: usize, col: usize) -> u16 {
    table.get(row).and_then(|row| row.get(col)).copied().unwrap_or_default()
}

/// Words with the blanks behind them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', '\n']).collect()
}

fn same(word: &str, other: &str) -> bool {
    let bare = |word: &str| word.trim_end_matches([' ', '\n', ',', ';']).to_owned();
    bare(word) == bare(other)
}

/// Neighbouring words of one kind as one piece.
fn joined<'a>(text: &'a str, words: &[&'a str], shared: &[bool]) -> Vec<(&'a str, bool)> {
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let (mut from, mut to) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let kind = shared.get(at).copied().unwrap_or_default();
        let goes_on = shared.get(at + 1).copied() == Some(kind);
        to += word.len();
        if !goes_on {
            pieces.extend(text.get(from..to).map(|piece| (piece, kind)));
            from = to;
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_again_and_differences_stand_out() {
        let (left, right) = ("Vi Thị Bé, 1981; Giáo viên", "Vi Thị Bế, 1981; Hiệu trưởng");
        let [a, b] = pieces(left, right).unwrap_or_default();
        assert_eq!(a, [("Vi Thị ", true), ("Bé, ", false), ("1981; ", true), ("Giáo viên", false)]);
        assert_eq!(b, [("Vi Thị ", true), ("Bế, ", false), ("1981; ", true), ("Hiệu trưởng", false)]);
        assert_eq!(pieces("An", "Bình"), None);
        assert_eq!(pieces("An", "An").map(|[a, _]| a), Some(vec![("An", true)]));
    }
}
