//! Doubtful parts of award histories as questions: one for everything that a sender writes in the same words.

use std::collections::BTreeMap;

use crate::finding::{Answer, Question, Topic};
use crate::record::Registration;
use crate::text;

/// As many registrations are named in a question.
const NAMED: usize = 4;

/// A doubtful part of an award history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The part as written.
    pub written: String,
    /// What is not certain, in Vietnamese.
    pub doubt: String,
    /// The names by which the plan asks for what the part may be.
    pub names: Vec<String>,
    /// Whether it may count more than once.
    pub several: bool,
}

/// The question what a sender means by a part: its numbers apart, for years differ from line to line.
pub(super) fn id(sender: &str, written: &str) -> String {
    let key = text::key(written);
    let words = key.split(' ').filter(|word| !word.chars().all(|c| c.is_ascii_digit()));
    Question::identify(Topic::Award, &[sender, &words.collect::<Vec<_>>().join(" ")])
}

/// The questions of a run, gathered.
#[derive(Debug, Default)]
pub(super) struct AwardQuestions(BTreeMap<String, Gathered>);

#[derive(Debug, Default)]
struct Gathered {
    /// Who wrote so, as its lists say.
    sender: String,
    written: String,
    doubt: String,
    names: Vec<String>,
    several: bool,
    /// Names of registrations with their places.
    of: Vec<String>,
    n: usize,
}

impl AwardQuestions {
    /// Adds what one registration asks.
    pub(super) fn add(&mut self, sender: &str, row: &Registration, asks: &[Ask]) {
        let mut counted: Vec<String> = Vec::new();
        for ask in asks {
            let id = id(sender, &ask.written);
            let gathered = self.0.entry(id.clone()).or_default();
            if gathered.written.is_empty() {
                gathered.sender = row.sender_name.to_string();
                gathered.written.clone_from(&ask.written);
                gathered.doubt.clone_from(&ask.doubt);
            }
            gathered.several |= ask.several;
            for name in &ask.names {
                if !gathered.names.contains(name) {
                    gathered.names.push(name.clone());
                }
            }
            // Two parts of one history may be the same question.
            if !counted.contains(&id) {
                gathered.n += 1;
                if gathered.of.len() < NAMED {
                    gathered.of.push(format!("{} ({})", row.name, row.place));
                }
                counted.push(id);
            }
        }
    }

    /// The questions, in the order of their identifiers.
    pub(super) fn questions(self) -> Vec<Question> {
        self.0.into_iter().map(|(id, gathered)| gathered.question(id)).collect()
    }
}

impl Gathered {
    fn question(self, id: String) -> Question {
        let mut choices = Vec::new();
        for name in &self.names {
            choices.push((name.clone(), format!("Là «{name}»")));
            if self.several {
                let once = Answer::Award { name: name.as_str().into(), once: true };
                choices.push((once.to_string(), format!("Là «{name}», chỉ tính một lần")));
            }
        }
        choices.push((
            Answer::NoAward.to_string(),
            "Không phải các khen thưởng ấy, hoặc chưa được tặng".to_owned(),
        ));
        let more = match self.n.saturating_sub(self.of.len()) {
            0 => String::new(),
            more => format!(" và {more} đăng ký khác"),
        };
        Question {
            id,
            topic: Topic::Award,
            left: self.written,
            right: self.names.join("; "),
            evidence: format!(
                "{}; chưa kết luận được điều kiện của {}{more}{}.",
                capital(&self.doubt),
                self.of.join(", "),
                if self.sender.is_empty() {
                    String::new()
                } else {
                    format!("; đơn vị gửi: {}", self.sender)
                }
            ),
            score: 0.0,
            proposal: String::new(),
            choices,
            kind: None,
        }
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
