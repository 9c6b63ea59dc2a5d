//! How references follow a table whose lines are replaced.
//!
//! What stands below the table moves with its last line, as it does where Excel inserts or deletes table rows; a
//! reference over all lines grows and shrinks with them.

use crate::package::reference::{CellRange, references, same_sheet};

/// How the rows of a table move when its lines are replaced.
#[derive(Debug, Clone)]
pub(crate) struct Shift {
    /// The sheet of the table.
    pub(crate) sheet: String,
    /// Header, lines and totals as they stood.
    pub(crate) whole: CellRange,
    /// The lines as they stood.
    pub(crate) body: CellRange,
    /// The last line after the move.
    pub(crate) last_row: u32,
    /// What moves below the table, besides its totals.
    pub(crate) below: Option<MovedBelow>,
}

/// What moves below a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MovedBelow {
    /// The cells that move, down to the end of the sheet: from the first row in which anything stands below the table,
    /// in its columns and in those that have to move with them.
    pub(crate) moving: CellRange,
    /// The last row of the sheet that holds anything, before and after.
    pub(crate) bottom: (u32, u32),
}

impl Shift {
    /// The last row of the table after the move, totals included.
    pub(crate) fn new_end(&self) -> u32 {
        self.down(self.whole.last_row)
    }

    /// Where a row below the lines is after the move.
    pub(crate) fn down(&self, row: u32) -> u32 {
        (row + self.last_row).saturating_sub(self.body.last_row)
    }

    /// Whether a cell moves: those below the lines, beside the table only from where anything stands below it.
    pub(crate) fn moves(&self, row: u32, col: u16) -> bool {
        let cell = CellRange { first_row: row, first_col: col, last_row: row, last_col: col };
        let is_own = cell.is_between(&self.whole);
        self.body.last_row < row
            && ((is_own && (self.below.is_some() || row <= self.whole.last_row))
                || self.below.is_some_and(|below| cell.meets(&below.moving)))
    }

    /// Whether a cell beside the table stands where others come up; it holds nothing, else they would not.
    pub(crate) fn is_overrun(&self, row: u32, col: u16) -> bool {
        let cell = CellRange { first_row: row, first_col: col, last_row: row, last_col: col };
        self.below.is_some_and(|below| {
            let edge = below.moving.first_row;
            cell.is_between(&below.moving)
                && !cell.is_between(&self.whole)
                && self.down(edge) <= row
                && row < edge
        })
    }

    /// Whether something that floats over these cells moves: it hangs below the lines, over columns that move.
    pub(crate) fn moves_floating(&self, area: &CellRange) -> bool {
        let is_below =
            |below: MovedBelow| below.moving.first_row <= area.first_row && area.meets(&below.moving);
        self.below.is_some_and(is_below)
    }

    /// The row from which whole rows move, where not only the cells of some columns do.
    pub(crate) fn whole_rows(&self) -> Option<u32> {
        let below = self.below.filter(|below| CellRange::whole_sheet().is_between(&below.moving))?;
        Some(below.moving.first_row)
    }

    /// An area after the move; none where it stays as it is.
    pub(crate) fn area(&self, area: &CellRange) -> Option<CellRange> {
        let (old, new) = (self.body.last_row, self.last_row);
        if old == new {
            return None;
        }
        let is_beside = area.last_col < self.body.first_col || self.body.last_col < area.first_col;
        let has_all_lines = area.first_row <= self.body.first_row && !is_beside;
        let is_to_end = has_all_lines && old == area.last_row;
        let mut moved = *area;
        if let Some(below) = self.below.filter(|below| area.is_between(&below.moving)) {
            let is_own = area.is_between(&self.whole);
            let last = if is_own { old } else { below.moving.first_row - 1 };
            moved.first_row = self.pushed(area.first_row, last, false);
            moved.last_row = self.pushed(area.last_row, last, true);
        } else if !is_beside && old < self.whole.last_row && area.last_row <= self.whole.last_row {
            // The totals come up where lines were.
            moved.first_row = self.pushed(area.first_row, old, false);
            moved.last_row = self.pushed(area.last_row, old, true);
        } else if has_all_lines && self.whole.last_row < area.last_row {
            // With columns beside those that move: it ends with the sheet, or grows as far as it must.
            let bottom = self.below.map(|below| below.bottom).filter(|(before, _)| *before <= area.last_row);
            moved.last_row = bottom.map_or(area.last_row, |(before, after)| area.last_row - before + after);
        }
        if is_to_end {
            moved.last_row = new;
        }
        if has_all_lines && old <= area.last_row {
            moved.last_row = moved.last_row.max(new);
        }
        (moved.first_row <= moved.last_row && moved != *area).then_some(moved)
    }

    /// Where a row is after rows are inserted behind this one, or taken out before it: of those that go, an area ends
    /// before and begins behind.
    fn pushed(&self, row: u32, last: u32, is_end: bool) -> u32 {
        let kept = self.down(last);
        match () {
            () if last < row => self.down(row),
            () if row <= kept => row,
            () if is_end => kept,
            () => kept + 1,
        }
    }

    /// The ranges of a list, `B4:B9 D4:D9`, after the move; none where all stay as they are.
    pub(crate) fn ranges(&self, ranges: &str) -> Option<String> {
        let each = ranges.split_whitespace().map(|range| {
            let moved = CellRange::parse(range).and_then(|area| self.area(&area));
            moved.map_or_else(|| range.to_owned(), |area| area.to_string())
        });
        let moved = each.collect::<Vec<String>>().join(" ");
        (moved != ranges).then_some(moved)
    }

    /// A formula of a sheet with its references moved; none where it stays as it is.
    pub(crate) fn formula(&self, formula: &str, home: &str) -> Option<String> {
        let mut moved = String::new();
        let mut copied = 0;
        for reference in references(formula) {
            let area = reference.area();
            if !same_sheet(reference.sheet.as_deref().unwrap_or(home), &self.sheet) {
                continue;
            }
            // A single cell is never all lines, even of a table of one.
            let is_single_line = reference.last.is_none() && area.first_row <= self.body.last_row;
            let Some(to) = self.area(&area).filter(|_| !is_single_line) else { continue };
            moved.push_str(formula.get(copied..reference.span.start).unwrap_or_default());
            match reference.last {
                Some(last) if last.row < reference.first.row => {
                    moved.push_str(&reference.first.write(to.last_row));
                    moved.push(':');
                    moved.push_str(&last.write(to.first_row));
                }
                Some(last) => {
                    moved.push_str(&reference.first.write(to.first_row));
                    moved.push(':');
                    moved.push_str(&last.write(to.last_row));
                }
                None => moved.push_str(&reference.first.write(to.first_row)),
            }
            copied = reference.span.end;
        }
        if copied == 0 {
            return None;
        }
        moved.push_str(formula.get(copied..).unwrap_or_default());
        Some(moved)
    }

    /// Whether a formula names lines of the table by their cells, but not all down to the last.
    pub(crate) fn names_some_lines(&self, formula: &str, home: &str) -> bool {
        self.body.last_row != self.last_row
            && references(formula).iter().any(|reference| {
                let area = reference.area();
                let is_own = same_sheet(reference.sheet.as_deref().unwrap_or(home), &self.sheet);
                let is_all = reference.last.is_some() && self.area(&area).is_some();
                is_own && area.meets(&self.body) && area.last_row <= self.body.last_row && !is_all
            })
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    /// A table in A1:D11 of `Dữ liệu` with totals in row 12, whose ten lines become so many; what stands from row 14
    /// on in some columns moves, and row 40 is the last.
    fn with_lines(lines: u32, below: Option<&str>) -> Shift {
        let area = |text: &str| CellRange::parse(text).expect("an area");
        let columns = below.map(|columns| match columns {
            "" => CellRange::whole_sheet(),
            columns => CellRange { last_row: CellRange::whole_sheet().last_row, ..area(columns) },
        });
        let bottom = (39, 39 + lines - 10);
        Shift {
            sheet: "Dữ liệu".to_owned(),
            whole: area("A1:D12"),
            body: area("A2:D11"),
            last_row: lines,
            below: columns
                .map(|columns| MovedBelow { moving: CellRange { first_row: 13, ..columns }, bottom }),
        }
    }

    #[track_caller]
    fn check(home: &str, formula: &str, expect: Option<&str>) {
        let grown = with_lines(20, None);
        assert_eq!(grown.formula(formula, home).as_deref(), expect, "{formula} on {home}");
    }

    #[test]
    fn references_to_all_lines_follow_the_table() {
        check("Dữ liệu", "SUM(C2:C11)", Some("SUM(C2:C21)"));
        check("Dữ liệu", "SUM($C$2:$C$11)/COUNTA(A1:A11)", Some("SUM($C$2:$C$21)/COUNTA(A1:A21)"));
        check("KPI", "SUM('Dữ liệu'!C2:C11)", Some("SUM('Dữ liệu'!C2:C21)"));
        check("KPI", "SUM('DỮ LIỆU'!$C$1:$C$12)", Some("SUM('DỮ LIỆU'!$C$1:$C$22)"));
        check("KPI", "'Dữ liệu'!C12*2", Some("'Dữ liệu'!C22*2"));
        check("KPI", "SUM('Dữ liệu'!C2:C15)", Some("SUM('Dữ liệu'!C2:C21)"));
        check("KPI", "SUM('Dữ liệu'!C5:C12)", Some("SUM('Dữ liệu'!C5:C22)"));
    }

    #[test]
    fn lines_that_totals_come_up_to_are_named_no_longer() {
        let shrunk = with_lines(4, None);
        for (formula, expect) in [
            ("SUM(C3:C9)", Some("SUM(C3:C5)")),
            ("SUM(C1:C8)", Some("SUM(C1:C5)")),
            ("SUM(C7:C12)", Some("SUM(C6:C6)")),
            ("C9", None),
        ] {
            assert_eq!(shrunk.formula(formula, "Dữ liệu").as_deref(), expect, "{formula}");
        }
    }

    #[test]
    fn other_references_stay() {
        check("KPI", "SUM(C2:C11)", None);
        check("Dữ liệu", "C5", None);
        check("Dữ liệu", "SUM(C3:C11)", None);
        check("Dữ liệu", "SUM(F2:F11)", None);
        check("Dữ liệu", "SUM(C2:C500)", None);
        check("Dữ liệu", "SUM(C:C)", None);
        check("Dữ liệu", "\"C2:C11\"&tblDangKy[C2:C11]&[1]S!C2:C11", None);
        check("Dữ liệu", "LOG10(2)+XC2:XC11", None);
        check("Dữ liệu", "'It''s'!C2:C11", None);
    }

    /// The expected ones are what Excel shows after rows are inserted behind the last line of the table, or its last
    /// lines are deleted.
    #[test]
    fn references_to_cells_below_move_with_them() {
        // Columns that move, formula, with twenty lines, with four.
        for (columns, formula, grown, shrunk) in [
            ("A1:D1", "C15", "C25", "C9"),
            ("A1:D1", "SUM($A$15:$B$16)", "SUM($A$25:$B$26)", "SUM($A$9:$B$10)"),
            ("A1:D1", "SUM(C2:C11)", "SUM(C2:C21)", "SUM(C2:C5)"),
            ("A1:D1", "SUM(C2:C500)", "SUM(C2:C510)", "SUM(C2:C494)"),
            ("A1:D1", "SUM(C1:C13)", "SUM(C1:C23)", "SUM(C1:C7)"),
            ("A1:D1", "SUM(C3:C15)", "SUM(C3:C25)", "SUM(C3:C9)"),
            ("A1:D1", "SUM(C8:C15)", "SUM(C8:C25)", "SUM(C6:C9)"),
            ("A1:D1", "SUM(C3:C9)", "SUM(C3:C9)", "SUM(C3:C5)"),
            ("A1:D1", "C5", "C5", "C5"),
            // What is deleted has no other place: it stays, and is told.
            ("A1:D1", "C9+SUM(C7:C9)", "C9+SUM(C7:C9)", "C9+SUM(C7:C9)"),
            ("A1:D1", "F15", "F15", "F15"),
            // Other columns move only from where anything stands below the table.
            ("A1:F1", "F15", "F25", "F9"),
            ("A1:F1", "F12+F13", "F12+F13", "F12+F13"),
            ("A1:F1", "SUM(F12:F15)", "SUM(F12:F25)", "SUM(F8:F9)"),
            ("A1:F1", "SUM(A1:F11)", "SUM(A1:F21)", "SUM(A1:F5)"),
            ("A1:F1", "SUM(A14:F15)", "SUM(A24:F25)", "SUM(A8:F9)"),
            ("A1:D1", "SUM(C15:F15)", "SUM(C15:F15)", "SUM(C15:F15)"),
            ("A1:D1", "C15:A1", "C25:A1", "C9:A1"),
            // Wider than what moves: it ends with the sheet where it did so before.
            ("A1:D1", "SUM(A1:F40)", "SUM(A1:F50)", "SUM(A1:F34)"),
            ("A1:D1", "SUM(A1:F30)", "SUM(A1:F30)", "SUM(A1:F30)"),
            ("", "F15", "F25", "F9"),
            ("", "SUM(F2:F30)", "SUM(F2:F40)", "SUM(F2:F24)"),
            ("", "SUM(F2:F11)", "SUM(F2:F11)", "SUM(F2:F7)"),
            ("", "SUM(C15:F15)", "SUM(C25:F25)", "SUM(C9:F9)"),
        ] {
            for (lines, expect) in [(20, grown), (4, shrunk)] {
                let shift = with_lines(lines, Some(columns));
                let moved = shift.formula(formula, "Dữ liệu").unwrap_or_else(|| formula.to_owned());
                assert_eq!(moved, expect, "{formula}, {lines} lines, moving {columns}");
            }
        }
    }

    #[test]
    fn what_names_some_lines_is_told() {
        for (formula, is_told) in
            [("C5", true), ("SUM(C3:C11)", true), ("SUM(C2:C11)", false), ("C12", false), ("C15+F5", false)]
        {
            assert_eq!(with_lines(20, None).names_some_lines(formula, "Dữ liệu"), is_told, "{formula}");
        }
        assert!(with_lines(4, Some("A1:D1")).names_some_lines("C9", "Dữ liệu"));
        assert!(!with_lines(10, None).names_some_lines("C9", "Dữ liệu"), "nothing moves");
    }
}
