//! What makes the reading of a table doubtful: headers that what stands under them gives the lie.
//!
//! Nothing is moved here without saying so: each doubt is put into words for the officer, with the
//! other reading where there is one.

use foldhash::HashMap;

use crate::intake::{Cell, SheetRow, Value};

use super::field::Field;
use super::likeness::Likeness;
use super::map::{Column, MappedTable};

/// A row has to suit exchanged labels better by this much, on average, before that is asked about.
const BETTER: f32 = 0.75;
/// A column whose cells suit its header worse than this, on average, is asked about.
const AGAINST: f32 = -0.5;
/// Confidence of a reading that is asked about.
const ASKED: f32 = 0.45;
/// Rows that are looked at.
const ENOUGH: usize = 60;

/// What stands in one row under the columns of a table.
type Likenesses = Vec<Option<Likeness>>;

/// Looks at a table whose columns have their meaning for headers that cannot be right.
pub(super) fn look(table: &mut MappedTable, body: &[&SheetRow]) {
    // What stands alone in its row is a heading or a remark. Most columns say the same again and again.
    let mut known: HashMap<&str, Likeness> = HashMap::default();
    let rows: Vec<Likenesses> = body
        .iter()
        .filter(|row| 2 <= row.cells.len())
        .take(ENOUGH)
        .map(|row| table.columns.iter().map(|column| likeness_in(row, column.col, &mut known)).collect())
        .collect();
    let found = exchanged(table, &rows)
        .or_else(|| unnamed(table, &rows))
        .or_else(|| twice_named(table, &rows))
        .or_else(|| given_names_alone(table, body))
        .or_else(|| people_elsewhere(table, &rows))
        .or_else(|| contradicted(table, &rows))
        .or_else(|| unit_without_header(table, &rows))
        .or_else(|| without_header(table));
    let Some((doubt, other)) = found else { return };
    table.confidence = table.confidence.min(ASKED);
    if table.doubt.is_empty() {
        table.doubt = doubt;
    }
    if table.other.is_none() {
        table.other = other;
    }
}

/// Adds the columns that have no header but text in most rows, as columns without a meaning; gives
/// back which. `left` is the first column that is no other table's.
pub(super) fn add_strays(table: &mut MappedTable, left: u16, body: &[&SheetRow]) -> Vec<u16> {
    let (Some(first), Some(last)) = (table.columns.first(), table.columns.last()) else { return Vec::new() };
    let beyond = if table.beside == 0 { last.col.saturating_add(1) } else { last.col };
    let has_words = |cell: &Cell| cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic));
    let is_said = |row: &&&SheetRow| 2 <= row.cells.len() && row.cells.iter().any(has_words);
    let rows: Vec<&&SheetRow> = body.iter().filter(is_said).collect();
    let is_stray = |col: u16| {
        let n = rows.iter().filter(|row| row.cell(col).is_some_and(has_words)).count();
        0 < n && rows.len() <= n * 2
    };
    let strays: Vec<u16> = (first.col.saturating_sub(1).max(left)..=beyond)
        .filter(|col| table.columns.iter().all(|column| column.col != *col) && is_stray(*col))
        .collect();
    let stray = |col: &u16| Column { col: *col, header: String::new(), field: None, confidence: 0.0 };
    table.columns.extend(strays.iter().map(stray));
    table.columns.sort_by_key(|column| column.col);
    strays
}

/// A doubt in words, and the second reading.
type ReadingDoubt = (String, Option<Vec<Option<Field>>>);

/// Two labels whose columns suit each other's better.
fn exchanged(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let n = table.columns.len();
    let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
    let filled = |at: usize| rows.iter().filter(|row| row.get(at).copied().flatten().is_some()).count();
    let best = pairs
        .filter_map(|(a, b)| {
            let (first, second) = (table.columns.get(a)?.field?, table.columns.get(b)?.field?);
            // Numbers stand in any column; parts of a name or a date look like anything.
            let split = |field| {
                matches!(field, Field::Ordinal | Field::GivenName | Field::BirthDay | Field::BirthMonth)
            };
            if first == second || split(first) || split(second) {
                return None;
            }
            let gains = rows.iter().filter_map(|row| {
                let (left, right) = (row.get(a).copied().flatten(), row.get(b).copied().flatten());
                // Beside an empty cell only what is plainly somebody or some office says anything.
                let alone = left.xor(right).is_none_or(Likeness::is_plain);
                let suits = |found: Option<Likeness>, field| found.map_or(0.0, |found| found.suits(field));
                let as_read = suits(left, first) + suits(right, second);
                let gain = suits(left, second) + suits(right, first) - as_read;
                (alone && left.or(right).is_some()).then_some(gain)
            });
            let (n, sum) = gains.fold((0, 0.0), |(n, sum), gain| (n + 1, sum + gain));
            // Cells that stand alone say as much as those with a neighbour.
            let n_rows = u16::try_from(filled(a).max(filled(b))).map_or(f32::MAX, f32::from);
            (0 < n && BETTER * n_rows <= sum).then_some((sum, a, b))
        })
        .max_by(|x, y| x.0.total_cmp(&y.0).then((y.1, y.2).cmp(&(x.1, x.2))))?;
    let (_, a, b) = best;
    let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    other.swap(a, b);
    let name_at = |at: usize| table.columns.get(at).map(name_of).unwrap_or_default();
    Some((
        format!("Nội dung {} và {} giống như tên cột bị đổi chỗ cho nhau.", name_at(a), name_at(b)),
        Some(other),
    ))
}

/// A column without a meaning that holds people, where the column of names holds none.
fn unnamed(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let named = table.columns.iter().position(|column| {
        matches!(
            column.field,
            Some(Field::Name | Field::CollectiveName | Field::Practice | Field::FamilyName)
        )
    })?;
    let is_who = |likeness| matches!(likeness, Likeness::Person | Likeness::Part | Likeness::Office);
    let at = (0..table.columns.len()).find(|at| {
        table.columns.get(*at).is_some_and(|column| column.field.is_none())
            && 0.5 <= share(rows, *at, |likeness| likeness == Likeness::Person)
    })?;
    if 0.5 <= share(rows, named, is_who) {
        return None;
    }
    let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    *other.get_mut(at)? = Some(Field::Name);
    let (named, at) = (table.columns.get(named)?, table.columns.get(at)?);
    if named.field != Some(Field::Practice)
        && let Some(field) = other.get_mut(table.columns.iter().position(|column| column == named)?)
    {
        *field = None;
    }
    Some((format!("{} không chứa tên ai; tên người đứng ở {}.", name_of(named), name_of(at)), Some(other)))
}

/// The same kind of name in two columns, both filled in the same rows.
fn twice_named(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let of = |field| {
        let columns = table.columns.iter().enumerate();
        columns.filter(move |(_, column)| column.field == Some(field)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let both = |a: usize, b: usize| {
        let filled = |at: usize, row: &Likenesses| row.get(at).copied().flatten().is_some();
        rows.iter().filter(|row| filled(a, row) && filled(b, row)).count() * 2 > rows.len()
    };
    let (first, second) =
        [Field::Name, Field::FamilyName].into_iter().find_map(|field| match of(field)[..] {
            [first, second, ..] if both(first, second) => Some((first, second)),
            _ => None,
        })?;
    let (first, second) = (table.columns.get(first)?, table.columns.get(second)?);
    Some((format!("{} và {} cùng được hiểu là tên.", name_of(first), name_of(second)), None))
}

/// Single words under "Họ và tên", with a column of no meaning right before them.
fn given_names_alone(table: &MappedTable, body: &[&SheetRow]) -> Option<ReadingDoubt> {
    let at = table.columns.iter().position(|column| column.field == Some(Field::Name))?;
    let own_column = table.columns.get(at)?;
    let before = table.columns.get(at.checked_sub(1)?)?;
    if before.field.is_some() {
        return None;
    }
    let texts = |col: u16| body.iter().take(ENOUGH).filter_map(move |row| row.cell(col)?.value.text());
    let n = texts(own_column.col).count();
    let single = texts(own_column.col).filter(|text| !text.trim().contains(' ')).count();
    if n == 0 || single * 10 < n * 7 || texts(before.col).next().is_none() {
        return None;
    }
    let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    *other.get_mut(at)? = Some(Field::GivenName);
    *other.get_mut(at - 1)? = Some(Field::FamilyName);
    Some((
        format!("{} chỉ có tên, không có họ; họ có thể ở {}.", name_of(own_column), name_of(before)),
        Some(other),
    ))
}

/// People under a header that says an office, an address or a position; or under none, in a table
/// that counts twice.
fn people_elsewhere(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let people = |at: usize| 0.5 <= share(rows, at, |likeness| likeness == Likeness::Person);
    let mut ordinals = table.columns.iter().filter(|column| column.field == Some(Field::Ordinal));
    let first = ordinals.next().map_or(0, |column| column.col);
    let last = ordinals.next_back().map_or(0, |column| column.col);
    let at = (0..table.columns.len()).find(|at| {
        table.columns.get(*at).is_some_and(|column| match column.field {
            Some(Field::Workplace | Field::Address | Field::Position | Field::PositionWorkplace) => true,
            None => first < column.col && column.col < last,
            _ => false,
        }) && people(*at)
    })?;
    let column = table.columns.get(at)?;
    let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    *other.get_mut(at)? = column.field.is_none().then_some(Field::Name);
    Some((format!("{} chứa tên người.", name_of(column)), Some(other)))
}

/// What a cell is like, a text by what was `known` of it; a formula without a value says nothing of its column.
fn likeness_in<'t>(row: &'t SheetRow, col: u16, known: &mut HashMap<&'t str, Likeness>) -> Option<Likeness> {
    let cell = row.cell(col).filter(|cell| !matches!(cell.value, Value::Error(_)))?;
    Some(match &cell.value {
        Value::Text(text) => *known.entry(&*text.shown).or_insert_with(|| Likeness::of(cell)),
        _ => Likeness::of(cell),
    })
}

/// A header whose cells mostly say something else, and a column of names in which nobody stands.
fn contradicted(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let naming = || {
        let columns = table.columns.iter().enumerate();
        columns.filter(|(_, column)| column.field.is_some_and(Field::names_somebody))
    };
    // Numbered rows with something said in them, and those of them that name somebody.
    let ordinal = table.columns.iter().position(|column| column.field == Some(Field::Ordinal));
    let at_in = |row: &Likenesses, at: usize| row.get(at).copied().flatten();
    let is_numbered = |row: &&Likenesses| {
        ordinal.is_none_or(|at| at_in(row, at) == Some(Likeness::Number)) && 2 <= row.iter().flatten().count()
    };
    let numbered = rows.iter().filter(is_numbered);
    let (n_rows, n_named) = numbered.fold((0, 0), |(n, named), row| {
        (n + 1, named + usize::from(naming().any(|(at, _)| at_in(row, at).is_some())))
    });
    if let Some((_, column)) = naming().next()
        && n_named * 3 < n_rows
    {
        return Some((format!("{} không có tên nào.", name_of(column)), None));
    }
    let at = table.columns.iter().enumerate().position(|(at, column)| {
        let Some(field) = column.field else { return false };
        let filled = rows.iter().filter_map(|row| row.get(at).copied().flatten());
        let (n, sum) = filled.fold((0.0, 0.0), |(n, sum), found| (n + 1.0, sum + found.suits(field)));
        0.0 < n && sum / n <= AGAINST
    })?;
    let column = table.columns.get(at)?;
    let label = column.field.map_or("", Field::label);
    Some((format!("Nội dung {} không giống {label}.", name_of(column)), None))
}

/// A column of texts over which no header stands at all: the headers may have slipped, or it is the movement that no
/// other column says. What stands to the right of a list that says its movements is beside the list.
fn without_header(table: &MappedTable) -> Option<ReadingDoubt> {
    let column = table.columns.iter().find(|column| column.header.is_empty() && column.field.is_none())?;
    let is_last = table.columns.last().is_some_and(|last| last.col == column.col);
    if is_last && table.columns.iter().any(|column| column.field == Some(Field::Movement)) {
        return None;
    }
    Some((format!("Cột {} có chữ ở hầu hết các dòng nhưng không có tên cột.", column.letters()), None))
}

/// A column of offices whose header is not known, or says that anything may stand there, in a table
/// that says no unit.
fn unit_without_header(table: &MappedTable, rows: &[Likenesses]) -> Option<ReadingDoubt> {
    let says_unit = |column: &Column| {
        matches!(column.field, Some(Field::Workplace | Field::PositionWorkplace | Field::Address))
    };
    if !table.names_somebody() || table.columns.iter().any(says_unit) {
        return None;
    }
    let at = (0..table.columns.len()).find(|at| {
        table.columns.get(*at).is_some_and(|column| {
            matches!(
                column.field,
                None | Some(
                    Field::Remark
                        | Field::ProposedAward
                        | Field::AwardHistory
                        | Field::Achievement
                        | Field::Movement
                        | Field::Decision
                        | Field::Tick
                        | Field::Phone
                        | Field::Ethnicity
                )
            )
        }) && 0.7
            <= share(rows, *at, |likeness| {
                matches!(likeness, Likeness::Office | Likeness::Area | Likeness::Place)
            })
    })?;
    let column = table.columns.get(at)?;
    let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
    *other.get_mut(at)? = Some(Field::Workplace);
    Some((format!("Không có cột đơn vị; {} chứa tên đơn vị.", name_of(column)), Some(other)))
}

/// Of the filled cells of a column, how many look like that; 0 where none is filled.
fn share(rows: &[Likenesses], at: usize, like: impl Fn(Likeness) -> bool) -> f32 {
    let mut filled = 0.0;
    let mut alike = 0.0;
    for likeness in rows.iter().filter_map(|row| row.get(at).copied().flatten()) {
        filled += 1.0;
        alike += f32::from(u8::from(like(likeness)));
    }
    if filled == 0.0 { 0.0 } else { alike / filled }
}

/// A column for the officer: `cột C «Đơn vị»`.
pub(super) fn name_of(column: &Column) -> String {
    format!("cột {} «{}»", column.letters(), column.header.replace('\n', " "))
}
