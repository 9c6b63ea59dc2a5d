//! Scans and pictures that lie beside the list that they are of: the signed copy of what was read is no fault.

use std::path::Path;
use std::sync::Arc;

use crate::finding::{Code, Finding};

use super::{Held, Registry, SheetOutcome};

/// What a scanner or a camera writes, and what is printed to send it on. By content it is no workbook: that was
/// found out before.
const SCANS: [&str; 9] = ["pdf", "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "heic"];

/// A scan that came from a unit on the day of a list of the same unit that can be read, or that lies in one folder
/// with it, is left out with a note; alone it stays an error.
pub(super) fn settle(registry: &mut Registry) {
    let lists: Vec<&Held> =
        registry.submissions.iter().filter(|held| !held.registrations.is_empty()).collect();
    let beside = |scan: &Held| -> Option<Arc<str>> {
        let sender = scan.sender.as_ref()?;
        let near =
            |list: &Held| list.received == scan.received || folder(&list.source) == folder(&scan.source);
        let list = lists.iter().find(|list| list.sender.as_ref() == Some(sender) && near(list))?;
        Some(list.source.clone())
    };
    let scans: Vec<(usize, Arc<str>)> = registry
        .submissions
        .iter()
        .enumerate()
        .filter(|(_, held)| is_scan(&held.source))
        .filter_map(|(at, held)| Some((at, beside(held)?)))
        .collect();
    for (at, list) in scans {
        registry.spare(at, &list);
    }
}

impl Registry {
    /// Leaves a file out that could not be read for what it is; what else was said of it stays.
    fn spare(&mut self, at: usize, list: &str) {
        let Some(held) = self.submissions.get(at) else { return };
        let unsupported = |finding: &&mut Finding| {
            finding.code == Code::FileUnsupported && finding.place.source == held.source
        };
        let mut spared = false;
        for finding in self.findings.iter_mut().filter(unsupported) {
            let message = format!("{} Cùng đơn vị đã gửi «{list}» nên được bỏ qua.", finding.message);
            let unit = finding.unit_code.clone();
            *finding = Finding::new(Code::FileIgnored, finding.place.clone(), message).unit(unit);
            spared = true;
        }
        let accounts = self.accounts.get_mut(held.accounts.clone()).into_iter().flatten();
        for account in accounts.filter(|account| spared && account.outcome == SheetOutcome::Failed) {
            account.outcome = SheetOutcome::Ignored;
        }
    }
}

fn is_scan(source: &str) -> bool {
    let ending = Path::new(source).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| SCANS.iter().any(|scan| ending.eq_ignore_ascii_case(scan)))
}

/// The folder, mail or archive that a file lay in.
fn folder(source: &str) -> &str {
    source.rfind(['/', '!']).and_then(|end| source.get(..end)).unwrap_or_default()
}
