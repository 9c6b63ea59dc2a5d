//! When somebody of a row was born, and the gender: by their columns, else by the cell of the name.

use jiff::civil::Date;

use crate::finding::{Code, Finding};
use crate::layout::{Entry, Field};
use crate::text;

use super::super::birth::{self, Birth};
use super::super::cells::{CellUse, Cells, Reading};
use super::super::paired::{self, Fields};
use super::super::{Gender, name, person};
use super::Row;
use super::whom::{Holder, NameCell};

impl<'a> Row<'_, 'a> {
    /// The birth that a column says, else the cell of the name, else an age; and the gender that the column
    /// says by its header.
    pub(super) fn birth(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        fields: Fields<'_, 'a>,
        cells: &mut Cells<'_>,
    ) -> (Birth, Option<Gender>) {
        let received = self.list.attachment.received;
        let (mut birth, gender) = self.birth_of_columns(fields, cells);
        let name_place = self.list.sheet.place.at_cell(written.at.0, written.at.1);
        for text in &holder.births {
            let found = cells.take(written.at, birth::read_text(text, &name_place, received));
            match (birth.year, found.year) {
                (None, Some(_)) => birth = found,
                // "chết 3/2024" beside somebody whose column says when he was born.
                (Some(_), Some(other)) if received.year() - other < 6 => cells.left(written.at, text),
                (Some(year), Some(other)) if year != other => {
                    cells.tell(written.at, Code::FieldContradicts, text, |words| {
                        format!("Ô họ tên ghi «{words}», cột ngày sinh ghi năm {year}; đang dùng năm {year}.")
                    });
                }
                (Some(_), Some(_)) if birth.date.is_none() => birth.date = found.date,
                (_, None) => cells.left(written.at, text),
                _ => {}
            }
        }
        let columns = self.record.of(Field::Age).filter_map(|entry| {
            let text = fields.text(Field::Age);
            Some(((entry.row, entry.column.col), text)).filter(|(_, text)| !text.is_empty())
        });
        let ages: Vec<_> = columns.chain(holder.ages.iter().map(|age| (written.at, age.clone()))).collect();
        for (at, text) in ages {
            match (birth::of_age(&text, received), birth.year) {
                (Some(year), None) if !year.inferred => birth = year,
                (Some(by_age), None) => {
                    birth = by_age;
                    let message = format!(
                        "Năm sinh {} suy từ tuổi «{text}», có thể lệch một năm.",
                        by_age.year.unwrap_or_default()
                    );
                    let place = self.list.sheet.place.at_cell(at.0, at.1);
                    cells.note(Finding::new(Code::BirthInferred, place, message).raw(text));
                }
                (Some(by_age), Some(year)) if 1 < (by_age.year.unwrap_or(year) - year).abs() => {
                    cells.tell(at, Code::FieldContradicts, &text, |words| {
                        format!("Tuổi «{words}» không hợp với năm sinh {year}; đang dùng năm {year}.")
                    });
                }
                (Some(_), Some(_)) => {}
                (None, _) => cells.left(at, &text),
            }
        }
        (birth, gender)
    }

    pub(super) fn birth_of_columns(
        self,
        fields: Fields<'_, 'a>,
        cells: &mut Cells<'_>,
    ) -> (Birth, Option<Gender>) {
        let columns = [
            (Field::BirthDate, None),
            (Field::BirthYear, None),
            (Field::BirthMale, Some(Gender::Male)),
            (Field::BirthFemale, Some(Gender::Female)),
        ];
        let mut found: (Birth, Option<Gender>) = Default::default();
        let received = self.list.attachment.received;
        for (field, gender) in columns {
            for Entry { row, column, cell } in self.record.of(field) {
                let at = (row, column.col);
                let place = self.list.sheet.place.at_cell(row, column.col);
                let shared = 1 < fields.n;
                let piece = cell
                    .value
                    .text()
                    .filter(|_| shared)
                    .and_then(|text| paired::pieces(text, fields.n, field)?.get(fields.at).copied());
                let reading = match piece {
                    Some(piece) => birth::read_text(piece, &place, received),
                    // One birth beside several people is nobody's.
                    None if shared => {
                        Reading::but(Birth::default(), (fields.at == 0).then(|| cell.value.shown()))
                    }
                    None => birth::read(&cell.value, &place, received),
                };
                // A tick in a column "Nữ" under "Năm sinh" says the gender only.
                let mut year_said = None;
                let reading = reading.offer(|word, _| {
                    year_said = year_said.or_else(|| person::gender(&text::key(word)));
                    year_said.is_some() || gender.is_some() && word.trim().chars().count() == 1
                });
                let birth = cells.take(at, reading);
                // "1980 (Nam)"
                let gender = gender.or(year_said);
                if piece.is_some() {
                    cells.mark(at, CellUse::Split);
                }
                if found.0.year.is_none() && found.1.is_none() {
                    found = (birth, gender);
                } else if birth.year.is_some() && birth.year != found.0.year {
                    let year = found.0.year.unwrap_or_default();
                    cells.tell(at, Code::FieldContradicts, &cell.value.shown(), |words| {
                        format!("Ô ghi «{words}», cột khác ghi năm sinh {year}; đang dùng năm {year}.")
                    });
                } else if found.0.date.is_none() {
                    found.0.date = birth.date;
                }
            }
        }
        if let (None, Some(year)) = (found.0.date, found.0.year) {
            found.0.date = self.day_and_month(year);
        }
        found
    }

    /// The date of birth where day, month and year stand in columns of their own.
    pub(super) fn day_and_month(self, year: i16) -> Option<Date> {
        let number = |field| self.record.text(field).trim().parse::<i8>().ok();
        Date::new(year, number(Field::BirthMonth)?, number(Field::BirthDay)?).ok()
    }

    /// A column "Nam" beside "Bà" is told; the column holds.
    pub(super) fn note_gender(self, gender: Option<Gender>, holder: &Holder, cells: &mut Cells<'_>) {
        let (Some(gender_named), Some(used)) = (holder.name.gender, gender) else { return };
        let entry = self.record.of(Field::Gender).next().filter(|_| gender_named != used);
        if let Some(Entry { row, column, cell }) = entry {
            cells.tell((row, column.col), Code::FieldContradicts, &cell.value.shown(), |words| {
                format!("Cột giới tính ghi «{words}», cách xưng hô ở tên thì khác; đang dùng cột giới tính.")
            });
        }
    }

    pub(super) fn gender(self, fields: Fields<'_, 'a>) -> Option<Gender> {
        let header = |entry: Entry<'_>| person::gender(&text::key(entry.column.sub_header()));
        if let Some(gender) = self.record.of(Field::Age).find_map(header) {
            return Some(gender);
        }
        if self.record.of(Field::MaleTick).next().is_some() {
            return Some(Gender::Male);
        }
        if self.record.of(Field::FemaleTick).next().is_some() {
            return Some(Gender::Female);
        }
        person::gender(&text::key(&fields.text(Field::Gender)))
            .or_else(|| name::gender_of(&fields.text(Field::Honorific)))
    }
}
