//! What was issued earlier, held against what is computed now.
//!
//! The figure of an issued period is what its folder says, not what the inbox would give today. A period is
//! bridged to the latest one issued before it; a period that was written before is held against itself, so
//! that a file which vanished in between has its line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::finding::{Code, Finding, Place};
use crate::ledger::{Closing, Snapshot};
use crate::plan::{Amount, Bound, Period, Quota, ShareOf};
use crate::quota::{Cause, FileDifferences, Flow, QuotaChange, Reconciliation, Situation, SourcedSituation};
use crate::report::{Gone, Issued, IssuedManifest};

use super::timeline::{Timeline, WorkedPeriod};
use super::workspace::Workspace;
use super::{CannotRun, Host};

/// So many people of a file that is gone are named in a message.
const MOST_NAMED: usize = 12;

/// Where `.tonghop` keeps what the state of an issued period was made from.
const FOLDER: &str = "issued";

/// What looking back at issued periods found.
#[derive(Debug, Default)]
pub struct LookedBack {
    /// The bridge from the latest period issued before, up to the period that is worked out.
    earlier: Option<Reconciliation>,
    /// Files that this period counted when it was written before, and that are gone.
    pub(super) gone: BTreeMap<String, Gone>,
    /// The exemplars of this period when it was written before.
    pub(super) written_before: Option<usize>,
    /// What has to be told.
    pub(super) findings: Vec<Finding>,
}

impl LookedBack {
    /// The way from the earlier figure to that of a period.
    pub(super) fn reconciliation(&mut self, period: Period, stage: &WorkedPeriod) -> Option<Reconciliation> {
        let earlier = match self.earlier.take().filter(Reconciliation::differs) {
            Some(earlier) => earlier,
            None if stage.n_before == 0 => return None,
            None => Reconciliation::from(period.previous(), false, stage.n_before),
        };
        Some(Reconciliation { within: stage.within, now: stage.found.exemplars.len(), ..earlier })
    }
}

/// Looks back from a period: at the latest one issued before it, and at itself as it was written before.
pub(super) fn look_back(
    workspace: &Workspace,
    timeline: &Timeline<'_>,
    period: Period,
    host: &Host<'_>,
) -> LookedBack {
    let mut back = LookedBack::default();
    for closing in workspace.closed.values() {
        back.findings.extend(edited(workspace, closing));
    }
    let folder = |period: Period| workspace.out().join(period.to_string());
    let mut gone_before = Vec::new();
    if let Some((earlier, manifest, hash)) = issued_before(workspace, period) {
        let mut seen = Comparison { workspace, timeline, period: earlier, manifest, hash, host };
        let (found, files) = seen.compare(period, &mut back.findings);
        gone_before = files;
        back.earlier = Some(found);
    }
    if let Some((manifest, _)) = IssuedManifest::read(&folder(period)) {
        back.written_before = Some(manifest.counts.exemplars);
        let present = timeline.files();
        let stands = |source: &str, hash: &str| present.iter().any(|file| file.0 == source || file.1 == hash);
        let before = manifest.gone.into_iter().filter(|(source, gone)| !stands(source, &gone.hash));
        back.gone.extend(before);
        let files = FileDifferences::between(&manifest.inputs, &present, period.last_day());
        let gone: Vec<&str> = files.iter().filter(|it| it.1 == Cause::FileGone).map(|it| it.0).collect();
        if !gone.is_empty() {
            let issued = Issued::read(&folder(period), workspace.plan.cut_off_day).unwrap_or_default();
            for source in gone {
                let hash = manifest.inputs.get(source).cloned().unwrap_or_default();
                let exemplars = issued.only_in(source).into_iter().map(str::to_owned).collect();
                back.gone.insert(source.to_owned(), Gone { hash, exemplars });
            }
        }
        back.gone.retain(|source, _| !gone_before.contains(source));
        back.findings
            .extend(back.gone.iter().map(|(source, gone)| vanished(source, &gone.exemplars, period)));
    }
    back
}

/// How a closed period reads now.
pub(super) fn recheck(
    workspace: &Workspace,
    timeline: &Timeline<'_>,
    period: Period,
    host: &Host<'_>,
) -> Result<(Reconciliation, Vec<Finding>), CannotRun> {
    let issued = IssuedManifest::read(&workspace.out().join(period.to_string()));
    let (manifest, hash) = issued.ok_or_else(|| {
        CannotRun::new(format!(
            "Kỳ {} đã khóa nhưng thư mục «out/{period}» không còn. Lấy lại từ bản sao lưu, hoặc mở khóa: tonghop close {period} --reopen.",
            period.label()
        ))
    })?;
    let mut findings: Vec<Finding> =
        workspace.closed.values().filter_map(|closing| edited(workspace, closing)).collect();
    let mut seen = Comparison { workspace, timeline, period, manifest, hash, host };
    let (earlier, _) = seen.compare(period.next(), &mut findings);
    let flow = Flow::of(earlier.corrections.iter().map(|correction| &correction.change));
    let now = (earlier.issued + flow.added).saturating_sub(flow.removed);
    let reconciliation = Reconciliation { is_closed: true, now, ..earlier };
    Ok((reconciliation, findings))
}

/// Keeps what a period that was issued is made from, so that the next run need not compare what cannot differ.
pub(super) fn keep_issued(workspace: &Workspace, period: Period, key: [u8; 32], manifest: &str) {
    let path = kept_path(workspace, period);
    // Without it the next run compares all lines: slower, with the same result.
    let _ = path.parent().map(fs::create_dir_all);
    let _ = fs::write(path, [key.as_slice(), manifest.as_bytes()].concat());
}

fn kept_path(workspace: &Workspace, period: Period) -> PathBuf {
    workspace.dir.join(".tonghop").join(FOLDER).join(period.to_string())
}

/// The latest period before this one that has a folder with a manifest, with that and its hash.
fn issued_before(workspace: &Workspace, period: Period) -> Option<(Period, IssuedManifest, String)> {
    let out = workspace.out();
    let names = fs::read_dir(&out).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let periods = names.filter_map(|name| Period::parse(&name));
    let mut before: Vec<Period> = periods.map(|it| it.closing(workspace.plan.cut_off_day)).collect();
    before.retain(|it| it.last_day() < period.first_day());
    before.sort();
    before.into_iter().rev().find_map(|earlier| {
        let (manifest, hash) = IssuedManifest::read(&out.join(earlier.to_string()))?;
        Some((earlier, manifest, hash))
    })
}

/// A closed period whose folder does not hold what was closed.
fn edited(workspace: &Workspace, closing: &Closing) -> Option<Finding> {
    let folder = workspace.out().join(closing.period.to_string());
    let place = Place::file(format!("out/{}", closing.period));
    let label = closing.period.label();
    let Some((manifest, hash)) = IssuedManifest::read(&folder) else {
        let message =
            format!("Kỳ {label} đã khóa ngày {} nhưng thư mục kết quả không còn đọc được.", closing.at);
        return Some(Finding::new(Code::ClosedEdited, place, message));
    };
    let differs = |path: &str| {
        let written = manifest.outputs.get(path);
        written.is_some_and(|hash| hash_of(&folder.join(path)).as_ref() != Some(hash))
    };
    let data = ["data/exemplars.csv", "data/registrations.csv", "data/quotas.csv"];
    let changed = data.into_iter().find(|path| differs(path));
    let changed = if hash == closing.manifest { changed } else { Some("manifest.json") };
    changed.map(|path| {
        let message = format!("Kỳ {label} đã khóa ngày {} nhưng «{path}» đã bị thay.", closing.at);
        Finding::new(Code::ClosedEdited, place, message)
    })
}

fn hash_of(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| blake3::hash(&bytes).to_hex().to_string())
}

/// An issued period and what it is held against.
struct Comparison<'a> {
    workspace: &'a Workspace,
    timeline: &'a Timeline<'a>,
    period: Period,
    manifest: IssuedManifest,
    hash: String,
    host: &'a Host<'a>,
}

impl Comparison<'_> {
    /// Holds the issued period against what it comes to now, as seen from a later one. Also gives the files
    /// that it told of as gone.
    fn compare(&mut self, later: Period, findings: &mut Vec<Finding>) -> (Reconciliation, Vec<String>) {
        let Comparison { workspace, period, .. } = *self;
        let is_closed = workspace.closed.contains_key(&period);
        let mut earlier = Reconciliation::from(period, is_closed, self.manifest.counts.exemplars);
        if self.is_unchanged() {
            return (earlier, Vec::new());
        }
        let folder = workspace.out().join(period.to_string());
        let Some(issued) = Issued::read(&folder, workspace.plan.cut_off_day) else {
            return (earlier, Vec::new());
        };
        earlier.issued = issued.len();
        let files =
            FileDifferences::between(&self.manifest.inputs, &self.timeline.files(), period.last_day());
        let computed = self.timeline.snapshot(period, self.host).unwrap_or_default();
        let references = self.references(&files);
        earlier.corrections = issued.with_state(|issued| {
            with_state(&computed, |computed| {
                Reconciliation::corrections(issued, computed, &files, &references)
            })
        });
        earlier.quotas = self.quotas(&issued);
        if period.last_day() < later.previous().last_day() {
            let last = self.timeline.snapshot(later.previous(), self.host).unwrap_or_default();
            earlier.between = between(&computed, &last);
        }
        let gone = self.tell(&earlier, &issued, &files, findings);
        (earlier, gone)
    }

    /// Whether the period is known to come to the same as when it was issued.
    fn is_unchanged(&self) -> bool {
        let key = self.timeline.key(self.period);
        let kept = fs::read(kept_path(self.workspace, self.period)).unwrap_or_default();
        kept == [key.as_slice(), self.hash.as_bytes()].concat()
    }

    /// What changed beside the files, by the names of `reconciliation.csv`.
    fn references(&self, files: &FileDifferences) -> String {
        let (workspace, manifest) = (self.workspace, &self.manifest);
        let mut changed = Vec::new();
        if manifest.plan != workspace.plan_hash {
            changed.push("plan");
        }
        for (name, hash) in &workspace.references {
            if manifest.references.get(name).is_some_and(|issued| issued != hash) {
                changed.push(name);
            }
        }
        if manifest.settings != workspace.settings_hash {
            changed.push("settings");
        }
        if manifest.program.version != env!("CARGO_PKG_VERSION") || (changed.is_empty() && files.is_empty()) {
            changed.push("program");
        }
        changed.join(";")
    }

    /// Minimums and maximums of the plan that are others than were issued.
    fn quotas(&self, issued: &Issued) -> Vec<QuotaChange> {
        // What a share of the registered comes to is no change of the plan, the share itself is.
        let asked = |quota: &Quota| match quota.amount {
            Amount::Share(share, ShareOf::Registered) => Some((quota.bound, share.to_string())),
            _ => quota.number().map(|number| (quota.bound, number.to_string())),
        };
        let now: BTreeMap<String, Option<(Bound, String)>> =
            self.workspace.plan.quotas.iter().map(|quota| (quota.id(), asked(quota))).collect();
        let mut changes: Vec<QuotaChange> = Vec::new();
        for quota in issued.quotas.keys().chain(now.keys().filter(|id| !issued.quotas.contains_key(*id))) {
            let (before, after) = (issued.quotas.get(quota).cloned(), now.get(quota).cloned());
            // A share of a total that the plan does not say has no number yet.
            let Some(bound) = after.as_ref().map_or(before.as_ref(), Option::as_ref).map(|(bound, _)| *bound)
            else {
                continue;
            };
            let (before, after) = (before.map(|(_, asked)| asked), after.flatten().map(|(_, asked)| asked));
            if before != after {
                changes.push(QuotaChange { quota: quota.clone(), bound, before, after });
            }
        }
        changes.sort();
        changes
    }

    /// Says what is different, file by file and in all. Gives the files that are told of as gone.
    fn tell(
        &self,
        earlier: &Reconciliation,
        issued: &Issued,
        files: &FileDifferences,
        findings: &mut Vec<Finding>,
    ) -> Vec<String> {
        let mut gone = Vec::new();
        for (source, cause) in files.iter() {
            let code = match cause {
                Cause::FileGone => {
                    let names: Vec<String> = issued.only_in(source).into_iter().map(str::to_owned).collect();
                    findings.push(vanished(source, &names, self.period));
                    gone.push(source.to_owned());
                    continue;
                }
                Cause::FileReplaced => Code::FileReplaced,
                Cause::FileLate => Code::FileLate,
                Cause::FileRedated => Code::FileRedated,
                Cause::References | Cause::Consequence => continue,
            };
            let of_file = earlier.corrections.iter().filter(|it| it.source == source);
            let flow = Flow::of(of_file.map(|it| &it.change));
            let message = format!(
                "{} ({}, đã phát hành): thêm {}, bớt {} điển hình.",
                cause.label(),
                self.period.label(),
                flow.added,
                flow.removed
            );
            findings.push(Finding::new(code, Place::file(source), message));
        }
        if !earlier.corrections.is_empty() {
            let flow = Flow::of(earlier.corrections.iter().map(|it| &it.change));
            let message = format!(
                "Kỳ {} đã phát hành {} điển hình, tính lại nay được {}: thêm {}, bớt {}, đổi thông tin {}.",
                self.period.label(),
                earlier.issued,
                (earlier.issued + flow.added).saturating_sub(flow.removed),
                flow.added,
                flow.removed,
                earlier.corrections.len() - flow.added - flow.removed,
            );
            let place = Place::file(format!("out/{}", self.period));
            findings.push(Finding::new(Code::PublishedDiffers, place, message));
        }
        gone
    }
}

fn with_state<T>(snapshot: &Snapshot, hold: impl FnOnce(SourcedSituation<'_>) -> T) -> T {
    let owned = snapshot.owners();
    let sources = snapshot.sources_of_exemplars();
    let situation = Situation { exemplars: &snapshot.exemplars, owned: &owned };
    hold(SourcedSituation { situation, sources: &sources })
}

fn between(before: &Snapshot, after: &Snapshot) -> Flow {
    let (owned, owns) = (before.owners(), after.owners());
    let had = Situation { exemplars: &before.exemplars, owned: &owned };
    let has = Situation { exemplars: &after.exemplars, owned: &owns };
    Flow::of(&crate::quota::changes(had, has))
}

/// A file that was counted in a period and is gone, with the people whom nobody else registers.
fn vanished(source: &str, names: &[String], period: Period) -> Finding {
    let rest = names.len().saturating_sub(MOST_NAMED);
    let mut named = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if 0 < rest {
        named.push_str(&format!(" và {rest} điển hình nữa"));
    }
    let message = match names.len() {
        0 => format!(
            "Tệp đã tính trong {} không còn trong thư mục inbox; không điển hình nào mất theo.",
            period.label()
        ),
        n => format!(
            "Tệp đã tính trong {} không còn trong thư mục inbox; {n} điển hình không còn được tính: {named}.",
            period.label()
        ),
    };
    Finding::new(Code::FileGone, Place::file(source), message).raw(names.len().to_string())
}
