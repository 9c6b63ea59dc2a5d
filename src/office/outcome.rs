//! One period, worked out and judged: what stands in its workbooks.

use std::collections::BTreeMap;

use crate::dedup::Deduplicated;
use crate::finding::{Finding, Question};
use crate::ledger::{Origin, PeriodState, QuotaFigure};
use crate::plan::{Period, Plan};
use crate::quota::{self, Judged, Reconciliation, Reporting, Tally};
use crate::registry::Registry;
use crate::report::Gone;
use crate::units::Tree;

use super::CannotRun;
use super::reconcile::LookedBack;
use super::timeline::WorkedPeriod;
use super::workspace::Workspace;

/// What a run found out about a period.
#[derive(Debug)]
pub struct Outcome {
    /// The period.
    pub period: Period,
    /// The tree of places that its workbooks follow.
    pub tree: Tree,
    /// What was registered by its end.
    pub registry: Registry,
    /// The exemplars.
    pub found: Deduplicated,
    /// The tallies of the plan's quotas.
    pub judged: Judged,
    /// Who sent what was due.
    pub reporting: Vec<Reporting>,
    /// Who sent the papers that the plan calls in.
    pub papers: Vec<quota::PaperLine>,
    /// How exemplars stand before the plan's rules.
    pub eligibility: Vec<quota::Standing>,
    /// What changed since the period before.
    pub changes: Vec<quota::Change>,
    /// The way from the figure of the period before; none where nothing was there before.
    pub reconciliation: Option<Reconciliation>,
    /// Files that this period counted when it was written before, and that are gone.
    pub gone: BTreeMap<String, Gone>,
    /// The exemplars of this period when it was written before.
    pub written_before: Option<usize>,
    /// All findings, sorted.
    pub findings: Vec<Finding>,
    /// All open questions.
    pub questions: Vec<Question>,
    /// What it was made from.
    pub origin: Origin,
    /// The quotas and how they stand, for the ledger.
    pub figures: Vec<QuotaFigure>,
}

impl Outcome {
    /// What the ledger keeps of it.
    pub fn state(&self) -> PeriodState<'_> {
        let Outcome { origin, registry, found, changes, figures, .. } = self;
        PeriodState { origin: *origin, registry, found, changes, figures }
    }
}

/// Registry → exemplars → tallies, at the end of a period, held against the one before.
pub fn consolidate(
    workspace: &Workspace,
    mut stage: WorkedPeriod,
    mut back: LookedBack,
    (period, tree): (Period, Tree),
    mut findings: Vec<Finding>,
) -> Result<Outcome, CannotRun> {
    let (plan, units) = (&workspace.plan, &workspace.units);
    let until = period.last_day();
    // They are told from here on, and held once.
    findings.append(&mut back.findings);
    findings.append(&mut stage.registry.findings);
    findings.append(&mut stage.found.findings);
    let mut questions = std::mem::take(&mut stage.registry.questions);
    questions.append(&mut stage.found.questions);
    let (registry, found) = (&stage.registry, &stage.found);

    let judged = quota::judge(plan, &found.exemplars, registry, units, (tree, until))
        .map_err(|error| CannotRun::new(format!("Lỗi khi đếm chỉ tiêu: {error}")))?;
    let (reporting, reminders) = quota::report(plan, &workspace.dues, until, registry, units);
    let (papers, missing_papers) = quota::papers(plan, until, registry, units);
    let eligible = quota::eligible(
        plan,
        &found.exemplars,
        registry,
        &workspace.decisions,
        workspace.references().award_words,
    );

    findings.extend(judged.findings.iter().cloned());
    findings.extend(eligible.findings);
    findings.extend(reminders);
    findings.extend(missing_papers);
    questions.extend(eligible.questions);
    registry.explain(&mut findings, &mut questions);
    registry.accept(&mut findings, &workspace.decisions);
    Finding::sort(&mut findings);
    let reconciliation = back.reconciliation(period, &stage);
    let figures = figures(plan, &judged);
    let WorkedPeriod { registry, found, changes, origin, .. } = stage;
    let eligibility = eligible.standings;
    Ok(Outcome {
        period,
        tree,
        registry,
        found,
        judged,
        reporting,
        papers,
        eligibility,
        changes,
        reconciliation,
        gone: back.gone,
        written_before: back.written_before,
        findings,
        questions,
        origin,
        figures,
    })
}

/// The quotas and how they stand, for the ledger.
fn figures(plan: &Plan, judged: &Judged) -> Vec<QuotaFigure> {
    let figure = |tally: &Tally| {
        let quota = plan.quotas.get(tally.quota_at)?;
        let required = tally.required.unwrap_or(0);
        Some(QuotaFigure { quota: quota.id(), required, registered: tally.registered })
    };
    judged.tallies.iter().filter_map(figure).collect()
}

/// Rows in = dispositions out, cells of data rows = uses of cells, rows with registrations = rows of role
/// data; else nothing is published.
pub fn nothing_is_lost(outcome: &Outcome) -> Result<(), CannotRun> {
    let accounts = &outcome.registry.accounts;
    if let Some(account) = accounts.iter().find(|account| !account.balances()) {
        return Err(CannotRun::new(format!(
            "Số dòng hoặc số ô của «{}» không khớp; không công bố kết quả. Xin gửi tệp này cho người bảo trì.",
            account.place
        )));
    }
    if let Some(bridge) = outcome.reconciliation.as_ref().filter(|bridge| !bridge.balances()) {
        return Err(CannotRun::new(format!(
            "Đối chiếu với {} không khớp; không công bố kết quả. Xin gửi thư mục làm việc cho người bảo trì.",
            bridge.from.label()
        )));
    }
    let data: u64 = accounts.iter().map(|account| u64::from(account.data)).sum();
    let registrations = outcome.registry.registered_rows();
    if data != u64::try_from(registrations).unwrap_or(u64::MAX) {
        return Err(CannotRun::new(format!(
            "Đọc được {data} dòng đăng ký nhưng {registrations} dòng có đăng ký; không công bố kết quả."
        )));
    }
    Ok(())
}
