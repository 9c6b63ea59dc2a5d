//! What a row says about whether it counts: letters that are crossed out, remarks that take back.

use crate::finding::Code;
use crate::layout::Field;
use crate::plan::HolderKind;
use crate::text;

use super::Read;
use super::Registration;
use super::cells::Cells;
use super::doubts::{DoubtKind, Doubts};
use super::ordinals::ordinal_in;
use super::remarks::{Meaning, takes_back};
use super::row::Row;

impl Row<'_, '_> {
    /// Asks about what is crossed out, and tells it at its cells.
    pub(super) fn doubt_crossed(self, n: usize, cells: &mut Cells<'_>, doubts: &mut Doubts, read: &Read) {
        let place = |at: (u32, u16)| self.list.sheet.place.at_cell(at.0, at.1);
        if let Some((at, words)) = &self.crossed.whole {
            doubts.add(DoubtKind::Struck, read, n, place(*at), words, Vec::new());
            cells.told(*at, words);
        }
        // Who is registered hangs on the name; what else is crossed out is told, and needs no answer.
        let names = Row { record: self.whole, ..self }.written_name().at;
        for part in &self.crossed.parts {
            if part.at == names {
                let instead = Row { record: self.whole, ..self }.aside();
                doubts.add(DoubtKind::StruckPart, read, n, place(part.at), &part.words, instead);
                cells.told(part.at, &part.words);
            } else {
                cells.tell(part.at, Code::TextStruck, &part.words, |words| {
                    format!("«{words}» bị gạch ngang trong ô, không được dùng.")
                });
            }
        }
    }

    /// The row, as Excel counts, that a remark says this one repeats, where the same name stands there.
    fn named_row(self, meaning: Meaning, words: &str, read: &Read) -> Option<u32> {
        let number = ordinal_in(words).filter(|_| meaning == Meaning::Duplicate)?;
        let registration = read.registrations.last()?;
        let row = self.ordinals.row_before(number, self.record.row)?;
        let place = self.list.sheet.place.at_row(row);
        // Registrations stand in the order of their rows.
        let at = read.registrations.partition_point(|it| it.place.row_shown() < place.row_shown());
        let other = read.registrations.get(at).filter(|it| it.place == place)?;
        let agree = registration.birth_year.is_none()
            || other.birth_year.is_none()
            || registration.birth_year == other.birth_year;
        (agree && text::bare_key(&registration.name) == text::bare_key(&other.name))
            .then(|| place.row_shown())
            .flatten()
    }

    /// The registrations of the row, with nothing noted on the way.
    fn aside(self) -> Vec<Registration> {
        let written = self.written_name();
        let holders = self.holders(&written);
        let mut cells = Cells::of(self.record, &self.list.sheet.place);
        self.registrations(&written, &holders.sure, &mut cells, &mut Read::default())
    }

    /// Asks about what a remark would mean: in its column, beside the name, or as a clause of what somebody
    /// achieved.
    pub(super) fn doubt_remarks(
        self,
        n: usize,
        (name_at, beside): ((u32, u16), &[&str]),
        cells: &mut Cells<'_>,
        doubts: &mut Doubts,
        read: &Read,
    ) {
        // Of a collective the rules on discipline judge what its remarks say.
        let of_person = |row: &Registration| row.kind == HolderKind::Individual;
        let is_persons = read.registrations.last().is_some_and(of_person);
        let remarks = self.references.remarks;
        let mut found: Vec<((u32, u16), &str, Meaning)> = Vec::new();
        for entry in self.record.of(Field::Remark) {
            let Some(remark) = entry.cell.value.text().filter(|remark| !takes_back(remark)) else { continue };
            if is_nickname(remark) {
                cells.tell((entry.row, entry.column.col), Code::NameIncomplete, remark, |words| {
                    format!("Ghi chú «{words}»: tên ở dòng này không phải họ và tên đầy đủ.")
                });
            }
            found.extend(remarks.meaning(remark).map(|it| ((entry.row, entry.column.col), remark, it)));
        }
        // "1980 mất 2023"
        let has_words = |text: &&str| text.chars().any(char::is_alphabetic);
        for field in [Field::BirthYear, Field::BirthDate, Field::BirthMale, Field::BirthFemale] {
            for entry in self.record.of(field) {
                let Some(text) = entry.cell.value.text().filter(has_words) else { continue };
                let at = (entry.row, entry.column.col);
                found.extend(remarks.meaning(text).map(|meaning| (at, text, meaning)));
            }
        }
        let names = beside.iter().filter_map(|words| Some((name_at, *words, remarks.meaning(words)?)));
        found.extend(names);
        for entry in self.record.of(Field::Achievement) {
            let Some(text) = entry.cell.value.text() else { continue };
            let clauses = text.split([';', '\n', '.', ',', '(', ')']).map(str::trim);
            let at = (entry.row, entry.column.col);
            found.extend(clauses.filter_map(|clause| Some((at, clause, remarks.meaning_of_clause(clause)?))));
        }
        for (at, words, meaning) in found {
            let place = self.list.sheet.place.at_cell(at.0, at.1);
            if matches!(meaning, Meaning::Unsettled | Meaning::Corrects) {
                cells.tell(at, Code::RemarkDoubtful, words, |words| {
                    format!("Ghi chú «{words}»: {}; dòng này vẫn được tính như đã ghi.", meaning.says())
                });
            } else if let Some(row) = self.named_row(meaning, words, read) {
                // Whether the two are one is told by their names, and asked there where it is not.
                cells.tell(at, Code::RemarkRepeats, words, |words| {
                    format!("Ghi chú «{words}»: dòng {row}; hai dòng được so trùng như mọi dòng khác.")
                });
            } else if meaning == Meaning::Replaces {
                doubts.add_replacing(read, n, place, words);
                cells.told(at, words);
            } else if is_persons || meaning != Meaning::Disciplined {
                doubts.add(DoubtKind::Remark(meaning), read, n, place, words, Vec::new());
                cells.told(at, words);
            }
        }
    }
}

/// A remark that what stands as the name is another name of the person.
fn is_nickname(remark: &str) -> bool {
    const NICKNAMES: [&str; 6] =
        ["tên thường gọi", "tên gọi", "tên ở nhà", "biệt danh", "bí danh", "tên gọi khác"];
    NICKNAMES.contains(&text::key(remark).as_str())
}
