use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::Answer;

/// What a question is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Topic {
    /// Are these two registrations the same exemplar?
    SameExemplar,
    /// Which unit does this name mean?
    Unit,
    /// Which unit's list is this?
    Sender,
    /// Which movement do these registrations belong to?
    Movement,
    /// Which reading of this sheet is right?
    Layout,
    /// Does the later list replace the earlier one, or add to it?
    Supersede,
    /// What does this part of an award history mean?
    Award,
    /// Is what looks odd right as it stands?
    Oddity,
    /// What do these words in cells of a list mean for its people?
    Cell,
}

impl Topic {
    /// All topics, in the order in which they are asked.
    pub const ALL: [Topic; 9] = [
        Topic::Unit,
        Topic::Movement,
        Topic::Supersede,
        Topic::SameExemplar,
        Topic::Layout,
        Topic::Award,
        Topic::Sender,
        Topic::Cell,
        Topic::Oddity,
    ];

    /// The word used in `questions.csv` and `decisions.csv`.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The topic of that name.
    pub fn from_id(id: &str) -> Option<Topic> {
        id.parse().ok()
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Topic::SameExemplar => "Trùng hay khác người",
            Topic::Unit => "Tên đơn vị",
            Topic::Sender => "Danh sách của ai",
            Topic::Movement => "Phong trào",
            Topic::Layout => "Cách đọc trang tính",
            Topic::Supersede => "Thay thế hay bổ sung",
            Topic::Award => "Khen thưởng ghi chưa rõ",
            Topic::Oddity => "Chỗ khác thường",
            Topic::Cell => "Chữ trong ô",
        }
    }
}

/// A doubtful case put to the officer, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Made from the content of the case, so that it stays the same when files move.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// What is asked about: a name as written, a record, a list.
    pub left: String,
    /// What it is held against, where there is something.
    pub right: String,
    /// Why it is doubtful, in Vietnamese.
    pub evidence: String,
    /// How likely the proposal is right, 0 to 1.
    pub score: f64,
    /// The answer taken until one is given; empty where none is dared.
    pub proposal: String,
    /// The answers to choose from: value for the machine, words for the officer.
    pub choices: Vec<(String, String)>,
    /// What it asks for the same reason as others; none where each is a case of its own.
    pub kind: Option<QuestionKind>,
}

/// Questions that ask the same for the same reason: one answer may hold for all of them, and for later ones.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionKind {
    /// Made from the reason, so that it is the same in every run; like a question's own.
    pub id: String,
    /// The reason, in Vietnamese.
    pub why: String,
}

impl Question {
    /// An identifier from the content of a case: the topic and what is compared, in this order.
    pub fn identify(topic: Topic, parts: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(topic.id().as_bytes());
        for part in parts {
            hasher.update(&[0]);
            hasher.update(part.as_bytes());
        }
        format!("Q-{}", &hasher.finalize().to_hex()[..12])
    }
}

/// The answers that people gave, by question. Each is a choice of its question ([`Answer`]).
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    answers: Arc<BTreeMap<String, Answer>>,
    /// The questions that were looked up, where somebody wants to know.
    consulted: Option<Arc<Mutex<BTreeSet<String>>>>,
}

impl PartialEq for Decisions {
    fn eq(&self, other: &Decisions) -> bool {
        self.answers == other.answers
    }
}

impl Eq for Decisions {}

impl Decisions {
    /// Takes an answer; a later one for the same question holds, none takes it back.
    pub fn take(&mut self, question_id: &str, answer: Option<Answer>) {
        match answer {
            None => drop(Arc::make_mut(&mut self.answers).remove(question_id)),
            Some(answer) => drop(Arc::make_mut(&mut self.answers).insert(question_id.to_owned(), answer)),
        }
    }

    /// The answer that holds for a question.
    pub fn answer(&self, question_id: &str) -> Option<&Answer> {
        if let Some(consulted) = &self.consulted {
            consulted.lock().unwrap_or_else(PoisonError::into_inner).insert(question_id.to_owned());
        }
        self.answers.get(question_id)
    }

    /// The same answers, noting which questions are looked up from here on.
    #[must_use]
    pub fn noting(&self) -> Decisions {
        Decisions { answers: self.answers.clone(), consulted: Some(Arc::default()) }
    }

    /// The questions looked up since [`Decisions::noting`], answered or not, in order.
    pub fn consulted(&self) -> Vec<String> {
        let consulted = self.consulted.as_ref();
        consulted.map_or_else(Vec::new, |it| {
            it.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
        })
    }

    /// Whether any answer is of a kind.
    pub fn holds_any(&self, kind: impl Fn(&Answer) -> bool) -> bool {
        self.answers.values().any(kind)
    }

    /// BLAKE3 of all answers that hold.
    pub fn digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        for (id, answer) in self.answers.iter() {
            for part in [id, &answer.to_string()] {
                hasher.update(&part.len().to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        *hasher.finalize().as_bytes()
    }

    /// How many questions are answered.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether nothing has been answered.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}
