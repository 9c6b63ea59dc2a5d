//! What an officer answered, as what it means.

use std::fmt;

/// The meaning of an answer. `ledger` alone makes one from what stands in `decisions.csv`, and only where
/// that is a choice of its question; so no room ever sees words that mean nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Two registrations are one exemplar.
    Same,
    /// They are two.
    Different,
    /// Ask about each pair.
    Each,
    /// The unit of this code.
    Unit(Box<str>),
    /// What is written names no unit: the registration is its sender's.
    NoUnit,
    /// The movement of this id.
    Movement(Box<str>),
    /// None of the plan's movements: the registration does not count.
    NoMovement,
    /// The columns of a table by their letters, each with the id of its field.
    Columns(Vec<(Box<str>, Box<str>)>),
    /// The table registers nobody.
    Skip,
    /// What a later list is to an earlier one, by the id of the relation.
    Relation(Box<str>),
    /// The award of this name.
    Award {
        /// The name by which the plan asks for it.
        name: Box<str>,
        /// Whether it counts once, however many years are written.
        once: bool,
    },
    /// None of the awards that the plan asks for.
    NoAward,
    /// A registration stays as it is, whatever is written beside it.
    Keep,
    /// A registration is taken back.
    Withdrawn,
    /// A cell names several people.
    Several,
    /// A cell names one person.
    One,
    /// What looks odd is right as it stands.
    Accepted,
    /// What looks odd is wrong: the unit is asked again.
    Wrong,
}

/// Ends an answer by which an award counts once.
const ONCE: &str = "*1";
/// The answer that a written name is no unit, no movement, no award.
const NONE: &str = "none";

impl Answer {
    /// The answers that are the same word for every question, by that word.
    const WORDS: [(&'static str, Answer); 10] = [
        ("same", Answer::Same),
        ("different", Answer::Different),
        ("each", Answer::Each),
        ("skip", Answer::Skip),
        ("keep", Answer::Keep),
        ("withdrawn", Answer::Withdrawn),
        ("several", Answer::Several),
        ("one", Answer::One),
        ("accepted", Answer::Accepted),
        ("wrong", Answer::Wrong),
    ];

    /// The answer that one of the fixed words means.
    pub fn word(written: &str) -> Option<Answer> {
        Answer::WORDS.into_iter().find(|(word, _)| *word == written).map(|(_, answer)| answer)
    }

    /// Whether the written answer says "none of them".
    pub fn is_none(written: &str) -> bool {
        written == NONE
    }

    /// The award of a written answer: `Tên` or `Tên*1`.
    pub fn award(written: &str) -> Answer {
        let (name, once) = written.strip_suffix(ONCE).map_or((written, false), |name| (name, true));
        Answer::Award { name: name.into(), once }
    }

    /// The columns of a written answer, `A=ordinal;B=name`; none where it is not of this form.
    pub fn columns(written: &str) -> Option<Answer> {
        let parts = written.split(';').map(|part| {
            let (letters, field) = part.split_once('=')?;
            let (letters, field) = (letters.trim(), field.trim());
            let is_column = !letters.is_empty() && letters.bytes().all(|byte| byte.is_ascii_uppercase());
            is_column.then(|| (letters.into(), field.into()))
        });
        parts.collect::<Option<Vec<_>>>().map(Answer::Columns)
    }
}

/// As it stands in `decisions.csv`.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Unit(text) | Answer::Movement(text) | Answer::Relation(text) => f.write_str(text),
            Answer::NoUnit | Answer::NoMovement | Answer::NoAward => f.write_str(NONE),
            Answer::Award { name, once } => write!(f, "{name}{}", if *once { ONCE } else { "" }),
            Answer::Columns(columns) => {
                for (at, (letters, field)) in columns.iter().enumerate() {
                    write!(f, "{}{letters}={field}", if at == 0 { "" } else { ";" })?;
                }
                Ok(())
            }
            word => {
                let known = Answer::WORDS.iter().find(|(_, answer)| answer == word);
                f.write_str(known.map_or("", |(word, _)| word))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_written_as_they_are_read() {
        for (word, answer) in Answer::WORDS {
            assert_eq!(Answer::word(word), Some(answer.clone()));
            assert_eq!(answer.to_string(), word);
        }
        for written in ["Bằng khen", "Bằng khen*1"] {
            assert_eq!(Answer::award(written).to_string(), written);
        }
        assert_eq!(
            Answer::columns("A=ordinal; C=name").map(|it| it.to_string()).as_deref(),
            Some("A=ordinal;C=name")
        );
        for written in ["x", "", "A", "a=name", "A=ordinal;x", "=name"] {
            assert_eq!(Answer::columns(written), None, "{written}");
        }
    }
}
