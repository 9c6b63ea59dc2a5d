//! What tables of counts say, held against the registrations that came with them.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::intake::Sheet;
use crate::layout::{CountOf, Counts, CountsRow, SheetMap};
use crate::plan::HolderKind;
use crate::record::{References, Registration, Status};
use crate::text;

/// A finding for each cell of counts that differs from the registrations of its attachment.
pub(super) fn compare(
    sheets: &[(&Sheet, &SheetMap)],
    registrations: &[Registration],
    references: &References<'_>,
) -> Vec<Finding> {
    let counted: Vec<&Registration> = registrations
        .iter()
        .filter(|row| !matches!(row.status, Status::Rejected | Status::Superseded))
        .collect();
    if counted.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (sheet, map) in sheets {
        for counts in &map.counts {
            findings.extend(of_table(sheet, counts, &counted, references));
        }
    }
    findings
}

fn of_table(
    sheet: &Sheet,
    counts: &Counts,
    registrations: &[&Registration],
    references: &References<'_>,
) -> Vec<Finding> {
    let subjects: Vec<CountedSubject> =
        counts.rows.iter().map(|row| CountedSubject::of(row, references)).collect();
    let named =
        |subject: &&CountedSubject| matches!(subject, CountedSubject::Movement(_) | CountedSubject::Words(_));
    let meets = |subject: &CountedSubject| registrations.iter().any(|row| subject.holds(row));
    // What names other units and movements throughout counts another list.
    if subjects.iter().any(|it| named(&it)) && !subjects.iter().filter(named).any(meets) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (row, subject) in counts.rows.iter().zip(&subjects) {
        for (col, what, n) in &row.cells {
            let counted = registrations.iter().filter(|it| subject.holds(it) && is_counted(*what, it.kind));
            let once: BTreeSet<_> = counted.map(|it| (&it.place, &it.name)).collect();
            let found = u32::try_from(once.len()).unwrap_or(u32::MAX);
            if found != *n {
                let of = match what {
                    CountOf::All => "",
                    CountOf::Collectives => " tập thể",
                    CountOf::Individuals => " cá nhân",
                    CountOf::Households => " hộ",
                };
                let label = if row.is_total || row.label.is_empty() { "cả danh sách" } else { &row.label };
                let message = format!("Bảng tổng hợp ghi {n}{of} ({label}), danh sách có {found}.");
                let place = sheet.place.at_cell(row.row, *col);
                findings.push(Finding::new(Code::CountsDiffer, place, message).raw(n.to_string()));
            }
        }
    }
    findings
}

/// Whom a row of counts counts.
enum CountedSubject {
    Everybody,
    Kind(CountOf),
    Movement(crate::plan::MovementId),
    /// Those of a unit or place that is written so.
    Words(String),
}

impl CountedSubject {
    fn of(row: &CountsRow, references: &References<'_>) -> CountedSubject {
        let key = text::key(&row.label);
        match key.as_str() {
            _ if row.is_total => CountedSubject::Everybody,
            "tập thể" => CountedSubject::Kind(CountOf::Collectives),
            "cá nhân" => CountedSubject::Kind(CountOf::Individuals),
            "hộ" | "hộ gia đình" => CountedSubject::Kind(CountOf::Households),
            _ => match references.movements.find(&row.label) {
                Some(movement) => CountedSubject::Movement(movement.clone()),
                None => CountedSubject::Words(key),
            },
        }
    }

    fn holds(&self, row: &Registration) -> bool {
        match self {
            CountedSubject::Everybody => true,
            CountedSubject::Kind(counted) => is_counted(*counted, row.kind),
            CountedSubject::Movement(movement) => row.movement.as_ref() == Some(movement),
            CountedSubject::Words(words) => {
                let places = [&row.unit_written, &row.workplace, &row.address, &row.name];
                places.iter().any(|text| has_words(&text::key(text), words))
            }
        }
    }
}

/// Whether a key has others as whole words.
fn has_words(key: &str, words: &str) -> bool {
    !words.is_empty() && format!(" {key} ").contains(&format!(" {words} "))
}

fn is_counted(counted: CountOf, kind: HolderKind) -> bool {
    match counted {
        CountOf::All => true,
        CountOf::Individuals => kind == HolderKind::Individual,
        CountOf::Households => kind == HolderKind::Household,
        CountOf::Collectives => !matches!(kind, HolderKind::Individual | HolderKind::Household),
    }
}
