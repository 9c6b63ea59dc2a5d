//! A doubtful pair as a question, keyed by what is written and not by where it stands.

use crate::finding::{Question, Topic};
use crate::record::Registration;

/// The identifier of the question whether two registrations are one.
pub(super) fn id(a: &Registration, b: &Registration) -> String {
    let mut sides = [described(a), described(b)];
    sides.sort();
    let [left, right] = &sides;
    Question::identify(Topic::SameExemplar, &[left, right])
}

/// The question whether two registrations are one.
pub(super) fn question(a: &Registration, b: &Registration, bits: f32, evidence: String) -> Question {
    let score = probability(bits);
    Question {
        id: id(a, b),
        topic: Topic::SameExemplar,
        left: shown(a),
        right: shown(b),
        evidence,
        score,
        proposal: if score >= 0.5 { "same" } else { "different" }.to_owned(),
        choices: vec![
            ("same".to_owned(), "Cùng một điển hình".to_owned()),
            ("different".to_owned(), "Hai điển hình khác nhau".to_owned()),
        ],
    }
}

/// What tells a registration apart in a question, from its content alone.
fn described(row: &Registration) -> String {
    let year = row.birth_year.map(|year| year.to_string()).unwrap_or_default();
    let unit = row.unit.as_ref().map_or(row.unit_written.as_str(), |unit| unit.as_str());
    let sender = row.sender.as_ref().map_or(row.sender_name.as_str(), |sender| sender.as_str());
    [row.kind.id(), &row.name, &year, unit, &row.position, sender].join("|")
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
