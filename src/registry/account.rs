use jiff::civil::Date;

use crate::finding::Place;
use crate::record::{CellFate, CellUse};
use crate::units::UnitCode;

/// What became of a sheet, or of a file without sheets.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum SheetOutcome {
    /// Its table was read.
    Read,
    /// It holds no table of registrations.
    NoTable,
    /// Left out by its nature: an example sheet, a lookup list, a lock file.
    Ignored,
    /// The same bytes, or a later list, took its place.
    Superseded,
    /// It could not be opened.
    Failed,
}

impl SheetOutcome {
    /// The word used in `sources.csv`.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            SheetOutcome::Read => "Đã đọc",
            SheetOutcome::NoTable => "Không có bảng",
            SheetOutcome::Ignored => "Bỏ qua",
            SheetOutcome::Superseded => "Đã thay thế",
            SheetOutcome::Failed => "Không mở được",
        }
    }
}

/// Where the rows of one sheet went: one line of `sources.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAccount {
    /// Source and sheet; the source alone where the file gave no sheet.
    pub place: Place,
    /// BLAKE3 of the file.
    pub hash: String,
    /// The unit that sent it.
    pub sender: Option<UnitCode>,
    /// The day it arrived.
    pub received: Date,
    /// What became of it.
    pub outcome: SheetOutcome,
    /// Rows from the first to the last that the file mentions.
    pub rows: u32,
    /// Rows without content.
    pub blank: u32,
    /// Letterhead and title rows.
    pub title: u32,
    /// Rows of column headers.
    pub header: u32,
    /// Rows of column numbers under the header.
    pub numbering: u32,
    /// Section rows.
    pub section: u32,
    /// Rows that register somebody.
    pub data: u32,
    /// Rows of sums.
    pub total: u32,
    /// Footnotes and instructions.
    pub note: u32,
    /// The signature block.
    pub signature: u32,
    /// Anything else, and all rows of sheets that were left out.
    pub other: u32,
    /// What became of the cells of the rows that register somebody.
    pub cells: CellAccount,
    /// How many registrations its rows are.
    pub registrations: u32,
}

impl SheetAccount {
    /// The account of a file or sheet of which no row was looked at.
    pub fn without_rows(
        place: Place,
        hash: String,
        (sender, received): (Option<UnitCode>, Date),
        outcome: SheetOutcome,
    ) -> SheetAccount {
        SheetAccount {
            place,
            hash,
            sender,
            received,
            outcome,
            rows: 0,
            blank: 0,
            title: 0,
            header: 0,
            numbering: 0,
            section: 0,
            data: 0,
            total: 0,
            note: 0,
            signature: 0,
            other: 0,
            cells: CellAccount::default(),
            registrations: 0,
        }
    }
}

/// Where the non-empty cells of a sheet's data rows went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellAccount {
    /// How many there are.
    pub cells: u32,
    /// All of them stands in fields of a registration.
    pub read: u32,
    /// They stand in fields of several registrations.
    pub split: u32,
    /// A finding names what is left of them.
    pub told: u32,
    /// They number, label or mark.
    pub structure: u32,
}

impl CellAccount {
    /// The account of `n_cells` cells, by what a reader did with each.
    pub(super) fn of(n_cells: u32, fates: &[CellFate]) -> CellAccount {
        let mut account = CellAccount { cells: n_cells, ..CellAccount::default() };
        for fate in fates {
            match fate.used {
                CellUse::Read => account.read += 1,
                CellUse::Split => account.split += 1,
                CellUse::Told => account.told += 1,
                CellUse::Structure => account.structure += 1,
            }
        }
        account
    }

    /// Whether every cell has a use, once.
    fn balances(&self) -> bool {
        self.cells == self.read + self.split + self.told + self.structure
    }
}

impl SheetAccount {
    /// Whether every row went somewhere, once, and every cell of its data rows.
    pub fn balances(&self) -> bool {
        self.cells.balances()
            && self.rows
                == self.blank
                    + self.title
                    + self.header
                    + self.numbering
                    + self.section
                    + self.data
                    + self.total
                    + self.note
                    + self.signature
                    + self.other
    }
}
