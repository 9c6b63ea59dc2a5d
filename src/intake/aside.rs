//! What a sheet says otherwise than by the values of its cells: comments, text boxes, letters that are struck
//! through, formulas that nobody computed, rows and columns that its reader does not see.

/// All that one sheet says beside its cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aside {
    /// Marks on cells, ascending by row, column and kind.
    pub marks: Vec<Mark>,
    /// First and last of zero-based rows that are hidden, ascending.
    pub hidden_rows: Vec<(u32, u32)>,
    /// The same of columns.
    pub hidden_cols: Vec<(u16, u16)>,
    /// Whether a filter is set on the sheet.
    pub is_filtered: bool,
}

/// Something that hangs on a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub col: u16,
    /// What it is.
    pub kind: MarkKind,
    /// Its text in Unicode; for [`MarkKind::Struck`] the letters that are crossed out, nothing where that is
    /// the whole cell; for [`MarkKind::Formula`] the formula as written.
    pub text: String,
}

/// What hangs on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// A comment, or an answer to one.
    Comment,
    /// A text box or shape with text, at the cell of its upper left corner.
    TextBox,
    /// The cell's letters or some of them are struck through.
    Struck,
    /// What is left of a cell of which other letters are struck through.
    Kept,
    /// A formula without a value, and too involved to be computed here.
    Formula,
    /// A number that its format shows as per cent: what a person sees as 100% is a 1.
    Percent,
}

impl MarkKind {
    /// All kinds, in their order.
    pub(super) const ALL: [MarkKind; 6] = [
        MarkKind::Comment,
        MarkKind::TextBox,
        MarkKind::Struck,
        MarkKind::Kept,
        MarkKind::Formula,
        MarkKind::Percent,
    ];
}

impl Aside {
    /// Whether a zero-based row is hidden.
    pub fn hides_row(&self, row: u32) -> bool {
        self.hidden_rows.iter().any(|(first, last)| (*first..=*last).contains(&row))
    }

    /// Whether a zero-based column is hidden.
    pub fn hides_col(&self, col: u16) -> bool {
        self.hidden_cols.iter().any(|(first, last)| (*first..=*last).contains(&col))
    }

    /// The marks of a kind.
    pub fn of(&self, kind: MarkKind) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.kind == kind)
    }

    /// Brings all into order.
    pub(super) fn settle(&mut self) {
        self.marks.sort_unstable();
        self.marks.dedup();
        self.hidden_rows = joined(std::mem::take(&mut self.hidden_rows), |row| row.saturating_add(1));
        self.hidden_cols = joined(std::mem::take(&mut self.hidden_cols), |col| col.saturating_add(1));
    }
}

/// Spans in order, those that touch joined.
fn joined<T: Copy + Ord>(mut spans: Vec<(T, T)>, next: impl Fn(T) -> T) -> Vec<(T, T)> {
    spans.sort_unstable();
    let mut joined: Vec<(T, T)> = Vec::with_capacity(spans.len());
    for (first, last) in spans {
        match joined.last_mut() {
            Some(before) if first <= next(before.1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_touch_are_one() {
        let mut aside = Aside {
            hidden_rows: vec![(8, 9), (2, 2), (3, 4), (u32::MAX, u32::MAX)],
            hidden_cols: vec![(5, 5)],
            ..Aside::default()
        };
        aside.settle();
        assert_eq!(aside.hidden_rows, [(2, 4), (8, 9), (u32::MAX, u32::MAX)]);
        assert!(aside.hides_row(3) && !aside.hides_row(5) && aside.hides_col(5) && !aside.hides_col(4));
    }
}
