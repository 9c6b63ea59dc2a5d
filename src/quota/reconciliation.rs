//! What was issued of an earlier period, held against what that period comes to now.
//!
//! Files vanish, arrive late in the folder of an earlier day or are replaced; plans, units, answers and
//! programs change. What was printed stays printed, so each difference becomes a correction with its
//! cause, and the figures of the issued period and of this one are bridged step by step.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::dedup::ExemplarId;
use crate::plan::{Bound, Period};

use super::{Change, ChangeKind, Situation, changes};

/// Why what was issued and what is computed now differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// A file that was counted is not in the inbox any more.
    FileGone,
    /// A file that was counted holds something else now.
    FileReplaced,
    /// A file of the issued period came after that was issued.
    FileLate,
    /// A file that was counted bears a day of another period now.
    FileRedated,
    /// The plan, the units, the answers, the settings or the program changed.
    References,
    /// Follows from the causes above: who is who depends on all lists together.
    Consequence,
}

impl Cause {
    /// All causes.
    pub const ALL: [Cause; 6] = [
        Cause::FileGone,
        Cause::FileReplaced,
        Cause::FileLate,
        Cause::FileRedated,
        Cause::References,
        Cause::Consequence,
    ];

    /// The word used in `changes.csv` and `reconciliation.csv`.
    pub fn id(self) -> &'static str {
        match self {
            Cause::FileGone => "file_gone",
            Cause::FileReplaced => "file_replaced",
            Cause::FileLate => "file_late",
            Cause::FileRedated => "file_redated",
            Cause::References => "references",
            Cause::Consequence => "consequence",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Cause::FileGone => "Tệp không còn",
            Cause::FileReplaced => "Tệp bị thay nội dung",
            Cause::FileLate => "Tệp đến sau khi phát hành",
            Cause::FileRedated => "Tệp nay mang ngày của kỳ khác",
            Cause::References => "Đổi",
            Cause::Consequence => "Kéo theo các thay đổi trên",
        }
    }
}

/// A file of the inbox: its source, the hash of its content and the day it arrived.
pub type PresentFile<'a> = (&'a str, &'a str, Date);

/// How the files of an issued period differ from those of the inbox now, by source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileDifferences {
    causes: BTreeMap<String, Cause>,
}

impl FileDifferences {
    /// Holds the files that were counted (source → hash) against those that are there now; `until` is the
    /// last day of the issued period. A file that was only moved or renamed is none of them.
    pub fn between(
        counted: &BTreeMap<String, String>,
        present: &[PresentFile<'_>],
        until: Date,
    ) -> FileDifferences {
        let hash_of: BTreeMap<&str, &str> =
            present.iter().map(|(source, hash, _)| (*source, *hash)).collect();
        let mut first_day: BTreeMap<&str, Date> = BTreeMap::new();
        for (_, hash, day) in present {
            let known = first_day.entry(*hash).or_insert(*day);
            *known = (*known).min(*day);
        }
        let counted_hashes: BTreeSet<&str> = counted.values().map(String::as_str).collect();
        let mut causes = BTreeMap::new();
        for (source, hash) in counted {
            let cause = match first_day.get(hash.as_str()) {
                Some(day) if *day <= until => continue,
                Some(_) => Cause::FileRedated,
                None if hash_of.contains_key(source.as_str()) => Cause::FileReplaced,
                None => Cause::FileGone,
            };
            causes.insert(source.clone(), cause);
        }
        for (source, hash, day) in present {
            if *day <= until && !counted.contains_key(*source) && !counted_hashes.contains(hash) {
                causes.insert((*source).to_owned(), Cause::FileLate);
            }
        }
        FileDifferences { causes }
    }

    /// The files, by source, each with what is different.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cause)> {
        self.causes.iter().map(|(source, cause)| (source.as_str(), *cause))
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.causes.is_empty()
    }

    fn of<'s>(&self, sources: impl Iterator<Item = &'s str>, wanted: &[Cause]) -> Option<(Cause, &'s str)> {
        let found = sources.filter_map(|source| {
            let cause = *self.causes.get(source)?;
            wanted.contains(&cause).then_some((cause, source))
        });
        found.min()
    }
}

/// A state of a period: its exemplars, and the files that brought them.
#[derive(Debug, Clone, Copy)]
pub struct SourcedSituation<'a> {
    /// The exemplars and their registrations.
    pub situation: Situation<'a>,
    /// The exemplar and the source of each registration.
    pub sources: &'a [(&'a ExemplarId, &'a str)],
}

/// One difference between what was issued and what is computed now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// Why.
    pub cause: Cause,
    /// The file, or the references that changed, joined by `;`; empty for a consequence.
    pub source: String,
    /// What is different.
    pub change: Change,
}

/// Exemplars that came and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flow {
    /// Exemplars that were not there before.
    pub added: usize,
    /// Exemplars that are not there any more, by themselves or as another's.
    pub removed: usize,
}

impl Flow {
    /// What the changes between two states come to.
    pub fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Flow {
        let mut flow = Flow::default();
        for change in changes {
            match change.change {
                ChangeKind::New => flow.added += 1,
                ChangeKind::Withdrawn => flow.removed += 1,
                ChangeKind::Changed if change.field == "exemplar_id" => flow.removed += 1,
                ChangeKind::Changed => {}
            }
        }
        flow
    }

    fn is_none(self) -> bool {
        self == Flow::default()
    }
}

/// A quota whose minimum or maximum is another than was issued.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotaChange {
    /// The quota, as `quotas.csv` names it.
    pub quota: String,
    /// On which side it binds.
    pub bound: Bound,
    /// What was issued, a number or a share of the registered; none where there was no such quota.
    pub before: Option<String>,
    /// What the plan asks now; none where there is no such quota any more.
    pub after: Option<String>,
}

/// The way from the figure of an earlier period to that of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
    /// The period that was issued last before this one; else the period before.
    pub from: Period,
    /// Whether it was closed.
    pub is_closed: bool,
    /// Its exemplars as they were issued.
    pub issued: usize,
    /// What is different in it now, sorted.
    pub corrections: Vec<Correction>,
    /// Minimums and maximums of the plan that are others now, sorted.
    pub quotas: Vec<QuotaChange>,
    /// What came and went in the periods in between, which were never issued.
    pub between: Flow,
    /// What came and went in this period.
    pub within: Flow,
    /// The exemplars of this period.
    pub now: usize,
}

impl Reconciliation {
    /// Whether nothing stands between what was issued last and this period but what came and went in it.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty() && self.quotas.is_empty() && self.between == Flow::default()
    }
}

/// One line of a reconciliation, with the exemplars counted up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BridgeStep<'a> {
    /// What the line is.
    pub kind: StepKind,
    /// The file or the references that changed, for corrections.
    pub source: &'a str,
    /// What came and went.
    pub flow: Flow,
    /// Exemplars after it.
    pub total: usize,
}

/// What a line of a reconciliation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// What was issued.
    Issued,
    /// A correction of it.
    Correction(Cause),
    /// The periods in between.
    Between,
    /// This period.
    Within,
}

impl StepKind {
    /// The word used in `reconciliation.csv`.
    pub fn id(self) -> &'static str {
        match self {
            StepKind::Issued => "issued",
            StepKind::Correction(_) => "correction",
            StepKind::Between => "between",
            StepKind::Within => "within",
        }
    }
}

impl Reconciliation {
    /// The bridge from an earlier figure, on which nothing stands yet.
    pub fn from(from: Period, is_closed: bool, issued: usize) -> Reconciliation {
        Reconciliation {
            from,
            is_closed,
            issued,
            corrections: Vec::new(),
            quotas: Vec::new(),
            between: Flow::default(),
            within: Flow::default(),
            now: issued,
        }
    }

    /// Holds what was issued against what the same period comes to now; `references` names what changed
    /// beside the files.
    pub fn corrections(
        issued: SourcedSituation<'_>,
        computed: SourcedSituation<'_>,
        files: &FileDifferences,
        references: &str,
    ) -> Vec<Correction> {
        let found = changes(issued.situation, computed.situation);
        let changed: BTreeSet<&ExemplarId> = found.iter().map(|change| &change.exemplar).collect();
        let sources = |state: SourcedSituation<'_>| {
            let mut by_exemplar: BTreeMap<ExemplarId, Vec<String>> = BTreeMap::new();
            for (exemplar, source) in state.sources.iter().filter(|(id, _)| changed.contains(*id)) {
                by_exemplar.entry((*exemplar).clone()).or_default().push((*source).to_owned());
            }
            by_exemplar
        };
        let (had, has) = (sources(issued), sources(computed));
        let mut corrections: Vec<Correction> = found
            .iter()
            .map(|change| {
                let of = |state: &BTreeMap<ExemplarId, Vec<String>>, wanted: &[Cause]| {
                    let sources = state.get(&change.exemplar)?;
                    let found = files.of(sources.iter().map(String::as_str), wanted)?;
                    Some((found.0, found.1.to_owned()))
                };
                let lost = [Cause::FileGone, Cause::FileReplaced, Cause::FileRedated];
                let came = [Cause::FileLate, Cause::FileReplaced];
                let by_file = of(&had, &lost).or_else(|| of(&has, &came));
                let (cause, source) = by_file.unwrap_or_else(|| match references {
                    "" => (Cause::Consequence, String::new()),
                    changed => (Cause::References, changed.to_owned()),
                });
                Correction { cause, source, change: change.clone() }
            })
            .collect();
        corrections.sort();
        corrections
    }

    /// Its lines, from what was issued to this period; what came to nothing has none.
    pub fn steps(&self) -> Vec<BridgeStep<'_>> {
        let mut total = self.issued;
        let mut steps = vec![BridgeStep { kind: StepKind::Issued, source: "", flow: Flow::default(), total }];
        let mut put = |kind, source, flow: Flow| {
            total = (total + flow.added).saturating_sub(flow.removed);
            steps.push(BridgeStep { kind, source, flow, total });
        };
        for same in self.corrections.chunk_by(|a, b| (a.cause, &a.source) == (b.cause, &b.source)) {
            if let Some(first) = same.first() {
                let flow = Flow::of(same.iter().map(|correction| &correction.change));
                put(StepKind::Correction(first.cause), &first.source, flow);
            }
        }
        if !self.between.is_none() {
            put(StepKind::Between, "", self.between);
        }
        put(StepKind::Within, "", self.within);
        steps
    }

    /// Whether the lines add up to the exemplars of this period.
    pub fn balances(&self) -> bool {
        self.steps().last().is_some_and(|step| step.total == self.now)
    }

    /// Whether the issued period reads otherwise now.
    pub fn differs(&self) -> bool {
        !self.corrections.is_empty() || !self.quotas.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or_else(|_| unreachable!("{text}"))
    }

    #[test]
    fn files_are_told_by_their_content_wherever_they_stand() {
        let june = day("2024-06-30");
        let counted: BTreeMap<String, String> = ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx", "e.xlsx"]
            .map(|source| (source.to_owned(), format!("hash of {source}")))
            .into();
        let present = [
            ("a.xlsx", "hash of a.xlsx", june),
            ("moved/b.xlsx", "hash of b.xlsx", june),
            ("c.xlsx", "another hash", june),
            ("e.xlsx", "hash of e.xlsx", day("2024-07-03")),
            ("late.xlsx", "new", day("2024-06-12")),
            ("july.xlsx", "newer", day("2024-07-02")),
        ];
        let found = FileDifferences::between(&counted, &present, june);
        let found: Vec<(&str, Cause)> = found.iter().collect();
        let expect = [
            ("c.xlsx", Cause::FileReplaced),
            ("d.xlsx", Cause::FileGone),
            ("e.xlsx", Cause::FileRedated),
            ("late.xlsx", Cause::FileLate),
        ];
        assert_eq!(found, expect);
    }

    #[test]
    fn the_lines_add_up_and_a_missing_line_is_noticed() {
        let change = |id: &str, change, field| Change {
            exemplar: ExemplarId::from_text(id),
            name: "Lê Thị Bưởi".to_owned().into(),
            unit: None,
            change,
            field,
            before: String::new().into(),
            after: String::new().into(),
        };
        let correction =
            |cause, source: &str, change| Correction { cause, source: source.to_owned(), change };
        let june = Period::of(day("2024-06-30"));
        let mut bridge = Reconciliation {
            from: june,
            is_closed: true,
            issued: 179,
            corrections: vec![
                correction(Cause::FileGone, "a.xlsx", change("E-1", ChangeKind::Withdrawn, "")),
                correction(Cause::FileGone, "a.xlsx", change("E-2", ChangeKind::Changed, "exemplar_id")),
                correction(Cause::FileLate, "b.xlsx", change("E-3", ChangeKind::New, "")),
                correction(Cause::References, "plan", change("E-4", ChangeKind::Changed, "lead_codes")),
            ],
            quotas: Vec::new(),
            between: Flow { added: 4, removed: 1 },
            within: Flow { added: 65, removed: 2 },
            now: 244,
        };
        let totals: Vec<usize> = bridge.steps().iter().map(|step| step.total).collect();
        assert_eq!(totals, [179, 177, 178, 178, 181, 244]);
        assert!(bridge.balances());
        bridge.corrections.pop();
        bridge.corrections.pop();
        assert!(!bridge.balances());
    }
}
