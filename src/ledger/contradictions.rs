//! Answers that cannot all be true: A is B, B is C, and A is not C.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::finding::{Code, Finding, Topic};

use super::{AnsweredCell, Decision};

/// By the words in which a record was shown, the records that are the same, with the answer that says
/// so; a fresh one also as it stands in the workbook.
type Same<'a> = BTreeMap<String, Vec<(String, Option<&'a AnsweredCell>, &'a Decision)>>;

/// Parts fresh answers from those that contradict each other or what was answered before; of each of
/// these a finding says, at its cell, with what it cannot stand together.
pub fn refuse(before: &[Decision], fresh: Vec<AnsweredCell>) -> (Vec<AnsweredCell>, Vec<Finding>) {
    let (fresh, mut findings) = refuse_twice(fresh);
    let mut held: BTreeMap<&str, (&Decision, Option<&AnsweredCell>)> = BTreeMap::new();
    for decision in before {
        held.insert(&decision.question_id, (decision, None));
    }
    for answer in &fresh {
        held.insert(&answer.decision.question_id, (&answer.decision, Some(answer)));
    }
    let about_people = held.values().filter(|(decision, _)| {
        decision.topic == Topic::SameExemplar.id()
            && !decision.about.is_empty()
            && !decision.against.is_empty()
    });
    let mut same: Same<'_> = BTreeMap::new();
    let mut apart: Vec<(&Decision, Option<&AnsweredCell>)> = Vec::new();
    for (decision, answer) in about_people {
        let (left, right) = (record(&decision.about).to_owned(), record(&decision.against).to_owned());
        match decision.answer.as_str() {
            "same" => {
                same.entry(left.clone()).or_default().push((right.clone(), *answer, decision));
                same.entry(right).or_default().push((left, *answer, decision));
            }
            "different" => apart.push((decision, *answer)),
            _ => {}
        }
    }
    let mut refused: BTreeSet<String> = BTreeSet::new();
    for (decision, answer) in apart {
        let Some(chain) = chain(&same, record(&decision.about), record(&decision.against)) else { continue };
        let of_chain = chain.iter().filter_map(|(answer, _)| *answer);
        let involved: Vec<&AnsweredCell> = answer.into_iter().chain(of_chain).collect();
        let links: Vec<String> =
            chain.iter().map(|(_, link)| format!("«{}» và «{}»", link.about, link.against)).collect();
        for one in &involved {
            if !refused.insert(one.decision.question_id.clone()) {
                continue;
            }
            let message = format!(
                "Các câu trả lời mâu thuẫn: {} được trả lời là một, nhưng «{}» và «{}» được trả lời là khác nhau. Các câu này chưa được ghi.",
                links.join(", "),
                decision.about,
                decision.against
            );
            let advice = "Sửa lại một trong các câu trả lời đó rồi chạy lại; câu đã ghi trước đây thì rút bằng «tonghop decide --undo MÃ».";
            findings.push(Finding::new(Code::DecisionInvalid, one.place.clone(), message).advice(advice));
        }
    }
    let taken = fresh.into_iter().filter(|answer| !refused.contains(&answer.decision.question_id));
    (taken.collect(), findings)
}

/// A record without the place behind it: files move, and questions are about what is written. In a workbook
/// the place stands on a line of its own, which is a part of its own here.
fn record(shown: &str) -> &str {
    let before = |mark: &str, is_last: bool| {
        let mut found = shown.match_indices(mark).filter_map(|(at, _)| shown.split_at_checked(at));
        found.find(|(_, place)| {
            let inside = place.get(mark.len()..).unwrap_or_default();
            inside.ends_with(')') && inside.contains(" › ") && !(is_last && inside.contains("; "))
        })
    };
    before("; (", false).or_else(|| before(" (", true)).map_or(shown, |(record, _)| record)
}

/// The same question answered in two ways in one workbook.
fn refuse_twice(fresh: Vec<AnsweredCell>) -> (Vec<AnsweredCell>, Vec<Finding>) {
    let mut answers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for AnsweredCell { decision, .. } in &fresh {
        answers.entry(decision.question_id.clone()).or_default().insert(decision.answer.clone());
    }
    let twice =
        |answer: &AnsweredCell| answers.get(&answer.decision.question_id).is_some_and(|it| 1 < it.len());
    let (twice, once): (Vec<AnsweredCell>, Vec<AnsweredCell>) = fresh.into_iter().partition(twice);
    let findings = twice.into_iter().map(|answer| {
        let message = "Câu hỏi này được trả lời hai lần, mỗi lần một khác; chưa câu nào được ghi.";
        Finding::new(Code::DecisionInvalid, answer.place, message).advice("Giữ một câu trả lời rồi chạy lại.")
    });
    let findings = findings.collect();
    (once, findings)
}

/// The shortest chain of answers by which two sides are one.
fn chain<'a>(same: &Same<'a>, from: &str, to: &str) -> Option<Vec<(Option<&'a AnsweredCell>, &'a Decision)>> {
    let mut came: BTreeMap<&str, (&str, Option<&'a AnsweredCell>, &'a Decision)> = BTreeMap::new();
    let mut next: VecDeque<&str> = VecDeque::from([from]);
    while let Some(side) = next.pop_front() {
        if side == to && side != from {
            break;
        }
        for (other, answer, decision) in same.get(side).into_iter().flatten() {
            if other != from && !came.contains_key(other.as_str()) {
                came.insert(other, (side, *answer, decision));
                next.push_back(other);
            }
        }
    }
    let mut links = Vec::new();
    let mut at = to;
    while at != from {
        let (before, answer, decision) = came.get(at)?;
        links.push((*answer, *decision));
        at = before;
    }
    links.reverse();
    (!links.is_empty()).then_some(links)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;

    #[test]
    fn a_record_is_known_wherever_its_file_lies() {
        for (shown, expect) in [
            ("An, 1980; Tổ trưởng; Xã A (2024-06-03/x (1).csv › CSV › dòng 3)", "An, 1980; Tổ trưởng; Xã A"),
            ("An (Sáu), 1980; Tổ trưởng; Xã A (y.csv › CSV › dòng 3)", "An (Sáu), 1980; Tổ trưởng; Xã A"),
            ("An (Sáu), 1980; Tổ trưởng; Xã A", "An (Sáu), 1980; Tổ trưởng; Xã A"),
            ("An; Thợ mộc; Xã A; (2024-06-03/cu/1; (c.csv) › CSV › dòng 3)", "An; Thợ mộc; Xã A"),
            ("A", "A"),
        ] {
            assert_eq!(record(shown), expect);
        }
    }

    fn answer((at, left, right, answer): (u32, &str, &str, &str)) -> AnsweredCell {
        let decision = Decision {
            question_id: Question::identify(&[left, right]),
            topic: Topic::SameExemplar.id().to_owned(),
            answer: answer.to_owned(),
            by: String::new(),
            at: String::new(),
            reason: String::new(),
            about: left.to_owned(),
            against: right.to_owned(),
        };
        AnsweredCell {
            decision,
            place: Place::sheet("can-quyet-dinh.xlsx".into(), "Trùng").at_cell(at, 6),
            unit: None,
        }
    }

    struct Question;
    impl Question {
        fn identify(parts: &[&str]) -> String {
            crate::finding::Question::identify(Topic::SameExemplar, parts)
        }
    }

    /// The answers of before and of now; the cells that are refused.
    #[track_caller]
    fn check(before: &[(u32, &str, &str, &str)], fresh: &[(u32, &str, &str, &str)], expect: &[&str]) {
        let before: Vec<Decision> = before.iter().map(|one| answer(*one).decision).collect();
        let (taken, findings) = refuse(&before, fresh.iter().map(|one| answer(*one)).collect());
        let cells: Vec<String> = findings.iter().map(|finding| finding.place.spot_shown()).collect();
        assert_eq!(cells, expect);
        assert_eq!(taken.len() + findings.len(), fresh.len());
    }

    #[test]
    fn what_cannot_all_be_true_is_refused_with_its_cells() {
        check(&[], &[(1, "A", "B", "same"), (2, "B", "C", "same"), (3, "A", "C", "same")], &[]);
        check(&[], &[(1, "A", "B", "same"), (2, "B", "C", "different"), (3, "A", "C", "different")], &[]);
        check(
            &[],
            &[
                (1, "A", "B", "same"),
                (2, "B", "C", "same"),
                (3, "A", "C", "different"),
                (4, "D", "E", "same"),
            ],
            &["G4", "G2", "G3"],
        );
        // What was answered before counts too; a later answer to the same question takes its place.
        check(&[(0, "A", "B", "same")], &[(2, "B", "C", "same"), (3, "A", "C", "different")], &["G4", "G3"]);
        check(
            &[(0, "A", "B", "same")],
            &[(1, "A", "B", "different"), (2, "B", "C", "same"), (3, "A", "C", "different")],
            &[],
        );
        check(&[], &[(1, "A", "B", "same"), (5, "A", "B", "different")], &["G2", "G6"]);
    }
}
