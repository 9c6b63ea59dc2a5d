//! Which fresh lines the filter of a table hides.
//!
//! Excel keeps the criteria of a filter and hides lines by them anew. So does this where it can judge by the lines; a
//! filter by colour, by rank or by what a formula gives is taken off, and all lines are shown.

use super::filter::ColumnFilter;
use super::published::TableLines;
use super::table::TableColumn;
use crate::report::tables::ColumnKind;

/// What becomes of the filter of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filtering {
    /// It has none.
    Unfiltered,
    /// It hides these lines.
    Reapplied(Vec<bool>),
    /// It is taken off.
    Cleared,
}

impl Filtering {
    /// Whether a line is hidden, counted from nought.
    pub(super) fn hides(&self, line: usize) -> bool {
        matches!(self, Filtering::Reapplied(hidden) if hidden.get(line).copied().unwrap_or(false))
    }
}

/// Which lines the filters of a table hide.
pub(super) fn hidden_by(filters: &[ColumnFilter], columns: &[TableColumn], lines: &TableLines) -> Filtering {
    if filters.is_empty() {
        return Filtering::Unfiltered;
    }
    let mut hidden = vec![false; lines.len()];
    for filter in filters {
        let column = columns.get(filter.column).filter(|column| column.formula.is_none());
        let source = column.and_then(|column| lines.column(&column.name));
        let Some(source) = source.filter(|_| filter.is_judged()) else {
            return Filtering::Cleared;
        };
        if lines.columns.get(source).is_some_and(|column| column.kind == ColumnKind::Day) {
            return Filtering::Cleared; // a filter knows days by their numbers, or as somebody's Excel shows them
        }
        for (line, hidden) in hidden.iter_mut().enumerate() {
            *hidden |= !filter.shows(lines.get(line, source));
        }
    }
    Filtering::Reapplied(hidden)
}
