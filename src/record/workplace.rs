//! Position, workplace and the words that name the unit.

use crate::layout::{Field, Record};
use crate::plan::HolderKind;
use crate::text;
use crate::units::Resolved;

use super::belongs::Names;
use super::paired::{Fields, join};

/// Position and workplace, apart; in a column that holds both, the longest end that names a unit
/// is the workplace.
pub(super) fn read(fields: Fields<'_, '_>, names: &Names<'_>) -> (String, String) {
    let mut position = join(&fields.text(Field::Rank), &fields.text(Field::Position));
    let mut workplace = fields.text(Field::Workplace);
    let both = fields.text(Field::PositionWorkplace);
    if !both.is_empty() {
        let (in_position, in_workplace) = split(&both, names);
        position = join(&position, in_position);
        workplace = join(&workplace, in_workplace);
    }
    (position, workplace)
}

/// Cuts "Hiệu trưởng Trường Tiểu học Vĩnh Trại" where its unit begins.
fn split<'a>(both: &'a str, names: &Names<'_>) -> (&'a str, &'a str) {
    let starts = both
        .char_indices()
        .filter(|(at, _)| {
            *at == 0 || both.get(..*at).is_some_and(|head| head.ends_with([' ', ',', '-', '\n', ';', '/']))
        })
        .map(|(at, _)| at);
    for at in starts {
        let Some((head, tail)) = both.split_at_checked(at) else { continue };
        if matches!(names.unit(tail), Resolved::One(_)) {
            return (trim_joint(head), tail.trim());
        }
    }
    // No known unit: the first comma, dash or line break parts them.
    let joint = both.find([',', '\n', ';']).or_else(|| both.find(" - "));
    match joint.and_then(|at| both.split_at_checked(at)) {
        Some((head, tail)) => (trim_joint(head), trim_joint(tail)),
        None => (both.trim(), ""),
    }
}

fn trim_joint(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | ';' | '–' | '/'))
}

/// The words that name the unit: the workplace; for a collective without one, its own name where
/// that is a unit; for a household, its address; else a section that is a unit.
pub(super) fn unit_written(
    kind: HolderKind,
    workplace: &str,
    name: &str,
    record: &Record<'_>,
    names: &Names<'_>,
) -> String {
    if !text::key(workplace).is_empty() {
        return workplace.to_owned();
    }
    let resolves = |written: &str| matches!(names.unit(written), Resolved::One(_));
    let address = record.text(Field::Address);
    let of_itself = match kind {
        HolderKind::Individual | HolderKind::Household => "",
        _ => name,
    };
    let sections = record.sections.iter().rev().copied();
    [of_itself, &address]
        .into_iter()
        .chain(sections)
        .find(|written| !written.is_empty() && resolves(written))
        .map(str::to_owned)
        .unwrap_or_default()
}
