//! Lists that hold another unit's people: a file copied from another unit and edited in part.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use crate::finding::{Code, Finding};
use crate::text;
use crate::units::UnitBook;

use super::Registry;
use super::lists::{SubmittedList, related};

/// So many people of a list, and this share of it, must stand in another's word for word.
const PEOPLE: usize = 2;
const SHARE: f64 = 0.4;

/// Says of each list that stands, and that came after another unit's, how many of its people stand
/// there with the same name, year and post but as people of the other unit. Nothing is decided.
pub(super) fn note(registry: &mut Registry, lists: &[SubmittedList], units: &UnitBook) {
    let posts: Vec<String> = registry.registrations.par_iter().map(|row| text::key(&row.position)).collect();
    let mut first_of: HashMap<(&str, i16, &str), usize> = HashMap::with_capacity(posts.len());
    let mut findings = Vec::new();
    for list in lists {
        let live = list.rows.iter().copied().filter(|row| registry.is_live(*row));
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut n_live: usize = 0;
        for at in live {
            n_live += 1;
            let Some(row) = registry.registrations.get(at) else { continue };
            let Some(year) = row.birth_year else { continue };
            let who = (registry.name_key(at), year, posts.get(at).map_or("", String::as_str));
            let first = *first_of.entry(who).or_insert(at);
            let Some(other) = registry.registrations.get(first) else { continue };
            let apart = other.sender.as_ref().is_some_and(|sender| !related(sender, &list.sender, units))
                && other.unit != row.unit;
            if apart && let Some(submission) = registry.submission_of(first) {
                *from.entry(submission).or_default() += 1;
            }
        }
        let most = from.into_iter().max_by_key(|(submission, n)| (*n, std::cmp::Reverse(*submission)));
        let Some((submission, n)) = most.filter(|(_, n)| PEOPLE <= *n) else { continue };
        if super::relation::share_of(n, n_live) < SHARE {
            continue;
        }
        let Some(other) = registry.submissions.get(submission) else { continue };
        let whose = other.sender.as_ref().and_then(|code| units.find(code));
        let message = format!(
            "{n} trong {n_live} người giống hệt họ tên, năm sinh, chức vụ với danh sách «{}» của «{}» nhưng ghi là người của đơn vị khác.",
            other.source,
            whose.map_or("đơn vị khác", |unit| unit.name.as_str())
        );
        let finding = Finding::new(Code::ListCopied, registry.place_of(list), message);
        findings.push(finding.unit(list.sender.to_string()));
    }
    registry.findings.extend(findings);
}
