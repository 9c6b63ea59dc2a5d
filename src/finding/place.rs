use std::fmt;
use std::sync::Arc;

/// A cell, zero-based inside and shown as Excel shows it (`B7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAddress {
    /// Zero-based row.
    pub row: u32,
    /// Zero-based column.
    pub col: u16,
}

impl CellAddress {
    /// The letters of a zero-based column: 0 is `A`, 26 is `AA`.
    pub fn column_letters(col: u16) -> String {
        let mut letters = Vec::new();
        let mut rest = u32::from(col) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", CellAddress::column_letters(self.col), u64::from(self.row) + 1)
    }
}

/// How exactly a [`Place`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// The file or the sheet as a whole.
    Whole,
    /// A row, zero-based.
    Row(u32),
    /// A cell.
    Cell(CellAddress),
}

/// Where something stands: source › sheet › cell. It travels with every value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path inside the inbox, with `!` before a member of a container; or a file of the workspace.
    pub source: Arc<str>,
    /// The sheet's name, where one is meant.
    pub sheet: Option<Arc<str>>,
    /// The row or cell, where one is meant.
    pub spot: Spot,
}

impl Place {
    /// A whole file.
    pub fn file(source: impl Into<Arc<str>>) -> Place {
        Place { source: source.into(), sheet: None, spot: Spot::Whole }
    }

    /// A whole sheet of a file.
    pub fn sheet(source: Arc<str>, sheet: impl Into<Arc<str>>) -> Place {
        Place { source, sheet: Some(sheet.into()), spot: Spot::Whole }
    }

    /// A zero-based row of the same sheet.
    #[must_use]
    pub fn at_row(&self, row: u32) -> Place {
        Place { spot: Spot::Row(row), ..self.clone() }
    }

    /// A zero-based cell of the same sheet.
    #[must_use]
    pub fn at_cell(&self, row: u32, col: u16) -> Place {
        Place { spot: Spot::Cell(CellAddress { row, col }), ..self.clone() }
    }

    /// How a sentence of the plan at this place is cited: `plan.toml dòng 42`, `ke-hoach.xlsx › Chỉ tiêu dòng 7`.
    pub fn cited(&self) -> String {
        let rows = self.row_shown().map(|row| row.to_string());
        self.cited_rows(&rows.unwrap_or_default())
    }

    /// The same for rows that are told otherwise: several, joined.
    pub fn cited_rows(&self, rows: &str) -> String {
        match &self.sheet {
            None => format!("{} dòng {rows}", self.source),
            Some(sheet) => format!("{} › {sheet} dòng {rows}", self.source),
        }
    }

    /// The sheet's name, or nothing.
    pub fn sheet_name(&self) -> &str {
        self.sheet.as_deref().unwrap_or_default()
    }

    /// The row as Excel shows it (one-based).
    pub fn row_shown(&self) -> Option<u32> {
        match self.spot {
            Spot::Whole => None,
            Spot::Row(row) => Some(row + 1),
            Spot::Cell(cell) => Some(cell.row + 1),
        }
    }

    /// The column `cell` of the data files: `B7` for a cell, `7:7` for a row, else nothing.
    pub fn spot_shown(&self) -> String {
        match self.spot {
            Spot::Whole => String::new(),
            Spot::Row(row) => format!("{0}:{0}", u64::from(row) + 1),
            Spot::Cell(cell) => cell.to_string(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(sheet) = &self.sheet {
            write!(f, " › {sheet}")?;
        }
        match self.spot {
            Spot::Whole => Ok(()),
            Spot::Row(row) => write!(f, " › dòng {}", u64::from(row) + 1),
            Spot::Cell(cell) => write!(f, " › {cell}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: u32, col: u16, expect: &str) {
        assert_eq!(CellAddress { row, col }.to_string(), expect);
    }

    #[test]
    fn cells_are_named_as_excel_names_them() {
        check(0, 0, "A1");
        check(6, 25, "Z7");
        check(9, 26, "AA10");
        check(0, 701, "ZZ1");
        check(0, 702, "AAA1");
        check(1_048_575, 16_383, "XFD1048576");
    }

    #[test]
    fn a_place_reads_like_an_address() {
        let sheet = Place::sheet("a.zip!b.xlsx".into(), "Danh sách");
        assert_eq!(sheet.at_cell(6, 1).to_string(), "a.zip!b.xlsx › Danh sách › B7");
        assert_eq!(sheet.at_row(6).to_string(), "a.zip!b.xlsx › Danh sách › dòng 7");
        assert_eq!(sheet.at_row(6).spot_shown(), "7:7");
        assert_eq!(Place::file("a.xlsx").to_string(), "a.xlsx");
    }
}
