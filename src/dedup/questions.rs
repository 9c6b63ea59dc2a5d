//! A doubtful pair as a question, keyed by what is written and not by where it stands.

use std::collections::BTreeMap;

use crate::finding::{Answer, Question, QuestionKind, Topic};
use crate::plan::HolderKind;
use crate::record::Registration;
use crate::text;

use super::level::{BirthLevel, Levels, NameLevel, UnitLevel};
use super::{names, words};

/// The identifier of the question whether two registrations are one.
pub(super) fn id(a: &Registration, b: &Registration) -> String {
    let mut sides = [described(a), described(b)];
    sides.sort();
    let [left, right] = &sides;
    Question::identify(Topic::SameExemplar, &[left, right])
}

/// The identifier of the one question about all doubtful pairs of a name in a unit; for pairs of one name,
/// whatever its marks, in one unit only.
pub(super) fn id_of_many(a: &Registration, b: &Registration) -> Option<String> {
    let id = id_of_name(a);
    (id_of_name(b) == id).then_some(id)
}

/// The identifier of that question for the name and unit of one registration.
pub(super) fn id_of_name(row: &Registration) -> String {
    let name = text::bare_key(&text::loose_key(&row.name));
    Question::identify(Topic::SameExemplar, &["many", row.kind.id(), &name, unit(row)])
}

/// The question about all doubtful pairs of a name in a unit; `a` and `b` are the likeliest.
pub(super) fn question_of_many(
    (a, b): (&Registration, &Registration),
    all: &[&Registration],
    weighed: (f32, &Levels),
    evidence: &str,
) -> Question {
    let pair = question(a, b, weighed, String::new());
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for row in all {
        let year = row.birth_year.map(|year| year.to_string()).unwrap_or_default();
        let parts = [row.name.as_str(), &year, &row.position, &row.address];
        let said_of_it = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        *said.entry(said_of_it).or_default() += 1;
    }
    let n = said.len();
    let listed = said.into_iter().take(SHOWN).map(|(what, n)| format!("{what} ({n} dòng)"));
    let more = if n <= SHOWN { String::new() } else { format!("; và {} cách ghi khác", n - SHOWN) };
    let places = if a.workplace.is_empty() { &a.unit_written } else { &a.workplace };
    Question {
        id: id_of_many(a, b).unwrap_or(pair.id),
        left: format!("{} đăng ký mang tên «{}», {places} (dòng đầu: {})", all.len(), a.name, a.place),
        right: format!("{}{more}", listed.collect::<Vec<_>>().join("; ")),
        evidence: format!("nhiều cặp cùng tên, cùng đơn vị, hỏi chung một lần; cặp gần nhất: {evidence}"),
        choices: vec![
            ("same".to_owned(), "Tất cả là một điển hình".to_owned()),
            ("different".to_owned(), "Là những điển hình khác nhau".to_owned()),
            (Answer::Each.to_string(), "Hỏi riêng từng cặp".to_owned()),
        ],
        kind: None,
        ..pair
    }
}

/// So many ways of writing are listed in a question about many.
const SHOWN: usize = 8;

/// The question whether two registrations are one.
pub(super) fn question(
    a: &Registration,
    b: &Registration,
    (bits, levels): (f32, &Levels),
    evidence: String,
) -> Question {
    let score = probability(bits);
    Question {
        id: id(a, b),
        topic: Topic::SameExemplar,
        left: shown(a),
        right: shown(b),
        evidence,
        score,
        proposal: if score >= 0.5 && !named_apart(a, b) && !is_another(a, b, levels) {
            "same"
        } else {
            "different"
        }
        .to_owned(),
        choices: PAIR.iter().map(|(id, words)| ((*id).to_owned(), (*words).to_owned())).collect(),
        kind: Some(kind([a.kind, b.kind], levels)),
    }
}

/// The questions of the same reason: what does not agree, whoever it is.
pub(super) fn kind(holders: [HolderKind; 2], levels: &Levels) -> QuestionKind {
    let why = words::doubts(holders, levels);
    let parts: Vec<&str> = ["kind"].into_iter().chain(why.iter().copied()).collect();
    QuestionKind { id: Question::identify(Topic::SameExemplar, &parts), why: why.join("; ") }
}

/// The answers to a question about a pair, in words.
pub(super) const PAIR: [(&str, &str); 2] =
    [("same", "Cùng một điển hình"), ("different", "Hai điển hình khác nhau")];

/// Whether two are named by two names where whoever wrote them had both in view, in one list or at two
/// addresses: weights do not know that nobody enters one person twice in a list under two names.
fn named_apart(a: &Registration, b: &Registration) -> bool {
    let address = |row: &Registration| text::key(&row.address);
    let one_list = (&a.place.source, &a.place.sheet) == (&b.place.source, &b.place.sheet);
    let at_two = !a.address.is_empty() && !b.address.is_empty() && address(a) != address(b);
    (one_list || at_two) && text::key(&a.name) != text::key(&b.name)
}

/// Whether their names are two people's unless somebody knows better: another tone or vowel, the same words in
/// an order that is a name too; and a household is not its head.
fn is_another(a: &Registration, b: &Registration, levels: &Levels) -> bool {
    let one_day = levels.birth == BirthLevel::SameDate;
    match levels.name {
        _ if levels.unit == UnitLevel::Other && !one_day => true,
        NameLevel::Marks | NameLevel::Letter => !one_day && !names::is_slip(&a.name, &b.name),
        NameLevel::Swapped => !names::is_given_name_first(&a.name, &b.name),
        _ => a.kind != b.kind,
    }
}

/// What tells a registration apart in a question, from its content alone.
fn described(row: &Registration) -> String {
    let year = row.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let unit = unit(row);
    let sender = row.sender.as_ref().map_or(row.sender_name.as_str(), |sender| sender.as_str());
    [row.kind.id(), &row.name, &year, unit, &row.position, sender].join("|")
}

fn unit(row: &Registration) -> &str {
    row.unit.as_ref().map_or(row.unit_written.as_str(), |unit| unit.as_str())
}

fn shown(row: &Registration) -> String {
    let year = row.birth_year.map(|year| format!(", {year}")).unwrap_or_default();
    let belongs = if row.workplace.is_empty() { &row.unit_written } else { &row.workplace };
    format!("{}{year}; {}; {} ({})", row.name, row.position, belongs, row.place)
}

/// How likely a pair of so many bits is one, to two digits, and never certain.
fn probability(bits: f32) -> f64 {
    let share = 1.0 / (1.0 + f64::from(-bits).exp2());
    ((share * 100.0).round() / 100.0).clamp(0.01, 0.99)
}
