//! How much one file may ask for.
//!
//! Everything here guards memory and time against broken or hostile files; the defaults lie an
//! order of magnitude above what an office sends, so that no honest list meets them.

/// Rows of a sheet of Excel 2007 and later.
pub(super) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet of Excel 2007 and later.
pub(super) const MAX_COLS: u32 = 16_384;

/// Letters of one cell: eight times what Excel lets one type. A .csv may say more than a cell holds, but
/// nobody writes a book into a list.
pub(super) const MAX_LETTERS: usize = 1 << 18;

/// Upper bounds for one arrival, containers and all their members taken together unless said
/// otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it lies in the inbox. Mail servers stop at 25–50 MB; 256 MiB leaves
    /// room for mailboxes saved whole.
    pub max_file_bytes: u64,
    /// Bytes of one member or workbook after unpacking, all held in memory at once. A full sheet of a million rows by twelve columns unpacks to 0.6 GB.
    pub max_unpacked_bytes: u64,
    /// Bytes unpacked from one arrival in all, one after another: a mailbox of thousands of
    /// workbooks may be honest, a zip of thousands of bombs has to end within a minute or so.
    pub max_total_bytes: u64,
    /// Unpacked over packed size, judged only above [`Limits::RATIO_MATTERS_ABOVE`]. XML of empty
    /// formatted rows, the worst honest case, packs 20–60 to 1; deflate can do 1,032 to 1.
    pub max_ratio: u64,
    /// Entries in one zip. Workbooks have tens, a province's archive hundreds.
    pub max_entries: usize,
    /// Containers within containers (zip in mail in zip). People forward a forward; nobody nests
    /// eight deep.
    pub max_depth: usize,
    /// Cells with content in one attachment, 40–100 bytes each once read.
    pub max_cells: usize,
    /// Cells that the dense reading of one .xls sheet may span; 32 bytes each inside `calamine`.
    pub max_xls_area: u64,
    /// Sheets in one attachment.
    pub max_sheets: usize,
    /// Bytes of memory while one arrival is read by [`super::Readers`], the sheets that come out
    /// included. 768 MiB hold some seven million cells, and two readers leave room on the 4 GB of
    /// an old office computer. Reading in-process knows no such bound.
    pub max_memory_bytes: u64,
    /// Seconds of processor time that [`super::Readers`] give to one file, besides one more for each
    /// MiB of it. An honest list takes milliseconds, a MiB of workbook a tenth of a second; the rest is
    /// for slow machines. A container may take four times as long in all.
    pub max_seconds: u64,
}

impl Limits {
    /// Below this many unpacked bytes a ratio says nothing.
    pub const RATIO_MATTERS_ABOVE: u64 = 64 << 20;

    /// How many bytes a zip of `packed` bytes may give.
    pub(super) fn unpacked_from(&self, packed: u64) -> u64 {
        packed.saturating_mul(self.max_ratio).max(Limits::RATIO_MATTERS_ABOVE)
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_file_bytes: 256 << 20,
            max_unpacked_bytes: 1 << 30,
            max_total_bytes: 16 << 30,
            max_ratio: 200,
            max_entries: 20_000,
            max_depth: 8,
            max_cells: 20_000_000,
            max_xls_area: 8_000_000,
            max_sheets: 1_000,
            max_memory_bytes: 768 << 20,
            max_seconds: 10,
        }
    }
}
