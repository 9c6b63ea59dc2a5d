//! Exemplars, changes and outcomes as bytes, for the snapshots of the ledger.

use crate::dedup::{Exemplar, ExemplarId};
use crate::intake::{In, Out};
use crate::plan::{HolderKind, MovementId, Period};
use crate::quota::{Change, ChangeKind};
use crate::registry::SheetOutcome;
use crate::units::UnitCode;

use super::{OUTCOMES, maybe, perhaps};

const CHANGES: [ChangeKind; 3] = [ChangeKind::New, ChangeKind::Changed, ChangeKind::Withdrawn];

/// Writes an exemplar; its registrations are known from theirs.
pub(in crate::ledger) fn write_exemplar(out: &mut Out, exemplar: &Exemplar) {
    let Exemplar { id, kind, name, birth_year, unit, movements, leads, registrations: _, first_period } =
        exemplar;
    out.str(id.as_str());
    out.str(kind.id());
    out.str(name);
    maybe(out, birth_year.map(|year| year.to_string()).as_deref());
    maybe(out, unit.as_ref().map(UnitCode::as_str));
    out.len(movements.len());
    for movement in movements {
        out.str(movement.as_str());
    }
    out.len(leads.len());
    for lead in leads {
        maybe(out, lead.as_ref().map(UnitCode::as_str));
    }
    out.str(&first_period.to_string());
}

/// Reads an exemplar, as yet without registrations.
pub(in crate::ledger) fn read_exemplar(from: &mut In<'_>) -> Option<Exemplar> {
    Some(Exemplar {
        id: ExemplarId::from_text(from.str()?),
        kind: HolderKind::from_id(from.str()?)?,
        name: from.str()?.into(),
        birth_year: match perhaps(from)? {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        },
        unit: perhaps(from)?.map(UnitCode::new),
        movements: from.many(|from| Some(MovementId::new(from.str()?)))?,
        leads: from.many(|from| Some(perhaps(from)?.map(UnitCode::new)))?,
        registrations: Vec::new(),
        first_period: Period::parse(from.str()?)?,
    })
}

/// Writes a change.
pub(in crate::ledger) fn write_change(out: &mut Out, change: &Change) {
    let Change { exemplar, name, unit, change, field, before, after } = change;
    out.str(exemplar.as_str());
    out.str(name);
    maybe(out, unit.as_ref().map(UnitCode::as_str));
    out.len(CHANGES.iter().position(|known| known == change).unwrap_or(usize::MAX));
    out.str(field);
    out.str(before);
    out.str(after);
}

/// Reads a change.
pub(in crate::ledger) fn read_change(from: &mut In<'_>) -> Option<Change> {
    Some(Change {
        exemplar: ExemplarId::from_text(from.str()?),
        name: from.str()?.into(),
        unit: perhaps(from)?.map(UnitCode::new),
        change: *CHANGES.get(from.small::<usize>()?)?,
        field: Change::field_named(from.str()?)?,
        before: from.str()?.into(),
        after: from.str()?.into(),
    })
}

/// Writes what became of a sheet.
pub(in crate::ledger) fn write_outcome(out: &mut Out, outcome: SheetOutcome) {
    out.len(OUTCOMES.iter().position(|known| *known == outcome).unwrap_or(usize::MAX));
}

/// Reads what became of a sheet.
pub(in crate::ledger) fn read_outcome(from: &mut In<'_>) -> Option<SheetOutcome> {
    OUTCOMES.get(from.small::<usize>()?).copied()
}
