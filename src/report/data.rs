//! The data files: what machines and dashboards read.
//!
//! CSV files, UTF-8 with the byte-order mark by which Excel shows their Vietnamese, commas, lines ended by `\n`, in the order in which the rooms above hand their
//! lines over, which is sorted. Names and order of columns never change; new ones follow the last.
//! Text that a spreadsheet would take for a formula gets a leading `'`, and so does text that would
//! then look like it; numbers do not.

use super::Consolidation;
use super::csv_table::{CsvTable, DataOut, TableWritten};
use super::matrix::Matrix;
use super::part::{Part, exemplar_of};
use super::plan_data;
use super::quota_data;
use super::tables::{self, CellValue};
use crate::plan::{HolderKind, MovementId};
use crate::quota::StepKind;
use crate::registry::{CellAccount, SheetAccount};
use crate::units::{UnitBook, UnitCode};

/// How one file is made.
pub(super) type Make = fn(&Consolidation<'_>, DataOut<'_>) -> TableWritten;

/// Every data file: its path inside the folder of a period, and how it is made.
pub(super) const TABLES: [(&str, Make); 16] = [
    ("data/registrations.csv", registrations),
    ("data/exemplars.csv", exemplars),
    ("data/quotas.csv", quota_data::quotas),
    ("data/reporting.csv", reporting),
    ("data/findings.csv", findings),
    ("data/sources.csv", sources),
    ("data/questions.csv", questions),
    ("data/changes.csv", changes),
    ("data/reconciliation.csv", reconciliation),
    ("data/eligibility.csv", eligibility),
    ("data/papers.csv", papers),
    ("data/plan.csv", plan_data::plan),
    ("data/tong-hop.csv", matrix),
    ("data/tblDangKy.csv", |all, out| excel_table(all, out, &tables::TABLES[0])),
    ("data/tblChiTieu.csv", |all, out| excel_table(all, out, &tables::TABLES[1])),
    ("data/tblTienDo.csv", |all, out| excel_table(all, out, &tables::TABLES[2])),
];

/// One more file where a plan asks for more than plain minimums.
pub(super) const TERMS: (&str, Make) = ("data/quota_terms.csv", quota_data::terms);

/// Where the rows of a sheet went, by the names of `sources.csv`.
pub(super) fn dispositions(account: &SheetAccount) -> [(&'static str, u32); 10] {
    [
        ("blank", account.blank),
        ("title", account.title),
        ("header", account.header),
        ("numbering", account.numbering),
        ("section", account.section),
        ("data", account.data),
        ("total", account.total),
        ("note", account.note),
        ("signature", account.signature),
        ("other", account.other),
    ]
}

fn registrations(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "registration_id",
            "exemplar_id",
            "status",
            "kind",
            "name",
            "birth_date",
            "birth_year",
            "gender",
            "position",
            "workplace",
            "unit_code",
            "unit_name",
            "sender_code",
            "sender_name",
            "movement_id",
            "lead_code",
            "received",
            "source",
            "sheet",
            "row",
            "members",
            "part",
            "practice",
            "carrier",
            "honorific",
            "achievement",
            "remark",
            "address",
            "ethnicity",
            "religion",
            "phone",
            "email",
            "object_class",
            "attributes",
            "awards",
            "proposed_award",
            "rating",
            "initiative",
            "decision",
            "particulars",
        ],
    )?;
    for (at, registration) in all.registry.registrations.iter().enumerate() {
        table.text(registration.id.as_str())?;
        table.text(exemplar_of(all, at).map_or("", |exemplar| exemplar.id.as_str()))?;
        table.text(registration.status.id())?;
        table.text(registration.kind.id())?;
        table.text(&registration.name)?;
        table.day(registration.birth_date)?;
        table.number(registration.birth_year)?;
        table.text(registration.gender.map_or("", crate::record::Gender::id))?;
        table.text(&registration.position)?;
        table.text(&registration.workplace)?;
        table.code(registration.unit.as_ref())?;
        match registration.unit.as_ref() {
            Some(unit) => table.text(name_of(all.units, unit))?,
            None => table.text(&registration.unit_written)?,
        }
        table.code(registration.sender.as_ref())?;
        match registration.sender.as_ref() {
            Some(sender) => table.text(name_of(all.units, sender))?,
            None => table.text(&registration.sender_name)?,
        }
        table.text(registration.movement.as_ref().map_or("", |movement| movement.as_str()))?;
        table.code(registration.lead.as_ref())?;
        table.day(Some(registration.received))?;
        table.text(&registration.place.source)?;
        table.text(registration.place.sheet_name())?;
        table.number(registration.place.row_shown())?;
        table.text(&registration.members().join("; "))?;
        table.number((0 < registration.part).then_some(registration.part))?;
        let beside = registration.beside();
        let [practice, carrier, others @ ..] = beside.texts();
        let held =
            [&registration.honorific, &registration.achievement, &registration.remark, &registration.address];
        let mut texts = [practice, carrier].into_iter().chain(held.map(arcstr::ArcStr::as_str)).chain(others);
        texts.try_for_each(|text| table.text(text))?;
        table.list(beside.particulars.iter().map(String::as_str))?;
        table.end()?;
    }
    table.finish()
}

fn exemplars(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "exemplar_id",
            "kind",
            "name",
            "birth_year",
            "unit_code",
            "unit_name",
            "movement_ids",
            "lead_codes",
            "registrations",
            "first_period",
        ],
    )?;
    for exemplar in all.exemplars {
        table.text(exemplar.id.as_str())?;
        table.text(exemplar.kind.id())?;
        table.text(&exemplar.name)?;
        table.number(exemplar.birth_year)?;
        table.code(exemplar.unit.as_ref())?;
        table.text(exemplar.unit.as_ref().map_or("", |unit| name_of(all.units, unit)))?;
        table.list(exemplar.movements.iter().map(MovementId::as_str))?;
        table.list(exemplar.leads.iter().map(|lead| lead.as_ref().map_or("", UnitCode::as_str)))?;
        table.number(Some(exemplar.registrations.len()))?;
        table.text(&exemplar.first_period.to_string())?;
        table.end()?;
    }
    table.finish()
}

fn eligibility(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "exemplar_id",
            "name",
            "unit_code",
            "movement_id",
            "verdict",
            "reasons",
            "missing",
            "plan_lines",
            "source",
            "sheet",
            "row",
        ],
    )?;
    for standing in all.eligibility {
        let Some(row) = all.registry.registrations.get(standing.registration) else {
            continue;
        };
        let lines: Vec<String> = standing.outcome.lines.iter().map(ToString::to_string).collect();
        table.text(standing.exemplar.as_str())?;
        table.text(&row.name)?;
        table.code(row.unit.as_ref())?;
        table.text(row.movement.as_ref().map_or("", |movement| movement.as_str()))?;
        table.text(standing.outcome.verdict.id())?;
        table.text(&standing.outcome.reasons.join("; "))?;
        table.text(&standing.outcome.missing.join("; "))?;
        table.text(&lines.join(";"))?;
        table.text(&row.place.source)?;
        table.text(row.place.sheet_name())?;
        table.number(row.place.row_shown())?;
        table.end()?;
    }
    table.finish()
}

fn reporting(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "unit_code",
            "unit",
            "level",
            "expected",
            "received",
            "on_time",
            "late",
            "missing",
            "last_received",
            "due",
        ],
    )?;
    for line in all.reporting {
        table.text(line.unit.as_str())?;
        table.text(name_of(all.units, &line.unit))?;
        table.text(all.units.find(&line.unit).map_or("", |unit| unit.level.id()))?;
        for count in [line.expected, line.received, line.on_time, line.late, line.missing] {
            table.number(Some(count))?;
        }
        table.day(line.last_received)?;
        table.day(Some(line.due))?;
        table.end()?;
    }
    table.finish()
}

fn papers(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(out, &["unit_code", "unit", "about", "name", "due", "received", "status"])?;
    for line in all.papers {
        table.text(line.unit.as_str())?;
        table.text(name_of(all.units, &line.unit))?;
        table.text(line.paper.id())?;
        table.text(&line.due)?;
        table.day(Some(line.by))?;
        table.day(line.received)?;
        table.text(line.state.id())?;
        table.end()?;
    }
    table.finish()
}

fn findings(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &["code", "severity", "source", "sheet", "cell", "raw", "message", "advice", "unit_code"],
    )?;
    for finding in all.findings {
        table.text(finding.code.entry().id)?;
        table.text(finding.severity().id())?;
        table.text(&finding.place.source)?;
        table.text(finding.place.sheet_name())?;
        table.text(&finding.place.spot_shown())?;
        table.text(&finding.raw)?;
        table.text(&finding.message)?;
        table.text(&finding.advice)?;
        table.text(&finding.unit_code)?;
        table.end()?;
    }
    table.finish()
}

fn sources(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table = CsvTable::new(
        out,
        &[
            "source",
            "sheet",
            "hash",
            "sender_code",
            "received",
            "outcome",
            "rows",
            "blank",
            "title",
            "header",
            "numbering",
            "section",
            "data",
            "total",
            "note",
            "signature",
            "other",
            "cells",
            "cells_read",
            "cells_split",
            "cells_told",
            "cells_structure",
            "registrations",
        ],
    )?;
    for account in &all.registry.accounts {
        table.text(&account.place.source)?;
        table.text(account.place.sheet_name())?;
        table.text(&account.hash)?;
        table.code(account.sender.as_ref())?;
        table.day(Some(account.received))?;
        table.text(account.outcome.id())?;
        table.number(Some(account.rows))?;
        for (_, rows) in dispositions(account) {
            table.number(Some(rows))?;
        }
        let CellAccount { cells, read, split, told, structure } = account.cells;
        for count in [cells, read, split, told, structure, account.registrations] {
            table.number(Some(count))?;
        }
        table.end()?;
    }
    table.finish()
}

fn questions(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let mut table =
        CsvTable::new(out, &["question_id", "topic", "left", "right", "evidence", "score", "proposal"])?;
    for question in all.questions {
        table.text(&question.id)?;
        table.text(question.topic.id())?;
        table.text(&question.left)?;
        table.text(&question.right)?;
        table.text(&question.evidence)?;
        table.number(Some(format_args!("{:.3}", question.score)))?;
        table.text(&question.proposal)?;
        table.end()?;
    }
    table.finish()
}

fn changes(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let columns = ["exemplar_id", "change", "field", "before", "after", "cause", "source"];
    let mut table = CsvTable::new(out, &columns)?;
    // Changes of the period itself have no cause; corrections of an issued one follow them.
    let since_before = all.changes.iter().map(|change| (change, "", ""));
    let corrections = all.reconciliation.map_or(&[][..], |bridge| &bridge.corrections);
    let corrections = corrections.iter().map(|it| (&it.change, it.cause.id(), it.source.as_str()));
    for (change, cause, source) in since_before.chain(corrections) {
        table.text(change.exemplar.as_str())?;
        table.text(change.change.id())?;
        table.text(change.field)?;
        table.text(&change.before)?;
        table.text(&change.after)?;
        table.text(cause)?;
        table.text(source)?;
        table.end()?;
    }
    table.finish()
}

fn reconciliation(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let columns = ["step", "period", "cause", "source", "added", "removed", "total"];
    let mut table = CsvTable::new(out, &columns)?;
    if let Some(bridge) = all.reconciliation {
        for step in bridge.steps() {
            let period = if step.kind == StepKind::Within { all.period } else { bridge.from };
            table.text(step.kind.id())?;
            table.text(&period.to_string())?;
            table.text(if let StepKind::Correction(cause) = step.kind { cause.id() } else { "" })?;
            table.text(step.source)?;
            for count in [step.flow.added, step.flow.removed, step.total] {
                table.number(Some(count))?;
            }
            table.end()?;
        }
    }
    table.finish()
}

/// One of the tables of a workbook, with all its lines.
fn excel_table(all: &Consolidation<'_>, out: DataOut<'_>, of: &tables::ExcelTable) -> TableWritten {
    let columns: Vec<&str> = of.columns.iter().map(|column| column.name).collect();
    let mut table = CsvTable::new(out, &columns)?;
    let mut line = Vec::new();
    for at in 0..(of.n_lines)(all) {
        line.clear();
        (of.line)(all, at, &mut line);
        for value in &line {
            match value {
                CellValue::Nothing => table.text("")?,
                CellValue::Text(text) => table.text(text)?,
                CellValue::Whole(number) => table.number(Some(number))?,
                CellValue::Day(day) => table.day(Some(*day))?,
            }
        }
        table.end()?;
    }
    table.finish()
}

/// The matrix as *Tổng hợp* shows it: for each unit and for all together one line for any kind and
/// one for each kind it has; one column for each movement.
fn matrix(all: &Consolidation<'_>, out: DataOut<'_>) -> TableWritten {
    let part = Part::whole(all, &[]);
    let matrix = Matrix::of(&part);
    let movements = matrix.movements.iter().map(|id| id.map_or("", MovementId::as_str));
    let columns: Vec<&str> =
        ["unit_code", "unit", "kind"].into_iter().chain(movements).chain(["total"]).collect();
    let mut table = CsvTable::new(out, &columns)?;
    let mut put = |unit: Option<&UnitCode>, name: &str, kind: &str, counts: &[u32]| {
        table.code(unit)?;
        table.text(name)?;
        table.text(kind)?;
        for count in counts {
            table.number(Some(count))?;
        }
        table.number(Some(counts.iter().sum::<u32>()))?;
        table.end()
    };
    let counts = |units: &[Option<&UnitCode>], kinds: &[HolderKind]| -> Vec<u32> {
        let of = |movement| {
            let cells = units.iter().flat_map(|unit| kinds.iter().map(move |kind| (unit, kind)));
            cells.map(|(unit, kind)| matrix.count_of(*unit, movement, *kind)).sum()
        };
        matrix.movements.iter().map(|movement| of(*movement)).collect()
    };
    for unit in &matrix.units {
        let name = super::part::unit_name(all.units, *unit);
        let kinds = matrix.kinds_of(*unit);
        put(*unit, name, "any", &counts(&[*unit], &kinds))?;
        for kind in kinds {
            put(*unit, name, kind.id(), &counts(&[*unit], &[kind]))?;
        }
    }
    put(None, "TỔNG CỘNG", "any", &counts(&matrix.units, &matrix.kinds))?;
    for kind in &matrix.kinds {
        put(None, "TỔNG CỘNG", kind.id(), &counts(&matrix.units, &[*kind]))?;
    }
    table.finish()
}

fn name_of<'a>(units: &'a UnitBook, code: &'a UnitCode) -> &'a str {
    super::part::unit_name(units, Some(code))
}
