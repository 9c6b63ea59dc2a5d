//! The map of a sheet: what each row and column was taken for, and how sure.

use crate::finding::{CellAddress, Question};
use crate::intake::{Cell, Sheet, SheetRow};

use super::counts::Counts;
use super::field::Field;
use super::subject::ListSubject;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// No content.
    Blank,
    /// Letterhead or title.
    Title,
    /// Column headers.
    Header,
    /// Column numbers under the headers.
    Numbering,
    /// A heading inside the table.
    Section,
    /// Registers somebody.
    Data,
    /// A sum.
    Total,
    /// A footnote or an instruction.
    Note,
    /// Date line, signatures, "Nơi nhận".
    Signature,
    /// Anything else.
    Other,
}

impl Role {
    /// All roles, in the order of `sources.csv`.
    pub const ALL: [Role; 10] = [
        Role::Blank,
        Role::Title,
        Role::Header,
        Role::Numbering,
        Role::Section,
        Role::Data,
        Role::Total,
        Role::Note,
        Role::Signature,
        Role::Other,
    ];

    /// The word used in data files and by `inspect --json`.
    pub fn id(self) -> &'static str {
        match self {
            Role::Blank => "blank",
            Role::Title => "title",
            Role::Header => "header",
            Role::Numbering => "numbering",
            Role::Section => "section",
            Role::Data => "data",
            Role::Total => "total",
            Role::Note => "note",
            Role::Signature => "signature",
            Role::Other => "other",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Role::Blank => "trống",
            Role::Title => "tiêu đề",
            Role::Header => "đầu cột",
            Role::Numbering => "số cột",
            Role::Section => "đề mục",
            Role::Data => "đăng ký",
            Role::Total => "cộng",
            Role::Note => "ghi chú",
            Role::Signature => "chữ ký",
            Role::Other => "khác",
        }
    }
}

/// What a sheet is as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetKind {
    /// Holds a list of registrations.
    List,
    /// Holds one registration as label and value.
    Form,
    /// Shows how to fill in: its people are not real.
    Example,
    /// Holds codes or lists to choose from.
    Lookup,
    /// Names people whom it does not register: results, delegates, initiatives.
    OtherList,
    /// Holds text, and no table that names somebody.
    NoTable,
    /// Holds nothing.
    Empty,
}

impl SheetKind {
    /// The word used by `inspect --json`.
    pub fn id(self) -> &'static str {
        match self {
            SheetKind::List => "list",
            SheetKind::Form => "form",
            SheetKind::Example => "example",
            SheetKind::Lookup => "lookup",
            SheetKind::OtherList => "other_list",
            SheetKind::NoTable => "no_table",
            SheetKind::Empty => "empty",
        }
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            SheetKind::List => "danh sách",
            SheetKind::Form => "phiếu",
            SheetKind::Example => "hướng dẫn, ví dụ",
            SheetKind::Lookup => "danh mục",
            SheetKind::OtherList => "danh sách khác, không đăng ký ai",
            SheetKind::NoTable => "không có bảng",
            SheetKind::Empty => "trang trống",
        }
    }
}

/// A row with content and its role.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedRow {
    /// Zero-based row.
    pub row: u32,
    /// What it is.
    pub role: Role,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// For data rows: position of its table in [`SheetMap::tables`].
    pub table_at: usize,
    /// For data rows: the section headings above it, outermost first, as positions in
    /// [`SheetMap::sections`].
    pub sections: Vec<usize>,
    /// For rows that carry a record on: the zero-based row of the record they belong to.
    pub continues: Option<u32>,
}

/// A column and its meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Zero-based column.
    pub col: u16,
    /// Its header, the lines of a header of several rows joined by ` / `.
    pub header: String,
    /// What it means; none where the header is not known.
    pub field: Option<Field>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

impl Column {
    /// The letters that Excel shows over the column.
    pub fn letters(&self) -> String {
        CellAddress::column_letters(self.col)
    }

    /// The innermost line of the header.
    pub fn sub_header(&self) -> &str {
        self.header.rsplit(" / ").next().unwrap_or_default()
    }
}

/// One table of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedTable {
    /// First header row, zero-based.
    pub first_header_row: u32,
    /// Last header row, zero-based.
    pub last_header_row: u32,
    /// Its columns, from left to right; a form has none.
    pub columns: Vec<Column>,
    /// Text between the table before (or the letterhead) and this header, where there is any.
    pub title: String,
    /// How many of the tables that follow stand to the right of this one, on the same rows.
    pub beside: usize,
    /// How sure of its columns, 0 to 1.
    pub confidence: f32,
    /// Why its reading is doubtful, in Vietnamese; empty where it is not.
    pub(super) doubt: String,
    /// The second best reading of its columns, where there is one.
    pub(super) other: Option<Vec<Option<Field>>>,
    /// An officer said that it registers nobody.
    pub(super) skipped: bool,
}

impl MappedTable {
    /// A table under a header of these rows, read without a doubt.
    pub(super) fn under(first_header_row: u32, last_header_row: u32, columns: Vec<Column>) -> MappedTable {
        MappedTable {
            first_header_row,
            last_header_row,
            columns,
            title: String::new(),
            beside: 0,
            confidence: 1.0,
            doubt: String::new(),
            other: None,
            skipped: false,
        }
    }

    /// Whether a column of it says who is registered.
    pub fn names_somebody(&self) -> bool {
        self.columns.iter().any(|column| column.field.is_some_and(Field::names_somebody))
    }

    /// Whether one of its columns is a zero-based column of the sheet.
    pub fn has_column(&self, col: u16) -> bool {
        self.columns.binary_search_by_key(&col, |column| column.col).is_ok()
    }

    /// The meaning of a zero-based column.
    pub fn field_of(&self, col: u16) -> Option<Field> {
        let at = self.columns.binary_search_by_key(&col, |column| column.col).ok()?;
        self.columns.get(at)?.field
    }
}

/// A value of a form, under or beside its label.
#[derive(Debug, Clone)]
pub struct FormValue {
    /// Zero-based row.
    pub row: u32,
    /// Its column, the header of which is the label.
    pub column: Column,
    /// The value.
    pub cell: Cell,
    /// The column in which the label stands: the value's own where one cell holds both.
    pub label_col: u16,
    /// Whose answer it is, from the left, where the form is for several people.
    pub person: usize,
}

/// A cell that says something of a record.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Zero-based row: the record's own, a later one that carries it on, or the first of a merged area.
    pub row: u32,
    /// What it means.
    pub column: &'a Column,
    /// What it holds.
    pub cell: &'a Cell,
}

/// A cell of a record's rows that no column holds.
#[derive(Debug, Clone, Copy)]
pub struct Outside<'a> {
    /// Zero-based row.
    pub row: u32,
    /// What it holds.
    pub cell: &'a Cell,
    /// Whether it is a label of a form.
    pub is_label: bool,
}

/// What a sheet was taken for.
#[derive(Debug, Clone)]
pub struct SheetMap {
    /// The sheet as a whole.
    pub kind: SheetKind,
    /// Rows with content, ascending.
    pub rows: Vec<MappedRow>,
    /// Its tables, from top to bottom.
    pub tables: Vec<MappedTable>,
    /// Section headings as written, in the order of the sheet.
    pub sections: Vec<String>,
    /// Lines of the left letterhead block, from top to bottom: the issuing unit is the last.
    pub letterhead: Vec<String>,
    /// Title lines over the first table, joined by spaces.
    pub title: String,
    /// What it is about, by its titles.
    pub subject: ListSubject,
    /// For a form: its values with what they mean; they belong to its one data row.
    pub form: Vec<FormValue>,
    /// For a form: rows and columns of labels beside which nothing stands.
    pub form_labels: Vec<(u32, u16)>,
    /// Tables that count rather than name.
    pub counts: Vec<Counts>,
    /// How sure of the whole reading, 0 to 1: the lowest of its parts that matter.
    pub confidence: f32,
    /// What an officer has to be asked about the reading, where it is doubtful.
    pub question: Option<Question>,
}

/// One record of a sheet: a data row, with what merges and later rows add to it.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// Zero-based row.
    pub row: u32,
    /// Its table.
    pub table: &'a MappedTable,
    /// Which record of its row it is, from the left: 0 but for tables beside each other.
    pub side: usize,
    /// Section headings above it, outermost first.
    pub sections: Vec<&'a str>,
    /// Its cells, from left to right; a column may occur again where later rows carry the record on.
    pub entries: Vec<Entry<'a>>,
    /// Cells of its rows that no column or answer holds.
    pub outside: Vec<Outside<'a>>,
}

impl<'a> Record<'a> {
    /// Whether it stands on a form rather than in a table.
    pub fn is_form(&self) -> bool {
        self.table.columns.is_empty()
    }

    /// Whether it has an entry from a cell; entries stand from left to right.
    pub(super) fn has_entry(&self, row: u32, col: u16) -> bool {
        let found = self.entries.binary_search_by_key(&col, |entry| entry.column.col);
        found.ok().and_then(|at| self.entries.get(at)).is_some_and(|entry| entry.row == row)
    }

    /// The first cell of a field.
    pub fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.of(field).next().map(|entry| entry.cell)
    }

    /// All cells of a field.
    pub fn of(&self, field: Field) -> impl Iterator<Item = Entry<'a>> + '_ {
        self.entries.iter().copied().filter(move |entry| entry.column.field == Some(field))
    }

    /// The text of a field: all its cells joined by `; `, as people would read them.
    pub fn text(&self, field: Field) -> String {
        let mut joined = String::new();
        for Entry { cell, .. } in self.of(field) {
            // "-", "/": nothing to say.
            let is_dash =
                |text: &str| text.chars().all(|c| matches!(c, '-' | '–' | '—' | '/' | '.' | '_' | ' '));
            if matches!(cell.value, crate::intake::Value::Error(_)) || cell.value.text().is_some_and(is_dash)
            {
                continue;
            }
            if !joined.is_empty() {
                joined.push_str("; ");
            }
            joined.push_str(&cell.value.shown());
        }
        joined
    }
}

impl SheetMap {
    /// How many rows have a role; blank rows are the rest up to `n_rows`.
    pub fn count(&self, role: Role) -> u32 {
        let n = self.rows.iter().filter(|row| row.role == role).count();
        u32::try_from(n).unwrap_or(u32::MAX)
    }

    /// The non-empty cells of the rows that register somebody.
    pub fn cells_of_data(&self, sheet: &Sheet) -> u32 {
        let rows = self.rows.iter().filter(|mapped| mapped.role == Role::Data || mapped.continues.is_some());
        let cells = rows.filter_map(|mapped| row_at(sheet, mapped.row)).map(|row| row.cells.len());
        u32::try_from(cells.sum::<usize>()).unwrap_or(u32::MAX)
    }
}

/// The row of a zero-based number, if it has content.
pub(super) fn row_at(sheet: &Sheet, row: u32) -> Option<&SheetRow> {
    let at = sheet.rows.binary_search_by_key(&row, |sheet_row| sheet_row.row).ok()?;
    sheet.rows.get(at)
}
