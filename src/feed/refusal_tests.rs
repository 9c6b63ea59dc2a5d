//! Workbooks that `feed` leaves alone, and files that somebody else has at hand.

use std::fs;
use std::io::{Cursor, Write};

use crate::package::PackageError;

use super::save::ReplacedFile;
use super::tests::{dashboard, parts, published, text, with_parts};
use super::{Refusal, feed, renewed};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The dashboard with one more relationship in a part, and what it leads to.
fn related(rels: &str, kind: &str, target: &str, part: (&str, &str)) -> Vec<u8> {
    let plain = dashboard("");
    let held = parts(&plain);
    let line = format!("<Relationship Id=\"x1\" Type=\"{kind}\" Target=\"{target}\"/></Relationships>");
    let more = text(&held, rels).replace("</Relationships>", &line);
    with_parts(&plain, &[(rels, &more), part])
}

#[test]
fn what_any_change_would_break_is_refused() {
    let (_folder, fresh) = published(4);
    let mut envelope = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("an OLE file");
    for name in ["/EncryptionInfo", "/EncryptedPackage"] {
        envelope.create_stream(name).expect("a stream").write_all(&[7; 900]).expect("written");
    }
    let encrypted = envelope.into_inner().into_inner();
    assert!(matches!(renewed(&encrypted, &fresh), Err(Refusal::Package(PackageError::Encrypted))));

    let kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";
    let signed =
        related("_rels/.rels", kind, "_xmlsignatures/origin.sigs", ("_xmlsignatures/origin.sigs", ""));
    assert!(matches!(renewed(&signed, &fresh), Err(Refusal::Package(PackageError::Signed))));

    let headers = ("xl/revisions/revisionHeaders.xml", "<headers/>");
    let kind = format!("{OFFICE}/revisionHeaders");
    let shared = related("xl/_rels/workbook.xml.rels", &kind, "revisions/revisionHeaders.xml", headers);
    assert!(matches!(renewed(&shared, &fresh), Err(Refusal::Package(PackageError::Shared))));
}

#[test]
fn days_are_counted_from_where_the_workbook_counts() {
    let (_folder, fresh) = published(8);
    let plain = dashboard("");
    let book = text(&parts(&plain), "xl/workbook.xml").replace("<workbookPr", "<workbookPr date1904=\"1\"");
    let mac = with_parts(&plain, &[("xl/workbook.xml", &book)]);
    let after = renewed(&mac, &fresh).expect("refreshed").1.expect("changed");
    let after = parts(&after);
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    // 8 June 2024 is day 45,451 since 1900, and Excel's two calendars lie 1,462 days apart.
    assert!(sheet.contains("<v>43989</v>") && !sheet.contains("<v>45451</v>"), "{sheet}");
}

#[test]
fn a_workbook_that_somebody_has_at_hand_is_left_alone() {
    let (_folder, fresh) = published(5);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("Điều hành.xlsx");
    fs::write(&file, dashboard("")).expect("written");
    let lock = folder.path().join(".~lock.Điều hành.xlsx#");
    fs::write(&lock, ",nguoi-khac,,").expect("written");
    let told = feed(&file, &fresh).expect_err("open in LibreOffice").to_string();
    assert!(told.contains(".~lock.Điều hành.xlsx#"), "{told}");
    fs::remove_file(&lock).expect("removed");

    let place = ReplacedFile::take(&file).expect("nobody has it");
    let saved = dashboard("một ghi chú");
    fs::write(&file, &saved).expect("saved by somebody meanwhile");
    assert!(matches!(place.put(b"new"), Err(Refusal::SavedMeanwhile)));
    assert_eq!(fs::read(&file).expect("readable"), saved, "what was saved meanwhile stands");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing half-written is left");
}
