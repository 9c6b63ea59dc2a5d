//! Plan, units and settings from text files to a workbook and back.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use crate::finding::{Severity, SourceText};
use crate::plan::{Plan, unit_called};
use crate::report::entry_book;
use crate::setup::{self, ToFill};
use crate::text;
use crate::units::{UnitBook, UnitCode, UnitList};

use super::host::listed;
use super::sources::{OfficeSources, PLAN, SETTINGS, WORKBOOK};
use super::workspace::{passwords, primary_lists, units_of};
use super::{CannotRun, Host};

/// A file of the other form: its name and bytes.
pub type OtherForm = (&'static str, Vec<u8>);

/// The workbook that says what the text files of a workspace say.
pub fn as_workbook(dir: &Path, host: &Host<'_>) -> Result<OtherForm, CannotRun> {
    let sources = OfficeSources::read(dir, host, &passwords(dir)?)?;
    let Some(plan) = &sources.plan else {
        return Err(CannotRun::new(format!("Trong «{}» không có {PLAN} để chuyển.", dir.display())));
    };
    let mut findings = Vec::new();
    let units = units_of(dir, &sources, &mut findings, host)?;
    converted(plan, &sources.settings, &units, &primary_lists(dir, host)?)
}

/// The workbook that says what three texts say: a plan, settings, units.
pub fn workbook_of_texts(plan: &str, settings: &str, units: &str) -> Result<OtherForm, CannotRun> {
    let lists = [UnitList::from_csv("units.csv", units.as_bytes())];
    let book = UnitBook::from_lists_over(&lists, UnitBook::nation()).value;
    converted(&SourceText::file(PLAN, plan), &SourceText::file(SETTINGS, settings), &book, &lists)
}

fn converted(
    plan: &SourceText,
    settings: &SourceText,
    units: &UnitBook,
    lists: &[UnitList],
) -> Result<OtherForm, CannotRun> {
    let read = Plan::read(plan, units);
    let Some(meant) = read.value.filter(|_| read.findings.is_empty()) else {
        return Err(CannotRun::new(format!(
            "{PLAN} có chỗ chưa đúng, sửa trước khi chuyển:{}",
            listed(&read.findings)
        )));
    };
    let table = |text: &str, name: &str| {
        toml::from_str::<toml::Table>(text)
            .map_err(|error| CannotRun::new(format!("Không hiểu {name}: {}", error.message())))
    };
    let lines: Vec<BTreeMap<String, String>> =
        lists.iter().flat_map(UnitList::lines).map(|(_, _, said)| said.into_iter().collect()).collect();
    let to_fill = ToFill {
        plan: table(plan.text(), PLAN)?,
        settings: table(settings.text(), SETTINGS)?,
        names: names(units, meant.from, &meant.issuer, codes_of(&meant, &lines)),
        listed_names: listed_names(&lines),
        units: lines,
        day: meant.from,
    };
    workbook(to_fill)
}

/// The workbook of what is to be filled in.
pub fn workbook(to_fill: ToFill) -> Result<OtherForm, CannotRun> {
    let bytes = entry_book(&setup::fill(to_fill))
        .map_err(|error| CannotRun::new(format!("Không lập được {WORKBOOK}: {error}")))?;
    Ok((WORKBOOK, bytes))
}

/// The text files that say what the workbook of a workspace says.
pub fn as_text(dir: &Path, host: &Host<'_>) -> Result<Vec<OtherForm>, CannotRun> {
    let sources = OfficeSources::read(dir, host, &passwords(dir)?)?;
    let faults: Vec<_> =
        sources.findings.iter().filter(|one| one.severity() == Severity::Error).cloned().collect();
    if !faults.is_empty() {
        return Err(CannotRun::new(format!(
            "{WORKBOOK} có chỗ chưa đúng, sửa trước khi chuyển:{}",
            listed(&faults)
        )));
    }
    let Some(plan) = &sources.book.plan else {
        return Err(CannotRun::new(format!("Trong «{}» không có {WORKBOOK} để chuyển.", dir.display())));
    };
    let mut files = vec![(PLAN, plan.text().trim_start().as_bytes().to_vec())];
    if let Some(settings) = &sources.book.settings {
        files.push((SETTINGS, settings.text().trim_start().as_bytes().to_vec()));
    }
    if let Some(units) = &sources.book.units {
        files.push(("units.csv", csv_of(units)?));
    }
    Ok(files)
}

/// What units are called in a plan, by code: their names, where the plan's reader takes the name for that unit.
pub(super) fn names(
    units: &UnitBook,
    from: Date,
    issuer: &UnitCode,
    codes: impl IntoIterator<Item = UnitCode>,
) -> BTreeMap<String, String> {
    let named = |code: UnitCode| {
        let name = units.find(&code)?.name.clone();
        let by = Some(issuer).filter(|issuer| **issuer != code);
        let same = unit_called(units, from, by, &name).is_ok_and(|found| found == code);
        same.then(|| (code.to_string(), name))
    };
    codes.into_iter().filter_map(named).collect()
}

/// Every unit that a plan or the office's list names.
fn codes_of(plan: &Plan, lines: &[BTreeMap<String, String>]) -> BTreeSet<UnitCode> {
    let mut codes: BTreeSet<UnitCode> =
        lines.iter().filter_map(|line| line.get("code")).map(|code| UnitCode::new(code)).collect();
    codes.extend(plan.quotas.iter().flat_map(|quota| quota.owing().iter().chain(&quota.partners)).cloned());
    codes.extend(plan.clusters.iter().flat_map(|cluster| &cluster.units).cloned());
    codes.extend(plan.totals.iter().map(|total| total.unit.clone()));
    codes.extend([plan.issuer.clone(), plan.receiver.clone()]);
    codes.extend(plan.reporters.iter().cloned());
    codes
}

/// What units are called in the list itself: names that only one of its lines bears.
pub(super) fn listed_names(lines: &[BTreeMap<String, String>]) -> BTreeMap<String, String> {
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    let named = || lines.iter().filter_map(|line| Some((line.get("code")?, line.get("name")?)));
    for (_, name) in named() {
        *bearers.entry(text::key(name)).or_default() += 1;
    }
    named()
        .filter(|(_, name)| bearers.get(&text::key(name)) == Some(&1))
        .map(|(code, name)| (code.clone(), name.clone()))
        .collect()
}

/// A list as `units.csv`, with the mark by which Excel shows its Vietnamese.
fn csv_of(units: &UnitList) -> Result<Vec<u8>, CannotRun> {
    let mut out = csv::WriterBuilder::new().from_writer("\u{feff}".as_bytes().to_vec());
    let fault = |error: csv::Error| CannotRun::new(format!("Không ghi được units.csv: {error}"));
    out.write_record(UnitList::COLUMNS).map_err(fault)?;
    for (_, _, said) in units.lines() {
        let by_key: BTreeMap<String, String> = said.into_iter().collect();
        let cells = UnitList::COLUMNS.map(|column| {
            let cell = by_key.get(column).map(String::as_str).unwrap_or_default();
            cell.split(['\n', ';']).map(str::trim).collect::<Vec<_>>().join(";")
        });
        out.write_record(cells).map_err(fault)?;
    }
    out.into_inner().map_err(|error| CannotRun::new(format!("Không ghi được units.csv: {error}")))
}
