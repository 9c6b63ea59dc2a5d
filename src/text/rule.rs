use std::cmp::Ordering;

use super::Charset;

/// By what the letters of a cell became what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// They were decoded.
    Decoded(Charset),
    /// Letters of other scripts that look alike were replaced.
    Lookalike,
    /// They were Unicode and are composed now.
    Composed,
}

impl Rule {
    /// Its stable name: that of the charset, `lookalike` or `composed`.
    pub fn id(self) -> &'static str {
        match self {
            Rule::Decoded(charset) => charset.id(),
            Rule::Lookalike => "lookalike",
            Rule::Composed => "composed",
        }
    }

    /// The rule of a stable name.
    pub fn from_id(id: &str) -> Option<Rule> {
        match id {
            "lookalike" => Some(Rule::Lookalike),
            "composed" => Some(Rule::Composed),
            id => Charset::from_id(id).map(Rule::Decoded),
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Rule::Decoded(charset) => charset.label(),
            Rule::Lookalike => "chữ trông giống",
            Rule::Composed => "Unicode tổ hợp",
        }
    }
}

/// Rules are listed by their names.
impl Ord for Rule {
    fn cmp(&self, other: &Rule) -> Ordering {
        self.id().cmp(other.id())
    }
}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Rule) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
