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
    let mut from = 0;
    let mut shown = String::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let end =
            bytes.iter().skip(at).position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |n| at + n);
        let (digits, before) = (text.get(at..end).unwrap_or_default(), text.get(..at).unwrap_or_default());
        if is_number(digits, before) {
            shown.push_str(text.get(from..at).unwrap_or_default());
            shown.extend(std::iter::repeat_n('•', digits.len()));
            from = end;
        }
        at = end;
    }
    if from == 0 {
        return text;
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
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
