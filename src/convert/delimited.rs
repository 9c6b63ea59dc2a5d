//! Delimited text, field by field; delimiters, quotes and line breaks stay.

use crate::finding::CellAddress;
use crate::text::{Neighbours, Prior, Rule, Run, repair};

use super::{Converted, DoubtfulText};

/// Puts the letters of delimited text right.
pub fn convert_delimited(text: &str, delimiter: u8) -> (Converted, String) {
    let fields = fields(text, char::from(delimiter));
    let mut neighbours = Neighbours::default();
    for field in &fields {
        neighbours.observe(0, field.at.col, &repair(&[Run::plain(field.text)], &Prior::none()));
    }
    let mut converted = Converted::default();
    let mut out = String::with_capacity(text.len() * 2);
    for QuotedField { at, before, text: field, behind } in fields {
        let runs = [Run::plain(field)];
        let mut read = repair(&runs, &Prior::none());
        if read.doubtful {
            read = repair(&runs, &neighbours.of_column(0, at.col));
        }
        // A character reference must not become a delimiter or a quotation mark.
        let parts = |text: &str| text.matches(['"', '\r', '\n', char::from(delimiter)]).count();
        let shown = if parts(&read.text) == parts(field) { read.text.as_ref() } else { field };
        converted.cells += usize::from(!field.trim().is_empty());
        if read.doubtful {
            converted.doubts.push(DoubtfulText {
                place: at.to_string(),
                raw: field.into(),
                shown: shown.into(),
            });
        }
        if shown != field {
            converted.changed += 1;
            let rule = read.repair.as_ref().map_or(Rule::Composed, |repair| repair.rule);
            *converted.by_rule.entry(rule).or_default() += 1;
        }
        out.extend([before, shown, behind]);
    }
    (converted, out)
}

/// A field without the quotes around it, and what stands before and behind it: quotes, a delimiter, a
/// line break.
struct QuotedField<'t> {
    at: CellAddress,
    before: &'t str,
    text: &'t str,
    behind: &'t str,
}

impl<'t> QuotedField<'t> {
    /// The field between two places, whose end stands before a third.
    fn new(at: CellAddress, text: &'t str, (start, end, next): (usize, usize, usize)) -> QuotedField<'t> {
        let slice = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
        let (mut first, mut last) = (start, end);
        if start + 1 < end && slice(start, end).starts_with('"') && slice(start, end).ends_with('"') {
            (first, last) = (start + 1, end - 1);
        }
        QuotedField { at, before: slice(start, first), text: slice(first, last), behind: slice(last, next) }
    }
}

fn fields(text: &str, delimiter: char) -> Vec<QuotedField<'_>> {
    let mut fields = Vec::new();
    let mut at = CellAddress { row: 0, col: 0 };
    let (mut start, mut quoted) = (0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((here, letter)) = letters.next() {
        let mut end = here + letter.len_utf8();
        match letter {
            '"' => quoted = !quoted,
            letter if letter == delimiter && !quoted => {
                fields.push(QuotedField::new(at, text, (start, here, end)));
                at.col = at.col.saturating_add(1);
                start = end;
            }
            '\r' | '\n' if !quoted => {
                if letter == '\r' && letters.next_if(|(_, next)| *next == '\n').is_some() {
                    end += 1;
                }
                fields.push(QuotedField::new(at, text, (start, here, end)));
                at = CellAddress { row: at.row.saturating_add(1), col: 0 };
                start = end;
            }
            _ => {}
        }
    }
    if start < text.len() {
        fields.push(QuotedField::new(at, text, (start, text.len(), text.len())));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        assert_eq!(convert_delimited(text, b';').1, expect);
    }

    #[test]
    fn only_letters_change() {
        check(
            "STT;Hä vµ tªn;\r\n1;\"Vò Ngäc ¸nh\";\"a;\nb\"\r\n\r\n2;NguyÔn V¨n Bé;",
            "STT;Họ và tên;\r\n1;\"Vũ Ngọc Ánh\";\"a;\nb\"\r\n\r\n2;Nguyễn Văn Bộ;",
        );
        check("a;B&#236;nh&#59;x;b", "a;B&#236;nh&#59;x;b");
        check("Sở Y tế;007\n", "Sở Y tế;007\n");
    }
}
