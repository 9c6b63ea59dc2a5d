//! Position, workplace and the words that name the unit.

use crate::layout::{Field, Record, Wording, wording};
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
    if let Some(parted) = parted_by_words(both, names) {
        return parted;
    }
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

/// "Trưởng phòng, Sở Tài chính", "Sở Tư pháp - Chuyên viên": parted at a mark where one side is a position and the
/// other names a unit.
fn parted_by_words<'a>(both: &'a str, names: &Names<'_>) -> Option<(&'a str, &'a str)> {
    let mut marks = both.match_indices([',', ';', '\n']).chain(both.match_indices(" - "));
    let (first, last) = (marks.next()?, marks.next());
    let (None, at) = (last, first.0) else { return None };
    let (head, tail) = both.split_at_checked(at)?;
    let (head, tail) = (trim_joint(head), trim_joint(tail));
    let is_position = |text| wording(text) == Wording::Position;
    let is_unit = |text| matches!(names.unit(text), Resolved::One(_));
    if is_position(head) && !is_position(tail) && is_unit(tail) {
        Some((head, tail))
    } else if is_position(tail) && !is_position(head) && is_unit(head) {
        Some((tail, head))
    } else {
        None
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
