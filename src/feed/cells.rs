//! The cells of a refreshed table, as XML.
//!
//! Texts stand in their cells, not in the shared strings, so that those stay as they are.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::finding::CellAddress;
use crate::package::edit::escape;
use crate::report::measure::clip;
use crate::report::tables::ColumnKind;
use crate::report::value::{escaped, serial};

/// How the sheet writes its cells.
#[derive(Debug, Clone)]
pub(super) struct Hand {
    /// Prefix of its elements, with the colon.
    pub(super) prefix: String,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Hand {
    /// Begins a cell and leaves its tag open.
    fn begin(&self, out: &mut String, row: u32, col: u16, style: Option<&str>) {
        let _ = write!(out, "<{}c r=\"{}\"", self.prefix, CellAddress { row, col });
        if let Some(style) = style {
            let _ = write!(out, " s=\"{}\"", escape(style));
        }
    }

    /// A cell without content.
    pub(super) fn blank(&self, out: &mut String, row: u32, col: u16, style: Option<&str>) {
        self.begin(out, row, col, style);
        out.push_str("/>");
    }

    /// A cell with a formula, whose value whoever opens the workbook works out; of arrays where the metadata of such
    /// cells is given.
    pub(super) fn formula(
        &self,
        out: &mut String,
        (row, col): (u32, u16),
        style: Option<&str>,
        formula: &str,
        array: Option<&str>,
    ) {
        let p = &self.prefix;
        self.begin(out, row, col, style);
        if let Some(metadata) = array.filter(|metadata| !metadata.is_empty()) {
            let _ = write!(out, " cm=\"{}\"", escape(metadata));
        }
        let _ = write!(out, "><{p}f");
        if array.is_some() {
            let _ = write!(out, " t=\"array\" ref=\"{}\"", CellAddress { row, col });
        }
        let _ = write!(out, ">{}</{p}f></{p}c>", escape(formula));
    }

    /// A cell with a value as the data file says it.
    pub(super) fn value(
        &self,
        out: &mut String,
        row: u32,
        col: u16,
        style: Option<&str>,
        kind: ColumnKind,
        value: &str,
    ) {
        if value.is_empty() {
            return self.blank(out, row, col, style);
        }
        let p = &self.prefix;
        let number = match kind {
            ColumnKind::Text => None,
            ColumnKind::Whole => value.parse::<u32>().ok().map(i64::from),
            ColumnKind::Day => value.parse::<Date>().ok().and_then(|day| serial(day, self.from_1904)),
        };
        self.begin(out, row, col, style);
        match number {
            Some(number) => {
                let _ = write!(out, "><{p}v>{number}</{p}v></{p}c>");
            }
            None => {
                let _ = write!(
                    out,
                    " t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{}</{p}t></{p}is></{p}c>",
                    escaped(clip(value))
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: ColumnKind, value: &str, expect: &str) {
        let hand = Hand { prefix: String::new(), from_1904: false };
        let mut out = String::new();
        hand.value(&mut out, 4, 1, Some("7"), kind, value);
        assert_eq!(out, expect);
    }

    #[test]
    fn values_become_cells() {
        // 44 years after 1980-01-01 = 29221, as Excel shows it.
        check(ColumnKind::Day, "1980-01-01", "<c r=\"B5\" s=\"7\"><v>29221</v></c>");
        check(ColumnKind::Day, "1900-01-01", "<c r=\"B5\" s=\"7\"><v>1</v></c>");
        check(ColumnKind::Whole, "12", "<c r=\"B5\" s=\"7\"><v>12</v></c>");
        check(ColumnKind::Text, "", "<c r=\"B5\" s=\"7\"/>");
        check(
            ColumnKind::Text,
            "=1&2\u{1}",
            "<c r=\"B5\" s=\"7\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1&amp;2_x0001_</t></is></c>",
        );
        check(
            ColumnKind::Day,
            "1890-01-01",
            "<c r=\"B5\" s=\"7\" t=\"inlineStr\"><is><t xml:space=\"preserve\">1890-01-01</t></is></c>",
        );
    }
}
