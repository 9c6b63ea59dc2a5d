//! Who holds a registration: collective, individual, household….

use crate::layout::{Field, Record};
use crate::plan::HolderKind;
use crate::text;

use super::{name, practice};

/// The kind of a record's holder, and whether the record says so or it was inferred from the
/// name's form alone.
pub(super) fn kind(record: &Record<'_>, written_name: &str, sheet_words: &[&str]) -> (HolderKind, bool) {
    if let Some(kind) = name::kind_by_name(written_name) {
        return (kind, true);
    }
    let column = record.text(Field::Kind);
    if let Some(kind) = named(&column) {
        return (kind, true);
    }
    let ticked = record.of(Field::Tick).find_map(|tick| named(tick.column.sub_header()));
    if let Some(kind) = ticked {
        return (kind, true);
    }
    if record.of(Field::CollectiveName).next().is_some() && record.of(Field::Name).next().is_none() {
        return (HolderKind::Collective, true);
    }
    let section = record.sections.iter().rev().find_map(|section| named(section));
    if let Some(kind) = section {
        return (kind, true);
    }
    let is_body = name::is_body(written_name);
    if !is_body && has_personal(record) {
        return (HolderKind::Individual, true);
    }
    let titled = std::iter::once(record.table.title.as_str())
        .chain(sheet_words.iter().copied())
        .find_map(named)
        // A sheet called after its sender ("HTX") says nothing of who stands in it.
        .filter(|kind| {
            matches!(kind, HolderKind::Collective | HolderKind::Individual | HolderKind::Household)
        });
    if let Some(kind) = titled {
        return (kind, true);
    }
    if is_body {
        return (HolderKind::Collective, true);
    }
    let looks_like_person = (2..=5).contains(&written_name.split_whitespace().count())
        && !written_name.chars().any(|c| c.is_ascii_digit());
    (HolderKind::Individual, looks_like_person)
}

/// Whether a record has a field that only a person has.
pub(super) fn has_personal(record: &Record<'_>) -> bool {
    PERSONAL.iter().any(|field| record.of(*field).next().is_some())
}

/// Fields that only a person has.
const PERSONAL: [Field; 10] = [
    Field::BirthDate,
    Field::BirthYear,
    Field::BirthMale,
    Field::BirthFemale,
    Field::Gender,
    Field::MaleTick,
    Field::FemaleTick,
    Field::FamilyName,
    Field::Rank,
    Field::IdentityNumber,
];

/// Words that name a kind, on their key.
const WORDS: [(&str, HolderKind); 8] = [
    ("tổ hợp tác", HolderKind::CooperativeGroup),
    ("hợp tác xã", HolderKind::Cooperative),
    ("htx", HolderKind::Cooperative),
    ("hộ", HolderKind::Household),
    ("gia đình", HolderKind::Household),
    ("doanh nghiệp", HolderKind::Enterprise),
    ("tập thể", HolderKind::Collective),
    ("cá nhân", HolderKind::Individual),
];

/// Longer texts say something else: a movement's name may hold such a word ("Doanh nghiệp Lạng Sơn
/// hội nhập và phát triển").
const MAX_WORDS: usize = 8;

/// The kind that a text names, if it names exactly one: a code of award software, a short text
/// that holds its word, or a list's title within its first words.
pub(super) fn named(said: &str) -> Option<HolderKind> {
    if practice::is_said(said) {
        return Some(HolderKind::Practice);
    }
    let key = text::key(said);
    match key.as_str() {
        "tt" | "tapthe" => return Some(HolderKind::Collective),
        "cn" | "canhan" => return Some(HolderKind::Individual),
        "hogiadinh" => return Some(HolderKind::Household),
        _ => {}
    }
    let n_words = key.split(' ').count();
    let head = if n_words <= MAX_WORDS {
        key
    } else if key.starts_with("danh sách ") {
        key.split(' ').take(MAX_WORDS).collect::<Vec<_>>().join(" ")
    } else {
        return None;
    };
    let padded = format!(" {head} ");
    let mut kinds: Vec<HolderKind> = WORDS
        .iter()
        .filter(|(word, _)| padded.contains(&format!(" {word} ")))
        .map(|(_, kind)| *kind)
        .collect();
    kinds.dedup();
    match kinds.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &str, expect: Option<HolderKind>) {
        assert_eq!(named(said), expect, "{said}");
    }

    #[test]
    fn headings_and_codes_name_a_kind() {
        check("TẬP THỂ", Some(HolderKind::Collective));
        check("Khen thưởng cá nhân", Some(HolderKind::Individual));
        check("CANHAN", Some(HolderKind::Individual));
        check("Hộ gia đình", Some(HolderKind::Household));
        check("Danh sách tập thể đăng ký điển hình tiên tiến", Some(HolderKind::Collective));
        check("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐĂNG KÝ", None);
        check("Phong trào thi đua Doanh nghiệp Lạng Sơn hội nhập và phát triển", None);
        check("", None);
        check("Mô hình", Some(HolderKind::Practice));
        check("Danh sách mô hình, điển hình tiên tiến", None);
        check("Phong trào thi đua “Dạy tốt - Học tốt”", None);
    }
}
