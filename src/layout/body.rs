//! The role of one row below a header.

use crate::intake::{SheetRow, Value};
use crate::text;

use super::areas::Areas;
use super::field::Field;
use super::likeness;
use super::map::{MappedTable, Role};
use super::phrase::{self, HeadingRank};
use super::wording::{Wording, wording};

/// Rank of a heading behind a dash or an asterisk: the innermost.
const BULLETED: HeadingRank = 6;
/// A heading is at most this long.
const MAX_HEADING_CHARS: usize = 160;
/// A heading without a numeral that is longer than this is a sentence.
const MAX_HEADING_WORDS: usize = 14;

/// What a row below a header is.
pub(super) enum BodyRole {
    /// A heading with its rank.
    Section(HeadingRank, String),
    /// Carries the record above on.
    Continues,
    /// Anything else.
    Plain(Role),
}

/// A row below a header, with what is needed to tell what it is.
#[derive(Clone, Copy)]
pub(super) struct Below<'a> {
    pub(super) row: &'a SheetRow,
    /// The next row with content.
    pub(super) next: Option<&'a SheetRow>,
    pub(super) table: &'a MappedTable,
    pub(super) areas: &'a Areas,
    /// How many rows stand between the header and it.
    pub(super) n_rows: usize,
    /// Whether a record stands right above.
    pub(super) may_continue: bool,
}

/// The role of a row, and how sure.
pub(super) fn role(below: Below<'_>) -> (BodyRole, f32) {
    let Below { row, table, areas, n_rows, may_continue, .. } = below;
    let plain = |role, confidence| (BodyRole::Plain(role), confidence);
    if is_ghost(table, row) {
        return plain(Role::Other, 0.9);
    }
    if n_rows < 2 && is_numbering(row) {
        return plain(Role::Numbering, 1.0);
    }
    if n_rows < 2 && row.cells.iter().all(|cell| cell.value.text().is_some_and(is_default_name)) {
        return plain(Role::Other, 0.9);
    }
    let Some(first) = first_words(row) else {
        // Numbers alone under the table are sums without a label; "*" marks such a row.
        return plain(Role::Total, 0.6);
    };
    let key = text::key(first);
    let ordinal = has_ordinal_value(table, row);
    if !ordinal
        && row.cells.iter().filter(|cell| cell.value.text().is_some()).count() <= 2
        && phrase::is_furniture(&key)
    {
        return plain(Role::Note, 0.9);
    }
    if !ordinal && phrase::is_total(&key) {
        return plain(Role::Total, 1.0);
    }
    let signs = row.cells.len() <= 4
        && row.cells.iter().filter_map(|cell| cell.value.text()).any(|text| {
            phrase::is_signature(text, &text::key(text)) && (phrase::is_capitals(text) || text == first)
        });
    if !ordinal && signs && (phrase::is_signature(first, &key) || phrase::is_capitals(first)) {
        return plain(Role::Signature, 0.9);
    }
    if row.cells.len() == 1 && phrase::speaks_for_many(first, &key) {
        return plain(Role::Other, 0.3);
    }
    if says_nobody(table, row) || (row.cells.len() == 1 && phrase::is_bracketed_remark(first)) {
        return plain(Role::Note, 0.9);
    }
    if let Some((rank, heading)) = heading(below) {
        return (BodyRole::Section(rank, heading), 0.9);
    }
    if !ordinal && (phrase::is_note(first, &key) || is_wish(row, first)) {
        return plain(Role::Note, 0.9);
    }
    if names_somebody(table, row) && !is_remark(areas, table, row) {
        let confidence = if ordinal || row.cells.len() >= 3 { 1.0 } else { 0.7 };
        return plain(Role::Data, confidence);
    }
    if may_continue && !ordinal && under_columns(table, row) {
        return (BodyRole::Continues, 0.8);
    }
    // An ordinal with facts but no name is a registration that forgot its name.
    if ordinal && row.cells.len() >= 3 {
        return plain(Role::Data, 0.6);
    }
    if is_remark(areas, table, row) {
        return plain(Role::Note, 0.6);
    }
    plain(Role::Other, 0.3)
}

/// A row that says that there is nobody: "Không có" where a name would stand.
fn says_nobody(table: &MappedTable, row: &SheetRow) -> bool {
    let mut texts = row.cells.iter().filter(|cell| !is_ordinal_column(table, cell.col)).peekable();
    texts.peek().is_some() && texts.all(|cell| cell.value.text().is_some_and(phrase::says_nobody))
}

/// A row with nothing but what its sender still wants to say: "Còn thiếu xóm Bản Hoàng".
fn is_wish(row: &SheetRow, first: &str) -> bool {
    row.cells.len() == 1 && phrase::asks_for_change(first) && wording(first) != Wording::Person
}

/// A row that only prepared formulas or numbering left behind: errors, zeros, an ordinal.
fn is_ghost(table: &MappedTable, row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| match &cell.value {
        Value::Error(_) => true,
        Value::Number(number) => *number == 0.0 || is_ordinal_column(table, cell.col),
        Value::Text(text) => {
            is_ordinal_column(table, cell.col)
                && phrase::numeral_rank(&text.shown).is_some_and(|rank| rank == 3)
        }
        Value::Date(_) | Value::Bool(_) => false,
    })
}

/// The name that Excel gives to a column of a table whose header is empty: "Column1".
fn is_default_name(text: &str) -> bool {
    ["Column", "Cột"].iter().any(|word| {
        text.trim().strip_prefix(word).is_some_and(|rest| rest.trim().bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Column numbers under a header: "1 2 3", "(1) (2)", "A B 1 2", "4=1+2".
pub(super) fn is_numbering(row: &SheetRow) -> bool {
    let n = row.cells.len();
    let numbered = row.cells.iter().filter(|cell| match &cell.value {
        Value::Number(number) => (0.0..100.0).contains(number) && number.fract() == 0.0,
        Value::Text(text) => {
            let word = text.shown.trim().trim_matches(['(', ')', '[', ']']);
            let formula =
                word.contains('=') && word.chars().all(|c| c.is_ascii_digit() || "=+-()x*/: ".contains(c));
            formula
                || (word.len() <= 2 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
                || (word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic()))
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    });
    n >= 3 && numbered.count() == n
}

/// The heading of a row inside a table, with its rank.
fn heading(below: Below<'_>) -> Option<(HeadingRank, String)> {
    let Below { row, table, areas, .. } = below;
    let mut texts = row.cells.iter().filter_map(|cell| Some((cell.col, cell.value.text()?)));
    let (first_col, first) = texts.next()?;
    let second = texts.next();
    // Sums may stand beside a heading; a third text, a date or a year may not.
    if texts.next().is_some() || row.cells.iter().any(|cell| matches!(cell.value, Value::Date(_))) {
        return None;
    }
    if first.chars().count() > MAX_HEADING_CHARS {
        return None;
    }
    match second {
        // "II | CÁ NHÂN"
        Some((second_col, second)) => {
            let rank = phrase::numeral_rank(first)?;
            let key = text::key(second);
            let lettered = rank != 3 && is_ordinal_column(table, first_col);
            let named = areas.is_wide(row.row, second_col) || phrase::is_heading(&key);
            let filled = is_filled(table, row, &[first_col, second_col]);
            (lettered || (named && !filled)).then(|| (rank, second.to_owned()))
        }
        None => lone_heading(below, first_col, first),
    }
}

/// The heading of a row whose only text is `first`.
fn lone_heading(below: Below<'_>, first_col: u16, first: &str) -> Option<(HeadingRank, String)> {
    let Below { row, table, areas, .. } = below;
    let key = text::key(first);
    let wide = areas.is_wide(row.row, first_col);
    let bare = first.trim_start_matches(['-', '+', '*', '•', ' ']);
    if bare.len() < first.len() && phrase::is_kind(&key) {
        return Some((BULLETED, bare.to_owned()));
    }
    if let Some((rank, rest)) = phrase::numeral(first)
        && !rest.is_empty()
    {
        return Some((rank, rest.to_owned()));
    }
    if row.cells.first().is_some_and(|cell| cell.col < first_col && is_ordinal_column(table, cell.col)) {
        // "1 | Phong trào thi đua …" merged, or naming nothing but a kind. A collective may stand
        // like this too; then the list goes on counting, or ends.
        let named = phrase::is_kind(&key) || (wide && (phrase::is_heading(&key) || heads_list(below)));
        return named.then(|| (3, first.to_owned()));
    }
    let in_name = is_name_column(table, first_col);
    let capitals = phrase::is_capitals(first);
    let sentence = key.split(' ').count() > MAX_HEADING_WORDS && !capitals;
    let has_ordinals = table.columns.iter().any(|c| c.field == Some(Field::Ordinal));
    let is_heading = phrase::is_kind(&key)
        || (phrase::is_heading(&key) && (wide || !in_name || first.ends_with(':')))
        || (wide && !sentence && (capitals || !in_name) && !phrase::is_note(first, &key))
        || (capitals && has_ordinals && in_name && phrase::is_heading(&key));
    (is_heading && !phrase::is_note(first, &key) && !phrase::is_total(&key))
        .then(|| (phrase::UNNUMBERED, first.to_owned()))
}

/// Whether the row below a numbered line is the first of a list of its own.
fn heads_list(below: Below<'_>) -> bool {
    let Below { row, next: Some(next), table, areas, .. } = below else { return false };
    let ordinal = |row: &SheetRow| {
        let cell = row.cells.iter().find(|cell| is_ordinal_column(table, cell.col))?;
        cell.value.shown().trim().trim_end_matches('.').parse::<f64>().ok()
    };
    let lone = |row: &SheetRow| {
        let mut texts = row.cells.iter().filter(|cell| cell.value.text().is_some());
        texts.next().is_some_and(|cell| areas.is_wide(row.row, cell.col)) && texts.next().is_none()
    };
    let goes_on = ordinal(next).zip(ordinal(row)).is_some_and(|(next, own)| next == own + 1.0);
    names_somebody(table, next) && !lone(next) && (!goes_on || ordinal(next) == Some(1.0))
}

/// Whether a row is one wide merged remark.
fn is_remark(areas: &Areas, table: &MappedTable, row: &SheetRow) -> bool {
    let [cell] = row.cells.as_slice() else { return false };
    areas.is_wide(row.row, cell.col)
        || (is_ordinal_column(table, cell.col)
            && cell.value.text().is_some_and(|text| text.chars().count() > 6))
}

/// Whether a row has a name where its table has names.
pub(super) fn names_somebody(table: &MappedTable, row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| {
        is_name_column(table, cell.col)
            && cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic))
    })
}

fn is_name_column(table: &MappedTable, col: u16) -> bool {
    table.field_of(col).is_some_and(Field::names_somebody)
}

fn is_ordinal_column(table: &MappedTable, col: u16) -> bool {
    table.field_of(col) == Some(Field::Ordinal)
}

/// Whether the row has a number in an ordinal column.
pub(super) fn has_ordinal_value(table: &MappedTable, row: &SheetRow) -> bool {
    row.cells.iter().any(|cell| is_ordinal_column(table, cell.col) && likeness::is_number(cell))
}

/// Whether any column beside ordinal and name is filled with text, but for the columns given.
fn is_filled(table: &MappedTable, row: &SheetRow, but: &[u16]) -> bool {
    row.cells.iter().any(|cell| {
        !but.contains(&cell.col)
            && !is_ordinal_column(table, cell.col)
            && !is_name_column(table, cell.col)
            && cell.value.text().is_some()
    })
}

/// Whether all cells of a row stand under columns of the table that mean something.
fn under_columns(table: &MappedTable, row: &SheetRow) -> bool {
    row.cells.iter().all(|cell| table.field_of(cell.col).is_some())
        && row.cells.iter().any(|cell| cell.value.text().is_some())
}

/// The first text of a row that has a letter or a digit in it.
fn first_words(row: &SheetRow) -> Option<&str> {
    row.cells.iter().filter_map(|cell| cell.value.text()).find(|text| text.chars().any(char::is_alphanumeric))
}
