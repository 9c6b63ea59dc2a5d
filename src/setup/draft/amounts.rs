//! Numbers and the kinds of exemplars that they count, in the words of plans.

/// Words for a minimum.
pub(super) const AT_LEAST: [&str; 5] = ["ít nhất", "tối thiểu", "không ít hơn", "từ", "không dưới"];

/// Kinds of exemplars, the longer words first.
pub(super) const KINDS: [(&str, &str); 12] = [
    ("tập thể", "collective"),
    ("hộ gia đình", "household"),
    ("gia đình", "household"),
    ("tổ hợp tác", "cooperative_group"),
    ("hợp tác xã", "cooperative"),
    ("doanh nghiệp", "enterprise"),
    ("cá nhân", "individual"),
    ("mô hình, điển hình", ""),
    ("mô hình", "practice"),
    ("gương", ""),
    ("điển hình", ""),
    ("nhân tố", ""),
];

/// Words for whom alone a minimum is.
pub(super) const HOLDERS: [&str; 5] = ["nông dân", "công nhân", "phụ nữ", "thanh niên", "cựu chiến binh"];

/// Numbers that people write out.
const WRITTEN: [(&str, u32); 10] = [
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Where a word begins in a text, at the head of a word.
pub(super) fn word_at(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        text.get(..*at).and_then(|before| before.chars().last()).is_none_or(|last| !last.is_alphanumeric())
    })
}

/// Numbers and kinds after a word for a minimum: `10 tập thể và 10 cá nhân`; none where it counts something else.
pub(super) fn numbers(rest: &str) -> Option<Vec<(&'static str, u32)>> {
    let mut numbers = Vec::new();
    let mut rest = rest.trim_start();
    loop {
        let (number, after) = number_at(rest)?;
        let after = after.trim_start();
        let after = after
            .strip_prefix("(")
            .and_then(|inner| inner.split_once(')'))
            .map_or(after, |(_, after)| after)
            .trim_start();
        let own = HOLDERS.iter().find_map(|holder| after.strip_prefix(holder)).map(str::trim_start);
        let (word, kind) = KINDS.iter().find(|(word, _)| own.unwrap_or(after).starts_with(word))?;
        numbers.push((*kind, number));
        let next = own.unwrap_or(after).get(word.len()..).unwrap_or_default().trim_start();
        let next =
            next.strip_prefix("và ").or_else(|| next.strip_prefix(", ")).or_else(|| next.strip_prefix("; "));
        match next.filter(|next| number_at(next).is_some()) {
            Some(next) => rest = next,
            None => return Some(numbers),
        }
    }
}

/// A number at the head of a text, and what follows it.
pub(super) fn number_at(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        let after = text.get(end..)?;
        // «10%» and «01/6» are something else.
        let plain = !after.starts_with(['%', '/', ',', '.']);
        return text.get(..end)?.parse().ok().filter(|_| plain).map(|number| (number, after));
    }
    WRITTEN.iter().find_map(|(word, number)| {
        let after = text.strip_prefix(word)?;
        after.starts_with(' ').then_some((*number, after))
    })
}
