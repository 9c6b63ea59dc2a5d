//! What changed between two states of the same plan.
//!
//! Nothing that was registered goes without a line: an exemplar that is gone is *withdrawn*, one that
//! turned out to be another is *changed* in its `exemplar_id`, and who was registered and taken back
//! between the two states, so that neither shows it, is *withdrawn* too.

use std::collections::BTreeMap;

use arcstr::ArcStr;
use foldhash::{HashMap, HashSet};

use crate::dedup::{Exemplar, ExemplarId, origins};
use crate::plan::MovementId;
use crate::record::RegistrationId;
use crate::registry::Registry;
use crate::units::UnitCode;

use super::{Change, ChangeKind};

/// Exemplars, sorted by id, with the registrations that belonged to each.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The exemplars.
    pub exemplars: &'a [Exemplar],
    /// The exemplar of each registration, also of those that were replaced.
    pub owned: &'a [(&'a RegistrationId, &'a ExemplarId)],
}

/// Compares two states; the changes are sorted by exemplar and field.
pub fn changes(before: Situation<'_>, after: Situation<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut gone: Vec<&Exemplar> = Vec::new();
    let mut olds = before.exemplars.iter().peekable();
    for exemplar in after.exemplars {
        while let Some(old) = olds.next_if(|old| old.id < exemplar.id) {
            gone.push(old);
        }
        match olds.next_if(|old| old.id == exemplar.id) {
            Some(old) => changes.extend(fields(old, exemplar)),
            None => changes.push(whole(exemplar, ChangeKind::New)),
        }
    }
    gone.extend(olds);
    let became = became(&gone, before.owned, after.owned);
    for exemplar in gone {
        let into = became.get(&exemplar.id).and_then(|id| {
            let at = after.exemplars.binary_search_by(|other| other.id.cmp(id)).ok()?;
            after.exemplars.get(at)
        });
        changes.push(match into {
            Some(into) => Change {
                change: ChangeKind::Changed,
                field: "exemplar_id",
                before: exemplar.id.as_str().into(),
                after: into.id.as_str().into(),
                ..whole(exemplar, ChangeKind::Changed)
            },
            None => whole(exemplar, ChangeKind::Withdrawn),
        });
    }
    changes.sort();
    changes
}

/// For exemplars that are gone, the one that now holds most of their registrations, if any does.
fn became<'a>(
    gone: &[&Exemplar],
    before: &[(&'a RegistrationId, &'a ExemplarId)],
    after: &[(&'a RegistrationId, &'a ExemplarId)],
) -> BTreeMap<&'a ExemplarId, &'a ExemplarId> {
    if gone.is_empty() {
        return BTreeMap::new();
    }
    let gone: HashSet<&ExemplarId> = gone.iter().map(|exemplar| &exemplar.id).collect();
    let rows = before.iter().filter(|(_, id)| gone.contains(id));
    let rows: HashMap<&RegistrationId, &ExemplarId> = rows.copied().collect();
    let mut shares: BTreeMap<(&ExemplarId, &ExemplarId), usize> = BTreeMap::new();
    for (row, now) in after {
        if let Some(id) = rows.get(row) {
            *shares.entry((id, now)).or_default() += 1;
        }
    }
    let mut most: BTreeMap<&ExemplarId, (usize, &ExemplarId)> = BTreeMap::new();
    for ((id, now), n) in shares {
        let best = most.entry(id).or_insert((n, now));
        if best.0 < n {
            *best = (n, now);
        }
    }
    most.into_iter().map(|(id, (_, now))| (id, now)).collect()
}

/// Registrations that were taken back since the state before and that neither state knows, sorted.
/// `known` are the registrations that had arrived by then.
pub fn taken_back<'a>(
    before: &[Exemplar],
    after: &[Exemplar],
    registry: &Registry,
    known: impl Iterator<Item = &'a RegistrationId>,
) -> Vec<Change> {
    if registry.taken_back.is_empty() {
        return Vec::new();
    }
    let known: HashSet<&RegistrationId> = known.collect();
    let origins = origins(registry);
    // The registrations of the state before are the first of this one, at the same positions.
    let of_row: BTreeMap<usize, &Exemplar> =
        before.iter().flat_map(|it| it.registrations.iter().map(move |row| (*row, it))).collect();
    let mut changes = Vec::new();
    for at in &registry.taken_back {
        let Some(row) = registry.registrations.get(*at) else { continue };
        let first = origins.get(at).unwrap_or(at);
        let had = of_row.get(at).or_else(|| of_row.get(first)).copied();
        if had.is_none() && known.contains(&row.id) {
            // It was taken back before.
            continue;
        }
        let origin = registry.registrations.get(*first).unwrap_or(row);
        let id = had.map_or_else(|| ExemplarId::of_first(origin), |had| had.id.clone());
        let find = |state: &[Exemplar]| state.iter().position(|exemplar| exemplar.id == id);
        let line = |change: ChangeKind, field: &'static str, before: ArcStr, after: ArcStr| Change {
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
                changes.push(line(ChangeKind::Withdrawn, "", row.name.clone(), ArcStr::new()));
            }
            // Of several movements, one was taken back again.
            (had, Some(has)) if had.is_none_or(|had| lost(had).is_some()) => {
                let Some(movement) = lost(has) else { continue };
                let now = has.movements.iter().map(MovementId::as_str).collect::<Vec<_>>().join(";");
                let then = if now.is_empty() { movement.to_string() } else { format!("{now};{movement}") };
                changes.push(line(ChangeKind::Changed, "movement_ids", then.into(), now.into()));
            }
            _ => {}
        }
    }
    changes.sort();
    changes.dedup();
    changes
}

fn whole(exemplar: &Exemplar, change: ChangeKind) -> Change {
    let (before, after) = match change {
        ChangeKind::Withdrawn => (exemplar.name.clone(), ArcStr::new()),
        ChangeKind::New | ChangeKind::Changed => (ArcStr::new(), exemplar.name.clone()),
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
    let facts = |it: &Exemplar| (it.kind, it.birth_year);
    if facts(old) == facts(new)
        && (&old.name, &old.unit, &old.movements, &old.leads)
            == (&new.name, &new.unit, &new.movements, &new.leads)
    {
        return Vec::new();
    }
    let year = |exemplar: &Exemplar| exemplar.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let unit = |exemplar: &Exemplar| exemplar.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let movements =
        |exemplar: &Exemplar| exemplar.movements.iter().map(MovementId::as_str).collect::<Vec<_>>().join(";");
    let leads = |exemplar: &Exemplar| {
        exemplar.leads.iter().flatten().map(UnitCode::as_str).collect::<Vec<_>>().join(";")
    };
    let compared = [
        ("kind", ArcStr::from(old.kind.id()), ArcStr::from(new.kind.id())),
        ("name", old.name.clone(), new.name.clone()),
        ("birth_year", year(old).into(), year(new).into()),
        ("unit_code", unit(old).into(), unit(new).into()),
        ("movement_ids", movements(old).into(), movements(new).into()),
        ("lead_codes", leads(old).into(), leads(new).into()),
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
