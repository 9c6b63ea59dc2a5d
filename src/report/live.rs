//! Counts over `tblDangKy` that follow what its visible columns say: edit a row's movement, unit, kind or status,
//! and *Tổng hợp* and *Chỉ tiêu* change with it.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Consolidation;
use super::part::exemplar_of;
use crate::plan::{HolderKind, MovementId};
use crate::record::Status;
use crate::units::UnitCode;

/// Formulas × lines of the table past which counting again would make Excel slow: plain numbers.
pub(super) const TOO_MUCH_TO_COUNT: usize = 100_000_000;

/// What a registration counts for: the unit of its exemplar, its lead, its movement, the kind of its exemplar.
pub(super) type CountedFor<'a> =
    (Option<&'a UnitCode>, Option<&'a UnitCode>, Option<&'a MovementId>, HolderKind);

/// The registrations that count, by what they count for: what formulas over the table have to come to.
pub(super) fn counted<'a>(all: &Consolidation<'a>) -> BTreeMap<CountedFor<'a>, u32> {
    let mut counted: BTreeMap<CountedFor<'a>, u32> = BTreeMap::new();
    for (at, row) in all.registry.registrations.iter().enumerate() {
        if let Some(exemplar) = exemplar_of(all, at).filter(|_| row.status == Status::Counted) {
            let key = (exemplar.unit.as_ref(), row.lead.as_ref(), row.movement.as_ref(), exemplar.kind);
            *counted.entry(key).or_default() += 1;
        }
    }
    counted
}

/// Excel takes no longer text in a formula.
const LONGEST_TEXT: usize = 255;
/// Excel takes no longer formula.
const LONGEST_FORMULA: usize = 8_000;

/// A visible column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DataColumn {
    /// The unit of the exemplar.
    Unit,
    /// The code of that unit, hidden: tells namesakes apart.
    UnitCode,
    /// The movement.
    Movement,
    /// The kind of the exemplar.
    Kind,
    /// The lead agency.
    Lead,
}

impl DataColumn {
    fn column(self) -> &'static str {
        match self {
            DataColumn::Unit => "Đơn vị",
            DataColumn::UnitCode => "unit_code",
            DataColumn::Movement => "Phong trào",
            DataColumn::Kind => "Đối tượng",
            DataColumn::Lead => "Cơ quan chủ trì",
        }
    }
}

/// A formula that counts the registrations that count and are so and so, for each of several alternatives,
/// without its `=`; none where Excel could not take it.
pub(super) fn count(alternatives: &[Vec<(DataColumn, &str)>]) -> Option<String> {
    let mut formula = String::new();
    for criteria in alternatives {
        formula.push_str(if formula.is_empty() { "" } else { "+" });
        let _ = write!(formula, "COUNTIFS(tblDangKy[Trạng thái],\"{}\"", Status::Counted.label());
        for (by, text) in criteria {
            let _ = write!(formula, ",tblDangKy[{}],\"{}\"", by.column(), criterion(text)?);
        }
        formula.push(')');
    }
    (!formula.is_empty() && formula.chars().count() <= LONGEST_FORMULA).then_some(formula)
}

/// A text as a criterion that only the same text meets, whatever it begins with or holds.
fn criterion(text: &str) -> Option<String> {
    let mut criterion = String::with_capacity(text.len() + 1);
    if text.starts_with(['=', '<', '>']) {
        criterion.push('=');
    }
    for letter in text.chars() {
        if matches!(letter, '*' | '?' | '~') {
            criterion.push('~');
        }
        criterion.push(letter);
    }
    let fits = criterion.chars().count() <= LONGEST_TEXT && !text.is_empty();
    fits.then(|| criterion.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_criteria_for_nothing_but_themselves() {
        let check =
            |text: &str, expect: Option<&str>| assert_eq!(criterion(text).as_deref(), expect, "{text}");
        check("Phường Vĩnh Trại", Some("Phường Vĩnh Trại"));
        check("Trường \"Ba Đình\"", Some("Trường \"\"Ba Đình\"\""));
        check("5* khách sạn?", Some("5~* khách sạn~?"));
        check("=1+1", Some("==1+1"));
        check("", None);
        check(&"dài ".repeat(70), None);
    }

    #[test]
    fn alternatives_are_added_up() {
        let conditions = [vec![(DataColumn::Movement, "Học tập Bác"), (DataColumn::Kind, "Cá nhân")]];
        let text = "COUNTIFS(tblDangKy[Trạng thái],\"Được tính\",tblDangKy[Phong trào],\"Học tập Bác\",\
                    tblDangKy[Đối tượng],\"Cá nhân\")";
        assert_eq!(count(&conditions).as_deref(), Some(text));
        let two = [vec![(DataColumn::Unit, "A")], vec![(DataColumn::Unit, "B")]];
        let text = "COUNTIFS(tblDangKy[Trạng thái],\"Được tính\",tblDangKy[Đơn vị],\"A\")+\
                    COUNTIFS(tblDangKy[Trạng thái],\"Được tính\",tblDangKy[Đơn vị],\"B\")";
        assert_eq!(count(&two).as_deref(), Some(text));
        assert_eq!(count(&[]), None);
    }
}
