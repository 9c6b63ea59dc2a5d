//! A period as it was issued, read back from its folder: what was printed stays printed, whatever the inbox
//! holds by now.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::csv_table::unguarded;
use super::manifest::{Gone, PATH as MANIFEST};
use crate::dedup::{Exemplar, ExemplarId};
use crate::plan::{Bound, HolderKind, MovementId, Period, ShareOf};
use crate::quota::{Situation, SourcedSituation};
use crate::record::RegistrationId;
use crate::units::UnitCode;

/// What the manifest of an issued period says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct IssuedManifest {
    /// The program.
    #[serde(default)]
    pub program: IssuedProgram,
    /// BLAKE3 of the settings.
    #[serde(default)]
    pub settings: String,
    /// BLAKE3 of the plan.
    #[serde(default)]
    pub plan: String,
    /// BLAKE3 of the units, answers and word lists; empty in folders of earlier versions.
    #[serde(default)]
    pub references: BTreeMap<String, String>,
    /// The files that were counted, with the BLAKE3 of their bytes.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    /// The files that were written, with the BLAKE3 of their bytes.
    #[serde(default)]
    pub outputs: BTreeMap<String, String>,
    /// What was counted.
    #[serde(default)]
    pub counts: IssuedCounts,
    /// Files that had been counted and were gone when the period was written last.
    #[serde(default)]
    pub gone: BTreeMap<String, Gone>,
}

/// The program that issued a period.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct IssuedProgram {
    /// Its version.
    #[serde(default)]
    pub version: String,
}

/// What an issued period counted.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct IssuedCounts {
    /// Exemplars.
    #[serde(default)]
    pub exemplars: usize,
}

impl IssuedManifest {
    /// Reads the manifest in the folder of a period, with the BLAKE3 of its bytes; none where nothing was
    /// issued, or nothing that can be read.
    pub fn read(folder: &Path) -> Option<(IssuedManifest, String)> {
        let bytes = fs::read(folder.join(MANIFEST)).ok()?;
        let manifest = serde_json::from_slice(&bytes).ok()?;
        Some((manifest, blake3::hash(&bytes).to_hex().to_string()))
    }
}

/// The exemplars of an issued period.
#[derive(Debug, Clone, Default)]
pub struct Issued {
    exemplars: Vec<Exemplar>,
    /// Registration, exemplar and source of each registration that belonged to one.
    rows: Vec<(RegistrationId, ExemplarId, String)>,
    /// What each quota asked, a number or a share of the registered, and on which side it bound.
    pub quotas: BTreeMap<String, (Bound, String)>,
}

impl Issued {
    /// Reads the data files in the folder of a period whose cut-off day is `closes`; none where they cannot be
    /// read.
    pub fn read(folder: &Path, closes: i8) -> Option<Issued> {
        let mut issued = Issued::default();
        each_line(&folder.join("data/exemplars.csv"), |line| {
            let list = |text: &str| -> Vec<String> {
                if text.is_empty() { Vec::new() } else { text.split(';').map(str::to_owned).collect() }
            };
            let code = |text: &str| (!text.is_empty()).then(|| UnitCode::new(text));
            issued.exemplars.push(Exemplar {
                id: ExemplarId::from_text(line.field("exemplar_id")),
                kind: HolderKind::from_id(line.field("kind"))?,
                name: line.field("name").into(),
                birth_year: line.field("birth_year").parse().ok(),
                unit: code(line.field("unit_code")),
                movements: list(line.field("movement_ids")).iter().map(|id| MovementId::new(id)).collect(),
                leads: line.field("lead_codes").split(';').map(code).collect(),
                registrations: Vec::new(),
                first_period: Period::parse(line.field("first_period"))?.closing(closes),
            });
            Some(())
        })?;
        for exemplar in &mut issued.exemplars {
            exemplar.leads.resize(exemplar.movements.len(), None);
        }
        each_line(&folder.join("data/registrations.csv"), |line| {
            if !line.field("exemplar_id").is_empty() {
                let id = RegistrationId::kept(line.field("registration_id"));
                let exemplar = ExemplarId::from_text(line.field("exemplar_id"));
                issued.rows.push((id, exemplar, line.field("source").to_owned()));
            }
            Some(())
        })?;
        each_line(&folder.join("data/quotas.csv"), |line| {
            // Of a share nobody knew of what, nothing was required.
            let required = line.field("required");
            if !required.is_empty() {
                let asked = (Bound::AtLeast, required.to_owned());
                issued.quotas.insert(line.field("quota_id").to_owned(), asked);
            }
            Some(())
        })?;
        // Only a plan that asks for more than plain minimums has these.
        let _ = each_line(&folder.join("data/quota_terms.csv"), |line| {
            let at_most = line.field("bound") == Bound::AtMost.id();
            let bound = if at_most { Bound::AtMost } else { Bound::AtLeast };
            let asked = match line.field("of") {
                of if of == ShareOf::Registered.id() => line.field("share"),
                _ if at_most => line.field("number"),
                _ => return Some(()),
            };
            if asked.is_empty() {
                issued.quotas.remove(line.field("quota_id"));
            } else {
                issued.quotas.insert(line.field("quota_id").to_owned(), (bound, asked.to_owned()));
            }
            Some(())
        });
        issued.exemplars.sort_by(|a, b| a.id.cmp(&b.id));
        Some(issued)
    }

    /// How many exemplars there were.
    pub fn len(&self) -> usize {
        self.exemplars.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.exemplars.is_empty()
    }

    /// Calls `hold` with the state.
    pub fn with_state<T>(&self, hold: impl FnOnce(SourcedSituation<'_>) -> T) -> T {
        let owned: Vec<_> = self.rows.iter().map(|(row, exemplar, _)| (row, exemplar)).collect();
        let sources: Vec<_> =
            self.rows.iter().map(|(_, exemplar, source)| (exemplar, source.as_str())).collect();
        let situation = Situation { exemplars: &self.exemplars, owned: &owned };
        hold(SourcedSituation { situation, sources: &sources })
    }

    /// The names of those exemplars that only this file brought, in their order.
    pub fn only_in(&self, source: &str) -> Vec<&str> {
        let mut elsewhere: BTreeMap<&ExemplarId, bool> = BTreeMap::new();
        for (_, exemplar, from) in &self.rows {
            *elsewhere.entry(exemplar).or_default() |= from != source;
        }
        let only = |exemplar: &&Exemplar| elsewhere.get(&exemplar.id) == Some(&false);
        self.exemplars.iter().filter(only).map(|exemplar| exemplar.name.as_str()).collect()
    }
}

/// A line of a data file.
struct IssuedLine<'r> {
    headers: &'r csv::StringRecord,
    record: &'r csv::StringRecord,
}

impl<'r> IssuedLine<'r> {
    /// The text in a column; empty where there is no such column.
    fn field(&self, column: &str) -> &'r str {
        let at = self.headers.iter().position(|header| header == column);
        at.and_then(|at| self.record.get(at)).map_or("", unguarded)
    }
}

/// Calls `take` with each line of a data file, whose fields are found by their column; none where the file
/// cannot be read or a line is not taken.
fn each_line(path: &Path, mut take: impl FnMut(&IssuedLine<'_>) -> Option<()>) -> Option<()> {
    let bytes = fs::read(path).ok()?;
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let headers = reader.headers().ok()?.clone();
    for record in reader.records() {
        take(&IssuedLine { headers: &headers, record: &record.ok()? })?;
    }
    Some(())
}
