//! A paragraph → the pieces that each ask something of somebody, and a view of them without quoted names, whose
//! numbers count nothing.

/// The pieces of a text: parted by semicolons and full stops, but not inside brackets or quotation marks.
pub(super) fn pieces(said: &str) -> Vec<&str> {
    let shade = shaded(said, true);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, mark) in shade.match_indices([';', '.']) {
        let after = shade.get(at + 1..).unwrap_or_default();
        let ends = mark == ";"
            || after
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '_'));
        if ends {
            pieces.extend(said.get(from..at));
            from = at + 1;
        }
    }
    pieces.extend(said.get(from..));
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// A text whose quoted names are blanked out, byte for byte; with `brackets` what stands in brackets too.
pub(super) fn shaded(said: &str, brackets: bool) -> String {
    let mut shade = String::with_capacity(said.len());
    let (mut quoted, mut depth) = (false, 0_usize);
    // A mark that is never closed hides nothing.
    let is_closed = said.matches('"').count().is_multiple_of(2);
    for letter in said.chars() {
        let (opens, closes) = match letter {
            '“' | '«' => (true, false),
            '”' | '»' => (false, true),
            '"' if is_closed => (!quoted, quoted),
            _ => (false, false),
        };
        let inner = (quoted && !closes) || (brackets && 0 < depth && letter != ')');
        match letter {
            '(' if brackets => depth += 1,
            ')' if brackets => depth = depth.saturating_sub(1),
            _ => {}
        }
        quoted = (quoted || opens) && !closes;
        if inner {
            shade.extend(std::iter::repeat_n('_', letter.len_utf8()));
        } else {
            shade.push(letter);
        }
    }
    shade
}
