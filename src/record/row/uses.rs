//! The use of each cell of a row that is kept as it stands, and what columns without a meaning say.

use crate::finding::{Code, Finding, with_dots};
use crate::layout::{Entry, Field, Wording, wording};
use crate::text;

use super::super::cells::{CellUse, Cells, has_words};
use super::super::{Details, kind_words, paired, person, stamped, ticks};
use super::Row;
use super::whom::NameCell;

impl<'a> Row<'_, 'a> {
    /// Gives each cell of a field that is kept as it stands its use; what other readers take is theirs.
    pub(super) fn settle_cells(
        self,
        written: &NameCell<'_>,
        n: usize,
        split_movement: bool,
        cells: &mut Cells<'_>,
    ) {
        for entry in &self.record.entries {
            let Some(field) = entry.column.field else { continue };
            let at = (entry.row, entry.column.col);
            // A question mark alone says that the sender does not know: told like any words left over.
            let unsure = |shown: &&str| shown.contains('?') && !has_words(shown);
            if let Some(shown) = entry.cell.value.text().filter(unsure) {
                cells.tell(at, Code::TextLeftOver, shown, |mark| {
                    format!("Đơn vị chỉ ghi «{mark}»: chưa rõ; hỏi lại đơn vị.")
                });
                continue;
            }
            if may_be_unsure(field)
                && entry
                    .cell
                    .value
                    .text()
                    .is_some_and(|shown| shown.trim_end_matches([')', ' ']).ends_with('?'))
            {
                let place = self.list.sheet.place.at_cell(entry.row, entry.column.col);
                let shown = entry.cell.value.shown();
                let message = format!("Ô ghi «{shown}»: đơn vị chưa chắc chắn; đang dùng như đã ghi.");
                cells.note(Finding::new(Code::CellUnsure, place, message).raw(shown));
            }
            let is_name = written.fields.contains(&field);
            let used = match field {
                _ if is_name && 1 < n => CellUse::Split,
                _ if is_name => CellUse::Read,
                Field::Movement if split_movement => CellUse::Split,
                Field::Ordinal | Field::UnitCode | Field::LeadCode => CellUse::Structure,
                Field::Tick | Field::MaleTick | Field::FemaleTick if is_mark(entry) => CellUse::Structure,
                Field::Honorific
                | Field::Rank
                | Field::Position
                | Field::PositionWorkplace
                | Field::Workplace
                | Field::Address
                | Field::Movement
                | Field::Practice
                | Field::Carrier
                | Field::Achievement
                | Field::AwardHistory
                | Field::Rating
                | Field::Initiative
                | Field::Ethnicity
                | Field::Religion
                | Field::Phone
                | Field::Email
                | Field::ObjectClass
                | Field::ProposedAward
                | Field::Decision
                | Field::Remark => {
                    if paired::is_paired(self.record, entry, n) {
                        CellUse::Split
                    } else {
                        CellUse::Read
                    }
                }
                Field::BirthDay | Field::BirthMonth | Field::Age => CellUse::Read,
                Field::Gender => {
                    self.settle_gender(entry, n, cells);
                    continue;
                }
                Field::Kind => {
                    let shown = entry.cell.value.shown();
                    if kind_words::named(&shown).is_none() && stamped::kind(self.list, self.record).is_none()
                    {
                        if ticks::is_class(&shown) || wording(&shown) == Wording::Position {
                            cells.mark(at, CellUse::Read);
                        } else if has_words(&shown) {
                            cells.tell(at, Code::KindUnknown, &shown, |words| {
                                format!("«{words}» không phải loại điển hình nào; loại được suy từ tên.")
                            });
                        }
                        continue;
                    }
                    CellUse::Read
                }
                Field::IdentityNumber if !identity_hash(&entry.cell.value.shown()).is_empty() => {
                    CellUse::Read
                }
                _ => continue,
            };
            cells.mark(at, used);
        }
    }

    pub(super) fn settle_gender(self, entry: &Entry<'_>, n: usize, cells: &mut Cells<'_>) {
        let at = (entry.row, entry.column.col);
        let shown = entry.cell.value.shown();
        if paired::is_paired(self.record, entry, n) {
            cells.mark(at, CellUse::Split);
        } else if person::gender(&text::key(&shown)).is_some() {
            cells.mark(at, CellUse::Read);
        }
    }

    /// What stands in columns that no other field holds, with their headers.
    pub(super) fn particulars(self, written: &NameCell<'_>, cells: &mut Cells<'_>) -> Details {
        let mut particulars = Vec::new();
        for entry in &self.record.entries {
            let at = (entry.row, entry.column.col);
            let shown = entry.cell.value.shown();
            let is_kept = match entry.column.field {
                None => true,
                Some(Field::Name | Field::CollectiveName | Field::FamilyName | Field::GivenName) => {
                    let is_carrier = written.fields == [Field::Practice];
                    if is_carrier {
                        cells.mark(at, CellUse::Read);
                    }
                    !is_carrier && entry.column.field.is_some_and(|field| !written.fields.contains(&field))
                }
                Some(Field::Code) => true,
                // The movement is kept as the plan calls it; what else its cell says is kept as it stands.
                Some(Field::Movement) => self.movements.says_more(&shown),
                Some(Field::Tick | Field::MaleTick | Field::FemaleTick) => !is_mark(entry),
                Some(_) => false,
            };
            if !is_kept || !has_words(&shown) {
                continue;
            }
            let header = entry.column.header.replace('\n', " ");
            let shown = without_identity(&shown);
            particulars.push(if header.is_empty() { shown } else { format!("{header}: {shown}") });
            // Of a column that means nothing here, a note of its table tells.
            match entry.column.field {
                None if entry.cell.value.text().is_some_and(|text| text.chars().any(char::is_alphabetic)) => {
                    cells.told(at, &entry.cell.value.shown());
                }
                _ => cells.mark(at, CellUse::Read),
            }
        }
        Details { particulars, ..Details::default() }
    }
}

/// Whether all that stands under a field is kept, whatever it is; a column of births keeps births only.
pub(super) fn keeps_its_text(field: Field) -> bool {
    !matches!(
        field,
        Field::BirthDate
            | Field::BirthYear
            | Field::BirthMale
            | Field::BirthFemale
            | Field::BirthDay
            | Field::BirthMonth
            | Field::Age
            | Field::Gender
            | Field::Kind
            | Field::Movement
            | Field::Ordinal
            | Field::Tick
            | Field::MaleTick
            | Field::FemaleTick
            | Field::IdentityNumber
            | Field::UnitCode
            | Field::LeadCode
    )
}

/// Whether a question mark behind what a field says means that its sender is not sure; a name has a finding of its
/// own, and prose asks what it likes.
fn may_be_unsure(field: Field) -> bool {
    !field.names_somebody() && !matches!(field, Field::Achievement | Field::Remark | Field::Initiative)
}

/// Whether a cell only marks: a tick, a number, a word of one letter.
pub(super) fn is_mark(entry: &Entry<'_>) -> bool {
    entry.cell.value.text().is_none_or(|text| text.trim().chars().count() <= 2)
}

/// A text in which nothing looks like an identity number: nine or twelve digits in a row.
fn without_identity(text: &str) -> String {
    let text = text.trim_end();
    with_dots(text, |digits, _| matches!(digits.len(), 9 | 12)).unwrap_or_else(|| text.to_owned())
}

/// The hash of an identity number; the number itself goes no further than this function.
pub(super) fn identity_hash(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 9 {
        return String::new();
    }
    blake3::hash(digits.as_bytes()).to_hex().to_string()
}
