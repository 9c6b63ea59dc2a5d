//! The folder of a plan: its settings, units, plan and decisions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dedup::Sameness;
use crate::finding::{Decisions, Finding};
use crate::layout::Dictionary;
use crate::ledger;
use crate::plan::{Due, MovementNames, Plan};
use crate::record::References;
use crate::units::UnitBook;

use super::Stop;
use super::settings::{self, Settings};

/// A workspace, opened.
#[derive(Debug)]
pub(super) struct Workspace {
    pub(super) dir: PathBuf,
    pub(super) settings: Settings,
    pub(super) settings_hash: String,
    pub(super) units: UnitBook,
    pub(super) plan: Plan,
    /// The names of the plan's movements, ready to be looked for.
    pub(super) movements: MovementNames,
    /// Lists that the plan and the office call in.
    pub(super) dues: Vec<Due>,
    pub(super) plan_hash: String,
    pub(super) decisions: Decisions,
    /// The parameters by which registrations are the same.
    pub(super) sameness: Sameness,
    dictionary: Dictionary,
    /// BLAKE3 of all that the reading of any file depends on: the program and the reference files.
    pub(super) reading_base: [u8; 32],
    /// What was noticed in the reference files.
    pub(super) findings: Vec<Finding>,
}

impl Workspace {
    /// Opens a workspace; without a plan nothing can run.
    pub(super) fn open(dir: &Path) -> Result<Workspace, Stop> {
        let mut findings = Vec::new();
        let settings_text = read_or_empty(&dir.join("tonghop.toml"))?;
        let settings = settings::read(&settings_text).map_err(|findings| Stop::new(listed(&findings)))?;
        let units = units(dir, &mut findings)?;
        let plan_path = dir.join("plan.toml");
        let plan_text = fs::read_to_string(&plan_path).map_err(|error| {
            Stop::new(format!(
                "Không mở được «{}» ({error}). Chạy lệnh trong thư mục có plan.toml, hoặc ghi tên thư mục đó sau lệnh.",
                plan_path.display()
            ))
        })?;
        let noted = Plan::from_toml("plan.toml", &plan_text, &units);
        let Some(plan) = noted.value else { return Err(Stop::new(listed(&noted.findings))) };
        findings.extend(noted.findings);
        let dues = settings.dues(plan.from, plan.to, &settings_text).note_into(&mut findings);
        let dues = plan.dues.iter().cloned().chain(dues).collect();
        let decisions = ledger::read_decisions(&dir.join("decisions.csv"))?.note_into(&mut findings);
        let sameness = sameness(dir, &mut findings)?;
        let dictionary = dictionary(dir, &mut findings)?;
        Ok(Workspace {
            dir: dir.to_owned(),
            settings,
            settings_hash: hash(&settings_text),
            units,
            movements: MovementNames::of(&plan),
            plan,
            dues,
            plan_hash: hash(&plan_text),
            decisions,
            sameness,
            dictionary,
            reading_base: reading_base(dir, &plan_text),
            findings,
        })
    }

    /// What registrations are held against.
    pub(super) fn references(&self) -> References<'_> {
        References {
            units: &self.units,
            plan: &self.plan,
            movements: &self.movements,
            decisions: &self.decisions,
        }
    }

    /// The words that mean a column.
    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }
}

/// A program that was built anew may read otherwise, so its own bytes count.
fn reading_base(dir: &Path, plan_text: &str) -> [u8; 32] {
    let program = std::env::current_exe().and_then(fs::read).unwrap_or_default();
    let files = ["units.csv", "columns.csv"].map(|name| fs::read(dir.join(name)).unwrap_or_default());
    let mut hasher = blake3::Hasher::new();
    for part in [program.as_slice(), plan_text.as_bytes()].into_iter().chain(files.iter().map(Vec::as_slice))
    {
        hasher.update(blake3::hash(part).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The words that mean a column: the office's `columns.csv`, where it has one, over the built-in list.
pub(super) fn dictionary(dir: &Path, findings: &mut Vec<Finding>) -> Result<Dictionary, Stop> {
    let extra = read_or_empty(&dir.join("columns.csv"))?;
    if extra.is_empty() {
        return Ok(Dictionary::built_in().clone());
    }
    Ok(Dictionary::with("columns.csv", &extra).note_into(findings))
}

/// The parameters of sameness: the office's `sameness.toml`, where it has one, else the built-in ones.
fn sameness(dir: &Path, findings: &mut Vec<Finding>) -> Result<Sameness, Stop> {
    let own = read_or_empty(&dir.join("sameness.toml"))?;
    if own.is_empty() {
        return Ok(Sameness::built_in().clone());
    }
    Ok(Sameness::from_toml("sameness.toml", &own).note_into(findings))
}

/// The office's own units, laid over the country; without a list, the country alone.
pub(super) fn units(dir: &Path, findings: &mut Vec<Finding>) -> Result<UnitBook, Stop> {
    let path = dir.join("units.csv");
    match fs::read(&path) {
        Ok(bytes) => Ok(UnitBook::from_csv_over("units.csv", &bytes, UnitBook::nation()).note_into(findings)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(UnitBook::nation()),
        Err(error) => Err(Stop::new(format!("Không mở được «{}»: {error}", path.display()))),
    }
}

fn read_or_empty(path: &Path) -> Result<String, Stop> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Stop::new(format!("Không mở được «{}»: {error}", path.display()))),
    }
}

/// Findings as lines for a message.
fn listed(findings: &[Finding]) -> String {
    let lines = findings
        .iter()
        .map(|finding| format!("\n  {}: {}\n    {}", finding.place, finding.message, finding.advice));
    lines.collect()
}

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
