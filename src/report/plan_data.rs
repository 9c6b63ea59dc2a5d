//! `data/plan.csv`: every statement of the plan as it was understood, a line for each, with the line of `plan.toml`
//! where that is known: what a dashboard shows beside the figures, and what an officer holds against the document.

use jiff::civil::Date;

use super::Consolidation;
use super::csv_table::{CsvTable, DataOut, TableWritten};
use super::part::unit_name;
use super::quotas::helpers_of;
use crate::plan::{Due, Merit, MovementId, Paper};
use crate::units::UnitCode;

const COLUMNS: [&str; 14] = [
    "part",
    "id",
    "name",
    "kind",
    "movement_id",
    "unit_codes",
    "units",
    "partners",
    "from",
    "to",
    "when",
    "number",
    "basis",
    "plan_line",
];

/// A statement of the plan.
#[derive(Default)]
struct StatementLine {
    part: &'static str,
    id: String,
    name: String,
    kind: &'static str,
    movement: Option<MovementId>,
    units: Vec<UnitCode>,
    beside: String,
    partners: String,
    from: Option<Date>,
    to: Option<Date>,
    when: String,
    number: Option<u32>,
    basis: String,
    line: Option<u32>,
}

pub(super) fn plan(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for said in statements(all) {
        table.text(said.part)?;
        table.text(&said.id)?;
        table.text(&said.name)?;
        table.text(said.kind)?;
        table.text(said.movement.as_ref().map_or("", MovementId::as_str))?;
        table.list(said.units.iter().map(UnitCode::as_str))?;
        let names = said.units.iter().map(|code| unit_name(all.units, Some(code)));
        let beside = Some(said.beside.as_str()).filter(|text| !text.is_empty());
        table.list(names.chain(beside))?;
        table.text(&said.partners)?;
        table.day(said.from)?;
        table.day(said.to)?;
        table.text(&said.when)?;
        table.number(said.number)?;
        table.text(&said.basis)?;
        table.number(said.line)?;
        table.end()?;
    }
    table.finish()
}

fn statements(all: &Consolidation<'_>) -> Vec<StatementLine> {
    let plan = all.plan;
    let mut lines = vec![StatementLine {
        part: "plan",
        id: plan.number.clone(),
        name: plan.title.clone(),
        kind: plan.level.id(),
        units: vec![plan.issuer.clone(), plan.receiver.clone()],
        from: Some(plan.from),
        to: Some(plan.to),
        when: plan.schedule.issued.map(|day| day.to_string()).unwrap_or_default(),
        ..StatementLine::default()
    }];
    lines.extend(plan.movements.iter().map(|movement| StatementLine {
        part: "movement",
        id: movement.id.to_string(),
        name: movement.name.clone(),
        kind: movement.kind.id(),
        beside: movement.aliases.join("; "),
        ..StatementLine::default()
    }));
    lines.extend(plan.quotas.iter().map(|quota| StatementLine {
        part: "quota",
        id: quota.id(),
        name: quota.holder.as_ref().map(|holder| holder.name.clone()).unwrap_or_default(),
        kind: quota.kind.map_or("any", crate::plan::HolderKind::id),
        movement: quota.movement.clone(),
        units: quota.owing().to_vec(),
        partners: helpers_of(all.units, quota),
        when: quota.terms().join(", "),
        number: quota.number(),
        basis: quota.basis.clone(),
        line: quota.said.row_shown(),
        ..StatementLine::default()
    }));
    lines.extend(plan.clusters.iter().map(|cluster| StatementLine {
        part: "cluster",
        id: cluster.id.to_string(),
        name: cluster.name.clone(),
        units: cluster.units.clone(),
        ..StatementLine::default()
    }));
    lines.extend(plan.totals.iter().map(|total| StatementLine {
        part: "total",
        kind: total.kind.map_or("any", crate::plan::HolderKind::id),
        units: vec![total.unit.clone()],
        number: Some(total.count),
        basis: total.basis.clone(),
        ..StatementLine::default()
    }));
    lines.extend(plan.reporters.iter().map(|unit| StatementLine {
        part: "reporter",
        units: vec![unit.clone()],
        ..StatementLine::default()
    }));
    lines.extend(plan.dues.iter().map(|due| called_in("registration", due)));
    for paper in Paper::ALL {
        lines.extend(plan.papers_due(paper).iter().map(|due| called_in(paper.id(), due)));
    }
    schedule(all, &mut lines);
    lines.extend(plan.eligibility.iter().map(|rule| StatementLine {
        part: "eligibility",
        name: merits(&rule.all_of, " và ") + &merits(&rule.any_of, " hoặc "),
        kind: rule.kind.map_or("any", crate::plan::HolderKind::id),
        movement: rule.movement.clone(),
        units: rule.units.clone(),
        beside: rule.positions.join("; "),
        when: rule.except.join("; "),
        basis: rule.basis.clone(),
        line: rule.said.row_shown(),
        ..StatementLine::default()
    }));
    lines
}

fn called_in(kind: &'static str, due: &Due) -> StatementLine {
    StatementLine {
        part: "due",
        name: due.name.clone(),
        kind,
        from: Some(due.opens),
        to: Some(due.by),
        basis: due.basis.clone(),
        ..StatementLine::default()
    }
}

/// Phases, reviews, extensions, criteria, tasks and funds.
fn schedule(all: &Consolidation<'_>, said: &mut Vec<StatementLine>) {
    let schedule = &all.plan.schedule;
    said.extend(schedule.phases.iter().map(|phase| StatementLine {
        part: "phase",
        name: phase.name.clone(),
        from: Some(phase.from),
        to: Some(phase.to),
        basis: phase.basis.clone(),
        line: phase.said.row_shown(),
        ..StatementLine::default()
    }));
    said.extend(schedule.reviews.iter().map(|review| StatementLine {
        part: "review",
        id: review.kind.id().to_owned(),
        name: review.name.clone(),
        kind: review.level.map_or("", crate::units::Level::id),
        from: Some(review.from),
        to: Some(review.to),
        when: review.occasion.clone(),
        basis: review.basis.clone(),
        ..StatementLine::default()
    }));
    said.extend(schedule.extensions.iter().map(|one| StatementLine {
        part: "extension",
        name: one.due.clone(),
        units: vec![one.unit.clone()],
        to: Some(one.by),
        basis: one.basis.clone(),
        ..StatementLine::default()
    }));
    said.extend(schedule.criteria.iter().map(|criterion| StatementLine {
        part: "criterion",
        name: criterion.says.clone(),
        kind: criterion.kind.map_or("any", crate::plan::HolderKind::id),
        movement: criterion.movement.clone(),
        basis: criterion.basis.clone(),
        line: criterion.said.row_shown(),
        ..StatementLine::default()
    }));
    said.extend(schedule.tasks.iter().map(|task| {
        let partners = task.partners.iter().map(|code| unit_name(all.units, Some(code)));
        let beside = Some(task.partners_text.as_str()).filter(|text| !text.is_empty());
        StatementLine {
            part: "task",
            id: task.to.as_ref().map(ToString::to_string).unwrap_or_default(),
            name: task.what.clone(),
            units: task.owners.clone(),
            beside: task.owners_text.clone(),
            partners: partners.chain(beside).collect::<Vec<_>>().join(", "),
            from: task.from,
            to: task.by,
            when: task.when.clone(),
            basis: task.basis.clone(),
            line: task.said.row_shown(),
            ..StatementLine::default()
        }
    }));
    said.extend(schedule.funds.iter().map(|fund| StatementLine {
        part: "fund",
        id: fund.of.clone(),
        name: fund.purpose.clone(),
        number: Some(u32::from(fund.percent)),
        basis: fund.basis.clone(),
        line: fund.said.row_shown(),
        ..StatementLine::default()
    }));
}

/// The merits that a rule asks for, in words.
fn merits(merits: &[Merit], joint: &str) -> String {
    let shown = merits.iter().map(|merit| match merit {
        Merit::Award { names, times, from, to, every_year } => {
            let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let often = if *every_year { "mỗi năm".to_owned() } else { format!("{times} lần") };
            format!("{} {often} {}..{}", names.join("/"), day(from), day(to))
        }
        Merit::Initiative { level, times } => {
            format!("{times} sáng kiến cấp {}", level.label().to_lowercase())
        }
        Merit::Rating(rating) => rating.label().to_owned(),
        Merit::NoDiscipline => "không bị kỷ luật".to_owned(),
    });
    shown.collect::<Vec<_>>().join(joint)
}
