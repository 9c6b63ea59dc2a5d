//! What a plan says about time: dues, reviews and phases.

use toml::{Table, Value};

use super::dues::{DueReader, sets_a_day};
use super::minimum::shortened;
use super::outline::Paragraph;
use super::reviews::{phase, reviews};
use super::sentences::pieces;

/// Parts of a plan about time.
#[derive(Debug)]
pub(super) struct Times {
    reader: DueReader,
    pub(super) dues: Vec<Table>,
    pub(super) reviews: Vec<Table>,
    pub(super) phases: Vec<Table>,
}

impl Times {
    /// Nothing yet, of a plan for some years.
    pub(super) fn of(plan: &Table) -> Times {
        let day = |key: &str| {
            plan.get(key).and_then(Value::as_str).and_then(|day| day.parse().ok()).unwrap_or_default()
        };
        let reader = DueReader { from: day("from"), to: day("to") };
        Times { reader, dues: Vec::new(), reviews: Vec::new(), phases: Vec::new() }
    }

    /// Takes what a paragraph says about time; sentences with a deadline that was not understood.
    pub(super) fn add(&mut self, paragraph: &Paragraph) -> Vec<String> {
        let mut unread = Vec::new();
        for sentence in pieces(&paragraph.text) {
            let small = sentence.to_lowercase();
            let basis = format!("{}: «{}»", paragraph.section, shortened(sentence));
            let dues = self.reader.dues(&small, &basis);
            let reviews = reviews(&small, sentence, &basis, (&paragraph.text, self.reader.from));
            if dues.is_empty() && reviews.is_empty() && sets_a_day(&small) {
                unread.push(shortened(sentence));
            }
            dues.into_iter().for_each(|due| self.put(due));
            self.reviews.extend(reviews);
        }
        self.phases.extend(phase(paragraph));
        unread
    }

    /// Adds a due; what a plan says of one day twice is one due.
    fn put(&mut self, due: Table) {
        let day = |table: &Table| {
            let day = table.get("by").or_else(|| table.get("before")).cloned();
            (table.get("about").cloned(), day)
        };
        let same = self.dues.iter_mut().find(|known| day(known).1.is_some() && day(known) == day(&due));
        match same.and_then(|known| known.get_mut("basis")) {
            Some(Value::String(basis)) => {
                basis.push_str("; ");
                basis.push_str(due.get("basis").and_then(Value::as_str).unwrap_or_default());
            }
            _ => self.dues.push(due),
        }
    }
}
