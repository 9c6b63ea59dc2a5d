//! What changed between two states of the same plan.

use std::collections::BTreeMap;

use crate::dedup::{Exemplar, ExemplarId, origins};
use crate::plan::MovementId;
use crate::registry::Registry;
use crate::units::UnitCode;

use super::{Change, ChangeKind};

/// Compares two states, each sorted by id; the changes are sorted by exemplar and field. What came and
/// was taken back in between stands in neither state, and is said all the same.
pub fn changes(before: &[Exemplar], after: &[Exemplar], registry: &Registry) -> Vec<Change> {
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
    changes.extend(taken_back(before, after, registry));
    changes.sort();
    changes.dedup();
    changes
}

/// Registrations that were taken back and that neither state knows.
fn taken_back(before: &[Exemplar], after: &[Exemplar], registry: &Registry) -> Vec<Change> {
    let origins = origins(registry);
    // The registrations of the state before are the first of this one, at the same positions.
    let of_row: BTreeMap<usize, &Exemplar> =
        before.iter().flat_map(|it| it.registrations.iter().map(move |row| (*row, it))).collect();
    let mut changes = Vec::new();
    for at in &registry.taken_back {
        let Some(row) = registry.registrations.get(*at) else { continue };
        let first = origins.get(at).unwrap_or(at);
        let had = of_row.get(at).or_else(|| of_row.get(first)).copied();
        let origin = registry.registrations.get(*first).unwrap_or(row);
        let id = had.map_or_else(|| ExemplarId::of_first(origin), |had| had.id.clone());
        let find = |state: &[Exemplar]| state.iter().position(|exemplar| exemplar.id == id);
        let line = |change: ChangeKind, field: &'static str, before: String, after: String| Change {
            exemplar: id.clone(),
            name: row.name.clone(),
            unit: row.unit.clone(),
            change,
            field,
            before,
            after,
        };
        let lost = |exemplar: &Exemplar| {
            row.movement.clone().filter(|movement| !exemplar.movements.contains(movement))
        };
        let had = had.or_else(|| find(before).and_then(|at| before.get(at)));
        match (had, find(after).and_then(|at| after.get(at))) {
            (None, None) => {
                changes.push(line(ChangeKind::Withdrawn, "", row.name.clone(), String::new()));
            }
            // Of several movements, one was taken back again.
            (had, Some(has)) if had.is_none_or(|had| lost(had).is_some()) => {
                let Some(movement) = lost(has) else { continue };
                let now = has.movements.iter().map(MovementId::as_str).collect::<Vec<_>>().join(";");
                let then = if now.is_empty() { movement.to_string() } else { format!("{now};{movement}") };
                changes.push(line(ChangeKind::Changed, "movement_ids", then, now));
            }
            _ => {}
        }
    }
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
