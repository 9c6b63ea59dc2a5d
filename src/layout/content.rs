//! What the columns of a table really hold, against what their headers say.

use crate::intake::{Cell, SheetRow, Value};
use crate::text;

use super::field::Field;
use super::map::Column;

/// Rows looked at; enough to tell a column of dates from a column of names.
const SAMPLE: usize = 200;
/// Share of a column's cells that must agree before content overrules a header.
const CLEAR: f32 = 0.7;

/// Shares of a column's cells that look like something, each 0 to 1.
#[derive(Debug, Default, Clone, Copy)]
struct Content {
    cells: u32,
    dates: u32,
    genders: u32,
    ticks: u32,
    numbers: u32,
    person_names: u32,
}

impl Content {
    fn share(self, n: u32) -> f32 {
        if self.cells == 0 {
            return 0.0;
        }
        // Both are at most SAMPLE.
        f32::from(u16::try_from(n).unwrap_or(u16::MAX))
            / f32::from(u16::try_from(self.cells).unwrap_or(u16::MAX))
    }

    /// How well the content agrees with a meaning: 1 agrees, 0 says nothing, -1 contradicts.
    fn agrees(self, field: Field) -> f32 {
        if self.cells == 0 {
            return 0.0;
        }
        let by = |n: u32| self.share(n) * 2.0 - 1.0;
        match field {
            Field::BirthDate | Field::BirthYear => by(self.dates),
            Field::Gender => by(self.genders),
            Field::Ordinal => by(self.numbers),
            Field::Name => {
                // Collectives do not look like person names: only dates and numbers contradict.
                let against = self.dates + self.numbers + self.genders + self.ticks;
                self.share(self.person_names).max(0.3) - 2.0 * self.share(against)
            }
            Field::Position | Field::Workplace | Field::PositionWorkplace | Field::Address => {
                let against = self.dates + self.genders + self.numbers + self.ticks;
                0.3 - 1.3 * self.share(against)
            }
            _ => 0.0,
        }
    }
}

/// Checks the meaning of columns against the rows below the header, and mends two things: columns
/// of ticks, and labels that stand one column beside their data.
pub(super) fn check(columns: &mut [Column], body: &[SheetRow]) {
    let contents: Vec<Content> = columns.iter().map(|column| content_of(column.col, body)).collect();
    for (column, content) in columns.iter_mut().zip(&contents) {
        if content.cells >= 1 && content.share(content.ticks) >= CLEAR {
            column.field = match column.field {
                Some(Field::Gender) if text::key(column.sub_header()) == "nữ" => Some(Field::FemaleTick),
                Some(Field::Gender | Field::MaleTick) => Some(Field::MaleTick),
                Some(Field::FemaleTick) => Some(Field::FemaleTick),
                _ => Some(Field::Tick),
            };
        }
    }
    shift(columns, &contents);
    for (column, content) in columns.iter_mut().zip(&contents) {
        if let Some(field) = column.field
            && content.agrees(field) < -0.2
        {
            column.confidence *= 0.6;
        }
    }
}

/// Moves the labels from some column on one to the right, where the content says so clearly: a
/// column was put in and its header forgotten.
fn shift(columns: &mut [Column], contents: &[Content]) {
    let fields: Vec<Option<Field>> = columns.iter().map(|column| column.field).collect();
    let score = |fields: &[Option<Field>]| -> f32 {
        fields
            .iter()
            .zip(contents)
            .filter_map(|(field, content)| field.map(|field| content.agrees(field)))
            .sum()
    };
    let own = score(&fields);
    let best = (0..fields.len())
        .filter(|from| fields.get(*from).is_some_and(Option::is_some))
        .filter_map(|from| {
            // There must be a column without a meaning to take up the last label.
            let free = (from + 1..fields.len()).find(|at| fields.get(*at) == Some(&None))?;
            let mut moved = fields.clone();
            moved.get_mut(from..=free)?.rotate_right(1);
            Some((score(&moved), moved))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((moved_score, moved)) = best
        && moved_score > own + 2.0
    {
        for (column, field) in columns.iter_mut().zip(moved) {
            if column.field != field {
                column.field = field;
                column.confidence = 0.6;
            }
        }
    }
}

fn content_of(col: u16, body: &[SheetRow]) -> Content {
    let mut content = Content::default();
    for cell in body.iter().take(SAMPLE).filter_map(|row| row.cell(col)) {
        if matches!(cell.value, Value::Error(_)) {
            continue;
        }
        content.cells += 1;
        if is_date(cell) {
            content.dates += 1;
        } else if is_number(cell) {
            content.numbers += 1;
        } else if let Some(text) = cell.value.text() {
            let key = text::key(text);
            match key.as_str() {
                "nam" | "nữ" => content.genders += 1,
                "x" | "✓" | "v" | "√" => content.ticks += 1,
                "" if is_tick(text) => content.ticks += 1,
                _ if is_person_name(text) => content.person_names += 1,
                _ => {}
            }
        }
    }
    content
}

/// Whether a text is a tick: `x`, `X`, a check mark.
pub(super) fn is_tick(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "✓" | "✔" | "√" | "v" | "V" | "ü" | "☑" | "●" | "+")
}

/// Whether a cell may be a date or a year of birth.
fn is_date(cell: &Cell) -> bool {
    match &cell.value {
        Value::Date(_) => true,
        Value::Number(number) => (1900.0..2030.0).contains(number),
        Value::Text(text) => {
            let digits = text.shown.bytes().filter(u8::is_ascii_digit).count();
            let others = text.shown.chars().filter(|c| c.is_alphabetic()).count();
            (4..=8).contains(&digits) && others == 0 && text.shown.len() <= 12
        }
        Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a cell is a small whole number, also as text.
pub(super) fn is_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(_) => true,
        Value::Text(text) => {
            let digits = text.shown.trim().trim_matches(['(', ')', '.']);
            !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
        }
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    }
}

/// Whether a text looks like the name of a person: two to six words of letters, each with a
/// capital.
pub(super) fn is_person_name(text: &str) -> bool {
    let mut n_words = 0;
    for word in text.split_whitespace() {
        n_words += 1;
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if !capital || word.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '(' | '&')) {
            return false;
        }
    }
    (2..=6).contains(&n_words)
}
