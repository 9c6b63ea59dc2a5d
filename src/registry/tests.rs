//! What a list sent again does to the one before.

use jiff::civil::date;

use super::*;
use crate::finding::{Answer, Code, Place};
use crate::plan::{HolderKind, MovementId};

/// A list: source, day of June 2024, what it says of itself, and its people with their years.
struct Sent(&'static str, i8, &'static str, &'static [(&'static str, i16)]);

fn submission(sent: &Sent) -> Submission {
    let Sent(source, day, says, people) = sent;
    let sender = UnitCode::new("p1");
    let place = Place::sheet((*source).into(), "DS");
    let hash = blake3::hash(format!("{says}{people:?}").as_bytes()).to_hex().to_string();
    let registrations = (0..)
        .zip(*people)
        .map(|(row, (name, year))| Registration {
            birth_year: Some(*year),
            unit: Some(sender.clone()),
            sender: Some(sender.clone()),
            movement: Some(MovementId::new("m")),
            ..Registration::of(
                RegistrationId::of(&hash, 0, "DS", row),
                place.at_row(row),
                HolderKind::Individual,
                (*name).into(),
                date(2024, 6, *day),
            )
        })
        .collect();
    Submission {
        source: (*source).into(),
        hash,
        received: date(2024, 6, *day),
        sender: Some(sender),
        says: Says {
            lists: vec![ListSays {
                sheet: "DS".to_owned(),
                title: (*says).to_owned(),
                ..ListSays::default()
            }],
            ..Says::default()
        },
        accounts: Vec::new(),
        registrations,
        findings: Vec::new(),
        questions: Vec::new(),
        sent: [].into(),
        back: None,
    }
}

fn hold(sent: &[Sent], decisions: &Decisions) -> Registry {
    Registry::hold(sent.iter().map(submission).collect(), decisions, &UnitBook::default())
}

/// Statuses are one letter a row, in the order of arrival: counted, superseded, withdrawn.
fn statuses(registry: &Registry) -> String {
    let letter = |row: &Registration| row.status.id().chars().next().unwrap_or('?');
    registry.registrations.iter().map(letter).collect()
}

#[track_caller]
fn check(sent: &[Sent], expect: &str, codes: &[Code]) {
    let registry = hold(sent, &Decisions::default());
    assert_eq!(statuses(&registry), expect);
    let found: Vec<Code> = registry.findings.iter().map(|finding| finding.code).collect();
    assert_eq!(found, codes);
}

const FIRST: &[(&str, i16)] =
    &[("Nông Văn An", 1980), ("Vi Thị Bé", 1981), ("Lộc Văn Cường", 1982), ("Hứa Thị Dịu", 1983)];

#[test]
fn the_same_bytes_count_once_and_the_first_to_arrive_stands() {
    check(&[Sent("b.xlsx", 9, "", FIRST), Sent("a.xlsx", 3, "", FIRST)], "ccccssss", &[Code::FileSeenBefore]);
}

#[test]
fn a_corrected_list_replaces_row_by_row() {
    // One spelling mended, one person left out, one new.
    let again: &[(&str, i16)] =
        &[("Nông Văn An", 1980), ("Vi Thị Bế", 1981), ("Lộc Văn Cường", 1982), ("Chu Văn Êm", 1984)];
    check(
        &[Sent("a.xlsx", 3, "", FIRST), Sent("b.xlsx", 9, "", again)],
        "ssswcccc",
        &[Code::RegistrationWithdrawn, Code::ListReplaced],
    );
}

#[test]
fn a_supplement_adds() {
    let more: &[(&str, i16)] = &[("Chu Văn Êm", 1984), ("Nông Văn An", 1980)];
    check(&[Sent("a.xlsx", 3, "", FIRST), Sent("b.xlsx", 9, "Danh sách bổ sung", more)], "cccccc", &[]);
}

#[test]
fn another_list_of_the_same_unit_stands_beside() {
    let others: &[(&str, i16)] = &[("Chu Văn Êm", 1984), ("Bế Thị Giang", 1985)];
    check(&[Sent("a.xlsx", 3, "", FIRST), Sent("b.xlsx", 3, "", others)], "cccccc", &[]);
}

#[test]
fn half_a_list_is_asked_about_and_the_answer_holds() {
    let half: &[(&str, i16)] = &[("Nông Văn An", 1980), ("Vi Thị Bé", 1981), ("Chu Văn Êm", 1984)];
    let sent = || [Sent("a.xlsx", 3, "", FIRST), Sent("b.xlsx", 9, "", half)];
    check(&sent(), "ccccccc", &[Code::ListOverlapping]);
    let asked = hold(&sent(), &Decisions::default());
    let id = asked.questions.first().map(|question| question.id.clone()).unwrap_or_default();
    let mut decisions = Decisions::default();
    decisions.take(&id, Some(Answer::Relation("replaces".into())));
    assert_eq!(statuses(&hold(&sent(), &decisions)), "sswwccc");
    decisions.take(&id, Some(Answer::Relation("adds".into())));
    let answered = hold(&sent(), &decisions);
    assert_eq!((statuses(&answered).as_str(), answered.questions.len()), ("ccccccc", 0));
}
