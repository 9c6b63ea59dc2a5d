//! What is noticed about a name: that it is none, an example's, cut short, or of no clear kind.

use crate::finding::{Code, Finding};
use crate::layout::Field;
use crate::plan::HolderKind;
use crate::text;

use super::super::{Read, place};
use super::Row;
use super::whom::{Holder, NameCell};

impl<'a> Row<'_, 'a> {
    /// Whether the row has nothing but a short name, in a table that numbers its rows.
    pub(super) fn may_continue(self, name: &str) -> bool {
        let numbers = self.record.table.columns.iter().any(|column| column.field == Some(Field::Ordinal));
        let only_name = self.record.entries.iter().filter(|entry| entry.row == self.record.row).count() == 1;
        numbers && only_name && self.record.outside.is_empty() && name.split(' ').count() <= 2
    }

    /// Whether the row only shows how a row is filled in: a placeholder's name, and a word that says so.
    pub(super) fn is_example(self, written: &NameCell<'_>, holder: &Holder) -> bool {
        let says = |text: &str| {
            let key = format!(" {} ", text::key(text));
            [" ví dụ ", " vd ", " mẫu "].iter().any(|word| key.contains(word))
        };
        is_placeholder(&holder.name.name) && (says(&written.text) || says(&self.record.text(Field::Remark)))
    }

    pub(super) fn note_name(self, written: &NameCell<'_>, holder: &Holder, read: &mut Read) {
        let name = holder.name.name.as_str();
        if !holder.name.keys.is_empty() {
            let message = format!(
                "«{}» gõ chưa đúng (bộ gõ tắt, dính chữ hay lẫn chữ số); đọc là «{name}».",
                holder.name.keys
            );
            let place = place::of_name(self.list, self.record);
            read.findings.push(Finding::new(Code::NameTyped, place, message).raw(written.text.as_ref()));
        }
        let in_cell =
            || written.fields.iter().map(|field| self.record.text(*field)).find(|text| !text.is_empty());
        let finding = if name.is_empty() {
            let message = match in_cell() {
                Some(words) => format!("«{}» không phải tên của ai; dòng này không được tính.", words.trim()),
                None => "Dòng đăng ký không có tên.".to_owned(),
            };
            Some((Code::NameMissing, message))
        } else if self.is_example(written, holder) {
            Some((Code::NameMissing, format!("«{name}» là tên ví dụ; dòng này không được tính.")))
        } else if self.may_continue(name) {
            Some((
                Code::NameIncomplete,
                format!(
                    "Dòng chỉ có «{name}», không có số thứ tự: có thể là phần tiếp của dòng trên; đang tính là một."
                ),
            ))
        } else if is_placeholder(name) {
            Some((Code::NameIncomplete, format!("«{name}» giống tên ví dụ.")))
        } else if holder.kind == HolderKind::Individual && name.split(' ').count() < 2 {
            Some((Code::NameIncomplete, format!("Tên «{name}» chỉ có một chữ.")))
        } else if let Some(word) = abbreviated(name).filter(|_| holder.kind == HolderKind::Individual) {
            Some((Code::NameIncomplete, format!("Tên «{name}» viết tắt «{word}».")))
        } else if written.text.contains('?') {
            Some((
                Code::NameDoubtful,
                format!(
                    "Ô tên ghi dấu «?» ở «{}»: đơn vị chưa chắc chắn; đang tính «{name}».",
                    written.text.trim()
                ),
            ))
        } else if holder.kind == HolderKind::Individual && !holder.name.foreign.is_empty() {
            let word = &holder.name.foreign;
            Some((
                Code::NameDoubtful,
                format!("Tên «{name}» có «{word}»: có thể ô này ghi nhiều người; đang tính là một."),
            ))
        } else if !holder.kind_is_clear {
            let kind = holder.kind.label().to_lowercase();
            let message = if holder.kind == HolderKind::Practice {
                format!("Không rõ «{name}» là mô hình hay một điển hình; tạm tính là {kind}.")
            } else {
                format!("Không rõ «{name}» là tập thể hay cá nhân; tạm tính là {kind}.")
            };
            Some((Code::KindUnclear, message))
        } else {
            None
        };
        let place = place::of_name(self.list, self.record);
        let raw = if name.is_empty() { in_cell().unwrap_or_default() } else { written.text.to_string() };
        read.findings.extend(finding.map(|(code, message)| Finding::new(code, place, message).raw(raw)));
    }
}

/// "Nguyễn Văn A", "Lê Thị B": whoever writes an example writes these.
pub(super) fn is_placeholder(name: &str) -> bool {
    let mut words = name.split(' ');
    let family = words.next().is_some_and(|word| matches!(word, "Nguyễn" | "Trần" | "Lê" | "Hoàng" | "Phạm"));
    let middle = words.next().is_some_and(|word| matches!(word, "Văn" | "Thị"));
    let given = words.next().is_some_and(|word| matches!(word, "A" | "B" | "C" | "D" | "X"));
    family && middle && given && words.next().is_none()
}

/// A word of a name that is cut short: "Ng. Văn Chiến", "Lê Minh Đ"; a vowel may be all of a word ("Sùng A Lử"). A
/// letter behind three words and more tells two of the same name apart ("Lương Thị Hà B").
pub(super) fn abbreviated(name: &str) -> Option<&str> {
    // "Ng", "V": no word can be said without a vowel.
    let is_consonants = |word: &str| {
        word.chars().all(char::is_alphabetic)
            && !text::bare_key(word).contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    let is_short = |word: &&str| word.chars().count() <= 4 && (word.ends_with('.') || is_consonants(word));
    let tells_apart = |word: &str| matches!(word, "A" | "B" | "C" | "D");
    let name = match name.rsplit_once(' ') {
        Some((whole, last)) if tells_apart(last) && 3 <= whole.split(' ').count() => whole,
        _ => name,
    };
    name.split(' ').filter(|word| !word.is_empty() && name.contains(' ')).find(is_short)
}
