//! What a row says about whether it counts: letters that are crossed out, remarks that take back.

use crate::finding::Code;
use crate::layout::Field;
use crate::plan::HolderKind;

use super::Read;
use super::Registration;
use super::cells::Cells;
use super::doubts::{DoubtKind, Doubts};
use super::remarks::Meaning;
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
            let Some(remark) = entry.cell.value.text() else { continue };
            found.extend(remarks.meaning(remark).map(|it| ((entry.row, entry.column.col), remark, it)));
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
            if meaning == Meaning::Unsettled {
                cells.tell(at, Code::RemarkDoubtful, words, |words| {
                    format!("Ghi chú «{words}»: {}; dòng này vẫn được tính.", meaning.says())
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
