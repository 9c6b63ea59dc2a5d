//! Identity numbers stand in no finding: twelve digits that begin with 0 are a citizen's, nine behind their name too.

/// The text with dots for the digits of identity numbers.
pub(super) fn masked(text: String) -> String {
    let is_number = |digits: &str, before: &str| match digits.len() {
        12 => digits.starts_with('0'),
        9 => {
            let before = before.to_lowercase();
            ["cmnd", "cmt", "cccd", "căn cước", "chứng minh"].iter().any(|word| before.contains(word))
        }
        _ => false,
    };
    with_dots(&text, is_number).unwrap_or(text)
}

/// The text with dots for those runs of digits that `hides`, told each and the text before it; `None` where it hides
/// none.
pub fn with_dots(text: &str, hides: impl Fn(&str, &str) -> bool) -> Option<String> {
    let mut shown = String::new();
    let mut kept = 0;
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let (before, rest) = text.split_at_checked(at)?;
        let digits = rest.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        from = at + digits.len();
        if hides(digits, before) {
            shown.push_str(text.get(kept..at)?);
            shown.extend(std::iter::repeat_n('•', digits.len()));
            kept = from;
        }
    }
    (0 < kept).then(|| shown + text.get(kept..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn identity_numbers_are_masked_and_others_stay() {
        for (written, shown) in [
            ("Lý Văn Sáng, CCCD 020180000000", "Lý Văn Sáng, CCCD ••••••••••••"),
            ("số CMND 080000000 cấp 2010", "số CMND ••••••••• cấp 2010"),
            ("thu 120000000 đồng, ĐT 0900000001", "thu 120000000 đồng, ĐT 0900000001"),
        ] {
            assert_eq!(masked(written.to_owned()), shown);
        }
    }
}
