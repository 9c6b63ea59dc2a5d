//! Who holds a registration: collective, individual, household….

use crate::layout::{Field, Record};
use crate::plan::HolderKind;
use crate::text;

use super::name;

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
    let ticked = record.of(Field::Tick).find_map(|(column, _)| named(column.sub_header()));
    if let Some(kind) = ticked {
        return (kind, true);
    }
    if record.of(Field::CollectiveName).next().is_some()
        && record.of(Field::Name).next().is_none()
    {
        return (HolderKind::Collective, true);
    }
    let section = record.sections.iter().rev().find_map(|section| named(section));
    if let Some(kind) = section {
        return (kind, true);
    }
    let titled = std::iter::once(record.table.title.as_str())
        .chain(sheet_words.iter().copied())
        .find_map(named);
    if let Some(kind) = titled {
        return (kind, true);
    }
    if name::is_body(written_name) {
        return (HolderKind::Collective, true);
    }
    let personal = [
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
    let has_person = personal.iter().any(|field| record.of(*field).next().is_some());
    let looks_like_person = (2..=5).contains(&written_name.split_whitespace().count())
        && !written_name.chars().any(|c| c.is_ascii_digit());
    (HolderKind::Individual, has_person || looks_like_person)
}

/// The kind that a text names, if it names exactly one.
pub(super) fn named(said: &str) -> Option<HolderKind> {
    const WORDS: [(&str, HolderKind); 14] = [
        ("tổ hợp tác", HolderKind::CooperativeGroup),
        ("hợp tác xã", HolderKind::Cooperative),
        ("htx", HolderKind::Cooperative),
        ("hộ gia đình", HolderKind::Household),
        ("hộ", HolderKind::Household),
        ("gia đình", HolderKind::Household),
        ("hogiadinh", HolderKind::Household),
        ("doanh nghiệp", HolderKind::Enterprise),
        ("tập thể", HolderKind::Collective),
        ("taptthe", HolderKind::Collective),
        ("tapthe", HolderKind::Collective),
        ("cá nhân", HolderKind::Individual),
        ("canhan", HolderKind::Individual),
        ("tt", HolderKind::Collective),
    ];
    let key = text::key(said);
    match key.as_str() {
        "tt" => return Some(HolderKind::Collective),
        "cn" => return Some(HolderKind::Individual),
        _ => {}
    }
    // A movement's name may hold such a word ("Doanh nghiệp Lạng Sơn hội nhập…"): only short
    // texts, or texts that begin or end with it, name a kind.
    let n_words = key.split(' ').count();
    let mut found: Option<HolderKind> = None;
    for (word, kind) in WORDS.iter().filter(|(word, _)| *word != "tt") {
        let begins = key.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let ends = key.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        if ends || (begins && n_words <= 4) || (n_words <= 8 && format!(" {key} ").contains(&format!(" {word} "))) {
            match found {
                // "Tổ hợp tác" and "hợp tác xã" hold no other word; "hộ gia đình" holds two.
                Some(before) if before != *kind => {
                    let both_households = before == HolderKind::Household && *kind == HolderKind::Household;
                    if !both_households {
                        return None;
                    }
                }
                _ => found = Some(*kind),
            }
        }
    }
    found
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
        check("Doanh nghiệp Lạng Sơn hội nhập và phát triển cùng cả nước", None);
        check("", None);
        check("Phong trào thi đua “Dạy tốt - Học tốt”", None);
    }
}
