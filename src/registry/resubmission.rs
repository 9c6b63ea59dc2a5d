//! What a list sent again does to the one before.
//!
//! Lists are held against each other sheet by sheet, in the order in which they were made. Where
//! everybody of the earlier list stands again, the later one takes its place. Where some do not, that
//! can mean that they are taken back, or that the later list holds a part: words and content decide,
//! else the officer is asked, and meanwhile nobody vanishes.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Answer, Code, Decisions, Finding, Question, QuestionKind, Topic};
use crate::record::{Registration, Status, takes_back};
use crate::units::{UnitBook, UnitCode};

use super::candidates::Candidates;
use super::lists::{SubmittedList, families, heirs, related};
use super::matching::{SharedRows, shared};
use super::relation::{CHOICES, ListPair, Relation, RelationDoubt, Settled, replaces_together, share_of};
use super::stated_purpose::Purpose;
use super::{Registry, copied, copies, withdrawal};

/// So many names are listed where a list was replaced.
const NAMES: usize = 8;

/// Settles what was sent again. Identical files count once.
pub(super) fn settle(registry: &mut Registry, decisions: &Decisions, units: &UnitBook) {
    copies::settle(registry);
    let families = families(registry, units);
    let answered = decisions.holds_any(|answer| matches!(answer, Answer::Relation(_)));
    for lists in &families {
        let meets = Candidates::of(lists, registry, answered);
        Family { lists, units, decisions, meets, made_of: BTreeMap::new(), asked: Vec::new() }
            .settle(registry);
    }
    let mut all: Vec<SubmittedList> = families.into_iter().flatten().collect();
    all.sort_by_cached_key(|list| (list.received, list.rows.first().copied()));
    copied::note(registry, &all, units);
}

/// The lists of one sender and of the units before and after it.
struct Family<'a> {
    lists: &'a [SubmittedList],
    units: &'a UnitBook,
    decisions: &'a Decisions,
    meets: Candidates,
    /// For each list, those that it took the place of, and those that these had.
    made_of: BTreeMap<usize, BTreeSet<usize>>,
    /// What is to be asked if both lists still matter in the end: the earlier, the later, why.
    asked: Vec<(usize, usize, Settled)>,
}

impl Family<'_> {
    fn settle(mut self, registry: &mut Registry) {
        let mut day_from = 0;
        while let Some(first) = self.lists.get(day_from) {
            let same_day = self.lists.iter().skip(day_from).take_while(|it| it.received == first.received);
            let day = day_from..day_from + same_day.count();
            day_from = day.end;
            // By earlier list, those of the day that may speak of it.
            let mut spoken_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for later in day.clone() {
                for earlier in self.meets.before(later, day.start) {
                    spoken_of.entry(earlier).or_default().push(later);
                }
            }
            for (earlier, by) in spoken_of.into_iter().filter(|(_, by)| 1 < by.len()) {
                self.split(registry, earlier, &by);
            }
            for later in day {
                for earlier in self.meets.before(later, later) {
                    self.pair(registry, earlier, later);
                }
                self.take_back(registry, later);
            }
        }
        self.ask(registry);
    }

    /// Takes back what a list withdraws.
    fn take_back(&self, registry: &mut Registry, later: usize) {
        let Some(list) = self.lists.get(later) else { return };
        let withdrawn =
            |row: &usize| registry.registrations.get(*row).is_some_and(|row| row.status == Status::Withdrawn);
        if list.rows.iter().any(withdrawn) {
            let before = self.lists.get(..later).unwrap_or_default();
            let before = before.iter().filter(|it| related(&it.sender, &list.sender, self.units));
            let rows: Vec<usize> = before.flat_map(|it| self.live(registry, it)).collect();
            withdrawal::take(registry, list, &rows);
        }
    }

    /// Positions of those registrations of a list that may still be counted.
    fn live(&self, registry: &Registry, list: &SubmittedList) -> Vec<usize> {
        list.rows.iter().copied().filter(|row| registry.is_live(*row)).collect()
    }

    /// The rows by which a list speaks about earlier ones: also those that it takes back by a remark.
    fn speaking(&self, registry: &Registry, list: &SubmittedList) -> Vec<usize> {
        let taken_back =
            |row: usize| registry.registrations.get(row).is_some_and(|it| takes_back(&it.remark));
        list.rows.iter().copied().filter(|row| registry.is_live(*row) || taken_back(*row)).collect()
    }

    /// One list of the inbox and another: the later one may replace, amend or add.
    fn pair(&mut self, registry: &mut Registry, earlier: usize, later: usize) {
        let Some((earlier_list, later_list)) = self.lists.get(earlier).zip(self.lists.get(later)) else {
            return;
        };
        if !self.may_relate(earlier_list, later_list) {
            return;
        }
        let Some((settled, rows)) = self.relation(registry, earlier, later) else { return };
        match settled.relation {
            Relation::Replaces => self.replace(registry, earlier, &[later], &rows),
            Relation::Amends => self.amend(registry, earlier, later, &rows),
            Relation::IsOlder => {
                let before = self.speaking(registry, later_list);
                let after = self.live(registry, earlier_list);
                let rows = shared(registry, &before, &after, true);
                self.replace(registry, later, &[earlier], &rows);
            }
            Relation::Adds => {}
        }
        if settled.doubt.is_some() {
            self.asked.push((earlier, later, settled));
        }
    }

    fn may_relate(&self, one: &SubmittedList, other: &SubmittedList) -> bool {
        one.submission != other.submission
            && other.purpose != Purpose::Withdrawal
            && one.purpose != Purpose::Withdrawal
            && related(&one.sender, &other.sender, self.units)
    }

    /// What a list is to an earlier one, and their rows in common; nothing where there are none.
    fn relation(&self, registry: &Registry, earlier: usize, later: usize) -> Option<(Settled, SharedRows)> {
        let (earlier_list, later_list) = self.lists.get(earlier).zip(self.lists.get(later))?;
        let before = self.live(registry, earlier_list);
        let after = self.speaking(registry, later_list);
        let answer = self.answer(registry, earlier, later);
        let corrects = matches!(later_list.purpose, Purpose::Correction | Purpose::Replacement);
        let rows = shared(registry, &before, &after, corrects || answer.is_some());
        if rows.rows.is_empty() {
            return None;
        }
        let share = share_of(rows.rows.len(), before.len());
        if let Some(relation) = answer {
            return Some((Settled { relation, doubt: None, share }, rows));
        }
        let made_of = self.made_of.get(&earlier).into_iter().flatten();
        let made_of: Vec<&SubmittedList> = made_of.filter_map(|at| self.lists.get(*at)).collect();
        let doubted = |list: &SubmittedList| {
            registry.submissions.get(list.submission).is_some_and(|held| !held.says.doubt.is_empty())
        };
        let pair = ListPair {
            earlier: earlier_list,
            later: later_list,
            rows: &rows,
            n_before: before.len(),
            n_after: after.len(),
            follows: later_list.follows(earlier_list, &made_of),
            is_sender_doubtful: doubted(earlier_list) || doubted(later_list),
            is_of_successor: earlier_list.sender != later_list.sender,
        };
        let mut settled = pair.settle();
        if let Some(relation) = self.standing_answer(&settled) {
            settled = Settled { relation, doubt: None, share };
        }
        Some((settled, rows))
    }

    /// A list that came again in several files or sheets of one day: together they take its place.
    fn split(&mut self, registry: &mut Registry, earlier: usize, day: &[usize]) {
        let Some(earlier_list) = self.lists.get(earlier) else { return };
        let before = self.live(registry, earlier_list);
        if before.is_empty() {
            return;
        }
        let mut parts: Vec<usize> = Vec::new();
        let mut together = SharedRows::default();
        let mut n_after = 0;
        for later in day.iter().copied() {
            let Some(other) = self.lists.get(later).filter(|other| self.may_relate(earlier_list, other))
            else {
                continue;
            };
            if matches!(other.purpose, Purpose::Supplement) || other.is_other_batch(earlier_list) {
                continue;
            }
            let Some((settled, rows)) = self.relation(registry, earlier, later) else { continue };
            let open = matches!(settled.relation, Relation::Adds) && !self.answered(registry, earlier, later);
            if !open || rows.rows.keys().any(|row| together.rows.contains_key(row)) {
                return;
            }
            n_after += self.speaking(registry, other).len();
            together.changed += rows.changed;
            together.rows.extend(rows.rows);
            parts.push(later);
        }
        let heirs =
            parts.iter().filter_map(|at| self.lists.get(*at)).any(|it| it.sender != earlier_list.sender);
        if heirs && together.rows.len() < before.len() {
            return;
        }
        if 2 <= parts.len() && replaces_together(&together, before.len(), n_after) {
            self.replace(registry, earlier, &parts, &together);
        }
    }

    fn replace(&mut self, registry: &mut Registry, earlier: usize, by: &[usize], rows: &SharedRows) {
        let Some(earlier_list) = self.lists.get(earlier) else { return };
        let before = self.speaking(registry, earlier_list);
        for (old, new) in &rows.rows {
            self.keep_duty(registry, *old, *new);
            registry.supersede(*old, Some(*new));
        }
        let sources: BTreeSet<String> =
            by.iter().filter_map(|at| Some(self.named(registry, self.lists.get(*at)?))).collect();
        let sources = sources.into_iter().collect::<Vec<_>>().join("», «");
        let is_copy =
            by.iter().all(|at| self.lists.get(*at).is_some_and(|by| earlier_list.is_word_copy_of(by)));
        let gone: Vec<usize> =
            before.into_iter().filter(|old| !rows.rows.contains_key(old) && registry.is_live(*old)).collect();
        for old in &gone {
            let message =
                |row: &Registration| format!("«{}» không còn trong bản gửi lại «{sources}».", row.name);
            registry.withdraw(*old, Code::RegistrationWithdrawn, message);
        }
        let taken: BTreeSet<&usize> = rows.rows.values().collect();
        let after = by.iter().filter_map(|at| self.lists.get(*at)).flat_map(|list| self.live(registry, list));
        let added: Vec<usize> = after.filter(|row| !taken.contains(row)).collect();
        let message = format!(
            "{} «{sources}»: giữ {} (sửa {}), thêm {}, bớt {}.",
            if is_copy { "Là bản Word của" } else { "Được thay bằng" },
            rows.rows.len(),
            rows.changed,
            names(registry, &added),
            names(registry, &gone)
        );
        registry.findings.push(Finding::new(Code::ListReplaced, registry.place_of(earlier_list), message));
        registry.close(earlier_list.submission, Some(&earlier_list.sheet));
        let before = self.made_of.get(&earlier).cloned().unwrap_or_default();
        for at in by {
            let made_of = self.made_of.entry(*at).or_default();
            made_of.insert(earlier);
            made_of.extend(before.iter().copied());
        }
    }

    /// Row by row: what is repeated is replaced, the rest of the earlier list stands.
    fn amend(&mut self, registry: &mut Registry, earlier: usize, later: usize, rows: &SharedRows) {
        let Some((earlier_list, later_list)) = self.lists.get(earlier).zip(self.lists.get(later)) else {
            return;
        };
        let mended: Vec<usize> = rows.rows.values().copied().collect();
        for (old, new) in &rows.rows {
            self.keep_duty(registry, *old, *new);
            registry.supersede(*old, Some(*new));
        }
        let message = format!(
            "Đã sửa theo «{}»: {} dòng ({}); các dòng khác giữ nguyên.",
            self.named(registry, later_list),
            rows.rows.len(),
            names(registry, &mended),
        );
        registry.findings.push(Finding::new(Code::ListAmended, registry.place_of(earlier_list), message));
    }

    /// Of several leads each has a duty of its own. Whom a unit registered for its own counts for it also
    /// when the lead that took its place names them again: a duty ends with the plan, not with the unit.
    fn keep_duty(&self, registry: &mut Registry, old: usize, new: usize) {
        let had = registry.registrations.get(old).map(|row| (row.movement.clone(), row.lead.clone()));
        let (Some((movement, Some(had))), Some(row)) = (had, registry.registrations.get_mut(new)) else {
            return;
        };
        let took_its_place = |lead: &UnitCode| had != *lead && heirs(&had, self.units).contains(lead);
        if row.movement == movement && row.lead.as_ref().is_some_and(took_its_place) {
            row.lead = Some(had);
        }
    }

    /// What people said about two lists, or about those that they took the place of.
    fn answer(&self, registry: &Registry, earlier: usize, later: usize) -> Option<Relation> {
        let with =
            |at: usize| std::iter::once(at).chain(self.made_of.get(&at).into_iter().flatten().copied());
        let pairs = with(later).flat_map(|later| with(earlier).map(move |earlier| (earlier, later)));
        let answer =
            |(earlier, later)| match self.decisions.answer(&self.question_id(registry, earlier, later)) {
                Some(Answer::Relation(id)) => Relation::from_id(id),
                _ => None,
            };
        pairs.filter_map(answer).next()
    }

    /// What people said about all lists of one doubt; the doubt is settled, and what was taken stays where they
    /// said nothing.
    fn standing_answer(&self, settled: &Settled) -> Option<Relation> {
        match self.decisions.answer(&kind(settled.relation, settled.doubt?).id) {
            Some(Answer::Relation(id)) => Relation::from_id(id),
            _ => None,
        }
    }

    fn answered(&self, registry: &Registry, earlier: usize, later: usize) -> bool {
        self.answer(registry, earlier, later).is_some()
    }

    /// By content: the bytes of the two files, and the sheet of a file that has several lists.
    fn question_id(&self, registry: &Registry, earlier: usize, later: usize) -> String {
        let key = |at: usize| {
            let list = self.lists.get(at)?;
            let hash = &registry.submissions.get(list.submission)?.hash;
            Some(if list.one_of_several { format!("{hash}\u{1F}{}", list.sheet) } else { hash.clone() })
        };
        let (earlier, later) = (key(earlier).unwrap_or_default(), key(later).unwrap_or_default());
        Question::identify(Topic::Supersede, &[&earlier, &later])
    }

    /// A list as people call it: its file, with the sheet where that has several.
    fn named(&self, registry: &Registry, list: &SubmittedList) -> String {
        let source = registry.source(list.submission);
        if list.one_of_several { format!("{source} › {}", list.sheet) } else { source.to_string() }
    }

    /// Asks what still matters once everything is settled.
    fn ask(&self, registry: &mut Registry) {
        for (earlier, later, settled) in &self.asked {
            let Some((earlier_list, later_list)) = self.lists.get(*earlier).zip(self.lists.get(*later))
            else {
                continue;
            };
            let stands = |list: &SubmittedList| !self.live(registry, list).is_empty();
            let matters = match settled.relation {
                Relation::Replaces => stands(later_list),
                Relation::IsOlder => stands(earlier_list),
                Relation::Amends | Relation::Adds => stands(earlier_list) && stands(later_list),
            };
            let Some(doubt) = settled.doubt.filter(|_| matters) else { continue };
            let (left, right) = (self.named(registry, earlier_list), self.named(registry, later_list));
            let (why, meanwhile) = match doubt {
                RelationDoubt::Overlaps => ("", "tạm giữ cả hai, người trùng chỉ tính một lần"),
                RelationDoubt::SameDay => {
                    (" Hai bản nhận cùng ngày, không có gì cho biết bản nào sau.", "tạm tính theo bản này")
                }
                RelationDoubt::Reversed => {
                    (" Bản nhận sau đề ngày trước bản nhận trước.", "tạm coi là bản cũ gửi muộn, không dùng")
                }
            };
            let message = format!("Trùng một phần với «{left}»; {meanwhile}.{why}");
            registry.findings.push(Finding::new(
                Code::ListOverlapping,
                registry.place_of(later_list),
                message,
            ));
            let day = |list: &SubmittedList| {
                let day = list.received;
                format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
            };
            registry.questions.push(Question {
                id: self.question_id(registry, *earlier, *later),
                topic: Topic::Supersede,
                left: format!("{left} (nhận {}, {} dòng)", day(earlier_list), earlier_list.rows.len()),
                right: format!("{right} (nhận {}, {} dòng)", day(later_list), later_list.rows.len()),
                evidence: format!(
                    "Trùng {:.0} % số dòng của bản trước.{why} {}",
                    settled.share * 100.0,
                    in_common(registry, earlier_list, later_list)
                ),
                score: settled.share,
                proposal: settled.relation.id().to_owned(),
                choices: CHOICES
                    .iter()
                    .map(|(id, words)| (id.id().to_owned(), (*words).to_owned()))
                    .collect(),
                kind: Some(kind(settled.relation, doubt)),
            });
        }
    }
}

/// The questions of one doubt.
fn kind(relation: Relation, doubt: RelationDoubt) -> QuestionKind {
    let why = match doubt {
        RelationDoubt::Overlaps => "hai danh sách trùng một phần",
        RelationDoubt::SameDay => "hai bản nhận cùng ngày, không rõ bản nào sau",
        RelationDoubt::Reversed => "bản nhận sau đề ngày trước bản nhận trước",
    };
    let id = Question::identify(Topic::Supersede, &["kind", relation.id(), why]);
    QuestionKind { id, why: why.to_owned() }
}

/// Who stands in both lists, and who in one of them only.
fn in_common(registry: &Registry, one: &SubmittedList, other: &SubmittedList) -> String {
    let rows = shared(registry, &one.rows, &other.rows, true).rows;
    let taken: BTreeSet<&usize> = rows.values().collect();
    let both: Vec<usize> = rows.keys().copied().collect();
    let before: Vec<usize> = one.rows.iter().copied().filter(|row| !rows.contains_key(row)).collect();
    let after: Vec<usize> = other.rows.iter().copied().filter(|row| !taken.contains(row)).collect();
    format!(
        "Có ở cả hai: {}; chỉ ở bản trước: {}; chỉ ở bản sau: {}.",
        names(registry, &both),
        names(registry, &before),
        names(registry, &after)
    )
}

/// How many rows, and the first of their names.
fn names(registry: &Registry, rows: &[usize]) -> String {
    if rows.is_empty() {
        return "0".to_owned();
    }
    let named = rows.iter().filter_map(|row| registry.registrations.get(*row)).map(|row| row.name.as_str());
    let mut shown: Vec<&str> = named.take(NAMES).collect();
    if shown.len() < rows.len() {
        shown.push("…");
    }
    format!("{} ({})", rows.len(), shown.join(", "))
}
