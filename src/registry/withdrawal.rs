//! Names that a unit takes back: by a list of withdrawals, or by a remark beside the name.

use crate::finding::{Code, Finding};
use crate::record::{Registration, Status, takes_back};
use crate::text;

use super::Registry;
use super::lists::SubmittedList;
use super::matching::repeats;
use super::stated_purpose::Purpose;

/// How near a name must be to be shown where nobody of the name withdrawn is registered.
const NEAR: f64 = 0.75;

/// Takes back, of the registrations `before`, those that a list withdraws.
pub(super) fn take(registry: &mut Registry, list: &SubmittedList, before: &[usize]) {
    for row in &list.rows {
        let Some(withdrawing) = registry.registrations.get(*row).cloned() else { continue };
        if withdrawing.status != Status::Withdrawn
            || !(list.purpose == Purpose::Withdrawal || takes_back(&withdrawing.remark))
        {
            continue;
        }
        let meant = |at: &usize| {
            registry.is_live(*at)
                && registry.name_key(*at) == registry.name_key(*row)
                && registry.registrations.get(*at).is_some_and(|old| repeats(old, &withdrawing))
        };
        let meant: Vec<usize> = before.iter().copied().filter(meant).collect();
        let replaced: Vec<usize> = registry.replacing(*row).collect();
        for old in &meant {
            let message = |old: &Registration| {
                format!("«{}» được đơn vị xin rút tại «{}».", old.name, withdrawing.place)
            };
            registry.withdraw(*old, Code::WithdrawalTaken, message);
        }
        if !meant.is_empty() {
            continue;
        }
        let unit = withdrawing.sender.as_ref().map(ToString::to_string).unwrap_or_default();
        let finding = if replaced.is_empty() {
            let message = format!(
                "Đơn vị xin rút «{}»{} nhưng chưa thấy đăng ký nào của tên này.{}",
                withdrawing.name,
                if withdrawing.remark.is_empty() {
                    String::new()
                } else {
                    format!(" (ghi chú «{}»)", withdrawing.remark)
                },
                near(registry, &withdrawing, before)
            );
            Finding::new(Code::WithdrawalUnmatched, withdrawing.place.clone(), message)
        } else {
            registry.taken_back.push(*row);
            let message = format!("«{}» được đơn vị xin rút ngay trong danh sách gửi lại.", withdrawing.name);
            Finding::new(Code::WithdrawalTaken, withdrawing.place.clone(), message)
        };
        registry.findings.push(finding.raw(withdrawing.name.as_str()).unit(unit));
    }
}

/// The name most like the one withdrawn, as a hint.
fn near(registry: &Registry, said: &Registration, before: &[usize]) -> String {
    let live = before.iter().filter(|at| registry.is_live(**at));
    let names = live.filter_map(|at| registry.registrations.get(*at)).map(|row| row.name.as_str());
    let nearest = names.map(|name| (text::similarity(name, &said.name), name));
    let nearest = nearest.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| NEAR <= *score);
    nearest.map_or_else(String::new, |(_, name)| format!(" Gần giống nhất: «{name}»."))
}
