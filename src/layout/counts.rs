//! Tables that register nobody and count: how many collectives and people each unit or movement has. Their rows are
//! sums, and what they say can be compared with the list that they count.

use crate::intake::{Cell, SheetRow, Value};
use crate::text;

use super::field::{Dictionary, Field};
use super::phrase;

/// A table of counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Its rows, from top to bottom.
    pub rows: Vec<CountsRow>,
}

/// A row of a table of counts.
#[derive(Debug, Clone, PartialEq)]
pub struct CountsRow {
    /// Zero-based row.
    pub row: u32,
    /// Of what it counts, as written; empty where only a total stands.
    pub label: String,
    /// Whether it sums up the rows above it.
    pub is_total: bool,
    /// Zero-based column, what is counted in it, and how many there are.
    pub cells: Vec<(u16, CountOf, u32)>,
}

/// What a column of counts counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountOf {
    /// Everybody.
    All,
    /// Collectives of any kind.
    Collectives,
    /// People.
    Individuals,
    /// Households.
    Households,
}

/// A header of counts has at most this many columns in the forms seen, of at most so many letters each.
const MAX_COLS: usize = 16;
const MAX_LETTERS: usize = 60;
/// No list has more.
const MAX_COUNT: f64 = 100_000.0;

/// Columns of a table of counts.
struct CountHeader {
    label: u16,
    counts: Vec<(u16, CountOf)>,
    /// Whether its words say that it counts: "Số lượng", "Tổng số".
    says_so: bool,
}

/// The table of counts that begins with the first of some rows, and how many rows its header takes.
pub(super) fn begins(below: &[SheetRow], dictionary: &Dictionary) -> Option<(Counts, usize)> {
    let first = below.first()?;
    let mut header = header(first, dictionary)?;
    let mut n_rows = 1;
    // "Số lượng" over "Tập thể | Cá nhân": the second row says which.
    if let Some(second) = below.get(1)
        && let Some(inner) = counted_columns(second)
        && inner.len() == second.cells.len()
    {
        header.counts = inner;
        n_rows = 2;
    }
    let mut rows = Vec::new();
    for row in below.get(n_rows..)? {
        let Some(row) = counts_row(row, &header) else { break };
        let ends = row.is_total;
        rows.push(row);
        if ends {
            break;
        }
    }
    // Ticks are a 1 here and there; what counts has a nought, more than one, a sum, or says that it counts.
    let counts = |row: &CountsRow| row.is_total || row.cells.iter().any(|(_, _, n)| *n != 1);
    (!rows.is_empty() && (header.says_so || rows.iter().any(counts))).then_some((Counts { rows }, n_rows))
}

/// The columns of a row that heads counts: one with a label, and what is counted.
fn header(row: &SheetRow, dictionary: &Dictionary) -> Option<CountHeader> {
    let counts = counted_columns(row)?;
    let mut label = None;
    for cell in &row.cells {
        let text = cell.value.text()?;
        if counts.iter().any(|(col, _)| *col == cell.col) {
            continue;
        }
        match dictionary.lookup(text).map(|found| found.field) {
            Some(
                Field::Name | Field::FamilyName | Field::GivenName | Field::BirthYear | Field::BirthDate,
            ) => {
                return None;
            }
            Some(Field::Ordinal | Field::Remark) => {}
            _ if label.is_none() => label = Some(cell.col),
            // Two labels, such as a unit and a movement: each row would count for both.
            _ => return None,
        }
    }
    let label = label.filter(|label| counts.iter().all(|(col, _)| label < col))?;
    let says_so = row.cells.iter().filter_map(|cell| cell.value.text()).any(|text| {
        let key = text::key(text);
        let says = key.starts_with("số ") && key != "số tt" || key.starts_with("tổng");
        says || counts.iter().any(|(_, counted)| *counted == CountOf::All)
    });
    Some(CountHeader { label, counts, says_so })
}

/// The columns of a row that say how many of something there are; none where none does.
fn counted_columns(row: &SheetRow) -> Option<Vec<(u16, CountOf)>> {
    let starts_with_digit = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    let is_heading = |cell: &Cell| {
        cell.value.text().is_some_and(|text| text.len() <= 2 * MAX_LETTERS && !starts_with_digit(text))
    };
    if MAX_COLS < row.cells.len() || !row.cells.iter().all(is_heading) {
        return None;
    }
    let keys: Vec<(u16, String)> =
        row.cells.iter().filter_map(|cell| Some((cell.col, text::key(cell.value.text()?)))).collect();
    let counts: Vec<(u16, CountOf)> =
        keys.iter().filter_map(|(col, key)| Some((*col, counted(key, &keys)?))).collect();
    (!counts.is_empty()).then_some(counts)
}

/// What a header counts; `all` are those of its row.
fn counted(key: &str, all: &[(u16, String)]) -> Option<CountOf> {
    let words = ["số lượng ", "tổng số ", "số "];
    let of = words.iter().find_map(|word| key.strip_prefix(word)).unwrap_or(key);
    match of {
        "lượng" | "tổng số" | "tổng cộng" | "tổng" | "cộng" | "sl" | "đăng ký" | "điển hình" | "người" =>
        {
            // "Đăng ký", "Điển hình", "Người" alone head other columns.
            let is_alone = matches!(of, "đăng ký" | "điển hình" | "người") && of == key;
            (!is_alone).then_some(CountOf::All)
        }
        "tập thể" | "đơn vị tập thể" => Some(CountOf::Collectives),
        "cá nhân" | "cn" => Some(CountOf::Individuals),
        "hộ" | "hộ gia đình" | "gia đình" => Some(CountOf::Households),
        // "Số TT" is an ordinal, unless "Số CN" stands beside it.
        "tt" if key == "số tt" && all.iter().any(|(_, other)| other == "số cn" || other == "số cá nhân") => {
            Some(CountOf::Collectives)
        }
        _ => None,
    }
}

/// A row below such a header: a label or a total, and numbers where numbers are due.
fn counts_row(row: &SheetRow, header: &CountHeader) -> Option<CountsRow> {
    let mut counted = CountsRow { row: row.row, label: String::new(), is_total: false, cells: Vec::new() };
    for cell in &row.cells {
        let column = header.counts.iter().find(|(col, _)| *col == cell.col);
        match (column, &cell.value) {
            (Some((col, what)), value) => match number(value) {
                Some(n) => counted.cells.push((*col, *what, n)),
                None if value.text().is_some_and(|text| !text.chars().any(char::is_alphanumeric)) => {}
                None => return None,
            },
            (None, value) => {
                let Some(text) = value.text() else { continue };
                counted.is_total |= phrase::says_total(text);
                if cell.col == header.label {
                    text.clone_into(&mut counted.label);
                }
            }
        }
    }
    let says = !counted.cells.is_empty() && (counted.is_total || !counted.label.is_empty());
    says.then_some(counted)
}

fn number(value: &Value) -> Option<u32> {
    let number = match value {
        Value::Number(number) => *number,
        Value::Text(text) => text.shown.trim().parse().ok()?,
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => return None,
    };
    let is_count = (0.0..=MAX_COUNT).contains(&number) && number.fract() == 0.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number in range")]
    is_count.then_some(number as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;
    use crate::intake::{Aside, Sheet, Text};

    /// Rows parted by lines, cells by `|`.
    fn sheet(rows: &str) -> Sheet {
        let value = |word: &str| match word.parse() {
            Ok(number) => Value::Number(number),
            Err(_) => Value::Text(Text { shown: word.into(), repair: None }),
        };
        let row = |(row, line): (u32, &str)| SheetRow {
            row,
            cells: (0..)
                .zip(line.split('|').map(str::trim))
                .filter(|(_, word)| !word.is_empty())
                .map(|(col, word)| Cell { col, value: value(word) })
                .collect(),
        };
        Sheet {
            place: Place::sheet("a.xlsx".into(), "1"),
            visible: true,
            rows: (0..).zip(rows.lines()).map(row).collect(),
            merges: Vec::new(),
            n_rows: 9,
            aside: Aside::default(),
        }
    }

    #[track_caller]
    fn check(rows: &str, expected: Option<&str>) {
        let found = begins(&sheet(rows).rows, Dictionary::built_in());
        let shown = found.map(|(counts, _)| {
            let row = |row: &CountsRow| {
                let cells: Vec<String> =
                    row.cells.iter().map(|(_, what, n)| format!("{n} {what:?}")).collect();
                format!("{}{}: {}", row.label, if row.is_total { "*" } else { "" }, cells.join(", "))
            };
            counts.rows.iter().map(row).collect::<Vec<_>>().join("; ")
        });
        assert_eq!(shown.as_deref(), expected, "{rows}");
    }

    #[test]
    fn tables_of_counts_are_told_from_lists() {
        check(
            "STT | Đơn vị | Tập thể | Cá nhân | Tổng số\n1 | Khối 1 | 0 | 2 | 2\n | Cộng | 0 | 2 | 2\nx",
            Some("Khối 1: 0 Collectives, 2 Individuals, 2 All; Cộng*: 0 Collectives, 2 Individuals, 2 All"),
        );
        check("TT | Tên phòng | Số lượng đăng ký\n1 | Văn phòng | 3", Some("Văn phòng: 3 All"));
        check("Lĩnh vực | Số TT | Số CN | Ghi chú\nY tế | 1 | - | chưa đủ", Some("Y tế: 1 Collectives"));
        check(
            "STT | Đơn vị | Số lượng\n| | Tập thể | Cá nhân\n1 | Khối 1 | 1 | 1\n2 | Khối 2 | 2 |",
            Some("Khối 1: 1 Collectives, 1 Individuals; Khối 2: 2 Collectives"),
        );
        // Lists: somebody is named, ticks mark, or nothing is counted.
        check("STT | Họ và tên | Số lượng\n1 | Vi Thị Na | 3", None);
        check("STT | Đơn vị | Tập thể | Cá nhân\n1 | Khối 1 | 1 |\n2 | Vi Thị Na | | 1", None);
        check("STT | Đơn vị | Tập thể\n1 | Khối 1 | x", None);
        check("STT | Đơn vị | Số lượng\n1 | Khối 1 | nhiều", None);
        check("Số TT | Đơn vị\n1 | Khối 1", None);
        check("1 | Khối 1 | 3", None);
    }
}
