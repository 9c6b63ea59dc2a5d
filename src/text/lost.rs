use super::letters;

/// Whether a word is another that lost marks of its letters, some or all: *Nguyêt* of *Nguyệt*, *Đưc* of *Đức*.
///
/// Both are keys; a word that lost nothing has not lost any.
///
/// ```
/// use tonghop::text::has_lost_marks;
/// assert!(has_lost_marks("nguyêt", "nguyệt") && has_lost_marks("duc", "đức"));
/// assert!(!has_lost_marks("hùng", "hưng") && !has_lost_marks("hoa", "hoa"));
/// ```
pub fn has_lost_marks(word: &str, whole: &str) -> bool {
    let mut letters = word.chars();
    let is_less = whole.chars().all(|whole| match letters.next() {
        Some(letter) => letter == whole || is_without_marks(letter, whole),
        None => false,
    });
    is_less && letters.next().is_none() && word != whole
}

/// Whether a letter is another one without its tone, its hat or both.
fn is_without_marks(letter: char, whole: char) -> bool {
    if whole == 'đ' {
        return letter == 'd';
    }
    let (Some(less), Some(more)) = (letters::vowel(letter), letters::vowel(whole)) else { return false };
    let same_hat = less.row == more.row;
    let no_hat = !less.has_hat() && less.bare() == more.bare();
    (same_hat || no_hat) && (less.tone == more.tone || less.tone == 0)
}
