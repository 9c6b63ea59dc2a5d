//! What stands beside a name in its cell, and the people whom a row mentions and does not register.

use crate::finding::Code;
use crate::layout::{Entry, Field, Wording, wording};
use crate::text;
use crate::units::Resolved;

use super::super::cells::Cells;
use super::super::facts::is_phone;
use super::super::others;
use super::super::paired::join;
use super::Row;
use super::uses::keeps_its_text;
use super::whom::{Holder, NameCell};

impl<'a> Row<'_, 'a> {
    /// "Con trai", "vợ" in the column of positions says whose relative somebody is.
    pub(super) fn tell_relation(self, position: &mut String, cells: &mut Cells<'_>) {
        let entry = self.record.of(Field::Position).next();
        if let Some(Entry { row, column, cell }) = entry.filter(|_| others::is_relation(position)) {
            cells.left((row, column.col), &cell.value.shown());
            position.clear();
        }
    }

    /// People whom the remark or the name of a collective mentions, and whom the row does not register.
    pub(super) fn tell_people_beside(self, written: &NameCell<'_>, holder: &Holder, cells: &mut Cells<'_>) {
        let tell = |at: (u32, u16), words: &str, cells: &mut Cells<'_>| {
            cells.tell(at, Code::PersonBeside, words, |words| {
                format!("«{words}» được nhắc tới ở dòng của «{}», không được đăng ký.", holder.name.name)
            });
        };
        for Entry { row, column, cell } in self.record.of(Field::Remark) {
            let Some(remark) = cell.value.text() else { continue };
            let named: Vec<&str> = others::people(remark).collect();
            // What a remark means is asked with its words; most name nobody.
            if named.is_empty() || self.references.remarks.meaning(remark).is_some() {
                continue;
            }
            let name_key = text::key(&holder.name.name);
            for name in named.into_iter().filter(|name| !holds(&name_key, &text::key(name))) {
                tell((row, column.col), name, cells);
            }
        }
        if let Some(representative) = &holder.representative {
            tell(written.at, representative, cells);
        }
    }

    /// What stands behind a name goes to the position or the workplace; where those have columns of their
    /// own, it says the same, contradicts them or is told.
    pub(super) fn place_words(
        self,
        written: &NameCell<'_>,
        holder: &Holder,
        (position, workplace): (&mut String, &mut String),
        cells: &mut Cells<'_>,
    ) {
        let (by_column, has_workplace) = (!position.is_empty(), !workplace.is_empty());
        let mut known = String::new();
        for words in &holder.words {
            let key = text::key(words);
            if key.is_empty() {
                continue;
            }
            let form = wording(words);
            // A remark in the cell of the name is asked about like one in its own column.
            if self.references.remarks.meaning(words).is_some() {
                continue;
            }
            // A telephone number is no position, and neither are another name ("tức Hoa", "Ba Tèo"), a relative or
            // a body beside the name.
            if is_phone(words) || others::names_another(words) {
                cells.left(written.at, words);
                continue;
            }
            // "(mẹ đơn thân)", "(2 chị em)": what stands in brackets and is no work says something else.
            let in_brackets = || written.text.contains(&format!("({words}"));
            if !matches!(form, Wording::Position | Wording::Office) && in_brackets() {
                cells.left(written.at, words);
                continue;
            }
            if matches!(form, Wording::Person | Wording::ShortName | Wording::NamePart) && !by_column {
                cells.left(written.at, words);
                continue;
            }
            let is_office = form == Wording::Office && !has_workplace;
            if is_office && (by_column || matches!(self.names.unit(words), Resolved::One(_))) {
                *workplace = join(workplace, words);
                continue;
            }
            if !by_column {
                *position = join(position, words);
                continue;
            }
            if known.is_empty() {
                let texts = self.record.entries.iter().filter(|entry| {
                    entry.column.field.is_some_and(|field| {
                        keeps_its_text(field) && (!field.names_somebody() || !written.fields.contains(&field))
                    })
                });
                known =
                    texts.map(|entry| text::key(&entry.cell.value.shown())).collect::<Vec<_>>().join(" | ");
            }
            // A number stands in many cells and says another thing in each.
            if key.chars().any(char::is_alphabetic) && holds(&known, &key) {
                continue;
            }
            if form == Wording::Position {
                cells.tell(written.at, Code::FieldContradicts, words, |words| {
                    format!("Ô họ tên ghi «{words}», cột chức vụ ghi «{position}»; đang dùng cột chức vụ.")
                });
            } else {
                cells.left(written.at, words);
            }
        }
    }
}

/// Whether the words of a key stand in another, whole: "tổ 1" does not stand in "tổ 12".
fn holds(whole: &str, key: &str) -> bool {
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    whole.match_indices(key).any(|(at, _)| {
        let (before, after) = (whole.get(..at), whole.get(at + key.len()..));
        is_edge(before.and_then(|text| text.chars().next_back()))
            && is_edge(after.and_then(|text| text.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn words_stand_in_a_text_as_a_whole() {
        assert!(
            holds("tổ 1, khối 3 | nông dân", "tổ 1") && holds("tổ 1", "tổ 1") && holds("a (tổ 1)", "tổ 1")
        );
        assert!(!holds("tổ 12, khối 3", "tổ 1") && !holds("phó tổ trưởng", "ổ trưởng"));
    }
}
