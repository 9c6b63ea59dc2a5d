//! What the columns of a table really hold, against what their headers say.

use foldhash::HashMap;

use crate::intake::{Cell, SheetRow, Value};
use crate::text;

use super::doubt;
use super::field::Field;
use super::likeness::{is_date, is_number, is_of_digits, is_person_name, is_tick};
use super::map::{Column, MappedTable};
use super::phrase;

/// Share of a column's cells that must agree before content overrules a header.
const CLEAR: f32 = 0.7;
/// Under this agreement a column's content contradicts its header.
const CONTRADICTS: f32 = -0.2;

/// Shares of a column's cells that look like something, each 0 to 1.
#[derive(Debug, Default, Clone, Copy)]
struct Content {
    cells: u32,
    dates: u32,
    /// Texts that are digits more than letters: several births, births with a slip in them.
    digits: u32,
    genders: u32,
    ticks: u32,
    numbers: u32,
    person_names: u32,
    /// Names of three words and more, which are hardly ever places.
    full_names: u32,
    /// Numbers that count on from the row above.
    ordinals: u32,
    years: u32,
    /// Numbers of two digits that may be a year without its century, or an age.
    short_years: u32,
    identities: u32,
    offices: u32,
    addresses: u32,
    /// Whatever is no number, date or tick.
    texts: u32,
}

/// What a text looks like by itself.
#[derive(Clone, Copy)]
struct TextLook {
    is_of_digits: bool,
    says_something: bool,
    kind: TextKind,
}

#[derive(Clone, Copy)]
enum TextKind {
    Gender,
    Tick,
    Identity,
    Address,
    Office,
    PersonName { n_words: usize },
    Other,
}

impl TextLook {
    fn of(text: &str) -> TextLook {
        let key = text::key(text);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let kind = match key.as_str() {
            "nam" | "nữ" => TextKind::Gender,
            "x" | "✓" | "v" | "√" => TextKind::Tick,
            "" if is_tick(text) => TextKind::Tick,
            _ if matches!(digits, 9 | 12) && digits == key.len() => TextKind::Identity,
            _ if phrase::is_place(&key) => TextKind::Address,
            // Đoàn is a family name, too; then no word of it is small.
            _ if phrase::is_office(&key) && !(key.starts_with("đoàn ") && is_person_name(text)) => {
                TextKind::Office
            }
            _ if is_person_name(text) => TextKind::PersonName { n_words: text.split_whitespace().count() },
            _ => TextKind::Other,
        };
        TextLook {
            is_of_digits: is_of_digits(text),
            says_something: !is_tick(text) && !key.is_empty() && digits < key.len(),
            kind,
        }
    }
}

impl Content {
    fn share(self, n: u32) -> f32 {
        if self.cells == 0 {
            return 0.0;
        }
        // Both are at most the rows looked at.
        f32::from(u16::try_from(n).unwrap_or(u16::MAX))
            / f32::from(u16::try_from(self.cells).unwrap_or(u16::MAX))
    }

    fn take(&mut self, look: TextLook) {
        self.digits += u32::from(look.is_of_digits);
        self.texts += u32::from(look.says_something);
        match look.kind {
            TextKind::Gender => self.genders += 1,
            TextKind::Tick => self.ticks += 1,
            TextKind::Identity => self.identities += 1,
            TextKind::Address => self.addresses += 1,
            TextKind::Office => self.offices += 1,
            TextKind::PersonName { n_words } => {
                self.person_names += 1;
                self.full_names += u32::from(3 <= n_words);
            }
            TextKind::Other => {}
        }
    }

    /// How well the content agrees with a meaning: 1 agrees, 0 says nothing, -1 contradicts.
    fn agrees(self, field: Field) -> f32 {
        if self.cells == 0 {
            return 0.0;
        }
        let by = |n: u32| self.share(n) * 2.0 - 1.0;
        match field {
            Field::BirthDate | Field::BirthYear => by(self.dates + self.digits + self.short_years),
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

/// Checks the meaning of a table's columns against the rows below its header, and mends what the
/// header leaves open: columns of ticks, labels that stand one column beside their data, a column
/// of names whose header is not known. `left` is the first column that is no other table's.
pub(super) fn check(table: &mut MappedTable, left: u16, body: &[&SheetRow]) {
    let strays = doubt::add_strays(table, left, body);
    let mut contents: Vec<Content> =
        table.columns.iter().map(|column| content_of(column.col, body)).collect();
    ticks(&mut table.columns, &contents);
    split_names(&mut table.columns, body);
    shift(table, &mut contents, body);
    unpromote(table, &contents);
    name_by_content(table, &contents);
    for (column, content) in table.columns.iter_mut().zip(&contents) {
        if let Some(field) = column.field
            && content.agrees(field) < CONTRADICTS
        {
            column.confidence *= 0.6;
            if field.names_somebody() || matches!(field, Field::BirthDate | Field::BirthYear) {
                column.confidence = column.confidence.min(0.45);
                table.doubt = format!(
                    "Cột {} ghi «{}» nhưng phần lớn ô trong cột không giống {}.",
                    column.letters(),
                    column.header.replace('\n', " "),
                    field.label()
                );
            }
        }
    }
    doubt::look(table, body);
    if table.doubt.is_empty() {
        table.columns.retain(|column| !strays.contains(&column.col) || column.field.is_some());
    }
    let naming = table.columns.iter().filter(|column| column.field.is_some_and(Field::names_somebody));
    let sure = naming.map(|column| column.confidence).reduce(f32::max).unwrap_or(table.confidence);
    table.confidence = table.confidence.min(sure);
    if !table.doubt.is_empty() {
        table.confidence = table.confidence.min(0.45);
    }
}

/// Columns that hold ticks say what is ticked in their header; so do their empty neighbours under
/// the same wider header.
fn ticks(columns: &mut [Column], contents: &[Content]) {
    let mut groups: Vec<String> = Vec::new();
    for (column, content) in columns.iter_mut().zip(contents) {
        if content.cells >= 1 && content.share(content.ticks) >= CLEAR {
            column.field = match column.field {
                Some(Field::Gender) if text::key(column.sub_header()) == "nữ" => Some(Field::FemaleTick),
                Some(Field::Gender | Field::MaleTick | Field::BirthMale) => Some(Field::MaleTick),
                Some(Field::FemaleTick | Field::BirthFemale) => Some(Field::FemaleTick),
                _ => Some(Field::Tick),
            };
            column.confidence = column.confidence.max(0.9);
            groups.extend(column.header.rsplit_once(" / ").map(|(group, _)| group.to_owned()));
        }
    }
    for (column, content) in columns.iter_mut().zip(contents).filter(|(_, content)| content.cells == 0) {
        let group = column.header.rsplit_once(" / ").map(|(group, _)| group);
        if group.is_some_and(|group| groups.iter().any(|ticked| ticked == group)) && content.cells == 0 {
            column.field = Some(Field::Tick);
        }
    }
}

/// One header "Họ và tên" merged over two filled columns, the second of single words.
fn split_names(columns: &mut [Column], body: &[&SheetRow]) {
    let filled = |col: u16| body.iter().filter_map(move |row| row.cell(col)?.value.text());
    for at in 1..columns.len() {
        let Some([family, given]) = columns.get_mut(at - 1..=at) else { continue };
        if family.field == Some(Field::Name)
            && given.field == Some(Field::Name)
            && family.header == given.header
            && filled(given.col).next().is_some()
            && filled(given.col).all(|text| !text.trim().contains(' '))
        {
            family.field = Some(Field::FamilyName);
            given.field = Some(Field::GivenName);
        }
    }
}

/// Moves the labels from some column on one to the right, where the content says so clearly: a
/// column was put in and its header forgotten.
fn shift(table: &mut MappedTable, contents: &mut Vec<Content>, body: &[&SheetRow]) {
    let columns = &table.columns;
    let Some(beyond) = columns.last().map(|column| column.col.saturating_add(1)) else { return };
    let mut fields: Vec<Option<Field>> = columns.iter().map(|column| column.field).collect();
    // The last label may have to go to a column without any.
    fields.push(None);
    contents.push(if table.beside == 0 { content_of(beyond, body) } else { Content::default() });
    let score = |fields: &[Option<Field>]| -> f32 {
        fields
            .iter()
            .zip(contents.iter())
            .filter_map(|(field, content)| field.map(|field| content.agrees(field)))
            .sum()
    };
    let own_score = score(&fields);
    let best = (0..fields.len())
        .filter(|from| fields.get(*from).is_some_and(Option::is_some))
        .filter_map(|from| {
            // There must be a column without a meaning to take up the last label.
            let free = (from + 1..fields.len()).find(|at| fields.get(*at) == Some(&None))?;
            let mut moved = fields.clone();
            moved.get_mut(from..=free)?.rotate_right(1);
            Some((score(&moved), from, free))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let Some((moved_score, from, free)) = best else { return };
    if moved_score <= own_score + 2.0 {
        contents.pop();
        return;
    }
    table.columns.push(Column { col: beyond, header: String::new(), field: None, confidence: 0.0 });
    table.other = Some(table.columns.iter().map(|column| column.field).collect());
    let labels = table.columns.clone();
    for at in from..=free {
        let label = at.checked_sub(1).filter(|_| from < at).and_then(|before| labels.get(before));
        if let Some(column) = table.columns.get_mut(at) {
            column.field = label.and_then(|label| label.field);
            column.header = label.map(|label| label.header.clone()).unwrap_or_default();
            column.confidence = 0.45;
        }
    }
    if table.columns.last().is_some_and(|column| column.field.is_none()) {
        table.columns.pop();
        contents.pop();
        table.other = table.other.take().map(|mut other| {
            other.pop();
            other
        });
    }
    let first = table.columns.get(from).map(Column::letters).unwrap_or_default();
    table.doubt = format!("Từ cột {first}, tên cột lệch một cột so với dữ liệu bên dưới.");
}

/// "Đơn vị" was taken for who is registered since no header names anybody; a column of texts whose
/// header is not known makes that doubtful.
fn unpromote(table: &mut MappedTable, contents: &[Content]) {
    let is_unknown = |(column, content): &(&Column, &Content)| {
        column.field.is_none() && 0 < content.texts && content.share(content.numbers) < CLEAR
    };
    if !table.columns.iter().zip(contents).any(|pair| is_unknown(&pair)) {
        return;
    }
    let promoted = |column: &&mut Column| {
        column.field == Some(Field::CollectiveName) && column.confidence == super::header::PROMOTED
    };
    if let Some(column) = table.columns.iter_mut().find(promoted) {
        column.field = Some(Field::Workplace);
    }
}

/// Where no header names somebody, a column without a meaning that plainly holds names does; in a
/// table that says other things of people, the likeliest column is asked about.
fn name_by_content(table: &mut MappedTable, contents: &[Content]) {
    if table.names_somebody() {
        return;
    }
    let of_people = table.columns.iter().any(|column| column.field.is_some_and(is_of_people));
    let likeness = |content: &Content| content.share(content.person_names) + content.share(content.texts);
    let candidates = table.columns.iter().zip(contents).enumerate();
    let best = candidates
        .filter(|(_, (column, content))| {
            column.field.is_none() && 0 < content.texts && content.share(content.numbers) < CLEAR
        })
        .max_by(|(a_at, (_, a)), (b_at, (_, b))| likeness(a).total_cmp(&likeness(b)).then(b_at.cmp(a_at)));
    let Some((at, (_, content))) = best else { return };
    let plainly = CLEAR <= content.share(content.full_names) && (of_people || 3 <= content.cells);
    if !plainly && !of_people {
        return;
    }
    let Some(column) = table.columns.get_mut(at) else { return };
    let header = column.header.replace('\n', " ");
    if plainly {
        column.field = Some(Field::Name);
        column.confidence = 0.45;
        table.doubt = format!(
            "Không có cột nào ghi họ tên; cột {} «{header}» chứa các tên giống tên người.",
            column.letters()
        );
    } else {
        table.doubt = format!("Không có cột nào ghi họ tên; có thể là cột {} «{header}».", column.letters());
        let mut other: Vec<Option<Field>> = table.columns.iter().map(|column| column.field).collect();
        if let Some(field) = other.get_mut(at) {
            *field = Some(Field::Name);
        }
        table.other = Some(other);
        table.confidence = 0.45;
    }
}

/// Whether a field says something of a person or a collective rather than of codes and counts.
fn is_of_people(field: Field) -> bool {
    matches!(
        field,
        Field::BirthDate
            | Field::BirthYear
            | Field::BirthMale
            | Field::BirthFemale
            | Field::Gender
            | Field::MaleTick
            | Field::FemaleTick
            | Field::Rank
            | Field::Position
            | Field::PositionWorkplace
            | Field::Workplace
            | Field::Address
            | Field::IdentityNumber
            | Field::Achievement
            | Field::GivenName
            | Field::Tick
    )
}

/// What the columns of rows mean by their content alone, with how sure; none where no column can
/// be of names.
pub(super) fn guess(cols: &[u16], body: &[&SheetRow]) -> Option<Vec<(Option<Field>, f32)>> {
    let contents: Vec<Content> = cols.iter().map(|col| content_of(*col, body)).collect();
    let name_at = contents
        .iter()
        .enumerate()
        .filter(|(_, content)| 3 <= content.cells && CLEAR <= content.share(content.full_names))
        .max_by(|a, b| a.1.share(a.1.full_names).total_cmp(&b.1.share(b.1.full_names)).then(b.0.cmp(&a.0)))?
        .0;
    let mut taken: Vec<Field> = Vec::new();
    let guessed = contents.iter().enumerate().map(|(at, content)| {
        let clear = |n: u32| 3 <= content.cells && CLEAR <= content.share(n);
        let field = if at == name_at {
            Some(Field::Name)
        } else if clear(content.ordinals) && at < name_at {
            Some(Field::Ordinal)
        } else if clear(content.years) {
            Some(Field::BirthYear)
        } else if clear(content.dates) {
            Some(Field::BirthDate)
        } else if clear(content.genders) {
            Some(Field::Gender)
        } else if clear(content.identities) {
            Some(Field::IdentityNumber)
        } else if clear(content.offices) {
            Some(Field::Workplace)
        } else if clear(content.addresses) {
            Some(Field::Address)
        } else if clear(content.ticks) {
            Some(Field::Tick)
        } else {
            None
        };
        // A second column of dates is something else.
        let field = field.filter(|field| !taken.contains(field));
        taken.extend(field);
        (field, content.share(if at == name_at { content.full_names } else { content.cells }) * 0.45)
    });
    Some(guessed.collect())
}

fn content_of(col: u16, body: &[&SheetRow]) -> Content {
    let mut content = Content::default();
    // Most columns say the same few words again and again.
    let mut known: HashMap<&str, TextLook> = HashMap::default();
    let mut before = None;
    for cell in body.iter().filter_map(|row| row.cell(col)) {
        if matches!(cell.value, Value::Error(_)) {
            continue;
        }
        content.cells += 1;
        if let Some(number) = whole(cell) {
            if before.is_none_or(|before| number == before + 1 || number == 1) && number < 1900 {
                content.ordinals += 1;
            }
            before = Some(number);
            if (1900..2030).contains(&number) {
                content.years += 1;
            }
        }
        if is_date(cell) {
            content.dates += 1;
        } else if is_number(cell) {
            content.numbers += 1;
            content.short_years += u32::from(whole(cell).is_some_and(|number| (10..100).contains(&number)));
        } else if let Some(text) = cell.value.text() {
            content.take(*known.entry(text).or_insert_with(|| TextLook::of(text)));
        }
    }
    content
}

/// A whole number, also as text.
fn whole(cell: &Cell) -> Option<u32> {
    match &cell.value {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be small")]
        Value::Number(number) if (0.0..1e6).contains(number) && number.fract() == 0.0 => Some(*number as u32),
        Value::Text(text) => text.shown.trim().trim_end_matches('.').parse().ok(),
        _ => None,
    }
}
