//! Files that come along with a workbook.

use crate::finding::{Code, Finding};
use crate::intake::sheet::{Attachment, FileOutcome};

/// Whether a workbook was there, readable or not.
pub(super) fn holds_workbook(attachments: &[Attachment]) -> bool {
    attachments.iter().any(|attachment| match attachment.outcome {
        FileOutcome::Read => true,
        FileOutcome::Ignored => false,
        FileOutcome::Failed => attachment.findings.iter().all(|f| f.code != Code::FileUnsupported),
    })
}

/// Scans and letters sent along with a workbook are no fault: they are left out, not failed.
pub(super) fn spare_companions(attachments: &mut [Attachment]) {
    if !holds_workbook(attachments) {
        return;
    }
    for attachment in attachments.iter_mut().filter(|a| a.outcome == FileOutcome::Failed) {
        if attachment.findings.iter().any(|f| f.code == Code::FileUnsupported) {
            attachment.outcome = FileOutcome::Ignored;
            for finding in &mut attachment.findings {
                let message = format!("{} Gửi kèm bảng tính nên được bỏ qua.", finding.message);
                *finding = Finding::new(Code::FileIgnored, finding.place.clone(), message);
            }
        }
    }
}
