//! The sheet *Khác*: keys that have no column of their own, as `plan.quota.3.basis` and a value of TOML.

use super::doc::{KeyEntry, KeyNode, RowTable, put};
use super::find::FoundSheet;
use super::form::{self, LISTS, TextFile};
use super::gathered::GatheredKeys;
use crate::finding::{Code, Place};

/// Puts what the sheet says where it belongs.
pub(super) fn read(found: &FoundSheet<'_>, gathered: &mut GatheredKeys) {
    let rows: Vec<_> = found.rows().map(|(row, _)| row).collect();
    for row in rows {
        let key = found.value(row, form::OTHER_KEY).map(|value| value.shown().trim().to_owned());
        let value = found.value(row, form::VALUE).map(|value| value.shown().trim().to_owned());
        let (Some(key), Some(value)) = (key, value) else { continue };
        let place = found.place(row, form::OTHER_KEY);
        if toml::from_str::<toml::Table>(&format!("it = {value}")).is_err() {
            let message = format!("Giá trị «{value}» không phải một giá trị TOML");
            let advice = "Chữ đặt trong ngoặc kép thẳng: \"như thế này\"; số và ngày ghi thẳng.".to_owned();
            gathered.fault(Code::PlanInvalid, found.place(row, form::VALUE), &value, &message, &advice);
        } else if !stored(&key, &value, &place, gathered) {
            let message = format!("Không có chỗ cho khóa «{key}»");
            let advice = "Khóa bắt đầu bằng plan. hoặc settings.; dòng của danh sách ghi số thứ tự: plan.quota.3.basis.".to_owned();
            gathered.fault(Code::PlanInvalid, place, &key, &message, &advice);
        }
    }
}

fn stored(key: &str, value: &str, place: &Place, gathered: &mut GatheredKeys) -> bool {
    let Some((file, rest)) = key.split_once('.') else { return false };
    let file = match file {
        "plan" => TextFile::Plan,
        "settings" => TextFile::Settings,
        _ => return false,
    };
    let node = KeyNode::Leaf(value.to_owned());
    let mut lists = LISTS.into_iter().flat_map(|sheet| sheet.parts).filter(|part| part.file == file);
    let list = rest
        .split_once('.')
        .and_then(|(list, rest)| Some((lists.find(|part| part.list == list)?.list, rest)));
    let Some((list, rest)) = list else {
        return put(gathered.head(file), rest, node, place.clone()).is_ok();
    };
    let Some((at, rest)) = rest.split_once('.') else { return false };
    let table = at.parse::<usize>().ok().and_then(|at| gathered.list(file, list).get_mut(at.checked_sub(1)?));
    table.is_some_and(|table| put_in(table, rest, node, place))
}

/// Also into the merits of a rule: `any_of.2.x`.
fn put_in(table: &mut RowTable, key: &str, node: KeyNode, place: &Place) -> bool {
    if let Some((list, rest)) = key.split_once('.')
        && let Some((at, rest)) = rest.split_once('.')
        && let Some(KeyEntry { node: KeyNode::Tables(own), .. }) =
            table.entries.iter_mut().find(|entry| entry.key == list)
    {
        let entry = at.parse::<usize>().ok().and_then(|at| own.get_mut(at.checked_sub(1)?));
        return entry.is_some_and(|entry| put(&mut entry.entries, rest, node, place.clone()).is_ok());
    }
    put(&mut table.entries, key, node, place.clone()).is_ok()
}
