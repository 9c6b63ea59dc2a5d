//! Texts in quotes inside formulas: `IF(D5="§¹t",1,0)`.
//!
//! They are compared with cells, so they have to be put right with these, or the formula comes to something
//! else. Nothing but what stands in the quotes changes, and only where its reading is sure.

use std::ops::Range;

use crate::package::edit::{Edits, MalformedXml, escape, outline, unescape};
use crate::text::{FontHint, Prior, Run, repair};

/// A formula with text in quotes that is not ASCII.
pub(super) struct Formula {
    /// Where its text stands, still escaped.
    pub(super) span: Range<usize>,
    text: String,
}

impl Formula {
    /// The formula at a place of a part; none if nothing in it can be old letters.
    pub(super) fn at(xml: &str, span: Range<usize>) -> Option<Formula> {
        let written = xml.get(span.clone())?;
        if written.is_ascii() && !written.contains("&#") {
            return None;
        }
        let text = unescape(written).into_owned();
        text.split('"').skip(1).step_by(2).any(|text| !text.is_ascii()).then_some(Formula { span, text })
    }

    /// The change that puts it right, and whether all of it could be.
    pub(super) fn put(&self, font: FontHint, prior: &Prior, changes: &mut Edits) -> Fate {
        // What a font of capitals draws is no part of a formula.
        let font = if font.is_capitals() { FontHint::Tcvn3 { capitals: false } } else { font };
        let mut fate = Fate::Same;
        let parts = self.text.split('"').enumerate().map(|(at, part)| {
            let read = repair(&[Run { text: part, font }], prior);
            if at % 2 == 0 || read.text == part && !read.doubtful {
                return part.to_owned();
            }
            if read.doubtful || read.text.contains('"') {
                fate = Fate::Doubtful;
                return part.to_owned();
            }
            fate = fate.max(Fate::Changed);
            read.text.into_owned()
        });
        let new = parts.collect::<Vec<_>>().join("\"");
        if new != self.text {
            changes.replace(self.span.clone(), escape(&new));
        }
        fate
    }
}

/// What became of a formula, the worse the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Same,
    Changed,
    /// Some text in it can be read two ways, and stays.
    Doubtful,
}

/// Lists to choose from, checks and conditional formats of a sheet; returns how many could not be put right.
pub(super) fn rules(xml: &str, prior: &Prior, changes: &mut Edits) -> Result<usize, MalformedXml> {
    let mut n_doubtful = 0;
    for element in outline(xml, "sheetData")? {
        if matches!(element.name(), "formula" | "formula1" | "formula2")
            && let Some(formula) = Formula::at(xml, element.inside.clone())
        {
            n_doubtful += usize::from(formula.put(FontHint::Silent, prior, changes) == Fate::Doubtful);
        }
    }
    Ok(n_doubtful)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    #[track_caller]
    fn check(formula: &str, font: FontHint, expect: &str, fate: Fate) {
        let mut changes = Edits::default();
        let found =
            Formula::at(formula, 0..formula.len()).map(|found| found.put(font, &Prior::none(), &mut changes));
        assert_eq!(found.unwrap_or(Fate::Same), fate, "{formula}");
        assert_eq!(changes.apply(formula).expect("a formula"), expect);
    }

    #[test]
    fn only_what_is_in_quotes_changes() {
        let (none, h) = (FontHint::Silent, FontHint::Tcvn3 { capitals: true });
        check(
            "IF(A1=\"§¹t\",\"a\"\"b\",'T\u{E6}ng'!B1)",
            none,
            "IF(A1=&quot;Đạt&quot;,&quot;a&quot;&quot;b&quot;,&apos;T\u{E6}ng&apos;!B1)",
            Fate::Changed,
        );
        check("A1&amp;\"n÷\"", h, "A1&amp;&quot;nữ&quot;", Fate::Changed);
        check("A1=\"bé\"", none, "A1=\"bé\"", Fate::Doubtful);
        check("A1=\"Đạt\"", none, "A1=\"Đạt\"", Fate::Same);
        check("T\u{E6}ng!B1", none, "T\u{E6}ng!B1", Fate::Same);
    }
}
