//! A registration that is written as one line of text: "1. Ông Tôn Thất Lập, sinh năm 1958: Người tốt, việc tốt".

use crate::layout::{Field, Record};

/// Who is registered, without the dash or the number before it; and what is said behind the colon.
pub(super) fn parts<'a>(record: &Record<'a>) -> Option<(&'a str, &'a str)> {
    let line = record.cell(Field::Line)?.value.text()?;
    let line = without_number(line.trim_start_matches(['-', '–', '+', '•', '*', ' ']));
    Some(match line.rfind(':') {
        Some(at) => {
            let (name, rest) = line.split_at(at);
            (name.trim(), rest.trim_start_matches(':').trim().trim_end_matches('.'))
        }
        None => (line.trim().trim_end_matches(['.', ';']), ""),
    })
}

/// "1. ", "a) " at the beginning of a line apart.
fn without_number(line: &str) -> &str {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
    let (number, rest) = line.split_at(end);
    let is_number = number.len() <= 3
        && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1)
        && rest.starts_with(['.', ')', '/']);
    if !number.is_empty() && is_number { rest.trim_start_matches(['.', ')', '/', ' ']) } else { line }
}
