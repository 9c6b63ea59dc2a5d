//! What a reply is made from, as one key: two replies with the same key have the same bytes.

use super::Reply;
use crate::finding::{CellAddress, Finding, Place, Spot};
use crate::intake::Merge;
use crate::layout::Explained;
use crate::ledger::CacheKey;
use crate::registry::{SentSheet, StandingSubmission};

impl Reply<'_> {
    /// BLAKE3 of all that the workbook is made from. Everything is taken apart by all its fields, so that a
    /// new field does not compile before it is thought of here.
    pub(in crate::report) fn key(&self, program: &CacheKey, path: &str) -> CacheKey {
        let Reply { look, period, plan, unit, sent, findings, n_settled, readings: _ } = self;
        let mut sum = Sum(blake3::Hasher::new());
        sum.0.update(program);
        sum.text(path);
        sum.text(&format!("{look:?}"));
        sum.text(&format!("{period:?}"));
        sum.text(plan);
        // Of the unit a reply shows code and name.
        let [code, name] = unit.map_or(["", ""], |unit| [unit.code.as_str(), unit.name.as_str()]);
        sum.text(code);
        sum.text(name);
        sum.number(*n_settled);
        sum.number(sent.len());
        for standing in sent {
            sum.standing(standing);
        }
        sum.number(findings.len());
        for finding in findings {
            sum.finding(finding);
        }
        *sum.0.finalize().as_bytes()
    }
}

/// Bytes that go into a key, each text with its length before it.
struct Sum(blake3::Hasher);

impl Sum {
    fn number(&mut self, number: impl TryInto<u64>) {
        self.0.update(&number.try_into().unwrap_or(u64::MAX).to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.update(text.as_bytes());
    }

    fn standing(&mut self, standing: &StandingSubmission<'_>) {
        let StandingSubmission { source, received, sender, sheets, registrations, explained } = standing;
        self.text(source);
        self.text(&received.to_string());
        self.text(sender.map_or("", |sender| sender.as_str()));
        self.number(sheets.len());
        for sheet in *sheets {
            let SentSheet { place, header_row, last_col, merges, cells } = sheet;
            self.place(place);
            self.number(*header_row);
            self.number(*last_col);
            self.number(merges.len());
            for Merge { first_row, first_col, last_row, last_col } in merges {
                for number in [*first_row, u32::from(*first_col), *last_row, u32::from(*last_col)] {
                    self.number(number);
                }
            }
            self.0.update(&cells.sum());
        }
        // Of a registration a reply knows the row and the identifier; what it says stands in the list.
        self.number(registrations.len());
        for row in *registrations {
            self.text(row.id.as_str());
            self.place(&row.place);
        }
        self.number(explained.len());
        for Explained { code, at, mark, said } in *explained {
            for text in [code, mark, said] {
                self.text(text);
            }
            let (sheet, row) = at.as_ref().map_or(("", 0), |(sheet, row)| (sheet, u64::from(*row) + 1));
            self.text(sheet);
            self.number(row);
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let Finding { code, place, raw, message, advice, unit_code } = finding;
        self.place(place);
        for text in [code.entry().id, raw, message, advice, unit_code] {
            self.text(text);
        }
    }

    fn place(&mut self, place: &Place) {
        let Place { source, sheet, spot } = place;
        self.text(source);
        self.number(u8::from(sheet.is_some()));
        self.text(sheet.as_deref().unwrap_or_default());
        let (row, col) = match spot {
            Spot::Whole => (0, 0),
            Spot::Row(row) => (u64::from(*row) + 1, 0),
            Spot::Cell(CellAddress { row, col }) => (u64::from(*row) + 1, u64::from(*col) + 1),
        };
        self.number(row);
        self.number(col);
    }
}
