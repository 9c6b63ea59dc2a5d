//! *Mô hình*: a practice that is registered for itself, with whoever carries it out beside it.

use crate::layout::{Field, Record, Wording, wording};
use crate::plan::HolderKind;
use crate::text;

use super::kind_words::{has_personal, is_said, named};
use super::name::{self, NameParts};

/// Whether a record's own kind, the heading above it or the list's title says that it registers a practice.
pub(super) fn is_listed(record: &Record<'_>, sheet_words: &[&str]) -> bool {
    if let Some(kind) = named(&record.text(Field::Kind)) {
        return kind == HolderKind::Practice;
    }
    if let Some(kind) = record.sections.iter().rev().find_map(|section| named(section)) {
        return kind == HolderKind::Practice;
    }
    std::iter::once(record.table.title.as_str()).chain(sheet_words.iter().copied()).any(is_said)
}

/// Whether a name, in the columns where it stands, is a practice's; and whether that is beyond doubt.
pub(super) fn certain(
    record: &Record<'_>,
    written: &str,
    fields: &[Field],
    sheet_words: &[&str],
) -> Option<bool> {
    let by_column = named(&record.text(Field::Kind));
    if text::key(written).starts_with("mô hình ") {
        return Some(matches!(by_column, None | Some(HolderKind::Practice)));
    }
    // What words are of is asked only of few rows: it costs more than all the rest.
    let is_person = || wording(written) == Wording::Person;
    match by_column {
        Some(HolderKind::Practice) => return Some(fields == [Field::Practice] || !is_person()),
        Some(_) => return None,
        None => {}
    }
    let is_other = || {
        matches!(wording(written), Wording::Person | Wording::ShortName)
            || name::is_body(written)
            || name::kind_by_name(written).is_some()
    };
    if fields == [Field::Practice] {
        let header = record.of(Field::Practice).next().map(|entry| text::key(&entry.column.header));
        let is_mixed = header.is_some_and(|header| {
            ["điển hình", "gương", "tập thể", "cá nhân"].iter().any(|other| header.contains(other))
        });
        let is_anybody = if is_mixed { is_other() } else { has_personal(record) && is_person() };
        return (!is_anybody).then_some(true);
    }
    (is_listed(record, sheet_words) && !is_other()).then_some(true)
}

/// A practice keeps its name as it is written: a dash or a comma in it parts nothing, and its words are no
/// given names.
pub(super) fn name(written: &str) -> NameParts {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_matches(['-', '–', '+', ' ', ';', ',']).to_owned();
    NameParts { name: line, ..NameParts::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_keeps_its_name() {
        for (written, expect) in [
            ("Nhà sạch - vườn đẹp", "Nhà sạch - vườn đẹp"),
            ("Camera an ninh khối 4", "Camera an ninh khối 4"),
            ("MÔ HÌNH 5 KHÔNG, 3 SẠCH", "MÔ HÌNH 5 KHÔNG, 3 SẠCH"),
            ("Mô hình \"Tiếng kẻng\n an ninh\"", "Mô hình \"Tiếng kẻng an ninh\""),
            ("- Ngày thứ bảy xanh;", "Ngày thứ bảy xanh"),
        ] {
            assert_eq!(name(written).name, expect);
        }
    }
}
