//! Numbers and letters that count the people of a cell: `2. `, `(2)`, `b/`.

/// A number above this does not count the people of a cell.
pub(super) const MAX_NUMBERED: u32 = 29;

/// Where letters count the people of a cell: "a/ Ma Khánh Hậu b/ Ma Khánh Hoàn"; one letter counts nobody.
pub(super) fn lettered(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = b'a';
    let mut mark = 0;
    for (at, word) in words(text) {
        // The first word of a line stands behind its break.
        let at = at + word.rfind('\n').map_or(0, |back| back + 1);
        let bytes = text.as_bytes();
        let (Some(letter), Some(sign)) = (bytes.get(at), bytes.get(at + 1)) else { continue };
        let is_sign = matches!(sign, b'/' | b')' | b'.') && (mark == 0 || mark == *sign);
        if letter.to_ascii_lowercase() == next && is_sign {
            found.push(at);
            (next, mark) = (next + 1, *sign);
        }
    }
    if found.len() < 2 || found.first() != Some(&0) {
        found.clear();
    }
    found
}

/// How long a counting number at the beginning is: `2. `, `2) `, `(2) `, `2.Vi`, `2/ Vi`.
pub(super) fn counter(text: &str) -> Option<usize> {
    let open = usize::from(text.starts_with('('));
    let digits = text.get(open..)?.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text.get(open + digits..)?.chars().next()?;
    let rest = text.get(open + digits + 1..)?;
    let marked = if open == 1 { mark == ')' } else { matches!(mark, '.' | ')' | '/') };
    let then = rest.trim_start().chars().next()?;
    // "SN 75.": nobody numbers so many in a cell.
    let counts = text.get(open..open + digits)?.parse().is_ok_and(|number: u32| number <= MAX_NUMBERED);
    (counts && marked && then.is_alphabetic()).then_some(open + digits + 1)
}

/// Whether the bracket at a byte belongs to a counting number: `(2)`.
pub(super) fn counts_in_brackets(text: &str, at: usize) -> bool {
    let opens =
        |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with('(') && counter(rest).is_some());
    opens(at) || (1..=3).any(|back| at.checked_sub(back).is_some_and(opens)) || closes_number(text, at)
}

/// Whether the bracket at a byte closes a number that nothing opened: `2) Vi`.
fn closes_number(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let begins = start.is_empty() || start.ends_with([' ', '\n', ';', ',']);
    begins
        && text
            .get(start.len()..)
            .is_some_and(|rest| rest.starts_with(char::is_numeric) && counter(rest).is_some())
}

/// The words of a text and where they begin.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(' ').filter_map(move |word| {
        let begins = at;
        at += word.len() + 1;
        (!word.is_empty()).then_some((begins, word))
    })
}
