//! The lists that are held, by the family of units that sent them and in the order in which they
//! were made.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use crate::units::{UnitBook, UnitCode};

use super::Registry;
use super::stated_purpose::{Purpose, other_batch, same_batch};

/// A day written on a list that lies further back than this before its arrival is a slip.
const WRITTEN_WITHIN_DAYS: i64 = 120;

/// One sheet of one submission.
#[derive(Debug, Clone)]
pub(super) struct SubmittedList {
    /// Position of its submission.
    pub(super) submission: usize,
    /// Its sheet.
    pub(super) sheet: String,
    /// Positions of its registrations.
    pub(super) rows: Vec<usize>,
    pub(super) sender: UnitCode,
    pub(super) received: Date,
    pub(super) purpose: Purpose,
    written: Option<Date>,
    sent_at: Option<i64>,
    title: String,
    /// Whether it is a table of a Word document.
    pub(super) is_word: bool,
    /// Whether its file has other lists.
    pub(super) one_of_several: bool,
}

/// How two lists of a family follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Follows {
    /// As they arrived.
    Clearly,
    /// They arrived on one day and nothing tells which was made last.
    Unclear,
    /// The one that arrived last was written first.
    Reversed,
}

/// The families of lists; in each, the first to arrive first.
pub(super) fn families(registry: &Registry, units: &UnitBook) -> Vec<Vec<SubmittedList>> {
    let mut families: BTreeMap<UnitCode, Vec<SubmittedList>> = BTreeMap::new();
    let roots = roots(registry, units);
    for (at, held) in registry.submissions.iter().enumerate() {
        let Some(sender) = &held.sender else { continue };
        let mut by_sheet: Vec<(&str, Vec<usize>)> = Vec::new();
        for row in held.registrations.clone() {
            let Some(registration) = registry.registrations.get(row) else { continue };
            let sheet = registration.place.sheet_name();
            match by_sheet.iter_mut().find(|(known, _)| *known == sheet) {
                Some((_, rows)) => rows.push(row),
                None => by_sheet.push((sheet, vec![row])),
            }
        }
        let one_of_several = 1 < by_sheet.len();
        for (sheet, rows) in by_sheet {
            let says = held.says.list(sheet);
            let list = SubmittedList {
                submission: at,
                sheet: sheet.to_owned(),
                rows,
                sender: sender.clone(),
                received: held.received,
                purpose: held.says.purpose(sheet),
                written: says.and_then(|says| says.written),
                sent_at: held.says.sent_at,
                is_word: is_word(&held.source),
                title: says.map(|says| says.title.clone()).unwrap_or_default(),
                one_of_several,
            };
            families.entry(roots.get(sender).unwrap_or(sender).clone()).or_default().push(list);
        }
    }
    for lists in families.values_mut() {
        // Of lists that nothing tells apart, a workbook comes after a Word document and the longer one last;
        // never by their paths.
        lists.sort_by_cached_key(|list| {
            let written = list.written_in_time().unwrap_or(list.received);
            let (sent, mends) = (list.sent_at.unwrap_or_default(), list.purpose != Purpose::Plain);
            let hash = registry.submissions.get(list.submission).map(|held| held.hash.clone());
            (
                list.received,
                written,
                sent,
                mends,
                !list.is_word,
                list.rows.len(),
                hash,
                list.rows.first().copied(),
            )
        });
    }
    families.into_values().collect()
}

/// Whether a file's name is that of a Word document.
fn is_word(source: &str) -> bool {
    let ending = Path::new(source).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ["docx", "docm", "dotx"].iter().any(|word| ending.eq_ignore_ascii_case(word)))
}

/// For each sender that has successors among the senders or shares them, one unit for its family.
fn roots(registry: &Registry, units: &UnitBook) -> BTreeMap<UnitCode, UnitCode> {
    let senders: BTreeSet<&UnitCode> =
        registry.submissions.iter().filter_map(|held| held.sender.as_ref()).collect();
    let mut roots: BTreeMap<UnitCode, UnitCode> = BTreeMap::new();
    for sender in &senders {
        for heir in heirs(sender, units).into_iter().filter(|heir| senders.contains(heir)) {
            let (own_root, other) = (root(&roots, sender), root(&roots, &heir));
            roots.insert(own_root.clone().max(other.clone()), own_root.min(other));
        }
    }
    senders.into_iter().map(|sender| (sender.clone(), root(&roots, sender))).collect()
}

fn root(roots: &BTreeMap<UnitCode, UnitCode>, of: &UnitCode) -> UnitCode {
    let mut at = of;
    while let Some(next) = roots.get(at).filter(|next| *next != at) {
        at = next;
    }
    at.clone()
}

/// The units that came after one, to the last.
pub(super) fn heirs(of: &UnitCode, units: &UnitBook) -> BTreeSet<UnitCode> {
    let mut heirs: BTreeSet<UnitCode> = BTreeSet::new();
    let mut next = units.successors(of);
    while let Some(unit) = next.pop() {
        if heirs.insert(unit.clone()) {
            next.extend(units.successors(&unit));
        }
    }
    heirs
}

/// Whether a unit's lists are another's too: the same, or one that took its place.
pub(super) fn related(one: &UnitCode, other: &UnitCode, units: &UnitBook) -> bool {
    one == other || heirs(one, units).contains(other) || heirs(other, units).contains(one)
}

/// What tells the order of two lists that arrived on one day: the mails' times, the days written on
/// them, and that a correction follows what it corrects.
fn by_words(a: &SubmittedList, b: &SubmittedList) -> Option<Ordering> {
    let written = a.written_in_time().zip(b.written_in_time()).map(|(a, b)| a.cmp(&b));
    let sent = a.sent_at.zip(b.sent_at).map(|(a, b)| a.cmp(&b));
    let purpose = (a.purpose != Purpose::Plain).cmp(&(b.purpose != Purpose::Plain));
    [written, sent, Some(purpose)].into_iter().flatten().find(|order| *order != Ordering::Equal)
}

impl SubmittedList {
    /// The day written on it, where that can be true.
    fn written_in_time(&self) -> Option<Date> {
        let written = self.written?;
        let days = written.until(self.received).ok()?.get_days();
        (0..=WRITTEN_WITHIN_DAYS).contains(&i64::from(days)).then_some(written)
    }

    /// How this list follows one that stands before it in its family; `made_of` are lists that the
    /// other one had taken the place of.
    pub(super) fn follows(&self, earlier: &SubmittedList, made_of: &[&SubmittedList]) -> Follows {
        let newer = |other: &SubmittedList| {
            let written = self.written_in_time().zip(other.written_in_time());
            written.is_some_and(|(own, other)| own < other)
        };
        if newer(earlier) || made_of.iter().any(|other| newer(other)) {
            return Follows::Reversed;
        }
        if self.received == earlier.received && by_words(earlier, self).is_none() {
            return Follows::Unclear;
        }
        Follows::Clearly
    }

    /// Whether this list came along with a workbook that holds it too: nobody reads two to the end and sends both,
    /// so the workbook, in which lists are made, counts.
    pub(super) fn is_word_copy_of(&self, workbook: &SubmittedList) -> bool {
        self.is_word && !workbook.is_word && self.received == workbook.received
    }

    /// Whether titles say that two lists are of different months, quarters or years.
    pub(super) fn is_other_batch(&self, other: &SubmittedList) -> bool {
        other_batch(&self.title, &other.title)
    }

    /// Whether their titles say that they are one batch.
    pub(super) fn is_same_batch(&self, other: &SubmittedList) -> bool {
        same_batch(&self.title, &other.title)
    }
}
