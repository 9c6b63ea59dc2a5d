//! What existed on a day: what took the place of an ended unit, and what stood where a later one stands.

use jiff::civil::{Date, date};

use super::area::{AreaAt, AreaTable, Era, REFORM};
use super::body::{BodyAt, bodies};
use super::{Meant, once};
use crate::units::Level;
use crate::units::near::MOST;

/// Until when a bare name that is both old and new may still be the old one.
const SETTLED: Date = date(2026, 7, 1);

/// Score of a name that took a part or the whole of a named one's place.
pub(super) const SUCCEEDED: f64 = 0.95;

/// The areas that took a former one's place by a day; `None` where it had not ended.
pub(in crate::units) fn succeeded(area: AreaAt, day: Date) -> Option<&'static [AreaAt]> {
    let known = AreaTable::built_in().area(area)?;
    (!known.valid_on(day) && day >= REFORM).then_some(known.successors.as_slice())
}

pub(super) fn is_valid(one: &Meant, day: Date) -> bool {
    let area = AreaTable::built_in().area(one.area).is_some_and(|area| area.valid_on(day));
    area && one.body.and_then(|at| bodies().get(at)).is_none_or(|body| body.valid_on(day))
}

pub(super) fn is_early(one: &Meant, day: Date) -> bool {
    let area = AreaTable::built_in().area(one.area).is_some_and(|area| area.era == Era::New && day < REFORM);
    area || one
        .body
        .and_then(|at| bodies().get(at))
        .is_some_and(|body| body.from.is_some_and(|from| day < from))
}

/// What took the place of an ended unit; itself where nothing is known to have.
pub(super) fn at_day(one: &Meant, day: Date) -> Vec<Meant> {
    let areas = AreaTable::built_in();
    // The body of a dissolved district has no heir.
    let orphan =
        one.body.is_some() && areas.area(one.area).is_some_and(|area| area.level() == Level::District);
    let places = succeeded(one.area, day).filter(|_| !orphan).unwrap_or(std::slice::from_ref(&one.area));
    let kinds: Vec<Option<BodyAt>> = match one.body.and_then(|at| Some((at, bodies().get(at)?))) {
        Some((_, body)) if !body.valid_on(day) && !body.successors.is_empty() => {
            body.successors.iter().copied().map(Some).collect()
        }
        _ => vec![one.body],
    };
    let score = one.score.min(SUCCEEDED);
    let mut next: Vec<Meant> = Vec::new();
    for &area in places {
        for &body in &kinds {
            let fits = body
                .and_then(|at| bodies().get(at))
                .is_none_or(|body| areas.area(area).is_some_and(|area| body.is_of(area)));
            if fits {
                let former = Some((one.area, one.body));
                next.push(Meant { area, body, score, placed: true, former, ..one.clone() });
            }
        }
    }
    if next.is_empty() { vec![one.clone()] } else { next }
}

/// Whether a body had ended by a day and left no heir.
pub(super) fn is_orphan(one: &Meant, day: Date) -> bool {
    one.body.is_some() && !is_valid(one, day) && one.former == Some((one.area, one.body))
}

/// Present units; and, in the first year, what became of a former one of the same name that went
/// elsewhere, where nothing but the bare name was written.
pub(super) fn with_namesakes(valid: Vec<Meant>, ended: &[Meant], day: Date) -> Vec<Meant> {
    let areas = AreaTable::built_in();
    let mut all = valid;
    if !(REFORM..SETTLED).contains(&day) || all.iter().any(|one| one.below.is_some()) {
        return all;
    }
    let province = |at| areas.up(at).last();
    let current: Vec<AreaAt> = all.iter().map(|one| one.area).collect();
    for one in ended {
        let heirs = at_day(one, day);
        // A unit that kept its name is meant, even if it lost a part.
        if heirs.iter().any(|heir| current.contains(&heir.area)) {
            continue;
        }
        for next in heirs {
            let beside = all.iter().any(|known| province(known.area) == province(next.area));
            let known = all.iter().any(|known| (known.area, known.body) == (next.area, next.body));
            if beside && !known {
                all.push(next);
            }
        }
    }
    all
}

/// What may be offered of some units on a day: those that existed; for one that had ended, what took its
/// place, or itself where nothing did; for one of a later day, what stood in its place.
pub(in crate::units) fn existing(found: Vec<Meant>, day: Option<Date>) -> Vec<Meant> {
    let Some(day) = day.filter(|&day| !found.iter().all(|one| is_valid(one, day))) else { return found };
    let mut all: Vec<Meant> = Vec::new();
    for one in found {
        if is_valid(&one, day) {
            all.push(one);
        } else if is_early(&one, day) {
            all.extend(before(&one, day));
        } else {
            // A district went to a dozen communes: to name them all is to name none.
            let heirs = at_day(&one, day);
            if heirs.len() <= MOST {
                all.extend(heirs);
            }
        }
    }
    once(&mut all);
    all
}

/// What stood, on an earlier day, where a later unit stands.
fn before(one: &Meant, day: Date) -> Vec<Meant> {
    let areas = AreaTable::built_in();
    let Some(area) = areas.area(one.area) else { return Vec::new() };
    let same = |at: &AreaAt| areas.area(*at).is_some_and(|former| former.level() == area.level());
    let places: Vec<AreaAt> = if area.valid_on(day) {
        vec![one.area]
    } else {
        areas.predecessors(one.area).iter().copied().filter(same).collect()
    };
    let kinds: Vec<Option<BodyAt>> = match one.body {
        Some(at) if bodies().get(at).is_some_and(|body| !body.valid_on(day)) => {
            let former = bodies().iter().enumerate().filter(|(_, body)| body.successors.contains(&at));
            former.map(|(former, _)| Some(former)).collect()
        }
        other => vec![other],
    };
    let stood = |area: AreaAt, body| Meant { area, body, ..one.clone() };
    let all = places.iter().flat_map(|&area| kinds.iter().map(move |&body| stood(area, body)));
    all.filter(|former| is_valid(former, day)).collect()
}
