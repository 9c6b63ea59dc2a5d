//! Who holds a registration: collective, individual, household….

use crate::layout::{Field, Record, Wording, wording};
use crate::plan::HolderKind;

use super::kind_words::{has_personal, named};
use super::{name, ticks};

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
    // A cross does not overrule what a name is: of a person it makes no collective.
    match ticks::kinds(record).as_slice() {
        [] => {}
        [kind] if agrees(*kind, written_name) => return (*kind, true),
        _ if name::is_body(written_name) => return (HolderKind::Collective, false),
        _ => return (HolderKind::Individual, false),
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

/// Whether a name may be that of a kind which a cross says.
fn agrees(kind: HolderKind, written_name: &str) -> bool {
    match kind {
        HolderKind::Individual | HolderKind::Household => !name::is_body(written_name),
        _ => wording(written_name) != Wording::Person,
    }
}
