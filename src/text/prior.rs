//! What the neighbours of a cell say about its encoding.

use super::charset::Charset;
use super::repaired::Repaired;

/// Counts of cells by the charset they were in, from the cells whose charset was plain.
///
/// Short cells can be read two ways. Read the column once, observing what is sure
/// ([`observe`](Self::observe)); then read the cells that were [doubtful](super::Repaired::doubtful) again with
/// what the column says. Counts of columns add up to those of a sheet, and these to those of a
/// workbook, for columns with nothing sure in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prior {
    unicode: u32,
    tcvn3: u32,
    vni: u32,
    viscii: u32,
    vps: u32,
    windows_1258: u32,
}

/// How much a unanimous prior weighs, where one word that fits weighs 1.
///
/// Less than a word that fits only one reading, more than how common a word is.
const WEIGHT: f32 = 0.9;

/// Cells that a prior must have seen for half its weight.
const HALF: f32 = 2.0;

impl Prior {
    /// The prior that says nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Counts one cell. Mojibake, entities and VIQR say nothing of the cells around, since each proves itself.
    pub fn observe(&mut self, charset: Charset) {
        if let Some(count) = self.count_mut(charset) {
            *count = count.saturating_add(1);
        }
    }

    /// Counts one repaired cell, if it says anything.
    pub fn observe_cell(&mut self, cell: &Repaired<'_>) {
        if let Some(charset) = Self::said_by(cell) {
            self.observe(charset);
        }
    }

    /// What a repaired cell says of the cells around: it has letters beyond ASCII, and was not doubtful,
    /// or only since a charset that hardly anybody uses reads it as well.
    pub fn said_by(cell: &Repaired<'_>) -> Option<Charset> {
        let is_rare = |charset| !matches!(charset, Charset::Tcvn3 | Charset::Vni);
        let is_sure = !cell.doubtful || cell.also.is_some_and(is_rare);
        (is_sure && !cell.text.is_ascii()).then_some(cell.charset)
    }

    /// Adds the counts of another column or sheet.
    pub fn merge(&mut self, other: &Self) {
        for charset in Charset::ALL {
            let more = other.count(charset);
            if let Some(count) = self.count_mut(charset) {
                *count = count.saturating_add(more);
            }
        }
    }

    /// How many cells in a charset were counted.
    pub fn count(&self, charset: Charset) -> u32 {
        match charset {
            Charset::Unicode => self.unicode,
            Charset::Tcvn3 => self.tcvn3,
            Charset::Vni => self.vni,
            Charset::Viscii => self.viscii,
            Charset::Vps => self.vps,
            Charset::Windows1258 => self.windows_1258,
            Charset::Mojibake | Charset::Entities | Charset::Viqr => 0,
        }
    }

    fn count_mut(&mut self, charset: Charset) -> Option<&mut u32> {
        match charset {
            Charset::Unicode => Some(&mut self.unicode),
            Charset::Tcvn3 => Some(&mut self.tcvn3),
            Charset::Vni => Some(&mut self.vni),
            Charset::Viscii => Some(&mut self.viscii),
            Charset::Vps => Some(&mut self.vps),
            Charset::Windows1258 => Some(&mut self.windows_1258),
            Charset::Mojibake | Charset::Entities | Charset::Viqr => None,
        }
    }

    /// Whether no cell was counted.
    pub fn is_silent(&self) -> bool {
        *self == Self::none()
    }

    /// Whether some legacy charset was seen more often than Unicode.
    pub(super) fn leans_to_legacy(&self) -> bool {
        Charset::ALL
            .into_iter()
            .any(|charset| charset != Charset::Unicode && self.unicode < self.count(charset))
    }

    /// What speaks for a legacy charset against Unicode, −0.9 to 0.9: 0 if nothing was seen.
    pub(super) fn lean(&self, charset: Charset) -> f32 {
        let (this, unicode) = (lossy(self.count(charset)), lossy(self.unicode));
        let all: f32 = Charset::ALL.into_iter().map(|charset| lossy(self.count(charset))).sum();
        WEIGHT * (this - unicode) / (all + HALF)
    }
}

/// What the cells of a workbook say about each other, by sheet and column.
#[derive(Debug, Clone, Default)]
pub struct Neighbours {
    sheets: Vec<Vec<Prior>>,
}

impl Neighbours {
    /// Counts one repaired cell, if it says anything. Sheets and columns are numbered from 0.
    pub fn observe(&mut self, sheet: usize, col: u16, cell: &Repaired<'_>) {
        if self.sheets.len() <= sheet {
            self.sheets.resize_with(sheet + 1, Vec::new);
        }
        let Some(columns) = self.sheets.get_mut(sheet) else { return };
        let col = usize::from(col);
        if columns.len() <= col {
            columns.resize_with(col + 1, Prior::none);
        }
        if let Some(prior) = columns.get_mut(col) {
            prior.observe_cell(cell);
        }
    }

    /// What the column says; the sheet if the column holds nothing sure, the book if the sheet does not.
    pub fn of_column(&self, sheet: usize, col: u16) -> Prior {
        let column = self.sheets.get(sheet).and_then(|columns| columns.get(usize::from(col)));
        column.filter(|prior| !prior.is_silent()).copied().unwrap_or_else(|| self.of_sheet(sheet))
    }

    /// What a sheet says, or the book if the sheet holds nothing sure.
    pub fn of_sheet(&self, sheet: usize) -> Prior {
        let sum = sum(self.sheets.get(sheet).into_iter().flatten());
        if sum.is_silent() { self.of_book() } else { sum }
    }

    /// What the whole book says.
    pub fn of_book(&self) -> Prior {
        sum(self.sheets.iter().flatten())
    }
}

fn sum<'p>(priors: impl Iterator<Item = &'p Prior>) -> Prior {
    priors.fold(Prior::none(), |mut sum, prior| {
        sum.merge(prior);
        sum
    })
}

/// Counts over 65,535 weigh like 65,535.
fn lossy(count: u32) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_add_up() {
        let mut column = Prior::none();
        assert!(column.lean(Charset::Tcvn3).abs() < f32::EPSILON);
        for _ in 0..8 {
            column.observe(Charset::Tcvn3);
        }
        column.observe(Charset::Mojibake);
        assert!((column.lean(Charset::Tcvn3) - 0.72).abs() < 1e-6);
        let mut sheet = Prior::none();
        sheet.observe(Charset::Unicode);
        sheet.merge(&column);
        assert_eq!(sheet.count(Charset::Tcvn3), 8);
        assert!(sheet.lean(Charset::Vni) < 0.0);
    }
}
