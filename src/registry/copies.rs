//! Files of the same bytes.

use std::collections::BTreeMap;

use crate::finding::{Code, Finding, Place};

use super::Registry;

/// Files of the same bytes: the first to arrive counts.
pub(super) fn settle(registry: &mut Registry) {
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for (at, submission) in registry.submissions.iter().enumerate() {
        // A file that could not be read is asked for again, however often it came.
        if submission.registrations.is_empty() {
            continue;
        }
        match first_of.get(submission.hash.as_str()) {
            Some(first) => copies.push((*first, at)),
            None => {
                first_of.insert(&submission.hash, at);
            }
        }
    }
    for (first, copy) in copies {
        let first_source = registry.source(first);
        let finding = Finding::new(
            Code::FileSeenBefore,
            Place::file(registry.source(copy)),
            format!("Trùng từng byte với «{first_source}»; chỉ tính một lần."),
        );
        registry.findings.push(finding);
        let pairs: Vec<(usize, usize)> = registry.rows(copy).zip(registry.rows(first)).collect();
        for (again, counted) in pairs {
            registry.supersede(again, Some(counted));
        }
        registry.close(copy, None);
    }
}
