//! What changed between two states of the same plan.

use std::collections::BTreeMap;

use crate::dedup::{Exemplar, ExemplarId};
use crate::plan::MovementId;
use crate::units::UnitCode;

use super::{Change, ChangeKind};

/// Compares two states, each sorted by id; the changes are sorted by exemplar and field.
pub fn changes(before: &[Exemplar], after: &[Exemplar]) -> Vec<Change> {
    let index = |state: &[Exemplar]| -> BTreeMap<ExemplarId, usize> {
        state.iter().enumerate().map(|(at, exemplar)| (exemplar.id.clone(), at)).collect()
    };
    let (had, has) = (index(before), index(after));
    let mut changes = Vec::new();
    for exemplar in after {
        match had.get(&exemplar.id).and_then(|at| before.get(*at)) {
            None => changes.push(whole(exemplar, ChangeKind::New)),
            Some(old) => changes.extend(fields(old, exemplar)),
        }
    }
    changes.extend(
        before
            .iter()
            .filter(|exemplar| !has.contains_key(&exemplar.id))
            .map(|exemplar| whole(exemplar, ChangeKind::Withdrawn)),
    );
    changes.sort();
    changes
}

fn whole(exemplar: &Exemplar, change: ChangeKind) -> Change {
    let (before, after) = match change {
        ChangeKind::Withdrawn => (exemplar.name.clone(), String::new()),
        ChangeKind::New | ChangeKind::Changed => (String::new(), exemplar.name.clone()),
    };
    Change {
        exemplar: exemplar.id.clone(),
        name: exemplar.name.clone(),
        unit: exemplar.unit.clone(),
        change,
        field: "",
        before,
        after,
    }
}

fn fields(old: &Exemplar, new: &Exemplar) -> Vec<Change> {
    let year = |exemplar: &Exemplar| exemplar.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let unit = |exemplar: &Exemplar| exemplar.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let movements =
        |exemplar: &Exemplar| exemplar.movements.iter().map(MovementId::as_str).collect::<Vec<_>>().join(";");
    let leads = |exemplar: &Exemplar| {
        exemplar.leads.iter().flatten().map(UnitCode::as_str).collect::<Vec<_>>().join(";")
    };
    let compared = [
        ("kind", old.kind.id().to_owned(), new.kind.id().to_owned()),
        ("name", old.name.clone(), new.name.clone()),
        ("birth_year", year(old), year(new)),
        ("unit_code", unit(old), unit(new)),
        ("movement_ids", movements(old), movements(new)),
        ("lead_codes", leads(old), leads(new)),
    ];
    compared
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change {
            exemplar: new.id.clone(),
            name: new.name.clone(),
            unit: new.unit.clone(),
            change: ChangeKind::Changed,
            field,
            before,
            after,
        })
        .collect()
}
