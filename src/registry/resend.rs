//! What a list sent again does to the one before.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Decisions, Finding, Place, Question, Topic};
use crate::plan::HolderKind;
use crate::record::{Registration, Status};
use crate::text;

use super::Registry;

/// From this share of shared rows on, a later list replaces the earlier one.
const REPLACES: f64 = 0.6;
/// The same, where the later list calls itself a correction.
const REPLACES_IF_SAID: f64 = 0.25;
/// How near two names must be to be a mended spelling of one, given the same year of birth.
const MENDED: f64 = 0.85;

/// What a later list is to an earlier one of the same sender.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Replaces,
    Adds,
    /// Too much in common to add, too little to replace.
    Doubtful,
}

/// Settles what was sent again. Identical files count once; a later list of the same sender that
/// shares most of an earlier one's rows, or calls itself a correction, replaces it.
pub(super) fn settle(registry: &mut Registry, decisions: &Decisions) {
    settle_identical(registry);
    for (earlier, later) in pairs(registry) {
        let Some((relation, score)) = relation(registry, earlier, later, decisions) else { continue };
        match relation {
            Relation::Replaces => replace(registry, earlier, later),
            Relation::Doubtful => ask(registry, earlier, later, score),
            Relation::Adds => {}
        }
    }
}

/// Files of the same bytes: the first to arrive counts.
fn settle_identical(registry: &mut Registry) {
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for (at, submission) in registry.submissions.iter().enumerate() {
        // A file that could not be read is asked for again, however often it came.
        if submission.registrations.is_empty() {
            continue;
        }
        match first_of.get(submission.hash.as_str()) {
            Some(first) => copies.push((*first, at)),
            None => {
                first_of.insert(&submission.hash, at);
            }
        }
    }
    for (first, copy) in copies {
        let first_source = registry.source(first);
        let finding = Finding::new(
            Code::FileSeenBefore,
            Place::file(registry.source(copy)),
            format!("Trùng từng byte với «{first_source}»; chỉ tính một lần."),
        );
        registry.findings.push(finding);
        let pairs: Vec<(usize, usize)> = registry.rows(copy).zip(registry.rows(first)).collect();
        for (again, counted) in pairs {
            registry.supersede(again, Some(counted));
        }
        registry.close(copy);
    }
}

/// Pairs of submissions of the same sender, the earlier first.
fn pairs(registry: &Registry) -> Vec<(usize, usize)> {
    let mut by_sender: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, submission) in registry.submissions.iter().enumerate() {
        if let Some(sender) = &submission.sender
            && !submission.registrations.is_empty()
        {
            by_sender.entry(sender.as_str()).or_default().push(at);
        }
    }
    let mut pairs = Vec::new();
    for sent in by_sender.values() {
        let mut sent = sent.clone();
        sent.sort_by_key(|at| registry.submissions.get(*at).map(|s| (s.received, s.source.clone())));
        for (n, later) in sent.iter().enumerate() {
            pairs.extend(sent.iter().take(n).map(|earlier| (*earlier, *later)));
        }
    }
    pairs
}

fn relation(
    registry: &Registry,
    earlier: usize,
    later: usize,
    decisions: &Decisions,
) -> Option<(Relation, f64)> {
    let before = registry.live(earlier);
    let after = registry.live(later);
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let pairs = shared(registry, &before, &after);
    if pairs.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of rows")]
    let share = pairs.len() as f64 / before.len() as f64;
    match decisions.answer(&question_id(registry, earlier, later)) {
        Some("replaces") => return Some((Relation::Replaces, share)),
        Some("adds") => return Some((Relation::Adds, share)),
        _ => {}
    }
    let says = text::key(&registry.submissions.get(later)?.says);
    let supplement = says.contains("bổ sung") && !says.contains("thay thế");
    let correction = ["thay thế", "điều chỉnh", "sửa đổi", "đính chính", "bản sửa", "sửa lại"]
        .iter()
        .any(|word| says.contains(word));
    let relation = if supplement {
        Relation::Adds
    } else if share >= REPLACES || (correction && share >= REPLACES_IF_SAID) {
        Relation::Replaces
    } else if pairs.len() >= 2 {
        Relation::Doubtful
    } else {
        Relation::Adds
    };
    Some((relation, share))
}

/// Rows of the earlier list with the rows of the later that repeat them: by the same name first,
/// then, among what is left, by a name that was mended.
fn shared(registry: &Registry, before: &[usize], after: &[usize]) -> BTreeMap<usize, usize> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in after {
        by_name.entry(registry.name_key(*at)).or_default().push(*at);
    }
    let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for old_at in before {
        let Some(old) = registry.registrations.get(*old_at) else { continue };
        let same = by_name.get(registry.name_key(*old_at)).into_iter().flatten().copied().find(|new_at| {
            !taken.contains(new_at)
                && registry.registrations.get(*new_at).is_some_and(|new| repeats(old, new))
        });
        if let Some(new) = same {
            taken.insert(new);
            repeated.insert(*old_at, new);
        }
    }
    if repeated.is_empty() {
        // Nothing in common: two lists, not one mended throughout.
        return repeated;
    }
    let free: Vec<usize> = after.iter().copied().filter(|new| !taken.contains(new)).collect();
    for old in before.iter().copied() {
        if !repeated.contains_key(&old)
            && let Some(new) =
                free.iter().copied().find(|new| !taken.contains(new) && is_mended(registry, old, *new))
        {
            taken.insert(new);
            repeated.insert(old, new);
        }
    }
    repeated
}

/// Whether a row of a later list repeats a row of the same name.
fn repeats(old: &Registration, new: &Registration) -> bool {
    let years_agree = match (old.birth_year, new.birth_year) {
        (Some(old), Some(new)) => (old - new).abs() <= 1,
        _ => true,
    };
    // A household is not its head.
    let same_holder = [HolderKind::Individual, HolderKind::Household]
        .iter()
        .all(|kind| (old.kind == *kind) == (new.kind == *kind));
    same_holder
        && years_agree
        && (old.movement == new.movement || old.movement.is_none() || new.movement.is_none())
}

fn replace(registry: &mut Registry, earlier: usize, later: usize) {
    let before = registry.live(earlier);
    let after = registry.live(later);
    let repeated = shared(registry, &before, &after);
    for (old, new) in &repeated {
        registry.supersede(*old, Some(*new));
    }
    let later_source = registry.source(later);
    let mut n_withdrawn = 0;
    for old in before.iter().copied().filter(|old| !repeated.contains_key(old)) {
        n_withdrawn += 1;
        if let Some(row) = registry.registrations.get_mut(old) {
            row.status = Status::Withdrawn;
            let finding = Finding::new(
                Code::RegistrationWithdrawn,
                row.place.clone(),
                format!("«{}» không còn trong bản gửi lại «{later_source}».", row.name),
            )
            .raw(row.name.clone())
            .unit(row.sender.as_ref().map(ToString::to_string).unwrap_or_default());
            registry.findings.push(finding);
        }
    }
    let n_added = after.len().saturating_sub(repeated.len());
    let finding = Finding::new(
        Code::ListReplaced,
        Place::file(registry.source(earlier)),
        format!(
            "Được thay bằng «{later_source}»: giữ {}, thêm {n_added}, bớt {n_withdrawn}.",
            repeated.len()
        ),
    );
    registry.findings.push(finding);
    registry.close(earlier);
}

/// Whether two rows are one with a mended spelling: near names, the same year and movement.
fn is_mended(registry: &Registry, old: usize, new: usize) -> bool {
    let (Some(old), Some(new)) = (registry.registrations.get(old), registry.registrations.get(new)) else {
        return false;
    };
    old.kind == new.kind
        && old.birth_year == new.birth_year
        && repeats(old, new)
        && (text::bare_key(&old.name) == text::bare_key(&new.name)
            || text::similarity(&old.name, &new.name) >= MENDED)
}

fn question_id(registry: &Registry, earlier: usize, later: usize) -> String {
    let hash = |at: usize| registry.submissions.get(at).map_or("", |s| s.hash.as_str());
    Question::identify(Topic::Supersede, &[hash(earlier), hash(later)])
}

fn ask(registry: &mut Registry, earlier: usize, later: usize, score: f64) {
    let (earlier_source, later_source) = (registry.source(earlier), registry.source(later));
    let evidence = format!("Trùng {:.0} % số dòng của bản trước.", score * 100.0);
    registry.findings.push(Finding::new(
        Code::ListOverlapping,
        Place::file(later_source.clone()),
        format!("Trùng một phần với «{earlier_source}»; tạm coi là bổ sung."),
    ));
    registry.questions.push(Question {
        id: question_id(registry, earlier, later),
        topic: Topic::Supersede,
        left: earlier_source.to_string(),
        right: later_source.to_string(),
        evidence,
        score,
        proposal: "adds".to_owned(),
        choices: vec![
            ("replaces".to_owned(), "Bản sau thay thế bản trước".to_owned()),
            ("adds".to_owned(), "Bản sau bổ sung bản trước".to_owned()),
        ],
    });
}
