//! `manifest.json`: which program made what out of what, and that nothing was lost on the way.
//!
//! Holds no clock and no machine, so that two runs over the same input write the same bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Consolidation;
use super::folder::WrittenFile;
use crate::record::Status;

/// Its path inside the folder of a period.
pub(super) const PATH: &str = "manifest.json";

/// What the report cannot know by itself.
#[derive(Debug, Clone, Copy)]
pub struct Manifest<'a> {
    /// Version of the program.
    pub version: &'a str,
    /// BLAKE3 of the program: workbooks that another one made are made again.
    pub program: [u8; 32],
    /// BLAKE3 of the settings, 64 hexadecimal digits.
    pub settings_hash: &'a str,
    /// BLAKE3 of the plan.
    pub plan_hash: &'a str,
    /// BLAKE3 of what else the figures depend on, by name: units, answers, word lists.
    pub references: &'a BTreeMap<String, String>,
    /// Every file that was taken in and the BLAKE3 of its bytes.
    pub inputs: &'a [(String, String)],
    /// Files that this period counted when it was issued before, and that are gone.
    pub gone: &'a BTreeMap<String, Gone>,
}

/// A file that was counted and is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// BLAKE3 of its bytes.
    pub hash: String,
    /// The exemplars that only it had brought, by name.
    pub exemplars: Vec<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    program: Program<'a>,
    period: String,
    tree: &'static str,
    settings: &'a str,
    plan: &'a str,
    references: &'a BTreeMap<String, String>,
    counts: RunCounts,
    inputs: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    gone: &'a BTreeMap<String, Gone>,
    outputs: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct Program<'a> {
    name: &'static str,
    version: &'a str,
}

/// Rows in = rows out, and registrations in = registrations out.
#[derive(Serialize)]
struct RunCounts {
    sources: usize,
    sheets: usize,
    rows: u64,
    dispositions: BTreeMap<&'static str, u64>,
    rows_balance: bool,
    registrations: usize,
    statuses: BTreeMap<&'static str, usize>,
    registrations_balance: bool,
    exemplars: usize,
    findings: usize,
    questions: usize,
}

/// The manifest as bytes.
pub(super) fn write(
    all: &Consolidation<'_>,
    manifest: &Manifest<'_>,
    written: &[WrittenFile],
) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let document = Document {
        program: Program { name: "tonghop", version: manifest.version },
        period: all.period.to_string(),
        tree: all.tree.id(),
        settings: manifest.settings_hash,
        plan: manifest.plan_hash,
        references: manifest.references,
        counts: counts(all),
        inputs: manifest.inputs.iter().map(|(path, hash)| (path.as_str(), hash.as_str())).collect(),
        gone: manifest.gone,
        outputs: written.iter().map(|file| (file.path.as_str(), file.hash.as_str())).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn counts(all: &Consolidation<'_>) -> RunCounts {
    let accounts = &all.registry.accounts;
    let registrations = &all.registry.registrations;
    let mut dispositions: BTreeMap<&'static str, u64> = BTreeMap::new();
    for account in accounts {
        for (name, rows) in super::data::dispositions(account) {
            *dispositions.entry(name).or_default() += u64::from(rows);
        }
    }
    let mut statuses: BTreeMap<&'static str, usize> =
        Status::ALL.into_iter().map(|status| (status.id(), 0)).collect();
    for registration in registrations {
        *statuses.entry(registration.status.id()).or_default() += 1;
    }
    let sources: std::collections::BTreeSet<&str> =
        accounts.iter().map(|account| account.place.source.as_ref()).collect();
    RunCounts {
        sources: sources.len(),
        sheets: accounts.iter().filter(|account| account.place.sheet.is_some()).count(),
        rows: accounts.iter().map(|account| u64::from(account.rows)).sum(),
        rows_balance: accounts.iter().all(crate::registry::SheetAccount::balances),
        registrations_balance: dispositions.get("data").copied()
            == u64::try_from(all.registry.registered_rows()).ok()
            || (registrations.is_empty() && dispositions.is_empty()),
        dispositions,
        registrations: registrations.len(),
        statuses,
        exemplars: all.exemplars.len(),
        findings: all.findings.len(),
        questions: all.questions.len(),
    }
}
