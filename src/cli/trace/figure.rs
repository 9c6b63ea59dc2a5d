//! The life of a figure: the line of the plan, who counts for it, and how it grew.

use serde::Serialize;

use crate::dedup::ExemplarId;
use crate::office::Workspace;
use crate::plan::{HolderKind, MovementId, Quota};
use crate::record::Status;

use super::StorySources;
use super::story::section;

/// A figure's whole life.
#[derive(Debug, Serialize)]
pub(super) struct FigureStory {
    quota_id: String,
    quota: String,
    plan_line: u32,
    plan_place: String,
    basis: String,
    required: u32,
    registered: u32,
    status: &'static str,
    #[serde(skip)]
    status_label: String,
    counted: Vec<CountedBy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unclear: Vec<CountedBy>,
    set_aside: Vec<CountedBy>,
    periods: Vec<Stood>,
}

/// An exemplar that counts, and the registration by which it does.
#[derive(Debug, Serialize)]
struct CountedBy {
    exemplar_id: String,
    name: String,
    place: String,
}

/// How the figure stood at the end of a period that was reported.
#[derive(Debug, Serialize)]
struct Stood {
    period: String,
    required: u32,
    registered: u32,
}

/// The figures of that name: a whole `quota_id`, or its movement, or its unit.
pub(super) fn tell(told: &StorySources<'_>, id: &str) -> Vec<FigureStory> {
    let quotas = &told.workspace.plan.quotas;
    let whole = quotas.iter().any(|quota| quota.id() == id);
    let named = |quota: &Quota| {
        let movement = quota.movement.as_ref().map(MovementId::as_str);
        if whole {
            quota.id() == id
        } else {
            movement == Some(id)
                || quota.owing().iter().any(|lead| lead.as_str() == id)
                || quota.lead.as_str() == id
        }
    };
    let tallies = told.outcome.judged.tallies.iter();
    let figures = tallies.filter_map(|tally| {
        let quota = quotas.get(tally.quota_at).filter(|quota| named(quota))?;
        let by = |ids: &[ExemplarId]| ids.iter().map(|id| by(told, quota, id)).collect();
        let id = quota.id();
        let periods = told.snapshots.iter().filter_map(|(period, snapshot)| {
            let figure = snapshot.figures.iter().find(|figure| figure.quota == id)?;
            let (required, registered) = (figure.required, figure.registered);
            Some(Stood { period: period.to_string(), required, registered })
        });
        Some(FigureStory {
            quota: self::named(told.workspace, quota),
            plan_line: quota.said.row_shown().unwrap_or_default(),
            plan_place: quota.said.cited(),
            basis: quota.basis.clone(),
            required: tally.required.unwrap_or(0),
            registered: tally.registered,
            status: tally.status.id(),
            status_label: tally.verdict(),
            counted: by(&tally.exemplars),
            unclear: by(&tally.unclear),
            set_aside: by(&tally.set_aside),
            periods: periods.collect(),
            quota_id: id,
        })
    });
    figures.collect()
}

/// A quota in words: who owes how many of what for which movement.
pub(super) fn named(workspace: &Workspace, quota: &Quota) -> String {
    let lead = quota.owner_name(&workspace.units);
    let movement = quota.movement.as_ref().and_then(|id| workspace.plan.movement(id));
    let movement = movement.map_or("mọi phong trào", |movement| &movement.short);
    if !quota.is_plain() {
        return format!("{lead}: {movement}, {}", quota.holder_and_terms().to_lowercase());
    }
    let kind = quota.kind.map_or("điển hình", HolderKind::label).to_lowercase();
    let holder = quota.holder.as_ref().map(|holder| format!(" ({})", holder.name)).unwrap_or_default();
    format!("{lead}: {movement}, {} {kind}{holder}", quota.asked())
}

fn by(told: &StorySources<'_>, quota: &Quota, id: &ExemplarId) -> CountedBy {
    let found = &told.outcome.found;
    let at = found.exemplars.binary_search_by(|exemplar| exemplar.id.cmp(id)).ok();
    let exemplar = at.and_then(|at| found.exemplars.get(at));
    let rows = exemplar.into_iter().flat_map(|exemplar| &exemplar.registrations);
    let rows = rows.filter_map(|at| told.outcome.registry.registrations.get(*at));
    let mut counted = rows.filter(|row| row.status == Status::Counted);
    let row = counted.find(|row| quota.movement.is_none() || row.movement == quota.movement);
    CountedBy {
        exemplar_id: id.to_string(),
        name: exemplar.map(|exemplar| exemplar.name.to_string()).unwrap_or_default(),
        place: row.map(|row| row.place.to_string()).unwrap_or_default(),
    }
}

impl FigureStory {
    /// One JSON object, or lines in Vietnamese.
    pub(super) fn told(&self, json: bool) -> String {
        if json {
            return serde_json::to_string(self).unwrap_or_default();
        }
        let bold = anstyle::Style::new().bold();
        let mut lines = vec![
            format!("{bold}{}{bold:#} ({})", self.quota, self.quota_id),
            format!("  {}/{}: {}", self.registered, self.required, self.status_label),
            format!("  {}: {}", self.plan_place, self.basis),
        ];
        let by = |one: &CountedBy| vec![format!("{} ({}): {}", one.name, one.exemplar_id, one.place)];
        section(&mut lines, "Được tính", &self.counted, by);
        section(&mut lines, "Chưa rõ có tính được không", &self.unclear, by);
        section(&mut lines, "Không tính vì không đúng đối tượng", &self.set_aside, by);
        section(&mut lines, "Qua các kỳ", &self.periods, |one| {
            vec![format!("{}: {}/{}", one.period, one.registered, one.required)]
        });
        lines.join("\n")
    }
}
