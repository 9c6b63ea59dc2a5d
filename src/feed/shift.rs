//! How references follow a table whose lines are replaced.

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
}

impl Shift {
    /// Where the last row of an area has to be after the move: another one where it ended with the
    /// lines, or with the totals; or where it reached past the lines but no longer does.
    pub(crate) fn end_of(&self, area: &CellRange) -> Option<u32> {
        let (old, new) = (self.body.last_row, self.last_row);
        let beside = area.last_col < self.body.first_col || self.body.last_col < area.first_col;
        if old == new || beside || self.body.first_row < area.first_row {
            return None;
        }
        if old <= area.last_row && area.last_row <= self.whole.last_row {
            Some(area.last_row - old + new)
        } else if self.whole.last_row < area.last_row && area.last_row < new {
            Some(new)
        } else {
            None
        }
    }

    /// Whether an area lies in the row of totals, which moves.
    fn is_total(&self, area: &CellRange) -> bool {
        self.body.last_row != self.last_row
            && self.body.last_row < area.first_row
            && area.last_row <= self.whole.last_row
            && area.meets(&self.whole)
    }

    /// A formula of a sheet with its references moved; none where it stays as it is.
    pub(crate) fn formula(&self, formula: &str, home: &str) -> Option<String> {
        let mut moved = String::new();
        let mut copied = 0;
        for reference in references(formula) {
            let sheet = reference.sheet.as_deref().unwrap_or(home);
            if !same_sheet(sheet, &self.sheet) {
                continue;
            }
            let area = reference.area();
            let delta = |row: u32| row - self.body.last_row + self.last_row;
            let cells = match reference.last {
                Some(last) if self.is_total(&area) => {
                    format!(
                        "{}:{}",
                        reference.first.write(delta(reference.first.row)),
                        last.write(delta(last.row))
                    )
                }
                None if self.is_total(&area) => reference.first.write(delta(reference.first.row)),
                Some(last) => match self.end_of(&area) {
                    Some(end) => {
                        format!("{}:{}", reference.first.write(reference.first.row), last.write(end))
                    }
                    None => continue,
                },
                None => continue,
            };
            moved.push_str(formula.get(copied..reference.span.start).unwrap_or_default());
            moved.push_str(&cells);
            copied = reference.span.end;
        }
        if copied == 0 {
            return None;
        }
        moved.push_str(formula.get(copied..).unwrap_or_default());
        Some(moved)
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test that fails says where")]
mod tests {
    use super::*;

    /// A table in A1:D11 of `Dữ liệu` with totals in row 12, whose ten lines become twenty.
    fn grown() -> Shift {
        Shift {
            sheet: "Dữ liệu".to_owned(),
            whole: CellRange::parse("A1:D12").expect("an area"),
            body: CellRange::parse("A2:D11").expect("an area"),
            last_row: 20,
        }
    }

    #[track_caller]
    fn check(home: &str, formula: &str, expect: Option<&str>) {
        assert_eq!(grown().formula(formula, home).as_deref(), expect, "{formula} on {home}");
    }

    #[test]
    fn references_to_all_lines_follow_the_table() {
        check("Dữ liệu", "SUM(C2:C11)", Some("SUM(C2:C21)"));
        check("Dữ liệu", "SUM($C$2:$C$11)/COUNTA(A1:A11)", Some("SUM($C$2:$C$21)/COUNTA(A1:A21)"));
        check("KPI", "SUM('Dữ liệu'!C2:C11)", Some("SUM('Dữ liệu'!C2:C21)"));
        check("KPI", "SUM('DỮ LIỆU'!$C$1:$C$12)", Some("SUM('DỮ LIỆU'!$C$1:$C$22)"));
        check("KPI", "'Dữ liệu'!C12*2", Some("'Dữ liệu'!C22*2"));
        check("KPI", "SUM('Dữ liệu'!C2:C15)", Some("SUM('Dữ liệu'!C2:C21)"));
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
}
